/** The second half of `phoenix plan`: from the files that were read to the plan on the screen. */
import { isBesideFiles } from '../config/beside-files.ts';
import { errorsIn } from '../errors.ts';
import type { FindingId } from '../config/finding-ids.ts';
import type { Estate, Tree } from '../config/model.ts';
import type { Kind } from '../kinds/kind.ts';
import { kindsIn } from '../kinds/on-demand.ts';
import type { Snapshot } from '../node/port.ts';
import { planFromGit } from '../plan/build.ts';
import type { Plan } from '../plan/plan.ts';
import { renderJson } from '../plan/render/json.ts';
import { checkKinds } from '../rules/check/for-kinds.ts';
import { inSpan } from '../telemetry/current.ts';
import type { Console } from './console.ts';
import { comparing } from './measured.ts';
import type { PlanOptions, PlanTrees } from './plan.ts';
import type { Sources } from './sources.ts';
import { baseFor, sound, type Workspace, workspaceOf } from './workspace-of.ts';

const liveCode = () => Promise.all([import('./connect-estate.ts'), import('./operator-plan.ts')]);

async function livePlan(
  workspace: Workspace,
  head: Estate,
  { node = 'local', check = false }: PlanOptions,
  io: Console,
): Promise<Plan> {
  const [{ connectEstate }, { operatorPlan }] = await liveCode();
  const cluster = await connectEstate(node, head, io.err);
  try {
    const made = await comparing(head, { whole: true, checked: check }, async () => {
      if (!check) return operatorPlan(workspace, head, cluster);
      const { checkGuests } = await import('./check-guests.ts');
      const options = { head, cluster, secret: null, say: io.err };
      const asked = { check: (snapshot: Snapshot) => checkGuests(options, snapshot) };
      return operatorPlan(workspace, head, cluster, asked);
    });
    return made.plan;
  } finally {
    await cluster.close();
  }
}

/** A format for people brings much code of its own. */
async function rendered(plan: Plan, head: Estate, { format }: PlanOptions, io: Console): Promise<string> {
  const { root } = head.tree;
  switch (format) {
    case 'text': {
      const { renderTerminal } = await import('../plan/render/terminal.ts');
      return renderTerminal(plan, { color: io.color, columns: io.columns, root });
    }
    case 'markdown': {
      const [{ renderComment }, { NOWHERE }] = await Promise.all([
        import('../plan/render/markdown.ts'),
        import('../plan/render/links.ts'),
      ]);
      return renderComment(plan, { ...NOWHERE, root });
    }
    case 'json':
      return renderJson(plan);
  }
}

async function show(text: string, out: string | undefined, io: Console): Promise<void> {
  if (out === undefined) io.out(text);
  else (await import('../sources/write.ts')).writeWhole(out, `${text}\n`);
}

/** There is no estate at all, or not in this environment. */
const NOT_THERE: readonly string[] = ['PHX001', 'PHX207'] satisfies FindingId[];

/**
 * What the files are compared with; null where the estate is not there yet.
 * @param otherwise what can be done without a base
 * @throws PhoenixError `CONFIG_INVALID`
 */
export function baseEstate(
  workspace: Workspace,
  tree: Tree | null,
  io: Console,
  otherwise = 'with the nodes (--live)',
): Estate | null {
  if (tree === null) {
    io.err(`Nothing is committed yet, so everything in ${workspace.configs} counts as new.`);
    return null;
  }
  const base = workspace.load(tree);
  const errors = errorsIn(base.findings).filter((one) => !isBesideFiles(one));
  if (errors.length === 0) return base;
  if (errors.some(({ id }) => !NOT_THERE.includes(id))) {
    return sound(base, `compare with a commit whose files are sound (--base), or ${otherwise}`);
  }
  io.err(`${tree.revision?.slice(0, 7)} has no such estate yet, so everything counts as new.`);
  return null;
}

/** Those of everything that is compared with each other; nodes may have what is of any kind. */
async function kindsOf({ head, base }: PlanTrees): Promise<readonly Kind[]> {
  if (!base) return (await import('../kinds/registry.ts')).kinds;
  // Why there is none is told where it is needed.
  const before = await base.catch(() => null);
  return kindsIn([await head, ...(before ? [before] : [])]);
}

/** @returns the exit code */
export async function makePlan(
  options: PlanOptions,
  sources: Sources,
  trees: PlanTrees,
  io: Console,
): Promise<number> {
  // It is read from disk while the files are looked at; what fails here fails again where it is needed.
  if (options.live) liveCode().catch(() => undefined);
  const kinds = await kindsOf(trees);
  const workspace = workspaceOf(options, sources, kinds);
  const { head, base } = await inSpan('phase', 'read estate', {}, async () => {
    const loaded = workspace.load(await trees.head);
    const base = await baseFor(loaded, async () =>
      trees.base ? baseEstate(workspace, await trees.base, io) : null,
    );
    return { head: sound(checkKinds(kinds, loaded, base)), base };
  });
  if (options.format === 'text' && head.findings.length > 0) {
    (await import('./show-findings.ts')).showFindings(head.findings, head.tree, io);
  }
  if (options.node !== undefined && !options.live) {
    io.err(`This plan asks git alone: with --live it would ask ${options.node}.`);
  }
  const made = trees.base
    ? await inSpan('phase', 'plan', {}, async () => planFromGit({ kinds, head, base }).plan)
    : await livePlan(workspace, head, options, io);
  await show(await rendered(made, head, options, io), options.out, io);
  if (made.items.some((item) => item.effect === 'impossible')) return 1;
  return options.detailedExitcode && made.items.some((item) => item.action !== 'no-op') ? 2 : 0;
}
