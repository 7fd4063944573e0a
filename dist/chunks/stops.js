import { Et as durationText, St as errorsIn, d as canonical } from "./base.js";
import { $t as isOver, Ao as plural, Bt as categoryOf, Eo as listed, Fo as code, Gt as isDone, Ho as prose, Ht as downtimeNow, Kt as rankOf, Oo as number, Po as clip, So as capacityText, To as limitText, Vt as countsText, Wt as isAside, go as everything, jo as spanText, qt as uncovered } from "./engine.js";
import { t as addressCode } from "./names.js";
// src/plan/render/order.ts
/** Layers of addresses that are worked on: a layer waits for the one before it; empty ones are left out. */
function workOrder(plan) {
	const worked = new Set(plan.items.filter((item) => isDone(item) && ![
		"note",
		"aside",
		"impossible"
	].includes(categoryOf(item))).map((item) => item.address));
	return plan.order.map((layer) => layer.filter((address) => worked.has(address))).filter((layer) => layer.length > 0);
}
// src/plan/render/comment/foot.ts
/** The end of a plan comment: capacity, policies, the order of work, and which commits the plan is of. */
const CAPACITY_HEAD = "| Started guests take | before | after | limit |\n|---|---|---|---|\n";
function capacityRow(row) {
	const text = (n) => capacityText(row.what, n);
	const after = isOver(row) ? `**${text(row.after)}** ⚠️` : text(row.after);
	const limit = limitText(row) ?? "not declared";
	return `| ${row.what} of ${code(clip(row.node, 60))} | ${text(row.before)} | ${after} | ${limit} |`;
}
/** Verdicts worth reading: a count of nothing, or one without a limit, is noise. */
function telling(plan) {
	return plan.policies.filter((verdict) => !verdict.ok || !/^\w+ (0\b|\d+$)/.test(verdict.text));
}
function policyText({ ok, text }) {
	return ok ? `${prose(clip(text, 160))} ✅` : `**${prose(clip(text, 160))}** ❌`;
}
const STEPS = 16;
/** `lxc/base → lxc/db, lxc/web`: an arrow waits, a comma does not. */
function orderText(plan) {
	const order = workOrder(plan);
	const total = order.reduce((sum, layer) => sum + layer.length, 0);
	if (order.length < 2) return null;
	let left = STEPS;
	const shown = [];
	for (const layer of order) {
		const names = layer.slice(0, left);
		left -= names.length;
		if (names.length > 0) shown.push(names.map(addressCode).join(", "));
	}
	const more = total > STEPS ? ` and ${number(total - STEPS)} more` : "";
	return `Order: ${shown.join(" → ")}${more}.`;
}
function nextText(plan, where) {
	const blocked = plan.items.filter((item) => categoryOf(item) === "impossible").length;
	if (blocked > 0) return `change what Proxmox cannot do (${number(blocked)}), then push again.`;
	if (plan.items.every(isAside)) return "nothing.";
	const waits = plan.policies.some((verdict) => !verdict.ok);
	const rests = plan.items.every((item) => !isDone(item) || categoryOf(item) === "note");
	const isWritten = plan.items.some((item) => item.cover?.some((one) => one.is === "held" && one.written));
	if (rests && plan.mode === "git" && !isWritten) return "a policy holds all of it: nothing is applied until it allows that.";
	if (rests && !isWritten) return "change the files, or the nodes, until both say the same; nothing is applied by itself.";
	if (where.pr === null) return `\`${plan.items.some(({ changes }) => changes.some(({ inside }) => inside)) ? "phoenix apply --check" : "phoenix apply"}\` does it${waits ? ", but for what a policy stops" : ""}.`;
	return `review and merge; the merge applies ${waits ? "what no policy stops" : "it"}.`;
}
/** GitHub links a bare commit id; anything else stays text. */
function commitText(sha) {
	return /^[0-9a-f]{7,64}$/.test(sha) ? sha.slice(0, 7) : code(clip(sha, 12));
}
/** Which commits the plan is of, and its digest. */
function revisionText(plan, where) {
	const of = `Plan ${code(clip(plan.digest.slice(0, 8), 8))} =`;
	const head = where.head ?? plan.head;
	const base = where.base ?? plan.base;
	const wanted = head === null ? "the files on disk" : commitText(head);
	if (plan.mode === "live") return `${of} ${wanted} against the nodes.`;
	return base === null ? `${of} ${wanted}.` : `${of} ${wanted} onto ${commitText(base)}.`;
}
function footText(plan, where) {
	const order = orderText(plan);
	const all = where.run === null ? "" : ` ${everything(where, "Everything")}`;
	return [
		...plan.items.length === 0 ? [] : [`**Next:** ${nextText(plan, where)}`],
		...order ? [order] : [],
		`${revisionText(plan, where)}${all}`
	].join(" ");
}
// src/plan/render/headline.ts
/** A plan in one line: for headings, check titles, and the last line of a terminal. */
/** `retire 1, restart 4, create 1; 13 unchanged`, or `nothing to do; 18 unchanged`. Plain text. */
function headline(plan) {
	if (plan.items.length === 0) {
		const errors = errorsIn(plan.findings).length;
		if (errors > 0) return `no plan: ${plural(errors, "error")} in the files`;
	}
	const categories = plan.items.map(categoryOf);
	const rest = [plan.unchanged > 0 ? `${number(plan.unchanged)} unchanged` : "", countsText(categories.filter((category) => category === "aside"))].filter((text) => text !== "");
	return [countsText(categories.filter((category) => category !== "aside")) || "nothing to do", ...rest.length > 0 ? [rest.join(", ")] : []].join("; ");
}
/** The estate as Markdown: `` `lab` `` or `` `lab` in `prod` ``. */
function estateCode({ estate, env }) {
	return `${code(clip(estate, 80))}${env === null ? "" : ` in ${code(clip(env, 60))}`}`;
}
// src/plan/render/group.ts
/** Guests that get the same change from the same lines are one thing to review: they are shown as one. */
/** `3 guests`, or `3 resources` where others are among them. */
function countText(items) {
	return plural(items.length, items.every(({ id }) => id.startsWith("vmid:")) ? "guest" : "resource");
}
/** Equal for items that one reviewed change explains; what a guest has of its own makes it unique. */
function likeness(item) {
	if (item.action !== "update" || item.changes.length === 0 || item.was !== void 0) return null;
	if (item.changes.some((change) => change.at === void 0 || change.at.file === item.file)) return null;
	return canonical({
		changes: item.changes.map(({ path, before, after, effect, note, at }) => ({
			path,
			before,
			after,
			effect,
			note: note ?? null,
			at: at ? `${at.file}:${at.line}` : null
		})),
		notes: item.notes,
		cover: (item.cover ?? []).map((cover) => cover.is === "covered" ? cover.is : [cover.is, cover.why])
	});
}
/** The groups of a plan, worst first, then in the order of the plan. */
function groupItems(items) {
	const alike = /* @__PURE__ */ new Map();
	for (const [i, item] of items.entries()) {
		const key = likeness(item) ?? `#${i}`;
		const group = alike.get(key);
		if (group) group.items.push(item);
		else alike.set(key, {
			category: categoryOf(item),
			items: [item]
		});
	}
	return [...alike.values()].toSorted((a, b) => rankOf(a.category) - rankOf(b.category));
}
/** What becomes of the part of the group that is not done. */
function restText(group) {
	const first = group.items[0];
	return first && uncovered(first)?.is === "drift" ? "the rest drifted" : "the rest is on hold";
}
/** Why the group is not (wholly) done; the same for all of its items. */
function waiting(group) {
	const first = group.items[0];
	return (first ? uncovered(first) : null)?.why ?? null;
}
// src/plan/render/stops.ts
/** What goes away and what stops, in sentences that stand under every headline: nobody has to search for it. */
const NAMED = 12;
function names(items, { name }) {
	return listed(items, NAMED, (item) => name(item.address));
}
/** What changes, or what is stopped for it while it runs on: the guests on a driver of their node. */
function downsOf(item) {
	const others = new Set(item.changes.flatMap(({ stops = [] }) => stops));
	return (others.size > 0 ? [...others] : [item.address]).map((address) => ({
		address,
		item
	}));
}
/** True when the order of the plan itself lets no two of them stop side by side. */
function oneByOne(plan, items) {
	if (items.some(({ address, item }) => address !== item.address)) return false;
	const down = new Set(items.map(({ address }) => address));
	return plan.order.every((layer) => layer.filter((address) => down.has(address)).length <= 1);
}
function downSentence(plan, items, setting) {
	const { name, strong } = setting;
	const seconds = items.map(({ item }) => downtimeNow(item) ?? 0);
	const each = items.length > 1 ? " each" : "";
	const pace = items.length > 1 && oneByOne(plan, items) ? ", one after another" : "";
	return `${strong(`Down about ${spanText(seconds)}${each}${pace}:`)} ${listed(items, NAMED, ({ address, item }) => address === item.address ? name(address) : `${name(address)} (for ${name(item.address)})`)}.`;
}
const SAID_FIRST = [
	["destroy", "Destroyed, with data:"],
	["delete", "Data is deleted of:"],
	["retire", "Goes away:"],
	["replace", "Made anew; the old one is destroyed:"],
	["impossible", "Cannot be done as written:"]
];
const GOING = [
	"destroy",
	"retire",
	"replace"
];
/** Says it even when it is nothing: silence would leave the reader guessing. */
function stopsText(plan, groups, setting) {
	const of = (category) => groups.filter((g) => g.category === category).flatMap((g) => g.items);
	const sentences = SAID_FIRST.flatMap(([category, words]) => {
		const items = of(category);
		return items.length > 0 ? [`${setting.strong(words)} ${names(items, setting)}.`] : [];
	});
	const turn = new Map(plan.order.flat().map((address, i) => [address, i]));
	const down = groups.filter(({ category }) => category !== "replace").flatMap((group) => group.items).filter((item) => (downtimeNow(item) ?? 0) > 0).toSorted((a, b) => (turn.get(a.address) ?? 0) - (turn.get(b.address) ?? 0)).flatMap(downsOf);
	const stays = of("offline").filter((item) => downtimeNow(item) === null);
	if (stays.length > 0) sentences.push(`${setting.strong("Stops and stays stopped:")} ${names(stays, setting)}.`);
	if (down.length > 0) sentences.push(downSentence(plan, down, setting));
	if (sentences.length === 0) return setting.strong("Nothing goes away and nothing stops.");
	const total = down.reduce((sum, { item }) => sum + (downtimeNow(item) ?? 0), 0);
	const sum = down.length > 1 ? `; ${durationText(total * 1e3)} of downtime in all` : "";
	const stops = down.length > 0 || stays.length > 0 || GOING.some((category) => of(category).length > 0);
	return [...sentences, `Nothing ${stops ? "else " : ""}stops${sum}.`].join(" ");
}
export { waiting as a, CAPACITY_HEAD as c, policyText as d, revisionText as f, restText as i, capacityRow as l, workOrder as m, countText as n, estateCode as o, telling as p, groupItems as r, headline as s, stopsText as t, footText as u };
