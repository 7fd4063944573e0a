/** The live plan of a command line: whoever reads and confirms it stands in for the review of a pull request. */
import type { Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { kinds } from '../kinds/registry.ts';
import type { Cluster } from '../node/port.ts';
import { historyOf } from './history.ts';
import { type LivePlan, type LivePlanInput, makeLivePlan } from './live-plan.ts';
import type { Workspace } from './workspace.ts';

/** The commit that files on disk were changed from: they know the history of that one. Null: nothing is committed. */
async function checkedOut({ repository }: Workspace): Promise<string | null> {
  try {
    return repository ? (await repository.head()).sha : null;
  } catch (error) {
    if (error instanceof PhoenixError && error.code === 'GIT') return null;
    throw error;
  }
}

export async function operatorPlan(
  workspace: Workspace,
  head: Estate,
  cluster: Cluster,
  more: Pick<LivePlanInput, 'allowDestroy' | 'asked' | 'purge' | 'blind' | 'rebuild' | 'check'> = {},
): Promise<LivePlan> {
  return makeLivePlan({
    kinds,
    head,
    checkedOut: head.tree.revision ?? (await checkedOut(workspace)),
    parent: null,
    tip: head,
    history: historyOf(workspace),
    cluster,
    confirmed: true,
    unshown: async () => [],
    ...more,
  });
}
