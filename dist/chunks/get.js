import { J as quote, bt as PhoenixError } from "./base.js";
import { t as entrySecret } from "./entry.js";
import { i as operatorKeyring, l as notAName, r as existingStore, t as bytesOf } from "./store.js";
import { Di as vault } from "./engine.js";
import { r as openEntry } from "./entries.js";
// src/commands/vault/get.ts
/** `phoenix vault get`: one value on stdout, for the operator. */
/** Exit code 0. @throws PhoenixError `USAGE` for what is not there, `REFUSED` for what cannot be opened */
async function vaultGet({ name, configs, all, json }, io) {
	const parsed = vault.parse(name);
	if (!parsed) throw notAName(name);
	const { secret: entry } = parsed;
	const field = all ? "*" : parsed.field;
	const bytes = bytesOf(existingStore(configs), entry);
	const { text, isBound } = await openEntry(entry, bytes, await operatorKeyring(io));
	const { value, field: fieldOf } = entrySecret(text);
	const found = field === null ? value : fieldOf(field);
	if (found === null) throw new PhoenixError("USAGE", `the entry ${entry} has no line ${quote(`${field}: …`)}`, { hint: `See what it has: phoenix vault get ${entry} --all` });
	if (!isBound) io.err(`The entry ${entry} does not hold its own name, so it may stand in the place of another: phoenix vault rekey ${entry}`);
	if (json) io.out(JSON.stringify({
		v: 1,
		entry,
		field,
		value: found,
		bound: isBound
	}, null, 2));
	else io.out(field === "*" ? found.replace(/\n$/, "") : found);
	return 0;
}
export { vaultGet };
