import { St as errorsIn, bt as PhoenixError } from "./base.js";
import { a as SUMMARY_LIMIT, i as upsertComment, l as publishCheck, o as estateLabel, r as roomFor, s as planCheckName, t as renderClosed } from "./states.js";
import { a as whereOf, c as setOutputs, i as soundBefore, o as writeSummary, r as refuseStrangers, s as annotate } from "./act-context.js";
import { I as kinds } from "./live.js";
import { Ao as plural, Bt as categoryOf, Co as downtimeText, Eo as listed, Ht as downtimeNow, Jt as judged, Kt as rankOf, Mo as valueText, Po as clip, Qt as isRemoval, Wt as isAside, Xt as wholeNote, vo as fullPath, wo as labelOf, xo as EFFECT_WORDS, y as planFromGit } from "./engine.js";
import { a as renderRefusal, o as renderSummary, r as renderComment } from "./markdown.js";
import { s as headline } from "./stops.js";
import { t as checkRules } from "./check.js";
import { r as readProof, t as boundTo } from "./exchange.js";
import { n as sarifOutput, t as planOutputs } from "./act-outputs.js";
// src/plan/render/notes.ts
/** What a plan and its findings have to say about lines of files, one note for each thing. Plain text, no Markdown. */
function levelOf(category) {
	switch (category) {
		case "destroy":
		case "delete":
		case "retire":
		case "replace":
		case "impossible": return "failure";
		case "offline":
		case "restart":
		case "migrate":
		case "remove":
		case "held":
		case "drift":
		case "note": return "warning";
		case "create":
		case "adopt":
		case "rename":
		case "live":
		case "config":
		case "aside": return "notice";
	}
}
/** What one change does by itself: a guest that restarts for one line may have others that are live. */
function categoryOfChange(item, { change, cover }) {
	if (categoryOf(item) === "note") return "note";
	if (cover.is !== "covered" && change.effect !== "impossible") return cover.is;
	return categoryOf({
		...item,
		changes: [change],
		effect: change.effect,
		cover: [{ is: "covered" }]
	});
}
function changeText(change) {
	const { before, after, note } = change;
	const values = after === null ? `${valueText(before)} removed` : before === null ? valueText(after) : `${valueText(before)} → ${valueText(after)}`;
	return `${labelOf(change)}: ${clip(values, 300)}${note ? ` (${clip(note, 300)})` : ""}`;
}
function changeNote(item, one) {
	const { change, cover } = one;
	if (!change.at) return [];
	const category = categoryOfChange(item, one);
	const { file, line } = change.at;
	const title = category === "live" || category === "config" ? EFFECT_WORDS[change.effect] : TITLES[category];
	return [{
		file,
		line,
		level: levelOf(category),
		rank: rankOf(category),
		title,
		text: `${changeText(change)}${cover.is === "covered" ? "" : `; ${clip(cover.why, 300)}`}`,
		about: item.address
	}];
}
const TITLES = {
	destroy: "destroy",
	delete: "deletes data",
	retire: "retire",
	replace: "replace",
	impossible: "impossible",
	offline: "stopped",
	restart: "restart",
	migrate: "migrate",
	remove: "remove",
	held: "on hold",
	drift: "drift",
	note: "not touched",
	create: "create",
	adopt: "adopt",
	rename: "rename",
	live: "live",
	config: "unnoticed",
	aside: "no effect"
};
/** One note for the whole item, on the first line of its file: for what has no line of its own. */
function itemNote(item) {
	const category = categoryOf(item);
	const downtime = downtimeNow(item);
	const down = downtime === 0 ? "" : `; down ${downtimeText(downtime)}`;
	const whole = wholeNote(item);
	const notes = [...whole === null ? [] : [whole], ...item.notes].map((note) => `\n${clip(note, 400)}`).join("");
	const what = item.summary === "" ? item.action : `${item.action}: ${clip(item.summary, 300)}`;
	return {
		file: item.file,
		line: 1,
		level: levelOf(category),
		rank: rankOf(category),
		title: TITLES[category],
		text: `${what}${down}${notes}`,
		about: item.address
	};
}
/** Everything that an item has to say. */
function notesOf(item) {
	if (isAside(item)) return [];
	const lines = item.action === "create" ? [] : judged(item).flatMap((one) => changeNote(item, one));
	const grave = isRemoval(item.action) || item.action === "replace";
	return lines.length === 0 || grave ? [itemNote(item), ...lines] : lines;
}
const FINDING_LEVEL = {
	error: "failure",
	warning: "warning",
	notice: "notice"
};
/** The finding on its line, and a word on the line of its other party; `root` is the configs folder in the repository. */
function findingNotes({ id, severity, message, hint, at, also }, root) {
	const { file, line } = at ?? {
		file: "phoenix.json",
		line: 1
	};
	const place = (one) => clip(`${fullPath(root, one.file)}:${one.line}`, 300);
	const own = {
		file,
		line,
		level: FINDING_LEVEL[severity],
		rank: -1,
		title: id,
		text: [
			clip(message, 1500),
			...also ? [`See also ${place(also)}`] : [],
			...hint ? [clip(hint, 1500)] : []
		].join("\n"),
		about: null
	};
	if (!at || !also || also.file === file && also.line === line) return [own];
	return [own, {
		...own,
		file: also.file,
		line: also.line,
		level: "notice",
		text: `${clip(message, 1500)}\nFound at ${place(at)}`
	}];
}
// src/plan/render/annotations.ts
const LEVELS = [
	"failure",
	"warning",
	"notice"
];
/** GitHub takes 64 KB; nobody reads that on a line. */
const LONGEST = 3500;
function messageOf(notes) {
	const about = /* @__PURE__ */ new Map();
	for (const { text, about: address } of notes) {
		const known = about.get(text) ?? [];
		if (address !== null && !known.includes(address)) known.push(address);
		about.set(text, known);
	}
	const texts = [...about].map(([text, addresses]) => addresses.length === 0 ? text : `${listed(addresses, 8, (address) => clip(address, 80))}: ${text}`);
	let kept = texts;
	while (kept.length > 1 && kept.join("\n").length > LONGEST) kept = kept.slice(0, Math.ceil(kept.length / 2));
	const rest = texts.length - kept.length;
	return [...kept, ...rest > 0 ? [`… and ${plural(rest, "more change")}`] : []].join("\n");
}
/** All notes of one line as one annotation, under the title of the worst. */
function annotationOf(notes, root) {
	const sorted = notes.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.rank - b.rank);
	const [worst] = sorted;
	if (!worst) return null;
	const { file, line, level } = worst;
	const titles = [...new Set(sorted.map((note) => note.title))];
	return {
		path: fullPath(root, file),
		startLine: line,
		endLine: line,
		level,
		title: clip(listed(titles, 3, (title) => title), 200),
		message: messageOf(sorted)
	};
}
/** The more severe level first; within a level what a plan shows first. */
function severityOf(notes) {
	return notes.map(({ level, rank }) => LEVELS.indexOf(level) * 100 + rank).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}
