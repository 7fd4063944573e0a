import { P as showFindings, j as sound, m as unknownAddress } from "./engine.js";
import { J as quote, bt as PhoenixError, pt as runName } from "./base.js";
import { r as renderReportJson } from "./json2.js";
import { n as renderTerminal, t as renderReport } from "./terminal.js";
import { t as operatorName } from "./operator.js";
import { a as askBefore, i as waitsForOthers, n as leftText, o as hasFailedCheck, r as onlyOn, s as withFailedChecks, t as LOOK_AGAIN } from "./only-on.js";
import { i as estateSecrets, n as withSession, t as runApply } from "./run-apply.js";
import { n as comparing, t as applying } from "./measured.js";
import { t as operatorPlan } from "./live.js";
import { t as checkRules } from "./check.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/apply.ts
function knownAddresses(head, addresses, live) {
	for (const address of addresses) {
		if (head.resources.has(address) || live.plan.items.some((item) => item.address === address)) continue;
		throw unknownAddress(address, head);
	}
}
/** Wholly or in part: something that git asks for is not done, and somebody has to do something about it. */
function isOnHold({ item, hold }) {
	return hold?.is === "held" || (item.cover ?? []).some((one) => one.is === "held");
}
const NONE = /* @__PURE__ */ new Map();
/** @throws PhoenixError `USAGE` */
function assertNode({ on }, head) {
	if (on === void 0 || Object.hasOwn(head.settings.nodes, on)) return;
	throw new PhoenixError("USAGE", `phoenix.json names no node ${quote(on)}`, { hint: `--on takes one of ${Object.keys(head.settings.nodes).join(", ")}` });
}
async function confirmed(options, live, io, stop) {
	if (options.yes) return true;
	if (io.ask) return io.ask(`Apply this plan to ${live.plan.estate}?`, stop);
	throw new PhoenixError("REFUSED", "nobody can be asked here, so nothing was applied", { hint: "read the plan above and add --yes" });
}
/** Exit code 0 when everything has run, or nothing was to do; 1 when something failed, was stopped or is on hold. */
async function apply(options, io) {
	const until = performance.now() + (options.wait ?? 0);
	for (;;) {
		const { code, waits } = await applyOnce(options, io);
		if (options.on === void 0 || !waits || performance.now() >= until) return code;
		io.err("What is left needs what other nodes make: it is looked at again.");
		await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
	}
}
async function applyOnce(options, io) {
	const workspace = openWorkspace(options);
	try {
		const head = sound(checkRules(await workspace.toApply()));
		assertNode(options, head);
		showFindings(head.findings, head.tree, io);
		const view = {
			color: io.color,
			columns: io.columns,
			root: head.tree.root
		};
		const { node, parallel } = options;
		const secret = estateSecrets(head, io.err);
		const whole = options.addresses.length === 0;
		const run = {
			head,
			node,
			owner: operatorName(),
			say: io.err,
			run: runName("cli"),
			parallel,
			secret,
			measured: {
				command: "apply",
				whole
			},
			...options.wait === void 0 ? {} : { patience: options.wait }
		};
		const work = async (session) => {
			const { cluster, signal } = session;
			const asking = await askBefore({
				head,
				cluster,
				only: options.addresses,
				secret,
				say: io.err,
				signal,
				policies: head.settings.policies,
				checks: options.check ?? false
			});
			const compared = {
				whole,
				checked: options.check ?? false
			};
			const plan = await comparing(head, compared, () => operatorPlan(workspace, head, cluster, {
				allowDestroy: options.allowDestroy ?? false,
				blind: options.yes ?? false,
				asked: new Set(options.addresses),
				...asking
			}));
			const all = withFailedChecks(plan);
			const { live, left } = options.on === void 0 ? {
				live: all,
				left: NONE
			} : onlyOn(all, options.on);
			knownAddresses(head, options.addresses, live);
			if (!options.json) io.out(renderTerminal(live.plan, view));
			const works = live.entries.some((entry) => !entry.hold);
			if (works && !await confirmed(options, live, io, signal)) {
				io.err("Nothing was applied.");
				return {
					code: 1,
					waits: false
				};
			}
			const report = await runApply(session, live, run);
			if (options.json) io.out(renderReportJson(report));
			else if (works) io.out(renderReport(report, view));
			if (left.size > 0) io.err(leftText(left));
			return {
				code: report.ok && !live.entries.some(isOnHold) && !hasFailedCheck(live.snapshot) ? 0 : 1,
				waits: waitsForOthers(report) && !signal.aborted
			};
		};
		return await applying(head, () => withSession(run, work));
	} finally {
		workspace.close();
	}
}
export { apply as t };
