import { D as PhoenixError } from "./base.js";
import process from "node:process";
import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, renameSync, rmdirSync, statSync, unlinkSync, writeFileSync, writeSync } from "node:fs";
import { constants as constants$1, tmpdir } from "node:os";
// src/node/host-facts.ts
/** What a node's own files say of it: bridges, memory, cores, Proxmox version. Pure; nothing here needs Perl. */
/** Bridges by their folder in /sys, whoever made them. */
const BRIDGE_PATTERN = "/sys/class/net/*/bridge/bridge_id";
const INTERFACES_PATTERNS = ["/etc/network/interfaces", "/etc/network/interfaces.d/*"];
const VERSION_PATH = "/usr/share/perl5/PVE/pvecfg.pm";
const PACKAGES_PATH = "/var/lib/dpkg/status";
function bridgesInInterfaces(text) {
	const found = [];
	let open = "";
	for (const line of text.split("\n")) {
		const iface = /^\s*iface\s+(\S+)/.exec(line);
		if (iface) open = iface[1] ?? "";
		else if (/^\s*(bridge[-_]ports|ovs_type\s+OVSBridge)\b/.test(line) && open) found.push(open);
	}
	return found;
}
/** Linux bridges that are up, and bridges (Open vSwitch too) that the interfaces files declare; sorted. */
function bridgesOf(files) {
	const names = /* @__PURE__ */ new Set();
	for (const [path, text] of files) {
		const up = /^\/sys\/class\/net\/([^/]+)\/bridge\//.exec(path)?.[1];
		if (up) names.add(up);
		if (path.startsWith("/etc/network/interfaces")) for (const name of bridgesInInterfaces(text)) names.add(name);
	}
	return [...names].sort();
}
/** Total memory in KiB, from /proc/meminfo; 0 when it does not say. */
function memoryOf(meminfo) {
	return Number(/^MemTotal:\s+(\d+) kB/m.exec(meminfo)?.[1] ?? 0);
}
/** Processors that /proc/cpuinfo lists. */
function coresOf(cpuinfo) {
	return [...cpuinfo.matchAll(/^processor\s*:/gm)].length;
}
const release = (version) => /^(\d+\.\d+)/.exec(version ?? "")?.[1] ?? null;
/** `9.2` from PVE's own version module; null when it is not there. */
function releaseInModule(text) {
	return release(/sub\s+version\s*\{[^}]*?['"]([\d.]+)/.exec(text)?.[1]);
}
/** `9.2` from dpkg's list of installed packages. */
function releaseInPackages(text) {
	const entry = /^Package: pve-manager\n(?:(?!\n\n)[\s\S])*?^Version: (\S+)/m.exec(text);
	return release(entry?.[1]);
}
/** `9.2` from `pveversion`: `pve-manager/9.2.11/14a22df3 (running kernel: …)`. */
function releaseInOutput(text) {
	return release(/pve-manager\/([\d.]+)/.exec(text)?.[1]);
}
/** `9.2` from `pvesh get /version --output-format json`. */
function releaseInJson(text) {
	return release(/"version"\s*:\s*"([\d.]+)/.exec(text)?.[1]);
}
// src/node/lines.ts
/** Lines out of the pieces in which output comes. */
/** Gives lines away as they become whole; `end` gives the rest. A carriage return ends one too: a progress bar. */
function lineSplitter(onLine) {
	let rest = "";
	return {
		add: (text) => {
			const lines = (rest + text).split(/\r\n|\n|\r/);
			rest = lines.pop() ?? "";
			lines.forEach(onLine);
		},
		end: () => {
			if (rest !== "") onLine(rest);
			rest = "";
		}
	};
}
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
// src/node/replace-locked.ts
/**
* Replaces a file under flock(2) on another file: what Proxmox's own tools do around a guest's conf file. Node has no
* flock, so a constant Perl program does it (Proxmox is Perl: it is there); paths are arguments, texts come on stdin.
*/
/** Seconds; Proxmox's own tools give up after the same time. */
const LOCK_SECONDS = 10;
const [STALE, LOCKED] = [3, 4];
/**
* Only modules of Debian's perl-base. The new text goes to PATH.tmp.PID and is renamed: /etc/pve (pmxcfs) knows the
* VMID in a name that ends in .conf only, and renames atomically in the whole cluster.
*/
const PROGRAM = String.raw`
use strict; use warnings; use Fcntl qw(:DEFAULT :flock);
sub fail { print STDERR "$_[0]: $!\n"; exit 1 }
my ($path, $lock, $seconds, $length) = @ARGV;
binmode STDIN; my $in = do { local $/; <STDIN> };
my ($before, $after) = (substr($in, 0, $length), substr($in, $length));
my $folder = $lock; $folder =~ s{/[^/]*$}{}; mkdir $folder, 0755;
open(my $held, '>>', $lock) or fail("cannot open $lock");
my $until = time + $seconds;
until (flock($held, LOCK_EX | LOCK_NB)) { exit 4 if time >= $until; select(undef, undef, undef, 0.1); }
open(my $file, '<:raw', $path) or exit 3;
my $now = do { local $/; <$file> }; close $file;
exit 3 if ($now // '') ne $before;
my $new = "$path.tmp.$$";
open(my $out, '>:raw', $new) or fail("cannot write $new");
print {$out} $after and close $out and rename $new, $path and exit 0;
my $why = $!; unlink $new; $! = $why; fail("cannot replace $path");
`;
/**
* @param real the path as the machine knows it: a simulated one has a folder before it
* @throws PhoenixError `STALE`, `STEP_FAILED`
*/
async function replaceLocked(run, real, { path, lock, before, after }) {
	const length = String(Buffer.byteLength(before, "utf8"));
	const result = await run([
		"perl",
		"-e",
		PROGRAM,
		real(path),
		real(lock),
		String(LOCK_SECONDS),
		length
	], {
		stdin: before + after,
		timeout: 3e4
	});
	if (result.exit === 0) return;
	if (result.exit === STALE) throw new PhoenixError("STALE", `${path} was changed by someone else`);
	if (result.exit === LOCKED) throw new PhoenixError("STEP_FAILED", `can't lock file '${lock}' - got timeout`, { hint: "another command works on this guest: try again when it is done" });
	throw new PhoenixError("STEP_FAILED", `${path} cannot be written: ${result.stderr.trim()}`);
}
// src/node/match.ts
function expand(folders, base, segments) {
	const [segment, ...rest] = segments;
	if (segment === void 0) return [base];
	if (!segment.includes("*")) return expand(folders, `${base}/${segment}`, rest);
	const source = segment.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");
	const pattern = new RegExp(`^${source}$`);
	return folders.list(base).filter((name) => pattern.test(name) && !name.startsWith(".")).flatMap((name) => expand(folders, `${base}/${name}`, rest));
}
/** The texts of all files that match, by path. */
function readMatching(folders, patterns) {
	const found = /* @__PURE__ */ new Map();
	for (const pattern of patterns) for (const path of expand(folders, "", pattern.split("/").slice(1))) {
		const text = folders.read(path);
		if (text !== null) found.set(path, text);
	}
	return found;
}
// src/node/scratch.ts
/**
* Files without a name, in memory where there is such a place: what a command reads and what it prints. Unlike pipes
* they do not break when Phoenix dies, and Node's pipes are sockets, which nobody can open by `/dev/stdin`.
*/
const CHUNK = 65536;
function path() {
	const folder = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
	return join(folder, `.phoenix-${process.pid}-${randomBytes(8).toString("hex")}`);
}
/** A handle from which the text can be read; close it. */
function inputFile(text) {
	const name = path();
	writeFileSync(name, text, {
		mode: 384,
		flag: "wx"
	});
	try {
		return openSync(name, "r");
	} finally {
		unlinkSync(name);
	}
}
function outputFile() {
	const name = path();
	const handle = openSync(name, "ax", 384);
	const reader = openSync(name, "r");
	unlinkSync(name);
	let at = 0;
	return {
		handle,
		read: () => {
			const chunks = [];
			for (;;) {
				const chunk = Buffer.alloc(CHUNK);
				const count = readSync(reader, chunk, 0, CHUNK, at);
				if (count === 0) return Buffer.concat(chunks);
				chunks.push(chunk.subarray(0, count));
				at += count;
			}
		},
		close: () => {
			closeSync(handle);
			closeSync(reader);
		}
	};
}
// src/node/run-process.ts
/**
* Runs one command on this machine with zx: an argument vector without a shell, an environment of its own, and a time
* limit that ends it with all that it started. Neither a Ctrl-C in the terminal nor the death of Phoenix strikes it: it
* has a session of its own and prints to files, since a broken pipe would leave a half-made container (PVE 9.2).
*/
/** Milliseconds between looks at what a running command has printed. */
const LOOK = 200;
/** Process ids of a session: a foreground task of PVE has a process group of its own, but stays in the session. */
function sessionMembers(session) {
	return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).filter((pid) => {
		try {
			const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
			return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[3]) === session;
		} catch {
			return false;
		}
	}).map(Number);
}
function signal(pid, name) {
	try {
		process.kill(pid, name);
	} catch {}
}
/** What a stream says: all of it, and its lines as they come. */
function printed(onLine) {
	const file = outputFile();
	const chunks = [];
	const decoder = new TextDecoder();
	const lines = onLine ? lineSplitter(onLine) : null;
	const look = () => {
		const chunk = file.read();
		if (chunk.length === 0) return;
		chunks.push(chunk);
		lines?.add(decoder.decode(chunk, { stream: true }));
	};
	const end = () => {
		look();
		lines?.end();
		return Buffer.concat(chunks).toString("utf8");
	};
	return {
		handle: file.handle,
		look,
		end,
		close: file.close
	};
}
/** Starts a process by zx, but from the argument vector itself: zx's own way is a string for a shell. */
function start({ $, quote }, argv, env, handles) {
	const [program = "", ...args] = argv;
	const children = [];
	const spawnVector = (_command, _args, settings) => {
		const child = spawn(program, args, {
			...settings,
			shell: false
		});
		children.push(child);
		return child;
	};
	$({
		quiet: true,
		nothrow: true,
		detached: true,
		shell: true,
		quote,
		prefix: "",
		postfix: "",
		cwd: "/",
		env: { ...env },
		stdio: [...handles],
		spawn: spawnVector
	})`${[...argv]}`;
	const child = children[0];
	if (!child) throw new Error(`zx did not start ${program}`);
	return child;
}
/** Asks the process group of a command to end when its time is over, then kills its session. */
function limit(pid, { timeout = DEFAULT_TIMEOUT, grace }) {
	let over = false;
	let timer = setTimeout(() => {
		over = true;
		signal(-pid, "SIGTERM");
		timer = setTimeout(() => {
			for (const member of sessionMembers(pid)) signal(member, "SIGKILL");
		}, grace);
	}, timeout);
	return {
		wasOver: () => over,
		clear: () => clearTimeout(timer)
	};
}
function cannotStart(error, argv, { node }) {
	const missing = error.code === "ENOENT";
	const [program = ""] = argv;
	return new PhoenixError("NODE_UNREACHABLE", missing ? `${node} has no command ${program}` : `${program} cannot be started on ${node}`, {
		cause: error,
		...missing ? { hint: "run this on a Proxmox VE host, or name one with --node" } : {}
	});
}
/**
* Runs a command to its end. A negative exit is the signal that ended it.
* @throws PhoenixError `NODE_UNREACHABLE` when there is no such program.
*/
async function runProcess(argv, options) {
	const zx = await import("./core2.js");
	const began = performance.now();
	const input = options.stdin === void 0 ? "ignore" : inputFile(options.stdin);
	const [out, err] = [printed(options.onLine), printed(options.onLine)];
	const child = start(zx, argv, options.env, [
		input,
		out.handle,
		err.handle
	]);
	if (input !== "ignore") closeSync(input);
	const looking = options.onLine ? setInterval(() => {
		out.look();
		err.look();
	}, LOOK) : void 0;
	const time = child.pid === void 0 ? null : limit(child.pid, options);
	try {
		return {
			exit: await new Promise((resolve, reject) => {
				child.once("error", reject);
				child.once("exit", (code, by) => resolve(code ?? -(by === null ? 1 : constants$1.signals[by])));
			}),
			stdout: out.end(),
			stderr: err.end(),
			ms: Math.round(performance.now() - began),
			...time?.wasOver() ? { timedOut: true } : {}
		};
	} catch (error) {
		throw cannotStart(error, argv, options);
	} finally {
		time?.clear();
		clearInterval(looking);
		out.close();
		err.close();
	}
}
// src/node/direct.ts
/**
* A machine that is this one: files by node:fs, processes by zx. With its files in some folder it is the simulated one
* too, so that both are the same code.
*/
const codeOf = (error) => error.code;
/** What is gone, or no file at all. */
const NOTHING = [
	"ENOENT",
	"ENOTDIR",
	"EISDIR"
];
/** Come from some files of /sys and /proc that vanish while they are read; a disk that says so is broken. */
const VANISHED = [
	"ESRCH",
	"EINVAL",
	"EIO"
];
/** What is gone reads as nothing; a file that cannot be read is an error. */
function orNull(path, read) {
	try {
		return read();
	} catch (error) {
		const code = codeOf(error) ?? "";
		if (NOTHING.includes(code) || /^\/(?:proc|sys)\//.test(path) && VANISHED.includes(code)) return null;
		throw error;
	}
}
function diskBehind(real) {
	return {
		list: (folder) => orNull(folder, () => readdirSync(real(folder)).sort()) ?? [],
		read: (path) => orNull(path, () => readFileSync(real(path), "utf8"))
	};
}
function syncFolder(folder) {
	const handle = openSync(folder, "r");
	fsyncSync(handle);
	closeSync(handle);
}
/** The line is on the disk when this returns: also the file's own name, when the file is new. */
function appendSynced(path, text, rotateAt) {
	const folder = dirname(path);
	mkdirSync(folder, {
		recursive: true,
		mode: 448
	});
	const size = orNull(path, () => statSync(path).size);
	if (size !== null && size > rotateAt) renameSync(path, `${path}.1`);
	const isNew = size === null || size > rotateAt;
	const handle = openSync(path, "a", 384);
	writeSync(handle, text);
	fsyncSync(handle);
	closeSync(handle);
	if (isNew) syncFolder(folder);
}
function makeFolder(path) {
	mkdirSync(dirname(path), { recursive: true });
	try {
		mkdirSync(path);
		return true;
	} catch (error) {
		if (codeOf(error) === "EEXIST") return false;
		throw error;
	}
}
/** Readers see the old text or the new one; a crash leaves a hidden file, which no pattern finds. */
function writeWhole(path, text) {
	const folder = dirname(path);
	mkdirSync(folder, { recursive: true });
	const fresh = join(folder, `.${basename(path)}.${process.pid}`);
	writeFileSync(fresh, text, { mode: 384 });
	renameSync(fresh, path);
}
function removeAt(path) {
	try {
		if (statSync(path).isDirectory()) rmdirSync(path);
		else unlinkSync(path);
		return true;
	} catch (error) {
		if ([
			"ENOENT",
			"ENOTEMPTY",
			"EEXIST"
		].includes(codeOf(error) ?? "")) return false;
		throw error;
	}
}
/** This machine, or a folder that stands for one. */
function directMachine(options) {
	const { name, real = (path) => path, env = COMMAND_ENVIRONMENT, grace = GRACE } = options;
	let spawned = 0;
	const run = (argv, settings = {}) => {
		spawned += 1;
		return runProcess(argv, {
			...settings,
			env,
			node: name,
			grace
		});
	};
	return {
		name,
		run,
		read: async (patterns) => readMatching(diskBehind(real), patterns),
		append: async (path, text, rotateAt) => appendSynced(real(path), text, rotateAt),
		makeFolder: async (path) => makeFolder(real(path)),
		write: async (path, text) => writeWhole(real(path), text),
		remove: async (path) => removeAt(real(path)),
		replaceLocked: (request) => replaceLocked(run, real, request),
		spawns: () => spawned,
		close: async () => {}
	};
}
export { releaseInOutput as _, DEFAULT_TIMEOUT as a, BRIDGE_PATTERN as c, VERSION_PATH as d, bridgesOf as f, releaseInModule as g, releaseInJson as h, COMMAND_ENVIRONMENT as i, INTERFACES_PATTERNS as l, memoryOf as m, readMatching as n, GRACE as o, coresOf as p, replaceLocked as r, lineSplitter as s, directMachine as t, PACKAGES_PATH as u, releaseInPackages as v };
