import { Ao as plural, Do as longest, H as colorsOf, K as shippedFeatures, Mo as valueText, Vo as plain, X as isBesideFiles, d as differenceOf, f as differs, j as sound, tt as loadEstate, vo as fullPath } from "./engine.js";
import { I as kinds } from "./live.js";
import { J as quote, bt as PhoenixError } from "./base.js";
import { n as openSources } from "./sources.js";
import "./workspace.js";
// src/commands/diff-side.ts
/** One side of `phoenix diff`: a revision, an environment, or both. */
/** A name of a folder of `configs/environments/`. */
const ENV = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/**
* `main`, `main:prod`, `:prod` for the files on disk, `.` for those without an environment.
* @param env the environment where the text names none
* @throws PhoenixError `USAGE`
*/
function parseSide(text, env) {
	const colon = text.indexOf(":");
	const [name, own] = colon < 0 ? [text, null] : [text.slice(0, colon), text.slice(colon + 1)];
	if (text === "" || own !== null && !ENV.test(own)) throw new PhoenixError("USAGE", `${quote(text)} is no side of a diff`, { hint: "Give REV, REV:ENV, or :ENV for the files on disk, such as main:prod." });
	return {
		revision: name === "" || name === "." ? null : name,
		env: own ?? env
	};
}
/** `main:prod`, `the files on disk`. */
function sideText({ revision, env }) {
	const files = revision ?? "the files on disk";
	return env === null ? files : `${files} in ${env}`;
}
// src/commands/diff-text.ts
const SIGNS = {
	added: "+",
	removed: "-",
	renamed: "~",
	changed: "~"
};
function tint(colors, is) {
	switch (is) {
		case "added": return colors.green;
		case "removed": return colors.red;
		case "renamed":
		case "changed": return colors.cyan;
	}
}
function placeText(at, root) {
	return `${plain(fullPath(root, at.file), 200)}:${at.line}`;
}
/** Of both sides, where they differ. */
function placesText({ beforeAt, afterAt }, root) {
	const [before, after] = [beforeAt, afterAt].map((at) => at ? placeText(at, root) : null);
	if (before === after || before === null || after === null) return after ?? before ?? "";
	return `${before} → ${after}`;
}
function valuesText({ before, after }, most) {
	const text = (value) => plain(valueText(value, "\"\""), most);
	if (before === null) return text(after);
	return after === null ? text(before) : `${text(before)} → ${text(after)}`;
}
function fieldLines(fields, { columns, root }, colors) {
	const width = Math.min(32, longest(fields.map(({ field }) => plain(field, 80))));
	return fields.map((one) => {
		const is = one.before === null ? "added" : one.after === null ? "removed" : "changed";
		const places = placesText(one, root);
		const where = places === "" ? "" : colors.dim(`  ${places}`);
		const name = plain(one.field, 80).padEnd(width);
		return `    ${tint(colors, is)(SIGNS[is])} ${name}  ${valuesText(one, Math.max(60, columns))}${where}`;
	});
}
function resourceLines(one, view, colors) {
	const { is, address, was, summary, at, fields } = one;
	const paint = tint(colors, is);
	const before = was === null ? "" : `, was ${plain(was, 80)}`;
	const isWhole = is === "added" || is === "removed";
	const what = isWhole && summary !== "" ? `  ${colors.dim(plain(summary, 200))}` : "";
	const where = isWhole ? colors.dim(`  ${plain(fullPath(view.root, at.file), 200)}`) : "";
	return [`${paint(SIGNS[is])} ${colors.bold(plain(address, 80))}  ${paint(is)}${before}${what}${where}`, ...fieldLines(fields, view, colors)];
}
function contentText({ is, before, after }) {
	if (before === after || before === null || after === null) {
		const version = after ?? before;
		const content = is === "changed" && version !== null ? "other content" : is;
		return version === null ? content : `${plain(version, 64)}, ${content}`;
	}
	return `${plain(before, 64)} → ${plain(after, 64)}`;
}
function contentLines(title, found, colors) {
	const lines = found.map((one) => `    ${tint(colors, one.is)(SIGNS[one.is])} ${plain(one.name, 80)}  ${contentText(one)}`);
	return found.length === 0 ? [] : [`${colors.cyan("~")} ${colors.bold(title)}`, ...lines];
}
function summaryText({ resources, settings, features, secrets }) {
	const count = (is) => {
		const n = resources.filter((one) => one.is === is).length;
		return n === 0 ? [] : [`${n} ${is}`];
	};
	return [
		...[
			"added",
			"removed",
			"renamed",
			"changed"
		].flatMap(count),
		...settings.length > 0 ? [plural(settings.length, "setting")] : [],
		...features.length > 0 ? [plural(features.length, "feature")] : [],
		...secrets.length > 0 ? [plural(secrets.length, "entry of the vault", "entries of the vault")] : []
	].join(", ");
}
/** Without a newline at the end. */
function diffText(found, view) {
	const colors = colorsOf(view.color);
	const [from, to] = view.names.map((name) => plain(name, 120));
	const settings = fieldLines(found.settings, view, colors);
	const lines = [
		...found.resources.flatMap((one) => resourceLines(one, view, colors)),
		...settings.length > 0 ? [`${colors.cyan("~")} ${colors.bold("phoenix.json")}`, ...settings] : [],
		...contentLines("features", found.features, colors),
		...contentLines("vault", found.secrets, colors)
	];
	if (lines.length === 0) return colors.green(`${from} and ${to} say the same.`);
	return [
		...lines,
		"",
		`${colors.bold(summaryText(found))} from ${from} to ${to}`
	].join("\n");
}
// src/commands/diff.ts
/** `phoenix diff A B`: how the estate differs between two revisions or environments, after all merging. */
/** What a side is, for machines. */
function sideJson({ env }, { tree }) {
	return {
		revision: tree.revision,
		env
	};
}
/** Of the past, only what is wrong with the files themselves stands in the way. */
function soundFiles(estate) {
	return sound({
		...estate,
		findings: estate.findings.filter((one) => !isBesideFiles(one))
	});
}
async function estatesOf(sources, sides) {
	const trees = /* @__PURE__ */ new Map();
	for (const { revision } of sides) if (!trees.has(revision)) trees.set(revision, revision === null ? sources.onDisk() : await sources.at(revision));
	const load = ({ revision, env }, previous) => {
		const tree = trees.get(revision);
		return loadEstate(tree, {
			env,
			kinds,
			shipped: shippedFeatures,
			...previous && { previous }
		});
	};
	const a = load(sides[0]);
	const b = load(sides[1], a);
	return [soundFiles(a), soundFiles(b)];
}
/** Exit code 0; with `--exit-code` 1 when something differs. @throws PhoenixError `CONFIG_INVALID`, `GIT`, `USAGE` */
async function diff(options, io) {
	const { from = "HEAD", to = ".", configs, env = null, exitCode = false, json } = options;
	const sides = [parseSide(from, env), parseSide(to, env)];
	const sources = openSources(configs);
	try {
		const [a, b] = await estatesOf(sources, [...sides]);
		const found = differenceOf(a, b);
		if (json) {
			const ends = {
				from: sideJson(sides[0], a),
				to: sideJson(sides[1], b)
			};
			io.out(JSON.stringify({
				v: 1,
				...ends,
				differs: differs(found),
				...found
			}, null, 2));
		} else {
			const names = [sideText(sides[0]), sideText(sides[1])];
			io.out(diffText(found, {
				color: io.color,
				columns: io.columns,
				root: configs,
				names
			}));
		}
		return exitCode && differs(found) ? 1 : 0;
	} finally {
		sources.close();
	}
}
export { diff };
