import { n as renderJson } from "./json2.js";
import { t as renderSarif } from "./sarif.js";
import { r as isWorthProof } from "./choose.js";
import { jt as masked, q as writeWhole } from "./base.js";
import { F as textIn } from "./engine.js";
import { join } from "node:path";
// src/commands/act-outputs.ts
/** The action's outputs, as action.yml names them, and the plan as a file for later steps. */
function countsOf(items) {
	const of = (test) => items.filter(test).length;
	const stops = ["restart", "offline"];
	const changes = (item) => ![
		"create",
		"no-op",
		"remove"
	].includes(item.action);
	return {
		create: of((item) => item.action === "create"),
		update: of((item) => changes(item) && (item.effect === "config" || item.effect === "live" || item.effect === "none")),
		restart: of((item) => changes(item) && stops.includes(item.effect)),
		replace: of((item) => item.action === "replace"),
		retire: of((item) => item.action === "retire"),
		destroy: of((item) => item.action === "destroy"),
		remove: of((item) => item.action === "remove"),
		other: of((item) => item.effect === "impossible")
	};
}
/** The outputs of a plan; the plan file is written below the runner's temporary folder. */
function planOutputs(plan, tempPath) {
	const { create, update, restart, replace, retire, destroy, remove } = countsOf(plan.items);
	const file = tempPath ? join(tempPath, "phoenix-plan.json") : "";
	if (file) writeWhole(file, masked(`${renderJson(plan)}\n`));
	const touched = plan.items.filter((item) => item.action !== "no-op");
	const nodes = [...new Set(touched.map((item) => item.node))].toSorted();
	return {
		changed: touched.length > 0,
		create,
		update,
		restart,
		replace,
		retire,
		destroy,
		remove,
		digest: plan.digest,
		"plan-file": file,
		nodes: JSON.stringify(nodes),
		provable: plan.items.filter(isWorthProof).length
	};
}
/**
* The findings for GitHub's code scanning, as a file below the runner's temporary folder: those that are suppressed are not in
* it, since GitHub would show each as an open alert.
*/
function sarifOutput({ findings, tree, settings, env }, { root, runner }) {
	if (!runner.tempPath) return { sarif: "" };
	const file = join(runner.tempPath, "phoenix.sarif");
	const view = {
		estate: settings.name,
		env,
		root,
		textOf: textIn(tree)
	};
	writeWhole(file, masked(`${renderSarif(findings, [], view)}\n`));
	return { sarif: file };
}
export { sarifOutput as n, planOutputs as t };
