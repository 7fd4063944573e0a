import { fieldName } from '../config/field-name.ts';
import type { Contribution } from '../config/model.ts';
import { sayingOf } from '../config/provenance.ts';
import { isObject, type Json, type JsonObject, pointer } from '../json.ts';
import type { Breach, Rule } from './rule.ts';

type Path = readonly string[];

const OVERLAYS = 'environments/';
const APART: ReadonlySet<string> = new Set(['extends', '$schema', 'suppress']);

interface Leaf {
  readonly path: Path;
  readonly value: Json;
}

/** Values and lists of a file; sets are united, so that what they repeat is no override. */
function* leavesIn(value: JsonObject, sets: ReadonlySet<string>, path: Path = []): Iterable<Leaf> {
  for (const [key, one] of Object.entries(value)) {
    if (path.length === 0 && (APART.has(key) || sets.has(key))) continue;
    if (isObject(one)) yield* leavesIn(one, sets, [...path, key]);
    else if (one !== null) yield { path: [...path, key], value: one };
  }
}

const isSame = (one: Json, other: Json): boolean =>
  one === other || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));

/** The file that says the very same before; null: none, or another value came after it. */
function repeated(below: readonly Contribution[], { path, value }: Leaf): string | null {
  for (const { file, value: all } of below.toReversed()) {
    const said = sayingOf(all, path);
    if (said) return said.pointer === pointer(...path) && isSame(said.value, value) ? file : null;
  }
  return null;
}

/**
 * Of overlays alone: that a file repeats what its base says today may be on purpose, so that it stays when the base
 * changes; an environment is there for what differs.
 */
export const idleOverlay: Rule = {
  id: 'PHX553',
  severity: 'notice',
  title: 'An environment sets what holds without it',
  why: 'A file of an environment tells what is different there. A value that is the same anyway hides what differs, and stays behind when the value below it is changed for all environments.',
  example: {
    wrong: 'environments/prod/lxc/web.json has "cores": 2, and lxc/web.json too',
    right: 'environments/prod/lxc/web.json has only what is different in prod',
  },
  *check(input): Iterable<Breach> {
    const { estate } = input;
    if (estate.env === null) return;
    for (const resource of estate.resources.values()) {
      const { contributions, file } = resource;
      const overlay = contributions.at(-1);
      // A resource of one environment alone is no overlay of anything.
      if (!overlay?.file.startsWith(OVERLAYS) || file === overlay.file) continue;
      const below = contributions.slice(0, -1);
      const sets = new Set(input.kindOf(resource)?.sets);
      for (const leaf of leavesIn(overlay.value, sets)) {
        const other = repeated(below, leaf);
        if (other === null) continue;
        const path = pointer(...leaf.path);
        yield {
          message: `${fieldName(path)} is the same without the environment ${estate.env}`,
          hint: 'Remove it here, or write what is different.',
          at: { file: overlay.file, path, what: 'key' },
          also: { file: other, path, what: 'key' },
        };
      }
    }
  },
};
