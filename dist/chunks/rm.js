import { bt as PhoenixError } from "./base.js";
import { Eo as listed, wt as entryFile } from "./engine.js";
import { r as usersOf, t as vaultUses } from "./uses.js";
import { t as removeEntry } from "./store2.js";
import { r as existingStore, t as bytesOf } from "./store.js";
// src/commands/vault/rm.ts
/** `phoenix vault rm`: removes an entry, unless something uses it. */
/** Users that a message names. */
const MOST_USERS = 5;
/** Exit code 0. @throws PhoenixError `REFUSED` while something uses it */
async function vaultRm({ name, configs, yes, json }, io) {
	const store = existingStore(configs);
	bytesOf(store, name);
	const { uses, doubt } = vaultUses(configs);
	const users = usersOf(uses, name);
	if (users.length > 0 && !yes) throw new PhoenixError("REFUSED", `the entry ${name} is used by ${listed(users, MOST_USERS, String)}`, { hint: "Take the reference out first, or add --yes." });
	removeEntry(store.folder, name);
	const file = `${store.folder}/${entryFile(name)}`;
	if (json) io.out(JSON.stringify({
		v: 1,
		removed: name,
		file,
		users
	}, null, 2));
	else io.out(`Removed ${file}.`);
	if (users.length > 0) io.err(`Missing now for: ${listed(users, MOST_USERS, String)}`);
	else if (doubt !== null) io.err(`Something may use it. ${doubt}`);
	io.err("Its value stays in the history of git: change it where it is still good.");
	return 0;
}
export { vaultRm };
