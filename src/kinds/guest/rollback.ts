/**
 * Whether a guest whose software changes has a way back, and why not. The steps of it stand in steps/way-back.ts; what it
 * is and is not good for stands in docs/rollback.md.
 */
import type { Resource } from '../../config/model.ts';
import type { Policies } from '../../config/settings.ts';
import { momentText } from '../../config/units.ts';
import { pointer } from '../../json.ts';
import type { Change, Rollback } from '../change.ts';
import type { Mark } from '../seen.ts';
import type { Dialect } from './dialect.ts';
import { type Field, isOn, isVolumeSlot, slotArgument } from './field.ts';
import type { GuestLive } from './live.ts';
import { OWN_SNAPSHOT, ownSnapshot } from './own-snapshot.ts';
import { isFeature } from './software-changes.ts';
import type { GuestSpec, RollbackWish } from './spec.ts';

interface Around {
  readonly policies: Policies;
  /** What holds now. */
  readonly now: readonly Field[];
  readonly running: boolean;
  readonly live: GuestLive | null;
  readonly dialect: Dialect;
  readonly mark: Mark | null;
  /** Why Proxmox can take no snapshot of it; null: it can. */
  readonly noSnapshot: string | null;
  readonly isRunner: boolean;
}

function wishOf({ rollback }: Pick<GuestSpec, 'rollback'>, policies: Policies): RollbackWish {
  return rollback ?? policies.rollback;
}

/** Software that changes, and may fail. */
const changesSoftware = (changes: readonly Change[]) =>
  changes.some((change) => isFeature(change) && change.effect !== 'impossible');

const none = (why: string): Rollback => ({ is: 'none', why });

/** A guest that is made, or made anew: a failure leaves what was made, and the next apply goes on with it. */
export function noRollbackOfNew(
  spec: GuestSpec,
  policies: Policies,
): { readonly rollback: Rollback } | undefined {
  if (wishOf(spec, policies) === 'off' || (spec.software ?? []).length === 0) return undefined;
  return { rollback: none('it is made anew: there is nothing to go back to') };
}

/** Changes that a rollback would not take back, or that stand in its way. */
function inTheWay(changes: readonly Change[]): string | null {
  const has = (isOne: (slot: string) => boolean) => changes.some(({ slot }) => isOne(slot));
  // A volume that was added would be left unused, one that was removed would stand twice, one that grew stays so.
  if (has(isVolumeSlot))
    return 'its disks or mounts change too, which no rollback takes back: apply those first';
  if (has((slot) => slot.startsWith('snapshot:')))
    return 'its snapshots change too, and the newest one must be ours: apply those first';
  return has((slot) => slot === 'node') ? 'it moves to another node: apply that first' : null;
}

function dataVolumes(fields: readonly Field[], dialect: Dialect): string[] {
  const system = dialect.systemDisk(fields);
  return fields
    .filter(({ slot, key }) => key === 'storage' && isVolumeSlot(slot) && slot !== system)
    .filter(({ slot }) => slot !== 'efidisk0' && slot !== 'tpmstate0')
    .map(({ slot }) => slotArgument(slot, 'mount') ?? slot)
    .toSorted();
}

function why(want: GuestSpec, wish: RollbackWish, changes: readonly Change[], around: Around): string | null {
  const { now, running, live, mark, noSnapshot, isRunner, dialect } = around;
  if (isRunner) return 'it runs the jobs, and a rollback would end the one that makes it';
  if (want.template || isOn(now, 'template')) return 'it becomes a template, which has no snapshots';
  if (live && !mark) return 'it has no marker yet that tells what it would go back to';
  if (mark?.owed?.includes('')) return 'it is still being made: there is nothing to go back to';
  if (!running && want.state !== 'running') return 'it is stopped, and its software waits until it runs';
  const barred = inTheWay(changes) ?? noSnapshot;
  if (barred !== null) return barred;
  const volumes = dataVolumes(now, dialect);
  if (volumes.length > 0 && wish !== 'lose-data') {
    const [what, goes] =
      volumes.length === 1 ? ['a volume of its own', 'it'] : ['volumes of its own', 'them'];
    return `${volumes.join(', ')}: ${what}, and what is written to ${goes} would go back too; "rollback": "lose-data" allows that`;
  }
  const isTaken = live?.conf.snapshots.has(OWN_SNAPSHOT) === true && ownSnapshot(live) === null;
  return isTaken ? `somebody else's snapshot is called ${OWN_SNAPSHOT}` : null;
}

/** Undefined: nobody asks for it, or no software changes. */
export function rollbackOf(
  want: GuestSpec,
  changes: readonly Change[],
  around: Around,
): Rollback | undefined {
  const wish = wishOf(want, around.policies);
  if (wish === 'off' || !changesSoftware(changes)) return undefined;
  const reason = why(want, wish, changes, around);
  return reason === null ? { is: 'snapshot' } : none(reason);
}

/** What an earlier apply has tried in vain. */
export function undoneNotes(mark: Mark | null): string[] {
  const at = mark?.undone === undefined ? Number.NaN : Date.parse(mark.undone);
  return Number.isNaN(at) ? [] : [`tried on ${momentText(at)}, failed, and was rolled back`];
}

/** What git says of it: nothing but the marker is written. */
export function wishChanges(want: Resource<GuestSpec>, base: Resource<GuestSpec> | null): Change[] {
  const [after, before] = [want.spec.rollback ?? null, base?.spec.rollback ?? null];
  if (!base || after === before) return [];
  return [{ path: pointer('rollback'), slot: 'rollback', before, after, effect: 'config' }];
}

/** An apply that was killed at its very end has left its snapshot. */
export function leftoverChanges(live: GuestLive | null, found: readonly Change[]): Change[] {
  if (found.length > 0 || !live || !ownSnapshot(live)) return [];
  const note = 'what an earlier apply left is deleted';
  return [{ path: '/rollback', slot: 'marker', before: OWN_SNAPSHOT, after: null, effect: 'config', note }];
}
