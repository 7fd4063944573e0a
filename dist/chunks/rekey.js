import { Ao as plural, Ct as SCRATCH, Tt as entryNames } from "./engine.js";
import { t as changeVault } from "./change.js";
import { r as existingStore, t as bytesOf } from "./store.js";
// src/commands/vault/rekey.ts
/** `phoenix vault rekey`: every entry for exactly the recipients of its `.gpg-id`, with its name inside. */
/** Exit code 0. What a killed run has left behind is cleared away. */
async function vaultRekey({ names, configs, all = false, json }, io) {
	const store = existingStore(configs);
	for (const name of names) bytesOf(store, name);
	const chosen = names.length > 0 ? [...new Set(names)].sort() : entryNames(store.files);
	const leftovers = [...store.files.keys()].filter((path) => SCRATCH.test(path));
	const changes = new Map(leftovers.map((path) => [path, null]));
	const written = await changeVault(store, {
		changes,
		names: chosen,
		all
	}, io);
	if (json) {
		io.out(JSON.stringify({
			v: 1,
			entries: chosen.length,
			written
		}, null, 2));
		return 0;
	}
	for (const name of written) io.out(`encrypted anew: ${name}`);
	const others = chosen.length - written.length;
	io.err(written.length === 0 ? `Nothing to do: ${plural(others, "entry is", "entries are")} right already.` : `${plural(written.length, "entry", "entries")} written, ${others} left as they are.`);
	return 0;
}
export { vaultRekey };
