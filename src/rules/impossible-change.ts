import { fieldName } from '../config/field-name.ts';
import type { Resource } from '../config/model.ts';
import { quote, shortened } from '../config/quote.ts';
import { type Json, type Pointer, valueAt } from '../json.ts';
import type { Change } from '../kinds/change.ts';
import { changesIn, isKept } from './facts/changes.ts';
import { impossibleIn, isShrinking } from './facts/impossible.ts';
import type { Breach, Rule } from './rule.ts';

/** As a file has it, since Proxmox's words differ; undefined where it stands in none. */
function valueIn({ merged }: Resource, path: Pointer): Json | undefined {
  const around = valueAt(merged, path.slice(0, path.lastIndexOf('/')));
  return valueAt(merged, path) ?? (typeof around === 'string' ? around : undefined);
}

/** @param word what Proxmox calls it, where no file says it; @param other the other side */
function textOf(value: Json | undefined, word: Json, other: Json | undefined): string {
  if (value === undefined && typeof other === 'boolean') return word === '1' ? 'true' : 'false';
  if (value === undefined) return typeof word === 'string' ? word : 'nothing';
  return typeof value === 'string' ? quote(value) : shortened(JSON.stringify(value), 80);
}

function hintOf({ path }: Change, generation: number): string {
  if (path === '/generation') return 'Take the higher "generation" back, or do that first.';
  return `Take it back, or write "generation": ${generation + 1} to have the guest made anew, which loses what is inside.`;
}

/** What is refused of several members of one thing for one reason is said once, of the thing. */
function together(changes: readonly Change[]): readonly Change[] {
  const first = new Map<string, Change>();
  for (const change of changes) {
    const key = `${change.slot} ${change.note}`;
    const same = first.get(key);
    const path = change.path.slice(0, change.path.lastIndexOf('/'));
    first.set(key, same ? { ...same, path, before: null, after: null } : change);
  }
  return [...first.values()];
}

export const impossibleChange: Rule = {
  id: 'PHX542',
  severity: 'error',
  ofChanges: true,
  title: 'A change cannot be made to the guest that is there',
  why: 'Some things are set when a guest is made and never again: its archive, what it is cloned from, its architecture, whether it is privileged, the first SSH keys. Proxmox refuses such a change or, worse, writes it down and runs something else. A higher "generation" is the one way to ask for a new guest in place of the old one.',
  example: {
    wrong: '"unprivileged": false   where it was true',
    right: '"unprivileged": false, "generation": 2',
  },
  *check(input): Iterable<Breach> {
    for (const one of changesIn(input).changed) {
      const { want, base, diff } = one;
      const found = impossibleIn(one, input.estate);
      // Where a guest cannot be made anew, what would have come with that is no fault of its own.
      const isReplaced = diff.action === 'replace';
      const told = isReplaced ? found.filter(({ path }) => path === '/generation') : together(found);
      const generation = (base.spec as { readonly generation?: number }).generation ?? 1;
      for (const change of told) {
        if (isShrinking(change) || (isReplaced && isKept(base))) continue;
        const { path, before, after, note = '' } = change;
        const [was, is] = [valueIn(base, path), valueIn(want, path)];
        const [from, to] = [textOf(was, before, is), textOf(is, after, was)];
        const why = note === '' ? '' : `: ${note.replace(/; .*$/s, '')}`;
        yield {
          message: `${fieldName(path)} of ${want.address} cannot change from ${from} to ${to}${why}`,
          hint: hintOf(change, generation),
          at: { resource: want, path },
        };
      }
    }
  },
};
