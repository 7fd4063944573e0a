import { Et as durationText, St as errorsIn } from "./base.js";
import { $t as isOver, Ao as plural, Co as downtimeText, Do as longest, Eo as listed, Gt as isDone, H as colorsOf, Ho as prose, Ht as downtimeNow, Io as fence, Ko as words, Lo as html, Mo as valueText, Oo as number, Po as clip, Qt as isRemoval, So as capacityText, To as limitText, U as paint, Ut as effectNow, V as MARKS$2, Vo as plain, Xt as wholeNote, Yt as shownChanges, jo as spanText, vo as fullPath, wo as labelOf, xo as EFFECT_WORDS } from "./engine.js";
import { n as guestText, r as idText, t as addressCode } from "./names.js";
import { a as waiting, i as restText, m as workOrder, n as countText, p as telling, r as groupItems, s as headline, t as stopsText } from "./stops.js";
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
const MARKS$1 = {
	done: "✅",
	failed: "❌",
	skipped: "⏭️"
};
function stepLine({ title, outcome }) {
	const end = outcome.is === "skipped" ? `: ${prose(clip(outcome.why, 160))}` : `, ${durationText(outcome.ms)}`;
	return `- ${MARKS$1[outcome.is]} ${words(clip(title, 200))}${end}`;
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
function downText$1(resource, item) {
	const { outcome, downMs } = resource;
	if (outcome !== "applied" && outcome !== "failed") return "–";
	if (downMs === null && item?.action === "create") return "new";
	if (downMs === null) return outcome === "applied" ? "for good" : "–";
	return downMs > 0 ? durationText(downMs) : "none";
}
function downsText({ resources, items }) {
	const texts = resources.map((resource) => downText$1(resource, items.get(resource.address)));
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
// src/plan/render/terminal/plan-lines.ts
/** Lines of a plan on a terminal: a group of guests, and what stands below all of them. */
const OWN = {
	delete: "deletes data",
	held: "on hold",
	drift: "drift, only reported",
	note: "not touched",
	create: "create",
	adopt: "adopt",
	rename: "rename",
	migrate: "migrate"
};
function effectText(group, item) {
	if (group.category === "aside") return plain(item.notes[0] ?? "", 300);
	const effect = EFFECT_WORDS[effectNow(item)];
	const own = OWN[group.category];
	const why = waiting(group);
	const both = group.category === "migrate" && effectNow(item) !== "none" ? `migrate, ${effect}` : own;
	if (why === null) return both ?? effect;
	const partly = isDone(item) && group.category !== "note" ? `, ${restText(group)}` : "";
	return `${both ?? effect}${partly} (${plain(why, 160)})`;
}
function placeText({ view, colors }, at) {
	if (!at) return "";
	return colors.dim(`  ${plain(fullPath(view.root, at.file), 200)}:${at.line}`);
}
function valuesText({ change: { before, after } }, most) {
	const text = (value) => plain(valueText(value), most);
	if (before === null) return text(after);
	return after === null ? text(before) : `${text(before)} → ${text(after)}`;
}
function sign({ change, cover }) {
	if (cover.is !== "covered") return "#";
	if (change.before === null) return "+";
	return change.after === null ? "-" : "~";
}
function remark({ change, cover }, group, item) {
	const left = {
		covered: change.effect === effectNow(item) || item.action === "create" ? "" : EFFECT_WORDS[change.effect],
		held: "on hold",
		drift: "drift"
	};
	const said = [cover.is === group.category ? "" : left[cover.is], change.note ? plain(change.note, 200) : ""].filter((text) => text !== "").join(": ");
	return said === "" ? "" : `  (${said})`;
}
/** Longer values are for `--format json`. */
function widest({ columns }) {
	return Math.max(60, columns);
}
function changeLines(group, item, ink) {
	const changes = shownChanges(item);
	const labels = changes.map(({ change }) => plain(labelOf(change), 80));
	const width = Math.min(32, longest(labels));
	return changes.map((one, i) => {
		const mark = sign(one);
		const { colors } = ink;
		const tint = mark === "+" ? colors.green : mark === "-" ? colors.red : mark === "#" ? colors.dim : colors.cyan;
		const text = `${(labels[i] ?? "").padEnd(width)}  ${valuesText(one, widest(ink.view))}`;
		return `    ${tint(mark)} ${text}${remark(one, group, item)}${placeText(ink, one.change.at)}`;
	});
}
/** A guest that goes is down for good, which nobody needs to be told. */
function downText({ action }, seconds) {
	if (seconds === 0 || isRemoval(action)) return "";
	return seconds === null ? ", stays down" : `, down ${downtimeText(seconds)}`;
}
function headLine(group, item, { address, id }, { colors }) {
	const tint = paint(colors, group.category);
	const down = downText(item, downtimeNow(item));
	const name = plain(item.address, 80).padEnd(address);
	const vmid = idText(item.id).padStart(id);
	const was = item.was === void 0 ? "" : `, was ${plain(item.was, 80)}`;
	const summary = item.action !== "update" && item.action !== "no-op" && item.summary !== "" ? `  ${colors.dim(plain(item.summary, 200))}` : "";
	return `${tint(MARKS$2[group.category])} ${colors.bold(name)}  ${vmid}  ${tint(effectText(group, item))}${was}${down}${summary}`;
}
/** More guests than this share a paragraph. */
const MANY = 8;
/** `~ 40 guests  live`, and their names, as many on a line as there is room for. */
function crowdLines(group, first, ink) {
	const tint = paint(ink.colors, group.category);
	const seconds = group.items.map((item) => downtimeNow(item) ?? 0);
	const down = seconds.some((s) => s > 0) ? `, down ≈ ${spanText(seconds)} each` : "";
	const count = ink.colors.bold(countText(group.items));
	const lines = [`${tint(MARKS$2[group.category])} ${count}  ${tint(effectText(group, first))}${down}`];
	let line = "";
	for (const name of group.items.map((item) => plain(item.address, 80))) {
		if (line !== "" && line.length + name.length + 6 > ink.view.columns) {
			lines.push(`    ${line},`);
			line = "";
		}
		line = line === "" ? name : `${line}, ${name}`;
	}
	return [...lines, `    ${line}`];
}
/** The first note stands in the headline of a guest to which nothing is done. */
function isTold(group, note) {
	return group.category === "aside" || group.category === "note" && waiting(group) === note;
}
/** The guests of a group, their notes, and their changes once. */
function groupLines(group, columns, ink) {
	const [first] = group.items;
	if (!first) return [];
	const whole = first.action === "update" ? null : wholeNote(first);
	const notes = [...whole === null ? [] : [whole], ...first.notes.filter((note, i) => i > 0 || !isTold(group, note))].map((note) => `    ${ink.colors.yellow("!")} ${plain(note, 600)}`);
	return [
		...group.items.length > MANY ? crowdLines(group, first, ink) : group.items.map((item) => headLine(group, item, columns, ink)),
		...notes,
		...changeLines(group, first, ink)
	];
}
function capacityLine(row, { colors }) {
	const { what, node, before, after } = row;
	const limit = limitText(row);
	const most = limit === null ? "" : ` of ${limit}`;
	const text = `${what} of ${plain(node, 60)}: ${capacityText(what, before)} → ${capacityText(what, after)}${most}`;
	return isOver(row) ? colors.red(`${text}, too much`) : text;
}
function orderLine(plan) {
	const layers = workOrder(plan);
	if (layers.length < 2) return [];
	const layerText = (layer) => listed(layer, 6, (address) => plain(address, 80));
	return [`Order: ${layers.slice(0, 12).map(layerText).join(" → ")}${layers.length > 12 ? ` → and ${plural(layers.length - 12, "more step")}` : ""}`];
}
const DRIFT = "Drift stays: change the files or the nodes until both say the same, or set \"policies\": { \"drift\": \"live\" }.";
/** What the policies say; nothing where they are silent. */
function policyLine(plan, { colors }) {
	const policies = telling(plan).map(({ ok, text }) => ok ? `${plain(text, 160)} ✓` : colors.red(`${plain(text, 160)} ✗`));
	return policies.length > 0 ? [`Policy: ${policies.join(", ")}`] : [];
}
/** Capacity, policies, order, and what stops. */
function footLines(plan, groups, ink) {
	const { colors } = ink;
	const setting = {
		strong: colors.bold,
		name: (address) => plain(address, 80)
	};
	return [
		...plan.capacity.map((row) => capacityLine(row, ink)),
		...policyLine(plan, ink),
		...orderLine(plan),
		...groups.some(({ category }) => category === "drift") ? [DRIFT] : [],
		stopsText(plan, groups, setting)
	];
}
// src/plan/render/terminal/report-lines.ts
const MARKS = {
	failed: "✗",
	skipped: "-",
	held: "…",
	drift: "?",
	applied: "✓",
	unchanged: " "
};
function tint(colors, outcome) {
	switch (outcome) {
		case "failed": return colors.red;
		case "skipped":
		case "held":
		case "drift": return colors.yellow;
		case "applied": return colors.green;
		case "unchanged": return colors.dim;
	}
}
function stepLines({ title, outcome }, told, colors) {
	if (outcome.is !== "failed") return [];
	const output = (outcome.output ?? "").split("\n").filter((line) => line.trim() !== "").slice(-12).map((line) => colors.dim(`      | ${plain(line.replaceAll("	", "  "))}`));
	const hint = outcome.hint === void 0 ? [] : [`    do: ${plain(outcome.hint, 1e3)}`];
	return [
		...told.includes(outcome.why) ? [] : [`    ${plain(title, 200)}: ${plain(outcome.why, 1e3)}`],
		...output,
		...hint
	];
}
/** One guest, and what failed there. */
function resourceLines(report, resource, width, colors) {
	const { address, outcome, text, ms } = resource;
	const down = downText$1(resource, report.plan.items.find((one) => one.address === address));
	const times = [ms > 0 ? `took ${durationText(ms)}` : "", /\d/.test(down) ? `down ${down}` : ""].filter((time) => time !== "");
	const aside = times.length === 0 ? "" : colors.dim(`  (${times.join(", ")})`);
	const name = colors.bold(plain(address, 80).padEnd(width));
	return [`${tint(colors, outcome)(MARKS[outcome])} ${name}  ${plain(text, 1e3)}${aside}`, ...resource.steps.flatMap((step) => stepLines(step, text, colors))];
}
/** The last line: all of it in one. */
function summaryLine(report, colors) {
	const { done, all } = progressOf(report);
	const left = leftText(report);
	const waits = left === "" ? "" : `; ${left}`;
	if (all === 0) return `${colors.green("Nothing to do")}${waits}`;
	const failed = ofOutcome(report, "failed");
	const estate = plain(report.estate, 80);
	const what = `Applied ${number(done)} of ${number(all)} to ${estate} in ${durationText(report.ms)}`;
	if (failed.length === 0) return `${done === all ? colors.green(what) : colors.yellow(what)}${waits}`;
	const names = listed(failed, 6, ({ address }) => plain(address, 80));
	return `${colors.red(`${what}; ${number(failed.length)} failed: ${names}`)}${waits}`;
}
// src/plan/render/terminal.ts
/** Plans and reports for a terminal: guests first, and the sum of it last, above the cursor. */
function titleLine(plan, { colors }) {
	const env = plan.env === null ? "" : ` in ${plain(plan.env, 60)}`;
	const head = plan.head === null ? "the files on disk" : plain(plan.head.slice(0, 7));
	const against = plan.mode === "live" ? " against the nodes" : plan.base === null ? "" : ` onto ${plain(plan.base.slice(0, 7))}`;
	return `${colors.bold(`Phoenix plan for ${plain(plan.estate, 80)}${env}`)} ${colors.dim(`(${head}${against})`)}`;
}
/** The plan as lines of text, without a newline at the end. Findings are shown apart (findings.ts). */
function renderTerminal(plan, view) {
	const ink = {
		view,
		colors: colorsOf(view.color)
	};
	const digest = ink.colors.dim(`  plan ${plain(plan.digest.slice(0, 8))}`);
	if (plan.items.length === 0) {
		if (errorsIn(plan.findings).length > 0) return `${titleLine(plan, ink)}\n${ink.colors.red(headline(plan))}`;
		const refused = policyLine(plan, ink).filter(() => plan.policies.some(({ ok }) => !ok));
		return [
			titleLine(plan, ink),
			...refused,
			`${ink.colors.green(headline(plan))}${digest}`
		].join("\n");
	}
	const groups = groupItems(plan.items);
	const columns = {
		address: Math.min(40, longest(plan.items.map((item) => plain(item.address, 80)))),
		id: longest(plan.items.map((item) => idText(item.id)))
	};
	return [
		titleLine(plan, ink),
		"",
		...groups.flatMap((group) => groupLines(group, columns, ink)),
		"",
		...footLines(plan, groups, ink),
		`${ink.colors.bold(headline(plan))}${digest}`
	].join("\n");
}
/** The report as lines of text, without a newline at the end. */
function renderReport(report, view) {
	const colors = colorsOf(view.color);
	const told = report.resources.filter((resource) => resource.outcome !== "unchanged").toSorted((a, b) => OUTCOMES.indexOf(b.outcome) - OUTCOMES.indexOf(a.outcome));
	const width = Math.min(40, longest(told.map(({ address }) => plain(address, 80))));
	const lines = told.flatMap((resource) => resourceLines(report, resource, width, colors));
	return [
		...lines,
		...lines.length > 0 ? [""] : [],
		summaryLine(report, colors)
	].join("\n");
}
export { resultRow as a, needsText as c, stepsText as d, whyText as f, endedAlike as i, ofOutcome as l, renderTerminal as n, OUTCOMES as o, RESULT_HEAD as r, leftText as s, renderReport as t, progressOf as u };
