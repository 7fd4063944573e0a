import { J as homeOf, Sn as suppressSchema, U as inOrder, wt as placeOfField } from "./engine.js";
import { Jt as parseFile, Zn as once, qt as nearestPositionOf, yn as wholeFile } from "./sources.js";
import { Q as quote, nt as errorsIn, x as pointer } from "./base.js";
import { i as RULE_FINDINGS, n as isAdjustable, r as rules, t as catalogue } from "./catalogue.js";
// src/rules/check/concealed.ts
/** Of a long secret the beginning is enough: messages cut values off at their end. */
const TELLING = 8;
const lineOf = ({ file, line }) => `${file}:${line}`;
function startsByLine(secrets) {
	const byLine = /* @__PURE__ */ new Map();
	for (const { at, text } of secrets) {
		const line = lineOf(at);
		const starts = byLine.get(line) ?? /* @__PURE__ */ new Map();
		const start = text.slice(0, TELLING);
		byLine.set(line, starts.set(start.length, (starts.get(start.length) ?? /* @__PURE__ */ new Set()).add(start)));
	}
	return byLine;
}
function holdsOne(text, starts) {
	for (const [length, known] of starts) for (let from = 0; from + length <= text.length; from += 1) if (known.has(text.slice(from, from + length))) return true;
	return false;
}
/** The findings, those that hold a part of a secret with their title in place of the message. */
function concealed(findings, secrets) {
	if (secrets.length === 0) return findings;
	const byLine = startsByLine(secrets);
	return findings.map((one) => {
		const { message, hint = "", at, also } = one;
		return [at, also].some((place) => {
			const starts = place && byLine.get(lineOf(place));
			return starts !== void 0 && (holdsOne(message, starts) || holdsOne(hint, starts));
		}) ? withoutValues(one) : one;
	});
}
function withoutValues(one) {
	const title = catalogue().get(one.id)?.title ?? one.id;
	const message = `${title.charAt(0).toLowerCase()}${title.slice(1)}; the value looks like a secret and is not repeated`;
	return {
		...one,
		message,
		hint: "Put it into the vault first; what is wrong with it is told then."
	};
}
// src/rules/check/judge.ts
/**
* How bad each finding is in this estate, and which are suppressed: "rules" of `phoenix.json`, and "suppress" of each file.
* With a base the stricter word of both ends holds, so that no pull request loosens the rule that stops it.
*/
const STRICT = [
	"off",
	"notice",
	"warning",
	"error"
];
/** Findings as bad as the estate says, those that nobody wants to hear of apart. */
function judge(found, { before, ...ends }) {
	const { estate } = ends;
	const counts = once(() => countsOf(before?.() ?? []));
	const inBase = (one) => {
		const left = counts().get(nameOf(one)) ?? 0;
		counts().set(nameOf(one), left - 1);
		return left > 0;
	};
	const own = [...wrongSettings(estate), ...milder(ends)];
	const wanted = suppressionsOf(estate, own);
	const used = /* @__PURE__ */ new Set();
	const findings = [];
	const suppressed = [];
	for (const one of found) {
		const word = isAdjustable(one.id) ? wordFor(one, ends, inBase) : one.severity;
		const by = [one.at, one.also].flatMap((place) => (place && wanted.get(keyOf(one.id, place.file))) ?? []);
		by.forEach((one) => used.add(one));
		if (word === "off") continue;
		const finding = word === one.severity ? one : {
			...one,
			severity: word
		};
		const [first] = by;
		if (first) suppressed.push({
			finding,
			reason: first.reason
		});
		else findings.push(finding);
	}
	for (const one of wanted.values()) if (!used.has(one) && isAsked(one, ends)) own.push(idle(one, estate));
	return {
		findings: [...findings, ...own],
		suppressed
	};
}
const keyOf = (id, file) => `${id} ${file}`;
/**
* Whether what a file suppresses would have been found. What is broken is not looked at by rules, a file of another environment
* is not read, and what changes is told by a base alone.
*/
function isAsked({ file, id }, { estate, base }) {
	if (errorsIn(estate.findings).length > 0) return false;
	const [folder, env] = file.split("/");
	if (folder === "environments" && env !== estate.env) return false;
	return base !== null || catalogue().get(id)?.ofChanges !== true;
}
/** The same in both revisions, wherever its line stands now. */
const nameOf = ({ id, message, at }) => `${id} ${at?.file} ${message}`;
/** Not every message tells of whom it is. */
function countsOf(findings) {
	const counts = /* @__PURE__ */ new Map();
	for (const one of findings) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1);
	return counts;
}
/**
* The stricter word of both ends, but for what the base has already: else nobody could turn off a rule that a new Phoenix
* brings, as a change of its own.
*/
function wordFor(one, { estate, base }, inBase) {
	const { id, severity } = one;
	const now = estate.settings.rules[id] ?? severity;
	const before = base?.settings.rules[id] ?? severity;
	if (!base || STRICT.indexOf(before) <= STRICT.indexOf(now)) return now;
	return inBase(one) ? now : before;
}
/** What files suppress; what is wrong with it joins the findings. */
function suppressionsOf(estate, findings) {
	const all = /* @__PURE__ */ new Map();
	for (const source of estate.tree.files.values()) {
		if (!source.text.includes("\"suppress\"")) continue;
		const { value } = parseFile(source);
		const given = value?.["suppress"];
		if (given === void 0) continue;
		const file = source.path;
		const parsed = suppressSchema.safeParse(given);
		if (!parsed.success) {
			const [issue] = parsed.error.issues;
			const path = pointer("suppress", ...issue?.path.map(String) ?? []);
			const at = nearestPositionOf(estate.tree, file, path, "value");
			const [key] = issue?.path.map(String) ?? [];
			const why = issue?.code === "invalid_key" ? issue.issues[0]?.message : wrongReason(issue);
			const message = key === void 0 ? "\"suppress\" must be an object: ids, each with the reason" : `"suppress" cannot be understood: ${quote(key)} ${why}`;
			findings.push(finding("PHX951", message, "Write \"suppress\": { \"PHX512\": \"why it is right here\" }.", at));
			continue;
		}
		for (const [id, reason] of Object.entries(parsed.data)) if (isAdjustable(id)) all.set(keyOf(id, file), {
			file,
			id,
			reason
		});
		else findings.push(fixed(id, estate, file, pointer("suppress", id)));
	}
	return all;
}
/** Zod's own words of a value that is no text say nothing to a person. */
function wrongReason(issue) {
	return issue === void 0 || issue.code === "invalid_type" ? "must say why" : issue.message;
}
const settingsFile = ({ layout }) => layout.settings?.path ?? "phoenix.json";
/** A change that loosens a rule says so itself: nothing else in a plan would. */
function milder({ estate, base }) {
	if (!base) return [];
	return [.../* @__PURE__ */ new Set([...Object.keys(estate.settings.rules), ...Object.keys(base.settings.rules)])].filter(isAdjustable).flatMap((id) => {
		const usual = catalogue().get(id)?.severity ?? "error";
		const [before, now] = [base, estate].map(({ settings }) => settings.rules[id] ?? usual);
		if (before === void 0 || now === void 0 || STRICT.indexOf(now) >= STRICT.indexOf(before)) return [];
		const was = before === "error" ? "an error" : `a ${before}`;
		const at = nearestPositionOf(estate.tree, settingsFile(estate), pointer("rules", id), "key");
		return [finding("PHX953", `${id} was ${was} and is ${now === "off" ? "turned off" : `a ${now}`} from now on`, "Look whether that is meant; it holds for what this change brings only when it is merged.", at)];
	});
}
function wrongSettings(estate) {
	const file = settingsFile(estate);
	return Object.keys(estate.settings.rules).filter((id) => !isAdjustable(id)).map((id) => fixed(id, estate, file, pointer("rules", id)));
}
function fixed(id, { tree }, file, path) {
	const known = catalogue().get(id);
	return finding("PHX951", known ? `${id} cannot be changed: ${known.title.charAt(0).toLowerCase()}${known.title.slice(1)}` : `there is no finding ${id}`, known ? "Mend what is found, and remove this line." : "`phoenix validate --explain` lists all there are.", nearestPositionOf(tree, file, path, "key"));
}
function idle({ file, id }, { tree }) {
	const at = tree.files.has(file) ? nearestPositionOf(tree, file, pointer("suppress", id), "key") : wholeFile(file);
	return finding("PHX952", `${id} is not found in this file`, "Remove the line.", at);
}
function finding(id, message, hint, at) {
	return {
		id,
		severity: RULE_FINDINGS[id].severity,
		message,
		hint,
		at
	};
}
// src/rules/check/check.ts
/**
* All rules over an estate: what they find joins what was found on loading, each as bad as `phoenix.json` says, without what
* files suppress. Pure. Commands that plan, apply or validate ask; those that only look do without.
*/
/** The estate with everything that is found in it. An estate whose files are broken is asked as far as it goes. */
function checkRules(estate, { base = null, rules: rules$1 = rules } = {}) {
	const input = inputOf(estate, base);
	const findings = [...estate.findings];
	const better = /* @__PURE__ */ new Map();
	const secrets = [];
	for (const rule of rules$1) for (const breach of rule.check(input)) {
		const finding = findingOf(rule, breach, estate);
		findings.push(finding);
		if (breach.instead) better.set(finding, breach.instead);
		if (breach.secret !== void 0 && finding.at) secrets.push({
			at: finding.at,
			text: breach.secret
		});
	}
	const before = () => base ? checkRules(base, { rules: rules$1 }).findings : [];
	const judged = judge(findings, {
		estate,
		base,
		before
	});
	const kept = better.size === 0 ? judged.findings : withoutLesser(judged.findings, better);
	return {
		...estate,
		findings: inOrder(concealed(kept, secrets)),
		suppressed: suppressedInOrder(judged.suppressed, secrets)
	};
}
/** As findings that nobody suppresses: in their order, and without what is secret. */
function suppressedInOrder(suppressed, secrets) {
	if (suppressed.length === 0) return suppressed;
	const findings = concealed(suppressed.map(({ finding }) => finding), secrets);
	const reasons = new Map(findings.map((finding, at) => [finding, suppressed[at]?.reason ?? ""]));
	return inOrder(findings).map((finding) => ({
		finding,
		reason: reasons.get(finding) ?? ""
	}));
}
const placed = (id, at) => `${id} ${at.file}:${at.line}:${at.column}`;
/** A finding that was made milder, or that a file suppresses, stands for nothing: it is another object, or gone. */
function withoutLesser(findings, better) {
	const lesser = /* @__PURE__ */ new Set();
	for (const one of findings) {
		if (one.severity !== "error" || !one.at) continue;
		for (const id of better.get(one) ?? []) lesser.add(placed(id, one.at));
	}
	return findings.filter(({ id, at }) => !at || !lesser.has(placed(id, at)));
}
function inputOf(estate, base) {
	const { tree, layout } = estate;
	const settings = layout.settings?.path ?? "phoenix.json";
	return {
		estate,
		base,
		...viewsOf(estate),
		guestsBefore: base ? viewsOf(base).guests : [],
		kindOf: (resource) => homeOf(resource)?.kind,
		inSettings: (...path) => ({
			file: settings,
			path: pointer(...path)
		}),
		valueOf: (path) => {
			const file = tree.files.get(path);
			return file ? parseFile(file).value : null;
		}
	};
}
/** A guest shows what it stores as well, so it is asked once. */
function viewsOf({ resources, features }) {
	const [guests, stored] = [[], []];
	const around = {
		features,
		resources
	};
	for (const resource of resources.values()) {
		const kind = homeOf(resource)?.kind;
		const guest = kind?.guest?.(resource.spec, around) ?? null;
		if (guest) guests.push({
			resource,
			view: guest
		});
		const view = kind?.stored ? guest ?? kind.stored(resource.spec) : null;
		if (view) stored.push({
			resource,
			view
		});
	}
	return {
		guests,
		stored
	};
}
function findingOf({ id, severity }, { message, hint, at, also }, estate) {
	return {
		id,
		severity,
		message,
		hint,
		...at && { at: placeOf(at, estate) },
		...also && { also: placeOf(also, estate) }
	};
}
const NO_SETS = /* @__PURE__ */ new Set();
function placeOf(spot, { tree }) {
	if ("line" in spot) return spot;
	if ("file" in spot) return nearestPositionOf(tree, spot.file, spot.path, spot.what ?? "value");
	const { resource, path, what = "value" } = spot;
	return placeOfField(tree, resource, setsOf(resource), path, what);
}
const setsOf = (resource) => homeOf(resource)?.sets ?? NO_SETS;
export { checkRules as t };
