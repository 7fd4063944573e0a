import { cr as NO_MASKS, lr as mask, ur as masksOf } from "./sources.js";
// src/secrets/masking.ts
/**
* What this process knows of secrets, and the only way to take it out of a text. Each value is told here before anybody
* gets to use it, and everything that leaves the process goes through `masked`: src/secrets/outlet.ts sees to the streams.
*/
const known = /* @__PURE__ */ new Set();
/** Null: something was told since they were made. */
let masks = NO_MASKS;
/** From now on this is masked wherever it would be shown. What is shorter than 4 characters cannot be, and is not. */
function hide(...values) {
	for (const value of values) {
		if (known.has(value)) continue;
		known.add(value);
		masks = null;
	}
}
/** A text that may leave this process. */
function masked(text) {
	masks ??= masksOf([...known]);
	return mask(text, masks);
}
export { masked as n, hide as t };
