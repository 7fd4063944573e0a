import { U as errorsIn } from "./base.js";
import { t as renderFindingsJson } from "./json.js";
import { Vt as plural, _ as openWorkspace, b as showFindings } from "./engine.js";
// src/commands/validate.ts
/** `phoenix validate`: every finding of every file at once. */
/** Exit code 0 without errors, else 1. */
async function validate(options, io) {
	const workspace = openWorkspace(options);
	try {
		const estate = options.base === void 0 ? workspace.onDisk() : await workspace.at(options.base);
		const { findings, resources } = estate;
		const errors = errorsIn(findings).length;
		if (options.json) io.out(renderFindingsJson(findings));
		else {
			showFindings(findings, estate.tree, io);
			const others = findings.length - errors;
			const found = [...errors > 0 ? [plural(errors, "error")] : [], ...others > 0 ? [plural(others, "remark")] : []].join(", ");
			const count = plural(resources.size, "resource");
			io.out(`${count} in ${workspace.configs}: ${found === "" ? "nothing found" : found}`);
		}
		return errors === 0 ? 0 : 1;
	} finally {
		workspace.close();
	}
}
export { validate };
