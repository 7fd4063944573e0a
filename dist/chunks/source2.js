import { bt as PhoenixError } from "./base.js";
import { t as decryptEntry } from "./decrypt.js";
import { t as entrySecret } from "./entry.js";
import { Ot as vaultFilesOf, wt as entryFile } from "./engine.js";
import { t as openKeyring } from "./keyring.js";
// src/secrets/vault/source.ts
/** The vault of the estate that is applied, as a source of secrets: decrypts what is asked for, each entry once. */
/** More at once would only wait for each other. */
const AT_ONCE = 8;
/** Reads the files of the revision that is applied, never those on disk beside it. */
async function openVault(context) {
	const { kept, vaultKeys, settings, say } = context;
	const files = vaultFilesOf(kept);
	const options = {
		requireBound: settings.vault.requireBound,
		say
	};
	let keyring;
	const read = async (name) => {
		const bytes = files.get(entryFile(name));
		if (!bytes) return null;
		const keys = await (keyring ??= openKeyring(vaultKeys, { say }));
		try {
			return entrySecret(await decryptEntry(name, bytes, keys, options));
		} catch (error) {
			if (error instanceof PhoenixError) return error;
			throw error;
		}
	};
	return async (names) => {
		const found = /* @__PURE__ */ new Map();
		const waiting = [...names];
		const work = async () => {
			for (let name = waiting.pop(); name !== void 0; name = waiting.pop()) found.set(name, await read(name));
		};
		await Promise.all(Array.from({ length: AT_ONCE }, work));
		return found;
	};
}
export { openVault };
