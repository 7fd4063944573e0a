// src/plan/render/escape.ts
/**
* Text from a pull request (names, keys, file names, messages) as data: nothing in it becomes markup, a mention, a link
* or a command of the runner. Every function here is pure; which one to use depends on where the text will stand.
*/
/** An invisible character that keeps GitHub from seeing a mention, a reference or a command. */
const BREAK = "​";
/** C0 and C1 controls, lone surrogates, and the characters that reorder, hide or imitate empty text (Trojan Source). */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\u034f|[\u115f\u1160\u2800\u3164\uffa0]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\u{e0000}-\u{e007f}]/gu;
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
/** One line in which whatever is invisible can be seen: a newline reads `\n`, a right-to-left override `\u{202e}`. */
function visible(text) {
	if (/^[ -~]*$/.test(text)) return text;
	return text.replace(INVISIBLE, (character) => {
		if (character === "\n") return "\\n";
		if (character === "\r") return "\\r";
		if (character === "	") return "\\t";
		return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
	});
}
/** As `visible`, but line by line: for blocks, whose line breaks are meant. Tabs stay. */
function visibleLines(text) {
	return text.split(/\r\n|\n/).map((line) => line.split("	").map(visible).join("	")).join("\n");
}
/** At most `most` characters of the visible text; an ellipsis stands for the rest. */
function clip(text, most) {
	const shown = visible(text);
	if (shown.length <= most) return shown;
	return `${shown.slice(0, Math.max(0, most - 1)).replace(/[\ud800-\udbff]$/, "")}…`;
}
/** GitHub looks for mentions and references after Markdown is rendered: escaping does not stop it, a broken word does. */
function unlinked(text) {
	return text.replace(/[@#]|GH(?=-)|:(?=\/\/)|www(?=\.)/gi, `$&${BREAK}`);
}
const entity = (character) => `&#${character.codePointAt(0)};`;
/** What means something to Markdown anywhere in a line; `$` begins a formula on GitHub. */
const INLINE = /[\\`*_~[\]<>&|$]/g;
/** What means something to Markdown at the start of a line: headings, lists, rules, underlines of headings. */
const AT_START = /^\s*(?:\d{1,9}(?=[.)](?:\s|$))|(?=[#+=-]))/;
/** Plain words inside a paragraph, a heading, a list or a table cell. */
function words(text) {
	return unlinked(visible(text)).replace(INLINE, (c) => "\\|<>&".includes(c) ? entity(c) : `\\${c}`).replace(AT_START, "$&\\");
}
/** A message as Phoenix writes them: what stands between backticks is code, the rest is words. */
function prose(text) {
	return text.split(/`([^`]+)`/).map((part, i) => i % 2 === 1 ? code(part) : words(part)).join("");
}
/** The same inside HTML, such as `<summary>`, where a backslash escapes nothing and Markdown is not read. */
function html(text) {
	return unlinked(visible(text)).replace(/[&<>"'`[\]*~|\\$]/g, entity);
}
/**
* Inline code, also inside a table cell or a `<summary>` that is not followed by Markdown. Text with a backtick, a bar,
* a backslash or a space at its end becomes a `<code>` element: no length of a backtick fence survives a table in every
* renderer.
*/
function code(text) {
	const shown = visible(text);
	return shown === "" || /[`|\\]|^\s|\s$/.test(shown) ? htmlCode(text) : `\`${shown}\``;
}
/** Inline code as HTML, for `<summary>` and other places where Markdown is not read. */
function htmlCode(text) {
	return `<code>${visible(text).replace(PUNCTUATION, entity)}</code>`;
}
/** A fenced block; its fence is longer than any in the text. `language` is ours, such as `diff`. */
function fence(text, language = "") {
	const shown = visibleLines(text);
	const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map((run) => run[0].length));
	const ticks = "`".repeat(longest + 1);
	return `${ticks}${language}\n${shown}\n${ticks}`;
}
/** `encodeURIComponent` and the characters that it leaves though Markdown knows them. */
function percent(text) {
	return encodeURIComponent(text.toWellFormed()).replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
/** A path inside a URL, segment by segment; nothing in it ends a link, and `..` climbs nowhere. */
function urlPath(path) {
	return path.split("/").map((segment) => /^\.{1,2}$/.test(segment) ? segment.replaceAll(".", "%2E") : percent(segment)).join("/");
}
/** A link whose label is text of the pull request; `url` is one that Phoenix made, its parts through `urlPath`. */
function link(label, url) {
	return `[${words(label)}](${url.replace(/[\s()<>[\]\\|`]/g, percent)})`;
}
/**
* A text for the log of a job. The runner reads lines that start with `::`, and `##[` anywhere, as commands
* (`::add-mask::`, `::stop-commands::`), so both are broken up; terminal escapes become visible.
*/
function logText(text) {
	return visibleLines(text).replace(/^(\s*):(?=:)/gm, `$1:${BREAK}`).replace(/##(?=\[)/g, `##${BREAK}`);
}
/** One line of such a text that does not begin with foreign words, at most `most` characters long: for terminals. */
function plain(text, most = 300) {
	return clip(text, most).replace(/##(?=\[)/g, `##${BREAK}`);
}
export { link as a, prose as c, visibleLines as d, words as f, html as i, urlPath as l, code as n, logText as o, fence as r, plain as s, clip as t, visible as u };
