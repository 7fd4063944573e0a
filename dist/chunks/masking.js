export { n as masked } from "./masking2.js";
