/** Commands of a lab's node as processes of their own, so that this one can serve files and be stopped meanwhile. */
import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';

export interface Ended {
  /** Null: it was ended by a signal, or not waited for. */
  readonly exit: number | null;
  /** stdout and stderr in the order in which they came. */
  readonly output: string;
}

interface CommandOptions {
  readonly stdin?: Uint8Array;
  /** Bytes of stdout as they come; stderr goes to the output. */
  readonly onBytes?: (bytes: Uint8Array) => void;
  /** Whether nothing more is waited for but its end, for a while. */
  readonly isDone?: () => boolean;
  /** Milliseconds. */
  readonly timeout: number;
}

export interface Commands {
  run(argv: readonly string[], options: CommandOptions): Promise<Ended>;
  /** Ends what runs now; nothing new is begun. */
  stop(): void;
}

/** Output of one command that is kept: a guest has some tens of thousands of files. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Milliseconds for which a command may go on after its last word. */
const LINGER = 5000;
/** Milliseconds from TERM to KILL. */
const GRACE = 10_000;

/** @param bin the folder of the node's programs */
export function commandsOf(bin: string): Commands {
  let current: ChildProcess | null = null;
  let stopped = false;
  return {
    run: ([program = '', ...args], options) => {
      if (stopped) return Promise.resolve({ exit: null, output: 'stopped' });
      const child = spawn(`${bin}/${program}`, args, {
        stdio: 'pipe',
        env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
      });
      current = child;
      return ended(child, options).finally(() => (current = null));
    },
    stop: () => {
      stopped = true;
      current?.kill('SIGTERM');
    },
  };
}

function ended(child: ReturnType<typeof spawn>, options: CommandOptions): Promise<Ended> {
  const { stdin = new Uint8Array(), onBytes, isDone, timeout } = options;
  const chunks: Buffer[] = [];
  let size = 0;
  const keep = (bytes: Buffer) => {
    size += bytes.length;
    if (size <= MOST_BYTES) chunks.push(bytes);
  };
  return new Promise((resolve, reject) => {
    const timers: NodeJS.Timeout[] = [];
    const finish = (exit: number | null) => {
      for (const timer of timers) clearTimeout(timer);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve({ exit, output: Buffer.concat(chunks).toString('utf8') });
    };
    const later = (ms: number, run: () => void) => void timers.push(setTimeout(run, ms));
    const end = () => {
      child.kill('SIGTERM');
      later(GRACE, () => child.kill('SIGKILL'));
    };
    let said = false;
    child.stdout?.on('data', (bytes: Buffer) => {
      if (onBytes) onBytes(bytes);
      else keep(bytes);
      if (said || !isDone?.()) return;
      said = true;
      later(LINGER, end);
    });
    child.stderr?.on('data', keep);
    // A bundle that is refused is not read to its end.
    child.stdin?.on('error', () => {});
    child.stdin?.end(stdin);
    child.once('error', reject);
    child.once('exit', (code) => {
      // What was left behind in the guest may hold the streams open.
      child.once('close', () => finish(code));
      later(1000, () => finish(code));
    });
    later(timeout, end);
  });
}
