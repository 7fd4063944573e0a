export { t as haRuleKind } from "./kind-ha-rule.js";
