import { Zr as explained, ai as parseFile, ci as findingAt } from "./engine.js";
import { y as wholeFile } from "./sources.js";
import { J as quote } from "./base.js";
import { t as scenarioSchema } from "./scenario.js";
// src/features/scenario-file.ts
/** Reads the scenarios of a feature from its folder. What is wrong with one is a finding with its place. Pure. */
/** The outcome of the last real run, which stands beside the scenarios. */
const RECORDED_FILE = "test/recorded.json";
const FILE = /^test\/([a-z0-9][a-z0-9-]*)\.json$/;
/** @param folder all files of the feature's folder, by path in it */
function readScenarios(id, folder) {
	const scenarios = [];
	const findings = [];
	for (const [path, bytes] of [...folder].sort(([a], [b]) => a < b ? -1 : 1)) {
		if (!/^test\/[^/]*\.json$/.test(path) || path === "test/recorded.json") continue;
		const source = {
			path: `features/${id}/${path}`,
			text: new TextDecoder().decode(bytes)
		};
		const name = FILE.exec(path)?.[1];
		if (name === void 0) {
			findings.push(findingAt("PHX745", "a scenario cannot be called so", "Call it by lower-case letters, digits and \"-\": test/basic.json.", wholeFile(source.path)));
			continue;
		}
		const { value, findings: wrong } = parseFile(source);
		findings.push(...wrong);
		if (!value) continue;
		const { data, error } = scenarioSchema.safeParse(value);
		if (!data) {
			findings.push(...explained(error, value, source, scenarioSchema));
			continue;
		}
		scenarios.push({
			name,
			scenario: data
		});
		findings.push(...missingStandIns(data, folder, source.path));
	}
	return {
		scenarios,
		findings
	};
}
function missingStandIns({ standIns }, folder, file) {
	const isThere = (path) => folder.has(path) || [...folder.keys()].some((one) => one.startsWith(`${path.replace(/\/$/, "")}/`));
	return Object.entries(standIns).filter(([, path]) => !isThere(path)).map(([name, path]) => {
		const message = `the stand-in ${quote(path)} of the download ${quote(name)} is not in the feature's folder`;
		return findingAt("PHX745", message, "Add the file, or a folder that is packed as .tar.gz.", wholeFile(file));
	});
}
export { readScenarios as n, RECORDED_FILE as t };
