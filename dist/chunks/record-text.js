import { Et as durationText } from "./base.js";
import { Go as visibleLines } from "./engine.js";
import { t as isShown } from "./record.js";
// src/telemetry/log/record-text.ts
/** Records as text for whoever reads them as they come: one line each. */
/** As sd-daemon(3) numbers them. */
const PRIORITIES = {
	debug: 7,
	info: 6,
	warn: 4,
	error: 3
};
/** What the journal takes off a line again, and files it by. */
const journalPrefix = (level) => `<${PRIORITIES[level]}>`;
/** Several lines as one, in which nothing commands the terminal that shows it; the journal hides what has such in it. */
const oneLine = (text) => visibleLines(text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== "").join(" | "));
/** A command with what it was given, and how it ended; other records with whose they are. */
function recordText({ message, address, node, feature, script, argv, exit, ms }) {
	const whose = [address, node].filter((one) => one !== void 0).join(" on ");
	const who = [feature, script].filter((one) => one !== void 0).join(" ");
	const took = typeof ms !== "number" ? "" : `, ${ms < 1e3 ? `${ms} ms` : durationText(ms)}`;
	const ended = exit === void 0 ? "" : `: exit ${String(exit)}`;
	const what = Array.isArray(argv) ? `${argv.join(" ")}${ended}` : message;
	const parts = [
		whose,
		who !== "" && !what.startsWith(who) ? who : "",
		`${what}${took}`
	];
	return oneLine(parts.filter((part) => part !== "").join(": "));
}
/** What is shown of a run as text to whoever wants everything. */
const DETAILS = [
	"phase",
	"command",
	"feature",
	"script",
	"request"
];
/**
* What of a run is shown as text beside what is said; null: nothing. Of steps, lines of progress tell, unless nobody wants
* to see those.
*/
function detailText({ record, about }, least) {
	if (!isShown(record.level, least)) return null;
	return about === "log" || least === "debug" && (DETAILS.includes(about) || about === "note" && record.level === "debug") || !isShown("info", least) && (about === "step" || about === "note") ? recordText(record) : null;
}
export { journalPrefix as n, oneLine as r, detailText as t };
