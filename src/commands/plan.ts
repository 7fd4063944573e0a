/** `phoenix plan`: the files against a git revision, or against the nodes. Nothing is changed anywhere. */
import type { Estate } from '../config/model.ts';
import { kinds } from '../kinds/registry.ts';
import { connect } from '../node/connect.ts';
import { planFromGit } from '../plan/build.ts';
import type { Plan } from '../plan/plan.ts';
import { renderJson } from '../plan/render/json.ts';
import { renderComment } from '../plan/render/markdown.ts';
import { NOWHERE } from '../plan/render/links.ts';
import { renderTerminal } from '../plan/render/terminal.ts';
import { writeWhole } from '../sources/write.ts';
import type { Console } from './console.ts';
import { operatorPlan } from './operator-plan.ts';
import { showFindings } from './show-findings.ts';
import { openWorkspace, sound, type Workspace } from './workspace.ts';

export interface PlanOptions {
  readonly configs: string;
  readonly env?: string;
  readonly base?: string;
  readonly head?: string;
  readonly live?: boolean;
  readonly node: string;
  readonly format: 'text' | 'markdown' | 'json';
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

async function gitPlan(workspace: Workspace, head: Estate, base: string): Promise<Plan> {
  const before = sound(await workspace.at(base));
  return planFromGit({ kinds, head, base: before }).plan;
}

async function livePlan(workspace: Workspace, head: Estate, node: string): Promise<Plan> {
  const cluster = await connect(node, head.settings);
  try {
    return (await operatorPlan(workspace, head, cluster)).plan;
  } finally {
    await cluster.close();
  }
}

function rendered(plan: Plan, head: Estate, { format }: PlanOptions, io: Console): string {
  switch (format) {
    case 'text':
      return renderTerminal(plan, { color: io.color, columns: io.columns, root: head.tree.root });
    case 'markdown':
      return renderComment(plan, { ...NOWHERE, root: head.tree.root });
    case 'json':
      return renderJson(plan);
  }
}

/** Exit code 0; with `--detailed-exitcode` 2 when there are changes; 1 when something impossible is asked for. */
export async function plan(options: PlanOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const read = options.head === undefined ? workspace.onDisk() : await workspace.at(options.head);
    if (options.format === 'text') showFindings(read.findings, read.tree, io);
    const head = sound(read);
    const made = options.live
      ? await livePlan(workspace, head, options.node)
      : await gitPlan(workspace, head, options.base ?? 'HEAD');
    const text = rendered(made, head, options, io);
    if (options.out === undefined) io.out(text);
    else writeWhole(options.out, `${text}\n`);
    if (made.items.some((item) => item.effect === 'impossible')) return 1;
    return options.detailedExitcode && made.items.some((item) => item.action !== 'no-op') ? 2 : 0;
  } finally {
    workspace.close();
  }
}
