import { bt as PhoenixError } from "./base.js";
import process from "node:process";
import { readFileSync } from "node:fs";
// src/sources/stdin.ts
/** Standard input, for commands that hand it on. */
/** Everything on stdin; nothing when a person sits there or it is closed. */
function readStdin() {
	if (process.stdin.isTTY) return "";
	try {
		return readFileSync(0, "utf8");
	} catch {
		return "";
	}
}
/**
* The text on stdin, whole, also where a person types it: until the end of the input.
* @param most bytes
* @throws PhoenixError `USAGE` for more, or for what is no text
*/
async function readText(most) {
	const chunks = [];
	let size = 0;
	for await (const chunk of process.stdin) {
		size += chunk.length;
		if (size > most) throw new PhoenixError("USAGE", `there are more than ${most} bytes on stdin`, { hint: "is it the right file?" });
		chunks.push(chunk);
	}
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(Buffer.concat(chunks));
	} catch {
		throw new PhoenixError("USAGE", "what is on stdin is no UTF-8 text", { hint: "encode it as text first, such as with base64" });
	}
}
export { readText as n, readStdin as t };
