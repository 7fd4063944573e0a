import { Ao as plural, Do as longest, Eo as listed, H as colorsOf, Tt as entryNames, xt as inspectMessage } from "./engine.js";
import { r as usersOf, t as vaultUses } from "./uses.js";
import { r as existingStore, t as bytesOf } from "./store.js";
// src/commands/vault/list.ts
/** `phoenix vault list`: the entries, for how many each is encrypted, and who uses it. */
/** Exit code 0. */
async function vaultList({ configs, json }, io) {
	const store = existingStore(configs);
	const { uses, doubt } = vaultUses(configs);
	const rows = entryNames(store.files).map((name) => rowOf(store, name, uses));
	if (json) {
		io.out(JSON.stringify({
			v: 1,
			entries: rows
		}, null, 2));
		return 0;
	}
	if (rows.length === 0) io.out("The vault is empty: phoenix vault set NAME writes an entry.");
	else io.out(rows.map((row) => line(row, longest(rows.map(({ name }) => name)), io)).join("\n"));
	if (doubt !== null) io.err(`There may be more uses. ${doubt}`);
	return 0;
}
function rowOf(store, name, uses) {
	const inspected = inspectMessage(bytesOf(store, name));
	return {
		name,
		recipients: "wrong" in inspected ? null : inspected.keyIds.length + inspected.hidden,
		users: usersOf(uses, name)
	};
}
/** Users that a line names. */
const MOST_USERS = 3;
function line({ name, recipients, users }, width, io) {
	const { bold, dim, yellow } = colorsOf(io.color);
	const whom = recipients === null ? yellow("not encrypted or damaged") : plural(recipients, "recipient");
	const used = users.length === 0 ? yellow("unused") : dim(`used by ${listed(users, MOST_USERS, String)}`);
	return `${bold(name.padEnd(width))}  ${whom}  ${used}`;
}
export { vaultList };
