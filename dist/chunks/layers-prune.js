import { bt as PhoenixError, pt as runName } from "./base.js";
import { j as sound } from "./engine.js";
import { r as renderReportJson } from "./json2.js";
import { n as renderTerminal, t as renderReport } from "./terminal.js";
import { t as operatorName } from "./operator.js";
import { t as operatorPlan } from "./live.js";
import { n as withSession, t as runApply } from "./run-apply.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/layers-prune.ts
/** What can go of a live plan that purges. */
function unusedLayers({ entries }) {
	return entries.filter(({ item }) => item.kind === "layer" && item.action === "destroy");
}
async function agreed(unused, { yes }, io, stop) {
	if (yes) return true;
	const what = unused.map(({ item }) => item.changes[0]?.note ?? item.address).join("; ");
	if (io.ask) return io.ask(`Destroy for good: ${what}?`, stop);
	throw new PhoenixError("REFUSED", "nobody can be asked here, so nothing was destroyed", { hint: "read the list above and add --yes" });
}
/** One round: what only other unused ones stand on is free when those are gone. @returns null when nothing is left */
async function round({ workspace, session, run, options, io }) {
	const live = await operatorPlan(workspace, run.head, session.cluster, { purge: true });
	const unused = unusedLayers(live);
	if (unused.length === 0) return null;
	const plan = {
		...live.plan,
		items: unused.map(({ item }) => item),
		unchanged: 0
	};
	const view = {
		color: io.color,
		columns: io.columns,
		root: run.head.tree.root
	};
	if (!options.json) io.out(renderTerminal(plan, view));
	if (!await agreed(unused, options, io, session.signal)) {
		io.err("Nothing was destroyed.");
		return false;
	}
	const report = await runApply(session, {
		...live,
		plan,
		entries: unused
	}, run);
	io.out(options.json ? renderReportJson(report) : renderReport(report, view));
	return report.ok && !unused.some(({ hold }) => hold);
}
/** Exit code 0 when nothing unused is left. */
async function pruneLayers(options, io) {
	const workspace = openWorkspace(options);
	try {
		const head = sound(await workspace.toApply());
		const owner = `layers prune by ${operatorName()}`;
		const measured = {
			command: "layers prune",
			whole: false
		};
		const named = runName("prune");
		const run = {
			head,
			node: options.node,
			owner,
			say: io.err,
			run: named,
			measured
		};
		return await withSession(run, async (session) => {
			for (let rounds = 0;; rounds += 1) {
				const went = await round({
					workspace,
					session,
					run,
					options,
					io
				});
				if (went === false) return 1;
				if (went === true) continue;
				if (rounds === 0) io.out(options.json ? JSON.stringify({
					v: 1,
					pruned: []
				}) : "No layer is there that nothing uses.");
				return 0;
			}
		});
	} finally {
		workspace.close();
	}
}
export { pruneLayers };
