export { t as simulatedNodes } from "./simulated.js";
