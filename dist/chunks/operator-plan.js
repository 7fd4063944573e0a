export { t as operatorPlan } from "./live.js";
