import { d as millisToHrTime, g as TraceFlags, h as SpanKind, l as ExportResultCode, m as SpanStatusCode, p as createTraceState, t as OTLPTraceExporter, u as hrTimeDuration } from "./opentelemetry.js";
import { Ct as realClock } from "./base.js";
import { a as createQueue, i as ownResource, n as otlpSettings, o as failureText, r as SCOPE, t as LONGEST_END } from "./settings.js";
// src/telemetry/names.ts
/** By the short names of `Fields`. */
const ATTRIBUTES = {
	span: {
		name: "phoenix.span",
		about: "what the span is about: `run`, `phase`, `resource`, `step` …"
	},
	run: {
		name: "phoenix.run.id",
		about: "names the run, as in journals and logs"
	},
	address: {
		name: "phoenix.address",
		about: "the resource, such as `lxc/web`"
	},
	step: {
		name: "phoenix.step.id",
		about: "the step, as in plans and journals"
	},
	node: {
		name: "phoenix.node",
		about: "the node that it is done on"
	},
	vmid: {
		name: "phoenix.vmid",
		about: "the guest's number"
	},
	estate: {
		name: "phoenix.estate",
		about: "whose lock is waited for"
	},
	outcome: {
		name: "phoenix.outcome",
		about: "how a resource, step or feature ended"
	},
	note: {
		name: "phoenix.note",
		about: "what a step that was done has to say"
	},
	feature: {
		name: "phoenix.feature.id",
		about: "a feature in a guest"
	},
	script: {
		name: "phoenix.feature.script",
		about: "`check`, `install`, `verify` or `remove`"
	},
	why: {
		name: "phoenix.why",
		about: "why something was left, tried again or restarted"
	},
	ms: {
		name: "phoenix.duration_ms",
		about: "milliseconds, as counted where it ran"
	},
	text: {
		name: "phoenix.text",
		about: "a line that was printed, or what is being done"
	},
	key: {
		name: "phoenix.fact.key",
		about: "of a fact that a script told by `phx_event`"
	},
	value: {
		name: "phoenix.fact.value",
		about: "of the same"
	},
	files: {
		name: "phoenix.files",
		about: "which files were read"
	},
	timedOut: {
		name: "phoenix.timed_out",
		about: "set where a time limit ended it"
	},
	code: {
		name: "phoenix.error.code",
		about: "of an error that a log tells of, such as `REFUSED`"
	},
	provider: {
		name: "phoenix.secret.provider",
		about: "where secrets are read from"
	},
	count: {
		name: "phoenix.count",
		about: "how many were asked for together"
	},
	argv: {
		name: "process.command_args",
		about: "the command, secrets taken out"
	},
	exit: {
		name: "process.exit.code",
		about: "of a command or script"
	},
	path: {
		name: "file.path",
		about: "the file that is written"
	},
	method: {
		name: "http.request.method",
		about: "of a request"
	},
	status: {
		name: "http.response.status_code",
		about: "of its answer"
	},
	route: {
		name: "url.template",
		about: "what is asked for, without what it is about"
	},
	server: {
		name: "server.address",
		about: "who is asked"
	},
	trigger: {
		name: "phoenix.github.event",
		about: "the event that started the workflow"
	},
	attempt: {
		name: "phoenix.github.run_attempt",
		about: "how often the run was started"
	},
	actor: {
		name: "phoenix.github.actor",
		about: "who started it: the login"
	},
	workflow: {
		name: "cicd.pipeline.name",
		about: "the workflow"
	},
	pipelineRun: {
		name: "cicd.pipeline.run.id",
		about: "GitHub's id of the run"
	},
	pipelineUrl: {
		name: "cicd.pipeline.run.url.full",
		about: "its page"
	},
	pipelineTask: {
		name: "cicd.pipeline.task.name",
		about: "the job"
	},
	forge: {
		name: "vcs.provider.name",
		about: "`github`"
	},
	owner: {
		name: "vcs.owner.name",
		about: "of the repository"
	},
	repository: {
		name: "vcs.repository.name",
		about: "without its owner"
	},
	repositoryUrl: {
		name: "vcs.repository.url.full",
		about: "its page"
	},
	ref: {
		name: "vcs.ref.head.name",
		about: "the branch, or that of the pull request"
	},
	commit: {
		name: "vcs.ref.head.revision",
		about: "the commit"
	},
	baseRef: {
		name: "vcs.ref.base.name",
		about: "where the pull request goes"
	},
	pull: {
		name: "vcs.change.id",
		about: "the number of the pull request"
	}
};
/** What the table does not know is `phoenix.` and its own name. */
function attributeName(field) {
	return (Object.hasOwn(ATTRIBUTES, field) ? ATTRIBUTES[field] : void 0)?.name ?? `phoenix.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}
// src/telemetry/otlp/spans.ts
/** Signals to spans of OpenTelemetry: what has begun is kept until it ends, and then given away. No export. */
/** Characters of one value, and events of one span: a script may print all day. */
const LONGEST = 1024;
const MOST_EVENTS = 128;
const short = (text) => text.length > LONGEST ? `${text.slice(0, 1023)}…` : text;
function attributesOf(fields) {
	return Object.fromEntries(Object.entries(fields).map(([key, value]) => {
		if (typeof value === "string") return [attributeName(key), short(value)];
		return [attributeName(key), typeof value === "object" ? value.map(short) : value];
	}));
}
/** What is asked of somebody else. */
const kindOf = (of) => of === "command" || of === "request" ? SpanKind.CLIENT : SpanKind.INTERNAL;
/** `STALE: …` of an error that was thrown; null: nothing was. */
const THROWN = /^([A-Z][A-Z0-9_]+|[A-Za-z]*Error): ([\s\S]+)$/;
/** A command that ended with an exit code threw nothing, whatever it printed. */
function failureOf({ ok, why, fields, at }) {
	if (ok) return null;
	if ("exit" in fields) return { type: String(fields["exit"]) };
	const [, type, message] = THROWN.exec(why ?? "") ?? [];
	if (type === void 0 || message === void 0) return { type: "_OTHER" };
	const attributes = {
		"exception.type": type,
		"exception.message": short(message)
	};
	return {
		type,
		event: {
			name: "exception",
			time: millisToHrTime(at),
			attributes
		}
	};
}
function spanBook({ trace, state, resource }) {
	const open = /* @__PURE__ */ new Map();
	const traceState = state === null ? void 0 : createTraceState(state);
	const contextOf = (spanId, isRemote) => ({
		traceId: trace,
		spanId,
		traceFlags: TraceFlags.SAMPLED,
		isRemote,
		...traceState && { traceState }
	});
	const closed = ({ begin, events, dropped }, end) => {
		const startTime = millisToHrTime(begin.at);
		const endTime = millisToHrTime(Math.max(begin.at, end.at));
		const failure = failureOf(end);
		const { name, span, parent, of } = begin;
		return {
			name: short(name),
			kind: kindOf(of),
			spanContext: () => contextOf(span, false),
			...parent !== null && { parentSpanContext: contextOf(parent, of === "run") },
			startTime,
			endTime,
			duration: hrTimeDuration(startTime, endTime),
			status: failure ? {
				code: SpanStatusCode.ERROR,
				...end.why !== void 0 && { message: short(end.why) }
			} : { code: SpanStatusCode.UNSET },
			attributes: {
				"phoenix.span": of,
				...attributesOf(begin.fields),
				...attributesOf(end.fields),
				...failure && { "error.type": failure.type }
			},
			events: failure?.event ? [...events, failure.event] : events,
			links: [],
			ended: true,
			resource,
			instrumentationScope: SCOPE,
			droppedAttributesCount: 0,
			droppedEventsCount: dropped,
			droppedLinksCount: 0
		};
	};
	const note = (span, at, name, fields) => {
		const known = open.get(span);
		if (!known) return;
		if (known.events.length >= MOST_EVENTS) known.dropped += 1;
		else known.events.push({
			name: short(name),
			time: millisToHrTime(at),
			attributes: attributesOf(fields)
		});
	};
	return {
		take: (signal) => {
			switch (signal.is) {
				case "begin":
					open.set(signal.span, {
						begin: signal,
						events: [],
						dropped: 0
					});
					return null;
				case "note":
					note(signal.span, signal.at, signal.name, signal.fields);
					return null;
				case "end": {
					const known = open.get(signal.span);
					open.delete(signal.span);
					return known ? closed(known, signal) : null;
				}
				case "log": {
					const { level, message, span, fields, at } = signal;
					if (span !== null && (level === "warn" || level === "error")) note(span, at, level, {
						text: message,
						...fields
					});
					return null;
				}
				case "measured": return null;
			}
		},
		rest: (at) => {
			const left = [...open.entries()];
			open.clear();
			return left.map(([span, known]) => closed(known, {
				is: "end",
				at,
				span,
				ok: false,
				why: "the run ended before it did",
				fields: {}
			}));
		}
	};
}
// src/telemetry/otlp/trace-sink.ts
/** Traces by OTLP over HTTP: the spans of a run, sent by OpenTelemetry's exporter while it goes on. Loaded when asked for. */
/** Of each batch an exporter of its own, since what is left at the end has less time. They share their connections. */
const sender = ({ agent }) => (batch, within) => new Promise((resolve) => {
	new OTLPTraceExporter({
		timeoutMillis: Math.max(1, Math.floor(within)),
		httpAgentOptions: () => agent
	}).export([...batch], ({ code, error }) => resolve(code === ExportResultCode.SUCCESS ? null : failureText(error)));
});
/** @throws Error for what the environment says and nobody can understand */
function openTraces({ env, trace, state, tell }) {
	const settings = otlpSettings(env, "TRACES");
	const book = spanBook({
		trace,
		state,
		resource: ownResource()
	});
	const queue = createQueue({
		send: sender(settings),
		timeout: settings.timeout,
		longest: LONGEST_END
	});
	settings.onUnreached(queue.unreached);
	return {
		take: (signal) => {
			const span = book.take(signal);
			if (span) queue.add(span);
		},
		close: async () => {
			for (const span of book.rest(realClock.now())) queue.add(span);
			const { sent, lost, why } = await queue.close();
			settings.agent.destroy();
			if (lost > 0) tell(`${lost} of ${sent + lost} spans could not be sent to ${settings.server}: ${why ?? "unknown"}`);
		}
	};
}
export { openTraces };
