import { Et as durationText } from "./base.js";
import { n as usersOf, t as pinnedOf } from "./uses2.js";
import { I as kinds } from "./live.js";
import { Do as longest, Eo as listed, H as colorsOf, Vo as plain } from "./engine.js";
import { n as folderExists } from "./feature-folders.js";
import { i as soundFeature, n as folderOf, r as openShelf } from "./feature-library.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/feature-list.ts
/** Exit code 0. Without a configs folder it tells of the library alone. */
async function featureList({ id, configs, json }, io) {
	const shelf = openShelf(configs);
	const estate = folderExists(configs) ? onDisk(configs) : null;
	const rows = rowsOf(shelf, estate);
	if (id !== void 0) {
		soundFeature(shelf, id);
		const row = rows.find(({ feature }) => feature.id === id);
		io.out(json ? JSON.stringify({
			v: 1,
			...jsonOf(row, true)
		}, null, 2) : detailText(row, shelf, io));
		return 0;
	}
	if (json) {
		io.out(JSON.stringify({
			v: 1,
			features: rows.map((row) => jsonOf(row, false))
		}, null, 2));
		return 0;
	}
	io.out(table(rows, io));
	const unsound = [...shelf.folders.keys()].filter((one) => !shelf.features.has(one));
	for (const one of unsound) io.err(`${one} cannot be used: phoenix feature check ${one}`);
	if (!estate) io.err(`There is no folder ${configs}, so nothing is said of guests: name it with --configs.`);
	return 0;
}
function onDisk(configs) {
	const workspace = openWorkspace({ configs });
	try {
		return workspace.onDisk();
	} finally {
		workspace.close();
	}
}
function rowsOf({ features }, estate) {
	const users = estate ? usersOf(estate, kinds) : /* @__PURE__ */ new Map();
	const lock = estate?.features?.lock ?? null;
	return [...features.values()].sort((a, b) => a.id < b.id ? -1 : 1).map((feature) => {
		const its = users.get(feature.id) ?? [];
		return {
			feature,
			users: its,
			pinned: pinnedOf(feature, lock, its.length > 0)
		};
	});
}
const fromOf = ({ origin, manifest }) => manifest.format === "devcontainer" ? "devcontainer" : origin;
function pinnedText(pinned) {
	switch (pinned.is) {
		case "behind": return `the lock has ${pinned.version}: phoenix feature update`;
		case "not-pinned": return "not pinned: phoenix feature update";
		case "pinned":
		case "unused":
		case "own": return null;
	}
}
function notesOf({ feature: { manifest }, pinned }) {
	return [
		...manifest.experimental ? ["experimental"] : [],
		...manifest.deprecated ? ["deprecated"] : [],
		...[pinnedText(pinned) ?? []].flat()
	];
}
/** Guests that a line names. */
const MOST_GUESTS = 3;
function table(rows, io) {
	const { bold, dim, yellow } = colorsOf(io.color);
	const width = longest(rows.map(({ feature }) => feature.id));
	const versions = longest(rows.map(({ feature }) => feature.manifest.version));
	const origins = longest(rows.map(({ feature }) => fromOf(feature)));
	return rows.map((row) => {
		const { feature, users } = row;
		const { id, manifest } = feature;
		const lead = `${bold(id.padEnd(width))}  ${manifest.version.padEnd(versions)}  ${fromOf(feature).padEnd(origins)}`;
		const notes = notesOf(row);
		const indent = " ".repeat(width + versions + origins + 6);
		const guests = users.length === 0 ? [] : [dim(`${indent}used by ${listed(users, MOST_GUESTS, String)}`)];
		const told = notes.length === 0 ? [] : [yellow(`${indent}${notes.join(", ")}`)];
		return [
			`${lead}  ${plain(manifest.description || manifest.name)}`,
			...told,
			...guests
		].join("\n");
	}).join("\n");
}
function detailText(row, shelf, io) {
	const { feature, users } = row;
	const { id, manifest } = feature;
	const { bold, dim } = colorsOf(io.color);
	const guest = Object.entries(manifest.requires.guest).filter(([, need]) => need !== void 0);
	const shown = [
		["from", `${fromOf(feature)}, ${folderOf(shelf, id).path}`],
		["systems", manifest.os?.join(", ") ?? "any"],
		["needs", [...guest.map(([key, need]) => needText(key, need)), ...Object.keys(manifest.requires.host).map((fact) => `the fact ${fact} of the node`)].join(", ")],
		["brings", Object.keys(manifest.dependsOn).join(", ")],
		["not with", manifest.conflicts.join(", ")],
		["time limit", `${durationText(manifest.timeout * 1e3)} for each script`],
		["notes", notesOf(row).join(", ")],
		["used by", users.join(", ")],
		["see", manifest.documentationURL ?? ""]
	].filter(([, text]) => text !== "");
	const width = longest(shown.map(([label]) => label));
	return [
		`${bold(id)} ${manifest.version}: ${plain(manifest.description || manifest.name)}`,
		...shown.map(([label, text]) => `  ${dim(label.padEnd(width))}  ${plain(text, 2e3)}`),
		"",
		...optionLines(manifest.options)
	].join("\n");
}
function needText(key, need) {
	if (need === true) return key === "privileged" ? "a privileged guest" : key;
	if (key === "memory" || key === "disk") return `${key} of ${Math.round(Number(need) / 1024 ** 2 * 10) / 10} GiB`;
	return Array.isArray(need) ? need.join(", ") : `${key} ${String(need)}`;
}
function optionLines(options) {
	const rows = Object.entries(options).map(([name, option]) => [
		name,
		typeText(option),
		defaultText(option),
		option.description ?? ""
	]);
	if (rows.length === 0) return ["It has no options."];
	const all = [[
		"option",
		"type",
		"default",
		""
	], ...rows];
	const widths = [
		0,
		1,
		2
	].map((column) => Math.min(40, longest(all.map((row) => row[column] ?? ""))));
	return all.map((row) => row.map((cell, at) => plain(cell, 2e3).padEnd(widths[at] ?? 0)).join("  ").trimEnd());
}
function typeText({ type, secret, defines, enum: values, required }) {
	const base = secret ? `secret${defines ? " that it defines" : ""}` : values ? values.map((one) => one || "\"\"").join(" | ") : type;
	return required ? `${base}, required` : base;
}
function defaultText({ default: value }) {
	if (value === void 0 || value === "") return "";
	return Array.isArray(value) ? value.join(" ") : String(value);
}
function jsonOf({ feature, pinned, users }, isWhole) {
	const { id, origin, manifest, content } = feature;
	const { version, name, description, experimental, deprecated, format, options, os, dependsOn, conflicts, requires } = manifest;
	const row = {
		id,
		version,
		origin,
		format,
		name,
		description,
		experimental,
		deprecated,
		pinned,
		users
	};
	return isWhole ? {
		...row,
		content,
		options,
		os,
		dependsOn,
		conflicts,
		requires
	} : row;
}
export { featureList };
