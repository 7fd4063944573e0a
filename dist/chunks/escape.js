export { oi as logText } from "./engine.js";
