export { C as showFindings } from "./engine.js";
