import { J as quote, bt as PhoenixError } from "./base.js";
import { Ao as plural, Vo as plain, bt as readPublicKeys, ft as gpgIdIn, ut as wrongWithRecipient, vt as nameOfKey, yt as readPublicKeyFile } from "./engine.js";
import { n as readInput } from "./input-file.js";
import { n as changedFiles, t as changeVault } from "./change.js";
import { n as folderOf, t as entriesOf } from "./folders.js";
import { t as adding } from "./recipients.js";
import { r as existingStore } from "./store.js";
// src/commands/vault/recipients-add.ts
/** `phoenix vault recipients add`: somebody more can open entries. */
/** Exit code 0. Who is a recipient already gets a new public key, if it has changed. */
async function recipientsAdd(options, io) {
	const folder = folderOf(options.path);
	const store = existingStore(options.configs);
	const added = await usableKeys(options.keys);
	const { keys } = await readPublicKeys(store.files);
	const changes = adding(store.files, folder, added, keys);
	const path = gpgIdIn(folder);
	const isSame = !changes.has(path);
	const names = isSame ? [] : entriesOf(changedFiles(store.files, changes), path);
	const written = await changeVault(store, {
		changes,
		names
	}, io);
	if (options.json) {
		const fingerprints = added.map(({ fingerprint }) => fingerprint);
		io.out(JSON.stringify({
			v: 1,
			file: path,
			recipients: fingerprints,
			written
		}, null, 2));
		return 0;
	}
	for (const key of added) io.out(`${plain(nameOfKey(key))} ${isSame ? "is" : "is now"} a recipient of ${path}`);
	io.err(`${plural(written.length, "entry", "entries")} encrypted anew. Commit ${store.folder}.`);
	return 0;
}
/** @throws PhoenixError `UNREADABLE`, or `REFUSED` for keys for which nothing can be encrypted */
async function usableKeys(paths) {
	const found = [];
	for (const path of paths) {
		const keys = await readPublicKeyFile(readInput(path));
		if (keys === "private") throw new PhoenixError("REFUSED", `${quote(path, 200)} holds a private key; nothing was written`, { hint: "Never give it away: a recipient exports the public one, gpg --armor --export FINGERPRINT" });
		if (keys === "damaged") throw new PhoenixError("REFUSED", `${quote(path, 200)} holds no public key that can be read`, { hint: "It is to hold what this prints: gpg --armor --export FINGERPRINT" });
		found.push(...keys);
	}
	const wrong = found.flatMap((key) => wrongWithRecipient({
		id: key.fingerprint,
		key
	}) ?? []);
	if (wrong.length === 0) return found;
	throw new PhoenixError("REFUSED", `${wrong.join("; ")}; nothing was written`, { hint: "Ask for another key." });
}
export { usableKeys as n, recipientsAdd as t };
