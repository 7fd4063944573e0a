import { r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { A as formatConf, B as formatSize, C as parseInSubnet, Dt as momentText, E as EMPTY_CONF, Et as durationText, F as parseSections, H as parsePropertyString, I as FAMILIES, J as quote, L as PropertyStringError, O as digest, Ot as sizeInKiB, P as sha256, Q as VERSION$1, R as familyOf$1, S as parseAddress, St as errorsIn, T as parseSubnet, Tt as durationInMs, U as parseSize, V as parseBoolean, Y as shortened, _ as isAddressRange, a as CLEAN, b as isWithin, bt as PhoenixError, ct as inSpan, d as canonical, f as isObject, g as addressKey, h as valueAt, j as parseConf, m as pointerSegments, p as pointer, v as isInRange, w as parseRange, wt as diskSize$1, x as overlaps, xt as SEVERITIES, y as isSubnet, z as formatPropertyString } from "./base.js";
import { t as require_ipaddr } from "./ipaddr.js";
import { A as union, C as never, D as strictObject$1, E as record$1, F as safeParse, M as url, N as uuid, O as string, P as toJSONSchema, S as looseObject, T as object, _ as int, a as ZodObject, b as json, c as ZodString, d as ZodXor, f as _enum, h as boolean$1, i as ZodNever, k as tuple, l as ZodType, o as ZodOptional, p as array, r as datetime, s as ZodRecord, u as ZodUnion, v as ipv4, w as number$2, x as literal$1, y as ipv6 } from "./zod.js";
import { C as finding$3, E as error, O as warning, S as FINDINGS, T as isEntryName, a as checkSha, b as FORBIDDEN_KEYS, c as gitOutput, m as OWN_FEATURES, p as LOCK_FILE$1, t as filesToApply, v as placeAt, w as VAULT_FOLDER, y as wholeFile } from "./sources.js";
import process$1 from "node:process";
import { fileURLToPath } from "node:url";
import { execFileSync } from "node:child_process";
import { basename, dirname, isAbsolute, join, sep } from "node:path";
import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, readSync, readdirSync } from "node:fs";
import { open as open$1, realpath } from "node:fs/promises";
// src/config/settings-units.ts
/** Sizes, times and names as `phoenix.json` takes them. */
var import_ipaddr = /* @__PURE__ */ __toESM(require_ipaddr(), 1);
const sizeOfMemory = union([int().positive(), string()]).refine((v) => sizeInKiB(v, "M") !== null, "must be a size such as \"24G\", or a number of MiB");
const sizeOfDisk = union([int().positive(), string()]).refine((v) => sizeInKiB(v, "G") !== null, "must be a size such as \"500G\", or a number of GiB");
const duration$2 = union([int().nonnegative(), string()]).refine((v) => durationInMs(v) !== null, "must be a duration such as \"7d\", \"24h\" or \"10m\", or a number of seconds");
// src/config/settings-nodes.ts
/** What `phoenix.json` declares of the real world: networks, nodes with their cards and storages, folders that guests share. */
const gpu$1 = strictObject$1({
	pci: string().regex(/^([0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/i, "must be a PCI address such as \"0000:01:00.0\"").describe("The PCI address, as lspci prints it: \"0000:01:00.0\"."),
	driver: _enum([
		"nvidia",
		"amdgpu",
		"i915",
		"xe"
	]).describe("The driver that runs the card on the node."),
	minor: int().nonnegative().default(0).describe("The card number of the driver: N of /dev/nvidiaN, or of /dev/dri/cardN."),
	vram: sizeOfMemory.optional().describe("Memory of the card."),
	mapping: string().regex(/^[A-Za-z][\w-]*$/, "must be the name of a resource mapping").optional().describe("The resource mapping of the cluster that passes the card to a virtual machine."),
	exclusive: boolean$1().default(false).describe("Whether one guest at most may have the card.")
});
const storage = strictObject$1({
	type: _enum([
		"dir",
		"btrfs",
		"zfspool",
		"lvmthin",
		"lvm",
		"nfs",
		"cifs",
		"rbd",
		"cephfs",
		"pbs"
	]),
	shared: boolean$1().default(false),
	content: array(_enum([
		"rootdir",
		"images",
		"vztmpl",
		"iso",
		"backup",
		"snippets",
		"import"
	])).optional().describe("What Proxmox lets it hold; a guest that needs another content is an error."),
	size: sizeOfDisk.optional().describe("How much it holds, for \"policies.overcommit.disk\".")
});
const range = string().refine(isAddressRange, "must be an address, or a range such as \"10.0.0.100-10.0.0.150\"");
const network$1 = strictObject$1({
	bridge: string().describe("The bridge that it is reached by."),
	tag: int().min(1).max(4094).optional().describe("The VLAN; none: untagged."),
	nodes: array(string()).optional().describe("Nodes whose bridge it is; all without it."),
	subnet: string().refine(isSubnet, "must be a network such as \"10.0.0.0/24\"").optional().describe("Addresses of guests must be in it."),
	gateway: union([ipv4(), ipv6()]).optional().describe("No guest may have this address."),
	dhcp: array(range).optional().describe("What a DHCP server gives away; no guest may have one of these by itself."),
	reserved: array(range).optional().describe("Addresses of others, such as the router, a NAS or the nodes."),
	mtu: int().min(576).max(65535).optional().describe("The largest packet; cards may not have more.")
});
const node$1 = strictObject$1({
	pve: string().regex(/^[89]\.\d+$/, "must be 8 or 9 with a minor version, such as \"9.2\"").default("9.2").describe("The Proxmox VE version that a plan without a host assumes."),
	address: string().optional().describe("Host name or address for ssh from elsewhere; the node name otherwise."),
	connect: _enum(["ssh", "phoenix"]).optional().describe("What answers to ssh there: a shell of root, or \"phoenix node\" as a forced command."),
	capacity: strictObject$1({
		cores: int().positive().optional(),
		memory: sizeOfMemory.optional()
	}).optional().describe("What the node has, for the capacity lines of a plan."),
	bridges: array(string()).optional().describe("The bridges of the node; a guest on another one is an error."),
	storages: record$1(string(), storage).default({}).describe("Storages as declared: a plan without a host needs their types."),
	templates: array(string()).optional().describe("Archives that are on the node, as volumes; a guest made from another one is an error."),
	facts: record$1(string().regex(/^[a-z][a-z0-9._-]*$/, "must be lower-case letters, digits, \".\", \"_\" and \"-\""), union([
		string(),
		number$2(),
		boolean$1()
	])).optional().describe("What is so on the node and features may require, such as \"nvidia.driver\": \"580.76.05\"."),
	subids: array(tuple([int().nonnegative(), int().positive()])).optional().describe("What root may map, from /etc/subuid and /etc/subgid: first id and how many."),
	gpus: record$1(string().regex(/^[a-z][a-z0-9-]*$/, "must be lower-case letters, digits and \"-\""), gpu$1).default({})
});
const bind$1 = strictObject$1({
	path: string().startsWith("/").describe("The folder on the node."),
	owner: int().nonnegative().optional().describe("The user id inside the guest that owns the files.")
});
// src/config/settings-policies.ts
/** The policies of `phoenix.json`: how much an apply may do, and what it does before and after. */
const limit = strictObject$1({
	max: int().nonnegative().optional().describe("At most so many guests in one apply."),
	share: number$2().min(0).max(1).optional().describe("At most this share of the estate in one apply.")
});
const overcommit = strictObject$1({
	memory: number$2().positive().default(1).describe("Of guests that run, as a multiple of what the node has."),
	cores: number$2().positive().default(4).describe("Of guests that run, as a multiple of what the node has."),
	disk: number$2().positive().default(1).describe("Of all disks on a storage, as a multiple of its size.")
});
const policies = strictObject$1({
	drift: _enum(["report", "live"]).default("report").describe("What to do with differences that no pull request showed: tell, or correct those without a restart."),
	secrets: _enum(["pinned", "follow"]).default("pinned").describe("What an apply does about values that change outside git: it meets them when their feature runs next, or it compares them each time."),
	retire: duration$2.default("7d").describe("How long a removed guest is kept before `phoenix purge` may destroy it."),
	datasets: _enum(["keep", "destroy"]).default("keep").describe("What becomes of a dataset whose file is removed: it is let go of and stays, or it retires as a guest does, to be destroyed by `phoenix purge`."),
	restarts: strictObject$1({
		when: _enum(["apply", "manual"]).default("apply"),
		...limit.shape,
		maxParallel: int().positive().default(1)
	}).prefault({}),
	retires: limit.prefault({}),
	rollback: _enum(["off", "snapshot"]).default("off").describe("Whether a guest whose software fails is rolled back to a snapshot that was taken before the change."),
	backup: strictObject$1({
		storage: string().describe("A storage with content \"backup\"."),
		maxAge: duration$2.default("24h").describe("A backup older than this is not fresh: another one is taken before a retire."),
		mode: _enum([
			"snapshot",
			"suspend",
			"stop"
		]).default("snapshot")
	}).optional().describe("Without it, a retire takes no backup, and the plan says so."),
	overcommit: overcommit.prefault({}).describe("How much may be promised of what is declared; more is a finding."),
	management: array(string().refine((text) => isSubnet(text) || isAddressRange(text), "must be an address, a range, or a network such as \"10.0.0.0/24\"")).optional().describe("From where the nodes are looked after: no change of a firewall may keep these from ssh and the web interface."),
	bindRoots: array(string().startsWith("/")).optional().describe("Folders of the nodes below which binds may lie; any but those of the system without it."),
	allow: strictObject$1({
		publicRepository: boolean$1().default(false),
		forks: boolean$1().default(false)
	}).prefault({}).describe("Self-hosted runners refuse public repositories and forks unless allowed here.")
});
// src/config/suppress.ts
/** `"suppress": { "PHX512": "the two are never on at the same time" }`: what one file says shall not be found in it, and why. */
const FINDING_ID = /^PHX\d{3}$/;
const suppressSchema = record$1(string().regex(FINDING_ID, "must be the id of a finding, such as \"PHX511\""), string().trim().min(3, "must say why").max(500)).describe("Findings that are not to be reported of this file, each with the reason.");
// src/config/settings.ts
/** `phoenix.json`: the estate's name, its nodes as declared, shared binds, and the policies that guard it. */
const secrets$1 = strictObject$1({
	vault: strictObject$1({ requireBound: boolean$1().default(false).describe("Refuse entries that do not hold their own name, such as those that `pass` wrote.") }).prefault({}),
	aws: strictObject$1({
		region: string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d+$/, "must be a region such as \"eu-central-1\"").optional().describe("Otherwise AWS_REGION of the runner."),
		endpoint: url({ protocol: /^https?$/ }).optional().describe("Such as a VPC endpoint."),
		role: string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "must be the ARN of a role").optional().describe("A role that the workflow's OIDC token may take; otherwise the runner's credentials are used.")
	}).prefault({}).describe("AWS Secrets Manager; needed only where references name it.")
});
const settingsSchema = strictObject$1({
	$schema: string().optional(),
	name: string().regex(/^[a-z][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and \"-\", starting with a letter").describe("The estate: it stands in every comment and marker."),
	id: uuid().optional().describe("Tells this estate from others on the same node; `phoenix init` makes one."),
	nodes: record$1(string().regex(/^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/, "must be the host name of a node"), node$1),
	networks: record$1(string().regex(/^[A-Za-z][\w-]*$/, "must be letters, digits, \"_\" and \"-\", starting with a letter"), network$1).default({}).describe("Networks as they are, so that addresses can be checked before anything is made."),
	pools: array(string()).optional().describe("Pools that exist; a guest in another one is an error."),
	binds: record$1(string().regex(/^[A-Za-z][\w-]*$/, "must be letters, digits, \"_\" and \"-\", starting with a letter"), bind$1).default({}),
	vmids: tuple([int().min(100).max(999999999), int().min(100).max(999999999)]).optional().describe("The range of this estate; a VMID outside is an error."),
	layers: strictObject$1({ vmids: tuple([int().min(100).max(999999999), int().min(100).max(999999999)]).refine(([from, to]) => from <= to, "must be the lowest and the highest VMID, in this order").describe("VMIDs that layers take; no other guest may have one of them.") }).optional().describe("What layers need; an estate without layers leaves it out."),
	runner: string().optional().describe("The guest that runs the jobs, such as \"lxc/runner\": it is never restarted by them."),
	proof: strictObject$1({ placeholders: record$1(string().regex(/^[^${}]+$/, "must name a secret as references do, such as \"db/app\" or \"env:PG_PASSWORD\""), union([literal$1(true), string().min(1).max(4096)])).default({}).describe("What stands for a secret: true makes up a value, a text is the value. Never a real one.") }).optional().describe("What `phoenix proof` needs: it builds guests without their secrets."),
	secrets: secrets$1.prefault({}),
	policies: policies.prefault({}),
	rules: record$1(string().regex(FINDING_ID, "must be the id of a finding, such as \"PHX511\""), _enum([
		"off",
		"notice",
		"warning",
		"error"
	])).default({}).describe("How bad a finding is in this estate, where that is not how bad it usually is."),
	suppress: suppressSchema.optional()
});
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
const AT_START$1 = /^\s*(?:\d{1,9}(?=[.)](?:\s|$))|(?=[#+=-]))/;
/** Plain words inside a paragraph, a heading, a list or a table cell. */
function words$1(text) {
	return unlinked(visible(text)).replace(INLINE, (c) => "\\|<>&".includes(c) ? entity(c) : `\\${c}`).replace(AT_START$1, "$&\\");
}
/** A message as Phoenix writes them: what stands between backticks is code, the rest is words. */
function prose(text) {
	return text.split(/`([^`]+)`/).map((part, i) => i % 2 === 1 ? code(part) : words$1(part)).join("");
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
	return `[${words$1(label)}](${url.replace(/[\s()<>[\]\\|`]/g, percent)})`;
}
/**
* A text for the log of a job. The runner reads lines that start with `::`, and `##[` anywhere, as commands
* (`::add-mask::`, `::stop-commands::`), so both are broken up; terminal escapes become visible.
*/
function logText(text) {
	return visibleLines(text).replace(/^(\s*):(?=:)/gm, `$1:${BREAK}`).replace(/##(?=\[)/g, `##${BREAK}`);
}
/** One line of such a text that does not begin with foreign words, at most `most` characters long: for terminals. */
function plain$1(text, most = 300) {
	return clip(text, most).replace(/##(?=\[)/g, `##${BREAK}`);
}
// src/plan/render/words.ts
/** How Phoenix speaks of effects, downtimes and numbers: one wording for comment, terminal and annotations. */
/** `3 guests`, `1 guest`, `1,200 guests`. */
function plural(n, one, many = `${one}s`) {
	return `${number$1(n)} ${n === 1 ? one : many}`;
}
/** `2,700`. */
function number$1(n) {
	return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
/** At most `most` of the things, and how many are missing: `a, b and 5 more`. One more is named rather than counted. */
function listed$1(things, most, show) {
	const rest = things.length - most;
	if (rest <= 1) return things.map(show).join(", ");
	return `${things.slice(0, most).map(show).join(", ")} and ${number$1(rest)} more`;
}
/** The length of the longest text; 0 of none. */
function longest(texts) {
	return texts.reduce((most, text) => Math.max(most, text.length), 0);
}
/** What an effect means to the guest, in a few words. */
const EFFECT_WORDS = {
	none: "no effect",
	config: "unnoticed",
	live: "live",
	restart: "restart",
	offline: "stopped",
	replace: "replace",
	retire: "retire",
	destroy: "destroy",
	impossible: "impossible"
};
/** `≈ 25 s`, `none`; null is `for good`. */
function downtimeText(seconds) {
	if (seconds === null) return "for good";
	return seconds > 0 ? `≈ ${durationText(seconds * 1e3)}` : "none";
}
/** The span of several downtimes in seconds: `25 s`, `20 to 25 s`, `20 s to 2 min`. */
function spanText(seconds) {
	const least = seconds.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
	const most = seconds.reduce((a, b) => Math.max(a, b), 0);
	const text = (s) => durationText(s * 1e3);
	if (text(least) === text(most)) return text(most);
	const [, n, unit] = /^([\d.]+) (\w+)$/.exec(text(least)) ?? [];
	const [, , other] = /^([\d.]+) (\w+)$/.exec(text(most)) ?? [];
	return `${n !== void 0 && unit === other ? n : text(least)} to ${text(most)}`;
}
/** A value as Proxmox would show it; null is what `nothing` says. */
function valueText(value, nothing = "(none)") {
	if (value === null || value === "") return nothing;
	return typeof value === "string" ? value : canonical(value);
}
/** `1.0.0` of `1.0.0 0f0c09482a40960c`: the hash of software tells nothing to a reader, nor does the seal behind it. */
function withoutHash(value) {
	return typeof value === "string" ? value.replace(/^(\S+)(?: [0-9a-f]{16}){1,2}$/, "$1") : value;
}
/** What a change is called: by its place in the file, or by its slot where it is about the whole guest. */
function labelOf({ path, slot }) {
	return path === "" ? slot : pathText(path);
}
/** A pointer as people write it: `/mounts/~1data/size` is `mounts[/data].size`. */
function pathText(path) {
	return pointerSegments(path).map((segment, i) => {
		if (!/^[\w-]+$/.test(segment)) return `[${segment}]`;
		return i === 0 ? segment : `.${segment}`;
	}).join("");
}
/** What there is, and how often it may be promised where that counts: `96 GiB`, `4 × 16`; null: not declared. */
function limitText({ what, after, limit, times = 1 }) {
	if (limit === null) return null;
	const text = capacityText(what, limit);
	return times === 1 || after <= limit * Math.min(1, times) ? text : `${times} × ${text}`;
}
/** Capacity for people: memory comes in KiB. */
function capacityText(what, n) {
	if (what === "cores" || n === 0) return number$1(n);
	const gib = n / 1024 ** 2;
	if (gib < 1) return diskSize$1(n).replace(/([KMGT])$/, " $1iB");
	return `${gib >= 10 ? Math.round(gib) : Math.round(gib * 10) / 10} GiB`;
}
// src/plan/render/links.ts
/** For terminals and tests: no web address at all. */
const NOWHERE = {
	repository: null,
	root: "",
	head: null,
	base: null,
	pr: null,
	run: null
};
/** `configs/lxc/web.json`. */
function fullPath(root, file) {
	return root === "" || root === "." ? file : `${root.replace(/\/+$/, "")}/${file}`;
}
function linked(where, commit, file, line, text = `${file}${line === null ? "" : `:${line}`}`) {
	const label = text.length > 72 ? `…${clip(text.slice(-71), 71)}` : text;
	if (where.repository === null || commit === null) return code(label);
	const path = urlPath(fullPath(where.root, file));
	return link(label, `${where.repository}/blob/${commit}/${path}${line === null ? "" : `#L${line}`}`);
}
/** `[profiles/docker-host.jsonc:6](…)`, as it stands at the head. */
function positionLink(where, at) {
	return linked(where, where.head, at.file, at.line);
}
/** Several places; a file is named once: `[lxc/web.json:3](…), [:5](…)`. */
function positionLinks(where, places, most) {
	const named = /* @__PURE__ */ new Set();
	return listed$1(places, most, (at) => {
		const again = named.has(at.file);
		named.add(at.file);
		return again ? linked(where, where.head, at.file, at.line, `:${at.line}`) : positionLink(where, at);
	});
}
/** A whole file; `removed`: as it last stood, at the base. */
function fileLink(where, file, removed) {
	if (file === "") return "–";
	return linked(where, removed ? where.base : where.head, file, null);
}
/** Where the reader finds what had no room; without a page it is only named. */
function everything(where, label) {
	return where.run === null ? label : link(label, where.run);
}
// src/kinds/mark-file.ts
/**
* Markers of what has no Notes of its own, such as a zone: one small file each, in the cluster's own file system, where
* Proxmox keeps the thing itself. It tells whose a resource is and which commit it was last changed by.
*/
/** What a kind with mark files adds to its `reads.cluster`. */
const MARK_FILES = "/etc/pve/phoenix/*/*.json";
const schema = strictObject$1({
	estate: string(),
	env: string().nullable(),
	address: string(),
	id: string(),
	node: string(),
	commit: string().nullable(),
	config: string(),
	phoenix: string(),
	owed: array(string()).optional(),
	built: string().optional(),
	features: record$1(string(), string()).optional()
});
/** File names take no slashes and colons: `zone:lab` is `zone%3Alab`. */
function markPath(estate, id) {
	return `/etc/pve/phoenix/${encodeURIComponent(estate)}/${encodeURIComponent(id)}.json`;
}
function parsed$1(text) {
	try {
		return schema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}
function toOwned({ node, owed, built, features, ...mark }) {
	const more = {
		...owed ? { owed } : {},
		...built === void 0 ? {} : { built },
		...features ? { features } : {}
	};
	return {
		id: mark.id,
		mark: {
			...mark,
			...more
		},
		node
	};
}
/** Every marker of that estate and environment whose id begins so, such as `zone:`. */
function marksIn(snapshot, estate, env, prefix) {
	const folder = `/etc/pve/phoenix/${encodeURIComponent(estate)}/`;
	const owned = [];
	for (const [path, text] of snapshot.files ?? []) {
		if (!path.startsWith(folder)) continue;
		const mark = parsed$1(text);
		if (mark !== null && mark.estate === estate && mark.env === env && mark.id.startsWith(prefix) && path === markPath(estate, mark.id)) owned.push(toOwned(mark));
	}
	return owned;
}
/** The marker of one id; null: there is none, or it cannot be read. */
function markOfId(snapshot, estate, id) {
	const text = snapshot.files?.get(markPath(estate, id));
	const mark = text === void 0 ? null : parsed$1(text);
	return mark?.id === id && mark.estate === estate ? toOwned(mark) : null;
}
/** Another estate that has a marker of the same id: what looks as git says may be its. Null: there is none. */
function otherOwner({ files = /* @__PURE__ */ new Map() }, estate, id) {
	const name = `/${encodeURIComponent(id)}.json`;
	const folder = "/etc/pve/phoenix/";
	for (const path of files.keys()) {
		if (!path.startsWith(folder) || !path.endsWith(name)) continue;
		const other = decodeURIComponent(path.slice(17, -name.length));
		if (other !== estate) return other;
	}
	return null;
}
/**
* The first step of what is made: without a marker it would be somebody's, should the apply end before its last step.
* The marker owes the whole.
*/
function beginStep({ mark, address, node }) {
	const { id, estate } = mark;
	const { remark: _, ...step } = markStep({
		mark: {
			...mark,
			owed: [""]
		},
		id,
		estate,
		address,
		node,
		after: []
	});
	return {
		...step,
		id: `${address}:begin`,
		title: "write down that it is made"
	};
}
/** The last step of a resource with a mark file. */
function markStep({ mark, id, estate, address, node, after }) {
	const path = markPath(estate, id);
	const text = mark === null ? null : `${canonical({
		...shownOf(mark),
		node
	})}\n`;
	return {
		id: `${address}:mark`,
		address,
		node,
		title: mark === null ? "forget it" : "write the marker",
		effect: "config",
		after,
		locks: [],
		guard: [],
		verify: [],
		do: {
			verb: "write",
			path,
			content: text
		},
		remark: true,
		retry: "contention",
		timeout: 3e4
	};
}
const shownOf = ({ estate, env, address, id, commit, config, phoenix, owed, built, features }) => ({
	estate,
	env,
	address,
	id,
	commit,
	config,
	phoenix,
	...owed ? { owed } : {},
	...built === void 0 ? {} : { built },
	...features ? { features } : {}
});
// src/kinds/any-node.ts
/** The first node of the estate; with a snapshot, the first one that answered. */
function anyNode({ nodes }, snapshot = null) {
	const names = Object.keys(nodes);
	return names.find((name) => snapshot?.nodes.get(name)?.reachable) ?? names[0] ?? "";
}
// src/kinds/layer/spec.ts
const isLayer$1 = (one) => one.kind === "layer";
/** Options that only the build sees: whoever is cloned has its own. */
const OF_THE_BUILD = /* @__PURE__ */ new Set([
	"cores",
	"cpulimit",
	"cpuunits",
	"memory",
	"swap"
]);
function lasting(options) {
	return Object.fromEntries(Object.entries(options).filter(([key]) => !OF_THE_BUILD.has(key)));
}
/** What is in a template when it is built; its name, its cards and its size while it is built are not. */
function contentOf(spec) {
	const { source, unprivileged, arch, ostype, sshPublicKeys, options, features, rootfs, generation } = spec;
	const from = source?.is === "clone" ? {
		full: source.full ?? null,
		storage: source.storage ?? null
	} : source?.volume ?? null;
	const software = (spec.software ?? []).map(({ id, version, hash }) => [
		id,
		version,
		hash
	]);
	const body = {
		from,
		unprivileged,
		arch,
		ostype,
		sshPublicKeys,
		options: lasting(options),
		features,
		rootfs
	};
	return JSON.parse(JSON.stringify({
		...body,
		generation,
		software
	}));
}
const sourceOf$1 = ({ source }) => source?.is === "clone" ? source.address : null;
function specOn(address, node, resources) {
	const resource = resources.get(address);
	return resource && isLayer$1(resource) ? resource.spec.nodes?.get(node)?.spec ?? null : null;
}
/** A layer and those below it, the lowest last, on one node; null where one of them cannot be built there. */
function chainOn(address, node, resources) {
	const chain = [];
	for (let at = address; at !== null && chain.length <= 4;) {
		const spec = specOn(at, node, resources);
		if (!spec) return null;
		chain.push(spec);
		at = sourceOf$1(spec);
	}
	return chain;
}
/** `layer/base 0123456789abcdef`: the layer and its content on this node; null where it cannot be built there. */
function layerStamp(address, node, resources) {
	const chain = chainOn(address, node, resources);
	if (!chain) return null;
	return `${address} ${chain.reduceRight((below, spec) => sha256(canonical({
		v: 1,
		below,
		content: contentOf(spec)
	})).slice(0, 16), null) ?? ""}`;
}
// src/kinds/guest/spec.ts
/** The layer that a guest is made from, or is itself, as its marker tells. */
function layerOf({ layer, source }) {
	return layer ?? (source?.is === "clone" ? source.layer : void 0);
}
/** Deep equality of JSON: most guests of an estate are as they were, and need no comparing field by field. */
function isSame$2(a, b) {
	if (a === b) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length) return false;
	return keys.every((key) => Object.hasOwn(b, key) && isSame$2(a[key], b[key]));
}
function isSameSpec(a, b) {
	return isSame$2(a, b);
}
// src/kinds/guest/layered.ts
const isLayer = (address) => address.startsWith("layer/");
/** The instance of a layer on a node. */
const instanceAddress = (layer, node) => `${layer}@${node}`;
/** `layer/base` of `layer/base 0123456789abcdef`. */
const addressIn$1 = (stamp) => stamp.replace(/ .*$/s, "");
/** `0123456789abcdef` of it. */
const hashIn = (stamp) => stamp.replace(/^.* /s, "");
/** The layer that a clone names; null for any other source. */
function layerAddress(source) {
	if (source.is !== "clone") return null;
	if (source.layer !== void 0) return addressIn$1(source.layer);
	return source.address !== null && isLayer(source.address) ? source.address : null;
}
/** Storages that link a clone of a container to its template (PVE 9.2): on the others it is copied. */
function makesLinkedClones(type) {
	return type === "zfspool" || type === "lvmthin" || type === "rbd";
}
/** A spec whose source is a layer names the instance on its node, and the content that git gives it now. */
function onLayer(spec, resources) {
	const { source, node } = spec;
	const address = source ? layerAddress(source) : null;
	if (source?.is !== "clone" || address === null) return spec;
	const layer = layerStamp(address, node, resources);
	if (layer === null) return spec;
	return {
		...spec,
		source: {
			...source,
			address: instanceAddress(address, node),
			layer
		}
	};
}
function expandGuest({ resource, resources }) {
	const spec = onLayer(resource.spec, resources);
	return {
		resources: [spec === resource.spec ? resource : {
			...resource,
			spec
		}],
		findings: []
	};
}
/** Where a file names its layer; owed by a guest that is being moved to what that is now. */
const MOVE = "/clone";
/** The layer that a guest was made from, when that is not what its layer is now; null: it is up to date. */
function behindOn(spec, mark) {
	const now = layerOf(spec);
	const was = mark?.layer;
	return now === void 0 || was === void 0 || was === now ? null : was;
}
/** For the reader of a plan: the guest stays as it is. */
function behindNotes(want, was) {
	const old = behindOn(want.spec, was === void 0 ? null : { layer: was });
	const now = layerOf(want.spec);
	if (old === null || now === void 0 || addressIn$1(old) !== addressIn$1(now)) return [];
	return [`behind: made from ${addressIn$1(old)} as of ${hashIn(old)}, which is ${hashIn(now)} now; \`phoenix rebuild ${want.address}\` moves it`];
}
/** The source with the VMID that its instance has, or gets in this apply; as it is where it is no layer. */
function placedSource(source, placed, typeOf) {
	if (source.is !== "clone" || source.layer === void 0 || source.address === null) return source;
	const vmid = placed?.(source.address) ?? null;
	if (vmid === null) return null;
	const type = typeof source.linkedOn === "string" ? typeOf(source.linkedOn) : void 0;
	const copies = source.full === void 0 && type !== void 0 && !makesLinkedClones(type);
	return {
		...source,
		vmid,
		...copies ? { full: true } : {}
	};
}
// src/once.ts
/** What costs something to make, and is made when somebody first asks for it. */
function once(make) {
	let made;
	return () => (made ??= { value: make() }).value;
}
// src/kinds/guest/field.ts
/**
* The common language of spec, conf file and diff: a guest as a flat list of fields. What makes fields stands in
* fields.ts (from a spec) and live.ts (from a conf file); what they cost stands in options.ts.
*/
const mountSlot = (path) => `mount:${path}`;
const deviceSlot = (path) => `device:${path}`;
const rawSlot = (key) => `raw:${key}`;
const featureSlot = (id) => `feature:${id}`;
const healthSlot = (name) => `health:${name}`;
const snapshotSlot = (name) => `snapshot:${name}`;
/** `net0` … `net31`. */
function isNetSlot(slot) {
	return slot.startsWith("net") && /^net\d+$/.test(slot);
}
/** Disks that a storage holds, of containers and of virtual machines. */
function isVolumeSlot(slot) {
	return slot === "rootfs" || slot.startsWith("mount:") || /^(?:(?:scsi|virtio|sata|ide)\d+|efidisk0|tpmstate0)$/.test(slot);
}
/** The part of a slot after its family: `/data` of `mount:/data`; null when the slot is of another family. */
function slotArgument(slot, family) {
	return slot.startsWith(`${family}:`) ? slot.slice(family.length + 1) : null;
}
/** Where the maps of the file stand that slots are named after. */
const MAPS = {
	mount: "mounts",
	device: "devices",
	raw: "raw",
	snapshot: "snapshots",
	feature: "features"
};
/** One segment of a pointer; most need no escape, and there are many. */
function step(segment) {
	return segment.includes("/") || segment.includes("~") ? pointer(segment) : `/${segment}`;
}
/** The pointer into the user's file of a slot's sub-property. */
function fieldPath(slot, key) {
	const tail = key === null ? "" : step(key);
	const colon = slot.indexOf(":");
	if (colon > 0) {
		const map = slot.slice(0, colon);
		return `/${MAPS[map] ?? map}${step(slot.slice(colon + 1))}${tail}`;
	}
	if (slot === "features") return key === "mount" ? "/mountfs" : tail;
	return `/${slot}${tail}`;
}
function field(slot, key, value) {
	return {
		path: fieldPath(slot, key),
		slot,
		key,
		value
	};
}
/** Whether a flag stands there and is on. */
function isOn$1(fields, slot) {
	return fields.some((one) => one.slot === slot && one.value === "1");
}
/** Fields by their paths. */
function byPath(fields) {
	return new Map(fields.map((one) => [one.path, one]));
}
// src/features/id.ts
/** The names of features: they become folders, words of a shell and members of JSON, so they are plain. */
const FEATURE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** A part of a path inside a feature's folder. */
const SEGMENT = /^[A-Za-z0-9_@+=,%. -]{1,100}$/;
/** Whether a path can be carried into a guest: relative, plain, and not out of its folder. */
function isUsablePath(path) {
	const segments = path.split("/");
	return path.length <= 200 && segments.every((one) => SEGMENT.test(one) && !/^\.{1,2}$|^\s|\s$|^-/.test(one));
}
// src/kinds/guest/marker.ts
/**
* The marker: the line of a guest's description that says whose it is, and the tags that go with it. Parsing tolerates
* anything, since people edit Notes; what a marker means for ownership stands in observe.ts.
*/
/** Owed by a guest that is down, or may be, and shall run. */
const STATE = "/state";
/** Every guest of ours carries this tag. */
const TAG = "phoenix";
/** And this one besides while it is retired. */
const RETIRED_TAG = "phoenix-retired";
const OWN_TAGS = [TAG, RETIRED_TAG];
/** Characters that Proxmox takes in a description, before it escapes them (PVE 9.2). */
const LIMIT$1 = 8192;
/** Room for the marker below the user's text. */
const DESCRIPTION_LIMIT = 6144;
const LINE = /^[ \t]*<!-- phoenix[ {].*$/gm;
const MARKER$1 = /^[ \t]*<!-- phoenix (\{.*\}) -->[ \t]*$/;
/**
* As a file can be called; `lxc/web@101` is what retired under a name that another guest has now, `layer/base@pve1` a
* layer on a node.
*/
const ADDRESS = /^[a-z]+\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?:@[A-Za-z0-9-]{1,63})?$/;
/** Address and content hash of a layer. */
const LAYER = /^layer\/[A-Za-z0-9][A-Za-z0-9._-]{0,99} [0-9a-f]{16}$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** Version and hash of a feature, and the seal of its secrets. */
const STAMP = /^[0-9A-Za-z][0-9A-Za-z.+-]{0,63} [0-9a-f]{16}(?: [0-9a-f]{16})?$/;
/** A mount or a disk, and the volume that it had: see `Mark.detached`. */
const DETACHED = record$1(string().regex(/^(?:mount:\/[^\u0000-\u001f]{0,255}|[a-z]+\d+)$/), string().regex(/^[A-Za-z][\w.-]{0,99}:[\w./+-]{1,199}(?: \d+(?:\.\d+)?[KMGT]?)?$/));
const FLAG = _enum(["0", "1"]).nullable();
/** Whoever may edit the Notes of a guest may have written this: nothing of it reaches git or a command unchecked. */
const markerSchema = object({
	v: literal$1(1),
	estate: string(),
	env: string().nullable(),
	address: string().regex(ADDRESS),
	vmid: int(),
	commit: string().regex(COMMIT).nullable().catch(null),
	config: string(),
	phoenix: string(),
	retired: datetime().optional().catch(void 0),
	owed: array(string()).optional(),
	was: record$1(string(), FLAG).optional().catch(void 0),
	detached: DETACHED.optional().catch(void 0),
	features: record$1(string().regex(FEATURE_ID), string().regex(STAMP)).optional().catch(void 0),
	layer: string().regex(LAYER).optional().catch(void 0),
	built: datetime().optional().catch(void 0),
	undone: datetime().optional().catch(void 0)
});
function vmidOf$1(mark) {
	return Number(mark.id.replace(/^vmid:/, ""));
}
/** JSON that cannot end the comment it stands in: no `--`, no `>`, no `<`, printable ASCII only. */
function harmless$1(value) {
	return JSON.stringify(value).replaceAll("--", "-\\u002d").replace(/[<>\x7f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
/** The marker as one line. */
function formatMarker(mark) {
	const { estate, env, address, commit, config, phoenix, retired, owed = [], was, detached, features = {}, layer, built, undone } = mark;
	const ids = Object.keys(features).sort();
	return `<!-- phoenix ${harmless$1({
		v: 1,
		estate,
		env,
		address,
		vmid: vmidOf$1(mark),
		commit,
		config,
		phoenix,
		retired,
		owed: owed.length > 0 ? owed : void 0,
		was,
		detached,
		features: ids.length > 0 ? Object.fromEntries(ids.map((id) => [id, features[id]])) : void 0,
		layer,
		built,
		undone
	})} -->`;
}
function parseLine(line) {
	const json = MARKER$1.exec(line)?.[1];
	if (json === void 0) return null;
	let value;
	try {
		value = JSON.parse(json);
	} catch {
		return null;
	}
	const parsed = markerSchema.safeParse(value);
	if (!parsed.success) return null;
	const { estate, env, address, vmid, commit, config, phoenix, retired, owed, was, detached, features, layer, built, undone } = parsed.data;
	return {
		estate,
		env,
		address,
		id: `vmid:${vmid}`,
		commit,
		config,
		phoenix,
		...retired !== void 0 && { retired },
		...owed !== void 0 && { owed },
		...was !== void 0 && { was },
		...detached !== void 0 && { detached },
		...features !== void 0 && { features },
		...layer !== void 0 && { layer },
		...built !== void 0 && { built },
		...undone !== void 0 && { undone }
	};
}
/** The last marker of a description that can be read; null when there is none. */
function parseMarker(description) {
	const lines = description?.match(LINE) ?? [];
	for (const line of lines.toReversed()) {
		const mark = parseLine(line);
		if (mark) return mark;
	}
	return null;
}
/** Whether a line looks like a marker, readable or not. */
function hasMarkerLine(text) {
	return text.search(LINE) >= 0;
}
/**
* What people wrote: the description without marker lines, damaged ones included, and without newlines at the end,
* which Proxmox does not keep.
*/
function stripMarker(description) {
	return (description ?? "").split("\n").filter((line) => line.search(LINE) < 0).join("\n").replace(/\n+$/, "");
}
/**
* The description with the marker as its last line. Paths of what is owed are left out from the end when Proxmox's
* limit would be passed: they only remind of a restart. So is where detached volumes were: Proxmox keeps them anyway.
*/
function writeMarker(text, mark) {
	const user = stripMarker(text);
	const withMark = (one) => user === "" ? formatMarker(one) : `${user}\n${formatMarker(one)}`;
	let owed = mark.owed ?? [];
	let result = withMark(mark);
	if (result.length > LIMIT$1 && mark.detached) {
		const { detached: _, ...rest } = mark;
		return writeMarker(text, rest);
	}
	while (result.length > LIMIT$1 && owed.length > 0) {
		owed = owed.slice(0, -1);
		result = withMark({
			...mark,
			owed
		});
	}
	return result;
}
/** Tags as Proxmox keeps them: lower case, sorted, each once. */
function normaliseTags(tags) {
	const lower = tags.map((tag) => tag.toLowerCase());
	return lower.every((tag, at) => at === 0 || lower[at - 1] < tag) ? lower : [...new Set(lower)].sort();
}
/** Tags that people set: without Phoenix's own. */
function userTags(tags) {
	return normaliseTags(tags).filter((tag) => !OWN_TAGS.includes(tag));
}
/** Splits the `tags` of a conf file. */
function splitTags(value) {
	return (/[\s,]/.test(value) ? value.split(/[\s,;]+/) : value.split(";")).filter((tag) => tag !== "");
}
/** The value of `--tags` for these tags of the user's, with Phoenix's own. */
function writeTags(tags, retired) {
	return normaliseTags([
		...userTags(tags),
		TAG,
		...retired ? [RETIRED_TAG] : []
	]).join(";");
}
// src/node/vm-conf.ts
/**
* Conf files of virtual machines, as those of containers: `[PENDING]` is their pending section, what cloud-init's drive
* still has (`[special:cloudinit]`) is left out, and keys that wait to go may say that their volume goes too (PVE 9.2).
*/
function parseVmConf(text) {
	if (!text.includes("\n[")) return parseConf(text);
	let isLeftOut = false;
	const lines = text.split("\n").flatMap((line) => {
		const heading = /^\[([^\]]*)\]\s*$/.exec(line)?.[1];
		if (heading !== void 0) isLeftOut = heading.toLowerCase().startsWith("special:");
		if (isLeftOut) return [];
		return [heading?.toLowerCase() === "pending" ? "[pve:pending]" : line];
	});
	const conf = parseConf(lines.join("\n"));
	const { pending } = conf;
	if (!pending) return conf;
	return {
		...conf,
		pending: {
			...pending,
			delete: pending.delete.map((key) => key.replace(/^!/, ""))
		}
	};
}
// src/kinds/guest/reading.ts
/** A guest's file, parsed once for everyone who asks: whose it is, what it says, how it differs. */
const READ$1 = /* @__PURE__ */ new WeakMap();
function readingOf(file) {
	const known = READ$1.get(file);
	if (known) return known;
	const conf = file.type === "qemu" ? parseVmConf(file.text) : parseConf(file.text);
	const reading = {
		conf,
		mark: parseMarker(conf.description)
	};
	READ$1.set(file, reading);
	return reading;
}
// src/kinds/guest/sorted-keys.ts
function numbered(key) {
	const name = key.replace(/\d+$/, "");
	return {
		key,
		name,
		number: name.length === key.length ? -1 : Number(key.slice(name.length))
	};
}
/** In the order of their numbers, so that of two entries for one path the first one counts. */
function sortedKeys(options) {
	const keys = Array.from(options.keys(), numbered);
	keys.sort((a, b) => a.name === b.name ? a.number - b.number : a.name < b.name ? -1 : 1);
	return keys.map(({ key }) => key);
}
// src/kinds/guest/live.ts
/** A snapshot that is being made is none yet; one that is being deleted is still there. */
function snapshotFields(conf) {
	return [...conf.snapshots].filter(([, { options }]) => options.get("snapstate") !== "prepare").flatMap(([name, { description }]) => {
		const text = (description ?? "").replace(/\n+$/, "");
		return [field(snapshotSlot(name), null, "1"), ...text === "" ? [] : [field(snapshotSlot(name), "description", text)]];
	});
}
function afterStart(conf) {
	const { pending } = conf;
	if (!pending) return conf;
	const options = new Map(conf.options);
	for (const key of pending.delete) options.delete(key);
	for (const [key, value] of pending.options) options.set(key, value);
	return {
		description: conf.description,
		options,
		raw: conf.raw
	};
}
function slotKeys(conf, grammar) {
	const keys = /* @__PURE__ */ new Map();
	for (const options of [conf.options, conf.pending?.options ?? /* @__PURE__ */ new Map()]) for (const key of sortedKeys(options)) {
		const slot = grammar.slotOf(key, options.get(key) ?? "");
		if (slot !== null && !keys.has(slot)) keys.set(slot, key);
	}
	return keys;
}
/** What is not in the current section of the file. */
function outsideOf(file, { conf, mark }, running, pool, grammar) {
	const features = mark?.id === `vmid:${file.vmid}` ? mark.features ?? {} : {};
	return [
		field("node", null, file.node),
		field("state", null, running ? "running" : "stopped"),
		...conf.options.has("template") ? [] : [field("template", null, "0")],
		...grammar.implied(conf, file.vmid),
		...pool === null ? [] : [field("pool", null, pool)],
		...snapshotFields(conf),
		...Object.entries(features).map(([id, value]) => field(featureSlot(id), null, value))
	];
}
function pendingKeys({ pending }) {
	return pending ? [.../* @__PURE__ */ new Set([...pending.options.keys(), ...pending.delete])].toSorted() : [];
}
function unusedOf({ options }) {
	return sortedKeys(options).filter((key) => /^unused\d+$/.test(key)).map((key) => ({
		key,
		volume: options.get(key) ?? ""
	}));
}
/**
* Reads a guest's file. `pool` comes from the cluster's user.cfg, since the conf file does not know it. Fields are made
* when they are asked for: of most guests of an estate nobody asks, since they are as they shall be.
*/
function liveOf$2(grammar, file, running, pool) {
	const reading = readingOf(file);
	const { conf } = reading;
	const tags = splitTags(conf.options.get("tags") ?? "");
	const outside = once(() => outsideOf(file, reading, running, pool, grammar));
	const fields = once(() => [...grammar.sectionFields(conf), ...outside()]);
	const pending = pendingKeys(conf);
	const next = once(() => pending.length === 0 ? fields() : [...grammar.sectionFields(afterStart(conf)), ...outside()]);
	const [keys, unused] = [once(() => slotKeys(conf, grammar)), once(() => unusedOf(conf))];
	return {
		grammar,
		vmid: file.vmid,
		node: file.node,
		get digest() {
			return file.digest;
		},
		running,
		pool,
		conf,
		get fields() {
			return fields();
		},
		get next() {
			return next();
		},
		pending,
		get keys() {
			return keys();
		},
		get unused() {
			return unused();
		},
		lock: conf.options.get("lock") ?? null,
		tagged: tags.includes(TAG),
		retired: tags.includes(RETIRED_TAG)
	};
}
const POOLS = /* @__PURE__ */ new WeakMap();
/** The pool of each guest; of two that name one guest, the first. */
function poolsOf(pools) {
	const known = POOLS.get(pools);
	if (known) return known;
	const members = [...pools].flatMap(([pool, vmids]) => vmids.map((vmid) => [vmid, pool]));
	const index = new Map(members.toReversed());
	POOLS.set(pools, index);
	return index;
}
/** A guest of a snapshot of the estate; null when there is no such guest of that type. */
function liveIn$1(grammar, snapshot, vmid) {
	const file = snapshot.guests.get(vmid);
	if (!file || file.type !== grammar.type) return null;
	const node = snapshot.nodes.get(file.node);
	return liveOf$2(grammar, file, node?.reachable === true && node.running.has(vmid), poolsOf(snapshot.pools).get(vmid) ?? null);
}
const READ = /* @__PURE__ */ new WeakMap();
/** A fresh reading of one guest; what was read once is parsed once, however many conditions look at it. */
function liveNow(grammar, state) {
	if (!state.file || state.file.type !== grammar.type) return null;
	const known = READ.get(state);
	if (known) return known;
	const live = liveOf$2(grammar, state.file, state.running, state.pool);
	READ.set(state, live);
	return live;
}
// src/kinds/guest/own-snapshot.ts
/** One name for all guests: there is one of them at most, and the first one stays. */
const OWN_SNAPSHOT = "phoenix-before";
const TITLE = "Taken by Phoenix before a change; it goes when the change is done.";
/** The description of the snapshot. Its marker owes the state of a guest that ran: it is down while it goes back. */
function snapshotText(text, mark, ran) {
	const owed = [...ran ? [STATE] : [], ...mark.owed ?? []];
	return `${TITLE}\n${writeMarker(text, {
		...mark,
		owed
	})}`;
}
/** Ours, by the marker in it; null: there is none, or one of that name is somebody else's. */
function ownSnapshot({ conf, vmid }) {
	const section = conf.snapshots.get(OWN_SNAPSHOT);
	const mark = parseMarker(section?.description ?? null);
	if (!section || mark?.id !== `vmid:${vmid}`) return null;
	const lines = stripMarker(section.description).split("\n");
	const owed = (mark.owed ?? []).filter((path) => path !== STATE);
	return {
		mark: {
			...mark,
			owed
		},
		ran: mark.owed?.includes("/state") ?? false,
		text: lines.slice(lines[0] === TITLE ? 1 : 0).join("\n"),
		at: Number(section.options.get("snaptime") ?? 0) * 1e3,
		half: section.options.has("snapstate")
	};
}
/** What a snapshot does not keep of a configuration, and a rollback not bring back (PVE 9.2). */
const LEFT_OUT = /^(?:snapstate|snaptime|parent|lock|vmstate|running(?:machine|cpu|nets-host-mtu)|unused\d+)$/;
const kept = (options) => new Map([...options].filter(([option]) => !LEFT_OUT.test(option)));
/** Whether the guest's configuration is as that snapshot has it. */
function isAsIn({ options, raw, pending, snapshots }, name) {
	const section = snapshots.get(name);
	if (!section || pending) return false;
	const [now, then] = [kept(options), kept(section.options)];
	const lines = (all) => all.map(({ key, value }) => `${key}: ${value}`).join("\n");
	return now.size === then.size && [...then].every(([option, value]) => now.get(option) === value) && lines(raw) === lines(section.raw);
}
/** The guest as it is when a rollback that was cut off has been finished; a lock is still there. */
function rolledBack(live, file) {
	const { conf } = live;
	const section = conf.snapshots.get(OWN_SNAPSHOT);
	if (!section) return live;
	const stays = [...conf.options].filter(([option]) => /^(?:lock|unused\d+)$/.test(option));
	const options = new Map([
		...kept(section.options),
		...stays,
		["parent", OWN_SNAPSHOT]
	]);
	const text = formatConf({
		...conf,
		options,
		raw: section.raw,
		pending: null
	});
	return {
		...liveOf$2(live.grammar, {
			...file,
			text
		}, false, live.pool),
		goesBack: true
	};
}
// src/kinds/guest/observe.ts
const idOf = (vmid) => `vmid:${vmid}`;
function vmidOf(id) {
	return Number(id.slice(5));
}
/** UPID:node:pid:pstart:starttime:type:id:user: (PVE 9.2). */
function taskOf(snapshot, vmid) {
	for (const node of snapshot.nodes.values()) {
		if (!node.reachable) continue;
		for (const upid of node.tasks) {
			const [, , , , , type, id] = upid.split(":");
			if (id === String(vmid)) return type ?? "unknown";
		}
	}
	return null;
}
/** Commands of this estate on that guest that were begun and, as far as the journal knows, did not end. */
function intentsOn(snapshot, vmid, estate) {
	return [...snapshot.nodes.values()].filter((facts) => facts.reachable).flatMap(({ intents }) => intents).filter((intent) => intent.vmid === vmid && intent.estate === estate);
}
function downReason(snapshot, node) {
	const facts = snapshot.nodes.get(node);
	if (!facts) return `the node ${node} was not read`;
	return facts.reachable ? null : `the node ${node} cannot be reached: ${facts.why}`;
}
const isCommand = ({ argv }, ...names) => (argv[0] === "pct" || argv[0] === "qm") && names.includes(argv[1] ?? "");
/** The task of a clone carries the id of its source. */
function workOn(snapshot, vmid, intent) {
	const source = intent?.argv[1] === "clone" ? Number(intent.argv[2]) : null;
	return taskOf(snapshot, vmid) ?? (source === null ? null : taskOf(snapshot, source));
}
/**
* The command of ours that left the guest as it is: a create or clone, or a destroy, which takes everything out of the
* conf file but its own lock. A clone that was killed has our marker already, since `pct clone --description` writes it
* first. A create that was killed late has no lock any more (observed, PVE 9.2), and one whose recovery was killed has
* neither lock nor anything else: then the journal alone tells, unless somebody runs the guest by now.
*/
function leftBy({ snapshot, estate, env }, live, mark) {
	if (live.lock === null && live.running) return null;
	const intents = intentsOn(snapshot, live.vmid, estate);
	const begun = mark?.id === idOf(live.vmid) && mark.estate === estate && mark.env === env && mark.owed?.includes("") === true;
	const making = intents.find((intent) => isCommand(intent, "create", "clone")) ?? null;
	const destroying = intents.find((intent) => isCommand(intent, "destroy")) ?? null;
	const bare = mark === null && live.conf.options.size === 0;
	const turning = !(live.conf.options.get("template") === "1") && intents.find((intent) => isCommand(intent, "template")) || null;
	switch (live.lock) {
		case "create":
		case "clone": return begun || mark === null ? making ?? intents[0] ?? null : null;
		case "destroyed": return mark === null ? destroying : null;
		case null: return begun ? making ?? turning : bare ? making ?? destroying : null;
		default: return null;
	}
}
/** Milliseconds. */
const DAY$2 = 864e5;
/** Whole and without a lock, it may have been started, used and stopped by hand in the meantime: nothing in its file tells. */
function isForgotten({ snapshot }, { lock, conf }, { at }) {
	const isRecent = Date.parse(snapshot.at) - Date.parse(at) <= DAY$2;
	return lock === null && conf.options.size > 0 && !isRecent;
}
/** A guest that is not made yet, or hardly there any more: somebody works on it, or a command of ours was killed. */
function unfinished(input, live, mark) {
	const { snapshot } = input;
	const intent = leftBy(input, live, mark);
	if (live.lock !== "create" && live.lock !== "clone" && !intent) return null;
	const task = workOn(snapshot, live.vmid, intent);
	if (task !== null) return {
		is: "unknown",
		why: `${live.vmid} is being made now (${task})`
	};
	if (intent && isForgotten(input, live, intent)) return {
		is: "unknown",
		why: `a command that was killed on ${intent.at} made ${live.vmid}, and nobody knows what happened to it since: start it to keep it, or destroy it`
	};
	if (intent) return {
		is: "debris",
		why: `what a ${isCommand(intent, "destroy") ? "destroy" : "create"} that was killed on ${intent.at} left behind is removed first`,
		live
	};
	if (mark) return null;
	return {
		is: "foreign",
		why: `${live.vmid} is locked by a create that is not ours`
	};
}
/**
* A rollback of ours that was killed: the disks are somewhere in between, and it ends before anything else is done. Its
* lock may be gone, where the recovery was killed as well.
*/
function goesBack(input, { vmid, lock, running, conf }) {
	const { snapshot, estate } = input;
	if (lock !== "rollback" && lock !== null || running || taskOf(snapshot, vmid) !== null) return false;
	const intent = intentsOn(snapshot, vmid, estate).find((one) => isCommand(one, "rollback") && one.argv[3] === "phoenix-before");
	if (!intent || lock !== null) return intent !== void 0;
	return Date.parse(snapshot.at) - Date.parse(intent.at) <= DAY$2 && !isAsIn(conf, "phoenix-before");
}
function marked(input, live, mark, file) {
	const { estate, env } = input;
	if (mark.estate !== estate || mark.env !== env) {
		const owner = mark.estate !== estate ? `the estate "${mark.estate}"${mark.env === null ? "" : ` (${mark.env})`}` : mark.env === null ? "this estate without an environment" : `the environment "${mark.env}"`;
		return {
			is: "foreign",
			why: `${live.vmid} belongs to ${owner} as ${mark.address}`
		};
	}
	if (isLayer(mark.address) && !isLayer((input.want ?? input.base)?.address ?? "")) return {
		is: "foreign",
		why: `${live.vmid} is what ${mark.address} was built as`
	};
	if (mark.id !== idOf(live.vmid)) return {
		is: "copy",
		why: `${live.vmid} is a copy of ${mark.address} (${vmidOf(mark.id)}), made by hand`
	};
	return {
		is: "ours",
		live: ownSnapshot(live)?.half === false && goesBack(input, live) ? rolledBack(live, file) : live,
		mark
	};
}
function unmarked(input, live) {
	const { want, base } = input;
	if (want?.spec.adopt) return {
		is: "adoptable",
		live
	};
	const hostname = live.fields.find((one) => one.slot === live.grammar.nameSlot)?.value;
	if (base && hostname === base.spec.hostname && live.tagged) return {
		is: "ours",
		live,
		mark: null,
		repair: "its marker is missing, as when Notes were edited: it is written again"
	};
	return {
		is: "foreign",
		why: `${live.vmid} is a guest without a marker of Phoenix${hostname ? `, called "${hostname}"` : ""}; "adopt": true in the file takes it over`
	};
}
function seenFile(grammar, input, file) {
	if (file.type !== grammar.type) {
		const noun = file.type === "lxc" ? "container" : "virtual machine";
		return {
			is: "foreign",
			why: `${file.vmid} is a ${noun}`
		};
	}
	const down = downReason(input.snapshot, file.node);
	if (down !== null) return {
		is: "unknown",
		why: down
	};
	const live = liveIn$1(grammar, input.snapshot, file.vmid);
	if (!live) return { is: "absent" };
	const { mark } = readingOf(file);
	const left = unfinished(input, live, mark);
	if (left) return left;
	return mark ? marked(input, live, mark, file) : unmarked(input, live);
}
/** Decides what stands under an id, wherever in the cluster it is. */
function observeGuest(grammar, input) {
	const { snapshot, id, want, base } = input;
	const file = snapshot.guests.get(vmidOf(id));
	if (file) return seenFile(grammar, input, file);
	const node = (want ?? base)?.spec.node;
	const down = node === void 0 ? null : downReason(snapshot, node);
	return down === null ? { is: "absent" } : {
		is: "unknown",
		why: down
	};
}
/** Every guest whose marker says that it is of this estate and no copy. */
function ownedGuests(type, snapshot, estate, env) {
	const owned = [];
	const files = [...snapshot.guests.values()].sort((a, b) => a.vmid - b.vmid);
	for (const file of files) {
		if (file.type !== type || !file.text.includes("<!-- phoenix ")) continue;
		const { mark } = readingOf(file);
		const ours = mark?.estate === estate && mark.env === env && mark.id === idOf(file.vmid);
		if (mark && ours && !isLayer(mark.address)) owned.push({
			id: idOf(file.vmid),
			mark,
			node: file.node
		});
	}
	return owned;
}
// node_modules/fastest-levenshtein/esm/mod.js
const peq = /* @__PURE__ */ new Uint32Array(65536);
const myers_32 = (a, b) => {
	const n = a.length;
	const m = b.length;
	const lst = 1 << n - 1;
	let pv = -1;
	let mv = 0;
	let sc = n;
	let i = n;
	while (i--) peq[a.charCodeAt(i)] |= 1 << i;
	for (i = 0; i < m; i++) {
		let eq = peq[b.charCodeAt(i)];
		const xv = eq | mv;
		eq |= (eq & pv) + pv ^ pv;
		mv |= ~(eq | pv);
		pv &= eq;
		if (mv & lst) sc++;
		if (pv & lst) sc--;
		mv = mv << 1 | 1;
		pv = pv << 1 | ~(xv | mv);
		mv &= xv;
	}
	i = n;
	while (i--) peq[a.charCodeAt(i)] = 0;
	return sc;
};
const myers_x = (b, a) => {
	const n = a.length;
	const m = b.length;
	const mhc = [];
	const phc = [];
	const hsize = Math.ceil(n / 32);
	const vsize = Math.ceil(m / 32);
	for (let i = 0; i < hsize; i++) {
		phc[i] = -1;
		mhc[i] = 0;
	}
	let j = 0;
	for (; j < vsize - 1; j++) {
		let mv = 0;
		let pv = -1;
		const start = j * 32;
		const vlen = Math.min(32, m) + start;
		for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
		for (let i = 0; i < n; i++) {
			const eq = peq[a.charCodeAt(i)];
			const pb = phc[i / 32 | 0] >>> i & 1;
			const mb = mhc[i / 32 | 0] >>> i & 1;
			const xv = eq | mv;
			const xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
			let ph = mv | ~(xh | pv);
			let mh = pv & xh;
			if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
			if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
			ph = ph << 1 | pb;
			mh = mh << 1 | mb;
			pv = mh | ~(xv | ph);
			mv = ph & xv;
		}
		for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
	}
	let mv = 0;
	let pv = -1;
	const start = j * 32;
	const vlen = Math.min(32, m - start) + start;
	for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
	let score = m;
	for (let i = 0; i < n; i++) {
		const eq = peq[a.charCodeAt(i)];
		const pb = phc[i / 32 | 0] >>> i & 1;
		const mb = mhc[i / 32 | 0] >>> i & 1;
		const xv = eq | mv;
		const xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
		let ph = mv | ~(xh | pv);
		let mh = pv & xh;
		score += ph >>> m - 1 & 1;
		score -= mh >>> m - 1 & 1;
		if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
		if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
		ph = ph << 1 | pb;
		mh = mh << 1 | mb;
		pv = mh | ~(xv | ph);
		mv = ph & xv;
	}
	for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
	return score;
};
const distance = (a, b) => {
	if (a.length < b.length) {
		const tmp = b;
		b = a;
		a = tmp;
	}
	if (b.length === 0) return a.length;
	if (a.length <= 32) return myers_32(a, b);
	return myers_x(a, b);
};
const closest = (str, arr) => {
	let min_distance = 1e400;
	let min_index = 0;
	for (let i = 0; i < arr.length; i++) {
		const dist = distance(str, arr[i]);
		if (dist < min_distance) {
			min_distance = dist;
			min_index = i;
		}
	}
	return arr[min_index];
};
// src/config/suggest.ts
/** "Did you mean …?" */
/** The known name that is a slip of the finger away, or null. */
function nearest(text, known) {
	if (known.length === 0 || text.length > 100) return null;
	const same = known.find((name) => name.toLowerCase() === text.toLowerCase());
	if (same !== void 0) return same;
	const typed = text.toLowerCase();
	const names = known.map((name) => name.toLowerCase());
	const near = closest(typed, names);
	const swapped = distance(typed, near) === 2 ? names.find((name) => isSwap(typed, name)) : void 0;
	const best = swapped ?? near;
	const limit = Math.max(1, Math.floor(Math.min(text.length, best.length) / 3));
	if (swapped === void 0 && distance(typed, best) > limit) return null;
	return known.find((one) => one.toLowerCase() === best);
}
/** `bxo` for `box`: two letters that changed places count as two changes otherwise. */
function isSwap(text, other) {
	const letters = (word) => word.split("").toSorted().join("");
	return distance(text, other) === 2 && letters(text) === letters(other);
}
/** A hint: the nearest known name, or else what there is. */
function didYouMean(text, known, none) {
	const name = nearest(text, known);
	if (name !== null) return `Did you mean ${quote(name)}?`;
	if (known.length === 0) return none;
	return `Known here: ${[...known].sort().slice(0, 12).map((one) => quote(one)).join(", ")}${known.length > 12 ? " …" : ""}.`;
}
// src/kinds/marked-diff.ts
const FOLLOWS = "it is as git asks already; its marker follows";
/** A change of the marker alone. */
const markerChange = (path, before, after, note) => ({
	path,
	slot: "marker",
	before,
	after,
	effect: "config",
	...note === void 0 ? {} : { note }
});
function markedDiff({ address, mark, repair, found, asked, isCommitted }) {
	const repaired = repair === void 0 ? [] : [markerChange("", null, address, repair)];
	const renamed = mark && mark.address !== address ? [markerChange("", mark.address, address)] : [];
	const all = [
		...repaired,
		...renamed,
		...found
	];
	const isFirst = mark?.commit === null && isCommitted === true;
	const isOpen = (mark?.owed ?? []).length > 0;
	const isBehind = () => Boolean(mark?.commit) && isCommitted !== false && asked().length > 0;
	const follow = all.length === 0 && (isFirst || isOpen || isBehind()) ? [markerChange("/commit", isFirst ? null : "behind", "up to date", FOLLOWS)] : [];
	const changes = [...all, ...follow];
	const isRename = renamed.length > 0 && found.length === 0;
	return {
		action: changes.length === 0 ? "no-op" : isRename ? "rename" : "update",
		changes,
		notes: [],
		downtime: 0
	};
}
// src/config/declared-node.ts
const MANAGED = /* @__PURE__ */ new WeakSet();
/** Declared by a file of its own, which makes the entry true: not what somebody else sees to. */
function managed(entry) {
	MANAGED.add(entry);
	return entry;
}
const isManaged$1 = (entry) => MANAGED.has(entry);
const nodeIn = ({ nodes }, name) => Object.hasOwn(nodes, name) ? nodes[name] : void 0;
function storageIn$1(settings, node, name) {
	const storages = nodeIn(settings, node)?.storages;
	return storages && Object.hasOwn(storages, name) ? storages[name] : void 0;
}
// src/kinds/effect.ts
/** What a change does to the running thing, from harmless to final. A plan states one for every field. */
/** Ordered: an apply may do less harm than the plan showed, never more. */
const EFFECTS = [
	"none",
	"config",
	"live",
	"restart",
	"offline",
	"replace",
	"retire",
	"destroy",
	"impossible"
];
/** True when `a` does no more harm than `b`. */
function atMost(a, b) {
	return EFFECTS.indexOf(a) <= EFFECTS.indexOf(b);
}
/** The worst of several effects; `none` of nothing. */
function worst(effects) {
	let result = "none";
	for (const effect of effects) if (atMost(result, effect)) result = effect;
	return result;
}
// src/kinds/sdn/ipam.ts
/** Who has which address: Proxmox's own IPAM, read from its file. Pure. */
/** PVE 8.3 and later; before, it was the other one. */
const IPAM_FILES = ["/etc/pve/sdn/pve-ipam-state.json", "/etc/pve/priv/ipam.db"];
const below = (value, key) => {
	const found = isObject(value) ? value[key] : void 0;
	return isObject(found) ? found : {};
};
function parsed(text) {
	try {
		return JSON.parse(text ?? "{}");
	} catch {
		return {};
	}
}
function entriesOf(db) {
	return Object.entries(below(db, "zones")).flatMap(([zone, inZone]) => Object.entries(below(inZone, "subnets")).flatMap(([subnet, inSubnet]) => Object.entries(below(inSubnet, "ips")).map(([ip, entry]) => {
		const { mac, vmid } = isObject(entry) ? entry : {};
		const isNumbered = typeof vmid === "string" || typeof vmid === "number";
		return {
			zone,
			subnet,
			ip,
			mac: typeof mac === "string" ? mac.toUpperCase() : null,
			vmid: isNumbered && vmid !== "" ? Number(vmid) : null
		};
	})));
}
const KNOWN$3 = /* @__PURE__ */ new WeakMap();
/** Parsed once for a reading. */
function ipamIn(files) {
	if (!files) return [];
	const known = KNOWN$3.get(files);
	if (known) return known;
	const path = IPAM_FILES.find((one) => files.has(one));
	const entries = entriesOf(parsed(path === void 0 ? void 0 : files.get(path)));
	KNOWN$3.set(files, entries);
	return entries;
}
/** The address of a card, as IPAM has it now; null: none yet. */
function addressIn(entries, mac, family) {
	return entries.find(({ mac: known, ip }) => known === mac.toUpperCase() && ip.includes(":") === (family === 6))?.ip ?? null;
}
// src/kinds/sdn/finding-ids.ts
/** What can be wrong with files of SDN beyond their form: ids, severities, titles. */
const ZONE = {
	PHX840: error("A zone or a vnet has a name that Proxmox does not take", "A vnet becomes a bridge of that name on every node, so names are short: two to eight letters and digits, a letter first. Rename the file; what it is for can stand in \"alias\"."),
	PHX841: error("A zone has an option of another type, or lacks one of its own", "Each type of zone has options of its own, and Proxmox refuses the others: a simple zone gives addresses by DHCP, a VLAN zone needs the bridge that its VLANs are on. Remove the option, or choose the type that has it.")
};
const VNET = {
	PHX842: error("A vnet does not fit its zone", "The zone decides what a vnet is: its file must exist in this estate, VLAN and overlay zones need a \"tag\" that no other vnet of the zone has, simple zones have none, and a vnet that passes VLANs through has no subnets."),
	PHX843: error("A subnet is not as Proxmox takes it", "Proxmox refuses a gateway or a range that is outside of the subnet, ranges that overlap, and DHCP where the zone has none or the subnet no gateway. Correct the addresses, or write \"dhcp\": \"dnsmasq\" in the zone."),
	PHX844: error("A card pins an address where nobody gives any", "An address is pinned in the IPAM of a vnet; on a plain bridge somebody else gives addresses, or nobody. Put the card on a vnet of this estate, or write the address as \"ip\".")
};
const HOSTS = { PHX845: error("Host records are for a zone that answers no questions", "Records are answered by the dnsmasq that Proxmox runs for a zone with DHCP. Name such a zone of this estate, or write \"dhcp\": \"dnsmasq\" in it.") };
const SDN_FINDINGS = {
	zone: ZONE,
	vnet: VNET,
	hosts: HOSTS
};
const ALL = {
	...ZONE,
	...VNET,
	...HOSTS
};
/** A finding at a pointer of the merged file. */
function finding$2(id, path, message, hint) {
	return {
		id,
		severity: ALL[id].severity,
		message,
		path,
		hint
	};
}
/** A card pins an address where nobody gives any. */
const pinFinding = (path, message, hint) => finding$2("PHX844", path, message, hint);
/** What Proxmox calls zones and vnets (PVE 9.2). */
const NAME$4 = /^[A-Za-z][A-Za-z0-9]{1,7}$/;
function nameFindings(what, name) {
	if (NAME$4.test(name)) return [];
	return [finding$2("PHX840", "", `"${name}" cannot be the name of a ${what}`, "rename the file: two to eight letters and digits, a letter first")];
}
// src/kinds/guest/learned.ts
/** What the nodes tell of a guest that git cannot know: addresses that IPAM gave its cards, and their MAC addresses. */
/** The address that a file asks IPAM for by name; null: none of this family. */
function pinnedAt({ pins }, slot, family) {
	const ip = pins?.[slot]?.ip;
	return ip !== void 0 && ip.includes(":") === (family === 6) ? ip : null;
}
/** Of a container `hwaddr=…`, of a virtual machine `virtio=…`; null: it names none. */
function macIn(net) {
	return /(?:^|,)[\w-]+=((?:[\dA-Fa-f]{2}:){5}[\dA-Fa-f]{2})(?:,|$)/.exec(net)?.[1] ?? null;
}
const cardsOf$1 = ({ nets, groups = {} }) => Object.entries(nets).map(([slot, net]) => [slot, {
	...net,
	...groups[`ipconfig${slot.slice(3)}`]
}]);
const isAsked$1 = (word) => word === "dhcp";
/** Slots with DHCP on a vnet of the estate; what a file pins is known by git. */
function given(spec, files) {
	return cardsOf$1(spec).flatMap(([slot, net]) => {
		if (!files.has(`vnet/${net["bridge"] ?? ""}`)) return [];
		const [pinned, pinned6] = [pinnedAt(spec, slot, 4), pinnedAt(spec, slot, 6)];
		return [...isAsked$1(net["ip"]) && pinned === null ? [[slot, "address"]] : [], ...isAsked$1(net["ip6"]) && pinned6 === null ? [[slot, "address6"]] : []];
	});
}
function learnsOf(spec, files) {
	return given(spec, files).map(([slot, field]) => `${slot}.${field}`);
}
function learnedOf$1(spec, snapshot) {
	const file = snapshot.guests.get(spec.vmid);
	if (!file) return {};
	const entries = ipamIn(snapshot.files);
	const { options } = parseConf(file.text);
	const known = {};
	for (const [slot, net] of cardsOf$1(spec)) {
		const mac = macIn(options.get(slot) ?? "");
		if (mac === null) continue;
		known[`${slot}.hwaddr`] = mac;
		const address = isAsked$1(net["ip"]) ? addressIn(entries, mac, 4) : null;
		const address6 = isAsked$1(net["ip6"]) ? addressIn(entries, mac, 6) : null;
		if (address !== null) known[`${slot}.address`] = address;
		if (address6 !== null) known[`${slot}.address6`] = address6;
	}
	return known;
}
// src/kinds/guest/field-name.ts
/** Slots with a number that are alike, whatever it is. */
const NUMBERED = /^(net|usb|hostpci|serial|ipconfig)\d+$/;
const DISK = /^(?:scsi|virtio|sata|ide)\d+$/;
/** `net` of `net3`, `mount` of `mount:/data`, `disk` of `scsi0`, `memory` of itself. */
function family(slot) {
	const colon = slot.indexOf(":");
	if (colon > 0) return slot.slice(0, colon);
	const last = slot.charCodeAt(slot.length - 1);
	if (last < 48 || last > 57) return slot;
	return DISK.test(slot) ? "disk" : NUMBERED.exec(slot)?.[1] ?? slot;
}
/** The name of a field in tables: `memory`, `net.ip`, `mount.size`, `disk.size`. */
function fieldName$1(slot, key) {
	return key === null ? family(slot) : `${family(slot)}.${key}`;
}
// src/kinds/guest/compare.ts
/** Slots that the diff decides by itself. */
const APART$6 = /* @__PURE__ */ new Set(["node", "state"]);
/** The cover check compares what a disk or mount was before: there, an absent value is told as what it amounts to. */
function told$2(slot, value, row, stands) {
	const amounts = stands && isVolumeSlot(slot) ? row.default : void 0;
	return value ?? (amounts === "" ? null : amounts ?? null);
}
function differenceOf$1({ path, slot, key }, row, stands, wanted, now, next) {
	const end = wanted ?? row.default;
	const [isNow, isNext] = [(now ?? row.default) === end, (next ?? row.default) === end];
	if (isNow && isNext) return null;
	return {
		path,
		slot,
		key,
		before: told$2(slot, isNow ? next : now, row, stands),
		after: wanted ?? (row.removal === "default" ? row.default ?? null : null),
		is: isNow ? "undone" : isNext ? "waiting" : "open"
	};
}
/** What differs among the fields that git manages: those it names, and those it named before. All else survives. */
function compare(sides, grammar) {
	const { creation } = grammar;
	const [want, base, now] = [
		byPath(sides.want),
		byPath(sides.base),
		byPath(sides.now)
	];
	const next = sides.next === sides.now ? now : byPath(sides.next);
	const differences = [];
	const standing = new Set(sides.now.map((one) => one.slot));
	for (const wanted of want.values()) {
		const { path, slot } = wanted;
		if (creation.has(slot) || APART$6.has(slot)) continue;
		const value = now.get(path)?.value;
		if (value === wanted.value && next === now) continue;
		const found = differenceOf$1(wanted, grammar.optionRow(fieldName$1(slot, wanted.key)), standing.has(slot), wanted.value, value, next.get(path)?.value);
		if (found) differences.push(found);
	}
	const slots = new Set(sides.want.map((one) => one.slot));
	for (const before of base.values()) {
		const { path, slot, key } = before;
		if (want.has(path) || creation.has(slot) || APART$6.has(slot)) continue;
		const row = grammar.optionRow(fieldName$1(slot, key));
		if (row.removal === "never" && (slots.has(slot) || slot === "rootfs")) continue;
		const isReplaced = [now, next].every((side) => side.get(path)?.value !== before.value);
		if (key === "hwaddr" && slots.has(slot) && isReplaced) continue;
		const found = differenceOf$1(before, row, standing.has(slot), void 0, now.get(path)?.value, next.get(path)?.value);
		if (found) differences.push(found);
	}
	return differences;
}
/** What only creation can set and git changed. */
function compareCreation(want, base, { creation }) {
	const [wanted, before] = [byPath(want), byPath(base)];
	return [.../* @__PURE__ */ new Set([...wanted.keys(), ...before.keys()])].flatMap((path) => {
		const one = wanted.get(path) ?? before.get(path);
		if (!one || !creation.has(one.slot)) return [];
		const [a, b] = [before.get(path)?.value ?? null, wanted.get(path)?.value ?? null];
		return a === b ? [] : [{
			path,
			slot: one.slot,
			key: one.key,
			before: a,
			after: b,
			is: "open"
		}];
	});
}
// src/kinds/guest/steps/values.ts
/** Property strings as they are sent: what git wants over what is there, in Proxmox's order. */
/** The sub-property that a change is about; null where the slot is one value. The inverse of `fieldPath`. */
function keyOf$3({ path, slot }) {
	const segments = pointerSegments(path);
	if (slot.includes(":")) return segments[2] ?? null;
	if (segments[0] === "disks") return segments[2] ?? null;
	if (segments[0] === "cloudInit") return isVolumeSlot(slot) ? "cloudinit" : null;
	if (slot === "features") return segments[0] === "mountfs" ? "mount" : segments[0] ?? null;
	return segments[1] ?? null;
}
/** The value that a change asks for, in Proxmox's words; null: nothing. */
function textOf$8(after) {
	return after === null || typeof after === "string" ? after : canonical(after);
}
function parseProperties(option, value) {
	const family = familyOf$1(option);
	return family === null || value === void 0 ? /* @__PURE__ */ new Map() : parsePropertyString(FAMILIES[family], value);
}
function formatProperties(family, properties) {
	return formatPropertyString(FAMILIES[family], properties);
}
/** What asks Proxmox for a new volume: `local-zfs:8`, in GiB; a fraction is exact, since sizes are whole MiB. */
function allocation(storage, size) {
	return `${storage}:${(sizeInKiB(size, "G") ?? 0) / 1048576}`;
}
/** `--startup`: Proxmox keeps it as written, so it is written in one order. */
function startupValue(values) {
	return [
		"order",
		"up",
		"down"
	].filter((key) => values.has(key)).map((key) => `${key}=${values.get(key) ?? ""}`).join(",");
}
// src/kinds/guest/changes.ts
function creationChanges(want, base, dialect) {
	if (!base) return [];
	const isUnknown = want.spec.source === null || base.spec.source === null;
	const isSource = (slot) => [
		"ostemplate",
		"clone",
		"ssh-public-keys"
	].includes(slot);
	return compareCreation(dialect.fieldsOf(want.spec), dialect.fieldsOf(base.spec), dialect).filter(({ slot }) => !isUnknown || !isSource(slot)).map(({ path, slot, key, before, after }) => ({
		path,
		slot,
		before,
		after,
		effect: "impossible",
		note: dialect.optionRow(fieldName$1(slot, key)).note ?? "only creation can set it"
	}));
}
function migration(want, base, prior, { settings, snapshot }) {
	const to = want.spec.node;
	if (prior.node === to) return {
		changes: [],
		notes: []
	};
	if (!base || base.spec.node === to) return {
		changes: [],
		notes: [`it is on ${prior.node}, the file says ${to}: followed, not moved`]
	};
	const { dialect } = prior;
	const blocked = dialect.noMoveReason({
		prior,
		source: base.spec.source,
		to,
		settings,
		snapshot
	});
	return {
		changes: [{
			path: "/node",
			slot: "node",
			before: prior.node,
			after: to,
			...blocked === null ? dialect.moving(prior.running) : {
				effect: "impossible",
				note: blocked
			}
		}],
		notes: []
	};
}
function stateChanges(want, prior) {
	const after = want.spec.state;
	const before = prior.running ? "running" : "stopped";
	if (before === after) return [];
	const change = {
		path: "/state",
		slot: "state",
		before,
		after
	};
	if (isOn$1(prior.now, "template") && after === "running") return [{
		...change,
		effect: "impossible",
		note: "a template never runs"
	}];
	return [{
		...change,
		effect: after === "stopped" ? "offline" : "live"
	}];
}
/** Written at once, and done at the next start only: Proxmox shows nothing pending. */
function isLate(path, dialect) {
	const slot = dialect.slotAt(path);
	if (slot === "env") return true;
	return dialect.isLate(fieldName$1(slot, keyOf$3({
		path,
		slot
	})));
}
/** What was written and waits for a restart that Proxmox knows nothing of; what was taken away leaves no field. */
function owedChanges(want, prior, found) {
	if (!prior.running) return [];
	const [wanted, now] = [byPath(want), byPath(prior.now)];
	const seen = new Set(found.map((change) => change.path));
	return (prior.mark?.owed ?? []).filter((path) => isLate(path, prior.dialect) && !seen.has(path)).map((path) => {
		const value = (wanted.get(path) ?? now.get(path))?.value ?? null;
		return {
			path,
			slot: prior.dialect.slotAt(path),
			before: value,
			after: value,
			effect: "restart",
			note: "written; waits for the restart",
			waits: true
		};
	});
}
/** What an apply that did not end has left in the marker and nothing else shows: it is finished, or struck out. */
function debtChanges(want, prior, found) {
	const seen = new Set(found.map((change) => change.path));
	const isProtected = isOn$1(prior.now, "protection");
	const note = "finishes what an earlier apply began";
	const restarted = "the restart that it waited for was made";
	return (prior.mark?.owed ?? []).filter((path) => !seen.has(path)).map((path) => {
		return path === "/protection" && !isProtected ? {
			path,
			slot: "protection",
			before: "0",
			after: "1",
			effect: "config",
			note
		} : {
			path,
			slot: "marker",
			before: "unfinished",
			after: "finished",
			effect: "config",
			note: [
				"",
				"/state",
				"/protection",
				"/template",
				"/clone"
			].includes(path) ? note : restarted
		};
	});
}
/** The name in git or in the marker is another one than now: only the marker changes. */
function renameChanges(want, base, prior) {
	const before = prior.live ? prior.mark?.address ?? want.address : base?.address ?? want.address;
	if (before === want.address) return [];
	return [{
		path: "",
		slot: "marker",
		before,
		after: want.address,
		effect: "config"
	}];
}
/** A guest that a revert brings back: its marker, its tag and what its retirement overwrote. */
function returnChanges$1(prior) {
	if (!prior.live?.retired && prior.mark?.retired === void 0) return [];
	return [{
		path: "",
		slot: "guest",
		before: "retired",
		after: "wanted",
		effect: "config",
		note: "comes back as it was"
	}];
}
/** It was made of files that were not committed; now a commit says the same, and the next change is held against that. */
const FIRST_COMMIT = {
	path: "/commit",
	slot: "marker",
	before: null,
	after: "up to date",
	effect: "config",
	note: "it is as git asks already; its marker gets its first commit"
};
/**
* What git asks for since the marker's commit is there already: somebody was quicker by hand, or a run was cut off before
* its last call. The marker follows, or the next change would be held against what git wanted long ago.
* @param asked the changes of git alone
*/
function followChanges(asked, found) {
	const open = new Set(found.map(({ path }) => path));
	if (asked.length === 0 || asked.some(({ path }) => open.has(path))) return [];
	return [{
		path: "/commit",
		slot: "marker",
		before: "behind",
		after: "up to date",
		effect: "config",
		note: "it is as git asks already; its marker follows"
	}];
}
// src/kinds/lxc/spec.ts
const isLxc = (one) => one.kind === "lxc";
/** A mount that a storage volume backs: it holds data that lives and dies with the guest. */
function isVolume(mount) {
	return mount["storage"] !== void 0;
}
// src/kinds/lxc/id-map.ts
const IDMAP = "lxc.idmap";
/** What Proxmox maps where no line says otherwise, whatever /etc/subuid holds. */
const SHIFT = 1e5;
const COUNT = 65536;
const SHIFTED = ["u", "g"].map((type) => ({
	type,
	guest: 0,
	host: SHIFT,
	count: COUNT
}));
/** `u 0 100000 65536`, or `u:1000:1000:1` of a mount; null: Proxmox does not understand it. */
function parseIdRange(text) {
	const [, type, guest, host, count] = /^([ug])[\s:]+(\d+)[\s:]+(\d+)[\s:]+(\d+)\s*$/.exec(text) ?? [];
	if (type === void 0 || Number(count) === 0) return null;
	return {
		type,
		guest: Number(guest),
		host: Number(host),
		count: Number(count)
	};
}
const rangesOf = (texts) => texts.flatMap((text) => parseIdRange(text) ?? []);
/** Null: users of the guest are users of the node. */
function idMapOf({ raw, unprivileged }) {
	const lines = raw[IDMAP];
	if (lines) return rangesOf(lines);
	return unprivileged ? SHIFTED : null;
}
/** The map of a mount (PVE 9.2); empty: it has none, or goes by the map of the guest. */
function mountMap({ idmap }) {
	return idmap === void 0 || idmap === "passthrough" ? [] : rangesOf(idmap.split(";"));
}
function hostOf$1(id, ranges, type) {
	const range = ranges.find((one) => one.type === type && id >= one.guest && id < one.guest + one.count);
	return range ? range.host + id - range.guest : null;
}
/** The user id on the disk that a user of the guest has in a mount; null: none, his files would be nobody's. */
function userOnDisk(id, spec, mount) {
	const map = idMapOf(spec);
	if (!map) return id;
	const host = hostOf$1(id, map, "u");
	if (host === null) return null;
	return mount["idmap"] === "passthrough" ? id : hostOf$1(id, mountMap(mount), "u") ?? host;
}
/** The group id on the disk that a group of the guest has; null: none. */
function groupOnDisk(id, spec) {
	const map = idMapOf(spec);
	return map ? hostOf$1(id, map, "g") : id;
}
/** Two ranges of one type that have an id in common, in the guest or on the node; null: there are none. */
function overlapIn(ranges) {
	for (const type of ["u", "g"]) for (const side of ["guest", "host"]) {
		const sorted = ranges.filter((one) => one.type === type).sort((a, b) => a[side] - b[side]);
		for (const [at, range] of sorted.entries()) {
			const before = sorted[at - 1];
			if (before && before[side] + before.count > range[side]) return [before, range];
		}
	}
	return null;
}
const rangeText = ({ type, guest, host, count }) => `${type} ${guest} ${host} ${count}`;
// src/kinds/lxc/rules/facts/containers.ts
function* containersOf({ resources }) {
	for (const resource of resources.values()) if (isLxc(resource)) yield resource;
}
/** The raw lines with a key, each where it stands. */
function rawLines({ spec, merged }, key) {
	const lines = spec.raw[key];
	if (!lines) return [];
	const at = pointer("raw", key);
	const isList = isObject(merged["raw"]) && Array.isArray(merged["raw"][key]);
	return lines.map((value, index) => ({
		value,
		path: isList ? `${at}/${index}` : at
	}));
}
/**
* Whether files tell that a guest is unprivileged. What is adopted, or cloned from a guest of somebody else, is as that one
* is, and counts as unprivileged only for want of a word.
*/
function isSurelyUnprivileged({ spec, merged }) {
	if (spec.raw["lxc.idmap"] || merged["unprivileged"] !== void 0) return idMapOf(spec) !== null;
	const { source, unprivileged } = spec;
	return unprivileged && source !== null && (source.is === "ostemplate" || source.address !== null);
}
function nameOf$4(mount) {
	if (typeof mount === "string") return mount.replace(/^bind:/, "");
	const name = isObject(mount) ? mount["bind"] : void 0;
	return typeof name === "string" ? name : null;
}
function bindsOf({ spec, merged }, { settings }) {
	const binds = [];
	const mounts = merged["mounts"];
	for (const [path, mount] of Object.entries(spec.mounts)) {
		if (mount["bind"] === void 0) continue;
		const name = isObject(mounts) ? nameOf$4(mounts[path]) : null;
		if (name === null) continue;
		binds.push({
			path,
			name,
			mount,
			owner: settings.binds[name]?.owner ?? null
		});
	}
	return binds;
}
/** The nearest mount that a path lies below; null: none. */
function mountAbove(path, mounts) {
	for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
		const above = path.slice(0, at);
		if (Object.hasOwn(mounts, above)) return above;
	}
	return null;
}
// src/kinds/guest/volumes.ts
/** Options of a conf file that name a volume. */
const HOLDS = /^(?:rootfs|(?:mp|unused|scsi|virtio|sata|ide)\d+|efidisk0|tpmstate0|vmstate)$/;
/** Folders of the node are no volumes, nor is what lies in a drive: discs of others, and what Proxmox writes for cloud-init. */
const isDisc = (value) => value.includes(",media=cdrom");
function volumesIn({ options }) {
	return [...options].filter(([option, value]) => HOLDS.test(option) && !isDisc(value)).map(([option, value]) => ({
		option,
		volume: /^(?:volume=|file=)?([^,]*)/.exec(value)?.[1] ?? ""
	})).filter(({ volume }) => !volume.startsWith("/") && volume !== "none");
}
function collected(found, sections) {
	for (const { option, volume } of sections.flatMap(volumesIn)) if (!found.has(volume)) found.set(volume, {
		option,
		volume,
		slot: null
	});
}
/** Each volume that a destroy takes along, once: those in use, and those that only wait for a restart (PVE 9.2). */
function heldVolumes({ conf, keys }) {
	const slots = new Map([...keys].map(([slot, option]) => [option, slot]));
	const found = /* @__PURE__ */ new Map();
	for (const { option, volume } of volumesIn(conf)) {
		const slot = isVolumeSlot(option) ? option : slots.get(option) ?? null;
		if (!found.has(volume)) found.set(volume, {
			option,
			volume,
			slot
		});
	}
	if (conf.pending) collected(found, [conf.pending]);
	return [...found.values()];
}
/** Volumes that snapshots alone hold: a destroy leaves them behind without an owner (PVE 9.2). */
function snapshotVolumes(live) {
	const found = /* @__PURE__ */ new Map();
	collected(found, [...live.conf.snapshots.values()]);
	for (const { volume } of heldVolumes(live)) found.delete(volume);
	return [...found.keys()];
}
/** Whether git names what a volume stands for; a disk that the guest starts from needs no word of it. */
function isNamed$1({ slot }, spec, live, dialect) {
	if (slot === null) return false;
	return slot === dialect.systemDisk(live.fields) || spec !== null && dialect.namesDisk(spec, slot);
}
// src/kinds/guest/conditions.ts
/**
* The closed vocabulary of what a step may ask of a guest: before it (guard), after it (verify), and on resuming. Each
* is decided from a fresh reading of the conf file and the running set, never from what a command said.
*/
/** A condition on a guest. */
function cond(vmid, check) {
	return {
		scope: `guest:${vmid}`,
		check
	};
}
/** Every volume that lives and dies with the guest, sorted: those of disks, mounts and unused ones; no binds. */
function volumesOf$1(live) {
	return heldVolumes(live).map(({ volume }) => volume).toSorted();
}
function valueIn$4(fields, slot, key) {
	return fields.find((one) => one.slot === slot && one.key === key)?.value ?? null;
}
function nameOf$3({ slot, key }) {
	return key === null ? slot : `${slot} ${key}`;
}
function fieldsHold(live, expects, when) {
	const { grammar } = live;
	const fields = when === "now" ? live.fields : live.next;
	for (const expect of expects) {
		const { slot, key, value } = expect;
		const found = valueIn$4(fields, slot, key);
		const wanted = value === null ? null : grammar.canonicalValue(slot, key, value);
		if (found === wanted || found === null && wanted === (grammar.optionRow(fieldName$1(slot, key)).default ?? null)) continue;
		const [have, want] = [found ?? "nothing", wanted ?? "nothing"];
		return `${nameOf$3(expect)} is ${have} instead of ${want}`;
	}
	return true;
}
function isSet(live, option) {
	return live.conf.options.has(option) || (live.conf.pending?.options.has(option) ?? false);
}
function markedAs(live, want) {
	const mark = parseMarker(live.conf.description);
	if (!mark) return "it carries no marker";
	return mark.address === want.address && mark.commit === want.commit && mark.config === want.config && (mark.owed ?? []).join("\n") === want.owed.join("\n") && canonical({ ...mark.features }) === canonical({ ...want.features }) || "its marker says something else";
}
/** What needs a guest to be there. */
function liveHolds(check, live, pool) {
	switch (check.is) {
		case "exists": return true;
		case "running": return live.running || "it does not run";
		case "stopped": return !live.running || "it runs";
		case "unlocked": return live.lock === null || `Proxmox holds its lock (${live.lock})`;
		case "locked": return live.lock === check.by || `its lock is ${live.lock ?? "gone"} instead of ${check.by}`;
		case "fields": return fieldsHold(live, check.fields, check.when);
		case "unset": {
			const found = check.options.find((option) => isSet(live, option));
			return found === void 0 || `${found} is there already`;
		}
		case "own": {
			const foreign = [...live.conf.options.keys()].filter((option) => live.grammar.own.test(option)).filter((option) => !check.options.includes(option));
			return foreign.length === 0 || `it took over ${foreign.join(", ")} from its source`;
		}
		case "settled": {
			const waiting = check.options.filter((option) => live.pending.includes(option));
			return waiting.length === 0 || `${waiting.join(", ")} still waits for a restart`;
		}
		case "size": {
			const text = valueIn$4(live.fields, check.slot, "size");
			const bytes = text === null ? null : parseSize(text);
			return bytes !== null && bytes >= check.bytes || `the volume of ${check.slot} is ${text ?? "gone"}`;
		}
		case "marked": return markedAs(live, check);
		case "retired": {
			const retired = parseMarker(live.conf.description)?.retired;
			if (!live.retired || retired === void 0) return "it is not retired";
			return Date.parse(retired) <= Date.parse(check.until) || `it was retired at ${retired} only`;
		}
		case "snapshot": {
			const found = live.conf.snapshots.get(check.name);
			const whole = found !== void 0 && !found.options.has("snapstate");
			if (check.there) return whole || `the snapshot ${check.name} is ${found ? "half made" : "not there"}`;
			return found === void 0 || `the snapshot ${check.name} is still there`;
		}
		case "restored": return isAsIn(live.conf, check.name) || `it is not as the snapshot ${check.name} has it`;
		case "unsnapped": {
			const names = [...live.conf.snapshots.keys()];
			return names.length === 0 || `it has snapshots: ${names.join(", ")}`;
		}
		case "volumes": {
			const found = volumesOf$1(live);
			return found.join("\n") === check.volumes.join("\n") || `its volumes are ${found.join(", ")}`;
		}
		case "pool": return pool === check.pool || `its pool is ${pool ?? "none"}`;
		case "node": return live.node === check.node || `it is on ${live.node}`;
		case "digest":
		case "absent": return true;
	}
}
/**
* True, or what is not as it should be, in words that follow the guest's name: `it does not run`.
* @param digest of the conf file as this apply last saw it; null: it has not seen the guest yet
*/
function guestHolds(grammar, check, state, digest) {
	const own = check;
	if (own.is === "absent") return state.file === null || `there is a guest ${state.vmid}`;
	const live = liveNow(grammar, state);
	if (!live) return state.file ? `${state.vmid} is no ${grammar.noun}` : `there is no guest ${state.vmid}`;
	if (own.is === "digest") return live.digest === digest || "someone else changed it since it was read";
	return liveHolds(own, live, state.pool) ?? `this version knows no condition ${check.is}`;
}
// src/kinds/guest/hwaddr.ts
/**
* The MAC address of a card that the file gives none: the same on every run, so that a repeated create, a clone and a
* guest that is made anew keep it, and so that no `pct set` is ever sent without one (Proxmox would make up another
* and plug the card anew).
*/
/** Locally administered, unicast: 40 bits of the digest follow. */
const PREFIX = "02";
function hwaddrOf(estate, vmid, slot) {
	const hash = sha256(`${estate}\n${vmid}\n${slot}`).toUpperCase();
	const bytes = [
		0,
		2,
		4,
		6,
		8
	].map((at) => hash.slice(at, at + 2));
	return [PREFIX, ...bytes].join(":");
}
// src/kinds/guest/steps/subject.ts
/** The user's text: git's where git manages it, else what is there. */
function userText({ want, changes }, live) {
	const change = changes.find(({ slot }) => slot === "description");
	if (change) return textOf$8(change.after) ?? "";
	return live ? stripMarker(live.conf.description) : want?.spec.description ?? "";
}
/** The marker of a guest that is being made: the commit is this one, and all of it is owed. */
function begun(mark) {
	const { features: _, ...rest } = mark;
	return {
		...rest,
		owed: [""]
	};
}
/** The guest that takes the place of the one that was: what people wrote of that one goes with it. */
function anew(subject, spec) {
	const { node, description: text = "" } = spec;
	const { features: _, layer: __, detached: ___, ...rest } = subject.mark;
	const layer = layerOf(spec);
	const mark = {
		...rest,
		...layer !== void 0 && { layer }
	};
	return {
		...subject,
		node,
		text,
		live: null,
		mark,
		before: begun(mark)
	};
}
/** What it was made from and what is in it. */
function inside(mark) {
	const { features, layer, detached } = mark ?? {};
	return {
		...features && { features },
		...layer !== void 0 && { layer },
		...detached && { detached }
	};
}
function subjectOf(input) {
	const { want, base, seen, mark, settings, snapshot } = input;
	const { features: _, ...bare } = mark;
	const resource = want ?? base;
	const live = "live" in seen ? seen.live : null;
	const node = live?.node ?? resource?.spec.node;
	const vmid = resource?.spec.vmid ?? live?.vmid;
	if (vmid === void 0 || node === void 0) throw new Error(`nothing is known of ${mark.address}`);
	const known = seen.is === "ours" ? seen.mark : null;
	const fresh = seen.is === "absent" || seen.is === "debris";
	const before = known ?? (fresh ? begun(mark) : {
		...mark,
		commit: null,
		config: ""
	});
	return {
		address: mark.address,
		vmid,
		dialect: input.dialect,
		node,
		settings,
		snapshot,
		mark: {
			...bare,
			id: `vmid:${vmid}`,
			...inside(known)
		},
		before: {
			...before,
			address: mark.address
		},
		software: (base?.spec.software ?? []).map(({ id }) => id),
		waits: input.waits ?? false,
		rollback: input.rollback,
		now: input.now,
		...input.estate && { estate: input.estate },
		text: userText(input, seen.is === "debris" ? null : live),
		live
	};
}
/** The live guest of an action that needs one. */
function liveOf$1({ live, address }) {
	if (live) return live;
	throw new PhoenixError("STALE", `${address} is not there any more`, { hint: "plan again" });
}
function digestOf$1({ vmid }) {
	return {
		ref: "digest",
		scope: `guest:${vmid}`
	};
}
/** A command of Proxmox's program for that type of guest. */
function tool({ dialect }, ...argv) {
	return run(dialect.tool, ...argv);
}
/** A command; numbers are written out. */
function run(...argv) {
	return {
		verb: "run",
		argv: argv.map((word) => typeof word === "number" ? String(word) : word)
	};
}
/** Volumes that are made on one storage at the same time: Proxmox waits ten seconds for a storage's lock, then fails. */
const STORAGE_LIMIT = 4;
function storageLock(node, storage) {
	return {
		name: `storage:${node}/${storage}`,
		mode: "shared",
		limit: STORAGE_LIMIT
	};
}
function restartLock({ settings }) {
	return {
		name: "restarts",
		mode: "shared",
		limit: settings.policies.restarts.maxParallel
	};
}
/** The change of a slot that has one, when it may be made. */
function changeOf$1(changes, slot) {
	return changes.find((change) => change.slot === slot);
}
// src/kinds/guest/pins.ts
const pinSlot = (slot) => `pin:${slot}`;
const pathOf = (slot) => pointer(slot, "pin");
const familyOf = (ip) => ip.includes(":") ? 6 : 4;
/** What a file pins; a pin where IPAM gives nothing is a finding of `found`. */
function pinsOf(cards, { mergedOf }, found) {
	const pins = {};
	const findings = [];
	for (const [slot, card] of Object.entries(cards)) {
		if (card?.pin === void 0) continue;
		const vnet = card.bridge ?? "";
		const zone = mergedOf(`vnet/${vnet}`)?.["zone"];
		if (typeof zone === "string") pins[slot] = {
			ip: card.pin,
			vnet,
			zone
		};
		else {
			const message = `${slot} pins ${card.pin}, and nobody gives addresses on "${vnet}"`;
			findings.push(found(pathOf(slot), message, "put the card on a vnet of this estate, or write \"ip\" with the address"));
		}
	}
	return Object.keys(pins).length > 0 ? {
		pins,
		findings
	} : { findings };
}
const pinFields = ({ pins = {} }) => Object.entries(pins).map(([slot, { ip }]) => ({
	path: pathOf(slot),
	slot: pinSlot(slot),
	key: null,
	value: ip
}));
function addressNow(snapshot, live, slot, ip) {
	const mac = macIn(live.conf.options.get(slot) ?? "");
	return mac === null ? null : addressIn(ipamIn(snapshot.files), mac, familyOf(ip));
}
/** The diff of a guest that stays, with its pins: git against git, or against IPAM. */
function withPins(diff, { want, base, seen, snapshot }) {
	const pins = Object.entries(want?.spec.pins ?? {});
	const stays = diff.action === "no-op" || diff.action === "update" || diff.action === "adopt" || diff.action === "rename";
	const live = seen && "live" in seen && seen.is !== "debris" ? seen.live : null;
	if (pins.length === 0 || !stays || (seen ? !live || !snapshot : !base)) return diff;
	const changes = pins.flatMap(([slot, { ip }]) => {
		const before = live && snapshot ? addressNow(snapshot, live, slot, ip) : base?.spec.pins?.[slot]?.ip ?? null;
		if (before === ip) return [];
		return [{
			path: pathOf(slot),
			before,
			after: ip,
			effect: "live",
			slot: pinSlot(slot),
			note: "the guest takes it when it starts the next time"
		}];
	});
	if (changes.length === 0) return diff;
	return {
		...diff,
		action: diff.action === "no-op" ? "update" : diff.action,
		changes: [...diff.changes, ...changes]
	};
}
const check$2 = (mac, ip) => ({
	scope: `file:${IPAM_FILES[0] ?? ""}`,
	check: {
		is: "pinned",
		mac,
		ip
	}
});
function pinAct({ vmid, mark, live }, { nets }, slot, { ip, vnet, zone }) {
	const mac = (live ? macIn(live.conf.options.get(slot) ?? "") : null) ?? nets[slot]?.["hwaddr"] ?? hwaddrOf(mark.estate, vmid, slot);
	return {
		verb: "pin",
		what: slot,
		title: `give ${slot} the address ${ip}`,
		effect: "live",
		do: run(...[
			"pvesh",
			"set",
			`/cluster/sdn/vnets/${vnet}/ips`,
			"--zone",
			zone
		], ...[
			"--mac",
			mac,
			"--vmid",
			vmid,
			"--ip",
			ip
		]),
		verify: [check$2(mac, ip)],
		timeout: 6e4
	};
}
/** @param slots only these; all when absent */
function pinActs(subject, spec, slots) {
	return Object.entries(spec.pins ?? {}).filter(([slot]) => slots?.includes(pinSlot(slot)) ?? true).map(([slot, pin]) => pinAct(subject, spec, slot, pin));
}
/** Of a step's changes, those that pin. */
const pinned = (changes) => changes.flatMap(({ slot }) => slot.startsWith("pin:") ? [slot] : []);
/** A reading of IPAM instead of a guest; null: the condition is another one. */
function pinHolds(condition, state) {
	if (!("files" in state) || condition.is !== "pinned") return null;
	const { mac, ip } = condition;
	const now = addressIn(ipamIn(state.files), mac, familyOf(ip));
	return now === ip || `IPAM has ${now ?? "no address"} for it instead of ${ip}`;
}
// src/kinds/lxc/canonical.ts
/**
* One text for each value, whether it came from a file or from a conf: so that equal values compare equal. It follows
* what Proxmox does on writing (PVE 9.2) and undoes what it leaves open, such as the order in a list.
*/
const boolean = (value) => parseBoolean(value) ?? value;
const number = (value) => /^\d+(?:\.\d+)?$/.test(value) ? String(Number(value)) : value;
const size$2 = (value) => {
	const bytes = parseSize(value);
	return bytes === null ? value : formatSize(bytes);
};
/** The order of the items means nothing. */
const set = (value) => {
	const items = value.split(/[;\s]+/).filter((item) => item !== "");
	const numeric = items.every((item) => /^\d+$/.test(item));
	return [...new Set(items)].sort(numeric ? (a, b) => Number(a) - Number(b) : void 0).join(";");
};
/** The order is meaning; only the separators differ. */
const list$2 = (value) => value.split(/[\s,;]+/).filter((item) => item !== "").join(" ");
const rules = (rule, names) => names.split(" ").map((name) => [name, rule]);
const RULES = new Map([
	...rules(boolean, "onboot protection template console debug unprivileged features.nesting features.keyctl"),
	...rules(boolean, "features.fuse features.mknod features.force_rw_sys net.firewall net.link_down"),
	...rules(boolean, "net.host-managed device.deny-write rootfs.acl rootfs.ro rootfs.quota rootfs.replicate"),
	...rules(boolean, "rootfs.shared mount.acl mount.ro mount.quota mount.replicate mount.shared mount.backup"),
	...rules(boolean, "mount.keepattrs"),
	...rules(number, "cpulimit net.rate"),
	...rules(size$2, "rootfs.size mount.size"),
	...rules(set, "rootfs.mountoptions mount.mountoptions net.trunks features.mount"),
	...rules(list$2, "nameserver searchdomain"),
	...rules((value) => userTags(splitTags(value)).join(";"), "tags"),
	...rules((value) => value.toUpperCase(), "net.hwaddr")
]);
/** The canonical text of a value in Proxmox's words; what cannot be understood stays as it is. */
function canonicalValue(slot, key, value) {
	const rule = RULES.get(fieldName$1(slot, key));
	return rule ? rule(value) : value;
}
// src/kinds/guest/startup.ts
/** `startup` of a conf file: Proxmox keeps it as it was written. */
/** Of two words for one thing the last one counts. */
function startupFields(value) {
	const words = /* @__PURE__ */ new Map();
	for (const part of value.split(",")) {
		const match = /^(?:(order|up|down)=)?(\d+)$/.exec(part.trim());
		if (match) words.set(match[1] ?? "order", String(Number(match[2])));
	}
	return [...words].map(([key, value]) => field("startup", key, value));
}
// src/kinds/lxc/conf-fields.ts
/** Scalar options of the conf file that are fields of their own. */
const SCALARS$2 = new Set("arch ostype unprivileged hostname cores cpulimit cpuunits memory swap nameserver searchdomain timezone onboot protection hookscript cmode console tty debug entrypoint template".split(" "));
/** A property string that cannot be split, as a hand may have left it, names nothing. */
function properties$1(fields, text) {
	try {
		return parsePropertyString(fields, text);
	} catch (error) {
		if (error instanceof PropertyStringError) return /* @__PURE__ */ new Map();
		throw error;
	}
}
function group$1(slot, values, leaveOut = []) {
	return [...values].filter(([key]) => !leaveOut.includes(key)).map(([key, value]) => field(slot, key, canonicalValue(slot, key, value)));
}
/** Proxmox takes `data` and `/data/` for `/data`; a field has one name. */
function mountPath(mp) {
	if (mp.startsWith("/") && !mp.endsWith("/") && !mp.includes("//")) return mp;
	return `/${mp.split("/").filter((segment) => segment !== "").join("/")}`;
}
function volumeFields(slot, values) {
	const volume = values.get("volume") ?? "";
	if (volume.startsWith("/")) return [field(slot, "bind", volume), ...group$1(slot, values, [
		"volume",
		"mp",
		"size"
	])];
	const storage = /^([^:]+):/.exec(volume)?.[1];
	return [...storage === void 0 ? [] : [field(slot, "storage", storage)], ...group$1(slot, values, ["volume", "mp"])];
}
function envFields(value) {
	const variables = /* @__PURE__ */ new Map();
	for (const variable of value.split("\0")) {
		const match = /^(\w+)=(.*)$/s.exec(variable);
		if (match) variables.set(match[1] ?? "", match[2] ?? "");
	}
	return group$1("env", variables);
}
/** `mp` of `mp0`, `dev` of `dev1`; null for any other key. */
function attachmentFamily(key) {
	return /^(mp|dev)\d+$/.test(key) ? key.startsWith("mp") ? "mp" : "dev" : null;
}
/** The slot of a mount, by its path in the guest, or of a device; null where its string does not say. */
function attachedSlot(family, values) {
	const path = values.get(family === "mp" ? "mp" : "path");
	if (path === void 0) return null;
	return family === "mp" ? mountSlot(mountPath(path)) : deviceSlot(path);
}
/** The slot of a numbered key (`mp0`, `dev1`), or null for any other key. */
function numberedSlot(key, value) {
	const family = attachmentFamily(key);
	return family && attachedSlot(family, properties$1(FAMILIES[family], value));
}
function optionFields(key, value) {
	if (SCALARS$2.has(key)) return [field(key, null, canonicalValue(key, null, value))];
	if (/^net\d+$/.test(key)) return group$1(key, properties$1(FAMILIES.net, value), ["type"]);
	switch (key) {
		case "tags": {
			const tags = canonicalValue("tags", null, value);
			return tags === "" ? [] : [field("tags", null, tags)];
		}
		case "features": return group$1("features", properties$1(FAMILIES.features, value));
		case "startup": return startupFields(value);
		case "env": return envFields(value);
		case "rootfs": return volumeFields("rootfs", properties$1(FAMILIES.rootfs, value));
	}
	const slot = numberedSlot(key, value);
	if (slot === null) return [];
	if (key.startsWith("mp")) return volumeFields(slot, properties$1(FAMILIES.mp, value));
	return group$1(slot, properties$1(FAMILIES.dev, value));
}
/** Raw lines of one key are one field: their order is meaning. */
function rawFields(lines) {
	const values = /* @__PURE__ */ new Map();
	for (const { key, value } of lines) values.set(key, [...values.get(key) ?? [], value]);
	return [...values].map(([key, list]) => field(rawSlot(key), null, list.join("\n")));
}
/** Of two entries for one path in the guest, the one with the lower number counts, and wholly. */
function firstOnly(options) {
	const taken = /* @__PURE__ */ new Set();
	return sortedKeys(options).filter((key) => {
		const slot = numberedSlot(key, options.get(key) ?? "");
		if (slot === null) return true;
		const isFirst = !taken.has(slot);
		taken.add(slot);
		return isFirst;
	});
}
/** The fields of a section of the conf file, snapshots and what is not in the file left out. */
function sectionFields(section) {
	const description = stripMarker(section.description);
	return [
		...description === "" ? [] : [field("description", null, description)],
		...firstOnly(section.options).flatMap((key) => optionFields(key, section.options.get(key) ?? "")),
		...rawFields(section.raw)
	];
}
// src/kinds/guest/option-row.ts
/** A row of an option that is called alike in the file, costs the same both ways, and can be deleted. */
function row(field, type, set, rest = {}) {
	return {
		field,
		option: field,
		file: field,
		type,
		set,
		remove: set,
		removal: "delete",
		...rest
	};
}
// src/kinds/lxc/options.ts
const onlyAtCreation = (field, type, rest = {}) => row(field, type, "impossible", {
	removal: "never",
	note: "only creation can set it; raise \"generation\" to have the guest made anew",
	...rest
});
const SCALARS$1 = [
	row("hostname", "DNS name", "restart", {
		removal: "never",
		late: true,
		note: "written at once; the guest takes it at its next start"
	}),
	row("description", "text", "config"),
	row("tags", "set of tags", "config", { default: "" }),
	row("onboot", "boolean", "config", { default: "0" }),
	row("protection", "boolean", "config", { default: "0" }),
	row("hookscript", "volume id", "config"),
	row("cores", "1 to 8192", "live", { note: "pvestatd moves the guest to its cores within 10 s" }),
	row("cpulimit", "cores", "live", { default: "0" }),
	row("cpuunits", "weight", "live"),
	row("memory", "MiB", "live", {
		default: "512",
		removal: "default"
	}),
	row("swap", "MiB", "live", {
		default: "512",
		removal: "default"
	}),
	row("nameserver", "addresses", "restart"),
	row("searchdomain", "DNS names", "restart"),
	row("timezone", "time zone", "restart"),
	row("cmode", "shell, console, tty", "restart", { default: "tty" }),
	row("console", "boolean", "restart", { default: "1" }),
	row("tty", "0 to 6", "restart", { default: "2" }),
	row("debug", "boolean", "restart", { default: "0" }),
	row("entrypoint", "command", "restart", {
		default: "/sbin/init",
		since: "9.1"
	}),
	row("env", "variables", "restart", {
		file: "env.NAME",
		since: "9.1"
	}),
	onlyAtCreation("arch", "architecture"),
	onlyAtCreation("ostype", "distribution"),
	onlyAtCreation("unprivileged", "boolean"),
	onlyAtCreation("ssh-public-keys", "OpenSSH keys"),
	onlyAtCreation("ostemplate", "volume id"),
	row("template", "boolean", "offline", {
		default: "0",
		removal: "never",
		note: "pct template: there is no way back"
	}),
	row("pool", "pool", "config"),
	row("feature", "options of a feature", "live", {
		option: null,
		file: "features.ID",
		note: "runs in the guest"
	})
];
const STARTUP = [
	"order",
	"up",
	"down"
].map((key) => row(`startup.${key}`, key === "order" ? "number" : "seconds", "config", {
	option: "startup",
	file: `startup.${key}`
}));
const FEATURES = [...[
	"nesting",
	"keyctl",
	"fuse",
	"mknod",
	"force_rw_sys"
].map((key) => row(`features.${key}`, "boolean", "restart", {
	option: "features",
	file: key,
	default: "0"
})), row("features.mount", "file systems", "restart", {
	option: "features",
	file: "mountfs",
	default: ""
})];
const LATE_ON_NET = "written at once; the card takes it at the next start of the guest";
function net$1(key, type, rest = {}) {
	return row(`net.${key}`, type, "live", {
		option: "net[n]",
		file: `net0.${key}`,
		...rest
	});
}
/** Proxmox compares name, MAC, bridge, VLAN, firewall, link and rate of a plugged card, and applies nothing else. */
function lateNet(key, type, rest = {}) {
	return {
		...net$1(key, type, {
			add: "live",
			remove: "restart",
			late: true,
			note: LATE_ON_NET,
			...rest
		}),
		set: "restart"
	};
}
const NET = [
	net$1("name", "name of the card", {
		removal: "never",
		note: "the card is plugged anew"
	}),
	net$1("bridge", "bridge or vnet"),
	net$1("hwaddr", "MAC address", { note: "the card is plugged anew" }),
	net$1("ip", "CIDR, dhcp, manual"),
	net$1("gw", "address"),
	net$1("ip6", "CIDR, auto, dhcp, manual"),
	net$1("gw6", "address"),
	net$1("tag", "VLAN id"),
	lateNet("trunks", "VLAN ids"),
	lateNet("mtu", "64 to 65535"),
	net$1("rate", "MB/s"),
	net$1("firewall", "boolean", { default: "0" }),
	net$1("link_down", "boolean", { default: "0" }),
	lateNet("host-managed", "boolean", {
		default: "0",
		since: "9.1"
	})
];
const NO_MOVE = "this version moves no volumes; do it with pct move-volume, then write the new storage here";
const NO_SHRINK = "Proxmox grows volumes and never shrinks them";
const VOLUME_FLAGS = [
	[
		"acl",
		"boolean",
		{}
	],
	[
		"mountoptions",
		"mount options",
		{ default: "" }
	],
	[
		"quota",
		"boolean",
		{ default: "0" }
	],
	[
		"replicate",
		"boolean",
		{ default: "1" }
	],
	[
		"ro",
		"boolean",
		{ default: "0" }
	],
	[
		"shared",
		"boolean",
		{ default: "0" }
	],
	[
		"idmap",
		"id mappings",
		{ since: "9.2" }
	]
];
const ROOTFS = [
	row("rootfs.storage", "storage", "impossible", {
		option: "rootfs",
		file: "rootfs.storage",
		removal: "never",
		note: NO_MOVE
	}),
	row("rootfs.size", "GiB", "live", {
		option: "rootfs",
		file: "rootfs.size",
		removal: "never",
		note: "cannot shrink back"
	}),
	...VOLUME_FLAGS.map(([key, type, rest]) => row(`rootfs.${key}`, type, "restart", {
		option: "rootfs",
		file: `rootfs.${key}`,
		...rest
	}))
];
function mount$1(key, type, set, rest = {}) {
	return row(`mount.${key}`, type, set, {
		option: "mp[n]",
		file: `mounts.PATH.${key}`,
		add: "live",
		remove: "restart",
		...rest
	});
}
const MOUNT = [
	mount$1("bind", "bind of phoenix.json", "restart"),
	mount$1("storage", "storage", "impossible", { note: NO_MOVE }),
	mount$1("size", "GiB", "live", { note: "cannot shrink back" }),
	...VOLUME_FLAGS.map(([key, type, rest]) => mount$1(key, type, "restart", rest)),
	mount$1("backup", "boolean", "restart", { default: "0" }),
	mount$1("keepattrs", "boolean", "restart", {
		default: "0",
		since: "9.2"
	})
];
function device$1(key, type, rest = {}) {
	return row(`device.${key}`, type, "restart", {
		option: "dev[n]",
		file: `devices.PATH.${key}`,
		since: "8.1",
		add: "live",
		addBefore: {
			pve: "9.0",
			effect: "restart"
		},
		...rest
	});
}
const DEVICE$1 = [
	device$1("path", "device", { file: "devices.PATH" }),
	device$1("mode", "octal"),
	device$1("uid", "number", { default: "0" }),
	device$1("gid", "number", { default: "0" }),
	device$1("deny-write", "boolean", {
		since: "8.3",
		default: "0"
	})
];
/** What is no option of `pct create` or `pct set`. */
const OTHERS = [
	onlyAtCreation("generation", "number", { option: null }),
	...[
		"from",
		"full",
		"snapshot",
		"storage"
	].map((key) => onlyAtCreation(`clone.${key}`, key === "full" ? "boolean" : key, {
		option: null,
		file: `clone.${key}`
	})),
	row("node", "node", "offline", {
		option: null,
		removal: "never",
		note: "containers migrate stopped"
	}),
	row("state", "running, stopped", "offline", {
		option: null,
		removal: "never"
	}),
	row("health", "check", "config", {
		option: null,
		file: "health.NAME",
		note: "asked at once"
	}),
	row("rollback", "off, snapshot, lose-data", "config", {
		option: null,
		note: "as policies.rollback says, unless said otherwise"
	}),
	row("raw", "lxc.* lines", "restart", {
		option: null,
		file: "raw.\"lxc.KEY\"",
		late: true,
		note: "written at once; the guest takes it at its next start"
	}),
	row("snapshot", "snapshot", "live", {
		option: null,
		file: "snapshots.NAME",
		note: "removing it frees its data"
	}),
	row("snapshot.description", "text", "impossible", {
		option: null,
		file: "snapshots.NAME.description",
		add: "live",
		remove: "impossible",
		note: "this version does not rewrite a snapshot; take another one under a new name"
	})
];
const OPTIONS = [
	...SCALARS$1,
	...STARTUP,
	...FEATURES,
	...ROOTFS,
	...NET,
	...MOUNT,
	...DEVICE$1,
	...OTHERS
];
const ROWS = new Map(OPTIONS.map((one) => [one.field, one]));
/** The row of a field by its name. @throws for a name that no field has: that is a bug. */
function optionRow(name) {
	const found = ROWS.get(name.startsWith("env.") ? "env" : name);
	if (!found) throw new Error(`no option is called ${name}`);
	return found;
}
// src/kinds/lxc/grammar.ts
function implied({ options }, vmid) {
	return [...options.has("hostname") ? [] : [field("hostname", null, `CT${vmid}`)], ...options.has("unprivileged") ? [] : [field("unprivileged", null, "0")]];
}
function slotAt(path) {
	const [head = "", name = ""] = pointerSegments(path);
	return head === "raw" ? rawSlot(name) : head;
}
const LXC_GRAMMAR = {
	type: "lxc",
	tool: "pct",
	noun: "container",
	content: "rootdir",
	nameSlot: "hostname",
	creation: new Set("ostemplate clone ssh-public-keys arch ostype unprivileged".split(" ")),
	own: /^(?:onboot|startup|protection|hookscript|features|nameserver|searchdomain|timezone|env|entrypoint|cmode|console|tty|debug|cores|cpulimit|cpuunits|net\d+|dev\d+)$/,
	optionRow,
	isLate: (name) => OPTIONS.some((row) => row.field === name && row.late === true),
	canonicalValue,
	sectionFields,
	implied,
	slotAt,
	slotOf: numberedSlot
};
// src/kinds/lxc/conditions.ts
function holds$2(check, state, digest) {
	if ("files" in state) return pinHolds(check, state) ?? `this version knows no condition ${check.is}`;
	return guestHolds(LXC_GRAMMAR, check, state, digest);
}
// src/kinds/lxc/default-at.ts
/** What Proxmox takes for a field that nobody sets, by the field's place in the file; the values stand in options.ts. */
const DEFAULTS$1 = new Map(OPTIONS.flatMap((row) => row.default === void 0 ? [] : [[row.file, row.default]]));
/** How the table calls a place: every card as `net0`, every mount and device as `PATH`. */
function placeOf$3([first = "", second, ...rest]) {
	if (second === void 0) return first;
	if (first === "mounts" || first === "devices") return [
		first,
		"PATH",
		...rest
	].join(".");
	return [
		/^net\d+$/.test(first) ? "net0" : first,
		second,
		...rest
	].join(".");
}
/** In Proxmox's words; undefined: Proxmox has no default, or none that holds everywhere. */
function defaultAt(path) {
	return DEFAULTS$1.get(placeOf$3(pointerSegments(path)));
}
// src/health/check.ts
/** A health check as data: what is asked, from where, and how patiently. It is part of a guest's spec, so it is JSON. */
const DEFAULTS = {
	within: 12e4,
	interval: 5e3,
	timeout: 5e3
};
/** `10.0.0.5:80`, `[fd00::1]:80`. */
function authorityOf({ host, port }) {
	return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
/** What is asked, without who asks and how patiently. */
function questionText(ask) {
	switch (ask.is) {
		case "exec": return `exec ${JSON.stringify(ask.argv)}`;
		case "tcp": return `tcp ${authorityOf(ask)}`;
		case "http": {
			const status = ask.status.length === 0 ? "" : `, status ${ask.status.join(" or ")}`;
			const body = ask.body === null ? "" : `, body with ${JSON.stringify(ask.body)}`;
			const headers = ask.headers ? `, headers ${JSON.stringify(ask.headers)}` : "";
			return `http ${authorityOf(ask)}${ask.path}${status}${body}${headers}`;
		}
	}
}
function originText(from) {
	switch (from.is) {
		case "self": return "";
		case "node": return ", from the node";
		case "guest": return `, from ${from.address}`;
	}
}
/** A check in one line, the same for equal checks only: what a plan shows and compares. */
function checkText$1({ ask, from, ...times }) {
	const patience = [
		"within",
		"interval",
		"timeout"
	].filter((key) => times[key] !== DEFAULTS[key]).map((key) => `, ${key} ${durationText(times[key])}`).join("");
	return `${questionText(ask)}${originText(from)}${patience}`;
}
// src/secrets/aws/secret-id.ts
const PARTS$1 = /^([^?]+)(?:\?(stage|version)=([\w+=,.@/:-]+))?$/;
/** API reference, CreateSecret: ASCII letters, digits and these; up to 512. */
const NAME$3 = /^[\w/+=.@-]{1,512}$/;
/** The name with six letters behind it; without them AWS finds it too, and advises against. */
const ARN = /^arn:aws[a-z-]*:secretsmanager:([a-z]{2}(?:-[a-z]+)+-\d+):\d{12}:secret:[\w/+=.@-]{1,519}$/;
/** The same, GetSecretValue. */
const LONGEST_STAGE = 256;
const VERSION = {
	shortest: 32,
	longest: 64
};
/** What a reference without a version means. */
const CURRENT = "AWSCURRENT";
function parseSecretId(text) {
	const [, id = "", key, value = ""] = PARTS$1.exec(text) ?? [];
	const region = ARN.exec(id)?.[1] ?? null;
	if (!region && !NAME$3.test(id)) return null;
	const { length } = value;
	if (key === "version") {
		if (length < VERSION.shortest || length > VERSION.longest) return null;
		return {
			id,
			region,
			stage: null,
			version: value
		};
	}
	if (length > LONGEST_STAGE) return null;
	return {
		id,
		region,
		stage: key && value !== CURRENT ? value : null,
		version: null
	};
}
/** One text for one secret, however it was written. */
function secretIdText({ id, stage, version }) {
	if (version) return `${id}?version=${version}`;
	return stage ? `${id}?stage=${stage}` : id;
}
// src/secrets/aws.ts
/** Secrets in AWS Secrets Manager: `${secret:aws:prod/db}`, or a field of its JSON, `${secret:aws:prod/db#password}`. The SDK is loaded late. */
const REFERENCE$3 = /^([^#]+)(?:#(\P{C}+))?$/u;
const isPinned = (secret) => Boolean(parseSecretId(secret)?.version);
const aws = {
	scheme: "aws",
	parse: (name) => {
		const [, text = "", field = null] = REFERENCE$3.exec(name) ?? [];
		const id = parseSecretId(text);
		return id && {
			secret: secretIdText(id),
			field
		};
	},
	hint: "Write \"${secret:aws:NAME}\" with a name or ARN of AWS Secrets Manager, \"${secret:aws:NAME#FIELD}\" for a field of its JSON, and before the \"#\" \"?stage=LABEL\" or \"?version=ID\" (32 to 64 characters) for another version than the current one.",
	floats: (secret) => !isPinned(secret),
	open: async (context) => (await import("./source.js")).openAws(context),
	missing: (secret) => {
		const { id = "", region, stage, version } = parseSecretId(secret) ?? {};
		const ask = (verb) => `aws secretsmanager ${verb} --secret-id ${id}`;
		if (stage || version) return `See which versions it has: ${ask("list-secret-version-ids")}`;
		return region ? `See whether the ARN is right: ${ask("describe-secret")} --region ${region}` : `Create it (aws secretsmanager create-secret --name ${id} …), or say which region it is in: secrets.aws.region in phoenix.json, or its ARN in place of its name.`;
	}
};
// src/secrets/whole.ts
/** A secret without parts. */
/** @param what it is, such as `a variable` */
function wholeOnly(value, what) {
	return {
		value,
		field: () => {
			throw new PhoenixError("REFUSED", `${what} has no parts`, { hint: "Leave out \"#\" and what follows it." });
		}
	};
}
// src/secrets/env.ts
/** Secrets in the environment of Phoenix itself: `${secret:env:PG_PASSWORD}`. */
/**
* What opens other doors than that of a guest, and no file in git may take: tokens, keys and inputs of Phoenix, of the runner
* and its job, of gh, of AWS, of whoever receives traces, and proxies with a password in their address.
*/
const RESERVED$1 = /^(?:(?:PHOENIX|INPUT|ACTIONS|GITHUB|GH|RUNNER|AWS|OTEL)_|(?:HTTPS?|ALL)_PROXY$)/i;
const read$2 = (name) => {
	const value = Object.hasOwn(process$1.env, name) ? process$1.env[name] : void 0;
	return value === void 0 ? null : wholeOnly(value, "a variable");
};
const env = {
	scheme: "env",
	parse: (name) => /^[A-Za-z_]\w*$/.test(name) && !RESERVED$1.test(name) ? {
		secret: name,
		field: null
	} : null,
	hint: "Write \"${secret:env:NAME}\" with the name of a variable: letters, digits and \"_\"; none of those that the runner itself uses, such as GITHUB_… and AWS_….",
	floats: () => true,
	open: async () => async (names) => new Map(names.map((name) => [name, read$2(name)])),
	missing: (name) => `Set the variable ${name} where Phoenix runs; in a workflow, env: { ${name}: \${{ secrets.${name} }} }.`
};
// src/secrets/file.ts
/**
* Secrets in files of the runner: `${secret:file:db/app}` is /etc/phoenix/secrets/db/app. Which folder it is, the runner says
* and never a file in git.
*/
const FOLDER = "/etc/phoenix/secrets";
const FOLDER_VARIABLE = "PHOENIX_SECRETS_DIR";
/** As much as AWS Secrets Manager takes. */
const MOST_BYTES$1 = 65536;
/** What opens the vault opens every secret, and is none itself: wherever somebody has put it. */
const KEY_NAMES = ["vault.key", "vault.passphrase"];
const KEY_VARIABLES = ["PHOENIX_VAULT_KEY_FILE", "PHOENIX_VAULT_PASSPHRASE_FILE"];
const refused$1 = (message, hint) => new PhoenixError("REFUSED", message, { hint });
const folderOfRunner = () => process$1.env[FOLDER_VARIABLE] || FOLDER;
const file = {
	scheme: "file",
	parse: (name) => isEntryName(name) ? {
		secret: name,
		field: null
	} : null,
	hint: `Write "\${secret:file:NAME}" with the path of a file below ${FOLDER} of the runner, such as db/app; no part of it may begin with ".".`,
	floats: () => true,
	open: async () => {
		const folder = folderOfRunner();
		if (!isAbsolute(folder)) throw refused$1(`${FOLDER_VARIABLE} is not a whole path: ${folder}`, "Begin it with \"/\".");
		return async (names) => new Map(await Promise.all(names.map(async (name) => [name, await read$1(folder, name)])));
	},
	missing: (name) => `Put it on the runner: install -D -m 600 /dev/stdin ${join(folderOfRunner(), name)}, as the user that runs Phoenix.`
};
async function read$1(folder, name) {
	try {
		const path = await realpath(join(folder, name));
		const wrong = await wrongWithPath(path, folder, name);
		if (wrong) return wrong;
		const handle = await open$1(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
		try {
			return await wrongWithFile(handle, path) ?? wholeOnly(await textOf$7(handle, path), "a file");
		} finally {
			await handle.close();
		}
	} catch (error) {
		if (error instanceof PhoenixError) return error;
		return failed(error, join(folder, name));
	}
}
async function wrongWithPath(path, folder, name) {
	if (!path.startsWith(`${await realpath(folder)}${sep}`)) return refused$1(`${join(folder, name)} leads out of ${folder}`, "Put the file itself there, not a link to it.");
	const named = KEY_VARIABLES.flatMap((variable) => process$1.env[variable]?.split(":") ?? []);
	const keys = await Promise.all(named.map((key) => realpath(key).catch(() => key)));
	if (!KEY_NAMES.includes(basename(path)) && !keys.includes(path)) return null;
	return refused$1(`${path} is what opens the vault, and goes into no guest`, "Name another file.");
}
async function wrongWithFile(handle, path) {
	const stat = await handle.stat();
	const own = process$1.getuid?.() ?? 0;
	if (!stat.isFile()) return refused$1(`${path} is no file`, "Name a file.");
	if (stat.uid !== own && stat.uid !== 0) return refused$1(`${path} belongs to another user (uid ${stat.uid})`, `Run: chown ${own} ${path}`);
	if ((stat.mode & 7) !== 0) return refused$1(`every user of the runner can get at ${path}`, `Run: chmod o= ${path}`);
	if (stat.size > MOST_BYTES$1) return refused$1(`${path} is larger than a secret may be (64 KiB)`, "Keep only the secret in it.");
	return null;
}
/** Without the line feed that an editor puts at the end. */
async function textOf$7(handle, path) {
	const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_BYTES$1), 0, MOST_BYTES$1, 0);
	try {
		const text = new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(buffer.subarray(0, bytesRead));
		return text.endsWith("\n") ? text.slice(0, -1) : text;
	} catch {
		throw refused$1(`${path} is no text in UTF-8`, "Store it in base64, and let the guest decode it.");
	}
}
function failed(error, path) {
	const { code = "unknown" } = error;
	if (code === "ENOENT" || code === "ENOTDIR") return null;
	const own = process$1.getuid?.() ?? 0;
	return code === "EACCES" || code === "EPERM" ? refused$1(`${path} may not be read by the user that runs Phoenix`, `Run: chown ${own} ${path}`) : refused$1(`${path} cannot be read (${code})`, "See what is there.");
}
// src/secrets/vault.ts
/** `*`: the whole entry, with all its lines. */
const NAME$2 = /^([^#]+)(?:#(\*|[A-Za-z0-9][A-Za-z0-9 ._-]*))?$/;
const vault = {
	scheme: "vault",
	parse: (name) => {
		const [, secret = "", field = null] = NAME$2.exec(name) ?? [];
		return isEntryName(secret) ? {
			secret,
			field
		} : null;
	},
	hint: "Write \"${secret:db/app}\" with the name of an entry, \"${secret:db/app#user}\" for its line \"user: …\", \"${secret:db/app#*}\" for all of it.",
	floats: () => false,
	fileOf: (secret) => `${VAULT_FOLDER}/${secret}.gpg`,
	open: async (context) => (await import("./source2.js")).openVault(context),
	missing: (secret) => `Add it: phoenix vault set ${secret}, and commit configs/${VAULT_FOLDER}.`
};
// src/secrets/registry.ts
/** The providers of secrets that this version has: a file and a line for each. */
const PROVIDERS = [
	vault,
	env,
	file,
	aws
];
// src/secrets/reference.ts
const REFERENCE$2 = /^\$\{secret:([^${}]+)\}$/;
const SCHEME = /^([a-z]+):(.*)$/s;
/** Whether a text is one reference and nothing else, be it understood or not. */
const isReference = (text) => REFERENCE$2.test(text);
/** Null for what no provider of this version understands. */
function parseReference(text, providers = PROVIDERS) {
	const { scheme, name } = partsOf(text) ?? {};
	const provider = providers.find((one) => one.scheme === scheme);
	const parsed = name === void 0 ? null : provider?.parse(name);
	return provider && parsed ? {
		provider,
		...parsed
	} : null;
}
function partsOf(text) {
	const body = REFERENCE$2.exec(text)?.[1];
	if (body === void 0) return null;
	const [, scheme = "vault", name = body] = SCHEME.exec(body) ?? [];
	return {
		scheme,
		name
	};
}
/** What to write instead; null when this version can read it. */
function wrongWithReference(text, providers = PROVIDERS) {
	if (parseReference(text, providers)) return null;
	const scheme = partsOf(text)?.scheme;
	const provider = providers.find((one) => one.scheme === scheme);
	if (provider) return provider.hint;
	return `Write "\${secret:NAME}" for an entry of the vault, or "\${secret:PROVIDER:NAME}" with ${providers.map((one) => one.scheme).filter((one) => one !== "vault").join(", ")}.`;
}
// src/health/headers.ts
/**
* Headers of an http check. Their texts may hold references to secrets, which are replaced only when the check is asked:
* specs, plans and steps hold the references. Pure.
*/
/** Characters of a value, secrets included. */
const LONGEST_VALUE = 4096;
const REFERENCE$1 = /\$\{secret:[^${}]+\}/g;
/** A token of RFC 9110, 5.6.2. */
const isHeaderName = (name) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/.test(name);
/** All that a line of a request may hold here: nothing ends it. */
const isHeaderValue = (value) => /^(?:[!-~](?:[ -~]*[!-~])?)?$/.test(value);
/** What frames the request and ends the connection: the program that asks reads one answer, and sends no body. */
const FRAMING = new Set(`connection content-length expect keep-alive proxy-connection range te trailer transfer-encoding upgrade`.split(" "));
const isFraming = (name) => FRAMING.has(name.toLowerCase());
/** The references in these headers, each once. */
function referencesIn(headers) {
	const found = Object.values(headers).flatMap((value) => value.match(REFERENCE$1) ?? []);
	return [...new Set(found)];
}
/** @throws PhoenixError `REFUSED` where a secret is not there, or cannot stand in a header */
async function filled$1(headers, secret) {
	const references = referencesIn(headers);
	const read = await Promise.all(references.map(async (reference) => [reference, await secret(reference)]));
	const values = new Map(read);
	const lines = Object.entries(headers).map(([name, text]) => {
		const value = text.replaceAll(REFERENCE$1, (reference) => values.get(reference) ?? "");
		if (isHeaderValue(value) && value.length <= 4096) return [name, value];
		throw new PhoenixError("REFUSED", `the header ${name} cannot hold what ${text} is`, { hint: `A header is one line of printable ASCII, at most ${LONGEST_VALUE} characters, without blanks around.` });
	});
	return {
		headers: Object.fromEntries(lines),
		secrets: [...values.values()]
	};
}
// src/health/target.ts
/** `":8000/health"`, `"10.0.0.5:5432"`, `"[fd00::1]:80/"`: where a check connects to. */
/** A host may be a reference whose value is known when the check is made. */
const TARGET = /^(?:\[([0-9a-fA-F:.]+)\]|(\$\{[^\s{}]+\}|[0-9.]*)):(\d{1,5})(\/[!-~]*)?$/;
/** Null when it is none. Names are none: what they resolve to depends on who asks. */
function parseTarget(text) {
	const [, six, four = "", digits = "", path = null] = TARGET.exec(text) ?? [];
	const port = Number(digits);
	if (!(port >= 1 && port <= 65535)) return null;
	if (six !== void 0) return import_ipaddr.default.IPv6.isValid(six) ? {
		host: six,
		port,
		path
	} : null;
	if (four.startsWith("$")) return {
		host: four,
		port,
		path
	};
	if (four === "") return {
		host: null,
		port,
		path
	};
	return import_ipaddr.default.IPv4.isValidFourPartDecimal(four) ? {
		host: four,
		port,
		path
	} : null;
}
// src/health/resolve.ts
/** From what a file says of a guest's health to checks: addresses and other guests filled in. Pure. */
function originOf$1(from, { guestAt }) {
	if (from === "self" || from === "node") return { is: from };
	const guest = guestAt(from);
	if (guest) return {
		is: "guest",
		address: from,
		...guest
	};
	return {
		key: "from",
		message: `there is no guest ${from} to ask from`,
		hint: "name a guest of this estate, or leave \"from\" out"
	};
}
function hostOf(key, given, from, context) {
	const host = given ?? (from.is === "self" ? "127.0.0.1" : context.address);
	if (host !== null) return host;
	return {
		key,
		message: "git does not know the address of the guest, and others ask for it",
		hint: `give the guest a static address, or write "${key}": "ADDRESS:PORT"`
	};
}
/** In the order of their names, so that it is no change to write them in another one. */
function headersOf(given) {
	if (!given || Object.keys(given).length === 0) return {};
	for (const reference of referencesIn(given)) {
		const hint = wrongWithReference(reference);
		if (hint !== null) return {
			key: "headers",
			message: `${reference} cannot be understood`,
			hint
		};
	}
	const names = Object.keys(given).toSorted();
	return { headers: Object.fromEntries(names.map((name) => [name, given[name] ?? ""])) };
}
function questionOf(input, from, context) {
	if (input.exec) return {
		is: "exec",
		argv: input.exec
	};
	const key = input.tcp === void 0 ? "http" : "tcp";
	const target = parseTarget(input[key] ?? "");
	if (!target || key === "tcp" && target.path !== null) return {
		key,
		message: `"${input[key]}" is no address with a port`,
		hint: "write \":PORT\", \"ADDRESS:PORT\" or \"[ADDRESS6]:PORT\""
	};
	const host = hostOf(key, target.host, from, context);
	if (typeof host !== "string") return host;
	const { port } = target;
	if (key === "tcp") return {
		is: "tcp",
		host,
		port
	};
	const status = input.status === void 0 ? [] : [input.status].flat();
	const sorted = [...new Set(status)].toSorted((a, b) => a - b);
	const sent = headersOf(input.headers);
	if ("message" in sent) return sent;
	return {
		is: "http",
		host,
		port,
		path: target.path ?? "/",
		status: sorted,
		body: input.body ?? null,
		...sent
	};
}
function checkOf(input, context) {
	const from = originOf$1(input.from ?? "self", context);
	if ("message" in from) return from;
	const ask = questionOf(input, from, context);
	if ("message" in ask) return ask;
	const ms = (key) => {
		const value = input[key];
		return (value === void 0 ? null : durationInMs(value)) ?? DEFAULTS[key];
	};
	return {
		ask,
		from,
		within: ms("within"),
		interval: ms("interval"),
		timeout: ms("timeout")
	};
}
/** Completes what the schema accepted; a check that cannot be made as written is left out and told. */
function resolveHealth(input, context) {
	const health = {};
	const problems = [];
	for (const name of Object.keys(input).toSorted()) {
		const found = checkOf(input[name], context);
		if ("message" in found) problems.push({
			name,
			...found
		});
		else health[name] = found;
	}
	return {
		health,
		problems
	};
}
// src/kinds/guest/health.ts
/** The first address that stands in git, without the prefix. */
function addressOf$2({ nets }) {
	return Object.values(nets).flatMap((net) => [net["ip"], net["ip6"]]).find((value) => value?.includes("/"))?.replace(/\/.*$/, "") ?? null;
}
/** @param spec as far as it is known */
function healthOf(input, spec, { mergedOf }, found) {
	const guestAt = (address) => {
		const { vmid, node } = mergedOf(address) ?? {};
		if (typeof vmid !== "number") return null;
		const place = {
			vmid,
			node: typeof node === "string" ? node : spec.node
		};
		return address.startsWith("vm/") ? {
			...place,
			transport: "agent"
		} : place;
	};
	const { health, problems } = resolveHealth(input, {
		address: addressOf$2(spec),
		guestAt
	});
	return {
		health,
		findings: problems.map(({ name, key, message, hint }) => found(pointer("health", name, key), message, hint))
	};
}
/** Guests that ask for the health of this one. */
function askersOf({ health = {} }) {
	const askers = Object.values(health).map(({ from }) => from.is === "guest" ? from.address : null);
	return [...new Set(askers.filter((address) => address !== null))].toSorted();
}
function healthFields({ health = {} }) {
	return Object.entries(health).map(([name, check]) => field(healthSlot(name), null, checkText$1(check)));
}
/** What git changed: nothing but the marker is written, and all checks are asked. */
function healthChanges(want, base) {
	if (!base) return [];
	const [after, before] = [healthFields(want.spec), healthFields(base.spec)];
	const paths = new Set([...after, ...before].map(({ path }) => path));
	const at = (fields, path) => fields.find((one) => one.path === path);
	return [...paths].flatMap((path) => {
		const [old, now] = [at(before, path), at(after, path)];
		if (old?.value === now?.value) return [];
		return [{
			path,
			slot: (now ?? old)?.slot ?? "",
			before: old?.value ?? null,
			after: now?.value ?? null,
			effect: "config"
		}];
	});
}
// src/kinds/lxc/describe.ts
/** `10.0.0.5` of `10.0.0.5/24`; null for what only the running guest knows. */
function addressOf$1(value) {
	return value?.includes("/") ? value.replace(/\/.*$/, "") : null;
}
/** A clone needs its source, and a dependent needs what it depends on to be ready. */
function edgesOf$1(resource) {
	const { source, dependsOn } = resource.spec;
	const edges = dependsOn.map((to) => ({
		to,
		when: "ready"
	}));
	if (source?.is === "clone" && source.address !== null && !dependsOn.includes(source.address)) edges.push({
		to: source.address,
		when: "exists"
	});
	for (const to of askersOf(resource.spec)) if (!dependsOn.includes(to)) edges.push({
		to,
		when: "ready"
	});
	return edges;
}
/** `hostname`, `vmid`, `node`, and of each card `net0.address`, `net0.address6`, `net0.gateway`, `net0.hwaddr`, `net0.name`. */
function outputsOf(spec) {
	const outputs = {
		hostname: spec.hostname,
		vmid: String(spec.vmid),
		node: spec.node
	};
	for (const [slot, net] of Object.entries(spec.nets)) {
		outputs[`${slot}.name`] = net["name"] ?? null;
		outputs[`${slot}.address`] = addressOf$1(net["ip"]) ?? pinnedAt(spec, slot, 4);
		outputs[`${slot}.address6`] = addressOf$1(net["ip6"]) ?? pinnedAt(spec, slot, 6);
		outputs[`${slot}.gateway`] = net["gw"] ?? null;
		outputs[`${slot}.hwaddr`] = net["hwaddr"] ?? null;
	}
	return outputs;
}
/** Proxmox gives 512 MiB where nothing is said; without `cores` a guest has no cores of its own. */
function demandOf(spec) {
	return spec.state === "running" ? demandWhileRunning(spec) : null;
}
/** What it takes when somebody starts it. */
function demandWhileRunning(spec) {
	return {
		node: spec.node,
		memory: Number(spec.options["memory"] ?? "512") * 1024,
		cores: Number(spec.options["cores"] ?? "0")
	};
}
function sourceText({ source }) {
	if (!source) return "adopted";
	if (source.is === "ostemplate") return source.volume.replace(/^.*[:/]/, "").replace(/\.tar\.\w+$/, "");
	const from = layerAddress(source) ?? source.address ?? String(source.vmid);
	const snapshot = source.snapshot === void 0 ? "" : `@${source.snapshot}`;
	return `${source.full === void 0 ? "clone" : source.full ? "full clone" : "linked clone"} of ${from}${snapshot}`;
}
/** `linked clone of lxc/base, 128G, gpu1, 10.0.0.159`. */
function summaryOf$1(spec) {
	const size = spec.rootfs?.["size"];
	const volumes = Object.values(spec.mounts).filter(isVolume).length;
	const addresses = Object.values(spec.nets).map((net) => addressOf$1(net["ip"]) ?? net["ip"]);
	return [
		spec.template ? `template from ${sourceText(spec)}` : sourceText(spec),
		size,
		volumes === 0 ? void 0 : volumes === 1 ? "1 data volume" : `${volumes} data volumes`,
		...Object.keys(spec.gpus),
		...addresses
	].filter((word) => word !== void 0).join(", ");
}
// node_modules/jsonc-parser/lib/esm/impl/scanner.js
/**
* Creates a JSON scanner on the given text.
* If ignoreTrivia is set, whitespaces or comments are ignored.
*/
function createScanner$1(text, ignoreTrivia = false) {
	const len = text.length;
	let pos = 0, value = "", tokenOffset = 0, token = 16, lineNumber = 0, lineStartOffset = 0, tokenLineStartOffset = 0, prevTokenLineStartOffset = 0, scanError = 0;
	function scanHexDigits(count, exact) {
		let digits = 0;
		let value = 0;
		while (digits < count || !exact) {
			let ch = text.charCodeAt(pos);
			if (ch >= 48 && ch <= 57) value = value * 16 + ch - 48;
			else if (ch >= 65 && ch <= 70) value = value * 16 + ch - 65 + 10;
			else if (ch >= 97 && ch <= 102) value = value * 16 + ch - 97 + 10;
			else break;
			pos++;
			digits++;
		}
		if (digits < count) value = -1;
		return value;
	}
	function setPosition(newPosition) {
		pos = newPosition;
		value = "";
		tokenOffset = 0;
		token = 16;
		scanError = 0;
	}
	function scanNumber() {
		let start = pos;
		if (text.charCodeAt(pos) === 48) pos++;
		else {
			pos++;
			while (pos < text.length && isDigit(text.charCodeAt(pos))) pos++;
		}
		if (pos < text.length && text.charCodeAt(pos) === 46) {
			pos++;
			if (pos < text.length && isDigit(text.charCodeAt(pos))) {
				pos++;
				while (pos < text.length && isDigit(text.charCodeAt(pos))) pos++;
			} else {
				scanError = 3;
				return text.substring(start, pos);
			}
		}
		let end = pos;
		if (pos < text.length && (text.charCodeAt(pos) === 69 || text.charCodeAt(pos) === 101)) {
			pos++;
			if (pos < text.length && text.charCodeAt(pos) === 43 || text.charCodeAt(pos) === 45) pos++;
			if (pos < text.length && isDigit(text.charCodeAt(pos))) {
				pos++;
				while (pos < text.length && isDigit(text.charCodeAt(pos))) pos++;
				end = pos;
			} else scanError = 3;
		}
		return text.substring(start, end);
	}
	function scanString() {
		let result = "", start = pos;
		while (true) {
			if (pos >= len) {
				result += text.substring(start, pos);
				scanError = 2;
				break;
			}
			const ch = text.charCodeAt(pos);
			if (ch === 34) {
				result += text.substring(start, pos);
				pos++;
				break;
			}
			if (ch === 92) {
				result += text.substring(start, pos);
				pos++;
				if (pos >= len) {
					scanError = 2;
					break;
				}
				switch (text.charCodeAt(pos++)) {
					case 34:
						result += "\"";
						break;
					case 92:
						result += "\\";
						break;
					case 47:
						result += "/";
						break;
					case 98:
						result += "\b";
						break;
					case 102:
						result += "\f";
						break;
					case 110:
						result += "\n";
						break;
					case 114:
						result += "\r";
						break;
					case 116:
						result += "	";
						break;
					case 117:
						const ch3 = scanHexDigits(4, true);
						if (ch3 >= 0) result += String.fromCharCode(ch3);
						else scanError = 4;
						break;
					default: scanError = 5;
				}
				start = pos;
				continue;
			}
			if (ch >= 0 && ch <= 31) {
				if (isLineBreak(ch)) {
					result += text.substring(start, pos);
					scanError = 2;
					break;
				} else scanError = 6;
			}
			pos++;
		}
		return result;
	}
	function scanNext() {
		value = "";
		scanError = 0;
		tokenOffset = pos;
		lineStartOffset = lineNumber;
		prevTokenLineStartOffset = tokenLineStartOffset;
		if (pos >= len) {
			tokenOffset = len;
			return token = 17;
		}
		let code = text.charCodeAt(pos);
		if (isWhiteSpace(code)) {
			do {
				pos++;
				value += String.fromCharCode(code);
				code = text.charCodeAt(pos);
			} while (isWhiteSpace(code));
			return token = 15;
		}
		if (isLineBreak(code)) {
			pos++;
			value += String.fromCharCode(code);
			if (code === 13 && text.charCodeAt(pos) === 10) {
				pos++;
				value += "\n";
			}
			lineNumber++;
			tokenLineStartOffset = pos;
			return token = 14;
		}
		switch (code) {
			case 123:
				pos++;
				return token = 1;
			case 125:
				pos++;
				return token = 2;
			case 91:
				pos++;
				return token = 3;
			case 93:
				pos++;
				return token = 4;
			case 58:
				pos++;
				return token = 6;
			case 44:
				pos++;
				return token = 5;
			case 34:
				pos++;
				value = scanString();
				return token = 10;
			case 47:
				const start = pos - 1;
				if (text.charCodeAt(pos + 1) === 47) {
					pos += 2;
					while (pos < len) {
						if (isLineBreak(text.charCodeAt(pos))) break;
						pos++;
					}
					value = text.substring(start, pos);
					return token = 12;
				}
				if (text.charCodeAt(pos + 1) === 42) {
					pos += 2;
					const safeLength = len - 1;
					let commentClosed = false;
					while (pos < safeLength) {
						const ch = text.charCodeAt(pos);
						if (ch === 42 && text.charCodeAt(pos + 1) === 47) {
							pos += 2;
							commentClosed = true;
							break;
						}
						pos++;
						if (isLineBreak(ch)) {
							if (ch === 13 && text.charCodeAt(pos) === 10) pos++;
							lineNumber++;
							tokenLineStartOffset = pos;
						}
					}
					if (!commentClosed) {
						pos++;
						scanError = 1;
					}
					value = text.substring(start, pos);
					return token = 13;
				}
				value += String.fromCharCode(code);
				pos++;
				return token = 16;
			case 45:
				value += String.fromCharCode(code);
				pos++;
				if (pos === len || !isDigit(text.charCodeAt(pos))) return token = 16;
			case 48:
			case 49:
			case 50:
			case 51:
			case 52:
			case 53:
			case 54:
			case 55:
			case 56:
			case 57:
				value += scanNumber();
				return token = 11;
			default:
				while (pos < len && isUnknownContentCharacter(code)) {
					pos++;
					code = text.charCodeAt(pos);
				}
				if (tokenOffset !== pos) {
					value = text.substring(tokenOffset, pos);
					switch (value) {
						case "true": return token = 8;
						case "false": return token = 9;
						case "null": return token = 7;
					}
					return token = 16;
				}
				value += String.fromCharCode(code);
				pos++;
				return token = 16;
		}
	}
	function isUnknownContentCharacter(code) {
		if (isWhiteSpace(code) || isLineBreak(code)) return false;
		switch (code) {
			case 125:
			case 93:
			case 123:
			case 91:
			case 34:
			case 58:
			case 44:
			case 47: return false;
		}
		return true;
	}
	function scanNextNonTrivia() {
		let result;
		do
			result = scanNext();
		while (result >= 12 && result <= 15);
		return result;
	}
	return {
		setPosition,
		getPosition: () => pos,
		scan: ignoreTrivia ? scanNextNonTrivia : scanNext,
		getToken: () => token,
		getTokenValue: () => value,
		getTokenOffset: () => tokenOffset,
		getTokenLength: () => pos - tokenOffset,
		getTokenStartLine: () => lineStartOffset,
		getTokenStartCharacter: () => tokenOffset - prevTokenLineStartOffset,
		getTokenError: () => scanError
	};
}
function isWhiteSpace(ch) {
	return ch === 32 || ch === 9;
}
function isLineBreak(ch) {
	return ch === 10 || ch === 13;
}
function isDigit(ch) {
	return ch >= 48 && ch <= 57;
}
var CharacterCodes;
(function(CharacterCodes) {
	CharacterCodes[CharacterCodes["lineFeed"] = 10] = "lineFeed";
	CharacterCodes[CharacterCodes["carriageReturn"] = 13] = "carriageReturn";
	CharacterCodes[CharacterCodes["space"] = 32] = "space";
	CharacterCodes[CharacterCodes["_0"] = 48] = "_0";
	CharacterCodes[CharacterCodes["_1"] = 49] = "_1";
	CharacterCodes[CharacterCodes["_2"] = 50] = "_2";
	CharacterCodes[CharacterCodes["_3"] = 51] = "_3";
	CharacterCodes[CharacterCodes["_4"] = 52] = "_4";
	CharacterCodes[CharacterCodes["_5"] = 53] = "_5";
	CharacterCodes[CharacterCodes["_6"] = 54] = "_6";
	CharacterCodes[CharacterCodes["_7"] = 55] = "_7";
	CharacterCodes[CharacterCodes["_8"] = 56] = "_8";
	CharacterCodes[CharacterCodes["_9"] = 57] = "_9";
	CharacterCodes[CharacterCodes["a"] = 97] = "a";
	CharacterCodes[CharacterCodes["b"] = 98] = "b";
	CharacterCodes[CharacterCodes["c"] = 99] = "c";
	CharacterCodes[CharacterCodes["d"] = 100] = "d";
	CharacterCodes[CharacterCodes["e"] = 101] = "e";
	CharacterCodes[CharacterCodes["f"] = 102] = "f";
	CharacterCodes[CharacterCodes["g"] = 103] = "g";
	CharacterCodes[CharacterCodes["h"] = 104] = "h";
	CharacterCodes[CharacterCodes["i"] = 105] = "i";
	CharacterCodes[CharacterCodes["j"] = 106] = "j";
	CharacterCodes[CharacterCodes["k"] = 107] = "k";
	CharacterCodes[CharacterCodes["l"] = 108] = "l";
	CharacterCodes[CharacterCodes["m"] = 109] = "m";
	CharacterCodes[CharacterCodes["n"] = 110] = "n";
	CharacterCodes[CharacterCodes["o"] = 111] = "o";
	CharacterCodes[CharacterCodes["p"] = 112] = "p";
	CharacterCodes[CharacterCodes["q"] = 113] = "q";
	CharacterCodes[CharacterCodes["r"] = 114] = "r";
	CharacterCodes[CharacterCodes["s"] = 115] = "s";
	CharacterCodes[CharacterCodes["t"] = 116] = "t";
	CharacterCodes[CharacterCodes["u"] = 117] = "u";
	CharacterCodes[CharacterCodes["v"] = 118] = "v";
	CharacterCodes[CharacterCodes["w"] = 119] = "w";
	CharacterCodes[CharacterCodes["x"] = 120] = "x";
	CharacterCodes[CharacterCodes["y"] = 121] = "y";
	CharacterCodes[CharacterCodes["z"] = 122] = "z";
	CharacterCodes[CharacterCodes["A"] = 65] = "A";
	CharacterCodes[CharacterCodes["B"] = 66] = "B";
	CharacterCodes[CharacterCodes["C"] = 67] = "C";
	CharacterCodes[CharacterCodes["D"] = 68] = "D";
	CharacterCodes[CharacterCodes["E"] = 69] = "E";
	CharacterCodes[CharacterCodes["F"] = 70] = "F";
	CharacterCodes[CharacterCodes["G"] = 71] = "G";
	CharacterCodes[CharacterCodes["H"] = 72] = "H";
	CharacterCodes[CharacterCodes["I"] = 73] = "I";
	CharacterCodes[CharacterCodes["J"] = 74] = "J";
	CharacterCodes[CharacterCodes["K"] = 75] = "K";
	CharacterCodes[CharacterCodes["L"] = 76] = "L";
	CharacterCodes[CharacterCodes["M"] = 77] = "M";
	CharacterCodes[CharacterCodes["N"] = 78] = "N";
	CharacterCodes[CharacterCodes["O"] = 79] = "O";
	CharacterCodes[CharacterCodes["P"] = 80] = "P";
	CharacterCodes[CharacterCodes["Q"] = 81] = "Q";
	CharacterCodes[CharacterCodes["R"] = 82] = "R";
	CharacterCodes[CharacterCodes["S"] = 83] = "S";
	CharacterCodes[CharacterCodes["T"] = 84] = "T";
	CharacterCodes[CharacterCodes["U"] = 85] = "U";
	CharacterCodes[CharacterCodes["V"] = 86] = "V";
	CharacterCodes[CharacterCodes["W"] = 87] = "W";
	CharacterCodes[CharacterCodes["X"] = 88] = "X";
	CharacterCodes[CharacterCodes["Y"] = 89] = "Y";
	CharacterCodes[CharacterCodes["Z"] = 90] = "Z";
	CharacterCodes[CharacterCodes["asterisk"] = 42] = "asterisk";
	CharacterCodes[CharacterCodes["backslash"] = 92] = "backslash";
	CharacterCodes[CharacterCodes["closeBrace"] = 125] = "closeBrace";
	CharacterCodes[CharacterCodes["closeBracket"] = 93] = "closeBracket";
	CharacterCodes[CharacterCodes["colon"] = 58] = "colon";
	CharacterCodes[CharacterCodes["comma"] = 44] = "comma";
	CharacterCodes[CharacterCodes["dot"] = 46] = "dot";
	CharacterCodes[CharacterCodes["doubleQuote"] = 34] = "doubleQuote";
	CharacterCodes[CharacterCodes["minus"] = 45] = "minus";
	CharacterCodes[CharacterCodes["openBrace"] = 123] = "openBrace";
	CharacterCodes[CharacterCodes["openBracket"] = 91] = "openBracket";
	CharacterCodes[CharacterCodes["plus"] = 43] = "plus";
	CharacterCodes[CharacterCodes["slash"] = 47] = "slash";
	CharacterCodes[CharacterCodes["formFeed"] = 12] = "formFeed";
	CharacterCodes[CharacterCodes["tab"] = 9] = "tab";
})(CharacterCodes || (CharacterCodes = {}));
// node_modules/jsonc-parser/lib/esm/impl/string-intern.js
const cachedSpaces = new Array(20).fill(0).map((_, index) => {
	return " ".repeat(index);
});
const maxCachedValues = 200;
const cachedBreakLinesWithSpaces = {
	" ": {
		"\n": new Array(maxCachedValues).fill(0).map((_, index) => {
			return "\n" + " ".repeat(index);
		}),
		"\r": new Array(maxCachedValues).fill(0).map((_, index) => {
			return "\r" + " ".repeat(index);
		}),
		"\r\n": new Array(maxCachedValues).fill(0).map((_, index) => {
			return "\r\n" + " ".repeat(index);
		})
	},
	"	": {
		"\n": new Array(maxCachedValues).fill(0).map((_, index) => {
			return "\n" + "	".repeat(index);
		}),
		"\r": new Array(maxCachedValues).fill(0).map((_, index) => {
			return "\r" + "	".repeat(index);
		}),
		"\r\n": new Array(maxCachedValues).fill(0).map((_, index) => {
			return "\r\n" + "	".repeat(index);
		})
	}
};
const supportedEols = [
	"\n",
	"\r",
	"\r\n"
];
// node_modules/jsonc-parser/lib/esm/impl/format.js
function format$1(documentText, range, options) {
	let initialIndentLevel;
	let formatText;
	let formatTextStart;
	let rangeStart;
	let rangeEnd;
	if (range) {
		rangeStart = range.offset;
		rangeEnd = rangeStart + range.length;
		formatTextStart = rangeStart;
		while (formatTextStart > 0 && !isEOL(documentText, formatTextStart - 1)) formatTextStart--;
		let endOffset = rangeEnd;
		while (endOffset < documentText.length && !isEOL(documentText, endOffset)) endOffset++;
		formatText = documentText.substring(formatTextStart, endOffset);
		initialIndentLevel = computeIndentLevel(formatText, options);
	} else {
		formatText = documentText;
		initialIndentLevel = 0;
		formatTextStart = 0;
		rangeStart = 0;
		rangeEnd = documentText.length;
	}
	const eol = getEOL(options, documentText);
	const eolFastPathSupported = supportedEols.includes(eol);
	let numberLineBreaks = 0;
	let indentLevel = 0;
	let indentValue;
	if (options.insertSpaces) indentValue = cachedSpaces[options.tabSize || 4] ?? repeat(cachedSpaces[1], options.tabSize || 4);
	else indentValue = "	";
	const indentType = indentValue === "	" ? "	" : " ";
	let scanner = createScanner$1(formatText, false);
	let hasError = false;
	function newLinesAndIndent() {
		if (numberLineBreaks > 1) return repeat(eol, numberLineBreaks) + repeat(indentValue, initialIndentLevel + indentLevel);
		const amountOfSpaces = indentValue.length * (initialIndentLevel + indentLevel);
		if (!eolFastPathSupported || amountOfSpaces > cachedBreakLinesWithSpaces[indentType][eol].length) return eol + repeat(indentValue, initialIndentLevel + indentLevel);
		if (amountOfSpaces <= 0) return eol;
		return cachedBreakLinesWithSpaces[indentType][eol][amountOfSpaces];
	}
	function scanNext() {
		let token = scanner.scan();
		numberLineBreaks = 0;
		while (token === 15 || token === 14) {
			if (token === 14 && options.keepLines) numberLineBreaks += 1;
			else if (token === 14) numberLineBreaks = 1;
			token = scanner.scan();
		}
		hasError = token === 16 || scanner.getTokenError() !== 0;
		return token;
	}
	const editOperations = [];
	function addEdit(text, startOffset, endOffset) {
		if (!hasError && (!range || startOffset < rangeEnd && endOffset > rangeStart) && documentText.substring(startOffset, endOffset) !== text) editOperations.push({
			offset: startOffset,
			length: endOffset - startOffset,
			content: text
		});
	}
	let firstToken = scanNext();
	if (options.keepLines && numberLineBreaks > 0) addEdit(repeat(eol, numberLineBreaks), 0, 0);
	if (firstToken !== 17) {
		let firstTokenStart = scanner.getTokenOffset() + formatTextStart;
		addEdit(indentValue.length * initialIndentLevel < 20 && options.insertSpaces ? cachedSpaces[indentValue.length * initialIndentLevel] : repeat(indentValue, initialIndentLevel), formatTextStart, firstTokenStart);
	}
	while (firstToken !== 17) {
		let firstTokenEnd = scanner.getTokenOffset() + scanner.getTokenLength() + formatTextStart;
		let secondToken = scanNext();
		let replaceContent = "";
		let needsLineBreak = false;
		while (numberLineBreaks === 0 && (secondToken === 12 || secondToken === 13)) {
			let commentTokenStart = scanner.getTokenOffset() + formatTextStart;
			addEdit(cachedSpaces[1], firstTokenEnd, commentTokenStart);
			firstTokenEnd = scanner.getTokenOffset() + scanner.getTokenLength() + formatTextStart;
			needsLineBreak = secondToken === 12;
			replaceContent = needsLineBreak ? newLinesAndIndent() : "";
			secondToken = scanNext();
		}
		if (secondToken === 2) {
			if (firstToken !== 1) indentLevel--;
			if (options.keepLines && numberLineBreaks > 0 || !options.keepLines && firstToken !== 1) replaceContent = newLinesAndIndent();
			else if (options.keepLines) replaceContent = cachedSpaces[1];
		} else if (secondToken === 4) {
			if (firstToken !== 3) indentLevel--;
			if (options.keepLines && numberLineBreaks > 0 || !options.keepLines && firstToken !== 3) replaceContent = newLinesAndIndent();
			else if (options.keepLines) replaceContent = cachedSpaces[1];
		} else {
			switch (firstToken) {
				case 3:
				case 1:
					indentLevel++;
					if (options.keepLines && numberLineBreaks > 0 || !options.keepLines) replaceContent = newLinesAndIndent();
					else replaceContent = cachedSpaces[1];
					break;
				case 5:
					if (options.keepLines && numberLineBreaks > 0 || !options.keepLines) replaceContent = newLinesAndIndent();
					else replaceContent = cachedSpaces[1];
					break;
				case 12:
					replaceContent = newLinesAndIndent();
					break;
				case 13:
					if (numberLineBreaks > 0) replaceContent = newLinesAndIndent();
					else if (!needsLineBreak) replaceContent = cachedSpaces[1];
					break;
				case 6:
					if (options.keepLines && numberLineBreaks > 0) replaceContent = newLinesAndIndent();
					else if (!needsLineBreak) replaceContent = cachedSpaces[1];
					break;
				case 10:
					if (options.keepLines && numberLineBreaks > 0) replaceContent = newLinesAndIndent();
					else if (secondToken === 6 && !needsLineBreak) replaceContent = "";
					break;
				case 7:
				case 8:
				case 9:
				case 11:
				case 2:
				case 4:
					if (options.keepLines && numberLineBreaks > 0) replaceContent = newLinesAndIndent();
					else if ((secondToken === 12 || secondToken === 13) && !needsLineBreak) replaceContent = cachedSpaces[1];
					else if (secondToken !== 5 && secondToken !== 17) hasError = true;
					break;
				case 16: hasError = true;
			}
			if (numberLineBreaks > 0 && (secondToken === 12 || secondToken === 13)) replaceContent = newLinesAndIndent();
		}
		if (secondToken === 17) {
			if (options.keepLines && numberLineBreaks > 0) replaceContent = newLinesAndIndent();
			else replaceContent = options.insertFinalNewline ? eol : "";
		}
		const secondTokenStart = scanner.getTokenOffset() + formatTextStart;
		addEdit(replaceContent, firstTokenEnd, secondTokenStart);
		firstToken = secondToken;
	}
	return editOperations;
}
function repeat(s, count) {
	let result = "";
	for (let i = 0; i < count; i++) result += s;
	return result;
}
function computeIndentLevel(content, options) {
	let i = 0;
	let nChars = 0;
	const tabSize = options.tabSize || 4;
	while (i < content.length) {
		let ch = content.charAt(i);
		if (ch === cachedSpaces[1]) nChars++;
		else if (ch === "	") nChars += tabSize;
		else break;
		i++;
	}
	return Math.floor(nChars / tabSize);
}
function getEOL(options, text) {
	for (let i = 0; i < text.length; i++) {
		const ch = text.charAt(i);
		if (ch === "\r") {
			if (i + 1 < text.length && text.charAt(i + 1) === "\n") return "\r\n";
			return "\r";
		} else if (ch === "\n") return "\n";
	}
	return options && options.eol || "\n";
}
function isEOL(text, offset) {
	return "\r\n".indexOf(text.charAt(offset)) !== -1;
}
// node_modules/jsonc-parser/lib/esm/impl/parser.js
var ParseOptions;
(function(ParseOptions) {
	ParseOptions.DEFAULT = { allowTrailingComma: false };
})(ParseOptions || (ParseOptions = {}));
/**
* For a given offset, evaluate the location in the JSON document. Each segment in the location path is either a property name or an array index.
*/
function getLocation$1(text, position) {
	const segments = [];
	const earlyReturnException = /* @__PURE__ */ new Object();
	let previousNode = void 0;
	const previousNodeInst = {
		value: {},
		offset: 0,
		length: 0,
		type: "object",
		parent: void 0
	};
	let isAtPropertyKey = false;
	function setPreviousNode(value, offset, length, type) {
		previousNodeInst.value = value;
		previousNodeInst.offset = offset;
		previousNodeInst.length = length;
		previousNodeInst.type = type;
		previousNodeInst.colonOffset = void 0;
		previousNode = previousNodeInst;
	}
	try {
		visit$1(text, {
			onObjectBegin: (offset, length) => {
				if (position <= offset) throw earlyReturnException;
				previousNode = void 0;
				isAtPropertyKey = position > offset;
				segments.push("");
			},
			onObjectProperty: (name, offset, length) => {
				if (position < offset) throw earlyReturnException;
				setPreviousNode(name, offset, length, "property");
				segments[segments.length - 1] = name;
				if (position <= offset + length) throw earlyReturnException;
			},
			onObjectEnd: (offset, length) => {
				if (position <= offset) throw earlyReturnException;
				previousNode = void 0;
				segments.pop();
			},
			onArrayBegin: (offset, length) => {
				if (position <= offset) throw earlyReturnException;
				previousNode = void 0;
				segments.push(0);
			},
			onArrayEnd: (offset, length) => {
				if (position <= offset) throw earlyReturnException;
				previousNode = void 0;
				segments.pop();
			},
			onLiteralValue: (value, offset, length) => {
				if (position < offset) throw earlyReturnException;
				setPreviousNode(value, offset, length, getNodeType(value));
				if (position <= offset + length) throw earlyReturnException;
			},
			onSeparator: (sep, offset, length) => {
				if (position <= offset) throw earlyReturnException;
				if (sep === ":" && previousNode && previousNode.type === "property") {
					previousNode.colonOffset = offset;
					isAtPropertyKey = false;
					previousNode = void 0;
				} else if (sep === ",") {
					const last = segments[segments.length - 1];
					if (typeof last === "number") segments[segments.length - 1] = last + 1;
					else {
						isAtPropertyKey = true;
						segments[segments.length - 1] = "";
					}
					previousNode = void 0;
				}
			}
		});
	} catch (e) {
		if (e !== earlyReturnException) throw e;
	}
	return {
		path: segments,
		previousNode,
		isAtPropertyKey,
		matches: (pattern) => {
			let k = 0;
			for (let i = 0; k < pattern.length && i < segments.length; i++) if (pattern[k] === segments[i] || pattern[k] === "*") k++;
			else if (pattern[k] !== "**") return false;
			return k === pattern.length;
		}
	};
}
/**
* Parses the given text and returns a tree representation the JSON content. On invalid input, the parser tries to be as fault tolerant as possible, but still return a result.
*/
function parseTree$1(text, errors = [], options = ParseOptions.DEFAULT) {
	let currentParent = {
		type: "array",
		offset: -1,
		length: -1,
		children: [],
		parent: void 0
	};
	function ensurePropertyComplete(endOffset) {
		if (currentParent.type === "property") {
			currentParent.length = endOffset - currentParent.offset;
			currentParent = currentParent.parent;
		}
	}
	function onValue(valueNode) {
		currentParent.children.push(valueNode);
		return valueNode;
	}
	visit$1(text, {
		onObjectBegin: (offset) => {
			currentParent = onValue({
				type: "object",
				offset,
				length: -1,
				parent: currentParent,
				children: []
			});
		},
		onObjectProperty: (name, offset, length) => {
			currentParent = onValue({
				type: "property",
				offset,
				length: -1,
				parent: currentParent,
				children: []
			});
			currentParent.children.push({
				type: "string",
				value: name,
				offset,
				length,
				parent: currentParent
			});
		},
		onObjectEnd: (offset, length) => {
			ensurePropertyComplete(offset + length);
			currentParent.length = offset + length - currentParent.offset;
			currentParent = currentParent.parent;
			ensurePropertyComplete(offset + length);
		},
		onArrayBegin: (offset, length) => {
			currentParent = onValue({
				type: "array",
				offset,
				length: -1,
				parent: currentParent,
				children: []
			});
		},
		onArrayEnd: (offset, length) => {
			currentParent.length = offset + length - currentParent.offset;
			currentParent = currentParent.parent;
			ensurePropertyComplete(offset + length);
		},
		onLiteralValue: (value, offset, length) => {
			onValue({
				type: getNodeType(value),
				offset,
				length,
				parent: currentParent,
				value
			});
			ensurePropertyComplete(offset + length);
		},
		onSeparator: (sep, offset, length) => {
			if (currentParent.type === "property") {
				if (sep === ":") currentParent.colonOffset = offset;
				else if (sep === ",") ensurePropertyComplete(offset);
			}
		},
		onError: (error, offset, length) => {
			errors.push({
				error,
				offset,
				length
			});
		}
	}, options);
	const result = currentParent.children[0];
	if (result) delete result.parent;
	return result;
}
/**
* Finds the node at the given path in a JSON DOM.
*/
function findNodeAtLocation$1(root, path) {
	if (!root) return;
	let node = root;
	for (let segment of path) if (typeof segment === "string") {
		if (node.type !== "object" || !Array.isArray(node.children)) return;
		let found = false;
		for (const propertyNode of node.children) if (Array.isArray(propertyNode.children) && propertyNode.children[0].value === segment && propertyNode.children.length === 2) {
			node = propertyNode.children[1];
			found = true;
			break;
		}
		if (!found) return;
	} else {
		const index = segment;
		if (node.type !== "array" || index < 0 || !Array.isArray(node.children) || index >= node.children.length) return;
		node = node.children[index];
	}
	return node;
}
/**
* Gets the JSON path of the given JSON DOM node
*/
function getNodePath$1(node) {
	if (!node.parent || !node.parent.children) return [];
	const path = getNodePath$1(node.parent);
	if (node.parent.type === "property") {
		const key = node.parent.children[0].value;
		path.push(key);
	} else if (node.parent.type === "array") {
		const index = node.parent.children.indexOf(node);
		if (index !== -1) path.push(index);
	}
	return path;
}
function contains(node, offset, includeRightBound = false) {
	return offset >= node.offset && offset < node.offset + node.length || includeRightBound && offset === node.offset + node.length;
}
/**
* Finds the most inner node at the given offset. If includeRightBound is set, also finds nodes that end at the given offset.
*/
function findNodeAtOffset$1(node, offset, includeRightBound = false) {
	if (contains(node, offset, includeRightBound)) {
		const children = node.children;
		if (Array.isArray(children)) for (let i = 0; i < children.length && children[i].offset <= offset; i++) {
			const item = findNodeAtOffset$1(children[i], offset, includeRightBound);
			if (item) return item;
		}
		return node;
	}
}
/**
* Parses the given text and invokes the visitor functions for each object, array and literal reached.
*/
function visit$1(text, visitor, options = ParseOptions.DEFAULT) {
	const _scanner = createScanner$1(text, false);
	const _jsonPath = [];
	let suppressedCallbacks = 0;
	function toNoArgVisit(visitFunction) {
		return visitFunction ? () => suppressedCallbacks === 0 && visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter()) : () => true;
	}
	function toOneArgVisit(visitFunction) {
		return visitFunction ? (arg) => suppressedCallbacks === 0 && visitFunction(arg, _scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter()) : () => true;
	}
	function toOneArgVisitWithPath(visitFunction) {
		return visitFunction ? (arg) => suppressedCallbacks === 0 && visitFunction(arg, _scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter(), () => _jsonPath.slice()) : () => true;
	}
	function toBeginVisit(visitFunction) {
		return visitFunction ? () => {
			if (suppressedCallbacks > 0) suppressedCallbacks++;
			else if (visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter(), () => _jsonPath.slice()) === false) suppressedCallbacks = 1;
		} : () => true;
	}
	function toEndVisit(visitFunction) {
		return visitFunction ? () => {
			if (suppressedCallbacks > 0) suppressedCallbacks--;
			if (suppressedCallbacks === 0) visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter());
		} : () => true;
	}
	const onObjectBegin = toBeginVisit(visitor.onObjectBegin), onObjectProperty = toOneArgVisitWithPath(visitor.onObjectProperty), onObjectEnd = toEndVisit(visitor.onObjectEnd), onArrayBegin = toBeginVisit(visitor.onArrayBegin), onArrayEnd = toEndVisit(visitor.onArrayEnd), onLiteralValue = toOneArgVisitWithPath(visitor.onLiteralValue), onSeparator = toOneArgVisit(visitor.onSeparator), onComment = toNoArgVisit(visitor.onComment), onError = toOneArgVisit(visitor.onError);
	const disallowComments = options && options.disallowComments;
	const allowTrailingComma = options && options.allowTrailingComma;
	function scanNext() {
		while (true) {
			const token = _scanner.scan();
			switch (_scanner.getTokenError()) {
				case 4:
					handleError(14);
					break;
				case 5:
					handleError(15);
					break;
				case 3:
					handleError(13);
					break;
				case 1:
					if (!disallowComments) handleError(11);
					break;
				case 2:
					handleError(12);
					break;
				case 6: handleError(16);
			}
			switch (token) {
				case 12:
				case 13:
					if (disallowComments) handleError(10);
					else onComment();
					break;
				case 16:
					handleError(1);
					break;
				case 15:
				case 14: break;
				default: return token;
			}
		}
	}
	function handleError(error, skipUntilAfter = [], skipUntil = []) {
		onError(error);
		if (skipUntilAfter.length + skipUntil.length > 0) {
			let token = _scanner.getToken();
			while (token !== 17) {
				if (skipUntilAfter.indexOf(token) !== -1) {
					scanNext();
					break;
				} else if (skipUntil.indexOf(token) !== -1) break;
				token = scanNext();
			}
		}
	}
	function parseString(isValue) {
		const value = _scanner.getTokenValue();
		if (isValue) onLiteralValue(value);
		else {
			onObjectProperty(value);
			_jsonPath.push(value);
		}
		scanNext();
		return true;
	}
	function parseLiteral() {
		switch (_scanner.getToken()) {
			case 11:
				const tokenValue = _scanner.getTokenValue();
				let value = Number(tokenValue);
				if (isNaN(value)) {
					handleError(2);
					value = 0;
				}
				onLiteralValue(value);
				break;
			case 7:
				onLiteralValue(null);
				break;
			case 8:
				onLiteralValue(true);
				break;
			case 9:
				onLiteralValue(false);
				break;
			default: return false;
		}
		scanNext();
		return true;
	}
	function parseProperty() {
		if (_scanner.getToken() !== 10) {
			handleError(3, [], [2, 5]);
			return false;
		}
		parseString(false);
		if (_scanner.getToken() === 6) {
			onSeparator(":");
			scanNext();
			if (!parseValue()) handleError(4, [], [2, 5]);
		} else handleError(5, [], [2, 5]);
		_jsonPath.pop();
		return true;
	}
	function parseObject() {
		onObjectBegin();
		scanNext();
		let needsComma = false;
		while (_scanner.getToken() !== 2 && _scanner.getToken() !== 17) {
			if (_scanner.getToken() === 5) {
				if (!needsComma) handleError(4, [], []);
				onSeparator(",");
				scanNext();
				if (_scanner.getToken() === 2 && allowTrailingComma) break;
			} else if (needsComma) handleError(6, [], []);
			if (!parseProperty()) handleError(4, [], [2, 5]);
			needsComma = true;
		}
		onObjectEnd();
		if (_scanner.getToken() !== 2) handleError(7, [2], []);
		else scanNext();
		return true;
	}
	function parseArray() {
		onArrayBegin();
		scanNext();
		let isFirstElement = true;
		let needsComma = false;
		while (_scanner.getToken() !== 4 && _scanner.getToken() !== 17) {
			if (_scanner.getToken() === 5) {
				if (!needsComma) handleError(4, [], []);
				onSeparator(",");
				scanNext();
				if (_scanner.getToken() === 4 && allowTrailingComma) break;
			} else if (needsComma) handleError(6, [], []);
			if (isFirstElement) {
				_jsonPath.push(0);
				isFirstElement = false;
			} else _jsonPath[_jsonPath.length - 1]++;
			if (!parseValue()) handleError(4, [], [4, 5]);
			needsComma = true;
		}
		onArrayEnd();
		if (!isFirstElement) _jsonPath.pop();
		if (_scanner.getToken() !== 4) handleError(8, [4], []);
		else scanNext();
		return true;
	}
	function parseValue() {
		switch (_scanner.getToken()) {
			case 3: return parseArray();
			case 1: return parseObject();
			case 10: return parseString(true);
			default: return parseLiteral();
		}
	}
	scanNext();
	if (_scanner.getToken() === 17) {
		if (options.allowEmptyContent) return true;
		handleError(4, [], []);
		return false;
	}
	if (!parseValue()) {
		handleError(4, [], []);
		return false;
	}
	if (_scanner.getToken() !== 17) handleError(9, [], []);
	return true;
}
/**
* Takes JSON with JavaScript-style comments and remove
* them. Optionally replaces every none-newline character
* of comments with a replaceCharacter
*/
function stripComments$1(text, replaceCh) {
	let _scanner = createScanner$1(text), parts = [], kind, offset = 0, pos;
	do {
		pos = _scanner.getPosition();
		kind = _scanner.scan();
		switch (kind) {
			case 12:
			case 13:
			case 17:
				if (offset !== pos) parts.push(text.substring(offset, pos));
				if (replaceCh !== void 0) parts.push(_scanner.getTokenValue().replace(/[^\r\n]/g, replaceCh));
				offset = _scanner.getPosition();
		}
	} while (kind !== 17);
	return parts.join("");
}
function getNodeType(value) {
	switch (typeof value) {
		case "boolean": return "boolean";
		case "number": return "number";
		case "string": return "string";
		case "object":
			if (!value) return "null";
			else if (Array.isArray(value)) return "array";
			return "object";
		default: return "null";
	}
}
// node_modules/jsonc-parser/lib/esm/impl/edit.js
function setProperty(text, originalPath, value, options) {
	const path = originalPath.slice();
	const root = parseTree$1(text, []);
	let parent = void 0;
	let lastSegment = void 0;
	while (path.length > 0) {
		lastSegment = path.pop();
		parent = findNodeAtLocation$1(root, path);
		if (parent === void 0 && value !== void 0) {
			if (typeof lastSegment === "string") value = { [lastSegment]: value };
			else value = [value];
		} else break;
	}
	if (!parent) {
		if (value === void 0) throw new Error("Can not delete in empty document");
		return withFormatting(text, {
			offset: root ? root.offset : 0,
			length: root ? root.length : 0,
			content: JSON.stringify(value)
		}, options);
	} else if (parent.type === "object" && typeof lastSegment === "string" && Array.isArray(parent.children)) {
		const existing = findNodeAtLocation$1(parent, [lastSegment]);
		if (existing !== void 0) {
			if (value === void 0) {
				if (!existing.parent) throw new Error("Malformed AST");
				const propertyIndex = parent.children.indexOf(existing.parent);
				let removeBegin;
				let removeEnd = existing.parent.offset + existing.parent.length;
				if (propertyIndex > 0) {
					let previous = parent.children[propertyIndex - 1];
					removeBegin = previous.offset + previous.length;
				} else {
					removeBegin = parent.offset + 1;
					if (parent.children.length > 1) removeEnd = parent.children[1].offset;
				}
				return withFormatting(text, {
					offset: removeBegin,
					length: removeEnd - removeBegin,
					content: ""
				}, options);
			} else return withFormatting(text, {
				offset: existing.offset,
				length: existing.length,
				content: JSON.stringify(value)
			}, options);
		} else {
			if (value === void 0) return [];
			const newProperty = `${JSON.stringify(lastSegment)}: ${JSON.stringify(value)}`;
			const index = options.getInsertionIndex ? options.getInsertionIndex(parent.children.map((p) => p.children[0].value)) : parent.children.length;
			let edit;
			if (index > 0) {
				let previous = parent.children[index - 1];
				edit = {
					offset: previous.offset + previous.length,
					length: 0,
					content: "," + newProperty
				};
			} else if (parent.children.length === 0) edit = {
				offset: parent.offset + 1,
				length: 0,
				content: newProperty
			};
			else edit = {
				offset: parent.offset + 1,
				length: 0,
				content: newProperty + ","
			};
			return withFormatting(text, edit, options);
		}
	} else if (parent.type === "array" && typeof lastSegment === "number" && Array.isArray(parent.children)) {
		const insertIndex = lastSegment;
		if (insertIndex === -1) {
			const newProperty = `${JSON.stringify(value)}`;
			let edit;
			if (parent.children.length === 0) edit = {
				offset: parent.offset + 1,
				length: 0,
				content: newProperty
			};
			else {
				const previous = parent.children[parent.children.length - 1];
				edit = {
					offset: previous.offset + previous.length,
					length: 0,
					content: "," + newProperty
				};
			}
			return withFormatting(text, edit, options);
		} else if (value === void 0 && parent.children.length >= 0) {
			const removalIndex = lastSegment;
			const toRemove = parent.children[removalIndex];
			let edit;
			if (parent.children.length === 1) edit = {
				offset: parent.offset + 1,
				length: parent.length - 2,
				content: ""
			};
			else if (parent.children.length - 1 === removalIndex) {
				let previous = parent.children[removalIndex - 1];
				let offset = previous.offset + previous.length;
				edit = {
					offset,
					length: parent.offset + parent.length - 2 - offset,
					content: ""
				};
			} else edit = {
				offset: toRemove.offset,
				length: parent.children[removalIndex + 1].offset - toRemove.offset,
				content: ""
			};
			return withFormatting(text, edit, options);
		} else if (value !== void 0) {
			let edit;
			const newProperty = `${JSON.stringify(value)}`;
			if (!options.isArrayInsertion && parent.children.length > lastSegment) {
				const toModify = parent.children[lastSegment];
				edit = {
					offset: toModify.offset,
					length: toModify.length,
					content: newProperty
				};
			} else if (parent.children.length === 0 || lastSegment === 0) edit = {
				offset: parent.offset + 1,
				length: 0,
				content: parent.children.length === 0 ? newProperty : newProperty + ","
			};
			else {
				const index = lastSegment > parent.children.length ? parent.children.length : lastSegment;
				const previous = parent.children[index - 1];
				edit = {
					offset: previous.offset + previous.length,
					length: 0,
					content: "," + newProperty
				};
			}
			return withFormatting(text, edit, options);
		} else throw new Error(`Can not ${value === void 0 ? "remove" : options.isArrayInsertion ? "insert" : "modify"} Array index ${insertIndex} as length is not sufficient`);
	} else throw new Error(`Can not add ${typeof lastSegment !== "number" ? "index" : "property"} to parent of type ${parent.type}`);
}
function withFormatting(text, edit, options) {
	if (!options.formattingOptions) return [edit];
	let newText = applyEdit(text, edit);
	let begin = edit.offset;
	let end = edit.offset + edit.content.length;
	if (edit.length === 0 || edit.content.length === 0) {
		while (begin > 0 && !isEOL(newText, begin - 1)) begin--;
		while (end < newText.length && !isEOL(newText, end)) end++;
	}
	const edits = format$1(newText, {
		offset: begin,
		length: end - begin
	}, {
		...options.formattingOptions,
		keepLines: false
	});
	for (let i = edits.length - 1; i >= 0; i--) {
		const edit = edits[i];
		newText = applyEdit(newText, edit);
		begin = Math.min(begin, edit.offset);
		end = Math.max(end, edit.offset + edit.length);
		end += edit.content.length - edit.length;
	}
	const editLength = text.length - (newText.length - end) - begin;
	return [{
		offset: begin,
		length: editLength,
		content: newText.substring(begin, end)
	}];
}
function applyEdit(text, edit) {
	return text.substring(0, edit.offset) + edit.content + text.substring(edit.offset + edit.length);
}
// node_modules/jsonc-parser/lib/esm/main.js
/**
* Creates a JSON scanner on the given text.
* If ignoreTrivia is set, whitespaces or comments are ignored.
*/
const createScanner = createScanner$1;
var ScanError;
(function(ScanError) {
	ScanError[ScanError["None"] = 0] = "None";
	ScanError[ScanError["UnexpectedEndOfComment"] = 1] = "UnexpectedEndOfComment";
	ScanError[ScanError["UnexpectedEndOfString"] = 2] = "UnexpectedEndOfString";
	ScanError[ScanError["UnexpectedEndOfNumber"] = 3] = "UnexpectedEndOfNumber";
	ScanError[ScanError["InvalidUnicode"] = 4] = "InvalidUnicode";
	ScanError[ScanError["InvalidEscapeCharacter"] = 5] = "InvalidEscapeCharacter";
	ScanError[ScanError["InvalidCharacter"] = 6] = "InvalidCharacter";
})(ScanError || (ScanError = {}));
var SyntaxKind;
(function(SyntaxKind) {
	SyntaxKind[SyntaxKind["OpenBraceToken"] = 1] = "OpenBraceToken";
	SyntaxKind[SyntaxKind["CloseBraceToken"] = 2] = "CloseBraceToken";
	SyntaxKind[SyntaxKind["OpenBracketToken"] = 3] = "OpenBracketToken";
	SyntaxKind[SyntaxKind["CloseBracketToken"] = 4] = "CloseBracketToken";
	SyntaxKind[SyntaxKind["CommaToken"] = 5] = "CommaToken";
	SyntaxKind[SyntaxKind["ColonToken"] = 6] = "ColonToken";
	SyntaxKind[SyntaxKind["NullKeyword"] = 7] = "NullKeyword";
	SyntaxKind[SyntaxKind["TrueKeyword"] = 8] = "TrueKeyword";
	SyntaxKind[SyntaxKind["FalseKeyword"] = 9] = "FalseKeyword";
	SyntaxKind[SyntaxKind["StringLiteral"] = 10] = "StringLiteral";
	SyntaxKind[SyntaxKind["NumericLiteral"] = 11] = "NumericLiteral";
	SyntaxKind[SyntaxKind["LineCommentTrivia"] = 12] = "LineCommentTrivia";
	SyntaxKind[SyntaxKind["BlockCommentTrivia"] = 13] = "BlockCommentTrivia";
	SyntaxKind[SyntaxKind["LineBreakTrivia"] = 14] = "LineBreakTrivia";
	SyntaxKind[SyntaxKind["Trivia"] = 15] = "Trivia";
	SyntaxKind[SyntaxKind["Unknown"] = 16] = "Unknown";
	SyntaxKind[SyntaxKind["EOF"] = 17] = "EOF";
})(SyntaxKind || (SyntaxKind = {}));
/**
* For a given offset, evaluate the location in the JSON document. Each segment in the location path is either a property name or an array index.
*/
const getLocation = getLocation$1;
/**
* Parses the given text and returns a tree representation the JSON content. On invalid input, the parser tries to be as fault tolerant as possible, but still return a result.
*/
const parseTree = parseTree$1;
/**
* Finds the node at the given path in a JSON DOM.
*/
const findNodeAtLocation = findNodeAtLocation$1;
/**
* Finds the innermost node at the given offset. If includeRightBound is set, also finds nodes that end at the given offset.
*/
const findNodeAtOffset = findNodeAtOffset$1;
/**
* Gets the JSON path of the given JSON DOM node
*/
const getNodePath = getNodePath$1;
/**
* Takes JSON with JavaScript-style comments and remove
* them. Optionally replaces every none-newline character
* of comments with a replaceCharacter
*/
const stripComments = stripComments$1;
var ParseErrorCode;
(function(ParseErrorCode) {
	ParseErrorCode[ParseErrorCode["InvalidSymbol"] = 1] = "InvalidSymbol";
	ParseErrorCode[ParseErrorCode["InvalidNumberFormat"] = 2] = "InvalidNumberFormat";
	ParseErrorCode[ParseErrorCode["PropertyNameExpected"] = 3] = "PropertyNameExpected";
	ParseErrorCode[ParseErrorCode["ValueExpected"] = 4] = "ValueExpected";
	ParseErrorCode[ParseErrorCode["ColonExpected"] = 5] = "ColonExpected";
	ParseErrorCode[ParseErrorCode["CommaExpected"] = 6] = "CommaExpected";
	ParseErrorCode[ParseErrorCode["CloseBraceExpected"] = 7] = "CloseBraceExpected";
	ParseErrorCode[ParseErrorCode["CloseBracketExpected"] = 8] = "CloseBracketExpected";
	ParseErrorCode[ParseErrorCode["EndOfFileExpected"] = 9] = "EndOfFileExpected";
	ParseErrorCode[ParseErrorCode["InvalidCommentToken"] = 10] = "InvalidCommentToken";
	ParseErrorCode[ParseErrorCode["UnexpectedEndOfComment"] = 11] = "UnexpectedEndOfComment";
	ParseErrorCode[ParseErrorCode["UnexpectedEndOfString"] = 12] = "UnexpectedEndOfString";
	ParseErrorCode[ParseErrorCode["UnexpectedEndOfNumber"] = 13] = "UnexpectedEndOfNumber";
	ParseErrorCode[ParseErrorCode["InvalidUnicode"] = 14] = "InvalidUnicode";
	ParseErrorCode[ParseErrorCode["InvalidEscapeCharacter"] = 15] = "InvalidEscapeCharacter";
	ParseErrorCode[ParseErrorCode["InvalidCharacter"] = 16] = "InvalidCharacter";
})(ParseErrorCode || (ParseErrorCode = {}));
function printParseErrorCode(code) {
	switch (code) {
		case 1: return "InvalidSymbol";
		case 2: return "InvalidNumberFormat";
		case 3: return "PropertyNameExpected";
		case 4: return "ValueExpected";
		case 5: return "ColonExpected";
		case 6: return "CommaExpected";
		case 7: return "CloseBraceExpected";
		case 8: return "CloseBracketExpected";
		case 9: return "EndOfFileExpected";
		case 10: return "InvalidCommentToken";
		case 11: return "UnexpectedEndOfComment";
		case 12: return "UnexpectedEndOfString";
		case 13: return "UnexpectedEndOfNumber";
		case 14: return "InvalidUnicode";
		case 15: return "InvalidEscapeCharacter";
		case 16: return "InvalidCharacter";
	}
	return "<unknown ParseErrorCode>";
}
/**
* Computes the edit operations needed to modify a value in the JSON document.
*
* @param documentText The input text
* @param path The path of the value to change. The path represents either to the document root, a property or an array item.
* If the path points to an non-existing property or item, it will be created.
* @param value The new value for the specified property or item. If the value is undefined,
* the property or item will be removed.
* @param options Options
* @returns The edit operations describing the changes to the original document, following the format described in {@linkcode EditResult}.
* To apply the edit operations to the input, use {@linkcode applyEdits}.
*/
function modify(text, path, value, options) {
	return setProperty(text, path, value, options);
}
/**
* Applies edits to an input string.
* @param text The input text
* @param edits Edit operations following the format described in {@linkcode EditResult}.
* @returns The text with the applied edits.
* @throws An error if the edit operations are not well-formed as described in {@linkcode EditResult}.
*/
function applyEdits(text, edits) {
	let sortedEdits = edits.slice(0).sort((a, b) => {
		const diff = a.offset - b.offset;
		if (diff === 0) return a.length - b.length;
		return diff;
	});
	let lastModifiedOffset = text.length;
	for (let i = sortedEdits.length - 1; i >= 0; i--) {
		let e = sortedEdits[i];
		if (e.offset + e.length <= lastModifiedOffset) text = applyEdit(text, e);
		else throw new Error("Overlapping edit");
		lastModifiedOffset = e.offset;
	}
	return text;
}
// src/features/content.ts
/** Which files of a feature's folder travel, and their hash. Pure. */
/** For people and for tests; a change of them changes nothing in a guest. */
const APART$5 = /^(?:README|NOTES|CHANGELOG|LICENSE)(?:\.[a-z]+)?$|^test\/|(?:^|\/)\.[^/]+$/i;
function travels(path) {
	return !APART$5.test(path);
}
/** `sha256:…` over names and contents; the same files give the same hash, whatever their order. */
function contentHash(files) {
	const lines = [...files].map(([path, bytes]) => `${sha256(bytes)} ${path}\n`);
	return `sha256:${sha256(lines.sort().join(""))}`;
}
const MANIFEST = "feature.json";
/**
* The hash that decides whether a feature runs again. The ports that its manifest declares are left out: they describe for
* rules what its scripts do anyway, so that a guest is the same with them and without.
*/
function installedHash(files) {
	const text = Buffer.from(files.get(MANIFEST) ?? []).toString();
	if (!text.includes("\"ports\"")) return contentHash(files);
	const rest = applyEdits(text, modify(text, ["ports"], void 0, {}));
	return contentHash(new Map([...files, [MANIFEST, Buffer.from(rest)]]));
}
// src/features/finding-ids.ts
/** What can be wrong with features, in their own folders and in the guests that use them: ids, severities, titles. */
const FEATURE_FINDINGS = {
	PHX701: error("The folder of a feature lacks its manifest or install.sh", "Without feature.json nothing is known of the feature, and without install.sh there is nothing to run. `phoenix feature new ID` writes both."),
	PHX702: error("The name of a feature, or of a file of it, cannot be used", "The name of the folder is the id of the feature, and the files of it travel into guests by their names. Use lower-case letters, digits and \"-\", the same in the folder and in \"id\"."),
	PHX703: error("The name of an option cannot become a variable", "Options reach the script as variables, MODEL for \"model\"; two that become the same one, or one of the system's own such as PATH, would break it. Rename the option."),
	PHX704: error("The manifest of a feature contradicts itself", "What the manifest says in one place it denies in another, such as a default that is not among the allowed values, so no guest could use it as written. The hint says which to correct."),
	PHX705: warning("Phoenix does not do what a devcontainer Feature asks for", "Phoenix runs devcontainer Features, but not what they ask of an editor or of Docker: mounts, entrypoints, customizations. Try whether it does without: `phoenix feature test ID`."),
	PHX706: error("A feature has too many or too large files", "The files of a feature travel into each guest in one bundle. Fetch what is large in install.sh, pinned by its hash in \"downloads\"."),
	PHX711: error("A feature does not exist", "Nothing would be installed under this name. Correct it (`phoenix feature list` shows all there are), or write features/ID in the configs folder."),
	PHX712: error("An option of a feature does not exist", "The script would never see the option, and run with its default instead. Correct the name: `phoenix feature list ID` shows the options."),
	PHX713: error("The value of an option is not allowed", "The script would stop on it, or worse, install something else. Write one of the values that the manifest allows."),
	PHX714: error("An option of a feature is missing", "The feature has no default for it and cannot be installed without. Add the option to \"features\" of the guest."),
	PHX715: error("A secret stands where none may stand, or a secret option holds something else", "A secret in plain text is known to everybody who can read the repository, for ever: git forgets nothing. Write `\"${secret:…}\"` into an option that is declared secret, and change a secret that stood here."),
	PHX716: error("Features depend on each other in a loop", "Each would have to be installed before the others. Remove one of their \"dependsOn\" or \"installsAfter\"."),
	PHX717: error("Two features want another one with different options", "A feature is installed once in a guest, so only one of the two option values could hold. Say in \"features\" of the guest which one."),
	PHX718: error("Two features of a guest exclude each other", "Their manifests say that they break each other, such as two servers on one port. Keep one of them, or put them into two guests."),
	PHX719: error("A guest is not what a feature requires", "The installation would fail in the guest, after it has been made: Docker without \"nesting\", for one, does not start. Write what the hint says, or remove the feature."),
	PHX720: error("A node does not declare what a feature requires", "The feature needs something of the host, such as a driver, that the node does not declare in phoenix.json. Declare it where it is true, or place the guest on another node."),
	PHX721: error("A feature does not support the operating system of a guest", "The script knows the package manager of other distributions, and would fail in this one. Make the guest from another template, or remove the feature."),
	PHX722: warning("A feature is deprecated", "It gets no more corrections and will go away. `phoenix feature list` shows what else there is."),
	PHX723: error("Variables with secrets cannot be brought into a guest", "Secret variables are brought in by the feature \"environment\", which cannot work in this guest as it is. The hint says what is in its way."),
	PHX724: error("A feature for nodes is asked for in a guest, or the other way round", "A feature for nodes changes the kernel or the services of the host, and one for guests what is inside of them: each does harm, or nothing, in the place of the other. Write it in node/NAME.json, or in the file of a guest."),
	PHX731: error("phoenix.lock cannot be read", "The file pins the features of the library by hash, and one that cannot be read pins nothing. `phoenix feature update` writes it anew."),
	PHX732: error("A feature of the library is not what phoenix.lock pins", "The scripts that would run as root are not those that were reviewed, as after an update of Phoenix. Look at what changed, then `phoenix feature update` and commit phoenix.lock."),
	PHX733: error("A feature of the library is used and not pinned in phoenix.lock", "Without a pin the next update of Phoenix would change what is installed, and no pull request would show it. Run `phoenix feature update` and commit phoenix.lock."),
	PHX734: warning("phoenix.lock pins a feature that is not used", "It pins what no guest uses, so its changes would ask for reviews that matter to nobody. `phoenix feature update` takes it out."),
	PHX741: error("The first line of a script does not say that sh or bash runs it, or ends as on Windows", "The kernel picks the interpreter by the first line, and takes the CR of a Windows line end for a part of its name: the script does not start. Begin with `#!/bin/sh` or `#!/usr/bin/env bash`, and save it with LF."),
	PHX742: error("A script of a feature runs what it fetches without looking at it", "`curl … | sh` runs as root whatever the server sends that day, and half of it when the line breaks. Fetch to a file, compare its hash, then run it."),
	PHX743: error("A script of a feature fetches what its manifest does not pin", "What is fetched may be another file tomorrow, so the same commit gives another guest. Name URL and sha256 under \"downloads\" in feature.json."),
	PHX744: error("shellcheck finds fault with a script of a feature", "Scripts run as root, and shellcheck knows what goes wrong in them: unquoted names, lost exit codes. Follow its page on the code, or disable that one line with the reason in a comment."),
	PHX745: error("A scenario of a feature cannot be run", "A scenario that cannot be run tests nothing. Correct it as the hint says; `phoenix feature test ID` runs it."),
	PHX746: warning("A feature lacks its README, a check, or scenarios", "Without a README nobody knows what it is for, without a check drift is not noticed, without scenarios nobody knows whether it works. `phoenix feature new` writes samples of all three.")
};
/** A finding in a file of a feature, or in phoenix.lock. */
function findingAt(id, message, hint, at) {
	return {
		id,
		severity: FEATURE_FINDINGS[id].severity,
		message,
		hint,
		at
	};
}
/** A finding at a pointer of a guest's merged file. */
function findingIn(id, path, message, hint) {
	return {
		id,
		severity: FEATURE_FINDINGS[id].severity,
		message,
		path,
		hint
	};
}
// src/config/field-name.ts
/** Fields as people write them: `net0.ip`, `mounts["/data"].size`; and back. */
const PLAIN = /^[A-Za-z_][\w-]*$/;
/** A pointer as a field name; `the file` for the whole. */
function fieldName(path) {
	const parts = pointerSegments(path).map((segment, index) => {
		if (PLAIN.test(segment)) return index === 0 ? segment : `.${segment}`;
		return /^\d+$/.test(segment) ? `[${segment}]` : `[${JSON.stringify(segment)}]`;
	});
	return parts.length === 0 ? "the file" : parts.join("");
}
/**
* The pointer that a user means by `net0.ip`, `/net0/ip`, `mounts./data.size` or `raw.lxc.apparmor.profile`. Keys may
* hold dots, so the longest key that the documents have wins.
*/
function pointerOf(field, documents) {
	const known = documents.some((document) => startsWithKey(document, field));
	if (field.startsWith("/") && !known) return field;
	const segments = [];
	let rest = field.replace(/\["?([^"\]]*)"?\]/g, ".$1").replace(/^\./, "");
	let level = documents;
	while (rest !== "") {
		const key = level.flatMap((one) => isObject(one) ? Object.keys(one) : []).filter((key) => rest === key || rest.startsWith(`${key}.`)).sort((a, b) => b.length - a.length)[0] ?? rest.split(".", 1)[0] ?? rest;
		segments.push(key);
		level = level.flatMap((one) => isObject(one) ? [one[key]] : Array.isArray(one) ? [one[Number(key)]] : []);
		rest = rest.slice(key.length + 1);
	}
	return pointer(...segments);
}
function startsWithKey(document, field) {
	return isObject(document) && Object.keys(document).some((key) => key.startsWith("/") && field.startsWith(key));
}
// src/config/other-words.ts
const proper = new Map(Object.entries({
	memory: [
		"ram",
		"mem",
		"memory_mb",
		"maxmem"
	],
	swap: ["swap_mb", "maxswap"],
	cores: [
		"cpu",
		"cpus",
		"vcpu",
		"vcpus",
		"core",
		"sockets",
		"processors"
	],
	rootfs: [
		"disk",
		"root",
		"rootdisk",
		"volume",
		"storage_pool"
	],
	size: [
		"size_gb",
		"storage_size_gb",
		"disk_size"
	],
	gw: [
		"gateway",
		"gateway4",
		"router"
	],
	gw6: ["gateway6"],
	ip: [
		"ip4",
		"ipv4",
		"address",
		"ipaddress",
		"ip_address",
		"cidr"
	],
	ip6: ["ipv6", "address6"],
	tag: [
		"vlan",
		"vlanid",
		"vlan_id",
		"vlan_tag"
	],
	hwaddr: [
		"mac",
		"macaddr",
		"mac_address",
		"macaddress"
	],
	nameserver: [
		"dns",
		"nameservers",
		"resolver"
	],
	searchdomain: [
		"domain",
		"search",
		"dns_domain"
	],
	onboot: [
		"boot",
		"autostart",
		"autoboot",
		"start_at_boot",
		"start_on_boot",
		"startonboot"
	],
	startup: [
		"boot_order",
		"bootorder",
		"start_order"
	],
	ostemplate: [
		"image",
		"ostemplate_file",
		"archive",
		"os"
	],
	mounts: [
		"volumes",
		"mount_points",
		"mountpoints",
		"mp1",
		"binds"
	],
	description: [
		"notes",
		"note",
		"comment",
		"desc"
	],
	dependsOn: [
		"depends",
		"depends_on",
		"dependencies",
		"requires"
	],
	extends: [
		"profile",
		"profiles",
		"inherits"
	],
	clone: [
		"template_from",
		"clone_from",
		"from",
		"layer",
		"parent"
	],
	gpus: ["gpu", "gpu_assignment"],
	net0: [
		"net",
		"network",
		"networks",
		"network_config"
	],
	features: [
		"feature",
		"software",
		"apps"
	],
	health: [
		"health_check",
		"healthcheck",
		"checks"
	],
	raw: ["lxc", "lxc_options"],
	env: ["environment", "variables"],
	"ssh-public-keys": [
		"ssh_keys",
		"sshkeys",
		"ssh_public_keys",
		"authorized_keys"
	]
}).flatMap(([name, words]) => words.map((word) => [word, name])));
/** The key that was meant, where there is one of that name; null: nobody knows. */
function properName(key, known) {
	const name = proper.get(key.toLowerCase().replaceAll("-", "_")) ?? null;
	return name !== null && known.includes(name) ? name : null;
}
// src/config/schema-at.ts
/** Questions to a JSON Schema, for hints: which keys stand at a place, and what they mean. Pure. */
/** All keys that may stand in the object at a path, those that are always refused left out. */
function keysAt(schema, segments) {
	const keys = /* @__PURE__ */ new Set();
	for (const place of placesAt(schema, segments)) for (const [key, inner] of Object.entries(place.properties ?? {})) if (!inner.not) keys.add(key);
	keys.delete("$schema");
	return [...keys];
}
/** The schema of the value at a pointer: the first that fits. */
function schemaAt(schema, path) {
	const places = placesAt(schema, pointerSegments(path));
	return places.find((place) => place.description !== void 0) ?? places[0];
}
/** Whether a value may stand there, refused keys aside. */
function hasPlace(schema, path) {
	return placesAt(schema, pointerSegments(path)).some((place) => !place.not);
}
function placesAt(schema, segments) {
	let places = alternatives(schema);
	for (const segment of segments) places = places.flatMap((place) => inner(place, segment)).flatMap(alternatives);
	return places;
}
/** A schema, and all that it may be instead. */
function alternatives(schema) {
	return [schema, ...[
		...schema.anyOf ?? [],
		...schema.oneOf ?? [],
		...schema.allOf ?? []
	].flatMap(alternatives)];
}
function inner(schema, segment) {
	const own = schema.properties && Object.hasOwn(schema.properties, segment) ? schema.properties[segment] : void 0;
	if (own) return [own];
	const index = Number(segment);
	return [
		schema.prefixItems?.[index],
		schema.items,
		schema.additionalProperties
	].filter((one) => typeof one === "object");
}
// src/config/issues.ts
/**
* @param document what was parsed
* @param schema made only when something is wrong: it knows which keys there are and what they mean
*/
function issuesOf(error, document, schema) {
	return error.issues.flatMap((issue) => explained$2(issue, [], document, schema));
}
function explained$2(issue, above, document, schema) {
	const segments = [...above, ...issue.path].map(String);
	const path = pointer(...segments);
	switch (issue.code) {
		case "unrecognized_keys": return issue.keys.map((key) => unknownKey([...segments, key], schema));
		case "invalid_key": return [unusableKey$1(segments, issue.issues[0]?.message)];
		case "invalid_union": return fromUnion(issue, segments, document, schema);
		case "invalid_type":
		case "invalid_value":
		case "invalid_format":
		case "invalid_element":
		case "not_multiple_of":
		case "too_big":
		case "too_small":
		case "custom": return [wrongValue(issue, path, valueAt(document, path), schema)];
	}
}
function unknownKey(segments, schema) {
	const [key = "", parent] = [segments.at(-1), segments.slice(0, -1)];
	const where = parent.length === 0 ? "" : ` in ${fieldName(pointer(...parent))}`;
	const known = keysAt(schema(), parent);
	const proper = properName(key, known);
	return {
		id: "PHX301",
		message: `unknown key ${quote(key)}${where}`,
		hint: proper === null ? didYouMean(key, known, "Remove it.") : `It is called ${quote(proper)} here.`,
		path: pointer(...segments),
		what: "key"
	};
}
function unusableKey$1(segments, why) {
	const [key = "", parent] = [segments.at(-1), segments.slice(0, -1)];
	const own = why !== void 0 && !isDefault(why) ? `: it ${why}` : "";
	return {
		id: "PHX303",
		message: `${quote(key)} cannot be a key of ${fieldName(pointer(...parent))}${own}`,
		hint: "Correct the key.",
		path: pointer(...segments),
		what: "key"
	};
}
/** Of several shapes, the one that the value comes nearest to is explained. */
function fromUnion(issue, segments, document, schema) {
	const value = valueAt(document, pointer(...segments));
	const best = issue.errors.filter((errors) => !errors.some((one) => one.path.length === 0 && one.code === "invalid_type")).sort((a, b) => a.length - b.length)[0];
	if (best) return best.flatMap((one) => explained$2(one, segments, document, schema));
	const types = issue.errors.flatMap((errors) => errors.flatMap((one) => one.code === "invalid_type" ? [one.expected] : []));
	return [wrongType(pointer(...segments), value, types.length > 0 ? [...new Set(types.map(typeName))].join(" or ") : "something else", schema)];
}
function wrongValue(issue, path, value, schema) {
	const own = isDefault(issue.message) ? null : issue.message;
	const about = schemaAt(schema(), path)?.description;
	if (value === void 0 && issue.code === "invalid_type") {
		const hint = sentences("Add it to the file, its profiles or its base", about);
		return {
			id: "PHX304",
			message: `${fieldName(path)} is missing`,
			hint,
			path,
			what: "value"
		};
	}
	if (issue.code === "invalid_type" && own === null) return wrongType(path, value, typeName(issue.expected), schema);
	if (own !== null && !/^(must|may|is|has|needs) /.test(own)) {
		const refused = issue.code === "invalid_type";
		const message = `${fieldName(path)}: ${own}`;
		return {
			id: refused ? "PHX301" : "PHX303",
			message,
			hint: "Change or remove it.",
			path,
			what: refused ? "key" : "value"
		};
	}
	const expected = own ?? expectation(issue);
	const advice = issue.code === "invalid_value" ? choice(issue.values.map(String), value) : instruction(expected);
	return {
		id: "PHX303",
		message: `${fieldName(path)} ${expected}, not ${shown$2(path, value)}`,
		hint: sentences(advice, about),
		path,
		what: "value"
	};
}
function wrongType(path, value, expected, schema) {
	return {
		id: "PHX302",
		message: `${fieldName(path)} must be ${expected}, not ${shown$2(path, value)}`,
		hint: sentences(typeHint(expected, value), schemaAt(schema(), path)?.description),
		path,
		what: "value"
	};
}
function choice(options, value) {
	const near = typeof value === "string" ? nearest(value, options) : null;
	return near === null ? "Choose one of these" : `Did you mean ${quote(near)}?`;
}
/** `must be a DNS name` → `Write a DNS name`. */
function instruction(expected) {
	return expected.startsWith("must be ") ? `Write ${expected.slice(8)}` : "Correct it";
}
/** What to do, and then what the field is. */
function sentences(advice, about) {
	const end = /[.?!]$/.test(advice) ? "" : ".";
	return about === void 0 || advice.includes(about.replace(/\.$/, "")) ? `${advice}${end}` : `${advice}${end} ${about}`;
}
function typeHint(expected, value) {
	if (typeof value === "string" && /number/.test(expected)) return "Write it without quotes";
	if (typeof value === "string" && /true or false/.test(expected)) return "Write true or false, without quotes";
	if (expected === "a text") return "Put it in double quotes";
	if (expected === "a list") return "Put it in square brackets";
	return `Write ${expected}`;
}
function expectation(issue) {
	switch (issue.code) {
		case "too_small": return `must be ${counted(issue.origin, `at least ${issue.minimum}`)}`;
		case "too_big": return `must be ${counted(issue.origin, `at most ${issue.maximum}`)}`;
		case "invalid_value": {
			const all = issue.values.map((one) => typeof one === "string" ? quote(one) : String(one));
			return `must be ${all.length > 2 ? `one of ${all.join(", ")}` : all.join(" or ")}`;
		}
		case "invalid_format": return issue.format === "regex" ? `must match ${issue.pattern}` : `must be a valid ${issue.format}`;
		case "not_multiple_of": return `must be a multiple of ${issue.divisor}`;
		case "invalid_type":
		case "unrecognized_keys":
		case "invalid_union":
		case "invalid_key":
		case "invalid_element":
		case "custom": return "must be something else";
	}
}
function counted(origin, limit) {
	if (origin === "string") return `${limit} characters long`;
	return origin === "array" || origin === "set" ? `a list of ${limit}` : limit;
}
const TYPES$1 = {
	string: "a text",
	number: "a number",
	int: "a whole number",
	boolean: "true or false",
	array: "a list",
	tuple: "a list",
	object: "an object",
	record: "an object",
	null: "null",
	never: "absent"
};
function typeName(expected) {
	return TYPES$1[expected] ?? expected;
}
/** The value as it stands, short; what may be a secret by its name is not repeated. */
function shown$2(path, value) {
	if (value === void 0) return "absent";
	if (/pass|secret|token|key/i.test(path)) return "what stands there";
	if (Array.isArray(value)) return "a list";
	if (isObject(value)) return "an object";
	return typeof value === "string" ? quote(value, 60) : JSON.stringify(value);
}
/** zod's own messages, which are replaced; those of our schemas are kept. */
function isDefault(message) {
	return /^(Invalid |Too (small|big)|Unrecognized key|Expected )/.test(message);
}
// src/config/examine.ts
/** A second, slow look at one file: every syntax error, double key and hidden character, each with its position. */
/** Control characters but tab and newline, marks of text direction, and halves of characters. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;
const HIDDEN_IN_KEY = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;
/** Of one file, the first are enough to act on. */
const MOST_FINDINGS = 50;
/** `.jsonc`, and the manifest of a devcontainer Feature: that format's own reader lets comments pass. */
function mayHoldComments(path) {
	return path.endsWith(".jsonc") || path.endsWith("/devcontainer-feature.json");
}
/** Reads a file with a parser that goes on after errors. */
function examine(file) {
	const at = (offset) => placeAt(file.path, file.text, offset);
	const findings = [];
	const text = withoutMark(file.text, at, findings);
	const tooDeep = offsetOfLevel(text, 65);
	if (tooDeep !== null) {
		findings.push(finding$3("PHX105", `values are nested more than 64 levels deep`, {
			hint: "No setting of Phoenix is nested deeper than a few levels; remove the inner part.",
			at: at(tooDeep)
		}));
		return {
			value: void 0,
			findings,
			usable: false
		};
	}
	const errors = [];
	const comments = mayHoldComments(file.path);
	const tree = parseTree(text, errors, {
		disallowComments: !comments,
		allowTrailingComma: comments
	});
	const first = errors[0];
	if (first || !tree) {
		findings.push(syntaxFinding(text, first, comments, at));
		return {
			value: void 0,
			findings,
			usable: false
		};
	}
	if (tree.type !== "object") {
		findings.push(finding$3("PHX107", `the file holds ${tree.type === "array" ? "a list" : "a single value"} instead of an object`, {
			hint: "Write { \"key\": value } at the top.",
			at: at(tree.offset)
		}));
		return {
			value: void 0,
			findings,
			usable: false
		};
	}
	const work = {
		at,
		findings,
		usable: true
	};
	return {
		value: valueOf(tree, work),
		findings,
		usable: work.usable
	};
}
function withoutMark(text, at, findings) {
	if (!text.startsWith("﻿")) return text;
	findings.push(finding$3("PHX106", "the file starts with a byte order mark", {
		hint: "Save it as UTF-8 without BOM.",
		at: at(0)
	}));
	return ` ${text.slice(1)}`;
}
/** The parser calls itself for each level, so a deep file is found out by the scanner, which does not. */
function offsetOfLevel(text, level) {
	const scanner = createScanner(text, true);
	let open = 0;
	for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
		const offset = scanner.getTokenOffset();
		const token = text.slice(offset, offset + scanner.getTokenLength());
		if (token === "{" || token === "[") open += 1;
		else if (token === "}" || token === "]") open -= 1;
		if (open >= level) return offset;
	}
	return null;
}
function valueOf(node, work) {
	switch (node.type) {
		case "object": return objectOf(node, work);
		case "array": return (node.children ?? []).map((child) => valueOf(child, work));
		case "string":
			checkText(node, String(node.value), "text", work);
			return String(node.value);
		case "number":
		case "boolean":
		case "null":
		case "property": return node.value;
	}
}
function objectOf(node, work) {
	const object = {};
	const keys = /* @__PURE__ */ new Map();
	for (const property of node.children ?? []) {
		const [keyNode, valueNode] = property.children ?? [];
		if (!keyNode || !valueNode) continue;
		const key = String(keyNode.value);
		checkText(keyNode, key, "key", work);
		const before = keys.get(key);
		if (before && work.findings.length < MOST_FINDINGS) work.findings.push(finding$3("PHX102", `the key ${quote(key)} stands twice in one object`, {
			hint: "Keep one of them: Phoenix does not choose.",
			at: work.at(keyNode.offset),
			also: work.at(before.offset)
		}));
		keys.set(key, keyNode);
		const value = valueOf(valueNode, work);
		if (FORBIDDEN_KEYS.has(key)) {
			work.usable = false;
			work.findings.push(finding$3("PHX103", `the key ${quote(key)} is not allowed`, {
				hint: "Remove it: the name has a meaning of its own in JavaScript.",
				at: work.at(keyNode.offset)
			}));
		} else object[key] = value;
	}
	return object;
}
function checkText(node, text, what, work) {
	if (!(what === "key" ? HIDDEN_IN_KEY : HIDDEN).test(text) && text.isWellFormed() || work.findings.length >= MOST_FINDINGS) return;
	work.findings.push(finding$3("PHX104", `the ${what} ${quote(text)} holds characters that cannot be seen`, {
		hint: "Remove control characters, NUL and marks of text direction.",
		at: work.at(node.offset)
	}));
}
const SYNTAX = {
	InvalidSymbol: ["this is no JSON value", "Put texts in double quotes; the only bare words are true, false and null."],
	InvalidNumberFormat: ["this is no JSON number", "Write it in decimal, without leading zeros: 0.5, 16, 1e3."],
	PropertyNameExpected: ["a key is expected", "Write \"key\": value, with double quotes around the key."],
	ValueExpected: ["a value is expected", "Add the value, or remove the comma or key before it."],
	ColonExpected: ["\":\" is expected after the key", "Write \"key\": value."],
	CommaExpected: ["\",\" is expected", "Put a comma between the two entries."],
	CloseBraceExpected: ["the object is not closed", "Add the missing \"}\"."],
	CloseBracketExpected: ["the list is not closed", "Add the missing \"]\"."],
	EndOfFileExpected: ["something follows after the end of the object", "Remove it: a file holds one object."],
	InvalidCommentToken: ["comments are not allowed in .json", "Remove the comment; config of an estate may also be called .jsonc."],
	UnexpectedEndOfComment: ["the comment is not closed", "Add the missing \"*/\"."],
	UnexpectedEndOfString: ["the text is not closed", "Add the missing double quote; write a line break as \\n."],
	UnexpectedEndOfNumber: ["the number is not complete", "Add the missing digits."],
	InvalidUnicode: ["this is no Unicode escape", "Write \\u and four hexadecimal digits."],
	InvalidEscapeCharacter: ["this escape does not exist in JSON", "Write a backslash itself as \\\\."],
	InvalidCharacter: ["a control character stands here", "Remove it, or write it as an escape."]
};
function syntaxFinding(text, error, comments, at) {
	if (!error || text.trim() === "") return finding$3("PHX101", "the file is empty", {
		hint: "Write an object, such as {}.",
		at: at(0)
	});
	const trailing = /,\s*$/.exec(text.slice(0, error.offset));
	if (trailing && /^[}\]]/.test(text.slice(error.offset)) && !comments) return finding$3("PHX101", "a comma stands before the closing bracket", {
		hint: "Remove the comma; config of an estate may also be called .jsonc, where it is allowed.",
		at: at(trailing.index)
	});
	const name = printParseErrorCode(error.error);
	const [message, hint] = SYNTAX[name] ?? ["this is not valid JSON", "Correct it."];
	return finding$3("PHX101", `not valid JSON: ${message}`, {
		hint,
		at: at(error.offset)
	});
}
// src/config/parse.ts
/** Text to value. Clean files cost one `JSON.parse` and one scan; only what looks wrong is read again, with positions. */
/** What an escape or a rare character may hide: then the file is examined slowly. */
const SUSPICIOUS = /\\[bfru]|[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;
const cache = /* @__PURE__ */ new WeakMap();
/**
* The value of a file and everything wrong with it; never throws.
* @param twin the same path in a tree parsed before: an equal text gives the same value, so that equal means identical
*/
function parseFile(file, twin) {
	let parsed = cache.get(file);
	if (!parsed) {
		parsed = (twin && twin.text === file.text ? cache.get(twin) : void 0) ?? parseText(file);
		cache.set(file, parsed);
	}
	return parsed;
}
function parseText(file) {
	const clean = mayHoldComments(file.path) && file.text.includes("/") ? stripComments(file.text, " ") : file.text;
	let value;
	try {
		value = JSON.parse(clean);
	} catch {
		return examined(file, void 0);
	}
	const seen = {
		keys: 0,
		levels: 0,
		forbidden: false,
		refers: false
	};
	look(value, 1, seen);
	if (clean !== file.text && file.text.lastIndexOf("/*") > file.text.lastIndexOf("*/") || seen.forbidden || seen.levels > 64 || SUSPICIOUS.test(clean) || seen.keys !== countKeys(clean) || !isObject(value)) return examined(file, value);
	return {
		value,
		findings: [],
		refers: seen.refers
	};
}
/** @param value what `JSON.parse` made of it; undefined when it failed */
function examined(file, value) {
	const { value: slow, findings, usable } = examine(file);
	const best = slow ?? value;
	if (!usable || !isObject(best)) return {
		value: null,
		findings,
		refers: false
	};
	const seen = {
		keys: 0,
		levels: 0,
		forbidden: false,
		refers: false
	};
	look(best, 1, seen);
	return {
		value: best,
		findings,
		refers: seen.refers
	};
}
function look(value, level, seen) {
	if (typeof value === "string") {
		if (!seen.refers && value.includes("${")) seen.refers = true;
		return;
	}
	if (typeof value !== "object" || value === null) return;
	if (level > seen.levels) seen.levels = level;
	if (level > 64) return;
	if (Array.isArray(value)) {
		for (const item of value) look(item, level + 1, seen);
		return;
	}
	const object = value;
	for (const key of Object.keys(object)) {
		seen.keys += 1;
		if (FORBIDDEN_KEYS.has(key)) seen.forbidden = true;
		look(object[key], level + 1, seen);
	}
}
const [QUOTE, BACKSLASH, COLON] = [
	34,
	92,
	58
];
/**
* Keys as written in a valid JSON text: more than the value has means that one stands twice. -1 when a key holds a
* backslash: V8 (seen in Node 24.21) may take `"\""` for the key `\\` of an object that it parsed before.
*/
function countKeys(text) {
	let keys = 0;
	for (let at = text.indexOf("\""); at !== -1; at = text.indexOf("\"", at)) {
		at += 1;
		let escaped = false;
		for (let c = text.charCodeAt(at); c !== QUOTE; c = text.charCodeAt(at)) {
			escaped ||= c === BACKSLASH;
			at += c === BACKSLASH ? 2 : 1;
		}
		at += 1;
		let c = text.charCodeAt(at);
		while (c === 32 || c === 10 || c === 13 || c === 9) c = text.charCodeAt(++at);
		if (c !== COLON) continue;
		if (escaped) return -1;
		keys += 1;
	}
	return keys;
}
// src/config/positions.ts
/** Where a value stands in its file. Asked for findings and changes only: a clean estate never pays for it. */
const located$1 = /* @__PURE__ */ new WeakMap();
/**
* Where a pointer stands in a file of the tree: its key, or its value; undefined where nothing stands.
* @param path of the file in the tree, such as `lxc/web.json`
*/
function positionOf(tree, path, pointer, what = "value") {
	const file = tree.files.get(path);
	if (!file) return void 0;
	const known = located$1.get(file) ?? locate(file);
	const name = `${what} ${pointer}`;
	let place = known.places.get(name);
	if (place === void 0) {
		const node = known.tree && nodeAt(known.tree, pointer, what);
		place = node ? placeAt(path, file.text, node.offset) : null;
		known.places.set(name, place);
	}
	return place ?? void 0;
}
/** Like `positionOf`; where nothing stands, the place of the innermost object around it. */
function nearestPositionOf(tree, path, pointer, what) {
	for (let at = pointer, one = what;; at = at.slice(0, at.lastIndexOf("/")), one = "value") {
		const place = positionOf(tree, path, at, one);
		if (place) return place;
		if (at === "") return wholeFile(path);
	}
}
function locate(file) {
	const entry = {
		tree: parseFile(file).value !== null ? parseTree(file.text.replace(/^\ufeff/, " "), [], { allowTrailingComma: true }) ?? null : null,
		places: /* @__PURE__ */ new Map()
	};
	located$1.set(file, entry);
	return entry;
}
function nodeAt(tree, pointer, what) {
	let node = tree;
	for (const segment of pointerSegments(pointer)) {
		if (!node) return void 0;
		node = findNodeAtLocation(node, [node.type === "array" ? Number(segment) : segment]);
	}
	return what === "key" && node?.parent?.type === "property" ? node.parent.children?.[0] : node;
}
// src/features/manifest-schema.ts
/** `feature.json`, strictly: the published JSON Schema is made from this. How a folder becomes a feature stands in library.ts. */
const SEMVER = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const FACT = /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/;
const WORD = /^[a-z0-9][a-z0-9-]{0,62}$/;
const id = () => string().regex(FEATURE_ID, "must be lower-case letters, digits and \"-\", as its folder is called");
const version = () => string().max(64).regex(SEMVER, "must be a version such as \"1.0.0\"");
const words = once(() => array(string().regex(WORD, "must be lower-case letters, digits and \"-\"")).default([]));
/** Texts of a script's environment: no NUL can stand in it. */
const text$3 = once(() => string().refine((value) => !value.includes("\0"), "must not hold a NUL character"));
const optionName = () => string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,62}$/, "must be letters, digits, \"_\" and \"-\", not starting with a digit");
const option$1 = () => strictObject$1({
	type: _enum([
		"string",
		"boolean",
		"integer",
		"list"
	]),
	default: union([
		text$3(),
		boolean$1(),
		int(),
		array(text$3())
	]).optional().describe("Without it: an empty text, false, an empty list; an integer is an empty text."),
	enum: array(text$3()).min(1).optional().describe("The only values allowed."),
	proposals: array(text$3()).optional().describe("Values to propose; others are allowed."),
	description: string().optional(),
	pattern: string().refine(isRegExp, "must be a regular expression").optional().describe("A regular expression for the value, or each value of a list; write ^ and $ for all of it."),
	secret: boolean$1().optional().describe("The value is a reference ${secret:…}; scripts find it in the file $NAME_FILE."),
	defines: boolean$1().optional().describe("The feature makes the secret true, such as a server its password: it is done before those that use it."),
	required: boolean$1().optional()
});
const size$1 = once(() => union([int().positive(), string()]).refine((value) => sizeInKiB(value, "M") !== null, "must be a size such as \"512M\" or \"4G\""));
const guestNeeds$1 = () => strictObject$1({
	nesting: literal$1(true).optional(),
	keyctl: literal$1(true).optional(),
	fuse: literal$1(true).optional(),
	privileged: literal$1(true).optional(),
	memory: size$1().optional().describe("At least."),
	disk: size$1().optional().describe("Size of the root disk, at least."),
	devices: array(string().startsWith("/dev/", "must start with /dev/")).optional()
});
const download = () => strictObject$1({
	version: string().min(1).max(100),
	url: string().max(2e3).regex(/^https:\/\/[^\s"'\\]+$/, "must be an address that starts with https://"),
	sha256: string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hexadecimal digits"),
	upstream: record$1(string(), string()).optional().describe("Where newer versions appear: { \"github\": \"owner/name\" }.")
});
/** Every port that it listens on; what the words mean stands in manifest.ts. */
const ports$1 = () => {
	const when = record$1(optionName(), union([
		boolean$1(),
		int(),
		string()
	])).optional().describe("Options with the values that they must have; of a text or list, true: it is not empty.");
	const common = {
		protocol: _enum(["tcp", "udp"]).optional().describe("tcp without it."),
		when
	};
	return array(union([
		strictObject$1({
			option: optionName().describe("The option that holds it; 0: none."),
			...common
		}),
		strictObject$1({
			port: int().min(1).max(65535),
			...common
		}),
		strictObject$1({
			any: literal$1(true).describe("Others too, which depend on what the user brings."),
			when
		})
	]));
};
/** Made when a manifest is first read: most commands read none. */
const manifestSchema = once(() => strictObject$1({
	$schema: string().optional(),
	id: id(),
	version: version(),
	name: string().min(1).max(100),
	description: string().max(1e3).default(""),
	documentationURL: url().optional(),
	options: record$1(optionName(), option$1()).default({}),
	dependsOn: record$1(string().regex(FEATURE_ID, "must be the id of a feature"), record$1(string(), json())).default({}).describe("Features that are installed before, with options for them."),
	installsAfter: words().describe("Features that come before when a guest has them."),
	conflicts: words().describe("Features, or words that features provide, which no guest may have besides."),
	provides: words(),
	requires: strictObject$1({
		host: record$1(string().regex(FACT, "must be the name of a fact, such as \"nvidia.driver\""), union([
			boolean$1(),
			string(),
			number$2()
		])).optional().describe("Facts that the node must declare; true: any value."),
		guest: guestNeeds$1().optional()
	}).prefault({}),
	os: array(string().regex(/^[a-z]+:[0-9.]+$/, "must be a system such as \"debian:12\"")).min(1).optional().describe("Systems it was written for; any without it."),
	host: boolean$1().default(false).describe("It is for nodes: node/NAME.json asks for it, and no guest can."),
	facts: record$1(string().regex(FACT, "must be the name of a fact, such as \"nvidia.driver\""), optionName()).default({}).describe("Of one for nodes: facts that it makes true, each with the option that says its value."),
	layer: boolean$1().default(true).describe("Whether it may be installed in a layer beforehand."),
	timeout: union([int().positive(), string()]).refine((value) => inRange(durationInMs(value)), "must be a duration such as \"15m\", at most \"12h\"").default("15m").describe("Of each of its scripts."),
	network: boolean$1().default(true).describe("Whether its scripts need a network."),
	restarts: boolean$1().default(false).describe("Whether its install may end with 12: restart the guest and run me again."),
	experimental: boolean$1().default(false).describe("It was not run for real yet; the plan says so."),
	downloads: record$1(string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, "must be letters, digits, \".\", \"_\" and \"-\""), download()).default({}).describe("Every file that its scripts fetch, by phx_download NAME FILE."),
	ports: ports$1().optional().describe("Every port that it listens on, [] where there is none; without it nobody knows.")
}));
function isRegExp(pattern) {
	try {
		return pattern.length <= 500 && Boolean(new RegExp(pattern, "u"));
	} catch {
		return false;
	}
}
function inRange(ms) {
	return ms !== null && ms >= 1e3 && ms <= 432e5;
}
/** What the schema took, in the units and with the defaults that the rest counts on. */
function manifestOf(parsed) {
	const { $schema: _, documentationURL = null, requires, os = null, timeout, ports = null, ...rest } = parsed;
	const { memory, disk, ...flags } = requires.guest ?? {};
	return {
		...rest,
		format: "phoenix",
		documentationURL,
		dependsOn: rest.dependsOn,
		requires: {
			host: requires.host ?? {},
			guest: {
				...flags,
				...memory !== void 0 && { memory: sizeInKiB(memory, "M") ?? 0 },
				...disk !== void 0 && { disk: sizeInKiB(disk, "M") ?? 0 }
			}
		},
		os,
		ports,
		timeout: Math.round((durationInMs(timeout) ?? 0) / 1e3),
		deprecated: false,
		containerEnv: {}
	};
}
// src/features/devcontainer.ts
/**
* `devcontainer-feature.json`, as containers.dev specifies it: what it says, in the words of a manifest of Phoenix. A system
* container has an init and its own devices: what is asked for and cannot be had by installing is said, never dropped.
*/
const option = () => looseObject({
	type: _enum(["string", "boolean"]),
	default: union([string(), boolean$1()]).optional(),
	enum: array(string()).optional(),
	proposals: array(string()).optional(),
	description: string().optional()
}).readonly();
/** Keys that newer versions of that specification bring are let pass, and told. */
const devcontainerSchema = once(() => looseObject({
	id: id(),
	version: version(),
	name: string().optional(),
	description: string().optional(),
	documentationURL: string().optional(),
	options: record$1(string(), option()).optional(),
	dependsOn: record$1(string(), union([record$1(string(), json()), string()])).optional(),
	installsAfter: array(string()).optional(),
	containerEnv: record$1(string(), string()).optional(),
	deprecated: boolean$1().optional()
}));
/** Without meaning for what is installed in a system container, or done by it: it has an init. */
const harmless = once(() => /* @__PURE__ */ new Set([
	...Object.keys(devcontainerSchema().shape),
	"$schema",
	"licenseURL",
	"keywords",
	"customizations",
	"legacyIds",
	"init"
]));
const ADVICE = {
	privileged: "If it runs containers itself, give the guest \"nesting\": true.",
	mounts: "Add them to the \"mounts\" of the guest.",
	entrypoint: "Nothing is started when the guest starts; add a systemd unit in a feature of your own."
};
/** Keys that ask for something which is not done, with what to do instead. */
function notDone(document) {
	return Object.keys(document).filter((key) => !harmless().has(key) && !isNothing(document[key])).map((key) => ({
		key,
		hint: ADVICE[key] ?? "See whether the feature works without it."
	}));
}
function isNothing(value) {
	return value === false || value === null || typeof value === "object" && Object.keys(value ?? {}).length === 0;
}
/** `ghcr.io/devcontainers/features/node:1` and `./node` are the feature `node` of a library here. */
function idOfReference(reference) {
	return reference.slice(reference.lastIndexOf("/") + 1).replace(/[:@].*$/, "").toLowerCase();
}
function manifestOfDevcontainer(parsed) {
	const depends = Object.entries(parsed.dependsOn ?? {}).map(([reference, options]) => {
		return [idOfReference(reference), typeof options === "string" ? { version: options } : options];
	});
	const options = Object.entries(parsed.options ?? {}).map(([name, one]) => [name, known$7(one)]);
	return {
		format: "devcontainer",
		id: parsed.id,
		version: parsed.version,
		name: parsed.name ?? parsed.id,
		description: parsed.description ?? "",
		documentationURL: parsed.documentationURL ?? null,
		options: Object.fromEntries(options),
		dependsOn: Object.fromEntries(depends),
		installsAfter: (parsed.installsAfter ?? []).map(idOfReference),
		conflicts: [],
		provides: [],
		requires: {
			host: {},
			guest: {}
		},
		os: null,
		host: false,
		facts: {},
		layer: true,
		timeout: 1800,
		network: true,
		restarts: false,
		experimental: false,
		deprecated: parsed.deprecated ?? false,
		downloads: {},
		ports: null,
		containerEnv: parsed.containerEnv ?? {}
	};
}
function known$7({ type, default: value, enum: choice, proposals, description }) {
	const typed = type === "boolean" && typeof value === "string" ? value === "true" : value;
	return {
		type,
		default: type === "string" && typeof typed === "boolean" ? String(typed) : typed,
		enum: choice,
		proposals,
		description
	};
}
// src/features/environment.ts
/**
* The variable of an option, as the devcontainer specification forms it: everything but word characters becomes `_`,
* digits and `_` at the start become one `_`, letters become upper case.
*/
function variableOf$1(option) {
	return option.replace(/[^A-Za-z0-9_]/g, "_").replace(/^[0-9_]+/, "_").toUpperCase();
}
/** The folder of a guest that is in memory. A feature's secrets are files of it while its scripts run. */
const RUN_FOLDER = "/run/phoenix";
function secretFileOf(feature, variable) {
	return `${RUN_FOLDER}/${feature}/${variable}`;
}
/** Variables with a meaning for shells, loaders and run.sh: an option that became one would do more than it says. */
const RESERVED = new Set(`PATH HOME IFS ENV SHELL USER LOGNAME LANG LANGUAGE TERM PWD OLDPWD CDPATH OPTIND OPTARG PPID UID
    EUID GROUPS TMPDIR TZ MAIL SHLVL SHELLOPTS GLOBIGNORE PS1 PS2 PS3 PS4 POSIXLY_CORRECT PROMPT_COMMAND
    FIGNORE LINENO RANDOM SECONDS _ NODE_OPTIONS PYTHONPATH PYTHONSTARTUP PYTHONHOME PERL5LIB PERL5OPT
    RUBYOPT RUBYLIB HOSTALIASES LOCALDOMAIN RES_OPTIONS GCONV_PATH NLSPATH MALLOC_CHECK_`.split(/\s+/));
const RESERVED_START = /^(?:PHX_|LD_|LC_|BASH|DEBIAN_(?:FRONTEND|PRIORITY)$|DEBCONF_|APT_|DPKG_|GLIBC_|SYSTEMD_|_REMOTE_USER|_CONTAINER_USER)/;
function isReserved(variable) {
	return RESERVED.has(variable) || RESERVED_START.test(variable);
}
/** A value as scripts see it: `true`, `8080`, lines of a list. */
function textOf$6(value) {
	return Array.isArray(value) ? value.join("\n") : String(value);
}
/** In single quotes a shell reads everything as it stands. */
const quoted = (value) => `'${value.replaceAll("'", String.raw`'\''`)}'`;
/** Lines for a shell that set and export variables, sorted. */
function exports$1(variables) {
	return Object.keys(variables).sort().map((name) => `export ${name}=${quoted(variables[name])}\n`).join("");
}
/** The same for `containerEnv`, whose values may hold `$NAME` and `${NAME}` of variables set before, and nothing else. */
function expandingExports(variables) {
	const line = ([name, value]) => `export ${name}="${expanding(value)}"\n`;
	return Object.entries(variables).map(line).join("");
}
function expanding(value) {
	return value.replace(/\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))|[\\"`$]/g, (match, braced, bare) => {
		const name = braced ?? bare;
		return name === void 0 ? `\\${match}` : `\${${name}:-}`;
	});
}
// src/features/pattern.ts
/**
* Whether a text matches the pattern of an option. Both may come from a pull request, and a few characters can keep a
* regular expression busy for years: it gets a moment, on a clock that ends it.
*/
/** Milliseconds: sound patterns need some hundredths of one, and a busy machine may look away for a while. */
const MOMENT = 1e3;
/** Where one did not end already, the files are refused anyway: they may hold hundreds of such, and get less and less. */
const LESS = 10;
const MOST_ENDLESS = 50;
/** How many did not end. */
let endless = 0;
/** Guests of one estate say the same again and again. */
const known$6 = /* @__PURE__ */ new Map();
let judge$2 = null;
function judgeNow() {
	const { createContext, Script: Program } = process$1.getBuiltinModule("node:vm");
	return {
		script: new Program("new RegExp(pattern, \"u\").test(text)"),
		context: createContext({})
	};
}
function judged$1(pattern, text) {
	if (endless >= MOST_ENDLESS) return null;
	judge$2 ??= judgeNow();
	Object.assign(judge$2.context, {
		pattern,
		text
	});
	try {
		return judge$2.script.runInContext(judge$2.context, { timeout: endless === 0 ? MOMENT : LESS }) === true;
	} catch (error) {
		if (error.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
		endless += 1;
		return null;
	}
}
/** Null: it was not to be found out in time. @param pattern that is a regular expression */
function matches(pattern, text) {
	const key = `${pattern}\u0000${text}`;
	const before = known$6.get(key);
	if (before !== void 0) return before;
	const answer = judged$1(pattern, text);
	known$6.set(key, answer);
	return answer;
}
// src/features/option-value.ts
/** Whether a value fits an option, and what to say when it does not. Pure. */
/** Texts of an option end up in one variable. */
const MOST_CHARACTERS = 65536;
const TYPES = {
	string: {
		is: (value) => typeof value === "string",
		name: "a text",
		hint: "Put it in double quotes."
	},
	boolean: {
		is: (value) => typeof value === "boolean",
		name: "true or false",
		hint: "Write true or false, without quotes."
	},
	integer: {
		is: Number.isSafeInteger,
		name: "a whole number",
		hint: "Write a whole number, without quotes."
	},
	list: {
		is: (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
		name: "a list of texts",
		hint: "Write [\"…\", \"…\"]."
	}
};
/** Null when the value fits. */
function problemOf(value, option) {
	const type = TYPES[option.type];
	if (value === void 0 || !type.is(value)) return {
		must: `must be ${type.name}`,
		hint: type.hint
	};
	const texts = Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
	for (const text of texts) {
		const problem = problemOfText(text, option);
		if (problem) return problem;
	}
	return null;
}
function problemOfText(text, { type, enum: choice, pattern }) {
	if (text.length > MOST_CHARACTERS || text.includes("\0")) return {
		must: "must be a text of at most 64 KiB, without NUL",
		hint: "Put a large text into a file of the guest."
	};
	if (type === "list" && /[\r\n]/.test(text)) return {
		must: "must be a list of lines",
		hint: "Make each line an entry of the list."
	};
	if (choice && !choice.includes(text)) {
		const near = nearest(text, choice);
		return {
			must: `must be one of ${choice.map((one) => quote(one)).join(", ")}`,
			hint: near === null ? "Choose one of these." : `Did you mean ${quote(near)}?`
		};
	}
	if (pattern === void 0) return null;
	const fits = matches(pattern, text);
	if (fits === true) return null;
	if (fits === false) return {
		must: `must match ${quote(pattern, 200)}`,
		hint: "Correct it."
	};
	return {
		must: `cannot be held against ${quote(pattern, 200)} in time`,
		hint: "Simplify the pattern of the option: one repetition within another, as in (a+)+, may take for ever."
	};
}
// src/features/manifest-rules.ts
/** What the schema of a manifest cannot say: parts of it that contradict each other. Pure. */
function contradictions(manifest) {
	return [
		...variables$1(manifest),
		...options$1(manifest),
		...relations(manifest),
		...containerEnv(manifest),
		...ports(manifest),
		...facts(manifest)
	];
}
/** The variable in which scripts find an option, or its file. */
function scriptVariable(name, { secret }) {
	return `${variableOf$1(name)}${secret === true ? "_FILE" : ""}`;
}
function variables$1({ options, containerEnv }) {
	const taken = new Map(Object.keys(containerEnv).map((name) => [name, "containerEnv"]));
	return Object.entries(options).flatMap(([name, option]) => {
		const variable = scriptVariable(name, option);
		const path = pointer("options", name);
		const other = taken.get(variable);
		taken.set(variable, name);
		if (isReserved(variable)) return [{
			id: "PHX703",
			path,
			message: `the option ${quote(name)} would become the variable ${variable}, which has a meaning of its own`,
			hint: "Rename the option."
		}];
		if (other === void 0) return [];
		return [{
			id: "PHX703",
			path,
			message: `the options ${quote(other)} and ${quote(name)} would both become the variable ${variable}`,
			hint: "Rename one of them."
		}];
	});
}
function options$1(manifest) {
	return Object.entries(manifest.options).flatMap(([name, option]) => {
		const path = pointer("options", name);
		const wrong = (message, hint) => ({
			id: "PHX704",
			path,
			message,
			hint
		});
		const told = [];
		if (option.secret === true && option.type !== "string") told.push(wrong(`the secret option ${quote(name)} is no text`, "Let its \"type\" be \"string\"."));
		if (option.secret === true && (option.default !== void 0 || option.enum !== void 0)) told.push(wrong(`the secret option ${quote(name)} has values in the manifest`, "Remove its \"default\" and \"enum\"."));
		if (option.defines === true && option.secret !== true) told.push(wrong(`the option ${quote(name)} defines a secret and is none`, "Add \"secret\": true."));
		if (option.required === true && option.default !== void 0) told.push(wrong(`the option ${quote(name)} is required and has a default`, "Remove one of the two."));
		const problem = manifest.format === "phoenix" && option.default !== void 0 ? problemOf(option.default, option) : null;
		if (problem) told.push(wrong(`the default of the option ${quote(name)} ${problem.must}`, "Correct the default."));
		return told;
	});
}
function relations({ id, dependsOn, installsAfter, conflicts }) {
	const told = [];
	const wrong = (path, message, hint) => told.push({
		id: "PHX704",
		path,
		message,
		hint
	});
	const depends = Object.hasOwn(dependsOn, id);
	if (depends || installsAfter.includes(id)) wrong(depends ? pointer("dependsOn", id) : "/installsAfter", "the feature depends on itself", "Remove it there.");
	for (const other of conflicts.filter((word) => Object.hasOwn(dependsOn, word))) wrong("/conflicts", `the feature depends on ${quote(other)} and conflicts with it`, "Remove one of the two.");
	return told;
}
function containerEnv({ containerEnv: variables }) {
	return Object.entries(variables).flatMap(([name, value]) => {
		const path = pointer("containerEnv", name);
		if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || isReserved(name) && !/^(?:PATH|LANG|LC_[A-Z]+|TZ)$/.test(name)) return [{
			id: "PHX703",
			path,
			message: `the variable ${quote(name)} cannot be set for everybody in the guest`,
			hint: "Remove it, or rename it."
		}];
		if (!/[\u0000-\u001f]/.test(value)) return [];
		return [{
			id: "PHX704",
			path,
			message: `the value of the variable ${quote(name)} is more than a line`,
			hint: "Write it on one line."
		}];
	});
}
/** What ports say of options must be so of the options that there are. */
function ports({ ports: all, options: known }) {
	return (all ?? []).flatMap((port, index) => {
		const told = [];
		const wrong = (key, message, hint) => told.push({
			id: "PHX704",
			path: pointer("ports", index, key),
			message,
			hint
		});
		const missing = Object.keys(port.when ?? {}).find((name) => !Object.hasOwn(known, name));
		if (missing !== void 0) wrong("when", `a port depends on the option ${quote(missing)}, which does not exist`, "Name an option of this feature.");
		if ("option" in port && (!Object.hasOwn(known, port.option) || known[port.option]?.type !== "integer")) wrong("option", `the option ${quote(port.option)} holds no port`, "Name an option with \"type\": \"integer\", or write \"port\".");
		return told;
	});
}
/** Facts are those of a node, and their values are options. */
function facts({ facts: told, host, options: known }) {
	return Object.entries(told).flatMap(([fact, option]) => {
		const path = pointer("facts", fact);
		if (!host) return [{
			id: "PHX704",
			path,
			message: `the fact ${quote(fact)} is one of a node, and the feature is for guests`,
			hint: "Write \"host\": true, or remove \"facts\"."
		}];
		if (Object.hasOwn(known, option)) return [];
		return [{
			id: "PHX704",
			path,
			message: `the fact ${quote(fact)} has the value of the option ${quote(option)}, which there is not`,
			hint: "Name one of \"options\"."
		}];
	});
}
// src/features/library.ts
/**
* The features that an estate can use: those of its own folder `configs/features/`, and then the shipped ones. From trees of
* files; whoever reads them from a disk or from git stands elsewhere. Everything wrong with a folder is a finding.
*/
const MOST_FILES$1 = 500;
/** Of one feature: several of them make a bundle. */
const MOST_BYTES = 8388608;
const FORMATS = ["feature.json", "devcontainer-feature.json"];
/** All features by id; one of the estate's own hides the shipped one of the same name. */
function readLibrary({ own, shipped }) {
	const features = /* @__PURE__ */ new Map();
	const unsound = /* @__PURE__ */ new Set();
	const findings = [];
	const origins = [["library", shipped], ["own", own]];
	for (const [origin, files] of origins) for (const [id, folder] of byFolder(files, findings)) {
		features.delete(id);
		const feature = readFeature(id, origin, folder, findings);
		if (feature) features.set(id, feature);
		else unsound.add(id);
	}
	return {
		features,
		unsound,
		findings
	};
}
function byFolder(files, findings) {
	const folders = /* @__PURE__ */ new Map();
	for (const path of [...files.keys()].sort()) {
		const [id = "", ...rest] = path.split("/");
		if (rest.length === 0 || id.startsWith(".")) continue;
		const folder = folders.get(id) ?? /* @__PURE__ */ new Map();
		folder.set(rest.join("/"), files.get(path));
		folders.set(id, folder);
	}
	for (const id of folders.keys()) {
		if (FEATURE_ID.test(id)) continue;
		folders.delete(id);
		findings.push(at$1("PHX702", `features/${id}`, `the feature ${quote(id)} cannot be called so`, "Call it by lower-case letters, digits and \"-\", at most 63."));
	}
	return folders;
}
function at$1(id, file, message, hint) {
	return findingAt(id, message, hint, wholeFile(file));
}
function readFeature(id, origin, folder, findings) {
	const file = FORMATS.find((name) => folder.has(name));
	const missing = file === void 0 ? "feature.json" : "install.sh";
	if (file === void 0 || !folder.has("install.sh")) {
		const hint = `Add ${missing} to the folder, or remove the folder.`;
		findings.push(at$1("PHX701", `features/${id}`, `the feature ${quote(id)} has no ${missing}`, hint));
		return null;
	}
	const source = {
		path: `features/${id}/${file}`,
		text: new TextDecoder().decode(folder.get(file))
	};
	const before = findings.length;
	const manifest = readManifest(source, file, findings);
	if (manifest && manifest.id !== id) findings.push(at$1("PHX702", source.path, `the folder is called ${quote(id)}, the feature ${quote(manifest.id)}`, "Let the \"id\" be the name of the folder."));
	const files = new Map([...folder].filter(([path]) => travels(path)));
	findings.push(...badFiles(id, files), ...badLines(id, files));
	const failed = findings.slice(before).some(({ severity }) => severity === "error");
	if (!manifest || failed) return null;
	const content = once(() => installedHash(files));
	return {
		id,
		origin,
		manifest,
		files,
		get content() {
			return content();
		}
	};
}
function readManifest(source, format, findings) {
	const { value, findings: wrong } = parseFile(source);
	findings.push(...wrong);
	if (!value) return null;
	const manifest = format === "feature.json" ? ours$1(value, source, findings) : theirs(value, source, findings);
	for (const { id, path, message, hint } of manifest ? contradictions(manifest) : []) findings.push(findingAt(id, message, hint, placeIn$1(source, path)));
	return manifest;
}
function ours$1(value, source, findings) {
	const { data, error } = manifestSchema().safeParse(value);
	if (data) return manifestOf(data);
	findings.push(...explained$1(error, value, source, manifestSchema()));
	return null;
}
function theirs(value, source, findings) {
	const { data, error } = devcontainerSchema().safeParse(value);
	if (!data) {
		findings.push(...explained$1(error, value, source, devcontainerSchema()));
		return null;
	}
	for (const { key, hint } of notDone(value)) {
		const message = `Phoenix does not do what ${quote(key)} asks for`;
		findings.push(findingAt("PHX705", message, hint, placeIn$1(source, `/${key}`, "key")));
	}
	return manifestOfDevcontainer(data);
}
/** What a schema says against a file, each with its place. */
function explained$1(error, value, source, schema) {
	return issuesOf(error, value, once(() => toJSONSchema(schema, {
		io: "input",
		unrepresentable: "any"
	}))).map(({ id, message, hint, path, what }) => finding$3(id, message, {
		hint,
		at: placeIn$1(source, path, what)
	}));
}
function placeIn$1(source, path, what = "value") {
	return nearestPositionOf({
		root: "",
		revision: null,
		files: /* @__PURE__ */ new Map([[source.path, source]]),
		findings: []
	}, source.path, path, what);
}
function badFiles(id, files) {
	const findings = [...files.keys()].filter((path) => !isUsablePath(path)).map((path) => {
		return at$1("PHX702", `features/${id}`, `the file ${quote(path)} cannot be brought into a guest by this name`, "Rename it: letters, digits, \".\", \"_\" and \"-\" are enough, and 200 characters in all.");
	});
	const bytes = [...files.values()].reduce((sum, one) => sum + one.length, 0);
	if (files.size > MOST_FILES$1 || bytes > MOST_BYTES) {
		const message = `the feature ${quote(id)} has ${files.size} files of ${Math.ceil(bytes / 1024)} KiB in all`;
		const hint = `Keep to ${MOST_FILES$1} files and ${MOST_BYTES / 1024 / 1024} MiB; what is larger is fetched by "downloads".`;
		findings.push(at$1("PHX706", `features/${id}`, message, hint));
	}
	return findings;
}
/** A script of Windows fails in the guest with words that nobody understands. */
function badLines(id, files) {
	const scripts = [...files].filter(([path, bytes]) => path.endsWith(".sh") && firstLine(bytes).endsWith("\r"));
	const hint = "Save it with LF; in git, \"*.sh text eol=lf\" in .gitattributes keeps it so.";
	return scripts.map(([path]) => at$1("PHX741", `features/${id}/${path}`, "its lines end with CR LF, and sh takes the CR for a word", hint));
}
function firstLine(bytes) {
	const end = bytes.indexOf(10);
	return new TextDecoder().decode(bytes.subarray(0, end === -1 ? bytes.length : end));
}
// src/features/lock-file.ts
/** `configs/phoenix.lock`: which version and content of each feature of the library an estate uses. Pure. */
const LOCK_FILE = "phoenix.lock";
const lockSchema = once(() => strictObject$1({
	v: literal$1(1),
	phoenix: string().max(64),
	features: record$1(string().regex(FEATURE_ID), strictObject$1({
		version: version(),
		hash: string().regex(/^sha256:[0-9a-f]{64}$/)
	}))
}));
/** An absent file pins nothing. */
function parseLock(text) {
	if (text === null) return {
		lock: null,
		findings: []
	};
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		value = void 0;
	}
	const { data } = lockSchema().safeParse(value);
	if (data) return {
		lock: {
			phoenix: data.phoenix,
			features: data.features
		},
		findings: []
	};
	const hint = "Do not edit it: restore it from git, or write it anew with `phoenix feature update`.";
	const at = wholeFile(LOCK_FILE);
	return {
		lock: null,
		findings: [findingAt("PHX731", `${LOCK_FILE} is not as Phoenix writes it`, hint, at)]
	};
}
/** Sorted, one member a line: two that pin different features merge in git. */
function formatLock({ phoenix, features }) {
	const sorted = Object.keys(features).sort().map((id) => [id, {
		version: features[id]?.version,
		hash: features[id]?.hash
	}]);
	return `${JSON.stringify({
		v: 1,
		phoenix,
		features: Object.fromEntries(sorted)
	}, null, 2)}\n`;
}
/** What differs between the lock and the features of the library that are used. */
function compareLock(lock, used) {
	const at = wholeFile(LOCK_FILE);
	const shipped = used.filter(({ origin }) => origin === "library").toSorted((a, b) => a.id < b.id ? -1 : 1);
	const pins = lock?.features ?? {};
	const differing = shipped.flatMap((feature) => {
		const pin = Object.hasOwn(pins, feature.id) ? pins[feature.id] : void 0;
		const update = `Run \`phoenix feature update ${feature.id}\``;
		if (!pin) return [findingAt("PHX733", `the feature ${quote(feature.id)} is used and not pinned`, `${update} and commit ${LOCK_FILE}.`, at)];
		const now = feature.manifest.version;
		if (pin.hash === feature.content && pin.version === now) return [];
		return [findingAt("PHX732", `the library has ${pin.version === now ? `other contents under the same version ${now}` : `version ${now}`} of ${quote(feature.id)}; version ${pin.version} is pinned`, `${update} and commit ${LOCK_FILE}; its plan names every guest that runs it again.`, at)];
	});
	const ids = new Set(shipped.map(({ id }) => id));
	const unused = Object.keys(pins).filter((id) => !ids.has(id)).sort().map((id) => findingAt("PHX734", `the feature ${quote(id)} is pinned and not used`, "Run `phoenix feature update`.", at));
	return [...differing, ...unused];
}
/**
* The lock for the features that are used. Without ids, every pin is renewed; with ids, theirs, and new ones are added.
* What is not used is let go.
*/
function updateLock(lock, used, phoenix, ids) {
	const pins = used.filter(({ origin }) => origin === "library").map((feature) => {
		const fresh = {
			version: feature.manifest.version,
			hash: feature.content
		};
		const old = lock && Object.hasOwn(lock.features, feature.id) ? lock.features[feature.id] : void 0;
		return [feature.id, old && ids && !ids.includes(feature.id) ? old : fresh];
	});
	return {
		phoenix,
		features: Object.fromEntries(pins)
	};
}
// src/features/estate-features.ts
const NO_FILES$1 = /* @__PURE__ */ new Map();
const OWN_PREFIX = `${OWN_FEATURES}/`;
/** Whether there is something to say of features that no guest uses: own ones, or a lock. */
function bringsFeatures({ kept = NO_FILES$1 }) {
	for (const path of kept.keys()) if (path === "phoenix.lock" || path.startsWith(OWN_PREFIX)) return true;
	return false;
}
/** @param previous of another revision: taken as it is where nothing differs */
function featuresOf$1({ kept = NO_FILES$1 }, shipped, previous) {
	const own = new Map([...kept].flatMap(([path, bytes]) => path.startsWith(OWN_PREFIX) ? [[path.slice(OWN_PREFIX.length), bytes]] : []));
	const text = kept.get(LOCK_FILE$1);
	const lockText = text === void 0 ? null : new TextDecoder().decode(text);
	const key = `${contentHash(own)} ${lockText === null ? "" : sha256(lockText)}`;
	if (previous && previous.key === key && previous.shipped === shipped) return previous;
	const { features, unsound, findings } = readLibrary({
		own,
		shipped: shipped?.() ?? NO_FILES$1
	});
	const { lock, findings: ofLock } = parseLock(lockText);
	return {
		features,
		unsound,
		lock,
		findings: [...findings, ...ofLock],
		key,
		shipped
	};
}
/** Of the library at another version than the lock pins, or gone from it: what it was is told by the pin alone. */
function isStale({ features, lock }, id) {
	const pin = lock && Object.hasOwn(lock.features, id) ? lock.features[id] : void 0;
	const feature = features.get(id);
	return pin !== void 0 && (feature ? feature.origin === "library" && feature.content !== pin.hash : true);
}
/** What the lock says against the library, for those that are used: it counts for what is to be done, not for the past. */
function lockFindings({ features, lock, findings }, used) {
	if (findings.some(({ id }) => id === "PHX731")) return [];
	const there = [...used].flatMap((id) => features.get(id) ?? []);
	const gone = [...used].filter((id) => !features.has(id) && lock && Object.hasOwn(lock.features, id));
	return [...gone.map((id) => findingAt("PHX732", `the library has no feature ${quote(id)} any more, which is pinned`, "Use another feature, or keep this one in configs/features/.", wholeFile(LOCK_FILE$1))), ...compareLock(lock, there).filter(({ id, message }) => id !== "PHX734" || !gone.some((one) => message.includes(quote(one))))];
}
const OF_LIBRARY = /* @__PURE__ */ new Set(["PHX732", "PHX733"]);
/** Whether a finding tells of the library that is installed now: an estate of the past is none the worse for it. */
function isOfLibrary({ id }) {
	return OF_LIBRARY.has(id);
}
// src/features/ports.ts
const NOBODY_KNOWS = {
	ports: [],
	isAll: false
};
/** @param values of its options, those with secrets excepted */
function portsOf({ ports }, values) {
	if (!ports) return NOBODY_KNOWS;
	const found = [];
	let isAll = true;
	for (const one of ports) {
		if (!holds$1(one, values)) continue;
		if ("any" in one) {
			isAll = false;
			continue;
		}
		const port = "port" in one ? one.port : values[one.option];
		if (typeof port !== "number" || port < 1 || port > 65535) continue;
		found.push({
			port,
			protocol: one.protocol ?? "tcp",
			option: "option" in one ? one.option : null
		});
	}
	return {
		ports: found,
		isAll
	};
}
function holds$1({ when = {} }, values) {
	return Object.entries(when).every(([name, want]) => {
		const value = values[name];
		if (want === true && typeof value !== "boolean") return value !== void 0 && value !== "" && value !== 0 && !(Array.isArray(value) && value.length === 0);
		return value === want;
	});
}
// src/kinds/guest/guest-ports.ts
function portsIn(spec, { features, resources }) {
	const { software, isAll: isAllSoftware } = softwareIn(spec, resources);
	const ports = [];
	let isAll = isAllSoftware && software.size > 0;
	for (const [{ id, values }, where] of software) {
		const found = portsOf({ ports: (features && !isStale(features, id) ? features.features.get(id)?.manifest : void 0)?.ports ?? null }, values);
		isAll &&= found.isAll;
		for (const { port, protocol, option } of found.ports) {
			const by = where === null ? `the feature ${id}` : `the feature ${id} of ${where}`;
			const path = where === null ? pointer("features", id, ...option === null ? [] : [option]) : "/clone";
			ports.push({
				port,
				protocol,
				by,
				path
			});
		}
	}
	return {
		ports,
		isAll
	};
}
/** A guest that names a feature of its layer has it once, with its own options. */
function softwareIn(spec, resources) {
	const byId = /* @__PURE__ */ new Map();
	const seen = /* @__PURE__ */ new Set();
	let where = null;
	for (let at = spec; at;) {
		for (const one of at.software ?? []) if (!byId.has(one.id)) byId.set(one.id, [one, where]);
		const { source } = at;
		if (source?.is === "ostemplate") return {
			software: new Map(byId.values()),
			isAll: true
		};
		if (source?.is !== "clone") break;
		const layer = source.layer === void 0 || source.address === null ? void 0 : resources.get(source.address);
		if (!layer || seen.has(layer.address)) break;
		seen.add(layer.address);
		where = layer.address.replace(/@.*$/, "");
		at = layer.spec;
	}
	return {
		software: new Map(byId.values()),
		isAll: false
	};
}
// src/kinds/lxc/guest-view.ts
/** A container as rules for guests of every kind see it. */
const numberOf$1 = (word) => word === void 0 ? null : Number(word);
/** `dhcp`, `manual` and `auto` are no addresses. */
const addressOf = (word) => word?.includes("/") ? word : null;
function cardOf(slot, net, pin) {
	return {
		slot,
		bridge: net["bridge"] ?? null,
		tag: numberOf$1(net["tag"]),
		isTrunk: net["trunks"] !== void 0,
		mtu: numberOf$1(net["mtu"]),
		hwaddr: net["hwaddr"]?.toLowerCase() ?? null,
		ip: addressOf(net["ip"]),
		ip6: addressOf(net["ip6"]),
		gw: net["gw"] ?? null,
		gw6: net["gw6"] ?? null,
		isDhcp: net["ip"] === "dhcp" || net["ip6"] === "dhcp",
		pin
	};
}
function diskOf(path, { storage, size }) {
	const kib = size === void 0 ? null : sizeInKiB(size, "G");
	return {
		path: pointer(...path),
		storage: storage ?? null,
		size: kib,
		content: "rootdir"
	};
}
function disksOf$1({ rootfs, mounts, source }) {
	const disks = rootfs ? [diskOf(["rootfs"], rootfs)] : [];
	if (source?.is === "clone" && source.storage !== void 0 && rootfs?.["storage"] === void 0) disks.push(diskOf(["clone"], { storage: source.storage }));
	for (const path of Object.keys(mounts)) {
		const mount = mounts[path];
		if (isVolume(mount)) disks.push(diskOf(["mounts", path], mount));
	}
	return disks;
}
function volumesOf({ source, options }) {
	const volumes = [];
	if (source?.is === "ostemplate") volumes.push({
		path: "/ostemplate",
		volume: source.volume,
		content: "vztmpl"
	});
	const script = options["hookscript"];
	if (script !== void 0) volumes.push({
		path: "/hookscript",
		volume: script,
		content: "snippets"
	});
	return volumes;
}
/** Of guests, templates and layers. */
function storedOf(spec) {
	return {
		node: spec.node,
		disks: disksOf$1(spec),
		volumes: volumesOf(spec)
	};
}
const ALONE = {
	features: null,
	resources: /* @__PURE__ */ new Map()
};
/** Null: it is a template, which never runs and has no address that counts. */
function guestOf(spec, around = ALONE) {
	if (spec.template) return null;
	const { vmid, node, hostname, options, startup } = spec;
	const { memory, cores } = demandWhileRunning(spec);
	const { ports, isAll } = portsIn(spec, around);
	return {
		vmid,
		node,
		hostname,
		runs: spec.state === "running",
		onboot: options["onboot"] === "1",
		order: numberOf$1(startup["order"]),
		memory,
		cores,
		protection: options["protection"] === "1",
		pool: spec.pool ?? null,
		cards: Object.entries(spec.nets).map(([slot, net]) => cardOf(slot, net, spec.pins?.[slot]?.ip ?? null)),
		disks: disksOf$1(spec),
		volumes: volumesOf(spec),
		ports,
		hasAllPorts: isAll
	};
}
// src/kinds/guest/adopt.ts
const MARKED = {
	path: "/adopt",
	slot: "marker",
	before: null,
	after: true
};
/** Its marker and its tag are written. */
function adoption({ conf }) {
	return stripMarker(conf.description).length > 6144 ? {
		...MARKED,
		effect: "impossible",
		note: "its Notes leave no room for the marker: shorten them"
	} : {
		...MARKED,
		effect: "config"
	};
}
/** Without a host nobody knows what differs: the worst is what an adoption does, which restarts nothing. */
function unseen$1(vmid) {
	return {
		change: {
			...MARKED,
			effect: "live"
		},
		note: `adopts ${vmid}: what differs from its file is known after a live plan, and is changed with it; nothing restarts for it`
	};
}
function adoptUnseen({ spec }) {
	const { change, note } = unseen$1(spec.vmid);
	return {
		action: "adopt",
		changes: [change],
		notes: [note],
		downtime: 0
	};
}
/** A file that stood in git before: whether its guest is ours, or one that had its VMID already, git cannot tell. */
function alsoAdopting({ spec }, diff) {
	if (diff.action === "replace") return diff;
	const { change, note } = unseen$1(spec.vmid);
	const action = diff.action === "no-op" ? "update" : diff.action;
	return {
		...diff,
		action,
		changes: [change, ...diff.changes],
		notes: [...diff.notes, `${note}; where it is ours already, there is nothing to adopt`]
	};
}
// src/kinds/guest/downtime.ts
/** How long a guest is expected to be down: the one place with the figures. */
/**
* Seconds, from medians of the real commands on two cores with a container of 190 MB (PVE 9.2): `pct reboot` 3.4,
* `pct shutdown` 2.7, `pct start` 1.9, `pct snapshot` 1.0, `pct create` 4.1, `pct destroy` 1.1. What runs inside starts later than Proxmox
* says.
*/
const SECONDS = {
	reboot: 3.4,
	shutdown: 2.7,
	start: 1.9,
	snapshot: 1,
	create: 4.1,
	destroy: 1.1
};
const up = Math.ceil;
/** Seconds for the changes of a guest that runs and shall run afterwards. */
function secondsOf(effect, snapshot) {
	if (atMost(effect, "live") || effect === "impossible") return 0;
	if (snapshot && atMost(effect, "offline")) return up(SECONDS.shutdown + SECONDS.snapshot + SECONDS.start);
	if (effect === "restart") return up(SECONDS.reboot);
	if (effect === "offline") return up(SECONDS.shutdown + SECONDS.start);
	return up(SECONDS.shutdown + SECONDS.destroy + SECONDS.create + SECONDS.start);
}
/**
* Null: it stays down. 0: it runs on, or does not run anyway.
* @param snapshot one is taken before the change
*/
function downtimeOf(changes, running, runsAfterwards, snapshot = false) {
	if (!running) return 0;
	if (!runsAfterwards) return null;
	return secondsOf(worst(changes.filter((change) => change.effect !== "impossible").map((change) => change.effect)), snapshot);
}
// src/kinds/guest/fresh-backup.ts
/**
* @param newest ISO time of its newest backup; undefined: there is none
* @param retired since when nothing was written to it, as a retired guest is stopped; otherwise now counts
*/
function isFresh(newest, { maxAge }, now, retired) {
	if (newest === void 0) return false;
	const since = retired === void 0 ? NaN : Date.parse(retired);
	return (Number.isNaN(since) ? Date.parse(now) : Math.min(since, Date.parse(now))) - Date.parse(newest) <= (durationInMs(maxAge) ?? 0);
}
// src/kinds/guest/retire.ts
/** `rootfs 128G on local-zfs`, `/data 50G on tank`: what a retired guest keeps, and a purge destroys. */
function volumeTexts(fields) {
	const valueOf = (slot, key) => fields.find((one) => one.slot === slot && one.key === key)?.value;
	return [...new Set(fields.map((one) => one.slot))].filter((slot) => slot === "rootfs" || isVolumeSlot(slot) && valueOf(slot, "storage") !== void 0).map((slot) => {
		const [size, storage] = [valueOf(slot, "size"), valueOf(slot, "storage")];
		return [
			slotArgument(slot, "mount") ?? slot,
			size,
			storage === void 0 ? void 0 : `on ${storage}`
		].filter((one) => one !== void 0).join(" ");
	});
}
/** Every volume of a guest that is there, in words: what no field tells is called as its line is. */
function everyVolume(live) {
	const others = heldVolumes(live).filter(({ slot }) => slot === null);
	return [...volumeTexts(live.fields), ...others.map(({ option, volume }) => `${option} ${volume}`)];
}
/** Proxmox backs up the root disk, and of the mounts only those that say so (PVE 9.2). */
function notInBackup(fields) {
	const has = (slot, key, value) => fields.some((one) => one.slot === slot && one.key === key && (value === void 0 || one.value === value));
	return [...new Set(fields.map(({ slot }) => slot))].filter((slot) => has(slot, "storage") && !has(slot, "backup", "1")).flatMap((slot) => slotArgument(slot, "mount") ?? []);
}
function bindTexts(fields) {
	return fields.filter((one) => one.slot.startsWith("mount:") && one.key === "bind").map((one) => one.value);
}
/** How long a retired guest is kept, in milliseconds. */
function retention(settings) {
	return durationInMs(settings.policies.retire) ?? 0;
}
/** An ISO time for people; what is none stays as it is. */
function moment(iso, later = 0) {
	const at = Date.parse(iso);
	return Number.isNaN(at) ? iso : momentText(at + later);
}
/** Whether a backup is taken before a guest goes, and where to. */
function backupNote({ settings, snapshot, seen }) {
	const { backup } = settings.policies;
	if (!backup) return "no backup is taken: policies.backup is not set";
	const vmid = seen && "live" in seen ? seen.live.vmid : null;
	const newest = vmid === null ? void 0 : snapshot?.backups?.get(vmid);
	const retired = seen?.is === "ours" ? seen.mark?.retired : void 0;
	if (snapshot !== null && isFresh(newest, backup, snapshot.at, retired)) return `its backup of ${moment(newest ?? "")} is fresh, so none is taken`;
	return snapshot?.backups ? `a backup goes to ${backup.storage} first` : `a backup goes to ${backup.storage} first, unless one is fresh (${backup.maxAge})`;
}
function retiredNote(retired, input) {
	const kept = retention(input.settings);
	const over = input.snapshot !== null && Date.parse(input.snapshot.at) >= Date.parse(retired) + kept;
	const since = `retired since ${moment(retired)}`;
	return {
		action: "no-op",
		changes: [],
		notes: [over ? `${since}; kept long enough: \`phoenix purge\` may destroy it` : `${since}; kept until ${moment(retired, kept)}`],
		downtime: 0
	};
}
/** The end of a retired guest: one line for each volume that goes. */
function purged(live, retired, input) {
	const volumes = everyVolume(live);
	const change = {
		path: "",
		slot: "guest",
		before: "retired",
		after: null,
		effect: "destroy",
		note: `${volumes.length === 1 ? "1 volume" : `${volumes.length} volumes`} destroyed`
	};
	const binds = bindTexts(live.fields);
	return {
		action: "destroy",
		changes: [change],
		notes: [
			`retired since ${moment(retired)}`,
			...backupNotes(input, live.fields),
			...volumes.map((volume) => `destroyed: ${volume}`),
			...binds.length > 0 ? [`never touched: ${binds.join(", ")}`] : []
		],
		downtime: null
	};
}
/** Why a guest that may go at once retires first; null: nothing speaks against it. */
function reasonToKeep(live, spec, dialect) {
	const strange = heldVolumes(live).filter((volume) => !isNamed$1(volume, spec, live, dialect));
	if (strange.length > 0) return `it owns what no file names (${strange.map(({ option, volume }) => `${option} ${volume}`).join(", ")}): retired, not destroyed`;
	return isOn$1(live.fields, "protection") ? "it is protected: retired, not destroyed" : null;
}
/** What a reader has to know of the backup of a guest that goes, or that another one takes the place of. */
function backupNotes(input, fields) {
	const missed = input.settings.policies.backup ? notInBackup(fields) : [];
	return [backupNote(input), ...missed.length > 0 ? [`not in a backup: ${missed.join(", ")} ("backup" is off there)`] : []];
}
/** The guest is not wanted any more. */
function removalDiff(input) {
	const { seen, base, settings, dialect } = input;
	const ours = seen?.is === "ours" ? seen : null;
	const retired = ours?.mark?.retired;
	if (ours && retired !== void 0) return input.purge ? purged(ours.live, retired, input) : retiredNote(retired, input);
	const fields = ours?.live.fields ?? (base ? dialect.fieldsOf(base.spec) : []);
	const vmid = ours?.live.vmid ?? base?.spec.vmid;
	const kept = retention(settings);
	const never = kept === 0 && ours ? reasonToKeep(ours.live, base?.spec ?? null, dialect) : null;
	const atOnce = kept === 0 && never === null;
	const volumes = ours ? everyVolume(ours.live) : volumeTexts(fields);
	const [spell, after] = kept === 0 ? ["", ""] : [` for ${durationText(kept)}`, `, after ${durationText(kept)}`];
	const change = {
		path: "",
		slot: "guest",
		before: `vmid:${vmid}`,
		after: atOnce ? null : "retired",
		effect: atOnce ? "destroy" : "retire",
		note: atOnce ? `${volumes.join(", ")} destroyed` : `${volumes.join(", ")} kept${spell}`
	};
	const binds = bindTexts(fields);
	return {
		action: atOnce ? "destroy" : "retire",
		changes: [change],
		notes: [
			...never === null ? [] : [never],
			...backupNotes(input, fields),
			...binds.length > 0 ? [`never touched: ${binds.join(", ")}`] : [],
			...atOnce ? [] : [`destroyed only by \`phoenix purge\`${after}; reverting brings it back`]
		],
		downtime: null
	};
}
// src/features/stamp.ts
const withoutSeal = (stamp) => stamp.split(" ").slice(0, 2).join(" ");
/** The same software with the same options: whether it runs, the values of its secrets tell, which only the guest can compare. */
function mayBeSame(before, after) {
	return typeof before === "string" && typeof after === "string" && before !== after && withoutSeal(before) === withoutSeal(after);
}
// src/kinds/guest/environment.ts
/**
* `env` of a guest: variables without secrets stand in its conf file; those that are secrets are brought into the guest by
* the library's feature `environment`, which a guest gets by having some.
*/
const ENVIRONMENT$1 = "environment";
/** As many values as the feature declares options for: `value-1` and so on. */
const MOST$2 = 32;
const VALUE = /^value-(\d+)$/;
/** References were looked at where they are replaced: they are whole values here. */
const isSecret = (value) => value.startsWith("${secret:");
/** What stands in the conf file. */
function plainEnv(env) {
	return Object.fromEntries(Object.entries(env).filter(([, value]) => !isSecret(value)));
}
const secretNames = (env) => Object.keys(env).filter((name) => isSecret(env[name] ?? "")).sort();
/** Options of the feature, which knows its values by number: names of options cannot tell `a` from `A`. Null: no secrets. */
function environmentOptions(env) {
	const names = secretNames(env);
	if (names.length === 0) return null;
	const values = names.slice(0, MOST$2).map((name, at) => [`value-${at + 1}`, env[name] ?? ""]);
	return {
		variables: names.slice(0, MOST$2),
		...Object.fromEntries(values)
	};
}
/** The variable whose value an option is; null for options of other features. */
function variableOf({ id, values }, option) {
	const [, number] = VALUE.exec(option) ?? [];
	const names = values["variables"];
	if (id !== "environment" || number === void 0 || !Array.isArray(names)) return null;
	return names[Number(number) - 1] ?? null;
}
/** Where the reference of a secret option stands in the guest's file. */
function secretPath(software, option) {
	const variable = variableOf(software, option);
	return variable === null ? pointer("features", software.id, option) : pointer("env", variable);
}
/** Options by the words of the guest's file; secrets by their references. */
function writtenOptions(software) {
	const { values, secrets } = software;
	if (variableOf(software, "value-1") === null) return {
		...values,
		...secrets
	};
	const named = Object.entries(secrets).map(([option, reference]) => [`env/${variableOf(software, option)}`, reference]);
	return Object.fromEntries(named);
}
/** What a finding says of the feature belongs to the variables that bring it. */
function placedAtEnv(found) {
	const own = pointer("features", ENVIRONMENT$1);
	return found.path === own || found.path.startsWith(`${own}/`) ? {
		...found,
		path: "/env"
	} : found;
}
/** Why the variables cannot be brought into the guest. */
function environmentFindings({ env = {}, features = {} }, estate) {
	const names = secretNames(env);
	const origin = estate.features.get(ENVIRONMENT$1)?.origin;
	const add = (path, message, hint) => findingIn("PHX723", path, message, hint);
	const findings = [];
	if (Object.hasOwn(features, "environment") && origin !== "own") findings.push(add(pointer("features", ENVIRONMENT$1), `no file names the feature "${ENVIRONMENT$1}"`, "Write the variables under \"env\": { \"NAME\": \"${secret:…}\" }, and leave the feature out."));
	if (names.length === 0) return findings;
	if (origin === "own") {
		const message = `the feature configs/features/${ENVIRONMENT$1} stands in the way of the one that brings secrets of "env"`;
		findings.push(add("/env", message, "Give your feature another name."));
	}
	for (const name of names.filter((one) => !/^[A-Za-z_]\w*$/.test(one))) {
		const message = `the variable ${quote(name)} begins with a digit, and holds a secret`;
		findings.push(add(pointer("env", name), message, "Give it a name that begins with a letter or \"_\"."));
	}
	if (names.length > MOST$2) {
		const message = `${names.length} variables hold secrets, and at most ${MOST$2} may`;
		findings.push(add("/env", message, "Bring some of them by a feature of your own."));
	}
	return findings;
}
// src/features/chosen.ts
/** Which features a guest gets: those of its file, and those that they depend on. Pure. */
/**
* @param wanted id → options, as in the guest's file
* @param path of them: `/features`
*/
function choose(wanted, { features, unsound }, path) {
	const findings = [];
	const entries = /* @__PURE__ */ new Map();
	const queue = [];
	const enter = (feature, own, place) => {
		const entry = {
			feature,
			own,
			path: place,
			asked: /* @__PURE__ */ new Map(),
			broughtBy: /* @__PURE__ */ new Set()
		};
		entries.set(feature.id, entry);
		queue.push(entry);
		return entry;
	};
	for (const id of Object.keys(wanted).sort()) {
		const feature = features.get(id);
		const place = path + pointer(id);
		if (feature) enter(feature, wanted[id], place);
		else if (unsound?.has(id)) findings.push(broken(place, `the feature ${quote(id)} cannot be used`, id));
		else {
			const hint = didYouMean(id, [...features.keys()], "Add it to configs/features/.");
			findings.push(findingIn("PHX711", place, `there is no feature ${quote(id)}`, hint));
		}
	}
	for (let entry = queue.shift(); entry; entry = queue.shift()) {
		const by = entry.feature.id;
		for (const [id, options] of Object.entries(entry.feature.manifest.dependsOn)) {
			const feature = features.get(id);
			if (!feature && unsound?.has(id)) {
				const message = `the feature ${quote(by)} depends on ${quote(id)}, which cannot be used`;
				findings.push(broken(entry.path, message, id));
				continue;
			}
			if (!feature) {
				findings.push(findingIn("PHX711", entry.path, `the feature ${quote(by)} depends on ${quote(id)}, which does not exist`, "Add that feature to configs/features/, or remove this one."));
				continue;
			}
			ask(entries.get(id) ?? enter(feature, null, entry.path), options, by, findings);
		}
	}
	return {
		chosen: new Map([...entries].map(([id, entry]) => [id, chosenOf(entry)])),
		findings
	};
}
function broken(place, message, id) {
	return findingIn("PHX711", place, message, `See what is wrong with it: phoenix feature check ${id}`);
}
/** What the guest says itself counts; two features must not ask for different things. */
function ask({ feature, own, asked, path, broughtBy }, options, by, findings) {
	broughtBy.add(by);
	for (const [name, value] of Object.entries(options)) {
		if (own && Object.hasOwn(own, name)) continue;
		const other = asked.get(name);
		if (!other) asked.set(name, {
			value,
			by
		});
		else if (canonical(other.value) !== canonical(value)) {
			const [first, second] = [other.by, by].sort();
			const message = `${first} and ${second} want the feature ${quote(feature.id)} with different values of ${quote(name)}`;
			const hint = `Decide it in the guest: "features": { ${quote(feature.id)}: { ${quote(name)}: … } }.`;
			findings.push(findingIn("PHX717", path, message, hint));
		}
	}
}
function chosenOf({ feature, own, asked, path, broughtBy }) {
	return {
		feature,
		path,
		given: {
			...Object.fromEntries([...asked].map(([name, { value }]) => [name, value])),
			...own
		},
		broughtBy: own ? [] : [...broughtBy].sort()
	};
}
// src/features/hash.ts
/** What tells whether a feature must run again in a guest: a hash of what stands in git, and of nothing else. Pure. */
/** 16 hex digits. Of secrets it covers which are given: whether a value is another one, the guest itself can tell. */
function featureHash({ content, options, dependencies, facts }) {
	const input = {
		content,
		values: options.values,
		secrets: Object.fromEntries(Object.keys(options.secrets).map((name) => [name, true])),
		dependencies,
		facts
	};
	return sha256(canonical(input)).slice(0, 16);
}
// src/config/late.ts
/** Values that only the nodes know: looked up when they are needed, and put in the place of the references to them. Pure. */
/** By the text of the reference; those that nobody knows yet are left out. */
function lateValues({ late = [] }, context) {
	const values = /* @__PURE__ */ new Map();
	for (const { text, to, field } of late) {
		const value = learnedOf(to, context)[field];
		if (value !== void 0) values.set(text, value);
	}
	return values;
}
/** What the nodes tell of a resource now. */
function learnedOf(address, { resources, kinds, snapshot }) {
	const other = resources.get(address);
	const kind = other && [...kinds].find((one) => one.kind === other.kind);
	return (other && kind?.learned?.(other.spec, snapshot)) ?? {};
}
/** Values that stand for those that nobody knows yet, as they would be: `10.0.0.1` for `${lxc/db.net0.address}`. */
function sampled(text) {
	return text.replaceAll(/\$\{[^\s${}]+\/[^\s${}]+\.net\d+\.(address6?|hwaddr)\}/g, (_, field) => SAMPLES[field] ?? "");
}
const SAMPLES = {
	address: "10.0.0.1",
	address6: "fd00::1",
	hwaddr: "BC:24:11:00:00:01"
};
/** Every text in it with these in the place of their references; the same thing where none stands in it. */
function filled(value, values) {
	if (values.size === 0) return value;
	return fill(value, values);
}
function fill(value, values) {
	if (typeof value === "string") {
		let text = value;
		if (text.includes("${")) for (const [token, known] of values) text = text.replaceAll(token, () => known);
		return text;
	}
	if (Array.isArray(value)) return value.map((one) => fill(one, values));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, values)]));
}
/**
* All values of a resource that is worked on now.
* @throws PhoenixError `REFUSED` for one that never came
*/
function allLateValues(resource, context) {
	const values = lateValues(resource, context);
	const missing = resource.late?.find(({ text }) => !values.has(text));
	if (!missing) return values;
	throw new PhoenixError("REFUSED", `${missing.to} has no ${missing.field} yet, and ${resource.address} uses it`, { hint: "see whether IPAM gave it one (pvesh get /cluster/sdn/ipams/pve/status), or write a fixed address" });
}
// src/features/options.ts
/** The options of one feature in one guest: checked, typed, completed by defaults; secrets stay references. Pure. */
/** @param path of the options in the guest's file: `/features/nginx` */
function resolveOptions(manifest, given, path) {
	const known = Object.keys(manifest.options);
	const findings = Object.keys(given).filter((name) => !Object.hasOwn(manifest.options, name)).map((name) => {
		const hint = didYouMean(name, known, "It has no options: write {}.");
		const message = `the feature ${quote(manifest.id)} has no option ${quote(name)}`;
		return findingIn("PHX712", path + pointer(name), message, hint);
	});
	const values = {};
	const secrets = {};
	for (const name of known.sort()) {
		const option = manifest.options[name];
		const value = Object.hasOwn(given, name) ? given[name] : void 0;
		const wrong = wrongWith(name, value, option, manifest);
		if (wrong) {
			const place = value === void 0 ? path : path + pointer(name);
			findings.push(findingIn(wrong.id, place, wrong.message, wrong.hint));
		} else if (option.secret === true) {
			if (typeof value === "string") secrets[name] = value;
		} else {
			const resolved = value ?? option.default ?? emptyOf(option.type, manifest);
			if (resolved !== void 0) values[name] = resolved;
		}
	}
	return {
		options: {
			values,
			secrets
		},
		findings
	};
}
function wrongWith(name, value, option, { id }) {
	const of = `of the feature ${quote(id)}`;
	if (value === void 0) {
		if (option.required !== true) return null;
		const hint = option.description ?? "Add it.";
		return {
			id: "PHX714",
			message: `the option ${quote(name)} ${of} is missing`,
			hint
		};
	}
	if (option.secret === true) {
		if (typeof value === "string" && isReference(value)) return null;
		return {
			id: "PHX715",
			message: `the option ${quote(name)} ${of} must be a reference to a secret, and nothing else`,
			hint: "Write \"${secret:…}\"; if a secret stood in git, it must be changed now."
		};
	}
	if ((Array.isArray(value) ? value : [value]).some((one) => typeof one === "string" && one.includes("${secret:"))) return {
		id: "PHX715",
		message: `the option ${quote(name)} ${of} is not secret: its value would be seen`,
		hint: "Give secrets to options that are declared secret."
	};
	const problem = problemOf(asSampled(value), option);
	if (!problem) return null;
	return {
		id: "PHX713",
		message: `the option ${quote(name)} ${of} ${problem.must}`,
		hint: problem.hint
	};
}
function asSampled(value) {
	if (Array.isArray(value)) return value.map((one) => typeof one === "string" ? sampled(one) : one);
	return typeof value === "string" ? sampled(value) : value;
}
/**
* Scripts of ours run under `set -u`, so every option is a variable. A devcontainer Feature may take an empty text for a
* choice: what has no value is not set.
*/
function emptyOf(type, { format }) {
	if (format === "devcontainer") return void 0;
	switch (type) {
		case "string":
		case "integer": return "";
		case "boolean": return false;
		case "list": return [];
	}
}
// src/config/loops.ts
/**
* One loop for every edge that closes one, as the addresses on it in order, each starting at its smallest address.
* The same graph gives the same loops, whatever the order of its entries.
*/
function loopsIn(graph) {
	const done = /* @__PURE__ */ new Set();
	const loops = /* @__PURE__ */ new Map();
	for (const start of [...graph.keys()].sort()) if (!done.has(start)) walk(start, graph, done, loops);
	return [...loops.values()];
}
function walk(start, graph, done, loops) {
	const frame = (address) => ({
		address,
		targets: [...graph.get(address) ?? []].sort(),
		next: 0
	});
	const stack = [frame(start)];
	const open = /* @__PURE__ */ new Set([start]);
	for (let top = stack.at(-1); top; top = stack.at(-1)) {
		const target = top.targets[top.next];
		top.next += 1;
		if (target === void 0) {
			stack.pop();
			open.delete(top.address);
			done.add(top.address);
		} else if (open.has(target)) {
			const trail = stack.map((one) => one.address);
			const loop = fromSmallest(trail.slice(trail.indexOf(target)));
			loops.set(loop.join(" "), loop);
		} else if (!done.has(target)) {
			stack.push(frame(target));
			open.add(target);
		}
	}
}
function fromSmallest(loop) {
	const at = loop.indexOf([...loop].sort()[0]);
	return [...loop.slice(at), ...loop.slice(0, at)];
}
// src/config/soft-order.ts
/**
* The wishes that hold: each in turn, by name, unless it would close a loop with what has to be and with those before it.
* The same wishes give the same result, whatever their order.
* @param after for each, what it has to come after
*/
function fittingWishes(after, wishes) {
	const all = new Map([...after].map(([one, others]) => [one, [...others]]));
	const fitting = [];
	for (const wish of wishes.toSorted(byName)) {
		const [earlier, later] = wish;
		if (comesAfter(all, earlier, later)) continue;
		fitting.push(wish);
		all.set(later, [...all.get(later) ?? [], earlier]);
	}
	return fitting;
}
function byName([a, b], [c, d]) {
	const [x, y] = a === c ? [b, d] : [a, c];
	return x < y ? -1 : x > y ? 1 : 0;
}
function comesAfter(after, one, other) {
	const seen = /* @__PURE__ */ new Set();
	const queue = [one];
	for (let next = queue.pop(); next !== void 0; next = queue.pop()) {
		if (next === other) return true;
		if (seen.has(next)) continue;
		seen.add(next);
		queue.push(...after.get(next) ?? []);
	}
	return false;
}
// src/secrets/definers.ts
/** Of each secret those that make it true, before those that only use it; of two that make it true, none goes first. */
function definersFirst(users) {
	const makers = /* @__PURE__ */ new Map();
	for (const { name, defines, makes = defines } of users) for (const secret of secretsOf$2(makes)) makers.set(secret, [...makers.get(secret) ?? [], name]);
	if (makers.size === 0) return [];
	return users.flatMap(({ name, uses, defines }) => {
		const own = secretsOf$2(defines);
		const others = [...secretsOf$2(uses)].filter((secret) => !own.has(secret));
		return [...new Set(others.flatMap((secret) => makers.get(secret) ?? []))].map((maker) => [maker, name]);
	});
}
const secretsOf$2 = (references) => new Set(references.map(secretOf$1));
/** `vault:db/app` of `${secret:db/app#user}`; what cannot be understood stands for itself. */
function secretOf$1(text) {
	const reference = parseReference(text);
	return reference ? `${reference.provider.scheme}:${reference.secret}` : text;
}
// src/features/order.ts
/**
* In which order the features of a guest are installed: in rounds, each of all those for which everything is there, by id.
* So the order is total, and the same for the same set. Pure.
*/
function orderFeatures(features) {
	const asked = predecessors(features);
	const loops = loopsIn(asked);
	if (loops.length > 0) return {
		rounds: null,
		loops
	};
	const before = withDefinersFirst(asked, features);
	const rounds = [];
	const done = /* @__PURE__ */ new Set();
	while (done.size < before.size) {
		const ids = [...before].filter(([id, others]) => !done.has(id) && others.every((other) => done.has(other))).map(([id]) => id).sort();
		for (const id of ids) done.add(id);
		rounds.push(ids);
	}
	return {
		rounds,
		loops: []
	};
}
/** What features ask for themselves goes before what their secrets ask for. */
function withDefinersFirst(asked, features) {
	const users = features.map(({ id, uses = [], defines = [] }) => ({
		name: id,
		uses,
		defines
	}));
	const before = new Map([...asked].map(([id, others]) => [id, [...others]]));
	for (const [earlier, later] of fittingWishes(asked, definersFirst(users))) before.get(later)?.push(earlier);
	return before;
}
/** For each feature, those of the set that it asks to come after. */
function predecessors(features) {
	const ids = new Set(features.map(({ id }) => id));
	const byWord = /* @__PURE__ */ new Map();
	for (const { id, provides } of features) for (const word of [id, ...provides]) byWord.set(word, (byWord.get(word) ?? /* @__PURE__ */ new Set()).add(id));
	return new Map(features.map(({ id, dependsOn, installsAfter }) => {
		const soft = installsAfter.flatMap((word) => [...byWord.get(word) ?? []]).filter((other) => other !== id);
		return [id, [.../* @__PURE__ */ new Set([...dependsOn.filter((other) => ids.has(other)), ...soft])].sort()];
	}));
}
// src/features/requirements.ts
/** Whether a guest and its node are what its features need, and whether they bear each other. Pure. */
function unmet(chosen, guest, host) {
	return [...chosen.flatMap((one) => [
		...guestNeeds(one, guest),
		...hostNeeds(one, host),
		...system(one, guest.os)
	]), ...exclusions(chosen)];
}
const named = ({ feature }) => `the feature ${quote(feature.id)}`;
/** A feature that was brought along stands in no file: who brought it does. */
function because({ broughtBy }) {
	return broughtBy.length === 0 ? "" : ` (brought by ${broughtBy.join(", ")})`;
}
const FLAGS$1 = [
	[
		"nesting",
		"nesting",
		"\"nesting\": true"
	],
	[
		"keyctl",
		"keyctl",
		"\"keyctl\": true"
	],
	[
		"fuse",
		"FUSE",
		"\"fuse\": true"
	],
	[
		"privileged",
		"a privileged guest",
		"\"unprivileged\": false in a guest that is made anew"
	]
];
function guestNeeds(one, guest) {
	const needs = one.feature.manifest.requires.guest;
	const told = [];
	const tell = (what, hint) => told.push(findingIn("PHX719", one.path, `${named(one)}${because(one)} requires ${what}`, hint));
	for (const [key, what, write] of FLAGS$1) if (needs[key] === true && !guest[key]) tell(what, `Write ${write}, or remove the feature.`);
	const sizes = [[
		"memory",
		"memory",
		needs.memory,
		guest.memory
	], [
		"disk",
		"a root disk",
		needs.disk,
		guest.disk
	]];
	for (const [key, what, least, has] of sizes) {
		if (least === void 0 || has === null || has >= least) continue;
		const write = key === "memory" ? `"memory": "${diskSize$1(least)}"` : `a "size" of ${diskSize$1(least)} in "rootfs"`;
		tell(`${what} of at least ${diskSize$1(least)}; the guest has ${diskSize$1(has)}`, `Write ${write} or more.`);
	}
	for (const device of needs.devices ?? []) if (!guest.devices.includes(device)) tell(`the device ${device}`, `Add ${quote(device)} to "devices" of the guest.`);
	return told;
}
function hostNeeds(one, host) {
	if (!host) return [];
	return Object.entries(one.feature.manifest.requires.host).flatMap(([fact, want]) => {
		const has = Object.hasOwn(host, fact) ? host[fact] : void 0;
		if (want === true ? has !== void 0 && has !== false && has !== null : has === want) return [];
		const value = want === true ? "" : ` to be ${JSON.stringify(want)}`;
		const now = has === void 0 ? "its node does not declare it" : `its node declares ${JSON.stringify(has)}`;
		const message = `${named(one)}${because(one)} requires the fact ${quote(fact)} of the node${value}; ${now}`;
		return [findingIn("PHX720", one.path, message, "Declare it for the node in phoenix.json if it is so, or choose another node.")];
	});
}
function system(one, os) {
	const systems = one.feature.manifest.os;
	if (!systems || os === null || systems.includes(os)) return [];
	const message = `${named(one)}${because(one)} is for ${systems.join(", ")}; the guest runs ${os}`;
	return [findingIn("PHX721", one.path, message, "Choose another template for the guest, or remove the feature.")];
}
/** Each pair is told of once, at the feature that says so. */
function exclusions(chosen) {
	const told = /* @__PURE__ */ new Set();
	return chosen.flatMap((one) => one.feature.manifest.conflicts.flatMap((word) => chosen.flatMap((other) => {
		const { id, provides } = other.feature.manifest;
		const pair = [one.feature.id, id].sort().join(" ");
		if (other === one || id !== word && !provides.includes(word) || told.has(pair)) return [];
		told.add(pair);
		const message = `${named(one)}${because(one)} cannot be in one guest with ${quote(id)}${because(other)}`;
		return [findingIn("PHX718", one.path, message, "Remove one of the two.")];
	})));
}
// src/features/guest-features.ts
/** The features of one guest, from its file to what is planned and brought into it: in order, each with its hash. Pure. */
function guestFeatures(input) {
	const { chosen, findings } = choose(input.wanted, input, input.path);
	const resolved = new Map([...chosen].map(([id, one]) => [id, resolveOptions(one.feature.manifest, one.given, one.path)]));
	const { rounds, loops } = orderFeatures([...chosen.values()].map((one) => orderable(one, resolved.get(one.feature.id)?.options)));
	const all = [
		...findings,
		...[...resolved.values()].flatMap((one) => one.findings),
		...loops.map((loop) => loopFinding(loop, chosen)),
		...unmet([...chosen.values()], input.guest, input.host),
		...deprecated([...chosen.values()]),
		...misplaced([...chosen.values()], input.onHost === true)
	];
	const done = /* @__PURE__ */ new Map();
	for (const id of rounds?.flat() ?? []) {
		const options = resolved.get(id)?.options;
		const one = chosen.get(id);
		if (one && options) done.set(id, hashed(one, options, done, input));
	}
	return {
		features: [...done.values()],
		findings: all
	};
}
function orderable({ feature: { id, manifest } }, options) {
	const { dependsOn, installsAfter, provides } = manifest;
	const { secrets = {} } = options ?? {};
	const defines = definingOptions(manifest, secrets).flatMap((name) => secrets[name] ?? []);
	const uses = Object.values(secrets);
	return {
		id,
		dependsOn: Object.keys(dependsOn),
		installsAfter,
		provides,
		uses,
		defines
	};
}
/** Of the options with a secret, those whose secret the feature makes true. */
function definingOptions({ options }, secrets) {
	return Object.keys(secrets).filter((name) => options[name]?.defines === true);
}
function hashed({ feature, broughtBy }, options, done, { lock, host }) {
	const pin = feature.origin === "library" ? lock?.features[feature.id] : void 0;
	const dependsOn = Object.keys(feature.manifest.dependsOn).filter((id) => done.has(id)).sort();
	const dependencies = Object.fromEntries(dependsOn.map((id) => [id, done.get(id)?.hash ?? ""]));
	const hash = featureHash({
		content: pin?.hash ?? feature.content,
		options,
		dependencies,
		facts: factsOf(feature, host)
	});
	return {
		feature,
		options,
		version: pin?.version ?? feature.manifest.version,
		hash,
		dependsOn,
		broughtBy
	};
}
/** The facts of the node that a feature requires, as declared. */
function factsOf({ manifest }, host) {
	const names = Object.keys(manifest.requires.host).filter((name) => host && Object.hasOwn(host, name));
	return Object.fromEntries(names.sort().map((name) => [name, host?.[name] ?? null]));
}
function loopFinding(loop, chosen) {
	const way = [...loop, loop[0]].map((id) => quote(id ?? "")).join(" → ");
	return findingIn("PHX716", chosen.get(loop[0] ?? "")?.path ?? "", `features wait for each other: ${way}`, "Remove one of these from \"dependsOn\" or \"installsAfter\" of the features.");
}
function deprecated(chosen) {
	return chosen.filter(({ feature }) => feature.manifest.deprecated).map(({ feature, path }) => {
		const hint = feature.manifest.documentationURL ?? "See its README for what replaces it.";
		return findingIn("PHX722", path, `the feature ${quote(feature.id)} is deprecated`, hint);
	});
}
function misplaced(chosen, onHost) {
	return chosen.filter(({ feature }) => feature.manifest.host !== onHost).map(({ feature, path }) => {
		const [is, place] = onHost ? ["guests", "the file of a guest"] : ["nodes", "node/NAME.json"];
		return findingIn("PHX724", path, `the feature ${quote(feature.id)} is for ${is}`, `Write it in ${place}, or choose another feature.`);
	});
}
// src/kinds/guest/seal.ts
/**
* What git tells of the secrets of a feature without any of their values: where one that git holds was written anew, it
* may be another one. Whether it is, the guest itself tells an apply. Pure.
*/
/**
* Null where there are no secrets.
* @param secrets references by name of the option
* @param keptHash absent: of what is made once and never entered again only the references count
*/
function sealed(secrets, keptHash) {
	const references = Object.values(secrets);
	if (references.length === 0) return null;
	const seals = {};
	for (const reference of references) {
		const { provider, secret } = parseReference(reference) ?? {};
		const path = secret === void 0 ? void 0 : provider?.fileOf?.(secret);
		const hash = path === void 0 ? null : keptHash?.(path) ?? null;
		if (hash !== null) seals[reference] = hash;
	}
	return {
		seals,
		seal: sha256(canonical({
			secrets,
			seals
		})).slice(0, 16)
	};
}
// src/kinds/guest/software.ts
/**
* The software of a guest: its features in order, each with what a plan and an apply need to know of it. The values
* of secrets are not in it, only their references.
*/
/** What stands in the marker, and as the value of its field. */
const stampOf = ({ version, hash, seal }) => seal === void 0 ? `${version} ${hash}` : `${version} ${hash} ${seal}`;
const REMOVE = "remove.sh";
/** @param keptHash absent: nothing tells of secrets that were written anew in git */
function softwareOf({ feature, options, version, hash, dependsOn }, keptHash) {
	const { manifest, id } = feature;
	const defines = definingOptions(manifest, options.secrets);
	const facts = Object.keys(manifest.requires.host).toSorted();
	return {
		id,
		version,
		hash,
		values: options.values,
		secrets: options.secrets,
		...sealed(options.secrets, keptHash),
		...defines.length > 0 && { defines },
		...facts.length > 0 && { facts },
		dependsOn,
		timeout: manifest.timeout,
		...manifest.restarts && { restarts: true },
		...manifest.experimental && { experimental: true },
		...!feature.files.has(REMOVE) && { lasting: true }
	};
}
/** What the pin alone tells of a feature whose files are not here any more. */
function ofPin(id, given, estate) {
	const pin = estate.lock?.features[id];
	const hash = sha256(canonical({
		content: pin?.hash ?? "",
		given
	})).slice(0, 16);
	return {
		id,
		version: pin?.version ?? "0.0.0",
		hash,
		values: {},
		secrets: {},
		dependsOn: [],
		timeout: 0
	};
}
function secretFindings$1(software) {
	return software.flatMap((one) => Object.entries(one.secrets).flatMap(([name, reference]) => {
		const hint = wrongWithReference(reference);
		if (hint === null) return [];
		const path = secretPath(one, name);
		return [findingIn("PHX715", path, `the secret of ${fieldName(path)} cannot be understood`, hint)];
	}));
}
/** Null where the file names no features. */
function resolveSoftware(resolve, input, spec, guest) {
	const brought = environmentOptions(input.env ?? {});
	const given = {
		...input.features,
		...brought && { ["environment"]: brought }
	};
	if (Object.keys(given).length === 0) return null;
	const estate = resolve.features?.() ?? NO_FEATURES;
	const gone = Object.keys(given).filter((id) => !estate.features.has(id) && isStale(estate, id));
	const { features, findings } = guestFeatures({
		wanted: Object.fromEntries(Object.entries(given).filter(([id]) => !gone.includes(id))),
		path: "/features",
		features: estate.features,
		unsound: estate.unsound,
		lock: estate.lock,
		guest,
		host: nodeIn(resolve.settings, spec.node)?.facts ?? {}
	});
	const keptHash = spec.template ? void 0 : resolve.keptHash;
	const software = [...gone.map((id) => ofPin(id, given[id] ?? {}, estate)), ...features.map((one) => softwareOf(one, keptHash))];
	const told = environmentFindings(input, estate);
	return {
		software,
		findings: software.some(({ id }) => isStale(estate, id)) ? [] : [
			...told,
			...findings.map(placedAtEnv),
			...secretFindings$1(software)
		]
	};
}
const NO_FEATURES = {
	features: /* @__PURE__ */ new Map(),
	unsound: /* @__PURE__ */ new Set(),
	lock: null,
	findings: [],
	key: "",
	shipped: null
};
// src/kinds/guest/software-changes.ts
/**
* What becomes of software: the words of a change, and what is known to be unfinished. That something differs is found
* by compare.ts, as with every other field.
*/
/** Where the features of a file stand. */
function featureAt(path) {
	const [head, id, ...rest] = pointerSegments(path);
	return head === "features" && id !== void 0 && rest.length === 0 ? id : null;
}
const isFeature = ({ slot }) => slotArgument(slot, "feature") !== null;
const shown$1 = (value) => {
	const text = value === void 0 ? "nothing" : typeof value === "string" ? value : canonical(value);
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
/** `targets + git=10.0.0.7:3000`: what came into a list and what left it; nothing where only the order differs. */
function listChange(before, after) {
	const beyond = (list, other) => {
		const known = new Set(other.map(canonical));
		return list.filter((one) => !known.has(canonical(one)));
	};
	const signed = (sign, list) => list.length === 0 ? [] : [`${sign} ${list.map(shown$1).join(", ")}`];
	return [...signed("−", beyond(before, after)), ...signed("+", beyond(after, before))].join(" ");
}
function valueChange(before, after) {
	return Array.isArray(before) && Array.isArray(after) && listChange(before, after) || `${shown$1(before)} → ${shown$1(after)}`;
}
/** `listen 80 → 8080`; secrets by their references. */
function optionChanges(before, after) {
	const [a, b] = [writtenOptions(before), writtenOptions(after)];
	return [.../* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)])].sort().filter((name) => canonical(a[name] ?? null) !== canonical(b[name] ?? null)).map((name) => `${name} ${valueChange(a[name], b[name])}`);
}
/** Secrets that it has used before and that are written anew in git: the values may be the same. */
function secretChanges(before, after) {
	const known = new Set(Object.values(before.secrets));
	const anew = Object.values(after.secrets).filter((reference) => known.has(reference) && before.seals?.[reference] !== after.seals?.[reference]);
	const names = [...new Set(anew.map((reference) => parseReference(reference)?.secret ?? reference))].sort();
	if (names.length === 0) return [];
	return [`${names.length === 1 ? "secret" : "secrets"} ${names.join(", ")} may have changed`];
}
/** Why a feature runs again, as far as git tells. */
function reasons(before, after) {
	if (!before || stampOf(before) === stampOf(after)) return [];
	const options = optionChanges(before, after);
	const isOther = before.version !== after.version;
	const other = isOther ? [`version ${before.version} → ${after.version}`] : [];
	const within = isOther || options.length > 0 || before.hash === after.hash ? [] : [contentChange(before, after)];
	return [
		...other,
		...options,
		...within,
		...secretChanges(before, after)
	];
}
const contentChange = (before, after) => canonical(before.dependsOn) === canonical(after.dependsOn) ? "its files changed, or what it depends on" : "it depends on others now";
/** Of secrets alone the marker tells another story than git, and no commit says which. */
const unsealed = ({ before, after }) => mayBeSame(before, after) ? ["its secrets may have changed"] : [];
/** What counts is what was kept in the guest when it was installed. */
const removal = (before) => before?.lasting ? "it has no remove script: what it installed stays until the guest is made anew" : "its remove script runs";
function find(spec, id) {
	return spec?.software?.find((one) => one.id === id);
}
/** The same changes with their words. */
function explained(changes, want, base) {
	return changes.map((change) => {
		const id = slotArgument(change.slot, "feature");
		if (id === null) return change;
		const after = find(want, id);
		const said = change.note === void 0 || change.effect === "live" ? [] : [change.note];
		const why = after ? reasons(find(base, id), after) : [removal(find(base, id))];
		const notes = [
			...said,
			...why.length > 0 ? why : unsealed(change),
			...after?.experimental ? ["experimental"] : [],
			...after?.restarts ? ["may restart the guest"] : []
		];
		const { note: _, ...rest } = change;
		return notes.length === 0 ? rest : {
			...rest,
			note: notes.join("; ")
		};
	});
}
/** Features that an apply has begun, and of which comparing shows nothing: git was taken back in between, say. */
function featureDebts(want, prior, found) {
	const [wanted, now] = [byPath(prior.dialect.fieldsOf(want)), byPath(prior.now)];
	const seen = new Set(found.map(({ path }) => path));
	return (prior.mark?.owed ?? []).flatMap((path) => {
		const id = featureAt(path);
		if (id === null || seen.has(path)) return [];
		const after = wanted.get(path)?.value ?? null;
		const before = `unfinished${now.has(path) ? ` (was ${now.get(path)?.value ?? ""})` : ""}`;
		const becomes = want.template && !isOn$1(prior.now, "template");
		const own = find(want, id)?.restarts ? "restart" : prior.running ? "live" : "config";
		const effect = becomes ? "offline" : own;
		return [{
			path,
			slot: featureSlot(id),
			before,
			after,
			effect,
			note: "finishes what an earlier apply began"
		}];
	});
}
/** A guest that is stopped and stays so is not started for its software: what is owed already waits. */
function waiting$1(changes, want, base, prior) {
	if (prior.running || want.state === "running" || want.template) return {
		changes,
		notes: []
	};
	const owed = new Set(prior.mark?.owed ?? []);
	const isKnown = (change) => {
		const id = slotArgument(change.slot, "feature");
		if (id === null || !owed.has(change.path) || prior.live === null) return false;
		const [a, b] = [find(want, id), find(base, id)];
		return base !== null && a?.hash === b?.hash && a?.version === b?.version && a?.seal === b?.seal;
	};
	const late = changes.filter(isKnown);
	const ids = late.map(({ slot }) => slotArgument(slot, "feature") ?? "").sort();
	return {
		changes: changes.filter((change) => !late.includes(change)),
		notes: ids.length === 0 ? [] : [`waits until the guest runs: ${ids.join(", ")}`]
	};
}
// src/kinds/guest/rollback.ts
function wishOf({ rollback }, policies) {
	return rollback ?? policies.rollback;
}
/** Software that changes, and may fail. */
const changesSoftware = (changes) => changes.some((change) => isFeature(change) && change.effect !== "impossible");
const none = (why) => ({
	is: "none",
	why
});
/** A guest that is made, or made anew: a failure leaves what was made, and the next apply goes on with it. */
function noRollbackOfNew(spec, policies) {
	if (wishOf(spec, policies) === "off" || (spec.software ?? []).length === 0) return void 0;
	return { rollback: none("it is made anew: there is nothing to go back to") };
}
/** Changes that a rollback would not take back, or that stand in its way. */
function inTheWay(changes) {
	const has = (isOne) => changes.some(({ slot }) => isOne(slot));
	if (has(isVolumeSlot)) return "its disks or mounts change too, which no rollback takes back: apply those first";
	if (has((slot) => slot.startsWith("snapshot:"))) return "its snapshots change too, and the newest one must be ours: apply those first";
	return has((slot) => slot === "node") ? "it moves to another node: apply that first" : null;
}
function dataVolumes$1(fields, dialect) {
	const system = dialect.systemDisk(fields);
	return fields.filter(({ slot, key }) => key === "storage" && isVolumeSlot(slot) && slot !== system).filter(({ slot }) => slot !== "efidisk0" && slot !== "tpmstate0").map(({ slot }) => slotArgument(slot, "mount") ?? slot).toSorted();
}
function why(want, wish, changes, around) {
	const { now, running, live, mark, noSnapshot, isRunner, dialect } = around;
	if (isRunner) return "it runs the jobs, and a rollback would end the one that makes it";
	if (want.template || isOn$1(now, "template")) return "it becomes a template, which has no snapshots";
	if (live && !mark) return "it has no marker yet that tells what it would go back to";
	if (mark?.owed?.includes("")) return "it is still being made: there is nothing to go back to";
	if (!running && want.state !== "running") return "it is stopped, and its software waits until it runs";
	const barred = inTheWay(changes) ?? noSnapshot;
	if (barred !== null) return barred;
	const volumes = dataVolumes$1(now, dialect);
	if (volumes.length > 0 && wish !== "lose-data") {
		const [what, goes] = volumes.length === 1 ? ["a volume of its own", "it"] : ["volumes of its own", "them"];
		return `${volumes.join(", ")}: ${what}, and what is written to ${goes} would go back too; "rollback": "lose-data" allows that`;
	}
	return live?.conf.snapshots.has("phoenix-before") === true && ownSnapshot(live) === null ? `somebody else's snapshot is called ${OWN_SNAPSHOT}` : null;
}
/** Undefined: nobody asks for it, or no software changes. */
function rollbackOf(want, changes, around) {
	const wish = wishOf(want, around.policies);
	if (wish === "off" || !changesSoftware(changes)) return void 0;
	const reason = why(want, wish, changes, around);
	return reason === null ? { is: "snapshot" } : none(reason);
}
/** What an earlier apply has tried in vain. */
function undoneNotes(mark) {
	const at = mark?.undone === void 0 ? NaN : Date.parse(mark.undone);
	return Number.isNaN(at) ? [] : [`tried on ${momentText(at)}, failed, and was rolled back`];
}
/** What git says of it: nothing but the marker is written. */
function wishChanges(want, base) {
	const [after, before] = [want.spec.rollback ?? null, base?.spec.rollback ?? null];
	if (!base || after === before) return [];
	return [{
		path: pointer("rollback"),
		slot: "rollback",
		before,
		after,
		effect: "config"
	}];
}
/** An apply that was killed at its very end has left its snapshot. */
function leftoverChanges(live, found) {
	if (found.length > 0 || !live || !ownSnapshot(live)) return [];
	return [{
		path: "/rollback",
		slot: "marker",
		before: OWN_SNAPSHOT,
		after: null,
		effect: "config",
		note: "what an earlier apply left is deleted"
	}];
}
// src/kinds/guest/copyable.ts
/**
* Null: it can be made.
* @param snapshot null in a plan without a host
*/
function noCopyReason({ source }, snapshot, grammar) {
	if (source?.is !== "clone") return null;
	const name = source.address ?? String(source.vmid);
	if (source.apart) {
		const { node, storage } = source.apart;
		return `${name} is on ${node}, and Proxmox clones to another node only on a storage that is shared, as "${storage}" is not`;
	}
	if (source.snapshot !== void 0) return null;
	const seen = source.address === null && snapshot ? liveIn$1(grammar, snapshot, source.vmid)?.running === true : false;
	if (source.runs !== true && !seen) return null;
	return `${name} runs, and Proxmox copies a running guest only as of a snapshot: name one of its snapshots, or stop it`;
}
// src/kinds/guest/pool.ts
/**
* Null: nothing speaks against it, or nobody knows: no file declares pools.
* @param snapshot null in a plan without a host
*/
function noPoolReason({ spec: { pool }, refersTo }, snapshot) {
	if (refersTo?.some((to) => to.startsWith("pool/"))) return null;
	if (!pool || !snapshot || snapshot.pools.has(pool)) return null;
	return `the cluster has no pool "${pool}": make it (pvesh create /pools --poolid ${pool}), or name another one`;
}
// src/kinds/guest/unmakeable.ts
/**
* Null: nothing is known to speak against it.
* @param snapshot null in a plan without a host
*/
function noMakeReason(want, snapshot, dialect) {
	const { spec } = want;
	const lacking = () => dialect.lackingAt?.(dialect.fieldsOf(spec), spec.node, snapshot).values().next().value;
	return noCopyReason(spec, snapshot, dialect) ?? noPoolReason(want, snapshot) ?? lacking() ?? null;
}
// src/kinds/guest/replace.ts
/** They hold what the machine needs to start, and nothing that people put there. */
const STATE_DISKS = ["efidisk0", "tpmstate0"];
function dataVolumes(spec, live, dialect) {
	const fields = spec ? dialect.fieldsOf(spec) : [];
	const system = dialect.systemDisk(live?.fields ?? fields);
	const isData = (slot) => slot !== system && !STATE_DISKS.includes(slot);
	const nameOf = (slot) => slotArgument(slot, "mount") ?? slot;
	const ofSpec = fields.filter(({ slot, key }) => key === "storage" && isVolumeSlot(slot) && isData(slot)).map(({ slot }) => nameOf(slot));
	const ofLive = (live ? heldVolumes(live) : []).filter(({ slot }) => slot === null || isData(slot)).map(({ option, volume, slot }) => slot === null ? `${option} ${volume}` : nameOf(slot));
	const ofSnapshots = (live ? snapshotVolumes(live) : []).map((volume) => `${volume} of a snapshot`);
	return [.../* @__PURE__ */ new Set([
		...ofSpec,
		...ofLive,
		...ofSnapshots
	])].toSorted();
}
function refusal(want, base, prior, snapshot) {
	const data = dataVolumes(base.spec, prior.live, prior.dialect);
	if (isOn$1(prior.now, "protection")) return "the guest is protected: take its protection off and apply that first";
	return data.length > 0 ? `the guest owns data volumes (${data.join(", ")}): detach those of the file, and move or delete what is unused` : noMakeReason(want, snapshot, prior.dialect);
}
/** What asks for it: a higher generation in its file, or somebody who wants the guest on what its layer is now. */
function asking(want, base, { mark }) {
	const [before, after] = [base.spec.generation, want.spec.generation];
	if (after > before) return {
		path: "/generation",
		slot: "generation",
		before: String(before),
		after: String(after)
	};
	return {
		path: MOVE,
		slot: "layer",
		before: mark?.layer ?? null,
		after: layerOf(want.spec) ?? null
	};
}
/** Asked for by name or by a higher generation; the guest must own no data that would be lost. */
function replace(want, base, prior, input) {
	const refused = refusal(want, base, prior, input.snapshot);
	const whole = {
		...asking(want, base, prior),
		effect: refused !== null ? "impossible" : "replace",
		note: refused ?? "made anew from its source; what is inside is lost"
	};
	const { dialect } = input;
	const old = byPath(dialect.fieldsOf(base.spec));
	const all = [whole, ...dialect.fieldsOf(want.spec).filter((one) => old.get(one.path)?.value !== one.value).map(({ path, slot, value }) => ({
		path,
		slot,
		before: old.get(path)?.value ?? null,
		after: value,
		...refused === null ? { effect: "replace" } : {
			effect: "impossible",
			note: "waits for the generation"
		}
	}))];
	return {
		action: "replace",
		changes: all,
		notes: refused !== null ? [] : backupNotes(input, prior.now),
		...noRollbackOfNew(want.spec, input.settings.policies),
		downtime: refused !== null ? 0 : downtimeOf(all, prior.running, want.spec.state === "running")
	};
}
// src/kinds/rollback-notes.ts
function rollbackNotes(rollback) {
	switch (rollback?.is) {
		case void 0: return [];
		case "snapshot": return ["if its software fails, it stops and all of this is rolled back"];
		case "none": return [`no rollback: ${rollback.why}`];
	}
}
// src/secrets/floating.ts
/** Secrets whose values change without a commit. Pure. */
function floats(reference) {
	const parsed = parseReference(reference);
	return parsed?.provider.floats(parsed.secret) ?? false;
}
// src/kinds/guest/software-checks.ts
/** Installed again as it is: no marker tells of it, so that only a look can. What changes anyway is installed anyway. */
function softwareDrift({ software = [] }, check, found, policies) {
	if (!check) return [];
	const changing = new Set(found.map(({ path }) => path));
	return software.flatMap((one) => {
		const reason = reasonOf$2(one, check, policies);
		const { path, slot } = field(featureSlot(one.id), null, "");
		if (reason === null || changing.has(path)) return [];
		const after = stampOf(one);
		const effect = one.restarts ? "restart" : "live";
		const note = `${reason.note}${one.restarts ? "; may restart the guest" : ""}`;
		return [{
			path,
			slot,
			before: reason.before,
			after,
			effect,
			note,
			[reason.by]: true
		}];
	});
}
function reasonOf$2(one, check, { secrets }) {
	const drift = (why) => ({
		before: `drifted (${stampOf(one)})`,
		note: `has drifted: ${why}`,
		by: "inside"
	});
	const reason = check.drifted.get(one.id);
	if (reason !== void 0) return drift(reason);
	const note = changedSecrets(one, check);
	if (note === null) return null;
	return secrets === "follow" && changedIn(one, check).some(floats) ? {
		before: `${one.version} with another secret`,
		note,
		by: "followed"
	} : drift(note);
}
/** References of the secrets of a feature that have other values in its guest. */
function changedIn({ id, secrets }, { changed }) {
	const variables = new Set(changed.get(id));
	const options = Object.entries(secrets).filter(([option]) => variables.has(variableOf$1(option)));
	return [...new Set(options.map(([, reference]) => reference))].sort();
}
/** `secret aws:prod/db#password has changed`; null: none has, as far as the guest knows. */
function changedSecrets(one, check) {
	const names = changedIn(one, check).map((reference) => reference.slice(9, -1));
	if (names.length === 0) return null;
	return names.length === 1 ? `secret ${names[0]} has changed` : `secrets ${names.join(", ")} have changed`;
}
function uncheckedNotes(check) {
	const { unchecked = [], uncompared = [] } = check ?? {};
	return [...unchecked.map((why) => `not checked: ${why}`), ...uncompared.map((why) => `secrets not compared: ${why}`)];
}
// src/kinds/guest/update.ts
function changeOf(difference, around, dialect) {
	const { path, slot, before, after } = difference;
	return {
		path,
		slot,
		before,
		after,
		...dialect.costOf(difference, around)
	};
}
/** The version of Proxmox: of the node as it is, or as declared. */
function pveOf(node, settings, snapshot) {
	const facts = snapshot?.nodes.get(node);
	const seen = facts?.reachable ? facts.pve : "";
	return seen === "" ? settings.nodes[node]?.pve ?? "9.2" : seen;
}
/** Of a guest that was made anew, the one before is gone: another number in the file brings nothing back. */
function generationNotes(want, base) {
	const [is, was] = [want.spec.generation, base?.spec.generation ?? 1];
	if (was <= is) return [];
	return [`what generation ${was} replaced does not come back by this: it is in its backup (phoenix restore)`];
}
/** @param repair why its marker is written again */
function update(want, base, prior, input, repair) {
	const { settings, snapshot, dialect } = input;
	const fields = dialect.fieldsOf(want.spec);
	const sides = {
		want: fields,
		base: base?.spec === want.spec ? fields : base ? dialect.fieldsOf(base.spec) : [],
		now: prior.now,
		next: prior.next
	};
	const gone = new Set(sides.base.map((one) => one.slot).filter((slot) => !fields.some((one) => one.slot === slot)));
	const kept = prior.running ? prior.now : prior.now.filter((one) => !gone.has(one.slot));
	const isTemplate = isOn$1(prior.now, "template");
	const around = {
		want: fields,
		now: prior.now,
		running: prior.running,
		template: isTemplate,
		pve: pveOf(prior.node, settings, snapshot),
		noSnapshot: dialect.noSnapshotReason(kept, settings.nodes[prior.node], snapshot),
		noPool: noPoolReason(want, snapshot),
		lacking: dialect.lackingAt?.(fields, want.spec.node, snapshot) ?? /* @__PURE__ */ new Map(),
		restarting: new Set((want.spec.software ?? []).filter((one) => one.restarts).map(({ id }) => id)),
		stays: !prior.running && want.spec.state === "stopped",
		becomes: want.spec.template && !isTemplate
	};
	const repaired = repair === void 0 ? [] : [{
		path: "",
		slot: "marker",
		before: null,
		after: want.address,
		effect: "config",
		note: repair
	}];
	const returned = returnChanges$1(prior);
	const renamed = repaired.length > 0 || returned.length > 0 ? [] : renameChanges(want, base, prior);
	const moved = migration(want, base, prior, input);
	const all = compare(sides, dialect).map((difference) => changeOf(difference, around, dialect));
	const debts = featureDebts(want.spec, prior, all);
	const late = waiting$1([...all, ...debts], want.spec, base?.spec ?? null, prior);
	const check = snapshot?.checks?.get(want.spec.vmid);
	const found = explained(late.changes, want.spec, base?.spec ?? null);
	const other = [
		...repaired,
		...returned,
		...renamed,
		...moved.changes,
		...creationChanges(want, base, dialect),
		...healthChanges(want, base),
		...wishChanges(want, base),
		...found,
		...softwareDrift(want.spec, check, found, settings.policies),
		...owedChanges(fields, prior, found),
		...stateChanges(want, prior)
	];
	const own = [...other, ...debtChanges(want, prior, [
		...other,
		...all,
		...debts
	])];
	const changes = [...own, ...leftoverChanges(prior.live, own)];
	const rollback = rollbackOf(want.spec, changes, {
		policies: settings.policies,
		now: kept,
		running: prior.running,
		live: prior.live,
		dialect,
		mark: prior.mark,
		noSnapshot: around.noSnapshot,
		isRunner: input.isRunner ?? false
	});
	const lock = prior.live?.lock;
	const action = moved.changes.length > 0 ? "migrate" : renamed.length > 0 ? "rename" : "update";
	return {
		action: changes.length === 0 ? "no-op" : action,
		changes,
		notes: [
			...behindNotes(want, prior.live ? prior.mark?.layer : base ? layerOf(base.spec) : void 0),
			...moved.notes,
			...generationNotes(want, base),
			...late.notes,
			...uncheckedNotes(check),
			...rollbackNotes(rollback),
			...changes.length > 0 ? undoneNotes(prior.mark) : [],
			...changes.length > 0 && lock ? [`locked by Proxmox now: ${lock}`] : []
		],
		downtime: downtimeOf(changes, prior.running, want.spec.state === "running", rollback?.is === "snapshot"),
		...rollback ? { rollback } : {}
	};
}
// src/kinds/guest/diff.ts
const NOTHING$4 = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
/** Every guest that is made has these, unless a change says otherwise. */
function goesWithoutSaying({ template }, { slot, value }) {
	if (slot === "template") return value === "0";
	return slot === "state" && value === (template ? "stopped" : "running");
}
function create(want, { settings, dialect }, snapshot, notes) {
	const id = `vmid:${want.spec.vmid}`;
	const refused = noMakeReason(want, snapshot, dialect);
	return {
		action: "create",
		changes: [{
			path: "",
			slot: "guest",
			before: null,
			after: id,
			...refused === null ? { effect: "live" } : {
				effect: "impossible",
				note: refused
			}
		}, ...explained([
			...dialect.fieldsOf(want.spec),
			...healthFields(want.spec),
			...pinFields(want.spec)
		].filter((one) => !goesWithoutSaying(want.spec, one)).map(({ path, slot, value }) => ({
			path,
			slot,
			before: null,
			after: value,
			effect: "live"
		})), want.spec, null)],
		notes,
		downtime: 0,
		...noRollbackOfNew(want.spec, settings.policies)
	};
}
function against(want, prior, input, repair) {
	const { base } = input;
	if (base && want.spec.generation > base.spec.generation) return replace(want, base, prior, input);
	if ((input.rebuild || prior.mark?.owed?.includes("/clone")) && behindOn(want.spec, prior.mark) !== null) return replace(want, base ?? want, prior, input);
	return update(want, base, prior, input, repair);
}
function gitDiff(input) {
	const { want, base, dialect } = input;
	if (!want) return base ? removalDiff(input) : NOTHING$4;
	if (!base) return want.spec.adopt ? adoptUnseen(want) : create(want, input, null, []);
	if (want.address === base.address && isSameSpec(want.spec, base.spec)) return NOTHING$4;
	const running = base.spec.state === "running";
	const wakes = !running && !base.spec.template && (want.spec.state === "running" || want.spec.template);
	const software = new Map(wakes ? dialect.fieldsOf(want.spec).map(({ path, value }) => [path, value]) : []);
	const mayLack = ({ slot, path, value }) => slotArgument(slot, "feature") !== null && software.get(path) === value;
	const now = dialect.fieldsOf(base.spec).filter((one) => !mayLack(one));
	const diff = against(want, {
		now,
		next: now,
		running,
		node: base.spec.node,
		mark: null,
		live: null,
		dialect
	}, input);
	return want.spec.adopt && !base.spec.adopt ? alsoAdopting(want, diff) : diff;
}
/**
* A guest that is not ours becomes so, and as its file says: what differs is changed with it, but for what only creation
* can set, which git alone is held to.
*/
function adopt(want, live, input) {
	const { fields: now, next, running, node } = live;
	const { dialect } = input;
	const diff = update(want, null, {
		now,
		next,
		running,
		node,
		mark: null,
		live,
		dialect
	}, {
		...input,
		base: null
	}, void 0);
	const isTold = ({ before, after }) => before !== null && after !== null;
	const told = compareCreation(dialect.fieldsOf(want.spec), now, dialect).filter(isTold);
	return {
		...diff,
		action: "adopt",
		changes: [adoption(live), ...diff.changes],
		notes: [...diff.notes, ...told.map(({ path, before, after }) => `${path} is ${before} and stays so; the file says ${after}`)]
	};
}
/** The difference of a guest of ours, and whether its marker lags behind it. */
function ours(input, want, seen) {
	if (!input.snapshot?.checks?.has(want.spec.vmid) && input.dialect.isSettled(want, input.base, seen)) return NOTHING$4;
	const { live, mark, repair } = seen;
	const { fields: now, next, running, node } = live;
	const diff = against(want, {
		now,
		next,
		running,
		node,
		mark,
		live,
		dialect: input.dialect
	}, input, repair);
	const asked = mark?.commit && input.base && input.isCommitted !== false ? gitDiff({
		...input,
		seen: null,
		snapshot: null
	}).changes : [];
	const follow = mark?.commit === null && input.isCommitted === true && diff.changes.length === 0 ? [FIRST_COMMIT] : followChanges(asked, diff.changes);
	if (follow.length === 0) return diff;
	const action = diff.action === "no-op" ? "update" : diff.action;
	return {
		...diff,
		action,
		changes: [...diff.changes, ...follow]
	};
}
function liveDiff(input) {
	const { want, seen } = input;
	if (!seen) return gitDiff(input);
	switch (seen.is) {
		case "unknown":
		case "foreign":
		case "copy": return {
			...NOTHING$4,
			notes: [seen.why]
		};
		case "absent":
		case "debris": {
			if (!want) return NOTHING$4;
			if (want.spec.source) return create(want, input, input.snapshot, seen.is === "debris" ? [seen.why] : []);
			const note = "there is no such guest to adopt: say what it is made from, or correct the vmid";
			return {
				...NOTHING$4,
				action: "adopt",
				changes: [{
					path: "/adopt",
					slot: "marker",
					before: null,
					after: true,
					effect: "impossible",
					note
				}]
			};
		}
		case "adoptable": return want ? adopt(want, seen.live, input) : NOTHING$4;
		case "ours":
			if (!want) return removalDiff(input);
			return ours(input, want, seen);
	}
}
/** The difference of one guest: `seen` null states the worst case from git alone. */
function diffGuest(input) {
	return withPins(input.seen === null ? gitDiff(input) : liveDiff(input), input);
}
// src/kinds/guest/software-cost.ts
const cost$1 = (effect, note) => ({
	effect,
	...note !== void 0 && { note }
});
/** Software comes and goes while the guest runs; nothing starts a guest that shall be stopped for it. */
function softwareCost(id, { template, becomes, stays, running, restarting }) {
	if (template) return cost$1("impossible", "a template stays as it is; raise \"generation\" to have it made anew");
	if (becomes) return cost$1("offline", "while it runs, before it becomes a template");
	if (stays) return cost$1("config", "waits until the guest runs");
	if (!running) return cost$1("config");
	return cost$1(restarting.has(id) ? "restart" : "live");
}
// src/kinds/guest/pve-version.ts
/** Versions of Proxmox VE as `phoenix.json` declares and nodes report them: `9.2`. */
const known$5 = /* @__PURE__ */ new Map();
/** A version as a number; an estate has few of them, and asks for each guest. */
function rankOf$1(version) {
	let rank = known$5.get(version);
	if (rank === void 0) {
		const [major = 0, minor = 0] = version.split(".").map(Number);
		rank = major * 1e3 + minor;
		known$5.set(version, rank);
	}
	return rank;
}
/** True when `version` is `least` or newer. */
function atLeast(version, least) {
	return rankOf$1(version) >= rankOf$1(least);
}
// src/kinds/lxc/effects.ts
/** What a difference does to the guest: the table of options, the version of Proxmox, and whether the guest runs. */
const cost = (effect, note) => ({
	effect,
	...note !== void 0 && { note }
});
const impossible = (note) => cost("impossible", note);
const has = (fields, slot) => fields.some((one) => one.slot === slot);
const valueIn$3 = (fields, slot, key) => fields.find((one) => one.slot === slot && one.key === key)?.value;
/** A bind became a volume at the same path, or the other way round. */
function switches(slot, { want, now }) {
	const kindOf = (fields) => valueIn$3(fields, slot, "bind") !== void 0 ? "bind" : valueIn$3(fields, slot, "storage") === void 0 ? null : "volume";
	const [a, b] = [kindOf(now), kindOf(want)];
	return a !== null && b !== null && a !== b;
}
/** Proxmox mounts by index, and a parent that comes after its child hides it. */
function hidesChild(slot, { want, now }) {
	const path = slotArgument(slot, "mount");
	if (path === null) return false;
	return now.some(({ slot: other }) => {
		return slotArgument(other, "mount")?.startsWith(`${path}/`) === true && has(want, other);
	});
}
function removalCost(difference, around) {
	const { slot, key, before } = difference;
	const row = optionRow(fieldName$1(slot, key));
	const wholeSlot = !has(around.want, slot);
	if (wholeSlot && isNetSlot(slot)) return Number(slot.slice(3)) < 10 ? cost("live") : cost("restart", "Proxmox unplugs only net0 to net9 at once");
	if (wholeSlot && family(slot) === "mount") return key === "storage" ? cost("restart", `the volume on ${before} is kept as unused, and comes back with the mount`) : cost("restart");
	if (wholeSlot && family(slot) === "snapshot") return cost("live", "its data goes with it");
	return cost(row.remove, row.removal === "default" ? "back to Proxmox's default" : row.late && row.note);
}
function sizeCost(difference, around) {
	const { slot, key, before, after } = difference;
	if (key !== "size" || before === null || after === null) return null;
	if (around.template) return impossible("a template's disks stay as they are");
	const [from, to] = [parseSize(before), parseSize(after)];
	if (from !== null && to !== null && to < from) return impossible(NO_SHRINK);
	return cost("live", optionRow(fieldName$1(slot, key)).note);
}
function settingCost(difference, around) {
	const { slot, key, after, before } = difference;
	const row = optionRow(fieldName$1(slot, key));
	if (slot === "template" && after === "0") return impossible("a template stays one");
	if (slot.startsWith("snapshot:") && around.noSnapshot !== null) return impossible(around.noSnapshot);
	if (slot === "pool" && around.noPool !== null) return impossible(around.noPool);
	const resized = sizeCost(difference, around);
	if (resized) return resized;
	if (has(around.now, slot)) {
		if (slot === "rootfs" && key === "storage" && before === null) return cost("none");
		return cost(row.set, row.note);
	}
	if (hidesChild(slot, around)) return cost("offline", "a folder below it is mounted already, and its parent must be mounted first");
	const { addBefore } = row;
	if (addBefore && !atLeast(around.pve, addBefore.pve)) return cost(addBefore.effect, `Proxmox VE ${addBefore.pve} is the first that does it at once`);
	return cost(row.add ?? row.set, row.add === void 0 || row.add === row.set ? row.note : void 0);
}
/** Nothing stops where nothing runs. */
function lowered(found, running) {
	return running || found.effect === "impossible" || atMost(found.effect, "config") ? found : {
		...found,
		effect: "config"
	};
}
function costOf(difference, around) {
	const { slot, is, after } = difference;
	const software = slotArgument(slot, "feature");
	if (software !== null) return softwareCost(software, around);
	if (is === "undone") return cost("config", "a pending change on the node would undo it at the next start");
	if (family(slot) === "mount" && switches(slot, around)) return impossible("a bind and a volume do not take turns at one path: remove it, apply, then add the other");
	const found = after === null || !has(around.want, slot) ? removalCost(difference, around) : settingCost(difference, around);
	if (is === "waiting" && found.effect !== "impossible") return around.running ? {
		...cost("restart", "written; waits for the restart"),
		waits: true
	} : cost("config");
	return lowered(found, around.running);
}
// src/kinds/lxc/fields.ts
function group(slot, values) {
	return Object.entries(values).map(([key, value]) => field(slot, key, value));
}
function optional$1(slot, value) {
	return value === void 0 || value === "" ? [] : [field(slot, null, value)];
}
function sourceFields(source) {
	if (!source) return [];
	if (source.is === "ostemplate") return [field("ostemplate", null, source.volume)];
	const { vmid, full, snapshot, storage } = source;
	return [
		field("clone", "from", layerAddress(source) ?? String(vmid)),
		...full === void 0 ? [] : [field("clone", "full", full ? "1" : "0")],
		...snapshot === void 0 ? [] : [field("clone", "snapshot", snapshot)],
		...storage === void 0 ? [] : [field("clone", "storage", storage)]
	];
}
/** Every value that the spec names, in a stable order. A value that git does not name has no field: it is unmanaged. */
function fieldsOf(spec) {
	return [
		field("node", null, spec.node),
		...sourceFields(spec.source),
		field("unprivileged", null, spec.unprivileged ? "1" : "0"),
		...optional$1("arch", spec.arch),
		...optional$1("ostype", spec.ostype),
		...optional$1("ssh-public-keys", spec.sshPublicKeys?.join("\n")),
		field("hostname", null, spec.hostname),
		...optional$1("description", spec.description),
		...spec.tags === void 0 ? [] : [field("tags", null, spec.tags.join(";"))],
		...optional$1("pool", spec.pool),
		...Object.entries(spec.options).map(([option, value]) => field(option, null, value)),
		...group("features", spec.features),
		...group("startup", spec.startup),
		...group("rootfs", spec.rootfs ?? {}),
		...Object.entries(spec.nets).flatMap(([slot, values]) => group(slot, values)),
		...Object.entries(spec.mounts).flatMap(([path, values]) => group(mountSlot(path), values)),
		...Object.entries(spec.devices).flatMap(([path, values]) => [field(deviceSlot(path), "path", path), ...group(deviceSlot(path), values)]),
		...group("env", spec.env),
		...Object.entries(spec.raw).map(([key, values]) => field(rawSlot(key), null, values.join("\n"))),
		...Object.entries(spec.snapshots).flatMap(([name, { description }]) => [field(snapshotSlot(name), null, "1"), ...description === void 0 || description === "" ? [] : [field(snapshotSlot(name), "description", description)]]),
		...(spec.software ?? []).map((one) => field(featureSlot(one.id), null, stampOf(one))),
		field("template", null, spec.template ? "1" : "0"),
		field("state", null, spec.state)
	];
}
// src/kinds/guest/target-lacks.ts
/**
* Why a guest cannot be on another node, whatever kind it is: what it has now and that node lacks. What its file says is
* held against the declarations of the new node when it is read; this is for what git does not name, and for the node itself.
*/
function away({ to, snapshot }) {
	const facts = snapshot?.nodes.get(to);
	if (!snapshot || facts?.reachable) return null;
	return facts ? `${to} cannot be reached: ${facts.why}` : `${to} was not read`;
}
function storageReason({ prior, to, settings, snapshot }) {
	const used = new Set(prior.now.filter(({ key }) => key === "storage").map(({ value }) => value));
	const declared = nodeIn(settings, to)?.storages ?? {};
	const lacks = (id) => {
		const entry = snapshot?.storages.get(id);
		if (entry) return entry.nodes.length > 0 && !entry.nodes.includes(to);
		return snapshot === null && Object.keys(declared).length > 0 && !Object.hasOwn(declared, id);
	};
	const missing = [...used].find(lacks);
	return missing === void 0 ? null : `${to} has no storage "${missing}"`;
}
function bridgeReason({ prior, to, settings, snapshot }) {
	const facts = snapshot?.nodes.get(to);
	const known = facts?.reachable ? facts.bridges : nodeIn(settings, to)?.bridges;
	if (!known || known.length === 0) return null;
	const missing = prior.now.filter(({ slot, key }) => isNetSlot(slot) && key === "bridge").find(({ value }) => /^vmbr\d+$/.test(value) && !known.includes(value));
	return missing === void 0 ? null : `${to} has no bridge "${missing.value}", which ${missing.slot} is on`;
}
/** Null: nothing is known to be missing there. */
const targetLacks = (move) => away(move) ?? storageReason(move) ?? bridgeReason(move);
// src/kinds/lxc/movable.ts
/** Why Proxmox moves a guest to no other node (PVE 9.2): some of it `pct migrate` finds only when it has shut the guest down. */
/** A storage as the cluster has it, or as the node that the guest is on declares it. */
function storageIn({ prior, settings, snapshot }, id) {
	return snapshot?.storages.get(id) ?? settings.nodes[prior.node]?.storages[id] ?? { shared: false };
}
function bindReason({ prior }) {
	const flag = (slot) => prior.now.some((one) => one.slot === slot && one.key === "shared" && one.value === "1");
	const binds = prior.now.filter(({ slot, key }) => key === "bind" && !flag(slot)).map(({ slot }) => slotArgument(slot, "mount") ?? slot);
	if (binds.length === 0) return null;
	return `binds do not migrate (${binds.join(", ")}): say "shared": true where both nodes have the folder, or remove them and apply first`;
}
/** `tank:basevol-900-disk-0/subvol-950-disk-0`: what a linked clone is made of tells its source. */
const BASE = /^[^:]+:(?:.*\/)?base(?:vol)?-\d+-[^/]+\//;
function linkedReason(move) {
	const { prior, source } = move;
	const why = "a linked clone stays where its source is, unless their storage is shared";
	if (prior.live) return [...prior.live.conf.options].filter(([option]) => /^(?:rootfs|(?:mp|unused)\d+)$/.test(option)).map(([, value]) => value.replace(/^volume=/, "")).filter((volume) => BASE.test(volume) && !storageIn(move, volume.replace(/:.*$/s, "")).shared).length > 0 ? why : null;
	if (source?.is !== "clone" || source.linkedOn === void 0) return null;
	if (source.linkedOn === null) return why;
	const { type, shared } = storageIn(move, source.linkedOn);
	return shared || type === "lvmthin" ? null : why;
}
const localStorages = (move) => [...new Set(move.prior.now.filter(({ key }) => key === "storage").map(({ value }) => value))].filter((id) => !storageIn(move, id).shared);
function snapshotReason(move) {
	if (move.prior.now.filter(({ slot, key }) => slot.startsWith("snapshot:") && key === null).length === 0) return null;
	const stuck = localStorages(move).find((id) => {
		const { type } = storageIn(move, id);
		return type !== void 0 && type !== "zfspool" && type !== "btrfs";
	});
	return stuck === void 0 ? null : `its snapshots on "${stuck}" do not migrate: remove them and apply first`;
}
/** Null: it can be moved. */
function noMoveReason(move) {
	return bindReason(move) ?? linkedReason(move) ?? snapshotReason(move) ?? targetLacks(move);
}
// src/kinds/lxc/settled.ts
const NOTHING$3 = /* @__PURE__ */ new Map();
function properties(fields, text) {
	if (text === void 0) return NOTHING$3;
	try {
		return parsePropertyString(fields, text);
	} catch (error) {
		if (error instanceof PropertyStringError) return NOTHING$3;
		throw error;
	}
}
/** What Proxmox takes where nothing stands. */
const amounts = (slot, key) => optionRow(fieldName$1(slot, key)).default;
function isEmpty(values) {
	for (const _ in values) return false;
	return true;
}
/** A volume has a name that git does not know; it names its storage, or the path that is bound. */
function valueIn$2(there, key) {
	if (key !== "storage" && key !== "bind") return there.get(key);
	const volume = there.get("volume") ?? "";
	if (key === "bind") return volume.startsWith("/") ? volume : void 0;
	const colon = volume.startsWith("/") ? -1 : volume.indexOf(":");
	return colon > 0 ? volume.slice(0, colon) : void 0;
}
function hold(slot, wanted, there) {
	for (const key in wanted) if ((valueIn$2(there, key) ?? amounts(slot, key)) !== wanted[key]) return false;
	return true;
}
/** Whether an option's property string says what is wanted; it is split only where something is. */
function holds(slot, wanted = {}, fields, options) {
	return isEmpty(wanted) || hold(slot, wanted, properties(fields, options.get(slot)));
}
/** What a description with a marker begins with: as Phoenix writes it, or however people left it. */
function saysOf(description, wanted) {
	const head = `${wanted}\n<!-- phoenix {`;
	return description?.startsWith(head) && description.indexOf("\n", head.length) === description.length - 1 || stripMarker(description) === wanted;
}
function scalarsHold(spec, { conf, pool }) {
	const { options } = conf;
	if (options.get("hostname") !== spec.hostname) return false;
	if ((options.get("template") ?? "0") !== (spec.template ? "1" : "0")) return false;
	if (spec.pool !== void 0 && pool !== spec.pool) return false;
	if (spec.description !== void 0 && !saysOf(conf.description, spec.description)) return false;
	const tags = spec.tags?.join(";");
	if (tags !== void 0 && canonicalValue("tags", null, options.get("tags") ?? "") !== tags) return false;
	for (const key in spec.options) if ((options.get(key) ?? amounts(key, null)) !== spec.options[key]) return false;
	return true;
}
function groupsHold({ nets, features, startup, rootfs }, options) {
	for (const slot in nets) if (!holds(slot, nets[slot], FAMILIES.net, options)) return false;
	return holds("rootfs", rootfs, FAMILIES.rootfs, options) && holds("features", features, FAMILIES.features, options) && holds("startup", startup, {}, options);
}
/** Mounts and devices by slot; null where two claim one slot, of which the diff takes the first. */
function attachments(options) {
	const found = /* @__PURE__ */ new Map();
	for (const [key, text] of options) {
		const family = attachmentFamily(key);
		if (family === null) continue;
		const values = properties(FAMILIES[family], text);
		const slot = attachedSlot(family, values);
		if (slot === null) continue;
		if (found.has(slot)) return null;
		found.set(slot, values);
	}
	return found;
}
function attachmentsHold({ mounts, devices }, options) {
	if (isEmpty(mounts) && isEmpty(devices)) return true;
	const found = attachments(options);
	const stands = (slot, wanted) => {
		const there = found?.get(slot);
		return there !== void 0 && hold(slot, wanted, there);
	};
	for (const path in mounts) if (!stands(mountSlot(path), mounts[path])) return false;
	for (const path in devices) if (!stands(deviceSlot(path), devices[path])) return false;
	return true;
}
/** The marker tells what is in the guest. */
function softwareHolds({ software = [] }, { mark }) {
	return software.every((one) => mark?.features?.[one.id] === stampOf(one));
}
/** Nothing in git or in its marker is under way. */
function isAtRest(want, base, { mark, repair }) {
	if (!base || !mark?.commit || repair !== void 0) return false;
	if (mark.retired !== void 0 || (mark.owed?.length ?? 0) > 0) return false;
	if (behindOn(want.spec, mark) !== null) return false;
	return mark.address === want.address && base.address === want.address && isSameSpec(want.spec, base.spec);
}
/**
* True: git asks for nothing since the marker's commit, and the guest is as git wants it, now and after its next start.
* @param base the resource at the marker's commit
*/
function isSettled$1(want, base, seen) {
	const { spec } = want;
	const { live } = seen;
	if (live.conf.snapshots.has("phoenix-before")) return false;
	if (live.conf.pending || !isEmpty(spec.env) || !isEmpty(spec.raw) || !isEmpty(spec.snapshots)) return false;
	return isAtRest(want, base, seen) && !live.retired && live.node === spec.node && live.running === (spec.state === "running") && softwareHolds(spec, seen) && scalarsHold(spec, live) && groupsHold(spec, live.conf.options) && attachmentsHold(spec, live.conf.options);
}
// src/kinds/lxc/snapshots.ts
/** Storage types without snapshots for containers (pve-storage 9.1.7). */
const WITHOUT_SNAPSHOTS = [
	"dir",
	"lvm",
	"nfs",
	"cifs",
	"cephfs"
];
/** Why there can be no snapshot; null when nothing speaks against it. */
function noSnapshotReason(fields, node, snapshot) {
	for (const { slot, key, value } of fields) {
		if (slot !== "rootfs" && !slot.startsWith("mount:")) continue;
		if (key === "bind") return `${slot.slice(6)} is a bind, and Proxmox takes no snapshot of a guest with one`;
		if (key !== "storage") continue;
		const type = snapshot?.storages.get(value)?.type ?? node?.storages[value]?.type;
		if (type !== void 0 && WITHOUT_SNAPSHOTS.includes(type)) return `"${value}" is a storage of type ${type}, which has no snapshots`;
	}
	return null;
}
// src/kinds/guest/steps/protection.ts
function isProtected({ conf }) {
	return conf.options.get("protection") === "1";
}
function protectionEdit(value, before) {
	return {
		slot: "protection",
		option: "protection",
		value,
		before,
		family: "scalar",
		allocates: false,
		expects: [{
			slot: "protection",
			key: null,
			value
		}],
		when: "now",
		effect: "config",
		title: "protection"
	};
}
/** For a guest that goes: nothing has to be remembered. */
function unprotectWork(live) {
	if (!isProtected(live)) return [];
	return [{ call: {
		what: "unprotect",
		edits: [protectionEdit("0", "1")],
		mark: null,
		running: false,
		title: "take the protection off"
	} }];
}
// src/kinds/guest/steps/timeouts.ts
const MINUTE = 6e4;
const HOUR = 60 * MINUTE;
const TIMEOUTS = {
	/** 1.0 s; ten seconds of waiting for Proxmox's lock file are part of it. */
	set: MINUTE,
	/** Bringing the bundle in, and waiting for an earlier run to end and for the guest to have started. */
	exec: 5 * MINUTE,
	clean: 5 * MINUTE,
	/** A set that makes a volume formats it, too: a large one on a slow storage takes its time. */
	allocate: 15 * MINUTE,
	raw: MINUTE,
	unlock: MINUTE,
	pool: MINUTE,
	unmount: 2 * MINUTE,
	rescan: 10 * MINUTE,
	/** 4.1 s with an archive of 190 MB. */
	create: 30 * MINUTE,
	/** 4.6 s for 190 MB; a full copy of a large disk runs for hours. */
	clone: 6 * HOUR,
	/** 23 s for a stopped guest: the file system is checked first. */
	resize: 30 * MINUTE,
	/** 1.9 s; 92 s after a rollback of a running guest (ext4 waits for its multi-mount protection). */
	start: 5 * MINUTE,
	/** 2.7 s for a guest that obeys. */
	shutdown: 18e4,
	/** 3.4 s for a guest that obeys. */
	reboot: 42e4,
	/** On top of what the check itself may take: starts of `pct`, and a node that is busy. */
	health: MINUTE,
	snapshot: 10 * MINUTE,
	delsnapshot: HOUR,
	/** 1.0 s; storages that copy take longer. */
	rollback: HOUR,
	template: HOUR,
	destroy: HOUR,
	migrate: 6 * HOUR,
	/** 6.7 s for 190 MB. */
	backup: 12 * HOUR
};
// src/kinds/guest/steps/debris.ts
/** What a killed create or clone of ours left behind goes before the create is repeated. */
function unlockAct$1(subject, by) {
	const { vmid } = subject;
	return {
		verb: "unlock",
		title: "clear the lock that a killed create left",
		effect: "config",
		do: tool(subject, "unlock", vmid),
		guard: [cond(vmid, { is: "stopped" }), cond(vmid, {
			is: "locked",
			by
		})],
		verify: [cond(vmid, { is: "unlocked" })],
		locked: true,
		timeout: TIMEOUTS.unlock
	};
}
/** Another cluster on the same storage may have a guest of the same VMID, and its volumes stand in no conf file here. */
function sharedStorages({ snapshot, node, dialect }) {
	return [...snapshot.storages.values()].filter(({ shared, content, nodes }) => {
		return shared && content.includes(dialect.content) && (nodes.length === 0 || nodes.includes(node));
	}).map(({ id }) => id).toSorted();
}
/** Volumes of a create that did not get far stand in no conf file: they go too (observed, PVE 9.2). */
function destroyAct$1(subject) {
	const { vmid } = subject;
	const shared = sharedStorages(subject);
	const whole = shared.length === 0;
	return {
		verb: "clear",
		title: whole ? "remove what a killed create left" : `remove what a killed create left, but for volumes without a guest: ${shared.join(", ")} may hold those of others`,
		effect: "live",
		do: tool(subject, "destroy", vmid, "--destroy-unreferenced-disks", whole ? 1 : 0, "--purge", 0),
		guard: [cond(vmid, { is: "stopped" })],
		verify: [cond(vmid, { is: "absent" })],
		timeout: TIMEOUTS.destroy
	};
}
/** @param released what makes Proxmox let go of its disks */
function leftoverWork(subject, released) {
	const live = liveOf$1(subject);
	return [
		...live.lock === null ? [] : [{ act: unlockAct$1(subject, live.lock) }],
		...released.map((act) => ({ act })),
		...unprotectWork(live),
		{ act: destroyAct$1(subject) }
	];
}
// src/kinds/lxc/steps/debris.ts
/** What a killed create or clone of a container left behind goes before the create is repeated. */
/** It unmounts, and then fails for want of a lock `mounted` (PVE 9.2): what is read back decides. */
function unmountAct({ vmid }) {
	return {
		verb: "unmount",
		title: "unmount its file system",
		effect: "config",
		do: run("pct", "unmount", vmid),
		guard: [cond(vmid, { is: "stopped" })],
		verify: [cond(vmid, { is: "unlocked" }), cond(vmid, { is: "stopped" })],
		timeout: TIMEOUTS.unmount
	};
}
function debrisWork(subject) {
	return leftoverWork(subject, liveOf$1(subject).conf.options.has("rootfs") ? [unmountAct(subject)] : []);
}
// src/kinds/guest/steps/edit.ts
function bySlot(changes) {
	const slots = /* @__PURE__ */ new Map();
	for (const change of changes) slots.set(change.slot, [...slots.get(change.slot) ?? [], change]);
	return slots;
}
function effectOf$1(changes) {
	return worst(changes.map((change) => change.effect));
}
/** Of a call that only writes: what a restart is needed for does not restart anything by being written. */
function writing(effects) {
	return worst(effects.map((effect) => effect === "restart" ? "config" : effect));
}
/** Changes that hold at once are looked for in the current section: what only waits has not taken effect. */
function whenOf(effect, running) {
	return running && !atMost(effect, "live") ? "next" : "now";
}
function expectsOf(changes) {
	return changes.map((change) => ({
		slot: change.slot,
		key: keyOf$3(change),
		value: textOf$8(change.after)
	}));
}
/** Every field of a slot is gone. */
function goneOf(live, slot) {
	return [...new Set([...live.fields, ...live.next].filter((one) => one.slot === slot).map(({ key }) => key))].map((key) => ({
		slot,
		key,
		value: null
	}));
}
/** The options as they are after the next start: the ground on which a property string is built. */
function nextOptions({ conf }) {
	const { pending } = conf;
	if (!pending) return conf.options;
	const options = new Map(conf.options);
	for (const key of pending.delete) options.delete(key);
	for (const [key, value] of pending.options) options.set(key, value);
	return options;
}
/** What an option is built on: as it will be, or as it is where the next start would take it away. */
function standing$1(live, option) {
	return nextOptions(live).get(option) ?? live.conf.options.get(option);
}
/** The next start has the option already as it is to be. */
function isSettled(live, option, value) {
	return nextOptions(live).get(option) === value;
}
/** Sub-properties with the changes of their slot made; keys in `apart` are somebody else's business. */
function changed(start, changes, apart = []) {
	const result = new Map(start);
	for (const change of changes) {
		const key = keyOf$3(change);
		if (key === null || apart.includes(key)) continue;
		const value = textOf$8(change.after);
		if (value === null) result.delete(key);
		else result.set(key, value);
	}
	return result;
}
/** The call for one option, of a slot that these changes are about. */
function edit(ground, parts, changes) {
	const effect = effectOf$1(changes);
	const { slot, option, value } = parts;
	return {
		...parts,
		allocates: parts.allocates ?? false,
		before: ground.live.conf.options.get(option) ?? null,
		expects: value === null ? goneOf(ground.live, slot) : expectsOf(changes),
		when: whenOf(effect, ground.running),
		effect
	};
}
// src/kinds/lxc/steps/indexes.ts
/**
* Which `mpN` or `devN` a new mount or device gets. Live ones keep theirs. Proxmox mounts by index, and a parent that
* comes after its child hides it (observed, PVE 9.2), so that a parent needs the lower index.
*/
/** Proxmox has mp0 to mp255, and as many devices. */
const LIMIT = 256;
const indexOf = (option) => Number(/\d+$/.exec(option)?.[0]);
function isBelow$2(path, parent) {
	return path !== parent && path.startsWith(parent === "/" ? "/" : `${parent}/`);
}
/** The first free `devN`. */
function freeDevice(taken) {
	for (let index = 0; index < LIMIT; index += 1) if (!taken.has(`dev${index}`)) return `dev${index}`;
	throw new PhoenixError("STEP_FAILED", `a guest has at most ${LIMIT} devices`);
}
function freeAbove(lowest, taken) {
	for (let index = lowest; index < LIMIT; index += 1) if (!taken.has(`mp${index}`)) return `mp${index}`;
	throw new PhoenixError("STEP_FAILED", `a guest has at most ${LIMIT} mounts`);
}
/** Parents first, then by name: the order in which mounts get their indexes. */
function parentsFirst(paths) {
	const depth = (path) => path.split("/").length;
	return [...paths].toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : a > b ? 1 : 0));
}
/** Gives every mount its option; a live child of a new parent moves to a higher index where no lower one is free. */
function placeMounts({ kept, added, taken }) {
	const used = new Set(taken);
	const options = /* @__PURE__ */ new Map();
	const moved = [];
	for (const path of parentsFirst([...kept.keys(), ...added])) {
		const now = kept.get(path);
		const parents = [...options].filter(([parent]) => isBelow$2(path, parent)).filter(([parent]) => now === void 0 || !kept.has(parent) || moved.includes(parent)).map(([, at]) => indexOf(at));
		const lowest = Math.max(-1, ...parents) + 1;
		if (now !== void 0 && indexOf(now) >= lowest) {
			options.set(path, now);
			continue;
		}
		const option = freeAbove(lowest, used);
		used.add(option);
		options.set(path, option);
		if (now !== void 0) moved.push(path);
	}
	return {
		options,
		moved
	};
}
// src/kinds/guest/steps/scalar-edit.ts
/** The edit of an option that is one value, as these changes want it. */
function scalarEdit(ground, option, value, changes) {
	const effect = effectOf$1(changes);
	return {
		slot: option,
		option,
		value,
		before: ground.live.conf.options.get(option) ?? null,
		family: "scalar",
		allocates: false,
		expects: expectsOf(changes),
		when: whenOf(effect, ground.running),
		effect,
		title: option
	};
}
/** A value that stands already, or waits for the restart already, is not sent again. */
function stands(ground, option, value) {
	const { grammar } = ground.live;
	const now = nextOptions(ground.live).get(option);
	if (value === null) return now === void 0;
	return now !== void 0 && grammar.canonicalValue(option, null, now) === grammar.canonicalValue(option, null, value);
}
function startupNow(ground) {
	const fields = ground.live.next.filter(({ slot }) => slot === "startup");
	return new Map(fields.map(({ key, value }) => [key ?? "", value]));
}
function startupEdit(ground, changes) {
	const now = startupNow(ground);
	const value = startupValue(changed(ground.reset ? /* @__PURE__ */ new Map() : now, changes));
	if (value === startupValue(now)) return null;
	return scalarEdit(ground, "startup", value === "" ? null : value, changes);
}
/** Tags are written whenever they differ, since Phoenix's own must stand there. */
function tagsEdit(ground, changes) {
	const now = splitTags(ground.live.conf.options.get("tags") ?? "");
	const change = changes.find(({ slot }) => slot === "tags");
	const kept = ground.reset ? [] : userTags(now);
	const wanted = change ? splitTags(textOf$8(change.after) ?? "") : kept;
	const value = writeTags(wanted, false);
	if (value === now.join(";")) return null;
	const user = userTags(wanted).join(";");
	return {
		...scalarEdit(ground, "tags", value, change ? [change] : []),
		expects: [{
			slot: "tags",
			key: null,
			value: user === "" ? null : user
		}],
		effect: change?.effect ?? "config",
		when: "now"
	};
}
// src/kinds/lxc/steps/scalar-edits.ts
/** Options that `pct set` takes as one value. */
const SCALARS = new Set("hostname cores cpulimit cpuunits memory swap nameserver searchdomain timezone onboot protection hookscript cmode console tty debug entrypoint".split(" "));
/** A running guest refuses a limit of 0, which means none: deleting it says the same (PVE 9.2, cgroup v2). */
function sent({ running }, option, value) {
	return running && option === "cpulimit" && Number(value) === 0 ? null : value;
}
function one(ground, option, changes) {
	const value = textOf$8(changes[0]?.after ?? null);
	return stands(ground, option, value) ? null : scalarEdit(ground, option, sent(ground, option, value), changes);
}
function features$1(ground, changes) {
	const now = parseProperties("features", nextOptions(ground.live).get("features"));
	const value = formatProperties("features", changed(ground.reset ? /* @__PURE__ */ new Map() : now, changes));
	if (value === formatProperties("features", now)) return null;
	return scalarEdit(ground, "features", value === "" ? null : value, changes);
}
/** The edit of a slot, or null when there is nothing to send or the slot is not one of these. */
function valueEdit(ground, slot, changes) {
	if (slot === "startup") return startupEdit(ground, changes);
	if (slot === "features") return features$1(ground, changes);
	return SCALARS.has(slot) ? one(ground, slot, changes) : null;
}
// src/kinds/guest/steps/detached.ts
/**
* Volumes that were taken off a guest and are kept as `unusedN`: the marker says where each one was, so that whoever
* brings the mount or disk back gets the very same volume. What the marker says counts where Proxmox says so too.
*/
/** `tank:subvol-101-disk-1,mp=/data,size=8G`; a bind, a CD and what Proxmox makes anew itself are none. */
const VOLUME = /^(?:volume=|file=)?([A-Za-z][\w.-]*:[^,\s]+)/;
const SIZE$1 = /(?:^|,)size=([^,]+)/;
const NO_DATA = /(?:^|,)media=cdrom(?:,|$)|cloudinit/;
function volumeIn(text) {
	const volume = NO_DATA.test(text) ? void 0 : VOLUME.exec(text)?.[1];
	return volume === void 0 ? null : [volume, SIZE$1.exec(text)?.[1]].filter(Boolean).join(" ");
}
const volumeOf = (kept) => kept.split(" ")[0] ?? "";
const isUnused = (live, kept) => live.unused.some(({ volume }) => volume.split(",")[0] === volumeOf(kept));
/** Disks and mounts that go with their storage: flags alone may go too, and `hookscript: local:a.sh` is no volume. */
function goneSlots(changes) {
	return [...new Set(changes.map(({ slot }) => slot))].filter(isVolumeSlot).filter((slot) => {
		const own = changes.filter((one) => one.slot === slot);
		return own.every(({ after }) => after === null) && own.some((one) => keyOf$3(one) === "storage");
	});
}
/** Whose volume was taken off, and is kept, once these changes are made. Undefined: nobody's. */
function detachedBy(before, live, changes) {
	const left = Object.entries(before ?? {}).filter(([, kept]) => isUnused(live, kept));
	const brought = new Set(changes.filter(({ after }) => after !== null).map(({ slot }) => slot));
	const gone = goneSlots(changes).flatMap((slot) => {
		const kept = volumeIn(live.conf.options.get(live.keys.get(slot) ?? slot) ?? "");
		return kept === null ? [] : [[slot, kept]];
	});
	const all = [...left.filter(([slot]) => !brought.has(slot)), ...gone];
	return all.length === 0 ? void 0 : Object.fromEntries(all);
}
/** The volume that was there before; null: there is none that fits, and a new one is made. */
function keptAt(detached, live, slot, wanted) {
	const kept = detached?.[slot];
	if (kept === void 0 || !isUnused(live, kept)) return null;
	const [volume = "", text = ""] = kept.split(" ");
	const [size, least] = [parseSize(text), parseSize(wanted.size)];
	if (!volume.startsWith(`${wanted.storage}:`) || size === null || least === null || size > least) return null;
	return {
		volume,
		grows: size < least
	};
}
// src/kinds/lxc/steps/slot-edits.ts
/** Nothing of the slot is left in git. */
const allGone = (changes, kept) => !kept && changes.every((change) => change.after === null);
function netEdit(ground, slot, changes, wanted) {
	const now = standing$1(ground.live, slot);
	if (allGone(changes, wanted)) {
		const remove = {
			slot,
			option: slot,
			value: null,
			family: "net",
			title: `remove ${slot}`
		};
		return now === void 0 ? null : edit(ground, remove, changes);
	}
	const live = parseProperties(slot, now);
	const properties = changed(ground.reset ? new Map([...live].filter(([key]) => key === "type")) : live, changes);
	const generated = hwaddrOf(ground.estate, ground.vmid, slot);
	const given = changes.some((change) => keyOf$3(change) === "hwaddr");
	if (!properties.has("hwaddr")) properties.set("hwaddr", ground.reset || given ? generated : live.get("hwaddr") ?? generated);
	const value = formatProperties("net", properties);
	if (isSettled(ground.live, slot, value)) return null;
	const made = edit(ground, {
		slot,
		option: slot,
		value,
		family: "net",
		title: now === void 0 ? `add ${slot}` : `change ${slot}`
	}, changes);
	const address = {
		slot,
		key: "hwaddr",
		value: properties.get("hwaddr") ?? null
	};
	return {
		...made,
		expects: [...made.expects.filter(({ key }) => key !== "hwaddr"), address]
	};
}
/** Sub-properties that no property string carries over: Proxmox has verbs of their own for them. */
const NOT_SENT = [
	"size",
	"storage",
	"bind"
];
function growOf(option, now, changes) {
	const change = changes.find((one) => keyOf$3(one) === "size");
	const size = change ? textOf$8(change.after) : null;
	if (!change || size === null || now.get("size") === size) return void 0;
	return {
		slot: change.slot,
		option,
		size,
		effect: change.effect
	};
}
/** The volume that is there, with other flags; it carries the size that the file says when the call is made. */
function existingVolume(ground, option, slot, changes) {
	const text = standing$1(ground.live, option) ?? "";
	const now = parseProperties(option, text);
	const grow = growOf(option, now, changes);
	const properties = changed(now, changes, NOT_SENT);
	const bind = changes.find((one) => keyOf$3(one) === "bind");
	const folder = bind ? textOf$8(bind.after) : null;
	if (folder !== null) properties.set("volume", folder);
	const family = option === "rootfs" ? "rootfs" : "mp";
	if (formatProperties(family, properties) === formatProperties(family, now) && isSettled(ground.live, option, text)) return grow ? { grow } : {};
	if (grow) properties.set("size", grow.size);
	const rest = changes.filter((one) => keyOf$3(one) !== "size");
	const title = `change ${option === "rootfs" ? option : `the mount ${slotArgument(slot, "mount") ?? ""}`}`;
	const flags = Object.fromEntries(rest.map((change) => [keyOf$3(change) ?? "", textOf$8(change.after)]).filter(([key]) => !NOT_SENT.includes(key)));
	const late = {
		ref: "option",
		scope: `guest:${ground.vmid}`,
		option,
		with: flags
	};
	return {
		edit: edit(ground, {
			slot,
			option,
			value: ground.foretold ? late : formatProperties(family, properties),
			family: "volume",
			title
		}, rest),
		...grow ? { grow } : {}
	};
}
function rootfsEdit(ground, changes) {
	return existingVolume(ground, "rootfs", "rootfs", changes);
}
/** The volume that was there before, where it is kept and fits. */
function keptMount(ground, path, option, changes) {
	const slot = mountSlot(path);
	const values = changed(/* @__PURE__ */ new Map(), changes);
	const [storage = "", size = ""] = [values.get("storage"), values.get("size")];
	const kept = keptAt(ground.detached, ground.live, slot, {
		storage,
		size
	});
	if (!kept) return null;
	for (const key of NOT_SENT) values.delete(key);
	const value = formatProperties("mp", new Map([
		...values,
		["volume", kept.volume],
		["mp", path]
	]));
	const title = `bring back the mount ${path} (${kept.volume})`;
	const told = kept.grows ? changes.filter((one) => keyOf$3(one) !== "size") : changes;
	const grow = {
		slot,
		option,
		size,
		effect: "live"
	};
	return {
		edit: edit(ground, {
			slot,
			option,
			value,
			family: "volume",
			title
		}, told),
		...kept.grows && { grow }
	};
}
function newMount(ground, path, option, changes) {
	const values = changed(/* @__PURE__ */ new Map(), changes);
	const [bind, storage, size] = [
		values.get("bind"),
		values.get("storage"),
		values.get("size")
	];
	for (const key of NOT_SENT) values.delete(key);
	const volume = bind ?? allocation(storage ?? "", size ?? "");
	const value = formatProperties("mp", new Map([
		...values,
		["volume", volume],
		["mp", path]
	]));
	const title = `add the mount ${path} (${bind === void 0 ? `${size ?? ""} on ${storage ?? ""}` : bind})`;
	return edit(ground, {
		slot: mountSlot(path),
		option,
		value,
		family: "volume",
		title,
		allocates: bind === void 0
	}, changes);
}
/** @param option of a new mount: the place that was chosen for it */
function mountEdit(ground, path, changes, wanted, option) {
	const slot = mountSlot(path);
	const there = ground.live.keys.get(slot);
	if (there === void 0) return option === void 0 ? {} : keptMount(ground, path, option, changes) ?? { edit: newMount(ground, path, option, changes) };
	if (!allGone(changes, wanted)) return existingVolume(ground, there, slot, changes);
	const title = `remove the mount ${path}${parseProperties(there, ground.live.conf.options.get(there)).get("volume")?.startsWith("/") ? "" : " (its volume is kept as unused)"}`;
	if (!nextOptions(ground.live).has(there)) return {};
	return { edit: edit(ground, {
		slot,
		option: there,
		value: null,
		family: "volume",
		title
	}, changes) };
}
/**
* A live mount gets another index, so that its new parent comes before it. The volume stays the same; what else changes
* about the mount goes along.
*/
function moveMount(ground, path, option, outcome) {
	const slot = mountSlot(path);
	const from = ground.live.keys.get(slot) ?? "";
	const properties = parseProperties(from, ground.live.conf.options.get(from));
	if (outcome.grow) properties.set("size", outcome.grow.size);
	const late = {
		ref: "option",
		scope: `guest:${ground.vmid}`,
		option: from,
		with: {}
	};
	const same = ground.foretold ? late : formatProperties("mp", properties);
	const value = outcome.edit?.value ?? same;
	const title = `move the mount ${path} from ${from} to ${option}`;
	const made = (parts) => ({
		...edit(ground, {
			slot,
			family: "volume",
			title,
			...parts
		}, []),
		expects: outcome.edit?.expects ?? [],
		effect: ground.live.running ? "offline" : "config",
		when: "now"
	});
	return [made({
		option: from,
		value: null
	}), made({
		option,
		value
	})];
}
/** @param option of a new device: the place that was chosen for it */
function deviceEdit(ground, path, changes, wanted, option) {
	const slot = `device:${path}`;
	const there = ground.live.keys.get(slot);
	const now = there === void 0 ? void 0 : standing$1(ground.live, there);
	if (allGone(changes, wanted)) {
		if (there === void 0 || !nextOptions(ground.live).has(there)) return null;
		return edit(ground, {
			slot,
			option: there,
			value: null,
			family: "device",
			title: `remove the device ${path}`
		}, changes);
	}
	const properties = changed(ground.reset ? /* @__PURE__ */ new Map() : parseProperties(there ?? option, now), changes);
	properties.set("path", path);
	const value = formatProperties("dev", properties);
	if (isSettled(ground.live, there ?? option, value)) return null;
	const title = `${there === void 0 ? "add" : "change"} the device ${path}`;
	return edit(ground, {
		slot,
		option: there ?? option,
		value,
		family: "device",
		title
	}, changes);
}
// src/kinds/lxc/steps/edits.ts
/** All that `pct set` and `pct resize` have to do for the changes of one guest. The order is made in `edit-order.ts`. */
/** Options of a family that may not be used for something new: also those that only wait to go, or to come. */
function taken({ live }, family) {
	const names = [
		...live.conf.options.keys(),
		...nextOptions(live).keys(),
		...live.pending
	];
	return new Set(names.filter((name) => new RegExp(`^${family}\\d+$`).test(name)));
}
function mountEdits(ground, slots, want) {
	const isWanted = (path) => Object.hasOwn(want.mounts, path);
	const touched = [...slots.keys()].map((slot) => slotArgument(slot, "mount")).filter((path) => path !== null);
	const removed = new Set(touched.filter((path) => !isWanted(path) && slots.get(mountSlot(path))?.every((c) => c.after === null)));
	const kept = /* @__PURE__ */ new Map();
	for (const [slot, option] of ground.live.keys) {
		const path = slotArgument(slot, "mount");
		if (path !== null && !removed.has(path)) kept.set(path, option);
	}
	const places = placeMounts({
		kept,
		added: touched.filter((path) => !kept.has(path) && !removed.has(path)),
		taken: taken(ground, "mp")
	});
	if (places.moved.length > 0 && ground.running) {
		const paths = places.moved.join(", ");
		throw new PhoenixError("REFUSED", `${want.hostname}: ${paths} is mounted, and its new parent must come first`, { hint: "stop the guest first" });
	}
	const outcomeOf = (path) => mountEdit(ground, path, slots.get(mountSlot(path)) ?? [], isWanted(path), places.options.get(path));
	const moves = places.moved.flatMap((path) => moveMount(ground, path, places.options.get(path) ?? "", outcomeOf(path)));
	const outcomes = [...parentsFirst(removed), ...parentsFirst(touched.filter((path) => !removed.has(path)))].map((path) => ({
		path,
		...outcomeOf(path)
	}));
	return {
		edits: [...moves, ...outcomes.flatMap(({ path, edit }) => edit && !places.moved.includes(path) ? [edit] : [])],
		grows: outcomes.flatMap(({ grow }) => grow ?? [])
	};
}
function deviceEdits(ground, slots, want) {
	const used = taken(ground, "dev");
	return [...slots].flatMap(([slot, changes]) => {
		const path = slotArgument(slot, "device");
		if (path === null) return [];
		const option = ground.live.keys.get(slot) ?? freeDevice(used);
		used.add(option);
		return deviceEdit(ground, path, changes, Object.hasOwn(want.devices, path), option) ?? [];
	});
}
/** Cards that go come first: another one may take their address. */
function netEdits(ground, slots, want) {
	const edits = [...slots].filter(([slot]) => isNetSlot(slot)).flatMap(([slot, changes]) => netEdit(ground, slot, changes, Object.hasOwn(want.nets, slot)) ?? []);
	const goes = (edit) => edit.value === null;
	return [...edits.filter(goes), ...edits.filter((edit) => !goes(edit))];
}
function editsOf(ground, changes, want) {
	const slots = bySlot(changes);
	const scalars = [...slots].flatMap(([slot, own]) => valueEdit(ground, slot, own) ?? []);
	const tags = tagsEdit(ground, changes);
	const rootfs = slots.get("rootfs");
	const root = rootfs ? rootfsEdit(ground, rootfs) : {};
	const mounts = mountEdits(ground, slots, want);
	return {
		edits: [
			...netEdits(ground, slots, want),
			...root.edit ? [root.edit] : [],
			...mounts.edits,
			...deviceEdits(ground, slots, want),
			...scalars,
			...tags ? [tags] : []
		],
		grows: [...root.grow ? [root.grow] : [], ...mounts.grows]
	};
}
// src/kinds/lxc/live.ts
function liveOf(file, running, pool) {
	return liveOf$2(LXC_GRAMMAR, file, running, pool);
}
/** A guest of a snapshot of the estate; null when there is no such container. */
function liveIn(snapshot, vmid) {
	return liveIn$1(LXC_GRAMMAR, snapshot, vmid);
}
// src/kinds/guest/steps/disks.ts
/**
* Volumes that grow. `pct resize` to the size that is there is an error, and it exits 0 when the growing itself failed
* (PVE 9.2): what is read back decides.
*/
function growAct(subject, { slot, option, size, effect }) {
	const { vmid } = subject;
	return {
		verb: "resize",
		what: slot,
		title: `grow ${slotArgument(slot, "mount") ?? slot} to ${size}`,
		effect,
		do: tool(subject, "resize", vmid, option, size, "--digest", digestOf$1(subject)),
		verify: [cond(vmid, {
			is: "size",
			slot,
			bytes: parseSize(size) ?? 0
		})],
		unseen: true,
		timeout: TIMEOUTS.resize
	};
}
// src/kinds/guest/steps/marks.ts
/** What the marker says while an apply is on its way: the old commit, and what is owed. */
const PROTECTION = "/protection";
function without$2(mark) {
	const { owed: _owed, ...rest } = mark;
	return rest;
}
function owing(mark, owed) {
	const unique = [...new Set(owed)];
	return unique.length === 0 ? without$2(mark) : {
		...without$2(mark),
		owed: unique
	};
}
/** Where a feature stands in the file. */
const featurePath = (id) => pointer("features", id);
/** The mark with what is installed when these changes are made. */
function installed(mark, changes) {
	const features = new Map(Object.entries(mark.features ?? {}));
	for (const { slot, after } of changes) {
		const id = slotArgument(slot, "feature");
		if (id === null) continue;
		if (typeof after === "string") features.set(id, after);
		else features.delete(id);
	}
	const { features: _, ...rest } = mark;
	return features.size === 0 ? rest : {
		...rest,
		features: Object.fromEntries(features)
	};
}
/** On the way: this software is done, whatever becomes of the rest. */
function settledMark({ before }, changes) {
	const paths = new Set(changes.filter(isFeature).map(({ path }) => path));
	return owing(installed(before, changes), (before.owed ?? []).filter((path) => !paths.has(path)));
}
/** A guest that is being made, and has its software. */
function filledMark({ before }, { software = [] }) {
	return {
		...before,
		features: Object.fromEntries(software.map((one) => [one.id, stampOf(one)]))
	};
}
/** Of a guest that was made: nothing is owed but the software of one that is not started. */
function madeMark(mark, { software = [], state, template }) {
	const { features: _, ...rest } = mark;
	if (software.length === 0) return owing(rest, []);
	if (state !== "running" && !template) return owing(rest, software.map(({ id }) => featurePath(id)));
	return {
		...owing(rest, []),
		features: Object.fromEntries(software.map((one) => [one.id, stampOf(one)]))
	};
}
/** Written on the way; what was owed before stays owed. */
function interim({ before }, owed) {
	return owing(before, [...before.owed ?? [], ...owed]);
}
/** Changes that take effect at the next start. */
function unstarted(changes) {
	return changes.filter(({ effect, slot }) => effect === "restart" && slot !== "marker" && !isFeature({ slot })).map((change) => change.path);
}
/**
* Changes that Proxmox writes at once and does not show as pending, though the guest sees them after a restart only:
* a run that ends in between finds no difference, so that the marker has to remember.
*/
function unseen(changes, { dialect }) {
	return changes.filter(({ effect, slot }) => effect === "restart" && slot !== "marker").filter((change) => change.slot === "env" || dialect.isLate(fieldName$1(change.slot, keyOf$3(change)))).map((change) => change.path);
}
// src/kinds/guest/steps/raw.ts
const ENVIRONMENT = "lxc.environment.runtime";
/** The lines with a key's lines replaced: where they stood, or at the end. */
function replaced$1(lines, key, values) {
	const own = values.map((value) => ({
		key,
		value
	}));
	const first = lines.findIndex((line) => line.key === key);
	if (first < 0) return [...lines, ...own];
	const rest = (part) => part.filter((line) => line.key !== key);
	return [
		...rest(lines.slice(0, first)),
		...own,
		...rest(lines.slice(first))
	];
}
function variables(live, changes, reset) {
	const now = new Map(live.next.filter(({ slot }) => slot === "env").map(({ key, value }) => [key ?? "", value]));
	return [...changed(reset ? /* @__PURE__ */ new Map() : now, changes)].map(([name, value]) => `${name}=${value}`);
}
function envEdit(live, own, values) {
	const before = live.conf.options.get("env") ?? null;
	const value = values[0] ?? null;
	if ((nextOptions(live).get("env") ?? null) === value) return null;
	return {
		slot: "env",
		option: "env",
		value,
		before,
		family: "scalar",
		allocates: false,
		expects: expectsOf(own),
		when: "next",
		effect: effectOf$1(own),
		title: "env"
	};
}
/** @param reset nothing but what the changes name is left */
function rawPlan(live, changes, reset) {
	const raws = changes.filter(({ slot }) => slotArgument(slot, "raw") !== null);
	const envs = changes.filter(({ slot }) => slot === "env");
	let lines = reset ? [] : [...live.conf.raw];
	for (const change of raws) {
		const values = textOf$8(change.after)?.split("\n") ?? [];
		lines = replaced$1(lines, slotArgument(change.slot, "raw") ?? "", values);
	}
	const env = variables(live, envs, reset);
	const envChanges = envs.length > 0 || reset && env.join("\0") !== (nextOptions(live).get("env") ?? "");
	const inFile = envChanges && env.length > 1;
	const text = (list) => list.map(({ key, value }) => `${key}: ${value}`).join("\n");
	const touched = inFile || text(lines) !== text(live.conf.raw);
	const written = [...inFile ? env.map((value) => ({
		key: ENVIRONMENT,
		value
	})) : [], ...lines];
	return {
		lines: touched ? written : null,
		changes: [...raws, ...inFile ? envs : []],
		edit: envChanges && !inFile ? envEdit(live, envs, env) : null
	};
}
function rawAct(subject, { lines, changes }) {
	if (lines === null) return [];
	const { vmid } = subject;
	const fields = expectsOf(changes);
	return [{
		verb: "raw",
		title: lines.length === 0 ? "remove the raw lines" : "write the raw lines",
		effect: writing(["config", effectOf$1(changes)]),
		do: {
			verb: "raw",
			vmid,
			lines,
			digest: digestOf$1(subject)
		},
		verify: [cond(vmid, {
			is: "fields",
			fields,
			when: "now"
		})],
		timeout: TIMEOUTS.raw
	}];
}
// src/kinds/guest/steps/edit-order.ts
/** `--protection 0 --mp0 …` in one call is refused: off, change and on are three calls (observed, PVE 9.2). */
function protectionWindow(subject, plan) {
	const { edits, isProtected, reprotect, running } = plan;
	const own = edits.find((edit) => edit.option === "protection");
	if (!(isProtected && edits.some((edit) => edit.family === "volume"))) return {
		off: [],
		on: reprotect && !own ? [protectionEdit("1", null)] : [],
		rest: edits,
		open: false
	};
	const staysOff = own !== void 0;
	return {
		off: [{ call: {
			what: "unprotect",
			edits: [own ?? protectionEdit("0", "1")],
			mark: staysOff ? null : interim(subject, [PROTECTION, ...announced$2(plan)]),
			running,
			title: staysOff ? "take the protection off" : "take the protection off for a moment",
			...staysOff ? {} : { unprotected: true }
		} }],
		on: staysOff ? [] : [protectionEdit("1", "1")],
		rest: edits.filter((edit) => edit !== own),
		open: !staysOff
	};
}
/** A card takes some of its properties late: that debt must be written before the card is, which comes first. */
function announced$2({ debts, running }) {
	return running && debts.some((path) => /^\/net\d+\//.test(path)) ? debts : [];
}
function ownCall(edit, window) {
	const unprotected = window.open && edit.family === "volume" ? { unprotected: true } : {};
	return { call: {
		what: edit.slot,
		edits: [edit],
		mark: null,
		running: true,
		...unprotected
	} };
}
function whileRunning(subject, plan) {
	const window = protectionWindow(subject, plan);
	const of = (family) => window.rest.filter((edit) => edit.family === family);
	const scalars = [...of("scalar"), ...window.on];
	const raw = rawAct(subject, plan.raw).map((act) => ({ act }));
	const owed = plan.debts.length > 0;
	const mark = owed ? interim({
		...subject,
		before: paid(subject)
	}, plan.debts) : null;
	const early = announced$2(plan).length > 0;
	const call = (what, edits) => ({ call: {
		what,
		edits,
		mark,
		running: true,
		...titled(edits, owed)
	} });
	const awaited = subject.live?.conf.pending?.options;
	const reverted = plan.edits.filter(({ option, value, before }) => value === null && before !== null && awaited?.has(option)).map((edit) => ({
		...edit,
		before: null,
		expects: []
	}));
	const reverts = reverted.length === 0 ? [] : [{ call: {
		what: "revert",
		edits: reverted,
		mark: null,
		running: true,
		title: "take back what waits"
	} }];
	const closes = scalars.length > 0 || owed && !early;
	return [
		...early ? [call("announce", [])] : [],
		...reverts,
		...of("net").map((edit) => ownCall(edit, window)),
		...window.off,
		...of("volume").map((edit) => ownCall(edit, window)),
		...of("device").map((edit) => ownCall(edit, window)),
		...closes ? [closing(window, call("options", scalars))] : [],
		...raw
	];
}
function titled(edits, owed) {
	return edits.length === 0 && owed ? { title: "note in the marker what is under way" } : {};
}
/** The last call of the window is the one that puts protection on: it must not end without. */
function closing({ open }, work) {
	return open && "call" in work ? { call: {
		...work.call,
		unprotected: true
	} } : work;
}
/** The call that puts protection on again pays that debt. */
function paid({ before }) {
	const { owed, ...rest } = before;
	const left = (owed ?? []).filter((path) => path !== PROTECTION);
	return left.length === 0 ? rest : {
		...rest,
		owed: left
	};
}
function whileStopped(subject, plan) {
	const window = protectionWindow(subject, plan);
	const call = (what, edits) => edits.length === 0 ? [] : [closing(window, { call: {
		what,
		edits,
		mark: null,
		running: false
	} })];
	const raw = rawAct(subject, plan.raw).map((act) => ({ act }));
	if (!window.open) return [
		...raw,
		...window.off,
		...call("options", [...window.rest, ...window.on])
	];
	const changes = {
		what: "options",
		edits: window.rest,
		mark: null,
		running: false,
		unprotected: true
	};
	return [
		...raw,
		...window.off,
		{ call: changes },
		...call("protect", window.on)
	];
}
/** Disks grow first: a property string carries the size that the file says then. */
function editWork(subject, plan) {
	const grows = plan.grows.map((grow) => ({ act: growAct(subject, grow) }));
	return [
		...(plan.acts ?? []).map((act) => ({ act })),
		...grows,
		...plan.running ? whileRunning(subject, plan) : whileStopped(subject, plan)
	];
}
// src/kinds/guest/steps/health.ts
/** Checks of a guest's health: the last of its steps but the marker, which tells of a guest that is well. */
/** @param down the guest was taken down by an earlier step of this apply: no other one goes down before it is well */
function healthActs(subject, { health = {}, state }, down) {
	if (state !== "running") return [];
	const { transport } = subject.dialect;
	return Object.entries(health).map(([name, check]) => ({
		verb: "health",
		what: name,
		title: `check health ${name}: ${questionText(check.ask)}`,
		effect: "none",
		do: {
			verb: "health",
			vmid: subject.vmid,
			...transport && { transport },
			check
		},
		...down ? { locks: [restartLock(subject)] } : {},
		verify: [],
		timeout: check.within + check.timeout + TIMEOUTS.health
	}));
}
// src/kinds/guest/steps/clean.ts
/** Takes out of a layer what must be one guest's own, before it becomes a template: clones make it anew as they start. */
/** Nothing of it can be read back from the node, so that its exit decides. */
function cleanAct(subject) {
	const { vmid } = subject;
	return {
		verb: "clean",
		title: "take out what must be one guest's own",
		effect: "live",
		do: run("pct", "exec", vmid, "--keep-env", 0, "--", "sh", "-c", CLEAN),
		guard: [cond(vmid, { is: "running" })],
		verify: [],
		timeout: TIMEOUTS.clean
	};
}
// src/kinds/guest/steps/guest.ts
/** Scripts of one feature that may run after each other. */
const SCRIPTS = 3;
/** Of a remove script, whose manifest may be gone: as long as the default of manifests. */
const REMOVAL = 9e5;
/** @param install in the order in which they are installed */
function guestAct(subject, install, remove, effect) {
	const { vmid, dialect: { transport } } = subject;
	const restarts = install.some((one) => one.restarts);
	const ids = install.map(({ id }) => id);
	const run = install.reduce((sum, one) => sum + SCRIPTS * one.timeout * 1e3, 0) + remove.length * REMOVAL;
	return {
		verb: "features",
		title: [...remove.length > 0 ? [`remove ${remove.join(", ")}`] : [], ...ids.length > 0 ? [`install ${ids.join(", ")}`] : []].join("; "),
		effect,
		do: {
			verb: "guest",
			vmid,
			...transport && { transport },
			install: ids,
			remove,
			restart: !subject.waits
		},
		guard: [cond(vmid, { is: "running" })],
		verify: [],
		...restarts && !subject.waits ? { locks: [restartLock(subject)] } : {},
		timeout: run + TIMEOUTS.exec
	};
}
// src/kinds/guest/steps/high-availability.ts
/** Guests that the HA manager has: it starts, stops and moves them when it is asked to, some seconds later (PVE 8.4 and 9.2). */
const RESOURCES = "/etc/pve/ha/resources.cfg";
/** Milliseconds: the manager looks every ten seconds, and a shutdown takes its own time. */
const PATIENCE = {
	started: TIMEOUTS.start + 6e4,
	stopped: TIMEOUTS.shutdown + 6e4,
	migrate: 18e5
};
/** An entry of ours that git no longer names goes in this apply, before a guest that goes with it. */
function isLeaving({ snapshot, estate, mark }, sid) {
	const id = `ha:${sid}`;
	if (!estate || !markOfId(snapshot, mark.estate, id)) return false;
	const isWanted = ({ kind, spec }) => kind === "ha" && spec.id === id;
	return ![...estate.values()].some(isWanted);
}
/**
* `ct:101` of a guest that HA manages; null: it does not, is told to leave it alone, or will not in a moment: until then
* Proxmox's own command asks the manager by itself.
*/
function haIdOf(subject) {
	const { snapshot, vmid } = subject;
	if (!snapshot.ha?.has(vmid)) return null;
	const own = parseSections(snapshot.files?.get(RESOURCES) ?? "").find(({ name }) => name === String(vmid));
	if (!own || own.options.get("state") === "ignored") return null;
	const sid = `${own.type}:${vmid}`;
	return isLeaving(subject, sid) ? null : sid;
}
/** What takes the place of Proxmox's own command; nothing where HA does not manage the guest. */
function haRequest(subject, state) {
	const id = haIdOf(subject);
	if (id === null) return {};
	return {
		do: run("ha-manager", "set", id, "--state", state),
		patience: PATIENCE[state]
	};
}
/** Likewise for a move; a running container restarts on its way. */
function haMove(subject, to) {
	const id = haIdOf(subject);
	if (id === null) return {};
	return {
		do: run("ha-manager", "crm-command", "migrate", id, to),
		patience: PATIENCE.migrate
	};
}
// src/kinds/guest/steps/power.ts
/** @param down the guest was stopped by an earlier step of this apply: it is started also when a step failed */
function startAct(subject, effect, down) {
	const { vmid } = subject;
	return {
		verb: "start",
		title: "start",
		effect,
		do: tool(subject, "start", vmid),
		...haRequest(subject, "started"),
		guard: [cond(vmid, { is: "stopped" })],
		verify: [cond(vmid, { is: "running" })],
		...down ? {
			anyway: true,
			locks: [restartLock(subject)]
		} : {},
		timeout: TIMEOUTS.start
	};
}
/** @param again it will be started again: the limit on restarts counts it */
function shutdownAct(subject, effect, again) {
	const { vmid } = subject;
	return {
		verb: "shutdown",
		title: "shut down",
		effect,
		do: tool(subject, "shutdown", vmid, "--timeout", 60, "--forceStop", 1),
		...haRequest(subject, "stopped"),
		guard: [cond(vmid, { is: "running" })],
		verify: [cond(vmid, { is: "stopped" })],
		...again ? { locks: [restartLock(subject)] } : {},
		timeout: TIMEOUTS.shutdown
	};
}
/** @param options of the conf file that wait for it */
function restartAct(subject, options) {
	const { vmid } = subject;
	return {
		verb: "restart",
		title: "restart",
		effect: "restart",
		do: tool(subject, "reboot", vmid, "--timeout", 60),
		guard: [cond(vmid, { is: "running" })],
		verify: [cond(vmid, { is: "running" }), cond(vmid, {
			is: "settled",
			options: [...options]
		})],
		locks: [restartLock(subject)],
		timeout: TIMEOUTS.reboot
	};
}
// src/kinds/guest/steps/set.ts
/** What only waits is not there to be deleted: `--delete` would leave it waiting (PVE 9.2). */
function optionWords$1(edits) {
	const set = edits.flatMap((edit) => edit.value === null ? [] : [`--${edit.option}`, edit.value]);
	const list = (word, isOne) => {
		const names = edits.filter((edit) => edit.value === null && isOne(edit)).map(({ option }) => option);
		return names.length === 0 ? [] : [word, names.join(",")];
	};
	return [
		...set,
		...list("--delete", ({ before }) => before !== null),
		...list("--revert", ({ before }) => before === null)
	];
}
/** How one option is taken back; null: what the call did to it does no harm, and the next run goes on from there. */
function takenBack$1(edit, live, running) {
	const { option, before, family } = edit;
	if (running) {
		if (family === "net" && before !== null) return [`--${option}`, before];
		const waited = live.conf.pending?.options.get(option);
		if (waited !== void 0) return [`--${option}`, waited];
		return ["--revert", option];
	}
	if (family === "scalar" || edit.allocates) return live.grammar.tool === "qm" ? ["--revert", option] : null;
	if (before !== null) return [`--${option}`, before];
	return edit.value === null ? null : ["--delete", option];
}
/** As it stood before the call: volumes that were taken off by then stay told of. */
function standingText({ before }, live) {
	const text = live.conf.description?.replace(/\n+$/, "");
	if (text === void 0 || !before.detached) return text;
	const mark = parseMarker(text);
	return mark ? writeMarker(text, {
		...mark,
		detached: before.detached
	}) : text;
}
function undoOf(subject, { edits, mark, running, unprotected }) {
	if (subject.live === null) return void 0;
	const words = [];
	const lists = /* @__PURE__ */ new Map();
	for (const edit of edits) {
		const [word, value] = takenBack$1(edit, subject.live, running) ?? [];
		if (word === void 0 || value === void 0 || unprotected && edit.option === "protection") continue;
		if (word === "--delete" || word === "--revert") lists.set(word, [...lists.get(word) ?? [], value]);
		else words.push(word, value);
	}
	for (const [word, list] of lists) words.push(word, list.join(","));
	if (unprotected) words.push("--protection", "1");
	const text = standingText(subject, subject.live);
	if (mark !== null && text !== void 0) words.push("--description", text);
	return words.length === 0 ? void 0 : tool(subject, "set", subject.vmid, ...words);
}
function titleOf$1({ edits, title }) {
	if (title !== void 0) return title;
	if (edits.length === 0) return "write the marker";
	const scalars = edits.filter((edit) => edit.family === "scalar").map((edit) => edit.option);
	const others = edits.filter((edit) => edit.family !== "scalar").map((edit) => edit.title);
	return [...new Set(others), ...scalars.length > 0 ? [`set ${scalars.join(", ")}`] : []].join("; ");
}
function fieldConds(vmid, edits) {
	return ["now", "next"].flatMap((when) => {
		const fields = edits.filter((edit) => edit.when === when).flatMap((edit) => edit.expects);
		return fields.length === 0 ? [] : [cond(vmid, {
			is: "fields",
			fields,
			when
		})];
	});
}
function markedCond(subject, mark) {
	const { address, commit, config, owed = [], features = {} } = parseMarker(writeMarker(subject.text, mark)) ?? mark;
	return cond(subject.vmid, {
		is: "marked",
		address,
		commit,
		config,
		owed,
		features
	});
}
/** `qm set --sshkeys` takes the name of a file. */
function withInput(edits, verb) {
	const stdin = edits.find((edit) => edit.stdin !== void 0)?.stdin;
	return verb.verb === "run" && stdin !== void 0 ? {
		...verb,
		stdin
	} : verb;
}
function setAct(subject, call) {
	const { vmid } = subject;
	const { edits, mark } = call;
	const effects = ["config", ...edits.map((edit) => edit.effect)];
	const made = edits.filter((edit) => edit.allocates).map((edit) => edit.option);
	const undo = undoOf(subject, call);
	return {
		verb: "set",
		what: call.what,
		title: titleOf$1(call),
		effect: writing(effects),
		...edits.length === 0 ? { remark: true } : {},
		do: withInput(edits, tool(subject, "set", vmid, ...optionWords$1(edits), ...mark === null ? [] : ["--description", writeMarker(subject.text, mark)], "--digest", digestOf$1(subject))),
		guard: made.length === 0 ? [] : [cond(vmid, {
			is: "unset",
			options: made
		})],
		verify: [
			...fieldConds(vmid, edits),
			...mark === null ? [] : [markedCond(subject, mark)],
			...call.verify ?? []
		],
		...undo ? { undo } : {},
		timeout: made.length === 0 ? TIMEOUTS.set : TIMEOUTS.allocate
	};
}
// src/kinds/guest/steps/snapshots.ts
function snapshotAct(subject, name, description, effect) {
	const { vmid } = subject;
	return {
		verb: "snapshot",
		what: name,
		title: `take the snapshot ${name}`,
		effect,
		do: tool(subject, "snapshot", vmid, name, ...description === void 0 ? [] : ["--description", description]),
		verify: [cond(vmid, {
			is: "snapshot",
			name,
			there: true
		}), cond(vmid, { is: "unlocked" })],
		timeout: TIMEOUTS.snapshot
	};
}
/** @param half it was not taken to its end, or not deleted to its end */
function dropAct(subject, name, half) {
	const { vmid } = subject;
	return {
		verb: "delsnapshot",
		what: name,
		title: `delete the snapshot ${name}`,
		effect: "config",
		do: tool(subject, "delsnapshot", vmid, name, ...half ? ["--force", 1] : []),
		verify: [cond(vmid, {
			is: "snapshot",
			name,
			there: false
		}), cond(vmid, { is: "unlocked" })],
		timeout: TIMEOUTS.delsnapshot
	};
}
function deleteAct(subject, name, { effect }) {
	return {
		...dropAct(subject, name, subject.live?.conf.snapshots.get(name)?.options.has("snapstate") ?? false),
		effect
	};
}
/** Snapshots that go, and that come: the first before, the others after everything else. */
function snapshotActs(subject, changes) {
	const own = changes.filter((change) => slotArgument(change.slot, "snapshot") !== null);
	const heads = own.filter((change) => keyOf$3(change) === null);
	const descriptionOf = (slot) => textOf$8(own.find((change) => change.slot === slot && keyOf$3(change) === "description")?.after ?? null) ?? void 0;
	return {
		deleted: heads.filter((change) => change.after === null).map((change) => deleteAct(subject, slotArgument(change.slot, "snapshot") ?? "", change)),
		taken: heads.filter((change) => change.after !== null).map((change) => snapshotAct(subject, slotArgument(change.slot, "snapshot") ?? "", descriptionOf(change.slot), change.effect))
	};
}
// src/kinds/guest/steps/template.ts
function templateAct(subject, effect) {
	const { vmid } = subject;
	return {
		verb: "template",
		title: "turn it into a template",
		effect,
		do: tool(subject, "template", vmid),
		guard: [cond(vmid, { is: "stopped" }), cond(vmid, { is: "unsnapped" })],
		verify: [cond(vmid, {
			is: "fields",
			fields: [{
				slot: "template",
				key: null,
				value: "1"
			}],
			when: "now"
		})],
		timeout: TIMEOUTS.template
	};
}
// src/kinds/guest/steps/settle.ts
/** The end of making a guest: what is done when all its options are set. */
/** What is left to do when the options are set: snapshots while it is cold, then a template or a start. */
function settleActs(subject, spec, taken) {
	const snapshots = Object.entries(spec.snapshots).filter(([name]) => !taken.has(name));
	const software = spec.software ?? [];
	const features = software.length === 0 ? [] : [guestAct(subject, software, [], "live")];
	const inside = spec.layer === void 0 ? features : [...features, cleanAct(subject)];
	const filled = inside.length === 0 ? [] : [
		startAct(subject, "live", false),
		...inside,
		setAct(subject, {
			what: "installed",
			edits: [],
			mark: filledMark(subject, spec),
			running: true,
			title: "note in the marker what is installed"
		}),
		shutdownAct(subject, "live", false)
	];
	return [
		...pinActs(subject, spec),
		...snapshots.map(([name, { description }]) => snapshotAct(subject, name, description, "config")),
		...spec.template ? [...filled, templateAct(subject, "config")] : [],
		...spec.state === "running" ? [startAct(subject, "live", false), ...features] : []
	];
}
// src/kinds/guest/steps/pool.ts
function poolAct(subject, change) {
	const { vmid } = subject;
	const [from, to] = [textOf$8(change.before), textOf$8(change.after)];
	const pool = to ?? from ?? "";
	const words = to === null ? ["--delete", "1"] : from === null ? [] : ["--allow-move", "1"];
	return {
		verb: "pool",
		title: to === null ? `leave the pool ${pool}` : `join the pool ${pool}`,
		effect: change.effect,
		do: run("pvesh", "set", "/pools", "--poolid", pool, "--vms", vmid, ...words),
		verify: [cond(vmid, {
			is: "pool",
			pool: to
		})],
		timeout: TIMEOUTS.pool
	};
}
// src/kinds/guest/steps/row.ts
/**
* The final marker joins the last call when that one writes options only. While the guest runs, what is plugged in may
* fail after the description was written (PVE 9.2), so that it stays apart then.
*/
function mayCarry({ edits, mark, running }) {
	if (mark !== null || edits.some((edit) => edit.unfinished)) return false;
	return !running || edits.every((edit) => edit.family === "scalar");
}
/** @param running whether the guest runs when all else is done */
function withFinalMark(work, mark, running) {
	const last = work.at(-1);
	if (last && "call" in last && mayCarry(last.call)) return [...work.slice(0, -1), { call: {
		...last.call,
		mark
	} }];
	return [...work, { call: {
		what: "marker",
		edits: [],
		mark,
		running
	} }];
}
/** Ids stay the same from run to run: they say what a step does, not how many came before it. */
function idsOf(address, acts) {
	const seen = /* @__PURE__ */ new Map();
	return acts.map(({ verb, what }) => {
		const id = [
			address,
			verb,
			what
		].filter((part) => part !== void 0).join(":");
		const count = (seen.get(id) ?? 0) + 1;
		seen.set(id, count);
		return count === 1 ? id : `${id}:${count}`;
	});
}
/**
* The step before, and what must have gone well besides. A start that runs anyway hangs on every step since the
* shutdown; what follows it also hangs on the last step that does not run anyway, or it would follow a failure. The way
* back hangs on all that may fail.
*/
function afterOf(acts, ids, index) {
	if (index === 0) return [];
	if (acts[index]?.rescue) {
		if (acts[index - 1]?.rescue) return ids.slice(index - 1, index);
		return ids.filter((_, at) => acts[at]?.saved);
	}
	if (acts[index]?.anyway) {
		const down = acts.slice(0, index).findLastIndex(({ verb }) => verb === "shutdown");
		return ids.slice(Math.max(0, down), index);
	}
	const normal = acts.slice(0, index).findLastIndex(({ anyway }) => !anyway);
	return ids.slice(Math.max(0, normal), index);
}
/** The work on one guest as acts that know where they run. */
function bind(subject, work) {
	return work.map((one) => {
		const act = "act" in one ? one.act : setAct(subject, one.call);
		const { saved = act.saved, rescue = act.rescue } = one;
		return {
			...act,
			node: act.node ?? subject.node,
			...saved ? { saved } : {},
			...rescue ? { rescue } : {}
		};
	});
}
/** Makes steps of it, in order. */
function rowOf({ address, vmid, node }, acts) {
	const ids = idsOf(address, acts);
	return acts.map((act, index) => {
		const { title, effect, verify, undo, timeout } = act;
		const own = act.makes ? [cond(vmid, { is: "absent" })] : [cond(vmid, { is: "digest" }), ...act.locked ? [] : [cond(vmid, { is: "unlocked" })]];
		return {
			id: ids[index] ?? address,
			address,
			node: act.node ?? node,
			title,
			effect,
			after: afterOf(acts, ids, index),
			locks: [{
				name: `guest:${vmid}`,
				mode: "exclusive"
			}, ...act.locks ?? []],
			guard: [...own, ...act.guard ?? []],
			verify,
			do: act.do,
			...undo ? { undo } : {},
			...act.anyway ? { anyway: true } : {},
			...act.unseen && { unseen: true },
			...act.patience === void 0 ? {} : { patience: act.patience },
			...act.rescue ? { rescue: true } : {},
			...act.remark ? { remark: true } : {},
			retry: "contention",
			timeout
		};
	});
}
// src/kinds/guest/steps/finish.ts
const NOT_SET = /^(?:state|node|template|pool|snapshot:.*|feature:.*)$/s;
function changesOf({ dialect }, spec, live) {
	const now = new Map(live.fields.map((one) => [one.path, one.value]));
	return dialect.fieldsOf(spec).filter(({ slot }) => !NOT_SET.test(slot) && !dialect.creation.has(slot)).map(({ path, slot, value }) => ({
		path,
		slot,
		before: now.get(path) ?? null,
		after: value,
		effect: "config"
	}));
}
/** What would be inherited, and git does not name. */
function leftovers(live, named) {
	const slots = new Map([...live.keys].map(([slot, option]) => [option, slot]));
	return [...live.conf.options].filter(([option]) => live.grammar.own.test(option) && !named.has(option)).map(([option, before]) => {
		const slot = slots.get(option) ?? option;
		return {
			slot,
			option,
			value: null,
			before,
			family: /^(?:net|dev)\d+$/.test(option) ? "device" : "scalar",
			allocates: false,
			expects: goneOf(live, slot),
			when: "now",
			effect: "config",
			title: `drop ${option}`
		};
	});
}
/** @param foretold the guest is not there yet: nobody has seen its conf file */
function finishWork(subject, spec, live, foretold) {
	const changes = changesOf(subject, spec, live);
	const { dialect } = subject;
	const { estate } = subject.mark;
	const ground = {
		estate,
		vmid: subject.vmid,
		live,
		running: false,
		reset: true,
		foretold
	};
	const own = dialect.editsOf(ground, changes, spec);
	const raw = rawPlan(live, changes, true);
	const edits = raw.edit ? [...own.edits, raw.edit] : own.edits;
	const named = /* @__PURE__ */ new Set([...dialect.namedOptions(spec, live), ...edits.map((edit) => edit.option)]);
	const isClone = spec.source?.is === "clone";
	const all = isClone ? [...edits, ...leftovers(live, named)] : edits;
	const known = live.fields.find(({ slot }) => slot === "pool")?.value ?? null;
	const pool = (spec.pool ?? null) === known || spec.pool === void 0 ? null : spec.pool;
	const work = [...pool === null ? [] : [{ act: poolAct(subject, {
		path: "/pool",
		slot: "pool",
		before: known,
		after: pool,
		effect: "config"
	}) }], ...editWork(subject, {
		edits: all,
		grows: own.grows,
		raw,
		running: false,
		isProtected: isProtected(live),
		reprotect: false,
		debts: []
	})];
	const settled = [...settleActs(subject, spec, new Set(live.fields.flatMap(({ slot }) => slotArgument(slot, "snapshot") ?? []))), ...healthActs(subject, spec, false)].map((act) => ({ act }));
	const row = withFinalMark([...work, ...settled], madeMark(subject.mark, spec), spec.state === "running");
	if (!isClone) return row;
	const last = work.findLastIndex((one) => "call" in one);
	return withCheck(row, last < 0 ? row.length - 1 : last, cond(subject.vmid, {
		is: "own",
		options: [...named].toSorted()
	}));
}
/** When its options are set, nothing else may have been taken over, whatever the source turned out to be. */
function withCheck(row, at, check) {
	return row.map((one, index) => index === at && "call" in one ? { call: {
		...one.call,
		verify: [...one.call.verify ?? [], check]
	} } : one);
}
// src/kinds/lxc/steps/made.ts
/** A new guest's options: what `pct create` gets, and what its conf file will hold, for those who clone it. */
const entries = (values) => new Map(Object.entries(values));
function volume$2(values, mp) {
	const { storage = "", size = "", bind, ...flags } = values;
	const family = mp === null ? FAMILIES.rootfs : FAMILIES.mp;
	const properties = new Map(Object.entries(flags));
	properties.set("volume", bind ?? allocation(storage, size));
	if (mp !== null) properties.set("mp", mp);
	return formatPropertyString(family, properties);
}
function netsOf$1(spec, estate) {
	return Object.entries(spec.nets).map(([slot, values]) => {
		const properties = entries(values);
		if (!properties.has("hwaddr")) properties.set("hwaddr", hwaddrOf(estate, spec.vmid, slot));
		return [slot, formatProperties("net", properties)];
	});
}
/** Parents get the lower index: Proxmox mounts in that order. */
function mountsOf$1(spec) {
	const added = Object.keys(spec.mounts);
	const { options } = placeMounts({
		kept: /* @__PURE__ */ new Map(),
		added,
		taken: /* @__PURE__ */ new Set()
	});
	return parentsFirst(added).map((path) => [options.get(path) ?? "", volume$2(spec.mounts[path] ?? {}, path)]);
}
function devicesOf$1(spec) {
	return Object.entries(spec.devices).map(([path, values], index) => [`dev${index}`, formatProperties("dev", new Map([["path", path], ...Object.entries(values)]))]);
}
const present = (option, value) => value === void 0 || value === "" ? [] : [[option, value]];
/** Variables of the environment that `pct create` can carry: one, since it separates them by NUL. */
function environment({ env }) {
	const [first, ...more] = Object.entries(env);
	return first && more.length === 0 ? [["env", `${first[0]}=${first[1]}`]] : [];
}
/** Every option of the conf file that the spec gives, in one order. */
function madeOptions(spec, estate) {
	return new Map([
		["hostname", spec.hostname],
		["unprivileged", spec.unprivileged ? "1" : "0"],
		...present("arch", spec.arch),
		...present("ostype", spec.ostype),
		...Object.entries(spec.options),
		...present("features", formatProperties("features", entries(spec.features))),
		...present("startup", startupValue(entries(spec.startup))),
		...spec.rootfs ? present("rootfs", volume$2(spec.rootfs, null)) : [],
		...mountsOf$1(spec),
		...netsOf$1(spec, estate),
		...devicesOf$1(spec),
		...environment(spec),
		["tags", writeTags(spec.tags ?? [], false)]
	]);
}
// src/kinds/lxc/steps/foretold.ts
/**
* What a clone's conf file will hold right after `pct clone`. Steps are data and are made before anything runs, and the
* source may be made in the same apply: then its spec tells. Only names of volumes and MAC addresses stay unknown.
*/
/** Options that a clone does not take over. */
const LEFT_BEHIND = /^(?:unused\d+|lock|template|parent|snaptime|snapstate)$/;
/** Options that a spec of a clone does not say and its source does. */
const INHERITED = /^(?:rootfs|mp\d+|memory|swap|arch|ostype|unprivileged)$/;
/** What `pct create` writes down although nobody said it (PVE 9.2). */
const CREATED = [["memory", "512"], ["swap", "512"]];
const NO_SECTION = {
	description: null,
	options: /* @__PURE__ */ new Map(),
	raw: []
};
/** `local-zfs:8` becomes a volume of 8G whose name nobody knows yet. */
function allocated(option, value) {
	const properties = parseProperties(option, value);
	const [, storage, gib] = /^([^:/]+):(\d+(?:\.\d+)?)$/.exec(properties.get("volume") ?? "") ?? [];
	if (storage === void 0 || gib === void 0) return value;
	const mib = Number(gib) * 1024;
	properties.set("volume", `${storage}:unknown`);
	properties.set("size", mib % 1024 === 0 ? `${mib / 1024}G` : `${mib}M`);
	return formatPropertyString(option === "rootfs" ? FAMILIES.rootfs : FAMILIES.mp, properties);
}
/** A guest that this apply makes. */
function sectionOfSpec(spec, lookup) {
	const inherited = [...(spec.source?.is === "clone" ? sectionOf(spec.source, lookup) : NO_SECTION).options].filter(([option]) => INHERITED.test(option));
	const options = new Map(spec.source?.is === "clone" ? inherited : CREATED);
	const places = new Map([...options].flatMap(([option, value]) => {
		const path = parseProperties(option, value).get("mp");
		return path === void 0 ? [] : [[path, option]];
	}));
	for (const [option, value] of madeOptions(spec, lookup.estate)) {
		const own = allocated(option, value);
		const path = parseProperties(option, value).get("mp");
		options.set(path === void 0 ? option : places.get(path) ?? option, own);
	}
	return {
		description: null,
		options,
		raw: Object.entries(spec.raw).flatMap(([key, values]) => values.map((value) => ({
			key,
			value
		})))
	};
}
function sectionOf(source, lookup) {
	const live = liveIn(lookup.snapshot, source.vmid);
	const stays = source.layer === void 0 || live?.conf.options.get("template") === "1";
	if (live && stays) return (source.snapshot === void 0 ? void 0 : live.conf.snapshots.get(source.snapshot)) ?? live.conf;
	const spec = source.address === null ? null : lookup.specOf(source.address);
	return spec ? sectionOfSpec(spec, lookup) : NO_SECTION;
}
/** The node that the source is on; null when nobody knows. */
function nodeOfSource(source, lookup) {
	return lookup.snapshot.guests.get(source.vmid)?.node ?? (source.address === null ? null : lookup.specOf(source.address)?.node ?? null);
}
/** The clone as it will be before anything is set. */
function foretoldClone(spec, source, lookup) {
	const section = sectionOf(source, lookup);
	const options = new Map([...section.options].filter(([option]) => !LEFT_BEHIND.test(option)));
	options.set("hostname", spec.hostname);
	if (source.storage !== void 0) for (const [option, value] of options) {
		if (!/^(?:rootfs|mp\d+)$/.test(option)) continue;
		const properties = parseProperties(option, value);
		properties.set("volume", `${source.storage}:unknown`);
		const family = option === "rootfs" ? FAMILIES.rootfs : FAMILIES.mp;
		options.set(option, formatPropertyString(family, properties));
	}
	const text = formatConf({
		...EMPTY_CONF,
		options,
		raw: section.raw
	});
	return liveOf({
		vmid: spec.vmid,
		type: "lxc",
		node: spec.node,
		text,
		digest: digest(text)
	}, false, spec.pool ?? null);
}
// src/kinds/lxc/steps/clone.ts
/** A guest from another one: `pct clone`, then everything that git says before it starts for the first time. */
function storagesOf$1(subject, spec, source) {
	if (source.storage !== void 0) return [source.storage];
	const live = liveIn(subject.snapshot, source.vmid);
	const there = live ? volumesOf$1(live).map((volume) => volume.replace(/:.*$/s, "")) : [];
	return [.../* @__PURE__ */ new Set([...there, ...spec.rootfs?.["storage"] === void 0 ? [] : [spec.rootfs["storage"]]])].toSorted();
}
function cloneAct(subject, spec, source, from) {
	const { vmid } = subject;
	const mark = owing(subject.mark, [""]);
	const { full, snapshot, storage } = source;
	const live = liveIn(subject.snapshot, source.vmid);
	const still = snapshot === void 0 && !(live?.conf.options.get("template") === "1");
	return {
		verb: "clone",
		title: `clone ${source.address ?? String(source.vmid)}${snapshot === void 0 ? "" : ` as of ${snapshot}`}`,
		effect: "live",
		node: from,
		do: run(...[
			"pct",
			"clone",
			source.vmid,
			vmid,
			"--hostname",
			spec.hostname
		], ...full === void 0 ? [] : ["--full", full ? 1 : 0], ...snapshot === void 0 ? [] : ["--snapname", snapshot], ...storage === void 0 ? [] : ["--storage", storage], ...from === spec.node ? [] : ["--target", spec.node], ...spec.pool === void 0 ? [] : ["--pool", spec.pool], "--description", writeMarker(subject.text, mark)),
		locks: [{
			name: `guest:${source.vmid}`,
			mode: "exclusive"
		}, ...storagesOf$1(subject, spec, source).map((one) => storageLock(from, one))],
		guard: [cond(source.vmid, { is: "unlocked" }), ...still ? [cond(source.vmid, { is: "stopped" })] : []],
		verify: [
			cond(vmid, { is: "unlocked" }),
			cond(vmid, {
				is: "node",
				node: spec.node
			}),
			markedCond(subject, mark)
		],
		makes: true,
		timeout: TIMEOUTS.clone
	};
}
/** A clone of ours that was killed leaves its source locked: no task works on it, and our journal knows the clone. */
function unlockSource(subject, source) {
	const { vmid, snapshot, mark } = subject;
	if (liveIn(snapshot, source.vmid)?.lock !== "disk") return [];
	const nodes = [...snapshot.nodes.values()].filter((facts) => facts.reachable);
	const works = nodes.some(({ tasks }) => tasks.some((upid) => upid.split(":")[6] === String(source.vmid)));
	const begun = nodes.some(({ intents }) => intents.some(({ estate, argv }) => estate === mark.estate && argv.slice(0, 4).join(" ") === `pct clone ${source.vmid} ${vmid}`));
	if (works || !begun) return [];
	return [{
		verb: "unlock",
		what: "source",
		title: `clear the lock that a killed clone left on ${source.address ?? source.vmid}`,
		effect: "config",
		do: run("pct", "unlock", source.vmid),
		locks: [{
			name: `guest:${source.vmid}`,
			mode: "exclusive"
		}],
		guard: [cond(source.vmid, {
			is: "locked",
			by: "disk"
		})],
		verify: [cond(source.vmid, { is: "unlocked" })],
		makes: true,
		timeout: TIMEOUTS.unlock
	}];
}
function cloneWork(subject, spec, source, lookup) {
	const from = nodeOfSource(source, lookup) ?? spec.node;
	const unlock = unlockSource(subject, source).map((act) => ({ act: {
		...act,
		node: from
	} }));
	const live = foretoldClone(spec, source, lookup);
	return [
		...unlock,
		{ act: cloneAct(subject, spec, source, from) },
		...finishWork(subject, spec, live, true)
	];
}
// src/kinds/lxc/steps/create.ts
/** A guest from an archive: one `pct create` with every option, then what no option can say. */
/** Slots that the create itself does not settle: steps of their own do, or nothing can be read back. */
const LATER = /^(?:state|template|pool|node|ostemplate|clone|ssh-public-keys|raw:.*|snapshot:.*|feature:.*)$/s;
function expected(spec) {
	const inFile = Object.keys(spec.env).length > 1;
	return fieldsOf(spec).filter(({ slot }) => !LATER.test(slot) && !(inFile && slot === "env")).filter(({ slot, value }) => !(slot === "tags" && value === "")).map(({ slot, key, value }) => ({
		slot,
		key,
		value
	}));
}
function storagesOf(spec) {
	const volumes = [spec.rootfs ?? {}, ...Object.values(spec.mounts)];
	return [...new Set(volumes.flatMap((values) => values["storage"] ?? []))].toSorted();
}
function createAct(subject, spec, archive) {
	const { vmid, node } = subject;
	const mark = owing(subject.mark, [""]);
	const options = [...madeOptions(spec, subject.mark.estate)].flatMap(([name, value]) => [`--${name}`, value]);
	const keys = spec.sshPublicKeys;
	const argv = [
		"pct",
		"create",
		String(vmid),
		archive,
		...options,
		...spec.pool === void 0 ? [] : ["--pool", spec.pool],
		...keys ? ["--ssh-public-keys", "/dev/stdin"] : [],
		"--description",
		writeMarker(subject.text, mark)
	];
	return {
		verb: "create",
		title: `create from ${archive}`,
		effect: "live",
		do: {
			verb: "run",
			argv,
			...keys ? { stdin: `${keys.join("\n")}\n` } : {}
		},
		locks: storagesOf(spec).map((storage) => storageLock(node, storage)),
		verify: [
			cond(vmid, { is: "unlocked" }),
			cond(vmid, {
				is: "fields",
				fields: expected(spec),
				when: "now"
			}),
			...spec.pool === void 0 ? [] : [cond(vmid, {
				is: "pool",
				pool: spec.pool
			})],
			markedCond(subject, mark)
		],
		makes: true,
		timeout: TIMEOUTS.create
	};
}
/** Raw lines, and an environment of more than one variable: they go into the conf file itself. */
function rawWork(subject, spec) {
	const raw = Object.entries(spec.raw).flatMap(([key, values]) => values.map((value) => ({
		key,
		value
	})));
	const env = Object.entries(spec.env).map(([name, value]) => ({
		key: "lxc.environment.runtime",
		value: `${name}=${value}`
	}));
	const lines = [...env.length > 1 ? env : [], ...raw];
	if (lines.length === 0) return [];
	return rawAct(subject, {
		lines,
		changes: fieldsOf(spec).filter(({ slot }) => slot.startsWith("raw:") || env.length > 1 && slot === "env").map(({ path, slot, value }) => ({
			path,
			slot,
			before: null,
			after: value,
			effect: "config"
		})),
		edit: null
	});
}
function createWork(subject, spec, archive) {
	return withFinalMark([
		createAct(subject, spec, archive),
		...rawWork(subject, spec),
		...settleActs(subject, spec, /* @__PURE__ */ new Set()),
		...healthActs(subject, spec, false)
	].map((act) => ({ act })), madeMark(subject.mark, spec), spec.state === "running");
}
// src/kinds/lxc/steps/make.ts
/** Making a container, from an archive or another guest, wherever nothing is. */
/** A layer is cloned from the VMID that its instance has, or gets in this apply. */
function sourced(spec, { placed, snapshot }) {
	if (!spec.source) return spec;
	const source = placedSource(spec.source, placed, (storage) => snapshot.storages.get(storage)?.type);
	if (source) return source === spec.source ? spec : {
		...spec,
		source
	};
	throw new PhoenixError("REFUSED", `no VMID is left for ${layerAddress(spec.source)}`, { hint: "widen \"layers.vmids\" in phoenix.json, or remove what nothing uses: phoenix layers prune" });
}
function makeWork(subject, want, input) {
	const spec = sourced(want, input);
	const { source } = spec;
	switch (source?.is) {
		case "ostemplate": return createWork(subject, spec, source.volume);
		case "clone": {
			const specAt = (address) => {
				const there = input.wanted?.(address)?.spec;
				return there ? sourced(there, input) : null;
			};
			return cloneWork(subject, spec, source, {
				estate: subject.mark.estate,
				snapshot: input.snapshot,
				specOf: specAt
			});
		}
		case void 0: throw new PhoenixError("REFUSED", `${subject.address} does not exist, and its file does not say how to make it`, { hint: "say \"ostemplate\" or \"clone\"" });
	}
}
// src/kinds/lxc/steps/migrate.ts
/** To another node: stopped, or shut down, moved and started by Proxmox. What else changes is changed over there. */
/** Proxmox migrates no bind that is not declared shared (PVE 9.2); the plan said so before. */
function refuseBinds(address, live) {
	const binds = live.fields.filter(({ slot, key }) => slot.startsWith("mount:") && key === "bind");
	const shared = new Set(live.fields.filter(({ key, value }) => key === "shared" && value === "1").map(({ slot }) => slot));
	const local = binds.filter(({ slot }) => !shared.has(slot)).map(({ slot }) => slot.slice(6));
	if (local.length === 0) return;
	throw new PhoenixError("REFUSED", `${address} does not migrate: ${local.join(", ")} is a bind of its node`, { hint: "say \"shared\": true where both nodes have the folder, or remove the bind first" });
}
function waitAct({ vmid }, node) {
	const running = cond(vmid, { is: "running" });
	return {
		verb: "wait",
		title: "wait until it runs again",
		effect: "offline",
		node,
		do: {
			verb: "wait",
			cond: running,
			within: TIMEOUTS.start
		},
		verify: [running],
		timeout: TIMEOUTS.start
	};
}
/** The move itself; the steps after it run on the new node. */
function moveWork(subject, change, to) {
	const live = liveOf$1(subject);
	const { vmid, address } = subject;
	refuseBinds(address, live);
	const words = live.running ? [
		"--restart",
		1,
		"--timeout",
		60
	] : [];
	const move = {
		verb: "migrate",
		title: `move from ${live.node} to ${to}`,
		effect: change.effect,
		do: run("pct", "migrate", vmid, to, ...words),
		...haMove(subject, to),
		verify: [cond(vmid, {
			is: "node",
			node: to
		}), cond(vmid, { is: "unlocked" })],
		...live.running ? { locks: [restartLock(subject)] } : {},
		timeout: TIMEOUTS.migrate
	};
	if (!live.running) return [{ act: move }];
	return [
		{ call: {
			what: "announce",
			edits: [],
			mark: interim(subject, [STATE]),
			running: true,
			title: "note in the marker that it runs"
		} },
		{ act: move },
		{ act: waitAct(subject, to) }
	];
}
// src/kinds/lxc/dialect.ts
function namedOptions(spec, live) {
	const devices = Object.keys(spec.devices).map((path) => live.keys.get(`device:${path}`));
	return [
		...Object.keys(spec.options),
		...Object.keys(spec.nets),
		...devices.filter((option) => option !== void 0),
		...Object.keys(spec.features).length > 0 ? ["features"] : [],
		...Object.keys(spec.startup).length > 0 ? ["startup"] : [],
		...Object.keys(spec.env).length > 0 ? ["env"] : []
	];
}
const LXC = {
	...LXC_GRAMMAR,
	fieldsOf,
	costOf,
	noSnapshotReason,
	noMoveReason,
	moving: (running) => ({
		effect: running ? "offline" : "config",
		note: "down for as long as its volumes are copied, unless their storage is shared"
	}),
	isSettled: isSettled$1,
	systemDisk: () => "rootfs",
	namesDisk: ({ mounts }, slot) => {
		const path = slotArgument(slot, "mount");
		const mount = path === null ? void 0 : mounts[path];
		return mount !== void 0 && isVolume(mount);
	},
	editsOf,
	namedOptions,
	makeWork,
	moveWork,
	debrisWork
};
// src/kinds/lxc/diff.ts
function diffLxc(input) {
	return diffGuest({
		...input,
		dialect: LXC
	});
}
// src/kinds/lxc/observe.ts
/** Decides what stands under an id, wherever in the cluster it is. */
function observeLxc(input) {
	return observeGuest(LXC_GRAMMAR, input);
}
/** Every container whose marker says that it is of this estate and no copy. */
function ownedLxc(snapshot, estate, env) {
	return ownedGuests("lxc", snapshot, estate, env);
}
// src/kinds/host-use.ts
const nodeAddress = (node) => `node/${node}`;
/** Which facts the features of a node's file make true; nothing where it has no file. */
function factsOfHost(node, { mergedOf, features }) {
	const wanted = mergedOf(nodeAddress(node))?.["features"];
	if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) return /* @__PURE__ */ new Set();
	const known = features?.().features;
	return new Set(Object.keys(wanted).flatMap((id) => Object.keys(known?.get(id)?.manifest.facts ?? {})));
}
/** @param used facts of its node that it uses, whoever makes them true; null: nothing of them is the node's file's */
function hostUse(node, used, resolve) {
	if (used.length === 0) return null;
	const made = factsOfHost(node, resolve);
	const facts = [...new Set(used)].filter((fact) => made.has(fact)).toSorted();
	return facts.length === 0 ? null : {
		address: nodeAddress(node),
		facts
	};
}
/** What a resource of any kind uses of its node's file. */
function hostUseOf({ spec }) {
	return spec?.host ?? null;
}
// src/kinds/lxc/finding-ids.ts
/** What can be wrong with a container beyond the form of its file: ids, severities, titles. */
const LXC_FINDINGS = {
	PHX601: error("A bind does not exist in phoenix.json", "The guest would lack the folder, or the apply would fail on the node. Declare the folder of the host under \"binds\" in phoenix.json, where its owner stands too."),
	PHX602: error("A GPU does not exist on the node, or has less memory than is asked for", "The device nodes of a card come from its declaration; without it, or with more memory asked for than it has, the service in the guest does not start. Declare the card under \"gpus\" of the node, or ask for one that is there."),
	PHX603: error("A bridge is missing, or does not exist on the node", "A guest with a card on no bridge, or on one that the node lacks, does not start. Name one of the node's bridges; \"bridges\" in phoenix.json says which there are."),
	PHX604: error("A guest does not say which of several nodes it is on", "With several nodes Phoenix does not choose where a guest is made: moving it later means downtime. Write \"node\", in the base if most are on the same one."),
	PHX605: error("A mount is neither a bind nor a volume, or both", "Proxmox mounts either a folder of the host or a volume of its own at a path. Write \"bind:NAME\", or \"storage\" and \"size\"."),
	PHX606: error("A guest comes from both an archive and a clone, or from neither", "A guest is made either from an archive (\"ostemplate\") or as a clone (\"clone\"), and Phoenix does not choose. Keep one; null takes away what a profile brought; \"adopt\": true is for a guest that exists."),
	PHX607: error("A root disk is missing or incomplete", "Proxmox cannot make a container from an archive without a disk to unpack it on. Write \"rootfs\": { \"storage\": \"local-zfs\", \"size\": \"8G\" }."),
	PHX608: error("A gateway cannot be reached from the address of its card", "The guest would start without a way out of its network, or not at all. Correct the gateway, or the prefix length of the address."),
	PHX609: error("Two cards of a guest have the same name, MAC or address", "With the same name the guest does not start, and with the same MAC or address its own cards take each other's packets. Give each card its own."),
	PHX610: error("Something cannot be said of a template", "A template is a stopped guest with a read-only disk that others are cloned from; Proxmox refuses to start, resize or change it so. Leave the key out."),
	PHX611: error("A clone is not possible as written", "Proxmox takes some keys of a clone from its source, and cannot clone everything from everywhere: the apply would fail half-way. The hint says which key to leave out, or which source to take."),
	PHX612: error("The Proxmox VE version of the node does not know an option", "The node would refuse the option as unknown. Leave it out, or upgrade the node and then its \"pve\" in phoenix.json."),
	PHX613: warning("A storage is not declared for the node", "Phoenix cannot tell whether the storage is there, is shared, or takes container disks, so the apply is the first to find out. Declare it under \"storages\" of the node."),
	PHX614: error("Snapshots are not possible for this guest", "Proxmox takes no snapshot of a guest whose storage cannot, or that has folders of the host mounted. Leave \"snapshots\" out, or what forbids them."),
	PHX615: error("A description, tag or snapshot is reserved for Phoenix", "Phoenix tells its own guests by the marker in the description, the tag \"phoenix\" and snapshots of its own name; a file that writes those would confuse or forge them. Write it otherwise."),
	PHX617: error("An unprivileged guest has quotas", "The kernel does not let an unprivileged container have quotas, and Proxmox does not start it. Leave \"quota\" out."),
	PHX618: error("A health check cannot be made as written", "A check that cannot be made fails on every apply, and stops whatever depends on the guest. The hint says what it lacks: a port, an address, a place to be made from."),
	PHX619: error("A map of user ids cannot be as written", "Proxmox or LXC would not start the guest: the kernel takes no map in which an id stands twice, and a guest without its root is none. It is found here instead of at its next start."),
	PHX616: error("A path cannot stand in an option of Proxmox", "Options of Proxmox are lists with commas, so a path or name with one, or with \"..\", means something else there. Use a path without.")
};
/** A sentence: upper case first, a full stop at the end. */
function sentence(text) {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
/** A finding at a pointer of the merged file. */
function finding$1(id, path, message, hint) {
	return {
		id,
		severity: LXC_FINDINGS[id].severity,
		message,
		path,
		hint: sentence(hint)
	};
}
// src/kinds/guest/formats.ts
/**
* Proxmox's formats of single values (PVE 9.2: PVE::JSONSchema, PVE::LXC::Config), so that a value which `pct` would
* refuse is refused on the pull request. Which option has which format stands in schema.ts.
*/
const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
function isIpv4(text) {
	return IPV4.test(text);
}
function isIpv6(text) {
	return /^[0-9a-f:.]+$/i.test(text) && text.includes(":") && import_ipaddr.default.IPv6.isValid(text);
}
function isCidr(text, isAddress, longest) {
	const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
	if (!match) return false;
	const length = Number(match[2]);
	return isAddress(match[1] ?? "") && length >= 8 && length <= longest;
}
/** An IPv4 address as a number: what is compared of thousands of guests must not be parsed by a library each time. */
function numberOf(ipv4) {
	let value = 0;
	for (const octet of ipv4.split(".")) value = value * 256 + Number(octet);
	return value;
}
/** Whether an IPv4 address is in the network of another one, given with its prefix length. */
function isInNetwork4(address, network) {
	const slash = network.indexOf("/");
	const size = 2 ** (32 - Number(network.slice(slash + 1)));
	return Math.floor(numberOf(address) / size) === Math.floor(numberOf(network.slice(0, slash)) / size);
}
/** The same for IPv6. */
function isInNetwork6(address, network) {
	return import_ipaddr.default.IPv6.parse(address).match(import_ipaddr.default.IPv6.parseCIDR(network));
}
/** An address with its prefix length, 8 to 32. */
function isCidr4(text) {
	return isCidr(text, isIpv4, 32);
}
/** An address with its prefix length, 8 to 128. */
function isCidr6(text) {
	return isCidr(text, isIpv6, 128);
}
/** A name server: an address, or a link-local one with its interface (`fe80::1%eth0`). */
function isNameserver(text) {
	const local = /^(fe80:[^%]+)%([a-z][a-z0-9_]{1,20}(?:[:.]\d+)?)$/i.exec(text);
	return local ? isIpv6(local[1] ?? "") : isIpv4(text) || isIpv6(text);
}
function isDnsName(text) {
	return text.length <= 255 && /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(text);
}
/** A unicast address: the lowest bit of the first byte is 0. */
function isMac(text) {
	return /^[a-f0-9][02468ace](?::[a-f0-9]{2}){5}$/i.test(text);
}
function isTag(text) {
	return /^[a-z0-9_][a-z0-9_\-+.]*$/i.test(text);
}
function isStorageId(text) {
	return /^[a-z][a-z0-9\-_.]*[a-z0-9]$/i.test(text);
}
/** `STORAGE:VOLUME`, such as `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst`. */
function isVolumeId(text) {
	const colon = text.indexOf(":");
	return colon > 0 && isStorageId(text.slice(0, colon)) && /^[\x21-\x7e]+$/.test(text.slice(colon + 1));
}
/** `current` and `vzdump` are Proxmox's own, `pending` would be read as a section of its own by people. */
function isSnapshotName(text) {
	return text.length <= 40 && /^[a-z][a-z0-9_-]+$/i.test(text) && ![
		"current",
		"vzdump",
		"pending"
	].includes(text);
}
function isPoolId(text) {
	return /^[A-Za-z0-9\-_.]+(?:\/[A-Za-z0-9\-_.]+){0,2}$/.test(text);
}
/** No control characters but line feeds and tabs: others would hide text from its reader. */
function isText(text) {
	return /^[^\x00-\x08\x0b-\x1f\x7f]*$/.test(text);
}
/**
* A path in the guest or on the node that can stand in a property string: absolute, printable ASCII, no comma, no `.`
* nor `..` segment, no empty segment, no blank at the end.
*/
function isPath(text) {
	return /^(?:\/[^/,]+)+$/.test(text) && /^[\x20-\x7e]+$/.test(text) && !/\/\.\.?(?:\/|$)/.test(text) && !/\s$/.test(text);
}
/** `/dev/dri/renderD128`: as `isPath`, and below /dev; a `=` would be read as a key. */
function isDevicePath(text) {
	return text.startsWith("/dev/") && isPath(text) && !/[\s=]/.test(text);
}
// src/kinds/lxc/network-checks.ts
function gatewayFinding(slot, net, ip, gw) {
	const [address, gateway] = [net[ip], net[gw]];
	if (gateway === void 0) return [];
	if (address === void 0 || !address.includes("/")) return [finding$1("PHX608", pointer(slot, gw), `"${gw}" needs an address of its own: "${ip}" is ${address ?? "missing"}`, `write "${ip}" with its prefix length, or leave "${gw}" out`)];
	if (ip === "ip" ? isInNetwork4(gateway, address) : isInNetwork6(gateway, address)) return [];
	if (address.endsWith(ip === "ip" ? "/32" : "/128") || gateway.toLowerCase().startsWith("fe80:")) return [];
	return [finding$1("PHX608", pointer(slot, gw), `the gateway ${gateway} is not in the network of ${address}`, "correct one of them")];
}
/** What two cards of one guest have in common and must not. */
function shared(nets) {
	const findings = [];
	const seen = /* @__PURE__ */ new Map();
	for (const [slot, net] of Object.entries(nets)) for (const key of [
		"name",
		"hwaddr",
		"ip",
		"ip6"
	]) {
		const value = net[key];
		if (value === void 0 || key.startsWith("ip") && !value.includes("/")) continue;
		const other = seen.get(`${key} ${value}`);
		if (other !== void 0) findings.push(finding$1("PHX609", pointer(slot, key), `${other} has the same ${key}, ${value}`, "give each card its own"));
		seen.set(`${key} ${value}`, slot);
	}
	return findings;
}
/** Bridges, gateways, and what two cards of one guest may not share. */
function networks(spec, node) {
	const findings = [];
	const slots = Object.keys(spec.nets);
	for (const slot of slots) {
		const net = spec.nets[slot];
		const { bridge } = net;
		if (bridge === void 0 && spec.source?.is === "ostemplate") findings.push(finding$1("PHX603", pointer(slot, "bridge"), `${slot} has no bridge, and a guest with such a card does not start`, "write a bridge of the node, such as \"vmbr0\""));
		if (bridge !== void 0 && node?.bridges && !node.bridges.includes(bridge)) findings.push(finding$1("PHX603", pointer(slot, "bridge"), `the node ${spec.node} has no bridge "${bridge}"`, `known bridges: ${node.bridges.join(", ")}`));
		findings.push(...gatewayFinding(slot, net, "ip", "gw"), ...gatewayFinding(slot, net, "ip6", "gw6"));
		if (net["host-managed"] === "1" && net["ip6"] === "auto" && net["link_down"] !== "1") findings.push(finding$1("PHX608", pointer(slot, "ip6"), "a card that the node manages cannot find its IPv6 address by itself", "write an address or \"dhcp\""));
	}
	return slots.length > 1 ? [...findings, ...shared(spec.nets)] : findings;
}
// src/kinds/lxc/id-map-checks.ts
const COMPLETE = "Write whole maps, such as [\"u 0 100000 65536\", \"g 0 100000 65536\"]";
function overlapping(ranges, path) {
	const pair = overlapIn(ranges);
	if (!pair) return [];
	const [a, b] = pair.map(rangeText);
	return [finding$1("PHX619", path, `"${a}" and "${b}" map an id twice`, "let each id stand in one range, in the guest and on the node")];
}
function raw({ raw }, input) {
	const lines = raw[IDMAP];
	if (!lines) return [];
	const at = pointer("raw", IDMAP);
	const isList = Array.isArray(input.raw?.[IDMAP]);
	const findings = [];
	const ranges = [];
	for (const [index, line] of lines.entries()) {
		const range = parseIdRange(line);
		if (range && !line.includes(":")) ranges.push(range);
		else {
			const path = isList ? `${at}/${index}` : at;
			findings.push(finding$1("PHX619", path, `Proxmox does not understand the map "${line}"`, "write it as \"u 0 100000 65536\": u or g, first id in the guest, first id on the node, how many"));
		}
	}
	if (findings.length > 0) return findings;
	const hasRoot = (type) => ranges.some((one) => one.type === type && one.guest === 0);
	for (const [type, who] of [["u", "root"], ["g", "the group root"]]) {
		if (hasRoot(type)) continue;
		findings.push(finding$1("PHX619", at, `${who} of the guest is not mapped, and it does not start`, COMPLETE));
	}
	return [...findings, ...overlapping(ranges, at)];
}
function idMaps(spec, input) {
	const findings = raw(spec, input);
	for (const [path, mount] of Object.entries(spec.mounts)) if (mount["idmap"] !== void 0) findings.push(...overlapping(mountMap(mount), pointer("mounts", path, "idmap")));
	if (spec.rootfs?.["idmap"] !== void 0) findings.push(...overlapping(mountMap(spec.rootfs), pointer("rootfs", "idmap")));
	return findings;
}
// src/kinds/lxc/checks.ts
/** What Proxmox would refuse of a finished spec, or make something else of: found before anything is sent. */
const identity = (spec, _node, input) => {
	const findings = [];
	if (!isDnsName(spec.hostname)) findings.push(finding$1("PHX616", "/hostname", `"${spec.hostname}" cannot be a host name`, "write a \"hostname\" of letters, digits and \"-\""));
	if (hasMarkerLine(spec.description ?? "")) findings.push(finding$1("PHX615", "/description", "a line of the description looks like a marker of Phoenix", "write it otherwise"));
	const own = (input.tags ?? []).filter((tag) => OWN_TAGS.includes(tag.toLowerCase()));
	for (const tag of own) findings.push(finding$1("PHX615", "/tags", `the tag "${tag}" is Phoenix's own`, "leave it out"));
	if (Object.hasOwn(spec.snapshots, "phoenix-before")) {
		const path = pointer("snapshots", OWN_SNAPSHOT);
		findings.push(finding$1("PHX615", path, `a snapshot "${OWN_SNAPSHOT}" is Phoenix's own`, "rename it"));
	}
	return findings;
};
const rootDisk = (spec) => {
	const { rootfs, source } = spec;
	if (source?.is !== "ostemplate" || rootfs?.["storage"] !== void 0 && rootfs["size"] !== void 0) return [];
	return [finding$1("PHX607", "/rootfs", "a guest that is made from an archive needs a root disk", "write \"rootfs\": { \"storage\": \"local-zfs\", \"size\": \"8G\" }")];
};
const templates = (spec) => {
	if (!spec.template) return [];
	const findings = [];
	const add = (path, message, hint) => findings.push(finding$1("PHX610", path, message, hint));
	if (spec.state === "running") add("/state", "a template does not run", "leave \"state\" out");
	for (const [path, mount] of Object.entries(spec.mounts)) if (!isVolume(mount)) add(pointer("mounts", path), "Proxmox makes no template of a guest with a bind", "move the bind to the guests that are cloned from it");
	if (Object.keys(spec.snapshots).length > 0) add("/snapshots", "Proxmox makes no template of a guest with snapshots", "leave them out");
	return findings;
};
const snapshots = (spec, node) => {
	if (Object.keys(spec.snapshots).length === 0 || spec.template) return [];
	const reason = noSnapshotReason(fieldsOf(spec), node, null);
	return reason === null ? [] : [finding$1("PHX614", "/snapshots", reason, "leave the snapshots out, or what forbids them")];
};
/** A node that knows every option needs no look at each of them. */
const KNOWS_ALL = OPTIONS.reduce((most, { since }) => since && !atLeast(most, since) ? since : most, "8.3");
const versions = (spec, node) => {
	if (!node || atLeast(node.pve, KNOWS_ALL)) return [];
	return fieldsOf(spec).flatMap(({ path, slot, key, value }) => {
		const discard = key === "mountoptions" && value.split(";").includes("discard");
		const since = optionRow(fieldName$1(slot, key)).since ?? (discard ? "8.3" : void 0);
		if (since === void 0 || atLeast(node.pve, since)) return [];
		return [finding$1("PHX612", path, `${discard ? "\"discard\"" : fieldName$1(slot, key)} needs Proxmox VE ${since}, and ${spec.node} is declared with ${node.pve}`, "leave it out, or upgrade the node and its \"pve\"")];
	});
};
const storages = (spec, node) => {
	if (!node || Object.keys(node.storages).length === 0) return [];
	const { source, options } = spec;
	return [
		...disksOf(spec).map(([path, { storage }]) => [pointer(...path, "storage"), storage]),
		["/ostemplate", source?.is === "ostemplate" ? storageOf$1(source.volume) : void 0],
		["/hookscript", options["hookscript"] === void 0 ? void 0 : storageOf$1(options["hookscript"])]
	].flatMap(([path, storage]) => {
		if (storage === void 0 || Object.hasOwn(node.storages, storage)) return [];
		return [finding$1("PHX613", path, `the storage "${storage}" is not declared for ${spec.node}`, "write it under \"storages\" of the node in phoenix.json")];
	});
};
/** Of a volume that is there before the guest; `local` comes with Proxmox, and few write it down. */
function storageOf$1(volume) {
	const storage = volume.slice(0, volume.indexOf(":"));
	return storage === "local" ? void 0 : storage;
}
/** Root disk and mounts, each with where it stands in the file. */
function disksOf(spec) {
	const disks = spec.rootfs ? [[["rootfs"], spec.rootfs]] : [];
	for (const path of Object.keys(spec.mounts)) disks.push([["mounts", path], spec.mounts[path]]);
	return disks;
}
const quotas = (spec) => {
	if (!spec.unprivileged) return [];
	return disksOf(spec).filter(([, { quota }]) => quota === "1").map(([path]) => finding$1("PHX617", pointer(...path, "quota"), "an unprivileged guest with quotas does not start", "leave \"quota\" out, or write \"unprivileged\": false"));
};
const cards = (spec, node) => Object.entries(spec.gpus).flatMap(([name, { vram }]) => {
	const size = node?.gpus[name]?.vram;
	const has = size === void 0 ? null : sizeInKiB(size, "M");
	if (vram === null || has === null || vram <= has) return [];
	return [finding$1("PHX602", pointer("gpus", name, "vram"), `the card "${name}" has less memory than that`, `it has ${size}`)];
});
const CHECKS = [
	identity,
	rootDisk,
	networks,
	templates,
	snapshots,
	versions,
	storages,
	quotas,
	cards,
	(spec, _node, input) => idMaps(spec, input)
];
function checkSpec(spec, input, settings) {
	const node = nodeIn(settings, spec.node);
	return CHECKS.flatMap((check) => check(spec, node, input));
}
// src/kinds/lxc/origin.ts
/** What a container is cloned from, as the origin's own file says it, and what is wrong with cloning it so. */
const member = (value, key) => isObject(value) && Object.hasOwn(value, key) ? value[key] : void 0;
/** The address that a merged file clones; null when it clones none. */
function cloneAddress(merged) {
	const clone = member(merged, "clone");
	const from = typeof clone === "string" ? clone : member(clone, "from");
	return typeof from === "string" ? from : null;
}
/** Privilege is inherited along a chain of clones; the end of the chain decides, and true is the default. */
function inheritedUnprivileged(merged, lookup) {
	let at = merged;
	for (let depth = 0; at && depth < 50; depth += 1) {
		if (typeof at["unprivileged"] === "boolean") return at["unprivileged"];
		const from = cloneAddress(at);
		at = from === null ? null : lookup(from);
	}
	return true;
}
/** The storage of the root disk, along a chain of clones; null when no file tells. */
function storageOf(merged, lookup) {
	let at = merged;
	for (let depth = 0; at && depth < 50; depth += 1) {
		const storage = member(at["rootfs"], "storage") ?? member(at["clone"], "storage");
		if (typeof storage === "string") return storage;
		const from = cloneAddress(at);
		at = from === null ? null : lookup(from);
	}
	return null;
}
/** Where the clone is a linked one, or nobody knows that it is none. */
function linkedOn({ merged, mergedOf }, { full }, origin) {
	return (full === void 0 ? origin === null || origin["template"] === true : !full) ? { linkedOn: storageOf(merged, mergedOf) } : {};
}
/** Whether the source is on another node, and a storage that the copy needs is declared as the source's alone. */
function apart({ settings, mergedOf }, { from, storage }, origin, to) {
	if (!origin || typeof from === "string" && isLayer(from)) return {};
	const node = typeof origin["node"] === "string" ? origin["node"] : nodeName({ settings }, {});
	if (node === to) return {};
	const mounts = origin["mounts"];
	const disks = isObject(mounts) ? Object.values(mounts).map((mount) => member(mount, "storage")) : [];
	const alone = (storage === void 0 ? [storageOf(origin, mergedOf), ...disks] : [storage]).find((one) => typeof one === "string" && storageIn$1(settings, node, one)?.shared === false);
	return typeof alone === "string" ? { apart: {
		node,
		storage: alone
	} } : {};
}
function hasBinds(merged) {
	const mounts = member(merged, "mounts");
	if (!isObject(mounts)) return false;
	return Object.values(mounts).some((mount) => typeof mount === "string" || isObject(mount) && member(mount, "bind") !== void 0);
}
function originFindings(input, clone, origin, lookup) {
	const findings = [];
	const add = (message, hint, path = "/clone") => findings.push(finding$1("PHX611", path, message, hint));
	const from = clone.from;
	const isTemplate = origin["template"] === true;
	const linked = clone.full === void 0 ? isTemplate : !clone.full;
	const rootfs = member(origin, "rootfs");
	if (linked && !isTemplate) add(`${from} is no template, so that it can only be copied in full`, `write "template": true in ${from}, or leave "full" out`);
	if (linked && clone.storage !== void 0) add("a linked clone is where its source is: it takes no storage", "add \"full\": true, or leave \"storage\" out", "/clone/storage");
	if (hasBinds(origin)) add(`${from} has a bind, and Proxmox clones no guest that has one`, `move the bind from ${from} to the guests that are cloned from it`);
	if (clone.snapshot !== void 0 && member(origin["snapshots"], clone.snapshot) === void 0) add(`${from} has no snapshot "${clone.snapshot}"`, `write it under "snapshots" of ${from}`, "/clone/snapshot");
	const [size, least] = [input.rootfs?.size, member(rootfs, "size")];
	if (size !== void 0 && (typeof least === "number" || typeof least === "string")) {
		if ((sizeInKiB(size, "G") ?? 0) < (sizeInKiB(least, "G") ?? 0)) add(`the root disk is smaller than the one of ${from}, and a disk never shrinks`, `write at least "${least}"`, "/rootfs/size");
	}
	const [storage, there] = [input.rootfs?.storage, member(rootfs, "storage")];
	if (linked && storage !== void 0 && typeof there === "string" && storage !== there) add(`a linked clone is on the storage of its source, "${there}"`, `write "${there}", or "full": true`, "/rootfs/storage");
	const privilege = inheritedUnprivileged(origin, lookup);
	if (input.unprivileged !== void 0 && input.unprivileged !== privilege) add(`a clone is as its source, and ${from} has "unprivileged": ${privilege}`, "leave \"unprivileged\" out", "/unprivileged");
	return findings;
}
/** Storages that cannot link a clone to its template (PVE 9.2); on btrfs it depends on the format. */
const WITHOUT_LINKS = [
	"dir",
	"lvm",
	"nfs",
	"cifs",
	"cephfs"
];
function nodeName({ settings }, { node }) {
	return node ?? Object.keys(settings.nodes)[0] ?? "";
}
// src/kinds/lxc/guest-facts.ts
/** `debian:12` of `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst`; null where the name tells none. */
function systemOf(volume) {
	const [, name, version] = /(?:^|[/:])([a-z]+)-(\d+(?:\.\d+)?)(?=[-_.])/.exec(volume) ?? [];
	return name === void 0 || version === void 0 ? null : `${name}:${version}`;
}
/** The file itself and those along its chain of clones. */
function chainOf$1({ merged, mergedOf }) {
	const chain = [];
	for (let at = merged; at && chain.length < 50;) {
		chain.push(at);
		const from = cloneAddress(at);
		at = from === null ? null : mergedOf(from);
	}
	return chain;
}
/** The first value along the chain; undefined where no file says it. */
function inherited(chain, read) {
	for (const merged of chain) {
		const value = read(merged);
		if (value !== void 0) return value;
	}
}
function sizeOf(value, unit) {
	return typeof value === "number" || typeof value === "string" ? sizeInKiB(value, unit) : null;
}
function guestFacts(spec, resolve) {
	const chain = chainOf$1(resolve);
	const archive = inherited(chain, ({ ostemplate }) => ostemplate);
	const memory = inherited(chain, ({ memory: own }) => own);
	const disk = inherited(chain, ({ rootfs }) => isObject(rootfs) ? rootfs["size"] : void 0);
	const has = (flag) => spec.features[flag] === "1";
	return {
		nesting: has("nesting"),
		keyctl: has("keyctl"),
		fuse: has("fuse"),
		privileged: !spec.unprivileged,
		memory: sizeOf(memory ?? (archive === void 0 ? void 0 : 512), "M"),
		disk: sizeOf(disk, "G"),
		devices: Object.keys(spec.devices),
		os: typeof archive === "string" ? systemOf(archive) : null
	};
}
// src/kinds/lxc/gpu.ts
/** From a card of `phoenix.json` to the device nodes that a guest needs for it. */
/** The group `video` of Debian and Ubuntu; `render` has no fixed number there. */
const VIDEO = "44";
/** Device nodes of a card, as `devices` has them. NVIDIA's are open to all on the host too (driver 580). */
function gpuDevices(card) {
	if (card.driver === "nvidia") {
		const nodes = [
			`/dev/nvidia${card.minor}`,
			"/dev/nvidiactl",
			"/dev/nvidia-uvm",
			"/dev/nvidia-uvm-tools"
		];
		return Object.fromEntries(nodes.map((path) => [path, { mode: "0666" }]));
	}
	const nodes = [`/dev/dri/card${card.minor}`, `/dev/dri/renderD${128 + card.minor}`];
	return Object.fromEntries(nodes.map((path) => [path, {
		mode: "0660",
		gid: VIDEO
	}]));
}
function lxcGpu(card, vram) {
	return {
		vram: vram === void 0 ? null : sizeInKiB(vram, "M"),
		driver: card.driver,
		devices: Object.keys(gpuDevices(card))
	};
}
// src/kinds/lxc/words.ts
/** From the words of a file to Proxmox's words: numbers, booleans, sizes and lists as the text that `pct` takes. */
function text$2(value) {
	if (typeof value === "boolean") return value ? "1" : "0";
	if (typeof value === "object") return value.join(";");
	return String(value);
}
/** `{ ro: true, size: 8 }` of a slot as Proxmox's words; keys without value are left out. */
function wordsOf$1(slot, values) {
	const words = {};
	for (const key of Object.keys(values)) {
		const value = values[key];
		if (value === void 0) continue;
		words[key] = key === "size" ? disk(value) : canonicalValue(slot, key, text$2(value));
	}
	return words;
}
/** One scalar option. */
function wordOf(option, value) {
	return canonicalValue(option, null, text$2(value));
}
/** MiB, as `memory` and `swap` count. */
function mebibytes$1(size) {
	return String((sizeInKiB(size, "M") ?? 0) / 1024);
}
/** A disk size as Proxmox prints it; a bare number is GiB. */
function disk(size) {
	return diskSize$1(sizeInKiB(String(size), "G") ?? 0);
}
/**
* A network card; the one of `net0` is called `eth0` in the guest unless it says otherwise. What it pins is no property
* of the card: IPAM is told.
*/
function netWords(slot, net) {
	const { pin: _, ...card } = net;
	return wordsOf$1(slot, {
		name: `eth${slot.slice(3)}`,
		...card
	});
}
// src/kinds/lxc/attachments.ts
function bindPath(name, at, settings, report) {
	const bind = Object.hasOwn(settings.binds, name) ? settings.binds[name] : void 0;
	if (!bind) {
		const known = Object.keys(settings.binds).toSorted().join(", ") || "none";
		report(finding$1("PHX601", at, `there is no bind "${name}" in phoenix.json`, `known binds: ${known}`));
		return null;
	}
	if (!isPath(bind.path) || bind.path.includes("=")) {
		report(finding$1("PHX616", at, `Proxmox cannot bind "${bind.path}"`, "the path must be absolute, without comma, \"=\", \".\" or \"..\" segments"));
		return null;
	}
	return bind.path;
}
function mountWords(path, input, settings, report) {
	const at = () => pointer("mounts", path);
	const mount = typeof input === "string" ? { bind: input.replace(/^bind:/, "") } : input;
	const slot = `mount:${path}`;
	if (mount.bind !== void 0) {
		const { bind, storage, size, ...flags } = mount;
		if (storage !== void 0 || size !== void 0) report(finding$1("PHX605", at(), `"${path}" is both a bind and a volume`, "keep \"bind\", or \"storage\" and \"size\""));
		const source = bindPath(bind, at(), settings, report);
		return source === null ? null : {
			bind: source,
			...wordsOf$1(slot, flags)
		};
	}
	const { storage, size } = mount;
	if (storage === void 0 || size === void 0) {
		report(finding$1("PHX605", at(), `"${path}" says neither what is bound nor which volume is made`, "write \"bind:NAME\", or \"storage\" and \"size\""));
		return null;
	}
	return wordsOf$1(slot, mount);
}
/** Mounts in Proxmox's words; what is wrong with one leaves it out. */
function mountsOf(input, settings, report) {
	const mounts = {};
	for (const [path, mount] of Object.entries(input.mounts ?? {})) {
		const words = mountWords(path, mount, settings, report);
		if (words) mounts[path] = words;
	}
	return mounts;
}
/** Device nodes of cards first, so that the file's own word about one of them wins. */
function devicesOf(input, nodeName, node, report) {
	const devices = {};
	const gpus = {};
	for (const [name, { vram }] of Object.entries(input.gpus ?? {})) {
		const card = node && Object.hasOwn(node.gpus, name) ? node.gpus[name] : void 0;
		if (!card) {
			const known = Object.keys(node?.gpus ?? {}).toSorted().join(", ") || "none";
			report(finding$1("PHX602", pointer("gpus", name), `the node ${nodeName} has no card "${name}" in phoenix.json`, `known cards: ${known}`));
			continue;
		}
		Object.assign(devices, gpuDevices(card));
		gpus[name] = lxcGpu(card, vram);
	}
	for (const [path, device] of Object.entries(input.devices ?? {})) devices[path] = {
		...devices[path],
		...wordsOf$1(`device:${path}`, device)
	};
	return {
		devices,
		gpus
	};
}
// src/health/schema.ts
/** What stands under `health` in a guest's file. What needs the rest of the file is looked at in resolve.ts. */
const SECOND = 1e3;
const DAY$1 = 86400 * SECOND;
function duration$1(least, most, words) {
	return union([int().nonnegative(), string()]).refine((value) => {
		const ms = durationInMs(value);
		return ms !== null && ms >= least && ms <= most;
	}, `must be ${words}, such as "10s", or a number of seconds`);
}
/** As `pct` hands it on, whatever the locale. */
const word$1 = string().max(4096).regex(/^[\x20-\x7e]*$/, "must be printable ASCII in one line");
/** With a reference in it, it is one or none when that is replaced: see resolve.ts. */
function isTarget(text, withPath) {
	if (text.includes("${")) return true;
	const target = parseTarget(text);
	return target !== null && (withPath || target.path === null);
}
const status = int().min(100).max(599);
const headers = record$1(string().refine(isHeaderName, "must be the name of a header").refine((name) => !isFraming(name), "is not yours to set: a check is one request without a body"), string().max(LONGEST_VALUE).refine(isHeaderValue, "must be printable ASCII in one line, without blanks around")).refine((all) => Object.keys(all).length <= 32, `must be at most 32`).refine((all) => {
	const names = Object.keys(all).map((name) => name.toLowerCase());
	return new Set(names).size === names.length;
}, "must name each header once: names that differ in case only are one");
const check$1 = strictObject$1({
	exec: array(word$1).min(1).max(64).refine(([program]) => program !== "", "must begin with a program").optional().describe("A command in the guest, word by word, without a shell; it must end with 0."),
	tcp: string().refine((text) => isTarget(text, false), "must be \":PORT\" or \"ADDRESS:PORT\"").optional().describe("\":5432\", or \"10.0.0.5:5432\": somebody accepts connections."),
	http: string().refine((text) => isTarget(text, true), "must be \":PORT/PATH\" or \"ADDRESS:PORT/PATH\"; for TLS or names use \"exec\" with a program of the guest").optional().describe("\":8000/health\", or \"10.0.0.5:80/\": plain HTTP, a GET that follows no redirect."),
	status: union([status, array(status).min(1).max(32)]).optional().describe("With http: the status, or several; any of 200 to 299 unless said otherwise."),
	body: string().min(1).max(1024).optional().describe("With http: a text that the first 64 KiB of the answer hold."),
	headers: headers.optional().describe("With http: headers of the request, which may hold secrets: \"Bearer ${secret:web/token}\"."),
	from: string().regex(/^(?:self|node|(?:lxc|vm)\/[A-Za-z0-9][A-Za-z0-9._-]*)$/, "must be \"self\", \"node\", \"lxc/NAME\" or \"vm/NAME\"").optional().describe("Who asks: the guest itself (\"self\", the default), its node, or another guest."),
	within: duration$1(0, DAY$1, "up to a day").optional().describe("How long an apply waits for it to become healthy: \"2m\" unless said otherwise."),
	interval: duration$1(SECOND, DAY$1, "a second or more").optional().describe("Between two tries: \"5s\"."),
	timeout: duration$1(SECOND, 300 * SECOND, "one second to five minutes").optional().describe("For one try: \"5s\".")
}).refine(({ exec, tcp, http }) => [
	exec,
	tcp,
	http
].filter((one) => one !== void 0).length === 1, "a check has exactly one of \"exec\", \"tcp\" and \"http\"").refine(({ http, status: own, body, headers: sent }) => http !== void 0 || [
	own,
	body,
	sent
].every((one) => one === void 0), "\"status\", \"body\" and \"headers\" go with \"http\"").refine(({ exec, from }) => exec === void 0 || from !== "node", "a command of a check never runs on the node; ask with \"tcp\" or \"http\", or from a guest");
const healthSchema = record$1(string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, "must be letters, digits, \"_\" and \"-\", at most 40"), check$1);
// src/kinds/lxc/raw-keys.ts
/**
* Which raw `lxc.*` keys Proxmox takes in a conf file (PVE 9.2: PVE::LXC::Config). A line with any other key is
* dropped there with a warning only, so that it is refused here.
*/
const KEYS = new Set(`apparmor.allow_incomplete apparmor.allow_nesting apparmor.profile apparmor.raw arch autodev cap.drop cap.keep
   console.logfile console.path devtty.dir environment environment.hooks group hook.autodev hook.clone hook.destroy
   hook.mount hook.post-stop hook.pre-mount hook.pre-start hook.start hook.stop hook.version idmap include init.cmd
   init.cwd init.gid init.groups init.uid kmsg log.file log.level mount.auto mount.entry mount.fstab pty.max
   rootfs.mount seccomp.notify.cookie seccomp.notify.proxy seccomp.profile selinux.context signal.halt signal.reboot
   signal.stop start.auto start.delay start.order sysctl.fs.mqueue sysctl.kernel.msgmax sysctl.kernel.msgmnb
   sysctl.kernel.msgmni sysctl.kernel.sem sysctl.kernel.shm_rmid_forced sysctl.kernel.shmall sysctl.kernel.shmmax
   sysctl.kernel.shmmni tty.max uts.name`.split(/\s+/).map((name) => `lxc.${name}`));
const PREFIXES = [
	"lxc.cgroup2.",
	"lxc.net.",
	"lxc.prlimit."
];
/** Keys with a better place, or a new name: what the error says. */
const INSTEAD = {
	"lxc.environment.runtime": "write it under \"env\"",
	"lxc.rootfs.path": "Proxmox makes it from \"rootfs\"",
	"lxc.rootfs.options": "write them as \"mountoptions\" of \"rootfs\"",
	"lxc.aa_profile": "it is called \"lxc.apparmor.profile\" since LXC 3",
	"lxc.aa_allow_incomplete": "it is called \"lxc.apparmor.allow_incomplete\" since LXC 3",
	"lxc.console": "it is called \"lxc.console.path\" since LXC 3",
	"lxc.devttydir": "it is called \"lxc.devtty.dir\" since LXC 3",
	"lxc.haltsignal": "it is called \"lxc.signal.halt\" since LXC 3",
	"lxc.rebootsignal": "it is called \"lxc.signal.reboot\" since LXC 3",
	"lxc.stopsignal": "it is called \"lxc.signal.stop\" since LXC 3",
	"lxc.id_map": "it is called \"lxc.idmap\" since LXC 3",
	"lxc.init_cmd": "it is called \"lxc.init.cmd\" since LXC 3",
	"lxc.loglevel": "it is called \"lxc.log.level\" since LXC 3",
	"lxc.logfile": "it is called \"lxc.log.file\" since LXC 3",
	"lxc.mount": "it is called \"lxc.mount.fstab\" since LXC 3",
	"lxc.pts": "it is called \"lxc.pty.max\" since LXC 3",
	"lxc.se_context": "it is called \"lxc.selinux.context\" since LXC 3",
	"lxc.seccomp": "it is called \"lxc.seccomp.profile\" since LXC 3",
	"lxc.tty": "it is called \"lxc.tty.max\" since LXC 3",
	"lxc.utsname": "it is called \"lxc.uts.name\" since LXC 3"
};
/** Null when Proxmox takes the key, else what to do instead. */
function rawKeyProblem(key) {
	if (KEYS.has(key)) return null;
	if (PREFIXES.some((prefix) => key.startsWith(prefix) && /^[a-z0-9_\-.]+$/.test(key.slice(prefix.length)))) return null;
	const instead = Object.hasOwn(INSTEAD, key) ? INSTEAD[key] : void 0;
	if (instead !== void 0) return instead;
	if (key.startsWith("lxc.cgroup.")) return "cgroup v1 is gone: use \"lxc.cgroup2.…\"";
	if (key.startsWith("lxc.limit.")) return "it is called \"lxc.prlimit.…\" since LXC 3";
	if (key.startsWith("lxc.network.")) return "use \"net0\", or \"lxc.net.…\"";
	return "Proxmox drops lines with this key";
}
[...KEYS, ...PREFIXES.map((prefix) => `${prefix}*`)].toSorted();
// src/kinds/lxc/refused.ts
/**
* Keys of a container's file that are understood and refused: options of Proxmox that are spelled otherwise here, and
* keys whose place is another file. A key is never accepted silently.
*/
const HA = "high availability is a file of its own, \"ha/NAME.json\": { \"guest\": \"lxc/NAME\" }";
const REFUSED = {
	firewall: "firewall rules have a file of their own, \"firewall/NAME.json\"; the flag of a network card is \"firewall\" in \"net0\"",
	password: "a password must not stand in git; use \"ssh-public-keys\"",
	mount: "file systems that the guest may mount are \"mountfs\"; disks and folders are \"mounts\"",
	mp0: "mount points stand under \"mounts\", by their path in the guest: \"mounts\": { \"/data\": … }",
	dev0: "devices stand under \"devices\", by their path: \"devices\": { \"/dev/net/tun\": {} }",
	unused0: "unused volumes are kept by Proxmox; they are never named in git",
	lock: "the lock belongs to Proxmox; it cannot be set from git",
	start: "write \"state\": \"running\"",
	storage: "write the storage in \"rootfs\": { \"storage\": … }",
	bwlimit: "a limit of one task, and nothing that a guest is; set it on the storage",
	name: "the name is the name of the file; another host name is \"hostname\"",
	ha: HA,
	"ha-managed": HA
};
const line = string().regex(/^[\x20-\x7e]*$/, "must be printable ASCII in one line").refine((value) => value.trimEnd() === value, "must not end with a blank, which Proxmox does not keep");
const trimmed = line.refine((value) => value.trimStart() === value, "must not start with a blank");
const flag = boolean$1();
const storageId = string().refine(isStorageId, "must be the name of a storage");
const size = (unit, what) => union([number$2().nonnegative(), string()]).refine((value) => sizeInKiB(value, unit) !== null, `must be a size such as ${what}`);
const mebibytes = (least) => size("M", "\"2G\", or a number of MiB").refine((value) => (sizeInKiB(value, "M") ?? 0) % 1024 === 0, "must be whole MiB").refine((value) => (sizeInKiB(value, "M") ?? least * 1024) >= least * 1024, `must be at least ${least} MiB`);
/** KiB that LVM allocates at a time: a size that is not a multiple of it would grow by itself on some storages. */
const EXTENT = 4096;
const diskSize = size("G", "\"32G\", or a number of GiB").refine((value) => (sizeInKiB(value, "G") ?? EXTENT) >= EXTENT, "must be at least 4 MiB").refine((value) => (sizeInKiB(value, "G") ?? 0) % EXTENT === 0, "must be a multiple of 4 MiB");
/** Numbers that JavaScript would print with an exponent are no numbers to Proxmox. */
const decimal = number$2().nonnegative().refine((value) => /^\d+(?:\.\d+)?$/.test(String(value)), "must be a plain decimal number");
/** Proxmox separates such lists by `;`; a JSON array is as good. */
const list$1 = (item, what) => union([string().regex(new RegExp(`^(?:${item.source})(?:;(?:${item.source}))*$`), `must be ${what}, separated by ";"`), array(string().regex(new RegExp(`^(?:${item.source})$`), `must be ${what}`)).min(1)]);
const mountOptions = list$1(/discard|lazytime|noatime|nodev|noexec|nosuid/, "discard, lazytime, noatime, nodev, noexec or nosuid");
const idmap = union([literal$1("passthrough"), list$1(/[ug]:\d+:\d+:[1-9]\d*/, "\"passthrough\", or entries such as \"u:1000:1000:1\"")]);
// src/kinds/lxc/schema-devices.ts
/** Devices and GPUs in a file. */
const device = strictObject$1({
	mode: string().regex(/^0[0-7]{3}$/, "must be octal, such as \"0660\"").optional(),
	uid: int().nonnegative().optional(),
	gid: int().nonnegative().optional(),
	"deny-write": flag.optional().describe("The guest may only read (PVE 8.3).")
});
const gpu = strictObject$1({ vram: size("M", "\"14G\", or a number of MiB").optional().describe("How much of the card the guest is expected to take.") });
// src/kinds/guest/schema-features.ts
/** `features` of a container's file: software by the id of its feature, each with its options. */
/** Words that Proxmox calls features, which are no software: each stands at the top of the file. */
const FLAGS = [
	"nesting",
	"keyctl",
	"fuse",
	"mknod",
	"force_rw_sys",
	"mount",
	"mountfs"
];
const ELSEWHERE = `the flags of Proxmox stand at the top of the file: "nesting": true, "keyctl", "fuse", "mknod", "force_rw_sys", and "mountfs" for file systems`;
const options = record$1(string(), union([
	string(),
	number$2(),
	boolean$1(),
	array(string())
], { error: "must be a text, a number, true, false, or a list of texts" }), { error: `must be the options of a feature, {} where it needs none; ${ELSEWHERE}` });
const features = record$1(string(), options).superRefine((value, context) => {
	for (const id of Object.keys(value)) {
		if (!FLAGS.some((flag) => flag === id)) continue;
		context.addIssue({
			code: "custom",
			path: [id],
			message: `"${id}" is no software; ${ELSEWHERE}`
		});
	}
}).optional().describe("Software in the guest: a feature by its id, with its options. {} where it needs none.");
// src/kinds/lxc/schema-net.ts
/** Network cards in a file. */
const net = strictObject$1({
	name: string().regex(/^[-_.\w]{1,15}$/).optional().describe("The card inside the guest; \"eth0\" for net0 unless said otherwise."),
	bridge: string().regex(/^[-_.\w]+$/).optional().describe("A bridge or vnet of the node."),
	ip: string().refine((text) => text === "dhcp" || text === "manual" || isCidr4(text), "must be \"dhcp\", \"manual\" or an address with its prefix length, such as \"10.0.0.5/24\"").optional(),
	pin: union([ipv4(), ipv6()]).optional().describe("On a vnet with DHCP: the address that IPAM gives it, instead of the next free one."),
	gw: string().refine(isIpv4, "must be an IPv4 address").optional(),
	ip6: string().refine((text) => [
		"auto",
		"dhcp",
		"manual"
	].includes(text) || isCidr6(text), "must be \"auto\", \"dhcp\", \"manual\" or an address with its prefix length, such as \"fd00::5/64\"").optional(),
	gw6: string().refine(isIpv6, "must be an IPv6 address").optional(),
	hwaddr: string().refine(isMac, "must be a unicast MAC address such as \"BC:24:11:00:00:01\"").optional().describe("Left to Proxmox, which makes one and keeps it, unless it stands here."),
	tag: int().min(1).max(4094).optional().describe("VLAN tag."),
	trunks: union([list$1(/[1-9]\d{0,2}|[1-3]\d{3}|40[0-8]\d|409[0-4]/, "VLAN ids"), array(int().min(1).max(4094)).min(1)]).optional().describe("VLAN ids that pass through."),
	mtu: int().min(64).max(65535).optional(),
	rate: decimal.optional().describe("Limit in megabytes a second."),
	firewall: flag.optional().describe("Proxmox's firewall filters this card."),
	link_down: flag.optional().describe("As if the cable were pulled."),
	"host-managed": flag.optional().describe("The node configures the card, for guests without an init (PVE 9.1).")
});
const NET_KEYS = Array.from({ length: 32 }, (_, index) => `net${index}`);
const nets = Object.fromEntries(NET_KEYS.map((key) => [key, net.optional()]));
// src/kinds/guest/schema-source.ts
/** What a container is made from, in a file: addresses and clones. */
const address = string().regex(/^[a-z]+\/[^/\s]+$/, "must be an address such as \"lxc/base\"");
const clone = union([address, strictObject$1({
	from: union([address, int().min(100).max(999999999)]).describe("\"layer/base\", \"lxc/base\", or the VMID of a guest."),
	full: flag.optional().describe("A copy of its own; absent: linked where the source is a template."),
	snapshot: string().refine(isSnapshotName, "must be the name of a snapshot").optional(),
	storage: storageId.optional().describe("Where a full clone goes; where the source is, unless said otherwise.")
})]);
// src/kinds/lxc/schema-volumes.ts
/** Disks and mounts in a file: the root disk, volumes, folders of the node. */
const volume$1 = {
	storage: storageId.optional().describe("The storage that holds the volume."),
	size: diskSize.optional().describe("\"32G\", or a number of GiB. It can grow while the guest runs, and never shrinks."),
	acl: flag.optional().describe("Support access control lists; absent: as the storage does."),
	mountoptions: mountOptions.optional().describe("discard, lazytime, noatime, nodev, noexec, nosuid."),
	quota: flag.optional().describe("Quotas for users inside the guest."),
	replicate: flag.optional().describe("Part of replication jobs; true unless said otherwise."),
	ro: flag.optional().describe("Read only."),
	shared: flag.optional().describe("The same on every node: lets a guest with a bind migrate."),
	idmap: idmap.optional().describe("Maps users of the guest to users of the disk (PVE 9.2).")
};
const flags = {
	ro: volume$1.ro,
	shared: volume$1.shared,
	replicate: volume$1.replicate,
	acl: volume$1.acl,
	mountoptions: volume$1.mountoptions,
	quota: volume$1.quota,
	backup: flag.optional().describe("Part of backups; false unless said otherwise."),
	idmap: volume$1.idmap,
	keepattrs: flag.optional().describe("Take owner and mode of the folder that is mounted over (PVE 9.2).")
};
const bindName = string().regex(/^[A-Za-z][\w-]*$/, "must be the name of a bind in phoenix.json");
const mount = union([string().regex(/^bind:[A-Za-z][\w-]*$/, "must be \"bind:NAME\", a bind of phoenix.json"), strictObject$1({
	bind: bindName.optional().describe("A bind of phoenix.json; instead of storage and size."),
	storage: volume$1.storage,
	size: volume$1.size,
	...flags
})]);
// src/kinds/lxc/timezones.ts
const ZONES = /* @__PURE__ */ new Set([
	"UTC",
	"host",
	...Object.entries({
		Africa: `Abidjan Accra Addis_Ababa Algiers Asmara Bamako Bangui Banjul Bissau Blantyre Brazzaville Bujumbura
     Cairo Casablanca Ceuta Conakry Dakar Dar_es_Salaam Djibouti Douala El_Aaiun Freetown Gaborone Harare
     Johannesburg Juba Kampala Khartoum Kigali Kinshasa Lagos Libreville Lome Luanda Lubumbashi Lusaka
     Malabo Maputo Maseru Mbabane Mogadishu Monrovia Nairobi Ndjamena Niamey Nouakchott Ouagadougou
     Porto-Novo Sao_Tome Tripoli Tunis Windhoek`,
		America: `Adak Anchorage Anguilla Antigua Araguaina Argentina/Buenos_Aires Argentina/Catamarca
     Argentina/Cordoba Argentina/Jujuy Argentina/La_Rioja Argentina/Mendoza Argentina/Rio_Gallegos
     Argentina/Salta Argentina/San_Juan Argentina/San_Luis Argentina/Tucuman Argentina/Ushuaia Aruba
     Asuncion Atikokan Bahia Bahia_Banderas Barbados Belem Belize Blanc-Sablon Boa_Vista Bogota Boise
     Cambridge_Bay Campo_Grande Cancun Caracas Cayenne Cayman Chicago Chihuahua Ciudad_Juarez Costa_Rica
     Coyhaique Creston Cuiaba Curacao Danmarkshavn Dawson Dawson_Creek Denver Detroit Dominica Edmonton
     Eirunepe El_Salvador Fort_Nelson Fortaleza Glace_Bay Goose_Bay Grand_Turk Grenada Guadeloupe
     Guatemala Guayaquil Guyana Halifax Havana Hermosillo Indiana/Indianapolis Indiana/Knox
     Indiana/Marengo Indiana/Petersburg Indiana/Tell_City Indiana/Vevay Indiana/Vincennes Indiana/Winamac
     Inuvik Iqaluit Jamaica Juneau Kentucky/Louisville Kentucky/Monticello Kralendijk La_Paz Lima
     Los_Angeles Lower_Princes Maceio Managua Manaus Marigot Martinique Matamoros Mazatlan Menominee
     Merida Metlakatla Mexico_City Miquelon Moncton Monterrey Montevideo Montserrat Nassau New_York Nome
     Noronha North_Dakota/Beulah North_Dakota/Center North_Dakota/New_Salem Nuuk Ojinaga Panama
     Paramaribo Phoenix Port-au-Prince Port_of_Spain Porto_Velho Puerto_Rico Punta_Arenas Rankin_Inlet
     Recife Regina Resolute Rio_Branco Santarem Santiago Santo_Domingo Sao_Paulo Scoresbysund Sitka
     St_Barthelemy St_Johns St_Kitts St_Lucia St_Thomas St_Vincent Swift_Current Tegucigalpa Thule
     Tijuana Toronto Tortola Vancouver Whitehorse Winnipeg Yakutat`,
		Antarctica: `Casey Davis DumontDUrville Macquarie Mawson McMurdo Palmer Rothera Syowa Troll Vostok`,
		Arctic: `Longyearbyen`,
		Asia: `Aden Almaty Amman Anadyr Aqtau Aqtobe Ashgabat Atyrau Baghdad Bahrain Baku Bangkok Barnaul Beirut
     Bishkek Brunei Chita Colombo Damascus Dhaka Dili Dubai Dushanbe Famagusta Gaza Hebron Ho_Chi_Minh
     Hong_Kong Hovd Irkutsk Jakarta Jayapura Jerusalem Kabul Kamchatka Karachi Kathmandu Khandyga Kolkata
     Krasnoyarsk Kuala_Lumpur Kuching Kuwait Macau Magadan Makassar Manila Muscat Nicosia Novokuznetsk
     Novosibirsk Omsk Oral Phnom_Penh Pontianak Pyongyang Qatar Qostanay Qyzylorda Riyadh Sakhalin
     Samarkand Seoul Shanghai Singapore Srednekolymsk Taipei Tashkent Tbilisi Tehran Thimphu Tokyo Tomsk
     Ulaanbaatar Urumqi Ust-Nera Vientiane Vladivostok Yakutsk Yangon Yekaterinburg Yerevan`,
		Atlantic: `Azores Bermuda Canary Cape_Verde Faroe Madeira Reykjavik South_Georgia St_Helena Stanley`,
		Australia: `Adelaide Brisbane Broken_Hill Darwin Eucla Hobart Lindeman Lord_Howe Melbourne Perth Sydney`,
		Europe: `Amsterdam Andorra Astrakhan Athens Belgrade Berlin Bratislava Brussels Bucharest Budapest Busingen
     Chisinau Copenhagen Dublin Gibraltar Guernsey Helsinki Isle_of_Man Istanbul Jersey Kaliningrad Kirov
     Kyiv Lisbon Ljubljana London Luxembourg Madrid Malta Mariehamn Minsk Monaco Moscow Oslo Paris
     Podgorica Prague Riga Rome Samara San_Marino Sarajevo Saratov Simferopol Skopje Sofia Stockholm
     Tallinn Tirane Ulyanovsk Vaduz Vatican Vienna Vilnius Volgograd Warsaw Zagreb Zurich`,
		Indian: `Antananarivo Chagos Christmas Cocos Comoro Kerguelen Mahe Maldives Mauritius Mayotte Reunion`,
		Pacific: `Apia Auckland Bougainville Chatham Chuuk Easter Efate Fakaofo Fiji Funafuti Galapagos Gambier
     Guadalcanal Guam Honolulu Kanton Kiritimati Kosrae Kwajalein Majuro Marquesas Midway Nauru Niue
     Norfolk Noumea Pago_Pago Palau Pitcairn Pohnpei Port_Moresby Rarotonga Saipan Tahiti Tarawa
     Tongatapu Wake Wallis`
	}).flatMap(([area, cities]) => cities.split(/\s+/).map((city) => `${area}/${city}`))
]);
/** Whether `pct set --timezone` takes the name. */
function isTimezone(name) {
	return ZONES.has(name);
}
// src/kinds/lxc/schema.ts
/**
* What a file `lxc/NAME.json` may hold, in Proxmox's words: strict, so that a typo is an error. What needs other files
* or the settings (names of binds, cards and bridges, defaults) is checked in resolve.ts.
*/
const refused = Object.fromEntries(Object.entries(REFUSED).map(([key, message]) => [key, never({ error: message }).optional()]));
const lxcSchema = strictObject$1({
	$schema: string().optional(),
	vmid: int().min(100).max(999999999).describe("The guest's identity, unique in the cluster."),
	node: string().optional().describe("The node it lives on; needless where there is one."),
	hostname: string().refine(isDnsName, "must be a DNS name").optional().describe("The name of the file, unless said otherwise."),
	description: string().max(DESCRIPTION_LIMIT).refine(isText, "must not contain control characters").optional().describe("Shown as Notes."),
	tags: array(string().refine(isTag, "must be letters, digits, \"_\", \"-\", \"+\" and \".\", starting with a letter, digit or \"_\"")).optional(),
	pool: string().refine(isPoolId, "must be the name of a pool").optional().describe("A pool that exists."),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	adopt: flag.optional().describe("Take over a guest that exists: writes its marker, changes what differs, and restarts nothing."),
	generation: int().positive().optional().describe("Raise it to have the guest made anew."),
	template: flag.optional().describe("Turned into a template once made; there is no way back."),
	clone: clone.optional().describe("The guest that this one is cloned from, instead of an archive."),
	ostemplate: string().max(255).refine(isVolumeId, "must be a volume such as \"local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst\"").optional().describe("The archive that the guest is made from."),
	"ssh-public-keys": array(trimmed.regex(/^(?:ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/]+=*(?: .*)?$/, "must be an OpenSSH public key in one line")).min(1).optional().describe("Keys of root, written when the guest is made from an archive."),
	unprivileged: flag.optional().describe("True unless said otherwise, also on PVE 8. Only creation can set it."),
	arch: _enum([
		"amd64",
		"i386",
		"arm64",
		"armhf",
		"riscv32",
		"riscv64"
	]).optional().describe("Found out by Proxmox unless said otherwise."),
	ostype: _enum([
		"debian",
		"devuan",
		"ubuntu",
		"centos",
		"fedora",
		"opensuse",
		"archlinux",
		"alpine",
		"gentoo",
		"nixos",
		"unmanaged"
	]).optional().describe("Found out by Proxmox unless said otherwise."),
	cores: int().min(1).max(8192).optional(),
	cpulimit: decimal.refine((value) => value <= 8192, "must be at most 8192").optional().describe("In cores; 0: no limit."),
	cpuunits: int().min(1).max(1e4).optional().describe("Weight against other guests, 100 unless said otherwise."),
	memory: mebibytes(16).optional().describe("\"2G\", or a number of MiB."),
	swap: mebibytes(0).optional().describe("\"512M\", or a number of MiB."),
	rootfs: strictObject$1(volume$1).optional().describe("The root disk."),
	nesting: flag.optional().describe("Containers inside; systemd needs it too."),
	keyctl: flag.optional().describe("The keyctl system call in an unprivileged guest; Docker needs it."),
	fuse: flag.optional(),
	mknod: flag.optional(),
	force_rw_sys: flag.optional(),
	mountfs: list$1(/[a-zA-Z0-9_]+/, "file systems such as nfs").optional().describe("File systems that the guest may mount (\"mount\" of Proxmox's features)."),
	...nets,
	nameserver: line.refine((text) => text.trim() !== "" && text.split(/[\s,;]+/).every(isNameserver), "must be addresses, separated by blanks").optional().describe("As on the node, unless said otherwise."),
	searchdomain: line.refine((text) => text.trim() !== "" && text.split(/[\s,;]+/).every(isDnsName), "must be DNS names, separated by blanks").optional().describe("As on the node, unless said otherwise."),
	timezone: string().refine(isTimezone, "must be \"host\", \"UTC\" or a name such as \"Europe/Vienna\"").optional(),
	state: _enum(["running", "stopped"]).optional().describe("\"running\" unless it is a template."),
	onboot: flag.optional().describe("Started with the node."),
	startup: strictObject$1({
		order: int().nonnegative().optional(),
		up: int().nonnegative().optional().describe("Seconds to wait after its start."),
		down: int().nonnegative().optional().describe("Seconds to wait for its shutdown.")
	}).refine((value) => Object.keys(value).length > 0, "must have order, up or down").optional(),
	protection: flag.optional().describe("Proxmox refuses to destroy it or to change its disks."),
	hookscript: string().refine((text) => isVolumeId(text) && text.includes(":snippets/"), "must be a snippet such as \"local:snippets/hook.sh\"").optional(),
	dependsOn: array(address).optional().describe("Resources that are ready before this one is made or restarted."),
	gpus: record$1(string(), gpu).optional().describe("Cards of phoenix.json; their device nodes are derived."),
	devices: record$1(string().refine(isDevicePath, "must be a path below /dev"), device).optional().describe("Devices of the node by their paths."),
	mounts: record$1(string().refine(isPath, "must be an absolute path without comma, \".\" or \"..\" segment"), mount).optional().describe("Volumes and folders of the node by their paths in the guest."),
	features,
	health: healthSchema.optional().describe("How the guest is known to be well, by name: asked after every change, and by `phoenix status`."),
	rollback: _enum([
		"off",
		"snapshot",
		"lose-data"
	]).optional().describe("Whether the guest is rolled back when its software fails, instead of \"policies.rollback\"; \"lose-data\": also where what was written to its own volumes goes back, too."),
	entrypoint: trimmed.refine((text) => text !== "", "must not be empty").optional().describe("The command that runs as init (PVE 9.1)."),
	env: record$1(string().regex(/^\w+$/, "must be letters, digits and \"_\""), line).optional().describe("Environment of the init, in the conf file (PVE 9.1). A value \"${secret:…}\" is brought into the guest for its services."),
	cmode: _enum([
		"shell",
		"console",
		"tty"
	]).optional(),
	console: flag.optional(),
	tty: int().min(0).max(6).optional(),
	debug: flag.optional(),
	raw: record$1(string(), union([trimmed, array(trimmed).min(1)])).superRefine((value, context) => {
		for (const key of Object.keys(value)) {
			const problem = rawKeyProblem(key);
			if (problem !== null) context.addIssue({
				code: "custom",
				path: [key],
				message: problem
			});
		}
	}).optional().describe("Raw lxc.* lines, only those that Proxmox takes."),
	snapshots: record$1(string().refine(isSnapshotName, "must be a letter, then letters, digits, \"_\" and \"-\", 2 to 40 in all"), strictObject$1({ description: string().max(4096).refine(isText, "must not contain control characters").optional() })).optional().describe("Snapshots that shall exist; they are made when they first appear here."),
	...refused
});
/** Every key that a file may really hold: those that are refused left out. */
const LXC_KEYS = Object.keys(lxcSchema.shape).filter((key) => !Object.hasOwn(REFUSED, key));
// src/kinds/lxc/source.ts
/**
* What a container is made from: an archive or another guest. A clone takes over what its source is, so that the
* source's file is looked at here; nothing else looks at other files.
*/
/** Whether the source runs, as its file says: a template never does. */
function runs$1(origin) {
	const state = origin?.["state"] ?? (origin?.["template"] === true ? "stopped" : "running");
	return origin && state === "running" ? { runs: true } : {};
}
/** Nobody writes "full" for a layer where its storage makes no linked clones: then it is copied. */
function howToClone({ settings, mergedOf }, input) {
	const clone = typeof input.clone === "string" ? { from: input.clone } : input.clone;
	if (clone.full !== void 0 || typeof clone.from !== "string" || !isLayer(clone.from)) return clone;
	const origin = mergedOf(clone.from);
	const storage = origin ? storageOf(origin, mergedOf) : null;
	const type = storageIn$1(settings, nodeName({ settings }, input), storage ?? "")?.type;
	return type === void 0 || makesLinkedClones(type) ? clone : {
		...clone,
		full: true
	};
}
function resolveClone(resolve, input) {
	const clone = howToClone(resolve, input);
	const findings = [];
	const add = (message, hint, path = "/clone") => findings.push(finding$1("PHX611", path, message, hint));
	for (const key of [
		"arch",
		"ostype",
		"ssh-public-keys"
	]) if (input[key] !== void 0) add(`a clone takes "${key}" from its source`, "leave it out", `/${key}`);
	let address = null;
	let vmid = null;
	let origin = null;
	if (typeof clone.from === "number") vmid = clone.from;
	else {
		address = clone.from;
		origin = address === resolve.address ? null : resolve.mergedOf(address);
		const found = origin?.["vmid"];
		if (isLayer(address) && origin) {
			origin = {
				...origin,
				template: true
			};
			vmid = 0;
		} else if (typeof found === "number") vmid = found;
		else if (address === resolve.address) add("a guest cannot be cloned from itself", "name another one");
		else add(`${address} does not exist`, "name a guest of this estate, or the VMID of another one");
	}
	if (origin) findings.push(...originFindings(input, clone, origin, resolve.mergedOf));
	const linked = linkedOn(resolve, clone, origin);
	const isLinked = linked.linkedOn !== void 0 && origin?.["template"] === true;
	const on = origin && isLinked ? storageOf(origin, resolve.mergedOf) : null;
	const type = on !== null ? storageIn$1(resolve.settings, nodeName(resolve, input), on)?.type : void 0;
	if (type !== void 0 && WITHOUT_LINKS.includes(type) && input.adopt !== true) {
		const hint = `write "clone": { "from": "${clone.from}", "full": true }`;
		add(`a storage of type ${type}, as "${on}" is, makes no linked clones`, hint);
	}
	if (vmid === null) return {
		source: null,
		origin,
		findings
	};
	const full = clone.full === void 0 ? {} : { full: clone.full };
	const snapshot = clone.snapshot === void 0 ? {} : { snapshot: clone.snapshot };
	const target = clone.storage ?? (clone.full === true ? input.rootfs?.storage : void 0);
	const storage = target === void 0 ? {} : { storage: target };
	const elsewhere = apart(resolve, {
		...clone,
		storage: target
	}, origin, nodeName(resolve, input));
	const more = {
		...linked,
		...runs$1(origin),
		...elsewhere
	};
	return {
		source: {
			is: "clone",
			address,
			vmid,
			...full,
			...snapshot,
			...storage,
			...more
		},
		origin,
		findings
	};
}
/** Reads `ostemplate` and `clone`. */
function resolveSource(resolve, input) {
	const { ostemplate, clone, adopt } = input;
	if (ostemplate !== void 0 && clone !== void 0) return {
		source: null,
		origin: null,
		findings: [finding$1("PHX606", "/clone", "\"ostemplate\" and \"clone\" exclude each other", "keep one of them; null in a file takes away what a profile brought")]
	};
	if (ostemplate !== void 0) return {
		source: {
			is: "ostemplate",
			volume: ostemplate
		},
		origin: null,
		findings: []
	};
	if (clone !== void 0) return resolveClone(resolve, input);
	if (adopt === true) return {
		source: null,
		origin: null,
		findings: []
	};
	return {
		source: null,
		origin: null,
		findings: [finding$1("PHX606", "", "the guest has neither \"ostemplate\" nor \"clone\"", "say what it is made from, or \"adopt\": true when it exists already")]
	};
}
// src/kinds/lxc/resolve.ts
/**
* From a merged file to a spec: defaults of the estate, names of binds and cards, units and lists in Proxmox's words.
* Pure. What is wrong with the finished spec is found in checks.ts.
*/
const FEATURE_KEYS = [
	"nesting",
	"keyctl",
	"fuse",
	"mknod",
	"force_rw_sys"
];
const OPTION_KEYS = [...[
	"cores",
	"cpulimit",
	"cpuunits",
	"nameserver",
	"searchdomain",
	"timezone",
	"onboot"
], ...[
	"protection",
	"hookscript",
	"cmode",
	"console",
	"tty",
	"debug",
	"entrypoint"
]];
function optionWords(input) {
	const words = {};
	for (const key of OPTION_KEYS) {
		const value = input[key];
		if (value !== void 0) words[key] = wordOf(key, value);
	}
	for (const key of ["memory", "swap"]) {
		const value = input[key];
		if (value !== void 0) words[key] = mebibytes$1(value);
	}
	return words;
}
function featureWords(input) {
	const words = {};
	for (const key of FEATURE_KEYS) if (input[key] !== void 0) words[key] = input[key] ? "1" : "0";
	return input.mountfs === void 0 ? words : {
		...words,
		...wordsOf$1("features", { mount: input.mountfs })
	};
}
function rawOf(input) {
	if (!input.raw) return {};
	return Object.fromEntries(Object.entries(input.raw).map(([key, value]) => [key, typeof value === "string" ? [value] : value]));
}
function snapshotsOf(input) {
	if (!input.snapshots) return {};
	return Object.fromEntries(Object.entries(input.snapshots).map(([name, { description }]) => {
		const text = description?.replace(/\n+$/, "");
		return [name, text === void 0 || text === "" ? {} : { description: text }];
	}));
}
function netsOf(input) {
	const nets = {};
	const keys = Object.keys(input).filter((key) => key.startsWith("net"));
	for (const key of keys.length > 1 ? NET_KEYS : keys) {
		const net = input[key];
		if (net) nets[key] = netWords(key, net);
	}
	return nets;
}
/** Members that only stand in the spec when the file names them. */
function addNamed(spec, input) {
	const { arch, ostype, tags, pool, rootfs } = input;
	const description = input.description?.replace(/\n+$/, "");
	const keys = input["ssh-public-keys"];
	if (arch !== void 0) spec.arch = arch;
	if (ostype !== void 0) spec.ostype = ostype;
	if (keys !== void 0) spec.sshPublicKeys = keys;
	if (description) spec.description = description;
	if (tags !== void 0) spec.tags = userTags(tags);
	if (pool !== void 0) spec.pool = pool;
	if (rootfs !== void 0) spec.rootfs = wordsOf$1("rootfs", rootfs);
	if (input.rollback !== void 0) spec.rollback = input.rollback;
}
function addHealth(spec, input, resolve) {
	if (!input.health) return [];
	const { health, findings } = healthOf(input.health, spec, resolve, (path, message, hint) => finding$1("PHX618", path, message, hint));
	if (Object.keys(health).length > 0) spec.health = health;
	return findings;
}
/** Facts of the node: those that its software requires, and the drivers of its cards. */
function factsUsed({ software = [], gpus }) {
	const drivers = Object.values(gpus).map(({ driver }) => `${driver}.driver`);
	return [...software.flatMap(({ facts = [] }) => facts), ...drivers];
}
/** The node that the file names, or the only one there is. That it exists is checked where all resources are. */
function nodeOf(input, settings, report) {
	if (input.node !== void 0) return input.node;
	const nodes = Object.keys(settings.nodes);
	const [name] = nodes;
	if (name === void 0 || nodes.length > 1) {
		report(finding$1("PHX604", "", "the guest names no node, and the estate has several", `write "node": one of ${nodes.toSorted().join(", ")}`));
		return null;
	}
	return name;
}
/** Completes a merged file. A file that the schema refuses gives no spec: whoever reads files says why. */
function resolveLxc(resolve) {
	if (!resolve.isAccepted && !lxcSchema.safeParse(resolve.merged).success) return {
		spec: null,
		findings: []
	};
	const input = resolve.merged;
	const { settings } = resolve;
	const findings = [];
	const report = (found) => findings.push(found);
	const node = nodeOf(input, settings, report);
	const { source, origin, findings: ofSource } = resolveSource(resolve, input);
	findings.push(...ofSource);
	if (node === null) return {
		spec: null,
		findings
	};
	const template = input.template ?? false;
	const { devices, gpus } = devicesOf(input, node, nodeIn(settings, node), report);
	const spec = {
		vmid: input.vmid,
		node,
		generation: input.generation ?? 1,
		adopt: input.adopt ?? false,
		state: input.state ?? (template ? "stopped" : "running"),
		template,
		source,
		unprivileged: input.unprivileged ?? (origin ? inheritedUnprivileged(origin, resolve.mergedOf) : true),
		hostname: input.hostname ?? resolve.name,
		dependsOn: input.dependsOn ? [...new Set(input.dependsOn)].toSorted() : [],
		options: optionWords(input),
		features: featureWords(input),
		startup: input.startup ? wordsOf$1("startup", input.startup) : {},
		nets: netsOf(input),
		mounts: mountsOf(input, settings, report),
		devices,
		gpus,
		env: plainEnv(input.env ?? {}),
		raw: rawOf(input),
		snapshots: snapshotsOf(input)
	};
	addNamed(spec, input);
	const cards = Object.keys(input).filter((key) => /^net\d+$/.test(key));
	const pinned = pinsOf(Object.fromEntries(cards.map((key) => [key, input[key]])), resolve, pinFinding);
	if (pinned.pins) spec.pins = pinned.pins;
	findings.push(...pinned.findings);
	const software = resolveSoftware(resolve, input, spec, guestFacts(spec, resolve));
	if (software && software.software.length > 0) spec.software = software.software;
	findings.push(...software?.findings ?? []);
	const host = hostUse(node, factsUsed(spec), resolve);
	if (host) spec.host = host;
	findings.push(...addHealth(spec, input, resolve));
	findings.push(...checkSpec(spec, input, settings));
	return {
		spec,
		findings
	};
}
// src/kinds/lxc/schema-words.ts
const SIZE = String.raw`^\s*\d+(?:\.\d+)?\s*(?:(?:[KMGTkmgt][iI]?[bB]?|[iI][bB]?|[bB])\s*)?$`;
const SIZES = [
	"8G",
	"512M",
	32
];
const STORAGES = ["local-zfs", "local-lvm"];
const volume = (place) => ({
	[`${place}/storage`]: { examples: STORAGES },
	[`${place}/size`]: {
		examples: SIZES,
		pattern: SIZE
	},
	[`${place}/mountoptions`]: { examples: ["noatime;discard", ["noatime", "discard"]] },
	[`${place}/idmap`]: { examples: ["passthrough", ["u:1000:1000:1", "g:1000:1000:1"]] }
});
const duration = [
	"10s",
	"2m",
	90
];
const LXC_WORDS = {
	vmid: { examples: [100, 950] },
	node: { examples: ["pve1"] },
	hostname: {
		examples: ["web", "web.example.org"],
		pattern: "^[A-Za-z0-9.-]+$"
	},
	description: { examples: ["The gateway: everything else is reached through it."] },
	tags: {
		about: "Shown beside the guest. A set: what profiles give is added to, and \"!x\" takes x out.",
		examples: [["web", "public"]]
	},
	pool: { examples: ["production"] },
	generation: { examples: [2] },
	clone: { examples: ["layer/base", {
		from: "lxc/base",
		full: true
	}] },
	"clone/from": { examples: [
		"layer/base",
		"lxc/base",
		9e3
	] },
	"clone/snapshot": {
		about: "The snapshot of the source that is cloned, instead of what it is now.",
		examples: ["clean"]
	},
	"clone/storage": { examples: STORAGES },
	ostemplate: { examples: ["local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst"] },
	"ssh-public-keys": { examples: [["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExamp me@home"]] },
	cores: {
		about: "Cores that the guest sees; all of the node without it.",
		examples: [2, 8]
	},
	cpulimit: { examples: [1.5, 0] },
	cpuunits: { examples: [100, 200] },
	memory: {
		examples: [
			"2G",
			"512M",
			4096
		],
		pattern: SIZE
	},
	swap: {
		examples: ["512M", 0],
		pattern: SIZE
	},
	rootfs: { examples: [{
		storage: "local-zfs",
		size: "8G"
	}] },
	...volume("rootfs"),
	fuse: { about: "File systems in user space, such as sshfs; they may hang when the guest is frozen for a backup." },
	mknod: { about: "Device nodes may be made in an unprivileged guest: experimental in Proxmox." },
	force_rw_sys: { about: "/sys can be written in an unprivileged guest, as old versions of systemd-networkd want it." },
	mountfs: { examples: ["nfs;cifs", ["nfs"]] },
	"net#": {
		about: "A network card.",
		examples: [{
			bridge: "vmbr0",
			ip: "dhcp"
		}, {
			bridge: "vmbr0",
			ip: "10.0.0.5/24",
			gw: "10.0.0.1"
		}]
	},
	"net#/name": { examples: ["eth0"] },
	"net#/bridge": { examples: ["vmbr0"] },
	"net#/ip": {
		about: "An IPv4 address with its prefix length, \"dhcp\", or \"manual\": the guest configures it.",
		pattern: "^(?:dhcp|manual|[0-9.]+/[0-9]+)$",
		examples: [
			"dhcp",
			"10.0.0.5/24",
			"manual"
		]
	},
	"net#/pin": { examples: ["10.9.0.20"] },
	"net#/gw": {
		about: "The IPv4 gateway.",
		pattern: "^[0-9.]+$",
		examples: ["10.0.0.1"]
	},
	"net#/ip6": {
		about: "An IPv6 address with its prefix length, \"auto\", \"dhcp\" or \"manual\".",
		pattern: "^(?:auto|dhcp|manual|[0-9A-Fa-f:.]+/[0-9]+)$",
		examples: ["auto", "fd00::5/64"]
	},
	"net#/gw6": {
		about: "The IPv6 gateway.",
		pattern: "^[0-9A-Fa-f:.]+$",
		examples: ["fd00::1"]
	},
	"net#/hwaddr": {
		pattern: "^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$",
		examples: ["BC:24:11:00:00:01"]
	},
	"net#/tag": { examples: [20] },
	"net#/trunks": { examples: ["20;30", [20, 30]] },
	"net#/mtu": {
		about: "The largest packet; as the bridge without it.",
		examples: [1500, 9e3]
	},
	"net#/rate": { examples: [100] },
	nameserver: { examples: ["10.0.0.1", "1.1.1.1 9.9.9.9"] },
	searchdomain: { examples: ["example.org"] },
	timezone: {
		about: "The time zone of the guest; \"host\": that of the node.",
		examples: ["host", "Europe/Vienna"]
	},
	startup: {
		about: "When it starts and stops with its node.",
		examples: [{
			order: 1,
			up: 30
		}]
	},
	"startup/order": {
		about: "The lowest starts first, and stops last.",
		examples: [1]
	},
	"startup/up": { examples: [30] },
	"startup/down": { examples: [60] },
	hookscript: {
		about: "A script of the node that runs before and after the guest starts and stops.",
		examples: ["local:snippets/hook.sh"]
	},
	dependsOn: { examples: [["lxc/db"]] },
	gpus: { examples: [{ gpu0: {} }] },
	"gpus/*/vram": {
		examples: ["14G"],
		pattern: SIZE
	},
	devices: { examples: [{ "/dev/net/tun": { mode: "0666" } }] },
	"devices/*/mode": {
		about: "Who may do what with it in the guest, in octal.",
		examples: ["0660", "0666"]
	},
	"devices/*/uid": {
		about: "The user id in the guest that owns it.",
		examples: [0]
	},
	"devices/*/gid": {
		about: "The group id in the guest that it belongs to.",
		examples: [44]
	},
	mounts: { examples: [{
		"/data": {
			storage: "local-zfs",
			size: "50G"
		},
		"/models": "bind:models"
	}] },
	"mounts/*/bind": { examples: ["models"] },
	...volume("mounts/*"),
	features: { examples: [{ docker: {} }, { nginx: { sites: ["web"] } }] },
	health: { examples: [{ web: {
		http: ":8080/health",
		within: "2m"
	} }] },
	"health/*/exec": { examples: [[
		"systemctl",
		"is-active",
		"--quiet",
		"nginx"
	]] },
	"health/*/tcp": { examples: [":5432"] },
	"health/*/http": { examples: [":8080/health"] },
	"health/*/status": { examples: [200, [200, 401]] },
	"health/*/body": { examples: ["ok"] },
	"health/*/headers": { examples: [{ authorization: "Bearer ${secret:web/token}" }] },
	"health/*/from": { examples: [
		"self",
		"node",
		"lxc/gateway"
	] },
	"health/*/within": { examples: duration },
	"health/*/interval": { examples: duration },
	"health/*/timeout": { examples: duration },
	entrypoint: { examples: ["/usr/local/bin/app --serve"] },
	env: { examples: [{ LANG: "C.UTF-8" }] },
	cmode: { about: "What the console of the guest in Proxmox shows: a login on a tty, the console device, or a shell." },
	console: { about: "Whether the guest has a console device; true unless said otherwise." },
	tty: {
		about: "How many ttys the guest has; 2 unless said otherwise.",
		examples: [2]
	},
	debug: { about: "A more talkative log when the guest starts." },
	raw: { examples: [{ "lxc.apparmor.profile": "unconfined" }] },
	snapshots: { examples: [{ "before-upgrade": {} }] },
	"snapshots/*/description": {
		about: "What it is for.",
		examples: ["As it was before the upgrade"]
	}
};
// src/grouped.ts
/** Things with something in common, together: `Map.groupBy`, which Node 20 does not have. */
/** In the order in which the keys come first, and within one of them as they come. */
function grouped(all, keyOf) {
	const groups = /* @__PURE__ */ new Map();
	for (const one of all) {
		const key = keyOf(one);
		const group = groups.get(key);
		if (group) group.push(one);
		else groups.set(key, [one]);
	}
	return groups;
}
// src/rules/facts/declared-networks.ts
/** The networks of `phoenix.json`, their addresses as numbers, and which of them a card is in. */
const KNOWN$2 = /* @__PURE__ */ new WeakMap();
/** A bridge and a VLAN of it. */
const wireOf = (bridge, tag) => `${bridge} ${tag ?? "-"}`;
/** `VLAN 30 of vmbr0`. */
const wireText = (bridge, tag) => tag === null ? `${bridge} without a VLAN` : `VLAN ${tag} of ${bridge}`;
function declaredIn(settings) {
	const known = KNOWN$2.get(settings);
	if (known) return known;
	const all = Object.entries(settings.networks).map(([name, network]) => {
		const { bridge, tag = null, nodes, subnet, gateway, dhcp = [], reserved = [], mtu = null } = network;
		return {
			name,
			bridge,
			tag,
			nodes: nodes ? new Set(nodes) : null,
			subnet: subnet === void 0 ? null : parseSubnet(subnet),
			gateway: gateway === void 0 ? null : parseAddress(gateway),
			dhcp: dhcp.flatMap((text) => parseRange(text) ?? []),
			reserved: reserved.flatMap((text) => parseRange(text) ?? []),
			mtu
		};
	});
	const declared = {
		all,
		byBridge: grouped(all, ({ bridge }) => bridge),
		byWire: grouped(all, ({ bridge, tag }) => wireOf(bridge, tag))
	};
	KNOWN$2.set(settings, declared);
	return declared;
}
/** A subnet of a vnet that a file of its own declares: no network of phoenix.json has a blank in its name. */
const isManaged = (name) => name.includes(" ");
const networksOf = (settings) => declaredIn(settings).all;
/** Those that are reached by a bridge, in whatever VLAN, on whatever node. */
const networksOfBridge = (settings, bridge) => declaredIn(settings).byBridge.get(bridge) ?? [];
const isOn = ({ nodes }, node) => nodes?.has(node) ?? true;
/** Those that a card is in: one wire may carry several. */
function networksAt(settings, node, { bridge, tag }) {
	if (bridge === null) return [];
	const found = declaredIn(settings).byWire.get(wireOf(bridge, tag)) ?? [];
	return found.every((network) => isOn(network, node)) ? found : found.filter((network) => isOn(network, node));
}
/** Of those of one wire, the one that an address belongs to, or should; null: nothing is declared for it. */
function networkFor(networks, address) {
	let next = null;
	for (const network of networks) {
		const { subnet } = network;
		if (subnet && isInRange(address, subnet)) return network;
		if (!subnet || subnet.family === address.family && !next) next = network;
	}
	return next;
}
// src/rules/facts/address-fault.ts
/** What is wrong with one static address, whatever others have: the first thing only, so that nothing is said twice. */
const isSame$1 = (a, b) => a.family === b?.family && a.value === b.value;
/** @param nodes names of nodes by their addresses */
function faultOf(placed, nodes) {
	const { address, subnet, gateway, network } = placed;
	const end = endOf(address, subnet);
	if (end) return { is: end };
	if (isSame$1(address, gateway)) return { is: "own-gateway" };
	if (network && isSame$1(address, network.gateway)) return {
		is: "gateway",
		network
	};
	const node = nodes.size === 0 ? void 0 : nodes.get(addressKey(address));
	if (node !== void 0) return {
		is: "node",
		node
	};
	if (!network) return null;
	if (network.subnet) {
		if (!isInRange(address, network.subnet)) return {
			is: "outside",
			network
		};
		const there = endOf(address, network.subnet);
		if (there) return { is: there };
	}
	for (const is of ["reserved", "dhcp"]) {
		const index = network[is].findIndex((range) => isInRange(address, range));
		if (index !== -1) return {
			is,
			network,
			index
		};
	}
	return null;
}
/** A network of two addresses or one has neither end (RFC 3021, RFC 6164), and IPv6 has no broadcast. */
function endOf({ family, value }, { first, last }) {
	if (last - first < 2n) return null;
	if (value === first) return "network";
	return family === 4 && value === last ? "broadcast" : null;
}
// src/rules/facts/static-addresses.ts
/** Every static address of every guest, read once for all rules about addresses, with what is wrong with it by itself. */
const KNOWN$1 = /* @__PURE__ */ new WeakMap();
/** In the order of guests and their cards. */
function staticAddresses(input) {
	const known = KNOWN$1.get(input);
	if (known) return known;
	const nodes = nodeAddresses(input);
	const all = [];
	for (const guest of input.guests) for (const card of guest.view.cards) {
		const { slot, bridge, tag } = card;
		const networks = networksAt(input.estate.settings, guest.view.node, card);
		for (const key of ["ip", "ip6"]) {
			const written = card[key];
			const parsed = written === null ? null : parseInSubnet(written);
			if (written === null || !parsed) continue;
			const { address, prefix, subnet } = parsed;
			const gatewayText = key === "ip" ? card.gw : card.gw6;
			const gateway = gatewayText === null ? null : parseAddress(gatewayText);
			const network = networkFor(networks, address);
			all.push({
				guest,
				slot,
				key,
				text: written.slice(0, written.indexOf("/")),
				address,
				prefix,
				subnet,
				gateway,
				gatewayText,
				wire: bridge === null ? null : {
					bridge,
					tag
				},
				network,
				fault: faultOf({
					address,
					subnet,
					gateway,
					network
				}, nodes)
			});
		}
	}
	KNOWN$1.set(input, all);
	return all;
}
/** The nodes whose `address` is one, by that address. */
function nodeAddresses({ estate }) {
	const nodes = /* @__PURE__ */ new Map();
	for (const [name, { address }] of Object.entries(estate.settings.nodes)) {
		const parsed = address === void 0 ? null : parseAddress(address);
		if (parsed) nodes.set(addressKey(parsed), name);
	}
	return nodes;
}
/** The network that it is in, or its wire; null: no file tells, and it may be anywhere. */
function placeOf$2({ network, wire }) {
	if (network) return network.name;
	return wire && wireOf(wire.bridge, wire.tag);
}
const spotOf$1 = ({ guest, slot, key }) => ({
	resource: guest.resource,
	path: `/${slot}/${key}`
});
/** `lxc/web has the address 10.0.0.5`. */
const hasAddress = ({ guest, text }) => `${guest.resource.address} has the address ${text}`;
// src/kinds/guest/steps/retired.ts
/** A backup, unless policy asks for none or a fresh one is there. Its log is all that tells, so that its exit decides. */
function backupActs(subject, now) {
	const { vmid, settings, snapshot, node, before } = subject;
	const { backup } = settings.policies;
	if (!backup) return [];
	if (isFresh(snapshot.backups?.get(vmid), backup, now, before.retired)) return [];
	return [{
		verb: "backup",
		title: `back up to ${backup.storage}`,
		effect: "live",
		do: run("vzdump", vmid, "--storage", backup.storage, "--mode", backup.mode),
		verify: [],
		locks: [storageLock(node, backup.storage)],
		timeout: TIMEOUTS.backup
	}];
}
/** Options that a retirement overwrites, and what it writes. */
const OVERWRITTEN = {
	onboot: "0",
	protection: "1"
};
function overwrite(live, option, value, field) {
	return {
		slot: option,
		option,
		value,
		before: live.conf.options.get(option) ?? null,
		family: "scalar",
		allocates: false,
		expects: [{
			slot: option,
			key: null,
			value: field
		}],
		when: "now",
		effect: "config",
		title: option
	};
}
function retiredMark(subject, live, now) {
	const was = Object.keys(OVERWRITTEN).map((option) => [`/${option}`, live.conf.options.get(option) ?? null]);
	return {
		...owing(subject.mark, []),
		retired: now,
		was: Object.fromEntries(was)
	};
}
function retireWork(subject, now) {
	const live = liveOf$1(subject);
	const tags = splitTags(live.conf.options.get("tags") ?? "");
	const user = live.fields.find(({ slot }) => slot === "tags")?.value ?? null;
	const edits = [...Object.entries(OVERWRITTEN).map(([option, value]) => overwrite(live, option, value, value)), overwrite(live, "tags", writeTags(tags, true), user)];
	return [
		...backupActs(subject, now).map((act) => ({ act })),
		...live.running ? [{ act: {
			...shutdownAct(subject, "retire", false),
			locks: []
		} }] : [],
		{ call: {
			what: "retire",
			edits,
			mark: retiredMark(subject, live, now),
			running: false,
			title: `retire: no start with the node, protection, the tag ${RETIRED_TAG}`,
			verify: [cond(subject.vmid, {
				is: "retired",
				until: now
			})]
		} }
	];
}
/** What a revert brings back besides what git says: options that git never named. */
function returnChanges(mark, want) {
	if (mark?.retired === void 0) return [];
	return Object.keys(OVERWRITTEN).filter((option) => !Object.hasOwn(want.options, option)).map((option) => ({
		path: `/${option}`,
		slot: option,
		before: OVERWRITTEN[option] ?? null,
		after: mark.was?.[`/${option}`] ?? null,
		effect: "config"
	}));
}
// src/kinds/guest/steps/destroyed.ts
/** The end of a guest: each volume is named, and exactly those are destroyed. */
function titleOf(subject, live) {
	return `destroy ${subject.vmid} with ${everyVolume(live).join(", ")}`;
}
/** Volumes that stand in no conf file were named by no plan: they stay (`--destroy-unreferenced-disks` is not sent). */
function destroyAct(subject, live, effect) {
	const { vmid } = subject;
	const purge = effect === "replace" ? 0 : 1;
	return {
		verb: "destroy",
		title: titleOf(subject, live),
		effect,
		do: tool(subject, "destroy", vmid, "--purge", purge),
		guard: [cond(vmid, { is: "stopped" }), cond(vmid, {
			is: "volumes",
			volumes: [...volumesOf$1(live)]
		})],
		verify: [cond(vmid, { is: "absent" })],
		timeout: TIMEOUTS.destroy
	};
}
/** A purge of a retired guest, whose time must be over; without retirement, it is shut down first. Never without a backup. */
function destroyWork(subject, now) {
	const live = liveOf$1(subject);
	const { vmid, before, settings } = subject;
	const kept = durationInMs(settings.policies.retire) ?? 0;
	const until = new Date(Date.parse(now) - kept).toISOString();
	const retired = before.retired !== void 0;
	const destroy = destroyAct(subject, live, "destroy");
	const proof = retired ? [cond(vmid, {
		is: "retired",
		until
	})] : [];
	return [
		...retired ? [] : backupActs(subject, now).map((act) => ({ act })),
		...live.running ? [{ act: shutdownAct(subject, "destroy", false) }] : [],
		...unprotectWork(live),
		{ act: {
			...destroy,
			guard: [...destroy.guard ?? [], ...proof]
		} }
	];
}
/** What can be made anew from git at any time, and is used by nobody: no backup is taken of it. */
function discardWork(subject, effect) {
	const live = liveOf$1(subject);
	return [
		...live.running ? [{ act: shutdownAct(subject, effect, false) }] : [],
		...unprotectWork(live),
		{ act: {
			...destroyAct(subject, live, "destroy"),
			effect
		} }
	];
}
/**
* No commit asks for a move to another layer: the marker does, from before the guest is stopped until it is gone, so that
* the next apply finishes one that was cut off.
*/
function announced$1(subject, live) {
	return [{ call: {
		what: "announce",
		edits: [],
		mark: interim(subject, [...live.running ? [STATE] : [], MOVE]),
		running: live.running,
		title: "note in the marker that it is made anew"
	} }];
}
/** The old guest of a replacement goes; the new one takes its id. */
function clearWork(subject, now, changes) {
	const live = liveOf$1(subject);
	return [
		...changes.some(({ slot }) => slot === "layer") ? announced$1(subject, live) : [],
		...backupActs(subject, now).map((act) => ({ act })),
		...live.running ? [{ act: shutdownAct(subject, "replace", true) }] : [],
		...unprotectWork(live),
		{ act: destroyAct(subject, live, "replace") }
	];
}
// src/kinds/guest/steps/note-detached.ts
/** With the volumes that are taken off it in its marker from the first call on: it stands there before it is true. */
function withDetached(subject, changes) {
	const { detached: known, ...before } = subject.before;
	const { detached: _, ...mark } = subject.mark;
	const after = detachedBy(known, liveOf$1(subject), changes);
	const during = {
		...known,
		...after
	};
	return {
		...subject,
		before: {
			...before,
			...Object.keys(during).length > 0 && { detached: during }
		},
		mark: {
			...mark,
			...after && { detached: after }
		}
	};
}
/** Before a volume is taken off: whoever finds it unused knows where it was. */
function noted(subject, running) {
	const { before, mark } = subject;
	const known = parseMarker(liveOf$1(subject).conf.description)?.detached ?? {};
	return Object.keys(mark.detached ?? {}).some((slot) => known[slot] !== mark.detached?.[slot]) ? [{ call: {
		what: "kept",
		edits: [],
		mark: before,
		running,
		title: "note in the marker which volumes are kept"
	} }] : [];
}
// src/kinds/guest/steps/way-back.ts
/** Milliseconds. */
const DAY = 864e5;
/** After more than a day, nobody knows what was written to the guest since, and would be lost. */
function keptOf(subject) {
	const own = ownSnapshot(liveOf$1(subject));
	const age = own ? Date.parse(subject.snapshot.at) - own.at : NaN;
	return own && !own.half && age <= DAY ? own : null;
}
/** Null: there is none, or nothing that needs one. */
function wayBackOf(subject, changes) {
	if (subject.rollback?.is !== "snapshot" || !changes.some(isFeature)) return null;
	const kept = keptOf(subject);
	const runs = liveOf$1(subject).running || (subject.before.owed ?? []).includes("/state");
	return {
		kept,
		ran: kept?.ran ?? runs
	};
}
/** What the marker says from the first call on, so that whoever finds the guest down knows that it shall run. */
function begunMark(subject, { ran }, paths) {
	return interim(subject, [...ran ? [STATE] : [], ...paths]);
}
function rollbackAct(subject, title) {
	const { vmid } = subject;
	return {
		verb: "rollback",
		title,
		effect: "offline",
		do: tool(subject, "rollback", vmid, OWN_SNAPSHOT),
		guard: [cond(vmid, {
			is: "snapshot",
			name: OWN_SNAPSHOT,
			there: true
		})],
		verify: [
			cond(vmid, {
				is: "restored",
				name: OWN_SNAPSHOT
			}),
			cond(vmid, { is: "unlocked" }),
			cond(vmid, { is: "stopped" })
		],
		timeout: TIMEOUTS.rollback
	};
}
/** One that was killed may have taken back some of the disks, and nothing of the conf file. */
function finishRollbackAct(subject) {
	return rollbackAct(subject, "finish the rollback that was cut off");
}
/** Before anything changes; while the guest is down, where it has to go down anyway. */
function takeWork(subject, { kept, ran }, mark, pauses) {
	const live = liveOf$1(subject);
	const title = "note in the marker what is under way";
	const text = snapshotText(stripMarker(live.conf.description), subject.before, ran);
	const take = snapshotAct(subject, OWN_SNAPSHOT, text, "config");
	return [
		{ call: {
			what: "announce",
			edits: [],
			mark,
			running: live.running,
			title
		} },
		...pauses ? [{ act: shutdownAct(subject, "offline", true) }] : [],
		...kept ? [] : [{ act: {
			...take,
			title: `${take.title} to go back to`
		} }]
	];
}
/** What comes when all is well, and what comes where something after the snapshot failed. */
function wayWork(subject, { kept, ran }) {
	const { mark, text } = kept ?? {
		mark: subject.before,
		text: stripMarker(liveOf$1(subject).conf.description)
	};
	const undone = {
		...mark,
		address: subject.before.address,
		undone: subject.now
	};
	const told = setAct({
		...subject,
		text
	}, {
		what: "undone",
		edits: [],
		mark: undone,
		running: ran,
		title: "note in the marker that it was undone"
	});
	const drop = dropAct(subject, OWN_SNAPSHOT, false);
	const locks = ran ? { locks: [restartLock(subject)] } : {};
	const rescue = [
		{
			...rollbackAct(subject, "roll back to the state before"),
			...locks
		},
		...ran ? [{
			...startAct(subject, "offline", false),
			what: "undone",
			...locks
		}] : [],
		told,
		{
			...drop,
			what: "undone"
		}
	];
	return [{ act: drop }, ...rescue.map((act) => ({
		act,
		rescue: true
	}))];
}
// src/kinds/guest/steps/recover.ts
/** The beginning of the command that takes a lock. */
function commandOf(lock, vmid, program) {
	switch (lock) {
		case "snapshot": return `${program} snapshot ${vmid}`;
		case "snapshot-delete": return `${program} delsnapshot ${vmid}`;
		case "rollback": return `${program} rollback ${vmid} ${OWN_SNAPSHOT}`;
		case "backup": return `vzdump ${vmid}`;
		case "migrate": return `${program} migrate ${vmid}`;
		case "disk": return `${program} clone ${vmid}`;
		default: return null;
	}
}
/** Commands of this estate that were begun, anywhere in the cluster, and did not end. */
function open({ snapshot, mark }) {
	return [...snapshot.nodes.values()].filter((facts) => facts.reachable).flatMap(({ intents }) => intents).filter(({ estate }) => estate === mark.estate);
}
/**
* UPID:node:pid:pstart:starttime:type:id:user: (PVE 9.2). A backup of several guests is one task that names none: the lock
* may be its own.
*/
function isBusy({ snapshot, vmid }) {
	return [...snapshot.nodes.values()].filter((facts) => facts.reachable).flatMap(({ tasks }) => tasks).some((upid) => {
		const [, , , , , type, id] = upid.split(":");
		return id === String(vmid) || type === "vzdump" && id === "";
	});
}
/** The command of ours that was killed while it held the lock; null when nobody can know. */
function killed(subject, lock) {
	const command = commandOf(lock, subject.vmid, subject.dialect.tool);
	if (command === null || isBusy(subject)) return null;
	return open(subject).find(({ argv }) => `${argv.join(" ")} `.startsWith(`${command} `)) ?? null;
}
/** It may have made or grown a volume and not written it down: an allocation, or a resize. */
function mayHaveLost({ argv }, vmid) {
	const [program, command, id] = argv;
	if (program !== "pct" && program !== "qm" || id !== String(vmid)) return false;
	if (command === "resize") return true;
	return command === "set" && argv.some((word) => /^[^/:,]+:\d+(?:\.\d+)?(?:,|$)/.test(word));
}
function unlockAct(subject, lock, { at }) {
	const { vmid } = subject;
	return {
		verb: "unlock",
		title: `clear the lock "${lock}" of a command that was killed on ${at}`,
		effect: "config",
		do: tool(subject, "unlock", vmid),
		guard: [cond(vmid, {
			is: "locked",
			by: lock
		})],
		verify: [cond(vmid, { is: "unlocked" })],
		locked: true,
		timeout: TIMEOUTS.unlock
	};
}
function dropHalf(subject, name) {
	return {
		...dropAct(subject, name, true),
		what: `half:${name}`,
		title: `delete the snapshot ${name}, which is half made`
	};
}
/** Snapshots that were being made: of a backup, and of the command that was killed. */
function halfMade(live) {
	return [...live.conf.snapshots].filter(([name, { options }]) => options.get("snapstate") === "prepare" || name === "vzdump").map(([name]) => name);
}
/** Volumes that no conf file names become `unusedN`, where people see them; sizes become what they are (PVE 9.2). */
function rescanAct(subject) {
	const { vmid } = subject;
	return {
		verb: "rescan",
		title: "look for volumes that a killed command left",
		effect: "config",
		do: tool(subject, "rescan", "--vmid", vmid),
		verify: [cond(vmid, { is: "unlocked" })],
		timeout: TIMEOUTS.rescan
	};
}
/** Our own snapshot: half of one is no way back, and nobody needs a whole one that is not kept. */
function dropOwn(subject, live, keeps) {
	const own = ownSnapshot(live);
	if (!own || keeps && !own.half) return [];
	return [{
		...dropAct(subject, OWN_SNAPSHOT, own.half),
		what: `left:${OWN_SNAPSHOT}`
	}];
}
/**
* What comes before anything else; nothing where a lock may be somebody else's.
* @param leftover what becomes of the snapshot of an apply that was cut off; `goes`: it goes with the guest
*/
function recoverWork(subject, leftover) {
	const { live, vmid } = subject;
	if (!live) return [];
	const intent = live.lock === null ? null : killed(subject, live.lock);
	if (live.lock !== null && !intent) return [];
	const lost = open(subject).some((one) => mayHaveLost(one, vmid));
	if (live.lock === "rollback" && !live.goesBack && leftover !== "goes") return [];
	const own = leftover === "goes" ? [] : dropOwn(subject, live, leftover === "kept");
	const half = intent ? halfMade(live).filter((name) => own.length === 0 || name !== "phoenix-before") : [];
	return [
		...live.lock !== null && intent ? [unlockAct(subject, live.lock, intent)] : [],
		...live.goesBack && leftover !== "goes" ? [finishRollbackAct(subject)] : [],
		...half.map((name) => dropHalf(subject, name)),
		...own,
		...lost ? [rescanAct(subject)] : []
	].map((act) => ({ act }));
}
// src/kinds/guest/steps/course.ts
/** Changes with steps of their own: their effect says nothing about setting options. */
const APART$4 = /* @__PURE__ */ new Set([
	"state",
	"node",
	"template"
]);
/** @param cold a snapshot is taken first: while the guest is down, where a restart is due anyway */
function courseOf(subject, live, changes, cold) {
	const state = changeOf$1(changes, "state")?.after;
	const effects = changes.filter((change) => !APART$4.has(change.slot) && !isFeature(change)).map(({ effect }) => effect);
	const stops = live.running && (state === "stopped" || changeOf$1(changes, "template") !== void 0);
	const due = effects.includes("restart") && !subject.waits;
	const pauses = live.running && !stops && (effects.includes("offline") || cold && due);
	const restarts = live.running && !stops && !pauses && due;
	const starts = !live.running && state === "running";
	const running = live.running && !stops && !pauses;
	return {
		stops,
		pauses,
		restarts,
		starts,
		running,
		installs: running || pauses || starts ? "last" : stops ? "before-stop" : changeOf$1(changes, "template") !== void 0 ? "for-template" : null
	};
}
/** Whether it runs when all is done. */
function endsRunning(course) {
	return course.running || course.starts || course.pauses;
}
/** What the final marker still owes: what waits for a restart that this apply does not make. */
function leftOwed({ before }, course, want, changes) {
	const features = (before.owed ?? []).filter((path) => featureAt(path) !== null);
	const software = course.installs === null ? [...features, ...changes.filter(isFeature).map(({ path }) => path)] : [];
	const owed = (before.owed ?? []).filter((path) => featureAt(path) === null);
	const paid = new Set(changes.filter(({ effect }) => effect !== "restart").map(({ path }) => path));
	const late = owed.filter((path) => ![
		"",
		"/protection",
		"/state"
	].includes(path) && !paid.has(path));
	const asWanted = endsRunning(course) === (want.state === "running");
	const state = owed.includes("/state") && !asWanted ? [STATE] : [];
	const waits = course.running && !course.restarts;
	return [
		...software,
		...state,
		...waits ? [...late, ...unstarted(changes)] : []
	];
}
// src/kinds/guest/steps/update.ts
function planOf(subject, want, changes, course, isAnnounced) {
	const live = liveOf$1(subject);
	const { running } = course;
	const ground = {
		estate: subject.mark.estate,
		vmid: subject.vmid,
		live,
		running,
		reset: false,
		foretold: false,
		...subject.before.detached && { detached: subject.before.detached }
	};
	const { edits, grows, acts = [] } = subject.dialect.editsOf(ground, changes, want);
	const raw = rawPlan(live, changes, false);
	const guarded = isProtected(live);
	const writesRaw = running && raw.lines !== null;
	return {
		edits: raw.edit ? [...edits, raw.edit] : edits,
		grows,
		acts,
		raw,
		running,
		isProtected: guarded,
		reprotect: !guarded && (subject.before.owed ?? []).includes("/protection"),
		debts: [...debtsOf(subject, course, changes, writesRaw), ...course.installs === "last" && !isAnnounced ? featurePaths(changes) : []]
	};
}
const featurePaths = (changes) => changes.filter(isFeature).map(({ path }) => path);
/** A restart that is cut off leaves the guest down, and what it was for may not show: the marker says so beforehand. */
function debtsOf(subject, course, changes, writesRaw) {
	if (course.restarts) return [STATE, ...unseen(changes, subject)];
	return writesRaw ? unseen(changes, subject) : [];
}
/** Options of the conf file that wait for the restart of this apply. */
function waiting(live, { edits }) {
	const sent = edits.filter((edit) => edit.when === "next").map((edit) => edit.option);
	return [.../* @__PURE__ */ new Set([...live.pending, ...sent])].toSorted();
}
/** The marker first: whoever finds the guest down knows that it shall run. */
function pause(subject, changes) {
	return [{ call: {
		what: "announce",
		edits: [],
		mark: interim(subject, [STATE, ...featurePaths(changes)]),
		running: true,
		title: "note in the marker that it runs"
	} }, { act: shutdownAct(subject, "offline", true) }];
}
/** The marker first: a guest in which a run was cut off is known by it, whatever git says by then. */
function announced(subject, changes, running, more = []) {
	const paths = featurePaths(changes);
	if (paths.length === 0) return [];
	return [{ call: {
		what: "announce",
		edits: [],
		mark: interim(subject, [...more, ...paths]),
		running,
		title: "note in the marker which software changes"
	} }];
}
/** In the order of the file's features; what no file names is removed, what depends on others before them. */
function softwareActs(subject, want, changes) {
	const own = changes.filter(isFeature);
	if (own.length === 0) return [];
	const ids = (isOne) => new Set(own.filter(isOne).map(({ slot }) => slotArgument(slot, "feature") ?? ""));
	const wanted = ids(({ after }) => after !== null);
	const install = (want.software ?? []).filter(({ id }) => wanted.has(id));
	const order = subject.software.toReversed();
	return [guestAct(subject, install, [...ids(({ after }) => after === null)].sort().toSorted((a, b) => order.indexOf(a) - order.indexOf(b)), effectOf$1(own))];
}
/** Owed while a guest runs that was stopped and becomes a template: nobody else has started it. */
const WOKEN = [STATE, "/template"];
const settledCall = (mark) => ({
	what: "installed",
	edits: [],
	mark,
	running: true,
	title: "note in the marker what is installed"
});
/** Everything but the final marker. @param isAnnounced the marker tells of it already */
function workOf$1(first, want, changes, course, isAnnounced = false) {
	const subject = course.installs === "before-stop" && changes.some(isFeature) ? {
		...first,
		before: settledMark(first, changes)
	} : first;
	const plan = planOf(subject, want, changes, course, isAnnounced);
	const announce = (who, running, more = []) => isAnnounced ? [] : announced(who, changes, running, more);
	const [pool, template] = [changeOf$1(changes, "pool"), changeOf$1(changes, "template")];
	const snapshots = snapshotActs(subject, changes);
	const stateEffect = effectOf$1(changes.filter(({ slot }) => slot === "state" || slot === "template"));
	const acts = (...list) => list.flatMap((act) => act ? [{ act }] : []);
	const software = course.installs === null ? [] : softwareActs(subject, want, changes);
	const done = settledMark(first, changes);
	const [early, cold] = [course.installs === "before-stop", course.installs === "for-template"];
	const written = software.length === 0 ? [] : [{ call: settledCall(owing(done, [...done.owed ?? [], ...cold ? WOKEN : []])) }];
	return [
		...early ? [
			...announce(first, true),
			...acts(...software),
			...written
		] : [],
		...acts(...snapshots.deleted, course.stops && shutdownAct(subject, stateEffect, false)),
		...course.pauses && !isAnnounced ? pause(subject, changes) : [],
		...acts(pool && poolAct(subject, pool)),
		...noted(subject, course.running),
		...editWork(subject, plan),
		...acts(...pinActs(subject, want, pinned(changes))),
		...course.starts && !course.pauses || cold ? announce(subject, false, cold ? WOKEN : []) : [],
		...acts(...snapshots.taken, ...cold && software.length > 0 ? [startAct(subject, "live", false), ...software] : []),
		...cold ? written : [],
		...acts(cold && software.length > 0 && shutdownAct(subject, "live", false), template?.after === "1" && templateAct(subject, template.effect), course.restarts && restartAct(subject, waiting(liveOf$1(subject), plan)), course.starts && startAct(subject, stateEffect, false), course.pauses && startAct(subject, "offline", true), ...course.installs === "last" ? software : [])
	];
}
/** The same after a snapshot, any failure of it taking the guest back. */
function savedWork(subject, want, changes, course, way) {
	const before = begunMark(subject, way, featurePaths(changes));
	const saved = workOf$1({
		...subject,
		before
	}, want, changes, course, true).map((one) => ({
		...one,
		saved: true
	}));
	return [...takeWork(subject, way, before, course.pauses), ...saved];
}
/** @param subject its marker tells of the volumes that these changes take off it: `withDetached` */
function updateWork(subject, want, changes) {
	const way = wayBackOf(subject, changes);
	const course = courseOf(subject, liveOf$1(subject), changes, way !== null);
	const mark = owing(course.installs === null ? subject.mark : installed(subject.mark, changes), leftOwed(subject, course, want, changes));
	const running = endsRunning(course);
	const checks = running ? healthActs(subject, want, course.restarts || course.pauses) : [];
	const work = way ? savedWork(subject, want, changes, course, way) : workOf$1(subject, want, changes, course);
	const asked = checks.map((act) => ({
		act,
		...way && { saved: true }
	}));
	const row = withFinalMark([...work, ...asked], mark, running);
	return way ? [...row, ...wayWork(subject, way)] : row;
}
/** The marker and the tags, and what differs from its file. What waits for a restart is owed by nobody. */
function adoptWork(subject, want, changes) {
	const live = liveOf$1(subject);
	if (changes.some(({ slot }) => slot !== "marker")) {
		const course = courseOf(subject, live, changes, false);
		const done = course.installs === null ? subject.mark : installed(subject.mark, changes);
		const late = course.installs === null ? featurePaths(changes) : [];
		const mark = owing(done, [...done.owed ?? [], ...late]);
		return withFinalMark(workOf$1(subject, want, changes, course), mark, endsRunning(course));
	}
	const ground = {
		estate: subject.mark.estate,
		vmid: subject.vmid,
		live,
		reset: false,
		foretold: false
	};
	const { edits } = subject.dialect.editsOf({
		...ground,
		running: live.running
	}, [], want);
	return withFinalMark([{ call: {
		what: "adopt",
		edits,
		mark: null,
		running: live.running,
		title: "write the marker and the tag"
	} }], subject.mark, live.running);
}
// src/kinds/guest/steps/steps.ts
function specOf({ want, mark }) {
	if (want) return want.spec;
	throw new Error(`${mark.address} has no file any more, and nothing but its end can be made steps of`);
}
function changeActs(subject, input) {
	const spec = specOf(input);
	const { live, before } = subject;
	if (live && !live.running && before.owed?.includes("")) return bind(subject, finishWork(subject, spec, live, false));
	const mark = input.seen.is === "ours" ? input.seen.mark : null;
	const changes = [...input.changes, ...returnChanges(mark, spec)];
	const move = changeOf$1(changes, "node");
	const there = withDetached({
		...subject,
		node: move ? spec.node : subject.node
	}, changes);
	return [...move ? bind(subject, subject.dialect.moveWork(subject, move, spec.node)) : [], ...bind(there, updateWork(there, spec, changes))];
}
function makeActs(subject, input) {
	const fresh = anew(subject, specOf(input));
	return bind(fresh, subject.dialect.makeWork(fresh, specOf(input), input));
}
/** What is in the way of a create: what a killed one left, or a build of a layer that did not get far. */
function leftWork(subject, { seen }) {
	if (seen.is === "debris") return subject.dialect.debrisWork(subject);
	return seen.is === "ours" ? discardWork(subject, "live") : [];
}
function actsOf(subject, input) {
	const recovered = (leftover) => bind(subject, recoverWork(subject, leftover));
	switch (input.action) {
		case "create": return [...bind(subject, leftWork(subject, input)), ...makeActs(subject, input)];
		case "replace":
			if (!changeOf$1(input.changes, "generation") && !changeOf$1(input.changes, "layer")) return [];
			return [
				...recovered("goes"),
				...bind(subject, clearWork(subject, input.now, input.changes)),
				...makeActs(subject, input)
			];
		case "retire": return [...recovered("dropped"), ...bind(subject, retireWork(subject, input.now))];
		case "destroy": return [...recovered("goes"), ...bind(subject, destroyWork(subject, input.now))];
		case "adopt": return [...recovered("dropped"), ...bind(subject, adoptWork(subject, specOf(input), input.changes))];
		case "remove": return [];
		case "update":
		case "rename":
		case "migrate":
		case "no-op": {
			const keeps = wayBackOf(subject, input.changes)?.kept;
			return [...recovered(keeps ? "kept" : "dropped"), ...changeActs(subject, input)];
		}
	}
}
/** All steps of one guest, one after the other. */
function guestSteps(input) {
	const subject = subjectOf(input);
	return rowOf(subject, actsOf(subject, input));
}
// src/kinds/lxc/steps/steps.ts
/** What the rooms of all guests need, of a container. */
function asGuest(input) {
	return {
		...input,
		dialect: LXC
	};
}
function steps(input) {
	return guestSteps(asGuest(input));
}
// src/kinds/guest/import.ts
/** Which guests of a cluster can become files, and of each other one why not. */
function markedReason({ vmid }, { estate }, live, file) {
	const { mark } = readingOf(file);
	if (!mark) return live.retired ? { why: "it carries the tag of a retired guest: take it away first" } : null;
	if (mark.id !== `vmid:${vmid}`) return { why: `it is a copy of ${mark.address} (${mark.id.replace(":", " ")}), made by hand: take the marker out of its Notes first` };
	if (mark.estate !== estate) return { why: `it belongs to the estate ${quote(mark.estate)} as ${mark.address}` };
	return {
		why: `it is ${mark.address} of this estate`,
		ours: true
	};
}
function reasonOf$1(guests, input, file) {
	const { grammar } = guests;
	const { vmid, node } = file;
	const owner = input.ownerOf(idOf(vmid));
	if (owner !== void 0) return {
		why: `it is ${owner} of this estate`,
		ours: true
	};
	const facts = input.snapshot.nodes.get(node);
	if (!facts?.reachable) return { why: `the node ${node} cannot be reached${facts ? `: ${facts.why}` : ""}` };
	const { conf } = readingOf(file);
	const lock = conf.options.get("lock");
	if (lock !== void 0) return { why: `Proxmox has locked it (${lock}): import it when that is over, or after ${grammar.tool} unlock ${vmid}` };
	const trouble = guests.trouble(file.text);
	if (trouble !== null) return { why: trouble };
	const live = liveIn$1(grammar, input.snapshot, vmid);
	if (!live) return { why: "it is gone" };
	const marked = markedReason(file, input, live, file);
	if (marked) return marked;
	return {
		live,
		hostname: live.fields.find(({ slot }) => slot === grammar.nameSlot)?.value ?? `${vmid}`
	};
}
/** As src/config/layout.ts takes a name. */
const NAME$1 = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
/** The file of a guest is called as the guest, or that and its VMID. */
const namesOf = (hostname, vmid, { tool }) => NAME$1.test(hostname) ? [hostname, `${hostname}-${vmid}`] : [`${tool === "pct" ? "ct" : "vm"}${vmid}`];
function whyChanged({ running, fields, next: later }, path) {
	if (path === "/state") return `it is ${running ? "running" : "stopped"}, and no file can say that of it`;
	const [now, next] = [byPath(fields).get(path)?.value, byPath(later).get(path)?.value];
	return now === next ? "Phoenix would write it otherwise" : "a change of it waits for the next start of the guest";
}
function importing(guests, { live, hostname }, { snapshot }) {
	const { vmid, node } = live;
	const { nameSlot } = guests.grammar;
	return {
		id: idOf(vmid),
		node,
		vmid,
		names: namesOf(hostname, vmid, guests.grammar),
		draft: (naming) => {
			const { name, hasSeveralNodes } = naming;
			const { value, left } = guests.draft(live, naming, snapshot.ha?.has(vmid) ?? false);
			const { [nameSlot]: _, ...rest } = value;
			const said = {
				...name !== hostname && { [nameSlot]: hostname },
				...hasSeveralNodes && { node }
			};
			return {
				value: {
					...rest,
					...said
				},
				left
			};
		},
		whyChanged: (path) => whyChanged(live, path)
	};
}
/** In the order of their VMIDs. */
function findGuests(guests, search) {
	const files = [...search.snapshot.guests.values()].filter(({ type, vmid }) => type === guests.grammar.type && (search.vmids === null || search.vmids.has(vmid))).toSorted((a, b) => a.vmid - b.vmid);
	const found = [];
	const unfit = [];
	for (const file of files) {
		const { vmid, node } = file;
		const one = reasonOf$1(guests, search, file);
		if ("live" in one) found.push(importing(guests, one, search));
		else unfit.push({
			id: idOf(vmid),
			vmid,
			node,
			...one
		});
	}
	return {
		found,
		unfit
	};
}
// src/kinds/lxc/import/conf-trouble.ts
/**
* Why a conf file is none that a guest could be taken over by: broken by a hand, or half-written. What Proxmox cannot read
* it drops with the next change of the guest (PVE 9.2), and an adoption is one.
*/
const HEADING = /^\[([a-z][a-z0-9_:-]+)\]\s*$/i;
const OPTION = /^([a-z][a-z_]*\d*):/;
/** What stands twice in one section: Proxmox takes the last one and forgets the other. */
function twice(text) {
	const seen = /* @__PURE__ */ new Set();
	let section = "";
	for (const line of text.split("\n")) {
		const heading = HEADING.exec(line)?.[1];
		const option = OPTION.exec(line)?.[1];
		if (heading !== void 0) section = heading;
		if (heading === void 0 && (option === void 0 || option === "description")) continue;
		const name = heading === void 0 ? `${section} ${option}` : `[${heading}]`;
		if (seen.has(name)) return heading === void 0 ? `${option} stands twice` : `${name} stands twice`;
		seen.add(name);
	}
	return null;
}
function unreadable(options) {
	for (const [key, value] of options) {
		const family = familyOf$1(key);
		if (family === null) continue;
		try {
			parsePropertyString(FAMILIES[family], value);
		} catch (error) {
			if (!(error instanceof PropertyStringError)) throw error;
			return `its ${key} cannot be read: ${quote(value)}`;
		}
	}
	return null;
}
/** Null: Proxmox reads it as it stands. */
function confTrouble(text) {
	if (text.trim() === "") return "its conf file is empty";
	if (text.includes("\0")) return "its conf file is no text";
	let strange = null;
	const conf = parseConf(text, (line) => strange ??= line);
	if (strange !== null) return `Proxmox cannot read the line ${quote(strange)} of its conf file`;
	const double = twice(text);
	if (double !== null) return `in its conf file, ${double}`;
	if (!conf.options.has("rootfs")) return "its conf file has no rootfs, as if half of it were missing";
	return unreadable(conf.options) ?? unreadable(conf.pending?.options ?? /* @__PURE__ */ new Map());
}
// src/put-at.ts
/** Puts a value into config that is being made. Pure. */
/** At a path, with the objects on the way. What stands there already is copied, so that nobody else's value changes. */
function putAt(root, path, value) {
	let room = root;
	for (const key of path.slice(0, -1)) {
		const there = Object.hasOwn(room, key) ? room[key] : void 0;
		const next = isObject(there) ? { ...there } : {};
		room[key] = next;
		room = next;
	}
	room[path.at(-1)] = value;
}
// src/kinds/guest/file-words.ts
/** From words of Proxmox that guests of every kind have to those of a file: `phoenix import` writes them. */
/** `${` begins a reference in a file, wherever it stands. */
const literal = (text) => text.replaceAll("${", () => "$${");
/** MiB as a file says them, `2G`; what is no number stays. */
function memoryJson(mebibytes) {
	if (!/^\d+$/.test(mebibytes)) return mebibytes;
	const count = Number(mebibytes);
	if (count === 0) return 0;
	return count % 1024 === 0 ? `${count / 1024}G` : `${count}M`;
}
// src/kinds/lxc/import/words.ts
const BOOLEANS = new Set(OPTIONS.filter(({ type }) => type === "boolean").map(({ field }) => field));
const NUMBERS$1 = new Set("cores cpulimit cpuunits tty startup.order startup.up startup.down net.tag net.mtu net.rate device.uid device.gid".split(" "));
/** Separated by `;`; an array reads better than a text with several items. */
const LISTS = /* @__PURE__ */ new Set([
	"rootfs.mountoptions",
	"mount.mountoptions",
	"features.mount"
]);
/** The value of a field as its file says it. */
function jsonOf({ slot, key, value }) {
	const name = fieldName$1(slot, key);
	if (BOOLEANS.has(name)) return value === "1" ? true : value === "0" ? false : literal(value);
	if (NUMBERS$1.has(name)) return /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : literal(value);
	if (name === "memory" || name === "swap") return memoryJson(value);
	if (name === "tags") return value.split(";").map(literal);
	if (name === "net.trunks") return value.split(";").map((id) => /^\d+$/.test(id) ? Number(id) : id);
	const isRaw = slot.startsWith("raw:");
	if (isRaw || LISTS.has(name)) {
		const items = value.split(isRaw ? "\n" : ";").map(literal);
		return items.length === 1 ? items[0] ?? "" : items;
	}
	return literal(value);
}
// src/kinds/lxc/import/draft.ts
/**
* A container as its conf file says it, in the words of a file: every key that Phoenix knows. Whether the estate takes it all
* stands in settle.ts.
*/
/** Decided by themselves, or of no use in a file. */
const APART$3 = /* @__PURE__ */ new Set([
	"node",
	"state",
	"template",
	"unprivileged",
	"arch",
	"ostype"
]);
const KNOWN = new Set(OPTIONS.map(({ field }) => field));
/** Names that values have which nobody shall read in git. */
const SECRET = /pass(?:w(?:or)?d|phrase)?(?:$|_)|secret|token|credential|(?:^|_)(?:api|private|access)?_?key(?:$|_)/i;
/** Why a field is not written. */
function unwritten({ path, slot, key, value }) {
	if (pointerSegments(path).some((segment) => FORBIDDEN_KEYS.has(segment))) return "no file holds such a key";
	if (slot === "features" && !KNOWN.has(`features.${key}`)) return "Phoenix does not know it";
	if (slot === "env" && SECRET.test(key ?? "") && value !== "") return "it looks like a secret: bring it from a vault, as \"${secret:…}\"";
	const raw = slotArgument(slot, "raw");
	return raw === null ? null : rawKeyProblem(raw);
}
/** `"bind:models"` says the same in fewer words. */
function shortMounts(mounts) {
	const entries = Object.entries(mounts).map(([path, mount]) => {
		return [path, isObject(mount) && typeof mount["bind"] === "string" && Object.keys(mount).length === 1 ? `bind:${mount["bind"]}` : mount];
	});
	return Object.fromEntries(entries);
}
/** Cards whose device nodes the guest has all, just as Phoenix would derive them; and the devices that remain. */
function withCards(devices, cards) {
	const derived = (card) => Object.entries(gpuDevices(card)).map(([path, { mode, gid }]) => {
		return [path, {
			...mode && { mode },
			...gid && { gid: Number(gid) }
		}];
	});
	const has = ([path, wanted]) => {
		const device = Object.hasOwn(devices, path) ? devices[path] : void 0;
		return device !== void 0 && canonical(device) === canonical(wanted);
	};
	const found = Object.entries(cards).filter(([, card]) => derived(card).every(has));
	const explained = new Set(found.flatMap(([, card]) => derived(card).map(([path]) => path)));
	return {
		gpus: Object.fromEntries(found.map(([name]) => [name, {}])),
		devices: Object.fromEntries(Object.entries(devices).filter(([path]) => !explained.has(path)))
	};
}
/** One way to say it: short binds, cards in place of their device nodes, no empty maps. */
function tidied(value, input) {
	const { mounts = {}, devices = {}, ...rest } = value;
	const maps = {
		mounts: shortMounts(mounts),
		...withCards(devices, input.gpus)
	};
	return {
		...rest,
		...Object.fromEntries(Object.entries(maps).filter(([, map]) => Object.keys(map).length > 0))
	};
}
/** Everything that its conf file says and a file can say; what it is called there is not decided yet. */
function draftOf(live, input) {
	const value = {
		vmid: live.vmid,
		adopt: true
	};
	const left = [];
	const on = (slot) => live.fields.some((one) => one.slot === slot && one.value === "1");
	if (on("template")) value["template"] = true;
	else if (!live.running) value["state"] = "stopped";
	if (!on("unprivileged")) value["unprivileged"] = false;
	for (const field of live.fields) {
		const { slot, key, path } = field;
		if (isNetSlot(slot) && key === "name" && field.value === `eth${slot.slice(3)}`) continue;
		if (APART$3.has(slot) || slot.startsWith("snapshot:") || slot.startsWith("feature:")) continue;
		const why = unwritten(field);
		if (why !== null) left.push({
			path,
			why
		});
		else if (slot.startsWith("device:")) {
			const segments = pointerSegments(path);
			putAt(value, key === "path" ? segments.slice(0, -1) : segments, key === "path" ? {} : jsonOf(field));
		} else {
			const isBind = key === "bind" && slot.startsWith("mount:");
			putAt(value, pointerSegments(path), isBind ? input.bindOf(field.value) : jsonOf(field));
		}
	}
	return {
		value: tidied(value, input),
		left
	};
}
// src/kinds/lxc/import/left.ts
/** What stays as it is on the node because no file names it. */
/** Proxmox's own notes of a guest, which say nothing of what it is. */
const NOTES = /* @__PURE__ */ new Set([
	"parent",
	"snaptime",
	"digest"
]);
const ONLY_AT_CREATION = "only creation sets it";
function whyOf(key) {
	if (NOTES.has(key)) return null;
	if (key === "arch" || key === "ostype") return ONLY_AT_CREATION;
	if (/^unused\d+$/.test(key)) return "a volume that nothing uses";
	if (LXC_KEYS.includes(key) || /^(?:mp|dev)\d+$/.test(key) || key === "features") return null;
	return "Phoenix does not know it";
}
/**
* Keys of the conf file that no file can name, and snapshots, which are whoever's took them.
* @param isManaged by Proxmox's HA, which has a file of its own
*/
function unnamed({ conf }, isManaged) {
	const keys = [...conf.options.keys()].flatMap((key) => {
		const why = whyOf(key);
		return why === null ? [] : [{
			path: pointer(key),
			why,
			...why === ONLY_AT_CREATION && { isUsual: true }
		}];
	});
	const snapshots = [...conf.snapshots.keys()].map((name) => ({
		path: pointer("snapshots", name),
		why: "a snapshot is not asked for by having it; name it under \"snapshots\" if it shall exist"
	}));
	const ha = isManaged ? [{
		path: "/ha",
		why: "HA manages it, and stays as it is: Phoenix has no word for it yet"
	}] : [];
	return [
		...keys,
		...snapshots,
		...ha
	];
}
// src/kinds/lxc/import/uses.ts
/** What the file of a container uses of its node: storages, bridges, its pool. */
const objectAt = (value, key) => {
	const inner = value[key];
	return isObject(inner) ? inner : {};
};
const textsAt = (objects, key) => objects.flatMap((one) => isObject(one) && typeof one[key] === "string" ? [one[key]] : []);
function usesOf$1(value) {
	const disks = [objectAt(value, "rootfs"), ...Object.values(objectAt(value, "mounts"))];
	const nets = Object.keys(value).filter((key) => /^net\d+$/.test(key));
	return {
		storages: textsAt(disks, "storage"),
		bridges: textsAt(nets.map((key) => objectAt(value, key)), "bridge"),
		pools: textsAt([value], "pool")
	};
}
// src/kinds/lxc/import/find.ts
/** Containers that can become files. */
const importLxc = {
	find: (search) => findGuests({
		grammar: LXC_GRAMMAR,
		trouble: confTrouble,
		draft: (live, { bindOf, cardsOf }, isManaged) => {
			const { value, left } = draftOf(live, {
				gpus: cardsOf(live.node),
				bindOf
			});
			return {
				value,
				left: [...unnamed(live, isManaged), ...left]
			};
		}
	}, search),
	essential: [
		"vmid",
		"adopt",
		"hostname",
		"node",
		"state",
		"template",
		"unprivileged"
	],
	uses: usesOf$1
};
// src/kinds/lxc/reasons.ts
/**
* Why a change of a container costs what it costs, in words: for `phoenix explain --changes`. What it costs stands in
* effects.ts; a note of the change itself comes before these. Sources: the real `pct` (PVE 9.2) and its history.
*/
const CONFINED = "LXC confines a container when it starts; Proxmox writes the new value down as pending until then";
const AT_START = "Proxmox hands it to the container when that starts, and keeps it pending until then";
const MOUNTED = "Proxmox mounts a volume with its options when the container starts, and mounts none anew";
/** By the name of the field, or of its family: why a change of it restarts a running container. */
const RESTARTS = {
	nameserver: `the resolver of the guest is set up at its start: ${AT_START}`,
	searchdomain: `the resolver of the guest is set up at its start: ${AT_START}`,
	timezone: AT_START,
	cmode: `consoles are made when the container starts; ${AT_START}`,
	console: `consoles are made when the container starts; ${AT_START}`,
	tty: `consoles are made when the container starts; ${AT_START}`,
	debug: AT_START,
	entrypoint: "it is the first process of the container, and nothing else starts that anew",
	env: "it is the environment of the first process, and nothing else starts that anew",
	features: CONFINED,
	rootfs: MOUNTED,
	mount: MOUNTED,
	"mount.bind": "Proxmox takes no folder out of a running container, so the other one comes at its start",
	device: "Proxmox changes and removes no device of a running container",
	net: "Proxmox writes it at once, and the card takes it when the container starts",
	raw: "LXC reads these lines when the container starts",
	feature: "its manifest says that installing it may restart the guest"
};
/** Taking something away, where that has a reason of its own. */
const REMOVALS = {
	mount: "Proxmox takes nothing out of a running container: the mount goes at its next start",
	device: "Proxmox takes no device out of a running container: it goes at the next start"
};
const LIVE = {
	memory: "the limit of the control group is changed under the running container",
	swap: "the limit of the control group is changed under the running container",
	cores: "the control group of the running container gets other cores",
	cpulimit: "the limit of the control group is changed under the running container",
	cpuunits: "the weight of the control group is changed under the running container",
	net: "Proxmox plugs and changes cards of a running container",
	mount: "Proxmox mounts a new volume or folder into the running container",
	device: "Proxmox VE 9.0 and later add a device to a running container",
	feature: "it is installed while the guest runs",
	snapshot: "a snapshot freezes the container for a moment and stops nothing"
};
const OFFLINE = {
	state: "the file says that it shall be stopped",
	node: "Proxmox moves containers between nodes only while they are stopped",
	template: "Proxmox makes a template of a stopped container only",
	feature: "it is installed while the guest runs for that alone"
};
function keyOf$2({ slot, path }) {
	const segments = pointerSegments(path);
	if (slot === "features") return segments[0] === "mountfs" ? "mount" : segments[0] ?? null;
	const own = slot.includes(":") ? 2 : 1;
	return segments.length > own ? segments.at(-1) ?? null : null;
}
function inTable(table, change) {
	return table[fieldName$1(change.slot, keyOf$2(change))] ?? table[family(change.slot)];
}
/** What Proxmox does at once to a device from a later version on than that of the node. */
function later(change) {
	if (change.before !== null) return null;
	const name = fieldName$1(change.slot, keyOf$2(change));
	const row = OPTIONS.find(({ field }) => field === name || field.startsWith(`${family(change.slot)}.`));
	return row?.addBefore?.effect === change.effect ? row.addBefore.pve : null;
}
/** Null: there is nothing to say that the change does not say itself. */
function reasonOf(change) {
	switch (change.effect) {
		case "restart": {
			const pve = later(change);
			if (pve !== null) return {
				why: `Proxmox VE before ${pve} adds it at the next start only`,
				instead: `on Proxmox VE ${pve} it takes no restart`
			};
			const why = (change.after === null ? inTable(REMOVALS, change) : void 0) ?? inTable(RESTARTS, change);
			return why === void 0 ? null : { why };
		}
		case "live": {
			const why = inTable(LIVE, change);
			return why === void 0 ? null : { why };
		}
		case "offline": {
			const why = inTable(OFFLINE, change);
			return why === void 0 ? null : { why };
		}
		case "none":
		case "config":
		case "replace":
		case "retire":
		case "destroy":
		case "impossible": return null;
	}
}
// src/kinds/lxc/rules/all-capabilities.ts
const allCapabilities = {
	id: "PHX641",
	severity: "warning",
	title: "A privileged container keeps every capability",
	why: "An empty \"lxc.cap.drop\" forgets what LXC takes from a guest: loading kernel modules, setting the clock, raw access to hardware. In a privileged guest its root then has the node.",
	example: {
		wrong: "\"unprivileged\": false, \"raw\": { \"lxc.cap.drop\": \"\" }",
		right: "\"unprivileged\": false"
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) {
			if (idMapOf(resource.spec) !== null) continue;
			for (const { value, path } of rawLines(resource, "lxc.cap.drop")) {
				if (value !== "") continue;
				yield {
					message: "the raw line leaves a privileged guest every capability",
					hint: "Remove it, or name what is to be dropped, such as \"sys_module mac_admin\".",
					at: {
						resource,
						path
					}
				};
			}
		}
	}
};
// src/kinds/lxc/rules/all-devices.ts
const allDevices = {
	id: "PHX640",
	severity: "warning",
	title: "A container may use every device of its node",
	why: "The line takes away the list of devices that a guest may use: whatever device node comes into it, be it a disk of the node, works there. Devices under \"devices\" and cards under \"gpus\" are allowed one by one.",
	example: {
		wrong: "\"raw\": { \"lxc.cgroup2.devices.allow\": \"a\" }",
		right: "\"devices\": { \"/dev/net/tun\": {} }"
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) for (const { value, path } of rawLines(resource, "lxc.cgroup2.devices.allow")) {
			if (!/^a(?:\s|$)/.test(value)) continue;
			yield {
				message: "the raw line allows every device of the node",
				hint: "Name those that are needed under \"devices\" or \"gpus\".",
				at: {
					resource,
					path
				}
			};
		}
	}
};
// src/kinds/lxc/rules/below-bind.ts
const belowBind = {
	id: "PHX624",
	severity: "notice",
	title: "A mount stands below a folder of the node",
	why: "Proxmox makes the folder that something is mounted over when the guest starts, here in the folder of the node, where it stays and every other guest sees it, empty. What this guest writes there is in none of the backups of that folder.",
	example: {
		wrong: "\"/data\": \"bind:data\", \"/data/cache\": { \"storage\": … }",
		right: "\"/data\": \"bind:data\", \"/cache\": { \"storage\": … }"
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) {
			const { mounts } = resource.spec;
			for (const path of Object.keys(mounts)) {
				const above = mountAbove(path, mounts);
				const parent = above === null ? void 0 : mounts[above];
				if (above === null || parent?.["bind"] === void 0 || parent["ro"] === "1") continue;
				yield {
					message: `${path} of ${resource.address} stands below ${above}, which is ${parent["bind"]} of the node`,
					hint: "Mount it elsewhere, so that no empty folder is made on the node.",
					at: {
						resource,
						path: pointer("mounts", path),
						what: "key"
					},
					also: {
						resource,
						path: pointer("mounts", above),
						what: "key"
					}
				};
			}
		}
	}
};
// src/kinds/lxc/rules/below-read-only.ts
const belowReadOnly = {
	id: "PHX623",
	severity: "warning",
	title: "A mount stands below one that is read-only",
	why: "Proxmox makes the folder that something is mounted over when the guest starts. In a mount that is read-only it cannot: unless the folder is there already, the guest does not start.",
	example: {
		wrong: "\"/srv\": { \"bind\": \"srv\", \"ro\": true }, \"/srv/cache\": { \"storage\": … }",
		right: "\"/srv\": { \"bind\": \"srv\", \"ro\": true }, \"/var/cache/srv\": { \"storage\": … }"
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) {
			const { mounts } = resource.spec;
			for (const path of Object.keys(mounts)) {
				const above = mountAbove(path, mounts);
				if (above === null || mounts[above]?.["ro"] !== "1") continue;
				yield {
					message: `${path} of ${resource.address} stands below ${above}, which is read-only`,
					hint: "Mount it elsewhere, or make sure that the folder is there and suppress this with the reason.",
					at: {
						resource,
						path: pointer("mounts", path),
						what: "key"
					},
					also: {
						resource,
						path: pointer("mounts", above, "ro")
					}
				};
			}
		}
	}
};
// src/kinds/lxc/rules/bound-twice.ts
const boundTwice = {
	id: "PHX625",
	severity: "warning",
	title: "A guest has the same folder of the node at two paths",
	why: "Nearly always one of the two lines was copied, and the bind that was meant has another name. What is deleted below one path is gone below the other.",
	example: {
		wrong: "\"/models\": \"bind:models\", \"/data\": \"bind:models\"",
		right: "\"/models\": \"bind:models\", \"/data\": \"bind:data\""
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) {
			const first = /* @__PURE__ */ new Map();
			for (const [path, { bind }] of Object.entries(resource.spec.mounts)) {
				if (bind === void 0) continue;
				const other = first.get(bind);
				if (other === void 0) first.set(bind, path);
				else yield {
					message: `${resource.address} has ${bind} of the node at ${other} and at ${path}`,
					hint: "Name the bind that is meant, or leave one of them out.",
					at: {
						resource,
						path: pointer("mounts", path)
					},
					also: {
						resource,
						path: pointer("mounts", other)
					}
				};
			}
		}
	}
};
// src/kinds/lxc/rules/card-memory.ts
const cardMemory = {
	id: "PHX633",
	severity: "warning",
	title: "Running guests want more of the memory of a GPU than it has",
	why: "Proxmox shares a card among guests without any limit: whoever starts last gets no memory, and fails then, not now. What a guest is expected to take is its \"vram\"; guests that say nothing are not counted.",
	example: {
		wrong: "\"vram\": \"10G\" in two guests on a card of 16G",
		right: "\"vram\": \"10G\" in one, \"vram\": \"6G\" in the other"
	},
	*check(input) {
		const { estate } = input;
		const sums = /* @__PURE__ */ new Map();
		for (const resource of containersOf(estate)) {
			const { node, state, gpus } = resource.spec;
			if (state !== "running") continue;
			for (const [name, { vram }] of Object.entries(gpus)) {
				const size = nodeIn(estate.settings, node)?.gpus[name]?.vram;
				const has = size === void 0 ? null : sizeInKiB(size, "M");
				if (vram === null || has === null || vram > has) continue;
				const before = sums.get(`${node} ${name}`) ?? 0;
				sums.set(`${node} ${name}`, before + vram);
				if (before + vram <= has) continue;
				yield {
					message: `with ${resource.address}, running guests want ${diskSize$1(before + vram)} of ${name} of ${node}, which has ${diskSize$1(has)}`,
					hint: "Give some of them less \"vram\", another card, or let them be stopped.",
					at: {
						resource,
						path: pointer("gpus", name, "vram")
					},
					also: input.inSettings("nodes", node, "gpus", name, "vram")
				};
			}
		}
	}
};
// src/kinds/lxc/rules/card-without-driver.ts
/** What a feature must provide, be it the library's or an own one. */
const DRIVER = "nvidia";
/** The resource and what it is cloned from, as far as files tell; null: it comes from somewhere else. */
function ancestry(resource, { resources }) {
	const specs = [];
	const seen = /* @__PURE__ */ new Set();
	let at = resource;
	while (at && !seen.has(at.address)) {
		seen.add(at.address);
		specs.push(at.spec);
		const { source } = at.spec;
		if (source === null) return null;
		if (source.is === "ostemplate") return specs;
		at = source.address === null ? void 0 : resources.get(source.address);
	}
	return null;
}
const cardWithoutDriver = {
	id: "PHX636",
	severity: "warning",
	title: "A guest has an NVIDIA card, and nothing installs the driver in it",
	why: "The kernel part of the driver is on the node; the libraries must be in the guest, in the very same version. Without them programs find no card and use the processor. Guests without any features are left alone, since somebody installs their software otherwise.",
	example: {
		wrong: "\"gpus\": { \"gpu0\": {} }, \"features\": { \"ollama\": {} }",
		right: "\"gpus\": { \"gpu0\": {} }, \"features\": { \"nvidia\": {}, \"ollama\": {} }"
	},
	*check({ estate }) {
		const provides = (id) => id === DRIVER || estate.features?.features.get(id)?.manifest.provides?.includes(DRIVER) === true;
		for (const resource of containersOf(estate)) {
			const { gpus } = resource.spec;
			const card = Object.keys(gpus).find((name) => gpus[name]?.driver === "nvidia");
			if (card === void 0) continue;
			const installed = ancestry(resource, estate)?.flatMap(({ software = [] }) => software) ?? [];
			if (installed.length === 0 || installed.some(({ id }) => provides(id))) continue;
			yield {
				message: `${resource.address} has the NVIDIA card ${card}, and none of its features installs the driver`,
				hint: "Add the feature \"nvidia\" to the guest or to the layer that it is made from.",
				at: {
					resource,
					path: pointer("gpus", card),
					what: "key"
				}
			};
		}
	}
};
// src/kinds/lxc/rules/exclusive-card.ts
const exclusiveCard = {
	id: "PHX632",
	severity: "error",
	title: "Several running guests have a GPU that is for one",
	why: "The file phoenix.json says \"exclusive\" of the card: whoever has it expects all of its memory and its time. A second guest takes memory of it that the first one fails without.",
	example: {
		wrong: "\"gpus\": { \"gpu0\": {} }   in two guests that run",
		right: "\"state\": \"stopped\"   in one of them, or \"exclusive\": false"
	},
	*check({ estate }) {
		const owners = /* @__PURE__ */ new Map();
		for (const resource of containersOf(estate)) {
			const { spec, address } = resource;
			if (spec.state !== "running") continue;
			const cards = nodeIn(estate.settings, spec.node)?.gpus ?? {};
			for (const name of Object.keys(spec.gpus)) {
				if (!cards[name]?.exclusive) continue;
				const owner = owners.get(`${spec.node} ${name}`);
				if (!owner) owners.set(`${spec.node} ${name}`, resource);
				else yield {
					message: `${address} and ${owner.address} both run with ${name} of ${spec.node}, which is for one guest`,
					hint: "Give one of them another card, or let it be stopped.",
					at: {
						resource,
						path: pointer("gpus", name),
						what: "key"
					},
					also: {
						resource: owner,
						path: pointer("gpus", name),
						what: "key"
					}
				};
			}
		}
	}
};
// src/kinds/lxc/rules/hidden-mount.ts
/** LXC mounts its own file systems there after the mounts of Proxmox. */
const COVERED$2 = /^\/(?:dev|proc|sys)(?:\/|$)/;
/** Links to /run in every distribution, and Proxmox follows none. */
const LINKED = /^\/var\/(?:run|lock)(?:\/|$)/;
/** What a guest is made of: a folder of the node over it takes the system away. */
const SYSTEM = /* @__PURE__ */ new Set([
	"/bin",
	"/etc",
	"/lib",
	"/lib64",
	"/sbin",
	"/usr",
	"/var"
]);
function problem$1(path, isOwn) {
	if (COVERED$2.test(path)) return [`${path} is covered by the guest's own ${path.slice(0, 5).replace(/\/$/, "")}`, "Mount it elsewhere; devices stand under \"devices\"."];
	if (LINKED.test(path)) {
		const to = path.replace("/var", path.startsWith("/var/run") ? "" : "/run");
		return [`${path} lies behind a link, and Proxmox mounts nothing there`, `Write "${to}".`];
	}
	if (SYSTEM.has(path) && !isOwn) return [`a folder of the node covers ${path}, which the guest runs from`, "Mount it below or elsewhere."];
	return null;
}
const hiddenMount = {
	id: "PHX622",
	severity: "error",
	title: "A mount covers the system of its guest, or is covered by it",
	why: "LXC mounts /proc, /sys and /dev itself, after everything of Proxmox, so that what is mounted there is never seen. Behind a symbolic link such as /var/run Proxmox refuses to mount, and a folder of the node over /etc or /usr takes away what the guest runs from: it does not start.",
	example: {
		wrong: "\"mounts\": { \"/dev/shm\": … }",
		right: "\"mounts\": { \"/srv/shm\": … }"
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) for (const [path, mount] of Object.entries(resource.spec.mounts)) {
			const found = problem$1(path, isVolume(mount));
			if (!found) continue;
			const [message, hint] = found;
			yield {
				message,
				hint,
				at: {
					resource,
					path: pointer("mounts", path),
					what: "key"
				}
			};
		}
	}
};
// src/rules/facts/changes.ts
const NOTHING$2 = {
	changed: [],
	made: [],
	gone: []
};
const known$4 = /* @__PURE__ */ new WeakMap();
/** Asked by several rules, found once. Resources that are the same object in both revisions cost nothing. */
function changesIn(input) {
	let found = known$4.get(input);
	if (!found) known$4.set(input, found = input.base ? compared(input, input.base) : NOTHING$2);
	return found;
}
/** Those of one revision that the other does not have as they are, by what they are. */
function unequal(of, to, idOf) {
	const found = /* @__PURE__ */ new Map();
	for (const one of of.resources.values()) if (to.resources.get(one.address) !== one) found.set(idOf(one), one);
	return found;
}
function compared(input, before) {
	const { estate } = input;
	const idOf = (one) => `${one.kind} ${input.kindOf(one)?.id(one.spec)}`;
	const wanted = unequal(estate, before, idOf);
	const changed = [];
	const gone = [];
	for (const [id, base] of unequal(before, estate, idOf)) {
		const want = wanted.get(id);
		const kind = input.kindOf(base);
		if (want && kind) {
			const diff = kind.diff({
				want,
				base,
				seen: null,
				settings: estate.settings,
				snapshot: null
			});
			changed.push({
				want,
				base,
				kind,
				diff
			});
		} else if (kind?.guest && !isBroken(base.address, input)) gone.push(base);
	}
	const kept = new Set(changed.map(({ want }) => want));
	const made = [];
	for (const want of wanted.values()) {
		const kind = kept.has(want) ? void 0 : input.kindOf(want);
		if (!kind) continue;
		const diff = kind.diff({
			want,
			base: null,
			seen: null,
			settings: estate.settings,
			snapshot: null
		});
		made.push({
			want,
			diff
		});
	}
	return {
		changed,
		made,
		gone
	};
}
/** Its file is there, and nothing came of it: what it says is not known. */
function isBroken(address, { estate }) {
	if (estate.resources.has(address)) return false;
	const { layout } = estate;
	return layout.resources.has(address) || layout.overlays.get(estate.env ?? "")?.has(address) === true;
}
/** It was protected, whatever its file says now: protection comes off by a change of its own. */
const isKept = ({ merged }) => merged["protection"] === true;
// src/kinds/lxc/rules/id-map-changes.ts
const mapText = (resource) => (idMapOf(resource.spec) ?? []).map(rangeText).sort().join("\n");
const idMapChanges = {
	id: "PHX631",
	severity: "warning",
	ofChanges: true,
	title: "The map of ids of a guest changes, and its files do not",
	why: "Files on the disks of a guest belong to ids of the node. With another map those ids are other users of the guest, or nobody: what ran as a mapped user cannot read its own files any more. Proxmox changes no file for it.",
	example: {
		wrong: "\"lxc.idmap\" is added to a guest that is there",
		right: "the same with a higher \"generation\", or a chown on the node while the guest is stopped"
	},
	*check(input) {
		for (const { want, base, diff } of changesIn(input).changed) {
			if (diff.action === "replace" || !isLxc(want) || !isLxc(base)) continue;
			if (want.spec.unprivileged !== base.spec.unprivileged || mapText(want) === mapText(base)) continue;
			yield {
				message: `${want.address} gets another map of ids, and its files keep their owners`,
				hint: "Change the owners on the node while it is stopped, or have it made anew with a higher \"generation\".",
				at: {
					resource: want,
					path: pointer("raw", IDMAP)
				}
			};
		}
	}
};
// src/kinds/lxc/rules/id-map-gap.ts
/** Distributions take ids up to this one, which is nobody's. */
const LAST$1 = 65534;
/** The first ids of a guest that stand in no range; null: there are none. */
function gapIn(ranges, type) {
	let at = 0;
	for (const { guest, count } of ranges.filter((one) => one.type === type).sort((a, b) => a.guest - b.guest)) {
		if (guest > at) return [at, Math.min(guest - 1, LAST$1)];
		at = guest + count;
	}
	return at > LAST$1 ? null : [at, LAST$1];
}
const idMapGap = {
	id: "PHX630",
	severity: "warning",
	title: "A map of ids leaves out users or groups of the guest",
	why: "An id that is not mapped cannot be had: a package that makes an account with it, or unpacks a file that it owns, fails with \"invalid argument\". A map with an exception needs three lines: what is below it, itself, and all above it up to 65535.",
	example: {
		wrong: "[\"u 0 100000 1000\", \"u 1000 1000 1\", …]",
		right: "[\"u 0 100000 1000\", \"u 1000 1000 1\", \"u 1001 101001 64535\", …]"
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) {
			const ranges = resource.spec.raw[IDMAP]?.map(parseIdRange);
			if (!ranges?.every((one) => one !== null)) continue;
			for (const type of ["u", "g"]) {
				const gap = ranges.some((one) => one.type === type && one.guest === 0) ? gapIn(ranges, type) : null;
				if (!gap) continue;
				const [from, to] = gap;
				yield {
					message: `${resource.address} maps no ${type === "u" ? "user" : "group"} ${from === to ? from : `from ${from} to ${to}`}`,
					hint: `Add a range such as "${type} ${from} ${1e5 + from} ${to === LAST$1 ? 65536 - from : to - from + 1}".`,
					at: {
						resource,
						path: pointer("raw", IDMAP)
					}
				};
			}
		}
	}
};
// src/kinds/lxc/rules/idle-flag.ts
const SECCOMP = "lxc.seccomp.profile";
/** Flags that lift what unprivileged guests are refused, and nothing else (PVE 9.2). */
const ONLY_UNPRIVILEGED = [
	"keyctl",
	"mknod",
	"force_rw_sys"
];
const BY_SECCOMP = /* @__PURE__ */ new Set(["keyctl", "mknod"]);
function* idleIn({ spec }) {
	const isPrivileged = idMapOf(spec) === null;
	for (const flag of ONLY_UNPRIVILEGED) {
		if (spec.features[flag] !== "1") continue;
		if (isPrivileged) yield [
			pointer(flag),
			flag,
			"in a privileged guest, which may do that anyway"
		];
		else if (spec.raw[SECCOMP] && BY_SECCOMP.has(flag)) yield [
			pointer(flag),
			flag,
			`beside a raw "${SECCOMP}", which takes its place`
		];
	}
	if (!isPrivileged) return;
	for (const [path, { idmap }] of Object.entries(spec.mounts)) if (idmap !== void 0) yield [
		pointer("mounts", path, "idmap"),
		"idmap",
		"in a privileged guest"
	];
}
const idleFlag = {
	id: "PHX638",
	severity: "notice",
	title: "A flag does nothing for its guest",
	why: "\"keyctl\", \"mknod\" and \"force_rw_sys\" lift what Proxmox refuses to unprivileged guests, and a privileged one has all of that. An own seccomp profile takes the place of the one that Proxmox writes for \"keyctl\" and \"mknod\". Whoever reads the file thinks otherwise.",
	example: {
		wrong: "\"unprivileged\": false, \"keyctl\": true",
		right: "\"keyctl\": true"
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) for (const [path, name, why] of idleIn(resource)) yield {
			message: `"${name}" of ${resource.address} does nothing ${why}`,
			hint: `Leave "${name}" out.`,
			at: {
				resource,
				path
			}
		};
	}
};
// src/kinds/lxc/rules/inherited-address.ts
const DEPTH = 50;
/** What a guest is cloned from, a container or a layer: either has the spec of a container. */
function sourceOf({ spec }, { resources }) {
	const { source } = spec;
	if (source?.is !== "clone" || source.address === null) return void 0;
	return resources.get(source.address);
}
/** Cards with what their guest took over from what it is cloned from. */
function cardsOf(resource, estate) {
	const line = [];
	let at = resource;
	for (; at && line.length < DEPTH; at = sourceOf(at, estate)) line.push(at.spec);
	const cards = /* @__PURE__ */ new Map();
	for (const { nets } of line.toReversed()) for (const [slot, card] of Object.entries(nets)) {
		const inherited = cards.get(slot);
		if (inherited) Object.assign(inherited, card);
		else cards.set(slot, { ...card });
	}
	return cards;
}
const inheritedAddress = {
	id: "PHX646",
	severity: "error",
	title: "A clone keeps an address that another guest has",
	why: "A clone takes over the cards of its source with their addresses; only the MAC is a new one. Unless its file gives it an \"ip\" of its own, two guests have the same address, and both are reached at random.",
	example: {
		wrong: "\"clone\": \"lxc/web\"",
		right: "\"clone\": \"lxc/web\", \"net0\": { \"ip\": \"10.0.0.12/24\" }"
	},
	*check({ estate }) {
		const holders = /* @__PURE__ */ new Map();
		for (const resource of containersOf(estate)) {
			if (resource.spec.state !== "running") continue;
			for (const [slot, { ip, bridge, tag }] of cardsOf(resource, estate)) {
				if (!ip?.includes("/")) continue;
				const place = `${ip.replace(/\/.*$/, "")} ${bridge} ${tag}`;
				const holder = holders.get(place);
				if (!holder) {
					holders.set(place, {
						resource,
						slot
					});
					continue;
				}
				const isOwn = ({ spec }, at) => spec.nets[at]?.["ip"] !== void 0;
				if (isOwn(resource, slot) && isOwn(holder.resource, holder.slot)) continue;
				const heir = isOwn(resource, slot) ? holder : {
					resource,
					slot
				};
				const other = heir === holder ? {
					resource,
					slot
				} : holder;
				yield {
					message: `${heir.resource.address} takes over ${ip.replace(/\/.*$/, "")} from what it is cloned from, and ${other.resource.address} has it, too`,
					hint: `Give ${heir.resource.address} an "ip" of its own in "${heir.slot}".`,
					at: {
						resource: heir.resource,
						path: "/clone"
					},
					also: {
						resource: other.resource,
						path: isOwn(other.resource, other.slot) ? pointer(other.slot, "ip") : "/clone"
					}
				};
			}
		}
	}
};
// src/kinds/lxc/rules/linked-to-replaced.ts
/** Storages that keep a template's disk while clones hang on it; LVM-thin copies know nothing of each other. */
const HOLDING = /* @__PURE__ */ new Set(["zfspool", "rbd"]);
/** Whether it stands on the disk of what it was cloned from, as far as files tell. */
function isLinked({ spec }, to, { settings }) {
	const { source, node } = spec;
	if (source?.is !== "clone" || source.address !== to || typeof source.linkedOn !== "string") return false;
	return HOLDING.has(storageIn$1(settings, node, source.linkedOn)?.type ?? "");
}
const linkedToReplaced = {
	id: "PHX546",
	severity: "error",
	ofChanges: true,
	title: "A template is made anew, and guests are linked to it",
	why: "A linked clone stands on the disk of its template. ZFS and Ceph give up no disk that clones stand on, so that the template could not be destroyed, and the apply would stop there.",
	example: {
		wrong: "\"generation\": 2   of lxc/base, which lxc/web is a linked clone of",
		right: "another template, lxc/base-2, and \"clone\": \"lxc/base-2\" in guests that are new"
	},
	*check(input) {
		const before = input.base;
		if (!before) return;
		for (const { want, base, diff } of changesIn(input).changed) {
			if (diff.action !== "replace" || !isLxc(base) || !base.spec.template) continue;
			const [first, ...others] = [...containersOf(before)].filter((one) => isLinked(one, base.address, before)).map(({ address }) => address);
			if (first === void 0) continue;
			const who = others.length > 0 ? `${first} and ${others.length} more are` : `${first} is`;
			yield {
				message: `${want.address} is made anew, and ${who} linked to its disk`,
				hint: "Take the higher \"generation\" back, and make a template of another name and VMID for guests that are new.",
				at: {
					resource: want,
					path: "/generation"
				}
			};
		}
	}
};
// src/kinds/lxc/rules/long-hostname.ts
/** Linux takes 64 characters in all, names in DNS have 63 between their dots. */
const isTooLong = (name) => name.length > 64 || name.split(".").some((label) => label.length > 63);
const longHostname = {
	id: "PHX643",
	severity: "error",
	title: "A host name is longer than Linux takes",
	why: "Proxmox takes names of any length, and the kernel those of at most 64 characters: the guest is made, and does not start. Between dots, no name in DNS has more than 63.",
	example: {
		wrong: "a file name of 70 characters",
		right: "\"hostname\": \"short\""
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) {
			const { hostname } = resource.spec;
			if (!isTooLong(hostname)) continue;
			yield {
				message: `the host name of ${resource.address} has ${hostname.length} characters`,
				hint: "Write a \"hostname\" of at most 63.",
				at: {
					resource,
					path: "/hostname"
				}
			};
		}
	}
};
// src/kinds/lxc/rules/missing-device-nodes.ts
const CARD = /^\/dev\/nvidia\d+$/;
const NEEDED = ["/dev/nvidiactl", "/dev/nvidia-uvm"];
/** Every device of the node that the guest has, by its path on the node, and where that stands. */
function devicesIn$1(resource) {
	const found = new Map(Object.keys(resource.spec.devices).map((path) => [path, pointer("devices", path)]));
	for (const { value, path } of rawLines(resource, "lxc.mount.entry")) {
		const [source = ""] = value.split(/\s+/, 1);
		if (source.startsWith("/dev/")) found.set(source, path);
	}
	return found;
}
const missingDeviceNodes = {
	id: "PHX634",
	severity: "warning",
	title: "An NVIDIA card is named by hand, and not all of its device nodes",
	why: "Programs talk to the card over /dev/nvidiactl, and to its memory over /dev/nvidia-uvm: with /dev/nvidia0 alone they find no card at all.",
	example: {
		wrong: "\"devices\": { \"/dev/nvidia0\": {} }",
		right: "\"gpus\": { \"gpu0\": {} }   with the card in phoenix.json"
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) {
			const devices = devicesIn$1(resource);
			const card = [...devices].find(([path]) => CARD.test(path));
			const missing = card ? NEEDED.filter((path) => !devices.has(path)) : [];
			if (!card || missing.length === 0) continue;
			const [device, path] = card;
			yield {
				message: `${resource.address} has ${device} without ${missing.join(" and ")}`,
				hint: "Name the card under \"gpus\" of the node in phoenix.json and under \"gpus\" here: its device nodes are derived.",
				at: {
					resource,
					path,
					what: "key"
				}
			};
		}
	}
};
// src/kinds/lxc/rules/mount-from-inside.ts
/** File systems that the kernel lets nobody mount in a user namespace. */
const NEVER = new Set("nfs nfs4 cifs smb3 ext2 ext3 ext4 xfs btrfs".split(" "));
const mountFromInside = {
	id: "PHX645",
	severity: "warning",
	title: "An unprivileged guest is to mount what only privileged ones can",
	why: "\"mountfs\" asks AppArmor only. The kernel lets no unprivileged guest mount NFS, SMB or a disk, whatever AppArmor says: the mount fails with \"permission denied\".",
	example: {
		wrong: "\"mountfs\": [\"nfs\"]",
		right: "\"mounts\": { \"/data\": \"bind:nas\" }   with the share mounted on the node"
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) {
			const wanted = resource.spec.features["mount"]?.split(";").filter((one) => NEVER.has(one)) ?? [];
			if (wanted.length === 0 || !isSurelyUnprivileged(resource)) continue;
			yield {
				message: `${resource.address} is unprivileged and cannot mount ${wanted.join(" nor ")}`,
				hint: "Mount it on the node, and bind the folder.",
				at: {
					resource,
					path: "/mountfs"
				}
			};
		}
	}
};
// src/kinds/lxc/rules/normalised-tag.ts
const normalisedTag = {
	id: "PHX642",
	severity: "notice",
	title: "A tag is not written as Proxmox keeps it",
	why: "Proxmox keeps tags in lower case, so that the one in its interface is another one than the one in the file, and a search for it finds nothing.",
	example: {
		wrong: "\"tags\": [\"Web\"]",
		right: "\"tags\": [\"web\"]"
	},
	*check({ estate }) {
		for (const { contributions } of containersOf(estate)) for (const { file, value } of contributions) {
			const { tags } = value;
			if (!Array.isArray(tags)) continue;
			for (const [index, tag] of tags.entries()) {
				if (typeof tag !== "string" || tag.startsWith("!") || tag === tag.toLowerCase()) continue;
				yield {
					message: `the tag "${tag}" becomes "${tag.toLowerCase()}"`,
					hint: `Write "${tag.toLowerCase()}".`,
					at: {
						file,
						path: pointer("tags", index)
					}
				};
			}
		}
	}
};
// src/kinds/lxc/rules/facts/subids.ts
/** What Debian gives to root, and Proxmox takes for every unprivileged guest. */
const USUAL_SUBIDS = [[1e5, 65536]];
/** Whether root may map a whole range; what he may map may stand in several that touch. */
function mayMap({ host, count }, subids) {
	let at = host;
	for (const [first, many] of subids.toSorted(([a], [b]) => a - b)) if (first <= at && at < first + many) at = first + many;
	return at >= host + count;
}
// src/kinds/lxc/rules/outside-subids.ts
/** The shift that Proxmox takes by itself, on nodes whose root may not map it. */
function* unprivileged(input) {
	const { estate } = input;
	const told = /* @__PURE__ */ new Set();
	for (const { spec, address } of containersOf(estate)) {
		const subids = nodeIn(estate.settings, spec.node)?.subids;
		const map = spec.raw["lxc.idmap"] ? null : idMapOf(spec);
		if (!subids || !map || told.has(spec.node)) continue;
		told.add(spec.node);
		if (map.every((range) => mayMap(range, subids))) continue;
		yield {
			message: `root of ${spec.node} may not map 100000 to 165535, which every unprivileged guest has, such as ${address}`,
			hint: "Add [100000, 65536] to \"subids\", and root:100000:65536 to /etc/subuid and /etc/subgid of the node.",
			at: input.inSettings("nodes", spec.node, "subids")
		};
	}
}
const outsideSubids = {
	id: "PHX629",
	severity: "error",
	title: "A map of ids takes ids of the node that its root may not map",
	why: "A guest may have those ids of the node only that /etc/subuid and /etc/subgid give to root, which \"subids\" of the node in phoenix.json repeats: with any other it does not start. Without \"subids\" nothing is said here, and PHX647 asks for it where a guest has a map of its own.",
	example: {
		wrong: "\"raw\": { \"lxc.idmap\": [\"u 1000 1000 1\", …] }",
		right: "\"nodes\": { \"pve1\": { \"subids\": [[100000, 65536], [1000, 1]] } }   and root:1000:1 in both files"
	},
	*check(input) {
		const { estate } = input;
		yield* unprivileged(input);
		for (const resource of containersOf(estate)) {
			const subids = nodeIn(estate.settings, resource.spec.node)?.subids;
			if (!subids) continue;
			for (const { value, path } of rawLines(resource, IDMAP)) {
				const range = parseIdRange(value);
				if (!range || mayMap(range, subids)) continue;
				const { host, count } = range;
				yield {
					message: `root of ${resource.spec.node} may not map ${count === 1 ? host : `${host} to ${host + count - 1}`} ("${value}")`,
					hint: `Write root:${host}:${count} to /etc/subuid and /etc/subgid of the node, and [${host}, ${count}] to "subids" of the node in phoenix.json.`,
					at: {
						resource,
						path
					}
				};
			}
		}
	}
};
// src/kinds/lxc/rules/owner-not-mapped.ts
const ownerNotMapped = {
	id: "PHX626",
	severity: "error",
	title: "The owner of a bind does not exist in a guest",
	why: "The file phoenix.json says which user of a guest owns the files of the bind, and this guest has no such user: its map of ids leaves him out, or he is above 65535. He can own no file there, and what others own appears as nobody, so that nothing can be written.",
	example: {
		wrong: "\"binds\": { \"data\": { \"path\": \"/tank/data\", \"owner\": 100000 } }",
		right: "\"binds\": { \"data\": { \"path\": \"/tank/data\", \"owner\": 0 } }   for files that the node has as 100000"
	},
	*check(input) {
		const { estate } = input;
		for (const resource of containersOf(estate)) for (const { path, name, mount, owner } of bindsOf(resource, estate)) {
			if (owner === null || userOnDisk(owner, resource.spec, mount) !== null) continue;
			yield {
				message: `${resource.address} maps no user ${owner}, who owns the files of the bind "${name}"`,
				hint: `Write the "owner" as the guest sees him: 0 is its root. Or map ${owner} with raw "lxc.idmap".`,
				at: {
					resource,
					path: pointer("mounts", path)
				},
				also: input.inSettings("binds", name, "owner")
			};
		}
	}
};
// src/kinds/lxc/rules/owner-unknown.ts
/** Who writes to binds without an owner, by their names. */
function usesOf({ estate }) {
	const uses = /* @__PURE__ */ new Map();
	for (const resource of containersOf(estate)) {
		const { spec } = resource;
		if (!isSurelyUnprivileged(resource) || spec.raw["lxc.idmap"]) continue;
		for (const bind of bindsOf(resource, estate)) {
			const { name, mount, owner } = bind;
			if (owner !== null || mount["ro"] === "1" || mount["idmap"] !== void 0) continue;
			const all = uses.get(name);
			if (all) all.push({
				resource,
				...bind
			});
			else uses.set(name, [{
				resource,
				...bind
			}]);
		}
	}
	return uses;
}
const ownerUnknown = {
	id: "PHX628",
	severity: "warning",
	title: "An unprivileged guest writes to a folder of the node, and nothing says whose the files are",
	why: "Users of an unprivileged guest are shifted by 100000: files that belong to root or to user 1000 of the node appear as nobody in the guest, which can write none of them. Either the files belong to the shifted user, which \"owner\" of the bind says, or the ids are mapped. A mount that is read-only is left alone.",
	example: {
		wrong: "\"binds\": { \"data\": { \"path\": \"/tank/data\" } }",
		right: "\"binds\": { \"data\": { \"path\": \"/tank/data\", \"owner\": 1000 } }   and chown 101000 on the node"
	},
	*check(input) {
		for (const [name, uses] of usesOf(input)) {
			const [first, ...others] = uses;
			const who = others.length > 0 ? ` and ${others.length} more` : "";
			yield {
				message: `${first.resource.address}${who} ${others.length > 0 ? "write" : "writes"} to the bind "${name}" unprivileged, and it has no "owner"`,
				hint: `Write "owner", the user id in the guest: 0 for its root, when the files are those of ${SHIFT} on the node (chown -R ${SHIFT}:${SHIFT} ${first.mount["bind"] ?? ""}). Or mount it with "ro": true.`,
				at: {
					resource: first.resource,
					path: pointer("mounts", first.path)
				},
				also: input.inSettings("binds", name)
			};
		}
	}
};
// src/kinds/lxc/rules/owners-differ.ts
const ownersDiffer = {
	id: "PHX627",
	severity: "warning",
	title: "Two guests with one bind have its owner as different users of the node",
	why: "User 0 of an unprivileged guest is 100000 on the node, of a privileged one he is 0, and a map of ids makes him somebody else again. Files that one of these guests writes belong to nobody in the other, which cannot change them.",
	example: {
		wrong: "a privileged and an unprivileged guest with \"bind:data\"",
		right: "both unprivileged, or \"idmap\" of the mount in one of them (PVE 9.2)"
	},
	*check({ estate }) {
		const first = /* @__PURE__ */ new Map();
		for (const resource of containersOf(estate)) {
			if (resource.spec.unprivileged && !isSurelyUnprivileged(resource)) continue;
			for (const { path, name, mount, owner } of bindsOf(resource, estate)) {
				const onDisk = owner === null ? null : userOnDisk(owner, resource.spec, mount);
				if (owner === null || onDisk === null) continue;
				const place = mount["shared"] === "1" ? name : `${name} ${resource.spec.node}`;
				const other = first.get(place);
				if (!other) first.set(place, {
					resource,
					path,
					onDisk
				});
				else if (other.onDisk !== onDisk) yield {
					message: `user ${owner} of ${resource.address} is ${onDisk} on the node, and ${other.onDisk} as one of ${other.resource.address}: they share the bind "${name}"`,
					hint: "Let both be unprivileged with the same map of ids, or map this mount with \"idmap\" (PVE 9.2).",
					at: {
						resource,
						path: pointer("mounts", path)
					},
					also: {
						resource: other.resource,
						path: pointer("mounts", other.path)
					}
				};
			}
		}
	}
};
// src/kinds/lxc/rules/privileged-nesting.ts
const privilegedNesting = {
	id: "PHX637",
	severity: "warning",
	title: "A privileged container has nesting",
	why: "With nesting, /proc and /sys of the node are in the guest without what hides them otherwise, and its root is root of the node: it can write kernel settings and reach what runs beside it. Of the two, one may be needed, hardly ever both.",
	example: {
		wrong: "\"unprivileged\": false, \"nesting\": true",
		right: "\"nesting\": true"
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) {
			const { features } = resource.spec;
			if (features["nesting"] !== "1" || idMapOf(resource.spec) !== null) continue;
			yield {
				message: `${resource.address} is privileged and has nesting`,
				hint: "Leave \"nesting\" out, or let the guest be unprivileged.",
				at: {
					resource,
					path: "/nesting"
				}
			};
		}
	}
};
// src/kinds/lxc/rules/privileged.ts
const privileged = {
	id: "PHX621",
	severity: "warning",
	title: "A container is privileged",
	why: "Root in a privileged container is root on the node: what breaks out of it has everything. Proxmox calls it unsafe, and nearly everything runs unprivileged with \"nesting\", \"keyctl\", or devices named one by one.",
	example: {
		wrong: "\"unprivileged\": false",
		right: "\"nesting\": true, \"keyctl\": true"
	},
	*check({ estate }) {
		for (const resource of estate.resources.values()) {
			if (!isLxc(resource) && !isLayer$1(resource)) continue;
			if (resource.spec.unprivileged || resource.spec.source?.is === "clone") continue;
			yield {
				message: `${resource.address.replace(/@.*$/s, "")} is privileged`,
				hint: "Remove \"unprivileged\": false; a guest that exists is made anew then (\"generation\"), and loses what is inside. Or suppress this with the reason.",
				at: {
					resource,
					path: "/unprivileged"
				}
			};
		}
	}
};
// src/kinds/lxc/rules/raw-devices.ts
/** A single device node; of a folder of them, such as /dev/bus/usb, Proxmox knows nothing better. */
const DEVICE = /^(\/dev\/\S+)\s+\S+\s+none\s+(?!\S*create=dir)\S*bind/;
/** Numbers of the node's devices that have keys of their own: the second line that a device by hand needs. */
const NUMBERS = [
	[/^c 195:/, "/dev/nvidia0"],
	[/^c 226:/, "/dev/dri/card0"],
	[/^c 10:200 /, "/dev/net/tun"],
	[/^c 10:229 /, "/dev/fuse"]
];
/** Devices that come by raw lines; where some do, the lines that allow them go with those. */
function devicesIn(resource) {
	const mounted = rawLines(resource, "lxc.mount.entry").flatMap((line) => {
		const device = DEVICE.exec(line.value)?.[1];
		return device === void 0 ? [] : [{
			...line,
			device
		}];
	});
	if (mounted.length > 0) return mounted;
	return rawLines(resource, "lxc.cgroup2.devices.allow").flatMap((line) => {
		const device = NUMBERS.find(([pattern]) => pattern.test(line.value))?.[1];
		return device === void 0 ? [] : [{
			...line,
			device
		}];
	});
}
function hintFor$1(device) {
	if (device === "/dev/fuse") return "Write \"fuse\": true.";
	if (/^\/dev\/(?:nvidia|dri\/)/.test(device)) return "Name the card under \"gpus\" of the node in phoenix.json and under \"gpus\" of the guest.";
	return `Write "devices": { "${device}": {} }, which allows it, too.`;
}
const rawDevices = {
	id: "PHX635",
	severity: "notice",
	title: "A raw line brings in a device that has a key of its own",
	why: "Proxmox knows nothing of raw lines: it does not check that the device is there, gives it no owner in an unprivileged guest, and needs a second line for the cgroup, with a number that may change. A device under \"devices\", or a card under \"gpus\", has all of that.",
	example: {
		wrong: "\"lxc.mount.entry\": \"/dev/net/tun dev/net/tun none bind,create=file\"",
		right: "\"devices\": { \"/dev/net/tun\": { \"mode\": \"0666\" } }"
	},
	*check({ estate }) {
		for (const resource of containersOf(estate)) for (const { device, value, path } of devicesIn(resource)) yield {
			message: `${value.startsWith(device) ? device : `a device (${value})`} comes by a raw line`,
			hint: hintFor$1(device),
			at: {
				resource,
				path
			}
		};
	}
};
// src/rules/facts/node-folders.ts
/** Folders of a node: what a path of one means, and which are not for guests. */
/** Folders of a Proxmox node that rule it, or hold what belongs to other guests: with all that is below. */
const OF_THE_SYSTEM = `
  /bin /boot /dev /etc /lib /lib32 /lib64 /libx32 /proc /root /sbin /sys /usr/bin /usr/include
  /usr/lib /usr/lib32 /usr/lib64 /usr/libexec /usr/libx32 /usr/sbin /usr/share /usr/local/bin
  /usr/local/lib /usr/local/sbin /run/dbus /run/lock /run/lxc /run/systemd /var/spool/cron
  /var/lib/apt /var/lib/ceph /var/lib/corosync /var/lib/dpkg /var/lib/lxc /var/lib/lxcfs
  /var/lib/phoenix /var/lib/pve-cluster /var/lib/pve-firewall /var/lib/pve-manager
  /var/lib/qemu-server /var/lib/systemd /var/lib/vz/images /var/lib/vz/private /var/lib/vz/root
  /var/lib/vz/snippets
`.trim().split(/\s+/);
/** Without what changes nothing: `/run` and `/var/run` are one folder. */
function plainFolder(path) {
	return path.replaceAll(/\/+/g, "/").replace(/(?<=.)\/$/, "").replace(/^\/var\/(run|lock)(?=\/|$)/, (_, name) => name === "run" ? "/run" : "/run/lock");
}
const isBelow$1 = (path, folder) => path === folder || path.startsWith(folder === "/" ? folder : `${folder}/`);
/** The folder of the system that one lies in, or holds; undefined: it is no part of it. */
const systemFolderAt = (folder) => OF_THE_SYSTEM.find((one) => isBelow$1(folder, one) || isBelow$1(one, folder));
// src/kinds/lxc/rules/raw-folders.ts
/** `/tank/x srv/x none rbind,ro 0 0`: what is mounted by itself, or a file system of the kernel, is another matter. */
const BOUND = /^(\/\S*)\s+\S+\s+\S+\s+(\S*\br?bind\b\S*)/;
const OF_THE_KERNEL = /^\/(?:dev|proc|sys)(?:\/|$)/;
const READ_ONLY = /(?:^|,)ro(?:,|$)/;
// src/kinds/lxc/rules/registry.ts
const lxcRules = [
	privileged,
	hiddenMount,
	belowReadOnly,
	belowBind,
	boundTwice,
	ownerNotMapped,
	ownersDiffer,
	ownerUnknown,
	outsideSubids,
	idMapGap,
	idMapChanges,
	exclusiveCard,
	cardMemory,
	missingDeviceNodes,
	rawDevices,
	cardWithoutDriver,
	privilegedNesting,
	idleFlag,
	{
		id: "PHX639",
		severity: "warning",
		title: "AppArmor is turned off for a container",
		why: "Without a profile nothing keeps the guest from mounting, from writing below /proc and /sys, or from using what the next hole in the kernel offers. It is found in many recipes for Docker, which needs \"nesting\" and \"keyctl\" instead.",
		example: {
			wrong: "\"raw\": { \"lxc.apparmor.profile\": \"unconfined\" }",
			right: "\"nesting\": true, \"keyctl\": true"
		},
		*check({ estate }) {
			for (const resource of containersOf(estate)) for (const { value, path } of rawLines(resource, "lxc.apparmor.profile")) {
				if (value !== "unconfined") continue;
				yield {
					message: "the raw line turns AppArmor off",
					hint: "Remove it: \"nesting\", \"keyctl\", \"fuse\" and \"mountfs\" allow what is needed. Or suppress this with the reason.",
					at: {
						resource,
						path
					}
				};
			}
		}
	},
	allDevices,
	allCapabilities,
	normalisedTag,
	longHostname,
	{
		id: "PHX644",
		severity: "warning",
		title: "A guest that shall be stopped starts with its node",
		why: "\"onboot\" starts it at the next boot of the node, whatever \"state\" says, and the next apply stops it again.",
		example: {
			wrong: "\"state\": \"stopped\", \"onboot\": true",
			right: "\"state\": \"stopped\", \"onboot\": false"
		},
		*check({ estate }) {
			for (const resource of containersOf(estate)) {
				const { state, template, options } = resource.spec;
				if (state !== "stopped" || template || options["onboot"] !== "1") continue;
				yield {
					message: `${resource.address} shall be stopped, and starts with its node`,
					hint: "Write \"onboot\": false beside \"state\": \"stopped\".",
					at: {
						resource,
						path: "/state"
					},
					also: {
						resource,
						path: "/onboot"
					}
				};
			}
		}
	},
	mountFromInside,
	inheritedAddress,
	linkedToReplaced,
	{
		id: "PHX647",
		severity: "notice",
		title: "Nothing says whether root of the node may map the ids of a guest",
		why: "A guest with a map of its own starts only where /etc/subuid and /etc/subgid of the node give root each id in it, and at first they give 100000 to 165535. Whether somebody added the others is seen on the node alone: once \"subids\" of the node says what stands there, it is checked (PHX629).",
		example: {
			wrong: "\"raw\": { \"lxc.idmap\": [\"u 1000 1000 1\", …] }, and no \"subids\" of the node",
			right: "\"nodes\": { \"pve1\": { \"subids\": [[100000, 65536], [1000, 1]] } }   and root:1000:1 in both files"
		},
		*check({ estate }) {
			for (const resource of containersOf(estate)) {
				const node = nodeIn(estate.settings, resource.spec.node);
				if (!node || node.subids) continue;
				const beyond = rawLines(resource, IDMAP).find(({ value }) => {
					const range = parseIdRange(value);
					return range !== null && !mayMap(range, USUAL_SUBIDS);
				});
				if (!beyond) continue;
				yield {
					message: `nothing says that root of ${resource.spec.node} may map what ${resource.address} maps ("${beyond.value}")`,
					hint: "Write what /etc/subuid and /etc/subgid of the node give to root as \"subids\" of the node in phoenix.json: root:1000:1 is [1000, 1].",
					at: {
						resource,
						path: beyond.path
					}
				};
			}
		}
	},
	{
		id: "PHX648",
		severity: "warning",
		title: "A raw line gives a guest a folder that is not for it",
		why: "A raw \"lxc.mount.entry\" binds a folder of the node past \"binds\" of phoenix.json, so that neither \"policies.bindRoots\" nor a reviewer of that file sees it. What a guest writes there is written to the node. Without \"bindRoots\", only folders of the system that can be written to are found.",
		example: {
			wrong: "\"raw\": { \"lxc.mount.entry\": \"/root/keys keys none bind,create=dir\" }",
			right: "\"binds\": { \"keys\": { \"path\": \"/tank/keys\" } }, and \"mounts\": { \"/keys\": \"bind:keys\" }"
		},
		*check({ estate }) {
			const roots = estate.settings.policies.bindRoots?.map(plainFolder);
			for (const resource of containersOf(estate)) for (const { value, path } of rawLines(resource, "lxc.mount.entry")) {
				const [, source = "", options = ""] = BOUND.exec(value) ?? [];
				if (source === "" || OF_THE_KERNEL.test(source)) continue;
				const folder = plainFolder(source);
				const own = systemFolderAt(folder);
				if (!(roots ? !roots.some((root) => isBelow$1(folder, root)) : own !== void 0 && !READ_ONLY.test(options))) continue;
				const why = roots ? "lies outside of the folders that \"bindRoots\" allows" : "belongs to the node";
				yield {
					message: `${resource.address} gets ${source} of the node by a raw line, which ${why}`,
					hint: "Write a folder for guests under \"binds\" of phoenix.json and under \"mounts\" here, or suppress this with the reason.",
					at: {
						resource,
						path
					}
				};
			}
		}
	}
];
// src/kinds/guest/secrets.ts
/** The secrets that a guest uses: their references, and where those stand in its file. Pure. */
function secretsOf$1({ software = [], health = {} }) {
	const installed = software.flatMap((one) => Object.entries(one.secrets).map(([option, reference]) => ({
		reference,
		path: secretPath(one, option),
		...one.seals?.[reference] !== void 0 && { seal: one.seals[reference] },
		...one.defines?.includes(option) && { defines: true }
	})));
	const sent = Object.entries(health).flatMap(([check, { ask, from }]) => Object.entries(ask.is === "http" ? ask.headers ?? {} : {}).flatMap(([header, text]) => referencesIn({ [header]: text }).map((reference) => ({
		reference,
		path: pointer("health", check, "headers", header),
		...ask.is === "http" && { to: `${authorityOf(ask)}${originText(from)}` }
	}))));
	return [...installed, ...sent];
}
// src/kinds/lxc/kind.ts
const lxcKind = {
	kind: "lxc",
	schema: lxcSchema,
	words: LXC_WORDS,
	sets: ["tags", "dependsOn"],
	resolve: resolveLxc,
	expand: expandGuest,
	defaultOf: defaultAt,
	id: (spec) => idOf(spec.vmid),
	node: (spec) => spec.node,
	scope: (spec) => `guest:${spec.vmid}`,
	edges: edgesOf$1,
	strangers: ({ source }) => source?.is === "clone" && source.address === null ? [{
		id: idOf(source.vmid),
		path: "/clone/from"
	}] : [],
	outputs: outputsOf,
	learns: learnsOf,
	learned: learnedOf$1,
	observe: observeLxc,
	owned: ownedLxc,
	diff: diffLxc,
	reasonOf,
	steps,
	holds: holds$2,
	demand: demandOf,
	features: ({ software = [] }) => software.map(({ id }) => id),
	secrets: secretsOf$1,
	guest: guestOf,
	stored: storedOf,
	findings: LXC_FINDINGS,
	rules: lxcRules,
	runs: ({ running }) => running,
	health: ({ health = {} }) => health,
	imports: importLxc,
	summary: summaryOf$1
};
// src/plan/policy.ts
function smaller(a, b) {
	if (a === void 0) return b;
	return b === void 0 ? a : Math.min(a, b);
}
function longer(a, b) {
	return (durationInMs(a) ?? 0) >= (durationInMs(b) ?? 0) ? a : b;
}
function stricterBackup(a, b) {
	if (!a || !b) return a ?? b;
	return (durationInMs(a.maxAge) ?? 0) <= (durationInMs(b.maxAge) ?? 0) ? a : b;
}
function optional(key, value) {
	return value === void 0 ? {} : { [key]: value };
}
/** A bind has to be below a folder of both. */
function common(a, b) {
	return a && b ? a.filter((root) => b.includes(root)) : a ?? b;
}
/** The stricter of two policies, field by field. */
function stricter(a, b) {
	const backup = stricterBackup(a.backup, b.backup);
	const bindRoots = common(a.bindRoots, b.bindRoots);
	return {
		overcommit: {
			memory: Math.min(a.overcommit.memory, b.overcommit.memory),
			cores: Math.min(a.overcommit.cores, b.overcommit.cores),
			disk: Math.min(a.overcommit.disk, b.overcommit.disk)
		},
		...bindRoots && { bindRoots },
		datasets: a.datasets === "keep" ? a.datasets : b.datasets,
		drift: a.drift === "report" ? a.drift : b.drift,
		retire: longer(a.retire, b.retire),
		rollback: a.rollback === "snapshot" ? a.rollback : b.rollback,
		secrets: a.secrets === "pinned" ? a.secrets : b.secrets,
		restarts: {
			when: a.restarts.when === "manual" ? "manual" : b.restarts.when,
			maxParallel: Math.min(a.restarts.maxParallel, b.restarts.maxParallel),
			...optional("max", smaller(a.restarts.max, b.restarts.max)),
			...optional("share", smaller(a.restarts.share, b.restarts.share))
		},
		retires: {
			...optional("max", smaller(a.retires.max, b.retires.max)),
			...optional("share", smaller(a.retires.share, b.retires.share))
		},
		...backup ? { backup } : {},
		allow: {
			publicRepository: a.allow.publicRepository && b.allow.publicRepository,
			forks: a.allow.forks && b.allow.forks
		}
	};
}
/** The settings of a change, held to the stricter policies of its two ends. */
function guarded(settings, before) {
	if (!before) return settings;
	const requireBound = settings.secrets.vault.requireBound || before.secrets.vault.requireBound;
	return {
		...settings,
		policies: stricter(settings.policies, before.policies),
		secrets: {
			...settings.secrets,
			vault: { requireBound }
		}
	};
}
/** The guests that run the jobs: the one that the change names, and the one that was named before it. */
function runnersOf(settings, before) {
	return [.../* @__PURE__ */ new Set([settings.runner, before?.runner])].filter((runner) => runner !== void 0);
}
/** What markers carry: it survives a renaming of the estate where `id` is set. */
function idOfEstate({ id, name }) {
	return id ?? name;
}
/** Why a guest that was there before is not touched any more; null: it is. */
function letGo(node, settings, before) {
	if (!before) return null;
	if (idOfEstate(settings) !== idOfEstate(before)) return "another estate: it is foreign from then on";
	return Object.hasOwn(settings.nodes, node) ? null : `${node} is named no more: guests there are not touched`;
}
/**
* What a change of phoenix.json lets go of without a word about any guest: markers keep the old id, and nodes that are not
* named are not looked at. Nothing is retired or destroyed for that, and nothing is looked after either.
*/
function lettingGo(settings, before) {
	if (!before) return [];
	const nodes = Object.keys(before.nodes).filter((node) => !Object.hasOwn(settings.nodes, node));
	return [...idOfEstate(settings) !== idOfEstate(before) ? [{
		policy: "estate",
		ok: false,
		text: `another estate: every guest keeps the marker of "${idOfEstate(before)}" and is foreign from then on; leave "id" (or, without one, "name") as it was`
	}] : [], ...nodes.length > 0 ? [{
		policy: "nodes",
		ok: false,
		text: `${nodes.join(", ")} is named no more: guests there are not touched`
	}] : []];
}
// src/plan/capacity.ts
function demands(kinds, estate) {
	const sums = /* @__PURE__ */ new Map();
	for (const kind of kinds) for (const resource of estate?.resources.values() ?? []) {
		const demand = resource.kind === kind.kind ? kind.demand(resource.spec) : null;
		if (!demand) continue;
		const sum = sums.get(demand.node) ?? {
			memory: 0,
			cores: 0
		};
		sums.set(demand.node, {
			memory: sum.memory + demand.memory,
			cores: sum.cores + demand.cores
		});
	}
	return sums;
}
/** Whether guests are promised more than `policies.overcommit` allows, as PHX523 and PHX524 have it. */
function isOver({ after, limit, times = 1 }) {
	return limit !== null && after > limit * times;
}
/** Rows for the nodes whose sums change, or exceed what may be promised of the node. */
function capacity(kinds, base, head) {
	const before = demands(kinds, base ?? head);
	const after = demands(kinds, head);
	const rows = [];
	for (const [node, settings] of Object.entries(head.settings.nodes)) {
		const limits = {
			memory: settings.capacity?.memory === void 0 ? null : sizeInKiB(settings.capacity.memory, "M"),
			cores: settings.capacity?.cores ?? null
		};
		for (const what of ["memory", "cores"]) {
			const [b, a, limit] = [
				before.get(node)?.[what] ?? 0,
				after.get(node)?.[what] ?? 0,
				limits[what]
			];
			const times = head.settings.policies.overcommit[what];
			const row = {
				node,
				what,
				before: b,
				after: a,
				limit,
				...times === 1 ? {} : { times }
			};
			if (a !== b || isOver(row)) rows.push(row);
		}
	}
	return rows.toSorted((a, b) => a.node < b.node ? -1 : a.node > b.node ? 1 : 0);
}
// src/kinds/change.ts
/** After it, the resource is not there any more, or not for use. */
function isRemoval(action) {
	return action === "retire" || action === "destroy" || action === "remove";
}
// src/plan/render/changes.ts
/** The changes of an item as a reader wants them: keys of one thing that come or go together are one line. */
const COVERED$1 = { is: "covered" };
/** Every change with its verdict. */
function judged(item) {
	return item.changes.map((change, i) => ({
		change,
		cover: item.cover?.[i] ?? COVERED$1
	}));
}
/** `/net0/ip` is `ip` of `/net0`; null for what stands at the top. */
function partOf$1({ path }) {
	const cut = path.lastIndexOf("/");
	return cut <= 0 ? null : {
		parent: path.slice(0, cut),
		key: path.slice(cut + 1)
	};
}
/** Equal for changes of one slot that come, or go, together and for the same reason; null for all others. */
function togetherWith({ change, cover }) {
	const part = partOf$1(change);
	const isWhole = change.before === null !== (change.after === null);
	if (!part || !isWhole) return null;
	const why = cover.is === "covered" ? "" : cover.why;
	const side = change.before === null ? "comes" : "goes";
	return [
		change.slot,
		part.parent,
		side,
		change.effect,
		cover.is,
		why
	].join("\n");
}
/** `bridge=vmbr0,ip=10.0.0.5/24`; a value that its own name tells already is left out. */
function propertyText(changes, side) {
	const [name] = changes[0] ? pointerSegments(partOf$1(changes[0])?.parent ?? "").slice(-1) : [];
	return changes.flatMap((change) => {
		const value = valueText(change[side]);
		const key = pointerSegments(change.path).at(-1) ?? "";
		return value === name ? [] : [`${key}=${value}`];
	}).join(",") || valueText(changes[0]?.[side] ?? null);
}
/** One change for several: its path is that of the whole, its place that of the first. */
function joined(all) {
	const [first] = all;
	const part = first ? partOf$1(first.change) : null;
	if (!first || !part || all.length < 2) return [...all];
	const changes = all.map(({ change }) => change);
	const comes = first.change.before === null;
	const text = propertyText(changes, comes ? "after" : "before");
	const notes = [...new Set(changes.flatMap(({ note }) => note ?? []))];
	return [{
		change: {
			...first.change,
			...notes.length > 0 ? { note: notes.join("; ") } : {},
			path: part.parent,
			before: comes ? null : text,
			after: comes ? text : null
		},
		cover: first.cover,
		isList: true
	}];
}
/** Changes worth a line. That a guest comes or goes is said by its action, so the change that says it is left out. */
function shownChanges(item) {
	const isWhole = item.action === "create" || isRemoval(item.action);
	const all = judged(item).filter(({ change }) => !isWhole || change.path !== "");
	const groups = /* @__PURE__ */ new Map();
	for (const [i, one] of all.entries()) {
		const key = togetherWith(one) ?? `#${i}`;
		const group = groups.get(key);
		if (group) group.push(one);
		else groups.set(key, [one]);
	}
	return [...groups.values()].flatMap(joined).map(readable);
}
/** Of lines with an order, how many there are: which of them come, go and move is said by the note. */
function withLists(one) {
	const { change } = one;
	const [before, after] = [change.before, change.after];
	const isBoth = Array.isArray(before) && Array.isArray(after);
	const text = (value) => {
		if (!Array.isArray(value)) return value;
		return isBoth ? plural(value.length, "line") : value.map((entry) => valueText(entry)).join("; ");
	};
	return {
		...one,
		change: {
			...change,
			before: text(before),
			after: text(after)
		}
	};
}
/**
* `1.0.0 → 1.0.0 again` of software that stays and is installed anew: its hash is for the digest alone. `perhaps again`
* where only the guest can tell, by the secrets.
*/
function readable(one) {
	const { change } = one;
	if (Array.isArray(change.before) || Array.isArray(change.after)) return withLists(one);
	if (!change.slot.startsWith("feature:")) return one;
	const [before, after] = [withoutHash(change.before), withoutHash(change.after)];
	const word = mayBeSame(change.before, change.after) ? "perhaps again" : "again";
	const again = after !== null && after === before ? `${valueText(after)} ${word}` : after;
	return {
		...one,
		change: {
			...change,
			before,
			after: again
		}
	};
}
/** What is done before what waits, and the worst first: for places with room for a few. */
function worstFirst(changes) {
	const waits = ({ cover }) => cover.is === "covered" ? 0 : 1;
	const harm = ({ change }) => EFFECTS.indexOf(change.effect);
	return changes.toSorted((a, b) => waits(a) - waits(b) || harm(b) - harm(a));
}
/** What an action says of the whole guest: `rootfs 128G on local-zfs kept for 7 d`. */
function wholeNote(item) {
	return item.changes.find((change) => change.path === "" && change.note)?.note ?? null;
}
// src/plan/render/category.ts
/**
* What an item means to its reader: the one word by which it is counted, sorted and, where room is short, left out.
* Severity decides, not the name of the action: an update that deletes a volume is a destroy.
*/
/** Ordered: what is named first is shown first and dropped last. */
const CATEGORIES = [
	"destroy",
	"delete",
	"retire",
	"replace",
	"impossible",
	"offline",
	"restart",
	"migrate",
	"remove",
	"held",
	"drift",
	"note",
	"create",
	"adopt",
	"rename",
	"live",
	"config",
	"aside"
];
/** Why nothing, or not everything, of an item is done; null: all of it is. */
function uncovered(item) {
	const waits = (item.cover ?? []).filter((c) => c.is !== "covered");
	return waits.find((c) => c.is === "held") ?? waits[0] ?? null;
}
/** True when an apply does something to the item. */
function isDone(item) {
	return item.cover === void 0 || item.cover.some((c) => c.is === "covered");
}
/** The worst effect of what is really done. */
function effectNow(item) {
	if (item.cover === void 0 || item.changes.length === 0) return item.effect;
	const done = judged(item).filter(({ cover }) => cover.is === "covered");
	if (done.length === item.changes.length) return item.effect;
	return worst(done.map(({ change }) => change.effect));
}
function byEffect(effect) {
	switch (effect) {
		case "retire":
		case "replace":
		case "impossible":
		case "offline":
		case "restart":
		case "live":
		case "config": return effect;
		case "destroy": return "delete";
		case "none": return null;
	}
}
const OWN = {
	destroy: "destroy",
	retire: "retire",
	replace: "replace",
	create: "create",
	adopt: "adopt",
	rename: "rename",
	migrate: "migrate",
	remove: "remove"
};
function rankOf(category) {
	return CATEGORIES.indexOf(category);
}
/** The more severe of what the action and what the effect says. */
function categoryOf(item) {
	if (item.changes.some((change) => change.effect === "impossible")) return "impossible";
	if (item.seen === "foreign" || item.seen === "copy" || item.seen === "unknown") return "note";
	if (item.action === "no-op" && item.changes.length === 0) return "aside";
	if (!isDone(item)) return uncovered(item)?.is === "drift" ? "drift" : "held";
	const own = OWN[item.action];
	const effect = byEffect(effectNow(item));
	if (own === void 0) return effect ?? "config";
	const least = own === "migrate" ? "offline" : own;
	return effect !== null && rankOf(effect) < rankOf(least) ? effect : own;
}
/** True for what is only mentioned: a retired guest that is still kept. */
function isAside(item) {
	return categoryOf(item) === "aside";
}
/** Seconds that the apply takes the guest, or those that are stopped for it, down; null: it stays down. */
function downtimeNow(item) {
	if (item.action === "create" && !item.changes.some(({ stops }) => stops) || !isDone(item)) return 0;
	const effect = effectNow(item);
	return effect === "none" || effect === "config" || effect === "live" ? 0 : item.downtime;
}
const COUNTED = {
	destroy: (n) => `destroy ${n}`,
	delete: (n) => `delete data of ${n}`,
	retire: (n) => `retire ${n}`,
	replace: (n) => `replace ${n}`,
	impossible: (n) => `${n} impossible`,
	offline: (n) => `stop ${n}`,
	restart: (n) => `restart ${n}`,
	migrate: (n) => `migrate ${n}`,
	remove: (n) => `remove ${n}`,
	held: (n) => `${n} on hold`,
	drift: (n) => `${n} drifted`,
	note: (n) => `look at ${n}`,
	create: (n) => `create ${n}`,
	adopt: (n) => `adopt ${n}`,
	rename: (n) => `rename ${n}`,
	live: (n) => `change ${n} without a stop`,
	config: (n) => `change ${n} without a stop`,
	aside: (n) => `${n} with a note`
};
/** `retire 1, restart 4, create 1`: worst first; empty for nothing. */
function countsText(categories) {
	const counts = /* @__PURE__ */ new Map();
	for (const category of categories) {
		const counted = category === "config" ? "live" : category;
		counts.set(counted, (counts.get(counted) ?? 0) + 1);
	}
	return CATEGORIES.filter((c) => counts.has(c)).map((c) => COUNTED[c](number$1(counts.get(c) ?? 0))).join(", ");
}
// src/rules/address-in-dhcp.ts
const addressInDhcp = {
	id: "PHX513",
	severity: "error",
	title: "A static address is one that a DHCP server gives away",
	why: "The DHCP server does not know of it, and gives it to somebody else sooner or later: then two have the same address. Ranges of DHCP stand under \"networks\" in phoenix.json.",
	example: {
		wrong: "\"dhcp\": [\"10.0.0.100-10.0.0.199\"] of the network, and \"ip\": \"10.0.0.150/24\" of a guest",
		right: "\"ip\": \"10.0.0.50/24\""
	},
	*check(input) {
		for (const one of staticAddresses(input)) {
			if (one.fault?.is !== "dhcp") continue;
			const { network, index } = one.fault;
			yield {
				message: `${hasAddress(one)}, which DHCP gives away in the network "${network.name}"`,
				hint: `Take one outside of the DHCP range, or write "${one.key}": "dhcp".`,
				at: spotOf$1(one),
				also: input.inSettings("networks", network.name, "dhcp", index)
			};
		}
	}
};
// src/rules/address-of-network.ts
const addressOfNetwork = {
	id: "PHX514",
	severity: "error",
	title: "A static address is that of the gateway, or the first or last of its network",
	why: "The first address of a network stands for the network and the last one for everybody in it, so that no guest can be reached by them. A guest with the gateway's address takes the way out from all others. Proxmox checks none of this.",
	example: {
		wrong: "\"ip\": \"10.0.0.1/24\", \"gw\": \"10.0.0.1\"",
		right: "\"ip\": \"10.0.0.5/24\", \"gw\": \"10.0.0.1\""
	},
	*check(input) {
		for (const one of staticAddresses(input)) {
			const found = breachOf(one, input);
			if (found) yield {
				...found,
				at: spotOf$1(one)
			};
		}
	}
};
function breachOf(one, input) {
	const hint = "Give the guest another address of the network.";
	switch (one.fault?.is) {
		case "network": return {
			message: `${hasAddress(one)}, which stands for its whole network`,
			hint
		};
		case "broadcast": return {
			message: `${hasAddress(one)}, which is the broadcast address of its network`,
			hint
		};
		case "own-gateway": {
			const { guest, slot, key } = one;
			const gateway = key === "ip" ? "gw" : "gw6";
			return {
				message: `${hasAddress(one)}, and "${gateway}" names it as the gateway`,
				hint: `Correct "${key}" or "${gateway}"; a guest that is the gateway itself has none on this card.`,
				also: {
					resource: guest.resource,
					path: `/${slot}/${gateway}`
				}
			};
		}
		case "gateway": {
			const { name } = one.fault.network;
			return {
				message: `${hasAddress(one)}, which is the gateway of the network "${name}"`,
				hint: "Give the guest another address; where it is the gateway itself, suppress this with that reason.",
				also: input.inSettings("networks", name, "gateway")
			};
		}
		case "node":
		case "outside":
		case "reserved":
		case "dhcp":
		case void 0: return null;
	}
}
// src/rules/address-outside.ts
const addressOutside = {
	id: "PHX515",
	severity: "error",
	title: "A static address is reserved, or outside of the network that its card is in",
	why: "Outside of the subnet nobody there answers the guest, and a reserved address belongs to somebody else, such as a NAS. Proxmox takes any address on any bridge; subnets and reserved addresses stand under \"networks\" in phoenix.json.",
	example: {
		wrong: "\"subnet\": \"10.0.0.0/24\" of the network, and \"ip\": \"10.0.1.5/24\" of a guest on its bridge",
		right: "\"ip\": \"10.0.0.5/24\""
	},
	*check(input) {
		for (const one of staticAddresses(input)) if (one.fault?.is === "outside") {
			const { name } = one.fault.network;
			const subnet = input.estate.settings.networks[name]?.subnet;
			yield {
				message: `${hasAddress(one)}, which is outside of the network "${name}", ${subnet}`,
				hint: "Correct the address, the bridge or the VLAN; a second network on this bridge is declared under \"networks\" too.",
				at: spotOf$1(one),
				also: input.inSettings("networks", name, "subnet")
			};
		} else if (one.fault?.is === "reserved") {
			const { network, index } = one.fault;
			yield {
				message: `${hasAddress(one)}, which is reserved in the network "${network.name}"`,
				hint: "Give the guest another address, or take this one out of \"reserved\" in phoenix.json.",
				at: spotOf$1(one),
				also: input.inSettings("networks", network.name, "reserved", index)
			};
		}
	}
};
// src/rules/backup-on-one-node.ts
const backupOnOneNode = {
	id: "PHX885",
	severity: "warning",
	title: "Backups lie on the disk of the node that they are of",
	why: "In an estate of several nodes, a backup on a storage that each node has for itself is lost with its node, and cannot be restored on another one: just when it is needed. A storage that they share, such as NFS or a backup server, holds it for all.",
	example: {
		wrong: "\"backup\": { \"storage\": \"local\" }, and \"local\": { \"type\": \"dir\" } of two nodes",
		right: "\"backup\": { \"storage\": \"backups\" }, and \"backups\": { \"type\": \"nfs\", \"shared\": true } of both"
	},
	*check(input) {
		const { estate, guests } = input;
		const { nodes, policies } = estate.settings;
		const storage = policies.backup?.storage;
		if (storage === void 0 || Object.keys(nodes).length < 2) return;
		const used = new Set(guests.map(({ view }) => view.node));
		const [own] = Object.entries(nodes).flatMap(([node, { storages }]) => {
			const entry = Object.hasOwn(storages, storage) ? storages[storage] : void 0;
			return entry && !entry.shared && ["dir", "btrfs"].includes(entry.type) && used.has(node) ? [node] : [];
		});
		if (own === void 0) return;
		yield {
			message: `backups of guests on ${own} go to ${quote(storage)}, which is on ${own} itself`,
			hint: "Name a storage that the nodes share, and let it say \"shared\": true.",
			at: input.inSettings("policies", "backup", "storage"),
			also: input.inSettings("nodes", own, "storages", storage)
		};
	}
};
// src/rules/backup-storage.ts
/** What it holds where it is declared is PHX520. */
const backupStorage = {
	id: "PHX528",
	severity: "warning",
	title: "The storage for backups is not declared for a node with guests",
	why: "A guest that is removed is backed up to it first (\"policies.backup.storage\"): on a node without it the backup fails, and with it the removal. Only asked of nodes that declare their storages.",
	example: {
		wrong: "\"backup\": { \"storage\": \"backup\" }, and \"storages\": { \"backups\": { \"type\": \"dir\" } } of the node",
		right: "\"backup\": { \"storage\": \"backups\" }"
	},
	*check(input) {
		const { nodes, policies } = input.estate.settings;
		const storage = policies.backup?.storage;
		if (storage === void 0) return;
		const used = new Set(input.guests.map(({ view }) => view.node));
		for (const [node, { storages }] of Object.entries(nodes)) {
			const known = Object.keys(storages);
			if (known.length === 0 || known.includes(storage) || !used.has(node)) continue;
			yield {
				message: `${node} has no storage ${quote(storage)} for the backups of its guests`,
				hint: didYouMean(storage, known, "Declare it under \"storages\" of the node."),
				at: input.inSettings("policies", "backup", "storage"),
				also: input.inSettings("nodes", node, "storages")
			};
		}
	}
};
// src/rules/bind-roots.ts
const bindRoots = {
	id: "PHX526",
	severity: "error",
	title: "A bind gives guests a folder that is not for them",
	why: "What a guest writes to a bind is written to the node: with /etc, /root or a folder of programs it can make itself root there, and with those of Proxmox it can break all other guests. \"policies.bindRoots\" of phoenix.json names the folders below which binds may lie; without it any may be bound but those of the system, and those that hold them.",
	example: {
		wrong: "\"binds\": { \"certs\": { \"path\": \"/etc/ssl\" } }",
		right: "\"binds\": { \"certs\": { \"path\": \"/tank/certs\" } }, or \"bindRoots\": [\"/tank\", \"/etc/ssl\"]"
	},
	*check(input) {
		const { binds, policies } = input.estate.settings;
		const roots = policies.bindRoots?.map(plainFolder);
		for (const [name, { path }] of Object.entries(binds)) {
			if (/\/\.\.?(?:\/|$)/.test(path)) continue;
			const folder = plainFolder(path);
			const at = input.inSettings("binds", name, "path");
			if (roots) {
				if (roots.some((root) => isBelow$1(folder, root))) continue;
				yield {
					message: `the bind "${name}" lies outside of the folders that "bindRoots" allows`,
					hint: "Move the files below one of them, or add a folder to \"policies.bindRoots\".",
					at,
					also: input.inSettings("policies", "bindRoots")
				};
				continue;
			}
			const own = systemFolderAt(folder);
			if (own === void 0) continue;
			yield {
				message: `the bind "${name}" ${isBelow$1(folder, own) ? `lies in ${own}, which belongs to the node` : `holds ${own}, which belongs to the node`}`,
				hint: "Bind a folder that is made for guests; if this one has to be, name it in \"policies.bindRoots\", with the folders of all other binds.",
				at
			};
		}
	}
};
// src/rules/facts/guest-dependencies.ts
/** What is no guest, or is not there, is left out: a table says what is wrong with it. */
function* dependenciesIn({ guests }) {
	const byAddress = new Map(guests.map((guest) => [guest.resource.address, guest]));
	for (const from of guests) {
		const list = from.resource.merged["dependsOn"];
		if (!Array.isArray(list)) continue;
		for (const [index, address] of list.entries()) {
			const to = typeof address === "string" ? byAddress.get(address) : void 0;
			if (!to || to === from) continue;
			yield {
				from,
				to,
				at: {
					resource: from.resource,
					path: pointer("dependsOn", index)
				}
			};
		}
	}
}
// src/rules/boot-order.ts
/** What has no order starts after all that has one (PVE 9.2, PVE::API2::Nodes). */
const LAST = Number.POSITIVE_INFINITY;
const orderOf$1 = ({ view }) => view.order ?? LAST;
/** A node starts its guests by order, and those of one order by VMID. */
function isBefore(one, other) {
	const [a, b] = [orderOf$1(one), orderOf$1(other)];
	return a === b ? one.view.vmid < other.view.vmid : a < b;
}
const wordsOf = ({ view }) => view.order === null ? `no order, VMID ${view.vmid}` : `order ${view.order}, VMID ${view.vmid}`;
/** Both start with their node, which is the same one: across nodes no order holds. */
const bootOrder = {
	id: "PHX531",
	severity: "warning",
	title: "A guest starts before one that it depends on",
	why: "After a power cut the node starts guests by \"startup.order\", lowest first, then those without one, and equal ones by VMID; it knows nothing of \"dependsOn\". A service that does not find its database then gives up, or comes up broken, and nobody is there to restart it.",
	example: {
		wrong: "\"dependsOn\": [\"lxc/db\"], \"startup\": { \"order\": 1 }   and lxc/db has order 2",
		right: "\"dependsOn\": [\"lxc/db\"], \"startup\": { \"order\": 3 }"
	},
	*check(input) {
		for (const { from, to, at } of dependenciesIn(input)) {
			if (!from.view.onboot || !to.view.onboot || from.view.node !== to.view.node) continue;
			if (!from.view.runs || !to.view.runs || !isBefore(from, to)) continue;
			const [one, other] = [from.resource, to.resource];
			const hint = from.view.order === null ? `Give ${other.address} a "startup": { "order": … }: what has one starts first.` : to.view.order === null ? `Give ${other.address} a "startup.order" below ${from.view.order}.` : `Give ${one.address} a "startup.order" above ${to.view.order}, or ${other.address} one below ${from.view.order}.`;
			yield {
				message: `${one.address} (${wordsOf(from)}) starts before ${other.address} (${wordsOf(to)}), which it depends on`,
				hint,
				at: from.view.order === null ? at : {
					resource: one,
					path: "/startup/order"
				},
				also: {
					resource: other,
					path: "/startup/order"
				}
			};
		}
	}
};
// src/rules/boot-without.ts
/** A dependency that shall not run at all is PHX533. */
const bootWithout = {
	id: "PHX532",
	severity: "warning",
	title: "A guest starts with its node, and one that it depends on does not",
	why: "After a restart of the node Proxmox starts what has \"onboot\" and nothing else. The guest comes up without what it needs, until somebody starts that by hand or the next apply does.",
	example: {
		wrong: "\"onboot\": true, \"dependsOn\": [\"lxc/db\"]   and lxc/db has no \"onboot\"",
		right: "\"onboot\": true   in both files"
	},
	*check(input) {
		for (const { from, to, at } of dependenciesIn(input)) {
			if (!from.view.onboot || to.view.onboot || !to.view.runs) continue;
			yield {
				message: `${from.resource.address} starts with its node, and ${to.resource.address}, which it depends on, does not`,
				hint: `Write "onboot": true for ${to.resource.address}, or take it away here.`,
				at,
				also: {
					resource: to.resource,
					path: "/onboot"
				}
			};
		}
	}
};
// src/rules/card-mtu.ts
/** Below this, Linux switches IPv6 off for a card (RFC 8200). */
const LEAST_OF_IPV6 = 1280;
const cardMtu = {
	id: "PHX518",
	severity: "error",
	title: "The MTU of a card does not fit its network",
	why: "Proxmox refuses to start a container whose card has a larger MTU than its bridge. Below 1280 a card has no IPv6 at all. The MTU of a network stands under \"networks\" in phoenix.json.",
	example: {
		wrong: "\"mtu\": 1500 of the network, and \"net0\": { \"mtu\": 9000 } of a guest",
		right: "\"net0\": { }   the card takes the MTU of its bridge"
	},
	*check(input) {
		for (const guest of input.guests) for (const card of guest.view.cards) {
			if (card.mtu === null) continue;
			const found = aboveNetwork(guest, card, card.mtu, input) ?? belowIpv6(guest, card, card.mtu);
			if (found) yield found;
		}
	}
};
const spotOf = ({ resource }, { slot }, key = "mtu") => ({
	resource,
	path: `/${slot}/${key}`
});
function aboveNetwork(guest, card, mtu, input) {
	const [widest] = networksAt(input.estate.settings, guest.view.node, card).filter(({ mtu: most }) => most !== null).toSorted((a, b) => Number(b.mtu) - Number(a.mtu));
	if (!widest || mtu <= Number(widest.mtu)) return null;
	return {
		message: `${card.slot} of ${guest.resource.address} has the MTU ${mtu}, and the network "${widest.name}" ${widest.mtu}`,
		hint: `Write at most ${widest.mtu}, or leave "mtu" out: then the card takes that of its bridge.`,
		at: spotOf(guest, card),
		also: input.inSettings("networks", widest.name, "mtu")
	};
}
function belowIpv6(guest, card, mtu) {
	if (card.ip6 === null || mtu >= LEAST_OF_IPV6) return null;
	return {
		message: `${card.slot} of ${guest.resource.address} has the MTU ${mtu}, and IPv6 needs ${LEAST_OF_IPV6}`,
		hint: `Write at least ${LEAST_OF_IPV6}, or leave "ip6" out.`,
		at: spotOf(guest, card),
		also: spotOf(guest, card, "ip6")
	};
}
// src/rules/facts/promised.ts
/** What guests or disks are promised of a node or a storage, and which of them take most of it. */
const SHOWN$1 = 3;
const WHAT = {
	memory: " of memory",
	cores: "",
	disk: ""
};
/** Null: there is enough. */
function overcommitted(pot, shares) {
	const sum = shares.reduce((all, { amount }) => all + amount, 0);
	if (sum <= pot.has * pot.times) return null;
	const { takers, owner, has, times, policy, at, text } = pot;
	const most = shares.toSorted((a, b) => b.amount - a.amount);
	const names = listed$1(most, SHOWN$1, (one) => `${one.who} (${text(one.amount)})`);
	const often = times === 1 ? "" : `${times} times `;
	return {
		message: `${takers} may take ${text(sum)}${WHAT[policy]}, ${text(Math.ceil(sum - has * times))} more than ${often}the ${text(has)} ${owner}`,
		hint: `Most of it: ${names}. Make them smaller, or raise "${policy}" in "policies.overcommit" of phoenix.json.`,
		at,
		...most[0] && { also: most[0].at }
	};
}
// src/rules/facts/promised-of-nodes.ts
/** A guest that is larger than its node is found by itself, and does not count again. */
function* promisedOfNodes(input, promised) {
	const { settings } = input.estate;
	const { key, text } = promised;
	const pots = /* @__PURE__ */ new Map();
	for (const [node, { capacity }] of Object.entries(settings.nodes)) {
		const has = capacity ? promised.has(capacity) : null;
		if (has !== null) pots.set(node, {
			has,
			shares: []
		});
	}
	for (const guest of input.guests) {
		const { resource, view } = guest;
		const pot = pots.get(view.node);
		if (!pot) continue;
		const [amount, at] = [promised.takes(view), {
			resource,
			path: `/${key}`
		}];
		if (amount > pot.has) {
			const also = input.inSettings("nodes", view.node, "capacity", key);
			yield {
				...promised.tooLarge(guest, pot.has),
				at,
				also
			};
		} else if (view.runs) pot.shares.push({
			who: resource.address,
			amount,
			at
		});
	}
	for (const [node, { has, shares }] of pots) {
		const takers = `the guests of ${node} that run`;
		const at = input.inSettings("nodes", node, "capacity", key);
		const times = settings.policies.overcommit[key];
		const found = overcommitted({
			takers,
			owner: `of ${node}`,
			has,
			times,
			policy: key,
			at,
			text
		}, shares);
		if (found) yield found;
	}
}
// src/rules/cores-overcommit.ts
const text$1 = (cores) => plural(cores, "core");
const coresOvercommit = {
	id: "PHX524",
	severity: "warning",
	title: "Guests are promised many times the cores of their node",
	why: "Cores are shared, so that promising each of them several times is usual; with too many at work at once everything on the node becomes slow, Proxmox included. A guest with more cores than its node has gains nothing, and a virtual machine does not start. \"capacity\" and \"policies.overcommit\" in phoenix.json say what there is, and how often it may be promised: 4 times, unless they do.",
	example: {
		wrong: "\"capacity\": { \"cores\": 4 } of the node, and \"cores\": 8 of a guest",
		right: "\"cores\": 4"
	},
	check: (input) => promisedOfNodes(input, {
		key: "cores",
		has: ({ cores }) => cores ?? null,
		takes: ({ cores }) => cores,
		text: text$1,
		tooLarge: ({ resource, view }, has) => ({
			message: `${resource.address} has ${text$1(view.cores)}, and ${view.node} has ${text$1(has)}`,
			hint: `Write at most ${has}.`
		})
	})
};
// src/rules/depends-on-stopped.ts
const dependsOnStopped = {
	id: "PHX533",
	severity: "warning",
	title: "A running guest depends on one that shall be stopped",
	why: "What is stopped is never ready: an apply makes it and goes on, and the guest that depends on it starts without it. Mostly one of two files was forgotten when something was switched off.",
	example: {
		wrong: "\"dependsOn\": [\"lxc/db\"]   and lxc/db has \"state\": \"stopped\"",
		right: "\"state\": \"stopped\" in both, or the dependency removed"
	},
	*check(input) {
		for (const { from, to, at } of dependenciesIn(input)) {
			if (!from.view.runs || to.view.runs) continue;
			yield {
				message: `${from.resource.address} runs and depends on ${to.resource.address}, which shall be stopped`,
				hint: `Remove the dependency, or let ${to.resource.address} run.`,
				at,
				also: {
					resource: to.resource,
					path: "/state"
				}
			};
		}
	}
};
// src/rules/disk-overcommit.ts
const diskOvercommit = {
	id: "PHX525",
	severity: "warning",
	title: "Disks are promised more than their storage holds",
	why: "A thin storage, such as zfspool or lvmthin, takes them all, and when it is full every guest on it stops writing at once, with damage. Counted are the disks whose size stands in a file, of guests, templates and layers, whether they run or not; a shared storage counts once. \"size\" of a storage and \"policies.overcommit\" in phoenix.json say what it holds, and how often that may be promised.",
	example: {
		wrong: "\"local-zfs\": { \"type\": \"zfspool\", \"size\": \"100G\" }, and two guests with \"rootfs\": { \"size\": \"64G\" }",
		right: "\"rootfs\": { \"size\": \"48G\" } in both, or \"overcommit\": { \"disk\": 1.5 }"
	},
	*check(input) {
		const times = input.estate.settings.policies.overcommit.disk;
		const text = (kib) => capacityText("memory", kib);
		for (const { storage, node, isShared, has, shares } of potsOf(input)) {
			const found = overcommitted({
				takers: `the disks on ${quote(storage)}${isShared ? "" : ` of ${node}`}`,
				owner: "that it holds",
				has,
				times,
				policy: "disk",
				at: input.inSettings("nodes", node, "storages", storage, "size"),
				text
			}, shares);
			if (found) yield found;
		}
	}
};
/** Proxmox knows these as shared, whatever is written. */
const ALWAYS_SHARED = [
	"nfs",
	"cifs",
	"rbd",
	"cephfs",
	"pbs"
];
/** The storages whose size is declared. */
function potsOf({ estate: { settings }, stored }) {
	const pots = /* @__PURE__ */ new Map();
	const keyOf = (node, storage) => {
		const declared = storageIn$1(settings, node, storage);
		return declared && (declared.shared || ALWAYS_SHARED.includes(declared.type)) ? pointer(storage) : pointer(storage, node);
	};
	for (const [node, { storages }] of Object.entries(settings.nodes)) for (const [storage, { size }] of Object.entries(storages)) {
		const key = keyOf(node, storage);
		const has = size === void 0 ? null : sizeInKiB(size, "G");
		if (has === null || pots.has(key)) continue;
		pots.set(key, {
			storage,
			node,
			isShared: key === pointer(storage),
			has,
			shares: []
		});
	}
	if (pots.size === 0) return [];
	for (const { resource, view } of stored) for (const { path, storage, size } of view.disks) {
		if (storage === null || size === null) continue;
		const at = {
			resource,
			path: `${path}/size`
		};
		pots.get(keyOf(view.node, storage))?.shares.push({
			who: resource.address,
			amount: size,
			at
		});
	}
	return pots.values();
}
// src/config/merge.ts
/** The merging of contributions: RFC 7396 for objects, union for sets, replacement for every other list. Pure. */
const NO_SETS$2 = /* @__PURE__ */ new Set();
/**
* A contribution laid over what weaker ones made. Parts that the patch leaves alone are shared, not copied.
* @param sets top-level keys whose lists are sets: united; `"!x"` removes `x`
*/
function mergePatch(target, patch, sets) {
	const { extends: _profiles, $schema: _schema, suppress: _suppress, ...own } = patch;
	return laidOver(target, own, sets);
}
function laidOver(target, patch, sets) {
	const merged = Object.assign({}, target, patch);
	for (const key of Object.keys(patch)) {
		const value = patch[key];
		if (typeof value !== "object") continue;
		if (value === null) delete merged[key];
		else if (isObject(value)) merged[key] = mergeValue(target[key], value);
		else if (sets.has(key)) merged[key] = uniteSet(target[key], value);
	}
	return merged;
}
function mergeValue(target, patch) {
	return isObject(target) ? laidOver(target, patch, NO_SETS$2) : withoutNulls(patch);
}
/** Where nothing stood before, a null has nothing to remove. */
function withoutNulls(value) {
	let copy = null;
	for (const key of Object.keys(value)) {
		const inner = value[key];
		const kept = isObject(inner) ? withoutNulls(inner) : inner;
		if (kept === inner && inner !== null) continue;
		copy ??= { ...value };
		if (kept === null) delete copy[key];
		else copy[key] = kept;
	}
	return copy ?? value;
}
/** `["a", "b"]` and `["!a", "c"]` are `["b", "c"]`; entries that are no texts are left for the schema to refuse. */
function uniteSet(target, patch) {
	const set = new Set(Array.isArray(target) ? target : []);
	for (const entry of patch) {
		const removed = removedBy(entry);
		if (removed === null) set.add(entry);
		else set.delete(removed);
	}
	return [...set];
}
/** The member that `"!x"` takes out, or null for an entry that adds. */
function removedBy(entry) {
	return typeof entry === "string" && entry.startsWith("!") ? entry.slice(1) : null;
}
// src/config/provenance.ts
/** Which file a value comes from: the chain of contributions that touched a pointer, and the one that won. Pure. */
/** Everything that was ever said about a pointer, weakest first; the last link is the one that holds. */
function chainOf(contributions, path, sets) {
	const all = pointerSegments(path);
	const inSet = all[0] !== void 0 && sets.has(all[0]);
	const segments = inSet ? all.slice(0, 1) : all;
	const links = [];
	let before;
	for (const { file, value } of contributions) {
		const said = sayingOf(value, segments);
		if (!said) continue;
		links.push({
			file,
			...said,
			does: deed(said.value, before, inSet)
		});
		before = said.value === null ? void 0 : said.value;
	}
	return links;
}
function deed(value, before, inSet) {
	if (value === null) return "removes";
	if (before === void 0) return "sets";
	if (inSet) return "adds";
	if (isObject(value) && isObject(before)) return "merges";
	return JSON.stringify(value) === JSON.stringify(before) ? "repeats" : "overrides";
}
/** What a document says about a pointer: the value there, or the null, text or list that stands around it. */
function sayingOf(document, segments) {
	let value = document;
	for (let depth = 0; depth < segments.length; depth += 1) {
		const segment = segments[depth];
		if (Array.isArray(value)) value = value[Number(segment)];
		else if (isObject(value)) value = Object.hasOwn(value, segment) ? value[segment] : void 0;
		else return {
			pointer: pointer(...segments.slice(0, depth)),
			value: value ?? null
		};
		if (value === void 0) return null;
	}
	return {
		pointer: pointer(...segments),
		value
	};
}
/**
* The file and the pointer in it that a merged value comes from; null when no file says anything about it.
* An element of a set is looked for by its value, since every file has its own order.
*/
function originOf(contributions, path, merged, sets) {
	const [key, index] = pointerSegments(path);
	const element = key !== void 0 && index !== void 0 && sets.has(key) ? valueAt(merged, path) : void 0;
	for (let at = contributions.length - 1; at >= 0; at -= 1) {
		const { file, value } = contributions[at];
		if (element !== void 0 && key !== void 0) {
			const list = value[key];
			const found = Array.isArray(list) ? list.indexOf(element) : -1;
			if (found !== -1) return {
				file,
				pointer: pointer(key, found)
			};
			continue;
		}
		const said = sayingOf(value, pointerSegments(path));
		if (said) return {
			file,
			pointer: said.pointer
		};
	}
	return null;
}
/** Entries such as `"!x"` in the sets of a file that take out nothing, as pointers into that file. */
function idleRemovals(below, value, sets) {
	const idle = [];
	for (const key of sets) {
		const list = value[key];
		if (!Array.isArray(list)) continue;
		const before = below[key];
		list.forEach((entry, index) => {
			const removed = removedBy(entry);
			if (removed === null) return;
			if (!Array.isArray(before) || !before.includes(removed)) idle.push(pointer(key, index));
		});
	}
	return idle;
}
// src/config/field-place.ts
/**
* The place of a field, or of what stands around it when no file names it.
* @param sets the kind's keys that are sets
*/
function placeOfField(tree, resource, sets, path, what = "value") {
	for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
		const origin = originOf(resource.contributions, at, resource.merged, sets);
		if (origin) return nearestPositionOf(tree, origin.file, origin.pointer, at === path ? what : "value");
	}
	return nearestPositionOf(tree, resource.file, "", "value");
}
// src/rules/facts/impossible.ts
/** Of what changes, that which cannot be made to a guest that is there. */
const textOf$5 = ({ file, line, column }) => `${file}:${line}:${column}`;
const places$1 = /* @__PURE__ */ new WeakMap();
function errorPlaces({ findings }) {
	let found = places$1.get(findings);
	if (!found) {
		const errors = findings.flatMap(({ severity, at }) => severity === "error" && at ? [textOf$5(at)] : []);
		places$1.set(findings, found = new Set(errors));
	}
	return found;
}
/** Changes that cannot be made to what is there, but for those whose place already has an error. */
function impossibleIn({ want, kind, diff }, estate) {
	const found = diff.changes.filter(({ effect }) => effect === "impossible");
	if (found.length === 0) return found;
	const errors = errorPlaces(estate);
	const sets = new Set(kind.sets);
	const isSaid = (path) => {
		for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) if (errors.has(textOf$5(placeOfField(estate.tree, want, sets, at)))) return true;
		return false;
	};
	return errors.size === 0 ? found : found.filter(({ path }) => !isSaid(path));
}
/** A disk that becomes smaller: of all that is impossible, the one that people try most. */
function isShrinking(change) {
	const { path, before, after } = change;
	if (!path.endsWith("/size") || typeof before !== "string" || typeof after !== "string") return false;
	const [from, to] = [sizeInKiB(before, "G"), sizeInKiB(after, "G")];
	return from !== null && to !== null && to < from;
}
// src/rules/disk-shrinks.ts
const diskShrinks = {
	id: "PHX541",
	severity: "error",
	ofChanges: true,
	title: "A root disk or mount shrinks",
	why: "Proxmox grows volumes and never shrinks them, so that the guest would stay as it is and never be as its file says. A smaller disk means another disk, and files that somebody copies.",
	example: {
		wrong: "\"size\": \"16G\"   where it was \"32G\"",
		right: "\"size\": \"32G\"   or a new mount at another path"
	},
	*check(input) {
		for (const one of changesIn(input).changed) for (const { path, before, after } of impossibleIn(one, input.estate).filter(isShrinking)) yield {
			message: `${fieldName(path.slice(0, -5))} of ${one.want.address} shrinks from ${before} to ${after}`,
			hint: `Write at least "${before}": Proxmox never shrinks a volume. For a smaller one, add another mount and move the files.`,
			at: {
				resource: one.want,
				path
			}
		};
	}
};
// src/rules/health-target.ts
/** Templates of Debian come with ssh and, for the guest itself, postfix. */
const OF_TEMPLATES = /* @__PURE__ */ new Set([22, 25]);
const isLoopback = (host) => host.startsWith("127.") || host === "::1";
const without$1 = (cidr) => cidr.replace(/\/.*$/, "").toLowerCase();
function knownIn(guests) {
	const byNumber = /* @__PURE__ */ new Map();
	for (const guest of guests) for (const { ip, ip6 } of guest.view.cards) for (const one of [ip, ip6]) if (one !== null) byNumber.set(without$1(one), guest);
	return {
		byAddress: new Map(guests.map((guest) => [guest.resource.address, guest])),
		byNumber
	};
}
/** The guest that is asked; null: the node, or somebody of whom git knows nothing. */
function askedBy({ ask, from }, guest, { byAddress, byNumber }) {
	if (ask.is === "exec") return from.is === "guest" ? byAddress.get(from.address) ?? null : guest;
	if (!isLoopback(ask.host)) return byNumber.get(ask.host.toLowerCase()) ?? null;
	if (from.is === "node") return null;
	return from.is === "guest" ? byAddress.get(from.address) ?? null : guest;
}
function foundIn(check, guest, known) {
	const { ask, from } = check;
	const asker = from.is === "guest" ? known.byAddress.get(from.address) : guest;
	if (from.is === "guest" && !asker?.view.runs) return {
		key: "from",
		message: `has no target: ${from.address}, which shall ask, never runs`,
		hint: "Let another guest ask, or leave \"from\" out."
	};
	if (ask.is === "exec") return null;
	const asked = askedBy(check, guest, known);
	if (!asked) return null;
	const { address } = asked.resource;
	const question = questionText({
		is: "tcp",
		host: ask.host,
		port: ask.port
	});
	if (!asked.view.runs) {
		const message = `has no target: ${question} is ${address}, which never runs`;
		return {
			key: ask.is,
			message,
			hint: "Remove the check, or let that guest run."
		};
	}
	const isOpen = asked.view.ports.some(({ port, protocol }) => protocol === "tcp" && port === ask.port);
	const ports = [...new Set(asked.view.ports.map(({ port }) => port))].filter((one) => !OF_TEMPLATES.has(one));
	if (asked.view.hasAllPorts && ports.length > 0 && !isOpen && !OF_TEMPLATES.has(ask.port)) {
		const message = `has no target: no feature of ${address} listens on port ${ask.port}`;
		const hint = `Ask on one of its ports (${ports.join(", ")}), or suppress this if something else listens there.`;
		return {
			key: ask.is,
			message,
			hint
		};
	}
	if (asked === guest || isLoopback(ask.host) || guest.resource.refersTo?.includes(address)) return null;
	const message = `asks ${address} by its number, ${ask.host}`;
	return {
		key: ask.is,
		message,
		hint: `Write "\${${address}.net0.address}" in place of the number.`
	};
}
/** What cannot be asked at all is PHX618. */
const healthTarget = {
	id: "PHX534",
	severity: "warning",
	title: "A health check has no target",
	why: "A check that can never succeed fails every apply of its guest after \"within\", and one that asks another guest by number tells of that guest, or of whoever has the address later. Ports are held against those of the features only where the files tell all that a guest has.",
	example: {
		wrong: "\"features\": { \"redis\": {} }, \"health\": { \"up\": { \"tcp\": \":6380\" } }",
		right: "\"features\": { \"redis\": {} }, \"health\": { \"up\": { \"tcp\": \":6379\" } }"
	},
	*check(input) {
		const { guests } = input;
		let known = null;
		for (const guest of guests) {
			const { resource, view } = guest;
			const health = view.runs ? input.kindOf(resource)?.health?.(resource.spec) : void 0;
			for (const name of Object.keys(health ?? {})) {
				known ??= knownIn(guests);
				const found = foundIn(health?.[name], guest, known);
				if (!found) continue;
				const { key, message, hint } = found;
				yield {
					message: `the check "${name}" of ${resource.address} ${message}`,
					hint,
					at: {
						resource,
						path: pointer("health", name, key)
					}
				};
			}
		}
	}
};
// src/rules/idle-null.ts
/** What Phoenix itself reads at the top of a file, and merges into nothing. */
const APART$2 = /* @__PURE__ */ new Set([
	"extends",
	"$schema",
	"suppress"
]);
/** Where a file removes something; lists hold no removals. */
function* nullsIn(value, path = []) {
	for (const [key, one] of Object.entries(value)) {
		if (path.length === 0 && APART$2.has(key)) continue;
		if (one === null) yield [...path, key];
		else if (isObject(one)) yield* nullsIn(one, [...path, key]);
	}
}
/** Whether anything stands at a place after these have been laid over each other. */
function isThere(below, path) {
	const whole = pointer(...path);
	let is = false;
	for (const { value } of below) {
		const said = sayingOf(value, path);
		if (said) is = said.pointer === whole && said.value !== null;
	}
	return is;
}
/** One of a profile is idle when it removes nothing from any of the resources that extend it. */
const idleNull = {
	id: "PHX551",
	severity: "warning",
	title: "A null removes nothing",
	why: "In a file, null takes out what a base, a profile or the file below an environment sets. Where none of them sets it, the line does nothing: its key may be mistyped, or what it took out has gone, and whoever reads it believes that something is switched off here.",
	example: {
		wrong: "\"features\": { \"ngnix\": null }   and a profile has \"nginx\"",
		right: "\"features\": { \"nginx\": null }"
	},
	*check({ estate }) {
		const files = [...estate.tree.files.values()].filter(({ text }) => text.includes("null"));
		if (files.length === 0) return;
		const paths = new Set(files.map(({ path }) => path));
		const found = /* @__PURE__ */ new Map();
		for (const resource of estate.resources.values()) resource.contributions.forEach(({ file, value }, index) => {
			if (!paths.has(file)) return;
			for (const path of nullsIn(value)) {
				const name = `${file} ${pointer(...path)}`;
				const known = found.get(name);
				if (known && !known.isIdle) continue;
				const isIdle = !isThere(resource.contributions.slice(0, index), path);
				found.set(name, {
					file,
					path,
					isIdle
				});
			}
		});
		for (const { file, path, isIdle } of found.values()) {
			if (!isIdle) continue;
			yield {
				message: `this removes nothing: no file below sets ${fieldName(pointer(...path))}`,
				hint: "Correct the key, or remove the line.",
				at: {
					file,
					path: pointer(...path),
					what: "key"
				}
			};
		}
	}
};
// src/rules/idle-overlay.ts
const OVERLAYS = "environments/";
const APART$1 = /* @__PURE__ */ new Set([
	"extends",
	"$schema",
	"suppress"
]);
/** Values and lists of a file; sets are united, so that what they repeat is no override. */
function* leavesIn(value, sets, path = []) {
	for (const [key, one] of Object.entries(value)) {
		if (path.length === 0 && (APART$1.has(key) || sets.has(key))) continue;
		if (isObject(one)) yield* leavesIn(one, sets, [...path, key]);
		else if (one !== null) yield {
			path: [...path, key],
			value: one
		};
	}
}
const isSame = (one, other) => one === other || Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other);
/** The file that says the very same before; null: none, or another value came after it. */
function repeated(below, { path, value }) {
	for (const { file, value: all } of below.toReversed()) {
		const said = sayingOf(all, path);
		if (said) return said.pointer === pointer(...path) && isSame(said.value, value) ? file : null;
	}
	return null;
}
/**
* Of overlays alone: that a file repeats what its base says today may be on purpose, so that it stays when the base
* changes; an environment is there for what differs.
*/
const idleOverlay = {
	id: "PHX553",
	severity: "notice",
	title: "An environment sets what holds without it",
	why: "A file of an environment tells what is different there. A value that is the same anyway hides what differs, and stays behind when the value below it is changed for all environments.",
	example: {
		wrong: "environments/prod/lxc/web.json has \"cores\": 2, and lxc/web.json too",
		right: "environments/prod/lxc/web.json has only what is different in prod"
	},
	*check(input) {
		const { estate } = input;
		if (estate.env === null) return;
		for (const resource of estate.resources.values()) {
			const { contributions, file } = resource;
			const overlay = contributions.at(-1);
			if (!overlay?.file.startsWith(OVERLAYS) || file === overlay.file) continue;
			const below = contributions.slice(0, -1);
			const sets = new Set(input.kindOf(resource)?.sets);
			for (const leaf of leavesIn(overlay.value, sets)) {
				const other = repeated(below, leaf);
				if (other === null) continue;
				const path = pointer(...leaf.path);
				yield {
					message: `${fieldName(path)} is the same without the environment ${estate.env}`,
					hint: "Remove it here, or write what is different.",
					at: {
						file: overlay.file,
						path,
						what: "key"
					},
					also: {
						file: other,
						path,
						what: "key"
					}
				};
			}
		}
	}
};
// src/rules/impossible-change.ts
/** As a file has it, since Proxmox's words differ; undefined where it stands in none. */
function valueIn$1({ merged }, path) {
	const around = valueAt(merged, path.slice(0, path.lastIndexOf("/")));
	return valueAt(merged, path) ?? (typeof around === "string" ? around : void 0);
}
/** @param word what Proxmox calls it, where no file says it; @param other the other side */
function textOf$4(value, word, other) {
	if (value === void 0 && typeof other === "boolean") return word === "1" ? "true" : "false";
	if (value === void 0) return typeof word === "string" ? word : "nothing";
	return typeof value === "string" ? quote(value) : shortened(JSON.stringify(value), 80);
}
function hintOf({ path }, generation) {
	if (path === "/generation") return "Take the higher \"generation\" back, or do that first.";
	return `Take it back, or write "generation": ${generation + 1} to have the guest made anew, which loses what is inside.`;
}
/** What is refused of several members of one thing for one reason is said once, of the thing. */
function together(changes) {
	const first = /* @__PURE__ */ new Map();
	for (const change of changes) {
		const key = `${change.slot} ${change.note}`;
		const same = first.get(key);
		const path = change.path.slice(0, change.path.lastIndexOf("/"));
		first.set(key, same ? {
			...same,
			path,
			before: null,
			after: null
		} : change);
	}
	return [...first.values()];
}
const impossibleChange = {
	id: "PHX542",
	severity: "error",
	ofChanges: true,
	title: "A change cannot be made to the guest that is there",
	why: "Some things are set when a guest is made and never again: its archive, what it is cloned from, its architecture, whether it is privileged, the first SSH keys. Proxmox refuses such a change or, worse, writes it down and runs something else. A higher \"generation\" is the one way to ask for a new guest in place of the old one.",
	example: {
		wrong: "\"unprivileged\": false   where it was true",
		right: "\"unprivileged\": false, \"generation\": 2"
	},
	*check(input) {
		for (const one of changesIn(input).changed) {
			const { want, base, diff } = one;
			const found = impossibleIn(one, input.estate);
			const isReplaced = diff.action === "replace";
			const told = isReplaced ? found.filter(({ path }) => path === "/generation") : together(found);
			const generation = base.spec.generation ?? 1;
			for (const change of told) {
				if (isShrinking(change) || isReplaced && isKept(base)) continue;
				const { path, before, after, note = "" } = change;
				const [was, is] = [valueIn$1(base, path), valueIn$1(want, path)];
				const [from, to] = [textOf$4(was, before, is), textOf$4(is, after, was)];
				const why = note === "" ? "" : `: ${note.replace(/; .*$/s, "")}`;
				yield {
					message: `${fieldName(path)} of ${want.address} cannot change from ${from} to ${to}${why}`,
					hint: hintOf(change, generation),
					at: {
						resource: want,
						path
					}
				};
			}
		}
	}
};
// src/rules/impossible-creation.ts
const impossibleCreation = {
	id: "PHX547",
	severity: "error",
	ofChanges: true,
	title: "A new guest cannot be made as its file says",
	why: "Some ways to make a guest depend on others at that moment: Proxmox copies a guest that runs only as of a snapshot, for instance. For one that is there already it does not matter any more, so that only new ones are looked at.",
	example: {
		wrong: "\"clone\": \"lxc/gold\"   of a guest that runs",
		right: "\"clone\": { \"from\": \"lxc/gold\", \"snapshot\": \"golden\" }"
	},
	*check(input) {
		for (const { want, diff } of changesIn(input).made) {
			const refused = diff.changes.find(({ effect }) => effect === "impossible");
			if (!refused) continue;
			const path = refused.path === "" && want.merged["clone"] !== void 0 ? "/clone" : refused.path;
			yield {
				message: `${want.address} cannot be made: ${refused.note ?? "Proxmox refuses it"}`,
				hint: "Correct what it is made from, or let it be made in a later change.",
				at: {
					resource: want,
					path
				}
			};
		}
	}
};
// src/rules/memory-overcommit.ts
const text = (kib) => capacityText("memory", kib);
const memoryOvercommit = {
	id: "PHX523",
	severity: "warning",
	title: "Guests are promised more memory than their node has",
	why: "Proxmox starts them all the same, and when they take what they were promised, the kernel of the node kills processes of its own choice, in guests or of Proxmox itself. What a node has stands in its \"capacity\" in phoenix.json, how often it may be promised in \"policies.overcommit\".",
	example: {
		wrong: "\"capacity\": { \"memory\": \"16G\" } of the node, and three guests with \"memory\": \"8G\"",
		right: "\"memory\": \"4G\" in each of them, or \"overcommit\": { \"memory\": 1.5 }"
	},
	check: (input) => promisedOfNodes(input, {
		key: "memory",
		has: ({ memory }) => memory === void 0 ? null : sizeInKiB(memory, "M"),
		takes: ({ memory }) => memory,
		text,
		tooLarge: ({ resource, view }, has) => ({
			message: `${resource.address} may take ${text(view.memory - has)} more memory than ${view.node} has, ${text(has)}`,
			hint: "Give it less, or move it to a larger node."
		})
	})
};
// src/rules/needs-retired.ts
function fatesIn(input) {
	const { changed, gone } = changesIn(input);
	const fates = new Map(gone.map(({ address }) => [address, null]));
	for (const { want, base } of changed) fates.set(base.address, want.address);
	for (const address of fates.keys()) if (input.estate.resources.has(address)) fates.delete(address);
	return fates;
}
/** Whether an address at this place names a resource: elsewhere it is only a text. */
function isName([first, second, third, ...rest]) {
	if (first === "dependsOn") return third === void 0;
	if (first === "clone") return second === void 0 || second === "from";
	return first === "health" && third === "from" && rest.length === 0;
}
function* textsIn$1(value, path) {
	if (typeof value === "string") yield [value, path];
	else if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* textsIn$1(one, [...path, index]);
	else if (isObject(value)) for (const key of Object.keys(value)) yield* textsIn$1(value[key], [...path, key]);
}
function* needsOf$1({ merged }, fates) {
	for (const [text, path] of textsIn$1(merged, [])) {
		if (fates.has(text) && isName(path)) yield [text, path[0] === "clone" ? "/clone" : pointer(...path)];
		if (!text.includes("${")) continue;
		for (const [, to = ""] of text.matchAll(/\$\{([^{}.]+)\.[^{}]*\}/g)) if (fates.has(to)) yield [to, pointer(...path)];
	}
}
const needsRetired = {
	id: "PHX544",
	severity: "error",
	ofChanges: true,
	title: "A guest needs one that this change retires",
	why: "The retired guest is shut down when this is merged, and whoever is cloned from it, depends on it, is checked from it or has its address in a variable stands there without. Without a base to compare with, the same is found as a resource that does not exist.",
	example: {
		wrong: "lxc/db.json is deleted, and lxc/web.json says \"dependsOn\": [\"lxc/db\"]",
		right: "the dependency goes in the same change"
	},
	*check(input) {
		const fates = fatesIn(input);
		if (fates.size === 0) return;
		for (const resource of input.estate.resources.values()) for (const [to, path] of needsOf$1(resource, fates)) {
			const name = fates.get(to) ?? null;
			yield {
				message: name === null ? `${resource.address} needs ${to}, which this change retires` : `${resource.address} needs ${to}, which this change calls ${name}`,
				hint: name === null ? `Take it out here too, or keep ${to} until nothing needs it.` : `Write "${name}" here too.`,
				at: {
					resource,
					path
				},
				instead: [
					"PHX403",
					"PHX505",
					"PHX611",
					"PHX618"
				]
			};
		}
	}
};
// src/rules/network-disagreement.ts
const networkDisagreement = {
	id: "PHX517",
	severity: "warning",
	title: "Guests of one network disagree on its prefix or its gateway",
	why: "With a wrong prefix a guest looks for some of its neighbours at the gateway, or does not look there for strangers; with a wrong gateway it reaches nothing else. Where the network is declared in phoenix.json that counts; otherwise what most guests of this bridge and VLAN on the node say.",
	example: {
		wrong: "\"ip\": \"10.0.0.5/24\" in one file, \"ip\": \"10.0.0.6/16\" in another one on the same bridge",
		right: "\"ip\": \"10.0.0.5/24\" and \"ip\": \"10.0.0.6/24\""
	},
	*check(input) {
		const groups = /* @__PURE__ */ new Map();
		for (const one of staticAddresses(input)) {
			if (one.subnet.first === one.subnet.last || one.fault || !one.wire) continue;
			if (yield* againstDeclared(one, input)) continue;
			const { guest, wire, network, address } = one;
			if (network?.subnet && network.gateway?.family === address.family) continue;
			const key = `${network ? network.name : `${guest.view.node} ${wireOf(wire.bridge, wire.tag)}`} ${address.family}`;
			const group = groups.get(key);
			if (group) group.push(one);
			else groups.set(key, [one]);
		}
		for (const group of groups.values()) yield* amongThemselves(group);
	}
};
/** True: something was found. */
function* againstDeclared(one, input) {
	const { network, prefix, subnet, gateway, gatewayText, key } = one;
	if (!network) return false;
	const declared = input.estate.settings.networks[network.name];
	if (network.subnet && (network.subnet.first !== subnet.first || network.subnet.last !== subnet.last)) {
		yield {
			message: `${hasAddress(one)}/${prefix}, and the network "${network.name}" is ${declared?.subnet}`,
			hint: `Write the prefix of the network, or correct its "subnet" in phoenix.json.`,
			at: spotOf$1(one),
			also: input.inSettings("networks", network.name, "subnet")
		};
		return true;
	}
	if (!gateway || !network.gateway || gateway.family !== network.gateway.family) return false;
	if (gateway.value === network.gateway.value || gatewayText?.toLowerCase().startsWith("fe80:")) return false;
	if (declared?.gateway?.toLowerCase().startsWith("fe80:")) return false;
	yield {
		message: `${one.guest.resource.address} goes by ${gatewayText}, and the gateway of the network "${network.name}" is ${declared?.gateway}`,
		hint: `Leave "${key === "ip" ? "gw" : "gw6"}" to a base or profile that all share, or correct "gateway" in phoenix.json.`,
		at: gatewaySpot(one),
		also: input.inSettings("networks", network.name, "gateway")
	};
	return true;
}
const gatewaySpot = ({ guest, slot, key }) => ({
	resource: guest.resource,
	path: `/${slot}/${key === "ip" ? "gw" : "gw6"}`
});
function* amongThemselves(group) {
	const subnets = grouped(group, ({ subnet, prefix }) => `${subnet.first.toString(16)}/${prefix}`);
	const wrong = nested([...subnets.values()]);
	for (const members of subnets.values()) {
		const other = wrong.get(members);
		if (!other) {
			yield* gateways(members);
			continue;
		}
		for (const one of members) yield {
			message: `${hasAddress(one)}/${one.prefix}, and ${other.guest.resource.address} in the same network ${other.text}/${other.prefix}`,
			hint: "Write the same prefix in both; where these are two networks, declare both under \"networks\" in phoenix.json.",
			at: spotOf$1(one),
			also: spotOf$1(other)
		};
	}
}
/** Of two subnets, one within the other, the one with fewer guests: with one of those that have the other. */
function nested(subnets) {
	const wrong = /* @__PURE__ */ new Map();
	const open = [];
	const rangeOf = (members) => members[0].subnet;
	for (const inner of subnets.toSorted((a, b) => byStart(rangeOf(a), rangeOf(b)))) {
		while (open.length > 0 && rangeOf(open.at(-1)).last < rangeOf(inner).first) open.pop();
		const outer = open.at(-1);
		open.push(inner);
		if (!outer) continue;
		const [fewer, more] = inner.length <= outer.length ? [inner, outer] : [outer, inner];
		wrong.set(fewer, more[0]);
	}
	return wrong;
}
function byStart(a, b) {
	if (a.first !== b.first) return a.first < b.first ? -1 : 1;
	return a.last === b.last ? 0 : a.last > b.last ? -1 : 1;
}
/** Those that go by another gateway than most. */
function* gateways(members) {
	const by = grouped(members.filter(({ gateway }) => gateway !== null), ({ gateway }) => gateway ? addressKey(gateway) : "");
	if (by.size < 2) return;
	const [most] = [...by.values()].toSorted((a, b) => b.length - a.length);
	const other = most[0];
	for (const one of members) {
		if (!one.gateway || !other.gateway || one.gateway.value === other.gateway.value) continue;
		yield {
			message: `${one.guest.resource.address} goes by ${one.gatewayText}, and ${other.guest.resource.address} in the same network by ${other.gatewayText}`,
			hint: "Correct one of them; to say which is right, declare the network with its \"gateway\" in phoenix.json.",
			at: gatewaySpot(one),
			also: gatewaySpot(other)
		};
	}
}
// src/rules/network-of-nothing.ts
const networkOfNothing = {
	id: "PHX527",
	severity: "error",
	title: "A network is declared for a node or a bridge that does not exist",
	why: "No card of a guest is ever in such a network, so that nothing is checked against it: a slip of the finger would switch the checks off.",
	example: {
		wrong: "\"networks\": { \"lan\": { \"bridge\": \"vmbr0\", \"nodes\": [\"pve1\", \"pev2\"] } }",
		right: "\"nodes\": [\"pve1\", \"pve2\"]"
	},
	*check(input) {
		const { settings } = input.estate;
		const known = Object.keys(settings.nodes);
		for (const [name, { bridge, nodes }] of Object.entries(settings.networks)) {
			for (const [index, node] of (nodes ?? []).entries()) {
				if (Object.hasOwn(settings.nodes, node)) continue;
				yield {
					message: `the network "${name}" is declared for ${quote(node)}, and there is no such node`,
					hint: didYouMean(node, known, "Declare it under \"nodes\" in phoenix.json."),
					at: input.inSettings("networks", name, "nodes", index)
				};
			}
			const there = (nodes ?? known).flatMap((node) => nodeIn(settings, node) ?? []);
			const bridges = there.flatMap((node) => node.bridges ?? []);
			if (there.length === 0 || bridges.includes(bridge) || there.some((node) => !node.bridges)) continue;
			yield {
				message: `the network "${name}" is reached by ${quote(bridge)}, and none of its nodes has such a bridge`,
				hint: didYouMean(bridge, [...new Set(bridges)], "Add it to \"bridges\" of the node in phoenix.json."),
				at: input.inSettings("networks", name, "bridge")
			};
		}
	}
};
// src/rules/network-ranges.ts
const LINK_LOCAL = parseSubnet("fe80::/10");
const networkRanges = {
	id: "PHX516",
	severity: "error",
	title: "Declared networks overlap, or a gateway or range is outside of its network",
	why: "Where two networks hold the same addresses, a router sends to one of them only. A gateway, DHCP range or reserved range outside of its own subnet is a slip of the finger, and the checks of guests that rest on it say nothing, or the wrong thing.",
	example: {
		wrong: "\"subnet\": \"10.0.0.0/24\", \"gateway\": \"10.0.1.1\"",
		right: "\"subnet\": \"10.0.0.0/24\", \"gateway\": \"10.0.0.1\""
	},
	*check(input) {
		const all = networksOf(input.estate.settings);
		const networks = all.filter(({ name }) => !isManaged(name));
		const managed = all.filter(({ name }) => isManaged(name));
		for (const [index, network] of networks.entries()) {
			const other = [...networks.slice(0, index), ...managed].find((one) => collide(network, one));
			if (other) yield overlap(network, other, input);
			yield* strays(network, input);
		}
	}
};
/** Networks that no node has both of may well have the same addresses. */
function collide(a, b) {
	if (!a.subnet || !b.subnet || !overlaps(a.subnet, b.subnet)) return false;
	const { nodes } = b;
	return a.nodes === null || nodes === null || [...a.nodes].some((node) => nodes.has(node));
}
function overlap(network, other, input) {
	const { networks } = input.estate.settings;
	const [subnet, there] = [networks[network.name]?.subnet, networks[other.name]?.subnet];
	return {
		message: `the networks "${network.name}" and "${other.name}" overlap: ${subnet} and ${there}`,
		hint: "Correct one of them; where they are on different nodes, name these in \"nodes\" of both.",
		at: input.inSettings("networks", network.name, "subnet"),
		...isManaged(other.name) ? {} : { also: input.inSettings("networks", other.name, "subnet") }
	};
}
function* strays({ name, subnet, gateway, dhcp, reserved }, input) {
	if (!subnet) return;
	const hint = `Correct it, or the "subnet" of the network.`;
	const also = input.inSettings("networks", name, "subnet");
	if (gateway && !isInRange(gateway, subnet) && !(subnet.family === 6 && LINK_LOCAL && isInRange(gateway, LINK_LOCAL))) yield {
		message: `the gateway of the network "${name}" is outside of its subnet`,
		hint,
		at: input.inSettings("networks", name, "gateway"),
		also
	};
	for (const [key, ranges] of [["dhcp", dhcp], ["reserved", reserved]]) for (const [index, range] of ranges.entries()) {
		if (isWithin(range, subnet)) continue;
		yield {
			message: `${key === "dhcp" ? "a DHCP range" : "a reserved range"} of the network "${name}" is outside of its subnet`,
			hint,
			at: input.inSettings("networks", name, key, index),
			also
		};
	}
}
// src/rules/protected-goes.ts
const protectedGoes = {
	id: "PHX543",
	severity: "error",
	ofChanges: true,
	title: "A protected guest is removed or made anew",
	why: "Somebody wrote \"protection\": true so that this guest is not lost by mistake, and Proxmox refuses to destroy it. Taking the protection off is a change of its own, which its reviewer sees and which is applied first; the one after that may remove the guest.",
	example: {
		wrong: "the file of a guest with \"protection\": true is deleted",
		right: "\"protection\": false is merged first, the file deleted later"
	},
	*check(input) {
		const { changed, gone } = changesIn(input);
		const hint = "Take \"protection\" off in a change of its own and merge that first.";
		for (const base of gone) {
			if (!isKept(base)) continue;
			yield {
				message: `${base.address} is protected, and this change removes it`,
				hint,
				at: null
			};
		}
		for (const one of changed) {
			if (one.diff.action !== "replace" || !isKept(one.base)) continue;
			yield {
				message: `${one.want.address} is protected, and this change has it made anew`,
				hint,
				at: {
					resource: one.want,
					path: "/generation"
				}
			};
		}
	}
};
// src/rules/same-address.ts
/** Of one guest it is never allowed (PHX609). */
const sameAddress = {
	id: "PHX512",
	severity: "error",
	title: "Two guests, or a guest and a node, have the same IP address",
	why: "Proxmox starts both, and traffic goes to whoever answered last, so that both are reached now and then: hard to find. Bridges of the same name are taken for one network on whatever node, unless \"networks\" of phoenix.json tells them apart by \"nodes\".",
	example: {
		wrong: "\"net0\": { \"bridge\": \"vmbr0\", \"ip\": \"10.0.0.5/24\" }   in two files",
		right: "\"ip\": \"10.0.0.5/24\" in one, \"ip\": \"10.0.0.6/24\" in the other"
	},
	*check(input) {
		const first = /* @__PURE__ */ new Map();
		const owners = /* @__PURE__ */ new Map();
		for (const one of staticAddresses(input)) {
			if (one.fault?.is === "node") yield withNode(one, one.fault.node, input);
			const key = addressKey(one.address);
			const before = first.get(key);
			if (!before) {
				first.set(key, one);
				continue;
			}
			const places = owners.get(key) ?? /* @__PURE__ */ new Map([[placeOf$2(before), before]]);
			owners.set(key, places);
			const place = placeOf$2(one);
			const owner = place === null ? before : places.get(place) ?? places.get(null) ?? one;
			if (owner.guest !== one.guest) yield withGuest(one, owner);
			if (!places.has(place)) places.set(place, one);
		}
	}
};
function withGuest(one, owner) {
	return {
		message: `${one.guest.resource.address} and ${owner.guest.resource.address} have the same address, ${one.text}`,
		hint: "Give one of them another address; where these are two networks, declare both under \"networks\" in phoenix.json.",
		at: spotOf$1(one),
		also: spotOf$1(owner)
	};
}
function withNode(one, node, input) {
	return {
		message: `${one.guest.resource.address} has the address of the node ${node}, ${one.text}`,
		hint: "Give the guest another address.",
		at: spotOf$1(one),
		also: input.inSettings("nodes", node, "address")
	};
}
// src/rules/same-hostname.ts
const sameHostname = {
	id: "PHX504",
	severity: "warning",
	title: "Two guests have the same hostname",
	why: "Names in DNS and in the lists of Proxmox mean one or the other of them at random, and dashboards and backups mix them up.",
	example: {
		wrong: "\"hostname\": \"web\"   in two files",
		right: "\"hostname\": \"web\" and \"hostname\": \"web-2\""
	},
	*check(input) {
		const owners = /* @__PURE__ */ new Map();
		const named = /* @__PURE__ */ new Map();
		for (const resource of input.estate.resources.values()) {
			const kind = input.kindOf(resource);
			if (!kind) continue;
			let has = named.get(kind);
			if (has === void 0) named.set(kind, has = Object.hasOwn(kind.outputs(resource.spec), "hostname"));
			const { hostname = resource.name } = resource.merged;
			if (!has || typeof hostname !== "string") continue;
			const owner = owners.get(hostname.toLowerCase());
			if (!owner) {
				owners.set(hostname.toLowerCase(), resource);
				continue;
			}
			yield {
				message: `${resource.address} and ${owner.address} have the same hostname ${quote(hostname)}`,
				hint: "Give one of them another \"hostname\", or rename its file.",
				at: {
					resource,
					path: "/hostname"
				},
				also: {
					resource: owner,
					path: "/hostname"
				}
			};
		}
	}
};
// src/rules/same-mac.ts
/** Two cards of different guests; of one guest it is never allowed (PHX609). */
const sameMac = {
	id: "PHX511",
	severity: "error",
	title: "Two guests have the same MAC address",
	why: "A switch sends what is for one of them to whoever spoke last, so both lose packets at random, and DHCP gives both the same address. It happens when a file is copied with its \"hwaddr\".",
	example: {
		wrong: "\"net0\": { \"bridge\": \"vmbr0\", \"hwaddr\": \"BC:24:11:00:00:01\" }   in two files",
		right: "\"net0\": { \"bridge\": \"vmbr0\" }   Proxmox makes up an address"
	},
	*check({ guests }) {
		const owners = /* @__PURE__ */ new Map();
		for (const guest of guests) for (const { slot, hwaddr } of guest.view.cards) {
			if (hwaddr === null) continue;
			const owner = owners.get(hwaddr);
			if (!owner) owners.set(hwaddr, {
				guest,
				slot
			});
			else if (owner.guest !== guest) yield {
				message: `${guest.resource.address} and ${owner.guest.resource.address} have the same MAC, ${hwaddr.toUpperCase()}`,
				hint: "Leave \"hwaddr\" out of one of them; Proxmox makes up another one.",
				at: {
					resource: guest.resource,
					path: pointer(slot, "hwaddr")
				},
				also: {
					resource: owner.guest.resource,
					path: pointer(owner.slot, "hwaddr")
				}
			};
		}
	}
};
// src/rules/same-port.ts
const samePort = {
	id: "PHX751",
	severity: "error",
	title: "Two services of a guest listen on the same port",
	why: "Only one of them gets the port: the other fails with \"Address already in use\" while it is installed, or at the next start of the guest, when their order may be another one. Ports come from the \"ports\" of feature manifests and the options in your file.",
	example: {
		wrong: "\"features\": { \"nginx\": {}, \"grafana\": { \"port\": 80 } }",
		right: "\"features\": { \"nginx\": {}, \"grafana\": { \"port\": 3000 } }"
	},
	*check({ guests }) {
		for (const { resource, view } of guests) {
			const taken = /* @__PURE__ */ new Map();
			for (const one of view.ports) {
				const name = `${one.protocol} ${one.port}`;
				const other = taken.get(name);
				if (!other) {
					taken.set(name, one);
					continue;
				}
				yield {
					message: `${other.by} and ${one.by} both listen on ${one.protocol.toUpperCase()} port ${one.port} of ${resource.address}`,
					hint: "Give one of them another port, or put it into a guest of its own.",
					at: {
						resource,
						path: one.path
					},
					also: {
						resource,
						path: other.path
					}
				};
			}
		}
	}
};
// src/rules/facts/secret-formats.ts
/** Not in the middle of a longer word. */
const START = "(?<![A-Za-z0-9_])";
const format = (name, mark, pattern) => ({
	name,
	mark,
	pattern: new RegExp(pattern, "g")
});
const word = (name, mark, pattern) => format(name, mark, `${START}${pattern}`);
const CRYPT = "[./A-Za-z0-9]";
const SECRET_FORMATS = [
	word("a token of GitHub", "gh", "gh[pousr]_[A-Za-z0-9]{36,255}"),
	word("a token of GitHub", "github_pat_", "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
	word("a token of GitLab", "gl", "gl(?:pat|ptt|rt|dt|cbt|ft|imt|agent|oas|soat)-[A-Za-z0-9_-]{20,}"),
	word("an access key of AWS", "A", "(?:AKIA|ASIA)(?![A-Z2-7]{9}EXAMPLE)[A-Z2-7]{16}(?![A-Za-z0-9])"),
	word("a token of Slack", "x", "x(?:ox[abeoprs]|app)-[0-9A-Za-z]+-[0-9A-Za-z-]{10,}"),
	format("a webhook of Slack", "hooks.slack.com", "hooks\\.slack\\.com/services/T\\w{6,}/B\\w{6,}/\\w{16,}"),
	word("a token of Hugging Face", "hf_", "hf_[A-Za-z0-9]{34,}"),
	word("a key of Anthropic", "sk-ant-", "sk-ant-[a-z]+\\d*-[A-Za-z0-9_-]{32,}"),
	word("a key of OpenAI", "sk-", "sk-(?:(?:proj|svcacct|admin|or-v1)-[A-Za-z0-9_-]{32,}|[A-Za-z0-9]{32,})"),
	word("a key of Stripe", "k_", "[sr]k_(?:live|test)_[A-Za-z0-9]{16,}"),
	word("a secret of Stripe", "whsec_", "whsec_[A-Za-z0-9+/]{24,}"),
	word("a key of Google", "AIza", "AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
	word("a client secret of Google", "GOCSPX-", "GOCSPX-[A-Za-z0-9_-]{28}"),
	word("a token of npm", "npm_", "npm_[A-Za-z0-9]{36}"),
	word("a token of PyPI", "pypi-", "pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}"),
	word("a token of Docker Hub", "dckr_", "dckr_[op]at_[A-Za-z0-9_-]{27,}"),
	word("a key of Tailscale", "tskey-", "tskey-[a-z]+-[A-Za-z0-9]{6,}(?:-[A-Za-z0-9]{10,})?"),
	word("a key of SendGrid", "SG.", "SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"),
	word("a token of a Telegram bot", ":AA", "\\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])"),
	word("a token of DigitalOcean", "_v1_", "do[oprt]_v1_[a-f0-9]{64}"),
	word("a token of Grafana", "gls", "glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}"),
	word("a token of HashiCorp Vault", "hv", "hv[sbr]\\.[A-Za-z0-9_-]{24,}"),
	word("a key of Groq", "gsk_", "gsk_[A-Za-z0-9]{52}"),
	word("a key of NVIDIA", "nvapi-", "nvapi-[A-Za-z0-9_-]{60,}"),
	word("a token of Portainer", "ptr_", "ptr_[A-Za-z0-9+/]{43}="),
	word("a token of Proxmox", "PVEAPIToken=", "PVEAPIToken=[^\\s!\"]{1,80}![^\\s=\"]{1,80}=[0-9a-f]{8}-[0-9a-f-]{27}"),
	word("a token of a Cloudflare tunnel", "eyJhIjoi", "eyJhIjoi[A-Za-z0-9+/_-]{80,}"),
	word("a JSON Web Token", "eyJ", "eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,8000}\\.[A-Za-z0-9_-]{16,}"),
	format("a private key", "-----BEGIN", "-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
	word("a private key of age", "AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1[0-9A-Z]{58}"),
	format("the hash of a password", "$6$", `\\$6\\$(?:rounds=\\d+\\$)?${CRYPT}{1,16}\\$${CRYPT}{86}`),
	format("the hash of a password", "$5$", `\\$5\\$(?:rounds=\\d+\\$)?${CRYPT}{1,16}\\$${CRYPT}{43}`),
	format("the hash of a password", "$1$", `\\$1\\$${CRYPT}{1,8}\\$${CRYPT}{22}`),
	format("the hash of a password", "$apr1$", `\\$apr1\\$${CRYPT}{1,8}\\$${CRYPT}{22}`),
	format("the hash of a password", "$2", `\\$2[abxy]\\$\\d\\d\\$${CRYPT}{53}`),
	format("the hash of a password", "y$", `\\$g?y\\$${CRYPT}{3,}\\$${CRYPT}{1,86}\\$${CRYPT}{43}`),
	format("the hash of a password", "$argon2", "\\$argon2(?:id|i|d)\\$v=\\d+\\$[a-z0-9=,]+\\$[A-Za-z0-9+/]+\\$[A-Za-z0-9+/]{16,}"),
	format("an address with a password", "://", "[a-z][a-z0-9+.-]{1,20}://[^\\s/:@\"'<>]{0,80}:(?![$<{*]|(?:pass(?:word)?|PASS(?:WORD)?|secret|token|x+|\\.+)@)[^\\s/:@\"'<>]{3,200}@(?=[\\w[])")
];
/** All that say of themselves what they are, in the order in which they stand; of two in one place the longer. */
function secretsIn(text) {
	const found = [];
	for (const { name, mark, pattern } of SECRET_FORMATS) {
		if (!text.includes(mark)) continue;
		for (const match of text.matchAll(pattern)) found.push({
			name,
			start: match.index,
			end: match.index + match[0].length
		});
	}
	if (found.length < 2) return found;
	const kept = [];
	for (const one of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
		const last = kept.at(-1);
		if (!last || one.start >= last.end) kept.push(one);
	}
	return kept;
}
// src/rules/facts/secret-words.ts
const PASSWORD = /(?:password|passwd|passphrase|passcode)$/;
const SHORT_PASSWORD = /* @__PURE__ */ new Set([
	"pass",
	"pwd",
	"psk",
	"pw"
]);
const RANDOM = /(?:token|secret|credential|(?:api|access|secret|private|auth|encryption|signing|master|account|license|shared|preshared)key)s?$/;
/** By the end of the name: `PG_PASSWORD`, `apiKey`, `--hf-token`; not `tokenFile` or `max-tokens-of`. */
function soundOf(name) {
	const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z]+/).filter((word) => word !== "");
	const last = (words.at(-1) ?? "").replace(/(?<=password)s$/, "");
	if (SHORT_PASSWORD.has(last) || PASSWORD.test(last)) return "password";
	return RANDOM.test(words.join("")) ? "random" : null;
}
/** Stands for a value, names one, or says that there is none. */
const PLACEHOLDER = /\$\{|^\$\w+$|^\$\(|^\{\{|^%\(|^<.*>$|^[*x.…-]*$|^(?:none|null|nil|true|false|yes|no|unset|not[_ -]set|required|optional|prompt|ask|todo|tbd|redacted|[a-z]+:\/\/.*|(?:file|env|vault|op|pass|secret|aws):.*)$/i;
const PATH = /^(?:~|\.{1,2})?\/[\w.@-]+(?:\/[\w.@-]+)*\/?$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Digests name their method; a MAC has its colons. */
const DIGEST = /^(?:md5|sha\d*|sha3-\d+|blake\w*)[:-]|^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$|^ssh-|^ecdsa-/i;
/** Of a piece without `-`, `_`, `/` and the like: names of things are words with these between. */
const LEAST = 12;
/** Bits for each character: 16 different ones are 4, English words have about 3. */
const LEAST_ENTROPY = 3;
/** Shannon's, in bits for each character. */
function entropyOf(text) {
	const counts = /* @__PURE__ */ new Map();
	for (const one of text) counts.set(one, (counts.get(one) ?? 0) + 1);
	let bits = 0;
	for (const count of counts.values()) bits -= count / text.length * Math.log2(count / text.length);
	return bits;
}
const BASE64 = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/]{20,}={0,2}$/;
function looksRandom(text) {
	if (BASE64.test(text) && entropyOf(text.slice(0, 256)) > LEAST_ENTROPY) return true;
	return text.split(/[^A-Za-z0-9+=]+/).some((piece) => piece.length >= LEAST && /\d/.test(piece) && /[A-Za-z]/.test(piece) && entropyOf(piece.slice(0, 256)) >= LEAST_ENTROPY);
}
/** Whether a text under a key that sounds so is a secret in plain text. */
function couldBeSecret(text, sound) {
	if (PLACEHOLDER.test(text) || PATH.test(text) || DIGEST.test(text)) return false;
	if (sound === "password") return true;
	return !UUID.test(text) && !/\s/.test(text) && looksRandom(text);
}
// src/rules/facts/told-secrets.ts
const textOf$3 = ({ file, line, column }) => `${file}:${line}:${column}`;
function toldSecrets({ findings, tree }) {
	const places = /* @__PURE__ */ new Set();
	const files = /* @__PURE__ */ new Set();
	for (const { id, at } of findings) {
		if (id !== "PHX715" || !at) continue;
		places.add(textOf$3(at));
		files.add(at.file);
	}
	const within = (file, offset) => {
		const text = files.has(file) ? tree.files.get(file)?.text : void 0;
		if (text === void 0) return false;
		let start = text.lastIndexOf("\"", offset);
		while (start > 0 && text[start - 1] === "\\") start = text.lastIndexOf("\"", start - 1);
		return start >= 0 && places.has(textOf$3(placeAt(file, text, start)));
	};
	return {
		at: (place) => places.has(textOf$3(place)),
		within
	};
}
// src/rules/secret-by-name.ts
/** A file without any of these words has no key that sounds like a secret: most are not walked. */
const WORDS$1 = /pass|pwd|psk|secret|token|credential|key|bearer|authorization|"pw"/i;
/** `PG_PASSWORD=…` in a text, `--api-key=…` on a command line, `Authorization: Bearer …` in a header. */
const ASSIGNED = /(?<![\w-])-{0,2}([A-Za-z_][\w.-]{1,80})=("[^"]{1,512}"|'[^']{1,512}'|[^\s"']{1,512})/g;
const BEARER = /\b(?:bearer|basic) ([\w+./~-]{8,512}=*)/i;
const EXEMPT = ["$schema", "suppress"];
/** All texts of a file under names that sound like secrets. */
function* plainIn(value, path, name) {
	if (typeof value === "string" || typeof value === "number") {
		const found = secretOf(value, name);
		if (found) yield {
			path,
			...found
		};
	} else if (isObject(value)) for (const key of Object.keys(value)) {
		if (path.length === 0 ? EXEMPT.includes(key) : path[0] === "proof" && key === "placeholders") continue;
		yield* plainIn(value[key], [...path, key], key);
	}
	else if (Array.isArray(value)) {
		const list = value;
		for (const [index, one] of list.entries()) {
			const before = list[index - 1];
			const isFlag = typeof before === "string" && /^--?[A-Za-z][\w-]*$/.test(before);
			yield* plainIn(one, [...path, index], isFlag ? before : name);
		}
	}
}
/** Null: it is no secret as far as anybody can see, or one of PHX941. */
function secretOf(value, name) {
	const sound = soundOf(name);
	if (typeof value === "number") return sound === "password" && /word$|phrase$/i.test(name) ? {
		name,
		secret: String(value)
	} : null;
	const found = sound !== null && couldBeSecret(value, sound) ? {
		name,
		secret: value
	} : assignedIn(value);
	return found && secretsIn(value).length === 0 ? found : null;
}
function assignedIn(text) {
	if (text.includes("=")) for (const [, name = "", given = ""] of text.matchAll(ASSIGNED)) {
		const sound = soundOf(name);
		const secret = given.replace(/^["']|["']$/g, "");
		if (sound !== null && couldBeSecret(secret, sound)) return {
			name,
			secret
		};
	}
	const secret = BEARER.exec(text)?.[1];
	return secret !== void 0 && couldBeSecret(secret, "random") ? {
		name: "Authorization",
		secret
	} : null;
}
/** What is found is never repeated, only the name that it stands under. */
const secretByName = {
	id: "PHX942",
	severity: "warning",
	title: "A password or token seems to stand in plain text",
	why: "What a key calls a password, or calls a token and looks random, is readable for everybody with the repository, in every plan that changes it, and in the history of git for ever. Nothing but its name tells, so this may be wrong: then suppress it with the reason.",
	example: {
		wrong: "\"env\": { \"PG_PASSWORD\": \"correct horse\" }",
		right: "\"env\": { \"PG_PASSWORD\": \"${secret:db/app}\" }"
	},
	*check(input) {
		const { estate } = input;
		const told = toldSecrets(estate);
		for (const { path: file, text } of estate.tree.files.values()) {
			if (!WORDS$1.test(text)) continue;
			for (const { path, name, secret } of plainIn(input.valueOf(file), [], "")) {
				const at = nearestPositionOf(estate.tree, file, pointer(...path), "value");
				if (told.at(at)) continue;
				yield {
					message: `${quote(name)} holds its secret in plain text`,
					hint: "Put it into the vault (`phoenix vault set NAME`) and write \"${secret:NAME}\"; change it, since git keeps the old one.",
					at,
					secret
				};
			}
		}
	}
};
// src/rules/secret-literal.ts
const decoder = new TextDecoder();
/** All config, and what own features bring into guests; their READMEs and tests are full of examples. */
function* textsIn({ files, kept = /* @__PURE__ */ new Map() }) {
	yield* files.values();
	for (const [path, bytes] of kept) {
		const [folder, , ...inside] = path.split("/");
		if (folder === "features" && travels(inside.join("/"))) yield {
			path,
			text: decoder.decode(bytes)
		};
	}
}
/** In keys, values and comments of every file, whether a resource uses it or not. What is found is never repeated. */
const secretLiteral = {
	id: "PHX941",
	severity: "error",
	title: "A secret stands in a file",
	why: "Everybody who can read the repository can use it, and git keeps it for ever: removing the line does not take it back. It is known by its form, as issuers of tokens give them, private keys, hashes of passwords and addresses with a password in them.",
	example: {
		wrong: "\"features\": { \"vllm\": { \"token\": \"hf_…\" } }",
		right: "\"features\": { \"vllm\": { \"token\": \"${secret:hf/token}\" } }"
	},
	*check({ estate }) {
		const told = toldSecrets(estate);
		for (const { path, text } of textsIn(estate.tree)) for (const { name, start, end } of secretsIn(text)) {
			if (told.within(path, start)) continue;
			yield {
				message: `what stands here looks like ${name}`,
				hint: "Revoke it and take it out. A new one goes into the vault (`phoenix vault set NAME`); \"env\", options of \"features\" and \"health\" read it from there as \"${secret:NAME}\".",
				at: placeAt(path, text, start),
				secret: text.slice(start, end)
			};
		}
	}
};
// src/rules/storage-content.ts
const DISKS = ["rootdir", "images"];
/** What storages of a type can hold at all (pve-storage 9.1.7); the others hold everything. */
const BY_TYPE = {
	zfspool: DISKS,
	lvm: DISKS,
	lvmthin: DISKS,
	rbd: DISKS,
	cephfs: [
		"vztmpl",
		"iso",
		"backup",
		"snippets",
		"import"
	],
	pbs: ["backup"]
};
const WORDS = {
	rootdir: "disks of containers",
	images: "disks of virtual machines",
	vztmpl: "archives of containers",
	iso: "ISO images",
	backup: "backups",
	snippets: "snippets, such as hook scripts",
	import: "images to import"
};
const storageContent = {
	id: "PHX520",
	severity: "error",
	title: "A storage does not hold what is to be put there",
	why: "Each storage of Proxmox has a list of contents, and anything else is refused while the guest is being made: a disk needs \"rootdir\", an archive \"vztmpl\", a hook script \"snippets\", a backup \"backup\". What a storage holds stands under \"storages\" of its node in phoenix.json; some types, such as zfspool, hold disks alone whatever is written.",
	example: {
		wrong: "\"storages\": { \"nas\": { \"type\": \"nfs\", \"content\": [\"backup\"] } }, and \"rootfs\": { \"storage\": \"nas\" } of a guest",
		right: "\"content\": [\"backup\", \"rootdir\"], there and in Proxmox: pvesm set nas --content backup,rootdir"
	},
	*check(input) {
		const { settings } = input.estate;
		for (const { resource, view } of input.stored) {
			const { node } = view;
			for (const { path, storage, content } of view.disks) {
				if (storage === null) continue;
				yield* lacking({
					node,
					storage,
					content
				}, {
					resource,
					path: `${path}/storage`
				}, input);
			}
			for (const { path, volume, content } of view.volumes) yield* lacking({
				node,
				storage: volume.slice(0, volume.indexOf(":")),
				content
			}, {
				resource,
				path
			}, input);
		}
		const storage = settings.policies.backup?.storage;
		if (storage === void 0) return;
		const at = input.inSettings("policies", "backup", "storage");
		for (const node of Object.keys(settings.nodes)) yield* lacking({
			node,
			storage,
			content: "backup"
		}, at, input);
	}
};
/** Nothing where no file tells. */
function* lacking({ node, storage, content }, at, input) {
	const declared = storageIn$1(input.estate.settings, node, storage);
	if (!declared) return;
	const can = BY_TYPE[declared.type]?.includes(content) ?? true;
	if (can && (declared.content?.includes(content) ?? true)) return;
	yield {
		message: `the storage ${quote(storage)} of ${node} holds no ${WORDS[content]}`,
		hint: can ? `Take another storage, or add "${content}" to its contents: in Proxmox, and under "content" in phoenix.json.` : `Take another storage: one of type ${declared.type} never does.`,
		at,
		also: input.inSettings("nodes", node, "storages", storage, can ? "content" : "type")
	};
}
// src/rules/taken-over.ts
/** `10.0.0.5/24`, without the prefix and as one text. */
const plain = (ip) => ip.replace(/\/.*$/, "").toLowerCase();
/** On another bridge, or in another VLAN, an address is another one. */
const onWire = (ip, { bridge, tag }) => `${plain(ip)} ${bridge} ${tag}`;
/** A file that gets the number of a guest which is retired by the same change: that guest would be renamed to it. */
function* numbers$1(changed, { base: before, estate }) {
	for (const { want, base } of changed) {
		const { address } = want;
		const was = before?.resources.get(address);
		if (address === base.address || !was || was === base || estate.resources.has(base.address)) continue;
		yield {
			message: `${address} takes the number of ${base.address}, which this change removes`,
			hint: `Take a VMID that nobody had: with this one, the guest of ${base.address} would be renamed to ${want.name}, and the one that ${address} was would retire.`,
			at: {
				resource: want,
				path: "/vmid"
			}
		};
	}
}
function addressesOf$1(gone, { guestsBefore }) {
	const retiring = new Set(gone);
	const taken = /* @__PURE__ */ new Map();
	for (const { resource, view } of guestsBefore) {
		if (!retiring.has(resource)) continue;
		for (const card of view.cards) for (const ip of [card.ip, card.ip6]) if (ip !== null) taken.set(onWire(ip, card), resource);
	}
	return taken;
}
const takenOver = {
	id: "PHX545",
	severity: "warning",
	ofChanges: true,
	title: "A guest takes over what one has that is retired in the same change",
	why: "A retired guest is only shut down: it keeps its VMID and its addresses until it is purged, so that a revert can bring it back. Another guest with its address stands in the way of that, and both are on when somebody starts the old one; another file with its VMID is that very guest under a new name.",
	example: {
		wrong: "lxc/db.json goes, lxc/cache.json comes with the same \"ip\"",
		right: "another address, or the removal first and a purge after it"
	},
	*check(input) {
		const { base, estate, guests } = input;
		const { changed, gone } = changesIn(input);
		yield* numbers$1(changed, input);
		if (gone.length === 0 || !base || durationInMs(estate.settings.policies.retire) === 0) return;
		const taken = addressesOf$1(gone, input);
		for (const { resource, view } of guests) {
			if (base.resources.get(resource.address) === resource) continue;
			for (const card of view.cards) for (const key of ["ip", "ip6"]) {
				const ip = card[key];
				const from = ip === null ? void 0 : taken.get(onWire(ip, card));
				if (ip === null || !from) continue;
				const whose = from.address === resource.address ? `the ${from.address} of before` : from.address;
				yield {
					message: `${resource.address} takes ${plain(ip)} over from ${whose}, which this change retires`,
					hint: `Give it another address, or wait until ${whose} is purged.`,
					at: {
						resource,
						path: pointer(card.slot, key)
					}
				};
			}
		}
	}
};
// src/rules/undeclared-vlan.ts
const undeclaredVlan = {
	id: "PHX519",
	severity: "warning",
	title: "A card is in a VLAN that no declared network has",
	why: "Proxmox takes any VLAN, and where the switch knows nothing of it the guest is alone in it. Only asked where phoenix.json declares networks of this bridge.",
	example: {
		wrong: "\"networks\": { \"iot\": { \"bridge\": \"vmbr0\", \"tag\": 20 } }, and \"net0\": { \"bridge\": \"vmbr0\", \"tag\": 30 } of a guest",
		right: "\"net0\": { \"bridge\": \"vmbr0\", \"tag\": 20 }"
	},
	*check(input) {
		const { settings } = input.estate;
		for (const guest of input.guests) {
			const { node } = guest.view;
			for (const card of guest.view.cards) {
				const { bridge, isTrunk } = card;
				if (bridge === null || isTrunk || nodeIn(settings, node)?.bridges?.includes(bridge) === false) continue;
				if (networksOfBridge(settings, bridge).length === 0 || networksAt(settings, node, card).length > 0) continue;
				yield breach(guest, {
					...card,
					bridge
				}, settings);
			}
		}
	}
};
const SHOWN = 8;
function breach({ resource, view }, { slot, bridge, tag }, settings) {
	const here = networksOfBridge(settings, bridge).filter((network) => isOn(network, view.node));
	if (here.length === 0) return {
		message: `${slot} of ${resource.address} is on ${bridge}, and no network of it is declared for ${view.node}`,
		hint: `Add ${view.node} to "nodes" of the network in phoenix.json, or take another bridge.`,
		at: {
			resource,
			path: `/${slot}/bridge`
		}
	};
	const known = here.slice(0, SHOWN).map((one) => `"${one.name}" (${wireText(one.bridge, one.tag)})`);
	return {
		message: `${slot} of ${resource.address} is on ${wireText(bridge, tag)}, and no such network is declared`,
		hint: `Known here: ${known.join(", ")}. Take one of them, or declare another under "networks" in phoenix.json.`,
		at: {
			resource,
			path: `/${slot}/${tag === null ? "bridge" : "tag"}`
		}
	};
}
// src/rules/unknown-archive.ts
const unknownArchive = {
	id: "PHX521",
	severity: "error",
	title: "An archive is not on the node",
	why: "A guest cannot be made from an archive that is not there, and Proxmox says so only then. The archives of a node stand under its \"templates\" in phoenix.json; `pveam list STORAGE` shows them on the node.",
	example: {
		wrong: "\"templates\": [\"local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst\"], and \"ostemplate\": \"local:vztmpl/debian-13-standard_13.1-1_amd64.tar.zst\"",
		right: "\"ostemplate\": \"local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst\""
	},
	*check(input) {
		const { nodes } = input.estate.settings;
		const sets = new Map(Object.entries(nodes).map(([node, { templates }]) => [node, templates && new Set(templates)]));
		for (const { resource, view } of input.stored) {
			const known = sets.get(view.node);
			if (!known) continue;
			for (const { path, volume, content } of view.volumes) {
				if (content !== "vztmpl" || known.has(volume)) continue;
				const meant = nearest(volume, [...known]);
				yield {
					message: `${view.node} has no archive ${quote(volume, 120)}`,
					hint: `${meant ? `Did you mean ${quote(meant, 120)}? Or fetch` : "Fetch"} it on the node with \`pveam download\`, and add it to its "templates" in phoenix.json.`,
					at: {
						resource,
						path
					},
					also: input.inSettings("nodes", view.node, "templates")
				};
			}
		}
	}
};
// src/rules/unknown-pool.ts
const unknownPool = {
	id: "PHX522",
	severity: "error",
	title: "A pool does not exist",
	why: "Proxmox makes no guest in a pool that is not there, and Phoenix makes no pools. Those that exist stand under \"pools\" in phoenix.json; without it nothing is checked.",
	example: {
		wrong: "\"pools\": [\"lab\"], and \"pool\": \"labs\" of a guest",
		right: "\"pool\": \"lab\""
	},
	*check(input) {
		const { pools } = input.estate.settings;
		if (!pools) return;
		const known = new Set(pools);
		for (const { resource, view } of input.guests) {
			if (view.pool === null || known.has(view.pool)) continue;
			yield {
				message: `there is no pool ${quote(view.pool)}`,
				hint: didYouMean(view.pool, pools, "Leave \"pool\" out, or add it to \"pools\" in phoenix.json."),
				at: {
					resource,
					path: "/pool"
				},
				also: input.inSettings("pools")
			};
		}
	}
};
// src/rules/unused-bind.ts
/** `bind:models`, or `{ "bind": "models" }`. */
function bindOf(mount) {
	const bind = isObject(mount) ? mount["bind"] : mount;
	return typeof bind === "string" ? bind.replace(/^bind:/, "") : null;
}
/** Of one resource or file: every kind of guest calls them mounts. */
function addBinds(value, binds) {
	const mounts = value?.["mounts"];
	for (const mount of isObject(mounts) ? Object.values(mounts) : []) {
		const bind = bindOf(mount);
		if (bind !== null) binds.add(bind);
	}
}
/** Those of other environments and of unused profiles count: they may be used tomorrow. */
function usedBinds(input) {
	const { estate } = input;
	const { layout } = estate;
	const binds = /* @__PURE__ */ new Set();
	for (const { merged } of estate.resources.values()) addBinds(merged, binds);
	const overlays = [...layout.overlays.values()].flatMap((files) => [...files.values()]);
	for (const { path } of [...overlays.map(({ file }) => file), ...layout.profiles.values()]) addBinds(input.valueOf(path), binds);
	return binds;
}
// src/rules/registry.ts
const general = [
	addressInDhcp,
	addressOfNetwork,
	addressOutside,
	backupOnOneNode,
	backupStorage,
	bindRoots,
	bootOrder,
	bootWithout,
	cardMtu,
	coresOvercommit,
	dependsOnStopped,
	diskOvercommit,
	diskShrinks,
	healthTarget,
	impossibleChange,
	memoryOvercommit,
	needsRetired,
	networkDisagreement,
	networkOfNothing,
	networkRanges,
	protectedGoes,
	sameAddress,
	sameHostname,
	sameMac,
	samePort,
	storageContent,
	takenOver,
	undeclaredVlan,
	unknownArchive,
	unknownPool,
	{
		id: "PHX502",
		severity: "error",
		title: "A VMID is outside the range of the estate",
		why: "The range \"vmids\" in phoenix.json keeps the guests of this estate apart from others on the cluster; one outside of it may meet a guest that somebody else makes.",
		example: {
			wrong: "\"vmids\": [900, 999], and \"vmid\": 100 of a guest",
			right: "\"vmid\": 901"
		},
		*check(input) {
			const range = input.estate.settings.vmids;
			if (!range) return;
			for (const resource of input.estate.resources.values()) {
				const id = input.kindOf(resource)?.id(resource.spec) ?? "";
				const vmid = id.startsWith("vmid:") ? Number(id.slice(5)) : null;
				if (vmid === null || vmid >= range[0] && vmid <= range[1]) continue;
				yield {
					message: `the VMID ${vmid} is outside the range of this estate`,
					hint: `Take one from ${range[0]} to ${range[1]}, or widen "vmids" in phoenix.json.`,
					at: {
						resource,
						path: "/vmid"
					}
				};
			}
		}
	},
	secretByName,
	secretLiteral,
	idleNull,
	idleOverlay,
	{
		id: "PHX552",
		severity: "notice",
		title: "A bind is mounted by nothing",
		why: "A bind is a name for a folder of the node, made for guests to mount. One that nobody mounts is often what is left of a guest that was removed; the folder itself stays as it is either way.",
		example: {
			wrong: "\"binds\": { \"models\": { \"path\": \"/mnt/models\" } }   and no guest mounts it",
			right: "\"mounts\": { \"/models\": \"bind:models\" }   in a guest, or no such bind"
		},
		*check(input) {
			const names = Object.keys(input.estate.settings.binds);
			if (names.length === 0 || errorsIn(input.estate.findings).length > 0) return;
			const used = usedBinds(input);
			for (const name of names) {
				if (used.has(name)) continue;
				yield {
					message: `no guest mounts the bind ${quote(name)}`,
					hint: "Remove it, or mount it in a guest.",
					at: {
						...input.inSettings("binds", name),
						what: "key"
					}
				};
			}
		}
	},
	impossibleCreation
];
/** These, and those of some kinds, in the order of their ids. */
const rulesOf = (kinds) => [...general, ...kinds.flatMap((kind) => kind.rules ?? [])].toSorted((a, b) => a.id < b.id ? -1 : 1);
// src/secrets/vault/finding-ids.ts
/** What can be wrong with the files of a vault: ids, severities, titles. */
const VAULT_FINDINGS = {
	PHX921: error("A secret names an entry that is not in the vault", "The apply would stop when it asks for the value, with other guests already changed. Add it: `phoenix vault set NAME`, or correct the name."),
	PHX922: error("An entry is not encrypted for exactly the recipients of its folder", "Somebody who should be able to read it cannot, or somebody who should not can. `phoenix vault rekey` encrypts it anew; whoever could read it before knows the value, so change that too."),
	PHX923: warning("An entry does not tell for whom it is encrypted", "The entry hides its recipients, as `gpg --hidden-recipient` makes it, so that nobody can check who reads it. Write it again with `phoenix vault rekey`."),
	PHX924: error("A file of the vault is not encrypted, or damaged", "What stands in the open in git is known to all who read the repository, and what is damaged opens for nobody. Write it again with `phoenix vault set`, and change a value that was readable."),
	PHX925: error("Nothing says for whom an entry is encrypted", "No .gpg-id stands in its folder or above, so nobody can tell who should read it. `phoenix vault init` writes one."),
	PHX926: error("Nothing can be encrypted for a recipient", "The key is missing, expired or revoked, or cannot encrypt: the next write of an entry would fail. Put a usable public key into .public-keys, or remove the recipient."),
	PHX927: warning("The key of a recipient expires soon", "After that day nothing can be encrypted for its owner, and every change of a secret fails. Extend the key (`gpg --quick-set-expire`) and put its public part into .public-keys again."),
	PHX928: warning("The vault has a single recipient", "When that one key is lost, so is every secret. Add a second recipient, whose key is kept elsewhere: `phoenix vault recipients add`."),
	PHX929: warning("An entry is used by nothing", "A secret that nothing needs is only something to leak. `phoenix vault rm` removes it; git keeps the old value, so change it where it is still good."),
	PHX930: error("A file in the vault is no part of one", "A plain file in the vault is often a secret that was saved in the open, or what a cut-off write left. Move it out, and change a secret that stood in it."),
	PHX931: error("A file among the public keys of the vault is none", "A private key in the repository opens the vault for all who read it, and what is no key at all encrypts for nobody. Put the public key there: `gpg --armor --export FINGERPRINT`."),
	PHX932: error("An entry cannot be opened", "The key at hand does not open it, so no apply with that key can. It is damaged, or encrypted for others: restore it from git, or write it again."),
	PHX933: warning("The value of an entry is too short to be used", "What is shorter than 4 characters cannot be masked in logs without masking everything, so an apply does not use it. Give it a longer value."),
	PHX934: warning("An entry does not hold its own name", "An entry that does not hold its name can be swapped for another one in git without anybody noticing. `phoenix vault rekey` writes the name into it.")
};
/** @param path below the vault */
function findingOf$1(id, path, message, hint) {
	const { severity } = VAULT_FINDINGS[id];
	return {
		id,
		severity,
		message,
		hint,
		at: wholeFile(`${VAULT_FOLDER}/${path}`)
	};
}
// src/rules/check/finding-ids.ts
/** What can be wrong with what a file says about rules: ids, severities, titles. */
const RULE_FINDINGS = {
	PHX951: error("A finding is named that does not exist, or that nobody can change", "A misspelt id changes nothing, and what Proxmox or Phoenix cannot do is not made possible by a word in a file. Correct the id, or remove the line; `phoenix validate --explain` lists all there are."),
	PHX952: warning("A suppression suppresses nothing", "What it suppressed is gone, and the line would hide the next one unseen. Remove it."),
	PHX953: warning("A change makes a rule milder", "What the rule found is found no more, or stops nothing, once the change is merged: of all that is in the files, not of this change alone. Whoever reviews it has to want that.")
};
// src/rules/check/catalogue.ts
/** Everything that can be found in the files of an estate of some kinds, by id: rules, and the tables of all rooms. */
const tablesOf = (kinds) => [
	FINDINGS,
	...kinds.flatMap(({ findings }) => findings ? [findings] : []),
	FEATURE_FINDINGS,
	VAULT_FINDINGS,
	RULE_FINDINGS
];
function catalogueOf(kinds, rules) {
	const entries = tablesOf(kinds).flatMap((table) => Object.entries(table).map(([id, { severity, title, why }]) => ({
		id,
		severity,
		title,
		why,
		isAdjustable: severity !== "error" && table !== RULE_FINDINGS
	})));
	for (const { id, severity, title, why, example, ofChanges } of rules) {
		const more = {
			...example && { example },
			...ofChanges && { ofChanges }
		};
		entries.push({
			id,
			severity,
			title,
			why,
			...more,
			isAdjustable: true
		});
	}
	const sorted = entries.toSorted((a, b) => a.id < b.id ? -1 : 1);
	const byId = new Map(sorted.map((entry) => [entry.id, entry]));
	if (byId.size < entries.length) throw new Error("two findings have the same id");
	return byId;
}
// src/secrets/vault/library.ts
const loadOpenpgp = () => import("./openpgp.js");
/** An entry is a password with a few lines, or a key; what says so and grows to more when unpacked is a bomb. */
const MOST_ENTRY_BYTES = 1048576;
const CONFIG = { maxDecompressedMessageSize: 2 * MOST_ENTRY_BYTES };
// src/secrets/vault/files.ts
/** The files of a vault, from a folder on disk or from the tree of an estate. Links are never followed. */
const ENDING = ".gpg";
const MOST_FILES = 2e4;
const MOST_LEVELS = 64;
/** What is left of a write that was cut off; no entry's name begins so. */
const SCRATCH = /(?:^|\/)\.phoenix-[0-9a-f]{16}\.tmp$/;
const entryFile = (name) => `${name}${ENDING}`;
/** The name of the entry that a file is; null for all that is none. */
function entryOf(path) {
	const name = path.endsWith(ENDING) ? path.slice(0, -4) : "";
	return isEntryName(name) ? name : null;
}
/** Names of all entries, sorted. */
function entryNames(files) {
	return [...files.keys()].flatMap((path) => entryOf(path) ?? []).sort();
}
/** @param kept by path below the configs folder */
function vaultFilesOf(kept) {
	const folder = `${VAULT_FOLDER}/`;
	const below = [...kept].filter(([path]) => path.startsWith(folder));
	return new Map(below.map(([path, bytes]) => [path.slice(folder.length), bytes]));
}
/** None where there is no such folder. @throws PhoenixError `UNREADABLE` */
function readVaultFolder(folder) {
	const files = /* @__PURE__ */ new Map();
	const enter = (path, levels) => {
		for (const entry of list(folder, path)) {
			const inner = path === "" ? entry.name : `${path}/${entry.name}`;
			if (entry.name === ".git") continue;
			if (entry.isDirectory() && levels < MOST_LEVELS) enter(inner, levels + 1);
			else if (entry.isFile()) files.set(inner, readBounded(join(folder, inner)));
			else throw unusable(join(folder, inner), "is neither a file nor a folder");
			if (files.size > MOST_FILES) throw unusable(folder, `holds more than ${MOST_FILES} files`);
		}
	};
	enter("", 0);
	return files;
}
function list(folder, path) {
	const whole = join(folder, path);
	try {
		return readdirSync(whole, { withFileTypes: true });
	} catch (cause) {
		if (path === "" && cause.code === "ENOENT") return [];
		throw unusable(whole, `cannot be read: ${cause.message}`);
	}
}
function readBounded(path) {
	let fd;
	try {
		fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
		const { size } = fstatSync(fd);
		if (size > 1048576) throw unusable(path, "is larger than 1 MiB");
		const bytes = new Uint8Array(size);
		return bytes.subarray(0, readSync(fd, bytes));
	} catch (cause) {
		if (cause instanceof PhoenixError) throw cause;
		throw unusable(path, `cannot be read: ${cause.message}`);
	} finally {
		if (fd !== void 0) closeSync(fd);
	}
}
function unusable(path, what) {
	return new PhoenixError("UNREADABLE", `${quote(path, 200)} ${what}`, { hint: "Keep only the files of a password store in the vault." });
}
// src/secrets/vault/armour.ts
/** OpenPGP as text, between lines of dashes (RFC 9580, 6.2). Its checksum is not looked at, as that standard says. Pure. */
const ASCII_DASH = 45;
/** The bytes of the first block of a type; what is not text comes back as it is; null: damaged. */
function dearmoured(bytes, type) {
	if (bytes[0] !== ASCII_DASH) return bytes;
	const [, body] = blockOf(type).exec(Buffer.from(bytes).toString("latin1")) ?? [];
	if (body === void 0) return null;
	const base64 = body.split(/\r?\n/).filter((line) => !line.startsWith("=")).join("").trim();
	return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, "base64") : null;
}
/** Headers end at the first empty line. */
const blockOf = (type) => new RegExp(`^-----BEGIN PGP ${type}-----[ \\t]*\\r?\\n(?:[^\\r\\n]+\\r?\\n)*?[ \\t]*\\r?\\n([\\s\\S]+?)-----END PGP ${type}-----`);
// src/secrets/vault/inspect.ts
/** What an encrypted file tells without a key: for whom it is. Reads headers of packets alone (RFC 9580, 4.2 and 5.1). Pure. */
/** Each may cost a try of every private key, and a crafted file has room for thousands. */
const MOST_KEYS = 256;
const PKESK = 1;
const SKESK = 3;
const SED = 9;
const MARKER = 10;
const SEIPD = 18;
const AEAD = 20;
const PADDING = 21;
/** @param bytes binary or armoured */
function inspectMessage(bytes) {
	const binary = dearmoured(bytes, "MESSAGE");
	if (binary === null) return { wrong: "is damaged: its armour does not end or holds other characters" };
	const packets = packetsOf(binary);
	if ("wrong" in packets) return packets;
	return messageOf(packets);
}
function messageOf(packets) {
	const keyIds = [];
	let hidden = 0;
	let passphrases = 0;
	for (const [index, { tag, body }] of packets.entries()) {
		if (tag === PKESK || tag === SKESK) {
			const id = tag === PKESK ? keyIdOf(body) : null;
			if (tag === SKESK) passphrases += 1;
			else if (id === null) hidden += 1;
			else keyIds.push(id);
			if (index >= MOST_KEYS) return { wrong: `is encrypted for more than ${MOST_KEYS} keys` };
			continue;
		}
		if (tag === SEIPD || tag === AEAD || tag === SED) {
			if (packets.slice(index + 1).filter((one) => one.tag !== PADDING && one.tag !== MARKER).length > 0) return { wrong: "holds more than one message" };
			const protection = tag === SED ? null : tag === SEIPD && body[0] === 1 ? "mdc" : "aead";
			return {
				keyIds,
				hidden,
				passphrases,
				protection
			};
		}
		if (tag !== MARKER && tag !== PADDING) return { wrong: "is OpenPGP, but no encrypted message" };
	}
	return { wrong: "is cut off" };
}
/** Null: it is not said for whom. Of keys of version 6 the id is how their fingerprint begins, of older ones how it ends. */
function keyIdOf(body) {
	if (body[0] === 6) {
		const length = body[1] ?? 0;
		if (length < 9) return null;
		const fingerprint = body.subarray(3, 2 + length);
		return hexOf((body[2] ?? 0) >= 5 ? fingerprint.subarray(0, 8) : fingerprint.subarray(-8));
	}
	const id = hexOf(body.subarray(1, 9));
	return id.length < 16 || /^0*$/.test(id) ? null : id;
}
const hexOf = (bytes) => Buffer.from(bytes).toString("hex").toUpperCase();
function packetsOf(bytes) {
	if (bytes.length === 0) return { wrong: "is empty" };
	const packets = [];
	for (let at = 0; at < bytes.length;) {
		const packet = packetAt(bytes, at);
		if (packet === "none") return { wrong: at === 0 ? "is not encrypted" : "is damaged" };
		if (packet === "cut") return { wrong: at === 0 ? "is not encrypted, or cut off" : "is cut off" };
		packets.push(packet);
		at = packet.end;
	}
	return packets;
}
function packetAt(bytes, start) {
	const header = bytes[start] ?? 0;
	if ((header & 128) === 0) return "none";
	const isNew = (header & 64) !== 0;
	const tag = isNew ? header & 63 : (header & 60) >> 2;
	const parts = [];
	for (let at = start + 1;;) {
		const length = isNew ? newLength(bytes, at) : oldLength(bytes, at, header & 3);
		const end = at + length.size + length.value;
		if (!(end <= bytes.length)) return "cut";
		parts.push(bytes.subarray(at + length.size, end));
		at = end;
		if (!length.more) return {
			tag,
			body: parts.length === 1 ? parts[0] : Buffer.concat(parts),
			end
		};
	}
}
/** What stands beyond the end is not a number, and so is the sum. */
const byteAt = (bytes, at) => bytes[at] ?? NaN;
const bigEndian = (bytes, at, size) => Array.from({ length: size }, (_, index) => byteAt(bytes, at + index)).reduce((sum, byte) => sum * 256 + byte, 0);
function newLength(bytes, at) {
	const first = byteAt(bytes, at);
	if (first < 192) return {
		size: 1,
		value: first,
		more: false
	};
	if (first < 224) return {
		size: 2,
		value: (first - 192) * 256 + byteAt(bytes, at + 1) + 192,
		more: false
	};
	if (first < 255) return {
		size: 1,
		value: 2 ** (first & 31),
		more: true
	};
	return {
		size: 5,
		value: bigEndian(bytes, at + 1, 4),
		more: false
	};
}
function oldLength(bytes, at, type) {
	if (type === 3) return {
		size: 0,
		value: bytes.length - at,
		more: false
	};
	const size = 2 ** type;
	return {
		size,
		value: bigEndian(bytes, at, size),
		more: false
	};
}
// src/secrets/vault/public-keys.ts
/** Below the vault; gopass keeps them there too, named as `.gpg-id` names them. */
const PUBLIC_KEYS = ".public-keys";
/** @param now by which keys are expired or not */
async function readPublicKeys(files, now = /* @__PURE__ */ new Date()) {
	const keys = /* @__PURE__ */ new Map();
	const unusable = [];
	for (const [path, bytes] of files) {
		if (!path.startsWith(`.public-keys/`)) continue;
		const found = await readPublicKeyFile(bytes, now);
		if (typeof found === "string") unusable.push({
			path,
			wrong: found
		});
		else for (const key of found) keys.set(key.fingerprint, await merged(keys.get(key.fingerprint), key, now));
	}
	return {
		keys: [...keys.values()],
		unusable
	};
}
/** What two exports of a key know of it: one may be older, or not know yet that it is revoked. */
async function merged(one, other, now) {
	return one ? await knownKey(await one.key.update(other.key), now) : other;
}
/** All keys of a text or binary, such as an export; what is wrong with it, otherwise. */
async function readPublicKeyFile(bytes, now = /* @__PURE__ */ new Date()) {
	const { readKeys } = await loadOpenpgp();
	if (Buffer.from(bytes).includes("-----BEGIN PGP PRIVATE KEY")) return "private";
	const binaryKeys = dearmoured(bytes, "PUBLIC KEY BLOCK");
	const keys = binaryKeys ? await readKeys({ binaryKeys }).catch(() => []) : [];
	if (keys.some((key) => key.isPrivate())) return "private";
	return keys.length === 0 ? "damaged" : await Promise.all(keys.map((key) => knownKey(key, now)));
}
async function knownKey(key, now = /* @__PURE__ */ new Date()) {
	const { config } = await loadOpenpgp();
	const lenient = {
		...config,
		minRSABits: 0,
		rejectPublicKeyAlgorithms: /* @__PURE__ */ new Set()
	};
	const parts = key.getKeys();
	const ever = await Promise.all(parts.map((part) => key.getEncryptionKey(part.getKeyID(), null, void 0, lenient).catch(() => null)));
	const [strong, nowFit] = await Promise.all([null, now].map((date) => key.getEncryptionKey(void 0, date).catch(() => null)));
	const expires = await expiryOf(key, parts.filter((_, index) => ever[index]));
	const state = async () => {
		if (await key.isRevoked(void 0, void 0, now).catch(() => true)) return "revoked";
		if (nowFit) return "valid";
		if (strong) return "expired";
		return ever.some(Boolean) ? "weak" : "unfit";
	};
	const ids = parts.map((part) => part.getKeyID().toHex().toUpperCase());
	return {
		fingerprint: key.getFingerprint().toUpperCase(),
		fingerprints: parts.map((part) => part.getFingerprint().toUpperCase()),
		userIds: key.getUserIDs(),
		state: await state(),
		expires,
		keyIds: ids.filter((_, index) => ever[index]),
		allKeyIds: ids,
		key
	};
}
/** The earlier of that of the key and that of its last part that encrypts. */
async function expiryOf(key, parts) {
	const end = async (part) => Number(await part.getExpirationTime().catch(() => null) ?? Number.POSITIVE_INFINITY);
	const own = await end(key);
	const last = parts.length === 0 ? own : Math.max(...await Promise.all(parts.map(end)));
	const earlier = Math.min(own, last);
	return Number.isFinite(earlier) ? new Date(earlier) : null;
}
/** A key for people: its first user id, which anybody may have chosen, and its key id. */
function nameOfKey({ userIds, fingerprint }) {
	const id = fingerprint.length === 64 ? fingerprint.slice(0, 16) : fingerprint.slice(-16);
	const [name] = userIds;
	return name === void 0 ? id : `${inline(name.replace(/^<(.*)>$/, "$1"))} (${id})`;
}
/** A foreign text within a sentence: short, and nothing in it is invisible. */
const inline = (text) => quote(text, 60).slice(1, -1);
// src/secrets/vault/check-files.ts
/** Files in a vault that are no part of one, or hold in the open what should be encrypted. Pure. */
/**
* What stands beside entries without being one: of `pass`, gopass and git, and a README at the top. A note in any other
* file is a secret in the open sooner or later.
*/
const PARTS = /^(?:.*\/)?(?:\.gpg-id(?:\.sig)?|\.gitattributes|\.gitignore|\.gitkeep)$|^README(?:\.md)?$/;
function checkFiles(files, unusable) {
	return [...[...files].flatMap(([path, bytes]) => {
		if (path.startsWith(`.public-keys/`) || PARTS.test(path)) return [];
		return checkFile(path, bytes) ?? [];
	}), ...unusable.map(checkKeyFile)];
}
function checkFile(path, bytes) {
	const entry = entryOf(path);
	if (entry === null) return SCRATCH.test(path) ? findingOf$1("PHX930", path, "a write of the vault was cut off here", "Remove this file: the entry is as it was.") : findingOf$1("PHX930", path, `${quote(path)} is neither an entry nor a file that a vault needs`, "Move it out of the vault; a secret that stands in it in the open is known to all who read the repository: change it. An entry is a file NAME.gpg; its name holds no \":\", \"#\", \"$\", \"{\" or \"}\", and no part of it begins with \".\".");
	const inspected = inspectMessage(bytes);
	if ("wrong" in inspected) return findingOf$1("PHX924", path, `the entry ${entry} ${inspected.wrong}`, `Write it again: phoenix vault set ${entry}. What stood in the open in git is no secret any more: change it where it is used.`);
	if (inspected.protection !== null) return null;
	return findingOf$1("PHX924", path, `the entry ${entry} is not protected against changes, so that it will not be decrypted`, `Write it again: phoenix vault set ${entry}`);
}
function checkKeyFile({ path, wrong }) {
	return wrong === "private" ? findingOf$1("PHX931", path, "this is a private key, which opens the vault", "Remove it, make a new key, and encrypt everything anew: who has read it can read the vault. Put the public key here: gpg --armor --export FINGERPRINT") : findingOf$1("PHX931", path, "this holds no public key that can be read", "Put it there again: gpg --armor --export FINGERPRINT");
}
// src/secrets/vault/gpg-id.ts
const GPG_ID = ".gpg-id";
/** What is written of recipients, one a line: fingerprints, key ids or mail addresses; `#` begins a comment. */
function parseGpgId(text) {
	const ids = text.split("\n").map((line) => line.replace(/#.*/s, "").trim());
	return [...new Set(ids.filter((id) => id !== ""))];
}
/** @param ids full fingerprints: what is shorter can be made to fit another key */
function formatGpgId(ids) {
	return ids.map((id) => `${id}\n`).join("");
}
/** Where it stands in a folder of the vault; `''` is the vault itself. */
const gpgIdIn = (folder) => folder === "" ? GPG_ID : `${folder}/${GPG_ID}`;
const isGpgId = (path) => path === GPG_ID || path.endsWith(`/${GPG_ID}`);
/** The one that counts for an entry, whether it is there or not yet; null where there is none up to the vault. */
function gpgIdOf(files, entry) {
	for (let folder = entry; folder !== "";) {
		folder = folder.includes("/") ? folder.slice(0, folder.lastIndexOf("/")) : "";
		const path = gpgIdIn(folder);
		const bytes = files.get(path);
		if (bytes) return {
			path,
			ids: parseGpgId(Buffer.from(bytes).toString("utf8"))
		};
	}
	return null;
}
// src/secrets/vault/recipients.ts
/** For whom entries are encrypted: the ids of a `.gpg-id`, looked up in the public keys that the vault holds itself. */
/**
* Ids are full fingerprints, as Phoenix writes them; or, as others may have, key ids of 16 digits, with `0x` before them
* or not, mail addresses, and parts of user ids. Ids of 8 digits are refused: a key that fits one is made in seconds.
*/
function findRecipients(ids, keys) {
	return ids.map((id) => findRecipient(id, keys));
}
function findRecipient(id, keys) {
	const hex = /^(?:0x)?([0-9a-f]+)!?$/i.exec(id)?.[1]?.toUpperCase();
	if (hex?.length === 8) return {
		id,
		key: null,
		wrong: "short"
	};
	const found = hex !== void 0 && [
		16,
		40,
		64
	].includes(hex.length) ? keysOf(keys, hex) : keys.filter((key) => isNamed(key, id));
	const usable = found.length > 1 ? found.filter(({ state }) => state === "valid") : found;
	const [key] = usable;
	if (key && usable.length === 1) return {
		id,
		key
	};
	return {
		id,
		key: null,
		wrong: found.length > 0 ? "ambiguous" : "unknown"
	};
}
/** The key itself goes before one that has it as a subkey: anybody can bind another's key to one of their own. */
function keysOf(keys, hex) {
	const own = keys.filter(({ fingerprint }) => isOf(fingerprint, hex));
	return own.length > 0 ? own : keys.filter((key) => key.fingerprints.some((one) => isOf(one, hex)));
}
/** Of keys of version 6 the key id is how the fingerprint begins. */
const isOf = (fingerprint, hex) => hex.length === 16 ? fingerprint.length === 64 ? fingerprint.startsWith(hex) : fingerprint.endsWith(hex) : fingerprint === hex;
function isNamed(key, text) {
	const wanted = text.toLowerCase();
	const mail = /^<?([^<>\s]+@[^<>\s]+)>?$/.exec(wanted)?.[1];
	return key.userIds.some((userId) => {
		const known = userId.toLowerCase();
		return mail === void 0 ? known.includes(wanted) : known === mail || known.endsWith(`<${mail}>`);
	});
}
/**
* The keys for which an entry is to be encrypted, which is to all recipients of its `.gpg-id` or not at all.
* @throws PhoenixError `REFUSED` where there is no `.gpg-id`, or a recipient without a key that can be used
*/
function recipientsFor(files, entry, keys) {
	const gpgId = gpgIdOf(files, entry);
	if (!gpgId || gpgId.ids.length === 0) throw new PhoenixError("REFUSED", `nothing says for whom ${entry} is to be encrypted`, { hint: gpgId ? `Add a recipient to ${gpgId.path}.` : "Make the vault first: phoenix vault init." });
	const recipients = findRecipients(gpgId.ids, keys);
	const wrong = recipients.flatMap((one) => wrongWithRecipient(one) ?? []);
	if (wrong.length > 0) throw new PhoenixError("REFUSED", `${entry} cannot be encrypted for all of ${gpgId.path}: ${wrong.join("; ")}`, { hint: "Put public keys of recipients into .public-keys, or remove those that can no longer be used." });
	return [...new Set(recipients.flatMap(({ key }) => key ?? []))];
}
/** Why nothing can be encrypted for a recipient, as a clause; null where it can. */
function wrongWithRecipient(recipient) {
	const id = inline(recipient.id);
	if (!recipient.key) switch (recipient.wrong) {
		case "unknown": return `there is no public key of ${id}`;
		case "ambiguous": return `several public keys fit ${id}`;
		case "short": return `${id} is too short to name one key`;
	}
	const name = nameOfKey(recipient.key);
	const day = recipient.key.expires?.toISOString().slice(0, 10) ?? "";
	switch (recipient.key.state) {
		case "valid": return null;
		case "expired": return `the key of ${name} expired on ${day}`;
		case "revoked": return `the key of ${name} is revoked`;
		case "weak": return `the key of ${name} is too weak (RSA below 2048 bits, or ElGamal)`;
		case "unfit": return `the key of ${name} has no part that this version can encrypt for`;
	}
}
// src/secrets/vault/check-recipients.ts
const SOON = 2592e6;
function checkRecipients(files, keys, now) {
	const gpgIds = /* @__PURE__ */ new Map();
	const found = [];
	for (const entry of entryNames(files)) {
		const gpgId = gpgIdOf(files, entry);
		if (!gpgId || gpgId.ids.length === 0) {
			found.push(unaddressed(entry));
			continue;
		}
		const known = gpgIds.get(gpgId.path) ?? {
			...gpgId,
			recipients: findRecipients(gpgId.ids, keys)
		};
		gpgIds.set(gpgId.path, known);
		found.push(...checkEntry(files, entry, known.recipients, keys));
	}
	return [...found, ...[...gpgIds.values()].flatMap((gpgId) => checkGpgId(gpgId, now))];
}
function unaddressed(entry) {
	return findingOf$1("PHX925", entryFile(entry), `no .gpg-id says for whom ${entry} is encrypted`, "Write one: phoenix vault init.");
}
function checkEntry(files, entry, recipients, keys) {
	const inspected = inspectMessage(files.get(entryFile(entry)));
	if ("wrong" in inspected) return [];
	const { keyIds, hidden, passphrases } = inspected;
	const wanted = [...new Set(recipients.flatMap(({ key }) => key ?? []))];
	const missing = wanted.filter((key) => !key.keyIds.some((id) => keyIds.includes(id)));
	const others = keyIds.filter((id) => !wanted.some((key) => key.keyIds.includes(id)));
	const unknown = recipients.filter(({ key }) => !key).length;
	const strangers = others.filter((id) => !ownerOf(id, keys));
	const intruders = strangers.length > unknown ? others : others.filter((id) => !strangers.includes(id));
	const owed = missing.length + unknown - (others.length - intruders.length);
	if (hidden > 0 && hidden === owed && intruders.length === 0 && passphrases === 0) return [findingOf$1("PHX923", entryFile(entry), `the entry ${entry} hides for whom it is encrypted`, `Write it again: phoenix vault rekey. GnuPG hides recipients where gpg.conf says throw-keyids.`)];
	const faults = [
		...hidden > 0 ? [`it is for ${keyIds.length + hidden} keys, ${hidden} of them hidden, and has ${wanted.length + unknown} recipients`] : missing.map((key) => `${nameOfKey(key)} cannot read it`),
		...intruders.map((id) => `${ownerOf(id, keys) ?? `the key ${id}`} can read it and is no recipient`),
		...passphrases > 0 ? ["a passphrase opens it too"] : []
	];
	if (faults.length === 0) return [];
	return [findingOf$1("PHX922", entryFile(entry), `the entry ${entry}: ${faults.join("; ")}`, "Encrypt it anew: phoenix vault rekey. What somebody could read once, they may know.")];
}
function ownerOf(id, keys) {
	const owner = keys.find((key) => key.allKeyIds.includes(id));
	return owner ? nameOfKey(owner) : null;
}
function checkGpgId({ path, recipients }, now) {
	const found = recipients.flatMap((recipient) => {
		const wrong = wrongWithRecipient(recipient);
		if (wrong !== null) return [findingOf$1("PHX926", path, wrong, hintFor(recipient))];
		const { key } = recipient;
		if (!key?.expires || Number(key.expires) - Number(now) > SOON) return [];
		const day = key.expires.toISOString().slice(0, 10);
		return [findingOf$1("PHX927", path, `the key of ${nameOfKey(key)} expires on ${day}: then nothing can be encrypted for it`, "Its owner makes it last longer (gpg --quick-set-expire), and its public key is put into .public-keys again.")];
	});
	if (!(new Set(recipients.map(({ id, key }) => key?.fingerprint ?? id)).size === 1)) return found;
	const hint = "Add another one, kept apart: phoenix vault recipients add. Who loses the only key loses the vault.";
	return [...found, findingOf$1("PHX928", path, "there is a single recipient", hint)];
}
function hintFor({ key }) {
	if (!key) return "Write the full fingerprint, and put its public key into .public-keys: phoenix vault recipients add.";
	return key.state === "expired" ? "Its owner makes it last longer (gpg --quick-set-expire), and its public key is put into .public-keys again." : "Take it out and change what it could read: phoenix vault recipients remove.";
}
// src/secrets/estate-findings.ts
/**
* What every plan says of secrets, from files alone: entries that are not there, and what stands in the open in the vault.
* Nothing is decrypted, and no library loaded; whom each entry is encrypted for is told by `phoenix vault check`. Pure.
*/
function secretFindings(input) {
	const { kept } = input.tree;
	const files = kept ? vaultFilesOf(kept) : /* @__PURE__ */ new Map();
	return [
		...absentEntries(input, files),
		...checkFiles(files, privateKeys(files)),
		...unaddressedEntries(files)
	];
}
function absentEntries({ tree, resources, kinds }, files) {
	const absent = (resource, kind, { reference, path }) => {
		const { provider, secret = "" } = parseReference(reference) ?? {};
		const file = provider?.fileOf?.(secret);
		if (!provider || file === void 0 || tree.kept?.has(file)) return [];
		const name = nearest(secret, entryNames(files));
		const hint = name === null ? provider.missing(secret) : `Did you mean ${quote(name)}?`;
		const { severity } = VAULT_FINDINGS.PHX921;
		const at = placeOfField(tree, resource, new Set(kind.sets), path);
		return [{
			id: "PHX921",
			severity,
			message: `the vault has no entry ${quote(secret)}`,
			hint,
			at
		}];
	};
	return [...resources.values()].flatMap((resource) => {
		const kind = kinds.get(resource.kind);
		return (kind?.secrets?.(resource.spec) ?? []).flatMap((use) => absent(resource, kind, use));
	});
}
/** Armoured ones: those in binary are found by `phoenix vault check`. */
function privateKeys(files) {
	return [...files].flatMap(([path, bytes]) => path.startsWith(`.public-keys/`) && Buffer.from(bytes).includes("-----BEGIN PGP PRIVATE KEY") ? [{
		path,
		wrong: "private"
	}] : []);
}
function unaddressedEntries(files) {
	return entryNames(files).flatMap((entry) => {
		return (gpgIdOf(files, entry)?.ids ?? []).length === 0 ? [unaddressed(entry)] : [];
	});
}
// src/config/between.ts
function betweenResources(input) {
	return [
		...identities(input),
		...nodes(input),
		...edges(input),
		...numbers(input)
	];
}
function kindOf(resource, input) {
	return input.drafts.get(resource.address).kind;
}
function placeOf$1(resource, path, input) {
	const { sets } = input.drafts.get(resource.address);
	return placeOfField(input.tree, resource, sets, path);
}
/** `vmid:950` stands at `/vmid`. */
function placeOfId(resource, id, input) {
	return placeOf$1(resource, pointer(id.slice(0, id.indexOf(":"))), input);
}
function identities(input) {
	const findings = [];
	const owners = /* @__PURE__ */ new Map();
	const reserved = input.settings.layers?.vmids;
	for (const resource of input.resources.values()) {
		const id = kindOf(resource, input).id(resource.spec);
		const owner = owners.get(id);
		if (owner) {
			const message = `${resource.address} and ${owner.address} are both ${id.replace(":", " ")}`;
			const hint = "Give one of them another number; a number stands for one guest in the whole estate.";
			const [at, also] = [placeOfId(resource, id, input), placeOfId(owner, id, input)];
			findings.push(finding$3("PHX501", message, {
				hint,
				at,
				also
			}));
		} else owners.set(id, resource);
		const vmid = id.startsWith("vmid:") ? Number(id.slice(5)) : null;
		if (vmid !== null && reserved && vmid >= reserved[0] && vmid <= reserved[1]) {
			const message = `the VMID ${vmid} is one of those that layers take`;
			const hint = `Take another one, or move "layers.vmids" in phoenix.json, which is ${reserved.join(" to ")}.`;
			findings.push(finding$3("PHX508", message, {
				hint,
				at: placeOfId(resource, id, input)
			}));
		}
	}
	return findings;
}
function nodes(input) {
	const findings = [];
	const known = Object.keys(input.settings.nodes);
	for (const resource of input.resources.values()) {
		const node = kindOf(resource, input).node(resource.spec);
		if (Object.hasOwn(input.settings.nodes, node)) continue;
		const hint = didYouMean(node, known, "Declare it under \"nodes\" in phoenix.json.");
		const at = placeOf$1(resource, "/node", input);
		findings.push(finding$3("PHX503", `there is no node ${quote(node)} in phoenix.json`, {
			hint,
			at
		}));
	}
	return findings;
}
function edges(input) {
	const findings = [];
	const graph = /* @__PURE__ */ new Map();
	for (const resource of input.resources.values()) {
		const to = [...resource.refersTo ?? []];
		for (const edge of kindOf(resource, input).edges(resource)) {
			if (edge.when !== "gone") to.push(edge.to);
			if (!input.drafts.has(edge.to)) findings.push(unknownTarget(resource, edge, input));
		}
		if (to.length > 0) graph.set(resource.address, to);
	}
	for (const loop of loopsIn(graph)) {
		const resource = input.resources.get(loop[0]);
		const message = `resources depend on each other in a loop: ${[...loop, loop[0]].join(" → ")}`;
		const at = placeOfAddress(resource, loop[1] ?? resource.address, input);
		findings.push(finding$3("PHX506", message, {
			hint: "Remove one of these dependencies.",
			at
		}));
	}
	return findings;
}
function numbers(input) {
	const resources = [...input.resources.values()];
	const named = resources.flatMap((resource) => {
		return (kindOf(resource, input).strangers?.(resource.spec) ?? []).map(({ id, path }) => ({
			resource,
			id,
			path
		}));
	});
	if (named.length === 0) return [];
	const owners = new Map(resources.map((one) => [kindOf(one, input).id(one.spec), one.address]));
	return named.flatMap(({ resource, id, path }) => {
		const owner = owners.get(id);
		if (owner === void 0) return [];
		const message = `${id.replace(":", " ")} is ${owner} of this estate`;
		const hint = `Write ${quote(owner)} in place of the number, so that it is made first.`;
		return [finding$3("PHX507", message, {
			hint,
			at: placeOf$1(resource, path, input)
		})];
	});
}
function unknownTarget(resource, edge, input) {
	const others = [...input.drafts.keys()].filter((address) => address !== resource.address);
	const hint = didYouMean(edge.to, others, "Remove the dependency.");
	const at = placeOfAddress(resource, edge.to, input);
	return finding$3("PHX505", `there is no resource ${quote(edge.to)}`, {
		hint,
		at
	});
}
/** An edge does not say which key it came from, so the address itself is looked for, in the strongest file first. */
function placeOfAddress(resource, address, input) {
	for (const { file, value } of resource.contributions.toReversed()) {
		const path = placesIn(value).of(address);
		if (path !== null) return nearestPositionOf(input.tree, file, path, "value");
	}
	return nearestPositionOf(input.tree, resource.file, "", "value");
}
const places = /* @__PURE__ */ new WeakMap();
/** A file may name thousands of others: it is gone through once. */
function placesIn(value) {
	let known = places.get(value);
	if (!known) {
		known = listed(value);
		places.set(value, known);
	}
	return known;
}
function listed(value) {
	const [whole, referring] = [/* @__PURE__ */ new Map(), []];
	let order = 0;
	const gather = (inner, path) => {
		if (typeof inner === "string") {
			const found = {
				text: inner,
				path,
				order: order += 1
			};
			if (!whole.has(inner)) whole.set(inner, found);
			if (inner.includes("${")) referring.push(found);
		} else if (Array.isArray(inner)) inner.forEach((one, index) => gather(one, `${path}/${index}`));
		else if (isObject(inner)) for (const [key, one] of Object.entries(inner)) gather(one, `${path}${pointer(key)}`);
	};
	gather(value, "");
	return { of: (address) => {
		const own = whole.get(address);
		const reference = referring.find(({ text }) => text.includes(`\${${address}.`));
		return (own && reference ? own.order < reference.order ? own : reference : own ?? reference)?.path ?? null;
	} };
}
// src/config/declared-by.ts
/** By the settings of phoenix.json alone: equal ones are identical, so that resources may be used again. */
const known$3 = /* @__PURE__ */ new WeakMap();
function declaredBy(settings, kinds, drafts) {
	let told = settings;
	for (const kind of kinds.values()) {
		if (!kind.declares) continue;
		const own = [...drafts.values()].filter((draft) => draft.kind === kind && draft.complete);
		told = kind.declares(own, told);
	}
	if (told === settings) return settings;
	const all = known$3.get(settings) ?? /* @__PURE__ */ new Map();
	known$3.set(settings, all);
	const key = JSON.stringify(told);
	const same = all.get(key) ?? told;
	all.set(key, same);
	return same;
}
// src/config/profiles.ts
/** The names in a file's `extends`; whatever is wrong with them becomes a finding. */
function extendsOf(file, value, stack) {
	const list = value["extends"];
	if (list === void 0 || list === null) return [];
	if (Array.isArray(list) && list.every((name) => typeof name === "string")) return list;
	stack.findings.push(finding$3("PHX203", "\"extends\" must be a list of profile names", {
		hint: "Write \"extends\": [\"gpu\", \"docker-host\"], weakest first.",
		at: nearestPositionOf(stack.tree, file.path, "/extends", "value")
	}));
	return [];
}
/** Bases and environments apply by where they stand, so they cannot choose profiles. */
function refuseExtends(file, value, stack) {
	if (value["extends"] === void 0) return;
	stack.findings.push(finding$3("PHX204", "\"extends\" has no place in a base or an environment", {
		hint: "Extend the profile in the file of the resource, or in another profile.",
		at: nearestPositionOf(stack.tree, file.path, "/extends", "key")
	}));
}
/** The foundation of a file of `kind` that extends `names`. */
function foundationOf(kind, sets, file, names, stack) {
	const key = [kind, ...names].join("\0");
	const known = stack.foundations.get(key);
	if (known?.complete) return known;
	const order = [];
	let complete = true;
	names.forEach((name, index) => {
		const inner = orderOf(name, stack);
		if (inner === void 0) {
			complete = false;
			unknownProfile(file, index, name, stack);
		} else for (const one of inner) if (!order.includes(one)) order.push(one);
	});
	const files = order.map((name) => stack.layout.profiles.get(name));
	const base = stack.layout.bases.get(kind);
	const foundation = build(base ? [base, ...files] : files, sets, base, complete, stack);
	stack.foundations.set(key, foundation);
	return foundation;
}
function build(files, sets, base, found, stack) {
	const contributions = [];
	let merged = {};
	let [refers, complete] = [false, found];
	for (const file of files) {
		const parsed = parseFile(file, stack.twinOf(file.path));
		if (parsed.value === null) {
			complete = false;
			continue;
		}
		if (file === base) refuseExtends(file, parsed.value, stack);
		refers ||= parsed.refers;
		contributions.push({
			file: file.path,
			value: parsed.value
		});
		merged = mergePatch(merged, parsed.value, sets);
	}
	return {
		contributions,
		merged,
		refers,
		complete
	};
}
/** A profile and all that it extends, weakest first; undefined when there is no such profile. */
function orderOf(name, stack) {
	const file = stack.layout.profiles.get(name);
	if (!file) return void 0;
	stack.used.add(name);
	const known = stack.orders.get(name);
	if (known !== void 0) return known ?? [];
	stack.orders.set(name, null);
	const { value } = parseFile(file, stack.twinOf(file.path));
	const order = [];
	(value ? extendsOf(file, value, stack) : []).forEach((other, index) => {
		if (stack.orders.get(other) === null) loop(file, index, other, stack);
		const inner = orderOf(other, stack);
		if (inner === void 0) unknownProfile(file, index, other, stack);
		else for (const one of inner) if (!order.includes(one)) order.push(one);
	});
	order.push(name);
	stack.orders.set(name, order);
	return order;
}
function unknownProfile(file, index, name, stack) {
	stack.findings.push(finding$3("PHX201", `there is no profile ${quote(name)}`, {
		hint: didYouMean(name, [...stack.layout.profiles.keys()], "Write one as profiles/NAME.json."),
		at: nearestPositionOf(stack.tree, file.path, pointer("extends", index), "value")
	}));
}
function loop(file, index, name, stack) {
	const open = [...stack.orders].filter(([, order]) => order === null).map(([profile]) => profile);
	const path = [...open.slice(open.indexOf(name)), name];
	const other = stack.layout.profiles.get(name);
	stack.findings.push(finding$3("PHX202", `profiles extend each other in a loop: ${path.map((one) => quote(one)).join(" → ")}`, {
		hint: "Remove one of these `extends`.",
		at: nearestPositionOf(stack.tree, file.path, pointer("extends", index), "value"),
		also: nearestPositionOf(stack.tree, other.path, "/extends", "key")
	}));
}
// src/config/drafts.ts
const NOTHING$1 = /* @__PURE__ */ new Map();
/** One draft for each resource that the environment has, also for those whose files are broken. */
function draftsOf(input) {
	const { stack, env } = input;
	const overlay = env !== null && stack.layout.overlays.get(env) || NOTHING$1;
	const own = stack.layout.resources;
	const addresses = [...own.keys(), ...[...overlay.keys()].filter((address) => !own.has(address))].sort();
	const sets = new Map([...input.kinds].map(([name, kind]) => [name, new Set(kind.sets)]));
	const drafts = /* @__PURE__ */ new Map();
	for (const address of addresses) {
		const [base, over] = [own.get(address), overlay.get(address)];
		const file = base ?? over;
		const kind = input.kinds.get(file.kind);
		drafts.set(address, draft(file, base, over, kind, sets.get(file.kind), input));
	}
	return drafts;
}
function draft({ address, name, file }, base, over, kind, sets, { stack, previous }) {
	const parsed = base && parse(base.file, stack);
	const overlay = over && parse(over.file, stack);
	const names = parsed?.value ? extendsOf(file, parsed.value, stack) : [];
	const foundation = foundationOf(kind.kind, sets, file, names, stack);
	const contributions = [...foundation.contributions];
	if (parsed?.value) contributions.push({
		file: file.path,
		value: parsed.value
	});
	if (overlay?.value && over) {
		refuseExtends(over.file, overlay.value, stack);
		contributions.push({
			file: over.file.path,
			value: overlay.value
		});
	}
	const refers = foundation.refers || parsed?.refers === true || overlay?.refers === true;
	const earlier = previous?.resources.get(address);
	const twin = !refers && earlier && sameParts(earlier.contributions, contributions) ? earlier : void 0;
	return {
		address,
		kind,
		sets,
		name,
		file: file.path,
		contributions,
		merged: twin ? twin.merged : merge(foundation.merged, foundation.contributions.length, contributions, sets, stack),
		refers,
		complete: foundation.complete && parsed?.value !== null && overlay?.value !== null,
		overlayOnly: base === void 0,
		twin
	};
}
function parse(file, stack) {
	return parseFile(file, stack.twinOf(file.path));
}
function merge(below, done, contributions, sets, stack) {
	let merged = below;
	for (let index = done; index < contributions.length; index += 1) {
		const { file, value } = contributions[index];
		for (const idle of idleRemovals(merged, value, sets)) stack.findings.push(finding$3("PHX205", "this removes nothing: no base or profile adds it", {
			hint: "Correct the name, or remove the entry.",
			at: nearestPositionOf(stack.tree, file, idle, "value")
		}));
		merged = mergePatch(merged, value, sets);
	}
	return merged;
}
/** Parsed values are shared between trees where the texts are equal, so identical means equal. */
function sameParts(one, other) {
	if (one.length !== other.length) return false;
	return one.every(({ file, value }, index) => other[index]?.value === value && other[index].file === file);
}
// src/config/accepts.ts
/** Whether a schema takes a value, asked for thousands of files: only what is there is looked at, and the same value once. */
const known$2 = /* @__PURE__ */ new WeakMap();
/**
* Exactly `schema.safeParse(value).success`. zod asks the schema of every key, there or not, and a container has a
* hundred keys of which a file names ten; so objects, records and unions are asked part by part, and zod itself only
* about what is left, and about whatever is not taken at once.
*/
function accepts(schema, value) {
	let verdict = known$2.get(schema);
	if (!verdict) {
		verdict = verdictOf(schema);
		known$2.set(schema, verdict);
	}
	return verdict(value);
}
function verdictOf(schema) {
	const whole = (value) => safeParse(schema, value).success;
	const parts = byParts(schema instanceof ZodOptional ? schema.def.innerType : schema);
	return parts ? (value) => parts(value) || whole(value) : remembering(whole);
}
/** Says yes only where zod does; null for a schema that has to be asked as a whole. */
function byParts(schema) {
	if (!(schema instanceof ZodType) || schema.def.checks && schema.def.checks.length > 0) return null;
	if (schema instanceof ZodObject) return schema.def.catchall instanceof ZodNever ? strictObject(schema) : null;
	if (schema instanceof ZodRecord) return schema.keyType instanceof ZodString ? record(schema) : null;
	if (!(schema instanceof ZodUnion) || schema instanceof ZodXor) return null;
	const options = schema.options.map(verdictOf);
	return (value) => options.some((option) => option(value));
}
function strictObject({ def: { shape } }) {
	const entries = Object.entries(shape);
	const required = entries.filter(([, one]) => !(one instanceof ZodOptional)).map(([key]) => key);
	const keys = new Map(entries.map(([key, one]) => [key, lazily(one)]));
	return (value) => {
		if (!isObject(value)) return false;
		for (const key of required) if (value[key] === void 0) return false;
		for (const key of Object.keys(value)) if (!keys.get(key)?.(value[key])) return false;
		return true;
	};
}
function record({ keyType, valueType }) {
	const [takesKey, takesValue] = [verdictOf(keyType), verdictOf(valueType)];
	return (value) => {
		if (!isObject(value)) return false;
		return Object.keys(value).every((key) => takesKey(key) && takesValue(value[key]));
	};
}
/** Most of a hundred keys are never asked for. */
function lazily(schema) {
	let verdict;
	return (value) => (verdict ??= verdictOf(schema))(value);
}
/** Values of one key that are kept in mind: bridges, sizes and tags repeat; numbers of guests and addresses do not. */
const MOST_VALUES = 64;
function remembering(verdict) {
	const answers = /* @__PURE__ */ new Map();
	const ofTexts = /* @__PURE__ */ new Map();
	const remembered = (known, key, value) => {
		let answer = known.get(key);
		if (answer === void 0) {
			answer = verdict(value);
			if (known.size < MOST_VALUES) known.set(key, answer);
		}
		return answer;
	};
	return (value) => typeof value === "object" && value !== null ? remembered(ofTexts, JSON.stringify(value), value) : remembered(answers, value, value);
}
// src/config/json-schema.ts
/** What the zod schemas that check the files say as JSON Schema: for hints, and for editors (schema-files.ts). */
const byKind = /* @__PURE__ */ new WeakMap();
/** The schema of `phoenix.json`. */
const schemaOfSettings = once(() => generate(settingsSchema));
/** The schema of a resource's own file. */
function schemaOfKind(kind) {
	let schema = byKind.get(kind);
	if (!schema) {
		schema = withCoreKeys(generate(kind.schema));
		byKind.set(kind, schema);
	}
	return schema;
}
function withCoreKeys(schema) {
	const { $schema: _, ...suppress } = generate(suppressSchema);
	const properties = Object.assign({ $schema: SCHEMA_KEY }, schema.properties, {
		$schema: SCHEMA_KEY,
		extends: EXTENDS_KEY,
		suppress
	});
	return {
		...schema,
		properties
	};
}
const SCHEMA_KEY = { type: "string" };
const EXTENDS_KEY = {
	type: "array",
	items: { type: "string" },
	description: "Profiles, weakest first."
};
/** What zod can say of a schema in JSON Schema. Its word for a prefix is no format that others know; the pattern says it. */
function generate(schema) {
	return toJSONSchema(schema, {
		io: "input",
		unrepresentable: "any",
		override: ({ jsonSchema }) => {
			if (jsonSchema.format === "starts_with") delete jsonSchema.format;
		}
	});
}
// src/config/references.ts
/** `${self.net0.address}`, `${lxc/db.net0.address}`, `${secret:…}`: found, checked, and replaced where git knows the value. */
/** What cloud-init is told: `/cloudInit/userData/…`. */
const isCloudConfig = ([first, second, ...rest]) => first === "cloudInit" && (second === "userData" || second === "vendorData") && rest.length > 0;
/** Values of variables, options of features, words of health checks, and what cloud-init is told. */
function isAllowed(segments) {
	const [first, , ...rest] = segments;
	if (isCloudConfig(segments)) return true;
	return first === "env" ? rest.length === 0 : (first === "features" || first === "health") && rest.length > 0;
}
/** `$${` stands for a literal `${`. */
const TOKEN = /\$\$\{|\$\{([^{}]*)\}|\$\{/g;
/** Replaces every reference of a resource; pure. */
function replaceReferences(input) {
	const work = {
		input,
		refersTo: /* @__PURE__ */ new Set(),
		late: /* @__PURE__ */ new Map(),
		issues: []
	};
	const merged = replaceIn(input.merged, [], work);
	const late = [...work.late.values()].toSorted((a, b) => a.text < b.text ? -1 : 1);
	return {
		merged,
		refersTo: [...work.refersTo].sort(),
		late,
		issues: work.issues
	};
}
function replaceIn(value, path, work) {
	if (typeof value === "string") return value.includes("${") ? replaceText(value, path, work) : value;
	if (Array.isArray(value)) return value.map((one, index) => replaceIn(one, [...path, index], work));
	if (!isObject(value)) return value;
	const copy = {};
	for (const key of Object.keys(value)) copy[key] = replaceIn(value[key], [...path, key], work);
	return copy;
}
/** Of one text: all stand at the same place, and a text of nothing else has thousands. */
const MOST_ISSUES = 10;
function replaceText(text, segments, work) {
	const path = pointer(...segments);
	const most = work.issues.length + MOST_ISSUES;
	return text.replace(TOKEN, (token, inside, at) => {
		if (work.issues.length >= most) return token;
		if (token === "$${") {
			if (!text.startsWith("secret:", at + token.length) || !mayHoldSecrets(segments)) return "${";
			work.issues.push({
				...literalSecret(text),
				path,
				what: "value"
			});
			return token;
		}
		const answer = inside === void 0 ? unclosed(text) : answerTo(inside.trim(), text, segments, work, path);
		if (typeof answer === "string") return answer;
		if (answer) work.issues.push({
			...answer,
			path,
			what: "value"
		});
		return token;
	});
}
const problem = (id, message, hint) => ({
	id,
	message,
	hint
});
const LITERAL = "Write $${ where the text itself shall hold ${.";
function unclosed(text) {
	return problem("PHX401", `the reference in ${quote(text)} has no closing "}"`, `Close it. ${LITERAL}`);
}
function literalSecret(text) {
	return problem("PHX401", `${quote(text)} holds the text of a reference to a secret`, "Write it otherwise: here it would be taken for a reference to a secret.");
}
/** The headers of a health check: `/health/NAME/headers/HEADER`. */
function isHeader([first, , key, ...rest]) {
	return first === "health" && key === "headers" && rest.length === 1;
}
function mayHoldSecrets(segments) {
	return segments[0] === "env" || isHeader(segments) || isCloudConfig(segments);
}
function notWhole(reference) {
	return problem("PHX406", `the secret ${quote(reference)} is not the whole value`, "Let it be the whole value, without blanks or text around it.");
}
/** Whether an option is a secret one, the feature knows; whether the secret is there, its provider; its value, an apply. */
function problemOfSecret(name, text, segments) {
	const reference = `\${${name}}`;
	const what = `the secret ${quote(reference)}`;
	const takesWhole = segments[0] === "env" || isCloudConfig(segments);
	if (segments[0] === "features" || takesWhole && text === reference) return null;
	if (takesWhole) return notWhole(reference);
	if (isHeader(segments)) return text.includes(reference) ? null : problem("PHX401", `${what} is not written so`, `Write ${reference}.`);
	return problem("PHX406", `${what} would be seen here`, "Remove it: checks stand in plans, but for \"headers\", which take secrets.");
}
/** The value, what is wrong, or null where another finding already says it. */
function answerTo(name, text, segments, work, path) {
	if (name.startsWith("secret:") && work.input.secretAt?.includes(path)) return text === `\${${name}}` ? null : notWhole(`\${${name}}`);
	if (segments.length < 2 || !isAllowed(segments)) {
		const hint = `References are allowed in the values of "env", in options of "features" and in "health" only. ${LITERAL}`;
		return problem("PHX402", `${fieldName(path)} holds the reference ${quote(`\${${name}}`)}`, hint);
	}
	if (name.startsWith("secret:")) return problemOfSecret(name, text, segments);
	const target = targetOf(name, work.input);
	if (!target) {
		const hint = `Write \${self.net0.address} or \${lxc/NAME.net0.address}. ${LITERAL}`;
		return problem("PHX401", `the reference ${quote(`\${${name}}`)} cannot be understood`, hint);
	}
	const { address, field } = target;
	if (!work.input.addresses.has(address)) {
		const hint = didYouMean(address, [...work.input.addresses.keys()], "Name a resource of this estate.");
		return problem("PHX403", `there is no resource ${quote(address)}`, hint);
	}
	if (address !== work.input.self) work.refersTo.add(address);
	const outputs = work.input.outputsOf(address);
	if (!outputs) return null;
	const value = Object.hasOwn(outputs, field) ? outputs[field] : void 0;
	if (value === void 0) {
		const hint = didYouMean(field, Object.keys(outputs), "It has no values to refer to.");
		return problem("PHX404", `${address} has no value ${quote(field)}`, hint);
	}
	if (value === null) {
		if (segments[0] !== "env" && work.input.isLearned?.(address, field) === true) {
			const token = `\${${name}}`;
			work.late.set(token, {
				text: token,
				to: address,
				field
			});
			return token;
		}
		return problem("PHX405", `the value ${quote(field)} of ${address} is only known after an apply`, "Give it a fixed value in git, such as a static address, and refer to that.");
	}
	return value;
}
/** Names may hold dots, so the longest address that exists wins. */
function targetOf(name, input) {
	if (name.startsWith("self.")) return {
		address: input.self,
		field: name.slice(5)
	};
	if (!/^[a-z]+\/[^\s/]+\.[^\s]+$/.test(name)) return null;
	for (let dot = name.lastIndexOf("."); dot > 0; dot = name.lastIndexOf(".", dot - 1)) {
		const address = name.slice(0, dot);
		if (input.addresses.has(address)) return {
			address,
			field: name.slice(dot + 1)
		};
	}
	const words = name.split(".");
	const cut = Math.max(1, words.length - 2);
	return {
		address: words.slice(0, cut).join("."),
		field: words.slice(cut).join(".")
	};
}
// src/config/resolved.ts
const NOTHING_ASKED = /* @__PURE__ */ new Map();
const NO_HASHES = /* @__PURE__ */ new Map();
const homes = /* @__PURE__ */ new WeakMap();
/** The kind of a loaded resource; undefined for one that was made otherwise. */
function homeOf(resource) {
	return homes.get(resource);
}
/** What a kind made of a loaded resource is as much at home as that one. */
function settle(resource, from) {
	const home = homes.get(from);
	if (home) homes.set(resource, home);
}
/** Every resource that is right in itself. */
function resolveDrafts(context) {
	const resources = /* @__PURE__ */ new Map();
	const referring = [];
	for (const draft of context.drafts.values()) {
		const resource = reused(draft, context) ?? checked(draft, context, {
			merged: draft.merged,
			quiet: draft.refers
		});
		if (resource) resources.set(draft.address, resource);
		if (draft.refers) referring.push(draft);
	}
	for (const draft of referring) {
		const replaced = replaceReferences({
			self: draft.address,
			merged: draft.merged,
			...draft.kind.secretAt ? { secretAt: draft.kind.secretAt } : {},
			addresses: context.drafts,
			outputsOf: (address) => {
				const other = resources.get(address);
				return other && context.drafts.get(address)?.kind.outputs(other.spec);
			},
			isLearned: (address, field) => {
				const other = resources.get(address);
				const kind = context.drafts.get(address)?.kind;
				return other !== void 0 && (kind?.learns?.(other.spec, context.drafts) ?? []).includes(field);
			}
		});
		report$1(draft, draft.merged, replaced.issues.map(found), context);
		const { merged, refersTo, late } = replaced;
		const resource = checked(draft, context, {
			merged,
			refersTo,
			late,
			spoiled: replaced.issues.map((issue) => issue.path)
		});
		if (resource) resources.set(draft.address, resource);
		else resources.delete(draft.address);
	}
	return resources;
}
function reused(draft, context) {
	const home = draft.twin && context.reuse ? homes.get(draft.twin) : void 0;
	const answers = home?.asked;
	if (!draft.twin || !answers) return null;
	if (home.features && home.features !== context.features()) return null;
	for (const [address, merged] of answers) if ((context.drafts.get(address)?.merged ?? null) !== merged) return null;
	for (const [path, hash] of home.hashes) if (context.keptHash(path) !== hash) return null;
	return draft.twin;
}
/** What is said of a value, or of the list that it stands in, comes of the reference that is in it still. */
const isSpoiled = (path, spoiled) => spoiled.some((one) => one === path || one.startsWith(`${path}/`) && /^\d+$/.test(one.slice(path.length + 1)));
function checked(draft, context, round) {
	const { merged, refersTo = [], late = [], spoiled = [] } = round;
	const { kind } = draft;
	const findings = [];
	const isAccepted = accepts(kind.schema, merged);
	if (!isAccepted) {
		const error = kind.schema.safeParse(merged).error;
		for (const issue of issuesOf(error, merged, () => schemaOfKind(kind))) {
			if (issue.id === "PHX304" && !draft.complete) continue;
			if (!isSpoiled(issue.path, spoiled)) findings.push(found(withNearName(issue, draft, context)));
		}
	}
	let spec = null;
	let answers;
	let features = null;
	let hashes;
	if (isAccepted && draft.complete && context.settings) {
		const { address, name } = draft;
		const mergedOf = (other) => {
			const answer = context.drafts.get(other)?.merged ?? null;
			answers ??= /* @__PURE__ */ new Map();
			answers.set(other, answer);
			return answer;
		};
		const askedHash = (path) => {
			const hash = context.keptHash(path);
			hashes ??= /* @__PURE__ */ new Map();
			hashes.set(path, hash);
			return hash;
		};
		const resolved = kind.resolve({
			address,
			name,
			merged,
			isAccepted: true,
			settings: context.settings,
			mergedOf,
			features: () => features = context.features(),
			keptHash: askedHash,
			keptText: (path) => askedHash(path) === null ? null : context.keptText(path)
		});
		findings.push(...resolved.findings.filter(({ path }) => !isSpoiled(path, spoiled)));
		spec = resolved.spec;
	}
	if (!round.quiet) report$1(draft, merged, findings, context);
	if (spec === null) return null;
	const { address, name, file, contributions } = draft;
	const resource = {
		address,
		kind: kind.kind,
		name,
		file,
		contributions,
		merged,
		spec,
		...refersTo.length > 0 && { refersTo },
		...late.length > 0 && { late }
	};
	const isClean = findings.length === 0 && !draft.refers;
	homes.set(resource, {
		kind,
		sets: draft.sets,
		asked: isClean ? answers ?? NOTHING_ASKED : null,
		features,
		hashes: hashes ?? NO_HASHES
	});
	return resource;
}
function found(issue) {
	return {
		...issue,
		severity: FINDINGS[issue.id].severity
	};
}
/** A slip in the name of an overlay makes a new resource, of which nearly everything is missing. */
function withNearName(issue, draft, context) {
	if (!draft.overlayOnly || issue.id !== "PHX304") return issue;
	const others = [...context.drafts.values()].filter((other) => !other.overlayOnly).map((other) => other.address);
	const name = nearest(draft.address, others);
	if (name === null) return issue;
	return {
		...issue,
		hint: `Only this environment has ${draft.address}; did you mean ${quote(name)}? ${issue.hint}`
	};
}
function report$1(draft, merged, findings, context) {
	for (const { path, what, ...finding } of findings) {
		const at = placeOfField(context.tree, {
			...draft,
			merged
		}, draft.sets, path, what ?? "value");
		context.findings.push({
			...finding,
			at
		});
	}
}
// src/config/expand.ts
/** The resources of the estate, in the order of their files; the same map where every file stands for itself. */
function expandAll(context) {
	const { tree, settings, kinds, resources, findings } = context;
	const expanded = /* @__PURE__ */ new Map();
	let same = true;
	const guestOf = (one) => kinds.get(one.kind)?.guest?.(one.spec) ?? null;
	for (const resource of resources.values()) {
		const kind = kinds.get(resource.kind);
		const result = kind?.expand?.({
			resource,
			resources,
			settings,
			guestOf
		});
		if (!result) {
			expanded.set(resource.address, resource);
			continue;
		}
		for (const one of result.resources) {
			if (one !== resource) settle(one, resource);
			same &&= one === resource;
			expanded.set(one.address, one);
		}
		same &&= result.resources.length === 1;
		for (const { path, ...found } of result.findings) findings.push({
			...found,
			at: placeOfField(tree, resource, new Set(kind?.sets ?? []), path, "value")
		});
	}
	return carried(context, same ? resources : expanded);
}
/** A resource with others that it stands on: the same one again where both are, so that identity goes on meaning equality. */
const standing = /* @__PURE__ */ new WeakMap();
function onTop(resource, needs) {
	const refersTo = [.../* @__PURE__ */ new Set([...resource.refersTo ?? [], ...needs])].toSorted();
	const key = refersTo.join(" ");
	const known = standing.get(resource);
	if (known?.key === key) return known.resource;
	const made = {
		...resource,
		refersTo
	};
	settle(made, resource);
	standing.set(resource, {
		key,
		resource: made
	});
	return made;
}
/** With what each stands on, as the kinds of those tell. */
function carried({ kinds, settings }, resources) {
	const needs = /* @__PURE__ */ new Map();
	for (const kind of kinds.values()) {
		const found = kind.carries?.({
			resources,
			settings,
			storedOf: (one) => kinds.get(one.kind)?.stored?.(one.spec) ?? null,
			guestOf: (one) => kinds.get(one.kind)?.guest?.(one.spec) ?? null
		});
		for (const [address, others] of found ?? []) {
			const own = others.filter((other) => other !== address);
			if (own.length > 0) needs.set(address, [...needs.get(address) ?? [], ...own]);
		}
	}
	if (needs.size === 0) return resources;
	const entries = [...resources].map(([address, resource]) => {
		const own = needs.get(address);
		return [address, own ? onTop(resource, own) : resource];
	});
	return new Map(entries);
}
// src/config/kept-hash.ts
/** Hashes of files that are kept as bytes: what tells whether one of them is another one now. */
/** Trees of several commits share the bytes of what did not change. */
const known$1 = /* @__PURE__ */ new WeakMap();
function hashOf(bytes) {
	const hash = known$1.get(bytes) ?? sha256(bytes).slice(0, 32);
	known$1.set(bytes, hash);
	return hash;
}
/** 32 hex digits; null for a file that is not there. */
function keptHash({ kept }, path) {
	const bytes = kept?.get(path);
	return bytes ? hashOf(bytes) : null;
}
/** The text of such a file; null for one that is not there. */
function keptText({ kept }, path) {
	const bytes = kept?.get(path);
	return bytes ? Buffer.from(bytes).toString("utf8") : null;
}
// src/config/layout.ts
/** Letters, digits, `.`, `_` and `-`: nothing that a shell, Markdown or a reference reads as more than a name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** Sorts the files of a tree into their roles; what has none becomes a finding. */
function layOut(tree, kinds) {
	const work = {
		tree,
		kinds,
		bases: /* @__PURE__ */ new Map(),
		profiles: /* @__PURE__ */ new Map(),
		resources: /* @__PURE__ */ new Map(),
		overlays: /* @__PURE__ */ new Map(),
		findings: [],
		strange: /* @__PURE__ */ new Set(),
		settings: null
	};
	for (const file of tree.files.values()) place(file, file.path.split("/"), work);
	return work;
}
function place(file, segments, work) {
	const [folder, second] = segments;
	if (second === void 0) return placeTop(file, folder, work);
	if (folder === "environments") return placeOverlay(file, segments, work);
	if (!work.kinds.has(folder) && folder !== "base" && folder !== "profiles") return strangeFolder(file, folder, "", work);
	if (segments.length > 2) return outOfPlace(file, `${folder}/NAME.json`, work);
	const name = nameOf$2(second);
	if (folder === "base") {
		if (!work.kinds.has(name)) return unknownBase(file, name, work);
		put(work.bases, name, file, work);
	} else if (!NAME.test(name)) badName(file, name, work);
	else if (folder === "profiles") put(work.profiles, name, file, work);
	else putResource(work.resources, folder, name, file, work);
}
function placeTop(file, name, work) {
	if (nameOf$2(name) !== "phoenix") return outOfPlace(file, "KIND/NAME.json", work);
	work.settings = work.settings ? oneOf(file, work.settings, work) : file;
}
function placeOverlay(file, segments, work) {
	const [, env, kind, last] = segments;
	if (last === void 0 || kind === void 0 || env === void 0 || segments.length > 4) return outOfPlace(file, "environments/ENVIRONMENT/KIND/NAME.json", work);
	if (!NAME.test(env)) return badName(file, env, work);
	if (!work.kinds.has(kind)) return strangeFolder(file, kind, `environments/${env}/`, work);
	const name = nameOf$2(last);
	if (!NAME.test(name)) return badName(file, name, work);
	const overlay = work.overlays.get(env) ?? /* @__PURE__ */ new Map();
	work.overlays.set(env, overlay);
	putResource(overlay, kind, name, file, work);
}
function nameOf$2(fileName) {
	return fileName.endsWith(".jsonc") ? fileName.slice(0, -6) : fileName.slice(0, -5);
}
function putResource(map, kind, name, file, work) {
	const address = `${kind}/${name}`;
	const before = map.get(address);
	map.set(address, {
		address,
		kind,
		name,
		file: before ? oneOf(file, before.file, work) : file
	});
}
function put(map, name, file, work) {
	const before = map.get(name);
	map.set(name, before ? oneOf(file, before, work) : file);
}
function report(id, file, message, hint, work) {
	work.findings.push(finding$3(id, message, {
		hint,
		at: wholeFile(file.path)
	}));
}
/** Of two files with the same name the .json goes on, in whatever order they come; the other one is told of. */
function oneOf(file, other, work) {
	const [kept, left] = file.path < other.path ? [file, other] : [other, file];
	const message = `${quote(kept.path)} has the same name`;
	const [at, also] = [wholeFile(left.path), wholeFile(kept.path)];
	work.findings.push(finding$3("PHX012", message, {
		hint: "Keep one of the two files.",
		at,
		also
	}));
	return kept;
}
function badName(file, name, work) {
	report("PHX011", file, `the name ${quote(name)} cannot be used`, "Use letters, digits, \".\", \"_\" and \"-\", at most 100, and start with a letter or a digit.", work);
}
function outOfPlace(file, place, work) {
	report("PHX010", file, "nothing is read from here", `Move it to ${place}.`, work);
}
function strangeFolder(file, folder, parent, work) {
	if (work.strange.has(`${parent}${folder}`)) return;
	work.strange.add(`${parent}${folder}`);
	const known = parent === "" ? [
		...work.kinds,
		"base",
		"profiles",
		"environments"
	] : [...work.kinds];
	report("PHX009", file, `this version has no kind ${quote(folder)}, so the folder ${quote(`${parent}${folder}`)} is not read`, didYouMean(folder, known, "Remove it."), work);
}
function unknownBase(file, name, work) {
	report("PHX009", file, `this version has no kind ${quote(name)}, so this base has no effect`, didYouMean(name, [...work.kinds], "Remove it."), work);
}
// src/config/read-settings.ts
/** What there is to go on with where phoenix.json is missing or wrong. */
const standIn = () => settingsSchema.parse({
	name: "unnamed",
	nodes: {}
});
/** By parsed file: an unchanged file gives the same object, so that equal settings are identical. */
const known = /* @__PURE__ */ new WeakMap();
function readSettings(tree, file, twin) {
	if (!file) {
		const missing = finding$3("PHX001", "there is no phoenix.json", {
			hint: "Write one, such as { \"name\": \"lab\", \"nodes\": { \"pve1\": {} } }, or run `phoenix init`.",
			at: wholeFile("phoenix.json")
		});
		return {
			settings: standIn(),
			valid: false,
			findings: [missing]
		};
	}
	const { value, findings } = parseFile(file, twin);
	if (!value) return {
		settings: standIn(),
		valid: false,
		findings
	};
	const { settings, issues } = known.get(value) ?? check(value);
	const placed = issues.map((issue) => finding$3(issue.id, issue.message, {
		hint: issue.hint,
		at: nearestPositionOf(tree, file.path, issue.path, issue.what)
	}));
	return {
		settings: settings ?? standIn(),
		valid: settings !== null,
		findings: [...findings, ...placed]
	};
}
function check(value) {
	const parsed = settingsSchema.safeParse(value, { jitless: true });
	const checked = parsed.success ? {
		settings: parsed.data,
		issues: []
	} : {
		settings: null,
		issues: issuesOf(parsed.error, value, schemaOfSettings)
	};
	known.set(value, checked);
	return checked;
}
// src/config/estate.ts
/** The whole road from a tree of files to typed resources, with everything that is wrong on the way. Pure; never throws on input. */
/** Parses, merges, checks and resolves all files of a tree. What is wrong stands in `findings`, of all files at once. */
function loadEstate(tree, options) {
	const { env, kinds, previous } = options;
	const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
	const layout = layOut(tree, new Set(options.folders ?? byName.keys()));
	const findings = [...tree.findings, ...layout.findings];
	const twinOf = (path) => previous?.tree.files.get(path);
	for (const file of tree.files.values()) findings.push(...parseFile(file, twinOf(file.path)).findings);
	const read = readSettings(tree, layout.settings, layout.settings ? twinOf(layout.settings.path) : void 0);
	findings.push(...read.findings);
	if (env !== null && !layout.overlays.has(env)) findings.push(unknownEnvironment(env, layout));
	const stack = {
		tree,
		layout,
		findings,
		orders: /* @__PURE__ */ new Map(),
		foundations: /* @__PURE__ */ new Map(),
		used: /* @__PURE__ */ new Set(),
		twinOf
	};
	const drafts = draftsOf({
		stack,
		kinds: byName,
		env,
		previous
	});
	const settings = read.valid ? declaredBy(read.settings, byName, drafts) : null;
	const reuse = previous !== void 0 && previous.settings === settings && previous.env === env;
	let features = null;
	const openFeatures = () => features ??= featuresOf$1(tree, options.shipped ?? null, previous?.features ?? null);
	const resources = resolveDrafts({
		tree,
		drafts,
		settings,
		reuse,
		features: openFeatures,
		keptHash: (path) => keptHash(tree, path),
		keptText: (path) => keptText(tree, path),
		findings
	});
	if (bringsFeatures(tree)) openFeatures();
	if (settings) findings.push(...betweenResources({
		tree,
		settings,
		drafts,
		resources
	}));
	const expanded = settings ? expandAll({
		tree,
		settings,
		kinds: byName,
		resources,
		findings
	}) : resources;
	findings.push(...unusedProfiles(stack), ...featureFindings(features, expanded, byName).filter(({ id }) => id !== "PHX734" || errorsIn(findings).length === 0), ...secretFindings({
		tree,
		resources: expanded,
		kinds: byName
	}));
	return {
		tree,
		layout,
		env,
		settings: settings ?? read.settings,
		resources: expanded,
		features,
		findings: inOrder(findings)
	};
}
function featureFindings(features, resources, kinds) {
	if (!features) return [];
	const used = new Set([...resources.values()].flatMap(({ kind, spec }) => kinds.get(kind)?.features?.(spec) ?? []));
	return [...features.findings, ...lockFindings(features, used)];
}
/** The environments that a tree has. */
function environmentsOf(tree) {
	const names = /* @__PURE__ */ new Set();
	for (const path of tree.files.keys()) {
		const [folder, name, kind] = path.split("/");
		if (folder === "environments" && name !== void 0 && kind !== void 0) names.add(name);
	}
	return [...names].sort();
}
function unknownEnvironment(env, layout) {
	return finding$3("PHX207", `there is no environment ${quote(env)}`, { hint: didYouMean(env, [...layout.overlays.keys()], "Leave --env out: this estate has no environments.") });
}
function unusedProfiles({ layout, used }) {
	return [...layout.profiles].filter(([name]) => !used.has(name)).map(([name, file]) => finding$3("PHX206", `nothing extends the profile ${quote(name)}`, {
		hint: "Name it in \"extends\", or remove the file.",
		at: wholeFile(file.path)
	}));
}
/** By place, then id, then text; each once: a fault of a base is found in every resource on it. */
function inOrder(findings) {
	if (findings.length < 2) return findings;
	const spoiled = new Set(findings.filter((one) => one.id.startsWith("PHX10")).map((one) => placeKey(one.at)));
	const kept = findings.filter((one) => !one.id.startsWith("PHX30") || !spoiled.has(placeKey(one.at)));
	return [...new Map(kept.map((one) => [keyOf$1(one), one]))].sort(([a], [b]) => a < b ? -1 : 1).map(([, one]) => one);
}
/** What a finding is known by: two with the same key are one. */
function keyOf$1({ at, id, message, also }) {
	return [
		placeKey(at),
		id,
		message,
		placeKey(also)
	].join("\0");
}
function placeKey(at) {
	if (!at) return "";
	return [
		at.file,
		String(at.line).padStart(7, "0"),
		String(at.column).padStart(7, "0")
	].join("\0");
}
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
function concealed(findings, secrets, catalogue) {
	if (secrets.length === 0) return findings;
	const byLine = startsByLine(secrets);
	return findings.map((one) => {
		const { message, hint = "", at, also } = one;
		return [at, also].some((place) => {
			const starts = place && byLine.get(lineOf(place));
			return starts !== void 0 && (holdsOne(message, starts) || holdsOne(hint, starts));
		}) ? withoutValues(one, catalogue()) : one;
	});
}
function withoutValues(one, catalogue) {
	const title = catalogue.get(one.id)?.title ?? one.id;
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
const isAdjustable = (id, catalogue) => catalogue().get(id)?.isAdjustable ?? false;
/** Findings as bad as the estate says, those that nobody wants to hear of apart. */
function judge$1(found, { before, ...ends }) {
	const { estate, catalogue } = ends;
	const counts = once(() => countsOf(before?.() ?? []));
	const inBase = (one) => {
		const left = counts().get(nameOf$1(one)) ?? 0;
		counts().set(nameOf$1(one), left - 1);
		return left > 0;
	};
	const own = [...wrongSettings(ends), ...milder(ends)];
	const wanted = suppressionsOf(ends, own);
	const used = /* @__PURE__ */ new Set();
	const findings = [];
	const suppressed = [];
	for (const one of found) {
		const word = isAdjustable(one.id, catalogue) ? wordFor(one, ends, inBase) : one.severity;
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
function isAsked({ file, id }, { estate, base, catalogue }) {
	if (errorsIn(estate.findings).length > 0) return false;
	const [folder, env] = file.split("/");
	if (folder === "environments" && env !== estate.env) return false;
	return base !== null || catalogue().get(id)?.ofChanges !== true;
}
/** The same in both revisions, wherever its line stands now. */
const nameOf$1 = ({ id, message, at }) => `${id} ${at?.file} ${message}`;
/** Not every message tells of whom it is. */
function countsOf(findings) {
	const counts = /* @__PURE__ */ new Map();
	for (const one of findings) counts.set(nameOf$1(one), (counts.get(nameOf$1(one)) ?? 0) + 1);
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
function suppressionsOf({ estate, catalogue }, findings) {
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
		for (const [id, reason] of Object.entries(parsed.data)) if (isAdjustable(id, catalogue)) all.set(keyOf(id, file), {
			file,
			id,
			reason
		});
		else findings.push(fixed(id, estate, catalogue(), file, pointer("suppress", id)));
	}
	return all;
}
/** Zod's own words of a value that is no text say nothing to a person. */
function wrongReason(issue) {
	return issue === void 0 || issue.code === "invalid_type" ? "must say why" : issue.message;
}
const settingsFile = ({ layout }) => layout.settings?.path ?? "phoenix.json";
/** A change that loosens a rule says so itself: nothing else in a plan would. */
function milder({ estate, base, catalogue }) {
	if (!base) return [];
	return [.../* @__PURE__ */ new Set([...Object.keys(estate.settings.rules), ...Object.keys(base.settings.rules)])].flatMap((id) => {
		if (!isAdjustable(id, catalogue)) return [];
		const usual = catalogue().get(id)?.severity ?? "error";
		const [before, now] = [base, estate].map(({ settings }) => settings.rules[id] ?? usual);
		if (before === void 0 || now === void 0 || STRICT.indexOf(now) >= STRICT.indexOf(before)) return [];
		const was = before === "error" ? "an error" : `a ${before}`;
		const at = nearestPositionOf(estate.tree, settingsFile(estate), pointer("rules", id), "key");
		return [finding("PHX953", `${id} was ${was} and is ${now === "off" ? "turned off" : `a ${now}`} from now on`, "Look whether that is meant; it holds for what this change brings only when it is merged.", at)];
	});
}
function wrongSettings({ estate, catalogue }) {
	const file = settingsFile(estate);
	return Object.keys(estate.settings.rules).filter((id) => !isAdjustable(id, catalogue)).map((id) => fixed(id, estate, catalogue(), file, pointer("rules", id)));
}
function fixed(id, { tree }, catalogue, file, path) {
	const known = catalogue.get(id);
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
// src/rules/check/run.ts
/**
* Rules over an estate: what they find joins what was found on loading, each as bad as `phoenix.json` says, without what
* files suppress. Pure. Whoever calls says which rules there are: check.ts all of them, for-kinds.ts those of some kinds.
*/
/** The estate with everything that is found in it. An estate whose files are broken is asked as far as it goes. */
function runRules(estate, { base, rules, catalogue }) {
	const input = inputOf(estate, base);
	const findings = [...estate.findings];
	const better = /* @__PURE__ */ new Map();
	const secrets = [];
	for (const rule of rules) for (const breach of rule.check(input)) {
		const finding = findingOf(rule, breach, estate);
		findings.push(finding);
		if (breach.instead) better.set(finding, breach.instead);
		if (breach.secret !== void 0 && finding.at) secrets.push({
			at: finding.at,
			text: breach.secret
		});
	}
	const before = () => base ? runRules(base, {
		base: null,
		rules,
		catalogue
	}).findings : [];
	const judged = judge$1(findings, {
		estate,
		base,
		before,
		catalogue
	});
	const kept = better.size === 0 ? judged.findings : withoutLesser(judged.findings, better);
	return {
		...estate,
		findings: inOrder(concealed(kept, secrets, catalogue)),
		suppressed: suppressedInOrder(judged.suppressed, secrets, catalogue)
	};
}
/** As findings that nobody suppresses: in their order, and without what is secret. */
function suppressedInOrder(suppressed, secrets, catalogue) {
	if (suppressed.length === 0) return suppressed;
	const findings = concealed(suppressed.map(({ finding }) => finding), secrets, catalogue);
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
const NO_SETS$1 = /* @__PURE__ */ new Set();
function placeOf(spot, { tree }) {
	if ("line" in spot) return spot;
	if ("file" in spot) return nearestPositionOf(tree, spot.file, spot.path, spot.what ?? "value");
	const { resource, path, what = "value" } = spot;
	return placeOfField(tree, resource, setsOf(resource), path, what);
}
const setsOf = (resource) => homeOf(resource)?.sets ?? NO_SETS$1;
// src/config/beside-files.ts
function isBesideFiles(one) {
	return isOfLibrary(one) || Object.hasOwn(VAULT_FINDINGS, one.id);
}
// src/sources/package.ts
/** What lies beside the running code: the action's own folder, with its workflows. */
/** The folder that holds `action.yml`: the checkout of Phoenix, whether the sources run or a chunk of `dist/`. */
function packageFolder() {
	let folder = dirname(fileURLToPath(import.meta.url));
	while (!existsSync(join(folder, "action.yml")) && folder !== dirname(folder)) folder = dirname(folder);
	return folder;
}
/** A file of the package as text, such as `.github/workflows/plan.yml`. */
function packageFile(path) {
	return readFileSync(join(packageFolder(), path), "utf8");
}
function git(...args) {
	try {
		const cwd = packageFolder();
		const { PATH, HOME } = process$1.env;
		return execFileSync("git", args, {
			cwd,
			env: {
				PATH,
				HOME
			},
			encoding: "utf8",
			stdio: [
				"ignore",
				"pipe",
				"ignore"
			]
		}).trim();
	} catch {
		return null;
	}
}
/** How a workflow names this very build of the action, `owner/repo@sha`; null where git does not say it. */
function ownActionReference() {
	const sha = git("rev-parse", "HEAD");
	const remote = git("remote", "get-url", "origin");
	const name = /github\.com[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(remote ?? "")?.[1];
	return sha && name ? `${name}@${sha}` : null;
}
// src/sources/shipped-features.ts
/** The library of features that comes with Phoenix: the folder `features/` beside `dist/`. Read once, when something uses it. */
/** Tests of features stay where they are: they may be large, and no guest ever needs them. */
const APART = /* @__PURE__ */ new Set(["test", "node_modules"]);
let read = null;
function gather(folder, path, files) {
	const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
	for (const entry of entries) {
		if (entry.name.startsWith(".")) continue;
		const inner = path === "" ? entry.name : `${path}/${entry.name}`;
		if (entry.isDirectory() && !APART.has(entry.name)) gather(join(folder, entry.name), inner, files);
		else if (entry.isFile()) files.set(inner, readFileSync(join(folder, entry.name)));
	}
}
/** Files by path, such as `nginx/install.sh`. */
function shippedFeatures() {
	if (read) return read;
	const files = /* @__PURE__ */ new Map();
	gather(join(packageFolder(), "features"), "", files);
	read = files;
	return files;
}
// src/kinds/on-demand.ts
/** In the order of registry.ts. */
const LOADERS = {
	lxc: async () => (await import("./kind8.js")).lxcKind,
	vm: async () => (await import("./kind12.js")).vmKind,
	layer: async () => (await import("./kind7.js")).layerKind,
	node: async () => (await import("./kind9.js")).nodeKind,
	zone: async () => (await import("./kind14.js")).zoneKind,
	vnet: async () => (await import("./kind13.js")).vnetKind,
	hosts: async () => (await import("./kind4.js")).hostsKind,
	ha: async () => (await import("./kind2.js")).haKind,
	"ha-rule": async () => (await import("./kind3.js")).haRuleKind,
	image: async () => (await import("./kind5.js")).imageKind,
	firewall: async () => (await import("./kind.js")).firewallKind,
	pool: async () => (await import("./kind10.js")).poolKind,
	zpool: async () => (await import("./kind15.js")).zpoolKind,
	dataset: async () => (await import("./kind6.js")).datasetKind,
	storage: async () => (await import("./kind11.js")).storageKind
};
/** Folders of files of a kind, whether its code is loaded or not. */
const kindNames = Object.keys(LOADERS);
/**
* Every kind that these files may be of; all there are where a file names findings, which may be those of any kind. A folder
* counts wherever it stands: a kind too many changes nothing.
*/
function namesIn(trees) {
	const parts = /* @__PURE__ */ new Set();
	for (const { files, kept } of trees) {
		for (const { path, text } of files.values()) {
			if (text.includes("\"suppress\"") || path.startsWith("phoenix.") && text.includes("\"rules\"")) return kindNames;
			addParts(parts, path);
		}
		for (const path of kept?.keys() ?? []) addParts(parts, path);
	}
	return kindNames.filter((name) => parts.has(name));
}
/** Of `lxc/web.json` and `environments/test/lxc/web.json` the folders, of `base/lxc.json` the name too. */
function addParts(parts, path) {
	const end = path.lastIndexOf("/");
	const folder = path.slice(0, Math.max(end, 0));
	if (parts.has(folder)) return;
	if (folder === "base" || folder.includes("/")) for (const part of path.split(/[/.]/)) parts.add(part);
	else parts.add(folder);
}
function loadKinds(names) {
	const loaders = names.flatMap((name) => LOADERS[name] ?? []);
	return Promise.all(loaders.map((load) => load()));
}
/** What estates of these files are loaded, checked and compared with. */
const kindsIn = (trees) => loadKinds(namesIn(trees));
// node_modules/picocolors/picocolors.js
var require_picocolors = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	let p = process || {};
	let argv = p.argv || [];
	let env = p.env || {};
	let isColorSupported = !(!!env.NO_COLOR || argv.includes("--no-color")) && (!!env.FORCE_COLOR || argv.includes("--color") || p.platform === "win32" || (p.stdout || {}).isTTY && env.TERM !== "dumb" || !!env.CI);
	let formatter = (open, close, replace = open) => (input) => {
		let string = "" + input, index = string.indexOf(close, open.length);
		return ~index ? open + replaceClose(string, close, replace, index) + close : open + string + close;
	};
	let replaceClose = (string, close, replace, index) => {
		let result = "", cursor = 0;
		do {
			result += string.substring(cursor, index) + replace;
			cursor = index + close.length;
			index = string.indexOf(close, cursor);
		} while (~index);
		return result + string.substring(cursor);
	};
	let createColors = (enabled = isColorSupported) => {
		let f = enabled ? formatter : () => String;
		return {
			isColorSupported: enabled,
			reset: f("\x1B[0m", "\x1B[0m"),
			bold: f("\x1B[1m", "\x1B[22m", "\x1B[22m\x1B[1m"),
			dim: f("\x1B[2m", "\x1B[22m", "\x1B[22m\x1B[2m"),
			italic: f("\x1B[3m", "\x1B[23m"),
			underline: f("\x1B[4m", "\x1B[24m"),
			inverse: f("\x1B[7m", "\x1B[27m"),
			hidden: f("\x1B[8m", "\x1B[28m"),
			strikethrough: f("\x1B[9m", "\x1B[29m"),
			black: f("\x1B[30m", "\x1B[39m"),
			red: f("\x1B[31m", "\x1B[39m"),
			green: f("\x1B[32m", "\x1B[39m"),
			yellow: f("\x1B[33m", "\x1B[39m"),
			blue: f("\x1B[34m", "\x1B[39m"),
			magenta: f("\x1B[35m", "\x1B[39m"),
			cyan: f("\x1B[36m", "\x1B[39m"),
			white: f("\x1B[37m", "\x1B[39m"),
			gray: f("\x1B[90m", "\x1B[39m"),
			bgBlack: f("\x1B[40m", "\x1B[49m"),
			bgRed: f("\x1B[41m", "\x1B[49m"),
			bgGreen: f("\x1B[42m", "\x1B[49m"),
			bgYellow: f("\x1B[43m", "\x1B[49m"),
			bgBlue: f("\x1B[44m", "\x1B[49m"),
			bgMagenta: f("\x1B[45m", "\x1B[49m"),
			bgCyan: f("\x1B[46m", "\x1B[49m"),
			bgWhite: f("\x1B[47m", "\x1B[49m"),
			blackBright: f("\x1B[90m", "\x1B[39m"),
			redBright: f("\x1B[91m", "\x1B[39m"),
			greenBright: f("\x1B[92m", "\x1B[39m"),
			yellowBright: f("\x1B[93m", "\x1B[39m"),
			blueBright: f("\x1B[94m", "\x1B[39m"),
			magentaBright: f("\x1B[95m", "\x1B[39m"),
			cyanBright: f("\x1B[96m", "\x1B[39m"),
			whiteBright: f("\x1B[97m", "\x1B[39m"),
			bgBlackBright: f("\x1B[100m", "\x1B[49m"),
			bgRedBright: f("\x1B[101m", "\x1B[49m"),
			bgGreenBright: f("\x1B[102m", "\x1B[49m"),
			bgYellowBright: f("\x1B[103m", "\x1B[49m"),
			bgBlueBright: f("\x1B[104m", "\x1B[49m"),
			bgMagentaBright: f("\x1B[105m", "\x1B[49m"),
			bgCyanBright: f("\x1B[106m", "\x1B[49m"),
			bgWhiteBright: f("\x1B[107m", "\x1B[49m")
		};
	};
	module.exports = createColors();
	module.exports.createColors = createColors;
}));
// src/plan/render/colors.ts
var import_picocolors = /* @__PURE__ */ __toESM(require_picocolors(), 1);
function colorsOf(enabled) {
	return import_picocolors.default.createColors(enabled);
}
/** The mark in front of an item: it says the same as the colour, for those who see none. */
const MARKS = {
	destroy: "✗",
	delete: "✗",
	retire: "-",
	replace: "±",
	impossible: "!",
	offline: "↻",
	restart: "↻",
	migrate: "→",
	remove: "-",
	held: "…",
	drift: "?",
	note: "?",
	create: "+",
	adopt: "+",
	rename: "~",
	live: "~",
	config: "~",
	aside: "·"
};
/** The colour of a category: red destroys, yellow stops, green makes. */
function paint(colors, category) {
	switch (category) {
		case "destroy":
		case "delete":
		case "retire":
		case "replace":
		case "impossible": return colors.red;
		case "offline":
		case "restart":
		case "migrate":
		case "remove":
		case "held":
		case "drift":
		case "note": return colors.yellow;
		case "create":
		case "adopt": return colors.green;
		case "rename":
		case "live":
		case "config": return colors.cyan;
		case "aside": return colors.dim;
	}
}
// src/plan/render/source-text.ts
/** Where each line of a text begins. */
function startsOf(text) {
	const starts = [0];
	for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
	return starts;
}
/** Thousands of findings may be about one large file: it is gone through once. */
function linesOf(textOf) {
	const known = /* @__PURE__ */ new Map();
	const open = (file) => {
		const text = textOf(file);
		const found = text === null ? null : {
			text,
			starts: startsOf(text),
			lines: /* @__PURE__ */ new Map()
		};
		known.set(file, found);
		return found;
	};
	return (file, line) => {
		const found = known.get(file) ?? (known.has(file) ? null : open(file));
		const start = found?.starts[line - 1];
		if (!found || start === void 0) return null;
		const own = found.lines.get(line) ?? found.text.slice(start, found.starts[line]).replace(/\r?\n$|\r$/, "");
		found.lines.set(line, own);
		return own;
	};
}
/** How long the thing at a column is: a string with its quotes, a word, a bracket. */
function lengthAt(line, column) {
	const rest = line.slice(column - 1);
	const match = /^"(?:[^"\\]|\\.)*"?|^[\w.+-]+/.exec(rest);
	return Math.max(1, match?.[0].length ?? 1);
}
// src/plan/render/findings.ts
function lookOf({ color, root, textOf, others = [] }, findings) {
	const lineOf = linesOf(textOf);
	const secret = secretLines([...findings, ...others], lineOf);
	return {
		colors: colorsOf(color),
		root,
		lineOf: (file, line) => secret.has(`${line}:${file}`) ? null : lineOf(file, line)
	};
}
/** Characters before and after the place that are shown of a long line. */
const AROUND = 60;
/** The part of a line around the place, with tabs as blanks so that the caret stands under it. */
function excerptOf(line, column) {
	const start = Math.max(0, column - 1 - AROUND);
	const before = plain$1(line.slice(start, column - 1).replaceAll("	", "  "), 240);
	const length = Math.min(AROUND, lengthAt(line, column));
	const thing = plain$1(line.slice(column - 1, column - 1 + length).replaceAll("	", "  "), 480);
	const after = plain$1(line.slice(column - 1 + length, column - 1 + AROUND).replaceAll("	", "  "), 240);
	const lead = start > 0 ? "…" : "";
	return {
		shown: `${lead}${before}${thing}${after}`,
		caret: `${" ".repeat(lead.length + before.length)}${"^".repeat(Math.max(1, thing.length))}`
	};
}
/** About values that may be secrets in plain text: those are not repeated. */
const OF_SECRETS = /* @__PURE__ */ new Set([
	"PHX715",
	"PHX941",
	"PHX942"
]);
const REFERENCE = /^"\$\{secret:[^"{}]*\}"/;
function secretLines(findings, lineOf) {
	const secret = findings.filter(({ id }) => OF_SECRETS.has(id)).flatMap(({ at, also }) => [at, also].filter((place) => place !== void 0)).filter(({ file, line, column }) => !REFERENCE.test((lineOf(file, line) ?? "").slice(column - 1)));
	return new Set(secret.map(({ file, line }) => `${line}:${file}`));
}
function sourceLines(at, { lineOf, colors }) {
	const line = lineOf(at.file, at.line);
	if (line === null || line.trim() === "") return [];
	const { shown, caret } = excerptOf(line, at.column);
	const gutter = String(at.line);
	return [`${colors.dim(`  ${gutter} |`)} ${shown}`, `${colors.dim(`  ${" ".repeat(gutter.length)} |`)} ${colors.red(caret)}`];
}
function placeText(at, root) {
	return `${plain$1(fullPath(root, at.file))}:${at.line}:${at.column}`;
}
/** @param reason why nobody wants to hear of it, where a file says so */
function findingText(finding, look, reason = null) {
	const { id, severity, message, hint, at, also } = finding;
	const { colors, root } = look;
	const tint = {
		error: colors.red,
		warning: colors.yellow,
		notice: colors.cyan
	}[severity];
	const place = at ? `${placeText(at, root)} ` : "";
	const word = reason === null ? tint(severity) : colors.dim(`suppressed ${severity}`);
	const other = also ? [`  ${colors.dim("also")} ${placeText(also, root)}`, ...sourceLines(also, look)] : [];
	const rest = reason !== null ? `because: ${plain$1(reason, 500)}` : hint && `do: ${plain$1(hint, 2e3)}`;
	return [
		`${place}${word} ${colors.bold(plain$1(id))}: ${plain$1(message, 2e3)}`,
		...at ? sourceLines(at, look) : [],
		...other,
		...rest ? [`  ${rest.replace(/^\w+:/, (label) => colors.dim(label))}`] : []
	].join("\n");
}
/** With more of them nobody counts by eye. */
const FEW = 20;
/** `12 errors, 3 warnings`, and of many how many of each id, most first: what to begin with. */
function countText(sorted) {
	const counts = sorted.flatMap((same) => same[0] ? [plural(same.length, same[0].severity)] : []);
	const all = sorted.flat();
	if (all.length <= FEW) return counts.join(", ");
	const byId = /* @__PURE__ */ new Map();
	for (const { id } of all) byId.set(id, (byId.get(id) ?? 0) + 1);
	const ids = [...byId].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
	return `${counts.join(", ")}: ${listed$1(ids, 12, ([id, n]) => `${number$1(n)} × ${plain$1(id)}`)}`;
}
/** All findings, errors first, and how many there are; without a newline at the end. */
function renderFindings(findings, view) {
	const look = lookOf(view, findings);
	const sorted = SEVERITIES.map((severity) => findings.filter((finding) => finding.severity === severity));
	return [...sorted.flat().map((finding) => findingText(finding, look)), countText(sorted)].join("\n\n");
}
/** What files suppress, each with the reason. */
function renderSuppressed(suppressed, view) {
	const look = lookOf(view, suppressed.map(({ finding }) => finding));
	return suppressed.map(({ finding, reason }) => findingText(finding, look, reason)).join("\n\n");
}
// src/commands/show-findings.ts
/** Texts of a tree's files, those of features too, for the lines of findings. What is in the vault is never shown. */
function textIn({ files, kept }) {
	return (file) => {
		if (file.startsWith(`vault/`) && !file.endsWith("/.gpg-id")) return null;
		const bytes = kept?.get(file);
		return files.get(file)?.text ?? (bytes ? new TextDecoder().decode(bytes) : null);
	};
}
function showFindings(findings, tree, io) {
	if (findings.length === 0) return;
	const isGrave = findings.some(({ severity }) => severity === "error");
	io.err(renderFindings(findings, {
		root: tree.root,
		color: io.color,
		textOf: textIn(tree)
	}), isGrave ? "error" : "warn");
}
// src/commands/workspace-of.ts
/** The files of a configs folder as estates of some kinds, and what is to be done where they are wrong. */
/** @param kinds at least those that the files may be of */
function workspaceOf({ configs, env }, sources, kinds) {
	let previous;
	const load = (tree) => {
		previous = loadEstate(tree, {
			env: env ?? null,
			kinds,
			folders: kindNames,
			shipped: shippedFeatures,
			...previous ? { previous } : {}
		});
		return previous;
	};
	const read = (work) => inSpan("phase", "read estate", {}, async () => load(await work()));
	return {
		configs,
		repository: sources.repository,
		load,
		onDisk: () => load(sources.onDisk()),
		toApply: () => read(() => filesToApply(sources)),
		at: (revision) => read(() => sources.at(revision)),
		close: () => sources.close()
	};
}
/**
* The estate, or an error that carries everything found in it.
* @param hint what to do beside mending what was found
*/
function sound(estate, hint) {
	const errors = errorsIn(estate.findings);
	if (errors.length === 0) return estate;
	const { root, revision } = estate.tree;
	const at = revision?.slice(0, 7) ?? null;
	const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
	throw new PhoenixError("CONFIG_INVALID", `${root}${at === null ? "" : ` at ${at}`} has ${count}; nothing was done`, {
		findings: estate.findings,
		source: {
			root: at === null ? root : `${at}:${root}`,
			textOf: textIn(estate.tree)
		},
		...hint === void 0 ? {} : { hint }
	});
}
/**
* The estate for a command that only looks at nodes: that the library is another one than the lock pins, as after an update
* of Phoenix, or that the vault lacks an entry, is told and stands in nobody's way.
*/
function soundToLook(estate, io) {
	const beside = estate.findings.filter(isBesideFiles);
	const found = sound({
		...estate,
		findings: estate.findings.filter((one) => !isBesideFiles(one))
	});
	showFindings(beside, estate.tree, io);
	return found;
}
/** What an estate is compared with. Of broken files everything is told, whatever there is to compare them with. */
function baseFor(head, base) {
	return errorsIn(head.findings).length > 0 ? base().catch(() => null) : base();
}
// src/kinds/edges.ts
function edgesOf(kind, resource) {
	const referred = (resource.refersTo ?? []).map((to) => ({
		to,
		when: "exists"
	}));
	const host = hostUseOf(resource);
	return [
		...kind.edges(resource),
		...referred,
		...host ? [{
			to: host.address,
			when: "exists"
		}] : []
	];
}
// src/plan/graph.ts
/**
* Layers of addresses: everything in a layer needs only earlier layers, and each layer is sorted, so that the result
* does not depend on the order of the input. A loop, which the config rules refuse beforehand, ends up in the last layer.
*/
function layers(graph) {
	const waiting = /* @__PURE__ */ new Map();
	const known = new Set(graph.nodes);
	for (const node of known) waiting.set(node, new Set((graph.edges.get(node) ?? []).filter((to) => known.has(to) && to !== node)));
	const result = [];
	while (waiting.size > 0) {
		const ready = [...waiting].filter(([, needs]) => needs.size === 0).map(([node]) => node);
		const layer = (ready.length > 0 ? ready : [...waiting.keys()]).toSorted();
		for (const node of layer) waiting.delete(node);
		for (const needs of waiting.values()) for (const node of layer) needs.delete(node);
		result.push(layer);
	}
	return result;
}
/** Everything that `roots` need, directly or not, themselves included. */
function closure(graph, roots) {
	const seen = /* @__PURE__ */ new Set();
	const queue = [...roots];
	for (let next = queue.pop(); next !== void 0; next = queue.pop()) {
		if (seen.has(next)) continue;
		seen.add(next);
		queue.push(...graph.edges.get(next) ?? []);
	}
	return seen;
}
// src/plan/digest.ts
/** Digests of plans and items: SHA-256 over canonical JSON, so that equal plans have equal digests anywhere. */
/** Lower-case hex, 64 characters. The value must be JSON; undefined members are left out, as JSON.stringify does. */
function digestOf(value) {
	const json = JSON.parse(JSON.stringify(value));
	return sha256(canonical(json));
}
// src/plan/cover.ts
const drift = (why) => ({
	is: "drift",
	why
});
const held = (why) => ({
	is: "held",
	why
});
const COVERED = { is: "covered" };
/** What nobody was shown, where nobody stands in for the review; null: all is well. */
function notShown({ unshown, confirmed }) {
	return unshown.length > 0 && !confirmed ? held(`no plan was shown for ${unshown.join(", ")}`) : null;
}
/** Done as a whole or not at all. */
const WHOLE = [
	"create",
	"replace",
	"retire",
	"destroy",
	"remove"
];
/** Where a wrong `before` means that the reviewer looked at something else. */
function comparesBefore(item, change) {
	return item.action === "replace" || isRemoval(item.action) || change.slot === "rootfs" || change.slot.startsWith("mount:");
}
function same(a, b) {
	return canonical(a) === canonical(b);
}
/** A root disk is always there: where git named nothing of it, as for a clone, the reviewer saw no value to go by. */
function sameStart(expected, change) {
	return same(expected.before, change.before) || change.slot === "rootfs" && expected.before === null;
}
/** A live change is covered by git's change of the same path with the same end and no lesser effect. */
function coveredBy(expected, item, change) {
	if (expected.action === "create" || expected.action === "adopt") return true;
	return expected.changes.some((other) => other.path === change.path && same(other.after, change.after) && atMost(change.effect, other.effect) && (!comparesBefore(item, change) || sameStart(other, change)));
}
/** A commit in between asked for just what is there, and another one took that back. */
function takenBack({ between = [] }, change) {
	return between.some(({ changes }) => changes.some((other) => other.path === change.path && same(other.before, change.before) && same(other.after, change.after) && atMost(change.effect, other.effect)));
}
/** A guest that was to be destroyed may retire instead: that is less. */
function asksFor(expected, action) {
	return expected?.action === action || action === "retire" && expected?.action === "destroy";
}
/** What may be done although nobody looked at it: nothing stops, and nothing is lost. */
function isMild(change) {
	return atMost(change.effect, "live") && !(change.slot.startsWith("snapshot:") && change.after === null);
}
/** What `policies.drift` allows of a change that nobody reviewed. */
function unreviewed(change, policies, why) {
	return policies.drift === "live" && isMild(change) ? COVERED : drift(why);
}
/** What `policies.secrets` allows: the policy is the review of a value that no commit shows. */
function followed(change, asked) {
	return isMild(change) || asked ? COVERED : drift("it may restart the guest: it is brought in when somebody names the guest, or with its next change");
}
/** Somebody stopped the guest, and something of it waits for its next start: that is the first half of a restart. */
function resumes({ owed }, { slot, after }) {
	return slot === "state" && after === "running" && owed.some((path) => path !== "/protection");
}
const UNKNOWN_COMMIT = "git does not know the commit of its marker, so nothing beyond live: fetch first; after a rewritten history, or where it names none, apply it by hand and without --yes";
function verdict(input, change) {
	const { item, expected, ancestry, confirmed, blind = false, asked = false, owed, policies } = input;
	if (change.effect === "impossible") return held(change.note ?? "Proxmox cannot do this in place");
	if (ancestry === "unknown") return confirmed && !blind || isMild(change) ? COVERED : held(UNKNOWN_COMMIT);
	const owes = owed.includes(change.path) || owed.includes("");
	const lags = change.slot === "marker" && (change.path === "/commit" || change.path === "/rollback");
	const reviewed = owes || lags || resumes(input, change) || expected !== null && coveredBy(expected, item, change) || takenBack(input, change);
	if (!reviewed && change.waits) return asked ? COVERED : held("it is written already, and takes effect after the next restart");
	if (!reviewed && change.followed) return followed(change, asked);
	if (!reviewed) return unreviewed(change, policies, "changed on the node, not in git");
	return (isMild(change) ? null : notShown(input)) ?? COVERED;
}
/** What of an item can be done at all: all that two revisions tell of its cover. */
function coverInGit({ action, changes }) {
	const refused = changes.find(({ effect }) => effect === "impossible");
	if (!refused) return changes.length > 0 ? changes.map(() => COVERED) : [COVERED];
	const impossible = ({ note }) => held(note ?? "Proxmox cannot do this in place");
	const isWhole = WHOLE.includes(action);
	return changes.map((change) => isWhole ? impossible(refused) : change.effect === "impossible" ? impossible(change) : COVERED);
}
/** One verdict for each change of the item; an item without changes gets one verdict for its action. */
function cover(input) {
	const { item, ancestry, atTip, confirmed, blind = false, expected } = input;
	const hidden = notShown(input);
	const all = (one) => item.changes.length > 0 ? item.changes.map(() => one) : [one];
	if (ancestry === "ahead") return all(held("a later push has changed it already"));
	if (item.seen === "foreign" || item.seen === "copy" || item.seen === "unknown") return all(held(item.notes[0] ?? "not ours"));
	if (input.superseded) return all(held(atTip ? "the branch has changed it since" : "the branch no longer has it"));
	switch (item.action) {
		case "create": {
			if (!atTip) return all(held("the branch no longer has it"));
			const refused = item.changes.find((change) => change.effect === "impossible");
			if (refused) return all(held(refused.note ?? "it cannot be made as written"));
			return all(hidden ?? COVERED);
		}
		case "retire":
		case "destroy":
		case "remove":
		case "replace":
		case "migrate": {
			const refused = item.changes.find((change) => change.effect === "impossible");
			if (refused && item.action === "migrate") return item.changes.map((change) => verdict(input, change));
			if (refused) return all(held(refused.note ?? "it cannot be done as written"));
			const seen = confirmed && !blind;
			const purges = confirmed && item.changes.some(({ before }) => before === "retired");
			if (ancestry === "unknown" && !seen) return all(held(UNKNOWN_COMMIT));
			const begun = item.changes.some(({ slot, path }) => slot === "layer" && input.owed.includes(path));
			if (!asksFor(expected, item.action) && !seen && !purges && !begun) return all(drift("no reviewed change asks for this"));
			if (hidden) return all(hidden);
			if (item.action !== "migrate") return all(COVERED);
			return item.changes.map((change) => change.slot === "node" ? COVERED : verdict(input, change));
		}
		case "adopt": {
			if (!atTip) return all(held("the branch no longer has it"));
			const refused = item.changes.find(({ effect, slot }) => effect === "impossible" && slot === "marker");
			if (refused) return all(held(refused.note ?? "it cannot be adopted"));
			if (hidden) return all(hidden);
			return coverInGit(item);
		}
		case "rename":
		case "update":
		case "no-op": return item.changes.length > 0 ? item.changes.map((change) => verdict(input, change)) : [COVERED];
	}
}
// src/plan/judge.ts
/**
* What policies hold back of the items of a plan: blast radius, the runner's own guest, manual restarts, destroying at
* once. One place for the plan of a pull request and for what its apply does, so that neither says what the other does not.
*/
/** How many are allowed of an estate of `size` guests; null: any number. */
function allowed(limit, size) {
	const known = [limit.max, limit.share === void 0 ? void 0 : Math.floor(limit.share * size)].filter((n) => n !== void 0);
	return known.length === 0 ? null : Math.min(...known);
}
/** Effects under which a guest that runs is stopped for a while. */
const STOPS = [
	"restart",
	"offline",
	"replace"
];
const GOES = ["retire", "destroy"];
function workOf(item) {
	const covers = item.cover ?? coverInGit(item);
	const isWhole = isRemoval(item.action) || item.action === "replace";
	const part = (cover, i) => {
		const change = item.changes[i];
		return {
			effect: change && !isWhole ? change.effect : item.effect,
			cover,
			...change ? { change } : {}
		};
	};
	return {
		item,
		parts: covers.map(part)
	};
}
/** Holds back of what would be done. */
function heldBack(works, hold) {
	return works.map(({ item, parts }) => {
		return {
			item,
			parts: parts.map((part) => {
				const held = part.cover.is === "covered" ? hold(item, part) : null;
				return held ? {
					...part,
					cover: held
				} : part;
			})
		};
	});
}
const does = (effects) => (work) => work.parts.some(({ cover, effect }) => cover.is === "covered" && effects.includes(effect));
/** All that is stopped for a while: what changes, and what is stopped for it. */
function stoppedBy(works) {
	const all = works.flatMap(({ item, parts }) => parts.flatMap(({ cover, effect, change }) => {
		return cover.is === "covered" && STOPS.includes(effect) ? change?.stops ?? [item.address] : [];
	}));
	return new Set(all);
}
function isRunner(item, runners) {
	const names = [item.address.replace(/@\d+$/, ""), item.was];
	return item.action !== "create" && runners.some((runner) => names.includes(runner));
}
/** A change that waits for a restart is written, so that any restart will do; all else is left to whoever names it. */
function unrestarted(why, { effect, change }) {
	const late = "takes effect after the next restart";
	if (change?.waits) return {
		is: "held",
		why: `${why}; it is written already, and ${late}`
	};
	if (effect !== "restart") return {
		is: "held",
		why: `${why}; it waits until it is applied by name`
	};
	return {
		is: "held",
		why: `${why}; it is written, and ${late}`,
		written: true
	};
}
function limited(name, count, limit) {
	const most = limit === null ? "" : ` of at most ${limit}`;
	return {
		policy: name,
		ok: limit === null || count <= limit,
		text: `${name} ${count}${most}`
	};
}
const overLimit = ({ ok, text }, effects) => (_, { effect }) => !ok && effects.includes(effect) ? {
	is: "held",
	why: `policy: ${text}`
} : null;
const AT_ONCE = "policies.retire is 0: destroying at once needs --allow-destroy";
/** Holds back what the policies do not let through. What waits anyway counts against no limit. */
function judge(input) {
	const { items, size, policies, runners, asked, allowDestroy = false } = input;
	const { when, maxParallel } = policies.restarts;
	const touched = /* @__PURE__ */ new Set();
	let waits = 0;
	const own = (item, part) => {
		const { effect } = part;
		if (item.action === "destroy" && !allowDestroy) return {
			is: "held",
			why: AT_ONCE
		};
		const runner = part.change?.stops?.find((address) => runners.includes(address));
		if (runner !== void 0) {
			touched.add(item);
			return {
				is: "held",
				why: `${runner} runs this job, and would be stopped for it`
			};
		}
		if (isRunner(item, runners) && !atMost(effect, "live")) {
			touched.add(item);
			return {
				is: "held",
				why: `${item.address} runs this job: nothing that stops it`
			};
		}
		if (!STOPS.includes(effect) || asked?.has(item.address)) return null;
		if (item.action === "adopt") return unrestarted("adopting restarts nothing", part);
		if (when === "apply") return null;
		waits += 1;
		return unrestarted("restarts are manual", part);
	};
	const all = items.map(workOf);
	const free = heldBack(all, own);
	const stops = stoppedBy(free).size;
	const retire = limited("retire", free.filter(does(GOES)).length, allowed(policies.retires, size));
	const restart = limited("restart", stops, allowed(policies.restarts, size));
	const judged = heldBack(heldBack(free, overLimit(retire, GOES)), overLimit(restart, STOPS));
	const verdicts = [retire, restart];
	if (stops > 0) {
		const pace = maxParallel === 1 ? "one at a time" : `at most ${maxParallel} at a time`;
		verdicts.push({
			policy: "restarts",
			ok: true,
			text: `restarts ${pace}`
		});
	}
	if (waits > 0) verdicts.push({
		policy: "restarts",
		ok: false,
		text: "restarts are manual: what needs one waits"
	});
	if (runners.length > 0) {
		const [one] = touched;
		const text = one ? `${one.address} runs this job: nothing that stops it` : "runner not touched";
		verdicts.push({
			policy: "runner",
			ok: !one,
			text
		});
	}
	return {
		items: judged.map((work, i) => covered(work, all[i])),
		verdicts
	};
}
/** The item with its covers, where they say something. */
function covered({ item, parts }, before) {
	const isHeld = parts.some(({ cover }, i) => cover !== before?.parts[i]?.cover);
	if (!item.cover && !isHeld) return item;
	return withoutIdleRollback({
		...item,
		cover: parts.map(({ cover }) => cover)
	}, parts);
}
/** Where none of its software is changed, nothing of it can fail. */
function withoutIdleRollback(item, parts) {
	const { rollback, ...rest } = item;
	const runs = parts.some(({ change, cover }) => change?.slot.startsWith("feature:") && (cover.is === "covered" || cover.is === "held" && cover.written));
	if (!rollback || runs) return item;
	const told = rollbackNotes(rollback);
	return {
		...rest,
		notes: item.notes.filter((note) => !told.includes(note))
	};
}
// src/plan/late-notes.ts
/** What of a resource is known after an apply only, and what it uses of others that is: told in its plan. Pure. */
function lateNotes({ kind, want, base, kinds, resources, snapshot }) {
	if (!want) return [];
	const before = base ? kind.learns?.(base.spec, resources) ?? [] : [];
	const own = (kind.learns?.(want.spec, resources) ?? []).filter((field) => !before.includes(field));
	const known = (to, field) => snapshot ? learnedOf(to, {
		resources,
		kinds,
		snapshot
	})[field] : void 0;
	const asked = new Set(base?.late?.map(({ text }) => text));
	const used = (want.late ?? []).filter(({ text }) => !asked.has(text));
	return [...own.filter((field) => known(want.address, field) === void 0).map((field) => `${field}: known after apply`), ...used.map(({ to, field }) => `uses ${to}.${field}: ${known(to, field) ?? "known after apply"}`)];
}
// src/plan/secret-hold.ts
/** Whether a change concerns what stands at that place of the file. */
const concerns = ({ path }, { path: place }) => place === path || place.startsWith(`${path}/`);
const usesIn = (kind, resource) => resource && kind.secrets?.(resource.spec) || [];
/** Uses to which this change may bring another value. */
function broughtBy(change, side) {
	if (!side) return [];
	const uses = usesIn(side.kind, side.want).filter((use) => concerns(change, use));
	if (change.followed || uses.length === 0) return uses;
	if (!side.base) return [];
	const before = new Map(usesIn(side.kind, side.base).map((use) => [use.path, use]));
	return uses.filter(({ path, reference, seal }) => {
		const was = before.get(path);
		return was?.reference !== reference || was.seal !== seal;
	});
}
const runs = (one) => one.is === "covered" || one.is === "held" && one.written === true;
/** The same items; where a changed secret has to wait for the one that makes it true, with that cover. */
function withSecretsHeld(items, sides) {
	for (let [held, known] = [items, 0];;) {
		const undone = undoneIn(held, sides);
		if (undone.size === known) return held;
		known = undone.size;
		held = held.map((item) => withHeld(item, sides.get(item.address), undone));
	}
}
function withHeld(item, side, undone) {
	const cover = item.cover ?? coverInGit(item);
	const judged = item.changes.map((change, i) => {
		const one = cover[i];
		if (!runs(one)) return one;
		const [first] = broughtBy(change, side).filter((use) => !use.defines).flatMap(({ reference }) => undone.get(secretOf$1(reference)) ?? []);
		if (!first) return one;
		return {
			is: change.followed ? first.is : "held",
			why: first.why
		};
	});
	return judged.some((one, i) => one !== cover[i]) ? {
		...item,
		cover: judged
	} : item;
}
/** By secret: why the one that makes it true does not get its value. */
function undoneIn(items, sides) {
	const undone = /* @__PURE__ */ new Map();
	for (const item of items) {
		const { address, changes, cover = coverInGit(item) } = item;
		changes.forEach((change, i) => {
			const one = cover[i];
			if (!one || one.is === "covered" || runs(one)) return;
			const makes = broughtBy(change, sides.get(address)).filter((use) => use.defines);
			const why = `${address} makes its secret true, and does not get the value: ${one.why}`;
			for (const { reference } of makes) undone.set(secretOf$1(reference), {
				is: one.is,
				why
			});
		});
	}
	return undone;
}
// src/plan/secret-notes.ts
/**
* Which secrets a change brings to a resource, and where it sends them: told by itself, since what else a plan says of the
* change may be long, and is cut. Pure.
*/
const MOST$1 = 4;
const LONGEST$1 = 30;
function secretNotes({ kind, want, base }) {
	if (!want) return [];
	const known = new Set((base ? kind.secrets?.(base.spec) ?? [] : []).map(textOf$2));
	const anew = (kind.secrets?.(want.spec) ?? []).filter((use) => !known.has(textOf$2(use)));
	return [...[...new Set(anew.flatMap(({ to }) => to ?? []))].map((to) => `sends ${secrets(anew.filter((use) => use.to === to))} to ${shortened(to, 60)}`), ...told$1(anew.filter(({ to }) => to === void 0))];
}
const told$1 = (uses) => uses.length > 0 ? [`gets ${secrets(uses)}`] : [];
/** The same secret at another place is nothing new, and at another host it is. */
const textOf$2 = ({ reference, to = "" }) => `${reference} ${to}`;
/** How many comes first: of many, some stand beyond the end. */
function secrets(uses) {
	const names = [...new Set(uses.map(({ reference }) => reference.slice(9, -1)))].toSorted();
	const shown = names.slice(0, MOST$1).map((name) => shortened(name, LONGEST$1));
	const more = names.length > MOST$1 ? ` and ${names.length - MOST$1} more` : "";
	return `${names.length === 1 ? "the secret" : `${names.length} secrets:`} ${shown.join(", ")}${more}`;
}
// src/plan/vault-recipients.ts
/** One line names so many; a fingerprint has 40 digits. */
const MOST = 5;
const LONGEST = 40;
const NO_FILES = /* @__PURE__ */ new Map();
/** Nothing where there was no vault before: then all of it is new. */
function recipientVerdicts(head, base) {
	const [now, before] = [head, base].map((tree) => vaultFilesOf(tree?.kept ?? NO_FILES));
	if (!now || !before || before.size === 0) return [];
	const other = [.../* @__PURE__ */ new Set([...before.keys(), ...now.keys()])].toSorted().filter((path) => !sameBytes(before.get(path), now.get(path)));
	const lists = other.filter(isGpgId).flatMap((path) => {
		const [was, is] = [before, now].map((files) => idsIn(files.get(path)));
		const signed = [...beyond(is, was).map((id) => `+ ${id}`), ...beyond(was, is).map((id) => `− ${id}`)];
		return signed.length > 0 ? [`${shown(`${VAULT_FOLDER}/${path}`)} ${some(signed)}`] : [];
	});
	const keys = other.filter((path) => path.startsWith(`${PUBLIC_KEYS}/`));
	return [...lists.slice(0, MOST), ...keys.length > 0 ? [`public keys of the vault: ${some(keys.map((path) => shown(path.slice(13))))}`] : []].map((text) => ({
		policy: "vault",
		ok: false,
		text: `entries will be written for others: ${text}`
	}));
}
const sameBytes = (a, b) => a !== void 0 && b !== void 0 && Buffer.compare(a, b) === 0;
const idsIn = (bytes) => bytes ? parseGpgId(Buffer.from(bytes).toString("utf8")).map(shown) : [];
const shown = (text) => quote(text, LONGEST).slice(1, -1);
const beyond = (list = [], known = []) => list.filter((one) => !known.includes(one));
const some = (all) => all.length > MOST ? `${all.slice(0, MOST).join(", ")} and ${all.length - MOST} more` : all.join(", ");
// src/plan/secret-order.ts
/**
* Which of the resources that change are done before others, since they make a secret true that those use: a server
* before the clients that log in with its password. What resources ask for themselves goes before that. Pure.
*/
/** @param after for each, what it comes after anyway */
function secretOrder(changing, after) {
	return fittingWishes(after, definersFirst(changing.map(userOf)));
}
function userOf(one) {
	const { item, kind, want } = one;
	const all = (want && kind.secrets?.(want.spec)) ?? [];
	const defined = all.filter((use) => use.defines);
	return {
		name: item.address,
		uses: all.map(referenceOf),
		defines: defined.map(referenceOf),
		makes: defined.filter((use) => isMade(one, use)).map(referenceOf)
	};
}
const referenceOf = ({ reference }) => reference;
/** Where only something else of the resource changes, its secret is as true as it was, and nobody waits. */
function isMade({ item: { action }, changes }, use) {
	return action === "create" || action === "replace" || changes.some((change) => concerns(change, use));
}
// src/plan/work-order.ts
/** In which order the items of a plan are worked on; `src/apply/assemble.ts` orders the steps by the same rules. */
const edgesIn = (kind, resource) => resource ? edgesOf(kind, resource) : [];
/**
* Layers of addresses: what is needed comes first, what makes a secret true before what uses it, and what goes away goes
* after whatever stood on it.
*/
function workLayers(items, ends) {
	const going = new Set(items.filter(({ action }) => isRemoval(action)).map((item) => item.address));
	const after = new Map(items.map((item) => [item.address, /* @__PURE__ */ new Set()]));
	for (const { address } of items) {
		const end = ends.get(address);
		if (!end) continue;
		for (const { to, when } of edgesIn(end.kind, end.want)) if (going.has(to) === (when === "gone")) after.get(address)?.add(to);
		for (const { to, when } of edgesIn(end.kind, end.base)) if (going.has(to) && when !== "gone") after.get(to)?.add(address);
	}
	const edges = new Map([...after].map(([address, needs]) => [address, [...needs]]));
	const changing = items.flatMap((item) => {
		const end = ends.get(item.address);
		return end ? [{
			item,
			changes: item.changes,
			...end
		}] : [];
	});
	for (const [earlier, later] of secretOrder(changing, edges)) edges.get(later)?.push(earlier);
	return layers({
		nodes: items.map((item) => item.address),
		edges
	});
}
// src/plan/build.ts
/**
* The diff driver: pairs what two sides say of the same id, asks the kind for the difference, and makes a plan of it.
* One side is always git; the other is another revision (a plan without a host) or what the nodes say (a live plan).
*/
/** The resources of a kind by their ids. */
function byId(estate, kind) {
	const found = /* @__PURE__ */ new Map();
	if (!estate) return found;
	for (const resource of estate.resources.values()) if (resource.kind === kind.kind) found.set(kind.id(resource.spec), resource);
	return found;
}
function effectOf(action, changes) {
	return worst([{
		retire: "retire",
		destroy: "destroy",
		replace: "replace"
	}[action] ?? "none", ...changes.map((change) => change.effect)]);
}
/** A change of a removed or derived key is shown at the nearest line that still stands. */
function located(head, { kind, want }, change) {
	if (!want) return change;
	return {
		...change,
		at: placeOfField(head.tree, want, new Set(kind.sets), change.path, "key")
	};
}
/** What a resource is called by git, or else by its own marker. */
function nameOf({ id, want, base, owned }) {
	return (want ?? base)?.address ?? owned?.mark.address ?? id;
}
/**
* The addresses of what the files no longer name, which give way: `lxc/web@101` is the guest whose name
* another one has now, be it that its file got another VMID or that a marker says what it likes.
*/
function addressesOf(head, pairings) {
	const plainOf = (pairing) => nameOf(pairing).replace(/@\d+$/, "");
	const gone = pairings.filter(({ want }) => !want);
	const count = /* @__PURE__ */ new Map();
	for (const pairing of gone) count.set(plainOf(pairing), (count.get(plainOf(pairing)) ?? 0) + 1);
	const own = (pairing) => {
		const plain = plainOf(pairing);
		return head.resources.has(plain) || (count.get(plain) ?? 0) > 1 ? `${plain}@${pairing.id.replace(/^.*:/s, "")}` : plain;
	};
	return new Map(gone.map((pairing) => [pairing, own(pairing)]));
}
/** The item with a verdict for each change; its digest covers them. */
function withCover(item, cover) {
	const { digest: _, ...body } = {
		...item,
		cover
	};
	return {
		...body,
		digest: digestOf(body)
	};
}
/** A guest that phoenix.json lets go of is not touched, whatever else the same change says of it. */
function stranded(input, item, { kind, base }) {
	const before = input.base?.settings ?? null;
	const why = base ? letGo(kind.node(base.spec), input.head.settings, before) : null;
	if (why === null) return item;
	const held = {
		is: "held",
		why
	};
	return {
		...item,
		cover: item.changes.length > 0 ? item.changes.map(() => held) : [held]
	};
}
function itemOf(head, pairing, { address, diff, late }) {
	const { kind, id, want, base, seen, owned } = pairing;
	const subject = want ?? base;
	const was = want && base && want.address !== base.address ? { was: base.address } : {};
	const body = {
		address,
		kind: kind.kind,
		id,
		node: subject ? kind.node(subject.spec) : owned?.node ?? "",
		action: diff.action,
		effect: effectOf(diff.action, diff.changes),
		changes: diff.changes.map((change) => located(head, pairing, change)),
		notes: [
			...diff.notes,
			...secretNotes(pairing),
			...late
		],
		downtime: diff.downtime,
		summary: subject ? kind.summary(subject.spec) : "",
		file: subject?.file ?? "",
		...was,
		dependsOn: subject ? needsOf(kind, subject) : [],
		...diff.rollback ? { rollback: diff.rollback } : {},
		...seen ? { seen: seen.is } : {}
	};
	return {
		...body,
		digest: digestOf(body)
	};
}
/** A no-op is shown only when there is something to say. */
function worthShowing(diff) {
	return diff.action !== "no-op" || diff.changes.length > 0 || diff.notes.length > 0;
}
/** Worst effects first, then the order of addresses. */
function bySeverity(a, b) {
	if (a.effect !== b.effect) return worst([a.effect, b.effect]) === a.effect ? -1 : 1;
	return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}
function needsOf(kind, resource) {
	return [...new Set(edgesOf(kind, resource).map((edge) => edge.to))].toSorted();
}
/** Makes the plan of pairings; `mode` and `snapshot` say which side is compared with. */
function assemblePlan(input, pairings, snapshot) {
	const { head, base, purge = false } = input;
	const items = [];
	const kept = /* @__PURE__ */ new Map();
	const addresses = addressesOf(head, pairings);
	const before = base?.settings ?? null;
	const settings = guarded(head.settings, before);
	const runners = new Set(runnersOf(head.settings, before));
	let unchanged = 0;
	for (const pairing of pairings) {
		const { kind, want, base: prior, seen } = pairing;
		if (!seen && want === prior) {
			unchanged += 1;
			continue;
		}
		const isCommitted = head.tree.revision !== null;
		const diff = kind.diff({
			want,
			base: prior,
			seen,
			settings,
			snapshot,
			purge,
			isCommitted,
			estate: head.resources,
			...runners.has((want ?? prior)?.address ?? "") ? { isRunner: true } : {},
			...want && input.rebuild?.has(want.address) ? { rebuild: true } : {},
			...!want && prior && head.resources.has(prior.address) ? { succeeded: true } : {}
		});
		if (!worthShowing(diff)) {
			unchanged += 1;
			continue;
		}
		const { resources } = head;
		const late = lateNotes({
			...pairing,
			kinds: input.kinds,
			resources,
			snapshot
		});
		const item = itemOf(head, pairing, {
			address: addresses.get(pairing) ?? nameOf(pairing),
			diff,
			late
		});
		items.push(item);
		kept.set(item.address, pairing);
	}
	items.sort(bySeverity);
	const judged = judge({
		items: snapshot ? items : items.map((item) => stranded(input, item, kept.get(item.address))),
		size: (base ?? head).resources.size,
		policies: settings.policies,
		runners: [...runners],
		allowDestroy: input.allowDestroy ?? false
	});
	const shown = snapshot ? items : withSecretsHeld(judged.items, kept).map((item) => item.cover ? withCover(item, item.cover) : item);
	const body = {
		v: 1,
		phoenix: VERSION$1,
		estate: head.settings.name,
		env: head.env,
		mode: snapshot ? "live" : "git",
		base: base?.tree.revision ?? null,
		head: head.tree.revision,
		items: shown,
		unchanged,
		capacity: capacity(input.kinds, base, head),
		policies: [
			...judged.verdicts,
			...lettingGo(head.settings, before),
			...recipientVerdicts(head.tree, base?.tree ?? null)
		],
		order: workLayers(items, kept)
	};
	const { findings, suppressed = [] } = head;
	const told = {
		findings,
		...suppressed.length > 0 && { suppressed }
	};
	return {
		plan: {
			...body,
			...told,
			digest: digestOf(body)
		},
		pairings: kept
	};
}
/** A plan of two revisions, without any host: it states the worst case for the declared Proxmox version. */
function planFromGit(input) {
	return assemblePlan(input, input.kinds.flatMap((kind) => {
		const wanted = byId(input.head, kind);
		const before = byId(input.base, kind);
		return [.../* @__PURE__ */ new Set([...wanted.keys(), ...before.keys()])].map((id) => ({
			kind,
			id,
			want: wanted.get(id) ?? null,
			base: before.get(id) ?? null,
			seen: null,
			owned: null
		}));
	}), null);
}
/** A plan against the nodes: everything the files want, and everything of ours that they no longer name. */
function planLive(input) {
	const { kinds, head, snapshot, estate, atCommit } = input;
	return assemblePlan(input, kinds.flatMap((kind) => {
		const wanted = byId(head, kind);
		const parents = byId(input.base, kind);
		const owned = new Map(kind.owned(snapshot, estate, head.env, head.settings).map((one) => [one.id, one]));
		return [.../* @__PURE__ */ new Set([...wanted.keys(), ...owned.keys()])].map((id) => {
			const want = wanted.get(id) ?? null;
			const own = owned.get(id) ?? null;
			const commit = own?.mark.commit ?? null;
			const base = commit ? atCommit(commit, kind, id) : parents.get(id) ?? null;
			const seen = kind.observe({
				snapshot,
				id,
				estate,
				env: head.env,
				want,
				base,
				settings: head.settings
			});
			return {
				kind,
				id,
				want,
				base: seen.is === "absent" || seen.is === "debris" ? null : base,
				seen,
				owned: own
			};
		});
	}), snapshot);
}
// src/commands/history.ts
const NOTHING = {
	estateAt: async () => null,
	isAncestor: async () => null,
	commitsBetween: async () => null
};
/** A commit that is not here is fetched; whether that works depends on the remote and its credentials. */
async function isHere(repository, commit) {
	if (await repository.has(commit)) return true;
	if (!await repository.isShallow()) return false;
	try {
		await repository.fetch(commit);
		return true;
	} catch (error) {
		if (error instanceof PhoenixError && error.code === "GIT") return false;
		throw error;
	}
}
/** Null for what a shallow clone cannot tell. */
async function orNull(answer) {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof PhoenixError && error.code === "GIT") return null;
		throw error;
	}
}
/** The history of a workspace's repository; null where there is none. */
function historyOf(workspace, beyond = NOTHING) {
	const { repository, configs } = workspace;
	if (!repository) return null;
	const folder = repository.pathOf(configs);
	const read = /* @__PURE__ */ new Map();
	const estateAt = async (commit) => await isHere(repository, commit) ? workspace.at(commit) : beyond.estateAt(commit);
	return {
		estateAt: (commit) => {
			const known = read.get(commit) ?? estateAt(commit);
			read.set(commit, known);
			return known;
		},
		isAncestor: async (older, newer) => {
			return (await isHere(repository, older) && await isHere(repository, newer) ? await repository.isAncestor(older, newer) : null) ?? await beyond.isAncestor(older, newer) ?? false;
		},
		commitsBetween: async (from, to) => {
			return (await isHere(repository, from) && await repository.isAncestor(from, to) ? await orNull(repository.firstParents(from, to, folder)) : null) ?? await beyond.commitsBetween(from, to);
		},
		commitsSince: (file, to) => orNull(repository.commitsSinceAdded(`${folder}/${file}`, to, folder))
	};
}
// src/kinds/reads.ts
/**
* @param wanted every resource of the estate: what only some of them make worth reading is left out, where a kind says so
* (`Kind.spares`); absent, everything is read
*/
function readsOf(kinds, wanted) {
	const estate = wanted && [...wanted];
	const all = kinds.flatMap((kind) => {
		if (!kind.reads) return [];
		const spared = new Set(estate && kind.spares?.(estate.filter((one) => one.kind === kind.kind)));
		const { node = [] } = kind.reads;
		return [{
			...kind.reads,
			node: node.filter((path) => !spared.has(path))
		}];
	});
	const union = (of) => [...new Set(all.flatMap((reads) => of(reads) ?? []))];
	const asks = new Map(all.flatMap(({ asks: own = [] }) => own.map((ask) => [ask.name, ask])));
	return {
		cluster: union((reads) => reads.cluster),
		node: union((reads) => reads.node),
		asks: [...asks.values()]
	};
}
// src/plan/declared-facts.ts
function declaredFacts({ nodes }, snapshot) {
	return Object.entries(nodes).flatMap(([name, { facts: declared = {} }]) => {
		const found = snapshot.nodes.get(name);
		const has = found?.reachable ? found.facts ?? {} : {};
		return Object.entries(declared).filter(([fact, value]) => Object.hasOwn(has, fact) && has[fact] !== String(value)).map(([fact, value]) => ({
			policy: "facts",
			ok: false,
			text: `${name} has ${fact} ${has[fact]}, and phoenix.json declares ${String(value)}`
		}));
	});
}
// src/config/unknown-address.ts
/** Nothing is called that: the error names what may be meant, `lxc/web` for `web` and `layer/web@pve1` for `layer/web` too. */
function unknownAddress(address, { resources, tree }) {
	const known = [...resources.keys()];
	const bare = known.find((one) => one.slice(one.indexOf("/") + 1) === address || one.startsWith(`${address}@`));
	return new PhoenixError("USAGE", `there is no ${quote(address)} in ${tree.root}`, { hint: didYouMean(bare ?? address, known, "No file describes a resource yet.") });
}
// src/config/content-difference.ts
/** How features and secrets of two estates differ: by hashes of files, whose content nobody reads for this. Pure. */
function contentsBetween(before, after) {
	return [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((name) => {
		const [one, other] = [before.get(name), after.get(name)];
		if (one?.hash === other?.hash && one?.version === other?.version) return [];
		return [{
			name,
			is: !one ? "added" : other ? "changed" : "removed",
			before: one?.version ?? null,
			after: other?.version ?? null
		}];
	});
}
function featuresOf({ features }) {
	const found = /* @__PURE__ */ new Map();
	for (const [id, pin] of Object.entries(features?.lock?.features ?? {})) found.set(id, pin);
	for (const [id, { origin, manifest, content }] of features?.features ?? []) if (origin === "own") found.set(id, {
		version: manifest.version,
		hash: content
	});
	return found;
}
const VAULT = "vault/";
function secretsOf({ tree }) {
	const found = /* @__PURE__ */ new Map();
	for (const path of tree.kept?.keys() ?? []) {
		if (!path.startsWith(VAULT)) continue;
		const name = path.slice(6).replace(/\.gpg$/, "");
		found.set(name, {
			version: null,
			hash: keptHash(tree, path)
		});
	}
	return found;
}
const featuresBetween = (a, b) => contentsBetween(featuresOf(a), featuresOf(b));
const secretsBetween = (a, b) => contentsBetween(secretsOf(a), secretsOf(b));
// src/config/leaves.ts
/** The values of a merged file, one by one. */
/** Pointers to everything that is no object, or an empty one; lists are one value. */
function leavesOf(value, above = []) {
	return Object.keys(value).flatMap((key) => {
		const inner = value[key];
		const path = [...above, key];
		return isObject(inner) && Object.keys(inner).length > 0 ? leavesOf(inner, path) : [pointer(...path)];
	});
}
// src/config/proxmox-words.ts
/** The kind tells its words by the plan of a create: every field with its value. */
function proxmoxWords(resource, settings) {
	const diff = homeOf(resource)?.kind.diff({
		want: resource,
		base: null,
		seen: null,
		settings,
		snapshot: null
	});
	return new Map(diff?.changes.map((change) => [change.path, change.after]));
}
/** What Proxmox is not told of: software and health checks. */
const isInside = (path) => /^\/(?:features|health)(?:\/|$)/.test(path);
// src/config/estate-difference.ts
/**
* How two estates differ, be they revisions or environments: what the files say after all merging, not how they say it.
* Pure. What a plan would do about it is another question: src/plan/build.ts.
*/
const sideOf = (estate, resource) => ({
	estate,
	resource,
	words: proxmoxWords(resource, estate.settings)
});
const NO_SETS = /* @__PURE__ */ new Set();
function placeIn({ estate, resource }, path) {
	const sets = homeOf(resource)?.sets ?? NO_SETS;
	return originOf(resource.contributions, path, resource.merged, sets) ? placeOfField(estate.tree, resource, sets, path) : null;
}
/** Equal, however it is spelled: `4G` is 4096 MiB. Undefined: Proxmox has no word for it. */
function sameWords(a, b, path) {
	if (isInside(path)) return void 0;
	const [one, other] = [a.words.get(path), b.words.get(path)];
	return one === void 0 && other === void 0 ? void 0 : canonical(one ?? null) === canonical(other ?? null);
}
/** What Proxmox is told though no file says it, such as the node of a guest where there is one. */
function derived({ words, resource }) {
	return [...words.keys()].filter((path) => path !== "" && !isInside(path) && valueAt(resource.merged, path) === void 0);
}
const isBelow = (path) => (one) => one.startsWith(`${path}/`);
/** An object on one side: its members tell. A short form such as `bind:models` is no other value than the long one. */
function membersTell(a, b, path) {
	const isWhole = (side) => isObject(valueAt(side.resource.merged, path));
	const hasWords = ({ words }) => [...words.keys()].some(isBelow(path));
	return (isWhole(a) || isWhole(b)) && hasWords(a) && hasWords(b);
}
/** The value at a place, in the words of the file, or else of Proxmox; of an object, its members are asked one by one. */
function valueIn({ resource, words }, path) {
	const value = valueAt(resource.merged, path) ?? words.get(path) ?? null;
	return isObject(value) && Object.keys(value).length > 0 ? null : value;
}
function fieldsBetween(a, b) {
	const paths = /* @__PURE__ */ new Set([...leavesOf(a.resource.merged), ...leavesOf(b.resource.merged)]);
	for (const path of [...derived(a), ...derived(b)]) paths.add(path);
	const found = [];
	for (const path of paths) {
		const [before, after] = [valueIn(a, path), valueIn(b, path)];
		if (sameWords(a, b, path) ?? canonical(before) === canonical(after)) continue;
		if (membersTell(a, b, path)) continue;
		const beforeAt = before === null ? null : placeIn(a, path);
		const afterAt = after === null ? null : placeIn(b, path);
		found.push({
			field: fieldName(path),
			path,
			before,
			after,
			beforeAt,
			afterAt
		});
	}
	return found.toSorted((one, other) => one.path < other.path ? -1 : 1);
}
function summaryOf(resource) {
	return homeOf(resource)?.kind.summary(resource.spec) ?? "";
}
const whole = (estate, { file }) => nearestPositionOf(estate.tree, file, "", "value");
/** Which resource of one side is which of the other: by what they are, and then by what they are called. */
function pairs(a, b) {
	const idOf = (one) => `${one.kind} ${homeOf(one)?.kind.id(one.spec) ?? one.address}`;
	const before = new Map([...a.resources.values()].map((one) => [idOf(one), one]));
	const left = /* @__PURE__ */ new Map();
	const found = [];
	const unmatched = [];
	for (const one of b.resources.values()) {
		const id = idOf(one);
		const twin = before.get(id);
		if (twin) found.push([twin, one]);
		else unmatched.push(one);
		before.delete(id);
	}
	for (const one of before.values()) left.set(one.address, one);
	for (const one of unmatched) {
		found.push([left.get(one.address) ?? null, one]);
		left.delete(one.address);
	}
	for (const one of left.values()) found.push([one, null]);
	return found;
}
/** How one resource differs; null: it does not. */
function resourceDifference(a, b, before, after) {
	if (before === after) return null;
	if (!before && after) {
		const { address } = after;
		return {
			address,
			is: "added",
			was: null,
			summary: summaryOf(after),
			at: whole(b, after),
			fields: []
		};
	}
	if (before && !after) {
		const { address } = before;
		return {
			address,
			is: "removed",
			was: null,
			summary: summaryOf(before),
			at: whole(a, before),
			fields: []
		};
	}
	if (!before || !after) return null;
	const fields = fieldsBetween(sideOf(a, before), sideOf(b, after));
	const isRenamed = before.address !== after.address;
	if (fields.length === 0 && !isRenamed) return null;
	const { address } = after;
	return {
		address,
		is: isRenamed ? "renamed" : "changed",
		was: isRenamed ? before.address : null,
		summary: summaryOf(after),
		at: whole(b, after),
		fields
	};
}
function settingsBetween(a, b) {
	const sideIn = ({ tree, layout }) => {
		const file = layout.settings;
		const value = (file && parseFile(file).value) ?? {};
		const at = (path) => file && valueAt(value, path) !== void 0 ? nearestPositionOf(tree, file.path, path, "value") : null;
		return {
			value,
			at
		};
	};
	const [before, after] = [sideIn(a), sideIn(b)];
	return [.../* @__PURE__ */ new Set([...leavesOf(before.value), ...leavesOf(after.value)])].toSorted().filter((path) => path !== "/$schema").filter((path) => canonical(valueAt(before.value, path) ?? null) !== canonical(valueAt(after.value, path) ?? null)).map((path) => ({
		field: fieldName(path),
		path,
		before: valueAt(before.value, path) ?? null,
		after: valueAt(after.value, path) ?? null,
		beforeAt: before.at(path),
		afterAt: after.at(path)
	}));
}
/** @param a what was, @param b what is */
function differenceOf(a, b) {
	return {
		resources: pairs(a, b).flatMap(([before, after]) => resourceDifference(a, b, before, after) ?? []).toSorted((one, other) => one.address < other.address ? -1 : 1),
		settings: a.tree === b.tree ? [] : settingsBetween(a, b),
		features: featuresBetween(a, b),
		secrets: secretsBetween(a, b)
	};
}
/** Whether anything differs at all. */
function differs({ resources, settings, features, secrets }) {
	return [
		resources,
		settings,
		features,
		secrets
	].some((part) => part.length > 0);
}
// src/rules/check/for-kinds.ts
/**
* The estate with everything that is found in it.
* @param kinds those that both estates were loaded with
*/
function checkKinds(kinds, estate, base) {
	const rules = rulesOf(kinds);
	return runRules(estate, {
		base,
		rules,
		catalogue: once(() => catalogueOf(kinds, rules))
	});
}
// src/config/known-field.ts
/** Which fields a file of a kind may have at all, whether set or not: for questions about one by its name. */
/**
* The place of a field that no file sets. Keys may hold dots: `raw.lxc.cap.drop` has one dot that parts, and two that do
* not.
* @throws PhoenixError `USAGE` for what is no field, with what may be meant.
*/
function placeOfUnset(kind, resource, asked) {
	const segments = pointerSegments(asked);
	const path = [segments, ...segments.slice(1).map((_, at) => [...segments.slice(0, at + 1), segments.slice(at + 1).join(".")]).filter(({ length }) => valueAt(resource.merged, pointer(...segments.slice(0, length))) === void 0)].map((one) => pointer(...one)).find((one) => isField(kind, one));
	if (path === void 0) throw noField(kind, resource, segments);
	const meant = slipInKey(kind, resource, pointerSegments(path));
	if (meant === null) return path;
	throw new PhoenixError("USAGE", `${resource.address} has no field ${quote(fieldName(path))}`, { hint: `Did you mean ${quote(fieldName(meant))}?` });
}
function isField(kind, path) {
	return path !== "" && hasPlace(schemaOfKind(kind), path) && unusableKey(kind, path) === void 0;
}
/** What the kind's own schema says of a file with nothing but this field. */
function issuesAt(kind, path) {
	const document = pointerSegments(path).reduceRight((inner, key) => ({ [key]: inner }), null);
	const { error } = kind.schema.safeParse(document);
	if (!error || !isObject(document)) return [];
	return issuesOf(error, document, () => schemaOfKind(kind)).filter((issue) => issue.path !== "" && (path === issue.path || path.startsWith(`${issue.path}/`)));
}
/** A key that a map cannot have: a mount without a slash. */
const unusableKey = (kind, path) => issuesAt(kind, path).find((issue) => issue.id === "PHX303" && issue.what === "key");
/** `/dta` where there is `/data`: in a map any key may stand, so only a near one tells a slip. */
function slipInKey(kind, { merged }, segments) {
	for (const [at, segment] of segments.entries()) {
		const above = segments.slice(0, at);
		const stands = valueAt(merged, pointer(...above));
		if (!isObject(stands) || Object.hasOwn(stands, segment)) continue;
		if (keysAt(schemaOfKind(kind), above).includes(segment)) continue;
		const near = nearest(segment, Object.keys(stands));
		return near === null ? null : pointer(...above, near, ...segments.slice(at + 1));
	}
	return null;
}
function noField(kind, { address }, segments) {
	const path = pointer(...segments);
	const depth = segments.findIndex((_, at) => !isField(kind, pointer(...segments.slice(0, at + 1))));
	const above = segments.slice(0, depth);
	const known = keysAt(schemaOfKind(kind), above).map((key) => fieldName(pointer(...above, key)));
	const wrong = fieldName(pointer(...segments.slice(0, depth + 1)));
	const refused = issuesAt(kind, path).find((issue) => issue.what === "key" && !issue.message.startsWith("unknown key"));
	return new PhoenixError("USAGE", `${address} has no field ${quote(fieldName(path))}`, { hint: refused?.message ?? didYouMean(wrong, known, `There is nothing inside ${above.length === 0 ? "it" : fieldName(pointer(...above))}.`) });
}
// src/config/explain.ts
/** Where a value comes from: every file that said something about it, weakest first, and what Proxmox is told. */
/** One field, set or not. @throws PhoenixError `USAGE` for an address that the estate does not have, or what is no field. */
function explainField(estate, address, field) {
	const resource = resourceAt(estate, address);
	const path = pointerOf(field, [resource.merged, ...resource.contributions.map((one) => one.value)]);
	const words = proxmoxWords(resource, estate.settings);
	const explained = explain(estate, resource, path, words);
	const kind = homeOf(resource)?.kind;
	if (!kind || explained.value !== void 0 || Object.keys(explained.proxmox).length > 0) return explained;
	return explain(estate, resource, placeOfUnset(kind, resource, path), words);
}
/** Every field that a file sets. @throws PhoenixError `USAGE` for an address that the estate does not have. */
function explainResource(estate, address) {
	const resource = resourceAt(estate, address);
	const words = proxmoxWords(resource, estate.settings);
	return leavesOf(resource.merged).map((path) => explain(estate, resource, path, words));
}
/** What a file became more than once, such as a layer on each node, stands in one file: the first is as good as any. */
function resourceAt(estate, address) {
	const resource = estate.resources.get(address) ?? [...estate.resources.values()].find(({ kind, name }) => `${kind}/${name}` === address);
	if (resource) return resource;
	throw unknownAddress(address, estate);
}
function explain(estate, resource, path, words) {
	const { tree } = estate;
	const sets = homeOf(resource)?.sets ?? /* @__PURE__ */ new Set();
	const chain = chainOf(resource.contributions, path, sets).map((link) => {
		const at = nearestPositionOf(tree, link.file, link.pointer, "value");
		return {
			file: tree.root === "" || tree.root === "." ? link.file : `${tree.root}/${link.file}`,
			line: at.line,
			column: at.column,
			does: link.does,
			value: link.value
		};
	});
	const proxmox = Object.fromEntries([...words].filter(([one]) => one === path || one.startsWith(`${path}/`)));
	const value = valueAt(resource.merged, path);
	const { address } = resource;
	const isSet = value !== void 0 || Object.keys(proxmox).length > 0;
	const data = {
		address,
		field: fieldName(path),
		path,
		...value !== void 0 && { value },
		proxmox,
		chain,
		...!isSet && (optionMeaning(estate, path) ?? meaning(resource, path))
	};
	return {
		...data,
		text: textOf$1(data)
	};
}
/** An option of a feature: its manifest knows. @throws PhoenixError `USAGE` for a feature or an option that is not there */
function optionMeaning({ features }, path) {
	const [head, id, name, ...rest] = pointerSegments(path);
	if (head !== "features" || id === void 0 || rest.length > 0 || !features) return null;
	const feature = features.features.get(id);
	if (!feature) throw unknown(`there is no feature ${quote(id)}`, id, [...features.features.keys()]);
	if (name === void 0) return { about: feature.manifest.description };
	const { options } = feature.manifest;
	const option = Object.hasOwn(options, name) ? options[name] : void 0;
	if (!option) throw unknown(`the feature ${quote(id)} has no option ${quote(name)}`, name, Object.keys(options));
	const { default: value, description } = option;
	return {
		default: value === void 0 ? "" : typeof value === "object" ? value.join(" ") : String(value),
		...description !== void 0 && { about: description }
	};
}
function unknown(message, name, known) {
	return new PhoenixError("USAGE", message, { hint: didYouMean(name, known, "It has none.") });
}
function meaning(resource, path) {
	const kind = homeOf(resource)?.kind;
	const word = kind?.defaultOf?.(path);
	const about = kind && schemaAt(schemaOfKind(kind), path)?.description;
	return {
		...word !== void 0 && { default: word },
		...about !== void 0 && { about }
	};
}
function textOf$1(data) {
	const { address, field, path, value, proxmox, chain } = data;
	const lines = [`${address} ${field} = ${value === void 0 ? "(not set)" : short$1(value)}`];
	const places = chain.map(({ file, line, column }) => `${file}:${line}:${column}`);
	const width = Math.max(0, ...places.map((place) => place.length));
	chain.forEach(({ does, value: said }, index) => {
		const what = does === "removes" ? "" : ` ${short$1(said)}`;
		lines.push(`  ${(places[index] ?? "").padEnd(width)}  ${does}${what}`);
	});
	if (chain.length === 0) lines.push("  no file sets it");
	for (const [at, word] of Object.entries(proxmox)) {
		const who = isInside(at) ? "Phoenix" : "Proxmox";
		const name = at === path ? who : `${who} ${fieldName(at)}`;
		if (at !== path || short$1(word) !== short$1(value ?? null)) lines.push(`  ${name}: ${short$1(word)}`);
	}
	if (data.default !== void 0) lines.push(`  ${isInside(path) ? "its" : "Proxmox's"} default: ${data.default === "" ? "none" : short$1(data.default)}`);
	if (data.about !== void 0) lines.push(`  what it is: ${data.about}`);
	return lines.join("\n");
}
function short$1(value) {
	const text = JSON.stringify(value);
	return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
// src/config/schema-words.ts
/** The schema with the words in it; what stands at no place of it is left out. */
function withWords(schema, words) {
	let told = schema;
	for (const [place, word] of Object.entries(words)) told = at(told, place.split("/"), word);
	return told;
}
function at(schema, path, word) {
	const [step, ...rest] = path;
	if (step === void 0) {
		if (schema.not) return schema;
		const { description: _, examples: __, ...own } = schema;
		const { about = schema.description, examples, pattern } = word;
		return {
			...about !== void 0 && { description: about },
			...examples && { examples },
			...own,
			...pattern !== void 0 && { pattern }
		};
	}
	const below = (inner) => at(inner, rest, word);
	return {
		...schema,
		...schema.anyOf && { anyOf: schema.anyOf.map((one) => at(one, path, word)) },
		...schema.properties && { properties: mappedAt(schema.properties, step, below) },
		...step === "*" && typeof schema.additionalProperties === "object" && { additionalProperties: below(schema.additionalProperties) },
		...step === "[]" && typeof schema.items === "object" && { items: below(schema.items) }
	};
}
function mappedAt(properties, step, change) {
	const numbered = step.endsWith("#") ? step.slice(0, -1) : null;
	const isMeant = (key) => numbered === null ? key === step : key.startsWith(numbered) && /^\d+$/.test(key.slice(numbered.length));
	return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, isMeant(key) ? change(inner) : inner]));
}
// src/config/settings-words.ts
const node = "nodes/*";
const network = "networks/*";
const SETTINGS_WORDS = {
	name: { examples: ["lab"] },
	id: { examples: ["5f0c2a7e-8a2b-4d0e-9a3c-0d6f1b2c3d4e"] },
	nodes: {
		about: "The Proxmox nodes by their host names, each as it is declared: what a plan without a host knows.",
		examples: [{ pve1: {} }]
	},
	[`${node}/pve`]: { examples: ["9.2"] },
	[`${node}/address`]: { examples: ["10.0.0.2"] },
	[`${node}/capacity/cores`]: {
		about: "Threads of its processors.",
		examples: [16]
	},
	[`${node}/capacity/memory`]: {
		about: "What is there for guests.",
		examples: ["96G"]
	},
	[`${node}/bridges`]: { examples: [["vmbr0"]] },
	[`${node}/storages`]: { examples: [{ "local-zfs": {
		type: "zfspool",
		content: ["rootdir", "images"]
	} }] },
	[`${node}/storages/*/type`]: { about: "As /etc/pve/storage.cfg has it." },
	[`${node}/storages/*/shared`]: { about: "Whether all nodes see the same contents." },
	[`${node}/storages/*/content`]: { examples: [["rootdir", "images"]] },
	[`${node}/storages/*/size`]: { examples: ["2T", 500] },
	[`${node}/templates`]: { examples: [["local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst"]] },
	[`${node}/facts`]: { examples: [{ "nvidia.driver": "580.76.05" }] },
	[`${node}/subids`]: { examples: [[[1e5, 65536]]] },
	[`${node}/gpus`]: {
		about: "Cards of the node by names that files of guests use.",
		examples: [{ gpu0: {
			pci: "0000:01:00.0",
			driver: "nvidia",
			vram: "16G"
		} }]
	},
	[`${node}/gpus/*/pci`]: { examples: ["0000:01:00.0"] },
	[`${node}/gpus/*/minor`]: { examples: [0] },
	[`${node}/gpus/*/vram`]: { examples: ["16G"] },
	[`${node}/gpus/*/mapping`]: { examples: ["gpu0"] },
	networks: { examples: [{ lan: {
		bridge: "vmbr0",
		subnet: "10.0.0.0/24",
		gateway: "10.0.0.1"
	} }] },
	[`${network}/bridge`]: { examples: ["vmbr0"] },
	[`${network}/tag`]: { examples: [20] },
	[`${network}/nodes`]: { examples: [["pve1"]] },
	[`${network}/subnet`]: { examples: ["10.0.0.0/24"] },
	[`${network}/gateway`]: { examples: ["10.0.0.1"] },
	[`${network}/dhcp`]: { examples: [["10.0.0.100-10.0.0.150"]] },
	[`${network}/reserved`]: { examples: [["10.0.0.2", "10.0.0.10-10.0.0.20"]] },
	[`${network}/mtu`]: { examples: [1500] },
	pools: { examples: [["production"]] },
	binds: {
		about: "Folders of nodes that guests mount, by names that their files use.",
		examples: [{ models: {
			path: "/tank/models",
			owner: 1e3
		} }]
	},
	"binds/*/path": { examples: ["/tank/models"] },
	"binds/*/owner": { examples: [1e3] },
	vmids: { examples: [[100, 999]] },
	"layers/vmids": { examples: [[9e3, 9099]] },
	runner: { examples: ["lxc/runner"] },
	"proof/placeholders": { examples: [{
		"db/app": true,
		"env:PG_PASSWORD": "not a real one"
	}] },
	secrets: { about: "How the values of secrets are found." },
	"secrets/vault": { about: "The entries in configs/vault/." },
	"secrets/aws/region": { examples: ["eu-central-1"] },
	"secrets/aws/endpoint": { examples: ["https://secretsmanager.eu-central-1.amazonaws.com"] },
	"secrets/aws/role": { examples: ["arn:aws:iam::123456789012:role/phoenix"] },
	policies: { about: "What an apply may do; of two revisions, the stricter holds." },
	"policies/retire": { examples: ["7d", 0] },
	"policies/management": { examples: [["10.0.0.0/24", "192.0.2.10-192.0.2.20"]] },
	"policies/restarts": {
		about: "How guests are restarted.",
		examples: [{
			when: "apply",
			max: 5
		}]
	},
	"policies/restarts/when": { about: "\"manual\": nobody but a person restarts; what needs a restart is written and waits." },
	"policies/restarts/max": { examples: [5] },
	"policies/restarts/share": { examples: [.3] },
	"policies/restarts/maxParallel": {
		about: "How many are down at the same time.",
		examples: [1]
	},
	"policies/retires": {
		about: "How many guests may be removed.",
		examples: [{ max: 2 }]
	},
	"policies/retires/max": { examples: [2] },
	"policies/retires/share": { examples: [.1] },
	"policies/backup/storage": { examples: ["backups"] },
	"policies/backup/maxAge": { examples: ["24h"] },
	"policies/backup/mode": { about: "How Proxmox takes it: while the guest runs, while it is frozen, or while it is stopped." },
	"policies/overcommit/memory": { examples: [1, 1.5] },
	"policies/overcommit/cores": { examples: [4] },
	"policies/overcommit/disk": { examples: [1] },
	"policies/bindRoots": { examples: [["/tank", "/mnt/pve"]] },
	"policies/allow/publicRepository": { about: "Whether a self-hosted runner takes jobs of a public repository." },
	"policies/allow/forks": { about: "Whether a self-hosted runner takes jobs of pull requests from forks." },
	rules: { examples: [{ PHX523: "off" }] }
};
// src/config/shared-shapes.ts
/** Characters of a shape that is worth a name. */
const LARGE = 300;
/** The same schema, with `$defs`. */
function shareShapes(schema) {
	const counts = /* @__PURE__ */ new Map();
	visit(schema, (inner) => {
		const text = JSON.stringify(inner);
		if (text.length > LARGE) counts.set(text, (counts.get(text) ?? 0) + 1);
	});
	const names = /* @__PURE__ */ new Map();
	const $defs = { ...schema.$defs };
	const named = (inner, key) => {
		const text = JSON.stringify(inner);
		if ((counts.get(text) ?? 0) < 2) return replaced(inner, named);
		let name = names.get(text);
		if (name === void 0) {
			const stem = key.replace(/\d+$/, "");
			name = stem in $defs ? `${stem}-${names.size}` : stem;
			names.set(text, name);
			$defs[name] = {};
			$defs[name] = replaced(inner, named);
		}
		const { description } = inner;
		return {
			...description !== void 0 && { description },
			$ref: `#/$defs/${name}`
		};
	};
	const shared = replaced(schema, named);
	return Object.keys($defs).length === 0 ? shared : {
		...shared,
		$defs
	};
}
function visit(schema, look) {
	replaced(schema, (inner) => {
		look(inner);
		visit(inner, look);
		return inner;
	});
}
/** @param change of each schema right below, with the key that it is found at */
function replaced(schema, change) {
	const { properties, additionalProperties, items, anyOf } = schema;
	return {
		...schema,
		...properties && { properties: Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, change(inner, key)])) },
		...typeof additionalProperties === "object" && { additionalProperties: change(additionalProperties, "value") },
		...typeof items === "object" && { items: change(items, "entry") },
		...anyOf && { anyOf: anyOf.map((inner) => change(inner, "shape")) }
	};
}
// src/config/schema-files.ts
const CORE_WORDS = {
	$schema: {
		about: "The JSON Schema of this file, for editors: Phoenix does not read it.",
		examples: ["../schemas/lxc.json"]
	},
	extends: { examples: [["docker-host", "gpu"]] },
	suppress: { examples: [{ PHX523: "the two never run at the same time" }] }
};
/**
* The texts by file name: `phoenix.json`, `lxc.json` for the files of a kind, `base-lxc.json` for its base and what
* environments change, `profile.json`, and the others.
*/
function schemaFiles(kinds, others = {}) {
	const own = kinds.map(partOf);
	const schemas = [
		[
			"phoenix",
			told(schemaOfSettings(), SETTINGS_WORDS),
			"phoenix.json"
		],
		...kinds.flatMap(({ kind }, at) => {
			const schema = own[at] ?? {};
			const under = `base/${kind}.json and environments/NAME/${kind}/NAME.json`;
			return [[
				kind,
				schema,
				`${kind}/NAME.json`
			], [
				`base-${kind}`,
				without(schema, "extends"),
				under
			]];
		}),
		[
			"profile",
			ofSeveral(own),
			"profiles/NAME.json"
		],
		...Object.entries(others).map(([name, { schema, words, title }]) => [
			name,
			told(generate(schema), words),
			title
		])
	];
	return new Map(schemas.map(([name, schema, title]) => [`${name}.json`, textOf(name, schema, title)]));
}
function textOf(name, schema, title) {
	const { $schema, ...rest } = schema;
	const commas = title.includes("NAME.json") ? { allowTrailingCommas: true } : {};
	const whole = {
		$schema,
		$id: `urn:phoenix:schema:${name}`,
		title,
		...commas,
		...shareShapes(rest)
	};
	return `${JSON.stringify(whole, null, 2)}\n`;
}
const told = (schema, words) => withWords(withWords(schema, CORE_WORDS), words);
/** What one of several files that become one may hold. */
const partOf = (kind) => relaxed(told(schemaOfKind(kind), kind.words ?? {}));
function without(schema, key) {
	const { [key]: _, ...properties } = schema.properties ?? {};
	return {
		...schema,
		properties
	};
}
/** A profile may serve several kinds: what one of them takes may stand there. */
function ofSeveral(schemas) {
	const [first = {}, ...rest] = schemas;
	const shapes = /* @__PURE__ */ new Map();
	for (const { properties = {} } of [first, ...rest]) for (const [key, shape] of Object.entries(properties)) {
		const known = shapes.get(key) ?? [];
		const isKnown = known.some((one) => JSON.stringify(one) === JSON.stringify(shape));
		shapes.set(key, isKnown ? known : [...known, shape]);
	}
	const properties = Object.fromEntries([...shapes].map(([key, all]) => [key, anyOf(all)]));
	return {
		...first,
		properties
	};
}
function anyOf(all) {
	const usable = all.filter(({ not }) => !not);
	const [first, ...rest] = usable;
	if (!first) return all[0] ?? {};
	if (rest.length === 0) return first;
	const examples = [...new Set(usable.flatMap((one) => one.examples ?? []).map((one) => JSON.stringify(one)))];
	return {
		...first.description !== void 0 && { description: first.description },
		...examples.length > 0 && { examples: examples.map((one) => JSON.parse(one)) },
		anyOf: usable
	};
}
const NULL = { type: "null" };
/** A file may leave to its profiles what the kind requires, and take away by null what they give. */
function relaxed(schema) {
	const { required: _, ...rest } = schema;
	const values = rest.additionalProperties;
	return {
		...rest,
		...rest.properties && { properties: mapped(rest.properties, nullable) },
		...typeof values === "object" && { additionalProperties: nullable(values) },
		...rest.anyOf && { anyOf: rest.anyOf.map(relaxed) },
		...rest.oneOf && { oneOf: rest.oneOf.map(relaxed) }
	};
}
/** Keys that Phoenix itself reads are no part of what is merged. */
const CORE = /* @__PURE__ */ new Set([
	"$schema",
	"extends",
	"suppress"
]);
function nullable(schema) {
	if (schema.not) return schema;
	const { description, examples, anyOf, ...inner } = relaxed(schema);
	const shapes = anyOf && Object.keys(inner).length === 0 ? anyOf : [anyOf ? {
		anyOf,
		...inner
	} : inner];
	return {
		...description !== void 0 && { description },
		...examples !== void 0 && { examples },
		anyOf: [...shapes, NULL]
	};
}
function mapped(schemas, change) {
	return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, CORE.has(key) ? schema : change(schema)]));
}
// src/sources/merged.ts
/** The commits of a branch along first parents: what was pushed or merged, by whom and by which pull request. */
const MERGE = /^Merge pull request #(\d{1,10}) from (\S+)/;
const SQUASH = /^(.*?)\s*\(#(\d{1,10})\)$/;
/** What GitHub writes of a pull request when it merges or squashes one; of any other message, its first line. */
function pullIn(subject, body) {
	const merge = MERGE.exec(subject);
	if (merge) return {
		title: body.split("\n").find((line) => line.trim() !== "")?.trim() ?? merge[2] ?? subject,
		pull: Number(merge[1])
	};
	const squash = SQUASH.exec(subject);
	return squash ? {
		title: squash[1] === "" ? subject : squash[1] ?? subject,
		pull: Number(squash[2])
	} : {
		title: subject,
		pull: null
	};
}
const FORMAT = "--format=%x01%H%x00%P%x00%an%x00%ct%x00%s%x00%b%x00";
const FIELDS = 6;
function filesIn(words, folder) {
	const lead = folder === "" ? "" : `${folder}/`;
	const found = [];
	for (let at = 0; at + 1 < words.length; at += 2) {
		const [status = "", path = ""] = [words[at]?.trim(), words[at + 1]];
		if (path.startsWith(lead)) found.push({
			status,
			path: path.slice(lead.length)
		});
	}
	return found;
}
/** Where a record begins: messages may hold any character but NUL. */
const RECORD = /\u0001(?=(?:[0-9a-f]{40}|[0-9a-f]{64})\0)/;
function mergedIn(record, folder) {
	if (record.trim() === "") return [];
	const words = record.split("\0");
	const [sha = "", parents = "", author = "", at = "", subject = "", body = ""] = words;
	const files = filesIn(words.slice(FIELDS).filter((word) => word.trim() !== ""), folder);
	const time = (/* @__PURE__ */ new Date(Number(at) * 1e3)).toISOString();
	const what = pullIn(subject, body);
	return [{
		sha,
		parents: parents.split(" ").filter(Boolean),
		author,
		at: time,
		...what,
		files
	}];
}
/**
* The commits up to `tip` that change something below the folder, newest first.
* @param folder relative to the top of the repository; empty: all of it
* @throws PhoenixError `GIT`
*/
async function mergedInto(repository, tip, folder) {
	const below = folder === "" ? [] : [folder];
	const what = [
		"--first-parent",
		"--diff-merges=first-parent",
		"--root",
		"--no-renames"
	];
	const how = [
		"--no-ext-diff",
		"--name-status",
		"-z",
		FORMAT
	];
	const found = (await gitOutput(repository.top, [
		"log",
		...what,
		...how,
		checkSha(tip),
		"--",
		...below
	])).split(RECORD).flatMap((record) => mergedIn(record, folder));
	const last = found.at(-1);
	if (!last || last.parents.length > 0) return found;
	return [...found.slice(0, -1), {
		...last,
		parents: await repository.parents(last.sha)
	}];
}
/** Who wrote what a merge brought there, each once, the newest first; of a commit that is no merge, its author. */
async function authorsOf(repository, { sha, parents, author }, folder) {
	const [first] = parents;
	if (parents.length < 2 || first === void 0) return [author];
	const below = folder === "" ? [] : [folder];
	const args = [
		"log",
		"--no-merges",
		"--format=%an",
		...[checkSha(sha), `^${checkSha(first)}`],
		"--",
		...below
	];
	const names = (await gitOutput(repository.top, args)).split("\n").filter(Boolean);
	return names.length === 0 ? [author] : [...new Set(names)];
}
/** Every file below the folder that some commit up to `tip` took away. @returns paths below the folder */
async function removedFiles(repository, tip, folder) {
	const what = [
		"--first-parent",
		"--diff-merges=first-parent",
		"--no-renames",
		"--diff-filter=D"
	];
	const how = [
		"--no-ext-diff",
		"--name-only",
		"-z",
		"--format="
	];
	const below = folder === "" ? [] : [folder];
	const args = [
		"log",
		...what,
		...how,
		checkSha(tip),
		"--",
		...below
	];
	const lead = folder === "" ? "" : `${folder}/`;
	const paths = (await gitOutput(repository.top, args)).split("\0").map((path) => path.trimStart());
	return [...new Set(paths)].filter((path) => path.startsWith(lead)).map((path) => path.slice(lead.length));
}
// src/commands/history-names.ts
/** Whether a resource that somebody asks for ever had a file: the error for one that had none names what may be meant. */
/** `lxc/web.json`, `environments/prod/lxc/web.json`. */
const FILE$1 = /^(?:environments\/[^/]+\/)?((?!environments\/|base\/|profiles\/|features\/|vault\/)[^/]+\/[^/]+)\.jsonc?$/;
/** @throws PhoenixError `USAGE` for an address that no commit had */
async function checkNamed({ address, estate, repository, folder, tip }) {
	const here = [...estate.layout.resources.keys(), ...estate.resources.keys()];
	if (here.some((one) => one === address || one.startsWith(`${address}@`))) return;
	const gone = (await removedFiles(repository, tip, folder)).flatMap((path) => FILE$1.exec(path)?.[1] ?? []);
	if (gone.includes(address)) return;
	const known = [.../* @__PURE__ */ new Set([...here, ...gone])];
	const bare = known.find((one) => one.slice(one.indexOf("/") + 1) === address);
	throw new PhoenixError("USAGE", `no commit has a file of ${quote(address)} in ${estate.tree.root}`, { hint: didYouMean(bare ?? address, known, "No file describes a resource yet.") });
}
// src/commands/history-text.ts
const short = (sha) => sha.slice(0, 7);
/** `2026-11-20 08:00`, in UTC. */
const timeText = (at) => plain$1(at.slice(0, 16).replace("T", " "), 20);
function valuesText({ before, after }, most) {
	const text = (value) => plain$1(valueText(withoutHash(value), "\"\""), most);
	if (before === null) return `+ ${text(after)}`;
	return after === null ? `- ${text(before)}` : `${text(before)} → ${text(after)}`;
}
function fieldLines(fields, { columns, root }, colors) {
	const width = Math.min(32, longest(fields.map(({ field }) => plain$1(field, 80))));
	return fields.map((one) => {
		const { field, effect, at } = one;
		const tint = paint(colors, effect === "none" ? "aside" : effect === "destroy" ? "delete" : effect);
		const where = at ? colors.dim(`  ${plain$1(fullPath(root, at.file), 200)}:${at.line}`) : "";
		const values = valuesText(one, Math.max(60, columns));
		return `    ${plain$1(field, 80).padEnd(width)}  ${values}  ${tint(EFFECT_WORDS[effect])}${where}`;
	});
}
const AUTHORS = 3;
function headLine({ commit, authors }, colors) {
	const { sha, at, title, pull } = commit;
	const number = pull === null ? "" : `${colors.cyan(`#${pull}`)} `;
	const who = listed$1(authors, AUTHORS, (name) => plain$1(name, 60));
	return `${timeText(at)}  ${colors.yellow(short(sha))}  ${number}${colors.bold(plain$1(title, 120))}, by ${who}`;
}
function whatLines(entry, view, colors) {
	const { is, address, was, summary, at, effect } = entry;
	const file = colors.dim(`  ${plain$1(fullPath(view.root, at.file), 200)}`);
	const of = summary === "" ? "" : `  ${plain$1(summary, 200)}`;
	switch (is) {
		case "added": return [`    ${colors.green("+ added")}${of}${file}`];
		case "removed": return [`    ${colors.red("- removed")}: ${EFFECT_WORDS[effect]}${of}${file}`];
		case "renamed": return [`    ${colors.cyan("~ renamed")}, was ${plain$1(was ?? "", 80)}; now ${plain$1(address, 80)}${file}`];
		case "changed": return [];
	}
}
function unreadLine({ unread }, colors) {
	if (unread.length === 0) return [];
	const which = listed$1(unread, AUTHORS, short);
	const text = `${plural(unread.length, "commit")} before it cannot be read (${which}): what changed there is in here too`;
	return [`    ${colors.yellow("!")} ${text}`];
}
function entryLines(entry, view, colors) {
	return [
		headLine(entry, colors),
		...whatLines(entry, view, colors),
		...fieldLines(entry.fields, view, colors),
		...unreadLine(entry, colors)
	];
}
function endText(end) {
	switch (end.is) {
		case "whole": return "There is nothing before that.";
		case "limit": return "There may be more before that: --limit shows it.";
		case "since": return "Older commits were not asked for (--since).";
		case "shallow": return `The clone ends at ${short(end.commit)}: git fetch --unshallow brings what was before.`;
		case "unreadable": return `The files of ${short(end.commit)} and before cannot be read by this version of Phoenix.`;
	}
}
/** The line between what the nodes have and what they do not. */
function appliedLine({ applied, entries }, colors) {
	if (!applied || entries.length === 0) return null;
	const { state, silent } = applied;
	const mark = (text) => colors.dim(`── ${text} ──`);
	if (!state) return mark(`not on the nodes${silent.length > 0 ? `: ${listed$1(silent, AUTHORS, (one) => plain$1(one, 60))} did not answer` : ""}`);
	const { node, commit, retired } = state;
	const since = retired === null ? "" : `, retired since ${timeText(retired)}`;
	if (commit === null) return mark(`on ${plain$1(node, 60)} from files that were not committed${since}`);
	const known = entries.some((one) => one.applied !== null) ? "" : ", which this clone does not know";
	return mark(`applied on ${plain$1(node, 60)} up to here, by ${short(commit)}${known}${since}`);
}
function runLine({ run, node, from, steps, outcome, step, message }, colors) {
	const what = outcome === "done" ? colors.green("done") : colors.red(outcome);
	const where = step === null ? "" : ` at ${plain$1(step, 80)}`;
	const why = message === null ? "" : `: ${plain$1(message, 200)}`;
	return `    ${timeText(from)}  ${plain$1(node, 60)}  ${plain$1(run, 60)}  ${plural(steps, "step")}, ${what}${where}${why}`;
}
const RUNS = 10;
function runLines(applied, colors) {
	if (!applied) return [];
	const { runs } = applied;
	if (runs.length === 0) return ["", "The journals of the nodes have no run of it."];
	const more = runs.length > RUNS ? [`    and ${runs.length - RUNS} more`] : [];
	return [
		"",
		colors.bold("Runs"),
		...runs.slice(0, RUNS).map((run) => runLine(run, colors)),
		...more
	];
}
/** Without a newline at the end. */
function historyText(told, view) {
	const colors = colorsOf(view.color);
	const { entries, end, applied } = told;
	const line = appliedLine(told, colors);
	const here = line === null ? -1 : entries.findIndex((one) => one.applied !== false);
	const lines = entries.flatMap((entry, at) => [...at === here && line !== null ? [line] : [], ...entryLines(entry, view, colors)]);
	if (line !== null && here < 0) lines.push(line);
	const none = end.is === "since" ? [`No commit changed ${plain$1(told.address, 80)} since then.`] : [];
	return [
		...entries.length === 0 ? none : lines,
		colors.dim(endText(end)),
		...runLines(applied, colors)
	].join("\n");
}
// src/commands/history-reach.ts
/**
* Which commits can have changed a resource at all, by the files that they change: of a thousand commits few need to be
* read. Whatever is not surely of others counts: bases, profiles, settings, features, the vault, and files that come or go.
*/
/** What a file of these kinds says reaches those alone that name it; others declare things, or are made of what names them. */
const PRIVATE = /* @__PURE__ */ new Set([
	"lxc",
	"vm",
	"firewall"
]);
const FILE = /^(?:environments\/([^/]+)\/)?(([^/]+)\/([^/]+))\.jsonc?$/;
/** The resource, all that it names, and what those name; null: any file may reach it. */
function reachOf({ resources }, resource) {
	if (!PRIVATE.has(resource.kind)) return null;
	const found = /* @__PURE__ */ new Set([resource.address]);
	for (const address of found) {
		const one = resources.get(address);
		const home = one && homeOf(one);
		if (!one || !home) continue;
		const edges = edgesOf(home.kind, one).map(({ to }) => to);
		for (const other of [...edges, ...home.asked?.keys() ?? []]) found.add(other);
	}
	return found;
}
/** A file that neither is one of them nor has the name of one. */
function isOfOthers({ status, path }, reach, env) {
	const [, overlay, address, kind, name] = FILE.exec(path) ?? [];
	if (overlay !== void 0 && overlay !== env) return true;
	if (status !== "M" || address === void 0 || kind === void 0 || !PRIVATE.has(kind)) return false;
	return [...reach].every((one) => one !== address && one.slice(one.indexOf("/") + 1) !== name);
}
/** @param reach null: nobody knows */
function mayReach(files, reach, env) {
	return reach === null || files.length === 0 || !files.every((file) => isOfOthers(file, reach, env));
}
export { inOrder as $, instanceAddress as $a, keyOf$3 as $i, nodeAddress as $n, expandingExports as $r, isOver as $t, baseFor as A, readingOf as Aa, defaultAt as Ai, line as An, plural as Ao, changedSecrets as Ar, MOST_ENTRY_BYTES as At, linesOf as B, writeTags as Ba, hwaddrOf as Bi, isDnsName as Bn, logText as Bo, filled as Br, categoryOf as Bt, withSecretsHeld as C, idOf as Ca, isReference as Ci, lxcSchema as Cn, downtimeText as Co, isSettled as Cr, SCRATCH as Ct, closure as D, liveIn$1 as Da, vault as Di, decimal as Dn, longest as Do, TIMEOUTS as Dr, readVaultFolder as Dt, digestOf as E, OWN_SNAPSHOT as Ea, PROVIDERS as Ei, features as En, listed$1 as Eo, leftoverWork as Er, entryOf as Et, textIn as F, hasMarkerLine as Fa, pinsOf as Fi, trimmed as Fn, code as Fo, softwareOf as Fr, rulesOf as Ft, kindsIn as G, isNetSlot as Ga, containersOf as Gi, isMac as Gn, visibleLines as Go, everyVolume as Gr, isDone as Gt, colorsOf as H, byPath as Ha, guestHolds as Hi, isInNetwork6 as Hn, prose as Ho, learnedOf as Hr, downtimeNow as Ht, OF_SECRETS as I, splitTags as Ia, liveOf$1 as Ii, rawKeyProblem as In, fence as Io, stampOf as Ir, placeOfField as It, packageFile as J, snapshotSlot as Ja, userOnDisk as Ji, isSnapshotName as Jn, formatLock as Jr, judged as Jt, shippedFeatures as K, isVolumeSlot as Ka, groupOnDisk as Ki, isNameserver as Kn, words$1 as Ko, storedOf as Kr, rankOf as Kt, renderFindings as L, stripMarker as La, run as Li, healthSchema as Ln, html as Lo, factsOf as Lr, chainOf as Lt, soundToLook as M, OWN_TAGS as Ma, row as Mi, mebibytes as Mn, valueText as Mo, floats as Mr, catalogueOf as Mt, workspaceOf as N, STATE as Na, startupFields as Ni, size as Nn, withoutHash as No, reasons as Nr, VAULT_FINDINGS as Nt, layers as O, liveOf$2 as Oa, parseSecretId as Oi, diskSize as On, number$1 as Oo, softwareCost as Or, vaultFilesOf as Ot, showFindings as P, TAG as Pa, pinHolds as Pi, storageId as Pn, clip as Po, resolveSoftware as Pr, findingOf$1 as Pt, environmentsOf as Q, hashIn as Qa, allocation as Qi, hostUseOf as Qn, readLibrary as Qr, isRemoval as Qt, renderSuppressed as R, userTags as Ra, storageLock as Ri, isCidr4 as Rn, htmlCode as Ro, guestFeatures as Rr, mergePatch as Rt, recipientVerdicts as S, nearest as Sa, referencesIn as Si, resolveLxc as Sn, capacityText as So, edit as Sr, dearmoured as St, cover as T, ownedGuests as Ta, wrongWithReference as Ti, NET_KEYS as Tn, limitText as To, standing$1 as Tr, entryNames as Tt, paint as U, featureSlot as Ua, volumesOf$1 as Ui, isIpv4 as Un, urlPath as Uo, choose as Ur, effectNow as Ut, MARKS as V, FEATURE_ID as Va, cond as Vi, isInNetwork4 as Vn, plain$1 as Vo, lateValues as Vr, countsText as Vt, require_picocolors as W, field as Wa, bindsOf as Wi, isIpv6 as Wn, visible as Wo, mayBeSame as Wr, isAside as Wt, isBesideFiles as X, addressIn$1 as Xa, FIRST_COMMIT as Xi, isText as Xn, updateLock as Xr, wholeNote as Xt, packageFolder as Y, once as Ya, isLxc as Yi, isTag as Yn, lockSchema as Yr, shownChanges as Yt, runRules as Z, behindOn as Za, followChanges as Zi, isVolumeId as Zn, explained$1 as Zr, worstFirst as Zt, historyOf as _, nodeIn as _a, edgesOf$1 as _i, staticAddresses as _n, fileLink as _o, stands as _r, knownKey as _t, authorsOf as a, learnsOf as aa, parseFile as ai, secretsOf$1 as an, chainOn as ao, withFinalMark as ar, schemaOfKind as at, planLive as b, markerChange as ba, healthOf as bi, grouped as bn, positionLinks as bo, bySlot as br, readPublicKeys as bt, explainField as c, finding$2 as ca, findingAt as ci, memoryJson as cn, anyNode as co, haMove as cr, findRecipients as ct, differenceOf as d, IPAM_FILES as da, createScanner as di, asGuest as dn, markOfId as do, madeMark as dr, formatGpgId as dt, startupValue as ea, exports$1 as ei, guarded as en, isLayer as eo, observeLxc as er, keyOf$1 as et, differs as f, ipamIn as fa, findNodeAtOffset as fi, steps as fn, markStep as fo, owing as fr, gpgIdIn as ft, readsOf as g, managed as ga, parseTree as gi, spotOf$1 as gn, everything as go, scalarEdit as gr, PUBLIC_KEYS as gt, declaredFacts as h, isManaged$1 as ha, modify as hi, placeOf$2 as hn, NOWHERE as ho, keptAt as hr, checkFiles as ht, checkNamed as i, learnedOf$1 as ia, manifestSchema as ii, lxcKind as in, layerOf as io, rowOf as ir, homeOf as it, sound as j, DESCRIPTION_LIMIT as ja, holds$2 as ji, list$1 as jn, spanText as jo, uncheckedNotes as jr, loadOpenpgp as jt, edgesOf as k, sortedKeys as ka, authorityOf as ki, flag as kn, pathText as ko, diffGuest as kr, CONFIG as kt, explainResource as l, nameFindings as la, findingIn as li, putAt as ln, MARK_FILES as lo, healthActs as lr, recipientsFor as lt, unknownAddress as m, worst as ma, getNodePath as mi, discardWork as mn, otherOwner as mo, liveIn as mr, parseGpgId as mt, reachOf as n, family as na, textOf$6 as ni, lettingGo as nn, onLayer as no, finishWork as nr, readSettings as nt, mergedInto as o, pinnedAt as oa, alternatives as oi, changesIn as on, layerStamp as oo, settleActs as or, schemaOfSettings as ot, resourceDifference as p, atMost as pa, getLocation as pi, guestSteps as pn, marksIn as po, growAct as pr, gpgIdOf as pt, ownActionReference as q, slotArgument as qa, idMapOf as qi, isPoolId as qn, settingsSchema as qo, portsIn as qr, uncovered as qt, historyText as r, fieldName$1 as ra, variableOf$1 as ri, runnersOf as rn, isSameSpec as ro, bind as rr, layOut as rt, schemaFiles as s, SDN_FINDINGS as sa, fieldName as si, literal as sn, isLayer$1 as so, markedCond as sr, checkRecipients as st, mayReach as t, textOf$8 as ta, secretFileOf as ti, idOfEstate as tn, layerAddress as to, diffLxc as tr, loadEstate as tt, checkKinds as u, pinFinding as ua, applyEdits as ui, findGuests as un, beginStep as uo, interim as ur, wrongWithRecipient as ut, byId as v, storageIn$1 as va, summaryOf$1 as vi, networkFor as vn, fullPath as vo, startupEdit as vr, nameOfKey as vt, judge as w, observeGuest as wa, parseReference as wi, address as wn, labelOf as wo, nextOptions as wr, entryFile as wt, secretOrder as x, didYouMean as xa, filled$1 as xi, LXC_WORDS as xn, EFFECT_WORDS as xo, changed as xr, inspectMessage as xt, planFromGit as y, markedDiff as ya, askersOf as yi, networksAt as yn, positionLink as yo, tagsEdit as yr, readPublicKeyFile as yt, lengthAt as z, writeMarker as za, subjectOf as zi, isCidr6 as zn, link as zo, allLateValues as zr, CATEGORIES as zt };
