export { w as showFindings } from "./engine.js";
