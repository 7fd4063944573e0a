export { b as showFindings } from "./engine.js";
