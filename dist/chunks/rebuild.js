import { Yi as isLxc, io as layerOf, j as sound, m as unknownAddress } from "./engine.js";
import { bt as PhoenixError, pt as runName } from "./base.js";
import { r as renderReportJson } from "./json2.js";
import { n as renderTerminal, t as renderReport } from "./terminal.js";
import { t as operatorName } from "./operator.js";
import { t as operatorPlan } from "./live.js";
import { n as withSession, t as runApply } from "./run-apply.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/rebuild.ts
/** @throws PhoenixError for what is no guest of a layer */
function checkAddresses(head, addresses) {
	for (const address of addresses) {
		const resource = head.resources.get(address);
		if (!resource) throw unknownAddress(address, head);
		if (isLxc(resource) && layerOf(resource.spec) !== void 0) continue;
		throw new PhoenixError("REFUSED", `${address} is not made from a layer`, { hint: "to make any guest anew, raise \"generation\" in its file" });
	}
}
/** What of a plan moves guests, and what that needs; changes of others are left to `phoenix apply`. */
function moves(live, addresses) {
	const named = new Set(addresses);
	const entries = live.entries.filter(({ item }) => item.kind === "layer" || named.has(item.address) && item.action === "replace");
	return {
		...live,
		plan: {
			...live.plan,
			items: entries.map(({ item }) => item)
		},
		entries
	};
}
/** Exit code 0 when every guest that was named is on its current layer. */
async function rebuild(options, io) {
	const workspace = openWorkspace(options);
	try {
		const head = sound(await workspace.toApply());
		const { addresses } = options;
		checkAddresses(head, addresses);
		const named = new Set(addresses);
		const owner = `rebuild by ${operatorName()}`;
		const run = {
			head,
			node: options.node,
			owner,
			say: io.err,
			run: runName("rebuild"),
			measured: {
				command: "rebuild",
				whole: false
			}
		};
		const view = {
			color: io.color,
			columns: io.columns,
			root: head.tree.root
		};
		return await withSession(run, async (session) => {
			const asked = {
				asked: named,
				rebuild: named
			};
			const live = moves(await operatorPlan(workspace, head, session.cluster, asked), addresses);
			if (!live.entries.some(({ item }) => item.action === "replace")) {
				if (options.json) io.out(JSON.stringify({
					v: 1,
					moved: []
				}));
				else io.out("Nothing to move: each is made from what its layer is now, or is not there yet.");
				return 0;
			}
			if (!options.json) io.out(renderTerminal(live.plan, view));
			const works = live.entries.some(({ hold, item }) => !hold && item.action === "replace");
			if (works && !options.yes) {
				if (!io.ask) throw new PhoenixError("REFUSED", "nobody can be asked here, so nothing was moved", { hint: "read the plan above and add --yes" });
				if (!await io.ask(`Make them anew? What is inside is lost.`, session.signal)) {
					io.err("Nothing was moved.");
					return 1;
				}
			}
			if (!works) return 1;
			const report = await runApply(session, live, run);
			io.out(options.json ? renderReportJson(report) : renderReport(report, view));
			return report.ok && !live.entries.some(({ hold }) => hold) ? 0 : 1;
		});
	} finally {
		workspace.close();
	}
}
export { rebuild };
