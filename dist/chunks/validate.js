import { t as renderFindingsJson } from "./json2.js";
import { t as showFindings } from "./show-findings.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/validate.ts
/** `phoenix validate`: every finding of every file at once. */
/** Exit code 0 without errors, else 1. */
async function validate(options, io) {
	const workspace = openWorkspace(options);
	try {
		const estate = options.base === void 0 ? workspace.onDisk() : await workspace.at(options.base);
		const { findings, resources } = estate;
		const errors = findings.filter((finding) => finding.severity === "error").length;
		if (options.json) io.out(renderFindingsJson(findings));
		else {
			showFindings(findings, estate.tree, io);
			const found = findings.length === 0 ? "nothing found" : `${errors} errors, ${findings.length - errors} others`;
			io.out(`${resources.size} resources in ${workspace.configs}: ${found}`);
		}
		return errors === 0 ? 0 : 1;
	} finally {
		workspace.close();
	}
}
export { validate };
