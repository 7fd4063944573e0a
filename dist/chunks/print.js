import { at as schemaOfKind, oi as alternatives, ot as schemaOfSettings } from "./engine.js";
import { I as kinds } from "./live.js";
// src/authoring/natural.ts
/** The order in which people look for names: case aside, and numbers by their value, so that `gpu2` comes before `gpu10`. */
/** For `toSorted`: total, and the same on every machine. */
function byName(a, b) {
	return compareParts(parts(a.toLowerCase()), parts(b.toLowerCase())) || compareTexts(a, b);
}
/** Texts and numbers by turns: `net10/a` is `net`, `10`, `/a`. */
const parts = (name) => name.split(/(\d+)/);
function compareParts(a, b) {
	for (const [at, part] of a.entries()) {
		const other = b[at];
		if (other === void 0) return 1;
		const found = at % 2 === 1 ? compareNumbers(part, other) : compareTexts(part, other);
		if (found !== 0) return found;
	}
	return a.length - b.length;
}
/** Of any length: what is longer without leading zeros is more. */
function compareNumbers(a, b) {
	const [one, other] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
	return one.length - other.length || compareTexts(one, other);
}
function compareTexts(a, b) {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
// src/authoring/order.ts
/**
* In which order the keys of a file stand: that of the schema, which is written as a person writes a file; names of a map
* by name. Where the order is somebody's own, as that of raw lines, which Proxmox reads from top to bottom, it stays.
*/
/** Maps whose names stay as they stand: `*` is any name. */
const KEPT = [
	["raw"],
	["env"],
	["features", "*"],
	[
		"health",
		"*",
		"headers"
	]
];
/** @param path of the file below the configs folder: `lxc/web.jsonc`, `environments/prod/lxc/web.json` */
function orderOf(path) {
	return orderAt(schemasOf(path.replace(/\.jsonc?$/, "").split("/")), []);
}
function schemasOf([folder = "", ...rest]) {
	const ofKind = (name) => kinds.filter(({ kind }) => kind === name).map((kind) => schemaOfKind(kind));
	switch (folder) {
		case "phoenix": return [schemaOfSettings()];
		case "base": return ofKind(rest[0]);
		case "profiles": return kinds.map((kind) => schemaOfKind(kind));
		case "environments": return ofKind(rest[1]);
		default: return ofKind(folder);
	}
}
function orderAt(schemas, path) {
	const places = schemas.flatMap(alternatives);
	return {
		sorted: (members, keyOf) => sortedBy(members, keyOf, places, path),
		below: (key) => orderAt(places.flatMap((place) => valueOf(place, key)), [...path, key])
	};
}
function sortedBy(members, keyOf, places, path) {
	const ranks = /* @__PURE__ */ new Map();
	for (const place of places) for (const key of Object.keys(place.properties ?? {})) if (!ranks.has(key)) ranks.set(key, key === "suppress" ? 1e400 : ranks.size);
	if (places.some(({ additionalProperties: values }) => typeof values === "object") && ranks.size === 0) return isKept(path) ? members : members.toSorted((a, b) => byName(keyOf(a), keyOf(b)));
	const rank = (member) => ranks.get(keyOf(member)) ?? Number.MAX_SAFE_INTEGER;
	return members.toSorted((a, b) => rank(a) === rank(b) ? 0 : rank(a) - rank(b));
}
function isKept(path) {
	return KEPT.some((kept) => kept.length === path.length && kept.every((name, at) => name === "*" || name === path[at]));
}
function valueOf(place, key) {
	const own = place.properties && Object.hasOwn(place.properties, key) ? place.properties[key] : void 0;
	if (own) return [own];
	return [place.additionalProperties, place.items].filter((one) => typeof one === "object");
}
// src/authoring/format/print.ts
/** Columns of a line. */
const WIDTH = 110;
/** Ends with a newline. */
function print({ above, isApart, root, behind, below }, options) {
	const lines = leads(above, "", true);
	if (isApart && lines.length > 0) lines.push("");
	lines.push([valueText(root, "", 0, 0, options), ...behind].join(" "));
	lines.push(...leads(below, "", false));
	return `${lines.join("\n")}\n`;
}
/** @param isFirst at the start of something no line is left empty */
function leads(all, indent, isFirst) {
	return all.flatMap(({ text, isApart }, at) => {
		const lines = commentLines(text, indent);
		return isApart && !(isFirst && at === 0) ? ["", ...lines] : lines;
	});
}
/** A block whose lines begin with stars goes with its indent; what is drawn in any other stays as it is drawn. */
function commentLines(text, indent) {
	const [first = "", ...rest] = text.split("\n");
	const others = rest.every((line) => line.trimStart().startsWith("*")) ? rest.map((line) => `${indent} ${line.trimStart()}`) : rest;
	return [`${indent}${first}`, ...others];
}
/**
* @param column where the value begins
* @param after how many characters follow it in its line
*/
function valueText(value, indent, column, after, options) {
	if (value.is === "scalar") return value.text;
	const flat = flatText(value);
	if (flat !== null && column + flat.length + after <= WIDTH) return flat;
	return openText(value, indent, options);
}
/** All in one line; null where that cannot be. */
function flatText(value) {
	if (value.is === "scalar") return value.text;
	const { is, isOpen, head, opening, members, closing } = value;
	if (isOpen && members.length > 0) return null;
	if (head.length + opening.length + closing.length > 0) return null;
	const texts = [];
	for (const { above, key, between, value: inner, behind } of members) {
		if (above.length + between.length + behind.length > 0) return null;
		const text = flatText(inner);
		if (text === null) return null;
		texts.push(key === null ? text : `${key}: ${text}`);
	}
	if (is === "list") return `[${texts.join(", ")}]`;
	return texts.length === 0 ? "{}" : `{ ${texts.join(", ")} }`;
}
function openText({ is, head, opening, members, closing }, indent, options) {
	const [start, end] = is === "list" ? ["[", "]"] : ["{", "}"];
	const inner = `${indent}  `;
	const lines = [[start, ...head].join(" "), ...leads(opening, inner, true)];
	if (opening.length > 0 && members.length > 0) lines.push("");
	for (const [at, member] of members.entries()) {
		const isLast = at === members.length - 1;
		lines.push(...memberLines(member, inner, at === 0, isLast && !options.lastComma ? "" : ",", options));
	}
	lines.push(...leads(closing, inner, members.length + opening.length === 0), `${indent}${end}`);
	return lines.join("\n");
}
function memberLines({ above, isApart, key, between, value, behind }, indent, isFirst, comma, options) {
	const lines = leads(above, indent, isFirst);
	if (isApart && (!isFirst || above.length > 0)) lines.push("");
	const start = [
		...key === null ? [] : [`${key}:`],
		...between,
		""
	].join(" ");
	const text = valueText(value, indent, indent.length + start.length, comma.length, options);
	return [...lines, [`${indent}${start}${text}${comma}`, ...behind].join(" ")];
}
export { orderOf as n, print as t };
