import { J as quote, bt as PhoenixError } from "./base.js";
import { closeSync, openSync, readSync } from "node:fs";
// src/sources/input-file.ts
/** Files that the user names on the command line. */
const MOST_BYTES = 1048576;
/** All of it, or one byte more than may be: of a device or a pipe nobody knows the size before. */
function readStart(path) {
	const buffer = Buffer.allocUnsafe(1048577);
	const fd = openSync(path, "r");
	try {
		let size = 0;
		for (let more = -1; more !== 0 && size < buffer.length; size += more) more = readSync(fd, buffer, size, buffer.length - size, null);
		return buffer.subarray(0, size);
	} finally {
		closeSync(fd);
	}
}
/** @throws PhoenixError `UNREADABLE` */
function readInput(path) {
	try {
		const bytes = readStart(path);
		if (bytes.length <= MOST_BYTES) return bytes;
	} catch (cause) {
		throw new PhoenixError("UNREADABLE", `${quote(path, 200)} cannot be read: ${cause.message}`, {
			hint: "Check its name and its permissions.",
			cause
		});
	}
	throw new PhoenixError("UNREADABLE", `${quote(path, 200)} is larger than 1 MiB`, { hint: "Name the right file." });
}
/** The text of a file; null: it is not there, too large, or nobody may read it. */
function readIfThere(path) {
	try {
		return new TextDecoder().decode(readInput(path));
	} catch {
		return null;
	}
}
export { readInput as n, readIfThere as t };
