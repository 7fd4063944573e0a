import process from "node:process";
import { hostname, userInfo } from "node:os";
// src/sources/operator.ts
/** Who runs a command, as others shall read it in a lock: `anna@laptop (pid 4711)`. */
function userName() {
	try {
		return userInfo().username;
	} catch {
		return `uid ${process.getuid?.() ?? "?"}`;
	}
}
function operatorName() {
	return `${userName()}@${hostname()} (pid ${process.pid})`;
}
export { operatorName as t };
