import { bt as PhoenixError } from "./base.js";
import { l as runGit } from "./sources.js";
import { Y as packageFolder } from "./engine.js";
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
export { readFeatureFolder as i, folderExists as n, libraryFolder as r, earlierFolders as t };
