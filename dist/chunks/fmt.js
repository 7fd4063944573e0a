import { Ao as plural, Go as visibleLines, P as showFindings, ai as parseFile, di as createScanner } from "./engine.js";
import { G as rewrite, J as quote, bt as PhoenixError, d as canonical } from "./base.js";
import { n as orderOf, t as print$1 } from "./print.js";
import { n as mergedLines } from "./kind-firewall.js";
import { u as readDiskTree } from "./sources.js";
import { n as readText } from "./stdin.js";
import { relative, resolve, sep } from "node:path";
// src/authoring/format/tokens.ts
/** The words of a JSONC text, each with the line breaks before it: what laying it out anew has to keep in mind. */
/** @param text of a file that can be parsed; lines end with `\n` */
function tokensOf(text) {
	const scanner = createScanner(text);
	const tokens = [];
	let breaks = 0;
	for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
		const offset = scanner.getTokenOffset();
		const own = text.slice(offset, offset + scanner.getTokenLength());
		if (own === "\n") breaks += 1;
		else if (own.trim() !== "") {
			const is = kindOf(own);
			tokens.push({
				is,
				text: is === "comment" ? tidy(own) : own,
				breaks
			});
			breaks = 0;
		}
	}
	return tokens;
}
function kindOf(text) {
	if (text.startsWith("/")) return "comment";
	return isMark(text) ? text : "scalar";
}
const isMark = (text) => text.length === 1 && "{}[],:".includes(text);
/** No line of a comment ends with blanks. */
function tidy(comment) {
	return comment.split("\n").map((line) => line.trimEnd()).join("\n");
}
// src/authoring/format/read.ts
/**
* A JSONC text as a document: which comment belongs to what. One in lines of its own belongs to the key below it, one behind
* a value to that value, and one that an empty line parts from the first key to the object.
*/
/** @param text of a file that can be parsed; lines end with `\n` */
function readDocument(text) {
	const reader = {
		tokens: tokensOf(text),
		at: 0
	};
	return {
		above: leadsOf(comments(reader)),
		isApart: isApartAt(reader),
		root: readValue(reader),
		behind: commentsBehind(reader, []),
		below: leadsOf(comments(reader))
	};
}
const peek = ({ tokens, at }) => tokens[at];
function next(reader) {
	const token = reader.tokens[reader.at];
	if (!token) throw new Error("the text ends within a value");
	reader.at += 1;
	return token;
}
const isApartAt = (reader) => (peek(reader)?.breaks ?? 0) > 1;
function comments(reader) {
	const found = [];
	while (peek(reader)?.is === "comment") found.push(next(reader));
	return found;
}
function leadsOf(tokens) {
	return tokens.map(({ text, breaks }) => ({
		text,
		isApart: breaks > 1
	}));
}
const isLine = (comment) => comment.startsWith("//");
/**
* Comments in the rest of the line, but for `/* about b *\/ "b": 2`, which is about what follows. Behind one that takes all of
* the line there is no room for another.
*/
function commentsBehind(reader, before) {
	const { tokens, at } = reader;
	if (before.some(isLine)) return [...before];
	let end = at;
	while (tokens[end]?.is === "comment" && tokens[end]?.breaks === 0) end += 1;
	const follows = tokens[end];
	if (follows?.breaks === 0 && ![
		"}",
		"]",
		","
	].includes(follows.is)) return [...before];
	reader.at = end;
	return [...before, ...tokens.slice(at, end).map(({ text }) => text)];
}
function readValue(reader) {
	const { is, text } = next(reader);
	return is === "{" || is === "[" ? readContainer(reader, is) : {
		is: "scalar",
		text
	};
}
function readContainer(reader, start) {
	const head = commentsBehind(reader, []);
	const isOpen = start === "{" && (peek(reader)?.breaks ?? 0) > 0;
	const members = [];
	let waiting = comments(reader);
	const opening = openingOf(waiting, isApartAt(reader), reader);
	waiting = waiting.slice(opening.length);
	while (peek(reader)?.is !== "}" && peek(reader)?.is !== "]") {
		const { member, left } = readMember(reader, start, waiting);
		members.push(members.length === 0 && opening.length > 0 ? together(member) : member);
		waiting = [...left, ...comments(reader)];
	}
	next(reader);
	return {
		is: start === "{" ? "object" : "list",
		isOpen,
		head,
		opening: leadsOf(opening),
		members,
		closing: leadsOf(waiting)
	};
}
/** Of the comments before the first member, those above the last empty line. */
function openingOf(waiting, isMemberApart, reader) {
	const token = peek(reader);
	if (token === void 0 || token.is === "}" || token.is === "]") return [];
	if (isMemberApart) return waiting;
	const last = waiting.findLastIndex(({ breaks }) => breaks > 1);
	return last > 0 ? waiting.slice(0, last) : [];
}
/** The empty line above it belongs to the comment that it parts from the member, wherever that goes. */
function together(member) {
	const [first, ...rest] = member.above;
	return first ? {
		...member,
		above: [{
			...first,
			isApart: false
		}, ...rest]
	} : {
		...member,
		isApart: false
	};
}
function readMember(reader, start, above) {
	const isApart = isApartAt(reader);
	const key = start === "{" ? next(reader).text : null;
	const inside = comments(reader);
	if (key !== null) next(reader);
	inside.push(...comments(reader));
	const value = readValue(reader);
	let behind = commentsBehind(reader, []);
	const left = comments(reader);
	if (peek(reader)?.is === ",") {
		next(reader);
		if (left.length === 0) behind = commentsBehind(reader, behind);
	}
	const [between, moved] = [inside.filter(({ text }) => !isLine(text)), inside.filter(({ text }) => isLine(text))];
	return {
		member: {
			above: [...leadsOf(above), ...moved.map(({ text }) => ({
				text,
				isApart: false
			}))],
			isApart,
			key,
			between: between.map(({ text }) => text),
			value,
			behind
		},
		left
	};
}
// src/authoring/format/sort.ts
function sortDocument(document, order) {
	return {
		...document,
		root: sorted(document.root, order)
	};
}
function sorted(value, order) {
	if (value.is === "scalar") return value;
	const inner = value.members.map((member, at) => ({
		...member,
		value: sorted(member.value, order.below(nameOf(member.key, at)))
	}));
	if (value.is === "list") return {
		...value,
		members: inner
	};
	return {
		...value,
		members: order.sorted(inner, ({ key }) => nameOf(key, 0))
	};
}
const nameOf = (key, at) => key === null ? String(at) : JSON.parse(key);
// src/authoring/format/format.ts
/** Lines end with a line feed, the last one too. */
function format(file) {
	const { value, findings } = parseFile(file);
	if (value === null || findings.length > 0) return {
		is: "broken",
		findings
	};
	const document = readDocument(file.text.replaceAll(/\r\n?/g, "\n"));
	const text = print$1(sortDocument(document, orderOf(file.path)), { lastComma: file.path.endsWith(".jsonc") });
	const again = parseFile({
		path: file.path,
		text
	});
	if (again.value === null || canonical(again.value) !== canonical(value)) throw new Error(`formatting ${file.path} would change what it says; the file is as it was`);
	return {
		is: "text",
		text
	};
}
// src/authoring/format/line-diff.ts
/** Which lines differ between two texts, as `diff -u` shows it. */
/** Equal lines around each difference. */
const AROUND = 3;
/** Lines from `--- NAME` on; empty where the texts are equal. */
function lineDiff(name, before, after) {
	if (before === after) return [];
	const lines = mergedLines(linesOf(before), linesOf(after));
	return [
		`--- ${name}`,
		`+++ ${name} (formatted)`,
		...hunks(lines)
	];
}
/** What ends a line is part of it where it is not a mere line feed: so that it shows. */
function linesOf(text) {
	const lines = text.replaceAll("\r", "\\r").split("\n");
	const last = lines.pop() ?? "";
	return last === "" ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}
