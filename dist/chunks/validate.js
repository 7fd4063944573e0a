import { A as baseFor, Ao as plural, Eo as listed, F as textIn, G as kindsIn, N as workspaceOf, Q as environmentsOf, u as checkKinds } from "./engine.js";
import { J as quote, St as errorsIn, xt as SEVERITIES } from "./base.js";
import { n as openSources } from "./sources.js";
// src/commands/validate.ts
/** Which environments were looked at, too. */
function environmentsText({ env, tree }) {
	const environments = env === null ? environmentsOf(tree) : [];
	if (environments.length === 0) return "";
	return `; with the ${environments.length === 1 ? "environment" : "environments"} ${listed(environments, 6, (one) => quote(one))}`;
}
/** `3 resources in configs: 1 error, 2 warnings; 1 finding suppressed`. */
function countLine(estate, { configs, verbose }) {
	const { findings, suppressed = [], resources } = estate;
	const found = SEVERITIES.flatMap((severity) => {
		const count = findings.filter((one) => one.severity === severity).length;
		return count > 0 ? [plural(count, severity)] : [];
	}).join(", ");
	const hidden = suppressed.length === 0 ? "" : `; ${plural(suppressed.length, "finding")} suppressed${verbose ? "" : " (--verbose shows why)"}`;
	return `${plural(resources.size, "resource")} in ${configs}: ${found === "" ? "nothing found" : found}${hidden}${environmentsText(estate)}`;
}
/** What is found, as people read it; empty where nothing is. */
async function textOf({ findings, suppressed = [], tree }, verbose, color) {
	const { renderFindings, renderSuppressed } = await import("./findings.js");
	const view = {
		root: tree.root,
		color,
		textOf: textIn(tree)
	};
	const hidden = suppressed.map(({ finding }) => finding);
	return [...verbose && hidden.length > 0 ? [renderSuppressed(suppressed, {
		...view,
		others: findings
	})] : [], ...findings.length > 0 ? [renderFindings(findings, {
		...view,
		others: hidden
	})] : []].join("\n\n");
}
/** The whole answer of every format but text: one piece, on stdout or in a file. */
async function rendered(estate, options, { configs, repository }) {
	const { findings, suppressed = [], tree, settings, env } = estate;
	const view = {
		root: repository?.pathOf(configs) ?? configs,
		textOf: textIn(tree)
	};
	switch (options.format) {
		case "text": return [await textOf(estate, options.verbose ?? false, false), countLine(estate, options)].filter((text) => text !== "").join("\n\n");
		case "json": return (await import("./json.js")).renderValidationJson(estate);
		case "sarif": {
			const { renderSarif } = await import("./sarif2.js");
			return renderSarif(findings, suppressed, {
				...view,
				estate: settings.name,
				env
			});
		}
		case "github": {
			const { renderWorkflowCommands } = await import("./workflow-commands.js");
			const { logText } = await import("./escape.js");
			return [...renderWorkflowCommands(findings, view), logText(countLine(estate, options))].join("\n");
		}
	}
}
/** Null where there is no such estate yet. @throws PhoenixError of one with errors: it tells neither rules nor guests */
async function baseOf(reading, workspace, io) {
	const tree = await reading;
	const { baseEstate } = await import("./make-plan.js");
	return baseEstate(workspace, tree, io, "leave it out");
}
/** Most estates have no environments, and need no code for them. */
async function underAll(estate, base) {
	if (environmentsOf(estate.tree).length === 0) return estate;
	return (await import("./all-environments.js")).withEnvironments(estate, base);
}
/** Exit code 0 without errors, else 1. */
async function validate(options, io) {
	const sources = openSources(options.configs);
	try {
		const tree = options.head === void 0 ? sources.onDisk() : await sources.at(options.head);
		const before = options.base === void 0 ? null : sources.at(options.base);
		const other = await before?.catch(() => null);
		const kinds = await kindsIn([tree, ...other ? [other] : []]);
		const workspace = workspaceOf(options, sources, kinds);
		const loaded = workspace.load(tree);
		const base = await baseFor(loaded, async () => before ? baseOf(before, workspace, io) : null);
		const plain = checkKinds(kinds, loaded, base);
		const estate = options.env === void 0 ? await underAll(plain, base) : plain;
		const { out, format, verbose = false } = options;
		if (out !== void 0) {
			const { writeWhole } = await import("./write.js");
			const { masked } = await import("./masking.js");
			writeWhole(out, masked(`${await rendered(estate, options, workspace)}\n`));
			io.err(`Wrote ${out}: ${countLine(estate, options)}`);
		} else if (format === "text") {
			const text = await textOf(estate, verbose, io.color);
			if (text !== "") io.err(text);
			io.out(countLine(estate, options));
		} else io.out(await rendered(estate, options, workspace));
		return errorsIn(estate.findings).length === 0 ? 0 : 1;
	} finally {
		sources.close();
	}
}
export { validate };
