/** From the covered items of a plan to one graph of steps: each resource's own, joined along the edges between resources. */
import { isRemoval } from '../kinds/change.ts';
import type { Address, Resource } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { edgesOf } from '../kinds/edges.ts';
import type { Edge, Kind } from '../kinds/kind.ts';
import type { Step } from '../kinds/step.ts';
import { secretOrder } from '../plan/secret-order.ts';
import type { ApplyEntry, ApplyInput } from './apply.ts';
import { stillStanding } from './still-standing.ts';
import { joinTransactions, lastOf, type Part } from './transactions.ts';
import { inOrder } from './priority.ts';

export interface Assembly {
  readonly steps: readonly Step[];
  /** Steps that cannot run, because what their resource needs will not be there: the reason by step id. */
  readonly hopeless: ReadonlyMap<string, string>;
}

export function kindOf(input: Pick<ApplyInput, 'kinds'>, entry: ApplyEntry): Kind {
  const kind = input.kinds.get(entry.item.kind);
  if (!kind) throw new Error(`there is no kind ${entry.item.kind}`);
  return kind;
}

/** A resource as it shall be, changed in this apply or not. */
type Wanted = (address: Address) => Resource | null;

function wantedIn({ entries, resources }: ApplyInput): Wanted {
  const changed = new Map(entries.map((entry) => [entry.item.address, entry.want]));
  return (address) => {
    const want = changed.get(address);
    return want === undefined ? (resources?.get(address) ?? null) : want;
  };
}

/** VMIDs of resources whose files name none. */
type Placed = (address: Address) => number | null;

function placedIn(input: ApplyInput): Placed {
  const { entries, resources, snapshot, settings, estate, plan } = input;
  const all = new Map(resources);
  for (const { want } of entries) if (want) all.set(want.address, want);
  const wanted = [...all.values()];
  const places = [...input.kinds.values()].flatMap((kind) => [
    ...(kind.place?.({ resources: wanted, snapshot, settings, estate, env: plan.env }) ?? []),
  ]);
  const known = new Map(places);
  return (address) => known.get(address) ?? null;
}

function partOf(
  input: ApplyInput,
  entry: ApplyEntry,
  { wanted, placed }: { readonly wanted: Wanted; readonly placed: Placed },
  now: string,
): Part {
  if (entry.hold) return { entry, steps: [] };
  const steps = kindOf(input, entry).steps({
    want: entry.want,
    base: entry.base,
    seen: entry.seen,
    settings: input.settings,
    snapshot: input.snapshot,
    wanted,
    placed,
    action: entry.item.action,
    changes: entry.changes,
    waits: entry.waits ?? false,
    ...(entry.item.rollback ? { rollback: entry.item.rollback } : {}),
    ...(input.resources ? { estate: input.resources } : {}),
    mark: entry.mark,
    now,
  });
  return { entry, steps };
}

/** Steps that come after no other one of these, but for its way back. */
function firstOf(all: readonly Step[]): readonly Step[] {
  const steps = all.filter((step) => !step.rescue);
  const own = new Set(steps.map((step) => step.id));
  return steps.filter((step) => !step.after.some((id) => own.has(id)));
}

/** The steps after which a resource is there for others; whatever needs it running and healthy waits for all of them. */
function made({ steps }: Part): readonly Step[] {
  const work = steps.filter((step) => !step.remark && !step.rescue && step.do.verb !== 'health');
  return work.length === 0 ? steps : work;
}

function edgesIn(input: ApplyInput, resource: Resource | null): readonly Edge[] {
  const kind = resource ? input.kinds.get(resource.kind) : undefined;
  return resource && kind ? edgesOf(kind, resource) : [];
}

type Parts = ReadonlyMap<Address, Part>;

/** A part that another one comes after, and its steps that count for that. */
interface Need {
  readonly part: Part;
  readonly steps: readonly Step[];
}

/** Parts with steps of this apply, and those that come after what leaves them. */
interface Joins {
  readonly parts: Parts;
  readonly leavings: Parts;
}

const whole = (part: Part): Need => ({ part, steps: part.steps });

/** What a resource needs: the parts with steps, also behind others that have none to do. */
function needs(input: ApplyInput, parts: Parts, wanted: Wanted, resource: Resource | null): Need[] {
  const found = new Map<Address, Need>();
  const seen = new Set<string>();
  const queue = edgesIn(input, resource).filter(({ when }) => when !== 'gone');
  for (let edge = queue.pop(); edge; edge = queue.pop()) {
    if (seen.has(`${edge.when} ${edge.to}`)) continue;
    seen.add(`${edge.when} ${edge.to}`);
    const part = parts.get(edge.to);
    if (part && (part.steps.length > 0 || missing(part, input) !== null)) {
      const enough = edge.when === 'exists' && !found.has(edge.to);
      found.set(edge.to, enough ? { part, steps: made(part) } : whole(part));
    } else queue.push(...edgesIn(input, wanted(edge.to)).filter(({ when }) => when !== 'gone'));
  }
  return [...found.values()];
}

type Pairs = readonly (readonly [earlier: Need, later: Part])[];

