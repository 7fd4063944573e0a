/**
 * The way from files and nodes to what an apply may do: read the nodes once, plan against them, and let the cover check
 * say of every change whether it was reviewed. `plan --live`, `apply`, `drift` and the push of a merge all come through here.
 */
import { readsOf } from '../kinds/reads.ts';
import { isBesideFiles } from '../config/beside-files.ts';
import { errorsIn } from '../errors.ts';
import type { ApplyEntry } from '../apply/apply.ts';
import type { Address, Estate, Resource } from '../config/model.ts';
import type { Settings } from '../config/settings.ts';
import type { GuestChecks } from '../features/guest-check.ts';
import { byId, type LiveInput, type Pairing, type Planned, planLive } from '../plan/build.ts';
import { declaredFacts } from '../plan/declared-facts.ts';
import { digestOf } from '../plan/digest.ts';
import { judge } from '../plan/judge.ts';
import type { Plan, PlanItem } from '../plan/plan.ts';
import { idOfEstate, lettingGo, runnersOf } from '../plan/policy.ts';
import { withSecretsHeld } from '../plan/secret-hold.ts';
import { recipientVerdicts } from '../plan/vault-recipients.ts';
import type { Action } from '../kinds/change.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Mark } from '../kinds/seen.ts';
import type { Cluster, Snapshot } from '../node/port.ts';
import { VERSION } from '../version.ts';
import { coverItem, holdOf, isWritten, markOf, settingsOf } from './judge-item.ts';
import { namedItems } from './named-items.ts';
import { withoutPlace } from './unplaced.ts';
import { inSpan } from '../telemetry/current.ts';

/** What git knows about commits; the files on disk outside of a repository know nothing. */
export interface History {
  /** The estate at a commit; null when git does not know the commit. */
  estateAt(commit: string): Promise<Estate | null>;
  /** True when `older` is `newer` or an ancestor of it. */
  isAncestor(older: string, newer: string): Promise<boolean>;
  /** First-parent commits that touch the estate's folder, after `from` up to and including `to`; null: nobody knows. */
  commitsBetween(from: string, to: string): Promise<readonly string[] | null>;
  /** The commits since a file was added, the adding one included; null when the clone does not reach so far back. */
  commitsSince(file: string, to: string): Promise<readonly string[] | null>;
}

/** Says of commits which of them nobody was shown: `direct push 4f1c2ab`. */
export type Unshown = (commits: readonly string[]) => Promise<readonly string[]>;

export interface LivePlanInput {
  readonly kinds: readonly Kind[];
  /** What is to be applied. */
  readonly head: Estate;
  /** The commit that files on disk were changed from; without it, what is to be applied is the commit of `head`. */
  readonly checkedOut?: string | null;
  /** The estate before it, for policies; null when there is none. */
  readonly parent: Estate | null;
  /** The branch tip, when it is another commit than `head`: what it no longer has is not created. */
  readonly tip: Estate;
  /** Null: the files are not in git. */
  readonly history: History | null;
  readonly cluster: Cluster;
  /** The operator will confirm this very plan: it stands in for the review. */
  readonly confirmed: boolean;
  /** The operator has confirmed beforehand whatever the plan will be (`--yes`). */
  readonly blind?: boolean;
  readonly unshown: Unshown;
  /** Only these, and what they need, are to be applied; without, everything. What they need is not asked for by name. */
  readonly asked?: ReadonlySet<Address>;
  /** Destroy at once what `policies.retire` of 0 removes. */
  readonly allowDestroy?: boolean;
  /** To be made anew from what their sources are now: who names them here has asked for it. */
  readonly rebuild?: ReadonlySet<Address>;
  /** Plan the destruction of what is retired, and nothing else matters. */
  readonly purge?: boolean;
  /** Also asks the guests: what their check scripts say. */
  readonly check?: (snapshot: Snapshot) => Promise<GuestChecks>;
}

export interface LivePlan {
  readonly plan: Plan;
  readonly entries: readonly ApplyEntry[];
  readonly snapshot: Snapshot;
  /** Those of the files, with the policies that hold for this change. */
  readonly settings: Settings;
}

/** The id that markers carry: survives a renaming of the estate where `id` is set. */
export function estateId(estate: Estate): string {
  return idOfEstate(estate.settings);
}

type Estates = ReadonlyMap<string, Estate | null>;

/** The estates at every commit that a marker names, each read once. */
async function estatesOf(input: LivePlanInput, marks: readonly Mark[]): Promise<Estates> {
  const commits = new Set(marks.map((mark) => mark.commit).filter((commit) => commit !== null));
  const known = new Map<string, Estate | null>();
  for (const commit of commits) {
    const isHead = commit === input.head.tree.revision;
    known.set(commit, isHead ? input.head : ((await input.history?.estateAt(commit)) ?? null));
  }
  return known;
}

