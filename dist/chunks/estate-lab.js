import { b as poolOf, y as isDataset } from "./kind-dataset.js";
import { n as isZpool } from "./kind-zpool.js";
import { f as isObject } from "./base.js";
import { l as freshOptions } from "./live.js";
import { R as DEFAULT_FACTS } from "./lab-files.js";
// src/commands/estate-lab.ts
const keysOf = (value) => isObject(value) ? Object.keys(value) : [];
/** Bridges that a resource's nets stand on. */
function bridgesOf(merged) {
	return Object.entries(merged).flatMap(([key, value]) => {
		const bridge = /^net\d+$/.test(key) && isObject(value) ? value["bridge"] : void 0;
		return typeof bridge === "string" ? [bridge] : [];
	});
}
/** Two disks that nobody has. */
const MIRROR = [{
	type: "mirror",
	disks: ["/dev/disk/by-id/lab-1", "/dev/disk/by-id/lab-2"]
}];
/** Pools that are expected to be there: those that files only check, and those of datasets. */
function poolsOf({ resources }) {
	const pools = {};
	const own = /* @__PURE__ */ new Set();
	for (const one of resources.values()) {
		if (!isZpool(one)) continue;
		const { node, pool, create, groups } = one.spec;
		own.add(`${node}:${pool}`);
		if (!create) pools[node] = {
			...pools[node],
			[pool]: groups
		};
	}
	for (const one of resources.values()) {
		if (!isDataset(one)) continue;
		const { node, dataset } = one.spec;
		const pool = poolOf(dataset);
		if (!own.has(`${node}:${pool}`)) pools[node] = {
			...pools[node],
			[pool]: MIRROR
		};
	}
	return pools;
}
/** Volumes that disks of machines begin with; images of the estate are downloaded by itself. */
function imagesOf({ disks }) {
	return (isObject(disks) ? Object.values(disks) : []).flatMap((disk) => {
		const image = isObject(disk) ? disk["import"] : void 0;
		return typeof image === "string" && image.includes(":import/") ? [image] : [];
	});
}
/** What to make a lab of. */
function labOptionsOf(estate) {
	const { nodes = [], ...declared } = freshOptions(estate.settings);
	const merged = [...estate.resources.values()].map((resource) => resource.merged);
	const bridges = Object.fromEntries(merged.flatMap(bridgesOf).map((name) => [name, { mtu: 1500 }]));
	const devices = merged.flatMap((one) => keysOf(one["devices"]));
	const archives = merged.map((one) => one["ostemplate"]).filter((archive) => typeof archive === "string");
	const images = merged.flatMap(imagesOf);
	return {
		...declared,
		nodes: nodes.map((node) => ({
			...node,
			bridges: {
				...node.bridges,
				...bridges
			},
			devices: [.../* @__PURE__ */ new Set([...node.devices ?? DEFAULT_FACTS.devices, ...devices])]
		})),
		templates: [.../* @__PURE__ */ new Set([...archives, ...images])],
		pools: poolsOf(estate)
	};
}
export { labOptionsOf as t };
