/** A resource as a list of single values that may stand in another file than its own. Pure. */
import { canonical, isObject, type Json, type JsonObject } from '../../json.ts';

/** One value at its path; of a set, one entry of it. */
export interface Leaf {
  readonly path: readonly string[];
  readonly value: Json;
  readonly entry: boolean;
  /** Equal for equal values at equal paths. */
  readonly id: string;
  /** Of the path alone (for an entry of a set, of path and entry). */
  readonly place: string;
  /** Characters that it takes in a file, without the keys above it. */
  readonly size: number;
  /** Characters that it takes to be rid of it where a base brings it. */
  readonly away: number;
}

/** What belongs to one guest alone, by its place: never in a base, never in a profile. */
const IDENTITY: readonly RegExp[] = [
  /^(?:\$schema|extends|suppress)$/,
  /^(?:vmid|hostname|adopt|generation|description|clone|snapshots)(?:\/|$)/,
  /^net\d+\/(?:ip|ip6|hwaddr)$/,
];

/** Maps whose entries are one thing each: half a mount here and half there reads badly. */
const WHOLE_ENTRIES: ReadonlySet<string> = new Set(['mounts', 'devices', 'gpus', 'health']);

export function leavesOf(whole: JsonObject, sets: ReadonlySet<string>): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (path: readonly string[], value: Json): void => {
    const [top = '', ...below] = path;
    if (IDENTITY.some((one) => one.test(path.join('/')))) return;
    if (below.length === 0 && sets.has(top) && Array.isArray(value)) {
      for (const entry of new Set(value as readonly Json[])) leaves.push(leaf(path, entry, true));
      return;
    }
    const keys = isObject(value) ? Object.keys(value) : [];
    // That a guest has a feature is a value of its own: others have it with other options.
    const named = top === 'features' && below.length === 1;
    if (keys.length === 0 || (WHOLE_ENTRIES.has(top) && below.length === 1)) {
      leaves.push(leaf(path, value, false));
      return;
    }
    // Where it has options it is named anyway: the name alone in another file makes nothing shorter.
    if (named) leaves.push({ ...leaf(path, {}, false), size: 0 });
    for (const key of keys) visit([...path, key], (value as JsonObject)[key] as Json);
  };
  for (const key of Object.keys(whole)) visit([key], whole[key] as Json);
  return leaves;
}

function leaf(path: readonly string[], value: Json, entry: boolean): Leaf {
  const text = canonical(value);
  const place = JSON.stringify(entry ? [...path, [text]] : path);
  const key = entry ? 0 : (path.at(-1) as string).length + 3;
  const away = path.reduce((sum, name) => sum + name.length + 5, 5);
  return { path, value, entry, place, id: `${place}=${text}`, size: key + text.length + 1, away };
}

/** Whether a value has the leaf. */
export function holds(value: JsonObject, { path, value: wanted, entry }: Leaf): boolean {
  let at: Json | undefined = value;
  for (const key of path) {
    if (!isObject(at) || !Object.hasOwn(at, key)) return false;
    at = at[key];
  }
  if (entry) return Array.isArray(at) && (at as readonly Json[]).includes(wanted);
  if (isObject(wanted) && isObject(at) && Object.keys(wanted).length === 0) return true;
  return at !== undefined && canonical(at) === canonical(wanted);
}

type Out = Record<string, Json>;

/** The object that has exactly these leaves; one that would stand in the way of another before it is left out. */
export function assembled(leaves: readonly Leaf[]): JsonObject {
  const made: Out = {};
  for (const { path, value, entry } of leaves.toSorted((a, b) => (a.place < b.place ? -1 : 1))) {
    const room = roomFor(made, path.slice(0, -1));
    const key = path.at(-1) as string;
    const there = room && Object.hasOwn(room, key) ? room[key] : undefined;
    if (!room) continue;
    if (entry) room[key] = [...((there as readonly Json[] | undefined) ?? []), value];
    else if (there === undefined) room[key] = value;
  }
  return made;
}

function roomFor(made: Out, path: readonly string[]): Out | null {
  let room = made;
  for (const key of path) {
    const there = Object.hasOwn(room, key) ? room[key] : undefined;
    if (there !== undefined && !isObject(there)) return null;
    // A copy, since the `{}` of a leaf is not ours to write into.
    const next: Out = { ...there };
    room[key] = next;
    room = next;
  }
  return room;
}
