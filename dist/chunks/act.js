import { et as PhoenixError, rt as VERSION } from "./base.js";
import { n as openContext, o as annotate } from "./act-context.js";
import { t as showError } from "./show-error2.js";
import process from "node:process";
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
/** Runs the action; null when the step succeeds, else what to show and the exit code. */
async function act(variables) {
	let context = null;
	try {
		context = await openContext(variables);
		return await run(context) ? null : {
			text: "Phoenix: something needs you; see the summary of this run",
			exit: 1
		};
	} catch (error) {
		if (error instanceof PhoenixError && error.findings.length > 0) annotate(error.findings, context?.root ?? "");
		return showError(error, false);
	} finally {
		context?.workspace.close();
		process.removeAllListeners("SIGTERM");
	}
}
export { act };
