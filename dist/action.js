import { c as setFailed } from "./chunks/core.js";
import { It as compileLater, kt as guardOutput } from "./chunks/base.js";
import process from "node:process";
// src/action.ts
/**
* The action: a thin edge. It knows whether a runner started it before it loads anything else, since most of a start
* would otherwise go into libraries that the run may not need.
*/
guardOutput();
compileLater();
async function main() {
	if (!process.env["GITHUB_EVENT_NAME"]) {
		setFailed("GITHUB_EVENT_NAME is not set: this is the GitHub action; on a command line run dist/cli.js");
		return;
	}
	const { act } = await import("./chunks/act.js");
	const failure = await act(process.env);
	if (failure) {
		setFailed(failure.text);
		process.exitCode = failure.exit;
	}
}
await main();
export {};
