import { Rt as mergePatch } from "./engine.js";
import { d as canonical, f as isObject } from "./base.js";
// src/authoring/factor/clusters.ts
/** Characters of a name in `extends`, and of a file that has to be opened to know what holds. */
const NAMING = 18;
const OPENING = 70;
/** So many candidates are looked at in each round, and so many are crossed with each other. */
const LOOKED_AT = 80;
const CROSSED = 24;
/**
* @param rest what each resource still has to say by itself
* @param most how many groups at most
*/
function clustersOf(rest, most) {
	const open = rest.map((leaves) => new Map(leaves.map((leaf) => [leaf.id, leaf])));
	const clusters = [];
	while (clusters.length < most) {
		const best = bestOf(open);
		if (!best) break;
		clusters.push(best);
		for (const member of best.members) for (const leaf of best.leaves) open[member]?.delete(leaf.id);
	}
	return clusters;
}
function bestOf(open) {
	const spread = spreadOf(open.map((leaves) => [...leaves.values()]));
	let best = null;
	let highest = 0;
	for (const members of candidatesOf(open)) {
		const leaves = sharedBy(open, members);
		const common = ({ id }) => spread.get(id) ?? 0;
		const theirs = leaves.filter((leaf) => common(leaf) <= 2 * members.length);
		if (gainOf(members.length, theirs) <= 0) continue;
		const worth = leaves.reduce((sum, leaf) => sum + leaf.size / common(leaf), 0);
		const rank = (members.length - 1) * members.length * worth;
		if (rank > highest) [best, highest] = [{
			members,
			leaves
		}, rank];
	}
	return best;
}
/** How many resources have each value, by the id of its leaf. */
function spreadOf(resources) {
	const spread = /* @__PURE__ */ new Map();
	for (const leaves of resources) for (const { id } of leaves) spread.set(id, (spread.get(id) ?? 0) + 1);
	return spread;
}
/** Characters that a profile saves. */
function gainOf(members, leaves) {
	const [only] = leaves;
	if (!only || leaves.length === 1 && (members < 4 || only.size < 24)) return 0;
	const size = leaves.reduce((sum, leaf) => sum + leaf.size, 0);
	return (members - 1) * size - members * NAMING - OPENING;
}
/** Sets of members, each once: those that have one value alike, and where two of these meet. */
function candidatesOf(open) {
	const having = /* @__PURE__ */ new Map();
	for (const [index, leaves] of open.entries()) for (const [id, { size }] of leaves) {
		const one = having.get(id);
		if (one) one.members.push(index);
		else having.set(id, {
			members: [index],
			size
		});
	}
	const byMembers = /* @__PURE__ */ new Map();
	for (const { members, size } of having.values()) {
		if (members.length < 2) continue;
		const key = members.join(",");
		const before = byMembers.get(key)?.weight ?? 0;
		byMembers.set(key, {
			members,
			weight: before + size * (members.length - 1)
		});
	}
	const heaviest = [...byMembers].toSorted(([a, one], [b, other]) => other.weight - one.weight || (a < b ? -1 : 1)).slice(0, LOOKED_AT);
	const sets = new Map(heaviest.map(([key, { members }]) => [key, members]));
	const crossed = heaviest.slice(0, CROSSED).map(([, { members }]) => new Set(members));
	for (const [i, one] of crossed.entries()) for (const other of crossed.slice(i + 1)) {
		const both = [...one].filter((member) => other.has(member));
		if (both.length >= 2) sets.set(both.join(","), both);
	}
	return [...sets].toSorted(([a], [b]) => a < b ? -1 : 1).map(([, members]) => members);
}
function sharedBy(open, members) {
	const [first, ...others] = members.map((member) => open[member]);
	return [...first?.values() ?? []].filter((leaf) => others.every((leaves) => leaves?.has(leaf.id)));
}
// src/authoring/factor/leaves.ts
/** A resource as a list of single values that may stand in another file than its own. Pure. */
/** What belongs to one guest alone, by its place: never in a base, never in a profile. */
const IDENTITY = [
	/^(?:\$schema|extends|suppress)$/,
	/^(?:vmid|hostname|adopt|generation|description|clone|snapshots)(?:\/|$)/,
	/^net\d+\/(?:ip|ip6|hwaddr)$/
];
/** Maps whose entries are one thing each: half a mount here and half there reads badly. */
const WHOLE_ENTRIES = /* @__PURE__ */ new Set([
	"mounts",
	"devices",
	"gpus",
	"health"
]);
function leavesOf(whole, sets) {
	const leaves = [];
	const visit = (path, value) => {
		const [top = "", ...below] = path;
		if (IDENTITY.some((one) => one.test(path.join("/")))) return;
		if (below.length === 0 && sets.has(top) && Array.isArray(value)) {
			for (const entry of new Set(value)) leaves.push(leaf(path, entry, true));
			return;
		}
		const keys = isObject(value) ? Object.keys(value) : [];
		const named = top === "features" && below.length === 1;
		if (keys.length === 0 || WHOLE_ENTRIES.has(top) && below.length === 1) {
			leaves.push(leaf(path, value, false));
			return;
		}
		if (named) leaves.push({
			...leaf(path, {}, false),
			size: 0
		});
		for (const key of keys) visit([...path, key], value[key]);
	};
	for (const key of Object.keys(whole)) visit([key], whole[key]);
	return leaves;
}
function leaf(path, value, entry) {
	const text = canonical(value);
	const place = JSON.stringify(entry ? [...path, [text]] : path);
	const key = entry ? 0 : path.at(-1).length + 3;
	const away = path.reduce((sum, name) => sum + name.length + 5, 5);
	return {
		path,
		value,
		entry,
		place,
		id: `${place}=${text}`,
		size: key + text.length + 1,
		away
	};
}
/** Whether a value has the leaf. */
function holds(value, { path, value: wanted, entry }) {
	let at = value;
	for (const key of path) {
		if (!isObject(at) || !Object.hasOwn(at, key)) return false;
		at = at[key];
	}
	if (entry) return Array.isArray(at) && at.includes(wanted);
	if (isObject(wanted) && isObject(at) && Object.keys(wanted).length === 0) return true;
	return at !== void 0 && canonical(at) === canonical(wanted);
}
/** The object that has exactly these leaves; one that would stand in the way of another before it is left out. */
function assembled(leaves) {
	const made = {};
	for (const { path, value, entry } of leaves.toSorted((a, b) => a.place < b.place ? -1 : 1)) {
		const room = roomFor(made, path.slice(0, -1));
		const key = path.at(-1);
		const there = room && Object.hasOwn(room, key) ? room[key] : void 0;
		if (!room) continue;
		if (entry) room[key] = [...there ?? [], value];
		else if (there === void 0) room[key] = value;
	}
	return made;
}
function roomFor(made, path) {
	let room = made;
	for (const key of path) {
		const there = Object.hasOwn(room, key) ? room[key] : void 0;
		if (there !== void 0 && !isObject(there)) return null;
		const next = { ...there };
		room[key] = next;
		room = next;
	}
	return room;
}
// src/authoring/factor/common.ts
/** A base that makes all files together smaller: at least half have each of its values, and hardly any has to take one away. */
function commonOf(resources) {
	const places = /* @__PURE__ */ new Map();
	for (const leaves of resources) for (const leaf of leaves) {
		const place = places.get(leaf.place) ?? {
			present: 0,
			values: /* @__PURE__ */ new Map()
		};
		places.set(leaf.place, place);
		place.present += 1;
		const seen = place.values.get(leaf.id);
		if (seen) {
			seen.count += 1;
			seen.size += leaf.size;
		} else place.values.set(leaf.id, {
			leaf,
			count: 1,
			size: leaf.size
		});
	}
	return assembled([...places.values()].flatMap((place) => bestAt(place, resources.length)));
}
function bestAt({ present, values }, all) {
	const [best] = [...values.values()].toSorted((a, b) => b.count - a.count || (a.leaf.id < b.leaf.id ? -1 : 1));
	if (!best || best.count < 2 || best.count * 2 < all) return [];
	const { leaf, count, size } = best;
	const without = all - present;
	if (without * 5 > count || leaf.entry && without > 0) return [];
	return size - Math.max(leaf.size, size / count) - without * leaf.away > 0 ? [leaf] : [];
}
// src/authoring/factor/difference.ts
/** The smallest patch that makes one value of another: the inverse of src/config/merge.ts. Pure. */
const NO_SETS = /* @__PURE__ */ new Set();
/**
* What has to be laid over `under` to get `whole`: `mergePatch(under, difference(under, whole, sets), sets)` is `whole`,
* but for the order in sets.
* @param whole without `null`, which no merged value holds
* @param sets top-level keys whose lists are sets
*/
function difference(under, whole, sets) {
	const patch = {};
	for (const key of Object.keys(under)) if (!Object.hasOwn(whole, key)) patch[key] = null;
	for (const key of Object.keys(whole)) {
		const value = whole[key];
		const before = Object.hasOwn(under, key) ? under[key] : void 0;
		if (before === void 0) patch[key] = value;
		else if (isObject(value) && isObject(before)) {
			const inner = difference(before, value, NO_SETS);
			if (Object.keys(inner).length > 0) patch[key] = inner;
		} else if (sets.has(key) && Array.isArray(value) && Array.isArray(before)) {
			const inner = ofSets(before, value);
			if (inner.length > 0) patch[key] = inner;
		} else if (canonical(value) !== canonical(before)) patch[key] = value;
	}
	return patch;
}
function ofSets(before, after) {
	return [...before.filter((entry) => !after.includes(entry)).map((entry) => `!${text$1(entry)}`), ...new Set(after.filter((entry) => !before.includes(entry)))];
}
const text$1 = (entry) => typeof entry === "string" ? entry : canonical(entry);
// src/authoring/factor/profile-name.ts
/** What a profile is called: after what its members share. Pure. */
/** Longer names are cut. */
const LONGEST = 40;
/**
* A name that is not taken, for a profile of these values.
* @param spread how many resources have a value, by the id of its leaf: what few have says more
*/
function profileName(leaves, spread, taken) {
	const common = ({ id }) => spread.get(id) ?? 0;
	const sorted = leaves.toSorted((a, b) => common(a) - common(b) || (a.place < b.place ? -1 : 1));
	const [first = "shared", ...others] = [...new Set(RULES.flatMap((rule) => sorted.flatMap((leaf) => rule(leaf, leaves))))].map(nameOf).filter((word) => word !== "");
	const free = [first, ...others.map((other) => nameOf(`${first}-${other}`))].find((name) => !taken.has(name));
	if (free !== void 0) return free;
	for (let number = 2;; number += 1) if (!taken.has(`${first}-${number}`)) return `${first}-${number}`;
}
function nameOf(word) {
	return word.toLowerCase().replaceAll(/[^a-z0-9.]+/g, "-").slice(0, LONGEST).replaceAll(/^[-.]+|[-.]+$/g, "");
}
const text = (value) => typeof value === "object" ? "" : String(value);
const lastOf = (path) => path.split("/").at(-1) ?? "";
const at = (top, word) => (leaf) => leaf.path[0] === top ? [word(leaf.path[1] ?? "", leaf.value)] : [];
/** What says most about a guest comes first. */
const RULES = [
	(leaf) => leaf.path[0] === "features" && leaf.path.length === 2 ? [leaf.path[1]] : [],
	at("features", (id) => id),
	at("features", (_, value) => typeof value === "string" && /^[^$]*[a-z][^$]*$/i.test(value) ? lastOf(value) : ""),
	at("gpus", (card) => /gpu/.test(card) ? card : `gpu-${card}`),
	at("devices", (path) => /^\/dev\/(?:nvidia|dri|kfd)/.test(path) ? "gpu" : lastOf(path)),
	(leaf, all) => leaf.path[0] === "keyctl" && leaf.value === true && all.some(({ path }) => path[0] === "nesting") ? ["docker-host"] : [],
	at("mounts", (path, value) => typeof value === "string" ? value.replace(/^bind:/, "") : isObject(value) && typeof value["bind"] === "string" ? value["bind"] : lastOf(path)),
	(leaf) => leaf.path[0] === "pool" ? [text(leaf.value)] : [],
	(leaf) => leaf.path[0] === "tags" ? [text(leaf.value)] : [],
	(leaf) => leaf.path[0] === "dependsOn" ? [`behind-${lastOf(text(leaf.value))}`] : [],
	(leaf) => /^net\d+$/.test(leaf.path[0] ?? "") && leaf.path[1] === "tag" ? [`vlan${text(leaf.value)}`] : [],
	(leaf) => /^net\d+$/.test(leaf.path[0] ?? "") && leaf.path[1] === "bridge" ? [text(leaf.value)] : [],
	(leaf) => leaf.path[0] === "unprivileged" && leaf.value === false ? ["privileged"] : [],
	(leaf) => leaf.path[0] === "node" ? [`on-${text(leaf.value)}`] : [],
	(leaf) => leaf.path[0] === "ostemplate" ? [ostemplateWord(text(leaf.value))] : [],
	(leaf) => leaf.path[0] === "ostype" ? [text(leaf.value)] : [],
	(leaf) => leaf.path[0] === "rootfs" && leaf.path[1] === "storage" ? [text(leaf.value)] : [],
	(leaf) => leaf.path[0] === "raw" ? [(leaf.path[1] ?? "").replace(/^lxc\./, "")] : [],
	(leaf) => leaf.path[0] === "memory" ? [`memory-${text(leaf.value)}`] : [],
	(leaf) => leaf.path[0] === "rootfs" && leaf.path[1] === "size" ? [`disk-${text(leaf.value)}`] : [],
	(leaf) => leaf.path[0] === "cores" ? [`cores-${text(leaf.value)}`] : [],
	(leaf) => [leaf.path.join("-")]
];
/** `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst` is debian-12. */
function ostemplateWord(volume) {
	return /([a-z]+-[\d.]+)/.exec(lastOf(volume))?.[1] ?? lastOf(volume);
}
// src/authoring/factor.ts
/**
* Resources that stand alone become a base, profiles and small files of their own: as a person would write them, and
* merging gives exactly what they were. Texts and the order of keys stay out. Pure.
*/
/** More than these nobody keeps in mind. */
const MOST_PROFILES = 16;
/**
* `base/KIND.jsonc`, `profiles/NAME.jsonc` and `KIND/NAME.jsonc`, by path. For every resource, base, the profiles that it
* extends and its own file merge to its value (sets in any order); the order of `wholes` does not matter.
*/
function factor({ kind, sets, wholes, taken, baseComment }) {
	const setKeys = new Set(sets);
	const sorted = wholes.toSorted((a, b) => a.address < b.address ? -1 : 1);
	const leaves = sorted.map(({ value }) => leavesOf(value, setKeys));
	const base = commonOf(leaves);
	const profiles = named(clustersOf(leaves.map((own) => own.filter((leaf) => !holds(base, leaf))), Math.min(MOST_PROFILES, 3 + Math.floor(sorted.length / 8))), spreadOf(leaves), taken);
	const files = /* @__PURE__ */ new Map();
	if (Object.keys(base).length > 0) files.set(`base/${kind}.jsonc`, {
		value: base,
		...baseComment ? { comment: baseComment } : {}
	});
	for (const profile of profiles) files.set(`profiles/${profile.name}.jsonc`, { value: profileValue(profile, profiles) });
	for (const [index, { address, value, comment }] of sorted.entries()) {
		const on = profiles.filter(({ has }) => has.has(index));
		const under = on.reduce((merged, one) => mergePatch(merged, assembled(one.leaves), setKeys), base);
		const own = {
			...extending(nearest(on)),
			...difference(under, value, setKeys)
		};
		files.set(`${kind}/${address.slice(kind.length + 1)}.jsonc`, {
			value: own,
			...comment ? { comment } : {}
		});
	}
	return new Map([...files].toSorted(([a], [b]) => a < b ? -1 : 1));
}
/** Profiles with many members first: what stands in them is weaker, as one would expect. */
function named(clusters, spread, taken = /* @__PURE__ */ new Set()) {
	const names = new Set(taken);
	return clusters.map((cluster) => {
		const name = profileName(cluster.leaves, spread, names);
		names.add(name);
		return {
			...cluster,
			name,
			has: new Set(cluster.members),
			value: assembled(cluster.leaves)
		};
	}).toSorted((a, b) => b.members.length - a.members.length || (a.name < b.name ? -1 : 1));
}
/** Whether every member of the profile is one of the other's, and not the other way round. */
function isWithin(one, other) {
	return one.has.size < other.has.size && one.members.every((member) => other.has.has(member));
}
/** Those that no other one of the list extends. */
function nearest(profiles) {
	return profiles.filter((one) => !profiles.some((other) => isWithin(other, one)));
}
function profileValue(profile, all) {
	return {
		...extending(nearest(all.filter((other) => isWithin(profile, other)))),
		...profile.value
	};
}
function extending(profiles) {
	return profiles.length > 0 ? { extends: profiles.map(({ name }) => name) } : {};
}
export { difference as n, factor as t };
