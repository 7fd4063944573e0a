export { t as NOWHERE, n as everything, r as fileLink, i as fullPath, a as positionLink, o as positionLinks } from "./links2.js";
