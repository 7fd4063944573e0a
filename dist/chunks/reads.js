export { g as readsOf } from "./engine.js";
