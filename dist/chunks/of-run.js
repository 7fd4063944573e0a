import { Q as VERSION, bt as PhoenixError } from "./base.js";
import { t as figure } from "./figure.js";
// src/telemetry/metrics/of-run.ts
/** What every command comes to, whatever it does. Pure. */
/** By the code, and by the findings of severity error, each once. */
function failure(command, error) {
	if (!(error instanceof PhoenixError)) return [figure("phoenix_failures_total", {
		command,
		code: "BUG"
	}, 1)];
	const errors = error.findings.filter(({ severity }) => severity === "error");
	return [figure("phoenix_failures_total", {
		command,
		code: error.code
	}, 1), ...[...new Set(errors.map(({ id }) => id))].map((finding) => figure("phoenix_finding_failures_total", {
		command,
		finding
	}, 1))];
}
function runFigures({ name, ms, end }) {
	const command = name.replace(/^phoenix /, "");
	const outcome = "error" in end ? "error" : end.ok ? "ok" : "attention";
	return [
		figure("phoenix_build_info", { version: VERSION }, 1),
		figure("phoenix_runs_total", {
			command,
			outcome
		}, 1),
		figure("phoenix_run_duration_seconds", { command }, ms / 1e3),
		..."error" in end ? failure(command, end.error) : []
	];
}
export { runFigures };
