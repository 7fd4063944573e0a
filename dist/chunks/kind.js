export { t as firewallKind } from "./kind-firewall.js";
