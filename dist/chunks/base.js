import process from "node:process";
// src/version.ts
/** The version that stands in markers and plans; the same as in package.json (a test compares them). */
const VERSION = "0.1.0";
// src/errors.ts
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
// src/config/quote.ts
/** Texts of hostile origin in messages: bounded, on one line, nothing invisible. Escaping for Markdown is the renderer's. */
/** What no key, name or text of an estate needs, and what can hide the meaning of a line from its reviewer. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]/g;
/** A text in double quotes with every invisible character escaped, cut at `limit` characters. */
function quote(text, limit = 80) {
	const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
	return JSON.stringify(cut).replace(INVISIBLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
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
const listOf = (value) => value.split(/[\s,;]+/).filter((key) => key !== "");
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
	if (/snapstate:\s*(?:prepare|delete)\s*$/.test(line)) {
		section.options.set("snapstate", line.replace(/^.*:\s*/, "").trimEnd());
		return true;
	}
	const deletion = /^delete:\s*(.*\S)\s*$/.exec(line);
	if (deletion) {
		if (pending) section.delete = listOf(deletion[1] ?? "");
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
	features: {
		...texts("mount"),
		...flags("nesting", "keyctl", "fuse", "mknod", "force_rw_sys")
	}
};
/** The family of a conf key: `net3` is of `net`, `memory` of none. */
function familyOf(key) {
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
			const key = part.slice(0, equals);
			if (result.has(key)) throw duplicate(key);
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
/** Joins properties as Proxmox writes them: the default key without name, required keys, then the rest by name. */
function formatPropertyString(fields, properties) {
	const keys = [...properties.keys()].sort();
	const isDefault = (key) => own(fields, key)?.defaultKey === true;
	const isRequired = (key) => {
		const field = own(fields, key);
		return field !== void 0 && !field.optional;
	};
	return [
		...keys.filter(isDefault),
		...keys.filter((key) => !isDefault(key) && isRequired(key)),
		...keys.filter((key) => !isDefault(key) && !isRequired(key))
	].map((key) => isDefault(key) ? properties.get(key) ?? "" : `${key}=${properties.get(key) ?? ""}`).join(",");
}
const UNITS = {
	K: 1024,
	M: 2 ** 20,
	G: 2 ** 30,
	T: 2 ** 40
};
/** `8G` or `1.5GiB` in bytes; a bare number is bytes. Null when it is no size. */
function parseSize(text) {
	const match = /^(\d+(?:\.\d+)?)(?:([KMGT])(?:iB)?)?$/.exec(text);
	if (!match) return null;
	return Math.trunc(Number(match[1]) * (match[2] ? UNITS[match[2]] ?? 1 : 1));
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
// src/json.ts
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** `pointer('mounts', '/data')` is `/mounts/~1data`. */
function pointer(...segments) {
	return segments.map((s) => `/${String(s).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
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
export { VERSION as A, parseConf as C, quote as D, sha256 as E, PhoenixError as O, formatConf as S, sha1 as T, parsePropertyString as _, sizeInKiB as a, digest as b, pointer as c, FAMILIES as d, PropertyStringError as f, parseBoolean as g, formatSize as h, momentText as i, errorsIn as k, pointerSegments as l, formatPropertyString as m, durationInMs as n, canonical as o, familyOf as p, durationText as r, isObject as s, diskSize as t, valueAt as u, parseSize as v, hmac256 as w, encodeText as x, EMPTY_CONF as y };
