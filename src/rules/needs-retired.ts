import type { Address, Resource } from '../config/model.ts';
import { isObject, type Json, type Pointer, pointer } from '../json.ts';
import { changesIn } from './facts/changes.ts';
import type { Breach, Rule, RuleInput } from './rule.ts';

/** What becomes of an address that the files no longer have: null, it retires; else it is called so now. */
type Fates = ReadonlyMap<Address, Address | null>;

function fatesIn(input: RuleInput): Fates {
  const { changed, gone } = changesIn(input);
  const fates = new Map<Address, Address | null>(gone.map(({ address }) => [address, null]));
  for (const { want, base } of changed) fates.set(base.address, want.address);
  // Another resource has the name now: what names it means that one.
  for (const address of fates.keys()) if (input.estate.resources.has(address)) fates.delete(address);
  return fates;
}

type Segments = readonly (string | number)[];

/** Whether an address at this place names a resource: elsewhere it is only a text. */
function isName([first, second, third, ...rest]: Segments): boolean {
  if (first === 'dependsOn') return third === undefined;
  if (first === 'clone') return second === undefined || second === 'from';
  return first === 'health' && third === 'from' && rest.length === 0;
}

function* textsIn(value: Json, path: Segments): Generator<readonly [text: string, path: Segments]> {
  if (typeof value === 'string') yield [value, path];
  else if (Array.isArray(value)) {
    for (const [index, one] of (value as readonly Json[]).entries()) yield* textsIn(one, [...path, index]);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) yield* textsIn(value[key] as Json, [...path, key]);
  }
}

function* needsOf({ merged }: Resource, fates: Fates): Generator<readonly [to: Address, path: Pointer]> {
  for (const [text, path] of textsIn(merged, [])) {
    if (fates.has(text) && isName(path)) yield [text, path[0] === 'clone' ? '/clone' : pointer(...path)];
    if (!text.includes('${')) continue;
    for (const [, to = ''] of text.matchAll(/\$\{([^{}.]+)\.[^{}]*\}/g)) {
      if (fates.has(to)) yield [to, pointer(...path)];
    }
  }
}

export const needsRetired: Rule = {
  id: 'PHX544',
  severity: 'error',
  ofChanges: true,
  title: 'A guest needs one that this change retires',
  why: 'The retired guest is shut down when this is merged, and whoever is cloned from it, depends on it, is checked from it or has its address in a variable stands there without. Without a base to compare with, the same is found as a resource that does not exist.',
  example: {
    wrong: 'lxc/db.json is deleted, and lxc/web.json says "dependsOn": ["lxc/db"]',
    right: 'the dependency goes in the same change',
  },
  *check(input): Iterable<Breach> {
    const fates = fatesIn(input);
    if (fates.size === 0) return;
    for (const resource of input.estate.resources.values()) {
      for (const [to, path] of needsOf(resource, fates)) {
        const name = fates.get(to) ?? null;
        yield {
          message:
            name === null
              ? `${resource.address} needs ${to}, which this change retires`
              : `${resource.address} needs ${to}, which this change calls ${name}`,
          hint:
            name === null
              ? `Take it out here too, or keep ${to} until nothing needs it.`
              : `Write "${name}" here too.`,
          at: { resource, path },
          instead: ['PHX403', 'PHX505', 'PHX611', 'PHX618'],
        };
      }
    }
  },
};
