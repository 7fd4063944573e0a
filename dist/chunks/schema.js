import { b as kinds, m as schemaFiles } from "./engine.js";
import { D as PhoenixError } from "./base.js";
import { r as writeWhole } from "./write2.js";
import { join } from "node:path";
// src/commands/schema.ts
/** `phoenix schema`: JSON Schemas for editors, generated from what the parser itself uses. */
/** Exit code 0. */
async function schema(options, io) {
	const schemas = schemaFiles(kinds);
	const names = [...schemas.keys()].map((name) => name.replace(/\.json$/, ""));
	if (options.kind !== void 0) {
		const found = schemas.get(`${options.kind}.json`);
		if (!found) throw new PhoenixError("USAGE", `there is no schema "${options.kind}"`, { hint: `there are: ${names.join(", ")}` });
		io.out(found.trimEnd());
		return 0;
	}
	if (options.out === void 0) {
		io.out(names.join("\n"));
		return 0;
	}
	for (const [name, text] of schemas) writeWhole(join(options.out, name), text);
	io.out(`Wrote ${schemas.size} schemas into ${options.out}`);
	return 0;
}
export { schema };
