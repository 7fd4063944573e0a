import { Zt as plain, _t as stampOf, ft as kinds, ht as uncheckedNotes } from "./engine.js";
import { a as enterGuest, i as uncheckedGuest, r as checkOf, t as composeCheck } from "./guest-bundles.js";
import { H as PhoenixError, b as pointer, d as durationText } from "./base.js";
import { t as inParallel } from "./in-parallel.js";
import { c as estateId } from "./live.js";
// src/commands/check-guests.ts
/**
* Asks the guests of an estate whether what is installed in them is still as it was installed: one process for each that
* runs, check scripts only. Nothing is changed, neither in a guest nor in its marker.
*/
/** Guests at the same time: each is a `pct exec` on its node. */
const PARALLEL = 4;
function guestsOf(kind, { head, only = [] }, snapshot) {
	const ours = {
		estate: estateId(head),
		env: head.env
	};
	const owned = kind.owned(snapshot, ours.estate, ours.env, head.settings);
	const nodes = new Map(owned.map(({ id, node }) => [id, node]));
	return [...head.resources.values()].flatMap((want) => {
		if (want.kind !== kind.kind || only.length > 0 && !only.includes(want.address)) return [];
		const { software = [], template, node } = want.spec;
		if (software.length === 0 || template) return [];
		const id = kind.id(want.spec);
		const seen = kind.observe({
			snapshot,
			id,
			...ours,
			want,
			base: want
		});
		if (seen.is !== "ours" || seen.mark?.retired !== void 0) return [];
		const { features = {}, owed = [] } = seen.mark ?? {};
		const ids = software.filter((one) => features[one.id] === stampOf(one) && !owed.includes(pointer("features", one.id))).map((one) => one.id);
		if (ids.length === 0) return [];
		const running = kind.runs?.(seen.live) ?? false;
		return [{
			want,
			node: nodes.get(id) ?? node,
			running,
			ids
		}];
	});
}
async function askGuest({ want, node, ids }, options) {
	const { head, cluster, secret } = options;
	try {
		const { bundle, ids: asked, left, timeout } = await composeCheck(head, want, ids, secret);
		if (asked.length === 0) return checkOf({
			run: { is: "ended" },
			features: []
		}, left);
		const { outcome } = await enterGuest({
			node: cluster.node(node),
			vmid: want.spec.vmid,
			bundle,
			asked: asked.map((id) => ({
				do: "check",
				id
			})),
			timeout
		});
		return checkOf(outcome, left);
	} catch (error) {
		if (error instanceof PhoenixError) return uncheckedGuest(error.message, true);
		throw error;
	}
}
function wordOf(check) {
	const all = [...[...check.drifted].map(([id, why]) => `${id} has drifted: ${why}`), ...uncheckedNotes(check)];
	return all.length === 0 ? "as it shall be" : plain(all.join("; "));
}
/** What every guest says, those that do not run included. Failures of guests are in the result. */
async function checkGuests(options, snapshot) {
	const { say, signal } = options;
	const guests = kinds.filter((kind) => kind.place === void 0).flatMap((kind) => guestsOf(kind, options, snapshot));
	const running = guests.filter((one) => one.running);
	const found = new Map(guests.filter((one) => !one.running).map(({ want }) => [want.spec.vmid, uncheckedGuest("it does not run")]));
	let ended = 0;
	const work = running.map((guest) => async () => {
		const began = performance.now();
		const check = signal?.aborted ? uncheckedGuest("stopped before", true) : await askGuest(guest, options);
		found.set(guest.want.spec.vmid, check);
		ended += 1;
		const count = `${String(ended).padStart(String(running.length).length)}/${running.length}`;
		const took = durationText(performance.now() - began);
		say(`[${count}] ${plain(guest.want.address)}: checked in ${took}: ${wordOf(check)}`);
	});
	await inParallel(work, PARALLEL);
	return found;
}
export { checkGuests as t };
