export { n as renderTerminal } from "./terminal.js";
