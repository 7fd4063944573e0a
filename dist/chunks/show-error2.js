import { r as __toESM } from "./rolldown-runtime.js";
import { t as require_picocolors } from "./picocolors.js";
import { O as PhoenixError } from "./base.js";
import { d as visibleLines, s as plain } from "./escape.js";
import { t as renderFindings } from "./findings.js";
// src/commands/show-error.ts
var import_picocolors = /* @__PURE__ */ __toESM(require_picocolors(), 1);
/** What was found in the files, each with its line, for an error that carries it; else null. */
function showFound(error, color) {
	if (!(error instanceof PhoenixError) || !error.source) return null;
	return renderFindings(error.findings, {
		...error.source,
		color
	});
}
function showError(error, color) {
	const { red, bold, dim } = import_picocolors.default.createColors(color);
	if (!(error instanceof PhoenixError)) {
		const stack = error instanceof Error ? error.stack ?? error.message : String(error);
		return {
			text: `${red("This is a bug in Phoenix; please report it with these lines:")}\n${stack}`,
			exit: 70
		};
	}
	const { at, code, message, hint, cause } = error;
	const lines = [`${red("error")} ${bold(code)}: ${visibleLines(message)}`];
	if (at) lines.push(dim(`  at ${plain(at.file)}:${at.line}:${at.column}`));
	if (hint) lines.push(`  do: ${visibleLines(hint)}`);
	if (cause instanceof Error && !message.includes(cause.message)) lines.push(dim(`  cause: ${visibleLines(cause.message)}`));
	return {
		text: lines.join("\n"),
		exit: 1
	};
}
export { showFound as n, showError as t };
