export { ho as NOWHERE, go as everything, _o as fileLink, vo as fullPath, yo as positionLink, bo as positionLinks } from "./engine.js";
