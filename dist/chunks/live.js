import { Et as durationText, H as parsePropertyString, I as FAMILIES, J as quote, N as sha1, O as digest, Ot as sizeInKiB, Q as VERSION, R as familyOf, St as errorsIn, X as obstacleAt, bt as PhoenixError, ct as inSpan, i as BOOTSTRAP, j as parseConf, l as parseStorageCfg, z as formatPropertyString } from "./base.js";
import { R as DEFAULT_FACTS } from "./lab-files.js";
import { A as union, D as strictObject, E as record, O as string, S as looseObject, T as object, _ as int, g as discriminatedUnion, h as boolean, j as unknown, k as tuple, p as array, t as number, w as number$1, x as literal } from "./zod.js";
import { C as withSecretsHeld, D as closure, E as digestOf$1, S as recipientVerdicts, T as cover, X as isBesideFiles, Ya as once, _ as historyOf, b as planLive, en as guarded, g as readsOf, h as declaredFacts, ha as isManaged, in as lxcKind, k as edgesOf, nn as lettingGo, rn as runnersOf, tn as idOfEstate, v as byId, w as judge } from "./engine.js";
import { t as firewallKind } from "./kind-firewall.js";
import { t as haKind } from "./kind-ha.js";
import { t as haRuleKind } from "./kind-ha-rule.js";
import { t as hostsKind } from "./kind-hosts.js";
import { t as imageKind } from "./kind-image.js";
import { t as datasetKind } from "./kind-dataset.js";
import { t as layerKind } from "./kind-layer.js";
import { _ as releaseInOutput, a as BOOT_PATH, c as INTERFACES_PATTERNS, d as bridgesOf, f as cardsOf, g as releaseInModule, h as releaseInJson, i as factTable, m as memoryOf, o as BRIDGE_PATTERN, p as coresOf, r as FACT_PATTERNS, s as CARD_PATTERNS, t as nodeKind, u as VERSION_PATH, v as releaseInPackages } from "./kind-node.js";
import { t as poolKind } from "./kind-pool.js";
import { t as storageKind } from "./kind-storage.js";
import { t as vmKind } from "./kind-vm.js";
import { t as vnetKind } from "./kind-vnet.js";
import { t as zoneKind } from "./kind-zone.js";
import { t as zpoolKind } from "./kind-zpool.js";
import process from "node:process";
import { spawn } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, readlinkSync, renameSync, rmSync, rmdirSync, statSync, unlinkSync, writeFileSync, writeSync } from "node:fs";
import { constants as constants$1, hostname, tmpdir } from "node:os";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
// src/kinds/registry.ts
/** Every kind that this version has: a new one is a folder here, a line there, and one in on-demand.ts. */
const kinds = [
	lxcKind,
	vmKind,
	layerKind,
	nodeKind,
	zoneKind,
	vnetKind,
	hostsKind,
	haKind,
	haRuleKind,
	imageKind,
	firewallKind,
	poolKind,
	zpoolKind,
	datasetKind,
	storageKind
];
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
/** Commits that are looked at: of what was applied in part, the revert comes soon. */
const LOOKED_AT = 50;
/** What the commits between its marker's one and this one would have to become this one, newest first. */
async function betweenOf(input, { kind, id, want }, mark) {
	const { head, history } = input;
	const [from, to] = [mark?.commit, head.tree.revision];
	if (!history || !from || !to || !want) return [];
	const commits = await history.commitsBetween(from, to) ?? [];
	const settings = settingsOf(input);
	const found = [];
	for (const commit of commits.toReversed().filter((one) => one !== to).slice(0, LOOKED_AT)) {
		const base = byId(await history.estateAt(commit), kind).get(id);
		if (base) found.push(kind.diff({
			want,
			base,
			seen: null,
			settings,
			snapshot: null
		}));
	}
	return found;
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
	const facts = {
		item,
		expected,
		ancestry,
		atTip: atTip !== null,
		superseded: tip !== head && digestOf$1(atTip?.spec ?? null) !== digestOf$1(want?.spec ?? null),
		unshown: await unshownOf(input, item, mark),
		confirmed: input.confirmed,
		asked: input.asked?.has(item.address) ?? false,
		blind: input.blind === true && input.history !== null && Boolean(mark?.commit),
		owed: mark?.owed ?? [],
		policies
	};
	const found = cover(facts);
	const between = ancestry === "behind" && found.some(({ is }) => is === "drift") ? await betweenOf(input, pairing, mark) : [];
	const covers = between.length > 0 ? cover({
		...facts,
		between
	}) : found;
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
		config: digestOf$1(subject?.spec ?? null),
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
/** Before them a backup is taken, unless one is fresh: of what a purge destroys, one since it was retired. */
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
const makeLivePlan = (input) => inSpan("phase", "plan", {}, () => planAgainst(input));
async function planAgainst(input) {
	const { kinds, head, cluster } = input;
	const reads = readsOf(kinds, head.resources.values());
	let snapshot = await cluster.snapshot({ reads });
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
	const backsUp = planned.plan.items.some((item) => BACKED_UP.includes(item.action));
	if (backupsOn !== void 0 && backsUp) {
		snapshot = {
			...await cluster.snapshot({
				backupsOn,
				reads
			}),
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
		...declaredFacts(head.settings, snapshot),
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
// src/node/backups.ts
/** Backups on a storage, as `pvesh` lists them: one process a node, and only what ends or restores a guest asks. */
const rows = array(looseObject({
	volid: string(),
	vmid: number().optional(),
	ctime: number$1(),
	size: number$1().optional()
}));
/** Oldest first; what belongs to no guest is left out. */
function backupsIn(json) {
	return rows.parse(JSON.parse(json)).flatMap(({ volid, vmid, ctime, size }) => {
		const at = (/* @__PURE__ */ new Date(ctime * 1e3)).toISOString();
		return vmid === void 0 ? [] : [{
			volid,
			vmid,
			at,
			size: size ?? null
		}];
	}).toSorted((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : a.volid < b.volid ? -1 : 1);
}
/** ISO time of the newest backup by VMID. */
function newestBackups(backups) {
	const newest = /* @__PURE__ */ new Map();
	for (const { vmid, at } of backups) if (at > (newest.get(vmid) ?? "")) newest.set(vmid, at);
	return newest;
}
/** @throws PhoenixError `NODE_UNREACHABLE` when the storage cannot be listed: no backup is then taken for granted. */
async function readBackups(node, storage) {
	const argv = [
		"pvesh",
		"get",
		`/nodes/${node.name}/storage/${storage}/content`,
		"--content",
		"backup",
		"--output-format",
		"json"
	];
	const result = await node.run(argv, { timeout: 12e4 });
	try {
		if (result.exit === 0) return backupsIn(result.stdout);
	} catch (error) {
		throw new PhoenixError("NODE_UNREACHABLE", `pvesh on ${node.name} lists ${storage} unreadably`, { cause: error });
	}
	throw new PhoenixError("NODE_UNREACHABLE", `the backups on ${storage} cannot be listed on ${node.name}: ${result.stderr.trim()}`, { hint: "policies.backup.storage must name a storage with content \"backup\" that is mounted there" });
}
/** Of a storage that all nodes share, one node tells everything; of one that each has for itself, each its own. */
async function readBackupsAcross(nodes, storage, entry) {
	const able = nodes.filter(({ name }) => !entry || entry.nodes.length === 0 || entry.nodes.includes(name));
	const asked = entry && !entry.shared ? able : able.slice(0, 1);
	const [first] = nodes;
	if (asked.length === 0 && first) return readBackups(first, storage);
	const all = (await Promise.all(asked.map((node) => readBackups(node, storage)))).flat();
	return [...new Map(all.map((one) => [`${one.volid} ${one.at}`, one])).values()];
}
// src/node/connections.ts
/**
* The machines of a cluster while they are in use: each is connected once, again when its connection was cut, and what all
* nodes share is asked of the first one that answers.
*/
/** Milliseconds in which a node that did not answer is not asked again: each try takes ssh ten seconds. */
const PAUSE$1 = 3e4;
const isAway$1 = (error) => error instanceof PhoenixError && error.code === "NODE_UNREACHABLE";
function connectionsOf(nodes) {
	const opened = /* @__PURE__ */ new Map();
	const machines = /* @__PURE__ */ new Map();
	const lost = [];
	const failures = /* @__PURE__ */ new Map();
	const connect = (access) => {
		const fresh = access.open().then((machine) => {
			machines.set(access.name, machine);
			failures.delete(access.name);
			return machine;
		}, (error) => {
			failures.set(access.name, {
				error,
				at: performance.now()
			});
			opened.delete(access.name);
			throw error;
		});
		opened.set(access.name, fresh);
		return fresh;
	};
	const recent = (name) => {
		const failure = failures.get(name);
		return failure && performance.now() - failure.at < PAUSE$1 ? failure : void 0;
	};
	const open = async (access) => {
		const machine = machines.get(access.name);
		if (machine?.isLost?.()) {
			machines.delete(access.name);
			opened.delete(access.name);
			lost.push(machine);
		}
		const known = opened.get(access.name);
		if (known) return known;
		const failure = recent(access.name);
		if (failure) throw failure.error;
		return connect(access);
	};
	const ask = async (question) => {
		let failure = new PhoenixError("NODE_UNREACHABLE", "the estate names no node");
		for (const access of nodes) try {
			return await question(await open(access));
		} catch (error) {
			if (!isAway$1(error)) throw error;
			failure = error;
		}
		throw failure;
	};
	return {
		open,
		forgive: (name) => void failures.delete(name),
		ask,
		shared: {
			read: (patterns) => ask((machine) => machine.read(patterns)),
			write: (path, text, mode) => ask((machine) => machine.write(path, text, mode)),
			makeFolder: (path) => ask((machine) => machine.makeFolder(path)),
			remove: (path) => ask((machine) => machine.remove(path))
		},
		spawns: () => {
			const counts = /* @__PURE__ */ new Map();
			for (const machine of [...lost, ...machines.values()]) counts.set(machine.name, (counts.get(machine.name) ?? 0) + machine.spawns());
			return counts;
		},
		close: async () => {
			await Promise.all([...machines.values()].map((machine) => machine.close()));
		}
	};
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
/** All lines that can be read, oldest first, one at a time: a journal has thousands. */
function* journalLines(files) {
	const journals = [...files].filter(([path]) => path.startsWith(`${FOLDER}/`));
	journals.sort(([a], [b]) => a > b ? -1 : 1);
	for (const [, text] of journals) for (const raw of text.split("\n")) {
		const line = parseLine(raw);
		if (line) yield line;
	}
}
/**
* Steps that were begun and whose end nobody wrote. Only an end of the same step closes an intent: a recovery that is
* killed halfway (unlocked, not yet destroyed) must still find the evidence of the create.
*/
function unfinishedIntents(files) {
	const open = /* @__PURE__ */ new Map();
	for (const line of journalLines(files)) {
		const key = `${String(line["estate"])}\n${String(line["stepId"])}`;
		if (line["event"] === "begin") open.set(key, line);
		else if (line["event"] === "end") open.delete(key);
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
// src/node/lock-queue.ts
/**
* Who waits for the estate's lock, in order: a file each beside the owner's, named by when it came. So of several runs
* that wait, such as those of a matrix with one job for each node, none is passed by.
*/
/** Milliseconds without a sign of life after which nobody waits for one who waits. */
const STALE_AFTER$1 = 12e4;
const schema$1 = looseObject({
	owner: string(),
	renewed: string(),
	host: string(),
	where: string(),
	pid: number$1(),
	start: number$1()
});
function ownerIn(text, now) {
	try {
		const { data } = schema$1.safeParse(JSON.parse(text));
		if (!data || isDead(data) || Math.abs(now - Date.parse(data.renewed)) > STALE_AFTER$1) return null;
		return data.owner;
	} catch {
		return null;
	}
}
function queueFor({ machine, folder, owner, timing, identity }) {
	const { now, elapsed, renewEvery } = timing;
	return {
		ahead: async (ticket) => {
			return [...await machine.read([`${folder}/waits-*`])].filter(([path]) => ticket === null || path < ticket.path).toSorted(([a], [b]) => a < b ? -1 : 1).map(([, text]) => ownerIn(text, now())).find((who) => who !== null) ?? null;
		},
		wait: async (ticket) => {
			if (ticket && elapsed() - ticket.renewed < renewEvery) return ticket;
			const path = ticket?.path ?? `${folder}/waits-${String(now()).padStart(15, "0")}-${randomName()}`;
			const renewed = elapsed();
			const text = {
				owner,
				renewed: new Date(now()).toISOString(),
				...identity
			};
			await machine.makeFolder(folder);
			await machine.write(path, JSON.stringify(text));
			return {
				path,
				renewed
			};
		},
		leave: async (ticket) => {
			if (!ticket) return;
			await machine.remove(ticket.path);
			await machine.remove(folder);
		}
	};
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
	elapsed: () => performance.now(),
	renewEvery: RENEW_EVERY,
	staleAfter: STALE_AFTER,
	patience: 0
};
/** Milliseconds between two looks of one who waits. */
const LOOK_EVERY = 2e3;
const lockFolder = (estate) => `/etc/pve/priv/lock/phoenix-${estate}`;
function parseOwner(text) {
	try {
		return ownerSchema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}
/** `old` and `ahead`: by this machine's clock, which may be another one than the owner's. */
function stateOf(owner, { now, staleAfter }) {
	if (!owner) return "held";
	if (isDead(owner)) return "dead";
	const age = now() - Date.parse(owner.renewed);
	if (age < -staleAfter) return "ahead";
	return age > staleAfter ? "old" : "held";
}
/** Ends early when the signal is aborted. */
const sleep$2 = (ms, signal) => setTimeout$1(ms, void 0, signal ? { signal } : {}).catch(() => {});
function lockedBy(estate, owner, now) {
	const ago = owner ? durationText(Math.max(0, now - Date.parse(owner.renewed))) : "";
	const who = owner ? `by ${owner.owner} on ${owner.host} since ${owner.since} (renewed ${ago} ago)` : `by a file in ${lockFolder(estate)} that is not Phoenix's`;
	return new PhoenixError("ESTATE_LOCKED", `the estate ${estate} is locked ${who}`, { hint: "wait for that run; a lock that nobody renews for 2 min is taken over without asking" });
}
/**
* Takes the lock and renews it until it is released.
* @throws PhoenixError `ESTATE_LOCKED`
*/
async function takeLock(machine, estate, owner, given = {}, identity = ownIdentity()) {
	const { signal, onWait } = given;
	const timing = {
		...REAL_TIMING,
		...given
	};
	const queue = queueFor({
		machine,
		folder: lockFolder(estate),
		owner,
		timing,
		identity
	});
	const until = timing.elapsed() + timing.patience;
	let ticket = null;
	let told = "";
	try {
		for (;;) try {
			if (signal?.aborted) throw stopped(estate);
			const ahead = await queue.ahead(ticket);
			if (ahead !== null) throw awaited(estate, ahead);
			return await takeNow(machine, estate, owner, timing, identity, signal);
		} catch (error) {
			if (!(error instanceof PhoenixError && error.code === "ESTATE_LOCKED") || timing.elapsed() >= until) throw error;
			const who = error.message.replace(/ \(renewed .*\)$/, "");
			if (who !== told) onWait?.(who);
			told = who;
			ticket = await queue.wait(ticket);
			await sleep$2(Math.min(LOOK_EVERY, timing.renewEvery), signal);
		}
	} finally {
		await queue.leave(ticket);
	}
}
function stopped(estate) {
	return new PhoenixError("REFUSED", `stopped while it waited for the lock of the estate ${estate}`, { hint: "nothing was begun; do it again when you like" });
}
function awaited(estate, who) {
	return new PhoenixError("ESTATE_LOCKED", `the estate ${estate} is awaited by ${who}, who came first`, { hint: "wait for that run, or wait in its turn with --wait" });
}
async function takeNow(machine, estate, owner, timing, identity, signal) {
	const { renewEvery, staleAfter } = timing;
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
	const isLeft = async (path, content, watched) => {
		const until = timing.elapsed() + watched;
		for (let left = watched; left > 0; left = until - timing.elapsed()) {
			await sleep$2(Math.min(left, renewEvery), signal);
			if (signal?.aborted) throw stopped(estate);
			if (((await machine.read([path])).get(path) ?? content) !== content) return false;
		}
		return true;
	};
	await machine.makeFolder(folder);
	for (const [path, content] of await others()) {
		const found = parseOwner(content);
		const state = stateOf(found, timing);
		if (!(state === "dead" || state === "old" && await isLeft(path, content, renewEvery * 1.5) || state === "ahead" && await isLeft(path, content, staleAfter)) || !await machine.remove(path)) throw lockedBy(estate, found, timing.now());
	}
	await machine.write(mine, text());
	const [rival] = await others();
	if (rival) {
		await machine.remove(mine);
		throw lockedBy(estate, parseOwner(rival[1]), timing.now());
	}
	const lost = new AbortController();
	let renewed = {
		at: timing.now(),
		elapsed: timing.elapsed()
	};
	/** By whichever clock more time has gone by: one may have been set, the other stands while the machine sleeps. */
	const unrenewed = () => Math.max(timing.now() - renewed.at, timing.elapsed() - renewed.elapsed);
	let renewing = Promise.resolve();
	const renew = async () => {
		try {
			if (!(await machine.read([mine])).has(mine)) lost.abort();
			else {
				await machine.write(mine, text());
				renewed = {
					at: timing.now(),
					elapsed: timing.elapsed()
				};
				if ((await others()).length > 0) {
					lost.abort();
					await machine.remove(mine);
				}
			}
		} catch {
			if (unrenewed() > staleAfter - renewEvery) lost.abort();
		}
	};
	const timer = setInterval(() => {
		renewing = renewing.then(() => lost.signal.aborted ? void 0 : renew());
	}, renewEvery);
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
// src/node/members.ts
/** What a node knows of the other ones of its cluster (PVE 9.2: pmxcfs; a node that is alone lists none). */
const MEMBERS_PATH = "/etc/pve/.members";
const schema = object({
	cluster: object({ quorate: number$1() }).optional(),
	nodelist: record(string(), object({
		ip: string().optional(),
		online: number$1().optional()
	}))
});
function parsedMembers(text) {
	try {
		return schema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}
/** Names to addresses; to the name itself where nothing else is known. */
function membersIn(text) {
	const entries = Object.entries(parsedMembers(text)?.nodelist ?? {});
	return new Map(entries.map(([name, { ip }]) => [name, ip ?? name]));
}
/**
* Without quorum /etc/pve can only be read, so that every change would fail somewhere on its way.
* @throws PhoenixError `NODE_UNREACHABLE`
*/
function assertQuorum(text) {
	const members = parsedMembers(text);
	if (members?.cluster?.quorate !== 0) return;
	const away = Object.entries(members.nodelist).filter(([, { online }]) => online === 0).map(([name]) => name);
	const who = away.length > 0 ? `: ${away.join(", ")} ${away.length === 1 ? "is" : "are"} away` : "";
	throw new PhoenixError("NODE_UNREACHABLE", `the cluster has no quorum${who}, so nothing can be changed`, { hint: "bring the nodes back, or see \"pvecm status\" on one of them; plans and status work meanwhile" });
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
function checked$1({ key, value }) {
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
		...raw.map(checked$1),
		...blank,
		...lines.slice(end)
	].join("\n");
}
// src/node/found.ts
/** What a look at a scope that is no guest amounts to. Pure. */
/** One file alone counts as its own SHA-1, so that a later write of it can be compared with it. */
function digestOf(files, said) {
	const [only, ...more] = files.values();
	if (said === null && more.length === 0) return only === void 0 ? null : sha1(only);
	const printed = said === null ? null : [said.exit, said.stdout];
	return sha1(JSON.stringify([[...files].toSorted(([a], [b]) => a < b ? -1 : 1), printed]));
}
function foundOf(files, said) {
	return {
		files,
		said,
		digest: digestOf(files, said)
	};
}
// src/node/write-file.ts
/**
* Replaces or removes a file of a node as a whole, if it still is what it was, under the lock that Proxmox's own tools
* take for it, and reads it back.
*/
/** Milliseconds between two tries to make a lock folder, and in all: Proxmox's tools wait as long (PVE 9.2, cfs_lock). */
const POLL = 200;
const PATIENCE$2 = 1e4;
const sleep$1 = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** Does some work while a folder of pmxcfs is ours: it makes one for one holder only. */
async function withFolder(machine, folder, work) {
	for (let waited = 0; !await machine.makeFolder(folder); waited += POLL) {
		if (waited >= PATIENCE$2) throw new PhoenixError("STEP_FAILED", `can't lock file '${folder}' - got timeout`, { hint: "another command works on it: try again when that is done" });
		await sleep$1(POLL);
	}
	try {
		return await work();
	} finally {
		await machine.remove(folder);
	}
}
async function textAt(machine, path) {
	return (await machine.read([path])).get(path) ?? null;
}
function checked(now, { path, before }) {
	const is = now === null ? null : sha1(now);
	if (before === void 0 || is === before) return now;
	throw new PhoenixError("STALE", `${path} ${now === null ? "is gone" : before === null ? "is there already" : "was changed by someone else"}`, { hint: "plan again: someone else changes this file" });
}
/** @throws PhoenixError `STALE`, `STEP_FAILED` */
async function writeFile(machine, write) {
	const { path, content, mode, lock } = write;
	const put = async () => {
		const now = checked(await textAt(machine, path), write);
		if (now === content) return;
		if (lock && "flock" in lock) {
			const more = mode === void 0 ? {} : { mode };
			await machine.replaceLocked({
				path,
				lock: lock.flock,
				before: now,
				after: content,
				...more
			});
		} else if (content === null) await machine.remove(path);
		else await machine.write(path, content, mode);
	};
	if (lock && "folder" in lock) await withFolder(machine, lock.folder, put);
	else await put();
	if (await textAt(machine, path) === content) return;
	throw new PhoenixError("STEP_FAILED", `${path} does not read back as it was written`);
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
function bootIn(files) {
	const boot = files.get(BOOT_PATH)?.trim();
	return boot ? { boot } : {};
}
function factsOf$1(reading) {
	if (!reading.reachable) return reading;
	const { files, pve, active, tasks, said = /* @__PURE__ */ new Map() } = reading;
	return {
		reachable: true,
		pve,
		running: runningOf(files, active),
		bridges: bridgesOf(files),
		cards: cardsOf(files),
		facts: factTable(files, pve),
		cores: coresOf(files.get("/proc/cpuinfo") ?? ""),
		memory: memoryOf(files.get("/proc/meminfo") ?? ""),
		...bootIn(files),
		intents: unfinishedIntents(files),
		tasks,
		files,
		said
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
		ha: managedIn(reading.cluster.get(HA_PATH) ?? ""),
		files: reading.cluster
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
async function readScope(machine, { files = [], ask }) {
	const [texts, said] = await Promise.all([files.length > 0 ? machine.read(files) : /* @__PURE__ */ new Map(), ask ? machine.run(ask, { timeout: 6e4 }) : null]);
	return foundOf(texts, said);
}
/** The port to a node; its machine is connected when it is first used. */
function nodePort(name, machine, { needsCluster, reach }) {
	return {
		name,
		run: async (argv, options) => (await machine()).run(argv, options),
		guest: async (vmid) => readGuest(await machine(), vmid, needsCluster),
		writeRaw: async (...request) => writeRaw(await machine(), ...request),
		look: async (look) => readScope(await machine(), look),
		writeFile: async (write) => writeFile(await machine(), write),
		reach,
		journal: async (entry) => (await machine()).append(journalPath(entry.estate), journalLine(entry), JOURNAL_ROTATE_AT)
	};
}
// src/node/match.ts
const patterns = /* @__PURE__ */ new Map();
/** Segments come from the program itself, a few dozen in all. */
function inFolder(segment) {
	const known = patterns.get(segment);
	if (known) return known;
	const made = patternOf(segment);
	patterns.set(segment, made);
	return made;
}
function patternOf(segment) {
	const source = segment.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");
	return new RegExp(`^${source}$`);
}
/** Whether a path is one that a pattern finds. */
function matches(path, pattern) {
	const [names, segments] = [path.split("/"), pattern.split("/")];
	if (names.length !== segments.length) return false;
	return segments.every((segment, i) => inFolder(segment).test(names[i] ?? ""));
}
function expand(folders, base, segments) {
	const [segment, ...rest] = segments;
	if (segment === void 0) return [base];
	if (!segment.includes("*")) return expand(folders, `${base}/${segment}`, rest);
	const pattern = inFolder(segment);
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
// src/node/cluster.ts
/** A cluster over its machines: the one reading of everything, the nodes, the estate's lock. */
/** What every reading takes of each node. */
const HOST_PATTERNS = [
	BRIDGE_PATTERN,
	...INTERFACES_PATTERNS,
	...CARD_PATTERNS,
	...FACT_PATTERNS,
	"/proc/meminfo",
	"/proc/cpuinfo",
	VERSION_PATH,
	BOOT_PATH,
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
	const packages = (await machine.read(["/var/lib/dpkg/status"])).get("/var/lib/dpkg/status") ?? "";
	const inPackages = releaseInPackages(packages);
	if (inPackages) return inPackages;
	return releaseInOutput(await asked(machine, "pveversion")) ?? releaseInJson(await asked(machine, "pvesh", "get", "/version", "--output-format", "json")) ?? "";
}
/** What commands print that kinds ask for; a command that fails says nothing. */
async function askedOf(machine, asks, files) {
	const paths = [...files.keys()];
	const wanted = asks.filter(({ where }) => where === void 0 || paths.some((path) => matches(path, where)));
	const answers = await Promise.all(wanted.map(async ({ name, argv }) => {
		const result = await machine.run(argv, { timeout: 6e4 }).catch(() => null);
		return result?.exit === 0 ? [[name, result.stdout]] : [];
	}));
	return new Map(answers.flat());
}
/** Of commands on that node; what it read of it before is given where it has. */
async function tasksOf(machine, list) {
	const listed = openTasks(list ?? (await machine.read(["/var/log/pve/tasks/active"])).get("/var/log/pve/tasks/active") ?? "");
	return liveTasks(listed, listed.length > 0 ? await machine.read(listed.map(statPath)) : /* @__PURE__ */ new Map());
}
async function readNode(machine, { node = [], asks = [] }, releases) {
	const where = asks.flatMap((ask) => ask.where ?? []);
	const [active, files] = await Promise.all([readActive(machine), machine.read([.../* @__PURE__ */ new Set([
		...HOST_PATTERNS,
		...node,
		...where
	])])]);
	const said = await askedOf(machine, asks, files);
	const tasks = await tasksOf(machine, files.get("/var/log/pve/tasks/active") ?? "");
	const pve = releases.get(machine.name) ?? await releaseOf(machine, files);
	releases.set(machine.name, pve);
	return {
		reachable: true,
		files,
		active,
		said,
		pve,
		tasks
	};
}
/** What is the same on every node, and who told it. */
async function readCluster(connections, patterns, needsCluster) {
	return connections.ask(async (teller) => {
		const files = await teller.read(patterns);
		if (needsCluster && files.size === 0) throw noCluster(teller.name);
		return {
			teller,
			files
		};
	});
}
const isHere = (reading, boot) => boot !== void 0 && reading.reachable && reading.files.get("/proc/sys/kernel/random/boot_id")?.trim() === boot;
function nobodyAnswers(readings) {
	const [first] = readings;
	const why = first && !first[1].reachable ? first[1].why : "the estate names no node";
	return new PhoenixError("NODE_UNREACHABLE", why);
}
const isAway = (error) => error instanceof PhoenixError && error.code === "NODE_UNREACHABLE";
/** The cluster of these nodes; the first one that answers reads what they share and holds the lock. */
function clusterOf(nodes, options = {}) {
	const { needsCluster = false, now = Date.now, boot, identity } = options;
	const connections = connectionsOf(nodes);
	const releases = /* @__PURE__ */ new Map();
	const readOne = async (access, reads) => {
		try {
			return await readNode(await connections.open(access), reads, releases);
		} catch (error) {
			if (access === nodes[0] ? !isAway(error) : !(error instanceof PhoenixError)) throw error;
			return {
				reachable: false,
				why: error.message
			};
		}
	};
	/** Of nodes that answer, the one that told of the cluster first. */
	const backupsAt = async (storage, readings, { teller, files }) => {
		const up = readings.filter(([name, { reachable }]) => reachable && name !== teller.name);
		const others = nodes.filter(({ name }) => up.some(([one]) => one === name));
		return newestBackups(await readBackupsAcross([teller, ...await Promise.all(others.map((access) => connections.open(access)))], storage, parseStorageCfg(files.get("/etc/pve/storage.cfg") ?? "").get(storage)));
	};
	/**
	* With the tasks that are at work by now, where a command of ours has no end in a journal. It may have outlived its
	* Phoenix, and have begun its task and locked its guest between the reading of the node's tasks and that of the guests'
	* files: what is at work must not pass for what a killed command left.
	*/
	const withLateTasks = async (snapshot) => {
		if ([...snapshot.nodes.values()].every((one) => !one.reachable || one.intents.length === 0)) return snapshot;
		const known = await Promise.all(nodes.map(async (access) => {
			const one = snapshot.nodes.get(access.name);
			if (!one?.reachable) return one ? [[access.name, one]] : [];
			const late = await tasksOf(await connections.open(access));
			return [[access.name, {
				...one,
				tasks: [.../* @__PURE__ */ new Set([...one.tasks, ...late])]
			}]];
		}));
		return {
			...snapshot,
			nodes: new Map(known.flat())
		};
	};
	return {
		snapshot: async ({ backupsOn, reads = {} } = {}) => {
			const at = new Date(now()).toISOString();
			await connections.ask(async () => void 0);
			const patterns = [.../* @__PURE__ */ new Set([...CLUSTER_PATTERNS, ...reads.cluster ?? []])];
			const [readings, cluster] = await Promise.all([Promise.all(nodes.map(async (access) => [access.name, await readOne(access, reads)])), readCluster(connections, patterns, needsCluster)]);
			const [own] = readings.find(([, { reachable }]) => reachable) ?? [];
			if (own === void 0) throw nobodyAnswers(readings);
			const backups = backupsOn === void 0 ? null : await backupsAt(backupsOn, readings, cluster);
			const here = readings.find(([, one]) => isHere(one, boot))?.[0];
			const read = snapshotOf({
				at,
				cluster: cluster.files,
				nodes: new Map(readings),
				backups
			});
			const all = await withLateTasks(read);
			return here === void 0 ? all : {
				...all,
				here
			};
		},
		node: (name) => {
			const access = nodes.find((candidate) => candidate.name === name);
			if (!access) throw new PhoenixError("NODE_UNREACHABLE", `there is no connection to the node ${name}`, { hint: `phoenix.json must name it under nodes; known are ${nodes.map((n) => n.name).join(", ")}` });
			return nodePort(name, () => connections.open(access), {
				needsCluster,
				reach: async (within) => {
					const answer = await access.reach?.(within) ?? true;
					if (answer === true) connections.forgive(name);
					return answer;
				}
			});
		},
		lock: async (estate, owner, patience, wait) => {
			assertQuorum((await connections.shared.read([MEMBERS_PATH])).get("/etc/pve/.members") ?? "");
			const timing = {
				...wait,
				...patience === void 0 ? {} : { patience }
			};
			return takeLock(connections.shared, estate, owner, timing, identity);
		},
		spawns: () => connections.spawns(),
		close: () => connections.close()
	};
}
// src/node/file-error.ts
/** What the file system of a node refuses, told so that somebody can act: a full disk, one that is read-only, no quorum. */
const FULL = "the disk is full";
/** By the code of the system call; what is none of these is a bug. */
const WHY = {
	EACCES: "permission denied",
	EDQUOT: FULL,
	EIO: "input/output error",
	EMFILE: "too many files are open",
	ENFILE: "too many files are open",
	ENODEV: "its file system is away",
	ENOMEM: "there is no memory left",
	ENOSPC: FULL,
	ENOTCONN: "its file system is away",
	EPERM: "permission denied",
	EROFS: "the file system is read-only",
	ESTALE: "its file system is away"
};
/** Also below the folder of a simulated node. */
const isCluster = (path) => /\/etc\/pve(?:\/|$)/.test(path);
/**
* What to do about it. Without quorum pmxcfs denies every writing, also to root; a full root disk makes its database fail
* with an input/output error; where its process has died, its mount point stays and answers to nobody (PVE 9.2).
*/
function fileHint(path, why) {
	if (isCluster(path)) return /file system is away|not connected/.test(why) ? "is pve-cluster at work there? \"systemctl status pve-cluster\" tells; then apply again" : "has the cluster lost its quorum (\"pvecm status\"), or is the root disk full (\"df /var\")? Then apply again";
	if (/disk is full|No space left|quota exceeded/i.test(why)) return "make room there (\"df\" tells where), then apply again";
	if (/read-only file system|is read-only/i.test(why)) return "see why (\"dmesg\", \"mount\"), mend it, then apply again";
}
/** The error as one that is told; a bug stays what it is. */
function writeError(node, path, error) {
	if (error instanceof PhoenixError) return error;
	const { code = "" } = error;
	const why = WHY[code];
	if (why === void 0) return error;
	const hint = fileHint(path, why);
	return new PhoenixError("UNWRITABLE", `${path} cannot be written on ${node}: ${why}`, {
		cause: error,
		...hint === void 0 ? {} : { hint }
	});
}
/** As {@link writeError}, for a reading: what cannot be read is not absent. */
function readError(node, path, error) {
	const { code = "" } = error;
	const why = WHY[code];
	if (error instanceof PhoenixError || why === void 0) return error;
	const hint = isCluster(path) ? fileHint(path, "its file system is away") : void 0;
	return new PhoenixError("UNREADABLE", `${path} cannot be read on ${node}: ${why} (${code})`, {
		cause: error,
		...hint === void 0 ? {} : { hint }
	});
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
// src/node/scratch.ts
/**
* Files without a name, in memory where there is such a place: what a command reads and what it prints. Unlike pipes
* they do not break when Phoenix dies, and Node's pipes are sockets, which nobody can open by `/dev/stdin`.
*/
const CHUNK = 65536;
/** Not on a disk: what is read may be a secret. */
const SCRATCH = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
function path() {
	return join(SCRATCH, `.phoenix-${process.pid}-${randomName()}`);
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
const PATIENCE$1 = 6e4;
function refusal(title, why) {
	const missing = /^MISSING (\S+): /.exec(why);
	if (missing) return new PhoenixError("NODE_UNREACHABLE", `${title}: there is no command ${missing[1] ?? ""}`);
	const write = /^(?:cannot (?:write|make|remove)|mkdir) (.*): ([^:]+?)(?: at -e line \d+\.)?$/.exec(why);
	const read = /^cannot read (.*): [^:]+$/.exec(why);
	const hint = write ? fileHint(write[1] ?? "", write[2] ?? "") : void 0;
	return new PhoenixError(write ? "UNWRITABLE" : read ? "UNREADABLE" : "STEP_FAILED", `${title}: ${why}`, hint === void 0 ? {} : { hint });
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
	const name = await greeted(child, wire, options.patience ?? PATIENCE$1);
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
		isLost: wire.isLost,
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
my ($path, $lock, $seconds, $length, $was, $stays, $mode) = @ARGV;
binmode STDIN; my $in = do { local $/; <STDIN> };
my ($before, $after) = (substr($in, 0, $length), substr($in, $length));
my $folder = $lock; $folder =~ s{/[^/]*$}{}; mkdir $folder, 0755;
if (-e $path && !-f _) { print STDERR "$path is no regular file\n"; exit 1 }
open(my $held, '>>', $lock) or fail("cannot open $lock");
my $until = time + $seconds;
until (flock($held, LOCK_EX | LOCK_NB)) { exit 4 if time >= $until; select(undef, undef, undef, 0.1); }
if ($was) {
  open(my $file, '<:raw', $path) or exit 3;
  my $now = do { local $/; <$file> }; close $file;
  exit 3 if ($now // '') ne $before;
} else { exit 3 if -e $path }
if (!$stays) { exit 0 if !$was or unlink $path; fail("cannot remove $path") }
$folder = $path; $folder =~ s{/[^/]*$}{}; mkdir $folder, 0755;
my $new = "$path.tmp.$$";
sysopen(my $out, $new, O_WRONLY | O_CREAT | O_TRUNC, oct $mode) or fail("cannot write $new");
binmode $out; print {$out} $after and close $out and rename $new, $path and exit 0;
my $why = $!; unlink $new; $! = $why; fail("cannot replace $path");
`;
/**
* @param real the path as the machine knows it: a simulated one has a folder before it
* @throws PhoenixError `STALE`, `STEP_FAILED`, `UNWRITABLE`
*/
async function replaceLocked(run, real, { path, lock, before, after, mode = 384 }) {
	const length = String(Buffer.byteLength(before ?? "", "utf8"));
	const ends = [
		before === null ? "0" : "1",
		after === null ? "0" : "1",
		mode.toString(8)
	];
	const result = await run([
		"perl",
		"-e",
		PROGRAM,
		real(path),
		real(lock),
		String(LOCK_SECONDS),
		length,
		...ends
	], {
		stdin: `${before ?? ""}${after ?? ""}`,
		timeout: 3e4
	});
	if (result.exit === 0) return;
	if (result.exit === STALE) throw new PhoenixError("STALE", `${path} was changed by someone else`);
	if (result.exit === LOCKED) throw new PhoenixError("STEP_FAILED", `can't lock file '${lock}' - got timeout`, { hint: "another command works on it: try again when that is done" });
	const why = result.stderr.trim();
	const hint = fileHint(path, why);
	throw new PhoenixError("UNWRITABLE", `${path} cannot be written: ${why}`, hint === void 0 ? {} : { hint });
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
		write: async (path, text, mode = 384) => {
			await said("write", real(path), text, mode.toString(8));
		},
		remove: async (path) => await said("remove", real(path)) === "1",
		replaceLocked: (request) => replaceLocked(run, real, request),
		isLost: session.isLost,
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

sub plain { my ($path) = @_; die "cannot write $path: it is no file\n" if -e $path && !-f _ }

my %requests = (
  read => sub {
    my %seen;
    return list(map { my $text = slurp($_); defined $text ? ($_, $text) : () } grep { !$seen{$_}++ }
      map { /\*/ ? File::Glob::bsd_glob($_, 0) : $_ } @_);
  },
  append => sub {
    my ($path, $rotate, $text) = @_; plain($path); my ($folder) = $path =~ m{^(.*)/}; File::Path::make_path($folder, { mode => 0700 });
    rename $path, "$path.1" if (-s $path // 0) > $rotate; my $new = !-e $path;
    sysopen(my $file, $path, O_RDWR | O_CREAT | O_APPEND, 0600) or die "cannot write $path: $!\n";
    my $size = -s $file; my ($last, $at, $put) = ("\n", 0);
    if ($size) { sysseek $file, -1, 2; sysread $file, $last, 1 }
    $text = "\n$text" if $last ne "\n";
    while ($at < length $text) { $put = syswrite $file, $text, length($text) - $at, $at; last if !defined $put; $at += $put }
    if (!defined $put || !$file->sync) { my $why = $!; truncate $file, $size; die "cannot write $path: $why\n" }
    close $file;
    if ($new && sysopen(my $dir, $folder, O_RDONLY)) { $dir->sync }
    return "";
  },
  mkdir => sub {
    my ($path) = @_; my ($folder) = $path =~ m{^(.*)/}; File::Path::make_path($folder);
    return 1 if mkdir $path; return 0 if $!{EEXIST}; die "cannot make $path: $!\n";
  },
  write => sub {
    my ($path, $text, $mode) = @_; plain($path); my ($folder, $name) = $path =~ m{^(.*)/(.*)$}; File::Path::make_path($folder);
    my $new = "$folder/.$name.$$";
    sysopen(my $file, $new, O_WRONLY | O_CREAT | O_TRUNC, oct($mode // "600")) or die "cannot write $new: $!\n";
    return "" if (syswrite($file, $text) // -1) == length $text && close $file && rename $new, $path;
    my $why = $!; unlink $new; die "cannot write $path: $why\n";
  },
  remove => sub {
    my ($path) = @_; plain($path) if !-l $path && !-d _; return 1 if -d $path ? rmdir $path : unlink $path;
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
/** Where no file can be made for what a command reads or prints, it is not started. */
function inMemory({ node }, make) {
	try {
		return make();
	} catch (error) {
		throw writeError(node, SCRATCH, error);
	}
}
/**
* Runs a command to its end. A negative exit is the signal that ended it.
* @throws PhoenixError `NODE_UNREACHABLE` when there is no such program, `UNWRITABLE` where there is no room to start it
*/
async function runProcess(argv, options) {
	const { onLine, onBytes } = options;
	const guest = entersGuest(argv);
	const zx = onLine && !guest ? await import("./core2.js") : null;
	const began = performance.now();
	const printed = guest ? throughPipe : toFile;
	const { stdin } = options;
	const [input, out, err] = [
		stdin === void 0 ? "ignore" : inMemory(options, () => inputFile(stdin)),
		inMemory(options, () => printed({
			...onLine && { onLine },
			...onBytes && { onBytes }
		})),
		inMemory(options, () => printed(onLine ? { onLine } : {}))
	];
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
function diskBehind(node, real) {
	const told = (path, read) => {
		try {
			return orNull(path, read);
		} catch (error) {
			throw readError(node, path, error);
		}
	};
	return {
		list: (folder) => told(folder, () => readdirSync(real(folder)).sort()) ?? [],
		read: (path) => told(path, () => readFileSync(real(path), "utf8"))
	};
}
function syncFolder(folder) {
	const handle = openSync(folder, "r");
	fsyncSync(handle);
	closeSync(handle);
}
/** @throws PhoenixError `UNWRITABLE` for a device: as root, a rename would take its place for the whole machine */
function assertPlain(path, links) {
	const obstacle = orNull(path, () => obstacleAt(path, links));
	if (obstacle !== null) throw new PhoenixError("UNWRITABLE", `${path} is ${obstacle}, and no file`);
}
/** What a crash, or a full disk, has left of a line must not swallow the next one. */
function endsInLine(handle, size) {
	if (size === 0) return true;
	const last = Buffer.alloc(1);
	readSync(handle, last, 0, 1, size - 1);
	return last.toString() === "\n";
}
/** All of it, or nothing: where the disk is full, a part may fit. */
function appendWhole(handle, text) {
	const { size } = fstatSync(handle);
	const bytes = Buffer.from(endsInLine(handle, size) ? text : `\n${text}`);
	try {
		for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
		fsyncSync(handle);
	} catch (error) {
		ftruncateSync(handle, size);
		throw error;
	}
}
/** The line is on the disk when this returns: also the file's own name, when the file is new. */
function appendSynced(path, text, rotateAt) {
	assertPlain(path);
	const folder = dirname(path);
	mkdirSync(folder, {
		recursive: true,
		mode: 448
	});
	const size = orNull(path, () => statSync(path).size);
	if (size !== null && size > rotateAt) renameSync(path, `${path}.1`);
	const isNew = size === null || size > rotateAt;
	const handle = openSync(path, "a+", 384);
	try {
		appendWhole(handle, text);
	} finally {
		closeSync(handle);
	}
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
function writeWhole(path, text, mode = 384) {
	assertPlain(path);
	const folder = dirname(path);
	mkdirSync(folder, { recursive: true });
	const fresh = join(folder, `.${basename(path)}.${process.pid}`);
	try {
		writeFileSync(fresh, text, { mode });
		renameSync(fresh, path);
	} catch (error) {
		rmSync(fresh, { force: true });
		throw error;
	}
}
function removeAt(path) {
	try {
		if (statSync(path).isDirectory()) rmdirSync(path);
		else {
			assertPlain(path, "themselves");
			unlinkSync(path);
		}
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
	/** A write to a path of the node. */
	const change = (path, write) => {
		try {
			return write(real(path));
		} catch (error) {
			throw writeError(name, path, error);
		}
	};
	return {
		name,
		run,
		read: async (patterns) => readMatching(diskBehind(name, real), patterns),
		append: async (path, text, rotateAt) => change(path, (at) => appendSynced(at, text, rotateAt)),
		makeFolder: async (path) => change(path, makeFolder),
		write: async (path, text, mode) => change(path, (at) => writeWhole(at, text, mode)),
		remove: async (path) => change(path, removeAt),
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
/** Of the kernel that this process runs on: that of the node, also in a container of it; undefined: nobody tells. */
function ownBoot() {
	try {
		return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim() || void 0;
	} catch {
		return;
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
// src/node/simulated-estate.ts
/** What an estate declares of its nodes, as the facts of a simulated cluster: so that `sim:` on an empty folder is useful. */
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
const IN_FILES = "iso,vztmpl,backup,snippets,rootdir,images,import";
function storagesOf(settings) {
	const sections = /* @__PURE__ */ new Map([["local", `dir: local\n\tpath /var/lib/vz\n\tcontent ${IN_FILES}\n`]]);
	for (const { storages } of Object.values(settings.nodes)) for (const [id, entry] of Object.entries(storages)) {
		if (id === "local" || isManaged(entry)) continue;
		const { type, shared } = entry;
		const content = [
			"dir",
			"btrfs",
			"nfs",
			"cifs",
			"cephfs"
		].includes(type) ? IN_FILES : "rootdir,images";
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
// src/node/gate/messages.ts
/**
* What a Phoenix elsewhere and `phoenix node` on a host say to each other: a line of JSON each way. Bytes are base64, so
* that a line is a line. Both ends are of one version: what one of them does not know is an error, never a guess.
*/
const id = int().nonnegative();
const key = string().regex(/^[a-z0-9]{8,40}$/);
/** No bits that make a program root's. */
const mode = int().min(0).max(511);
const base64 = string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const requestSchema = discriminatedUnion("do", [
	strictObject({
		id,
		do: literal("read"),
		patterns: array(string()).max(1e4)
	}),
	strictObject({
		id,
		do: literal("run"),
		/** Names the run, so that what became of it can be asked over another connection. */
		key,
		argv: array(string()).min(1),
		/** Milliseconds. */
		timeout: int().positive(),
		stdin: base64.optional()
	}),
	strictObject({
		id,
		do: literal("became"),
		key
	}),
	strictObject({
		id,
		do: literal("forget"),
		key
	}),
	strictObject({
		id,
		do: literal("append"),
		path: string(),
		text: string(),
		rotateAt: int()
	}),
	strictObject({
		id,
		do: literal("folder"),
		path: string()
	}),
	strictObject({
		id,
		do: literal("write"),
		path: string(),
		text: string(),
		mode: mode.optional()
	}),
	strictObject({
		id,
		do: literal("remove"),
		path: string()
	}),
	strictObject({
		id,
		do: literal("replace"),
		path: string(),
		lock: string(),
		before: string().nullable(),
		after: string().nullable(),
		mode: mode.optional()
	})
]);
/** How a run ended. */
const endSchema = strictObject({
	exit: int(),
	timedOut: boolean(),
	ms: number$1()
});
/** What became of a run, for one who was cut off from it. */
const fateSchema = discriminatedUnion("is", [
	strictObject({ is: literal("running") }),
	strictObject({
		is: literal("ended"),
		end: endSchema,
		stdout: base64,
		stderr: base64
	}),
	strictObject({ is: literal("unknown") })
]);
const answerSchema = union([
	strictObject({
		hello: literal("phoenix"),
		protocol: int(),
		version: string(),
		node: string()
	}),
	strictObject({
		id,
		out: base64
	}),
	strictObject({
		id,
		err: base64
	}),
	strictObject({
		id,
		ok: unknown()
	}),
	strictObject({
		id,
		no: string(),
		code: string(),
		hint: string().optional()
	})
]);
/** Null: it is no answer. */
function parseAnswer(line) {
	try {
		return answerSchema.safeParse(JSON.parse(line)).data ?? null;
	} catch {
		return null;
	}
}
/** Null: it is no request. */
function parseRequest(line) {
	try {
		return requestSchema.safeParse(JSON.parse(line)).data ?? null;
	} catch {
		return null;
	}
}
const encode = (message) => `${JSON.stringify(message)}\n`;
/** Characters of the longest line: more than any bundle of features, and less than what would fill the memory. */
const LONGEST = 268435456;
/**
* Bytes as they come, line by line.
* @param onLine gets null once where a line does not end, and nothing after it
*/
function lineReader(onLine, longest = LONGEST) {
	const decoder = new TextDecoder();
	let parts = [];
	let length = 0;
	return (chunk) => {
		if (length > longest) return;
		const lines = decoder.decode(chunk, { stream: true }).split("\n");
		const last = lines.pop() ?? "";
		for (const line of lines) {
			parts.push(line);
			onLine(parts.join(""));
			parts = [];
			length = 0;
		}
		if (last !== "") parts.push(last);
		length += last.length;
		if (length <= longest) return;
		parts = [];
		onLine(null);
	};
}
// src/node/phoenix-link.ts
/** One connection to `phoenix node` on a host: requests go out, answers come back, and all who wait are told when it is cut. */
const PATIENCE = 6e4;
const MAX_STDERR = 4e3;
/** @throws PhoenixError where the other end is another Phoenix */
function assertSame(hello, { title, version }) {
	if (hello.protocol === 1 && hello.version === version) return;
	throw new PhoenixError("NODE_UNREACHABLE", `${title} is Phoenix ${hello.version}, and this one is ${version}`, { hint: "install the same version on both sides" });
}
function listen(child, options) {
	const { title, hint } = options;
	const waiting = /* @__PURE__ */ new Map();
	let stderr = "";
	let cut = null;
	let greet = () => {};
	let refuse = () => {};
	const lose = (why, cause) => {
		if (cut) return;
		const said = stderr.trim().split("\n").slice(-3).join("; ");
		cut = new PhoenixError("NODE_UNREACHABLE", `${title} ${why}${said ? `: ${said}` : ""}`, {
			cause,
			hint
		});
		refuse(cut);
		for (const { fail } of waiting.values()) fail(cut);
		waiting.clear();
	};
	const hello = new Promise((resolve, reject) => {
		greet = resolve;
		refuse = reject;
	});
	const onAnswer = (answer) => {
		if ("hello" in answer) return greet(answer);
		const one = waiting.get(answer.id);
		if (!one) return;
		if ("out" in answer) one.onBytes("out", Buffer.from(answer.out, "base64"));
		else if ("err" in answer) one.onBytes("err", Buffer.from(answer.err, "base64"));
		else {
			waiting.delete(answer.id);
			if ("no" in answer) {
				const more = answer.hint === void 0 ? {} : { hint: answer.hint };
				one.fail(new PhoenixError(answer.code, `${title}: ${answer.no}`, more));
			} else one.done(answer.ok);
		}
	};
	const read = lineReader((line) => {
		const answer = line === null ? null : parseAnswer(line);
		if (answer) onAnswer(answer);
		else {
			stderr += `${(line ?? "").slice(0, MAX_STDERR)}\n`;
			lose("answered what is no answer");
		}
	});
	child.stdout.on("data", read);
	child.stderr.on("data", (chunk) => stderr = (stderr + chunk.toString()).slice(-4e3));
	child.stdin.on("error", () => {});
	child.once("error", (error) => lose("cannot be started", error));
	child.once("close", () => lose("ended"));
	return {
		waiting,
		hello,
		lose,
		cut: () => cut
	};
}
/** @throws PhoenixError `NODE_UNREACHABLE`, with what ssh said */
async function openLink(options) {
	const [program = "", ...args] = options.argv;
	const child = spawn(program, args, {
		env: { ...options.env },
		detached: true,
		stdio: "pipe"
	});
	const { waiting, hello, lose, cut } = listen(child, options);
	const timer = setTimeout(() => lose("does not answer"), options.patience ?? PATIENCE);
	let node = "";
	try {
		const first = await hello;
		assertSame(first, options);
		({node} = first);
	} catch (error) {
		child.kill();
		throw error;
	} finally {
		clearTimeout(timer);
	}
	let next = 1;
	return {
		node,
		ask: (request, onBytes = () => {}) => new Promise((resolve, reject) => {
			const lost = cut();
			if (lost) {
				reject(lost);
				return;
			}
			const id = next++;
			waiting.set(id, {
				done: resolve,
				fail: reject,
				onBytes
			});
			child.stdin.write(encode({
				...request,
				id
			}));
		}),
		isCut: () => cut() !== null,
		close: () => new Promise((resolve) => {
			if (cut()) {
				resolve();
				return;
			}
			child.once("close", () => resolve());
			child.stdin.end();
		})
	};
}
// src/node/phoenix-machine.ts
/**
* A machine behind `phoenix node`: no shell, no root login, only what that command allows. A link that is cut is made anew,
* and what became of a running command is asked there: it was let finish.
*/
const RECONNECT = 6e4;
/** Milliseconds between two tries, and between two questions what became of a command. */
const PAUSE = 1e3;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const isCut = (error) => error instanceof PhoenixError && error.code === "NODE_UNREACHABLE";
/** The end of one of whom nothing more is waited for: it goes on over there until its time is over. */
function lingering(enough) {
	return new Promise((resolve) => {
		const began = performance.now();
		const settle = () => resolve({
			exit: 0,
			timedOut: false,
			ms: performance.now() - began
		});
		enough?.addEventListener("abort", () => setTimeout(settle, LINGER).unref(), { once: true });
	});
}
const filesSchema = array(tuple([string(), string()]));
/**
* Connects.
* @throws PhoenixError `NODE_UNREACHABLE`, with what ssh said, or that the versions differ
*/
async function phoenixMachine(options) {
	let link = await openLink(options);
	let isLost = false;
	let mending = null;
	let spawned = 1;
	const mend = async (cause) => {
		const until = performance.now() + (options.reconnect ?? RECONNECT);
		for (;;) try {
			const fresh = await openLink(options);
			spawned += 1;
			return fresh;
		} catch (error) {
			if (performance.now() >= until) {
				isLost = true;
				throw cause;
			}
			if (!isCut(error)) throw error;
			await sleep(PAUSE);
		}
	};
	const mended = async (cause) => {
		if (!link.isCut()) return link;
		if (isLost) throw cause;
		mending ??= mend(cause).finally(() => mending = null);
		link = await mending;
		return link;
	};
	/** Asked again where the link was cut before the answer came: each of these may be done twice. */
	const ask = async (request) => {
		try {
			return await link.ask(request);
		} catch (error) {
			if (!link.isCut()) throw error;
			return (await mended(error)).ask(request);
		}
	};
	/** What became of a command whose link was cut. */
	const fate = async (key, cause, timeout) => {
		const until = performance.now() + timeout;
		for (;;) {
			await mended(cause);
			const became = fateSchema.parse(await ask({
				do: "became",
				key
			}));
			if (became.is === "ended") return became;
			if (became.is === "unknown" || performance.now() >= until) throw cause;
			await sleep(PAUSE);
		}
	};
	const run = async (argv, settings = {}) => {
		const { stdin, timeout = DEFAULT_TIMEOUT, onBytes, onLine, enough } = settings;
		spawned += 1;
		const key = randomName();
		const streams = {
			out: kept(),
			err: kept()
		};
		const decoders = {
			out: new TextDecoder(),
			err: new TextDecoder()
		};
		const lines = onLine ? lineSplitter(onLine) : null;
		const take = (stream, bytes) => {
			streams[stream].add(bytes);
			lines?.add(decoders[stream].decode(bytes, { stream: true }));
			if (stream === "out") onBytes?.(bytes);
		};
		const input = stdin === void 0 ? {} : { stdin: Buffer.from(stdin).toString("base64") };
		const request = {
			do: "run",
			key,
			argv: [...argv],
			timeout,
			...input
		};
		let end;
		try {
			end = await Promise.race([link.ask(request, take).then((told) => endSchema.parse(told)), lingering(enough)]);
		} catch (error) {
			if (!link.isCut()) throw error;
			const became = await fate(key, error, timeout);
			streams.out = kept();
			streams.err = kept();
			take("out", Buffer.from(became.stdout, "base64"));
			take("err", Buffer.from(became.stderr, "base64"));
			({end} = became);
		}
		lines?.end();
		ask({
			do: "forget",
			key
		}).catch(() => {});
		const { exit, timedOut, ms } = end;
		return {
			exit,
			stdout: streams.out.text(),
			stderr: streams.err.text(),
			ms: Math.round(ms),
			...timedOut ? { timedOut: true } : {}
		};
	};
	return {
		name: link.node,
		run,
		read: async (patterns) => new Map(filesSchema.parse(await ask({
			do: "read",
			patterns: [...patterns]
		}))),
		append: async (path, text, rotateAt) => {
			await ask({
				do: "append",
				path,
				text,
				rotateAt
			});
		},
		makeFolder: async (path) => await ask({
			do: "folder",
			path
		}) === true,
		write: async (path, text, mode) => {
			await ask({
				do: "write",
				path,
				text,
				...mode === void 0 ? {} : { mode }
			});
		},
		remove: async (path) => await ask({
			do: "remove",
			path
		}) === true,
		replaceLocked: async (request) => {
			await ask({
				do: "replace",
				...request
			});
		},
		isLost: () => isLost,
		spawns: () => spawned,
		close: () => link.close()
	};
}
// src/node/ssh.ts
/**
* A node over ssh: one session for the whole apply, which runs the agent, or meets `phoenix node` as its key's forced command;
* nothing else is ever on its command line. With that, a ControlMaster would have nothing left to share, and what asks for a
* fresh connection gets one. Host keys are checked, never learned; between nodes of a cluster they are the cluster's own.
*/
const OPTIONS = [
	"BatchMode=yes",
	"StrictHostKeyChecking=yes",
	"UpdateHostKeys=no",
	"ConnectTimeout=10",
	"ServerAliveInterval=15",
	"ServerAliveCountMax=4",
	"ForwardAgent=no",
	"ClearAllForwardings=yes",
	"PermitLocalCommand=no",
	"ControlPath=none"
];
/** Of the caller's environment, ssh gets what finds its keys; none of it is sent to the node. */
const PASSED = [
	"PATH",
	"HOME",
	"USER",
	"LOGNAME",
	"SSH_AUTH_SOCK"
];
/** As Proxmox's own tools find the keys of other nodes (PVE 8.2 and later: one file for each node; before: one for all). */
function trustOf(member) {
	const file = `/etc/pve/nodes/${member}/ssh_known_hosts`;
	const known = existsSync(file) ? [`UserKnownHostsFile=${file}`, "GlobalKnownHostsFile=none"] : [];
	return [`HostKeyAlias=${member}`, ...known];
}
function commandOf({ how, user = "root" }) {
	if (how === "phoenix") return user === "root" ? "exec phoenix node" : "exec sudo -n -- phoenix node";
	return user === "root" ? AGENT_COMMAND : AGENT_COMMAND.replace("exec ", "exec sudo -n -- ");
}
/** The command line of ssh; the last word is the constant that the node's login shell runs. */
function sshCommand(target) {
	const { host, port, user = "root", member } = target;
	const trust = member === void 0 ? [] : trustOf(member);
	const options = [...OPTIONS, ...trust].flatMap((option) => ["-o", option]);
	const where = [
		...port ? ["-p", String(port)] : [],
		"-l",
		user,
		"--",
		host
	];
	return [
		"ssh",
		"-T",
		...options,
		...where,
		commandOf(target)
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
	const passed = PASSED.flatMap((key) => {
		const value = process.env[key];
		return value === void 0 ? [] : [[key, value]];
	});
	const argv = sshCommand(target);
	const env = Object.fromEntries(passed);
	if (target.how === "phoenix") return phoenixMachine({
		argv,
		env,
		title: `phoenix node on ${target.host}`,
		hint: `the key of this user must be in authorized_keys there, with command="/usr/bin/phoenix node",restrict`,
		version: VERSION
	});
	return agentMachine({
		argv,
		env,
		title: `ssh to ${target.host}`,
		hint: `"${shownCommand(target)}" must work without a password, with a known host key`
	});
}
/** A node by its name in the estate, which must be its own name too: steps for one node never run on another. */
function sshAccess(name, target) {
	return {
		name,
		reach: async (within) => {
			const late = AbortSignal.timeout(within);
			const fresh = sshMachine(target).then(async (machine) => {
				machine.close();
				return true;
			}, (error) => error instanceof Error ? error.message : String(error));
			const never = new Promise((resolve) => {
				late.addEventListener("abort", () => resolve(`${target.host} did not answer in time`), { once: true });
			});
			return Promise.race([fresh, never]);
		},
		open: async () => {
			const machine = await sshMachine(target);
			if (machine.name === name) return machine;
			await machine.close();
			throw new PhoenixError("NODE_UNREACHABLE", `${target.host} should be the node ${name}, but it calls itself ${machine.name}`, { hint: `correct nodes.${name}.address in phoenix.json` });
		}
	};
}
// src/node/connect.ts
/** From what the user calls the nodes (`local`, `ssh://HOST`, `phoenix://HOST`, `sim:DIR`) to a cluster. */
const realNodes = () => ({
	needsCluster: true,
	boot: ownBoot()
});
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
	for (const is of ["ssh", "phoenix"]) {
		const ssh = text.startsWith(`${is}://`) ? parseSsh(text.slice(is.length + 3)) : null;
		if (ssh) return {
			is,
			ssh
		};
	}
	throw new PhoenixError("USAGE", `--node ${quote(text)} names no node`, { hint: "it is \"local\", \"ssh://HOST\", \"ssh://HOST:PORT\", \"phoenix://HOST\" or \"sim:FOLDER\"" });
}
function undeclared(name, how, settings) {
	const nodes = Object.keys(settings.nodes);
	return new PhoenixError("NODE_UNREACHABLE", `${how} is the node ${name}, which phoenix.json does not name`, { hint: `run this on ${nodes.join(" or ") || "a node that it names"}, or say --node ssh://${nodes[0] ?? "HOST"}` });
}
/** Where the estate says that a node is, and what answers there. */
function targetOf(name, { address, connect: how }) {
	const target = parseSsh(address ?? name) ?? { host: name };
	return how === "phoenix" ? {
		...target,
		how
	} : target;
}
/** The other nodes of the estate. */
function othersOf(settings, known) {
	return Object.entries(settings.nodes).filter(([name]) => name !== known).map(([name, node]) => sshAccess(name, targetOf(name, node)));
}
/** A machine that is connected already, and connected anew when that was cut. */
function connected(machine, open) {
	return {
		name: machine.name,
		open: async () => machine.isLost?.() ? open() : machine
	};
}
/** The node of the estate that is meant: by its name, or by where phoenix.json says that it is. */
function namedBy({ host, port }, settings) {
	return Object.keys(settings.nodes).find((name) => {
		const node = settings.nodes[name];
		const known = node ? targetOf(name, node) : null;
		return name === host || known?.host === host && known.port === port;
	});
}
async function connectSsh(target, settings, say) {
	let machine;
	try {
		machine = await sshMachine(target);
	} catch (error) {
		const name = namedBy(target, settings);
		const others = othersOf(settings, name ?? null);
		if (!(error instanceof PhoenixError) || name === void 0 || others.length === 0) throw error;
		say(`${error.message}: ${others.map((other) => other.name).join(", ")} ${others.length === 1 ? "is" : "are"} asked instead`);
		return clusterOf([sshAccess(name, target), ...others], realNodes());
	}
	if (!Object.hasOwn(settings.nodes, machine.name)) {
		await machine.close();
		throw undeclared(machine.name, target.host, settings);
	}
	return clusterOf([connected(machine, () => sshMachine(target)), ...othersOf(settings, machine.name)], realNodes());
}
/** From one node of the cluster to the others: at their addresses in the cluster, with the keys that it knows. */
function membersFrom(here, settings) {
	const addresses = once(async () => {
		return membersIn((await (await here.open()).read(["/etc/pve/.members"])).get("/etc/pve/.members") ?? "");
	});
	return Object.entries(settings.nodes).flatMap(([name, node]) => {
		if (name === here.name) return [];
		const known = targetOf(name, node);
		const open = async () => {
			const host = node.address === void 0 ? (await addresses().catch(() => null))?.get(name) : void 0;
			return sshAccess(name, {
				...known,
				...host === void 0 ? {} : { host },
				member: name
			}).open();
		};
		return [{
			...sshAccess(name, {
				...known,
				member: name
			}),
			open
		}];
	});
}
async function simulated(folder, settings, { say, fresh }) {
	const { simulatedNodes } = await import("./simulated2.js");
	const nodes = await simulatedNodes(folder, fresh ?? (() => freshOptions(settings)), say);
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
* @param fresh what a simulated cluster has that is not there yet; what the settings tell when absent
* @throws PhoenixError `USAGE`, `NODE_UNREACHABLE`
*/
async function connect(target, settings, say = () => {}, fresh) {
	const parsed = parseTarget(target);
	switch (parsed.is) {
		case "sim": return simulated(parsed.folder, settings, {
			say,
			fresh
		});
		case "ssh": return connectSsh(parsed.ssh, settings, say);
		case "phoenix": return connectSsh({
			...parsed.ssh,
			how: "phoenix"
		}, settings, say);
		case "local": {
			const here = localAccess();
			if (!Object.hasOwn(settings.nodes, here.name)) throw undeclared(here.name, "this host", settings);
			return clusterOf([here, ...membersFrom(here, settings)], realNodes());
		}
	}
}
/** The cluster of a node, with all members that it names, in `phoenix.json` or not. */
async function found(entry, settings) {
	const machine = await entry.open();
	const members = (await machine.read(["/etc/pve/.members"])).get("/etc/pve/.members") ?? "";
	const addresses = new Map([...membersIn(members)].filter(([name]) => !Object.hasOwn(settings.nodes, name)));
	const more = [...addresses].filter(([name]) => name !== entry.name).map(([name, host]) => sshAccess(name, entry.reach ? { host } : {
		host,
		member: name
	}));
	return {
		cluster: clusterOf([
			{
				...entry,
				...connected(machine, () => entry.open())
			},
			...othersOf(settings, entry.name),
			...more
		], realNodes()),
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
			cluster: await simulated(parsed.folder, settings, { say }),
			addresses: /* @__PURE__ */ new Map()
		};
		case "ssh":
		case "phoenix": {
			const target = parsed.is === "ssh" ? parsed.ssh : {
				...parsed.ssh,
				how: "phoenix"
			};
			return found(connected(await sshMachine(target), () => sshMachine(target)), settings);
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
export { hostCommand as A, ownIdentity as C, REBOOT_LIMIT as D, readBackups as E, isTaken as F, kinds as I, optionValue as M, estateId as N, enterCommand as O, makeLivePlan as P, isDead as S, journalLines as T, readMatching as _, encode as a, snapshotOf as b, parseRequest as c, directMachine as d, runProcess as f, matches as g, HOST_PATTERNS as h, parseTarget as i, rebootCommand as j, entersGuest as k, freshOptions as l, writeError as m, connect as n, endSchema as o, COMMAND_ENVIRONMENT as p, discover as r, lineReader as s, operatorPlan as t, localAccess as u, CLUSTER_PATTERNS as v, JOURNAL_ROTATE_AT as w, withRawLines as x, guestFile as y };
