export { t as vaultSet } from "./set.js";
