export { t as nodeKind } from "./kind-node.js";
