/**
 * What policies hold back of the items of a plan: blast radius, the runner's own guest, manual restarts, destroying at
 * once. One place for the plan of a pull request and for what its apply does, so that neither says what the other does not.
 */
import { isRemoval } from '../kinds/change.ts';
import type { Address } from '../config/model.ts';
import type { Policies } from '../config/settings.ts';
import { atMost, type Effect } from '../kinds/effect.ts';
import { rollbackNotes } from '../kinds/rollback-notes.ts';
import { coverInGit } from './cover.ts';
import type { Cover, PlanItem, PlannedChange, PolicyVerdict } from './plan.ts';

export interface JudgeInput {
  /** With what the cover check says of them; without, everything that is possible would be done. */
  readonly items: readonly PlanItem[];
  /** Guests in the estate before the change. */
  readonly size: number;
  readonly policies: Policies;
  /** Addresses of the guests that run the jobs. */
  readonly runners: readonly string[];
  /** What somebody named to have it done: manual restarts are his. */
  readonly asked?: ReadonlySet<Address>;
  /** What `policies.retire` of 0 removes may be destroyed. */
  readonly allowDestroy?: boolean;
}

export interface Judgement {
  /** In the same order; with covers where they had some, and where a policy holds something back. */
  readonly items: readonly PlanItem[];
  /** In a fixed order. */
  readonly verdicts: readonly PolicyVerdict[];
}

type Limit = { readonly max?: number | undefined; readonly share?: number | undefined };

