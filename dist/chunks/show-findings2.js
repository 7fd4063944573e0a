import { t as renderFindings } from "./findings.js";
// src/commands/show-findings.ts
function showFindings(findings, tree, io) {
	if (findings.length === 0) return;
	io.err(renderFindings(findings, {
		root: tree.root,
		color: io.color,
		textOf: (file) => tree.files.get(file)?.text ?? null
	}));
}
export { showFindings as t };
