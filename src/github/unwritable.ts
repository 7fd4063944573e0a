/** A file of the runner that cannot be written: mostly, its disk is full. */
import { PhoenixError } from '../errors.ts';

export function unwritable(what: string, cause: unknown): PhoenixError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new PhoenixError('UNWRITABLE', `${what} cannot be written: ${why}`, {
    hint: 'make room on the runner ("df" tells where it is full), then run the job again',
    cause,
  });
}
