import { ba as markerChange, co as anyNode, do as markOfId, fo as markStep, lo as MARK_FILES, mo as otherOwner, po as marksIn, uo as beginStep, ya as markedDiff } from "./engine.js";
import { D as strictObject, O as string, h as boolean, p as array } from "./zod.js";
import { x as isStorage } from "./kind-dataset.js";
import { m as pointerSegments, p as pointer } from "./base.js";
import { E as error } from "./sources.js";
// src/kinds/pool/spec.ts
function isPool(resource) {
	return resource.kind === "pool";
}
const idOf = (id) => `pool:${id}`;
/** `lab` of `lab/web`; null: it is in no other one. */
function parentOf(id) {
	const cut = id.lastIndexOf("/");
	return cut < 0 ? null : id.slice(0, cut);
}
// src/kinds/pool/carries.ts
function onPools(input) {
	const { resources } = input;
	const all = [...resources.values()];
	const pools = new Map(all.filter(isPool).map(({ spec, address }) => [spec.id, address]));
	if (pools.size === 0) return /* @__PURE__ */ new Map();
	const storages = new Map(all.filter(isStorage).map(({ spec, address }) => [spec.id, address]));
	return new Map(all.flatMap((resource) => {
		const id = isPool(resource) ? parentOf(resource.spec.id) : input.guestOf(resource)?.pool ?? null;
		const needs = [id === null ? void 0 : pools.get(id), ...(isPool(resource) ? resource.spec.storages : []).map((one) => storages.get(one))].filter((one) => one !== void 0);
		return needs.length === 0 ? [] : [[resource.address, needs]];
	}));
}
// src/kinds/pool/diff.ts
const NOTHING = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
const whole = (before, after) => ({
	path: "",
	slot: "pool",
	before,
	after,
	effect: "config"
});
const storageChange = (name, isIn) => ({
	path: pointer("storages", name),
	slot: "storages",
	before: isIn ? null : name,
	after: isIn ? name : null,
	effect: "config"
});
function differences(want, base, now) {
	const gone = (base?.storages ?? []).filter((one) => !want.storages.includes(one) && now.storages.includes(one));
	const missing = want.storages.filter((one) => !now.storages.includes(one));
	const comment = want.comment ?? (base?.comment === void 0 ? now.comment : "");
	return [
		...comment === now.comment ? [] : [{
			path: "/comment",
			slot: "comment",
			before: now.comment,
			after: comment,
			effect: "config"
		}],
		...missing.map((name) => storageChange(name, true)),
		...gone.map((name) => storageChange(name, false))
	];
}
const NEW = {
	comment: "",
	storages: []
};
function create({ spec }) {
	return {
		...NOTHING,
		action: "create",
		changes: [whole(null, idOf(spec.id)), ...differences(spec, null, NEW)]
	};
}
function gitDiff({ want, base }) {
	if (!want) return base ? removal(idOf(base.spec.id), null, null) : NOTHING;
	if (!base) {
		if (!want.spec.adopt) return create(want);
		return {
			...create(want),
			action: "adopt",
			changes: [markerChange("/adopt", "not ours", "ours")]
		};
	}
	const renamed = want.address === base.address ? [] : [markerChange("", base.address, want.address)];
	const found = differences(want.spec, base.spec, {
		comment: base.spec.comment ?? "",
		storages: base.spec.storages
	});
	const changes = [...renamed, ...found];
	if (changes.length === 0) return NOTHING;
	return {
		...NOTHING,
		action: found.length === 0 ? "rename" : "update",
		changes
	};
}
/** What is in it and stays in it: storages that git never put there, and guests that no change takes out. */
function othersIn(live, base, leaving) {
	return [...live.guests.filter((vmid) => !leaving.has(vmid)).map((vmid) => `guest ${vmid}`), ...live.storages.filter((one) => !base?.storages.includes(one)).map((one) => `storage ${one}`)];
}
function removal(id, live, input) {
	const others = live && input ? othersIn(live, input.base?.spec ?? null, leavingGuests(input, id)) : [];
	const gone = whole(id, null);
	if (others.length === 0) return {
		...NOTHING,
		action: "remove",
		changes: [gone]
	};
	const note = `it is not empty: ${others.join(", ")}; Proxmox removes no such pool`;
	return {
		...NOTHING,
		action: "remove",
		changes: [{
			...gone,
			effect: "impossible",
			note
		}]
	};
}
/** Guests of this estate are taken out of it by their own files, before it goes. */
function leavingGuests({ estate }, id) {
	const specs = [...estate?.values() ?? []].map(({ spec }) => spec);
	return new Set(specs.flatMap(({ vmid, pool }) => typeof vmid === "number" && `pool:${String(pool)}` !== id ? [vmid] : []));
}
function ours(input, want, { live, mark, repair }) {
	return markedDiff({
		address: want.address,
		mark,
		...repair !== void 0 && { repair },
		found: differences(want.spec, input.base?.spec ?? null, live),
		asked: () => input.base ? gitDiff({
			...input,
			seen: null
		}).changes : [],
		...input.isCommitted !== void 0 && { isCommitted: input.isCommitted }
	});
}
function diffPool(input) {
	const { want, base, seen } = input;
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
			const adoption = markerChange("/adopt", "not ours", "ours");
			return {
				...NOTHING,
				action: "adopt",
				changes: [adoption, ...differences(want.spec, null, seen.live)]
			};
		}
		case "ours":
			if (want) return ours(input, want, seen);
			return removal(seen.mark?.id ?? (base ? idOf(base.spec.id) : ""), seen.live, input);
	}
}
// src/kinds/pool/finding-ids.ts
/** What can be wrong with a pool: ids, severities, titles. */
const POOL_FINDINGS = { PHX880: error("A file of a pool has no name that a pool may have", "Names of pools begin with a letter. Write \"id\" where the name of the file is another one.") };
// src/kinds/pool/live.ts
/** Pools as /etc/pve/user.cfg has them: `pool:ID:COMMENT:GUESTS:STORAGES:` (PVE 8.4 and 9.2). */
const USERS = "/etc/pve/user.cfg";
const words = (text = "") => text.split(/[\s,;]+/).filter((word) => word !== "");
/** Proxmox writes what a line cannot hold as `%3A`. */
function decoded(text = "") {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
function poolsIn(text) {
	const pools = /* @__PURE__ */ new Map();
	for (const line of text.split("\n")) {
		const [word, id = "", comment, guests, storages] = line.split(":");
		if (word !== "pool" || id === "") continue;
		pools.set(id, {
			comment: decoded(comment),
			guests: words(guests).map(Number),
			storages: words(storages).toSorted()
		});
	}
	return pools;
}
// src/kinds/pool/import.ts
const importPools = {
	find: ({ snapshot, vmids, ownerOf }) => {
		if (vmids !== null) return {
			found: [],
			unfit: []
		};
		return {
			found: [...poolsIn(snapshot.files?.get("/etc/pve/user.cfg") ?? "")].toSorted(([a], [b]) => a < b ? -1 : 1).flatMap(([id, { comment, storages }]) => {
				if (ownerOf(idOf(id)) !== void 0) return [];
				return [{
					id: idOf(id),
					node: null,
					vmid: null,
					names: [id.replaceAll("/", "-")],
					draft: ({ name }) => ({
						value: {
							...name === id ? {} : { id },
							adopt: true,
							...comment === "" ? {} : { comment: comment.replaceAll("${", () => "$${") },
							...storages.length === 0 ? {} : { storages }
						},
						left: []
					}),
					whyChanged: () => "Phoenix would write it otherwise"
				}];
			}),
			unfit: []
		};
	},
	essential: ["id", "adopt"],
	apart: true
};
// src/kinds/pool/observe.ts
function poolIn(snapshot, id) {
	return poolsIn(snapshot.files?.get("/etc/pve/user.cfg") ?? "").get(id.slice(5)) ?? null;
}
function isAsIn(live, { comment = "", storages }) {
	return live.comment === comment && storages.every((one) => live.storages.includes(one));
}
function observePool({ snapshot, id, estate, env, want, base }) {
	const live = poolIn(snapshot, id);
	const mark = markOfId(snapshot, estate, id)?.mark ?? null;
	if (!live) return { is: "absent" };
	if (mark?.env === env && mark) return {
		is: "ours",
		live,
		mark
	};
	const name = id.replace(":", " ");
	if (mark) return {
		is: "foreign",
		why: `${name} belongs to another environment of this estate`
	};
	const other = otherOwner(snapshot, estate, id);
	if (other !== null) return {
		is: "foreign",
		why: `${name} belongs to the estate "${other}"`
	};
	if (want?.spec.adopt) return {
		is: "adoptable",
		live
	};
	if (base && isAsIn(live, base.spec)) return {
		is: "ours",
		live,
		mark: null,
		repair: "its marker is missing: it is written again"
	};
	return {
		is: "foreign",
		why: `${name} is there already; "adopt": true in the file takes it over`
	};
}
function ownedPools(snapshot, estate, env) {
	return marksIn(snapshot, estate, env, "pool:");
}
// src/kinds/pool/schema.ts
/** What a file `pool/NAME.json` may hold. Guests say themselves which pool they are in. */
const LEAF = "[A-Za-z][A-Za-z0-9._-]*";
const poolSchema = strictObject({
	$schema: string().optional(),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	id: string().regex(new RegExp(`^${LEAF}(?:/${LEAF}){0,2}$`), "must be letters, digits, \".\", \"_\" and \"-\", starting with a letter; at most three of them with \"/\"").optional().describe("The name of the file, unless said otherwise; \"lab/web\" is a pool in another one."),
	adopt: boolean().optional().describe("Take over a pool that exists."),
	comment: string().regex(/^[^\n\r]*$/, "must be one line").optional(),
	storages: array(string()).optional().describe("Storages that belong to it; others in it stay.")
});
const POOL_WORDS = {
	id: { examples: ["lab", "lab/web"] },
	comment: {
		about: "Shown beside it in Proxmox.",
		examples: ["Everything of the AI lab"]
	},
	storages: { examples: [["local-zfs"]] }
};
// src/kinds/pool/resolve.ts
/** From a merged file to a pool. Pure. */
/** What a file is about, though it may be wrong still. */
function poolIdOf(name, id) {
	return typeof id === "string" ? id : name;
}
function resolvePool({ name, merged, settings }) {
	if (!poolSchema.safeParse(merged).success) return {
		spec: null,
		findings: []
	};
	const { id: given, adopt = false, comment, storages = [] } = merged;
	const id = poolIdOf(name, given);
	if (!/^[A-Za-z]/.test(id)) {
		const message = `"${id}" cannot be the name of a pool: it must begin with a letter`;
		const { severity } = POOL_FINDINGS.PHX880;
		return {
			spec: null,
			findings: [{
				id: "PHX880",
				severity,
				message,
				hint: "write \"id\" with such a name",
				path: ""
			}]
		};
	}
	const spec = {
		id,
		node: anyNode(settings),
		adopt,
		storages: [...new Set(storages)].toSorted()
	};
	return {
		spec: comment === void 0 ? spec : {
			...spec,
			comment
		},
		findings: []
	};
}
// src/kinds/pool/steps.ts
/** Steps of a pool: `pvesh … /pools`, whose way with `--poolid` knows pools in pools too (PVE 8.4 and 9.2). */
const scope = `file:${USERS}`;
const isThere = (pool, there) => ({
	scope,
	check: {
		is: "pool",
		pool,
		there
	}
});
const saysComment = (pool, comment) => ({
	scope,
	check: {
		is: "comment",
		pool,
		comment
	}
});
const hasStorages = (pool, storages, there) => ({
	scope,
	check: {
		is: "storages",
		pool,
		storages,
		there
	}
});
function holdsPool(check, state) {
	if (!("files" in state)) return "it is a guest";
	const name = typeof check["pool"] === "string" ? check["pool"] : "";
	const pool = poolsIn(state.files.get("/etc/pve/user.cfg") ?? "").get(name);
	if (check.is === "pool") {
		if (check["there"] === (pool !== void 0)) return true;
		return pool ? `there is a pool ${name}` : `there is no pool ${name}`;
	}
	if (!pool) return `there is no pool ${name}`;
	if (check.is === "comment") return pool.comment === check["comment"] || `its comment is "${pool.comment}"`;
	const wrong = (Array.isArray(check["storages"]) ? check["storages"].map(String) : []).find((one) => pool.storages.includes(one) !== check["there"]);
	return wrong === void 0 || `${wrong} is ${check["there"] === true ? "not in it" : "in it still"}`;
}
const REMOVES = ["--delete", "1"];
function poolSteps(input) {
	const { want, base, seen, changes, mark, settings, snapshot, action } = input;
	const node = anyNode(settings, snapshot);
	const id = mark.id.slice(5);
	const steps = [];
	const add = (what, title, argv, verify, guard = []) => {
		steps.push({
			id: `${mark.address}:${what}`,
			address: mark.address,
			node,
			title,
			effect: "config",
			after: steps.slice(-1).map((one) => one.id),
			locks: [{
				name: scope,
				mode: "exclusive"
			}],
			guard,
			verify,
			do: {
				verb: "run",
				argv
			},
			retry: "contention",
			timeout: 6e4
		});
	};
	const set = [
		"pvesh",
		"set",
		"/pools",
		"--poolid",
		id
	];
	const listed = (isIn) => changes.flatMap(({ path, slot, before }) => slot === "storages" && before === null === isIn ? pointerSegments(path).slice(1) : []);
	const comment = changes.find(({ path }) => path === "/comment")?.after;
	const said = typeof comment === "string" ? comment : void 0;
	if (action === "remove") {
		const own = seen.is === "ours" ? (base?.spec.storages ?? []).filter((one) => seen.live.storages.includes(one)) : [];
		if (own.length > 0) add("empty", `take storages out of pool ${id}`, [
			...set,
			"--storage",
			own.join(","),
			...REMOVES
		], [hasStorages(id, own, false)]);
		add("delete", `remove pool ${id}`, [
			"pvesh",
			"delete",
			"/pools",
			"--poolid",
			id
		], [isThere(id, false)]);
	} else {
		if (action === "create") {
			steps.push(beginStep({
				mark,
				address: mark.address,
				node
			}));
			const words = said === void 0 ? [] : ["--comment", said];
			add("create", `make pool ${id}`, [
				"pvesh",
				"create",
				"/pools",
				"--poolid",
				id,
				...words
			], [isThere(id, true)], [isThere(id, false)]);
		} else if (said !== void 0) add("comment", `say what pool ${id} is`, [
			...set,
			"--comment",
			said
		], [saysComment(id, said)]);
		const [come, go] = [listed(true), listed(false)];
		if (come.length > 0) add("add", `put storages into pool ${id}`, [
			...set,
			"--storage",
			come.join(",")
		], [hasStorages(id, come, true)]);
		if (go.length > 0) add("take", `take storages out of pool ${id}`, [
			...set,
			"--storage",
			go.join(","),
			...REMOVES
		], [hasStorages(id, go, false)]);
	}
	const { estate, address } = mark;
	const gone = want === null || action === "remove";
	const after = steps.slice(-1).map((one) => one.id);
	return [...steps, markStep({
		mark: gone ? null : mark,
		id: mark.id,
		estate,
		address,
		node,
		after
	})];
}
// src/kinds/pool/kind.ts
const poolKind = {
	kind: "pool",
	schema: poolSchema,
	words: POOL_WORDS,
	sets: ["storages"],
	resolve: resolvePool,
	declares: (files, settings) => {
		const { pools } = settings;
		const missing = files.map(({ name, merged }) => poolIdOf(name, merged["id"])).filter((one) => !pools?.includes(one));
		return pools && missing.length > 0 ? {
			...settings,
			pools: [...pools, ...missing]
		} : settings;
	},
	carries: onPools,
	id: ({ id }) => idOf(id),
	node: ({ node }) => node,
	scope: ({ id }) => idOf(id),
	reads: { cluster: [USERS, MARK_FILES] },
	look: () => ({ files: [USERS] }),
	edges: () => [],
	outputs: () => ({}),
	observe: observePool,
	owned: ownedPools,
	diff: diffPool,
	steps: poolSteps,
	holds: holdsPool,
	demand: () => null,
	imports: importPools,
	tools: ["pvesh"],
	rules: [{
		id: "PHX881",
		severity: "error",
		title: "A pool is inside one that does not exist",
		why: "Proxmox makes a pool only inside one that is there. Those that exist have files, or stand under \"pools\" in phoenix.json.",
		example: {
			wrong: "\"id\": \"lab/web\" without a pool \"lab\"",
			right: "pool/lab.json beside it"
		},
		*check({ estate }) {
			const pools = [...estate.resources.values()].filter(isPool);
			const known = /* @__PURE__ */ new Set([...pools.map(({ spec }) => spec.id), ...estate.settings.pools ?? []]);
			for (const resource of pools) {
				const parent = parentOf(resource.spec.id);
				if (parent === null || known.has(parent)) continue;
				yield {
					message: `${resource.address} is inside the pool "${parent}", which no file has`,
					hint: `Add a file with "id": "${parent}", or name it under "pools" in phoenix.json.`,
					at: {
						resource,
						path: "/id"
					}
				};
			}
		}
	}],
	findings: POOL_FINDINGS,
	summary: ({ id, storages }) => [id, ...storages.length > 0 ? [`storages ${storages.join(", ")}`] : []].join(", ")
};
export { poolKind as t };
