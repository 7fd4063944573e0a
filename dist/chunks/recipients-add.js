export { t as recipientsAdd } from "./recipients-add2.js";
