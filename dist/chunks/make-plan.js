export { n as makePlan } from "./make-plan2.js";
