export { r as operatorPlan } from "./live.js";
