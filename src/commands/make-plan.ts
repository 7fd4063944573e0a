/** The second half of `phoenix plan`: from the files that were read to the plan on the screen. */
import type { Estate } from '../config/model.ts';
import { kinds } from '../kinds/registry.ts';
import { planFromGit } from '../plan/build.ts';
import type { Plan } from '../plan/plan.ts';
import { renderJson } from '../plan/render/json.ts';
import type { Console } from './console.ts';
import type { PlanOptions, PlanTrees } from './plan.ts';
import type { Sources } from './sources.ts';
import { openWorkspace, sound, type Workspace } from './workspace.ts';

async function livePlan(workspace: Workspace, head: Estate, node: string): Promise<Plan> {
  const [{ connect }, { operatorPlan }] = await Promise.all([
    import('../node/connect.ts'),
    import('./operator-plan.ts'),
  ]);
  const cluster = await connect(node, head.settings);
  try {
    return (await operatorPlan(workspace, head, cluster)).plan;
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

/** @returns the exit code */
export async function makePlan(
  options: PlanOptions,
  sources: Sources,
  trees: PlanTrees,
  io: Console,
): Promise<number> {
  const workspace = openWorkspace(options, sources);
  const read = workspace.load(await trees.head);
  if (options.format === 'text' && read.findings.length > 0) {
    (await import('./show-findings.ts')).showFindings(read.findings, read.tree, io);
  }
  const head = sound(read);
  const made = trees.base
    ? planFromGit({ kinds, head, base: sound(workspace.load(await trees.base)) }).plan
    : await livePlan(workspace, head, options.node);
  await show(await rendered(made, head, options, io), options.out, io);
  if (made.items.some((item) => item.effect === 'impossible')) return 1;
  return options.detailedExitcode && made.items.some((item) => item.action !== 'no-op') ? 2 : 0;
}
