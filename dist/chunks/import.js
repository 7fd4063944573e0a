import { Ao as plural, Do as longest, Eo as listed, M as soundToLook, P as showFindings, Rt as mergePatch, Vo as plain, Wo as visible, ai as parseFile, b as planLive, fi as findNodeAtOffset, g as readsOf, gi as parseTree, hi as modify, mi as getNodePath, qo as settingsSchema, si as fieldName, tn as idOfEstate, ui as applyEdits } from "./engine.js";
import { I as kinds, b as snapshotOf, r as discover, y as guestFile } from "./live.js";
import { t as checkRules } from "./check.js";
import { a as hasSchemas, o as withSchemaLines, r as schemasBeside, t as schemaNote } from "./schema-set.js";
import { a as storageEntry, i as nodeEntry, n as gpusOf, o as storagesOn, r as isNodeName, t as bridgesOf } from "./node-entry2.js";
import { J as quote, K as writeNew, St as errorsIn, V as parseBoolean, bt as PhoenixError, d as canonical, f as isObject, j as parseConf, m as pointerSegments, p as pointer, q as writeWhole } from "./base.js";
import { t as textsOf } from "./text.js";
import { n as difference, t as factor } from "./factor.js";
import "./sources.js";
import { t as openWorkspace } from "./workspace.js";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { existsSync, lstatSync, readFileSync, readdirSync, statSync } from "node:fs";
// src/authoring/import/names.ts
/** No two get one name, whatever the case: many a file system makes no difference. */
function namesBeside(others) {
	const taken = new Set([...others].map((name) => name.toLowerCase()));
	const isFree = (name) => !taken.has(name.toLowerCase());
	return (wishes) => {
		let free = wishes.find(isFree);
		for (let round = 2; free === void 0; round += 1) {
			const next = `${wishes.at(-1)}-${round}`;
			if (isFree(next)) free = next;
		}
		taken.add(free.toLowerCase());
		return free;
	};
}
/** What a bind may be called of a folder's name. */
const wordOf = (segment) => segment.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replaceAll(/^[^A-Za-z]+|-+$/g, "").slice(0, 60);
/** `/tank/models` is `models`, and `tank-models` where another folder is called so; one that has a name keeps it. */
function bindNames(binds) {
	const known = new Map(Object.entries(binds).map(([name, { path }]) => [path, name]));
	const take = namesBeside(Object.keys(binds));
	return (path) => {
		const there = known.get(path);
		if (there !== void 0) return there;
		const words = path.split("/").map(wordOf).filter((word) => word !== "");
		const [last = "folder"] = words.slice(-1);
		const name = take([
			last,
			words.slice(-2).join("-") || last,
			words.join("-") || last
		]);
		known.set(path, name);
		return name;
	};
}
// src/authoring/import/search.ts
/** Files that leave "node" out mean the only one: with a second one they would mean none. */
function mayAddNodes({ settings, resources }) {
	const isNamed = [...resources.values()].every(({ merged }) => typeof merged["node"] === "string");
	return Object.keys(settings.nodes).length !== 1 || isNamed;
}
/** Why something cannot be on its node; null: it can. */
function strange(node, estate) {
	if (node === null) return null;
	if (!isNodeName(node)) return `${quote(node)} cannot be the name of a node`;
	if (!estate || mayAddNodes(estate)) return null;
	const known = Object.keys(estate.settings.nodes);
	if (known.includes(node)) return null;
	return `phoenix.json does not name ${node}, and files that name no node mean ${known.join()}: write "node" into them, or into base/lxc.json, first`;
}
/** What the estate has of an id. */
function ownersIn(estate) {
	const owners = new Map([...estate?.resources.values() ?? []].flatMap(({ kind, spec, address }) => {
		const own = kinds.find((one) => one.kind === kind);
		return own ? [[own.id(spec), address]] : [];
	}));
	return (id) => owners.get(id);
}
/** All that kinds find, but for what is on a node that cannot be named. */
function search(input, ownerOf) {
	const { cluster, estate, vmids, storages = false } = input;
	const about = {
		snapshot: cluster.snapshot,
		vmids,
		storages,
		estate: estate ? idOfEstate(estate.settings) : null,
		ownerOf
	};
	const found = kinds.flatMap((kind) => {
		const one = kind.imports?.find(about);
		return one ? [{
			kind,
			...one
		}] : [];
	});
	const candidates = found.flatMap(({ kind, found: all }) => all.map((importing) => ({
		kind,
		importing
	})));
	const strangers = candidates.flatMap(({ importing: { id, node, vmid } }) => {
		const why = strange(node, estate);
		return why === null ? [] : [{
			id,
			node,
			vmid,
			why
		}];
	});
	const away = new Set(strangers.map(({ id }) => id));
	return {
		candidates: candidates.filter(({ importing }) => !away.has(importing.id)),
		unfit: [...found.flatMap(({ unfit }) => unfit), ...strangers]
	};
}
// src/authoring/import/overriding.ts
/** A file that says everything itself, whatever stands below it: while errors are looked for, each is at its own value. */
const NO_SETS = /* @__PURE__ */ new Set();
/** Merged over `under`, it is `whole`; what `under` says as well stands there once more. */
function overriding(under, whole, sets) {
	const patch = {};
	for (const key of Object.keys(under)) if (!Object.hasOwn(whole, key)) patch[key] = null;
	for (const key of Object.keys(whole)) {
		const value = whole[key];
		const before = Object.hasOwn(under, key) ? under[key] : void 0;
		if (isObject(value) && isObject(before)) patch[key] = overriding(before, value, NO_SETS);
		else if (sets.has(key) && Array.isArray(value) && Array.isArray(before)) {
			const after = value;
			patch[key] = [...before.filter((entry) => !after.includes(entry)).filter((entry) => typeof entry === "string").map((entry) => `!${entry}`), ...after];
		} else patch[key] = value;
	}
	return patch;
}
// src/authoring/import/settings-file.ts
/** `phoenix.json` of what is imported: a new one, or the one that stands there with what it lacks, its comments kept. */
const bindsOf = ({ binds }) => Object.fromEntries([...binds].map(([name, path]) => [name, { path }]));
function entryOf(name, { snapshot, addresses, hasStorages }) {
	return nodeEntry({
		name,
		snapshot,
		address: addresses.get(name),
		hasStorages
	});
}
function newSettings(identity, needs, cluster) {
	const nodes = (needs.used.size > 0 ? [...needs.used.keys()] : [...cluster.snapshot.nodes.keys()]).toSorted().map((name) => [name, entryOf(name, cluster)]);
	const pools = [...cluster.snapshot.pools.keys()].toSorted();
	return {
		...identity,
		nodes: Object.fromEntries(nodes),
		...needs.binds.size > 0 && { binds: bindsOf(needs) },
		...pools.length > 0 && { pools }
	};
}
/** Storages and bridges that guests use and the node does not declare, where it declares such. */
function nodeAdditions(name, node, used, cluster) {
	const storages = Object.keys(node.storages).length > 0 && cluster.hasStorages ? storagesOn(name, cluster.snapshot) : [];
	const bridges = bridgesOf(cluster.snapshot.nodes.get(name));
	return [...storages.filter(({ id }) => used.storages.has(id) && !Object.hasOwn(node.storages, id)).map((one) => ({
		path: [
			"nodes",
			name,
			"storages",
			one.id
		],
		value: storageEntry(one)
	})), ...inList([
		"nodes",
		name,
		"bridges"
	], node.bridges, bridges.filter((one) => used.bridges.has(one)))];
}
/** What a list that stands there lacks. */
function inList(path, list, wanted) {
	if (!list) return [];
	return [...wanted].filter((one) => !list.includes(one)).map((value, at) => ({
		path: [...path, list.length + at],
		value
	}));
}
/** What is not declared and guests need: a node, a bind; a storage, a bridge, a pool where such are declared. */
function additions(settings, needs, cluster) {
	const nodes = [...needs.used].flatMap(([name, used]) => {
		const node = Object.hasOwn(settings.nodes, name) ? settings.nodes[name] : void 0;
		if (!node) return [{
			path: ["nodes", name],
			value: entryOf(name, cluster)
		}];
		return nodeAdditions(name, node, used, cluster);
	});
	const binds = [...needs.binds].filter(([name]) => !Object.hasOwn(settings.binds, name)).map(([name, path]) => ({
		path: ["binds", name],
		value: { path }
	}));
	return [
		...nodes,
		...binds,
		...inList(["pools"], settings.pools, needs.pools)
	];
}
/** The text with what is added, everything else as it stands. */
function withAdditions(text, added) {
	const tab = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
	const formattingOptions = {
		tabSize: tab.startsWith("	") ? 1 : tab.length,
		insertSpaces: !tab.startsWith("	"),
		eol: text.includes("\r\n") ? "\r\n" : "\n"
	};
	let result = text;
	for (const { path, value } of added) {
		const isArrayInsertion = typeof path.at(-1) === "number";
		result = applyEdits(result, modify(result, [...path], value, {
			formattingOptions,
			isArrayInsertion
		}));
	}
	return result;
}
/** New settings with these binds in place of those that guests seemed to need. */
function withBinds(settings, needs) {
	const { binds: _, ...rest } = settings;
	return needs.binds.size > 0 ? {
		...rest,
		binds: bindsOf(needs)
	} : rest;
}
/** The text of a new `phoenix.json`. */
function settingsText(value) {
	return textsOf(withSchemaLines(/* @__PURE__ */ new Map([["phoenix.json", { value }]]))).get("phoenix.json");
}
// src/authoring/import/removal.ts
/** Taking out of a file what the estate refuses or what would change what is there. */
/** What is empty then goes as well. */
function without(value, [key = "", ...rest]) {
	if (!Object.hasOwn(value, key)) return null;
	const inner = value[key];
	const below = rest.length > 0 && isObject(inner) ? without(inner, rest) : null;
	const { [key]: _, ...others } = value;
	return {
		value: below !== null && Object.keys(below.value).length > 0 ? {
			...value,
			[key]: below.value
		} : others,
		path: [key, ...below?.path ?? []]
	};
}
/** Null: nothing can go there, or the file would be wrong without it. */
function removed(value, segments, essential) {
	if (segments.length === 0 || essential.has(segments[0] ?? "")) return null;
	const result = without(value, segments);
	return result && {
		value: result.value,
		path: pointer(...result.path)
	};
}
// src/authoring/import/mount.ts
/** Mounts of a guest's file that stand for binds of `phoenix.json`. */
/** The name of the bind; null: it is a volume. */
function bindIn(mount) {
	if (typeof mount === "string") return mount.replace(/^bind:/, "");
	return isObject(mount) && typeof mount["bind"] === "string" ? mount["bind"] : null;
}
/** Paths in the guest at which a bind is. */
function mountsOf({ mounts }, bind) {
	return Object.entries(isObject(mounts) ? mounts : {}).flatMap(([path, mount]) => bindIn(mount) === bind ? [path] : []);
}
// src/authoring/import/troubles.ts
/** What `validate` finds, as places of the files that are in the making. */
/** Where a line and a column are in the document. */
function segmentsAt(file, { line, column }) {
	const offset = (file?.text ?? "").split("\n").slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
	const root = parseTree(file?.text ?? "");
	const node = root && findNodeAtOffset(root, offset);
	return node ? getNodePath(node).map(String) : [];
}
/** What looks like a secret is never written, however bad the estate calls it. */
const SECRETS = /* @__PURE__ */ new Set(["PHX941", "PHX942"]);
/** What is wrong, by file; of a conflict with a file that is not ours, at the other end. */
function troublesOf(estate, ours) {
	const troubles = /* @__PURE__ */ new Map();
	for (const { id, severity, at, also, message } of estate.findings) {
		if (severity !== "error" && !SECRETS.has(id)) continue;
		const place = [at, also].find((one) => one !== void 0 && ours.has(one.file));
		if (!place) continue;
		const trouble = {
			segments: segmentsAt(estate.tree.files.get(place.file), place),
			why: message
		};
		troubles.set(place.file, [...troubles.get(place.file) ?? [], trouble]);
	}
	return troubles;
}
/** What is wrong with a bind that guests bring is wrong with their mounts. */
function throughBinds(value, troubles, own) {
	return troubles.flatMap(({ segments: [top, name = ""], why }) => {
		if (top !== "binds" || !own.has(name)) return [];
		return mountsOf(value, name).map((path) => ({
			segments: ["mounts", path],
			why
		}));
	});
}
// src/authoring/import/settle.ts
const ROUNDS = 30;
const NOTHING = /* @__PURE__ */ new Set();
/** What a live plan says of every address. */
function plannedFor(estate, snapshot) {
	const { plan } = planLive({
		kinds,
		head: estate,
		base: null,
		snapshot,
		estate: idOfEstate(estate.settings),
		atCommit: () => null
	});
	return new Map(plan.items.map((item) => [item.address, item]));
}
/** The change that says no more than that it becomes ours. */
const isAdoption = ({ path }) => path === "/adopt" || path === "";
/** Null: it is adopted as it is. A text: it is not adopted at all. */
function changesOf(sketch, item) {
	if (item?.action !== "adopt") return item?.notes.join("; ") || "a plan does not adopt it";
	const refused = item.changes.find((change) => isAdoption(change) && change.effect !== "config");
	if (refused) return refused.note ?? "it cannot be adopted";
	const changes = item.changes.filter((change) => !isAdoption(change));
	if (changes.length === 0) return null;
	return changes.map(({ path }) => ({
		segments: pointerSegments(path),
		why: sketch.importing.whyChanged(path)
	}));
}
/** The sketch without these, or why there can be none. */
function relieved(sketch, troubles) {
	let { value } = sketch;
	const essential = new Set(sketch.kind.imports?.essential);
	const gone = [];
	for (const { segments, why } of troubles) {
		const result = removed(value, segments, essential);
		if (!result && gone.length === 0) return why;
		if (!result) continue;
		value = result.value;
		gone.push({
			path: result.path,
			why
		});
	}
	return {
		...sketch,
		value,
		left: [...sketch.left, ...gone]
	};
}
function relievedSettings(settings, troubles) {
	return troubles.reduce((value, { segments }) => {
		return (segments[0] === "name" || segments[0] === "id" || segments[0] === "nodes" && segments.length < 3 ? null : removed(value, segments, NOTHING)?.value) ?? value;
	}, settings);
}
const pretty = (value) => JSON.stringify(value, null, 1);
function filesOf({ sketches, settings, settingsFile, wordsOf }) {
	const guests = sketches.map((one) => [one.file, pretty(wordsOf(one))]);
	return new Map([...settings ? [[settingsFile, pretty(settings)]] : [], ...guests]);
}
/** One look at the estate; null: there is nothing to mend. */
function look(input, { sketches, settings }, isLast) {
	const files = filesOf({
		...input,
		sketches,
		settings
	});
	const estate = checkRules(input.load(input.treeOf(files)));
	const troubles = troublesOf(estate, /* @__PURE__ */ new Set([...files.keys(), input.settingsFile]));
	const inSettings = troubles.get(input.settingsFile) ?? [];
	const wrongOf = (sketch) => [...troubles.get(sketch.file) ?? [], ...throughBinds(sketch.value, inSettings, input.ownBinds)];
	const mended = settings && relievedSettings(settings, inSettings);
	const items = mended === settings && sketches.every((sketch) => wrongOf(sketch).length === 0) ? plannedFor(estate, input.snapshot) : null;
	const dropped = [];
	const kept = sketches.map((sketch) => {
		const wrong = items ? changesOf(sketch, items.get(sketch.address)) : wrongOf(sketch);
		if (wrong === null || wrong.length === 0) return sketch;
		const next = typeof wrong === "string" ? wrong : isLast ? wrong[0]?.why ?? "" : relieved(sketch, wrong);
		if (typeof next !== "string") return next;
		dropped.push({
			sketch,
			why: next
		});
		return null;
	});
	if (items && kept.every((one, at) => one === sketches[at])) return null;
	return {
		sketches: kept.filter((one) => one !== null),
		settings: mended,
		dropped
	};
}
function settle(input) {
	let round = {
		sketches: input.sketches,
		settings: input.settings,
		dropped: []
	};
	const dropped = [];
	for (let count = 1; round.sketches.length > 0 && count <= 31; count += 1) {
		const next = look(input, round, count > ROUNDS);
		if (!next) break;
		dropped.push(...next.dropped);
		round = next;
	}
	return {
		sketches: round.sketches,
		settings: round.settings,
		dropped
	};
}
// src/authoring/import/sketches.ts
/** Names of a kind's files that stand there, in environments too. */
function takenNames(estate, kind) {
	return [...estate?.tree.files.keys() ?? []].flatMap((path) => {
		const [, folder, name] = /^(?:environments\/[^/]+\/)?([^/]+)\/([^/]+)\.jsonc?$/.exec(path) ?? [];
		return folder === kind && name !== void 0 ? [name] : [];
	});
}
/** Every name is given before a file is written: files name each other. */
function named({ candidates, estate }) {
	const names = /* @__PURE__ */ new Map();
	for (const kind of new Set(candidates.map((one) => one.kind))) {
		const take = namesBeside(takenNames(estate, kind.kind));
		for (const one of candidates) if (one.kind === kind) names.set(one, take(one.importing.names));
	}
	return names;
}
function sketchesOf(input) {
	const names = named(input);
	const addresses = new Map([...names].map(([{ kind, importing }, name]) => [importing.id, `${kind.kind}/${name}`]));
	const addressOf = (id) => addresses.get(id) ?? input.ownerOf(id) ?? null;
	const sketches = [];
	const unfit = [];
	for (const [{ kind, importing }, name] of names) {
		const { hasSeveralNodes, bindOf, cardsOf } = input;
		const draft = importing.draft({
			name,
			hasSeveralNodes,
			bindOf,
			cardsOf,
			addressOf
		});
		const { id, node, vmid } = importing;
		if (typeof draft === "string") unfit.push({
			id,
			node,
			vmid,
			why: draft
		});
		else {
			const address = `${kind.kind}/${name}`;
			sketches.push({
				kind,
				address,
				file: `${address}.jsonc`,
				importing,
				...draft
			});
		}
	}
	return {
		sketches,
		unfit
	};
}
/**
* What these files ask of `phoenix.json`.
* @param paths of binds, by name
*/
function needsOf(sketches, paths) {
	const used = /* @__PURE__ */ new Map();
	const binds = /* @__PURE__ */ new Map();
	const pools = /* @__PURE__ */ new Set();
	for (const { kind, importing, value } of sketches) {
		const uses = kind.imports?.uses?.(value);
		for (const pool of uses?.pools ?? []) pools.add(pool);
		if (importing.node !== null) {
			const own = used.get(importing.node) ?? {
				storages: /* @__PURE__ */ new Set(),
				bridges: /* @__PURE__ */ new Set()
			};
			used.set(importing.node, own);
			for (const storage of uses?.storages ?? []) own.storages.add(storage);
			for (const bridge of uses?.bridges ?? []) own.bridges.add(bridge);
		}
		const mounts = isObject(value["mounts"]) ? value["mounts"] : {};
		for (const mount of Object.values(mounts)) {
			const name = bindIn(mount);
			const path = name === null ? void 0 : paths.get(name);
			if (name !== null && path !== void 0) binds.set(name, path);
		}
	}
	return {
		used,
		binds,
		pools
	};
}
// src/authoring/import/written.ts
/** Lines above a file: what of the thing it does not say. */
function commentOf({ left }) {
	const kept = left.filter(({ isUsual }) => !isUsual).map(({ path }) => visible(fieldName(path)));
	return kept.length === 0 ? [] : [`Not managed here, and as it is on the node: ${kept.join(", ")}`];
}
const textsIn = ({ isLinked }, files) => textsOf(isLinked ? withSchemaLines(files) : files);
/** Each by itself: what differs from the base. */
function alone({ baseOf }, sketches) {
	return new Map(sketches.map((one) => [one.file, {
		value: difference(baseOf(one.kind), one.value, new Set(one.kind.sets)),
		comment: commentOf(one)
	}]));
}
/** Those of one kind: what they have in common stands in base and profiles. */
function together({ estate }, kind, sketches) {
	const wholes = sketches.map((one) => ({
		address: one.address,
		value: one.value,
		comment: commentOf(one)
	}));
	const profiles = [...estate?.tree.files.keys() ?? []].flatMap((path) => /^profiles\/(.+?)\.jsonc?$/.exec(path)?.[1] ?? []);
	return factor({
		kind: kind.kind,
		sets: kind.sets,
		wholes,
		taken: new Set(profiles)
	});
}
/** The same as were settled, and nothing wrong that was not. */
function isFaithful(final, settled, sketches) {
	return sketches.every(({ kind, address }) => {
		const [want, base] = [final.resources.get(address), settled.resources.get(address)];
		if (!want || !base) return false;
		const { settings } = final;
		return kind.diff({
			want,
			base,
			seen: null,
			settings,
			snapshot: null
		}).changes.length === 0;
	}) && errorsIn(final.findings).length <= errorsIn(settled.findings).length;
}
/** Kinds of which several are imported, and none stands there. */
function factorable({ sketches, estate, baseOf }) {
	const standing = new Set([...estate?.resources.values() ?? []].map((one) => one.kind));
	return [...new Set(sketches.map(({ kind }) => kind))].filter((kind) => {
		return !kind.imports?.apart && Object.keys(baseOf(kind)).length === 0 && !standing.has(kind.kind) && sketches.filter((one) => one.kind === kind).length > 1;
	});
}
/** The files, and the estate with them. Each is by itself, should it not be the same with the others. */
function written(writing) {
	const { sketches, load } = writing;
	const files = textsIn(writing, alone(writing, sketches));
	const estate = load(files);
	const [kind] = factorable(writing);
	if (!kind) return {
		files,
		estate
	};
	const isMeant = (one) => one.kind === kind;
	const factored = textsIn(writing, new Map([...together(writing, kind, sketches.filter(isMeant)), ...alone(writing, sketches.filter((one) => !isMeant(one)))]));
	const final = load(factored);
	return isFaithful(final, estate, sketches) ? {
		files: factored,
		estate: final
	} : {
		files,
		estate
	};
}
// src/authoring/import/import.ts
function fileOf(estate, name) {
	return estate?.tree.files.get(`${name}.json`) ?? estate?.tree.files.get(`${name}.jsonc`);
}
function treeAround({ estate }) {
	return (files) => {
		const { root = "configs", kept } = estate?.tree ?? {};
		const own = [...files].map(([path, text]) => [path, {
			path,
			text
		}]);
		return {
			root,
			revision: null,
			files: new Map([...estate?.tree.files ?? [], ...own]),
			...kept && { kept },
			findings: estate?.tree.findings ?? []
		};
	};
}
function outcome(around, settled, settings) {
	if (settled.sketches.length === 0) return {
		files: /* @__PURE__ */ new Map(),
		settings: null,
		imported: [],
		findings: [],
		tree: around.treeOf(/* @__PURE__ */ new Map())
	};
	const { input, baseOf, isLinked, treeOf } = around;
	const { files, estate } = written({
		sketches: settled.sketches,
		estate: input.estate,
		baseOf,
		isLinked,
		load: (own) => checkRules(input.load(treeOf(new Map([...settings, ...own]))))
	});
	const before = input.estate?.tree.files;
	const changed = [...settings].find(([path, text]) => before && before.get(path)?.text !== text);
	return {
		files: new Map([...before ? [] : settings, ...files]),
		settings: changed ? {
			path: changed[0],
			text: changed[1]
		} : null,
		imported: settled.sketches.map(({ address, file, importing: { id, vmid, node }, left }) => ({
			address,
			file,
			id,
			vmid,
			node,
			left
		})),
		findings: estate.findings,
		tree: estate.tree
	};
}
/** Guests first, by their numbers; then the rest by its ids. */
function inOrder(unfit) {
	const place = ({ vmid }) => vmid ?? Number.POSITIVE_INFINITY;
	return unfit.toSorted((a, b) => {
		const [x, y] = [place(a), place(b)];
		return x === y ? a.id < b.id ? -1 : 1 : x - y;
	});
}
function baseIn(estate, kind) {
	const base = fileOf(estate, `base/${kind.kind}`);
	return base ? mergePatch({}, parseFile(base).value ?? {}, new Set(kind.sets)) : {};
}
/** What becomes of what is in a cluster. Nothing in it throws on what a file of a node says. */
function importCluster(input) {
	const { cluster, estate } = input;
	const { snapshot } = cluster;
	const ownerOf = ownersIn(estate);
	const { candidates, unfit } = search(input, ownerOf);
	const onNodes = candidates.flatMap(({ importing: { node } }) => node === null ? [] : [node]);
	const nodes = /* @__PURE__ */ new Set([...Object.keys(estate?.settings.nodes ?? {}), ...onNodes]);
	const binds = /* @__PURE__ */ new Map();
	const nameOf = bindNames(estate?.settings.binds ?? {});
	const { sketches, unfit: undrafted } = sketchesOf({
		candidates,
		estate,
		hasSeveralNodes: nodes.size > 1,
		bindOf: (path) => {
			const name = nameOf(path);
			binds.set(name, path);
			return name;
		},
		cardsOf: (node) => estate?.settings.nodes[node]?.gpus ?? gpusOf(snapshot.nodes.get(node)),
		ownerOf
	});
	const standing = estate && fileOf(estate, "phoenix");
	const bases = new Map(kinds.map((kind) => [kind, baseIn(estate, kind)]));
	const baseOf = (kind) => bases.get(kind) ?? {};
	const around = {
		input,
		baseOf,
		isLinked: !standing || hasSchemas(parseFile(standing).value ?? {}),
		treeOf: treeAround(input)
	};
	const added = (some) => {
		if (!standing) return /* @__PURE__ */ new Map();
		const lacking = additions(estate.settings, needsOf(some, binds), cluster);
		return /* @__PURE__ */ new Map([[standing.path, withAdditions(standing.text, lacking)]]);
	};
	const settled = settle({
		sketches,
		snapshot,
		settings: standing ? null : newSettings(input.identity, needsOf(sketches, binds), cluster),
		settingsFile: standing?.path ?? "phoenix.json",
		ownBinds: new Set([...binds.keys()].filter((name) => !Object.hasOwn(estate?.settings.binds ?? {}, name))),
		treeOf: (files) => around.treeOf(new Map([...added(sketches), ...files])),
		load: input.load,
		wordsOf: ({ kind, value }) => overriding(baseOf(kind), value, new Set(kind.sets))
	});
	const settings = settled.settings ? /* @__PURE__ */ new Map([["phoenix.json", settingsText(withBinds(settled.settings, needsOf(settled.sketches, binds)))]]) : added(settled.sketches);
	const dropped = settled.dropped.map(({ sketch: { importing }, why }) => {
		const { id, node, vmid } = importing;
		return {
			id,
			node,
			vmid,
			why
		};
	});
	const all = inOrder([
		...unfit,
		...undrafted,
		...dropped
	]);
	const told = /* @__PURE__ */ new Set([...candidates.map(({ importing }) => importing.vmid), ...all.map(({ vmid }) => vmid)]);
	const isMeant = (vmid) => input.vmids === null || input.vmids.has(vmid);
	const machines = [...snapshot.guests.keys()].filter((vmid) => isMeant(vmid) && !told.has(vmid));
	return {
		...outcome(around, settled, settings),
		skipped: all,
		machines: machines.toSorted((a, b) => a - b)
	};
}
// src/authoring/import/folder-cluster.ts
/** A folder of conf files as a cluster that was read: what a file does not tell is guessed as little as can be. */
/** No conf file says whether its guest runs: those that start with the node do, most likely. */
function probablyRuns(text) {
	const { options } = parseConf(text);
	return parseBoolean(options.get("onboot") ?? "") === "1" && !options.has("template");
}
/**
* @param texts by their paths on a node
* @param running VMIDs of guests that run; null: nobody says
*/
function folderCluster(texts, running) {
	const files = [...texts].flatMap(([path, text]) => guestFile(path, text) ?? []);
	const active = files.filter(({ vmid, text }) => running ? running.has(vmid) : probablyRuns(text)).map(({ vmid }) => vmid).join(" ");
	const node = {
		reachable: true,
		files: /* @__PURE__ */ new Map(),
		pve: "",
		active,
		tasks: []
	};
	const names = [...new Set(files.map((file) => file.node))];
	return snapshotOf({
		at: (/* @__PURE__ */ new Date(0)).toISOString(),
		cluster: texts,
		nodes: new Map(names.map((name) => [name, node])),
		backups: null
	});
}
// src/sources/conf-folder.ts
/** A folder of guests' conf files, as somebody copied it from `/etc/pve`: read as the paths of a cluster. */
/** Files that are the cluster's, where they lie beside the guests. */
const SHARED = ["storage.cfg", "user.cfg"];
function namesIn(folder) {
	try {
		return readdirSync(folder).sort();
	} catch {
		return [];
	}
}
/** Where the guests of each node may lie; null: which node it is, nobody says. */
function placesIn(folder) {
	const roots = [folder, join(folder, "etc/pve")];
	const types = ["lxc", "qemu-server"];
	const named = roots.flatMap((root) => namesIn(join(root, "nodes")).flatMap((node) => types.map((type) => ({
		path: join(root, "nodes", node, type),
		type,
		node
	}))));
	if (named.length > 0) return named;
	const plain = roots.flatMap((root) => types.map((type) => ({
		path: join(root, type),
		type,
		node: null
	})));
	return [{
		path: folder,
		type: "lxc",
		node: null
	}, ...plain];
}
function textAt(path) {
	try {
		const info = lstatSync(path);
		if (!info.isFile()) return { why: "it is no file" };
		if (info.size > 1048576) return { why: "it is larger than 1 MiB" };
		return readFileSync(path, "utf8");
	} catch (error) {
		return { why: `it cannot be read: ${error.code ?? "for no known reason"}` };
	}
}
/**
* @param defaultNode whose guests they are, where their folder does not say
* @throws PhoenixError `UNREADABLE` when there is no such folder
*/
function readConfFolder(folder, defaultNode) {
	if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new PhoenixError("UNREADABLE", `there is no folder ${folder}`, { hint: "it holds conf files of guests: 101.conf, as in /etc/pve/lxc" });
	const texts = /* @__PURE__ */ new Map();
	const unread = [];
	const owners = /* @__PURE__ */ new Map();
	for (const { path, type, node } of placesIn(folder)) for (const name of namesIn(path).filter((one) => one.endsWith(".conf"))) {
		const file = join(path, name);
		const vmid = /^([1-9]\d{2,8})\.conf$/.exec(name)?.[1];
		const text = vmid === void 0 ? { why: "its name is no VMID" } : textAt(file);
		const owner = vmid === void 0 ? void 0 : owners.get(vmid);
		if (typeof text !== "string") unread.push({
			file,
			why: text.why
		});
		else if (owner !== void 0) unread.push({
			file,
			why: `${owner} has the same VMID`
		});
		else {
			if (vmid !== void 0) owners.set(vmid, file);
			texts.set(`/etc/pve/nodes/${node ?? defaultNode()}/${type}/${name}`, text);
		}
	}
	for (const name of SHARED) {
		const text = [join(folder, name), join(folder, "etc/pve", name)].map(textAt).find((one) => typeof one === "string");
		if (text !== void 0) texts.set(`/etc/pve/${name}`, text);
	}
	return {
		texts,
		unread
	};
}
// src/sources/has-settings.ts
/** Whether a folder is an estate's already. */
function hasSettings(configs) {
	return ["phoenix.json", "phoenix.jsonc"].some((name) => existsSync(join(configs, name)));
}
// src/commands/import-text.ts
/** `phoenix import` for people: the files, what stays unmanaged and why, what was skipped and why. */
/** So many lines of one kind are for people; `--json` has all. */
const MOST = 40;
function bounded(lines) {
	const rest = lines.length - MOST;
	return rest <= 1 ? lines : [...lines.slice(0, MOST), `  … and ${rest} more; --json tells all`];
}
/** `101`, or `firewall/web` of what is no guest. */
const nameOf = ({ vmid, address }) => vmid === null ? plain(address, 80) : String(vmid);
/** What is left alike in many is said once. */
function leftLines(imported) {
	const groups = /* @__PURE__ */ new Map();
	for (const one of imported) for (const { path, why } of one.left) {
		const group = groups.get(why) ?? {
			names: /* @__PURE__ */ new Set(),
			of: /* @__PURE__ */ new Set()
		};
		group.names.add(fieldName(path));
		group.of.add(nameOf(one));
		groups.set(why, group);
	}
	return [...groups].map(([why, { names, of }]) => {
		const which = of.size === imported.length && of.size > 1 ? "all" : listed([...of], 6, String);
		return `  ${plain(listed([...names], 6, String), 400)} of ${which}: ${plain(why)}`;
	});
}
/** `101 on pve1`, or `firewall:cluster`. */
function whereOf({ id, vmid, node }) {
	const name = vmid === null ? plain(id, 80) : String(vmid);
	return node === null ? name : `${name} on ${plain(node, 60)}`;
}
const section = (title, lines) => lines.length === 0 ? [] : [
	"",
	title,
	...bounded(lines)
];
function fileLines({ imported, files, settings, schemas }) {
	const own = new Set(imported.map(({ file }) => file));
	const width = longest([...own]);
	return [
		...[...files.keys()].filter((path) => !own.has(path)).map((path) => `  ${path}`),
		...settings ? [`  ${settings.path} gets what it lacked`] : [],
		...schemas > 0 ? [`  ${schemaNote(schemas)}`] : [],
		...imported.map((one) => `  ${one.file.padEnd(width)}  ${whereOf(one)}`)
	];
}
function importText(shown) {
	const { configs, dryRun, imported, skipped, machines, unread } = shown;
	const strange = skipped.filter(({ ours }) => !ours);
	const ours = skipped.length - strange.length;
	const what = skipped.some(({ ours: own, vmid }) => own && vmid === null) ? "thing" : "guest";
	const known = `${plural(ours, what)} of this estate ${ours === 1 ? "needs no file" : "need no files"}`;
	const wrote = `${dryRun ? "Would write" : "Wrote"} ${plural(imported.length, imported.some(({ vmid }) => vmid === null) ? "resource" : "guest")} into ${configs}:`;
	return [
		...imported.length > 0 ? [wrote, ...fileLines(shown)] : [`Nothing to import: ${known}.`],
		...section("Not managed, and left as it is on the node:", leftLines(imported)),
		...section("Skipped:", [...strange.map((one) => `  ${whereOf(one)}: ${plain(one.why)}`), ...unread.map(({ file, why }) => `  ${plain(file)}: ${why}`)]),
		...ours > 0 && imported.length > 0 ? ["", `${known}.`] : [],
		...machines.length > 0 ? ["", `${plural(machines.length, "guest")} (${listed(machines, 6, String)}): no kind can make files of them.`] : []
	].join("\n");
}
// src/commands/import.ts
/** `phoenix import`: files for guests that exist, from nodes or from a folder of conf files. Nothing changes on a node. */
/** Nothing is known of an estate that is not there yet. */
const NO_SETTINGS = settingsSchema.parse({
	name: "new",
	nodes: {}
});
function hostOf({ host }, settings) {
	const names = Object.keys(settings.nodes);
	const [only] = names;
	if (host !== void 0) return host;
	if (names.length === 1 && only !== void 0) return only;
	throw new PhoenixError("USAGE", "the conf files do not say which node they are of", { hint: "add --host NAME, as `hostname` prints it there" });
}
async function readNodes({ node }, settings, io) {
	const { cluster, addresses } = await discover(node, settings, io.err);
	try {
		return {
			cluster: {
				snapshot: await cluster.snapshot({ reads: readsOf(kinds) }),
				addresses,
				hasStorages: true
			},
			unread: []
		};
	} finally {
		await cluster.close();
	}
}
function readFolder(folder, options, settings) {
	const { texts, unread } = readConfFolder(folder, () => hostOf(options, settings));
	return {
		cluster: {
			snapshot: folderCluster(texts, options.running ? new Set(options.running) : null),
			addresses: /* @__PURE__ */ new Map(),
			hasStorages: texts.has("/etc/pve/storage.cfg")
		},
		unread
	};
}
function checkUsage(options) {
	const { name, vmid, all, from, host, running } = options;
	if (!settingsSchema.shape.name.safeParse(name).success) throw new PhoenixError("USAGE", `${quote(name)} cannot name an estate`, { hint: "--name takes lower-case letters, digits and \"-\", beginning with a letter" });
	if (vmid && all) throw new PhoenixError("USAGE", "--all and --vmid are two wishes", { hint: "leave one of them out" });
	if (vmid && options.storages) throw new PhoenixError("USAGE", "--storages and --vmid are two wishes", { hint: "--vmid takes guests and nothing else: leave one of them out" });
	if (from === void 0 && (host !== void 0 || running !== void 0)) throw new PhoenixError("USAGE", "--host and --running belong to --from", { hint: "a node says itself what it is called and what runs on it" });
}
/** @throws PhoenixError `USAGE` for a VMID that is nobody's */
function checkWanted({ vmid }, { cluster }) {
	const missing = (vmid ?? []).filter((one) => !cluster.snapshot.guests.has(one));
	if (missing.length === 0) return;
	throw new PhoenixError("USAGE", `there is no guest ${missing.join(", ")}`, { hint: `known are ${[...cluster.snapshot.guests.keys()].toSorted((a, b) => a - b).join(", ") || "none"}` });
}
function nothing({ skipped, machines }, { unread }, { node, from }) {
	const where = from === void 0 ? node : from;
	const reasons = [
		...skipped.map(({ id, vmid, why }) => `${vmid ?? id}: ${why}`),
		...unread.map(({ file, why }) => `${file}: ${why}`),
		...machines.length > 0 ? [`${plural(machines.length, "guest")} that no kind can import: ${machines.join(", ")}`] : []
	];
	const hint = reasons.length > 0 ? reasons.join("\n") : "guests have conf files /etc/pve/lxc/VMID.conf and /etc/pve/qemu-server/VMID.conf there";
	return new PhoenixError("REFUSED", `there is nothing to import in ${where}`, { hint });
}
function write(configs, { files, settings }, schemas) {
	writeNew(configs, files);
	if (settings) writeWhole(join(configs, settings.path), settings.text);
	for (const [path, text] of schemas) writeWhole(join(configs, path), text);
}
function show(made, configs, options, io) {
	const { dryRun = false, json } = options;
	const { imported, skipped, machines, findings, files, settings, unread } = made;
	if (json) {
		const paths = [...files.keys(), ...settings ? [settings.path] : []].toSorted();
		const body = {
			v: 1,
			configs,
			written: !dryRun,
			files: paths,
			guests: imported.filter(({ vmid }) => vmid !== null),
			others: imported.filter(({ vmid }) => vmid === null),
			skipped,
			unread,
			machines,
			findings
		};
		io.out(canonical(JSON.parse(JSON.stringify(body))));
		return;
	}
	io.out(importText({
		...made,
		configs,
		dryRun
	}));
	if (!dryRun && imported.length > 0) io.out(`\nNext: commit them, and look at \`phoenix plan --live\`: it adopts them, and changes nothing else.`);
	if (options.from !== void 0 && !options.running) io.out("\nConf files do not say which guests run: those with \"onboot\" are written as running; else name them by --running.");
}
async function run(options, configs, workspace, io) {
	const estate = hasSettings(configs) ? soundToLook(workspace.onDisk(), io) : null;
	const settings = estate?.settings ?? NO_SETTINGS;
	const { from, vmid } = options;
	const reading = from === void 0 ? await readNodes(options, settings, io) : readFolder(from, options, settings);
	checkWanted(options, reading);
	const made = importCluster({
		cluster: reading.cluster,
		estate,
		identity: {
			name: options.name,
			id: randomUUID()
		},
		vmids: vmid ? new Set(vmid) : null,
		storages: options.storages === true,
		load: (tree) => workspace.load(tree)
	});
	const isDone = made.skipped.length > 0 && made.skipped.every(({ ours }) => ours === true);
	if (made.imported.length === 0 && !isDone) throw nothing(made, reading, options);
	const schemas = estate ? /* @__PURE__ */ new Map() : schemasBeside();
	if (!options.dryRun) write(configs, made, schemas);
	show({
		...made,
		schemas: schemas.size,
		unread: reading.unread
	}, configs, options, io);
	const errors = errorsIn(made.findings);
	if (!options.json) showFindings(errors, made.tree, io);
	return errors.length === 0 ? 0 : 1;
}
/** Exit code 0 when there are files for all that can be imported. */
async function importCommand(options, io) {
	checkUsage(options);
	const { out } = options;
	const configs = out === void 0 ? options.configs : hasSettings(out) ? out : join(out, "configs");
	const workspace = openWorkspace({ configs });
	try {
		return await run(options, configs, workspace, io);
	} finally {
		workspace.close();
	}
}
export { importCommand };
