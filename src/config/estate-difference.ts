/**
 * How two estates differ, be they revisions or environments: what the files say after all merging, not how they say it.
 * Pure. What a plan would do about it is another question: src/plan/build.ts.
 */
import { canonical, isObject, type Json, type Pointer, valueAt } from '../json.ts';
import type { Position } from '../errors.ts';
import { type ContentDifference, featuresBetween, secretsBetween } from './content-difference.ts';
import { placeOfField } from './field-place.ts';
import { fieldName } from './field-name.ts';
import { leavesOf } from './leaves.ts';
import type { Address, Estate, Resource } from './model.ts';
import { parseFile } from './parse.ts';
import { nearestPositionOf } from './positions.ts';
import { originOf } from './provenance.ts';
import { isInside, proxmoxWords } from './proxmox-words.ts';
import { homeOf } from './resolved.ts';

/** One value, and where it stands on each side; null: it stands nowhere. */
export interface FieldDifference {
  readonly field: string;
  readonly path: Pointer;
  readonly before: Json;
  readonly after: Json;
  readonly beforeAt: Position | null;
  readonly afterAt: Position | null;
}

export interface ResourceDifference {
  readonly address: Address;
  readonly is: 'added' | 'removed' | 'renamed' | 'changed';
  /** The earlier address of a renamed one. */
  readonly was: Address | null;
  /** A few words of what it is. */
  readonly summary: string;
  readonly at: Position;
  /** None of what comes or goes as a whole. */
  readonly fields: readonly FieldDifference[];
}

export interface EstateDifference {
  readonly resources: readonly ResourceDifference[];
  /** Of phoenix.json. */
  readonly settings: readonly FieldDifference[];
  /** Own features by their content, those of the library by what phoenix.lock pins. */
  readonly features: readonly ContentDifference[];
  /** Entries of the vault: nobody reads them for this. */
  readonly secrets: readonly ContentDifference[];
}

/** One side of a resource: every value by its place. */
interface Side {
  readonly estate: Estate;
  readonly resource: Resource;
  readonly words: ReadonlyMap<Pointer, Json>;
}

const sideOf = (estate: Estate, resource: Resource): Side => ({
  estate,
  resource,
  words: proxmoxWords(resource, estate.settings),
});

const NO_SETS: ReadonlySet<string> = new Set();

function placeIn({ estate, resource }: Side, path: Pointer): Position | null {
  const sets = homeOf(resource)?.sets ?? NO_SETS;
  const origin = originOf(resource.contributions, path, resource.merged, sets);
  return origin ? placeOfField(estate.tree, resource, sets, path) : null;
}

/** Equal, however it is spelled: `4G` is 4096 MiB. Undefined: Proxmox has no word for it. */
function sameWords(a: Side, b: Side, path: Pointer): boolean | undefined {
  if (isInside(path)) return undefined;
  const [one, other] = [a.words.get(path), b.words.get(path)];
  return one === undefined && other === undefined
    ? undefined
    : canonical(one ?? null) === canonical(other ?? null);
}

/** What Proxmox is told though no file says it, such as the node of a guest where there is one. */
function derived({ words, resource }: Side): Pointer[] {
  return [...words.keys()].filter(
    (path) => path !== '' && !isInside(path) && valueAt(resource.merged, path) === undefined,
  );
}

const isBelow = (path: Pointer) => (one: Pointer) => one.startsWith(`${path}/`);

/** An object on one side: its members tell. A short form such as `bind:models` is no other value than the long one. */
function membersTell(a: Side, b: Side, path: Pointer): boolean {
  const isWhole = (side: Side) => isObject(valueAt(side.resource.merged, path));
  const hasWords = ({ words }: Side) => [...words.keys()].some(isBelow(path));
  return (isWhole(a) || isWhole(b)) && hasWords(a) && hasWords(b);
}

/** The value at a place, in the words of the file, or else of Proxmox; of an object, its members are asked one by one. */
function valueIn({ resource, words }: Side, path: Pointer): Json {
  const value = valueAt(resource.merged, path) ?? words.get(path) ?? null;
  return isObject(value) && Object.keys(value).length > 0 ? null : value;
}

