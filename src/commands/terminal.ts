/** The console of the command line: two streams, their colours and their width. */
import process from 'node:process';
import { say } from '../telemetry/log/said.ts';
import type { Console } from './console.ts';

/** Asks on stderr, so that stdout stays what it is: the result. */
async function askOnTerminal(question: string, stop?: AbortSignal): Promise<boolean> {
  if (stop?.aborted) return false;
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // The terminal hands on what is typed as it is meanwhile: Ctrl-C is a key, and no signal.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await new Promise((resolve) => {
      const unanswered = () => {
        process.stderr.write('\n');
        resolve(false);
      };
      lines.question(`${question} [y/N] `, (answer) => {
        lines.removeListener('close', unanswered);
        resolve(/^y(es)?$/i.test(answer.trim()));
      });
      lines.once('close', unanswered);
      stop?.addEventListener('abort', () => lines.close(), { once: true });
    });
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
    say(`error UNWRITABLE: what was to be printed could not be written: ${error.message}`, 'error');
    process.exitCode = 1;
  });
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: say,
    color: wantsColor(),
    columns: process.stdout.columns ?? 100,
    // Asked for late: making the stream of stdin takes milliseconds, and few commands ask anything.
    get ask() {
      return process.stdin.isTTY && process.stderr.isTTY ? askOnTerminal : null;
    },
  };
}
