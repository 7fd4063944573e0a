import { Q as VERSION, bt as PhoenixError } from "./base.js";
import { l as runNameOf, n as openContext, o as writeSummary, s as annotate } from "./act-context.js";
import { t as showError } from "./show-error2.js";
import process from "node:process";
// src/github/run-fields.ts
const BRANCH = /^refs\/(?:heads|tags)\//;
function runFields(runner, event) {
	const { repository, serverUrl, runId, runAttempt, runUrl, workflow, job, actor } = runner;
	const change = event.name === "pull_request" ? {
		pull: String(event.number),
		ref: event.head.ref,
		commit: event.head.sha,
		baseRef: event.base.ref
	} : {
		ref: runner.ref.replace(BRANCH, ""),
		commit: runner.sha
	};
	const fields = {
		forge: "github",
		owner: repository.owner,
		repository: repository.repo,
		repositoryUrl: `${serverUrl}/${repository.owner}/${repository.repo}`,
		trigger: event.name,
		pipelineRun: String(runId),
		attempt: runAttempt,
		pipelineUrl: runUrl,
		workflow,
		pipelineTask: job,
		actor,
		...change
	};
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
}
// src/commands/act.ts
/** One run of the action: from the event to a verb, and from an error to the step's failure. */
/** What `command: auto` means for an event. */
function verbOf({ inputs, event }) {
	if (inputs.command !== "auto") return inputs.command;
	switch (event.name) {
		case "pull_request": return "plan";
		case "push": return "apply";
		case "schedule":
		case "workflow_dispatch": return "drift";
		case "workflow_run": return "nothing";
	}
}
async function run(context) {
	const { inputs, event, runner, root } = context;
	const verb = verbOf(context);
	context.debug(`Phoenix ${VERSION} on Node ${process.version}: ${verb} for ${event.name} of ${runner.sha}`);
	context.debug(`files below ${root}, environment ${inputs.environment ?? "none"}, node ${inputs.node}`);
	switch (verb) {
		case "plan": return (await import("./act-plan.js")).actPlan(context);
		case "apply": return (await import("./act-apply.js")).actApply(context);
		case "drift": return (await import("./act-drift.js")).actDrift(context);
		case "proof": return (await import("./act-proof.js")).actProof(context);
		case "nothing":
			context.say(`Nothing to do for the event "${context.event.name}".`);
			return true;
	}
}
/** As a run that is watched, where the job asks for it. */
async function runWatched(context, env) {
	const { wanted: kept } = context;
	if (kept === null) return run(context);
	const about = {
		run: runNameOf(context.runner),
		name: `phoenix ${verbOf(context)}`,
		fields: runFields(context.runner, context.event),
		env,
		endOf: (ok) => ({
			ok,
			fields: {},
			...!ok && { why: "something needs its reader" }
		}),
		onTrace: async (trace) => {
			context.say(`trace ${trace}`);
			const blocks = [`Trace of this run: \`${trace}\``];
			await writeSummary(context.runner.summaryPath, blocks).catch(() => void 0);
		}
	};
	const { watch } = await import("./start.js");
	return watch(kept, about, () => run(context));
}
/** Runs the action; null when the step succeeds, else what to show and the exit code. */
async function act(variables) {
	let context = null;
	try {
		context = await openContext(variables);
		return await runWatched(context, variables) ? null : {
			text: "Phoenix: something needs you; see the summary of this run",
			exit: 1
		};
	} catch (error) {
		if (error instanceof PhoenixError && error.findings.length > 0) annotate(error.findings, context?.root ?? "");
		return showError(error, false);
	} finally {
		context?.pulse.stop();
		context?.workspace.close();
		process.removeAllListeners("SIGTERM");
	}
}
export { act };
