import { A as union, D as strictObject, E as record, O as string, _ as int, h as boolean, p as array, x as literal } from "./zod.js";
import { Va as FEATURE_ID } from "./engine.js";
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
export { scenarioSchema as t };
