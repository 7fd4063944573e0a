export { in as lxcKind } from "./engine.js";
