import { _t as createTelemetry, bt as PhoenixError, ct as inSpan, dt as log, ft as measure, ht as watched, it as screenSink, rt as say, vt as newTrace, yt as errorText } from "./base.js";
// src/telemetry/sampling.ts
/** Of a ratio that nobody can understand the specification takes all. */
function ratioOf(text) {
	const ratio = text === void 0 || text.trim() === "" ? 1 : Number(text);
	return ratio >= 0 && ratio <= 1 ? ratio : 1;
}
/** The same trace is kept by all that keep this ratio: the last 56 bits of its id decide. */
const within = (trace, ratio) => BigInt(`0x${trace.slice(-14)}`) >= BigInt(Math.round((1 - ratio) * 2 ** 53)) << 3n;
/**
* OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG; `parentbased_always_on` where nothing, or nothing known, is said.
* @param caller null: the trace begins here
*/
function isSampled(env, caller, trace) {
	const ratio = () => within(trace, ratioOf(env["OTEL_TRACES_SAMPLER_ARG"]));
	switch (env["OTEL_TRACES_SAMPLER"]?.trim().toLowerCase() ?? "") {
		case "always_on": return true;
		case "always_off": return false;
		case "traceidratio": return ratio();
		case "parentbased_always_off": return caller?.sampled ?? false;
		case "parentbased_traceidratio": return caller?.sampled ?? ratio();
		default: return caller?.sampled ?? true;
	}
}
// src/telemetry/traceparent.ts
const SHAPE = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;
/** Null for what is none: the trace then begins here, as the specification has it. */
function parseTraceparent(text) {
	const [, trace, span, flags] = SHAPE.exec(text?.trim() ?? "") ?? [];
	if (trace === void 0 || span === void 0 || flags === void 0) return null;
	return {
		trace,
		span,
		sampled: (Number.parseInt(flags, 16) & 1) === 1
	};
}
/** Longer ones are cut by whoever gets them, if they are kept at all. */
const MOST_STATE = 512;
/** What other vendors' tools keep in a trace; null: nothing, or what no header may hold. */
function parseTracestate(text) {
	const state = text?.trim() ?? "";
	return state !== "" && state.length <= MOST_STATE && /^[\x20-\x7e]+$/.test(state) ? state : null;
}
// src/telemetry/start.ts
/** A run that is watched: its sinks, its first span, and their end. Loaded where telemetry is asked for, and not else. */
const now = () => performance.now();
const tell = (line) => say(line, "warn");
function traceOf({ otlp }, env) {
	const caller = parseTraceparent(env["TRACEPARENT"]);
	const trace = caller?.trace ?? newTrace();
	return {
		trace,
		parent: caller?.span ?? null,
		state: caller ? parseTracestate(env["TRACESTATE"]) : null,
		sampled: otlp.traces ? isSampled(env, caller, trace) : null
	};
}
/** What cannot be opened is told, and stops nothing. */
async function opened(what, open) {
	try {
		return [await open()];
	} catch (error) {
		tell(`${what} cannot be kept: ${error instanceof Error ? error.message : String(error)}`);
		return [];
	}
}
/** That of traces by itself: what is exported by nobody is not to be continued by anybody. */
async function tracesOf({ trace, state, sampled }, env) {
	if (!sampled) return [];
	return opened("traces", async () => (await import("./trace-sink.js")).openTraces({
		env,
		trace,
		state,
		tell
	}));
}
/** The others, one a line; each loads what it needs by itself. */
async function sinksFor(wanted, { run, env }, { trace }) {
	const { logFile: path, logLevel: level, metricsFile, otlp } = wanted;
	const sinks = await Promise.all([
		path !== null && import("./log-file.js").then(({ logFile }) => logFile({
			path,
			level,
			run,
			trace
		})),
		otlp.metrics && opened("metrics", async () => (await import("./metric-sink.js")).openMetrics({
			env,
			tell
		})),
		metricsFile !== null && import("./textfile.js").then(({ textfileSink }) => textfileSink(metricsFile, tell))
	]);
	return [screenSink({
		run,
		trace
	}), ...sinks].flatMap((one) => one || []);
}
/** Does the work of a command as a run that is watched. Telemetry that fails stops nothing. */
async function watch(wanted, about, work) {
	const { run, name, fields, env, endOf, onTrace = (id) => say(`trace ${id}`) } = about;
	const began = now();
	const at = traceOf(wanted, env);
	const { trace, parent, state } = at;
	const [traces, others] = await Promise.all([tracesOf(at, env), sinksFor(wanted, about, at)]);
	const sampled = at.sampled && traces.length === 0 ? null : at.sampled;
	const sinks = [...others, ...traces];
	const measures = wanted.metricsFile !== null || wanted.otlp.metrics;
	const telemetry = createTelemetry({
		run,
		trace,
		sinks,
		sampled,
		state,
		measures
	});
	const tellRun = async (end) => {
		if (measures) measure((await import("./of-run.js")).runFigures({
			name,
			ms: now() - began,
			end
		}));
	};
	try {
		return await watched(telemetry, parent, () => inSpan("run", name, {
			run,
			...fields
		}, async (span) => {
			if (sampled) await onTrace(trace);
			try {
				const result = await work();
				const end = endOf(result);
				span.end(end.ok, end.fields, end.why);
				await tellRun(end);
				return result;
			} catch (error) {
				await tellRun({ error });
				log("error", errorText(error), error instanceof PhoenixError ? { code: error.code } : {}, true);
				throw error;
			}
		}));
	} finally {
		await telemetry.close();
	}
}
export { watch };
