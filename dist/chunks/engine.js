import { r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { $t as schemaAt, Bn as atMost, Ct as secretOf, Ft as lockFindings, Gn as didYouMean, Jt as parseFile, Kn as nearest, Mt as bringsFeatures, Nt as featuresOf$1, On as VAULT_FOLDER, Pt as isOfLibrary, Qt as keysAt, Sn as finding, St as definersFirst, Tn as parseReference, Tt as loopsIn, Vn as worst, Yt as issuesOf, Zn as once, Zt as hasPlace, _ as lettingGo, ar as warning, d as kinds, dt as hostUseOf, en as fieldName, g as letGo, ir as error, jt as mayBeSame, kn as isEntryName, kt as learnedOf, m as guarded, n as openSources, qt as nearestPositionOf, t as filesToApply, tn as pointerOf, v as runnersOf, vt as rollbackNotes, wt as fittingWishes, xn as FINDINGS, yn as wholeFile, zn as EFFECTS } from "./sources.js";
import { $ as shortened, C as valueAt, D as isSubnet, H as sha256, Q as quote, S as pointerSegments, T as isAddressRange, at as durationInMs, b as isObject, ct as sizeInKiB, et as PhoenixError, it as diskSize, nt as errorsIn, ot as durationText, rt as VERSION, tt as SEVERITIES, x as pointer, y as canonical } from "./base.js";
import { A as union, D as strictObject$1, E as record$1, F as safeParse, M as url, N as uuid, O as string, P as toJSONSchema, _ as int, a as ZodObject, c as ZodString, d as ZodXor, f as _enum, h as boolean, i as ZodNever, k as tuple, l as ZodType, o as ZodOptional, p as array, s as ZodRecord, u as ZodUnion, v as ipv4, w as number$1, x as literal, y as ipv6 } from "./zod.js";
import process$1 from "node:process";
import { fileURLToPath } from "node:url";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, readSync, readdirSync } from "node:fs";
// src/config/settings-units.ts
/** Sizes, times and names as `phoenix.json` takes them. */
const sizeOfMemory = union([int().positive(), string()]).refine((v) => sizeInKiB(v, "M") !== null, "must be a size such as \"24G\", or a number of MiB");
const sizeOfDisk = union([int().positive(), string()]).refine((v) => sizeInKiB(v, "G") !== null, "must be a size such as \"500G\", or a number of GiB");
const duration = union([int().nonnegative(), string()]).refine((v) => durationInMs(v) !== null, "must be a duration such as \"7d\", \"24h\" or \"10m\", or a number of seconds");
// src/config/settings-nodes.ts
/** What `phoenix.json` declares of the real world: networks, nodes with their cards and storages, folders that guests share. */
const gpu = strictObject$1({
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
	exclusive: boolean().default(false).describe("Whether one guest at most may have the card.")
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
	shared: boolean().default(false),
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
		number$1(),
		boolean()
	])).optional().describe("What is so on the node and features may require, such as \"nvidia.driver\": \"580.76.05\"."),
	subids: array(tuple([int().nonnegative(), int().positive()])).optional().describe("What root may map, from /etc/subuid and /etc/subgid: first id and how many."),
	gpus: record$1(string().regex(/^[a-z][a-z0-9-]*$/, "must be lower-case letters, digits and \"-\""), gpu).default({})
});
const bind = strictObject$1({
	path: string().startsWith("/").describe("The folder on the node."),
	owner: int().nonnegative().optional().describe("The user id inside the guest that owns the files.")
});
// src/config/settings-policies.ts
/** The policies of `phoenix.json`: how much an apply may do, and what it does before and after. */
const limit = strictObject$1({
	max: int().nonnegative().optional().describe("At most so many guests in one apply."),
	share: number$1().min(0).max(1).optional().describe("At most this share of the estate in one apply.")
});
const overcommit = strictObject$1({
	memory: number$1().positive().default(1).describe("Of guests that run, as a multiple of what the node has."),
	cores: number$1().positive().default(4).describe("Of guests that run, as a multiple of what the node has."),
	disk: number$1().positive().default(1).describe("Of all disks on a storage, as a multiple of its size.")
});
const policies = strictObject$1({
	drift: _enum(["report", "live"]).default("report").describe("What to do with differences that no pull request showed: tell, or correct those without a restart."),
	secrets: _enum(["pinned", "follow"]).default("pinned").describe("What an apply does about values that change outside git: it meets them when their feature runs next, or it compares them each time."),
	retire: duration.default("7d").describe("How long a removed guest is kept before `phoenix purge` may destroy it."),
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
		maxAge: duration.default("24h").describe("A backup older than this is not fresh: another one is taken before a retire."),
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
		publicRepository: boolean().default(false),
		forks: boolean().default(false)
	}).prefault({}).describe("Self-hosted runners refuse public repositories and forks unless allowed here.")
});
// src/config/suppress.ts
/** `"suppress": { "PHX512": "the two are never on at the same time" }`: what one file says shall not be found in it, and why. */
const FINDING_ID = /^PHX\d{3}$/;
const suppressSchema = record$1(string().regex(FINDING_ID, "must be the id of a finding, such as \"PHX511\""), string().trim().min(3, "must say why").max(500)).describe("Findings that are not to be reported of this file, each with the reason.");
// src/config/settings.ts
/** `phoenix.json`: the estate's name, its nodes as declared, shared binds, and the policies that guard it. */
const secrets$1 = strictObject$1({
	vault: strictObject$1({ requireBound: boolean().default(false).describe("Refuse entries that do not hold their own name, such as those that `pass` wrote.") }).prefault({}),
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
	binds: record$1(string().regex(/^[A-Za-z][\w-]*$/, "must be letters, digits, \"_\" and \"-\", starting with a letter"), bind).default({}),
	vmids: tuple([int().min(100).max(999999999), int().min(100).max(999999999)]).optional().describe("The range of this estate; a VMID outside is an error."),
	layers: strictObject$1({ vmids: tuple([int().min(100).max(999999999), int().min(100).max(999999999)]).refine(([from, to]) => from <= to, "must be the lowest and the highest VMID, in this order").describe("VMIDs that layers take; no other guest may have one of them.") }).optional().describe("What layers need; an estate without layers leaves it out."),
	runner: string().optional().describe("The guest that runs the jobs, such as \"lxc/runner\": it is never restarted by them."),
	proof: strictObject$1({ placeholders: record$1(string().regex(/^[^${}]+$/, "must name a secret as references do, such as \"db/app\" or \"env:PG_PASSWORD\""), union([literal(true), string().min(1).max(4096)])).default({}).describe("What stands for a secret: true makes up a value, a text is the value. Never a real one.") }).optional().describe("What `phoenix proof` needs: it builds guests without their secrets."),
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
// src/plan/render/words.ts
/** How Phoenix speaks of effects, downtimes and numbers: one wording for comment, terminal and annotations. */
/** `3 guests`, `1 guest`, `1,200 guests`. */
function plural(n, one, many = `${one}s`) {
	return `${number(n)} ${n === 1 ? one : many}`;
}
/** `2,700`. */
function number(n) {
	return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
/** At most `most` of the things, and how many are missing: `a, b and 5 more`. One more is named rather than counted. */
function listed$1(things, most, show) {
	const rest = things.length - most;
	if (rest <= 1) return things.map(show).join(", ");
	return `${things.slice(0, most).map(show).join(", ")} and ${number(rest)} more`;
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
	if (what === "cores" || n === 0) return number(n);
	const gib = n / 1024 ** 2;
	if (gib < 1) return diskSize(n).replace(/([KMGT])$/, " $1iB");
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
	return CATEGORIES.filter((c) => counts.has(c)).map((c) => COUNTED[c](number(counts.get(c) ?? 0))).join(", ");
}
// src/config/merge.ts
/** The merging of contributions: RFC 7396 for objects, union for sets, replacement for every other list. Pure. */
const NO_SETS$1 = /* @__PURE__ */ new Set();
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
	return isObject(target) ? laidOver(target, patch, NO_SETS$1) : withoutNulls(patch);
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
function findingOf(id, path, message, hint) {
	const { severity } = VAULT_FINDINGS[id];
	return {
		id,
		severity,
		message,
		hint,
		at: wholeFile(`${VAULT_FOLDER}/${path}`)
	};
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
	if (entry === null) return SCRATCH.test(path) ? findingOf("PHX930", path, "a write of the vault was cut off here", "Remove this file: the entry is as it was.") : findingOf("PHX930", path, `${quote(path)} is neither an entry nor a file that a vault needs`, "Move it out of the vault; a secret that stands in it in the open is known to all who read the repository: change it. An entry is a file NAME.gpg; its name holds no \":\", \"#\", \"$\", \"{\" or \"}\", and no part of it begins with \".\".");
	const inspected = inspectMessage(bytes);
	if ("wrong" in inspected) return findingOf("PHX924", path, `the entry ${entry} ${inspected.wrong}`, `Write it again: phoenix vault set ${entry}. What stood in the open in git is no secret any more: change it where it is used.`);
	if (inspected.protection !== null) return null;
	return findingOf("PHX924", path, `the entry ${entry} is not protected against changes, so that it will not be decrypted`, `Write it again: phoenix vault set ${entry}`);
}
function checkKeyFile({ path, wrong }) {
	return wrong === "private" ? findingOf("PHX931", path, "this is a private key, which opens the vault", "Remove it, make a new key, and encrypt everything anew: who has read it can read the vault. Put the public key here: gpg --armor --export FINGERPRINT") : findingOf("PHX931", path, "this holds no public key that can be read", "Put it there again: gpg --armor --export FINGERPRINT");
}
// src/secrets/vault/gpg-id.ts
const GPG_ID = ".gpg-id";
/** What is written of recipients, one a line: fingerprints, key ids or mail addresses; `#` begins a comment. */
function parseGpgId(text) {
	const ids = text.split("\n").map((line) => line.replace(/#.*/, "").trim());
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
	return findingOf("PHX925", entryFile(entry), `no .gpg-id says for whom ${entry} is encrypted`, "Write one: phoenix vault init.");
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
	if (hidden > 0 && hidden === owed && intruders.length === 0 && passphrases === 0) return [findingOf("PHX923", entryFile(entry), `the entry ${entry} hides for whom it is encrypted`, `Write it again: phoenix vault rekey. GnuPG hides recipients where gpg.conf says throw-keyids.`)];
	const faults = [
		...hidden > 0 ? [`it is for ${keyIds.length + hidden} keys, ${hidden} of them hidden, and has ${wanted.length + unknown} recipients`] : missing.map((key) => `${nameOfKey(key)} cannot read it`),
		...intruders.map((id) => `${ownerOf(id, keys) ?? `the key ${id}`} can read it and is no recipient`),
		...passphrases > 0 ? ["a passphrase opens it too"] : []
	];
	if (faults.length === 0) return [];
	return [findingOf("PHX922", entryFile(entry), `the entry ${entry}: ${faults.join("; ")}`, "Encrypt it anew: phoenix vault rekey. What somebody could read once, they may know.")];
}
function ownerOf(id, keys) {
	const owner = keys.find((key) => key.allKeyIds.includes(id));
	return owner ? nameOfKey(owner) : null;
}
function checkGpgId({ path, recipients }, now) {
	const found = recipients.flatMap((recipient) => {
		const wrong = wrongWithRecipient(recipient);
		if (wrong !== null) return [findingOf("PHX926", path, wrong, hintFor(recipient))];
		const { key } = recipient;
		if (!key?.expires || Number(key.expires) - Number(now) > SOON) return [];
		const day = key.expires.toISOString().slice(0, 10);
		return [findingOf("PHX927", path, `the key of ${nameOfKey(key)} expires on ${day}: then nothing can be encrypted for it`, "Its owner makes it last longer (gpg --quick-set-expire), and its public key is put into .public-keys again.")];
	});
	if (!(new Set(recipients.map(({ id, key }) => key?.fingerprint ?? id)).size === 1)) return found;
	const hint = "Add another one, kept apart: phoenix vault recipients add. Who loses the only key loses the vault.";
	return [...found, findingOf("PHX928", path, "there is a single recipient", hint)];
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
function placeOf(resource, path, input) {
	const { sets } = input.drafts.get(resource.address);
	return placeOfField(input.tree, resource, sets, path);
}
/** `vmid:950` stands at `/vmid`. */
function placeOfId(resource, id, input) {
	return placeOf(resource, pointer(id.slice(0, id.indexOf(":"))), input);
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
			findings.push(finding("PHX501", message, {
				hint,
				at,
				also
			}));
		} else owners.set(id, resource);
		const vmid = id.startsWith("vmid:") ? Number(id.slice(5)) : null;
		if (vmid !== null && reserved && vmid >= reserved[0] && vmid <= reserved[1]) {
			const message = `the VMID ${vmid} is one of those that layers take`;
			const hint = `Take another one, or move "layers.vmids" in phoenix.json, which is ${reserved.join(" to ")}.`;
			findings.push(finding("PHX508", message, {
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
		const at = placeOf(resource, "/node", input);
		findings.push(finding("PHX503", `there is no node ${quote(node)} in phoenix.json`, {
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
		findings.push(finding("PHX506", message, {
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
		return [finding("PHX507", message, {
			hint,
			at: placeOf(resource, path, input)
		})];
	});
}
function unknownTarget(resource, edge, input) {
	const others = [...input.drafts.keys()].filter((address) => address !== resource.address);
	const hint = didYouMean(edge.to, others, "Remove the dependency.");
	const at = placeOfAddress(resource, edge.to, input);
	return finding("PHX505", `there is no resource ${quote(edge.to)}`, {
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
	stack.findings.push(finding("PHX203", "\"extends\" must be a list of profile names", {
		hint: "Write \"extends\": [\"gpu\", \"docker-host\"], weakest first.",
		at: nearestPositionOf(stack.tree, file.path, "/extends", "value")
	}));
	return [];
}
/** Bases and environments apply by where they stand, so they cannot choose profiles. */
function refuseExtends(file, value, stack) {
	if (value["extends"] === void 0) return;
	stack.findings.push(finding("PHX204", "\"extends\" has no place in a base or an environment", {
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
	stack.findings.push(finding("PHX201", `there is no profile ${quote(name)}`, {
		hint: didYouMean(name, [...stack.layout.profiles.keys()], "Write one as profiles/NAME.json."),
		at: nearestPositionOf(stack.tree, file.path, pointer("extends", index), "value")
	}));
}
function loop(file, index, name, stack) {
	const open = [...stack.orders].filter(([, order]) => order === null).map(([profile]) => profile);
	const path = [...open.slice(open.indexOf(name)), name];
	const other = stack.layout.profiles.get(name);
	stack.findings.push(finding("PHX202", `profiles extend each other in a loop: ${path.map((one) => quote(one)).join(" → ")}`, {
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
		for (const idle of idleRemovals(merged, value, sets)) stack.findings.push(finding("PHX205", "this removes nothing: no base or profile adds it", {
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
	const name = nameOf$1(second);
	if (folder === "base") {
		if (!work.kinds.has(name)) return unknownBase(file, name, work);
		put(work.bases, name, file, work);
	} else if (!NAME.test(name)) badName(file, name, work);
	else if (folder === "profiles") put(work.profiles, name, file, work);
	else putResource(work.resources, folder, name, file, work);
}
function placeTop(file, name, work) {
	if (nameOf$1(name) !== "phoenix") return outOfPlace(file, "KIND/NAME.json", work);
	work.settings = work.settings ? oneOf(file, work.settings, work) : file;
}
function placeOverlay(file, segments, work) {
	const [, env, kind, last] = segments;
	if (last === void 0 || kind === void 0 || env === void 0 || segments.length > 4) return outOfPlace(file, "environments/ENVIRONMENT/KIND/NAME.json", work);
	if (!NAME.test(env)) return badName(file, env, work);
	if (!work.kinds.has(kind)) return strangeFolder(file, kind, `environments/${env}/`, work);
	const name = nameOf$1(last);
	if (!NAME.test(name)) return badName(file, name, work);
	const overlay = work.overlays.get(env) ?? /* @__PURE__ */ new Map();
	work.overlays.set(env, overlay);
	putResource(overlay, kind, name, file, work);
}
function nameOf$1(fileName) {
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
	work.findings.push(finding(id, message, {
		hint,
		at: wholeFile(file.path)
	}));
}
/** Of two files with the same name the .json goes on, in whatever order they come; the other one is told of. */
function oneOf(file, other, work) {
	const [kept, left] = file.path < other.path ? [file, other] : [other, file];
	const message = `${quote(kept.path)} has the same name`;
	const [at, also] = [wholeFile(left.path), wholeFile(kept.path)];
	work.findings.push(finding("PHX012", message, {
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
		const missing = finding("PHX001", "there is no phoenix.json", {
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
	const placed = issues.map((issue) => finding(issue.id, issue.message, {
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
	const layout = layOut(tree, new Set(byName.keys()));
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
	return finding("PHX207", `there is no environment ${quote(env)}`, { hint: didYouMean(env, [...layout.overlays.keys()], "Leave --env out: this estate has no environments.") });
}
function unusedProfiles({ layout, used }) {
	return [...layout.profiles].filter(([name]) => !used.has(name)).map(([name, file]) => finding("PHX206", `nothing extends the profile ${quote(name)}`, {
		hint: "Name it in \"extends\", or remove the file.",
		at: wholeFile(file.path)
	}));
}
/** By place, then id, then text; each once: a fault of a base is found in every resource on it. */
function inOrder(findings) {
	if (findings.length < 2) return findings;
	const spoiled = new Set(findings.filter((one) => one.id.startsWith("PHX10")).map((one) => placeKey(one.at)));
	const kept = findings.filter((one) => !one.id.startsWith("PHX30") || !spoiled.has(placeKey(one.at)));
	return [...new Map(kept.map((one) => [keyOf(one), one]))].sort(([a], [b]) => a < b ? -1 : 1).map(([, one]) => one);
}
/** What a finding is known by: two with the same key are one. */
function keyOf({ at, id, message, also }) {
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
	const before = plain(line.slice(start, column - 1).replaceAll("	", "  "), 240);
	const length = Math.min(AROUND, lengthAt(line, column));
	const thing = plain(line.slice(column - 1, column - 1 + length).replaceAll("	", "  "), 480);
	const after = plain(line.slice(column - 1 + length, column - 1 + AROUND).replaceAll("	", "  "), 240);
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
	return `${plain(fullPath(root, at.file))}:${at.line}:${at.column}`;
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
	const rest = reason !== null ? `because: ${plain(reason, 500)}` : hint && `do: ${plain(hint, 2e3)}`;
	return [
		`${place}${word} ${colors.bold(plain(id))}: ${plain(message, 2e3)}`,
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
	return `${counts.join(", ")}: ${listed$1(ids, 12, ([id, n]) => `${number(n)} × ${plain(id)}`)}`;
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
	io.err(renderFindings(findings, {
		root: tree.root,
		color: io.color,
		textOf: textIn(tree)
	}));
}
// src/commands/workspace.ts
/** The estate that a command works on: the files of a configs folder, parsed, merged and checked. */
/** @param sources opened before, when reading began before this code was loaded */
function openWorkspace({ configs, env }, sources = openSources(configs)) {
	let previous;
	const load = (tree) => {
		previous = loadEstate(tree, {
			env: env ?? null,
			kinds,
			shipped: shippedFeatures,
			...previous ? { previous } : {}
		});
		return previous;
	};
	return {
		configs,
		repository: sources.repository,
		load,
		onDisk: () => load(sources.onDisk()),
		toApply: async () => load(await filesToApply(sources)),
		at: async (revision) => load(await sources.at(revision)),
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
	if (expected.action === "create") return true;
	return expected.changes.some((other) => other.path === change.path && same(other.after, change.after) && atMost(change.effect, other.effect) && (!comparesBefore(item, change) || sameStart(other, change)));
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
	const reviewed = owes || lags || resumes(input, change) || expected !== null && coveredBy(expected, item, change);
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
		const [first] = broughtBy(change, side).filter((use) => !use.defines).flatMap(({ reference }) => undone.get(secretOf(reference)) ?? []);
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
			for (const { reference } of makes) undone.set(secretOf(reference), {
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
		phoenix: VERSION,
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
function resourceBetween(a, b, before, after) {
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
		resources: pairs(a, b).flatMap(([before, after]) => resourceBetween(a, b, before, after) ?? []).toSorted((one, other) => one.address < other.address ? -1 : 1),
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
	const lines = [`${address} ${field} = ${value === void 0 ? "(not set)" : short(value)}`];
	const places = chain.map(({ file, line, column }) => `${file}:${line}:${column}`);
	const width = Math.max(0, ...places.map((place) => place.length));
	chain.forEach(({ does, value: said }, index) => {
		const what = does === "removes" ? "" : ` ${short(said)}`;
		lines.push(`  ${(places[index] ?? "").padEnd(width)}  ${does}${what}`);
	});
	if (chain.length === 0) lines.push("  no file sets it");
	for (const [at, word] of Object.entries(proxmox)) {
		const who = isInside(at) ? "Phoenix" : "Proxmox";
		const name = at === path ? who : `${who} ${fieldName(at)}`;
		if (at !== path || short(word) !== short(value ?? null)) lines.push(`  ${name}: ${short(word)}`);
	}
	if (data.default !== void 0) lines.push(`  ${isInside(path) ? "its" : "Proxmox's"} default: ${data.default === "" ? "none" : short(data.default)}`);
	if (data.about !== void 0) lines.push(`  what it is: ${data.about}`);
	return lines.join("\n");
}
function short(value) {
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
export { recipientsFor as $, limitText as $t, renderSuppressed as A, countsText as At, packageFolder as B, worstFirst as Bt, openWorkspace as C, loadOpenpgp as Ct, textIn as D, mergePatch as Dt, showFindings as E, sayingOf as Et, paint as F, rankOf as Ft, loadEstate as G, fileLink as Gt, environmentsOf as H, isOver as Ht, require_picocolors as I, uncovered as It, homeOf as J, positionLinks as Jt, readSettings as K, fullPath as Kt, shippedFeatures as L, judged as Lt, linesOf as M, effectNow as Mt, MARKS as N, isAside as Nt, OF_SECRETS as O, CATEGORIES as Ot, colorsOf as P, isDone as Pt, findRecipients as Q, labelOf as Qt, ownActionReference as R, shownChanges as Rt, baseFor as S, suppressSchema as Sn, MOST_ENTRY_BYTES as St, soundToLook as T, chainOf as Tt, inOrder as U, NOWHERE as Ut, isBesideFiles as V, isRemoval as Vt, keyOf as W, everything as Wt, schemaOfSettings as X, capacityText as Xt, schemaOfKind as Y, EFFECT_WORDS as Yt, checkRecipients as Z, downtimeText as Zt, cover as _, urlPath as _n, entryNames as _t, differs as a, spanText as an, checkFiles as at, layers as b, words as bn, vaultFilesOf as bt, readsOf as c, clip as cn, nameOfKey as ct, planFromGit as d, html as dn, inspectMessage as dt, listed$1 as en, wrongWithRecipient as et, planLive as f, htmlCode as fn, dearmoured as ft, judge as g, prose as gn, entryFile as gt, withSecretsHeld as h, plain as hn, SCRATCH as ht, differenceOf as i, plural as in, parseGpgId as it, lengthAt as j, downtimeNow as jt, renderFindings as k, categoryOf as kt, historyOf as l, code as ln, readPublicKeyFile as lt, recipientVerdicts as m, logText as mn, findingOf as mt, explainField as n, number as nn, gpgIdIn as nt, unknownAddress as o, valueText as on, PUBLIC_KEYS as ot, secretOrder as p, link as pn, VAULT_FINDINGS as pt, layOut as q, positionLink as qt, explainResource as r, pathText as rn, gpgIdOf as rt, declaredFacts as s, withoutHash as sn, knownKey as st, schemaFiles as t, longest as tn, formatGpgId as tt, byId as u, fence as un, readPublicKeys as ut, digestOf as v, visible as vn, entryOf as vt, sound as w, placeOfField as wt, edgesOf as x, settingsSchema as xn, CONFIG as xt, closure as y, visibleLines as yn, readVaultFolder as yt, packageFile as z, wholeNote as zt };
