import { Ao as plural, H as colorsOf, Vo as plain, bt as readPublicKeys, ct as findRecipients, ut as wrongWithRecipient } from "./engine.js";
import { a as gpgIdsOf, t as entriesOf } from "./folders.js";
import { r as existingStore } from "./store.js";
// src/commands/vault/recipients-list.ts
/** `phoenix vault recipients list`: who can open what. */
/** Exit code 0. */
async function recipientsList({ configs, json }, io) {
	const { files } = existingStore(configs);
	const { keys } = await readPublicKeys(files);
	const folders = gpgIdsOf(files).map(({ path, ids }) => ({
		path,
		entries: entriesOf(files, path),
		recipients: findRecipients(ids, keys)
	}));
	if (json) {
		const told = folders.map((one) => ({
			...one,
			recipients: one.recipients.map(jsonOf)
		}));
		io.out(JSON.stringify({
			v: 1,
			folders: told
		}, null, 2));
		return 0;
	}
	const { bold, dim } = colorsOf(io.color);
	const blocks = folders.map(({ path, entries, recipients }) => [`${bold(path)}  ${dim(plural(entries.length, "entry", "entries"))}`, ...recipients.map((one) => `  ${textOf(one, io)}`)].join("\n"));
	io.out(blocks.join("\n"));
	return 0;
}
function jsonOf(recipient) {
	const { id, key } = recipient;
	const wrong = wrongWithRecipient(recipient);
	if (!key) return {
		id,
		wrong
	};
	const { fingerprint, userIds, expires } = key;
	return {
		id,
		fingerprint,
		userIds,
		expires: expires?.toISOString() ?? null,
		wrong
	};
}
function textOf(recipient, io) {
	const { yellow } = colorsOf(io.color);
	const { id, key } = recipient;
	const wrong = wrongWithRecipient(recipient);
	const names = key ? `  ${key.userIds.map((one) => plain(one, 100)).join(", ")}` : "";
	const ends = key?.expires && wrong === null ? `  until ${key.expires.toISOString().slice(0, 10)}` : "";
	return `${key?.fingerprint ?? plain(id)}${names}${ends}${wrong === null ? "" : `  ${yellow(plain(wrong))}`}`;
}
export { recipientsList };
