export { P as showFindings } from "./engine.js";
