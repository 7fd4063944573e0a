/** The live plan of a command line: whoever reads and confirms it stands in for the review of a pull request. */
import type { Estate } from '../config/model.ts';
import { kinds } from '../kinds/registry.ts';
import type { Cluster } from '../node/port.ts';
import { historyOf } from './history.ts';
import { type LivePlan, type LivePlanInput, makeLivePlan } from './live-plan.ts';
import type { Workspace } from './workspace.ts';

export function operatorPlan(
  workspace: Workspace,
  head: Estate,
  cluster: Cluster,
  more: Pick<LivePlanInput, 'allowDestroy' | 'purge' | 'blind'> = {},
): Promise<LivePlan> {
  return makeLivePlan({
    kinds,
    head,
    parent: null,
    tip: head,
    history: historyOf(workspace),
    cluster,
    confirmed: true,
    unshown: async () => [],
    ...more,
  });
}
