import { jr as uncheckedNotes } from "./engine.js";
// src/commands/ask-before.ts
async function askBefore({ policies, checks, ...options }) {
	const follow = policies.secrets === "follow";
	if (!checks && !follow) return {};
	const { checkGuests, compareSecrets } = await import("./check-guests2.js");
	const check = (snapshot) => checks ? checkGuests({
		...options,
		follow
	}, snapshot) : compareSecrets(options, snapshot);
	return { check };
}
/** What could not be found out is told with what is done of a guest, or holds one of which nothing is done. */
function withFailedChecks(live) {
	const { entries, snapshot } = live;
	const failed = new Map([...snapshot.checks ?? []].filter(([, check]) => check.failed));
	const told = entries.map((entry) => {
		const check = failed.get(Number(entry.item.id.replace("vmid:", "")));
		const why = uncheckedNotes(check).join("; ");
		if (why === "") return entry;
		return entry.hold?.is === "unchanged" ? {
			...entry,
			hold: {
				is: "held",
				why
			}
		} : {
			...entry,
			unknown: why
		};
	});
	return {
		...live,
		entries: told
	};
}
/** Somebody has to look. */
const hasFailedCheck = ({ checks }) => [...checks?.values() ?? []].some(({ failed }) => failed);
// src/commands/only-on.ts
/** Where its steps begin: a guest that is moved is moved by the node that it is on. */
function whereIs({ item, seen }, { snapshot }) {
	const vmid = /^vmid:([1-9]\d*)$/.exec(item.id)?.[1];
	const file = vmid === void 0 ? void 0 : snapshot.guests.get(Number(vmid));
	return file && (seen.is === "ours" || seen.is === "adoptable") ? file.node : item.node;
}
function onlyOn(live, node) {
	const left = /* @__PURE__ */ new Map();
	const entries = live.entries.map((entry) => {
		const where = whereIs(entry, live);
		if (entry.hold || where === node) return entry;
		left.set(entry.item.address, where);
		return {
			...entry,
			hold: {
				is: "unchanged",
				why: `left to the apply on ${where}`
			}
		};
	});
	return {
		live: {
			...live,
			entries
		},
		left
	};
}
/** Nothing failed, and something could not begin: what it needs is made by another apply. */
const waitsForOthers = ({ resources }) => resources.some(({ outcome }) => outcome === "skipped") && !resources.some(({ outcome }) => outcome === "failed");
/** `Left to others: lxc/db (pve2), lxc/web (pve3).` */
const leftText = (left) => `Left to others: ${[...left].map(([address, where]) => `${address} (${where})`).join(", ")}.`;
/** Milliseconds between two looks of an apply that waits for others. */
const LOOK_AGAIN = 1e4;
export { askBefore as a, waitsForOthers as i, leftText as n, hasFailedCheck as o, onlyOn as r, withFailedChecks as s, LOOK_AGAIN as t };
