export { E as renderFindings, D as renderSuppressed } from "./engine.js";
