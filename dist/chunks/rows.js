import { ot as durationText } from "./base.js";
import { n as guestText, t as addressCode } from "./names.js";
import { bn as words, cn as clip, dn as html, en as listed, gn as prose, in as plural, nn as number, un as fence } from "./engine.js";
// src/plan/render/outcome/why.ts
/** The step that failed and how; null when the resource failed without one. */
function failedStep(resource) {
	for (const step of resource.steps) if (step.outcome.is === "failed") return {
		step,
		outcome: step.outcome
	};
	return null;
}
function outputText(output) {
	const said = (output ?? "").split("\n").map((line) => line.replaceAll("	", "  ").trimEnd()).filter((line) => line !== "").slice(-12);
	return said.length === 0 ? null : fence(said.map((line) => clip(line, 300)).join("\n"));
}
/** What became of the guest after that. */
function backText(rollback) {
	switch (rollback?.is) {
		case void 0: return null;
		case "done": return `**Rolled back:** it is as it was before${rollback.now === "" ? "" : `: ${prose(clip(rollback.now, 600))}`}.`;
		case "failed": return `**Not rolled back:** ${prose(clip(rollback.why, 600))}. Its snapshot is kept.`;
	}
}
/** `**Why** …` and `**Do:** …` of one guest; `full` brings the command's own last lines. */
function whyText(resource, full) {
	const name = addressCode(resource.address);
	const failed = failedStep(resource);
	if (!failed) return `**Why ${name}:** ${prose(clip(resource.text, 600))}`;
	const { step, outcome } = failed;
	const why = `**Why ${name}:** ${words(clip(step.title, 160))}: ${prose(clip(outcome.why, full ? 1200 : 240))}`;
	const output = full ? outputText(outcome.output) : null;
	const hint = outcome.hint === void 0 ? null : `**Do:** ${prose(clip(outcome.hint, full ? 1200 : 240))}`;
	return [
		why,
		output,
		backText(resource.rollback),
		hint
	].filter((text) => text !== null).join("\n\n");
}
const MARKS = {
	done: "✅",
	failed: "❌",
	skipped: "⏭️"
};
function stepLine({ title, outcome }) {
	const end = outcome.is === "skipped" ? `: ${prose(clip(outcome.why, 160))}` : `, ${durationText(outcome.ms)}`;
	return `- ${MARKS[outcome.is]} ${words(clip(title, 200))}${end}`;
}
/** Every step of a guest, or null when it had none. */
function stepsText(resource, most, open) {
	const { steps, address } = resource;
	if (steps.length === 0) return null;
	const lines = steps.slice(0, most).map(stepLine);
	const rest = steps.length - lines.length;
	if (rest > 0) lines.push(`- … and ${plural(rest, "more step")}`);
	const title = `<b>${html(clip(address, 120))}</b>: ${plural(steps.length, "step")}`;
	return `<details${open ? " open" : ""}><summary>${title}</summary>\n\n${lines.join("\n")}\n\n</details>`;
}
// src/plan/render/outcome/standing.ts
/** Ordered: what needs somebody comes first. */
const OUTCOMES = [
	"failed",
	"skipped",
	"held",
	"drift",
	"applied",
	"unchanged"
];
const OUTCOME_ICONS = {
	failed: "❌",
	skipped: "⏭️",
	held: "⏳",
	drift: "👀",
	applied: "✅",
	unchanged: "▫️"
};
function ofOutcome(report, outcome) {
	return report.resources.filter((resource) => resource.outcome === outcome);
}
/** How many were to be done, and how many were. What is held or only reported was never to be done. */
function progressOf(report) {
	const done = ofOutcome(report, "applied").length;
	return {
		done,
		all: done + ofOutcome(report, "failed").length + ofOutcome(report, "skipped").length
	};
}
/** `2 on hold, 1 drifted`: what an apply leaves as it is; plain text, empty for nothing. */
function leftText(report) {
	const [held, drift] = [ofOutcome(report, "held").length, ofOutcome(report, "drift").length];
	return [held > 0 ? `${number(held)} on hold` : "", drift > 0 ? `${number(drift)} drifted` : ""].filter((text) => text !== "").join(", ");
}
/** `**1 needs you: `lxc/web`.**`; empty when nothing failed. */
function needsText(report) {
	const failed = ofOutcome(report, "failed");
	if (failed.length === 0) return "";
	const verb = failed.length === 1 ? "needs" : "need";
	return `**${number(failed.length)} ${verb} you: ${listed(failed, 6, ({ address }) => addressCode(address))}.**`;
}
// src/plan/render/outcome/rows.ts
const RESULT_HEAD = "| | Guest | Result | Took | Down |\n|---|---|---|---|---|\n";
function isAlike(a, b) {
	return a.outcome === b.outcome && a.text === b.text && a.outcome !== "failed";
}
/** The resources in the order of need, those of equal text together; what did not change is left out. */
function endedAlike(report) {
	const items = new Map(report.plan.items.map((item) => [item.address, item]));
	const rank = (resource) => OUTCOMES.indexOf(resource.outcome);
	const place = new Map(report.plan.items.map((item, i) => [item.address, i]));
	const sorted = report.resources.filter((resource) => resource.outcome !== "unchanged").toSorted((a, b) => rank(a) - rank(b) || (place.get(a.address) ?? 0) - (place.get(b.address) ?? 0));
	const groups = [];
	for (const resource of sorted) {
		const last = groups.at(-1);
		if (last?.[0] && isAlike(last[0], resource)) last.push(resource);
		else groups.push([resource]);
	}
	return groups.map((resources) => ({
		resources,
		items
	}));
}
function nameText({ items }, { address }) {
	const item = items.get(address);
	return item ? guestText(item) : addressCode(address);
}
/** `none`, `22 s`, `new`, `for good`: how long one guest was away. */
function downText(resource, item) {
	const { outcome, downMs } = resource;
	if (outcome !== "applied" && outcome !== "failed") return "–";
	if (downMs === null && item?.action === "create") return "new";
	if (downMs === null) return outcome === "applied" ? "for good" : "–";
	return downMs > 0 ? durationText(downMs) : "none";
}
function downsText({ resources, items }) {
	const texts = resources.map((resource) => downText(resource, items.get(resource.address)));
	if (new Set(texts).size === 1) return `${texts[0]}${resources.length > 1 && /\d/.test(texts[0] ?? "") ? " each" : ""}`;
	return listed(texts, 6, (text) => text);
}
function tookText(resources) {
	const ms = resources.reduce((sum, resource) => sum + resource.ms, 0);
	return ms > 0 ? durationText(ms) : "–";
}
const BACK = {
	done: "; rolled back",
	failed: "; not rolled back",
	none: ""
};
/** What is true now. Where that is only what the failed step said, its name is enough: the rest stands below the table. */
function textOf(resource) {
	const failed = failedStep(resource);
	return failed && resource.text.includes(failed.outcome.why) ? `failed: ${failed.step.title}${BACK[resource.rollback?.is ?? "none"]}` : resource.text;
}
function resultRow(ended, guests) {
	const [first] = ended.resources;
	return `| ${[
		first ? OUTCOME_ICONS[first.outcome] : "",
		listed(ended.resources, guests, (resource) => nameText(ended, resource)),
		first ? prose(clip(textOf(first), 300)) : "",
		tookText(ended.resources),
		downsText(ended)
	].join(" | ")} |`;
}
export { OUTCOMES as a, ofOutcome as c, whyText as d, resultRow as i, progressOf as l, downText as n, leftText as o, endedAlike as r, needsText as s, RESULT_HEAD as t, stepsText as u };
