import { Et as durationText } from "./base.js";
import { Ao as plural, Oo as number } from "./engine.js";
// src/plan/render/proof-words.ts
/** How Phoenix speaks of proofs: one wording for comment, check run and terminal. Plain text. */
const WAY_WORDS = {
	new: "new",
	upgrade: "upgrade"
};
/** `2 proved, 1 failed, 1 not proved in 1 min 20 s`. */
function proofHeadline({ guests, ms, left = 0 }) {
	if (guests.length + left === 0) return "nothing to prove: no guest or layer gets anything that a lab could try";
	const count = (is) => guests.filter((one) => one.is === is).length;
	const told = [
		[count("proved"), "proved"],
		[count("failed"), "failed"],
		[count("unproved"), "not proved"]
	].flatMap(([n, word]) => n > 0 ? [`${number(n)} ${word}`] : []);
	const more = left > 0 ? [`${plural(left, "more")} not listed`] : [];
	return `${[...told, ...more].join(", ")} in ${durationText(ms)}`;
}
export { proofHeadline as n, WAY_WORDS as t };
