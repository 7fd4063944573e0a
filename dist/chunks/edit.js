import { bt as PhoenixError } from "./base.js";
import { n as parseEntry } from "./entry.js";
import { bt as readPublicKeys, lt as recipientsFor, wt as entryFile } from "./engine.js";
import { r as writeEntry } from "./store2.js";
import { r as openEntry, t as encryptEntries } from "./entries.js";
import { a as readStore, i as operatorKeyring, n as checkName, r as existingStore } from "./store.js";
import { a as shortValue } from "./value.js";
import process from "node:process";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
// src/sources/private-folder.ts
/** A folder of its own in memory, for plain text that must never reach a disk; gone when the process ends, however that is. */
/** statfs(2): TMPFS_MAGIC, RAMFS_MAGIC. */
const IN_MEMORY = /* @__PURE__ */ new Set([16914836, 2240043254]);
function isInMemory(folder) {
	try {
		accessSync(folder, constants.W_OK);
		return IN_MEMORY.has(statfsSync(folder).type);
	} catch {
		return false;
	}
}
/**
* @param anywhere also on a disk, where there is no memory to be had
* @param places folders that may be in memory, the best first
* @throws PhoenixError `REFUSED` where there is none
*/
function memoryPlace(anywhere, places = ["/dev/shm", process.env["XDG_RUNTIME_DIR"]]) {
	const place = places.find((one) => one !== void 0 && isInMemory(one)) ?? (anywhere ? tmpdir() : null);
	if (place !== null) return place;
	throw new PhoenixError("REFUSED", "there is no folder in memory here for the plain text of the entry", { hint: "use `phoenix vault set` with the value on stdin, or allow a file on a disk with --insecure-temp" });
}
/** With mode 0700. */
function makePrivateFolder(place) {
	const path = mkdtempSync(join(place, "phoenix-"));
	const clear = () => rmSync(path, {
		recursive: true,
		force: true
	});
	process.once("exit", clear);
	return {
		path,
		remove: () => {
			clear();
			process.removeListener("exit", clear);
		}
	};
}
// src/sources/editor.ts
/** The editor of the user, on a text that stays in memory. */
const WORD = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs;
const PART = /\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\\"']+)/gs;
/**
* The words of `$VISUAL` or `$EDITOR`: parted at blanks, with quotes and backslashes as in a shell. No shell ever runs
* them: neither `$x` nor `;` means anything.
*/
function editorWords(text) {
	return [...text.matchAll(WORD)].map(([word]) => word.replaceAll(PART, (_, escaped, double, single, bare) => escaped ?? double?.replaceAll(/\\(["\\$`])/g, "$1") ?? single ?? bare ?? ""));
}
function editorOf({ VISUAL, EDITOR }) {
	const words = editorWords(VISUAL || EDITOR || "vi");
	return words.length > 0 ? words : ["vi"];
}
/** What opens the vault is none of an editor's business. */
function environmentOf(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("PHOENIX_VAULT_")));
}
/** Ctrl-C goes to the editor too, which knows what it means; the others end it. */
function endedBySignal() {
	const controller = new AbortController();
	const [nothing, end] = [() => void 0, () => controller.abort()];
	process.on("SIGINT", nothing).on("SIGTERM", end).on("SIGHUP", end);
	return {
		signal: controller.signal,
		release: () => process.off("SIGINT", nothing).off("SIGTERM", end).off("SIGHUP", end)
	};
}
function runEditor(file, signal) {
	const [program = "vi", ...args] = editorOf(process.env);
	return new Promise((resolve, reject) => {
		const failed = (why, cause) => reject(new PhoenixError("REFUSED", `the editor ${program} ${why}; nothing was written`, {
			hint: "Set VISUAL or EDITOR to a program that ends when you are done, such as \"nano\" or \"code --wait\".",
			...cause === void 0 ? {} : { cause }
		}));
		const env = environmentOf(process.env);
		const child = spawn(program, [...args, file], {
			stdio: "inherit",
			env,
			signal
		});
		child.on("error", (cause) => {
			if (child.pid === void 0) failed("could not be started", cause);
		});
		child.on("close", (exit, killer) => {
			if (signal.aborted) failed("was interrupted");
			else if (exit === 0) resolve();
			else failed(killer === null ? `ended with exit code ${exit}` : `was ended by ${killer}`);
		});
	});
}
/** What an editor left; some write another file, and some write other encodings. */
function readEdited(file) {
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(readFileSync(file));
	} catch (cause) {
		const why = cause instanceof TypeError ? "no text in UTF-8" : "no file that can be read";
		throw new PhoenixError("REFUSED", `the editor left ${why}; nothing was written`, {
			hint: "Let it save the file that it was given, as UTF-8; encode what is no text first, such as with base64.",
			cause
		});
	}
}
/**
* Lets the user edit a text.
* @param place a folder in memory
* @param name of the file: what editors show
* @throws PhoenixError `REFUSED` when the editor cannot be started, fails or is interrupted, or leaves no text
*/
async function editText(text, place, name) {
	const { signal, release } = endedBySignal();
	const folder = makePrivateFolder(place);
	try {
		const file = join(folder.path, name);
		writeFileSync(file, text, { mode: 384 });
		await runEditor(file, signal);
		return readEdited(file);
	} finally {
		folder.remove();
		release();
	}
}
// src/commands/vault/edit.ts
/** `phoenix vault edit`: an entry in the user's editor, its plain text in memory alone. */
/** Exit code 0. @throws PhoenixError `REFUSED`; then nothing was written */
async function vaultEdit(options, io) {
	const { name, configs, insecureTemp = false, json } = options;
	checkName(name);
	const store = existingStore(configs);
	const file = entryFile(name);
	const before = store.files.get(file);
	const { keys } = await readPublicKeys(store.files);
	recipientsFor(store.files, name, keys);
	const place = memoryPlace(insecureTemp);
	const text = before ? (await openEntry(name, before, await operatorKeyring(io))).text : "";
	const edited = await editText(text, place, `${name.replaceAll("/", "-")}.txt`);
	const isChanged = edited !== text;
	if (isChanged) {
		if (edited.trim() === "") throw empty(name);
		const [made] = await encryptEntries(store, [{
			name,
			text: edited
		}], keys, io);
		const now = readStore(configs).files.get(file);
		if (!made || !isSame(before, now)) throw changedMeanwhile(name);
		writeEntry(store.folder, name, made.bytes);
	}
	const path = `${store.folder}/${file}`;
	if (json) io.out(JSON.stringify({
		v: 1,
		entry: name,
		file: path,
		changed: isChanged
	}, null, 2));
	else io.err(isChanged ? `Wrote ${path}.` : "Nothing was changed, and nothing written.");
	const warning = isChanged ? shortValue(parseEntry(edited).value, "its value, the first line,") : null;
	if (warning !== null) io.err(`An apply will refuse it: ${warning}.`);
	return 0;
}
function isSame(one, other) {
	return one === other || one !== void 0 && other !== void 0 && Buffer.compare(one, other) === 0;
}
const empty = (name) => new PhoenixError("REFUSED", `${name} would be empty; nothing was written`, { hint: `To remove it: phoenix vault rm ${name}` });
const changedMeanwhile = (name) => new PhoenixError("REFUSED", `${name} was changed on disk while you edited it; nothing was written`, { hint: "Look at what stands there now, and edit it again." });
export { vaultEdit };
