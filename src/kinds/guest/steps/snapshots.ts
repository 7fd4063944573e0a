/** Snapshots: taken and deleted, never rewritten. */
import type { Effect } from '../../effect.ts';
import type { Change } from '../../change.ts';
import { cond } from '../conditions.ts';
import { slotArgument } from '../field.ts';
import type { Act } from './act.ts';
import { tool, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';
import { keyOf, textOf } from './values.ts';

export function snapshotAct(
  subject: Subject,
  name: string,
  description: string | undefined,
  effect: Effect,
): Act {
  const { vmid } = subject;
  return {
    verb: 'snapshot',
    what: name,
    title: `take the snapshot ${name}`,
    effect,
    do: tool(
      subject,
      'snapshot',
      vmid,
      name,
      ...(description === undefined ? [] : ['--description', description]),
    ),
    verify: [cond(vmid, { is: 'snapshot', name, there: true }), cond(vmid, { is: 'unlocked' })],
    timeout: TIMEOUTS.snapshot,
  };
}

/** @param half it was not taken to its end, or not deleted to its end */
export function dropAct(subject: Subject, name: string, half: boolean): Act {
  const { vmid } = subject;
  return {
    verb: 'delsnapshot',
    what: name,
    title: `delete the snapshot ${name}`,
    effect: 'config',
    do: tool(subject, 'delsnapshot', vmid, name, ...(half ? ['--force', 1] : [])),
    verify: [cond(vmid, { is: 'snapshot', name, there: false }), cond(vmid, { is: 'unlocked' })],
    timeout: TIMEOUTS.delsnapshot,
  };
}

function deleteAct(subject: Subject, name: string, { effect }: Change): Act {
  // A deletion that was killed has deleted some of it already.
  const half = subject.live?.conf.snapshots.get(name)?.options.has('snapstate') ?? false;
  return { ...dropAct(subject, name, half), effect };
}

/** Snapshots that go, and that come: the first before, the others after everything else. */
export function snapshotActs(
  subject: Subject,
  changes: readonly Change[],
): { readonly deleted: readonly Act[]; readonly taken: readonly Act[] } {
  const own = changes.filter((change) => slotArgument(change.slot, 'snapshot') !== null);
  const heads = own.filter((change) => keyOf(change) === null);
  const descriptionOf = (slot: string) =>
    textOf(own.find((change) => change.slot === slot && keyOf(change) === 'description')?.after ?? null) ??
    undefined;
  return {
    deleted: heads
      .filter((change) => change.after === null)
      .map((change) => deleteAct(subject, slotArgument(change.slot, 'snapshot') ?? '', change)),
    taken: heads
      .filter((change) => change.after !== null)
      .map((change) =>
        snapshotAct(
          subject,
          slotArgument(change.slot, 'snapshot') ?? '',
          descriptionOf(change.slot),
          change.effect,
        ),
      ),
  };
}
