import { n as renderJson } from "./json.js";
import { r as isWorthProof } from "./choose.js";
import { n as masked } from "./masking.js";
import { r as writeWhole } from "./write2.js";
import { join } from "node:path";
// src/commands/act-outputs.ts
/** The action's outputs, as action.yml names them, and the plan as a file for later steps. */
function countsOf(items) {
	const of = (test) => items.filter(test).length;
	const stops = ["restart", "offline"];
	const changes = (item) => item.action !== "create" && item.action !== "no-op";
	return {
		create: of((item) => item.action === "create"),
		update: of((item) => changes(item) && (item.effect === "config" || item.effect === "live" || item.effect === "none")),
		restart: of((item) => changes(item) && stops.includes(item.effect)),
		replace: of((item) => item.action === "replace"),
		retire: of((item) => item.action === "retire"),
		destroy: of((item) => item.action === "destroy"),
		other: of((item) => item.effect === "impossible")
	};
}
/** The outputs of a plan; the plan file is written below the runner's temporary folder. */
function planOutputs(plan, tempPath) {
	const { create, update, restart, replace, retire, destroy } = countsOf(plan.items);
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
		digest: plan.digest,
		"plan-file": file,
		nodes: JSON.stringify(nodes),
		provable: plan.items.filter(isWorthProof).length
	};
}
export { planOutputs as t };
