/**
 * A value that has changed is brought to nobody while the one that makes it true does not get it: clients would come with a
 * password that their server does not know. Pure.
 */
import type { Address, Resource } from '../config/model.ts';
import type { Change, Kind, SecretUse } from '../kinds/kind.ts';
import { secretOf } from '../secrets/definers.ts';
import type { Cover, PlanItem } from './plan.ts';

interface Side {
  readonly kind: Kind;
  readonly want: Resource | null;
}

type Undone = Exclude<Cover, { is: 'covered' }>;

/** Whether a change concerns what stands at that place of the file. */
export const concerns = ({ path }: Pick<Change, 'path'>, { path: place }: SecretUse): boolean =>
  place === path || place.startsWith(`${path}/`);

const usesOf = (side: Side | undefined): readonly SecretUse[] =>
  (side?.want && side.kind.secrets?.(side.want.spec)) || [];

/** The same items; where a secret that is followed has to wait for the one that makes it true, with that cover. */
export function withSecretsHeld(
  items: readonly PlanItem[],
  sides: ReadonlyMap<Address, Side>,
): readonly PlanItem[] {
  const undone = undoneIn(items, sides);
  if (undone.size === 0) return items;
  return items.map((item): PlanItem => {
    const { address, changes, cover } = item;
    if (!cover || !changes.some(({ followed }) => followed)) return item;
    const uses = usesOf(sides.get(address));
    const holdOf = (change: Change): Undone | null => {
      const own = change.followed ? uses.filter((use) => !use.defines && concerns(change, use)) : [];
      const [held] = own.flatMap(({ reference }) => undone.get(secretOf(reference)) ?? []);
      return held ?? null;
    };
    return { ...item, cover: cover.map((one, i) => (changes[i] && holdOf(changes[i])) ?? one) };
  });
}

/** By secret: why the one that makes it true does not get its value. */
function undoneIn(
  items: readonly PlanItem[],
  sides: ReadonlyMap<Address, Side>,
): ReadonlyMap<string, Undone> {
  const undone = new Map<string, Undone>();
  for (const { address, changes, cover = [] } of items) {
    changes.forEach((change, i) => {
      const one = cover[i];
      if (!change.followed || !one || one.is === 'covered') return;
      const makes = usesOf(sides.get(address)).filter((use) => use.defines && concerns(change, use));
      const why = `${address} makes its secret true, and does not get the value: ${one.why}`;
      for (const { reference } of makes) undone.set(secretOf(reference), { is: one.is, why });
    });
  }
  return undone;
}
