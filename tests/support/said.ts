/** What a command says that is called in this process, and how it refuses. */
import type { Console } from '../../src/commands/console.ts';
import { PhoenixError } from '../../src/errors.ts';

export interface Said {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

type Command = (io: Console) => Promise<number>;

export async function saying(run: Command, columns = 100): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []];
  const exit = await run({
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    color: false,
    columns,
    ask: null,
  });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

/** `CODE: message: hint`, or `no refusal`. */
export async function refusalOf(run: Command): Promise<string> {
  try {
    await saying(run);
  } catch (error) {
    if (error instanceof PhoenixError) return `${error.code}: ${error.message}: ${error.hint}`;
    throw error;
  }
  return 'no refusal';
}
