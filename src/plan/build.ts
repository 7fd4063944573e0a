/**
 * The diff driver: pairs what two sides say of the same id, asks the kind for the difference, and makes a plan of it.
 * One side is always git; the other is another revision (a plan without a host) or what the nodes say (a live plan).
 */
import { placeOfField } from '../config/field-place.ts';
import type { Address, Estate, Resource } from '../config/model.ts';
import { edgesOf } from '../kinds/edges.ts';
import { type Effect, worst } from '../kinds/effect.ts';
import type { Action, Change, Diff } from '../kinds/change.ts';
import type { Id, Kind } from '../kinds/kind.ts';
import type { Owned, Seen } from '../kinds/seen.ts';
import type { Snapshot } from '../node/port.ts';
import { VERSION } from '../version.ts';
import { capacity } from './capacity.ts';
import { digestOf } from './digest.ts';
import type { Cover, Plan, PlanItem, PlannedChange } from './plan.ts';
import { judge } from './judge.ts';
import { lateNotes } from './late-notes.ts';
import { guarded, letGo, lettingGo, runnersOf } from './policy.ts';
import { withSecretsHeld } from './secret-hold.ts';
import { secretNotes } from './secret-notes.ts';
import { recipientVerdicts } from './vault-recipients.ts';
import { workLayers } from './work-order.ts';

/** What is known of one id when a plan is made; apply makes its steps from the same facts. */
export interface Pairing {
  readonly kind: Kind;
  readonly id: Id;
  readonly want: Resource | null;
  readonly base: Resource | null;
  readonly seen: Seen<unknown> | null;
  /** What its marker says of a resource on the nodes: all that is known of one that no revision at hand names. */
  readonly owned: Owned | null;
}

export interface Planned {
  readonly plan: Plan;
  /** By address of the item. */
  readonly pairings: ReadonlyMap<Address, Pairing>;
}

export interface BuildInput {
  readonly kinds: readonly Kind[];
  readonly head: Estate;
  /** The other revision, for policies and for the size of the estate; null when there is none. */
  readonly base: Estate | null;
  /** Plan the destruction of what is retired. */
  readonly purge?: boolean;
  /** To be made anew from what their sources are now. */
  readonly rebuild?: ReadonlySet<Address>;
  /** The apply of it may destroy at once what `policies.retire` of 0 removes. */
  readonly allowDestroy?: boolean;
}

/** The resources of a kind by their ids. */
export function byId(estate: Estate | null, kind: Kind): Map<Id, Resource> {
  const found = new Map<Id, Resource>();
  if (!estate) return found;
  for (const resource of estate.resources.values()) {
    if (resource.kind === kind.kind) found.set(kind.id(resource.spec), resource);
  }
  return found;
}

function effectOf(action: Action, changes: readonly Change[]): Effect {
  const own: Partial<Record<Action, Effect>> = { retire: 'retire', destroy: 'destroy', replace: 'replace' };
  return worst([own[action] ?? 'none', ...changes.map((change) => change.effect)]);
}

/** A change of a removed or derived key is shown at the nearest line that still stands. */
function located(head: Estate, { kind, want }: Pairing, change: Change): PlannedChange {
  if (!want) return change;
  return { ...change, at: placeOfField(head.tree, want, new Set(kind.sets), change.path, 'key') };
}

/** What a resource is called by git, or else by its own marker. */
function nameOf({ id, want, base, owned }: Pairing): Address {
  return (want ?? base)?.address ?? owned?.mark.address ?? id;
}

/**
 * The addresses of what the files no longer name, which give way: `lxc/web@101` is the guest whose name
 * another one has now, be it that its file got another VMID or that a marker says what it likes.
 */