/** GitHub takes 50 in a request, and a reader takes fewer: the rest is in the comment's count. */
const MOST = 500;
/**
* One annotation for each line of the estate's files that a plan or a finding is about, the worst first. `root` is the
* configs folder in the repository. Without a plan (its files have errors) the findings alone.
*/
function annotationsOf(plan, findings, root, most = MOST) {
	const notes = [...findings.flatMap((finding) => findingNotes(finding, root)), ...(plan?.items ?? []).flatMap(notesOf)];
	const lines = /* @__PURE__ */ new Map();
	for (const note of notes) {
		const key = `${note.line}:${note.file}`;
		const known = lines.get(key);
		if (known) known.push(note);
		else lines.set(key, [note]);
	}
	return [...lines.values()].map((notes) => ({
		notes,
		severity: severityOf(notes)
	})).toSorted((a, b) => a.severity - b.severity).slice(0, most).flatMap(({ notes }) => annotationOf(notes, root) ?? []);
}
// src/commands/act-plan.ts
function markerOf(context, showing, state) {
	const { event, estate, base, digest } = showing;
	return {
		v: 1,
		estate: estateLabel(estate, context.inputs.environment),
		pr: event.number,
		head: event.head.sha,
		base,
		digest,
		state,
		run: context.runner.runId
	};
}
/** Writes the comment; a fork's read-only token is no failure, since the job summary has everything. */
async function comment(context, showing, state, body) {
	if (!context.inputs.comment) return;
	const marker = markerOf(context, showing, state);
	const mode = state === "closed" ? "edit" : "create-or-edit";
	const result = await upsertComment(context.client, {
		marker,
		body: body(roomFor(marker)),
		mode
	});
	if (result.outcome === "read-only") context.say(`No comment: ${result.why}. The plan is in the job summary.`);
	else if (result.outcome !== "absent") context.say(`Comment ${result.outcome}: ${result.url}`);
}
/** A proof is the word of a job that ran unreviewed code: it casts a doubt, and neither blocks nor clears anything. */
function conclusionOf(plan, proof) {
	if (plan.items.some((item) => item.effect === "impossible")) return "failure";
	return plan.policies.every((verdict) => verdict.ok) && failedIn(proof) === 0 ? "success" : "neutral";
}
function failedIn(proof) {
	return proof?.is === "shown" ? proof.proof.guests.filter(({ is }) => is === "failed").length : 0;
}
/** What another job of this run has handed over; null: nothing. */
function handedOver(context, plan, base) {
	const { proof: handed } = context.inputs;
	const { estate, env, head } = plan;
	if (handed === "") return null;
	const read = readProof(handed);
	const why = read.is === "refused" ? read.why : boundTo(read.proof, {
		estate,
		env,
		base,
		head
	});
	if (read.is === "proof" && why === null) return {
		is: "shown",
		proof: read.proof
	};
	context.say(`The proof is not shown: ${why ?? ""}.`);
	return {
		is: "refused",
		why: why ?? ""
	};
}
async function check(context, showing, conclusion, plan, body, findings, failed = 0) {
	const doubt = failed > 0 ? `; proof failed for ${failed}` : "";
	const result = await publishCheck(context.client, {
		name: planCheckName(showing.estate, context.inputs.environment),
		head: showing.event.head.sha,
		base: showing.event.base.ref,
		conclusion,
		digest: showing.digest,
		title: plan ? `${headline(plan)}${doubt}` : "The files have errors",
		summary: body(SUMMARY_LIMIT),
		annotations: annotationsOf(plan, findings, context.root),
		detailsUrl: context.runner.runUrl
	});
	if (result.outcome === "read-only") context.say(`No check run: ${result.why}`);
}
/** Both sides of the merge; what GitHub could not merge has no plan. */
async function sides(context, event) {
	const { repository } = context;
	const merge = event.mergeSha;
	const head = merge ? await context.estateAt(merge) : null;
	if (!merge || !head) throw new PhoenixError("GIT", `the merge commit of #${event.number} is not there`, { hint: "resolve the conflicts with the base branch; the plan is made of the merged files" });
	const baseSha = (await repository.has(merge) ? await repository.parents(merge) : [])[0] ?? event.base.sha;
	return {
		head,
		before: await soundBefore(context, baseSha),
		baseSha
	};
}
async function refuse(context, showing, head) {
	const about = {
		estate: showing.estate,
		env: context.inputs.environment
	};
	const body = (limit) => renderRefusal(about, head, showing.where, limit);
	await writeSummary(context.runner.summaryPath, [body(1048576)]);
	annotate(head.findings, context.root);
	setOutputs(sarifOutput(head, context));
	await comment(context, showing, "planned", body);
	await check(context, showing, "failure", null, body, head.findings);
}
/** True when the step succeeds. */
async function actPlan(context) {
	const { event, runner } = context;
	if (event.name !== "pull_request") throw new PhoenixError("USAGE", `a plan is made for a pull request, not for the event "${event.name}"`, { hint: "use `on: pull_request`, or `command: drift` to compare with the nodes" });
	if (event.action === "closed") return closed(context, event);
	const { head: loaded, before, baseSha } = await sides(context, event);
	const prior = before.is === "sound" ? before.estate : null;
	const head = checkRules(loaded, { base: prior });
	refuseStrangers(context, prior?.settings ?? null);
	const where = whereOf(context, head.tree.revision, baseSha, event.number);
	const about = {
		event,
		estate: (prior ?? head).settings.name,
		base: baseSha,
		where
	};
	if (errorsIn(head.findings).length > 0) {
		await refuse(context, {
			...about,
			digest: null
		}, head);
		return false;
	}
	const { plan } = planFromGit({
		kinds,
		head,
		base: prior,
		allowDestroy: context.inputs["allow-destroy"]
	});
	const showing = {
		...about,
		digest: before.is === "unknown" ? null : plan.digest
	};
	const proof = handedOver(context, plan, baseSha);
	const body = (limit) => renderComment(plan, where, limit, "planned", proof);
	await writeSummary(runner.summaryPath, [renderSummary(plan, where, void 0, proof)]);
	annotate(head.findings, context.root);
	setOutputs({
		...planOutputs(plan, runner.tempPath),
		...sarifOutput(head, context)
	});
	await comment(context, showing, "planned", body);
	const conclusion = conclusionOf(plan, proof);
	await check(context, showing, conclusion, plan, body, head.findings, failedIn(proof));
	return conclusion !== "failure";
}
/** A pull request that was closed without a merge says so in its comment; a merged one is the push's business. */
async function closed(context, event) {
	const estate = await context.estateAt(event.base.sha);
	if (event.isMerged || !estate) return true;
	const where = whereOf(context, event.head.sha, event.base.sha, event.number);
	await comment(context, {
		event,
		estate: estate.settings.name,
		base: event.base.sha,
		digest: null,
		where
	}, "closed", () => renderClosed(estate.settings.name, where));
	return true;
}
export { actPlan };
