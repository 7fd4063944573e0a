export { t as vaultInit } from "./init.js";
