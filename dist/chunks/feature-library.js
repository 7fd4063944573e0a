import { Qr as readLibrary, xa as didYouMean } from "./engine.js";
import { J as quote, bt as PhoenixError } from "./base.js";
import { u as readDiskTree } from "./sources.js";
import { i as readFeatureFolder, n as folderExists, r as libraryFolder } from "./feature-folders.js";
// src/commands/feature-library.ts
/** The features that the commands of `phoenix feature` speak of: folders of an estate and of the library, whole. */
/** @param configs its own features come first; there may be none */
function openShelf(configs) {
	const ownPath = `${configs.replace(/\/+$/, "")}/features`;
	const own = readFeatureFolder(ownPath);
	const shipped = readFeatureFolder(libraryFolder());
	const folders = new Map([...split(shipped, libraryFolder(), "library"), ...split(own, ownPath, "own")]);
	const library = readLibrary({
		own,
		shipped
	});
	return {
		...library,
		findings: [...library.findings, ...refused(configs)],
		folders
	};
}
/** What no estate takes from its folder of features, such as a link: here it would only be missing. */
function refused(configs) {
	if (!folderExists(configs)) return [];
	return readDiskTree(configs).findings.filter(({ at }) => /^features(?:\/|$)/.test(at?.file ?? ""));
}
function split(files, root, origin) {
	const folders = /* @__PURE__ */ new Map();
	for (const [path, bytes] of files) {
		const [id = "", ...rest] = path.split("/");
		if (rest.length === 0 || id.startsWith(".")) continue;
		const folder = folders.get(id) ?? {
			id,
			origin,
			path: `${root}/${id}`,
			files: /* @__PURE__ */ new Map()
		};
		folder.files.set(rest.join("/"), bytes);
		folders.set(id, folder);
	}
	return folders;
}
/** @throws PhoenixError `USAGE` for a feature that is not there */
function folderOf({ folders }, id) {
	const folder = folders.get(id);
	if (folder) return folder;
	throw new PhoenixError("USAGE", `there is no feature ${quote(id)}`, { hint: didYouMean(id, [...folders.keys()], "phoenix feature list shows all.") });
}
/** Findings of one feature, whose paths begin with `features/ID/`. */
function findingsOf(findings, id) {
	return findings.filter(({ at }) => at?.file === `features/${id}` || at?.file.startsWith(`features/${id}/`));
}
/**
* The feature, sound.
* @throws PhoenixError `USAGE` when it is not there, `CONFIG_INVALID` with what is wrong with it
*/
function soundFeature(shelf, id, more = []) {
	const folder = folderOf(shelf, id);
	const feature = shelf.features.get(id);
	const findings = [...findingsOf(shelf.findings, id), ...more];
	if (feature && findings.every(({ severity }) => severity !== "error")) return feature;
	throw new PhoenixError("CONFIG_INVALID", `the feature ${quote(id)} cannot be used`, {
		findings,
		source: sourceOf(folder),
		hint: `phoenix feature check ${id}`
	});
}
/** For showing the lines of findings. */
function sourceOf({ id, path, files }) {
	const root = path.slice(0, -`/features/${id}`.length);
	return {
		root: root === "" ? "/" : root,
		textOf: (file) => {
			const bytes = files.get(file.slice(`features/${id}/`.length));
			return bytes ? new TextDecoder().decode(bytes) : null;
		}
	};
}
export { sourceOf as a, soundFeature as i, folderOf as n, openShelf as r, findingsOf as t };
