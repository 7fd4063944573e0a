import { t as VERSION } from "./version.js";
import { i as pointerSegments, t as canonical } from "./json.js";
import { c as prose, d as words, n as code, t as clip } from "./escape.js";
import { a as EFFECTS, o as atMost, s as worst } from "./json-schema.js";
import { i as sizeInKiB, n as durationInMs, r as durationText } from "./units.js";
import { a as listed, c as plural, l as spanText, n as capacityText, s as number, u as valueText } from "./words.js";
import { a as everything } from "./json2.js";
import { f as placeOfField } from "./workspace.js";
import { n as layers } from "./graph.js";
import { createHash } from "node:crypto";
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
// src/plan/render/comment/names.ts
function addressCode(address) {
	return code(clip(address, 80));
}
/** `vmid:952` is `952`. */
function idText(id) {
	return clip(id.replace(/^vmid:/, ""), 40);
}
/** `` `lxc/qdrant` 952 ``. */
function guestText(item) {
	return `${addressCode(item.address)} ${words(idText(item.id))}`;
}
// src/plan/render/comment/foot.ts
const CAPACITY_HEAD = "| Started guests take | before | after | limit |\n|---|---|---|---|\n";
/** Cores are shared, so that more than there are is no fault; memory is not. */
function isOver({ what, after, limit }) {
	return what === "memory" && limit !== null && after > limit;
}
function capacityRow(row) {
	const text = (n) => capacityText(row.what, n);
	const after = isOver(row) ? `**${text(row.after)}** ⚠️` : text(row.after);
	const limit = row.limit === null ? "not declared" : text(row.limit);
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
	if (plan.items.every((item) => !isDone(item) || categoryOf(item) === "note")) return "change the files, or the nodes, until both say the same; nothing is applied by itself.";
	if (where.pr === null) return waits ? "`phoenix apply` does it, but for what a policy stops." : "`phoenix apply` does it.";
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
/** `retire 1, restart 4, create 1; 13 unchanged`, or `nothing to do; 18 unchanged`. Plain text. */
function headline(plan) {
	if (plan.items.length === 0) {
		const errors = plan.findings.filter((finding) => finding.severity === "error").length;
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
/** True when the order of the plan itself lets no two of them stop side by side. */
function oneByOne(plan, items) {
	const down = new Set(items.map((item) => item.address));
	return plan.order.every((layer) => layer.filter((address) => down.has(address)).length <= 1);
}
function downSentence(plan, items, setting) {
	const seconds = items.map((item) => downtimeNow(item) ?? 0);
	const each = items.length > 1 ? " each" : "";
	const pace = items.length > 1 && oneByOne(plan, items) ? ", one after another" : "";
	return `${setting.strong(`Down about ${spanText(seconds)}${each}${pace}:`)} ${names(items, setting)}.`;
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
	const down = groups.filter(({ category }) => category !== "replace" && category !== "impossible").flatMap((group) => group.items).filter((item) => (downtimeNow(item) ?? 0) > 0).toSorted((a, b) => (turn.get(a.address) ?? 0) - (turn.get(b.address) ?? 0));
	const stays = of("offline").filter((item) => downtimeNow(item) === null);
	if (stays.length > 0) sentences.push(`${setting.strong("Stops and stays stopped:")} ${names(stays, setting)}.`);
	if (down.length > 0) sentences.push(downSentence(plan, down, setting));
	if (sentences.length === 0) return setting.strong("Nothing goes away and nothing stops.");
	const total = down.reduce((sum, item) => sum + (downtimeNow(item) ?? 0), 0);
	const sum = down.length > 1 ? `; ${durationText(total * 1e3)} of downtime in all` : "";
	const stops = down.length > 0 || stays.length > 0 || GOING.some((category) => of(category).length > 0);
	return [...sentences, `Nothing ${stops ? "else " : ""}stops${sum}.`].join(" ");
}
// src/plan/capacity.ts
function demands(kinds, estate) {
	const sums = /* @__PURE__ */ new Map();
	for (const kind of kinds) for (const resource of estate?.resources.values() ?? []) {
		const demand = resource.kind === kind.kind ? kind.demand(resource.spec) : null;
		if (!demand) continue;
		const sum = sums.get(demand.node) ?? {
			memory: 0,
			cores: 0
		};
		sums.set(demand.node, {
			memory: sum.memory + demand.memory,
			cores: sum.cores + demand.cores
		});
	}
	return sums;
}
/** Rows for the nodes whose sums change, or exceed what the node is declared to have. */
function capacity(kinds, base, head) {
	const before = demands(kinds, base ?? head);
	const after = demands(kinds, head);
	const rows = [];
	for (const [node, settings] of Object.entries(head.settings.nodes)) {
		const limits = {
			memory: settings.capacity?.memory === void 0 ? null : sizeInKiB(settings.capacity.memory, "M"),
			cores: settings.capacity?.cores ?? null
		};
		for (const what of ["memory", "cores"]) {
			const [b, a, limit] = [
				before.get(node)?.[what] ?? 0,
				after.get(node)?.[what] ?? 0,
				limits[what]
			];
			if (a !== b || what === "memory" && limit !== null && a > limit) rows.push({
				node,
				what,
				before: b,
				after: a,
				limit
			});
		}
	}
	return rows.toSorted((a, b) => a.node < b.node ? -1 : a.node > b.node ? 1 : 0);
}
// src/plan/digest.ts
/** Digests of plans and items: SHA-256 over canonical JSON, so that equal plans have equal digests anywhere. */
/** Lower-case hex, 64 characters. The value must be JSON; undefined members are left out, as JSON.stringify does. */
function digestOf(value) {
	const json = JSON.parse(JSON.stringify(value));
	return createHash("sha256").update(canonical(json)).digest("hex");
}
// src/plan/policy.ts
function smaller(a, b) {
	if (a === void 0) return b;
	return b === void 0 ? a : Math.min(a, b);
}
function longer(a, b) {
	return (durationInMs(a) ?? 0) >= (durationInMs(b) ?? 0) ? a : b;
}
function stricterBackup(a, b) {
	if (!a || !b) return a ?? b;
	return (durationInMs(a.maxAge) ?? 0) <= (durationInMs(b.maxAge) ?? 0) ? a : b;
}
function optional(key, value) {
	return value === void 0 ? {} : { [key]: value };
}
/** The stricter of two policies, field by field. */
function stricter(a, b) {
	const backup = stricterBackup(a.backup, b.backup);
	return {
		drift: a.drift === "report" ? a.drift : b.drift,
		retire: longer(a.retire, b.retire),
		restarts: {
			when: a.restarts.when === "manual" ? "manual" : b.restarts.when,
			maxParallel: Math.min(a.restarts.maxParallel, b.restarts.maxParallel),
			...optional("max", smaller(a.restarts.max, b.restarts.max)),
			...optional("share", smaller(a.restarts.share, b.restarts.share))
		},
		retires: {
			...optional("max", smaller(a.retires.max, b.retires.max)),
			...optional("share", smaller(a.retires.share, b.retires.share))
		},
		...backup ? { backup } : {},
		allow: {
			publicRepository: a.allow.publicRepository && b.allow.publicRepository,
			forks: a.allow.forks && b.allow.forks
		}
	};
}
/** How many are allowed of an estate of `size` guests; null: any number. */
function allowed(limit, size) {
	const known = [limit.max, limit.share === void 0 ? void 0 : Math.floor(limit.share * size)].filter((n) => n !== void 0);
	return known.length === 0 ? null : Math.min(...known);
}
/** Effects under which a guest that runs is stopped for a while. */
const STOPS = [
	"restart",
	"offline",
	"replace"
];
const GOES = ["retire", "destroy"];
function limited(name, count, limit) {
	const most = limit === null ? "" : ` of at most ${limit}`;
	return {
		policy: name,
		ok: limit === null || count <= limit,
		text: `${name} ${count}${most}`
	};
}
function stopsRunner(item, runner) {
	return runner !== void 0 && (item.address === runner || item.was === runner) && item.action !== "create" && !atMost(item.effect, "live");
}
/** All verdicts, in a fixed order. */
function judge({ items, size, policies, runner }) {
	const stops = items.filter((item) => STOPS.includes(item.effect)).length;
	const goes = items.filter((item) => GOES.includes(item.effect)).length;
	const verdicts = [limited("retire", goes, allowed(policies.retires, size)), limited("restart", stops, allowed(policies.restarts, size))];
	if (stops > 0) {
		const { when, maxParallel } = policies.restarts;
		const pace = maxParallel === 1 ? "one at a time" : `at most ${maxParallel} at a time`;
		verdicts.push({
			policy: "restarts",
			ok: when === "apply",
			text: when === "apply" ? `restarts ${pace}` : "restarts are manual: what needs one waits"
		});
	}
	if (runner !== void 0) {
		const touched = items.some((item) => stopsRunner(item, runner));
		verdicts.push({
			policy: "runner",
			ok: !touched,
			text: touched ? `${runner} runs this job: nothing that stops it` : "runner not touched"
		});
	}
	return verdicts;
}
/** Why an item of this effect may not run now, or null. */
function heldBy(item, input, verdicts) {
	const failed = (policy) => verdicts.find((v) => v.policy === policy && !v.ok)?.text ?? null;
	if (stopsRunner(item, input.runner)) return failed("runner");
	if (GOES.includes(item.effect)) return failed("retire") && `policy: ${failed("retire")}`;
	if (STOPS.includes(item.effect)) {
		const over = failed("restart");
		return over ? `policy: ${over}` : failed("restarts");
	}
	return null;
}
// src/plan/build.ts
/**
* The diff driver: pairs what two sides say of the same id, asks the kind for the difference, and makes a plan of it.
* One side is always git; the other is another revision (a plan without a host) or what the nodes say (a live plan).
*/
/** The resources of a kind by their ids. */
function byId(estate, kind) {
	const found = /* @__PURE__ */ new Map();
	if (!estate) return found;
	for (const resource of estate.resources.values()) if (resource.kind === kind.kind) found.set(kind.id(resource.spec), resource);
	return found;
}
function effectOf(action, changes) {
	return worst([{
		retire: "retire",
		destroy: "destroy",
		replace: "replace"
	}[action] ?? "none", ...changes.map((change) => change.effect)]);
}
/** A change of a removed or derived key is shown at the nearest line that still stands. */
function located(head, { kind, want }, change) {
	if (!want) return change;
	return {
		...change,
		at: placeOfField(head.tree, want, new Set(kind.sets), change.path, "key")
	};
}
function itemOf(head, pairing, diff) {
	const { kind, id, want, base, seen, owned } = pairing;
	const subject = want ?? base;
	const address = subject?.address ?? owned?.mark.address ?? id;
	const was = want && base && want.address !== base.address ? { was: base.address } : {};
	const body = {
		address,
		kind: kind.kind,
		id,
		node: subject ? kind.node(subject.spec) : owned?.node ?? "",
		action: diff.action,
		effect: effectOf(diff.action, diff.changes),
		changes: diff.changes.map((change) => located(head, pairing, change)),
		notes: diff.notes,
		downtime: diff.downtime,
		summary: subject ? kind.summary(subject.spec) : "",
		file: subject?.file ?? "",
		...was,
		dependsOn: subject ? edgesOf(kind, subject) : [],
		...seen ? { seen: seen.is } : {}
	};
	return {
		...body,
		digest: digestOf(body)
	};
}
/** A no-op is shown only when there is something to say. */
function worthShowing(diff) {
	return diff.action !== "no-op" || diff.changes.length > 0 || diff.notes.length > 0;
}
/** Worst effects first, then the order of addresses. */
function bySeverity(a, b) {
	if (a.effect !== b.effect) return worst([a.effect, b.effect]) === a.effect ? -1 : 1;
	return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}
function edgesOf(kind, resource) {
	return [...new Set(kind.edges(resource).map((edge) => edge.to))].toSorted();
}
/** Makes the plan of pairings; `mode` and `snapshot` say which side is compared with. */
function assemblePlan(input, pairings, snapshot) {
	const { head, base, purge = false } = input;
	const items = [];
	const kept = /* @__PURE__ */ new Map();
	let unchanged = 0;
	for (const pairing of pairings) {
		const { kind, want, base: before, seen } = pairing;
		if (!seen && want === before) {
			unchanged += 1;
			continue;
		}
		const diff = kind.diff({
			want,
			base: before,
			seen,
			settings: head.settings,
			snapshot,
			purge
		});
		if (!worthShowing(diff)) {
			unchanged += 1;
			continue;
		}
		const item = itemOf(head, pairing, diff);
		items.push(item);
		kept.set(item.address, pairing);
	}
	items.sort(bySeverity);
	const policies = base ? stricter(base.settings.policies, head.settings.policies) : head.settings.policies;
	const body = {
		v: 1,
		phoenix: VERSION,
		estate: head.settings.name,
		env: head.env,
		mode: snapshot ? "live" : "git",
		base: base?.tree.revision ?? null,
		head: head.tree.revision,
		items,
		unchanged,
		capacity: capacity(input.kinds, base, head),
		policies: judge({
			items,
			size: (base ?? head).resources.size,
			policies,
			runner: head.settings.runner ?? base?.settings.runner
		}),
		order: layers({
			nodes: items.map((item) => item.address),
			edges: new Map(items.map((item) => [item.address, item.dependsOn]))
		})
	};
	return {
		plan: {
			...body,
			findings: head.findings,
			digest: digestOf(body)
		},
		pairings: kept
	};
}
/** A plan of two revisions, without any host: it states the worst case for the declared Proxmox version. */
function planFromGit(input) {
	return assemblePlan(input, input.kinds.flatMap((kind) => {
		const wanted = byId(input.head, kind);
		const before = byId(input.base, kind);
		return [.../* @__PURE__ */ new Set([...wanted.keys(), ...before.keys()])].map((id) => ({
			kind,
			id,
			want: wanted.get(id) ?? null,
			base: before.get(id) ?? null,
			seen: null,
			owned: null
		}));
	}), null);
}
/** A plan against the nodes: everything the files want, and everything of ours that they no longer name. */
function planLive(input) {
	const { kinds, head, snapshot, estate, atCommit } = input;
	return assemblePlan(input, kinds.flatMap((kind) => {
		const wanted = byId(head, kind);
		const parents = byId(input.base, kind);
		const owned = new Map(kind.owned(snapshot, estate, head.env).map((one) => [one.id, one]));
		return [.../* @__PURE__ */ new Set([...wanted.keys(), ...owned.keys()])].map((id) => {
			const want = wanted.get(id) ?? null;
			const own = owned.get(id) ?? null;
			const commit = own?.mark.commit ?? null;
			const base = commit ? atCommit(commit, kind, id) : parents.get(id) ?? null;
			const seen = kind.observe({
				snapshot,
				id,
				estate,
				env: head.env,
				want,
				base
			});
			return {
				kind,
				id,
				want,
				base: seen.is === "absent" || seen.is === "debris" ? null : base,
				seen,
				owned: own
			};
		});
	}), snapshot);
}
export { rankOf as A, CATEGORIES as C, effectNow as D, downtimeNow as E, shownChanges as M, wholeNote as N, isAside as O, worstFirst as P, workOrder as S, countsText as T, revisionText as _, stricter as a, guestText as b, groupItems as c, headline as d, CAPACITY_HEAD as f, policyText as g, isOver as h, heldBy as i, judged as j, isDone as k, waiting as l, footText as m, planFromGit as n, digestOf as o, capacityRow as p, planLive as r, stopsText as s, byId as t, estateCode as u, telling as v, categoryOf as w, idText as x, addressCode as y };
