export { r as writeWhole } from "./write2.js";
