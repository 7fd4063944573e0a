import { X as isBesideFiles, a as authorsOf, i as checkNamed, it as homeOf, n as reachOf, o as mergedInto, p as resourceDifference, r as historyText, t as mayReach, wo as labelOf, y as planFromGit } from "./engine.js";
import { J as quote, St as errorsIn, Tt as durationInMs, bt as PhoenixError } from "./base.js";
import { I as kinds, N as estateId } from "./live.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/walk-history.ts
/**
* What the commits of a branch changed of one resource, newest first: by any file that reaches it, and whatever it was
* called. Estates are loaded one against the next, so that what stays the same is the same object; of a commit that leaves
* the resource alone nothing is compared.
*/
const idOf = (resource) => homeOf(resource)?.kind.id(resource.spec) ?? null;
/** `layer/base` is the layer wherever it stands: on the first of its nodes. */
function named({ resources }, address) {
	const found = resources.get(address);
	if (found) return found;
	if (!address.startsWith("layer/")) return null;
	return [...resources.values()].find((one) => one.address.startsWith(`${address}@`)) ?? null;
}
function find(estate, { address, id }) {
	const here = named(estate, address);
	if (id === null || here && idOf(here) === id) return here;
	const kind = address.slice(0, address.indexOf("/"));
	for (const one of estate.resources.values()) if (one.kind === kind && idOf(one) === id) return one;
	return here;
}
function follow(trail, resource) {
	if (!resource) return;
	trail.address = resource.address;
	trail.id = idOf(resource);
}
const isBroken = (estate) => errorsIn(estate.findings).some((one) => !isBesideFiles(one) && one.id !== "PHX001");
/** One is there, and nobody can say that the other is not: its file, or what it is made of, cannot be read. */
const isUnread = (estate, resource) => resource === null && isBroken(estate);
/** The changes of the plan, and what differs beside: values that nobody tells a node. */
function fieldsOf(fields, item) {
	const planned = (item?.changes ?? []).filter(({ path }) => path !== "");
	const isPlanned = (path) => planned.some((one) => one.path === path || path.startsWith(`${one.path}/`));
	const placeOf = (path) => {
		const known = fields.find((one) => one.path === path || one.path.startsWith(`${path}/`));
		return known?.afterAt ?? known?.beforeAt ?? null;
	};
	return [...planned.map((change) => ({
		field: labelOf(change),
		path: change.path,
		before: change.before,
		after: change.after,
		effect: change.effect,
		at: placeOf(change.path) ?? change.at ?? null
	})), ...fields.filter(({ path }) => !isPlanned(path)).map(({ field, path, before, after, beforeAt, afterAt }) => ({
		field,
		path,
		before,
		after,
		effect: "none",
		at: afterAt ?? beforeAt
	}))];
}
/** Null: this commit left it as it was. */
function entryOf({ head, base, after, before, commit, unread }) {
	const subject = after ?? before;
	if (!subject || before === after) return null;
	const { items } = planFromGit({
		kinds,
		head,
		base
	}).plan;
	const id = idOf(subject) ?? subject.address;
	const item = items.find((one) => one.id === id && one.kind === subject.kind);
	const difference = resourceDifference(base, head, before, after);
	const fields = before && after ? fieldsOf(difference?.fields ?? [], item) : [];
	if (!difference && fields.length === 0) return null;
	const { is, was, summary, at } = difference ?? {
		is: "changed",
		was: null,
		summary: item?.summary ?? "",
		at: {
			file: subject.file,
			line: 1,
			column: 1
		}
	};
	const { address } = subject;
	return {
		commit,
		is,
		address,
		was,
		id,
		effect: item?.effect ?? "none",
		summary,
		at,
		fields,
		unread
	};
}
/** Nothing stands where the folder is not there yet. */
const EMPTY = /* @__PURE__ */ new Map();
/** Walks back until there are entries enough. The trail may begin anywhere: a resource that is gone is found by its name. */
async function walkHistory(input) {
	const { commits, estateAt, has, limit, since } = input;
	const trail = {
		address: input.address,
		id: null
	};
	const entries = [];
	let newer = null;
	let unread = [];
	const step = (base) => {
		if (!newer) return;
		const { estate: head, commit } = newer;
		const after = find(head, trail);
		follow(trail, after);
		const before = find(base, trail);
		const entry = entryOf({
			head,
			base,
			after,
			before,
			commit,
			unread
		});
		follow(trail, before);
		if (entry) entries.push(entry);
	};
	let reach = null;
	for (const commit of commits) {
		if (newer && !mayReach(commit.files, reach, newer.estate.env)) continue;
		if (since !== null && newer && Date.parse(newer.commit.at) < since) return {
			entries,
			end: { is: "since" }
		};
		const estate = await estateAt(commit.sha);
		if (isUnread(estate, find(estate, trail))) {
			unread.push(commit.sha);
			continue;
		}
		step(estate);
		if (entries.length >= limit) return {
			entries,
			end: { is: "limit" }
		};
		newer = {
			estate,
			commit
		};
		unread = [];
		const here = find(estate, trail);
		reach = here ? reachOf(estate, here) : null;
	}
	if (newer && since !== null && Date.parse(newer.commit.at) < since) return {
		entries,
		end: { is: "since" }
	};
	if (unread.length > 0) return {
		entries,
		end: {
			is: "unreadable",
			commit: unread[0] ?? ""
		}
	};
	const parent = newer?.commit.parents[0];
	if (newer && parent !== void 0 && !await has(parent)) return {
		entries,
		end: {
			is: "shallow",
			commit: newer.commit.sha
		}
	};
	if (newer) step({
		...newer.estate,
		resources: EMPTY
	});
	return {
		entries,
		end: { is: "whole" }
	};
}
// src/commands/resource-history.ts
/** `phoenix history ADDRESS`: who changed what of one resource, when, and by which pull request; from git alone. */
const LIMIT = 20;
/** Milliseconds since 1970. @throws PhoenixError `USAGE` */
function timeOf(text, now) {
	const ago = durationInMs(text);
	if (ago !== null) return now - ago;
	const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
	if (!Number.isNaN(time)) return time;
	throw new PhoenixError("USAGE", `${quote(text)} is neither a day nor a length of time`, { hint: "Give a day (2026-11-01), a time (2026-11-01T08:00:00Z), or how long ago (30d, 12h)." });
}
function inGit({ repository, configs }) {
	if (repository) return repository;
	throw new PhoenixError("GIT", `${configs} is not in a git repository, so it has no history`, { hint: "Run it in a clone of the repository that holds the configs folder." });
}
/** What the nodes say; the names are those that it ever had. */
async function askNodes({ node }, estate, { entries }, io) {
	const [first] = entries;
	if (node === void 0 || !first) return null;
	const [{ connectEstate }, { appliedOf }, { readsOf }, { kinds }] = await Promise.all([
		import("./connect-estate2.js"),
		import("./applied-runs.js"),
		import("./reads.js"),
		import("./registry.js")
	]);
	const cluster = await connectEstate(node, estate, io.err);
	try {
		const snapshot = await cluster.snapshot({ reads: readsOf(kinds) });
		const names = new Set(entries.flatMap(({ address, was }) => was === null ? [address] : [address, was]));
		return appliedOf({
			snapshot,
			estate: estateId(estate),
			env: estate.env,
			id: first.id,
			names
		});
	} finally {
		await cluster.close();
	}
}
/** Whether each is on the node already: the marker's commit has it. Null: nobody asked, or nobody knows. */
async function withApplied(repository, entries, applied, folder) {
	const at = applied?.state?.commit ?? null;
	const known = at !== null && await repository.has(at);
	return Promise.all(entries.map(async (entry) => ({
		...entry,
		authors: await authorsOf(repository, entry.commit, folder),
		applied: known ? await repository.isAncestor(entry.commit.sha, at) : null
	})));
}
function endOf({ end, entries }, commits) {
	return {
		...end,
		entries: entries.length,
		commits: commits.length
	};
}
/** Exit code 0. @throws PhoenixError `USAGE` for an address that no commit had, `GIT` */
async function resourceHistory(options, io) {
	const { address, head = "HEAD", limit = LIMIT, since, json } = options;
	const from = since === void 0 ? null : timeOf(since, Date.now());
	const workspace = openWorkspace(options);
	try {
		const repository = inGit(workspace);
		const folder = repository.pathOf(options.configs);
		const tip = await repository.resolve(head);
		const commits = await mergedInto(repository, tip, folder);
		const estate = await workspace.at(tip);
		await checkNamed({
			address,
			estate,
			repository,
			folder,
			tip
		});
		const walked = await walkHistory({
			address,
			commits,
			estateAt: (commit) => workspace.at(commit),
			has: (commit) => repository.has(commit),
			limit,
			since: from
		});
		const applied = await askNodes(options, estate, walked, io);
		const entries = await withApplied(repository, walked.entries, applied, folder);
		if (json) {
			const told = {
				v: 1,
				address,
				env: estate.env,
				head: tip,
				entries,
				end: endOf(walked, commits),
				applied
			};
			io.out(JSON.stringify(told, null, 2));
			return 0;
		}
		const { color, columns } = io;
		const root = options.configs;
		io.out(historyText({
			address,
			entries,
			end: walked.end,
			applied
		}, {
			color,
			columns,
			root
		}));
		return 0;
	} finally {
		workspace.close();
	}
}
export { resourceHistory };
