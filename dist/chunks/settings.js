import { At as hide, Q as VERSION } from "./base.js";
import { a as resourceFromAttributes, f as parseKeyPairsIntoRecord, i as detectResources, r as envDetector } from "./opentelemetry.js";
import process from "node:process";
import { Agent } from "node:http";
import { basename } from "node:path";
import { readFileSync } from "node:fs";
import { arch, hostname, type } from "node:os";
import { Agent as Agent$1 } from "node:https";
// src/telemetry/otlp/failure.ts
/** Why an export failed, in a few words of our own: answers and headers of a collector are never shown. */
function failureText(error) {
	if (!(error instanceof Error)) return "it did not answer as a collector does";
	const { code } = error;
	if (typeof code === "number") return `it answered ${code}`;
	if (typeof code === "string" && /^[A-Z_0-9]+$/.test(code)) return code;
	if (error.message === "Request timed out") return "it did not answer in time";
	return "it cannot take them now";
}
// src/telemetry/otlp/queue.ts
/** As OpenTelemetry's batches are; four times as many wait, since an apply tells much at once. */
const BATCH = 512;
const LATE = "it did not answer in time";
function createQueue({ send, timeout, longest, delay = 1e3 }) {
	let waiting = [];
	let timer = null;
	let running = null;
	let end = Number.POSITIVE_INFINITY;
	let [sent, lost] = [0, 0];
	let why = null;
	let giveUp = (_reason) => {};
	/** Why the last connection did not come about; null: it did. */
	let deaf = null;
	const lose = (count, reason) => {
		if (count === 0) return;
		lost += count;
		why ??= reason;
	};
	/** What is given up after so long, whatever its request still does; at the end of a run at its end. */
	const within = async (batch, ms) => {
		let limit = null;
		const late = new Promise((resolve) => {
			giveUp = resolve;
			limit = setTimeout(() => resolve(LATE), ms);
		});
		const result = await Promise.race([send(batch, ms), late]);
		if (limit) clearTimeout(limit);
		if (result === null) deaf = null;
		return result;
	};
	const drain = async (least) => {
		while (waiting.length >= least) {
			const left = end - performance.now();
			if (left <= 0) return;
			const batch = waiting.slice(0, BATCH);
			waiting = waiting.slice(BATCH);
			const failure = await within(batch, Math.min(timeout, left));
			if (failure === null) sent += batch.length;
			else lose(batch.length, failure);
		}
	};
	const start = (least) => {
		if (timer) clearTimeout(timer);
		timer = null;
		running ??= drain(least).finally(() => {
			running = null;
			if (waiting.length > 0) later();
		});
	};
	const later = () => {
		if (timer || running || end < Number.POSITIVE_INFINITY) return;
		timer = setTimeout(() => start(1), delay);
		timer.unref();
	};
	return {
		add: (one) => {
			if (waiting.length >= 8192) {
				lost += 1;
				return;
			}
			waiting.push(one);
			if (waiting.length >= BATCH) start(BATCH);
			else later();
		},
		unreached: (reason) => {
			deaf = reason;
			if (end === Number.POSITIVE_INFINITY) return;
			end = performance.now();
			giveUp(reason);
		},
		close: async () => {
			end = performance.now() + longest;
			if (timer) clearTimeout(timer);
			const limit = setTimeout(() => giveUp(LATE), longest);
			if (deaf !== null) giveUp(deaf);
			await running;
			clearTimeout(limit);
			if (waiting.length > 0) await drain(1);
			lose(waiting.length, "there was no time left");
			waiting = [];
			return {
				sent,
				lost,
				why: why ?? (lost > 0 ? "more came than could be sent" : null)
			};
		}
	};
}
// src/telemetry/otlp/resource.ts
/** Who tells: this process, as OpenTelemetry's semantic conventions have it, and what the environment adds or corrects. */
/** What the spans and metrics are made by. */
const SCOPE = {
	name: "phoenix",
	version: VERSION
};
/** As the conventions spell them. */
const ARCHITECTURES = {
	x64: "amd64",
	ia32: "x86",
	arm: "arm32"
};
/** Not the command line of this process: it may hold what is no business of whoever reads traces. */
function ownResource() {
	return resourceFromAttributes({
		"service.name": "phoenix",
		"service.version": VERSION,
		"host.name": hostname(),
		"host.arch": ARCHITECTURES[arch()] ?? arch(),
		"os.type": type().toLowerCase(),
		"process.pid": process.pid,
		"process.executable.name": basename(process.execPath),
		"process.runtime.name": "nodejs",
		"process.runtime.version": process.versions.node
	}).merge(detectResources({ detectors: [envDetector] }));
}
// src/telemetry/otlp/settings.ts
/**
* What the environment says of an OTLP exporter, checked before the SDK reads it: that takes what it cannot understand
* for its default, and would send everything to this machine.
*/
/** Milliseconds: no request takes longer, and all that is left when a run ends no longer than that. */
const LONGEST = 5e3;
const LONGEST_END = 3e3;
/** Headers whose values are nobody's business; others may be words, such as the name of a tenant. */
const SECRET_HEADER = /auth|token|key|secret|cookie|pass|credential/i;
const PATHS = {
	TRACES: "v1/traces",
	METRICS: "v1/metrics"
};
/** The variable of the kind goes before that of all; empty is not set. */
function pick(env, kind, name) {
	for (const full of [`OTEL_EXPORTER_OTLP_${kind}_${name}`, `OTEL_EXPORTER_OTLP_${name}`]) {
		const value = env[full]?.trim();
		if (value) return [full, value];
	}
	return null;
}
function hideHeaders(env, kind) {
	const [, text] = pick(env, kind, "HEADERS") ?? [];
	for (const one of [text, env["OTEL_EXPORTER_OTLP_HEADERS"]]) for (const [name, value] of Object.entries(parseKeyPairsIntoRecord(one))) if (SECRET_HEADER.test(name)) hide(value, ...value.split(" ").filter((word) => word.length >= 12));
}
/** @throws Error for what cannot be understood, in words that hold no secret */
function agentFor(env, kind, isSecure) {
	const file = (name) => {
		const [variable, path] = pick(env, kind, name) ?? [];
		if (variable === void 0 || path === void 0) return void 0;
		try {
			return readFileSync(path);
		} catch {
			throw new Error(`${variable} names ${path}, which cannot be read`);
		}
	};
	const options = { keepAlive: true };
	if (!isSecure) return new Agent(options);
	const [ca, cert, key] = [
		file("CERTIFICATE"),
		file("CLIENT_CERTIFICATE"),
		file("CLIENT_KEY")
	];
	return new Agent$1({
		...options,
		...ca && { ca },
		...cert && { cert },
		...key && { key }
	});
}
/** The SDK keeps to itself what it tries again, and why. */
function onUnreached(agent, hear) {
	const connect = agent.createConnection.bind(agent);
	agent.createConnection = (options, done) => {
		const socket = connect(options, done);
		const failed = (error) => hear(failureText(error));
		socket?.once("error", failed);
		socket?.once("connect", () => socket.removeListener("error", failed));
		return socket;
	};
}
/** @throws Error for what cannot be understood, in words that hold no secret */
function otlpSettings(env, kind) {
	hideHeaders(env, kind);
	const [protocolName, protocol] = pick(env, kind, "PROTOCOL") ?? ["", "http/protobuf"];
	if (protocol !== "http/protobuf") throw new Error(`${protocolName} asks for "${protocol}", and Phoenix speaks http/protobuf alone`);
	const [endpointName, endpoint] = pick(env, kind, "ENDPOINT") ?? ["", `http://localhost:4318/${PATHS[kind]}`];
	const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
	if (!url || !["http:", "https:"].includes(url.protocol)) throw new Error(`${endpointName} is no address that begins with http:// or https://`);
	if (url.password !== "") hide(url.password, decodeURIComponent(url.password));
	const [compressionName, compression] = pick(env, kind, "COMPRESSION") ?? ["", "none"];
	if (!["gzip", "none"].includes(compression)) throw new Error(`${compressionName} is neither gzip nor none`);
	const [timeoutName, timeoutText] = pick(env, kind, "TIMEOUT") ?? ["", String(LONGEST)];
	const timeout = Number(timeoutText);
	if (!(timeout > 0)) throw new Error(`${timeoutName} is no number of milliseconds`);
	const agent = agentFor(env, kind, url.protocol === "https:");
	return {
		server: url.origin,
		timeout: Math.min(timeout, LONGEST),
		agent,
		onUnreached: (hear) => onUnreached(agent, hear)
	};
}
export { createQueue as a, ownResource as i, otlpSettings as n, failureText as o, SCOPE as r, LONGEST_END as t };
