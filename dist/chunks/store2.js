import { J as quote, bt as PhoenixError } from "./base.js";
import { l as notAName } from "./store.js";
import { T as isEntryName } from "./sources.js";
import { wt as entryFile } from "./engine.js";
import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { closeSync, constants, fsyncSync, lstatSync, mkdirSync, openSync, renameSync, rmdirSync, unlinkSync, writeSync } from "node:fs";
// src/secrets/vault/store.ts
/** Writes files of a vault on disk: whole or not at all, also when the machine dies, and never through a link. */
/** git knows no other of files that are not run, and there is nothing to hide in ciphertext. */
const MODE = 420;
/** @param folder the vault. @throws PhoenixError `USAGE`, `UNWRITABLE` */
function writeEntry(folder, name, bytes) {
	if (!isEntryName(name)) throw notAName(name);
	writeVaultFile(folder, entryFile(name), bytes);
}
/** Its folders too, where nothing else is left in them. @throws PhoenixError `USAGE`, `UNWRITABLE` */
function removeEntry(folder, name) {
	if (!isEntryName(name)) throw notAName(name);
	removeVaultFile(folder, entryFile(name));
}
/** @param path below the vault, such as `.gpg-id`; folders on the way are made. @throws PhoenixError `UNWRITABLE` */
function writeVaultFile(folder, path, bytes) {
	writing(path, () => {
		const parent = enter(folder, path, true);
		const scratch = join(parent, `.phoenix-${randomBytes(8).toString("hex")}.tmp`);
		try {
			const fd = openSync(scratch, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, MODE);
			try {
				for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
				fsyncSync(fd);
			} finally {
				closeSync(fd);
			}
			renameSync(scratch, join(folder, path));
		} catch (cause) {
			remove(scratch);
			throw cause;
		}
		syncFolder(parent);
	});
}
/** @param path below the vault. @throws PhoenixError `UNWRITABLE` */
function removeVaultFile(folder, path) {
	writing(path, () => {
		const parent = enter(folder, path, false);
		unlinkSync(join(folder, path));
		syncFolder(parent);
		for (let empty = dirname(path); empty !== "."; empty = dirname(empty)) try {
			rmdirSync(join(folder, empty));
		} catch {
			return;
		}
	});
}
function writing(path, work) {
	try {
		work();
	} catch (cause) {
		if (cause instanceof PhoenixError) throw cause;
		throw unwritable(path, `cannot be written: ${cause.message}`, cause);
	}
}
/** The folder of a file, with no link on the way. */
function enter(folder, path, make) {
	const segments = path.split("/");
	if (segments.some((one) => one === "" || one === "." || one === "..")) throw unwritable(path, "leaves the vault");
	let parent = folder;
	for (const segment of ["", ...segments.slice(0, -1)]) {
		parent = segment === "" ? folder : join(parent, segment);
		const stat = lstatSync(parent, { throwIfNoEntry: false });
		if (!stat && make) mkdirSync(parent, { recursive: segment === "" });
		else if (stat && !stat.isDirectory()) throw unwritable(path, `cannot be written: ${quote(parent, 200)} is no folder of its own`);
	}
	return parent;
}
function syncFolder(folder) {
	const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
	try {
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
}
function remove(path) {
	try {
		unlinkSync(path);
	} catch {}
}
function unwritable(path, what, cause) {
	return new PhoenixError("UNWRITABLE", `${quote(path, 200)} ${what}`, {
		hint: adviceFor(cause),
		cause
	});
}
function adviceFor(cause) {
	switch (cause?.code) {
		case "ENOSPC":
		case "EDQUOT": return "Make room, and do it again: the file is as it was.";
		case "EACCES":
		case "EPERM": return "Get the right to write into the folder of the vault, and do it again: the file is as it was.";
		case "EROFS": return "Do it where the estate can be written: the file is as it was.";
		case void 0: return "The vault is a folder of plain files: no part of it may be a link.";
		default: return "Look at what stands there: nothing was written.";
	}
}
export { writeVaultFile as i, removeVaultFile as n, writeEntry as r, removeEntry as t };
