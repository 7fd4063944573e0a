import { W as makeFolder, bt as PhoenixError } from "./base.js";
import { a as whereOf, c as setOutputs, o as writeSummary } from "./act-context.js";
import { i as renderProofSummary } from "./markdown.js";
import { n as bounded, r as readProof } from "./exchange.js";
import { Y as packageFolder } from "./engine.js";
import process from "node:process";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { homedir } from "node:os";
// src/sources/own-program.ts
/** Runs Phoenix's own command line as root in a process of its own, with nothing of the caller's environment. */
/** Characters of stdout that are kept: more is no answer of ours. */
const MOST = 1e6;
/** @param say sees each line of stderr as it comes */
function runOwn(args, cwd, say) {
	const own = [
		process.execPath,
		join(packageFolder(), "dist", "cli.js"),
		...args
	];
	const [program = "", ...rest] = process.getuid?.() === 0 ? own : [
		"sudo",
		"-n",
		"--",
		...own
	];
	const { PATH = "", LANG = "C.UTF-8", http_proxy, https_proxy, no_proxy } = process.env;
	const proxies = {
		http_proxy,
		https_proxy,
		no_proxy
	};
	return new Promise((resolve, reject) => {
		const child = spawn(program, rest, {
			cwd,
			env: {
				PATH,
				LANG,
				...proxies
			},
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			]
		});
		let stdout = "";
		let line = "";
		child.stdout.setEncoding("utf8").on("data", (text) => {
			if (stdout.length < MOST) stdout += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text) => {
			const lines = `${line}${text}`.split("\n");
			line = lines.pop() ?? "";
			for (const one of lines) say(one);
		});
		child.on("error", (cause) => reject(new PhoenixError("USAGE", `${program} cannot be run`, {
			hint: "a proof needs root, or sudo without a password",
			cause
		})));
		child.on("close", (exit) => {
			if (line !== "") say(line);
			resolve({
				exit,
				stdout
			});
		});
	});
}
// src/commands/act-proof.ts
/**
* `command: proof`: builds what a pull request creates and changes on a hosted runner. Nobody has reviewed what runs here
* as root, so the job has neither secrets nor a token that writes: all that leaves it is one output of bounded length.
*/
/** Of built systems, below the home folder: the workflow keeps what is there. */
const CACHE = ".cache/phoenix/guests";
/** True when nothing failed. */
async function actProof(context) {
	const { event, runner, inputs, repository } = context;
	if (event.name !== "pull_request") throw new PhoenixError("USAGE", `a proof is of a pull request, not of the event "${event.name}"`, { hint: "use `on: pull_request`, or run `phoenix proof` on a machine of yours" });
	if (runner.hosted !== "github-hosted") throw new PhoenixError("REFUSED", "a proof runs what nobody has reviewed, as root: never on a self-hosted runner", { hint: "let the job run on a hosted runner (runs-on: ubuntu-24.04)" });
	const merge = event.mergeSha;
	if (event.action === "closed") return true;
	if (merge === null || !await repository.has(merge)) throw new PhoenixError("GIT", `the merge commit of #${event.number} is not there`, { hint: "resolve the conflicts with the base branch, and check out with fetch-depth: 2" });
	const [base = event.base.sha] = await repository.parents(merge);
	const env = inputs.environment === null ? [] : ["--env", inputs.environment];
	const args = [
		"proof",
		"--json",
		"--configs",
		inputs.configs,
		"--base",
		base,
		"--head",
		merge,
		...env
	];
	const cache = join(homedir(), CACHE);
	makeFolder(cache);
	const { exit, stdout } = await runOwn([
		...args,
		"--cache",
		cache
	], runner.workspace, context.say);
	const read = readProof(stdout);
	if (read.is === "refused") throw new PhoenixError("STEP_FAILED", `the proof came to no end (exit ${exit ?? "by a signal"})`, { hint: "its last lines stand above" });
	const proof = bounded(read.proof);
	setOutputs({ proof: JSON.stringify(proof) });
	const where = whereOf(context, merge, base, event.number);
	await writeSummary(runner.summaryPath, [renderProofSummary(proof, where)]);
	return proof.ok;
}
export { actProof };
