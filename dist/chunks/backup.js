import { Dt as momentText, Et as durationText, bt as PhoenixError } from "./base.js";
import { j as sound } from "./engine.js";
import { t as operatorName } from "./operator.js";
import { a as bytesText, c as reachable, o as meant, r as backupStorage, s as ownMark, t as takeBackup } from "./take-backup.js";
import { r as measureBackups } from "./measured.js";
import { n as withSession } from "./run-apply.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/backup.ts
/** `phoenix backup ADDRESS…`: a backup of guests by vzdump, believed only when the storage lists it. */
/** The node that a guest of ours is on. */
function homeOf({ vmid, name }, head, snapshot) {
	const file = snapshot.guests.get(vmid);
	if (!file) throw new PhoenixError("REFUSED", `${name} is not there: no node has the guest ${vmid}`);
	if (ownMark(file, head) === null) throw new PhoenixError("REFUSED", `${name}: the guest ${vmid} is not of this estate`, { hint: "adopt it first (\"adopt\": true), or use vzdump" });
	return reachable(file.node, snapshot);
}
async function backUp(session, one, { head, snapshot, options, io }) {
	const { vmid, name } = one;
	const address = one.address ?? name;
	try {
		const node = homeOf(one, head, snapshot);
		const began = Date.now();
		const commit = head.tree.revision?.slice(0, 12);
		const about = `${address} of ${head.settings.name}${commit === void 0 ? "" : ` at ${commit}`}`;
		return {
			address,
			vmid,
			ok: true,
			node,
			backup: await takeBackup(session.cluster, {
				head,
				address,
				node,
				vmid,
				storage: backupStorage(options.storage, head),
				mode: options.mode ?? head.settings.policies.backup?.mode ?? "snapshot",
				notes: options.notes === void 0 ? about : `${options.notes} (${about})`,
				say: (line) => io.err(`${address}: ${line}`)
			}),
			ms: Date.now() - began
		};
	} catch (error) {
		if (error instanceof PhoenixError) return {
			address,
			vmid,
			ok: false,
			why: error.message
		};
		throw error;
	}
}
function textOf(result) {
	if (!result.ok) return `✗ ${result.address}: ${result.why}`;
	const { address, node, backup, ms } = result;
	const size = backup.size === null ? "" : `, ${bytesText(backup.size)}`;
	return `✓ ${address}: ${backup.volid} on ${node}, ${momentText(Date.parse(backup.at))}${size}  (${durationText(ms)})`;
}
/** Exit code 0 when every guest that was named has a new backup. */
async function backup(options, io) {
	const workspace = openWorkspace(options);
	try {
		const head = sound(await workspace.toApply());
		const named = options.addresses.map((name) => meant(name, head));
		backupStorage(options.storage, head);
		const run = {
			head,
			node: options.node,
			owner: `backup by ${operatorName()}`,
			say: io.err
		};
		return await withSession(run, async (session) => {
			const snapshot = await session.cluster.snapshot();
			const results = [];
			for (const one of named) {
				if (session.signal.aborted || session.lock.lost.aborted) break;
				results.push(await backUp(session, one, {
					head,
					snapshot,
					options,
					io
				}));
			}
			measureBackups(head, results);
			io.out(options.json ? JSON.stringify({
				v: 1,
				backups: results
			}) : results.map(textOf).join("\n"));
			return results.length === named.length && results.every(({ ok }) => ok) ? 0 : 1;
		});
	} finally {
		workspace.close();
	}
}
export { backup };
