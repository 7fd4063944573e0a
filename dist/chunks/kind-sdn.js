import { d as canonical, f as isObject, m as pointerSegments, p as pointer, u as sections } from "./base.js";
import { D as strictObject, E as record, O as string, f as _enum, g as discriminatedUnion, p as array, x as literal } from "./zod.js";
import { co as anyNode, da as IPAM_FILES, do as markOfId, fa as ipamIn, fo as markStep, lo as MARK_FILES, mo as otherOwner, po as marksIn, tn as idOfEstate } from "./engine.js";
// src/kinds/sdn/config.ts
/**
* The files in which Proxmox keeps SDN: what was last committed, and what was edited since and waits for a commit. Pure.
* Zones, vnets and subnets are objects called `zone:lab`, `vnet:web`, `subnet:lab-10.9.0.0-24`; lists stand as one text.
*/
const SDN_FOLDER = "/etc/pve/sdn";
const LOCK_FILE = `${SDN_FOLDER}/.lock`;
const RUNNING_FILE = `${SDN_FOLDER}/.running-config`;
const TYPES = [
	"zone",
	"vnet",
	"subnet"
];
const fileOf = (type) => `${SDN_FOLDER}/${type}s.cfg`;
/** What a look at SDN reads: all of it is the same on every node. */
const SDN_FILES = [
	...TYPES.map(fileOf),
	RUNNING_FILE,
	LOCK_FILE
];
/** Keys whose order says nothing. */
const LISTS$1 = /* @__PURE__ */ new Set([
	"nodes",
	"exitnodes",
	"peers"
]);
/** A list of names in one order, everything else as it stands. */
function plainField(key, value) {
	if (!LISTS$1.has(key)) return value;
	return value.split(/[\s,;]+/).filter((name) => name !== "").toSorted().join(",");
}
/** Proxmox computes these from the id of a subnet, and picks the address of a bridge by itself. */
const COMPUTED = /* @__PURE__ */ new Set([
	"id",
	"cidr",
	"network",
	"mask",
	"mac"
]);
function fieldsOf(type, values) {
	const all = [...values].filter(([key]) => !(type !== "zone" && (key === "type" || COMPUTED.has(key))));
	const kept = type === "subnet" ? all.filter(([key]) => key !== "zone") : all;
	return Object.fromEntries(kept.map(([key, value]) => [key, plainField(key, value)]));
}
function edited(text, type) {
	return sections(text).map((section) => {
		const own = type === "zone" ? [["type", section.type]] : [];
		return [`${type}:${section.id}`, fieldsOf(type, [...own, ...Object.entries(section.options)])];
	});
}
/** Perl writes numbers as texts or as numbers, as it last used them. */
function textOf$1(value) {
	if (Array.isArray(value)) return value.map(textOf$1).join("\n");
	if (isObject(value)) return Object.keys(value).join(",");
	return typeof value === "string" ? value : JSON.stringify(value);
}
function committed(running, type) {
	const group = running[`${type}s`];
	const ids = isObject(group) ? group["ids"] : void 0;
	return Object.entries(isObject(ids) ? ids : {}).flatMap(([id, fields]) => {
		if (!isObject(fields)) return [];
		const values = Object.entries(fields).map(([key, value]) => [key, textOf$1(value)]);
		return [[`${type}:${id}`, fieldsOf(type, values)]];
	});
}
function parsed(text) {
	try {
		const value = JSON.parse(text ?? "{}");
		return isObject(value) ? value : {};
	} catch {
		return {};
	}
}
/** What the files of the cluster tell of SDN. */
function sdnOf(files) {
	const running = parsed(files.get(RUNNING_FILE));
	const lock = files.get(LOCK_FILE)?.trim();
	return {
		pending: new Map(TYPES.flatMap((type) => edited(files.get(fileOf(type)) ?? "", type))),
		running: new Map(TYPES.flatMap((type) => committed(running, type))),
		version: Number(running["version"] ?? 0),
		lock: lock === void 0 || lock === "" ? null : lock
	};
}
const isSame = (a, b) => {
	if (!a || !b) return a === b;
	const keys = Object.keys(a);
	return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};
