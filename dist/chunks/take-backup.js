import { bt as PhoenixError, gt as watchedRun, jt as masked } from "./base.js";
import { Aa as readingOf, m as unknownAddress } from "./engine.js";
import { E as readBackups, N as estateId } from "./live.js";
import { r as noted } from "./run-apply.js";
// src/commands/guest-backups.ts
function meant(name, estate) {
	const isNumber = /^[1-9]\d{2,8}$/.test(name);
	const resources = [...estate.resources.values()];
	const resource = isNumber ? resources.find(({ spec }) => spec?.vmid === Number(name)) : estate.resources.get(name);
	const { vmid, node = null } = resource?.spec ?? {};
	if (resource && vmid !== void 0 && vmid > 0) return {
		name,
		vmid,
		address: resource.address,
		node
	};
	if (isNumber) return {
		name,
		vmid: Number(name),
		address: null,
		node: null
	};
	if (!resource) throw unknownAddress(name, estate);
	throw new PhoenixError("USAGE", `${name} is no guest, so there are no backups of it`);
}
/** The marker of one of this estate; null: it is somebody else's, or has none. */
function ownMark(file, estate) {
	const { mark } = readingOf(file);
	return mark?.estate === estateId(estate) && mark.env === estate.env && mark.id === `vmid:${file.vmid}` ? mark : null;
}
/** Where backups are: as asked for, or as the policies say. @throws PhoenixError where neither says */
function backupStorage(asked, { settings }) {
	const storage = asked ?? settings.policies.backup?.storage;
	if (storage !== void 0) return storage;
	throw new PhoenixError("USAGE", "nobody says on which storage backups are", { hint: "add --storage NAME, or write \"policies\": { \"backup\": { \"storage\": … } } in phoenix.json" });
}
/** Backups of that guest, oldest first. */
async function backupsOf(node, storage, vmid) {
	return (await readBackups(node, storage)).filter((one) => one.vmid === vmid);
}
/** A node that answers. @throws PhoenixError where that one does not */
function reachable(name, { nodes }) {
	const facts = nodes.get(name);
	if (facts?.reachable) return name;
	throw new PhoenixError("NODE_UNREACHABLE", `${name}: ${facts?.why ?? "there is no connection to it"}`);
}
const UNITS = [
	"B",
	"KiB",
	"MiB",
	"GiB",
	"TiB"
];
/** `1.2 GiB`. */
function bytesText(bytes) {
	const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
	const value = bytes / 1024 ** power;
	return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power] ?? ""}`;
}
// src/commands/journaled.ts
/** A command that an operator's command runs on a node: noted in the node's journal before and after. */
async function journaled(cluster, { head, address, node, vmid, verb, limit, say }, argv) {
	const port = cluster.node(node);
	const write = (event, more) => port.journal({
		at: (/* @__PURE__ */ new Date()).toISOString(),
		run: watchedRun() ?? `cli-${verb}`,
		estate: estateId(head),
		event,
		stepId: `${address}:${verb}`,
		address,
		vmid: null,
		argv,
		...more
	});
	await write("begin", { message: `guest ${vmid}` });
	const onLine = (line) => {
		if (line.trim() !== "") say(masked(line.trim()));
	};
	const result = await port.run(argv, {
		timeout: limit,
		onLine
	});
	await noted(write("end", { exit: result.exit }));
	return result;
}
// src/commands/take-backup.ts
/** Milliseconds. */
const LIMIT = 432e5;
/** In notes, Proxmox takes `{{…}}` for its own words, and a backslash for the start of one (PVE 9.2). */
const plainNotes = (text) => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("{{", "{ {").replaceAll("}}", "} }");
/** @throws PhoenixError `STEP_FAILED` when none is on the storage afterwards that was not there before */
async function takeBackup(cluster, request) {
	const { node, vmid, storage, mode, notes, say } = request;
	const port = cluster.node(node);
	const before = new Set((await backupsOf(port, storage, vmid)).map(({ volid }) => volid));
	say(`backing up to ${storage}`);
	const result = await journaled(cluster, {
		...request,
		verb: "backup",
		limit: LIMIT
	}, [
		"vzdump",
		String(vmid),
		"--storage",
		storage,
		"--mode",
		mode,
		"--notes-template",
		plainNotes(notes)
	]);
	const [backup] = (await backupsOf(port, storage, vmid)).filter(({ volid }) => !before.has(volid)).toReversed();
	if (backup && result.exit === 0) return backup;
	const said = `${result.stdout}\n${result.stderr}`.trim().split("\n");
	const why = said.findLast((line) => /^(?:ERROR|INFO: Backup job finished with)/.test(line)) ?? said.at(-1);
	throw new PhoenixError("STEP_FAILED", `the backup failed: ${why || `exit ${result.exit}`}`, { hint: "the log of the task in the web interface of Proxmox tells more" });
}
export { bytesText as a, reachable as c, backupsOf as i, journaled as n, meant as o, backupStorage as r, ownMark as s, takeBackup as t };
