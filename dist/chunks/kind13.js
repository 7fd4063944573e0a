export { t as vnetKind } from "./kind-vnet.js";
