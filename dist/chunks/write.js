import { t as PhoenixError } from "./errors.js";
import process from "node:process";
import { dirname, join } from "node:path";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
// src/sources/write.ts
/** Writing files for a command that makes some: never over what stands there, and each one whole or not at all. */
/** Writes a file atomically: a crash leaves the old one. */
function writeWhole(path, text) {
	mkdirSync(dirname(path), { recursive: true });
	const draft = `${path}.${process.pid}.tmp`;
	writeFileSync(draft, text);
	renameSync(draft, path);
}
/**
* Writes new files below a folder.
* @throws PhoenixError `REFUSED` when one of them exists; then nothing was written.
*/
function writeNew(folder, files) {
	const standing = [...files.keys()].filter((path) => existsSync(join(folder, path)));
	if (standing.length > 0) throw new PhoenixError("REFUSED", `${standing.join(", ")} already exists in ${folder}; nothing was written`, { hint: "choose an empty folder, or move the file away" });
	for (const [path, text] of files) writeWhole(join(folder, path), text);
}
export { writeWhole as n, writeNew as t };