/** Which resource's steps come after which other's. */
function precedence(input: ApplyInput, { parts, leavings }: Joins, wanted: Wanted): Pairs {
  const asked = askedPrecedence(input, { parts, leavings }, wanted);
  const after = new Map<Address, Address[]>();
  for (const [{ part }, { entry }] of asked) {
    const { address } = entry.item;
    after.set(address, [...(after.get(address) ?? []), part.entry.item.address]);
  }
  const working = [...parts.values()].filter(({ steps }) => steps.length > 0);
  const changing = working.map(({ entry }) => ({ ...entry, kind: kindOf(input, entry) }));
  const bySecrets = secretOrder(changing, after).flatMap(([earlier, later]) => {
    const [first, second] = [parts.get(earlier), parts.get(later)];
    return first && second ? [[whole(first), second] as const] : [];
  });
  return [...asked, ...bySecrets];
}

/** By the edges between resources. */
function askedPrecedence(input: ApplyInput, { parts, leavings }: Joins, wanted: Wanted): Pairs {
  const pairs: [Need, Part][] = [];
  for (const part of parts.values()) {
    if (part.steps.length === 0) continue;
    const { want, base } = part.entry;
    for (const other of needs(input, parts, wanted, want)) {
      if (other.part !== part && !isRemoval(other.part.entry.item.action)) pairs.push([other, part]);
    }
    for (const { to, when } of edgesIn(input, want)) {
      const other = parts.get(to);
      // It takes the place of the other one, and waits until that one is away.
      if (when === 'gone' && other && other !== part && isRemoval(other.entry.item.action))
        pairs.push([whole(other), part]);
    }
    // What goes away, or some of it, goes after whatever stood on it, be that removed too or only cut loose.
    for (const { to, when } of edgesIn(input, base)) {
      const other = parts.get(to);
      if (when === 'gone' || other === part) continue;
      if (other && isRemoval(other.entry.item.action)) pairs.push([whole(part), other]);
      const leaving = leavings.get(to);
      if (leaving) pairs.push([whole(part), leaving]);
    }
  }
  return pairs;
}

/** Why what needs this resource cannot be done; null when it can. */
function missing({ entry }: Part, { snapshot }: ApplyInput): string | null {
  const { hold, item, seen, want } = entry;
  // On a node that does not answer: what its conf file shows is there, and nothing else is.
  const vmid = /^vmid:(\d+)$/.exec(item.id)?.[1];
  const isGuest = vmid !== undefined && want !== null;
  if (seen.is === 'unknown' && isGuest && !snapshot.guests.has(Number(vmid))) {
    return `${item.address} is not made yet: ${seen.why}`;
  }
  const isNowhere = seen.is === 'absent' || seen.is === 'debris';
  const isUnmade = item.action === 'create' ? seen.is !== 'ours' : item.action === 'adopt' && isNowhere;
  if (!hold || !isUnmade) return null;
  return `${item.address} is not made: ${hold.why}`;
}

/** Where one part follows another; within one transaction only what is each one's own. */
function between(
  earlier: Need,
  later: Part,
): { readonly first: readonly Step[]; readonly last: readonly string[] } {
  const together = earlier.part.inside;
  const isOne = together !== undefined && together.transaction === later.inside?.transaction;
  return {
    first: firstOf(isOne ? (later.inside?.own ?? []) : later.steps),
    last: lastOf(isOne ? together.own : earlier.steps),
  };
}

function joinsOf(input: ApplyInput, known: Parameters<typeof partOf>[2], now: string): Joins {
  const made = input.entries.map((entry) => partOf(input, entry, known, now));
  const enlisted = made.flatMap((part) => {
    const { transaction } = kindOf(input, part.entry);
    return transaction && part.steps.length > 0 ? [{ ...part, transaction }] : [];
  });
  const joined = joinTransactions(enlisted, input, now);
  const byAddress = (parts: readonly Part[]) => new Map(parts.map((part) => [part.entry.item.address, part]));
  return { parts: byAddress([...made, ...joined.parts]), leavings: byAddress(joined.leavings) };
}

/**
 * The graph of steps.
 * @throws PhoenixError `REFUSED` when resources wait for each other, which the rules of the configuration refuse before
 */
export function assemble(input: ApplyInput, now: string): Assembly {
  const wanted = wantedIn(input);
  const { parts, leavings } = joinsOf(input, { wanted, placed: placedIn(input) }, now);
  const before = new Map<string, Set<string>>();
  const hopeless = new Map(stillStanding(parts, (resource) => edgesIn(input, resource)));
  for (const [earlier, later] of precedence(input, { parts, leavings }, wanted)) {
    const { first, last } = between(earlier, later);
    const why = missing(earlier.part, input);
    for (const step of first) {
      const known = before.get(step.id) ?? new Set();
      for (const id of last) known.add(id);
      before.set(step.id, known);
      if (why !== null) hopeless.set(step.id, why);
    }
  }
  const all = new Map<string, Step>();
  // Steps that several share stand in the parts of each.
  for (const part of [...parts.values(), ...leavings.values()]) {
    for (const step of part.steps) all.set(step.id, step);
  }
  const steps = [...all.values()].map((step) => ({
    ...step,
    after: [...new Set([...step.after, ...(before.get(step.id) ?? [])])],
  }));
  const ordered = inOrder(steps);
  if (ordered.length < steps.length) {
    const known = new Set(ordered);
    const stuck = new Set(steps.filter((step) => !known.has(step)).map((step) => step.address));
    throw new PhoenixError('REFUSED', `these wait for each other: ${[...stuck].join(', ')}`, {
      hint: 'apply them one by one: phoenix apply ADDRESS',
    });
  }
  return { steps, hopeless };
}
