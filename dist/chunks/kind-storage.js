import { Xi as FIRST_COMMIT, Zi as followChanges, fo as markStep, ga as managed, lo as MARK_FILES, uo as beginStep } from "./engine.js";
import { A as union, D as strictObject, O as string, _ as int, f as _enum, h as boolean, p as array } from "./zod.js";
import { a as observeStorage, c as TYPES, d as optionRow, f as optionWord, i as idOfStorage, l as canonicalOption, m as typeRow, n as STORAGE_CFG, o as ownedStorages, p as takes, r as entryIn, s as OPTIONS, u as isFixed, v as Datasets, x as isStorage } from "./kind-dataset.js";
import { p as pointer, u as sections } from "./base.js";
import { E as error } from "./sources.js";
// src/kinds/storage/use.ts
/** `rootfs: tank:subvol-101-disk-0,size=8G`, also of snapshots, of what is detached, and of what is in a drive. */
function names(text, storage) {
	const start = `${storage}:`;
	return text.split("\n").some((line) => {
		const [, value] = /^(?:rootfs|(?:mp|unused|scsi|virtio|ide|sata|efidisk|tpmstate)\d*|vmstate): (.*)$/.exec(line) ?? [];
		return value !== void 0 && (value.startsWith(start) || value.includes(`=${start}`));
	});
}
/** VMIDs, ascending. */
function usersIn(files, storage) {
	return [...files].flatMap(([vmid, text]) => names(text, storage) ? [vmid] : []).toSorted((a, b) => a - b);
}
function usersOf({ guests }, storage) {
	return usersIn([...guests].map(([vmid, { text }]) => [vmid, text]), storage);
}
// src/kinds/storage/conditions.ts
const storageScope = (id) => `storage:${id}`;
const useScope = (id) => `use:${id}`;
const CONFS = ["/etc/pve/nodes/*/lxc/*.conf", "/etc/pve/nodes/*/qemu-server/*.conf"];
function lookAtStorage(scope) {
	if (scope.startsWith("storage:")) return { files: [STORAGE_CFG] };
	return scope.startsWith("use:") ? { files: CONFS } : null;
}
const cond = (id, is, more = {}) => ({
	scope: storageScope(id),
	check: {
		is,
		id,
		options: { ...more }
	}
});
const when = {
	absent: (id) => cond(id, "absent"),
	/** Null: the option is not set, or as it is by default. */
	says: (id, options) => cond(id, "says", options),
	unused: (id) => ({
		scope: useScope(id),
		check: {
			is: "unused",
			id
		}
	})
};
function says(wanted, has) {
	for (const [name, value] of Object.entries(wanted)) {
		const is = has[name] ?? optionRow(name)?.default ?? null;
		if (is !== (value === null ? optionRow(name)?.default ?? null : canonicalOption(name, value))) return `${name} is ${is ?? "not set"}`;
	}
	return true;
}
function storageHolds(check, state) {
	if (!("files" in state)) return "it was not read";
	const id = typeof check["id"] === "string" ? check["id"] : "";
	if (check.is === "unused") {
		const users = usersIn([...state.files].map(([path, text]) => [Number(/(\d+)\.conf$/.exec(path)?.[1]), text]), id);
		return users.length === 0 || `volumes of ${users.join(", ")} are on it`;
	}
	const entry = entryIn(state.files.get("/etc/pve/storage.cfg") ?? "", id);
	switch (check.is) {
		case "absent": return entry === null || "it is there already";
		case "says": return entry ? says(check["options"], entry.options) : "there is no such storage";
		default: return `nobody knows the condition "${check.is}"`;
	}
}
// src/kinds/storage/diff.ts
const NOTHING = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
const ADOPTION = {
	path: "/adopt",
	slot: "marker",
	before: null,
	after: true,
	effect: "config"
};
/** Nobody reads the reference but who knows the file already; the value is in no plan. */
const PASSWORD = "another secret";
function made({ spec }) {
	const told = Object.entries(spec.options).map(([name, value]) => ({
		path: pointer(name),
		slot: "options",
		before: null,
		after: value,
		effect: "config"
	}));
	const secret = spec.password ? [{
		path: "/password",
		slot: "password",
		before: null,
		after: PASSWORD,
		effect: "config"
	}] : [];
	const whole = {
		path: "",
		slot: "storage",
		before: null,
		after: `${spec.type} ${spec.id}`,
		effect: "config"
	};
	return {
		...NOTHING,
		action: "create",
		changes: [
			whole,
			...told,
			...secret
		]
	};
}
const STAYS = "it stays as it was made: remove the file, apply, and add it again; what is on the storage stays";
function optionChange(name, before, after, type) {
	const change = {
		path: pointer(name),
		slot: "options",
		before,
		after
	};
	if (isFixed(type, name)) return {
		...change,
		effect: "impossible",
		note: STAYS
	};
	if (name === "disable" && after === "1") return {
		...change,
		effect: "live",
		note: "guests on it do not start any more"
	};
	return {
		...change,
		effect: "live"
	};
}
/** What differs of the options that git names, and of those that it named before. */
function differences({ spec }, base, live) {
	const { type, options } = spec;
	if (live.type !== type) return [{
		path: "/type",
		slot: "options",
		before: live.type,
		after: type,
		effect: "impossible",
		note: STAYS
	}];
	const has = (name) => live.options[name] ?? optionRow(name)?.default ?? null;
	const open = Object.entries(options).filter(([name, value]) => has(name) !== canonicalOption(name, value));
	const gone = Object.keys(base?.spec.options ?? {}).filter((name) => options[name] === void 0 && live.options[name] !== void 0 && !isFixed(type, name));
	return [...open.map(([name, value]) => optionChange(name, has(name), canonicalOption(name, value), type)), ...gone.map((name) => optionChange(name, has(name), null, type))];
}
function passwordChange({ spec: want }, base) {
	if (!base || want.password === base.spec.password) return [];
	const say = (one) => one === void 0 ? null : PASSWORD;
	return [{
		path: "/password",
		slot: "password",
		before: base.spec.password === void 0 ? null : "a secret",
		after: say(want.password),
		effect: "live"
	}];
}
const liveOf = ({ type, options }) => ({
	type,
	options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, canonicalOption(name, value)]))
});
function gitDiff({ want, base }) {
	if (!want) return NOTHING;
	if (!base) return want.spec.adopt ? {
		...NOTHING,
		action: "adopt",
		changes: [{
			...ADOPTION,
			effect: "live"
		}]
	} : made(want);
	const changes = [...differences(want, base, liveOf(base.spec)), ...passwordChange(want, base)];
	const action = want.address === base.address ? changes.length > 0 ? "update" : "no-op" : "rename";
	return {
		...NOTHING,
		action,
		changes
	};
}
function removed({ base, seen, snapshot }) {
	const id = base?.spec.id ?? (seen?.is === "ours" ? seen.mark?.id.slice(8) : void 0);
	if (id === void 0 || seen && seen.is !== "ours") return NOTHING;
	const users = snapshot ? usersOf(snapshot, id) : [];
	const whole = users.length > 0 ? {
		path: "",
		slot: "storage",
		before: id,
		after: null,
		effect: "impossible",
		note: `volumes of ${users.join(", ")} are on it: move or remove those first`
	} : {
		path: "",
		slot: "storage",
		before: id,
		after: null,
		effect: "config",
		note: "the entry goes, what is on the storage stays"
	};
	return {
		...NOTHING,
		action: "remove",
		changes: [whole]
	};
}
function follow(input, mark, found) {
	if (!mark) return [{
		...FIRST_COMMIT,
		note: "its marker is written again"
	}];
	if (mark.owed?.includes("")) return [{
		...FIRST_COMMIT,
		path: "",
		before: "unfinished",
		after: "finished",
		note: "finishes what an earlier apply began"
	}];
	if (found.length > 0) return [];
	if (mark.commit === null && input.isCommitted === true) return [FIRST_COMMIT];
	return mark.commit !== null && input.base && input.isCommitted !== false ? followChanges(gitDiff({
		...input,
		seen: null,
		snapshot: null
	}).changes, found) : [];
}
function diffStorage(input) {
	const { want, base, seen } = input;
	if (!want) return removed(input);
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
			if (!want.spec.adopt || base) return made(want);
			const note = `there is no storage ${want.spec.id} to adopt: leave "adopt" out to have it made`;
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
			changes: [ADOPTION, ...differences(want, null, seen.live)]
		};
		case "ours": {
			const found = [...differences(want, base, seen.live), ...passwordChange(want, base)];
			const changes = [...found, ...follow(input, seen.mark, found)];
			const isRenamed = seen.mark !== null && seen.mark.address !== want.address;
			return {
				...NOTHING,
				action: isRenamed ? "rename" : changes.length > 0 ? "update" : "no-op",
				changes
			};
		}
	}
}
// src/kinds/storage/finding-ids.ts
/** What can be wrong with a storage beyond the form of its file: ids, severities, titles. */
const STORAGE_FINDINGS = {
	PHX825: error("An option is none of the type of its storage", "Proxmox refuses the entry, with a message about an unexpected property. Remove the option, or correct \"type\"."),
	PHX826: error("A storage lacks what its type cannot do without", "A folder has a path, a pool of ZFS its dataset, a share its server. Write what is missing."),
	PHX827: error("The name of a file cannot be the id of a storage", "Proxmox takes letters, digits, \"-\", \"_\" and \".\", beginning with a letter and ending with a letter or digit. Name the file so.")
};
function finding(id, path, message, hint) {
	return {
		id,
		severity: STORAGE_FINDINGS[id].severity,
		message,
		path,
		hint
	};
}
// src/kinds/storage/import.ts
/** Storages of a cluster that can become files: their entries, without passwords, which stay in Proxmox's own files. */
const words = (text) => text.split(/[\s,;]+/).filter((word) => word !== "");
const scalar = (text) => /^-?\d+$/.test(text) ? Number(text) : text;
/** A value of storage.cfg as a file says it; undefined: a file cannot say it. */
function jsonOf(name, text) {
	const flag = canonicalOption(name, text);
	const found = (() => {
		switch (optionRow(name)?.form) {
			case "flag": return flag === "1" ? true : flag === "0" ? false : text;
			case "list": return name === "content" && text === "none" ? [] : words(text);
			case "number": return scalar(text);
			case "pairs": return Object.fromEntries(words(text).map((pair) => {
				const [key = "", value = ""] = pair.split("=");
				return [key, key === "keep-all" ? value === "1" : scalar(value)];
			}));
			case "text":
			case void 0: return text.replaceAll("${", () => "$${");
		}
	})();
	return canonicalOption(name, optionWord(name, found)) === canonicalOption(name, text) && optionRow(name)?.schema.safeParse(found).success ? found : void 0;
}
const isType = (type) => Object.hasOwn(TYPES, type);
function draftOf(id, type, options) {
	const value = {
		type,
		adopt: true
	};
	const left = [];
	const isUsualPath = (name, text) => name === "path" && (type === "nfs" || type === "cifs") && text === `/mnt/pve/${id}`;
	const known = /* @__PURE__ */ new Set([...Object.keys(OPTIONS), ...Object.keys(options)]);
	for (const name of known) {
		const text = options[name];
		if (text === void 0 || isUsualPath(name, text)) continue;
		const json = takes(type, name) ? jsonOf(name, text) : void 0;
		if (json === void 0) left.push({
			path: pointer(name),
			why: "Phoenix does not know it"
		});
		else value[name] = json;
	}
	if (typeRow(type).hasPassword) left.push({
		path: "/password",
		why: "it stays where Proxmox keeps it"
	});
	return {
		value,
		left
	};
}
const importStorages = {
	find: ({ snapshot, vmids, storages, ownerOf }) => {
		const found = [];
		const unfit = [];
		if (vmids !== null || !storages) return {
			found,
			unfit
		};
		for (const { type, id, options } of sections(snapshot.files?.get("/etc/pve/storage.cfg") ?? "")) {
			const at = idOfStorage(id);
			if (ownerOf(at) !== void 0) continue;
			if (!isType(type)) {
				unfit.push({
					id: at,
					node: null,
					vmid: null,
					why: `Phoenix does not know storages of type ${type}`
				});
				continue;
			}
			found.push({
				id: at,
				node: null,
				vmid: null,
				names: [id],
				draft: ({ name }) => name === id ? draftOf(id, type, options) : `its file would have to be called ${id}, and one is already`,
				whyChanged: () => "Phoenix would write it otherwise"
			});
		}
		return {
			found,
			unfit
		};
	},
	essential: [
		"type",
		"adopt",
		...new Set(Object.values(TYPES).flatMap(({ needs }) => [...needs])),
		"nodes"
	],
	apart: true
};
// src/kinds/storage/rules/registry.ts
const storageRules = [{
	id: "PHX834",
	severity: "warning",
	title: "A storage in the folder of a dataset does not wait for it to be mounted",
	why: "When the dataset is not mounted, after a start without its key or its pool, Proxmox makes the folders anew on the disk of the node, and backups fill that. With \"is_mountpoint\" the storage is inactive until the dataset is there.",
	example: {
		wrong: "{ \"type\": \"dir\", \"path\": \"/srv/iso\" }   where a dataset is mounted",
		right: "{ \"type\": \"dir\", \"path\": \"/srv/iso\", \"is_mountpoint\": true }"
	},
	*check({ estate }) {
		const datasets = new Datasets(estate.resources.values());
		if (datasets.isEmpty) return;
		for (const resource of estate.resources.values()) {
			if (!isStorage(resource) || resource.spec.type !== "dir") continue;
			const { options, nodes } = resource.spec;
			if (options["is_mountpoint"] === "yes") continue;
			const under = nodes.map((node) => datasets.under(node, resource.spec)).find((one) => one !== null);
			if (under?.spec.properties["mountpoint"] !== options["path"]) continue;
			yield {
				message: `${options["path"]} is where ${under?.address} is mounted, and the storage does not ask whether it is`,
				hint: "Write \"is_mountpoint\": true.",
				at: {
					resource,
					path: "/path"
				},
				...under ? { also: {
					resource: under,
					path: "/mountpoint"
				} } : {}
			};
		}
	}
}, {
	id: "PHX835",
	severity: "error",
	title: "A storage is removed while resources have disks on it",
	why: "Proxmox takes the entry away without asking, and then no guest with a disk there starts any more. An apply refuses to, so that the change would never be done. Move the disks first, or keep the file.",
	example: {
		wrong: "storage/tank.json removed, and \"rootfs\": { \"storage\": \"tank\" } in a guest",
		right: "the guest on another storage first, applied, and the file removed after that"
	},
	ofChanges: true,
	*check({ base, estate, stored }) {
		const has = new Set([...estate.resources.values()].flatMap((one) => isStorage(one) ? [one.spec.id] : []));
		const gone = new Map([...base?.resources.values() ?? []].flatMap((one) => isStorage(one) && !has.has(one.spec.id) ? [[one.spec.id, one]] : []));
		if (gone.size === 0) return;
		for (const { resource, view } of stored) for (const { path, storage } of view.disks) {
			const removed = storage === null ? void 0 : gone.get(storage);
			if (!removed) continue;
			yield {
				message: `${resource.address} has a disk on ${storage}, whose file ${removed.file} is removed`,
				hint: "Move the disk to another storage first, or keep the file.",
				at: {
					resource,
					path: `${path}/storage`
				}
			};
		}
	}
}];
// src/kinds/storage/schema.ts
/** What a file `storage/NAME.json` may hold: the name of the file is the id, and the keys are Proxmox's. */
const shape = Object.fromEntries(Object.entries(OPTIONS).map(([name, { schema, about }]) => [name, schema.optional().describe(about)]));
const storageSchema = strictObject({
	$schema: string().optional(),
	type: _enum(Object.keys(TYPES)).describe("As /etc/pve/storage.cfg has it; it stays."),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	adopt: boolean().optional().describe("Take over an entry that exists: marks it and changes what differs."),
	...shape,
	password: string().regex(/^\$\{secret:[^}]+\}$/, "must be a secret, such as \"${secret:nas/backup}\"").optional().describe("A reference: the value is written to the file of Proxmox that holds it, and never on a command line."),
	size: union([int().positive(), string()]).optional().describe("How much it holds, for \"policies.overcommit.disk\"; Proxmox is not told.")
});
const STORAGE_WORDS = {
	type: { examples: [
		"zfspool",
		"dir",
		"nfs"
	] },
	path: { examples: ["/srv/iso"] },
	pool: { examples: ["rpool/data"] },
	server: { examples: ["10.0.0.5", "nas.lan"] },
	export: { examples: ["/export/backup"] },
	content: { examples: [["rootdir", "images"], ["backup"]] },
	nodes: { examples: [["pve1"]] },
	vgname: { examples: ["pve"] },
	thinpool: { examples: ["data"] },
	share: { examples: ["backup"] },
	datastore: { examples: ["main"] },
	namespace: { examples: ["home/cluster"] },
	fingerprint: { examples: [Array.from({ length: 32 }, () => "0a").join(":")] },
	port: { examples: [8007] },
	username: { examples: ["backup@pbs", "media"] },
	domain: { examples: ["WORKGROUP"] },
	subdir: { examples: ["/media"] },
	options: { examples: ["vers=4.2,soft"] },
	monhost: { examples: [[
		"10.0.0.11",
		"10.0.0.12",
		"10.0.0.13"
	]] },
	"data-pool": { examples: ["ec-data"] },
	mountpoint: { examples: ["/rpool/data"] },
	blocksize: { examples: ["16k"] },
	"max-protected-backups": { examples: [5, -1] },
	bwlimit: { examples: ["migration=100000"] },
	password: { examples: ["${secret:nas/backup}"] },
	...Object.fromEntries([
		"last",
		"hourly",
		"daily",
		"weekly",
		"monthly",
		"yearly"
	].map((period) => [`prune-backups/keep-${period}`, { examples: [3] }])),
	"prune-backups": { examples: [{
		"keep-last": 3,
		"keep-weekly": 4
	}] },
	size: { examples: ["2T"] }
};
// src/kinds/storage/resolve.ts
/** From a merged file to an entry in Proxmox's words, and to what the file declares of the nodes. Pure. */
const STORAGE_ID = /^[a-z][\w.-]*[a-z0-9]$/i;
function* wrong(name, type, merged) {
	if (!STORAGE_ID.test(name)) yield finding("PHX827", "", `"${name}" cannot be the id of a storage`, "rename the file");
	for (const key of Object.keys(OPTIONS)) {
		if (merged[key] === void 0 || takes(type, key)) continue;
		yield finding("PHX825", pointer(key), `a storage of type ${type} has no "${key}"`, "remove it, or correct \"type\"");
	}
	for (const key of typeRow(type).needs) {
		if (merged[key] !== void 0) continue;
		yield finding("PHX826", "", `a storage of type ${type} needs "${key}"`, `write "${key}"`);
	}
	if (merged["password"] !== void 0 && !typeRow(type).hasPassword) yield finding("PHX825", "/password", `a storage of type ${type} has no password`, "remove it, or correct \"type\"");
}
function nodesOf(merged, settings) {
	const named = merged["nodes"];
	return Array.isArray(named) ? named.map(String) : Object.keys(settings.nodes);
}
function optionsOf$1(type, name, merged) {
	const options = {};
	for (const key of Object.keys(OPTIONS)) {
		const value = merged[key];
		if (value === void 0) continue;
		options[key] = key === "is_mountpoint" ? value === true ? "yes" : "no" : optionWord(key, value);
	}
	if ((type === "nfs" || type === "cifs") && options["path"] === void 0) options["path"] = `/mnt/pve/${name}`;
	return options;
}
function resolveStorage({ merged, name, isAccepted, settings }) {
	if (!isAccepted && !storageSchema.safeParse(merged).success) return {
		spec: null,
		findings: []
	};
	const type = merged["type"];
	const findings = [...wrong(name, type, merged)];
	const nodes = nodesOf(merged, settings);
	const password = merged["password"];
	const spec = {
		id: name,
		type,
		adopt: merged["adopt"] === true,
		node: nodes[0] ?? "",
		nodes,
		options: optionsOf$1(type, name, merged),
		...typeof password === "string" ? { password } : {}
	};
	return {
		spec: findings.length > 0 ? null : spec,
		findings
	};
}
/** As an entry under "storages" of each node that has it, in the place of one that phoenix.json may have. */
function declareStorages(files, settings) {
	const nodes = { ...settings.nodes };
	let isSame = true;
	for (const { name, merged } of files) {
		if (!storageSchema.safeParse(merged).success) continue;
		const { type, content, shared, size } = merged;
		const entry = managed({
			type,
			shared: shared ?? [
				"nfs",
				"cifs",
				"pbs",
				"rbd"
			].includes(type),
			...content === void 0 ? {} : { content },
			...size === void 0 ? {} : { size }
		});
		for (const node of nodesOf(merged, settings)) {
			const own = nodes[node];
			if (!own) continue;
			isSame = false;
			nodes[node] = {
				...own,
				storages: {
					...own.storages,
					[name]: entry
				}
			};
		}
	}
	return isSame ? settings : {
		...settings,
		nodes
	};
}
// src/kinds/storage/steps.ts
const pvesm = (...argv) => ({
	verb: "run",
	argv: ["pvesm", ...argv]
});
const optionsOf = (options) => Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
function act(input, node, verb, own) {
	const { address, id } = input.mark;
	return {
		id: `${address}:${verb}`,
		address,
		node,
		effect: "live",
		after: [],
		locks: [{
			name: storageScope(id.slice(8)),
			mode: "exclusive"
		}, {
			name: "storage.cfg",
			mode: "exclusive"
		}],
		guard: [],
		verify: [],
		retry: "contention",
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
/** As Proxmox writes it itself (pve-storage 9.1.7), which its own call could only be told on its command line. */
function passwordStep(input, { id, type, node, password }, after) {
	if (password === void 0) return [];
	const content = [
		...type === "cifs" ? ["password="] : [],
		{ secret: password },
		"\n"
	];
	return [act(input, node, "password", {
		title: "write its password",
		do: {
			verb: "write",
			path: `/etc/pve/priv/storage/${id}.pw`,
			content
		},
		after
	})];
}
function createSteps(input, spec) {
	const { id, type, node, options, password } = spec;
	const hidden = password !== void 0 && options["disable"] !== "1";
	const begin = beginStep({
		mark: input.mark,
		address: input.mark.address,
		node
	});
	const add = act(input, node, "add", {
		title: `add the storage ${id}`,
		do: pvesm("add", type, id, ...optionsOf({
			...options,
			...hidden ? { disable: "1" } : {}
		})),
		guard: [when.absent(id)],
		verify: [when.says(id, hidden ? {
			...options,
			disable: "1"
		} : options)],
		after: [begin.id]
	});
	const secret = passwordStep(input, spec, [add.id]);
	const enable = hidden ? [enableStep(input, spec, secret.map((step) => step.id))] : [];
	const last = enable.at(-1) ?? secret.at(-1) ?? add;
	return [
		begin,
		add,
		...secret,
		...enable,
		marked(input, node, [last.id])
	];
}
function enableStep(input, { id, node }, after) {
	return act(input, node, "enable", {
		title: "switch it on",
		do: pvesm("set", id, "--delete", "disable"),
		verify: [when.says(id, { disable: null })],
		after
	});
}
function updateSteps(input, spec) {
	const { id, node, options } = spec;
	const open = new Set(input.changes.flatMap(({ slot, path }) => slot === "options" ? [path.slice(1)] : []));
	const set = Object.fromEntries(Object.entries(options).filter(([name]) => open.has(name)));
	const gone = [...open].filter((name) => options[name] === void 0);
	const argv = [...optionsOf(set), ...gone.length > 0 ? ["--delete", gone.join(",")] : []];
	const change = act(input, node, "set", {
		title: `set ${[...open].join(", ")}`,
		do: pvesm("set", id, ...argv),
		verify: [when.says(id, {
			...set,
			...Object.fromEntries(gone.map((name) => [name, null]))
		})]
	});
	const edits = argv.length > 0 ? [change] : [];
	const owes = input.seen.is === "ours" && input.seen.mark?.owed?.includes("") === true;
	const secret = owes || input.changes.some(({ slot }) => slot === "password") ? passwordStep(input, spec, edits.map((step) => step.id)) : [];
	const enable = owes && spec.password !== void 0 && options["disable"] !== "1" ? [enableStep(input, spec, [...edits, ...secret].map((step) => step.id))] : [];
	const last = [
		...edits,
		...secret,
		...enable
	].at(-1);
	return [
		...edits,
		...secret,
		...enable,
		marked(input, node, last ? [last.id] : [])
	];
}
function removeSteps(input) {
	const { id: scope, estate, address } = input.mark;
	const id = scope.slice(8);
	const { nodes } = input.snapshot;
	const node = [...nodes].find(([, facts]) => facts.reachable)?.[0] ?? "";
	const remove = act(input, node, "remove", {
		title: `remove the entry ${id}`,
		do: pvesm("remove", id),
		guard: [when.unused(id)],
		verify: [when.absent(id)]
	});
	const work = input.seen.is === "ours" && input.seen.live.isGone === true ? [] : [remove];
	const after = work.map((step) => step.id);
	return [...work, markStep({
		mark: null,
		id: scope,
		estate,
		address,
		node,
		after
	})];
}
function storageSteps(input) {
	const spec = input.want?.spec;
	switch (input.action) {
		case "create": return spec ? createSteps(input, spec) : [];
		case "update":
		case "rename":
		case "adopt": return spec ? updateSteps(input, spec) : [];
		case "remove": return removeSteps(input);
		case "replace":
		case "retire":
		case "destroy":
		case "migrate":
		case "no-op": return [];
	}
}
// src/kinds/storage/kind.ts
/** Guests and layers with disks, archives or scripts on it. */
function storageCarries({ resources, storedOf }) {
	const storages = /* @__PURE__ */ new Map();
	for (const one of resources.values()) if (isStorage(one)) storages.set(one.spec.id, one.address);
	const needs = /* @__PURE__ */ new Map();
	if (storages.size === 0) return needs;
	for (const one of resources.values()) {
		const stored = storedOf(one);
		if (!stored) continue;
		const found = [...stored.disks.map(({ storage }) => storage), ...stored.volumes.map(({ volume }) => volume.slice(0, volume.indexOf(":")))].flatMap((name) => name === null ? [] : storages.get(name) ?? []);
		if (found.length > 0) needs.set(one.address, [...new Set(found)]);
	}
	return needs;
}
const summaryOf = ({ type, options }) => {
	return [
		type,
		options["pool"] ?? options["thinpool"] ?? options["server"] ?? options["path"],
		options["content"]?.replaceAll(",", ", ")
	].filter((word) => word !== void 0).join(", ");
};
const storageKind = {
	kind: "storage",
	schema: storageSchema,
	words: STORAGE_WORDS,
	sets: [],
	resolve: resolveStorage,
	declares: declareStorages,
	carries: storageCarries,
	id: ({ id }) => idOfStorage(id),
	node: ({ node }) => node,
	scope: ({ id }) => storageScope(id),
	reads: { cluster: [STORAGE_CFG, MARK_FILES] },
	look: lookAtStorage,
	edges: () => [],
	outputs: ({ id, options }) => ({
		id,
		path: options["path"] ?? null
	}),
	observe: observeStorage,
	owned: ownedStorages,
	diff: diffStorage,
	steps: storageSteps,
	holds: storageHolds,
	demand: () => null,
	secretAt: ["/password"],
	secrets: ({ password }) => password === void 0 ? [] : [{
		reference: password,
		path: "/password"
	}],
	writes: { files: ["/etc/pve/priv/storage/*.pw"] },
	tools: ["pvesm"],
	imports: importStorages,
	findings: STORAGE_FINDINGS,
	rules: storageRules,
	summary: summaryOf
};
export { storageSchema as n, storageKind as t };
