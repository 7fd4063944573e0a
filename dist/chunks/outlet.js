import { n as masked } from "./masking2.js";
import process from "node:process";
// src/secrets/outlet.ts
/**
* The last thing that whatever is printed goes through, whoever prints it: the runner's toolkit, a library, or Node for an
* exception that nobody has caught. Texts are masked where they are made too, before they are cut or escaped.
*/
function guard(stream) {
	const write = stream.write.bind(stream);
	const safe = (chunk) => {
		const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
		const shown = masked(text);
		return shown === text ? chunk : shown;
	};
	stream.write = (chunk, encoding, done) => typeof encoding === "function" ? write(safe(chunk), encoding) : write(safe(chunk), encoding, done);
}
/** For the beginning of a program. */
function guardOutput() {
	guard(process.stdout);
	guard(process.stderr);
	process.on("uncaughtException", (error) => {
		const text = error instanceof Error ? error.stack ?? error.message : String(error);
		process.stderr.write(`This is a bug in Phoenix; please report it with these lines:\n${text}\n`);
		process.exit(70);
	});
}
export { guardOutput as t };
