export { t as layerKind } from "./kind-layer.js";
