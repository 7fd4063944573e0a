import { J as quote, bt as PhoenixError } from "./base.js";
import { Ao as plural, Vo as plain, bt as readPublicKeys, ft as gpgIdIn, vt as nameOfKey } from "./engine.js";
import { n as changedFiles, t as changeVault } from "./change.js";
import { i as gpgIdAt, n as folderOf, t as entriesOf } from "./folders.js";
import { a as namedRecipient, c as removing, n as idsIn, o as orphaned, r as keepsOwnKey, s as readableFor } from "./recipients.js";
import { i as operatorKeyring, r as existingStore } from "./store.js";
// src/commands/vault/recipients-remove.ts
/** `phoenix vault recipients remove`: somebody can open no entry of a folder any more. What they read they know. */
/** Exit code 0. @throws PhoenixError `REFUSED` for the last recipient, or the key of this machine */
async function recipientsRemove(options, io) {
	const { id, configs, yes, json } = options;
	const folder = folderOf(options.path);
	const store = existingStore(configs);
	const { keys } = await readPublicKeys(store.files);
	const named = namedRecipient(id, store.files, keys);
	const before = gpgIdAt(store.files, folder);
	const ids = idsIn(before, named, keys);
	const path = gpgIdIn(folder);
	if (ids.length === 0) throw new PhoenixError("USAGE", `${quote(id)} is no recipient of ${path}`, { hint: "phoenix vault recipients list shows who is; phoenix vault rekey finishes what was cut off." });
	const changes = new Map(removing(store.files, folder, ids));
	const next = changedFiles(store.files, changes);
	const names = entriesOf(next, path);
	const readable = readableFor(store.files, names, named.key?.allKeyIds ?? []);
	const keyring = await operatorKeyring(io);
	if (!yes) keepsOwnKey(before, gpgIdAt(next, folder), keys, keyring);
	for (const file of await orphaned(next, named, keys)) changes.set(file, null);
	const written = await changeVault(store, {
		changes,
		names,
		keyring
	}, io);
	if (json) {
		const recipient = named.key?.fingerprint ?? id;
		io.out(JSON.stringify({
			v: 1,
			file: path,
			recipient,
			written,
			readable
		}, null, 2));
		return 0;
	}
	const who = plain(named.key ? nameOfKey(named.key) : id);
	io.out(`${who} is no recipient of ${path} any more; ${plural(written.length, "entry", "entries")} encrypted anew.`);
	if (readable.length > 0) {
		io.out(`\nThey could read, and so may know:\n${readable.map((name) => `  ${name}`).join("\n")}`);
		io.err(`\nChange these values. phoenix vault rotate ${quote(id)} says what is left, by the history of git too.`);
	}
	return 0;
}
export { recipientsRemove };
