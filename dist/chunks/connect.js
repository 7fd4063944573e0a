export { o as connect, s as discover, c as parseTarget } from "./live.js";
