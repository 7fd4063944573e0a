import { D as PhoenixError, t as quote } from "./base.js";
import process from "node:process";
import { dirname, join } from "node:path";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
// src/sources/write.ts
/** Writing files for a command that makes some: never over what stands there, and each one whole or not at all. */
/** Makes a folder and those above it. @throws PhoenixError `UNWRITABLE` */
function makeFolder(path) {
	attempt(path, () => mkdirSync(path, { recursive: true }));
}
/** Writes a file atomically: a crash leaves the old one. @throws PhoenixError `UNWRITABLE` */
function writeWhole(path, text) {
	makeFolder(dirname(path));
	const draft = `${path}.${process.pid}.tmp`;
	attempt(path, () => {
		try {
			writeFileSync(draft, text);
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
	EISDIR: "a folder of that name stands there",
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
		throw new PhoenixError("UNWRITABLE", `${quote(path, 200)} cannot be written: ${WHY[code] ?? message}`, {
			hint: "name another place, or make room for it there",
			cause: error
		});
	}
}
/**
* Writes new files below a folder.
* @throws PhoenixError `REFUSED` when one of them exists; then nothing was written.
*/
function writeNew(folder, files) {
	const standing = [...files.keys()].filter((path) => existsSync(join(folder, path)));
	if (standing.length > 0) throw new PhoenixError("REFUSED", `${standing.join(", ")} ${standing.length === 1 ? "stands" : "stand"} in ${folder} already; nothing was written`, { hint: "name another folder, or move away what stands there" });
	for (const [path, text] of files) writeWhole(join(folder, path), text);
}
export { writeNew as n, writeWhole as r, makeFolder as t };
