import { X as obstacleAt, bt as PhoenixError } from "./base.js";
import process from "node:process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { dirname, join, resolve } from "node:path";
import { appendFileSync, chmodSync, closeSync, cpSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
// src/simulator/read-json.ts
/** Files of a lab that people write by hand: facts of a node, faults, capacities. */
/**
* Null where there is no such file.
* @throws PhoenixError `USAGE` when it is not JSON
*/
function readJson(host, path) {
	const text = host.read(path);
	if (text === null) return null;
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new PhoenixError("USAGE", `${path.slice(1)} of the lab is not JSON: ${error.message}`, { hint: "correct it; docs/simulator.md shows what may stand there" });
	}
}
// src/simulator/facts.ts
/**
* What is true of a simulated node: its name, Proxmox version, bridges, what exists on its disk, and which of
* Proxmox's quirks it has. One file per node, /.sim/nodes/NAME.json; commands read it and never change it.
*/
const ALL_QUIRKS = {
	digest: true,
	pending: true,
	exit0: true,
	cloneLock: true,
	protection: true,
	mac: true
};
const DEFAULT_FACTS = {
	pve: "9.2",
	cgroup: 2,
	cores: 8,
	memory: 33554432,
	bridges: { vmbr0: { mtu: 1500 } },
	paths: [
		"/srv",
		"/mnt",
		"/opt",
		"/tmp",
		"/root",
		"/var/lib",
		"/var/tmp",
		"/usr/share",
		"/etc",
		"/home"
	],
	devices: [
		"/dev/null",
		"/dev/zero",
		"/dev/full",
		"/dev/random",
		"/dev/urandom",
		"/dev/fuse",
		"/dev/net/tun"
	],
	policing: true,
	quirks: ALL_QUIRKS,
	latency: 0
};
/** A node's facts: the given ones over the defaults. */
function nodeFacts(name, facts = {}) {
	return {
		...DEFAULT_FACTS,
		...facts,
		name,
		quirks: {
			...ALL_QUIRKS,
			...facts.quirks
		}
	};
}
const FOLDER = "/.sim/nodes";
function writeFacts(host, facts) {
	host.write(`${FOLDER}/${facts.name}.json`, `${JSON.stringify(facts, null, 2)}\n`);
}
/** Names of the cluster's nodes, sorted. */
function nodeNames(host) {
	return host.list(FOLDER).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));
}
/** What was read last: every command asks, and hardly one finds something new. */
let last = null;
/** @throws PhoenixError `NODE_UNREACHABLE` when the cluster has no such node. */
function readFacts(host, name) {
	const text = host.read(`${FOLDER}/${name}.json`);
	if (text !== null && last?.text === text && last.name === name) return last.facts;
	const facts = factsOf(host, name);
	last = text === null ? null : {
		name,
		text,
		facts
	};
	return facts;
}
function factsOf(host, name) {
	const facts = readJson(host, `${FOLDER}/${name}.json`);
	if (facts === null) throw new PhoenixError("NODE_UNREACHABLE", `the simulated cluster has no node ${name}`, { hint: `its nodes are: ${nodeNames(host).join(", ") || "none"}` });
	return nodeFacts(name, facts);
}
/** Does a path of the host exist? Only what the facts name does. */
function hostPathExists(facts, path) {
	const clean = path.replace(/\/+$/, "") || "/";
	if (clean === "/" || facts.devices.includes(clean)) return true;
	return facts.paths.some((known) => {
		if (known.endsWith("/*")) return clean.startsWith(known.slice(0, -1)) || clean === known.slice(0, -2);
		return known === clean || known.startsWith(`${clean}/`);
	});
}
// src/simulator/host.ts
/** Another process held the lock for the whole time. */
var LockTimeout = class extends Error {
	path;
	constructor(path) {
		super(`can't lock file '${path}' - got timeout`);
		this.name = "LockTimeout";
		this.path = path;
	}
};
// src/simulator/edge/file-lock.ts
/**
* flock(2), which Node does not have: a child takes it on a file that this process has open, so that it lasts until
* the file is closed. Other programs that use flock on the same file wait, and a killed process leaves nothing behind.
*/
/** util-linux's flock, and where there is none, perl. */
const LOCKERS = [[
	"flock",
	"--exclusive",
	"--nonblock",
	"3"
], [
	"perl",
	"-e",
	"use Fcntl \":flock\"; open(my $f, \">&=\", 3) or exit 2; exit(flock($f, LOCK_EX | LOCK_NB) ? 0 : 1)"
]];
function tryLock(fd) {
	const { spawnSync } = process.getBuiltinModule("node:child_process");
	for (const [program = "", ...args] of LOCKERS) {
		const { status, error } = spawnSync(program, args, {
			env: { PATH: process.env["PATH"] },
			stdio: [
				"ignore",
				"ignore",
				"ignore",
				fd
			]
		});
		if (!error) return status === 0;
		if (error.code !== "ENOENT") throw error;
	}
	throw new Error("neither flock nor perl is there to lock files with");
}
function openFile(path) {
	try {
		return openSync(path, "a");
	} catch (error) {
		if (error.code !== "ENOENT") throw error;
		mkdirSync(dirname(path), { recursive: true });
		return openSync(path, "a");
	}
}
const POLL_MS = 50;
function sleepSync(ms) {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
/**
* Takes the lock within `seconds`.
* @param waiting is called once when somebody else has it
* @returns what releases it; null when it was not to be had
*/
function lockFile(path, seconds, waiting) {
	const fd = openFile(path);
	if (tryLock(fd)) return () => closeSync(fd);
	waiting();
	const until = Date.now() + seconds * 1e3;
	while (Date.now() < until) {
		sleepSync(POLL_MS);
		if (tryLock(fd)) return () => closeSync(fd);
	}
	closeSync(fd);
	return null;
}
// src/simulator/failure.ts
/** How a command of the simulated node ends badly: Proxmox's `die`, its parameter errors, and injected deaths. */
/** `die "message\n"`: the message on stderr and a non-zero exit, mostly 255 (an errno when one was left over). */
var Failure = class extends Error {
	exit;
	constructor(message, exit = 255) {
		super(message);
		this.name = "Failure";
		this.exit = exit;
	}
};
/** `400 Parameter verification failed.` with a reason per option, and the usage line. */
var ParameterFailure = class extends Error {
	reasons;
	exit;
	constructor(reasons, exit = 255) {
		super("400 Parameter verification failed.");
		this.name = "ParameterFailure";
		this.reasons = reasons;
		this.exit = exit;
	}
};
/** The command line cannot be read: `400 too many arguments` and the like, with the usage line. */
var UsageFailure = class extends Error {};
/** An injected SIGKILL: nothing of the command runs any more, and nothing is cleaned up. */
var Killed = class extends Error {};
/** @throws Failure */
function die(message, exit) {
	throw new Failure(message, exit);
}
/** @throws ParameterFailure with one reason. */
function badParameter(name, reason) {
	throw new ParameterFailure(/* @__PURE__ */ new Map([[name, reason]]));
}
/** The message of what was thrown by a part that may fail on its own; injected deaths and bugs go on. */
function messageOf(error) {
	if (error instanceof Failure) return error.message;
	throw error;
}
// src/simulator/edge/interrupt.ts
/**
* Waiting that a signal ends. The simulator is synchronous, so no handler of Node runs while it waits: the thread that
* hears the signals raises a flag in shared memory, on which the working thread sleeps.
*/
let flag = new Int32Array(new SharedArrayBuffer(4));
/** Makes a flag that another thread raises. */
function listenTo(shared) {
	flag = new Int32Array(shared);
}
/** Raises the flag: the wait that is under way, or the next, fails. */
function interrupt(shared) {
	const raised = new Int32Array(shared);
	Atomics.store(raised, 0, 1);
	Atomics.notify(raised, 0);
}
/** @throws Failure when it is interrupted; the waits of the cleaning up that follows are not */
function waitUnlessInterrupted(ms) {
	if (Atomics.wait(flag, 0, 0, ms) === "timed-out") return;
	Atomics.store(flag, 0, 0);
	die("received interrupt");
}
// src/simulator/edge/layout.ts
/**
* Where the files of a simulated cluster stand in its folder: laid out as on the real machines, or, in a folder that
* holds nothing but conf files, these where they are and all else out of sight.
*/
const FILE = ".sim/layout.json";
const layoutPath = (dir) => join(dir, FILE);
/**
* Null when the folder is no lab yet.
* @throws PhoenixError `USAGE` when it is a file, or its layout cannot be read any more
*/
function readLayout(dir) {
	try {
		return JSON.parse(readFileSync(layoutPath(dir), "utf8"));
	} catch (error) {
		const { code } = error;
		if (code === "ENOENT") return null;
		if (code === "ENOTDIR") throw new PhoenixError("USAGE", `${dir} is a file, and a lab is a folder`, { hint: "name a folder: one that is empty or not there yet, a lab, or one of conf files" });
		throw new PhoenixError("USAGE", `${layoutPath(dir)} cannot be read, so ${dir} is no lab any more`, {
			hint: "name another folder, or remove its .sim to begin anew with what else is in it",
			cause: error
		});
	}
}
/** From a path of the simulated machine to one of this machine. */
function pathMapper(dir, { node, root, guests }) {
	const folder = `/etc/pve/nodes/${node}/lxc`;
	const base = root ? join(dir, root) : dir;
	return (path) => {
		const real = path.startsWith("/etc/pve/lxc/") ? `${folder}${path.slice(12)}` : path;
		if (real.startsWith("/.sim/") || real === "/.sim") return dir + real;
		if (guests !== null && (real === folder || real.startsWith(`${folder}/`))) return join(dir, guests) + real.slice(folder.length);
		return base + real;
	};
}
// src/simulator/edge/disk-host.ts
/** A host in a folder of this machine. Several processes may work on one folder: files are replaced whole. */
/** What is not there, or a folder, reads as nothing. */
function orNull(read) {
	try {
		return read();
	} catch (error) {
		const code = error.code ?? "";
		if ([
			"ENOENT",
			"ENOTDIR",
			"EISDIR",
			"EPERM"
		].includes(code)) return null;
		throw error;
	}
}
/** A guest may have put a link to the machine's devices where the simulator writes. @throws PhoenixError `UNWRITABLE` */
function assertPlain(file, links) {
	const obstacle = orNull(() => obstacleAt(file, links));
	if (obstacle !== null && obstacle !== "a folder") throw new PhoenixError("UNWRITABLE", `${file} is ${obstacle}, and no file`);
}
/** Tries, and tries again when only the folder was missing. */
function inFolder(path, write) {
	try {
		write();
	} catch (error) {
		if (error.code !== "ENOENT") throw error;
		mkdirSync(dirname(path), { recursive: true });
		write();
	}
}
/** The host over a lab's folder; `layout` says where its files stand. */
function diskHost(dir, layout) {
	const real = pathMapper(dir, layout);
	const own = /* @__PURE__ */ new Set();
	const listed = (folder) => {
		const names = orNull(() => readdirSync(real(folder))) ?? [];
		if (folder === "/etc/pve/nodes" && layout.guests !== null && !names.includes(layout.node)) names.push(layout.node);
		return names.filter((name) => !/\.tmp\.\d+$/.test(name)).sort();
	};
	return {
		read: (path) => orNull(() => readFileSync(real(path), "utf8")),
		write: (path, text) => {
			const file = real(path);
			assertPlain(file);
			const fresh = `${file}.tmp.${process.pid}`;
			inFolder(file, () => writeFileSync(fresh, text));
			renameSync(fresh, file);
		},
		remove: (path) => {
			const file = real(path);
			assertPlain(file, "themselves");
			return orNull(() => unlinkSync(file) ?? true) ?? false;
		},
		list: listed,
		append: (path, text) => {
			const file = real(path);
			inFolder(file, () => appendFileSync(file, text));
		},
		withLock: (path, seconds, body, wait) => {
			if (own.has(path)) return body();
			let waited = false;
			const release = lockFile(real(path), seconds, () => {
				waited = true;
				wait?.("waiting");
			});
			if (!release) throw new LockTimeout(path);
			if (waited) wait?.("taken");
			own.add(path);
			try {
				return body();
			} finally {
				own.delete(path);
				release();
			}
		},
		copyTree: (from, to) => {
			const [source, target] = [real(from), real(to)];
			if (!existsSync(source)) return;
			const filter = (path) => {
				const stat = lstatSync(path);
				return stat.isFile() || stat.isDirectory() || stat.isSymbolicLink();
			};
			cpSync(source, target, {
				recursive: true,
				verbatimSymlinks: true,
				preserveTimestamps: true,
				filter
			});
		},
		removeTree: (folder) => rmSync(real(folder), {
			recursive: true,
			force: true
		}),
		process: () => {
			const stat = orNull(() => readFileSync("/proc/self/stat", "utf8"));
			if (stat === null) return null;
			const link = real(`/proc/${process.pid}`);
			if (!existsSync(link)) inFolder(link, () => symlinkSync(`/proc/${process.pid}`, link));
			return {
				pid: process.pid,
				start: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19])
			};
		},
		now: Date.now,
		wait: waitUnlessInterrupted,
		random: Math.random
	};
}
// src/simulator/edge/program.ts
/** How the simulator is started as a program of its own: the bundle, or the sources where there is no bundle. */
/** Node, its options, and the entry point. */
function simulatorCommand() {
	const here = fileURLToPath(import.meta.url);
	if (here.endsWith(".ts")) {
		const bundle = process.env["PHOENIX_SIMULATOR"];
		if (bundle !== void 0) return [process.execPath, bundle];
		const entry = join(dirname(here), "main.ts");
		const loader = process.features.typescript ? [] : ["--import", import.meta.resolve("tsx")];
		return [
			process.execPath,
			...loader,
			entry
		];
	}
	for (const folder of [dirname(here), dirname(dirname(here))]) {
		const entry = join(folder, "simulator.js");
		if (existsSync(entry)) return [process.execPath, entry];
	}
	throw new Error(`simulator.js is not beside ${here}`);
}
// src/simulator/program-names.ts
/** What the programs of the simulated node are called: to write their scripts, none of their code is needed. */
const PROGRAM_NAMES = [
	"apt-get",
	"exportfs",
	"lxc-attach",
	"lxc-ls",
	"modprobe",
	"nsenter",
	"pct",
	"pve-firewall",
	"ha-manager",
	"pveam",
	"pvesh",
	"pvesm",
	"qm",
	"qmrestore",
	"sysctl",
	"systemctl",
	"systemd-run",
	"vzdump",
	"zfs",
	"zpool"
];
/**
* Programs of every Linux. Phoenix finds the node's own, and nobody else does: who types commands in a lab, and guests
* that are recorded, have those of this machine.
*/
const SYSTEM_NAMES = [
	"chmod",
	"chown",
	"lsblk",
	"stat",
	"wipefs"
];
// src/simulator/edge/lxc/names.ts
/**
* Names of everything that a lab of real containers makes on this machine. All carry the lab's id, so that `lab down`
* finds them after any crash. Only names and paths: nothing is made here.
*/
/** Every lab of this machine has a folder here. It is gone after a boot, as are containers and networks. */
const LABS = "/run/phoenix-labs";
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
/** Six letters and digits that stand for a lab; `salt` makes another one when the first is taken. */
function labId(dir, salt) {
	const bytes = createHash("sha256").update(`${dir}\0${salt}`).digest();
	return Array.from(bytes.subarray(0, 6), (byte) => LETTERS[byte % 32] ?? "a").join("");
}
const isLabId = (text) => /^[a-z2-9]{6}$/.test(text);
/** @throws Error for what is no id: paths below /run are made of it, which root removes */
function labNames(id) {
	if (!isLabId(id)) throw new Error(`not the id of a lab: ${JSON.stringify(id)}`);
	const run = `${LABS}/${id}`;
	return {
		id,
		run,
		lxc: `${run}/lxc`,
		namespace: `phx-${id}`,
		cable: `phx${id}`,
		table: `phoenix_${id}`
	};
}
const containerName = (id, vmid) => `phx-${id}-${vmid}`;
/** The guest of a container; null for containers of others. */
function vmidOf(id, container) {
	const prefix = `phx-${id}-`;
	const rest = container.startsWith(prefix) ? container.slice(prefix.length) : "";
	return /^[1-9]\d*$/.test(rest) ? Number(rest) : null;
}
/**
* Whether a cgroup is one of a lab's guests, or of one of them: LXC numbers those that it finds taken, as after a crash,
* `lxc.payload.phx-abc234-101-1`.
*/
function isCgroupOf(group, id, vmid = null) {
	const [, lab, guest] = /^lxc\.(?:payload|monitor)\.phx-([a-z2-9]{6})-([1-9]\d*)(?:-\d+)?$/.exec(group) ?? [];
	return lab === id && (vmid === null || guest === String(vmid));
}
/** Where a guest's volumes are mounted while it runs. */
const stageFolder = (names, vmid) => `${names.run}/stage/${vmid}`;
const rootfsFolder = (names, vmid) => `${stageFolder(names, vmid)}/rootfs`;
const pidFile = (names, vmid) => `${names.run}/pid/${vmid}`;
const logFile = (names, vmid) => `${names.run}/log/${vmid}.log`;
/** The bridge in the lab's namespace that stands for one of the node's: a VLAN is a bridge of its own. */
function bridgeName(bridge, tag) {
	return tag === void 0 ? bridge : `${bridge.slice(0, 15 - tag.length - 1)}.${tag}`;
}
/** Below the lab's folder, what belongs to real guests. */
const LXC_FOLDER = ".sim/lxc";
/** The folder of a volume: a linked clone is called by its base too, but is one volume. */
function volumeFolder(volid) {
	const [, storage = "", name = ""] = /^([^:]+):(.+)$/.exec(volid) ?? [];
	const last = name.split("/").at(-1) ?? "";
	if (storage === "" || last === "" || last === "." || last === ".." || storage.includes("/")) throw new Error(`no volume id: ${volid}`);
	return `${LXC_FOLDER}/volumes/${encodeURIComponent(storage)}/${encodeURIComponent(last)}`;
}
// src/simulator/edge/shims.ts
/** The simulated node's commands as programs on PATH: constant shell scripts, arguments passed on as they are. */
/** `'` ends a quoted word of the shell; everything else is itself. */
const quote = (word) => `'${word.replaceAll("'", `'\\''`)}'`;
/**
* `lxc-ls --active` takes 2 ms on a real node: a shell can do that, Node cannot. Real guests may have ended by themselves,
* or with the machine, and stay marked until the next command: one runs while LXC's process that watches over it does.
* Where none is real, grep reads the marks: a shell reads a byte at a time, and each node looks at those of a whole cluster.
* A mark is a node's name and a line of JSON, or empty.
*/
const LXC_LS = (dir, node) => `#!/bin/sh
[ "$1" = --active ] || exit 1
cd ${quote(join(dir, ".sim/running"))} 2>/dev/null || exit 0
lab=
while read -r key value; do
  [ "$key" != '"id":' ] || lab=\${value#?} lab=\${lab%%'"'*}
done 2>/dev/null < ${quote(join(dir, LXC_FOLDER, "lab.json"))}
if [ -z "$lab" ]; then
  grep -sLvx -e ${quote(node)} -e '' -e '{.*}' -- *
  exit 0
fi
runs() {
  pid= title=
  { read -r pid < "${LABS}/$lab/pid/$1"; read -r title < "/proc/$pid/cmdline"; } 2>/dev/null
  case $title in "[lxc monitor] ${LABS}/$lab/lxc phx-$lab-$1"*) return 0 ;; esac
  return 1
}
for id in *; do
  [ -e "$id" ] && runs "$id" || continue
  owner=
  read -r owner < "$id"
  { [ -z "$owner" ] || [ "$owner" = ${quote(node)} ]; } && echo "$id"
