/** The console of the command line: two streams, their colours and their width. */
import process from 'node:process';
import type { Console } from './console.ts';

/** Asks on stderr, so that stdout stays what it is: the result. */
async function askOnTerminal(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`${question} [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}

function wantsColor(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  return (FORCE_COLOR !== undefined && FORCE_COLOR !== '0') || process.stdout.isTTY;
}

export function createTerminal(): Console {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) is no error. A file that could not be written must not pass for one that was.
    if (error.code === 'EPIPE') return;
    process.stderr.write(`error UNWRITABLE: what was to be printed could not be written: ${error.message}\n`);
    process.exitCode = 1;
  });
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    color: wantsColor(),
    columns: process.stdout.columns ?? 100,
    // Asked for late: making the stream of stdin takes milliseconds, and few commands ask anything.
    get ask() {
      return process.stdin.isTTY && process.stderr.isTTY ? askOnTerminal : null;
    },
  };
}
