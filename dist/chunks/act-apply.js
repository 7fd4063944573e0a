import { Et as durationText, bt as PhoenixError, ct as inSpan, jt as masked } from "./base.js";
import { c as planShown, i as upsertComment, n as renderFailure, o as estateLabel, r as roomFor, s as planCheckName } from "./states.js";
import { a as whereOf, c as setOutputs, i as soundBefore, l as runNameOf, o as writeSummary, r as refuseStrangers, t as knownEstate, u as failureKind } from "./act-context.js";
import { F as isTaken, I as kinds, P as makeLivePlan } from "./live.js";
import { f as revisionText, o as estateCode } from "./stops.js";
import { n as SUMMARY_LIMIT, r as renderComment, s as compose, t as COMMENT_LIMIT } from "./markdown.js";
import { Ao as plural, Fo as code, Oo as number, Vo as plain, _ as historyOf, en as guarded, go as everything, j as sound, y as planFromGit } from "./engine.js";
import { a as resultRow, c as needsText, d as stepsText, f as whyText, i as endedAlike, l as ofOutcome, o as OUTCOMES, r as RESULT_HEAD, s as leftText, u as progressOf } from "./terminal.js";
import { t as checkRules } from "./check.js";
import { a as askBefore, i as waitsForOthers, n as leftText$1, o as hasFailedCheck, r as onlyOn, s as withFailedChecks, t as LOOK_AGAIN } from "./only-on.js";
import { n as sarifOutput, t as planOutputs } from "./act-outputs.js";
import { i as estateSecrets, n as withSession, t as runApply } from "./run-apply.js";
import { n as comparing, t as applying } from "./measured.js";
import { t as showReading } from "./shown-reading.js";
import "./workspace.js";
// src/plan/render/result.ts
const SECTIONS = [
	{
		slot: "row",
		open: RESULT_HEAD,
		between: "\n",
		close: ""
	},
	{
		slot: "why",
		open: "",
		between: "\n\n",
		close: ""
	},
	{
		slot: "steps",
		open: "",
		between: "\n\n",
		close: ""
	}
];
const IN_COMMENT = {
	guests: 8,
	steps: 40,
	allSteps: false
};
const IN_SUMMARY = {
	guests: 200,
	steps: 1e3,
	allSteps: true
};
function blockOf(ended, depth) {
	const [first] = ended.resources;
	const outcome = first?.outcome ?? "unchanged";
	const row = resultRow(ended, depth.guests);
	const what = {
		outcome,
		guests: ended.resources.length
	};
	const rank = OUTCOMES.indexOf(outcome);
	const poor = () => ({ row: resultRow(ended, 3) });
	const steps = () => {
		return ended.resources.map((one) => stepsText(one, depth.steps, outcome === "failed")).filter((text) => text !== null).join("\n\n");
	};
	const withSteps = (pieces) => {
		const text = depth.allSteps || outcome === "failed" ? steps() : "";
		return text === "" ? pieces : {
			...pieces,
			steps: text
		};
	};
	if (first && outcome === "failed") return {
		rank,
		what,
		forms: [
			() => withSteps({
				row,
				why: whyText(first, true)
			}),
			() => ({
				row,
				why: whyText(first, true)
			}),
			() => ({
				row,
				why: whyText(first, false)
			}),
			poor
		]
	};
	return {
		rank,
		what,
		forms: [
			() => withSteps({ row }),
			() => ({ row }),
			poor
		]
	};
}
const DROPPED = {
	failed: "failed",
	skipped: "not begun",
	held: "on hold",
	drift: "drifted",
	applied: "applied",
	unchanged: "unchanged"
};
function droppedText(dropped) {
	const count = (outcome) => dropped.reduce((sum, { what }) => sum + (what.outcome === outcome ? what.guests : 0), 0);
	return OUTCOMES.filter((outcome) => count(outcome) > 0).map((outcome) => `${number(count(outcome))} ${DROPPED[outcome]}`).join(", ");
}
function heading(report) {
	const { done, all } = progressOf(report);
	const on = estateCode({
		estate: report.estate,
		env: report.plan.env
	});
	const left = leftText(report);
	const waits = left === "" ? "" : `; ${left}`;
	if (all === 0) return `### Phoenix had nothing to do on ${on}${waits}`;
	return `### Phoenix ${done === all ? `applied ${all === 1 ? "the change" : `all ${number(all)}`}` : `applied ${number(done)} of ${number(all)}`} to ${on} in ${durationText(report.ms)}${waits}`;
}
/** What the reader must know before the table. */
function said(report) {
	const skipped = ofOutcome(report, "skipped").length;
	const { all } = progressOf(report);
	if (all === 0) return leftText(report) === "" ? ["The nodes are what the files say."] : ["Nothing was changed."];
	const texts = [
		needsText(report),
		ofOutcome(report, "failed").length > 0 ? "What does not depend on it went on." : "",
		skipped > 0 ? `${plural(skipped, "resource was", "resources were")} not begun.` : ""
	].filter((text) => text !== "");
	return texts.length > 0 ? [texts.join(" ")] : [];
}
function next(report) {
	const failed = ofOutcome(report, "failed").length;
	const skipped = ofOutcome(report, "skipped").length;
	if (failed > 0) return "**Next:** remove the cause, then *Re-run failed jobs*, or merge a fix: only what is missing runs. What was reviewed here needs no new approval.";
	if (skipped > 0) return "**Next:** *Re-run failed jobs*: it goes on where this one stopped.";
	return null;
}
function foot(report, where) {
	const log = where.run === null ? "" : ` ${everything(where, "Log")}`;
	return [next(report), `${revisionText(report.plan, where)}${log} Run ${code(report.run)}.`].filter((part) => part !== null).join(" ");
}
function render(report, where, limit, depth) {
	const draft = {
		head: [heading(report), ...said(report)],
		blocks: endedAlike(report).map((ended) => blockOf(ended, depth)),
		sections: SECTIONS,
		foot: [foot(report, where)],
		count: droppedText
	};
	return compose(draft, where, limit);
}
/** The comment after an apply, without its marker. */
function renderResult(report, where, limit = COMMENT_LIMIT) {
	return render(report, where, limit, IN_COMMENT);
}
/** The job summary after an apply: with every step. */
function renderResultSummary(report, where, limit = SUMMARY_LIMIT) {
	return render(report, where, limit, IN_SUMMARY);
}
/** The comment while the apply works: the plan of these addresses, which are what one pull request changes. */
function renderApplying(plan, addresses, where, limit = COMMENT_LIMIT) {
	const items = plan.items.filter((item) => addresses.has(item.address));
	const unchanged = items.length === plan.items.length ? plan.unchanged : 0;
	return renderComment({
		...plan,
		items,
		unchanged
	}, where, limit, "applying");
}
// src/github/pulls.ts
/** Which pull request brought a commit to the branch, and whether its plan was shown: what the cover check asks GitHub. */
/** The pull requests that GitHub links to a commit; none for a commit that it does not know. */
async function linkedPulls(client, commit) {
	const { octokit, repository } = client;
	try {
		return await octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, {
			...repository,
			commit_sha: commit,
			per_page: 100
		});
	} catch (error) {
		if (["not-found", "invalid"].includes(failureKind(error) ?? "")) return [];
		throw error;
	}
}
/** The pull requests closed last: GitHub links commits to them with a delay, and a push is handled within seconds. */
async function recentPulls(client, branch) {
	const { data } = await client.octokit.rest.pulls.list({
		...client.repository,
		state: "closed",
		base: branch,
		sort: "updated",
		direction: "desc",
		per_page: 50
	});
	return data;
}
/** The one that brought the commit; null where it is not clear which. */
function theOne(pulls, commit, branch) {
	const merged = pulls.filter((pull) => pull.merged_at !== null && pull.base.ref === branch);
	const exact = merged.filter((pull) => pull.merge_commit_sha === commit);
	const [only, ...others] = exact.length > 0 ? exact : merged;
	return only && others.length === 0 ? {
		number: only.number,
		head: only.head.sha
	} : null;
}
/** `make` for each key at most once. */
function once(make) {
	const made = /* @__PURE__ */ new Map();
	return (key) => {
		const value = made.get(key) ?? make(key);
		made.set(key, value);
		return value;
	};
}
/**
* For every commit the pull request that brought it to `branch` by merge commit, squash or rebase, and the plan that was
* shown for its head. Where nothing is found, or two claim a commit, nothing counts as reviewed.
*/
async function collectReviewed(client, commits, { branch, checkName }) {
	const recent = once((name) => recentPulls(client, name));
	const digestFor = once(async (head) => (await planShown(client, {
		head,
		base: branch,
		name: checkName
	}))?.digest ?? null);
	return Promise.all(commits.map(async (commit) => {
		const linked = await linkedPulls(client, commit);
		const late = linked.length > 0 ? [] : await recent(branch);
		const pull = theOne([...linked, ...late.filter((p) => p.merge_commit_sha === commit)], commit, branch);
		if (!pull) return {
			commit,
			pr: null,
			head: null,
			shown: null
		};
		return {
			commit,
			pr: pull.number,
			head: pull.head,
			shown: await digestFor(pull.head)
		};
	}));
}
// src/commands/act-reviews.ts
const reasonOf = (error) => error instanceof Error ? error.message : String(error);
/** What one pull request changes: the difference that its first-parent commits make. */
async function addressesOf(context, commits) {
	const [first, last] = [commits[0], commits.at(-1)];
	if (!first || !last) return /* @__PURE__ */ new Set();
	const before = (await context.repository.parents(first))[0];
	const base = before ? await context.estateAt(before) : null;
	const { plan } = planFromGit({
		kinds,
		head: await knownEstate(context, last),
		base
	});
	return new Set(plan.items.map((item) => item.address));
}
/** The pull requests that a push merged. */
async function partsOf(context, before, after, reviews) {
	const reviewed = await reviewsOf(context, before, after, reviews);
	const byPull = /* @__PURE__ */ new Map();
	for (const commit of reviewed) if (commit.pr !== null) byPull.set(commit.pr, [...byPull.get(commit.pr) ?? [], commit]);
	const parts = [];
	for (const [pr, commits] of byPull) {
		const first = commits[0];
		if (!first?.head) continue;
		const shas = commits.map((commit) => commit.commit);
		const base = (await context.repository.parents(first.commit))[0] ?? first.commit;
		parts.push({
			pr,
			head: first.head,
			base,
			shown: first.shown,
			addresses: await addressesOf(context, shas)
		});
	}
	return parts;
}
/** Asks GitHub which commits were shown; without an answer none was: fail closed. */
function unshownBy(context, reviews) {
	return async (commits) => {
		if (commits.length === 0) return [];
		try {
			return (await collectReviewed(context.client, commits, reviews)).filter((commit) => commit.shown === null).map(({ pr, commit }) => pr === null ? `direct push ${commit.slice(0, 7)}` : `#${pr}`);
		} catch (error) {
			context.say(`GitHub does not say which plans were shown: ${reasonOf(error)}`);
			return commits.map((commit) => `${commit.slice(0, 7)} (GitHub did not answer)`);
		}
	};
}
/**
* The newest commit of the branch: an old run that is started again must not take back what the branch says since.
* @throws PhoenixError `GITHUB` when neither GitHub nor the remote says, or the branch is gone: then any run may be old
*/
async function tipOf(context, branch) {
	try {
		const { data } = await context.client.octokit.rest.git.getRef({
			...context.client.repository,
			ref: `heads/${branch}`
		});
		return data.object.sha;
	} catch (error) {
		context.say(`GitHub does not say where ${branch} is: ${reasonOf(error)}`);
		const tip = await context.repository.remoteTip(branch).catch(() => null);
		if (tip !== null) return tip;
		throw new PhoenixError("GITHUB", `nobody says where the branch ${branch} is, so nothing was applied`, {
			hint: "run the job again when GitHub answers, or run `phoenix apply` on the host",
			cause: error
		});
	}
}
async function reviewsOf(context, before, after, reviews) {
	const history = historyOf(context.workspace, context.beyond);
	const commits = before ? await history?.commitsBetween(before, after) ?? [after] : [after];
	try {
		return await collectReviewed(context.client, commits, reviews);
	} catch (error) {
		context.say(`GitHub does not say which pull requests these are: ${reasonOf(error)}`);
		return [];
	}
}
// src/commands/step-output.ts
/** Of each step the last lines, for what fails says why at its end. */
const MOST_LINES = 500;
const LONGEST_LINE = 1e3;
function stepOutput({ group, say }) {
	const kept = /* @__PURE__ */ new Map();
	return (event) => {
		if (event.is === "line") {
			const own = kept.get(event.step.id) ?? {
				lines: [],
				dropped: 0
			};
			kept.set(event.step.id, own);
			own.lines.push(plain(masked(event.line), LONGEST_LINE));
			if (own.lines.length > MOST_LINES) {
				own.lines.shift();
				own.dropped += 1;
			}
			return;
		}
		if (event.is !== "ended") return;
		const { id, address, title } = event.step;
		const own = kept.get(id);
		kept.delete(id);
		if (!own) return;
		const { lines, dropped } = own;
		const all = dropped === 0 ? lines : [`… ${dropped} lines before`, ...lines];
		const whose = `${address}: ${title}`;
		if (event.outcome.is !== "failed") group(`${whose}: ${plural(lines.length + dropped, "line")}`, all);
		else say([`What ${whose} printed:`, ...all.map((line) => `  ${line}`)].join("\n"), "error", {
			step: id,
			address
		});
	};
}
// src/commands/act-apply.ts
/** Given as inputs, they go before what the environment and files of the runner hold. */
function vaultKeysOf({ "vault-key": key, "vault-passphrase": passphrase }) {
	return key === "" ? void 0 : {
		key,
		passphrase
	};
}
const NONE = /* @__PURE__ */ new Map();
/** A comment that cannot be written never stops an apply: the summary and the exit code tell the same. */
async function comment(context, estate, parts, state, body) {
	if (!context.inputs.comment) return;
	for (const part of parts) {
		const { pr, head, base, shown: digest } = part;
		const run = context.runner.runId;
		const marker = {
			v: 1,
			estate: estateLabel(estate.settings.name, estate.env),
			pr,
			head,
			base,
			digest,
			state,
			run
		};
		try {
			const result = await upsertComment(context.client, {
				marker,
				body: body(roomFor(marker), part)
			});
			context.say(`Comment on #${pr}: ${result.outcome}`);
		} catch (error) {
			context.say(`No comment on #${pr}: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
}
function only(report, { addresses }) {
	const resources = report.resources.filter((resource) => addresses.has(resource.address));
	const items = report.plan.items.filter((item) => addresses.has(item.address));
	const ok = resources.every((resource) => resource.outcome !== "failed" && resource.outcome !== "skipped");
	return {
		...report,
		resources,
		plan: {
			...report.plan,
			items
		},
		ok
	};
}
/**
* The estate before a push, whose policies still hold for it; null for the first one.
* @throws PhoenixError `GIT` when it cannot be known: nobody may loosen a policy by hiding what it was
*/
async function parentOf(context, sha) {
	const before = sha === null ? { is: "nothing" } : await soundBefore(context, sha);
	switch (before.is) {
		case "sound": return before.estate;
		case "nothing": return null;
		case "unknown": throw new PhoenixError("GIT", `what stood before this push (${sha?.slice(0, 7)}) cannot be read`, { hint: "its policies hold for this push too; run `phoenix apply` on the host instead" });
	}
}
/** True when everything that was to run has run. */
async function actApply(context) {
	const { event, inputs, runner, say, group, pulse } = context;
	if (event.name !== "push" || !event.after || !event.branch) throw new PhoenixError("USAGE", `an apply answers the push of a branch, not the event "${event.name}"`, { hint: "use `on: push: branches: [main]`; on the host itself run `phoenix apply`" });
	const { after, branch } = event;
	const head = sound(checkRules(await knownEstate(context, after)));
	const parentSha = event.before ?? (await context.repository.parents(after))[0] ?? null;
	const parent = await parentOf(context, parentSha);
	const settings = guarded(head.settings, parent?.settings ?? null);
	refuseStrangers(context, settings);
	const tipSha = await pulse.during("asking GitHub for the branch", () => tipOf(context, branch));
	const tip = tipSha === after ? head : await knownEstate(context, tipSha);
	const reviews = {
		branch,
		checkName: planCheckName(head.settings.name, head.env)
	};
	const parts = await pulse.during("asking GitHub for the pull requests of this push", () => partsOf(context, event.before, after, reviews));
	const where = whereOf(context, after, parentSha, null);
	const who = {
		owner: `run ${runner.runId} of push ${after.slice(0, 7)}, ${runner.runUrl}`,
		byRunner: true
	};
	const run = runNameOf(runner);
	const secret = estateSecrets({
		settings,
		tree: head.tree
	}, say, vaultKeysOf(inputs));
	const { parallel, wait: patience } = inputs;
	const measured = {
		command: "apply",
		whole: true
	};
	const options = {
		head,
		node: inputs.node,
		...who,
		say,
		pulse,
		run,
		parallel,
		secret,
		patience,
		measured
	};
	const { policies } = settings;
	let waits = false;
	const work = async (session) => {
		const { cluster, signal } = session;
		const asking = await askBefore({
			head,
			cluster,
			secret,
			say,
			signal,
			policies,
			checks: false
		});
		const plan = await comparing(head, {
			whole: true,
			checked: false
		}, () => makeLivePlan({
			kinds,
			head,
			parent,
			tip,
			history: historyOf(context.workspace, context.beyond),
			cluster,
			confirmed: false,
			unshown: unshownBy(context, reviews),
			allowDestroy: inputs["allow-destroy"],
			...asking
		}));
		const all = withFailedChecks(plan);
		const { live, left } = inputs.on === null ? {
			live: all,
			left: NONE
		} : onlyOn(all, inputs.on);
		showReading(group, live.snapshot, live.plan, head.tree.root);
		setOutputs({
			...planOutputs(live.plan, runner.tempPath),
			...sarifOutput(head, context)
		});
		if (live.entries.some((entry) => !entry.hold)) await comment(context, head, parts, "applying", (limit, { addresses }) => renderApplying(live.plan, addresses, where, limit));
		const listening = context.wanted?.logLevel === "debug" ? {} : { onEvent: stepOutput({
			group,
			say
		}) };
		const report = await runApply(session, live, {
			...options,
			...listening
		});
		if (left.size > 0) say(leftText$1(left));
		waits = inputs.on !== null && waitsForOthers(report) && !signal.aborted;
		const ok = report.ok && !live.plan.items.some(isTaken) && !hasFailedCheck(live.snapshot);
		await inSpan("phase", "report", {}, async () => {
			await writeSummary(runner.summaryPath, [renderResultSummary(report, where)]).catch((error) => {
				if (!(error instanceof PhoenixError)) throw error;
				say(`No summary: ${error.message}`);
			});
			await comment(context, head, parts, ok ? "applied" : "failed", (limit, part) => renderResult(only(report, part), {
				...where,
				pr: part.pr
			}, limit));
		});
		return ok;
	};
	try {
		const until = performance.now() + inputs.wait;
		for (;;) {
			const ok = await applying(head, () => withSession(options, work));
			if (!waits || performance.now() >= until) return ok;
			say("What is left needs what other nodes make: it is looked at again.");
			await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
		}
	} catch (error) {
		if (error instanceof PhoenixError) {
			const { code, hint } = error;
			const failure = {
				code,
				message: masked(error.message),
				...hint === void 0 ? {} : { hint: masked(hint) },
				begun: null
			};
			const name = {
				estate: head.settings.name,
				env: head.env
			};
			await comment(context, head, parts, "failed", () => renderFailure("apply", name, failure, where));
		}
		throw error;
	}
}
export { actApply };