/** How many are allowed of an estate of `size` guests; null: any number. */
function allowed(limit: Limit, size: number): number | null {
  const numbers = [limit.max, limit.share === undefined ? undefined : Math.floor(limit.share * size)];
  const known = numbers.filter((n) => n !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}

/** Effects under which a guest that runs is stopped for a while. */
const STOPS: readonly Effect[] = ['restart', 'offline', 'replace'];
const GOES: readonly Effect[] = ['retire', 'destroy'];

/** A part of an item that is done, or held back, by itself. */
interface Part {
  readonly effect: Effect;
  /** None: the item is nothing but its action. */
  readonly change?: PlannedChange;
  readonly cover: Cover;
}

interface Work {
  readonly item: PlanItem;
  readonly parts: readonly Part[];
}

function workOf(item: PlanItem): Work {
  const covers = item.cover ?? coverInGit(item);
  // It is done as a whole or not at all.
  const isWhole = isRemoval(item.action) || item.action === 'replace';
  const part = (cover: Cover, i: number): Part => {
    const change = item.changes[i];
    return { effect: change && !isWhole ? change.effect : item.effect, cover, ...(change ? { change } : {}) };
  };
  return { item, parts: covers.map(part) };
}

/** What holds a part back, by the name of the policy; null: nothing. */
type Hold = (item: PlanItem, part: Part) => Extract<Cover, { is: 'held' }> | null;

/** Holds back of what would be done. */
function heldBack(works: readonly Work[], hold: Hold): Work[] {
  return works.map(({ item, parts }) => {
    const judged = parts.map((part): Part => {
      const held = part.cover.is === 'covered' ? hold(item, part) : null;
      return held ? { ...part, cover: held } : part;
    });
    return { item, parts: judged };
  });
}

const does = (effects: readonly Effect[]) => (work: Work) =>
  work.parts.some(({ cover, effect }) => cover.is === 'covered' && effects.includes(effect));

/** All that is stopped for a while: what changes, and what is stopped for it. */
function stoppedBy(works: readonly Work[]): Set<Address> {
  const all = works.flatMap(({ item, parts }) =>
    parts.flatMap(({ cover, effect, change }) => {
      const counts = cover.is === 'covered' && STOPS.includes(effect);
      return counts ? (change?.stops ?? [item.address]) : [];
    }),
  );
  return new Set(all);
}

function isRunner(item: PlanItem, runners: readonly string[]): boolean {
  // `lxc/runner@101` is the runner whose file has another VMID now.
  const names = [item.address.replace(/@\d+$/, ''), item.was];
  return item.action !== 'create' && runners.some((runner) => names.includes(runner));
}

/** A change that waits for a restart is written, so that any restart will do; all else is left to whoever names it. */
function unrestarted(why: string, { effect, change }: Part): Extract<Cover, { is: 'held' }> {
  const late = 'takes effect after the next restart';
  if (change?.waits) return { is: 'held', why: `${why}; it is written already, and ${late}` };
  if (effect !== 'restart') return { is: 'held', why: `${why}; it waits until it is applied by name` };
  return { is: 'held', why: `${why}; it is written, and ${late}`, written: true };
}

function limited(name: string, count: number, limit: number | null): PolicyVerdict {
  const most = limit === null ? '' : ` of at most ${limit}`;
  return { policy: name, ok: limit === null || count <= limit, text: `${name} ${count}${most}` };
}

const overLimit =
  ({ ok, text }: PolicyVerdict, effects: readonly Effect[]): Hold =>
  (_, { effect }) =>
    !ok && effects.includes(effect) ? { is: 'held', why: `policy: ${text}` } : null;

const AT_ONCE = 'policies.retire is 0: destroying at once needs --allow-destroy';

/** Holds back what the policies do not let through. What waits anyway counts against no limit. */
export function judge(input: JudgeInput): Judgement {
  const { items, size, policies, runners, asked, allowDestroy = false } = input;
  const { when, maxParallel } = policies.restarts;
  const touched = new Set<PlanItem>();
  let waits = 0;
  const own: Hold = (item, part) => {
    const { effect } = part;
    if (item.action === 'destroy' && !allowDestroy) return { is: 'held', why: AT_ONCE };
    const runner = part.change?.stops?.find((address) => runners.includes(address));
    if (runner !== undefined) {
      touched.add(item);
      return { is: 'held', why: `${runner} runs this job, and would be stopped for it` };
    }
    if (isRunner(item, runners) && !atMost(effect, 'live')) {
      touched.add(item);
      return { is: 'held', why: `${item.address} runs this job: nothing that stops it` };
    }
    if (!STOPS.includes(effect) || asked?.has(item.address)) return null;
    if (item.action === 'adopt') return unrestarted('adopting restarts nothing', part);
    if (when === 'apply') return null;
    waits += 1;
    return unrestarted('restarts are manual', part);
  };
  const all = items.map(workOf);
  const free = heldBack(all, own);
  const stops = stoppedBy(free).size;
  const retire = limited('retire', free.filter(does(GOES)).length, allowed(policies.retires, size));
  const restart = limited('restart', stops, allowed(policies.restarts, size));
  const judged = heldBack(heldBack(free, overLimit(retire, GOES)), overLimit(restart, STOPS));
  const verdicts = [retire, restart];
  if (stops > 0) {
    const pace = maxParallel === 1 ? 'one at a time' : `at most ${maxParallel} at a time`;
    verdicts.push({ policy: 'restarts', ok: true, text: `restarts ${pace}` });
  }
  if (waits > 0) {
    verdicts.push({ policy: 'restarts', ok: false, text: 'restarts are manual: what needs one waits' });
  }
  if (runners.length > 0) {
    const [one] = touched;
    const text = one ? `${one.address} runs this job: nothing that stops it` : 'runner not touched';
    verdicts.push({ policy: 'runner', ok: !one, text });
  }
  return { items: judged.map((work, i) => covered(work, all[i])), verdicts };
}

/** The item with its covers, where they say something. */
function covered({ item, parts }: Work, before: Work | undefined): PlanItem {
  const isHeld = parts.some(({ cover }, i) => cover !== before?.parts[i]?.cover);
  if (!item.cover && !isHeld) return item;
  return withoutIdleRollback({ ...item, cover: parts.map(({ cover }) => cover) }, parts);
}

/** Where none of its software is changed, nothing of it can fail. */
function withoutIdleRollback(item: PlanItem, parts: readonly Part[]): PlanItem {
  const { rollback, ...rest } = item;
  const runs = parts.some(
    ({ change, cover }) =>
      change?.slot.startsWith('feature:') &&
      (cover.is === 'covered' || (cover.is === 'held' && cover.written)),
  );
  if (!rollback || runs) return item;
  const told = rollbackNotes(rollback);
  return { ...rest, notes: item.notes.filter((note) => !told.includes(note)) };
}
