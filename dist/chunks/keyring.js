import { At as hide, J as quote, bt as PhoenixError } from "./base.js";
import { jt as loadOpenpgp, vt as nameOfKey } from "./engine.js";
import process from "node:process";
import { join } from "node:path";
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
// src/secrets/vault/key-texts.ts
/** Where the private keys of a vault and their passphrases are: given, in the environment, or in files of the runner. */
/** Of the machine, and of the user. */
const foldersOf = (env) => ["/etc/phoenix", join(env["XDG_CONFIG_HOME"] || join(homedir(), ".config"), "phoenix")];
/**
* What is found first counts: what was given, PHOENIX_VAULT_KEY, PHOENIX_VAULT_KEY_FILE (paths with `:` between them), then
* vault.key in /etc/phoenix and ~/.config/phoenix, both of them.
*/
function findKeyTexts(given, env) {
	return hidden(found(given?.key, "vault-key", "PHOENIX_VAULT_KEY", "vault.key", env));
}
/** By the same order, and apart from it: the key may be a file, and its passphrase a secret of the workflow. */
function findPassphraseTexts(given, env) {
	return hidden(found(given?.passphrase, "vault-passphrase", "PHOENIX_VAULT_PASSPHRASE", "vault.passphrase", env));
}
function hidden(texts) {
	hide(...texts.map(({ bytes }) => Buffer.from(bytes).toString()));
	return texts;
}
function found(given, input, variable, file, env) {
	const value = taken(env, variable);
	const paths = env[`${variable}_FILE`];
	if (given) return [{
		bytes: Buffer.from(given),
		from: `the input ${input}`
	}];
	if (value) return [{
		bytes: Buffer.from(value),
		from: variable
	}];
	if (paths) return paths.split(":").filter((path) => path !== "").map((path) => readPrivate(path) ?? missing(path, `${variable}_FILE`));
	return foldersOf(env).flatMap((folder) => ifAllowed(() => readPrivate(join(folder, file))) ?? []);
}
const takenBefore = /* @__PURE__ */ new WeakMap();
/** A variable, removed: what is started later, such as an editor, must not inherit it. It is remembered here. */
function taken(env, variable) {
	const before = takenBefore.get(env) ?? /* @__PURE__ */ new Map();
	takenBefore.set(env, before);
	const value = env[variable];
	if (value !== void 0) before.set(variable, value);
	delete env[variable];
	return before.get(variable);
}
function missing(path, variable) {
	throw new PhoenixError("REFUSED", `${variable} names ${quote(path, 200)}, which is not there`, { hint: `Correct ${variable}, or put the file there.` });
}
/** What belongs to root alone is no fault of a user who has a key of their own. */
function ifAllowed(reading) {
	try {
		return reading();
	} catch (error) {
		if (error instanceof PhoenixError && error.cause?.code === "EACCES") return null;
		throw error;
	}
}
/** Null where there is none. @throws PhoenixError `REFUSED` where it cannot be read, or others can read or write it */
function readPrivate(path) {
	try {
		const stat = statSync(path, { throwIfNoEntry: false });
		if (!stat) return null;
		if (stat.isDirectory()) throw new PhoenixError("REFUSED", `${path} is a folder, and no file that opens the vault`, { hint: "Name the file in it." });
		checkOwner(path, stat);
		return {
			bytes: readFileSync(path),
			from: path
		};
	} catch (cause) {
		if (cause instanceof PhoenixError) throw cause;
		throw new PhoenixError("REFUSED", `${path} cannot be read: ${cause.message}`, {
			hint: "Give its owner permission to read it, and to nobody else: chmod 600.",
			cause
		});
	}
}
function checkOwner(path, { uid, mode }) {
	if (uid !== 0 && uid !== process.getuid?.()) throw new PhoenixError("REFUSED", `${path} belongs to another user, who can change it`, { hint: `Run: chown "$(id -u)" ${path}` });
	if ((mode & 63) === 0) return;
	throw new PhoenixError("REFUSED", `others can read ${path}, which opens the vault`, { hint: `Run: chmod 600 ${path}` });
}
// src/secrets/vault/private-keys.ts
const BLOCK = /-----BEGIN PGP PRIVATE KEY BLOCK-----[\s\S]*?-----END PGP PRIVATE KEY BLOCK-----/g;
/** @throws PhoenixError `REFUSED` */
async function readPrivateKeys({ bytes, from }) {
	const { readPrivateKeys: read } = await loadOpenpgp();
	try {
		if (((bytes[0] ?? 0) & 128) !== 0) return await read({ binaryKeys: bytes });
		const text = Buffer.from(bytes).toString("latin1");
		const blocks = text.match(BLOCK) ?? [];
		if (blocks.length === 0) throw notPrivate(text, from);
		return (await Promise.all(blocks.map((armoredKeys) => read({ armoredKeys })))).flat();
	} catch (cause) {
		if (cause instanceof PhoenixError) throw cause;
		throw damaged(from, cause);
	}
}
function notPrivate(text, from) {
	if (text.includes("-----BEGIN PGP PUBLIC KEY BLOCK-----")) return new PhoenixError("REFUSED", `${from} holds a public key, and only a private one opens the vault`, { hint: "Export it: gpg --armor --export-secret-keys FINGERPRINT" });
	if (text.includes("-----BEGIN PGP PRIVATE KEY BLOCK-----")) return damaged(from);
	return new PhoenixError("REFUSED", `${from} holds no private key`, { hint: "It must hold what this prints: gpg --armor --export-secret-keys FINGERPRINT" });
}
function damaged(from, cause) {
	return new PhoenixError("REFUSED", `the private key of ${from} is damaged`, {
		hint: "Copy it whole, with all its lines: gpg --armor --export-secret-keys FINGERPRINT. One that lives on a card cannot be copied: make another one for the vault.",
		cause
	});
}
// src/secrets/vault/unlock.ts
/** How often a person may mistype. */
const MOST_ANSWERS = 3;
/** @throws PhoenixError `REFUSED` by what it returns, where no passphrase fits */
function unlocker(passphrases, { say, ask, now = /* @__PURE__ */ new Date() }) {
	return async (key) => {
		const name = nameOfKey({
			userIds: key.getUserIDs(),
			fingerprint: key.getFingerprint().toUpperCase()
		});
		const expires = await key.getExpirationTime().catch(() => null);
		if (expires instanceof Date && expires <= now) say(`The key ${name} expired on ${expires.toISOString().slice(0, 10)}. It still opens entries, but none can be written for it.`);
		if (key.isDecrypted()) return key;
		for (const passphrase of passphrases) {
			const unlocked = await tried(key, passphrase);
			if (unlocked) return unlocked;
		}
		let answers = 0;
		for (; answers < MOST_ANSWERS; answers += 1) {
			const answer = await ask?.(name) ?? null;
			if (answer === null) break;
			const unlocked = await tried(key, answer);
			if (unlocked) return unlocked;
			say(`That is not the passphrase of ${name}.`);
		}
		throw locked(name, passphrases.length + answers > 0);
	};
}
async function tried(key, passphrase) {
	const { decryptKey } = await loadOpenpgp();
	return await decryptKey({
		privateKey: key,
		passphrase
	}).catch(() => null);
}
function locked(name, given) {
	const message = given ? `no passphrase that was given fits the key ${name}` : `the key ${name} is locked, and there is no passphrase`;
	return new PhoenixError("REFUSED", message, { hint: "Set the input vault-passphrase or PHOENIX_VAULT_PASSPHRASE, or write it into vault.passphrase beside the key, with mode 600." });
}
// src/secrets/vault/keyring.ts
/** The private keys that open entries: read once, and each unlocked once in a run, when an entry first needs it. */
/** @throws PhoenixError `REFUSED` where there is no private key, or none that can be read */
async function openKeyring(given, options) {
	const { env = process.env } = options;
	const passphrases = findPassphraseTexts(given, env);
	const texts = findKeyTexts(given, env);
	if (texts.length === 0) throw noKey();
	const keys = (await Promise.all(texts.map(readPrivateKeys))).flat();
	const lines = linesOf(passphrases);
	const [first] = keys;
	if (first && lines.length > 0 && keys.every((key) => key.isDecrypted())) options.say(`The passphrase of the vault protects nothing: the key ${nameOfKey(infoOf(first))} has none.`);
	const unlock = unlocker(lines, options);
	const opened = /* @__PURE__ */ new Map();
	const open = (key) => {
		const known = opened.get(key) ?? unlock(key);
		opened.set(key, known);
		return known;
	};
	return {
		keys: keys.map((key) => ({
			...infoOf(key),
			locked: !key.isDecrypted()
		})),
		opening: async (keyIds, hidden) => {
			return await unlocked(await usable(await notRevoked(keys.filter((key) => hidden || infoOf(key).keyIds.some((id) => keyIds.includes(id))), options.now)), open, hidden);
		}
	};
}
/** The first that opens, without a passphrase if it can be so; all that do, where any may be the one. */
async function unlocked(keys, open, all) {
	const found = [];
	let failure;
	for (const key of keys.toSorted((a, b) => Number(b.isDecrypted()) - Number(a.isDecrypted()))) try {
		found.push(await open(key));
		if (!all) break;
	} catch (error) {
		failure ??= error;
	}
	if (found.length === 0 && failure !== void 0) throw failure;
	return found;
}
function infoOf(key) {
	return {
		fingerprint: key.getFingerprint().toUpperCase(),
		userIds: key.getUserIDs(),
		keyIds: key.getKeyIDs().map((id) => id.toHex().toUpperCase())
	};
}
async function notRevoked(keys, now = /* @__PURE__ */ new Date()) {
	const revoked = await Promise.all(keys.map((key) => key.isRevoked(void 0, void 0, now)));
	const live = keys.filter((_, index) => revoked[index] === false);
	const [first] = keys;
	if (live.length > 0 || !first) return live;
	throw new PhoenixError("REFUSED", `the key ${nameOfKey(infoOf(first))} is revoked`, { hint: "Give the private key of another recipient." });
}
/** Brainpool keys that sign need a package on Node that openpgp.js 6.3 does not bring, for one. */
async function usable(keys) {
	const why = await Promise.all(keys.map((key) => key.getDecryptionKeys(void 0, null).then(() => null, (error) => error)));
	const fit = keys.filter((_, index) => why[index] === null);
	const [first] = keys;
	if (fit.length > 0 || !first) return fit;
	throw new PhoenixError("REFUSED", `this version cannot use the key ${nameOfKey(infoOf(first))}`, {
		hint: "Make another one for the vault, of Ed25519 and Curve25519: phoenix vault init --new-key FILE",
		cause: why[0]
	});
}
/** One a line; of what was typed into a file the last line end is no part. */
function linesOf(texts) {
	const lines = texts.flatMap(({ bytes }) => Buffer.from(bytes).toString("utf8").split(/\r?\n/));
	return [...new Set(lines.filter((line) => line !== ""))];
}
function noKey() {
	return new PhoenixError("REFUSED", "the vault is locked: there is no private key", { hint: "Set the input vault-key or PHOENIX_VAULT_KEY to an armoured private key, or put it into /etc/phoenix/vault.key or ~/.config/phoenix/vault.key with mode 600." });
}
export { findPassphraseTexts as i, readPrivateKeys as n, findKeyTexts as r, openKeyring as t };
