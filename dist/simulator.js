import { bt as PhoenixError } from "./chunks/base.js";
import { D as waitUnlessInterrupted, E as listenTo, H as readFacts, I as sleepSync, T as interrupt, i as withoutSystem, w as readLayout, x as diskHost } from "./chunks/lab-files.js";
import { n as runInLab } from "./chunks/lab.js";
import process from "node:process";
import { Worker, workerData } from "node:worker_threads";
import { resolve } from "node:path";
import { readFileSync, writeSync } from "node:fs";
// src/simulator/edge/main.ts
/**
* The simulated node's programs: `simulator.js [--node NAME] DIR pct list`. The scripts in DIR/.sim/bin start it.
* It exits as the real command does; an injected kill ends it by SIGKILL.
*/
/** As Perl finds it: LC_ALL before LC_CTYPE before LANG. */
function locale() {
	const { LC_ALL, LC_CTYPE, LANG } = process.env;
	return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || "") ? "UTF-8" : "C";
}
function readArguments(argv) {
	const [first, second, ...rest] = argv;
	if (first === "--node" && second !== void 0) {
		const [dir, ...command] = rest;
		return dir === void 0 ? null : {
			dir,
			node: second,
			command
		};
	}
	return first === void 0 ? null : {
		dir: first,
		command: argv.slice(1)
	};
}
/** `process.stdout` would cost more milliseconds to load than most commands take. */
function write(fd, text) {
	const bytes = Buffer.from(text, "utf8");
	for (let at = 0; at < bytes.length;) try {
		at += writeSync(fd, bytes, at);
	} catch (error) {
		const { code } = error;
		if (code === "EPIPE") return;
		if (code !== "EAGAIN") throw error;
		sleepSync(1);
	}
}
/** `pct` was found where Phoenix's own stand-ins of this machine's programs are, and what it starts must not find those. */
if (process.env["PATH"] !== void 0) process.env["PATH"] = withoutSystem(process.env["PATH"]);
/** A bundle, or a piece of one for a guest's agent, is bytes of any kind: each is the character of its number. */
const encodingOf = ([program, , verb]) => program === "systemd-run" || program === "qm" && verb === "exec" ? "latin1" : "utf8";
/** Runs the command on this thread. */
function run({ dir, node, command }) {
	const env = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => value === void 0 ? [] : [[name, value]]));
	return runInLab(dir, command, () => readFileSync(0, encodingOf(command)), {
		locale: locale(),
		env,
		onOutput: write,
		streams: "caller",
		killCaller: () => process.kill(process.ppid, "SIGKILL"),
		...node === void 0 ? {} : { node }
	});
}
function report({ exit, ms }) {
	if (ms === 1e400) waitUnlessInterrupted(ms);
	if (exit < 0) process.kill(process.pid, -exit);
	process.exitCode = exit;
}
/** Only where commands take time can a signal come in between; a second thread is dear, and so not always there. */
function takesTime({ dir, node }) {
	const folder = resolve(dir);
	const layout = readLayout(folder);
	return layout !== null && readFacts(diskHost(folder, layout), node ?? layout.node).latency > 0;
}
/** Node 20 strips no types in a thread, even where the process has tsx: there the thread asks for it itself. */
const stripped = () => `import('${import.meta.resolve("tsx/esm/api")}').then((tsx) => { tsx.register(); return import('${import.meta.url}'); })`;
/** Runs the command on another thread, while this one hears the signals that interrupt it. */
function runAside() {
	const flag = new SharedArrayBuffer(4);
	const options = {
		workerData: flag,
		argv: process.argv.slice(2)
	};
	const worker = import.meta.url.endsWith(".ts") && !process.features.typescript ? new Worker(stripped(), {
		...options,
		eval: true,
		execArgv: []
	}) : new Worker(new URL(import.meta.url), options);
	for (const signal of [
		"SIGTERM",
		"SIGINT",
		"SIGHUP"
	]) process.on(signal, () => interrupt(flag));
	worker.on("exit", (exit) => process.exitCode = exit);
}
const given = readArguments(process.argv.slice(2));
try {
	if (given === null || given.command.length === 0) {
		write(2, "usage: simulator.js [--node NAME] DIR COMMAND [ARGUMENT…]\n");
		process.exitCode = 2;
	} else if (workerData instanceof SharedArrayBuffer) {
		listenTo(workerData);
		report(run(given));
	} else if (takesTime(given)) runAside();
	else report(run(given));
} catch (error) {
	if (!(error instanceof PhoenixError)) throw error;
	write(2, `error ${error.code}: ${error.message}\n`);
	process.exitCode = 1;
}
export {};
