import { o as connect } from "./live.js";
import { t as labOptionsOf } from "./estate-lab.js";
// src/commands/connect-estate.ts
/** @throws PhoenixError `USAGE`, `NODE_UNREACHABLE` */
function connectEstate(node, estate, say = () => {}) {
	return connect(node, estate.settings, say, () => labOptionsOf(estate));
}
export { connectEstate as t };
