import { Q as quote, et as PhoenixError } from "./base.js";
import { L as obstacleAt } from "./lab-files.js";
import process from "node:process";
import { dirname, join, resolve } from "node:path";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
// src/sources/write.ts
/** Writing files for a command that makes some: never over what stands there, and each one whole or not at all. */
/** Makes a folder and those above it. @throws PhoenixError `UNWRITABLE` */
function makeFolder(path) {
	attempt(path, () => makeWay(resolve(path)));
}
function isFolder(path) {
	try {
		return statSync(path).isDirectory();
	} catch {
		return false;
	}
}
/** What cannot be looked at is told when it is written. */
function obstacleBefore(path) {
	try {
		return obstacleAt(path);
	} catch {
		return null;
	}
}
/** Level by level: where the system says ENOENT for good, as below /proc, Node's `recursive` never ends (20 and 24). */
function makeWay(folder) {
	if (isFolder(folder)) return;
	if (dirname(folder) !== folder) makeWay(dirname(folder));
	try {
		mkdirSync(folder);
	} catch (error) {
		if (!isFolder(folder)) throw error;
	}
}
/** Writes a file that exists anew, for the same readers as before. @throws PhoenixError `UNWRITABLE` */
function rewrite(path, text) {
	writeWhole(path, text, statSync(path).mode & 511);
}
/**
* Writes a file atomically: a crash leaves the old one.
* @param mode who may read and write it; as for any new file without it
* @throws PhoenixError `UNWRITABLE`
*/
function writeWhole(path, text, mode) {
	const obstacle = obstacleBefore(path);
	if (obstacle !== null) throw unwritable(path, `${obstacle} of that name stands there`);
	makeFolder(dirname(path));
	const draft = `${path}.${process.pid}.tmp`;
	attempt(path, () => {
		try {
			rmSync(draft, { force: true });
			writeFileSync(draft, text, {
				flag: "wx",
				...mode !== void 0 && { mode }
			});
			if (mode !== void 0) chmodSync(draft, mode);
			renameSync(draft, path);
		} catch (error) {
			rmSync(draft, { force: true });
			throw error;
		}
	});
}
const WHY = {
	EACCES: "its folder may not be written by this user",
	EEXIST: "a part of its path is a file, not a folder",
	ENOENT: "nothing can be made there",
	ENOSPC: "the disk is full",
	ENOTDIR: "a part of its path is a file, not a folder",
	EPERM: "its folder may not be written by this user",
	EROFS: "the file system is read-only"
};
function attempt(path, write) {
	try {
		write();
	} catch (error) {
		const { code, message } = error;
		if (code === void 0) throw error;
		throw unwritable(path, WHY[code] ?? message, error);
	}
}
function unwritable(path, why, cause) {
	return new PhoenixError("UNWRITABLE", `${quote(path, 200)} cannot be written: ${why}`, {
		hint: "name another place, or make room for it there",
		cause
	});
}
/** `x.json` and `x.jsonc` would be the same file of the estate, standing twice. */
function twinOf(path) {
	if (path.endsWith(".json")) return [`${path}c`];
	return path.endsWith(".jsonc") ? [path.slice(0, -1)] : [];
}
/**
* Writes new files below a folder.
* @throws PhoenixError `REFUSED` when one of them exists; then nothing was written.
*/
function writeNew(folder, files) {
	const standing = [...files.keys()].flatMap((path) => [path, ...twinOf(path)]).filter((path) => existsSync(join(folder, path)));
	if (standing.length > 0) throw new PhoenixError("REFUSED", `${standing.join(", ")} ${standing.length === 1 ? "stands" : "stand"} in ${folder} already; nothing was written`, { hint: "name another folder, or move away what stands there" });
	for (const path of files.keys()) makeFolder(dirname(join(folder, path)));
	for (const [path, text] of files) writeWhole(join(folder, path), text);
}
export { writeWhole as i, rewrite as n, writeNew as r, makeFolder as t };
