import { J as quote, bt as PhoenixError } from "./base.js";
import { Ao as plural, bt as readPublicKeys, lt as recipientsFor, wt as entryFile } from "./engine.js";
import { r as usersOf, t as vaultUses } from "./uses.js";
import { n as parseEntry } from "./entry.js";
import { r as writeEntry } from "./store2.js";
import { r as openEntry, t as encryptEntries } from "./entries.js";
import { i as operatorKeyring, n as checkName, r as existingStore, t as bytesOf } from "./store.js";
import { i as oneLine, n as entryText, r as givenText, t as checkLength } from "./value.js";
// src/secrets/vault/change-entry.ts
/** Entries with one line changed; every other byte stays. Pure. */
const nameOf = (line) => /^([^:]+):/.exec(line)?.[1] ?? null;
/** The text with another value: its first line. */
function withValue(text, value) {
	const end = text.search(/\r?\n/);
	return end === -1 ? `${value}\n` : value + text.slice(end);
}
/** The text with another line `name: value`, in the place of the one that counts, or at the end. */
function withField(text, name, value) {
	const [first = "", ...lines] = text.split("\n");
	const at = lines.findIndex((line) => nameOf(line) === name);
	const line = `${name}: ${value}`;
	if (at >= 0) {
		const ending = lines[at]?.endsWith("\r") ? "\r" : "";
		return [first, ...lines.with(at, line + ending)].join("\n");
	}
	return `${text}${text !== "" && text.endsWith("\n") ? "" : "\n"}${line}\n`;
}
// src/commands/vault/set.ts
/** `phoenix vault set`: writes an entry, or one line of it. */
/** Exit code 0. @throws PhoenixError `USAGE`, `REFUSED`; then nothing was written */
async function vaultSet(options, io) {
	const { name, configs, generate, show, json } = options;
	checkArguments(options);
	const store = existingStore(configs);
	const { keys } = await readPublicKeys(store.files);
	const recipients = recipientsFor(store.files, name, keys);
	const isNew = !store.files.has(entryFile(name));
	const { text, value } = await newText(store, isNew, options, io);
	for (const { bytes } of await encryptEntries(store, [{
		name,
		text
	}], keys, io)) writeEntry(store.folder, name, bytes);
	const file = `${store.folder}/${entryFile(name)}`;
	const told = {
		v: 1,
		entry: name,
		file,
		created: isNew,
		recipients: recipients.map((one) => one.fingerprint)
	};
	if (json) io.out(JSON.stringify(told, null, 2));
	else if (generate !== void 0 && show) io.out(value);
	if (!json) io.err(`Wrote ${file} for ${plural(recipients.length, "recipient")}.`);
	return 0;
}
function checkArguments({ name, more, field, show, json, generate }) {
	if (more.length > 0) throw new PhoenixError("USAGE", "a value is never an argument: all processes of this machine see those", { hint: `Give it on stdin or where you are asked: phoenix vault set ${name}. What you typed is in the history of your shell now: take it out there, and take another value.` });
	checkName(name);
	if (field !== void 0 && !/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/.test(field)) throw new PhoenixError("USAGE", `${quote(field)} cannot name a line of an entry`, { hint: "Use letters, digits, blanks, \".\", \"_\" and \"-\"." });
	if (generate !== void 0) checkLength("x".repeat(generate), "the value");
	if (show && (json || generate === void 0)) throw new PhoenixError("USAGE", "--show goes with --generate, and not with --json", { hint: `phoenix vault get ${name} prints what is in an entry.` });
}
async function newText(store, isNew, options, io) {
	const { name, field, keep, multiline = false } = options;
	if (field === void 0 && (!keep || isNew)) {
		const value = await givenText(options, multiline ? `the entry ${name}` : `value of ${name}`, io);
		const text = entryText(value, multiline);
		if (!isNew) keepLines(name, text, vaultUses(store.configs).uses);
		return {
			text,
			value
		};
	}
	if (isNew) throw new PhoenixError("USAGE", `there is no entry ${name} yet to add a line to`, { hint: `Write its value first: phoenix vault set ${name}` });
	const before = await openEntry(name, bytesOf(store, name), await operatorKeyring(io));
	const what = field === void 0 ? `value of ${name}` : `line ${quote(field)} of ${name}`;
	const value = oneLine(await givenText(options, what, io), `the ${what}`);
	return {
		text: field === void 0 ? withValue(before.text, value) : withField(before.text, field, value),
		value
	};
}
/** A new entry must not silently lack a line that the old one has and somebody uses. */
function keepLines(name, text, uses) {
	const { fields } = parseEntry(text);
	const lost = uses.find(({ entry, field }) => entry === name && field !== null && field !== "*" && !fields.has(field));
	if (!lost) return;
	const users = usersOf([lost], name).join();
	throw new PhoenixError("REFUSED", `${users} uses the line "${lost.field}: …" of ${name}, which the new entry does not have; nothing was written`, { hint: "Add --keep to change the value alone and keep the other lines, or give them too." });
}
export { vaultSet as t };
