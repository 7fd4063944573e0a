export { si as logText } from "./engine.js";
