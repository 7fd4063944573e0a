export { E as showFindings } from "./engine.js";
