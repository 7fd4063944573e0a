/** The action's outputs, as action.yml names them, and the plan as a file for later steps. */
import { join } from 'node:path';
import type { Estate } from '../config/model.ts';
import type { Effect } from '../kinds/effect.ts';
import type { Plan, PlanCounts, PlanItem } from '../plan/plan.ts';
import { renderJson } from '../plan/render/json.ts';
import { renderSarif } from '../plan/render/sarif.ts';
import { isWorthProof } from '../proof/choose.ts';
import { masked } from '../secrets/masking.ts';
import { writeWhole } from '../sources/write.ts';
import type { ActContext } from './act-context.ts';
import { textIn } from './show-findings.ts';

function countsOf(items: readonly PlanItem[]): PlanCounts {
  const of = (test: (item: PlanItem) => boolean) => items.filter(test).length;
  const stops: readonly Effect[] = ['restart', 'offline'];
  const changes = (item: PlanItem) => !['create', 'no-op', 'remove'].includes(item.action);
  return {
    create: of((item) => item.action === 'create'),
    update: of(
      (item) =>
        changes(item) && (item.effect === 'config' || item.effect === 'live' || item.effect === 'none'),
    ),
    restart: of((item) => changes(item) && stops.includes(item.effect)),
    replace: of((item) => item.action === 'replace'),
    retire: of((item) => item.action === 'retire'),
    destroy: of((item) => item.action === 'destroy'),
    remove: of((item) => item.action === 'remove'),
    other: of((item) => item.effect === 'impossible'),
  };
}

/** The outputs of a plan; the plan file is written below the runner's temporary folder. */
export function planOutputs(plan: Plan, tempPath: string | null): Record<string, string | number | boolean> {
  const { create, update, restart, replace, retire, destroy, remove } = countsOf(plan.items);
  const file = tempPath ? join(tempPath, 'phoenix-plan.json') : '';
  if (file) writeWhole(file, masked(`${renderJson(plan)}\n`));
  const touched = plan.items.filter((item) => item.action !== 'no-op');
  const nodes = [...new Set(touched.map((item) => item.node))].toSorted();
  return {
    changed: touched.length > 0,
    create,
    update,
    restart,
    replace,
    retire,
    destroy,
    remove,
    digest: plan.digest,
    'plan-file': file,
    nodes: JSON.stringify(nodes),
    provable: plan.items.filter(isWorthProof).length,
  };
}

/**
 * The findings for GitHub's code scanning, as a file below the runner's temporary folder: those that are suppressed are not in
 * it, since GitHub would show each as an open alert.
 */
export function sarifOutput(
  { findings, tree, settings, env }: Estate,
  { root, runner }: Pick<ActContext, 'root' | 'runner'>,
): Readonly<Record<'sarif', string>> {
  if (!runner.tempPath) return { sarif: '' };
  const file = join(runner.tempPath, 'phoenix.sarif');
  const view = { estate: settings.name, env, root, textOf: textIn(tree) };
  writeWhole(file, masked(`${renderSarif(findings, [], view)}\n`));
  return { sarif: file };
}