function hunks(lines) {
	const found = [];
	let [old, now] = [1, 1];
	let hunk = null;
	const close = () => {
		if (!hunk) return;
		const own = hunk.lines.slice(0, hunk.lines.length - Math.max(0, hunk.equal - AROUND));
		const count = (mark) => own.filter((line) => line.mark !== mark).length;
		found.push(`@@ -${hunk.head[0]},${count("+")} +${hunk.head[1]},${count("-")} @@`);
		found.push(...own.map(({ mark, text }) => `${mark}${text}`));
		hunk = null;
	};
	for (const [at, line] of lines.entries()) {
		if (line.mark !== " " && !hunk) {
			const before = lines.slice(Math.max(0, at - AROUND), at);
			hunk = {
				head: [old - before.length, now - before.length],
				lines: [...before],
				equal: 0
			};
		}
		if (hunk) {
			hunk.lines.push(line);
			hunk.equal = line.mark === " " ? hunk.equal + 1 : 0;
			if (hunk.equal > 6) close();
		}
		if (line.mark !== "+") old += 1;
		if (line.mark !== "-") now += 1;
	}
	close();
	return found;
}
// src/sources/path-below.ts
/** A path that the user names, as the tree of the configs folder calls it. */
/** `lxc/web.jsonc`; empty for the folder itself; null for what is not below it. */
function pathBelow(folder, path) {
	const below = relative(resolve(folder), resolve(path)).split(sep).join("/");
	return below === ".." || below.startsWith("../") || below.startsWith("/") ? null : below;
}
// src/commands/fmt.ts
/** `phoenix fmt`: files of the estate laid out as the house does: keys in one order, short things in one line. */
/** Bytes, as of every file of an estate. */
const MOST = 1048576;
/** Exit code 1 for a file that is broken, and with `check` for one that is not formatted; else 0. */
async function fmt(options, io) {
	if (options.stdin) return formatInput(options, io);
	const tree = readDiskTree(options.configs);
	const files = filesOf(tree, options);
	const changed = [];
	const broken = [];
	for (const file of files) {
		const result = format(file);
		if (result.is === "broken") broken.push(...result.findings);
		else if (result.text !== file.text) changed.push({
			path: file.path,
			before: file.text,
			after: result.text
		});
	}
	const isCheck = options.check ?? false;
	if (!isCheck) for (const { path, after } of changed) rewrite(`${tree.root}/${path}`, after);
	if (options.json) printJson(tree, files, changed, broken, io);
	else print(tree, {
		files,
		changed,
		broken
	}, options, io);
	return broken.length > 0 || isCheck && changed.length > 0 ? 1 : 0;
}
function filesOf({ files, root }, { files: named }) {
	if (named.length === 0) return [...files.values()];
	const paths = named.flatMap((name) => {
		const path = pathBelow(root, name);
		const found = path === null ? [] : [...files.keys()].filter((one) => isAtOrBelow(one, path));
		if (found.length > 0) return found;
		throw new PhoenixError("USAGE", `${quote(name, 200)} is no file of config in ${root}`, { hint: "Name .json or .jsonc files of the estate; those of features, the vault and phoenix.lock are left alone." });
	});
	return [...new Set(paths)].flatMap((path) => files.get(path) ?? []);
}
const isAtOrBelow = (path, folder) => folder === "" || path === folder || path.startsWith(`${folder}/`);
async function formatInput({ configs, files, check = false, diff = false }, io) {
	const [name, ...others] = files;
	const path = name === void 0 || others.length > 0 ? null : pathBelow(configs, name);
	if (path === null || name === void 0) throw new PhoenixError("USAGE", "--stdin needs the name of one file of the estate", { hint: `Write such as: phoenix fmt --stdin ${configs}/lxc/web.jsonc` });
	const file = {
		path,
		text: await readText(MOST)
	};
	const result = format(file);
	if (result.is === "broken") {
		const tree = {
			root: configs,
			revision: null,
			files: /* @__PURE__ */ new Map([[path, file]]),
			findings: []
		};
		showFindings(result.findings, tree, io);
		return 1;
	}
	const isSame = result.text === file.text;
	if (diff && !isSame) io.out(diffText(name, file.text, result.text));
	else if (!check && !diff) io.out(result.text.slice(0, -1));
	return check && !isSame ? 1 : 0;
}
/** What no terminal shall obey is shown by its number. */
const diffText = (name, before, after) => visibleLines(lineDiff(name, before, after).join("\n"));
function print(tree, outcome, { check = false, diff = false }, io) {
	const { files, changed, broken } = outcome;
	showFindings(broken, tree, io);
	for (const { path, before, after } of changed) {
		const name = `${tree.root}/${path}`;
		io.out(diff ? diffText(name, before, after) : `${check ? "Not formatted: " : "Formatted "}${name}`);
	}
	const rest = changed.length === 0 ? "all formatted" : `${changed.length} ${check ? "not formatted" : "formatted anew"}`;
	const left = new Set(broken.map(({ at }) => at?.file)).size;
	const kept = left === 0 ? "" : `, ${left} that cannot be read left as ${left === 1 ? "it is" : "they are"}`;
	io.err(`${plural(files.length, "file")} in ${tree.root}: ${rest}${kept}`);
}
function printJson({ root }, files, changed, broken, io) {
	const paths = changed.map(({ path }) => path);
	io.out(JSON.stringify({
		v: 1,
		configs: root,
		files: files.length,
		changed: paths,
		findings: broken
	}, null, 2));
}
export { fmt };
