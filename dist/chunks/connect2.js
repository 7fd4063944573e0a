export { t as connect, n as parseTarget } from "./connect.js";
