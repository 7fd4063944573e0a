import { n as mask, t as NO_MASKS } from "./redact.js";
// src/features/visible.ts
/** Text of a program's output, made fit to be shown: one line, bounded, nothing that moves a cursor or hides. */
/** Control characters, marks of text direction, and what has no width. */
const UNSEEN = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
/** Colours and cursor movements of terminals. */
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;
const MAX_LINE = 1e3;
/**
* @param line without its line feed; a progress bar that returns to the start of its line shows its last state
* @param masks colours inside a secret would hide it from a redactor of the stream
*/
function visible(line, masks = NO_MASKS) {
	const ended = line.replace(/\r+$/, "");
	const plain = ended.slice(ended.lastIndexOf("\r") + 1).replace(ANSI, "");
	const masked = mask(plain, masks);
	return (masked.length > MAX_LINE ? `${masked.slice(0, MAX_LINE)}…` : masked).toWellFormed().replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
export { visible as t };
