import { Eo as listed, H as colorsOf, Sa as nearest, nt as readSettings, rt as layOut } from "./engine.js";
import { bt as PhoenixError } from "./base.js";
import { I as kinds } from "./live.js";
import { t as catalogue } from "./every.js";
import { n as folderExists } from "./feature-folders.js";
import { n as openSources } from "./sources.js";
// src/commands/explain-rule.ts
/** `phoenix explain PHX511`: what a finding means, how bad it is here, and how to change that; or the list of all there are. */
/** Exit code 0. Without a configs folder it tells of the defaults alone. @throws PhoenixError `USAGE` for an id that is not there. */
async function explainRule({ id, configs, json }, io) {
	const all = catalogue();
	const one = id === void 0 ? void 0 : all.get(id.toUpperCase());
	if (id !== void 0 && !one) throw new PhoenixError("USAGE", `there is no finding ${id}`, { hint: hintFor(id, [...all.keys()]) });
	const set = folderExists(configs) ? wordsIn(configs) : {};
	const told = (one ? [one] : [...all.values()]).map((entry) => ({
		...entry,
		here: (entry.isAdjustable ? set[entry.id] : void 0) ?? entry.severity
	}));
	const colors = colorsOf(io.color);
	if (json) io.out(JSON.stringify({
		v: 1,
		findings: told
	}, null, 2));
	else if (one) io.out(told.map((entry) => wholeText(entry, Math.min(io.columns, 100), colors)).join("\n"));
	else io.out(told.map((entry) => rowText(entry, colors)).join("\n"));
	return 0;
}
/** Of ids that differ as much, the nearest number is meant. */
function hintFor(id, ids) {
	const number = (one) => Number(one.slice(3));
	const away = (one) => Math.abs(number(one) - number(id));
	const meant = nearest(id, ids.toSorted((a, b) => away(a) - away(b)));
	if (meant !== null) return `Did you mean "${meant}"?`;
	const begun = ids.filter((one) => one.startsWith(id.toUpperCase()));
	if (begun.length > 0) return `There are ${listed(begun, 12, (one) => one)}.`;
	return "`phoenix validate --explain` lists all there are.";
}
/** What `phoenix.json` says under "rules". */
function wordsIn(configs) {
	const sources = openSources(configs);
	try {
		const tree = sources.onDisk();
		const { settings } = layOut(tree, new Set(kinds.map(({ kind }) => kind)));
		return readSettings(tree, settings, void 0).settings.rules;
	} finally {
		sources.close();
	}
}
const tinted = (word, colors) => ({
	error: colors.red,
	warning: colors.yellow,
	notice: colors.cyan,
	off: colors.dim
})[word](word);
function rowText({ id, here, title }, colors) {
	return `${colors.bold(id)}  ${tinted(here, colors)}${" ".repeat(7 - here.length)}  ${title}`;
}
function wholeText(entry, width, colors) {
	const { id, severity, here, title, why, example, isAdjustable, ofChanges } = entry;
	const changed = here === severity ? "" : `, by default ${severity}`;
	const samples = example ? [`${colors.dim("wrong:")}\n${indented(example.wrong)}`, `${colors.dim("right:")}\n${indented(example.right)}`] : [];
	const others = [
		"off",
		"notice",
		"warning",
		"error"
	].filter((word) => word !== here);
	const change = isAdjustable ? [`${colors.dim(`In phoenix.json, for the whole estate: ${others.join(", ")}`)}\n${indented(`"rules": { "${id}": "${others[0]}" }`)}`, `${colors.dim("In the file that it is found at, with the reason:")}\n${indented(`"suppress": { "${id}": "why it is right here" }`)}`] : [colors.dim("It can neither be turned off nor suppressed.")];
	return [
		`${colors.bold(id)} ${tinted(here, colors)}${changed}: ${title}`,
		wrapped(why, width),
		...ofChanges ? ["Found where files are compared with a base: in a plan, and with --base."] : [],
		...samples,
		...change
	].join("\n\n");
}
const indented = (text) => text.replace(/^/gm, "  ");
/** A paragraph of lines no longer than the terminal is wide, where words allow it. */
function wrapped(text, width) {
	const lines = [];
	for (const word of text.split(" ")) {
		const last = lines.at(-1);
		if (last === void 0 || last.length + word.length + 1 > width) lines.push(word);
		else lines[lines.length - 1] = `${last} ${word}`;
	}
	return lines.join("\n");
}
export { explainRule };
