/** SIGINT and SIGTERM ask an apply to stop: what runs is finished and reported, nothing new begins. */
import process from 'node:process';

export interface Stop {
  readonly signal: AbortSignal;
  /** Takes the handlers away again. */
  done(): void;
}

/** `tell` is called once, with the name of the signal. A second signal ends the process at once, as by default. */
export function stopOnSignal(tell: (signal: string) => void): Stop {
  const controller = new AbortController();
  const handlers = (['SIGINT', 'SIGTERM'] as const).map((name) => {
    const handler = () => {
      tell(name);
      controller.abort();
    };
    process.once(name, handler);
    return () => process.removeListener(name, handler);
  });
  return { signal: controller.signal, done: () => handlers.forEach((remove) => remove()) };
}
