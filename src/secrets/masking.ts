/**
 * What this process knows of secrets, and the only way to take it out of a text. Each value is told here before anybody
 * gets to use it, and everything that leaves the process goes through `masked`: src/secrets/outlet.ts sees to the streams.
 */
import { mask, type Masks, masksOf, NO_MASKS } from '../features/redact.ts';

const known = new Set<string>();
/** Null: something was told since they were made. */
let masks: Masks | null = NO_MASKS;

/** From now on this is masked wherever it would be shown. What is shorter than 4 characters cannot be, and is not. */
export function hide(...values: readonly string[]): void {
  for (const value of values) {
    if (known.has(value)) continue;
    known.add(value);
    masks = null;
  }
}

/** A text that may leave this process. */
export function masked(text: string): string {
  masks ??= masksOf([...known]);
  return mask(text, masks);
}
