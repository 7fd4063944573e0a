export { a as operatorPlan } from "./live.js";