/** Keys of objects that were edited and not committed. */
function uncommitted({ pending, running }) {
	return [.../* @__PURE__ */ new Set([...pending.keys(), ...running.keys()])].filter((key) => !isSame(pending.get(key), running.get(key))).toSorted();
}
// src/kinds/sdn/left.ts
/**
* What Phoenix writes down before it touches SDN: which resources a transaction is about. Where an apply was killed, it
* tells the next one that the lock and the edits which nobody committed are its own, not somebody else's.
*/
const schema = strictObject({
	addresses: array(string()),
	at: string(),
	/** `open`: its lock and its edits may stand there; `done`: committed, though marks may not be written yet. */
	state: _enum(["open", "done"])
});
/** The notes of any estate. */
const LEFT_FILES = "/etc/pve/phoenix/*/sdn-*.json";
const PHASES = ["grow", "shrink"];
const leftPath = (estate, phase) => `/etc/pve/phoenix/${encodeURIComponent(estate)}/sdn-${phase}.json`;
const leftText = (note) => `${canonical(note)}\n`;
function noteIn(text) {
	if (text === void 0) return null;
	try {
		return schema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}
function leftIn(files, estate) {
	const notes = PHASES.flatMap((phase) => {
		const note = noteIn(files?.get(leftPath(estate, phase)));
		return note ? [{
			...note,
			phase
		}] : [];
	});
	const open = notes.filter(({ state }) => state === "open");
	const addressesOf = (of) => [...new Set(of.flatMap(({ addresses }) => addresses))];
	return {
		open: addressesOf(open),
		openPhases: open.map(({ phase }) => phase),
		known: addressesOf(notes)
	};
}
// src/kinds/sdn/node-config.ts
/** What a node has made of the last commit: /etc/network/interfaces.d/sdn, which its own reload of the network writes. */
const INTERFACES_FILE = "/etc/network/interfaces.d/sdn";
function nodeConfigIn(text) {
	const version = /^#version:(\d+)/.exec(text ?? "")?.[1];
	const names = [...(text ?? "").matchAll(/^iface (\S+)/gm)].map(([, name = ""]) => name);
	return {
		version: Number(version ?? 0),
		interfaces: new Set(names)
	};
}
/** What a node lacks of a commit, in words; null: it has applied it. */
function lagging(config, version, { bridges, gone = [] }) {
	const missing = bridges.find((bridge) => !config.interfaces.has(bridge));
	if (missing !== void 0) return `has no bridge for the vnet ${missing}`;
	const still = gone.find((bridge) => config.interfaces.has(bridge));
	if (still !== void 0) return `still has a bridge for the vnet ${still}`;
	return config.version < version ? "has not applied the last commit" : null;
}
// src/kinds/sdn/spec.ts
/** What kinds of SDN have in common: a resource is one object of Proxmox, or several, each with its fields. */
/** Keys of files that Proxmox calls otherwise. */
const OTHERWISE = {
	"dhcp-range": "dhcp",
	"dhcp-dns-server": "dns"
};
const BACK = new Map(Object.entries(OTHERWISE).map(([field, key]) => [key, field]));
const isSubnet = (key) => key.startsWith("subnet:");
/** Where a field stands in the file. */
function fieldPath({ key, path }, field) {
	const name = isSubnet(key) ? OTHERWISE[field] ?? field : field;
	return `${path}${pointer(name)}`;
}
/** The field that stands there; null: it is the object itself. */
function fieldAt({ key, path }, at) {
	const name = pointerSegments(at.slice(path.length)).at(-1);
	if (name === void 0) return null;
	return isSubnet(key) ? BACK.get(name) ?? name : name;
}
/** `zone/lab` of `zone:lab`, and the vnet of a subnet. */
function ownerOf(key, fields) {
	return isSubnet(key) ? `vnet/${fields?.["vnet"] ?? ""}` : key.replace(":", "/");
}
/** `the subnet 10.9.0.0/24`, `the zone lab`. */
function objectText(key) {
	const [type = "", id = ""] = key.split(/:(.*)/s);
	return type === "subnet" ? `the subnet ${cidrOf(id)}` : `the ${type} ${id}`;
}
/** `10.9.0.0/24` of `lab-10.9.0.0-24`. */
function cidrOf(subnetId) {
	const [, network = "", mask = ""] = /^[^-]+-(.*)-(\d+)$/.exec(subnetId) ?? [];
	return `${network}/${mask}`;
}
/** Where a subnet stands in the file of its vnet; the empty path for anything else. */
const subnetPath = (key) => isSubnet(key) ? pointer("subnets", cidrOf(key.slice(7))) : "";
// src/kinds/sdn/pending.ts
/** Edits of SDN that somebody made and did not apply: a commit of ours would bring them in, so that nothing is committed. */
/** Whether an object is as it was meant. */
function isMeant(fields, meant) {
	if (meant === null) return fields === void 0;
	if (!fields) return false;
	return Object.entries(meant).every(([key, value]) => (fields[key] ?? null) === value);
}
/**
* Objects with edits that are neither of a killed apply nor what is meant, in words.
* @param begun resources whose edits may be those of a killed apply
*/
function foreignEdits(state, begun, meant) {
	return uncommitted(state).flatMap((key) => {
		const [now, before] = [state.pending.get(key), state.running.get(key)];
		if (begun.includes(ownerOf(key, now ?? before))) return [];
		const wanted = meant[key];
		if (wanted !== void 0 && isWithin(now, before, wanted)) return [];
		return [`${objectText(key)} ${!before ? "is new" : now ? "was changed" : "was removed"}`];
	});
}
/** Whatever differs from what runs is as it is meant. */
function isWithin(now, before, meant) {
	if (meant === null || !now) return now === void 0 && meant === null;
	return [.../* @__PURE__ */ new Set([...Object.keys(now), ...Object.keys(before ?? {})])].every((key) => now[key] === before?.[key] || (now[key] ?? null) === meant[key]);
}
/** What is not yet as meant, in words. */
function unmet(objects, meant) {
	return Object.entries(meant).flatMap(([key, one]) => isMeant(objects.get(key), one) ? [] : [`${objectText(key)} is not as it was meant`]);
}
// src/kinds/sdn/conditions.ts
/** Conditions of SDN's steps, decided from a fresh reading of its files. */
const meantObjects$1 = record(string(), record(string(), string().nullable()).nullable());
const check = discriminatedUnion("is", [
	strictObject({
		is: literal("pending"),
		objects: meantObjects$1
	}),
	strictObject({
		is: literal("committed"),
		objects: meantObjects$1
	}),
	strictObject({
		is: literal("settled"),
		objects: array(string())
	}),
	strictObject({
		is: literal("ours alone"),
		addresses: array(string()),
		meant: meantObjects$1
	}),
	strictObject({
		is: literal("only"),
		meant: meantObjects$1
	}),
	strictObject({ is: literal("unlocked") }),
	strictObject({
		is: literal("unowned"),
		mac: string()
	}),
	strictObject({
		is: literal("locked"),
		token: string().optional()
	}),
	strictObject({
		is: literal("applied"),
		bridges: array(string()),
		gone: array(string())
	})
]);
const CONF_FILES = ["/etc/pve/nodes/*/lxc/*.conf", "/etc/pve/nodes/*/qemu-server/*.conf"];
/** How SDN is read anew: by files alone. */
function lookAtSdn(scope) {
	if (scope === "sdn") return { files: [...SDN_FILES, LEFT_FILES] };
	if (scope === "sdn cards") return { files: CONF_FILES };
	const node = /^sdn@(.+)$/s.exec(scope)?.[1];
	return node === void 0 ? null : {
		files: [...SDN_FILES, INTERFACES_FILE],
		node
	};
}
const joined = (problems) => problems.length === 0 ? true : problems.join(", ");
const HELD = "somebody else holds the lock of SDN: wait for them, or free it with \"pvesh delete /cluster/sdn/lock --force 1\"";
function sdnHolds(condition, state) {
	if (!("files" in state)) return "SDN cannot be read by a guest";
	const asked = check.parse(condition);
	const sdn = sdnOf(state.files);
	switch (asked.is) {
		case "pending": return joined(unmet(sdn.pending, asked.objects));
		case "committed": return joined(unmet(sdn.running, asked.objects));
		case "settled": return joined(uncommitted(sdn).filter((key) => asked.objects.includes(key)).map((key) => `${objectText(key)} has an edit that is not applied`));
		case "ours alone":
		case "only": {
			const edits = foreignEdits(sdn, asked.is === "only" ? [] : asked.addresses, asked.meant);
			return joined(edits.map((edit) => `${edit} by somebody else, and not applied`));
		}
		case "unowned": {
			const owner = [...state.files].find(([, text]) => text.toUpperCase().includes(asked.mac));
			return owner === void 0 || `${owner[0]} has the card ${asked.mac} now`;
		}
		case "unlocked": return sdn.lock === null ? true : HELD;
		case "locked":
			if (sdn.lock === null) return "nobody holds the lock of SDN";
			return asked.token === void 0 || asked.token === sdn.lock ? true : HELD;
		case "applied": {
			const why = lagging(nodeConfigIn(state.files.get(INTERFACES_FILE)), sdn.version, asked);
			return why === null ? true : `it ${why}: see the task log of its network reload`;
		}
	}
}
// src/kinds/sdn/live.ts
const KNOWN = /* @__PURE__ */ new WeakMap();
const NO_FILES = /* @__PURE__ */ new Map();
/** Parsed once for a reading. */
function sdnIn({ files = NO_FILES }) {
	const known = KNOWN.get(files) ?? sdnOf(files);
	KNOWN.set(files, known);
	return known;
}
/** The vnets of a zone, and its own subnets of a vnet. */
function objectsOf(objects, id) {
	const name = id.slice(id.indexOf(":") + 1);
	const own = [...objects].filter(([key, fields]) => key === id || id.startsWith("vnet:") && key.startsWith("subnet:") && fields["vnet"] === name);
	return new Map(own);
}
/** Names of the nodes that a zone is on; null: all. */
function nodesOfZone(objects, zone) {
	const nodes = objects.get(`zone:${zone}`)?.["nodes"];
	return nodes === void 0 || nodes === "" ? null : new Set(nodes.split(","));
}
/** The bridges that a node has to have. */
function bridgesOn(objects, node) {
	return [...objects].flatMap(([key, { zone = "" }]) => key.startsWith("vnet:") && (nodesOfZone(objects, zone)?.has(node) ?? true) ? [key.slice(5)] : []);
}
function behindOf(snapshot, { running, version }, id) {
	const [type, name = ""] = id.split(":");
	const on = nodesOfZone(running, type === "zone" ? name : running.get(id)?.["zone"] ?? "");
	return [...snapshot.nodes].flatMap(([node, facts]) => {
		if (!facts.reachable || !facts.files || !(on?.has(node) ?? true)) return [];
		const why = lagging(nodeConfigIn(facts.files.get(INTERFACES_FILE)), version, { bridges: type === "vnet" ? [name] : [] });
		return why === null ? [] : [{
			node,
			why
		}];
	});
}
/** Null: it is not there, as committed. */
function liveOf(snapshot, id) {
	const state = sdnIn(snapshot);
	if (!state.running.has(id)) return null;
	return {
		objects: objectsOf(state.running, id),
		behind: behindOf(snapshot, state, id)
	};
}
// src/kinds/sdn/leaks.ts
const LEAK = "leak";
/** Of a vnet, by its id; nothing of a zone. */
function leaksOf(snapshot, id) {
	if (!id.startsWith("vnet:")) return [];
	const { running } = sdnIn(snapshot);
	const zone = running.get(id)?.["zone"] ?? "";
	const keys = [...objectsOf(running, id).keys()].filter((key) => key.startsWith("subnet:"));
	const subnets = new Set(keys.map((key) => cidrOf(key.slice(7))));
	const own = ipamIn(snapshot.files).filter((one) => one.zone === zone && subnets.has(one.subnet) && one.mac !== null);
	if (own.length === 0) return [];
	const confs = [...snapshot.guests.values()].map(({ text }) => text.toUpperCase());
	return own.filter(({ mac }) => !confs.some((text) => text.includes(mac ?? "")));
}
const leakText = ({ ip, mac, vmid }) => `${ip} is kept for ${mac ?? "nobody"}${vmid === null ? "" : ` of ${vmid}`}, a card that no guest has`;
const leakPath = (ip) => pointer("leaks", ip);
/** Their end: no commit shows when one comes about, and the file of the vnet says what becomes of it. */
const leakChange = (entry) => ({
	path: leakPath(entry.ip),
	before: `${entry.mac ?? ""}${entry.vmid === null ? "" : ` of ${entry.vmid}`}`,
	after: null,
	effect: "config",
	slot: LEAK,
	followed: true
});
// src/kinds/sdn/kept.ts
/**
* Addresses that keep a subnet: Proxmox removes none that has any (PVE 9.2). Those of cards that leave the vnet are free by
* then; those of a card that stays on it, or of a guest that no file names any more, a retired one such as, are not.
*/
const vmidOf = ({ spec }) => typeof spec === "object" && spec !== null && "vmid" in spec ? spec.vmid : void 0;
/** Those that cards have of a subnet, by its key; its gateway is no such one. */
function addressesIn({ files }, key) {
	const id = key.slice(7);
	const [zone, cidr] = [id.slice(0, id.indexOf("-")), cidrOf(id)];
	return ipamIn(files).filter((one) => one.zone === zone && one.subnet === cidr && one.mac !== null);
}
/** The key of a card in the conf file of its guest. */
function slotOf(text, mac) {
	const line = text.split("\n").find((one) => /^net\d+: /.test(one) && one.toUpperCase().includes(mac));
	return line?.slice(0, line.indexOf(":"));
}
const cardOf = ({ merged }, slot) => {
	const card = merged[slot];
	return isObject(card) ? card : null;
};
/** The guest has it as long as nobody purges it, or its card stays on the vnet and keeps it. */
function whyHeld({ snapshot, estate, settings }, vnet, entry) {
	const { vmid, mac, ip } = entry;
	const text = vmid === null ? void 0 : snapshot?.guests.get(vmid)?.text;
	const slot = mac === null || text === void 0 ? void 0 : slotOf(text.split(/^\[/m)[0] ?? "", mac);
	if (slot === void 0 || !estate) return null;
	const guest = [...estate.values()].find((one) => vmidOf(one) === vmid);
	if (!guest) {
		if (settings.policies.retire === 0) return null;
		return `the guest ${vmid}, which no file names, has ${ip} of it still: it goes when that guest is gone (phoenix purge)`;
	}
	const card = cardOf(guest, slot);
	if (card?.["bridge"] !== vnet || ![void 0, ip].includes(card["pin"])) return null;
	return `${slot} of ${guest.address} stays on the vnet and has ${ip} of it: move that card to another vnet first, or pin it to an address of another subnet`;
}
/** Who joins the vnet while others leave it could be given an address of the subnet, which none could take away then. */
function whoJoins({ snapshot, estate }, vnet) {
	for (const guest of estate?.values() ?? []) {
		const text = snapshot?.guests.get(Number(vmidOf(guest)))?.text ?? "";
		for (const slot of Object.keys(guest.merged)) {
			const card = /^net\d+$/.test(slot) ? cardOf(guest, slot) : null;
			if (card?.["bridge"] !== vnet || card["pin"] !== void 0) continue;
			if (!text.split("\n").find((one) => one.startsWith(`${slot}: `))?.split(/[ ,]/).includes(`bridge=${vnet}`)) return `${slot} of ${guest.address}`;
		}
	}
	return null;
}
function keptBy(input, key, vnet) {
	if (!input.snapshot || !input.estate) return null;
	const entries = addressesIn(input.snapshot, key);
	for (const entry of entries) {
		const why = whyHeld(input, vnet, entry);
		if (why !== null) return why;
	}
	const confs = [...input.snapshot.guests.values()].map(({ text }) => text.toUpperCase());
	const leaving = entries.find(({ mac }) => confs.some((text) => text.includes(mac ?? "")));
	const joining = leaving && input.estate.has(`vnet/${vnet}`) ? whoJoins(input, vnet) : null;
	if (!leaving || joining === null) return null;
	return `${leaving.ip} of it is given back in the same apply in which ${joining} joins the vnet, and could be given an address of it: let it join by a later commit`;
}
/** Why an object cannot go yet, in words; null: it can. A vnet goes with its subnets, and a zone with its vnets. */
function whyKept(input, key) {
	if (!input.snapshot) return null;
	const { running } = sdnIn(input.snapshot);
	const [type = "", id = ""] = key.split(/:(.*)/s);
	const below = [...running].flatMap(([one, fields]) => {
		if (!one.startsWith("subnet:")) return [];
		const { vnet = "" } = fields;
		return one === key || type === "vnet" && vnet === id || type === "zone" && running.get(`vnet:${vnet}`)?.["zone"] === id ? [one] : [];
	});
	for (const one of below) {
		const why = keptBy(input, one, running.get(one)?.["vnet"] ?? "");
		if (why !== null) return why;
	}
	return null;
}
// src/kinds/sdn/diff.ts
const NOTHING = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
/** Fields that Proxmox does not change in what is there, and what to do about it. */
const FIXED = {
	"zone type": "Proxmox keeps the type of a zone: make another zone",
	"vnet zone": "Proxmox keeps a vnet in its zone: make another vnet",
	"subnet vnet": "Proxmox keeps a subnet in its vnet"
};
/** Traffic does not notice. */
const QUIET = /* @__PURE__ */ new Set([
	"alias",
	"dnszoneprefix",
	"dns",
	"reversedns",
	"dnszone"
]);
const typeOf = (key) => key.slice(0, key.indexOf(":"));
function effectOf(key, field) {
	const note = FIXED[`${typeOf(key)} ${field}`];
	if (note !== void 0) return {
		effect: "impossible",
		note
	};
	return { effect: QUIET.has(field) ? "config" : "live" };
}
/** `gateway 10.9.0.1, snat 1`. */
function fieldsText(fields) {
	const words = Object.entries(fields).filter(([key]) => key !== "vnet");
	return words.length === 0 ? "there" : words.map(([key, value]) => `${key} ${value.replaceAll("\n", " ")}`).join(", ");
}
function fieldChanges(object, live, base) {
	const keys = [...Object.keys(object.fields), ...Object.keys(base ?? {})];
	return [...new Set(keys)].flatMap((field) => {
		const [before, after] = [live[field] ?? null, object.fields[field] ?? null];
		if (before === after) return [];
		return [{
			path: fieldPath(object, field),
			before,
			after,
			slot: object.key,
			...effectOf(object.key, field)
		}];
	});
}
/** A whole object that comes or goes. */
const wholeChange = (object, before, after) => ({
	path: object.path,
	before: before && fieldsText(before),
	after: after && fieldsText(after),
	effect: "live",
	slot: object.key
});
/** Zones have one IPAM for all that is in them. */
function withIpamKept(change, subnets) {
	if (!(change.slot.startsWith("zone:") && change.path === "/ipam") || !subnets) return change;
	return {
		...change,
		effect: "impossible",
		note: "Proxmox changes the IPAM of a zone only while it has no subnets"
	};
}
function updated(input, want, base, live) {
	const before = new Map((base?.objects ?? []).map((object) => [object.key, object]));
	const kept = want.objects.flatMap((object) => {
		const now = live.get(object.key);
		return now ? fieldChanges(object, now, before.get(object.key)?.fields) : [wholeChange(object, null, object.fields)];
	});
	const wanted = new Set(want.objects.map(({ key }) => key));
	const gone = [...before.values()].flatMap((object) => {
		const now = live.get(object.key);
		return now && !wanted.has(object.key) ? [wholeChange(object, now, null)] : [];
	});
	const running = input.snapshot ? sdnIn(input.snapshot).running : null;
	const hasSubnets = !running || [...running.keys()].some((key) => key.startsWith(`subnet:${want.name}-`));
	return [...kept, ...gone].map((change) => withIpamKept(change, hasSubnets));
}
function created({ objects }) {
	const [own, ...others] = objects;
	const words = Object.entries(own.fields).map(([field, after]) => ({
		path: fieldPath(own, field),
		before: null,
		after,
		effect: "config",
		slot: own.key
	}));
	const whole = others.map((object) => ({
		...wholeChange(object, null, object.fields),
		effect: "config"
	}));
	return [...words, ...whole];
}
/** Whatever is there of it goes: what stands in a vnet cannot outlive it. */
function removed(live, base) {
	const paths = new Map((base?.objects ?? []).map(({ key, path }) => [key, path]));
	return [...live].map(([key, fields]) => wholeChange({
		key,
		path: paths.get(key) ?? subnetPath(key)
	}, fields, null)).toSorted((a, b) => a.slot < b.slot ? 1 : -1);
}
const markerChange = (before, note) => ({
	path: "/commit",
	before,
	after: "as it shall be",
	effect: "config",
	slot: "marker",
	note
});
const ADOPTION = {
	path: "/adopt",
	before: "not ours",
	after: "ours",
	effect: "config",
	slot: "marker"
};
/** What keeps SDN from being committed at all. */
function obstacles({ snapshot, settings }) {
	if (!snapshot?.files) return [];
	const { open } = leftIn(snapshot.files, idOfEstate(settings));
	const edits = foreignEdits(sdnIn(snapshot), open, {});
	return edits.length === 0 ? [] : [`edits of SDN wait in Proxmox that are not of this estate (${edits.join(", ")}): nothing of SDN is changed until somebody applies them or takes them back`];
}
function finished(changes, input, action) {
	return {
		action,
		changes,
		notes: obstacles(input),
		downtime: 0
	};
}
function ours(input, { live, mark, repair }) {
	const want = input.want?.spec;
	if (!want) return NOTHING;
	const all = updated(input, want, input.base?.spec ?? null, live.objects);
	const staying = new Map(all.flatMap((change) => {
		const why = change.after === null && change.path === subnetPath(change.slot) ? whyKept(input, change.slot) : null;
		return why === null ? [] : [[change, `${objectText(change.slot)} stays: ${why}`]];
	}));
	const changes = all.filter((change) => !staying.has(change));
	if (repair !== void 0 || mark === null) changes.push(markerChange("none", repair ?? "it has no mark file"));
	if (changes.length === 0 && staying.size === 0 && input.base && !sameObjects(input.base.spec, want)) changes.push(markerChange("an earlier commit", "it is as it shall be already"));
	const [behind] = live.behind;
	if (behind) {
		const nodes = live.behind.map(({ node, why }) => `${node} ${why}`).join(", ");
		changes.push(markerChange(nodes, "SDN is applied again"));
	}
	const leaks = input.snapshot ? leaksOf(input.snapshot, want.objects[0].key) : [];
	if (want.cleans) changes.push(...leaks.map(leakChange));
	const told = [...staying.values(), ...want.cleans ? [] : leaks.map(leakText)];
	if (changes.length === 0) return told.length === 0 ? NOTHING : {
		...NOTHING,
		notes: told
	};
	const diff = finished(changes, input, "update");
	return {
		...diff,
		notes: [...diff.notes, ...told]
	};
}
const sameObjects = (a, b) => JSON.stringify(a.objects) === JSON.stringify(b.objects);
/** What would keep the subnets of a vnet from going. */
function leaksIn({ snapshot }, { objects }) {
	const id = [...objects.keys()].find((key) => !key.startsWith("subnet:")) ?? "";
	return snapshot ? leaksOf(snapshot, id).map(leakChange) : [];
}
function gone(input) {
	const { seen, base } = input;
	if (seen === null) {
		if (!base) return NOTHING;
		const objects = new Map(base.spec.objects.map(({ key, fields }) => [key, fields]));
		return {
			...NOTHING,
			action: "remove",
			changes: removed(objects, base.spec)
		};
	}
	switch (seen.is) {
		case "ours": {
			const id = base?.spec.objects[0].key ?? [...seen.live.objects.keys()].find((key) => !key.startsWith("subnet:"));
			const kept = id === void 0 ? null : whyKept(input, id);
			if (kept !== null) return {
				...NOTHING,
				notes: [kept]
			};
			const going = [...removed(seen.live.objects, base?.spec ?? null), ...leaksIn(input, seen.live)];
			const left = [markerChange("its mark file", "it is gone already")];
			return {
				action: "remove",
				changes: going.length > 0 ? going : left,
				notes: obstacles(input),
				downtime: 0
			};
		}
		case "unknown":
		case "foreign":
		case "copy": return {
			...NOTHING,
			notes: [seen.why]
		};
		case "absent":
		case "debris":
		case "adoptable": return NOTHING;
	}
}
function diffSdn(input) {
	const { want, base, seen } = input;
	if (!want) return gone(input);
	if (seen === null) {
		if (!base && want.spec.adopt) return finished([ADOPTION, ...created(want.spec)], input, "adopt");
		if (!base) return finished(created(want.spec), input, "create");
		const before = new Map(base.spec.objects.map(({ key, fields }) => [key, fields]));
		const changes = updated(input, want.spec, base.spec, before);
		return changes.length === 0 ? NOTHING : finished(changes, input, "update");
	}
	switch (seen.is) {
		case "absent": return finished(created(want.spec), input, "create");
		case "adoptable": {
			const changes = updated(input, want.spec, null, seen.live.objects);
			return finished([ADOPTION, ...changes], input, "adopt");
		}
		case "ours": return ours(input, seen);
		case "unknown":
		case "foreign":
		case "copy": return {
			...NOTHING,
			notes: [seen.why]
		};
		case "debris": return NOTHING;
	}
}
// src/kinds/sdn/import.ts
const FLAGS = /* @__PURE__ */ new Set([
	"vlanaware",
	"isolate-ports",
	"snat",
	"bridge-disable-mac-learning",
	"exitnodes-local-routing",
	"advertise-subnets",
	"disable-arp-nd-suppression"
]);
const NUMBERS = /* @__PURE__ */ new Set([
	"mtu",
	"tag",
	"vxlan-port",
	"vrf-vxlan"
]);
const LISTS = /* @__PURE__ */ new Set([
	"nodes",
	"exitnodes",
	"peers"
]);
/** Older releases have it for other backends that no file can name. */
const UNKNOWN = /* @__PURE__ */ new Set(["dp-id", "type"]);
function valueOf(key, text) {
	if (FLAGS.has(key)) return text === "1";
	if (NUMBERS.has(key)) return Number(text);
	return LISTS.has(key) ? text.split(",") : text;
}
const entriesOf = (fields) => Object.entries(fields).filter(([key]) => !UNKNOWN.has(key)).map(([key, text]) => [key, valueOf(key, text)]);
function zoneFile(fields) {
	const isUsual = fields["dhcp"] !== void 0 && fields["ipam"] === "pve";
	const shown = entriesOf(fields).filter(([key]) => !(isUsual && key === "ipam"));
	return {
		type: fields["type"] ?? "simple",
		...Object.fromEntries(shown),
		adopt: true
	};
}
function subnetFile(fields) {
	const ranges = [...(fields["dhcp-range"] ?? "").matchAll(/start-address=([^,\s]+),end-address=([^,\s]+)/g)];
	return {
		...fields["gateway"] !== void 0 && { gateway: fields["gateway"] },
		...fields["snat"] !== void 0 && { snat: fields["snat"] === "1" },
		...ranges.length > 0 && { dhcp: ranges.map(([, first, last]) => `${first}-${last}`) },
		...fields["dhcp-dns-server"] !== void 0 && { dns: fields["dhcp-dns-server"] },
		...fields["dnszoneprefix"] !== void 0 && { dnszoneprefix: fields["dnszoneprefix"] }
	};
}
function vnetFile(name, fields, running) {
	const files = [...running].filter(([key, subnet]) => key.startsWith("subnet:") && subnet["vnet"] === name).map(([key, subnet]) => [cidrOf(key.slice(7)), subnetFile(subnet)]);
	return {
		...Object.fromEntries(entriesOf(fields)),
		...files.length > 0 && { subnets: Object.fromEntries(files) },
		adopt: true
	};
}
function importing(key, running) {
	const [type = "", name = ""] = key.split(":");
	const fields = running.get(key) ?? {};
	return {
		id: key,
		node: null,
		vmid: null,
		names: [name],
		draft: () => ({
			value: type === "zone" ? zoneFile(fields) : vnetFile(name, fields, running),
			left: []
		}),
		whyChanged: (path) => `Proxmox has another value at ${path}`
	};
}
function find(type, search) {
	const { snapshot, vmids, estate, ownerOf } = search;
	if (vmids) return {
		found: [],
		unfit: []
	};
	const { running } = sdnIn(snapshot);
	const ours = new Set(estate === null ? [] : marksIn(snapshot, estate, null, `${type}:`).map(({ id }) => id));
	const keys = [...running.keys()].filter((key) => key.startsWith(`${type}:`)).toSorted();
	const known = (key) => ours.has(key) || ownerOf(key) !== void 0;
	return {
		found: keys.filter((key) => !known(key)).map((key) => importing(key, running)),
		unfit: keys.filter(known).map((id) => ({
			id,
			node: null,
			vmid: null,
			why: "it is of this estate",
			ours: true
		}))
	};
}
const importSdn = (type) => ({
	find: (search) => find(type, search),
	essential: type === "zone" ? ["type", "adopt"] : [
		"zone",
		"subnets",
		"adopt"
	],
	apart: true
});
// src/kinds/sdn/observe.ts
/** Whose is a zone or a vnet? Its mark file tells; without one, what git said at the last commit. */
const SDN_READS = {
	cluster: [
		...SDN_FILES,
		...IPAM_FILES,
		MARK_FILES
	],
	node: [INTERFACES_FILE]
};
const foreign = (why) => ({
	is: "foreign",
	why
});
function observeSdn({ snapshot, id, estate, env, want, base }) {
	if (![...snapshot.nodes.values()].some(({ reachable }) => reachable)) return {
		is: "unknown",
		why: "no node of the cluster can be reached"
	};
	const state = sdnIn(snapshot);
	const [type = "", name = ""] = id.split(":");
	const address = (want ?? base)?.address ?? `${type}/${name}`;
	const owned = markOfId(snapshot, estate, id);
	const isOurTransaction = leftIn(snapshot.files, estate).known.includes(address);
	const live = liveOf(snapshot, id);
	if (!live) {
		if (owned && owned.mark.env === env && !want) return {
			is: "ours",
			live: {
				objects: /* @__PURE__ */ new Map(),
				behind: []
			},
			mark: owned.mark
		};
		return state.pending.has(id) && !owned && !isOurTransaction ? foreign(`somebody made a ${type} ${name} and has not applied it: apply or remove it in Proxmox first`) : { is: "absent" };
	}
	if (owned && owned.mark.env !== env) return foreign(`the ${type} ${name} belongs to the environment ${owned.mark.env ?? "without a name"}`);
	if (owned) return {
		is: "ours",
		live,
		mark: owned.mark
	};
	const other = otherOwner(snapshot, estate, id);
	if (other !== null) return foreign(`the ${type} ${name} belongs to the estate ${other}`);
	const equals = (spec) => spec !== void 0 && spec.objects.every(({ key, fields }) => isMeant(live.objects.get(key), fields));
	if (isOurTransaction && equals(want?.spec)) return {
		is: "ours",
		live,
		mark: null,
		repair: "an earlier apply made it and did not come to its end"
	};
	if (equals(base?.spec) && live.objects.size === base?.spec.objects.length) {
		if (base.spec.objects.every(({ key, fields }) => isSame(live.objects.get(key), fields))) return {
			is: "ours",
			live,
			mark: null,
			repair: "its mark file was gone"
		};
	}
	if (want?.spec.adopt) return {
		is: "adoptable",
		live
	};
	return foreign(`a ${type} ${name} is there already, and it is not of this estate: "adopt": true takes it over`);
}
/** Those of one kind that this estate has on the cluster. */
const ownedBy = (prefix) => (snapshot, estate, env) => marksIn(snapshot, estate, env, prefix);
// src/kinds/sdn/command.ts
const COLLECTIONS = {
	zone: "zones",
	vnet: "vnets"
};
function pathOf(key, vnet) {
	const [type = "", id = ""] = key.split(/:(.*)/s);
	if (type === "subnet") {
		const all = `/cluster/sdn/vnets/${vnet}/subnets`;
		return {
			all,
			one: `${all}/${id}`,
			name: [
				"--subnet",
				cidrOf(id),
				"--type",
				"subnet"
			]
		};
	}
	const all = `/cluster/sdn/${COLLECTIONS[type] ?? ""}`;
	return {
		all,
		one: `${all}/${id}`,
		name: [`--${type}`, id]
	};
}
/** Of a list, one option for each. */
const options = (fields) => [...fields].flatMap(([field, value]) => value.split("\n").flatMap((one) => [`--${field}`, one]));
/** Those that the path names, or that never change. */
function ownFields(key, fields) {
	const all = Object.entries(fields ?? {});
	return key.startsWith("subnet:") ? all.filter(([field]) => field !== "vnet") : all;
}
const isSet = (entry) => entry[1] !== null;
/** Null: it is so already. */
function commandFor(key, now, meant, token) {
	const { all, one, name } = pathOf(key, now?.["vnet"] ?? meant?.["vnet"] ?? "");
	if (meant === null) return now ? [
		"pvesh",
		"delete",
		one,
		...token
	] : null;
	const wanted = ownFields(key, meant);
	if (!now) return [
		"pvesh",
		"create",
		all,
		...name,
		...options(wanted.filter(isSet)),
		...token
	];
	const differing = wanted.filter(([field, value]) => (now[field] ?? null) !== value);
	if (differing.length === 0) return null;
	const gone = differing.filter((entry) => !isSet(entry)).map(([field]) => field);
	const deleted = gone.length === 0 ? [] : ["--delete", gone.join(",")];
	return [
		"pvesh",
		"set",
		one,
		...options(differing.filter(isSet)),
		...deleted,
		...token
	];
}
/** The cards of all guests. */
const CARDS_SCOPE = "sdn cards";
const nodeScope = (node) => `sdn@${node}`;
const lockId = (phase) => `sdn:${phase}:lock`;
/** The lock, its token and the way back came with PVE 9 (pve-network 1.1.3). */
function hasLock(snapshot, settings) {
	const node = anyNode(settings, snapshot);
	const facts = snapshot.nodes.get(node);
	const said = facts?.reachable ? facts.pve : "";
	return Number.parseInt(said === "" ? settings.nodes[node]?.pve ?? "9" : said, 10) >= 9;
}
/** What edits start from: those of a killed apply are taken back first. */
function startOf(snapshot, settings) {
	const { pending, running } = sdnIn(snapshot);
	return leftIn(snapshot.files, idOfEstate(settings)).open.length > 0 ? running : pending;
}
const stepOf = ({ input, node }, name, given) => ({
	id: `sdn:${input.phase}:${name}`,
	address: input.addresses[0] ?? "",
	node,
	effect: "config",
	after: [],
	locks: [],
	guard: [],
	verify: [],
	retry: "never",
	timeout: 6e4,
	...given
});
const sdn = (is, more = {}) => ({
	scope: "sdn",
	check: {
		is,
		...more
	}
});
const run = (...argv) => ({
	verb: "run",
	argv
});
// src/kinds/sdn/steps.ts
/** The edits of one zone or vnet, as steps of a transaction: what opens it and commits stands in transaction.ts. */
/** The objects that the changes are about, as they are meant to be. */
function meantOf({ want, base, changes, snapshot }) {
	const known = new Map([...base?.spec.objects ?? [], ...want?.spec.objects ?? []].map((one) => [one.key, one]));
	const wanted = new Map((want?.spec.objects ?? []).map((one) => [one.key, one]));
	const slots = [...new Set(changes.map(({ slot }) => slot))].filter((slot) => slot !== "marker" && slot !== "leak");
	const { running } = sdnIn(snapshot);
	return slots.map((key) => {
		const object = known.get(key) ?? {
			key,
			path: subnetPath(key)
		};
		const own = changes.filter(({ slot }) => slot === key);
		const whole = own.find(({ path }) => path === object.path);
		if (whole) return [key, whole.after === null ? null : wanted.get(key)?.fields ?? null];
		if (!running.has(key)) return [key, wanted.get(key)?.fields ?? null];
		return [key, Object.fromEntries(own.map((change) => [fieldAt(object, change.path) ?? "", textOf(change)]))];
	});
}
const textOf = ({ after }) => typeof after === "string" ? after : null;
const RANK$1 = [
	"zone",
	"vnet",
	"subnet"
];
const rankOf = (key) => RANK$1.indexOf(key.slice(0, key.indexOf(":")));
/** What stands on something comes after it, and goes before it. */
function inOrder$1(meant) {
	const by = ([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1);
	const going = meant.filter(([, one]) => one === null).toSorted(by).toReversed();
	return [...meant.filter(([, one]) => one !== null).toSorted(by), ...going];
}
const titleOf = (key, meant, isThere) => meant === null ? `remove ${objectText(key)}` : `${isThere ? "change" : "make"} ${objectText(key)}`;
const editId = (address, key) => `${address}:edit:${key}`;
/** A subnet that nobody has an address of goes before anybody who joins its vnet could be given one. */
function phaseOf({ action, snapshot, changes }, [key, meant]) {
	if (meant !== null) return "grow";
	if (action === "remove" || !key.startsWith("subnet:")) return "shrink";
	const freed = new Set(changes.flatMap(({ slot, path }) => slot === "leak" ? [path] : []));
	return addressesIn(snapshot, key).every(({ ip }) => freed.has(leakPath(ip))) ? "grow" : "shrink";
}
function editStep(input, [key, meant], phase, after) {
	const { snapshot, settings, mark } = input;
	const now = startOf(snapshot, settings).get(key);
	const argv = commandFor(key, now, meant, hasLock(snapshot, settings) ? ["--lock-token", {
		ref: "said",
		step: lockId(phase)
	}] : []);
	const reached = {
		scope: "sdn",
		check: {
			is: "pending",
			objects: { [key]: meant }
		}
	};
	const common = {
		id: editId(mark.address, key),
		address: mark.address,
		phase,
		node: anyNode(settings, snapshot),
		title: titleOf(key, meant, now !== void 0),
		effect: "live",
		after,
		locks: [{
			name: "sdn",
			mode: "exclusive"
		}],
		guard: [],
		verify: [reached],
		retry: "contention",
		timeout: 6e4
	};
	if (!argv) return {
		...common,
		do: {
			verb: "wait",
			cond: reached,
			within: 0
		}
	};
	return {
		...common,
		do: {
			verb: "run",
			argv
		}
	};
}
/** Addresses of nobody are freed at once: that is no part of a commit. With a subnet that goes, before it. */
function freeSteps(input) {
	const { changes, mark, snapshot, settings, action } = input;
	const paths = new Set(changes.flatMap(({ slot, path }) => slot === "leak" ? [path] : []));
	const vnet = mark.id.replace(/^vnet:/, "");
	return leaksOf(snapshot, mark.id).filter(({ ip }) => paths.has(leakPath(ip))).map(({ ip, mac, zone }) => {
		const words = [
			"--zone",
			zone,
			"--mac",
			mac ?? "",
			"--ip",
			ip
		];
		const check = {
			is: "unowned",
			mac: mac ?? ""
		};
		return {
			id: `${mark.address}:free:${ip}`,
			address: mark.address,
			node: anyNode(settings, snapshot),
			title: `free ${ip}, which no guest has`,
			effect: "config",
			after: [],
			locks: [],
			guard: [{
				scope: CARDS_SCOPE,
				check
			}],
			verify: [],
			do: {
				verb: "run",
				argv: [
					"pvesh",
					"delete",
					`/cluster/sdn/vnets/${vnet}/ips`,
					...words
				]
			},
			...action !== "remove" && { remark: true },
			retry: "contention",
			timeout: 6e4
		};
	});
}
/** Nothing is to be edited, and all nodes shall apply what is committed already. */
function againStep(input) {
	const { snapshot, settings, mark } = input;
	return {
		id: `${mark.address}:again`,
		address: mark.address,
		node: anyNode(settings, snapshot),
		title: "have the nodes apply it again",
		effect: "config",
		after: [],
		locks: [],
		guard: [],
		verify: [],
		do: {
			verb: "wait",
			cond: {
				scope: "sdn",
				check: {
					is: "pending",
					objects: {}
				}
			},
			within: 0
		},
		retry: "never",
		timeout: 3e4
	};
}
/** Something that git named, and does not any more, is held back. */
function stays({ want, base, seen, changes, snapshot }) {
	if (!want || !base || seen.is !== "ours" || seen.mark === null) return false;
	const wanted = new Set(want.spec.objects.map(({ key }) => key));
	const touched = new Set(changes.map(({ slot }) => slot));
	const { running } = sdnIn(snapshot);
	return base.spec.objects.some(({ key }) => !wanted.has(key) && !touched.has(key) && running.has(key));
}
function sdnSteps(input) {
	const { action, changes, mark, want, base, seen, snapshot, settings } = input;
	if (action === "no-op") return [];
	const node = anyNode(settings, snapshot);
	const steps = [];
	const last = /* @__PURE__ */ new Map();
	for (const one of inOrder$1(meantOf(input))) {
		const phase = phaseOf(input, one);
		const before = last.get(phase);
		const step = editStep(input, one, phase, before === void 0 ? [] : [before]);
		last.set(phase, step.id);
		steps.push(step);
	}
	const freed = freeSteps(input);
	const isBehind = seen.is === "ours" && seen.live.behind.length > 0 && changes.some(({ slot }) => slot === "marker");
	if (steps.length === 0 && isBehind) steps.push(againStep(input));
	const id = ((want ?? base)?.spec)?.objects[0].key ?? mark.id;
	const written = action === "remove" ? null : mark;
	const after = [...last.values()];
	const going = new Set(meantOf(input).flatMap(([key, meant]) => meant === null ? [editId(mark.address, key)] : []));
	const cleaned = steps.map((step) => going.has(step.id) ? {
		...step,
		after: [...step.after, ...freed.map((one) => one.id)]
	} : step);
	if (stays(input)) return [...freed, ...cleaned];
	return [
		...freed,
		...cleaned,
		markStep({
			mark: written,
			id,
			estate: mark.estate,
			address: mark.address,
			node,
			after
		})
	];
}
// src/kinds/sdn/undo.ts
/** Takes back the edits that a killed apply left, so that nothing is committed which nobody wants any more. */
function undoing(frame, after) {
	const { input, token, left } = frame;
	const { snapshot, settings } = input;
	const state = sdnIn(snapshot);
	const keys = left.open.length > 0 ? uncommitted(state) : [];
	if (keys.length === 0) return [];
	const verify = [sdn("settled", { objects: keys })];
	const title = "take back what a killed apply had edited of SDN";
	if (hasLock(snapshot, settings)) {
		const argv = [
			"pvesh",
			"create",
			"/cluster/sdn/rollback",
			...token,
			"--release-lock",
			"0"
		];
		return [stepOf(frame, "reset", {
			title,
			after: [after],
			verify,
			do: run(...argv)
		})];
	}
	const steps = [];
	for (const key of inUndoOrder(keys, state.running)) {
		const [now, before] = [state.pending.get(key), state.running.get(key)];
		const argv = commandFor(key, now, back(before, now ?? null), token);
		if (!argv) continue;
		const given = {
			title,
			after: [steps.at(-1)?.id ?? after],
			guard: [sdn("pending", { objects: { [key]: now ?? null } }), sdn("committed", { objects: { [key]: before ?? null } })],
			verify: [sdn("settled", { objects: [key] })]
		};
		steps.push(stepOf(frame, `reset:${key}`, {
			...given,
			do: run(...argv)
		}));
	}
	return steps;
}
/** What is new goes from the subnets up, then what was there comes back from the zones down. */
function inUndoOrder(keys, running) {
	const sorted = keys.toSorted();
	return [...sorted.filter((key) => !running.has(key)), ...sorted.toReversed().filter((key) => running.has(key))];
}
function afterwards(objects, meant) {
	const all = new Map(objects);
	for (const [key, one] of Object.entries(meant)) if (one === null) all.delete(key);
	else {
		const fields = Object.entries({
			...all.get(key),
			...one
		}).filter(([, value]) => value !== null);
		all.set(key, Object.fromEntries(fields));
	}
	return all;
}
/** What brings the edits back to what runs: Proxmox's own way from PVE 9 on, one by one before. */
function wayBack(frame, after) {
	const { input, meant, token } = frame;
	const { snapshot, settings } = input;
	const { running } = sdnIn(snapshot);
	const before = Object.fromEntries(Object.keys(meant).map((key) => [key, running.get(key) ?? null]));
	if (hasLock(snapshot, settings)) return [stepOf(frame, "rollback", {
		title: "take back the edits of SDN and give back its lock",
		after,
		rescue: true,
		verify: [sdn("settled", { objects: Object.keys(meant) }), sdn("unlocked")],
		do: run("pvesh", "create", "/cluster/sdn/rollback", ...token)
	})];
	const steps = [];
	for (const key of inUndoOrder(Object.keys(meant), running)) {
		const one = meant[key] ?? null;
		const argv = commandFor(key, oneOf(running.get(key), one), back(running.get(key), one), token);
		if (!argv) continue;
		const last = steps.at(-1);
		steps.push(stepOf(frame, `back:${key}`, {
			title: "take back an edit of SDN",
			after: last ? [last.id] : after,
			rescue: true,
			guard: [sdn("pending", { objects: { [key]: one } }), sdn("committed", { objects: { [key]: before[key] ?? null } })],
			verify: [sdn("settled", { objects: [key] })],
			do: {
				verb: "run",
				argv
			}
		}));
	}
	return steps;
}
/** What an object is after its edit. */
const oneOf = (fields, meant) => afterwards(new Map(fields ? [["", fields]] : []), { "": meant }).get("");
/** What it has to be meant as, to be what it was. */
function back(fields, meant) {
	if (!fields) return null;
	const added = Object.keys(meant ?? {}).filter((key) => !(key in fields));
	return {
		...Object.fromEntries(added.map((key) => [key, null])),
		...fields
	};
}
// src/kinds/sdn/transaction.ts
/**
* SDN is changed as one: what is meant is written down, the lock is taken (PVE 9), edits are made, one commit brings them
* to all nodes, and each node is asked what it made of it, since Proxmox says that all went well though a node failed.
*/
/** What edits say they leave. */
function meantObjects(verify) {
	return Object.assign({}, ...verify.flatMap(({ check: { is, objects } }) => is === "pending" ? [objects] : []));
}
const meantBy = (edits) => meantObjects(edits.flatMap(({ verify }) => verify));
function opening(frame) {
	const { input, left, meant } = frame;
	const { snapshot, settings, addresses, now } = input;
	const estate = idOfEstate(settings);
	const own = {
		addresses: [.../* @__PURE__ */ new Set([...addresses, ...left.open])].toSorted(),
		at: now,
		state: "open"
	};
	const note = stepOf(frame, "begin", {
		title: "write down what SDN is changed for",
		guard: [sdn("ours alone", {
			addresses: [...left.open],
			meant
		}), ...left.open.length === 0 && hasLock(snapshot, settings) ? [sdn("unlocked")] : []],
		do: {
			verb: "write",
			path: leftPath(estate, input.phase),
			content: leftText(own)
		}
	});
	const others = left.openPhases.filter((phase) => phase !== input.phase).map((phase) => stepOf(frame, `close:${phase}`, {
		title: "close the note of a killed apply",
		after: [note.id],
		do: {
			verb: "write",
			path: leftPath(estate, phase),
			content: leftText({
				addresses: [...left.known],
				at: now,
				state: "done"
			})
		}
	}));
	return [
		note,
		...others,
		...locking(frame, others.at(-1)?.id ?? note.id)
	];
}
/** Takes the lock, and takes back the edits of a killed apply. */
function locking(frame, begun) {
	const { input, left } = frame;
	const { snapshot, settings } = input;
	if (!hasLock(snapshot, settings)) return undoing(frame, begun);
	const { lock } = sdnIn(snapshot);
	const freed = lock !== null && left.open.length > 0 ? [stepOf(frame, "free", {
		title: "give back the lock of SDN that a killed apply left",
		after: [begun],
		guard: [sdn("locked", { token: lock })],
		verify: [sdn("unlocked")],
		do: run("pvesh", "delete", "/cluster/sdn/lock", "--force", "1")
	})] : [];
	const taken = stepOf(frame, "lock", {
		title: "take the lock of SDN",
		after: [freed[0]?.id ?? begun],
		guard: [sdn("unlocked")],
		do: run("pvesh", "create", "/cluster/sdn/lock", "--allow-pending", "1")
	});
	const refused = stepOf(frame, "refused", {
		title: "close the note: the lock of SDN is not ours",
		after: [taken.id],
		rescue: true,
		do: {
			verb: "write",
			path: leftPath(idOfEstate(settings), input.phase),
			content: leftText({
				addresses: [...input.addresses],
				at: input.now,
				state: "done"
			})
		}
	});
	return [
		...freed,
		taken,
		refused,
		...undoing(frame, taken.id)
	];
}
/** Nodes that answer; whoever does not will be asked to apply it when it is back. */
const nodesIn = ({ nodes }) => [...nodes].flatMap(([name, facts]) => facts.reachable ? [name] : []);
function closing(frame) {
	const { input, meant, token } = frame;
	const { snapshot, settings, edits, addresses, now, phase } = input;
	const estate = idOfEstate(settings);
	const { running } = sdnIn(snapshot);
	const commit = stepOf(frame, "commit", {
		title: "apply SDN on all nodes",
		effect: "live",
		guard: [sdn("only", { meant })],
		verify: [sdn("committed", { objects: meant }), ...token.length > 0 ? [sdn("unlocked")] : []],
		timeout: 6e5,
		do: run("pvesh", "set", "/cluster/sdn", ...token)
	});
	const end = afterwards(running, meant);
	const applied = nodesIn(snapshot).map((node) => {
		const bridges = bridgesOn(end, node);
		const gone = bridgesOn(running, node).filter((bridge) => !bridges.includes(bridge));
		const cond = {
			scope: nodeScope(node),
			check: {
				is: "applied",
				bridges,
				gone
			}
		};
		return {
			...stepOf(frame, `applied:${node}`, {
				title: `see that ${node} has applied SDN`,
				after: [commit.id],
				do: {
					verb: "wait",
					cond,
					within: 9e4
				},
				timeout: 12e4
			}),
			node
		};
	});
	const done = stepOf(frame, "end", {
		title: "write down that SDN is done",
		after: applied.map(({ id }) => id),
		do: {
			verb: "write",
			path: leftPath(estate, phase),
			content: leftText({
				addresses: [...addresses],
				at: now,
				state: "done"
			})
		}
	});
	return [
		commit,
		...applied,
		done,
		...wayBack(frame, [...edits.map(({ id }) => id), commit.id])
	];
}
const RANK = [
	"zone",
	"vnet",
	"subnet"
];
/** The object that an edit leaves, and whether it goes. */
function leftBy({ verify }) {
	const [first] = Object.entries(meantObjects(verify));
	if (!first) return null;
	const [key, meant] = first;
	return {
		rank: RANK.indexOf(key.slice(0, key.indexOf(":"))),
		goes: meant === null
	};
}
/** What goes stands on nothing that has gone: subnets before vnets, vnets before zones, also where no file tells it any more. */
function inOrder(edits) {
	const going = edits.flatMap((step) => {
		const left = leftBy(step);
		return left?.goes ? [{
			id: step.id,
			rank: left.rank
		}] : [];
	});
	return edits.map((step) => {
		const left = leftBy(step);
		if (!left?.goes) return step;
		const before = going.filter(({ rank }) => rank > left.rank).map(({ id }) => id);
		return before.length === 0 ? step : {
			...step,
			after: [.../* @__PURE__ */ new Set([...step.after, ...before])]
		};
	});
}
function enclose(input) {
	const { snapshot, settings, edits, phase } = input;
	const frame = {
		input,
		node: anyNode(settings, snapshot),
		token: hasLock(snapshot, settings) ? ["--lock-token", {
			ref: "said",
			step: lockId(phase)
		}] : [],
		meant: meantBy(edits),
		left: leftIn(snapshot.files, idOfEstate(settings))
	};
	return {
		open: opening(frame),
		edits: inOrder(edits),
		close: closing(frame)
	};
}
/**
* The note of an apply that was killed right after its commit is closed: while it is open, a lock of somebody else and
* their edits would be taken for its own.
*/
function rest({ snapshot, settings, addresses, now }) {
	const estate = idOfEstate(settings);
	const { openPhases, known } = leftIn(snapshot.files, estate);
	const state = sdnIn(snapshot);
	if (state.lock !== null || uncommitted(state).length > 0) return [];
	const node = anyNode(settings, snapshot);
	return openPhases.map((phase) => stepOf({
		input: {
			phase,
			addresses
		},
		node
	}, "rest", {
		title: "close the note of a killed apply",
		do: {
			verb: "write",
			path: leftPath(estate, phase),
			content: leftText({
				addresses: [...known],
				at: now,
				state: "done"
			})
		}
	}));
}
const sdnTransaction = {
	name: "sdn",
	enclose,
	rest
};
export { ownedBy as a, lookAtSdn as c, plainField as d, observeSdn as i, sdnHolds as l, sdnSteps as n, importSdn as o, SDN_READS as r, diffSdn as s, sdnTransaction as t, cidrOf as u };
