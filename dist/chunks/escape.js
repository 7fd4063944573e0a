export { Bo as logText } from "./engine.js";
