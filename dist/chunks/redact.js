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
const NONE = [];
/** Those that may begin there: the first characters are theirs. */
function beginningAt({ byStart, pairs }, text, at) {
	if (pairs[pairAt(text, at)] === 0) return NONE;
	return byStart.get(text.slice(at, at + 4)) ?? NONE;
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
export { redactor as i, mask as n, masksOf as r, NO_MASKS as t };
