import { Pn as FEATURE_ID, _n as findingAt, mn as parseFile, on as explained } from "./engine.js";
import { E as string, O as union, T as strictObject, _ as int, h as boolean, p as array, w as record, y as literal } from "./zod.js";
import { h as wholeFile } from "./sources.js";
import { B as quote } from "./base.js";
// src/features/scenario.ts
/**
* `test/<scenario>.json` of a feature: a guest, its options, and what must be true then. `phoenix feature test` runs one:
* install, verify, install again (nothing may change), change, remove. How it runs stands elsewhere.
*/
const regExp = string().refine((pattern) => {
	try {
		return Boolean(new RegExp(pattern, "mu"));
	} catch {
		return false;
	}
}, "must be a regular expression");
const step = strictObject({
	exec: array(string()).min(1).describe("A command and its arguments, run in the guest as root."),
	stdout: regExp.optional().describe("What must match in its output, with the flags \"m\" and \"u\"."),
	exit: int().min(0).max(255).default(0)
});
const options = record(string(), union([
	string(),
	boolean(),
	int(),
	array(string())
]));
/** Values as they are, not references: nothing here is a secret of anybody. */
const secrets = record(string(), string());
const guest = strictObject({
	privileged: literal(true).optional(),
	nesting: literal(true).optional(),
	keyctl: literal(true).optional(),
	fuse: literal(true).optional(),
	memory: string().optional(),
	cores: int().positive().optional()
});
/** Strict; the JSON Schema for editors is made from it. */
const scenarioSchema = strictObject({
	$schema: string().optional(),
	title: string().min(1).max(100).describe("What it shows, in a few words."),
	os: string().regex(/^[a-z]+:[0-9.]+$/, "must be a system such as \"debian:12\"").default("debian:12"),
	guest: guest.default({}),
	with: record(string().regex(FEATURE_ID, "must be the id of a feature"), options).default({}).describe("Other features of the guest, installed by their own order, with their options."),
	before: array(step).default([]).describe("What the guest must have first, run before anything is installed."),
	prepared: array(step).default([]).describe("Run after the features that this one depends on, and before it: an image for Docker, for example."),
	options: options.default({}),
	secrets: secrets.default({}),
	expect: array(step).default([]),
	change: strictObject({
		options: options.default({}),
		secrets: secrets.default({}),
		expect: array(step).default([])
	}).optional().describe("Options that are laid over those above; the feature runs again, is verified, and these steps hold."),
	removed: array(step).default([]).describe("What is true after its remove."),
	standIns: record(string(), string()).default({}).describe("For a download of the manifest, a file in the feature's folder that a mirror on loopback serves instead; a folder is packed as .tar.gz.")
});
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
