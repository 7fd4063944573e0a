export { Ut as NOWHERE, Wt as everything, Gt as fileLink, Kt as fullPath, qt as positionLink, Jt as positionLinks } from "./engine.js";
