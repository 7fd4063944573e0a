import { n as colorsOf } from "./colors.js";
import { s as plain } from "./escape.js";
import { i as fullPath } from "./links2.js";
import { l as plural } from "./words.js";
// src/plan/render/findings.ts
const ORDER = [
	"error",
	"warning",
	"notice"
];
/** A line of a text, counted from 1, without splitting a file of 50 MB. */
function lineOf(text, line) {
	let start = 0;
	for (let i = 1; i < line; i += 1) {
		const end = text.indexOf("\n", start);
		if (end === -1) return null;
		start = end + 1;
	}
	const end = text.indexOf("\n", start);
	return text.slice(start, end === -1 ? void 0 : end).replace(/\r$/, "");
}
/** How long the thing at a column is: a string with its quotes, a word, a bracket. */
function lengthAt(line, column) {
	const rest = line.slice(column - 1);
	const match = /^"(?:[^"\\]|\\.)*"?|^[\w.+-]+/.exec(rest);
	return Math.max(1, match?.[0].length ?? 1);
}
/** Characters before and after the place that are shown of a long line. */
const AROUND = 60;
/** The part of a line around the place, with tabs as blanks so that the caret stands under it. */
function excerptOf(line, column) {
	const start = Math.max(0, column - 1 - AROUND);
	const before = plain(line.slice(start, column - 1).replaceAll("	", "  "), 240);
	const length = Math.min(AROUND, lengthAt(line, column));
	const thing = plain(line.slice(column - 1, column - 1 + length).replaceAll("	", "  "), 480);
	const after = plain(line.slice(column - 1 + length, column - 1 + AROUND).replaceAll("	", "  "), 240);
	const lead = start > 0 ? "…" : "";
	return {
		shown: `${lead}${before}${thing}${after}`,
		caret: `${" ".repeat(lead.length + before.length)}${"^".repeat(Math.max(1, thing.length))}`
	};
}
function sourceLines(at, { textOf }, colors) {
	const text = textOf(at.file);
	const line = text === null ? null : lineOf(text, at.line);
	if (line === null || line.trim() === "") return [];
	const { shown, caret } = excerptOf(line, at.column);
	const gutter = String(at.line);
	return [`${colors.dim(`  ${gutter} |`)} ${shown}`, `${colors.dim(`  ${" ".repeat(gutter.length)} |`)} ${colors.red(caret)}`];
}
function placeText(at, root) {
	return `${plain(fullPath(root, at.file))}:${at.line}:${at.column}`;
}
function findingLines(finding, view, colors) {
	const { id, severity, message, hint, at, also } = finding;
	const tint = {
		error: colors.red,
		warning: colors.yellow,
		notice: colors.cyan
	}[severity];
	const place = at ? `${placeText(at, view.root)} ` : "";
	const other = also ? [`  ${colors.dim("also")} ${placeText(also, view.root)}`, ...sourceLines(also, view, colors)] : [];
	return [
		`${place}${tint(severity)} ${colors.bold(plain(id))}: ${plain(message, 2e3)}`,
		...at ? sourceLines(at, view, colors) : [],
		...other,
		...hint === void 0 ? [] : [`  ${colors.dim("do:")} ${plain(hint, 2e3)}`]
	];
}
/** All findings, errors first, and how many there are; without a newline at the end. */
function renderFindings(findings, view) {
	const colors = colorsOf(view.color);
	const sorted = findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
	const counts = ORDER.flatMap((severity) => {
		const n = findings.filter((finding) => finding.severity === severity).length;
		return n > 0 ? [plural(n, severity)] : [];
	});
	return [...sorted.map((finding) => findingLines(finding, view, colors).join("\n")), counts.join(", ")].join("\n\n");
}
export { renderFindings as t };
