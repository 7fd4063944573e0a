import { Gt as kinds, N as schemaFiles, pn as manifestSchema } from "./engine.js";
import { H as PhoenixError } from "./base.js";
import { r as writeWhole } from "./write2.js";
import { join } from "node:path";
// src/commands/schema.ts
/** `phoenix schema`: JSON Schemas for editors, generated from what the parser itself uses. */
function write(schemas, folder, io) {
	for (const [name, text] of schemas) {
		writeWhole(join(folder, name), text);
		io.out(`Wrote ${join(folder, name)}`);
	}
}
/** Exit code 0. */
async function schema(options, io) {
	const schemas = schemaFiles(kinds, { "feature.json": manifestSchema() });
	const names = [...schemas.keys()].map((name) => name.replace(/\.json$/, ""));
	if (options.kind !== void 0) {
		const found = schemas.get(`${options.kind}.json`);
		if (!found) throw new PhoenixError("USAGE", `there is no schema "${options.kind}"`, { hint: `there are: ${names.join(", ")}` });
		if (options.out === void 0) io.out(found.trimEnd());
		else write(/* @__PURE__ */ new Map([[`${options.kind}.json`, found]]), options.out, io);
		return 0;
	}
	if (options.out === void 0) io.out(names.join("\n"));
	else write(schemas, options.out, io);
	return 0;
}
export { schema };
