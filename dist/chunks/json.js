export { i as renderValidationJson } from "./json2.js";
