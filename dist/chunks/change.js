import { Et as entryOf, bt as readPublicKeys, st as checkRecipients } from "./engine.js";
import "./sources.js";
import { i as writeVaultFile, n as removeVaultFile, r as writeEntry } from "./store2.js";
import { n as openEntries, t as encryptEntries } from "./entries.js";
import { i as operatorKeyring } from "./store.js";
// src/commands/vault/change.ts
/** Files of a vault changed together with the entries that they concern. What is killed can be done again. */
function changedFiles(files, changes) {
	const next = new Map(files);
	for (const [path, bytes] of changes) if (bytes) next.set(path, bytes);
	else next.delete(path);
	return next;
}
/**
* Makes the changes, and encrypts those of the entries anew that then are not for exactly their recipients, or do not hold
* their names. All is opened and encrypted before anything is written. `.gpg-id` is written first: whoever finds the work
* half done, finds what was wanted.
* @returns names of entries that were written
* @throws PhoenixError `REFUSED`; then nothing was written
*/
async function changeVault(store, { changes, names, all = false, keyring }, io) {
	const next = {
		...store,
		files: changedFiles(store.files, changes)
	};
	const { keys } = await readPublicKeys(next.files);
	const opened = names.length === 0 ? [] : await openEntries(store, names, keyring ?? await operatorKeyring(io), io);
	const wrong = wronglyEncrypted(next.files, keys);
	const due = opened.filter(({ name, isBound }) => all || !isBound || wrong.has(name));
	const encrypted = await encryptEntries(next, due, keys, io);
	for (const [path, bytes] of changes) if (bytes) writeVaultFile(store.folder, path, bytes);
	for (const { name, bytes } of encrypted) writeEntry(store.folder, name, bytes);
	for (const [path, bytes] of changes) if (!bytes) removeVaultFile(store.folder, path);
	return due.map(({ name }) => name);
}
/** Entries that are not for exactly those whom their `.gpg-id` names, or hide for whom they are. */
function wronglyEncrypted(files, keys) {
	const found = checkRecipients(files, keys, /* @__PURE__ */ new Date()).filter(({ id }) => id === "PHX922" || id === "PHX923");
	return new Set(found.flatMap(({ at }) => entryOf(at?.file.slice(`vault/`.length) ?? "") ?? []));
}
export { changedFiles as n, changeVault as t };
