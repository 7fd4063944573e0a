/** What Phoenix refuses is left out of the tree and told, until nothing is refused any more. Pure. */
import { getLocation } from 'jsonc-parser';
import type { Finding } from '../../errors.ts';
import { isObject, type Json, type JsonObject, pointer as pointerOf, valueAt } from '../../json.ts';
import { takenAway } from './draft.ts';
import type { Claim, Findings } from './source.ts';

/** More rounds than values can stand in each other's way. */
const ROUNDS = 12;

/**
 * @param values by path below configs: each resource alone, and phoenix.json
 * @param check errors in files of these texts
 * @param complete gives a resource what it cannot be without, after something was taken from it
 * @returns by path; errors may be left that nothing can be left out for
 */
export function settle(
  values: ReadonlyMap<string, JsonObject>,
  findings: Findings,
  check: (texts: ReadonlyMap<string, string>) => readonly Finding[],
  complete: (value: Record<string, Json>) => void,
): ReadonlyMap<string, JsonObject> {
  const now = new Map(
    [...values].map(([path, value]) => [path, structuredClone(value) as Record<string, Json>]),
  );
  for (let round = 0; ; round += 1) {
    const texts = new Map([...now].map(([path, value]) => [path, JSON.stringify(value, null, 1)]));
    const errors = check(texts);
    const taken = round < ROUNDS && leftOut(errors, now, texts, findings);
    if (!taken) return now;
    for (const [path, value] of now) if (/^(?:lxc|layer)\//.test(path)) complete(value);
  }
}

/** From the last place to the first, and none twice, so that the entries of a list keep their numbers. */
function leftOut(
  errors: readonly Finding[],
  values: ReadonlyMap<string, Record<string, Json>>,
  texts: ReadonlyMap<string, string>,
  findings: Findings,
): boolean {
  const byPlace = new Map(errors.map((one) => [`${one.at?.file} ${placeOf(one, texts).join('\0')}`, one]));
  const ordered = [...byPlace.values()].toSorted(
    (a, b) => (b.at?.line ?? 0) - (a.at?.line ?? 0) || (b.at?.column ?? 0) - (a.at?.column ?? 0),
  );
  return ordered.map((one) => leaveOut(one, values, texts, findings)).some(Boolean);
}

/** The path of what is wrong in its file. */
function placeOf({ at }: Finding, texts: ReadonlyMap<string, string>): readonly string[] {
  if (!at) return [];
  const text = texts.get(at.file) ?? '';
  const lines = text.split('\n').slice(0, at.line - 1);
  const offset = lines.reduce((sum, line) => sum + line.length + 1, 0) + at.column - 1;
  // At the brace of an object, the location is that of a key that is not there yet.
  const place = getLocation(text, offset + 1).path.map(String);
  return place.at(-1) === '' ? place.slice(0, -1) : place;
}

function leaveOut(
  finding: Finding,
  values: ReadonlyMap<string, Record<string, Json>>,
  texts: ReadonlyMap<string, string>,
  findings: Findings,
): boolean {
  const { at, message } = finding;
  const value = at && values.get(at.file);
  if (!at || !value) return false;
  const path = placeOf(finding, texts);
  // Without these there is no resource.
  if (path.length === 0 || path[0] === 'vmid' || ['name', 'id', 'nodes'].includes(path.join())) return false;
  if (!takenAway(value, path)) return false;
  refused(findings, value, addressOf(at.file), path, message);
  return true;
}

/** Takes every text that may not be written out of the resources, and tells. */
export function withoutTexts(
  values: ReadonlyMap<string, JsonObject>,
  hides: (text: string) => boolean,
  findings: Findings,
): ReadonlyMap<string, JsonObject> {
  return new Map(
    [...values].map(([path, value]) => {
      const copy = structuredClone(value) as Record<string, Json>;
      for (const at of placesOf(copy, hides, []).toReversed()) {
        takenAway(copy, at);
        refused(findings, copy, addressOf(path), at, 'it holds a secret, which belongs into the vault');
      }
      return [path, copy];
    }),
  );
}

function placesOf(
  value: Json,
  hides: (text: string) => boolean,
  at: readonly string[],
): (readonly string[])[] {
  if (typeof value === 'string') return hides(value) ? [at] : [];
  if (Array.isArray(value)) {
    return (value as readonly Json[]).some((one) => placesOf(one, hides, at).length > 0) ? [at] : [];
  }
  const entries = isObject(value) ? Object.entries(value) : [];
  return entries.flatMap(([key, one]) => placesOf(one, hides, [...at, key]));
}

/** `lxc/web` of `lxc/web.json`. */
const addressOf = (file: string): string => (file === 'phoenix.json' ? file : file.replace(/\.json$/, ''));

/** Claims that something became of a value are no longer true: of what was taken, and of what is empty without it. */
function refused(
  { claims, mistakes }: Findings,
  left: JsonObject,
  address: string,
  path: readonly string[],
  why: string,
): void {
  const only = entryOf(claims, left, address, path);
  for (const [index, claim] of claims.entries()) {
    const { target, role, pointer } = claim;
    if (target?.address !== address || !isHit(left, target.path, path)) continue;
    if (only && only !== claim) continue;
    const told: Claim = { role, pointer, fate: 'dropped', why: `Phoenix refuses it: ${why}` };
    claims[index] = told;
    mistakes.push({ role, pointer, text: `${why}; left out` });
  }
}

/** Where each value of the source made one entry of a list, the one that made the entry which was taken. */
function entryOf(
  claims: readonly Claim[],
  left: JsonObject,
  address: string,
  path: readonly string[],
): Claim | undefined {
  const list = path.slice(0, -1);
  const still = valueAt(left, pointerOf(...list));
  if (!Array.isArray(still)) return undefined;
  const makers = claims.filter(
    ({ target }) => target?.address === address && target.path.join('\0') === list.join('\0'),
  );
  return makers.length === still.length + 1 ? makers[Number(path.at(-1))] : undefined;
}

function isHit(left: JsonObject, target: readonly string[], taken: readonly string[]): boolean {
  const length = Math.min(target.length, taken.length);
  if (length === 0 || target.slice(0, length).join('\0') !== taken.slice(0, length).join('\0')) return false;
  if (target.length >= taken.length) return true;
  const still = valueAt(left, pointerOf(...target));
  // Which entry of a list was made of which value may not be known.
  return still === undefined || Array.isArray(still);
}