function addressesOf(head: Estate, pairings: readonly Pairing[]): ReadonlyMap<Pairing, Address> {
  const plainOf = (pairing: Pairing) => nameOf(pairing).replace(/@\d+$/, '');
  const gone = pairings.filter(({ want }) => !want);
  const count = new Map<Address, number>();
  for (const pairing of gone) count.set(plainOf(pairing), (count.get(plainOf(pairing)) ?? 0) + 1);
  const own = (pairing: Pairing): Address => {
    const plain = plainOf(pairing);
    const shared = head.resources.has(plain) || (count.get(plain) ?? 0) > 1;
    return shared ? `${plain}@${pairing.id.replace(/^.*:/s, '')}` : plain;
  };
  return new Map(gone.map((pairing) => [pairing, own(pairing)]));
}

/** The item with a verdict for each change; its digest covers them. */
function withCover(item: PlanItem, cover: readonly Cover[]): PlanItem {
  const { digest: _, ...body } = { ...item, cover };
  return { ...body, digest: digestOf(body) };
}

/** A guest that phoenix.json lets go of is not touched, whatever else the same change says of it. */
function stranded(input: BuildInput, item: PlanItem, { kind, base }: Pairing): PlanItem {
  const before = input.base?.settings ?? null;
  const why = base ? letGo(kind.node(base.spec), input.head.settings, before) : null;
  if (why === null) return item;
  const held: Cover = { is: 'held', why };
  return { ...item, cover: item.changes.length > 0 ? item.changes.map(() => held) : [held] };
}

interface Shown {
  readonly address: Address;
  readonly diff: Diff;
  /** See late-notes.ts. */
  readonly late: readonly string[];
}

function itemOf(head: Estate, pairing: Pairing, { address, diff, late }: Shown): PlanItem {
  const { kind, id, want, base, seen, owned } = pairing;
  const subject = want ?? base;
  const was = want && base && want.address !== base.address ? { was: base.address } : {};
  const body = {
    address,
    kind: kind.kind,
    id,
    node: subject ? kind.node(subject.spec) : (owned?.node ?? ''),
    action: diff.action,
    effect: effectOf(diff.action, diff.changes),
    changes: diff.changes.map((change) => located(head, pairing, change)),
    notes: [...diff.notes, ...secretNotes(pairing), ...late],
    downtime: diff.downtime,
    summary: subject ? kind.summary(subject.spec) : '',
    file: subject?.file ?? '',
    ...was,
    dependsOn: subject ? needsOf(kind, subject) : [],
    ...(diff.rollback ? { rollback: diff.rollback } : {}),
    ...(seen ? { seen: seen.is } : {}),
  };
  return { ...body, digest: digestOf(body) };
}

/** A no-op is shown only when there is something to say. */
function worthShowing(diff: Diff): boolean {
  return diff.action !== 'no-op' || diff.changes.length > 0 || diff.notes.length > 0;
}

/** Worst effects first, then the order of addresses. */
function bySeverity(a: PlanItem, b: PlanItem): number {
  if (a.effect !== b.effect) return worst([a.effect, b.effect]) === a.effect ? -1 : 1;
  return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}

function needsOf(kind: Kind, resource: Resource): Address[] {
  return [...new Set(edgesOf(kind, resource).map((edge) => edge.to))].toSorted();
}

