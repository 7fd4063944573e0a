/** "Did you mean …?" */
import { closest, distance } from 'fastest-levenshtein';
import { quote } from './quote.ts';

/** The known name that is a slip of the finger away, or null. */
export function nearest(text: string, known: readonly string[]): string | null {
  if (known.length === 0 || text.length > 100) return null;
  const same = known.find((name) => name.toLowerCase() === text.toLowerCase());
  if (same !== undefined) return same;
  const typed = text.toLowerCase();
  const names = known.map((name) => name.toLowerCase());
  const near = closest(typed, names);
  // Of several that are two changes away, the one with the same letters was meant.
  const swapped = distance(typed, near) === 2 ? names.find((name) => isSwap(typed, name)) : undefined;
  const best = swapped ?? near;
  const limit = Math.max(1, Math.floor(Math.min(text.length, best.length) / 3));
  if (swapped === undefined && distance(typed, best) > limit) return null;
  return known.find((one) => one.toLowerCase() === best) as string;
}

/** `bxo` for `box`: two letters that changed places count as two changes otherwise. */
function isSwap(text: string, other: string): boolean {
  const letters = (word: string) => word.split('').toSorted().join('');
  return distance(text, other) === 2 && letters(text) === letters(other);
}

/** A hint: the nearest known name, or else what there is. */
export function didYouMean(text: string, known: readonly string[], none: string): string {
  const name = nearest(text, known);
  if (name !== null) return `Did you mean ${quote(name)}?`;
  if (known.length === 0) return none;
  const shown = [...known]
    .sort()
    .slice(0, 12)
    .map((one) => quote(one));
  return `Known here: ${shown.join(', ')}${known.length > 12 ? ' …' : ''}.`;
}
