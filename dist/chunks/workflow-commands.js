import { B as linesOf, Bo as logText, Po as clip, vo as fullPath, z as lengthAt } from "./engine.js";
// src/plan/render/workflow-commands.ts
/** What ends a line or begins an escape, as the runner reads it back. */
const data = (text) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
/** A property ends at a comma, and all of them at a colon. */
const property = (text) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
/** One line for each finding, in their order. */
function renderWorkflowCommands(findings, { root, textOf }) {
	const lineOf = linesOf(textOf);
	return findings.map(({ id, severity, message, hint, at, also }) => {
		const line = at ? lineOf(at.file, at.line) : null;
		const end = at && line !== null ? at.column + lengthAt(line, at.column) : null;
		const properties = [...at ? [
			`file=${property(logText(clip(fullPath(root, at.file), 1e3)))}`,
			`line=${at.line}`,
			`endLine=${at.line}`,
			`col=${at.column}`,
			...end === null ? [] : [`endColumn=${end}`]
		] : [], `title=${property(logText(clip(id, 40)))}`].join(",");
		const texts = [
			clip(message, 1500),
			...also ? [`also: ${clip(fullPath(root, also.file), 300)}:${also.line}:${also.column}`] : [],
			...hint === void 0 ? [] : [clip(hint, 1500)]
		];
		return `::${severity} ${properties}::${data(texts.map(logText).join("\n"))}`;
	});
}
export { renderWorkflowCommands };
