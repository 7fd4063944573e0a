export { t as renderSarif } from "./sarif.js";
