import { C as pathMapper, H as readFacts, r as systemFolder, t as knownLab } from "./lab-files.js";
import { Ct as hasQuorum, Fi as readResources, Hi as isRunning, Ni as hasManager, St as assertUp, Wi as ownerOf, Xn as isOwn, Yn as asSeen, Zn as ownPath, i as assertReached, kt as isMachineRunning, o as turnedAway, wt as isDown } from "./lab-shared.js";
import { _ as readMatching, d as directMachine, m as writeError, p as COMMAND_ENVIRONMENT } from "./live.js";
import { a as BOOT_PATH, u as VERSION_PATH } from "./kind-node.js";
// src/node/simulated-facts.ts
const SDN = "/etc/network/interfaces.d/sdn";
const namesIn = (text) => [...(text ?? "").matchAll(/^iface (\S+)/gm)].map(([, name = ""]) => name);
function filesOf(facts, vnets) {
	const processors = Array.from({ length: facts.cores }, (_, n) => `processor\t: ${n}\n`);
	const bridges = [...Object.keys(facts.bridges), ...vnets].map((name) => [`/sys/class/net/${name}/bridge/bridge_id`, "8000.000000000000\n"]);
	return new Map([
		["/proc/meminfo", `MemTotal:       ${facts.memory} kB\n`],
		["/proc/cpuinfo", processors.join("\n")],
		[BOOT_PATH, `boot-${facts.name}-0\n`],
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
/** The machine with those files beside its own, and with files of its own where the others of its cluster have theirs. */
function withFacts(machine, facts) {
	const own = (path) => isOwn(path) ? ownPath(machine.name, path) : path;
	return {
		...machine,
		read: async (patterns) => {
			const seen = [...await machine.read(patterns.map(own))].map(([path, text]) => [asSeen(machine.name, path), text]);
			const sdn = patterns.some((pattern) => pattern.startsWith("/sys/class/net/")) ? (await machine.read([own(SDN)])).get(own(SDN)) : void 0;
			const made = readMatching(foldersOver(filesOf(facts(), namesIn(sdn))), patterns);
			return new Map([...made, ...seen]);
		},
		write: async (path, ...more) => machine.write(own(path), ...more),
		remove: async (path) => machine.remove(own(path)),
		replaceLocked: async (request) => machine.replaceLocked({
			...request,
			path: own(request.path)
		})
	};
}
// src/simulator/ha-work.ts
/** Whether the HA manager of a simulated cluster has something left to do: cheap to tell, for whoever only reads files. */
function hasHaWork(host) {
	if (!hasManager(host) || !hasQuorum(host)) return false;
	const resources = readResources(host);
	if (resources.size === 0) return false;
	if ((host.read("/etc/pve/ha/crm_commands") ?? "").trim() !== "") return true;
	return [...resources].some(([sid, options]) => {
		const vmid = Number(sid.split(":")[1]);
		const owner = ownerOf(host, vmid);
		const asked = options.get("state") ?? "started";
		if (!owner || asked === "ignored") return false;
		const running = owner.type === "qemu" ? isMachineRunning(host, vmid) : isRunning(host, vmid);
		return isDown(host, owner.node) || running !== (asked === "started" || asked === "enabled");
	});
}
// src/node/simulated-manager.ts
/**
* The HA manager of a simulated cluster in a folder works when a program of it runs. Who waits by reading files runs
* none, so a reading asks for the manager's round first, where it has something to do.
*/
/** Milliseconds. */
const LIMIT = 6e4;
/** @returns what makes such a machine of one; all machines of a cluster wait for the same round */
function managedBy(host) {
	let round = null;
	const tended = async (machine) => {
		if (round === null && hasHaWork(host)) round = machine.run(["ha-manager", "status"], { timeout: LIMIT }).finally(() => round = null);
		await round;
	};
	return (machine) => ({
		...machine,
		run: async (argv, options) => {
			if (argv[0] === "lxc-ls") await tended(machine);
			return machine.run(argv, options);
		},
		read: async (patterns) => {
			await tended(machine);
			return machine.read(patterns);
		}
	});
}
// src/node/simulated-power.ts
function withPower(machine, host) {
	const up = () => assertUp(host, machine.name);
	const written = (path) => {
		up();
		if (!path.startsWith("/etc/pve/") || hasQuorum(host)) return;
		throw writeError(machine.name, path, Object.assign(/* @__PURE__ */ new Error("EACCES"), { code: "EACCES" }));
	};
	return {
		...machine,
		run: async (argv, options) => {
			up();
			return machine.run(argv, options);
		},
		read: async (patterns) => {
			up();
			return machine.read(patterns);
		},
		append: async (path, text, rotateAt) => {
			written(path);
			return machine.append(path, text, rotateAt);
		},
		makeFolder: async (path) => {
			written(path);
			return machine.makeFolder(path);
		},
		write: async (path, text, mode) => {
			written(path);
			return machine.write(path, text, mode);
		},
		remove: async (path) => {
			written(path);
			return machine.remove(path);
		},
		replaceLocked: async (request) => {
			written(request.path);
			return machine.replaceLocked(request);
		}
	};
}
// src/node/simulated.ts
/**
* The nodes of a simulated cluster in a folder: the very code of a real host, with the folder's files for the node's
* own, and with the folder's `pct`, `pvesh` … first on the PATH of commands.
*/
/** To make a lab takes the whole simulator; to read one does not. */
async function labIn(folder, fresh, say) {
	const known = knownLab(folder);
	if (known) return known;
	const { openLab } = await import("./lab2.js");
	const lab = openLab(folder, fresh());
	say(`${lab.dir} is a new simulated node: nothing is really installed in its guests, see "phoenix lab up"`);
	return lab;
}
/**
* The nodes in that folder; an empty one becomes a cluster as the estate declares it, and that is said: its name may be a slip.
* @throws PhoenixError `USAGE` when the folder holds something else.
*/
async function simulatedNodes(folder, fresh, say) {
	const lab = await labIn(folder, fresh, say);
	const real = pathMapper(lab.dir, lab.layout);
	const managed = managedBy(lab.host);
	return lab.nodes.map((name) => ({
		name,
		open: async () => {
			const env = {
				...COMMAND_ENVIRONMENT,
				PATH: `${lab.bin(name)}:${systemFolder(lab.dir, name)}:${COMMAND_ENVIRONMENT.PATH}`
			};
			assertReached(lab.host, name);
			return withPower(managed(withFacts(directMachine({
				name,
				real,
				env
			}), () => readFacts(lab.host, name))), lab.host);
		},
		reach: async () => turnedAway(lab.host, name) ?? true
	}));
}
export { simulatedNodes as t };
