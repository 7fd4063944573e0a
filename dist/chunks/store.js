import { Dt as readVaultFolder, Et as entryOf, Tt as entryNames, ft as gpgIdIn, jt as loadOpenpgp, wt as entryFile, xa as didYouMean } from "./engine.js";
import { J as quote, bt as PhoenixError } from "./base.js";
import { T as isEntryName, w as VAULT_FOLDER } from "./sources.js";
import { t as openKeyring } from "./keyring.js";
import process from "node:process";
import { Writable } from "node:stream";
import { join } from "node:path";
// src/secrets/vault/encrypt.ts
/** Writes an entry as an OpenPGP message for exactly its recipients, with its name inside, so that a swap shows. */
/**
* @param text the whole entry, which is kept as it is to the byte, as UTF-8
* @param recipients by recipientsFor
* @returns a binary message: of the kind that GnuPG 2.2 reads, unless each key says that it can do more
* @throws PhoenixError `USAGE` where the name cannot be one, `REFUSED` where the text is too large
*/
async function encryptEntry(name, text, recipients) {
	if (!isEntryName(name)) throw notAName(name);
	const binary = Buffer.from(text, "utf8");
	if (binary.length > 524288) throw new PhoenixError("REFUSED", `${name} is larger than 512 KiB`, { hint: "Keep only secrets in the vault." });
	const { createMessage, encrypt } = await loadOpenpgp();
	return await encrypt({
		message: await createMessage({
			binary,
			filename: name,
			format: "binary"
		}),
		encryptionKeys: recipients.map(({ key }) => key),
		format: "binary"
	});
}
function notAName(name) {
	return new PhoenixError("USAGE", `${JSON.stringify(name)} cannot be the name of an entry`, { hint: "Write it as a path without \".gpg\", such as db/app; no part begins with \".\", and none holds \":\", \"#\", \"$\", \"{\", \"}\" or \"\\\"." });
}
// src/sources/hidden.ts
/** Asks on the terminal for what nobody shall see: passphrases and values. */
/** Whether somebody is there who can be asked. */
const canAsk = () => process.stdin.isTTY && process.stderr.isTTY;
/**
* One line, which is not shown. Asked on stderr, so that stdout stays what it is: the result.
* @throws PhoenixError `USAGE` when the input ends, or Ctrl-C is pressed
*/
async function askHidden(question) {
	const { createInterface } = await import("node:readline");
	const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({
		input: process.stdin,
		output: nowhere,
		terminal: true,
		historySize: 0
	});
	process.stderr.write(`${question}: `);
	try {
		return await new Promise((resolve, reject) => {
			const stop = () => reject(new PhoenixError("USAGE", "nothing was entered", { hint: "run it again" }));
			lines.once("line", resolve).once("SIGINT", stop).once("close", stop);
		});
	} finally {
		lines.close();
		process.stderr.write("\n");
	}
}
/**
* A value that is typed twice, since nobody sees it.
* @throws PhoenixError `USAGE` when the two differ
*/
async function askTwice(question) {
	const first = await askHidden(question);
	if (await askHidden("Once more") === first) return first;
	throw new PhoenixError("USAGE", "the two differ; nothing was written", { hint: "run it again" });
}
// src/commands/vault/store.ts
/** The vault that the commands of `phoenix vault` work on, as it stands on disk, and the keys that open it. */
/** It may hold nothing. @throws PhoenixError `UNREADABLE` */
function readStore(configs) {
	const folder = join(configs, VAULT_FOLDER);
	return {
		configs,
		folder,
		files: readVaultFolder(folder)
	};
}
/** @throws PhoenixError `USAGE` where there is none, `UNREADABLE` */
function existingStore(configs) {
	const store = readStore(configs);
	if (isVault(store.files)) return store;
	throw new PhoenixError("USAGE", `there is no vault in ${quote(configs, 200)}`, { hint: "Make one: phoenix vault init, or name the folder of the estate with --configs." });
}
const isVault = (files) => [...files.keys()].some((path) => path.split("/").at(-1) === gpgIdIn("") || entryOf(path) !== null);
/** @throws PhoenixError `USAGE` for what cannot be the name of an entry */
function checkName(name) {
	if (!isEntryName(name)) throw notAName(name);
}
/** @throws PhoenixError `USAGE` where there is no such entry */
function bytesOf({ files }, name) {
	checkName(name);
	const bytes = files.get(entryFile(name));
	if (bytes) return bytes;
	throw new PhoenixError("USAGE", `there is no entry ${quote(name)} in the vault`, { hint: didYouMean(name, entryNames(files), "The vault is empty: phoenix vault set NAME writes an entry.") });
}
/** The private keys that this machine has; a passphrase that is nowhere is asked for where somebody sits. */
function operatorKeyring(io) {
	return openKeyring(void 0, {
		say: io.err,
		...canAsk() && { ask: (key) => askHidden(`Passphrase of ${key}`) }
	});
}
export { readStore as a, encryptEntry as c, operatorKeyring as i, notAName as l, checkName as n, askTwice as o, existingStore as r, canAsk as s, bytesOf as t };
