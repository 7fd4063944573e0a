export { t as operatorPlan } from "./operator-plan2.js";
