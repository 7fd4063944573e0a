export { t as haKind } from "./kind-ha.js";
