export { Ir as NOWHERE, Lr as everything, Rr as fileLink, zr as fullPath, Br as positionLink, Vr as positionLinks } from "./engine.js";
