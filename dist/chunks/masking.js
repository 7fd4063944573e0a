export { jt as masked } from "./base.js";
