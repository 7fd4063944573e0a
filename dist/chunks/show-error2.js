import { r as __toESM } from "./rolldown-runtime.js";
import { Go as visibleLines, L as renderFindings, Vo as plain, W as require_picocolors } from "./engine.js";
import { bt as PhoenixError, jt as masked } from "./base.js";
// src/commands/show-error.ts
var import_picocolors = /* @__PURE__ */ __toESM(require_picocolors(), 1);
/** Whether JSON was asked for, by any of its spellings; what stands after `--` is for another program. */
function wantsJson(argv) {
	const end = argv.indexOf("--");
	const own = end === -1 ? argv : argv.slice(0, end);
	return own.some((word, at) => word === "--json" || word === "--format=json" || word === "--format" && own[at + 1] === "json");
}
/** Members that are undefined are left out. */
const jsonOf = (error) => JSON.stringify({
	v: 1,
	ok: false,
	error
});
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
		const stack = masked(error instanceof Error ? error.stack ?? error.message : String(error));
		return {
			text: `${red("This is a bug in Phoenix; please report it with these lines:")}\n${stack}`,
			code: "BUG",
			exit: 70,
			json: () => jsonOf({
				code: "BUG",
				message: stack
			})
		};
	}
	const { at, code, cause } = error;
	const message = masked(error.message);
	const hint = error.hint === void 0 ? void 0 : masked(error.hint);
	const lines = [`${red("error")} ${bold(code)}: ${visibleLines(message)}`];
	if (at) lines.push(dim(`  at ${plain(at.file)}:${at.line}:${at.column}`));
	if (hint) lines.push(`  do: ${visibleLines(hint)}`);
	if (cause instanceof Error && !error.message.includes(cause.message)) lines.push(dim(`  cause: ${visibleLines(masked(cause.message))}`));
	const json = () => jsonOf({
		code,
		message,
		hint,
		at,
		findings: error.findings
	});
	return {
		text: lines.join("\n"),
		code,
		exit: 1,
		json
	};
}
export { showFound as n, wantsJson as r, showError as t };
