import { bt as PhoenixError } from "./base.js";
import { O as Failure, l as containerName, o as LABS, p as labNames, u as isCgroupOf, v as vmidOf } from "./lab-files.js";
import { Vi as guestsOf } from "./lab-shared.js";
import { S as cgroupVersion, T as run, _ as inNamespace, a as register, b as withNetworkLock, c as mountsBelow, d as archiveFolder, g as ensureNetwork, h as isUp, i as readRegistered, l as removeUnmounted, m as endProcesses, o as registeredLabs, r as readRecord, s as writeRecord, t as openLab, u as unmountBelow, w as requireContainers, x as forbidForwarding, y as networkOf } from "./lab.js";
import { join, resolve } from "node:path";
import { existsSync, readFileSync, readdirSync, rmSync, rmdirSync } from "node:fs";
// src/simulator/edge/lxc/inventory.ts
/** What a lab has on this machine now. */
/** Guests that have, or had, a container in this lab. */
function containersOf(names) {
	if (!existsSync(names.lxc)) return [];
	return readdirSync(names.lxc).flatMap((name) => vmidOf(names.id, name) ?? []).sort((a, b) => a - b);
}
const MEMORY_FILES = [["/sys/fs/cgroup/memory", "memory.usage_in_bytes"], ["/sys/fs/cgroup", "memory.current"]];
/**
* Bytes that a guest's processes have; null when this machine does not tell. The group of one that was killed may still be
* there, with next to nothing in it, and then the one of now has a number behind its name.
*/
function memoryOf({ id }, vmid) {
	for (const [root, file] of MEMORY_FILES) {
		const paths = (existsSync(root) ? readdirSync(root).filter((name) => isCgroupOf(name, id, vmid)) : []).map((name) => `${root}/${name}/${file}`).filter((path) => existsSync(path));
		if (paths.length > 0) return Math.max(...paths.map((path) => Number(readFileSync(path, "utf8"))));
	}
	return null;
}
function inventoryOf(lab) {
	const names = labNames(lab.id);
	return {
		lab,
		orphan: lab.dir === "" || !existsSync(lab.dir),
		guests: containersOf(names).map((vmid) => ({
			vmid,
			up: isUp(names, vmid),
			memory: memoryOf(names, vmid)
		})),
		network: networkOf(names),
		namespace: existsSync(`/run/netns/${names.namespace}`),
		table: run([
			"nft",
			"list",
			"table",
			"ip",
			names.table
		]).exit === 0,
		mounts: mountsBelow(names.run).length
	};
}
// src/simulator/edge/lxc/down.ts
/**
* Takes away all that a lab has on this machine, whatever state it is in: found by names that carry its id, not by what
* any process remembers. Its folder stays unless it is asked for.
*/
/** Cgroups that LXC could not remove, because it was killed. */
function removeCgroups({ id }) {
	const root = "/sys/fs/cgroup";
	const roots = [root, ...existsSync(root) ? readdirSync(root).map((name) => join(root, name)) : []];
	for (const folder of roots) {
		const names = existsSync(folder) ? safeList(folder) : [];
		for (const name of names) if (isCgroupOf(name, id)) run([
			"find",
			join(folder, name),
			"-depth",
			"-type",
			"d",
			"-delete"
		]);
	}
}
function safeList(folder) {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
/** @param dir the lab's folder, if it is there: what is mounted in it goes too */
function takeDown(id, dir) {
	const names = labNames(id);
	const containers = containersOf(names);
	for (const vmid of containers) if (existsSync(`/run/netns/${names.namespace}`)) run(inNamespace(names, [
		"lxc-stop",
		"-P",
		names.lxc,
		"-n",
		containerName(id, vmid),
		"--kill",
		"--timeout",
		"10"
	]));
	endProcesses(names);
	unmountBelow(names.run);
	if (dir !== null) {
		unmountBelow(dir);
		rmSync(join(dir, ".sim/running"), {
			recursive: true,
			force: true
		});
		rmSync(join(dir, ".sim/mounted"), {
			recursive: true,
			force: true
		});
	}
	removeCgroups(names);
	withNetworkLock(() => {
		if (existsSync(`/run/netns/${names.namespace}`)) run([
			"ip",
			"netns",
			"delete",
			names.namespace
		]);
		run([
			"ip",
			"link",
			"delete",
			names.cable
		]);
		forbidForwarding(names, registeredLabs().every((lab) => lab.id === id));
		removeUnmounted(names.run);
	});
	removeRegistry();
	return { containers: containers.length };
}
/** With the last lab, nothing of labs is left; a lab that another process begins meanwhile stays. */
function removeRegistry() {
	if (!existsSync("/run/phoenix-labs") || safeList("/run/phoenix-labs").some((name) => name !== "network.lock")) return;
	try {
		rmSync(`${LABS}/network.lock`, { force: true });
		rmdirSync(LABS);
	} catch (error) {
		if (!["ENOTEMPTY", "ENOENT"].includes(error.code ?? "")) throw error;
	}
}
// src/simulator/edge/lxc/up.ts
/** Makes a lab whose guests are real containers, or sets one up again; takes one down; tells what is there. */
/** The machine's own cgroups are those of its nodes: limits are checked by their rules. */
function withCgroup({ nodes = [{ name: "pve1" }], ...rest }) {
	return {
		...rest,
		nodes: nodes.map((node) => ({
			cgroup: cgroupVersion(),
			...node
		}))
	};
}
/**
* Makes a lab of real containers of a folder that is empty or such a lab already, with its network.
* @throws PhoenixError `USAGE` when this machine cannot, or when the folder holds guests that are simulated;
* `STEP_FAILED` when it does not let the lab have its network: then nothing is left of a new one
*/
function labUp(folder, { fresh = {}, mirrors, cache } = {}) {
	requireContainers();
	const dir = resolve(folder);
	const lab = openLab(dir, withCgroup(fresh));
	const known = readRecord(dir);
	if (!known && lab.nodes.some((node) => guestsOf(lab.host, node).length > 0)) throw new PhoenixError("USAGE", `${dir} has guests that are simulated, and these cannot become containers`, { hint: "name another folder, or destroy its guests first" });
	const other = known ? readRegistered(known.id) : null;
	const isCopy = other !== null && other.dir !== dir;
	const record = known && !isCopy ? known : writeRecord(dir, {
		...mirrors === void 0 ? {} : { mirrors },
		...cache === void 0 ? {} : { cache: resolve(cache) }
	});
	const isUp = readRegistered(record.id) !== null;
	const names = register(dir, record.id);
	try {
		withNetworkLock(() => ensureNetwork(names, []));
	} catch (error) {
		if (!isUp) takeDown(record.id, dir);
		throw refusal(error, "the lab gets no network on this machine", "in a container of its own, root may not");
	}
	return {
		lab,
		record
	};
}
/** What a program of this machine refuses is no bug: nobody has typed `pct` here. */
function refusal(error, what, hint) {
	if (!(error instanceof Failure)) return error;
	return new PhoenixError("STEP_FAILED", `${what}: ${error.message}`, {
		hint,
		cause: error
	});
}
/**
* Builds what new guests would wait for: the systems of these archives, for guests with and without privileges.
* @throws PhoenixError `STEP_FAILED` where one cannot be built
*/
function buildArchives(record, archives, say, progress = 1) {
	for (const archive of archives) {
		const { cache, mirrors } = record;
		const options = {
			cache,
			say,
			progress,
			...mirrors === void 0 ? {} : { mirrors }
		};
		try {
			archiveFolder(archive, true, options);
		} catch (error) {
			throw refusal(error, "a system was not built", "see whether this machine reaches the mirror; --mirror names another one for a new lab");
		}
	}
}
/** @param which a folder, or the id of a lab whose folder is gone. @throws PhoenixError `USAGE` when it is neither */
function find(which) {
	const dir = resolve(which);
	const registered = registeredLabs();
	const found = registered.find((lab) => lab.dir === dir) ?? registered.find((lab) => lab.id === which);
	if (found) return found;
	const record = existsSync(dir) ? readRecord(dir) : null;
	if (record) return {
		v: 1,
		id: record.id,
		dir
	};
	const ids = registered.map((lab) => lab.id);
	throw new PhoenixError("USAGE", `${which} is no lab of real containers`, { hint: ids.length > 0 ? `labs on this machine: ${ids.join(", ")}` : "there is none on this machine" });
}
/**
* Removes all that a lab has on this machine.
* @param remove also its guests' files and the whole folder
*/
function labDown(which, remove) {
	requireContainers();
	const lab = find(which);
	const other = readRegistered(lab.id);
	if (other && other.dir !== lab.dir) throw new PhoenixError("USAGE", `${lab.dir} is a copy of the lab ${other.dir}`, { hint: `phoenix lab down ${other.dir} takes that one down` });
	const dir = lab.dir !== "" && existsSync(lab.dir) ? lab.dir : null;
	const { containers } = takeDown(lab.id, dir);
	if (remove && dir !== null) {
		if (!existsSync(`${dir}/.sim/lxc`)) throw new Error(`${dir} is no lab`);
		removeUnmounted(dir);
	}
	return {
		lab,
		containers
	};
}
/** One lab, or all of this machine. */
function labStatus(which) {
	requireContainers();
	return (which === null ? registeredLabs() : [find(which)]).map(inventoryOf);
}
export { labUp as i, labDown as n, labStatus as r, buildArchives as t };
