import { n as connect } from "./live.js";
import { r as whose, t as figure } from "./figure.js";
import { ct as inSpan, ft as measure, lt as isMeasured, ut as isWatched } from "./base.js";
import { t as labOptionsOf } from "./estate-lab.js";
// src/telemetry/metrics/measured-cluster.ts
/** `/usr/sbin/pct` is `pct`; what has no plain name is something that a file of the estate names. */
function programOf(argv) {
	const name = argv[0]?.replace(/^.*\//s, "") ?? "";
	return /^[a-z][a-z0-9-]{0,30}$/.test(name) ? name : "other";
}
function outcomeOf({ exit, timedOut }) {
	if (timedOut) return "timeout";
	return exit === 0 ? "ok" : "failed";
}
function measuredNode(port, of) {
	return {
		...port,
		run: async (argv, options) => {
			const labels = {
				...of,
				node: port.name,
				program: programOf(argv)
			};
			const tell = (outcome, ms) => measure([figure("phoenix_node_commands_total", {
				...labels,
				outcome
			}, 1), figure("phoenix_node_command_duration_seconds", labels, ms / 1e3)]);
			const began = performance.now();
			try {
				const result = await port.run(argv, options);
				tell(outcomeOf(result), result.ms);
				return result;
			} catch (error) {
				tell("lost", performance.now() - began);
				throw error;
			}
		}
	};
}
/** The cluster itself where nobody keeps figures. */
function measuredCluster(cluster, of) {
	if (!isMeasured()) return cluster;
	return {
		...cluster,
		node: (name) => measuredNode(cluster.node(name), of)
	};
}
// src/telemetry/observe-cluster.ts
/** `pct create`: what a command does, without what it does it to. */
const nameOf = (argv) => argv.slice(0, 2).join(" ");
function observedNode(port) {
	const { name: node } = port;
	const told = (name, fields, work) => inSpan("command", name, {
		node,
		...fields
	}, work);
	return {
		...port,
		run: (argv, options) => inSpan("command", nameOf(argv), {
			node,
			argv
		}, async (span) => {
			const result = await port.run(argv, options);
			const { exit, ms, timedOut } = result;
			const why = timedOut ? "time limit" : result.stderr.trim().split("\n").at(-1) ?? "";
			span.end(exit === 0, {
				exit,
				ms,
				...timedOut && { timedOut }
			}, exit === 0 ? void 0 : why);
			return result;
		}),
		guest: (vmid) => told("read guest", { vmid }, () => port.guest(vmid)),
		writeRaw: (vmid, lines, digest) => told("write raw lines", { vmid }, () => port.writeRaw(vmid, lines, digest)),
		look: (look) => told("look", {
			...look.files && { files: look.files },
			...look.ask && { argv: look.ask }
		}, () => port.look(look)),
		writeFile: (write) => told(write.content === null ? "remove file" : "write file", { path: write.path }, () => port.writeFile(write)),
		reach: (within) => told("reach", {}, () => port.reach(within)),
		journal: (entry) => port.journal(entry)
	};
}
/** The cluster itself where no run is watched: then nothing is in the way of anybody. */
function observeCluster(cluster) {
	if (!isWatched()) return cluster;
	return {
		snapshot: (options) => inSpan("phase", "read nodes", {}, () => cluster.snapshot(options)),
		node: (name) => observedNode(cluster.node(name)),
		lock: (estate, ...asked) => inSpan("phase", "wait for lock", { estate }, () => cluster.lock(estate, ...asked)),
		spawns: () => cluster.spawns(),
		close: () => cluster.close()
	};
}
// src/commands/connect-estate.ts
/** @throws PhoenixError `USAGE`, `NODE_UNREACHABLE` */
async function connectEstate(node, estate, say = () => {}) {
	return observeCluster(measuredCluster(await connect(node, estate.settings, say, () => labOptionsOf(estate)), whose(estate)));
}
export { connectEstate as t };
