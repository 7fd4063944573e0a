import { P as sha256, Q as VERSION, xt as SEVERITIES } from "./base.js";
import { t as catalogue } from "./every.js";
import { B as linesOf, I as OF_SECRETS, Po as clip, Uo as urlPath, Wo as visible, vo as fullPath, z as lengthAt } from "./engine.js";
// src/plan/render/sarif-rules.ts
/** How SARIF calls severities. */
const LEVELS = {
	error: "error",
	warning: "warning",
	notice: "note"
};
/** `Two guests have the same MAC address` is `TwoGuestsHaveTheSameMacAddress`. */
function nameOf(title) {
	return (title.match(/[A-Za-z0-9]+/g) ?? []).map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join("");
}
/** How the documentation words it: in code fences, so that nothing in an example becomes markup. */
function helpOf({ why, example, isAdjustable }, id) {
	const change = isAdjustable ? `"rules": { "${id}": "off" } in phoenix.json turns it off, and "suppress": { "${id}": "the reason" } in a file does for that file.` : "It cannot be turned off: mend what is found.";
	const examples = example ? [`Wrong: ${example.wrong}`, `Right: ${example.right}`] : [];
	const fenced = example ? [
		"Wrong:",
		`\`\`\`jsonc\n${example.wrong}\n\`\`\``,
		"Right:",
		`\`\`\`jsonc\n${example.right}\n\`\`\``
	] : [];
	return {
		text: [
			why,
			...examples,
			change
		].join("\n\n"),
		markdown: [
			why,
			...fenced,
			change.replace(/("(?:rules|suppress)": \{[^}]*\})/g, "`$1`")
		].join("\n\n")
	};
}
/** A finding of the catalogue as a `reportingDescriptor`. */
function ruleOf([id, entry]) {
	const { title, why, severity, isAdjustable } = entry;
	return {
		id,
		name: nameOf(title),
		shortDescription: { text: title },
		fullDescription: { text: clip(why, 1e3) },
		help: helpOf(entry, id),
		defaultConfiguration: { level: LEVELS[severity] },
		properties: {
			"problem.severity": severity === "notice" ? "recommendation" : severity,
			precision: "very-high",
			tags: ["configuration", ...isAdjustable ? ["adjustable"] : []]
		}
	};
}
// src/plan/render/sarif.ts
const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/** GitHub refuses a file with more results, shows the gravest 5,000, and takes 10 MB gzipped: these are 1 MB. */
const MOST = 25e3;
/** Links are made of `[text](…)` in a message: what stands in a file makes none. */
const unlinked = (text) => text.replace(/\](?=\()/g, "]​");
const told = (text) => unlinked(clip(text, 1500));
const sentence = (text) => /[.!?…]$/.test(text) ? text : `${text}.`;
function locationOf(at, root, lineOf) {
	const line = lineOf(at.file, at.line);
	return { physicalLocation: {
		artifactLocation: {
			uri: urlPath(fullPath(root, at.file)),
			uriBaseId: "%SRCROOT%"
		},
		region: {
			startLine: at.line,
			startColumn: at.column,
			...line !== null && { endColumn: at.column + lengthAt(line, at.column) }
		}
	} };
}
/** A finding about no file is told at the estate's own. */
const NOWHERE = {
	file: "phoenix.json",
	line: 1,
	column: 1
};
/** Characters: a file may be a single line, with thousands of findings in it. */
const LONGEST_PRINT = 1e3;
/** The same for a finding whose line has moved: made of what the line says, never of its number. */
function printOf({ id, message, at = NOWHERE, also }, lineOf) {
	const line = OF_SECRETS.has(id) ? null : lineOf(at.file, at.line);
	return [
		id,
		at.file,
		(line ?? message).slice(0, LONGEST_PRINT).trim(),
		also?.file ?? ""
	].join("\0");
}
/** What is found, the gravest first and no more than GitHub takes; the reason where a file suppresses it. */
function chosen(findings, suppressed) {
	const all = [...findings.map((finding) => ({
		finding,
		reason: null
	})), ...suppressed.map(({ finding, reason }) => ({
		finding,
		reason
	}))];
	if (all.length <= MOST) return all;
	return SEVERITIES.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity)).slice(0, MOST);
}
/** @param suppressed left out for GitHub, which shows them like all others */
function renderSarif(findings, suppressed, { estate, env, root, textOf }) {
	const rules = [...catalogue()];
	const indexes = new Map(rules.map(([id], index) => [id, index]));
	const lineOf = linesOf(textOf);
	const prints = /* @__PURE__ */ new Map();
	const results = chosen(findings, suppressed).map(({ finding, reason }) => {
		const { id, severity, message, hint, at = NOWHERE, also } = finding;
		const print = printOf(finding, lineOf);
		const nth = (prints.get(print) ?? 0) + 1;
		prints.set(print, nth);
		const index = indexes.get(id);
		const place = also && `${visible(fullPath(root, also.file))}:${also.line}`.replace(/[[\]\\]/g, "_");
		const texts = [
			told(message),
			...place ? [`See also [${place}](1)`] : [],
			...hint ? [told(hint)] : []
		];
		return {
			ruleId: id,
			...index !== void 0 && { ruleIndex: index },
			level: LEVELS[severity],
			message: { text: texts.map(sentence).join(" ") },
			locations: [locationOf(at, root, lineOf)],
			...also && { relatedLocations: [{
				id: 1,
				...locationOf(also, root, lineOf)
			}] },
			partialFingerprints: { "phoenixFinding/v1": sha256(`${print}\0${nth}`).slice(0, 32) },
			...reason !== null && { suppressions: [{
				kind: "inSource",
				justification: clip(reason, 500)
			}] }
		};
	});
	const missing = findings.length + suppressed.length - results.length;
	const run = {
		tool: { driver: {
			name: "Phoenix",
			version: VERSION,
			semanticVersion: VERSION,
			rules: rules.map(ruleOf)
		} },
		automationDetails: { id: `phoenix/${urlPath(estate)}/${env === null ? "" : `${urlPath(env)}/`}` },
		columnKind: "utf16CodeUnits",
		originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
		invocations: [{
			executionSuccessful: true,
			toolExecutionNotifications: missing > 0 ? [{
				level: "warning",
				message: { text: `${missing} more findings had no room; phoenix validate shows all.` }
			}] : []
		}],
		results
	};
	return JSON.stringify({
		$schema: SCHEMA,
		version: "2.1.0",
		runs: [run]
	});
}
export { renderSarif as t };
