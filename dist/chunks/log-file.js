import { bt as PhoenixError, rt as say } from "./base.js";
import { t as jsonLine } from "./json-line.js";
import { n as recorder, t as isShown } from "./record.js";
import { closeSync, constants, fstatSync, openSync, writeSync } from "node:fs";
// src/telemetry/log/log-file.ts
/** The log as a file of JSON lines, appended: a record each, written before the next thing happens. */
/** Nobody but the user needs to read what a run did. */
const MODE = 384;
const { O_APPEND, O_CREAT, O_NONBLOCK, O_WRONLY } = constants;
/** To open a FIFO waits until somebody reads it, which may be never: that is asked first. */
function appendable(path) {
	const fd = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK, MODE);
	if (!fstatSync(fd).isFIFO()) return fd;
	try {
		return openSync(path, "a", MODE);
	} finally {
		closeSync(fd);
	}
}
function whyOf(error) {
	if (error.code === "ENXIO") return "it is a FIFO that nobody reads, or a socket";
	return error instanceof Error ? error.message : String(error);
}
function opened(path) {
	try {
		return appendable(path);
	} catch (error) {
		const why = whyOf(error);
		throw new PhoenixError("USAGE", `the log file ${path} cannot be opened: ${why}`, {
			hint: "name a file in a folder that is there and may be written",
			cause: error
		});
	}
}
/** @throws PhoenixError `USAGE` where it cannot be opened; what cannot be written later is told once, and stops nothing */
function logFile({ path, level, run, trace }, write = (fd, bytes) => writeSync(fd, bytes)) {
	const fd = opened(path);
	const recordOf = recorder({
		run,
		trace
	});
	let isTold = false;
	/** A record was written in part: the next one begins a line of its own. */
	let isTorn = false;
	const complain = (error) => {
		if (isTold) return;
		isTold = true;
		const why = error instanceof Error ? error.message : String(error);
		say(`The log file ${path} cannot be written, so that records are missing in it: ${why}`, "warn");
	};
	return {
		take: (signal) => {
			const record = recordOf(signal)?.record;
			if (!record || !isShown(record.level, level)) return;
			const bytes = Buffer.from(`${isTorn ? "\n" : ""}${jsonLine(record)}\n`);
			try {
				let at = 0;
				while (at < bytes.length) {
					at += write(fd, bytes.subarray(at));
					isTorn = at < bytes.length;
				}
			} catch (error) {
				complain(error);
			}
		},
		close: async () => {
			try {
				closeSync(fd);
			} catch (error) {
				complain(error);
			}
		}
	};
}
export { logFile };
