import { Co as downtimeText, Eo as listed, H as colorsOf, Ht as downtimeNow, Lt as chainOf, M as soundToLook, Mo as valueText, Qt as isRemoval, U as paint, Ut as effectNow, V as MARKS, Vo as plain, Xt as wholeNote, Yt as shownChanges, en as guarded, it as homeOf, m as unknownAddress, vo as fullPath, wo as labelOf, xo as EFFECT_WORDS, y as planFromGit } from "./engine.js";
import { I as kinds } from "./live.js";
import { m as pointerSegments } from "./base.js";
import { a as checkSha, l as runGit, n as openSources, r as orNone } from "./sources.js";
import { r as idText } from "./names.js";
import { t as baseEstate } from "./make-plan2.js";
import { t as openWorkspace } from "./workspace.js";
// src/sources/blame.ts
/** Which commits wrote lines of a file, and which one changed files last: for those who ask why something changes. */
/** `SHA LINE-THEN LINE-NOW [COUNT]`. */
const HEAD = /^([0-9a-f]{40}|[0-9a-f]{64}) \d+ (\d+)/;
const UNCOMMITTED = /^0+$/;
const isoTime = (seconds) => (/* @__PURE__ */ new Date(Number(seconds) * 1e3)).toISOString();
/** What `git blame --porcelain` prints: of each commit the first line only carries who and when. */
function authorsIn(output, isShallow) {
	const commits = /* @__PURE__ */ new Map();
	const lines = /* @__PURE__ */ new Map();
	let sha = "";
	for (const line of output.split("\n")) {
		const head = HEAD.exec(line);
		if (head) {
			sha = head[1] ?? "";
			lines.set(Number(head[2]), sha);
			continue;
		}
		if (line.startsWith("	")) continue;
		const cut = line.indexOf(" ");
		const name = cut < 0 ? line : line.slice(0, cut);
		commits.set(sha, {
			...commits.get(sha),
			[name]: cut < 0 ? "" : line.slice(cut + 1)
		});
	}
	const found = /* @__PURE__ */ new Map();
	for (const [line, id] of lines) {
		const said = commits.get(id);
		if (!said || isShallow && said["boundary"] !== void 0) continue;
		if (UNCOMMITTED.test(id)) {
			found.set(line, null);
			continue;
		}
		const { author = "", summary = "", "author-time": time = "0" } = said;
		found.set(line, {
			sha: id,
			author,
			at: isoTime(time),
			title: summary
		});
	}
	return found;
}
/**
* By line; null: it is not committed. Of a line that is missing this clone does not know who wrote it.
* @param path relative to the top of the repository
* @param revision a full commit id; null: the files on disk
*/
async function blame(repository, path, lines, revision) {
	const ranges = [...new Set(lines)].flatMap((line) => ["-L", `${line},${line}`]);
	if (ranges.length === 0) return /* @__PURE__ */ new Map();
	const at = revision === null ? [] : [checkSha(revision)];
	const args = [
		"blame",
		"--porcelain",
		...ranges,
		...at,
		"--",
		path
	];
	const { exit, stdout } = await runGit(repository.top, args);
	if (exit === 0) return authorsIn(stdout, await repository.isShallow());
	return revision === null ? new Map(lines.map((line) => [line, null])) : /* @__PURE__ */ new Map();
}
/** Whether one of the files on disk is another one than in the commit that is checked out. */
async function differsFromHead(repository, paths) {
	const args = [
		"diff",
		"--quiet",
		"--no-ext-diff",
		"HEAD",
		"--",
		...paths
	];
	return (await runGit(repository.top, args)).exit !== 0;
}
/** The newest commit after `from` up to `to` that changed one of the files; null: none did. */
async function lastChange(repository, paths, from, to) {
	const args = [
		"log",
		"--max-count=1",
		"--no-ext-diff",
		"--format=%H%x00%an%x00%at%x00%s",
		...[checkSha(to), `^${checkSha(from)}`],
		"--",
		...paths
	];
	const { exit, stdout } = await runGit(repository.top, args);
	const [sha = "", author = "", at = "", title = ""] = stdout.trimEnd().split("\0");
	return exit === 0 && sha !== "" ? {
		sha,
		author,
		at: isoTime(at),
		title
	} : null;
}
// src/commands/brought-by.ts
/** Which commit brought a change: the one that wrote its line since, or else the last that changed the files that decide it. */
/** Files that have a word in the value, on either side. */
function filesOf({ want, base }, { slot, path }) {
	const sides = [want, base].filter((one) => one !== null);
	const said = sides.flatMap((one) => chainOf(one.contributions, path, homeOf(one)?.sets ?? /* @__PURE__ */ new Set()).map(({ file }) => file));
	const all = (one) => one?.contributions.map(({ file }) => file).join() ?? "";
	const own = all(want) === all(base) ? [] : sides.map(({ file }) => file);
	const [, id] = slot.startsWith("feature:") ? pointerSegments(path) : [];
	const software = id === void 0 ? [] : [`features/${id}`, "vault"];
	const found = [.../* @__PURE__ */ new Set([
		...said,
		...own,
		...software
	])];
	return found.length > 0 ? found : ["phoenix.json", "phoenix.jsonc"];
}
/** By path of the change; what is missing is not committed, or nobody knows. */
async function broughtBy(brought, changes) {
	const { repository, folder, tree, since } = brought;
	const found = /* @__PURE__ */ new Map();
	const tip = tree.revision ?? await repository.resolve("HEAD").catch(() => null);
	if (tip === null) return found;
	const inGit = (file) => folder === "" ? file : `${folder}/${file}`;
	const lines = /* @__PURE__ */ new Map();
	for (const { at } of changes) if (at) lines.set(at.file, [...lines.get(at.file) ?? [], at.line]);
	const written = {};
	for (const [file, numbers] of lines) written[file] = await blame(repository, inGit(file), numbers, tree.revision);
	for (const change of changes) {
		const { at, path, after } = change;
		const own = at && after !== null ? written[at.file]?.get(at.line) : void 0;
		if (own === null) continue;
		const isOld = own && since !== null && await repository.isAncestor(own.sha, since);
		if (own && isOld !== true) found.set(path, own);
		else if (since !== null) {
			const files = filesOf(brought, change).map(inGit);
			const last = tree.revision === null && await differsFromHead(repository, files) ? null : await lastChange(repository, files, since, tip);
			if (last) found.set(path, last);
		}
	}
	return found;
}
/** Who brought or took a whole file. */
async function broughtFile({ repository, folder, tree, since }, file) {
	if (since === null || file === "") return null;
	const paths = [folder === "" ? file : `${folder}/${file}`];
	if (tree.revision === null && await differsFromHead(repository, paths)) return null;
	return lastChange(repository, paths, since, tree.revision ?? await repository.resolve("HEAD"));
}
// src/commands/explained-item.ts
/** What an effect means where a kind has no more to say. */
const MEANS = {
	none: "nothing happens",
	config: "it is written down, and a guest that runs notices nothing",
	live: "it takes effect at once, and nothing stops",
	restart: "it takes effect when the guest starts the next time",
	offline: "it is done while the guest is stopped",
	replace: "the guest is made anew beside the old one",
	retire: "it is shut down and kept for `policies.retire`",
	destroy: "its data is deleted",
	impossible: "Proxmox cannot do it in place"
};
/** The words of the kind, and what the change says of itself where that is something else. */
function whyOf(change, reason) {
	const { note, effect } = change;
	if (reason === void 0) return note ?? MEANS[effect];
	return note === void 0 || note === "" ? reason : `${reason}; ${note}`;
}
const waitsFor = (cover) => cover.is === "covered" ? null : cover.why;
const STOPS = ["restart", "offline"];
/** What somebody can do who wants the guest to run on. */
function insteadOf({ item, settings, kind }, changes) {
	const stopping = changes.filter(({ change, cover }) => cover.is === "covered" && STOPS.includes(change.effect));
	if (stopping.length === 0 || item.action === "create") return [];
	const own = stopping.flatMap(({ change }) => kind?.reasonOf?.(change)?.instead ?? []);
	const manual = settings.policies.restarts.when === "manual" ? [] : ["\"policies\": { \"restarts\": { \"when\": \"manual\" } } in phoenix.json has it written now, and restarted when you say so (`phoenix apply` with its address)"];
	const fields = [...new Set(stopping.map(({ change }) => labelOf(change)))];
	return [
		...new Set(own),
		...manual,
		`without the change of ${fields.join(", ")} it runs on`
	];
}
const neighbour = (item) => ({
	address: item.address,
	action: item.action,
	effect: effectNow(item)
});
/** All of it comes or goes. */
const isWhole = ({ action }) => action === "create" || isRemoval(action);
const isTouched = ({ action }) => action !== "no-op";
function explainItem(input) {
	const { item, plan, kind, authorOf, by } = input;
	const shown = shownChanges(item);
	const whole = wholeNote(item);
	return {
		address: item.address,
		was: item.was ?? null,
		id: item.id,
		node: item.node,
		action: item.action,
		effect: effectNow(item),
		downtime: downtimeNow(item),
		summary: item.summary,
		by,
		changes: shown.map(({ change, cover }) => ({
			field: labelOf(change),
			path: change.path,
			before: change.before,
			after: change.after,
			effect: change.effect,
			why: whyOf(change, kind?.reasonOf?.(change)?.why),
			at: change.at ?? null,
			by: cover.is === "drift" ? null : authorOf(change),
			is: cover.is,
			waits: waitsFor(cover)
		})),
		notes: [...whole === null ? [] : [whole], ...item.notes],
		needs: plan.items.filter((one) => isTouched(one) && item.dependsOn.includes(one.address)).map(neighbour),
		neededBy: plan.items.filter((one) => isTouched(one) && one.dependsOn.includes(item.address)).map(neighbour),
		instead: insteadOf(input, shown)
	};
}
// src/commands/explained-text.ts
/** `phoenix explain --changes` for people. */
/** `restart`, `create`, `on hold`: what an apply does of it. */
function doneText({ action, effect }) {
	if (action === "no-op") return "not touched";
	if (action === "update") return effect === "none" ? "on hold" : EFFECT_WORDS[effect];
	return effect === "restart" || effect === "offline" ? `${action}, ${EFFECT_WORDS[effect]}` : action;
}
function headText(item) {
	const { action, effect, downtime, was, node, id, summary, changes } = item;
	const isPart = effect !== "none" && changes.some(({ is }) => is !== "covered");
	const down = downtime === 0 || downtime === null ? downtime === null && action === "update" ? ", and stays down" : "" : `, down ${downtimeText(downtime)}`;
	const name = was === null ? "" : `, was ${plain(was, 80)}`;
	const of = action === "create" && summary !== "" ? ` (${plain(summary, 200)})` : "";
	const rest = isPart ? ", the rest waits" : "";
	return `${idText(id)} on ${plain(node, 60)}: ${doneText(item)}${rest}${down}${name}${of}`;
}
function values({ before, after }, most) {
	const text = (value) => plain(valueText(value), most);
	if (before === null) return `+ ${text(after)}`;
	return after === null ? `- ${text(before)}` : `${text(before)} → ${text(after)}`;
}
function authorText({ sha, author, at, title }) {
	return `${sha.slice(0, 7)} of ${at.slice(0, 10)} by ${plain(author, 60)}: ${plain(title, 120)}`;
}
function changeLines(change, { columns, root, isCommitted }, colors) {
	const { field, after, effect, why, at, by, is, waits } = change;
	const line = (word, text) => `      ${colors.dim(word.padEnd(7))} ${text}`;
	const who = by ? [line("commit", authorText(by))] : isCommitted || is === "drift" ? [] : [line("commit", "none yet: the files on disk")];
	const isGone = after === null && at?.line === 1 && at.column === 1;
	const tint = paint(colors, effect === "none" ? "config" : effect === "destroy" ? "delete" : effect);
	return [
		`    ${colors.bold(plain(field, 80))}  ${values(change, Math.max(60, columns))}`,
		line("effect", `${tint(EFFECT_WORDS[effect])}: ${plain(why, 600)}`),
		...at === null || isGone ? [] : [line("place", `${plain(fullPath(root, at.file), 200)}:${at.line}`)],
		...who,
		...waits === null ? [] : [line("waits", colors.yellow(plain(waits, 300)))]
	];
}
const neighbourText = (one) => `${plain(one.address, 80)} (${doneText(one)})`;
const MANY = 8;
/** A guest that comes has every field of its file; `explain` without `--changes` tells where each comes from. */
function wholeLines({ by, changes }, colors) {
	const waits = changes.flatMap((change) => change.waits ?? []).slice(0, 1);
	return [...by ? [`    ${colors.dim("commit")} ${authorText(by)}`] : [], ...waits.map((why) => `    ${colors.yellow("!")} waits: ${plain(why, 300)}`)];
}
function itemLines(item, view, colors) {
	const { address, effect, action, changes, notes, needs, neededBy, instead } = item;
	return [
		`${action === "create" ? MARKS.create : MARKS[effect === "none" ? "held" : effect === "destroy" ? "delete" : effect]} ${colors.bold(plain(address, 80))}  ${headText(item)}`,
		...notes.map((note) => `    ${colors.yellow("!")} ${plain(note, 600)}`),
		...isWhole(item) ? wholeLines(item, colors) : changes.flatMap((change) => changeLines(change, view, colors)),
		...needs.length > 0 ? [`    It needs ${listed(needs, MANY, neighbourText)}: done before it.`] : [],
		...neededBy.length > 0 ? [`    Needed by ${listed(neededBy, MANY, neighbourText)}: done after it.`] : [],
		...instead.length > 0 ? ["    To have it run on:", ...instead.map((one) => `      - ${plain(one, 300)}`)] : []
	];
}
/** Without a newline at the end. */
function explainedText(items, view) {
	const colors = colorsOf(view.color);
	return items.flatMap((item) => itemLines(item, view, colors)).join("\n");
}
// src/commands/explain-changes.ts
async function fromGit(workspace, sources, { base: rev, head: tip }, io) {
	const tree = rev === void 0 ? orNone(sources.at("HEAD"), sources.repository) : sources.at(rev);
	const base = baseEstate(workspace, await tree, io);
	const head = soundToLook(tip === void 0 ? workspace.onDisk() : await workspace.at(tip), io);
	const { plan, pairings } = planFromGit({
		kinds,
		head,
		base
	});
	const before = ({ address }) => ({
		resource: pairings.get(address)?.base ?? null,
		commit: plan.base
	});
	return {
		plan,
		head,
		base,
		before
	};
}
async function fromNodes(workspace, { node = "local" }, io) {
	const [{ connectEstate }, { operatorPlan }] = await Promise.all([import("./connect-estate2.js"), import("./operator-plan.js")]);
	const head = soundToLook(await workspace.toApply(), io);
	const cluster = await connectEstate(node, head, io.err);
	try {
		const { plan, entries } = await operatorPlan(workspace, head, cluster);
		const before = ({ address }) => {
			const entry = entries.find(({ item }) => item.address === address);
			const mark = entry?.seen.is === "ours" ? entry.seen.mark : null;
			return {
				resource: entry?.base ?? null,
				commit: mark?.commit ?? null
			};
		};
		return {
			plan,
			head,
			base: null,
			before
		};
	} finally {
		await cluster.close();
	}
}
/** Those of an address; a layer is one on each node. */
function itemsOf({ items }, address) {
	return items.filter((one) => [
		one.address,
		one.was,
		one.address.replace(/@[^/]*$/, "")
	].includes(address));
}
const NOBODY = /* @__PURE__ */ new Map();
async function authorsOf({ repository, configs }, { head, before }, item) {
	if (!repository) return {
		authors: NOBODY,
		by: null
	};
	const { resource: base, commit } = before(item);
	const since = commit !== null && await repository.has(commit) ? commit : null;
	const want = head.resources.get(item.address) ?? null;
	const sides = {
		repository,
		folder: repository.pathOf(configs),
		tree: head.tree,
		since,
		want,
		base
	};
	if (isWhole(item)) return {
		authors: NOBODY,
		by: await broughtFile(sides, item.file)
	};
	return {
		authors: await broughtBy(sides, item.changes),
		by: null
	};
}
function explainer(workspace, compared) {
	const { plan, head, base } = compared;
	const settings = guarded(head.settings, base?.settings ?? null);
	return async (item) => {
		const { authors, by } = await authorsOf(workspace, compared, item);
		const authorOf = ({ path }) => authors.get(path) ?? [...authors].find(([one]) => one.startsWith(`${path}/`))?.[1] ?? null;
		const kind = kinds.find((one) => one.kind === item.kind);
		return explainItem({
			item,
			plan,
			kind,
			settings,
			authorOf,
			by
		});
	};
}
/** Null: nothing of the field changes. */
function onlyField(item, field) {
	if (field === void 0) return item;
	const isIt = ({ path, field: name }) => [name, path].some((one) => one === field || one.startsWith(`${field}.`) || one.startsWith(`${field}/`));
	const changes = item.changes.filter(isIt);
	return changes.length === 0 ? null : {
		...item,
		changes
	};
}
function unchangedText({ address, field }, { plan, head }) {
	const git = plan.base === null ? "nothing" : plan.base.slice(0, 7);
	const files = head.tree.revision?.slice(0, 7) ?? "the files on disk";
	const sides = plan.mode === "live" ? `${files} and the nodes agree` : `${files} and ${git} say the same`;
	return `${field === void 0 ? plain(address, 80) : `${plain(field, 80)} of ${plain(address, 80)}`} does not change: ${sides}.`;
}
/** Exit code 0. @throws PhoenixError `USAGE` for an address that neither side has */
async function explainChanges(options, io) {
	const { address, json } = options;
	const sources = openSources(options.configs);
	const workspace = openWorkspace(options, sources);
	try {
		if (options.node !== void 0 && !options.live) io.err(`This asks git alone: with --live it would ask ${options.node}.`);
		const compared = options.live ? await fromNodes(workspace, options, io) : await fromGit(workspace, sources, options, io);
		const { plan, head } = compared;
		const items = itemsOf(plan, address);
		const isKnown = (one) => one === address || one.replace(/@[^/]*$/, "") === address;
		if (items.length === 0 && ![...head.resources.keys()].some(isKnown)) throw unknownAddress(address, head);
		const explain = explainer(workspace, compared);
		const explained = [];
		for (const item of items) {
			const one = onlyField(await explain(item), options.field);
			if (one) explained.push(one);
		}
		if (json) {
			const { mode, base, head: commit } = plan;
			io.out(JSON.stringify({
				v: 1,
				mode,
				base,
				head: commit,
				items: explained
			}, null, 2));
			return 0;
		}
		const view = {
			color: io.color,
			columns: io.columns,
			root: head.tree.root,
			isCommitted: head.tree.revision !== null
		};
		io.out(explained.length === 0 ? unchangedText(options, compared) : explainedText(explained, view));
		return 0;
	} finally {
		workspace.close();
	}
}
export { explainChanges };
