// src/version.ts
/** The version that stands in markers and plans; the same as in package.json (a test compares them). */
const VERSION = "0.1.0";
export { VERSION as t };
