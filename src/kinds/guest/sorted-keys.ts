/** The order in which options of a conf file are looked at. */

/** In the order of their numbers, so that of two entries for one path the first one counts. */
export function sortedKeys(options: ReadonlyMap<string, string>): string[] {
  const split = (key: string): [string, number] => [
    key.replace(/\d+$/, ''),
    Number(/\d+$/.exec(key)?.[0] ?? -1),
  ];
  return [...options.keys()].toSorted((a, b) => {
    const [x, y] = [split(a), split(b)];
    return x[0] === y[0] ? x[1] - y[1] : x[0] < y[0] ? -1 : 1;
  });
}
