export { t as recipientsAdd } from "./recipients-add.js";
