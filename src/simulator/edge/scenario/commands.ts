/** Commands of a lab's node, run as an apply runs them; and stopped, all of them, when the user asks for it. */
import { COMMAND_ENVIRONMENT } from '../../../node/machine.ts';
import { runProcess } from '../../../node/run-process.ts';

export interface Ended {
  /** Negative: the signal that ended it. */
  readonly exit: number;
  /** stdout, and then stderr. */
  readonly output: string;
}

interface CommandOptions {
  readonly stdin?: Uint8Array;
  /** Bytes of stdout as they come. */
  readonly onBytes?: (bytes: Uint8Array) => void;
  /** Whether what is waited for has come. */
  readonly isDone?: () => boolean;
  /** Milliseconds. */
  readonly timeout: number;
}

export interface Commands {
  run(argv: readonly string[], options: CommandOptions): Promise<Ended>;
  /** Ends what runs now; nothing new is begun. */
  stop(): void;
}

/** Milliseconds from TERM to KILL. */
const GRACE = 10_000;

/** @param bin the folder of the node's programs */
export function commandsOf(bin: string): Commands {
  const env = { ...COMMAND_ENVIRONMENT, PATH: `${bin}:${COMMAND_ENVIRONMENT.PATH}` };
  let current: AbortController | null = null;
  let stopped = false;
  return {
    run: async (argv, { stdin, onBytes, isDone, timeout }) => {
      if (stopped) return { exit: -1, output: 'stopped' };
      const enough = new AbortController();
      current = enough;
      const { exit, stdout, stderr } = await runProcess(argv, {
        env,
        node: 'the lab',
        grace: GRACE,
        timeout,
        enough: enough.signal,
        ...(stdin === undefined ? {} : { stdin }),
        onBytes: (bytes) => {
          onBytes?.(bytes);
          if (isDone?.()) enough.abort();
        },
      });
      return { exit, output: stdout + stderr };
    },
    stop: () => {
      stopped = true;
      current?.abort();
    },
  };
}
