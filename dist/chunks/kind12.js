export { t as vmKind } from "./kind-vm.js";
