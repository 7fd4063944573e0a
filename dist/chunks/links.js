export { F as NOWHERE, I as everything, L as fileLink, R as fullPath, z as positionLink, B as positionLinks } from "./engine.js";
