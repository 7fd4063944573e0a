import { a as whereOf, c as setOutputs, o as writeSummary, r as refuseStrangers, t as knownEstate } from "./act-context.js";
import { I as kinds, P as makeLivePlan } from "./live.js";
import { t as attended } from "./attend.js";
import { t as connectEstate } from "./connect-estate.js";
import { Wt as isAside, _ as historyOf, j as sound } from "./engine.js";
import { o as renderSummary } from "./markdown.js";
import { t as planOutputs } from "./act-outputs.js";
import { t as checkGuests } from "./check-guests.js";
import { n as comparing } from "./measured.js";
import { t as showReading } from "./shown-reading.js";
import "./workspace.js";
// src/commands/act-drift.ts
/** The nightly comparison of the nodes, and of what is installed in guests, with the branch: it reports, and changes nothing. */
/** True when the comparison could be made; differences are outputs and a summary, not a failure. */
async function actDrift(context) {
	const { runner, inputs, workspace } = context;
	const head = sound(await knownEstate(context, runner.sha));
	refuseStrangers(context, head.settings);
	const cluster = attended(await connectEstate(inputs.node, head), context.pulse);
	try {
		const history = historyOf(workspace, context.beyond);
		const parent = null;
		const unshown = async () => [];
		const check = {
			head,
			cluster,
			secret: null,
			say: context.say
		};
		const { plan, snapshot } = await comparing(head, {
			whole: true,
			checked: true
		}, () => makeLivePlan({
			kinds,
			head,
			parent,
			tip: head,
			history,
			cluster,
			check: (snapshot) => checkGuests(check, snapshot),
			confirmed: false,
			unshown
		}));
		showReading(context.group, snapshot, plan, head.tree.root);
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