function entryOf(input: LivePlanInput, pairing: Pairing, item: PlanItem): ApplyEntry {
  const covers = item.cover ?? [];
  const hold = holdOf(item);
  const old = markOf(pairing);
  // A change that waits must still be found by the next apply: the marker's commit stays behind for it.
  const waits = covers.some((one, i) => one.is === 'held' && !one.written && !item.changes[i]?.waits);
  // So must one of files on disk, when somebody commits them or takes them back. A replacement is never done again.
  const isUncommitted = input.head.tree.revision === null && item.action === 'update';
  const subject = pairing.want ?? pairing.base;
  const mark: Mark = {
    estate: estateId(input.head),
    env: input.head.env,
    address: item.address,
    id: item.id,
    commit: waits || isUncommitted ? (old?.commit ?? null) : input.head.tree.revision,
    config: digestOf(subject?.spec ?? null),
    phoenix: VERSION,
  };
  return {
    item,
    want: pairing.want,
    base: pairing.base,
    seen: pairing.seen ?? { is: 'absent' },
    changes: item.changes.filter((_, i) => isWritten(covers[i] ?? { is: 'covered' })),
    waits: covers.some((one) => one.is === 'held' && one.written === true),
    mark,
    ...(hold ? { hold } : {}),
  };
}

/** Before them a backup is taken, unless one is fresh: of what a purge destroys, one since it was retired. */
const BACKED_UP: readonly Action[] = ['retire', 'replace', 'destroy'];

/** The pure plan of one reading. */
function planOf(input: LivePlanInput, snapshot: Snapshot, atCommit: LiveInput['atCommit']): Planned {
  const { kinds, head, parent: base } = input;
  return planLive({
    kinds,
    head,
    base,
    snapshot,
    estate: estateId(head),
    atCommit,
    purge: input.purge ?? false,
    ...(input.rebuild ? { rebuild: input.rebuild } : {}),
  });
}

/** What a file with errors said is not known: a resource that is missing from such an estate may have been in it. */
function isReadable(estate: Estate | null | undefined): boolean {
  return estate ? errorsIn(estate.findings).every(isBesideFiles) : false;
}

/** Looks resources up at the commits that markers name; each commit is indexed once. */
function lookUp(estates: Estates): LiveInput['atCommit'] {
  const indexes = new Map<string, Map<string, Resource>>();
  return (commit, kind, wanted) => {
    const key = `${commit} ${kind.kind}`;
    const index = indexes.get(key) ?? byId(estates.get(commit) ?? null, kind);
    indexes.set(key, index);
    return index.get(wanted) ?? null;
  };
}

/** Plans against the nodes and says what may be done. Nothing is changed on them. */
export const makeLivePlan = (input: LivePlanInput): Promise<LivePlan> =>
  inSpan('phase', 'plan', {}, () => planAgainst(input));

async function planAgainst(input: LivePlanInput): Promise<LivePlan> {
  const { kinds, head, cluster } = input;
  const reads = readsOf(kinds, head.resources.values());
  let snapshot = await cluster.snapshot({ reads });
  const checks = await input.check?.(snapshot);
  const asked = checks === undefined ? {} : { checks };
  snapshot = { ...snapshot, ...asked };
  const marks = kinds.flatMap((kind) =>
    kind.owned(snapshot, estateId(head), head.env, head.settings).map(({ mark }) => mark),
  );
  const estates = await estatesOf(input, marks);
  const atCommit = lookUp(estates);
  let planned = planOf(input, snapshot, atCommit);
  const backupsOn = settingsOf(input).policies.backup?.storage;
  // Listing backups costs a Perl start, so it is done only for a plan that needs to know.
  const backsUp = planned.plan.items.some((item) => BACKED_UP.includes(item.action));
  if (backupsOn !== undefined && backsUp) {
    snapshot = { ...(await cluster.snapshot({ backupsOn, reads })), ...asked };
    planned = planOf(input, snapshot, atCommit);
  }
  const inTip = lookUp(new Map([['', input.tip]]));
  const covered: PlanItem[] = [];
  for (const item of namedItems(planned.plan.items, input.asked)) {
    const pairing = planned.pairings.get(item.address);
    if (!pairing) continue;
    const mark = markOf(pairing);
    const base = mark?.commit ? atCommit(mark.commit, pairing.kind, item.id) : null;
    const known = base !== null || (mark?.commit ? isReadable(estates.get(mark.commit)) : false);
    const atTip = inTip('', pairing.kind, item.id);
    covered.push(await coverItem(input, item, pairing, { known, base, atTip }));
  }
  const before = input.parent?.settings ?? null;
  const { items: judged, verdicts } = judge({
    items: withoutPlace(covered, { kinds, head, snapshot, pairings: planned.pairings }),
    size: (input.parent ?? head).resources.size,
    policies: settingsOf(input).policies,
    runners: runnersOf(head.settings, before),
    ...(input.asked ? { asked: input.asked } : {}),
    allowDestroy: input.allowDestroy === true || input.purge === true,
  });
  const items = withSecretsHeld(judged, planned.pairings);
  const entries = items.flatMap((item) => {
    const pairing = planned.pairings.get(item.address);
    return pairing ? [entryOf(input, pairing, item)] : [];
  });
  const policies = [
    ...verdicts,
    ...lettingGo(head.settings, before),
    ...declaredFacts(head.settings, snapshot),
    ...recipientVerdicts(head.tree, input.parent?.tree ?? null),
  ];
  return { plan: { ...planned.plan, items, policies }, entries, snapshot, settings: settingsOf(input) };
}
