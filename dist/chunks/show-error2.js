import { r as __toESM } from "./rolldown-runtime.js";
import { t as require_picocolors } from "./picocolors.js";
import { t as PhoenixError } from "./errors.js";
// src/commands/show-error.ts
var import_picocolors = /* @__PURE__ */ __toESM(require_picocolors(), 1);
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
	const lines = [`${red("error")} ${bold(code)}: ${message}`];
	if (at) lines.push(dim(`  at ${at.file}:${at.line}:${at.column}`));
	if (hint) lines.push(`  hint: ${hint}`);
	if (cause instanceof Error && !message.includes(cause.message)) lines.push(dim(`  cause: ${cause.message}`));
	return {
		text: lines.join("\n"),
		exit: 1
	};
}
export { showError as t };
