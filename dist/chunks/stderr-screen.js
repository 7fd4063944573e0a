import { at as showOn, jt as masked, nt as levelOf, st as idsAtWork } from "./base.js";
import { t as jsonLine } from "./json-line.js";
import { n as recorder, t as isShown } from "./record.js";
import { n as journalPrefix, r as oneLine, t as detailText } from "./record-text.js";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";
import { fstatSync } from "node:fs";
// src/telemetry/log/stderr-screen.ts
/**
* stderr in another look than the usual one: as JSON lines, for the journal of systemd, or of other levels. With JSON
* and for the journal nothing else gets through, whoever writes it: the parser of options, Node, a library.
*/
const STDERR = 2;
/** Under the line of the step that it belongs to. */
const INDENT = "        ";
/** Whether stderr goes to the journal, as sd-daemon's programs look for it: the variable is inherited, the stream may not be. */
function isJournal(stream) {
	try {
		const { dev, ino } = fstatSync(STDERR);
		return stream === `${dev}:${ino}`;
	} catch {
		return false;
	}
}
/** Who does not know of levels writes what matters. */
const rawLevel = (text) => /^(?:error|This is a bug)/i.test(text) ? "error" : "warn";
function stderrScreen(options) {
	const { format, level: least, toJournal, write, now = Date.now } = options;
	let last = null;
	const prefix = (level) => toJournal ? journalPrefix(level) : "";
	const clean = (text) => stripVTControlCharacters(masked(text)).trim();
	/** A record of its own: the run and the span are those that are at work, or that were last. */
	const json = (level, text, fields) => {
		const at = idsAtWork();
		const ids = at ?? last;
		return jsonLine({
			time: new Date(now()).toISOString(),
			level,
			message: clean(text),
			...ids && {
				run: ids.run,
				trace_id: ids.trace
			},
			...at?.span && { span_id: at.span },
			...fields
		});
	};
	const line = (level, text, fields) => {
		if (clean(text) === "") return;
		write(`${prefix(level)}${format === "json" ? json(level, text, fields) : oneLine(clean(text))}`);
	};
	return {
		show: (text, tone, fields) => {
			const level = levelOf(tone);
			if (!isShown(level, least)) return;
			if (format === "text" && !toJournal) write(text);
			else if (format === "text" || tone !== "progress") line(level, text, fields);
		},
		raw: (text) => line(rawLevel(text), text, {}),
		sink: (ids) => {
			last = ids;
			const recordOf = recorder(ids);
			return {
				take: (signal) => {
					const told = recordOf(signal);
					if (!told || signal.is === "log" && signal.said) return;
					const { level } = told.record;
					if (format === "json") {
						if (isShown(level, least)) write(`${prefix(level)}${jsonLine(told.record)}`);
						return;
					}
					const text = detailText(told, least);
					if (text !== null) write(`${prefix(level)}${toJournal ? "" : INDENT}${text}`);
				},
				close: async () => {}
			};
		}
	};
}
/** Makes stderr look so, for the rest of the process. */
function setStderrLook({ format, level, journal }) {
	const toJournal = journal !== null && isJournal(journal);
	if (format === "text" && level === "info" && !toJournal) return;
	const { stderr } = process;
	const write = stderr.write.bind(stderr);
	const screen = stderrScreen({
		format,
		level,
		toJournal,
		write: (line) => void write(`${line}\n`)
	});
	showOn(screen);
	if (format === "text" && !toJournal) return;
	stderr.write = (chunk, encoding, done) => {
		screen.raw(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
		const end = typeof encoding === "function" ? encoding : done;
		if (end) process.nextTick(end);
		return true;
	};
}
export { setStderrLook };
