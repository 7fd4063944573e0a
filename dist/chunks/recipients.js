import { ct as findRecipients, dt as formatGpgId, ft as gpgIdIn, gt as PUBLIC_KEYS, mt as parseGpgId, wt as entryFile, xa as didYouMean, xt as inspectMessage, yt as readPublicKeyFile } from "./engine.js";
import { J as quote, bt as PhoenixError } from "./base.js";
import { n as changedFiles } from "./change.js";
import { a as gpgIdsOf, i as gpgIdAt } from "./folders.js";
// src/secrets/vault/change-gpg-id.ts
/** A `.gpg-id` with one recipient more or fewer; every other line stays, comments too. Pure. */
function withRecipient(text, id) {
	return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${id}\n`;
}
/** @param ids as they are written there */
function withoutRecipients(text, ids) {
	return text.split("\n").filter((line) => !parseGpgId(line).some((id) => ids.includes(id))).join("\n");
}
// src/commands/vault/recipients.ts
/** Recipients of a vault: finding one by what people call them, adding and removing them in a `.gpg-id`. */
const textAt = (files, path) => {
	const bytes = files.get(path);
	return bytes ? Buffer.from(bytes).toString("utf8") : null;
};
/** The `.gpg-id` of a folder; one that has none of its own gets one that says what counts there now. */
function ownText(files, folder) {
	return textAt(files, gpgIdIn(folder)) ?? formatGpgId(gpgIdAt(files, folder).ids);
}
/** Its public key for the vault, under the name by which `.gpg-id` calls it, as gopass wants it. */
function keyFile(id, { key, fingerprint }) {
	const name = /^[\w.+-]+(?:@[\w.+-]+)?$/.test(id) ? id : fingerprint;
	return [`${PUBLIC_KEYS}/${name}`, Buffer.from(key.armor())];
}
/**
* Without a new `.gpg-id` where all are recipients already.
* @param known public keys of the vault
*/
function adding(files, folder, added, known) {
	const changes = /* @__PURE__ */ new Map();
	const keys = new Map([...known, ...added].map((key) => [key.fingerprint, key]));
	const recipients = findRecipients(gpgIdAt(files, folder).ids, [...keys.values()]);
	const before = ownText(files, folder);
	let text = before;
	for (const key of new Map(added.map((one) => [one.fingerprint, one])).values()) {
		const same = recipients.find((one) => one.key?.fingerprint === key.fingerprint);
		changes.set(...keyFile(same?.id ?? key.fingerprint, key));
		if (!same) text = withRecipient(text, key.fingerprint);
	}
	return text === before ? changes : changes.set(gpgIdIn(folder), Buffer.from(text));
}
/**
* What a `.gpg-id` calls a recipient; none: it is not among them.
* @param keys public keys of the vault; that of the recipient need not be among them any more
*/
function idsIn({ ids }, { id, key }, keys) {
	return findRecipients(ids, keys).filter((one) => {
		const meant = one.key ?? (key && findRecipients([one.id], [key])[0]?.key);
		return one.id === id || key !== null && meant?.fingerprint === key.fingerprint;
	}).map((one) => one.id);
}
const isExactly = (id, { userIds }) => /^(?:0x)?[0-9a-f]{16,}$/i.test(id) || /^[^\s@]+@[^\s@]+$/.test(id) || userIds.some((userId) => [userId, userId.replace(/\s*<[^>]*>$/, "")].includes(id));
/** @throws PhoenixError `USAGE` for nobody, `REFUSED` where several fit */
function namedRecipient(id, files, keys) {
	const [found] = findRecipients([id], keys);
	if (found?.key && isExactly(id, found.key)) return {
		id,
		key: found.key
	};
	if (found?.key === null && found.wrong === "ambiguous") throw new PhoenixError("REFUSED", `several recipients are called ${quote(id)}`, { hint: "Give the full fingerprint: phoenix vault recipients list shows them." });
	const known = gpgIdsOf(files).flatMap(({ ids }) => ids);
	if (known.includes(id)) return {
		id,
		key: null
	};
	const names = [...known, ...keys.flatMap(({ userIds }) => userIds)];
	throw new PhoenixError("USAGE", `nobody is known to the vault as ${quote(id)}`, { hint: didYouMean(id, [...new Set(names)], "phoenix vault recipients list shows who is.") });
}
/** Takes a recipient out of one `.gpg-id`. @throws PhoenixError `REFUSED` for the last one */
function removing(files, folder, ids) {
	const path = gpgIdIn(folder);
	const text = withoutRecipients(ownText(files, folder), ids);
	const changes = /* @__PURE__ */ new Map([[path, Buffer.from(text)]]);
	if (gpgIdAt(changedFiles(files, changes), folder).ids.length > 0) return changes;
	throw new PhoenixError("REFUSED", `${ids.join(", ")} is the last recipient in ${path}; nothing was written`, { hint: "Add another one first: phoenix vault recipients add FILE" });
}
/** Files that hold the public key of somebody whom no `.gpg-id` names, and nothing else. */
async function orphaned(files, { key }, keys) {
	if (!key || gpgIdsOf(files).some((one) => idsIn(one, {
		id: key.fingerprint,
		key
	}, keys).length > 0)) return [];
	const found = [];
	for (const [path, bytes] of files) {
		const held = path.startsWith(`.public-keys/`) ? await readPublicKeyFile(bytes) : [];
		if (typeof held !== "string" && held.every(({ fingerprint }) => fingerprint === key.fingerprint) && held.length > 0) found.push(path);
	}
	return found;
}
/** Names of entries that one of these keys opens, as they are now. */
function readableFor(files, names, keyIds) {
	return names.filter((name) => {
		const bytes = files.get(entryFile(name));
		const inspected = bytes && inspectMessage(bytes);
		return inspected && !("wrong" in inspected) && inspected.keyIds.some((id) => keyIds.includes(id));
	});
}
/**
* Nobody shuts themselves out by a slip.
* @param before what counted in a folder
* @param after what would count there
* @throws PhoenixError `REFUSED`
*/
function keepsOwnKey(before, after, keys, keyring) {
	const own = new Set(keyring.keys.map(({ fingerprint }) => fingerprint));
	const isOwn = ({ ids }) => findRecipients(ids, keys).some(({ key }) => key !== null && own.has(key.fingerprint));
	if (isOwn(after) || !isOwn(before)) return;
	throw new PhoenixError("REFUSED", `no key of this machine could open the entries of ${after.path} then`, { hint: "Add --yes if that is what you want." });
}
export { namedRecipient as a, removing as c, keyFile as i, idsIn as n, orphaned as o, keepsOwnKey as r, readableFor as s, adding as t };
