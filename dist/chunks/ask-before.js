import { xn as uncheckedNotes } from "./engine.js";
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
export { hasFailedCheck as n, withFailedChecks as r, askBefore as t };
