import { O as string, S as looseObject, f as _enum, w as number } from "./zod.js";
import { I as kinds, T as journalLines } from "./live.js";
// src/commands/applied-runs.ts
/** What nodes tell of one resource: the commit in its marker, and what their journals say was done to it. Pure. */
const lineSchema = looseObject({
	at: string(),
	run: string(),
	estate: string(),
	event: _enum([
		"begin",
		"end",
		"note"
	]),
	stepId: string(),
	address: string(),
	exit: number().optional(),
	message: string().optional()
});
/** Whom the journal means: each name that it had, and the numbered ones of what gave way. */
const isOf = (names, { address }) => names.has(address) || names.has(address.replace(/@[^/]*$/, ""));
function runOf(run, node, lines) {
	const open = /* @__PURE__ */ new Map();
	let failed = null;
	for (const line of lines) {
		if (line.event === "begin") open.set(line.stepId, line);
		if (line.event !== "end") continue;
		open.delete(line.stepId);
		if (line.exit !== void 0 && line.exit !== 0) failed = line;
		else if (failed?.stepId === line.stepId) failed = null;
	}
	const [left = null] = [...open.values()];
	const told = failed ?? left;
	return {
		run,
		node,
		from: lines[0]?.at ?? "",
		to: lines.at(-1)?.at ?? "",
		steps: new Set(lines.map(({ stepId }) => stepId)).size,
		outcome: failed ? "failed" : left ? "open" : "done",
		step: told?.stepId ?? null,
		message: told?.message ?? null
	};
}
function runsOn(node, lines) {
	const runs = /* @__PURE__ */ new Map();
	for (const line of lines) runs.set(line.run, [...runs.get(line.run) ?? [], line]);
	return [...runs].map(([run, own]) => runOf(run, node, own));
}
function appliedOf({ snapshot, estate, env, id, names }) {
	const owned = kinds.flatMap((kind) => kind.owned(snapshot, estate, env));
	const own = owned.find((one) => one.id === id) ?? owned.find(({ mark }) => names.has(mark.address));
	const nodes = [...snapshot.nodes];
	const runs = nodes.flatMap(([node, facts]) => {
		if (!facts.reachable) return [];
		return runsOn(node, [...journalLines(facts.files ?? /* @__PURE__ */ new Map())].flatMap((line) => {
			const { data } = lineSchema.safeParse(line);
			return data && data.estate === estate && isOf(names, data) ? [data] : [];
		}));
	});
	const { node, mark } = own ?? {};
	return {
		state: node !== void 0 && mark ? {
			node,
			commit: mark.commit,
			retired: mark.retired ?? null
		} : null,
		runs: runs.toReversed().toSorted((a, b) => a.from < b.from ? 1 : a.from > b.from ? -1 : 0),
		silent: nodes.flatMap(([node, { reachable }]) => reachable ? [] : [node])
	};
}
export { appliedOf };
