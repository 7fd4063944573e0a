export { _ as showFindings } from "./engine.js";
