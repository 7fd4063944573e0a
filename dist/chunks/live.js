import { A as parsePropertyString, B as quote, D as formatPropertyString, E as familyOf, G as VERSION, H as PhoenixError, I as parseConf, N as digest, W as errorsIn, d as durationText, i as LINGER, n as DEFAULT_TIMEOUT, p as sizeInKiB, r as GRACE, s as entersGuest, t as COMMAND_ENVIRONMENT, w as FAMILIES } from "./base.js";
import { B as readFacts, I as DEFAULT_FACTS, t as knownLab, x as pathMapper } from "./lab-files.js";
import { E as record, O as string, S as looseObject, T as object, p as array, t as number, w as number$1 } from "./zod.js";
import { At as lettingGo, Kt as kinds, Ot as guarded, _ as closure, c as byId, f as recipientVerdicts, g as digestOf, h as cover, jt as runnersOf, kt as idOfEstate, m as judge, p as withSecretsHeld, s as historyOf, u as planLive, y as edgesOf, z as isBesideFiles } from "./engine.js";
import process from "node:process";
import { spawn } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, readlinkSync, renameSync, rmdirSync, statSync, unlinkSync, writeFileSync, writeSync } from "node:fs";
import { constants as constants$1, hostname, tmpdir } from "node:os";
// src/commands/judge-item.ts
/** Those of the files, with the policies that hold for this change. */
function settingsOf({ head, parent }) {
	return guarded(head.settings, parent?.settings ?? null);
}
async function ancestryOf(input, pairing, mark) {
	if (pairing.seen?.is === "absent" || pairing.seen?.is === "debris") return "absent";
	const head = input.head.tree.revision ?? input.checkedOut ?? null;
	if (!mark?.commit || !head || !input.history) return "unknown";
	if (mark.commit === head) return "behind";
	if (await input.history.isAncestor(mark.commit, head)) return "behind";
	return await input.history.isAncestor(head, mark.commit) ? "ahead" : "unknown";
}
function markOf(pairing) {
	return pairing.seen?.is === "ours" ? pairing.seen.mark : null;
}
async function unshownOf(input, item, mark) {
	const head = input.head.tree.revision;
	if (input.confirmed || !input.history || !head) return [];
	const commits = mark?.commit ? await input.history.commitsBetween(mark.commit, head) : await input.history.commitsSince(item.file, head);
	return commits && (mark?.commit || commits.length > 0) ? input.unshown(commits) : ["commits that this clone does not have (check out with fetch-depth: 0)"];
}
/** The item with one verdict for each change, as far as reviews tell. */
async function coverItem(input, item, pairing, { known, base, atTip }) {
	const { head, tip } = input;
	const mark = markOf(pairing);
	const { kind, want } = pairing;
	const settings = settingsOf(input);
	const { policies } = settings;
	const expected = known ? kind.diff({
		want,
		base,
		seen: null,
		settings,
		snapshot: null
	}) : null;
	const ancestry = await ancestryOf(input, pairing, mark);
	const covers = cover({
		item,
		expected,
		ancestry,
		atTip: atTip !== null,
		superseded: tip !== head && digestOf(atTip?.spec ?? null) !== digestOf(want?.spec ?? null),
		unshown: await unshownOf(input, item, mark),
		confirmed: input.confirmed,
		asked: input.asked?.has(item.address) ?? false,
		blind: input.blind === true && input.history !== null && Boolean(mark?.commit),
		owed: mark?.owed ?? [],
		policies
	});
	const notes = [...item.notes, ...strangeCommit(input, ancestry, mark)];
	return {
		...item,
		notes,
		cover: covers
	};
}
/** Whoever confirms a plan by hand has to know that git cannot vouch for it: the clone may only be old. */
function strangeCommit({ history }, ancestry, mark) {
	if (ancestry !== "unknown" || !history || !mark?.commit) return [];
	return [`its marker names the commit ${mark.commit.slice(0, 7)}, which is not in the history of these files: fetch first, unless history was rewritten`];
}
/** Something that is not ours stands where the resource belongs. */
function isTaken(item) {
	return item.seen === "foreign" || item.seen === "copy";
}
/** True for what an apply does, be it only to write what waits for a restart. */
function isWritten(cover) {
	return cover.is === "covered" || cover.is === "held" && cover.written === true;
}
/** An item of which nothing may run is held as a whole; one with nothing to do says so. */
function holdOf(item) {
	const covers = item.cover ?? [];
	const first = covers.find((one) => one.is !== "covered");
	if (isTaken(item)) return {
		is: "held",
		why: item.notes[0] ?? "something else has its id"
	};
	if (item.action === "no-op" && item.changes.length === 0) return {
		is: "unchanged",
		why: item.notes[0] ?? ""
	};
	if (!first || covers.some(isWritten)) return void 0;
	return {
		is: first.is,
		why: first.why
	};
}
// src/commands/named-items.ts
/** All of them where nothing is named. */
function namedItems(items, named) {
	if (!named || named.size === 0) return items;
	const graph = {
		nodes: items.map((item) => item.address),
		edges: new Map(items.map((item) => [item.address, item.dependsOn]))
	};
	const wanted = closure(graph, [...named]);
	return items.filter((item) => wanted.has(item.address));
}
// src/commands/unplaced.ts
const MADE = ["create", "replace"];
/** The same items, what has no place on hold. */
function withoutPlace(items, around) {
	const { kinds, head, snapshot, pairings } = around;
	const kindOf = (item) => pairings.get(item.address)?.kind;
	const open = items.filter((item) => MADE.includes(item.action) && kindOf(item)?.place !== void 0);
	if (open.length === 0) return items;
	const { settings, env } = head;
	const wanted = {
		resources: [...head.resources.values()],
		snapshot,
		settings,
		estate: idOfEstate(settings),
		env
	};
	const places = new Set(kinds.flatMap((kind) => [...kind.place?.(wanted).keys() ?? []]));
	const [from, to] = settings.layers?.vmids ?? [];
	const range = from === void 0 ? "\"layers.vmids\" of phoenix.json" : `${from} to ${to}`;
	const why = new Map(open.filter(({ address }) => !places.has(address)).map(({ address }) => [address, `no VMID is left for ${address} in ${range}: widen "layers.vmids", or remove what nothing uses (phoenix layers prune)`]));
	for (let known = -1; known < why.size;) {
		known = why.size;
		for (const { address, action } of items) {
			const { kind, want } = pairings.get(address) ?? {};
			if (!kind || !want || why.has(address) || !MADE.includes(action)) continue;
			const source = edgesOf(kind, want).find(({ when, to: other }) => when === "exists" && why.has(other));
			if (source) why.set(address, why.get(source.to) ?? "");
		}
	}
	return items.map((item) => {
		const reason = why.get(item.address);
		if (reason === void 0) return item;
		const held = {
			is: "held",
			why: reason
		};
		return {
			...item,
			cover: (item.cover ?? []).map((one) => one.is === "covered" ? held : one)
		};
	});
}
// src/commands/live-plan.ts
/**
* The way from files and nodes to what an apply may do: read the nodes once, plan against them, and let the cover check
* say of every change whether it was reviewed. `plan --live`, `apply`, `drift` and the push of a merge all come through here.
*/
/** The id that markers carry: survives a renaming of the estate where `id` is set. */
function estateId(estate) {
	return idOfEstate(estate.settings);
}
/** The estates at every commit that a marker names, each read once. */
async function estatesOf(input, marks) {
	const commits = new Set(marks.map((mark) => mark.commit).filter((commit) => commit !== null));
	const known = /* @__PURE__ */ new Map();
	for (const commit of commits) {
		const isHead = commit === input.head.tree.revision;
		known.set(commit, isHead ? input.head : await input.history?.estateAt(commit) ?? null);
	}
	return known;
}
function entryOf(input, pairing, item) {
	const covers = item.cover ?? [];
	const hold = holdOf(item);
	const old = markOf(pairing);
	const waits = covers.some((one, i) => one.is === "held" && !one.written && !item.changes[i]?.waits);
	const isUncommitted = input.head.tree.revision === null && item.action === "update";
	const subject = pairing.want ?? pairing.base;
	const mark = {
		estate: estateId(input.head),
		env: input.head.env,
		address: item.address,
		id: item.id,
		commit: waits || isUncommitted ? old?.commit ?? null : input.head.tree.revision,
		config: digestOf(subject?.spec ?? null),
		phoenix: VERSION
	};
	return {
		item,
		want: pairing.want,
		base: pairing.base,
		seen: pairing.seen ?? { is: "absent" },
		changes: item.changes.filter((_, i) => isWritten(covers[i] ?? { is: "covered" })),
		waits: covers.some((one) => one.is === "held" && one.written === true),
		mark,
		...hold ? { hold } : {}
	};
}
/** Before them a backup is taken, unless one is fresh; what a purge destroys was backed up when it retired. */
const BACKED_UP = [
	"retire",
	"replace",
	"destroy"
];
/** The pure plan of one reading. */
function planOf(input, snapshot, atCommit) {
	const { kinds, head, parent: base } = input;
	return planLive({
		kinds,
		head,
		base,
		snapshot,
		estate: estateId(head),
		atCommit,
		purge: input.purge ?? false,
		...input.rebuild ? { rebuild: input.rebuild } : {}
	});
}
/** What a file with errors said is not known: a resource that is missing from such an estate may have been in it. */
function isReadable(estate) {
	return estate ? errorsIn(estate.findings).every(isBesideFiles) : false;
}
/** Looks resources up at the commits that markers name; each commit is indexed once. */
function lookUp(estates) {
	const indexes = /* @__PURE__ */ new Map();
	return (commit, kind, wanted) => {
		const key = `${commit} ${kind.kind}`;
		const index = indexes.get(key) ?? byId(estates.get(commit) ?? null, kind);
		indexes.set(key, index);
		return index.get(wanted) ?? null;
	};
}
/** Plans against the nodes and says what may be done. Nothing is changed on them. */
async function makeLivePlan(input) {
	const { kinds, head, cluster } = input;
	let snapshot = await cluster.snapshot();
	const checks = await input.check?.(snapshot);
	const asked = checks === void 0 ? {} : { checks };
	snapshot = {
		...snapshot,
		...asked
	};
	const estates = await estatesOf(input, kinds.flatMap((kind) => kind.owned(snapshot, estateId(head), head.env, head.settings).map(({ mark }) => mark)));
	const atCommit = lookUp(estates);
	let planned = planOf(input, snapshot, atCommit);
	const backupsOn = settingsOf(input).policies.backup?.storage;
	const backsUp = !input.purge && planned.plan.items.some((item) => BACKED_UP.includes(item.action));
	if (backupsOn !== void 0 && backsUp) {
		snapshot = {
			...await cluster.snapshot({ backupsOn }),
			...asked
		};
		planned = planOf(input, snapshot, atCommit);
	}
	const inTip = lookUp(/* @__PURE__ */ new Map([["", input.tip]]));
	const covered = [];
	for (const item of namedItems(planned.plan.items, input.asked)) {
		const pairing = planned.pairings.get(item.address);
		if (!pairing) continue;
		const mark = markOf(pairing);
		const base = mark?.commit ? atCommit(mark.commit, pairing.kind, item.id) : null;
		const known = base !== null || (mark?.commit ? isReadable(estates.get(mark.commit)) : false);
		const atTip = inTip("", pairing.kind, item.id);
		covered.push(await coverItem(input, item, pairing, {
			known,
			base,
			atTip
		}));
	}
	const before = input.parent?.settings ?? null;
	const { items: judged, verdicts } = judge({
		items: withoutPlace(covered, {
			kinds,
			head,
			snapshot,
			pairings: planned.pairings
		}),
		size: (input.parent ?? head).resources.size,
		policies: settingsOf(input).policies,
		runners: runnersOf(head.settings, before),
		...input.asked ? { asked: input.asked } : {},
		allowDestroy: input.allowDestroy === true || input.purge === true
	});
	const items = withSecretsHeld(judged, planned.pairings);
	const entries = items.flatMap((item) => {
		const pairing = planned.pairings.get(item.address);
		return pairing ? [entryOf(input, pairing, item)] : [];
	});
	const policies = [
		...verdicts,
		...lettingGo(head.settings, before),
		...recipientVerdicts(head.tree, input.parent?.tree ?? null)
	];
	return {
		plan: {
			...planned.plan,
			items,
			policies
		},
		entries,
		snapshot,
		settings: settingsOf(input)
	};
}
// src/node/option-value.ts
/** A property string of a conf file with some sub-properties replaced: what `{ "ref": "option" }` stands for in a step. */
/**
* The value of an option of the current section with these sub-properties instead; null takes one away.
* @throws PhoenixError `STALE` when the file does not hold the option
*/
function optionValue(text, option, change) {
	const value = parseConf(text).options.get(option);
	const family = familyOf(option);
	if (value === void 0 || family === null) throw new PhoenixError("STALE", `the conf file holds no ${option}`, { hint: "plan again: someone else changes this guest" });
	const properties = parsePropertyString(FAMILIES[family], value);
	for (const [key, next] of Object.entries(change)) if (next === null) properties.delete(key);
	else properties.set(key, next);
	return formatPropertyString(FAMILIES[family], properties);
}
// src/node/backups.ts
/** The newest backup of each guest on a storage, as `pvesh` lists them: one process, and only what ends a guest asks. */
const rows = array(looseObject({
	vmid: number().optional(),
	ctime: number$1()
}));
/** ISO time of the newest backup by VMID. `ctime` counts seconds; the time in a file's name is local and says no zone. */
function newestBackups(json) {
	const newest = /* @__PURE__ */ new Map();
	for (const { vmid, ctime } of rows.parse(JSON.parse(json))) if (vmid !== void 0) newest.set(vmid, Math.max(ctime, newest.get(vmid) ?? 0));
	return new Map([...newest].map(([vmid, ctime]) => [vmid, (/* @__PURE__ */ new Date(ctime * 1e3)).toISOString()]));
}
/** @throws PhoenixError `NODE_UNREACHABLE` when the storage cannot be listed: no backup is then taken for granted. */
async function readBackups(machine, storage) {
	const path = `/nodes/${machine.name}/storage/${storage}/content`;
	const result = await machine.run([
		"pvesh",
		"get",
		path,
		"--content",
		"backup",
		"--output-format",
		"json"
	], { timeout: 12e4 });
	try {
		if (result.exit === 0) return newestBackups(result.stdout);
	} catch (error) {
		throw new PhoenixError("NODE_UNREACHABLE", `pvesh on ${machine.name} lists ${storage} unreadably`, { cause: error });
	}
	throw new PhoenixError("NODE_UNREACHABLE", `the backups on ${storage} cannot be listed on ${machine.name}: ${result.stderr.trim()}`, { hint: "policies.backup.storage must name a storage with content \"backup\" that is mounted there" });
}
// src/node/host-facts.ts
/** What a node's own files say of it: bridges, memory, cores, Proxmox version. Pure; nothing here needs Perl. */
/** Bridges by their folder in /sys, whoever made them. */
const BRIDGE_PATTERN = "/sys/class/net/*/bridge/bridge_id";
const INTERFACES_PATTERNS = ["/etc/network/interfaces", "/etc/network/interfaces.d/*"];
const CARD_PATTERNS = ["/proc/driver/nvidia/gpus/*/information", "/sys/class/drm/card*/device/uevent"];
const VERSION_PATH = "/usr/share/perl5/PVE/pvecfg.pm";
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
const NVIDIA = /^\/proc\/driver\/nvidia\/gpus\/([^/]+)\/information$/;
const DRM = /^\/sys\/class\/drm\/card(\d+)\/device\/uevent$/;
function cardIn(path, text) {
	const [, pci] = NVIDIA.exec(path) ?? [];
	const minor = /^Device Minor:\s*(\d+)\s*$/m.exec(text)?.[1];
	if (pci !== void 0) return minor === void 0 ? null : {
		pci,
		driver: "nvidia",
		minor: Number(minor)
	};
	const [, number] = DRM.exec(path) ?? [];
	const driver = /^DRIVER=(\S+)$/m.exec(text)?.[1];
	const slot = /^PCI_SLOT_NAME=(\S+)$/m.exec(text)?.[1];
	if (number === void 0 || slot === void 0 || driver === void 0 || driver === "nvidia") return null;
	return {
		pci: slot,
		driver,
		minor: Number(number)
	};
}
/** Cards by their addresses. */
function cardsOf(files) {
	return [...files].flatMap(([path, text]) => cardIn(path, text) ?? []).toSorted((a, b) => a.pci < b.pci ? -1 : 1);
}
// src/node/journal.ts
/**
* The write-ahead journal on a node: JSON lines in /var/lib/phoenix/journal/ESTATE.jsonl, each synced to disk before
* the command that it announces is started. It is evidence about debris, never state.
*/
const FOLDER = "/var/lib/phoenix/journal";
/** A rotated file (`.1`) is read too, and its path sorts behind the newer one: `unfinishedIntents` knows. */
const JOURNAL_PATTERN = `${FOLDER}/*.jsonl*`;
/** Bytes; a few thousand applies. */
const JOURNAL_ROTATE_AT = 4194304;
/** Estate names are checked by the settings; this one check more keeps a path a path. */
function journalPath(estate) {
	return `${FOLDER}/${estate.replaceAll(/[^\w-]/g, "_")}.jsonl`;
}
const MAX_WORD = 2e3;
const short = (text) => text.length > MAX_WORD ? `${text.slice(0, MAX_WORD)}…` : text;
/** One line; long words are cut, since the journal is read by people after a crash. */
function journalLine(entry) {
	const argv = entry.argv ? { argv: entry.argv.map(short) } : {};
	const message = entry.message === void 0 ? {} : { message: short(entry.message) };
	return `${JSON.stringify({
		...entry,
		...argv,
		...message
	})}\n`;
}
const intentSchema = looseObject({
	at: string(),
	estate: string(),
	stepId: string(),
	address: string(),
	vmid: number$1().nullable(),
	argv: array(string()).default([])
});
/** A line that a crash cut in the middle, or that someone edited, is no evidence: it is left out. */
function parseLine(line) {
	if (line === "") return null;
	try {
		const value = JSON.parse(line);
		return typeof value === "object" ? value : null;
	} catch {
		return null;
	}
}
/**
* Steps that were begun and whose end nobody wrote. Only an end of the same step closes an intent: a recovery that is
* killed halfway (unlocked, not yet destroyed) must still find the evidence of the create.
*/
function unfinishedIntents(files) {
	const open = /* @__PURE__ */ new Map();
	const journals = [...files].filter(([path]) => path.startsWith(`${FOLDER}/`));
	journals.sort(([a], [b]) => a > b ? -1 : 1);
	for (const [, text] of journals) for (const raw of text.split("\n")) {
		const line = parseLine(raw);
		const key = `${String(line?.["estate"])}\n${String(line?.["stepId"])}`;
		if (line?.["event"] === "begin") open.set(key, line);
		else if (line?.["event"] === "end") open.delete(key);
	}
	return [...open.values()].flatMap((line) => {
		const { data } = intentSchema.safeParse(line);
		if (!data) return [];
		const { estate, stepId, address, vmid, at, argv } = data;
		return [{
			estate,
			stepId,
			address,
			vmid,
			at,
			argv
		}];
	});
}
// src/node/task-list.ts
/** Reads /var/log/pve/tasks/active: which of Proxmox's tasks run now. The file also lists ended ones, and dead ones. */
const ACTIVE_TASKS_PATH = "/var/log/pve/tasks/active";
/** Lines are `UPID SAVED [ENDTIME STATUS]` (PVE 9.2). */
function openTasks(text) {
	return text.split("\n").flatMap((line) => {
		const [upid, , end] = line.trim().split(/\s+/);
		const parts = upid?.split(":");
		if (!upid || end !== void 0 || parts?.[0] !== "UPID") return [];
		const [pid, start] = [Number.parseInt(parts[2] ?? "", 16), Number.parseInt(parts[3] ?? "", 16)];
		return Number.isNaN(pid) || Number.isNaN(start) ? [] : [{
			upid,
			pid,
			start
		}];
	});
}
const statPath = (task) => `/proc/${task.pid}/stat`;
/**
* Start ticks in the text of /proc/PID/stat; the process name in it may hold blanks and brackets. NaN for a process that
* has ended and whose exit code nobody has asked for yet: in containers that may stay so for ever.
*/
function startTicks(stat) {
	const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	if (afterName[0] === "Z" || afterName[0] === "X") return NaN;
	return Number(afterName[19] ?? NaN);
}
/** The tasks whose very process is alive: a new process with an old number does not count. */
function liveTasks(tasks, files) {
	return tasks.filter((task) => {
		const stat = files.get(statPath(task));
		return stat !== void 0 && startTicks(stat) === task.start;
	}).map((task) => task.upid);
}
// src/node/process-identity.ts
/** Which process this is, so that another one on the same machine can tell whether it still lives. */
function ticksOf(pid) {
	try {
		return startTicks(readFileSync(`/proc/${pid}/stat`, "utf8"));
	} catch {
		return null;
	}
}
function place() {
	try {
		return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${readlinkSync("/proc/self/ns/pid")}`;
	} catch {
		return "";
	}
}
/** This process. */
function ownIdentity() {
	return {
		host: hostname(),
		where: place(),
		pid: process.pid,
		start: ticksOf("self") ?? 0
	};
}
/** True when it is certain that the process has ended; false when it lives or cannot be seen from here. */
function isDead(other) {
	if (other.where === "" || other.where !== place()) return false;
	const ticks = ticksOf(other.pid);
	return ticks === null ? ticksOf(1) !== null : ticks !== other.start;
}
// src/node/random-name.ts
/** Names that nobody else uses. */
/** Sixteen hex digits. Asked for when needed: a plain import loads all of node:crypto (see hash.ts). */
function randomName() {
	return process.getBuiltinModule("node:crypto").randomBytes(8).toString("hex");
}
// src/node/lock.ts
/**
* The estate's lock: a folder in /etc/pve/priv/lock, which pmxcfs makes for one node of a cluster only, and in it a file
* that names the owner and is renewed. pmxcfs drops such a folder after 120 s without renewal, but only an empty one
* (PVE 9.2): so giving up a stale lock is done here, by removing the one owner file that was seen to be stale.
*/
/** Milliseconds without a renewal after which a lock is given up, as in pmxcfs. */
const STALE_AFTER = 12e4;
const RENEW_EVERY = 3e4;
const ownerSchema = looseObject({
	owner: string(),
	since: string(),
	renewed: string(),
	host: string(),
	where: string(),
	pid: number$1(),
	start: number$1()
});
const REAL_TIMING = {
	now: () => Date.now(),
	renewEvery: RENEW_EVERY
};
const lockFolder = (estate) => `/etc/pve/priv/lock/phoenix-${estate}`;
function parseOwner(text) {
	try {
		return ownerSchema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}
/** `old`: by this machine's clock, which may be another one than the owner's. */
function stateOf(owner, now) {
	if (!owner) return "held";
	if (isDead(owner)) return "dead";
	return now - Date.parse(owner.renewed) > STALE_AFTER ? "old" : "held";
}
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
function lockedBy(estate, owner, now) {
	const ago = owner ? durationText(Math.max(0, now - Date.parse(owner.renewed))) : "";
	const who = owner ? `by ${owner.owner} on ${owner.host} since ${owner.since} (renewed ${ago} ago)` : `by a file in ${lockFolder(estate)} that is not Phoenix's`;
	return new PhoenixError("ESTATE_LOCKED", `the estate ${estate} is locked ${who}`, { hint: "wait for that run; a lock that nobody renews for 2 min is taken over without asking" });
}
/**
* Takes the lock and renews it until it is released.
* @throws PhoenixError `ESTATE_LOCKED`
*/
async function takeLock(machine, estate, owner, timing = REAL_TIMING, identity = ownIdentity()) {
	const folder = lockFolder(estate);
	const mine = `${folder}/owner-${randomName()}`;
	const since = new Date(timing.now()).toISOString();
	const text = () => JSON.stringify({
		owner,
		since,
		renewed: new Date(timing.now()).toISOString(),
		...identity
	});
	const others = async () => [...await machine.read([`${folder}/owner-*`])].filter(([path]) => path !== mine);
	/** Whether nobody renews it: clocks differ, but whoever is at work writes again before this is over. */
	const isLeft = async (path, content) => {
		await sleep(timing.renewEvery * 1.5);
		return ((await machine.read([path])).get(path) ?? content) === content;
	};
	await machine.makeFolder(folder);
	for (const [path, content] of await others()) {
		const found = parseOwner(content);
		const state = stateOf(found, timing.now());
		if (!(state === "dead" || state === "old" && await isLeft(path, content)) || !await machine.remove(path)) throw lockedBy(estate, found, timing.now());
	}
	await machine.write(mine, text());
	const [rival] = await others();
	if (rival) {
		await machine.remove(mine);
		throw lockedBy(estate, parseOwner(rival[1]), timing.now());
	}
	const lost = new AbortController();
	let renewed = timing.now();
	let renewing = Promise.resolve();
	const renew = async () => {
		try {
			if (!(await machine.read([mine])).has(mine)) lost.abort();
			else {
				await machine.write(mine, text());
				renewed = timing.now();
				if ((await others()).length > 0) {
					lost.abort();
					await machine.remove(mine);
				}
			}
		} catch {
			if (timing.now() - renewed > STALE_AFTER - timing.renewEvery) lost.abort();
		}
	};
	const timer = setInterval(() => {
		renewing = renewing.then(() => lost.signal.aborted ? void 0 : renew());
	}, timing.renewEvery);
	timer.unref();
	return {
		lost: lost.signal,
		release: async () => {
			clearInterval(timer);
			await renewing;
			await machine.remove(mine);
			await machine.remove(folder);
		}
	};
}
// src/node/raw.ts
/**
* The raw `lxc.*` lines of a container: no command of Proxmox sets them, so the conf file itself is edited, in its
* current section only (before `[pve:pending]` and the snapshots). Every other byte of the file stays.
*/
/** The option `env` in the file. `pct set` writes one variable only (PVE 9.2); several come here as lines. */
const ENVIRONMENT$1 = "lxc.environment.runtime";
const keyOf = (line) => /^(lxc\.[a-z0-9_\-.]+)\s*[:=]/.exec(line)?.[1];
const KEY = /^lxc\.[a-z0-9_\-.]+$/;
function checked({ key, value }) {
	if (!KEY.test(key) || /[\r\n\0]/.test(value) || value.trim() !== value) throw new PhoenixError("STEP_FAILED", `${JSON.stringify(`${key}: ${value}`)} is no raw line`);
	return `${key}: ${value}`;
}
/**
* The text of the conf file with these raw lines, in this order, at the end of its current section. The environment is
* replaced only when there are lines of it among them.
*/
function withRawLines(text, raw) {
	const lines = text.split("\n");
	const heading = lines.findIndex((line) => /^\[.*\]\s*$/.test(line));
	const end = heading < 0 ? lines.length : heading;
	const replaces = (key) => key !== ENVIRONMENT$1 || raw.some((line) => line.key === ENVIRONMENT$1);
	const kept = lines.slice(0, end).filter((line) => {
		const key = keyOf(line);
		return key === void 0 || !replaces(key);
	});
	let last = kept.length;
	while (last > 0 && kept[last - 1]?.trim() === "") last -= 1;
	const blank = kept.slice(last);
	if (heading < 0 && blank.length === 0) blank.push("");
	return [
		...kept.slice(0, last),
		...raw.map(checked),
		...blank,
		...lines.slice(end)
	].join("\n");
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
function sections(text) {
	const found = [];
	let open = null;
	for (const line of text.split("\n")) {
		if (/^\s*(#.*)?$/.test(line)) continue;
		const heading = /^(\w+):\s*(\S+)\s*$/.exec(line);
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
		if (open && property) open.options[property[1] ?? ""] = property[2] ?? "1";
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
// src/node/user-cfg.ts
/** Reads the pools of /etc/pve/user.cfg (PVE 8 and 9): `pool:ID:COMMENT:VMIDS:STORAGES:`; the rest is not ours. */
/** Pool to the VMIDs in it. */
function parsePools(text) {
	const pools = /* @__PURE__ */ new Map();
	for (const line of text.split("\n")) {
		const [word, id, , members] = line.split(":");
		if (word !== "pool" || !id) continue;
		const vmids = (members ?? "").split(/[\s,;]+/).filter((vmid) => /^[1-9]\d*$/.test(vmid)).map(Number);
		pools.set(id, vmids);
	}
	return pools;
}
// src/node/snapshot.ts
/** Makes a Snapshot of what was read on the nodes: a pure function of file texts and of the running set. */
const HA_PATH = "/etc/pve/ha/resources.cfg";
/** Files that are the same on every node of a cluster. */
const CLUSTER_PATTERNS = [
	"/etc/pve/nodes/*/lxc/*.conf",
	"/etc/pve/nodes/*/qemu-server/*.conf",
	"/etc/pve/storage.cfg",
	"/etc/pve/user.cfg",
	HA_PATH
];
const CONF = /^\/etc\/pve\/nodes\/([^/]+)\/(lxc|qemu-server)\/([1-9]\d*)\.conf$/;
const PID = /^\/run\/qemu-server\/([1-9]\d*)\.pid$/;
/** A conf file by its path, or null when the path is none. */
function guestFile(path, text) {
	const match = CONF.exec(path);
	if (!match) return null;
	const [, node = "", folder, vmid] = match;
	let known;
	return {
		vmid: Number(vmid),
		type: folder === "lxc" ? "lxc" : "qemu",
		node,
		text,
		get digest() {
			return known ??= digest(text);
		}
	};
}
/** VMIDs in the output of `lxc-ls --active`: names in columns; other names are containers of somebody else. */
function activeContainers(output) {
	return output.split(/\s+/).filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
}
/** Containers that run, and virtual machines that have a pid file. */
function runningOf(files, active) {
	const machines = [...files.keys()].flatMap((path) => PID.exec(path)?.[1] ?? []).map(Number);
	return /* @__PURE__ */ new Set([...activeContainers(active), ...machines]);
}
function factsOf$1(reading) {
	if (!reading.reachable) return reading;
	const { files, pve, active, tasks } = reading;
	return {
		reachable: true,
		pve,
		running: runningOf(files, active),
		bridges: bridgesOf(files),
		cards: cardsOf(files),
		cores: coresOf(files.get("/proc/cpuinfo") ?? ""),
		memory: memoryOf(files.get("/proc/meminfo") ?? ""),
		intents: unfinishedIntents(files),
		tasks
	};
}
/** Guests that HA manages: sections `ct: 101` and `vm: 102`. */
function managedIn(text) {
	return new Set([...text.matchAll(/^(?:ct|vm):\s*([1-9]\d*)\s*$/gm)].map(([, vmid]) => Number(vmid)));
}
/** The snapshot that a reading amounts to. */
function snapshotOf(reading) {
	const guests = /* @__PURE__ */ new Map();
	for (const [path, text] of reading.cluster) {
		const file = guestFile(path, text);
		if (file) guests.set(file.vmid, file);
	}
	return {
		at: reading.at,
		nodes: new Map([...reading.nodes].map(([name, node]) => [name, factsOf$1(node)])),
		guests,
		storages: parseStorageCfg(reading.cluster.get("/etc/pve/storage.cfg") ?? ""),
		pools: parsePools(reading.cluster.get("/etc/pve/user.cfg") ?? ""),
		backups: reading.backups,
		ha: managedIn(reading.cluster.get(HA_PATH) ?? "")
	};
}
// src/node/node.ts
/** One Proxmox node over a machine: commands, one guest's fresh state, raw lines, the journal. */
const ACTIVE_COMMAND = ["lxc-ls", "--active"];
/**
* What runs on this machine: the output of `lxc-ls --active`, which costs 2 ms (a `pct list` costs a second).
* @throws PhoenixError `NODE_UNREACHABLE` when it fails: to take "cannot tell" for "stopped" would be wrong.
*/
async function readActive(machine) {
	const result = await machine.run(ACTIVE_COMMAND, { timeout: 3e4 });
	if (result.exit === 0) return result.stdout;
	throw new PhoenixError("NODE_UNREACHABLE", `lxc-ls --active failed on ${machine.name}: ${result.stderr.trim() || `exit ${result.exit}`}`);
}
/** It is there whenever pmxcfs is (PVE 9.2). */
const PMXCFS = "/etc/pve/.version";
/** @throws PhoenixError `NODE_UNREACHABLE` where /etc/pve is away: no guest is gone for that */
async function readGuest(machine, vmid, needsCluster) {
	const pid = `/run/qemu-server/${vmid}.pid`;
	const [files, active] = await Promise.all([machine.read([
		`/etc/pve/nodes/*/lxc/${vmid}.conf`,
		`/etc/pve/nodes/*/qemu-server/${vmid}.conf`,
		"/etc/pve/user.cfg",
		pid,
		PMXCFS
	]), readActive(machine)]);
	if (needsCluster && !files.has(PMXCFS)) throw noCluster(machine.name);
	const file = [...files].map(([path, text]) => guestFile(path, text)).find((found) => found !== null);
	const pool = [...parsePools(files.get("/etc/pve/user.cfg") ?? "")].find(([, members]) => members.includes(vmid))?.[0];
	return {
		vmid,
		file: file ?? null,
		running: activeContainers(active).includes(vmid) || files.has(pid),
		pool: pool ?? null
	};
}
/** Proxmox's own lock file of a guest's configuration, held by every `pct` that changes it. */
const guestLock = (vmid) => `/run/lock/lxc/pve-config-${vmid}.lock`;
async function writeRaw(machine, ...[vmid, lines, digest]) {
	const stale = (what) => new PhoenixError("STALE", `the configuration of ${vmid} ${what}`, { hint: "plan again: someone else changes this guest" });
	const read = async () => {
		return [...await machine.read([`/etc/pve/nodes/*/lxc/${vmid}.conf`])].map(([path, text]) => ({
			path,
			text,
			file: guestFile(path, text)
		}))[0];
	};
	const found = await read();
	if (!found) throw stale("is gone");
	if (found.file?.digest !== digest) throw stale("was changed by someone else");
	const after = withRawLines(found.text, lines);
	const lock = guestLock(vmid);
	await machine.replaceLocked({
		path: found.path,
		lock,
		before: found.text,
		after
	});
	if ((await read())?.text !== after) throw stale("does not read back as it was written");
}
/** pmxcfs is down, or this user may not read it: then nothing is known of any guest. */
function noCluster(name) {
	return new PhoenixError("NODE_UNREACHABLE", `/etc/pve is empty on ${name}`, { hint: "the service pve-cluster does not run there, or this user may not read it" });
}
/**
* The port to a node; its machine is connected when it is first used.
* @param needsCluster the node is a real one, where an empty /etc/pve says nothing
*/
function nodePort(name, machine, needsCluster) {
	return {
		name,
		run: async (argv, options) => (await machine()).run(argv, options),
		guest: async (vmid) => readGuest(await machine(), vmid, needsCluster),
		writeRaw: async (...request) => writeRaw(await machine(), ...request),
		journal: async (entry) => (await machine()).append(journalPath(entry.estate), journalLine(entry), JOURNAL_ROTATE_AT)
	};
}
// src/node/cluster.ts
/** A cluster over its machines: the one reading of everything, the nodes, the estate's lock. */
const HOST_PATTERNS = [
	BRIDGE_PATTERN,
	...INTERFACES_PATTERNS,
	...CARD_PATTERNS,
	"/proc/meminfo",
	"/proc/cpuinfo",
	VERSION_PATH,
	ACTIVE_TASKS_PATH,
	JOURNAL_PATTERN,
	"/run/qemu-server/*.pid"
];
/** What a command prints; nothing when it fails or is not there. */
async function asked(machine, ...argv) {
	const nothing = {
		exit: 1,
		stdout: ""
	};
	const { exit, stdout } = await machine.run(argv, { timeout: 6e4 }).catch(() => nothing);
	return exit === 0 ? stdout : "";
}
/** From files where they tell; else from commands, which start Perl. Empty: nobody says. */
async function releaseOf(machine, files) {
	const inModule = releaseInModule(files.get("/usr/share/perl5/PVE/pvecfg.pm") ?? "");
	if (inModule) return inModule;
	const inPackages = releaseInPackages((await machine.read(["/var/lib/dpkg/status"])).get("/var/lib/dpkg/status") ?? "");
	if (inPackages) return inPackages;
	return releaseInOutput(await asked(machine, "pveversion")) ?? releaseInJson(await asked(machine, "pvesh", "get", "/version", "--output-format", "json")) ?? "";
}
async function readNode(machine) {
	const [active, files] = await Promise.all([readActive(machine), machine.read(HOST_PATTERNS)]);
	const listed = openTasks(files.get("/var/log/pve/tasks/active") ?? "");
	const stats = listed.length > 0 ? await machine.read(listed.map(statPath)) : /* @__PURE__ */ new Map();
	return {
		reachable: true,
		files,
		active,
		pve: await releaseOf(machine, files),
		tasks: liveTasks(listed, stats)
	};
}
/** The cluster of these nodes; the first one that answers reads what they share and holds the lock. */
function clusterOf(nodes, options = {}) {
	const opened = /* @__PURE__ */ new Map();
	const machines = /* @__PURE__ */ new Map();
	const failures = /* @__PURE__ */ new Map();
	const open = (access) => {
		const known = opened.get(access.name);
		if (known) return known;
		const fresh = access.open().then((machine) => {
			machines.set(access.name, machine);
			return machine;
		}, (error) => {
			failures.set(access.name, error);
			throw error;
		});
		opened.set(access.name, fresh);
		return fresh;
	};
	const first = async () => {
		let failure = new PhoenixError("NODE_UNREACHABLE", "the estate names no node");
		for (const access of nodes) try {
			return await open(access);
		} catch (error) {
			failure = error;
		}
		throw failure;
	};
	return {
		snapshot: async ({ backupsOn } = {}) => {
			const at = new Date((options.now ?? Date.now)()).toISOString();
			const main = await first();
			const reading = Promise.all(nodes.map(async (access) => {
				try {
					const machine = access.name === main.name ? main : await open(access);
					return [access.name, await readNode(machine)];
				} catch (error) {
					if (access.name === main.name || !(error instanceof PhoenixError)) throw error;
					return [access.name, {
						reachable: false,
						why: error.message
					}];
				}
			}));
			const [readings, cluster] = await Promise.all([reading, main.read(CLUSTER_PATTERNS)]);
			if (options.needsCluster && cluster.size === 0) throw noCluster(main.name);
			const backups = backupsOn === void 0 ? null : await readBackups(main, backupsOn);
			return snapshotOf({
				at,
				cluster,
				nodes: new Map(readings),
				backups
			});
		},
		node: (name) => {
			const access = nodes.find((candidate) => candidate.name === name);
			if (!access) throw new PhoenixError("NODE_UNREACHABLE", `there is no connection to the node ${name}`, { hint: `phoenix.json must name it under nodes; known are ${nodes.map((n) => n.name).join(", ")}` });
			const failure = failures.get(name);
			if (failure !== void 0) throw failure;
			return nodePort(name, () => open(access), options.needsCluster ?? false);
		},
		lock: async (estate, owner) => takeLock(await first(), estate, owner),
		spawns: () => new Map([...machines].map(([name, machine]) => [name, machine.spawns()])),
		close: async () => {
			await Promise.all([...machines.values()].map((machine) => machine.close()));
		}
	};
}
// src/node/frames.ts
function encodeFrame(word, id, items) {
	const parts = items.flatMap((item) => {
		const bytes = Buffer.from(item);
		return [Buffer.from(`${bytes.length}:`), bytes];
	});
	const body = Buffer.concat(parts);
	return Buffer.concat([Buffer.from(`${word} ${id} ${body.length}\n`), body]);
}
function decodeList(body) {
	const items = [];
	for (let at = 0; at < body.length;) {
		const colon = body.indexOf(":", at);
		const length = Number(body.toString("latin1", at, colon));
		if (colon < 0 || !Number.isInteger(length)) throw new Error("broken frame");
		items.push(body.subarray(colon + 1, colon + 1 + length));
		at = colon + 1 + length;
	}
	return items;
}
/** Gives whole frames away as the bytes come in, in chunks of any size. */
function frameReader(onFrame) {
	let chunks = [];
	let size = 0;
	/** Bytes that are needed before the next look; 0 while a header is read. */
	let wanted = 0;
	return (chunk) => {
		chunks.push(chunk);
		size += chunk.length;
		if (size < wanted) return;
		let buffer = Buffer.concat(chunks);
		for (;;) {
			const end = buffer.indexOf("\n");
			if (end < 0) {
				wanted = 0;
				break;
			}
			const match = /^([a-z]+) (\d+) (\d+)$/.exec(buffer.toString("latin1", 0, end));
			if (!match) throw new Error(`not a frame: ${JSON.stringify(buffer.toString("utf8", 0, end))}`);
			const total = end + 1 + Number(match[3]);
			if (buffer.length < total) {
				wanted = total;
				break;
			}
			onFrame({
				word: match[1] ?? "",
				id: Number(match[2]),
				body: buffer.subarray(end + 1, total)
			});
			buffer = buffer.subarray(total);
		}
		chunks = [buffer];
		size = buffer.length;
	};
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
// src/node/scratch.ts
/**
* Files without a name, in memory where there is such a place: what a command reads and what it prints. Unlike pipes
* they do not break when Phoenix dies, and Node's pipes are sockets, which nobody can open by `/dev/stdin`.
*/
const CHUNK = 65536;
function path() {
	const folder = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
	return join(folder, `.phoenix-${process.pid}-${randomName()}`);
}
/** A handle from which the text can be read; close it. */
function inputFile(text) {
	const name = path();
	const handle = openSync(name, "wx+", 384);
	unlinkSync(name);
	const bytes = Buffer.from(text);
	for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at, bytes.length - at, at);
	return handle;
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
// src/node/printed.ts
/** Bytes of a stream that are kept: a guest may print without end. */
const MOST_KEPT = 67108864;
/** The beginning of what comes, whole where it is not too much. */
function kept(most = MOST_KEPT) {
	const chunks = [];
	let left = most;
	return {
		add: (chunk) => {
			if (left === 0) return;
			const part = chunk.subarray(0, left);
			left -= part.length;
			chunks.push(part);
		},
		text: () => Buffer.concat(chunks).toString("utf8")
	};
}
/** Hands each piece on. */
function sink({ onLine, onBytes }) {
	const all = kept();
	const decoder = new TextDecoder();
	const lines = onLine ? lineSplitter(onLine) : null;
	return {
		add: (chunk) => {
			all.add(chunk);
			onBytes?.(chunk);
			lines?.add(decoder.decode(chunk, { stream: true }));
		},
		end: () => {
			lines?.end();
			return all.text();
		}
	};
}
function toFile(listeners) {
	const file = outputFile();
	const { add, end } = sink(listeners);
	const look = () => {
		const chunk = file.read();
		if (chunk.length > 0) add(chunk);
	};
	return {
		handle: file.handle,
		from: () => {},
		look,
		end: async () => {
			look();
			return end();
		},
		close: file.close
	};
}
/** Milliseconds that a pipe may stay open after its command, in the hands of what that has left behind. */
const DRAIN = 2e3;
function throughPipe(listeners) {
	const { add, end } = sink(listeners);
	let source = null;
	let ended = Promise.resolve();
	return {
		handle: "pipe",
		from: (stream) => {
			source = stream;
			if (!stream) return;
			stream.on("data", add);
			ended = new Promise((resolve) => {
				stream.once("close", resolve);
				stream.once("error", () => resolve());
			});
		},
		look: () => {},
		end: async () => {
			let timer;
			const late = new Promise((resolve) => {
				timer = setTimeout(resolve, DRAIN);
			});
			await Promise.race([ended, late]);
			clearTimeout(timer);
			return end();
		},
		close: () => source?.destroy()
	};
}
// src/node/agent-session.ts
/** A conversation with an agent: requests and answers as frames over one process, which may end at any moment. */
const PATIENCE = 6e4;
function refusal(title, why) {
	const missing = /^MISSING (\S+): /.exec(why);
	return missing ? new PhoenixError("NODE_UNREACHABLE", `${title}: there is no command ${missing[1] ?? ""}`) : new PhoenixError("STEP_FAILED", `${title}: ${why}`);
}
function wireOf(child, { title, hint }) {
	const waiting = /* @__PURE__ */ new Map();
	let stderr = "";
	let lost = null;
	const lose = (why, cause) => {
		if (lost) return;
		const said = stderr.trim().split("\n").slice(-3).join("; ");
		const message = `${title} ${why}${said ? `: ${said}` : ""}`;
		lost = new PhoenixError("NODE_UNREACHABLE", message, {
			cause,
			...hint === void 0 ? {} : { hint }
		});
		for (const { fail } of waiting.values()) fail(lost);
		waiting.clear();
	};
	const readFrames = frameReader((frame) => waiting.get(frame.id)?.onFrame(frame));
	child.stderr.on("data", (chunk) => stderr = (stderr + chunk.toString()).slice(-4e3));
	child.stdin.on("error", () => {});
	child.once("error", (error) => lose("cannot be started", error));
	child.once("close", () => lose("ended"));
	child.stdout.on("data", (chunk) => {
		try {
			readFrames(chunk);
		} catch (error) {
			stderr += String(error);
			child.stdin.destroy();
			lose("answered what is no answer", error);
		}
	});
	return {
		expect: (id, use) => new Promise((resolve, reject) => {
			if (lost) {
				reject(lost);
				return;
			}
			const done = (end) => {
				waiting.delete(id);
				end();
			};
			const onFrame = (frame) => {
				if (frame.word === "no") done(() => reject(refusal(title, frame.body.toString("utf8").trim())));
				else use(frame, (value) => done(() => resolve(value)));
			};
			waiting.set(id, {
				onFrame,
				fail: reject
			});
		}),
		send: (word, id, items) => void child.stdin.write(encodeFrame(word, id, items)),
		lose,
		isLost: () => lost !== null
	};
}
/** The name in the agent's first words. */
async function greeted(child, wire, patience) {
	const timer = setTimeout(() => wire.lose("does not answer"), patience);
	try {
		return decodeList(await wire.expect(0, ({ body }, done) => done(body)))[0]?.toString("utf8") ?? "";
	} catch (error) {
		child.kill();
		throw error;
	} finally {
		clearTimeout(timer);
	}
}
function runOver(wire, id, items, { onLine, onBytes, enough }) {
	const began = performance.now();
	const streams = {
		out: kept(),
		err: kept()
	};
	const decoders = {
		out: new TextDecoder(),
		err: new TextDecoder()
	};
	const lines = onLine ? lineSplitter(onLine) : null;
	let late;
	const finish = (exit, timedOut, done) => {
		clearTimeout(late);
		lines?.end();
		done({
			exit: Number(exit),
			stdout: streams.out.text(),
			stderr: streams.err.text(),
			ms: Math.round(performance.now() - began),
			...timedOut === "1" ? { timedOut: true } : {}
		});
	};
	const answer = wire.expect(id, ({ word, body }, done) => {
		if (word === "out" || word === "err") {
			streams[word].add(body);
			lines?.add(decoders[word].decode(body, { stream: true }));
			if (word === "out") onBytes?.(body);
			if (enough?.aborted) late ??= setTimeout(() => finish("0", "0", done), LINGER);
			return;
		}
		const [exit = "", timedOut = ""] = decodeList(body).map(String);
		finish(exit, timedOut, done);
	});
	wire.send("run", id, items);
	return answer;
}
/** @throws PhoenixError `NODE_UNREACHABLE`, with what ssh or sudo said. */
async function openSession(options) {
	const [program = "", ...args] = options.argv;
	const child = spawn(program, args, {
		env: { ...options.env },
		detached: true,
		stdio: "pipe"
	});
	const wire = wireOf(child, options);
	const name = await greeted(child, wire, options.patience ?? PATIENCE);
	let next = 1;
	return {
		name,
		ask: (word, items) => {
			const id = next++;
			const answer = wire.expect(id, ({ body }, done) => done(body));
			wire.send(word, id, items);
			return answer;
		},
		run: (items, runOptions) => runOver(wire, next++, items, runOptions),
		close: () => new Promise((resolve) => {
			if (wire.isLost()) {
				resolve();
				return;
			}
			child.once("close", () => resolve());
			child.stdin.end();
		})
	};
}
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
// src/node/agent.ts
/**
* A machine that is reached through an agent: one process for the whole apply (`ssh HOST …` or `sudo -n …`), which
* runs agent-program.ts there. Paths, arguments and stdin go over its stdin as frames.
*/
const ENVIRONMENT = Object.entries(COMMAND_ENVIRONMENT).map(([key, value]) => `${key}=${value}`);
/**
* Connects to a node by its agent.
* @throws PhoenixError `NODE_UNREACHABLE`, with what ssh or sudo said.
*/
async function agentMachine(options) {
	const { root = "", grace = GRACE } = options;
	const session = await openSession(options);
	const real = (path) => `${root}${path}`;
	let spawned = 1;
	const run = (argv, settings = {}) => {
		spawned += 1;
		const { stdin, timeout = DEFAULT_TIMEOUT } = settings;
		const input = [stdin === void 0 ? "0" : "1", typeof stdin === "string" ? stdin : Buffer.from(stdin ?? "")];
		const limits = [String(timeout), String(grace)];
		return session.run([
			...limits,
			...input,
			String(ENVIRONMENT.length),
			...ENVIRONMENT,
			...argv
		], settings);
	};
	const said = async (word, ...items) => (await session.ask(word, items)).toString("utf8");
	return {
		name: options.name ?? session.name,
		run,
		read: async (patterns) => {
			const items = decodeList(await session.ask("read", patterns.map(real))).map(String);
			const files = /* @__PURE__ */ new Map();
			for (let at = 0; at + 1 < items.length; at += 2) files.set((items[at] ?? "").slice(root.length), items[at + 1] ?? "");
			return files;
		},
		append: async (path, text, rotateAt) => {
			await said("append", real(path), String(rotateAt), text);
		},
		makeFolder: async (path) => await said("mkdir", real(path)) === "1",
		write: async (path, text) => {
			await said("write", real(path), text);
		},
		remove: async (path) => await said("remove", real(path)) === "1",
		replaceLocked: (request) => replaceLocked(run, real, request),
		spawns: () => spawned,
		close: session.close
	};
}
// src/node/agent-program.ts
/**
* The agent: the one constant program that Phoenix runs on a node by ssh, or as root by sudo. It reads requests from
* stdin and answers on stdout (frames.ts), until its stdin ends; commands that still run then are let finish.
*
* Perl with modules of Debian's perl-base only, since that is on every Proxmox host and starts in 2 ms. It must not
* hold a single quote: it travels in a pair of them (agentCommand).
*/
const AGENT_PROGRAM = String.raw`
use strict; use warnings; use POSIX (); use Fcntl; use File::Glob (); use File::Path (); use IO::Handle; use Errno;

binmode STDIN; binmode STDOUT; chdir "/"; umask 0077;
$SIG{$_} = "IGNORE" for qw(PIPE HUP INT TERM); $SIG{CHLD} = sub {};
my (%jobs, $gone); my $in = "";
my $DRAIN = 2;

sub answer {
  my ($word, $id, $body) = @_;
  my $out = "$word $id " . length($body) . "\n" . $body;
  while (!$gone && length $out) {
    my $n = syswrite STDOUT, $out;
    if (defined $n) { substr($out, 0, $n, "") } elsif (!$!{EINTR}) { $gone = 1 }
  }
}
sub list { join "", map { length($_) . ":" . $_ } @_ }
sub items {
  my ($body) = @_; my @items; my $at = 0;
  while ($at < length $body) {
    my $colon = index $body, ":", $at; my $n = substr $body, $at, $colon - $at;
    push @items, substr $body, $colon + 1, $n; $at = $colon + 1 + $n;
  }
  return @items;
}
sub slurp {
  my ($path) = @_; return undef if -d $path; my $file;
  if (!sysopen($file, $path, O_RDONLY)) { return undef if $!{ENOENT} || $!{ENOTDIR}; die "cannot read $path: $!\n" }
  binmode $file; local $/; $! = 0; my $text = <$file>;
  return $text // "" if defined $text || !$!;
  return undef if $path =~ m{/(?:proc|sys)/} && ($!{EINVAL} || $!{EIO} || $!{ESRCH});
  die "cannot read $path: $!\n";
}

my %requests = (
  read => sub {
    my %seen;
    return list(map { my $text = slurp($_); defined $text ? ($_, $text) : () } grep { !$seen{$_}++ }
      map { /\*/ ? File::Glob::bsd_glob($_, 0) : $_ } @_);
  },
  append => sub {
    my ($path, $rotate, $text) = @_; my ($folder) = $path =~ m{^(.*)/}; File::Path::make_path($folder, { mode => 0700 });
    rename $path, "$path.1" if (-s $path // 0) > $rotate; my $new = !-e $path;
    sysopen(my $file, $path, O_WRONLY | O_CREAT | O_APPEND, 0600) or die "cannot write $path: $!\n";
    syswrite($file, $text) == length $text or die "cannot write $path: $!\n";
    $file->sync or die "cannot sync $path: $!\n"; close $file;
    if ($new && sysopen(my $dir, $folder, O_RDONLY)) { $dir->sync }
    return "";
  },
  mkdir => sub {
    my ($path) = @_; my ($folder) = $path =~ m{^(.*)/}; File::Path::make_path($folder);
    return 1 if mkdir $path; return 0 if $!{EEXIST}; die "cannot make $path: $!\n";
  },
  write => sub {
    my ($path, $text) = @_; my ($folder, $name) = $path =~ m{^(.*)/(.*)$}; File::Path::make_path($folder);
    my $new = "$folder/.$name.$$";
    sysopen(my $file, $new, O_WRONLY | O_CREAT | O_TRUNC, 0600) or die "cannot write $new: $!\n";
    (syswrite($file, $text) // -1) == length $text && close $file && rename $new, $path or die "cannot write $path: $!\n";
    return "";
  },
  remove => sub {
    my ($path) = @_; return 1 if -d $path ? rmdir $path : unlink $path;
    return 0 if $!{ENOENT} || $!{ENOTEMPTY} || $!{EEXIST}; die "cannot remove $path: $!\n";
  },
);

sub start {
  my ($id, $timeout, $grace, $has_input, $input, $variables, @argv) = @_;
  my @env = splice @argv, 0, $variables;
  pipe(my $in_read, my $in_write); pipe(my $out_read, my $out_write);
  pipe(my $err_read, my $err_write); pipe(my $why_read, my $why_write);
  my $pid = fork // die "cannot fork: $!\n";
  if (!$pid) {
    POSIX::setsid(); $SIG{$_} = "DEFAULT" for qw(PIPE HUP INT TERM CHLD); umask 0022;
    my $source = $in_read; if (!$has_input) { open $source, "<", "/dev/null" }
    POSIX::dup2(fileno $source, 0); POSIX::dup2(fileno $out_write, 1); POSIX::dup2(fileno $err_write, 2);
    %ENV = map { split /=/, $_, 2 } @env;
    { no warnings; exec { $argv[0] } @argv; }
    syswrite $why_write, "$!"; POSIX::_exit(127);
  }
  close $_ for $in_read, $out_write, $err_write, $why_write;
  my $why = do { local $/; <$why_read> } // "";
  if ($why ne "") { waitpid $pid, 0; die "MISSING $argv[0]: $why\n" }
  $in_write->blocking(0);
  if (!$has_input) { close $in_write; undef $in_write }
  $jobs{$id} = { pid => $pid, in => $in_write, input => $input, out => $out_read, err => $err_read,
    until => time + $timeout / 1000, grace => $grace / 1000, signals => 0 };
}

sub session_of {
  my ($pid) = @_; my $stat = eval { slurp("/proc/$pid/stat") } // return 0;
  return (split / /, substr $stat, rindex($stat, ")") + 2)[3];
}
sub tend {
  my ($id, $job) = @_;
  if (!defined $job->{status} && time >= $job->{until} && $job->{signals} < 2) {
    if ($job->{signals}++ == 0) { kill "TERM", -$job->{pid}; $job->{until} = time + $job->{grace} }
    else { kill "KILL", grep { session_of($_) == $job->{pid} } map { m{(\d+)$} } File::Glob::bsd_glob("/proc/[0-9]*", 0) }
  }
  return if !defined $job->{status};
  return if ($job->{out} || $job->{err}) && time < $job->{ended} + $DRAIN;
  my $status = $job->{status};
  answer("end", $id, list(($status & 127) ? -($status & 127) : $status >> 8, $job->{signals} ? 1 : 0));
  delete $jobs{$id};
}

sub accept_requests {
  while ($in =~ /^([a-z]+) (\d+) (\d+)\n/ && length($in) >= $+[0] + $3) {
    my ($word, $id, $from, $length) = ($1, $2, $+[0], $3);
    my $body = substr $in, $from, $length; substr($in, 0, $from + $length, "");
    eval {
      if ($word eq "run") { start($id, items($body)) }
      else { my $handler = $requests{$word} or die "unknown request $word\n"; answer("ok", $id, $handler->(items($body))) }
      1;
    } or answer("no", $id, "$@");
  }
}

my ($name) = (readlink "/etc/pve/local" // "") =~ m{([^/]+)/?$}; ($name) = (POSIX::uname())[1] =~ /^([^.]+)/ if !defined $name;
answer("hello", 0, list($name, $$));
while (!$gone || %jobs) {
  my ($r, $w) = ("", "");
  vec($r, fileno STDIN, 1) = 1 if !$gone;
  for my $job (values %jobs) {
    vec($r, fileno $_, 1) = 1 for grep { $_ } $job->{out}, $job->{err};
    vec($w, fileno $job->{in}, 1) = 1 if $job->{in};
  }
  my $n = select $r, $w, undef, (%jobs ? 0.2 : undef);
  ($r, $w) = ("", "") if $n < 0;
  if (!$gone && vec($r, fileno STDIN, 1)) {
    my $got = sysread STDIN, $in, 1 << 20, length $in;
    if ($got) { accept_requests() } elsif (defined $got || !$!{EINTR}) { $gone = 1 }
  }
  for my $id (keys %jobs) {
    my $job = $jobs{$id};
    for my $stream (qw(out err)) {
      my $from = $job->{$stream} or next; next if !vec($r, fileno $from, 1);
      my $got = sysread $from, my $text, 65536;
      if ($got) { answer($stream, $id, $text) } elsif (defined $got || !$!{EINTR}) { close $from; $job->{$stream} = undef }
    }
    if (my $to = $job->{in}) {
      if (vec($w, fileno $to, 1)) {
        my $put = length $job->{input} ? syswrite $to, $job->{input} : 0;
        if (defined $put) { substr($job->{input}, 0, $put, "") } elsif (!$!{EAGAIN} && !$!{EINTR}) { $job->{input} = "" }
        if (!length $job->{input}) { close $to; $job->{in} = undef }
      }
    }
  }
  while ((my $pid = waitpid -1, POSIX::WNOHANG()) > 0) {
    my $status = $?;
    for my $job (values %jobs) { if ($job->{pid} == $pid) { $job->{status} = $status; $job->{ended} = time } }
  }
  tend($_, $jobs{$_}) for keys %jobs;
}
`;
/** What the login shell of a node is given: a constant. */
const AGENT_COMMAND = `exec perl -e '${AGENT_PROGRAM}'`;
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
// src/node/run-process.ts
/**
* Runs one command on this machine: an argument vector without a shell, an environment of its own, and a time limit that
* ends it with all that it started. Neither a Ctrl-C in the terminal nor the death of Phoenix strikes it: it has a
* session of its own and prints to files, since a broken pipe would leave a half-made container (PVE 9.2); what runs in a
* guest prints through pipes. Steps run by zx.
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
const WHERE = {
	detached: true,
	cwd: "/"
};
/** Commands that only tell something end sooner than zx is loaded. */
function startPlainly([program = "", ...args], env, handles) {
	return spawn(program, args, {
		...WHERE,
		env: { ...env },
		stdio: [...handles]
	});
}
/** Starts a process by zx, but from the argument vector itself: zx's own way is a string for a shell. */
function startByZx({ $, quote }, [program = "", ...args], env, handles) {
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
		...WHERE,
		shell: true,
		quote,
		prefix: "",
		postfix: "",
		env: { ...env },
		stdio: [...handles],
		spawn: spawnVector
	})`${[program, ...args]}`;
	const child = children[0];
	if (!child) throw new Error(`zx did not start ${program}`);
	return child;
}
/** Asks the process group of a command to end when its time is over, then kills its session. */
function limit(pid, { timeout = DEFAULT_TIMEOUT, grace, enough }) {
	let over = false;
	const end = () => {
		signal(-pid, "SIGTERM");
		timer = setTimeout(() => {
			for (const member of sessionMembers(pid)) signal(member, "SIGKILL");
		}, grace);
	};
	let timer = setTimeout(() => {
		over = true;
		end();
	}, timeout);
	const linger = () => {
		clearTimeout(timer);
		timer = setTimeout(end, LINGER);
	};
	enough?.addEventListener("abort", linger, { once: true });
	const clear = () => {
		enough?.removeEventListener("abort", linger);
		clearTimeout(timer);
	};
	return {
		wasOver: () => over,
		clear
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
	const { onLine, onBytes } = options;
	const guest = entersGuest(argv);
	const zx = onLine && !guest ? await import("./core2.js") : null;
	const began = performance.now();
	const input = options.stdin === void 0 ? "ignore" : inputFile(options.stdin);
	const printed = guest ? throughPipe : toFile;
	const [out, err] = [printed({
		...onLine && { onLine },
		...onBytes && { onBytes }
	}), printed(onLine ? { onLine } : {})];
	const handles = [
		input,
		out.handle,
		err.handle
	];
	const child = zx ? startByZx(zx, argv, options.env, handles) : startPlainly(argv, options.env, handles);
	out.from(child.stdout);
	err.from(child.stderr);
	if (input !== "ignore") closeSync(input);
	const looking = onLine || onBytes ? setInterval(() => {
		out.look();
		err.look();
	}, LOOK) : void 0;
	const time = child.pid === void 0 ? null : limit(child.pid, options);
	try {
		const exit = await new Promise((resolve, reject) => {
			child.once("error", reject);
			child.once("exit", (code, by) => resolve(code ?? -(by === null ? 1 : constants$1.signals[by])));
		});
		const [stdout, stderr] = await Promise.all([out.end(), err.end()]);
		return {
			exit,
			stdout,
			stderr,
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
const REFUSED = ["EACCES", "EPERM"];
function notAllowed(path, cause) {
	return new PhoenixError("UNREADABLE", `this user may not read ${path} of the node`, {
		cause,
		hint: "run Phoenix as root on the node, or reach it by ssh: --node ssh://HOST"
	});
}
/** What is gone reads as nothing; a file that cannot be read is an error. */
function orNull(path, read) {
	try {
		return read();
	} catch (error) {
		const code = codeOf(error) ?? "";
		if (NOTHING.includes(code) || /^\/(?:proc|sys)\//.test(path) && VANISHED.includes(code)) return null;
		if (REFUSED.includes(code)) throw notAllowed(path, error);
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
// src/node/local.ts
/** This host as a node: directly for root, otherwise through an agent that `sudo -n` starts once. */
/** What `/etc/pve/local` points to; elsewhere a node is called by the first part of its host name (PVE 9.2). */
function localName() {
	try {
		return basename(readlinkSync("/etc/pve/local"));
	} catch {
		return hostname().split(".")[0] ?? "";
	}
}
/** The node that this process runs on. */
function localAccess() {
	const name = localName();
	const isRoot = process.getuid?.() === 0;
	return {
		name,
		open: async () => isRoot ? directMachine({ name }) : agentMachine({
			argv: [
				"sudo",
				"-n",
				"--",
				"perl",
				"-e",
				AGENT_PROGRAM
			],
			env: COMMAND_ENVIRONMENT,
			title: "sudo",
			hint: "run Phoenix as root, or let this user run perl by sudo without a password",
			name
		})
	};
}
const schema = object({ nodelist: record(string(), object({ ip: string().optional() })) });
/** Names to addresses; to the name itself where nothing else is known. */
function membersIn(text) {
	let value = null;
	try {
		value = JSON.parse(text);
	} catch {
		return /* @__PURE__ */ new Map();
	}
	const parsed = schema.safeParse(value);
	const entries = Object.entries(parsed.success ? parsed.data.nodelist : {});
	return new Map(entries.map(([name, { ip }]) => [name, ip ?? name]));
}
// src/node/ssh.ts
/**
* A node over ssh: one session for the whole apply, which runs the agent; nothing else is ever on its command line.
* With that, a ControlMaster would have nothing left to share. Host keys are checked, never learned.
*/
const OPTIONS = [
	"BatchMode=yes",
	"StrictHostKeyChecking=yes",
	"ConnectTimeout=10",
	"ServerAliveInterval=15",
	"ServerAliveCountMax=4",
	"ForwardAgent=no",
	"ClearAllForwardings=yes",
	"PermitLocalCommand=no"
];
/** Of the caller's environment, ssh gets what finds its keys; none of it is sent to the node. */
const PASSED = [
	"PATH",
	"HOME",
	"USER",
	"LOGNAME",
	"SSH_AUTH_SOCK"
];
/** The command line of ssh; the last word is the constant that the node's login shell runs. */
function sshCommand({ host, port, user = "root" }) {
	const options = OPTIONS.flatMap((option) => ["-o", option]);
	const command = user === "root" ? AGENT_COMMAND : AGENT_COMMAND.replace("exec ", "exec sudo -n -- ");
	return [
		"ssh",
		"-T",
		...options,
		...port ? ["-p", String(port)] : [],
		"-l",
		user,
		"--",
		host,
		command
	];
}
/** What the user may type to try it. */
function shownCommand({ host, port, user = "root" }) {
	return [
		"ssh",
		...port ? ["-p", port] : [],
		`${user}@${host}`,
		"true"
	].join(" ");
}
/**
* Connects. The machine is called what the node calls itself.
* @throws PhoenixError `NODE_UNREACHABLE`, with what ssh said.
*/
async function sshMachine(target) {
	const env = PASSED.flatMap((key) => {
		const value = process.env[key];
		return value === void 0 ? [] : [[key, value]];
	});
	return agentMachine({
		argv: sshCommand(target),
		env: Object.fromEntries(env),
		title: `ssh to ${target.host}`,
		hint: `"${shownCommand(target)}" must work without a password, with a known host key`
	});
}
/** A node by its name in the estate, which must be its own name too: steps for one node never run on another. */
function sshAccess(name, target) {
	return {
		name,
		open: async () => {
			const machine = await sshMachine(target);
			if (machine.name === name) return machine;
			await machine.close();
			throw new PhoenixError("NODE_UNREACHABLE", `${target.host} should be the node ${name}, but it calls itself ${machine.name}`, { hint: `correct nodes.${name}.address in phoenix.json` });
		}
	};
}
// src/node/connect.ts
/** From what the user calls the nodes (`local`, `ssh://HOST`, `sim:DIR`) to a cluster. */
/** A name or an address; no beginning that ssh could take for an option. */
const HOST = /^[A-Za-z0-9][A-Za-z0-9.-]*$|^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/;
function parseSsh(text) {
	const [, user, bracketed, plain, port] = /^(?:([a-z_][a-z0-9_-]*)@)?(?:\[([^\]]+)\]|([^:@/[\]]+))(?::(\d+))?\/?$/.exec(text) ?? [];
	const host = bracketed ?? plain ?? "";
	if (!HOST.test(host) || port !== void 0 && !(Number(port) >= 1 && Number(port) <= 65535)) return null;
	return {
		host,
		...port === void 0 ? {} : { port: Number(port) },
		...user === void 0 ? {} : { user }
	};
}
/**
* Reads the value of `--node`.
* @throws PhoenixError `USAGE`
*/
function parseTarget(text) {
	if (text === "local") return { is: "local" };
	if (text.startsWith("sim:") && text.length > 4) return {
		is: "sim",
		folder: text.slice(4)
	};
	if (text.startsWith("ssh://")) {
		const ssh = parseSsh(text.slice(6));
		if (ssh) return {
			is: "ssh",
			ssh
		};
	}
	throw new PhoenixError("USAGE", `--node ${quote(text)} names no node`, { hint: "it is \"local\", \"ssh://HOST\", \"ssh://HOST:PORT\" or \"sim:FOLDER\"" });
}
function undeclared(name, how, settings) {
	const nodes = Object.keys(settings.nodes);
	return new PhoenixError("NODE_UNREACHABLE", `${how} is the node ${name}, which phoenix.json does not name`, { hint: `run this on ${nodes.join(" or ") || "a node that it names"}, or say --node ssh://${nodes[0] ?? "HOST"}` });
}
/** The other nodes of the estate are reached by ssh, at their addresses. */
function othersOf(settings, known) {
	return Object.entries(settings.nodes).filter(([name]) => name !== known).map(([name, node]) => sshAccess(name, parseSsh(node.address ?? name) ?? { host: name }));
}
async function connectSsh(target, settings) {
	const machine = await sshMachine(target);
	if (!Object.hasOwn(settings.nodes, machine.name)) {
		await machine.close();
		throw undeclared(machine.name, target.host, settings);
	}
	return clusterOf([{
		name: machine.name,
		open: async () => machine
	}, ...othersOf(settings, machine.name)], { needsCluster: true });
}
async function simulated(folder, settings, say) {
	const { simulatedNodes } = await import("./simulated.js");
	const nodes = await simulatedNodes(folder, settings, say);
	const known = new Set(nodes.map(({ name }) => name));
	const absent = Object.keys(settings.nodes).filter((name) => !known.has(name)).map((name) => ({
		name,
		open: async () => {
			throw new PhoenixError("NODE_UNREACHABLE", `the simulated cluster in ${folder} has no node ${name}`, { hint: `its nodes are ${[...known].join(", ") || "none"}` });
		}
	}));
	return clusterOf([...nodes, ...absent]);
}
/**
* Connects to the cluster of an estate. Close it when done: a session that stays open keeps the process alive.
* @param say what the user should know of it
* @throws PhoenixError `USAGE`, `NODE_UNREACHABLE`
*/
async function connect(target, settings, say = () => {}) {
	const parsed = parseTarget(target);
	switch (parsed.is) {
		case "sim": return simulated(parsed.folder, settings, say);
		case "ssh": return connectSsh(parsed.ssh, settings);
		case "local": {
			const here = localAccess();
			if (!Object.hasOwn(settings.nodes, here.name)) throw undeclared(here.name, "this host", settings);
			return clusterOf([here, ...othersOf(settings, here.name)], { needsCluster: true });
		}
	}
}
/** The cluster of a node, with all members that it names, in `phoenix.json` or not. */
async function found(entry, settings) {
	const machine = await entry.open();
	const members = (await machine.read(["/etc/pve/.members"])).get("/etc/pve/.members") ?? "";
	const addresses = new Map([...membersIn(members)].filter(([name]) => !Object.hasOwn(settings.nodes, name)));
	const more = [...addresses].filter(([name]) => name !== entry.name).map(([name, host]) => sshAccess(name, { host }));
	return {
		cluster: clusterOf([
			{
				...entry,
				open: async () => machine
			},
			...othersOf(settings, entry.name),
			...more
		], { needsCluster: true }),
		addresses
	};
}
/**
* Connects to a cluster that `phoenix.json` need not name, to see what there is.
* @param settings of the estate that it may become a part of
* @throws PhoenixError `USAGE`, `NODE_UNREACHABLE`
*/
async function discover(target, settings, say = () => {}) {
	const parsed = parseTarget(target);
	switch (parsed.is) {
		case "sim": return {
			cluster: await simulated(parsed.folder, settings, say),
			addresses: /* @__PURE__ */ new Map()
		};
		case "ssh": {
			const machine = await sshMachine(parsed.ssh);
			return found({
				name: machine.name,
				open: async () => machine
			}, settings);
		}
		case "local": return found(localAccess(), settings);
	}
}
// src/commands/operator-plan.ts
/** The commit that files on disk were changed from: they know the history of that one. Null: nothing is committed. */
async function checkedOut({ repository }) {
	try {
		return repository ? (await repository.head()).sha : null;
	} catch (error) {
		if (error instanceof PhoenixError && error.code === "GIT") return null;
		throw error;
	}
}
async function operatorPlan(workspace, head, cluster, more = {}) {
	return makeLivePlan({
		kinds,
		head,
		checkedOut: head.tree.revision ?? await checkedOut(workspace),
		parent: null,
		tip: head,
		history: historyOf(workspace),
		cluster,
		confirmed: true,
		unshown: async () => [],
		...more
	});
}
// src/node/simulated-estate.ts
/** Device nodes that the driver of a card makes. */
function devicesOf({ driver, minor }) {
	return driver === "nvidia" ? [
		`/dev/nvidia${minor}`,
		"/dev/nvidiactl",
		"/dev/nvidia-uvm",
		"/dev/nvidia-uvm-tools",
		"/dev/nvidia-modeset"
	] : [
		`/dev/dri/card${minor}`,
		`/dev/dri/renderD${128 + minor}`,
		"/dev/kfd"
	];
}
/** Properties that a storage of that type cannot do without; where it stands does not matter to a simulated one. */
function requiredOptions(id, type) {
	switch (type) {
		case "zfspool": return [`pool rpool/${id}`];
		case "lvm": return ["vgname pve"];
		case "lvmthin": return [`thinpool ${id}`, "vgname pve"];
		case "rbd": return ["pool rbd"];
		case "nfs": return [
			"server 192.0.2.1",
			`export /${id}`,
			`path /mnt/pve/${id}`
		];
		case "cifs": return [
			"server 192.0.2.1",
			`share ${id}`,
			`path /mnt/pve/${id}`
		];
		default: return [`path /mnt/${id}`];
	}
}
function storagesOf(settings) {
	const sections = /* @__PURE__ */ new Map([["local", "dir: local\n	path /var/lib/vz\n	content iso,vztmpl,backup,snippets,rootdir,images\n"]]);
	for (const { storages } of Object.values(settings.nodes)) for (const [id, { type, shared }] of Object.entries(storages)) {
		if (id === "local") continue;
		const content = [
			"dir",
			"btrfs",
			"nfs",
			"cifs",
			"cephfs"
		].includes(type) ? "iso,vztmpl,backup,snippets,rootdir,images" : "rootdir,images";
		const lines = [
			...requiredOptions(id, type),
			`content ${content}`,
			...shared ? ["shared 1"] : []
		];
		sections.set(id, `${type}: ${id}\n${lines.map((line) => `\t${line}\n`).join("")}`);
	}
	return [...sections.values()].join("\n");
}
function factsOf(name, node, settings) {
	const memory = node.capacity?.memory === void 0 ? null : sizeInKiB(node.capacity.memory, "M");
	const bridges = (node.bridges ?? ["vmbr0"]).map((bridge) => [bridge, { mtu: 1500 }]);
	const devices = Object.values(node.gpus).flatMap(devicesOf);
	return {
		name,
		pve: node.pve.startsWith("8.") ? "8.4" : "9.2",
		bridges: Object.fromEntries(bridges),
		paths: [...DEFAULT_FACTS.paths, ...Object.values(settings.binds).map((bind) => bind.path)],
		devices: [.../* @__PURE__ */ new Set([...DEFAULT_FACTS.devices, ...devices])],
		...node.capacity?.cores === void 0 ? {} : { cores: node.capacity.cores },
		...memory === null ? {} : { memory }
	};
}
/** The cluster that `phoenix.json` describes, without any guest. */
function freshOptions(settings) {
	const nodes = Object.entries(settings.nodes).map(([name, node]) => factsOf(name, node, settings));
	const declared = Object.values(settings.nodes).some((node) => Object.keys(node.storages).length > 0);
	return {
		...nodes.length > 0 ? { nodes } : {},
		...declared ? { storages: storagesOf(settings) } : {}
	};
}
// src/node/simulated-facts.ts
function filesOf(facts) {
	const processors = Array.from({ length: facts.cores }, (_, n) => `processor\t: ${n}\n`);
	const bridges = Object.keys(facts.bridges).map((name) => [`/sys/class/net/${name}/bridge/bridge_id`, "8000.000000000000\n"]);
	return new Map([
		["/proc/meminfo", `MemTotal:       ${facts.memory} kB\n`],
		["/proc/cpuinfo", processors.join("\n")],
		[VERSION_PATH, `sub version {\n    return '${facts.pve}.0';\n}\n`],
		...bridges
	]);
}
function foldersOver(files) {
	return {
		list: (folder) => {
			const names = [...files.keys()].flatMap((path) => path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split("/")[0] ?? [] : []);
			return [...new Set(names)];
		},
		read: (path) => files.get(path) ?? null
	};
}
/** The machine with those files beside its own. */
function withFacts(machine, facts) {
	return {
		...machine,
		read: async (patterns) => {
			const own = await machine.read(patterns);
			const made = readMatching(foldersOver(filesOf(facts())), patterns);
			return made.size === 0 ? own : new Map([...made, ...own]);
		}
	};
}
// src/node/simulated.ts
/** To make a lab takes the whole simulator; to read one does not. */
async function labIn(folder, settings, say) {
	const known = knownLab(folder);
	if (known) return known;
	const { openLab } = await import("./lab2.js");
	const lab = openLab(folder, freshOptions(settings));
	say(`${lab.dir} is a new simulated node: nothing is really installed in its guests, see "phoenix lab up"`);
	return lab;
}
/**
* The nodes in that folder; an empty one becomes a cluster as the estate declares it, and that is said: its name may be a slip.
* @throws PhoenixError `USAGE` when the folder holds something else.
*/
async function simulatedNodes(folder, settings, say) {
	const lab = await labIn(folder, settings, say);
	const real = pathMapper(lab.dir, lab.layout);
	return lab.nodes.map((name) => ({
		name,
		open: async () => {
			const env = {
				...COMMAND_ENVIRONMENT,
				PATH: `${lab.bin(name)}:${COMMAND_ENVIRONMENT.PATH}`
			};
			return withFacts(directMachine({
				name,
				real,
				env
			}), () => readFacts(lab.host, name));
		}
	}));
}
export { discover as a, guestFile as c, estateId as d, makeLivePlan as f, connect as i, snapshotOf as l, freshOptions as n, parseTarget as o, isTaken as p, operatorPlan as r, runProcess as s, simulatedNodes as t, optionValue as u };
