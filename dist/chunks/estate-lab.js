import { y as isObject } from "./base.js";
import { n as freshOptions } from "./live.js";
import { I as DEFAULT_FACTS } from "./lab-files.js";
// src/commands/estate-lab.ts
const keysOf = (value) => isObject(value) ? Object.keys(value) : [];
/** Bridges that a resource's nets stand on. */
function bridgesOf(merged) {
	return Object.entries(merged).flatMap(([key, value]) => {
		const bridge = /^net\d+$/.test(key) && isObject(value) ? value["bridge"] : void 0;
		return typeof bridge === "string" ? [bridge] : [];
	});
}
/** What to make a lab of. */
function labOptionsOf(estate) {
	const { nodes = [], ...declared } = freshOptions(estate.settings);
	const merged = [...estate.resources.values()].map((resource) => resource.merged);
	const bridges = Object.fromEntries(merged.flatMap(bridgesOf).map((name) => [name, { mtu: 1500 }]));
	const devices = merged.flatMap((one) => keysOf(one["devices"]));
	const archives = merged.map((one) => one["ostemplate"]).filter((archive) => typeof archive === "string");
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
		templates: [...new Set(archives)]
	};
}
export { labOptionsOf as t };
