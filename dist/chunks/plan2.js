import { i as kinds } from "./json-schema.js";
import { t as connect } from "./connect.js";
import { n as planFromGit } from "./build.js";
import { i as NOWHERE, n as renderJson } from "./json2.js";
import { r as renderComment } from "./markdown.js";
import { r as renderTerminal, t as operatorPlan } from "./operator-plan.js";
import { n as writeWhole } from "./write.js";
import { t as showFindings } from "./show-findings.js";
import { n as sound, t as openWorkspace } from "./workspace.js";
// src/commands/plan.ts
async function gitPlan(workspace, head, base) {
	const before = sound(await workspace.at(base));
	return planFromGit({
		kinds,
		head,
		base: before
	}).plan;
}
async function livePlan(workspace, head, node) {
	const cluster = await connect(node, head.settings);
	try {
		return (await operatorPlan(workspace, head, cluster)).plan;
	} finally {
		await cluster.close();
	}
}
function rendered(plan, head, { format }, io) {
	switch (format) {
		case "text": return renderTerminal(plan, {
			color: io.color,
			columns: io.columns,
			root: head.tree.root
		});
		case "markdown": return renderComment(plan, {
			...NOWHERE,
			root: head.tree.root
		});
		case "json": return renderJson(plan);
	}
}
/** Exit code 0; with `--detailed-exitcode` 2 when there are changes; 1 when something impossible is asked for. */
async function plan(options, io) {
	const workspace = openWorkspace(options);
	try {
		const read = options.head === void 0 ? workspace.onDisk() : await workspace.at(options.head);
		if (options.format === "text") showFindings(read.findings, read.tree, io);
		const head = sound(read);
		const made = options.live ? await livePlan(workspace, head, options.node) : await gitPlan(workspace, head, options.base ?? "HEAD");
		const text = rendered(made, head, options, io);
		if (options.out === void 0) io.out(text);
		else writeWhole(options.out, `${text}\n`);
		if (made.items.some((item) => item.effect === "impossible")) return 1;
		return options.detailedExitcode && made.items.some((item) => item.action !== "no-op") ? 2 : 0;
	} finally {
		workspace.close();
	}
}
export { plan as t };
