/**
 * A value that has changed is brought to nobody while the one that makes it true does not get it: clients would come with a
 * password that their server does not know. Pure.
 */
import type { Address, Resource } from '../config/model.ts';
import type { Change } from '../kinds/change.ts';
import type { Kind, SecretUse } from '../kinds/kind.ts';
import { secretOf } from '../secrets/definers.ts';
import { coverInGit } from './cover.ts';
import type { Cover, PlanItem } from './plan.ts';

interface Side {
  readonly kind: Kind;
  readonly want: Resource | null;
  /** Null: what was brought before is not known. */
  readonly base: Resource | null;
}

type Undone = Exclude<Cover, { is: 'covered' }>;

/** Whether a change concerns what stands at that place of the file. */
export const concerns = ({ path }: Pick<Change, 'path'>, { path: place }: SecretUse): boolean =>
  place === path || place.startsWith(`${path}/`);

const usesIn = (kind: Kind, resource: Resource | null): readonly SecretUse[] =>
  (resource && kind.secrets?.(resource.spec)) || [];

/** Uses to which this change may bring another value. */
function broughtBy(change: Change, side: Side | undefined): readonly SecretUse[] {
  if (!side) return [];
  const uses = usesIn(side.kind, side.want).filter((use) => concerns(change, use));
  if (change.followed || uses.length === 0) return uses;
  if (!side.base) return [];
  const before = new Map(usesIn(side.kind, side.base).map((use) => [use.path, use]));
  return uses.filter(({ path, reference, seal }) => {
    const was = before.get(path);
    return was?.reference !== reference || was.seal !== seal;
  });
}

const runs = (one: Cover): boolean => one.is === 'covered' || (one.is === 'held' && one.written === true);

/** The same items; where a changed secret has to wait for the one that makes it true, with that cover. */
export function withSecretsHeld(
  items: readonly PlanItem[],
  sides: ReadonlyMap<Address, Side>,
): readonly PlanItem[] {
  // Who waits may itself be the one that makes another secret true.
  for (let [held, known] = [items, 0]; ;) {
    const undone = undoneIn(held, sides);
    if (undone.size === known) return held;
    known = undone.size;
    held = held.map((item) => withHeld(item, sides.get(item.address), undone));
  }
}

type BySecret = ReadonlyMap<string, Undone>;

function withHeld(item: PlanItem, side: Side | undefined, undone: BySecret): PlanItem {
  const cover = item.cover ?? coverInGit(item);
  const judged = item.changes.map((change, i): Cover => {
    const one = cover[i] as Cover;
    if (!runs(one)) return one;
    const own = broughtBy(change, side).filter((use) => !use.defines);
    const [first] = own.flatMap(({ reference }) => undone.get(secretOf(reference)) ?? []);
    if (!first) return one;
    // What git asks for is asked for until it is done.
    return { is: change.followed ? first.is : 'held', why: first.why };
  });
  return judged.some((one, i) => one !== cover[i]) ? { ...item, cover: judged } : item;
}

/** By secret: why the one that makes it true does not get its value. */
function undoneIn(items: readonly PlanItem[], sides: ReadonlyMap<Address, Side>): BySecret {
  const undone = new Map<string, Undone>();
  for (const item of items) {
    const { address, changes, cover = coverInGit(item) } = item;
    changes.forEach((change, i) => {
      const one = cover[i];
      if (!one || one.is === 'covered' || runs(one)) return;
      const makes = broughtBy(change, sides.get(address)).filter((use) => use.defines);
      const why = `${address} makes its secret true, and does not get the value: ${one.why}`;
      for (const { reference } of makes) undone.set(secretOf(reference), { is: one.is, why });
    });
  }
  return undone;
}
