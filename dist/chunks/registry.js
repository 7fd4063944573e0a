export { I as kinds } from "./live.js";
