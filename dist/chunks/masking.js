export { At as masked } from "./base.js";
