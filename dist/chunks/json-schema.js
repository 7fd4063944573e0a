import { r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { t as PhoenixError } from "./errors.js";
import { c as familyOf, d as parseBoolean, f as parsePropertyString, g as digest, h as decodeText, i as pointerSegments, l as formatPropertyString, m as EMPTY_CONF, n as isObject, o as FAMILIES, p as parseSize, r as pointer, s as PropertyStringError, t as canonical, u as formatSize, v as formatConf, y as parseConf } from "./json.js";
import { C as union, S as string, _ as never, b as record, d as _enum, f as array, h as literal, m as int, p as boolean, t as settingsSchema, v as number, w as toJSONSchema, x as strictObject, y as object } from "./settings.js";
import { i as sizeInKiB, n as durationInMs, r as durationText, t as diskSize$1 } from "./units.js";
import { createHash } from "node:crypto";
// src/kinds/lxc/field.ts
/**
* The common language of spec, conf file and diff: a guest as a flat list of fields. What makes fields stands in
* fields.ts (from a spec) and live.ts (from a conf file); what they cost stands in options.ts.
*/
const mountSlot = (path) => `mount:${path}`;
const deviceSlot = (path) => `device:${path}`;
const rawSlot = (key) => `raw:${key}`;
const snapshotSlot = (name) => `snapshot:${name}`;
/** `net0` … `net31`. */
function isNetSlot(slot) {
	return slot.startsWith("net") && /^net\d+$/.test(slot);
}
/** The part of a slot after its family: `/data` of `mount:/data`; null when the slot is of another family. */
function slotArgument(slot, family) {
	return slot.startsWith(`${family}:`) ? slot.slice(family.length + 1) : null;
}
/** Where the maps of the file stand that slots are named after. */
const MAPS = {
	mount: "mounts",
	device: "devices",
	raw: "raw",
	snapshot: "snapshots"
};
/** One segment of a pointer; most need no escape, and there are many. */
function step(segment) {
	return segment.includes("/") || segment.includes("~") ? pointer(segment) : `/${segment}`;
}
/** The pointer into the user's file of a slot's sub-property. */
function fieldPath(slot, key) {
	const tail = key === null ? "" : step(key);
	const colon = slot.indexOf(":");
	if (colon > 0) {
		const map = slot.slice(0, colon);
		return `/${MAPS[map] ?? map}${step(slot.slice(colon + 1))}${tail}`;
	}
	if (slot === "features") return key === "mount" ? "/mountfs" : tail;
	return `/${slot}${tail}`;
}
function field(slot, key, value) {
	return {
		path: fieldPath(slot, key),
		slot,
		key,
		value
	};
}
/** Fields by their paths. */
function byPath(fields) {
	return new Map(fields.map((one) => [one.path, one]));
}
// src/kinds/lxc/marker.ts
/**
* The marker: the line of a guest's description that says whose it is, and the tags that go with it. Parsing tolerates
* anything, since people edit Notes; what a marker means for ownership stands in observe.ts.
*/
/** Every guest of ours carries this tag. */
const TAG = "phoenix";
/** And this one besides while it is retired. */
const RETIRED_TAG = "phoenix-retired";
const OWN_TAGS = [TAG, RETIRED_TAG];
/** Characters that Proxmox takes in a description, before it escapes them (PVE 9.2). */
const LIMIT$1 = 8192;
const LINE = /^[ \t]*<!-- phoenix[ {].*$/gm;
const MARKER = /^[ \t]*<!-- phoenix (\{.*\}) -->[ \t]*$/;
const markerSchema = object({
	v: literal(1),
	estate: string(),
	env: string().nullable(),
	address: string(),
	vmid: int(),
	commit: string().nullable(),
	config: string(),
	phoenix: string(),
	retired: string().optional(),
	owed: array(string()).optional(),
	was: record(string(), string().nullable()).optional()
});
function vmidOf$1(mark) {
	return Number(mark.id.replace(/^vmid:/, ""));
}
/** JSON that cannot end the comment it stands in: no `--`, no `>`, no `<`, printable ASCII only. */
function harmless(value) {
	return JSON.stringify(value).replaceAll("--", "-\\u002d").replace(/[<>\x7f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
/** The marker as one line. */
function formatMarker(mark) {
	const { estate, env, address, commit, config, phoenix, retired, owed, was } = mark;
	return `<!-- phoenix ${harmless({
		v: 1,
		estate,
		env,
		address,
		vmid: vmidOf$1(mark),
		commit,
		config,
		phoenix,
		...retired !== void 0 && { retired },
		...owed !== void 0 && owed.length > 0 && { owed },
		...was !== void 0 && { was }
	})} -->`;
}
function parseLine(line) {
	const json = MARKER.exec(line)?.[1];
	if (json === void 0) return null;
	let value;
	try {
		value = JSON.parse(json);
	} catch {
		return null;
	}
	const parsed = markerSchema.safeParse(value);
	if (!parsed.success) return null;
	const { estate, env, address, vmid, commit, config, phoenix, retired, owed, was } = parsed.data;
	return {
		estate,
		env,
		address,
		id: `vmid:${vmid}`,
		commit,
		config,
		phoenix,
		...retired !== void 0 && { retired },
		...owed !== void 0 && { owed },
		...was !== void 0 && { was }
	};
}
/** The last marker of a description that can be read; null when there is none. */
function parseMarker(description) {
	const lines = description?.match(LINE) ?? [];
	for (const line of lines.toReversed()) {
		const mark = parseLine(line);
		if (mark) return mark;
	}
	return null;
}
/** Whether a line looks like a marker, readable or not. */
function hasMarkerLine(text) {
	return text.search(LINE) >= 0;
}
/**
* What people wrote: the description without marker lines, damaged ones included, and without newlines at the end,
* which Proxmox does not keep.
*/
function stripMarker(description) {
	return (description ?? "").split("\n").filter((line) => line.search(LINE) < 0).join("\n").replace(/\n+$/, "");
}
/**
* The description with the marker as its last line. Paths of what is owed are left out from the end when Proxmox's
* limit would be passed: they only remind of a restart.
*/
function writeMarker(text, mark) {
	const user = stripMarker(text);
	const withMark = (one) => user === "" ? formatMarker(one) : `${user}\n${formatMarker(one)}`;
	let owed = mark.owed ?? [];
	let result = withMark(mark);
	while (result.length > LIMIT$1 && owed.length > 0) {
		owed = owed.slice(0, -1);
		result = withMark({
			...mark,
			owed
		});
	}
	return result;
}
/** Tags as Proxmox keeps them: lower case, sorted, each once. */
function normaliseTags(tags) {
	return [...new Set(tags.map((tag) => tag.toLowerCase()))].toSorted();
}
/** Tags that people set: without Phoenix's own. */
function userTags(tags) {
	return normaliseTags(tags).filter((tag) => !OWN_TAGS.includes(tag));
}
/** Splits the `tags` of a conf file. */
function splitTags(value) {
	return value.split(/[\s,;]+/).filter((tag) => tag !== "");
}
/** The value of `--tags` for these tags of the user's, with Phoenix's own. */
function writeTags(tags, retired) {
	return normaliseTags([
		...userTags(tags),
		TAG,
		...retired ? [RETIRED_TAG] : []
	]).join(";");
}
// src/kinds/lxc/canonical.ts
/**
* One text for each value, whether it came from a file or from a conf: so that equal values compare equal. It follows
* what Proxmox does on writing (PVE 9.2) and undoes what it leaves open, such as the order in a list.
*/
const BOOLEANS = new Set("onboot protection template console debug unprivileged features.nesting features.keyctl features.fuse features.mknod features.force_rw_sys net.firewall net.link_down net.host-managed device.deny-write rootfs.acl rootfs.ro rootfs.quota rootfs.replicate rootfs.shared mount.acl mount.ro mount.quota mount.replicate mount.shared mount.backup mount.keepattrs".split(" "));
const NUMBERS = /* @__PURE__ */ new Set(["cpulimit", "net.rate"]);
const SIZES = /* @__PURE__ */ new Set(["rootfs.size", "mount.size"]);
const SETS = /* @__PURE__ */ new Set([
	"rootfs.mountoptions",
	"mount.mountoptions",
	"net.trunks",
	"features.mount"
]);
/** Lists whose order is meaning; only their separators differ. */
const LISTS = /* @__PURE__ */ new Set(["nameserver", "searchdomain"]);
/** `net` of `net3`, `mount` of `mount:/data`, `memory` of itself. */
function family(slot) {
	const colon = slot.indexOf(":");
	if (colon > 0) return slot.slice(0, colon);
	return isNetSlot(slot) ? "net" : slot;
}
/** The name of a field in tables: `memory`, `net.ip`, `mount.size`. */
function fieldName(slot, key) {
	return key === null ? family(slot) : `${family(slot)}.${key}`;
}
function sorted(value) {
	const items = value.split(/[;\s]+/).filter((item) => item !== "");
	const numeric = items.every((item) => /^\d+$/.test(item));
	return [...new Set(items)].sort(numeric ? (a, b) => Number(a) - Number(b) : void 0).join(";");
}
/** The canonical text of a value in Proxmox's words; what cannot be understood stays as it is. */
function canonicalValue(slot, key, value) {
	const name = fieldName(slot, key);
	if (BOOLEANS.has(name)) return parseBoolean(value) ?? value;
	if (SIZES.has(name)) {
		const bytes = parseSize(value);
		return bytes === null ? value : formatSize(bytes);
	}
	if (NUMBERS.has(name)) return /^\d+(?:\.\d+)?$/.test(value) ? String(Number(value)) : value;
	if (SETS.has(name)) return sorted(value);
	if (LISTS.has(name)) return value.split(/[\s,;]+/).filter((item) => item !== "").join(" ");
	if (name === "tags") return userTags(splitTags(value)).join(";");
	if (name === "net.hwaddr") return value.toUpperCase();
	return value;
}
// src/kinds/lxc/conf-fields.ts
/** Scalar options of the conf file that are fields of their own. */
const SCALARS$2 = "arch ostype unprivileged hostname cores cpulimit cpuunits memory swap nameserver searchdomain timezone onboot protection hookscript cmode console tty debug entrypoint template".split(" ");
/** A property string that cannot be split, as a hand may have left it, names nothing. */
function properties(fields, text) {
	try {
		return parsePropertyString(fields, text);
	} catch (error) {
		if (error instanceof PropertyStringError) return /* @__PURE__ */ new Map();
		throw error;
	}
}
function group$1(slot, values, leaveOut = []) {
	return [...values].filter(([key]) => !leaveOut.includes(key)).map(([key, value]) => field(slot, key, canonicalValue(slot, key, value)));
}
/** Proxmox takes `data` and `/data/` for `/data`; a field has one name. */
function mountPath(mp) {
	return `/${mp.split("/").filter((segment) => segment !== "").join("/")}`;
}
function volumeFields(slot, values) {
	const volume = values.get("volume") ?? "";
	if (volume.startsWith("/")) return [field(slot, "bind", volume), ...group$1(slot, values, [
		"volume",
		"mp",
		"size"
	])];
	const storage = /^([^:]+):/.exec(volume)?.[1];
	return [...storage === void 0 ? [] : [field(slot, "storage", storage)], ...group$1(slot, values, ["volume", "mp"])];
}
/** Of two words for one thing the last one counts. */
function startupFields(value) {
	const words = /* @__PURE__ */ new Map();
	for (const part of value.split(",")) {
		const match = /^(?:(order|up|down)=)?(\d+)$/.exec(part.trim());
		if (match) words.set(match[1] ?? "order", String(Number(match[2])));
	}
	return group$1("startup", words);
}
function envFields(value) {
	const variables = /* @__PURE__ */ new Map();
	for (const variable of value.split("\0")) {
		const match = /^(\w+)=(.*)$/s.exec(variable);
		if (match) variables.set(match[1] ?? "", match[2] ?? "");
	}
	return group$1("env", variables);
}
/** The slot of a numbered key (`mp0`, `dev1`), or null for any other key. */
function numberedSlot(key, value) {
	if (/^mp\d+$/.test(key)) {
		const mp = properties(FAMILIES.mp, value).get("mp");
		return mp === void 0 ? null : mountSlot(mountPath(mp));
	}
	if (/^dev\d+$/.test(key)) {
		const path = properties(FAMILIES.dev, value).get("path");
		return path === void 0 ? null : deviceSlot(path);
	}
	return null;
}
function optionFields(key, value) {
	if (SCALARS$2.includes(key)) return [field(key, null, canonicalValue(key, null, value))];
	if (/^net\d+$/.test(key)) return group$1(key, properties(FAMILIES.net, value), ["type"]);
	switch (key) {
		case "tags": {
			const tags = canonicalValue("tags", null, value);
			return tags === "" ? [] : [field("tags", null, tags)];
		}
		case "features": return group$1("features", properties(FAMILIES.features, value));
		case "startup": return startupFields(value);
		case "env": return envFields(value);
		case "rootfs": return volumeFields("rootfs", properties(FAMILIES.rootfs, value));
	}
	const slot = numberedSlot(key, value);
	if (slot === null) return [];
	if (key.startsWith("mp")) return volumeFields(slot, properties(FAMILIES.mp, value));
	return group$1(slot, properties(FAMILIES.dev, value));
}
/** Raw lines of one key are one field: their order is meaning. */
function rawFields(lines) {
	const values = /* @__PURE__ */ new Map();
	for (const { key, value } of lines) values.set(key, [...values.get(key) ?? [], value]);
	return [...values].map(([key, list]) => field(rawSlot(key), null, list.join("\n")));
}
/** In the order of their numbers, so that of two entries for one path the first one counts. */
function sortedKeys(options) {
	const split = (key) => [key.replace(/\d+$/, ""), Number(/\d+$/.exec(key)?.[0] ?? -1)];
	return [...options.keys()].toSorted((a, b) => {
		const [x, y] = [split(a), split(b)];
		return x[0] === y[0] ? x[1] - y[1] : x[0] < y[0] ? -1 : 1;
	});
}
/** Of two entries for one path in the guest, the one with the lower number counts, and wholly. */
function firstOnly(options) {
	const taken = /* @__PURE__ */ new Set();
	return sortedKeys(options).filter((key) => {
		const slot = numberedSlot(key, options.get(key) ?? "");
		if (slot === null) return true;
		const isFirst = !taken.has(slot);
		taken.add(slot);
		return isFirst;
	});
}
/** The fields of a section of the conf file, snapshots and what is not in the file left out. */
function sectionFields(section) {
	const description = stripMarker(section.description);
	return [
		...description === "" ? [] : [field("description", null, description)],
		...firstOnly(section.options).flatMap((key) => optionFields(key, section.options.get(key) ?? "")),
		...rawFields(section.raw)
	];
}
// src/kinds/lxc/live.ts
/**
* A conf file as the same flat list of fields that a spec gives, once for what holds now and once for what the next
* start makes of it. Whose guest it is stands in observe.ts.
*/
/** A snapshot that is being made is none yet; one that is being deleted is still there. */
function snapshotFields(conf) {
	return [...conf.snapshots].filter(([, { options }]) => options.get("snapstate") !== "prepare").flatMap(([name, { description }]) => {
		const text = (description ?? "").replace(/\n+$/, "");
		return [field(snapshotSlot(name), null, "1"), ...text === "" ? [] : [field(snapshotSlot(name), "description", text)]];
	});
}
function afterStart(conf) {
	const { pending } = conf;
	if (!pending) return conf;
	const options = new Map(conf.options);
	for (const key of pending.delete) options.delete(key);
	for (const [key, value] of pending.options) options.set(key, value);
	return {
		description: conf.description,
		options,
		raw: conf.raw
	};
}
function slotKeys(conf) {
	const keys = /* @__PURE__ */ new Map();
	for (const options of [conf.options, conf.pending?.options ?? /* @__PURE__ */ new Map()]) for (const key of sortedKeys(options)) {
		const slot = numberedSlot(key, options.get(key) ?? "");
		if (slot !== null && !keys.has(slot)) keys.set(slot, key);
	}
	return keys;
}
/** Reads a guest's file. `pool` comes from the cluster's user.cfg, since the conf file does not know it. */
function liveOf$1(file, running, pool) {
	const conf = parseConf(file.text);
	const outside = [
		field("node", null, file.node),
		field("state", null, running ? "running" : "stopped"),
		...conf.options.has("template") ? [] : [field("template", null, "0")],
		...conf.options.has("unprivileged") ? [] : [field("unprivileged", null, "0")],
		...pool === null ? [] : [field("pool", null, pool)],
		...snapshotFields(conf)
	];
	const fields = [...sectionFields(conf), ...outside];
	const pending = [.../* @__PURE__ */ new Set([...conf.pending?.options.keys() ?? [], ...conf.pending?.delete ?? []])];
	const next = pending.length === 0 ? fields : [...sectionFields(afterStart(conf)), ...outside];
	return {
		vmid: file.vmid,
		node: file.node,
		digest: file.digest,
		running,
		conf,
		fields,
		next,
		pending: pending.toSorted(),
		keys: slotKeys(conf),
		unused: sortedKeys(conf.options).filter((key) => /^unused\d+$/.test(key)).map((key) => ({
			key,
			volume: conf.options.get(key) ?? ""
		})),
		lock: conf.options.get("lock") ?? null,
		retired: splitTags(conf.options.get("tags") ?? "").includes(RETIRED_TAG)
	};
}
/** The pool of a guest. */
function poolOf(snapshot, vmid) {
	for (const [pool, members] of snapshot.pools) if (members.includes(vmid)) return pool;
	return null;
}
/** A guest of a snapshot of the estate; null when there is no such container. */
function liveIn(snapshot, vmid) {
	const file = snapshot.guests.get(vmid);
	if (!file || file.type !== "lxc") return null;
	const node = snapshot.nodes.get(file.node);
	return liveOf$1(file, node?.reachable === true && node.running.has(vmid), poolOf(snapshot, vmid));
}
const READ = /* @__PURE__ */ new WeakMap();
/** A fresh reading of one guest; what was read once is parsed once, however many conditions look at it. */
function liveNow(state) {
	if (!state.file || state.file.type !== "lxc") return null;
	const known = READ.get(state);
	if (known) return known;
	const live = liveOf$1(state.file, state.running, state.pool);
	READ.set(state, live);
	return live;
}
// src/kinds/lxc/option-row.ts
/** A row of an option that is called alike in the file, costs the same both ways, and can be deleted. */
function row(field, type, set, rest = {}) {
	return {
		field,
		option: field,
		file: field,
		type,
		set,
		remove: set,
		removal: "delete",
		...rest
	};
}
// src/kinds/lxc/options.ts
const onlyAtCreation = (field, type, rest = {}) => row(field, type, "impossible", {
	removal: "never",
	note: "only creation can set it; raise \"generation\" to have the guest made anew",
	...rest
});
const SCALARS$1 = [
	row("hostname", "DNS name", "restart", {
		removal: "never",
		late: true,
		note: "written at once; the guest takes it at its next start"
	}),
	row("description", "text", "config"),
	row("tags", "set of tags", "config", { default: "" }),
	row("onboot", "boolean", "config", { default: "0" }),
	row("protection", "boolean", "config", { default: "0" }),
	row("hookscript", "volume id", "config"),
	row("cores", "1 to 8192", "live", { note: "pvestatd moves the guest to its cores within 10 s" }),
	row("cpulimit", "cores", "live", { default: "0" }),
	row("cpuunits", "weight", "live"),
	row("memory", "MiB", "live", {
		default: "512",
		removal: "default"
	}),
	row("swap", "MiB", "live", {
		default: "512",
		removal: "default"
	}),
	row("nameserver", "addresses", "restart"),
	row("searchdomain", "DNS names", "restart"),
	row("timezone", "time zone", "restart"),
	row("cmode", "shell, console, tty", "restart", { default: "tty" }),
	row("console", "boolean", "restart", { default: "1" }),
	row("tty", "0 to 6", "restart", { default: "2" }),
	row("debug", "boolean", "restart", { default: "0" }),
	row("entrypoint", "command", "restart", {
		default: "/sbin/init",
		since: "9.1"
	}),
	row("env", "variables", "restart", {
		file: "env.NAME",
		since: "9.1"
	}),
	onlyAtCreation("arch", "architecture"),
	onlyAtCreation("ostype", "distribution"),
	onlyAtCreation("unprivileged", "boolean"),
	onlyAtCreation("ssh-public-keys", "OpenSSH keys"),
	onlyAtCreation("ostemplate", "volume id"),
	row("template", "boolean", "offline", {
		default: "0",
		removal: "never",
		note: "pct template: there is no way back"
	}),
	row("pool", "pool", "config")
];
const STARTUP = [
	"order",
	"up",
	"down"
].map((key) => row(`startup.${key}`, key === "order" ? "number" : "seconds", "config", {
	option: "startup",
	file: `startup.${key}`
}));
const FEATURES = [...[
	"nesting",
	"keyctl",
	"fuse",
	"mknod",
	"force_rw_sys"
].map((key) => row(`features.${key}`, "boolean", "restart", {
	option: "features",
	file: key,
	default: "0"
})), row("features.mount", "file systems", "restart", {
	option: "features",
	file: "mountfs",
	default: ""
})];
const LATE_ON_NET = "written at once; the card takes it at the next start of the guest";
function net$1(key, type, rest = {}) {
	return row(`net.${key}`, type, "live", {
		option: "net[n]",
		file: `net0.${key}`,
		...rest
	});
}
/** Proxmox compares name, MAC, bridge, VLAN, firewall, link and rate of a plugged card, and applies nothing else. */
function lateNet(key, type, rest = {}) {
	return {
		...net$1(key, type, {
			add: "live",
			remove: "restart",
			late: true,
			note: LATE_ON_NET,
			...rest
		}),
		set: "restart"
	};
}
const NET = [
	net$1("name", "name of the card", {
		removal: "never",
		note: "the card is plugged anew"
	}),
	net$1("bridge", "bridge or vnet"),
	net$1("hwaddr", "MAC address", { note: "the card is plugged anew" }),
	net$1("ip", "CIDR, dhcp, manual"),
	net$1("gw", "address"),
	net$1("ip6", "CIDR, auto, dhcp, manual"),
	net$1("gw6", "address"),
	net$1("tag", "VLAN id"),
	lateNet("trunks", "VLAN ids"),
	lateNet("mtu", "64 to 65535"),
	net$1("rate", "MB/s"),
	net$1("firewall", "boolean", { default: "0" }),
	net$1("link_down", "boolean", { default: "0" }),
	lateNet("host-managed", "boolean", {
		default: "0",
		since: "9.1"
	})
];
const NO_MOVE = "this version moves no volumes; do it with pct move-volume, then write the new storage here";
const NO_SHRINK = "Proxmox grows volumes and never shrinks them";
const VOLUME_FLAGS = [
	[
		"acl",
		"boolean",
		{}
	],
	[
		"mountoptions",
		"mount options",
		{ default: "" }
	],
	[
		"quota",
		"boolean",
		{ default: "0" }
	],
	[
		"replicate",
		"boolean",
		{ default: "1" }
	],
	[
		"ro",
		"boolean",
		{ default: "0" }
	],
	[
		"shared",
		"boolean",
		{ default: "0" }
	],
	[
		"idmap",
		"id mappings",
		{ since: "9.2" }
	]
];
const ROOTFS = [
	row("rootfs.storage", "storage", "impossible", {
		option: "rootfs",
		file: "rootfs.storage",
		removal: "never",
		note: NO_MOVE
	}),
	row("rootfs.size", "GiB", "live", {
		option: "rootfs",
		file: "rootfs.size",
		removal: "never",
		note: "cannot shrink back"
	}),
	...VOLUME_FLAGS.map(([key, type, rest]) => row(`rootfs.${key}`, type, "restart", {
		option: "rootfs",
		file: `rootfs.${key}`,
		...rest
	}))
];
function mount$1(key, type, set, rest = {}) {
	return row(`mount.${key}`, type, set, {
		option: "mp[n]",
		file: `mounts.PATH.${key}`,
		add: "live",
		remove: "restart",
		...rest
	});
}
const MOUNT = [
	mount$1("bind", "bind of phoenix.json", "restart"),
	mount$1("storage", "storage", "impossible", { note: NO_MOVE }),
	mount$1("size", "GiB", "live", { note: "cannot shrink back" }),
	...VOLUME_FLAGS.map(([key, type, rest]) => mount$1(key, type, "restart", rest)),
	mount$1("backup", "boolean", "restart", { default: "0" }),
	mount$1("keepattrs", "boolean", "restart", {
		default: "0",
		since: "9.2"
	})
];
function device$1(key, type, rest = {}) {
	return row(`device.${key}`, type, "restart", {
		option: "dev[n]",
		file: `devices.PATH.${key}`,
		since: "8.1",
		add: "live",
		addBefore: {
			pve: "9.0",
			effect: "restart"
		},
		...rest
	});
}
const DEVICE = [
	device$1("path", "device", { file: "devices.PATH" }),
	device$1("mode", "octal"),
	device$1("uid", "number", { default: "0" }),
	device$1("gid", "number", { default: "0" }),
	device$1("deny-write", "boolean", {
		since: "8.3",
		default: "0"
	})
];
/** What is no option of `pct create` or `pct set`. */
const OTHERS = [
	onlyAtCreation("generation", "number", { option: null }),
	...[
		"from",
		"full",
		"snapshot",
		"storage"
	].map((key) => onlyAtCreation(`clone.${key}`, key === "full" ? "boolean" : key, {
		option: null,
		file: `clone.${key}`
	})),
	row("node", "node", "offline", {
		option: null,
		removal: "never",
		note: "containers migrate stopped"
	}),
	row("state", "running, stopped", "offline", {
		option: null,
		removal: "never"
	}),
	row("raw", "lxc.* lines", "restart", {
		option: null,
		file: "raw.\"lxc.KEY\"",
		late: true,
		note: "written at once; the guest takes it at its next start"
	}),
	row("snapshot", "snapshot", "live", {
		option: null,
		file: "snapshots.NAME",
		note: "removing it frees its data"
	}),
	row("snapshot.description", "text", "impossible", {
		option: null,
		file: "snapshots.NAME.description",
		add: "live",
		remove: "impossible",
		note: "this version does not rewrite a snapshot; take another one under a new name"
	})
];
const OPTIONS = [
	...SCALARS$1,
	...STARTUP,
	...FEATURES,
	...ROOTFS,
	...NET,
	...MOUNT,
	...DEVICE,
	...OTHERS
];
const ROWS = new Map(OPTIONS.map((one) => [one.field, one]));
/** The row of a field by its name. @throws for a name that no field has: that is a bug. */
function optionRow(name) {
	const found = ROWS.get(name.startsWith("env.") ? "env" : name);
	if (!found) throw new Error(`no option is called ${name}`);
	return found;
}
// src/kinds/lxc/conditions.ts
/** Every option that says what a guest is for; its disks, memory, swap and what only creation sets are left out. */
const OWN = /^(?:onboot|startup|protection|hookscript|features|nameserver|searchdomain|timezone|env|entrypoint|cmode|console|tty|debug|cores|cpulimit|cpuunits|net\d+|dev\d+)$/;
/** A condition on a guest. */
function cond(vmid, check) {
	return {
		scope: `guest:${vmid}`,
		check
	};
}
/** Every volume that lives and dies with the guest, sorted: those of disks, mounts and unused ones; no binds. */
function volumesOf(live) {
	const found = /* @__PURE__ */ new Set();
	for (const options of [live.conf.options, live.conf.pending?.options ?? /* @__PURE__ */ new Map()]) for (const [option, value] of options) {
		if (!/^(?:rootfs|mp\d+|unused\d+)$/.test(option)) continue;
		const volume = /^(?:volume=)?([^,]*)/.exec(value)?.[1] ?? "";
		if (!volume.startsWith("/")) found.add(volume);
	}
	return [...found].toSorted();
}
function valueIn$1(fields, slot, key) {
	return fields.find((one) => one.slot === slot && one.key === key)?.value ?? null;
}
/** What an absent field amounts to: Proxmox writes no line for a privileged guest. */
function absentValue(slot, key) {
	return slot === "unprivileged" ? "0" : optionRow(fieldName(slot, key)).default ?? null;
}
function nameOf({ slot, key }) {
	return key === null ? slot : `${slot} ${key}`;
}
function fieldsHold(live, expects, when) {
	const fields = when === "now" ? live.fields : live.next;
	for (const expect of expects) {
		const { slot, key, value } = expect;
		const found = valueIn$1(fields, slot, key);
		const wanted = value === null ? null : canonicalValue(slot, key, value);
		if (found === wanted || found === null && wanted === absentValue(slot, key)) continue;
		const [have, want] = [found ?? "nothing", wanted ?? "nothing"];
		return `${nameOf(expect)} is ${have} instead of ${want}`;
	}
	return true;
}
function isSet(live, option) {
	return live.conf.options.has(option) || (live.conf.pending?.options.has(option) ?? false);
}
function markedAs(live, want) {
	const mark = parseMarker(live.conf.description);
	if (!mark) return "it carries no marker";
	return mark.address === want.address && mark.commit === want.commit && mark.config === want.config && (mark.owed ?? []).join("\n") === want.owed.join("\n") || "its marker says something else";
}
/** What needs a guest to be there. */
function liveHolds(check, live, pool) {
	switch (check.is) {
		case "exists": return true;
		case "running": return live.running || "it does not run";
		case "stopped": return !live.running || "it runs";
		case "unlocked": return live.lock === null || `Proxmox holds its lock (${live.lock})`;
		case "locked": return live.lock === check.by || `its lock is ${live.lock ?? "gone"} instead of ${check.by}`;
		case "fields": return fieldsHold(live, check.fields, check.when);
		case "unset": {
			const found = check.options.find((option) => isSet(live, option));
			return found === void 0 || `${found} is there already`;
		}
		case "own": {
			const foreign = [...live.conf.options.keys()].filter((option) => OWN.test(option)).filter((option) => !check.options.includes(option));
			return foreign.length === 0 || `it took over ${foreign.join(", ")} from its source`;
		}
		case "settled": {
			const waiting = check.options.filter((option) => live.pending.includes(option));
			return waiting.length === 0 || `${waiting.join(", ")} still waits for a restart`;
		}
		case "size": {
			const text = valueIn$1(live.fields, check.slot, "size");
			const bytes = text === null ? null : parseSize(text);
			return bytes !== null && bytes >= check.bytes || `the volume of ${check.slot} is ${text ?? "gone"}`;
		}
		case "marked": return markedAs(live, check);
		case "retired": {
			const retired = parseMarker(live.conf.description)?.retired;
			if (!live.retired || retired === void 0) return "it is not retired";
			return Date.parse(retired) <= Date.parse(check.until) || `it was retired at ${retired} only`;
		}
		case "snapshot": {
			const found = live.conf.snapshots.get(check.name);
			const whole = found !== void 0 && !found.options.has("snapstate");
			if (check.there) return whole || `the snapshot ${check.name} is ${found ? "half made" : "not there"}`;
			return found === void 0 || `the snapshot ${check.name} is still there`;
		}
		case "unsnapped": {
			const names = [...live.conf.snapshots.keys()];
			return names.length === 0 || `it has snapshots: ${names.join(", ")}`;
		}
		case "volumes": {
			const found = volumesOf(live);
			return found.join("\n") === check.volumes.join("\n") || `its volumes are ${found.join(", ")}`;
		}
		case "pool": return pool === check.pool || `its pool is ${pool ?? "none"}`;
		case "node": return live.node === check.node || `it is on ${live.node}`;
		case "digest":
		case "absent": return true;
	}
}
/**
* True, or what is not as it should be, in words that follow the guest's name: `it does not run`.
* @param digest of the conf file as this apply last saw it; null: it has not seen the guest yet
*/
function holds(check, state, digest) {
	const own = check;
	if (own.is === "absent") return state.file === null || `there is a guest ${state.vmid}`;
	const live = liveNow(state);
	if (!live) return state.file ? `${state.vmid} is no container` : `there is no guest ${state.vmid}`;
	if (own.is === "digest") return live.digest === digest || "someone else changed it since it was read";
	return liveHolds(own, live, state.pool) ?? `this version knows no condition ${check.is}`;
}
// src/kinds/lxc/spec.ts
/** A mount that a storage volume backs: it holds data that lives and dies with the guest. */
function isVolume(mount) {
	return mount["storage"] !== void 0;
}
/** Deep equality of JSON: most guests of an estate are as they were, and need no comparing field by field. */
function isSame(a, b) {
	if (a === b) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length) return false;
	return keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}
function isSameSpec(a, b) {
	return isSame(a, b);
}
// src/kinds/lxc/describe.ts
/** `10.0.0.5` of `10.0.0.5/24`; null for what only the running guest knows. */
function addressOf(value) {
	return value?.includes("/") ? value.replace(/\/.*$/, "") : null;
}
/** A clone needs its source, and a dependent needs what it depends on to be ready. */
function edgesOf(resource) {
	const { source, dependsOn } = resource.spec;
	const edges = dependsOn.map((to) => ({
		to,
		when: "ready"
	}));
	if (source?.is === "clone" && source.address !== null && !dependsOn.includes(source.address)) edges.push({
		to: source.address,
		when: "exists"
	});
	return edges;
}
/** `hostname`, `vmid`, `node`, and of each card `net0.address`, `net0.address6`, `net0.gateway`, `net0.hwaddr`, `net0.name`. */
function outputsOf(spec) {
	const outputs = {
		hostname: spec.hostname,
		vmid: String(spec.vmid),
		node: spec.node
	};
	for (const [slot, net] of Object.entries(spec.nets)) {
		outputs[`${slot}.name`] = net["name"] ?? null;
		outputs[`${slot}.address`] = addressOf(net["ip"]);
		outputs[`${slot}.address6`] = addressOf(net["ip6"]);
		outputs[`${slot}.gateway`] = net["gw"] ?? null;
		outputs[`${slot}.hwaddr`] = net["hwaddr"] ?? null;
	}
	return outputs;
}
/** Proxmox gives 512 MiB where nothing is said; without `cores` a guest has no cores of its own. */
function demandOf(spec) {
	if (spec.state !== "running") return null;
	return {
		node: spec.node,
		memory: Number(spec.options["memory"] ?? "512") * 1024,
		cores: Number(spec.options["cores"] ?? "0")
	};
}
function sourceText({ source }) {
	if (!source) return "adopted";
	if (source.is === "ostemplate") return source.volume.replace(/^.*[:/]/, "").replace(/\.tar\.\w+$/, "");
	const from = source.address ?? String(source.vmid);
	const snapshot = source.snapshot === void 0 ? "" : `@${source.snapshot}`;
	return `${source.full === void 0 ? "clone" : source.full ? "full clone" : "linked clone"} of ${from}${snapshot}`;
}
/** `linked clone of lxc/base, 128G, gpu1, 10.0.0.159`. */
function summaryOf(spec) {
	const size = spec.rootfs?.["size"];
	const volumes = Object.values(spec.mounts).filter(isVolume).length;
	const addresses = Object.values(spec.nets).map((net) => addressOf(net["ip"]) ?? net["ip"]);
	return [
		spec.template ? `template from ${sourceText(spec)}` : sourceText(spec),
		size,
		volumes === 0 ? void 0 : volumes === 1 ? "1 data volume" : `${volumes} data volumes`,
		...Object.keys(spec.gpus),
		...addresses
	].filter((word) => word !== void 0).join(", ");
}
// src/kinds/lxc/compare.ts
/** Slots that are not compared with what there is: only creation can set them, and git alone tells that they changed. */
const CREATION = new Set("ostemplate clone ssh-public-keys arch ostype unprivileged".split(" "));
/** Slots that the diff decides by itself. */
const APART$1 = /* @__PURE__ */ new Set(["node", "state"]);
/** The cover check compares what a disk or mount was before: there, an absent value is told as what it amounts to. */
function told(slot, value, row, stands) {
	const amounts = stands && (slot === "rootfs" || slot.startsWith("mount:")) ? row.default : void 0;
	return value ?? (amounts === "" ? null : amounts ?? null);
}
function differenceOf({ path, slot, key }, row, stands, wanted, now, next) {
	const end = wanted ?? row.default;
	const [isNow, isNext] = [(now ?? row.default) === end, (next ?? row.default) === end];
	if (isNow && isNext) return null;
	return {
		path,
		slot,
		key,
		before: told(slot, isNow ? next : now, row, stands),
		after: wanted ?? (row.removal === "default" ? row.default ?? null : null),
		is: isNow ? "undone" : isNext ? "waiting" : "open"
	};
}
/** What differs among the fields that git manages: those it names, and those it named before. All else survives. */
function compare(sides) {
	const [want, base, now] = [
		byPath(sides.want),
		byPath(sides.base),
		byPath(sides.now)
	];
	const next = sides.next === sides.now ? now : byPath(sides.next);
	const differences = [];
	const standing = new Set(sides.now.map((one) => one.slot));
	for (const wanted of want.values()) {
		const { path, slot } = wanted;
		if (CREATION.has(slot) || APART$1.has(slot)) continue;
		const value = now.get(path)?.value;
		if (value === wanted.value && next === now) continue;
		const found = differenceOf(wanted, optionRow(fieldName(slot, wanted.key)), standing.has(slot), wanted.value, value, next.get(path)?.value);
		if (found) differences.push(found);
	}
	const slots = new Set(sides.want.map((one) => one.slot));
	for (const before of base.values()) {
		const { path, slot, key } = before;
		if (want.has(path) || CREATION.has(slot) || APART$1.has(slot)) continue;
		const row = optionRow(fieldName(slot, key));
		if (row.removal === "never" && (slots.has(slot) || slot === "rootfs")) continue;
		const found = differenceOf(before, row, standing.has(slot), void 0, now.get(path)?.value, next.get(path)?.value);
		if (found) differences.push(found);
	}
	return differences;
}
/** What only creation can set and git changed. */
function compareCreation(want, base) {
	const [wanted, before] = [byPath(want), byPath(base)];
	return [.../* @__PURE__ */ new Set([...wanted.keys(), ...before.keys()])].flatMap((path) => {
		const one = wanted.get(path) ?? before.get(path);
		if (!one || !CREATION.has(one.slot)) return [];
		const [a, b] = [before.get(path)?.value ?? null, wanted.get(path)?.value ?? null];
		return a === b ? [] : [{
			path,
			slot: one.slot,
			key: one.key,
			before: a,
			after: b,
			is: "open"
		}];
	});
}
// src/kinds/lxc/fields.ts
function group(slot, values) {
	return Object.entries(values).map(([key, value]) => field(slot, key, value));
}
function optional(slot, value) {
	return value === void 0 || value === "" ? [] : [field(slot, null, value)];
}
function sourceFields(source) {
	if (!source) return [];
	if (source.is === "ostemplate") return [field("ostemplate", null, source.volume)];
	const { vmid, full, snapshot, storage } = source;
	return [
		field("clone", "from", String(vmid)),
		...full === void 0 ? [] : [field("clone", "full", full ? "1" : "0")],
		...snapshot === void 0 ? [] : [field("clone", "snapshot", snapshot)],
		...storage === void 0 ? [] : [field("clone", "storage", storage)]
	];
}
/** Every value that the spec names, in a stable order. A value that git does not name has no field: it is unmanaged. */
function fieldsOf(spec) {
	return [
		field("node", null, spec.node),
		...sourceFields(spec.source),
		field("unprivileged", null, spec.unprivileged ? "1" : "0"),
		...optional("arch", spec.arch),
		...optional("ostype", spec.ostype),
		...optional("ssh-public-keys", spec.sshPublicKeys?.join("\n")),
		field("hostname", null, spec.hostname),
		...optional("description", spec.description),
		...spec.tags === void 0 ? [] : [field("tags", null, spec.tags.join(";"))],
		...optional("pool", spec.pool),
		...Object.entries(spec.options).map(([option, value]) => field(option, null, value)),
		...group("features", spec.features),
		...group("startup", spec.startup),
		...group("rootfs", spec.rootfs ?? {}),
		...Object.entries(spec.nets).flatMap(([slot, values]) => group(slot, values)),
		...Object.entries(spec.mounts).flatMap(([path, values]) => group(mountSlot(path), values)),
		...Object.entries(spec.devices).flatMap(([path, values]) => [field(deviceSlot(path), "path", path), ...group(deviceSlot(path), values)]),
		...group("env", spec.env),
		...Object.entries(spec.raw).map(([key, values]) => field(rawSlot(key), null, values.join("\n"))),
		...Object.entries(spec.snapshots).flatMap(([name, { description }]) => [field(snapshotSlot(name), null, "1"), ...description === void 0 || description === "" ? [] : [field(snapshotSlot(name), "description", description)]]),
		field("template", null, spec.template ? "1" : "0"),
		field("state", null, spec.state)
	];
}
// src/kinds/lxc/movable.ts
/** A storage as the cluster has it, or as the node that the guest is on declares it. */
function storageIn({ prior, settings, snapshot }, id) {
	return snapshot?.storages.get(id) ?? settings.nodes[prior.node]?.storages[id] ?? { shared: false };
}
function bindReason({ prior }) {
	const flag = (slot) => prior.now.some((one) => one.slot === slot && one.key === "shared" && one.value === "1");
	const binds = prior.now.filter(({ slot, key }) => key === "bind" && !flag(slot)).map(({ slot }) => slotArgument(slot, "mount") ?? slot);
	if (binds.length === 0) return null;
	return `binds do not migrate (${binds.join(", ")}): say "shared": true where both nodes have the folder, or remove them and apply first`;
}
/** `tank:basevol-900-disk-0/subvol-950-disk-0`: what a linked clone is made of tells its source. */
const BASE = /^[^:]+:(?:.*\/)?base(?:vol)?-\d+-[^/]+\//;
function linkedReason(move) {
	const { prior, source } = move;
	const why = "a linked clone stays where its source is, unless their storage is shared";
	if (prior.live) return [...prior.live.conf.options].filter(([option]) => /^(?:rootfs|(?:mp|unused)\d+)$/.test(option)).map(([, value]) => value.replace(/^volume=/, "")).filter((volume) => BASE.test(volume) && !storageIn(move, volume.replace(/:.*$/s, "")).shared).length > 0 ? why : null;
	if (source?.is !== "clone" || source.linkedOn === void 0) return null;
	if (source.linkedOn === null) return why;
	const { type, shared } = storageIn(move, source.linkedOn);
	return shared || type === "lvmthin" ? null : why;
}
const localStorages = (move) => [...new Set(move.prior.now.filter(({ key }) => key === "storage").map(({ value }) => value))].filter((id) => !storageIn(move, id).shared);
function snapshotReason(move) {
	if (move.prior.now.filter(({ slot, key }) => slot.startsWith("snapshot:") && key === null).length === 0) return null;
	const stuck = localStorages(move).find((id) => {
		const { type } = storageIn(move, id);
		return type !== void 0 && type !== "zfspool" && type !== "btrfs";
	});
	return stuck === void 0 ? null : `its snapshots on "${stuck}" do not migrate: remove them and apply first`;
}
function storageReason({ to, snapshot, prior }) {
	const missing = prior.now.filter(({ key }) => key === "storage").map(({ value }) => value).find((id) => {
		const nodes = snapshot?.storages.get(id)?.nodes ?? [];
		return nodes.length > 0 && !nodes.includes(to);
	});
	return missing === void 0 ? null : `${to} has no storage "${missing}"`;
}
/** Null: it can be moved. */
function noMoveReason(move) {
	return bindReason(move) ?? linkedReason(move) ?? snapshotReason(move) ?? storageReason(move);
}
// src/kinds/lxc/changes.ts
function creationChanges(want, base) {
	if (!base) return [];
	return compareCreation(fieldsOf(want.spec), fieldsOf(base.spec)).map(({ path, slot, key, before, after }) => ({
		path,
		slot,
		before,
		after,
		effect: "impossible",
		note: optionRow(fieldName(slot, key)).note ?? "only creation can set it"
	}));
}
function migration(want, base, prior, { settings, snapshot }) {
	const to = want.spec.node;
	if (prior.node === to) return {
		changes: [],
		notes: []
	};
	if (!base || base.spec.node === to) return {
		changes: [],
		notes: [`it is on ${prior.node}, the file says ${to}: followed, not moved`]
	};
	const blocked = noMoveReason({
		prior,
		source: base.spec.source,
		to,
		settings,
		snapshot
	});
	return {
		changes: [{
			path: "/node",
			slot: "node",
			before: prior.node,
			after: to,
			effect: blocked !== null ? "impossible" : prior.running ? "offline" : "config",
			note: blocked ?? "down for as long as its volumes are copied, unless their storage is shared"
		}],
		notes: []
	};
}
function stateChanges(want, prior) {
	const after = want.spec.state;
	const before = prior.running ? "running" : "stopped";
	if (before === after) return [];
	return [{
		path: "/state",
		slot: "state",
		before,
		after,
		effect: after === "stopped" ? "offline" : "live"
	}];
}
function slotAt(path) {
	const [head = "", name = ""] = pointerSegments(path);
	return head === "raw" ? rawSlot(name) : head;
}
/** Written at once, and done at the next start only: Proxmox shows nothing pending. */
function isLate(path) {
	const [slot, key] = [slotAt(path), pointerSegments(path)[1]];
	if (slot === "env") return true;
	const name = fieldName(slot, isNetSlot(slot) ? key ?? null : null);
	return OPTIONS.some((row) => row.field === name && row.late === true);
}
/** What was written and waits for a restart that Proxmox knows nothing of; what was taken away leaves no field. */
function owedChanges(want, prior, found) {
	if (!prior.running) return [];
	const [wanted, now] = [byPath(want), byPath(prior.now)];
	const seen = new Set(found.map((change) => change.path));
	return (prior.mark?.owed ?? []).filter((path) => isLate(path) && !seen.has(path)).map((path) => {
		const value = (wanted.get(path) ?? now.get(path))?.value ?? null;
		return {
			path,
			slot: slotAt(path),
			before: value,
			after: value,
			effect: "restart",
			note: "written; waits for the restart"
		};
	});
}
/** What an apply that did not end has left in the marker and nothing else shows: it is finished, or struck out. */
function debtChanges(want, prior, found) {
	const seen = new Set(found.map((change) => change.path));
	const isProtected = prior.now.some((one) => one.slot === "protection" && one.value === "1");
	const note = "an earlier apply did not end";
	return (prior.mark?.owed ?? []).filter((path) => !seen.has(path)).map((path) => {
		return path === "/protection" && !isProtected ? {
			path,
			slot: "protection",
			before: "0",
			after: "1",
			effect: "config",
			note
		} : {
			path,
			slot: "marker",
			before: "unfinished",
			after: want.address,
			effect: "config",
			note
		};
	});
}
/** The name in git or in the marker is another one than now: only the marker changes. */
function renameChanges(want, base, prior) {
	const before = prior.live ? prior.mark?.address ?? want.address : base?.address ?? want.address;
	if (before === want.address) return [];
	return [{
		path: "",
		slot: "marker",
		before,
		after: want.address,
		effect: "config"
	}];
}
/** A guest that a revert brings back: its marker, its tag and what its retirement overwrote. */
function returnChanges$1(want, prior) {
	if (!prior.live?.retired && prior.mark?.retired === void 0) return [];
	return [{
		path: "",
		slot: "guest",
		before: "retired",
		after: `vmid:${want.spec.vmid}`,
		effect: "config",
		note: "comes back as it was"
	}];
}
// src/kinds/effect.ts
/** What a change does to the running thing, from harmless to final. A plan states one for every field. */
/** Ordered: an apply may do less harm than the plan showed, never more. */
const EFFECTS = [
	"none",
	"config",
	"live",
	"restart",
	"offline",
	"replace",
	"retire",
	"destroy",
	"impossible"
];
/** True when `a` does no more harm than `b`. */
function atMost(a, b) {
	return EFFECTS.indexOf(a) <= EFFECTS.indexOf(b);
}
/** The worst of several effects; `none` of nothing. */
function worst(effects) {
	let result = "none";
	for (const effect of effects) if (atMost(result, effect)) result = effect;
	return result;
}
// src/kinds/lxc/pve-version.ts
/** Versions of Proxmox VE as `phoenix.json` declares and nodes report them: `9.2`. */
/** True when `version` is `least` or newer. */
function atLeast(version, least) {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	const [leastMajor = 0, leastMinor = 0] = least.split(".").map(Number);
	return major === leastMajor ? minor >= leastMinor : major > leastMajor;
}
// src/kinds/lxc/effects.ts
/** What a difference does to the guest: the table of options, the version of Proxmox, and whether the guest runs. */
const cost = (effect, note) => ({
	effect,
	...note !== void 0 && { note }
});
const impossible = (note) => cost("impossible", note);
const has = (fields, slot) => fields.some((one) => one.slot === slot);
const valueIn = (fields, slot, key) => fields.find((one) => one.slot === slot && one.key === key)?.value;
/** A bind became a volume at the same path, or the other way round. */
function switches(slot, { want, now }) {
	const kindOf = (fields) => valueIn(fields, slot, "bind") !== void 0 ? "bind" : valueIn(fields, slot, "storage") === void 0 ? null : "volume";
	const [a, b] = [kindOf(now), kindOf(want)];
	return a !== null && b !== null && a !== b;
}
/** Proxmox mounts by index, and a parent that comes after its child hides it. */
function hidesChild(slot, { want, now }) {
	const path = slotArgument(slot, "mount");
	if (path === null) return false;
	return now.some(({ slot: other }) => {
		return slotArgument(other, "mount")?.startsWith(`${path}/`) === true && has(want, other);
	});
}
function removalCost(difference, around) {
	const { slot, key, before } = difference;
	const row = optionRow(fieldName(slot, key));
	const wholeSlot = !has(around.want, slot);
	if (wholeSlot && isNetSlot(slot)) return Number(slot.slice(3)) < 10 ? cost("live") : cost("restart", "Proxmox unplugs only net0 to net9 at once");
	if (wholeSlot && family(slot) === "mount") return key === "storage" ? cost("restart", `the volume on ${before} is kept as unused`) : cost("restart");
	if (wholeSlot && family(slot) === "snapshot") return cost("live", "its data goes with it");
	return cost(row.remove, row.removal === "default" ? "back to Proxmox's default" : row.late && row.note);
}
function sizeCost(difference, around) {
	const { slot, key, before, after } = difference;
	if (key !== "size" || before === null || after === null) return null;
	if (around.template) return impossible("a template's disks stay as they are");
	const [from, to] = [parseSize(before), parseSize(after)];
	if (from !== null && to !== null && to < from) return impossible(NO_SHRINK);
	return cost("live", optionRow(fieldName(slot, key)).note);
}
function settingCost(difference, around) {
	const { slot, key, after, before } = difference;
	const row = optionRow(fieldName(slot, key));
	if (slot === "template" && after === "0") return impossible("a template stays one");
	if (slot.startsWith("snapshot:") && around.noSnapshot !== null) return impossible(around.noSnapshot);
	const resized = sizeCost(difference, around);
	if (resized) return resized;
	if (has(around.now, slot)) {
		if (slot === "rootfs" && key === "storage" && before === null) return cost("none");
		return cost(row.set, row.note);
	}
	if (hidesChild(slot, around)) return cost("offline", "a folder below it is mounted already, and its parent must be mounted first");
	const { addBefore } = row;
	if (addBefore && !atLeast(around.pve, addBefore.pve)) return cost(addBefore.effect, `Proxmox VE ${addBefore.pve} is the first that does it at once`);
	return cost(row.add ?? row.set, row.add === void 0 || row.add === row.set ? row.note : void 0);
}
/** Nothing stops where nothing runs. */
function lowered(found, running) {
	return running || found.effect === "impossible" || atMost(found.effect, "config") ? found : {
		...found,
		effect: "config"
	};
}
function costOf(difference, around) {
	const { slot, is, after } = difference;
	if (is === "undone") return cost("config", "a pending change on the node would undo it at the next start");
	if (family(slot) === "mount" && switches(slot, around)) return impossible("a bind and a volume do not take turns at one path: remove it, apply, then add the other");
	const found = after === null || !has(around.want, slot) ? removalCost(difference, around) : settingCost(difference, around);
	if (is === "waiting" && found.effect !== "impossible") return around.running ? cost("restart", "written; waits for the restart") : cost("config");
	return lowered(found, around.running);
}
// src/kinds/lxc/downtime.ts
/** How long a guest is expected to be down: the one place with the figures. */
/**
* Seconds, from medians of the real commands on two cores with a container of 190 MB (PVE 9.2): `pct reboot` 3.4,
* `pct shutdown` 2.7, `pct start` 1.9, `pct create` 4.1, `pct destroy` 1.1. What runs inside starts later than Proxmox
* says.
*/
const SECONDS = {
	reboot: 3.4,
	shutdown: 2.7,
	start: 1.9,
	create: 4.1,
	destroy: 1.1
};
const up = Math.ceil;
/** Seconds for the changes of a guest that runs and shall run afterwards. */
function secondsOf(effect) {
	if (atMost(effect, "live") || effect === "impossible") return 0;
	if (effect === "restart") return up(SECONDS.reboot);
	if (effect === "offline") return up(SECONDS.shutdown + SECONDS.start);
	return up(SECONDS.shutdown + SECONDS.destroy + SECONDS.create + SECONDS.start);
}
/** Null: it stays down. 0: it runs on, or does not run anyway. */
function downtimeOf(changes, running, runsAfterwards) {
	if (!running) return 0;
	if (!runsAfterwards) return null;
	return secondsOf(worst(changes.filter((change) => change.effect !== "impossible").map((change) => change.effect)));
}
// src/kinds/lxc/retire.ts
/** `rootfs 128G on local-zfs`, `/data 50G on tank`: what a retired guest keeps, and a purge destroys. */
function volumeTexts(fields) {
	const valueOf = (slot, key) => fields.find((one) => one.slot === slot && one.key === key)?.value;
	return [...new Set(fields.map((one) => one.slot))].filter((slot) => slot === "rootfs" || slotArgument(slot, "mount") !== null && valueOf(slot, "storage") !== void 0).map((slot) => {
		const [size, storage] = [valueOf(slot, "size"), valueOf(slot, "storage")];
		return [
			slotArgument(slot, "mount") ?? "rootfs",
			size,
			storage === void 0 ? void 0 : `on ${storage}`
		].filter((one) => one !== void 0).join(" ");
	});
}
function bindTexts(fields) {
	return fields.filter((one) => one.slot.startsWith("mount:") && one.key === "bind").map((one) => one.value);
}
/** How long a retired guest is kept, in milliseconds. */
function retention(settings) {
	return durationInMs(settings.policies.retire) ?? 0;
}
/** ISO time from which a retired guest may be purged. */
function purgeDue(retired, settings) {
	const due = Date.parse(retired) + retention(settings);
	return Number.isNaN(due) ? retired : new Date(due).toISOString();
}
function backupNote({ settings, snapshot, seen }) {
	const { backup } = settings.policies;
	if (!backup) return "no backup is taken: policies.backup is not set";
	const vmid = seen && "live" in seen ? seen.live.vmid : null;
	const newest = vmid === null ? void 0 : snapshot?.backups?.get(vmid);
	const age = newest === void 0 || !snapshot ? null : Date.parse(snapshot.at) - Date.parse(newest);
	if (age !== null && age <= (durationInMs(backup.maxAge) ?? 0)) return `its backup of ${newest} is fresh, so none is taken`;
	return snapshot?.backups ? `a backup goes to ${backup.storage} first` : `a backup goes to ${backup.storage} first, unless one is fresh (${backup.maxAge})`;
}
function retiredNote(retired, input) {
	const due = purgeDue(retired, input.settings);
	return {
		action: "no-op",
		changes: [],
		notes: [input.snapshot !== null && Date.parse(input.snapshot.at) >= Date.parse(due) ? `retired on ${retired} and kept until ${due}: \`phoenix purge\` may destroy it` : `retired on ${retired}; kept until ${due}`],
		downtime: 0
	};
}
/** The end of a retired guest: one line for each volume that goes. */
function purged(live, retired) {
	const volumes = [...volumeTexts(live.fields), ...live.unused.map(({ key, volume }) => `${key} ${volume}`)];
	const change = {
		path: "",
		slot: "guest",
		before: "retired",
		after: null,
		effect: "destroy",
		note: `${volumes.length === 1 ? "1 volume" : `${volumes.length} volumes`} destroyed`
	};
	const binds = bindTexts(live.fields);
	return {
		action: "destroy",
		changes: [change],
		notes: [
			`retired on ${retired}`,
			...volumes.map((volume) => `destroyed: ${volume}`),
			...binds.length > 0 ? [`never touched: ${binds.join(", ")}`] : []
		],
		downtime: null
	};
}
/** The guest is not wanted any more. */
function removalDiff(input) {
	const { seen, base, settings } = input;
	const ours = seen?.is === "ours" ? seen : null;
	const retired = ours?.mark?.retired;
	if (ours && retired !== void 0) return input.purge ? purged(ours.live, retired) : retiredNote(retired, input);
	const fields = ours?.live.fields ?? (base ? fieldsOf(base.spec) : []);
	const vmid = ours?.live.vmid ?? base?.spec.vmid;
	const kept = retention(settings);
	const atOnce = kept === 0;
	const volumes = volumeTexts(fields);
	const change = {
		path: "",
		slot: "guest",
		before: `vmid:${vmid}`,
		after: atOnce ? null : "retired",
		effect: atOnce ? "destroy" : "retire",
		note: atOnce ? `${volumes.join(", ")} destroyed` : `${volumes.join(", ")} kept for ${durationText(kept)}`
	};
	const binds = bindTexts(fields);
	return {
		action: atOnce ? "destroy" : "retire",
		changes: [change],
		notes: [
			backupNote(input),
			...binds.length > 0 ? [`never touched: ${binds.join(", ")}`] : [],
			...atOnce ? [] : [`destroyed only by \`phoenix purge\`, after ${durationText(kept)}; reverting brings it back`]
		],
		downtime: null
	};
}
// src/kinds/lxc/snapshots.ts
/** Storage types without snapshots for containers (pve-storage 9.1.7). */
const WITHOUT_SNAPSHOTS = [
	"dir",
	"lvm",
	"nfs",
	"cifs",
	"cephfs"
];
/** Why there can be no snapshot; null when nothing speaks against it. */
function noSnapshotReason(fields, node, snapshot) {
	for (const { slot, key, value } of fields) {
		if (slot !== "rootfs" && !slot.startsWith("mount:")) continue;
		if (key === "bind") return `${slot.slice(6)} is a bind, and Proxmox takes no snapshot of a guest with one`;
		if (key !== "storage") continue;
		const type = snapshot?.storages.get(value)?.type ?? node?.storages[value]?.type;
		if (type !== void 0 && WITHOUT_SNAPSHOTS.includes(type)) return `"${value}" is a storage of type ${type}, which has no snapshots`;
	}
	return null;
}
// src/kinds/lxc/formats.ts
var import_ipaddr = /* @__PURE__ */ __toESM((/* @__PURE__ */ __commonJSMin(((exports, module, this$1) => {
	(function(root) {
		"use strict";
		const ipv4Part = "(0?\\d+|0x[a-f0-9]+)";
		const ipv4Regexes = {
			fourOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, "i"),
			threeOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, "i"),
			twoOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}$`, "i"),
			longValue: new RegExp(`^${ipv4Part}$`, "i")
		};
		const octalRegex = new RegExp(`^0[0-7]+$`, "i");
		const hexRegex = new RegExp(`^0x[a-f0-9]+$`, "i");
		const zoneIndex = "%[0-9a-z]{1,}";
		const ipv6Part = "(?:[0-9a-f]+::?)+";
		const ipv6Regexes = {
			zoneIndex: new RegExp(zoneIndex, "i"),
			"native": new RegExp(`^(::)?(${ipv6Part})?([0-9a-f]+)?(::)?(${zoneIndex})?$`, "i"),
			deprecatedTransitional: new RegExp(`^(?:::)(${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?)$`, "i"),
			transitional: new RegExp(`^((?:${ipv6Part})|(?:::)(?:${ipv6Part})?)${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?$`, "i")
		};
		function expandIPv6(string, parts) {
			if (string.indexOf("::") !== string.lastIndexOf("::")) return null;
			let colonCount = 0;
			let lastColon = -1;
			let zoneId = (string.match(ipv6Regexes.zoneIndex) || [])[0];
			let replacement, replacementCount;
			if (zoneId) {
				zoneId = zoneId.substring(1);
				string = string.replace(/%.+$/, "");
			}
			while ((lastColon = string.indexOf(":", lastColon + 1)) >= 0) colonCount++;
			if (string.substr(0, 2) === "::") colonCount--;
			if (string.substr(-2, 2) === "::") colonCount--;
			if (colonCount >= parts) return null;
			replacementCount = parts - colonCount;
			replacement = ":";
			while (replacementCount--) replacement += "0:";
			string = string.replace("::", replacement);
			if (string[0] === ":") string = string.slice(1);
			if (string[string.length - 1] === ":") string = string.slice(0, -1);
			parts = (function() {
				const ref = string.split(":");
				const results = [];
				for (let i = 0; i < ref.length; i++) results.push(ref[i].length > 4 ? NaN : parseInt(ref[i], 16));
				return results;
			})();
			return {
				parts,
				zoneId
			};
		}
		function matchCIDR(first, second, partSize, cidrBits) {
			if (first.length !== second.length) throw new Error("ipaddr: cannot match CIDR for objects with different lengths");
			let part = 0;
			let shift;
			while (cidrBits > 0) {
				shift = partSize - cidrBits;
				if (shift < 0) shift = 0;
				if (first[part] >> shift !== second[part] >> shift) return false;
				cidrBits -= partSize;
				part += 1;
			}
			return true;
		}
		function parseIntAuto(string) {
			if (hexRegex.test(string)) return parseInt(string, 16);
			if (string[0] === "0" && !isNaN(parseInt(string[1], 10))) {
				if (octalRegex.test(string)) return parseInt(string, 8);
				throw new Error(`ipaddr: cannot parse ${string} as octal`);
			}
			return parseInt(string, 10);
		}
		function padPart(part, length) {
			while (part.length < length) part = `0${part}`;
			return part;
		}
		const ipaddr = {};
		ipaddr.IPv4 = (function() {
			function IPv4(octets) {
				if (octets.length !== 4) throw new Error("ipaddr: ipv4 octet count should be 4");
				let i, octet;
				for (i = 0; i < octets.length; i++) {
					octet = octets[i];
					if (!(0 <= octet && octet <= 255)) throw new Error("ipaddr: ipv4 octet should fit in 8 bits");
				}
				this.octets = octets;
			}
			IPv4.prototype.SpecialRanges = {
				unspecified: [[new IPv4([
					0,
					0,
					0,
					0
				]), 8]],
				broadcast: [[new IPv4([
					255,
					255,
					255,
					255
				]), 32]],
				multicast: [[new IPv4([
					224,
					0,
					0,
					0
				]), 4]],
				linkLocal: [[new IPv4([
					169,
					254,
					0,
					0
				]), 16]],
				loopback: [[new IPv4([
					127,
					0,
					0,
					0
				]), 8]],
				carrierGradeNat: [[new IPv4([
					100,
					64,
					0,
					0
				]), 10]],
				"private": [
					[new IPv4([
						10,
						0,
						0,
						0
					]), 8],
					[new IPv4([
						172,
						16,
						0,
						0
					]), 12],
					[new IPv4([
						192,
						168,
						0,
						0
					]), 16]
				],
				reserved: [
					[new IPv4([
						192,
						0,
						0,
						0
					]), 24],
					[new IPv4([
						192,
						0,
						2,
						0
					]), 24],
					[new IPv4([
						192,
						88,
						99,
						0
					]), 24],
					[new IPv4([
						198,
						18,
						0,
						0
					]), 15],
					[new IPv4([
						198,
						51,
						100,
						0
					]), 24],
					[new IPv4([
						203,
						0,
						113,
						0
					]), 24],
					[new IPv4([
						240,
						0,
						0,
						0
					]), 4]
				],
				as112: [[new IPv4([
					192,
					175,
					48,
					0
				]), 24], [new IPv4([
					192,
					31,
					196,
					0
				]), 24]],
				amt: [[new IPv4([
					192,
					52,
					193,
					0
				]), 24]]
			};
			IPv4.prototype.kind = function() {
				return "ipv4";
			};
			IPv4.prototype.match = function(other, cidrRange) {
				let ref;
				if (cidrRange === void 0) {
					ref = other;
					other = ref[0];
					cidrRange = ref[1];
				}
				if (other.kind() !== "ipv4") throw new Error("ipaddr: cannot match ipv4 address with non-ipv4 one");
				return matchCIDR(this.octets, other.octets, 8, cidrRange);
			};
			IPv4.prototype.prefixLengthFromSubnetMask = function() {
				let cidr = 0;
				let stop = false;
				const zerotable = {
					0: 8,
					128: 7,
					192: 6,
					224: 5,
					240: 4,
					248: 3,
					252: 2,
					254: 1,
					255: 0
				};
				let i, octet, zeros;
				for (i = 3; i >= 0; i -= 1) {
					octet = this.octets[i];
					if (octet in zerotable) {
						zeros = zerotable[octet];
						if (stop && zeros !== 0) return null;
						if (zeros !== 8) stop = true;
						cidr += zeros;
					} else return null;
				}
				return 32 - cidr;
			};
			IPv4.prototype.range = function() {
				return ipaddr.subnetMatch(this, this.SpecialRanges);
			};
			IPv4.prototype.toByteArray = function() {
				return this.octets.slice(0);
			};
			IPv4.prototype.toIPv4MappedAddress = function() {
				return ipaddr.IPv6.parse(`::ffff:${this.toString()}`);
			};
			IPv4.prototype.toNormalizedString = function() {
				return this.toString();
			};
			IPv4.prototype.toString = function() {
				return this.octets.join(".");
			};
			return IPv4;
		})();
		ipaddr.IPv4.broadcastAddressFromCIDR = function(string) {
			try {
				const cidr = this.parseCIDR(string);
				const ipInterfaceOctets = cidr[0].toByteArray();
				const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
				const octets = [];
				let i = 0;
				while (i < 4) {
					octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
					i++;
				}
				return new this(octets);
			} catch (e) {
				throw new Error("ipaddr: the address does not have IPv4 CIDR format", { cause: e });
			}
		};
		ipaddr.IPv4.isIPv4 = function(string) {
			return this.parser(string) !== null;
		};
		ipaddr.IPv4.isValid = function(string) {
			try {
				new this(this.parser(string));
				return true;
			} catch {
				return false;
			}
		};
		ipaddr.IPv4.isValidCIDR = function(string) {
			try {
				this.parseCIDR(string);
				return true;
			} catch {
				return false;
			}
		};
		ipaddr.IPv4.isValidFourPartDecimal = function(string) {
			if (ipaddr.IPv4.isValid(string) && string.match(/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){3}$/)) return true;
			else return false;
		};
		ipaddr.IPv4.isValidCIDRFourPartDecimal = function(string) {
			const match = string.match(/^(.+)\/(\d+)$/);
			if (!ipaddr.IPv4.isValidCIDR(string) || !match) return false;
			return ipaddr.IPv4.isValidFourPartDecimal(match[1]);
		};
		ipaddr.IPv4.networkAddressFromCIDR = function(string) {
			let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;
			try {
				cidr = this.parseCIDR(string);
				ipInterfaceOctets = cidr[0].toByteArray();
				subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
				octets = [];
				i = 0;
				while (i < 4) {
					octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
					i++;
				}
				return new this(octets);
			} catch (e) {
				throw new Error("ipaddr: the address does not have IPv4 CIDR format", { cause: e });
			}
		};
		ipaddr.IPv4.parse = function(string) {
			const parts = this.parser(string);
			if (parts === null) throw new Error("ipaddr: string is not formatted like an IPv4 Address");
			return new this(parts);
		};
		ipaddr.IPv4.parseCIDR = function(string) {
			let match;
			if (match = string.match(/^(.+)\/(\d+)$/)) {
				const maskLength = parseInt(match[2]);
				if (maskLength >= 0 && maskLength <= 32) {
					const parsed = [this.parse(match[1]), maskLength];
					Object.defineProperty(parsed, "toString", { value: function() {
						return this.join("/");
					} });
					return parsed;
				}
			}
			throw new Error("ipaddr: string is not formatted like an IPv4 CIDR range");
		};
		ipaddr.IPv4.parser = function(string) {
			let match, part, value;
			if (match = string.match(ipv4Regexes.fourOctet)) return (function() {
				const ref = match.slice(1, 6);
				const results = [];
				for (let i = 0; i < ref.length; i++) {
					part = ref[i];
					results.push(parseIntAuto(part));
				}
				return results;
			})();
			else if (match = string.match(ipv4Regexes.longValue)) {
				value = parseIntAuto(match[1]);
				if (value > 4294967295 || value < 0) throw new Error("ipaddr: address outside defined range");
				return (function() {
					const results = [];
					let shift = 0;
					for (; shift <= 24; shift += 8) results.push(value >> shift & 255);
					return results;
				})().reverse();
			} else if (match = string.match(ipv4Regexes.twoOctet)) return (function() {
				const ref = match.slice(1, 4);
				const results = [];
				value = parseIntAuto(ref[1]);
				if (value > 16777215 || value < 0) throw new Error("ipaddr: address outside defined range");
				results.push(parseIntAuto(ref[0]));
				results.push(value >> 16 & 255);
				results.push(value >> 8 & 255);
				results.push(value & 255);
				return results;
			})();
			else if (match = string.match(ipv4Regexes.threeOctet)) return (function() {
				const ref = match.slice(1, 5);
				const results = [];
				value = parseIntAuto(ref[2]);
				if (value > 65535 || value < 0) throw new Error("ipaddr: address outside defined range");
				results.push(parseIntAuto(ref[0]));
				results.push(parseIntAuto(ref[1]));
				results.push(value >> 8 & 255);
				results.push(value & 255);
				return results;
			})();
			else return null;
		};
		ipaddr.IPv4.subnetMaskFromPrefixLength = function(prefix) {
			prefix = parseInt(prefix);
			if (Number.isNaN(prefix) || prefix < 0 || prefix > 32) throw new Error("ipaddr: invalid IPv4 prefix length");
			const octets = [
				0,
				0,
				0,
				0
			];
			let j = 0;
			const filledOctetCount = Math.floor(prefix / 8);
			while (j < filledOctetCount) {
				octets[j] = 255;
				j++;
			}
			if (filledOctetCount < 4) octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - prefix % 8;
			return new this(octets);
		};
		ipaddr.IPv6 = (function() {
			function IPv6(parts, zoneId) {
				let i, part;
				if (parts.length === 16) {
					this.parts = [];
					for (i = 0; i <= 14; i += 2) this.parts.push(parts[i] << 8 | parts[i + 1]);
				} else if (parts.length === 8) this.parts = parts;
				else throw new Error("ipaddr: ipv6 part count should be 8 or 16");
				for (i = 0; i < this.parts.length; i++) {
					part = this.parts[i];
					if (!(0 <= part && part <= 65535)) throw new Error("ipaddr: ipv6 part should fit in 16 bits");
				}
				if (zoneId) this.zoneId = zoneId;
			}
			IPv6.prototype.SpecialRanges = {
				unspecified: [new IPv6([
					0,
					0,
					0,
					0,
					0,
					0,
					0,
					0
				]), 128],
				linkLocal: [new IPv6([
					65152,
					0,
					0,
					0,
					0,
					0,
					0,
					0
				]), 10],
				multicast: [new IPv6([
					65280,
					0,
					0,
					0,
					0,
					0,
					0,
					0
				]), 8],
				loopback: [new IPv6([
					0,
					0,
					0,
					0,
					0,
					0,
					0,
					1
				]), 128],
				uniqueLocal: [new IPv6([
					64512,
					0,
					0,
					0,
					0,
					0,
					0,
					0
				]), 7],
				ipv4Mapped: [new IPv6([
					0,
					0,
					0,
					0,
					0,
					65535,
					0,
					0
				]), 96],
				deprecatedSiteLocal: [new IPv6([
					65216,
					0,
					0,
					0,
					0,
					0,
					0,
					0
				]), 10],
				discard: [new IPv6([
					256,
					0,
					0,
					0,
					0,
					0,
					0,
					0
				]), 64],
				rfc6145: [new IPv6([
					0,
					0,
					0,
					0,
					65535,
					0,
					0,
					0
				]), 96],
				rfc6052: [[new IPv6([
					100,
					65435,
					0,
					0,
					0,
					0,
					0,
					0
				]), 96], [new IPv6([
					100,
					65435,
					1,
					0,
					0,
					0,
					0,
					0
				]), 48]],
				"6to4": [new IPv6([
					8194,
					0,
					0,
					0,
					0,
					0,
					0,
					0
				]), 16],
				teredo: [new IPv6([
					8193,
					0,
					0,
					0,
					0,
					0,
					0,
					0
				]), 32],
				benchmarking: [new IPv6([
					8193,
					2,
					0,
					0,
					0,
					0,
					0,
					0
				]), 48],
				amt: [new IPv6([
					8193,
					3,
					0,
					0,
					0,
					0,
					0,
					0
				]), 32],
				as112v6: [[new IPv6([
					8193,
					4,
					274,
					0,
					0,
					0,
					0,
					0
				]), 48], [new IPv6([
					9760,
					79,
					32768,
					0,
					0,
					0,
					0,
					0
				]), 48]],
				deprecatedOrchid: [new IPv6([
					8193,
					16,
					0,
					0,
					0,
					0,
					0,
					0
				]), 28],
				orchid2: [new IPv6([
					8193,
					32,
					0,
					0,
					0,
					0,
					0,
					0
				]), 28],
				droneRemoteIdProtocolEntityTags: [new IPv6([
					8193,
					48,
					0,
					0,
					0,
					0,
					0,
					0
				]), 28],
				segmentRouting: [new IPv6([
					24320,
					0,
					0,
					0,
					0,
					0,
					0,
					0
				]), 16],
				reserved: [
					[new IPv6([
						8193,
						0,
						0,
						0,
						0,
						0,
						0,
						0
					]), 23],
					[new IPv6([
						8193,
						3512,
						0,
						0,
						0,
						0,
						0,
						0
					]), 32],
					[new IPv6([
						16383,
						0,
						0,
						0,
						0,
						0,
						0,
						0
					]), 20]
				]
			};
			IPv6.prototype.isIPv4MappedAddress = function() {
				return this.range() === "ipv4Mapped";
			};
			IPv6.prototype.kind = function() {
				return "ipv6";
			};
			IPv6.prototype.match = function(other, cidrRange) {
				let ref;
				if (cidrRange === void 0) {
					ref = other;
					other = ref[0];
					cidrRange = ref[1];
				}
				if (other.kind() !== "ipv6") throw new Error("ipaddr: cannot match ipv6 address with non-ipv6 one");
				return matchCIDR(this.parts, other.parts, 16, cidrRange);
			};
			IPv6.prototype.prefixLengthFromSubnetMask = function() {
				let cidr = 0;
				let stop = false;
				const zerotable = {
					0: 16,
					32768: 15,
					49152: 14,
					57344: 13,
					61440: 12,
					63488: 11,
					64512: 10,
					65024: 9,
					65280: 8,
					65408: 7,
					65472: 6,
					65504: 5,
					65520: 4,
					65528: 3,
					65532: 2,
					65534: 1,
					65535: 0
				};
				let part, zeros;
				for (let i = 7; i >= 0; i -= 1) {
					part = this.parts[i];
					if (part in zerotable) {
						zeros = zerotable[part];
						if (stop && zeros !== 0) return null;
						if (zeros !== 16) stop = true;
						cidr += zeros;
					} else return null;
				}
				return 128 - cidr;
			};
			IPv6.prototype.range = function() {
				return ipaddr.subnetMatch(this, this.SpecialRanges);
			};
			IPv6.prototype.toByteArray = function() {
				let part;
				const bytes = [];
				const ref = this.parts;
				for (let i = 0; i < ref.length; i++) {
					part = ref[i];
					bytes.push(part >> 8);
					bytes.push(part & 255);
				}
				return bytes;
			};
			IPv6.prototype.toFixedLengthString = function() {
				const addr = (function() {
					const results = [];
					for (let i = 0; i < this.parts.length; i++) results.push(padPart(this.parts[i].toString(16), 4));
					return results;
				}).call(this).join(":");
				let suffix = "";
				if (this.zoneId) suffix = `%${this.zoneId}`;
				return addr + suffix;
			};
			IPv6.prototype.toIPv4Address = function() {
				if (!this.isIPv4MappedAddress()) throw new Error("ipaddr: trying to convert a generic ipv6 address to ipv4");
				const ref = this.parts.slice(-2);
				const high = ref[0];
				const low = ref[1];
				return new ipaddr.IPv4([
					high >> 8,
					high & 255,
					low >> 8,
					low & 255
				]);
			};
			IPv6.prototype.toNormalizedString = function() {
				const addr = (function() {
					const results = [];
					for (let i = 0; i < this.parts.length; i++) results.push(this.parts[i].toString(16));
					return results;
				}).call(this).join(":");
				let suffix = "";
				if (this.zoneId) suffix = `%${this.zoneId}`;
				return addr + suffix;
			};
			IPv6.prototype.toRFC5952String = function() {
				const regex = /((^|:)(0(:|$)){2,})/g;
				let suffix = "";
				if (this.zoneId) suffix = `%${this.zoneId}`;
				const normalized = this.toNormalizedString();
				const string = normalized.slice(0, normalized.length - suffix.length);
				let bestMatchIndex = 0;
				let bestMatchLength = -1;
				let bestMatchGroups = -1;
				let match;
				while (match = regex.exec(string)) {
					const groups = (match[0].match(/0/g) || []).length;
					if (groups > bestMatchGroups) {
						bestMatchGroups = groups;
						bestMatchIndex = match.index;
						bestMatchLength = match[0].length;
					}
				}
				if (bestMatchLength < 0) return string + suffix;
				return `${string.substring(0, bestMatchIndex)}::${string.substring(bestMatchIndex + bestMatchLength)}${suffix}`;
			};
			IPv6.prototype.toString = function() {
				return this.toRFC5952String();
			};
			return IPv6;
		})();
		ipaddr.IPv6.broadcastAddressFromCIDR = function(string) {
			try {
				const cidr = this.parseCIDR(string);
				const ipInterfaceOctets = cidr[0].toByteArray();
				const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
				const octets = [];
				let i = 0;
				while (i < 16) {
					octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
					i++;
				}
				return new this(octets);
			} catch (e) {
				throw new Error("ipaddr: the address does not have IPv6 CIDR format", { cause: e });
			}
		};
		ipaddr.IPv6.isIPv6 = function(string) {
			return this.parser(string) !== null;
		};
		ipaddr.IPv6.isValid = function(string) {
			if (typeof string === "string" && string.indexOf(":") === -1) return false;
			try {
				const addr = this.parser(string);
				new this(addr.parts, addr.zoneId);
				return true;
			} catch {
				return false;
			}
		};
		ipaddr.IPv6.isValidCIDR = function(string) {
			if (typeof string === "string" && string.indexOf(":") === -1) return false;
			try {
				this.parseCIDR(string);
				return true;
			} catch {
				return false;
			}
		};
		ipaddr.IPv6.networkAddressFromCIDR = function(string) {
			let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;
			try {
				cidr = this.parseCIDR(string);
				ipInterfaceOctets = cidr[0].toByteArray();
				subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
				octets = [];
				i = 0;
				while (i < 16) {
					octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
					i++;
				}
				return new this(octets);
			} catch (e) {
				throw new Error("ipaddr: the address does not have IPv6 CIDR format", { cause: e });
			}
		};
		ipaddr.IPv6.parse = function(string) {
			const addr = this.parser(string);
			if (addr === null) throw new Error("ipaddr: string is not formatted like an IPv6 Address");
			return new this(addr.parts, addr.zoneId);
		};
		ipaddr.IPv6.parseCIDR = function(string) {
			let maskLength, match, parsed;
			if (match = string.match(/^(.+)\/(\d+)$/)) {
				maskLength = parseInt(match[2]);
				if (maskLength >= 0 && maskLength <= 128) {
					parsed = [this.parse(match[1]), maskLength];
					Object.defineProperty(parsed, "toString", { value: function() {
						return this.join("/");
					} });
					return parsed;
				}
			}
			throw new Error("ipaddr: string is not formatted like an IPv6 CIDR range");
		};
		ipaddr.IPv6.parser = function(string) {
			let addr, i, match, octet, octets, zoneId;
			if (match = string.match(ipv6Regexes.deprecatedTransitional)) return this.parser(`::ffff:${match[1]}`);
			if (ipv6Regexes.native.test(string)) return expandIPv6(string, 8);
			if (match = string.match(ipv6Regexes.transitional)) {
				zoneId = match[6] || "";
				addr = match[1];
				if (!match[1].endsWith("::")) addr = addr.slice(0, -1);
				addr = expandIPv6(addr + zoneId, 6);
				if (addr && addr.parts) {
					octets = [
						parseInt(match[2]),
						parseInt(match[3]),
						parseInt(match[4]),
						parseInt(match[5])
					];
					for (i = 0; i < octets.length; i++) {
						octet = octets[i];
						if (!(0 <= octet && octet <= 255)) return null;
					}
					addr.parts.push(octets[0] << 8 | octets[1]);
					addr.parts.push(octets[2] << 8 | octets[3]);
					return {
						parts: addr.parts,
						zoneId: addr.zoneId
					};
				}
			}
			return null;
		};
		ipaddr.IPv6.subnetMaskFromPrefixLength = function(prefix) {
			prefix = parseInt(prefix);
			if (Number.isNaN(prefix) || prefix < 0 || prefix > 128) throw new Error("ipaddr: invalid IPv6 prefix length");
			const octets = [
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0
			];
			let j = 0;
			const filledOctetCount = Math.floor(prefix / 8);
			while (j < filledOctetCount) {
				octets[j] = 255;
				j++;
			}
			if (filledOctetCount < 16) octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - prefix % 8;
			return new this(octets);
		};
		ipaddr.fromByteArray = function(bytes) {
			const length = bytes.length;
			if (length === 4) return new ipaddr.IPv4(bytes);
			else if (length === 16) return new ipaddr.IPv6(bytes);
			else throw new Error("ipaddr: the binary input is neither an IPv6 nor IPv4 address");
		};
		ipaddr.isValid = function(string) {
			return ipaddr.IPv6.isValid(string) || ipaddr.IPv4.isValid(string);
		};
		ipaddr.isValidCIDR = function(string) {
			return ipaddr.IPv6.isValidCIDR(string) || ipaddr.IPv4.isValidCIDR(string);
		};
		ipaddr.parse = function(string) {
			if (ipaddr.IPv6.isValid(string)) return ipaddr.IPv6.parse(string);
			else if (ipaddr.IPv4.isValid(string)) return ipaddr.IPv4.parse(string);
			else throw new Error("ipaddr: the address has neither IPv6 nor IPv4 format");
		};
		ipaddr.parseCIDR = function(string) {
			try {
				return ipaddr.IPv6.parseCIDR(string);
			} catch {
				try {
					return ipaddr.IPv4.parseCIDR(string);
				} catch (e) {
					throw new Error("ipaddr: the address has neither IPv6 nor IPv4 CIDR format", { cause: e });
				}
			}
		};
		ipaddr.process = function(string) {
			const addr = this.parse(string);
			if (addr.kind() === "ipv6" && addr.isIPv4MappedAddress()) return addr.toIPv4Address();
			else return addr;
		};
		ipaddr.subnetMatch = function(address, rangeList, defaultName) {
			let i, rangeName, rangeSubnets, subnet;
			if (defaultName === void 0 || defaultName === null) defaultName = "unicast";
			for (rangeName in rangeList) if (Object.prototype.hasOwnProperty.call(rangeList, rangeName)) {
				rangeSubnets = rangeList[rangeName];
				if (rangeSubnets[0] && !(rangeSubnets[0] instanceof Array)) rangeSubnets = [rangeSubnets];
				for (i = 0; i < rangeSubnets.length; i++) {
					subnet = rangeSubnets[i];
					if (address.kind() === subnet[0].kind() && address.match.apply(address, subnet)) return rangeName;
				}
			}
			return defaultName;
		};
		if (typeof module !== "undefined" && module.exports) module.exports = ipaddr;
		else root.ipaddr = ipaddr;
	})(this$1);
})))(), 1);
const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
function isIpv4(text) {
	return IPV4.test(text);
}
function isIpv6(text) {
	return /^[0-9a-f:.]+$/i.test(text) && text.includes(":") && import_ipaddr.default.IPv6.isValid(text);
}
function isCidr(text, isAddress, longest) {
	const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
	if (!match) return false;
	const length = Number(match[2]);
	return isAddress(match[1] ?? "") && length >= 8 && length <= longest;
}
/** An address with its prefix length, 8 to 32. */
function isCidr4(text) {
	return isCidr(text, isIpv4, 32);
}
/** An address with its prefix length, 8 to 128. */
function isCidr6(text) {
	return isCidr(text, isIpv6, 128);
}
/** A name server: an address, or a link-local one with its interface (`fe80::1%eth0`). */
function isNameserver(text) {
	const local = /^(fe80:[^%]+)%([a-z][a-z0-9_]{1,20}(?:[:.]\d+)?)$/i.exec(text);
	return local ? isIpv6(local[1] ?? "") : isIpv4(text) || isIpv6(text);
}
function isDnsName(text) {
	return text.length <= 255 && /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(text);
}
/** A unicast address: the lowest bit of the first byte is 0. */
function isMac(text) {
	return /^[a-f0-9][02468ace](?::[a-f0-9]{2}){5}$/i.test(text);
}
function isTag(text) {
	return /^[a-z0-9_][a-z0-9_\-+.]*$/i.test(text);
}
function isStorageId(text) {
	return /^[a-z][a-z0-9\-_.]*[a-z0-9]$/i.test(text);
}
/** `STORAGE:VOLUME`, such as `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst`. */
function isVolumeId(text) {
	const colon = text.indexOf(":");
	return colon > 0 && isStorageId(text.slice(0, colon)) && /^[\x21-\x7e]+$/.test(text.slice(colon + 1));
}
/** `current` and `vzdump` are Proxmox's own, `pending` would be read as a section of its own by people. */
function isSnapshotName(text) {
	return text.length <= 40 && /^[a-z][a-z0-9_-]+$/i.test(text) && ![
		"current",
		"vzdump",
		"pending"
	].includes(text);
}
function isPoolId(text) {
	return /^[A-Za-z0-9\-_.]+(?:\/[A-Za-z0-9\-_.]+){0,2}$/.test(text);
}
/** No control characters but line feeds and tabs: others would hide text from its reader. */
function isText(text) {
	return /^[^\x00-\x08\x0b-\x1f\x7f]*$/.test(text);
}
/**
* A path in the guest or on the node that can stand in a property string: absolute, printable ASCII, no comma, no `.`
* nor `..` segment, no empty segment, no blank at the end.
*/
function isPath(text) {
	return /^(?:\/[^/,]+)+$/.test(text) && /^[\x20-\x7e]+$/.test(text) && !/\/\.\.?(?:\/|$)/.test(text) && !/\s$/.test(text);
}
/** `/dev/dri/renderD128`: as `isPath`, and below /dev; a `=` would be read as a key. */
function isDevicePath(text) {
	return text.startsWith("/dev/") && isPath(text) && !/[\s=]/.test(text);
}
// src/kinds/lxc/raw-keys.ts
/**
* Which raw `lxc.*` keys Proxmox takes in a conf file (PVE 9.2: PVE::LXC::Config). A line with any other key is
* dropped there with a warning only, so that it is refused here.
*/
const KEYS = new Set(`apparmor.allow_incomplete apparmor.allow_nesting apparmor.profile apparmor.raw arch autodev cap.drop cap.keep
   console.logfile console.path devtty.dir environment environment.hooks group hook.autodev hook.clone hook.destroy
   hook.mount hook.post-stop hook.pre-mount hook.pre-start hook.start hook.stop hook.version idmap include init.cmd
   init.cwd init.gid init.groups init.uid kmsg log.file log.level mount.auto mount.entry mount.fstab pty.max
   rootfs.mount seccomp.notify.cookie seccomp.notify.proxy seccomp.profile selinux.context signal.halt signal.reboot
   signal.stop start.auto start.delay start.order sysctl.fs.mqueue sysctl.kernel.msgmax sysctl.kernel.msgmnb
   sysctl.kernel.msgmni sysctl.kernel.sem sysctl.kernel.shm_rmid_forced sysctl.kernel.shmall sysctl.kernel.shmmax
   sysctl.kernel.shmmni tty.max uts.name`.split(/\s+/).map((name) => `lxc.${name}`));
const PREFIXES = [
	"lxc.cgroup2.",
	"lxc.net.",
	"lxc.prlimit."
];
/** Keys with a better place, or a new name: what the error says. */
const INSTEAD = {
	"lxc.environment.runtime": "write it under \"env\"",
	"lxc.rootfs.path": "Proxmox makes it from \"rootfs\"",
	"lxc.rootfs.options": "write them as \"mountoptions\" of \"rootfs\"",
	"lxc.aa_profile": "it is called \"lxc.apparmor.profile\" since LXC 3",
	"lxc.aa_allow_incomplete": "it is called \"lxc.apparmor.allow_incomplete\" since LXC 3",
	"lxc.console": "it is called \"lxc.console.path\" since LXC 3",
	"lxc.devttydir": "it is called \"lxc.devtty.dir\" since LXC 3",
	"lxc.haltsignal": "it is called \"lxc.signal.halt\" since LXC 3",
	"lxc.rebootsignal": "it is called \"lxc.signal.reboot\" since LXC 3",
	"lxc.stopsignal": "it is called \"lxc.signal.stop\" since LXC 3",
	"lxc.id_map": "it is called \"lxc.idmap\" since LXC 3",
	"lxc.init_cmd": "it is called \"lxc.init.cmd\" since LXC 3",
	"lxc.loglevel": "it is called \"lxc.log.level\" since LXC 3",
	"lxc.logfile": "it is called \"lxc.log.file\" since LXC 3",
	"lxc.mount": "it is called \"lxc.mount.fstab\" since LXC 3",
	"lxc.pts": "it is called \"lxc.pty.max\" since LXC 3",
	"lxc.se_context": "it is called \"lxc.selinux.context\" since LXC 3",
	"lxc.seccomp": "it is called \"lxc.seccomp.profile\" since LXC 3",
	"lxc.tty": "it is called \"lxc.tty.max\" since LXC 3",
	"lxc.utsname": "it is called \"lxc.uts.name\" since LXC 3"
};
/** Null when Proxmox takes the key, else what to do instead. */
function rawKeyProblem(key) {
	if (KEYS.has(key)) return null;
	if (PREFIXES.some((prefix) => key.startsWith(prefix) && /^[a-z0-9_\-.]+$/.test(key.slice(prefix.length)))) return null;
	const instead = Object.hasOwn(INSTEAD, key) ? INSTEAD[key] : void 0;
	if (instead !== void 0) return instead;
	if (key.startsWith("lxc.cgroup.")) return "cgroup v1 is gone: use \"lxc.cgroup2.…\"";
	if (key.startsWith("lxc.limit.")) return "it is called \"lxc.prlimit.…\" since LXC 3";
	if (key.startsWith("lxc.network.")) return "use \"net0\", or \"lxc.net.…\"";
	return "Proxmox drops lines with this key";
}
[...KEYS, ...PREFIXES.map((prefix) => `${prefix}*`)].toSorted();
// src/kinds/lxc/refused.ts
/**
* Keys of a container's file that are understood and refused: options of Proxmox that are spelled otherwise here, and
* keys of DESIGN.md that this version cannot execute. A key is never accepted silently.
*/
const LATER$1 = "this version of Phoenix cannot execute it yet";
const REFUSED = {
	features: `features of a guest (software) cannot be installed by this version; Proxmox's own flags stand at the top of the file: "nesting": true, "keyctl", "fuse", "mknod", "force_rw_sys", and "mountfs" for file systems`,
	health: `health checks: ${LATER$1}; remove the key`,
	firewall: `firewall rules: ${LATER$1}; the flag of a network card is "firewall" in "net0"`,
	password: "a password must not stand in git; use \"ssh-public-keys\"",
	mount: "file systems that the guest may mount are \"mountfs\"; disks and folders are \"mounts\"",
	mp0: "mount points stand under \"mounts\", by their path in the guest: \"mounts\": { \"/data\": … }",
	dev0: "devices stand under \"devices\", by their path: \"devices\": { \"/dev/net/tun\": {} }",
	unused0: "unused volumes are kept by Proxmox; they are never named in git",
	lock: "the lock belongs to Proxmox; it cannot be set from git",
	start: "write \"state\": \"running\"",
	storage: "write the storage in \"rootfs\": { \"storage\": … }",
	bwlimit: `a limit of bandwidth: ${LATER$1}; set it on the storage`,
	name: "the name is the name of the file; another host name is \"hostname\"",
	ha: `high availability: ${LATER$1}`,
	"ha-managed": `high availability: ${LATER$1}`
};
const line = string().regex(/^[\x20-\x7e]*$/, "must be printable ASCII in one line").refine((value) => value.trimEnd() === value, "must not end with a blank, which Proxmox does not keep");
const trimmed = line.refine((value) => value.trimStart() === value, "must not start with a blank");
const flag = boolean();
const size = (unit, what) => union([number().nonnegative(), string()]).refine((value) => sizeInKiB(value, unit) !== null, `must be a size such as ${what}`);
const mebibytes$1 = (least) => size("M", "\"2G\", or a number of MiB").refine((value) => (sizeInKiB(value, "M") ?? 0) % 1024 === 0, "must be whole MiB").refine((value) => (sizeInKiB(value, "M") ?? least * 1024) >= least * 1024, `must be at least ${least} MiB`);
/** KiB that LVM allocates at a time: a size that is not a multiple of it would grow by itself on some storages. */
const EXTENT = 4096;
const diskSize = size("G", "\"32G\", or a number of GiB").refine((value) => (sizeInKiB(value, "G") ?? EXTENT) >= EXTENT, "must be at least 4 MiB").refine((value) => (sizeInKiB(value, "G") ?? 0) % EXTENT === 0, "must be a multiple of 4 MiB");
/** Numbers that JavaScript would print with an exponent are no numbers to Proxmox. */
const decimal = number().nonnegative().refine((value) => /^\d+(?:\.\d+)?$/.test(String(value)), "must be a plain decimal number");
/** Proxmox separates such lists by `;`; a JSON array is as good. */
const list = (item, what) => union([string().regex(new RegExp(`^(?:${item.source})(?:;(?:${item.source}))*$`), `must be ${what}, separated by ";"`), array(string().regex(new RegExp(`^(?:${item.source})$`), `must be ${what}`)).min(1)]);
const mountOptions = list(/discard|lazytime|noatime|nodev|noexec|nosuid/, "discard, lazytime, noatime, nodev, noexec or nosuid");
const idmap = union([literal("passthrough"), list(/[ug]:\d+:\d+:[1-9]\d*/, "\"passthrough\", or entries such as \"u:1000:1000:1\"")]);
// src/kinds/lxc/schema-devices.ts
/** Devices and GPUs in a file. */
const device = strictObject({
	mode: string().regex(/^0[0-7]{3}$/, "must be octal, such as \"0660\"").optional(),
	uid: int().nonnegative().optional(),
	gid: int().nonnegative().optional(),
	"deny-write": flag.optional().describe("The guest may only read (PVE 8.3).")
});
const gpu = strictObject({ vram: size("M", "\"14G\", or a number of MiB").optional().describe("How much of the card the guest is expected to take.") });
// src/kinds/lxc/schema-net.ts
/** Network cards in a file. */
const net = strictObject({
	name: string().regex(/^[-_.\w]{1,15}$/).optional().describe("The card inside the guest; \"eth0\" for net0 unless said otherwise."),
	bridge: string().regex(/^[-_.\w]+$/).optional().describe("A bridge or vnet of the node."),
	hwaddr: string().refine(isMac, "must be a unicast MAC address such as \"BC:24:11:00:00:01\"").optional().describe("Left to Proxmox, which makes one and keeps it, unless it stands here."),
	ip: string().refine((text) => text === "dhcp" || text === "manual" || isCidr4(text), "must be \"dhcp\", \"manual\" or an address with its prefix length, such as \"10.0.0.5/24\"").optional(),
	gw: string().refine(isIpv4, "must be an IPv4 address").optional(),
	ip6: string().refine((text) => [
		"auto",
		"dhcp",
		"manual"
	].includes(text) || isCidr6(text), "must be \"auto\", \"dhcp\", \"manual\" or an address with its prefix length, such as \"fd00::5/64\"").optional(),
	gw6: string().refine(isIpv6, "must be an IPv6 address").optional(),
	tag: int().min(1).max(4094).optional().describe("VLAN tag."),
	trunks: union([list(/[1-9]\d{0,3}/, "VLAN ids"), array(int().min(1).max(4094)).min(1)]).optional().describe("VLAN ids that pass through."),
	mtu: int().min(64).max(65535).optional(),
	rate: decimal.optional().describe("Limit in megabytes a second."),
	firewall: flag.optional().describe("Proxmox's firewall filters this card."),
	link_down: flag.optional().describe("As if the cable were pulled."),
	"host-managed": flag.optional().describe("The node configures the card, for guests without an init (PVE 9.1).")
});
const NET_KEYS = Array.from({ length: 32 }, (_, index) => `net${index}`);
const nets = Object.fromEntries(NET_KEYS.map((key) => [key, net.optional()]));
// src/kinds/lxc/schema-volumes.ts
/** Disks and mounts in a file: the root disk, volumes, folders of the node. */
const storageId = string().refine(isStorageId, "must be the name of a storage");
const volume$1 = {
	storage: storageId.optional().describe("The storage that holds the volume."),
	size: diskSize.optional().describe("\"32G\", or a number of GiB. It can grow while the guest runs, and never shrinks."),
	acl: flag.optional().describe("Support access control lists; absent: as the storage does."),
	mountoptions: mountOptions.optional().describe("discard, lazytime, noatime, nodev, noexec, nosuid."),
	quota: flag.optional().describe("Quotas for users inside the guest."),
	replicate: flag.optional().describe("Part of replication jobs; true unless said otherwise."),
	ro: flag.optional().describe("Read only."),
	shared: flag.optional().describe("The same on every node: lets a guest with a bind migrate."),
	idmap: idmap.optional().describe("Maps users of the guest to users of the disk (PVE 9.2).")
};
const flags = {
	ro: volume$1.ro,
	shared: volume$1.shared,
	replicate: volume$1.replicate,
	acl: volume$1.acl,
	mountoptions: volume$1.mountoptions,
	quota: volume$1.quota,
	backup: flag.optional().describe("Part of backups; false unless said otherwise."),
	idmap: volume$1.idmap,
	keepattrs: flag.optional().describe("Take owner and mode of the folder that is mounted over (PVE 9.2).")
};
const bindName = string().regex(/^[A-Za-z][\w-]*$/, "must be the name of a bind in phoenix.json");
const mount = union([string().regex(/^bind:[A-Za-z][\w-]*$/, "must be \"bind:NAME\", a bind of phoenix.json"), strictObject({
	bind: bindName.optional().describe("A bind of phoenix.json; instead of storage and size."),
	storage: volume$1.storage,
	size: volume$1.size,
	...flags
})]);
// src/kinds/lxc/schema-source.ts
/** What a container is made from, in a file: addresses and clones. */
const address = string().regex(/^[a-z]+\/[^/\s]+$/, "must be an address such as \"lxc/base\"");
const noLayer = (value) => !value.startsWith("layer/");
const cloneFrom = address.refine(noLayer, "layers are not in this version: clone a container that is a template, such as \"lxc/base\"");
const clone = union([cloneFrom, strictObject({
	from: union([cloneFrom, int().min(100).max(999999999)]).describe("\"lxc/base\", or the VMID of a guest."),
	full: flag.optional().describe("A copy of its own; absent: linked where the source is a template."),
	snapshot: string().refine(isSnapshotName, "must be the name of a snapshot").optional(),
	storage: storageId.optional().describe("Where a full clone goes; where the source is, unless said otherwise.")
})]);
// src/kinds/lxc/timezones.ts
const ZONES = /* @__PURE__ */ new Set([
	"UTC",
	"host",
	...Object.entries({
		Africa: `Abidjan Accra Addis_Ababa Algiers Asmara Bamako Bangui Banjul Bissau Blantyre Brazzaville Bujumbura
     Cairo Casablanca Ceuta Conakry Dakar Dar_es_Salaam Djibouti Douala El_Aaiun Freetown Gaborone Harare
     Johannesburg Juba Kampala Khartoum Kigali Kinshasa Lagos Libreville Lome Luanda Lubumbashi Lusaka
     Malabo Maputo Maseru Mbabane Mogadishu Monrovia Nairobi Ndjamena Niamey Nouakchott Ouagadougou
     Porto-Novo Sao_Tome Tripoli Tunis Windhoek`,
		America: `Adak Anchorage Anguilla Antigua Araguaina Argentina/Buenos_Aires Argentina/Catamarca
     Argentina/Cordoba Argentina/Jujuy Argentina/La_Rioja Argentina/Mendoza Argentina/Rio_Gallegos
     Argentina/Salta Argentina/San_Juan Argentina/San_Luis Argentina/Tucuman Argentina/Ushuaia Aruba
     Asuncion Atikokan Bahia Bahia_Banderas Barbados Belem Belize Blanc-Sablon Boa_Vista Bogota Boise
     Cambridge_Bay Campo_Grande Cancun Caracas Cayenne Cayman Chicago Chihuahua Ciudad_Juarez Costa_Rica
     Coyhaique Creston Cuiaba Curacao Danmarkshavn Dawson Dawson_Creek Denver Detroit Dominica Edmonton
     Eirunepe El_Salvador Fort_Nelson Fortaleza Glace_Bay Goose_Bay Grand_Turk Grenada Guadeloupe
     Guatemala Guayaquil Guyana Halifax Havana Hermosillo Indiana/Indianapolis Indiana/Knox
     Indiana/Marengo Indiana/Petersburg Indiana/Tell_City Indiana/Vevay Indiana/Vincennes Indiana/Winamac
     Inuvik Iqaluit Jamaica Juneau Kentucky/Louisville Kentucky/Monticello Kralendijk La_Paz Lima
     Los_Angeles Lower_Princes Maceio Managua Manaus Marigot Martinique Matamoros Mazatlan Menominee
     Merida Metlakatla Mexico_City Miquelon Moncton Monterrey Montevideo Montserrat Nassau New_York Nome
     Noronha North_Dakota/Beulah North_Dakota/Center North_Dakota/New_Salem Nuuk Ojinaga Panama
     Paramaribo Phoenix Port-au-Prince Port_of_Spain Porto_Velho Puerto_Rico Punta_Arenas Rankin_Inlet
     Recife Regina Resolute Rio_Branco Santarem Santiago Santo_Domingo Sao_Paulo Scoresbysund Sitka
     St_Barthelemy St_Johns St_Kitts St_Lucia St_Thomas St_Vincent Swift_Current Tegucigalpa Thule
     Tijuana Toronto Tortola Vancouver Whitehorse Winnipeg Yakutat`,
		Antarctica: `Casey Davis DumontDUrville Macquarie Mawson McMurdo Palmer Rothera Syowa Troll Vostok`,
		Arctic: `Longyearbyen`,
		Asia: `Aden Almaty Amman Anadyr Aqtau Aqtobe Ashgabat Atyrau Baghdad Bahrain Baku Bangkok Barnaul Beirut
     Bishkek Brunei Chita Colombo Damascus Dhaka Dili Dubai Dushanbe Famagusta Gaza Hebron Ho_Chi_Minh
     Hong_Kong Hovd Irkutsk Jakarta Jayapura Jerusalem Kabul Kamchatka Karachi Kathmandu Khandyga Kolkata
     Krasnoyarsk Kuala_Lumpur Kuching Kuwait Macau Magadan Makassar Manila Muscat Nicosia Novokuznetsk
     Novosibirsk Omsk Oral Phnom_Penh Pontianak Pyongyang Qatar Qostanay Qyzylorda Riyadh Sakhalin
     Samarkand Seoul Shanghai Singapore Srednekolymsk Taipei Tashkent Tbilisi Tehran Thimphu Tokyo Tomsk
     Ulaanbaatar Urumqi Ust-Nera Vientiane Vladivostok Yakutsk Yangon Yekaterinburg Yerevan`,
		Atlantic: `Azores Bermuda Canary Cape_Verde Faroe Madeira Reykjavik South_Georgia St_Helena Stanley`,
		Australia: `Adelaide Brisbane Broken_Hill Darwin Eucla Hobart Lindeman Lord_Howe Melbourne Perth Sydney`,
		Europe: `Amsterdam Andorra Astrakhan Athens Belgrade Berlin Bratislava Brussels Bucharest Budapest Busingen
     Chisinau Copenhagen Dublin Gibraltar Guernsey Helsinki Isle_of_Man Istanbul Jersey Kaliningrad Kirov
     Kyiv Lisbon Ljubljana London Luxembourg Madrid Malta Mariehamn Minsk Monaco Moscow Oslo Paris
     Podgorica Prague Riga Rome Samara San_Marino Sarajevo Saratov Simferopol Skopje Sofia Stockholm
     Tallinn Tirane Ulyanovsk Vaduz Vatican Vienna Vilnius Volgograd Warsaw Zagreb Zurich`,
		Indian: `Antananarivo Chagos Christmas Cocos Comoro Kerguelen Mahe Maldives Mauritius Mayotte Reunion`,
		Pacific: `Apia Auckland Bougainville Chatham Chuuk Easter Efate Fakaofo Fiji Funafuti Galapagos Gambier
     Guadalcanal Guam Honolulu Kanton Kiritimati Kosrae Kwajalein Majuro Marquesas Midway Nauru Niue
     Norfolk Noumea Pago_Pago Palau Pitcairn Pohnpei Port_Moresby Rarotonga Saipan Tahiti Tarawa
     Tongatapu Wake Wallis`
	}).flatMap(([area, cities]) => cities.split(/\s+/).map((city) => `${area}/${city}`))
]);
/** Whether `pct set --timezone` takes the name. */
function isTimezone(name) {
	return ZONES.has(name);
}
// src/kinds/lxc/schema.ts
/**
* What a file `lxc/NAME.json` may hold, in Proxmox's words: strict, so that a typo is an error. What needs other files
* or the settings (names of binds, cards and bridges, defaults) is checked in resolve.ts.
*/
/** Room for the marker below the user's text: Proxmox takes 8192 characters in all (PVE 9.2). */
const DESCRIPTION_LIMIT = 6144;
const refused = Object.fromEntries(Object.entries(REFUSED).map(([key, message]) => [key, never({ error: message }).optional()]));
const lxcSchema = strictObject({
	$schema: string().optional(),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	vmid: int().min(100).max(999999999).describe("The guest's identity, unique in the cluster."),
	node: string().optional().describe("The node it lives on; needless where there is one."),
	generation: int().positive().optional().describe("Raise it to have the guest made anew."),
	adopt: flag.optional().describe("Take over a guest that exists: writes the marker, changes nothing else."),
	state: _enum(["running", "stopped"]).optional().describe("\"running\" unless it is a template."),
	template: flag.optional().describe("Turned into a template once made; there is no way back."),
	ostemplate: string().max(255).refine(isVolumeId, "must be a volume such as \"local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst\"").optional().describe("The archive that the guest is made from."),
	clone: clone.optional().describe("The guest that this one is cloned from, instead of an archive."),
	unprivileged: flag.optional().describe("True unless said otherwise, also on PVE 8. Only creation can set it."),
	arch: _enum([
		"amd64",
		"i386",
		"arm64",
		"armhf",
		"riscv32",
		"riscv64"
	]).optional().describe("Found out by Proxmox unless said otherwise."),
	ostype: _enum([
		"debian",
		"devuan",
		"ubuntu",
		"centos",
		"fedora",
		"opensuse",
		"archlinux",
		"alpine",
		"gentoo",
		"nixos",
		"unmanaged"
	]).optional().describe("Found out by Proxmox unless said otherwise."),
	"ssh-public-keys": array(trimmed.regex(/^(?:ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/]+=*(?: .*)?$/, "must be an OpenSSH public key in one line")).min(1).optional().describe("Keys of root, written when the guest is made from an archive."),
	hostname: string().refine(isDnsName, "must be a DNS name").optional().describe("The name of the file, unless said otherwise."),
	description: string().max(DESCRIPTION_LIMIT).refine(isText, "must not contain control characters").optional().describe("Shown as Notes."),
	tags: array(string().refine(isTag, "must be letters, digits, \"_\", \"-\", \"+\" and \".\", starting with a letter, digit or \"_\"")).optional(),
	pool: string().refine(isPoolId, "must be the name of a pool").optional().describe("A pool that exists."),
	dependsOn: array(address).optional().describe("Resources that are ready before this one is made or restarted."),
	cores: int().min(1).max(8192).optional(),
	cpulimit: decimal.refine((value) => value <= 8192, "must be at most 8192").optional().describe("In cores; 0: no limit."),
	cpuunits: int().min(1).max(1e4).optional().describe("Weight against other guests, 100 unless said otherwise."),
	memory: mebibytes$1(16).optional().describe("\"2G\", or a number of MiB."),
	swap: mebibytes$1(0).optional().describe("\"512M\", or a number of MiB."),
	rootfs: strictObject(volume$1).optional().describe("The root disk."),
	...nets,
	mounts: record(string().refine(isPath, "must be an absolute path without comma, \".\" or \"..\" segment"), mount).optional().describe("Volumes and folders of the node by their paths in the guest."),
	devices: record(string().refine(isDevicePath, "must be a path below /dev"), device).optional().describe("Devices of the node by their paths."),
	gpus: record(string(), gpu).optional().describe("Cards of phoenix.json; their device nodes are derived."),
	nesting: flag.optional().describe("Containers inside; systemd needs it too."),
	keyctl: flag.optional().describe("The keyctl system call in an unprivileged guest; Docker needs it."),
	fuse: flag.optional(),
	mknod: flag.optional(),
	force_rw_sys: flag.optional(),
	mountfs: list(/[a-zA-Z0-9_]+/, "file systems such as nfs").optional().describe("File systems that the guest may mount (\"mount\" of Proxmox's features)."),
	nameserver: line.refine((text) => text.trim() !== "" && text.split(/[\s,;]+/).every(isNameserver), "must be addresses, separated by blanks").optional().describe("As on the node, unless said otherwise."),
	searchdomain: line.refine((text) => text.trim() !== "" && text.split(/[\s,;]+/).every(isDnsName), "must be DNS names, separated by blanks").optional().describe("As on the node, unless said otherwise."),
	timezone: string().refine(isTimezone, "must be \"host\", \"UTC\" or a name such as \"Europe/Vienna\"").optional(),
	onboot: flag.optional().describe("Started with the node."),
	startup: strictObject({
		order: int().nonnegative().optional(),
		up: int().nonnegative().optional().describe("Seconds to wait after its start."),
		down: int().nonnegative().optional().describe("Seconds to wait for its shutdown.")
	}).refine((value) => Object.keys(value).length > 0, "must have order, up or down").optional(),
	protection: flag.optional().describe("Proxmox refuses to destroy it or to change its disks."),
	hookscript: string().refine((text) => isVolumeId(text) && text.includes(":snippets/"), "must be a snippet such as \"local:snippets/hook.sh\"").optional(),
	cmode: _enum([
		"shell",
		"console",
		"tty"
	]).optional(),
	console: flag.optional(),
	tty: int().min(0).max(6).optional(),
	debug: flag.optional(),
	entrypoint: trimmed.refine((text) => text !== "", "must not be empty").optional().describe("The command that runs as init (PVE 9.1)."),
	env: record(string().regex(/^\w+$/, "must be letters, digits and \"_\""), line).optional().describe("Environment of the init (PVE 9.1). Not for secrets: it stands in the conf file."),
	raw: record(string(), union([trimmed, array(trimmed).min(1)])).superRefine((value, context) => {
		for (const key of Object.keys(value)) {
			const problem = rawKeyProblem(key);
			if (problem !== null) context.addIssue({
				code: "custom",
				path: [key],
				message: problem
			});
		}
	}).optional().describe("Raw lxc.* lines, only those that Proxmox takes."),
	snapshots: record(string().refine(isSnapshotName, "must be a letter, then letters, digits, \"_\" and \"-\", 2 to 40 in all"), strictObject({ description: string().max(4096).refine(isText, "must not contain control characters").optional() })).optional().describe("Snapshots that shall exist; they are made when they first appear here."),
	...refused
});
Object.keys(lxcSchema.shape).filter((key) => !Object.hasOwn(REFUSED, key));
// src/kinds/lxc/diff.ts
const NOTHING = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
function changeOf$1(difference, around) {
	const { path, slot, before, after } = difference;
	return {
		path,
		slot,
		before,
		after,
		...costOf(difference, around)
	};
}
/** The version of Proxmox: of the node as it is, or as declared. */
function pveOf(node, settings, snapshot) {
	const facts = snapshot?.nodes.get(node);
	const seen = facts?.reachable ? facts.pve : "";
	return seen === "" ? settings.nodes[node]?.pve ?? "9.2" : seen;
}
function create(want, notes) {
	return {
		action: "create",
		changes: [{
			path: "",
			slot: "guest",
			before: null,
			after: `vmid:${want.spec.vmid}`,
			effect: "live"
		}, ...fieldsOf(want.spec).map(({ path, slot, value }) => ({
			path,
			slot,
			before: null,
			after: value,
			effect: "live"
		}))],
		notes,
		downtime: 0
	};
}
/** `adopt` writes description and tag and changes nothing: what will differ is told, and left to the next change. */
function adopt(want, live) {
	const marker = {
		path: "/adopt",
		slot: "marker",
		before: null,
		after: true,
		...stripMarker(live?.conf.description ?? null).length > 6144 ? {
			effect: "impossible",
			note: "its Notes leave no room for the marker: shorten them"
		} : { effect: "config" }
	};
	const sides = {
		want: fieldsOf(want.spec),
		base: [],
		now: live?.fields ?? [],
		next: live?.next ?? []
	};
	const told = live ? [...compare(sides), ...compareCreation(sides.want, sides.now).filter((one) => one.before !== null && one.after !== null)] : [];
	const power = live && live.running !== (want.spec.state === "running") ? live.running ? "running" : "stopped" : null;
	return {
		action: "adopt",
		changes: [marker],
		notes: [...told.map(({ path, before, after }) => `${path} is ${before ?? "not set"}, the file says ${after ?? "nothing"}`), ...power === null ? [] : [`/state is ${power}, the file says ${want.spec.state}`]],
		downtime: 0
	};
}
/** Volumes besides the root disk, those that were detached included: a removal of a mount never loses its data. */
function dataVolumes(spec, live) {
	const ofSpec = Object.entries(spec?.mounts ?? {}).filter(([, mount]) => isVolume(mount)).map(([path]) => path);
	const ofLive = (live?.fields ?? []).filter((one) => one.slot.startsWith("mount:") && one.key === "storage").map((one) => one.slot.slice(6));
	const unused = (live?.unused ?? []).map(({ key, volume }) => `${key} ${volume}`);
	return [.../* @__PURE__ */ new Set([
		...ofSpec,
		...ofLive,
		...unused
	])].toSorted();
}
/** Asked for by a higher generation; the guest must own no data that would be lost. */
function replace(want, base, prior) {
	const before = base.spec.generation;
	const data = dataVolumes(base.spec, prior.live);
	const refused = data.length > 0;
	const whole = {
		path: "/generation",
		slot: "generation",
		before: String(before),
		after: String(want.spec.generation),
		effect: refused ? "impossible" : "replace",
		note: refused ? `the guest owns data volumes (${data.join(", ")}): detach those of the file, and move or delete what is unused` : "made anew from its source; what is inside is lost"
	};
	const old = byPath(fieldsOf(base.spec));
	const all = [whole, ...fieldsOf(want.spec).filter((one) => old.get(one.path)?.value !== one.value).map(({ path, slot, value }) => ({
		path,
		slot,
		before: old.get(path)?.value ?? null,
		after: value,
		effect: "replace"
	}))];
	return {
		action: "replace",
		changes: all,
		notes: [],
		downtime: refused ? 0 : downtimeOf(all, prior.running, want.spec.state === "running")
	};
}
function update(want, base, prior, input, repair) {
	const { settings, snapshot } = input;
	const fields = fieldsOf(want.spec);
	const sides = {
		want: fields,
		base: base?.spec === want.spec ? fields : base ? fieldsOf(base.spec) : [],
		now: prior.now,
		next: prior.next
	};
	const gone = new Set(sides.base.map((one) => one.slot).filter((slot) => !fields.some((one) => one.slot === slot)));
	const kept = prior.running ? prior.now : prior.now.filter((one) => !gone.has(one.slot));
	const around = {
		want: fields,
		now: prior.now,
		running: prior.running,
		template: prior.now.some((one) => one.slot === "template" && one.value === "1"),
		pve: pveOf(prior.node, settings, snapshot),
		noSnapshot: noSnapshotReason(kept, settings.nodes[prior.node], snapshot)
	};
	const repaired = repair === void 0 ? [] : [{
		path: "",
		slot: "marker",
		before: null,
		after: want.address,
		effect: "config",
		note: repair
	}];
	const returned = returnChanges$1(want, prior);
	const renamed = repaired.length > 0 || returned.length > 0 ? [] : renameChanges(want, base, prior);
	const moved = migration(want, base, prior, input);
	const found = compare(sides).map((difference) => changeOf$1(difference, around));
	const other = [
		...repaired,
		...returned,
		...renamed,
		...moved.changes,
		...creationChanges(want, base),
		...found,
		...owedChanges(fields, prior, found),
		...stateChanges(want, prior)
	];
	const changes = [...other, ...debtChanges(want, prior, other)];
	const lock = prior.live?.lock;
	const action = moved.changes.length > 0 ? "migrate" : renamed.length > 0 ? "rename" : "update";
	return {
		action: changes.length === 0 ? "no-op" : action,
		changes,
		notes: changes.length > 0 && lock ? [...moved.notes, `locked by Proxmox now: ${lock}`] : moved.notes,
		downtime: downtimeOf(changes, prior.running, want.spec.state === "running")
	};
}
function against(want, prior, input, repair) {
	const { base } = input;
	if (base && want.spec.generation > base.spec.generation) return replace(want, base, prior);
	return update(want, base, prior, input, repair);
}
function gitDiff(input) {
	const { want, base } = input;
	if (!want) return base ? removalDiff(input) : NOTHING;
	if (!base) return want.spec.adopt ? adopt(want, null) : create(want, []);
	if (want.address === base.address && isSameSpec(want.spec, base.spec)) return NOTHING;
	const now = fieldsOf(base.spec);
	return against(want, {
		now,
		next: now,
		running: base.spec.state === "running",
		node: base.spec.node,
		mark: null,
		live: null
	}, input);
}
function liveDiff(input) {
	const { want, seen } = input;
	if (!seen) return gitDiff(input);
	switch (seen.is) {
		case "unknown":
		case "foreign":
		case "copy": return {
			...NOTHING,
			notes: [seen.why]
		};
		case "absent":
		case "debris": {
			if (!want) return NOTHING;
			if (want.spec.source) return create(want, seen.is === "debris" ? [seen.why] : []);
			const note = "there is no such guest to adopt: say \"ostemplate\" or \"clone\", or correct the vmid";
			return {
				...NOTHING,
				action: "adopt",
				changes: [{
					path: "/adopt",
					slot: "marker",
					before: null,
					after: true,
					effect: "impossible",
					note
				}]
			};
		}
		case "adoptable": return want ? adopt(want, seen.live) : NOTHING;
		case "ours": {
			if (!want) return removalDiff(input);
			const { live, mark, repair } = seen;
			const { fields: now, next, running, node } = live;
			return against(want, {
				now,
				next,
				running,
				node,
				mark,
				live
			}, input, repair);
		}
	}
}
/** The difference of one guest: `seen` null states the worst case from git alone. */
function diffLxc(input) {
	return input.seen === null ? gitDiff(input) : liveDiff(input);
}
// src/kinds/lxc/observe.ts
/** Whose guest it is: ours, a copy of ours, somebody else's, or what a killed create of ours left behind. */
const idOf = (vmid) => `vmid:${vmid}`;
function vmidOf(id) {
	return Number(id.slice(5));
}
/** UPID:node:pid:pstart:starttime:type:id:user: (PVE 9.2). */
function taskOf(snapshot, vmid) {
	for (const node of snapshot.nodes.values()) {
		if (!node.reachable) continue;
		for (const upid of node.tasks) {
			const [, , , , , type, id] = upid.split(":");
			if (id === String(vmid)) return type ?? "unknown";
		}
	}
	return null;
}
function intentOf(snapshot, vmid, estate) {
	for (const node of snapshot.nodes.values()) {
		if (!node.reachable) continue;
		const found = node.intents.find((intent) => intent.vmid === vmid && intent.estate === estate);
		if (found) return found;
	}
	return null;
}
function downReason(snapshot, node) {
	const facts = snapshot.nodes.get(node);
	if (!facts) return `the node ${node} was not read`;
	return facts.reachable ? null : `the node ${node} cannot be reached: ${facts.why}`;
}
/** A create or clone was begun, and as far as the journal knows it has not ended. */
function isMaking({ argv }) {
	return argv[0] === "pct" && (argv[1] === "create" || argv[1] === "clone");
}
/** The task of a clone carries the id of its source. */
function workOn(snapshot, vmid, intent) {
	const source = intent?.argv[1] === "clone" ? Number(intent.argv[2]) : null;
	return taskOf(snapshot, vmid) ?? (source === null ? null : taskOf(snapshot, source));
}
/**
* A guest that is not made yet: either somebody works on it, or a create of ours was killed. A clone that was killed has
* our marker already, since `pct clone --description` writes it first. A create that was killed late has no lock any
* more (observed, PVE 9.2), and one whose recovery was killed has neither lock nor anything else: then the journal tells,
* unless somebody runs it by now.
*/
function unfinished(input, live, mark) {
	const { snapshot, estate } = input;
	const intent = intentOf(snapshot, live.vmid, estate);
	const begun = mark !== null && mark.id === idOf(live.vmid) && mark.owed?.includes("") === true;
	const bare = mark === null && (live.lock === "create" || live.conf.options.size === 0);
	const unlocked = live.lock === null && !live.running && (begun || bare) && intent && isMaking(intent);
	if (live.lock !== "create" && !unlocked) return null;
	const task = workOn(snapshot, live.vmid, intent);
	if (task !== null) return {
		is: "unknown",
		why: `${live.vmid} is being made now (${task})`
	};
	if (intent && (begun || bare)) return {
		is: "debris",
		why: `what a create that was killed on ${intent.at} left behind is removed first`,
		live
	};
	if (mark) return null;
	return {
		is: "foreign",
		why: `${live.vmid} is locked by a create that is not ours`
	};
}
function marked(input, live, mark) {
	const { estate, env } = input;
	const of = (e, v) => v === null ? `"${e}"` : `"${e}" (${v})`;
	if (mark.estate !== estate || mark.env !== env) return {
		is: "foreign",
		why: `${live.vmid} belongs to the estate ${of(mark.estate, mark.env)} as ${mark.address}`
	};
	if (mark.id !== idOf(live.vmid)) return {
		is: "copy",
		why: `${live.vmid} is a copy of ${mark.address} (${vmidOf(mark.id)}), made by hand`
	};
	return {
		is: "ours",
		live,
		mark
	};
}
function unmarked(input, live) {
	const { want, base } = input;
	if (want?.spec.adopt) return {
		is: "adoptable",
		live
	};
	const hostname = live.fields.find((one) => one.slot === "hostname")?.value;
	if (base && hostname === base.spec.hostname) return {
		is: "ours",
		live,
		mark: null,
		repair: "its marker is missing, as when Notes were edited: it is written again"
	};
	return {
		is: "foreign",
		why: `${live.vmid} is a guest without a marker of Phoenix${hostname ? `, called "${hostname}"` : ""}`
	};
}
function seenFile(input, file) {
	if (file.type !== "lxc") return {
		is: "foreign",
		why: `${file.vmid} is a virtual machine`
	};
	const down = downReason(input.snapshot, file.node);
	if (down !== null) return {
		is: "unknown",
		why: down
	};
	const live = liveIn(input.snapshot, file.vmid);
	if (!live) return { is: "absent" };
	const mark = parseMarker(live.conf.description);
	const left = unfinished(input, live, mark);
	if (left) return left;
	return mark ? marked(input, live, mark) : unmarked(input, live);
}
/** Decides what stands under an id, wherever in the cluster it is. */
function observeLxc(input) {
	const { snapshot, id, want, base } = input;
	const file = snapshot.guests.get(vmidOf(id));
	if (file) return seenFile(input, file);
	const node = (want ?? base)?.spec.node;
	const down = node === void 0 ? null : downReason(snapshot, node);
	return down === null ? { is: "absent" } : {
		is: "unknown",
		why: down
	};
}
/** The description of the current section, without reading all else. */
function descriptionOf(text) {
	const section = text.startsWith("[") ? 0 : text.indexOf("\n[");
	return (section < 0 ? text : text.slice(0, section)).split("\n").filter((line) => line.startsWith("#")).map((line) => decodeText(line.slice(1))).join("\n");
}
/** Every guest whose marker says that it is of this estate and no copy. */
function ownedLxc(snapshot, estate, env) {
	const owned = [];
	for (const file of snapshot.guests.values()) {
		if (file.type !== "lxc" || !file.text.includes("<!-- phoenix ")) continue;
		const mark = parseMarker(descriptionOf(file.text));
		const ours = mark?.estate === estate && mark.env === env && mark.id === idOf(file.vmid);
		if (mark && ours) owned.push({
			id: idOf(file.vmid),
			mark,
			node: file.node
		});
	}
	return owned.toSorted((a, b) => vmidOf(a.id) - vmidOf(b.id));
}
// src/kinds/lxc/finding-ids.ts
const error = (title) => ({
	severity: "error",
	title
});
const warning = (title) => ({
	severity: "warning",
	title
});
const LXC_FINDINGS = {
	PHX601: error("A bind does not exist in phoenix.json"),
	PHX602: error("A GPU does not exist on the node, or has less memory than is asked for"),
	PHX603: error("A bridge is missing, or does not exist on the node"),
	PHX604: error("A guest does not say which of several nodes it is on"),
	PHX605: error("A mount is neither a bind nor a volume, or both"),
	PHX606: error("A guest comes from both an archive and a clone, or from neither"),
	PHX607: error("A root disk is missing or incomplete"),
	PHX608: error("A gateway cannot be reached from the address of its card"),
	PHX609: error("Two cards of a guest have the same name, MAC or address"),
	PHX610: error("Something cannot be said of a template"),
	PHX611: error("A clone is not possible as written"),
	PHX612: error("The Proxmox VE version of the node does not know an option"),
	PHX613: warning("A storage is not declared for the node"),
	PHX614: error("Snapshots are not possible for this guest"),
	PHX615: error("A description or tag is reserved for Phoenix"),
	PHX617: error("An unprivileged guest has quotas"),
	PHX616: error("A path cannot stand in an option of Proxmox")
};
/** A sentence: upper case first, a full stop at the end. */
function sentence(text) {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
/** A finding at a pointer of the merged file. */
function finding(id, path, message, hint) {
	return {
		id,
		severity: LXC_FINDINGS[id].severity,
		message,
		path,
		hint: sentence(hint)
	};
}
// src/kinds/lxc/network-checks.ts
/** What Proxmox or the guest would stumble over in network cards. */
function gatewayFinding(slot, net, ip, gw) {
	const [address, gateway] = [net[ip], net[gw]];
	if (gateway === void 0) return [];
	const at = pointer(slot, gw);
	if (address === void 0 || !address.includes("/")) return [finding("PHX608", at, `"${gw}" needs an address of its own: "${ip}" is ${address ?? "missing"}`, `write "${ip}" with its prefix length, or leave "${gw}" out`)];
	const network = ip === "ip" ? import_ipaddr.default.IPv4.parseCIDR(address) : import_ipaddr.default.IPv6.parseCIDR(address);
	const outside = !(ip === "ip" ? import_ipaddr.default.IPv4.parse(gateway) : import_ipaddr.default.IPv6.parse(gateway)).match(network);
	const usual = gateway.toLowerCase().startsWith("fe80:") || network[1] === (ip === "ip" ? 32 : 128);
	if (!outside || usual) return [];
	return [finding("PHX608", at, `the gateway ${gateway} is not in the network of ${address}`, "correct one of them")];
}
/** Bridges, gateways, and what two cards of one guest may not share. */
function networks(spec, node) {
	const findings = [];
	const seen = /* @__PURE__ */ new Map();
	for (const [slot, net] of Object.entries(spec.nets)) {
		const { bridge } = net;
		if (bridge === void 0 && spec.source?.is === "ostemplate") findings.push(finding("PHX603", pointer(slot, "bridge"), `${slot} has no bridge, and a guest with such a card does not start`, "write a bridge of the node, such as \"vmbr0\""));
		if (bridge !== void 0 && node?.bridges && !node.bridges.includes(bridge)) findings.push(finding("PHX603", pointer(slot, "bridge"), `the node ${spec.node} has no bridge "${bridge}"`, `known bridges: ${node.bridges.join(", ")}`));
		findings.push(...gatewayFinding(slot, net, "ip", "gw"), ...gatewayFinding(slot, net, "ip6", "gw6"));
		if (net["host-managed"] === "1" && net["ip6"] === "auto" && net["link_down"] !== "1") findings.push(finding("PHX608", pointer(slot, "ip6"), "a card that the node manages cannot find its IPv6 address by itself", "write an address or \"dhcp\""));
		for (const key of [
			"name",
			"hwaddr",
			"ip",
			"ip6"
		]) {
			const value = net[key];
			if (value === void 0 || key.startsWith("ip") && !value.includes("/")) continue;
			const other = seen.get(`${key} ${value}`);
			if (other !== void 0) findings.push(finding("PHX609", pointer(slot, key), `${other} has the same ${key}, ${value}`, "give each card its own"));
			seen.set(`${key} ${value}`, slot);
		}
	}
	return findings;
}
// src/kinds/lxc/checks.ts
/** What Proxmox would refuse of a finished spec, or make something else of: found before anything is sent. */
const identity = (spec, _node, input) => {
	const findings = [];
	if (!isDnsName(spec.hostname)) findings.push(finding("PHX616", "/hostname", `"${spec.hostname}" cannot be a host name`, "write a \"hostname\" of letters, digits and \"-\""));
	if (hasMarkerLine(spec.description ?? "")) findings.push(finding("PHX615", "/description", "a line of the description looks like a marker of Phoenix", "write it otherwise"));
	const own = (input.tags ?? []).filter((tag) => OWN_TAGS.includes(tag.toLowerCase()));
	for (const tag of own) findings.push(finding("PHX615", "/tags", `the tag "${tag}" is Phoenix's own`, "leave it out"));
	return findings;
};
const rootDisk = (spec) => {
	const { rootfs, source } = spec;
	if (source?.is !== "ostemplate" || rootfs?.["storage"] !== void 0 && rootfs["size"] !== void 0) return [];
	return [finding("PHX607", "/rootfs", "a guest that is made from an archive needs a root disk", "write \"rootfs\": { \"storage\": \"local-zfs\", \"size\": \"8G\" }")];
};
const templates = (spec) => {
	if (!spec.template) return [];
	const findings = [];
	const add = (path, message, hint) => findings.push(finding("PHX610", path, message, hint));
	if (spec.state === "running") add("/state", "a template does not run", "leave \"state\" out");
	for (const [path, mount] of Object.entries(spec.mounts)) if (!isVolume(mount)) add(pointer("mounts", path), "Proxmox makes no template of a guest with a bind", "move the bind to the guests that are cloned from it");
	if (Object.keys(spec.snapshots).length > 0) add("/snapshots", "Proxmox makes no template of a guest with snapshots", "leave them out");
	return findings;
};
const snapshots = (spec, node) => {
	if (Object.keys(spec.snapshots).length === 0 || spec.template) return [];
	const reason = noSnapshotReason(fieldsOf(spec), node, null);
	return reason === null ? [] : [finding("PHX614", "/snapshots", reason, "leave the snapshots out, or what forbids them")];
};
/** A node that knows every option needs no look at each of them. */
const KNOWS_ALL = OPTIONS.reduce((most, { since }) => since && !atLeast(most, since) ? since : most, "8.3");
const versions = (spec, node) => {
	if (!node || atLeast(node.pve, KNOWS_ALL)) return [];
	return fieldsOf(spec).flatMap(({ path, slot, key, value }) => {
		const discard = key === "mountoptions" && value.split(";").includes("discard");
		const since = optionRow(fieldName(slot, key)).since ?? (discard ? "8.3" : void 0);
		if (since === void 0 || atLeast(node.pve, since)) return [];
		return [finding("PHX612", path, `${discard ? "\"discard\"" : fieldName(slot, key)} needs Proxmox VE ${since}, and ${spec.node} is declared with ${node.pve}`, "leave it out, or upgrade the node and its \"pve\"")];
	});
};
const storages = (spec, node) => {
	if (!node || Object.keys(node.storages).length === 0) return [];
	return disksOf(spec).flatMap(([path, { storage }]) => {
		if (storage === void 0 || Object.hasOwn(node.storages, storage)) return [];
		return [finding("PHX613", `${path}/storage`, `the storage "${storage}" is not declared for ${spec.node}`, "write it under \"storages\" of the node in phoenix.json")];
	});
};
/** Root disk and mounts, each with its path in the file. */
function disksOf(spec) {
	const mounts = Object.entries(spec.mounts).map(([path, mount]) => [pointer("mounts", path), mount]);
	return [["/rootfs", spec.rootfs ?? {}], ...mounts];
}
const quotas = (spec) => {
	if (!spec.unprivileged) return [];
	return disksOf(spec).filter(([, { quota }]) => quota === "1").map(([path]) => finding("PHX617", `${path}/quota`, "an unprivileged guest with quotas does not start", "leave \"quota\" out, or write \"unprivileged\": false"));
};
const cards = (spec, node) => Object.entries(spec.gpus).flatMap(([name, { vram }]) => {
	const size = node?.gpus[name]?.vram;
	const has = size === void 0 ? null : sizeInKiB(size, "M");
	if (vram === null || has === null || vram <= has) return [];
	return [finding("PHX602", pointer("gpus", name, "vram"), `the card "${name}" has less memory than that`, `it has ${size}`)];
});
const CHECKS = [
	identity,
	rootDisk,
	networks,
	templates,
	snapshots,
	versions,
	storages,
	quotas,
	cards
];
function checkSpec(spec, input, settings) {
	const node = settings.nodes[spec.node];
	return CHECKS.flatMap((check) => check(spec, node, input));
}
// src/kinds/lxc/gpu.ts
/** From a card of `phoenix.json` to the device nodes that a guest needs for it. */
/** The group `video` of Debian and Ubuntu; `render` has no fixed number there. */
const VIDEO = "44";
/** Device nodes of a card, as `devices` has them. NVIDIA's are open to all on the host too (driver 580). */
function gpuDevices(card) {
	if (card.driver === "nvidia") {
		const nodes = [
			`/dev/nvidia${card.minor}`,
			"/dev/nvidiactl",
			"/dev/nvidia-uvm",
			"/dev/nvidia-uvm-tools"
		];
		return Object.fromEntries(nodes.map((path) => [path, { mode: "0666" }]));
	}
	const nodes = [`/dev/dri/card${card.minor}`, `/dev/dri/renderD${128 + card.minor}`];
	return Object.fromEntries(nodes.map((path) => [path, {
		mode: "0660",
		gid: VIDEO
	}]));
}
function lxcGpu(card, vram) {
	return {
		vram: vram === void 0 ? null : sizeInKiB(vram, "M"),
		driver: card.driver,
		devices: Object.keys(gpuDevices(card))
	};
}
// src/kinds/lxc/words.ts
/** From the words of a file to Proxmox's words: numbers, booleans, sizes and lists as the text that `pct` takes. */
function text(value) {
	if (typeof value === "boolean") return value ? "1" : "0";
	if (typeof value === "object") return value.join(";");
	return String(value);
}
/** `{ ro: true, size: 8 }` of a slot as Proxmox's words; keys without value are left out. */
function wordsOf(slot, values) {
	const words = {};
	for (const [key, value] of Object.entries(values)) if (value !== void 0) words[key] = canonicalValue(slot, key, text(value));
	return words;
}
/** One scalar option. */
function wordOf(option, value) {
	return canonicalValue(option, null, text(value));
}
/** MiB, as `memory` and `swap` count. */
function mebibytes(size) {
	return String((sizeInKiB(size, "M") ?? 0) / 1024);
}
/** A disk size as Proxmox prints it; a bare number is GiB. */
function disk(size) {
	return diskSize$1(sizeInKiB(size, "G") ?? 0);
}
/** A network card; the one of `net0` is called `eth0` in the guest unless it says otherwise. */
function netWords(slot, input) {
	return wordsOf(slot, {
		name: `eth${slot.slice(3)}`,
		...input
	});
}
// src/kinds/lxc/attachments.ts
function bindPath(name, at, settings, report) {
	const bind = Object.hasOwn(settings.binds, name) ? settings.binds[name] : void 0;
	if (!bind) {
		const known = Object.keys(settings.binds).toSorted().join(", ") || "none";
		report(finding("PHX601", at, `there is no bind "${name}" in phoenix.json`, `known binds: ${known}`));
		return null;
	}
	if (!isPath(bind.path) || bind.path.includes("=")) {
		report(finding("PHX616", at, `Proxmox cannot bind "${bind.path}"`, "the path must be absolute, without comma, \"=\", \".\" or \"..\" segments"));
		return null;
	}
	return bind.path;
}
function mountWords(path, input, settings, report) {
	const at = pointer("mounts", path);
	const mount = typeof input === "string" ? { bind: input.replace(/^bind:/, "") } : input;
	const slot = `mount:${path}`;
	if (mount.bind !== void 0) {
		const { bind, storage, size, ...flags } = mount;
		if (storage !== void 0 || size !== void 0) report(finding("PHX605", at, `"${path}" is both a bind and a volume`, "keep \"bind\", or \"storage\" and \"size\""));
		const source = bindPath(bind, at, settings, report);
		return source === null ? null : {
			bind: source,
			...wordsOf(slot, flags)
		};
	}
	const { storage, size, bind: _, ...flags } = mount;
	if (storage === void 0 || size === void 0) {
		report(finding("PHX605", at, `"${path}" says neither what is bound nor which volume is made`, "write \"bind:NAME\", or \"storage\" and \"size\""));
		return null;
	}
	return {
		storage,
		size: disk(size),
		...wordsOf(slot, flags)
	};
}
/** Mounts in Proxmox's words; what is wrong with one leaves it out. */
function mountsOf$1(input, settings, report) {
	const mounts = {};
	for (const [path, mount] of Object.entries(input.mounts ?? {})) {
		const words = mountWords(path, mount, settings, report);
		if (words) mounts[path] = words;
	}
	return mounts;
}
/** Device nodes of cards first, so that the file's own word about one of them wins. */
function devicesOf$1(input, nodeName, node, report) {
	const devices = {};
	const gpus = {};
	for (const [name, { vram }] of Object.entries(input.gpus ?? {})) {
		const card = node && Object.hasOwn(node.gpus, name) ? node.gpus[name] : void 0;
		if (!card) {
			const known = Object.keys(node?.gpus ?? {}).toSorted().join(", ") || "none";
			report(finding("PHX602", pointer("gpus", name), `the node ${nodeName} has no card "${name}" in phoenix.json`, `known cards: ${known}`));
			continue;
		}
		Object.assign(devices, gpuDevices(card));
		gpus[name] = lxcGpu(card, vram);
	}
	for (const [path, device] of Object.entries(input.devices ?? {})) devices[path] = {
		...devices[path],
		...wordsOf(`device:${path}`, device)
	};
	return {
		devices,
		gpus
	};
}
// src/kinds/lxc/source.ts
/**
* What a container is made from: an archive or another guest. A clone takes over what its source is, so that the
* source's file is looked at here; nothing else looks at other files.
*/
const member = (value, key) => isObject(value) && Object.hasOwn(value, key) ? value[key] : void 0;
/** The address that a merged file clones; null when it clones none. */
function cloneAddress(merged) {
	const clone = member(merged, "clone");
	const from = typeof clone === "string" ? clone : member(clone, "from");
	return typeof from === "string" ? from : null;
}
/** Privilege is inherited along a chain of clones; the end of the chain decides, and true is the default. */
function inheritedUnprivileged(merged, lookup) {
	let at = merged;
	for (let depth = 0; at && depth < 50; depth += 1) {
		if (typeof at["unprivileged"] === "boolean") return at["unprivileged"];
		const from = cloneAddress(at);
		at = from === null ? null : lookup(from);
	}
	return true;
}
/** The storage of the root disk, along a chain of clones; null when no file tells. */
function storageOf(merged, lookup) {
	let at = merged;
	for (let depth = 0; at && depth < 50; depth += 1) {
		const storage = member(at["rootfs"], "storage") ?? member(at["clone"], "storage");
		if (typeof storage === "string") return storage;
		const from = cloneAddress(at);
		at = from === null ? null : lookup(from);
	}
	return null;
}
/** Where the clone is a linked one, or nobody knows that it is none. */
function linkedOn({ merged, mergedOf }, { full }, origin) {
	return (full === void 0 ? origin === null || origin["template"] === true : !full) ? { linkedOn: storageOf(merged, mergedOf) } : {};
}
function hasBinds(merged) {
	const mounts = member(merged, "mounts");
	if (!isObject(mounts)) return false;
	return Object.values(mounts).some((mount) => typeof mount === "string" || isObject(mount) && member(mount, "bind") !== void 0);
}
function originFindings(input, clone, origin, lookup) {
	const findings = [];
	const add = (message, hint, path = "/clone") => findings.push(finding("PHX611", path, message, hint));
	const from = clone.from;
	const isTemplate = origin["template"] === true;
	const linked = clone.full === void 0 ? isTemplate : !clone.full;
	const rootfs = member(origin, "rootfs");
	if (linked && !isTemplate) add(`${from} is no template, so that it can only be copied in full`, `write "template": true in ${from}, or leave "full" out`);
	if (linked && clone.storage !== void 0) add("a linked clone is where its source is: it takes no storage", "add \"full\": true, or leave \"storage\" out", "/clone/storage");
	if (hasBinds(origin)) add(`${from} has a bind, and Proxmox clones no guest that has one`, `move the bind from ${from} to the guests that are cloned from it`);
	if (clone.snapshot !== void 0 && member(origin["snapshots"], clone.snapshot) === void 0) add(`${from} has no snapshot "${clone.snapshot}"`, `write it under "snapshots" of ${from}`, "/clone/snapshot");
	const [size, least] = [input.rootfs?.size, member(rootfs, "size")];
	if (size !== void 0 && (typeof least === "number" || typeof least === "string")) {
		if ((sizeInKiB(size, "G") ?? 0) < (sizeInKiB(least, "G") ?? 0)) add(`the root disk is smaller than the one of ${from}, and a disk never shrinks`, `write at least "${least}"`, "/rootfs/size");
	}
	const [storage, there] = [input.rootfs?.storage, member(rootfs, "storage")];
	if (linked && storage !== void 0 && typeof there === "string" && storage !== there) add(`a linked clone is on the storage of its source, "${there}"`, `write "${there}", or "full": true`, "/rootfs/storage");
	const privilege = inheritedUnprivileged(origin, lookup);
	if (input.unprivileged !== void 0 && input.unprivileged !== privilege) add(`a clone is as its source, and ${from} has "unprivileged": ${privilege}`, "leave \"unprivileged\" out", "/unprivileged");
	return findings;
}
function resolveClone(resolve, input) {
	const clone = typeof input.clone === "string" ? { from: input.clone } : input.clone;
	const findings = [];
	const add = (message, hint, path = "/clone") => findings.push(finding("PHX611", path, message, hint));
	for (const key of [
		"arch",
		"ostype",
		"ssh-public-keys"
	]) if (input[key] !== void 0) add(`a clone takes "${key}" from its source`, "leave it out", `/${key}`);
	let address = null;
	let vmid = null;
	let origin = null;
	if (typeof clone.from === "number") vmid = clone.from;
	else {
		address = clone.from;
		origin = address === resolve.address ? null : resolve.mergedOf(address);
		const found = origin?.["vmid"];
		if (typeof found === "number") vmid = found;
		else if (address === resolve.address) add("a guest cannot be cloned from itself", "name another one");
		else add(`${address} does not exist`, "name a guest of this estate, or the VMID of another one");
	}
	if (origin) findings.push(...originFindings(input, clone, origin, resolve.mergedOf));
	if (vmid === null) return {
		source: null,
		origin,
		findings
	};
	const full = clone.full === void 0 ? {} : { full: clone.full };
	const snapshot = clone.snapshot === void 0 ? {} : { snapshot: clone.snapshot };
	const target = clone.storage ?? (clone.full === true ? input.rootfs?.storage : void 0);
	const storage = target === void 0 ? {} : { storage: target };
	const linked = linkedOn(resolve, clone, origin);
	return {
		source: {
			is: "clone",
			address,
			vmid,
			...full,
			...snapshot,
			...storage,
			...linked
		},
		origin,
		findings
	};
}
/** Reads `ostemplate` and `clone`. */
function resolveSource(resolve, input) {
	const { ostemplate, clone, adopt } = input;
	if (ostemplate !== void 0 && clone !== void 0) return {
		source: null,
		origin: null,
		findings: [finding("PHX606", "/clone", "\"ostemplate\" and \"clone\" exclude each other", "keep one of them; null in a file takes away what a profile brought")]
	};
	if (ostemplate !== void 0) return {
		source: {
			is: "ostemplate",
			volume: ostemplate
		},
		origin: null,
		findings: []
	};
	if (clone !== void 0) return resolveClone(resolve, input);
	if (adopt === true) return {
		source: null,
		origin: null,
		findings: []
	};
	return {
		source: null,
		origin: null,
		findings: [finding("PHX606", "", "the guest has neither \"ostemplate\" nor \"clone\"", "say what it is made from, or \"adopt\": true when it exists already")]
	};
}
// src/kinds/lxc/resolve.ts
const FEATURE_KEYS = [
	"nesting",
	"keyctl",
	"fuse",
	"mknod",
	"force_rw_sys"
];
const OPTION_KEYS = [...[
	"cores",
	"cpulimit",
	"cpuunits",
	"nameserver",
	"searchdomain",
	"timezone",
	"onboot"
], ...[
	"protection",
	"hookscript",
	"cmode",
	"console",
	"tty",
	"debug",
	"entrypoint"
]];
function optionWords$1(input) {
	const words = {};
	for (const key of OPTION_KEYS) {
		const value = input[key];
		if (value !== void 0) words[key] = wordOf(key, value);
	}
	for (const key of ["memory", "swap"]) {
		const value = input[key];
		if (value !== void 0) words[key] = mebibytes(value);
	}
	return words;
}
function featureWords(input) {
	return wordsOf("features", {
		...Object.fromEntries(FEATURE_KEYS.map((key) => [key, input[key]])),
		mount: input.mountfs
	});
}
function rawOf(input) {
	return Object.fromEntries(Object.entries(input.raw ?? {}).map(([key, value]) => [key, typeof value === "string" ? [value] : value]));
}
function snapshotsOf(input) {
	return Object.fromEntries(Object.entries(input.snapshots ?? {}).map(([name, { description }]) => {
		const text = description?.replace(/\n+$/, "");
		return [name, text === void 0 || text === "" ? {} : { description: text }];
	}));
}
function rootfsOf(input) {
	if (!input.rootfs) return {};
	const { size, ...rest } = input.rootfs;
	return { rootfs: {
		...wordsOf("rootfs", rest),
		...size === void 0 ? {} : { size: disk(size) }
	} };
}
function netsOf$1(input) {
	const nets = {};
	const keys = Object.keys(input).filter((key) => key.startsWith("net"));
	for (const key of keys.length > 1 ? NET_KEYS : keys) {
		const net = input[key];
		if (net) nets[key] = netWords(key, net);
	}
	return nets;
}
/** Members that only stand in the spec when the file names them. */
function named(input) {
	const { arch, ostype, tags, pool } = input;
	const description = input.description?.replace(/\n+$/, "");
	const keys = input["ssh-public-keys"];
	return {
		...arch !== void 0 && { arch },
		...ostype !== void 0 && { ostype },
		...keys !== void 0 && { sshPublicKeys: keys },
		...description !== void 0 && description !== "" && { description },
		...tags !== void 0 && { tags: userTags(tags) },
		...pool !== void 0 && { pool }
	};
}
/** The node that the file names, or the only one there is. That it exists is checked where all resources are. */
function nodeOf(input, settings, report) {
	const nodes = Object.keys(settings.nodes);
	const name = input.node ?? (nodes.length === 1 ? nodes[0] : void 0);
	if (name === void 0) {
		report(finding("PHX604", "", "the guest names no node, and the estate has several", `write "node": one of ${nodes.toSorted().join(", ")}`));
		return null;
	}
	return name;
}
/** Completes a merged file. A file that the schema refuses gives no spec: whoever reads files says why. */
function resolveLxc(resolve) {
	if (!resolve.isAccepted && !lxcSchema.safeParse(resolve.merged).success) return {
		spec: null,
		findings: []
	};
	const input = resolve.merged;
	const { settings } = resolve;
	const findings = [];
	const report = (found) => findings.push(found);
	const node = nodeOf(input, settings, report);
	const { source, origin, findings: ofSource } = resolveSource(resolve, input);
	findings.push(...ofSource);
	if (node === null) return {
		spec: null,
		findings
	};
	const template = input.template ?? false;
	const spec = {
		vmid: input.vmid,
		node,
		generation: input.generation ?? 1,
		adopt: input.adopt ?? false,
		state: input.state ?? (template ? "stopped" : "running"),
		template,
		source,
		unprivileged: input.unprivileged ?? (origin ? inheritedUnprivileged(origin, resolve.mergedOf) : true),
		hostname: input.hostname ?? resolve.name,
		...named(input),
		dependsOn: [...new Set(input.dependsOn)].toSorted(),
		options: optionWords$1(input),
		features: featureWords(input),
		startup: wordsOf("startup", input.startup ?? {}),
		...rootfsOf(input),
		nets: netsOf$1(input),
		mounts: mountsOf$1(input, settings, report),
		...devicesOf$1(input, node, settings.nodes[node], report),
		env: { ...input.env },
		raw: rawOf(input),
		snapshots: snapshotsOf(input)
	};
	findings.push(...checkSpec(spec, input, settings));
	return {
		spec,
		findings
	};
}
// src/kinds/lxc/steps/hwaddr.ts
/**
* The MAC address of a card that the file gives none: the same on every run, so that a repeated create, a clone and a
* guest that is made anew keep it, and so that no `pct set` is ever sent without one (Proxmox would make up another
* and plug the card anew).
*/
/** Locally administered, unicast: 40 bits of the digest follow. */
const PREFIX = "02";
function hwaddrOf(estate, vmid, slot) {
	const hash = createHash("sha256").update(`${estate}\n${vmid}\n${slot}`).digest("hex").toUpperCase();
	const bytes = [
		0,
		2,
		4,
		6,
		8
	].map((at) => hash.slice(at, at + 2));
	return [PREFIX, ...bytes].join(":");
}
// src/kinds/lxc/steps/indexes.ts
/**
* Which `mpN` or `devN` a new mount or device gets. Live ones keep theirs. Proxmox mounts by index, and a parent that
* comes after its child hides it (observed, PVE 9.2), so that a parent needs the lower index.
*/
/** Proxmox has mp0 to mp255, and as many devices. */
const LIMIT = 256;
const indexOf = (option) => Number(/\d+$/.exec(option)?.[0]);
function isBelow(path, parent) {
	return path !== parent && path.startsWith(parent === "/" ? "/" : `${parent}/`);
}
/** The first free `devN`. */
function freeDevice(taken) {
	for (let index = 0; index < LIMIT; index += 1) if (!taken.has(`dev${index}`)) return `dev${index}`;
	throw new PhoenixError("STEP_FAILED", `a guest has at most ${LIMIT} devices`);
}
function freeAbove(lowest, taken) {
	for (let index = lowest; index < LIMIT; index += 1) if (!taken.has(`mp${index}`)) return `mp${index}`;
	throw new PhoenixError("STEP_FAILED", `a guest has at most ${LIMIT} mounts`);
}
/** Parents first, then by name: the order in which mounts get their indexes. */
function parentsFirst(paths) {
	const depth = (path) => path.split("/").length;
	return [...paths].toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : a > b ? 1 : 0));
}
/** Gives every mount its option; a live child of a new parent moves to a higher index where no lower one is free. */
function placeMounts({ kept, added, taken }) {
	const used = new Set(taken);
	const options = /* @__PURE__ */ new Map();
	const moved = [];
	for (const path of parentsFirst([...kept.keys(), ...added])) {
		const now = kept.get(path);
		const parents = [...options].filter(([parent]) => isBelow(path, parent)).filter(([parent]) => now === void 0 || !kept.has(parent) || moved.includes(parent)).map(([, at]) => indexOf(at));
		const lowest = Math.max(-1, ...parents) + 1;
		if (now !== void 0 && indexOf(now) >= lowest) {
			options.set(path, now);
			continue;
		}
		const option = freeAbove(lowest, used);
		used.add(option);
		options.set(path, option);
		if (now !== void 0) moved.push(path);
	}
	return {
		options,
		moved
	};
}
// src/kinds/lxc/steps/values.ts
/** Property strings as they are sent: what git wants over what is there, in Proxmox's order. */
/** The sub-property that a change is about; null where the slot is one value. The inverse of `fieldPath`. */
function keyOf({ path, slot }) {
	const segments = pointerSegments(path);
	if (slot.includes(":")) return segments[2] ?? null;
	if (slot === "features") return segments[0] === "mountfs" ? "mount" : segments[0] ?? null;
	return segments[1] ?? null;
}
/** The value that a change asks for, in Proxmox's words; null: nothing. */
function textOf(after) {
	return after === null || typeof after === "string" ? after : canonical(after);
}
function parseProperties(option, value) {
	const family = familyOf(option);
	return family === null || value === void 0 ? /* @__PURE__ */ new Map() : parsePropertyString(FAMILIES[family], value);
}
function formatProperties(family, properties) {
	return formatPropertyString(FAMILIES[family], properties);
}
/** What asks Proxmox for a new volume: `local-zfs:8`, in GiB; a fraction is exact, since sizes are whole MiB. */
function allocation(storage, size) {
	return `${storage}:${(sizeInKiB(size, "G") ?? 0) / 1048576}`;
}
/** `--startup`: Proxmox keeps it as written, so it is written in one order. */
function startupValue(values) {
	return [
		"order",
		"up",
		"down"
	].filter((key) => values.has(key)).map((key) => `${key}=${values.get(key) ?? ""}`).join(",");
}
// src/kinds/lxc/steps/made.ts
/** A new guest's options: what `pct create` gets, and what its conf file will hold, for those who clone it. */
const entries = (values) => new Map(Object.entries(values));
function volume(values, mp) {
	const { storage = "", size = "", bind, ...flags } = values;
	const family = mp === null ? FAMILIES.rootfs : FAMILIES.mp;
	const properties = new Map(Object.entries(flags));
	properties.set("volume", bind ?? allocation(storage, size));
	if (mp !== null) properties.set("mp", mp);
	return formatPropertyString(family, properties);
}
function netsOf(spec, estate) {
	return Object.entries(spec.nets).map(([slot, values]) => {
		const properties = entries(values);
		if (!properties.has("hwaddr")) properties.set("hwaddr", hwaddrOf(estate, spec.vmid, slot));
		return [slot, formatProperties("net", properties)];
	});
}
/** Parents get the lower index: Proxmox mounts in that order. */
function mountsOf(spec) {
	const added = Object.keys(spec.mounts);
	const { options } = placeMounts({
		kept: /* @__PURE__ */ new Map(),
		added,
		taken: /* @__PURE__ */ new Set()
	});
	return parentsFirst(added).map((path) => [options.get(path) ?? "", volume(spec.mounts[path] ?? {}, path)]);
}
function devicesOf(spec) {
	return Object.entries(spec.devices).map(([path, values], index) => [`dev${index}`, formatProperties("dev", new Map([["path", path], ...Object.entries(values)]))]);
}
const present = (option, value) => value === void 0 || value === "" ? [] : [[option, value]];
/** Variables of the environment that `pct create` can carry: one, since it separates them by NUL. */
function environment({ env }) {
	const [first, ...more] = Object.entries(env);
	return first && more.length === 0 ? [["env", `${first[0]}=${first[1]}`]] : [];
}
/** Every option of the conf file that the spec gives, in one order. */
function madeOptions(spec, estate) {
	return new Map([
		["hostname", spec.hostname],
		["unprivileged", spec.unprivileged ? "1" : "0"],
		...present("arch", spec.arch),
		...present("ostype", spec.ostype),
		...Object.entries(spec.options),
		...present("features", formatProperties("features", entries(spec.features))),
		...present("startup", startupValue(entries(spec.startup))),
		...spec.rootfs ? present("rootfs", volume(spec.rootfs, null)) : [],
		...mountsOf(spec),
		...netsOf(spec, estate),
		...devicesOf(spec),
		...environment(spec),
		["tags", writeTags(spec.tags ?? [], false)]
	]);
}
// src/kinds/lxc/steps/marks.ts
const STATE = "/state";
const PROTECTION = "/protection";
function without(mark) {
	const { owed: _owed, ...rest } = mark;
	return rest;
}
function owing(mark, owed) {
	const unique = [...new Set(owed)];
	return unique.length === 0 ? without(mark) : {
		...without(mark),
		owed: unique
	};
}
/** Written on the way; what was owed before stays owed. */
function interim({ before }, owed) {
	return owing(before, [...before.owed ?? [], ...owed]);
}
/**
* Changes that Proxmox writes at once and does not show as pending, though the guest sees them after a restart only:
* a run that ends in between finds no difference, so that the marker has to remember.
*/
function unseen(changes) {
	return changes.filter(({ effect, slot }) => effect === "restart" && slot !== "marker").filter((change) => change.slot === "env" || optionRow(fieldName(change.slot, keyOf(change))).late === true).map((change) => change.path);
}
// src/kinds/lxc/steps/subject.ts
/** The user's text: git's where git manages it, else what is there. */
function userText({ want, changes }, live) {
	const change = changes.find(({ slot }) => slot === "description");
	if (change) return textOf(change.after) ?? "";
	return live ? stripMarker(live.conf.description) : want?.spec.description ?? "";
}
/** The marker of a guest that is being made: the commit is this one, and all of it is owed. */
function begun(mark) {
	return {
		...mark,
		owed: [""]
	};
}
/** The guest that takes the place of the one that was: what people wrote of that one goes with it. */
function anew(subject, spec) {
	const { node, description: text = "" } = spec;
	return {
		...subject,
		node,
		text,
		live: null,
		before: begun(subject.mark)
	};
}
function subjectOf(input) {
	const { want, base, seen, mark, settings, snapshot } = input;
	const resource = want ?? base;
	const live = "live" in seen ? seen.live : null;
	const node = live?.node ?? resource?.spec.node;
	const vmid = resource?.spec.vmid ?? live?.vmid;
	if (vmid === void 0 || node === void 0) throw new Error(`nothing is known of ${mark.address}`);
	const known = seen.is === "ours" ? seen.mark : null;
	const fresh = seen.is === "absent" || seen.is === "debris";
	const before = known ?? (fresh ? begun(mark) : {
		...mark,
		commit: null,
		config: ""
	});
	return {
		address: mark.address,
		vmid,
		node,
		settings,
		snapshot,
		mark: {
			...mark,
			id: `vmid:${vmid}`
		},
		before: {
			...before,
			address: mark.address
		},
		text: userText(input, seen.is === "debris" ? null : live),
		live
	};
}
/** The live guest of an action that needs one. */
function liveOf({ live, address }) {
	if (live) return live;
	throw new PhoenixError("STALE", `${address} is not there any more`, { hint: "plan again" });
}
function digestOf({ vmid }) {
	return {
		ref: "digest",
		scope: `guest:${vmid}`
	};
}
/** A command; numbers are written out. */
function run(...argv) {
	return {
		verb: "run",
		argv: argv.map((word) => typeof word === "number" ? String(word) : word)
	};
}
/** Volumes that are made on one storage at the same time: Proxmox waits ten seconds for a storage's lock, then fails. */
const STORAGE_LIMIT = 4;
function storageLock(node, storage) {
	return {
		name: `storage:${node}/${storage}`,
		mode: "shared",
		limit: STORAGE_LIMIT
	};
}
function restartLock({ settings }) {
	return {
		name: "restarts",
		mode: "shared",
		limit: settings.policies.restarts.maxParallel
	};
}
/** The change of a slot that has one, when it may be made. */
function changeOf(changes, slot) {
	return changes.find((change) => change.slot === slot);
}
// src/kinds/lxc/steps/timeouts.ts
const MINUTE = 6e4;
const HOUR = 60 * MINUTE;
const TIMEOUTS = {
	/** 1.0 s; ten seconds of waiting for Proxmox's lock file are part of it. */
	set: MINUTE,
	raw: MINUTE,
	unlock: MINUTE,
	pool: MINUTE,
	unmount: 2 * MINUTE,
	rescan: 10 * MINUTE,
	/** 4.1 s with an archive of 190 MB. */
	create: 30 * MINUTE,
	/** 4.6 s for 190 MB; a full copy of a large disk runs for hours. */
	clone: 6 * HOUR,
	/** 23 s for a stopped guest: the file system is checked first. */
	resize: 30 * MINUTE,
	/** 1.9 s; 92 s after a rollback of a running guest (ext4 waits for its multi-mount protection). */
	start: 5 * MINUTE,
	/** 2.7 s for a guest that obeys. */
	shutdown: 18e4,
	/** 3.4 s for a guest that obeys. */
	reboot: 42e4,
	snapshot: 10 * MINUTE,
	delsnapshot: HOUR,
	template: HOUR,
	destroy: HOUR,
	migrate: 6 * HOUR,
	/** 6.7 s for 190 MB. */
	backup: 12 * HOUR
};
// src/kinds/lxc/steps/power.ts
/** @param down the guest was stopped by an earlier step of this apply: it is started also when a step failed */
function startAct(subject, effect, down) {
	const { vmid } = subject;
	return {
		verb: "start",
		title: "start",
		effect,
		do: run("pct", "start", vmid),
		guard: [cond(vmid, { is: "stopped" })],
		verify: [cond(vmid, { is: "running" })],
		...down ? {
			anyway: true,
			locks: [restartLock(subject)]
		} : {},
		timeout: TIMEOUTS.start
	};
}
/** @param again it will be started again: the limit on restarts counts it */
function shutdownAct(subject, effect, again) {
	const { vmid } = subject;
	return {
		verb: "shutdown",
		title: "shut down",
		effect,
		do: run("pct", "shutdown", vmid, "--timeout", 60, "--forceStop", 1),
		guard: [cond(vmid, { is: "running" })],
		verify: [cond(vmid, { is: "stopped" })],
		...again ? { locks: [restartLock(subject)] } : {},
		timeout: TIMEOUTS.shutdown
	};
}
/** @param options of the conf file that wait for it */
function restartAct(subject, options) {
	const { vmid } = subject;
	return {
		verb: "restart",
		title: "restart",
		effect: "restart",
		do: run("pct", "reboot", vmid, "--timeout", 60),
		guard: [cond(vmid, { is: "running" })],
		verify: [cond(vmid, { is: "running" }), cond(vmid, {
			is: "settled",
			options: [...options]
		})],
		locks: [restartLock(subject)],
		timeout: TIMEOUTS.reboot
	};
}
// src/kinds/lxc/steps/edit.ts
function effectOf(changes) {
	return worst(changes.map((change) => change.effect));
}
/** Changes that hold at once are looked for in the current section: what only waits has not taken effect. */
function whenOf(effect, running) {
	return running && !atMost(effect, "live") ? "next" : "now";
}
function expectsOf(changes) {
	return changes.map((change) => ({
		slot: change.slot,
		key: keyOf(change),
		value: textOf(change.after)
	}));
}
/** Every field of a slot is gone. */
function goneOf(live, slot) {
	return [...new Set([...live.fields, ...live.next].filter((one) => one.slot === slot).map(({ key }) => key))].map((key) => ({
		slot,
		key,
		value: null
	}));
}
/** The options as they are after the next start: the ground on which a property string is built. */
function nextOptions({ conf }) {
	const { pending } = conf;
	if (!pending) return conf.options;
	const options = new Map(conf.options);
	for (const key of pending.delete) options.delete(key);
	for (const [key, value] of pending.options) options.set(key, value);
	return options;
}
/** What an option is built on: as it will be, or as it is where the next start would take it away. */
function standing(live, option) {
	return nextOptions(live).get(option) ?? live.conf.options.get(option);
}
/** The next start has the option already as it is to be. */
function isSettled(live, option, value) {
	return nextOptions(live).get(option) === value;
}
/** Sub-properties with the changes of their slot made; keys in `apart` are somebody else's business. */
function changed(start, changes, apart = []) {
	const result = new Map(start);
	for (const change of changes) {
		const key = keyOf(change);
		if (key === null || apart.includes(key)) continue;
		const value = textOf(change.after);
		if (value === null) result.delete(key);
		else result.set(key, value);
	}
	return result;
}
// src/kinds/lxc/steps/raw.ts
const ENVIRONMENT = "lxc.environment.runtime";
/** The lines with a key's lines replaced: where they stood, or at the end. */
function replaced(lines, key, values) {
	const own = values.map((value) => ({
		key,
		value
	}));
	const first = lines.findIndex((line) => line.key === key);
	if (first < 0) return [...lines, ...own];
	const rest = (part) => part.filter((line) => line.key !== key);
	return [
		...rest(lines.slice(0, first)),
		...own,
		...rest(lines.slice(first))
	];
}
function variables(live, changes, reset) {
	const now = new Map(live.next.filter(({ slot }) => slot === "env").map(({ key, value }) => [key ?? "", value]));
	return [...changed(reset ? /* @__PURE__ */ new Map() : now, changes)].map(([name, value]) => `${name}=${value}`);
}
function envEdit(live, own, values) {
	const before = live.conf.options.get("env") ?? null;
	const value = values[0] ?? null;
	if ((nextOptions(live).get("env") ?? null) === value) return null;
	return {
		slot: "env",
		option: "env",
		value,
		before,
		family: "scalar",
		allocates: false,
		expects: expectsOf(own),
		when: "next",
		effect: effectOf(own),
		title: "env"
	};
}
/** @param reset nothing but what the changes name is left */
function rawPlan(live, changes, reset) {
	const raws = changes.filter(({ slot }) => slotArgument(slot, "raw") !== null);
	const envs = changes.filter(({ slot }) => slot === "env");
	let lines = reset ? [] : [...live.conf.raw];
	for (const change of raws) {
		const values = textOf(change.after)?.split("\n") ?? [];
		lines = replaced(lines, slotArgument(change.slot, "raw") ?? "", values);
	}
	const env = variables(live, envs, reset);
	const envChanges = envs.length > 0 || reset && env.join("\0") !== (nextOptions(live).get("env") ?? "");
	const inFile = envChanges && env.length > 1;
	const text = (list) => list.map(({ key, value }) => `${key}: ${value}`).join("\n");
	const touched = inFile || text(lines) !== text(live.conf.raw);
	const written = [...inFile ? env.map((value) => ({
		key: ENVIRONMENT,
		value
	})) : [], ...lines];
	return {
		lines: touched ? written : null,
		changes: [...raws, ...inFile ? envs : []],
		edit: envChanges && !inFile ? envEdit(live, envs, env) : null
	};
}
function rawAct(subject, { lines, changes }) {
	if (lines === null) return [];
	const { vmid } = subject;
	const fields = expectsOf(changes);
	return [{
		verb: "raw",
		title: lines.length === 0 ? "remove the raw lines" : "write the raw lines",
		effect: changes.length === 0 ? "config" : effectOf(changes),
		do: {
			verb: "raw",
			vmid,
			lines,
			digest: digestOf(subject)
		},
		verify: [cond(vmid, {
			is: "fields",
			fields,
			when: "now"
		})],
		timeout: TIMEOUTS.raw
	}];
}
// src/kinds/lxc/steps/set.ts
/** One call of `pct set`: what is sent, how it is known to have happened, and what takes it back when it failed. */
function optionWords(edits) {
	const set = edits.flatMap((edit) => edit.value === null ? [] : [`--${edit.option}`, edit.value]);
	const gone = edits.filter((edit) => edit.value === null).map((edit) => edit.option);
	return gone.length === 0 ? set : [
		...set,
		"--delete",
		gone.join(",")
	];
}
/** How one option is taken back; null: what the call did to it does no harm, and the next run goes on from there. */
function takenBack(edit, live, running) {
	const { option, before, family } = edit;
	if (running) {
		if (family === "net" && before !== null) return [`--${option}`, before];
		const waited = live.conf.pending?.options.get(option);
		if (waited !== void 0) return [`--${option}`, waited];
		return ["--revert", option];
	}
	if (family === "scalar" || edit.allocates) return null;
	if (before !== null) return [`--${option}`, before];
	return edit.value === null ? null : ["--delete", option];
}
function undoOf(subject, { edits, mark, running, unprotected }) {
	if (subject.live === null) return void 0;
	const words = [];
	const lists = /* @__PURE__ */ new Map();
	for (const edit of edits) {
		const [word, value] = takenBack(edit, subject.live, running) ?? [];
		if (word === void 0 || value === void 0 || unprotected && edit.option === "protection") continue;
		if (word === "--delete" || word === "--revert") lists.set(word, [...lists.get(word) ?? [], value]);
		else words.push(word, value);
	}
	for (const [word, list] of lists) words.push(word, list.join(","));
	if (unprotected) words.push("--protection", "1");
	const text = subject.live.conf.description?.replace(/\n+$/, "");
	if (mark !== null && text !== void 0) words.push("--description", text);
	return words.length === 0 ? void 0 : run("pct", "set", subject.vmid, ...words);
}
function titleOf$1({ edits, title }) {
	if (title !== void 0) return title;
	if (edits.length === 0) return "write the marker";
	const scalars = edits.filter((edit) => edit.family === "scalar").map((edit) => edit.option);
	const others = edits.filter((edit) => edit.family !== "scalar").map((edit) => edit.title);
	return [...new Set(others), ...scalars.length > 0 ? [`set ${scalars.join(", ")}`] : []].join("; ");
}
function fieldConds(vmid, edits) {
	return ["now", "next"].flatMap((when) => {
		const fields = edits.filter((edit) => edit.when === when).flatMap((edit) => edit.expects);
		return fields.length === 0 ? [] : [cond(vmid, {
			is: "fields",
			fields,
			when
		})];
	});
}
function markedCond(subject, mark) {
	const { address, commit, config, owed = [] } = parseMarker(writeMarker(subject.text, mark)) ?? mark;
	return cond(subject.vmid, {
		is: "marked",
		address,
		commit,
		config,
		owed
	});
}
function setAct(subject, call) {
	const { vmid } = subject;
	const { edits, mark } = call;
	const effects = ["config", ...edits.map((edit) => edit.effect)];
	const made = edits.filter((edit) => edit.allocates).map((edit) => edit.option);
	const undo = undoOf(subject, call);
	return {
		verb: "set",
		what: call.what,
		title: titleOf$1(call),
		effect: worst(effects),
		do: run("pct", "set", vmid, ...optionWords(edits), ...mark === null ? [] : ["--description", writeMarker(subject.text, mark)], "--digest", digestOf(subject)),
		guard: made.length === 0 ? [] : [cond(vmid, {
			is: "unset",
			options: made
		})],
		verify: [
			...fieldConds(vmid, edits),
			...mark === null ? [] : [markedCond(subject, mark)],
			...call.verify ?? []
		],
		...undo ? { undo } : {},
		timeout: TIMEOUTS.set
	};
}
// src/kinds/lxc/steps/row.ts
/**
* The final marker joins the last call when that one writes options only. While the guest runs, what is plugged in may
* fail after the description was written (PVE 9.2), so that it stays apart then.
*/
function mayCarry({ edits, mark, running }) {
	return mark === null && (!running || edits.every((edit) => edit.family === "scalar"));
}
/** @param running whether the guest runs when all else is done */
function withFinalMark(work, mark, running) {
	const last = work.at(-1);
	if (last && "call" in last && mayCarry(last.call)) return [...work.slice(0, -1), { call: {
		...last.call,
		mark
	} }];
	return [...work, { call: {
		what: "marker",
		edits: [],
		mark,
		running
	} }];
}
/** Ids stay the same from run to run: they say what a step does, not how many came before it. */
function idsOf(address, acts) {
	const seen = /* @__PURE__ */ new Map();
	return acts.map(({ verb, what }) => {
		const id = [
			address,
			verb,
			what
		].filter((part) => part !== void 0).join(":");
		const count = (seen.get(id) ?? 0) + 1;
		seen.set(id, count);
		return count === 1 ? id : `${id}:${count}`;
	});
}
/**
* The step before, and what must have gone well besides. A start that runs anyway hangs on every step since the
* shutdown; what follows it also hangs on the last step that does not run anyway, or it would follow a failure.
*/
function afterOf(acts, ids, index) {
	if (index === 0) return [];
	if (acts[index]?.anyway) {
		const down = acts.slice(0, index).findLastIndex(({ verb }) => verb === "shutdown");
		return ids.slice(Math.max(0, down), index);
	}
	const normal = acts.slice(0, index).findLastIndex(({ anyway }) => !anyway);
	return ids.slice(Math.max(0, normal), index);
}
/** The work on one guest as acts that know where they run. */
function bind(subject, work) {
	return work.map((one) => "act" in one ? one.act : setAct(subject, one.call)).map((act) => ({
		...act,
		node: act.node ?? subject.node
	}));
}
/** Makes steps of it, in order. */
function rowOf({ address, vmid, node }, acts) {
	const ids = idsOf(address, acts);
	return acts.map((act, index) => {
		const { title, effect, verify, undo, timeout } = act;
		const own = act.makes ? [cond(vmid, { is: "absent" })] : [cond(vmid, { is: "digest" }), ...act.locked ? [] : [cond(vmid, { is: "unlocked" })]];
		return {
			id: ids[index] ?? address,
			address,
			node: act.node ?? node,
			title,
			effect,
			after: afterOf(acts, ids, index),
			locks: [{
				name: `guest:${vmid}`,
				mode: "exclusive"
			}, ...act.locks ?? []],
			guard: [...own, ...act.guard ?? []],
			verify,
			do: act.do,
			...undo ? { undo } : {},
			...act.anyway ? { anyway: true } : {},
			retry: "contention",
			timeout
		};
	});
}
// src/kinds/lxc/steps/snapshots.ts
function snapshotAct(subject, name, description, effect) {
	const { vmid } = subject;
	return {
		verb: "snapshot",
		what: name,
		title: `take the snapshot ${name}`,
		effect,
		do: run("pct", "snapshot", vmid, name, ...description === void 0 ? [] : ["--description", description]),
		verify: [cond(vmid, {
			is: "snapshot",
			name,
			there: true
		}), cond(vmid, { is: "unlocked" })],
		timeout: TIMEOUTS.snapshot
	};
}
function deleteAct(subject, name, change) {
	const { vmid, live } = subject;
	const half = live?.conf.snapshots.get(name)?.options.has("snapstate") ?? false;
	return {
		verb: "delsnapshot",
		what: name,
		title: `delete the snapshot ${name}`,
		effect: change.effect,
		do: run("pct", "delsnapshot", vmid, name, ...half ? ["--force", 1] : []),
		verify: [cond(vmid, {
			is: "snapshot",
			name,
			there: false
		}), cond(vmid, { is: "unlocked" })],
		timeout: TIMEOUTS.delsnapshot
	};
}
/** Snapshots that go, and that come: the first before, the others after everything else. */
function snapshotActs(subject, changes) {
	const own = changes.filter((change) => slotArgument(change.slot, "snapshot") !== null);
	const heads = own.filter((change) => keyOf(change) === null);
	const descriptionOf = (slot) => textOf(own.find((change) => change.slot === slot && keyOf(change) === "description")?.after ?? null) ?? void 0;
	return {
		deleted: heads.filter((change) => change.after === null).map((change) => deleteAct(subject, slotArgument(change.slot, "snapshot") ?? "", change)),
		taken: heads.filter((change) => change.after !== null).map((change) => snapshotAct(subject, slotArgument(change.slot, "snapshot") ?? "", descriptionOf(change.slot), change.effect))
	};
}
// src/kinds/lxc/steps/template.ts
function templateAct(subject, effect) {
	const { vmid } = subject;
	return {
		verb: "template",
		title: "turn it into a template",
		effect,
		do: run("pct", "template", vmid),
		guard: [cond(vmid, { is: "stopped" }), cond(vmid, { is: "unsnapped" })],
		verify: [cond(vmid, {
			is: "fields",
			fields: [{
				slot: "template",
				key: null,
				value: "1"
			}],
			when: "now"
		})],
		timeout: TIMEOUTS.template
	};
}
// src/kinds/lxc/steps/create.ts
/** A guest from an archive: one `pct create` with every option, then what no option can say. */
/** Slots that the create itself does not settle: steps of their own do, or nothing can be read back. */
const LATER = /^(?:state|template|pool|node|ostemplate|clone|ssh-public-keys|raw:.*|snapshot:.*)$/s;
function expected(spec) {
	const inFile = Object.keys(spec.env).length > 1;
	return fieldsOf(spec).filter(({ slot }) => !LATER.test(slot) && !(inFile && slot === "env")).filter(({ slot, value }) => !(slot === "tags" && value === "")).map(({ slot, key, value }) => ({
		slot,
		key,
		value
	}));
}
function storagesOf$1(spec) {
	const volumes = [spec.rootfs ?? {}, ...Object.values(spec.mounts)];
	return [...new Set(volumes.flatMap((values) => values["storage"] ?? []))].toSorted();
}
function createAct(subject, spec, archive) {
	const { vmid, node } = subject;
	const mark = owing(subject.mark, [""]);
	const options = [...madeOptions(spec, subject.mark.estate)].flatMap(([name, value]) => [`--${name}`, value]);
	const keys = spec.sshPublicKeys;
	const argv = [
		"pct",
		"create",
		String(vmid),
		archive,
		...options,
		...spec.pool === void 0 ? [] : ["--pool", spec.pool],
		...keys ? ["--ssh-public-keys", "/dev/stdin"] : [],
		"--description",
		writeMarker(subject.text, mark)
	];
	return {
		verb: "create",
		title: `create from ${archive}`,
		effect: "live",
		do: {
			verb: "run",
			argv,
			...keys ? { stdin: `${keys.join("\n")}\n` } : {}
		},
		locks: storagesOf$1(spec).map((storage) => storageLock(node, storage)),
		verify: [
			cond(vmid, { is: "unlocked" }),
			cond(vmid, {
				is: "fields",
				fields: expected(spec),
				when: "now"
			}),
			...spec.pool === void 0 ? [] : [cond(vmid, {
				is: "pool",
				pool: spec.pool
			})],
			markedCond(subject, mark)
		],
		makes: true,
		timeout: TIMEOUTS.create
	};
}
/** Raw lines, and an environment of more than one variable: they go into the conf file itself. */
function rawWork(subject, spec) {
	const raw = Object.entries(spec.raw).flatMap(([key, values]) => values.map((value) => ({
		key,
		value
	})));
	const env = Object.entries(spec.env).map(([name, value]) => ({
		key: "lxc.environment.runtime",
		value: `${name}=${value}`
	}));
	const lines = [...env.length > 1 ? env : [], ...raw];
	if (lines.length === 0) return [];
	return rawAct(subject, {
		lines,
		changes: fieldsOf(spec).filter(({ slot }) => slot.startsWith("raw:") || env.length > 1 && slot === "env").map(({ path, slot, value }) => ({
			path,
			slot,
			before: null,
			after: value,
			effect: "config"
		})),
		edit: null
	});
}
/** What is left to do when the options are set: snapshots while it is cold, then a template or a start. */
function settleActs(subject, spec, taken) {
	return [
		...Object.entries(spec.snapshots).filter(([name]) => !taken.has(name)).map(([name, { description }]) => snapshotAct(subject, name, description, "config")),
		...spec.template ? [templateAct(subject, "config")] : [],
		...spec.state === "running" ? [startAct(subject, "live", false)] : []
	];
}
function createWork(subject, spec, archive) {
	return withFinalMark([
		createAct(subject, spec, archive),
		...rawWork(subject, spec),
		...settleActs(subject, spec, /* @__PURE__ */ new Set())
	].map((act) => ({ act })), owing(subject.mark, []), spec.state === "running");
}
// src/kinds/lxc/steps/disks.ts
/**
* Volumes that grow. `pct resize` to the size that is there is an error, and it exits 0 when the growing itself failed
* (PVE 9.2): what is read back decides.
*/
function growAct(subject, { slot, option, size, effect }) {
	const { vmid } = subject;
	return {
		verb: "resize",
		what: slot,
		title: `grow ${slotArgument(slot, "mount") ?? slot} to ${size}`,
		effect,
		do: run("pct", "resize", vmid, option, size, "--digest", digestOf(subject)),
		verify: [cond(vmid, {
			is: "size",
			slot,
			bytes: parseSize(size) ?? 0
		})],
		timeout: TIMEOUTS.resize
	};
}
// src/kinds/lxc/steps/protection.ts
function isProtected({ conf }) {
	return conf.options.get("protection") === "1";
}
function protectionEdit(value, before) {
	return {
		slot: "protection",
		option: "protection",
		value,
		before,
		family: "scalar",
		allocates: false,
		expects: [{
			slot: "protection",
			key: null,
			value
		}],
		when: "now",
		effect: "config",
		title: "protection"
	};
}
/** For a guest that goes: nothing has to be remembered. */
function unprotectWork(live) {
	if (!isProtected(live)) return [];
	return [{ call: {
		what: "unprotect",
		edits: [protectionEdit("0", "1")],
		mark: null,
		running: false,
		title: "take the protection off"
	} }];
}
// src/kinds/lxc/steps/edit-order.ts
/** `--protection 0 --mp0 …` in one call is refused: off, change and on are three calls (observed, PVE 9.2). */
function protectionWindow(subject, plan) {
	const { edits, isProtected, reprotect, running } = plan;
	const own = edits.find((edit) => edit.option === "protection");
	if (!(isProtected && edits.some((edit) => edit.family === "volume"))) return {
		off: [],
		on: reprotect && !own ? [protectionEdit("1", null)] : [],
		rest: edits,
		open: false
	};
	const staysOff = own !== void 0;
	return {
		off: [{ call: {
			what: "unprotect",
			edits: [own ?? protectionEdit("0", "1")],
			mark: staysOff ? null : interim(subject, [PROTECTION]),
			running,
			title: staysOff ? "take the protection off" : "take the protection off for a moment",
			...staysOff ? {} : { unprotected: true }
		} }],
		on: staysOff ? [] : [protectionEdit("1", "1")],
		rest: edits.filter((edit) => edit !== own),
		open: !staysOff
	};
}
function ownCall(edit, window) {
	const unprotected = window.open && edit.family === "volume" ? { unprotected: true } : {};
	return { call: {
		what: edit.slot,
		edits: [edit],
		mark: null,
		running: true,
		...unprotected
	} };
}
function whileRunning(subject, plan) {
	const window = protectionWindow(subject, plan);
	const of = (family) => window.rest.filter((edit) => edit.family === family);
	const scalars = [...of("scalar"), ...window.on];
	const raw = rawAct(subject, plan.raw).map((act) => ({ act }));
	const owed = plan.debts.length > 0;
	const mark = owed ? interim({
		...subject,
		before: paid(subject)
	}, plan.debts) : null;
	const last = scalars.length > 0 || owed ? [{ call: {
		what: "options",
		edits: scalars,
		mark,
		running: true,
		...titled$1(scalars, owed),
		...closing(window)
	} }] : [];
	return [
		...of("net").map((edit) => ownCall(edit, window)),
		...window.off,
		...of("volume").map((edit) => ownCall(edit, window)),
		...of("device").map((edit) => ownCall(edit, window)),
		...last,
		...raw
	];
}
function titled$1(edits, owed) {
	return edits.length === 0 && owed ? { title: "note in the marker what waits for the restart" } : {};
}
/** The last call of the window is the one that puts protection on: it must not end without. */
function closing({ open }) {
	return open ? { unprotected: true } : {};
}
/** The call that puts protection on again pays that debt. */
function paid({ before }) {
	const { owed, ...rest } = before;
	const left = (owed ?? []).filter((path) => path !== PROTECTION);
	return left.length === 0 ? rest : {
		...rest,
		owed: left
	};
}
function whileStopped(subject, plan) {
	const window = protectionWindow(subject, plan);
	const call = (what, edits) => edits.length === 0 ? [] : [{ call: {
		what,
		edits,
		mark: null,
		running: false,
		...closing(window)
	} }];
	const raw = rawAct(subject, plan.raw).map((act) => ({ act }));
	if (!window.open) return [
		...raw,
		...window.off,
		...call("options", [...window.rest, ...window.on])
	];
	const changes = {
		what: "options",
		edits: window.rest,
		mark: null,
		running: false,
		unprotected: true
	};
	return [
		...raw,
		...window.off,
		{ call: changes },
		...call("protect", window.on)
	];
}
/** Disks grow first: a property string carries the size that the file says then. */
function editWork(subject, plan) {
	return [...plan.grows.map((grow) => ({ act: growAct(subject, grow) })), ...plan.running ? whileRunning(subject, plan) : whileStopped(subject, plan)];
}
// src/kinds/lxc/steps/scalar-edits.ts
/** Options that `pct set` takes as one value. */
const SCALARS = new Set("hostname cores cpulimit cpuunits memory swap nameserver searchdomain timezone onboot protection hookscript cmode console tty debug entrypoint".split(" "));
function edit$1(ground, option, value, changes) {
	const effect = effectOf(changes);
	return {
		slot: option,
		option,
		value,
		before: ground.live.conf.options.get(option) ?? null,
		family: "scalar",
		allocates: false,
		expects: expectsOf(changes),
		when: whenOf(effect, ground.running),
		effect,
		title: option
	};
}
/** A value that stands already, or waits for the restart already, is not sent again. */
function stands(ground, option, value) {
	const now = nextOptions(ground.live).get(option);
	if (value === null) return now === void 0;
	return now !== void 0 && canonicalValue(option, null, now) === canonicalValue(option, null, value);
}
/** A running guest refuses a limit of 0, which means none: deleting it says the same (PVE 9.2, cgroup v2). */
function sent({ running }, option, value) {
	return running && option === "cpulimit" && Number(value) === 0 ? null : value;
}
function one(ground, option, changes) {
	const value = textOf(changes[0]?.after ?? null);
	return stands(ground, option, value) ? null : edit$1(ground, option, sent(ground, option, value), changes);
}
function startupNow(ground) {
	const fields = ground.live.next.filter(({ slot }) => slot === "startup");
	return new Map(fields.map(({ key, value }) => [key ?? "", value]));
}
function startup(ground, changes) {
	const now = startupNow(ground);
	const value = startupValue(changed(ground.reset ? /* @__PURE__ */ new Map() : now, changes));
	if (value === startupValue(now)) return null;
	return edit$1(ground, "startup", value === "" ? null : value, changes);
}
function features(ground, changes) {
	const now = parseProperties("features", nextOptions(ground.live).get("features"));
	const value = formatProperties("features", changed(ground.reset ? /* @__PURE__ */ new Map() : now, changes));
	if (value === formatProperties("features", now)) return null;
	return edit$1(ground, "features", value === "" ? null : value, changes);
}
/** Tags are written whenever they differ, since Phoenix's own must stand there. */
function tagsEdit(ground, changes) {
	const now = splitTags(ground.live.conf.options.get("tags") ?? "");
	const change = changes.find(({ slot }) => slot === "tags");
	const kept = ground.reset ? [] : userTags(now);
	const wanted = change ? splitTags(textOf(change.after) ?? "") : kept;
	const value = writeTags(wanted, false);
	if (value === now.join(";")) return null;
	const user = userTags(wanted).join(";");
	return {
		...edit$1(ground, "tags", value, change ? [change] : []),
		expects: [{
			slot: "tags",
			key: null,
			value: user === "" ? null : user
		}],
		effect: change?.effect ?? "config",
		when: "now"
	};
}
/** The edit of a slot, or null when there is nothing to send or the slot is not one of these. */
function scalarEdit(ground, slot, changes) {
	if (slot === "startup") return startup(ground, changes);
	if (slot === "features") return features(ground, changes);
	return SCALARS.has(slot) ? one(ground, slot, changes) : null;
}
// src/kinds/lxc/steps/slot-edits.ts
function edit(ground, parts, changes) {
	const effect = effectOf(changes);
	const { slot, option, value } = parts;
	return {
		...parts,
		allocates: parts.allocates ?? false,
		before: ground.live.conf.options.get(option) ?? null,
		expects: value === null ? goneOf(ground.live, slot) : expectsOf(changes),
		when: whenOf(effect, ground.running),
		effect
	};
}
/** Nothing of the slot is left in git. */
const allGone = (changes, kept) => !kept && changes.every((change) => change.after === null);
function netEdit(ground, slot, changes, wanted) {
	const now = standing(ground.live, slot);
	if (allGone(changes, wanted)) {
		const remove = {
			slot,
			option: slot,
			value: null,
			family: "net",
			title: `remove ${slot}`
		};
		return now === void 0 ? null : edit(ground, remove, changes);
	}
	const live = parseProperties(slot, now);
	const properties = changed(ground.reset ? new Map([...live].filter(([key]) => key === "type")) : live, changes);
	const generated = hwaddrOf(ground.estate, ground.vmid, slot);
	const given = changes.some((change) => keyOf(change) === "hwaddr");
	if (!properties.has("hwaddr")) properties.set("hwaddr", ground.reset || given ? generated : live.get("hwaddr") ?? generated);
	const value = formatProperties("net", properties);
	if (isSettled(ground.live, slot, value)) return null;
	const made = edit(ground, {
		slot,
		option: slot,
		value,
		family: "net",
		title: now === void 0 ? `add ${slot}` : `change ${slot}`
	}, changes);
	const address = {
		slot,
		key: "hwaddr",
		value: properties.get("hwaddr") ?? null
	};
	return {
		...made,
		expects: [...made.expects.filter(({ key }) => key !== "hwaddr"), address]
	};
}
/** Sub-properties that no property string carries over: Proxmox has verbs of their own for them. */
const NOT_SENT = [
	"size",
	"storage",
	"bind"
];
function growOf(option, now, changes) {
	const change = changes.find((one) => keyOf(one) === "size");
	const size = change ? textOf(change.after) : null;
	if (!change || size === null || now.get("size") === size) return void 0;
	return {
		slot: change.slot,
		option,
		size,
		effect: change.effect
	};
}
/** The volume that is there, with other flags; it carries the size that the file says when the call is made. */
function existingVolume(ground, option, slot, changes) {
	const text = standing(ground.live, option) ?? "";
	const now = parseProperties(option, text);
	const grow = growOf(option, now, changes);
	const properties = changed(now, changes, NOT_SENT);
	const bind = changes.find((one) => keyOf(one) === "bind");
	const folder = bind ? textOf(bind.after) : null;
	if (folder !== null) properties.set("volume", folder);
	const family = option === "rootfs" ? "rootfs" : "mp";
	if (formatProperties(family, properties) === formatProperties(family, now) && isSettled(ground.live, option, text)) return grow ? { grow } : {};
	if (grow) properties.set("size", grow.size);
	const rest = changes.filter((one) => keyOf(one) !== "size");
	const title = `change ${option === "rootfs" ? option : `the mount ${slotArgument(slot, "mount") ?? ""}`}`;
	const flags = Object.fromEntries(rest.map((change) => [keyOf(change) ?? "", textOf(change.after)]).filter(([key]) => !NOT_SENT.includes(key)));
	const late = {
		ref: "option",
		scope: `guest:${ground.vmid}`,
		option,
		with: flags
	};
	return {
		edit: edit(ground, {
			slot,
			option,
			value: ground.foretold ? late : formatProperties(family, properties),
			family: "volume",
			title
		}, rest),
		...grow ? { grow } : {}
	};
}
function rootfsEdit(ground, changes) {
	return existingVolume(ground, "rootfs", "rootfs", changes);
}
function newMount(ground, path, option, changes) {
	const values = changed(/* @__PURE__ */ new Map(), changes);
	const [bind, storage, size] = [
		values.get("bind"),
		values.get("storage"),
		values.get("size")
	];
	for (const key of NOT_SENT) values.delete(key);
	const volume = bind ?? allocation(storage ?? "", size ?? "");
	const value = formatProperties("mp", new Map([
		...values,
		["volume", volume],
		["mp", path]
	]));
	const title = `add the mount ${path} (${bind === void 0 ? `${size ?? ""} on ${storage ?? ""}` : bind})`;
	return edit(ground, {
		slot: mountSlot(path),
		option,
		value,
		family: "volume",
		title,
		allocates: bind === void 0
	}, changes);
}
/** @param option of a new mount: the place that was chosen for it */
function mountEdit(ground, path, changes, wanted, option) {
	const slot = mountSlot(path);
	const there = ground.live.keys.get(slot);
	if (there === void 0) return option === void 0 ? {} : { edit: newMount(ground, path, option, changes) };
	if (!allGone(changes, wanted)) return existingVolume(ground, there, slot, changes);
	const title = `remove the mount ${path}${parseProperties(there, ground.live.conf.options.get(there)).get("volume")?.startsWith("/") ? "" : " (its volume is kept as unused)"}`;
	if (!nextOptions(ground.live).has(there)) return {};
	return { edit: edit(ground, {
		slot,
		option: there,
		value: null,
		family: "volume",
		title
	}, changes) };
}
/**
* A live mount gets another index, so that its new parent comes before it. The volume stays the same; what else changes
* about the mount goes along.
*/
function moveMount(ground, path, option, outcome) {
	const slot = mountSlot(path);
	const from = ground.live.keys.get(slot) ?? "";
	const properties = parseProperties(from, ground.live.conf.options.get(from));
	if (outcome.grow) properties.set("size", outcome.grow.size);
	const late = {
		ref: "option",
		scope: `guest:${ground.vmid}`,
		option: from,
		with: {}
	};
	const same = ground.foretold ? late : formatProperties("mp", properties);
	const value = outcome.edit?.value ?? same;
	const title = `move the mount ${path} from ${from} to ${option}`;
	const made = (parts) => ({
		...edit(ground, {
			slot,
			family: "volume",
			title,
			...parts
		}, []),
		expects: outcome.edit?.expects ?? [],
		effect: "offline",
		when: "now"
	});
	return [made({
		option: from,
		value: null
	}), made({
		option,
		value
	})];
}
/** @param option of a new device: the place that was chosen for it */
function deviceEdit(ground, path, changes, wanted, option) {
	const slot = `device:${path}`;
	const there = ground.live.keys.get(slot);
	const now = there === void 0 ? void 0 : standing(ground.live, there);
	if (allGone(changes, wanted)) {
		if (there === void 0 || !nextOptions(ground.live).has(there)) return null;
		return edit(ground, {
			slot,
			option: there,
			value: null,
			family: "device",
			title: `remove the device ${path}`
		}, changes);
	}
	const properties = changed(ground.reset ? /* @__PURE__ */ new Map() : parseProperties(there ?? option, now), changes);
	properties.set("path", path);
	const value = formatProperties("dev", properties);
	if (isSettled(ground.live, there ?? option, value)) return null;
	const title = `${there === void 0 ? "add" : "change"} the device ${path}`;
	return edit(ground, {
		slot,
		option: there ?? option,
		value,
		family: "device",
		title
	}, changes);
}
// src/kinds/lxc/steps/edits.ts
/** All that `pct set` and `pct resize` have to do for the changes of one guest. The order is made in `edit-order.ts`. */
function bySlot(changes) {
	const slots = /* @__PURE__ */ new Map();
	for (const change of changes) slots.set(change.slot, [...slots.get(change.slot) ?? [], change]);
	return slots;
}
/** Options of a family that may not be used for something new: also those that only wait to go, or to come. */
function taken({ live }, family) {
	const names = [
		...live.conf.options.keys(),
		...nextOptions(live).keys(),
		...live.pending
	];
	return new Set(names.filter((name) => new RegExp(`^${family}\\d+$`).test(name)));
}
function mountEdits(ground, slots, want) {
	const isWanted = (path) => Object.hasOwn(want.mounts, path);
	const touched = [...slots.keys()].map((slot) => slotArgument(slot, "mount")).filter((path) => path !== null);
	const removed = new Set(touched.filter((path) => !isWanted(path) && slots.get(mountSlot(path))?.every((c) => c.after === null)));
	const kept = /* @__PURE__ */ new Map();
	for (const [slot, option] of ground.live.keys) {
		const path = slotArgument(slot, "mount");
		if (path !== null && !removed.has(path)) kept.set(path, option);
	}
	const places = placeMounts({
		kept,
		added: touched.filter((path) => !kept.has(path) && !removed.has(path)),
		taken: taken(ground, "mp")
	});
	if (places.moved.length > 0 && ground.running) {
		const paths = places.moved.join(", ");
		throw new PhoenixError("REFUSED", `${want.hostname}: ${paths} is mounted, and its new parent must come first`, { hint: "stop the guest first" });
	}
	const outcomeOf = (path) => mountEdit(ground, path, slots.get(mountSlot(path)) ?? [], isWanted(path), places.options.get(path));
	const moves = places.moved.flatMap((path) => moveMount(ground, path, places.options.get(path) ?? "", outcomeOf(path)));
	const outcomes = [...parentsFirst(removed), ...parentsFirst(touched.filter((path) => !removed.has(path)))].map((path) => ({
		path,
		...outcomeOf(path)
	}));
	return {
		edits: [...moves, ...outcomes.flatMap(({ path, edit }) => edit && !places.moved.includes(path) ? [edit] : [])],
		grows: outcomes.flatMap(({ grow }) => grow ?? [])
	};
}
function deviceEdits(ground, slots, want) {
	const used = taken(ground, "dev");
	return [...slots].flatMap(([slot, changes]) => {
		const path = slotArgument(slot, "device");
		if (path === null) return [];
		const option = ground.live.keys.get(slot) ?? freeDevice(used);
		used.add(option);
		return deviceEdit(ground, path, changes, Object.hasOwn(want.devices, path), option) ?? [];
	});
}
/** Cards that go come first: another one may take their address. */
function netEdits(ground, slots, want) {
	const edits = [...slots].filter(([slot]) => isNetSlot(slot)).flatMap(([slot, changes]) => netEdit(ground, slot, changes, Object.hasOwn(want.nets, slot)) ?? []);
	const goes = (edit) => edit.value === null;
	return [...edits.filter(goes), ...edits.filter((edit) => !goes(edit))];
}
function editsOf(ground, changes, want) {
	const slots = bySlot(changes);
	const scalars = [...slots].flatMap(([slot, own]) => scalarEdit(ground, slot, own) ?? []);
	const tags = tagsEdit(ground, changes);
	const rootfs = slots.get("rootfs");
	const root = rootfs ? rootfsEdit(ground, rootfs) : {};
	const mounts = mountEdits(ground, slots, want);
	return {
		edits: [
			...netEdits(ground, slots, want),
			...root.edit ? [root.edit] : [],
			...mounts.edits,
			...deviceEdits(ground, slots, want),
			...scalars,
			...tags ? [tags] : []
		],
		grows: [...root.grow ? [root.grow] : [], ...mounts.grows]
	};
}
// src/kinds/lxc/steps/pool.ts
function poolAct(subject, change) {
	const { vmid } = subject;
	const [from, to] = [textOf(change.before), textOf(change.after)];
	const pool = to ?? from ?? "";
	const words = to === null ? ["--delete", "1"] : from === null ? [] : ["--allow-move", "1"];
	return {
		verb: "pool",
		title: to === null ? `leave the pool ${pool}` : `join the pool ${pool}`,
		effect: change.effect,
		do: run("pvesh", "set", "/pools", "--poolid", pool, "--vms", vmid, ...words),
		verify: [cond(vmid, {
			is: "pool",
			pool: to
		})],
		timeout: TIMEOUTS.pool
	};
}
// src/kinds/lxc/steps/finish.ts
const NOT_SET = /^(?:state|node|template|pool|ostemplate|clone|ssh-public-keys|arch|ostype|unprivileged|snapshot:.*)$/s;
function changesOf(spec, live) {
	const now = new Map(live.fields.map((one) => [one.path, one.value]));
	return fieldsOf(spec).filter(({ slot }) => !NOT_SET.test(slot)).map(({ path, slot, value }) => ({
		path,
		slot,
		before: now.get(path) ?? null,
		after: value,
		effect: "config"
	}));
}
/** The options that the spec gives, by the names that they have in this conf file. */
function namedOptions(spec, live, { edits }) {
	const devices = Object.keys(spec.devices).map((path) => live.keys.get(`device:${path}`));
	return /* @__PURE__ */ new Set([
		...Object.keys(spec.options),
		...Object.keys(spec.nets),
		...devices.filter((option) => option !== void 0),
		...Object.keys(spec.features).length > 0 ? ["features"] : [],
		...Object.keys(spec.startup).length > 0 ? ["startup"] : [],
		...Object.keys(spec.env).length > 0 ? ["env"] : [],
		...edits.map((edit) => edit.option)
	]);
}
/** What would be inherited, and git does not name. */
function leftovers(live, named) {
	const slots = new Map([...live.keys].map(([slot, option]) => [option, slot]));
	return [...live.conf.options].filter(([option]) => OWN.test(option) && !named.has(option)).map(([option, before]) => {
		const slot = slots.get(option) ?? option;
		return {
			slot,
			option,
			value: null,
			before,
			family: /^(?:net|dev)\d+$/.test(option) ? "device" : "scalar",
			allocates: false,
			expects: goneOf(live, slot),
			when: "now",
			effect: "config",
			title: `drop ${option}`
		};
	});
}
/** @param foretold the guest is not there yet: nobody has seen its conf file */
function finishWork(subject, spec, live, foretold) {
	const changes = changesOf(spec, live);
	const { estate } = subject.mark;
	const own = editsOf({
		estate,
		vmid: subject.vmid,
		live,
		running: false,
		reset: true,
		foretold
	}, changes, spec);
	const raw = rawPlan(live, changes, true);
	const edits = raw.edit ? [...own.edits, raw.edit] : own.edits;
	const named = namedOptions(spec, live, {
		...own,
		edits
	});
	const isClone = spec.source?.is === "clone";
	const all = isClone ? [...edits, ...leftovers(live, named)] : edits;
	const known = live.fields.find(({ slot }) => slot === "pool")?.value ?? null;
	const pool = (spec.pool ?? null) === known || spec.pool === void 0 ? null : spec.pool;
	const work = [...pool === null ? [] : [{ act: poolAct(subject, {
		path: "/pool",
		slot: "pool",
		before: known,
		after: pool,
		effect: "config"
	}) }], ...editWork(subject, {
		edits: all,
		grows: own.grows,
		raw,
		running: false,
		isProtected: isProtected(live),
		reprotect: false,
		debts: []
	})];
	const settled = settleActs(subject, spec, new Set(live.fields.flatMap(({ slot }) => slotArgument(slot, "snapshot") ?? []))).map((act) => ({ act }));
	const row = withFinalMark([...work, ...settled], owing(subject.mark, []), spec.state === "running");
	if (!isClone) return row;
	const last = work.findLastIndex((one) => "call" in one);
	return withCheck(row, last < 0 ? row.length - 1 : last, cond(subject.vmid, {
		is: "own",
		options: [...named].toSorted()
	}));
}
/** When its options are set, nothing else may have been taken over, whatever the source turned out to be. */
function withCheck(row, at, check) {
	return row.map((one, index) => index === at && "call" in one ? { call: {
		...one.call,
		verify: [...one.call.verify ?? [], check]
	} } : one);
}
// src/kinds/lxc/steps/foretold.ts
/**
* What a clone's conf file will hold right after `pct clone`. Steps are data and are made before anything runs, and the
* source may be made in the same apply: then its spec tells. Only names of volumes and MAC addresses stay unknown.
*/
/** Options that a clone does not take over. */
const LEFT_BEHIND = /^(?:unused\d+|lock|template|parent|snaptime|snapstate)$/;
/** Options that a spec of a clone does not say and its source does. */
const INHERITED = /^(?:rootfs|mp\d+|memory|swap|arch|ostype|unprivileged)$/;
/** What `pct create` writes down although nobody said it (PVE 9.2). */
const CREATED = [["memory", "512"], ["swap", "512"]];
const NO_SECTION = {
	description: null,
	options: /* @__PURE__ */ new Map(),
	raw: []
};
/** `local-zfs:8` becomes a volume of 8G whose name nobody knows yet. */
function allocated(option, value) {
	const properties = parseProperties(option, value);
	const [, storage, gib] = /^([^:/]+):(\d+(?:\.\d+)?)$/.exec(properties.get("volume") ?? "") ?? [];
	if (storage === void 0 || gib === void 0) return value;
	const mib = Number(gib) * 1024;
	properties.set("volume", `${storage}:unknown`);
	properties.set("size", mib % 1024 === 0 ? `${mib / 1024}G` : `${mib}M`);
	return formatPropertyString(option === "rootfs" ? FAMILIES.rootfs : FAMILIES.mp, properties);
}
/** A guest that this apply makes. */
function sectionOfSpec(spec, lookup) {
	const inherited = [...(spec.source?.is === "clone" ? sectionOf(spec.source, lookup) : NO_SECTION).options].filter(([option]) => INHERITED.test(option));
	const options = new Map(spec.source?.is === "clone" ? inherited : CREATED);
	const places = new Map([...options].flatMap(([option, value]) => {
		const path = parseProperties(option, value).get("mp");
		return path === void 0 ? [] : [[path, option]];
	}));
	for (const [option, value] of madeOptions(spec, lookup.estate)) {
		const own = allocated(option, value);
		const path = parseProperties(option, value).get("mp");
		options.set(path === void 0 ? option : places.get(path) ?? option, own);
	}
	return {
		description: null,
		options,
		raw: Object.entries(spec.raw).flatMap(([key, values]) => values.map((value) => ({
			key,
			value
		})))
	};
}
function sectionOf(source, lookup) {
	const live = liveIn(lookup.snapshot, source.vmid);
	if (live) return (source.snapshot === void 0 ? void 0 : live.conf.snapshots.get(source.snapshot)) ?? live.conf;
	const spec = source.address === null ? null : lookup.specOf(source.address);
	return spec ? sectionOfSpec(spec, lookup) : NO_SECTION;
}
/** The node that the source is on; null when nobody knows. */
function nodeOfSource(source, lookup) {
	return lookup.snapshot.guests.get(source.vmid)?.node ?? (source.address === null ? null : lookup.specOf(source.address)?.node ?? null);
}
/** The clone as it will be before anything is set. */
function foretoldClone(spec, source, lookup) {
	const section = sectionOf(source, lookup);
	const options = new Map([...section.options].filter(([option]) => !LEFT_BEHIND.test(option)));
	options.set("hostname", spec.hostname);
	if (source.storage !== void 0) for (const [option, value] of options) {
		if (!/^(?:rootfs|mp\d+)$/.test(option)) continue;
		const properties = parseProperties(option, value);
		properties.set("volume", `${source.storage}:unknown`);
		const family = option === "rootfs" ? FAMILIES.rootfs : FAMILIES.mp;
		options.set(option, formatPropertyString(family, properties));
	}
	const text = formatConf({
		...EMPTY_CONF,
		options,
		raw: section.raw
	});
	return liveOf$1({
		vmid: spec.vmid,
		type: "lxc",
		node: spec.node,
		text,
		digest: digest(text)
	}, false, spec.pool ?? null);
}
// src/kinds/lxc/steps/clone.ts
/** A guest from another one: `pct clone`, then everything that git says before it starts for the first time. */
function storagesOf(subject, spec, source) {
	if (source.storage !== void 0) return [source.storage];
	const live = liveIn(subject.snapshot, source.vmid);
	const there = live ? volumesOf(live).map((volume) => volume.replace(/:.*$/s, "")) : [];
	return [.../* @__PURE__ */ new Set([...there, ...spec.rootfs?.["storage"] === void 0 ? [] : [spec.rootfs["storage"]]])].toSorted();
}
function cloneAct(subject, spec, source, from) {
	const { vmid } = subject;
	const mark = owing(subject.mark, [""]);
	const { full, snapshot, storage } = source;
	const live = liveIn(subject.snapshot, source.vmid);
	const still = snapshot === void 0 && !(live?.conf.options.get("template") === "1");
	return {
		verb: "clone",
		title: `clone ${source.address ?? String(source.vmid)}${snapshot === void 0 ? "" : ` as of ${snapshot}`}`,
		effect: "live",
		node: from,
		do: run(...[
			"pct",
			"clone",
			source.vmid,
			vmid,
			"--hostname",
			spec.hostname
		], ...full === void 0 ? [] : ["--full", full ? 1 : 0], ...snapshot === void 0 ? [] : ["--snapname", snapshot], ...storage === void 0 ? [] : ["--storage", storage], ...from === spec.node ? [] : ["--target", spec.node], ...spec.pool === void 0 ? [] : ["--pool", spec.pool], "--description", writeMarker(subject.text, mark)),
		locks: [{
			name: `guest:${source.vmid}`,
			mode: "exclusive"
		}, ...storagesOf(subject, spec, source).map((one) => storageLock(from, one))],
		guard: [cond(source.vmid, { is: "unlocked" }), ...still ? [cond(source.vmid, { is: "stopped" })] : []],
		verify: [
			cond(vmid, { is: "unlocked" }),
			cond(vmid, {
				is: "node",
				node: spec.node
			}),
			markedCond(subject, mark)
		],
		makes: true,
		timeout: TIMEOUTS.clone
	};
}
/** A clone of ours that was killed leaves its source locked: no task works on it, and our journal knows the clone. */
function unlockSource(subject, source) {
	const { vmid, snapshot, mark } = subject;
	if (liveIn(snapshot, source.vmid)?.lock !== "disk") return [];
	const nodes = [...snapshot.nodes.values()].filter((facts) => facts.reachable);
	const works = nodes.some(({ tasks }) => tasks.some((upid) => upid.split(":")[6] === String(source.vmid)));
	const begun = nodes.some(({ intents }) => intents.some(({ estate, argv }) => estate === mark.estate && argv.slice(0, 4).join(" ") === `pct clone ${source.vmid} ${vmid}`));
	if (works || !begun) return [];
	return [{
		verb: "unlock",
		what: "source",
		title: `clear the lock that a killed clone left on ${source.address ?? source.vmid}`,
		effect: "config",
		do: run("pct", "unlock", source.vmid),
		locks: [{
			name: `guest:${source.vmid}`,
			mode: "exclusive"
		}],
		guard: [cond(source.vmid, {
			is: "locked",
			by: "disk"
		})],
		verify: [cond(source.vmid, { is: "unlocked" })],
		makes: true,
		timeout: TIMEOUTS.unlock
	}];
}
function cloneWork(subject, spec, source, lookup) {
	const from = nodeOfSource(source, lookup) ?? spec.node;
	const unlock = unlockSource(subject, source).map((act) => ({ act: {
		...act,
		node: from
	} }));
	const live = foretoldClone(spec, source, lookup);
	return [
		...unlock,
		{ act: cloneAct(subject, spec, source, from) },
		...finishWork(subject, spec, live, true)
	];
}
// src/kinds/lxc/steps/debris.ts
/** What a killed create or clone of ours left behind goes before the create is repeated. */
function unlockAct$1({ vmid }, by) {
	return {
		verb: "unlock",
		title: "clear the lock that a killed create left",
		effect: "config",
		do: run("pct", "unlock", vmid),
		guard: [cond(vmid, { is: "stopped" }), cond(vmid, {
			is: "locked",
			by
		})],
		verify: [cond(vmid, { is: "unlocked" })],
		locked: true,
		timeout: TIMEOUTS.unlock
	};
}
/** It unmounts, and then fails for want of a lock `mounted` (PVE 9.2): what is read back decides. */
function unmountAct({ vmid }) {
	return {
		verb: "unmount",
		title: "unmount its file system",
		effect: "config",
		do: run("pct", "unmount", vmid),
		guard: [cond(vmid, { is: "stopped" })],
		verify: [cond(vmid, { is: "unlocked" }), cond(vmid, { is: "stopped" })],
		timeout: TIMEOUTS.unmount
	};
}
/** Volumes of a create that did not get far stand in no conf file: they go too (observed, PVE 9.2). */
function destroyAct$1({ vmid }) {
	return {
		verb: "clear",
		title: "remove what a killed create left",
		effect: "live",
		do: run("pct", "destroy", vmid, "--destroy-unreferenced-disks", 1, "--purge", 0),
		guard: [cond(vmid, { is: "stopped" })],
		verify: [cond(vmid, { is: "absent" })],
		timeout: TIMEOUTS.destroy
	};
}
function debrisWork(subject) {
	const live = liveOf(subject);
	const mounted = live.conf.options.has("rootfs");
	return [
		...live.lock === null ? [] : [{ act: unlockAct$1(subject, live.lock) }],
		...mounted ? [{ act: unmountAct(subject) }] : [],
		...unprotectWork(live),
		{ act: destroyAct$1(subject) }
	];
}
// src/kinds/lxc/steps/retired.ts
/**
* Retirement and the way back. A retired guest is shut down, does not start with its node, is protected, and keeps in
* its marker what that overwrote.
*/
/** A backup, unless policy asks for none or a fresh one is there. Its log is all that tells, so that its exit decides. */
function backupActs(subject, now) {
	const { vmid, settings, snapshot, node } = subject;
	const { backup } = settings.policies;
	if (!backup) return [];
	const newest = snapshot.backups?.get(vmid);
	if ((newest === void 0 ? NaN : Date.parse(now) - Date.parse(newest)) <= (durationInMs(backup.maxAge) ?? 0)) return [];
	return [{
		verb: "backup",
		title: `back up to ${backup.storage}`,
		effect: "live",
		do: run("vzdump", vmid, "--storage", backup.storage, "--mode", backup.mode),
		verify: [],
		locks: [storageLock(node, backup.storage)],
		timeout: TIMEOUTS.backup
	}];
}
/** Options that a retirement overwrites, and what it writes. */
const OVERWRITTEN = {
	onboot: "0",
	protection: "1"
};
function overwrite(live, option, value, field) {
	return {
		slot: option,
		option,
		value,
		before: live.conf.options.get(option) ?? null,
		family: "scalar",
		allocates: false,
		expects: [{
			slot: option,
			key: null,
			value: field
		}],
		when: "now",
		effect: "config",
		title: option
	};
}
function retiredMark(subject, live, now) {
	const was = Object.keys(OVERWRITTEN).map((option) => [`/${option}`, live.conf.options.get(option) ?? null]);
	return {
		...owing(subject.mark, []),
		retired: now,
		was: Object.fromEntries(was)
	};
}
function retireWork(subject, now) {
	const live = liveOf(subject);
	const tags = splitTags(live.conf.options.get("tags") ?? "");
	const user = live.fields.find(({ slot }) => slot === "tags")?.value ?? null;
	const edits = [...Object.entries(OVERWRITTEN).map(([option, value]) => overwrite(live, option, value, value)), overwrite(live, "tags", writeTags(tags, true), user)];
	return [
		...backupActs(subject, now).map((act) => ({ act })),
		...live.running ? [{ act: {
			...shutdownAct(subject, "retire", false),
			locks: []
		} }] : [],
		{ call: {
			what: "retire",
			edits,
			mark: retiredMark(subject, live, now),
			running: false,
			title: `retire: no start with the node, protection, the tag ${RETIRED_TAG}`,
			verify: [cond(subject.vmid, {
				is: "retired",
				until: now
			})]
		} }
	];
}
/** What a revert brings back besides what git says: options that git never named. */
function returnChanges(mark, want) {
	if (mark?.retired === void 0) return [];
	return Object.keys(OVERWRITTEN).filter((option) => !Object.hasOwn(want.options, option)).map((option) => ({
		path: `/${option}`,
		slot: option,
		before: OVERWRITTEN[option] ?? null,
		after: mark.was?.[`/${option}`] ?? null,
		effect: "config"
	}));
}
// src/kinds/lxc/steps/destroyed.ts
/** The end of a guest: each volume is named, and exactly those are destroyed. */
function titleOf(subject, live) {
	const named = volumeTexts(live.fields);
	const unused = live.unused.map(({ key, volume }) => `${key} ${volume}`);
	return `destroy ${subject.vmid} with ${[...named, ...unused].join(", ")}`;
}
/** Volumes that stand in no conf file were named by no plan: they stay (`--destroy-unreferenced-disks` is not sent). */
function destroyAct(subject, live, effect) {
	const { vmid } = subject;
	return {
		verb: "destroy",
		title: titleOf(subject, live),
		effect,
		do: run("pct", "destroy", vmid, "--purge", 1),
		guard: [cond(vmid, { is: "stopped" }), cond(vmid, {
			is: "volumes",
			volumes: [...volumesOf(live)]
		})],
		verify: [cond(vmid, { is: "absent" })],
		timeout: TIMEOUTS.destroy
	};
}
/** A purge of a retired guest, whose time must be over; without retirement, it is backed up and shut down first. */
function destroyWork(subject, now) {
	const live = liveOf(subject);
	const { vmid, before, settings } = subject;
	const kept = durationInMs(settings.policies.retire) ?? 0;
	const until = new Date(Date.parse(now) - kept).toISOString();
	const retired = before.retired !== void 0;
	const destroy = destroyAct(subject, live, "destroy");
	const proof = retired ? [cond(vmid, {
		is: "retired",
		until
	})] : [];
	return [
		...retired ? [] : backupActs(subject, now).map((act) => ({ act })),
		...live.running ? [{ act: shutdownAct(subject, "destroy", false) }] : [],
		...unprotectWork(live),
		{ act: {
			...destroy,
			guard: [...destroy.guard ?? [], ...proof]
		} }
	];
}
/** The old guest of a replacement goes; the new one takes its id. */
function clearWork(subject, now) {
	const live = liveOf(subject);
	return [
		...backupActs(subject, now).map((act) => ({ act })),
		...live.running ? [{ act: shutdownAct(subject, "replace", true) }] : [],
		...unprotectWork(live),
		{ act: destroyAct(subject, live, "replace") }
	];
}
// src/kinds/lxc/steps/migrate.ts
/** To another node: stopped, or shut down, moved and started by Proxmox. What else changes is changed over there. */
/** Proxmox migrates no bind that is not declared shared (PVE 9.2); the plan said so before. */
function refuseBinds(address, live) {
	const binds = live.fields.filter(({ slot, key }) => slot.startsWith("mount:") && key === "bind");
	const shared = new Set(live.fields.filter(({ key, value }) => key === "shared" && value === "1").map(({ slot }) => slot));
	const local = binds.filter(({ slot }) => !shared.has(slot)).map(({ slot }) => slot.slice(6));
	if (local.length === 0) return;
	throw new PhoenixError("REFUSED", `${address} does not migrate: ${local.join(", ")} is a bind of its node`, { hint: "say \"shared\": true where both nodes have the folder, or remove the bind first" });
}
function waitAct({ vmid }, node) {
	const running = cond(vmid, { is: "running" });
	return {
		verb: "wait",
		title: "wait until it runs again",
		effect: "offline",
		node,
		do: {
			verb: "wait",
			cond: running,
			within: TIMEOUTS.start
		},
		verify: [running],
		timeout: TIMEOUTS.start
	};
}
/** The move itself; the steps after it run on the new node. */
function moveWork(subject, change, to) {
	const live = liveOf(subject);
	const { vmid, address } = subject;
	refuseBinds(address, live);
	const words = live.running ? [
		"--restart",
		1,
		"--timeout",
		60
	] : [];
	const move = {
		verb: "migrate",
		title: `move from ${live.node} to ${to}`,
		effect: change.effect,
		do: run("pct", "migrate", vmid, to, ...words),
		verify: [cond(vmid, {
			is: "node",
			node: to
		}), cond(vmid, { is: "unlocked" })],
		...live.running ? { locks: [restartLock(subject)] } : {},
		timeout: TIMEOUTS.migrate
	};
	if (!live.running) return [{ act: move }];
	return [
		{ call: {
			what: "announce",
			edits: [],
			mark: interim(subject, [STATE]),
			running: true,
			title: "note in the marker that it runs"
		} },
		{ act: move },
		{ act: waitAct(subject, to) }
	];
}
// src/kinds/lxc/steps/recover.ts
/** The beginning of the command that takes a lock. */
function commandOf(lock, vmid) {
	switch (lock) {
		case "snapshot": return `pct snapshot ${vmid}`;
		case "snapshot-delete": return `pct delsnapshot ${vmid}`;
		case "backup": return `vzdump ${vmid}`;
		case "migrate": return `pct migrate ${vmid}`;
		case "disk": return `pct clone ${vmid}`;
		default: return null;
	}
}
/** Commands of this estate that were begun, anywhere in the cluster, and did not end. */
function open({ snapshot, mark }) {
	return [...snapshot.nodes.values()].filter((facts) => facts.reachable).flatMap(({ intents }) => intents).filter(({ estate }) => estate === mark.estate);
}
/** UPID:node:pid:pstart:starttime:type:id:user: (PVE 9.2). */
function isBusy({ snapshot, vmid }) {
	return [...snapshot.nodes.values()].filter((facts) => facts.reachable).some(({ tasks }) => tasks.some((upid) => upid.split(":")[6] === String(vmid)));
}
/** The command of ours that was killed while it held the lock; null when nobody can know. */
function killed(subject, lock) {
	const command = commandOf(lock, subject.vmid);
	if (command === null || isBusy(subject)) return null;
	return open(subject).find(({ argv }) => `${argv.join(" ")} `.startsWith(`${command} `)) ?? null;
}
/** It may have made or grown a volume and not written it down: an allocation, or a resize. */
function mayHaveLost({ argv }, vmid) {
	const [program, command, id] = argv;
	if (program !== "pct" || id !== String(vmid)) return false;
	if (command === "resize") return true;
	return command === "set" && argv.some((word) => /^[^/:,]+:\d+(?:\.\d+)?(?:,|$)/.test(word));
}
function unlockAct({ vmid }, lock, { at }) {
	return {
		verb: "unlock",
		title: `clear the lock "${lock}" of a command that was killed on ${at}`,
		effect: "config",
		do: run("pct", "unlock", vmid),
		guard: [cond(vmid, {
			is: "locked",
			by: lock
		})],
		verify: [cond(vmid, { is: "unlocked" })],
		locked: true,
		timeout: TIMEOUTS.unlock
	};
}
function dropAct({ vmid }, name) {
	return {
		verb: "delsnapshot",
		what: `half:${name}`,
		title: `delete the snapshot ${name}, which is half made`,
		effect: "config",
		do: run("pct", "delsnapshot", vmid, name, "--force", 1),
		verify: [cond(vmid, {
			is: "snapshot",
			name,
			there: false
		}), cond(vmid, { is: "unlocked" })],
		timeout: TIMEOUTS.delsnapshot
	};
}
/** Snapshots that were being made: of a backup, and of the command that was killed. */
function halfMade(live) {
	return [...live.conf.snapshots].filter(([name, { options }]) => options.get("snapstate") === "prepare" || name === "vzdump").map(([name]) => name);
}
/** Volumes that no conf file names become `unusedN`, where people see them; sizes become what they are (PVE 9.2). */
function rescanAct({ vmid }) {
	return {
		verb: "rescan",
		title: "look for volumes that a killed command left",
		effect: "config",
		do: run("pct", "rescan", "--vmid", vmid),
		verify: [cond(vmid, { is: "unlocked" })],
		timeout: TIMEOUTS.rescan
	};
}
/** What comes before anything else; nothing where a lock may be somebody else's. */
function recoverWork(subject) {
	const { live, vmid } = subject;
	if (!live) return [];
	const intent = live.lock === null ? null : killed(subject, live.lock);
	if (live.lock !== null && !intent) return [];
	const lost = open(subject).some((one) => mayHaveLost(one, vmid));
	return [
		...live.lock !== null && intent ? [{ act: unlockAct(subject, live.lock, intent) }] : [],
		...intent ? halfMade(live).map((name) => ({ act: dropAct(subject, name) })) : [],
		...lost ? [{ act: rescanAct(subject) }] : []
	];
}
// src/kinds/lxc/steps/course.ts
/** Changes with steps of their own: their effect says nothing about setting options. */
const APART = /* @__PURE__ */ new Set([
	"state",
	"node",
	"template"
]);
function courseOf(subject, live, changes) {
	const state = changeOf(changes, "state")?.after;
	const effects = changes.filter(({ slot }) => !APART.has(slot)).map(({ effect }) => effect);
	const stops = live.running && (state === "stopped" || changeOf(changes, "template") !== void 0);
	const pauses = live.running && !stops && effects.includes("offline");
	const manual = subject.settings.policies.restarts.when === "manual";
	return {
		stops,
		pauses,
		restarts: live.running && !stops && !pauses && effects.includes("restart") && !manual,
		starts: !live.running && state === "running",
		running: live.running && !stops && !pauses
	};
}
/** Whether it runs when all is done. */
function endsRunning(course) {
	return course.running || course.starts || course.pauses;
}
/** What the final marker still owes: what waits for a restart that this apply does not make. */
function leftOwed({ before }, course, want, changes) {
	const owed = before.owed ?? [];
	const late = owed.filter((path) => ![
		"",
		PROTECTION,
		STATE
	].includes(path));
	const asWanted = endsRunning(course) === (want.state === "running");
	const state = owed.includes("/state") && !asWanted ? [STATE] : [];
	const waits = course.running && !course.restarts;
	return [...state, ...waits ? [...late, ...unseen(changes)] : []];
}
// src/kinds/lxc/steps/update.ts
function planOf(subject, want, changes, course) {
	const live = liveOf(subject);
	const { running } = course;
	const { edits, grows } = editsOf({
		estate: subject.mark.estate,
		vmid: subject.vmid,
		live,
		running,
		reset: false,
		foretold: false
	}, changes, want);
	const raw = rawPlan(live, changes, false);
	const guarded = isProtected(live);
	const writesRaw = running && raw.lines !== null;
	return {
		edits: raw.edit ? [...edits, raw.edit] : edits,
		grows,
		raw,
		running,
		isProtected: guarded,
		reprotect: !guarded && (subject.before.owed ?? []).includes("/protection"),
		debts: debtsOf(course, changes, writesRaw)
	};
}
/** A restart that is cut off leaves the guest down, and what it was for may not show: the marker says so beforehand. */
function debtsOf(course, changes, writesRaw) {
	if (course.restarts) return [STATE, ...unseen(changes)];
	return writesRaw ? unseen(changes) : [];
}
/** Options of the conf file that wait for the restart of this apply. */
function waiting(live, { edits }) {
	const sent = edits.filter((edit) => edit.when === "next").map((edit) => edit.option);
	return [.../* @__PURE__ */ new Set([...live.pending, ...sent])].toSorted();
}
/** The marker first: whoever finds the guest down knows that it shall run. */
function pause(subject) {
	return [{ call: {
		what: "announce",
		edits: [],
		mark: interim(subject, [STATE]),
		running: true,
		title: "note in the marker that it runs"
	} }, { act: shutdownAct(subject, "offline", true) }];
}
/** Everything but the final marker. */
function workOf(subject, want, changes, course) {
	const plan = planOf(subject, want, changes, course);
	const [pool, template] = [changeOf(changes, "pool"), changeOf(changes, "template")];
	const snapshots = snapshotActs(subject, changes);
	const stateEffect = effectOf(changes.filter(({ slot }) => slot === "state" || slot === "template"));
	const acts = (...list) => list.flatMap((act) => act ? [{ act }] : []);
	return [
		...acts(...snapshots.deleted, course.stops && shutdownAct(subject, stateEffect, false)),
		...course.pauses ? pause(subject) : [],
		...acts(pool && poolAct(subject, pool)),
		...editWork(subject, plan),
		...acts(...snapshots.taken, template?.after === "1" && templateAct(subject, template.effect), course.restarts && restartAct(subject, waiting(liveOf(subject), plan)), course.starts && startAct(subject, stateEffect, false), course.pauses && startAct(subject, "offline", true))
	];
}
function updateWork(subject, want, changes) {
	const course = courseOf(subject, liveOf(subject), changes);
	const mark = owing(subject.mark, leftOwed(subject, course, want, changes));
	return withFinalMark(workOf(subject, want, changes, course), mark, endsRunning(course));
}
/** The marker and the tags, nothing else: an adopted guest is not changed. */
function adoptWork(subject, want) {
	const live = liveOf(subject);
	const { edits } = editsOf({
		estate: subject.mark.estate,
		vmid: subject.vmid,
		live,
		reset: false,
		foretold: false,
		running: live.running
	}, [], want);
	return withFinalMark([{ call: {
		what: "adopt",
		edits,
		mark: null,
		running: live.running,
		title: "write the marker and the tag"
	} }], subject.mark, live.running);
}
// src/kinds/lxc/steps/steps.ts
/**
* The steps of a container: pure data, in order, ids stable from run to run. Each action is one screen in a file of its
* own; this file only chooses.
*/
function specOf({ want, mark }) {
	if (want) return want.spec;
	throw new Error(`${mark.address} has no file any more, and nothing but its end can be made steps of`);
}
/** From an archive or another guest, wherever nothing is. */
function makeWork(subject, input) {
	const spec = specOf(input);
	const { source } = spec;
	switch (source?.is) {
		case "ostemplate": return createWork(subject, spec, source.volume);
		case "clone": {
			const specAt = (address) => input.wanted?.(address)?.spec ?? null;
			return cloneWork(subject, spec, source, {
				estate: subject.mark.estate,
				snapshot: input.snapshot,
				specOf: specAt
			});
		}
		case void 0: throw new PhoenixError("REFUSED", `${subject.address} does not exist, and its file does not say how to make it`, { hint: "say \"ostemplate\" or \"clone\"" });
	}
}
function changeActs(subject, input) {
	const spec = specOf(input);
	const { live, before } = subject;
	if (live && !live.running && before.owed?.includes("")) return bind(subject, finishWork(subject, spec, live, false));
	const mark = input.seen.is === "ours" ? input.seen.mark : null;
	const changes = [...input.changes, ...returnChanges(mark, spec)];
	const move = changeOf(changes, "node");
	if (!move) return bind(subject, updateWork(subject, spec, changes));
	const there = {
		...subject,
		node: spec.node
	};
	return [...bind(subject, moveWork(subject, move, spec.node)), ...bind(there, updateWork(there, spec, changes))];
}
function makeActs(subject, input) {
	const fresh = anew(subject, specOf(input));
	return bind(fresh, makeWork(fresh, input));
}
function actsOf(subject, input) {
	const recovered = bind(subject, recoverWork(subject));
	switch (input.action) {
		case "create": return [...input.seen.is === "debris" ? bind(subject, debrisWork(subject)) : [], ...makeActs(subject, input)];
		case "replace": return [
			...recovered,
			...bind(subject, clearWork(subject, input.now)),
			...makeActs(subject, input)
		];
		case "retire": return [...recovered, ...bind(subject, retireWork(subject, input.now))];
		case "destroy": return [...recovered, ...bind(subject, destroyWork(subject, input.now))];
		case "adopt": return [...recovered, ...bind(subject, adoptWork(subject, specOf(input)))];
		case "update":
		case "rename":
		case "migrate":
		case "no-op": return [...recovered, ...changeActs(subject, input)];
	}
}
/** All steps of one container, one after the other. */
function steps(input) {
	const subject = subjectOf(input);
	return rowOf(subject, actsOf(subject, input));
}
// src/kinds/registry.ts
const kinds = [{
	kind: "lxc",
	schema: lxcSchema,
	sets: ["tags", "dependsOn"],
	resolve: resolveLxc,
	id: (spec) => idOf(spec.vmid),
	node: (spec) => spec.node,
	scope: (spec) => `guest:${spec.vmid}`,
	edges: edgesOf,
	outputs: outputsOf,
	observe: observeLxc,
	owned: ownedLxc,
	diff: diffLxc,
	steps,
	holds,
	demand: demandOf,
	summary: summaryOf
}];
// src/config/json-schema.ts
/** JSON Schemas for editors, from the same zod schemas that check the files. They work offline; see docs/config.md. */
let settings;
const byKind = /* @__PURE__ */ new WeakMap();
/** The schema of `phoenix.json`. */
function schemaOfSettings() {
	settings ??= generate(settingsSchema);
	return settings;
}
/** The schema of a resource's own file. */
function schemaOfKind(kind) {
	let schema = byKind.get(kind);
	if (!schema) {
		schema = withCoreKeys(generate(kind.schema));
		byKind.set(kind, schema);
	}
	return schema;
}
function withCoreKeys(schema) {
	const { $schema: _, extends: __, ...own } = schema.properties ?? {};
	return {
		...schema,
		properties: {
			$schema: SCHEMA_KEY,
			extends: EXTENDS_KEY,
			...own
		}
	};
}
const SCHEMA_KEY = { type: "string" };
const EXTENDS_KEY = {
	type: "array",
	items: { type: "string" },
	description: "Profiles, weakest first."
};
function generate(schema, reused = "inline") {
	return toJSONSchema(schema, {
		io: "input",
		unrepresentable: "any",
		reused
	});
}
/** The texts of all schemas by file name: `phoenix.json`, and for each kind one for its files, base and overlays. */
function schemaFiles(kinds) {
	const schemas = /* @__PURE__ */ new Map([["phoenix.json", titled(generate(settingsSchema, "ref"), "phoenix.json")]]);
	for (const kind of kinds) {
		const own = withCoreKeys(generate(kind.schema, "ref"));
		schemas.set(`${kind.kind}.json`, titled(relaxed(own), `${kind.kind}/NAME.json`));
	}
	return new Map([...schemas].map(([name, schema]) => [name, `${JSON.stringify(schema, null, 2)}\n`]));
}
function titled(schema, title) {
	const { $schema, ...rest } = schema;
	return {
		$schema,
		title,
		...rest
	};
}
const NULL = { type: "null" };
/** A file may leave to its profiles what the kind requires, and take away by null what they give. */
function relaxed(schema) {
	const { required: _, ...rest } = schema;
	const values = rest.additionalProperties;
	return {
		...rest,
		...rest.properties && { properties: mapped(rest.properties, nullable) },
		...typeof values === "object" && { additionalProperties: nullable(values) },
		...rest.anyOf && { anyOf: rest.anyOf.map(relaxed) },
		...rest.oneOf && { oneOf: rest.oneOf.map(relaxed) },
		...rest.$defs && { $defs: mapped(rest.$defs, relaxed) }
	};
}
function nullable(schema) {
	if (schema.not || schema === SCHEMA_KEY) return schema;
	const { description, anyOf, ...inner } = relaxed(schema);
	const shapes = anyOf && Object.keys(inner).length === 0 ? anyOf : [anyOf ? {
		anyOf,
		...inner
	} : inner];
	return {
		...description !== void 0 && { description },
		anyOf: [...shapes, NULL]
	};
}
function mapped(schemas, change) {
	return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, change(schema)]));
}
export { EFFECTS as a, kinds as i, schemaOfKind as n, atMost as o, schemaOfSettings as r, worst as s, schemaFiles as t };
