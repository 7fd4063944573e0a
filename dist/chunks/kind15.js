export { t as zpoolKind } from "./kind-zpool.js";
