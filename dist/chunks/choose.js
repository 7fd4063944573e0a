import { D as closure, an as secretsOf, k as edgesOf } from "./engine.js";
import { J as quote, bt as PhoenixError, m as pointerSegments } from "./base.js";
// src/proof/placeholders.ts
/** Values that stand for secrets in a proof. Only what phoenix.json declares has one; the secrets themselves are never read. */
/** `db/app#user` of `${secret:db/app#user}`, `env:PG_PASSWORD` of `${secret:env:PG_PASSWORD}`: as phoenix.json names it. */
function secretName(reference) {
	return reference.replace(/^\$\{secret:(.*)\}$/s, "$1");
}
function declaredIn({ proof }, reference) {
	const declared = proof?.placeholders ?? {};
	const name = secretName(reference);
	return Object.hasOwn(declared, name) ? declared[name] : void 0;
}
/**
* Reads placeholders instead of secrets. One that is to be made up is the same wherever its secret is used, so that a
* service and its database agree.
* @param makeUp gives another value on every call
*/
function placeholderReader(settings, makeUp) {
	const made = /* @__PURE__ */ new Map();
	return async (reference) => {
		const declared = declaredIn(settings, reference);
		if (typeof declared === "string") return declared;
		if (declared === void 0) throw new PhoenixError("REFUSED", `no placeholder is declared for the secret ${secretName(reference)}`);
		const known = made.get(reference) ?? makeUp();
		made.set(reference, known);
		return known;
	};
}
// src/proof/obstacles.ts
/** Kinds that a lab can build: containers, as guests and as layers. */
const BUILT = ["lxc", "layer"];
const isBuilt = (one) => BUILT.includes(one.kind);
/** Empty: it can be built. What nobody can mend comes first. */
function obstaclesOf(resource, around) {
	if (!isBuilt(resource)) return [`a lab builds no ${resource.kind}`];
	const { machine } = around;
	const { spec } = resource;
	const cards = Object.keys(spec.gpus);
	const ofCards = new Set(Object.values(spec.gpus).flatMap(({ devices }) => devices));
	const devices = Object.keys(spec.devices).filter((path) => !ofCards.has(path) && !machine.hasDevice(path));
	const software = spec.software ?? [];
	return [
		...sourceObstacles(spec.source, machine),
		...cards.map((name) => `it has the card ${quote(name)}`),
		...devices.map((path) => `the device ${path} is not here`),
		...software.flatMap((one) => softwareObstacles(one, around)),
		...secretObstacles(spec, around)
	];
}
function sourceObstacles(source, machine) {
	if (!source) return ["no file tells what it was made from"];
	if (source.is === "clone") return source.address === null ? [`it is cloned from ${source.vmid}, which no file describes`] : [];
	return machine.canBuild(source.volume) ? [] : [`no lab can build the system of ${source.volume}`];
}
function softwareObstacles({ id, experimental }, { estate, experiments }) {
	const manifest = estate.features?.features.get(id)?.manifest;
	if (!manifest) return [`the feature ${quote(id)} is not here in the version that is pinned`];
	return [...Object.keys(manifest.requires.host).map((fact) => `the feature ${quote(id)} requires the fact ${quote(fact)} of its node`), ...experimental && !experiments ? [`the feature ${quote(id)} is experimental`] : []];
}
function secretObstacles(spec, { estate }) {
	const names = [...new Set(secretsOf(spec).map(({ reference }) => reference))].filter((one) => declaredIn(estate.settings, one) === void 0).map(secretName);
	if (names.length === 0) return [];
	const entries = names.map((name) => `${JSON.stringify(name)}: true`).join(", ");
	return [`it needs ${names.length === 1 ? "the secret" : "the secrets"} ${names.join(", ")}: declare what stands for it in phoenix.json, \`"proof": { "placeholders": { ${entries} } }\``];
}
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
/** Whether a change of the plan is one that a proof can tell something of. */
function isWorthProof({ kind, action, changes }) {
	if (!BUILT.includes(kind)) return false;
	switch (action) {
		case "create":
		case "replace": return true;
		case "update":
		case "rename":
		case "migrate": return changes.some(({ path }) => isInside(path));
		case "adopt":
		case "retire":
		case "destroy":
		case "remove":
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
/** The first of its own; else the first of what it needs. */
function obstacleIn(address, graph, estate, { obstacles }) {
	const of = (one) => {
		const resource = estate.resources.get(one);
		return resource ? obstacles(resource, estate) : [`${one} is not there`];
	};
	const [own] = of(address);
	if (own !== void 0) return own;
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
export { obstaclesOf as a, isBuilt as i, isNamed as n, placeholderReader as o, isWorthProof as r, chooseProofs as t };
