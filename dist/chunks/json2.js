import { St as errorsIn, d as canonical } from "./base.js";
// src/plan/render/json.ts
/** The version of the shapes below: raised when a member changes its meaning or goes away. */
const VERSION = 1;
/** As JSON sees it: members that are undefined are left out. */
function plainJson(value) {
	return JSON.parse(JSON.stringify(value));
}
/** The plan on one line, without a newline at the end. */
function renderJson(plan) {
	return canonical(plainJson({
		...plan,
		v: VERSION
	}));
}
/** The report on one line; its plan is in it. */
function renderReportJson(report) {
	return canonical(plainJson({
		...report,
		v: VERSION
	}));
}
/** `{ "v": 1, "ok": …, "findings": […] }`: what has been found in some files. */
function renderFindingsJson(findings) {
	const ok = errorsIn(findings).length === 0;
	return canonical(plainJson({
		v: VERSION,
		ok,
		findings
	}));
}
/**
* The same with more: `counts` by severity and `suppressed`, each of those with its `reason`; `configs`, the folder that
* every `file` is below, as the user calls it.
*/
function renderValidationJson(estate) {
	const { findings, suppressed = [], tree } = estate;
	const count = (severity) => findings.filter((one) => one.severity === severity).length;
	return canonical(plainJson({
		v: VERSION,
		ok: count("error") === 0,
		configs: tree.root,
		findings,
		suppressed: suppressed.map(({ finding, reason }) => ({
			...finding,
			reason
		})),
		counts: {
			error: count("error"),
			warning: count("warning"),
			notice: count("notice"),
			suppressed: suppressed.length
		}
	}));
}
export { renderValidationJson as i, renderJson as n, renderReportJson as r, renderFindingsJson as t };
