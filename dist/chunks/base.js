import process from "node:process";
import { randomBytes } from "node:crypto";
import { AsyncLocalStorage } from "node:async_hooks";
import { dirname, join, resolve } from "node:path";
import { chmodSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
// src/compile-later.ts
/** For the beginning of a program that will have ended soon: what V8 may leave uncompiled. Measured in docs/performance.md. */
/**
* By the major version of Node. V8 compiles what is warm as if a program went on for minutes; most commands end within half
* a second, and a large estate is warm enough all the same. Other versions may know no such flags, and would say so.
*/
const FLAGS = {
	v20: "--interrupt-budget=400000",
	v24: "--invocation-count-for-maglev=6000"
};
function compileLater() {
	const flag = FLAGS[process.version.replace(/\..*/s, "")];
	if (flag !== void 0) process.getBuiltinModule("node:v8").setFlagsFromString(flag);
}
/** The value of a line such as NAME=value may be a word as "debug", which says nothing. */
const SHORTEST_PART = 8;
/** A piece of an encoded value that is left at the end of a line. */
const SHORTEST_PIECE = 6;
/** Columns at which programs wrap base64: openssl and PEM, base64 and MIME. */
const BASE64_COLUMNS = [64, 76];
/** Lines of a value that everybody knows: armour and its headers, what only brackets or one character make. */
const COMMON_LINE = /^(?:-----(?:BEGIN|END) [A-Z0-9 ]+-----|(?:Version|Comment|MessageID|Hash|Charset|Proc-Type|DEK-Info): .*|[\s{}()[\],;:"'<>/]*|(.)\1*)$/;
/** Everything that is masked for these values, without doubles. */
function formsOf(secrets) {
	const forms = /* @__PURE__ */ new Set();
	for (const value of secrets) {
		const pieces = /* @__PURE__ */ new Set([...piecesOf(value), ...piecesOf(echoed(value))]);
		const texts = [...pieces].flatMap(writtenForms);
		const bytes = [...pieces].flatMap((piece) => [...base64Forms(piece), ...hexForms(piece)]);
		for (const form of [...texts, ...bytes]) if (form.length >= 4) forms.add(form);
	}
	return [...forms];
}
/** The value, its lines, and the values in them, as of NAME=value and in JSON. */
function piecesOf(value) {
	const lines = value.split(/\r\n|\r|\n/).map((line) => line.trim());
	const own = lines.length === 1 ? lines : lines.filter((line) => !COMMON_LINE.test(line));
	const inner = [...own.map((line) => /^[\w.-]+(?:=|:\s+)(["']?)(.*)\1$/.exec(line)?.[2] ?? ""), ...leavesOf(value)].filter((part) => part.length >= SHORTEST_PART);
	return [
		value,
		value.trim(),
		...own,
		...inner
	].filter((piece) => piece.length >= 4);
}
/** As `echo` of dash, the sh of Debian, prints it: what stands behind a backslash may be a line feed. */
function echoed(value) {
	const end = value.indexOf("\\c");
	return (end === -1 ? value : value.slice(0, end)).replace(/\\(?:([abfnrtv\\])|0([0-7]{0,3}))/g, (_all, letter, octal) => letter === void 0 ? String.fromCharCode(Number.parseInt(`0${octal}`, 8)) : FROM_C[letter] ?? letter);
}
/** The texts in a value that is JSON, as secrets of AWS are. */
function leavesOf(value) {
	if (!/^\s*[[{]/.test(value)) return [];
	const found = [];
	try {
		JSON.parse(value, (_key, leaf) => {
			if (typeof leaf === "string") found.push(leaf);
			return leaf;
		});
	} catch {}
	return found;
}
function writtenForms(text) {
	return [
		text,
		...jsonForms(text),
		...addressForms(text),
		...shellForms(text),
		...commandForms(text),
		...markupForms(text)
	];
}
const hex = (code, digits) => code.toString(16).padStart(digits, "0");
function jsonForms(text) {
	const plain = JSON.stringify(text).slice(1, -1);
	const ascii = plain.replace(/[\u007f-\uffff]/g, (char) => `\\u${hex(char.charCodeAt(0), 4)}`);
	return [
		...[
			plain,
			ascii,
			ascii.replace(/\\u[0-9a-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`),
			plain.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${hex(char.charCodeAt(0), 4)}`)
		].flatMap((form) => [form, form.replaceAll("/", "\\/")]),
		JSON.stringify(plain).slice(1, -1),
		JSON.stringify(ascii).slice(1, -1)
	];
}
const percent = (char) => `%${hex(char.charCodeAt(0), 2).toUpperCase()}`;
/** As a component of an address, a whole one, and a form; programs differ in what they leave as it is. */
function addressForms(text) {
	const wellFormed = text.toWellFormed();
	const component = encodeURIComponent(wellFormed);
	const strict = component.replace(/[!'()*]/g, percent);
	const form = new URLSearchParams([["", wellFormed]]).toString().slice(1);
	return [
		component,
		strict,
		strict.replaceAll("~", "%7E"),
		strict.replaceAll("%2F", "/"),
		strict.replaceAll("%20", "+"),
		form,
		encodeURI(wellFormed)
	].flatMap((one) => [one, one.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())]);
}
/** Escapes of C by their character; what a shell writes as an octal number has none. */
const C_ESCAPES = {
	"\x07": "\\a",
	"\b": "\\b",
	"	": "\\t",
	"\n": "\\n",
	"\v": "\\v",
	"\f": "\\f",
	"\r": "\\r",
	"\\": "\\\\"
};
const FROM_C = Object.fromEntries(Object.entries(C_ESCAPES).map(([char, escape]) => [escape.slice(1), char]));
/** As in a C string or $'…'. @param other how bytes are written that are no printable ASCII; with `hex` as Python does */
function cString(text, quote, other) {
	const escaped = (byte) => other === "octal" ? `\\${byte.toString(8).padStart(3, "0")}` : `\\x${hex(byte, 2)}`;
	return Array.from(text).map((char) => {
		if (char === quote) return `\\${quote}`;
		const short = C_ESCAPES[char];
		if (short !== void 0 && (other === "octal" || /[\\\t\n\r]/.test(char))) return short;
		return /[ -~]/.test(char) ? char : [...Buffer.from(char)].map(escaped).join("");
	}).join("");
}
function shellForms(text) {
	const single = [`'\\''`, `'"'"'`].map((quote) => text.replaceAll("'", quote));
	const dash = text.replace(/'+/g, (quotes) => `'"${quotes}"'`);
	const dashEnd = dash.replace(/'$/, "");
	const double = [/["\\$`]/g, /["\\$`!]/g].map((special) => text.replace(special, "\\$&"));
	const bare = text.replace(/[\s!"$&'()*,;<>?[\\\]^`{|}]/g, "\\$&");
	const bashStart = bare.replace(/^[~#]|(?<=[:=])~/g, "\\$&");
	const inC = ["octal", "hex"].flatMap((other) => [`'`, "\""].map((quote) => cString(text, quote, other)));
	const controls = text.replace(/[\u0000-\u001f\\'\u007f]/g, (char) => cString(char, `'`, "octal"));
	const inBash = [...inC, controls].map((form) => form.replaceAll("\\033", "\\E"));
	return [
		...single,
		dash,
		dashEnd,
		...double,
		bare,
		bashStart,
		...inC,
		controls,
		...inBash
	];
}
/** Data and properties of the runner's workflow commands. */
function commandForms(text) {
	const data = text.replace(/[%\r\n]/g, percent);
	return [data, data.replace(/[:,]/g, percent)];
}
function markupForms(text) {
	const inner = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
	const quoted = inner.replaceAll("\"", "&quot;");
	return [
		inner,
		quoted,
		...[
			"&#39;",
			"&#x27;",
			"&apos;"
		].map((quote) => quoted.replaceAll("'", quote))
	];
}
const cut = (text, width) => text.match(new RegExp(`.{1,${width}}`, "g")) ?? [];
/** As it stands by itself, in lines, and within something longer, such as `user:password`, at each place in three bytes. */
function base64Forms(text) {
	const bytes = Buffer.from(text);
	const alone = bytes.toString("base64");
	const wrapped = [alone, Buffer.from(`${text}\n`).toString("base64")].flatMap((one) => BASE64_COLUMNS.flatMap((width) => cut(one, width)));
	const within = [
		0,
		1,
		2
	].map((before) => {
		const longer = Buffer.concat([Buffer.alloc(before), bytes]);
		return longer.toString("base64").slice(Math.ceil(before * 8 / 6), Math.floor(longer.length * 8 / 6));
	});
	const pieces = [...wrapped, ...within].filter((one) => one.length >= SHORTEST_PIECE);
	const forms = [
		alone,
		alone.replace(/=+$/, ""),
		...pieces
	];
	return [...forms, ...forms.map((one) => one.replaceAll("+", "-").replaceAll("/", "_"))];
}
function hexForms(text) {
	const whole = Buffer.from(text).toString("hex");
	const spaced = cut(whole, 32).map((line) => cut(line, 2).join(" "));
	const lower = [
		whole,
		...cut(whole, 60),
		...spaced
	].filter((one) => one.length >= SHORTEST_PART);
	return [...lower, ...lower.map((one) => one.toUpperCase())];
}
// src/features/redact.ts
/**
* Takes the values of secrets out of text: of a whole one, and of a stream, however it is cut into pieces. A program that
* turns its secret into something that mask-forms.ts does not know cannot be guarded against.
*/
const MASK = "***";
const PAIRS = 65536;
const pairAt = (text, at) => text.charCodeAt(at) * 31 + text.charCodeAt(at + 1) & 65535;
/** All forms of these values. */
function masksOf(secrets) {
	const byStart = /* @__PURE__ */ new Map();
	const openings = /* @__PURE__ */ new Set();
	const pairs = new Uint8Array(PAIRS);
	for (const form of formsOf(secrets)) {
		const start = form.slice(0, 4);
		const alike = byStart.get(start);
		if (alike) alike.push(form);
		else {
			byStart.set(start, [form]);
			pairs[pairAt(form, 0)] = 1;
			for (let length = 1; length < 4; length += 1) openings.add(form.slice(0, length));
		}
	}
	for (const alike of byStart.values()) alike.sort((a, b) => b.length - a.length);
	return {
		byStart,
		openings,
		pairs
	};
}
const NO_MASKS = masksOf([]);
const NONE$2 = [];
/** Those that may begin there: the first characters are theirs. */
function beginningAt({ byStart, pairs }, text, at) {
	if (pairs[pairAt(text, at)] === 0) return NONE$2;
	return byStart.get(text.slice(at, at + 4)) ?? NONE$2;
}
/** The length of the longest that stands there; 0: none does. */
function lengthAt(masks, text, at) {
	return beginningAt(masks, text, at).find((form) => text.startsWith(form, at))?.length ?? 0;
}
/** The length of the longest that begins there and of which the text holds only the beginning; 0: none. */
function openAt(masks, text, at) {
	const rest = text.length - at;
	if (rest < 4) return masks.openings.has(text.slice(at)) ? 1e400 : 0;
	const alike = beginningAt(masks, text, at);
	if (alike.length === 0) return 0;
	const end = text.slice(at);
	return alike.find((form) => form.length > rest && form.startsWith(end))?.length ?? 0;
}
/** Masks a whole text. Secrets that overlap are masked together. */
function mask(text, masks) {
	if (masks.byStart.size === 0) return text;
	let shown = "";
	let until = 0;
	for (let at = 0; at <= text.length - 4; at += 1) {
		const length = lengthAt(masks, text, at);
		if (length === 0) continue;
		if (at >= until) shown += `${text.slice(until, at)}${MASK}`;
		until = Math.max(until, at + length);
	}
	return until === 0 ? text : shown + text.slice(until);
}
function redactor(masks) {
	let held = "";
	/** So much of what is held, from its beginning, stands behind a mask that was shown. */
	let covered = 0;
	const take = (last) => {
		let shown = "";
		let until = covered;
		let at = 0;
		for (; at < held.length; at += 1) {
			const whole = lengthAt(masks, held, at);
			const open = openAt(masks, held, at);
			if (!last && open > whole) break;
			const rest = held.length - at;
			const length = open > whole && rest >= 4 ? rest : whole;
			if (length === 0) continue;
			if (at >= until) shown += `${held.slice(until, at)}${MASK}`;
			until = Math.max(until, at + length);
		}
		shown += held.slice(until, at);
		covered = Math.max(0, until - at);
		held = held.slice(at);
		return shown;
	};
	return {
		add: (text) => {
			held += text;
			return take(false);
		},
		end: () => take(true)
	};
}
// src/secrets/masking.ts
/**
* What this process knows of secrets, and the only way to take it out of a text. Each value is told here before anybody
* gets to use it, and everything that leaves the process goes through `masked`: src/secrets/outlet.ts sees to the streams.
*/
const known = /* @__PURE__ */ new Set();
/** Null: something was told since they were made. */
let masks = NO_MASKS;
/** From now on this is masked wherever it would be shown. What is shorter than 4 characters cannot be, and is not. */
function hide(...values) {
	for (const value of values) {
		if (known.has(value)) continue;
		known.add(value);
		masks = null;
	}
}
/** A text that may leave this process. */
function masked(text) {
	masks ??= masksOf([...known]);
	return mask(text, masks);
}
// src/secrets/outlet.ts
/**
* The last thing that whatever is printed goes through, whoever prints it: the runner's toolkit, a library, or Node for an
* exception that nobody has caught. Texts are masked where they are made too, before they are cut or escaped.
*/
function guard(stream) {
	const write = stream.write.bind(stream);
	const safe = (chunk) => {
		const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
		const shown = masked(text);
		return shown === text ? chunk : shown;
	};
	stream.write = (chunk, encoding, done) => typeof encoding === "function" ? write(safe(chunk), encoding) : write(safe(chunk), encoding, done);
}
/** For the beginning of a program. */
function guardOutput() {
	guard(process.stdout);
	guard(process.stderr);
	process.stderr.on("error", () => {});
	process.on("uncaughtException", (error) => {
		const text = error instanceof Error ? error.stack ?? error.message : String(error);
		process.stderr.write(`This is a bug in Phoenix; please report it with these lines:\n${text}\n`);
		process.exit(70);
	});
}
// src/config/units.ts
/** Sizes, durations and moments as people write them, and as Proxmox counts them. */
const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT])?i?B?$/i;
const KIB_PER = {
	K: 1,
	M: 1024,
	G: 1024 ** 2,
	T: 1024 ** 3
};
/** A size in KiB: `"24G"`, `"512M"`, or a bare number counted in `unit`; null when it is no size. */
function sizeInKiB(value, unit) {
	const match = SIZE.exec(String(value).trim());
	if (!match) return null;
	const factor = KIB_PER[(match[2] ?? unit).toUpperCase()];
	return factor === void 0 ? null : Math.round(Number(match[1]) * factor);
}
/** KiB as Proxmox prints a disk size: the largest unit that leaves no fraction, such as `128G` or `1536M`. */
function diskSize(kib) {
	for (const unit of [
		"T",
		"G",
		"M"
	]) {
		const factor = KIB_PER[unit];
		if (kib >= factor && kib % factor === 0) return `${kib / factor}${unit}`;
	}
	return `${kib}K`;
}
const DURATION = /^(\d+)\s*(ms|s|m|h|d)?$/;
const MS_PER = {
	ms: 1,
	s: 1e3,
	m: 6e4,
	h: 36e5,
	d: 864e5
};
/** A duration in milliseconds: `"10m"`, `"7d"`, or a bare number of seconds; null when it is none. */
function durationInMs(value) {
	const match = DURATION.exec(String(value).trim());
	if (!match) return null;
	const factor = MS_PER[match[2] ?? "s"];
	return factor === void 0 ? null : Number(match[1]) * factor;
}
/** Milliseconds for people: `0.4 s`, `25 s`, `12 min 31 s`, `2 h 5 min`, `7 d`. */
function durationText(ms) {
	if (ms < 9950 && ms % 1e3 !== 0) return `${(ms / 1e3).toFixed(1)} s`;
	const seconds = Math.round(ms / 1e3);
	const shown = [
		[Math.floor(seconds / 86400), "d"],
		[Math.floor(seconds % 86400 / 3600), "h"],
		[Math.floor(seconds % 3600 / 60), "min"],
		[seconds % 60, "s"]
	].filter(([n]) => n > 0).slice(0, 2);
	return shown.length === 0 ? "0 s" : shown.map(([n, unit]) => `${n} ${unit}`).join(" ");
}
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
/** Milliseconds since 1970 for people: `30 Nov 22:00 UTC`. */
function momentText(ms) {
	const date = new Date(ms);
	const time = date.toISOString().slice(11, 16);
	return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${time} UTC`;
}
// src/apply/clock.ts
/**
* When this process began, and what has gone by since: a clock of the machine that is set while an apply runs makes no
* patience end early or late, and no duration negative.
*/
const realClock = {
	now: () => performance.timeOrigin + performance.now(),
	sleep: (ms, signal) => new Promise((resolve) => {
		if (signal?.aborted) {
			resolve();
			return;
		}
		const end = () => {
			clearTimeout(timer);
			signal?.removeEventListener("abort", end);
			resolve();
		};
		const timer = setTimeout(end, ms);
		signal?.addEventListener("abort", end, { once: true });
	})
};
// src/errors.ts
/** The gravest first. */
const SEVERITIES = [
	"error",
	"warning",
	"notice"
];
/** Those that forbid to plan and apply. */
function errorsIn(findings) {
	return findings.filter(({ severity }) => severity === "error");
}
/** An error that the user can act on; anything else that is thrown is a bug and exits with 70. */
var PhoenixError = class extends Error {
	code;
	hint;
	at;
	findings;
	source;
	constructor(code, message, details = {}) {
		super(message, details.cause === void 0 ? {} : { cause: details.cause });
		this.name = "PhoenixError";
		this.code = code;
		this.hint = details.hint;
		this.at = details.at;
		this.findings = details.findings ?? [];
		this.source = details.source;
	}
};
// src/telemetry/error-text.ts
/** An error in one line, as logs and spans have it. */
function errorText(error) {
	if (error instanceof PhoenixError) return `${error.code}: ${error.message}`;
	return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
// src/telemetry/telemetry.ts
/** The telemetry of one run: gives ids, takes secrets out, and hands every signal to every sink. */
const newTrace = () => randomBytes(16).toString("hex");
const newSpan = () => randomBytes(8).toString("hex");
function clean(fields) {
	return Object.fromEntries(Object.entries(fields).map(([key, value]) => {
		if (typeof value === "string") return [key, masked(value)];
		return [key, typeof value === "object" ? value.map(masked) : value];
	}));
}
function redacted(signal) {
	switch (signal.is) {
		case "begin":
		case "note": return {
			...signal,
			name: masked(signal.name),
			fields: clean(signal.fields)
		};
		case "end": return {
			...signal,
			fields: clean(signal.fields),
			...signal.why === void 0 ? {} : { why: masked(signal.why) }
		};
		case "log": return {
			...signal,
			message: masked(signal.message),
			fields: clean(signal.fields)
		};
		case "measured": return signal;
	}
}
function createTelemetry(options) {
	const { run, trace, sinks, sampled = null, state = null, measures = false } = options;
	return {
		run,
		trace,
		measures,
		onward: (span) => sampled === null ? null : {
			traceparent: `00-${trace}-${span}-${sampled ? "01" : "00"}`,
			tracestate: state
		},
		emit: (signal) => {
			const safe = redacted(signal);
			for (const sink of sinks) sink.take(safe);
		},
		close: async () => {
			await Promise.all(sinks.map((sink) => sink.close()));
		}
	};
}
// src/telemetry/current.ts
/**
* The telemetry of the run that is at work, and the span within it: carried along with asynchronous calls, so that nobody
* passes it on by hand. Where no run is watched, everything here does nothing, and nothing else of telemetry is loaded.
*/
const here = new AsyncLocalStorage();
const NO_SPAN = {
	note: () => {},
	end: () => {},
	begin: () => NO_SPAN,
	within: (work) => work()
};
const NONE$1 = {};
function open(telemetry, parent, { of, name, fields, id }) {
	const span = id ?? newSpan();
	let ended = false;
	telemetry.emit({
		is: "begin",
		at: realClock.now(),
		span,
		parent,
		of,
		name,
		fields
	});
	return {
		note: (what, more = NONE$1) => telemetry.emit({
			is: "note",
			at: realClock.now(),
			span,
			name: what,
			fields: more
		}),
		end: (ok, more = NONE$1, why, at = realClock.now()) => {
			if (ended) return;
			ended = true;
			telemetry.emit({
				is: "end",
				at,
				span,
				ok,
				fields: more,
				...why === void 0 ? {} : { why }
			});
		},
		begin: (ofWhat, what, more = NONE$1, own) => open(telemetry, span, {
			of: ofWhat,
			name: what,
			fields: more,
			id: own
		}),
		within: (work) => here.run({
			telemetry,
			span
		}, work)
	};
}
/** Does some work as the run that is watched. */
function watched(telemetry, parent, work) {
	return here.run({
		telemetry,
		span: parent
	}, work);
}
/** Whether anybody looks: spares the making of what nobody would see. */
const isWatched = () => here.getStore() !== void 0;
/** Whether anybody keeps figures: spares the making of those that nobody would. */
const isMeasured = () => here.getStore()?.telemetry.measures ?? false;
/** The name of the run that is watched; null where none is. */
const watchedRun = () => here.getStore()?.telemetry.run ?? null;
/** Names this run: as it is watched, or by what it does and when it began. */
const runName = (verb) => watchedRun() ?? `${verb}-${Date.now()}`;
/** Of the run that is watched, and the span that is at work; null where none is. */
function idsAtWork() {
	const store = here.getStore();
	return store ? {
		run: store.telemetry.run,
		trace: store.telemetry.trace,
		span: store.span
	} : null;
}
/** What is given on to whoever works for the span that is at work; null where nobody exports it. */
function traceContext() {
	const store = here.getStore();
	return store?.span ? store.telemetry.onward(store.span) : null;
}
/** A span beneath the one that is at work; whoever begins it ends it. */
function beginSpan(of, name, fields = NONE$1) {
	const store = here.getStore();
	return store ? open(store.telemetry, store.span, {
		of,
		name,
		fields
	}) : NO_SPAN;
}
/** A span around some work: it fails if the work throws. */
async function inSpan(of, name, fields, work) {
	if (!isWatched()) return work(NO_SPAN);
	const span = beginSpan(of, name, fields);
	try {
		const result = await span.within(() => work(span));
		span.end(true);
		return result;
	} catch (error) {
		span.end(false, NONE$1, errorText(error));
		throw error;
	}
}
/** @param said it needs not be shown any more: sinks that show the run to somebody leave it out */
function log(level, message, fields = NONE$1, said = false) {
	const store = here.getStore();
	if (!store) return;
	const { telemetry, span } = store;
	telemetry.emit({
		is: "log",
		at: realClock.now(),
		level,
		message,
		span,
		fields,
		...said && { said }
	});
}
function measure(figures) {
	if (figures.length === 0) return;
	here.getStore()?.telemetry.emit({
		is: "measured",
		at: realClock.now(),
		figures
	});
}
// src/telemetry/log/said.ts
/**
* What is said to whoever looks at a run, and kept in its log as well. Loaded by every command: what changes the looks
* of it (JSON lines, levels, the journal, the log of a job) is put here by an edge.
*/
const levelOf = (tone) => tone === "progress" ? "info" : tone;
let screen = null;
/** From now on everything that is said is shown there; null: on stderr, as it is. */
function showOn(other) {
	screen = other;
}
/** What the screen wants of a run; null: nothing beside what is said. */
const screenSink = (ids) => screen?.sink(ids) ?? null;
const NONE = {};
const say = (text, tone = "info", fields = NONE) => {
	if (screen === null) process.stderr.write(`${text}\n`);
	else screen.show(text, tone, fields);
	if (tone !== "progress") log(tone, text, fields, true);
};
// src/commands/terminal.ts
/** The console of the command line: two streams, their colours and their width. */
/** Asks on stderr, so that stdout stays what it is: the result. */
async function askOnTerminal(question, stop) {
	if (stop?.aborted) return false;
	const { createInterface } = await import("node:readline");
	const lines = createInterface({
		input: process.stdin,
		output: process.stderr
	});
	lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
	try {
		return await new Promise((resolve) => {
			const unanswered = () => {
				process.stderr.write("\n");
				resolve(false);
			};
			lines.question(`${question} [y/N] `, (answer) => {
				lines.removeListener("close", unanswered);
				resolve(/^y(es)?$/i.test(answer.trim()));
			});
			lines.once("close", unanswered);
			stop?.addEventListener("abort", () => lines.close(), { once: true });
		});
	} finally {
		lines.close();
	}
}
function wantsColor() {
	const { NO_COLOR, FORCE_COLOR } = process.env;
	if (NO_COLOR) return false;
	return FORCE_COLOR !== void 0 && FORCE_COLOR !== "0" || process.stdout.isTTY;
}
function createTerminal() {
	process.stdout.on("error", (error) => {
		if (error.code === "EPIPE") return;
		say(`error UNWRITABLE: what was to be printed could not be written: ${error.message}`, "error");
		process.exitCode = 1;
	});
	return {
		out: (text) => void process.stdout.write(`${text}\n`),
		err: say,
		color: wantsColor(),
		columns: process.stdout.columns ?? 100,
		get ask() {
			return process.stdin.isTTY && process.stderr.isTTY ? askOnTerminal : null;
		}
	};
}
// src/telemetry/wanted.ts
/**
* What of a run is kept, and where: from options of the command line or inputs of the action, and from the environment.
* Loaded by every command, so that nothing heavy is imported here.
*/
const LEVELS = [
	"debug",
	"info",
	"warn",
	"error"
];
const FORMATS = ["text", "json"];
/** Empty is as good as not set, as OpenTelemetry has it. */
const given = (...values) => values.find((value) => value !== void 0 && value !== "") ?? null;
function oneOf(what, value, all, usual) {
	if (value === null) return usual;
	const found = all.find((one) => one === value);
	if (found !== void 0) return found;
	throw new PhoenixError("USAGE", `${what} cannot be "${value}"`, { hint: `it is one of ${all.join(", ")}` });
}
/** node_exporter reads no others. */
function textfile(path) {
	if (path === null || path.endsWith(".prom")) return path;
	throw new PhoenixError("USAGE", `the file of metrics cannot be "${path}"`, { hint: "its name must end in .prom: node_exporter's textfile collector reads no others" });
}
/** Whether an exporter is asked for: an address is given, and nobody turned it off. */
function exports(of, env) {
	if (env["OTEL_SDK_DISABLED"]?.toLowerCase() === "true") return false;
	if (env[`OTEL_${of}_EXPORTER`] === "none") return false;
	return given(env["OTEL_EXPORTER_OTLP_ENDPOINT"], env[`OTEL_EXPORTER_OTLP_${of}_ENDPOINT`]) !== null;
}
/**
* What is to be kept of this run; null: nothing, and nothing of telemetry is loaded.
* @throws PhoenixError `USAGE`
*/
function wanted(options, env) {
	const all = {
		logFile: given(options.logFile, env["PHOENIX_LOG_FILE"]),
		logFormat: oneOf("the format of the log", given(options.logFormat, env["PHOENIX_LOG_FORMAT"]), FORMATS, "text"),
		logLevel: oneOf("the level of the log", given(options.logLevel, env["PHOENIX_LOG_LEVEL"]), LEVELS, "info"),
		metricsFile: textfile(given(options.metricsFile, env["PHOENIX_METRICS_FILE"])),
		otlp: {
			traces: exports("TRACES", env),
			metrics: exports("METRICS", env)
		}
	};
	const { logFile, logFormat, logLevel, metricsFile, otlp } = all;
	return logFile === null && logFormat === "text" && logLevel === "info" && metricsFile === null && !otlp.traces && !otlp.metrics ? null : all;
}
// src/version.ts
/** The version that stands in markers and plans; the same as in package.json (a test compares them). */
const VERSION = "0.1.0";
// src/telemetry/log/stderr-look.ts
/** The last one that is given, as the parser has it; what stands after `--` is for another program. */
function optionIn(argv, name) {
	const end = argv.indexOf("--");
	const own = end === -1 ? argv : argv.slice(0, end);
	return own.flatMap((word, at) => {
		if (word.startsWith(`${name}=`)) return [word.slice(name.length + 1)];
		return word === name ? [own[at + 1] ?? ""] : [];
	}).at(-1);
}
/** Null: as usual. What is not one of the values is refused later, in the usual look. */
function lookOf(argv, env) {
	const format = optionIn(argv, "--log-format") || env["PHOENIX_LOG_FORMAT"];
	const level = optionIn(argv, "--log-level") || env["PHOENIX_LOG_LEVEL"];
	const look = {
		format: FORMATS.find((one) => one === format) ?? "text",
		level: LEVELS.find((one) => one === level) ?? "info",
		journal: env["JOURNAL_STREAM"] || null
	};
	return look.format === "text" && look.level === "info" && look.journal === null ? null : look;
}
// src/sources/plain-file.ts
/** What stands at a path before something takes its place: root could replace a device, such as /dev/null, by a rename. */
function nameOf(stat) {
	if (stat.isFile() || stat.isSymbolicLink()) return null;
	if (stat.isDirectory()) return "a folder";
	if (stat.isCharacterDevice()) return "a character device";
	if (stat.isBlockDevice()) return "a block device";
	return stat.isFIFO() ? "a pipe" : "a socket";
}
/**
* What no file may take the place of, such as `a character device`; null: a file, or nothing.
* @param links whether a link counts as what it leads to: /dev/stdout is one; to remove one harms nobody
*/
function obstacleAt(path, links = "followed") {
	const stat = (links === "followed" ? statSync : lstatSync)(path, { throwIfNoEntry: false });
	return stat === void 0 ? null : nameOf(stat);
}
// src/config/quote.ts
/** Texts of hostile origin in messages: bounded, on one line, nothing invisible. Escaping for Markdown is the renderer's. */
/** What no key, name or text of an estate needs, and what can hide the meaning of a line from its reviewer. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]/g;
/** A text of at most `limit` characters: what is cut off shows, and no character is cut in two. */
function shortened(text, limit) {
	return text.length > limit ? `${text.slice(0, limit - 1).toWellFormed()}…` : text;
}
/** A text in double quotes with every invisible character escaped, cut at `limit` characters. */
function quote(text, limit = 80) {
	const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
	return JSON.stringify(cut).replace(INVISIBLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
// src/sources/write.ts
/** Writing files for a command that makes some: never over what stands there, and each one whole or not at all. */
/** Makes a folder and those above it. @throws PhoenixError `UNWRITABLE` */
function makeFolder(path) {
	attempt(path, () => makeWay(resolve(path)));
}
function isFolder(path) {
	try {
		return statSync(path).isDirectory();
	} catch {
		return false;
	}
}
/** What cannot be looked at is told when it is written. */
function obstacleBefore(path) {
	try {
		return obstacleAt(path);
	} catch {
		return null;
	}
}
/** Level by level: where the system says ENOENT for good, as below /proc, Node's `recursive` never ends (20 and 24). */
function makeWay(folder) {
	if (isFolder(folder)) return;
	if (dirname(folder) !== folder) makeWay(dirname(folder));
	try {
		mkdirSync(folder);
	} catch (error) {
		if (!isFolder(folder)) throw error;
	}
}
/** Writes a file that exists anew, for the same readers as before. @throws PhoenixError `UNWRITABLE` */
function rewrite(path, text) {
	writeWhole(path, text, statSync(path).mode & 511);
}
/**
* Writes a file atomically: a crash leaves the old one.
* @param mode who may read and write it; as for any new file without it
* @throws PhoenixError `UNWRITABLE`
*/
function writeWhole(path, text, mode) {
	const obstacle = obstacleBefore(path);
	if (obstacle !== null) throw unwritable(path, `${obstacle} of that name stands there`);
	makeFolder(dirname(path));
	const draft = `${path}.${process.pid}.tmp`;
	attempt(path, () => {
		try {
			rmSync(draft, { force: true });
			writeFileSync(draft, text, {
				flag: "wx",
				...mode !== void 0 && { mode }
			});
			if (mode !== void 0) chmodSync(draft, mode);
			renameSync(draft, path);
		} catch (error) {
			rmSync(draft, { force: true });
			throw error;
		}
	});
}
const WHY = {
	EACCES: "its folder may not be written by this user",
	EEXIST: "a part of its path is a file, not a folder",
	ENOENT: "nothing can be made there",
	ENOSPC: "the disk is full",
	ENOTDIR: "a part of its path is a file, not a folder",
	EPERM: "its folder may not be written by this user",
	EROFS: "the file system is read-only"
};
function attempt(path, write) {
	try {
		write();
	} catch (error) {
		const { code, message } = error;
		if (code === void 0) throw error;
		throw unwritable(path, WHY[code] ?? message, error);
	}
}
function unwritable(path, why, cause) {
	return new PhoenixError("UNWRITABLE", `${quote(path, 200)} cannot be written: ${why}`, {
		hint: "name another place, or make room for it there",
		cause
	});
}
/** `x.json` and `x.jsonc` would be the same file of the estate, standing twice. */
function twinOf(path) {
	if (path.endsWith(".json")) return [`${path}c`];
	return path.endsWith(".jsonc") ? [path.slice(0, -1)] : [];
}
/**
* Writes new files below a folder.
* @throws PhoenixError `REFUSED` when one of them exists; then nothing was written.
*/
function writeNew(folder, files) {
	const standing = [...files.keys()].flatMap((path) => [path, ...twinOf(path)]).filter((path) => existsSync(join(folder, path)));
	if (standing.length > 0) throw new PhoenixError("REFUSED", `${standing.join(", ")} ${standing.length === 1 ? "stands" : "stand"} in ${folder} already; nothing was written`, { hint: "name another folder, or move away what stands there" });
	for (const path of files.keys()) makeFolder(dirname(join(folder, path)));
	for (const [path, text] of files) writeWhole(join(folder, path), text);
}
// src/node/property-string.ts
const flags = (...names) => Object.fromEntries(names.map((name) => [name, {
	type: "boolean",
	optional: true
}]));
const texts = (...names) => Object.fromEntries(names.map((name) => [name, {
	type: "string",
	optional: true
}]));
const VOLUME = {
	volume: {
		type: "string",
		defaultKey: true
	},
	size: {
		type: "string",
		optional: true,
		format: "disk-size"
	},
	...texts("mountoptions", "idmap"),
	...flags("acl", "ro", "quota", "replicate", "shared")
};
/** The keys of each family of a container's options. `startup` is kept as written: Proxmox only checks it. */
const FAMILIES = {
	net: {
		name: { type: "string" },
		...texts("type", "bridge", "hwaddr", "mtu", "ip", "gw", "ip6", "gw6", "tag", "trunks", "rate"),
		...flags("firewall", "link_down", "host-managed")
	},
	rootfs: VOLUME,
	mp: {
		...VOLUME,
		mp: { type: "string" },
		...flags("backup", "keepattrs")
	},
	unused: { volume: {
		type: "string",
		defaultKey: true
	} },
	dev: {
		path: {
			type: "string",
			optional: true,
			defaultKey: true
		},
		...texts("mode", "uid", "gid"),
		...flags("deny-write")
	},
	/** Disks and drives of virtual machines, whatever they are plugged into. */
	drive: {
		file: {
			type: "string",
			defaultKey: true
		},
		...flags("backup", "iothread", "replicate", "ro", "shared", "ssd", "pre-enrolled-keys")
	},
	features: {
		...texts("mount"),
		...flags("nesting", "keyctl", "fuse", "mknod", "force_rw_sys")
	}
};
const DRIVE = /^(?:(?:scsi|virtio|sata|ide)\d+|efidisk0|tpmstate0)$/;
/** The family of a conf key: `net3` is of `net`, `memory` of none. */
function familyOf(key) {
	if (DRIVE.test(key)) return "drive";
	const name = key.replace(/\d+$/, "");
	return Object.hasOwn(FAMILIES, name) ? name : null;
}
/** Proxmox's words for a true or false value; undefined when it is neither. */
function parseBoolean(text) {
	if (/^(?:1|on|yes|true)$/i.test(text)) return "1";
	if (/^(?:0|off|no|false)$/i.test(text)) return "0";
}
/** The string cannot be split; the message is Proxmox's. */
var PropertyStringError = class extends Error {};
const own = (fields, key) => Object.hasOwn(fields, key) ? fields[key] : void 0;
function valueFor(field, text) {
	return field?.type === "boolean" ? parseBoolean(text) ?? text : text;
}
const DEFAULT_KEYS = /* @__PURE__ */ new WeakMap();
function defaultKeyOf(fields) {
	const known = DEFAULT_KEYS.get(fields) ?? { key: Object.keys(fields).find((key) => own(fields, key)?.defaultKey) };
	DEFAULT_KEYS.set(fields, known);
	return known.key;
}
/** The key that a name means; what the name itself says is taken down. */
function unaliased(fields, name, result) {
	const { alias, keyAlias } = own(fields, name) ?? {};
	if (alias === void 0) return name;
	if (keyAlias !== void 0) {
		if (result.has(keyAlias)) throw new PropertyStringError(`key alias '${keyAlias}' is already defined`);
		result.set(keyAlias, name);
	}
	if (result.has(alias)) throw new PropertyStringError(`key '${alias}' is already defined (via alias)`);
	return alias;
}
/** No value goes over its line. */
const LINE_BREAK = /[\n\r\u2028\u2029]/;
/**
* Splits a property string. A key that the fields do not name is kept, so that the caller can name it.
* @throws PropertyStringError for duplicate keys, and for a value without key where none is the default.
*/
function parsePropertyString(fields, text) {
	const defaultKey = defaultKeyOf(fields);
	const isBroken = LINE_BREAK.test(text);
	const result = /* @__PURE__ */ new Map();
	for (const part of text.split(",")) {
		const equals = part.indexOf("=");
		if (equals < 0 && part.trim() === "") continue;
		const value = part.slice(equals + 1);
		if (equals > 0 && value !== "" && !(isBroken && LINE_BREAK.test(value))) {
			const name = part.slice(0, equals);
			if (result.has(name)) throw duplicate(name);
			const key = unaliased(fields, name, result);
			result.set(key, valueFor(own(fields, key), value));
		} else if (equals >= 0) throw new PropertyStringError("missing key in comma-separated list property");
		else {
			if (defaultKey === void 0) throw new PropertyStringError("value without key, but schema does not define a default key");
			if (result.has(defaultKey)) throw duplicate(defaultKey);
			result.set(defaultKey, valueFor(own(fields, defaultKey), part));
		}
	}
	return result;
}
const duplicate = (key) => new PropertyStringError(`duplicate key in comma-separated list property: ${key}`);
const COMBINED = /* @__PURE__ */ new WeakMap();
/** Keys whose value is written as the name of another key's: `model` and `macaddr` as `virtio=MAC`. */
function combinedKeys(fields) {
	const known = COMBINED.get(fields);
	if (known) return known;
	const combined = new Map(Object.values(fields).flatMap(({ alias, keyAlias }) => alias !== void 0 && keyAlias !== void 0 ? [[keyAlias, alias]] : []));
	COMBINED.set(fields, combined);
	return combined;
}
/** Joins properties as Proxmox writes them: the default key without name, required keys, then the rest by name. */
function formatPropertyString(fields, properties) {
	const keys = [...properties.keys()].sort();
	const isDefault = (key) => own(fields, key)?.defaultKey === true;
	const isRequired = (key) => {
		const field = own(fields, key);
		return field !== void 0 && !field.optional;
	};
	const ordered = [
		...keys.filter(isDefault),
		...keys.filter((key) => !isDefault(key) && isRequired(key)),
		...keys.filter((key) => !isDefault(key) && !isRequired(key))
	];
	const combined = combinedKeys(fields);
	return ordered.filter((key) => ![...combined].some(([by, of]) => of === key && properties.has(by))).map((key) => {
		const value = properties.get(key) ?? "";
		const other = properties.get(combined.get(key) ?? "");
		if (other !== void 0) return `${value}=${other}`;
		return isDefault(key) ? value : `${key}=${value}`;
	}).join(",");
}
const UNITS = {
	K: 1024,
	M: 2 ** 20,
	G: 2 ** 30,
	T: 2 ** 40
};
/** `8G` or `1.5GiB` in bytes; a bare number is bytes. Null when it is no size, or one beyond 8 PiB. */
function parseSize(text) {
	const match = /^(\d+(?:\.\d+)?)(?:([KMGT])(?:iB)?)?$/.exec(text);
	if (!match) return null;
	const bytes = Math.trunc(Number(match[1]) * (match[2] ? UNITS[match[2]] ?? 1 : 1));
	return Number.isSafeInteger(bytes) ? bytes : null;
}
/** Bytes in the largest unit that divides them: `8G`, `1536M`. Zero is `0T`, as Proxmox writes it. */
function formatSize(bytes) {
	let rest = Math.trunc(bytes);
	for (const unit of [
		"",
		"K",
		"M",
		"G"
	]) {
		if (rest % 1024 !== 0) return `${rest}${unit}`;
		rest /= 1024;
	}
	return `${rest}T`;
}
// src/node/section-cfg.ts
/** In the order of the file; a line that is neither belongs to nobody and is left out. */
function parseSections(text) {
	const found = [];
	for (const line of text.split("\n")) {
		if (/^\s*(#.*)?$/.test(line)) continue;
		const heading = /^(\S+?):\s*(\S+)\s*$/.exec(line);
		if (heading) {
			found.push({
				type: (heading[1] ?? "").toLowerCase(),
				name: heading[2] ?? "",
				options: /* @__PURE__ */ new Map()
			});
			continue;
		}
		const property = /^\s+(\S+)(?:\s+(.*?))?\s*$/.exec(line);
		if (property) found.at(-1)?.options.set(property[1] ?? "", property[2] ?? "1");
	}
	return found;
}
// src/hash.ts
/** Hashes of texts and bytes, as lower-case hex. */
/**
* Asked for when first needed: a plain import would load all of node:crypto, web crypto too, which costs every start
* more than most commands take.
*/
const crypto = () => process.getBuiltinModule("node:crypto");
function sha1(text) {
	return crypto().hash("sha1", text);
}
function sha256(data) {
	return crypto().hash("sha256", data);
}
/** A keyed hash: equal for equal texts under the same key, and of no use to whoever has no key. */
function hmac256(key, text) {
	return crypto().createHmac("sha256", key).update(text, "utf8").digest("hex");
}
// src/node/conf.ts
/**
* The codec of /etc/pve/lxc/ID.conf: text to immutable data and back, written in Proxmox's own order (PVE 9.2).
* It knows the file's shape, not the meaning of its options: types and defaults stay out.
*/
const EMPTY_SECTION = {
	description: null,
	options: /* @__PURE__ */ new Map(),
	raw: []
};
const EMPTY_CONF = {
	...EMPTY_SECTION,
	pending: null,
	snapshots: /* @__PURE__ */ new Map()
};
/** sha1 of the file as it stands: what `pct set --digest` is compared with. */
function digest(text) {
	return sha1(text);
}
/** Proxmox escapes in a description what is not printable ASCII, and `:` and `%`. */
function encodeText(text) {
	let result = "";
	for (const byte of Buffer.from(text, "utf8")) result += byte >= 32 && byte <= 126 && byte !== 37 && byte !== 58 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
	return result;
}
/** The reverse of `encodeText`; bytes that are no UTF-8 become U+FFFD as in Perl's Encode. */
function decodeText(escaped) {
	const text = escaped.replaceAll("%3A", ":");
	if (!text.includes("%")) return text;
	const bytes = Buffer.from(text, "utf8").toString("latin1").replace(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
	return Buffer.from(bytes, "latin1").toString("utf8");
}
const openSection = () => ({
	description: "",
	options: /* @__PURE__ */ new Map(),
	raw: [],
	delete: []
});
function close(section) {
	return {
		description: section.description || null,
		options: section.options,
		raw: section.raw
	};
}
/** `delete: a,b` may also be written with blanks or semicolons. */
const listOf$1 = (value) => value.split(/[\s,;]+/).filter((key) => key !== "");
/** Nearly every line of nearly every file: an option without blanks around its value. */
const PLAIN = /^([a-z][a-z_]*\d*): ([!-~](?:.*[!-~])?)$/;
/** Words that mean something else than an option, wherever they stand. */
const OTHER = /^(?:description|delete):|snapstate:/;
function readLine(section, line, pending) {
	const plain = PLAIN.exec(line);
	if (plain && !OTHER.test(line)) {
		section.options.set(plain[1] ?? "", plain[2] ?? "");
		return true;
	}
	const raw = /^(lxc\.[a-z0-9_\-.]+)(?::|\s*=)\s*(.*?)\s*$/.exec(line);
	if (raw) {
		const [key, value] = [raw[1] ?? "", raw[2] ?? ""];
		if (key === "lxc.environment.runtime") {
			const env = section.options.get("env");
			section.options.set("env", env === void 0 ? value : `${env}\0${value}`);
		} else section.raw.push({
			key,
			value
		});
		return true;
	}
	const description = /^description:\s*(.*\S)\s*$/.exec(line);
	if (description) {
		section.description += decodeText(description[1] ?? "");
		return true;
	}
	const snapstate = /snapstate:\s*(prepare|delete)\s*$/.exec(line);
	if (snapstate) {
		section.options.set("snapstate", snapstate[1] ?? "");
		return true;
	}
	const deletion = /^delete:\s*(.*\S)\s*$/.exec(line);
	if (deletion) {
		if (pending) section.delete = listOf$1(deletion[1] ?? "");
		return pending;
	}
	const option = /^([a-z][a-z_]*\d*):(?: |\s*(.+?)\s*)$/.exec(line);
	if (!option) return false;
	section.options.set(option[1] ?? "", option[2] ?? "");
	return true;
}
const HEADING = /^\[([a-z][a-z0-9_-]+|pve:pending)\]\s*$/i;
/**
* Reads a conf file. Lines that Proxmox would warn about and drop are given to `onInvalid` and dropped.
*/
function parseConf(text, onInvalid = () => {}) {
	const current = openSection();
	let pending = null;
	const snapshots = /* @__PURE__ */ new Map();
	let section = current;
	for (const line of text.split("\n")) {
		if (line.trim() === "") continue;
		const heading = line.startsWith("[") ? HEADING.exec(line) : null;
		if (heading) {
			section = openSection();
			const name = heading[1] ?? "";
			if (name.toLowerCase() === "pve:pending") pending = section;
			else snapshots.set(name, section);
		} else if (line.startsWith("#")) section.description += `${decodeText(line.slice(1))}\n`;
		else if (!readLine(section, line, section === pending)) onInvalid(line);
	}
	current.options.delete("snapstate");
	return {
		...close(current),
		pending: pending ? {
			...close(pending),
			delete: pending.delete
		} : null,
		snapshots: new Map([...snapshots].map(([name, open]) => [name, close(open)]))
	};
}
/** Perl's split drops empty fields at the end, so trailing newlines of a description vanish. */
function descriptionLines(description) {
	const lines = (description ?? "").split("\n");
	while (lines.at(-1) === "") lines.pop();
	return lines.map((line) => `#${encodeText(line)}\n`);
}
function formatSection(section, deletions = []) {
	const options = new Map(section.options);
	options.delete("env");
	if (deletions.length > 0) options.set("delete", deletions.join(","));
	const env = section.options.get("env")?.split(/\0+/) ?? [];
	while (env.at(-1) === "") env.pop();
	return [
		...descriptionLines(section.description),
		...[...options.keys()].sort().map((key) => `${key}: ${options.get(key) ?? ""}\n`),
		...env.map((variable) => `lxc.environment.runtime: ${variable}\n`),
		...section.raw.map(({ key, value }) => `${key}: ${value}\n`)
	].join("");
}
const isEmpty = (pending) => pending.options.size === 0 && pending.raw.length === 0 && pending.delete.length === 0 && !pending.description;
/** Writes a conf file as Proxmox does: sorted options, environment, raw lines, pending, snapshots by name. */
function formatConf(conf) {
	let text = formatSection(conf);
	if (conf.pending && !isEmpty(conf.pending)) text += `\n[pve:pending]\n${formatSection(conf.pending, conf.pending.delete)}`;
	for (const name of [...conf.snapshots.keys()].sort()) text += `\n[${name}]\n${formatSection(conf.snapshots.get(name) ?? EMPTY_SECTION)}`;
	return text;
}
// src/config/address-range.ts
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
function numberOf(ipv4) {
	let value = 0;
	for (const octet of ipv4.split(".")) value = value * 256 + Number(octet);
	return value;
}
/** The eight groups of an IPv6 address as hexadecimal digits; null: it is none. A zone (`%eth0`) is no part of one. */
function digitsOf(text) {
	const dotted = /^(.*:)([\d.]+\.\d+)$/.exec(text);
	if (dotted && !IPV4.test(dotted[2] ?? "")) return null;
	const low = dotted ? numberOf(dotted[2] ?? "").toString(16).padStart(8, "0") : "";
	const halves = (dotted ? `${dotted[1]}${low.slice(0, 4)}:${low.slice(4)}` : text).split("::");
	const [before = [], after = []] = halves.map((half) => half === "" ? [] : half.split(":"));
	const missing = 8 - before.length - after.length;
	if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return null;
	const groups = [
		...before,
		...Array.from({ length: missing }, () => "0"),
		...after
	];
	if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
	return groups.map((group) => group.padStart(4, "0")).join("");
}
/**
* `10.0.0.5` or `fd00::5`; null: neither. It is asked for every card of every guest, and ten times as fast as a library that
* knows all that an address may be.
*/
function parseAddress(text) {
	if (IPV4.test(text)) return {
		family: 4,
		value: BigInt(numberOf(text))
	};
	const digits = text.includes(":") ? digitsOf(text) : null;
	return digits === null ? null : {
		family: 6,
		value: BigInt(`0x${digits}`)
	};
}
/** One text for one address, however it is written. */
const addressKey = ({ family, value }) => `${family} ${value.toString(16)}`;
const bitsOf = (family) => family === 4 ? 32 : 128;
/** `10.0.0.5/24`; null: it is no address with a prefix. */
function parseInSubnet(text) {
	const [, before = "", length = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
	const address = parseAddress(before);
	if (!address) return null;
	const { family, value } = address;
	const [prefix, bits] = [Number(length), bitsOf(family)];
	if (prefix > bits) return null;
	const rest = (1n << BigInt(bits - prefix)) - 1n;
	const first = value & ~rest;
	return {
		address,
		prefix,
		subnet: {
			family,
			first,
			last: first | rest
		}
	};
}
/** All addresses of the network that `10.0.0.5/24` is in; null: it is no address with a prefix. */
const parseSubnet = (text) => parseInSubnet(text)?.subnet ?? null;
/** A network by its first address: `10.0.0.0/24`. */
function isSubnet(text) {
	const parsed = parseInSubnet(text);
	return parsed !== null && parsed.subnet.first === parsed.address.value;
}
/** `10.0.0.5` or `10.0.0.100-10.0.0.150`; null: neither. */
function parseRange(text) {
	const [from = "", to = from, ...rest] = text.split("-").map((part) => part.trim());
	const [first, last] = [parseAddress(from), parseAddress(to)];
	if (!first || !last || rest.length > 0 || first.family !== last.family) return null;
	return first.value <= last.value ? {
		family: first.family,
		first: first.value,
		last: last.value
	} : null;
}
const isAddressRange = (text) => parseRange(text) !== null;
function isInRange({ family, value }, range) {
	return family === range.family && range.first <= value && value <= range.last;
}
/** Whether all of a range is in another one. */
function isWithin(range, outer) {
	return range.family === outer.family && outer.first <= range.first && range.last <= outer.last;
}
function overlaps(a, b) {
	return a.family === b.family && a.first <= b.last && b.first <= a.last;
}
// src/json.ts
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** `pointer('mounts', '/data')` is `/mounts/~1data`. */
function pointer(...segments) {
	let path = "";
	for (const segment of segments) path += `/${escaped(String(segment))}`;
	return path;
}
/** Most segments need no escape, and estates have a million of them. */
function escaped(segment) {
	return !segment.includes("/") && !segment.includes("~") ? segment : segment.replaceAll("~", "~0").replaceAll("/", "~1");
}
/** The inverse of `pointer`. */
function pointerSegments(path) {
	if (path === "") return [];
	return path.slice(1).split("/").map((s) => s.replaceAll("~1", "/").replaceAll("~0", "~"));
}
/** The value at a pointer, or undefined where nothing stands. */
function valueAt(document, path) {
	let value = document;
	for (const segment of pointerSegments(path)) if (Array.isArray(value)) value = value[Number(segment)];
	else if (isObject(value) && Object.hasOwn(value, segment)) value = value[segment];
	else return void 0;
	return value;
}
/**
* The one text of a JSON value: keys sorted by code unit, no blanks. Two values are equal exactly when their
* canonical texts are; digests are made from it (the subset of RFC 8785 that integers and strings need).
*/
function canonical(value) {
	if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
	if (isObject(value)) return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
	return JSON.stringify(value);
}
// src/node/storage-cfg.ts
/** Types that are on every node by nature; others say so with `shared 1`. */
const SHARED = /* @__PURE__ */ new Set([
	"nfs",
	"cifs",
	"cephfs",
	"rbd",
	"iscsi",
	"iscsidirect",
	"glusterfs",
	"pbs",
	"zfs",
	"esxi"
]);
const listOf = (text) => (text ?? "").split(/[\s,;]+/).filter((word) => word !== "");
/** The sections of such a file, in its order. */
function sections(text) {
	const found = [];
	let open = null;
	for (const line of text.split("\n")) {
		if (/^\s*(#.*)?$/.test(line)) continue;
		const heading = /^([\w-]+):\s*(\S+)\s*$/.exec(line);
		if (heading) {
			open = {
				type: heading[1] ?? "",
				id: heading[2] ?? "",
				options: {}
			};
			found.push(open);
			continue;
		}
		const property = /^\s+(\S+)(?:\s+(.*?))?\s*$/.exec(line);
		if (!open || !property) continue;
		const [, key = "", value = "1"] = property;
		const before = Object.hasOwn(open.options, key) ? open.options[key] : void 0;
		open.options[key] = before === void 0 ? value : `${before}\n${value}`;
	}
	return found;
}
/** Every enabled storage by its id. Proxmox adds `local` when the file does not name it. */
function parseStorageCfg(text) {
	const storages = /* @__PURE__ */ new Map();
	for (const { type, id, options } of sections(text)) {
		if (options["disable"] === "1") continue;
		storages.set(id, {
			id,
			type,
			nodes: listOf(options["nodes"]),
			content: options["content"] === void 0 ? ["images", "rootdir"] : listOf(options["content"]),
			shared: options["shared"] === "1" || SHARED.has(type) && options["shared"] !== "0",
			options
		});
	}
	if (!sections(text).some((section) => section.id === "local")) storages.set("local", {
		id: "local",
		type: "dir",
		nodes: [],
		content: [
			"images",
			"rootdir",
			"vztmpl",
			"iso",
			"backup",
			"snippets"
		],
		shared: false,
		options: {
			path: "/var/lib/vz",
			content: "images,rootdir,vztmpl,iso,backup,snippets"
		}
	});
	return storages;
}
// src/features/guest-scripts.json
var bootstrap_sh = "# shellcheck shell=sh\n# The one constant program that Phoenix starts in a guest: sh -c TEXT. It reads a framed bundle from stdin,\n#   PHX1 LENGTH SHA256\\n TAR\n# wholly into a tmpfs, checks it, and only then unpacks and starts its run.sh. A bundle that is cut anywhere runs nothing.\nset -u\numask 077\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nexport PATH\nrun=/run/phoenix\nsystemd=/run/systemd/system\ninit=/proc/1/exe\n\nrefuse() {\n  printf '{\"phx\":1,\"event\":\"refused\",\"why\":\"%s\"}\\n' \"$1\"\n  exit 21\n}\n\nread -r magic length sum || refuse 'the bundle was cut'\n[ \"$magic\" = PHX1 ] || refuse 'this is not a bundle'\ncase $length in\n  '' | *[!0-9]* | ??????????*) refuse 'the length of the bundle cannot be understood' ;;\nesac\ncase $sum in\n  *[!0-9a-f]*) refuse 'the checksum of the bundle cannot be understood' ;;\nesac\n[ \"${#sum}\" -eq 64 ] || refuse 'the checksum of the bundle cannot be understood'\n\nfor tool in base64 dd env find flock head mkfifo mv rm setsid sha256sum sort stat tail tar wc; do\n  command -v \"$tool\" >/dev/null || refuse \"the guest lacks the program $tool\"\ndone\n# Right after a start systemd has not mounted /run yet, and would hide what stands there by then. Its first process is\n# not even that of the guest while lxc-start still prepares it.\ntries=0\nwhile :; do\n  case $(readlink \"$init\") in\n    */systemd) [ ! -d \"$systemd\" ] || break ;;\n    */lxc-start) ;;\n    *) break ;;\n  esac\n  [ \"$tries\" -lt 300 ] || refuse 'the systemd of the guest does not start'\n  tries=$((tries + 1))\n  sleep 0.1\ndone\nmkdir -p \"$run\" || refuse \"$run cannot be made\"\nchmod 700 \"$run\" || refuse \"$run cannot be made private\"\n# The bundle may hold secrets, which are never written to a disk.\nif [ \"$(stat -f -c %T \"$run\")\" != tmpfs ]; then\n  mount -t tmpfs -o mode=0700,nosuid,nodev phoenix \"$run\" || refuse \"$run is not in memory, and no tmpfs can be mounted there\"\nfi\n\n# What killed runs left would fill the memory: of the run itself, and of the bootstrap that started it.\nfor old in \"$run\"/.b.*; do\n  [ -d \"$old\" ] || continue\n  kill -0 \"${old##*.}\" 2>/dev/null || kill -0 \"$(cat \"$old/pid\" 2>/dev/null)\" 2>/dev/null || rm -rf \"$old\"\ndone\n\nfolder=$run/.b.$$\nrm -rf \"$folder\"\nmkdir \"$folder\" || refuse \"$folder cannot be made\"\ntrap 'rm -rf \"$folder\"' EXIT\nhead -c \"$length\" >\"$folder/bundle\" || refuse \"the bundle does not fit into $run\"\n# By what this still had open, any process of the guest could read the bundle again.\nexec </dev/null\n[ \"$(wc -c <\"$folder/bundle\")\" -eq \"$length\" ] || refuse 'the bundle was cut'\n[ \"$(sha256sum <\"$folder/bundle\")\" = \"$sum  -\" ] || refuse 'the bundle has another checksum'\nmkdir \"$folder/x\" || refuse \"$folder cannot be made\"\ntar -xof \"$folder/bundle\" -C \"$folder/x\" || refuse 'the bundle cannot be unpacked'\nrm -f \"$folder/bundle\"\n\n# In a session of its own, so that a later run can find and end this one when its caller was killed. A background process\n# of a shell without job control leads no group: setsid does not fork, and $! is the run.\nsetsid env -i PATH=\"$PATH\" sh \"$folder/x/run.sh\" run \"$folder\" </dev/null &\nwait \"$!\"\nexit\n";
var lib_sh = "# shellcheck shell=sh\n# What every script of a feature may use: . \"$PHX_LIB\". POSIX sh, for Debian and Ubuntu, safe under `set -eu`.\n# PHX_FEATURE, PHX_TMP, PHX_DOWNLOADS and NAME_FILE are set by run.sh; every other name starts with _phx_ and is its own.\n\n# 1 as soon as phx_write or phx_unit changed a file; never set back. A pipe into them would set it in a subshell only:\n# use a here-document or <FILE.\nPHX_CHANGED=0\n\n_phx_note() { printf '%s\\n' \"$*\" >&2; }\n\n# A line for Phoenix in the output: text on one line.\n_phx_tell() { printf '::phx %s %s\\n' \"$1\" \"$(printf '%s' \"$2\" | tr '\\n\\r' '  ')\"; }\n\n# phx_progress TEXT: what is being done now, shown while it runs.\nphx_progress() { _phx_tell progress \"$*\"; }\n\n# phx_event KEY VALUE: a fact for the report, such as: phx_event version 15.6\nphx_event() {\n  case $1 in\n    '' | *[!A-Za-z0-9._-]*) _phx_note \"phx_event: \\\"$1\\\" is not a key\" && return 2 ;;\n  esac\n  _phx_tell \"event $1\" \"$2\"\n}\n\n# phx_secret NAME: prints the value of a secret option, without a line feed of its own. Only its file is in the environment.\nphx_secret() {\n  _phx_name=$(printf '%s' \"$1\" | tr -c 'A-Za-z0-9_' '_' | sed 's/^[0-9_][0-9_]*/_/' | tr '[:lower:]' '[:upper:]')\n  eval \"_phx_file=\\${${_phx_name}_FILE:-}\"\n  # shellcheck disable=SC2154 # set by the eval above, from a name of letters, digits and _\n  if [ -z \"$_phx_file\" ]; then\n    _phx_note \"phx_secret: there is no secret option \\\"$1\\\"\"\n    return 2\n  fi\n  cat \"$_phx_file\"\n}\n\n# phx_write FILE [MODE]: FILE holds stdin from one moment to the next; nothing is touched when it does already.\n# MODE is 644 for a new file; a file that is there keeps its mode unless MODE is given, and its owner.\nphx_write() {\n  _phx_want=$PHX_TMP/write.$$ _phx_new=$1.phx-new.$$\n  (umask 077 && cat >\"$_phx_want\") || return\n  _phx_old=644\n  if [ -f \"$1\" ]; then\n    _phx_old=$(stat -Lc %a \"$1\")\n    if cmp -s \"$1\" \"$_phx_want\" && { [ -z \"${2:-}\" ] || [ \"$((0$2))\" -eq \"$((0$_phx_old))\" ]; }; then\n      rm -f \"$_phx_want\"\n      return 0\n    fi\n  fi\n  if ! {\n    mkdir -p \"$(dirname \"$1\")\" && (umask 077 && cat \"$_phx_want\" >\"$_phx_new\") &&\n      { [ ! -f \"$1\" ] || chown --reference=\"$1\" \"$_phx_new\" 2>/dev/null || :; } &&\n      chmod \"${2:-$_phx_old}\" \"$_phx_new\" && mv -f \"$_phx_new\" \"$1\"\n  }; then\n    rm -f \"$_phx_want\" \"$_phx_new\"\n    return 1\n  fi\n  rm -f \"$_phx_want\"\n  PHX_CHANGED=1\n}\n\n# phx_unit NAME: the systemd unit NAME (.service unless it says otherwise) from stdin; enabled and started; restarted only\n# when it changed.\nphx_unit() {\n  case $1 in\n    *.*) _phx_unit=$1 ;;\n    *) _phx_unit=$1.service ;;\n  esac\n  _phx_before=$PHX_CHANGED\n  PHX_CHANGED=0\n  phx_write \"/etc/systemd/system/$_phx_unit\" 644 || return\n  _phx_changed=$PHX_CHANGED\n  [ \"$_phx_before\" -eq 0 ] || PHX_CHANGED=1\n  [ \"$_phx_changed\" -eq 0 ] || systemctl daemon-reload || return\n  systemctl enable --quiet \"$_phx_unit\" || return\n  if [ \"$_phx_changed\" -eq 1 ]; then\n    systemctl restart \"$_phx_unit\"\n  else\n    systemctl start \"$_phx_unit\"\n  fi\n}\n\n# phx_wait_port PORT SECONDS: until something listens on the TCP port in this guest; 1 when nothing does in time.\nphx_wait_port() {\n  # The kernel's own table: a Debian without ss, nc and bash has it too. State 0A is LISTEN.\n  _phx_hex=$(printf '%04X' \"$1\") || return 2\n  _phx_left=$2\n  until cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q \":$_phx_hex [0-9A-F]*:0000 0A \"; do\n    if [ \"$_phx_left\" -le 0 ]; then\n      _phx_note \"nothing listens on port $1 after $2 seconds\"\n      return 1\n    fi\n    sleep 1\n    _phx_left=$((_phx_left - 1))\n  done\n}\n\n_phx_apt() {\n  DEBIAN_FRONTEND=noninteractive DEBCONF_NONINTERACTIVE_SEEN=true NEEDRESTART_SUSPEND=1 LC_ALL=C.UTF-8 \\\n    apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -o APT::Update::Error-Mode=any \\\n    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 \"$@\" </dev/null\n}\n\n# The lists are fetched once in a run, and again when a source of packages or a key changed.\n_phx_apt_update() {\n  _phx_sources=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* /etc/apt/trusted.gpg.d/* \\\n    /etc/apt/keyrings/* 2>/dev/null | sha256sum)\n  if [ \"$(cat \"$PHX_TMP/apt-sources\" 2>/dev/null)\" = \"$_phx_sources\" ]; then return 0; fi\n  _phx_try=1\n  # apt waits for dpkg's lock by itself, but not for that of the lists; and a guest that has just started may have no\n  # network yet.\n  until _phx_apt update; do\n    if [ \"$_phx_try\" -ge 8 ]; then\n      _phx_note 'apt-get update failed; does the guest reach its package sources?'\n      return 1\n    fi\n    sleep \"$((_phx_try < 5 ? 5 : 15))\"\n    _phx_try=$((_phx_try + 1))\n  done\n  printf '%s' \"$_phx_sources\" >\"$PHX_TMP/apt-sources\"\n}\n\n_phx_installed() {\n  case $1 in\n    *=*) [ \"$(dpkg-query -Wf '${db:Status-Abbrev}${Version}' \"${1%%=*}\" 2>/dev/null)\" = \"ii ${1#*=}\" ] ;;\n    *) [ \"$(dpkg-query -Wf '${db:Status-Abbrev}' \"$1\" 2>/dev/null)\" = 'ii ' ] ;;\n  esac\n}\n\n# phx_apt_install PACKAGE[=VERSION]…: nothing is done, and no network needed, when all of them are installed.\nphx_apt_install() {\n  for _phx_package in \"$@\"; do\n    _phx_installed \"$_phx_package\" && continue\n    _phx_apt_update || return\n    phx_progress \"installing $*\"\n    _phx_apt install --no-install-recommends -- \"$@\" && return\n    _phx_exit=$?\n    # Packages whose unpacking was cut off, by a full memory or the end of the guest, stop every other install.\n    if _phx_apt check >/dev/null 2>&1; then return \"$_phx_exit\"; fi\n    _phx_note 'packages were left half installed, and are mended first'\n    DEBIAN_FRONTEND=noninteractive dpkg --configure -a --force-confdef --force-confold </dev/null || :\n    _phx_apt install --fix-broken --no-install-recommends || return\n    _phx_apt install --no-install-recommends -- \"$@\"\n    return\n  done\n}\n\n_phx_fetch() {\n  if command -v curl >/dev/null; then\n    curl --fail --location --silent --show-error --connect-timeout 20 --speed-limit 1000 --speed-time 60 \\\n      --proto '=https,http' --output \"$2\" -- \"$1\" </dev/null\n  else\n    wget --quiet --tries=1 --timeout=60 --output-document=\"$2\" -- \"$1\" </dev/null\n  fi\n}\n\n_phx_has_hash() { [ -f \"$1\" ] && [ \"$(sha256sum <\"$1\")\" = \"$2  -\" ]; }\n\n# phx_download NAME FILE: the file that the manifest calls NAME under `downloads`; FILE appears whole and with the right\n# checksum, or not at all. Nothing is fetched when it is there already.\nphx_download() {\n  _phx_sum='' _phx_url=''\n  while read -r _phx_entry _phx_entry_sum _phx_entry_url; do\n    if [ \"$_phx_entry\" = \"$1\" ]; then _phx_sum=$_phx_entry_sum _phx_url=$_phx_entry_url; fi\n  done <\"$PHX_DOWNLOADS\"\n  if [ -z \"$_phx_sum\" ]; then\n    _phx_note \"phx_download: the manifest has no download \\\"$1\\\"\"\n    return 2\n  fi\n  ! _phx_has_hash \"$2\" \"$_phx_sum\" || return 0\n  if ! command -v curl >/dev/null && ! command -v wget >/dev/null; then\n    phx_apt_install ca-certificates curl || return\n  fi\n  mkdir -p \"$(dirname \"$2\")\" || return\n  phx_progress \"downloading $1 from $_phx_url\"\n  _phx_part=$2.phx-part.$$\n  _phx_try=1\n  until _phx_fetch \"$_phx_url\" \"$_phx_part\"; do\n    rm -f \"$_phx_part\"\n    if [ \"$_phx_try\" -ge 4 ]; then\n      _phx_note \"$_phx_url could not be downloaded\"\n      return 1\n    fi\n    sleep \"$((_phx_try * 3))\"\n    _phx_try=$((_phx_try + 1))\n  done\n  if ! _phx_has_hash \"$_phx_part\" \"$_phx_sum\"; then\n    _phx_note \"$_phx_url has another checksum than the manifest says: $(sha256sum <\"$_phx_part\" | cut -c 1-64)\" \\\n      \"instead of $_phx_sum\"\n    rm -f \"$_phx_part\"\n    return 1\n  fi\n  if ! { chmod 644 \"$_phx_part\" && mv -f \"$_phx_part\" \"$2\"; }; then\n    rm -f \"$_phx_part\"\n    return 1\n  fi\n}\n\n_phx_pin() { awk -v name=\"$1\" '$1 == name { print $2 }' \"$PHX_DOWNLOADS\"; }\n\n# phx_unpack NAME FOLDER: FOLDER holds what is in the archive that the manifest calls NAME. Nothing is fetched when it does\n# already; another pin replaces all of it. FOLDER/.phx-pin is newer than a service that still runs the old one: name it to\n# phx_serve.\nphx_unpack() {\n  [ \"$(cat \"$2/.phx-pin\" 2>/dev/null)\" != \"$(_phx_pin \"$1\")\" ] || return 0\n  rm -rf \"$2.phx-new\" && mkdir -p \"$2.phx-new\" || return\n  # On the disk beside it: PHX_TMP is memory.\n  phx_download \"$1\" \"$2.phx-archive\" || return\n  tar --extract --file \"$2.phx-archive\" --directory \"$2.phx-new\" --no-same-owner || return\n  _phx_pin \"$1\" >\"$2.phx-new/.phx-pin\"\n  rm -rf \"$2.phx-archive\" \"$2\" && mv \"$2.phx-new\" \"$2\"\n}\n\n# phx_apt_remove PACKAGE…: those that are there go, their configuration files and data stay.\nphx_apt_remove() {\n  for _phx_package in \"$@\"; do\n    shift\n    ! _phx_installed \"$_phx_package\" || set -- \"$@\" \"$_phx_package\"\n  done\n  [ $# -eq 0 ] || _phx_apt remove -- \"$@\"\n}\n\n# phx_serve UNIT [FILE…]: the unit runs, starts at boot, and has read each FILE: it restarts when one is newer than its\n# start. So a run that was killed between a change and the restart is made good by the next.\nphx_serve() {\n  _phx_unit=$1\n  shift\n  if [ \"$(systemctl show -p NeedDaemonReload --value \"$_phx_unit\")\" = yes ]; then systemctl daemon-reload || return; fi\n  systemctl is-enabled --quiet \"$_phx_unit\" || systemctl enable --quiet \"$_phx_unit\" || return\n  _phx_since=$(systemctl show --timestamp=us -p InactiveExitTimestamp --value \"$_phx_unit\")\n  if [ -n \"$_phx_since\" ] && systemctl is-active --quiet \"$_phx_unit\"; then\n    _phx_since=$(date -d \"$_phx_since\" +%s%6N)\n    for _phx_file in \"$@\"; do\n      [ -e \"$_phx_file\" ] || continue\n      [ \"$(stat -Lc %.6Y \"$_phx_file\" | tr -d .)\" -le \"$_phx_since\" ] || { systemctl restart \"$_phx_unit\" && return; }\n    done\n  else\n    # One that failed often is not started at all until it is forgiven.\n    systemctl reset-failed \"$_phx_unit\" 2>/dev/null || :\n    systemctl start \"$_phx_unit\"\n  fi\n}\n\n# For check.sh. Each ends the script with 10 and a reason at the first difference; what wants stdin may stand at a pipe's\n# end.\n\n# phx_drift REASON\nphx_drift() {\n  printf '%s\\n' \"$*\"\n  exit 10\n}\n\n# phx_expect_packages PACKAGE[=VERSION]…\nphx_expect_packages() {\n  for _phx_package in \"$@\"; do\n    _phx_installed \"$_phx_package\" || phx_drift \"the package $_phx_package is not installed\"\n  done\n}\n\n# phx_expect_file FILE [MODE]: FILE holds stdin, but for empty lines at the end: a $(…) that wrote it has taken them off.\nphx_expect_file() {\n  _phx_want=$PHX_TMP/expect.$$\n  (umask 077 && cat >\"$_phx_want\")\n  if ! cmp -s \"$1\" \"$_phx_want\" && { [ ! -f \"$1\" ] || [ \"$(cat \"$1\")\" != \"$(cat \"$_phx_want\")\" ]; }; then\n    rm -f \"$_phx_want\"\n    phx_drift \"$1 is not as it was written\"\n  fi\n  rm -f \"$_phx_want\"\n  [ -z \"${2:-}\" ] || [ \"$((0$2))\" -eq \"$((0$(stat -Lc %a \"$1\")))\" ] || phx_drift \"$1 has another mode than $2\"\n}\n\n# phx_expect_unpacked NAME FOLDER\nphx_expect_unpacked() {\n  [ \"$(cat \"$2/.phx-pin\" 2>/dev/null)\" = \"$(_phx_pin \"$1\")\" ] || phx_drift \"$2 is not what the manifest pins as $1\"\n}\n\n# phx_expect_unit UNIT…: each runs and starts at boot.\nphx_expect_unit() {\n  for _phx_unit in \"$@\"; do\n    systemctl is-active --quiet \"$_phx_unit\" || phx_drift \"$_phx_unit does not run\"\n    systemctl is-enabled --quiet \"$_phx_unit\" || phx_drift \"$_phx_unit does not start at boot\"\n  done\n}\n";
var run_sh = "# shellcheck shell=sh\n# Runs the scripts of a guest's features from an unpacked bundle, one after the other, and tells what happens as JSON lines\n# on stdout. Started by bootstrap.sh as `run FOLDER`; the other verbs are its own helpers, each in a session of its own.\n#\n# The bundle: plan (lines \"install|check|remove ID\"), nonce, traceparent and tracestate of a run that is traced, lib.sh,\n# f/ID/ (the feature's files), m/ID/ (marker, env, timeout, downloads, network, restarts, profile, secrets/).\n# In the guest: /run/phoenix/.lock (one run at a time), .live/ (sessions of a run), ID/ (secrets while its scripts run);\n# /var/lib/phoenix/features/ID.json (what is installed), ID/ (what its remove script needs).\nset -u\nrun=/run/phoenix\nstate=/var/lib/phoenix/features\nprofiles=/etc/profile.d\nsystemd=/run/systemd/system\nnet=/proc/net\nme=$0\n\n# Seconds from TERM to KILL.\ngrace=10\n# Of a script's output, so many bytes from the start and from the end are passed on.\nmost_head=262144\nmost_tail=16384\nmost_chunks=2000\n# Seconds that the output may stay open after the script and all of its session have ended.\nlinger=5\n# Milliseconds to wait for an earlier run to end.\npatience=45000\n# Seconds to wait until systemd has started what belongs to a start, and until there is an address.\nboot_wait=120\nnet_wait=30\n\nemit() {\n  # The caller may be gone: SIGPIPE is ignored here, so that a write fails instead.\n  printf '{\"phx\":1,\"event\":\"%s\"%s}\\n' \"$1\" \"${2:-}\" 2>/dev/null || gone=1\n}\n\n# --- processes ---\n\n# Milliseconds since the guest started, in $now.\nclock() {\n  read -r now _ </proc/uptime\n  now=\"${now%.*}${now#*.}\"\n  while [ \"${now#0}\" != \"$now\" ] && [ \"${#now}\" -gt 1 ]; do now=${now#0}; done\n  now=$((now * 10))\n}\n\n# The fields of /proc/PID/stat after the name, which may hold blanks and brackets, in $stat; false when there is none.\nread_stat() {\n  stat=''\n  { IFS= read -r stat <\"/proc/$1/stat\"; } 2>/dev/null || return 1\n  stat=${stat##*) }\n}\n\n# When the process started, in $began: together with the pid it names a process for good.\nbegan_at() {\n  began=''\n  read_stat \"$1\" || return 1\n  # shellcheck disable=SC2086 # fields\n  set -- $stat\n  began=${20}\n}\n\n# The processes of a session, in $members. A script's children may be in other groups (timeout, bash -m), but stay in it.\nmembers_of() {\n  members=''\n  case $1 in '' | 0 | 1 | *[!0-9]*) return ;; esac\n  wanted=$1\n  for entry in /proc/[0-9]*; do\n    read_stat \"${entry#/proc/}\" || continue\n    # shellcheck disable=SC2086 # fields\n    set -- $stat\n    if [ \"$4\" = \"$wanted\" ] && [ \"$1\" != Z ]; then members=\"$members ${entry#/proc/}\"; fi\n  done\n}\n\n# Whether nothing of a session is left. Twice: a process may be born and its parent die while the table is read.\nsession_ended() {\n  members_of \"$1\"\n  [ -z \"$members\" ] || return 1\n  members_of \"$1\"\n  [ -z \"$members\" ]\n}\n\n# end_session SID SECONDS: TERM, after so many seconds KILL; false when something is still there.\nend_session() {\n  ! session_ended \"$1\" || return 0\n  if [ \"$2\" -gt 0 ]; then\n    # shellcheck disable=SC2086 # pids\n    kill -TERM $members 2>/dev/null\n    tries=$(($2 * 10))\n    while [ \"$tries\" -gt 0 ]; do\n      ! session_ended \"$1\" || return 0\n      sleep 0.1\n      tries=$((tries - 1))\n    done\n  fi\n  tries=50\n  while [ \"$tries\" -gt 0 ]; do\n    ! session_ended \"$1\" || return 0\n    # shellcheck disable=SC2086 # pids\n    kill -KILL $members 2>/dev/null\n    sleep 0.1\n    tries=$((tries - 1))\n  done\n  return 1\n}\n\n# Every session of a run stands in .live before it lets go of the lock: whoever gets the lock knows all of them. Told by\n# names alone, PID.ROLE.BEGAN: a file with something in it needs memory, of which the first script may leave none.\nenlist() {\n  began_at \"$$\" && : >\"$run/.live/$$.$1.$began\"\n}\n\nenlisted() {\n  for entry in \"$run/.live/$1\".*; do [ -e \"$entry\" ] || return 1; done\n}\n\ndelist() { rm -f \"$run/.live/$1\".*; }\n\n# end_enlisted ROLE SECONDS: the sessions that an earlier run left, of one role.\nend_enlisted() {\n  for left in \"$run\"/.live/*.\"$1\".*; do\n    [ -f \"$left\" ] || continue\n    pid=${left##*/}\n    pid=${pid%%.*}\n    # A session can outlive its leader; but a leader that started at another time is somebody else.\n    if began_at \"$pid\" && [ \"$began\" != \"${left##*.}\" ]; then continue; fi\n    end_session \"$pid\" \"$2\"\n  done\n}\n\n# The lock, after an earlier run was ended whose caller was killed. $unclean says that there was one that did not end well.\ntake_over() {\n  unclean=''\n  mkdir -p \"$run/.live\"\n  exec 9>\"$run/.lock\"\n  clock\n  deadline=$((now + patience))\n  until flock -n 9; do\n    clock\n    if [ \"$now\" -ge \"$deadline\" ]; then return 1; fi\n    # The run first, or it would start its next script.\n    end_enlisted run 0\n    end_enlisted script \"$grace\"\n    end_enlisted help 0\n    sleep 0.1\n  done\n  end_enlisted script \"$grace\"\n  end_enlisted help 0\n  for left in \"$run\"/.live/*; do\n    if [ -f \"$left\" ]; then unclean=1; fi\n  done\n  rm -rf \"$run/.live\"\n  mkdir \"$run/.live\" || return 1\n  # The bundles of runs that were killed, by now or long ago.\n  for left in \"$run\"/.b.*; do\n    if [ \"$left\" = \"$folder\" ] || kill -0 \"${left##*.}\" 2>/dev/null; then continue; fi\n    rm -rf \"$left\"\n  done\n}\n\n# A run that only checks ends no other one, and leaves alone what one that was cut off has left.\nstep_aside() {\n  unclean=''\n  exec 9>\"$run/.lock\"\n  flock -n 9 && mkdir -p \"$run/.live\"\n}\n\n# --- helpers: verbs of their own ---\n\n# chunks FEATURE SCRIPT: stdin as output events, at most so much; false when there is more.\n# As base64, since this is any byte of any length, and an event is a line that a pipe takes in one piece.\nchunks() {\n  bytes=0\n  count=0\n  while [ \"$bytes\" -lt \"$most_head\" ] && [ \"$count\" -lt \"$most_chunks\" ]; do\n    chunk=$(dd bs=2880 count=1 2>/dev/null | base64 -w 0)\n    [ -n \"$chunk\" ] || return 0\n    emit output \",\\\"feature\\\":\\\"$1\\\",\\\"script\\\":\\\"$2\\\",\\\"data\\\":\\\"$chunk\\\"\"\n    # Nobody reads any more: what the script prints must not hold it up.\n    [ -z \"$gone\" ] || exec cat >/dev/null\n    bytes=$((bytes + ${#chunk} * 3 / 4))\n    count=$((count + 1))\n  done\n  return 1\n}\n\npump() {\n  if ! chunks \"$1\" \"$2\"; then\n    emit output \",\\\"feature\\\":\\\"$1\\\",\\\"script\\\":\\\"$2\\\",\\\"why\\\":\\\"cut\\\"\"\n    tail -c \"$most_tail\" | chunks \"$1\" \"$2\"\n  fi\n}\n\n# start FOLDER FEATURE SCRIPT CONTENT META: becomes the script itself.\nstart() {\n  name=$2\n  file=$3.sh\n  meta=$5\n  HOME=/root USER=root LOGNAME=root SHELL=/bin/sh LANG=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive\n  _REMOTE_USER=root _REMOTE_USER_HOME=/root _CONTAINER_USER=root _CONTAINER_USER_HOME=/root\n  PHX_LIB=$1/x/lib.sh PHX_TMP=$1/tmp PHX_DOWNLOADS=$meta/downloads PHX_FEATURE=$name PHX_PREVIOUS=${6:-}\n  export HOME USER LOGNAME SHELL LANG TERM DEBIAN_FRONTEND _REMOTE_USER _REMOTE_USER_HOME _CONTAINER_USER \\\n    _CONTAINER_USER_HOME PHX_LIB PHX_TMP PHX_DOWNLOADS PHX_FEATURE PHX_PREVIOUS\n  umask 022\n  cd \"$4\" || exit 126\n  if [ -f \"$meta/env\" ]; then\n    # shellcheck disable=SC1091 # of the bundle: lines of export NAME='value'\n    . \"$meta/env\"\n  fi\n  first=''\n  IFS= read -r first <\"./$file\"\n  # The interpreter is called by name: no execute bit is needed, and /run may be mounted noexec.\n  case $first in\n    '#!'*)\n      set -f\n      # shellcheck disable=SC2086 # an interpreter and its argument\n      set -- ${first#??}\n      exec \"$@\" \"./$file\"\n      ;;\n    *) exec sh \"./$file\" ;;\n  esac\n}\n\n# --- a guest that has only just started ---\n\nbooting() {\n  if [ ! -d \"$systemd\" ] || ! command -v systemctl >/dev/null; then return 1; fi\n  # \"degraded\" is as good as it gets in many containers. Before it listens, systemctl says nothing at all.\n  case $(systemctl is-system-running 2>/dev/null) in\n    running | degraded | maintenance | stopping) return 1 ;;\n  esac\n}\n\n# Whether a name in the kernel's tables is a network card, and not what the kernel or Docker makes by itself.\nis_card() {\n  case $1 in '' | lo | sit0 | erspan0 | *tnl0 | *tunl0 | *gre* | *_vti0 | docker* | br-* | veth*) return 1 ;; esac\n}\n\n# A guest with a card, and no way out of it yet: one that waits for DHCP or a router.\nunconnected() {\n  [ -r \"$net/dev\" ] || return 1\n  found=''\n  while IFS=' :' read -r card _; do\n    case $card in *'|'* | face) ;; *) ! is_card \"$card\" || found=1 ;; esac\n  done <\"$net/dev\"\n  [ -n \"$found\" ] || return 1\n  while read -r card to _; do\n    if [ \"$to\" != Destination ] && is_card \"$card\"; then return 1; fi\n  done <\"$net/route\"\n  [ -f \"$net/ipv6_route\" ] || return 0\n  while read -r to bits _ _ _ _ _ _ _ card; do\n    if [ \"$to$bits\" = 0000000000000000000000000000000000 ] && is_card \"$card\"; then return 1; fi\n  done <\"$net/ipv6_route\"\n}\n\n# await start|address SECONDS WHAT: so long at most; then things go on as they are.\nawait() {\n  said=''\n  clock\n  since=$now\n  while case $1 in start) booting ;; *) unconnected ;; esac do\n    clock\n    if [ \"$((now - since))\" -ge \"$(($2 * 1000))\" ]; then\n      printf '::phx progress went on without %s, after %s s\\n' \"$3\" \"$2\" | chunks - wait\n      break\n    fi\n    if [ -z \"$said\" ] && [ \"$((now - since))\" -ge 3000 ]; then\n      said=1\n      printf '::phx progress waiting for %s\\n' \"$3\" | chunks - wait\n    fi\n    sleep 0.2\n  done\n}\n\ncase $1 in\n  pump)\n    gone=''\n    enlist help || exit 125\n    exec 9>&-\n    pump \"$2\" \"$3\"\n    exit 0\n    ;;\n  start)\n    enlist script || exit 125\n    exec 9>&-\n    shift\n    start \"$@\"\n    ;;\n  watch)\n    enlist help || exit 125\n    exec 9>&-\n    began_at \"$2\" || exit 0\n    leader=$began\n    sleep \"$3\"\n    # When the run was killed nobody stopped this, and the pid may be somebody else's by now.\n    if ! began_at \"$2\" || [ \"$began\" = \"$leader\" ]; then end_session \"$2\" \"$grace\"; fi\n    exit 0\n    ;;\n  release)\n    enlist help || exit 125\n    exec 9>&-\n    sleep \"$linger\"\n    kill -KILL \"$2\" \"-$2\" 2>/dev/null\n    exit 0\n    ;;\n  run) ;;\n  *) exit 2 ;;\nesac\n\n# --- the run ---\n\nfolder=$2\nbundle=$folder/x\ngone=''\ncurrent=''\nprintf '%s\\n' \"$$\" >\"$folder/pid\"\numask 077\ntrap '' PIPE HUP\ntrap 'rm -rf \"$folder\"' EXIT\ntrap 'interrupted' TERM INT\n\n# The guest goes down: what was started stays enlisted, so that the next run knows that this one did not end well.\n# shellcheck disable=SC2317 # called by the trap\ninterrupted() {\n  [ -z \"$current\" ] || end_session \"$current\" \"$grace\"\n  end_enlisted help 0\n  exit 143\n}\n\nfinish() {\n  delist \"$$\"\n  if [ -n \"$checks\" ]; then rmdir \"$run/.live\" 2>/dev/null; else rm -rf \"$run/.live\"; fi\n  nonce=''\n  read -r nonce <\"$bundle/nonce\"\n  emit 'done' \",\\\"nonce\\\":\\\"$nonce\\\",\\\"exit\\\":$1\"\n  exit \"$1\"\n}\n\n# Ends a helper, which leads a session, at once.\ndismiss() {\n  kill -KILL \"$1\" \"-$1\" 2>/dev/null\n  wait \"$1\" 2>/dev/null\n  delist \"$1\"\n}\n\n# The trace that the run belongs to, for what scripts call: TRACESTATE as it came, TRACEPARENT by `next_span`.\ntake_trace() {\n  trace=''\n  [ -f \"$bundle/traceparent\" ] || return\n  IFS=- read -r _ trace _ flags <\"$bundle/traceparent\"\n  [ ! -f \"$bundle/tracestate\" ] || IFS= read -r TRACESTATE <\"$bundle/tracestate\"\n  [ -z \"${TRACESTATE:-}\" ] || export TRACESTATE\n}\n\n# A span of its own for the next script, in $span and in TRACEPARENT.\nnext_span() {\n  span=''\n  [ -n \"$trace\" ] || return\n  { read -r random </proc/sys/kernel/random/uuid; } 2>/dev/null || return\n  span=${random##*-}\n  span=${random%%-*}${span#????}\n  TRACEPARENT=00-$trace-$span-$flags\n  export TRACEPARENT\n}\n\n# run_script FEATURE SCRIPT CONTENT META [PREVIOUS]: its exit code in $code.\nrun_script() {\n  about=\",\\\"feature\\\":\\\"$1\\\",\\\"script\\\":\\\"$2\\\"\"\n  limit=900\n  if [ -f \"$4/timeout\" ]; then read -r limit <\"$4/timeout\"; fi\n  next_span\n  emit begin \"$about${span:+,\\\"span\\\":\\\"$span\\\"}\"\n  turn=$((turn + 1))\n  pipe=$folder/pipe.$turn\n  clock\n  before=$now\n  { exec setsid sh \"$me\" pump \"$1\" \"$2\"; } <\"$pipe\" &\n  pump=$!\n  # As a shell starts it: with a SIGPIPE that kills.\n  { trap - PIPE HUP && exec setsid sh \"$me\" start \"$folder\" \"$@\"; } </dev/null >\"$pipe\" 2>&1 &\n  current=$!\n  { exec setsid sh \"$me\" watch \"$current\" \"$limit\"; } </dev/null >/dev/null 2>&1 &\n  watch=$!\n  wait \"$current\"\n  code=$?\n  clock\n  took=$((now - before))\n  dismiss \"$watch\"\n  why=''\n  # 125 may be the script's own.\n  if [ \"$code\" -eq 125 ] && ! enlisted \"$current\"; then why=unstarted; fi\n  # What a script leaves running in its session is ended: a service belongs to a unit.\n  members_of \"$current\"\n  if [ -n \"$members\" ]; then\n    why=left\n    end_session \"$current\" 2 || why=stuck\n  fi\n  delist \"$current\"\n  current=''\n  # What left the session may hold the output open: it is not waited for.\n  { exec setsid sh \"$me\" release \"$pump\"; } </dev/null >/dev/null 2>&1 &\n  release=$!\n  wait \"$pump\"\n  case $? in\n    0) ;;\n    # It could not be started, and what it printed may have ended the script by SIGPIPE.\n    125) [ \"$code\" -eq 0 ] || why=unstarted ;;\n    *) why=held ;;\n  esac\n  dismiss \"$release\"\n  delist \"$pump\"\n  if [ \"$took\" -ge \"$((limit * 1000))\" ]; then\n    why=timeout\n    [ \"$code\" -ne 0 ] || code=124\n  fi\n  emit end \"$about,\\\"exit\\\":$code,\\\"ms\\\":$took${why:+,\\\"why\\\":\\\"$why\\\"}\"\n}\n\n# --- what is kept in the guest ---\n\n# The value of a text in a marker, which this program wrote in one line: field NAME LINE, in $field.\nfield() {\n  field=''\n  case $2 in *\"\\\"$1\\\":\\\"\"*) ;; *) return ;; esac\n  field=${2#*\"\\\"$1\\\":\\\"\"}\n  field=${field%%\\\"*}\n  case $field in *[!0-9A-Za-z.+-]*) field='' ;; esac\n}\n\nread_marker() {\n  marker=''\n  if [ -f \"$state/$1.json\" ]; then { IFS= read -r marker <\"$state/$1.json\"; } 2>/dev/null; fi\n}\n\n# write_marker ID MEMBERS: whole or not at all, and on the disk before anything counts on it.\nwrite_marker() {\n  mkdir -p \"$state\" || return\n  printf '{%s,\"kept\":\"%s\",\"at\":\"%s\"}\\n' \"$2\" \"$kept\" \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\" >\"$state/.$1.new\" || return\n  sync \"$state/.$1.new\" 2>/dev/null\n  mv -f \"$state/.$1.new\" \"$state/$1.json\"\n}\n\n# One hash of a kept copy, in $digest.\ndigest_of() {\n  digest=$(cd \"$1\" 2>/dev/null && find . ! -type d -exec sha256sum {} + | LC_ALL=C sort | sha256sum)\n  digest=${digest%% *}\n}\n\n# What the remove script will need, in $state/ID; its hash in $kept.\nkeep() {\n  kept=''\n  if [ ! -f \"$bundle/f/$1/remove.sh\" ]; then\n    rm -rf \"${state:?}/$1\"\n    return\n  fi\n  rm -rf \"$state/.$1.keep\"\n  mkdir -p \"$state/.$1.keep/meta\" && cp -R \"$bundle/f/$1\" \"$state/.$1.keep/content\" || return\n  for part in env timeout; do\n    if [ -f \"$bundle/m/$1/$part\" ]; then cp \"$bundle/m/$1/$part\" \"$state/.$1.keep/meta/\" || return; fi\n  done\n  digest_of \"$state/.$1.keep\"\n  kept=$digest\n  digest_of \"$state/$1\"\n  if [ \"$digest\" = \"$kept\" ]; then\n    rm -rf \"$state/.$1.keep\"\n  else\n    rm -rf \"${state:?}/$1\" && mv \"$state/.$1.keep\" \"$state/$1\"\n  fi\n}\n\n# --- features ---\n\nfailed() {\n  rm -rf \"${run:?}/$1\"\n  emit end \",\\\"feature\\\":\\\"$1\\\",\\\"exit\\\":1,\\\"why\\\":\\\"$2\\\"\"\n  finish 20\n}\n\n# Takes all secrets out of the bundle into variables of this process: no file has them while others' scripts run.\ntake_secrets() {\n  taken=0\n  for entry in \"$bundle\"/m/*/secrets/*; do\n    [ -f \"$entry\" ] || continue\n    taken=$((taken + 1))\n    # As base64, since $(…) takes line feeds off the end.\n    eval \"taken_$taken=\\$(base64 -w 0 <\\\"\\$entry\\\") taken_for_$taken=\\${entry#\\\"\\$bundle/m/\\\"}\"\n    rm -f \"$entry\"\n  done\n}\n\n# Secret options are files in memory while the scripts of their feature run.\ngive_secrets() {\n  rm -rf \"${run:?}/$1\"\n  number=0\n  while [ \"$number\" -lt \"$taken\" ]; do\n    number=$((number + 1))\n    eval \"entry=\\$taken_for_$number\"\n    [ \"${entry%%/*}\" = \"$1\" ] || continue\n    mkdir -p \"$run/$1\" || return\n    # printf is the shell's own: it has no arguments that others could read.\n    eval \"printf %s \\\"\\$taken_$number\\\"\" | base64 -d >\"$run/$1/${entry##*/}\" || return\n  done\n}\n\n# other_secrets MEMBERS: the names of secrets whose values are not those of the marker, in $others as JSON; none where\n# something else differs too. A hash stands in the marker for each: \"NAME\":\"HASH\", in braces at the end.\nother_secrets() {\n  others=''\n  case $marker in \"{${1%%'\"secrets\":'*}\"*) ;; *) return ;; esac\n  rest=${1#*'\"secrets\":{'}\n  rest=${rest%\\}}\n  while [ -n \"$rest\" ]; do\n    case $marker in *\"${rest%%,*}\"*) ;; *) others=\"$others${others:+,}${rest%%:*}\" ;; esac\n    case $rest in *,*) rest=${rest#*,} ;; *) rest='' ;; esac\n  done\n}\n\n# install ID VERB\ninstall() {\n  files=$bundle/f/$1\n  meta=$bundle/m/$1\n  clock\n  first_ms=$now\n  emit begin \",\\\"feature\\\":\\\"$1\\\"\"\n  give_secrets \"$1\" || failed \"$1\" unwritable\n  IFS= read -r members_of_marker <\"$meta/marker\"\n  read_marker \"$1\"\n  how=installed\n  others=''\n  field version \"$marker\"\n  previous=$field\n  case $marker in\n    \"{$members_of_marker\"*)\n      code=0\n      if [ -f \"$files/check.sh\" ]; then run_script \"$1\" check \"$files\" \"$meta\" \"$previous\"; fi\n      case $code in\n        0) how=unchanged ;;\n        10) how=drift ;;\n        *)\n          [ \"$2\" = check ] || failed \"$1\" check\n          how=failed\n          ;;\n      esac\n      ;;\n    *)\n      if [ \"$2\" = check ]; then\n        how=differs\n        other_secrets \"$members_of_marker\"\n      fi\n      ;;\n  esac\n  if [ \"$2\" = install ] && [ \"$how\" != unchanged ]; then perform \"$1\"; fi\n  rm -rf \"${run:?}/$1\"\n  clock\n  if [ \"$how\" = failed ]; then code=1; else code=0; fi\n  emit end \",\\\"feature\\\":\\\"$1\\\",\\\"exit\\\":$code,\\\"ms\\\":$((now - first_ms)),\\\"why\\\":\\\"$how\\\"${others:+,\\\"secrets\\\":[$others]}\"\n}\n\nrecord() {\n  if ! keep \"$1\" || ! write_marker \"$1\" \"$2\"; then failed \"$1\" unwritable; fi\n}\n\n# perform ID: install and verify, and the marker.\nperform() {\n  if [ -f \"$meta/network\" ] && [ -z \"$connected\" ]; then\n    connected=1\n    await address \"$net_wait\" 'its address'\n  fi\n  # Unfinished until it is: a run that is killed comes here again, and what is half done can be removed.\n  record \"$1\" \"\\\"v\\\":1,\\\"id\\\":\\\"$1\\\",\\\"version\\\":\\\"$previous\\\",\\\"hash\\\":\\\"\\\",\\\"secrets\\\":{}\"\n  run_script \"$1\" install \"$files\" \"$meta\" \"$previous\"\n  if [ \"$code\" -eq 12 ] && [ -f \"$meta/restarts\" ]; then\n    rm -rf \"${run:?}/$1\"\n    emit restart \",\\\"feature\\\":\\\"$1\\\"\"\n    finish 12\n  fi\n  [ \"$code\" -eq 0 ] || failed \"$1\" install\n  if [ -f \"$files/verify.sh\" ]; then\n    run_script \"$1\" verify \"$files\" \"$meta\" \"$previous\"\n    [ \"$code\" -eq 0 ] || failed \"$1\" verify\n  fi\n  if [ -f \"$meta/profile\" ]; then\n    { cp \"$meta/profile\" \"$profiles/phoenix-$1.sh\" && chmod 644 \"$profiles/phoenix-$1.sh\"; } || failed \"$1\" unwritable\n  else\n    rm -f \"$profiles/phoenix-$1.sh\"\n  fi\n  record \"$1\" \"$members_of_marker\"\n}\n\n# remove ID: by the copy that was kept when it was installed.\nremove() {\n  read_marker \"$1\"\n  if [ -z \"$marker\" ]; then\n    emit removed \",\\\"feature\\\":\\\"$1\\\",\\\"why\\\":\\\"absent\\\"\"\n    return\n  fi\n  how=''\n  field kept \"$marker\"\n  if [ -z \"$field\" ]; then\n    how=',\"why\":\"no-script\"'\n  else\n    digest_of \"$state/$1\"\n    [ \"$digest\" = \"$field\" ] || failed \"$1\" changed\n    field version \"$marker\"\n    run_script \"$1\" remove \"$state/$1/content\" \"$state/$1/meta\" \"$field\"\n    [ \"$code\" -eq 0 ] || failed \"$1\" remove\n  fi\n  rm -rf \"$state/$1.json\" \"${state:?}/$1\" \"$profiles/phoenix-$1.sh\" || failed \"$1\" unwritable\n  emit removed \",\\\"feature\\\":\\\"$1\\\"$how\"\n}\n\n# Packages that a killed run left half installed.\nrecover() {\n  command -v dpkg >/dev/null || return 0\n  mkdir -p \"$bundle/f/-\" \"$bundle/m/-\" && printf '%s\\n' \"echo '::phx progress repairing packages that a run left half installed'\" \\\n    'dpkg --configure -a --force-confdef --force-confold' >\"$bundle/f/-/recover.sh\"\n  run_script - recover \"$bundle/f/-\" \"$bundle/m/-\"\n}\n\nchecks=1\nwhile read -r verb _; do [ \"$verb\" = check ] || checks=''; done <\"$bundle/plan\"\nif [ -n \"$checks\" ]; then\n  if ! step_aside; then\n    emit refused ',\"why\":\"another run is at work in this guest\"'\n    exit 22\n  fi\nelif ! take_over; then\n  emit refused ',\"why\":\"another run in this guest cannot be ended\"'\n  exit 22\nfi\nenlist run || finish 21\ntake_secrets\ntake_trace\nmkdir \"$folder/tmp\" || finish 21\n# All at once: a script may fill the memory that they are made in.\nturn=1\npipes=$folder/pipe.1\nwhile read -r _; do\n  pipes=\"$pipes $folder/pipe.$((turn + 1)) $folder/pipe.$((turn + 2)) $folder/pipe.$((turn + 3))\"\n  turn=$((turn + 3))\ndone <\"$bundle/plan\"\n# shellcheck disable=SC2086 # names without blanks\nmkfifo $pipes || finish 21\nturn=0\nconnected=''\nawait start \"$boot_wait\" 'its start'\n[ -z \"$unclean\" ] || recover\nwhile read -r verb id; do\n  # Nobody hears of what comes next, nor could answer a wish for a restart.\n  [ -z \"$gone\" ] || finish 20\n  case $verb in\n    install | check) install \"$id\" \"$verb\" ;;\n    remove) remove \"$id\" ;;\n    *) failed \"$id\" plan ;;\n  esac\ndone <\"$bundle/plan\"\nfinish 0\n";
var clean_sh = "#!/bin/sh\n# Takes out of a layer what must be one guest's own, before it becomes a template. Host keys of SSH come back by a unit,\n# since `pct clone` makes none (PVE 9.2); an empty machine-id is filled by systemd without taking the start for a first\n# boot, which would enable units by preset. Logs are emptied, not removed: programs expect the files of their packages.\nset -eu\n# A recorded guest of a lab may share files with its machine.\nif [ -n \"${PHX_RECORDED_GUEST:-}\" ]; then exit 0; fi\nif ! tr '\\000' '\\n' < /proc/1/environ | grep -q '^container='; then\n  echo 'this is no container, so that nothing was taken out of it' >&2\n  exit 1\nfi\nif [ -d /etc/ssh ]; then\n  rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub\n  if [ -d /etc/systemd/system ]; then\n    cat > /etc/systemd/system/phoenix-ssh-host-keys.service <<'EOF'\n[Unit]\nDescription=Host keys of SSH for a guest that was made from a layer\nBefore=ssh.service sshd.service ssh.socket sshd.socket\nConditionPathExistsGlob=!/etc/ssh/ssh_host_*_key\nConditionFileIsExecutable=/usr/bin/ssh-keygen\n[Service]\nType=oneshot\nExecStart=/usr/bin/ssh-keygen -A\n[Install]\nWantedBy=multi-user.target\nEOF\n    mkdir -p /etc/systemd/system/multi-user.target.wants\n    ln -sf ../phoenix-ssh-host-keys.service /etc/systemd/system/multi-user.target.wants/\n  fi\nfi\nif [ -e /etc/machine-id ]; then : > /etc/machine-id; fi\nif [ -f /var/lib/dbus/machine-id ] && [ ! -L /var/lib/dbus/machine-id ]; then\n  ln -sf /etc/machine-id /var/lib/dbus/machine-id\nfi\nrm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb /var/cache/apt/*.bin\nrm -f /var/lib/systemd/random-seed /var/lib/dhcp/*.leases\nrm -rf /var/log/journal/* /tmp/* /var/tmp/*\nif [ -d /var/log ]; then find /var/log -type f -exec sh -c 'for log; do : > \"$log\"; done' sh {} +; fi\nsync\n";
var agent_sh = "# shellcheck shell=sh\n# The one constant program that Phoenix starts in a virtual machine by its guest agent: sh -c TEXT. The agent answers when a\n# command has ended, and its messages are bounded: a bundle comes in pieces, runs by itself, and what it tells is asked for.\n# Stdin is a line that says what to do, and bytes; the first line of the answer begins with phx-agent. Each may be sent again.\n#   put ID OFFSET LENGTH SHA256    the bytes are a piece: kept OFFSET, or torn OFFSET\n#   start ID LENGTH SHA256         the bytes are the bootstrap, the pieces together its gzipped stdin: started, or torn 0\n#   poll ID OFFSET                 what it has told from there on: at SIZE running, exit CODE or lost; out BASE64, err BASE64\n#   stop ID                        ends the run: stopped\n#   drop ID                        forgets it: dropped\nset -u\numask 077\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nexport PATH\nbase=/run/phoenix-agent\nrun=/run/phoenix\nsystemd=/run/systemd/system\n# Bytes of one answer; tenths of a second that it waits for something to tell.\nmost=131072\npatience=150\n\nsay() {\n  printf 'phx-agent %s\\n' \"$*\"\n  exit 0\n}\n\nis_number() { case $1 in '' | *[!0-9]* | ??????????*) return 1 ;; esac; }\nis_hex() { case $1 in '' | *[!0-9a-f]*) return 1 ;; esac; }\n\nread -r verb id first second sum || say refused 'the request was cut'\nis_hex \"$id\" || say refused 'the request has no id'\nfolder=$base/$id\n\n# The bundle may hold secrets, which are never written to a disk.\nprepare() {\n  for tool in base64 cat cksum find gzip head mkdir mv rm setsid sha256sum stat tail wc; do\n    command -v \"$tool\" >/dev/null || say refused \"the guest lacks the program $tool\"\n  done\n  mkdir -p \"$base\" || say refused \"$base cannot be made\"\n  chmod 700 \"$base\" || say refused \"$base cannot be made private\"\n  if [ -z \"${PHX_RECORDED_GUEST:-}\" ] && [ \"$(stat -f -c %T \"$base\")\" != tmpfs ]; then\n    mount -t tmpfs -o mode=0700,nosuid,nodev phoenix \"$base\" ||\n      say refused \"$base is not in memory, and no tmpfs can be mounted there\"\n  fi\n}\n\nalive() {\n  pid=''\n  { read -r pid <\"$1/pid\"; } 2>/dev/null\n  is_number \"$pid\" && kill -0 \"$pid\" 2>/dev/null\n}\n\n# What killed callers left would fill the memory; what is younger may be another's who is at it now.\ntidy() {\n  find \"$base\" -mindepth 1 -maxdepth 1 -mmin +30 2>/dev/null | while IFS= read -r old; do\n    alive \"$old\" || rm -rf \"$old\"\n  done\n}\n\n# put OFFSET LENGTH SHA256\nput() {\n  if ! { is_number \"$1\" && is_number \"$2\" && is_hex \"$3\"; }; then say refused 'the request cannot be understood'; fi\n  prepare\n  [ \"$1\" -ne 0 ] || tidy\n  mkdir -p \"$folder\" || say refused \"$folder cannot be made\"\n  # A piece that comes once more, late.\n  [ ! -e \"$folder/started\" ] || say kept \"$1\"\n  new=$folder/new.$$\n  if ! head -c \"$2\" >\"$new\"; then\n    rm -f \"$new\"\n    say refused \"the bundle does not fit into $base\"\n  fi\n  if [ \"$(sha256sum <\"$new\")\" != \"$3  -\" ]; then\n    rm -f \"$new\"\n    say torn \"$1\"\n  fi\n  # By names that sort as the pieces follow each other; whole or not at all.\n  mv -f \"$new\" \"$(printf '%s/piece.%09d' \"$folder\" \"$1\")\" || say refused \"$folder cannot be written to\"\n  say kept \"$1\"\n}\n\n# shellcheck disable=SC2016 # a program of its own\nrunner='\numask 077\ntrap \"\" HUP\necho \"$$\" >\"$1/pid\"\nexec 3<\"$1/whole\"\nrm -f \"$1/whole\"\ngzip -dc <&3 2>/dev/null | sh \"$1/bootstrap\" >\"$1/events\" 2>\"$1/errors\" 3<&-\necho \"$?\" >\"$1/exit.new\"\nmv -f \"$1/exit.new\" \"$1/exit\"\n'\n\n# start LENGTH SHA256\nstart() {\n  if ! { is_number \"$1\" && is_hex \"$2\"; }; then say refused 'the request cannot be understood'; fi\n  [ -d \"$folder\" ] || say torn 0\n  [ ! -e \"$folder/started\" ] || say started\n  cat >\"$folder/bootstrap\" || say refused \"$folder cannot be written to\"\n  cat \"$folder\"/piece.* >\"$folder/whole\" 2>/dev/null\n  if [ \"$(wc -c <\"$folder/whole\")\" -ne \"$1\" ] || [ \"$(sha256sum <\"$folder/whole\")\" != \"$2  -\" ]; then\n    rm -rf \"$folder\"\n    say torn 0\n  fi\n  rm -f \"$folder\"/piece.*\n  # As a file: systemd-run would replace variables in its words.\n  printf '%s' \"$runner\" >\"$folder/runner\" || say refused \"$folder cannot be written to\"\n  : >\"$folder/started\"\n  # A unit of its own: systemd ends all that is in the agent's when that restarts, its own session or not.\n  if [ -d \"$systemd\" ] && command -v systemd-run >/dev/null &&\n    systemd-run --quiet --collect --no-block --unit \"phoenix-$id\" -p KillMode=process -- \\\n      sh \"$folder/runner\" \"$folder\" </dev/null >/dev/null 2>&1; then\n    say started\n  fi\n  setsid sh \"$folder/runner\" \"$folder\" </dev/null >/dev/null 2>&1 &\n  say started\n}\n\n# What has come to its end has told all: its state is looked at first.\nlook() {\n  state=lost\n  if [ -f \"$folder/exit\" ]; then\n    read -r code <\"$folder/exit\"\n    state=\"exit $code\"\n  elif alive \"$folder\" || { [ ! -e \"$folder/pid\" ] && [ \"$tries\" -lt 100 ]; }; then\n    state=running\n  fi\n  size=0\n  [ ! -f \"$folder/events\" ] || size=$(($(wc -c <\"$folder/events\")))\n}\n\n# poll OFFSET\npoll() {\n  is_number \"$1\" || say refused 'the request cannot be understood'\n  [ -e \"$folder/started\" ] || say gone\n  tries=0\n  look\n  while [ \"$state\" = running ] && [ \"$size\" -le \"$1\" ] && [ \"$tries\" -lt \"$patience\" ]; do\n    tries=$((tries + 1))\n    sleep 0.1\n    look\n  done\n  if [ \"$state\" = running ] && [ \"$size\" -gt \"$1\" ]; then\n    # A little more, so that not every line is an answer.\n    sleep 0.4\n    look\n  fi\n  printf 'phx-agent at %s %s\\n' \"$size\" \"$state\"\n  [ ! -f \"$folder/events\" ] || printf 'out %s\\n' \"$(tail -c \"+$(($1 + 1))\" \"$folder/events\" | head -c \"$most\" | base64 -w 0)\"\n  if [ \"$state\" != running ] && [ -f \"$folder/errors\" ]; then\n    printf 'err %s\\n' \"$(tail -c 4000 \"$folder/errors\" | base64 -w 0)\"\n  fi\n  exit 0\n}\n\n# The run itself ends its script, and knows next time that this was no good end.\nstop() {\n  for known in \"$run\"/.b.*/pid; do\n    pid=''\n    { read -r pid <\"$known\"; } 2>/dev/null\n    if is_number \"$pid\" && grep -q run.sh \"/proc/$pid/cmdline\" 2>/dev/null; then kill -TERM \"$pid\" 2>/dev/null; fi\n  done\n  tries=0\n  while alive \"$folder\" && [ \"$tries\" -lt 150 ]; do\n    tries=$((tries + 1))\n    sleep 0.1\n  done\n  say stopped\n}\n\ncase $verb in\n  put) put \"$first\" \"$second\" \"$sum\" ;;\n  start) start \"$first\" \"$second\" ;;\n  poll) poll \"$first\" ;;\n  stop) stop ;;\n  drop)\n    rm -rf \"$folder\"\n    say dropped\n    ;;\n  *) say refused 'the request cannot be understood' ;;\nesac\n";
var cloud_sh = "# shellcheck shell=sh\n# How far cloud-init is in a virtual machine, asked by its guest agent: its exit code, what it says, and where something\n# failed the end of its log.\nset -u\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nexport PATH\nif [ -n \"${PHX_RECORDED_GUEST:-}\" ] || ! command -v cloud-init >/dev/null; then\n  printf 'phx-cloud none\\n'\n  exit 0\nfi\nsaid=$(cloud-init status --long 2>&1)\nprintf 'phx-cloud %s\\n%s\\n' \"$?\" \"$(printf '%s\\n' \"$said\" | tail -c 3000)\"\ncase $said in\n  *'status: error'* | *degraded*)\n    printf 'log\\n'\n    tail -n 15 /var/log/cloud-init-output.log 2>/dev/null | tail -c 3000\n    ;;\nesac\nexit 0\n";
// src/features/guest-scripts.ts
/**
* The programs that run in guests, as texts. They are kept as files in guest/, checked by shellcheck, and copied by
* scripts/guest-scripts.ts.
*/
/** The one constant program of `pct exec`: an argument of `sh -c`, which reads a bundle from stdin. */
const BOOTSTRAP = bootstrap_sh;
/** The other constant program of `pct exec`: cleans a layer before it becomes a template. */
const CLEAN = clean_sh;
/** The constant program of a virtual machine's guest agent: takes a bundle in pieces, runs it, tells what it told. */
const AGENT = agent_sh;
/** How far cloud-init is in a virtual machine. */
const CLOUD = cloud_sh;
/** Runs the scripts of a bundle; travels in it. */
const RUN = run_sh;
/** What scripts of features may use; travels in the bundle. */
const LIB = lib_sh;
// src/features/tar.ts
/**
* A tar archive of files in memory (POSIX ustar): the same files give the same bytes, whatever their order. Owners are
* root, times are zero. Reading archives stays out: GNU tar and busybox do that in the guest.
*/
const BLOCK = 512;
/** @throws PhoenixError CONFIG_INVALID for a path that the format cannot hold */
function tar(files) {
	const sorted = files.toSorted((a, b) => compareText(a.path, b.path));
	const parts = [...new Set(sorted.flatMap(({ path }) => foldersAbove(path)))].sort(compareText).map((path) => header(`${path}/`, 0, 493, "5"));
	for (const { path, bytes, mode } of sorted) parts.push(header(path, bytes.length, mode, "0"), bytes, new Uint8Array(padding(bytes.length)));
	parts.push(new Uint8Array(2 * BLOCK));
	return Buffer.concat(parts);
}
const compareText = (a, b) => a < b ? -1 : Number(a > b);
function foldersAbove(path) {
	const segments = path.split("/").slice(0, -1);
	return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}
const padding = (length) => (BLOCK - length % BLOCK) % BLOCK;
function header(path, size, mode, type) {
	const block = Buffer.alloc(BLOCK);
	const [prefix, name] = splitPath(path);
	block.write(name, 0, "utf8");
	block.write(octal(mode, 8), 100);
	block.write(octal(0, 8), 108);
	block.write(octal(0, 8), 116);
	block.write(octal(size, 12), 124);
	block.write(octal(0, 12), 136);
	block.write(" ".repeat(8), 148);
	block.write(type, 156);
	block.write("ustar\x0000", 257, "latin1");
	block.write("root", 265);
	block.write("root", 297);
	block.write(prefix, 345, "utf8");
	const sum = block.reduce((total, byte) => total + byte, 0);
	block.write(`${octal(sum, 7)} `, 148, "latin1");
	return block;
}
/** Digits that fill a field, with the NUL at its end. */
const octal = (value, width) => `${value.toString(8).padStart(width - 1, "0")}\u0000`;
/** ustar keeps a path in two fields: up to 155 bytes before a `/`, up to 100 after it. */
function splitPath(path) {
	if (Buffer.byteLength(path) <= 100) return ["", path];
	for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) {
		const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
		if (name !== "" && Buffer.byteLength(name) <= 100 && Buffer.byteLength(prefix) <= 155) return [prefix, name];
	}
	throw new PhoenixError("CONFIG_INVALID", `the path ${path} is too long for a bundle`, { hint: "Use shorter names of folders and files in the feature." });
}
// src/node/recorded-guest.ts
/** What a simulated node says where only a real guest could answer; whoever asks tells it from a failure by this. */
const RECORDED_GUEST = "a recorded guest has no network";
export { LEVELS as $, formatConf as A, hide as At, formatSize as B, parseInSubnet as C, realClock as Ct, decodeText as D, momentText as Dt, EMPTY_CONF as E, durationText as Et, parseSections as F, redactor as Ft, rewrite as G, parsePropertyString as H, FAMILIES as I, compileLater as It, quote as J, writeNew as K, PropertyStringError as L, hmac256 as M, NO_MASKS as Mt, sha1 as N, mask as Nt, digest as O, sizeInKiB as Ot, sha256 as P, masksOf as Pt, VERSION as Q, familyOf as R, parseAddress as S, errorsIn as St, parseSubnet as T, durationInMs as Tt, parseSize as U, parseBoolean as V, makeFolder as W, obstacleAt as X, shortened as Y, lookOf as Z, isAddressRange as _, createTelemetry as _t, CLEAN as a, showOn as at, isWithin as b, PhoenixError as bt, RUN as c, inSpan as ct, canonical as d, log as dt, wanted as et, isObject as f, measure as ft, addressKey as g, watchedRun as gt, valueAt as h, watched as ht, BOOTSTRAP as i, screenSink as it, parseConf as j, masked as jt, encodeText as k, guardOutput as kt, parseStorageCfg as l, isMeasured as lt, pointerSegments as m, traceContext as mt, tar as n, levelOf as nt, CLOUD as o, beginSpan as ot, pointer as p, runName as pt, writeWhole as q, AGENT as r, say as rt, LIB as s, idsAtWork as st, RECORDED_GUEST as t, createTerminal as tt, sections as u, isWatched as ut, isInRange as v, newTrace as vt, parseRange as w, diskSize as wt, overlaps as x, SEVERITIES as xt, isSubnet as y, errorText as yt, formatPropertyString as z };
