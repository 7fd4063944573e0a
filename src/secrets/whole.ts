/** A secret without parts. */
import { PhoenixError } from '../errors.ts';
import type { Secret } from './provider.ts';

/** @param what it is, such as `a variable` */
export function wholeOnly(value: string, what: string): Secret {
  return {
    value,
    field: () => {
      throw new PhoenixError('REFUSED', `${what} has no parts`, {
        hint: 'Leave out "#" and what follows it.',
      });
    },
  };
}
