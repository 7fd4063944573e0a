/** The order in which people look for names: case aside, and numbers by their value, so that `gpu2` comes before `gpu10`. */

/** For `toSorted`: total, and the same on every machine. */
export function byName(a: string, b: string): number {
  return compareParts(parts(a.toLowerCase()), parts(b.toLowerCase())) || compareTexts(a, b);
}

/** Texts and numbers by turns: `net10/a` is `net`, `10`, `/a`. */
const parts = (name: string) => name.split(/(\d+)/);

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (const [at, part] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    const found = at % 2 === 1 ? compareNumbers(part, other) : compareTexts(part, other);
    if (found !== 0) return found;
  }
  return a.length - b.length;
}

/** Of any length: what is longer without leading zeros is more. */
function compareNumbers(a: string, b: string): number {
  const [one, other] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return one.length - other.length || compareTexts(one, other);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
