/** Files with something replaced, taken away, added, doubled or cut. */
import { parseFile } from '../../../src/config/parse.ts';
import { isObject, type Json } from '../../../src/json.ts';
import { type Files, isKept } from './files.ts';

export interface Mutation {
  readonly op: 'set' | 'move' | 'remove' | 'add' | 'rename' | 'double' | 'cut' | 'insert' | 'file';
  /** Which of the files, and which place in it: by number, around the clock. */
  readonly file: number;
  readonly place: number;
  readonly from: number;
  readonly key: string;
  readonly value: Json;
}

function valueOf(path: string, text: string): Json {
  if (!isKept(path)) return parseFile({ path, text }).value ?? {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}

const places = (document: Json, above: readonly string[] = []): (readonly string[])[] =>
  typeof document === 'object' && document !== null
    ? [above, ...Object.entries(document).flatMap(([key, one]) => places(one, [...above, key]))]
    : [above];

/** A copy in which something else stands at the place; undefined: nothing. */
function put(
  document: Json,
  path: readonly string[],
  wanted: (before: Json) => Json | undefined,
): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return wanted(document);
  if (Array.isArray(document)) {
    const list = document as readonly Json[];
    return list.flatMap((one, at) =>
      String(at) === key ? [put(one, rest, wanted) ?? []].flat() : [one],
    ) as Json;
  }
  if (!isObject(document)) return document;
  const entries = Object.entries(document).flatMap(([name, one]) => {
    if (name !== key) return [[name, one] as const];
    const inner = put(one, rest, wanted);
    return inner === undefined ? [] : [[name, inner] as const];
  });
  return Object.fromEntries(entries);
}

const nth = <T>(all: readonly T[], number: number): T => all[number % all.length] as T;

/** The files after one mutation of one of them. */
export function mutated(files: Files, { op, file, place, from, key, value }: Mutation): Files {
  const paths = [...files.keys()].filter((path) => /\.(?:jsonc?|lock)$/.test(path));
  const path = nth(paths, file);
  const text = files.get(path) ?? '';
  const set = (changed: string) => new Map([...files, [path, changed]]);
  if (op === 'cut')
    return set(
      text.slice(0, place % (text.length + 1)) + text.slice((place % (text.length + 1)) + (from % 40)),
    );
  if (op === 'insert') {
    const at = place % (text.length + 1);
    return set(text.slice(0, at) + (from % 2 === 0 ? key : JSON.stringify(value)) + text.slice(at));
  }
  if (op === 'file')
    return new Map([
      ...files,
      [nth(NEW_FILES, from).replace('NAME', key.replaceAll(/[^\w.-]/g, '') || 'x'), JSON.stringify(value)],
    ]);
  const document = valueOf(path, text);
  const at = nth(places(document), place);
  const write = (changed: Json | undefined) => set(JSON.stringify(changed ?? null, null, 2));
  switch (op) {
    case 'set':
      return write(put(document, at, () => value));
    case 'move': {
      const other = nth(paths, from);
      const source = valueOf(other, files.get(other) ?? '');
      const wanted = nth(places(source), from + place).reduce<Json>(
        (one, name) => (one as Record<string, Json>)[name] as Json,
        source,
      );
      return write(put(document, at, () => wanted));
    }
    case 'remove':
      return write(put(document, at, () => undefined));
    case 'add':
      return write(
        put(document, at, (before) =>
          isObject(before)
            ? { ...before, [key]: value }
            : Array.isArray(before)
              ? [...(before as readonly Json[]), value]
              : { [key]: value },
        ),
      );
    case 'rename':
      return write(
        put(document, at.slice(0, -1), (before) =>
          isObject(before)
            ? Object.fromEntries(
                Object.entries(before).map(([name, one]) => [name === at.at(-1) ? key : name, one]),
              )
            : before,
        ),
      );
    case 'double': {
      const written = JSON.stringify(document, null, 2);
      const braces = [...written.matchAll(/\{(?=\n)/g)].map(({ index }) => index + 1);
      if (braces.length === 0) return files;
      const where = nth(braces, place);
      return set(
        `${written.slice(0, where)}${JSON.stringify(key)}: ${JSON.stringify(value)},${written.slice(where)}`,
      );
    }
  }
}

const NEW_FILES = [
  'lxc/NAME.json',
  'layer/NAME.jsonc',
  'profiles/NAME.json',
  'base/NAME.json',
  'environments/NAME/lxc/web.json',
  'features/NAME/feature.json',
  'vm/NAME.json',
  'NAME.json',
  'phoenix.jsonc',
];
