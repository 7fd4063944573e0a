import { Y as shortened, bt as PhoenixError } from "./base.js";
import { O as string, T as object, _ as int, f as _enum, x as literal } from "./zod.js";
import { Ho as prose, Io as fence, Ko as words, Po as clip, go as everything } from "./engine.js";
import { u as failureKind } from "./act-context.js";
import { o as estateCode } from "./stops.js";
// src/github/checks.ts
/**
* The check run `Phoenix plan` on a pull request's head: the record that a plan was shown, with annotations on the lines
* that change. Its external id is the plan's digest; the apply looks for it before it counts a commit as reviewed.
*/
/** Bytes. */
const SUMMARY_LIMIT = 65535;
/** GitHub takes no more in one request; later requests add to them. */
const ANNOTATIONS_PER_REQUEST = 50;
/** 64 KiB by GitHub; a message of that size helps nobody. */
const MESSAGE_LIMIT = 4e3;
const TITLE_LIMIT = 255;
/** Several estates in one repository have a check each, and so have several environments of one estate. */
function planCheckName(estate, env) {
	return `Phoenix plan (${estateLabel(estate, env)})`;
}
/** What an estate is called where its environments have something each: `lab`, `lab/production`. */
function estateLabel(estate, env) {
	return env === null ? estate : `${estate}/${env}`;
}
/** What the check remembers. A blank is in no digest and in the name of no branch. */
const rememberedAs = (digest, base) => `${digest} ${base}`;
function annotationBody(annotation) {
	const end = annotation.endLine ?? annotation.startLine;
	const isOneLine = end === annotation.startLine && annotation.startColumn !== void 0;
	return {
		path: annotation.path,
		start_line: annotation.startLine,
		end_line: end,
		...isOneLine && {
			start_column: annotation.startColumn,
			end_column: annotation.endColumn ?? annotation.startColumn
		},
		annotation_level: annotation.level,
		message: shortened(annotation.message, MESSAGE_LIMIT),
		...annotation.title !== void 0 && { title: shortened(annotation.title, TITLE_LIMIT) }
	};
}
function batches(items, size) {
	const count = Math.max(1, Math.ceil(items.length / size));
	return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}
