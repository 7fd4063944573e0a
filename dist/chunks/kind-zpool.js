import { D as strictObject, O as string, T as object, _ as int, f as _enum, h as boolean, p as array } from "./zod.js";
import { C as POOL_PROPERTIES, D as stateOf, E as propertiesIn, O as unreadable, S as poolOfStorage, T as ZFS_ASK, b as poolOf, g as onlyNode, h as noNode, k as zfsOn, w as STATE_FILES, x as isStorage, y as isDataset } from "./kind-dataset.js";
import { Xi as FIRST_COMMIT, Zi as followChanges, do as markOfId, fo as markStep, lo as MARK_FILES, po as marksIn, uo as beginStep } from "./engine.js";
import { E as error } from "./sources.js";
// src/kinds/zpool/conditions.ts
/** How a pool and disks are read anew, and what guards and verifies ask: above all, that a disk is empty. Pure. */
const poolScope = (node, pool) => `pool:${node}:${pool}`;
const parts = (text) => {
	const [, kind = "", node = "", rest = ""] = /^([a-z]+):([^:]*):(.*)$/s.exec(text) ?? [];
	return {
		kind,
		node,
		rest
	};
};
function lookAtPool(text) {
	const { kind, node, rest } = parts(text);
	const disks = rest.split(" ");
	switch (kind) {
		case "pool": return {
			node,
			ask: [
				"zpool",
				"get",
				"-Hp",
				"-o",
				"name,property,value,source",
				POOL_PROPERTIES.join(","),
				rest
			]
		};
		case "devices": return {
			node,
			ask: [
				"lsblk",
				"--json",
				"--paths",
				"--output",
				"PATH,TYPE,FSTYPE,PTTYPE,MOUNTPOINTS",
				...disks
			]
		};
		case "signatures": return {
			node,
			ask: [
				"wipefs",
				"--no-act",
				"--json",
				...disks
			]
		};
		default: return null;
	}
}
const when = {
	absent: (node, pool) => ({
		scope: poolScope(node, pool),
		check: { is: "absent" }
	}),
	set: (node, pool, properties) => ({
		scope: poolScope(node, pool),
		check: {
			is: "set",
			properties: { ...properties }
		}
	}),
	/** No partitions, no signatures, not mounted, held by nothing. */
	empty: (node, disks) => [{
		scope: `devices:${node}:${disks.join(" ")}`,
		check: {
			is: "bare",
			disks: [...disks]
		}
	}, {
		scope: `signatures:${node}:${disks.join(" ")}`,
		check: { is: "unsigned" }
	}]
};
const device = object({
	path: string(),
	type: string(),
	fstype: string().nullish(),
	pttype: string().nullish(),
	mountpoints: array(string().nullable()).nullish(),
	children: array(object({ path: string() })).optional()
});
const devices = object({ blockdevices: array(device) });
const signatures = object({ signatures: array(object({
	device: string().optional(),
	type: string()
})) });
function parsed(schema, text) {
	try {
		return schema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}
function bare(said, disks) {
	const found = parsed(devices, said);
	if (!found || found.blockdevices.length !== disks) return "lsblk does not tell of every disk";
	for (const { path, type, fstype, pttype, mountpoints, children = [] } of found.blockdevices) {
		if (type !== "disk" && type !== "loop") return `${path} is no whole disk but a ${type}`;
		if (children.length > 0) return `${path} is not empty: ${children.map((child) => child.path).join(", ")}`;
		if (fstype || pttype) return `${path} is not empty: ${fstype ?? pttype}`;
		if (mountpoints?.some((at) => at !== null)) return `${path} is mounted`;
	}
	return true;
}
function unsigned(said) {
	const found = parsed(signatures, said);
	if (!found) return "wipefs says what nobody understands";
	return found.signatures.length === 0 || `there are signatures: ${found.signatures.map(({ type }) => type).join(", ")}`;
}
function failure({ said }) {
	return said === null || said.exit === 0 ? null : said.stderr.trim() || `exit ${said.exit}`;
}
function poolHolds(check, state) {
	if (!("files" in state)) return "it was not read";
	const failed = failure(state);
	const said = state.said?.stdout ?? "";
	if (check.is === "absent") return failed === null ? "it is there already" : /no such pool/.test(failed) || failed;
	if (failed !== null) return failed;
	switch (check.is) {
		case "bare": return bare(said, check["disks"].length);
		case "unsigned": return unsigned(said);
		case "set": {
			const [has] = propertiesIn(said).values();
			const wrong = Object.entries(check["properties"]).find(([name, value]) => has?.get(name)?.value !== value);
			return !wrong || `${wrong[0]} is ${has?.get(wrong[0])?.value ?? "not set"}`;
		}
		default: return `nobody knows the condition "${check.is}"`;
	}
}
// src/kinds/zpool/layout.ts
/** ZFS names the partition that it made on a whole disk. */
const plain = (disk) => disk.replace(/-part\d+$/, "");
const typeOf = ({ type }) => type === "raidz" ? "raidz1" : type;
/** The same for the same groups of the same disks, in whatever order. */
function layoutText(groups) {
	return groups.filter((group) => !("role" in group) || group.role === null).map((group) => `${typeOf(group)} ${group.disks.map(plain).toSorted().join(" ")}`).toSorted().join(", ");
}
const shape = (groups) => groups.filter((group) => !("role" in group) || group.role === null).map((group) => `${typeOf(group)} of ${group.disks.length}`).toSorted().join(", ");
/** Null: it is as declared, as far as its disks go by lasting names on the node too. */
function layoutDrift(declared, there) {
	if (shape(declared) !== shape(there)) return `it is ${shape(there)}, its file says ${shape(declared)}`;
	if (!there.every(({ disks }) => disks.every((disk) => disk.startsWith("/dev/disk/by-id/"))) || layoutText(declared) === layoutText(there)) return null;
	const has = new Set(there.flatMap(({ disks }) => disks.map(plain)));
	const missing = declared.flatMap(({ disks }) => disks.filter((disk) => !has.has(disk)));
	return missing.length > 0 ? `${missing.join(", ")} is not in it` : "its disks are in other groups";
}
// src/kinds/zpool/diff.ts
const NOTHING = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
const change = (path, slot, before, after, note) => ({
	path,
	slot,
	before,
	after,
	effect: "config",
	...note === void 0 ? {} : { note }
});
const ADOPTION = {
	path: "/adopt",
	slot: "marker",
	before: null,
	after: true,
	effect: "config"
};
function made({ spec }) {
	const { pool, groups, ashift, properties } = spec;
	return {
		action: "create",
		changes: [
			change("", "pool", null, pool),
			change("/disks", "layout", null, layoutText(groups), "each disk is proven to be empty right before"),
			...ashift === void 0 ? [] : [change("/ashift", "layout", null, ashift)],
			...Object.entries(properties).map(([name, value]) => change(`/${name}`, "properties", null, value))
		],
		notes: [],
		downtime: 0
	};
}
function propertyChanges({ properties }, has) {
	return Object.entries(properties).flatMap(([name, value]) => has(name) === value ? [] : [{
		...change(`/${name}`, "properties", has(name), value),
		effect: "live"
	}]);
}
const DECLARED = "declared: Phoenix changes no disks of a pool, zpool does, by hand";
function declaredChanges({ spec: want }, { spec: base }) {
	const [before, after] = [layoutText(base.groups), layoutText(want.groups)];
	return [...before === after ? [] : [change("/disks", "layout", before, after, DECLARED)], ...base.ashift === want.ashift ? [] : [change("/ashift", "layout", base.ashift ?? null, want.ashift ?? null, DECLARED)]];
}
function gitDiff({ want, base }) {
	if (!want) return base ? forgotten(base.spec.pool) : NOTHING;
	if (!base) return want.spec.create ? made(want) : {
		...NOTHING,
		action: "adopt",
		changes: [ADOPTION]
	};
	const changes = [...declaredChanges(want, base), ...propertyChanges(want.spec, (name) => base.spec.properties[name] ?? null)];
	const action = want.address === base.address ? changes.length > 0 ? "update" : "no-op" : "rename";
	return {
		...NOTHING,
		action,
		changes
	};
}
function forgotten(pool) {
	return {
		action: "remove",
		changes: [change("", "pool", pool, null, "let go of: a pool is never destroyed by Phoenix")],
		notes: [],
		downtime: 0
	};
}
/** What is not as declared, and nobody but its owner can mend. */
function notesOn({ spec }, { state, vdevs, properties }) {
	const drift = vdevs === null ? null : layoutDrift(spec.groups, vdevs);
	const ashift = properties.get("ashift")?.value;
	return [
		...state === "ONLINE" ? [] : [`the pool is ${state}: see "zpool status ${spec.pool}"`],
		...drift === null ? [] : [`its disks are not as declared: ${drift}`],
		...spec.ashift === void 0 || ashift === void 0 || ashift === "0" || ashift === spec.ashift ? [] : [`its ashift is ${ashift}, its file says ${spec.ashift}; that stays so`]
	];
}
function follow(input, mark, found) {
	if (found.length > 0) return [];
	if (mark?.owed?.includes("")) return [change("", "marker", "unfinished", "finished")];
	if (mark?.commit === null && input.isCommitted === true) return [FIRST_COMMIT];
	return mark?.commit && input.base && input.isCommitted !== false ? followChanges(gitDiff({
		...input,
		seen: null,
		snapshot: null
	}).changes, found) : [];
}
function diffZpool(input) {
	const { want, base, seen } = input;
	if (!seen) return gitDiff(input);
	if (!want) return seen.is === "ours" ? forgotten(base?.spec.pool ?? seen.mark?.id ?? "") : NOTHING;
	const against = (live) => propertyChanges(want.spec, (name) => live.properties.get(name)?.value ?? null);
	switch (seen.is) {
		case "unknown":
		case "foreign":
		case "copy": return {
			...NOTHING,
			notes: [seen.why]
		};
		case "absent":
		case "debris": {
			if (want.spec.create) return made(want);
			const note = `there is no pool ${want.spec.pool} on ${want.spec.node}: make it by hand, or say "create": true`;
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
		case "adoptable": return {
			...NOTHING,
			action: "adopt",
			changes: [ADOPTION, ...against(seen.live)],
			notes: notesOn(want, seen.live)
		};
		case "ours": {
			const found = against(seen.live);
			const changes = [...found, ...follow(input, seen.mark, found)];
			const action = seen.mark !== null && seen.mark.address !== want.address ? "rename" : changes.length > 0 ? "update" : "no-op";
			return {
				...NOTHING,
				action,
				changes,
				notes: notesOn(want, seen.live)
			};
		}
	}
}
// src/kinds/zpool/finding-ids.ts
/** What can be wrong with a pool beyond the form of its file: ids, severities, titles. */
const ZPOOL_FINDINGS = { PHX824: error("The disks of a pool do not fit its layout", "A mirror needs two disks, raidz1 two, raidz2 three, raidz3 four, and each disk can be in one place only. Correct \"disks\", \"layout\" or \"width\".") };
/** A finding at a pointer of the merged file. */
function finding(path, message, hint) {
	return {
		id: "PHX824",
		severity: ZPOOL_FINDINGS.PHX824.severity,
		message,
		path,
		hint
	};
}
// src/kinds/zpool/observe.ts
const idOfZpool = (node, pool) => `zpool:${node}:${pool}`;
function named(id) {
	const [, node = "", pool = ""] = /^zpool:([^:]*):(.*)$/s.exec(id) ?? [];
	return {
		node,
		pool
	};
}
function observeZpool({ snapshot, id, estate, want }) {
	const { node, pool } = named(id);
	const state = stateOf(snapshot, node, pool);
	if (state === "SUSPENDED") return {
		is: "unknown",
		why: `the pool ${pool} on ${node} is suspended: its disks do not answer`
	};
	const why = unreadable(snapshot, node);
	if (why !== null) return {
		is: "unknown",
		why
	};
	const found = zfsOn(snapshot, node)?.pools.get(pool);
	const mark = markOfId(snapshot, estate, id)?.mark ?? null;
	if (!found && mark && !want) return {
		is: "ours",
		live: {
			state: "GONE",
			properties: /* @__PURE__ */ new Map(),
			vdevs: null
		},
		mark
	};
	if (!found) return { is: "absent" };
	const live = {
		state: state ?? "UNKNOWN",
		...found
	};
	if (mark) return {
		is: "ours",
		live,
		mark
	};
	if (want?.spec.create === true && found.vdevs !== null && layoutText(want.spec.groups) !== layoutText(found.vdevs)) return {
		is: "foreign",
		why: `${`a pool ${pool} of other disks is there already`}; without "create" its file takes it as it is`
	};
	return {
		is: "adoptable",
		live
	};
}
function ownedZpools(snapshot, estate, env) {
	return marksIn(snapshot, estate, env, "zpool:");
}
// src/kinds/zpool/schema.ts
/** What a file `zpool/NAME.json` may hold: the disks of a pool by their lasting names, their layout, and what the pool is told. */
const flag = (about) => boolean().optional().describe(about);
/** What may be set at any time, in the order of a file (OpenZFS 2.2). */
const POOL_SHAPE = {
	autotrim: flag("Whether freed blocks are told to disks."),
	autoexpand: flag("Whether the pool grows when its disks do."),
	autoreplace: flag("Whether a new disk in the place of an old one is taken at once."),
	failmode: _enum([
		"wait",
		"continue",
		"panic"
	]).optional().describe("What happens when too many disks are gone."),
	listsnapshots: flag("Whether `zfs list` shows snapshots."),
	comment: string().max(32).regex(/^[\x20-\x7e]+$/, "must be up to 32 printable characters").optional().describe("A few words, shown by zpool.")
};
const zpoolSchema = strictObject({
	$schema: string().optional(),
	name: string().regex(/^(?!(?:mirror|raidz|draid|spare|log)(?![a-z]))[a-zA-Z][\w.:-]*$/, "must be the name of a pool: letters, digits, \"_\", \"-\", \".\" and \":\", starting with a letter").optional().describe("The pool as ZFS calls it; the name of the file without it."),
	node: string().optional().describe("The node that has its disks; needless where there is one."),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	create: boolean().optional().describe("Make it where it is not there. Each disk is proven to be empty first; without this, a pool is only checked."),
	layout: _enum([
		"stripe",
		"mirror",
		"raidz1",
		"raidz2",
		"raidz3"
	]).optional().describe("How the disks of a group share the data; \"stripe\" has no copy of anything."),
	width: int().min(2).optional().describe("How many disks a group has: 2 makes pairs of mirrors. All in one group without it."),
	disks: array(string().regex(/^\/dev\/disk\/by-id\/[\w.:+=@-]+$/, "must be a disk by its lasting name, such as \"/dev/disk/by-id/nvme-…\"; ls /dev/disk/by-id shows them")).min(1).describe("The disks, by /dev/disk/by-id: names such as /dev/sda may be those of other disks after a start."),
	ashift: int().min(9).max(16).optional().describe("The size of a sector, as a power of two: 12 is 4 KiB. Only when it is made."),
	...POOL_SHAPE
});
const ZPOOL_WORDS = {
	name: { examples: ["tank"] },
	node: { examples: ["pve1"] },
	layout: { examples: ["mirror", "raidz1"] },
	width: { examples: [2] },
	disks: { examples: [["/dev/disk/by-id/nvme-EXAMPLE_SERIAL1", "/dev/disk/by-id/nvme-EXAMPLE_SERIAL2"]] },
	ashift: { examples: [12] },
	comment: { examples: ["two fast disks"] }
};
// src/kinds/zpool/resolve.ts
const LEAST = {
	stripe: 1,
	mirror: 2,
	raidz1: 2,
	raidz2: 3,
	raidz3: 4
};
function groupsOf(layout, disks, width) {
	if (layout === "stripe") return disks.map((disk) => ({
		type: "disk",
		disks: [disk]
	}));
	const groups = [];
	for (let at = 0; at < disks.length; at += width) groups.push({
		type: layout,
		disks: disks.slice(at, at + width)
	});
	return groups;
}
function* wrong(layout, disks, width) {
	const twice = disks.findIndex((disk, at) => disks.indexOf(disk) < at);
	if (twice >= 0) yield finding(`/disks/${twice}`, `${disks[twice]} stands twice`, "name each disk once; a serial number that was left out of an example makes two look alike");
	const least = LEAST[layout];
	if (layout !== "stripe" && (width < least || disks.length < least)) yield finding("/disks", `${layout} needs at least ${least} disks in a group`, "name more disks, or take another \"layout\"");
	else if (layout !== "stripe" && disks.length % width !== 0) yield finding("/width", `${disks.length} disks make no groups of ${width}`, "name as many disks as the groups need");
}
const wordOf = (value) => typeof value === "boolean" ? value ? "on" : "off" : String(value);
function resolveZpool({ merged, name, isAccepted, settings }) {
	if (!(isAccepted ? { success: true } : zpoolSchema.safeParse(merged)).success) return {
		spec: null,
		findings: []
	};
	const node = onlyNode(merged["node"], settings);
	if (node === null) return {
		spec: null,
		findings: [noNode(settings)]
	};
	const disks = merged["disks"];
	const layout = merged["layout"] ?? "stripe";
	const width = typeof merged["width"] === "number" ? merged["width"] : disks.length;
	const findings = [...wrong(layout, disks, width)];
	if (findings.length > 0) return {
		spec: null,
		findings
	};
	const set = Object.keys(POOL_SHAPE).filter((key) => merged[key] !== void 0);
	return {
		spec: {
			node,
			pool: typeof merged["name"] === "string" ? merged["name"] : name,
			create: merged["create"] === true,
			groups: groupsOf(layout, disks, width),
			...typeof merged["ashift"] === "number" ? { ashift: String(merged["ashift"]) } : {},
			properties: Object.fromEntries(set.map((key) => [key, wordOf(merged[key])]))
		},
		findings
	};
}
// src/kinds/zpool/spec.ts
const isZpool = (one) => one.kind === "zpool";
// src/kinds/zpool/steps.ts
function act(input, { node, pool }, verb, own) {
	const { address } = input.mark;
	return {
		id: `${address}:${verb}`,
		address,
		node,
		effect: "config",
		after: [],
		locks: [{
			name: poolScope(node, pool),
			mode: "exclusive"
		}],
		guard: [],
		verify: [],
		retry: "never",
		timeout: 12e4,
		...own
	};
}
function marked({ mark }, node, after) {
	const { id, estate, address } = mark;
	return markStep({
		mark,
		id,
		estate,
		address,
		node,
		after
	});
}
function createStep(input, spec, after) {
	const { node, pool, groups, ashift, properties } = spec;
	const options = Object.entries({
		...ashift === void 0 ? {} : { ashift },
		...properties
	});
	const layout = groups.flatMap(({ type, disks }) => type === "disk" ? disks : [type, ...disks]);
	const disks = groups.flatMap((group) => group.disks);
	return act(input, spec, "create", {
		title: `create ${pool} on ${disks.length} ${disks.length === 1 ? "disk" : "disks"}`,
		do: {
			verb: "run",
			argv: [
				"zpool",
				"create",
				...options.flatMap(([name, value]) => ["-o", `${name}=${value}`]),
				pool,
				...layout
			]
		},
		guard: [when.absent(node, pool), ...when.empty(node, disks)],
		verify: [when.set(node, pool, properties)],
		after
	});
}
function setSteps(input, spec) {
	const { node, pool, properties } = spec;
	return input.changes.flatMap(({ slot, path }) => {
		const name = path.slice(1);
		const value = properties[name];
		if (slot !== "properties" || value === void 0) return [];
		const own = { [name]: value };
		return [act(input, spec, `set:${name}`, {
			title: `set ${name}`,
			effect: "live",
			do: {
				verb: "run",
				argv: [
					"zpool",
					"set",
					`${name}=${value}`,
					pool
				]
			},
			verify: [when.set(node, pool, own)]
		})];
	});
}
function zpoolSteps(input) {
	const { want, action, mark } = input;
	switch (action) {
		case "create": {
			if (!want) return [];
			const begin = beginStep({
				mark: input.mark,
				address: input.mark.address,
				node: want.spec.node
			});
			const create = createStep(input, want.spec, [begin.id]);
			return [
				begin,
				create,
				marked(input, want.spec.node, [create.id])
			];
		}
		case "update":
		case "rename":
		case "adopt": {
			if (!want) return [];
			const set = setSteps(input, want.spec);
			return [...set, marked(input, want.spec.node, set.map(({ id }) => id))];
		}
		case "remove": {
			const { id, estate, address } = mark;
			const node = /^zpool:([^:]*):/.exec(id)?.[1] ?? "";
			return [markStep({
				mark: null,
				id,
				estate,
				address,
				node,
				after: []
			})];
		}
		case "replace":
		case "retire":
		case "destroy":
		case "migrate":
		case "no-op": return [];
	}
}
// src/kinds/zpool/kind.ts
/** Its datasets, and the storages that are made of it. */
function zpoolCarries({ resources }) {
	const pools = /* @__PURE__ */ new Map();
	for (const one of resources.values()) if (isZpool(one)) pools.set(`${one.spec.node}:${one.spec.pool}`, one.address);
	const needs = /* @__PURE__ */ new Map();
	if (pools.size === 0) return needs;
	for (const one of resources.values()) {
		const dataset = isDataset(one) ? one.spec.dataset : isStorage(one) ? poolOfStorage(one.spec) : null;
		if (dataset === null) continue;
		const found = (isDataset(one) ? [one.spec.node] : isStorage(one) ? one.spec.nodes : []).flatMap((node) => pools.get(`${node}:${poolOf(dataset)}`) ?? []);
		if (found.length > 0) needs.set(one.address, found);
	}
	return needs;
}
const summaryOf = ({ pool, groups }) => {
	const count = groups.flatMap(({ disks }) => disks).length;
	const type = groups[0]?.type ?? "disk";
	return `${pool}, ${type === "disk" ? "striped" : type}, ${count === 1 ? "1 disk" : `${count} disks`}`;
};
const zpoolKind = {
	kind: "zpool",
	schema: zpoolSchema,
	words: ZPOOL_WORDS,
	sets: [],
	resolve: resolveZpool,
	carries: zpoolCarries,
	id: ({ node, pool }) => idOfZpool(node, pool),
	node: ({ node }) => node,
	scope: ({ node, pool }) => poolScope(node, pool),
	reads: {
		cluster: [MARK_FILES],
		node: [STATE_FILES],
		asks: [ZFS_ASK]
	},
	look: lookAtPool,
	edges: () => [],
	outputs: ({ node, pool }) => ({
		name: pool,
		node
	}),
	observe: observeZpool,
	owned: ownedZpools,
	diff: diffZpool,
	steps: zpoolSteps,
	holds: poolHolds,
	demand: () => null,
	tools: ["zpool"],
	findings: ZPOOL_FINDINGS,
	summary: summaryOf
};
export { isZpool as n, zpoolSchema as r, zpoolKind as t };
