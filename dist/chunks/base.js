import process from "node:process";
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
// src/version.ts
/** The version that stands in markers and plans; the same as in package.json (a test compares them). */
const VERSION = "0.1.0";
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
	if (/snapstate:\s*(?:prepare|delete)\s*$/.test(line)) {
		section.options.set("snapstate", line.replace(/^.*:\s*/, "").trimEnd());
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
var run_sh = "# shellcheck shell=sh\n# Runs the scripts of a guest's features from an unpacked bundle, one after the other, and tells what happens as JSON lines\n# on stdout. Started by bootstrap.sh as `run FOLDER`; the other verbs are its own helpers, each in a session of its own.\n#\n# The bundle: plan (lines \"install|check|remove ID\"), nonce, lib.sh, f/ID/ (the feature's files), m/ID/ (marker, env,\n# timeout, downloads, network, restarts, profile, secrets/).\n# In the guest: /run/phoenix/.lock (one run at a time), .live/ (sessions of a run), ID/ (secrets while its scripts run);\n# /var/lib/phoenix/features/ID.json (what is installed), ID/ (what its remove script needs).\nset -u\nrun=/run/phoenix\nstate=/var/lib/phoenix/features\nprofiles=/etc/profile.d\nsystemd=/run/systemd/system\nnet=/proc/net\nme=$0\n\n# Seconds from TERM to KILL.\ngrace=10\n# Of a script's output, so many bytes from the start and from the end are passed on.\nmost_head=262144\nmost_tail=16384\nmost_chunks=2000\n# Seconds that the output may stay open after the script and all of its session have ended.\nlinger=5\n# Milliseconds to wait for an earlier run to end.\npatience=45000\n# Seconds to wait until systemd has started what belongs to a start, and until there is an address.\nboot_wait=120\nnet_wait=30\n\nemit() {\n  # The caller may be gone: SIGPIPE is ignored here, so that a write fails instead.\n  printf '{\"phx\":1,\"event\":\"%s\"%s}\\n' \"$1\" \"${2:-}\" 2>/dev/null || gone=1\n}\n\n# --- processes ---\n\n# Milliseconds since the guest started, in $now.\nclock() {\n  read -r now _ </proc/uptime\n  now=\"${now%.*}${now#*.}\"\n  while [ \"${now#0}\" != \"$now\" ] && [ \"${#now}\" -gt 1 ]; do now=${now#0}; done\n  now=$((now * 10))\n}\n\n# The fields of /proc/PID/stat after the name, which may hold blanks and brackets, in $stat; false when there is none.\nread_stat() {\n  stat=''\n  { IFS= read -r stat <\"/proc/$1/stat\"; } 2>/dev/null || return 1\n  stat=${stat##*) }\n}\n\n# When the process started, in $began: together with the pid it names a process for good.\nbegan_at() {\n  began=''\n  read_stat \"$1\" || return 1\n  # shellcheck disable=SC2086 # fields\n  set -- $stat\n  began=${20}\n}\n\n# The processes of a session, in $members. A script's children may be in other groups (timeout, bash -m), but stay in it.\nmembers_of() {\n  members=''\n  case $1 in '' | 0 | 1 | *[!0-9]*) return ;; esac\n  wanted=$1\n  for entry in /proc/[0-9]*; do\n    read_stat \"${entry#/proc/}\" || continue\n    # shellcheck disable=SC2086 # fields\n    set -- $stat\n    if [ \"$4\" = \"$wanted\" ] && [ \"$1\" != Z ]; then members=\"$members ${entry#/proc/}\"; fi\n  done\n}\n\n# Whether nothing of a session is left. Twice: a process may be born and its parent die while the table is read.\nsession_ended() {\n  members_of \"$1\"\n  [ -z \"$members\" ] || return 1\n  members_of \"$1\"\n  [ -z \"$members\" ]\n}\n\n# end_session SID SECONDS: TERM, after so many seconds KILL; false when something is still there.\nend_session() {\n  ! session_ended \"$1\" || return 0\n  if [ \"$2\" -gt 0 ]; then\n    # shellcheck disable=SC2086 # pids\n    kill -TERM $members 2>/dev/null\n    tries=$(($2 * 10))\n    while [ \"$tries\" -gt 0 ]; do\n      ! session_ended \"$1\" || return 0\n      sleep 0.1\n      tries=$((tries - 1))\n    done\n  fi\n  tries=50\n  while [ \"$tries\" -gt 0 ]; do\n    ! session_ended \"$1\" || return 0\n    # shellcheck disable=SC2086 # pids\n    kill -KILL $members 2>/dev/null\n    sleep 0.1\n    tries=$((tries - 1))\n  done\n  return 1\n}\n\n# Every session of a run stands in .live before it lets go of the lock: whoever gets the lock knows all of them. Told by\n# names alone, PID.ROLE.BEGAN: a file with something in it needs memory, of which the first script may leave none.\nenlist() {\n  began_at \"$$\" && : >\"$run/.live/$$.$1.$began\"\n}\n\nenlisted() {\n  for entry in \"$run/.live/$1\".*; do [ -e \"$entry\" ] || return 1; done\n}\n\ndelist() { rm -f \"$run/.live/$1\".*; }\n\n# end_enlisted ROLE SECONDS: the sessions that an earlier run left, of one role.\nend_enlisted() {\n  for left in \"$run\"/.live/*.\"$1\".*; do\n    [ -f \"$left\" ] || continue\n    pid=${left##*/}\n    pid=${pid%%.*}\n    # A session can outlive its leader; but a leader that started at another time is somebody else.\n    if began_at \"$pid\" && [ \"$began\" != \"${left##*.}\" ]; then continue; fi\n    end_session \"$pid\" \"$2\"\n  done\n}\n\n# The lock, after an earlier run was ended whose caller was killed. $unclean says that there was one that did not end well.\ntake_over() {\n  unclean=''\n  mkdir -p \"$run/.live\"\n  exec 9>\"$run/.lock\"\n  clock\n  deadline=$((now + patience))\n  until flock -n 9; do\n    clock\n    if [ \"$now\" -ge \"$deadline\" ]; then return 1; fi\n    # The run first, or it would start its next script.\n    end_enlisted run 0\n    end_enlisted script \"$grace\"\n    end_enlisted help 0\n    sleep 0.1\n  done\n  end_enlisted script \"$grace\"\n  end_enlisted help 0\n  for left in \"$run\"/.live/*; do\n    if [ -f \"$left\" ]; then unclean=1; fi\n  done\n  rm -rf \"$run/.live\"\n  mkdir \"$run/.live\" || return 1\n  # The bundles of runs that were killed, by now or long ago.\n  for left in \"$run\"/.b.*; do\n    if [ \"$left\" = \"$folder\" ] || kill -0 \"${left##*.}\" 2>/dev/null; then continue; fi\n    rm -rf \"$left\"\n  done\n}\n\n# A run that only checks ends no other one, and leaves alone what one that was cut off has left.\nstep_aside() {\n  unclean=''\n  exec 9>\"$run/.lock\"\n  flock -n 9 && mkdir -p \"$run/.live\"\n}\n\n# --- helpers: verbs of their own ---\n\n# chunks FEATURE SCRIPT: stdin as output events, at most so much; false when there is more.\n# As base64, since this is any byte of any length, and an event is a line that a pipe takes in one piece.\nchunks() {\n  bytes=0\n  count=0\n  while [ \"$bytes\" -lt \"$most_head\" ] && [ \"$count\" -lt \"$most_chunks\" ]; do\n    chunk=$(dd bs=2880 count=1 2>/dev/null | base64 -w 0)\n    [ -n \"$chunk\" ] || return 0\n    emit output \",\\\"feature\\\":\\\"$1\\\",\\\"script\\\":\\\"$2\\\",\\\"data\\\":\\\"$chunk\\\"\"\n    # Nobody reads any more: what the script prints must not hold it up.\n    [ -z \"$gone\" ] || exec cat >/dev/null\n    bytes=$((bytes + ${#chunk} * 3 / 4))\n    count=$((count + 1))\n  done\n  return 1\n}\n\npump() {\n  if ! chunks \"$1\" \"$2\"; then\n    emit output \",\\\"feature\\\":\\\"$1\\\",\\\"script\\\":\\\"$2\\\",\\\"why\\\":\\\"cut\\\"\"\n    tail -c \"$most_tail\" | chunks \"$1\" \"$2\"\n  fi\n}\n\n# start FOLDER FEATURE SCRIPT CONTENT META: becomes the script itself.\nstart() {\n  name=$2\n  file=$3.sh\n  meta=$5\n  HOME=/root USER=root LOGNAME=root SHELL=/bin/sh LANG=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive\n  _REMOTE_USER=root _REMOTE_USER_HOME=/root _CONTAINER_USER=root _CONTAINER_USER_HOME=/root\n  PHX_LIB=$1/x/lib.sh PHX_TMP=$1/tmp PHX_DOWNLOADS=$meta/downloads PHX_FEATURE=$name PHX_PREVIOUS=${6:-}\n  export HOME USER LOGNAME SHELL LANG TERM DEBIAN_FRONTEND _REMOTE_USER _REMOTE_USER_HOME _CONTAINER_USER \\\n    _CONTAINER_USER_HOME PHX_LIB PHX_TMP PHX_DOWNLOADS PHX_FEATURE PHX_PREVIOUS\n  umask 022\n  cd \"$4\" || exit 126\n  if [ -f \"$meta/env\" ]; then\n    # shellcheck disable=SC1091 # of the bundle: lines of export NAME='value'\n    . \"$meta/env\"\n  fi\n  first=''\n  IFS= read -r first <\"./$file\"\n  # The interpreter is called by name: no execute bit is needed, and /run may be mounted noexec.\n  case $first in\n    '#!'*)\n      set -f\n      # shellcheck disable=SC2086 # an interpreter and its argument\n      set -- ${first#??}\n      exec \"$@\" \"./$file\"\n      ;;\n    *) exec sh \"./$file\" ;;\n  esac\n}\n\n# --- a guest that has only just started ---\n\nbooting() {\n  if [ ! -d \"$systemd\" ] || ! command -v systemctl >/dev/null; then return 1; fi\n  # \"degraded\" is as good as it gets in many containers. Before it listens, systemctl says nothing at all.\n  case $(systemctl is-system-running 2>/dev/null) in\n    running | degraded | maintenance | stopping) return 1 ;;\n  esac\n}\n\n# Whether a name in the kernel's tables is a network card, and not what the kernel or Docker makes by itself.\nis_card() {\n  case $1 in '' | lo | sit0 | erspan0 | *tnl0 | *tunl0 | *gre* | *_vti0 | docker* | br-* | veth*) return 1 ;; esac\n}\n\n# A guest with a card, and no way out of it yet: one that waits for DHCP or a router.\nunconnected() {\n  [ -r \"$net/dev\" ] || return 1\n  found=''\n  while IFS=' :' read -r card _; do\n    case $card in *'|'* | face) ;; *) ! is_card \"$card\" || found=1 ;; esac\n  done <\"$net/dev\"\n  [ -n \"$found\" ] || return 1\n  while read -r card to _; do\n    if [ \"$to\" != Destination ] && is_card \"$card\"; then return 1; fi\n  done <\"$net/route\"\n  [ -f \"$net/ipv6_route\" ] || return 0\n  while read -r to bits _ _ _ _ _ _ _ card; do\n    if [ \"$to$bits\" = 0000000000000000000000000000000000 ] && is_card \"$card\"; then return 1; fi\n  done <\"$net/ipv6_route\"\n}\n\n# await start|address SECONDS WHAT: so long at most; then things go on as they are.\nawait() {\n  said=''\n  clock\n  since=$now\n  while case $1 in start) booting ;; *) unconnected ;; esac do\n    clock\n    if [ \"$((now - since))\" -ge \"$(($2 * 1000))\" ]; then\n      printf '::phx progress went on without %s, after %s s\\n' \"$3\" \"$2\" | chunks - wait\n      break\n    fi\n    if [ -z \"$said\" ] && [ \"$((now - since))\" -ge 3000 ]; then\n      said=1\n      printf '::phx progress waiting for %s\\n' \"$3\" | chunks - wait\n    fi\n    sleep 0.2\n  done\n}\n\ncase $1 in\n  pump)\n    gone=''\n    enlist help || exit 125\n    exec 9>&-\n    pump \"$2\" \"$3\"\n    exit 0\n    ;;\n  start)\n    enlist script || exit 125\n    exec 9>&-\n    shift\n    start \"$@\"\n    ;;\n  watch)\n    enlist help || exit 125\n    exec 9>&-\n    began_at \"$2\" || exit 0\n    leader=$began\n    sleep \"$3\"\n    # When the run was killed nobody stopped this, and the pid may be somebody else's by now.\n    if ! began_at \"$2\" || [ \"$began\" = \"$leader\" ]; then end_session \"$2\" \"$grace\"; fi\n    exit 0\n    ;;\n  release)\n    enlist help || exit 125\n    exec 9>&-\n    sleep \"$linger\"\n    kill -KILL \"$2\" \"-$2\" 2>/dev/null\n    exit 0\n    ;;\n  run) ;;\n  *) exit 2 ;;\nesac\n\n# --- the run ---\n\nfolder=$2\nbundle=$folder/x\ngone=''\ncurrent=''\nprintf '%s\\n' \"$$\" >\"$folder/pid\"\numask 077\ntrap '' PIPE HUP\ntrap 'rm -rf \"$folder\"' EXIT\ntrap 'interrupted' TERM INT\n\n# The guest goes down: what was started stays enlisted, so that the next run knows that this one did not end well.\n# shellcheck disable=SC2317 # called by the trap\ninterrupted() {\n  [ -z \"$current\" ] || end_session \"$current\" \"$grace\"\n  end_enlisted help 0\n  exit 143\n}\n\nfinish() {\n  delist \"$$\"\n  if [ -n \"$checks\" ]; then rmdir \"$run/.live\" 2>/dev/null; else rm -rf \"$run/.live\"; fi\n  nonce=''\n  read -r nonce <\"$bundle/nonce\"\n  emit 'done' \",\\\"nonce\\\":\\\"$nonce\\\",\\\"exit\\\":$1\"\n  exit \"$1\"\n}\n\n# Ends a helper, which leads a session, at once.\ndismiss() {\n  kill -KILL \"$1\" \"-$1\" 2>/dev/null\n  wait \"$1\" 2>/dev/null\n  delist \"$1\"\n}\n\n# run_script FEATURE SCRIPT CONTENT META [PREVIOUS]: its exit code in $code.\nrun_script() {\n  about=\",\\\"feature\\\":\\\"$1\\\",\\\"script\\\":\\\"$2\\\"\"\n  limit=900\n  if [ -f \"$4/timeout\" ]; then read -r limit <\"$4/timeout\"; fi\n  emit begin \"$about\"\n  turn=$((turn + 1))\n  pipe=$folder/pipe.$turn\n  clock\n  before=$now\n  { exec setsid sh \"$me\" pump \"$1\" \"$2\"; } <\"$pipe\" &\n  pump=$!\n  # As a shell starts it: with a SIGPIPE that kills.\n  { trap - PIPE HUP && exec setsid sh \"$me\" start \"$folder\" \"$@\"; } </dev/null >\"$pipe\" 2>&1 &\n  current=$!\n  { exec setsid sh \"$me\" watch \"$current\" \"$limit\"; } </dev/null >/dev/null 2>&1 &\n  watch=$!\n  wait \"$current\"\n  code=$?\n  clock\n  took=$((now - before))\n  dismiss \"$watch\"\n  why=''\n  # 125 may be the script's own.\n  if [ \"$code\" -eq 125 ] && ! enlisted \"$current\"; then why=unstarted; fi\n  # What a script leaves running in its session is ended: a service belongs to a unit.\n  members_of \"$current\"\n  if [ -n \"$members\" ]; then\n    why=left\n    end_session \"$current\" 2 || why=stuck\n  fi\n  delist \"$current\"\n  current=''\n  # What left the session may hold the output open: it is not waited for.\n  { exec setsid sh \"$me\" release \"$pump\"; } </dev/null >/dev/null 2>&1 &\n  release=$!\n  wait \"$pump\"\n  case $? in\n    0) ;;\n    # It could not be started, and what it printed may have ended the script by SIGPIPE.\n    125) [ \"$code\" -eq 0 ] || why=unstarted ;;\n    *) why=held ;;\n  esac\n  dismiss \"$release\"\n  delist \"$pump\"\n  if [ \"$took\" -ge \"$((limit * 1000))\" ]; then\n    why=timeout\n    [ \"$code\" -ne 0 ] || code=124\n  fi\n  emit end \"$about,\\\"exit\\\":$code,\\\"ms\\\":$took${why:+,\\\"why\\\":\\\"$why\\\"}\"\n}\n\n# --- what is kept in the guest ---\n\n# The value of a text in a marker, which this program wrote in one line: field NAME LINE, in $field.\nfield() {\n  field=''\n  case $2 in *\"\\\"$1\\\":\\\"\"*) ;; *) return ;; esac\n  field=${2#*\"\\\"$1\\\":\\\"\"}\n  field=${field%%\\\"*}\n  case $field in *[!0-9A-Za-z.+-]*) field='' ;; esac\n}\n\nread_marker() {\n  marker=''\n  if [ -f \"$state/$1.json\" ]; then { IFS= read -r marker <\"$state/$1.json\"; } 2>/dev/null; fi\n}\n\n# write_marker ID MEMBERS: whole or not at all, and on the disk before anything counts on it.\nwrite_marker() {\n  mkdir -p \"$state\" || return\n  printf '{%s,\"kept\":\"%s\",\"at\":\"%s\"}\\n' \"$2\" \"$kept\" \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\" >\"$state/.$1.new\" || return\n  sync \"$state/.$1.new\" 2>/dev/null\n  mv -f \"$state/.$1.new\" \"$state/$1.json\"\n}\n\n# One hash of a kept copy, in $digest.\ndigest_of() {\n  digest=$(cd \"$1\" 2>/dev/null && find . ! -type d -exec sha256sum {} + | LC_ALL=C sort | sha256sum)\n  digest=${digest%% *}\n}\n\n# What the remove script will need, in $state/ID; its hash in $kept.\nkeep() {\n  kept=''\n  if [ ! -f \"$bundle/f/$1/remove.sh\" ]; then\n    rm -rf \"${state:?}/$1\"\n    return\n  fi\n  rm -rf \"$state/.$1.keep\"\n  mkdir -p \"$state/.$1.keep/meta\" && cp -R \"$bundle/f/$1\" \"$state/.$1.keep/content\" || return\n  for part in env timeout; do\n    if [ -f \"$bundle/m/$1/$part\" ]; then cp \"$bundle/m/$1/$part\" \"$state/.$1.keep/meta/\" || return; fi\n  done\n  digest_of \"$state/.$1.keep\"\n  kept=$digest\n  digest_of \"$state/$1\"\n  if [ \"$digest\" = \"$kept\" ]; then\n    rm -rf \"$state/.$1.keep\"\n  else\n    rm -rf \"${state:?}/$1\" && mv \"$state/.$1.keep\" \"$state/$1\"\n  fi\n}\n\n# --- features ---\n\nfailed() {\n  rm -rf \"${run:?}/$1\"\n  emit end \",\\\"feature\\\":\\\"$1\\\",\\\"exit\\\":1,\\\"why\\\":\\\"$2\\\"\"\n  finish 20\n}\n\n# Takes all secrets out of the bundle into variables of this process: no file has them while others' scripts run.\ntake_secrets() {\n  taken=0\n  for entry in \"$bundle\"/m/*/secrets/*; do\n    [ -f \"$entry\" ] || continue\n    taken=$((taken + 1))\n    # As base64, since $(…) takes line feeds off the end.\n    eval \"taken_$taken=\\$(base64 -w 0 <\\\"\\$entry\\\") taken_for_$taken=\\${entry#\\\"\\$bundle/m/\\\"}\"\n    rm -f \"$entry\"\n  done\n}\n\n# Secret options are files in memory while the scripts of their feature run.\ngive_secrets() {\n  rm -rf \"${run:?}/$1\"\n  number=0\n  while [ \"$number\" -lt \"$taken\" ]; do\n    number=$((number + 1))\n    eval \"entry=\\$taken_for_$number\"\n    [ \"${entry%%/*}\" = \"$1\" ] || continue\n    mkdir -p \"$run/$1\" || return\n    # printf is the shell's own: it has no arguments that others could read.\n    eval \"printf %s \\\"\\$taken_$number\\\"\" | base64 -d >\"$run/$1/${entry##*/}\" || return\n  done\n}\n\n# other_secrets MEMBERS: the names of secrets whose values are not those of the marker, in $others as JSON; none where\n# something else differs too. A hash stands in the marker for each: \"NAME\":\"HASH\", in braces at the end.\nother_secrets() {\n  others=''\n  case $marker in \"{${1%%'\"secrets\":'*}\"*) ;; *) return ;; esac\n  rest=${1#*'\"secrets\":{'}\n  rest=${rest%\\}}\n  while [ -n \"$rest\" ]; do\n    case $marker in *\"${rest%%,*}\"*) ;; *) others=\"$others${others:+,}${rest%%:*}\" ;; esac\n    case $rest in *,*) rest=${rest#*,} ;; *) rest='' ;; esac\n  done\n}\n\n# install ID VERB\ninstall() {\n  files=$bundle/f/$1\n  meta=$bundle/m/$1\n  clock\n  first_ms=$now\n  emit begin \",\\\"feature\\\":\\\"$1\\\"\"\n  give_secrets \"$1\" || failed \"$1\" unwritable\n  IFS= read -r members_of_marker <\"$meta/marker\"\n  read_marker \"$1\"\n  how=installed\n  others=''\n  field version \"$marker\"\n  previous=$field\n  case $marker in\n    \"{$members_of_marker\"*)\n      code=0\n      if [ -f \"$files/check.sh\" ]; then run_script \"$1\" check \"$files\" \"$meta\" \"$previous\"; fi\n      case $code in\n        0) how=unchanged ;;\n        10) how=drift ;;\n        *)\n          [ \"$2\" = check ] || failed \"$1\" check\n          how=failed\n          ;;\n      esac\n      ;;\n    *)\n      if [ \"$2\" = check ]; then\n        how=differs\n        other_secrets \"$members_of_marker\"\n      fi\n      ;;\n  esac\n  if [ \"$2\" = install ] && [ \"$how\" != unchanged ]; then perform \"$1\"; fi\n  rm -rf \"${run:?}/$1\"\n  clock\n  if [ \"$how\" = failed ]; then code=1; else code=0; fi\n  emit end \",\\\"feature\\\":\\\"$1\\\",\\\"exit\\\":$code,\\\"ms\\\":$((now - first_ms)),\\\"why\\\":\\\"$how\\\"${others:+,\\\"secrets\\\":[$others]}\"\n}\n\nrecord() {\n  if ! keep \"$1\" || ! write_marker \"$1\" \"$2\"; then failed \"$1\" unwritable; fi\n}\n\n# perform ID: install and verify, and the marker.\nperform() {\n  if [ -f \"$meta/network\" ] && [ -z \"$connected\" ]; then\n    connected=1\n    await address \"$net_wait\" 'its address'\n  fi\n  # Unfinished until it is: a run that is killed comes here again, and what is half done can be removed.\n  record \"$1\" \"\\\"v\\\":1,\\\"id\\\":\\\"$1\\\",\\\"version\\\":\\\"$previous\\\",\\\"hash\\\":\\\"\\\",\\\"secrets\\\":{}\"\n  run_script \"$1\" install \"$files\" \"$meta\" \"$previous\"\n  if [ \"$code\" -eq 12 ] && [ -f \"$meta/restarts\" ]; then\n    rm -rf \"${run:?}/$1\"\n    emit restart \",\\\"feature\\\":\\\"$1\\\"\"\n    finish 12\n  fi\n  [ \"$code\" -eq 0 ] || failed \"$1\" install\n  if [ -f \"$files/verify.sh\" ]; then\n    run_script \"$1\" verify \"$files\" \"$meta\" \"$previous\"\n    [ \"$code\" -eq 0 ] || failed \"$1\" verify\n  fi\n  if [ -f \"$meta/profile\" ]; then\n    { cp \"$meta/profile\" \"$profiles/phoenix-$1.sh\" && chmod 644 \"$profiles/phoenix-$1.sh\"; } || failed \"$1\" unwritable\n  else\n    rm -f \"$profiles/phoenix-$1.sh\"\n  fi\n  record \"$1\" \"$members_of_marker\"\n}\n\n# remove ID: by the copy that was kept when it was installed.\nremove() {\n  read_marker \"$1\"\n  if [ -z \"$marker\" ]; then\n    emit removed \",\\\"feature\\\":\\\"$1\\\",\\\"why\\\":\\\"absent\\\"\"\n    return\n  fi\n  how=''\n  field kept \"$marker\"\n  if [ -z \"$field\" ]; then\n    how=',\"why\":\"no-script\"'\n  else\n    digest_of \"$state/$1\"\n    [ \"$digest\" = \"$field\" ] || failed \"$1\" changed\n    field version \"$marker\"\n    run_script \"$1\" remove \"$state/$1/content\" \"$state/$1/meta\" \"$field\"\n    [ \"$code\" -eq 0 ] || failed \"$1\" remove\n  fi\n  rm -rf \"$state/$1.json\" \"${state:?}/$1\" \"$profiles/phoenix-$1.sh\" || failed \"$1\" unwritable\n  emit removed \",\\\"feature\\\":\\\"$1\\\"$how\"\n}\n\n# Packages that a killed run left half installed.\nrecover() {\n  command -v dpkg >/dev/null || return 0\n  mkdir -p \"$bundle/f/-\" \"$bundle/m/-\" && printf '%s\\n' \"echo '::phx progress repairing packages that a run left half installed'\" \\\n    'dpkg --configure -a --force-confdef --force-confold' >\"$bundle/f/-/recover.sh\"\n  run_script - recover \"$bundle/f/-\" \"$bundle/m/-\"\n}\n\nchecks=1\nwhile read -r verb _; do [ \"$verb\" = check ] || checks=''; done <\"$bundle/plan\"\nif [ -n \"$checks\" ]; then\n  if ! step_aside; then\n    emit refused ',\"why\":\"another run is at work in this guest\"'\n    exit 22\n  fi\nelif ! take_over; then\n  emit refused ',\"why\":\"another run in this guest cannot be ended\"'\n  exit 22\nfi\nenlist run || finish 21\ntake_secrets\nmkdir \"$folder/tmp\" || finish 21\n# All at once: a script may fill the memory that they are made in.\nturn=1\npipes=$folder/pipe.1\nwhile read -r _; do\n  pipes=\"$pipes $folder/pipe.$((turn + 1)) $folder/pipe.$((turn + 2)) $folder/pipe.$((turn + 3))\"\n  turn=$((turn + 3))\ndone <\"$bundle/plan\"\n# shellcheck disable=SC2086 # names without blanks\nmkfifo $pipes || finish 21\nturn=0\nconnected=''\nawait start \"$boot_wait\" 'its start'\n[ -z \"$unclean\" ] || recover\nwhile read -r verb id; do\n  # Nobody hears of what comes next, nor could answer a wish for a restart.\n  [ -z \"$gone\" ] || finish 20\n  case $verb in\n    install | check) install \"$id\" \"$verb\" ;;\n    remove) remove \"$id\" ;;\n    *) failed \"$id\" plan ;;\n  esac\ndone <\"$bundle/plan\"\nfinish 0\n";
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
// src/node/recorded-guest.ts
/** What a simulated node says where only a real guest could answer; whoever asks tells it from a failure by this. */
const RECORDED_GUEST = "a recorded guest has no network";
// src/node/guest-exec.ts
/** How a guest is entered: constant commands, into which nothing of a file or a secret ever comes. */
/** Without the node's environment; the program reads the bundle from stdin. */
function enterCommand(vmid) {
	return [
		"pct",
		"exec",
		String(vmid),
		"--keep-env",
		"0",
		"--",
		"sh",
		"-c",
		BOOTSTRAP
	];
}
/** systemd replaces `$NAME` in the words of a unit's command, and takes `$$` for `$` (systemd 252). */
const asUnitWord = (text) => text.replaceAll("$", () => "$$");
/** On the node itself, in a unit of its own: what is under way does not end with whoever started it. */
function hostCommand() {
	return [
		"systemd-run",
		"--quiet",
		"--collect",
		"--pipe",
		"--wait",
		"--",
		"sh",
		"-c",
		asUnitWord(BOOTSTRAP)
	];
}
/** Whether a command of the node becomes a process in a guest, which holds its input and output. */
function entersGuest([program, verb]) {
	return program === "pct" && verb === "exec";
}
/** Seconds that a guest has to shut down by itself. */
const SHUTDOWN_SECONDS = 60;
function rebootCommand(vmid, transport) {
	return [
		transport === "agent" ? "qm" : "pct",
		"reboot",
		String(vmid),
		"--timeout",
		String(SHUTDOWN_SECONDS)
	];
}
/** Milliseconds that a reboot may take. */
const REBOOT_LIMIT = 42e4;
// src/node/machine.ts
/** The whole environment of a command on a node: nothing of the caller's (a job's tokens) ever gets there. */
const COMMAND_ENVIRONMENT = {
	PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
	HOME: "/root",
	LANG: "C.UTF-8",
	LC_ALL: "C.UTF-8"
};
/** A command without a time limit of its own ends after this, in milliseconds. */
const DEFAULT_TIMEOUT = 6e5;
/** Between asking a process group to end and killing it, in milliseconds: a `pct create` cleans up in between. */
const GRACE = 1e4;
/** Between what was waited for and the end of a command that should end by itself, in milliseconds. */
const LINGER = 5e3;
export { shortened as $, parseAddress as A, hmac256 as B, valueAt as C, isSubnet as D, isInRange as E, decodeText as F, PropertyStringError as G, sha256 as H, digest as I, formatSize as J, familyOf as K, encodeText as L, parseRange as M, parseSubnet as N, isWithin as O, EMPTY_CONF as P, quote as Q, formatConf as R, pointerSegments as S, isAddressRange as T, parseSections as U, sha1 as V, FAMILIES as W, parsePropertyString as X, parseBoolean as Y, parseSize as Z, parseStorageCfg as _, REBOOT_LIMIT as a, durationInMs as at, isObject as b, hostCommand as c, sizeInKiB as ct, AGENT as d, PhoenixError as et, BOOTSTRAP as f, RUN as g, LIB as h, LINGER as i, diskSize as it, parseInSubnet as j, overlaps as k, rebootCommand as l, CLOUD as m, DEFAULT_TIMEOUT as n, errorsIn as nt, enterCommand as o, durationText as ot, CLEAN as p, formatPropertyString as q, GRACE as r, VERSION as rt, entersGuest as s, momentText as st, COMMAND_ENVIRONMENT as t, SEVERITIES as tt, RECORDED_GUEST as u, sections as v, addressKey as w, pointer as x, canonical as y, parseConf as z };
