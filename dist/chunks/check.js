import { n as rules, t as catalogue } from "./every.js";
import { Z as runRules } from "./engine.js";
// src/rules/check/check.ts
/** The estate with everything that is found in it. An estate whose files are broken is asked as far as it goes. */
const checkRules = (estate, { base = null, rules: rules$1 = rules } = {}) => runRules(estate, {
	base,
	rules: rules$1,
	catalogue
});
export { checkRules as t };
