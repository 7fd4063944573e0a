export { t as storageKind } from "./kind-storage.js";
