import { v as canonical } from "./base.js";
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
/** `{ "v": 1, "ok": …, "findings": […] }`: what `validate` says. */
function renderFindingsJson(findings) {
	const ok = findings.every((finding) => finding.severity !== "error");
	return canonical(plainJson({
		v: VERSION,
		ok,
		findings
	}));
}
export { renderJson as n, renderReportJson as r, renderFindingsJson as t };
