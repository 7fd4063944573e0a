import { Dt as momentText, Et as durationText, Ot as sizeInKiB, Tt as durationInMs, d as canonical, f as isObject, p as pointer, u as sections, wt as diskSize } from "./base.js";
import { A as union, D as strictObject, E as record, O as string, _ as int, f as _enum, h as boolean, p as array, r as datetime } from "./zod.js";
import { Gi as containersOf, Ji as userOnDisk, Ki as groupOnDisk, Wi as bindsOf, Xi as FIRST_COMMIT, Yi as isLxc, Zi as followChanges, do as markOfId, mo as otherOwner, po as marksIn, qi as idMapOf } from "./engine.js";
import { E as error } from "./sources.js";
// src/kinds/dataset/exports.ts
const EXPORT_FILES = "/etc/exports.d/phoenix-*.exports";
/** What the kernel's server was told, one client a line: `PATH\tCLIENT(OPTIONS)` (nfs-utils 2.6). */
const ETAB = "/var/lib/nfs/etab";
/** exportfs(8) reads only what ends so; slashes cannot stand in a name. */
const exportsPath = (dataset) => EXPORT_FILES.replace("*", dataset.replaceAll(/[^A-Za-z0-9_.-]/g, (char) => `%${char.charCodeAt(0).toString(16)}`));
const HEADING = "# Written by Phoenix: what is changed here is lost.\n";
const quoted = (path) => /[\s"#\\]/.test(path) ? `"${path.replaceAll(/["\\]/g, "")}"` : path;
/** The whole file; null: there is nothing to export. */
function exportsText({ properties, nfs = {} }) {
	const clients = Object.keys(nfs).toSorted();
	const path = properties["mountpoint"];
	if (clients.length === 0 || path === void 0) return null;
	return `${HEADING}${quoted(path)} ${clients.map((client) => `${client}(${nfs[client]})`).join(" ")}\n`;
}
/** Clients and options in such a file. */
function clientsIn(text) {
	const clients = /* @__PURE__ */ new Map();
	for (const line of (text ?? "").split("\n")) {
		if (line.startsWith("#")) continue;
		for (const [, client = "", options = ""] of line.matchAll(/\s([^\s()]+)\(([^()]*)\)/g)) clients.set(client, options);
	}
	return clients;
}
/** Clients and options of a path, as the server was told. */
function toldOf(etab, path) {
	const start = `${path.replaceAll(" ", String.raw`\040`)}\t`;
	return clientsIn(etab.split("\n").filter((line) => line.startsWith(start)).map((line) => ` ${line.slice(start.length)}`).join("\n"));
}
const mayWrite = (options) => options.split(",").includes("rw");
/** Whether the server was told of each of these clients of a path, and whether they may write. */
function isExported(etab, path, clients) {
	const told = toldOf(etab, path);
	return Object.entries(clients).every(([client, options]) => {
		const known = told.get(client);
		return known !== void 0 && mayWrite(known) === mayWrite(options);
	});
}
/**
* Who may mount a path: by the file where the server was told just that, and else by what it was told. Of options, it
* writes many more than the file has; whether one may write is compared.
*/
function exportedClients(file, etab, path) {
	const told = path === void 0 ? /* @__PURE__ */ new Map() : toldOf(etab, path);
	const said = clientsIn(file);
	return new Map([...told].map(([client, options]) => {
		const own = said.get(client);
		return [client, own !== void 0 && mayWrite(own) === mayWrite(options) ? own : options];
	}));
}
/**
* What a node exports of a dataset.
* @param home what its file is called by
* @param path where it is mounted
*/
function exportsOn(snapshot, node, home, path) {
	const facts = snapshot.nodes.get(node);
	const files = facts?.reachable ? facts.files : void 0;
	const file = files?.get(exportsPath(home)) ?? null;
	return {
		isWritten: file !== null,
		clients: exportedClients(file, files?.get("/var/lib/nfs/etab") ?? "", path)
	};
}
// src/kinds/dataset/properties.ts
/** The properties of a dataset that git may set: what a file may say of each, how ZFS prints it, what a change costs. */
const size = (about) => ({
	form: {
		is: "size",
		none: true
	},
	about
});
const onOff = (about) => ({
	form: { is: "switch" },
	about
});
const word = (about, ...words) => ({
	form: {
		is: "word",
		words
	},
	about
});
const WRITTEN_NOW = "for what is written from now on";
const COMPRESSION = /^(?:on|off|lz4|lzjb|zle|gzip(?:-[1-9])?|zstd(?:-(?:1?\d|fast(?:-\d{1,4})?))?)$/;
/** What is mounted over /etc or /usr takes it from the node. */
const MOUNTPOINT = /^(?:none|legacy|(?:\/(?!\.{1,2}(?:\/|$))(?<!^\/(?:bin|boot|dev|etc|lib\w*|proc|root|run|sbin|sys|usr)\/)[^\0-\x1f"'\\/]+)+)(?<!^\/(?:bin|boot|dev|etc|lib\w*|proc|root|run|sbin|sys|usr|var))$/;
const CHECKSUM = /^(?:on|off|fletcher[24]|sha256|sha512|skein|edonr|blake3)(?:,verify)?$/;
/** By their names in ZFS (OpenZFS 2.2 and 2.3), in the order of a file. */
const PROPERTIES = {
	quota: size("How much it may take with all its snapshots and children; \"none\" for no limit."),
	refquota: size("How much its own files may take; \"none\" for no limit."),
	reservation: size("What is kept free for it, its snapshots and its children."),
	refreservation: size("What is kept free for its own files."),
	compression: {
		form: {
			is: "pattern",
			pattern: COMPRESSION,
			like: "\"lz4\", \"zstd\" or \"off\""
		},
		about: "How new blocks are compressed.",
		note: WRITTEN_NOW,
		same: { "gzip-6": "gzip" }
	},
	recordsize: {
		form: { is: "size" },
		about: "The largest block of a file: \"16K\" for databases, \"1M\" for large files.",
		note: WRITTEN_NOW
	},
	mountpoint: {
		form: {
			is: "pattern",
			pattern: MOUNTPOINT,
			like: "a path that hides no folder of the system, \"none\" or \"legacy\""
		},
		about: "Where it is mounted on the node; below its parent unless said otherwise.",
		effect: "offline",
		note: "it is unmounted and mounted again: ZFS refuses that while something uses it"
	},
	canmount: {
		...word("Whether it is mounted.", "on", "off", "noauto"),
		effect: "offline",
		note: "it may be mounted or unmounted at once"
	},
	acltype: {
		...word("Which access lists its files have.", "off", "posix", "nfsv4"),
		same: {
			posixacl: "posix",
			noacl: "off"
		}
	},
	xattr: {
		...word("How extended attributes are kept.", "sa", "dir", "off"),
		same: { on: "sa" }
	},
	atime: onOff("Whether reading a file is noted."),
	relatime: onOff("Whether reading is noted once a day at most."),
	readonly: {
		...onOff("Whether nothing can be written."),
		effect: "offline",
		note: "writers get errors at once"
	},
	exec: onOff("Whether programs on it can be started."),
	setuid: onOff("Whether set-uid bits count."),
	devices: onOff("Whether device nodes on it work."),
	sync: word("When a write counts as done.", "standard", "always", "disabled"),
	logbias: word("What synchronous writes are made for.", "latency", "throughput"),
	primarycache: word("What is kept in memory.", "all", "metadata", "none"),
	secondarycache: word("What is kept on cache devices.", "all", "metadata", "none"),
	snapdir: word("Whether the folder .zfs is seen.", "hidden", "visible"),
	dnodesize: {
		...word("Room for attributes.", "legacy", "auto", "1k", "2k", "4k", "8k", "16k"),
		note: WRITTEN_NOW
	},
	copies: {
		...word("How often each block is kept.", "1", "2", "3"),
		note: WRITTEN_NOW
	},
	checksum: {
		form: {
			is: "pattern",
			pattern: CHECKSUM,
			like: "\"on\" or \"sha256\""
		},
		about: "How blocks are checked.",
		note: WRITTEN_NOW
	},
	dedup: {
		...word("Whether equal blocks are kept once; it costs much memory.", "on", "off", "verify", "sha256"),
		note: WRITTEN_NOW
	},
	redundant_metadata: word("How many copies metadata has.", "all", "most", "some", "none"),
	special_small_blocks: {
		form: {
			is: "size",
			none: true
		},
		about: "Blocks up to this go to special devices.",
		note: WRITTEN_NOW
	}
};
const MAX_SIZE = 2 ** 53;
/** Bytes as `zfs get -p` prints them; null: it is no size. */
function bytesOf(value, none) {
	if (none && value === "none") return "0";
	if (typeof value !== "string" && typeof value !== "number") return null;
	if (value === 0) return none ? "0" : null;
	const kib = sizeInKiB(value, "G");
	return kib === null || kib <= 0 || kib * 1024 >= MAX_SIZE ? null : String(kib * 1024);
}
const yesNo = {
	true: "on",
	false: "off",
	on: "on",
	off: "off"
};
/** What ZFS prints of a value of the file; null: it is none. */
function wordOfProperty(name, value) {
	const row = PROPERTIES[name];
	if (!row) return null;
	const { form, same = {} } = row;
	switch (form.is) {
		case "size": return bytesOf(value, form.none === true);
		case "switch": return yesNo[String(value)] ?? null;
		case "word": {
			const text = typeof value === "boolean" ? yesNo[String(value)] ?? "" : String(value);
			const plain = Object.hasOwn(same, text) ? same[text] : text;
			return form.words.includes(plain) ? plain : null;
		}
		case "pattern": {
			const text = String(value);
			if (!form.pattern.test(text)) return null;
			return Object.hasOwn(same, text) ? same[text] : text;
		}
	}
}
const likeOf = (form) => {
	switch (form.is) {
		case "size": return form.none ? "a size such as \"500G\", a number of GiB, or \"none\"" : "a size such as \"16K\" or \"1M\"";
		case "switch": return "true or false";
		case "word": return form.words.map((one) => `"${one}"`).join(", ");
		case "pattern": return form.like;
	}
};
const shapeOf = (form) => {
	switch (form.is) {
		case "size": return union([int().nonnegative(), string()]);
		case "switch": return union([boolean(), _enum(["on", "off"])]);
		case "word": return form.words.every((one) => /^\d$/.test(one)) ? union([int(), string()]) : string();
		case "pattern": return string().max(4096);
	}
};
/** The properties as members of a strict object. */
const propertyShape = Object.fromEntries(Object.entries(PROPERTIES).map(([name, { form, about }]) => [name, shapeOf(form).refine((value) => wordOfProperty(name, value) !== null, `must be ${likeOf(form)}`).optional().describe(about)]));
/** Of the properties that are one of some words: these. */
const wordExamples = Object.entries(PROPERTIES).flatMap(([name, { form }]) => form.is === "word" ? [[name, form.words]] : []);
/** What people read: `500G` for bytes, `none` for no limit. */
function textOfProperty(name, value) {
	if ((PROPERTIES[name]?.form)?.is !== "size") return value;
	if (value === "0") return "none";
	const bytes = Number(value);
	return bytes % 1024 === 0 ? diskSize(bytes / 1024) : `${value}B`;
}
/** Whether what a node has is what is wanted, in spite of other words for it (OpenZFS 2.3 says `on` for `sa`). */
function isSameValue(name, wanted, has) {
	return has === wanted || PROPERTIES[name]?.same?.[has] === wanted;
}
// src/kinds/dataset/vdevs.ts
const ROLES = {
	logs: "log",
	cache: "cache",
	spares: "spare",
	special: "special",
	dedup: "dedup"
};
const typeOf = (name) => name.replace(/-\d+$/, "").replace(/^(draid\d?).*/, "$1");
function rowsIn(section) {
	return section.split("\n").flatMap((line) => {
		const [, indent, name] = /^\t( *)(\S+)/.exec(line) ?? [];
		return indent === void 0 || name === void 0 || name === "NAME" ? [] : [{
			depth: indent.length / 2,
			name
		}];
	});
}
function vdevsOf(rows) {
	const vdevs = [];
	let role = null;
	for (const [at, { depth, name }] of rows.entries()) if (depth === 0) role = at === 0 ? null : ROLES[name] ?? name;
	else if (depth === 1) {
		const isGroup = !name.startsWith("/") && /^(?:mirror|raidz\d?|draid)/.test(name);
		vdevs.push({
			type: isGroup ? typeOf(name) : "disk",
			role,
			disks: isGroup ? [] : [name]
		});
	} else if (name.startsWith("/")) vdevs.at(-1)?.disks.push(name);
	return vdevs;
}
/** By pool. */
function vdevsIn(status) {
	const pools = /* @__PURE__ */ new Map();
	for (const section of status.split(/^\s*pool: /m).slice(1)) {
		const [name = ""] = section.split("\n", 1);
		const config = /^config:\n([\s\S]*?)(?:^\S|$(?![\s\S]))/m.exec(section)?.[1];
		if (config !== void 0) pools.set(name.trim(), vdevsOf(rowsIn(config)));
	}
	return pools;
}
// src/kinds/dataset/zfs-reading.ts
/** Properties of Phoenix's own: whose the dataset is, how many snapshots are kept, what was made of its mountpoint. */
const MARK_PROPERTY = "phoenix:mark";
const KEEP_PROPERTY = "phoenix:keep";
const OWNER_PROPERTY = "phoenix:owner";
/** Its marker when it was let go of: a revert takes it back by that. */
const RELEASED_PROPERTY = "phoenix:released";
const READ_ONLY = [
	"used",
	"usedbydataset",
	"usedbysnapshots",
	"usedbychildren",
	"origin",
	"mounted"
];
const CREATE_ONLY = [
	"encryption",
	"keyformat",
	"keylocation",
	"keystatus"
];
const DATASET_PROPERTIES = [
	...READ_ONLY,
	...CREATE_ONLY,
	...Object.keys(PROPERTIES),
	MARK_PROPERTY,
	KEEP_PROPERTY,
	OWNER_PROPERTY,
	RELEASED_PROPERTY
];
/** Of pools: those that git may set, and what only creation can. */
const POOL_PROPERTIES = [
	"ashift",
	"autotrim",
	"autoexpand",
	"autoreplace",
	"failmode",
	"listsnapshots",
	"comment",
	"delegation"
];
/** By pool: `ONLINE`, `DEGRADED`, `FAULTED`, `SUSPENDED` … (OpenZFS 2.2). */
const STATE_FILES = "/proc/spl/kstat/zfs/*/state";
const COLUMNS = "-o name,property,value,source";
const POOLS = "=pools";
const DATASETS = "=datasets";
const ZFS_ASK = {
	name: "zfs",
	argv: [
		"sh",
		"-c",
		[
			"zpool status -P",
			`echo ${POOLS}`,
			`zpool get -Hp ${COLUMNS} ${POOL_PROPERTIES.join(",")}`,
			`echo ${DATASETS}`,
			`zfs get -Hp -t filesystem ${COLUMNS} ${DATASET_PROPERTIES.join(",")}`
		].join("; ")
	],
	where: STATE_FILES
};
function sourceOf(text) {
	if (text.startsWith("inherited")) return "inherited";
	switch (text) {
		case "local":
		case "default":
		case "received":
		case "temporary": return text;
		default: return "none";
	}
}
/** Lines of `zfs get -H` or `zpool get -H`: name, property, value, source. What is not set is left out. */
function propertiesIn(text) {
	const all = /* @__PURE__ */ new Map();
	for (const line of text.split("\n")) {
		const [name = "", property, value, source] = line.split("	");
		if (property === void 0 || value === void 0 || source === void 0) continue;
		const own = all.get(name) ?? /* @__PURE__ */ new Map();
		all.set(name, own);
		if (value === "-" && source === "-") continue;
		own.set(property, {
			value,
			source: sourceOf(source)
		});
	}
	return all;
}
function readingIn(text) {
	const [status = "", rest = ""] = text.split(`${POOLS}\n`, 2);
	const [pools = "", datasets = ""] = rest.split(`${DATASETS}\n`, 2);
	const vdevs = vdevsIn(status);
	const read = [...propertiesIn(pools)].map(([name, properties]) => [name, {
		properties,
		vdevs: vdevs.get(name) ?? null
	}]);
	return {
		pools: new Map(read),
		datasets: propertiesIn(datasets)
	};
}
const known = /* @__PURE__ */ new WeakMap();
/** Null: ZFS is not loaded there, or it said nothing. */
function zfsOn(snapshot, node) {
	const facts = snapshot.nodes.get(node);
	const said = facts?.reachable ? facts.said?.get(ZFS_ASK.name) : void 0;
	if (facts === void 0 || said === void 0) return null;
	const reading = known.get(facts) ?? readingIn(said);
	known.set(facts, reading);
	return reading;
}
/** What the kernel says of a pool: `ONLINE`; null: it is not imported. */
function stateOf(snapshot, node, pool) {
	const facts = snapshot.nodes.get(node);
	return (facts?.reachable ? facts.files?.get("/proc/spl/kstat/zfs/*/state".replace("*", pool)) : void 0)?.trim() ?? null;
}
/** Why nothing is known of what is on a node; null: it can be told. */
function unreadable(snapshot, node) {
	const facts = snapshot.nodes.get(node);
	if (!facts) return `the node ${node} was not read`;
	if (!facts.reachable) return `the node ${node} cannot be reached: ${facts.why}`;
	return [...facts.files?.keys() ?? []].some((path) => /^\/proc\/spl\/kstat\/zfs\/[^/]+\/state$/.test(path)) && !facts.said?.has(ZFS_ASK.name) ? `zfs says nothing on ${node}: see "zpool status" there` : null;
}
// src/kinds/dataset/mark.ts
/**
* The marker of a dataset: the user property `phoenix:mark`, which goes with it when it is renamed. A child inherits it
* and a copy receives it, so only one that was set on the dataset itself counts.
*/
const schema = strictObject({
	estate: string(),
	env: string().nullable(),
	address: string().regex(/^[a-z]+\/[A-Za-z0-9][A-Za-z0-9._@-]{0,160}$/),
	id: string(),
	commit: string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/).nullable().catch(null),
	config: string(),
	phoenix: string(),
	retired: datetime().optional().catch(void 0),
	owed: array(string()).optional(),
	was: record(string(), string().nullable()).optional().catch(void 0)
});
const idOfDataset = (node, dataset) => `dataset:${node}:${dataset}`;
/** The value of the property. */
function formatMark(mark) {
	const { estate, env, address, id, commit, config, phoenix, retired, owed = [], was } = mark;
	return canonical({
		estate,
		env,
		address,
		id,
		commit,
		config,
		phoenix,
		...retired === void 0 ? {} : { retired },
		...owed.length > 0 ? { owed: [...owed] } : {},
		...was === void 0 ? {} : { was: { ...was } }
	});
}
function parsed(text) {
	try {
		return schema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}
/** Null: there is none of its own, or it cannot be read. */
function markIn(properties, name = MARK_PROPERTY) {
	const own = properties.get(name);
	const mark = own?.source === "local" ? parsed(own.value) : null;
	if (!mark) return null;
	const { retired, owed, was, ...rest } = mark;
	return {
		...rest,
		...retired === void 0 ? {} : { retired },
		...owed ? { owed } : {},
		...was ? { was } : {}
	};
}
const RETIRED = ".phoenix-retired-";
/** What a dataset is called while it is retired: beside where it was, so that it keeps what it inherits. */
function retiredName(dataset, retired) {
	return `${dataset}${RETIRED}${retired.replaceAll(/\D/g, "").slice(0, 14)}`;
}
const isRetiredName = (dataset, home) => dataset.startsWith(`${home}${RETIRED}`);
/** It is retired, or on its way: then its marker keeps what is to be brought back. */
const isGoing = ({ retired, was }) => retired !== void 0 || was !== void 0;
// src/kinds/dataset/conditions.ts
const scope = (kind, node, name) => `${kind}:${node}:${name}`;
const datasetScope = (node, dataset) => scope("dataset", node, dataset);
const parts = (text) => {
	const [, kind = "", node = "", name = ""] = /^([a-z]+):([^:]*):(.*)$/s.exec(text) ?? [];
	return {
		kind,
		node,
		name
	};
};
function lookAtDataset(text) {
	const { kind, node, name } = parts(text);
	switch (kind) {
		case "dataset": return {
			node,
			ask: [
				"zfs",
				"get",
				"-Hp",
				...[
					"-o",
					"name,property,value,source",
					DATASET_PROPERTIES.join(",")
				],
				name
			]
		};
		case "below": return {
			node,
			ask: [
				"zfs",
				"list",
				"-H",
				"-r",
				"-t",
				"filesystem,volume",
				"-o",
				"name",
				name
			]
		};
		case "folder": return {
			node,
			ask: [
				"stat",
				"-c",
				"%u:%g:%a",
				"--",
				name
			]
		};
		case "exports": return {
			node,
			files: [ETAB]
		};
	}
	return null;
}
const textIn = (check, key) => {
	const value = check[key];
	return typeof value === "string" ? value : "";
};
const cond = (where, is, more = {}) => ({
	scope: where,
	check: {
		...more,
		is
	}
});
/** Conditions on one dataset. */
const when = {
	absent: (node, dataset) => cond(datasetScope(node, dataset), "absent"),
	there: (node, dataset) => cond(datasetScope(node, dataset), "there"),
	marked: (node, dataset, id) => cond(datasetScope(node, dataset), "marked", { id }),
	mounted: (node, dataset, yes) => cond(datasetScope(node, dataset), "mounted", { yes }),
	local: (node, dataset, properties) => cond(datasetScope(node, dataset), "local", { properties: { ...properties } }),
	unset: (node, dataset, property) => cond(datasetScope(node, dataset), "unset", { property }),
	alone: (node, dataset) => cond(scope("below", node, dataset), "alone"),
	owned: (node, path, owner) => cond(scope("folder", node, path), "owned", { owner }),
	exported: (node, path, clients) => cond(scope("exports", node, ""), "exported", {
		path,
		clients: { ...clients }
	})
};
function isGone({ said }) {
	return said !== null && said.exit !== 0 && /does not exist/.test(said.stderr);
}
function localHolds(wanted, found) {
	const [properties] = propertiesIn(found.said?.stdout ?? "").values();
	for (const [name, value] of Object.entries(wanted)) {
		const has = properties?.get(name);
		if (has?.source === "local" && isSameValue(name, value, has.value)) continue;
		return `${name} is ${has ? `${textOfProperty(name, has.value)} (${has.source})` : "not set"}`;
	}
	return true;
}
/** `1000:1000:0750`, of which `-` may be anything. */
function isOwned(wanted, said) {
	const [uid = "-", gid = "-", mode = "-"] = wanted.split(":");
	const [hasUid = "", hasGid = "", hasMode = ""] = said.trim().split(":");
	const same = (want, has) => want === "-" || Number(want) === Number(has);
	const sameMode = mode === "-" || Number.parseInt(mode, 8) === Number.parseInt(hasMode, 8);
	return same(uid, hasUid) && same(gid, hasGid) && sameMode || `the folder belongs to ${said.trim()}`;
}
function datasetHolds(check, state) {
	if (!("files" in state)) return "it was not read";
	const { said } = state;
	const failed = said !== null && said.exit !== 0;
	const [properties] = failed ? [] : propertiesIn(said?.stdout ?? "").values();
	if (check.is === "absent") return isGone(state) || (failed ? said.stderr.trim() : "it is there already");
	if (failed) return said.stderr.trim() || `exit ${said.exit}`;
	switch (check.is) {
		case "there": return true;
		case "marked": return (properties ? markIn(properties) : null)?.id === check["id"] || "it has no marker of this resource";
		case "mounted": {
			const is = properties?.get("mounted")?.value === "yes";
			return is === check["yes"] || (is ? "it is mounted still" : "it is not mounted");
		}
		case "local": return localHolds(check["properties"], state);
		case "unset": {
			const has = properties?.get(textIn(check, "property"));
			return has?.source !== "local" || `${textIn(check, "property")} is ${has.value} still`;
		}
		case "alone": {
			const others = (said?.stdout ?? "").trim().split("\n").slice(1);
			return others.length === 0 || `there are datasets below it: ${others.join(", ")}`;
		}
		case "owned": return isOwned(textIn(check, "owner"), said?.stdout ?? "");
		case "exported": {
			const etab = state.files.get("/var/lib/nfs/etab") ?? "";
			const clients = check["clients"];
			return isExported(etab, textIn(check, "path"), clients) || "the NFS server was not told of every client";
		}
		default: return `nobody knows the condition "${check.is}"`;
	}
}
// src/kinds/dataset/finding-ids.ts
/** What can be wrong with pools, datasets and storages beyond the form of their files: ids, severities, titles. */
const DATASET_FINDINGS = {
	PHX820: error("A pool or dataset does not say which of several nodes it is on", "Disks are in one machine, and Phoenix does not choose which. Write \"node\", in the base if most are on the same one."),
	PHX821: error("A dataset has an owner, a mode or exports, and no path of its own", "What is owned and exported is the folder that the dataset is mounted on, and a path that comes from a parent may change with it. Write \"mountpoint\"."),
	PHX822: error("The sizes of a dataset cannot be", "ZFS refuses a record that is no power of two from 512 bytes to 16 MiB, and a reservation above the quota. Correct the one or the other."),
	PHX823: error("The owner of a dataset is a user of a guest that is not there, or that has no such user", "The id on the node comes from the map of that guest, which an unprivileged one needs to own anything. Name a container of this estate and a user that it maps, or write the id of the node.")
};
/** A finding at a pointer of the merged file. */
function finding(id, path, message, hint) {
	return {
		id,
		severity: DATASET_FINDINGS[id].severity,
		message,
		path,
		hint
	};
}
// src/kinds/dataset/owner.ts
/** Whose a dataset is on its node, where its file says so in the words of a guest: by the map of ids of that guest. Pure. */
const KNOWN = /* @__PURE__ */ new WeakMap();
/** The same resource again for the same owner, so that identity goes on meaning equality. */
function ownedBy(resource, owner) {
	const key = `${owner.uid} ${owner.gid}`;
	const known = KNOWN.get(resource);
	if (known?.key === key) return known.resource;
	const made = {
		...resource,
		spec: {
			...resource.spec,
			owner
		}
	};
	KNOWN.set(resource, {
		key,
		resource: made
	});
	return made;
}
function wrong(what) {
	return finding("PHX823", "/owner", what, "name a user that the guest maps, or write the id of the node");
}
function expandDataset({ resource, resources }) {
	const { owner } = resource.spec;
	if (owner?.guest === void 0) return {
		resources: [resource],
		findings: []
	};
	const { guest, guestUid = 0, guestGid } = owner;
	const found = resources.get(guest);
	if (!found || !isLxc(found)) return {
		resources: [resource],
		findings: [wrong(`its owner is a user of ${guest}, which is not there`)]
	};
	const spec = found.spec;
	const uid = userOnDisk(guestUid, spec, {});
	const gid = guestGid === void 0 ? void 0 : groupOnDisk(guestGid, spec);
	const findings = [...uid === null ? [wrong(`${guest} maps no user ${guestUid}`)] : [], ...gid === null ? [wrong(`${guest} maps no group ${guestGid}`)] : []];
	return {
		resources: [ownedBy(resource, {
			...owner,
			uid,
			...gid === void 0 ? {} : { gid }
		})],
		findings
	};
}
/** What was made of the mountpoint, as its property keeps it: user, group and mode, `-` for what nobody says. */
function ownerWord({ owner, mode }) {
	if (!owner && mode === void 0) return null;
	return [
		owner?.uid ?? "-",
		owner?.gid ?? "-",
		mode ?? "-"
	].join(":");
}
// src/kinds/dataset/fields.ts
/** A dataset as a flat list of fields: what its file says, what its node has of its own, and what differs. Pure. */
const AGES = [
	"change",
	"hourly",
	"daily",
	"weekly",
	"monthly"
];
/** `hourly=24,daily=7`. */
function keepWord(keep) {
	const rules = AGES.flatMap((age) => keep?.[age] === void 0 ? [] : [`${age}=${keep[age]}`]);
	return rules.length > 0 ? rules.join(",") : null;
}
const own = (path, slot, property, value) => value === null ? [] : [{
	path,
	slot,
	property,
	value
}];
const clients = (all) => [...all].map(([client, value]) => ({
	path: pointer("nfs", client),
	slot: "nfs",
	property: null,
	value
}));
function fieldsOf(spec) {
	const { properties, keep, nfs = {} } = spec;
	return [
		...Object.entries(properties).flatMap(([name, value]) => own(pointer(name), "properties", name, value)),
		...own("/owner", "owner", OWNER_PROPERTY, ownerWord(spec)),
		...own("/snapshots/keep", "properties", KEEP_PROPERTY, keepWord(keep)),
		...clients(Object.entries(nfs))
	];
}
/** What stands on the dataset itself: what it inherits, and what was received, is not git's to take away. */
function fieldsIn({ properties, exports }) {
	const local = (name) => {
		const found = properties.get(name);
		return found?.source === "local" ? found.value : null;
	};
	return [
		...Object.keys(PROPERTIES).flatMap((name) => own(pointer(name), "properties", name, local(name))),
		...own("/owner", "owner", OWNER_PROPERTY, local(OWNER_PROPERTY)),
		...own("/snapshots/keep", "properties", KEEP_PROPERTY, local(KEEP_PROPERTY)),
		...clients(exports.clients)
	];
}
const textOf = ({ property, value }) => property !== null && PROPERTIES[property] ? textOfProperty(property, value) : value;
/** `128K (default)`: what is so without anybody having said it. */
function unsaid(property, { value, source }) {
	return `${textOfProperty(property, value)} (${source})`;
}
const byPath = (fields) => new Map(fields.map((one) => [one.path, one]));
function costOf({ property, slot }, goes) {
	if (slot === "nfs") return goes ? {
		effect: "live",
		note: "whoever has it mounted gets errors"
	} : { effect: "live" };
	if (slot === "owner") return goes ? {
		effect: "config",
		note: "the folder stays as it is"
	} : { effect: "live" };
	const row = property === null ? void 0 : PROPERTIES[property];
	if (!row) return { effect: "config" };
	return {
		effect: row.effect ?? "live",
		...row.note === void 0 ? {} : { note: row.note }
	};
}
/** A limit below what is used already: ZFS refuses it. */
function refusal({ property, value }, properties) {
	const counted = property === "quota" ? "used" : property === "refquota" ? "usedbydataset" : null;
	const used = counted === null ? void 0 : properties?.get(counted)?.value;
	if (used === void 0 || value === "0" || Number(value) >= Number(used)) return null;
	return {
		effect: "impossible",
		note: `it uses ${textOfProperty("quota", used)} already`
	};
}
/**
* What differs of the fields that git names, and of those that it named before.
* @param properties what the node has, with where it comes from; null: two revisions are compared
*/
function differences(want, base, now, properties) {
	const [wanted, has] = [byPath(want), byPath(now)];
	const changes = [];
	for (const field of want) {
		const there = has.get(field.path);
		if (there !== void 0 && (field.property === null ? there.value === field.value : isSameValue(field.property, field.value, there.value))) continue;
		const inherited = field.property !== null && PROPERTIES[field.property] ? properties?.get(field.property) : void 0;
		const before = there ? textOf(there) : inherited ? unsaid(field.property ?? "", inherited) : null;
		const cost = refusal(field, properties) ?? costOf(field, false);
		changes.push({
			path: field.path,
			slot: field.slot,
			before,
			after: textOf(field),
			...cost
		});
	}
	for (const field of base) {
		const there = has.get(field.path);
		if (wanted.has(field.path) || !there) continue;
		changes.push({
			path: field.path,
			slot: field.slot,
			before: textOf(there),
			after: null,
			...costOf(field, true)
		});
	}
	return changes;
}
// src/kinds/storage/spec.ts
const isStorage = (one) => one.kind === "storage";
/** The dataset or pool of ZFS that it is made of; null: none. */
const poolOfStorage = ({ type, options }) => type === "zfspool" ? options["pool"] ?? null : null;
// src/kinds/dataset/spec.ts
const isDataset = (one) => one.kind === "dataset";
/** The datasets that one lies in, the nearest first: `rpool/data` and `rpool` of `rpool/data/x`. */
function parentsOf(dataset) {
	const parents = [];
	for (let at = dataset.lastIndexOf("/"); at > 0; at = dataset.lastIndexOf("/", at - 1)) parents.push(dataset.slice(0, at));
	return parents;
}
/** `tank` of `tank/data/x`. */
const poolOf = (dataset) => dataset.replace(/\/.*$/, "");
// src/kinds/dataset/stands-on.ts
/** Types whose folder is one of the node itself. */
const LOCAL = /* @__PURE__ */ new Set(["dir", "btrfs"]);
/** Managed datasets, by node and name, and by node and where they are mounted. */
var Datasets = class {
	#byName = /* @__PURE__ */ new Map();
	#byPath = /* @__PURE__ */ new Map();
	constructor(resources) {
		for (const resource of resources) {
			if (!isDataset(resource)) continue;
			const { node, dataset, properties } = resource.spec;
			this.#byName.set(`${node}:${dataset}`, resource);
			const path = mountpointOf(dataset, properties);
			if (path !== null) this.#byPath.set(`${node}:${path}`, resource);
		}
	}
	get isEmpty() {
		return this.#byName.size === 0;
	}
	/** The managed one of that name, or the nearest above it. */
	named(node, dataset) {
		for (const name of [dataset, ...parentsOf(dataset)]) {
			const found = this.#byName.get(`${node}:${name}`);
			if (found) return found;
		}
		return null;
	}
	above(node, dataset) {
		const [parent] = parentsOf(dataset);
		return parent === void 0 ? null : this.named(node, parent);
	}
	/** The one that a storage is made of, or whose folder it is. */
	under(node, storage) {
		const pool = poolOfStorage(storage);
		const { path } = storage.options;
		if (pool !== null) return this.named(node, pool);
		return LOCAL.has(storage.type) && path !== void 0 ? this.holding(node, path) : null;
	}
	/** It as a dataset; undefined: it is none. */
	of(resource) {
		return isDataset(resource) ? resource.spec : void 0;
	}
	/** Those whose limits hold for a dataset: the one of that name, and all above it. */
	limiting(node, dataset) {
		return [dataset, ...parentsOf(dataset)].flatMap((name) => this.#byName.get(`${node}:${name}`) ?? []);
	}
	/** The one that a folder seems to be of by its name, or is of by its path, and that is not mounted there; null: none. */
	unmounted(node, folder) {
		const there = this.holding(node, folder);
		if (there) {
			const { canmount } = there.spec.properties;
			return canmount === "off" ? {
				resource: there,
				why: "it is never mounted"
			} : null;
		}
		const named = folder.slice(1);
		for (const name of [named, ...parentsOf(named)]) {
			const resource = this.#byName.get(`${node}:${name}`);
			const mountpoint = resource?.spec.properties["mountpoint"];
			if (!resource || mountpoint === void 0) continue;
			return {
				resource,
				why: mountpoint.startsWith("/") ? `it is mounted on ${mountpoint}` : "it has no path"
			};
		}
		return null;
	}
	/** The one that a folder of a node lies on, as far as files tell. */
	holding(node, path) {
		for (let at = path; at.length > 1; at = at.slice(0, at.lastIndexOf("/"))) {
			const found = this.#byPath.get(`${node}:${at}`);
			if (found) return found;
			if (!at.includes("/")) break;
		}
		return null;
	}
};
/** What a file says, or what ZFS takes where nobody says anything; null: it has no folder. */
function mountpointOf(dataset, { mountpoint }) {
	if (mountpoint === void 0) return `/${dataset}`;
	return mountpoint.startsWith("/") ? mountpoint : null;
}
/** Names of binds that a guest mounts: guests of every kind call them mounts. */
function bindsIn(mounts) {
	if (!isObject(mounts)) return [];
	return Object.values(mounts).flatMap((mount) => {
		const text = isObject(mount) ? mount["bind"] : mount;
		return typeof text === "string" ? [text.replace(/^bind:/, "")] : [];
	});
}
/** Folders of a node that a guest mounts. */
function foldersOf({ merged }, settings) {
	return bindsIn(merged["mounts"]).flatMap((name) => settings.binds[name]?.path ?? []);
}
/** The node of any resource that has one. */
function nodeOf({ spec }) {
	const node = isObject(spec) ? spec.node : void 0;
	return typeof node === "string" ? node : null;
}
/** Those of these datasets that a resource stands on. */
function groundOf(resource, datasets, settings) {
	const node = nodeOf(resource);
	if (node === null) return [];
	return (isDataset(resource) ? [datasets.above(node, resource.spec.dataset)] : isStorage(resource) ? resource.spec.nodes.map((one) => datasets.under(one, resource.spec)) : foldersOf(resource, settings).map((path) => datasets.holding(node, path))).flatMap((one) => one ?? []);
}
function datasetCarries({ resources, settings }) {
	const datasets = new Datasets(resources.values());
	const needs = /* @__PURE__ */ new Map();
	if (datasets.isEmpty) return needs;
	for (const resource of resources.values()) {
		const addresses = groundOf(resource, datasets, settings).map(({ address }) => address);
		if (addresses.length > 0) needs.set(resource.address, addresses);
	}
	return needs;
}
/** Who would stand on a dataset that these files do not name any more, sorted. */
function standingOn(dataset, { resources, settings }) {
	const datasets = new Datasets([dataset]);
	return [...resources.values()].flatMap((one) => groundOf(one, datasets, settings).length > 0 ? [one.address] : []).toSorted();
}
// src/kinds/dataset/removal.ts
/**
* A dataset that git no longer names. It is let go of: what is in it stays, and so does everything that ZFS says of it.
* With `policies.datasets: "destroy"` it retires first, as guests do: renamed, unmounted, and destroyed by a purge only.
*/
const NOTHING$1 = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
/** `12G, of which 2G in snapshots`. */
function sizesOf({ properties }) {
	const size = (name) => properties.get(name)?.value ?? "0";
	const snapshots = size("usedbysnapshots");
	const all = textOfProperty("quota", size("used"));
	return snapshots === "0" ? all : `${all}, of which ${textOfProperty("quota", snapshots)} in snapshots`;
}
const change = (before, after, effect, note) => ({
	path: "",
	slot: "dataset",
	before,
	after,
	effect,
	note
});
/** Clients lose it in any case: who may mount it was said by the file that is gone. */
function withdrawn(input, live) {
	const clients = (live ? fieldsIn(live) : input.base ? fieldsOf(input.base.spec) : []).filter(({ slot }) => slot === "nfs");
	return differences([], clients, clients, null);
}
function forgotten(input, live, name) {
	return {
		action: "remove",
		changes: [change(name, null, "config", "let go of: the dataset stays as it is, with all that is in it"), ...withdrawn(input, live)],
		notes: ["\"datasets\" of the policies is \"keep\""],
		downtime: 0
	};
}
function retires(input, live, name) {
	const { policies } = input.settings;
	const kept = durationInMs(policies.retire) ?? 0;
	const { base, estate, settings } = input;
	const users = base && estate ? standingOn(base, {
		resources: estate,
		settings
	}) : [];
	if (live?.hasChildren || users.length > 0) {
		const note = `${users.length > 0 ? `${users.join(", ")} cannot be without it` : "it has datasets below it"}: remove those first, or keep it`;
		return {
			...NOTHING$1,
			action: "retire",
			changes: [change(name, "retired", "impossible", note)],
			downtime: null
		};
	}
	const size = live ? ` ${sizesOf(live)}` : "";
	const [after, effect, note] = kept === 0 ? [
		null,
		"destroy",
		`destroyed:${size} with all its snapshots`
	] : [
		"retired",
		"retire",
		`unmounted and renamed;${size} kept for ${durationText(kept)}`
	];
	return {
		action: kept === 0 ? "destroy" : "retire",
		changes: [change(name, after, effect, note), ...withdrawn(input, live)],
		notes: kept === 0 ? [] : ["destroyed only by `phoenix purge`; reverting brings it back under its name"],
		downtime: null
	};
}
function retired(input, live, since) {
	const at = Date.parse(since);
	const kept = durationInMs(input.settings.policies.retire) ?? 0;
	if (!input.purge) {
		const then = input.snapshot !== null && Date.parse(input.snapshot.at) >= at + kept ? "kept long enough: `phoenix purge` may destroy it" : `kept until ${momentText(at + kept)}`;
		return {
			...NOTHING$1,
			notes: [`retired since ${momentText(at)} as ${live.dataset}; ${then}`]
		};
	}
	const note = `${live.dataset} destroyed: ${sizesOf(live)}`;
	const blocked = live.hasChildren ? "it has datasets below it by now: nothing is destroyed" : null;
	return {
		action: "destroy",
		changes: [change("retired", null, blocked === null ? "destroy" : "impossible", blocked ?? note)],
		notes: [`retired since ${momentText(at)}`],
		downtime: null
	};
}
function removed(input) {
	const { seen, base, settings } = input;
	if (seen && seen.is !== "ours") return NOTHING$1;
	const live = seen?.live ?? null;
	const since = live?.mark?.retired;
	if (live && since !== void 0) return retired(input, live, since);
	const name = live?.dataset ?? base?.spec.dataset;
	if (name === void 0) return NOTHING$1;
	return settings.policies.datasets === "destroy" ? retires(input, live, name) : forgotten(input, live, name);
}
// src/kinds/dataset/schema.ts
/** What a file `dataset/NAME.json` may hold: the dataset by its name in ZFS, its properties in the words of ZFS, and what stands on it. */
/** As ZFS takes it, without spaces; every part begins with a letter or a digit. */
const DATASET_NAME = /^[A-Za-z][\w.:-]*(?:\/[A-Za-z0-9][\w.:-]*)*$/;
const id = int().min(0).max(4294967294);
const owner = union([id, strictObject({
	guest: string().regex(/^lxc\/[A-Za-z0-9][\w.-]*$/, "must be a container of this estate, such as \"lxc/db\"").optional().describe("The container whose user it is; without it, the ids are those of the node."),
	uid: id.describe("The user, as the guest has it."),
	gid: id.optional().describe("The group, as the guest has it; left as it is without it.")
})]);
const count = int().min(1).max(1e4);
const snapshots = strictObject({ keep: strictObject({
	change: count.optional().describe("Those that an apply takes before it changes the dataset."),
	hourly: count.optional().describe("The newest of each of so many hours."),
	daily: count.optional().describe("The newest of each of so many days."),
	weekly: count.optional().describe("The newest of each of so many weeks."),
	monthly: count.optional().describe("The newest of each of so many months.")
}).describe("How many are kept of each; older ones that Phoenix took are removed.") });
const encryption = strictObject({
	key: string().regex(/^\$\{secret:[^}]+\}$/, "must be a secret, such as \"${secret:zfs/private}\"").describe("A reference: the key is read when the dataset is made, and kept on its node in a file of root."),
	cipher: _enum([
		"aes-256-gcm",
		"aes-192-gcm",
		"aes-128-gcm"
	]).optional().describe("aes-256-gcm without it."),
	format: _enum(["passphrase", "hex"]).optional().describe("A passphrase of at least 8 characters, or 64 hexadecimal digits.")
});
const nfs = record(string().regex(/^(?:\*|@[\w.-]+|\*?[\w.][\w.-]*|[\da-fA-F:.]+(?:\/[\d.]{1,15})?)$/, "must be a network such as \"10.0.0.0/24\", an address, or the name of a host"), string().regex(/^[a-z_0-9]+(?:=[\w@:./-]+)?(?:,[a-z_0-9]+(?:=[\w@:./-]+)?)*$/, "must be options of exports(5), such as \"rw,sync,no_subtree_check\""));
const datasetSchema = strictObject({
	$schema: string().optional(),
	name: string().max(200).regex(DATASET_NAME, "must be the name of a dataset, such as \"rpool/data/media\"").describe("The dataset as ZFS calls it, with its pool."),
	node: string().optional().describe("The node that has its pool; needless where there is one."),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	adopt: boolean().optional().describe("Take over a dataset that exists: marks it and changes what differs."),
	...propertyShape,
	owner: owner.optional().describe("Who owns the mountpoint: a user of the node, or a user of a guest. What is in it is left alone."),
	mode: string().regex(/^[0-7]{3,4}$/, "must be octal, such as \"0750\"").optional().describe("The mode of the mountpoint."),
	encryption: encryption.optional().describe("How it is encrypted; only when it is made."),
	snapshots: snapshots.optional().describe("Which snapshots are taken and kept."),
	nfs: nfs.optional().describe("Who may mount it by NFS: options of exports(5) for each client.")
});
const SIZES = [
	"500G",
	"2T",
	"none"
];
const DATASET_WORDS = {
	name: { examples: ["rpool/data/media"] },
	node: { examples: ["pve1"] },
	quota: { examples: SIZES },
	refquota: { examples: SIZES },
	reservation: { examples: SIZES },
	refreservation: { examples: SIZES },
	recordsize: { examples: ["16K", "1M"] },
	compression: { examples: ["lz4", "zstd"] },
	mountpoint: { examples: ["/srv/media", "none"] },
	...Object.fromEntries(wordExamples.map(([name, examples]) => [name, { examples }])),
	checksum: { examples: ["sha256", "blake3"] },
	special_small_blocks: { examples: ["32K", 0] },
	"owner/guest": { examples: ["lxc/db"] },
	"owner/uid": { examples: [999] },
	"owner/gid": { examples: [999] },
	"encryption/key": { examples: ["${secret:zfs/private}"] },
	"snapshots/keep/change": { examples: [5] },
	"snapshots/keep/hourly": { examples: [24] },
	"snapshots/keep/daily": { examples: [7] },
	"snapshots/keep/weekly": { examples: [4] },
	"snapshots/keep/monthly": { examples: [12] },
	owner: { examples: [{
		guest: "lxc/db",
		uid: 999
	}, 101e3] },
	mode: { examples: ["0750"] },
	"snapshots/keep": { examples: [{
		hourly: 24,
		daily: 7,
		weekly: 4
	}] },
	nfs: { examples: [{ "10.0.0.0/24": "rw,sync,no_subtree_check" }] }
};
// src/kinds/dataset/resolve.ts
/** From a merged file to a spec: values in the words of ZFS, the node where there is one only. Pure. */
/** The node that a file names, or the only one there is; null: nobody says. */
function onlyNode(value, settings) {
	if (typeof value === "string") return value;
	const nodes = Object.keys(settings.nodes);
	return nodes.length === 1 ? nodes[0] : null;
}
function noNode(settings) {
	return finding("PHX820", "", "it names no node, and the estate has several", `write "node": one of ${Object.keys(settings.nodes).toSorted().join(", ")}`);
}
function propertiesOf(merged) {
	const words = {};
	for (const name of Object.keys(PROPERTIES)) {
		const word = merged[name] === void 0 ? null : wordOfProperty(name, merged[name]);
		if (word !== null) words[name] = word;
	}
	return words;
}
function ownerOf(value) {
	if (typeof value === "number") return { uid: value };
	if (!isObject(value)) return null;
	const { guest, uid, gid } = value;
	if (guest === void 0) return {
		uid,
		...gid === void 0 ? {} : { gid }
	};
	return {
		uid: null,
		guest,
		guestUid: uid,
		...gid === void 0 ? {} : {
			gid: null,
			guestGid: gid
		}
	};
}
function encryptionOf(value) {
	if (!isObject(value)) return null;
	const { key, cipher = "aes-256-gcm", format = "passphrase" } = value;
	return key === void 0 ? null : {
		key,
		cipher,
		format
	};
}
const RECORDS = {
	least: 512,
	most: 16 * 1024 ** 2
};
function* sizesWrong({ properties }) {
	const wrong = (id, name, why, hint) => finding(id, pointer(name), `${name} is ${textOfProperty(name, properties[name] ?? "")}: ${why}`, hint);
	for (const name of ["recordsize", "special_small_blocks"]) {
		const bytes = Number(properties[name] ?? "0");
		if (bytes === 0) continue;
		if (!(Number.isInteger(Math.log2(bytes)) && bytes >= RECORDS.least && bytes <= RECORDS.most)) yield wrong("PHX822", name, "it must be a power of two", "write such as \"16K\", \"128K\" or \"1M\"");
	}
	for (const [kept, limit] of [
		["reservation", "quota"],
		["refreservation", "refquota"],
		["refreservation", "quota"]
	]) {
		const [has, most] = [Number(properties[kept] ?? "0"), Number(properties[limit] ?? "0")];
		if (most > 0 && has > most) yield wrong("PHX822", kept, `more than its ${limit}`, `raise "${limit}", or keep less`);
	}
}
function* pathless(spec, merged) {
	if (spec.properties["mountpoint"]?.startsWith("/")) return;
	for (const key of [
		"owner",
		"mode",
		"nfs"
	]) {
		if (merged[key] === void 0) continue;
		yield finding("PHX821", pointer(key), `"${key}" is of the path that it is mounted on, and none is said`, "write \"mountpoint\", such as \"/srv/media\"");
	}
}
function resolveDataset({ merged, isAccepted, settings }) {
	if (!isAccepted && !datasetSchema.safeParse(merged).success) return {
		spec: null,
		findings: []
	};
	const node = onlyNode(merged["node"], settings);
	if (node === null) return {
		spec: null,
		findings: [noNode(settings)]
	};
	const owner = ownerOf(merged["owner"]);
	const encryption = encryptionOf(merged["encryption"]);
	const keep = isObject(merged["snapshots"]) ? merged["snapshots"]["keep"] : void 0;
	const spec = {
		node,
		dataset: merged["name"],
		adopt: merged["adopt"] === true,
		properties: propertiesOf(merged),
		...owner ? { owner } : {},
		...typeof merged["mode"] === "string" ? { mode: merged["mode"].padStart(4, "0") } : {},
		...encryption ? { encryption } : {},
		...isObject(keep) ? { keep } : {},
		...isObject(merged["nfs"]) ? { nfs: merged["nfs"] } : {}
	};
	return {
		spec,
		findings: [...sizesWrong(spec), ...pathless(spec, merged)]
	};
}
const isSameSpec = (a, b) => a === b || canonical({ ...a }) === canonical({ ...b });
// src/kinds/dataset/snapshots.ts
/** A name that run-parts takes: without a dot. */
const SCRIPT_PATH = "/etc/cron.hourly/phoenix-snapshots";
/** Of those that an apply takes before a change. */
const CHANGE_PREFIX = "phoenix-change-";
const SCRIPT = `#!/bin/sh
# Written by Phoenix. Takes and removes the snapshots that the property ${KEEP_PROPERTY} of a dataset asks for.
zfs get -H -s local -t filesystem -o name,value ${KEEP_PROPERTY} | while read -r dataset rules; do
  for rule in $(echo "$rules" | tr , ' '); do
    age=\${rule%%=*}
    count=\${rule#*=}
    case $count in '' | *[!0-9]* | 0) continue ;; esac
    case $age in
      hourly) now=$(date -u +%Y-%m-%dT%H) ;;
      daily) now=$(date -u +%Y-%m-%d) ;;
      weekly) now=$(date -u +%G-W%V) ;;
      monthly) now=$(date -u +%Y-%m) ;;
      change) now= ;;
      *) continue ;;
    esac
    prefix=$dataset@phoenix-$age-
    have=$(zfs list -H -d 1 -t snapshot -o name -s creation "$dataset" </dev/null) || continue
    if [ -n "$now" ] && ! echo "$have" | grep -Fqx "$prefix$now"; then
      zfs snapshot "$prefix$now" </dev/null || continue
      have=$(zfs list -H -d 1 -t snapshot -o name -s creation "$dataset" </dev/null) || continue
    fi
    own=$(echo "$have" | grep -F "$prefix")
    total=$(echo "$own" | grep -c .)
    echo "$own" | while read -r snapshot; do
      [ "$total" -gt "$count" ] || break
      zfs destroy "$snapshot" </dev/null
      total=$((total - 1))
    done
  done
