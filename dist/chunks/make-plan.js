export { t as baseEstate, n as makePlan } from "./make-plan2.js";
