import { et as PhoenixError, rt as VERSION } from "./base.js";
import { d as kinds } from "./sources.js";
import { xn as settingsSchema } from "./engine.js";
import { c as parseTarget, i as writeAllowed, l as freshOptions, n as serve, r as readAllowed, t as simulatedNodes, u as localAccess } from "./live.js";
import process from "node:process";
// src/commands/node.ts
/** `phoenix node`: does on this host what a Phoenix elsewhere may ask for, as the forced command of its ssh key. */
const NO_SETTINGS = settingsSchema.parse({
	name: "lab",
	nodes: {}
});
async function machineOf({ node, as }) {
	const target = parseTarget(node);
	if (target.is === "local") return localAccess().open();
	if (target.is !== "sim") throw new PhoenixError("USAGE", "phoenix node serves the host that it runs on");
	const nodes = await simulatedNodes(target.folder, () => freshOptions(NO_SETTINGS), () => {});
	const access = as === void 0 ? nodes[0] : nodes.find(({ name }) => name === as);
	if (!access) throw new PhoenixError("USAGE", `${target.folder} has no node ${as ?? ""}`);
	return access.open();
}
/** Serves until the connection ends. Exit code 0. */
async function node(options) {
	for (const signal of [
		"SIGHUP",
		"SIGINT",
		"SIGTERM"
	]) process.on(signal, () => {});
	const allow = options.allow ?? [];
	const machine = await machineOf(options);
	const rules = {
		pve: "9.2",
		reads: readAllowed(kinds),
		writes: writeAllowed(kinds, allow.includes("features")),
		tools: kinds.flatMap(({ tools = [] }) => tools),
		asks: kinds.flatMap(({ reads }) => (reads?.asks ?? []).map(({ argv }) => argv)),
		hooks: allow.includes("hooks"),
		features: allow.includes("features")
	};
	await serve({
		machine,
		version: VERSION,
		rules,
		input: process.stdin,
		output: process.stdout
	});
	await machine.close();
	return 0;
}
export { node };