/**
* Publishes a finished check in one request per 50 annotations. It is completed by the last one, so that a run killed in
* between has shown nothing. A run that is started again makes a new one: GitHub shows the newest of a name.
*/
async function publishCheck(client, check) {
	const bytes = Buffer.byteLength(check.summary);
	if (bytes > 65535) throw new PhoenixError("GITHUB", `the check's summary has ${bytes} bytes; GitHub takes ${SUMMARY_LIMIT}`, { hint: "this is a bug of Phoenix: its renderer keeps to a budget" });
	const { rest } = client.octokit;
	const parts = batches(check.annotations.map(annotationBody), ANNOTATIONS_PER_REQUEST);
	const output = (i) => ({
		title: shortened(check.title, TITLE_LIMIT),
		summary: check.summary,
		annotations: parts[i] ?? []
	});
	const end = (i) => i === parts.length - 1 ? {
		status: "completed",
		conclusion: check.conclusion
	} : { status: "in_progress" };
	try {
		const { data: made } = await rest.checks.create({
			...client.repository,
			name: check.name,
			head_sha: check.head,
			...check.digest !== null && { external_id: rememberedAs(check.digest, check.base) },
			...check.detailsUrl !== void 0 && { details_url: check.detailsUrl },
			...end(0),
			output: output(0)
		});
		for (let i = 1; i < parts.length; i++) await rest.checks.update({
			...client.repository,
			check_run_id: made.id,
			...end(i),
			output: output(i)
		});
		return {
			outcome: "published",
			id: made.id,
			url: made.html_url
		};
	} catch (error) {
		if (failureKind(error) !== "forbidden") throw error;
		return {
			outcome: "read-only",
			why: error instanceof Error ? error.message : String(error)
		};
	}
}
function digestIn(remembered, base) {
	const text = remembered ?? "";
	const end = text.lastIndexOf(" ");
	return end > 0 && text.slice(end + 1) === base ? text.slice(0, end) : null;
}
/**
* The newest plan that our own app showed for this head and branch under this name, or null. Another app's check of the
* same name counts for nothing, and neither does one that did not finish or was cancelled.
*/
async function planShown(client, { head, base, name }) {
	const newest = (await client.octokit.paginate(client.octokit.rest.checks.listForRef, {
		...client.repository,
		ref: head,
		check_name: name,
		status: "completed",
		filter: "all",
		per_page: 100
	})).filter((run) => run.name === name && run.head_sha === head && run.app?.slug === client.app && run.status === "completed" && [
		"success",
		"failure",
		"neutral",
		"action_required"
	].includes(run.conclusion ?? "") && digestIn(run.external_id, base) !== null).sort((a, b) => b.id - a.id)[0];
	return newest ? {
		id: newest.id,
		digest: digestIn(newest.external_id, base) ?? "",
		conclusion: newest.conclusion ?? ""
	} : null;
}
// src/github/identity.ts
const known = /* @__PURE__ */ new WeakMap();
/**
* Asks GitHub once per client. A person's token is told who it is; an installation's token is refused there, and is then
* the client's app (github-actions unless named).
*/
function identityOf(client) {
	const asked = known.get(client) ?? ask(client);
	known.set(client, asked);
	return asked;
}
async function ask(client) {
	try {
		const { data } = await client.octokit.rest.users.getAuthenticated();
		return {
			login: data.login,
			app: null
		};
	} catch (error) {
		if (failureKind(error) !== "forbidden") throw error;
		return {
			login: `${client.app}[bot]`,
			app: client.app
		};
	}
}
/** Logins are equal whatever their case. */
function isAuthor(identity, user) {
	return user?.login?.toLowerCase() === identity.login.toLowerCase();
}
// src/github/marker.ts
/**
* The first line of Phoenix's comment: an invisible JSON object by which the comment is found again, and which says what
* the comment is about. It proves nothing by itself, since anyone can write one: the author is checked elsewhere.
*/
const sha = string().regex(/^[0-9a-f]{7,64}$/);
const schema = object({
	v: literal(1),
	estate: string(),
	pr: int().positive(),
	head: sha,
	base: sha,
	digest: string().nullable(),
	state: _enum([
		"planned",
		"applying",
		"applied",
		"failed",
		"closed"
	]),
	run: int().positive()
});
/** The marker as a line. Nothing in it can end the HTML comment: `<`, `>` and `--` are written as JSON escapes. */
function markerLine(marker) {
	const { v, estate, pr, head, base, digest, state, run } = marker;
	return `<!-- phoenix ${JSON.stringify({
		v,
		estate,
		pr,
		head,
		base,
		digest,
		state,
		run
	}).replaceAll(/[<>\u007f-\uffff]|-(?=-)/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)} -->`;
}
/** The marker on a comment's first line, or null where there is none that this version understands. */
function readMarker(body) {
	const line = /^<!-- phoenix (\{.*\}) -->[ \t]*(?:\r?\n|$)/.exec(body);
	if (!line?.[1]) return null;
	try {
		const parsed = schema.safeParse(JSON.parse(line[1]));
		return parsed.success ? parsed.data : null;
	} catch {
		return null;
	}
}
// src/github/comment.ts
/**
* One comment per pull request and estate, that lives through planned, applying, applied or failed. It is found by its
* marker and by its author, so that a marker planted by someone else is never edited. Two runs that write at the same
* time end with one comment: the one with the lowest id stays.
*/
/** GitHub refuses a longer body. Counted in UTF-16 units, which is never less than what GitHub counts. */
const COMMENT_LIMIT = 65536;
/** How many UTF-16 units a body may have beside this marker. */
function roomFor(marker) {
	return COMMENT_LIMIT - markerLine(marker).length - 1;
}
/** Phoenix's comments of this estate on this pull request, oldest first: more than one only after a race. */
async function ownComments(client, identity, wanted) {
	const { octokit, repository } = client;
	return (await octokit.paginate(octokit.rest.issues.listComments, {
		...repository,
		issue_number: wanted.pr,
		per_page: 100
	})).flatMap((comment) => {
		const marker = readMarker(comment.body ?? "");
		const isOurs = marker?.estate === wanted.estate && marker.pr === wanted.pr;
		return marker && isOurs && isAuthor(identity, comment.user) ? [{
			...comment,
			marker
		}] : [];
	}).sort((a, b) => a.id - b.id);
}
/** Removes a double of our own; another run may have been faster. */
async function removeDouble(client, double) {
	try {
		await client.octokit.rest.issues.deleteComment({
			...client.repository,
			comment_id: double.id
		});
	} catch (error) {
		if (failureKind(error) !== "not-found") throw error;
	}
}
/** Writes into a comment that stands; null when it was deleted meanwhile. */
async function edit(client, standing, wish, text) {
	const where = {
		id: standing.id,
		url: standing.html_url
	};
	if (standing.marker.run > wish.marker.run) return {
		outcome: "superseded",
		...where
	};
	if (standing.body?.replaceAll("\r\n", "\n") === text) return {
		outcome: "unchanged",
		...where
	};
	try {
		await client.octokit.rest.issues.updateComment({
			...client.repository,
			comment_id: standing.id,
			body: text
		});
		return {
			outcome: "updated",
			...where
		};
	} catch (error) {
		if (failureKind(error) === "not-found") return null;
		throw error;
	}
}
async function create(client, wish, text) {
	const { data } = await client.octokit.rest.issues.createComment({
		...client.repository,
		issue_number: wish.marker.pr,
		body: text
	});
	const made = {
		outcome: "created",
		id: data.id,
		url: data.html_url
	};
	const standing = await ownComments(client, {
		login: data.user?.login ?? "",
		app: null
	}, wish.marker);
	const first = standing[0];
	const own = standing.find((comment) => comment.id === data.id);
	if (!first || !own || first.id === own.id) return made;
	const edited = await edit(client, first, wish, text);
	if (!edited) return made;
	await removeDouble(client, own);
	return edited;
}
/** Brings the pull request's comment to `wish`. Throws only for what the user must know of; see `CommentResult`. */
async function upsertComment(client, wish) {
	const text = `${markerLine(wish.marker)}\n${wish.body}`;
	if (text.length > 65536) throw new PhoenixError("GITHUB", `the comment has ${text.length} characters; GitHub takes ${COMMENT_LIMIT}`, { hint: "this is a bug of Phoenix: its renderer keeps to a budget. The whole plan is in the job summary" });
	try {
		const [first, ...doubles] = await ownComments(client, await identityOf(client), wish.marker);
		if (first) {
			const edited = await edit(client, first, wish, text);
			if (edited) {
				for (const double of doubles) await removeDouble(client, double);
				return edited;
			}
		}
		return wish.mode === "edit" ? { outcome: "absent" } : await create(client, wish, text);
	} catch (error) {
		if (failureKind(error) !== "forbidden") throw error;
		return {
			outcome: "read-only",
			why: error instanceof Error ? error.message : String(error)
		};
	}
}
// src/plan/render/states.ts
function paragraphs(...texts) {
	return `${texts.filter((text) => text !== "").join("\n\n")}\n`;
}
/** The pull request was closed and not merged. */
function renderClosed(estate, where) {
	return paragraphs(`### Phoenix applied nothing of this to ${estateCode({
		estate,
		env: null
	})}`, "The pull request was closed without a merge: the nodes are as they were. Reopening it makes a new plan.", where.run === null ? "" : `See the ${everything(where, "run")}.`);
}
function stateOf(begun) {
	if (begun === null) return "What was begun is in the journal on the node; the next apply goes on from there.";
	return begun ? "What was done stays done; the next apply goes on from there." : "Nothing was changed.";
}
/** A plan or an apply that could not be made at all. */
function renderFailure(verb, estate, failure, where) {
	const did = verb === "plan" ? "could not plan" : "could not apply to";
	const hint = failure.hint === void 0 ? "" : `**Do:** ${prose(clip(failure.hint, 1e3))}`;
	return paragraphs(`### Phoenix ${did} ${estateCode(estate)}: ${words(failure.code)}`, fence(failure.message.split("\n").slice(0, 40).map((line) => clip(line, 400)).join("\n")), hint, `${verb === "apply" ? `${stateOf(failure.begun)} ` : ""}See the ${everything(where, "log")}, and re-run the job when the cause is gone.`);
}
export { SUMMARY_LIMIT as a, planShown as c, upsertComment as i, publishCheck as l, renderFailure as n, estateLabel as o, roomFor as r, planCheckName as s, renderClosed as t };
