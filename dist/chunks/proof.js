import { Do as longest, H as colorsOf, P as showFindings, So as capacityText, Vo as plain, Yi as isLxc, j as sound, ko as pathText, m as unknownAddress, qo as settingsSchema, y as planFromGit } from "./engine.js";
import { I as kinds, P as makeLivePlan } from "./live.js";
import { Et as durationText, Q as VERSION, bt as PhoenixError, pt as runName } from "./base.js";
import { n as proofHeadline, t as WAY_WORDS } from "./proof-words.js";
import { a as obstaclesOf, i as isBuilt, n as isNamed, o as placeholderReader, t as chooseProofs } from "./choose.js";
import { n as bounded } from "./exchange.js";
import { C as pathMapper } from "./lab-files.js";
import { p as recipeOf, w as requireContainers } from "./lab.js";
import { i as labUp, n as labDown, t as buildArchives } from "./up.js";
import { t as operatorName } from "./operator.js";
import { t as labOptionsOf } from "./estate-lab.js";
import { t as baseEstate } from "./make-plan2.js";
import { n as withSession, t as runApply } from "./run-apply.js";
import { n as openSources, r as orNone } from "./sources.js";
import { t as stopOnSignal } from "./stop.js";
import { t as openWorkspace } from "./workspace.js";
import { randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir, totalmem } from "node:os";
// src/plan/render/terminal/proof-lines.ts
/** A proof on a terminal: a line for each guest, what failed with its last words, and the sum of it last. */
const MARKS = {
	proved: "✓",
	failed: "✗",
	unproved: "-"
};
function tint(colors, is) {
	switch (is) {
		case "proved": return colors.green;
		case "failed": return colors.red;
		case "unproved": return colors.yellow;
	}
}
function wayText({ way, is, ms }) {
	const word = WAY_WORDS[way];
	switch (is) {
		case "proved": return `${word} ${durationText(ms)}`;
		case "failed": return `${word} FAILED after ${durationText(ms)}`;
		case "unproved": return `${word} not proved`;
	}
}
function wayLines({ way, why, lines = [] }, colors) {
	if (why === void 0) return [];
	const output = lines.map((line) => colors.dim(`      | ${plain(line.replaceAll("	", "  "))}`));
	return [`    ${WAY_WORDS[way]}: ${plain(why, 1e3)}`, ...output];
}
function guestLines(guest, width, colors) {
	const { address, is, ways, why, needs, notes } = guest;
	const name = colors.bold(plain(address, 80).padEnd(width));
	const words = [
		...why === void 0 ? [] : [`not proved: ${plain(why, 1e3)}`],
		...ways.map(wayText),
		...notes.map((note) => plain(note))
	];
	const aside = needs.length === 0 || why !== void 0 ? "" : colors.dim(`  (with ${needs.map((one) => plain(one, 80)).join(", ")})`);
	return [`${tint(colors, is)(MARKS[is])} ${name}  ${words.join("; ")}${aside}`, ...ways.flatMap((way) => wayLines(way, colors))];
}
/** Lines of text, without a newline at the end. */
function renderProof(proof, color) {
	const colors = colorsOf(color);
	const width = Math.min(40, longest(proof.guests.map(({ address }) => plain(address, 80))));
	const lines = proof.guests.flatMap((guest) => guestLines(guest, width, colors));
	const sum = `${plain(proof.estate, 80)}: ${proofHeadline(proof)}`;
	const end = proof.ok ? proof.guests.some(({ is }) => is === "proved") ? colors.green(sum) : sum : colors.red(sum);
	return [
		...lines,
		...lines.length > 0 ? [""] : [],
		end
	].join("\n");
}
// src/proof/lab-estate.ts
/** Limits and waiting times are for guests that somebody uses. */
const { policies: NO_POLICIES } = settingsSchema.parse({
	name: "lab",
	nodes: {}
});
/** Options without which a guest is built as well: scripts of the node, and what keeps it from being removed. */
const LEFT_OUT = ["hookscript", "protection"];
function labEstate(estate, wanted, machine) {
	const { runner: _, ...settings } = estate.settings;
	const resources = [...estate.resources.values()].filter(isBuilt).filter(({ address }) => wanted.has(address));
	return {
		...estate,
		settings: {
			...settings,
			policies: NO_POLICIES
		},
		resources: new Map(resources.map((one) => [one.address, inLab$1(one, machine)])),
		findings: []
	};
}
function inLab$1(resource, machine) {
	const { pool: _, options, ...spec } = resource.spec;
	const fitted = Object.entries(options).filter(([key]) => !LEFT_OUT.includes(key)).map(([key, value]) => [key, key === "memory" || key === "cores" ? fit(key, value, machine) : value]);
	return {
		...resource,
		spec: {
			...spec,
			options: Object.fromEntries(fitted)
		}
	};
}
/** MiB of memory, as Proxmox counts, or cores. */
function fit(key, value, machine) {
	const most = key === "memory" ? Math.floor(machine.memory / 1024) : machine.cores;
	return String(Math.min(Number(value), most));
}
const size = (kib) => capacityText("memory", kib);
/** How the lab's guest differs from the one that the file describes. */
function labNotes(resource, machine) {
	if (!isBuilt(resource)) return [];
	const { options, mounts, pool } = resource.spec;
	const [memory, cores] = [Number(options["memory"] ?? 0) * 1024, Number(options["cores"] ?? 0)];
	const binds = Object.entries(mounts).flatMap(([path, mount]) => mount["bind"] === void 0 ? [] : [path]);
	return [
		...memory > machine.memory ? [`${size(machine.memory)} of ${size(memory)} memory`] : [],
		...cores > machine.cores ? [`${machine.cores} of ${cores} cores`] : [],
		...binds.length > 0 ? [`an empty folder at ${binds.join(", ")}`] : [],
		...options["hookscript"] === void 0 ? [] : ["without its hook script"],
		...pool === void 0 ? [] : ["in no pool"]
	];
}
/** Ids of guests without privileges begin there on the node (Proxmox's own default). */
const SHIFT = 1e5;
/** Folders that guests bind, each as the first of its guests can write it. */
function bindFolders({ resources, settings }) {
	const folders = /* @__PURE__ */ new Map();
	for (const { spec } of [...resources.values()].filter(isBuilt)) {
		const { mounts, unprivileged } = spec;
		for (const { bind } of Object.values(mounts)) {
			if (bind === void 0 || folders.has(bind)) continue;
			const owner = Object.values(settings.binds).find(({ path }) => path === bind)?.owner ?? 0;
			folders.set(bind, owner + (unprivileged ? SHIFT : 0));
		}
	}
	return [...folders].map(([path, owner]) => ({
		path,
		owner
	}));
}
// src/proof/proof.ts
/** The verdict on a guest from those on its ways. */
function verdictOf(ways) {
	if (ways.some(({ is }) => is === "failed")) return "failed";
	return ways.some(({ is }) => is === "proved") ? "proved" : "unproved";
}
// src/simulator/edge/lxc/proof-lab.ts
/** A lab of real containers for one proof: made for it, stopped when somebody asks for it, and nothing is left of it. */
/** No disk of this machine is given to a guest. */
function isDevice(path) {
	return statSync(path, { throwIfNoEntry: false })?.isCharacterDevice() ?? false;
}
/** This machine, as the guests of a lab find it. */
const thisMachine = {
	canBuild: (volume) => recipeOf(volume) !== null,
	hasDevice: isDevice,
	memory: Math.floor(totalmem() / 1024),
	cores: availableParallelism()
};
/** @throws PhoenixError `USAGE` when this machine cannot run containers, or the folder holds something */
function openProofLab({ fresh, dir, cache }) {
	requireContainers();
	const own = dir === void 0 ? mkdtempSync(join(tmpdir(), "phoenix-proof-")) : null;
	const folder = own === null ? resolve(dir) : join(own, "lab");
	if (existsSync(folder) && readdirSync(folder).length > 0) throw new PhoenixError("USAGE", `${folder} is not empty, and a proof begins with nothing`, { hint: "name another folder with --lab, or leave it out" });
	const { lab, record } = labUp(folder, {
		fresh,
		...cache === void 0 ? {} : { cache }
	});
	const real = pathMapper(lab.dir, lab.layout);
	return {
		dir: lab.dir,
		id: record.id,
		build: (archives, say) => {
			try {
				buildArchives(record, archives, (text) => say(text.replace(/\n$/, "")), 2);
			} catch (error) {
				say(error instanceof Error ? error.message : String(error));
			}
		},
		makeFolders: (folders) => {
			for (const { path, owner } of folders) {
				mkdirSync(real(path), { recursive: true });
				chownSync(real(path), owner, owner);
			}
		},
		stop: () => void labDown(lab.dir, false),
		end: () => {
			labDown(lab.dir, true);
			if (own !== null) rmSync(own, {
				recursive: true,
				force: true
			});
		}
	};
}
// src/proof/outcome.ts
const hasFailed = (step) => step.outcome.is === "failed";
const of = ({ resources }, address) => resources.find((one) => one.address === address) ?? null;
/** What came of a guest; one that was never begun says which of those that it needs failed. */
function wayProof(way, report, address, needs) {
	const found = of(report, address);
	if (!found) return {
		way,
		is: "proved",
		ms: 0
	};
	const { outcome, ms, text } = found;
	switch (outcome) {
		case "applied":
		case "unchanged": return {
			way,
			is: "proved",
			ms
		};
		case "failed": return failure(way, found);
		case "skipped": {
			const failed = needs.find((need) => of(report, need)?.outcome === "failed");
			return {
				way,
				is: "unproved",
				ms,
				why: failed === void 0 ? text : `it needs ${failed}, which failed`
			};
		}
		case "held":
		case "drift": return {
			way,
			is: "unproved",
			ms,
			why: text
		};
	}
}
/** A step that failed, with its last words. */
function failure(way, { ms, text, steps }) {
	const step = steps.find(hasFailed);
	if (!step) return {
		way,
		is: "failed",
		ms,
		why: text
	};
	const last = (step.outcome.output ?? "").split("\n").filter((line) => line.trim() !== "").slice(-12);
	return {
		way,
		is: "failed",
		ms,
		why: `${step.title}: ${step.outcome.why}`,
		...last.length > 0 && { lines: last }
	};
}
// src/commands/proof-rounds.ts
/** Milliseconds. */
const DESTROY = 3e5;
/** The lab's guests are made by these two revisions alone. */
function historyOf({ head, base }) {
	const [now, before] = [head.tree.revision, base?.tree.revision ?? null];
	return {
		estateAt: async (commit) => commit === now ? head : commit === before ? base : null,
		isAncestor: async (older) => older === before,
		commitsBetween: async () => [],
		commitsSince: async () => []
	};
}
function planOf(input, estate, asked) {
	return makeLivePlan({
		kinds,
		head: estate,
		checkedOut: estate.tree.revision ?? input.base?.tree.revision ?? null,
		parent: null,
		tip: estate,
		history: historyOf(input),
		cluster: input.session.cluster,
		confirmed: true,
		unshown: async () => [],
		asked: new Set(asked)
	});
}
async function round(input, estate, asked, title) {
	input.run.say(`${title}: ${asked.join(", ")}`);
	const live = await planOf(input, estate, asked);
	return runApply(input.session, live, {
		...input.run,
		head: estate
	});
}
/** @returns why it is still there; null: it is gone */
async function destroy({ session }, estate, address) {
	const resource = estate.resources.get(address);
	if (!resource || !isLxc(resource)) return null;
	const { vmid, node } = resource.spec;
	if (!(await session.cluster.snapshot()).guests.has(vmid)) return null;
	const argv = [
		"pct",
		"destroy",
		String(vmid),
		"--purge",
		"1",
		"--force",
		"1"
	];
	const { exit, stderr } = await session.cluster.node(node).run(argv, { timeout: DESTROY });
	return exit === 0 ? null : `it could not be removed before: ${stderr.trim().split("\n").at(-1) ?? ""}`;
}
const isUpgraded = ({ upgrade }) => upgrade.is;
/** The guests as the base has them; what did not come up is taken away, and why it did not is kept. */
async function buildBase(input, base) {
	const upgraded = input.candidates.filter(isUpgraded);
	const left = (await round(input, base, upgraded.flatMap(({ upgrade }) => upgrade.is ? upgrade.needs.slice(0, 1) : []), "As the base has them")).resources.filter(({ outcome }) => outcome !== "applied" && outcome !== "unchanged");
	if (input.session.signal.aborted) return /* @__PURE__ */ new Map();
	for (const { address } of left) await destroy(input, base, address);
	const whys = /* @__PURE__ */ new Map();
	for (const { address, upgrade } of upgraded) {
		if (!upgrade.is) continue;
		const own = left.filter((one) => upgrade.needs.includes(one.address));
		const first = own.find(({ outcome }) => outcome === "failed") ?? own[0];
		if (!first) continue;
		const what = first.address === upgrade.needs[0] ? "it" : first.address;
		const { why } = first.outcome === "failed" ? failure("upgrade", first) : { why: first.text };
		whys.set(address, `as the base has it, ${what} could not be built: ${why}`);
	}
	return whys;
}
/** Runs all of them, as far as nobody stops it. */
async function proofRounds(input) {
	const { head, base, candidates, session } = input;
	const ways = new Map(candidates.map(({ address }) => [address, []]));
	const failed = /* @__PURE__ */ new Map();
	const add = (address, way) => ways.get(address)?.push(way);
	const addFailed = ({ resources }) => {
		for (const one of resources) if (one.outcome === "failed" && !ways.has(one.address)) failed.set(one.address, failure("new", one));
	};
	const all = candidates.map(({ address }) => address);
	const noBase = base && candidates.some(isUpgraded) ? await buildBase(input, base) : /* @__PURE__ */ new Map();
	if (session.signal.aborted) return {
		ways,
		failed
	};
	const first = await round(input, head, all, base && candidates.some(isUpgraded) ? "As the files say" : "From nothing");
	addFailed(first);
	const again = [];
	for (const { address, needs, upgrade } of candidates) {
		const why = noBase.get(address);
		if (why !== void 0) add(address, {
			way: "upgrade",
			is: "unproved",
			ms: 0,
			why
		});
		if (!upgrade.is || why !== void 0) add(address, wayProof("new", first, address, needs));
		else {
			add(address, wayProof("upgrade", first, address, needs));
			again.push(address);
		}
	}
	if (again.length > 0 && !session.signal.aborted) await fromNothing(input, again, {
		add,
		addFailed
	});
	if (!session.signal.aborted) await converged(input, ways);
	return {
		ways,
		failed
	};
}
const needsOf = ({ candidates }, address) => candidates.find((one) => one.address === address)?.needs ?? [];
async function fromNothing(input, again, { add, addFailed }) {
	const gone = [];
	for (const address of again) {
		const left = await destroy(input, input.head, address);
		if (left === null) gone.push(address);
		else add(address, {
			way: "new",
			is: "unproved",
			ms: 0,
			why: left
		});
	}
	if (gone.length === 0) return;
	const report = await round(input, input.head, gone, "From nothing");
	addFailed(report);
	for (const address of gone) add(address, wayProof("new", report, address, needsOf(input, address)));
}
/** What is proved must need nothing more: an apply after this one would do nothing. */
async function converged(input, ways) {
	const { plan } = await planOf(input, input.head, [...ways.keys()]);
	for (const { address, action, changes } of plan.items) {
		const last = ways.get(address)?.at(-1);
		if (action === "no-op" || last?.is !== "proved") continue;
		const why = `a second plan is not empty: ${changes.map(({ path, slot }) => path === "" ? slot : pathText(path)).slice(0, 5).join(", ")}`;
		ways.get(address)?.splice(-1, 1, {
			...last,
			is: "failed",
			why
		});
	}
}
// src/commands/proof.ts
/** `phoenix proof`: what a change creates and changes, built in a lab of real containers, without secrets; then all of it goes. */
/** Exit code 0 when nothing fails: what cannot be proved has its reasons. 1 when something fails, or it was stopped. */
async function proof(options, io) {
	const began = performance.now();
	const task = await taskOf(options, io);
	const { plan, head, candidates } = task;
	const rounds = candidates.some(isProvable) ? await inLab(task, options, io) : NOTHING;
	const guests = candidates.map((one) => guestProof(one, rounds, head));
	const needed = [...rounds.stopped ? [] : rounds.failed].map(([address, way]) => {
		return {
			address,
			is: "failed",
			ways: [way],
			needs: [],
			notes: ["not changed here, but needed"]
		};
	});
	const all = [...guests, ...needed];
	const made = {
		v: 1,
		phoenix: VERSION,
		estate: plan.estate,
		env: plan.env,
		base: task.before,
		head: plan.head,
		ok: !rounds.stopped && all.every(({ is }) => is !== "failed"),
		ms: Math.round(performance.now() - began),
		guests: all
	};
	io.out(options.json ? JSON.stringify(bounded(made), null, 2) : renderProof(made, io.color));
	return made.ok ? 0 : 1;
}
const isProvable = ({ obstacle }) => obstacle === null;
const NOTHING = {
	ways: /* @__PURE__ */ new Map(),
	failed: /* @__PURE__ */ new Map(),
	stopped: false
};
async function taskOf(options, io) {
	const sources = openSources(options.configs);
	try {
		const workspace = openWorkspace(options, sources);
		const tree = options.head === void 0 ? sources.onDisk() : await sources.at(options.head);
		const head = sound(workspace.load(tree));
		if (!options.json) showFindings(head.findings, head.tree, io);
		for (const name of options.addresses) if (![...head.resources.keys()].some((address) => isNamed(address, name))) throw unknownAddress(name, head);
		const before = options.base === void 0 ? await orNone(sources.at("HEAD"), sources.repository) : await sources.at(options.base);
		const base = baseEstate(workspace, before, io);
		const { plan } = planFromGit({
			kinds,
			head,
			base
		});
		const declared = head.settings.proof;
		const candidates = chooseProofs({
			plan,
			head,
			base,
			named: options.addresses,
			kinds,
			upgrades: options.upgrade,
			obstacles: (resource, estate) => obstaclesOf(resource, {
				estate: {
					...estate,
					settings: {
						...estate.settings,
						proof: declared
					}
				},
				machine: thisMachine,
				experiments: options.addresses.length > 0
			})
		});
		return {
			plan,
			before: before?.revision ?? null,
			head,
			base,
			candidates
		};
	} finally {
		sources.close();
	}
}
/** Only what the candidates need of it. */
function estatesOf({ head, base, candidates }) {
	const after = candidates.flatMap(({ address, needs }) => [address, ...needs]);
	const before = candidates.flatMap(({ upgrade }) => upgrade.is ? upgrade.needs : []);
	return {
		head: labEstate(head, new Set(after), thisMachine),
		base: base && before.length > 0 ? labEstate(base, new Set(before), thisMachine) : null
	};
}
/** Both revisions at once: the lab has what either of them expects of its nodes. */
function together(head, base) {
	const before = [...base?.resources ?? []].map(([address, one]) => [`base ${address}`, one]);
	return {
		...head,
		resources: new Map([...before, ...head.resources])
	};
}
function systemsOf({ resources }) {
	const named = [...resources.values()].map(({ merged }) => merged["ostemplate"]);
	return [...new Set(named.filter((archive) => typeof archive === "string"))];
}
async function inLab(task, options, io) {
	const candidates = task.candidates.filter(isProvable);
	const { head, base } = estatesOf({
		...task,
		candidates
	});
	const both = together(head, base);
	const { lab: dir, cache, parallel } = options;
	const lab = openProofLab({
		fresh: labOptionsOf(both),
		...dir === void 0 ? {} : { dir },
		...cache === void 0 ? {} : { cache }
	});
	const stop = stopOnLab(lab, io);
	const run = {
		node: `sim:${lab.dir}`,
		owner: operatorName(),
		run: runName("proof"),
		say: io.err,
		parallel,
		stop,
		secret: placeholderReader(head.settings, () => randomBytes(16).toString("hex"))
	};
	try {
		io.err(`Lab ${lab.id} in ${lab.dir}`);
		lab.build(systemsOf(both), io.err);
		lab.makeFolders(bindFolders(both));
		return {
			...await withSession({
				...run,
				head
			}, (session) => proofRounds({
				session,
				head,
				base,
				candidates,
				run
			})),
			stopped: stop.signal.aborted
		};
	} finally {
		stop.done();
		if (options.keep && !stop.signal.aborted) {
			io.err(`kept: phoenix lab ${lab.dir} -- pct list`);
			io.err(`away: phoenix lab down ${lab.dir} --remove`);
		} else lab.end();
	}
}
/** What runs is not finished: its guests are taken from it. */
function stopOnLab(lab, io) {
	return stopOnSignal((signal) => {
		io.err(`${signal}: stopping; the guests are removed (once more leaves them to: phoenix lab down ${lab.id})`);
		try {
			lab.stop();
		} catch (error) {
			io.err(error instanceof Error ? error.message : String(error));
		}
	});
}
function guestProof(candidate, { ways, stopped }, head) {
	const { address, needs, obstacle, upgrade } = candidate;
	const resource = head.resources.get(address);
	const notes = resource ? labNotes(resource, thisMachine) : [];
	if (obstacle !== null) return {
		address,
		is: "unproved",
		ways: [],
		why: obstacle,
		needs,
		notes: []
	};
	const tried = [...!upgrade.is && upgrade.why !== null ? [{
		way: "upgrade",
		is: "unproved",
		ms: 0,
		why: upgrade.why
	}] : [], ...ways.get(address) ?? []];
	const told = stopped ? tried.filter(({ is }) => is === "proved") : tried;
	const why = stopped ? { why: "the proof was stopped" } : {};
	return {
		address,
		is: verdictOf(told),
		ways: told,
		needs,
		notes,
		...why
	};
}
export { proof };