done
exit 0
`;
/** Where a node's programs stand; put it first in PATH. */
const binFolder = (dir, node) => join(dir, ".sim/bin", node);
/** Where programs stand that Phoenix finds instead of this machine's, and nobody else. */
const systemFolder = (dir, node) => join(dir, ".sim/system", node);
/** A PATH without such folders: what the simulator starts in guests has this machine's programs. */
const withoutSystem = (path) => path.split(":").filter((folder) => !/\/\.sim\/system\/[^/]+$/.test(folder)).join(":");
/** Reading is much cheaper than writing, and a lab is opened more often than another build of Phoenix opens it. */
function isThere(file, text) {
	try {
		return readFileSync(file, "utf8") === text && (statSync(file).mode & 73) === 73;
	} catch {
		return false;
	}
}
/**
* Writes the programs of a node, where they are not there or start another build of Phoenix.
* @param simulator how the simulator is started: Node, its options, and the entry point
*/
function writeShims(dir, node, simulator) {
	const start = [
		...simulator,
		"--node",
		node,
		dir
	].map(quote).join(" ");
	for (const [folder, programs] of [[binFolder(dir, node), PROGRAM_NAMES], [systemFolder(dir, node), SYSTEM_NAMES]]) {
		mkdirSync(folder, { recursive: true });
		for (const program of programs) {
			const text = program === "lxc-ls" ? LXC_LS(dir, node) : `#!/bin/sh\nexec ${start} ${quote(program)} "$@"\n`;
			const file = join(folder, program);
			if (isThere(file, text)) continue;
			writeFileSync(file, text);
			chmodSync(file, 493);
		}
	}
}
// src/simulator/edge/known-lab.ts
/** A lab that is there already: whoever only reads it needs none of the code that makes labs and runs commands in them. */
/** The lab with that layout; its programs start this build of Phoenix, whichever made them. */
function labWith(dir, layout) {
	const host = diskHost(dir, layout);
	const nodes = nodeNames(host);
	for (const node of nodes) writeShims(dir, node, simulatorCommand());
	const { node: own } = layout;
	return {
		dir,
		layout,
		host,
		nodes,
		bin: (node = own) => binFolder(dir, node)
	};
}
/**
* Null when the folder is no lab yet.
* @throws PhoenixError `USAGE` when it is a file, or its layout cannot be read any more
*/
function knownLab(folder) {
	const dir = resolve(folder);
	const layout = readLayout(dir);
	return layout && labWith(dir, layout);
}
export { ParameterFailure as A, nodeFacts as B, pathMapper as C, waitUnlessInterrupted as D, listenTo as E, lockFile as F, readFacts as H, sleepSync as I, LockTimeout as L, badParameter as M, die as N, Failure as O, messageOf as P, DEFAULT_FACTS as R, layoutPath as S, interrupt as T, writeFacts as U, nodeNames as V, readJson as W, stageFolder as _, writeShims as a, simulatorCommand as b, bridgeName as c, isLabId as d, labId as f, rootfsFolder as g, pidFile as h, withoutSystem as i, UsageFailure as j, Killed as k, containerName as l, logFile as m, labWith as n, LABS as o, labNames as p, systemFolder as r, LXC_FOLDER as s, knownLab as t, isCgroupOf as u, vmidOf as v, readLayout as w, diskHost as x, volumeFolder as y, hostPathExists as z };
