import { Ao as plural, Eo as listed, Jr as formatLock, X as isBesideFiles, Xr as updateLock, j as sound } from "./engine.js";
import { n as openSources, p as LOCK_FILE } from "./sources.js";
import { Q as VERSION, bt as PhoenixError, q as writeWhole } from "./base.js";
import { n as usersOf } from "./uses2.js";
import { I as kinds } from "./live.js";
import { t as openWorkspace } from "./workspace.js";
import { join } from "node:path";
// src/commands/feature-update.ts
/** `phoenix feature update`: writes configs/phoenix.lock for the features of the library that the estate uses. */
/** Exit code 0. What the lock pins and nothing uses is let go. */
async function featureUpdate({ configs, ids, json }, io) {
	const workspace = openWorkspace({ configs }, openSources(configs));
	try {
		const estate = workspace.onDisk();
		sound({
			...estate,
			findings: estate.findings.filter((one) => !isBesideFiles(one) && one.id !== "PHX731")
		});
		const users = usersOf(estate, kinds);
		const used = new Set(users.keys());
		const features = estate.features;
		const strange = ids.filter((id) => !used.has(id));
		if (strange.length > 0 || !features) {
			const what = strange.length > 0 ? strange.join(", ") : "features";
			throw new PhoenixError("USAGE", `no guest uses ${what}`, { hint: "name a feature of a guest, or none for all" });
		}
		const library = [...used].sort().flatMap((id) => features.features.get(id) ?? []);
		const lock = updateLock(features.lock, library, VERSION, ids.length === 0 ? null : ids);
		const changes = changesOf(features.lock?.features ?? {}, lock.features, users);
		const path = join(configs, LOCK_FILE);
		writeWhole(path, formatLock(lock));
		if (json) io.out(JSON.stringify({
			v: 1,
			file: path,
			changes
		}, null, 2));
		else io.out(changes.length === 0 ? "Nothing to update." : changes.map(changeText).join("\n"));
		if (changes.length > 0 && !json) {
			const again = new Set(changes.filter(({ from, to }) => from && to).flatMap((one) => one.users));
			const who = again.size === 0 ? "" : `; ${plural(again.size, "guest")} will run it again`;
			io.err(`Wrote ${path}${who}: \`phoenix plan\` names each.`);
		}
		return 0;
	} finally {
		workspace.close();
	}
}
function changesOf(before, after, users) {
	return [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((id) => {
		const [from = null, to = null] = [before[id], after[id]];
		if (from?.hash === to?.hash && from?.version === to?.version) return [];
		return [{
			id,
			from,
			to,
			users: users.get(id) ?? []
		}];
	});
}
/** Guests that a line names. */
const MOST_GUESTS = 5;
function changeText({ id, from, to, users }) {
	if (!to) return `${id}: not used any more`;
	return `${id} ${!from ? `${to.version} (was not pinned)` : from.version === to.version ? `${to.version} (its files changed)` : `${from.version} → ${to.version}`}: ${listed(users, MOST_GUESTS, String)}`;
}
export { featureUpdate as t };
