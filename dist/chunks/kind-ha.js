import { F as parseSections } from "./base.js";
import { D as strictObject, O as string, _ as int, f as _enum, h as boolean, p as array } from "./zod.js";
import { ba as markerChange, co as anyNode, do as markOfId, fo as markStep, lo as MARK_FILES, ma as worst, mo as otherOwner, po as marksIn, va as storageIn, ya as markedDiff } from "./engine.js";
import { E as error } from "./sources.js";
// src/kinds/ha/files.ts
/** The files of Proxmox's HA manager, as sections in one form: lists sorted, switches as 0 and 1, defaults filled in. */
const HA_FILES = {
	resources: "/etc/pve/ha/resources.cfg",
	rules: "/etc/pve/ha/rules.cfg",
	groups: "/etc/pve/ha/groups.cfg"
};
/** What Proxmox takes where a section says nothing (pve-ha-manager 5.0). */
const HA_DEFAULTS = {
	resources: {
		state: "started",
		max_restart: "1",
		max_relocate: "1",
		failback: "1"
	},
	rules: {
		strict: "0",
		disable: "0"
	},
	groups: {
		restricted: "0",
		nofailback: "0"
	}
};
const LISTS = ["resources", "nodes"];
/** A value as two texts that mean the same have it in common. */
function haValue(key, value) {
	if (LISTS.includes(key)) return value.split(/[\s,;]+/).filter((word) => word !== "").map((word) => key === "nodes" ? word.replace(/:0$/, "") : word).toSorted().join(",");
	return key === "state" && value === "enabled" ? "started" : value;
}
function membersOf$1(resources, group) {
	return parseSections(resources).filter(({ options }) => options.get("group") === group).map(({ type, name }) => `${type}:${name}`).toSorted().join(",");
}
/** The section of that name; null: there is none. */
function haEntry(texts, { file, name }) {
	const found = parseSections(texts.get(HA_FILES[file]) ?? "").find((one) => (file === "resources" ? `${one.type}:${one.name}` : one.name) === name);
	if (!found) return null;
	const own = [...found.options].map(([key, value]) => [key, haValue(key, value)]);
	const members = file === "groups" ? membersOf$1(texts.get(HA_FILES.resources) ?? "", name) : "";
	return {
		type: found.type,
		options: {
			...HA_DEFAULTS[file],
			...Object.fromEntries(own),
			...members && { resources: members }
		}
	};
}
// src/kinds/ha/conditions.ts
function entryCond({ id, file, name }, expected) {
	return {
		scope: id,
		check: {
			is: "entry",
			file,
			name,
			options: expected
		}
	};
}
/** All entries stand in the same few files. */
const lookAtHa = (scope) => /^ha(?:-rule)?:/.test(scope) ? { files: Object.values(HA_FILES) } : null;
function holdsHa(check, state) {
	if (check.is !== "entry" || !("files" in state)) return `this version knows no condition ${check.is}`;
	const { file, name, options } = check;
	const live = haEntry(state.files, {
		file,
		name
	});
	if (options === null) return live === null || `${name} is there`;
	if (!live) return `there is no ${name}`;
	for (const [key, value] of Object.entries(options)) {
		const found = live.options[key] ?? null;
		if (found !== value) return `${key} is ${found ?? "not set"} instead of ${value ?? "not set"}`;
	}
	return true;
}
// src/kinds/ha/diff.ts
const NOTHING = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
/** What HA does to the guests when it reads the new value. */
function effectOf(key, after) {
	switch (key) {
		case "state": return after === "stopped" || after === "disabled" ? "offline" : "live";
		case "nodes":
		case "strict":
		case "resources":
		case "affinity":
		case "restricted": return "offline";
		case "disable": return after === "0" ? "offline" : "config";
		default: return "config";
	}
}
const NOTES = {
	state: "HA starts or stops the guest",
	nodes: "HA may move guests, and restarts containers for that",
	strict: "HA may move guests, and stops those that have no node left",
	resources: "HA may move guests, and restarts containers for that",
	affinity: "HA may move guests, and restarts containers for that"
};
function changeOf(key, before, after) {
	const note = NOTES[key];
	return {
		path: `/${key}`,
		slot: key,
		before,
		after,
		effect: effectOf(key, after),
		...note === void 0 ? {} : { note }
	};
}
const wholeOf = (before, after, effect, note) => ({
	path: "",
	slot: "entry",
	before,
	after,
	effect,
	...note === void 0 ? {} : { note }
});
function optionChanges(want, base, now) {
	const defaults = HA_DEFAULTS[want.file];
	const wanted = Object.entries(want.options).flatMap(([key, value]) => {
		const before = now[key] ?? null;
		return before === value ? [] : [changeOf(key, before, value)];
	});
	const removed = Object.keys(base?.options ?? {}).flatMap((key) => {
		const before = now[key];
		return !Object.hasOwn(want.options, key) && before !== void 0 && before !== defaults[key] ? [changeOf(key, before, defaults[key] ?? null)] : [];
	});
	return [...wanted, ...removed];
}
function create({ spec }) {
	const told = Object.entries(spec.options).map(([key, value]) => changeOf(key, null, value));
	return {
		...NOTHING,
		action: "create",
		changes: [wholeOf(null, spec.name, "live"), ...told]
	};
}
const defaultsOf = (spec) => ({
	type: spec.type,
	options: {
		...HA_DEFAULTS[spec.file],
		...spec.options
	}
});
function changesOf(want, base, live) {
	if (live.type === want.spec.type) return optionChanges(want.spec, base?.spec ?? null, live.options);
	const note = "the type of a rule stays: remove it and add one of another name";
	return [{
		...changeOf("type", live.type, want.spec.type),
		effect: "impossible",
		note
	}];
}
function gitDiff({ want, base }) {
	if (!want) return base ? removal(base.spec.name) : NOTHING;
	if (!base) return create(want);
	const renamed = want.address === base.address ? [] : [markerChange("", base.address, want.address)];
	const changes = [...renamed, ...changesOf(want, base, defaultsOf(base.spec))];
	if (changes.length === 0) return NOTHING;
	return {
		...NOTHING,
		action: changes.length === renamed.length ? "rename" : "update",
		changes
	};
}
function removal(name) {
	const note = "guests stay as they are";
	return {
		...NOTHING,
		action: "remove",
		changes: [wholeOf(name, null, "config", note)]
	};
}
function ours(input, want, { live, mark, repair }) {
	return markedDiff({
		address: want.address,
		mark,
		...repair !== void 0 && { repair },
		found: changesOf(want, input.base, live),
		asked: () => input.base ? gitDiff({
			...input,
			seen: null
		}).changes : [],
		...input.isCommitted !== void 0 && { isCommitted: input.isCommitted }
	});
}
function diffHa(input) {
	const { want, seen } = input;
	if (seen === null) return gitDiff(input);
	switch (seen.is) {
		case "unknown":
		case "foreign":
		case "copy": return {
			...NOTHING,
			notes: [seen.why]
		};
		case "absent":
		case "debris": return want ? create(want) : NOTHING;
		case "adoptable": {
			if (!want) return NOTHING;
			const adoption = wholeOf("not managed", "managed", "config");
			return {
				...NOTHING,
				action: "adopt",
				changes: [adoption, ...changesOf(want, null, seen.live)]
			};
		}
		case "ours": return want ? ours(input, want, seen) : removal(input.base?.spec.name ?? seen.mark?.id ?? "");
	}
}
// src/kinds/ha/finding-ids.ts
/** What can be wrong with the files of HA resources and rules beyond their form. */
const HA_FINDINGS = {
	PHX890: error("An HA resource is of no guest", "HA starts, watches and moves one guest, so its file has to name one of this estate by its address. Correct \"guest\"; a guest of another estate stays with the other estate."),
	PHX891: error("This version of Proxmox has no such HA setting", "Rules between resources, and failback of a single resource, came with PVE 9; PVE 8 has groups of nodes, which a rule of the type node-affinity becomes there. Leave it out until every node is upgraded."),
	PHX892: error("An HA rule names what HA does not have", "Proxmox refuses a rule about guests that HA does not manage, or about nodes that the cluster does not have. Name files of ha/ under \"resources\", and nodes of phoenix.json under \"nodes\"."),
	PHX893: error("An HA rule lacks what its type needs, or has what belongs to the other type", "A rule of the type node-affinity says which \"nodes\" its resources are on; one of the type resource-affinity says whether at least two resources are kept together or apart.")
};
/** A finding at a pointer of the merged file. */
function finding(id, path, message, hint) {
	return {
		id,
		severity: HA_FINDINGS[id].severity,
		message,
		path,
		hint
	};
}
// src/kinds/ha/observe.ts
/** Whose an entry of HA is: the mark file tells, or that it is as git said at the last commit. */
/** Where an id stands: the file of a rule is told by whoever wants it, or by which file has the name. */
function placeOf(id, texts) {
	if (id.startsWith("ha:")) return {
		file: "resources",
		name: id.slice(3)
	};
	const name = id.slice(8);
	return {
		file: haEntry(texts, {
			file: "groups",
			name
		}) ? "groups" : "rules",
		name
	};
}
/** As another state of it has it: what that does not name may be anything. */
const isLike = (live, { type, options }) => live.type === type && Object.entries(options).every(([key, value]) => live.options[key] === value);
function observeHa({ snapshot, id, estate, env, want, base }) {
	const texts = snapshot.files ?? /* @__PURE__ */ new Map();
	const live = haEntry(texts, want?.spec ?? placeOf(id, texts));
	if (!live) return { is: "absent" };
	const mark = markOfId(snapshot, estate, id)?.mark ?? null;
	if (mark) {
		if (mark.env === env) return {
			is: "ours",
			live,
			mark
		};
		return {
			is: "foreign",
			why: `${id} belongs to the environment "${mark.env ?? ""}" of this estate`
		};
	}
	const other = otherOwner(snapshot, estate, id);
	if (other !== null) return {
		is: "foreign",
		why: `${id} belongs to the estate "${other}"`
	};
	if (want?.spec.adopt) return {
		is: "adoptable",
		live
	};
	if (base && isLike(live, base.spec)) return {
		is: "ours",
		live,
		mark: null,
		repair: "its mark file is missing: it is written again"
	};
	return {
		is: "foreign",
		why: `${id} was made by somebody else; "adopt": true in the file takes it over`
	};
}
const ownedHa = (prefix) => (snapshot, estate, env) => marksIn(snapshot, estate, env, prefix);
// src/kinds/ha/schema.ts
/** What a file `ha/NAME.json` may hold: a guest that the HA manager runs, in Proxmox's words. */
const comment = string().max(4096).regex(/^[^\r\n]*$/, "must be one line").optional().describe("Shown beside it.");
const haSchema = strictObject({
	$schema: string().optional(),
	guest: string().describe("The guest, by its address; the other settings of it stay in its own file."),
	state: _enum([
		"started",
		"stopped",
		"disabled",
		"ignored"
	]).optional().describe("What HA sees to; as \"state\" of the guest unless given. \"ignored\": HA does nothing."),
	max_restart: int().nonnegative().max(1e3).optional().describe("Starts that are tried again on one node, when one has failed."),
	max_relocate: int().nonnegative().max(1e3).optional().describe("Nodes that are tried after that."),
	failback: boolean().optional().describe("Back to the node that its rule prefers, when that one comes back (PVE 9)."),
	comment,
	extends: array(string()).optional().describe("Profiles, weakest first."),
	adopt: boolean().optional().describe("Take over an HA resource that exists.")
});
const HA_WORDS = {
	guest: { examples: ["lxc/db", "vm/db"] },
	max_restart: { examples: [1, 3] },
	max_relocate: { examples: [1, 2] },
	comment: { examples: ["The database: somebody is called when it is down."] },
	extends: { examples: [["critical"]] }
};
// src/kinds/ha/resolve.ts
/** Groups instead of rules, as long as one node has them: the cluster's files have one form (PVE 8.4). */
const hasGroups = ({ nodes }) => Object.values(nodes).some(({ pve }) => pve.startsWith("8."));
/** What HA calls guests of a kind. */
const TYPES = {
	lxc: "ct",
	vm: "vm"
};
/** `ct:101`; null: there is no such guest in this estate. */
function sidOf(address, mergedOf) {
	const type = TYPES[address.split("/")[0] ?? ""];
	const vmid = mergedOf(address)?.["vmid"];
	return type !== void 0 && typeof vmid === "number" ? `${type}:${vmid}` : null;
}
function resolveHa({ merged, mergedOf, settings }) {
	const { guest, state, max_restart, max_relocate, failback, comment, adopt } = haSchema.parse(merged);
	const sid = sidOf(guest, mergedOf);
	if (sid === null) return {
		spec: null,
		findings: [finding("PHX890", "/guest", `${guest} is no guest of this estate`, "Name it by its address, such as lxc/db or vm/db.")]
	};
	if (failback !== void 0 && hasGroups(settings)) return {
		spec: null,
		findings: [finding("PHX891", "/failback", "PVE 8 knows no \"failback\" of a single resource", "Leave it out; when all nodes have PVE 9, write it.")]
	};
	const own = mergedOf(guest)?.["state"] === "stopped" ? "stopped" : "started";
	const options = {
		state: state ?? own,
		...max_restart === void 0 ? {} : { max_restart: String(max_restart) },
		...max_relocate === void 0 ? {} : { max_relocate: String(max_relocate) },
		...failback === void 0 ? {} : { failback: failback ? "1" : "0" },
		...comment === void 0 ? {} : { comment }
	};
	return {
		spec: {
			id: `ha:${sid}`,
			file: "resources",
			type: sid.split(":")[0] ?? "",
			name: sid,
			options,
			adopt: adopt ?? false,
			needs: [guest],
			summary: `${guest}, ${options.state}`,
			node: anyNode(settings)
		},
		findings: []
	};
}
// src/kinds/ha/rules/facts/ha-entries.ts
const ofKind = ({ resources }, kind) => [...resources.values()].filter((one) => one.kind === kind).map((one) => one);
/** In the order of their addresses. */
const haIn = (estate) => ofKind(estate, "ha").map((resource) => {
	const [to = ""] = resource.spec.needs;
	return {
		resource,
		guest: estate.resources.get(to)
	};
});
/** Rules that are obeyed, in the order of their addresses. */
const haRulesIn = (estate) => ofKind(estate, "ha-rule").filter(({ spec }) => spec.options["disable"] !== "1");
/** Addresses of files of ha/ that a rule is about. */
const membersOf = ({ spec }) => spec.needs;
// src/kinds/ha/rules/registry.ts
const haRules = [
	{
		id: "PHX894",
		severity: "warning",
		title: "A guest of HA has a disk on a storage of its node",
		why: "When the node fails, HA brings the guest up on another one, where its disk is not: it fails there, and stays down until the node is back. HA is of use to guests on storages that are shared.",
		example: {
			wrong: "\"rootfs\": { \"storage\": \"local-zfs\", \"size\": \"8G\" }, and a file of ha/ for it",
			right: "\"rootfs\": { \"storage\": \"nas\", \"size\": \"8G\" }, where \"nas\" is \"shared\": true under \"storages\" of each node"
		},
		*check(input) {
			const { estate } = input;
			for (const { resource, guest } of haIn(estate)) {
				const stored = guest ? input.kindOf(guest)?.stored?.(guest.spec) : null;
				for (const { storage, path } of stored?.disks ?? []) {
					if (storage === null || !guest || !stored) continue;
					if (storageIn(estate.settings, stored.node, storage)?.shared !== false) continue;
					yield {
						message: `HA cannot bring ${guest.address} up elsewhere: "${storage}" is a storage of ${stored.node} alone`,
						hint: "Put its disks on a shared storage, or leave it out of HA.",
						at: {
							resource,
							path: "/guest"
						},
						also: {
							resource: guest,
							path
						}
					};
				}
			}
		}
	},
	{
		id: "PHX895",
		severity: "warning",
		title: "HA in a cluster that one node can bring to a halt",
		why: "HA recovers guests where more than half of the nodes are left. Of two nodes none is, when one fails: the other one loses its quorum, restarts by its watchdog, and takes its own guests down with it.",
		example: {
			wrong: "\"nodes\": { \"pve1\": {}, \"pve2\": {} }, and a file in ha/",
			right: "three nodes; or two and a QDevice, with \"rules\": { \"PHX895\": \"off\" }"
		},
		*check(input) {
			const { estate } = input;
			const count = Object.keys(estate.settings.nodes).length;
			const [first] = haIn(estate);
			if (!first || count > 2) return;
			yield {
				message: `HA with ${count === 1 ? "one node" : "two nodes"} recovers nothing when one of them fails`,
				hint: "Add a third node, or a QDevice and turn this rule off.",
				at: {
					resource: first.resource,
					path: "/guest"
				},
				also: input.inSettings("nodes")
			};
		}
	},
	{
		id: "PHX896",
		severity: "error",
		title: "A guest and its HA resource ask for opposite states",
		why: "HA starts what it is told to start, whatever the file of the guest says, and each apply would stop it again. Without \"state\" in the file of ha/, HA sees to what the guest's own file says.",
		example: {
			wrong: "\"state\": \"stopped\" in lxc/db.json, \"state\": \"started\" in ha/db.json",
			right: "\"state\": \"stopped\" in lxc/db.json alone"
		},
		*check({ estate, guests }) {
			const runs = new Map(guests.map(({ resource, view }) => [resource.address, view.runs]));
			for (const { resource, guest } of haIn(estate)) {
				const asked = resource.spec.options["state"];
				const wants = guest ? runs.get(guest.address) : void 0;
				if (!guest || wants === void 0 || asked === "ignored" || asked === "started" === wants) continue;
				yield {
					message: `${guest.address} shall be ${wants ? "running" : "stopped"}, and HA is told "${asked}"`,
					hint: "Leave \"state\" out of the file of ha/, or write the same in both.",
					at: {
						resource,
						path: "/state"
					},
					also: {
						resource: guest,
						path: "/state"
					}
				};
			}
		}
	}
];
// src/kinds/ha/commands.ts
const run = (...argv) => ({
	verb: "run",
	argv: ["ha-manager", ...argv]
});
const words = (options) => Object.entries(options).flatMap(([key, value]) => [`--${key}`, value]);
/** Proxmox takes "0" for them and keeps what stood there: only deleting turns them off (PVE 9.2). */
const SWITCHES = [
	"disable",
	"strict",
	"restricted",
	"nofailback"
];
const isOff = (key, value) => value === null || SWITCHES.includes(key) && value === "0";
function editWords(edits) {
	const set = Object.entries(edits).filter(([key, value]) => !isOff(key, value));
	const gone = Object.keys(edits).filter((key) => isOff(key, edits[key] ?? null));
	return [...words(Object.fromEntries(set.map(([key, value]) => [key, value ?? ""]))), ...gone.length > 0 ? ["--delete", gone.join(",")] : []];
}
function addCommand({ file, type, name }, options) {
	const told = Object.entries(options).filter(([key, value]) => !isOff(key, value));
	const more = words(Object.fromEntries(told));
	switch (file) {
		case "resources": return run("add", name, ...more);
		case "rules": return run("rules", "add", type, name, ...more);
		case "groups": return run("groupadd", name, ...more);
	}
}
function setCommand({ file, type, name }, edits) {
	switch (file) {
		case "resources": return run("set", name, ...editWords(edits));
		case "rules": return run("rules", "set", type, name, ...editWords(edits));
		case "groups": return run("groupset", name, ...editWords(edits));
	}
}
function removeCommand(file, name) {
	switch (file) {
		case "resources": return run("remove", name);
		case "rules": return run("rules", "remove", name);
		case "groups": return run("groupremove", name);
	}
}
// src/kinds/ha/steps.ts
/** The steps of an entry of HA: one command for all its options, one for each guest that joins or leaves a group, the mark. */
const TIMEOUT = 6e4;
/** What the section itself does not say: which guests are in a group stands with each of them (PVE 8.4). */
const isMembers = ({ file }, key) => file === "groups" && key === "resources";
const listIn = (text) => (text ?? "").split(",").filter((word) => word !== "");
function memberDrafts(entry, before, after, effect) {
	const [was, shall] = [listIn(before), listIn(after)];
	const draft = (sid, joins) => {
		const resource = {
			id: entry.id,
			file: "resources",
			type: "",
			name: sid
		};
		return {
			what: `member:${sid}`,
			title: joins ? `put ${sid} into the group ${entry.name}` : `take ${sid} out of the group ${entry.name}`,
			effect,
			do: setCommand(resource, { group: joins ? entry.name : null }),
			guard: [],
			verify: [entryCond(resource, { group: joins ? entry.name : null })]
		};
	};
	return [...shall.filter((sid) => !was.includes(sid)).map((sid) => draft(sid, true)), ...was.filter((sid) => !shall.includes(sid)).map((sid) => draft(sid, false))];
}
function createDrafts(entry, options, effect) {
	const own = Object.fromEntries(Object.entries(options).filter(([key]) => !isMembers(entry, key)));
	const members = entry.file === "groups" ? options["resources"] ?? null : null;
	return [{
		what: "add",
		title: entry.file === "resources" ? `let HA run ${entry.name}` : `add the rule ${entry.name}`,
		effect,
		do: addCommand(entry, own),
		guard: [entryCond(entry, null)],
		verify: [entryCond(entry, own)]
	}, ...memberDrafts(entry, null, members, effect)];
}
function updateDrafts(entry, { changes }) {
	const options = changes.filter(({ slot }) => slot !== "entry" && slot !== "marker");
	const own = options.filter(({ slot }) => !isMembers(entry, slot));
	const edits = Object.fromEntries(own.map(({ slot, after }) => [slot, after]));
	const before = Object.fromEntries(own.map((change) => [change.slot, change.before]));
	const members = options.find(({ slot }) => isMembers(entry, slot));
	const set = {
		what: "set",
		title: `set ${own.map(({ slot }) => slot).join(", ")}`,
		effect: worst(own.map(({ effect }) => effect)),
		do: setCommand(entry, edits),
		guard: [entryCond(entry, before)],
		verify: [entryCond(entry, edits)]
	};
	return [...own.length > 0 ? [set] : [], ...members ? memberDrafts(entry, members.before, members.after, members.effect) : []];
}
function removeDrafts(entry, live) {
	const members = entry.file === "groups" ? live.options["resources"] ?? null : null;
	const remove = {
		what: "remove",
		title: entry.file === "resources" ? `take ${entry.name} out of HA` : `remove the rule ${entry.name}`,
		effect: "config",
		do: removeCommand(entry.file, entry.name),
		guard: [],
		verify: [entryCond(entry, null)]
	};
	return [...memberDrafts(entry, members, null, "config"), remove];
}
function entryOf({ want, base, mark, snapshot }) {
	const spec = want?.spec ?? base?.spec;
	if (spec) return spec;
	const place = placeOf(mark.id, snapshot.files ?? /* @__PURE__ */ new Map());
	const live = haEntry(snapshot.files ?? /* @__PURE__ */ new Map(), place);
	return {
		id: mark.id,
		...place,
		type: live?.type ?? ""
	};
}
function draftsOf(entry, input) {
	const { action, want, seen, changes } = input;
	switch (action) {
		case "create": return createDrafts(entry, want?.spec.options ?? {}, worst(changes.map(({ effect }) => effect)));
		case "remove":
		case "destroy": return seen.is === "ours" ? removeDrafts(entry, seen.live) : [];
		case "update":
		case "rename":
		case "adopt": return updateDrafts(entry, input);
		case "no-op":
		case "replace":
		case "retire":
		case "migrate": return [];
	}
}
function haSteps(input) {
	const { mark, settings, snapshot, action } = input;
	const entry = entryOf(input);
	const node = anyNode(settings, snapshot);
	const { address, estate, id } = mark;
	const drafts = draftsOf(entry, input);
	if (drafts.length === 0 && input.changes.length === 0) return [];
	const rows = drafts.map(({ what, ...draft }, index) => ({
		id: `${address}:${what}`,
		address,
		node,
		...draft,
		after: index === 0 ? [] : [`${address}:${drafts[index - 1]?.what ?? ""}`],
		locks: [{
			name: "ha",
			mode: "exclusive"
		}],
		retry: "contention",
		timeout: TIMEOUT
	}));
	const last = rows.at(-1);
	const after = last ? [last.id] : [];
	const gone = action === "remove" || action === "destroy";
	return [...rows, markStep({
		mark: gone ? null : mark,
		id,
		estate,
		address,
		node,
		after
	})];
}
// src/kinds/ha/kind.ts
const haKind = {
	kind: "ha",
	schema: haSchema,
	words: HA_WORDS,
	sets: [],
	resolve: resolveHa,
	defaultOf: (path) => HA_DEFAULTS.resources[path.slice(1)],
	id: ({ id }) => id,
	node: ({ node }) => node,
	scope: ({ id }) => id,
	reads: { cluster: [...Object.values(HA_FILES), MARK_FILES] },
	look: lookAtHa,
	edges: ({ spec }) => spec.needs.map((to) => ({
		to,
		when: "exists"
	})),
	outputs: () => ({}),
	observe: observeHa,
	owned: ownedHa("ha:"),
	diff: diffHa,
	steps: haSteps,
	holds: holdsHa,
	demand: () => null,
	tools: ["ha-manager"],
	findings: HA_FINDINGS,
	rules: haRules,
	summary: ({ summary }) => summary
};
export { hasGroups as a, observeHa as c, diffHa as d, holdsHa as f, haValue as g, HA_FILES as h, membersOf as i, ownedHa as l, HA_DEFAULTS as m, haSteps as n, sidOf as o, lookAtHa as p, haRulesIn as r, comment as s, haKind as t, finding as u };
