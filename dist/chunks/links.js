export { Fr as NOWHERE, Ir as everything, Lr as fileLink, Rr as fullPath, zr as positionLink, Br as positionLinks } from "./engine.js";
