import { Dt as momentText, bt as PhoenixError } from "./base.js";
import { t as operatorName } from "./operator.js";
import { c as reachable, i as backupsOf, n as journaled, o as meant, r as backupStorage, s as ownMark, t as takeBackup } from "./take-backup.js";
import { Aa as readingOf, j as sound } from "./engine.js";
import { n as withSession } from "./run-apply.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/restore-plan.ts
/** What restoring a backup takes, as argument vectors, and which backup is meant. Pure. */
/** Told by the name of the file, or of the group of a backup server. */
function typeOfBackup({ volid }) {
	const told = /vzdump-(lxc|qemu)-|:backup\/(ct|vm)\//.exec(volid);
	const type = told?.[1] ?? told?.[2];
	if (type === void 0) return null;
	return type === "lxc" || type === "ct" ? "lxc" : "qemu";
}
/** @throws PhoenixError where there is none such */
function chooseBackup(backups, { from, at }, name) {
	if (from !== void 0) {
		const exact = backups.find(({ volid }) => volid === from);
		if (exact) return exact;
		throw new PhoenixError("REFUSED", `there is no backup ${from} of ${name}`, { hint: known(backups) });
	}
	const until = at === void 0 ? 1e400 : Date.parse(at);
	if (Number.isNaN(until)) throw new PhoenixError("USAGE", `"${at}" is no time`, { hint: "write it as 2026-11-22T10:00Z" });
	const [newest] = backups.filter((one) => Date.parse(one.at) <= until).toReversed();
	if (newest) return newest;
	const when = at === void 0 ? "" : ` of ${at} or before`;
	throw new PhoenixError("REFUSED", `there is no backup of ${name}${when}`, { hint: known(backups) });
}
function known(backups) {
	const last = backups.slice(-5).map(({ volid, at }) => `${volid} (${at})`);
	return last.length === 0 ? "the storage has none" : `there are: ${last.join(", ")}`;
}
function restoreArgv({ type, vmid, volid, storage, replaces }) {
	return [
		...type === "lxc" ? [
			"pct",
			"restore",
			String(vmid),
			volid
		] : [
			"qmrestore",
			volid,
			String(vmid)
		],
		...storage === null ? [] : ["--storage", storage],
		...replaces ? ["--force", "1"] : ["--unique", "1"]
	];
}
const program = (type) => type === "lxc" ? "pct" : "qm";
/** A copy that starts with its node, or is seen by the others, doubles the addresses of the guest that it is a copy of. */
function quietArgv(type, vmid, { options }) {
	const words = [...options].filter(([key]) => /^net\d+$/.test(key)).flatMap(([key, value]) => {
		const rest = value.split(",").filter((part) => !part.startsWith("link_down="));
		return [`--${key}`, [...rest, "link_down=1"].join(",")];
	});
	return [
		program(type),
		"set",
		String(vmid),
		"--onboot",
		"0",
		...words
	];
}
/** Cards of which the other end would see something. */
function loudCards({ options }) {
	return [...options].flatMap(([key, value]) => /^net\d+$/.test(key) && !value.split(",").includes("link_down=1") ? [key] : []);
}
// src/commands/restore-work.ts
/** Milliseconds. */
const RESTORE_LIMIT = 432e5;
const SHORT = 3e5;
const label = ({ one }) => one.address ?? one.name;
/**
* Before something begins that cannot be taken back.
* @throws PhoenixError `REFUSED` after a signal, or when the lock of the estate was lost
*/
function assertMayBegin({ session }) {
	const { signal, lock } = session;
	const why = lock.lost.aborted ? "the lock of the estate was lost" : signal.aborted ? "it was stopped" : null;
	if (why !== null) throw new PhoenixError("REFUSED", `${why}, so nothing was restored`);
}
async function step(work, verb, argv, limit = SHORT) {
	const { session, head, node, target, io } = work;
	const address = label(work);
	const say = (line) => io.err(`${address}: ${line}`);
	const result = await journaled(session.cluster, {
		head,
		address,
		node,
		vmid: target,
		verb,
		limit,
		say
	}, argv);
	if (result.exit === 0) return;
	const why = result.stderr.trim().split("\n").at(-1) || `exit ${result.exit}`;
	throw new PhoenixError("STEP_FAILED", `${argv.slice(0, 2).join(" ")} failed: ${why}`);
}
/** The storage of its root disk: without, Proxmox takes `local` for containers (PVE 9.2). */
function storageFor({ options, one, head, type }, state) {
	if (options.storage !== void 0) return options.storage;
	if (type === "qemu") return null;
	const root = state.file ? readingOf(state.file).conf.options.get("rootfs") : void 0;
	const { rootfs } = head.resources.get(one.address ?? "")?.spec ?? {};
	return root?.split(":")[0] ?? rootfs?.storage ?? null;
}
async function agreed({ options, io, session }, question) {
	if (options.yes) return true;
	if (io.ask) return io.ask(question, session.signal);
	throw new PhoenixError("REFUSED", "nobody can be asked here, so nothing was restored", { hint: "read what is said above and add --yes" });
}
// src/commands/restore-copy.ts
/** A backup as another guest: nobody can reach it, and it does not start, until somebody says so. */
/** @returns what is to be told; null: somebody said no */
async function restoreCopy(work, snapshot) {
	const { session, head, node, target, type, backup, one, io } = work;
	const port = session.cluster.node(node);
	const taken = snapshot.guests.get(target);
	const named = meant(String(target), head).address;
	if (taken) throw new PhoenixError("REFUSED", `the VMID ${target} is taken by a guest on ${taken.node}`);
	if (named !== null) throw new PhoenixError("REFUSED", `the VMID ${target} is that of ${named}`);
	io.err(`A copy of ${label(work)} as of ${momentText(Date.parse(backup.at))} becomes the guest ${target} on ${node}, stopped and with its network cards disconnected.`);
	if (!await agreed(work, `Make ${target} from ${backup.volid}?`)) return null;
	assertMayBegin(work);
	const storage = storageFor(work, await port.guest(one.vmid));
	await step(work, "restore", restoreArgv({
		type,
		vmid: target,
		volid: backup.volid,
		storage,
		replaces: false
	}), RESTORE_LIMIT);
	const made = (await port.guest(target)).file;
	if (!made) throw new PhoenixError("STEP_FAILED", `the guest ${target} is not there after its restore`);
	await step(work, "quiet", quietArgv(type, target, readingOf(made).conf));
	const now = (await port.guest(target)).file;
	const loud = now ? loudCards(readingOf(now).conf) : ["it"];
	if (loud.length > 0) throw new PhoenixError("STEP_FAILED", `${loud.join(", ")} of ${target} is still connected`, { hint: `do not start it: ${program(type)} set ${target} --${loud[0]} …,link_down=1` });
	return [`its marker names ${one.vmid}: for Phoenix it is a copy, reported and never touched`, `connect it only where nobody else has its addresses; it does not start with its node`];
}
// src/commands/restore-in-place.ts
/** A guest becomes what it was: its backup takes the place of what is there, which is backed up first. */
/** What stands in the way of taking the place of a guest. */
function refuseReplacing(work, state) {
	const { head, options, node, target } = work;
	const { file, running } = state;
	if (!file) return;
	if (ownMark(file, head) === null) throw new PhoenixError("REFUSED", `the guest ${target} is not of this estate`, { hint: "restore into another VMID: --as VMID" });
	if (file.node !== node) throw new PhoenixError("REFUSED", `the guest ${target} is on ${file.node}`, { hint: `leave out --on` });
	if (options.force) return;
	const isProtected = readingOf(file).conf.options.get("protection") === "1";
	const why = running ? "runs" : isProtected ? "is protected" : null;
	if (why !== null) throw new PhoenixError("REFUSED", `${label(work)} ${why}`, { hint: "add --force: it is backed up, and then what is in it now is gone" });
}
/** Stops what is there and backs it up; where that fails, it is as it was. */
async function asideOf(work, { running, file }) {
	const { session, head, node, target, type, backups, io } = work;
	const address = label(work);
	const tool = program(type);
	try {
		if (running) await step(work, "shutdown", [
			tool,
			"shutdown",
			String(target),
			...[
				"--timeout",
				"60",
				"--forceStop",
				"1"
			]
		]);
		const saved = await takeBackup(session.cluster, {
			head,
			address,
			node,
			vmid: target,
			storage: backups,
			mode: "stop",
			notes: `${address} of ${head.settings.name}, before it was restored`,
			say: (line) => io.err(`${address}: ${line}`)
		});
		assertMayBegin(work);
		if (file && readingOf(file).conf.options.get("protection") === "1") await step(work, "unprotect", [
			tool,
			"set",
			String(target),
			"--protection",
			"0"
		]);
		return saved;
	} catch (error) {
		if (running) await step(work, "start", [
			tool,
			"start",
			String(target)
		]).catch(() => {});
		throw error;
	}
}
/** @returns what is to be told; null: somebody said no */
async function restoreInPlace(work) {
	const { session, head, node, target, type, backup, backups, io } = work;
	const port = session.cluster.node(node);
	let state = await port.guest(target);
	refuseReplacing(work, state);
	const from = `${backup.volid} of ${momentText(Date.parse(backup.at))}`;
	io.err(state.file ? `${label(work)} becomes ${from}. What is in it now is backed up to ${backups} first, and then gone.` : `${label(work)} is not there, and comes back as ${from}.`);
	if (!await agreed(work, `Restore ${label(work)} in ${target}?`)) return null;
	state = await port.guest(target);
	refuseReplacing(work, state);
	assertMayBegin(work);
	const saved = state.file ? await asideOf(work, state) : null;
	const storage = storageFor(work, state);
	const order = {
		type,
		vmid: target,
		volid: backup.volid,
		storage,
		replaces: state.file !== null
	};
	try {
		await step(work, "restore", restoreArgv(order), RESTORE_LIMIT);
	} catch (error) {
		if (!(error instanceof PhoenixError) || saved === null) throw error;
		throw new PhoenixError("STEP_FAILED", error.message, { hint: `what was there before is in ${saved.volid}: restore that with --from` });
	}
	const notes = saved === null ? [] : [`what was there before is ${saved.volid}`];
	const now = await port.guest(target);
	if (!now.file) throw new PhoenixError("STEP_FAILED", `the guest ${target} is not there after its restore`);
	if (state.running) await step(work, "start", [
		program(type),
		"start",
		String(target)
	]);
	const commit = ownMark(now.file, head)?.commit?.slice(0, 7);
	const is = commit === void 0 ? "its marker is as old as the backup" : `its marker says ${commit}`;
	return [...notes, `${is}: the next plan shows what has changed since, and an apply brings it forward`];
}
// src/commands/restore.ts
/**
* `phoenix restore`: a guest from a backup. In its own VMID it takes the place of what is there, which is backed up first;
* in a new one it is a copy that nobody can reach, until somebody says so.
*/
/** Where it comes back: where it is, where it is asked for, where its file wants it. */
function placeOf(one, { on }, snapshot) {
	const is = snapshot.guests.get(one.vmid)?.node;
	const [only, ...others] = [...snapshot.nodes.keys()];
	const place = on ?? is ?? one.node ?? (others.length === 0 ? only : void 0);
	if (place !== void 0) return reachable(place, snapshot);
	throw new PhoenixError("USAGE", `nobody says on which node ${one.name} is to be`, { hint: "add --on NODE" });
}
/** Exit code 0 when the guest is there. */
async function restore(options, io) {
	const workspace = openWorkspace(options);
	try {
		const head = sound(await workspace.toApply());
		const one = meant(options.guest, head);
		const backups = backupStorage(options.backups ?? options.from?.split(":")[0], head);
		const run = {
			head,
			node: options.node,
			owner: `restore by ${operatorName()}`,
			say: io.err
		};
		return await withSession(run, async (session) => {
			const snapshot = await session.cluster.snapshot();
			const node = placeOf(one, options, snapshot);
			const backup = chooseBackup(await backupsOf(session.cluster.node(node), backups, one.vmid), options, one.name);
			const type = typeOfBackup(backup);
			if (type === null) throw new PhoenixError("REFUSED", `${backup.volid} is no backup of a guest`);
			const target = options.as ?? one.vmid;
			const work = {
				session,
				head,
				options,
				io,
				one,
				node,
				backups,
				backup,
				type,
				target
			};
			const notes = await (target === one.vmid ? restoreInPlace(work) : restoreCopy(work, snapshot));
			if (notes === null) {
				io.err("Nothing was restored.");
				return 1;
			}
			const from = backup.volid;
			const text = [`✓ ${label(work)}: ${target} on ${node} from ${from}`, ...notes.map((note) => `  ${note}`)];
			io.out(options.json ? JSON.stringify({
				v: 1,
				vmid: target,
				node,
				from,
				at: backup.at,
				notes
			}) : text.join("\n"));
			return 0;
		});
	} finally {
		workspace.close();
	}
}
export { restore };
