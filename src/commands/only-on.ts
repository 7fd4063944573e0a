/**
 * An apply of one node, as a job for each node runs it: what is on other nodes is left to their applies. What needs one that
 * is not made yet is held by the graph of steps, and looked at again when the other apply has had its turn. Pure.
 */
import type { ApplyEntry } from '../apply/apply.ts';
import type { ApplyReport } from '../apply/report.ts';
import type { Address } from '../config/model.ts';
import type { NodeName } from '../kinds/step.ts';
import type { LivePlan } from './live-plan.ts';

/** Where its steps begin: a guest that is moved is moved by the node that it is on. */
function whereIs({ item, seen }: ApplyEntry, { snapshot }: LivePlan): NodeName {
  const vmid = /^vmid:([1-9]\d*)$/.exec(item.id)?.[1];
  const file = vmid === undefined ? undefined : snapshot.guests.get(Number(vmid));
  // What has the number and is not ours says nothing of where ours is to be.
  return file && (seen.is === 'ours' || seen.is === 'adoptable') ? file.node : item.node;
}

export interface OnNode {
  readonly live: LivePlan;
  /** What other applies do, by address. */
  readonly left: ReadonlyMap<Address, NodeName>;
}

export function onlyOn(live: LivePlan, node: NodeName): OnNode {
  const left = new Map<Address, NodeName>();
  const entries = live.entries.map((entry): ApplyEntry => {
    const where = whereIs(entry, live);
    if (entry.hold || where === node) return entry;
    left.set(entry.item.address, where);
    return { ...entry, hold: { is: 'unchanged', why: `left to the apply on ${where}` } };
  });
  return { live: { ...live, entries }, left };
}

/** Nothing failed, and something could not begin: what it needs is made by another apply. */
export const waitsForOthers = ({ resources }: ApplyReport): boolean =>
  resources.some(({ outcome }) => outcome === 'skipped') &&
  !resources.some(({ outcome }) => outcome === 'failed');

/** `Left to others: lxc/db (pve2), lxc/web (pve3).` */
export const leftText = (left: OnNode['left']): string =>
  `Left to others: ${[...left].map(([address, where]) => `${address} (${where})`).join(', ')}.`;

/** Milliseconds between two looks of an apply that waits for others. */
export const LOOK_AGAIN = 10_000;
