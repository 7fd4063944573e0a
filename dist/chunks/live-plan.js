import { D as PhoenixError, O as VERSION } from "./base.js";
import { _ as guarded, b as runnersOf, i as byId, l as digestOf, o as planLive, r as cover, v as heldBy, y as idOfEstate } from "./engine.js";
// src/commands/history.ts
const NOTHING = {
	estateAt: async () => null,
	isAncestor: async () => null,
	commitsBetween: async () => null
};
/** A commit that is not here is fetched; whether that works depends on the remote and its credentials. */
async function isHere(repository, commit) {
	if (await repository.has(commit)) return true;
	if (!await repository.isShallow()) return false;
	try {
		await repository.fetch(commit);
		return true;
	} catch (error) {
		if (error instanceof PhoenixError && error.code === "GIT") return false;
		throw error;
	}
}
/** Null for what a shallow clone cannot tell. */
async function orNull(answer) {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof PhoenixError && error.code === "GIT") return null;
		throw error;
	}
}
/** The history of a workspace's repository; null where there is none. */
function historyOf(workspace, beyond = NOTHING) {
	const { repository, configs } = workspace;
	if (!repository) return null;
	const folder = repository.pathOf(configs);
	const read = /* @__PURE__ */ new Map();
	const estateAt = async (commit) => await isHere(repository, commit) ? workspace.at(commit) : beyond.estateAt(commit);
	return {
		estateAt: (commit) => {
			const known = read.get(commit) ?? estateAt(commit);
			read.set(commit, known);
			return known;
		},
		isAncestor: async (older, newer) => {
			return (await isHere(repository, older) && await isHere(repository, newer) ? await repository.isAncestor(older, newer) : null) ?? await beyond.isAncestor(older, newer) ?? false;
		},
		commitsBetween: async (from, to) => {
			return (await isHere(repository, from) && await repository.isAncestor(from, to) ? await orNull(repository.firstParents(from, to, folder)) : null) ?? await beyond.commitsBetween(from, to);
		},
		commitsSince: (file, to) => orNull(repository.commitsSinceAdded(`${folder}/${file}`, to, folder))
	};
}
// src/commands/judge-item.ts
/** Those of the files, with the policies that hold for this change. */
function settingsOf({ head, parent }) {
	return guarded(head.settings, parent?.settings ?? null);
}
async function ancestryOf(input, pairing, mark) {
	if (pairing.seen?.is === "absent" || pairing.seen?.is === "debris") return "absent";
	const head = input.head.tree.revision;
	if (!mark?.commit || !head || !input.history) return "unknown";
	if (mark.commit === head) return "behind";
	if (await input.history.isAncestor(mark.commit, head)) return "behind";
	return await input.history.isAncestor(head, mark.commit) ? "ahead" : "unknown";
}
function markOf(pairing) {
	return pairing.seen?.is === "ours" ? pairing.seen.mark : null;
}
async function unshownOf(input, item, mark) {
	const head = input.head.tree.revision;
	if (input.confirmed || !input.history || !head) return [];
	const commits = mark?.commit ? await input.history.commitsBetween(mark.commit, head) : await input.history.commitsSince(item.file, head);
	return commits && (mark?.commit || commits.length > 0) ? input.unshown(commits) : ["commits that this clone does not have (check out with fetch-depth: 0)"];
}
/** One verdict for each change of an item, and whether any of it runs. */
async function judgeItem(input, plan, item, pairing, { known, base, atTip }) {
	const { head, tip, parent } = input;
	const mark = markOf(pairing);
	const { kind, want } = pairing;
	const settings = settingsOf(input);
	const { policies } = settings;
	const expected = known ? kind.diff({
		want,
		base,
		seen: null,
		settings,
		snapshot: null
	}) : null;
	const ancestry = await ancestryOf(input, pairing, mark);
	const covers = cover({
		item,
		expected,
		ancestry,
		atTip: atTip !== null,
		superseded: tip !== head && digestOf(atTip?.spec ?? null) !== digestOf(want?.spec ?? null),
		unshown: await unshownOf(input, item, mark),
		confirmed: input.confirmed,
		blind: input.blind === true && input.history !== null && Boolean(mark?.commit),
		owed: mark?.owed ?? [],
		policies
	});
	const runners = runnersOf(head.settings, parent?.settings ?? null);
	const size = (parent ?? head).resources.size;
	const byPolicy = heldBy(item, {
		items: plan.items,
		size,
		policies,
		runners
	}, plan.policies);
	const why = item.action === "destroy" && !input.allowDestroy && !input.purge ? "policies.retire is 0: destroying at once needs --allow-destroy" : byPolicy;
	const judged = why ? covers.map((one) => one.is === "covered" ? {
		is: "held",
		why
	} : one) : covers;
	const notes = [...item.notes, ...strangeCommit(input, ancestry, mark)];
	return {
		item: {
			...item,
			notes,
			cover: judged
		},
		hold: holdOf(item, judged)
	};
}
/** Whoever confirms a plan by hand has to know that git cannot vouch for it: the clone may only be old. */
function strangeCommit({ history }, ancestry, mark) {
	if (ancestry !== "unknown" || !history || !mark?.commit) return [];
	return [`its marker names the commit ${mark.commit.slice(0, 7)}, which is not in the history of these files: fetch first, unless history was rewritten`];
}
/** Something that is not ours stands where the resource belongs. */
function isTaken(item) {
	return item.seen === "foreign" || item.seen === "copy";
}
/** An item of which nothing may run is held as a whole; one with nothing to do says so. */
function holdOf(item, covers) {
	const first = covers.find((one) => one.is !== "covered");
	if (isTaken(item)) return {
		is: "held",
		why: item.notes[0] ?? "something else has its id"
	};
	if (item.action === "no-op" && item.changes.length === 0) return {
		is: "unchanged",
		why: item.notes[0] ?? ""
	};
	if (!first || covers.some((one) => one.is === "covered")) return void 0;
	return {
		is: first.is,
		why: first.why
	};
}
// src/commands/live-plan.ts
/** The id that markers carry: survives a renaming of the estate where `id` is set. */
function estateId(estate) {
	return idOfEstate(estate.settings);
}
/** The estates at every commit that a marker names, each read once. */
async function estatesOf(input, marks) {
	const commits = new Set(marks.map((mark) => mark.commit).filter((commit) => commit !== null));
	const known = /* @__PURE__ */ new Map();
	for (const commit of commits) {
		const isHead = commit === input.head.tree.revision;
		known.set(commit, isHead ? input.head : await input.history?.estateAt(commit) ?? null);
	}
	return known;
}
function entryOf(input, pairing, { item, hold }) {
	const covers = item.cover ?? [];
	const old = markOf(pairing);
	const waits = covers.some((one) => one.is === "held");
	const subject = pairing.want ?? pairing.base;
	const mark = {
		estate: estateId(input.head),
		env: input.head.env,
		address: item.address,
		id: item.id,
		commit: waits ? old?.commit ?? null : input.head.tree.revision,
		config: digestOf(subject?.spec ?? null),
		phoenix: VERSION
	};
	return {
		item,
		want: pairing.want,
		base: pairing.base,
		seen: pairing.seen ?? { is: "absent" },
		changes: item.changes.filter((_, i) => covers[i]?.is === "covered"),
		mark,
		...hold ? { hold } : {}
	};
}
/** The pure plan of one reading. */
function planOf(input, snapshot, atCommit) {
	const { kinds, head, parent: base } = input;
	return planLive({
		kinds,
		head,
		base,
		snapshot,
		estate: estateId(head),
		atCommit,
		purge: input.purge ?? false
	});
}
/** What a file with errors said is not known: a resource that is missing from such an estate may have been in it. */
function isReadable(estate) {
	return estate?.findings.every(({ severity }) => severity !== "error") ?? false;
}
/** Looks resources up at the commits that markers name; each commit is indexed once. */
function lookUp(estates) {
	const indexes = /* @__PURE__ */ new Map();
	return (commit, kind, wanted) => {
		const key = `${commit} ${kind.kind}`;
		const index = indexes.get(key) ?? byId(estates.get(commit) ?? null, kind);
		indexes.set(key, index);
		return index.get(wanted) ?? null;
	};
}
/** Plans against the nodes and says what may be done. Nothing is changed on them. */
async function makeLivePlan(input) {
	const { kinds, head, cluster } = input;
	let snapshot = await cluster.snapshot();
	const estates = await estatesOf(input, kinds.flatMap((kind) => kind.owned(snapshot, estateId(head), head.env).map(({ mark }) => mark)));
	const atCommit = lookUp(estates);
	let planned = planOf(input, snapshot, atCommit);
	const backupsOn = settingsOf(input).policies.backup?.storage;
	if (backupsOn !== void 0 && planned.plan.items.some((item) => item.action === "retire")) {
		snapshot = await cluster.snapshot({ backupsOn });
		planned = planOf(input, snapshot, atCommit);
	}
	const inTip = lookUp(/* @__PURE__ */ new Map([["", input.tip]]));
	const entries = [];
	for (const item of planned.plan.items) {
		const pairing = planned.pairings.get(item.address);
		if (!pairing) continue;
		const mark = markOf(pairing);
		const base = mark?.commit ? atCommit(mark.commit, pairing.kind, item.id) : null;
		const known = base !== null || (mark?.commit ? isReadable(estates.get(mark.commit)) : false);
		const atTip = inTip("", pairing.kind, item.id);
		const judged = await judgeItem(input, planned.plan, item, pairing, {
			known,
			base,
			atTip
		});
		entries.push(entryOf(input, pairing, judged));
	}
	const items = entries.map((entry) => entry.item);
	return {
		plan: {
			...planned.plan,
			items
		},
		entries,
		snapshot,
		settings: settingsOf(input)
	};
}
export { historyOf as i, makeLivePlan as n, isTaken as r, estateId as t };