done
`;
function isScriptThere(snapshot, node) {
	const facts = snapshot.nodes.get(node);
	return facts?.reachable === true && facts.files?.get("/etc/cron.hourly/phoenix-snapshots") === SCRIPT;
}
/** `rpool/x@phoenix-change-20261122T190000000Z`. */
const changeSnapshot = (dataset, now) => `${dataset}@${CHANGE_PREFIX}${now.replaceAll(/[-:.]/g, "")}`;
// src/kinds/dataset/diff.ts
const NOTHING = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
const whole = (before, after, note) => ({
	path: "",
	slot: "dataset",
	before,
	after,
	effect: "config",
	...note === void 0 ? {} : { note }
});
const OWNER_NOTE = "of the folder alone, not of what is in it";
function made({ spec }) {
	const { encryption, dataset } = spec;
	const told = fieldsOf(spec).map((field) => ({
		path: field.path,
		slot: field.slot,
		before: null,
		after: textOf(field),
		effect: "config"
	}));
	const secret = encryption ? [{
		path: "/encryption",
		slot: "encryption",
		before: null,
		after: encryption.cipher,
		effect: "config"
	}] : [];
	return {
		action: "create",
		changes: [
			whole(null, dataset),
			...secret,
			...told
		],
		notes: [],
		downtime: 0
	};
}
const ADOPTION = {
	path: "/adopt",
	slot: "marker",
	before: null,
	after: true,
	effect: "config"
};
/** What only creation can say. */
function encryptionChange({ spec: want }, { spec: base }) {
	const say = (spec) => spec.encryption ? canonical({ ...spec.encryption }) : null;
	if (say(want) === say(base)) return [];
	return [{
		path: "/encryption",
		slot: "encryption",
		before: base.encryption?.cipher ?? null,
		after: want.encryption?.cipher ?? null,
		effect: "impossible",
		note: "a dataset is encrypted when it is made, and stays as it was: make another one, and move the files"
	}];
}
const ofOwner = (change) => change.slot === "owner" && change.note === void 0 ? {
	...change,
	note: OWNER_NOTE
} : change;
/** What is exported is a path: with another one, each client is told anew, also where nothing else of it differs. */
function movedExports({ spec: want }, { spec: base }) {
	if (want.properties["mountpoint"] === base.properties["mountpoint"]) return [];
	return Object.entries(want.nfs ?? {}).flatMap(([client, options]) => base.nfs?.[client] === options ? [{
		path: pointer("nfs", client),
		slot: "nfs",
		before: options,
		after: options,
		effect: "live",
		note: "at its other path"
	}] : []);
}
function gitDiff({ want, base }) {
	if (!want) return NOTHING;
	if (!base) {
		if (!want.spec.adopt) return made(want);
		const note = "what differs from its file is known after a live plan, and is changed with it";
		return {
			action: "adopt",
			changes: [{
				...ADOPTION,
				effect: "live"
			}],
			notes: [note],
			downtime: 0
		};
	}
	if (want.address === base.address && isSameSpec(want.spec, base.spec)) return NOTHING;
	const before = fieldsOf(base.spec);
	const changes = [
		...encryptionChange(want, base),
		...differences(fieldsOf(want.spec), before, before, null).map(ofOwner),
		...movedExports(want, base)
	];
	return {
		action: renamedOr("update", want, base.address, changes),
		changes,
		notes: [],
		downtime: 0
	};
}
function renamedOr(action, want, was, changes) {
	if (want.address !== was) return "rename";
	return changes.length > 0 ? action : "no-op";
}
/** The marker lags, or what takes the snapshots is not there. */
function upkeep(input, want, live, found) {
	const { snapshot, base, isCommitted } = input;
	const { mark } = live;
	if (!mark) return [{
		...FIRST_COMMIT,
		note: "its marker is written again"
	}];
	if (mark.owed?.includes("")) return [whole("unfinished", "finished", "finishes what an earlier apply began")];
	if (found.length > 0) return [];
	if (want.spec.keep && snapshot && !isScriptThere(snapshot, want.spec.node)) return [{
		...FIRST_COMMIT,
		before: "missing",
		after: "written",
		note: "what takes its snapshots is written again"
	}];
	if (mark.commit === null && isCommitted === true) return [FIRST_COMMIT];
	return mark.commit !== null && base && isCommitted !== false ? followChanges(gitDiff({
		...input,
		seen: null,
		snapshot: null
	}).changes, found) : [];
}
function liveDiff(input, want, live) {
	const { base } = input;
	const now = fieldsIn(live);
	const found = [...base ? encryptionChange(want, base) : [], ...differences(fieldsOf(want.spec), base ? fieldsOf(base.spec) : [], now, live.properties).map(ofOwner)];
	const back = live.mark !== null && isGoing(live.mark) ? [whole("retired", want.spec.dataset, `${live.dataset} comes back`)] : [];
	const changes = [
		...back,
		...found,
		...upkeep(input, want, live, [...back, ...found])
	];
	return {
		action: renamedOr("update", want, live.mark?.address ?? want.address, changes),
		changes,
		notes: [],
		downtime: 0
	};
}
function adopt(want, live) {
	const changes = differences(fieldsOf(want.spec), [], fieldsIn(live), live.properties).map(ofOwner);
	return {
		action: "adopt",
		changes: [ADOPTION, ...changes],
		notes: [],
		downtime: 0
	};
}
function ofSeen(input, want, seen) {
	switch (seen.is) {
		case "unknown":
		case "foreign":
		case "copy": return {
			...NOTHING,
			notes: [seen.why]
		};
		case "absent":
		case "debris": return want.spec.adopt && !input.base ? absentButAdopted(want) : made(want);
		case "adoptable": return adopt(want, seen.live);
		case "ours": return liveDiff(input, want, seen.live);
	}
}
function absentButAdopted({ spec }) {
	const note = `there is no ${spec.dataset} on ${spec.node} to adopt: leave "adopt" out to have it made`;
	return {
		...NOTHING,
		action: "adopt",
		changes: [{
			...ADOPTION,
			effect: "impossible",
			note
		}]
	};
}
function diffDataset(input) {
	if (!input.want) return removed(input);
	return input.seen ? ofSeen(input, input.want, input.seen) : gitDiff(input);
}
// src/kinds/storage/options.ts
/** Options of storages by type (pve-storage 9.1.7): what each takes, what it cannot do without, what stays as it was made. */
const text = (about, pattern, like, more = {}) => ({
	form: "text",
	about,
	schema: string().max(1024).regex(pattern, `must be ${like}`),
	...more
});
const flag = (about, more = {}) => ({
	form: "flag",
	about,
	schema: boolean(),
	default: "0",
	...more
});
const fixed = { fixed: true };
const PATH = /^\/[-/a-zA-Z0-9_.@]+$/;
const HOST = /^[\dA-Za-z][\w.:-]*$/;
const WORD = /^[\w.-]+$/;
const CONTENT = [
	"rootdir",
	"images",
	"vztmpl",
	"iso",
	"backup",
	"snippets",
	"import"
];
const keep = (what) => int().nonnegative().optional().describe(what);
/** In the order of a file. */
const OPTIONS = {
	path: text("The folder on the node.", PATH, "a path of letters, digits and \"-_.@\"", fixed),
	pool: text("The dataset of ZFS, or the pool of Ceph.", /^[\w][\w./:-]*$/, "the name of a pool or dataset", fixed),
	vgname: text("The volume group.", WORD, "the name of a volume group", fixed),
	thinpool: text("The thin pool in it.", WORD, "the name of a thin pool", fixed),
	server: text("The server, by name or address.", HOST, "the name or address of a server", fixed),
	export: text("What the server exports.", /^\/[^\s,;]*$/, "a path", fixed),
	share: text("What the server shares.", /^[^\s,;/\\]+$/, "the name of a share", fixed),
	datastore: text("The datastore of the backup server.", WORD, "the name of a datastore", fixed),
	namespace: text("The namespace in it.", /^[\w.-]+(?:\/[\w.-]+)*$/, "a namespace"),
	fingerprint: text("Of the certificate of the server.", /^(?:[\dA-Fa-f]{2}:){31}[\dA-Fa-f]{2}$/, "32 bytes in hexadecimal, with \":\" between"),
	port: {
		form: "number",
		about: "The port of the server.",
		schema: int().min(1).max(65535)
	},
	username: text("Who signs in.", /^[\w.@!+-]+$/, "the name of a user"),
	domain: text("The domain of the user.", /^[\w.-]+$/, "a domain"),
	smbversion: {
		form: "text",
		about: "The version of SMB.",
		schema: _enum([
			"default",
			"2.0",
			"2.1",
			"3",
			"3.0",
			"3.11"
		])
	},
	subdir: text("A folder of the share.", /^\/[-/\w.@]+$/, "a path"),
	options: text("How it is mounted.", /^[\w=.,:/-]+$/, "mount options such as \"vers=4.2,soft\""),
	monhost: {
		form: "list",
		about: "The monitors of a Ceph of somebody else.",
		schema: array(string().regex(HOST, "must be the name or address of a monitor")).min(1)
	},
	"data-pool": text("The pool for data, where another one has the names.", WORD, "the name of a pool"),
	krbd: flag("Whether the kernel opens its images."),
	mountpoint: text("Where its dataset is mounted.", /^(?:none|legacy|\/[-/\w.@]*)$/, "a path"),
	sparse: flag("Whether volumes of virtual machines take room only as they are filled."),
	blocksize: text("The block size of volumes of virtual machines.", /^\d+k?$/, "a size such as \"16k\""),
	content: {
		form: "list",
		about: "What it may hold.",
		schema: array(_enum(CONTENT))
	},
	nodes: {
		form: "list",
		about: "The nodes that have it; all without it.",
		schema: array(string().regex(/^[A-Za-z\d-]+$/)).min(1)
	},
	shared: flag("Whether every node sees the same contents in its folder."),
	disable: flag("Whether it is switched off."),
	is_mountpoint: flag("Whether its folder has to be mounted: else files would fill the disk of the node.", { form: "flag" }),
	"create-base-path": flag("Whether its folder is made.", { default: "1" }),
	"create-subdirs": flag("Whether the folders for its contents are made.", { default: "1" }),
	preallocation: {
		form: "text",
		about: "How files of disks are made.",
		schema: _enum([
			"off",
			"metadata",
			"falloc",
			"full"
		])
	},
	format: {
		form: "text",
		about: "The usual format of disks.",
		schema: _enum([
			"raw",
			"qcow2",
			"subvol",
			"vmdk"
		])
	},
	nocow: flag("Whether files are written in place, without checksums."),
	"snapshot-as-volume-chain": flag("Whether snapshots are files on top of each other (PVE 9).", fixed),
	"prune-backups": {
		form: "pairs",
		about: "Which backups are kept.",
		schema: strictObject({
			"keep-all": boolean().optional().describe("Every one."),
			"keep-last": keep("So many of the newest."),
			"keep-hourly": keep("The newest of each of so many hours."),
			"keep-daily": keep("The newest of each of so many days."),
			"keep-weekly": keep("The newest of each of so many weeks."),
			"keep-monthly": keep("The newest of each of so many months."),
			"keep-yearly": keep("The newest of each of so many years.")
		})
	},
	"max-protected-backups": {
		form: "number",
		about: "How many protected backups a guest may have; -1 for any number.",
		schema: int().min(-1)
	},
	bwlimit: text("How fast data may be copied, in KiB/s.", /^[\w=.,]+$/, "such as \"migration=100000\"")
};
const rows = OPTIONS;
const optionRow = (name) => Object.hasOwn(rows, name) ? rows[name] : void 0;
const ALWAYS = [
	"nodes",
	"disable",
	"content"
];
const BACKUPS = ["prune-backups", "max-protected-backups"];
const FILES = [
	...BACKUPS,
	"format",
	"create-base-path",
	"create-subdirs",
	"preallocation"
];
const TYPES = {
	dir: {
		needs: ["path"],
		takes: [
			...FILES,
			"shared",
			"is_mountpoint",
			"bwlimit",
			"snapshot-as-volume-chain"
		]
	},
	zfspool: {
		needs: ["pool"],
		takes: [
			"sparse",
			"blocksize",
			"mountpoint",
			"bwlimit"
		]
	},
	lvmthin: {
		needs: ["vgname", "thinpool"],
		takes: ["bwlimit"]
	},
	nfs: {
		needs: ["server", "export"],
		takes: [
			...FILES,
			"path",
			"options",
			"bwlimit",
			"snapshot-as-volume-chain"
		]
	},
	cifs: {
		needs: ["server", "share"],
		takes: [
			...FILES,
			"path",
			"username",
			"domain",
			"smbversion",
			"subdir",
			"options",
			"bwlimit",
			"snapshot-as-volume-chain"
		],
		hasPassword: true
	},
	pbs: {
		needs: ["server", "datastore"],
		takes: [
			...BACKUPS,
			"namespace",
			"fingerprint",
			"port",
			"username"
		],
		hasPassword: true
	},
	btrfs: {
		needs: ["path"],
		takes: [
			...FILES,
			"shared",
			"is_mountpoint",
			"nocow"
		]
	},
	rbd: {
		needs: ["pool"],
		takes: [
			"monhost",
			"data-pool",
			"namespace",
			"username",
			"krbd",
			"bwlimit"
		]
	}
};
const types = TYPES;
const typeRow = (type) => types[type];
function takes(type, name) {
	const { needs, takes: more } = typeRow(type);
	return [
		...ALWAYS,
		...needs,
		...more
	].some((one) => one === name);
}
/** Of Ceph, a pool can be changed (pve-storage 9.1.7). */
const isFixed = (type, name) => optionRow(name)?.fixed === true && !(type === "rbd" && name === "pool");
const listOf = (value) => value.split(/[\s,;]+/).filter((word) => word !== "").toSorted().join(",");
/** The same text for values that mean the same. */
function canonicalOption(name, value) {
	const row = optionRow(name);
	if (name === "is_mountpoint") return /^(?:1|yes|on|true)$/i.test(value) ? "1" : /^(?:0|no|off|false)$/i.test(value) ? "0" : value;
	switch (row?.form) {
		case "list":
		case "pairs": return listOf(value);
		case "flag": return /^(?:1|yes|on|true)$/i.test(value) ? "1" : "0";
		case "text":
		case "number":
		case void 0: return value;
	}
}
/** A value of the file in Proxmox's words. */
function optionWord(name, value) {
	if (typeof value === "boolean") return value ? "1" : "0";
	if (Array.isArray(value)) return value.length === 0 && name === "content" ? "none" : value.map(String).toSorted().join(",");
	if (typeof value === "object" && value !== null) return Object.entries(value).map(([key, one]) => `${key}=${typeof one === "boolean" ? Number(one) : String(one)}`).toSorted().join(",");
	return String(value);
}
// src/kinds/storage/live.ts
/** An entry of storage.cfg as it is, and whose it is: its marker is a file of the cluster. */
const STORAGE_CFG = "/etc/pve/storage.cfg";
const idOfStorage = (id) => `storage:${id}`;
const nameOf = (id) => id.slice(8);
/** Null: there is no such entry. */
function entryIn(text, id) {
	const found = sections(text).find((one) => one.id === id);
	if (!found) return null;
	const options = Object.entries(found.options).map(([name, value]) => [name, canonicalOption(name, value)]);
	return {
		type: found.type,
		options: Object.fromEntries(options)
	};
}
/** Whether it is the entry that a file describes: what cannot change, and everything else that it says. */
function isAs(live, { type, options }, names) {
	if (live.type !== type) return false;
	return Object.entries(options).every(([name, value]) => names === "fixed" && !isFixed(type, name) || live.options[name] === canonicalOption(name, value));
}
function observeStorage({ snapshot, id, estate, env, want, base }) {
	const live = entryIn(snapshot.files?.get("/etc/pve/storage.cfg") ?? "", nameOf(id));
	const mark = markOfId(snapshot, estate, id)?.mark ?? null;
	if (!live && mark && !want) return {
		is: "ours",
		live: {
			type: "",
			options: {},
			isGone: true
		},
		mark
	};
	if (!live) return { is: "absent" };
	const other = mark ? null : otherOwner(snapshot, estate, id);
	if (other !== null || mark && mark.env !== env) {
		const owner = other === null ? `the environment "${mark?.env ?? ""}" of this estate` : `the estate "${other}"`;
		return {
			is: "foreign",
			why: `the storage "${nameOf(id)}" belongs to ${owner}`
		};
	}
	const isBegun = mark?.owed?.includes("") === true;
	const spec = want?.spec ?? base?.spec;
	if (mark && !(isBegun && spec && !isAs(live, spec, "fixed"))) return {
		is: "ours",
		live,
		mark
	};
	if (want?.spec.adopt) return {
		is: "adoptable",
		live
	};
	if (base && isAs(live, base.spec, "all")) return {
		is: "ours",
		live,
		mark: null,
		repair: "its marker is missing: it is written again"
	};
	return {
		is: "foreign",
		why: `there is a storage "${nameOf(id)}" without a marker of Phoenix; "adopt": true in the file takes it over`
	};
}
function ownedStorages(snapshot, estate, env) {
	return marksIn(snapshot, estate, env, "storage:");
}
// src/kinds/dataset/import.ts
/** Folders that a container mounts: `mp0: /srv/media,mp=/media`. */
const mountedIn = (text) => [...text.matchAll(/^mp\d+: (\/[^,\n]+)/gm)].map(([, path = ""]) => path);
function inUseOn(snapshot, node) {
	const entries = sections(snapshot.files?.get("/etc/pve/storage.cfg") ?? "").filter(({ options }) => {
		const nodes = (options["nodes"] ?? "").split(/[\s,;]+/).filter((one) => one !== "");
		return nodes.length === 0 || nodes.includes(node);
	});
	const guests = [...snapshot.guests.values()].filter((guest) => guest.node === node);
	return {
		names: new Set(entries.flatMap(({ type, options }) => type === "zfspool" ? options["pool"] ?? [] : [])),
		folders: /* @__PURE__ */ new Set([...entries.flatMap(({ type, options }) => type === "dir" ? options["path"] ?? [] : []), ...guests.flatMap(({ text }) => mountedIn(text))])
	};
}
/** What was set on the dataset itself; what it inherits is its parent's. */
function draftOf(dataset, node, properties) {
	const value = {
		name: dataset,
		...node === null ? {} : { node },
		adopt: true
	};
	const left = [];
	for (const name of Object.keys(PROPERTIES)) {
		const has = properties.get(name);
		if (has?.source !== "local") continue;
		const text = textOfProperty(name, has.value);
		if (wordOfProperty(name, text) === has.value) value[name] = text.replaceAll("${", () => "$${");
		else left.push({
			path: `/${name}`,
			why: "Phoenix does not know its value"
		});
	}
	return {
		value,
		left
	};
}
/** `tank/media/films` may be `films`, `media-films`, `tank-media-films`. */
function namesFor(dataset) {
	const plain = dataset.split("/").map((part) => part.replaceAll(/[^\w.-]/g, "-"));
	const [last = "dataset", ...more] = plain.map((_, at) => plain.slice(plain.length - 1 - at).join("-"));
	return [last, ...more];
}
const importDatasets = {
	find: ({ snapshot, vmids, storages, ownerOf, estate }) => {
		const found = [];
		const unfit = [];
		if (vmids !== null || !storages) return {
			found,
			unfit
		};
		for (const node of [...snapshot.nodes.keys()].toSorted()) {
			const { names, folders } = inUseOn(snapshot, node);
			for (const [dataset, properties] of zfsOn(snapshot, node)?.datasets ?? []) {
				const path = properties.get("mountpoint")?.value ?? "";
				const id = idOfDataset(node, dataset);
				if (!(names.has(dataset) || folders.has(path)) || ownerOf(id) !== void 0) continue;
				const mark = markIn(properties);
				if (mark) {
					const isOurs = mark.estate === estate;
					const why = `it belongs to the estate "${mark.estate}" as ${mark.address}`;
					unfit.push({
						id,
						node,
						vmid: null,
						why,
						...isOurs ? { ours: true } : {}
					});
					continue;
				}
				found.push({
					id,
					node,
					vmid: null,
					names: namesFor(dataset),
					draft: ({ hasSeveralNodes }) => draftOf(dataset, hasSeveralNodes ? node : null, properties),
					whyChanged: () => "Phoenix would set it otherwise"
				});
			}
		}
		return {
			found,
			unfit
		};
	},
	essential: [
		"name",
		"node",
		"adopt"
	],
	apart: true
};
// src/kinds/dataset/live.ts
/** `dataset:pve1:rpool/data/x`. */
function namedBy(id) {
	const [, node = "", dataset = ""] = /^dataset:([^:]*):(.*)$/s.exec(id) ?? [];
	return {
		node,
		dataset
	};
}
function liveOf(snapshot, node, dataset) {
	const properties = zfsOn(snapshot, node)?.datasets.get(dataset);
	if (!properties) return null;
	const mark = markIn(properties);
	const own = mark ? namedBy(mark.id).dataset : dataset;
	return {
		node,
		dataset,
		properties,
		mark,
		exports: exportsOn(snapshot, node, isRetiredName(dataset, own) ? own : dataset, properties.get("mountpoint")?.value),
		hasChildren: Number(properties.get("usedbychildren")?.value ?? "0") > 0
	};
}
/** Every dataset with a marker of that estate: those that are where it says, and those that are retired. */
function* markedOn(snapshot, estate, env) {
	for (const node of snapshot.nodes.keys()) {
		const reading = zfsOn(snapshot, node);
		for (const [dataset, properties] of reading?.datasets ?? []) {
			const mark = markIn(properties);
			if (!mark || mark.estate !== estate || mark.env !== env) continue;
			const home = namedBy(mark.id);
			const isHome = home.node === node && home.dataset === dataset;
			const isRetired = home.node === node && isRetiredName(dataset, home.dataset);
			const live = isHome || isRetired ? liveOf(snapshot, node, dataset) : null;
			if (live) yield {
				...live,
				mark
			};
		}
	}
}
// src/kinds/dataset/observe.ts
/** As git said at the last commit: its marker was taken away, and nothing else. */
function isAsSaid(live, spec) {
	const has = new Map(fieldsIn(live).map(({ path, value }) => [path, value]));
	return fieldsOf(spec).every(({ path, value }) => has.get(path) === value);
}
function seen({ estate, env, id, want, base }, live) {
	const { mark, dataset } = live;
	if (mark && (mark.estate !== estate || mark.env !== env)) return {
		is: "foreign",
		why: `${dataset} belongs to the estate "${mark.estate}" as ${mark.address}`
	};
	if (mark && mark.id !== id) return {
		is: "copy",
		why: `${dataset} is a copy of ${mark.address}, made by hand`
	};
	if (mark) return {
		is: "ours",
		live,
		mark
	};
	const released = markIn(live.properties, RELEASED_PROPERTY);
	if (want && released?.id === id && released.estate === estate && released.env === env) return {
		is: "ours",
		live,
		mark: released,
		repair: "it was let go of, and comes back as it is"
	};
	if (want?.spec.adopt) return {
		is: "adoptable",
		live
	};
	if (base && isAsSaid(live, base.spec)) return {
		is: "ours",
		live,
		mark: null,
		repair: "its marker is missing: it is written again"
	};
	return {
		is: "foreign",
		why: `${dataset} is a dataset without a marker of Phoenix; "adopt": true in the file takes it over`
	};
}
function observeDataset(input) {
	const { snapshot, id, estate, env } = input;
	const { node, dataset } = namedBy(id);
	const why = unreadable(snapshot, node);
	if (why !== null) return {
		is: "unknown",
		why
	};
	const live = liveOf(snapshot, node, dataset);
	if (live) return seen(input, live);
	for (const one of markedOn(snapshot, estate, env)) if (one.mark.id === id) return {
		is: "ours",
		live: one,
		mark: one.mark
	};
	return { is: "absent" };
}
function ownedDatasets(snapshot, estate, env) {
	const owned = /* @__PURE__ */ new Map();
	for (const { mark, node, dataset } of markedOn(snapshot, estate, env)) if (!owned.has(mark.id) || namedBy(mark.id).dataset === dataset) owned.set(mark.id, {
		id: mark.id,
		mark,
		node
	});
	return [...owned.values()].toSorted((a, b) => a.id < b.id ? -1 : 1);
}
// src/kinds/dataset/rules/bind-owner.ts
/** Whether a user of the node is one of the guest's. */
function isMapped(uid, spec) {
	const map = idMapOf(spec);
	return map === null || map.some(({ type, host, count }) => type === "u" && uid >= host && uid < host + count);
}
// src/kinds/dataset/rules/registry.ts
const datasetRules = [
	{
		id: "PHX830",
		severity: "error",
		title: "A guest mounts a dataset whose owner it does not know",
		why: "The folder that the dataset is mounted on belongs to a user of the node, and the guest maps no user of its own to it: it sees \"nobody\" there, and cannot write. Or phoenix.json says of the bind that another user owns it. An unprivileged guest has its user 0 as 100000 on the node, unless it maps them otherwise.",
		example: {
			wrong: "\"owner\": 1000 of the dataset at /srv/media, and an unprivileged guest that mounts it",
			right: "\"owner\": { \"guest\": \"lxc/web\", \"uid\": 1000 }"
		},
		*check(input) {
			const { estate } = input;
			const datasets = new Datasets(estate.resources.values());
			if (datasets.isEmpty) return;
			for (const resource of containersOf(estate)) for (const { path, name, mount, owner } of bindsOf(resource, estate)) {
				const folder = mount["bind"] ?? "";
				const dataset = datasets.holding(resource.spec.node, folder);
				const uid = dataset?.spec.owner?.uid;
				if (!dataset || uid === void 0 || uid === null || dataset.spec.properties["mountpoint"] !== folder) continue;
				const at = {
					resource,
					path: pointer("mounts", path)
				};
				if (!isMapped(uid, resource.spec)) yield {
					message: `${resource.address} has no user for ${uid}, who owns ${folder} of ${dataset.address}`,
					hint: `Write its owner as a user of the guest: "owner": { "guest": "${resource.address}", "uid": … }.`,
					at,
					also: {
						resource: dataset,
						path: "/owner"
					}
				};
				else if (owner !== null && userOnDisk(owner, resource.spec, mount) !== uid) yield {
					message: `the bind "${name}" belongs to ${userOnDisk(owner, resource.spec, mount) ?? "nobody"} on the node as phoenix.json says, and to ${uid} as ${dataset.address} says`,
					hint: "Correct the one or the other.",
					at: input.inSettings("binds", name, "owner"),
					also: {
						resource: dataset,
						path: "/owner"
					}
				};
			}
		}
	},
	{
		id: "PHX831",
		severity: "error",
		title: "A folder is used that its dataset is not mounted on",
		why: "What is written there goes to the disk of the node itself, under a folder of the same name, and is hidden or lost once the dataset is mounted. The dataset has \"mountpoint\": \"none\", another path, or \"canmount\": \"off\".",
		example: {
			wrong: "\"path\": \"/tank/media\" of a bind, and \"mountpoint\": \"/srv/media\" of the dataset tank/media",
			right: "\"path\": \"/srv/media\""
		},
		*check(input) {
			const { estate } = input;
			const { resources, settings } = estate;
			const datasets = new Datasets(resources.values());
			if (datasets.isEmpty) return;
			const say = (node, folder, at) => {
				const { resource, why } = datasets.unmounted(node, folder) ?? {};
				if (!resource || why === void 0) return null;
				return {
					message: `${folder} is no folder of ${resource.address}: ${why}`,
					hint: "Name the path that the dataset is mounted on, or have it mounted.",
					at,
					also: {
						resource,
						path: ""
					}
				};
			};
			const told = /* @__PURE__ */ new Set();
			for (const resource of resources.values()) {
				const node = nodeOf(resource);
				if (node === null || isDataset(resource)) continue;
				for (const name of bindsIn(resource.merged["mounts"])) {
					const folder = settings.binds[name]?.path;
					if (folder === void 0 || told.has(`${node}:${name}`)) continue;
					told.add(`${node}:${name}`);
					const found = say(node, folder, input.inSettings("binds", name, "path"));
					if (found) yield found;
				}
				if (!isStorage(resource) || resource.spec.type !== "dir") continue;
				const found = say(node, resource.spec.options["path"] ?? "", {
					resource,
					path: pointer("path")
				});
				if (found) yield found;
			}
		}
	},
	{
		id: "PHX832",
		severity: "error",
		title: "Two datasets of a node are mounted on the same path",
		why: "ZFS mounts one of them, or the later one over the earlier: which files are seen depends on the order of the start. Give each a path of its own.",
		example: {
			wrong: "\"mountpoint\": \"/srv/media\" in two files",
			right: "\"mountpoint\": \"/srv/media\" and \"mountpoint\": \"/srv/photos\""
		},
		*check({ estate }) {
			const first = /* @__PURE__ */ new Map();
			for (const resource of estate.resources.values()) {
				if (!isDataset(resource)) continue;
				const { node, properties } = resource.spec;
				const { mountpoint, canmount } = properties;
				if (!mountpoint?.startsWith("/") || canmount === "off") continue;
				const other = first.get(`${node}:${mountpoint}`);
				if (!other) first.set(`${node}:${mountpoint}`, resource);
				else yield {
					message: `${resource.address} and ${other.address} are both mounted on ${mountpoint}`,
					hint: "Give one of them another \"mountpoint\".",
					at: {
						resource,
						path: "/mountpoint"
					},
					also: {
						resource: other,
						path: "/mountpoint"
					}
				};
			}
		}
	},
	{
		id: "PHX833",
		severity: "warning",
		title: "A quota is smaller than what is promised of its dataset",
		why: "When the quota is reached, every guest with a disk on that dataset stops writing at once. Counted are the disks whose size stands in a file, on storages that are made of the dataset or of one below it; \"policies.overcommit.disk\" in phoenix.json says how often it may be promised. Snapshots count too, and take more.",
		example: {
			wrong: "\"quota\": \"100G\" of tank/guests, and two guests with \"rootfs\": { \"size\": \"64G\" } on its storage",
			right: "\"quota\": \"200G\""
		},
		*check({ estate, stored }) {
			const { resources, settings } = estate;
			const datasets = new Datasets(resources.values());
			if (datasets.isEmpty) return;
			const promised = /* @__PURE__ */ new Map();
			const pools = new Map([...resources.values()].flatMap((one) => {
				const pool = isStorage(one) ? poolOfStorage(one.spec) : null;
				return pool === null || !isStorage(one) ? [] : [[one.spec.id, pool]];
			}));
			for (const { view } of stored) for (const { storage, size } of view.disks) {
				const pool = storage === null ? void 0 : pools.get(storage);
				if (pool === void 0 || size === null) continue;
				const above = datasets.limiting(view.node, pool);
				for (const { address } of above) promised.set(address, (promised.get(address) ?? 0) + size);
			}
			for (const [address, kib] of promised) {
				const resource = resources.get(address);
				const dataset = resource && datasets.of(resource);
				const quota = Number(dataset?.properties["quota"] ?? "0") / 1024;
				if (!resource || quota === 0 || kib <= quota * settings.policies.overcommit.disk) continue;
				const text = (one) => textOfProperty("quota", String(one * 1024));
				yield {
					message: `the disks on ${address} may grow to ${text(kib)}, and its quota is ${text(quota)}`,
					hint: "Raise the quota, make disks smaller, or say in \"policies.overcommit.disk\" that it is meant so.",
					at: {
						resource,
						path: "/quota"
					}
				};
			}
		}
	}
];
// src/kinds/dataset/acts.ts
const run = (...argv) => ({
	verb: "run",
	argv
});
const assign = (properties) => Object.entries(properties).map(([name, value]) => `${name}=${value}`);
const QUICK = 6e4;
const SLOW = 6e5;
function rowOf({ node, dataset, mark }, acts) {
	const steps = [];
	for (const { verb, title, guard = [], verify = [], effect = "config", locks = [], timeout = QUICK, ...act } of acts) {
		const last = steps.at(-1);
		steps.push({
			id: `${mark.address}:${verb}`,
			address: mark.address,
			node,
			title,
			effect,
			after: last ? [last.id] : [],
			locks: [{
				name: datasetScope(node, dataset),
				mode: "exclusive"
			}, ...locks],
			guard,
			verify,
			do: act.do,
			...act.remark ? { remark: true } : {},
			retry: "never",
			timeout
		});
	}
	return steps;
}
const EXPORTS_LOCK = (node) => [{
	name: `exports:${node}`,
	mode: "exclusive"
}];
function exportActs({ node }, home, spec) {
	const content = spec ? exportsText(spec) : null;
	const path = exportsPath(home);
	const locks = EXPORTS_LOCK(node);
	const clients = spec?.nfs ?? {};
	const verify = spec && content !== null ? [when.exported(node, spec.properties["mountpoint"] ?? "", clients)] : [];
	return [{
		verb: "exports",
		title: content === null ? "take its NFS exports away" : "write its NFS exports",
		effect: "live",
		do: {
			verb: "write",
			path,
			content,
			mode: 420
		},
		locks
	}, {
		verb: "export",
		title: "tell the NFS server",
		effect: "live",
		do: run("exportfs", "-ra"),
		verify,
		locks
	}];
}
function markAct({ node, dataset, mark }, more = {}) {
	return {
		verb: "mark",
		title: "write the marker",
		do: run("zfs", "set", ...assign({
			...more,
			[MARK_PROPERTY]: formatMark(mark)
		}), dataset),
		verify: [when.marked(node, dataset, mark.id)],
		remark: true
	};
}
// src/kinds/dataset/making-steps.ts
/** The key stays on the node, for root alone: without it nothing could be mounted after a start. */
const keyPath = (dataset) => `/etc/phoenix/keys/${encodeURIComponent(dataset)}`;
function keyAct({ dataset, encryption }) {
	if (!encryption) return [];
	const content = [{ secret: encryption.key }, "\n"];
	return [{
		verb: "key",
		title: "write its key for root of the node",
		do: {
			verb: "write",
			path: keyPath(dataset),
			content,
			mode: 384
		}
	}];
}
function encryptionOptions({ dataset, encryption }) {
	if (!encryption) return {};
	const { cipher, format } = encryption;
	return {
		encryption: cipher,
		keyformat: format,
		keylocation: `file://${keyPath(dataset)}`
	};
}
/** Marked from its first moment, so that a run that is cut off finds it again. */
function createAct({ node, dataset }, spec, mark) {
	const keep = keepWord(spec.keep);
	const own = {
		...spec.properties,
		...keep === null ? {} : { [KEEP_PROPERTY]: keep }
	};
	const options = assign({
		...encryptionOptions(spec),
		...own,
		[MARK_PROPERTY]: formatMark(mark)
	});
	return {
		verb: "create",
		title: `create ${dataset}`,
		do: run("zfs", "create", ...options.flatMap((option) => ["-o", option]), dataset),
		guard: [when.absent(node, dataset)],
		verify: [when.local(node, dataset, own)]
	};
}
/** The folder is changed only while the dataset is mounted: else it would be the one beneath. */
function folderActs({ node, dataset }, spec) {
	const path = spec.properties["mountpoint"];
	const word = ownerWord(spec);
	if (word === null || path === void 0) return [];
	const [uid, gid, mode] = word.split(":");
	const guard = [when.mounted(node, dataset, true)];
	const who = gid === "-" ? uid : `${uid === "-" ? "" : uid}:${gid}`;
	return [...uid === "-" && gid === "-" ? [] : [{
		verb: "owner",
		title: `give ${path} to ${who}`,
		do: run("chown", "--", String(who), path),
		guard
	}], ...mode === "-" ? [] : [{
		verb: "mode",
		title: `set the mode of ${path} to ${mode}`,
		do: run("chmod", "--", String(mode), path),
		guard
	}]].map((act, at, all) => at === all.length - 1 ? {
		...act,
		verify: [when.owned(node, path, word)]
	} : act);
}
function scriptAct({ snapshot }, { node }, spec) {
	if (!spec.keep || isScriptThere(snapshot, node)) return [];
	return [{
		verb: "script",
		title: "write what takes snapshots every hour",
		do: {
			verb: "write",
			path: SCRIPT_PATH,
			content: SCRIPT,
			mode: 493
		},
		locks: [{
			name: `file:${node}:${SCRIPT_PATH}`,
			mode: "exclusive"
		}]
	}];
}
/** What Phoenix says of the folder, once it is so. */
function ownerProperty(spec) {
	const word = ownerWord(spec);
	return word === null ? {} : { [OWNER_PROPERTY]: word };
}
function created(input, subject, spec) {
	const { mark } = subject;
	const rest = [
		...folderActs(subject, spec),
		...exportsText(spec) === null ? [] : exportActs(subject, spec.dataset, spec),
		...scriptAct(input, subject, spec)
	];
	const key = keyAct(spec);
	if (rest.length === 0) return [...key, createAct(subject, spec, mark)];
	const begun = {
		...mark,
		owed: [""]
	};
	return [
		...key,
		createAct(subject, spec, begun),
		...rest,
		markAct(subject, ownerProperty(spec))
	];
}
// src/kinds/dataset/changing-steps.ts
/** How a dataset that is there becomes what git says: properties, the way back of one that was retired, folder and exports. */
/** What the changes ask for, of which some may be held back. */
function setActs({ changes, now }, subject, spec) {
	const { node, dataset } = subject;
	const open = new Map(changes.map((change) => [change.path, change]));
	const wanted = fieldsOf(spec).filter(({ path, slot }) => slot === "properties" && open.has(path));
	const properties = Object.fromEntries(wanted.map(({ property, value }) => [property ?? "", value]));
	const inherited = changes.filter(({ slot, after }) => slot === "properties" && after === null).map(({ path }) => path === "/snapshots/keep" ? KEEP_PROPERTY : path.slice(1));
	const effect = changes.some((change) => change.effect === "offline") ? "offline" : "live";
	return [
		...wanted.length + inherited.length > 0 && spec.keep?.["change"] !== void 0 ? [{
			verb: "snapshot",
			title: "take a snapshot first",
			do: run("zfs", "snapshot", changeSnapshot(dataset, now))
		}] : [],
		...wanted.length > 0 ? [{
			verb: "set",
			title: `set ${wanted.map(({ property }) => property).join(", ")}`,
			effect,
			do: run("zfs", "set", ...assign(properties), dataset),
			guard: [when.there(node, dataset)],
			verify: [when.local(node, dataset, properties)]
		}] : [],
		...inherited.map((property) => ({
			verb: `inherit:${property}`,
			title: `let ${property} be inherited`,
			effect: "live",
			do: run("zfs", "inherit", "-S", property, dataset),
			verify: [when.unset(node, dataset, property)]
		}))
	];
}
/** Under its name again, and mounted as it was. */
function backActs(subject, live) {
	const { node, dataset } = subject;
	const { mark } = live;
	if (!mark || !isGoing(mark)) return [];
	const was = mark.was?.["canmount"] ?? null;
	return [
		...live.dataset !== dataset ? [{
			verb: "return",
			title: `rename ${live.dataset} back`,
			do: run("zfs", "rename", live.dataset, dataset),
			guard: [when.absent(node, dataset), when.marked(node, live.dataset, mark.id)],
			verify: [when.marked(node, dataset, mark.id)]
		}] : [],
		{
			verb: "can-mount",
			title: "let it be mounted again",
			do: was === null ? run("zfs", "inherit", "-S", "canmount", dataset) : run("zfs", "set", `canmount=${was}`, dataset)
		},
		...live.properties.get("mounted")?.value === "yes" ? [] : [{
			verb: "mount",
			title: "mount it",
			do: run("zfs", "mount", dataset),
			verify: [when.mounted(node, dataset, true)]
		}]
	];
}
function updated(input, subject, want, live) {
	const slots = new Set(input.changes.map(({ slot }) => slot));
	const open = new Set(input.changes.map((change) => change.path));
	const isUnfinished = live.mark?.owed?.includes("") === true;
	const isBack = live.mark !== null && isGoing(live.mark);
	const moved = open.has("/mountpoint") && want.nfs !== void 0;
	const path = want.properties["mountpoint"];
	const isThere = path === void 0 || live.properties.get("mountpoint")?.value === path || open.has("/mountpoint");
	const isOwned = (slots.has("owner") || isUnfinished) && isThere;
	const unowned = input.changes.some(({ slot, after }) => slot === "owner" && after === null);
	const { node, dataset } = subject;
	return [
		...backActs(subject, live),
		...setActs(input, subject, want),
		...isOwned && !unowned ? folderActs(subject, want) : [],
		...unowned ? [{
			verb: "disown",
			title: "forget its owner",
			do: run("zfs", "inherit", OWNER_PROPERTY, dataset),
			verify: [when.unset(node, dataset, OWNER_PROPERTY)]
		}] : [],
		...isThere && (slots.has("nfs") || moved || (isUnfinished || isBack) && want.nfs) ? exportActs(subject, dataset, want) : [],
		...scriptAct(input, subject, want),
		markAct(subject, isOwned && !unowned ? ownerProperty(want) : {}),
		...live.properties.get("phoenix:released")?.source === "local" ? [{
			verb: "forget:released",
			title: "forget that it was let go of",
			do: run("zfs", "inherit", RELEASED_PROPERTY, dataset),
			verify: [when.unset(node, dataset, RELEASED_PROPERTY)]
		}] : []
	];
}
// src/kinds/dataset/going-steps.ts
/** The steps of a dataset that git no longer names: let go of, retired, or destroyed. */
/** By NFS: what its file says may not be known yet, and what is known may stand in no file any more. */
const mayBeMounted = ({ exports: { isWritten, clients } }) => isWritten || clients.size > 0;
/** It keeps all that ZFS says of it; what Phoenix put beside it goes. */
function letGo(subject, live) {
	const { node, dataset } = subject;
	const guard = [when.marked(node, dataset, subject.mark.id)];
	const released = { [RELEASED_PROPERTY]: formatMark(live.mark ?? subject.mark) };
	const own = [KEEP_PROPERTY, OWNER_PROPERTY].filter((name) => live.properties.get(name)?.source === "local");
	return [
		...mayBeMounted(live) ? exportActs(subject, dataset, null) : [],
		{
			verb: "release",
			title: "write down whose it was",
			do: run("zfs", "set", ...assign(released), dataset),
			guard,
			verify: [when.local(node, dataset, released)]
		},
		...[...own, MARK_PROPERTY].map((property) => ({
			verb: `forget:${property}`,
			title: property === "phoenix:mark" ? "take its marker away" : `forget ${property}`,
			do: run("zfs", "inherit", property, dataset),
			verify: [when.unset(node, dataset, property)]
		}))
	];
}
/**
* Its marker says that it is retired when all is done: until then the commit in it asks for this again, and what stood
* there before is kept in it from the first change on.
*/
function retire(subject, live, now) {
	const { node, dataset, mark } = subject;
	const had = live.properties.get("canmount");
	const was = live.mark?.was ?? { canmount: had?.source === "local" ? had.value : null };
	const isAway = live.dataset !== dataset;
	const named = isAway ? live.dataset : retiredName(dataset, now);
	const guard = [when.marked(node, live.dataset, mark.id), when.alone(node, live.dataset)];
	const begun = formatMark({
		...live.mark ?? mark,
		was,
		owed: [""]
	});
	const effect = "retire";
	const isMounted = live.properties.get("mounted")?.value === "yes";
	return [
		...mayBeMounted(live) ? exportActs(subject, dataset, null) : [],
		...isMounted ? [{
			verb: "unmount",
			title: "unmount it",
			effect,
			do: run("zfs", "unmount", live.dataset),
			guard,
			verify: [when.mounted(node, live.dataset, false)]
		}] : [],
		...isAway ? [] : [{
			verb: "leave",
			title: "let nothing mount it",
			effect,
			do: run("zfs", "set", "canmount=noauto", `${MARK_PROPERTY}=${begun}`, dataset),
			guard
		}, {
			verb: "rename",
			title: `rename it to ${named}`,
			effect,
			do: run("zfs", "rename", dataset, named),
			guard: [when.absent(node, named), ...guard],
			verify: [when.absent(node, dataset), when.marked(node, named, mark.id)]
		}],
		{
			...markAct({
				...subject,
				dataset: named,
				mark: {
					...mark,
					retired: now,
					was
				}
			}),
			verb: "retire"
		}
	];
}
function destroy({ node, mark }, live, home) {
	const name = live.dataset;
	return [...mayBeMounted(live) ? exportActs({
		node,
		dataset: home,
		mark
	}, home, null) : [], {
		verb: "destroy",
		title: `destroy ${name} with its snapshots`,
		effect: "destroy",
		do: run("zfs", "destroy", "-r", name),
		guard: [when.marked(node, name, mark.id), when.alone(node, name)],
		verify: [when.absent(node, name)],
		timeout: SLOW
	}];
}
// src/kinds/dataset/steps.ts
function actsOf(input, subject) {
	const { want, seen, action, now } = input;
	const live = "live" in seen ? seen.live : null;
	switch (action) {
		case "create": return want ? created(input, subject, want.spec) : [];
		case "update":
		case "rename":
		case "adopt": return want && live ? updated(input, subject, want.spec, live) : [];
		case "remove": return live ? letGo({
			...subject,
			dataset: live.dataset
		}, live) : [];
		case "retire": return live ? retire(subject, live, now) : [];
		case "destroy": return live ? destroy(subject, live, subject.dataset) : [];
		case "replace":
		case "migrate":
		case "no-op": return [];
	}
}
function datasetSteps(input) {
	const { mark } = input;
	const [, node = "", dataset = ""] = /^dataset:([^:]*):(.*)$/s.exec(mark.id) ?? [];
	const subject = {
		node,
		dataset,
		mark
	};
	return rowOf(subject, actsOf(input, subject));
}
// src/kinds/dataset/kind.ts
function summaryOf({ dataset, properties }) {
	const { quota, mountpoint } = properties;
	return [
		dataset,
		quota === void 0 ? void 0 : `quota ${textOfProperty("quota", quota)}`,
		mountpoint === void 0 ? void 0 : `at ${mountpoint}`
	].filter((word) => word !== void 0).join(", ");
}
const datasetKind = {
	kind: "dataset",
	schema: datasetSchema,
	words: DATASET_WORDS,
	sets: [],
	resolve: resolveDataset,
	expand: expandDataset,
	carries: datasetCarries,
	id: ({ node, dataset }) => idOfDataset(node, dataset),
	node: ({ node }) => node,
	scope: ({ node, dataset }) => datasetScope(node, dataset),
	reads: {
		node: [
			STATE_FILES,
			EXPORT_FILES,
			ETAB,
			SCRIPT_PATH
		],
		asks: [ZFS_ASK]
	},
	look: lookAtDataset,
	edges: () => [],
	outputs: ({ node, dataset, properties }) => ({
		name: dataset,
		node,
		mountpoint: properties["mountpoint"] ?? null
	}),
	observe: observeDataset,
	owned: ownedDatasets,
	diff: diffDataset,
	steps: datasetSteps,
	holds: datasetHolds,
	demand: () => null,
	secretAt: ["/encryption/key"],
	secrets: ({ encryption }) => encryption ? [{
		reference: encryption.key,
		path: "/encryption/key"
	}] : [],
	writes: {
		files: [EXPORT_FILES, "/etc/phoenix/keys/*"],
		asRoot: [SCRIPT_PATH]
	},
	tools: [
		"zfs",
		"zpool",
		"exportfs"
	],
	imports: importDatasets,
	findings: DATASET_FINDINGS,
	rules: datasetRules,
	summary: summaryOf
};
export { PROPERTIES as A, POOL_PROPERTIES as C, stateOf as D, propertiesIn as E, unreadable as O, poolOfStorage as S, ZFS_ASK as T, datasetSchema as _, observeStorage as a, poolOf as b, TYPES as c, optionRow as d, optionWord as f, onlyNode as g, noNode as h, idOfStorage as i, wordOfProperty as j, zfsOn as k, canonicalOption as l, typeRow as m, STORAGE_CFG as n, ownedStorages as o, takes as p, entryIn as r, OPTIONS as s, datasetKind as t, isFixed as u, Datasets as v, STATE_FILES as w, isStorage as x, isDataset as y };
