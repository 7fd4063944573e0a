import { $ as inOrder, Eo as listed, K as shippedFeatures, Q as environmentsOf, X as isBesideFiles, et as keyOf, tt as loadEstate } from "./engine.js";
import { J as quote, St as errorsIn } from "./base.js";
import { I as kinds } from "./live.js";
import { t as checkRules } from "./check.js";
// src/commands/all-environments.ts
/** What `phoenix validate` finds where no environment is named: in the files as they stand, and under each environment. */
/** An environment that the base has not, or has broken, is compared with nothing. */
function baseUnder(env, base) {
	if (!base || !environmentsOf(base.tree).includes(env)) return null;
	const under = loadEstate(base.tree, {
		env,
		kinds,
		shipped: shippedFeatures,
		previous: base
	});
	return errorsIn(under.findings).every(isBesideFiles) ? under : null;
}
/** Those of environments that are not found without one, each once, and under which. */
function gather(found, all, env, key) {
	for (const one of all) {
		const known = found.get(key(one));
		if (known) known.environments.push(env);
		else found.set(key(one), {
			one,
			environments: [env]
		});
	}
}
function named(finding, environments) {
	const word = environments.length === 1 ? "the environment" : "the environments";
	return {
		...finding,
		message: `${finding.message} (under ${word} ${listed(environments, 6, (one) => quote(one))})`
	};
}
/** @param estate checked as it is without an environment */
function withEnvironments(estate, base) {
	const findings = /* @__PURE__ */ new Map();
	const suppressed = /* @__PURE__ */ new Map();
	for (const env of environmentsOf(estate.tree)) {
		const loaded = loadEstate(estate.tree, {
			env,
			kinds,
			shipped: shippedFeatures,
			previous: estate
		});
		const checked = checkRules(loaded, { base: baseUnder(env, base) });
		gather(findings, checked.findings, env, keyOf);
		gather(suppressed, checked.suppressed ?? [], env, ({ finding }) => keyOf(finding));
	}
	for (const one of estate.findings) findings.delete(keyOf(one));
	for (const { finding } of estate.suppressed ?? []) suppressed.delete(keyOf(finding));
	return {
		...estate,
		findings: inOrder([...estate.findings, ...[...findings.values()].map(({ one, environments }) => named(one, environments))]),
		suppressed: [...estate.suppressed ?? [], ...[...suppressed.values()].map(({ one, environments }) => ({
			...one,
			finding: named(one.finding, environments)
		}))]
	};
}
export { withEnvironments };
