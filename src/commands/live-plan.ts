/**
 * The way from files and nodes to what an apply may do: read the nodes once, plan against them, and let the cover check
 * say of every change whether it was reviewed. `plan --live`, `apply`, `drift` and the push of a merge all come through here.
 */
import type { ApplyEntry } from '../apply/apply.ts';
import type { Estate, Resource } from '../config/model.ts';
import type { Settings } from '../config/settings.ts';
import { byId, type LiveInput, type Pairing, type Planned, planLive } from '../plan/build.ts';
import { type Ancestry, cover } from '../plan/cover.ts';
import { digestOf } from '../plan/digest.ts';
import type { Cover, Plan, PlanItem } from '../plan/plan.ts';
import { guarded, heldBy, runnersOf } from '../plan/policy.ts';
import type { Kind, Mark } from '../kinds/kind.ts';
import type { Cluster, Snapshot } from '../node/port.ts';
import { VERSION } from '../version.ts';

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
  /** The estate before it, for policies; null when there is none. */
  readonly parent: Estate | null;
  /** The branch tip, when it is another commit than `head`: what it no longer has is not created. */
  readonly tip: Estate;
  /** Null: the files are not in git. */
  readonly history: History | null;
  readonly cluster: Cluster;
  /** The operator will confirm this very plan: it stands in for the review. */
  readonly confirmed: boolean;
  readonly unshown: Unshown;
  /** Destroy at once what `policies.retire` of 0 removes. */
  readonly allowDestroy?: boolean;
  /** Plan the destruction of what is retired, and nothing else matters. */
  readonly purge?: boolean;
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
  return estate.settings.id ?? estate.settings.name;
}

