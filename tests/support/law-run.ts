/** The laws of plan and apply, tried on pairs of files: several guests of one estate at a time, from nothing to A to B. */
import type { Estate } from '../../src/config/model.ts';
import { atMost } from '../../src/kinds/effect.ts';
import type { Field } from '../../src/kinds/guest/field.ts';
import type { LxcSpec } from '../../src/kinds/lxc/spec.ts';
import { kinds } from '../../src/kinds/registry.ts';
import type { Snapshot } from '../../src/node/port.ts';
import { planFromGit } from '../../src/plan/build.ts';
import type { Plan, PlanItem } from '../../src/plan/plan.ts';
import { isRunning } from '../../src/simulator/guests.ts';
import { applyTo, type Applied } from './in-process-apply.ts';
import { guestLaws, keptLaws } from './law-checks.ts';
import { actualEffect } from './law-effects.ts';
import { type Command, commitOf, historyOf, lawEstate, lawHost } from './law-estate.ts';
import { editByHand, isByHand, lostByHand } from './law-hand.ts';
import { type LawPair, lawName, lawVmid, type Pve, rehomed } from './law-pairs.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { notInEffect, type World, worldOf } from './law-world.ts';
import { virtualClock } from './virtual-clock.ts';

export interface Violation {
  /** Which of the pairs; null: the estate as a whole. */
  readonly index: number | null;
  readonly what: string;
}

const specAt = (estate: Estate, index: number) =>
  estate.resources.get(`lxc/${lawName(index)}`)?.spec as LxcSpec;

const itemOf = (plan: Plan, index: number): PlanItem | undefined =>
  plan.items.find(({ id }) => id === `vmid:${lawVmid(index)}`);

const brief = (item: PlanItem) =>
  item.changes
    .map(({ path, before, after, effect }, i) => {
      const cover = item.cover?.[i];
      return `${path} ${JSON.stringify(before)} -> ${JSON.stringify(after)} ${effect} ${cover?.is ?? ''}`;
    })
    .join('; ');

const indexOf = (id: string) => Number(id.slice('vmid:'.length)) - lawVmid(0);

function applyLaws({ report }: Applied): Violation[] {
  return report.resources
    .filter(({ outcome }) => outcome !== 'applied' && outcome !== 'unchanged')
    .map(({ address, outcome, text }) => {
      const item = report.plan.items.find((one) => one.address === address);
      return {
        index: item ? indexOf(item.id) : null,
        what: `${outcome}: ${text}: ${item ? brief(item) : ''}`,
      };
    });
}

/** A further plan finds nothing, and a further apply does nothing. Gives what it read, too. */
async function restLaws(
  world: World,
  estate: Estate,
  history: ReturnType<typeof historyOf>,
): Promise<{ readonly violations: readonly Violation[]; readonly snapshot: Snapshot }> {
  world.commands.length = 0;
  const options = { history, onRun: world.onRun, clock: virtualClock() };
  const { live } = await applyTo(world.host, estate, options);
  const items = live.plan.items.filter(({ changes }) => changes.length > 0);
  const more = world.commands.map(({ argv }) => argv.join(' '));
  return {
    snapshot: live.snapshot,
    violations: [
      ...items.map((item) => ({
        index: indexOf(item.id),
        what: `the second plan is not empty: ${brief(item)}`,
      })),
      ...more.map((what) => ({ index: null, what: `the second apply ran ${what}` })),
    ],
  };
}

interface Turn {
  readonly estate: Estate;
  readonly history: ReturnType<typeof historyOf>;
  readonly count: number;
  /** Guests of which people set by hand what no file speaks of. */
  readonly edited: ReadonlySet<number>;
}

async function turn(
  world: World,
  { estate, history, count, edited }: Turn,
): Promise<{ violations: Violation[]; snapshot: Snapshot; live: Plan; commands: readonly Command[] }> {
  world.commands.length = 0;
  const applied = await applyTo(world.host, estate, { history, onRun: world.onRun, clock: virtualClock() });
  const commands = [...world.commands];
  const { violations: rest, snapshot } = await restLaws(world, estate, history);
  const violations = [...applyLaws(applied), ...rest];
  for (let index = 0; index < count; index += 1) {
    const spec = specAt(estate, index);
    // A guest with nothing to change keeps the commit that last changed it.
    const item = itemOf(applied.live.plan, index);
    const commits =
      item && item.changes.length > 0 ? [estate.tree.revision ?? ''] : [commitOf('a'), commitOf('b')];
    const isFree = (one: Field) => edited.has(index) && isByHand(one);
    const found = [...guestLaws(snapshot, spec, commits, isFree), ...notInEffect(world, spec.vmid, isFree)];
    violations.push(...found.map((what) => ({ index, what })));
  }
  return { violations, snapshot, live: applied.live.plan, commands };
}

