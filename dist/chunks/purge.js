import { j as sound, xa as didYouMean } from "./engine.js";
import { Dt as momentText, Tt as durationInMs, bt as PhoenixError, pt as runName } from "./base.js";
import { r as renderReportJson } from "./json2.js";
import { n as renderTerminal, t as renderReport } from "./terminal.js";
import { t as operatorName } from "./operator.js";
import { t as operatorPlan } from "./live.js";
import { n as withSession, t as runApply } from "./run-apply.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/purge.ts
/** ISO time of the retirement of an entry; null when it is not retired. */
function retiredAt({ seen, item }) {
	return item.action === "destroy" && seen.is === "ours" ? seen.mark?.retired ?? null : null;
}
const isRetired = (entry) => retiredAt(entry) !== null;
/** With `--now` nothing is kept any longer, for this command's plan, guards and questions alike. */
function dueNow(head, { now }) {
	if (!now) return head;
	const policies = {
		...head.settings.policies,
		retire: 0
	};
	return {
		...head,
		settings: {
			...head.settings,
			policies
		}
	};
}
/** Milliseconds since 1970; never, for what is not retired. */
function dueAt(entry, head) {
	const retired = retiredAt(entry);
	const kept = durationInMs(head.settings.policies.retire) ?? 0;
	return retired === null ? 1e400 : Date.parse(retired) + kept;
}
const isDue = (entry, head) => dueAt(entry, head) <= Date.now();
function chosen(live, head, options) {
	const retired = live.entries.filter(isRetired);
	for (const address of options.addresses) {
		const entry = retired.find(({ item }) => item.address === address);
		if (entry && isDue(entry, head)) continue;
		throw new PhoenixError("REFUSED", entry ? `${address} is kept until ${momentText(dueAt(entry, head))}` : `${address} is not retired`, { hint: entry ? `wait (policies.retire is ${head.settings.policies.retire}), or add --now` : head.resources.has(address) ? "remove its file and apply first: that retires it" : didYouMean(address, retired.map(({ item }) => item.address), "Nothing is retired.") });
	}
	const wanted = new Set(options.addresses);
	return retired.filter((entry) => isDue(entry, head) && (wanted.size === 0 || wanted.has(entry.item.address)));
}
function nothingDue(kept, head) {
	if (kept.length === 0) return "Nothing is retired.";
	return [
		"Nothing is due. Retired:",
		...kept.map((entry) => `  ${entry.item.address}, kept until ${momentText(dueAt(entry, head))}`),
		"Named with --now, they are destroyed before that."
	].join("\n");
}
/** The entries that the operator agrees to lose; each is asked for by itself. */
async function agreed(entries, options, io, stop) {
	if (options.yes) {
		if (options.addresses.length > 0) return [...entries];
		throw new PhoenixError("REFUSED", "--yes needs the addresses by name, so that nothing is destroyed by accident", { hint: `name those that are to go: ${entries.map(({ item }) => item.address).join(" ")}` });
	}
	if (!io.ask) throw new PhoenixError("REFUSED", "nobody can be asked here, so nothing was destroyed", { hint: "name the addresses and add --yes" });
	const kept = [];
	for (const entry of entries) {
		const what = entry.item.changes.map((change) => change.note).join(", ");
		if (entry.hold || await io.ask(`Destroy ${entry.item.address} for good: ${what}?`, stop)) kept.push(entry);
	}
	return kept;
}
/** Exit code 0 when everything agreed to is gone, or nothing is due. */
async function purge(options, io) {
	const workspace = openWorkspace(options);
	try {
		const head = dueNow(sound(await workspace.toApply()), options);
		const run = {
			head,
			node: options.node,
			owner: `purge by ${operatorName()}`,
			say: io.err,
			run: runName("purge"),
			measured: {
				command: "purge",
				whole: false
			}
		};
		return await withSession(run, async (session) => {
			const live = await operatorPlan(workspace, head, session.cluster, {
				purge: true,
				blind: options.yes ?? false
			});
			const due = chosen(live, head, options);
			if (due.length === 0) {
				const kept = live.entries.filter(isRetired);
				if (options.json) io.out(JSON.stringify({
					v: 1,
					purged: [],
					waiting: kept.length
				}));
				else io.out(nothingDue(kept, head));
				return 0;
			}
			const plan = {
				...live.plan,
				items: due.map(({ item }) => item),
				unchanged: 0
			};
			const view = {
				color: io.color,
				columns: io.columns,
				root: head.tree.root
			};
			if (!options.json) io.out(renderTerminal(plan, view));
			const entries = await agreed(due, options, io, session.signal);
			if (entries.length === 0) {
				io.err("Nothing was destroyed.");
				return 1;
			}
			const report = await runApply(session, {
				...live,
				plan,
				entries
			}, run);
			io.out(options.json ? renderReportJson(report) : renderReport(report, view));
			return report.ok && !entries.some(({ hold }) => hold) ? 0 : 1;
		});
	} finally {
		workspace.close();
	}
}
export { purge };
