import { D as packageFolder, Et as readLibrary, Pt as didYouMean } from "./engine.js";
import { B as quote, H as PhoenixError } from "./base.js";
import { a as readDiskTree, i as runGit } from "./sources.js";
import { join } from "node:path";
import { existsSync, readFileSync, readdirSync } from "node:fs";
// src/sources/feature-folders.ts
/** Folders of features on disk, whole: with README and scenarios, which no estate needs. Links are not followed. */
/** A feature has few files; a folder that was named by mistake may have millions. */
const MOST_FILES = 2e4;
/** Files by their path below a folder; none where it does not exist. @throws PhoenixError `UNREADABLE` */
function readFeatureFolder(folder) {
	const files = /* @__PURE__ */ new Map();
	const enter = (path) => {
		for (const entry of list(join(folder, path))) {
			const inner = path === "" ? entry.name : `${path}/${entry.name}`;
			if (entry.isDirectory()) enter(inner);
			else if (entry.isFile()) files.set(inner, readFileSync(join(folder, inner)));
			if (files.size > MOST_FILES) throw tooMany(folder);
		}
	};
	if (existsSync(folder)) enter("");
	return files;
}
const folderExists = (folder) => existsSync(folder);
function list(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
	} catch (cause) {
		throw new PhoenixError("UNREADABLE", `the folder ${folder} cannot be read`, { cause });
	}
}
function tooMany(folder) {
	return new PhoenixError("UNREADABLE", `${folder} has more than ${MOST_FILES} files`, { hint: "name the folder that holds features" });
}
/** The library that comes with Phoenix. */
const libraryFolder = () => join(packageFolder(), "features");
/**
* A feature's folder at each commit that changed it, the newest first; none where no git knows the folder.
* @param most commits that are looked at
*/
async function earlierFolders(folder, most) {
	const log = await runGit(folder, [
		"log",
		`-${most}`,
		"--format=%H",
		"--",
		"."
	]).catch(() => null);
	return (log?.exit === 0 ? log.stdout.split("\n").filter((one) => /^[0-9a-f]{40,64}$/.test(one)) : []).map((commit) => ({
		file: (path) => fileAt(folder, commit, path),
		read: () => filesAt(folder, commit)
	}));
}
async function fileAt(folder, commit, path) {
	const { exit, stdout } = await runGit(folder, ["show", `${commit}:./${path}`]);
	return exit === 0 ? stdout : null;
}
async function filesAt(folder, commit) {
	const listed = await runGit(folder, [
		"ls-tree",
		"-r",
		"-z",
		"--name-only",
		commit,
		"."
	]);
	const paths = listed.exit === 0 ? listed.stdout.split("\0").filter((path) => path !== "") : [];
	const files = /* @__PURE__ */ new Map();
	for (const path of paths) {
		const text = await fileAt(folder, commit, path);
		if (text !== null) files.set(path, Buffer.from(text));
	}
	return files;
}
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
export { sourceOf as a, readFeatureFolder as c, soundFeature as i, folderOf as n, earlierFolders as o, openShelf as r, folderExists as s, findingsOf as t };
