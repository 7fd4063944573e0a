import { r as __toESM } from "./rolldown-runtime.js";
import { Et as durationText, J as quote, Ot as sizeInKiB, P as sha256, Q as VERSION, bt as PhoenixError, n as tar, q as writeWhole } from "./base.js";
import { n as readScenarios, t as RECORDED_FILE } from "./scenario-file.js";
import { a as whoseOf, i as eventReader, n as frame, r as outcomeOf, t as compose } from "./compose.js";
import { O as string, T as object, _ as int, f as _enum, h as boolean, n as date, p as array, x as literal } from "./zod.js";
import { Ao as plural, Qr as readLibrary, Rr as guestFeatures, Ur as choose, Vo as plain, W as require_picocolors, li as findingIn, xa as didYouMean } from "./engine.js";
import { C as missingForContainers, f as KNOWN, v as machineAddress } from "./lab.js";
import { p as labNames } from "./lab-files.js";
import { i as labUp, n as labDown } from "./up.js";
import { D as REBOOT_LIMIT, O as enterCommand, f as runProcess, j as rebootCommand, p as COMMAND_ENVIRONMENT } from "./live.js";
import { i as soundFeature, n as folderOf, r as openShelf } from "./feature-library.js";
import { i as readFeatureFolder, t as earlierFolders } from "./feature-folders.js";
import { t as stopOnSignal } from "./stop.js";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { mkdtempSync, rmSync } from "node:fs";
import { release, tmpdir } from "node:os";
// src/features/recorded.ts
/** `test/recorded.json` of a feature: what the last real run of its scenarios came to, for those who cannot run them. Pure. */
const phase = object({
	name: string().max(100),
	ok: boolean(),
	ms: int().nonnegative(),
	/** Of one that failed. */
	why: array(string()).optional()
});
const runSchema = object({
	/** Of the scenario's file. */
	scenario: string().max(100),
	way: _enum(["fresh", "upgrade"]),
	os: string().max(100),
	ok: boolean(),
	ms: int().nonnegative(),
	phases: array(phase)
});
const recordedSchema = object({
	v: literal(1),
	/** ISO day. */
	date: date(),
	phoenix: string().max(64),
	version: string().max(64),
	/** Hash of what is brought into a guest: it tells whether the feature has changed since. */
	content: string().max(80),
	/** Of the machine, such as `6.18.5`. */
	kernel: string().max(100),
	runs: array(runSchema)
});
/** Null where nothing was recorded, or what stands there is something else. */
function parseRecorded(bytes) {
	if (!bytes) return null;
	try {
		return recordedSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null;
	} catch {
		return null;
	}
}
function formatRecorded(recorded) {
	return `${JSON.stringify(recorded, null, 2)}\n`;
}
/** @param ms with the making of the guest */
function recordedRun(scenario, way, os, phases, ms) {
	const kept = phases.map(({ name, ok, ms: took, why }) => ({
		name,
		ok,
		ms: took,
		...ok ? {} : { why: [...why] }
	}));
	return {
		scenario,
		way,
		os,
		ok: phases.every(({ ok }) => ok),
		ms: Math.round(ms),
		phases: kept
	};
}
// src/features/scenario-words.ts
/** At most this many differences are named. */
const MOST_NAMED = 12;
/** Units that come or go by timers of the system are no change of the feature; files are. */
function differences(before, after) {
	const isUnit = (name) => !name.startsWith("/");
	const found = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
		const [old, now] = [before.get(name), after.get(name)];
		if (old === now) return [];
		if (old === void 0) return isUnit(name) ? [] : [`a second install made ${name}`];
		if (now === void 0) return isUnit(name) ? [] : [`a second install removed ${name}`];
		return [isUnit(name) ? `a second install restarted ${name}` : `a second install changed ${name}`];
	});
	const rest = found.length - MOST_NAMED;
	return rest > 0 ? [...found.slice(0, MOST_NAMED), `… and ${rest} more`] : found;
}
function told(id, verdict) {
	switch (verdict.is) {
		case "failed": return [`${id}: ${verdict.what}`, ...verdict.lines];
		case "drift": return [`${id}: its check found a difference right after the install`, ...verdict.lines];
		case "restart": return [`${id}: it asks for a restart again and again`];
		case "not-run": return [`${id}: it was not run`];
		case "unknown": return [`${id}: the run was lost while it was at this feature`];
		case "installed":
		case "unchanged":
		case "differs":
		case "removed": return [`${id}: ${verdict.is}`];
	}
}
function lost({ run }) {
	return run.is === "lost" || run.is === "refused" ? [run.why] : [];
}
// src/features/scenario-run.ts
/**
* One scenario in one guest: install, verify, install again, change, upgrade, remove. The bundles go through the same
* bootstrap and the same reader of events as those of an apply; where the guest comes from stands elsewhere.
*/
/** Restarts that an install may ask for, one after the other. */
const MOST_RESTARTS = 3;
/** @param way `upgrade` installs the previous version first, and nothing is changed or run twice */
async function runScenario(work, way) {
	const phases = [];
	/** A phase that must hold for the next ones to make sense gives false when it does not. */
	const phase = async (name, run) => {
		const began = work.now();
		const why = await run();
		const result = {
			name,
			ok: why.length === 0,
			ms: Math.round(work.now() - began),
			why
		};
		phases.push(result);
		work.onPhase(result);
		return result.ok;
	};
	const { scenario, guest } = work;
	const failedBefore = await failedUnits(guest);
	if (!await (way === "fresh" ? installed(work, phase) : upgraded(work, phase))) return phases;
	if (await phase("remove", () => removed(work))) {
		if (scenario.removed.length > 0) await phase("removed", () => steps(scenario.removed, guest));
	}
	await phase("units", async () => {
		return [...await failedUnits(guest)].filter((unit) => !failedBefore.has(unit)).map((unit) => `the unit ${unit} has failed and stayed so`);
	});
	return phases;
}
async function prepared({ scenario, stages, guest, ...work }, phase) {
	if (scenario.before.length > 0 && !await phase("before", () => steps(scenario.before, guest))) return false;
	const bring = () => install({
		scenario,
		stages,
		guest,
		...work
	}, stages.before, null);
	if (stages.before.length > 0 && !await phase("depends", bring)) return false;
	return scenario.prepared.length === 0 || phase("prepared", () => steps(scenario.prepared, guest));
}
async function installed(work, phase) {
	const { scenario, stages, guest } = work;
	if (!await prepared(work, phase)) return false;
	if (!await phase("install", () => install(work, stages.all, "installed"))) return false;
	if (scenario.expect.length > 0) await phase("expect", () => steps(scenario.expect, guest));
	await phase("unchanged", () => install(work, stages.all, "unchanged"));
	await phase("again", () => again(work));
	const { changed } = stages;
	if (changed) {
		if (!await phase("change", () => install(work, changed, "installed"))) return false;
		await phase("changed", async () => [...await steps(scenario.change?.expect ?? [], guest), ...await install(work, changed, "unchanged")]);
	}
	return true;
}
async function upgraded(work, phase) {
	const { scenario, stages, guest } = work;
	if (!await prepared(work, phase)) return false;
	if (!await phase("previous", () => install(work, stages.previous ?? [], "installed"))) return false;
	if (!await phase("upgrade", () => install(work, stages.all, "installed"))) return false;
	if (scenario.expect.length > 0) await phase("expect", () => steps(scenario.expect, guest));
	return true;
}
/** The install script runs once more in full, as after a change that changes nothing: no file, no service, no download. */
async function again(work) {
	const { id, stages, guest } = work;
	const forced = stages.all.map((one) => one.id === id ? {
		...one,
		hash: otherHash(one.hash)
	} : one);
	const asked = work.fetched();
	const before = await guest.snapshot();
	const why = await install(work, forced, "installed");
	if (why.length > 0) return why;
	return [...differences(before, await guest.snapshot()), ...work.fetched() === asked ? [] : ["a second install fetched a download once more"]];
}
const otherHash = (hash) => sha256(`${hash} again`).slice(0, 16);
/** @param wanted the verdict of the tested feature; null: it is not among them */
async function install(work, features, wanted) {
	const outcome = await run(work, features.map((feature) => ({
		do: "install",
		feature
	})));
	return outcome.features.flatMap(({ id, verdict }) => {
		if (id !== work.id) return verdict.is === "installed" || verdict.is === "unchanged" ? [] : told(id, verdict);
		if (verdict.is === wanted) return [];
		return verdict.is === "installed" ? [`${id}: it was installed anew where nothing had changed`] : told(id, verdict);
	}).concat(lost(outcome));
}
async function removed(work) {
	const outcome = await run(work, [{
		do: "remove",
		id: work.id
	}]);
	return [...outcome.features.flatMap(({ id, verdict }) => {
		if (verdict.is !== "removed") return told(id, verdict);
		return verdict.undone || !hasRemove(work) ? [] : [`${id}: nothing was kept that could undo it`];
	}), ...lost(outcome)];
}
const hasRemove = ({ stages, id }) => stages.all.some((one) => one.id === id && one.files.has("remove.sh"));
async function run(work, tasks) {
	for (let restarts = 0;; restarts += 1) {
		const outcome = await bringOnce(work, tasks);
		if (outcome.run.is !== "restart" || restarts === MOST_RESTARTS) return outcome;
		work.onProgress("the guest restarts");
		await work.guest.restart();
	}
}
async function bringOnce({ guest, stages, onProgress, ...work }, tasks) {
	const nonce = work.nonce();
	const events = [];
	const onEvent = (event) => {
		events.push(event);
		if (event.event === "progress") onProgress(`${whoseOf(event.feature)}: ${event.text}`);
		if (event.event === "begin" && event.script !== null) onProgress(`${whoseOf(event.feature)}: ${event.script}`);
	};
	const reader = eventReader({
		nonce,
		secrets: stages.secrets,
		onEvent
	});
	const bundle = frame({
		tasks,
		nonce,
		secretKey: "scenario"
	});
	const exit = await guest.bring(bundle, (bytes) => reader.add(bytes), () => reader.done);
	reader.end();
	const asked = tasks.map((task) => ({
		do: task.do,
		id: task.do === "remove" ? task.id : task.feature.id
	}));
	return outcomeOf(asked, events, exit);
}
async function steps(list, guest) {
	const why = [];
	for (const { exec, exit, stdout } of list) {
		const ended = await guest.exec(exec);
		const matches = stdout === void 0 || new RegExp(stdout, "mu").test(ended.output);
		if (ended.exit === exit && matches) continue;
		const wish = stdout === void 0 ? `exit ${exit}` : `exit ${exit} and ${stdout}`;
		const lines = ended.output.trimEnd().split("\n").slice(-10);
		why.push(`${exec.join(" ")}: exit ${ended.exit}, not ${wish}`, ...lines.filter((line) => line !== ""));
	}
	return why;
}
async function failedUnits(guest) {
	const { exit, output } = await guest.exec([
		"systemctl",
		"--failed",
		"--no-legend",
		"--plain"
	]);
	if (exit !== 0) return /* @__PURE__ */ new Set();
	return new Set(output.split("\n").flatMap((line) => /^(\S+\.\w+)\s/.exec(line)?.[1] ?? []));
}
// src/features/scenario-stages.ts
/**
* A scenario as bundles: what the guest has before the feature comes, with it, with its changed options, and with its
* previous version. By the rules of a guest's file; only where the guest comes from differs. Pure.
*/
/** Where no reference to a real secret stands: its value is in the scenario. */
const REFERENCE = /^\$\{secret:scenario:([^}]+)\}$/;
function stagesOf(input) {
	const { id, scenario, features } = input;
	if (!features.get(id)) return {
		stages: null,
		findings: [findingIn("PHX711", "", `there is no feature ${quote(id)}`, "Run `phoenix feature list`.")]
	};
	const { options, secrets, change } = scenario;
	const plain = guest(input, features, {
		options,
		secrets
	});
	const changed = change && {
		options: {
			...options,
			...change.options
		},
		secrets: {
			...secrets,
			...change.secrets
		}
	};
	const after = changed ? guest(input, features, changed) : null;
	const old = input.previous && guest(input, new Map(features).set(id, input.previous), {
		options,
		secrets
	});
	const findings = [
		...plain.findings,
		...after?.findings ?? [],
		...old?.findings ?? []
	];
	if (findings.some(({ severity }) => severity === "error")) return {
		stages: null,
		findings
	};
	const at = plain.bundled.findIndex((one) => one.id === id);
	return {
		findings,
		stages: {
			before: plain.bundled.slice(0, at),
			all: plain.bundled,
			changed: after?.bundled ?? null,
			previous: old?.bundled ?? null,
			secrets: [...Object.values(secrets), ...Object.values(change?.secrets ?? {})],
			memory: plain.memory
		}
	};
}
function guest(input, features, { options, secrets }) {
	const { id, scenario, os, served } = input;
	const known = features.get(id)?.manifest.options ?? {};
	const isOld = features !== input.features;
	const given = {
		...options,
		...references(secrets)
	};
	const kept = Object.entries(given).filter(([name]) => !isOld || Object.hasOwn(known, name));
	const wanted = {
		...scenario.with,
		[id]: Object.fromEntries(kept)
	};
	const { chosen } = choose(wanted, { features }, "");
	const host = hostOf([...chosen.values()]);
	const memory = Math.max(0, ...[...chosen.values()].map(memoryOf));
	const found = guestFeatures({
		wanted,
		path: "",
		features,
		lock: null,
		host,
		guest: facts(scenario, os, chosen),
		...features.get(id)?.manifest.host && { onHost: true }
	});
	return {
		bundled: compose({
			features: found.features,
			host,
			secret: (reference) => secrets[REFERENCE.exec(reference)?.[1] ?? ""] ?? ""
		}).map((one) => withServed(one, served)),
		findings: found.findings,
		memory
	};
}
function references(secrets) {
	return Object.fromEntries(Object.keys(secrets).map((name) => [name, `\${secret:scenario:${name}}`]));
}
/** The guest of the lab: what cannot be there on every machine (devices, facts of a node) is taken as given. */
function facts({ guest }, os, chosen) {
	const devices = [...chosen.values()].flatMap(({ feature }) => feature.manifest.requires.guest.devices ?? []);
	return {
		nesting: guest.nesting === true,
		keyctl: guest.keyctl === true,
		fuse: guest.fuse === true,
		privileged: guest.privileged === true,
		memory: guest.memory === void 0 ? null : sizeInKiB(guest.memory, "M"),
		disk: null,
		devices,
		os
	};
}
function hostOf(chosen) {
	const required = chosen.flatMap(({ feature }) => Object.entries(feature.manifest.requires.host));
	return Object.fromEntries(required.map(([name, want]) => [name, want]));
}
const memoryOf = ({ feature }) => feature.manifest.requires.guest.memory ?? 0;
function withServed(feature, served) {
	const downloads = feature.downloads.map((one) => ({
		...one,
		...served.get(one.name)
	}));
	return {
		...feature,
		downloads
	};
}
// src/simulator/edge/scenario/commands.ts
/** Commands of a lab's node, run as an apply runs them; and stopped, all of them, when the user asks for it. */
/** Milliseconds from TERM to KILL. */
const GRACE = 1e4;
/** @param bin the folder of the node's programs */
function commandsOf(bin) {
	const env = {
		...COMMAND_ENVIRONMENT,
		PATH: `${bin}:${COMMAND_ENVIRONMENT.PATH}`
	};
	let current = null;
	let stopped = false;
	return {
		run: async (argv, { stdin, onBytes, isDone, timeout }) => {
			if (stopped) return {
				exit: -1,
				output: "stopped"
			};
			const enough = new AbortController();
			current = enough;
			const { exit, stdout, stderr } = await runProcess(argv, {
				env,
				node: "the lab",
				grace: GRACE,
				timeout,
				enough: enough.signal,
				...stdin === void 0 ? {} : { stdin },
				onBytes: (bytes) => {
					onBytes?.(bytes);
					if (isDone?.()) enough.abort();
				}
			});
			return {
				exit,
				output: stdout + stderr
			};
		},
		stop: () => {
			stopped = true;
			current?.abort();
		}
	};
}
// src/simulator/edge/scenario/guest.ts
const MINUTE = 6e4;
/** To make one may take the building of its system. */
const CREATE = 30 * MINUTE;
const STEP = 10 * MINUTE;
/** More than the scripts of a guest's features may take: their own limits end them in the guest. */
const BRING = 240 * MINUTE;
/** Looks at a guest that starts, one each half second. */
const LOOKS = 120;
const ENVIRONMENT = [
	"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
	"HOME=/root",
	"LANG=C.UTF-8",
	"DEBIAN_FRONTEND=noninteractive"
];
/**
* What must not change: files outside of what is in memory, of logs, caches and data of services. Folders count by owner and
* mode: their times change with every draft that is made and moved. Data in /var that is not root's belongs to a service.
*/
const SNAPSHOT = `
find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /var/tmp -o -path /var/log \\
  -o -path /var/cache -o -path /var/lib/apt -o -path /var/lib/phoenix -o -path /var/lib/systemd -o -path /var/lib/docker \\
  -o -path /var/lib/containerd -o -path '*/__pycache__' \\) -prune \\
  -o -path '/var/*' ! -user root -prune \\
  -o -type d -printf '%p\\t%m %u %g\\n' -o -printf '%p\\t%m %u %g %s %T@ %l\\n' 2>/dev/null
command -v systemctl >/dev/null || exit 0
systemctl list-units --type=service --state=active --no-legend --plain | while read -r unit _; do
  case $unit in apt-daily*|systemd-*|user@*|user-runtime-dir@*|*getty@*|dbus*|man-db*|e2scrub*|dpkg-db*|logrotate*) continue ;; esac
  printf '%s\\t%s\\n' "$unit" "$(systemctl show -p ActiveEnterTimestampMonotonic --value "$unit")"
done`;
/** @throws PhoenixError `STEP_FAILED` with what `pct` said */
async function makeGuest(commands, wish) {
	await must(commands, createArgv(wish), CREATE);
	await must(commands, [
		"pct",
		"start",
		String(wish.vmid)
	], MINUTE);
	const guest = guestOf(commands, wish.vmid);
	await booted(guest);
	return guest;
}
async function destroyGuest(commands, vmid) {
	await must(commands, [
		"pct",
		"stop",
		String(vmid)
	], 2 * MINUTE);
	await must(commands, [
		"pct",
		"destroy",
		String(vmid),
		"--purge",
		"1"
	], 5 * MINUTE);
}
function createArgv({ vmid, hostname, system, guest, memory }) {
	const flags = [
		"nesting",
		"keyctl",
		"fuse"
	].filter((flag) => guest[flag]);
	return [
		"pct",
		...`create ${vmid} ${`local:vztmpl/${system}-standard_lab_amd64.tar.zst`} --hostname ${hostname} --rootfs local-zfs:16 --memory ${memory} --swap 0`.split(" "),
		"--net0",
		"name=eth0,bridge=vmbr0,ip=dhcp",
		"--unprivileged",
		guest.privileged ? "0" : "1",
		...guest.cores === void 0 ? [] : ["--cores", String(guest.cores)],
		...flags.length > 0 ? ["--features", flags.map((flag) => `${flag}=1`).join(",")] : []
	];
}
async function must(commands, argv, timeout) {
	const { exit, output } = await commands.run(argv, { timeout });
	if (exit === 0) return;
	const said = output.trim().split("\n").slice(-5).join("\n");
	throw new PhoenixError("STEP_FAILED", `${argv.slice(0, 3).join(" ")} failed: ${said}`);
}
function guestOf(commands, vmid) {
	const exec = (argv, timeout) => {
		const inside = [
			"env",
			"-i",
			...ENVIRONMENT,
			...argv
		];
		return commands.run([
			"pct",
			"exec",
			String(vmid),
			"--keep-env",
			"0",
			"--",
			...inside
		], { timeout });
	};
	const guest = {
		bring: async (bundle, onBytes, isDone) => {
			const options = {
				stdin: bundle,
				onBytes,
				isDone,
				timeout: BRING
			};
			const { exit } = await commands.run(enterCommand(vmid), options);
			return exit < 0 ? null : exit;
		},
		exec: (argv) => exec(argv, STEP),
		restart: async () => {
			await must(commands, rebootCommand(vmid), REBOOT_LIMIT);
			await booted(guest);
		},
		snapshot: async () => {
			const { output } = await exec([
				"sh",
				"-c",
				SNAPSHOT
			], STEP);
			const lines = output.split("\n").filter((line) => line.includes("	"));
			return new Map(lines.map((line) => line.split(/\t(.*)/s, 2)));
		}
	};
	return guest;
}
/** systemd answers late, and `degraded` where the kernel lacks something is as good as it gets. */
async function booted(guest) {
	let last = "";
	for (let look = 0; look < LOOKS; look += 1) {
		const { output } = await guest.exec([
			"systemctl",
			"is-system-running",
			"--wait"
		]);
		last = output.trim();
		if (/^(?:running|degraded)$/m.test(last)) return;
		await new Promise((resolve) => {
			setTimeout(resolve, 500);
		});
	}
	throw new PhoenixError("STEP_FAILED", `the guest does not come up: ${last.split("\n").at(-1) ?? ""}`);
}
// src/simulator/edge/scenario/test-lab.ts
/** A lab of real containers for the scenarios of features: one guest at a time, and nothing is left of it. */
/** Why no scenario can run on this machine, and what to do; null when they can. */
const missingForScenarios = missingForContainers;
/** Systems that a lab can build, such as `debian-12`. */
const KNOWN_SYSTEMS = KNOWN;
/** The name under which a system's archive is found by the lab. */
const archiveOf = (system) => `local:vztmpl/${system}-standard_lab_amd64.tar.zst`;
/** @throws PhoenixError `USAGE` when this machine cannot run containers */
function openTestLab() {
	const folder = mkdtempSync(join(tmpdir(), "phoenix-feature-"));
	const { lab, record } = labUp(join(folder, "lab"), { fresh: { templates: KNOWN.map(archiveOf) } });
	const commands = commandsOf(lab.bin());
	return {
		dir: lab.dir,
		address: machineAddress(labNames(record.id)),
		make: (wish) => makeGuest(commands, wish),
		destroy: (vmid) => destroyGuest(commands, vmid),
		stop: () => commands.stop(),
		end: () => {
			labDown(lab.dir, true);
			rmSync(folder, {
				recursive: true,
				force: true
			});
		}
	};
}
// src/simulator/edge/scenario/mirror.ts
/** A small server for stand-ins of downloads: scenarios fetch them with the code that fetches the real ones. */
/** @param address of this machine that guests reach */
async function openMirror(address, files) {
	let requests = 0;
	const server = createServer((request, response) => {
		requests += 1;
		const bytes = files.get(nameIn(request.url ?? "/"));
		response.writeHead(bytes ? 200 : 404);
		response.end(bytes);
	});
	await new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(0, address, resolve);
	});
	const { port } = server.address();
	const served = [...files].map(([name, bytes]) => {
		return [name, {
			url: `http://${address}:${port}/${encodeURIComponent(name)}`,
			sha256: sha256(bytes)
		}];
	});
	return {
		served: new Map(served),
		requests: () => requests,
		close: () => new Promise((resolve) => {
			server.closeAllConnections();
			server.close(() => resolve());
		})
	};
}
/** Of no file where a guest asks for what is no address. */
function nameIn(url) {
	try {
		return decodeURIComponent(url.slice(1));
	} catch {
		return "";
	}
}
/**
* What stands in for downloads: a file of the feature's folder as it is, a folder packed as .tar.gz.
* @returns null in place of what is not there
*/
function standIns(wanted, folder) {
	return new Map(Object.entries(wanted).map(([name, path]) => [name, folder.get(path) ?? packed(folder, path)]));
}
function packed(folder, path) {
	const prefix = `${path.replace(/\/$/, "")}/`;
	const files = [...folder].filter(([file]) => file.startsWith(prefix));
	if (files.length === 0) return null;
	return gzipSync(tar(files.map(([file, bytes]) => ({
		path: file.slice(prefix.length),
		bytes,
		mode: 493
	}))));
}
// src/commands/feature-test-jobs.ts
/** What `phoenix feature test` has to run: the scenarios of each feature, and an upgrade where there is a version before. */
/** Commits of a feature that are searched for its previous version. */
const MOST_COMMITS = 100;
/** @throws PhoenixError `USAGE` or `CONFIG_INVALID` when there is nothing that can be run */
async function jobsOf(id, shelf, options) {
	const folder = folderOf(shelf, id);
	const { scenarios, findings } = readScenarios(id, folder.files);
	const feature = soundFeature(shelf, id, findings);
	const chosen = scenarios.filter(({ name }) => options.scenario === void 0 || options.scenario === name);
	if (chosen.length === 0) {
		const names = scenarios.map(({ name }) => name);
		throw new PhoenixError("USAGE", options.scenario === void 0 ? `the feature ${quote(id)} has no scenario` : `the feature ${quote(id)} has no scenario ${quote(options.scenario)}`, { hint: options.scenario === void 0 ? `write ${folder.path}/test/basic.json; docs/recipes/add-a-feature.md shows one` : didYouMean(options.scenario, names, `there are: ${names.join(", ")}`) });
	}
	const previous = await previousOf(folder, feature, options.previous);
	return chosen.flatMap((scenario, at) => {
		const system = systemOf(options.os ?? scenario.scenario.os.replace(":", "-"));
		const job = {
			folder,
			feature,
			scenario,
			system,
			way: "fresh",
			previous: null
		};
		return previous && at === 0 ? [job, {
			...job,
			way: "upgrade",
			previous
		}] : [job];
	});
}
function systemOf(system) {
	if (KNOWN_SYSTEMS.includes(system)) return system;
	throw new PhoenixError("USAGE", `no lab can build the system ${quote(system)}`, { hint: didYouMean(system, KNOWN_SYSTEMS, `there are: ${KNOWN_SYSTEMS.join(", ")}`) });
}
async function previousOf({ id, path }, { manifest }, given) {
	if (given !== void 0) return asFeature(id, readFeatureFolder(given), given);
	for (const earlier of await earlierFolders(path, MOST_COMMITS)) {
		const text = await earlier.file("feature.json") ?? await earlier.file("devcontainer-feature.json");
		const version = /"version"\s*:\s*"([^"]+)"/.exec(text ?? "")?.[1];
		if (version !== void 0 && version !== manifest.version) return asFeature(id, await earlier.read(), `version ${version} of git`);
	}
	return null;
}
function asFeature(id, files, what) {
	const own = new Map([...files].map(([path, bytes]) => [`${id}/${path}`, bytes]));
	const feature = readLibrary({
		own,
		shipped: /* @__PURE__ */ new Map()
	}).features.get(id);
	if (feature) return feature;
	throw new PhoenixError("USAGE", `${what} is no sound feature ${quote(id)}`, { hint: "name the folder of its previous version with --previous" });
}
// src/commands/feature-test-text.ts
var import_picocolors = /* @__PURE__ */ __toESM(require_picocolors(), 1);
const WORDS = {
	before: "the guest is prepared",
	depends: "what it depends on is installed",
	prepared: "what it needs is made",
	install: "it is installed and verified",
	expect: "what is expected holds",
	unchanged: "the same again: nothing runs but its check",
	again: "its install runs again: no file, service or download changes",
	change: "other options: it is installed and verified",
	changed: "what is expected then holds",
	previous: "the previous version is installed",
	upgrade: "it is upgraded and verified",
	remove: "it is removed",
	removed: "what is expected then holds",
	units: "no unit of the system has failed"
};
const wordsOf = (name) => Object.hasOwn(WORDS, name) ? WORDS[name] : name;
function runTitle(id, { name, scenario }, system, way, from) {
	return `${id} · ${name} · ${system}${way === "upgrade" ? `, upgraded from ${from ?? ""}` : ""}: ${plain(scenario.title)}`;
}
function phaseText({ name, ok, ms, why }, color) {
	const { green, red } = import_picocolors.default.createColors(color);
	const mark = ok ? green("✓") : red("✗");
	const lines = why.map((line) => `       ${plain(line, 2e3)}`);
	return [`  ${mark}  ${wordsOf(name)} (${durationText(ms)})`, ...lines].join("\n");
}
/** The last real run of a feature's scenarios, marked as such. */
function recordedText({ id, content, manifest }, { files, path }) {
	const recorded = parseRecorded(files.get(RECORDED_FILE));
	if (!recorded) return `${id}: no run was recorded in ${path}/${RECORDED_FILE}.`;
	const same = recorded.content === content ? "of these very files" : `of version ${recorded.version}; it was changed since, to ${manifest.version}`;
	return [`${id}: RECORDED on ${recorded.date}, not run now, ${same} (Phoenix ${recorded.phoenix}, Linux ${plain(recorded.kernel)}):`, ...recorded.runs.flatMap((run) => {
		const way = run.way === "upgrade" ? ", upgrade" : "";
		const verdict = run.ok ? "held" : "FAILED";
		return [`  ${plain(run.scenario)} · ${plain(run.os)}${way}: ${verdict} after ${durationText(run.ms)}`, ...run.phases.flatMap(({ name, ok, ms, why = [] }) => [`    ${ok ? "✓" : "✗"}  ${plain(wordsOf(name))} (${durationText(ms)})`, ...why.map((line) => `         ${plain(line, 2e3)}`)])];
	})].join("\n");
}
// src/commands/feature-test.ts
/** `phoenix feature test`: the scenarios of a feature in real containers; where there can be none, the recorded run. */
/** Exit code when nothing could run: neither success nor failure of a feature. */
const NOTHING_RAN = 3;
const FIRST_VMID = 9001;
/** Exit code 0 when every scenario holds, 1 when one does not, 3 when nothing could run. */
async function featureTest(options, io) {
	const shelf = openShelf(options.configs);
	const numbered = (await Promise.all(options.ids.map((id) => jobsOf(id, shelf, options)))).flat().map((job, at) => ({
		...job,
		vmid: FIRST_VMID + at
	}));
	const missing = missingForScenarios();
	if (missing) {
		io.err(`Scenarios run in real containers, which this machine cannot have: ${missing.what}.`);
		io.err(`  do: ${missing.hint}`);
		const found = options.ids.map((id) => [shelf.features.get(id), folderOf(shelf, id)]);
		if (options.json) {
			const recorded = found.map(([{ id }, { files }]) => ({
				id,
				recorded: parseRecorded(files.get(RECORDED_FILE))
			}));
			io.out(JSON.stringify({
				v: 1,
				ran: false,
				why: missing.what,
				features: recorded
			}, null, 2));
		} else for (const [feature, folder] of found) io.out(recordedText(feature, folder));
		return NOTHING_RAN;
	}
	const ran = await runAll(numbered, shelf, options, io);
	if (options.record && ran.length === numbered.length) record(ran, io);
	if (options.json) io.out(JSON.stringify({
		v: 1,
		ran: true,
		runs: ran.map(jsonOf)
	}, null, 2));
	const failed = ran.filter(({ run }) => !run.ok).length;
	if (ran.length < numbered.length) io.err(`Stopped: ${numbered.length - ran.length} of ${plural(numbered.length, "run")} did not end.`);
	else if (!options.json) {
		const total = durationText(ran.reduce((sum, { run }) => sum + run.ms, 0));
		const what = failed === 0 ? "all hold" : `${failed} failed`;
		io.out(`${plural(ran.length, "run")} in ${total}: ${what}`);
	}
	return failed === 0 && ran.length === numbered.length ? 0 : 1;
}
const jsonOf = ({ job, phases, run }) => ({
	feature: job.feature.id,
	...run,
	phases
});
async function runAll(jobs, shelf, { keep }, io) {
	const lab = openTestLab();
	const stop = stopOnSignal((signal) => {
		io.err(`\n${signal}: stopping; the containers are removed`);
		lab.stop();
	});
	const ran = [];
	try {
		for (const job of jobs) {
			if (stop.signal.aborted) break;
			ran.push(await runJob(job, shelf, lab, keep === true, io));
		}
	} catch (error) {
		if (!stop.signal.aborted) throw error;
	} finally {
		stop.done();
		if (keep && !stop.signal.aborted) {
			io.err(`kept: phoenix lab ${lab.dir} -- pct list`);
			io.err(`away: phoenix lab down ${lab.dir} --remove`);
		} else lab.end();
	}
	return ran;
}
async function runJob(job, shelf, lab, keep, io) {
	const { feature, folder, scenario, system, way, vmid, previous } = job;
	io.err(runTitle(feature.id, scenario, system, way, previous?.manifest.version ?? null));
	const there = [...standIns(scenario.scenario.standIns, folder.files)].flatMap(([name, bytes]) => bytes ? [[name, bytes]] : []);
	const mirror = await openMirror(lab.address, new Map(there));
	const began = performance.now();
	const phases = [];
	try {
		const { stages, findings } = stagesOf({
			id: feature.id,
			scenario: scenario.scenario,
			features: shelf.features,
			os: system.replace("-", ":"),
			served: mirror.served,
			previous
		});
		if (!stages) {
			const said = new Set(findings.map(({ message, hint }) => `${message}. ${hint}`));
			throw new PhoenixError("CONFIG_INVALID", `the scenario ${quote(scenario.name)} cannot be run: ${[...said].join(" ")}`);
		}
		const wanted = scenario.scenario.guest.memory;
		const memory = wanted === void 0 ? Math.max(stages.memory, 1024 ** 2) : sizeInKiB(wanted, "M") ?? 0;
		const guest = await lab.make({
			vmid,
			hostname: `${feature.id}-${scenario.name}`.slice(0, 63).replace(/-+$/, ""),
			system,
			guest: scenario.scenario.guest,
			memory: Math.ceil(memory / 1024)
		});
		io.err(`  ·  a container runs after ${durationText(performance.now() - began)}`);
		await runScenario({
			id: feature.id,
			scenario: scenario.scenario,
			stages,
			guest,
			fetched: mirror.requests,
			now: () => performance.now(),
			nonce: () => randomBytes(16).toString("hex"),
			onPhase: (phase) => {
				phases.push(phase);
				io.err(phaseText(phase, io.color));
			},
			onProgress: (text) => io.err(`       ${text}`)
		}, way);
		if (!keep) await lab.destroy(vmid);
	} finally {
		await mirror.close();
	}
	const run = recordedRun(scenario.name, way, system, phases, performance.now() - began);
	io.err(`  ${run.ok ? "holds" : "FAILED"} after ${durationText(run.ms)}`);
	return {
		job,
		phases,
		run
	};
}
/** One file for each feature; runs of other systems and scenarios that were recorded are replaced. */
function record(ran, io) {
	for (const { folder, feature } of new Map(ran.map(({ job }) => [job.feature.id, job])).values()) {
		const runs = ran.filter(({ job }) => job.feature.id === feature.id).map(({ run }) => run);
		const recorded = {
			v: 1,
			date: (/* @__PURE__ */ new Date()).toISOString().slice(0, 10),
			phoenix: VERSION,
			version: feature.manifest.version,
			content: feature.content,
			kernel: release().split("-")[0] ?? "",
			runs
		};
		const path = `${folder.path}/${RECORDED_FILE}`;
		writeWhole(path, formatRecorded(recorded));
		io.err(`Wrote ${path}`);
	}
}
export { featureTest };
