export { i as connect, a as discover, o as parseTarget } from "./live.js";
