import { n as openSources, r as orNone, t as filesToApply } from "./sources.js";
// src/commands/plan.ts
/** Begins to read, and returns when there is nothing to do but wait for git: whoever needs the trees awaits them. */
async function beginReading(sources, { head, base, live }) {
	const under = [];
	const at = (revision) => {
		let onAsked = () => {};
		const asked = new Promise((resolve) => onAsked = resolve);
		const tree = sources.at(revision, { onAsked });
		under.push(Promise.race([asked, tree]).catch(() => void 0));
		return tree;
	};
	const before = live ? null : base === void 0 ? orNone(at("HEAD"), sources.repository) : at(base);
	const disk = () => live ? filesToApply(sources) : Promise.resolve(sources.onDisk());
	const after = head === void 0 ? disk() : at(head);
	for (const reading of [before, after]) reading?.catch(() => void 0);
	await Promise.all(under);
	return {
		base: before,
		head: after
	};
}
/** Exit code 0; with `--detailed-exitcode` 2 when there are changes; 1 when something impossible is asked for. */
async function plan(options, io) {
	const sources = openSources(options.configs);
	try {
		const trees = await beginReading(sources, options);
		const { makePlan } = await import("./make-plan.js");
		return await makePlan(options, sources, trees, io);
	} finally {
		sources.close();
	}
}
export { plan as t };
