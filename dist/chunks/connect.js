export { i as connect, a as parseTarget } from "./live.js";
