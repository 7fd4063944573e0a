/**
 * Edits of many resources that a node changes as one: between an opening and a commit, and at most twice in an apply.
 * What grows comes before all that needs it, what shrinks goes after all that leaves it.
 */
import { isRemoval } from '../kinds/change.ts';
import type { Step } from '../kinds/step.ts';
import type { Phase, Transaction } from '../kinds/transaction.ts';
import type { ApplyEntry, ApplyInput } from './apply.ts';

/** What there is of a resource in this apply. */
export interface Part {
  readonly entry: ApplyEntry;
  readonly steps: readonly Step[];
  /** Within a transaction: which one, and the steps that are this resource's alone. */
  readonly inside?: { readonly transaction: string; readonly own: readonly Step[] };
}

export interface Enlisted {
  readonly entry: ApplyEntry;
  readonly steps: readonly Step[];
  readonly transaction: Transaction;
}

const phaseOf = ({ entry }: Enlisted, step: Step): Phase =>
  step.phase ?? (isRemoval(entry.item.action) ? 'shrink' : 'grow');

/** Ids of steps that no other one of these comes after, but for ways back. */
export function lastOf(steps: readonly Step[]): string[] {
  const work = steps.filter(({ rescue }) => !rescue);
  const followed = new Set(work.flatMap(({ after }) => after));
  return work.filter(({ id }) => !followed.has(id)).map(({ id }) => id);
}

const later = (step: Step, ids: readonly string[]): Step => ({
  ...step,
  after: [...new Set([...step.after, ...ids])],
});

/** One opening, edits and commit. */
interface Round {
  readonly open: readonly Step[];
  readonly edits: readonly Step[];
  readonly close: readonly Step[];
}

function roundOf(
  transaction: Transaction,
  phase: Phase,
  enlisted: readonly Enlisted[],
  input: ApplyInput,
  now: string,
): Round | null {
  const taking = enlisted.map((one) => ({
    address: one.entry.item.address,
    edits: one.steps.filter((step) => !step.remark && phaseOf(one, step) === phase),
  }));
  const active = taking.filter(({ edits }) => edits.length > 0);
  const addresses = active.map(({ address }) => address).toSorted();
  const [first, ...others] = addresses;
  if (first === undefined) return null;
  const edits = active.flatMap((one) => one.edits);
  const { snapshot, settings } = input;
  const enclosed = transaction.enclose({ phase, addresses, edits, snapshot, settings, now });
  const { open, close } = enclosed;
  const shared = (step: Step): Step => ({ ...step, address: first, with: others });
  const begun = lastOf(open);
  const edited = (enclosed.edits ?? edits).map((step) => later(step, begun));
  const done = lastOf(edited);
  const own = new Set(close.map(({ id }) => id));
  const isFirst = (step: Step) => !step.rescue && !step.after.some((id) => own.has(id));
  return {
    open: open.map(shared),
    edits: edited,
    close: close.map((step) => shared(isFirst(step) ? later(step, done) : step)),
  };
}

export interface Joined {
  /** By address: what others that need the resource come after; of what goes away, the whole. */
  readonly parts: readonly Part[];
  /** Of what loses only some of itself: what comes after those that leave it. */
  readonly leavings: readonly Part[];
}

/** What a killed apply has left, for all that are changed without an edit. */
function restOf(
  transaction: Transaction,
  enlisted: readonly Enlisted[],
  { snapshot, settings }: ApplyInput,
  now: string,
): Step[] {
  const addresses = enlisted.map(({ entry }) => entry.item.address).toSorted();
  const [first = '', ...others] = addresses;
  const steps = transaction.rest?.({ addresses, snapshot, settings, now }) ?? [];
  return steps.map((step) => ({ ...step, address: first, with: others }));
}

function joinOne(
  transaction: Transaction,
  enlisted: readonly Enlisted[],
  input: ApplyInput,
  now: string,
): Joined {
  const grow = roundOf(transaction, 'grow', enlisted, input, now);
  const alone = roundOf(transaction, 'shrink', enlisted, input, now);
  const grown = grow ? lastOf([...grow.open, ...grow.edits, ...grow.close]) : [];
  const shrink = alone && { ...alone, open: alone.open.map((step) => later(step, grown)) };
  const parts: Part[] = [];
  const leavings: Part[] = [];
  const rest = grow || alone ? [] : restOf(transaction, enlisted, input, now);
  for (const { entry, steps } of enlisted) {
    const { address } = entry.item;
    const mine = (round: Round | null) => round?.edits.filter((step) => step.address === address) ?? [];
    const [growing, shrinking] = [mine(grow), mine(shrink)];
    const last = shrinking.length > 0 ? shrink : growing.length > 0 ? grow : null;
    const marks = steps.filter(({ remark }) => remark);
    const before = last ? [...last.open, ...last.edits, ...last.close] : rest;
    const marked = before.length > 0 ? marks.map((step) => later(step, lastOf(before))) : marks;
    const partOf = (round: Round | null, own: readonly Step[], phase: Phase): Part => ({
      entry,
      steps: round ? [...round.open, ...own, ...round.close, ...(round === last ? marked : [])] : marked,
      inside: { transaction: `${transaction.name} ${phase}`, own },
    });
    const unedited: Part = {
      entry,
      steps: [...rest, ...marked],
      ...(rest.length > 0 && { inside: { transaction: `${transaction.name} rest`, own: marked } }),
    };
    if (growing.length === 0 && shrinking.length > 0) {
      const part = partOf(shrink, shrinking, 'shrink');
      if (isRemoval(entry.item.action)) parts.push(part);
      else {
        // Nothing of it is made, so nobody waits for it.
        parts.push({ entry, steps: [] });
        leavings.push(part);
      }
      continue;
    }
    parts.push(growing.length > 0 ? partOf(grow, growing, 'grow') : unedited);
    if (shrinking.length > 0) leavings.push(partOf(shrink, shrinking, 'shrink'));
  }
  return { parts, leavings };
}

/** Joins the edits of each transaction; `enlisted` in any order. */
export function joinTransactions(enlisted: readonly Enlisted[], input: ApplyInput, now: string): Joined {
  const names = [...new Set(enlisted.map(({ transaction }) => transaction.name))];
  const joined = names.flatMap((name) => {
    const of = enlisted
      .filter(({ transaction }) => transaction.name === name)
      .toSorted((a, b) => (a.entry.item.address < b.entry.item.address ? -1 : 1));
    const [first] = of;
    return first ? [joinOne(first.transaction, of, input, now)] : [];
  });
  return { parts: joined.flatMap((one) => one.parts), leavings: joined.flatMap((one) => one.leavings) };
}
