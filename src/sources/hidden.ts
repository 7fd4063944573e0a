/** Asks on the terminal for what nobody shall see: passphrases and values. */
import process from 'node:process';
import { Writable } from 'node:stream';
import { PhoenixError } from '../errors.ts';

/** Whether somebody is there who can be asked. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/**
 * One line, which is not shown. Asked on stderr, so that stdout stays what it is: the result.
 * @throws PhoenixError `USAGE` when the input ends, or Ctrl-C is pressed
 */
export async function askHidden(question: string): Promise<string> {
  const { createInterface } = await import('node:readline');
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 });
  process.stderr.write(`${question}: `);
  try {
    return await new Promise<string>((resolve, reject) => {
      const stop = () => reject(new PhoenixError('USAGE', 'nothing was entered', { hint: 'run it again' }));
      lines.once('line', resolve).once('SIGINT', stop).once('close', stop);
    });
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

/**
 * A value that is typed twice, since nobody sees it.
 * @throws PhoenixError `USAGE` when the two differ
 */
export async function askTwice(question: string): Promise<string> {
  const first = await askHidden(question);
  if ((await askHidden('Once more')) === first) return first;
  throw new PhoenixError('USAGE', 'the two differ; nothing was written', { hint: 'run it again' });
}
