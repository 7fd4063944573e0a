import { J as quote, Q as VERSION, bt as PhoenixError, q as writeWhole } from "./base.js";
import { t as readIfThere } from "./input-file.js";
import { n as schemaSet } from "./schema-set.js";
import { join } from "node:path";
// src/commands/schema.ts
/** `phoenix schema`: JSON Schemas for editors, generated from what the parser itself uses. */
function write(schemas, folder, io) {
	for (const [name, text] of schemas) {
		writeWhole(join(folder, name), text);
		io.out(`Wrote ${join(folder, name)}`);
	}
}
/** How it is written is the editor's business: what it says counts. */
function isSame(text, own) {
	if (text === null) return false;
	try {
		return JSON.stringify(JSON.parse(text)) === JSON.stringify(JSON.parse(own));
	} catch {
		return false;
	}
}
function check(schemas, folder, { json }, io) {
	const old = [...schemas].filter(([name, text]) => !isSame(readIfThere(join(folder, name)), text)).map(([name]) => name);
	if (json) io.out(JSON.stringify({
		v: 1,
		dir: folder,
		ok: old.length === 0,
		old
	}, null, 2));
	else if (old.length === 0) io.out(`The schemas in ${folder} are those of Phoenix ${VERSION}`);
	else {
		for (const name of old) io.out(`Not as of Phoenix ${VERSION}: ${join(folder, name)}`);
		io.err(`Write them anew: phoenix schema --out ${folder}`);
	}
	return old.length === 0 ? 0 : 1;
}
/** Exit code 0; with `check` 1 when a schema is missing or not that of this version. */
async function schema(options, io) {
	const all = schemaSet();
	const names = [...all.keys()].map((name) => name.replace(/\.json$/, ""));
	const { kind, out, check: folder } = options;
	const text = kind === void 0 ? void 0 : all.get(`${kind}.json`);
	if (kind !== void 0 && text === void 0) throw new PhoenixError("USAGE", `there is no schema ${quote(kind)}`, { hint: `there are: ${names.join(", ")}` });
	const schemas = text === void 0 ? all : /* @__PURE__ */ new Map([[`${kind}.json`, text]]);
	if (folder !== void 0) return check(schemas, folder, options, io);
	if (out !== void 0) write(schemas, out, io);
	else if (text !== void 0) io.out(text.trimEnd());
	else if (options.json) io.out(JSON.stringify({
		v: 1,
		schemas: names
	}, null, 2));
	else io.out(names.join("\n"));
	return 0;
}
export { schema };
