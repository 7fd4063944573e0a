export { t as hostsKind } from "./kind-hosts.js";
