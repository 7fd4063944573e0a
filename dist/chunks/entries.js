import { bt as PhoenixError } from "./base.js";
import { t as decryptEntry } from "./decrypt.js";
import { c as encryptEntry, t as bytesOf } from "./store.js";
import { lt as recipientsFor } from "./engine.js";
import { t as inParallel } from "./in-parallel.js";
// src/commands/vault/entries.ts
/** Entries of a vault opened and encrypted together: all of them, before one is written. */
/** More at once would only wait for each other. */
const AT_ONCE = 8;
/** So many entries take seconds: it is told how far it is. */
const MANY = 50;
function counter(what, total, { err }) {
	let done = 0;
	return () => {
		done += 1;
		if (total > MANY && done % MANY === 0) err(`${what} ${done} of ${total} entries …`);
	};
}
/** @throws PhoenixError `REFUSED` */
async function openEntry(name, bytes, keyring) {
	let isBound = true;
	const say = () => {
		isBound = false;
	};
	return {
		name,
		text: await decryptEntry(name, bytes, keyring, {
			requireBound: false,
			say
		}),
		isBound
	};
}
/** In the order of the names. @throws PhoenixError `REFUSED` with all that cannot be opened */
async function openEntries(store, names, keyring, io) {
	const opened = /* @__PURE__ */ new Map();
	const errors = [];
	const count = counter("Opened", names.length, io);
	const work = names.map((name) => async () => {
		try {
			opened.set(name, await openEntry(name, bytesOf(store, name), keyring));
		} catch (error) {
			if (!(error instanceof PhoenixError)) throw error;
			errors.push(error);
		}
		count();
	});
	await inParallel(work, AT_ONCE);
	const [first] = errors;
	if (first) throw together(first, errors);
	return names.flatMap((name) => opened.get(name) ?? []);
}
/** Errors named in one. */
const MOST_ERRORS = 5;
function together(first, errors) {
	const messages = [...new Set(errors.map(({ message }) => message))].sort();
	const shown = messages.slice(0, MOST_ERRORS);
	const rest = messages.length > MOST_ERRORS ? [`and ${messages.length - MOST_ERRORS} more`] : [];
	const said = messages.length === 1 ? `${first.message}; nothing was written` : [
		"not all can be opened, so nothing was written:",
		...shown,
		...rest
	].join("\n    ");
	return new PhoenixError(first.code, said, {
		...first.hint !== void 0 && { hint: first.hint },
		cause: first.cause
	});
}
/**
* Each for the recipients of its `.gpg-id`.
* @throws PhoenixError `REFUSED` where one cannot be encrypted for all of them
*/
async function encryptEntries(store, entries, keys, io) {
	const targets = entries.map((entry) => ({
		...entry,
		to: recipientsFor(store.files, entry.name, keys)
	}));
	const encrypted = [];
	const count = counter("Encrypted", entries.length, io);
	const work = targets.map(({ name, text, to }) => async () => {
		encrypted.push({
			name,
			bytes: await encryptEntry(name, text, to)
		});
		count();
	});
	await inParallel(work, AT_ONCE);
	return encrypted;
}
export { openEntries as n, openEntry as r, encryptEntries as t };