export interface LawOptions {
  readonly pve: Pve;
  /** `live`: guests that somebody stopped by hand are started again. */
  readonly drift: 'report' | 'live';
}

/** The estates before and after, with these pairs. */
export interface LawEstates {
  readonly a: Estate;
  readonly b: Estate;
  readonly count: number;
  /** What git alone says of the way from one to the other. */
  readonly stated: Plan;
  /** The pairs that Phoenix says Proxmox cannot follow, and why: they stay as they were, since they teach nothing. */
  readonly refused: ReadonlyMap<number, string>;
}

export function estatesOf(pairs: readonly LawPair[], { pve, drift }: LawOptions): LawEstates {
  const guests = (side: 'before' | 'after') =>
    Object.fromEntries(pairs.map((pair, index) => [lawName(index), rehomed(pair[side], index)]));
  const a = lawEstate(commitOf('a'), guests('before'), { pve, policies: { drift } });
  const after = (files: Readonly<Record<string, object>>) => {
    const b = lawEstate(commitOf('b'), files, { pve, policies: { drift }, previous: a });
    return { b, stated: planFromGit({ kinds, head: b, base: a }).plan };
  };
  const made = after(guests('after'));
  const impossible = made.stated.items.filter(({ effect }) => effect === 'impossible');
  const refused = new Map(impossible.map((item) => [indexOf(item.id), brief(item)]));
  if (refused.size === 0) return { a, ...made, count: pairs.length, refused };
  const stay = pairs.map((pair, index) => (refused.has(index) ? { ...pair, after: pair.before } : pair));
  const rest = stay.map((pair, index) => [lawName(index), rehomed(pair.after, index)] as const);
  return { a, ...after(Object.fromEntries(rest)), count: pairs.length, refused };
}

/** Somebody stops guests by hand, where drift is corrected. */
function stopByHand({ host }: World, pairs: readonly LawPair[]): ReadonlySet<number> {
  const stopped = new Set<number>();
  pairs.forEach((pair, index) => {
    const vmid = lawVmid(index);
    if (!pair.stopped || !isRunning(host, vmid)) return;
    simulate({ host, node: 'pve1', argv: ['pct', 'stop', String(vmid)] });
    stopped.add(index);
  });
  return stopped;
}

/** Tries all laws on the pairs together; an empty list: they hold. */
export async function lawsOf(
  { a, b, count, stated }: LawEstates,
  pairs: readonly LawPair[],
): Promise<readonly Violation[]> {
  const world = worldOf(lawHost(a));
  const first = await turn(world, { estate: a, history: historyOf(a), count, edited: new Set() });
  if (first.violations.length > 0) return first.violations.map((one) => ({ ...one, what: `A: ${one.what}` }));
  const stopped = a.settings.policies.drift === 'live' ? stopByHand(world, pairs) : new Set<number>();
  const kept = pairs.map((pair, index) =>
    stopped.size > 0 ? null : editByHand(world.host, lawVmid(index), pair),
  );
  const edited = new Set(kept.flatMap((one, index) => (one === null ? [] : [index])));
  const ran = Array.from({ length: count }, (_, index) => isRunning(world.host, lawVmid(index)));
  const second = await turn(world, { estate: b, history: historyOf(a, b), count, edited });
  const violations = [...second.violations];
  for (let index = 0; index < count; index += 1) {
    const effect = actualEffect(second.commands, lawVmid(index), ran[index] === true);
    const told: readonly (readonly [string, PlanItem | undefined])[] = [
      // What somebody did by hand no plan of git can know.
      ...(stopped.has(index) ? [] : [['git', itemOf(stated, index)] as const]),
      ['live', itemOf(second.live, index)],
    ];
    for (const [who, item] of told) {
      if (atMost(effect, item?.effect ?? 'none')) continue;
      violations.push({
        index,
        what: `${effect} happened, and the ${who} plan had said ${item?.effect ?? 'none'}`,
      });
    }
    const pair = pairs[index] as LawPair;
    const found = [
      ...keptLaws([first.snapshot, second.snapshot], [specAt(a, index), specAt(b, index)]),
      ...lostByHand(world.host, lawVmid(index), pair, kept[index] ?? null),
    ];
    violations.push(...found.map((what) => ({ index, what })));
  }
  return violations.map((one) => ({ ...one, what: `B: ${one.what}` }));
}
