import { J as quote, bt as PhoenixError } from "./base.js";
import { St as dearmoured, jt as loadOpenpgp, kt as CONFIG, xt as inspectMessage } from "./engine.js";
// src/secrets/vault/decrypt.ts
/** Opens an entry, and refuses what is not one: plain text, damaged, unprotected, or that of another name. */
/**
* @param name that of its file, without `.gpg`
* @returns the whole text
* @throws PhoenixError `REFUSED`
*/
async function decryptEntry(name, bytes, keyring, options) {
	const inspected = inspectMessage(bytes);
	if ("wrong" in inspected) throw refused(name, inspected.wrong, restore(name));
	const { keyIds, hidden, passphrases, protection } = inspected;
	if (protection === null) throw refused(name, "is not protected against changes", `Write it again: phoenix vault set ${name}`);
	if (keyIds.length + hidden === 0) throw refused(name, passphrases > 0 ? "is encrypted with a passphrase, not for a key" : "is encrypted for nobody", `Write it again: phoenix vault set ${name}`);
	const keys = await keyring.opening(keyIds, hidden > 0);
	if (keys.length === 0) throw refused(name, `is encrypted for others: ${keyIds.join(", ")}`, OTHER_KEY);
	const { data, filename } = await opened(name, bytes, keys, hidden > 0);
	checkName(name, filename, options);
	return textOf(name, data);
}
const restore = (name) => `Restore it from git, or write it again: phoenix vault set ${name}`;
const OTHER_KEY = "Give the private key of a recipient, or let one of them add you: phoenix vault recipients add";
async function opened(name, bytes, decryptionKeys, hidden) {
	const { decrypt, readMessage } = await loadOpenpgp();
	try {
		const { data, filename } = await decrypt({
			message: await readMessage({
				binaryMessage: dearmoured(bytes, "MESSAGE") ?? bytes,
				config: CONFIG
			}),
			decryptionKeys: [...decryptionKeys],
			format: "binary",
			config: CONFIG
		});
		return {
			data,
			filename
		};
	} catch (cause) {
		throw refused(name, whyNot(cause, hidden), restore(name), cause);
	}
}
function whyNot({ message }, hidden) {
	if (message.includes("Maximum decompressed message size")) return "is larger than 2 MiB when it is unpacked";
	return hidden ? "cannot be opened: it does not say for whom it is, and no key fits" : "is damaged or was changed: it does not decrypt";
}
/** How `pass edit` calls its scratch file, whose name GnuPG then puts inside. */
const passEdit = (name) => new RegExp(`^[A-Za-z0-9]{6}-${name.replaceAll("/", "-").replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\.txt$`);
function checkName(name, inside, { requireBound, say }) {
	if (inside === name) return;
	if (inside && inside !== "_CONSOLE" && !passEdit(name).test(inside)) throw refused(name, `was written as ${quote(inside)}: one entry stands in the place of another`, `If it was renamed on purpose, write it again: phoenix vault set ${name}`);
	const what = "does not hold its name, so that it could be another entry in its place";
	if (requireBound) throw refused(name, what, "Write it again: phoenix vault rekey");
	say(`The entry ${name} ${what}. phoenix vault rekey writes it again.`);
}
function textOf(name, data) {
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(data);
	} catch (cause) {
		throw refused(name, "is not UTF-8 text", "Keep binary data as base64.", cause);
	}
}
function refused(name, what, hint, cause) {
	return new PhoenixError("REFUSED", `the entry ${name} ${what}`, {
		hint,
		cause
	});
}
export { decryptEntry as t };
