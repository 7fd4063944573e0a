import { t as PhoenixError } from "./errors.js";
import { t as closure } from "./graph.js";
import { n as renderJson, r as renderReportJson } from "./json2.js";
import { n as renderReport, r as renderTerminal, t as operatorPlan } from "./operator-plan.js";
import { n as withSession, t as runApply } from "./run-apply.js";
import { t as showFindings } from "./show-findings.js";
import { n as sound, t as openWorkspace } from "./workspace.js";
import process from "node:process";
import { hostname, userInfo } from "node:os";
// src/sources/operator.ts
/** Who runs a command, as others shall read it in a lock: `anna@laptop (pid 4711)`. */
function userName() {
	try {
		return userInfo().username;
	} catch {
		return `uid ${process.getuid?.() ?? "?"}`;
	}
}
function operatorName() {
	return `${userName()}@${hostname()} (pid ${process.pid})`;
}
// src/commands/apply.ts
/** The files on disk; where they are just what HEAD has, they are that commit, and markers name it. */
async function estateToApply(workspace) {
	const disk = workspace.onDisk();
	const { repository } = workspace;
	if (!repository || disk.findings.some((finding) => finding.severity === "error")) return disk;
	const head = await workspace.at("HEAD").catch((error) => {
		if (error instanceof PhoenixError && error.code === "GIT") return null;
		throw error;
	});
	if (!head || head.tree.files.size !== disk.tree.files.size) return disk;
	return [...disk.tree.files].every(([path, { text }]) => head.tree.files.get(path)?.text === text) ? head : disk;
}
function named(live, addresses) {
	if (addresses.length === 0) return live;
	const items = live.plan.items;
	const unknown = addresses.filter((address) => !items.some((item) => item.address === address));
	const graph = {
		nodes: items.map((item) => item.address),
		edges: new Map(items.map((item) => [item.address, item.dependsOn]))
	};
	const wanted = closure(graph, addresses.filter((address) => !unknown.includes(address)));
	return {
		...live,
		plan: {
			...live.plan,
			items: items.filter((item) => wanted.has(item.address))
		},
		entries: live.entries.filter((entry) => wanted.has(entry.item.address))
	};
}
function knownAddresses(head, addresses, live) {
	for (const address of addresses) {
		if (head.resources.has(address) || live.plan.items.some((item) => item.address === address)) continue;
		throw new PhoenixError("USAGE", `there is no ${address} in ${head.tree.root}`, { hint: `phoenix graph --configs ${head.tree.root} lists the addresses` });
	}
}
async function confirmed(options, live, io) {
	if (options.yes) return true;
	if (io.ask) return io.ask(`Apply this plan to ${live.plan.estate}?`);
	throw new PhoenixError("REFUSED", "nobody can be asked here, so nothing was applied", { hint: "read the plan above and add --yes" });
}
/** Exit code 0 when everything that was to run has run (or nothing was to do), else 1. */
async function apply(options, io) {
	const workspace = openWorkspace(options);
	try {
		const read = await estateToApply(workspace);
		showFindings(read.findings, read.tree, io);
		const head = sound(read);
		const view = {
			color: io.color,
			columns: io.columns,
			root: head.tree.root
		};
		const { node, parallel } = options;
		const run = {
			head,
			node,
			owner: operatorName(),
			say: io.err,
			run: `cli-${Date.now()}`,
			parallel
		};
		return await withSession(run, async (session) => {
			const all = await operatorPlan(workspace, head, session.cluster, { allowDestroy: options.allowDestroy ?? false });
			knownAddresses(head, options.addresses, all);
			const live = named(all, options.addresses);
			if (!options.json) io.out(renderTerminal(live.plan, view));
			if (live.entries.every((entry) => entry.hold)) {
				if (options.json) io.out(renderJson(live.plan));
				return live.entries.some((entry) => entry.hold?.is === "held") ? 1 : 0;
			}
			if (!await confirmed(options, live, io)) {
				io.err("Nothing was applied.");
				return 1;
			}
			const report = await runApply(session, live, run);
			io.out(options.json ? renderReportJson(report) : renderReport(report, view));
			return report.ok ? 0 : 1;
		});
	} finally {
		workspace.close();
	}
}
export { estateToApply as n, operatorName as r, apply as t };
