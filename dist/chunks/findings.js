export { k as renderFindings, A as renderSuppressed } from "./engine.js";
