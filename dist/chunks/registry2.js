export { t as secretReader } from "./registry.js";
