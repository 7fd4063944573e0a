import { fieldName } from '../config/field-name.ts';
import type { Contribution } from '../config/model.ts';
import { sayingOf } from '../config/provenance.ts';
import { isObject, type JsonObject, pointer } from '../json.ts';
import type { Breach, Rule } from './rule.ts';

type Path = readonly string[];

/** What Phoenix itself reads at the top of a file, and merges into nothing. */
const APART: ReadonlySet<string> = new Set(['extends', '$schema', 'suppress']);

/** Where a file removes something; lists hold no removals. */
function* nullsIn(value: JsonObject, path: Path = []): Iterable<Path> {
  for (const [key, one] of Object.entries(value)) {
    if (path.length === 0 && APART.has(key)) continue;
    if (one === null) yield [...path, key];
    else if (isObject(one)) yield* nullsIn(one, [...path, key]);
  }
}

/** Whether anything stands at a place after these have been laid over each other. */
function isThere(below: readonly Contribution[], path: Path): boolean {
  const whole = pointer(...path);
  let is = false;
  for (const { value } of below) {
    const said = sayingOf(value, path);
    if (said) is = said.pointer === whole && said.value !== null;
  }
  return is;
}

interface Null {
  readonly file: string;
  readonly path: Path;
  readonly isIdle: boolean;
}

/** One of a profile is idle when it removes nothing from any of the resources that extend it. */
export const idleNull: Rule = {
  id: 'PHX551',
  severity: 'warning',
  title: 'A null removes nothing',
  why: 'In a file, null takes out what a base, a profile or the file below an environment sets. Where none of them sets it, the line does nothing: its key may be mistyped, or what it took out has gone, and whoever reads it believes that something is switched off here.',
  example: {
    wrong: '"features": { "ngnix": null }   and a profile has "nginx"',
    right: '"features": { "nginx": null }',
  },
  *check({ estate }): Iterable<Breach> {
    const files = [...estate.tree.files.values()].filter(({ text }) => text.includes('null'));
    if (files.length === 0) return;
    const paths = new Set(files.map(({ path }) => path));
    const found = new Map<string, Null>();
    for (const resource of estate.resources.values()) {
      resource.contributions.forEach(({ file, value }, index) => {
        if (!paths.has(file)) return;
        for (const path of nullsIn(value)) {
          const name = `${file} ${pointer(...path)}`;
          const known = found.get(name);
          if (known && !known.isIdle) continue;
          const isIdle = !isThere(resource.contributions.slice(0, index), path);
          found.set(name, { file, path, isIdle });
        }
      });
    }
    for (const { file, path, isIdle } of found.values()) {
      if (!isIdle) continue;
      yield {
        message: `this removes nothing: no file below sets ${fieldName(pointer(...path))}`,
        hint: 'Correct the key, or remove the line.',
        at: { file, path: pointer(...path), what: 'key' },
      };
    }
  },
};
