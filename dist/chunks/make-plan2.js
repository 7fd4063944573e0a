import { A as baseFor, G as kindsIn, N as workspaceOf, X as isBesideFiles, j as sound, u as checkKinds, y as planFromGit } from "./engine.js";
import { St as errorsIn, ct as inSpan } from "./base.js";
import { n as renderJson } from "./json2.js";
import { n as comparing } from "./measured.js";
// src/commands/make-plan.ts
/** The second half of `phoenix plan`: from the files that were read to the plan on the screen. */
const liveCode = () => Promise.all([import("./connect-estate2.js"), import("./operator-plan.js")]);
async function livePlan(workspace, head, { node = "local", check = false }, io) {
	const [{ connectEstate }, { operatorPlan }] = await liveCode();
	const cluster = await connectEstate(node, head, io.err);
	try {
		return (await comparing(head, {
			whole: true,
			checked: check
		}, async () => {
			if (!check) return operatorPlan(workspace, head, cluster);
			const { checkGuests } = await import("./check-guests2.js");
			const options = {
				head,
				cluster,
				secret: null,
				say: io.err
			};
			return operatorPlan(workspace, head, cluster, { check: (snapshot) => checkGuests(options, snapshot) });
		})).plan;
	} finally {
		await cluster.close();
	}
}
/** A format for people brings much code of its own. */
async function rendered(plan, head, { format }, io) {
	const { root } = head.tree;
	switch (format) {
		case "text": {
			const { renderTerminal } = await import("./terminal2.js");
			return renderTerminal(plan, {
				color: io.color,
				columns: io.columns,
				root
			});
		}
		case "markdown": {
			const [{ renderComment }, { NOWHERE }] = await Promise.all([import("./markdown2.js"), import("./links.js")]);
			return renderComment(plan, {
				...NOWHERE,
				root
			});
		}
		case "json": return renderJson(plan);
	}
}
async function show(text, out, io) {
	if (out === void 0) io.out(text);
	else (await import("./write.js")).writeWhole(out, `${text}\n`);
}
/** There is no estate at all, or not in this environment. */
const NOT_THERE = ["PHX001", "PHX207"];
/**
* What the files are compared with; null where the estate is not there yet.
* @param otherwise what can be done without a base
* @throws PhoenixError `CONFIG_INVALID`
*/
function baseEstate(workspace, tree, io, otherwise = "with the nodes (--live)") {
	if (tree === null) {
		io.err(`Nothing is committed yet, so everything in ${workspace.configs} counts as new.`);
		return null;
	}
	const base = workspace.load(tree);
	const errors = errorsIn(base.findings).filter((one) => !isBesideFiles(one));
	if (errors.length === 0) return base;
	if (errors.some(({ id }) => !NOT_THERE.includes(id))) return sound(base, `compare with a commit whose files are sound (--base), or ${otherwise}`);
	io.err(`${tree.revision?.slice(0, 7)} has no such estate yet, so everything counts as new.`);
	return null;
}
/** Those of everything that is compared with each other; nodes may have what is of any kind. */
async function kindsOf({ head, base }) {
	if (!base) return (await import("./registry.js")).kinds;
	const before = await base.catch(() => null);
	return kindsIn([await head, ...before ? [before] : []]);
}
/** @returns the exit code */
async function makePlan(options, sources, trees, io) {
	if (options.live) liveCode().catch(() => void 0);
	const kinds = await kindsOf(trees);
	const workspace = workspaceOf(options, sources, kinds);
	const { head, base } = await inSpan("phase", "read estate", {}, async () => {
		const loaded = workspace.load(await trees.head);
		const base = await baseFor(loaded, async () => trees.base ? baseEstate(workspace, await trees.base, io) : null);
		return {
			head: sound(checkKinds(kinds, loaded, base)),
			base
		};
	});
	if (options.format === "text" && head.findings.length > 0) (await import("./show-findings.js")).showFindings(head.findings, head.tree, io);
	if (options.node !== void 0 && !options.live) io.err(`This plan asks git alone: with --live it would ask ${options.node}.`);
	const made = trees.base ? await inSpan("phase", "plan", {}, async () => planFromGit({
		kinds,
		head,
		base
	}).plan) : await livePlan(workspace, head, options, io);
	await show(await rendered(made, head, options, io), options.out, io);
	if (made.items.some((item) => item.effect === "impossible")) return 1;
	return options.detailedExitcode && made.items.some((item) => item.action !== "no-op") ? 2 : 0;
}
export { makePlan as n, baseEstate as t };
