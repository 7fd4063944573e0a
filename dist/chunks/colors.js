import { r as __toESM } from "./rolldown-runtime.js";
import { t as require_picocolors } from "./picocolors.js";
import "./category.js";
// src/plan/render/colors.ts
var import_picocolors = /* @__PURE__ */ __toESM(require_picocolors(), 1);
function colorsOf(enabled) {
	return import_picocolors.default.createColors(enabled);
}
/** The mark in front of an item: it says the same as the colour, for those who see none. */
const MARKS = {
	destroy: "✗",
	delete: "✗",
	retire: "-",
	replace: "±",
	impossible: "!",
	offline: "↻",
	restart: "↻",
	migrate: "→",
	held: "…",
	drift: "?",
	note: "?",
	create: "+",
	adopt: "+",
	rename: "~",
	live: "~",
	config: "~",
	aside: "·"
};
/** The colour of a category: red destroys, yellow stops, green makes. */
function paint(colors, category) {
	switch (category) {
		case "destroy":
		case "delete":
		case "retire":
		case "replace":
		case "impossible": return colors.red;
		case "offline":
		case "restart":
		case "migrate":
		case "held":
		case "drift":
		case "note": return colors.yellow;
		case "create":
		case "adopt": return colors.green;
		case "rename":
		case "live":
		case "config": return colors.cyan;
		case "aside": return colors.dim;
	}
}
export { colorsOf as n, paint as r, MARKS as t };
