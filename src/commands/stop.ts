/** SIGINT and SIGTERM ask an apply to stop: what runs is finished and reported, nothing new begins. */
import process from 'node:process';

export interface Stop {
  readonly signal: AbortSignal;
  /** Takes the handlers away again. */
  done(): void;
}

export interface StopOptions {
  /**
   * A job that is cancelled gets SIGINT, 7.5 s later SIGTERM, and 2.5 s after that it is killed (runner of GitHub Actions
   * 2.3): the second one is nobody's wish to end sooner.
   */
  readonly byRunner?: boolean;
}

/** `tell` is called once, with the name of the signal. A second one ends the process at once, as by default. */
export function stopOnSignal(tell: (signal: string) => void, { byRunner = false }: StopOptions = {}): Stop {
  const controller = new AbortController();
  const seen = new Set<string>();
  const handlers = (['SIGINT', 'SIGTERM'] as const).map((name) => {
    const handler = () => {
      const isFirst = seen.size === 0;
      const isOfRunner = byRunner && !seen.has(name);
      seen.add(name);
      if (isFirst) {
        tell(name);
        controller.abort();
      } else if (!isOfRunner) {
        done();
        process.kill(process.pid, name);
      }
    };
    process.on(name, handler);
    return () => process.removeListener(name, handler);
  });
  const done = () => handlers.forEach((remove) => remove());
  return { signal: controller.signal, done };
}
