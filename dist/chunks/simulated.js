export { t as simulatedNodes } from "./live.js";
