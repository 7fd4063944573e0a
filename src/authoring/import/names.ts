/** Names for what is imported: of files after what they are of, of binds after folders. */

/** Gives the first of some names that nobody has, and keeps it. */
export type TakeName = (wishes: readonly [string, ...string[]]) => string;

/** No two get one name, whatever the case: many a file system makes no difference. */
export function namesBeside(others: Iterable<string>): TakeName {
  const taken = new Set([...others].map((name) => name.toLowerCase()));
  const isFree = (name: string) => !taken.has(name.toLowerCase());
  return (wishes) => {
    let free = wishes.find(isFree);
    for (let round = 2; free === undefined; round += 1) {
      const next = `${wishes.at(-1)}-${round}`;
      if (isFree(next)) free = next;
    }
    taken.add(free.toLowerCase());
    return free;
  };
}

/** What a bind may be called of a folder's name. */
const wordOf = (segment: string) =>
  segment
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .replaceAll(/^[^A-Za-z]+|-+$/g, '')
    .slice(0, 60);

/** `/tank/models` is `models`, and `tank-models` where another folder is called so; one that has a name keeps it. */
export function bindNames(
  binds: Readonly<Record<string, { readonly path: string }>>,
): (path: string) => string {
  const known = new Map(Object.entries(binds).map(([name, { path }]) => [path, name]));
  const take = namesBeside(Object.keys(binds));
  return (path) => {
    const there = known.get(path);
    if (there !== undefined) return there;
    const words = path
      .split('/')
      .map(wordOf)
      .filter((word) => word !== '');
    const [last = 'folder'] = words.slice(-1);
    const name = take([last, words.slice(-2).join('-') || last, words.join('-') || last]);
    known.set(path, name);
    return name;
  };
}
