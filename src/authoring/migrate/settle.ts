/** What Phoenix refuses is left out of the tree and told, until nothing is refused any more. Pure. */
import { getLocation } from 'jsonc-parser';
import type { Finding } from '../../errors.ts';
import type { Json, JsonObject } from '../../json.ts';
import { takenAway } from './draft.ts';
import type { Claim, Findings } from './source.ts';

/** More rounds than values can stand in each other's way. */
const ROUNDS = 12;

export interface Settled {
  /** By path below configs. */
  readonly values: ReadonlyMap<string, JsonObject>;
  /** Errors that nothing could be left out for. */
  readonly left: readonly Finding[];
}

/**
 * @param values by path below configs: each resource alone, and phoenix.json
 * @param check errors in files of these texts
 */
export function settle(
  values: ReadonlyMap<string, JsonObject>,
  findings: Findings,
  check: (texts: ReadonlyMap<string, string>) => readonly Finding[],
): Settled {
  const now = new Map(
    [...values].map(([path, value]) => [path, structuredClone(value) as Record<string, Json>]),
  );
  for (let round = 0; ; round += 1) {
    const texts = new Map([...now].map(([path, value]) => [path, JSON.stringify(value, null, 1)]));
    const errors = check(texts);
    const taken = round < ROUNDS && errors.map((one) => leaveOut(one, now, texts, findings)).some(Boolean);
    if (!taken) return { values: now, left: errors };
  }
}

function leaveOut(
  { at, message }: Finding,
  values: ReadonlyMap<string, Record<string, Json>>,
  texts: ReadonlyMap<string, string>,
  findings: Findings,
): boolean {
  const value = at && values.get(at.file);
  if (!at || !value) return false;
  const text = texts.get(at.file) ?? '';
  const lines = text.split('\n').slice(0, at.line - 1);
  const offset = lines.reduce((sum, line) => sum + line.length + 1, 0) + at.column - 1;
  const path = getLocation(text, offset + 1).path.map(String);
  // Without these there is no resource.
  if (path.length === 0 || path[0] === 'vmid' || ['name', 'id', 'nodes'].includes(path.join())) return false;
  if (!takenAway(value, path)) return false;
  refused(
    findings,
    at.file
      .replace(/^(lxc|layer)\/(.*)\.json$/, '$1/$2')
      .replace(/\.json$/, at.file === 'phoenix.json' ? '.json' : ''),
    path,
    message,
  );
  return true;
}

/** Claims that something became of a value are no longer true. */
function refused(
  { claims, mistakes }: Findings,
  address: string,
  path: readonly string[],
  why: string,
): void {
  for (const [index, claim] of claims.entries()) {
    const { target, role, pointer } = claim;
    if (target?.address !== address || !overlaps(target.path, path)) continue;
    const told: Claim = { role, pointer, fate: 'dropped', why: `Phoenix refuses it: ${why}` };
    claims[index] = told;
    mistakes.push({ role, pointer, text: `${why}; left out` });
  }
}

function overlaps(one: readonly string[], other: readonly string[]): boolean {
  const length = Math.min(one.length, other.length);
  return length > 0 && one.slice(0, length).join('\0') === other.slice(0, length).join('\0');
}
