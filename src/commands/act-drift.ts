/** The nightly comparison of the nodes, and of what is installed in guests, with the branch: it reports, and changes nothing. */
import { setOutputs } from '../github/outputs.ts';
import { writeSummary } from '../github/summary.ts';
import { kinds } from '../kinds/registry.ts';
import { attended } from './attend.ts';
import { connectEstate } from './connect-estate.ts';
import { isAside } from '../plan/render/category.ts';
import { renderSummary } from '../plan/render/markdown.ts';
import { type ActContext, knownEstate, refuseStrangers, whereOf } from './act-context.ts';
import { planOutputs } from './act-outputs.ts';
import { checkGuests } from './check-guests.ts';
import { historyOf } from './history.ts';
import { makeLivePlan } from './live-plan.ts';
import { comparing } from './measured.ts';
import { showReading } from './shown-reading.ts';
import { sound } from './workspace.ts';

/** True when the comparison could be made; differences are outputs and a summary, not a failure. */
export async function actDrift(context: ActContext): Promise<boolean> {
  const { runner, inputs, workspace } = context;
  const head = sound(await knownEstate(context, runner.sha));
  refuseStrangers(context, head.settings);
  const cluster = attended(await connectEstate(inputs.node, head), context.pulse);
  try {
    const history = historyOf(workspace, context.beyond);
    const parent = null;
    const unshown = async () => [];
    const check = { head, cluster, secret: null, say: context.say };
    const { plan, snapshot } = await comparing(head, { whole: true, checked: true }, () =>
      makeLivePlan({
        kinds,
        head,
        parent,
        tip: head,
        history,
        cluster,
        check: (snapshot) => checkGuests(check, snapshot),
        confirmed: false,
        unshown,
      }),
    );
    showReading(context.group, snapshot, plan, head.tree.root);
    setOutputs(planOutputs(plan, runner.tempPath));
    await writeSummary(runner.summaryPath, [renderSummary(plan, whereOf(context, runner.sha, null, null))]);
    // What is only mentioned, as a guest that is behind its layer, differs from nothing.
    const differing = plan.items.filter((item) => !isAside(item)).length;
    context.say(
      `${differing} of ${plan.items.length + plan.unchanged} resources differ from ${runner.sha.slice(0, 7)}.`,
    );
    return true;
  } finally {
    await cluster.close();
  }
}
