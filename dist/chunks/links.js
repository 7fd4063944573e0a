export { mt as NOWHERE, ht as everything, gt as fileLink, _t as fullPath, vt as positionLink, yt as positionLinks } from "./engine.js";
