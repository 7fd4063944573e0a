import { $a as instanceAddress, Aa as readingOf, Ai as defaultAt, Ca as idOf, Cn as lxcSchema, Gr as everyVolume, Kr as storedOf, Qa as hashIn, Sn as resolveLxc, Tn as NET_KEYS, Xa as addressIn, Ya as once, Yi as isLxc, _i as edgesOf, _n as staticAddresses, ao as chainOn, ar as withFinalMark, dn as asGuest, dr as madeMark, eo as isLayer, er as observeLxc, fn as steps, gn as spotOf, hn as placeOf, ir as rowOf, ji as holds, mn as discardWork, mr as liveIn, no as onLayer, oo as layerStamp, rr as bind, so as isLayer$1, to as layerAddress, tr as diffLxc, vi as summaryOf, vn as networkFor, xn as LXC_WORDS, yn as networksAt, zi as subjectOf } from "./engine.js";
import { C as never, D as strictObject } from "./zod.js";
import { D as notice, E as error } from "./sources.js";
import { C as parseInSubnet, P as sha256, bt as PhoenixError, g as addressKey, p as pointer } from "./base.js";
// src/kinds/layer/instances.ts
/**
* Whoever may edit the Notes of a guest may write a marker into them: only in the range of layers is it believed, since
* what a build left is destroyed, and guests are cloned from what is whole.
*/
function instanceOf(file, { estate, env, settings }) {
	const [from, to] = settings?.layers?.vmids ?? [0, -1];
	if (file.vmid < from || file.vmid > to) return null;
	if (file.type !== "lxc" || !file.text.includes("<!-- phoenix ")) return null;
	const { mark, conf } = readingOf(file);
	if (!mark || mark.layer === void 0 || !isLayer(mark.address)) return null;
	const ours = mark.estate === estate && mark.env === env && mark.id === `vmid:${file.vmid}`;
	const { node, vmid } = file;
	if (!ours || mark.retired !== void 0) return null;
	const { layer } = mark;
	return {
		vmid,
		node,
		address: instanceAddress(addressIn(layer), node),
		layer,
		complete: conf.options.get("template") === "1",
		mark,
		file
	};
}
/** All of the estate, by VMID. */
function instancesIn(snapshot, owner) {
	return [...snapshot.guests.values()].flatMap((file) => instanceOf(file, owner) ?? []).toSorted((a, b) => a.vmid - b.vmid);
}
/** The one that counts among several of the same content on a node: complete before begun, then the lowest VMID. */
function instanceFor(instances, address, layer) {
	const fitting = instances.filter((one) => one.address === address && one.layer === layer);
	return fitting.find((one) => one.complete) ?? fitting[0];
}
// src/kinds/layer/usage.ts
/** `tank:basevol-9001-disk-0/subvol-101-disk-0`, `local:9001/base-9001-disk-0.raw/…` (PVE 9.2). */
const baseOf = (vmid) => new RegExp(`^(?:rootfs|mp\\d+|unused\\d+|(?:scsi|virtio|ide|sata)\\d+): [^,\n]*\\bbase(?:vol)?-${vmid}-disk-\\d+(?:\\.\\w+)?/`, "m");
/** Guests and other instances that were made from it, by VMID. */
function usersOf(instance, snapshot) {
	const base = baseOf(instance.vmid);
	const users = [];
	for (const file of snapshot.guests.values()) {
		if (file.vmid === instance.vmid) continue;
		const mark = file.type === "lxc" && file.text.includes("<!-- phoenix ") ? readingOf(file).mark : null;
		const linked = base.test(file.text);
		const { mark: own } = instance;
		const isOurs = mark?.estate === own.estate && mark.env === own.env && mark.id === `vmid:${file.vmid}`;
		const named = isOurs && !isLayer(mark.address) && mark.layer === instance.layer && file.node === instance.node;
		if (linked || named) users.push({
			vmid: file.vmid,
			address: isOurs ? mark.address : null,
			linked
		});
	}
	return users.toSorted((a, b) => a.vmid - b.vmid);
}
// src/kinds/layer/diff.ts
const NOTHING = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
/** Fields that say nothing of a layer. */
const UNSAID = /* @__PURE__ */ new Set([
	"template",
	"state",
	"node",
	"hostname"
]);
function rangeText({ layers }) {
	return layers ? `VMID from ${layers.vmids[0]} to ${layers.vmids[1]} at apply` : "VMID at apply";
}
function build(input, notes) {
	const { changes, ...diff } = diffLxc({
		...input,
		base: null,
		seen: input.seen ? { is: "absent" } : null
	});
	const told = changes.filter(({ slot }) => !UNSAID.has(slot));
	const whole = (change) => change.path === "" ? {
		...change,
		after: rangeText(input.settings)
	} : change;
	const hash = hashIn(input.want?.spec.layer ?? "");
	return {
		...diff,
		changes: told.map(whole),
		notes: [
			`content ${hash}`,
			...notes,
			...diff.notes
		]
	};
}
/** The end of one that nothing uses: a line for each volume that goes. */
function pruned({ seen, snapshot, settings }) {
	if (seen?.is !== "ours" && seen?.is !== "debris" || !snapshot) return NOTHING;
	const { live } = seen;
	const file = snapshot.guests.get(live.vmid);
	const mark = file ? readingOf(file).mark : null;
	const instance = (mark ? instancesIn(snapshot, {
		estate: mark.estate,
		env: mark.env,
		settings
	}) : []).find(({ vmid }) => vmid === live.vmid);
	const users = instance ? usersOf(instance, snapshot) : [];
	if (!instance || users.length > 0) {
		const who = users.map(({ address, vmid }) => address ?? String(vmid)).join(", ");
		return {
			...NOTHING,
			notes: [`in use by ${who}`]
		};
	}
	const volumes = everyVolume(live);
	const change = {
		path: "",
		slot: "guest",
		before: "unused",
		after: null,
		effect: "destroy",
		note: `${live.vmid}: ${volumes.join(", ")} destroyed`
	};
	const notes = volumes.map((volume) => `destroyed: ${volume}`);
	return {
		action: "destroy",
		changes: [change],
		notes,
		downtime: null
	};
}
function unwanted(input) {
	if (input.purge) return pruned(input);
	if (input.snapshot !== null || !input.base || input.succeeded) return NOTHING;
	return {
		...NOTHING,
		notes: ["not built any more; `phoenix layers prune` removes what nothing uses"]
	};
}
/** It became a template, and the apply ended before its marker said so. */
function unmarked(mark) {
	if (!mark?.owed?.includes("")) return NOTHING;
	return {
		action: "update",
		changes: [{
			path: "",
			slot: "marker",
			before: "unfinished",
			after: "finished",
			effect: "config",
			note: "finishes what an earlier apply began"
		}],
		notes: [],
		downtime: 0
	};
}
function diffLayer(input) {
	const { want, base, seen } = input;
	if (!want) return unwanted(input);
	switch (seen?.is) {
		case void 0: return base ? NOTHING : build(input, []);
		case "absent": return build(input, []);
		case "debris": return build(input, [seen.why]);
		case "unknown":
		case "foreign":
		case "copy": return {
			...NOTHING,
			notes: [seen.why]
		};
		case "adoptable": return NOTHING;
		case "ours": return unmarked(seen.mark);
	}
}
// src/kinds/layer/finding-ids.ts
/** What can be wrong with a layer beyond what can be wrong with any container: ids, severities, titles. */
const LAYER_FINDINGS = {
	PHX801: error("There are layers, and phoenix.json does not say which VMIDs they take", "Layers are containers too, and Phoenix picks their VMIDs itself. Write \"layers\": { \"vmids\": [9000, 9099] } in phoenix.json, a range that nobody else uses."),
	PHX802: error("Too many layers stand on each other", "Each layer is a clone of the one below, and so many are a loop or a slip; building and updating them would take hours. Put some of them into one."),
	PHX803: error("A layer is made from something that is no layer", "A layer is known by a hash of everything that it is made of, and of a guest that changes nobody knows. Make it from an archive, or from another layer."),
	PHX804: error("A feature cannot be installed in a layer", "What is in a layer is in every guest made from it: secrets, keys and identities must not be, and its manifest says whether a feature may. Install it in the guests."),
	PHX805: notice("A layer is used by nothing", "It is not built, since no guest is made from it. Write \"clone\": \"layer/NAME\" in a guest, or remove the file."),
	PHX806: error("A layer cannot be built on a node that needs it", "Guests on that node are cloned from the layer, so it must be built there, with the storage and bridge that the node has. Write such as all of those nodes have.")
};
/** A finding at a pointer of the merged file. */
function finding(id, path, message, hint) {
	return {
		id,
		severity: LAYER_FINDINGS[id].severity,
		message,
		path,
		hint
	};
}
// src/kinds/layer/expand.ts
const KNOWN = /* @__PURE__ */ new WeakMap();
const sourceIn = ({ source }) => source ? layerAddress(source) : null;
function usesOf(resources) {
	const known = KNOWN.get(resources);
	if (known) return known;
	const uses = /* @__PURE__ */ new Map();
	for (const resource of resources.values()) {
		if (!isLxc(resource)) continue;
		const guest = resource.spec;
		const seen = /* @__PURE__ */ new Set();
		for (let at = sourceIn(guest); at !== null && !seen.has(at);) {
			seen.add(at);
			uses.set(at, (uses.get(at) ?? /* @__PURE__ */ new Set()).add(guest.node));
			const below = resources.get(at);
			at = below && isLayer$1(below) ? sourceIn(below.spec) : null;
		}
	}
	KNOWN.set(resources, uses);
	return uses;
}
function instanceOn(node, { resource, resources }) {
	const { address, spec } = resource;
	const there = spec.nodes?.get(node);
	const layer = layerStamp(address, node, resources);
	const chain = chainOn(address, node, resources);
	const findings = [...there?.findings ?? []];
	if (spec.source?.is === "clone" && sourceIn(spec) === null) return {
		instance: null,
		findings
	};
	if (!there?.spec || layer === null || !chain) {
		const hint = `Correct it for ${node}, or move the guests that are made from it.`;
		findings.push(finding("PHX806", "", `it cannot be built on ${node}, where guests are made from it`, hint));
		return {
			instance: null,
			findings
		};
	}
	const own = onLayer({
		...there.spec,
		name: spec.name,
		layer
	}, resources);
	return {
		instance: {
			...resource,
			address: instanceAddress(address, node),
			spec: own
		},
		findings
	};
}
function expandLayer(input) {
	const { resource, resources } = input;
	const nodes = [...usesOf(resources).get(resource.address) ?? []].filter((node) => Object.hasOwn(input.settings.nodes, node)).toSorted();
	const made = nodes.map((node) => instanceOn(node, input));
	const findings = [...new Map(made.flatMap((one) => one.findings).map((found) => [found.message, found])).values()];
	const [first] = Object.keys(input.settings.nodes).toSorted();
	const chain = chainOn(resource.address, nodes[0] ?? first ?? "", resources) ?? [];
	if (new Set(chain).size < chain.length) return {
		resources: [],
		findings
	};
	if (chain.length > 4) findings.push(finding("PHX802", "/clone", `more than 4 layers stand on each other`, "Put what two of them hold into one."));
	if (nodes.length === 0) {
		const hint = `Write "clone": "${resource.address}" in a guest, or remove the file.`;
		findings.push(finding("PHX805", "", "no guest is made from this layer, so that it is not built", hint));
	}
	return {
		resources: made.flatMap(({ instance }) => instance ?? []),
		findings
	};
}
// src/kinds/layer/observe.ts
/** `layer:base@pve1:0123456789abcdef`. */
function idOfInstance(layer, node) {
	return `${addressIn(layer).replace("/", ":")}@${node}:${hashIn(layer)}`;
}
const ownId = ({ layer, node }) => idOfInstance(layer, node);
/** Ids of all; a second one of the same content on the same node has its VMID behind. */
function idsOf(instances) {
	const ids = /* @__PURE__ */ new Map();
	for (const one of instances) {
		const first = instanceFor(instances, one.address, one.layer) === one;
		ids.set(first ? ownId(one) : `${ownId(one)}:${one.vmid}`, one);
	}
	return ids;
}
/** A commit says nothing of what never changes: that none is named spares reading it. */
function ownedLayers(snapshot, estate, env, settings) {
	return [...idsOf(instancesIn(snapshot, {
		estate,
		env,
		settings
	}))].map(([id, { mark, node, address }]) => ({
		id,
		mark: {
			...mark,
			address,
			commit: null
		},
		node
	}));
}
function observeLayer(input) {
	const { snapshot, id, estate, env, settings } = input;
	const instance = idsOf(instancesIn(snapshot, {
		estate,
		env,
		settings
	})).get(id);
	const node = instance?.node ?? (input.want ?? input.base)?.spec.node;
	const facts = node === void 0 ? void 0 : snapshot.nodes.get(node);
	if (node !== void 0 && !facts?.reachable) return {
		is: "unknown",
		why: facts ? `the node ${node} cannot be reached: ${facts.why}` : `the node ${node} was not read`
	};
	if (!instance) return { is: "absent" };
	const live = liveIn(snapshot, instance.vmid);
	if (!live) return { is: "absent" };
	const { mark, vmid } = instance;
	if (instance.complete) return {
		is: "ours",
		live,
		mark
	};
	const { want, base } = input;
	const seen = observeLxc({
		snapshot,
		id: idOf(vmid),
		estate,
		env,
		want,
		base
	});
	if (seen.is === "unknown") return seen;
	return {
		is: "debris",
		live,
		why: `a build that did not come to its end left ${vmid}: it is removed first`
	};
}
// src/kinds/layer/place.ts
/**
* The VMIDs of a range in the order in which they are tried: the first by the hash of a name, then one after the other,
* around the end.
*/
function* probe(name, [from, to]) {
	const size = to - from + 1;
	const first = Number.parseInt(sha256(name).slice(0, 8), 16) % size;
	for (let index = 0; index < size; index += 1) yield from + (first + index) % size;
}
/** What a build of this very instance left that was killed before there was a marker. */
function isOwnDebris(vmid, address, { snapshot, estate, env }) {
	if (![...snapshot.nodes.values()].some((node) => node.reachable && node.intents.some((one) => one.vmid === vmid && one.address === address && one.estate === estate))) return false;
	return observeLxc({
		snapshot,
		id: idOf(vmid),
		estate,
		env,
		want: null,
		base: null
	}).is === "debris";
}
function takenIn(snapshot, { resources }) {
	const inGit = resources.filter(isLxc).map(({ spec }) => spec.vmid);
	return /* @__PURE__ */ new Set([...snapshot.guests.keys(), ...inGit]);
}
/** An instance for which no VMID is left has none. */
function placeLayers(input) {
	const { resources, snapshot, settings } = input;
	const wanted = resources.filter(isLayer$1).flatMap(({ address, spec: { layer } }) => layer === void 0 ? [] : [{
		address,
		layer
	}]).toSorted((a, b) => a.address < b.address ? -1 : 1);
	const places = /* @__PURE__ */ new Map();
	if (wanted.length === 0) return places;
	const instances = instancesIn(snapshot, input);
	const taken = takenIn(snapshot, input);
	const open = [];
	for (const { address, layer } of wanted) {
		const there = instanceFor(instances, address, layer);
		if (there) places.set(address, there.vmid);
		else open.push({
			address,
			layer
		});
	}
	for (const { address, layer } of open) {
		const range = settings.layers?.vmids;
		for (const vmid of range ? probe(`${address} ${layer}`, range) : []) {
			if (taken.has(vmid) && !isOwnDebris(vmid, address, input)) continue;
			taken.add(vmid);
			places.set(address, vmid);
			break;
		}
	}
	return places;
}
// src/kinds/layer/schema.ts
/** What a file `layer/NAME.json` may hold: of a container's file what lasts in a template, and what building it needs. */
const OWN = "that is for the guests that are made from it";
/** Keys of a container's file that a layer has not, and why. */
const REFUSED = {
	vmid: "a layer has no VMID of its own: it takes one of \"layers.vmids\" in phoenix.json",
	node: "a layer is built on every node that has a guest of it",
	template: "a layer always becomes a template",
	state: "a layer always becomes a template, which never runs",
	adopt: "a layer is built, never taken over",
	hostname: `a layer is called as its file; another host name: ${OWN}`,
	onboot: `a layer never starts; "onboot": ${OWN}`,
	startup: `a layer never starts; "startup": ${OWN}`,
	protection: `"protection": ${OWN}`,
	pool: `"pool": ${OWN}`,
	mounts: `a layer is its root disk; "mounts": ${OWN}`,
	devices: `"devices": ${OWN}`,
	gpus: `"gpus": ${OWN}`,
	snapshots: "Proxmox makes no template of a guest with snapshots",
	hookscript: `"hookscript": ${OWN}`,
	env: `"env": ${OWN}`,
	entrypoint: `"entrypoint": ${OWN}`,
	raw: `"raw": ${OWN}`,
	health: `"health": ${OWN}`,
	rollback: `"rollback": ${OWN}`,
	dependsOn: "a layer needs nothing but the layer that it is made from"
};
const refused = () => Object.fromEntries(Object.entries(REFUSED).map(([key, message]) => [key, never({ error: message }).optional()]));
const nets = () => Object.fromEntries(NET_KEYS.map((key) => [key, true]));
/** Made for an estate that has layers. */
const layerSchema = once(() => strictObject({
	...lxcSchema.pick({
		$schema: true,
		description: true,
		tags: true,
		extends: true,
		generation: true,
		clone: true,
		ostemplate: true,
		"ssh-public-keys": true,
		unprivileged: true,
		arch: true,
		ostype: true,
		cores: true,
		cpulimit: true,
		cpuunits: true,
		memory: true,
		swap: true,
		rootfs: true,
		nesting: true,
		keyctl: true,
		fuse: true,
		mknod: true,
		force_rw_sys: true,
		mountfs: true,
		...nets(),
		nameserver: true,
		searchdomain: true,
		timezone: true,
		features: true,
		cmode: true,
		console: true,
		tty: true,
		debug: true
	}).shape,
	...refused()
}));
// src/kinds/layer/resolve.ts
/** Stands where a container has its VMID, until one is found on the nodes. */
const NOWHERE = 100;
function onNode(input, node) {
	const merged = {
		...input.merged,
		node,
		vmid: NOWHERE,
		template: true
	};
	const { spec, findings } = resolveLxc({
		...input,
		merged,
		isAccepted: true
	});
	return {
		spec: spec ? {
			...spec,
			vmid: 0
		} : null,
		findings
	};
}
const keyOf = ({ id, path, message }) => `${id} ${path} ${message}`;
/** Found on every node: then it is the file that is wrong, and no node. */
function common(all) {
	const [first = [], ...others] = all.map((one) => new Map(one.map((found) => [keyOf(found), found])));
	return [...first].filter(([key]) => others.every((other) => other.has(key))).map(([, found]) => found);
}
function sourceFindings({ source }) {
	if (source?.is !== "clone" || layerAddress(source) !== null) return [];
	return [finding("PHX803", "/clone", `${source.address ?? String(source.vmid)} is no layer: its content is not known from git`, "Name a layer, such as \"layer/base\", or an archive with \"ostemplate\".")];
}
function featureFindings({ software = [] }, input) {
	const features = input.features?.().features;
	return software.flatMap(({ id, secrets }) => {
		const path = `/features/${id}`;
		const hint = "Install it in the guests that are made from this layer.";
		const own = Object.keys(secrets).length > 0 ? [`${id} takes a secret, and a template keeps none`] : [];
		const never = features?.get(id)?.manifest.layer === false ? [`${id} says that it is for guests only`] : [];
		return [...own, ...never].map((message) => finding("PHX804", path, message, hint));
	});
}
function settingsFindings({ settings }) {
	if (settings.layers) return [];
	return [finding("PHX801", "", "phoenix.json does not say which VMIDs layers take", "Write \"layers\": { \"vmids\": [9000, 9099] } in phoenix.json.")];
}
function resolveLayer(input) {
	if (!input.isAccepted && !layerSchema().safeParse(input.merged).success) return {
		spec: null,
		findings: []
	};
	const resolved = Object.keys(input.settings.nodes).toSorted().map((node) => ({
		node,
		...onNode(input, node)
	}));
	const shared = common(resolved.map(({ findings }) => findings));
	const known = new Set(shared.map(keyOf));
	const nodes = new Map(resolved.map(({ node, spec, findings }) => [node, {
		spec,
		findings: findings.filter((found) => !known.has(keyOf(found)))
	}]));
	const findings = [...shared, ...settingsFindings(input)];
	const spec = resolved.find((one) => one.spec !== null)?.spec;
	if (!spec) return {
		spec: null,
		findings
	};
	findings.push(...sourceFindings(spec), ...featureFindings(spec, input));
	return {
		spec: {
			...spec,
			name: input.name,
			nodes
		},
		findings
	};
}
// src/kinds/layer/rules/build-address.ts
/** Of guests that run, by where they are. */
function taken(input) {
	const owners = /* @__PURE__ */ new Map();
	for (const one of staticAddresses(input)) if (one.guest.view.runs) owners.set(`${addressKey(one.address)} ${placeOf(one)}`, one);
	return owners;
}
// src/kinds/layer/rules/registry.ts
const layerRules = [{
	id: "PHX807",
	severity: "warning",
	title: "A layer is built with the address of a guest",
	why: "While a layer is built it runs, with the address of its \"net0\", beside the guests that are there. Where one of them has the same address, both are reached at random meanwhile, and what the build fetches may not arrive.",
	example: {
		wrong: "\"net0\": { \"ip\": \"10.0.0.5/24\" }   in layer/base, and in lxc/web",
		right: "\"net0\": { \"bridge\": \"vmbr0\", \"ip\": \"dhcp\" }   in the layer"
	},
	*check(input) {
		const { estate } = input;
		const layers = [...estate.resources.values()].filter(isLayer$1);
		if (layers.length === 0) return;
		const owners = taken(input);
		const told = /* @__PURE__ */ new Set();
		for (const resource of layers) {
			const { name, node, nets } = resource.spec;
			for (const [slot, net] of Object.entries(nets)) {
				const bridge = net["bridge"];
				if (bridge === void 0) continue;
				const tag = net["tag"] === void 0 ? null : Number(net["tag"]);
				for (const key of ["ip", "ip6"]) {
					const parsed = parseInSubnet(net[key] ?? "");
					if (!parsed) continue;
					const { address } = parsed;
					const network = networkFor(networksAt(estate.settings, node, {
						bridge,
						tag
					}), address);
					const owner = owners.get(`${addressKey(address)} ${placeOf({
						network,
						wire: {
							bridge,
							tag
						}
					})}`);
					if (!owner || told.has(`${name} ${slot} ${key}`)) continue;
					told.add(`${name} ${slot} ${key}`);
					yield {
						message: `layer/${name} is built with the address ${owner.text}, which ${owner.guest.resource.address} has`,
						hint: "Give the layer an address that nobody has, or write \"ip\": \"dhcp\".",
						at: {
							resource,
							path: pointer(slot, key)
						},
						also: spotOf(owner)
					};
				}
			}
		}
	}
}];
// src/kinds/layer/steps.ts
/** The steps of an instance: those of a container that becomes a template, with a VMID that is found when they are made. */
const vmidIn = (seen) => "live" in seen ? seen.live.vmid : 0;
function buildSteps(input) {
	const { placed, mark, snapshot } = input;
	const vmid = placed?.(mark.address) ?? null;
	if (!input.want) return [];
	if (vmid === null) throw new PhoenixError("REFUSED", `no VMID is left for ${mark.address}`, { hint: "widen \"layers.vmids\" in phoenix.json, or remove what nothing uses: phoenix layers prune" });
	const want = {
		...input.want,
		spec: {
			...input.want.spec,
			vmid
		}
	};
	const { estate, env } = mark;
	const seen = observeLxc({
		snapshot,
		id: idOf(vmid),
		estate,
		env,
		want,
		base: null
	});
	return steps({
		...input,
		want,
		base: null,
		seen,
		mark: {
			...mark,
			built: input.now
		}
	});
}
/** It is a template already: only its marker was not written to the end. */
function remarkSteps(input) {
	const { seen, want } = input;
	const built = seen.is === "ours" ? seen.mark?.built : void 0;
	if (!want) return [];
	const subject = subjectOf(asGuest({
		...input,
		want: {
			...want,
			spec: {
				...want.spec,
				vmid: vmidIn(seen)
			}
		},
		base: null
	}));
	const last = madeMark({
		...subject.mark,
		...built !== void 0 && { built }
	}, want.spec);
	return rowOf(subject, bind(subject, withFinalMark([], last, false)));
}
function layerSteps(input) {
	switch (input.action) {
		case "create": return buildSteps(input);
		case "destroy": {
			const subject = subjectOf(asGuest({
				...input,
				base: null
			}));
			return rowOf(subject, bind(subject, discardWork(subject, "destroy")));
		}
		case "update": return remarkSteps(input);
		case "replace":
		case "retire":
		case "remove":
		case "adopt":
		case "rename":
		case "migrate":
		case "no-op": return [];
	}
}
// src/kinds/layer/kind.ts
const layerKind = {
	kind: "layer",
	get schema() {
		return layerSchema();
	},
	words: LXC_WORDS,
	sets: ["tags"],
	resolve: resolveLayer,
	expand: expandLayer,
	place: placeLayers,
	defaultOf: defaultAt,
	id: ({ layer, name, node }) => layer === void 0 ? `layer:${name}` : idOfInstance(layer, node),
	node: (spec) => spec.node,
	scope: ({ name, node }) => `layer:${name}@${node}`,
	edges: edgesOf,
	outputs: () => ({}),
	observe: observeLayer,
	owned: ownedLayers,
	diff: diffLayer,
	steps: layerSteps,
	holds,
	demand: () => null,
	stored: storedOf,
	rules: layerRules,
	findings: LAYER_FINDINGS,
	features: ({ software = [] }) => software.map(({ id }) => id),
	summary: summaryOf
};
export { usersOf as n, instancesIn as r, layerKind as t };
