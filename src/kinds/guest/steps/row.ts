/**
 * The row of a guest's steps: one after the other, since every one of them takes the guest's lock. The marker with the
 * new commit goes with the last call, so that a run that ends earlier leaves the old one and is finished by the next.
 */
import type { Mark } from '../../seen.ts';
import type { Step } from '../../step.ts';
import { cond } from '../conditions.ts';
import type { Act } from './act.ts';
import { type SetCall, setAct } from './set.ts';
import type { Subject } from './subject.ts';

export type Work = ({ readonly act: Act } | { readonly call: SetCall }) & Pick<Act, 'saved' | 'rescue'>;

/**
 * The final marker joins the last call when that one writes options only. While the guest runs, what is plugged in may
 * fail after the description was written (PVE 9.2), so that it stays apart then.
 */
function mayCarry({ edits, mark, running }: SetCall): boolean {
  if (mark !== null || edits.some((edit) => edit.unfinished)) return false;
  return !running || edits.every((edit) => edit.family === 'scalar');
}

/** @param running whether the guest runs when all else is done */
export function withFinalMark(work: readonly Work[], mark: Mark, running: boolean): Work[] {
  const last = work.at(-1);
  if (last && 'call' in last && mayCarry(last.call)) {
    return [...work.slice(0, -1), { call: { ...last.call, mark } }];
  }
  return [...work, { call: { what: 'marker', edits: [], mark, running } }];
}

/** Ids stay the same from run to run: they say what a step does, not how many came before it. */
function idsOf(address: string, acts: readonly Act[]): string[] {
  const seen = new Map<string, number>();
  return acts.map(({ verb, what }) => {
    const id = [address, verb, what].filter((part) => part !== undefined).join(':');
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}:${count}`;
  });
}

/**
 * The step before, and what must have gone well besides. A start that runs anyway hangs on every step since the
 * shutdown; what follows it also hangs on the last step that does not run anyway, or it would follow a failure. The way
 * back hangs on all that may fail.
 */
function afterOf(acts: readonly Act[], ids: readonly string[], index: number): string[] {
  if (index === 0) return [];
  if (acts[index]?.rescue) {
    if (acts[index - 1]?.rescue) return ids.slice(index - 1, index);
    return ids.filter((_, at) => acts[at]?.saved);
  }
  if (acts[index]?.anyway) {
    const down = acts.slice(0, index).findLastIndex(({ verb }) => verb === 'shutdown');
    return ids.slice(Math.max(0, down), index);
  }
  const normal = acts.slice(0, index).findLastIndex(({ anyway }) => !anyway);
  return ids.slice(Math.max(0, normal), index);
}

/** The work on one guest as acts that know where they run. */
export function bind(subject: Subject, work: readonly Work[]): Act[] {
  return work.map((one) => {
    const act = 'act' in one ? one.act : setAct(subject, one.call);
    const { saved = act.saved, rescue = act.rescue } = one;
    return {
      ...act,
      node: act.node ?? subject.node,
      ...(saved ? { saved } : {}),
      ...(rescue ? { rescue } : {}),
    };
  });
}

/** Makes steps of it, in order. */
export function rowOf({ address, vmid, node }: Subject, acts: readonly Act[]): Step[] {
  const ids = idsOf(address, acts);
  return acts.map((act, index) => {
    const { title, effect, verify, undo, timeout } = act;
    const own = act.makes
      ? [cond(vmid, { is: 'absent' })]
      : [cond(vmid, { is: 'digest' }), ...(act.locked ? [] : [cond(vmid, { is: 'unlocked' })])];
    return {
      id: ids[index] ?? address,
      address,
      node: act.node ?? node,
      title,
      effect,
      after: afterOf(acts, ids, index),
      locks: [{ name: `guest:${vmid}`, mode: 'exclusive' as const }, ...(act.locks ?? [])],
      guard: [...own, ...(act.guard ?? [])],
      verify,
      do: act.do,
      ...(undo ? { undo } : {}),
      ...(act.anyway ? { anyway: true as const } : {}),
      ...(act.unseen && { unseen: true }),
      ...(act.patience === undefined ? {} : { patience: act.patience }),
      ...(act.rescue ? { rescue: true as const } : {}),
      ...(act.remark ? { remark: true as const } : {}),
      retry: 'contention' as const,
      timeout,
    };
  });
}
