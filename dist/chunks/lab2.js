export { t as openLab } from "./lab.js";
