export { t as zoneKind } from "./kind-zone.js";
