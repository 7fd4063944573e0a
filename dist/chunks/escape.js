export { mn as logText } from "./engine.js";
