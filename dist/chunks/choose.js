import { d as closure, p as edgesOf } from "./engine.js";
import { x as pointerSegments } from "./base.js";
// src/proof/choose.ts
/** First words of fields that say what runs in a guest, and in what: others a lab has not, or nothing inside notices. */
const INSIDE = /* @__PURE__ */ new Set([
	...[
		"features",
		"health",
		"ostemplate",
		"clone",
		"generation",
		"unprivileged",
		"dependsOn"
	],
	...[
		"nesting",
		"keyctl",
		"fuse",
		"mknod",
		"force_rw_sys",
		"mountfs",
		"env",
		"entrypoint",
		"raw"
	],
	...[
		"mounts",
		"nameserver",
		"searchdomain",
		"timezone"
	]
]);
const isInside = (path) => {
	const [word = ""] = pointerSegments(path);
	return INSIDE.has(word) || /^net\d+$/.test(word);
};
/** Kinds of which something runs, or is built to run. */
const KINDS = ["lxc", "layer"];
/** Whether a change of the plan is one that a proof can tell something of. */
function isWorthProof({ kind, action, changes }) {
	if (!KINDS.includes(kind)) return false;
	switch (action) {
		case "create":
		case "replace": return true;
		case "update":
		case "rename":
		case "migrate": return changes.some(({ path }) => isInside(path));
		case "adopt":
		case "retire":
		case "destroy":
		case "no-op": return false;
	}
}
/** In the order of the plan, what is only named after it. */
function chooseProofs(input) {
	const { plan, head, named } = input;
	const items = new Map(plan.items.map((item) => [item.address, item]));
	const changed = plan.items.filter(isWorthProof).map(({ address }) => address);
	const wanted = [...head.resources.keys()].filter((address) => named.some((name) => isNamed(address, name)));
	const inPlan = plan.items.map(({ address }) => address).filter((address) => wanted.includes(address));
	const chosen = named.length === 0 ? changed : [.../* @__PURE__ */ new Set([...inPlan, ...wanted])];
	const [after, before] = [graphOf(head, input.kinds), input.base && graphOf(input.base, input.kinds)];
	return chosen.flatMap((address) => {
		if (!head.resources.has(address)) return [];
		const obstacle = obstacleIn(address, after, head, input);
		return [{
			address,
			needs: needsOf(address, after),
			obstacle,
			upgrade: upgradeOf(items.get(address), before, input)
		}];
	});
}
/** A layer is called as its file, and each of its instances is one. */
const isNamed = (address, name) => address === name || address.startsWith(`${name}@`);
function graphOf({ resources }, kinds) {
	const edges = [...resources.values()].map((resource) => {
		const kind = kinds.find((one) => one.kind === resource.kind);
		return [resource.address, kind ? edgesOf(kind, resource).map(({ to }) => to) : []];
	});
	return {
		nodes: [...resources.keys()],
		edges: new Map(edges)
	};
}
const needsOf = (address, graph) => [...closure(graph, [address])].filter((one) => one !== address).toSorted();
/** Its own first; else those of what it needs. */
function obstacleIn(address, graph, estate, { obstacles }) {
	const of = (one) => {
		const resource = estate.resources.get(one);
		return resource ? obstacles(resource, estate) : [`${one} is not there`];
	};
	const own = of(address);
	if (own.length > 0) return own.join("; ");
	for (const need of needsOf(address, graph)) {
		const [first] = of(need);
		if (first !== void 0) return `it needs ${need}, and that cannot be built here: ${first}`;
	}
	return null;
}
function upgradeOf(item, before, input) {
	const { base, upgrades } = input;
	const address = item?.was ?? item?.address;
	const isChanged = item && (item.action === "update" || item.action === "rename");
	if (!upgrades || !isChanged || !before || !base || address === void 0) return {
		is: false,
		why: null
	};
	if (item.changes.some(({ effect }) => effect === "impossible")) return {
		is: false,
		why: "Proxmox cannot do this change"
	};
	if (!base.resources.has(address)) return {
		is: false,
		why: null
	};
	const obstacle = obstacleIn(address, before, base, input);
	if (obstacle !== null) return {
		is: false,
		why: `as the base has it: ${obstacle}`
	};
	return {
		is: true,
		needs: [address, ...needsOf(address, before)]
	};
}
export { isNamed as n, isWorthProof as r, chooseProofs as t };
