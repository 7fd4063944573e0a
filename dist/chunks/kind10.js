export { t as poolKind } from "./kind-pool.js";
