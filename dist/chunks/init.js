import { J as quote, W as makeFolder, bt as PhoenixError } from "./base.js";
import { Vo as plain, _t as knownKey, dt as formatGpgId, ft as gpgIdIn, jt as loadOpenpgp, ut as wrongWithRecipient, vt as nameOfKey, yt as readPublicKeyFile } from "./engine.js";
import { i as writeVaultFile } from "./store2.js";
import { n as usableKeys } from "./recipients-add2.js";
import { n as folderOf, t as entriesOf } from "./folders.js";
import { i as keyFile } from "./recipients.js";
import { n as changedFiles } from "./change.js";
import { i as findPassphraseTexts, n as readPrivateKeys, r as findKeyTexts } from "./keyring.js";
import { n as folderExists } from "./feature-folders.js";
import { a as readStore, o as askTwice, s as canAsk } from "./store.js";
import { n as readInput } from "./input-file.js";
import { i as openRepository, l as runGit } from "./sources.js";
import { t as openWorkspace } from "./workspace.js";
import process from "node:process";
import { basename, dirname, resolve } from "node:path";
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
// src/secrets/vault/new-key.ts
/** New key pairs, such as GnuPG 2.2 and all that came after it can use. */
/**
* Ed25519 to sign, Curve25519 to encrypt. Keys of version 4 as they were before RFC 9580: GnuPG knows no others.
* @param passphrase null: whoever has the file has the vault
*/
async function newKey(name, email, passphrase) {
	const { generateKey } = await loadOpenpgp();
	const made = await generateKey({
		type: "ecc",
		curve: "curve25519Legacy",
		userIDs: [{
			name,
			...email !== null && { email }
		}],
		...passphrase !== null && { passphrase },
		format: "object",
		config: { v6Keys: false }
	});
	return {
		privateKey: made.privateKey.armor(),
		publicKey: made.publicKey.armor(),
		fingerprint: made.publicKey.getFingerprint().toUpperCase()
	};
}
// src/sources/key-file.ts
/** Writing a new private key: where git never sees it, for its user alone, and never over another file. */
/** Whether git would take the file with `git add`, sooner or later. */
async function isOfRepository(file) {
	let top;
	try {
		({top} = openRepository(dirname(file)));
	} catch (error) {
		if (error instanceof PhoenixError && error.code === "GIT") return false;
		throw error;
	}
	const { exit } = await runGit(top, [
		"--no-literal-pathspecs",
		"check-ignore",
		"--quiet",
		"--",
		file
	]);
	return exit !== 0;
}
/**
* Asked before anything is made.
* @param configs a folder that everybody may read who may read the estate
* @throws PhoenixError `REFUSED` for a place where the key would be read by others
*/
async function checkKeyPlace(file, configs) {
	const path = resolve(file);
	const refuse = (why) => {
		throw new PhoenixError("REFUSED", `a private key does not belong into ${quote(file, 200)}: ${why}`, { hint: "name a place outside the repository, such as ~/.config/phoenix/vault.key" });
	};
	if (`${path}/`.startsWith(`${resolve(configs)}/`)) refuse("that is the folder of the estate");
	if (await isOfRepository(path)) refuse("git would take it, since no .gitignore names it");
}
/** @throws PhoenixError `REFUSED` when a file stands there, `UNWRITABLE` */
function writeKeyFile(file, armoured) {
	makeFolder(dirname(resolve(file)));
	let fd;
	try {
		fd = openSync(file, "wx", 384);
	} catch (cause) {
		if (cause.code === "EEXIST") throw new PhoenixError("REFUSED", `${quote(file, 200)} stands there already; nothing was written`, { hint: "name another file, or use the key that is in it: phoenix vault init, with PHOENIX_VAULT_KEY_FILE" });
		throw unwritable(file, cause);
	}
	try {
		writeSync(fd, armoured);
		fsyncSync(fd);
	} catch (cause) {
		rmSync(file, { force: true });
		throw unwritable(file, cause);
	} finally {
		closeSync(fd);
	}
}
const unwritable = (file, cause) => new PhoenixError("UNWRITABLE", `${quote(file, 200)} cannot be written`, {
	hint: "name another place, or make room for it there",
	cause
});
// src/commands/vault/new-key.ts
/** The key pair that `phoenix vault init` makes, or the one that this machine has. */
/** Public parts of the private keys that this machine has; none: it has none. */
async function ownKeys() {
	const keys = (await Promise.all(findKeyTexts(void 0, process.env).map(readPrivateKeys))).flat();
	return await Promise.all(keys.map((key) => knownKey(key.toPublic())));
}
/** As phoenix.json says, or the folder that holds all, such as the repository. */
function estateName(configs) {
	const folder = basename(resolve(configs, ".."));
	if (!folderExists(configs)) return folder;
	const workspace = openWorkspace({ configs });
	try {
		const { tree, settings } = workspace.onDisk();
		return tree.files.has("phoenix.json") || tree.files.has("phoenix.jsonc") ? settings.name : folder;
	} catch (error) {
		if (error instanceof PhoenixError) return folder;
		throw error;
	} finally {
		workspace.close();
	}
}
/** Its private part is written when this returns. @throws PhoenixError `REFUSED`, `UNWRITABLE`, `USAGE` */
async function makeKey(options, io) {
	const { configs, file, email = null } = options;
	await checkKeyPlace(file, configs);
	const made = await newKey(options.name ?? `Phoenix vault of ${estateName(configs)}`, email, await passphraseFor(options));
	const [key] = await publicPart(made.publicKey);
	if (!key) throw new Error("the new key cannot be read");
	writeKeyFile(file, made.privateKey);
	io.err(`Wrote a new private key to ${file}: keep it, and a copy elsewhere. Nothing else opens the vault.`);
	return key;
}
async function publicPart(armoured) {
	const keys = await readPublicKeyFile(Buffer.from(armoured));
	return typeof keys === "string" ? [] : keys;
}
/** Null: none is wanted. What is in the environment is what will open the key. */
async function passphraseFor({ passphrase, passphraseFile }) {
	if (passphrase === false) return null;
	const found = (passphraseFile === void 0 ? findPassphraseTexts(void 0, process.env).map(({ bytes }) => bytes) : [readInput(passphraseFile)]).flatMap((bytes) => Buffer.from(bytes).toString("utf8").split(/\r?\n/)).find((line) => line !== "");
	if (found !== void 0) return found;
	const typed = canAsk() && passphraseFile === void 0 ? await askTwice("Passphrase of the new key") : "";
	if (typed !== "") return typed;
	throw new PhoenixError("USAGE", "there is no passphrase for the new key", { hint: "Set PHOENIX_VAULT_PASSPHRASE or --passphrase-file, or say --no-passphrase." });
}
// src/commands/vault/init.ts
/** `phoenix vault init`: says for whom the entries of a folder are, and makes a key where that is asked for. */
/** Exit code 0. @throws PhoenixError `REFUSED` where it is made already; then nothing was written */
async function vaultInit(options, io) {
	const { configs, recipient = [], newKey, json } = options;
	const folder = folderOf(options.path);
	const store = readStore(configs);
	const gpgId = gpgIdIn(folder);
	if (store.files.has(gpgId)) throw isThere(store, gpgId);
	const given = await usableKeys(recipient);
	const made = newKey === void 0 ? null : await makeKey({
		...options,
		file: newKey
	}, io);
	const own = made ? [made] : given.length === 0 ? await usableOwnKeys() : [];
	const keys = [...new Map([...own, ...given].map((key) => [key.fingerprint, key])).values()];
	for (const key of keys) writeVaultFile(store.folder, ...keyFile(key.fingerprint, key));
	const ids = keys.map(({ fingerprint }) => fingerprint);
	if (!store.files.has(ATTRIBUTES) && folder === "") writeVaultFile(store.folder, ATTRIBUTES, Buffer.from(BINARY));
	writeVaultFile(store.folder, gpgId, Buffer.from(formatGpgId(ids)));
	const changes = /* @__PURE__ */ new Map([[gpgId, Buffer.from(formatGpgId(ids))]]);
	const others = entriesOf(changedFiles(store.files, changes), gpgId);
	if (json) {
		const told = {
			v: 1,
			vault: store.folder,
			file: gpgId,
			recipients: ids,
			key: newKey ?? null,
			entries: others
		};
		io.out(JSON.stringify(told, null, 2));
		return 0;
	}
	io.out(`Entries of ${store.folder}${folder === "" ? "" : `/${folder}`} are for:`);
	for (const key of keys) io.out(`  ${plain(nameOfKey(key))}`);
	const steps = [
		...others.length > 0 ? ["phoenix vault rekey    encrypts the entries that there are for them"] : [],
		...newKey === void 0 ? [] : keySteps(newKey, options.passphrase !== false),
		...keys.length === 1 ? ["phoenix vault recipients add OTHER.asc    a second key, kept apart: who loses the only one loses the vault"] : [],
		`phoenix vault set db/app    writes an entry; "\${secret:db/app}" uses it`,
		`git add ${store.folder} && git commit`
	];
	io.out(`\nNext:\n${steps.map((step, at) => `  ${at + 1}. ${step}`).join("\n")}`);
	return 0;
}
/** A small file of bytes could pass for text, and get other line ends on its way through git. */
const ATTRIBUTES = ".gitattributes";
const BINARY = "*.gpg binary\n";
function keySteps(file, hasPassphrase) {
	return [`the runner needs the key: make ${file} the secret PHOENIX_VAULT_KEY of the repository${hasPassphrase ? ", its passphrase the secret PHOENIX_VAULT_PASSPHRASE" : ""};\n     or copy it to /etc/phoenix/vault.key there${hasPassphrase ? ", the passphrase to vault.passphrase beside it" : ""}, both with mode 600`];
}
function isThere({ folder }, gpgId) {
	return new PhoenixError("REFUSED", `${folder}/${gpgId} stands there already; nothing was written`, { hint: "Add a recipient with phoenix vault recipients add FILE: that also gives a store of pass the public keys that Phoenix needs." });
}
async function usableOwnKeys() {
	const keys = await ownKeys();
	const wrong = keys.flatMap((key) => wrongWithRecipient({
		id: key.fingerprint,
		key
	}) ?? []);
	if (keys.length > 0 && wrong.length === 0) return keys;
	if (wrong.length > 0) throw new PhoenixError("REFUSED", `${wrong.join("; ")}; nothing was written`, { hint: `Make another one: phoenix vault init --new-key FILE` });
	throw new PhoenixError("USAGE", "nobody is named who could open the vault", { hint: "Make a key with --new-key FILE, or name public keys with --recipient FILE." });
}
export { vaultInit as t };
