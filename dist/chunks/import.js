import { C as soundToLook, Dr as readingOf, Dt as mergePatch, En as rawKeyProblem, Er as liveIn, Fr as slotArgument, Jr as longest, Kt as kinds, Nr as byPath, Pr as isNetSlot, Tn as LXC_KEYS, Tr as OPTIONS, Y as settingsSchema, Zn as fieldName$1, Zr as plural, _n as gpuDevices, ci as plain, cr as parseTree, di as visible, ir as findNodeAtOffset, kr as fieldName, kt as idOfEstate, mr as isSameSpec, nr as applyEdits, or as getNodePath, pr as isLxc, qn as parseFile, qr as listed, qt as lxcKind, sr as modify, u as planLive, w as showFindings, x as openWorkspace } from "./engine.js";
import { t as checkRules } from "./check.js";
import { a as hasSchemas, o as withSchemaLines, r as schemasBeside, t as schemaNote } from "./schema-set.js";
import { A as parsePropertyString, B as quote, E as familyOf, H as PhoenixError, I as parseConf, T as PropertyStringError, W as errorsIn, b as pointer, k as parseBoolean, v as canonical, w as FAMILIES, x as pointerSegments, y as isObject } from "./base.js";
import { t as textsOf } from "./text.js";
import { _ as FORBIDDEN_KEYS } from "./sources.js";
import { n as difference, r as putAt, t as factor } from "./factor.js";
import { a as discover, c as guestFile, l as snapshotOf } from "./live.js";
import { i as writeWhole, r as writeNew } from "./write2.js";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { existsSync, lstatSync, readFileSync, readdirSync, statSync } from "node:fs";
// src/authoring/import/conf-trouble.ts
/**
* Why a conf file is none that a guest could be taken over by: broken by a hand, or half-written. What Proxmox cannot read
* it drops with the next change of the guest (PVE 9.2), and an adoption is one.
*/
const HEADING = /^\[([a-z][a-z0-9_:-]+)\]\s*$/i;
const OPTION = /^([a-z][a-z_]*\d*):/;
/** What stands twice in one section: Proxmox takes the last one and forgets the other. */
function twice(text) {
	const seen = /* @__PURE__ */ new Set();
	let section = "";
	for (const line of text.split("\n")) {
		const heading = HEADING.exec(line)?.[1];
		const option = OPTION.exec(line)?.[1];
		if (heading !== void 0) section = heading;
		if (heading === void 0 && (option === void 0 || option === "description")) continue;
		const name = heading === void 0 ? `${section} ${option}` : `[${heading}]`;
		if (seen.has(name)) return heading === void 0 ? `${option} stands twice` : `${name} stands twice`;
		seen.add(name);
	}
	return null;
}
function unreadable(options) {
	for (const [key, value] of options) {
		const family = familyOf(key);
		if (family === null) continue;
		try {
			parsePropertyString(FAMILIES[family], value);
		} catch (error) {
			if (!(error instanceof PropertyStringError)) throw error;
			return `its ${key} cannot be read: ${quote(value)}`;
		}
	}
	return null;
}
/** Null: Proxmox reads it as it stands. */
function confTrouble(text) {
	if (text.trim() === "") return "its conf file is empty";
	if (text.includes("\0")) return "its conf file is no text";
	let strange = null;
	const conf = parseConf(text, (line) => strange ??= line);
	if (strange !== null) return `Proxmox cannot read the line ${quote(strange)} of its conf file`;
	const double = twice(text);
	if (double !== null) return `in its conf file, ${double}`;
	if (!conf.options.has("rootfs")) return "its conf file has no rootfs, as if half of it were missing";
	return unreadable(conf.options) ?? unreadable(conf.pending?.options ?? /* @__PURE__ */ new Map());
}
// src/authoring/import/node-entry.ts
/** A node as `phoenix.json` declares it, from what was read of it: so that a plan without a host can check. */
/** Bridges that Proxmox makes for the firewall of one card, and of that alone. */
const OWN_BRIDGE = /^fwbr\d+i\d+$/;
const CONTENTS = [
	"rootdir",
	"images",
	"vztmpl",
	"iso",
	"backup",
	"snippets",
	"import"
];
function storageEntry({ type, shared, content }) {
	return {
		type,
		...shared && { shared },
		content: content.filter((one) => CONTENTS.includes(one))
	};
}
const TYPES = new Set("dir btrfs zfspool lvmthin lvm nfs cifs rbd cephfs".split(" "));
/** Storages of a node that `phoenix.json` has a word for. */
function storagesOn(node, { storages }) {
	return [...storages.values()].filter(({ nodes, type }) => TYPES.has(type) && (nodes.length === 0 || nodes.includes(node)));
}
function bridgesOf(facts) {
	return facts?.reachable ? facts.bridges.filter((name) => !OWN_BRIDGE.test(name)) : [];
}
function capacityOf(facts) {
	if (!facts.reachable || facts.memory === 0 || facts.cores === 0) return null;
	const mebibytes = Math.floor(facts.memory / 1024);
	return {
		cores: facts.cores,
		memory: mebibytes % 1024 === 0 ? `${mebibytes / 1024}G` : `${mebibytes}M`
	};
}
const DRIVERS = new Set("nvidia amdgpu i915 xe".split(" "));
/** Cards of a node as `phoenix.json` names them: `gpu0` is the first by its address. */
function gpusOf(facts) {
	const entries = (facts?.reachable ? facts.cards ?? [] : []).filter(({ driver }) => DRIVERS.has(driver)).map(({ pci, driver, minor }, at) => [`gpu${at}`, {
		pci,
		driver,
		minor
	}]);
	return settingsSchema.shape.nodes.safeParse({ node: { gpus: Object.fromEntries(entries) } }).data?.["node"]?.gpus ?? {};
}
/** In a file, without what holds anyway. */
function gpuEntries(facts) {
	const entries = Object.entries(gpusOf(facts)).map(([name, { pci, driver, minor }]) => {
		return [name, {
			pci,
			driver,
			...minor > 0 && { minor }
		}];
	});
	return Object.fromEntries(entries);
}
function nodeEntry({ name, snapshot, address, hasStorages }) {
	const entry = {};
	const facts = snapshot.nodes.get(name);
	if (facts?.reachable && /^[89]\.\d+$/.test(facts.pve)) entry["pve"] = facts.pve;
	if (address !== void 0) entry["address"] = address;
	const capacity = facts ? capacityOf(facts) : null;
	if (capacity) entry["capacity"] = capacity;
	const bridges = bridgesOf(facts);
	if (bridges.length > 0) entry["bridges"] = bridges;
	const gpus = facts ? gpuEntries(facts) : {};
	if (Object.keys(gpus).length > 0) entry["gpus"] = gpus;
	if (hasStorages) {
		const storages = storagesOn(name, snapshot).map((one) => [one.id, storageEntry(one)]);
		entry["storages"] = Object.fromEntries(storages);
	}
	return entry;
}
/** Whether `phoenix.json` can name the node at all. */
function isNodeName(name) {
	return settingsSchema.shape.nodes.safeParse({ [name]: {} }).success;
}
// src/authoring/import/candidates.ts
/** Which guests of a cluster can be imported, and of each other one why not. */
function markedReason({ vmid }, { estate }, live, file) {
	const { mark } = readingOf(file);
	if (!mark) return live.retired ? { why: "it carries the tag of a retired guest: take it away first" } : null;
	if (mark.id !== `vmid:${vmid}`) return { why: `it is a copy of ${mark.address} (${mark.id.replace(":", " ")}), made by hand: take the marker out of its Notes first` };
	if (mark.estate !== estate) return { why: `it belongs to the estate ${quote(mark.estate)} as ${mark.address}` };
	return {
		why: `it is ${mark.address} of this estate`,
		ours: true
	};
}
function reasonOf(input, file) {
	const { vmid, node } = file;
	const owner = input.ownerOf(vmid);
	if (owner !== void 0) return {
		why: `it is ${owner} of this estate`,
		ours: true
	};
	const facts = input.snapshot.nodes.get(node);
	if (!facts?.reachable) return { why: `the node ${node} cannot be reached${facts ? `: ${facts.why}` : ""}` };
	if (!isNodeName(node)) return { why: `${quote(node)} cannot be the name of a node` };
	const { conf } = readingOf(file);
	const lock = conf.options.get("lock");
	if (lock !== void 0) return { why: `Proxmox has locked it (${lock}): import it when that is over, or after pct unlock ${vmid}` };
	const trouble = confTrouble(file.text);
	if (trouble !== null) return { why: trouble };
	const live = liveIn(input.snapshot, vmid);
	if (!live) return { why: "it is gone" };
	const marked = markedReason(file, input, live, file);
	if (marked) return marked;
	return {
		live,
		hostname: live.fields.find(({ slot }) => slot === "hostname")?.value ?? `CT${vmid}`
	};
}
function candidatesIn(input) {
	const { snapshot, vmids } = input;
	const files = [...snapshot.guests.values()].filter(({ vmid }) => vmids === null || vmids.has(vmid)).toSorted((a, b) => a.vmid - b.vmid);
	const guests = [];
	const skipped = [];
	for (const file of files.filter(({ type }) => type === "lxc")) {
		const found = reasonOf(input, file);
		if ("live" in found) guests.push(found);
		else skipped.push({
			vmid: file.vmid,
			node: file.node,
			...found
		});
	}
	return {
		guests,
		skipped,
		machines: files.filter(({ type }) => type === "qemu").map(({ vmid }) => vmid)
	};
}
// src/authoring/import/names.ts
/** Names for what is imported: of files after hostnames, of binds after folders. */
/** As src/config/layout.ts takes a name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** No two get one name, whatever the case: many a file system makes no difference. */
function namesBeside(others) {
	const taken = new Set([...others].map((name) => name.toLowerCase()));
	const isFree = (name) => !taken.has(name.toLowerCase());
	return (wishes) => {
		let free = wishes.find(isFree);
		for (let round = 2; free === void 0; round += 1) {
			const next = `${wishes.at(-1)}-${round}`;
			if (isFree(next)) free = next;
		}
		taken.add(free.toLowerCase());
		return free;
	};
}
/** The file of a guest is called as the guest, or that and its VMID. */
function fileName(hostname, vmid, take) {
	return take(NAME.test(hostname) && hostname.length <= 80 ? [hostname, `${hostname}-${vmid}`] : [`ct${vmid}`]);
}
/** What a bind may be called of a folder's name. */
const wordOf = (segment) => segment.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replaceAll(/^[^A-Za-z]+|-+$/g, "").slice(0, 60);
/** `/tank/models` is `models`, and `tank-models` where another folder is called so; one that has a name keeps it. */
function bindNames(binds) {
	const known = new Map(Object.entries(binds).map(([name, { path }]) => [path, name]));
	const take = namesBeside(Object.keys(binds));
	return (path) => {
		const there = known.get(path);
		if (there !== void 0) return there;
		const words = path.split("/").map(wordOf).filter((word) => word !== "");
		const [last = "folder"] = words.slice(-1);
		const name = take([
			last,
			words.slice(-2).join("-") || last,
			words.join("-") || last
		]);
		known.set(path, name);
		return name;
	};
}
// src/authoring/import/overriding.ts
/** A file that says everything itself, whatever stands below it: while errors are looked for, each is at its own value. */
const NO_SETS = /* @__PURE__ */ new Set();
/** Merged over `under`, it is `whole`; what `under` says as well stands there once more. */
function overriding(under, whole, sets) {
	const patch = {};
	for (const key of Object.keys(under)) if (!Object.hasOwn(whole, key)) patch[key] = null;
	for (const key of Object.keys(whole)) {
		const value = whole[key];
		const before = Object.hasOwn(under, key) ? under[key] : void 0;
		if (isObject(value) && isObject(before)) patch[key] = overriding(before, value, NO_SETS);
		else if (sets.has(key) && Array.isArray(value) && Array.isArray(before)) {
			const after = value;
			patch[key] = [...before.filter((entry) => !after.includes(entry)).filter((entry) => typeof entry === "string").map((entry) => `!${entry}`), ...after];
		} else patch[key] = value;
	}
	return patch;
}
// src/authoring/import/settings-file.ts
/** `phoenix.json` of what is imported: a new one, or the one that stands there with what it lacks, its comments kept. */
const bindsOf = ({ binds }) => Object.fromEntries([...binds].map(([name, path]) => [name, { path }]));
function entryOf(name, { snapshot, addresses, hasStorages }) {
	return nodeEntry({
		name,
		snapshot,
		address: addresses.get(name),
		hasStorages
	});
}
function newSettings(identity, needs, cluster) {
	const nodes = [...needs.used.keys()].toSorted().map((name) => [name, entryOf(name, cluster)]);
	const pools = [...cluster.snapshot.pools.keys()].toSorted();
	return {
		...identity,
		nodes: Object.fromEntries(nodes),
		...needs.binds.size > 0 && { binds: bindsOf(needs) },
		...pools.length > 0 && { pools }
	};
}
/** Storages and bridges that guests use and the node does not declare, where it declares such. */
function nodeAdditions(name, node, used, cluster) {
	const storages = Object.keys(node.storages).length > 0 && cluster.hasStorages ? storagesOn(name, cluster.snapshot) : [];
	const bridges = bridgesOf(cluster.snapshot.nodes.get(name));
	return [...storages.filter(({ id }) => used.storages.has(id) && !Object.hasOwn(node.storages, id)).map((one) => ({
		path: [
			"nodes",
			name,
			"storages",
			one.id
		],
		value: storageEntry(one)
	})), ...inList([
		"nodes",
		name,
		"bridges"
	], node.bridges, bridges.filter((one) => used.bridges.has(one)))];
}
/** What a list that stands there lacks. */
function inList(path, list, wanted) {
	if (!list) return [];
	return [...wanted].filter((one) => !list.includes(one)).map((value, at) => ({
		path: [...path, list.length + at],
		value
	}));
}
/** What is not declared and guests need: a node, a bind; a storage, a bridge, a pool where such are declared. */
function additions(settings, needs, cluster) {
	const nodes = [...needs.used].flatMap(([name, used]) => {
		const node = Object.hasOwn(settings.nodes, name) ? settings.nodes[name] : void 0;
		if (!node) return [{
			path: ["nodes", name],
			value: entryOf(name, cluster)
		}];
		return nodeAdditions(name, node, used, cluster);
	});
	const binds = [...needs.binds].filter(([name]) => !Object.hasOwn(settings.binds, name)).map(([name, path]) => ({
		path: ["binds", name],
		value: { path }
	}));
	return [
		...nodes,
		...binds,
		...inList(["pools"], settings.pools, needs.pools)
	];
}
/** The text with what is added, everything else as it stands. */
function withAdditions(text, added) {
	const tab = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
	const formattingOptions = {
		tabSize: tab.startsWith("	") ? 1 : tab.length,
		insertSpaces: !tab.startsWith("	"),
		eol: text.includes("\r\n") ? "\r\n" : "\n"
	};
	let result = text;
	for (const { path, value } of added) {
		const isArrayInsertion = typeof path.at(-1) === "number";
		result = applyEdits(result, modify(result, [...path], value, {
			formattingOptions,
			isArrayInsertion
		}));
	}
	return result;
}
/** New settings with these binds in place of those that guests seemed to need. */
function withBinds(settings, needs) {
	const { binds: _, ...rest } = settings;
	return needs.binds.size > 0 ? {
		...rest,
		binds: bindsOf(needs)
	} : rest;
}
/** The text of a new `phoenix.json`. */
function settingsText(value) {
	return textsOf(withSchemaLines(/* @__PURE__ */ new Map([["phoenix.json", { value }]]))).get("phoenix.json");
}
// src/authoring/import/removal.ts
/** Taking out of a guest's file what the estate refuses or what would change the guest. */
/** Without these, a file says something else of the guest than what is so. */
const ESSENTIAL = new Set("vmid adopt hostname node state template unprivileged".split(" "));
/** What is empty then goes as well. */
function without(value, [key = "", ...rest]) {
	if (!Object.hasOwn(value, key)) return null;
	const inner = value[key];
	const below = rest.length > 0 && isObject(inner) ? without(inner, rest) : null;
	const { [key]: _, ...others } = value;
	return {
		value: below !== null && Object.keys(below.value).length > 0 ? {
			...value,
			[key]: below.value
		} : others,
		path: [key, ...below?.path ?? []]
	};
}
/** Null: nothing can go there, or the file would be wrong without it. */
function removed(value, segments) {
	if (segments.length === 0 || ESSENTIAL.has(segments[0] ?? "")) return null;
	const result = without(value, segments);
	return result && {
		value: result.value,
		path: pointer(...result.path)
	};
}
// src/authoring/import/mount.ts
/** Mounts of a guest's file that stand for binds of `phoenix.json`. */
/** The name of the bind; null: it is a volume. */
function bindIn(mount) {
	if (typeof mount === "string") return mount.replace(/^bind:/, "");
	return isObject(mount) && typeof mount["bind"] === "string" ? mount["bind"] : null;
}
/** Paths in the guest at which a bind is. */
function mountsOf({ mounts }, bind) {
	return Object.entries(isObject(mounts) ? mounts : {}).flatMap(([path, mount]) => bindIn(mount) === bind ? [path] : []);
}
// src/authoring/import/troubles.ts
/** What `validate` finds, as places of the files that are in the making. */
/** Where a line and a column are in the document. */
function segmentsAt(file, { line, column }) {
	const offset = (file?.text ?? "").split("\n").slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
	const root = parseTree(file?.text ?? "");
	const node = root && findNodeAtOffset(root, offset);
	return node ? getNodePath(node).map(String) : [];
}
/** What looks like a secret is never written, however bad the estate calls it. */
const SECRETS = /* @__PURE__ */ new Set(["PHX941", "PHX942"]);
/** What is wrong, by file; of a conflict with a file that is not ours, at the other end. */
function troublesOf(estate, ours) {
	const troubles = /* @__PURE__ */ new Map();
	for (const { id, severity, at, also, message } of estate.findings) {
		if (severity !== "error" && !SECRETS.has(id)) continue;
		const place = [at, also].find((one) => one !== void 0 && ours.has(one.file));
		if (!place) continue;
		const trouble = {
			segments: segmentsAt(estate.tree.files.get(place.file), place),
			why: message
		};
		troubles.set(place.file, [...troubles.get(place.file) ?? [], trouble]);
	}
	return troubles;
}
/** What is wrong with a bind that guests bring is wrong with their mounts. */
function throughBinds(value, troubles, own) {
	return troubles.flatMap(({ segments: [top, name = ""], why }) => {
		if (top !== "binds" || !own.has(name)) return [];
		return mountsOf(value, name).map((path) => ({
			segments: ["mounts", path],
			why
		}));
	});
}
// src/authoring/import/settle.ts
const ROUNDS = 30;
/** What a live plan says of every address. */
function plannedFor(estate, snapshot) {
	const { plan } = planLive({
		kinds,
		head: estate,
		base: null,
		snapshot,
		estate: idOfEstate(estate.settings),
		atCommit: () => null
	});
	return new Map(plan.items.map((item) => [item.address, item]));
}
function whyOfChange({ live }, path) {
	if (path === "/state") return `it is ${live.running ? "running" : "stopped"}, and no file can say that of it`;
	const [now, next] = [byPath(live.fields).get(path)?.value, byPath(live.next).get(path)?.value];
	return now === next ? "Phoenix would write it otherwise" : "a change of it waits for the next start of the guest";
}
/** Null: the guest is adopted as it is. A text: it is not adopted at all. */
function changesOf(sketch, item) {
	if (item?.action !== "adopt") return item?.notes.join("; ") || "a plan does not adopt it";
	const refused = item.changes.find(({ path, effect }) => path === "/adopt" && effect !== "config");
	if (refused) return refused.note ?? "it cannot be adopted";
	const changes = item.changes.filter(({ path }) => path !== "/adopt");
	if (changes.length === 0) return null;
	return changes.map(({ path }) => ({
		segments: pointerSegments(path),
		why: whyOfChange(sketch, path)
	}));
}
/** The sketch without these, or why there can be none. */
function relieved(sketch, troubles) {
	let { value } = sketch;
	const gone = [];
	for (const { segments, why } of troubles) {
		const result = removed(value, segments);
		if (!result && gone.length === 0) return why;
		if (!result) continue;
		value = result.value;
		gone.push({
			path: result.path,
			why
		});
	}
	return {
		...sketch,
		value,
		left: [...sketch.left, ...gone]
	};
}
function relievedSettings(settings, troubles) {
	return troubles.reduce((value, { segments }) => {
		return (segments[0] === "name" || segments[0] === "id" || segments[0] === "nodes" && segments.length < 3 ? null : removed(value, segments)?.value) ?? value;
	}, settings);
}
const pretty = (value) => JSON.stringify(value, null, 1);
function filesOf({ sketches, settings, settingsFile, wordsOf }) {
	const guests = sketches.map(({ file, value }) => [file, pretty(wordsOf(value))]);
	return new Map([...settings ? [[settingsFile, pretty(settings)]] : [], ...guests]);
}
/** One look at the estate; null: there is nothing to mend. */
function look(input, { sketches, settings }, isLast) {
	const files = filesOf({
		...input,
		sketches,
		settings
	});
	const estate = checkRules(input.load(input.treeOf(files)));
	const troubles = troublesOf(estate, /* @__PURE__ */ new Set([...files.keys(), input.settingsFile]));
	const inSettings = troubles.get(input.settingsFile) ?? [];
	const wrongOf = (sketch) => [...troubles.get(sketch.file) ?? [], ...throughBinds(sketch.value, inSettings, input.ownBinds)];
	const mended = settings && relievedSettings(settings, inSettings);
	const items = mended === settings && sketches.every((sketch) => wrongOf(sketch).length === 0) ? plannedFor(estate, input.snapshot) : null;
	const dropped = [];
	const kept = sketches.map((sketch) => {
		const wrong = items ? changesOf(sketch, items.get(sketch.address)) : wrongOf(sketch);
		if (wrong === null || wrong.length === 0) return sketch;
		const next = typeof wrong === "string" ? wrong : isLast ? wrong[0]?.why ?? "" : relieved(sketch, wrong);
		if (typeof next !== "string") return next;
		dropped.push({
			sketch,
			why: next
		});
		return null;
	});
	if (items && kept.every((one, at) => one === sketches[at])) return null;
	return {
		sketches: kept.filter((one) => one !== null),
		settings: mended,
		dropped
	};
}
function settle(input) {
	let round = {
		sketches: input.sketches,
		settings: input.settings,
		dropped: []
	};
	const dropped = [];
	for (let count = 1; round.sketches.length > 0 && count <= 31; count += 1) {
		const next = look(input, round, count > ROUNDS);
		if (!next) break;
		dropped.push(...next.dropped);
		round = next;
	}
	return {
		sketches: round.sketches,
		settings: round.settings,
		dropped
	};
}
// src/authoring/import/words.ts
const BOOLEANS = new Set(OPTIONS.filter(({ type }) => type === "boolean").map(({ field }) => field));
const NUMBERS = new Set("cores cpulimit cpuunits tty startup.order startup.up startup.down net.tag net.mtu net.rate device.uid device.gid".split(" "));
/** Separated by `;`; an array reads better than a text with several items. */
const LISTS = /* @__PURE__ */ new Set([
	"rootfs.mountoptions",
	"mount.mountoptions",
	"features.mount"
]);
/** `${` begins a reference in a file, wherever it stands. */
const literal = (text) => text.replaceAll("${", () => "$${");
function sizeOf(mebibytes) {
	if (!/^\d+$/.test(mebibytes)) return mebibytes;
	const count = Number(mebibytes);
	if (count === 0) return 0;
	return count % 1024 === 0 ? `${count / 1024}G` : `${count}M`;
}
/** The value of a field as its file says it. */
function jsonOf({ slot, key, value }) {
	const name = fieldName(slot, key);
	if (BOOLEANS.has(name)) return value === "1" ? true : value === "0" ? false : literal(value);
	if (NUMBERS.has(name)) return /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : literal(value);
	if (name === "memory" || name === "swap") return sizeOf(value);
	if (name === "tags") return value.split(";").map(literal);
	if (name === "net.trunks") return value.split(";").map((id) => /^\d+$/.test(id) ? Number(id) : id);
	const isRaw = slot.startsWith("raw:");
	if (isRaw || LISTS.has(name)) {
		const items = value.split(isRaw ? "\n" : ";").map(literal);
		return items.length === 1 ? items[0] ?? "" : items;
	}
	return literal(value);
}
// src/authoring/import/draft.ts
/**
* A guest as its conf file says it, in the words of a file: every key that Phoenix knows. Whether the estate takes it all
* stands in settle.ts.
*/
/** Decided by themselves, or of no use in a file. */
const APART = /* @__PURE__ */ new Set([
	"node",
	"state",
	"template",
	"unprivileged",
	"arch",
	"ostype"
]);
const KNOWN = new Set(OPTIONS.map(({ field }) => field));
/** Names that values have which nobody shall read in git. */
const SECRET = /pass(?:w(?:or)?d|phrase)?(?:$|_)|secret|token|credential|(?:^|_)(?:api|private|access)?_?key(?:$|_)/i;
/** Why a field is not written. */
function unwritten({ path, slot, key, value }) {
	if (pointerSegments(path).some((segment) => FORBIDDEN_KEYS.has(segment))) return "no file holds such a key";
	if (slot === "features" && !KNOWN.has(`features.${key}`)) return "Phoenix does not know it";
	if (slot === "env" && SECRET.test(key ?? "") && value !== "") return "it looks like a secret: bring it from a vault, as \"${secret:…}\"";
	const raw = slotArgument(slot, "raw");
	return raw === null ? null : rawKeyProblem(raw);
}
/** `"bind:models"` says the same in fewer words. */
function shortMounts(mounts) {
	const entries = Object.entries(mounts).map(([path, mount]) => {
		return [path, isObject(mount) && typeof mount["bind"] === "string" && Object.keys(mount).length === 1 ? `bind:${mount["bind"]}` : mount];
	});
	return Object.fromEntries(entries);
}
/** Cards whose device nodes the guest has all, just as Phoenix would derive them; and the devices that remain. */
function withCards(devices, cards) {
	const derived = (card) => Object.entries(gpuDevices(card)).map(([path, { mode, gid }]) => {
		return [path, {
			...mode && { mode },
			...gid && { gid: Number(gid) }
		}];
	});
	const has = ([path, wanted]) => {
		const device = Object.hasOwn(devices, path) ? devices[path] : void 0;
		return device !== void 0 && canonical(device) === canonical(wanted);
	};
	const found = Object.entries(cards).filter(([, card]) => derived(card).every(has));
	const explained = new Set(found.flatMap(([, card]) => derived(card).map(([path]) => path)));
	return {
		gpus: Object.fromEntries(found.map(([name]) => [name, {}])),
		devices: Object.fromEntries(Object.entries(devices).filter(([path]) => !explained.has(path)))
	};
}
/** One way to say it: short binds, cards in place of their device nodes, no empty maps. */
function tidied(value, input) {
	const { mounts = {}, devices = {}, ...rest } = value;
	const maps = {
		mounts: shortMounts(mounts),
		...withCards(devices, input.gpus)
	};
	return {
		...rest,
		...Object.fromEntries(Object.entries(maps).filter(([, map]) => Object.keys(map).length > 0))
	};
}
/** Everything that its conf file says and a file can say; what it is called there is not decided yet. */
function draftOf(live, input) {
	const value = {
		vmid: live.vmid,
		adopt: true
	};
	const left = [];
	const on = (slot) => live.fields.some((one) => one.slot === slot && one.value === "1");
	if (on("template")) value["template"] = true;
	else if (!live.running) value["state"] = "stopped";
	if (!on("unprivileged")) value["unprivileged"] = false;
	for (const field of live.fields) {
		const { slot, key, path } = field;
		if (isNetSlot(slot) && key === "name" && field.value === `eth${slot.slice(3)}`) continue;
		if (APART.has(slot) || slot.startsWith("snapshot:") || slot.startsWith("feature:")) continue;
		const why = unwritten(field);
		if (why !== null) left.push({
			path,
			why
		});
		else if (slot.startsWith("device:")) {
			const segments = pointerSegments(path);
			putAt(value, key === "path" ? segments.slice(0, -1) : segments, key === "path" ? {} : jsonOf(field));
		} else {
			const isBind = key === "bind" && slot.startsWith("mount:");
			putAt(value, pointerSegments(path), isBind ? input.bindOf(field.value) : jsonOf(field));
		}
	}
	return {
		value: tidied(value, input),
		left
	};
}
// src/authoring/import/left.ts
/** What stays as it is on the node because no file names it. */
/** Proxmox's own notes of a guest, which say nothing of what it is. */
const NOTES = /* @__PURE__ */ new Set([
	"parent",
	"snaptime",
	"digest"
]);
const ONLY_AT_CREATION = "only creation sets it";
function whyOf(key) {
	if (NOTES.has(key)) return null;
	if (key === "arch" || key === "ostype") return ONLY_AT_CREATION;
	if (/^unused\d+$/.test(key)) return "a volume that nothing uses";
	if (LXC_KEYS.includes(key) || /^(?:mp|dev)\d+$/.test(key) || key === "features") return null;
	return "Phoenix does not know it";
}
/**
* Keys of the conf file that no file can name, and snapshots, which are whoever's took them.
* @param isManaged by Proxmox's HA, which has a file of its own
*/
function unnamed({ conf }, isManaged) {
	const keys = [...conf.options.keys()].flatMap((key) => {
		const why = whyOf(key);
		return why === null ? [] : [{
			path: pointer(key),
			why
		}];
	});
	const snapshots = [...conf.snapshots.keys()].map((name) => ({
		path: pointer("snapshots", name),
		why: "a snapshot is not asked for by having it; name it under \"snapshots\" if it shall exist"
	}));
	const ha = isManaged ? [{
		path: "/ha",
		why: "HA manages it, and stays as it is: Phoenix has no word for it yet"
	}] : [];
	return [
		...keys,
		...snapshots,
		...ha
	];
}
// src/authoring/import/sketches.ts
/** Names of files that stand there, in environments too. */
function takenNames(estate) {
	return [...estate?.tree.files.keys() ?? []].flatMap((path) => {
		return /^(?:environments\/[^/]+\/)?lxc\/([^/]+)\.jsonc?$/.exec(path)?.[1] ?? [];
	});
}
function sketchesOf({ guests, estate, snapshot, hasSeveralNodes, bindOf }) {
	const take = namesBeside(takenNames(estate));
	return guests.map(({ live, hostname }) => {
		const name = fileName(hostname, live.vmid, take);
		const declared = estate?.settings.nodes[live.node];
		const draft = draftOf(live, {
			gpus: declared ? declared.gpus : gpusOf(snapshot.nodes.get(live.node)),
			bindOf
		});
		const { hostname: _, ...rest } = draft.value;
		const said = {
			...name !== hostname && { hostname },
			...hasSeveralNodes && { node: live.node }
		};
		return {
			address: `lxc/${name}`,
			file: `lxc/${name}.jsonc`,
			live,
			value: {
				...rest,
				...said
			},
			left: [...unnamed(live, snapshot.ha?.has(live.vmid) ?? false), ...draft.left]
		};
	});
}
const objectAt = (value, key) => {
	const inner = value[key];
	return isObject(inner) ? inner : {};
};
const textsAt = (objects, key) => objects.flatMap((one) => isObject(one) && typeof one[key] === "string" ? [one[key]] : []);
function addUses(own, value) {
	const disks = [objectAt(value, "rootfs"), ...Object.values(objectAt(value, "mounts"))];
	const nets = Object.keys(value).filter((key) => /^net\d+$/.test(key));
	for (const storage of textsAt(disks, "storage")) own.storages.add(storage);
	for (const bridge of textsAt(nets.map((key) => objectAt(value, key)), "bridge")) own.bridges.add(bridge);
	for (const pool of textsAt([value], "pool")) own.pools.add(pool);
}
/**
* What the files of these guests ask of `phoenix.json`.
* @param paths of binds, by name
*/
function needsOf(sketches, paths) {
	const used = /* @__PURE__ */ new Map();
	const binds = /* @__PURE__ */ new Map();
	const pools = /* @__PURE__ */ new Set();
	for (const { live, value } of sketches) {
		const own = used.get(live.node) ?? {
			storages: /* @__PURE__ */ new Set(),
			bridges: /* @__PURE__ */ new Set()
		};
		used.set(live.node, own);
		addUses({
			...own,
			pools
		}, value);
		for (const mount of Object.values(objectAt(value, "mounts"))) {
			const name = bindIn(mount);
			const path = name === null ? void 0 : paths.get(name);
			if (name !== null && path !== void 0) binds.set(name, path);
		}
	}
	return {
		used,
		binds,
		pools
	};
}
// src/authoring/import/written.ts
const SETS = new Set(lxcKind.sets);
/** Lines above a file: what of the guest it does not say. */
function commentOf({ left }) {
	const kept = left.filter(({ why }) => why !== ONLY_AT_CREATION).map(({ path }) => visible(fieldName$1(path)));
	return kept.length === 0 ? [] : [`Not managed here, and as it is on the node: ${kept.join(", ")}`];
}
const textsIn = ({ isLinked }, files) => textsOf(isLinked ? withSchemaLines(files) : files);
/** Each guest by itself: what differs from the base. */
function alone({ sketches, base }) {
	return new Map(sketches.map((one) => [one.file, {
		value: difference(base, one.value, SETS),
		comment: commentOf(one)
	}]));
}
function together({ sketches, estate }) {
	const wholes = sketches.map((one) => ({
		address: one.address,
		value: one.value,
		comment: commentOf(one)
	}));
	const profiles = [...estate?.tree.files.keys() ?? []].flatMap((path) => /^profiles\/(.+?)\.jsonc?$/.exec(path)?.[1] ?? []);
	return factor({
		kind: "lxc",
		sets: lxcKind.sets,
		wholes,
		taken: new Set(profiles)
	});
}
/** The same guests as were settled, and nothing wrong that was not. */
function isFaithful(final, settled, sketches) {
	return sketches.every(({ address }) => {
		const [a, b] = [final.resources.get(address), settled.resources.get(address)];
		return a && b && isLxc(a) && isLxc(b) && isSameSpec(a.spec, b.spec);
	}) && errorsIn(final.findings).length <= errorsIn(settled.findings).length;
}
/** The files, and the estate with them. Each guest is by itself, should it not be the same with the others. */
function written(writing) {
	const { sketches, estate: before, base, load } = writing;
	const files = textsIn(writing, alone(writing));
	const estate = load(files);
	if (!(Object.keys(base).length === 0 && ![...before?.resources.values() ?? []].some(isLxc)) || sketches.length < 2) return {
		files,
		estate
	};
	const factored = textsIn(writing, together(writing));
	const final = load(factored);
	return isFaithful(final, estate, sketches) ? {
		files: factored,
		estate: final
	} : {
		files,
		estate
	};
}
// src/authoring/import/import.ts
function fileOf(estate, name) {
	return estate?.tree.files.get(`${name}.json`) ?? estate?.tree.files.get(`${name}.jsonc`);
}
/** Files that leave "node" out mean the only one: with a second one they would mean none. */
function mayAddNodes({ settings, resources }) {
	const isNamed = [...resources.values()].every(({ merged }) => typeof merged["node"] === "string");
	return Object.keys(settings.nodes).length !== 1 || isNamed;
}
/** Why a guest cannot be on its node. */
function strangersIn(guests, estate) {
	if (!estate || mayAddNodes(estate)) return [];
	const known = Object.keys(estate.settings.nodes);
	return guests.filter(({ live }) => !known.includes(live.node)).map(({ live: { vmid, node } }) => ({
		vmid,
		node,
		why: `phoenix.json does not name ${node}, and files that name no node mean ${known.join()}: write "node" into them, or into base/lxc.json, first`
	}));
}
function ownersIn(estate) {
	const resources = [...estate?.resources.values() ?? []].filter(isLxc);
	const owners = new Map(resources.map(({ spec, address }) => [spec.vmid, address]));
	return (vmid) => owners.get(vmid);
}
function treeAround({ estate }) {
	return (files) => {
		const { root = "configs", kept } = estate?.tree ?? {};
		const own = [...files].map(([path, text]) => [path, {
			path,
			text
		}]);
		return {
			root,
			revision: null,
			files: new Map([...estate?.tree.files ?? [], ...own]),
			...kept && { kept },
			findings: estate?.tree.findings ?? []
		};
	};
}
function outcome(around, settled, settings) {
	if (settled.sketches.length === 0) return {
		files: /* @__PURE__ */ new Map(),
		settings: null,
		guests: [],
		findings: [],
		tree: around.treeOf(/* @__PURE__ */ new Map())
	};
	const { input, base, isLinked, treeOf } = around;
	const { files, estate } = written({
		sketches: settled.sketches,
		estate: input.estate,
		base,
		isLinked,
		load: (own) => checkRules(input.load(treeOf(new Map([...settings, ...own]))))
	});
	const before = input.estate?.tree.files;
	const changed = [...settings].find(([path, text]) => before && before.get(path)?.text !== text);
	return {
		files: new Map([...before ? [] : settings, ...files]),
		settings: changed ? {
			path: changed[0],
			text: changed[1]
		} : null,
		guests: settled.sketches.map(({ address, file, live: { vmid, node }, left }) => ({
			address,
			file,
			vmid,
			node,
			left
		})),
		findings: estate.findings,
		tree: estate.tree
	};
}
/** What becomes of the guests of a cluster. Nothing in it throws on what a conf file says. */
function importGuests(input) {
	const { cluster, estate } = input;
	const found = candidatesIn({
		snapshot: cluster.snapshot,
		vmids: input.vmids,
		estate: estate ? idOfEstate(estate.settings) : null,
		ownerOf: ownersIn(estate)
	});
	const strangers = strangersIn(found.guests, estate);
	const strange = new Set(strangers.map(({ vmid }) => vmid));
	const guests = found.guests.filter(({ live }) => !strange.has(live.vmid));
	const nodes = /* @__PURE__ */ new Set([...Object.keys(estate?.settings.nodes ?? {}), ...guests.map(({ live }) => live.node)]);
	const binds = /* @__PURE__ */ new Map();
	const nameOf = bindNames(estate?.settings.binds ?? {});
	const bindOf = (path) => {
		const name = nameOf(path);
		binds.set(name, path);
		return name;
	};
	const sketches = sketchesOf({
		guests,
		estate,
		snapshot: cluster.snapshot,
		hasSeveralNodes: nodes.size > 1,
		bindOf
	});
	const base = fileOf(estate, "base/lxc");
	const standing = estate && fileOf(estate, "phoenix");
	const around = {
		input,
		base: base ? mergePatch({}, parseFile(base).value ?? {}, SETS) : {},
		isLinked: !standing || hasSchemas(parseFile(standing).value ?? {}),
		treeOf: treeAround(input)
	};
	const added = (some) => {
		if (!standing) return /* @__PURE__ */ new Map();
		const lacking = additions(estate.settings, needsOf(some, binds), cluster);
		return /* @__PURE__ */ new Map([[standing.path, withAdditions(standing.text, lacking)]]);
	};
	const settled = settle({
		sketches,
		snapshot: cluster.snapshot,
		settings: standing ? null : newSettings(input.identity, needsOf(sketches, binds), cluster),
		settingsFile: standing?.path ?? "phoenix.json",
		ownBinds: new Set([...binds.keys()].filter((name) => !Object.hasOwn(estate?.settings.binds ?? {}, name))),
		treeOf: (files) => around.treeOf(new Map([...added(sketches), ...files])),
		load: input.load,
		wordsOf: (value) => overriding(around.base, value, SETS)
	});
	const settings = settled.settings ? /* @__PURE__ */ new Map([["phoenix.json", settingsText(withBinds(settled.settings, needsOf(settled.sketches, binds)))]]) : added(settled.sketches);
	const dropped = settled.dropped.map(({ sketch: { live }, why }) => ({
		vmid: live.vmid,
		node: live.node,
		why
	}));
	return {
		...outcome(around, settled, settings),
		skipped: [
			...found.skipped,
			...strangers,
			...dropped
		].toSorted((a, b) => a.vmid - b.vmid),
		machines: found.machines
	};
}
// src/authoring/import/folder-cluster.ts
/** A folder of conf files as a cluster that was read: what a file does not tell is guessed as little as can be. */
/** No conf file says whether its guest runs: those that start with the node do, most likely. */
function probablyRuns(text) {
	const { options } = parseConf(text);
	return parseBoolean(options.get("onboot") ?? "") === "1" && !options.has("template");
}
/**
* @param texts by their paths on a node
* @param running VMIDs of guests that run; null: nobody says
*/
function folderCluster(texts, running) {
	const files = [...texts].flatMap(([path, text]) => guestFile(path, text) ?? []);
	const active = files.filter(({ vmid, text }) => running ? running.has(vmid) : probablyRuns(text)).map(({ vmid }) => vmid).join(" ");
	const node = {
		reachable: true,
		files: /* @__PURE__ */ new Map(),
		pve: "",
		active,
		tasks: []
	};
	const names = [...new Set(files.map((file) => file.node))];
	return snapshotOf({
		at: (/* @__PURE__ */ new Date(0)).toISOString(),
		cluster: texts,
		nodes: new Map(names.map((name) => [name, node])),
		backups: null
	});
}
// src/sources/conf-folder.ts
/** A folder of guests' conf files, as somebody copied it from `/etc/pve`: read as the paths of a cluster. */
/** Files that are the cluster's, where they lie beside the guests. */
const SHARED = ["storage.cfg", "user.cfg"];
function namesIn(folder) {
	try {
		return readdirSync(folder).sort();
	} catch {
		return [];
	}
}
/** Where the guests of each node may lie; null: which node it is, nobody says. */
function placesIn(folder) {
	const roots = [folder, join(folder, "etc/pve")];
	const types = ["lxc", "qemu-server"];
	const named = roots.flatMap((root) => namesIn(join(root, "nodes")).flatMap((node) => types.map((type) => ({
		path: join(root, "nodes", node, type),
		type,
		node
	}))));
	if (named.length > 0) return named;
	const plain = roots.flatMap((root) => types.map((type) => ({
		path: join(root, type),
		type,
		node: null
	})));
	return [{
		path: folder,
		type: "lxc",
		node: null
	}, ...plain];
}
function textAt(path) {
	try {
		const info = lstatSync(path);
		if (!info.isFile()) return { why: "it is no file" };
		if (info.size > 1048576) return { why: "it is larger than 1 MiB" };
		return readFileSync(path, "utf8");
	} catch (error) {
		return { why: `it cannot be read: ${error.code ?? "for no known reason"}` };
	}
}
/**
* @param defaultNode whose guests they are, where their folder does not say
* @throws PhoenixError `UNREADABLE` when there is no such folder
*/
function readConfFolder(folder, defaultNode) {
	if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new PhoenixError("UNREADABLE", `there is no folder ${folder}`, { hint: "it holds conf files of guests: 101.conf, as in /etc/pve/lxc" });
	const texts = /* @__PURE__ */ new Map();
	const unread = [];
	const owners = /* @__PURE__ */ new Map();
	for (const { path, type, node } of placesIn(folder)) for (const name of namesIn(path).filter((one) => one.endsWith(".conf"))) {
		const file = join(path, name);
		const vmid = /^([1-9]\d{2,8})\.conf$/.exec(name)?.[1];
		const text = vmid === void 0 ? { why: "its name is no VMID" } : textAt(file);
		const owner = vmid === void 0 ? void 0 : owners.get(vmid);
		if (typeof text !== "string") unread.push({
			file,
			why: text.why
		});
		else if (owner !== void 0) unread.push({
			file,
			why: `${owner} has the same VMID`
		});
		else {
			if (vmid !== void 0) owners.set(vmid, file);
			texts.set(`/etc/pve/nodes/${node ?? defaultNode()}/${type}/${name}`, text);
		}
	}
	for (const name of SHARED) {
		const text = [join(folder, name), join(folder, "etc/pve", name)].map(textAt).find((one) => typeof one === "string");
		if (text !== void 0) texts.set(`/etc/pve/${name}`, text);
	}
	return {
		texts,
		unread
	};
}
// src/sources/has-settings.ts
/** Whether a folder is an estate's already. */
function hasSettings(configs) {
	return ["phoenix.json", "phoenix.jsonc"].some((name) => existsSync(join(configs, name)));
}
// src/commands/import-text.ts
/** `phoenix import` for people: the files, what stays unmanaged and why, what was skipped and why. */
/** So many lines of one kind are for people; `--json` has all. */
const MOST = 40;
function bounded(lines) {
	const rest = lines.length - MOST;
	return rest <= 1 ? lines : [...lines.slice(0, MOST), `  … and ${rest} more; --json tells all`];
}
/** What is left alike in many guests is said once. */
function leftLines(guests) {
	const groups = /* @__PURE__ */ new Map();
	for (const { vmid, left } of guests) for (const { path, why } of left) {
		const group = groups.get(why) ?? {
			names: /* @__PURE__ */ new Set(),
			vmids: /* @__PURE__ */ new Set()
		};
		group.names.add(fieldName$1(path));
		group.vmids.add(vmid);
		groups.set(why, group);
	}
	return [...groups].map(([why, { names, vmids }]) => {
		const which = vmids.size === guests.length && vmids.size > 1 ? "all" : listed([...vmids], 6, String);
		return `  ${plain(listed([...names], 6, String), 400)} of ${which}: ${plain(why)}`;
	});
}
const section = (title, lines) => lines.length === 0 ? [] : [
	"",
	title,
	...bounded(lines)
];
function fileLines({ guests, files, settings, schemas }) {
	const own = new Set(guests.map(({ file }) => file));
	const width = longest([...own]);
	return [
		...[...files.keys()].filter((path) => !own.has(path)).map((path) => `  ${path}`),
		...settings ? [`  ${settings.path} gets what it lacked`] : [],
		...schemas > 0 ? [`  ${schemaNote(schemas)}`] : [],
		...guests.map(({ file, vmid, node }) => `  ${file.padEnd(width)}  ${vmid} on ${plain(node, 60)}`)
	];
}
function importText(shown) {
	const { configs, dryRun, guests, skipped, machines, unread } = shown;
	const strange = skipped.filter(({ ours }) => !ours);
	const ours = skipped.length - strange.length;
	const known = `${plural(ours, "guest")} of this estate ${ours === 1 ? "needs no file" : "need no files"}`;
	const wrote = `${dryRun ? "Would write" : "Wrote"} ${plural(guests.length, "guest")} into ${configs}:`;
	return [
		...guests.length > 0 ? [wrote, ...fileLines(shown)] : [`Nothing to import: ${known}.`],
		...section("Not managed, and left as it is on the node:", leftLines(guests)),
		...section("Skipped:", [...strange.map(({ vmid, node, why }) => `  ${vmid} on ${plain(node, 60)}: ${plain(why)}`), ...unread.map(({ file, why }) => `  ${plain(file)}: ${why}`)]),
		...ours > 0 && guests.length > 0 ? ["", `${known}.`] : [],
		...machines.length > 0 ? ["", `${plural(machines.length, "virtual machine")} (${listed(machines, 6, String)}): there is no kind for them yet.`] : []
	].join("\n");
}
// src/commands/import.ts
/** `phoenix import`: files for guests that exist, from nodes or from a folder of conf files. Nothing changes on a node. */
/** Nothing is known of an estate that is not there yet. */
const NO_SETTINGS = settingsSchema.parse({
	name: "new",
	nodes: {}
});
function hostOf({ host }, settings) {
	const names = Object.keys(settings.nodes);
	const [only] = names;
	if (host !== void 0) return host;
	if (names.length === 1 && only !== void 0) return only;
	throw new PhoenixError("USAGE", "the conf files do not say which node they are of", { hint: "add --host NAME, as `hostname` prints it there" });
}
async function readNodes({ node }, settings, io) {
	const { cluster, addresses } = await discover(node, settings, io.err);
	try {
		return {
			cluster: {
				snapshot: await cluster.snapshot(),
				addresses,
				hasStorages: true
			},
			unread: []
		};
	} finally {
		await cluster.close();
	}
}
function readFolder(folder, options, settings) {
	const { texts, unread } = readConfFolder(folder, () => hostOf(options, settings));
	return {
		cluster: {
			snapshot: folderCluster(texts, options.running ? new Set(options.running) : null),
			addresses: /* @__PURE__ */ new Map(),
			hasStorages: texts.has("/etc/pve/storage.cfg")
		},
		unread
	};
}
function checkUsage({ name, vmid, all, from, host, running }) {
	if (!settingsSchema.shape.name.safeParse(name).success) throw new PhoenixError("USAGE", `${quote(name)} cannot name an estate`, { hint: "--name takes lower-case letters, digits and \"-\", beginning with a letter" });
	if (vmid && all) throw new PhoenixError("USAGE", "--all and --vmid are two wishes", { hint: "leave one of them out" });
	if (from === void 0 && (host !== void 0 || running !== void 0)) throw new PhoenixError("USAGE", "--host and --running belong to --from", { hint: "a node says itself what it is called and what runs on it" });
}
/** @throws PhoenixError `USAGE` for a VMID that is nobody's */
function checkWanted({ vmid }, { cluster }) {
	const missing = (vmid ?? []).filter((one) => !cluster.snapshot.guests.has(one));
	if (missing.length === 0) return;
	throw new PhoenixError("USAGE", `there is no guest ${missing.join(", ")}`, { hint: `known are ${[...cluster.snapshot.guests.keys()].toSorted((a, b) => a - b).join(", ") || "none"}` });
}
function nothing({ skipped, machines }, { unread }, { node, from }) {
	const where = from === void 0 ? node : from;
	const reasons = [
		...skipped.map(({ vmid, why }) => `${vmid}: ${why}`),
		...unread.map(({ file, why }) => `${file}: ${why}`),
		...machines.length > 0 ? [`${plural(machines.length, "virtual machine")}, for which there is no kind yet`] : []
	];
	const hint = reasons.length > 0 ? reasons.join("\n") : "containers have conf files /etc/pve/lxc/VMID.conf there";
	return new PhoenixError("REFUSED", `there is no container to import in ${where}`, { hint });
}
function write(configs, { files, settings }, schemas) {
	writeNew(configs, files);
	if (settings) writeWhole(join(configs, settings.path), settings.text);
	for (const [path, text] of schemas) writeWhole(join(configs, path), text);
}
function show(made, configs, options, io) {
	const { dryRun = false, json } = options;
	const { guests, skipped, machines, findings, files, settings, unread } = made;
	if (json) {
		const paths = [...files.keys(), ...settings ? [settings.path] : []].toSorted();
		const body = {
			v: 1,
			configs,
			written: !dryRun,
			files: paths,
			guests,
			skipped,
			unread,
			machines,
			findings
		};
		io.out(canonical(JSON.parse(JSON.stringify(body))));
		return;
	}
	io.out(importText({
		...made,
		configs,
		dryRun
	}));
	if (!dryRun && guests.length > 0) io.out(`\nNext: commit them, and look at \`phoenix plan --live\`: it adopts them, and changes nothing else.`);
	if (options.from !== void 0 && !options.running) io.out("\nConf files do not say which guests run: those with \"onboot\" are written as running; else name them by --running.");
}
async function run(options, configs, workspace, io) {
	const estate = hasSettings(configs) ? soundToLook(workspace.onDisk(), io) : null;
	const settings = estate?.settings ?? NO_SETTINGS;
	const { from, vmid } = options;
	const reading = from === void 0 ? await readNodes(options, settings, io) : readFolder(from, options, settings);
	checkWanted(options, reading);
	const made = importGuests({
		cluster: reading.cluster,
		estate,
		identity: {
			name: options.name,
			id: randomUUID()
		},
		vmids: vmid ? new Set(vmid) : null,
		load: (tree) => workspace.load(tree)
	});
	const isDone = made.skipped.length > 0 && made.skipped.every(({ ours }) => ours === true);
	if (made.guests.length === 0 && !isDone) throw nothing(made, reading, options);
	const schemas = estate ? /* @__PURE__ */ new Map() : schemasBeside();
	if (!options.dryRun) write(configs, made, schemas);
	show({
		...made,
		schemas: schemas.size,
		unread: reading.unread
	}, configs, options, io);
	const errors = errorsIn(made.findings);
	if (!options.json) showFindings(errors, made.tree, io);
	return errors.length === 0 ? 0 : 1;
}
/** Exit code 0 when there are files for all that can be imported. */
async function importCommand(options, io) {
	checkUsage(options);
	const { out } = options;
	const configs = out === void 0 ? options.configs : hasSettings(out) ? out : join(out, "configs");
	const workspace = openWorkspace({ configs });
	try {
		return await run(options, configs, workspace, io);
	} finally {
		workspace.close();
	}
}
export { importCommand };
