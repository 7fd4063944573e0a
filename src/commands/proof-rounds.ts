/**
 * The rounds of a proof: guests as the base has them, then as the files say, and what was upgraded once more from
 * nothing. Each is an apply like any other; what an outcome means stands in src/proof/outcome.ts.
 */
import type { ApplyReport } from '../apply/report.ts';
import type { Address, Estate } from '../config/model.ts';
import { kinds } from '../kinds/registry.ts';
import { isLxc } from '../kinds/lxc/spec.ts';
import { failure, wayProof } from '../proof/outcome.ts';
import type { Candidate } from '../proof/choose.ts';
import type { WayProof } from '../proof/proof.ts';
import { pathText } from '../plan/render/words.ts';
import { type History, type LivePlan, makeLivePlan } from './live-plan.ts';
import { runApply, type RunOptions, type Session } from './run-apply.ts';

export interface RoundsInput {
  readonly session: Session;
  /** As the lab can hold them. */
  readonly head: Estate;
  readonly base: Estate | null;
  /** Those without an obstacle. */
  readonly candidates: readonly Candidate[];
  readonly run: Omit<RunOptions, 'head'>;
}

export interface Rounds {
  readonly ways: ReadonlyMap<Address, readonly WayProof[]>;
  /** What others need and nobody asked for, and what came of it. */
  readonly failed: ReadonlyMap<Address, WayProof>;
}

/** Milliseconds. */
const DESTROY = 5 * 60_000;

/** The lab's guests are made by these two revisions alone. */
function historyOf({ head, base }: RoundsInput): History {
  const [now, before] = [head.tree.revision, base?.tree.revision ?? null];
  return {
    estateAt: async (commit) => (commit === now ? head : commit === before ? base : null),
    isAncestor: async (older) => older === before,
    commitsBetween: async () => [],
    commitsSince: async () => [],
  };
}

function planOf(input: RoundsInput, estate: Estate, asked: readonly Address[]): Promise<LivePlan> {
  return makeLivePlan({
    kinds,
    head: estate,
    checkedOut: estate.tree.revision ?? input.base?.tree.revision ?? null,
    parent: null,
    tip: estate,
    history: historyOf(input),
    cluster: input.session.cluster,
    // Nobody uses these guests: whoever asks for a proof has asked for all of it.
    confirmed: true,
    unshown: async () => [],
    asked: new Set(asked),
  });
}

async function round(
  input: RoundsInput,
  estate: Estate,
  asked: readonly Address[],
  title: string,
): Promise<ApplyReport> {
  input.run.say(`${title}: ${asked.join(', ')}`);
  const live = await planOf(input, estate, asked);
  return runApply(input.session, live, { ...input.run, head: estate });
}

