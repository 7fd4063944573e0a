/**
 * What was reviewed of one item of a live plan: the facts that the cover check asks for, and its verdicts. What policies
 * say to them stands in src/plan/judge.ts; reading the nodes and making the plan stand in live-plan.ts.
 */
import type { ApplyEntry } from '../apply/apply.ts';
import type { Resource } from '../config/model.ts';
import type { Settings } from '../config/settings.ts';
import type { Diff } from '../kinds/change.ts';
import { byId, type Pairing } from '../plan/build.ts';
import { type Ancestry, cover, type CoverInput } from '../plan/cover.ts';
import { digestOf } from '../plan/digest.ts';
import type { Cover, PlanItem } from '../plan/plan.ts';
import { guarded } from '../plan/policy.ts';
import type { Mark } from '../kinds/seen.ts';
import type { LivePlanInput } from './live-plan.ts';

/** Those of the files, with the policies that hold for this change. */
export function settingsOf({ head, parent }: LivePlanInput): Settings {
  return guarded(head.settings, parent?.settings ?? null);
}

async function ancestryOf(input: LivePlanInput, pairing: Pairing, mark: Mark | null): Promise<Ancestry> {
  if (pairing.seen?.is === 'absent' || pairing.seen?.is === 'debris') return 'absent';
  const head = input.head.tree.revision ?? input.checkedOut ?? null;
  if (!mark?.commit || !head || !input.history) return 'unknown';
  if (mark.commit === head) return 'behind';
  if (await input.history.isAncestor(mark.commit, head)) return 'behind';
  return (await input.history.isAncestor(head, mark.commit)) ? 'ahead' : 'unknown';
}

export function markOf(pairing: Pairing): Mark | null {
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
  // What cannot be found out was shown to nobody; and no file came by no commit.
  return commits && (mark?.commit || commits.length > 0)
    ? input.unshown(commits)
    : ['commits that this clone does not have (check out with fetch-depth: 0)'];
}

/** The resource in git, beside the commit that is applied. */
export interface InGit {
  /** Whether git has the commit of its marker at all. */
  readonly known: boolean;
  /** At that commit. */
  readonly base: Resource | null;
  readonly atTip: Resource | null;
}

/** Commits that are looked at: of what was applied in part, the revert comes soon. */
const LOOKED_AT = 50;

/** What the commits between its marker's one and this one would have to become this one, newest first. */
async function betweenOf(
  input: LivePlanInput,
  { kind, id, want }: Pairing,
  mark: Mark | null,
): Promise<Diff[]> {
  const { head, history } = input;
  const [from, to] = [mark?.commit, head.tree.revision];
  if (!history || !from || !to || !want) return [];
  const commits = (await history.commitsBetween(from, to)) ?? [];
  const settings = settingsOf(input);
  const found: Diff[] = [];
  for (const commit of commits
    .toReversed()
    .filter((one) => one !== to)
    .slice(0, LOOKED_AT)) {
    const base = byId(await history.estateAt(commit), kind).get(id);
    if (base) found.push(kind.diff({ want, base, seen: null, settings, snapshot: null }));
  }
  return found;
}

/** The item with one verdict for each change, as far as reviews tell. */
export async function coverItem(
  input: LivePlanInput,
  item: PlanItem,
  pairing: Pairing,
  { known, base, atTip }: InGit,
): Promise<PlanItem> {
  const { head, tip } = input;
  const mark = markOf(pairing);
  const { kind, want } = pairing;
  const settings = settingsOf(input);
  const { policies } = settings;
  const expected = known ? kind.diff({ want, base, seen: null, settings, snapshot: null }) : null;
  const ancestry = await ancestryOf(input, pairing, mark);
  const facts: CoverInput = {
    item,
    expected,
    ancestry,
    atTip: atTip !== null,
    superseded: tip !== head && digestOf(atTip?.spec ?? null) !== digestOf(want?.spec ?? null),
    unshown: await unshownOf(input, item, mark),
    confirmed: input.confirmed,
    // A marker without a commit is of files that are in no repository: there, nobody can know more.
    asked: input.asked?.has(item.address) ?? false,
    blind: input.blind === true && input.history !== null && Boolean(mark?.commit),
    owed: mark?.owed ?? [],
    policies,
  };
  const found = cover(facts);
  const isOpen = ancestry === 'behind' && found.some(({ is }) => is === 'drift');
  const between = isOpen ? await betweenOf(input, pairing, mark) : [];
  const covers = between.length > 0 ? cover({ ...facts, between }) : found;
  const notes = [...item.notes, ...strangeCommit(input, ancestry, mark)];
  return { ...item, notes, cover: covers };
}

/** Whoever confirms a plan by hand has to know that git cannot vouch for it: the clone may only be old. */
function strangeCommit({ history }: LivePlanInput, ancestry: Ancestry, mark: Mark | null): string[] {
  if (ancestry !== 'unknown' || !history || !mark?.commit) return [];
  return [
    `its marker names the commit ${mark.commit.slice(0, 7)}, which is not in the history of these files: fetch first, unless history was rewritten`,
  ];
}

/** Something that is not ours stands where the resource belongs. */
export function isTaken(item: PlanItem): boolean {
  return item.seen === 'foreign' || item.seen === 'copy';
}

/** True for what an apply does, be it only to write what waits for a restart. */
export function isWritten(cover: Cover): boolean {
  return cover.is === 'covered' || (cover.is === 'held' && cover.written === true);
}

/** An item of which nothing may run is held as a whole; one with nothing to do says so. */
export function holdOf(item: PlanItem): ApplyEntry['hold'] {
  const covers = item.cover ?? [];
  const first = covers.find((one) => one.is !== 'covered');
  if (isTaken(item)) return { is: 'held', why: item.notes[0] ?? 'something else has its id' };
  if (item.action === 'no-op' && item.changes.length === 0)
    return { is: 'unchanged', why: item.notes[0] ?? '' };
  if (!first || covers.some(isWritten)) return undefined;
  return { is: first.is, why: first.why };
}
