import { qo as settingsSchema } from "./engine.js";
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
export { storageEntry as a, nodeEntry as i, gpusOf as n, storagesOn as o, isNodeName as r, bridgesOf as t };
