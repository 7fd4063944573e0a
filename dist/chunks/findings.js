export { D as renderFindings, O as renderSuppressed } from "./engine.js";