/** Makes the plan of pairings; `mode` and `snapshot` say which side is compared with. */
function assemblePlan(input: BuildInput, pairings: readonly Pairing[], snapshot: Snapshot | null): Planned {
  const { head, base, purge = false } = input;
  const items: PlanItem[] = [];
  const kept = new Map<Address, Pairing>();
  const addresses = addressesOf(head, pairings);
  const before = base?.settings ?? null;
  const settings = guarded(head.settings, before);
  const runners = new Set(runnersOf(head.settings, before));
  let unchanged = 0;
  for (const pairing of pairings) {
    const { kind, want, base: prior, seen } = pairing;
    // Loading shares resources that are made of the same parts, so identity means equality.
    if (!seen && want === prior) {
      unchanged += 1;
      continue;
    }
    const isCommitted = head.tree.revision !== null;
    const diff = kind.diff({
      want,
      base: prior,
      seen,
      settings,
      snapshot,
      purge,
      isCommitted,
      estate: head.resources,
      ...(runners.has((want ?? prior)?.address ?? '') ? { isRunner: true } : {}),
      ...(want && input.rebuild?.has(want.address) ? { rebuild: true } : {}),
      ...(!want && prior && head.resources.has(prior.address) ? { succeeded: true } : {}),
    });
    if (!worthShowing(diff)) {
      unchanged += 1;
      continue;
    }
    const { resources } = head;
    const late = lateNotes({ ...pairing, kinds: input.kinds, resources, snapshot });
    const item = itemOf(head, pairing, { address: addresses.get(pairing) ?? nameOf(pairing), diff, late });
    items.push(item);
    kept.set(item.address, pairing);
  }
  items.sort(bySeverity);
  const judged = judge({
    items: snapshot ? items : items.map((item) => stranded(input, item, kept.get(item.address) as Pairing)),
    size: (base ?? head).resources.size,
    policies: settings.policies,
    runners: [...runners],
    allowDestroy: input.allowDestroy ?? false,
  });
  // What holds the changes of a live plan is known when git was asked for each of them: that comes later.
  const shown = snapshot
    ? items
    : withSecretsHeld(judged.items, kept).map((item) => (item.cover ? withCover(item, item.cover) : item));
  const body = {
    v: 1 as const,
    phoenix: VERSION,
    estate: head.settings.name,
    env: head.env,
    mode: snapshot ? ('live' as const) : ('git' as const),
    base: base?.tree.revision ?? null,
    head: head.tree.revision,
    items: shown,
    unchanged,
    capacity: capacity(input.kinds, base, head),
    policies: [
      ...judged.verdicts,
      ...lettingGo(head.settings, before),
      ...recipientVerdicts(head.tree, base?.tree ?? null),
    ],
    order: workLayers(items, kept),
  };
  const { findings, suppressed = [] } = head;
  const told = { findings, ...(suppressed.length > 0 && { suppressed }) };
  return { plan: { ...body, ...told, digest: digestOf(body) }, pairings: kept };
}

/** A plan of two revisions, without any host: it states the worst case for the declared Proxmox version. */
export function planFromGit(input: BuildInput): Planned {
  const pairings = input.kinds.flatMap((kind) => {
    const wanted = byId(input.head, kind);
    const before = byId(input.base, kind);
    const ids = [...new Set([...wanted.keys(), ...before.keys()])];
    return ids.map((id) => ({
      kind,
      id,
      want: wanted.get(id) ?? null,
      base: before.get(id) ?? null,
      seen: null,
      owned: null,
    }));
  });
  return assemblePlan(input, pairings, null);
}

export interface LiveInput extends BuildInput {
  readonly snapshot: Snapshot;
  /** The estate's id in markers. */
  readonly estate: string;
  /**
   * The resource of that id at the commit of its marker; null when git does not know the commit or the resource.
   * Estates at older commits are read beforehand: this is a look-up.
   */
  readonly atCommit: (commit: string, kind: Kind, id: Id) => Resource | null;
}

/** A plan against the nodes: everything the files want, and everything of ours that they no longer name. */
export function planLive(input: LiveInput): Planned {
  const { kinds, head, snapshot, estate, atCommit } = input;
  const pairings = kinds.flatMap((kind) => {
    const wanted = byId(head, kind);
    const parents = byId(input.base, kind);
    const owned = new Map(kind.owned(snapshot, estate, head.env, head.settings).map((one) => [one.id, one]));
    const ids = [...new Set([...wanted.keys(), ...owned.keys()])];
    return ids.map((id): Pairing => {
      const want = wanted.get(id) ?? null;
      const own = owned.get(id) ?? null;
      const commit = own?.mark.commit ?? null;
      const base = commit ? atCommit(commit, kind, id) : (parents.get(id) ?? null);
      const seen = kind.observe({
        snapshot,
        id,
        estate,
        env: head.env,
        want,
        base,
        settings: head.settings,
      });
      const gone = seen.is === 'absent' || seen.is === 'debris';
      return { kind, id, want, base: gone ? null : base, seen, owned: own };
    });
  });
  return assemblePlan(input, pairings, snapshot);
}