function settingsOf({ head, parent }: LivePlanInput): Settings {
  return guarded(head.settings, parent?.settings ?? null);
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

async function ancestryOf(input: LivePlanInput, pairing: Pairing, mark: Mark | null): Promise<Ancestry> {
  if (pairing.seen?.is === 'absent' || pairing.seen?.is === 'debris') return 'absent';
  const head = input.head.tree.revision;
  if (!mark?.commit || !head || !input.history) return 'unknown';
  if (mark.commit === head) return 'behind';
  if (await input.history.isAncestor(mark.commit, head)) return 'behind';
  return (await input.history.isAncestor(head, mark.commit)) ? 'ahead' : 'unknown';
}

function markOf(pairing: Pairing): Mark | null {
  return pairing.seen?.is === 'ours' ? pairing.seen.mark : null;
}

async function unshownOf(
  input: LivePlanInput,
  item: PlanItem,
  mark: Mark | null,
): Promise<readonly string[]> {
  const head = input.head.tree.revision;
  if (input.confirmed || !input.history || !head) return [];
  const commits = mark?.commit
    ? await input.history.commitsBetween(mark.commit, head)
    : await input.history.commitsSince(item.file, head);
  // What cannot be found out was shown to nobody.
  return commits
    ? input.unshown(commits)
    : ['commits that this clone does not have (check out with fetch-depth: 0)'];
}

/** The resource in git, beside the commit that is applied. */
interface InGit {
  /** Whether git has the commit of its marker at all. */
  readonly known: boolean;
  /** At that commit. */
  readonly base: Resource | null;
  readonly atTip: Resource | null;
}

interface Judged {
  readonly item: PlanItem;
  readonly hold: ApplyEntry['hold'];
}

async function judgeItem(
  input: LivePlanInput,
  plan: Plan,
  item: PlanItem,
  pairing: Pairing,
  { known, base, atTip }: InGit,
): Promise<Judged> {
  const { head, tip, parent } = input;
  const mark = markOf(pairing);
  const { kind, want } = pairing;
  const settings = settingsOf(input);
  const { policies } = settings;
  const expected = known ? kind.diff({ want, base, seen: null, settings, snapshot: null }) : null;
  const covers = cover({
    item,
    expected,
    ancestry: await ancestryOf(input, pairing, mark),
    atTip: atTip !== null,
    superseded: tip !== head && digestOf(atTip?.spec ?? null) !== digestOf(want?.spec ?? null),
    unshown: await unshownOf(input, item, mark),
    confirmed: input.confirmed,
    owed: mark?.owed ?? [],
    policies,
  });
  const runners = runnersOf(head.settings, parent?.settings ?? null);
  const size = (parent ?? head).resources.size;
  const byPolicy = heldBy(item, { items: plan.items, size, policies, runners }, plan.policies);
  const destroys = item.action === 'destroy' && !input.allowDestroy && !input.purge;
  const why = destroys ? 'policies.retire is 0: destroying at once needs --allow-destroy' : byPolicy;
  const judged = why
    ? covers.map((one): Cover => (one.is === 'covered' ? { is: 'held', why } : one))
    : covers;
  return { item: { ...item, cover: judged }, hold: holdOf(item, judged) };
}

/** Something that is not ours stands where the resource belongs. */
export function isTaken(item: PlanItem): boolean {
  return item.seen === 'foreign' || item.seen === 'copy';
}

/** An item of which nothing may run is held as a whole; one with nothing to do says so. */
function holdOf(item: PlanItem, covers: readonly Cover[]): ApplyEntry['hold'] {
  const first = covers.find((one) => one.is !== 'covered');
  if (isTaken(item)) return { is: 'held', why: item.notes[0] ?? 'something else has its id' };
  if (item.action === 'no-op' && item.changes.length === 0)
    return { is: 'unchanged', why: item.notes[0] ?? '' };
  if (!first || covers.some((one) => one.is === 'covered')) return undefined;
  return { is: first.is, why: first.why };
}

function entryOf(input: LivePlanInput, pairing: Pairing, { item, hold }: Judged): ApplyEntry {
  const covers = item.cover ?? [];
  const old = markOf(pairing);
  // A change that waits must still be found by the next apply: the marker's commit stays behind for it.
  const waits = covers.some((one) => one.is === 'held');
  const subject = pairing.want ?? pairing.base;
  const mark: Mark = {
    estate: estateId(input.head),
    env: input.head.env,
    address: item.address,
    id: item.id,
    commit: waits && old ? old.commit : input.head.tree.revision,
    config: digestOf(subject?.spec ?? null),
    phoenix: VERSION,
  };
  return {
    item,
    want: pairing.want,
    base: pairing.base,
    seen: pairing.seen ?? { is: 'absent' },
    changes: item.changes.filter((_, i) => covers[i]?.is === 'covered'),
    mark,
    ...(hold ? { hold } : {}),
  };
}

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
  });
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
export async function makeLivePlan(input: LivePlanInput): Promise<LivePlan> {
  const { kinds, head, cluster } = input;
  let snapshot = await cluster.snapshot();
  const marks = kinds.flatMap((kind) =>
    kind.owned(snapshot, estateId(head), head.env).map(({ mark }) => mark),
  );
  const estates = await estatesOf(input, marks);
  const atCommit = lookUp(estates);
  let planned = planOf(input, snapshot, atCommit);
  const backupsOn = settingsOf(input).policies.backup?.storage;
  // Listing backups costs a Perl start, so it is done only for a plan that needs to know.
  if (backupsOn !== undefined && planned.plan.items.some((item) => item.action === 'retire')) {
    snapshot = await cluster.snapshot({ backupsOn });
    planned = planOf(input, snapshot, atCommit);
  }
  const inTip = lookUp(new Map([['', input.tip]]));
  const entries: ApplyEntry[] = [];
  for (const item of planned.plan.items) {
    const pairing = planned.pairings.get(item.address);
    if (!pairing) continue;
    const mark = markOf(pairing);
    const known = mark?.commit ? (estates.get(mark.commit) ?? null) !== null : false;
    const base = mark?.commit ? atCommit(mark.commit, pairing.kind, item.id) : null;
    const atTip = inTip('', pairing.kind, item.id);
    const judged = await judgeItem(input, planned.plan, item, pairing, { known, base, atTip });
    entries.push(entryOf(input, pairing, judged));
  }
  const items = entries.map((entry) => entry.item);
  return { plan: { ...planned.plan, items }, entries, snapshot, settings: settingsOf(input) };
}
