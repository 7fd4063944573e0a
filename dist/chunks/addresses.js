import { g as didYouMean } from "./engine.js";
import { D as PhoenixError, t as quote } from "./base.js";
// src/commands/addresses.ts
/** Nothing is called that: the error names what may be meant, `lxc/web` for `web` too. */
function unknownAddress(address, { resources, tree }) {
	const known = [...resources.keys()];
	const bare = known.find((one) => one.slice(one.indexOf("/") + 1) === address);
	return new PhoenixError("USAGE", `there is no ${quote(address)} in ${tree.root}`, { hint: didYouMean(bare ?? address, known, "No file describes a resource yet.") });
}
export { unknownAddress as t };