function fieldsBetween(a: Side, b: Side): FieldDifference[] {
  const paths = new Set([...leavesOf(a.resource.merged), ...leavesOf(b.resource.merged)]);
  for (const path of [...derived(a), ...derived(b)]) paths.add(path);
  const found: FieldDifference[] = [];
  for (const path of paths) {
    const [before, after] = [valueIn(a, path), valueIn(b, path)];
    if (sameWords(a, b, path) ?? canonical(before) === canonical(after)) continue;
    if (membersTell(a, b, path)) continue;
    const beforeAt = before === null ? null : placeIn(a, path);
    const afterAt = after === null ? null : placeIn(b, path);
    found.push({ field: fieldName(path), path, before, after, beforeAt, afterAt });
  }
  return found.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

function summaryOf(resource: Resource): string {
  return homeOf(resource)?.kind.summary(resource.spec) ?? '';
}

const whole = (estate: Estate, { file }: Resource): Position =>
  nearestPositionOf(estate.tree, file, '', 'value');

/** Which resource of one side is which of the other: by what they are, and then by what they are called. */
function pairs(a: Estate, b: Estate): (readonly [Resource | null, Resource | null])[] {
  const idOf = (one: Resource) => `${one.kind} ${homeOf(one)?.kind.id(one.spec) ?? one.address}`;
  const before = new Map([...a.resources.values()].map((one) => [idOf(one), one]));
  const left = new Map<Address, Resource>();
  const found: (readonly [Resource | null, Resource | null])[] = [];
  const unmatched: Resource[] = [];
  for (const one of b.resources.values()) {
    const id = idOf(one);
    const twin = before.get(id);
    if (twin) found.push([twin, one]);
    else unmatched.push(one);
    before.delete(id);
  }
  for (const one of before.values()) left.set(one.address, one);
  for (const one of unmatched) {
    found.push([left.get(one.address) ?? null, one]);
    left.delete(one.address);
  }
  for (const one of left.values()) found.push([one, null]);
  return found;
}

/** How one resource differs; null: it does not. */
export function resourceDifference(
  a: Estate,
  b: Estate,
  before: Resource | null,
  after: Resource | null,
): ResourceDifference | null {
  // Loading shares resources that are made of the same parts.
  if (before === after) return null;
  if (!before && after) {
    const { address } = after;
    return { address, is: 'added', was: null, summary: summaryOf(after), at: whole(b, after), fields: [] };
  }
  if (before && !after) {
    const { address } = before;
    return {
      address,
      is: 'removed',
      was: null,
      summary: summaryOf(before),
      at: whole(a, before),
      fields: [],
    };
  }
  if (!before || !after) return null;
  const fields = fieldsBetween(sideOf(a, before), sideOf(b, after));
  const isRenamed = before.address !== after.address;
  if (fields.length === 0 && !isRenamed) return null;
  const { address } = after;
  return {
    address,
    is: isRenamed ? 'renamed' : 'changed',
    was: isRenamed ? before.address : null,
    summary: summaryOf(after),
    at: whole(b, after),
    fields,
  };
}

function settingsBetween(a: Estate, b: Estate): FieldDifference[] {
  const sideIn = ({ tree, layout }: Estate) => {
    const file = layout.settings;
    const value = (file && parseFile(file).value) ?? {};
    const at = (path: Pointer) =>
      file && valueAt(value, path) !== undefined ? nearestPositionOf(tree, file.path, path, 'value') : null;
    return { value, at };
  };
  const [before, after] = [sideIn(a), sideIn(b)];
  const paths = [...new Set([...leavesOf(before.value), ...leavesOf(after.value)])].toSorted();
  return paths
    .filter((path) => path !== '/$schema')
    .filter(
      (path) =>
        canonical(valueAt(before.value, path) ?? null) !== canonical(valueAt(after.value, path) ?? null),
    )
    .map((path) => ({
      field: fieldName(path),
      path,
      before: valueAt(before.value, path) ?? null,
      after: valueAt(after.value, path) ?? null,
      beforeAt: before.at(path),
      afterAt: after.at(path),
    }));
}

/** @param a what was, @param b what is */
export function differenceOf(a: Estate, b: Estate): EstateDifference {
  const resources = pairs(a, b)
    .flatMap(([before, after]) => resourceDifference(a, b, before, after) ?? [])
    .toSorted((one, other) => (one.address < other.address ? -1 : 1));
  return {
    resources,
    settings: a.tree === b.tree ? [] : settingsBetween(a, b),
    features: featuresBetween(a, b),
    secrets: secretsBetween(a, b),
  };
}

/** Whether anything differs at all. */
export function differs({ resources, settings, features, secrets }: EstateDifference): boolean {
  return [resources, settings, features, secrets].some((part) => part.length > 0);
}
