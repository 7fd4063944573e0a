import { d as readFacts, i as pathMapper, t as openLab } from "./lab.js";
import { d as VERSION_PATH, i as COMMAND_ENVIRONMENT, n as readMatching, t as directMachine } from "./direct.js";
import { t as freshOptions } from "./simulated-estate.js";
// src/node/simulated-facts.ts
function filesOf(facts) {
	const processors = Array.from({ length: facts.cores }, (_, n) => `processor\t: ${n}\n`);
	const bridges = Object.keys(facts.bridges).map((name) => [`/sys/class/net/${name}/bridge/bridge_id`, "8000.000000000000\n"]);
	return new Map([
		["/proc/meminfo", `MemTotal:       ${facts.memory} kB\n`],
		["/proc/cpuinfo", processors.join("\n")],
		[VERSION_PATH, `sub version {\n    return '${facts.pve}.0';\n}\n`],
		...bridges
	]);
}
function foldersOver(files) {
	return {
		list: (folder) => {
			const names = [...files.keys()].flatMap((path) => path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split("/")[0] ?? [] : []);
			return [...new Set(names)];
		},
		read: (path) => files.get(path) ?? null
	};
}
/** The machine with those files beside its own. */
function withFacts(machine, facts) {
	return {
		...machine,
		read: async (patterns) => {
			const own = await machine.read(patterns);
			const made = readMatching(foldersOver(filesOf(facts())), patterns);
			return made.size === 0 ? own : new Map([...made, ...own]);
		}
	};
}
// src/node/simulated.ts
/**
* The nodes in that folder; an empty one becomes a cluster as the estate declares it.
* @throws PhoenixError `USAGE` when the folder holds something else.
*/
function simulatedNodes(folder, settings) {
	const lab = openLab(folder, freshOptions(settings));
	const real = pathMapper(lab.dir, lab.layout);
	return lab.nodes.map((name) => ({
		name,
		open: async () => {
			const env = {
				...COMMAND_ENVIRONMENT,
				PATH: `${lab.bin(name)}:${COMMAND_ENVIRONMENT.PATH}`
			};
			return withFacts(directMachine({
				name,
				real,
				env
			}), () => readFacts(lab.host, name));
		}
	}));
}
export { simulatedNodes };
