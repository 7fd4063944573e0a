import { M as soundToLook, c as explainField, l as explainResource } from "./engine.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/explain.ts
/** `phoenix explain`: the value of a field and the chain of files that it came through. */
/** Exit code 0. @throws PhoenixError `USAGE` for an address or field that is not there. */
async function explain(options, io) {
	const workspace = openWorkspace(options);
	try {
		const estate = soundToLook(workspace.onDisk(), io);
		const found = options.field === void 0 ? explainResource(estate, options.address) : [explainField(estate, options.address, options.field)];
		io.out(options.json ? JSON.stringify({
			v: 1,
			fields: found
		}, null, 2) : found.map((one) => one.text).join("\n"));
		return 0;
	} finally {
		workspace.close();
	}
}
export { explain };
