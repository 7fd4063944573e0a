import { r as writeWhole } from "./write2.js";
import { n as renderJson } from "./json.js";
import { join } from "node:path";
import { appendFile } from "node:fs/promises";
// src/github/summary.ts
/** The page of a run: everything, where the comment has a budget. GitHub drops a step's summary over 1 MiB, so it is kept below. */
/** Bytes that a step may write. */
const SUMMARY_BYTES = 1048576;
/** Room for the line that says what was left out. */
const RESERVE = 200;
/** As many of the blocks as fit, in order, and a last line that counts the rest; a block is never cut. */
function fitSummary(blocks, limit = SUMMARY_BYTES) {
	const kept = [];
	let used = RESERVE;
	for (const block of blocks) {
		used += Buffer.byteLength(block) + 2;
		if (used > limit) break;
		kept.push(block);
	}
	const left = blocks.length - kept.length;
	if (left > 0) kept.push(`*${left} more blocks did not fit into GitHub's 1 MiB: see the plan file of this run.*`);
	return kept.length === 0 ? "" : `${kept.join("\n\n")}\n`;
}
/** Adds to the summary of this step; `path` is `GITHUB_STEP_SUMMARY`, null on a runner without summaries. */
async function writeSummary(path, blocks) {
	const text = fitSummary(blocks);
	if (path !== null && text !== "") await appendFile(path, text);
}
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
	if (file) writeWhole(file, `${renderJson(plan)}\n`);
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
		nodes: JSON.stringify(nodes)
	};
}
export { writeSummary as n, planOutputs as t };
