import { a as whereOf, r as refuseStrangers, s as setOutputs, t as knownEstate } from "./act-context.js";
import { n as writeSummary, t as planOutputs } from "./act-outputs.js";
import { D as kinds, h as sound, i as historyOf } from "./engine.js";
import { i as connect, p as makeLivePlan } from "./live.js";
import { o as isAside } from "./category.js";
import { a as renderSummary } from "./markdown.js";
// src/commands/act-drift.ts
/** The nightly comparison of the nodes with the branch: it reports, and changes nothing. */
/** True when the comparison could be made; differences are outputs and a summary, not a failure. */
async function actDrift(context) {
	const { runner, inputs, workspace } = context;
	const head = sound(await knownEstate(context, runner.sha));
	refuseStrangers(context, head.settings);
	const cluster = await connect(inputs.node, head.settings);
	try {
		const history = historyOf(workspace, context.beyond);
		const parent = null;
		const unshown = async () => [];
		const { plan } = await makeLivePlan({
			kinds,
			head,
			parent,
			tip: head,
			history,
			cluster,
			confirmed: false,
			unshown
		});
		setOutputs(planOutputs(plan, runner.tempPath));
		await writeSummary(runner.summaryPath, [renderSummary(plan, whereOf(context, runner.sha, null, null))]);
		const differing = plan.items.filter((item) => !isAside(item)).length;
		context.say(`${differing} of ${plan.items.length + plan.unchanged} resources differ from ${runner.sha.slice(0, 7)}.`);
		return true;
	} finally {
		await cluster.close();
	}
}
export { actDrift };
