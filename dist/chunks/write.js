export { q as writeWhole } from "./base.js";
