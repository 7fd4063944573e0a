/** The order in which options of a conf file are looked at. */

interface Numbered {
  readonly key: string;
  readonly name: string;
  /** -1: none. */
  readonly number: number;
}

function numbered(key: string): Numbered {
  const name = key.replace(/\d+$/, '');
  return { key, name, number: name.length === key.length ? -1 : Number(key.slice(name.length)) };
}

/** In the order of their numbers, so that of two entries for one path the first one counts. */
export function sortedKeys(options: ReadonlyMap<string, string>): string[] {
  // Each is split once, and not at each comparison: this is asked for every guest of a node.
  const keys = Array.from(options.keys(), numbered);
  keys.sort((a, b) => (a.name === b.name ? a.number - b.number : a.name < b.name ? -1 : 1));
  return keys.map(({ key }) => key);
}
