/**
 * Which of the resources that change are done before others, since they make a secret true that those use: a server
 * before the clients that log in with its password. What resources ask for themselves goes before that. Pure.
 */
import { fittingWishes, type Wish } from '../config/soft-order.ts';
import type { Address, Resource } from '../config/model.ts';
import type { Change } from '../kinds/change.ts';
import type { Kind, SecretUse } from '../kinds/kind.ts';
import { definersFirst, type SecretUser } from '../secrets/definers.ts';
import type { PlanItem } from './plan.ts';
import { concerns } from './secret-hold.ts';

/** A resource that changes. */
export interface Changing {
  readonly item: Pick<PlanItem, 'address' | 'action'>;
  readonly kind: Kind;
  /** Null: it goes away, and defines nothing any more. */
  readonly want: Resource | null;
  /** What is done of it. */
  readonly changes: readonly Change[];
}

/** @param after for each, what it comes after anyway */
export function secretOrder(
  changing: readonly Changing[],
  after: ReadonlyMap<Address, readonly Address[]>,
): readonly Wish[] {
  return fittingWishes(after, definersFirst(changing.map(userOf)));
}

function userOf(one: Changing): SecretUser {
  const { item, kind, want } = one;
  const all = (want && kind.secrets?.(want.spec)) ?? [];
  const defined = all.filter((use) => use.defines);
  return {
    name: item.address,
    uses: all.map(referenceOf),
    defines: defined.map(referenceOf),
    makes: defined.filter((use) => isMade(one, use)).map(referenceOf),
  };
}

const referenceOf = ({ reference }: SecretUse) => reference;

/** Where only something else of the resource changes, its secret is as true as it was, and nobody waits. */
function isMade({ item: { action }, changes }: Changing, use: SecretUse): boolean {
  return action === 'create' || action === 'replace' || changes.some((change) => concerns(change, use));
}
