import { bt as PhoenixError } from "./base.js";
import { n as parseEntry } from "./entry.js";
import { At as MOST_ENTRY_BYTES } from "./engine.js";
import { o as askTwice, s as canAsk } from "./store.js";
import { n as readText } from "./stdin.js";
import process from "node:process";
// src/secrets/generate.ts
/** Values that nobody has to think of. */
/** Letters and digits: nothing that a shell, a URL, a connection string or an INI file would take for itself. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** @param length in characters of just under 6 bits each, every one as likely as any other */
function generateValue(length) {
	const { randomInt } = process.getBuiltinModule("node:crypto");
	return Array.from({ length }, () => ALPHABET[randomInt(62)]).join("");
}
// src/commands/vault/value.ts
/** Values that are given to `phoenix vault`: never as an argument, and never too short to be hidden. */
/** What is wrong with a value, as a clause; null: it is long enough. */
function shortValue(value, what) {
	if (value.length >= 4) return null;
	return `${what} ${value === "" ? "is empty" : `has fewer than 4 characters`}`;
}
/** @throws PhoenixError `REFUSED` */
function checkLength(value, what) {
	const fault = shortValue(value, what);
	if (fault === null) return;
	throw new PhoenixError("REFUSED", `${fault}; nothing was written`, { hint: "Take a longer one: what is shorter cannot be hidden in what is printed." });
}
/** What is to be kept: made up, typed, or from stdin. @throws PhoenixError `USAGE`, `REFUSED` */
async function givenText({ generate, multiline }, what, io) {
	if (generate !== void 0) return generateValue(generate);
	if (canAsk() && !multiline) return await askTwice(`New ${what}`);
	if (canAsk()) io.err(`Type ${what}; Ctrl-D on a line of its own ends it.`);
	const text = await readText(MOST_ENTRY_BYTES);
	if (text.includes("\0")) throw new PhoenixError("REFUSED", "what is on stdin holds a NUL character; nothing was written", { hint: "Encode it as text first, such as with base64." });
	return multiline ? text : text.replace(/\r?\n$/, "");
}
/** One line as pass writes it, several as they are. @throws PhoenixError `REFUSED` for a value that is too short */
function entryText(given, multiline) {
	const text = multiline || given.includes("\n") ? given : `${given}\n`;
	checkLength(parseEntry(text).value, "the value, which is the first line,");
	return text;
}
/** @throws PhoenixError `REFUSED` for several lines */
function oneLine(given, what) {
	if (/[\r\n]/.test(given)) throw new PhoenixError("REFUSED", `${what} would have several lines; nothing was written`, { hint: "Give one line. phoenix vault edit changes a whole entry." });
	checkLength(given, what);
	return given;
}
export { shortValue as a, oneLine as i, entryText as n, givenText as r, checkLength as t };
