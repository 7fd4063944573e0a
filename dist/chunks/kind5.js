export { t as imageKind } from "./kind-image.js";
