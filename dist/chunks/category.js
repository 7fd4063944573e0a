import { A as EFFECTS, M as worst } from "./engine.js";
import { l as pointerSegments } from "./base.js";
import { d as valueText, s as number } from "./words.js";
// src/plan/render/changes.ts
/** The changes of an item as a reader wants them: keys of one thing that come or go together are one line. */
const COVERED = { is: "covered" };
/** Every change with its verdict. */
function judged(item) {
	return item.changes.map((change, i) => ({
		change,
		cover: item.cover?.[i] ?? COVERED
	}));
}
/** `/net0/ip` is `ip` of `/net0`; null for what stands at the top. */
function partOf({ path }) {
	const cut = path.lastIndexOf("/");
	return cut <= 0 ? null : {
		parent: path.slice(0, cut),
		key: path.slice(cut + 1)
	};
}
/** Equal for changes of one slot that come, or go, together and for the same reason; null for all others. */
function togetherWith({ change, cover }) {
	const part = partOf(change);
	const isWhole = change.before === null !== (change.after === null);
	if (!part || !isWhole) return null;
	const why = cover.is === "covered" ? "" : cover.why;
	const side = change.before === null ? "comes" : "goes";
	return [
		change.slot,
		part.parent,
		side,
		change.effect,
		cover.is,
		why
	].join("\n");
}
/** `bridge=vmbr0,ip=10.0.0.5/24`; a value that its own name tells already is left out. */
function propertyText(changes, side) {
	const [name] = changes[0] ? pointerSegments(partOf(changes[0])?.parent ?? "").slice(-1) : [];
	return changes.flatMap((change) => {
		const value = valueText(change[side]);
		const key = pointerSegments(change.path).at(-1) ?? "";
		return value === name ? [] : [`${key}=${value}`];
	}).join(",") || valueText(changes[0]?.[side] ?? null);
}
/** One change for several: its path is that of the whole, its place that of the first. */
function joined(all) {
	const [first] = all;
	const part = first ? partOf(first.change) : null;
	if (!first || !part || all.length < 2) return [...all];
	const changes = all.map(({ change }) => change);
	const comes = first.change.before === null;
	const text = propertyText(changes, comes ? "after" : "before");
	const notes = [...new Set(changes.flatMap(({ note }) => note ?? []))];
	return [{
		change: {
			...first.change,
			...notes.length > 0 ? { note: notes.join("; ") } : {},
			path: part.parent,
			before: comes ? null : text,
			after: comes ? text : null
		},
		cover: first.cover,
		isList: true
	}];
}
/** Changes worth a line. That a guest comes or goes is said by its action, so the change that says it is left out. */
function shownChanges(item) {
	const isWhole = item.action === "create" || item.action === "retire" || item.action === "destroy";
	const all = judged(item).filter(({ change }) => !isWhole || change.path !== "");
	const groups = /* @__PURE__ */ new Map();
	for (const [i, one] of all.entries()) {
		const key = togetherWith(one) ?? `#${i}`;
		const group = groups.get(key);
		if (group) group.push(one);
		else groups.set(key, [one]);
	}
	return [...groups.values()].flatMap(joined);
}
/** What is done before what waits, and the worst first: for places with room for a few. */
function worstFirst(changes) {
	const waits = ({ cover }) => cover.is === "covered" ? 0 : 1;
	const harm = ({ change }) => EFFECTS.indexOf(change.effect);
	return changes.toSorted((a, b) => waits(a) - waits(b) || harm(b) - harm(a));
}
/** What an action says of the whole guest: `rootfs 128G on local-zfs kept for 7 d`. */
function wholeNote(item) {
	return item.changes.find((change) => change.path === "" && change.note)?.note ?? null;
}
// src/plan/render/category.ts
/**
* What an item means to its reader: the one word by which it is counted, sorted and, where room is short, left out.
* Severity decides, not the name of the action: an update that deletes a volume is a destroy.
*/
/** Ordered: what is named first is shown first and dropped last. */
const CATEGORIES = [
	"destroy",
	"delete",
	"retire",
	"replace",
	"impossible",
	"offline",
	"restart",
	"migrate",
	"held",
	"drift",
	"note",
	"create",
	"adopt",
	"rename",
	"live",
	"config",
	"aside"
];
/** Why nothing, or not everything, of an item is done; null: all of it is. */
function uncovered(item) {
	const waits = (item.cover ?? []).filter((c) => c.is !== "covered");
	return waits.find((c) => c.is === "held") ?? waits[0] ?? null;
}
/** True when an apply does something to the item. */
function isDone(item) {
	return item.cover === void 0 || item.cover.some((c) => c.is === "covered");
}
/** The worst effect of what is really done. */
function effectNow(item) {
	if (item.cover === void 0 || item.changes.length === 0) return item.effect;
	const done = judged(item).filter(({ cover }) => cover.is === "covered");
	if (done.length === item.changes.length) return item.effect;
	return worst(done.map(({ change }) => change.effect));
}
function byEffect(effect) {
	switch (effect) {
		case "retire":
		case "replace":
		case "impossible":
		case "offline":
		case "restart":
		case "live":
		case "config": return effect;
		case "destroy": return "delete";
		case "none": return null;
	}
}
const OWN = {
	destroy: "destroy",
	retire: "retire",
	replace: "replace",
	create: "create",
	adopt: "adopt",
	rename: "rename",
	migrate: "migrate"
};
function rankOf(category) {
	return CATEGORIES.indexOf(category);
}
/** The more severe of what the action and what the effect says. */
function categoryOf(item) {
	if (item.changes.some((change) => change.effect === "impossible")) return "impossible";
	if (item.seen === "foreign" || item.seen === "copy" || item.seen === "unknown") return "note";
	if (item.action === "no-op" && item.changes.length === 0) return "aside";
	if (!isDone(item)) return uncovered(item)?.is === "drift" ? "drift" : "held";
	const own = OWN[item.action];
	const effect = byEffect(effectNow(item));
	if (own === void 0) return effect ?? "config";
	const least = own === "migrate" ? "offline" : own;
	return effect !== null && rankOf(effect) < rankOf(least) ? effect : own;
}
/** True for what is only mentioned: a retired guest that is still kept. */
function isAside(item) {
	return categoryOf(item) === "aside";
}
/** Seconds that the apply takes the guest down; null: it stays down. */
function downtimeNow(item) {
	if (item.action === "create" || !isDone(item)) return 0;
	const effect = effectNow(item);
	return effect === "none" || effect === "config" || effect === "live" ? 0 : item.downtime;
}
const COUNTED = {
	destroy: (n) => `destroy ${n}`,
	delete: (n) => `delete data of ${n}`,
	retire: (n) => `retire ${n}`,
	replace: (n) => `replace ${n}`,
	impossible: (n) => `${n} impossible`,
	offline: (n) => `stop ${n}`,
	restart: (n) => `restart ${n}`,
	migrate: (n) => `migrate ${n}`,
	held: (n) => `${n} on hold`,
	drift: (n) => `${n} drifted`,
	note: (n) => `look at ${n}`,
	create: (n) => `create ${n}`,
	adopt: (n) => `adopt ${n}`,
	rename: (n) => `rename ${n}`,
	live: (n) => `change ${n} without a stop`,
	config: (n) => `change ${n} without a stop`,
	aside: (n) => `${n} with a note`
};
/** `retire 1, restart 4, create 1`: worst first; empty for nothing. */
function countsText(categories) {
	const counts = /* @__PURE__ */ new Map();
	for (const category of categories) {
		const counted = category === "config" ? "live" : category;
		counts.set(counted, (counts.get(counted) ?? 0) + 1);
	}
	return CATEGORIES.filter((c) => counts.has(c)).map((c) => COUNTED[c](number(counts.get(c) ?? 0))).join(", ");
}
export { effectNow as a, rankOf as c, shownChanges as d, wholeNote as f, downtimeNow as i, uncovered as l, categoryOf as n, isAside as o, worstFirst as p, countsText as r, isDone as s, CATEGORIES as t, judged as u };
