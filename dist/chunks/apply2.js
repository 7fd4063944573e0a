export { t as apply } from "./apply.js";
