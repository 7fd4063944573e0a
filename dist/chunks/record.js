import { stripVTControlCharacters } from "node:util";
// src/telemetry/log/record.ts
/**
* What a log keeps of the signals of a run: which of them are worth a record, of which level, in which words. How a
* record looks in a file or on a screen stands beside this.
*/
const RANKS = {
	debug: 0,
	info: 1,
	warn: 2,
	error: 3
};
/** Whether a level is shown by who shows this one and what is graver. */
const isShown = (level, least) => RANKS[level] >= RANKS[least];
/** What a span says of all that is beneath it. */
const HANDED_DOWN = [
	"address",
	"step",
	"node",
	"vmid",
	"feature",
	"script"
];
/** Commands that only read. */
const READINGS = [
	"read guest",
	"look",
	"reach"
];
/** What ends in a moment is told when it has ended. */
function beginOf({ of, name }) {
	return of === "run" || of === "step" ? {
		level: "info",
		message: `${name}: begins`
	} : null;
}
const failureLevel = (of) => of === "run" || of === "resource" || of === "step" ? "error" : "warn";
function endOf({ of, name }, { ok, why }) {
	if (!ok) return {
		level: failureLevel(of),
		message: `${name}: failed${why ? `: ${why}` : ""}`
	};
	return {
		level: of === "request" || of === "command" && READINGS.includes(name) ? "debug" : "info",
		message: `${name}: done`
	};
}
const NOTES = {
	retry: "warn",
	progress: "info"
};
/** What somebody prints or tells is a record of its own; other notes are named. */
function noteOf(name, fields) {
	const level = NOTES[name] ?? "debug";
	const { text, ...rest } = fields;
	if (typeof text === "string" && (name === "line" || name === "progress")) return {
		level,
		message: text,
		fields: rest
	};
	const said = fields["why"];
	return {
		level,
		message: typeof said === "string" ? `${name}: ${said}` : name,
		fields
	};
}
function handedDownBy(fields) {
	return Object.fromEntries(HANDED_DOWN.flatMap((name) => {
		const value = fields[name];
		return value === void 0 ? [] : [[name, value]];
	}));
}
/** Makes records of the signals of one run, in their order; null: worth none. */
function recorder({ run, trace }) {
	const open = /* @__PURE__ */ new Map();
	const record = (at, { level, message }, span, fields) => {
		const parent = span === null ? void 0 : open.get(span)?.parent;
		return {
			time: new Date(at).toISOString(),
			level,
			message: stripVTControlCharacters(message).trim(),
			run,
			trace_id: trace,
			...span !== null && { span_id: span },
			...parent && { parent_id: parent },
			...fields
		};
	};
	const above = (span) => span === null ? {} : open.get(span)?.handedDown ?? {};
	return (signal) => {
		switch (signal.is) {
			case "begin": {
				const { span, parent, of, name, at, fields } = signal;
				const handedDown = {
					...above(parent),
					...handedDownBy(fields)
				};
				open.set(span, {
					parent,
					of,
					name,
					at,
					own: fields,
					handedDown
				});
				const told = beginOf(signal);
				return told && {
					about: of,
					record: record(at, told, span, {
						...handedDown,
						...fields
					})
				};
			}
			case "note": {
				const { at, span, name } = signal;
				const told = noteOf(name, signal.fields);
				return {
					about: "note",
					record: record(at, told, span, {
						...above(span),
						...told.fields
					})
				};
			}
			case "end": {
				const begun = open.get(signal.span);
				if (!begun) return null;
				const { handedDown, own } = begun;
				const ms = Math.round(signal.at - begun.at);
				const made = record(signal.at, endOf(begun, signal), signal.span, {
					...handedDown,
					...own,
					ms,
					...signal.fields
				});
				open.delete(signal.span);
				return {
					about: begun.of,
					record: made
				};
			}
			case "log": {
				const { at, level, message, span, fields } = signal;
				return {
					about: "log",
					record: record(at, {
						level,
						message
					}, span, {
						...above(span),
						...fields
					})
				};
			}
			case "measured": return null;
		}
	};
}
export { recorder as n, isShown as t };
