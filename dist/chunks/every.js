import { I as kinds } from "./live.js";
import { Ft as rulesOf, Mt as catalogueOf, Ya as once } from "./engine.js";
// src/rules/check/every.ts
/** Rules and findings of every kind: for commands that list them, or look at estates of whatever kinds. */
const rules = rulesOf(kinds);
const catalogue = once(() => catalogueOf(kinds, rules));
export { rules as n, catalogue as t };
