export { i as writeWhole } from "./write2.js";