/** @returns why it is still there; null: it is gone */
async function destroy({ session }: RoundsInput, estate: Estate, address: Address): Promise<string | null> {
  const resource = estate.resources.get(address);
  if (!resource || !isLxc(resource)) return null;
  const { vmid, node } = resource.spec;
  if (!(await session.cluster.snapshot()).guests.has(vmid)) return null;
  const argv = ['pct', 'destroy', String(vmid), '--purge', '1', '--force', '1'];
  const { exit, stderr } = await session.cluster.node(node).run(argv, { timeout: DESTROY });
  return exit === 0 ? null : `it could not be removed before: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}

const isUpgraded = ({ upgrade }: Candidate) => upgrade.is;

/** The guests as the base has them; what did not come up is taken away, and why it did not is kept. */
async function buildBase(input: RoundsInput, base: Estate): Promise<Map<Address, string>> {
  const upgraded = input.candidates.filter(isUpgraded);
  const asked = upgraded.flatMap(({ upgrade }) => (upgrade.is ? upgrade.needs.slice(0, 1) : []));
  const report = await round(input, base, asked, 'As the base has them');
  const left = report.resources.filter(({ outcome }) => outcome !== 'applied' && outcome !== 'unchanged');
  if (input.session.signal.aborted) return new Map();
  for (const { address } of left) await destroy(input, base, address);
  const whys = new Map<Address, string>();
  for (const { address, upgrade } of upgraded) {
    if (!upgrade.is) continue;
    const own = left.filter((one) => upgrade.needs.includes(one.address));
    const first = own.find(({ outcome }) => outcome === 'failed') ?? own[0];
    if (!first) continue;
    const what = first.address === upgrade.needs[0] ? 'it' : first.address;
    const { why } = first.outcome === 'failed' ? failure('upgrade', first) : { why: first.text };
    whys.set(address, `as the base has it, ${what} could not be built: ${why}`);
  }
  return whys;
}

/** Runs all of them, as far as nobody stops it. */
export async function proofRounds(input: RoundsInput): Promise<Rounds> {
  const { head, base, candidates, session } = input;
  const ways = new Map<Address, WayProof[]>(candidates.map(({ address }) => [address, []]));
  const failed = new Map<Address, WayProof>();
  const add = (address: Address, way: WayProof) => ways.get(address)?.push(way);
  const addFailed = ({ resources }: ApplyReport) => {
    for (const one of resources) {
      if (one.outcome === 'failed' && !ways.has(one.address)) failed.set(one.address, failure('new', one));
    }
  };
  const all = candidates.map(({ address }) => address);
  const noBase =
    base && candidates.some(isUpgraded) ? await buildBase(input, base) : new Map<Address, string>();
  if (session.signal.aborted) return { ways, failed };

  const first = await round(
    input,
    head,
    all,
    base && candidates.some(isUpgraded) ? 'As the files say' : 'From nothing',
  );
  addFailed(first);
  const again: Address[] = [];
  for (const { address, needs, upgrade } of candidates) {
    const why = noBase.get(address);
    if (why !== undefined) add(address, { way: 'upgrade', is: 'unproved', ms: 0, why });
    if (!upgrade.is || why !== undefined) add(address, wayProof('new', first, address, needs));
    else {
      add(address, wayProof('upgrade', first, address, needs));
      again.push(address);
    }
  }
  if (again.length > 0 && !session.signal.aborted) await fromNothing(input, again, { add, addFailed });
  if (!session.signal.aborted) await converged(input, ways);
  return { ways, failed };
}

const needsOf = ({ candidates }: RoundsInput, address: Address): readonly Address[] =>
  candidates.find((one) => one.address === address)?.needs ?? [];

interface Sink {
  readonly add: (address: Address, way: WayProof) => void;
  readonly addFailed: (report: ApplyReport) => void;
}

async function fromNothing(
  input: RoundsInput,
  again: readonly Address[],
  { add, addFailed }: Sink,
): Promise<void> {
  const gone: Address[] = [];
  for (const address of again) {
    const left = await destroy(input, input.head, address);
    if (left === null) gone.push(address);
    else add(address, { way: 'new', is: 'unproved', ms: 0, why: left });
  }
  if (gone.length === 0) return;
  const report = await round(input, input.head, gone, 'From nothing');
  addFailed(report);
  for (const address of gone) add(address, wayProof('new', report, address, needsOf(input, address)));
}

/** What is proved must need nothing more: an apply after this one would do nothing. */
async function converged(input: RoundsInput, ways: Map<Address, WayProof[]>): Promise<void> {
  const { plan } = await planOf(input, input.head, [...ways.keys()]);
  for (const { address, action, changes } of plan.items) {
    const last = ways.get(address)?.at(-1);
    if (action === 'no-op' || last?.is !== 'proved') continue;
    const left = changes.map(({ path, slot }) => (path === '' ? slot : pathText(path))).slice(0, 5);
    const why = `a second plan is not empty: ${left.join(', ')}`;
    ways.get(address)?.splice(-1, 1, { ...last, is: 'failed', why });
  }
}
