import { Ca as idOf$1, co as anyNode, do as markOfId, fo as markStep, lo as MARK_FILES, mo as otherOwner, po as marksIn, uo as beginStep, xa as didYouMean } from "./engine.js";
import { A as union, C as never, D as strictObject, E as record, O as string, _ as int, f as _enum, h as boolean, p as array, x as literal$1 } from "./zod.js";
import { C as parseInSubnet, N as sha1, S as parseAddress, T as parseSubnet, d as canonical, f as isObject, m as pointerSegments, p as pointer, v as isInRange, w as parseRange } from "./base.js";
import { E as error } from "./sources.js";
// src/kinds/firewall/conditions.ts
const STATUS = "pve-firewall:status@";
const COMPILE = "pve-firewall:compile@";
/** How scopes that are no files are read. */
function lookAtFirewall(scope) {
	for (const [start, verb] of [[STATUS, "status"], [COMPILE, "compile"]]) if (scope.startsWith(start)) return {
		ask: ["pve-firewall", verb],
		node: scope.slice(start.length)
	};
	throw new Error(`there is no way to read the scope ${scope}`);
}
/** The file is as it was planned from, or as this apply left it. */
function asKnown(path) {
	return {
		scope: `file:${path}`,
		check: { is: "known" }
	};
}
/** @param digest SHA-1 of its text; null: it is not there */
function hasDigest(path, digest) {
	return {
		scope: `file:${path}`,
		check: {
			is: "digest-of",
			digest
		}
	};
}
/** Proxmox has no word against these lines. It skips what it cannot read, and exits 0 (pve-firewall 6.0). */
function compiles(node, path, lines) {
	return {
		scope: `${COMPILE}${node}`,
		check: {
			is: "compiles",
			path,
			lines
		}
	};
}
/** What the files say is in force: the firewall looks at them every ten seconds. */
function inForce(node) {
	return {
		scope: `${STATUS}${node}`,
		check: { is: "in-force" }
	};
}
/** `/etc/pve/firewall/cluster.fw (line 7) - errors in rule parameters: …`; its reasons stand below, set in. */
function complaints({ stderr }, path, lines) {
	const found = [];
	let isOurs = false;
	for (const line of stderr.split("\n")) {
		const [, where, number] = /^(\/\S+) \(line (\d+)\)/.exec(line) ?? [];
		if (where !== void 0) isOurs = where === path && lines.includes(Number(number));
		else if (!/^\s/.test(line)) isOurs = false;
		if (isOurs && line.trim() !== "") found.push(line.trim());
	}
	return found;
}
function judge(check, said) {
	if (!said) return "the node did not answer";
	if (said.exit !== 0) return `pve-firewall: ${said.stderr.trim().split("\n")[0] || `exit ${said.exit}`}`;
	if (check.is === "in-force") return said.stdout.includes("pending changes") ? "the firewall has not taken the change up yet" : true;
	const lines = Array.isArray(check["lines"]) ? check["lines"].map(Number) : [];
	const found = complaints(said, typeof check["path"] === "string" ? check["path"] : "", lines);
	return found.length === 0 ? true : `Proxmox cannot use it: ${found.join(" ")}`;
}
function holdsFirewall(check, state, digest) {
	if (!("files" in state)) return "it is a guest";
	switch (check.is) {
		case "known": return state.digest === digest || "it was changed by someone else since the plan";
		case "digest-of": return state.digest === check["digest"] || "it is not as it was written";
		default: return judge(check, state.said);
	}
}
// src/kinds/firewall/document.ts
/** In the order in which Proxmox writes them: an alias must stand before what uses it. */
const RANKS = [
	"options",
	"aliases",
	"ipset",
	"rules",
	"group"
];
const HEAD = /^\[(?:(options|aliases|rules)|(group|ipset)\s+(\S+))\]\s*(?:#.*)?$/i;
function headOf(line) {
	const [, plain, named, name = ""] = HEAD.exec(line.trim()) ?? [];
	const kind = (plain ?? named)?.toLowerCase();
	return kind ? {
		kind,
		name: name.toLowerCase()
	} : null;
}
function parseDocument(text) {
	const sections = [{
		kind: null,
		name: "",
		head: null,
		lines: []
	}];
	for (const line of text.split("\n")) {
		const head = headOf(line);
		if (head) sections.push({
			...head,
			head: line,
			lines: []
		});
		else sections.at(-1)?.lines.push(line);
	}
	return sections;
}
/** The text of the file; null where nothing is left in it, and Proxmox would remove it. */
function printDocument(document) {
	const text = document.flatMap(({ head, lines: rest }) => head === null ? rest : [head, ...rest]).join("\n");
	return text.trim() === "" ? null : text;
}
const isSection = (kind, name) => (section) => section.kind === kind && section.name === name;
/** Of a section that stands twice, Proxmox takes the second IP set or group, and all options, aliases and rules. */
function sectionsOf(document, kind, name = "") {
	const found = document.filter(isSection(kind, name));
	return kind === "ipset" || kind === "group" ? found.slice(-1) : found;
}
/** Names of all IP sets or groups, in the order of the file. */
function namesOf$1(document, kind) {
	return [...new Set(document.filter((section) => section.kind === kind).map(({ name }) => name))];
}
const isBlank = (line) => line.trim() === "";
/** With a blank line before it and one after it, as Proxmox writes them. */
function withSection(document, section) {
	const rank = RANKS.indexOf(section.kind ?? "options");
	const after = document.findIndex(({ kind }) => kind !== null && RANKS.indexOf(kind) > rank);
	const at = after < 0 ? document.length : after;
	const last = document[at - 1];
	const lines = last?.lines ?? [];
	const above = after < 0 && lines.at(-1) === "" ? lines.slice(0, -1) : lines;
	const isOpen = !isBlank(above.at(-1) ?? "");
	return [
		...document.slice(0, at - 1),
		...last ? [{
			...last,
			lines: isOpen ? [...above, ""] : above
		}] : [],
		{
			...section,
			lines: [
				...section.lines,
				"",
				...after < 0 ? [""] : []
			]
		},
		...document.slice(at)
	];
}
/**
* Changes the lines of one section, the last one of its name; makes it where there is none, and takes it away where
* `change` says null.
*/
function changeSection(document, section, change) {
	const at = document.findLastIndex(isSection(section.kind, section.name));
	const there = document[at];
	if (!there) {
		const made = change([""], null);
		return made ? withSection(document, {
			...section,
			...made
		}) : document;
	}
	const changed = change(there.lines, there.head);
	if (changed) return document.with(at, {
		...there,
		...changed
	});
	return [...document.slice(0, at), ...document.slice(at + 1)];
}
const logLevel = _enum([
	"emerg",
	"alert",
	"crit",
	"err",
	"warning",
	"notice",
	"info",
	"debug",
	"nolog"
]);
const flag$1 = boolean();
const policy = _enum([
	"ACCEPT",
	"REJECT",
	"DROP"
]);
const forwardPolicy = _enum(["ACCEPT", "DROP"]);
const helper = _enum([
	"amanda",
	"ftp",
	"irc",
	"netbios-ns",
	"pptp",
	"sane",
	"sip",
	"snmp",
	"tftp"
]);
/** What a file of each sort may say under "options". */
const OPTIONS = {
	cluster: {
		enable: flag$1,
		ebtables: flag$1,
		policy_in: policy,
		policy_out: policy,
		policy_forward: forwardPolicy,
		log_ratelimit: string().regex(/^(?:(?:enable=)?[01])?(?:(?:^|,)(?:rate=[1-9]\d*\/(?:second|minute|hour|day)|burst=\d+))*$/, "must be such as \"enable=1,rate=1/second,burst=5\"")
	},
	node: {
		enable: flag$1,
		log_level_in: logLevel,
		log_level_out: logLevel,
		log_level_forward: logLevel,
		log_nf_conntrack: flag$1,
		ndp: flag$1,
		nf_conntrack_allow_invalid: flag$1,
		nf_conntrack_helpers: array(helper),
		nf_conntrack_max: int().min(32768),
		nf_conntrack_tcp_timeout_established: int().min(7875),
		nf_conntrack_tcp_timeout_syn_recv: int().min(30).max(60),
		nftables: flag$1,
		nosmurfs: flag$1,
		protection_synflood: flag$1,
		protection_synflood_burst: int().nonnegative(),
		protection_synflood_rate: int().nonnegative(),
		smurf_log_level: logLevel,
		tcp_flags_log_level: logLevel,
		tcpflags: flag$1
	},
	guest: {
		enable: flag$1,
		dhcp: flag$1,
		ipfilter: flag$1,
		log_level_in: logLevel,
		log_level_out: logLevel,
		macfilter: flag$1,
		ndp: flag$1,
		policy_in: policy,
		policy_out: policy,
		radv: flag$1
	},
	vnet: {
		enable: flag$1,
		policy_forward: forwardPolicy,
		log_level_forward: logLevel
	}
};
/** As it stands in a file: flags are 0 and 1. */
function optionText(value) {
	if (typeof value === "boolean") return value ? "1" : "0";
	return typeof value === "object" ? value.join(",") : String(value);
}
/** One text for what Proxmox takes in any case: `policy_in: drop` is `DROP`, `log_level_in: INFO` is `info`. */
function canonicalOption(key, text) {
	if (key.startsWith("policy_")) return text.toUpperCase();
	return key === "log_ratelimit" ? text : text.toLowerCase();
}
// src/kinds/firewall/macros.ts
/**
* The macros of Proxmox's firewall and what each lets through (pve-firewall 6.0, the same names in PVE 8.4): protocol,
* port, and source port where it matters. An ICMP type stands where a port would.
*/
const MACROS = {
	Amanda: "udp/10080 tcp/10080",
	Auth: "tcp/113",
	BGP: "tcp/179",
	BitTorrent: "tcp/6881:6889 udp/6881",
	BitTorrent32: "tcp/6881:6999 udp/6881",
	Ceph: "tcp/6789 tcp/3300 tcp/6800:7300",
	Citrix: "tcp/1494 udp/1604 tcp/2598",
	CVS: "tcp/2401",
	DAAP: "tcp/3689 udp/3689",
	DCC: "tcp/6277",
	DHCPfwd: "udp/67:68/67:68",
	DHCPv6: "udp/546:547/546:547",
	Distcc: "tcp/3632",
	DNS: "udp/53 tcp/53",
	Finger: "tcp/79",
	FTP: "tcp/21",
	Git: "tcp/9418",
	GNUnet: "tcp/2086 udp/2086 tcp/1080 udp/1080",
	GRE: "47",
	HKP: "tcp/11371",
	HTTP: "tcp/80",
	HTTPS: "tcp/443",
	ICPV2: "udp/3130",
	ICQ: "tcp/5190",
	IMAP: "tcp/143",
	IMAPS: "tcp/993",
	IPIP: "94",
	IPsec: "udp/500/500 50",
	IPsecah: "udp/500/500 51",
	IPsecnat: "udp/500 udp/4500 50",
	IRC: "tcp/6667",
	Jetdirect: "tcp/9100",
	L2TP: "udp/1701",
	LDAP: "tcp/389",
	LDAPS: "tcp/636",
	Mail: "tcp/25 tcp/465 tcp/587",
	MDNS: "udp/5353",
	MSNP: "tcp/1863",
	MSSQL: "tcp/1433",
	Munin: "tcp/4949",
	MySQL: "tcp/3306",
	NeighborDiscovery: "icmpv6/router-solicitation icmpv6/router-advertisement icmpv6/neighbor-solicitation icmpv6/neighbor-advertisement",
	NNTP: "tcp/119",
	NNTPS: "tcp/563",
	NTP: "udp/123",
	OpenVPN: "udp/1194",
	OSPF: "89",
	PCA: "udp/5632 tcp/5631",
	Ping: "icmp/echo-request",
	PMG: "tcp/8006",
	POP3: "tcp/110",
	POP3S: "tcp/995",
	PostgreSQL: "tcp/5432",
	PPtP: "47 tcp/1723",
	Printer: "tcp/515",
	Razor: "tcp/2703",
	Rdate: "tcp/37",
	RDP: "tcp/3389",
	RIP: "udp/520",
	RNDC: "tcp/953",
	Rsync: "tcp/873",
	SANE: "tcp/6566",
	SixXS: "tcp/3874 udp/3740 41 udp/5072,8374",
	SMB: "udp/135,445 udp/137:139 udp/1024:65535/137 tcp/135,139,445",
	SMBswat: "tcp/901",
	SMTP: "tcp/25",
	SMTPS: "tcp/465",
	SNMP: "udp/161:162 tcp/161",
	SPAMD: "tcp/783",
	SPICEproxy: "tcp/3128",
	Squid: "tcp/3128",
	SSH: "tcp/22",
	Submission: "tcp/587",
	SVN: "tcp/3690",
	Syslog: "udp/514 tcp/514",
	Telnet: "tcp/23",
	Telnets: "tcp/992",
	TFTP: "udp/69",
	Time: "tcp/37",
	Trcrt: "udp/33434:33524 icmp/echo-request",
	VNC: "tcp/5900:5999",
	VNCL: "tcp/5500",
	Web: "tcp/80 tcp/443",
	Webcache: "tcp/8080",
	Webmin: "tcp/10000",
	Whois: "tcp/43"
};
const BY_LOWER_CASE = new Map(Object.keys(MACROS).map((name) => [name.toLowerCase(), name]));
/** The macro's own spelling, as Proxmox takes it in any case; null: there is no such macro. */
function macroName(name) {
	return BY_LOWER_CASE.get(name.toLowerCase()) ?? null;
}
/** All that a macro lets through; empty for one that nobody knows. */
function macroParts(name) {
	const known = macroName(name);
	return (known === null ? "" : MACROS[known] ?? "").split(" ").filter((part) => part !== "").map((part) => {
		const [proto = "", dport = "", sport = ""] = part.split("/");
		return {
			proto,
			dport: dport || null,
			sport: sport || null
		};
	});
}
// src/kinds/firewall/rule-text.ts
/**
* Rules, aliases and entries of IP sets as lines of a firewall file, in the order of words in which Proxmox itself writes
* them, so that a save in its web interface changes nothing. What is Phoenix's own says so at the end of its comment: a
* comment at a line is kept by such a save, a line of its own is not.
*/
/** Ends the comment of what Phoenix wrote. */
const TAG = "[phoenix]";
/** In the order of the file. */
const PARAMETERS = [
	["source", "-source"],
	["dest", "-dest"],
	["proto", "-p"],
	["dport", "-dport"],
	["sport", "-sport"],
	["log", "-log"],
	["icmp-type", "-icmp-type"]
];
/** Takes the comment off a line, and Phoenix's word off the comment. */
function splitComment(line) {
	const cut = line.indexOf("#");
	if (cut < 0) return {
		text: line.trim(),
		comment: null,
		isTagged: false
	};
	const comment = line.slice(cut + 1).trim();
	const isTagged = comment === TAG || comment.endsWith(` ${TAG}`);
	const own = isTagged ? comment.slice(0, -9).trim() : comment;
	return {
		text: line.slice(0, cut).trim(),
		comment: own === "" ? null : own,
		isTagged
	};
}
/** `TEXT # COMMENT`. */
function withComment(text, comment) {
	return comment ? `${text} # ${comment}` : text;
}
/** The line as it is written to the file: it says that Phoenix wrote it. */
function tagged(text) {
	return text.includes("#") ? `${text} ${TAG}` : `${text} # ${TAG}`;
}
/** The line of a rule, without Phoenix's word. */
function ruleText(rule) {
	const words = [rule.type.toUpperCase(), rule.macro ? `${rule.macro}(${rule.action})` : rule.action];
	if (rule.iface) words.push("-i", rule.iface);
	for (const [key, option] of PARAMETERS) if (rule[key]) words.push(option, rule[key]);
	return withComment(`${rule.enable === false ? "|" : ""}${words.join(" ")}`, rule.comment);
}
const BY_OPTION = new Map([
	...PARAMETERS.flatMap(([key, option]) => [[option, key], [`-${option}`, key]]),
	["--proto", "proto"],
	["-proto", "proto"],
	["-i", "iface"]
]);
const TYPES = [
	"in",
	"out",
	"forward",
	"group"
];
/** The words of a rule's line, without its comment; null: Proxmox cannot read it either. */
function parseRule(line) {
	const { text, comment } = splitComment(line);
	const enable = !text.startsWith("|");
	const [first = "", second = "", ...rest] = text.replace(/^\|/, "").split(/\s+/);
	const type = TYPES.find((one) => one === first.toLowerCase());
	if (!type || second === "" || rest.length % 2 !== 0) return null;
	const [, macro, action = second] = type !== "group" && /^(\S+)\((ACCEPT|DROP|REJECT)\)$/.exec(second) || [];
	const words = {};
	for (let at = 0; at < rest.length; at += 2) {
		const key = BY_OPTION.get(rest[at] ?? "");
		if (!key || type === "group" && key !== "iface") return null;
		words[key] = rest[at + 1] ?? "";
	}
	return {
		type,
		action,
		...macro === void 0 ? {} : { macro: macroName(macro) ?? macro },
		...words,
		...comment === null ? {} : { comment },
		...enable ? {} : { enable }
	};
}
/** One text for one rule, however it is written; a line that is no rule stays as it is. */
function canonicalRule(line) {
	const rule = parseRule(line);
	if (rule) return ruleText(rule);
	const { text, comment } = splitComment(line);
	return withComment(text, comment);
}
/** Of networks of one address, Proxmox drops the prefix. */
function canonicalAddress(text) {
	return text.includes(":") ? text.replace(/\/128$/, "") : text.replace(/\/32$/, "");
}
// src/kinds/firewall/reading.ts
/** What a firewall file says: options, names, rules in their order, and which of them Phoenix wrote. */
/** Neither blank nor a remark, which Proxmox skips. */
const isContent = (line) => !/^\s*(?:#|$)/.test(line);
/** Rules among lines, by their place. */
function ruleLines(lines) {
	return lines.flatMap((line, at) => isContent(line) ? [{
		at,
		text: canonicalRule(line),
		isTagged: splitComment(line).isTagged
	}] : []);
}
const linesOf$1 = (sections) => sections.flatMap(({ lines }) => lines).filter(isContent);
/** The key of an option's line, in lower case; null: it is none. */
function optionKey(line) {
	return /^\s*([a-z_0-9]+)\s*:/i.exec(line)?.[1]?.toLowerCase() ?? null;
}
/** The name of an alias' line, in lower case; null: it is none. */
function aliasName(line) {
	return /^(\S+)\s(\S+)$/.exec(splitComment(line).text)?.[1]?.toLowerCase() ?? null;
}
function aliasLine(line) {
	const { text, comment, isTagged } = splitComment(line);
	return {
		text: withComment(canonicalAddress(text.slice(text.search(/\s/)).trim()), comment),
		isTagged
	};
}
/** What an entry of an IP set is known by: its address or alias. */
function entryKey(line) {
	return canonicalAddress(splitComment(line).text.replace(/^!\s*/, ""));
}
function entryText(line) {
	const { text, comment } = splitComment(line);
	return withComment(`${text.startsWith("!") ? "!" : ""}${entryKey(line)}`, comment);
}
function headLine({ head }) {
	const { text, comment, isTagged } = splitComment(head ?? "");
	return {
		text: withComment(text, comment),
		isTagged
	};
}
function readingOf(text) {
	const document = parseDocument(text ?? "");
	const options = linesOf$1(sectionsOf(document, "options")).flatMap((line) => {
		const key = optionKey(line);
		return key === null ? [] : [[key, canonicalOption(key, line.slice(line.indexOf(":") + 1).trim())]];
	});
	const aliases = linesOf$1(sectionsOf(document, "aliases")).flatMap((line) => {
		const name = aliasName(line);
		return name === null ? [] : [[name, aliasLine(line)]];
	});
	const ipsets = namesOf$1(document, "ipset").flatMap((name) => sectionsOf(document, "ipset", name).map((section) => {
		const entries = linesOf$1([section]).map((line) => [entryKey(line), entryText(line)]);
		return [name, {
			head: headLine(section),
			entries: new Map(entries)
		}];
	}));
	const groups = namesOf$1(document, "group").flatMap((name) => sectionsOf(document, "group", name).map((section) => [name, {
		head: headLine(section),
		rules: ruleLines(section.lines)
	}]));
	return {
		document,
		options: new Map(options),
		aliases: new Map(aliases),
		ipsets: new Map(ipsets),
		groups: new Map(groups),
		rules: sectionsOf(document, "rules").flatMap(({ lines }) => ruleLines(lines))
	};
}
// src/kinds/firewall/entries.ts
/** A firewall file as a flat list of entries, from git and from a node: what a diff compares. */
/** Where it stands in the user's file. */
function pathAt(subject) {
	switch (subject.is) {
		case "option": return pointer("options", subject.key);
		case "alias": return pointer("aliases", subject.name);
		case "ipset": return pointer("ipsets", subject.name);
		case "entry": return pointer("ipsets", subject.set, "entries", subject.key);
		case "group": return pointer("groups", subject.name);
		case "rules": return subject.group === null ? "/rules" : pointer("groups", subject.group, "rules");
	}
}
/** Entries of one slot that come together are shown as one. */
function slotAt(subject) {
	switch (subject.is) {
		case "option": return "options";
		case "alias": return "aliases";
		case "ipset":
		case "entry": return `ipset:${subject.is === "ipset" ? subject.name : subject.set}`;
		case "group": return `group:${subject.name}`;
		case "rules": return subject.group === null ? "rules" : `group:${subject.group}`;
	}
}
/** The first line of an IP set or a group. */
function headText(kind, name, comment) {
	return withComment(`[${kind} ${name}]`, comment);
}
/** All that git says of a file. */
function wantedEntries(spec) {
	const { options, aliases, ipsets, groups, rules } = spec;
	return [
		...Object.entries(options).map(([key, value]) => ({
			subject: {
				is: "option",
				key
			},
			value
		})),
		...Object.entries(aliases).map(([name, value]) => ({
			subject: {
				is: "alias",
				name
			},
			value
		})),
		...Object.entries(ipsets).flatMap(([name, set]) => [{
			subject: {
				is: "ipset",
				name
			},
			value: headText("IPSET", name, set.comment)
		}, ...Object.entries(set.entries).map(([key, value]) => ({
			subject: {
				is: "entry",
				set: name,
				key
			},
			value
		}))]),
		...Object.entries(groups).flatMap(([name, group]) => [{
			subject: {
				is: "group",
				name
			},
			value: headText("group", name, group.comment)
		}, {
			subject: {
				is: "rules",
				group: name
			},
			value: group.rules
		}]),
		...rules === void 0 ? [] : [{
			subject: {
				is: "rules",
				group: null
			},
			value: rules
		}]
	];
}
const coreOf = (text) => splitComment(text).text;
/**
* Which rules are ours: those that say so, and those of git's whose word somebody has taken off.
* @param known what git says of them, at the marker's commit
*/
function ownRules(lines, known) {
	const own = new Set(lines.filter(({ isTagged }) => isTagged));
	const missing = known.map(coreOf);
	const strike = (text) => {
		const at = missing.indexOf(coreOf(text));
		if (at >= 0) missing.splice(at, 1);
		return at >= 0;
	};
	for (const { text } of own) strike(text);
	for (const line of lines) if (!own.has(line) && strike(line.text)) own.add(line);
	return own;
}
/** The lines of a list that a file has, and those that are ours among them. */
function rulesIn(reading, group) {
	return group === null ? reading.rules : reading.groups.get(group)?.rules ?? [];
}
/** What git says of a list, at the marker's commit or, of a file that is taken over, now. */
function knownRules(spec, group) {
	return (group === null ? spec?.rules : spec?.groups[group]?.rules) ?? [];
}
/** What a file says of such an entry: of rules, those of ours; null: nothing. */
function liveValue(reading, subject, known) {
	switch (subject.is) {
		case "option": return reading.options.get(subject.key) ?? null;
		case "alias": return reading.aliases.get(subject.name)?.text ?? null;
		case "ipset": return sameHead("IPSET", subject.name, reading.ipsets.get(subject.name)?.head.text);
		case "entry": return reading.ipsets.get(subject.set)?.entries.get(subject.key) ?? null;
		case "group": return sameHead("group", subject.name, reading.groups.get(subject.name)?.head.text);
		case "rules": {
			const lines = rulesIn(reading, subject.group);
			const own = ownRules(lines, knownRules(known, subject.group));
			return own.size === 0 ? null : lines.filter((line) => own.has(line)).map(({ text }) => text);
		}
	}
}
/** Proxmox takes heads in any case. */
function sameHead(kind, name, head) {
	return head === void 0 ? null : headText(kind, name, splitComment(head).comment);
}
/** What says in the file itself that it is ours, whatever git knows. */
function taggedSubjects(reading) {
	const names = (map) => [...map].filter(([, { isTagged }]) => isTagged).map(([name]) => name);
	const heads = (map) => [...map].filter(([, { head }]) => head.isTagged).map(([name]) => name);
	const hasOwn = (lines) => lines.some(({ isTagged }) => isTagged);
	return [
		...names(reading.aliases).map((name) => ({
			is: "alias",
			name
		})),
		...heads(reading.ipsets).map((name) => ({
			is: "ipset",
			name
		})),
		...heads(reading.groups).map((name) => ({
			is: "group",
			name
		})),
		...[...reading.groups].flatMap(([group, { rules }]) => hasOwn(rules) ? [{
			is: "rules",
			group
		}] : []),
		...hasOwn(reading.rules) ? [{
			is: "rules",
			group: null
		}] : []
	];
}
// src/kinds/firewall/spec.ts
function isFirewall(resource) {
	return resource.kind === "firewall";
}
/** Where Proxmox keeps it (PVE 9.2; vnets have theirs since 8.3). */
function pathOf(target) {
	switch (target.is) {
		case "cluster": return "/etc/pve/firewall/cluster.fw";
		case "node": return `/etc/pve/nodes/${target.node}/host.fw`;
		case "guest": return `/etc/pve/firewall/${target.vmid}.fw`;
		case "vnet": return `/etc/pve/sdn/firewall/${target.vnet}.fw`;
	}
}
/** The folder that Proxmox's own tools make while they change the file (PVE 9.2, `cfs_lock_firewall`). */
function lockOf(target) {
	const folder = "/etc/pve/priv/lock/firewall-";
	switch (target.is) {
		case "cluster": return `${folder}cluster`;
		case "node": return `${folder}host-${target.node}`;
		case "guest": return `${folder}vm-${target.vmid}`;
		case "vnet": return `${folder}vnet-${target.vnet}`;
	}
}
/** `firewall:node:pve1`. */
function idOf(target) {
	switch (target.is) {
		case "cluster": return "firewall:cluster";
		case "node": return `firewall:node:${target.node}`;
		case "guest": return `firewall:guest:${target.vmid}`;
		case "vnet": return `firewall:vnet:${target.vnet}`;
	}
}
/** What an id is about; of a guest, nobody knows the address. */
function targetOfId(id) {
	const [, is = "", ...rest] = id.split(":");
	const name = rest.join(":");
	switch (is) {
		case "node": return {
			is,
			node: name
		};
		case "vnet": return {
			is,
			vnet: name
		};
		case "guest": return {
			is,
			vmid: Number(name),
			address: name
		};
		default: return { is: "cluster" };
	}
}
/** `the firewall of pve1`. */
function nameOf(target) {
	switch (target.is) {
		case "cluster": return "the firewall of the cluster";
		case "node": return `the firewall of ${target.node}`;
		case "guest": return `the firewall of ${target.address}`;
		case "vnet": return `the firewall of the vnet ${target.vnet}`;
	}
}
// src/kinds/firewall/live.ts
/** Where the file of before is kept until the node has been reached after a change of it. */
const KEPT = "/var/lib/phoenix/revert";
/** `cluster`, `node-pve1`: names of units and files. */
function unitNameOf(target) {
	return target.is === "node" ? `node-${target.node}` : target.is;
}
function keptPath(target) {
	return `${KEPT}/${unitNameOf(target)}.fw`;
}
/** What its node is read for. */
const NODE_FILES = [
	`${KEPT}/*.fw`,
	"/proc/net/route",
	"/etc/hosts"
];
const CLUSTER_FILES = [
	"/etc/pve/firewall/*.fw",
	"/etc/pve/nodes/*/host.fw",
	"/etc/pve/sdn/firewall/*.fw"
];
/** A file that decides whether the nodes themselves are reached. */
function guardsNodes(target) {
	return target.is === "cluster" || target.is === "node";
}
/** Where its steps run: on the node that it is of, or that its guest is on; of the rest, on the first that answers. */
function workplaceOf(target, node, settings, snapshot) {
	if (target.is === "node") return target.node;
	return (target.is === "guest" ? snapshot?.guests.get(target.vmid)?.node ?? node : null) ?? anyNode(settings, snapshot);
}
function keptIn(snapshot, target) {
	if (!guardsNodes(target)) return null;
	for (const node of snapshot.nodes.values()) {
		const text = node.reachable ? node.files?.get(keptPath(target)) : void 0;
		if (text !== void 0) return text;
	}
	return null;
}
function liveOf(snapshot, target) {
	const text = snapshot.files?.get(pathOf(target)) ?? null;
	return {
		text,
		reading: readingOf(text),
		kept: keptIn(snapshot, target)
	};
}
// src/kinds/firewall/address-set.ts
/** Sets of addresses as ranges, IPv4 below IPv6: what rules take out of those who look after a node. */
/** IPv6 stands above all of IPv4. */
const OFFSET = 1n << 40n;
const IPV4_END = (1n << 32n) - 1n;
const IPV6_END = OFFSET + (1n << 128n) - 1n;
const EVERYWHERE = [{
	first: 0n,
	last: IPV4_END
}, {
	first: OFFSET,
	last: IPV6_END
}];
function spanOf({ family, first, last }) {
	const offset = family === 6 ? OFFSET : 0n;
	return {
		first: first + offset,
		last: last + offset
	};
}
/** `10.0.0.5`, `10.0.0.0/24` or a range; null: it is none. */
function spanIn(text) {
	const one = parseAddress(text);
	if (one) return spanOf({
		family: one.family,
		first: one.value,
		last: one.value
	});
	const range = parseInSubnet(text)?.subnet ?? parseRange(text);
	return range ? spanOf(range) : null;
}
function minus(set, other) {
	let left = set;
	for (const { first, last } of other) left = left.flatMap((span) => {
		if (last < span.first || span.last < first) return [span];
		return [...span.first < first ? [{
			first: span.first,
			last: first - 1n
		}] : [], ...last < span.last ? [{
			first: last + 1n,
			last: span.last
		}] : []];
	});
	return left;
}
function both(set, other) {
	return minus(set, minus(set, other));
}
// src/kinds/firewall/admit.ts
/**
* Whether a node still takes connections from those who look after it: rules of the node and of the cluster as Proxmox
* orders them, its own rules for the set `management`, and the policy (pve-firewall 6.0). Addresses as sets, so that
* part of a network is not lost from sight. What hangs on the interface, or on the address that is called, may fit or not.
*/
function aliasSet(name, { cluster, node }) {
	const key = name.replace(/^(?:dc|guest)\//, "").toLowerCase();
	const line = node.aliases.get(key) ?? cluster.aliases.get(key);
	const span = line && spanIn(splitComment(line.text).text);
	return span ? [span] : null;
}
/** Null: nobody knows what is in it, such as sets that SDN makes. */
function ipsetOf(name, input) {
	if (name.startsWith("sdn/")) return null;
	const entries = [...input.cluster.ipsets.get(name.replace(/^(?:dc|guest)\//, "").toLowerCase())?.entries.values() ?? []].flatMap((line) => {
		const { text } = splitComment(line);
		const address = text.replace(/^!/, "");
		const [span] = [spanIn(address) ?? aliasSet(address, input)?.[0]];
		return span ? [{
			span,
			isOut: text.startsWith("!")
		}] : [];
	});
	const size = ({ span: { first, last } }) => last - first;
	const fromLarge = entries.toSorted((a, b) => size(a) < size(b) ? 1 : -1);
	let members = [];
	for (const { span, isOut } of fromLarge) members = isOut ? minus(members, [span]) : members.concat([span]);
	return members;
}
/** Null: it may be anything. */
function placeOf(text, input) {
	if (text === void 0) return EVERYWHERE;
	if (text.startsWith("+")) return ipsetOf(text.slice(1), input);
	const spans = text.split(",").map(spanIn);
	return spans.includes(null) ? aliasSet(text, input) ?? [] : spans.flatMap((span) => span ?? []);
}
const NAMES = { ssh: 22 };
function coversPort(text, port) {
	if (text === void 0 || text === "0") return true;
	return text.split(",").some((item) => {
		const [from = 0, to = from] = item.split(":").map((word) => NAMES[word] ?? Number(word));
		return from <= port && port <= to;
	});
}
/** Those of number 0 are all of them. */
const TCP = [
	"tcp",
	"6",
	"ip",
	"hopopt",
	"0"
];
function isAbout({ macro, proto, dport }, port) {
	const fits = (one, ports) => (!one || TCP.includes(one)) && coversPort(ports ?? void 0, port);
	if (!fits(proto, dport)) return false;
	const parts = macro === void 0 ? [] : macroParts(macro);
	return macro === void 0 || parts.some((part) => fits(part.proto, part.dport));
}
/** In the order in which Proxmox asks them: the node's own, then the cluster's, groups unfolded. */
function rulesOf({ cluster, node }) {
	const parsed = (lines) => lines.flatMap(({ text }) => parseRule(text) ?? []).filter(({ enable }) => enable !== false);
	return [...parsed(node.rules), ...parsed(cluster.rules)].flatMap((rule) => {
		const { type, action, iface } = rule;
		if (type === "group") return parsed(cluster.groups.get(action.toLowerCase())?.rules ?? []).map((one) => ({
			rule: one,
			isSure: iface === void 0
		}));
		return [{
			rule,
			isSure: iface === void 0
		}];
	});
}
/** Who of them is turned away, by what comes first; empty: all are let in. */
function refusals(input, doubt) {
	const { cluster, node, from, port, localNetwork } = input;
	if (cluster.options.get("enable") === "0" || node.options.get("enable") === "0") return [];
	const refused = [];
	const black = both(from, ipsetOf("blacklist", input) ?? []);
	if (black.length > 0) refused.push({
		who: black,
		by: "the IP set \"blacklist\""
	});
	let left = minus(from, black);
	for (const { rule, isSure } of rulesOf(input)) {
		if (rule.type !== "in" || !isAbout(rule, port)) continue;
		const lets = rule.action === "ACCEPT";
		const source = placeOf(rule.source, input);
		if (!(isSure && source !== null && rule.dest === void 0 && rule.sport === void 0) && lets !== (doubt === "kind")) continue;
		const who = both(left, source ?? EVERYWHERE);
		if (who.length === 0) continue;
		left = minus(left, who);
		if (!lets) refused.push({
			who,
			by: `the rule "${describe(rule)}"`
		});
	}
	const management = ipsetOf("management", input) ?? [];
	const local = placeLocal(input) ?? localNetwork ?? (doubt === "kind" ? EVERYWHERE : []);
	left = minus(minus(left, management), local);
	const policy = cluster.options.get("policy_in") ?? "DROP";
	if (left.length > 0 && policy !== "ACCEPT") refused.push({
		who: left,
		by: `the policy ${policy}`
	});
	return refused;
}
/** The cluster may say by an alias which network is its own. */
const placeLocal = (input) => aliasSet("local_network", input);
function describe(rule) {
	const parts = [rule.type.toUpperCase(), rule.macro ? `${rule.macro}(${rule.action})` : rule.action];
	if (rule.source) parts.push(`from ${rule.source}`);
	if (rule.dport) parts.push(`to port ${rule.dport}`);
	return parts.join(" ");
}
// src/line-merge.ts
/** What two lists of lines have in common and what each has alone, in order: for diffs that people read, and for merging. */
/** Above so many comparisons, what lies between the first and the last difference counts as one. */
const MOST_CELLS = 4e6;
/** What goes stands before what comes. */
function mergedLines(before, after) {
	const same = (text) => ({
		mark: " ",
		text
	});
	let start = 0;
	while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
	let end = 0;
	const most = Math.min(before.length, after.length) - start;
	while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
	const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
	return [
		...before.slice(0, start).map(same),
		...between(old, now),
		...before.slice(before.length - end).map(same)
	];
}
function between(before, after) {
	const columns = after.length + 1;
	if (before.length * columns > MOST_CELLS) return [...marked("-", before), ...marked("+", after)];
	const common = new Uint32Array((before.length + 1) * columns);
	const at = (row, column) => common[row * columns + column] ?? 0;
	for (let row = before.length - 1; row >= 0; row -= 1) for (let column = after.length - 1; column >= 0; column -= 1) common[row * columns + column] = before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
	const lines = [];
	let [row, column] = [0, 0];
	while (row < before.length || column < after.length) {
		const [old, now] = [before[row], after[column]];
		if (old !== void 0 && old === now) {
			lines.push({
				mark: " ",
				text: old
			});
			row += 1;
			column += 1;
		} else if (old !== void 0 && (now === void 0 || at(row + 1, column) >= at(row, column + 1))) {
			lines.push({
				mark: "-",
				text: old
			});
			row += 1;
		} else {
			lines.push({
				mark: "+",
				text: now ?? ""
			});
			column += 1;
		}
	}
	return lines;
}
const marked = (mark, texts) => texts.map((text) => ({
	mark,
	text
}));
// src/kinds/firewall/edit.ts
const hasContent = (lines) => lines.some(isContent);
/** Behind the last line that says something. */
function withLine(lines, line) {
	const last = lines.findLastIndex((one) => one.trim() !== "");
	return lines.toSpliced(last < 0 ? Math.min(1, lines.length) : last + 1, 0, line);
}
/** The line by its key: put there, put in place of the last one, or taken away. */
function keyed(lines, keyOf, key, line) {
	const isMeant = (one) => isContent(one) && keyOf(one) === key;
	const last = lines.findLastIndex(isMeant);
	if (line === null) return lines.filter((one) => !isMeant(one));
	return last < 0 ? withLine(lines, line) : lines.with(last, line);
}
/** The lines of a section whose rules of ours shall be `want`, in that order. */
function mergeRules({ lines, want, known }) {
	const rules = ruleLines(lines);
	const own = ownRules(rules, known);
	const ours = rules.filter((rule) => own.has(rule));
	const merged = [];
	let next = 0;
	const copyTo = (end) => {
		while (next < end) merged.push(lines[next++] ?? "");
	};
	if (ours.length === 0 || ours[0]?.at !== 0) copyTo(lines[0]?.trim() === "" ? 1 : 0);
	let at = 0;
	for (const { mark, text } of mergedLines(ours.map((rule) => rule.text), want)) {
		const rule = mark === "+" ? void 0 : ours[at++];
		if (rule) {
			copyTo(rule.at);
			next = rule.at + 1;
		}
		const kept = rule?.isTagged ? lines[rule.at] : void 0;
		if (mark !== "-") merged.push(kept ?? tagged(text));
	}
	copyTo(lines.length);
	return merged;
}
/** Takes away what nothing is left of. */
const orGone = (lines, head) => hasContent(lines) ? {
	lines,
	head
} : null;
function headed(document, kind, name, value) {
	const fresh = `[${kind === "ipset" ? "IPSET" : kind} ${name}]`;
	return changeSection(document, {
		kind,
		name,
		head: fresh
	}, (lines, head) => {
		if (typeof value === "string") return {
			lines,
			head: tagged(value)
		};
		if (head === null) return null;
		return orGone(lines, fresh);
	});
}
/** The file after a change. `known` is what git said of it when it was written, or says, where it is taken over. */
function changed(document, { subject, value }, known) {
	const text = typeof value === "string" ? value : null;
	switch (subject.is) {
		case "option": {
			const { key } = subject;
			const section = {
				kind: "options",
				name: "",
				head: "[OPTIONS]"
			};
			return changeSection(document, section, (lines, head) => orGone(keyed(lines, optionKey, key, text === null ? null : `${key}: ${text}`), head ?? section.head));
		}
		case "alias": {
			const { name } = subject;
			const section = {
				kind: "aliases",
				name: "",
				head: "[ALIASES]"
			};
			return changeSection(document, section, (lines, head) => orGone(keyed(lines, aliasName, name, text === null ? null : tagged(`${name} ${text}`)), head ?? section.head));
		}
		case "ipset": return headed(document, "ipset", subject.name, value);
		case "group": return headed(document, "group", subject.name, value);
		case "entry": {
			const { set, key } = subject;
			const section = {
				kind: "ipset",
				name: set,
				head: `[IPSET ${set}]`
			};
			return changeSection(document, section, (lines, head) => {
				if (head === null && text === null) return null;
				return {
					lines: keyed(lines, entryKey, key, text),
					head: head ?? section.head
				};
			});
		}
		case "rules": {
			const { group } = subject;
			const want = Array.isArray(value) ? value.map(String) : [];
			const given = knownRules(known, group);
			const merge = (lines) => mergeRules({
				lines,
				want,
				known: given
			});
			if (group === null) {
				const section = {
					kind: "rules",
					name: "",
					head: "[RULES]"
				};
				return changeSection(document, section, (lines, head) => orGone(merge(lines), head ?? section.head));
			}
			const section = {
				kind: "group",
				name: group,
				head: `[group ${group}]`
			};
			return changeSection(document, section, (lines, head) => {
				if (head === null && want.length === 0) return null;
				return {
					lines: merge(lines),
					head: head ?? section.head
				};
			});
		}
	}
}
/** In the order in which they can be made: what goes with a whole set or group goes first. */
function inOrder(edits) {
	const isHead = ({ subject }) => subject.is === "ipset" || subject.is === "group";
	return [
		...edits.filter((edit) => isHead(edit) && edit.value !== null),
		...edits.filter((edit) => !isHead(edit)),
		...edits.filter((edit) => isHead(edit) && edit.value === null)
	];
}
/** The file after several changes. */
function edited(document, edits, known) {
	let result = document;
	for (const edit of inOrder(edits)) result = changed(result, edit, known);
	return result;
}
/** Numbers of lines of a file, from 1, that another text of it does not have: those that a change has brought. */
function newLines(before, after) {
	let line = 0;
	return mergedLines((before ?? "").split("\n"), after.split("\n")).flatMap(({ mark }) => {
		if (mark !== "-") line += 1;
		return mark === "+" ? [line] : [];
	});
}
// src/kinds/firewall/edits-of.ts
/** From the changes of a plan back to edits of a file: what may be done is done, and nothing else. */
function subjectAt(change) {
	const [part = "", name = "", what, key = ""] = pointerSegments(change.path);
	switch (part) {
		case "options": return {
			is: "option",
			key: name
		};
		case "aliases": return {
			is: "alias",
			name
		};
		case "ipsets": return what === "entries" ? {
			is: "entry",
			set: name,
			key
		} : {
			is: "ipset",
			name
		};
		case "groups": return what === "rules" ? {
			is: "rules",
			group: name
		} : {
			is: "group",
			name
		};
		case "rules": return {
			is: "rules",
			group: null
		};
		default: return null;
	}
}
function editsOf(changes) {
	return changes.flatMap((change) => {
		const subject = subjectAt(change);
		return subject ? [{
			subject,
			value: change.after
		}] : [];
	});
}
// src/kinds/firewall/lock-out.ts
/** What Phoenix, the web interface and the nodes themselves need. */
const MANAGEMENT_PORTS = [22, 8006];
/** Those who look after the nodes, as `phoenix.json` says; empty: nobody said. */
function managementOf({ policies }) {
	return (policies.management ?? []).flatMap((text) => spanIn(text) ?? []);
}
/** The network that a node's own address is in, as its routes say (PVE 9.2, `local_network`); null: they do not. */
function localNetworkOf(node, files) {
	const own = (files?.get("/etc/hosts") ?? "").split("\n").map((line) => line.replace(/#.*/, "").trim().split(/\s+/)).find(([, ...names]) => names.some((name) => name === node || name.startsWith(`${node}.`)))?.[0];
	const address = own === void 0 ? null : parseAddress(own);
	if (address?.family !== 4) return null;
	for (const line of (files?.get("/proc/net/route") ?? "").split("\n").slice(1)) {
		const [, dest = "", , , , , , mask = ""] = line.split(/\s+/);
		const [to, bits] = [bigEndian(dest), bigEndian(mask)];
		if (to === null || bits === null || bits === 0) continue;
		const prefix = bits.toString(2).replace(/0+$/, "").length;
		const cidr = `${[
			24,
			16,
			8,
			0
		].map((shift) => to >>> shift & 255).join(".")}/${prefix}`;
		const subnet = parseInSubnet(cidr)?.subnet;
		if (subnet && subnet.first <= address.value && address.value <= subnet.last) return cidr;
	}
	return null;
}
/** `0000000A` is 10.0.0.0, written from its end. */
function bigEndian(hex) {
	const bytes = /^([\dA-F]{2})([\dA-F]{2})([\dA-F]{2})([\dA-F]{2})$/i.exec(hex)?.slice(1);
	return bytes ? Number.parseInt(bytes.toReversed().join(""), 16) : null;
}
/** The file as it is, with all that git wants of it. */
function asWanted(spec, live) {
	return readingOf(printDocument(edited(live.document, wantedEntries(spec), spec)));
}
/** The reason in words; null: they are let in, nobody said who they are, or the file decides nothing about nodes. */
function lockOut(input) {
	const { target, changes, known, settings, snapshot, estate } = input;
	const from = managementOf(settings);
	if (!guardsNodes(target) || from.length === 0) return null;
	const wanted = [...estate.values()].filter(isFirewall);
	const textOf = (one) => snapshot.files?.get(pathOf(one)) ?? null;
	const after = (one) => {
		const live = readingOf(textOf(one));
		if (pathOf(one) === pathOf(target)) return readingOf(printDocument(edited(live.document, editsOf(changes), known)));
		const spec = wanted.find(({ spec: other }) => pathOf(other.target) === pathOf(one))?.spec;
		return spec ? asWanted(spec, live) : live;
	};
	const nodes = target.is === "node" ? [target.node] : [...snapshot.nodes.keys()];
	const cluster = after({ is: "cluster" });
	if ((cluster.options.get("enable") ?? "0") === "0") return null;
	for (const node of nodes) {
		const facts = snapshot.nodes.get(node);
		const local = localNetworkOf(node, facts?.reachable ? facts.files : void 0);
		const span = local === null ? null : spanIn(local);
		const about = {
			cluster,
			node: after({
				is: "node",
				node
			}),
			from,
			localNetwork: span ? [span] : null
		};
		for (const port of MANAGEMENT_PORTS) {
			const [first] = refusals({
				...about,
				port
			}, "kind");
			if (first) return lockOutText(node, port, first.by);
		}
	}
	return null;
}
function lockOutText(node, port, by) {
	return `${by} would keep those who look after ${node} ("policies.management") from TCP ${port}`;
}
// src/kinds/firewall/list-note.ts
const MOST = 6;
const linesOf = (value) => Array.isArray(value) ? value.map(String) : [];
/** `+ IN ACCEPT -p tcp -dport 80; - IN DROP; moved IN DROP -source +bad`; null where there is nothing to compare. */
function listNote(before, after) {
	if (!Array.isArray(before) || !Array.isArray(after)) return null;
	const merged = mergedLines(linesOf(before), linesOf(after));
	const of = (mark) => merged.filter((line) => line.mark === mark).map(({ text }) => text);
	const [gone, come] = [of("-"), of("+")];
	const moved = [];
	const left = [...come];
	const told = [
		...gone.filter((text) => {
			const at = left.indexOf(text);
			if (at < 0) return true;
			moved.push(text);
			left.splice(at, 1);
			return false;
		}).map((text) => `- ${text}`),
		...left.map((text) => `+ ${text}`),
		...moved.map((text) => `moved ${text}`)
	];
	const rest = told.length - MOST;
	return [...told.slice(0, MOST), ...rest > 0 ? [`and ${rest} more`] : []].join("; ");
}
// src/kinds/firewall/diff.ts
const NOTHING = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
const same = (a, b) => canonical(a) === canonical(b);
/** An empty list of rules is none. */
const valueOf = (value) => Array.isArray(value) && value.length === 0 ? null : value;
function changeOf(subject, before, after) {
	const note = listNote(before, after);
	const change = {
		path: pathAt(subject),
		slot: slotAt(subject),
		before,
		after,
		effect: "live"
	};
	return note === null ? change : {
		...change,
		note
	};
}
/** What is wanted, and what was and is no more, each as it is now. */
function differences(wanted, before, valueNow) {
	const named = new Set(wanted.map(({ subject }) => pathAt(subject)));
	const gone = [...new Map(before.map((subject) => [pathAt(subject), subject]))].flatMap(([path, subject]) => named.has(path) ? [] : [{
		subject,
		value: null
	}]);
	return [...wanted, ...gone].flatMap(({ subject, value }) => {
		const [now, next] = [valueOf(valueNow(subject)), valueOf(value)];
		return same(now, next) ? [] : [changeOf(subject, now, next)];
	});
}
/** Between two revisions. */
function gitChanges(want, base) {
	const old = wantedEntries(base);
	const values = new Map(old.map(({ subject, value }) => [pathAt(subject), value]));
	return differences(wantedEntries(want), old.map(({ subject }) => subject), (subject) => values.get(pathAt(subject)) ?? null);
}
/** Against a node. */
function liveChanges(want, known, { reading }) {
	const before = [...known ? wantedEntries(known).map(({ subject }) => subject) : [], ...taggedSubjects(reading)];
	return differences(want ? wantedEntries(want) : [], before, (subject) => liveValue(reading, subject, known));
}
function whole(before, after) {
	return {
		path: "",
		slot: "file",
		before,
		after,
		effect: "live"
	};
}
const toldOf = (spec) => wantedEntries(spec).flatMap(({ subject, value }) => valueOf(value) === null ? [] : [changeOf(subject, null, value)]);
function removal(id, changes) {
	return {
		...NOTHING,
		action: "remove",
		changes: [whole(id, null), ...changes]
	};
}
function goes(spec) {
	return toldOf(spec).map(({ path, slot, effect, after }) => ({
		path,
		slot,
		effect,
		before: after,
		after: null
	}));
}
function marker(path, before, after, note) {
	return {
		path,
		slot: "marker",
		before,
		after,
		effect: "config",
		...note === void 0 ? {} : { note }
	};
}
function gitDiff({ want, base }) {
	if (!want) return base ? removal(idOf(base.spec.target), goes(base.spec)) : NOTHING;
	if (!base) {
		const first = want.spec.adopt ? adoption() : whole(null, idOf(want.spec.target));
		return {
			...NOTHING,
			action: want.spec.adopt ? "adopt" : "create",
			changes: [first, ...toldOf(want.spec)]
		};
	}
	const renamed = want.address === base.address ? [] : [marker("", base.address, want.address)];
	const changes = [...renamed, ...gitChanges(want.spec, base.spec)];
	if (changes.length === 0) return NOTHING;
	return {
		...NOTHING,
		action: changes.length === renamed.length ? "rename" : "update",
		changes
	};
}
const adoption = () => marker("/adopt", "not ours", "ours");
const FOLLOWS = "it is as git asks already; its marker follows";
function ours(input, want, seen) {
	const { live, mark, repair } = seen;
	const known = input.base?.spec ?? null;
	const found = liveChanges(want.spec, known, live);
	const repaired = repair === void 0 ? [] : [marker("", null, want.address, repair)];
	const renamed = mark && mark.address !== want.address ? [marker("", mark.address, want.address)] : [];
	const all = [
		...repaired,
		...renamed,
		...found
	];
	const asked = mark?.commit && input.base && input.isCommitted !== false ? gitDiff({
		...input,
		seen: null
	}).changes : [];
	const isFirst = mark?.commit === null && input.isCommitted === true;
	const isOpen = live.kept !== null && live.kept !== (live.text ?? "") || (mark?.owed ?? []).length > 0;
	const follow = all.length === 0 && (asked.length > 0 || isFirst || isOpen) ? [marker("/commit", isFirst ? null : "behind", "up to date", FOLLOWS)] : [];
	const changes = [...all, ...follow];
	if (changes.length === 0) return NOTHING;
	const isName = renamed.length > 0 && found.length === 0;
	return {
		...NOTHING,
		action: isName ? "rename" : "update",
		changes
	};
}
/** What was not confirmed and is as it was before. */
function undoneNote({ kept, text }) {
	return kept !== null && kept === (text ?? "") ? ["the last change was taken back, because the node could not be reached after it, or was never made"] : [];
}
/** Who looks after the nodes would be locked out: none of it is done. */
function held(input, diff) {
	const { want, base, settings, snapshot } = input;
	const target = (want ?? base)?.spec.target;
	if (!snapshot || !target || diff.changes.every(({ slot }) => slot === "marker")) return diff;
	const why = lockOut({
		target,
		changes: diff.changes,
		known: (input.seen?.is === "adoptable" ? want : base)?.spec ?? null,
		settings,
		snapshot,
		estate: input.estate ?? /* @__PURE__ */ new Map()
	});
	if (why === null) return diff;
	const changes = diff.changes.map((change) => ({
		...change,
		effect: "impossible",
		note: why
	}));
	return {
		...diff,
		changes
	};
}
function liveDiff(input, seen) {
	const { want, base, snapshot } = input;
	switch (seen.is) {
		case "unknown":
		case "foreign":
		case "copy": return {
			...NOTHING,
			notes: [seen.why]
		};
		case "absent":
		case "debris": {
			if (!want) return NOTHING;
			const id = idOf(want.spec.target);
			const notes = snapshot ? undoneNote(liveOf(snapshot, want.spec.target)) : [];
			return {
				...NOTHING,
				action: "create",
				changes: [whole(null, id), ...toldOf(want.spec)],
				notes
			};
		}
		case "adoptable": {
			if (!want) return NOTHING;
			const changes = [adoption(), ...liveChanges(want.spec, want.spec, seen.live)];
			return {
				...NOTHING,
				action: "adopt",
				changes
			};
		}
		case "ours": {
			const notes = undoneNote(seen.live);
			if (want) return {
				...ours(input, want, seen),
				notes
			};
			return {
				...removal(seen.mark?.id ?? (base ? idOf(base.spec.target) : ""), liveChanges(null, base?.spec ?? null, seen.live)),
				notes
			};
		}
	}
}
/** The difference of one file: `seen` null states the worst case from git alone. */
function diffFirewall(input) {
	const { seen } = input;
	return seen === null ? gitDiff(input) : held(input, liveDiff(input, seen));
}
// src/kinds/firewall/names.ts
/** Names of aliases, IP sets and security groups that rules of a file use, and where they stand. */
const NAME$1 = /^(\+?)(?:dc\/|guest\/)?([A-Za-z][\w-]+)$/;
function inRule(line, path) {
	const rule = parseRule(line);
	if (!rule) return [];
	if (rule.type === "group") return [{
		is: "groups",
		name: rule.action.toLowerCase(),
		path: `${path}/action`
	}];
	return ["source", "dest"].flatMap((key) => {
		const [, plus, name] = NAME$1.exec(rule[key] ?? "") ?? [];
		if (name === void 0) return [];
		return [{
			is: plus ? "ipsets" : "aliases",
			name: name.toLowerCase(),
			path: `${path}/${key}`
		}];
	});
}
function namesIn({ rules = [], groups, ipsets }) {
	return [
		...rules.flatMap((line, i) => inRule(line, pointer("rules", i))),
		...Object.entries(groups).flatMap(([name, group]) => group.rules.flatMap((line, i) => inRule(line, pointer("groups", name, "rules", i)))),
		...Object.entries(ipsets).flatMap(([set, { entries }]) => Object.keys(entries).flatMap((key) => {
			const [, plus, name] = NAME$1.exec(key) ?? [];
			if (name === void 0 || plus) return [];
			return [{
				is: "aliases",
				name: name.toLowerCase(),
				path: pointer("ipsets", set, "entries", key)
			}];
		}))
	];
}
// src/kinds/firewall/carries.ts
function onCluster({ resources }) {
	const cluster = clusterIn(resources.values());
	if (!cluster) return /* @__PURE__ */ new Map();
	const standing = [...resources.values()].filter(isFirewall).filter((resource) => {
		const isNamed = namesIn(resource.spec).some(({ is, name }) => Object.hasOwn(cluster.spec[is], name));
		return resource !== cluster && isNamed;
	});
	return new Map(standing.map(({ address }) => [address, [cluster.address]]));
}
/** The file of the cluster; undefined: git has none. */
function clusterIn(resources) {
	for (const one of resources) if (isFirewall(one) && one.spec.target.is === "cluster") return one;
}
// src/kinds/firewall/finding-ids.ts
/** What can be wrong with a firewall file: ids, severities, titles. */
const FIREWALL_FINDINGS = {
	PHX860: error("A firewall file says of nothing that there is whose firewall it is", "Each file is one firewall file of Proxmox: that of the cluster, of a node, of a guest or of a vnet. Write \"of\": \"cluster\", \"node/pve1\", \"lxc/web\" or \"vnet/lab\"."),
	PHX861: error("A firewall file holds what Proxmox has no place for in it", "The files of the cluster, of nodes, guests and vnets take options of their own, and not each has aliases, IP sets, security groups or rules in every direction. What stands in the wrong file does nothing, or Proxmox skips it."),
	PHX862: error("A firewall rule makes no sense", "Proxmox skips a rule that it cannot make sense of, silently: a rule that was to forbid something then forbids nothing. Ports need a protocol that has ports, an ICMP type needs ICMP, and a macro brings both itself."),
	PHX863: error("A firewall rule names an address that is none", "Addresses are those of a network, names of aliases, \"+\" and the name of an IP set, or guests of this estate with an address of their own. A rule with one that is none is skipped by Proxmox.")
};
/** A finding at a pointer of the merged file. */
function finding(id, path, message, hint) {
	return {
		id,
		severity: FIREWALL_FINDINGS[id].severity,
		message,
		path,
		hint
	};
}
// src/kinds/firewall/import.ts
/** Firewall files of a cluster that can become files of the estate: what they say, in its words. */
/** `${` begins a reference in a file, wherever it stands. */
const literal = (text) => text.replaceAll("${", () => "$${");
function targetsIn(snapshot) {
	return [...snapshot.files?.keys() ?? []].toSorted().flatMap((path) => {
		const [, node] = /^\/etc\/pve\/nodes\/([^/]+)\/host\.fw$/.exec(path) ?? [];
		const [, name] = /^\/etc\/pve\/firewall\/([^/]+)\.fw$/.exec(path) ?? [];
		const [, vnet] = /^\/etc\/pve\/sdn\/firewall\/([^/]+)\.fw$/.exec(path) ?? [];
		if (node !== void 0) return [{
			is: "node",
			node
		}];
		if (vnet !== void 0) return [{
			is: "vnet",
			vnet
		}];
		if (name === "cluster") return [{ is: "cluster" }];
		const vmid = Number(name);
		return snapshot.guests.has(vmid) ? [{
			is: "guest",
			vmid,
			address: ""
		}] : [];
	});
}
function optionJson(key, text, target) {
	const type = OPTIONS[target.is][key];
	const all = [
		text === "1",
		Number(text),
		text.split(","),
		text
	];
	const fits = (value) => type?.safeParse(value).success && (typeof value !== "boolean" || /^[01]$/.test(text));
	return all.find(fits);
}
function ruleJson(line) {
	const rule = parseRule(line);
	if (!rule) return null;
	return Object.fromEntries(Object.entries(rule).flatMap(([key, value]) => {
		if (value === void 0) return [];
		if (typeof value !== "string") return [[key, value]];
		return [[key, /^[ds]port$/.test(key) && /^\d+$/.test(value) ? Number(value) : literal(value)]];
	}));
}
const UNREADABLE = "Proxmox cannot read it, and skips it";
function rulesJson(lines, path, left) {
	return lines.flatMap(({ text, at }) => {
		const rule = ruleJson(text);
		if (!rule) left.push({
			path: `${path}/${at}`,
			why: UNREADABLE
		});
		return rule ? [rule] : [];
	});
}
const commentOf = (line) => {
	const { comment } = splitComment(line);
	return comment === null ? {} : { comment: literal(comment) };
};
const filled = (key, value) => Object.keys(value).length > 0 ? { [key]: value } : {};
function draftOf(target, snapshot, { addressOf }) {
	const { options, aliases, ipsets, groups, rules } = readingOf(snapshot.files?.get(pathOf(target)) ?? null);
	const address = target.is === "guest" ? addressOf(idOf$1(target.vmid)) : null;
	if (target.is === "guest" && address === null) return `the guest ${target.vmid} has no file`;
	const of = {
		cluster: "cluster",
		node: "",
		guest: address ?? "",
		vnet: ""
	}[target.is];
	const left = [];
	const optionEntries = [...options].flatMap(([key, text]) => {
		const value = optionJson(key, text, target);
		if (value === void 0) left.push({
			path: pointer("options", key),
			why: "Phoenix does not know it"
		});
		return value === void 0 ? [] : [[key, value]];
	});
	const aliasEntries = [...aliases].map(([name, { text }]) => {
		const comment = commentOf(text);
		const cidr = splitComment(text).text;
		return [name, Object.keys(comment).length > 0 ? {
			cidr,
			...comment
		} : cidr];
	});
	const setEntries = [...ipsets].map(([name, { head, entries }]) => [name, {
		...commentOf(head.text),
		entries: Object.fromEntries([...entries.values()].map((line) => {
			const { text, comment } = splitComment(line);
			const nomatch = text.startsWith("!");
			if (nomatch) return [entryKey(line), {
				nomatch,
				...commentOf(line)
			}];
			return [entryKey(line), comment === null ? true : literal(comment)];
		}))
	}]);
	const groupEntries = [...groups].map(([name, group]) => [name, {
		...commentOf(group.head.text),
		rules: rulesJson(group.rules, pointer("groups", name, "rules"), left)
	}]);
	return {
		value: {
			of: target.is === "node" ? `node/${target.node}` : target.is === "vnet" ? `vnet/${target.vnet}` : of,
			adopt: true,
			...filled("options", Object.fromEntries(optionEntries)),
			...filled("aliases", Object.fromEntries(aliasEntries)),
			...filled("ipsets", Object.fromEntries(setEntries)),
			...filled("groups", Object.fromEntries(groupEntries)),
			...filled("rules", rulesJson(rules, "/rules", left))
		},
		left
	};
}
function namesOf(target, { guests }) {
	switch (target.is) {
		case "cluster": return ["cluster"];
		case "node": return [target.node];
		case "vnet": return [target.vnet];
		case "guest": {
			const [, hostname] = /^(?:hostname|name): *([A-Za-z0-9][A-Za-z0-9.-]{0,79})$/m.exec(guests.get(target.vmid)?.text ?? "") ?? [];
			return hostname === void 0 ? [`guest-${target.vmid}`] : [hostname, `${hostname}-${target.vmid}`];
		}
	}
}
const importFirewalls = {
	find: ({ snapshot, vmids, ownerOf }) => {
		return {
			found: targetsIn(snapshot).filter((target) => {
				return (vmids === null || target.is === "guest" && vmids.has(target.vmid)) && ownerOf(idOf(target)) === void 0;
			}).map((target) => ({
				id: idOf(target),
				node: target.is === "node" ? target.node : null,
				vmid: null,
				names: namesOf(target, snapshot),
				draft: (naming) => draftOf(target, snapshot, naming),
				whyChanged: () => "Phoenix would write it otherwise"
			})),
			unfit: []
		};
	},
	essential: ["of", "adopt"],
	apart: true
};
// src/kinds/firewall/observe.ts
/** What stands there by a name that git uses for something else, and nobody said that it may be taken. */
function clashes({ want, base }, { reading }) {
	if (!want || want.spec.adopt) return [];
	const own = new Set(taggedSubjects(reading).map(pathAt));
	const known = new Set(base ? wantedEntries(base.spec).map(({ subject }) => pathAt(subject)) : []);
	return wantedEntries(want.spec).filter(({ subject, value }) => {
		const path = pathAt(subject);
		if (subject.is === "rules" || own.has(path) || known.has(path)) return false;
		if (subject.is === "entry" && own.has(pathAt({
			is: "ipset",
			name: subject.set
		}))) return false;
		const live = liveValue(reading, subject, null);
		return live !== null && canonical(live) !== canonical(value);
	}).map(({ subject }) => subject);
}
/** The node that only it knows of. */
function downReason(snapshot, target) {
	if (target.is !== "node") return null;
	const facts = snapshot.nodes.get(target.node);
	if (!facts) return `the node ${target.node} was not read`;
	return facts.reachable ? null : `the node ${target.node} cannot be reached: ${facts.why}`;
}
function observeFirewall(input) {
	const { snapshot, id, estate, env, want, base } = input;
	const target = (want ?? base)?.spec.target ?? targetOfId(id);
	const why = downReason(snapshot, target);
	if (why !== null) return {
		is: "unknown",
		why
	};
	const live = liveOf(snapshot, target);
	const mark = markOfId(snapshot, estate, id)?.mark ?? null;
	if (mark && mark.env !== env) {
		const owner = mark.env === null ? "this estate without an environment" : `the environment "${mark.env}"`;
		return {
			is: "foreign",
			why: `${nameOf(target)} belongs to ${owner}`
		};
	}
	const other = mark ? null : otherOwner(snapshot, estate, id);
	if (other !== null) return {
		is: "foreign",
		why: `${nameOf(target)} belongs to the estate "${other}"`
	};
	const [clash] = clashes(input, live);
	if (clash) return {
		is: "foreign",
		why: `${nameOf(target)} says something else of ${pathAt(clash)} already, and not by Phoenix; "adopt": true in the file takes it over`
	};
	if (mark) return {
		is: "ours",
		live,
		mark
	};
	if (want?.spec.adopt && live.text !== null) return {
		is: "adoptable",
		live
	};
	if (base && taggedSubjects(live.reading).length > 0) return {
		is: "ours",
		live,
		mark: null,
		repair: "its marker is missing: it is written again"
	};
	return { is: "absent" };
}
function ownedFirewalls(snapshot, estate, env) {
	return marksIn(snapshot, estate, env, "firewall:");
}
// src/kinds/firewall/addresses.ts
/** What may stand where a rule names addresses: networks, aliases, IP sets, and guests of the estate by their names. */
/** `lxc/web`, but neither `dc/web` nor `guest/web`, which are aliases. */
const GUEST = /^(?:lxc|vm)\/\S+$/;
const ALIAS$1 = /^(?:dc\/|guest\/)?[A-Za-z][\w-]+$/;
const IPSET = /^\+(?:dc\/|guest\/|sdn\/)?[A-Za-z][\w-]+$/;
/** The addresses that a guest's file gives it, or has IPAM give it, without their prefixes. */
function addressesOf(merged) {
	return Object.keys(merged).filter((key) => /^(?:net|ipconfig)\d+$/.test(key)).toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })).flatMap((key) => {
		const net = merged[key];
		if (!isObject(net)) return [];
		const { ip, pin } = net;
		if (typeof ip === "string" && parseInSubnet(ip)) return [ip.slice(0, ip.indexOf("/"))];
		return typeof pin === "string" && parseAddress(pin) ? [pin] : [];
	});
}
/** `10.0.0.0/24`, `10.0.0.5`, `10.0.0.5-10.0.0.9`. */
function isNetworkText(text) {
	return parseAddress(text) !== null || parseInSubnet(text) !== null || parseRange(text) !== null;
}
const wrong$1 = (why, hint) => ({
	is: "wrong",
	why,
	hint
});
/** The words of a file as Proxmox takes them: a guest of the estate is its address. */
function writtenAddresses(text, mergedOf) {
	if (IPSET.test(text) || ALIAS$1.test(text)) return {
		is: "text",
		text,
		uses: []
	};
	const parts = text.split(",");
	const uses = [];
	const words = [];
	for (const part of parts) if (GUEST.test(part)) {
		const merged = mergedOf(part);
		if (!merged) return wrong$1(`there is no ${part}`, "name a guest of this estate, or write an address");
		const found = addressesOf(merged);
		if (found.length === 0) return wrong$1(`${part} has no address of its own in its file`, "give its card a static address or a \"pin\", or write the address that it gets");
		uses.push(part);
		words.push(...found);
	} else if (isNetworkText(part)) words.push(part);
	else if (parts.length > 1 && (IPSET.test(part) || ALIAS$1.test(part))) return wrong$1(`a list takes addresses alone, and ${part} is a name`, "make an IP set of them");
	else return wrong$1(`${part} is no address`, "write such as \"10.0.0.0/24\", \"+ipset\", an alias or \"lxc/web\"");
	if (new Set(words.map((word) => word.includes(":") ? 6 : 4)).size > 1) return wrong$1("IPv4 and IPv6 do not mix in one list", "write a rule for each");
	if (words.length > 1 && words.some((word) => word.includes("-"))) return wrong$1("a range cannot stand in a list", "write a rule for it, or use an IP set");
	return {
		is: "text",
		text: words.join(","),
		uses
	};
}
// src/kinds/firewall/rule-fault.ts
const DIRECTIONS = {
	cluster: [
		"in",
		"out",
		"forward",
		"group"
	],
	node: [
		"in",
		"out",
		"forward",
		"group"
	],
	guest: [
		"in",
		"out",
		"group"
	],
	vnet: ["forward", "group"],
	group: [
		"in",
		"out",
		"forward"
	]
};
const WITH_PORTS = [
	"udp",
	"17",
	"udplite",
	"136",
	"tcp",
	"6",
	"dccp",
	"33",
	"sctp",
	"132"
];
const ICMP = [
	"icmp",
	"1",
	"icmpv6",
	"ipv6-icmp",
	"58"
];
const wrong = (path, why, hint) => ({
	id: "PHX862",
	path,
	why,
	hint
});
function portFault(rule) {
	const { proto, macro } = rule;
	const icmp = rule["icmp-type"];
	if (macro !== void 0) {
		const parts = macroParts(macro);
		const clash = (key) => {
			const own = rule[key];
			return own !== void 0 && parts.some((part) => part[key] !== null && part[key] !== String(own));
		};
		const key = [
			"proto",
			"dport",
			"sport"
		].find(clash);
		if (key) return wrong(`/${key}`, `the macro ${macro} says another "${key}"`, `leave "${key}" or the macro out`);
		if (parts.length > 0) return null;
	}
	for (const key of ["dport", "sport"]) {
		if (rule[key] === void 0) continue;
		if (proto === void 0) return wrong(`/${key}`, `"${key}" needs "proto"`, "write \"proto\": \"tcp\" or \"udp\"");
		const isIcmp = key === "dport" && ICMP.includes(proto);
		if (!WITH_PORTS.includes(proto) && !isIcmp) return wrong(`/${key}`, `${proto} has no ports`, `leave "${key}" out`);
	}
	if (icmp === void 0) return null;
	if (proto === void 0 || !ICMP.includes(proto)) return wrong("/icmp-type", "\"icmp-type\" needs ICMP", "write \"proto\": \"icmp\" or \"icmpv6\"");
	return rule.dport === void 0 ? null : wrong("/dport", "\"icmp-type\" and \"dport\" do not go together", "leave one of them out");
}
/** The first thing that is wrong with a rule; null: nothing. */
function ruleFault(rule, file) {
	if (!DIRECTIONS[file].includes(rule.type)) {
		const hint = `write "type": one of ${DIRECTIONS[file].join(", ")}`;
		return {
			id: "PHX861",
			path: "/type",
			why: `the firewall of a ${file} has no rules of type "${rule.type}"`,
			hint
		};
	}
	if (rule.iface !== void 0 && (file === "group" || file === "vnet")) return wrong("/iface", `rules of a ${file} name no interface`, "leave \"iface\" out");
	if (rule.iface !== void 0 && file === "guest" && !/^net\d+$/.test(rule.iface)) return wrong("/iface", `${rule.iface} is no card of a guest`, "write its key, such as \"net0\"");
	if (rule.type === "group") return null;
	if (rule.type === "forward" && rule.action === "REJECT") return wrong("/action", "what is forwarded cannot be rejected", "write \"DROP\"");
	return portFault(rule);
}
// src/kinds/firewall/schema.ts
/**
* What a file `firewall/NAME.json` may hold: one firewall file of Proxmox, in its words. What needs other files (guests,
* aliases, groups) is checked in resolve.ts and by rules.
*/
const NAME = /^[a-z][a-z0-9_-]+$/;
const flag = boolean();
const comment = string().regex(/^[^\n\r]*$/, "must be one line").refine((text) => text.trim() === text && text !== "", "must be a text without blanks around it").refine((text) => !text.endsWith("[phoenix]"), "must not end in \"[phoenix]\", which Phoenix adds itself");
const PORTS = /^(?:\d{1,5}(?::\d{1,5})?|[a-z][a-z0-9+._-]*)(?:,(?:\d{1,5}(?::\d{1,5})?|[a-z][a-z0-9+._-]*))*$/i;
/** Proxmox counts a range as two, and takes fifteen. */
function isPorts(text) {
	if (!PORTS.test(text)) return false;
	const items = text.split(",");
	return items.every((item) => {
		if (!/^\d/.test(item)) return true;
		const [from = 0, to = from] = item.split(":").map(Number);
		return from <= to && to <= 65535;
	}) && items.reduce((sum, item) => sum + (item.includes(":") ? 2 : 1), 0) <= 15;
}
const ports = union([int().min(0).max(65535), string()]).refine((value) => isPorts(String(value)), "must be a port, a range such as \"8000:8010\", a name such as \"https\", or at most 15 of them with commas");
/** One word: what it may be is found where the estate is known. */
const addresses = string().max(512).regex(/^\S+$/, "must be an address, a network, an alias, \"+ipset\", or a guest such as \"lxc/web\"; several with commas");
/** What fw rules of every sort have in common. */
const matching = {
	macro: string().superRefine((name, context) => {
		if (macroName(name) !== null) return;
		const hint = didYouMean(name, Object.keys(MACROS), "");
		context.addIssue({
			code: "custom",
			message: `is no macro of Proxmox; ${hint}`.replace(/; $/, "")
		});
	}).optional().describe("Stands for protocol and ports, such as \"SSH\"."),
	source: addresses.optional().describe("Where it comes from; from everywhere without it."),
	dest: addresses.optional().describe("Where it goes to."),
	proto: string().regex(/^(?:[a-z][a-z0-9+.-]*|\d{1,3})$/i, "must be a protocol such as \"tcp\"").optional(),
	dport: ports.optional().describe("The port that it goes to: \"443\", \"8000:8010\", \"80,443\"."),
	sport: ports.optional().describe("The port that it comes from; rarely what is meant."),
	"icmp-type": string().regex(/^[a-zA-Z-]+$/, "must be a name such as \"echo-request\"").optional(),
	log: logLevel.optional()
};
const around = {
	comment: comment.optional(),
	enable: flag.optional().describe("False: it stands in the file and does nothing.")
};
const iface = string().regex(/^[a-zA-Z][\w.:-]{1,19}$/, "must be an interface such as \"net0\" of a guest or \"vmbr0\" of a node").optional();
const plain = (types) => strictObject({
	type: _enum(types).default("in"),
	action: _enum([
		"ACCEPT",
		"DROP",
		"REJECT"
	]),
	iface,
	...matching,
	...around
});
const ofGroup = strictObject({
	type: literal$1("group"),
	action: string().regex(NAME, "must be the name of a security group").max(18),
	iface,
	...around
});
const rule$1 = union([ofGroup, plain([
	"in",
	"out",
	"forward"
])]);
const ADDRESS = /^[0-9a-fA-F.:]+(?:\/\d{1,3})?$/;
const alias = union([string().regex(ADDRESS, "must be an address or a network"), strictObject({
	cidr: string().regex(ADDRESS, "must be an address or a network"),
	comment: comment.optional()
})]);
const entry = union([
	literal$1(true),
	comment,
	strictObject({
		comment: comment.optional(),
		nomatch: flag.optional().describe("Taken out of a larger network of the set.")
	})
]);
const named = (most, what) => string().regex(NAME, `must be the name of ${what}: lower-case letters, digits, "_" and "-"`).max(most);
const firewallSchema = strictObject({
	$schema: string().optional(),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	of: string().describe("Whose firewall it is: \"cluster\", \"node/pve1\", \"vnet/lab\", or a guest by its address, \"lxc/web\"."),
	adopt: flag.optional().describe("Take over what stands in the file already under the same names, or as the same rules."),
	options: strictObject(Object.fromEntries(Object.values(OPTIONS).flatMap((rows) => Object.entries(rows)).map(([key]) => [key, optionOf(key)]))).optional().describe("As Proxmox calls them; what a file does not name stays as it is."),
	aliases: record(named(64, "an alias"), alias).optional().describe("Names for addresses and networks."),
	ipsets: record(named(64, "an IP set"), strictObject({
		comment: comment.optional(),
		entries: record(string(), entry)
	})).optional().describe("Sets of addresses, written \"+name\" in rules."),
	groups: record(named(18, "a security group"), strictObject({
		comment: comment.optional(),
		rules: array(plain([
			"in",
			"out",
			"forward"
		]))
	})).optional().describe("Rules that other firewalls take as one; of the cluster alone."),
	rules: array(rule$1).optional().describe("In order: the first that fits decides. Rules of others in the file stay.")
});
/** An option may be of several files, with a type of its own in each; which one it is, the table knows. */
function optionOf(key) {
	const all = Object.values(OPTIONS).flatMap((rows) => Object.entries(rows).flatMap(([name, type]) => name === key ? [type] : []));
	const [first = never(), ...rest] = all;
	return (rest.length === 0 || all.every((one) => one === first) ? first : union([...new Set(all)])).optional();
}
// src/kinds/firewall/resolve.ts
/** From a merged file to a spec: lines as Proxmox writes them, guests as their addresses. Pure. */
/** The file that it is, and where it is compiled. */
function targetOf(of, { settings, mergedOf }) {
	const [node = ""] = Object.keys(settings.nodes);
	if (of === "cluster") return {
		target: { is: "cluster" },
		node
	};
	const [kind = "", ...rest] = of.split("/");
	const name = rest.join("/");
	switch (kind) {
		case "node":
			if (!Object.hasOwn(settings.nodes, name)) return { why: `phoenix.json has no node ${name}` };
			return {
				target: {
					is: "node",
					node: name
				},
				node: name
			};
		case "vnet": return {
			target: {
				is: "vnet",
				vnet: name
			},
			node
		};
		case "lxc":
		case "vm": {
			const merged = mergedOf(of);
			if (!merged) return { why: `there is no ${of}` };
			const vmid = merged["vmid"];
			if (typeof vmid !== "number") return { why: `${of} has no vmid` };
			const home = merged["node"];
			return {
				target: {
					is: "guest",
					address: of,
					vmid
				},
				node: typeof home === "string" ? home : node
			};
		}
		default: return { why: `"${of}" is no firewall` };
	}
}
function optionsOf({ input, target, report }) {
	const kind = target.is;
	const known = OPTIONS[kind];
	const options = {};
	for (const [key, value] of Object.entries(input.options ?? {})) {
		if (value === void 0) continue;
		if (Object.hasOwn(known, key)) options[key] = optionText(value);
		else {
			const hint = `a ${kind} takes ${Object.keys(known).join(", ")}`;
			report(finding("PHX861", pointer("options", key), `"${key}" is no option of a ${kind}`, hint));
		}
	}
	return options;
}
/** The words of a place for addresses; null: they are wrong, and that is said. */
function addressesAt(text, path, context) {
	if (text === void 0) return void 0;
	const written = writtenAddresses(text, context.resolve.mergedOf);
	if (written.is === "wrong") {
		context.report(finding("PHX863", path, written.why, written.hint));
		return null;
	}
	for (const address of written.uses) context.use(address);
	return written.text;
}
const text = (value) => value === void 0 ? void 0 : String(value);
function ruleAt(rule, path, inGroup, context) {
	const { target, report } = context;
	const fault = ruleFault(rule, inGroup ? "group" : target.is);
	if (fault) {
		report(finding(fault.id, `${path}${fault.path}`, fault.why, fault.hint));
		return [];
	}
	if (rule.type === "group") return [ruleText(rule)];
	const source = addressesAt(rule.source, `${path}/source`, context);
	const dest = addressesAt(rule.dest, `${path}/dest`, context);
	if (source === null || dest === null) return [];
	const { dport, sport } = rule;
	return [ruleText({
		...rule,
		source,
		dest,
		dport: text(dport),
		sport: text(sport)
	})];
}
function rulesAt(rules, path, inGroup, context) {
	return rules.flatMap((rule, i) => ruleAt(rule, `${path}/${i}`, inGroup, context));
}
/** What a file of the cluster or of guests alone may have. */
function partOf(key, targets, { input, target, report }, part, nothing) {
	if (Object.keys(input[key] ?? {}).length === 0) return nothing;
	if (targets.includes(target.is)) return part();
	const hint = key === "groups" ? "put them into the file of the cluster" : "put them into the file of the cluster or of a guest";
	report(finding("PHX861", `/${key}`, `Proxmox keeps no ${key} in the firewall of a ${target.is}`, hint));
	return nothing;
}
function aliasesOf({ input, report }) {
	return Object.fromEntries(Object.entries(input.aliases ?? {}).flatMap(([name, alias]) => {
		const { cidr, comment } = typeof alias === "string" ? {
			cidr: alias,
			comment: void 0
		} : alias;
		if (parseAddress(cidr) || parseInSubnet(cidr)) return [[name, withComment(canonicalAddress(cidr), comment)]];
		const why = `${cidr} is no address and no network`;
		report(finding("PHX863", pointer("aliases", name), why, "write such as \"10.0.0.0/24\""));
		return [];
	}));
}
const ALIAS = /^(?:dc\/|guest\/)?[A-Za-z][\w-]+$/;
function setsOf({ input, resolve, report, use }) {
	return Object.fromEntries(Object.entries(input.ipsets ?? {}).map(([name, { comment, entries }]) => {
		const lines = Object.entries(entries).flatMap(([key, value]) => {
			const path = pointer("ipsets", name, "entries", key);
			const written = ALIAS.test(key) ? {
				is: "text",
				text: key,
				uses: []
			} : writtenAddresses(key, resolve.mergedOf);
			if (written.is === "wrong" || /[-+]/.test(written.text.replace(ALIAS, ""))) {
				report(finding("PHX863", path, written.is === "wrong" ? written.why : `${key} cannot be in an IP set`, "write an address, a network or an alias"));
				return [];
			}
			if (/\/0+$/.test(written.text)) {
				report(finding("PHX863", path, "everything cannot be in an IP set", "write two halves of it"));
				return [];
			}
			for (const address of written.uses) use(address);
			const { nomatch = false, comment: word } = value === true ? {} : typeof value === "string" ? { comment: value } : value;
			return written.text.split(",").map(canonicalAddress).map((one) => [one, withComment(`${nomatch ? "!" : ""}${one}`, word)]);
		});
		return [name, {
			comment: comment ?? null,
			entries: Object.fromEntries(lines)
		}];
	}));
}
function groupsOf(context) {
	return Object.fromEntries(Object.entries(context.input.groups ?? {}).map(([name, { comment, rules }]) => [name, {
		comment: comment ?? null,
		rules: rulesAt(rules, pointer("groups", name, "rules"), true, context)
	}]));
}
/** Completes a merged file. A file that the schema refuses gives no spec: whoever reads files says why. */
function resolveFirewall(resolve) {
	const parsed = firewallSchema.safeParse(resolve.merged);
	if (!parsed.success) return {
		spec: null,
		findings: []
	};
	const input = parsed.data;
	const findings = [];
	const found = targetOf(input.of, resolve);
	if ("why" in found) return {
		spec: null,
		findings: [finding("PHX860", "/of", found.why, "write \"cluster\", \"node/NAME\", \"vnet/NAME\", or the address of a guest such as \"lxc/web\"")]
	};
	const { target, node } = found;
	const uses = /* @__PURE__ */ new Set();
	const context = {
		input,
		resolve,
		target,
		report: (one) => findings.push(one),
		use: (address) => uses.add(address)
	};
	return {
		spec: {
			target,
			node,
			adopt: input.adopt ?? false,
			options: optionsOf(context),
			aliases: partOf("aliases", ["cluster", "guest"], context, () => aliasesOf(context), {}),
			ipsets: partOf("ipsets", ["cluster", "guest"], context, () => setsOf(context), {}),
			groups: partOf("groups", ["cluster"], context, () => groupsOf(context), {}),
			...input.rules === void 0 ? {} : { rules: rulesAt(input.rules, "/rules", false, context) },
			uses: [...uses].toSorted()
		},
		findings
	};
}
// src/kinds/firewall/schema-words.ts
const COMMENT = {
	about: "Shown beside it in Proxmox.",
	examples: ["the office"]
};
const rule = (place) => ({
	[`${place}/[]/type`]: { about: "Which way; \"in\" unless said otherwise, \"group\" for a security group." },
	[`${place}/[]/action`]: {
		about: "What is done, or the name of the security group.",
		examples: ["ACCEPT", "DROP"]
	},
	[`${place}/[]/macro`]: { examples: [
		"SSH",
		"HTTPS",
		"Ping"
	] },
	[`${place}/[]/source`]: { examples: [
		"10.0.0.0/24",
		"+admins",
		"lxc/web"
	] },
	[`${place}/[]/dest`]: { examples: ["10.0.0.5", "lxc/db"] },
	[`${place}/[]/proto`]: {
		about: "The protocol: \"tcp\", \"udp\", \"icmp\".",
		examples: ["tcp"]
	},
	[`${place}/[]/dport`]: { examples: [
		443,
		"8000:8010",
		"80,443"
	] },
	[`${place}/[]/sport`]: { examples: ["1024:65535"] },
	[`${place}/[]/iface`]: {
		about: "Only what comes by this card or interface.",
		examples: ["net0", "vmbr0"]
	},
	[`${place}/[]/icmp-type`]: {
		about: "Which ICMP message.",
		examples: ["echo-request"]
	},
	[`${place}/[]/log`]: { about: "Written to the log of the firewall, at this level." },
	[`${place}/[]/comment`]: COMMENT
});
const FIREWALL_WORDS = {
	of: { examples: [
		"cluster",
		"node/pve1",
		"lxc/web",
		"vnet/lab"
	] },
	options: { examples: [{
		enable: true,
		policy_in: "DROP"
	}] },
	aliases: { examples: [{ office: "192.0.2.0/24" }] },
	ipsets: { examples: [{ admins: { entries: { "10.0.0.7": "the laptop" } } }] },
	"aliases/*/cidr": {
		about: "The address or network.",
		examples: ["192.0.2.0/24"]
	},
	"aliases/*/comment": COMMENT,
	"ipsets/*/comment": COMMENT,
	"ipsets/*/entries": {
		about: "Addresses, networks, aliases; of each a comment, or true.",
		examples: [{
			"10.0.0.7": "the laptop",
			"10.0.1.0/24": true
		}]
	},
	"ipsets/*/entries/*/comment": COMMENT,
	groups: { examples: [{ web: { rules: [{
		type: "in",
		action: "ACCEPT",
		macro: "HTTPS"
	}] } }] },
	rules: { examples: [[{
		type: "in",
		action: "ACCEPT",
		macro: "SSH",
		source: "+admins"
	}]] },
	"groups/*/comment": COMMENT,
	"groups/*/rules": {
		about: "In order: the first that fits decides.",
		examples: [[{
			type: "in",
			action: "ACCEPT",
			macro: "HTTPS"
		}]]
	},
	"options/enable": { about: "Whether this firewall filters; nothing in the cluster does until that of the cluster says so." },
	"options/ebtables": { about: "Whether frames are filtered, too; true in Proxmox." },
	"options/policy_in": { about: "What becomes of what comes in and fits no rule." },
	"options/policy_out": { about: "What becomes of what goes out and fits no rule." },
	"options/policy_forward": { about: "What becomes of what passes through and fits no rule (nftables)." },
	"options/log_ratelimit": {
		about: "How much is logged at most.",
		examples: ["enable=1,rate=1/second,burst=5"]
	},
	"options/log_level_in": { about: "How what comes in and fits no rule is logged." },
	"options/log_level_out": { about: "How what goes out and fits no rule is logged." },
	"options/log_level_forward": { about: "How what passes through and fits no rule is logged." },
	"options/log_nf_conntrack": { about: "Whether connections are logged." },
	"options/ndp": { about: "Whether IPv6 may find its neighbours." },
	"options/nf_conntrack_allow_invalid": { about: "Whether packets of no known connection pass." },
	"options/nf_conntrack_helpers": {
		about: "Protocols whose further connections are followed.",
		examples: [["ftp", "tftp"]]
	},
	"options/nf_conntrack_max": {
		about: "How many connections are followed.",
		examples: [262144]
	},
	"options/nf_conntrack_tcp_timeout_established": {
		about: "Seconds until an idle TCP connection is forgotten.",
		examples: [432e3]
	},
	"options/nf_conntrack_tcp_timeout_syn_recv": {
		about: "Seconds until a TCP connection that was only begun is forgotten.",
		examples: [60]
	},
	"options/nftables": { about: "The firewall that is made with nftables, instead of iptables." },
	"options/nosmurfs": { about: "Whether packets that claim to come from a broadcast address are dropped." },
	"options/protection_synflood": { about: "Whether too many new TCP connections from one source are dropped." },
	"options/protection_synflood_burst": {
		about: "How many at once are let in.",
		examples: [1e3]
	},
	"options/protection_synflood_rate": {
		about: "How many a second are let in.",
		examples: [200]
	},
	"options/smurf_log_level": { about: "How packets dropped by \"nosmurfs\" are logged." },
	"options/tcp_flags_log_level": { about: "How packets dropped by \"tcpflags\" are logged." },
	"options/tcpflags": { about: "Whether TCP packets with flags that make no sense are dropped." },
	"options/dhcp": { about: "Whether the guest may ask for an address by DHCP." },
	"options/ipfilter": { about: "Whether the guest may only use the addresses of its cards." },
	"options/macfilter": { about: "Whether the guest may only use the MAC addresses of its cards." },
	"options/radv": { about: "Whether the guest may announce itself as an IPv6 router." },
	...rule("rules"),
	...rule("groups/*/rules")
};
// src/kinds/firewall/revert.ts
/** Seconds until the file of before comes back: ten for the firewall to take the change up, and time to try again. */
const PATIENCE = 90;
/** Milliseconds. */
const IN_FORCE_WITHIN = 3e4;
const REACH_WITHIN = 2e4;
/** Two rounds of the daemon that writes rules of nftables, which nobody can ask whether it has (PVE 9.2). */
const SETTLE = 12e3;
function stepOf(risk, over) {
	const { address, node } = risk;
	return {
		address,
		node,
		effect: "config",
		locks: [],
		guard: [],
		verify: [],
		retry: "never",
		timeout: 3e4,
		...over,
		id: `${address}:${over.id}`
	};
}
const timersOf = (target) => `phoenix-revert-${unitNameOf(target)}-*.timer`;
/** What systemd does when nobody stops it: puts the file back, or takes it away where there was none. */
function backArguments({ target, text, kept }) {
	return (kept ?? text ?? "") === "" ? [
		"rm",
		"-f",
		"--",
		pathOf(target)
	] : [
		"cp",
		"--",
		keptPath(target),
		pathOf(target)
	];
}
/** Stops timers of that file, whichever there are: without one, systemctl is content as well. */
const disarming = ({ target }) => ({
	verb: "run",
	argv: [
		"systemctl",
		"stop",
		timersOf(target)
	]
});
/** Before the write: the file is kept, and set to come back. */
function preparation(risk, after) {
	const { target, text, kept, now } = risk;
	const first = `${risk.address}:quiet`;
	const quiet = stepOf(risk, {
		id: "quiet",
		title: "stop the way back of an earlier change",
		after,
		do: disarming(risk)
	});
	const keep = stepOf(risk, {
		id: "keep",
		title: `keep ${nameOf(target)} as it is`,
		after: kept === null ? after : [first],
		do: {
			verb: "write",
			path: keptPath(target),
			content: kept ?? text ?? ""
		}
	});
	const unit = `phoenix-revert-${unitNameOf(target)}-${now.replace(/\D/g, "").slice(0, 14)}`;
	const arm = stepOf(risk, {
		id: "arm",
		title: `set ${nameOf(target)} to come back in ${PATIENCE} s`,
		after: [keep.id],
		do: {
			verb: "run",
			argv: [
				"systemd-run",
				`--unit=${unit}`,
				`--on-active=${PATIENCE}`,
				"--timer-property=AccuracySec=1s",
				"--collect",
				"--quiet",
				"--",
				...backArguments(risk)
			]
		}
	});
	return [
		...kept === null ? [] : [quiet],
		keep,
		arm
	];
}
/** The nodes that the file decides about, as far as they answer. */
function nodesOf({ target, snapshot }) {
	if (target.is === "node") return [target.node];
	return [...snapshot.nodes].filter(([, facts]) => facts.reachable).map(([name]) => name);
}
/** `pve-firewall` knows nothing of rules that nftables has: there, time alone tells (PVE 9.2). */
function isNftables({ snapshot }, node) {
	return readingOf(snapshot.files?.get(pathOf({
		is: "node",
		node
	})) ?? null).options.get("nftables") === "1";
}
/**
* After the write: every node is asked for a fresh connection, and the way back is stopped. Where one does not answer,
* nothing stops it.
*/
function confirmation(risk, after, digest) {
	const { target } = risk;
	const tries = nodesOf(risk).flatMap((node) => {
		const cond = inForce(node);
		const wait = stepOf(risk, {
			id: `in-force@${node}`,
			title: `wait until ${node} has taken it up`,
			after,
			node,
			do: {
				verb: "wait",
				cond,
				within: IN_FORCE_WITHIN
			}
		});
		const blind = isNftables(risk, node);
		const reach = stepOf(risk, {
			id: `reach@${node}`,
			title: `reach ${node} anew`,
			after: blind ? after : [wait.id],
			node,
			do: {
				verb: "reach",
				node,
				within: REACH_WITHIN,
				...blind ? { settle: SETTLE } : {}
			},
			timeout: 6e4
		});
		return blind ? [reach] : [wait, reach];
	});
	const disarm = stepOf(risk, {
		id: "disarm",
		title: `let ${nameOf(target)} stay`,
		after: tries.flatMap(({ id, do: verb }) => verb.verb === "reach" ? [id] : []),
		guard: [hasDigest(pathOf(target), digest)],
		do: disarming(risk)
	});
	const clear = stepOf(risk, {
		id: "clear",
		title: "forget what it was",
		after: [disarm.id],
		guard: [hasDigest(pathOf(target), digest)],
		do: {
			verb: "write",
			path: keptPath(target),
			content: null
		}
	});
	return [
		...tries,
		disarm,
		clear
	];
}
// src/kinds/firewall/steps.ts
/**
* Steps of a firewall file: one write, read by Proxmox at once. Where it may cut off the nodes, the file of before is set
* to come back by itself, on the node, and stays only when a fresh connection came about after the change.
*/
const digestOf = (text) => text === null ? null : sha1(text);
function writing({ target, before, after }) {
	const lock = { folder: lockOf(target) };
	return {
		verb: "write",
		path: pathOf(target),
		content: after,
		before: digestOf(before),
		lock
	};
}
function writeStep(address, node, write, after) {
	const { target } = write;
	const path = pathOf(target);
	const lines = write.after === null ? [] : newLines(write.before, write.after);
	return {
		id: `${address}:write`,
		address,
		node,
		title: write.after === null ? `remove ${nameOf(target)}` : `write ${nameOf(target)}`,
		effect: "live",
		after,
		locks: [{
			name: path,
			mode: "exclusive"
		}],
		guard: [asKnown(path)],
		verify: lines.length === 0 || target.is === "vnet" ? [] : [compiles(node, path, lines)],
		do: writing(write),
		undo: writing({
			target,
			before: write.after,
			after: write.before
		}),
		retry: "contention",
		timeout: 6e4
	};
}
/** All steps of one file. */
function firewallSteps(input) {
	const { want, base, seen, action, changes, settings, snapshot, mark, now } = input;
	const spec = (want ?? base)?.spec;
	const target = spec?.target ?? targetOfId(mark.id);
	const node = workplaceOf(target, spec?.node ?? null, settings, snapshot);
	const live = liveOf(snapshot, target);
	const known = (seen.is === "adoptable" ? want : base)?.spec ?? null;
	const text = printDocument(edited(live.reading.document, editsOf(changes), known));
	const isChanged = text !== live.text;
	const isOpen = live.kept !== null && live.kept !== (live.text ?? "");
	const risk = guardsNodes(target) && (isChanged || isOpen) ? {
		address: mark.address,
		target,
		node,
		text: live.text,
		kept: live.kept,
		snapshot,
		now
	} : null;
	const steps = action === "create" ? [beginStep({
		mark,
		address: mark.address,
		node
	})] : [];
	const last = () => steps.flatMap(({ id }, i) => i === steps.length - 1 ? [id] : []);
	if (risk && isChanged) steps.push(...preparation(risk, last()));
	if (isChanged) steps.push(writeStep(mark.address, node, {
		target,
		before: live.text,
		after: text
	}, last()));
	if (risk) steps.push(...confirmation(risk, last(), digestOf(text)));
	const marking = forget(input, node, last());
	const isWritten = hasDigest(pathOf(target), digestOf(text));
	return [...steps, {
		...marking,
		guard: [...marking.guard, isWritten]
	}];
}
function forget({ want, mark, action, seen }, node, after) {
	const gone = want === null || action === "remove";
	const id = want ? idOf(want.spec.target) : (seen.is === "ours" ? seen.mark?.id : void 0) ?? mark.id;
	const { estate, address } = mark;
	return markStep({
		mark: gone ? null : mark,
		id,
		estate,
		address,
		node,
		after
	});
}
// src/kinds/firewall/summary.ts
/** A firewall in a few words, for the plan's table. */
const counted = (n, one) => n === 0 ? [] : [`${n} ${one}${n === 1 ? "" : "s"}`];
function summaryOf({ target, options, aliases, ipsets, groups, rules = [] }) {
	const policy = options["policy_in"];
	return [
		nameOf(target),
		...policy === void 0 ? [] : [`${policy} what comes in`],
		...counted(rules.length, "rule"),
		...counted(Object.keys(groups).length, "group"),
		...counted(Object.keys(ipsets).length, "IP set"),
		...Object.keys(aliases).length === 1 ? ["1 alias"] : counted(Object.keys(aliases).length, "aliase")
	].join(", ");
}
// src/kinds/firewall/lock-outs.ts
/** Who is turned away from the nodes by what git says of firewalls alone. Pure; lock-out.ts asks the same of the nodes' own files. */
/** The file as it were with nothing but what git says. */
function readingOfSpec(spec) {
	if (!spec) return readingOf(null);
	return readingOf(printDocument(edited([], wantedEntries(spec), spec)));
}
/** The declared network that a node's declared address is in; null: none, or it has a name instead. */
function declaredLocal({ nodes, networks }, node) {
	const address = parseAddress(nodes[node]?.address ?? "");
	if (!address) return null;
	for (const { subnet } of Object.values(networks)) {
		const range = subnet === void 0 ? null : parseSubnet(subnet);
		const span = range && isInRange(address, range) ? spanIn(subnet ?? "") : null;
		if (span) return [span];
	}
	return null;
}
/** At most one for each node. */
function lockOutsIn({ settings, resources }) {
	const from = managementOf(settings);
	if (from.length === 0) return [];
	const files = [...resources.values()].filter(isFirewall);
	const cluster = clusterIn(files);
	return Object.keys(settings.nodes).flatMap((node) => {
		const own = files.find(({ spec }) => spec.target.is === "node" && spec.target.node === node);
		const resource = own ?? cluster;
		if (!resource) return [];
		const about = {
			cluster: readingOfSpec(cluster?.spec),
			node: readingOfSpec(own?.spec),
			from
		};
		const local = declaredLocal(settings, node);
		const first = (localNetwork) => {
			for (const port of MANAGEMENT_PORTS) {
				const [refusal] = refusals({
					...about,
					localNetwork,
					port
				}, "kind");
				if (refusal) return {
					node,
					port,
					by: refusal.by,
					resource
				};
			}
			return null;
		};
		const sure = first(local);
		if (sure) return [{
			...sure,
			isDoubtful: false
		}];
		const doubtful = local === null && about.cluster.options.get("enable") === "1" ? first([]) : null;
		return doubtful ? [{
			...doubtful,
			isDoubtful: true
		}] : [];
	});
}
// src/kinds/firewall/rules/doubtful-way-in.ts
const doubtfulWayIn = {
	id: "PHX868",
	severity: "warning",
	title: "Nothing but its own network may let in those who look after a node",
	why: "Proxmox lets the network of a node itself in to its management without any rule. Whether those of \"policies.management\" are in it is not known where phoenix.json does not say which network that is: if they are not, the firewall turns them away. An apply looks, and holds such a change back.",
	example: {
		wrong: "\"options\": { \"enable\": true, \"policy_in\": \"DROP\" }, \"rules\": []",
		right: "\"rules\": [{ \"type\": \"in\", \"action\": \"ACCEPT\", \"source\": \"10.0.0.0/24\" }] with those of \"policies.management\", or \"address\" of the node and its network under \"networks\" in phoenix.json"
	},
	*check({ estate }) {
		for (const { node, port, by, resource, isDoubtful } of lockOutsIn(estate)) {
			if (!isDoubtful) continue;
			yield {
				message: `only the own network of ${node}, which no file names, may let those who look after it in to TCP ${port}: ${by} turns all others away`,
				hint: "Write a rule that lets them in, or the address of the node and its network in phoenix.json (\"nodes\", \"networks\").",
				at: {
					resource,
					path: "/rules"
				}
			};
		}
	}
};
// src/kinds/firewall/rules/idle-firewall.ts
/** Whether a guest has a card that its firewall looks at; a guest without cards of its own in git may have any. */
function isLookedAt(guest) {
	const nets = Object.entries(guest.merged).filter(([key]) => /^net\d+$/.test(key));
	return nets.length === 0 || nets.some(([, net]) => isObject(net) && net["firewall"] === true);
}
function idle({ spec }, estate) {
	const { target, rules = [], options } = spec;
	if (rules.length === 0) return null;
	const enabled = options["enable"];
	if ((target.is === "guest" || target.is === "vnet") && enabled !== "1") return {
		why: "its firewall is off",
		hint: "Write \"options\": { \"enable\": true }.",
		path: "/rules"
	};
	const cluster = clusterIn(estate.resources.values());
	if (cluster && cluster.spec.options["enable"] !== "1") return {
		why: `that of the cluster (${cluster.address}) is off`,
		hint: `Write "options": { "enable": true } in ${cluster.file}.`,
		path: "/rules"
	};
	const guest = target.is === "guest" ? estate.resources.get(target.address) : void 0;
	if (guest && !isLookedAt(guest)) return {
		why: `no card of ${guest.address} has "firewall": true`,
		hint: `Write "firewall": true in a card of ${guest.address}, such as "net0".`,
		path: "/of"
	};
	return null;
}
const idleFirewall = {
	id: "PHX867",
	severity: "warning",
	title: "The rules of a firewall do nothing",
	why: "Rules are asked only where the firewall of the cluster is on, that of the guest too, and of a guest at those cards that say so. Otherwise everything passes, and nothing tells that it does.",
	example: {
		wrong: "{ \"of\": \"lxc/web\", \"rules\": [{ \"type\": \"in\", \"action\": \"DROP\" }] }",
		right: "{ \"of\": \"lxc/web\", \"options\": { \"enable\": true }, \"rules\": [{ \"type\": \"in\", \"action\": \"DROP\" }] }"
	},
	*check({ estate }) {
		for (const resource of estate.resources.values()) {
			const found = isFirewall(resource) ? idle(resource, estate) : null;
			if (!found) continue;
			yield {
				message: `the rules of ${resource.address} do nothing: ${found.why}`,
				hint: found.hint,
				at: {
					resource,
					path: found.path
				}
			};
		}
	}
};
// src/kinds/firewall/rules/locked-out.ts
const lockedOut = {
	id: "PHX865",
	severity: "error",
	title: "A firewall would lock out those who look after the nodes",
	why: "Proxmox asks the rules of the node, then those of the cluster, and the first that fits decides. With a rule or a policy in the way, neither ssh nor the web interface answers, and only a console brings the node back. Who must stay in is said by \"policies.management\" in phoenix.json. An apply looks again, with the rules of others that are in the files.",
	example: {
		wrong: "\"rules\": [{ \"type\": \"in\", \"action\": \"DROP\" }]",
		right: "\"rules\": [{ \"type\": \"in\", \"action\": \"ACCEPT\", \"source\": \"10.0.0.0/24\" }, { \"type\": \"in\", \"action\": \"DROP\" }]"
	},
	*check({ estate }) {
		for (const { node, port, by, resource, isDoubtful } of lockOutsIn(estate)) {
			if (isDoubtful) continue;
			yield {
				message: lockOutText(node, port, by),
				hint: "Put a rule before it that lets them in, such as { \"type\": \"in\", \"action\": \"ACCEPT\", \"macro\": \"SSH\", \"source\": \"10.0.0.0/24\" }.",
				at: {
					resource,
					path: "/rules"
				}
			};
		}
	}
};
// src/kinds/firewall/rules/undeclared-management.ts
const undeclaredManagement = {
	id: "PHX866",
	severity: "warning",
	title: "Nobody says from where the nodes are looked after",
	why: "A firewall of the cluster or of a node may lock everybody out. With \"policies.management\" in phoenix.json, a change that would do so is an error before it is merged. Without it, only the way back remains: Phoenix reverts a change after which it cannot reach the node itself.",
	example: {
		wrong: "\"policies\": {}",
		right: "\"policies\": { \"management\": [\"10.0.0.0/24\"] }"
	},
	*check(input) {
		const { estate } = input;
		if ((estate.settings.policies.management ?? []).length > 0) return;
		const first = [...estate.resources.values()].filter(isFirewall).find(({ spec }) => guardsNodes(spec.target));
		if (!first) return;
		yield {
			message: `${first.address} decides who reaches the nodes, and phoenix.json does not say who must`,
			hint: "Write \"policies\": { \"management\": [\"10.0.0.0/24\"] } in phoenix.json, with your network.",
			at: input.inSettings("policies")
		};
	}
};
// src/kinds/firewall/rules/unknown-name.ts
/** Proxmox makes these by itself. */
const BUILT_IN = /* @__PURE__ */ new Set([
	"management",
	"blacklist",
	"local_network"
]);
const WORDS = {
	aliases: "alias",
	ipsets: "IP set",
	groups: "security group"
};
// src/kinds/firewall/rules/registry.ts
const firewallRules = [
	{
		id: "PHX864",
		severity: "warning",
		title: "A firewall rule names what no file has",
		why: "Proxmox skips a rule whose alias or IP set it does not know, silently, and a group that is not there is empty. Names come from the file itself or from that of the cluster. Where somebody made it in the web interface, suppress this with that reason.",
		example: {
			wrong: "{ \"type\": \"in\", \"action\": \"ACCEPT\", \"source\": \"+admnis\" }",
			right: "{ \"type\": \"in\", \"action\": \"ACCEPT\", \"source\": \"+admins\" }"
		},
		*check({ estate }) {
			const cluster = clusterIn(estate.resources.values());
			for (const resource of estate.resources.values()) {
				if (!isFirewall(resource)) continue;
				const specs = [resource.spec, ...cluster ? [cluster.spec] : []];
				for (const { is, name, path } of namesIn(resource.spec)) {
					if (specs.some((spec) => Object.hasOwn(spec[is], name)) || BUILT_IN.has(name) || name.startsWith("ipfilter-")) continue;
					yield {
						message: `${resource.address} names the ${WORDS[is]} "${name}", and no file has it`,
						hint: `Add it under "${is}", or correct the name.`,
						at: {
							resource,
							path
						}
					};
				}
			}
		}
	},
	lockedOut,
	undeclaredManagement,
	idleFirewall,
	doubtfulWayIn
];
// src/kinds/firewall/kind.ts
const firewallKind = {
	kind: "firewall",
	schema: firewallSchema,
	words: FIREWALL_WORDS,
	sets: [],
	resolve: resolveFirewall,
	carries: onCluster,
	id: ({ target }) => idOf(target),
	node: ({ node }) => node,
	scope: ({ target }) => `file:${pathOf(target)}`,
	reads: {
		cluster: [...CLUSTER_FILES, MARK_FILES],
		node: NODE_FILES
	},
	look: lookAtFirewall,
	edges: ({ spec: { target, uses } }) => {
		const guests = target.is === "guest" ? [target.address, ...uses] : uses;
		return [...new Set(guests)].map((to) => ({
			to,
			when: "exists"
		}));
	},
	outputs: () => ({}),
	observe: observeFirewall,
	owned: ownedFirewalls,
	diff: diffFirewall,
	steps: firewallSteps,
	holds: holdsFirewall,
	demand: () => null,
	imports: importFirewalls,
	writes: { files: [
		"/etc/pve/firewall/*.fw",
		"/etc/pve/nodes/*/host.fw",
		"/etc/pve/sdn/firewall/*.fw",
		"/var/lib/phoenix/revert/*.fw"
	] },
	tools: [
		"pve-firewall",
		"systemd-run",
		"systemctl"
	],
	rules: firewallRules,
	findings: FIREWALL_FINDINGS,
	summary: summaryOf
};
export { mergedLines as n, firewallKind as t };
