export { t as checkRules } from "./check.js";
