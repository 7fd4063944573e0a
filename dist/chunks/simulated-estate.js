import { o as sizeInKiB } from "./base.js";
import { u as DEFAULT_FACTS } from "./lab.js";
// src/node/simulated-estate.ts
/** Device nodes that the driver of a card makes. */
function devicesOf({ driver, minor }) {
	return driver === "nvidia" ? [
		`/dev/nvidia${minor}`,
		"/dev/nvidiactl",
		"/dev/nvidia-uvm",
		"/dev/nvidia-uvm-tools",
		"/dev/nvidia-modeset"
	] : [
		`/dev/dri/card${minor}`,
		`/dev/dri/renderD${128 + minor}`,
		"/dev/kfd"
	];
}
/** Properties that a storage of that type cannot do without; where it stands does not matter to a simulated one. */
function requiredOptions(id, type) {
	switch (type) {
		case "zfspool": return [`pool rpool/${id}`];
		case "lvm": return ["vgname pve"];
		case "lvmthin": return [`thinpool ${id}`, "vgname pve"];
		case "rbd": return ["pool rbd"];
		case "nfs": return [
			"server 192.0.2.1",
			`export /${id}`,
			`path /mnt/pve/${id}`
		];
		case "cifs": return [
			"server 192.0.2.1",
			`share ${id}`,
			`path /mnt/pve/${id}`
		];
		default: return [`path /mnt/${id}`];
	}
}
function storagesOf(settings) {
	const sections = /* @__PURE__ */ new Map([["local", "dir: local\n	path /var/lib/vz\n	content iso,vztmpl,backup,snippets,rootdir,images\n"]]);
	for (const { storages } of Object.values(settings.nodes)) for (const [id, { type, shared }] of Object.entries(storages)) {
		if (id === "local") continue;
		const content = [
			"dir",
			"btrfs",
			"nfs",
			"cifs",
			"cephfs"
		].includes(type) ? "iso,vztmpl,backup,snippets,rootdir,images" : "rootdir,images";
		const lines = [
			...requiredOptions(id, type),
			`content ${content}`,
			...shared ? ["shared 1"] : []
		];
		sections.set(id, `${type}: ${id}\n${lines.map((line) => `\t${line}\n`).join("")}`);
	}
	return [...sections.values()].join("\n");
}
function factsOf(name, node, settings) {
	const memory = node.capacity?.memory === void 0 ? null : sizeInKiB(node.capacity.memory, "M");
	const bridges = (node.bridges ?? ["vmbr0"]).map((bridge) => [bridge, { mtu: 1500 }]);
	const devices = Object.values(node.gpus).flatMap(devicesOf);
	return {
		name,
		pve: node.pve.startsWith("8.") ? "8.4" : "9.2",
		bridges: Object.fromEntries(bridges),
		paths: [...DEFAULT_FACTS.paths, ...Object.values(settings.binds).map((bind) => bind.path)],
		devices: [.../* @__PURE__ */ new Set([...DEFAULT_FACTS.devices, ...devices])],
		...node.capacity?.cores === void 0 ? {} : { cores: node.capacity.cores },
		...memory === null ? {} : { memory }
	};
}
/** The cluster that `phoenix.json` describes, without any guest. */
function freshOptions(settings) {
	const nodes = Object.entries(settings.nodes).map(([name, node]) => factsOf(name, node, settings));
	const declared = Object.values(settings.nodes).some((node) => Object.keys(node.storages).length > 0);
	return {
		...nodes.length > 0 ? { nodes } : {},
		...declared ? { storages: storagesOf(settings) } : {}
	};
}
export { freshOptions as t };
