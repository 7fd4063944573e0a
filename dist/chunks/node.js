import { Q as VERSION, bt as PhoenixError, d as canonical } from "./base.js";
import { A as hostCommand, I as kinds, a as encode, c as parseRequest, g as matches, h as HOST_PATTERNS, i as parseTarget, k as entersGuest, l as freshOptions, o as endSchema, s as lineReader, u as localAccess, v as CLUSTER_PATTERNS, w as JOURNAL_ROTATE_AT, x as withRawLines } from "./live.js";
import { qo as settingsSchema } from "./engine.js";
import { O as string, T as object, w as number } from "./zod.js";
import "./programs.js";
import { Si as joined, _i as validateAll, n as apiProperties, t as apiCalls, u as parseArguments, vi as commandSchema } from "./lab-shared.js";
import { A as ParameterFailure, O as Failure, j as UsageFailure } from "./lab-files.js";
import { n as RESTART_COMMAND } from "./kind-node.js";
import { t as simulatedNodes } from "./simulated.js";
import process from "node:process";
// src/node/gate/allowed.ts
/** The files that kinds and every reading need, as `phoenix node` allows them. */
function readAllowed(kinds) {
	const own = kinds.flatMap(({ reads = {} }) => {
		const { cluster = [], node = [], asks = [] } = reads;
		return [
			...cluster,
			...node,
			...asks.flatMap(({ where }) => where ?? [])
		];
	});
	return [.../* @__PURE__ */ new Set([
		...CLUSTER_PATTERNS,
		...HOST_PATTERNS,
		...own
	])];
}
/** @param features whether scripts for the host are allowed, and files that are run as root, or name what is */
function writeAllowed(kinds, features) {
	const own = kinds.flatMap(({ writes: { files = [], asRoot = [] } = {} }) => [...files, ...features ? asRoot : []]);
	return [...new Set(own)];
}
// src/node/gate/system-paths.ts
/** Folders of the system itself, of which neither owners nor places to mount are anybody's business but the host's. Pure. */
const OF_SYSTEM = /^\/(?:(?:bin|boot|dev|etc|lib\w*|proc|root|run|sbin|sys|usr)(?:\/.*)?|var|var\/(?!lib\/vz(?:\/|$)).*)?$/;
/** What climbs, or is written so that it is not seen at once, counts as the system's. */
const isOfSystem = (path) => /\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(path) || OF_SYSTEM.test(path);
// src/node/gate/commands.ts
/**
* Which commands `phoenix node` runs for a Phoenix elsewhere: programs of a list, with options that Proxmox's own schema
* knows, and never a shell of the node. What a guest is told to do inside of itself is the guest's business. Pure.
*/
/** Subcommands that Phoenix sends; those that open a terminal, or copy files of the node, are none of them. */
const SUBCOMMANDS = {
	pct: /^(?:clone|config|create|delsnapshot|destroy|exec|fstrim|list|listsnapshot|migrate|move-volume|pending|reboot|rescan|resize|restore|rollback|set|shutdown|snapshot|start|status|stop|template|unlock|unmount)$/,
	qm: /^(?:agent|clone|cloudinit (?:dump|pending|update)|config|create|delsnapshot|destroy|disk (?:import|move|rescan|resize|unlink)|guest (?:cmd|exec|exec-status)|list|listsnapshot|migrate|pending|reboot|rescan|reset|resize|resume|rollback|set|shutdown|snapshot|start|status|stop|suspend|template|unlock)$/,
	pvesm: /^(?:add|alloc|free|list|path|remove|set|status)$/,
	pveam: /^(?:available|download|list|update)$/,
	"ha-manager": /^(?:add|config|crm-command (?:migrate|relocate)|group(?:add|config|remove|set)|migrate|remove|rules (?:add|config|list|remove|set)|set|status)$/
};
const WHOLE = ["vzdump", "qmrestore"];
/** Below these, users, tokens, terminals and the node itself are changed; the API of the rest is checked option by option. */
const API_REFUSED = /^\/(?:access|cluster\/(?:acme|config|jobs|metrics|notifications|backup)|nodes\/[^/]+\/(?:execute|termproxy|vncshell|spiceshell|apt|certificates|config|hosts|dns|network|status|time|hardware|scan|disks|subscription|startall|stopall|migrateall|wakeonlan|aplinfo|services|(?:lxc|qemu)\/[^/]+\/(?:vncproxy|vncwebsocket|spiceproxy|termproxy|mtunnel|monitor|sendkey|remote_migrate)))(?:\/|$)/;
/** They name programs that run as root on the node, or that QEMU starts. */
const PROGRAM_OPTIONS = [
	"hookscript",
	"args",
	"script",
	"skiplock",
	"vga-args"
];
const METHODS = {
	get: "GET",
	create: "POST",
	set: "PUT",
	delete: "DELETE"
};
/** Of programs without a schema of Proxmox: what all words after the program, with blanks between, must be like. */
const LINES = {
	"apt-get": /^(?:update|install --yes --no-install-recommends --allow-downgrades --option Dpkg::Options::=--force-confold) --quiet --option DPkg::Lock::Timeout=\d+(?: --(?: [a-z0-9][a-z0-9.+-]*(?:[=/][\w.:~+-]+|[+-])?)+)?$/,
	chmod: /^-- 0?[0-7]{3} \/[\w./@:-]+$/,
	chown: /^-- \d+(?::\d+)? \/[\w./@:-]+$/,
	exportfs: /^-(?:r|ra|v|s)$/,
	modprobe: /^(?:-- )?\w[\w-]*$/,
	"pve-firewall": /^(?:compile|localnet|status)$/,
	sysctl: /^--load=\/etc\/sysctl\.d\/[\w-]*phoenix[\w-]*\.conf$/,
	systemctl: /^(?:stop phoenix-revert-[\w.-]+-\*\.timer|(?:start|stop|restart|reload|reload-or-restart|try-restart) dnsmasq@[A-Za-z0-9]+)$/,
	"systemd-run": /^--unit=phoenix-revert-[\w.-]+ --on-active=\d+ --timer-property=AccuracySec=1s --collect --quiet -- (?:rm -f --|cp -- \/var\/lib\/phoenix\/revert\/[\w.-]+\.fw) \/etc\/pve\/(?:firewall|sdn\/firewall|nodes\/[\w-]+)\/[\w-]+\.fw$/,
	zfs: /^(?!.*(?:^| |-o)(?:exec|setuid|devices)=on(?: |$))(?:create|destroy|get|inherit|list|mount|rename|rollback|set|snapshot|unmount)(?: [\w.:@/%=,+{}"[\]-]*)*$/,
	zpool: /^(?!.*cachefile=|.* -[cR])(?:create|get|list|set|status)(?: [\w.:@/=,+-]*)*$/
};
/** Folders that get another owner, or are mounted over: none of the system's. */
const FOLDERS = {
	chmod: (words) => words.slice(2),
	chown: (words) => words.slice(2),
	zfs: (words) => words.flatMap((word) => /(?:^|^-o)mountpoint=(\/.*)$/.exec(word)?.[1] ?? []),
	zpool: (words) => words.flatMap((word) => /(?:^|^-[om]|mountpoint=)(\/(?!dev\/(?!.*\.\.)).*)$/.exec(word)?.[1] ?? [])
};
/** Kinds do not name what every system has. */
const OF_COREUTILS = ["chmod", "chown"];
const EXACT = [["lxc-ls", "--active"], ["pveversion"]];
const equal = (a, b) => canonical([...a]) === canonical([...b]);
/** A question for health: our own program, in the network of a guest or of the node. */
function isProbe(argv) {
	const at = argv.indexOf("--");
	const [program = "", ...around] = argv.slice(0, at);
	return (program === "nsenter" ? equal(around, ["--net=/proc/1/ns/net"]) : program === "lxc-attach" && /^-n [1-9]\d* -s NETWORK$/.test(around.join(" "))) && equal(argv.slice(at + 1, at + 4), [
		"perl",
		"-e",
		"\nuse strict; use warnings; use IO::Socket::IP;\nmy ($host, $port, $seconds, $path, $authority, $whole, $count) = @ARGV;\nalarm $seconds;\nmy @own;\nfor (1 .. ($count || 0)) {\n  my ($name, $value) = (<STDIN> || \"\") =~ /^((?:[0-9a-f]{2})+) ((?:[0-9a-f]{2})*)\\n\\z/;\n  $_ = pack \"H*\", $_ // \"0a\" for $name, $value;\n  if (\"$name$value\" =~ /[^\\x20-\\x7e]/) { print \"no the headers to send did not arrive\\n\"; exit 0 }\n  push @own, [$name, $value];\n}\nmy $socket = IO::Socket::IP->new(PeerHost => $host, PeerPort => $port, Proto => \"tcp\");\nif (!$socket) { my $why = $@ || $!; $why =~ s/\\s+/ /g; print \"no $why\\n\"; exit 0 }\nif (!defined $path) { print \"open\\n\"; exit 0 }\n$SIG{PIPE} = \"IGNORE\";\nmy @lines = (\"GET $path HTTP/1.1\", \"Host: $authority\", \"User-Agent: phoenix\", \"Accept: */*\", \"Connection: close\");\nfor my $header (@own) {\n  my ($name, $value) = @$header;\n  @lines = ((grep { !/^\\Q$name\\E:/i } @lines), \"$name: $value\");\n}\nsyswrite $socket, join(\"\\r\\n\", @lines, \"\", \"\");\nmy $answer = \"\";\nwhile (length $answer < 65536 && sysread $socket, $answer, 8192, length $answer) {\n  my $at = index $answer, \"\\r\\n\\r\\n\";\n  next if $at < 0;\n  last if !$whole;\n  my ($head, $body) = (substr($answer, 0, $at), substr($answer, $at + 4));\n  last if $head =~ /^content-length:\\s*(\\d+)/mi && length $body >= $1;\n  last if $head =~ /^transfer-encoding:.*chunked/mi && $body =~ /(?:^|\\r\\n)0\\r\\n\\r\\n\\z/;\n}\nprint \"http \", unpack(\"H*\", $answer), \"\\n\";\n"
	]);
}
/** Words that may name a file of the host, which a guest would then hold, or a folder that is written to. */
const HOST_FILES = [
	"archive",
	"dumpdir",
	"ostemplate",
	"source",
	"stateuri",
	"tmpdir"
];
const DRIVE = /^(?:cdrom|(?:ide|sata|scsi|virtio|efidisk|tpmstate|unused)\d+)$/;
/** Phoenix names volumes of storages; machines that were there before it may have a disk of the host. */
function hostFile(values) {
	for (const [name, value] of values) {
		const text = String(value);
		const isFile = HOST_FILES.includes(name) && /^(?:-$|\/|[a-z]+:\/)/.test(text);
		const isDrive = DRIVE.test(name) && /(?:^|,)(?:(?:file=)?\/(?!dev\/(?!.*\.\.\/))|import-from=\/)/.test(text);
		if (isFile || isDrive) return `${name}: phoenix node takes volumes of storages, no files of the host`;
	}
	return null;
}
/** What Proxmox itself would say of these words, and whether they name files of the host. */
function misfit(schema, words) {
	const said = [];
	try {
		const { values } = parseArguments(schema, words, (text) => said.push(text.trim()));
		const reasons = validateAll(schema.properties, values);
		reasons.delete("extra-args");
		const [first] = reasons;
		return first ? `${first[0]}: ${first[1]}` : hostFile(values);
	} catch (error) {
		if (!(error instanceof UsageFailure || error instanceof ParameterFailure || error instanceof Failure) && !(error instanceof PhoenixError)) throw error;
		return said[0] ?? error.message;
	}
}
/** Options by any of their spellings: `--hookscript`, `-hookscript=…`, `--hooks`. */
function programOption(words, properties) {
	const end = words.indexOf("--");
	for (const word of end < 0 ? words : words.slice(0, end)) {
		const name = /^--?([a-z][\w-]*)/i.exec(word)?.[1]?.toLowerCase();
		if (name === void 0) continue;
		const found = (properties.has(name) ? [name] : properties.names().filter((one) => one.startsWith(name))).find((one) => PROGRAM_OPTIONS.includes(one));
		if (found !== void 0) return found;
	}
	return null;
}
function checked(what, schema, words, { hooks }) {
	if (!schema) return `phoenix node does not know ${what}`;
	const option = programOption(words, schema.properties);
	if (option !== null && !hooks) return `${what}: phoenix node takes no --${option} (--allow hooks)`;
	const why = misfit(schema, words);
	return why === null ? null : `${what}: ${why}`;
}
function ofProxmox([program = "", ...words], rules) {
	const allowed = SUBCOMMANDS[program];
	for (const count of [2, 1]) {
		const name = words.slice(0, count).join(" ");
		if (words.length < count || !allowed?.test(name)) continue;
		const command = `${program} ${name}`;
		const schema = commandSchema(command, rules.pve);
		if (!schema && words.length === count) return null;
		return checked(command, schema, words.slice(count), rules);
	}
	return `phoenix node does not run ${program} ${words[0] ?? ""}`.trimEnd();
}
const parts = (path) => path.split("/").filter((part) => part !== "");
/** The method that a path is one of: `GET /nodes/{node}/lxc/{vmid}/config`. */
function apiCall(method, path) {
	const given = parts(path);
	const fits = (call) => {
		const [verb = "", pattern = ""] = call.split(" ");
		const wanted = parts(pattern);
		const whole = wanted.at(-1) === "{volume}" && given.length >= wanted.length;
		if (verb !== method || !whole && wanted.length !== given.length) return false;
		return wanted.every((part, index) => part.startsWith("{") || part === given[index]);
	};
	return apiCalls().filter(fits).toSorted((a, b) => a.split("{").length - b.split("{").length)[0] ?? null;
}
const FORMAT = {
	"output-format": {
		type: "string",
		optional: true,
		enum: [
			"text",
			"json",
			"json-pretty",
			"yaml"
		]
	},
	noproxy: {
		type: "boolean",
		optional: true
	},
	quiet: {
		type: "boolean",
		optional: true
	}
};
function ofApi([, verb = "", path = "", ...words], rules) {
	const method = METHODS[verb];
	const what = `pvesh ${verb} ${path}`;
	if (!method) return `phoenix node does not run pvesh ${verb}`;
	if (!/^(?:\/[^/]+)+$/.test(path) || /(?:^|\/)\.\.?(?:\/|$)/.test(path) || API_REFUSED.test(path)) return `phoenix node does not run ${what}`;
	const call = apiCall(method, path);
	const properties = call === null ? null : apiProperties(call, rules.pve);
	if (call === null || !properties) return `phoenix node does not know ${what}`;
	const inPath = [...call.matchAll(/\{([\w-]+)\}/g)].map(([, name = ""]) => name);
	return checked(what, {
		positional: [],
		properties: joined(FORMAT, properties, inPath)
	}, words, rules);
}
function ofLine([program = "", ...words]) {
	const line = LINES[program];
	const isPlain = words.every((word) => !/\s/.test(word));
	const isElsewhere = FOLDERS[program]?.(words).some(isOfSystem) ?? false;
	if (line && isPlain && !isElsewhere && line.test(words.join(" "))) return null;
	return `phoenix node does not run ${[program, ...words.slice(0, 3)].join(" ")}`;
}
/** Null: it is run. Otherwise why not, in words. */
function commandRefused(argv, rules) {
	const [program = ""] = argv;
	if (argv.some((word) => word.includes("\0"))) return "a word of a command has no NUL";
	if ([...EXACT, ...rules.asks].some((one) => equal(argv, one)) || isProbe(argv)) return null;
	if (Object.hasOwn(SUBCOMMANDS, program)) return ofProxmox(argv, rules);
	if (WHOLE.includes(program)) return checked(program, commandSchema(program, rules.pve), argv.slice(1), rules);
	if (program === "pvesh") return ofApi(argv, rules);
	if (equal(argv, RESTART_COMMAND)) return rules.features ? null : "phoenix node restarts no host (--allow features)";
	if (equal(argv, hostCommand())) return rules.features ? null : "phoenix node runs no scripts of host features (--allow features)";
	if ([...OF_COREUTILS, ...rules.tools].includes(program)) return ofLine(argv);
	return `phoenix node does not run ${program || "nothing"}`;
}
// src/node/gate/ended.ts
/**
* What became of runs, in a folder that goes with the machine's power: so that a Phoenix that was cut off can ask over its
* next connection, which is another process.
*/
const FOLDER = "/run/phoenix/runs";
/** Milliseconds after which nobody asks any more. */
const KEPT = 864e5;
const schema = object({
	at: number(),
	/** Of the process that waits for it. */
	pid: number(),
	end: endSchema.optional(),
	stdout: string().default(""),
	stderr: string().default("")
});
const pathOf = (key) => `${FOLDER}/${key}.json`;
function parsed$1(text) {
	try {
		return text === void 0 ? null : schema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}
const keep = (machine, key, kept) => machine.write(pathOf(key), JSON.stringify(kept));
const forget = (machine, key) => machine.remove(pathOf(key));
async function fateOf(machine, key, isAlive) {
	const kept = parsed$1((await machine.read([pathOf(key)])).get(pathOf(key)));
	if (!kept) return { is: "unknown" };
	const { end, pid, stdout, stderr } = kept;
	if (end) return {
		is: "ended",
		end,
		stdout,
		stderr
	};
	return isAlive(pid) ? { is: "running" } : { is: "unknown" };
}
async function sweep(machine, now) {
	for (const [path, text] of await machine.read([`${FOLDER}/*.json`])) {
		const kept = parsed$1(text);
		if (!kept || now - kept.at > KEPT) await machine.remove(path);
	}
}
// src/node/gate/open-begins.ts
function parsed(line) {
	try {
		const value = JSON.parse(line);
		return typeof value === "object" && value !== null ? value : null;
	} catch {
		return null;
	}
}
function openBegins() {
	const open = /* @__PURE__ */ new Map();
	return {
		heard: (path, line) => {
			const entry = parsed(line);
			const step = entry?.["stepId"];
			if (!entry || typeof step !== "string") return;
			if (entry["event"] === "begin") open.set(`${path} ${step}`, {
				path,
				entry
			});
			else open.delete(`${path} ${step}`);
		},
		ended: (argv, end) => {
			const text = JSON.stringify(argv);
			const begun = [...open.values()].find(({ entry, end: known }) => !known && JSON.stringify(entry["argv"]) === text);
			if (begun) begun.end = end;
		},
		closing: (at) => [...open.values()].flatMap(({ path, entry, end }) => {
			if (!end) return [];
			const { argv: _, ...about } = entry;
			const event = end.exit === 0 && !end.timedOut ? "end" : "note";
			const message = "the link to whoever began it was cut; it was let finish";
			return [[path, `${JSON.stringify({
				...about,
				at,
				event,
				exit: end.exit,
				message
			})}\n`]];
		})
	};
}
// src/node/gate/contents.ts
/**
* What may stand in the files that `phoenix node` writes, where a line of one could start a program as root, or let others at
* files of the host. Pure.
*/
/** What Phoenix tells dnsmasq: it knows options that start programs, too. */
const DNSMASQ = /^(?:addn-hosts=\/etc\/dnsmasq\.d\/\w+\/phoenix\.hosts|domain=[\w.-]+|expand-hosts|local=\/[\w.-]+\/)$/;
/** Settings of the kernel that name programs, which it starts as root. */
const STARTS = /^(?:-\s*)?kernel[./](?:core_pattern|modprobe|hotplug|poweroff_cmd|usermodehelper|firmware_config)|binfmt_misc/;
const exported = (line) => (/^"([^"]*)"/.exec(line)?.[1] ?? line.split(/\s/)[0] ?? "").replace(/(?<=.)\/$/, "");
/** By the start of a path: whether a line is none that may stand there. */
const FAULTS = [
	["/etc/dnsmasq.d/", (line) => !DNSMASQ.test(line)],
	["/etc/exports.d/", (line) => /\\/.test(line) || isOfSystem(exported(line))],
	["/etc/sysctl.d/", (line) => STARTS.test(line)]
];
/** Why a file may not hold this; null: it may. */
function contentRefused(path, text) {
	const [, isFault] = FAULTS.find(([start]) => path.startsWith(start)) ?? [];
	if (!isFault || path.endsWith("/phoenix.hosts")) return null;
	const line = text.split(/[\r\n]/).map((one) => one.trim()).find((one) => one !== "" && !one.startsWith("#") && isFault(one));
	return line === void 0 ? null : `phoenix node does not write "${line}" to ${path}`;
}
// src/node/gate/paths.ts
/**
* Which files `phoenix node` reads and writes for a Phoenix elsewhere: those that kinds declare, and those of the node that
* every reading takes. All else is refused, with the reason. Pure.
*/
/** Guests, locks, journals, tasks, marks: what Phoenix reads whatever kinds there are. */
const OWN_READS = [
	"/etc/pve/.version",
	"/etc/pve/.members",
	"/etc/pve/nodes/*/lxc/*.conf",
	"/etc/pve/nodes/*/qemu-server/*.conf",
	"/etc/pve/storage.cfg",
	"/etc/pve/user.cfg",
	"/etc/pve/priv/lock/phoenix-*/owner-*",
	"/etc/pve/priv/lock/phoenix-*/waits-*",
	"/etc/pve/phoenix/*/*.json",
	"/proc/*/stat",
	"/run/qemu-server/*.pid",
	"/var/lib/phoenix/journal/*.jsonl*",
	"/var/lib/dpkg/status",
	"/var/log/pve/tasks/active"
];
/** What Phoenix writes whatever kinds there are. */
const OWN_WRITES = [
	"/etc/pve/priv/lock/phoenix-*/owner-*",
	"/etc/pve/priv/lock/phoenix-*/waits-*",
	"/etc/pve/phoenix/*/*.json"
];
const JOURNAL = "/var/lib/phoenix/journal/*.jsonl";
const ESTATE_LOCK = "/etc/pve/priv/lock/phoenix-*";
/** Proxmox's own locks of files in /etc/pve: folders that pmxcfs makes for one holder. */
const FILE_LOCKS = "/etc/pve/priv/lock/file-*";
const CONF = "/etc/pve/nodes/*/lxc/*.conf";
const GUEST_LOCK = /^\/run\/lock\/lxc\/pve-config-([1-9]\d*)\.lock$/;
/** Characters of a path. */
const LONGEST = 4096;
/** One that is what it says: nothing climbs out of it, nothing ends it early, and it is compared in a moment. */
const isPlain = (path) => path.startsWith("/") && path.length <= LONGEST && !/[\0\r\n]/.test(path) && !/(?:^|\/)\.{1,2}(?:\/|$)|\/\/|\/$|(?:\*[^/]*){5}/.test(path);
function within(path, patterns) {
	return isPlain(path) && patterns.some((pattern) => matches(path, pattern));
}
/** A pattern is one of those that are allowed, or narrower: a `*` in it stands where one is allowed. */
function readRefused(pattern, { reads }) {
	if (within(pattern, [...OWN_READS, ...reads])) return null;
	return `phoenix node does not read ${pattern}`;
}
/** @param text what it will hold; null: it is removed */
function writeRefused(path, text, { writes }) {
	if (!within(path, [...OWN_WRITES, ...writes])) return `phoenix node does not write ${path}`;
	return text === null ? null : contentRefused(path, text);
}
function appendRefused(path, text) {
	if (!within(path, [JOURNAL])) return `phoenix node appends to journals alone, not to ${path}`;
	return text.endsWith("\n") && text.indexOf("\n") === text.length - 1 ? null : "a journal is written line by line";
}
function folderRefused(path) {
	return within(path, [ESTATE_LOCK, FILE_LOCKS]) ? null : `phoenix node makes folders for locks alone, not ${path}`;
}
function removeRefused(path, rules) {
	return folderRefused(path) === null ? null : writeRefused(path, null, rules);
}
/** Commands of the host, files that bring more of them, and files that the guest's output is written to. */
const HOOK = /^lxc\.(?:hook|mount\.(?:hook|fstab)|init\.|execute\.|include|log\.file|console\.|net\.\d+\.script|seccomp\.notify)/;
/** Raw lines of a container, under Proxmox's own lock: nothing but them may differ, and none of them is a command. */
function rawRefused(path, lock, before, after, hooks) {
	const vmid = /\/([1-9]\d*)\.conf$/.exec(path)?.[1];
	if (GUEST_LOCK.exec(lock)?.[1] !== vmid) return `${lock} is not the lock of ${path}`;
	const none = [{
		key: "lxc.environment.runtime",
		value: ""
	}];
	const bare = (text) => withRawLines(text, none);
	if (bare(before) !== bare(after)) return `more than raw lines of ${path} would change`;
	const lines = after.split("\n").filter((line) => HOOK.test(line) && !before.split("\n").includes(line));
	if (lines.length === 0 || hooks) return null;
	return `${lines[0] ?? ""}: phoenix node writes no commands of hooks (--allow hooks)`;
}
/** Locks that files of the node are replaced under. */
const FILE_LOCK = /^\/(?:run|var)\/lock\/[\w./-]+$/;
function replaceRefused({ path, lock, before, after }, rules) {
	if (!isPlain(lock) || !FILE_LOCK.test(lock)) return `${lock} is no lock`;
	if (!within(path, [CONF])) return writeRefused(path, after, rules);
	if (before === null || after === null) return `phoenix node neither makes nor removes ${path}`;
	return rawRefused(path, lock, before, after, rules.hooks);
}
// src/node/gate/serve.ts
/** Why a request is refused before anything is touched; null: it is not. */
function refusal(request, rules) {
	switch (request.do) {
		case "read": return request.patterns.map((one) => readRefused(one, rules)).find((why) => why !== null) ?? null;
		case "run": return commandRefused(request.argv, rules);
		case "append": return appendRefused(request.path, request.text);
		case "folder": return folderRefused(request.path);
		case "write": return writeRefused(request.path, request.text, rules);
		case "remove": return removeRefused(request.path, rules);
		case "replace": return replaceRefused(request, rules);
		case "became":
		case "forget": return null;
	}
}
function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
const tail = (chunks) => Buffer.concat(chunks).subarray(-65536).toString("base64");
/** Serves until the input ends and all that was begun has ended. */
async function serve({ machine, version, rules, input, output }) {
	const running = /* @__PURE__ */ new Set();
	const begins = openBegins();
	let isCut = false;
	output.on("error", () => isCut = true);
	const send = (answer) => {
		if (!isCut) output.write(encode(answer));
	};
	const run = async ({ id, key, argv, timeout, stdin }) => {
		const at = Date.now();
		const { pid } = process;
		await keep(machine, key, {
			at,
			pid,
			stdout: "",
			stderr: ""
		});
		const isQuiet = entersGuest(argv);
		const out = [];
		const result = await machine.run(argv, {
			timeout,
			...stdin === void 0 ? {} : { stdin: Buffer.from(stdin, "base64") },
			onBytes: (chunk) => {
				if (!isQuiet) out.push(Buffer.from(chunk));
				send({
					id,
					out: Buffer.from(chunk).toString("base64")
				});
			}
		});
		if (result.stderr !== "") send({
			id,
			err: Buffer.from(result.stderr).toString("base64")
		});
		const end = {
			exit: result.exit,
			timedOut: result.timedOut === true,
			ms: result.ms
		};
		const said = isQuiet ? {
			stdout: "",
			stderr: ""
		} : {
			stdout: tail(out),
			stderr: tail([Buffer.from(result.stderr)])
		};
		await keep(machine, key, {
			at,
			pid,
			end,
			...said
		});
		begins.ended(argv, end);
		return end;
	};
	const handle = async (request) => {
		switch (request.do) {
			case "read": return [...await machine.read(request.patterns)];
			case "run": return run(request);
			case "became": return fateOf(machine, request.key, isAlive);
			case "forget": return forget(machine, request.key);
			case "append":
				await machine.append(request.path, request.text, request.rotateAt);
				begins.heard(request.path, request.text);
				return null;
			case "folder": return machine.makeFolder(request.path);
			case "write":
				await machine.write(request.path, request.text, request.mode);
				return null;
			case "remove": return machine.remove(request.path);
			case "replace": {
				const { path, lock, before, after, mode } = request;
				await machine.replaceLocked({
					path,
					lock,
					before,
					after,
					...mode === void 0 ? {} : { mode }
				});
				return null;
			}
		}
	};
	const answer = async (request) => {
		const { id } = request;
		const why = refusal(request, rules);
		if (why !== null) {
			send({
				id,
				no: why,
				code: "REFUSED",
				hint: "docs/cluster.md says what phoenix node does"
			});
			return;
		}
		try {
			send({
				id,
				ok: await handle(request)
			});
		} catch (error) {
			const known = error instanceof PhoenixError ? error : null;
			const hint = known?.hint === void 0 ? {} : { hint: known.hint };
			send({
				id,
				no: error instanceof Error ? error.message : String(error),
				code: known?.code ?? "STEP_FAILED",
				...hint
			});
		}
	};
	const read = lineReader((line) => {
		if (line === null) {
			send({
				id: 0,
				no: "a line is longer than any request of Phoenix",
				code: "USAGE"
			});
			input.destroy();
			return;
		}
		if (line.trim() === "") return;
		const request = parseRequest(line);
		if (!request) {
			send({
				id: 0,
				no: "this is no request of Phoenix",
				code: "USAGE"
			});
			return;
		}
		const work = answer(request).finally(() => running.delete(work));
		running.add(work);
	});
	await sweep(machine, Date.now());
	send({
		hello: "phoenix",
		protocol: 1,
		version,
		node: machine.name
	});
	await new Promise((resolve) => {
		input.on("data", read);
		input.once("end", () => resolve());
		input.once("error", () => resolve());
		input.once("close", () => resolve());
	});
	const wasBusy = running.size > 0;
	await Promise.all(running);
	if (!wasBusy) return;
	for (const [path, line] of begins.closing((/* @__PURE__ */ new Date()).toISOString())) await machine.append(path, line, JOURNAL_ROTATE_AT);
}
// src/commands/node.ts
/** `phoenix node`: does on this host what a Phoenix elsewhere may ask for, as the forced command of its ssh key. */
const NO_SETTINGS = settingsSchema.parse({
	name: "lab",
	nodes: {}
});
async function machineOf({ node, as }) {
	const target = parseTarget(node);
	if (target.is === "local") return localAccess().open();
	if (target.is !== "sim") throw new PhoenixError("USAGE", "phoenix node serves the host that it runs on");
	const nodes = await simulatedNodes(target.folder, () => freshOptions(NO_SETTINGS), () => {});
	const access = as === void 0 ? nodes[0] : nodes.find(({ name }) => name === as);
	if (!access) throw new PhoenixError("USAGE", `${target.folder} has no node ${as ?? ""}`);
	return access.open();
}
/** Serves until the connection ends. Exit code 0. */
async function node(options) {
	for (const signal of [
		"SIGHUP",
		"SIGINT",
		"SIGTERM"
	]) process.on(signal, () => {});
	const allow = options.allow ?? [];
	const machine = await machineOf(options);
	const rules = {
		pve: "9.2",
		reads: readAllowed(kinds),
		writes: writeAllowed(kinds, allow.includes("features")),
		tools: kinds.flatMap(({ tools = [] }) => tools),
		asks: kinds.flatMap(({ reads }) => (reads?.asks ?? []).map(({ argv }) => argv)),
		hooks: allow.includes("hooks"),
		features: allow.includes("features")
	};
	await serve({
		machine,
		version: VERSION,
		rules,
		input: process.stdin,
		output: process.stdout
	});
	await machine.close();
	return 0;
}
export { node };
