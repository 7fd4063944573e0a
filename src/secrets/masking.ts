/**
 * Remembers each value as it is read, so that nothing that is said afterwards repeats it: answers of health checks,
 * messages of commands, journals. What scripts of features print is masked where it is read (src/features/events.ts).
 */
import { MASK, masksOf } from '../features/redact.ts';
import type { ReadSecret } from './reader.ts';

export interface Masking {
  readonly read: ReadSecret;
  readonly redact: (text: string) => string;
}

export function masking(read: ReadSecret): Masking {
  const values = new Set<string>();
  let masks: readonly string[] = [];
  return {
    read: async (reference) => {
      const value = await read(reference);
      if (!values.has(value)) masks = masksOf([...values.add(value)]);
      return value;
    },
    redact: (text) => masks.reduce((said, mask) => said.replaceAll(mask, MASK), text),
  };
}
