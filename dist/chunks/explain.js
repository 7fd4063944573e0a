import { t as PhoenixError } from "./errors.js";
import { a as valueAt, n as isObject, r as pointer } from "./json.js";
import { c as homeOf, d as didYouMean, h as quote, l as fieldName, m as nearestPositionOf, n as sound, p as chainOf, t as openWorkspace, u as pointerOf } from "./workspace.js";
// src/config/explain.ts
/** Where a value comes from: every file that said something about it, weakest first, and what Proxmox is told. */
/** One field. @throws PhoenixError `USAGE` for an address or field that the estate does not have. */
function explainField(estate, address, field) {
	const resource = resourceAt(estate, address);
	const path = pointerOf(field, [resource.merged, ...resource.contributions.map((one) => one.value)]);
	const words = proxmoxWords(estate, resource);
	const explained = explain$1(estate, resource, path, words);
	if (explained.chain.length > 0 || Object.keys(explained.proxmox).length > 0) return explained;
	const paths = [...leaves(resource.merged), ...words.keys()];
	const known = new Set(paths.flatMap((one) => [fieldName(one.replace(/(.)\/.*/, "$1")), fieldName(one)]));
	throw new PhoenixError("USAGE", `${address} has no field ${quote(field)}`, { hint: didYouMean(fieldName(path), [...known], "It has no fields.") });
}
/** Every field that a file sets. @throws PhoenixError `USAGE` for an address that the estate does not have. */
function explainResource(estate, address) {
	const resource = resourceAt(estate, address);
	const words = proxmoxWords(estate, resource);
	return leaves(resource.merged).map((path) => explain$1(estate, resource, path, words));
}
function resourceAt(estate, address) {
	const resource = estate.resources.get(address);
	if (resource) return resource;
	throw new PhoenixError("USAGE", `there is no resource ${quote(address)}`, { hint: didYouMean(address, [...estate.resources.keys()], "The estate is empty.") });
}
/** The kind tells its words by the plan of a create: every field with its value. */
function proxmoxWords(estate, resource) {
	const kind = homeOf(resource)?.kind;
	const { settings } = estate;
	const diff = kind?.diff({
		want: resource,
		base: null,
		seen: null,
		settings,
		snapshot: null
	});
	return new Map(diff?.changes.map((change) => [change.path, change.after]));
}
function explain$1(estate, resource, path, words) {
	const { tree } = estate;
	const sets = homeOf(resource)?.sets ?? /* @__PURE__ */ new Set();
	const chain = chainOf(resource.contributions, path, sets).map((link) => {
		const at = nearestPositionOf(tree, link.file, link.pointer, "value");
		return {
			file: tree.root === "" || tree.root === "." ? link.file : `${tree.root}/${link.file}`,
			line: at.line,
			column: at.column,
			does: link.does,
			value: link.value
		};
	});
	const proxmox = Object.fromEntries([...words].filter(([one]) => one === path || one.startsWith(`${path}/`)));
	const value = valueAt(resource.merged, path);
	const { address } = resource;
	const data = {
		address,
		field: fieldName(path),
		path,
		...value !== void 0 && { value },
		proxmox,
		chain
	};
	return {
		...data,
		text: textOf(data)
	};
}
function textOf({ address, field, path, value, proxmox, chain }) {
	const lines = [`${address} ${field} = ${value === void 0 ? "(not set)" : short(value)}`];
	const places = chain.map(({ file, line, column }) => `${file}:${line}:${column}`);
	const width = Math.max(0, ...places.map((place) => place.length));
	chain.forEach(({ does, value: said }, index) => {
		const what = does === "removes" ? "" : ` ${short(said)}`;
		lines.push(`  ${(places[index] ?? "").padEnd(width)}  ${does}${what}`);
	});
	if (chain.length === 0) lines.push("  no file sets it");
	for (const [at, word] of Object.entries(proxmox)) {
		const name = at === path ? "Proxmox" : `Proxmox ${fieldName(at)}`;
		if (at !== path || short(word) !== short(value ?? null)) lines.push(`  ${name}: ${short(word)}`);
	}
	return lines.join("\n");
}
function short(value) {
	const text = JSON.stringify(value);
	return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
function leaves(value, above = []) {
	return Object.keys(value).flatMap((key) => {
		const inner = value[key];
		const path = [...above, key];
		return isObject(inner) && Object.keys(inner).length > 0 ? leaves(inner, path) : [pointer(...path)];
	});
}
// src/commands/explain.ts
/** `phoenix explain`: the value of a field and the chain of files that it came through. */
/** Exit code 0. @throws PhoenixError `USAGE` for an address or field that is not there. */
async function explain(options, io) {
	const workspace = openWorkspace(options);
	try {
		const estate = sound(workspace.onDisk());
		const found = options.field === void 0 ? explainResource(estate, options.address) : [explainField(estate, options.address, options.field)];
		io.out(options.json ? JSON.stringify({
			v: 1,
			fields: found
		}, null, 2) : found.map((one) => one.text).join("\n"));
		return 0;
	} finally {
		workspace.close();
	}
}
export { explain };
