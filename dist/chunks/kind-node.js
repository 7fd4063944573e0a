import { Fr as softwareOf, Nr as reasons, Qn as hostUseOf, Rr as guestFeatures, Ti as wrongWithReference, Ya as once, _a as nodeIn, do as markOfId, fo as markStep, li as findingIn, lo as MARK_FILES, mo as otherOwner, po as marksIn, xa as didYouMean } from "./engine.js";
import { A as union, D as strictObject, E as record, O as string, _ as int, f as _enum, h as boolean, p as array, w as number, x as literal } from "./zod.js";
import { J as quote, m as pointerSegments, p as pointer } from "./base.js";
import { E as error } from "./sources.js";
// src/node/host-facts.ts
/** What a node's own files say of it: bridges, memory, cores, Proxmox version. Pure; nothing here needs Perl. */
/** Bridges by their folder in /sys, whoever made them. */
const BRIDGE_PATTERN = "/sys/class/net/*/bridge/bridge_id";
const INTERFACES_PATTERNS = ["/etc/network/interfaces", "/etc/network/interfaces.d/*"];
const CARD_PATTERNS = ["/proc/driver/nvidia/gpus/*/information", "/sys/class/drm/card*/device/uevent"];
const VERSION_PATH = "/usr/share/perl5/PVE/pvecfg.pm";
/** Another one after each start of the kernel; containers of the node read the same. */
const BOOT_PATH = "/proc/sys/kernel/random/boot_id";
const PACKAGES_PATH = "/var/lib/dpkg/status";
function bridgesInInterfaces(text) {
	const found = [];
	let open = "";
	for (const line of text.split("\n")) {
		const iface = /^\s*iface\s+(\S+)/.exec(line);
		if (iface) open = iface[1] ?? "";
		else if (/^\s*(bridge[-_]ports|ovs_type\s+OVSBridge)\b/.test(line) && open) found.push(open);
	}
	return found;
}
/** Linux bridges that are up, and bridges (Open vSwitch too) that the interfaces files declare; sorted. */
function bridgesOf(files) {
	const names = /* @__PURE__ */ new Set();
	for (const [path, text] of files) {
		const up = /^\/sys\/class\/net\/([^/]+)\/bridge\//.exec(path)?.[1];
		if (up) names.add(up);
		if (path.startsWith("/etc/network/interfaces")) for (const name of bridgesInInterfaces(text)) names.add(name);
	}
	return [...names].sort();
}
/** Total memory in KiB, from /proc/meminfo; 0 when it does not say. */
function memoryOf(meminfo) {
	return Number(/^MemTotal:\s+(\d+) kB/m.exec(meminfo)?.[1] ?? 0);
}
/** Processors that /proc/cpuinfo lists. */
function coresOf(cpuinfo) {
	return [...cpuinfo.matchAll(/^processor\s*:/gm)].length;
}
const release = (version) => /^(\d+\.\d+)/.exec(version ?? "")?.[1] ?? null;
/** `9.2` from PVE's own version module; null when it is not there. */
function releaseInModule(text) {
	return release(/sub\s+version\s*\{[^}]*?['"]([\d.]+)/.exec(text)?.[1]);
}
/** `9.2` from dpkg's list of installed packages. */
function releaseInPackages(text) {
	const entry = /^Package: pve-manager\n(?:(?!\n\n)[\s\S])*?^Version: (\S+)/m.exec(text);
	return release(entry?.[1]);
}
/** `9.2` from `pveversion`: `pve-manager/9.2.11/14a22df3 (running kernel: …)`. */
function releaseInOutput(text) {
	return release(/pve-manager\/([\d.]+)/.exec(text)?.[1]);
}
/** `9.2` from `pvesh get /version --output-format json`. */
function releaseInJson(text) {
	return release(/"version"\s*:\s*"([\d.]+)/.exec(text)?.[1]);
}
const NVIDIA = /^\/proc\/driver\/nvidia\/gpus\/([^/]+)\/information$/;
const DRM = /^\/sys\/class\/drm\/card(\d+)\/device\/uevent$/;
function cardIn(path, text) {
	const [, pci] = NVIDIA.exec(path) ?? [];
	const minor = /^Device Minor:\s*(\d+)\s*$/m.exec(text)?.[1];
	if (pci !== void 0) return minor === void 0 ? null : {
		pci,
		driver: "nvidia",
		minor: Number(minor)
	};
	const [, number] = DRM.exec(path) ?? [];
	const driver = /^DRIVER=(\S+)$/m.exec(text)?.[1];
	const slot = /^PCI_SLOT_NAME=(\S+)$/m.exec(text)?.[1];
	if (number === void 0 || slot === void 0 || driver === void 0 || driver === "nvidia") return null;
	return {
		pci: slot,
		driver,
		minor: Number(number)
	};
}
/** Cards by their addresses. */
function cardsOf(files) {
	return [...files].flatMap(([path, text]) => cardIn(path, text) ?? []).toSorted((a, b) => a.pci < b.pci ? -1 : 1);
}
// src/node/fact-table.ts
/**
* Facts of a node as a flat table, `nvidia.driver` to `580.76.05`: what features may require, what phoenix.json may declare,
* and what people ask. From files that are read anyway; a fact that nobody tells is left out. Pure.
*/
const KERNEL_PATH = "/proc/sys/kernel/osrelease";
const NVIDIA_PATHS = ["/sys/module/nvidia/version", "/proc/driver/nvidia/version"];
const ZFS_PATH = "/sys/module/zfs/version";
const SYSTEM_PATH = "/etc/os-release";
/** One folder a pool; nothing of it needs `zpool`. */
const POOL_PATTERN = "/proc/spl/kstat/zfs/*/state";
const FACT_PATTERNS = [
	KERNEL_PATH,
	...NVIDIA_PATHS,
	ZFS_PATH,
	SYSTEM_PATH,
	POOL_PATTERN
];
const line = (files, path) => files.get(path)?.trim() ?? "";
function nvidiaDriver(files) {
	const [inSys, inProc] = NVIDIA_PATHS;
	const told = /^NVRM version:.*?\s(\d+(?:\.\d+)+)\s/m.exec(files.get(inProc) ?? "")?.[1] ?? "";
	return line(files, inSys) || told;
}
/** `debian:13`, as features name systems. */
function systemOf(files) {
	const text = files.get(SYSTEM_PATH) ?? "";
	const value = (key) => new RegExp(`^${key}="?([a-z0-9.]+)"?$`, "m").exec(text)?.[1] ?? "";
	const [id, version] = [value("ID"), value("VERSION_ID")];
	return id === "" || version === "" ? "" : `${id}:${version}`;
}
function poolsOf(files) {
	return [...files.keys()].flatMap((path) => /^\/proc\/spl\/kstat\/zfs\/([^/]+)\/state$/.exec(path)?.[1] ?? []);
}
const gibibytes = (kib) => kib === 0 ? "" : `${Math.round(kib / 1024 ** 2)}G`;
const count = (n) => n === 0 ? "" : String(n);
const list = (names) => [...names].sort().join(" ");
/** @param pve as it was found out, from files or by a command */
function factTable(files, pve) {
	const cpu = files.get("/proc/cpuinfo") ?? "";
	const facts = {
		bridges: list(bridgesOf(files)),
		"cpu.cores": count(coresOf(cpu)),
		"cpu.model": /^model name\s*:\s*(.+?)\s*$/m.exec(cpu)?.[1] ?? "",
		gpus: list(cardsOf(files).map(({ pci, driver }) => `${pci}=${driver}`)),
		kernel: line(files, KERNEL_PATH),
		memory: gibibytes(memoryOf(files.get("/proc/meminfo") ?? "")),
		"nvidia.driver": nvidiaDriver(files),
		os: systemOf(files),
		pools: list(poolsOf(files)),
		pve,
		"zfs.version": line(files, ZFS_PATH)
	};
	return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ""));
}
// src/kinds/node/files.ts
const SYSCTL_FILE = "/etc/sysctl.d/90-phoenix.conf";
const MODULES_FILE = "/etc/modules-load.d/phoenix.conf";
const MODPROBE_FILE = "/etc/modprobe.d/phoenix.conf";
const PACKAGES_FILE = "/var/lib/dpkg/status";
/** What a run of features leaves (src/features/guest/run.sh). */
const FEATURE_MARKS = "/var/lib/phoenix/features/*.json";
const HEAD = "# Written by Phoenix from the file of this node; changes here are undone.\n";
/** Null: nothing is to be in it, so there is no file. */
function fileOf(lines) {
	return lines.length === 0 ? null : `${HEAD}${lines.map((line) => `${line}\n`).join("")}`;
}
const sysctlText = (values) => fileOf(Object.entries(values).map(([key, value]) => `${key} = ${value}`));
const modulesText = (values) => fileOf(Object.keys(values));
const modprobeText = (values) => fileOf(Object.entries(values).flatMap(([name, options]) => options === "" ? [] : [`options ${name} ${options}`]));
const linesOf = (text = "") => text.split("\n").filter((line) => line !== "" && !/^\s*[#;]/.test(line));
function sysctlIn(text) {
	const pairs = linesOf(text).map((line) => /^\s*-?\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(line));
	return Object.fromEntries(pairs.flatMap((pair) => pair ? [[pair[1] ?? "", pair[2] ?? ""]] : []));
}
function modulesIn(modules, modprobe) {
	const options = linesOf(modprobe).map((line) => /^options\s+(\S+)\s+(.*?)\s*$/.exec(line));
	const known = new Map(options.flatMap((one) => one ? [[one[1] ?? "", one[2] ?? ""]] : []));
	return Object.fromEntries(linesOf(modules).map((name) => [name.trim(), known.get(name.trim()) ?? ""]));
}
/** Versions of what is installed, of these packages alone. */
function packagesIn(status, names) {
	if (names.length === 0) return {};
	const wanted = new Set(names);
	const found = [];
	for (const entry of (status ?? "").split("\n\n")) {
		const value = (key) => new RegExp(`^${key}: (.*)$`, "m").exec(entry)?.[1] ?? "";
		const name = value("Package");
		const called = [name, `${name}:${value("Architecture")}`].filter((one) => wanted.has(one));
		if (called.length > 0 && /\sinstalled$/.test(value("Status"))) found.push(...called.map((one) => [one, value("Version")]));
	}
	return Object.fromEntries(found);
}
/** `VERSION HASH` by id. A mark that cannot be read counts as none: the feature is installed again. */
function featuresIn(files) {
	const found = [...files].flatMap(([path, text]) => {
		const id = /^\/var\/lib\/phoenix\/features\/([^/]+)\.json$/.exec(path)?.[1];
		const [, version, hash] = /"version":"([^"]*)","hash":"([0-9a-f]*)"/.exec(text) ?? [];
		return id !== void 0 && version !== void 0 ? [[id, `${version} ${hash}`.trim()]] : [];
	});
	return Object.fromEntries(found.sort(([a], [b]) => a < b ? -1 : 1));
}
// src/kinds/node/fields.ts
/** A node as a flat list of fields, wanted and found: a diff compares the two by path. Pure. */
function fields(area, values) {
	return Object.entries(values).map(([name, value]) => ({
		path: pointer(area, name),
		area,
		name,
		value
	}));
}
/** Without a seal over secrets: the marks that a run leaves on the node tell by hash whether a value is another one. */
const featureValues = ({ software = [] }) => Object.fromEntries(software.map((one) => [one.id, `${one.version} ${one.hash}`]));
function fieldsOf(spec) {
	return [
		...fields("sysctl", spec.sysctl),
		...fields("modules", spec.modules),
		...fields("packages", spec.packages),
		...fields("features", featureValues(spec))
	];
}
/** @param packages whose versions matter: a node has thousands */
function liveFields(files, packages) {
	return [
		...fields("sysctl", sysctlIn(files.get(SYSCTL_FILE))),
		...fields("modules", modulesIn(files.get(MODULES_FILE), files.get(MODPROBE_FILE))),
		...fields("packages", packagesIn(files.get(PACKAGES_FILE), packages)),
		...fields("features", featuresIn(files))
	];
}
/** What is there, as far as this file speaks of it; null: nobody could look. */
function liveOf(facts, spec) {
	if (!facts?.reachable) return null;
	return { fields: liveFields(facts.files ?? /* @__PURE__ */ new Map(), Object.keys(spec?.packages ?? {})) };
}
/** Whether that is what is wanted: of a package, any version may do. */
function meets(area, want, has) {
	if (area !== "packages") return want === has;
	switch (want) {
		case "absent": return has === null;
		case "present": return has !== null;
	}
	return want === has;
}
// src/kinds/node/conditions.ts
const cond = (scope, check) => ({
	scope,
	check
});
const KERNEL = "/proc/sys/";
/** In names of settings, the dots of an interface's name are written as slashes (sysctl(8)). */
const kernelPath = (key) => KERNEL + (key.includes("/") && !key.includes(".") ? key : key.replace(/[./]/g, (c) => c === "." ? "/" : "."));
const sysctlScope = (node, keys) => `node:${node}:sysctl ${keys.join(" ")}`;
const packagesScope = (node) => `node:${node}:packages`;
const featuresScope = (node) => `node:${node}:features`;
function lookAt(scope) {
	const [, name, keys = ""] = /^node:[^:]+:(\S+)(?: (.*))?$/.exec(scope) ?? [];
	if (name === "sysctl") return { files: keys.split(" ").map(kernelPath) };
	if (name === "packages") return { files: [PACKAGES_FILE] };
	return name === "features" ? { files: [FEATURE_MARKS, ...FACT_PATTERNS] } : null;
}
/** The kernel prints several numbers of one setting with tabs. */
const plain = (text) => text.trim().replace(/\s+/g, " ");
function differing(wanted, has, same) {
	const wrong = Object.entries(wanted).filter(([name, want]) => !same(want, has(name)));
	if (wrong.length === 0) return true;
	return wrong.map(([name, want]) => `${name} is ${has(name) ?? "not there"}, not ${want}`).join("; ");
}
function holdsOf(check, found) {
	const { files } = found;
	switch (check.is) {
		case "sysctl": {
			const has = (key) => {
				const text = files.get(kernelPath(key));
				return text === void 0 ? null : plain(text);
			};
			return differing(check.values, has, (want, value) => plain(want) === value);
		}
		case "packages": {
			const versions = packagesIn(files.get(PACKAGES_FILE), Object.keys(check.values));
			return differing(check.values, (name) => versions[name] ?? null, (want, has) => meets("packages", want, has));
		}
		case "installed": {
			const marks = featuresIn(files);
			const lasting = check.gone.filter((id) => Object.hasOwn(marks, id));
			if (lasting.length > 0) return `${lasting.join(", ")} is still there`;
			const isSame = (want, has) => want === has;
			const late = Object.keys(check.features).filter((id) => marks[id] !== check.features[id]);
			if (late.length > 0) return `${late.join(", ")} waits for a restart of the node: restart it and apply again`;
			const facts = factTable(files, "");
			return differing(check.facts, (name) => facts[name] ?? null, isSame);
		}
		case "unsettled": return holdsOf(check.of, found) === true ? "what was installed runs" : true;
		case "running":
		case "stopped": return "nobody looked at the guest";
	}
}
function holdsAt(check, state) {
	const asked = check;
	if ("files" in state) return holdsOf(asked, state);
	if (asked.is !== "running" && asked.is !== "stopped") return `a guest tells nothing of ${check.is}`;
	const is = state.running ? "running" : "stopped";
	return is === asked.is ? true : `the guest is ${is}`;
}
// src/kinds/node/consumers.ts
function factsOf(id, specs) {
	return new Set(specs.flatMap((spec) => Object.keys(spec?.facts[id] ?? {})));
}
/** Sorted; a guest that its file wants stopped has nothing open on the node. */
function consumersOf(address, id, specs, estate) {
	const facts = factsOf(id, specs);
	if (facts.size === 0 || !estate) return [];
	return [...estate.values()].flatMap((resource) => {
		const use = hostUseOf(resource);
		if (use?.address !== address || !use.facts.some((fact) => facts.has(fact))) return [];
		const { vmid, state, template } = resource.spec;
		return vmid !== void 0 && state !== "stopped" && template !== true ? [{
			address: resource.address,
			vmid
		}] : [];
	}).toSorted((a, b) => a.address < b.address ? -1 : 1);
}
// src/kinds/node/restart.ts
const guestOf = ({ spec }) => spec;
const isGuest = (one) => {
	const { vmid, state, template } = guestOf(one);
	return vmid !== void 0 && state !== void 0 && template !== true;
};
/** Where a guest is: it may have moved by itself. */
function homeOf({ vmid, node }, snapshot) {
	return (vmid === void 0 ? void 0 : snapshot?.guests.get(vmid)?.node) ?? node;
}
/** Guests of the node that go down with it: those that run, or shall; and with `left`, those that an apply left stopped. */
function guestsOn(node, { snapshot, estate }, left = []) {
	const facts = snapshot?.nodes.get(node);
	const runs = (one, vmid) => {
		if (snapshot === null) return guestOf(one).state === "running";
		return facts?.reachable === true && facts.running.has(vmid) || left.includes(one.address);
	};
	return [...estate?.values() ?? []].flatMap((one) => {
		const { vmid } = guestOf(one);
		return isGuest(one) && homeOf(guestOf(one), snapshot) === node && vmid !== void 0 && runs(one, vmid) ? [{
			address: one.address,
			vmid
		}] : [];
	});
}
/** The order in which they start: what others depend on first, then as their "startup" says. The other way round they stop. */
function inStartOrder(guests, estate) {
	const known = new Set(guests.map(({ address }) => address));
	const depths = /* @__PURE__ */ new Map();
	const depthOf = (address) => {
		const found = depths.get(address);
		if (found !== void 0) return found;
		depths.set(address, 0);
		const resource = estate?.get(address);
		const needs = (resource ? guestOf(resource).dependsOn ?? [] : []).filter((one) => known.has(one));
		const depth = Math.max(0, ...needs.map((one) => depthOf(one) + 1));
		depths.set(address, depth);
		return depth;
	};
	const orderOf = (address) => {
		const resource = estate?.get(address);
		return Number((resource && guestOf(resource).startup?.["order"]) ?? Number.MAX_SAFE_INTEGER);
	};
	return guests.toSorted((a, b) => depthOf(a.address) - depthOf(b.address) || orderOf(a.address) - orderOf(b.address) || (a.address < b.address ? -1 : 1));
}
/** Votes without which the cluster cannot be written to: 0 where nothing is known, or something else has a vote. */
function wouldLackQuorum(conf) {
	if (conf === void 0 || /^\s*device\s*\{/m.test(conf) || /^\s*two_node:\s*1/m.test(conf)) return false;
	const votes = [...conf.matchAll(/^\s*quorum_votes:\s*(\d+)/gm)].map(([, count]) => Number(count));
	const all = votes.reduce((sum, one) => sum + one, 0);
	return votes.length > 0 && all - Math.max(...votes) <= all / 2;
}
/** Where corosync's votes stand. */
const COROSYNC = "/etc/pve/corosync.conf";
/** Why a node whose file says "apply" is not restarted by an apply; null: it may be. */
function whyNoRestart(node, input) {
	const { snapshot, settings, estate } = input;
	const { runner } = settings;
	const running = runner === void 0 ? void 0 : estate?.get(runner);
	if (running && homeOf(guestOf(running), snapshot) === node) return `${runner} runs the jobs there`;
	if (snapshot === null) return null;
	const facts = snapshot.nodes.get(node);
	if (!facts?.reachable) return "it does not answer";
	if (snapshot.here === node) return "this apply runs on it";
	if (facts.boot === void 0) return "it does not say when it was started";
	if (![...snapshot.nodes].some(([name, one]) => name !== node && one.reachable)) return "no other node answers, and nobody would keep the estate's lock";
	if (wouldLackQuorum(snapshot.files?.get("/etc/pve/corosync.conf"))) return "the cluster would have no quorum meanwhile";
	const managed = guestsOn(node, input).find(({ vmid }) => snapshot.ha?.has(vmid));
	if (managed) return `${managed.address} is under high availability`;
	const known = new Set([...estate?.values() ?? []].map((one) => guestOf(one).vmid));
	const foreign = [...facts.running].filter((vmid) => !known.has(vmid)).toSorted((a, b) => a - b);
	return foreign.length > 0 ? `guests that are not this estate's run on it: ${foreign.join(", ")}` : null;
}
// src/kinds/node/diff.ts
/** Seconds that a guest is down for a feature of its node: a shutdown, the installation, a start. */
const DOWN = 300;
/** A guest that an apply has stopped and not started again. */
const stoppedPath = (address) => pointer("stopped", address);
function stoppedIn(mark) {
	return (mark?.owed ?? []).flatMap((path) => {
		const [head, address] = pointerSegments(path);
		return head === "stopped" && address !== void 0 ? [address] : [];
	});
}
const NOTES = {
	sysctl: "the value of now stays until the node restarts",
	modules: "it stays loaded until the node restarts",
	packages: "it stays installed"
};
/** Guests that go down with the node where an apply restarts it for a feature; null: none does. And what is said of it. */
function restartOf(input, restarts) {
	const { want, seen } = input;
	const said = "may want the node restarted";
	if (!restarts || want?.spec.reboot !== "apply") return {
		guests: null,
		said
	};
	const { node } = want.spec;
	const why = whyNoRestart(node, input);
	if (why !== null) return {
		guests: null,
		said: `${said}, which this apply does not do: ${why}`
	};
	return {
		guests: guestsOn(node, input, stoppedIn(seen?.is === "ours" ? seen.mark : null)).map((one) => one.address),
		said: "may restart the node"
	};
}
function featureChange(input, name, before, after) {
	const { want, base, estate } = input;
	const { address } = want ?? base ?? { address: "" };
	const consumers = consumersOf(address, name, [want?.spec, base?.spec], estate).map((one) => one.address);
	const own = want?.spec.software?.find(({ id }) => id === name);
	const was = base?.spec.software?.find(({ id }) => id === name);
	const { guests, said } = restartOf(input, own?.restarts === true);
	const stops = [.../* @__PURE__ */ new Set([...consumers, ...guests ?? []])].toSorted();
	const isDown = stops.length > 0 || guests !== null;
	const notes = [
		...own ? reasons(was, own) : [],
		...stops.length > 0 ? [`stops and starts again: ${stops.join(", ")}`] : [],
		...own?.experimental ? ["experimental"] : [],
		...own?.restarts ? [said] : [],
		...after === null ? ["its remove script runs"] : []
	];
	return {
		path: pointer("features", name),
		slot: `feature:${name}`,
		before,
		after,
		effect: isDown ? "offline" : "live",
		...notes.length > 0 && { note: notes.join("; ") },
		...isDown && { stops }
	};
}
function changeOf(input, { area, name, path }, before, after) {
	if (area === "features") return featureChange(input, name, before, after);
	const reloads = area === "modules" && before !== null && after !== null;
	const note = after === null ? NOTES[area] : reloads ? "takes effect when the module is loaded the next time" : void 0;
	const shown = (value) => area === "modules" && value === "" ? "loaded" : value;
	return {
		path,
		slot: area,
		before: shown(before),
		after: shown(after),
		effect: after === null && area === "modules" || reloads ? "config" : "live",
		...note !== void 0 && { note }
	};
}
/** What was there, in git's words or as the node has it. */
function priorOf({ base, seen, snapshot, want }) {
	if (snapshot === null) return base ? fieldsOf(base.spec) : [];
	if (seen?.is === "ours") return seen.live.fields;
	const node = (want ?? base)?.spec.node ?? "";
	return liveOf(snapshot.nodes.get(node), want?.spec ?? null)?.fields ?? [];
}
/** Features that this estate has put on the node, as far as git or the marker tell. */
function ownFeatures({ base, seen }) {
	const mark = seen?.is === "ours" ? seen.mark : null;
	const begun = (mark?.owed ?? []).flatMap((path) => {
		const [head, id] = pointerSegments(path);
		return head === "features" && id !== void 0 ? [id] : [];
	});
	const known = (base?.spec.software ?? []).map(({ id }) => id);
	return /* @__PURE__ */ new Set([
		...known,
		...Object.keys(mark?.features ?? {}),
		...begun
	]);
}
/** Marks of features are on a node for whoever installs some: another estate, say. Packages are never all ours. */
function isOurs({ area, name }, input) {
	switch (area) {
		case "sysctl":
		case "modules": return true;
		case "packages": return false;
		case "features": return ownFeatures(input).has(name);
	}
}
/** Settings that an apply was about to make when it ended: they stand in the file, and nobody knows whether in the kernel. */
function begunSettings({ seen }) {
	const mark = seen?.is === "ours" ? seen.mark : null;
	return new Set((mark?.owed ?? []).filter((path) => pointerSegments(path)[0] === "sysctl"));
}
function changesOf(input, want) {
	const prior = new Map(priorOf(input).map((field) => [field.path, field]));
	const isLive = input.snapshot !== null;
	const wanted = fieldsOf(want);
	const begun = begunSettings(input);
	const changed = wanted.flatMap((field) => {
		const before = begun.has(field.path) ? null : prior.get(field.path)?.value ?? null;
		return (isLive ? meets(field.area, field.value, before) : field.value === before) ? [] : [changeOf(input, field, before, field.value)];
	});
	const kept = new Set(wanted.map(({ path }) => path));
	const gone = [...prior.values()].filter((field) => !kept.has(field.path) && isOurs(field, input));
	return [...changed, ...gone.map((field) => changeOf(input, field, field.value, null))];
}
/** Guests that an apply which was cut off has left stopped, and that nothing else of this plan starts. */
function restarts(mark, changes) {
	const known = new Set(changes.flatMap(({ stops = [] }) => stops));
	return stoppedIn(mark).filter((address) => !known.has(address)).map((address) => ({
		path: stoppedPath(address),
		slot: "stopped",
		before: "stopped",
		after: "running",
		effect: "live",
		note: `${address} was stopped for a change of its node that did not come to its end`
	}));
}
function removal(input) {
	const { base } = input;
	const features = [...ownFeatures(input)].toSorted();
	const stops = [...new Set(features.flatMap((id) => consumersOf(base?.address ?? "", id, [base?.spec], input.estate).map((one) => one.address)))].toSorted();
	const change = {
		path: "",
		slot: "node",
		before: "looked after",
		after: null,
		effect: stops.length > 0 ? "offline" : "live",
		note: "kernel settings and modules of Phoenix go with the next restart of the node, packages stay",
		...stops.length > 0 && { stops }
	};
	const notes = features.map((id) => `removed: ${id}`);
	return {
		action: "remove",
		changes: [change],
		notes,
		downtime: stops.length > 0 ? DOWN : 0
	};
}
/** Everything was done, and the apply was cut off before it could say so. */
const FORGET = {
	path: "/commit",
	slot: "marker",
	before: "unfinished",
	after: "done",
	effect: "config",
	note: "the marker of an apply that was cut off"
};
function diffNode(input) {
	const { want, base, seen } = input;
	if (seen?.is === "unknown" || seen?.is === "foreign") return {
		action: "no-op",
		changes: [],
		notes: [seen.why],
		downtime: 0
	};
	if (!want) {
		if (seen?.is === "absent") return {
			action: "no-op",
			changes: [],
			notes: [],
			downtime: 0
		};
		return removal(input);
	}
	const mark = seen?.is === "ours" ? seen.mark : null;
	const own = changesOf(input, want.spec);
	const late = [...own, ...restarts(mark, own)];
	const changes = late.length === 0 && (mark?.owed ?? []).length > 0 ? [FORGET] : late;
	const stops = changes.some((change) => change.stops);
	return {
		action: (input.snapshot === null ? base === null : seen?.is === "absent") ? "create" : changes.length > 0 ? "update" : "no-op",
		changes,
		notes: [],
		downtime: stops ? DOWN : 0
	};
}
// src/kinds/node/finding-ids.ts
/** What can be wrong with a node's file. */
const NODE_FINDINGS = { PHX910: error("A file is for a node that the estate does not have", "The file is called as the node that it is for, and phoenix.json says which there are. Correct the name, or declare the node under \"nodes\".") };
function finding(id, path, message, hint) {
	return {
		id,
		severity: NODE_FINDINGS[id].severity,
		message,
		path,
		hint
	};
}
// src/kinds/node/observe.ts
/** What there is of a node's file: its marker is a file below /etc/pve, and what it brought stands on the node. */
const PREFIX = "node:";
const idOf = (node) => `${PREFIX}${node}`;
function observeNode(input) {
	const { snapshot, id, estate, env, want, base } = input;
	const node = id.slice(5);
	const facts = snapshot.nodes.get(node);
	const live = liveOf(facts, want?.spec ?? base?.spec ?? null);
	if (!live) return {
		is: "unknown",
		why: facts && !facts.reachable ? facts.why : `there is no connection to ${node}`
	};
	const owned = markOfId(snapshot, estate, id);
	const other = owned ? null : otherOwner(snapshot, estate, id);
	if (other !== null) return {
		is: "foreign",
		why: `the estate "${other}" looks after this node`
	};
	if (!owned) return { is: "absent" };
	if (owned.mark.env !== env) return {
		is: "foreign",
		why: `the environment ${owned.mark.env ?? "(none)"} looks after this node`
	};
	return {
		is: "ours",
		live,
		mark: owned.mark
	};
}
function ownedNodes(snapshot, estate, env) {
	return marksIn(snapshot, estate, env, PREFIX);
}
// src/kinds/node/schema.ts
/** What a file `node/NAME.json` may hold: what a node itself shall be, besides what Proxmox keeps of it. */
const SYSCTL = /^[a-z0-9_]+(?:[./][A-Za-z0-9_@-]+)+$/;
const MODULE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
/** None ends in `-`: apt-get would remove what stands before it. */
const PACKAGE = /^[a-z0-9][a-z0-9+.-]*[a-z0-9+.](?::[a-z0-9]+)?$/;
const VERSION = /^[0-9][A-Za-z0-9.+:~-]*$/;
const oneLine = (text) => string().regex(/^[^\n\r\0]*$/, text);
const software = () => record(string(), record(string(), union([
	string(),
	number(),
	boolean(),
	array(string())
], { error: "must be a text, a number, true, false, or a list of texts" }), { error: "must be the options of a feature, {} where it needs none" }));
const nodeSchema = once(() => strictObject({
	$schema: string().optional(),
	description: string().optional().describe("For whoever reads the file; nothing on the node shows it."),
	extends: array(string()).optional().describe("Profiles, the last one wins."),
	sysctl: record(string().regex(SYSCTL, "must be the name of a kernel setting, such as \"vm.swappiness\""), union([int(), oneLine("must be one line").min(1)])).optional().describe("Settings of the kernel, in a file of their own: /etc/sysctl.d/90-phoenix.conf."),
	modules: record(string().regex(MODULE, "must be the name of a kernel module, such as \"vfio-pci\""), union([literal(true), oneLine("must be one line").min(1)])).optional().describe("Kernel modules that are loaded, now and at each start; a text is their options."),
	packages: record(string().regex(PACKAGE, "must be the name of a Debian package"), union([_enum(["present", "absent"]), string().regex(VERSION, "must be \"present\", \"absent\" or a version such as \"2.3.4-1\"")])).optional().describe("Debian packages of the node; a version is that very one."),
	features: software().optional().describe("Features for nodes, by id, with their options."),
	reboot: _enum([
		"never",
		"manual",
		"apply"
	]).optional().describe("When a feature wants the node restarted: \"manual\" leaves it as it is until somebody has restarted the node, \"apply\" lets the apply do it, with all guests of the node, \"never\" takes the feature back.")
}));
// src/kinds/node/resolve.ts
/** From a merged file to a spec. Pure. */
/** What features may ask of a guest, a node is or has. */
const WHOLE_MACHINE = {
	nesting: true,
	keyctl: true,
	fuse: true,
	privileged: true,
	memory: null,
	disk: null,
	devices: [],
	os: null
};
function words(values = {}) {
	const sorted = Object.entries(values).sort(([a], [b]) => a < b ? -1 : 1);
	return Object.fromEntries(sorted.map(([key, value]) => [key, value === true ? "" : String(value)]));
}
/** `vm/swappiness` is `vm.swappiness`, unless a name has a dot of its own, as those of VLANs do. */
const kernelName = (key) => key.includes(".") ? key : key.replaceAll("/", ".");
function factsMade({ feature, options }) {
	const made = Object.entries(feature.manifest.facts).map(([fact, option]) => {
		return [fact, String(options.values[option] ?? "")];
	});
	return Object.fromEntries(made.filter(([, value]) => value !== ""));
}
function badSecrets(features) {
	return features.flatMap(({ feature, options }) => Object.entries(options.secrets).flatMap(([name, reference]) => {
		const hint = wrongWithReference(reference);
		const path = `/features/${feature.id}/${name}`;
		return hint === null ? [] : [findingIn("PHX715", path, `the secret of ${feature.id}.${name} cannot be understood`, hint)];
	}));
}
function softwareIn$1(input, { features: open, settings, name }) {
	const known = open?.();
	if (!input.features || !known) return {
		features: [],
		findings: []
	};
	return guestFeatures({
		wanted: input.features,
		path: "/features",
		features: known.features,
		unsound: known.unsound,
		lock: known.lock,
		guest: WHOLE_MACHINE,
		host: nodeIn(settings, name)?.facts ?? {},
		onHost: true
	});
}
function resolveNode(resolve) {
	const { merged, settings, name } = resolve;
	if (!resolve.isAccepted && !nodeSchema().safeParse(merged).success) return {
		spec: null,
		findings: []
	};
	const input = merged;
	if (!nodeIn(settings, name)) {
		const hint = didYouMean(name, Object.keys(settings.nodes), "Name the file as a node of phoenix.json.");
		return {
			spec: null,
			findings: [finding("PHX910", "", `phoenix.json has no node ${quote(name)}`, hint)]
		};
	}
	const { features, findings } = softwareIn$1(input, resolve);
	const facts = features.map((one) => [one.feature.id, factsMade(one)]);
	const sysctl = Object.entries(input.sysctl ?? {}).map(([key, value]) => [kernelName(key), value]);
	return {
		spec: {
			node: name,
			sysctl: words(Object.fromEntries(sysctl)),
			modules: words(input.modules),
			packages: words(input.packages),
			reboot: input.reboot ?? "manual",
			...features.length > 0 && { software: features.map((one) => softwareOf(one, void 0)) },
			facts: Object.fromEntries(facts.filter(([, made]) => Object.keys(made).length > 0))
		},
		findings: [...findings, ...badSecrets(features)]
	};
}
// src/kinds/node/spec.ts
const isNode = (one) => one.kind === "node";
// src/kinds/node/rules/facts/nodes.ts
function nodesOf({ resources }) {
	return [...resources.values()].filter(isNode);
}
// src/kinds/node/rules/registry.ts
const nodeRules = [
	{
		id: "PHX911",
		severity: "error",
		title: "A feature of a node makes a fact true that phoenix.json declares otherwise",
		why: "Software in guests is planned with the facts that phoenix.json declares, and installed for them: a driver in a guest that is of another version than the one of its node does not work. Both change in one pull request.",
		example: {
			wrong: "node/pve1.json: \"nvidia-driver\": { \"version\": \"590.1\" }, and phoenix.json: \"facts\": { \"nvidia.driver\": \"580.76.05\" }",
			right: "the same version in both"
		},
		*check(input) {
			const { estate } = input;
			for (const resource of nodesOf(estate)) {
				const { node, facts } = resource.spec;
				const declared = nodeIn(estate.settings, node)?.facts ?? {};
				for (const [id, made] of Object.entries(facts)) for (const [fact, value] of Object.entries(made)) {
					if (!Object.hasOwn(declared, fact) || String(declared[fact]) === value) continue;
					yield {
						message: `${id} makes ${fact} of ${node} ${value}, and phoenix.json declares ${String(declared[fact])}`,
						hint: `Write "${fact}": "${value}" under "facts" of the node, or another version here.`,
						at: {
							resource,
							path: pointer("features", id),
							what: "key"
						},
						also: input.inSettings("nodes", node, "facts", fact)
					};
				}
			}
		}
	},
	{
		id: "PHX912",
		severity: "notice",
		title: "A feature may want its node restarted, and nobody ever restarts it",
		why: "With \"reboot\": \"never\" an installation that ends with the wish for a restart is taken back: while something holds the old module, the new driver never comes. With \"manual\" it stays, and the next apply after the restart goes on; with \"apply\" that apply restarts the node.",
		example: {
			wrong: "\"reboot\": \"never\", \"features\": { \"nvidia-driver\": {} }",
			right: "\"reboot\": \"manual\", \"features\": { \"nvidia-driver\": {} }"
		},
		*check({ estate }) {
			for (const resource of nodesOf(estate)) {
				const { reboot, software = [] } = resource.spec;
				const wishing = reboot === "never" ? software.filter(({ restarts }) => restarts) : [];
				for (const { id } of wishing) yield {
					message: `${id} may want ${resource.spec.node} restarted, and is taken back then`,
					hint: "Write \"reboot\": \"manual\" or \"apply\", or leave it so and suppress this with the reason.",
					at: {
						resource,
						path: pointer("features", id),
						what: "key"
					}
				};
			}
		}
	},
	{
		id: "PHX913",
		severity: "warning",
		title: "A feature of a node can never change by itself, as the guest that runs the jobs stands on it",
		why: "Guests that use what a feature of their node brings are stopped while it changes. The guest that runs the jobs is never stopped by one of them, so that every such change is held back until somebody applies it from elsewhere.",
		example: {
			wrong: "\"runner\": \"lxc/runner\", which has a card of the node with the feature \"nvidia-driver\"",
			right: "a runner without a card"
		},
		*check({ estate }) {
			const { runner } = estate.settings;
			if (runner === void 0) return;
			for (const resource of nodesOf(estate)) for (const { id } of resource.spec.software ?? []) {
				if (!consumersOf(resource.address, id, [resource.spec], estate.resources).some(({ address }) => address === runner)) continue;
				yield {
					message: `${runner} runs the jobs, and would be stopped for ${id} of ${resource.spec.node}`,
					hint: "Let another guest run the jobs, or apply such changes from the command line elsewhere.",
					at: {
						resource,
						path: pointer("features", id),
						what: "key"
					}
				};
			}
		}
	},
	{
		id: "PHX914",
		severity: "error",
		title: "A kernel module is named twice",
		why: "The kernel takes \"-\" and \"_\" in names of modules for the same, so both entries are one module, and which options it gets depends on their order.",
		example: {
			wrong: "\"modules\": { \"vfio-pci\": \"ids=10de:2d04\", \"vfio_pci\": true }",
			right: "\"modules\": { \"vfio-pci\": \"ids=10de:2d04\" }"
		},
		*check({ estate }) {
			for (const resource of nodesOf(estate)) {
				const seen = /* @__PURE__ */ new Map();
				for (const name of Object.keys(resource.spec.modules)) {
					const plain = name.replaceAll("-", "_");
					const other = seen.get(plain);
					seen.set(plain, name);
					if (other === void 0) continue;
					yield {
						message: `${other} and ${name} are the same module`,
						hint: "Keep one of them, with the options of both.",
						at: {
							resource,
							path: pointer("modules", name),
							what: "key"
						},
						also: {
							resource,
							path: pointer("modules", other),
							what: "key"
						}
					};
				}
			}
		}
	}
];
// src/kinds/node/schema-words.ts
const NODE_WORDS = {
	description: { examples: ["Where the graphics cards are"] },
	extends: { examples: [["gpu-host"]] },
	sysctl: { examples: [{ "vm.swappiness": 10 }] },
	"sysctl/*": {
		about: "Its value.",
		examples: [10, "1"]
	},
	modules: { examples: [{
		"vfio-pci": true,
		zfs: "zfs_arc_max=8589934592"
	}] },
	"modules/*": {
		about: "true, or its options.",
		examples: [true, "zfs_arc_max=8589934592"]
	},
	packages: { examples: [{ "nfs-kernel-server": "present" }] },
	"packages/*": {
		about: "\"present\", \"absent\", or a version.",
		examples: ["present", "2.3.4-1"]
	},
	features: { examples: [{ timezone: { zone: "Europe/Berlin" } }] },
	"features/*": {
		about: "Its options.",
		examples: [{}]
	},
	reboot: { examples: ["manual"] }
};
// src/kinds/node/step.ts
const MINUTE = 6e4;
/** Steps of one node wait for each other, whoever's they are. */
const nodeLock = (node) => ({
	name: `node:${node}`,
	mode: "exclusive"
});
/** A step with all that it does not say itself. @param draft its id comes after the address */
function stepOf({ address, node }, draft) {
	return {
		address,
		node,
		effect: "live",
		after: [],
		guard: [],
		verify: [],
		retry: "never",
		timeout: MINUTE,
		...draft,
		id: `${address}:${draft.id}`,
		locks: [nodeLock(node), ...draft.locks ?? []]
	};
}
// src/kinds/node/group.ts
/** Seconds that a guest gets to shut down before it is stopped hard: Proxmox's own default. */
const SHUTDOWN = 60;
/** Those of the addresses that are on the node, each once. */
function groupOf({ estate, wanted }, addresses) {
	return [...new Set(addresses)].toSorted().flatMap((address) => {
		const { vmid } = (estate?.get(address) ?? wanted?.(address))?.spec ?? {};
		return vmid === void 0 ? [] : [{
			address,
			vmid
		}];
	});
}
/** One holder of the limit on restarts, however many guests it stops: they are down together. */
function locksOf({ settings }, { vmid }) {
	return [{
		name: `guest:${vmid}`,
		mode: "exclusive"
	}, {
		name: "restarts",
		mode: "shared",
		limit: settings.policies.restarts.maxParallel
	}];
}
/** `stops` of those that run; `starts` of these, and of those that an earlier apply has stopped. */
function guestSteps(input, subject, consumers) {
	const { snapshot, seen } = input;
	const facts = snapshot.nodes.get(subject.node);
	const runs = facts?.reachable ? facts.running : /* @__PURE__ */ new Set();
	const left = new Set(seen.is === "ours" ? stoppedIn(seen.mark) : []);
	const here = consumers.filter(({ vmid }) => snapshot.guests.get(vmid)?.node === subject.node);
	const program = ({ vmid }) => snapshot.guests.get(vmid)?.type === "qemu" ? "qm" : "pct";
	const scope = ({ vmid }) => `guest:${vmid}`;
	return {
		stops: here.filter(({ vmid }) => runs.has(vmid)).map((consumer) => ({
			consumer,
			step: stepOf(subject, {
				id: `stop:${consumer.address}`,
				title: `shut down ${consumer.address}`,
				effect: "offline",
				locks: locksOf(input, consumer),
				guard: [cond(scope(consumer), { is: "running" })],
				verify: [cond(scope(consumer), { is: "stopped" })],
				do: {
					verb: "run",
					argv: [
						program(consumer),
						"shutdown",
						String(consumer.vmid),
						"--timeout",
						String(SHUTDOWN),
						"--forceStop",
						"1"
					]
				},
				retry: "contention",
				timeout: 18e4
			})
		})),
		starts: here.filter((one) => runs.has(one.vmid) || left.has(one.address)).map((consumer) => ({
			consumer,
			step: stepOf(subject, {
				id: `start:${consumer.address}`,
				title: `start ${consumer.address}`,
				effect: "offline",
				locks: locksOf(input, consumer),
				anyway: true,
				guard: [cond(scope(consumer), { is: "stopped" })],
				verify: [cond(scope(consumer), { is: "running" })],
				do: {
					verb: "run",
					argv: [
						program(consumer),
						"start",
						String(consumer.vmid)
					]
				},
				retry: "contention",
				timeout: 5 * MINUTE
			})
		}))
	};
}
// src/node/restart-command.ts
/** How a node is restarted by whoever is not on it. */
/**
* Detached: it begins when the answer is away, whoever asked. `systemctl reboot` is what Proxmox's own API calls (PVE 9.2,
* PVE::API2::Nodes).
*/
const RESTART_COMMAND = [
	"systemd-run",
	"--unit=phoenix-restart",
	"--on-active=3",
	"--timer-property=AccuracySec=1s",
	"--collect",
	"--quiet",
	"--",
	"systemctl",
	"reboot"
];
// src/kinds/node/software-steps.ts
const SECOND = 1e3;
/** A feature: check, install, verify. */
const SCRIPTS = 3;
const REMOVAL = 15 * MINUTE;
function runTime(spec, ids, removals) {
	const all = (spec?.software ?? []).filter(({ id }) => ids.includes(id));
	return 5 * MINUTE + removals * REMOVAL + all.reduce((sum, one) => sum + SCRIPTS * one.timeout * SECOND, 0);
}
function softwareStep(subject, input, id, { install, remove }) {
	return stepOf(subject, {
		id,
		title: [...remove.length > 0 ? [`remove ${remove.join(", ")}`] : [], ...install.length > 0 ? [`install ${install.join(", ")}`] : []].join("; "),
		do: {
			verb: "guest",
			vmid: 0,
			transport: "host",
			install: [...install],
			remove: [...remove],
			restart: input.want?.spec.reboot !== "never"
		},
		timeout: runTime(input.want?.spec, install, remove.length)
	});
}
/** What was there before, by the scripts of now: another version is an option of a feature like any other. */
function rescueStep(subject, input, { install, remove }, after) {
	const before = new Set((input.base?.spec.software ?? []).map(({ id }) => id));
	const back = [...install, ...remove].filter((id) => before.has(id));
	const away = install.filter((id) => !before.has(id));
	return stepOf(subject, {
		id: "rescue",
		title: back.length > 0 ? `bring back ${back.join(", ")} as before` : `take ${away.join(", ")} back`,
		effect: "offline",
		after,
		rescue: true,
		do: {
			verb: "guest",
			vmid: 0,
			transport: "host",
			install: back,
			remove: away,
			restart: true,
			before: true
		},
		timeout: runTime(input.base?.spec, back, away.length)
	});
}
/** That what was installed is there and runs. */
function installedCheck({ want }, { install, remove }) {
	const spec = want?.spec;
	const stamps = spec ? featureValues(spec) : {};
	const features = Object.fromEntries(install.map((id) => [id, stamps[id] ?? ""]));
	const facts = Object.assign({}, ...install.map((id) => spec?.facts[id] ?? {}));
	return {
		is: "installed",
		features,
		gone: [...remove],
		facts
	};
}
/** Whether what was installed runs: a module that is in use stays the old one until the node restarts. */
function settleStep(subject, input, software) {
	const check = installedCheck(input, software);
	return stepOf(subject, {
		id: "settle",
		title: "see that it runs",
		do: {
			verb: "wait",
			cond: cond(featuresScope(subject.node), check),
			within: SECOND
		}
	});
}
function softwareIn(changes, order) {
	const ids = (test) => changes.filter(test).flatMap(({ slot }) => slot.startsWith("feature:") ? slot.slice(8) : []);
	const install = new Set(ids(({ after }) => after !== null));
	return {
		install: order.filter((id) => install.has(id)),
		remove: ids(({ after }) => after === null)
	};
}
const isEmpty = ({ install, remove }) => install.length + remove.length === 0;
// src/kinds/node/restart-steps.ts
/** A server with much memory and many disks takes its time. */
const BACK_WITHIN = 20 * MINUTE;
/** The boot id of a node that this apply may restart for that software; null: it does not. */
function restartBoot(input, { install }) {
	const { want, snapshot } = input;
	if (want?.spec.reboot !== "apply") return null;
	if (!(want.spec.software ?? []).some(({ id, restarts }) => restarts && install.includes(id)) || whyNoRestart(want.spec.node, input) !== null) return null;
	const facts = snapshot.nodes.get(want.spec.node);
	return facts?.reachable ? facts.boot ?? null : null;
}
/** One after the other; the last one installs what was begun. */
function restartSteps(input, subject, restarting) {
	const { boot, software, users, others, work } = restarting;
	const check = {
		is: "unsettled",
		of: installedCheck(input, software)
	};
	const onlyIf = cond(featuresScope(subject.node), check);
	const downs = guestSteps(input, subject, inStartOrder(others, input.estate).toReversed()).stops.map(({ step }) => step);
	const restart = stepOf(subject, {
		id: "restart",
		title: `restart ${subject.node}`,
		effect: "offline",
		do: {
			verb: "restart",
			argv: RESTART_COMMAND,
			boot,
			within: BACK_WITHIN
		},
		timeout: 126e4
	});
	const again = guestSteps(input, subject, users).stops.map(({ step }) => ({
		...step,
		id: `${step.id}:again`
	}));
	const install = {
		...softwareStep(subject, input, "features-again", software),
		title: "go on after the restart",
		effect: "offline"
	};
	const steps = [
		...downs,
		restart,
		...again,
		install
	];
	return steps.map((step, i) => ({
		...step,
		onlyIf,
		after: [steps[i - 1]?.id ?? work]
	}));
}
// src/kinds/node/settings-steps.ts
/** Steps for kernel settings, modules and packages: files of Phoenix alone, and what makes the node take them. */
/** A kernel with its headers is built into modules meanwhile. */
const PACKAGES = 60 * MINUTE;
function writeStep(subject, id, path, content) {
	return stepOf(subject, {
		id,
		title: content === null ? `remove ${path}` : `write ${path}`,
		do: {
			verb: "write",
			path,
			content,
			mode: 420
		},
		retry: "contention"
	});
}
function sysctlSteps(subject, values) {
	const text = sysctlText(values);
	const write = writeStep(subject, "sysctl-file", SYSCTL_FILE, text);
	if (text === null) return [write];
	return [write, stepOf(subject, {
		id: "sysctl",
		title: "set kernel settings",
		do: {
			verb: "run",
			argv: ["sysctl", `--load=${SYSCTL_FILE}`]
		},
		verify: [cond(sysctlScope(subject.node, Object.keys(values)), {
			is: "sysctl",
			values
		})]
	})];
}
function moduleSteps(subject, values, changes) {
	const fresh = changes.filter(({ before, after }) => before === null && after !== null);
	const options = modprobeText(values);
	const writes = options !== null || changes.some(({ before }) => before !== null);
	const loads = fresh.map(({ path }) => {
		const name = pointerSegments(path)[1] ?? "";
		return stepOf(subject, {
			id: `module:${name}`,
			title: `load ${name}`,
			do: {
				verb: "run",
				argv: [
					"modprobe",
					"--",
					name
				]
			}
		});
	});
	return [
		...writes ? [writeStep(subject, "modules-options", MODPROBE_FILE, options)] : [],
		...loads,
		writeStep(subject, "modules-file", MODULES_FILE, modulesText(values))
	];
}
/** `name`, `name=version`, `name-`: in one call, since they may depend on each other. */
function packageWord(name, want) {
	switch (want) {
		case "present": return name;
		case "absent": return `${name}-`;
	}
	return `${name}=${want}`;
}
const APT = [
	"--quiet",
	"--option",
	"DPkg::Lock::Timeout=600"
];
function packageSteps(subject, values, changes) {
	const names = changes.flatMap(({ path, after }) => after === null ? [] : pointerSegments(path)[1] ?? []);
	if (names.length === 0) return [];
	const asked = Object.fromEntries(names.map((name) => [name, values[name] ?? "absent"]));
	const keep = ["--option", "Dpkg::Options::=--force-confold"];
	return [stepOf(subject, {
		id: "package-lists",
		title: "read the lists of packages",
		do: {
			verb: "run",
			argv: [
				"apt-get",
				"update",
				...APT
			]
		},
		timeout: 10 * MINUTE
	}), stepOf(subject, {
		id: "packages",
		title: `packages ${names.join(", ")}`,
		do: {
			verb: "run",
			argv: [
				"apt-get",
				"install",
				"--yes",
				"--no-install-recommends",
				"--allow-downgrades",
				...keep,
				...APT,
				"--",
				...names.map((name) => packageWord(name, asked[name] ?? "absent"))
			]
		},
		verify: [cond(packagesScope(subject.node), {
			is: "packages",
			values: asked
		})],
		timeout: PACKAGES
	})];
}
// src/kinds/node/steps.ts
/**
* A node's steps: kernel settings, modules and packages one after the other, then features. Those that guests stand on are
* one group: stop these guests, install, and where that fails bring back what was; then start the guests, come what may.
*/
/** One after the other. */
function chained(steps, first = []) {
	return steps.map((step, i) => {
		const before = steps[i - 1];
		return {
			...step,
			after: before ? [before.id] : [...first]
		};
	});
}
const lastOf = (steps) => steps.slice(-1).map(({ id }) => id);
/** What is under way, so that the next apply starts the guests that a killed one has stopped. */
function beginStep(input, subject, owed, after) {
	const { seen, mark } = input;
	const before = seen.is === "ours" && seen.mark ? seen.mark : mark;
	const known = seen.is === "ours" ? before.owed ?? [] : [""];
	const begun = {
		...before,
		owed: [.../* @__PURE__ */ new Set([...known, ...owed])]
	};
	const { id, node } = {
		id: mark.id,
		node: subject.node
	};
	const { remark: _, ...rest } = markStep({
		mark: begun,
		id,
		estate: mark.estate,
		address: subject.address,
		node,
		after
	});
	return {
		...rest,
		id: `${subject.address}:begin`,
		title: "note what is under way"
	};
}
/** The file tells what is set, so that whether it was loaded has to be known from elsewhere. */
function kernelSteps(input, subject, values, changes) {
	if (changes.length === 0) return [];
	const owed = changes.flatMap(({ path, after }) => after === null ? [] : [path]);
	const steps = sysctlSteps(subject, values);
	if (owed.length === 0) return steps;
	return [{
		...beginStep(input, subject, owed, []),
		id: `${subject.address}:begin-settings`
	}, ...steps];
}
/** Those of the guests that use what the features make true. */
function usersOf({ want, base, estate }, { address }, { install, remove }, guests) {
	const using = [...install, ...remove].flatMap((id) => consumersOf(address, id, [want?.spec, base?.spec], estate).map((one) => one.address));
	return guests.filter((one) => using.includes(one.address));
}
/** Features with guests on them, in the midst of stopping and starting these. */
function groupSteps(input, subject, software, consumers, first) {
	const boot = restartBoot(input, software);
	const users = boot === null ? consumers : usersOf(input, subject, software, consumers);
	const others = consumers.filter((one) => !users.includes(one));
	const { stops } = guestSteps(input, subject, users);
	const { starts } = guestSteps(input, subject, boot === null ? users : inStartOrder(consumers, input.estate));
	const begin = beginStep(input, subject, [...[...software.install, ...software.remove].map((id) => pointer("features", id)), ...starts.map(({ consumer }) => stoppedPath(consumer.address))], first);
	const stopping = stops.map(({ step }) => ({
		...step,
		after: [begin.id]
	}));
	const work = {
		...softwareStep(subject, input, "features-in-use", software),
		effect: "offline",
		after: stopping.length > 0 ? stopping.map(({ id }) => id) : [begin.id]
	};
	const restarting = boot === null ? [] : restartSteps(input, subject, {
		boot,
		software,
		users,
		others,
		work: work.id
	});
	const works = [work.id, ...lastOf(restarting)];
	const rescue = rescueStep(subject, input, software, works);
	const before = [
		begin.id,
		...stopping.map(({ id }) => id),
		...works,
		rescue.id
	];
	const starting = starts.map(({ step }, i) => {
		const previous = boot === null ? void 0 : starts[i - 1]?.step.id;
		const downs = restarting.flatMap(({ id }) => id.endsWith(`:stop:${starts[i]?.consumer.address}`) ? [id] : []);
		return {
			...step,
			after: [
				...before,
				...downs,
				...previous === void 0 ? [] : [previous]
			]
		};
	});
	const settle = {
		...settleStep(subject, input, software),
		after: [...works, ...starting.map(({ id }) => id)]
	};
	return [
		begin,
		...stopping,
		work,
		...restarting,
		rescue,
		...starting,
		settle
	];
}
/** Guests that an earlier apply left stopped, where nothing of them changes any more. */
function leftSteps(input, subject, first) {
	return guestSteps(input, subject, groupOf(input, input.changes.filter(({ slot }) => slot === "stopped").flatMap(({ path }) => pointerSegments(path)[1] ?? []))).starts.map(({ step }) => {
		const { anyway: _, ...rest } = step;
		return {
			...rest,
			after: [...first]
		};
	});
}
function nodeSteps(input) {
	const { want, base, changes, mark, action } = input;
	const spec = want?.spec ?? base?.spec;
	const subject = {
		address: want?.address ?? base?.address ?? mark.address,
		node: spec?.node ?? mark.id.slice(5)
	};
	const gone = action === "remove";
	const all = gone ? removals(input) : changes;
	const of = (area) => all.filter(({ slot }) => slot === area);
	const values = (area) => gone ? {} : want?.spec[area] ?? {};
	const order = (want?.spec.software ?? []).map(({ id }) => id);
	const inUse = all.filter((change) => change.stops);
	const free = softwareIn(all.filter((change) => !change.stops), order);
	const settings = chained([
		...kernelSteps(input, subject, values("sysctl"), of("sysctl")),
		...of("modules").length > 0 ? moduleSteps(subject, values("modules"), of("modules")) : [],
		...packageSteps(subject, values("packages"), of("packages")),
		...isEmpty(free) ? [] : [softwareStep(subject, input, "features", free), settleOf(subject, input, free)]
	]);
	const held = softwareIn(inUse, order);
	const consumers = groupOf(input, inUse.flatMap(({ stops = [] }) => stops));
	const group = isEmpty(held) ? [] : groupSteps(input, subject, held, consumers, lastOf(settings));
	const left = leftSteps(input, subject, lastOf(settings));
	const before = [...group.length > 0 ? lastOf(group) : lastOf(settings), ...left.map(({ id }) => id)];
	const end = markStep({
		mark: gone ? null : {
			...mark,
			...want ? { features: featureValues(want.spec) } : {}
		},
		id: mark.id,
		estate: mark.estate,
		address: subject.address,
		node: subject.node,
		after: before
	});
	return [
		...settings,
		...group,
		...left,
		end
	];
}
const settleOf = (subject, input, software) => ({
	...settleStep(subject, input, software),
	id: `${subject.address}:settle-free`
});
/** What goes with a file that is removed, change by change. */
function removals(input) {
	const { seen, changes } = input;
	const [whole] = changes;
	const has = new Set(seen.is === "ours" ? seen.live.fields.map(({ path }) => path) : []);
	const features = [...ownFeatures(input)].filter((id) => has.has(pointer("features", id)));
	return [...["sysctl", "modules"].map((slot) => ({
		path: `/${slot}`,
		slot,
		before: "there",
		after: null,
		effect: "live"
	})), ...features.map((id) => ({
		path: pointer("features", id),
		slot: `feature:${id}`,
		before: "there",
		after: null,
		effect: "live",
		...whole?.stops && { stops: whole.stops }
	}))];
}
// src/kinds/node/kind.ts
/** Nodes: what a host shall be besides what Proxmox keeps of it, as one kind. */
function summaryOf({ sysctl, modules, packages, software = [] }) {
	const count = (values, one) => {
		const n = Object.keys(values).length;
		return n === 0 ? [] : [`${n} ${one}${n === 1 ? "" : "s"}`];
	};
	return [
		...software.map(({ id }) => id),
		...count(sysctl, "kernel setting"),
		...count(modules, "module"),
		...count(packages, "package")
	].join(", ");
}
const nodeKind = {
	kind: "node",
	get schema() {
		return nodeSchema();
	},
	words: NODE_WORDS,
	sets: [],
	reads: {
		cluster: [MARK_FILES, COROSYNC],
		node: [
			SYSCTL_FILE,
			MODULES_FILE,
			MODPROBE_FILE,
			PACKAGES_FILE,
			FEATURE_MARKS
		]
	},
	spares: (wanted) => wanted.some(({ spec }) => Object.keys(spec.packages).length > 0) ? [] : [PACKAGES_FILE],
	resolve: resolveNode,
	id: ({ node }) => idOf(node),
	node: ({ node }) => node,
	scope: ({ node }) => idOf(node),
	look: lookAt,
	edges: () => [],
	outputs: () => ({}),
	observe: observeNode,
	owned: ownedNodes,
	diff: diffNode,
	steps: nodeSteps,
	holds: holdsAt,
	demand: () => null,
	features: ({ software = [] }) => software.map(({ id }) => id),
	secrets: ({ software = [] }) => software.flatMap(({ id, secrets }) => Object.entries(secrets).map(([name, reference]) => ({
		reference,
		path: `/features/${id}/${name}`
	}))),
	writes: {
		files: [SYSCTL_FILE, MODULES_FILE],
		asRoot: [MODPROBE_FILE]
	},
	tools: [
		"apt-get",
		"modprobe",
		"sysctl",
		"systemd-run"
	],
	findings: NODE_FINDINGS,
	rules: nodeRules,
	summary: summaryOf
};
export { releaseInOutput as _, BOOT_PATH as a, INTERFACES_PATTERNS as c, bridgesOf as d, cardsOf as f, releaseInModule as g, releaseInJson as h, factTable as i, PACKAGES_PATH as l, memoryOf as m, RESTART_COMMAND as n, BRIDGE_PATTERN as o, coresOf as p, FACT_PATTERNS as r, CARD_PATTERNS as s, nodeKind as t, VERSION_PATH as u, releaseInPackages as v };
