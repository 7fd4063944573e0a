import { M as soundToLook } from "./engine.js";
import { t as connectEstate } from "./connect-estate.js";
import { n as layersText, t as layersIn } from "./layer-list.js";
import { a as measureReading } from "./measured.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/layers.ts
/** `phoenix layers`: what there is of each layer, who uses it and who is behind. Changes nothing. */
/** Exit code 0, also where guests are behind. */
async function layers(options, io) {
	const workspace = openWorkspace(options);
	try {
		const head = soundToLook(await workspace.toApply(), io);
		const cluster = await connectEstate(options.node, head, io.err);
		try {
			const snapshot = await cluster.snapshot();
			await measureReading(head, snapshot);
			const found = layersIn(head, snapshot);
			io.out(options.json ? JSON.stringify({
				v: 1,
				layers: found
			}) : layersText(found, snapshot.at));
			return 0;
		} finally {
			await cluster.close();
		}
	} finally {
		workspace.close();
	}
}
export { layers };
