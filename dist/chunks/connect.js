export { n as connect, r as discover, i as parseTarget } from "./live.js";
