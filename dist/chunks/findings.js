export { L as renderFindings, R as renderSuppressed } from "./engine.js";
