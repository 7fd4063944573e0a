/** What a change makes of resources that the base has: each with its difference, as its kind tells it from git alone. */
import type { Address, Estate, Resource } from '../../config/model.ts';
import type { Diff } from '../../kinds/change.ts';
import type { Kind } from '../../kinds/kind.ts';
import type { RuleInput } from '../rule.ts';

/** A resource of both revisions that is not as it was. */
export interface Changed {
  readonly want: Resource;
  readonly base: Resource;
  readonly kind: Kind;
  readonly diff: Diff;
}

/** A resource of this revision alone. */
interface Made {
  readonly want: Resource;
  readonly diff: Diff;
}

export interface Changes {
  readonly changed: readonly Changed[];
  readonly made: readonly Made[];
  /** In the base only: guests and templates of guests, which are retired. */
  readonly gone: readonly Resource[];
}

const NOTHING: Changes = { changed: [], made: [], gone: [] };

const known = new WeakMap<RuleInput, Changes>();

/** Asked by several rules, found once. Resources that are the same object in both revisions cost nothing. */
export function changesIn(input: RuleInput): Changes {
  let found = known.get(input);
  if (!found) known.set(input, (found = input.base ? compared(input, input.base) : NOTHING));
  return found;
}

/** Those of one revision that the other does not have as they are, by what they are. */
function unequal(of: Estate, to: Estate, idOf: (one: Resource) => string): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const one of of.resources.values()) {
    if (to.resources.get(one.address) !== one) found.set(idOf(one), one);
  }
  return found;
}

function compared(input: RuleInput, before: Estate): Changes {
  const { estate } = input;
  const idOf = (one: Resource) => `${one.kind} ${input.kindOf(one)?.id(one.spec)}`;
  const wanted = unequal(estate, before, idOf);
  const changed: Changed[] = [];
  const gone: Resource[] = [];
  for (const [id, base] of unequal(before, estate, idOf)) {
    const want = wanted.get(id);
    const kind = input.kindOf(base);
    if (want && kind) {
      const diff = kind.diff({ want, base, seen: null, settings: estate.settings, snapshot: null });
      changed.push({ want, base, kind, diff });
    } else if (kind?.guest && !isBroken(base.address, input)) gone.push(base);
  }
  const kept = new Set(changed.map(({ want }) => want));
  const made: Made[] = [];
  for (const want of wanted.values()) {
    const kind = kept.has(want) ? undefined : input.kindOf(want);
    if (!kind) continue;
    const diff = kind.diff({ want, base: null, seen: null, settings: estate.settings, snapshot: null });
    made.push({ want, diff });
  }
  return { changed, made, gone };
}

/** Its file is there, and nothing came of it: what it says is not known. */
function isBroken(address: Address, { estate }: RuleInput): boolean {
  if (estate.resources.has(address)) return false;
  const { layout } = estate;
  return layout.resources.has(address) || layout.overlays.get(estate.env ?? '')?.has(address) === true;
}

/** It was protected, whatever its file says now: protection comes off by a change of its own. */
export const isKept = ({ merged }: Resource): boolean => merged['protection'] === true;
