/** `phoenix explain ADDRESS --changes`: what the plan does to one resource, why, and who brought it. It changes nothing. */
import type { Address, Estate, Resource } from '../config/model.ts';
import { unknownAddress } from '../config/unknown-address.ts';
import type { Pointer } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import { planFromGit } from '../plan/build.ts';
import type { Plan, PlanItem, PlannedChange } from '../plan/plan.ts';
import { plain } from '../plan/render/escape.ts';
import { guarded } from '../plan/policy.ts';
import type { Author } from '../sources/blame.ts';
import { broughtBy, broughtFile } from './brought-by.ts';
import type { Console } from './console.ts';
import { explainItem, type ExplainedItem, isWhole } from './explained-item.ts';
import { explainedText } from './explained-text.ts';
import { baseEstate } from './make-plan.ts';
import type { PlanOptions } from './plan.ts';
import { openSources, orNone, type Sources } from './sources.ts';
import { openWorkspace, soundToLook, type Workspace } from './workspace.ts';

export interface ExplainChangesOptions extends Pick<
  PlanOptions,
  'configs' | 'env' | 'base' | 'head' | 'live' | 'node'
> {
  readonly address: Address;
  /** Only this one, and what is in it. */
  readonly field?: string;
  readonly json?: boolean;
}

/** A plan, and what it compared of each item. */
interface Compared {
  readonly plan: Plan;
  readonly head: Estate;
  readonly base: Estate | null;
  /** What git had of it before, and at which commit. */
  readonly before: (item: PlanItem) => { readonly resource: Resource | null; readonly commit: string | null };
}

async function fromGit(
  workspace: Workspace,
  sources: Sources,
  { base: rev, head: tip }: ExplainChangesOptions,
  io: Console,
): Promise<Compared> {
  const tree = rev === undefined ? orNone(sources.at('HEAD'), sources.repository) : sources.at(rev);
  const base = baseEstate(workspace, await tree, io);
  const head = soundToLook(tip === undefined ? workspace.onDisk() : await workspace.at(tip), io);
  const { plan, pairings } = planFromGit({ kinds, head, base });
  const before: Compared['before'] = ({ address }) => ({
    resource: pairings.get(address)?.base ?? null,
    commit: plan.base,
  });
  return { plan, head, base, before };
}

async function fromNodes(
  workspace: Workspace,
  { node = 'local' }: ExplainChangesOptions,
  io: Console,
): Promise<Compared> {
  const [{ connectEstate }, { operatorPlan }] = await Promise.all([
    import('./connect-estate.ts'),
    import('./operator-plan.ts'),
  ]);
  const head = soundToLook(await workspace.toApply(), io);
  const cluster = await connectEstate(node, head, io.err);
  try {
    const { plan, entries } = await operatorPlan(workspace, head, cluster);
    const before: Compared['before'] = ({ address }) => {
      const entry = entries.find(({ item }) => item.address === address);
      const mark = entry?.seen.is === 'ours' ? entry.seen.mark : null;
      return { resource: entry?.base ?? null, commit: mark?.commit ?? null };
    };
    return { plan, head, base: null, before };
  } finally {
    await cluster.close();
  }
}

/** Those of an address; a layer is one on each node. */
function itemsOf({ items }: Plan, address: Address): readonly PlanItem[] {
  return items.filter((one) => [one.address, one.was, one.address.replace(/@[^/]*$/, '')].includes(address));
}

const NOBODY: ReadonlyMap<Pointer, Author> = new Map();

async function authorsOf({ repository, configs }: Workspace, { head, before }: Compared, item: PlanItem) {
  if (!repository) return { authors: NOBODY, by: null };
  const { resource: base, commit } = before(item);
  const since = commit !== null && (await repository.has(commit)) ? commit : null;
  const want = head.resources.get(item.address) ?? null;
  const sides = { repository, folder: repository.pathOf(configs), tree: head.tree, since, want, base };
  if (isWhole(item)) return { authors: NOBODY, by: await broughtFile(sides, item.file) };
  return { authors: await broughtBy(sides, item.changes), by: null };
}

function explainer(workspace: Workspace, compared: Compared): (item: PlanItem) => Promise<ExplainedItem> {
  const { plan, head, base } = compared;
  const settings = guarded(head.settings, base?.settings ?? null);
  return async (item) => {
    const { authors, by } = await authorsOf(workspace, compared, item);
    // Several keys that come together stand in one line, of which the path is that of the whole.
    const authorOf = ({ path }: PlannedChange) =>
      authors.get(path) ?? [...authors].find(([one]) => one.startsWith(`${path}/`))?.[1] ?? null;
    const kind = kinds.find((one) => one.kind === item.kind);
    return explainItem({ item, plan, kind, settings, authorOf, by });
  };
}

/** Null: nothing of the field changes. */
function onlyField(item: ExplainedItem, field: string | undefined): ExplainedItem | null {
  if (field === undefined) return item;
  const isIt = ({ path, field: name }: ExplainedItem['changes'][number]) =>
    [name, path].some((one) => one === field || one.startsWith(`${field}.`) || one.startsWith(`${field}/`));
  const changes = item.changes.filter(isIt);
  return changes.length === 0 ? null : { ...item, changes };
}

function unchangedText({ address, field }: ExplainChangesOptions, { plan, head }: Compared): string {
  const git = plan.base === null ? 'nothing' : plan.base.slice(0, 7);
  const files = head.tree.revision?.slice(0, 7) ?? 'the files on disk';
  const sides = plan.mode === 'live' ? `${files} and the nodes agree` : `${files} and ${git} say the same`;
  const what = field === undefined ? plain(address, 80) : `${plain(field, 80)} of ${plain(address, 80)}`;
  return `${what} does not change: ${sides}.`;
}

/** Exit code 0. @throws PhoenixError `USAGE` for an address that neither side has */
export async function explainChanges(options: ExplainChangesOptions, io: Console): Promise<number> {
  const { address, json } = options;
  const sources = openSources(options.configs);
  const workspace = openWorkspace(options, sources);
  try {
    if (options.node !== undefined && !options.live) {
      io.err(`This asks git alone: with --live it would ask ${options.node}.`);
    }
    const compared = options.live
      ? await fromNodes(workspace, options, io)
      : await fromGit(workspace, sources, options, io);
    const { plan, head } = compared;
    const items = itemsOf(plan, address);
    const isKnown = (one: Address) => one === address || one.replace(/@[^/]*$/, '') === address;
    if (items.length === 0 && ![...head.resources.keys()].some(isKnown)) throw unknownAddress(address, head);
    const explain = explainer(workspace, compared);
    const explained: ExplainedItem[] = [];
    for (const item of items) {
      const one = onlyField(await explain(item), options.field);
      if (one) explained.push(one);
    }
    if (json) {
      const { mode, base, head: commit } = plan;
      io.out(JSON.stringify({ v: 1, mode, base, head: commit, items: explained }, null, 2));
      return 0;
    }
    const view = {
      color: io.color,
      columns: io.columns,
      root: head.tree.root,
      isCommitted: head.tree.revision !== null,
    };
    io.out(explained.length === 0 ? unchangedText(options, compared) : explainedText(explained, view));
    return 0;
  } finally {
    workspace.close();
  }
}
