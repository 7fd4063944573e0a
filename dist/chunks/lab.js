import { B as formatSize, H as parsePropertyString, I as FAMILIES, O as digest, P as sha256, S as parseAddress$1, T as parseSubnet$1, U as parseSize$1, W as makeFolder, bt as PhoenixError, d as canonical, f as isObject, i as BOOTSTRAP, j as parseConf, k as encodeText, n as tar, o as CLOUD, q as writeWhole, r as AGENT, v as isInRange, w as parseRange } from "./base.js";
import { A as ParameterFailure, B as nodeFacts, C as pathMapper, F as lockFile, H as readFacts, I as sleepSync, L as LockTimeout, M as badParameter, N as die, O as Failure, P as messageOf, S as layoutPath, U as writeFacts, V as nodeNames, W as readJson, _ as stageFolder, a as writeShims, b as simulatorCommand, c as bridgeName, d as isLabId, f as labId, g as rootfsFolder, h as pidFile, j as UsageFailure, k as Killed, l as containerName, m as logFile, n as labWith, o as LABS, p as labNames, s as LXC_FOLDER, u as isCgroupOf, w as readLayout, x as diskHost, y as volumeFolder, z as hostPathExists } from "./lab-files.js";
import { $ as copyVmVolume, $n as mountsInSnapshot, $r as assertUnused, $t as assertDevice, A as hotplugVm, Ai as ruleSet, An as freeUnused, Ar as allocateVolume, At as isVmTemplate, B as addUnusedVm, Bi as confPath, Bn as readDb, Br as volumesOf, Bt as emptyVm, C as qmStart, Ci as groupAdd, Cn as readInterfaces, Cr as reassignDisk, D as hasAgent, Di as readGroups, Dn as allocateMount, Dr as snapshotDisk, Dt as assertVmUnprotected, E as startChecked, Ei as purgeFromRules, En as addUnused, Er as rollbackDisk, Et as assertVmDigest, F as cleanupVmPending, Fi as readResources, Fn as writeDnsmasq, Fr as locate, Ft as vmConfPath, G as dumpSeed, Gi as runningGuests, Gn as readGroup, Gr as storageById, Gt as NEW_DISK, H as isVmVolumeInUse, Hi as isRunning, Hn as removeSubnet, Hr as availableStorage, Ht as vmOf, I as deletionsOf, Ii as requestMigration, In as addEntry, Ir as locateImage, It as vmLockPath, J as CLOUDINIT_BYTES, Ji as setRunning, Jn as writeGroup, Jr as writeStorages, Jt as isCdrom, K as isCloudinitOption, Ki as runningPath, Kn as readRunning, Kr as storageOf, Kt as diskDrives, L as queueVmDeletion, Li as resourcesText, Ln as addSubnet, Lr as parseVolumeId, Lt as withVmLock, M as cloudAnswer, Mi as changeResources, Mn as parseMount, Mr as declareImplicitVolumes, Mt as machineState, N as untilAgent, Ni as hasManager, Nn as cardChanged, Nr as freeVolume, Nt as machinesOf, O as startMachine, Oi as ruleAdd, On as applyMount, Or as fits, Ot as checkVmLock, P as applyVmPending, Pi as isHaResource, Pn as cardGone, Pr as guestVolumes, Pt as removeVmLock, Q as baseOf, Qn as mountAt, Qr as assertDigest, Qt as volumeOfDrive, R as unqueueVmDeletion, Ri as held, Rn as addressesOf, Rr as volumeOwners, Rt as writeVm, S as qmShutdown, Si as joined, Sn as interfacesText$1, Sr as linkDisk, St as assertUp, T as qmSuspend, Ti as groupSet, Tn as NEW_VOLUME, Tr as resizeDisk, Tt as quorate, U as registerUnused, Ui as lockPath, Un as commitGroups, Ur as isOnNode, Ut as vmText, V as deallocate, Vi as guestsOf, Vn as removeEntry, Vr as writeVolume, Vt as isCloudinit, W as CLOUDINIT_KEYS, Wi as ownerOf$1, Wn as hasPending, Wr as readStorages, Wt as DRIVE_KEY, X as allocateVmVolume, Xi as splitList, Xr as randomBase64, Xt as parseDrive, Y as TPM_BYTES, Yi as formatReason, Yr as STORAGE_TYPES, Yt as managedVolume, Z as assertTakesImages, Zn as ownPath, Zr as sessionWith, Zt as printDrive, _ as tendHa, _i as validateAll, _n as guestRoot, _r as deleteDiskSnapshot, _t as pctStop, a as firewallOf, ai as draftOf, an as unqueueDeletion, ar as snapshotEntries, at as vmDiskHas, b as qmReset, bi as confSchema, bn as rollbackGuestFiles, br as freeDisk, bt as startGuest, c as setTimer, ci as loadConf, cn as parseNet, cr as lastTask, ct as withMac, d as prepareFreshNode, di as textOf$1, dn as nestingWarning, dr as taskLog, dt as cardsGone, ei as createAndLock, en as checkLxcConfig, er as mountsOf, et as efiBytes, f as EMPTY, fi as unsetOption, fn as osOfArchive, fr as taskStatus, ft as cardsMade, g as writeState, gi as volumeOf, gn as deleteGuestSnapshot, gr as createBase, gt as pctStart, h as readState, hi as volumeKeys, hn as copyTree$1, hr as copyDisk, ht as pctShutdown, ii as checkLock, in as queueDeletion$1, ir as printSnapshotTree, it as sizeOf, j as memoryBytes, jn as isVolumeInUse, jr as contentOf, jt as loadVm, k as stopMachine, ki as ruleRemove, kn as formatMount, kr as usageOf, kt as isMachineRunning, l as stopTimers, li as optionKeys, ln as parseNewNet, lr as parseUpid, lt as withNewMac, m as ownState, mi as writeConf, mn as copyGuestFiles, mr as assertRollback, mt as pctReboot, n as apiProperties, ni as setLock$1, nn as cleanupPending, nr as localTime, nt as imageBytes, oi as emptyDraft, on as bridgeMtu, or as TaskFailure, ot as parseVmNet, p as freeGuestDataset, pi as withGuestLock, pn as writeGuestOs, pr as allocateNamed, pt as pctMigrate, q as writeSeed, qi as runningState, qn as rollbackGroups, qr as typeOf, qt as driveKeys, r as addressOf, ri as underLock, rn as pendingDeletions, rr as pctListsnapshot, rt as linkVmVolume, s as fireTimers, si as getOption, sn as formatNet, sr as endedTasks, st as uuid, ti as removeLock, tn as applyPending, tr as withVolume, tt as formatFor, u as parseArguments, ui as setOption, un as updateNet, ur as runTask, ut as withNewUuid, v as qmMigrate, vi as commandSchema, vn as removeGuestFiles, vr as diskHas, vt as guestOptions, w as qmStop, wi as groupRemove, wn as writeInterfaces, wr as requireVolume, x as qmResume, xi as isIn8, xn as snapshotGuestFiles, xr as isBaseUsed, xt as stopGuest, y as qmReboot, yi as commandsOf, yn as removeTree, yr as fill, yt as isTemplate, z as waiting, zi as whole, zn as cidrOf, zr as volumeRecord, zt as cloudinitKey } from "./lab-shared.js";
import { O as string, T as object, x as literal } from "./zod.js";
import process from "node:process";
import { gunzipSync, gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { basename, dirname, isAbsolute, join, posix, resolve } from "node:path";
import { accessSync, chmodSync, chownSync, closeSync, constants, existsSync, lchownSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { availableParallelism, constants as constants$1, freemem } from "node:os";
// src/simulator/recorded-node.ts
/**
* The node on which the real `pct` was recorded (PVE 9.2, tests/data/pve): a folder of bare conf files becomes this
* one, so that a recorded call can be made again.
*/
const RECORDED_STORAGES = `dir: local
	path /var/lib/vz
	content iso,vztmpl,backup,rootdir,images,snippets

btrfs: btr
	path /btr
	content rootdir,images
`;
const RECORDED_TEMPLATE = "vztmpl/debian-12-standard_12.0-1_amd64.tar.zst";
/** Facts of the recorded node: cgroup v1, no traffic policing, the C locale, Debian in every guest. */
const recordedFacts = (name = "vm") => nodeFacts(name, {
	pve: "9.2",
	cgroup: 1,
	cores: 2,
	memory: 4194304,
	bridges: { vmbr0: { mtu: 1500 } },
	policing: false,
	locale: "C",
	guestOs: "debian"
});
/** Makes a host the recorded node; its volumes are those that conf files name. */
function prepareRecordedNode(host, name = "vm") {
	writeFacts(host, recordedFacts(name));
	if (host.read("/etc/pve/storage.cfg") === null) host.write("/etc/pve/storage.cfg", RECORDED_STORAGES);
	declareImplicitVolumes(host);
	writeVolume(host, {
		storage: "local",
		name: RECORDED_TEMPLATE
	}, {
		format: "tar.zst",
		size: 123e6
	});
}
// src/simulator/faults.ts
/**
* Faults injected into commands of a simulated node: /.sim/faults.json, a list that is used up from the front of
* what matches. A fault strikes at a named point of a command: `begin`, `end` (done, but the reply is lost), or inside.
*/
/** The command hangs; what it did so far stays. */
var Hung = class extends Error {};
/** Thrown where a command was called, in the place of the caller's death. */
var CallerKilled = class extends Error {};
const PATH$3 = "/.sim/faults.json";
function setFaults(host, faults) {
	if (faults.length === 0) host.remove(PATH$3);
	else host.write(PATH$3, `${JSON.stringify(faults, null, 2)}\n`);
}
function readFaults(host) {
	return readJson(host, PATH$3) ?? [];
}
function loseLock({ host }, vmid) {
	for (const node of host.list("/etc/pve/nodes")) for (const path of [confPath(node, vmid), vmConfPath(node, vmid)]) {
		const text = host.read(path);
		if (text !== null) host.write(path, text.replace(/^lock: .*\n/m, ""));
	}
}
/**
* Takes one use of the first fault that is due here, and lets it strike.
* @param killCaller what ends the process that called the command
*/
function strike(session, point, killCaller) {
	if (session.host.read(PATH$3) === null) return;
	const fault = session.host.withLock("/.sim/faults.lock", 10, () => takeFault(session, point));
	switch (fault?.kind) {
		case "kill": throw new Killed();
		case "kill-caller": return killCaller();
		case "interrupt": return die("received interrupt");
		case "fail": return die(fault.message, fault.exit);
		case "silence": return die("", fault.exit);
		case "garbage":
			session.print(fault.stdout ?? "");
			return session.warn(fault.stderr ?? "");
		case "lose-lock": return loseLock(session, fault.vmid);
		case "hang": throw new Hung();
		case "delay": return session.host.wait(fault.ms);
		case void 0:
	}
}
function takeFault({ host, command, argv }, point) {
	const faults = readFaults(host);
	const index = faults.findIndex((fault) => fault.at === point && (fault.command === "*" || fault.command === command) && (fault.with === void 0 || argv.includes(fault.with)) && (fault.argv === void 0 || new RegExp(fault.argv, "u").test(argv.join(" "))));
	const fault = faults[index];
	if (!fault) return null;
	if ((fault.after ?? 0) > 0) {
		faults[index] = {
			...fault,
			after: (fault.after ?? 0) - 1
		};
		setFaults(host, faults);
		return null;
	}
	if ((fault.times ?? 1) > 1) faults[index] = {
		...fault,
		times: (fault.times ?? 1) - 1
	};
	else faults.splice(index, 1);
	setFaults(host, faults);
	return fault.do;
}
// src/simulator/latency.ts
/**
* How long the real commands took (latency.json: medians in milliseconds on two idle cores, PVE 9.2, btrfs and dir
* storage; migrate is assumed, and so is all of `qm`: estimated from what `pct` takes for the same), and at which
* moments of a command that time passes.
*/
const MEDIANS = {
	"ha-manager": 900,
	"lxc-ls": 3,
	"pct clone": 1403,
	"pct clone --full": 4637,
	"pct config": 1141,
	"pct create": 4088,
	"pct delsnapshot": 1002,
	"pct destroy": 1062,
	"pct exec": 1170,
	"pct list": 1035,
	"pct listsnapshot": 1106,
	"pct migrate": 1e4,
	"pct pending": 1179,
	"pct pull": 986,
	"pct push": 1033,
	"pct reboot": 3404,
	"pct resize": 23128,
	"pct resize running": 2e3,
	"pct restore": 3895,
	"pct rollback": 1009,
	"pct set": 1026,
	"pct shutdown": 2730,
	"pct snapshot": 975,
	"pct start": 1856,
	"pct status": 901,
	"pct stop": 2347,
	"pct template": 1016,
	pveam: 1089,
	pvesh: 1440,
	"pvesm list": 1090,
	"pvesm status": 712,
	qm: 877,
	"qm clone": 1403,
	"qm clone --full": 13911,
	"qm cloudinit dump": 900,
	"qm cloudinit update": 1300,
	"qm config": 1141,
	"qm create": 2200,
	"qm delsnapshot": 1002,
	"qm destroy": 1062,
	"qm disk import": 13911,
	"qm disk move": 13911,
	"qm disk resize": 1300,
	"qm guest cmd": 950,
	"qm guest exec": 1200,
	"qm guest exec-status": 950,
	"qm list": 1035,
	"qm listsnapshot": 1106,
	"qm migrate": 1e4,
	"qm pending": 1179,
	"qm reboot": 6e3,
	"qm resize": 1300,
	"qm rollback": 1009,
	"qm set": 1026,
	"qm shutdown": 6e3,
	"qm snapshot": 975,
	"qm start": 2400,
	"qm status": 901,
	"qm stop": 2347,
	"qm template": 1016,
	qmrestore: 12e3,
	vzdump: 6740
};
/** A command that was not measured takes as long as most do: Perl's start. */
const TYPICAL_MS = 1e3;
/** About so much of every command is Perl loading, before anything is looked at. */
const PERL_MS = 700;
/** What makes the same command slow or quick: a running guest's file system grows at once, a template is linked. */
function variantOf(host, { node, command, argv }) {
	const vmid = Number(argv.find((word) => /^[1-9]\d{2,8}$/.test(word)) ?? 0);
	if (command === "pct resize") return isRunning(host, vmid) ? "pct resize running" : command;
	if (command !== "pct clone" && command !== "qm clone") return command;
	const path = command === "pct clone" ? confPath(node, vmid) : vmConfPath(node, vmid);
	return /^template: 1$/m.test(host.read(path) ?? "") && !argv.includes("--full") ? command : `${command} --full`;
}
/** Milliseconds of the real command. */
function latencyOf(host, call) {
	const { command, argv } = call;
	const program = command.split(" ")[0] ?? "";
	const start = argv.includes("--start") && /^(?:pct|qm) (?:create|restore|rollback)$/.test(command);
	return (MEDIANS[variantOf(host, call)] ?? MEDIANS[command] ?? MEDIANS[program] ?? TYPICAL_MS) + (start ? MEDIANS[`${program} start`] ?? 0 : 0);
}
/** Which share of a command's time has passed at its moments; what is not here comes at once. */
const SHARES = {
	"pct create": {
		"create:locked": .25,
		"disk:allocated": .3,
		"create:allocated": .35,
		"create:unpacked": .8,
		"create:written": .85
	},
	"pct restore": {
		"restore:locked": .25,
		"disk:allocated": .3,
		"restore:unpacking": .4
	},
	"pct clone": {
		"clone:source-locked": .3,
		"clone:target-locked": .35,
		"clone:planned": .4,
		"disk:allocated": .5,
		"disk:copying": .55,
		"clone:copied": .9,
		"clone:unlocked": .95
	},
	"pct destroy": {
		"destroy:freed": .85,
		"destroy:emptied": .95
	},
	"pct start": {
		"start:activated": .5,
		"start:running": .95
	},
	"pct stop": {
		"stop:signalled": .4,
		"stop:stopped": .95
	},
	"pct shutdown": {
		"stop:signalled": .3,
		"stop:stopped": .95
	},
	"pct reboot": {
		"stop:signalled": .25,
		"stop:stopped": .5,
		"start:activated": .6,
		"start:running": .95
	},
	"pct snapshot": {
		"snapshot:prepared": .8,
		"snapshot:taken": .9
	},
	"pct delsnapshot": { "delsnapshot:volume": .85 },
	"pct rollback": {
		"rollback:prepared": .75,
		"rollback:volume": .9
	},
	"pct resize": { "resize:grown": .1 },
	"pct move-volume": {
		"move:locked": .2,
		"disk:allocated": .3,
		"disk:copying": .35,
		"move:copied": .9
	},
	"pct migrate": {
		"migrate:locked": .2,
		"migrate:copying": .4,
		"migrate:moved": .8
	},
	"qm create": {
		"create:locked": .3,
		"disk:allocated": .4,
		"disk:importing": .5,
		"create:written": .9
	},
	"qm clone": {
		"clone:planned": .3,
		"clone:target-locked": .35,
		"disk:allocated": .4,
		"disk:copying": .45,
		"clone:copied": .9
	},
	"qm destroy": {
		"destroy:freed": .85,
		"destroy:emptied": .95
	},
	"qm start": {
		"start:activated": .5,
		"start:running": .95
	},
	"qm stop": {
		"stop:signalled": .4,
		"stop:stopped": .95
	},
	"qm shutdown": {
		"stop:signalled": .2,
		"stop:stopped": .95
	},
	"qm reboot": {
		"stop:signalled": .15,
		"stop:stopped": .6,
		"start:activated": .8,
		"start:running": .95
	},
	"qm snapshot": {
		"snapshot:prepared": .8,
		"snapshot:taken": .9
	},
	"qm migrate": {
		"migrate:locked": .2,
		"migrate:copying": .4,
		"migrate:moved": .9
	},
	vzdump: {
		"vzdump:locked": .15,
		"vzdump:archiving": .4
	}
};
const AT_ONCE = {
	reach: () => {},
	finish: () => {},
	ms: 0
};
/** @param scale factor on the recorded durations; 0 answers at once */
function paceOf(host, call, scale) {
	if (scale === 0) return AT_ONCE;
	const real = latencyOf(host, call);
	const ms = real * scale;
	let passed = 0;
	const pass = (share) => {
		const rest = share * ms - passed;
		if (rest <= 0) return;
		passed += rest;
		host.wait(rest);
	};
	const loading = Math.min(PERL_MS / real, .7);
	return {
		reach: (point) => pass(point === "begin" ? loading : SHARES[call.command]?.[point] ?? 0),
		finish: () => pass(1),
		ms
	};
}
// src/simulator/ha-manager.ts
/** `ha-manager`: which guests are managed, and what is asked of the manager (ha-crm.ts); on the recorded node none runs. */
/** `ct:101`; a bare VMID is a container or a machine, as it is. */
function sidOf(session, { values }) {
	const given = values.get("sid") ?? "";
	const isMachine = ownerOf$1(session.host, Number(given))?.type === "qemu";
	return /^\d+$/.test(given) ? `${isMachine ? "vm" : "ct"}:${given}` : given;
}
/** What is written for the resource: all but what names it. */
const optionsOf = ({ values }) => [...values].filter(([key]) => ![
	"sid",
	"type",
	"digest",
	"delete",
	"purge"
].includes(key));
/** Groups are PVE 8's; where they were made rules of, nothing names one (PVE 9.2). */
function checkGroup({ host, node }, options) {
	const group = options.find(([key]) => key === "group")?.[1];
	if (group === void 0) return;
	if (node.pve !== "8.4") die("invalid parameter 'group': ha groups have been migrated to rules");
	if (!readGroups(host).has(group)) die(`HA group '${group}' does not exist`);
}
const haAdd = (session, parameters) => {
	const [sid, options] = [sidOf(session, parameters), optionsOf(parameters)];
	checkGroup(session, options);
	const resources = readResources(session.host);
	const vmid = Number(/^(?:ct|vm):(\d+)$/.exec(sid)?.[1] ?? die(`unable to parse ha resource id '${sid}'`));
	if (!ownerOf$1(session.host, vmid)) die(`create HA resource failed: guest '${vmid}' does not exist`);
	if (resources.has(sid)) die(`create HA resource failed: resource ID '${sid}' already defined`);
	changeResources(session.host, (all) => all.set(sid, new Map([["state", "started"], ...options])));
};
const haRemove = (session, parameters) => {
	const sid = sidOf(session, parameters);
	changeResources(session.host, (all) => {
		if (!all.delete(sid)) die(`delete resource failed: no such resource '${sid}'`);
	});
	if (parameters.values.get("purge") !== "0") purgeFromRules(session.host, sid);
};
const haSet = (session, parameters) => {
	const [sid, options] = [sidOf(session, parameters), optionsOf(parameters)];
	checkGroup(session, options);
	const gone = splitList(parameters.values.get("delete") ?? "");
	changeResources(session.host, (all) => {
		const old = all.get(sid) ?? die(`update resource failed: no such resource '${sid}'`);
		all.set(sid, new Map([...old, ...options].filter(([key]) => !gone.includes(key))));
	});
};
const haStatus = (session) => {
	session.print("quorum OK\nfencing standby (CRM watchdog standby)\n");
	for (const sid of readResources(session.host).keys()) {
		const vmid = Number(sid.split(":")[1]);
		const owner = ownerOf$1(session.host, vmid);
		const state = !hasManager(session.host) ? "queued" : isRunning(session.host, vmid) || isMachineRunning(session.host, vmid) ? "started" : "stopped";
		session.print(`service ${sid} (${owner?.node ?? session.node.name}, ${state})\n`);
	}
};
/** Only asks for it: the command ends before anything has moved (PVE 9.2). */
const haMigrate = (session, parameters) => {
	const sid = sidOf(session, parameters);
	const target = parameters.values.get("node") ?? "";
	if (!readResources(session.host).has(sid)) die(`resource '${sid}' is not HA managed`);
	if (!nodeNames(session.host).includes(target)) die(`no such cluster node '${target}'`);
	requestMigration(session.host, sid, target);
};
// src/simulator/firewall/pve-firewall.ts
/** `pve-firewall`: what it says of the files, and whether the daemon has taken them up. It exits 0 whatever it skips. */
const takenPath = (node) => `/.sim/firewall/${node}`;
/** All that the daemon of a node looks at, as one word. */
function stateOf$2(host, node) {
	const files = host.list("/etc/pve/firewall").map((name) => `/etc/pve/firewall/${name}`);
	const hash = createHash("sha1");
	for (const path of [...files, `/etc/pve/nodes/${node}/host.fw`]) hash.update(`${path}\n${host.read(path) ?? ""}\n`);
	return hash.digest("hex");
}
const isOn = ({ host, node }, warn) => Number(firewallOf(host, node.name, warn).cluster.options.get("enable") ?? "0") > 0;
/** The daemon looks every ten seconds: who asks right after a change is told so, who asks again is not. */
const firewallStatus = (session) => {
	const { host, node } = session;
	const on = isOn(session, session.warn);
	const state = stateOf$2(host, node.name);
	const isPending = on && host.read(takenPath(node.name)) !== state;
	host.write(takenPath(node.name), state);
	session.print(`Status: ${on ? "enabled" : "disabled"}/running${isPending ? " (pending changes)" : ""}\n`);
};
const firewallCompile = (session) => {
	const { host, node } = session;
	const on = isOn(session, session.warn);
	session.print("ipset cmdlist:\n\niptables cmdlist:\n\nip6tables cmdlist:\n\nebtables cmdlist:\n");
	session.print("\niptables table raw cmdlist:\n\nip6tables table raw cmdlist:\n");
	const isPending = on && host.read(takenPath(node.name)) !== stateOf$2(host, node.name);
	session.print(isPending ? "detected changes\n" : "no changes\n");
	if (!on) session.print("firewall disabled\n");
};
const firewallLocalnet = ({ host, node, print }) => {
	const { cluster, localNetwork } = firewallOf(host, node.name);
	const given = cluster.aliases.get("local_network");
	print(`local hostname: ${node.name}\nlocal IP address: ${addressOf(host, node.name)}\n`);
	print(`network auto detect: ${localNetwork}\n`);
	print(given === void 0 ? `using detected local_network: ${localNetwork}\n` : `using user defined local_network: ${given}\n`);
};
// src/simulator/failing.ts
/** What is told to fail on a simulated machine, by a file that is there: for labs and tests. */
/** @param where a node's name, or a guest's VMID @param what `module nvidia`, `feature nginx` */
const failingPath = (where, what) => `/.sim/failing/${where}/${what.replaceAll(" ", "-")}`;
// src/simulator/agent-runs.ts
/** Whether a process in a guest is the one that asks how far cloud-init is. */
const isCloudProgram = (argv) => argv.length === 3 && argv[0] === "sh" && argv[1] === "-c" && argv[2] === CLOUD;
// src/simulator/stand-ins.ts
/**
* Bundles for guests that are only recorded: everything of Phoenix in them runs, and the scripts of features are replaced
* by stand-ins. A guest's own answer to a script is the file /srv/recorded/FEATURE/SCRIPT.sh in it.
*/
/** Whether a process in a guest is the one that Phoenix brings features by. */
function isBootstrap(argv) {
	return argv.length === 3 && argv[0] === "sh" && argv[1] === "-c" && argv[2] === BOOTSTRAP;
}
/** Whether it is the one that takes bundles in pieces, by a guest agent. */
function isAgentProgram(argv) {
	return argv.length === 3 && argv[0] === "sh" && argv[1] === "-c" && argv[2] === AGENT;
}
const BLOCK$1 = 512;
const SCRIPT = /^f\/[^/]+\/(check|install|verify|remove)\.sh$/;
const standIn = (script) => `#!/bin/sh
own=/srv/recorded/$PHX_FEATURE/${script}.sh
if [ -f "$own" ]; then exec sh "$own"; fi
echo "a stand-in: scripts of features do not run in recorded guests"
`;
/** The files of an archive as src/features/tar.ts makes it. */
function filesIn(archive) {
	const files = [];
	const text = (block, from, length) => block.toString("utf8", from, from + length).replace(/\0.*$/s, "");
	for (let at = 0; at + BLOCK$1 <= archive.length && archive[at] !== 0;) {
		const block = archive.subarray(at, at + BLOCK$1);
		const size = Number.parseInt(text(block, 124, 12), 8);
		const prefix = text(block, 345, 155);
		const name = text(block, 0, 100);
		const path = prefix === "" ? name : `${prefix}/${name}`;
		if (text(block, 156, 1) === "0") {
			const mode = Number.parseInt(text(block, 100, 8), 8);
			files.push({
				path,
				mode,
				bytes: archive.subarray(at + BLOCK$1, at + BLOCK$1 + size)
			});
		}
		at += BLOCK$1 + Math.ceil(size / BLOCK$1) * BLOCK$1;
	}
	return files;
}
/** The files of a bundle; null when it is cut or spoiled. */
function filesOfBundle(framed) {
	const end = framed.indexOf(10);
	const [, length = "", sum = ""] = /^PHX1 (\d+) ([0-9a-f]{64})$/.exec(framed.toString("latin1", 0, end)) ?? [];
	const archive = framed.subarray(end + 1);
	return archive.length === Number(length) && sha256(archive) === sum ? filesIn(archive) : null;
}
/** The same bundle with stand-ins; one that is cut or spoiled stays so, and is refused by the bootstrap. */
function withStandIns(framed) {
	const found = filesOfBundle(framed);
	if (!found) return framed;
	const files = found.map((file) => {
		const script = SCRIPT.exec(file.path)?.[1];
		return script === void 0 ? file : {
			...file,
			bytes: Buffer.from(standIn(script))
		};
	});
	const fresh = tar(files);
	return Buffer.concat([Buffer.from(`PHX1 ${fresh.length} ${sha256(fresh)}\n`), fresh]);
}
/** Null for any other request. */
function startRequest(stdin) {
	const end = stdin.indexOf(10);
	const [, id, length, sum] = /^start ([0-9a-f]+) (\d+) ([0-9a-f]{64})$/.exec(stdin.toString("latin1", 0, Math.max(0, end))) ?? [];
	if (id === void 0) return null;
	return {
		id,
		withPieces: (packed) => {
			if (packed.length !== Number(length) || sha256(packed) !== sum) return null;
			const fresh = gzipSync(withStandIns(gunzipSync(packed)));
			const line = Buffer.from(`start ${id} ${fresh.length} ${sha256(fresh)}`);
			return {
				request: Buffer.concat([line, stdin.subarray(end)]),
				packed: fresh
			};
		}
	};
}
/** What the program for pieces says where it cannot run. */
const AGENT_REFUSAL = "phx-agent refused this machine lets nobody make namespaces, which recorded guests need\n";
/** What the bootstrap says where it cannot run. */
const REFUSAL = "{\"phx\":1,\"event\":\"refused\",\"why\":\"this machine lets nobody make namespaces, which recorded guests need\"}\n";
// src/simulator/silent-guests.ts
const event = (name, more) => `${JSON.stringify({
	phx: 1,
	event: name,
	...more
})}\n`;
const markPath = (feature) => `/var/lib/phoenix/features/${feature}.json`;
/** One that was begun has no hash until it has ended. */
const unfinished = (feature) => `"v":1,"id":"${feature}","version":"","hash":"","secrets":{}`;
function task(machine, line, files) {
	const [verb, feature = ""] = line.split(" ");
	const path = markPath(feature);
	if (verb === "remove") {
		const absent = !machine.remove(path);
		return {
			exit: 0,
			stdout: event("removed", {
				feature,
				...absent && { why: "absent" }
			})
		};
	}
	const mark = files.get(`m/${feature}/marker`) ?? "";
	const begin = event("begin", { feature });
	const same = machine.read(path) === mark;
	const end = (exit, why) => begin + event("end", {
		feature,
		exit,
		ms: 0,
		...why !== void 0 && { why }
	});
	if (!same && machine.fails?.(feature)) {
		machine.write(path, unfinished(feature));
		return {
			exit: 20,
			stdout: begin + event("begin", {
				feature,
				script: "install"
			}) + event("end", {
				feature,
				script: "install",
				exit: 1,
				ms: 0
			}) + end(1)
		};
	}
	if (!same && machine.wantsRestart?.(feature)) {
		machine.write(path, unfinished(feature));
		return {
			exit: 12,
			stdout: begin + event("restart", { feature })
		};
	}
	machine.write(path, mark);
	machine.installed?.(feature, files);
	return {
		exit: 0,
		stdout: end(0, same ? "unchanged" : "installed")
	};
}
/** What a bundle does to a machine, without running any of it. @param found null: it was cut */
function performed(found, machine) {
	if (!found) return {
		exit: 21,
		stdout: event("refused", { why: "the bundle was cut" })
	};
	const files = new Map(found.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]));
	const tasks = (files.get("plan") ?? "").split("\n").filter((line) => line !== "");
	const nonce = (files.get("nonce") ?? "").trim();
	let stdout = "";
	let exit = 0;
	for (const line of tasks) {
		const one = task(machine, line, files);
		stdout += one.stdout;
		exit = one.exit;
		if (exit !== 0) break;
	}
	return {
		exit,
		stdout: stdout + event("done", {
			nonce,
			exit
		})
	};
}
// src/simulator/host-programs.ts
/**
* Programs of a node that set up the node itself: kernel settings, modules, packages, and what Phoenix runs there by its
* bundle. Nothing of it touches this machine; a failure is asked for by a file /.sim/failing/NODE/WHAT.
*/
const DPKG = "/var/lib/dpkg/status";
const own = ({ node }, path) => ownPath(node.name, path);
const fails = ({ host, node }, what) => host.read(failingPath(node.name, what)) !== null;
/** `sysctl --load=FILE`; values go where the kernel shows them. */
const sysctl = (session) => {
	const [, option = ""] = session.argv;
	const file = /^--load=(.+)$/.exec(option)?.[1] ?? die(`sysctl: only --load=FILE is simulated, not ${option}`);
	const text = session.host.read(own(session, file)) ?? die(`sysctl: cannot open "${file}": No such file or directory`);
	let failed = false;
	for (const line of text.split("\n")) {
		const [, key = "", value = ""] = /^([^#=\s][^=]*?)\s*=\s*(.*)$/.exec(line) ?? [];
		if (key === "") continue;
		if (fails(session, `sysctl ${key}`)) {
			session.warn(`sysctl: setting key "${key}": Invalid argument\n`);
			failed = true;
		} else {
			session.host.write(own(session, `/proc/sys/${key.replaceAll(".", "/")}`), `${value}\n`);
			session.print(`${key} = ${value}\n`);
		}
	}
	if (failed) die("", 255);
};
const modprobe = (session) => {
	const name = session.argv.slice(1).find((word) => !word.startsWith("-")) ?? die("modprobe: ERROR: missing parameters");
	if (fails(session, `module ${name}`)) die(`modprobe: FATAL: Module ${name} not found in directory /lib/modules`);
	session.host.write(own(session, `/sys/module/${name.replaceAll("-", "_")}/initstate`), "live\n");
};
function wishIn(word) {
	if (word.endsWith("-")) return {
		name: word.slice(0, -1),
		version: null
	};
	const [name = "", version = "1.0-1"] = word.split("=");
	return {
		name,
		version
	};
}
/** `apt-get update` and `apt-get install`: what is installed stands where dpkg has it. */
const aptGet = (session) => {
	const [, verb, ...words] = session.argv;
	if (verb === "update") {
		if (fails(session, "apt update")) die("E: Failed to fetch http://deb.debian.org/debian/dists/trixie/InRelease", 100);
		return;
	}
	if (verb !== "install") die(`E: Invalid operation ${verb ?? ""}`, 100);
	const at = words.indexOf("--");
	const wishes = (at < 0 ? [] : words.slice(at + 1)).map(wishIn);
	for (const { name } of wishes) if (fails(session, `package ${name}`)) die(`E: Unable to locate package ${name}`, 100);
	const path = own(session, DPKG);
	const kept = (session.host.read(path) ?? "").split("\n\n").filter((entry) => entry.trim() !== "").filter((entry) => !wishes.some(({ name }) => entry.startsWith(`Package: ${name}\n`)));
	const fresh = wishes.flatMap(({ name, version }) => version === null ? [] : [`Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}`]);
	session.host.write(path, `${[...kept, ...fresh].join("\n\n")}\n\n`);
};
/** Where the kernel tells what a feature of a node makes true. */
const FACT_FILES = { "nvidia.driver": "/sys/module/nvidia/version" };
/** The driver that an install of a feature brings runs at once. */
function makeFacts(session, feature, files) {
	const { facts = {} } = JSON.parse(files.get(`f/${feature}/feature.json`) ?? "{}");
	for (const [fact, option] of Object.entries(facts)) {
		const path = FACT_FILES[fact];
		const variable = option.replaceAll(/\W/g, "_").toUpperCase();
		const value = new RegExp(`\\b${variable}='?([^'\\n]*)`).exec(files.get(`m/${feature}/env`) ?? "")?.[1];
		if (path !== void 0 && value) session.host.write(own(session, path), `${value}\n`);
	}
}
/** Phoenix's own bundle, as `systemd-run … sh -c BOOTSTRAP`. */
const systemdRun = (session) => {
	if (setTimer(session)) return;
	const at = session.argv.indexOf("--");
	const argv = session.argv.slice(at + 1).map((word) => word.replaceAll("$$", () => "$"));
	if (at < 0 || !isBootstrap(argv)) die("systemd-run: only what Phoenix starts is simulated");
	const files = filesOfBundle(Buffer.from(session.stdin, "latin1"));
	const performer = {
		read: (path) => session.host.read(own(session, path)),
		write: (path, text) => session.host.write(own(session, path), text),
		remove: (path) => session.host.remove(own(session, path)),
		fails: (feature) => fails(session, `feature ${feature}`),
		wantsRestart: (feature) => fails(session, `restart ${feature}`),
		installed: (feature, given) => makeFacts(session, feature, given)
	};
	session.at("host:begun");
	const { exit, stdout } = performed(files, performer);
	session.print(stdout);
	if (exit !== 0) die("", exit);
};
/** `systemctl stop UNIT…`: timers alone are simulated. */
const systemctl = (session) => {
	const [, verb, ...units] = session.argv;
	if ((verb === "reload" || verb === "restart") && /^dnsmasq@[A-Za-z]\w*$/.test(units[0] ?? "")) {
		const zone = (units[0] ?? "").replace("dnsmasq@", "");
		if (session.host.list(own(session, `/etc/dnsmasq.d/${zone}`)).length > 0) return;
		die(`Job for dnsmasq@${zone}.service failed because the control process exited with error code.`, 1);
	}
	if (verb !== "stop") die(`systemctl: only stop, and reload of dnsmasq, are simulated, not ${verb ?? ""}`);
	stopTimers(session, units);
};
// src/simulator/lxc-ls.ts
/** `lxc-ls --active`: the guests that run on this node, one a line. */
const lxcLs = (session) => {
	const { host, node, argv } = session;
	if (!argv.includes("--active")) return;
	for (const vmid of runningGuests(host)) {
		const owner = runningState(host, vmid)?.node;
		if (owner === void 0 || owner === node.name) session.print(`${vmid}\n`);
	}
};
// src/simulator/network.ts
/**
* `lxc-attach -s NETWORK` and `nsenter --net`: a program of the node with the network of a guest, or with the node's
* own. Only what Phoenix's health checks type is simulated; where guests are recorded, no network answers.
*/
function runWithin(session, vmid, argv) {
	const process = {
		vmid,
		argv,
		get stdin() {
			return session.stdin;
		}
	};
	const end = session.runtime?.network?.(process) ?? die(`${session.command}: a recorded guest has no network`, 1);
	session.print(end.stdout);
	session.warn(end.stderr);
	if (end.exit !== 0) die("", end.exit < 0 ? 128 - end.exit : end.exit);
}
/** What follows `--` after exactly these options. */
function programAfter({ argv, command }, options) {
	const [, ...words] = argv;
	const at = words.indexOf("--");
	return options.length === at && options.every((option, i) => words[i] === option) ? words.slice(at + 1) : die(`${command}: only ${options.join(" ")} is simulated`, 1);
}
const lxcAttach = (session) => {
	const vmid = Number(session.argv[2]);
	const program = programAfter(session, [
		"-n",
		String(vmid),
		"-s",
		"NETWORK"
	]);
	if (!isRunning(session.host, vmid)) die(`lxc-attach: ${vmid}: ../src/lxc/attach.c: get_attach_context: 405 Failed to get init pid`, 1);
	runWithin(session, vmid, program);
};
const nsenter = (session) => {
	runWithin(session, null, programAfter(session, ["--net=/proc/1/ns/net"]));
};
// src/simulator/pools.ts
/** Pools of guests and storages, as /etc/pve/user.cfg has them. */
const PATH$2 = "/etc/pve/user.cfg";
const PREFIX = "pool:";
const words$1 = (text) => (text ?? "").split(",").filter((word) => word !== "");
/** Every pool by its id, in the file's order. */
function readPools(host) {
	const lines = (host.read(PATH$2) ?? "").split("\n").filter((line) => line.startsWith(PREFIX));
	return new Map(lines.map((line) => {
		const [, id = "", comment = "", guests, storages] = line.split(":");
		return [id, {
			comment: decodeURIComponent(comment),
			guests: words$1(guests).map(Number),
			storages: words$1(storages)
		}];
	}));
}
/** Writes the pools; lines of users, roles and permissions stay. */
function writePools(host, pools) {
	const others = (host.read(PATH$2) ?? "user:root@pam:1:0::::::\n").split("\n").filter((line) => line !== "" && !line.startsWith(PREFIX));
	const lines = [...pools].map(([id, { comment, guests, storages }]) => {
		const vmids = [...guests].sort((a, b) => a - b).join(",");
		return `${PREFIX}${id}:${encodeURIComponent(comment)}:${vmids}:${[...storages].sort().join(",")}:`;
	});
	host.write(PATH$2, [...others, ...lines].map((line) => `${line}\n`).join(""));
}
/** @throws Failure with the words that `pct create --pool nope` has */
function requirePool(host, id) {
	return readPools(host).get(id) ?? die(`403 Permission check failed (pool '${id}' does not exist)`, 2);
}
/** A guest is in one pool at most. */
function poolOf$1(host, vmid) {
	for (const [id, pool] of readPools(host)) if (pool.guests.includes(vmid)) return id;
	return null;
}
function addToPool(host, id, vmid) {
	held(host, "pools", () => {
		const pool = requirePool(host, id);
		dropFromPools(host, vmid);
		writePools(host, new Map([...readPools(host), [id, {
			...pool,
			guests: [...pool.guests, vmid]
		}]]));
	});
}
function dropFromPools(host, vmid) {
	if (poolOf$1(host, vmid) === null) return;
	held(host, "pools", () => {
		const kept = [...readPools(host)].map(([id, pool]) => [id, {
			...pool,
			guests: pool.guests.filter((guest) => guest !== vmid)
		}]);
		writePools(host, new Map(kept));
	});
}
// src/simulator/pct/clone.ts
/** `pct clone`: the source is locked with `disk` for the whole time, the target with `create`. */
/** What is refused before anything is locked. */
function readRequest$1(session, values) {
	const text = (name) => values.get(name) ?? null;
	const pool = text("pool");
	if (pool !== null) requirePool(session.host, pool);
	const named = text("target");
	const target = named === null || named === session.node.name || named === "localhost" ? null : named;
	if (target !== null && !nodeNames(session.host).includes(target)) die(`no such cluster node '${target}'`, 2);
	const storage = text("storage");
	if (storage !== null) {
		availableStorage(session, storage);
		if (target !== null && !availableStorage(session, storage, target).shared) die(`can't clone to non-shared storage '${storage}'`);
	}
	const full = values.get("full");
	return {
		vmid: Number(values.get("vmid")),
		newid: Number(values.get("newid")),
		snapname: text("snapname"),
		storage,
		full: full === void 0 ? null : full === "1",
		target,
		pool,
		hostname: text("hostname") || null,
		description: text("description") || null
	};
}
/** Is the volume copied, or linked to its base? @throws Failure when it can be neither */
function judgeMount(session, request, mount, full, running) {
	const { key, type, volume } = mount;
	if (type !== "volume") die(`unable to clone mountpoint '${key}' (type ${type})`, 2);
	const storage = storageById(session.host, request.storage ?? parseVolumeId(volume)?.storage ?? die(`unable to parse volume ID '${volume}'`));
	if (request.target !== null && !storage.shared) session.warn(`found non-shared volume: ${volume}\n`);
	if (full && running && request.snapname === null) die("Full clone of a running container is only possible from a snapshot", 2);
	if (!full && !diskHas(session, "clone", volume, request.snapname)) die(`Linked clone feature for '${volume}' is not available`, 2);
}
function makePlan(session, request, source, running) {
	const full = request.full ?? !isTemplate(source);
	const { snapname, target } = request;
	if (request.storage !== null && !full) die("parameter 'storage' not allowed for linked clones", 2);
	const section = snapname === null ? source : source.snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`, 2);
	const conf = {
		...emptyDraft(),
		description: section.description,
		raw: [...section.raw]
	};
	const mounts = new Map(mountsOf(section.options).map((mount) => [mount.key, mount]));
	for (const key of [...section.options.keys()].sort()) {
		const value = section.options.get(key) ?? "";
		const mount = mounts.get(key);
		if (/^unused\d+$/.test(key)) continue;
		if (mount) judgeMount(session, request, mount, full, running);
		else if (/^net\d+$/.test(key)) {
			const net = parsePropertyString(FAMILIES.net, value);
			net.delete("hwaddr");
			conf.options.set(key, formatNet(parseNet(session, formatNet(net))));
		} else conf.options.set(key, value);
	}
	const isLocal = ({ volume }) => !storageById(session.host, request.storage ?? parseVolumeId(volume)?.storage ?? "").shared;
	if (target !== null && [...mounts.values()].some(isLocal)) die(`can't clone CT to node '${target}' (CT uses local storage)`, 2);
	for (const key of [
		"parent",
		"snaptime",
		"snapstate",
		"template"
	]) conf.options.delete(key);
	conf.options.set("lock", "create");
	if (request.hostname !== null) conf.options.set("hostname", request.hostname);
	if (request.description !== null) conf.description = `${request.description.replace(/\n+$/, "")}\n`;
	return {
		mounts: [...mounts.values()].map((mount) => ({
			mount,
			full
		})),
		conf
	};
}
/** Every volume is made and written into the target's file one by one: a kill in between leaves just that. */
function copyMounts(session, request, plan, made) {
	const { newid, snapname } = request;
	for (const { mount, full } of plan.mounts) {
		const { key, volume } = mount;
		if (full) session.print(`create full clone of mountpoint ${key} (${volume})\n`);
		else session.print(`create linked clone of mount point ${key} (${volume})\n`);
		const source = parseVolumeId(volume)?.storage ?? "";
		const copy = full ? copyDisk(session, volume, newid, request.storage ?? source, snapname) : linkDisk(session, volume, newid);
		made.push(copy);
		session.at("clone:copied");
		const size = full ? requireVolume(session, volume).size : null;
		underLock(session, newid, "create", (draft) => {
			draft.options.set(key, withVolume(mount, copy, size));
		});
	}
}
const unlockSource = (session, vmid) => {
	if (session.node.quirks.cloneLock) removeLock(session, vmid, "disk");
};
function clone$1(session, request, plan, task) {
	const { vmid, newid, snapname, pool, target } = request;
	const { host, node } = session;
	const made = [];
	session.print(`creating a clone of container ${vmid} with ID ${newid}\n`);
	try {
		copyMounts(session, request, plan, made);
		if (pool !== null) addToPool(host, pool, newid);
		copyGuestFiles(host, vmid, newid, snapname);
		const warning = nestingWarning(session, newid, plan.conf);
		if (warning !== null) task.warn(warning);
	} catch (error) {
		const reason = error instanceof LockTimeout ? error.message : messageOf(error);
		unlockSource(session, vmid);
		for (const volid of made) freeDisk(session, volid);
		removeGuestFiles(host, newid);
		host.remove(confPath(node.name, newid));
		throw new Failure(`clone failed: ${reason}`);
	}
	unlockSource(session, vmid);
	session.at("clone:unlocked");
	for (const [key, value] of plan.conf.options) {
		const hostname = plan.conf.options.get("hostname") ?? "";
		if (/^net\d+$/.test(key)) cardChanged(session, {
			vmid: newid,
			hostname
		}, void 0, value);
	}
	session.runtime?.cloned?.(guestOptions(newid, loadConf(session, newid)));
	removeLock(session, newid, "create");
	if (target !== null) {
		const text = host.read(confPath(node.name, newid)) ?? "";
		host.remove(confPath(node.name, newid));
		host.write(confPath(target, newid), text);
	}
}
const pctClone = (session, { values }) => {
	const request = readRequest$1(session, values);
	const { vmid, newid } = request;
	const { host, node } = session;
	const source = node.quirks.cloneLock ? setLock$1(session, vmid, "disk") : loadConf(session, vmid);
	source.options.delete("lock");
	session.at("clone:source-locked");
	let plan;
	let created = false;
	try {
		createAndLock(session, newid);
		created = true;
		session.at("clone:target-locked");
		plan = makePlan(session, request, source, isRunning(host, vmid));
		withGuestLock(session, newid, () => writeConf(session, newid, plan.conf));
	} catch (error) {
		if (!(error instanceof Failure || error instanceof LockTimeout)) throw error;
		unlockSource(session, vmid);
		if (created) host.remove(confPath(node.name, newid));
		throw error;
	}
	session.at("clone:planned");
	runTask(session, "vzclone", String(vmid), (task) => clone$1(session, request, plan, task));
};
// src/simulator/pct/config.ts
/** `pct config`: the options of a guest, with what is pending unless `--current`, or those of a snapshot. */
function printSection(session, section) {
	const lines = new Map(section.options);
	if (section.description) lines.set("description", encodeText(section.description));
	for (const key of [...lines.keys()].sort()) session.print(`${key}: ${lines.get(key) ?? ""}\n`);
	for (const { key, value } of section.raw) session.print(`${key}: ${value}\n`);
}
const pctConfig = (session, { values }) => {
	const snapshot = values.get("snapshot");
	const current = values.get("current") === "1";
	if (snapshot !== void 0 && current) {
		const reason = "cannot use 'snapshot' parameter with 'current'";
		throw new ParameterFailure(/* @__PURE__ */ new Map([["snapshot", reason], ["current", reason]]));
	}
	const draft = loadConf(session, Number(values.get("vmid")));
	if (snapshot !== void 0) return printSection(session, draft.snapshots.get(snapshot) ?? die(`snapshot '${snapshot}' does not exist`));
	if (!current) {
		for (const [key, value] of draft.pending.options) draft.options.set(key, value);
		for (const key of draft.pending.delete) if (draft.options.get(key) !== "0") draft.options.delete(key);
	}
	return printSection(session, draft);
};
// src/simulator/pct/cpusets.ts
/** `pct cpusets`: which CPUs the running guests may use. */
const pctCpusets = (session) => {
	const { host, node } = session;
	const rows = guestsOf(host, node.name).filter((vmid) => isRunning(host, vmid)).map((vmid) => {
		const { options } = draftOf(host.read(confPath(node.name, vmid)) ?? "", vmid);
		const cores = Math.min(Number(options.get("cores") ?? node.cores), node.cores);
		return {
			vmid: String(vmid),
			cpus: `: ${Array.from({ length: cores }, (_, cpu) => ` ${cpu}`).join("")}`
		};
	});
	if (rows.length === 0) {
		session.print("no running containers\n");
		return;
	}
	const idWidth = Math.max(...rows.map(({ vmid }) => vmid.length));
	const rule = `${"-".repeat(idWidth + Math.max(...rows.map(({ cpus }) => cpus.length)))}\n`;
	session.print(rule);
	for (const { vmid, cpus } of rows) session.print(`${vmid.padStart(idWidth)}${cpus}\n`);
	session.print(rule);
};
// src/simulator/config/hotplug.ts
/** Applies pending changes to a running guest as far as they can be: the rest stays pending until it stops. */
/** These change the conf file at once; the guest itself may see them later (hostname: after a restart). */
const CONFIG_ONLY = /* @__PURE__ */ new Set([
	"description",
	"onboot",
	"startup",
	"protection",
	"hostname",
	"hookscript",
	"cores",
	"tags",
	"lock"
]);
function unplug(session, vmid, draft, key) {
	if (CONFIG_ONLY.has(key) || /^(?:swap|cpulimit|cpuunits)$/.test(key)) return "done";
	if (/^unused\d+$/.test(key)) {
		freeUnused(session, vmid, draft, getOption(draft, key) ?? "");
		return "done";
	}
	if (/^net\d$/.test(key)) {
		session.print(`delete ips from ${key}\n`);
		if (session.node.pve === "8.4") cardGone(session, getOption(draft, key));
		return "done";
	}
	return "waits";
}
/** The kernel takes no CPU quota below one millisecond of a tenth of a second. */
function setCpuLimit(session, vmid, limit) {
	if (Math.trunc(1e5 * limit) >= 1e3) return;
	const file = session.node.cgroup === 1 ? `/sys/fs/cgroup/cpu//lxc/${vmid}/cpu.cfs_quota_us` : `/sys/fs/cgroup/lxc/${vmid}/cpu.max`;
	die(`closing file '${file}' failed - Invalid argument`, 22);
}
function plug$1(session, vmid, draft, key) {
	const value = getOption(draft.pending, key) ?? "";
	if (key === "cpulimit") setCpuLimit(session, vmid, Number(value));
	else if (key === "cpuunits") {
		const weight = Number(value);
		if (session.node.cgroup === 2 && (weight < 1 || weight > 1e4)) die("cpu weight (shares) must be in range [1, 10000]");
	} else if (/^net\d+$/.test(key)) {
		const net = parseNewNet(session, value, getOption(draft, key));
		updateNet(session, vmid, draft, key, net);
		setOption(draft.pending, key, formatNet(net));
	} else if (/^mp\d+$/.test(key)) {
		if (draft.options.has(key)) return "waits";
		applyMount(session, vmid, draft, key, true);
	} else if (/^dev\d+$/.test(key)) {
		if (draft.options.has(key) || session.node.pve === "8.4") return "waits";
		assertDevice(session.node, parsePropertyString(FAMILIES.dev, value).get("path"));
	} else if (key !== "memory" && key !== "swap") return "waits";
	return "done";
}
/** @returns what failed; the keys of this call that cannot change now stay pending without a failure. */
function hotplugPending(session, vmid, draft, selection) {
	const failures = /* @__PURE__ */ new Map();
	const attempt = (key, body) => {
		try {
			return body() === "done";
		} catch (error) {
			failures.set(key, `unable to hotplug ${key}: ${messageOf(error)}\n`);
			return false;
		}
	};
	const chosen = (key) => selection.has(key);
	const take = (key) => {
		setOption(draft, key, getOption(draft.pending, key) ?? "");
		unsetOption(draft.pending, key);
	};
	for (const key of optionKeys(draft.pending).filter(chosen)) if (CONFIG_ONLY.has(key)) take(key);
	for (const key of pendingDeletions(draft).filter(chosen)) {
		if (!attempt(key, () => unplug(session, vmid, draft, key))) continue;
		unsetOption(draft, key);
		unqueueDeletion(draft, key);
	}
	for (const key of optionKeys(draft.pending).filter(chosen)) if (attempt(key, () => plug$1(session, vmid, draft, key))) take(key);
	return failures;
}
// src/simulator/config/id-map.ts
/** Id maps of mount points and guests: entries of one type must not overlap on either side (PVE 9.2). */
const text$2 = ({ type, container, host, count }) => `${type} ${container} ${host} ${count}`;
function checkSide(entries, side) {
	const sorted = [...entries].sort((a, b) => a[side] - b[side]);
	for (const [index, current] of sorted.entries()) {
		const previous = sorted[index - 1];
		if (!previous || previous[side] + previous.count <= current[side]) continue;
		die(`invalid map entry '${text$2(current)}': ${side} ${current.type}id ${current[side]} is also mapped by entry '${text$2(previous)}'`);
	}
}
/** @param idmap the value of a mount point's `idmap`. @throws Failure when two entries map one id. */
function checkIdMap(idmap) {
	if (idmap === void 0 || idmap === "passthrough") return;
	const entries = idmap.split(";").map((entry) => {
		const [type = "", container = "", host = "", count = ""] = entry.split(":");
		return {
			type,
			container: Number(container),
			host: Number(host),
			count: Number(count)
		};
	});
	for (const type of ["u", "g"]) for (const side of ["container", "host"]) checkSide(entries.filter((entry) => entry.type === type), side);
}
// src/simulator/config/update.ts
/** One change of a guest's options: checked, made pending, and applied as far as its state allows. */
/** Lower case, sorted, each once, as the datacenter's default `tag-style` has it. */
function normaliseTags(text) {
	return [...new Set(splitList(text).map((tag) => tag.toLowerCase()))].sort().join(";");
}
function assertUnprotected(session, draft, what) {
	if ((draft.options.get("protection") ?? "0") !== "0" && session.node.quirks.protection) die(`${what} - protection mode enabled`);
}
function checkDeletion(session, vmid, draft, key) {
	if (key === "memory" || key === "rootfs" || key === "ostype") die(`unable to delete required option '${key}'`);
	if (/^(?:unused|mp)\d+$/.test(key)) assertUnprotected(session, draft, `can't remove CT ${vmid} drive '${key}'`);
	if (key === "unprivileged") die(`unable to delete read-only option: '${key}'`);
}
function checkHookscript(session, volid) {
	const { id, name } = locate(session.host, volid);
	if (name.kind !== "snippets") die(`'${volid}' is not in the snippets directory`);
	if (!volumeRecord(session.host, id)) die(`script '${volid}' does not exist`, 2);
}
function checkMount(session, key, value) {
	const mount = parseMount(key, value);
	if (mount.type === "volume") {
		const id = parseVolumeId(mount.volume) ?? die(`unable to parse volume ID '${mount.volume}'`);
		if (!storageById(session.host, id.storage).content.includes("rootdir")) die(`storage '${id.storage}' does not allow content type 'rootdir' (Container)`);
	}
	checkIdMap(mount.properties.get("idmap"));
}
function checkNet(session, key, value) {
	const net = parsePropertyString(FAMILIES.net, value);
	const mtu = Number(net.get("mtu") ?? 0);
	if (mtu > 0) {
		const most = bridgeMtu(session, net.get("bridge"));
		if (mtu > most) die(`${key}: MTU size '${mtu}' is bigger than bridge MTU '${most}'`);
	}
	if (net.get("link_down") !== "1" && net.get("host-managed") === "1" && net.get("ip6") === "auto") die(`${key}: SLAAC is not supported for host-managed network configuration.`);
}
/** Checks a new value and gives it as it is kept. @throws Failure */
function checkedValue(session, vmid, draft, key, value) {
	if (/^mp\d+$/.test(key) || key === "rootfs") {
		assertUnprotected(session, draft, `can't update CT ${vmid} drive '${key}'`);
		checkMount(session, key, value);
	} else if (key === "hookscript") checkHookscript(session, value);
	else if (key === "nameserver") {
		const servers = splitList(value);
		for (const server of servers) {
			const reason = formatReason("lxc-ip-with-ll-iface", server);
			if (reason !== null) die(reason);
		}
		return servers.join(" ");
	} else if (key === "searchdomain") return splitList(value).join(" ");
	else if (key === "unprivileged") die(`unable to modify read-only option: '${key}'`);
	else if (key === "tags") return normaliseTags(value);
	else if (/^net\d+$/.test(key)) checkNet(session, key, value);
	else if (/^dev\d+$/.test(key)) assertDevice(session.node, parsePropertyString(FAMILIES.dev, value).get("path"));
	return value;
}
/**
* Changes a draft as `update_pct_config` does (PVE 9.2). The caller writes it, unless a key failed.
* @returns a reason for each key that could not be applied
* @throws Failure when the change is refused as a whole
*/
function updateConf(session, vmid, draft, running, change) {
	for (const key of change.revert) {
		unsetOption(draft.pending, key);
		unqueueDeletion(draft, key);
	}
	const selection = /* @__PURE__ */ new Set();
	for (const key of change.delete) {
		if (getOption(draft, key) === void 0 && getOption(draft.pending, key) === void 0) {
			const message = `cannot delete '${key}' - not set in current configuration!\n`;
			if (!session.node.quirks.exit0) die(message);
			session.warn(message);
			continue;
		}
		selection.add(key);
		checkDeletion(session, vmid, draft, key);
		queueDeletion$1(draft, key);
	}
	for (const key of [...change.set.keys()].sort()) {
		selection.add(key);
		setOption(draft.pending, key, checkedValue(session, vmid, draft, key, change.set.get(key) ?? ""));
		unqueueDeletion(draft, key);
	}
	cleanupPending(draft);
	return running && session.node.quirks.pending ? hotplugPending(session, vmid, draft, selection) : applyPending(session, vmid, draft, selection);
}
// src/simulator/pct/archive.ts
/** Unpacking an OS template into a new guest's root file system, and what Proxmox then finds and does in it. */
/** Bytes that a system takes when unpacked: Debian's was measured, the others are of that order. */
const UNPACKED = {
	alpine: 9e6,
	ubuntu: 48e7
};
const UNPACKED_DEBIAN = 193748099;
const BLOCK = 10240;
/** Checked before anything is made. @throws Failure when a volume id is none of an OS template. */
function checkArchive(session, archive) {
	if (!parseVolumeId(archive)) return;
	if (locate(session.host, archive).name.kind !== "vztmpl") die(`unable to use volume ${archive} - content type needs to be 'vztmpl'`);
}
/** The archive's file on the host. @throws Failure when it is not there, which Proxmox finds out late. */
function fileOf(session, archive) {
	const missing = (message) => {
		session.print(`${message}\n`);
		return die(message);
	};
	if (parseVolumeId(archive)) {
		const { id, storage, type, name } = locate(session.host, archive);
		availableStorage(session, id.storage);
		return volumeRecord(session.host, id) ? type.path(storage, name) : missing(`volume '${archive}' does not exist`);
	}
	return archive.startsWith("/") && hostPathExists(session.node, archive) ? archive : missing(`can't find file '${archive}'`);
}
/** @returns the system that was in the archive. @throws Failure when it is no archive, or does not fit */
function unpackArchive(session, { vmid, archive }, rootfs, unprivileged) {
	const file = fileOf(session, archive);
	if (!/\.tar(?:\.(?:gz|bz2|xz|lzo|zst))?$/.test(file)) die(`file does not look like a template archive: ${file}`);
	const os = osOfArchive(file) ?? {
		ostype: "unmanaged",
		version: ""
	};
	const bytes = UNPACKED[os.ostype] ?? UNPACKED_DEBIAN;
	session.print(`extracting archive '${file}'\n`);
	if (parseVolumeId(rootfs) && !fill(session, rootfs, bytes)) {
		session.print("tar: ./usr/share/locale: Cannot mkdir: No space left on device\n");
		die("command 'tar xpf - --totals --one-file-system -p --sparse --numeric-owner --acls --xattrs' failed: exit code 2");
	}
	if (parseVolumeId(rootfs)) session.runtime?.volumes?.unpack(rootfs, file, unprivileged, session.print);
	const blocks = Math.ceil(bytes / BLOCK) * BLOCK;
	session.print(`Total bytes read: ${blocks} (${Math.round(blocks / 2 ** 20)}MiB, 150MiB/s)\n`);
	writeGuestOs(session, vmid, os);
	return os;
}
/** Proxmox looks what system and architecture it is; an `unmanaged` guest is left as it is. */
function detectSystem(session, draft, os) {
	const expected = draft.options.get("ostype");
	if (expected !== "unmanaged") {
		if (expected !== void 0 && expected !== os.ostype) session.warn(`got unexpected ostype (${os.ostype} != ${expected})\n`);
		draft.options.set("ostype", os.ostype);
	}
	if (draft.options.has("arch")) return;
	session.print("Detected container architecture: amd64\n");
	draft.options.set("arch", "amd64");
}
/** New SSH host keys, which `create` makes and `clone` does not. */
function makeHostKeys(session, draft) {
	if (![
		"debian",
		"ubuntu",
		"devuan"
	].includes(draft.options.get("ostype") ?? "")) return;
	const name = draft.options.get("hostname") ?? "localhost";
	for (const type of [
		"rsa",
		"ed25519",
		"ecdsa"
	]) {
		session.print(`Creating SSH host key 'ssh_host_${type}_key' - this may take some time ...\n`);
		session.print(`done: SHA256:${randomBase64(session.host, 43)} root@${name}\n`);
	}
}
// src/simulator/pct/create-mounts.ts
const DEFAULT_GIB = 4;
/** @throws Failure when the storage cannot hold containers. */
function checkStorage(session, id) {
	if (availableStorage(session, id).content.includes("rootdir")) return;
	badParameter("storage", `storage '${id}' does not support container directories`);
}
/**
* Takes `rootfs` and `mpN` out of the options. A bare number is a size on the default storage; without a rootfs it
* is 4 GiB there.
* @throws Failure when a storage is no good.
*/
function takeMounts(session, options, storage) {
	const mounts = /* @__PURE__ */ new Map();
	for (const key of volumeKeys(options)) {
		const value = options.get(key) ?? "";
		mounts.set(key, /^\d+(?:\.\d+)?$/.test(value) ? `${storage}:${value}` : value);
		options.delete(key);
	}
	if (mounts.size > 0 && !mounts.has("rootfs")) die("mount points configured, but 'rootfs' not set - aborting");
	for (const [key, value] of mounts) {
		const mount = parseMount(key, value);
		if (mount.type !== "volume") continue;
		checkStorage(session, (parseVolumeId(mount.volume) ?? die(`unable to parse volume ID '${mount.volume}'`)).storage);
	}
	if (mounts.size === 0) {
		checkStorage(session, storage);
		mounts.set("rootfs", `${storage}:${DEFAULT_GIB}`);
	}
	return mounts;
}
/** Allocates what is new; `made` grows with each volume, so that the caller can free them after a failure. */
function makeMounts(session, vmid, draft, mounts, made) {
	for (const [key, value] of mounts) {
		let mount = parseMount(key, value);
		if (mount.type === "volume" && NEW_VOLUME.test(mount.volume)) {
			mount = allocateMount(session, vmid, mount);
			made.push(mount.volume);
			session.at("create:allocated");
		}
		draft.options.set(key, formatMount(key, mount));
	}
}
// src/simulator/pct/set.ts
/** `pct set`: changes a guest's options. */
/** cgroup v1 takes no less than 2 shares, v2 no more than 10,000: Proxmox writes what it will use. */
function clampCpuUnits(session, value) {
	const shares = Number(value);
	if (session.node.cgroup === 2) return shares >= 1e4 ? "10000" : value;
	return shares < 2 ? "2" : value;
}
function checkNames$1(session, { set, delete: deletions, revert }) {
	const schema = confSchema(session.node.pve);
	for (const key of revert) {
		if (!schema.has(key)) badParameter("revert", `unknown option '${key}'`);
		if (set.has(key)) badParameter("revert", `you can't use '-${key}' and '-revert ${key}' at the same time`);
	}
	for (const key of deletions) {
		if (!schema.has(key)) badParameter("delete", `unknown option '${key}'`);
		if (set.has(key)) badParameter("delete", `you can't use '-${key}' and -delete ${key}' at the same time`);
		if (revert.includes(key)) badParameter("delete", `you can't use '-delete ${key}' and '-revert ${key}' at the same time`);
	}
}
const pctSet = (session, { values }) => {
	const options = new Map(values);
	const vmid = Number(options.get("vmid"));
	const digest = options.get("digest") || void 0;
	for (const name of ["vmid", "digest"]) options.delete(name);
	if (options.size === 0) die("no options specified", 2);
	const change = {
		set: options,
		delete: splitList(options.get("delete") ?? ""),
		revert: splitList(options.get("revert") ?? "")
	};
	for (const name of ["delete", "revert"]) options.delete(name);
	const units = options.get("cpuunits");
	if (units !== void 0) options.set("cpuunits", clampCpuUnits(session, units));
	withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		checkLock(draft);
		if (digest !== void 0 && digest !== draft.digest && session.node.quirks.digest) die("detected modified configuration - file changed by other user? Try again.");
		checkNames$1(session, change);
		session.at("set:checked");
		const failures = updateConf(session, vmid, draft, isRunning(session.host, vmid), change);
		if (failures.size > 0) throw new ParameterFailure(failures);
		writeConf(session, vmid, draft);
		session.at("set:written");
		const written = loadConf(session, vmid);
		if (isRunning(session.host, vmid)) session.runtime?.changed?.(guestOptions(vmid, written), session.warn);
		checkLxcConfig(session, written);
	});
};
// src/simulator/pct/create.ts
/** `pct create`: a new guest of an OS template. Locked with `create` until its system is known; undone on failure. */
/** Parameters that are no options of the conf file. */
const PARAMETERS$1 = [
	"vmid",
	"ostemplate",
	"storage",
	"pool",
	"start",
	"ha-managed",
	"password",
	"ssh-public-keys",
	"unprivileged",
	"force",
	"restore",
	"unique",
	"bwlimit",
	"ignore-unpack-errors"
];
const PUBLIC_KEY = /^(?:(?:ssh-rsa|ssh-dss|ssh-ed25519|ecdsa-sha2-nistp\d+|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)\s+[A-Za-z0-9+/=]+(?:\s.*)?|#.*)?$/;
/** The option names a file on the node. @throws Failure when it is not there, or holds no keys. */
function checkPublicKeys(session, path) {
	if (path === void 0) return;
	const text = (path === "/dev/stdin" ? session.stdin : session.host.read(path)) ?? session.runtime?.readFile?.(path) ?? die(`can't open '${path}' - No such file or directory`, 2);
	for (const line of text.split("\n")) if (!PUBLIC_KEY.test(line.trim())) die("SSH public key validation error");
}
/** What was made is taken back, but not what a kill left: that one cannot clean up. */
function undo(session, { vmid }, made) {
	for (const volume of made) freeDisk(session, volume);
	removeGuestFiles(session.host, vmid);
	session.host.remove(confPath(session.node.name, vmid));
}
function build$3(session, order, task, made) {
	const { vmid, mounts, draft } = order;
	makeMounts(session, vmid, draft, mounts, made);
	const os = unpackArchive(session, order, volumeOf("rootfs", draft.options.get("rootfs")) ?? "", draft.options.get("unprivileged") === "1");
	session.at("create:unpacked");
	detectSystem(session, draft, os);
	writeConf(session, vmid, draft);
	session.at("create:written");
	makeHostKeys(session, draft);
	const warning = nestingWarning(session, vmid, draft);
	if (warning !== null) task.warn(warning);
	if (!draft.options.get("hostname")) draft.options.set("hostname", `CT${vmid}`);
	if (!Number(draft.options.get("memory"))) draft.options.set("memory", "512");
	if (!draft.options.has("swap")) draft.options.set("swap", "512");
	writeConf(session, vmid, draft);
}
function buildOrUndo(session, order, task) {
	const made = [];
	try {
		build$3(session, order, task, made);
	} catch (error) {
		if (!(error instanceof Failure || error instanceof LockTimeout)) throw error;
		undo(session, order, made);
		die(`unable to create CT ${order.vmid} - ${error.message}`);
	}
}
function addToHa(session, vmid, started) {
	session.print("Add as HA resource\n");
	const properties = /* @__PURE__ */ new Map([["state", started ? "started" : "stopped"]]);
	changeResources(session.host, (all) => all.set(`ct:${vmid}`, properties));
}
/** Reads and checks everything before the VMID is taken. @throws Failure */
function readOrder$2(session, values) {
	const vmid = Number(values.get("vmid"));
	const archive = values.get("ostemplate") ?? "";
	assertUnused(session, vmid, 2);
	checkPublicKeys(session, values.get("ssh-public-keys"));
	const pool = values.get("pool");
	if (pool !== void 0) requirePool(session.host, pool);
	checkArchive(session, archive);
	const options = new Map(values);
	for (const name of PARAMETERS$1) options.delete(name);
	for (const key of options.keys()) {
		if (!/^unused\d+$/.test(key)) continue;
		session.warn(`ignoring '${key}', cannot create/restore with unused volume\n`);
		options.delete(key);
	}
	const units = options.get("cpuunits");
	if (units !== void 0) options.set("cpuunits", clampCpuUnits(session, units));
	const mounts = takeMounts(session, options, values.get("storage") ?? "local");
	const draft = emptyDraft();
	updateConf(session, vmid, draft, false, {
		set: options,
		delete: [],
		revert: []
	});
	if ((values.get("unprivileged") ?? (session.node.pve === "8.4" ? "0" : "1")) === "1") draft.options.set("unprivileged", "1");
	return {
		vmid,
		archive,
		mounts,
		draft
	};
}
const pctCreate = (session, { values }) => {
	const order = readOrder$2(session, values);
	const { vmid } = order;
	try {
		createAndLock(session, vmid);
	} catch (error) {
		die(`unable to create CT ${vmid} - ${messageOf(error)}`);
	}
	session.at("create:locked");
	const start = values.get("start") === "1";
	runTask(session, "vzcreate", String(vmid), (task) => {
		withGuestLock(session, vmid, () => buildOrUndo(session, order, task));
		const pool = values.get("pool");
		if (pool !== void 0) addToPool(session.host, pool, vmid);
		if (start) runTask(session, "vzstart", String(vmid), (startTask) => {
			withGuestLock(session, vmid, () => startGuest(session, vmid, startTask));
		});
		if (values.get("ha-managed") === "1") addToHa(session, vmid, start);
	});
};
// src/simulator/pct/delsnapshot.ts
/** `pct delsnapshot`: volume snapshots first, then the section; `lock: snapshot-delete` stands in between. */
function unlink$1(draft, snapname) {
	const parent = draft.snapshots.get(snapname)?.options.get("parent");
	for (const { options } of [draft, ...draft.snapshots.values()]) {
		if (options.get("parent") !== snapname) continue;
		if (parent) options.set("parent", parent);
		else options.delete("parent");
	}
	draft.snapshots.delete(snapname);
}
/** Deletes a snapshot of a guest. @throws Failure, leaving the lock where Proxmox does */
function removeSnapshot(session, vmid, snapname, removal) {
	const { force, taken } = removal;
	const missing = () => die(`snapshot '${snapname}' does not exist`);
	if (!loadConf(session, vmid).snapshots.has(snapname)) missing();
	const lock = taken ? "snapshot" : "snapshot-delete";
	if (!taken) setLock$1(session, vmid, lock);
	const locked = (body) => withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		if (draft.options.get("lock") !== lock) die(`encountered invalid lock, expected '${lock}'`);
		return body(draft);
	});
	const mounts = locked((draft) => {
		if (isTemplate(draft)) die(`you can't delete a snapshot if vm is a template`);
		const section = draft.snapshots.get(snapname) ?? missing();
		section.options.set("snapstate", "delete");
		writeConf(session, vmid, draft);
		return mountsInSnapshot(section.options, snapname);
	});
	const freed = [];
	for (const { key, volume } of mounts) {
		if (taken && !taken.includes(key)) continue;
		session.at("delsnapshot:volume");
		try {
			deleteDiskSnapshot(session, volume, snapname);
			freed.push(volume);
		} catch (error) {
			const reason = messageOf(error);
			if (!force) throw error;
			session.warn(`${reason}\n`);
		}
	}
	deleteGuestSnapshot(session.host, vmid, snapname);
	locked((draft) => {
		unlink$1(draft, snapname);
		draft.options.delete("lock");
		for (const volid of freed) addUnused(draft, volid);
		writeConf(session, vmid, draft);
	});
}
const pctDelsnapshot = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const snapname = values.get("snapname") ?? "";
	runTask(session, "vzdelsnapshot", String(vmid), () => {
		removeSnapshot(session, vmid, snapname, { force: values.get("force") === "1" });
	});
};
// src/simulator/pct/destroy.ts
/** `pct destroy`: checks first, then a task that frees the volumes; the conf file goes last. */
/** The exit that Perl's left-over ENOTTY makes of the refusal. */
const PROTECTED_EXIT = 25;
/** @returns whether the HA manager has the guest. @throws Failure when the guest may not be destroyed */
function assertDestroyable$1(session, vmid, draft, purge) {
	if (session.node.quirks.protection && draft.options.get("protection") === "1") die(`can't remove CT ${vmid} - protection mode enabled`, PROTECTED_EXIT);
	checkLock(draft);
	const managed = isHaResource(session.host, vmid);
	if (managed && !purge) die(`unable to remove CT ${vmid} - used in HA resources and purge parameter not set.`);
	return managed;
}
/** Frees what the configuration names, current and pending; volumes of another owner stay. */
function freeGuestVolumes(session, vmid, draft) {
	const mounts = [...mountsOf(draft.options, true), ...mountsOf(draft.pending.options, true)];
	const volids = new Set(mounts.filter(({ type }) => type === "volume").map(({ volume }) => volume));
	for (const volid of volids) {
		if (locateImage(session.host, volid).name.vmid === vmid) freeDisk(session, volid);
		else session.warn(`ignore deletion of '${volid}', CT ${vmid} isn't the owner!\n`);
		session.at("destroy:freed");
	}
}
function freeUnreferenced(session, vmid) {
	for (const storage of readStorages(session.host).values()) {
		if (!(STORAGE_TYPES.has(storage.type) && !storage.disabled && isOnNode(storage, session.node.name)) || !storage.content.includes("rootdir")) continue;
		for (const name of volumesOf(session.host, storage.id, vmid)) try {
			freeDisk(session, `${storage.id}:${name}`);
		} catch (error) {
			session.warn(`${messageOf(error)}\n`);
		}
	}
}
function purgeReferences(session, vmid, managed) {
	session.print(`purging CT ${vmid} from related configurations..\n`);
	if (!managed) return;
	changeResources(session.host, (all) => all.delete(`ct:${vmid}`));
	session.print(`NOTE: removed CT ${vmid} from HA resource configuration.\n`);
}
const pctDestroy = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const { host, node } = session;
	const [force, purge] = [values.get("force") === "1", values.get("purge") === "1"];
	const refuseRunning = () => die(`unable to destroy CT ${vmid} - container is running`);
	assertDestroyable$1(session, vmid, loadConf(session, vmid), purge);
	if (!force && isRunning(host, vmid)) refuseRunning();
	const destroy = () => {
		const draft = loadConf(session, vmid);
		const managed = assertDestroyable$1(session, vmid, draft, purge);
		if (isRunning(host, vmid)) {
			if (!force) refuseRunning();
			session.warn(`forced to stop CT ${vmid} before destroying!\n`);
			stopGuest(session, vmid);
		}
		freeGuestVolumes(session, vmid, draft);
		if (values.get("destroy-unreferenced-disks") === "1") freeUnreferenced(session, vmid);
		writeConf(session, vmid, {
			...draft,
			description: null,
			options: /* @__PURE__ */ new Map([["lock", "destroyed"]]),
			raw: [],
			pending: {
				...draft.pending,
				options: /* @__PURE__ */ new Map(),
				delete: []
			},
			snapshots: /* @__PURE__ */ new Map()
		});
		session.at("destroy:emptied");
		for (const [key, value] of draft.options) if (/^net\d+$/.test(key)) cardGone(session, value);
		removeGuestFiles(host, vmid);
		session.runtime?.removed?.(vmid);
		dropFromPools(host, vmid);
		host.remove(`/etc/pve/firewall/${vmid}.fw`);
		if (purge) purgeReferences(session, vmid, managed);
		host.remove(confPath(node.name, vmid));
	};
	runTask(session, "vzdestroy", String(vmid), () => withGuestLock(session, vmid, destroy));
};
// src/simulator/pct/mount.ts
/** `pct mount` and `pct unmount`: the guest's file system on the node, under `lock: mounted`. */
const path$1 = (vmid) => `/.sim/mounted/${vmid}`;
/** Does the guest's file system stand on the node? `pct unlock` alone does not take it off (observed). */
const isMounted = (host, vmid) => host.read(path$1(vmid)) !== null;
/** @throws Failure when a volume is not there; what was set before stays, as on a real node */
function mountAll(session, vmid, options) {
	for (const { type, volume } of mountsOf(options)) if (type === "volume") requireVolume(session, volume);
	session.host.write(path$1(vmid), "");
}
function unmountAll({ host, runtime }, vmid) {
	runtime?.unmount?.(vmid);
	host.remove(path$1(vmid));
}
const pctMount = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		checkLock(draft);
		draft.options.set("lock", "mounted");
		writeConf(session, vmid, draft);
		mountAll(session, vmid, draft.options);
		session.runtime?.mount?.(guestOptions(vmid, draft));
	});
	session.print(`mounted CT ${vmid} in '/var/lib/lxc/${vmid}/rootfs'\n`);
};
const pctUnmount = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	loadConf(session, vmid);
	unmountAll(session, vmid);
	removeLock(session, vmid, "mounted");
};
// src/simulator/pct/df.ts
/** `pct df` and `pct fstrim`: what the volumes of a guest hold, mounted for the moment when it does not run. */
/** What statfs tells of a volume in bytes: ext4's own tables and its reserve are gone, as on the recorded node. */
function fileSystemOf(session, volid) {
	const { size, used = 0 } = requireVolume(session, volid);
	const { storage, name } = locateImage(session.host, volid);
	if (name.format !== "raw") {
		const whole = usageOf(session.host, storage);
		return {
			total: size || whole.total,
			used,
			avail: Math.max(0, (size ? size : whole.avail) - used)
		};
	}
	const total = Math.floor(size * (1 - 1 / 64 - 1 / 32 - .0027));
	return {
		total,
		used,
		avail: Math.max(0, Math.floor(total - used - size * .05))
	};
}
function human(bytes) {
	let rest = bytes;
	for (const unit of [
		"",
		"K",
		"M",
		"G"
	]) {
		if (rest < 1024) return unit === "" ? String(rest) : `${rest.toFixed(1)}${unit}`;
		rest /= 1024;
	}
	return `${rest.toFixed(1)}T`;
}
const pathOf = ({ key, properties }) => key === "rootfs" ? "/" : properties.get("mp") ?? "";
function printTable(session, options) {
	const rows = [[
		"MP",
		"Volume",
		"Size",
		"Used",
		"Avail",
		"Use%",
		"Path"
	]];
	for (const mount of mountsOf(options)) {
		if (mount.type !== "volume") continue;
		const { total, used, avail } = fileSystemOf(session, mount.volume);
		const share = (100 * used / total).toFixed(1);
		rows.push([
			mount.key,
			mount.volume,
			human(total),
			human(used),
			human(avail),
			share,
			pathOf(mount)
		]);
	}
	const width = (column) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
	for (const row of rows) {
		const cells = row.map((cell, column) => {
			if (column < 2) return cell.padEnd(width(column));
			return column < 6 ? cell.padStart(width(column)) : cell;
		});
		session.print(`${cells.join(" ")}\n`);
	}
}
const pctDf = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	if (isRunning(session.host, vmid)) {
		withGuestLock(session, vmid, () => printTable(session, loadConf(session, vmid).options));
		return;
	}
	const draft = setLock$1(session, vmid, "mounted");
	mountAll(session, vmid, draft.options);
	printTable(session, draft.options);
	unmountAll(session, vmid);
	removeLock(session, vmid, "mounted");
};
const pctFstrim = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const draft = setLock$1(session, vmid, "fstrim");
	try {
		mountAll(session, vmid, draft.options);
		for (const mount of mountsOf(draft.options)) {
			const skipped = values.get("ignore-mountpoints") === "1" && mount.key !== "rootfs";
			if (mount.type !== "volume" || mount.properties.get("ro") === "1" || skipped) continue;
			const { avail } = fileSystemOf(session, mount.volume);
			const gib = (avail / 1024 ** 3).toFixed(1);
			session.print(`/var/lib/lxc/${vmid}/rootfs${pathOf(mount)}: ${gib} GiB (${avail} bytes) trimmed\n`);
		}
	} catch (error) {
		session.warn(`${messageOf(error)}\n`);
	}
	unmountAll(session, vmid);
	removeLock(session, vmid, "fstrim");
};
// src/simulator/pct/exec.ts
/** `pct exec`, `enter` and `console`: processes in a guest, run by the session's runtime; the rest is Proxmox's checks. */
/** `pct` sets it for itself, and a kept environment carries it into the guest. */
const HOST_PATH = "/sbin:/bin:/usr/sbin:/usr/bin";
/** What lxc-attach gives a guest with a cleared environment. */
const GUEST_PATH$1 = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** `A=1` pairs of the `env` option, joined by NUL in the draft. */
function declaredEnv(env) {
	const pairs = (env ?? "").split("\0").filter((pair) => pair !== "");
	return Object.fromEntries(pairs.map((pair) => {
		const at = pair.indexOf("=");
		return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
	}));
}
/** Runs a program in the guest, and ends with its exit status (128 + signal, 127 not found, 126 not executable). */
function attach$2(session, { values }, argv) {
	const vmid = Number(values.get("vmid"));
	const draft = loadConf(session, vmid);
	if (!isRunning(session.host, vmid)) die(`container '${vmid}' not running!`);
	const [program] = argv;
	if (program === void 0) die("missing command at /usr/share/perl5/PVE/CLI/pct.pm line 246.");
	const env = {
		...values.get("keep-env") !== "0" ? {
			...session.env,
			PATH: HOST_PATH
		} : {
			PATH: GUEST_PATH$1,
			TERM: "linux"
		},
		...declaredEnv(getOption(draft, "env")),
		container: "lxc"
	};
	const end = (session.runtime ?? die(`lxc-attach: ${vmid}: no process can be run in this simulated guest`, 1)).exec({
		vmid,
		argv,
		env,
		get stdin() {
			return session.stdin;
		}
	});
	session.print(end.stdout);
	session.warn(end.stderr);
	if (end.failed !== void 0) {
		const [reason, exit] = end.failed === "ENOENT" ? ["No such file or directory", 127] : ["Permission denied", 126];
		const place = `lxc-attach: ${vmid}: ../src/lxc/attach.c: lxc_attach_run_command: 1841`;
		die(`${place} ${reason} - Failed to exec "${program}"`, exit);
	}
	if (end.exit !== 0) die("", end.exit < 0 ? 128 - end.exit : end.exit);
}
const pctExec = (session, parameters) => attach$2(session, parameters, parameters.extra);
/** Without a terminal a shell reads stdin. */
const pctEnter = (session, parameters) => attach$2(session, parameters, ["/bin/sh"]);
/** There is no terminal to attach. */
const pctConsole = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	loadConf(session, vmid);
	die(`lxc-console: ${vmid}: ../src/lxc/terminal.c: lxc_console: 1282 Failed to add stdin handler`, 1);
};
// src/simulator/pct/fsck.ts
/** `pct fsck`: checks the file system of one volume of a stopped guest. */
const pctFsck = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const key = values.get("device") ?? "rootfs";
	withGuestLock(session, vmid, () => {
		const { options } = loadConf(session, vmid);
		if (!options.has(key)) die(`cannot run command on non-existing mount point ${key}`);
		const { volume } = mountAt(options, key);
		if (isRunning(session.host, vmid)) die("cannot run fsck when container is running");
		if (!parseVolumeId(volume)) die(`path '${volume}' does not point to a block device`);
		const { storage, type, name } = locateImage(session.host, volume);
		if (name.format !== "raw") die(`unable to run fsck for '${volume}' (format == ${name.format})`);
		const { size } = requireVolume(session, volume);
		const path = type.path(storage, name);
		session.print("fsck from util-linux 2.38.1\n");
		if (isMounted(session.host, vmid)) {
			session.print(`${path} is mounted.\n`);
			die(`command 'fsck -a -l ${path}' failed: exit code 8`);
		}
		session.print(`${path}: clean, 10501/${Math.floor(size / 16384)} files, 65339/${Math.floor(size / 4096)} blocks\n`);
	});
};
// src/simulator/pct/list.ts
/** `pct list`: the containers of this node, one line each; nothing at all when there is none. */
const row = (vmid, status, lock, name) => `${vmid.padEnd(10)} ${status.padEnd(10)} ${lock.padEnd(12)} ${name.padEnd(20)}\n`;
const pctList = (session) => {
	const { host, node } = session;
	const vmids = guestsOf(host, node.name);
	const running = new Set(runningGuests(host));
	if (vmids.length > 0) session.print(row("VMID", "Status", "Lock", "Name"));
	for (const vmid of vmids) {
		const { options } = parseConf(host.read(confPath(node.name, vmid)) ?? "");
		const name = (options.get("hostname") ?? `CT${vmid}`).replace(/\s/g, "");
		const status = running.has(vmid) ? "running" : "stopped";
		session.print(row(String(vmid), status, options.get("lock") ?? "", name));
	}
};
// src/simulator/pct/move-volume.ts
/** `pct move-volume`: to another storage of a stopped guest, or to another guest. */
const inSnapshots = (draft, volid) => [...draft.snapshots.values()].some(({ options }) => mountsOf(options).some(({ volume }) => volume === volid));
const isUnused = (key) => /^unused\d+$/.test(key);
/** Locks the guest with `disk`, and finds what is to be copied. */
function beginMove(session, vmid, key, values) {
	return withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		checkLock(draft);
		if (isRunning(session.host, vmid)) die("cannot move volumes of a running container");
		if (isUnused(key)) die(`cannot move volume '${key}', only configured volumes can be moved to another storage`);
		const mount = mountAt(draft.options, key);
		if (values.get("delete") === "1" && inSnapshots(draft, mount.volume)) die(`you can't move a volume with snapshots and delete the source`);
		assertDigest(session, draft, values.get("digest"));
		draft.options.set("lock", "disk");
		writeConf(session, vmid, draft);
		return mount;
	});
}
function move(session, vmid, mount, storage, remove) {
	const before = loadConf(session, vmid);
	if (mount.type !== "volume") die(`unable to parse volume ID '${mount.volume}'`);
	const { size } = requireVolume(session, mount.volume);
	let copy = copyDisk(session, mount.volume, vmid, storage, null);
	session.at("move:copied");
	try {
		if (isTemplate(before)) copy = createBase(session, copy);
		withGuestLock(session, vmid, () => {
			const draft = loadConf(session, vmid);
			assertDigest(session, draft, before.digest ?? void 0);
			draft.options.set(mount.key, withVolume(mount, copy, size));
			if (!remove) addUnused(draft, mount.volume);
			writeConf(session, vmid, draft);
		});
	} catch (error) {
		if (error instanceof Failure) freeDisk(session, copy);
		throw error;
	}
	if (!remove) return;
	try {
		freeDisk(session, mount.volume);
	} catch (error) {
		session.warn(`${messageOf(error)}\n`);
		withGuestLock(session, vmid, () => {
			const draft = loadConf(session, vmid);
			addUnused(draft, mount.volume);
			writeConf(session, vmid, draft);
		});
	}
}
function moveToStorage$1(session, values, storage) {
	const vmid = Number(values.get("vmid"));
	const mount = beginMove(session, vmid, values.get("volume") ?? "", values);
	session.at("move:locked");
	runTask(session, "move_volume", String(vmid), () => {
		try {
			move(session, vmid, mount, storage, values.get("delete") === "1");
		} catch (error) {
			if (error instanceof Failure) removeLock(session, vmid, "disk");
			throw error;
		}
		removeLock(session, vmid, "disk");
	});
}
/** Both configurations and the volume. @throws Failure when it may not change its owner */
function checkReassign(session, { vmid, key, target, targetKey }, values) {
	const { host } = session;
	if (key === "rootfs" || targetKey === "rootfs") die(`Cannot move to/from 'rootfs'`);
	if (isUnused(key) && !isUnused(targetKey)) die("Moving an unused volume to a used one is not possible");
	const nodes = [vmid, target].map((id) => ownerOf$1(host, id)?.node ?? die(`could not find CT ${id}`));
	if (nodes[0] !== nodes[1]) die(`Both containers need to be on the same node (${nodes.join(" != ")})`);
	const source = loadConf(session, vmid);
	checkLock(source);
	const other = target === vmid ? source : loadConf(session, target);
	checkLock(other);
	if (isTemplate(source) || isTemplate(other)) die(`Can't move volumes from or to template CT`);
	for (const [draft, name, id] of [[
		source,
		"digest",
		vmid
	], [
		other,
		"target-digest",
		target
	]]) try {
		assertDigest(session, draft, values.get(name));
	} catch (error) {
		die(`Container ${id}: ${messageOf(error)}`);
	}
	if (!source.options.has(key)) die(`volume '${key}' for container '${vmid}' does not exist`);
	if (other.options.has(targetKey)) die(`Target volume key '${targetKey}' is already in use for container '${target}'`);
	const mount = mountAt(source.options, key);
	if (inSnapshots(source, mount.volume)) die("Cannot move volume used by a snapshot to another container");
	if (!diskHas(session, "rename", mount.volume, null)) die("Storage does not support moving of this disk to another container");
	if (isRunning(host, vmid) && !isUnused(key)) die("Cannot move in-use volume while the source CT is running - detach or shutdown first");
	return {
		source,
		other,
		mount
	};
}
function moveToGuest(session, values, target) {
	const [vmid, key] = [Number(values.get("vmid")), values.get("volume") ?? ""];
	const ends = {
		vmid,
		key,
		target,
		targetKey: values.get("target-volume") ?? key
	};
	checkReassign(session, ends, values);
	const id = `${vmid}-${key}>${target}-${ends.targetKey}`;
	const reassign = () => {
		const { source, other, mount } = checkReassign(session, ends, values);
		session.print(`moving volume '${key}' from container '${vmid}' to '${target}'\n`);
		const volid = reassignDisk(session, mount.volume, target);
		source.options.delete(key);
		session.print(`removing volume '${key}' from container '${vmid}' config\n`);
		writeConf(session, vmid, source);
		other.options.set(ends.targetKey, isUnused(ends.targetKey) ? volid : withVolume({
			...mount,
			key: ends.targetKey
		}, volid));
		writeConf(session, target, other);
		session.print(`target container '${target}' updated with '${ends.targetKey}'\n`);
	};
	const bothLocked = () => withGuestLock(session, vmid, () => target === vmid ? reassign() : withGuestLock(session, target, reassign));
	runTask(session, "move_volume", id, bothLocked);
}
const pctMoveVolume = (session, { values }) => {
	const [storage, target] = [values.get("storage"), values.get("target-vmid")];
	if (storage && target) die("either set storage or target-vmid, but not both");
	if (storage) return moveToStorage$1(session, values, storage);
	if (target) return moveToGuest(session, values, Number(target));
	const reason = `both 'storage' and 'target-vmid' missing, either needs to be set`;
	throw new ParameterFailure(/* @__PURE__ */ new Map([["target-vmid", reason], ["storage", reason]]));
};
// src/simulator/pct/pending.ts
/** `pct pending`: each option's current value, with what it will be after the next stop. */
const pctPending = (session, { values }) => {
	const draft = loadConf(session, Number(values.get("vmid")));
	const deletions = new Set(pendingDeletions(draft));
	const shown = (key, value) => key === "description" ? encodeText(value) : value;
	for (const key of [.../* @__PURE__ */ new Set([...optionKeys(draft), ...optionKeys(draft.pending)])].sort()) {
		const [now, then] = [getOption(draft, key), getOption(draft.pending, key)];
		if (now !== void 0) session.print(`${deletions.has(key) ? "del" : "cur"} ${key}: ${shown(key, now)}\n`);
		if (then !== void 0 && !(now !== void 0 && deletions.has(key))) session.print(`new ${key}: ${shown(key, then)}\n`);
	}
};
// src/simulator/pct/forgiving.ts
/**
* Runs a task whose failure only shows on stderr.
* @returns the UPID, also of a task that failed
*/
function forgiving(session, run) {
	try {
		return run();
	} catch (error) {
		if (!(error instanceof TaskFailure) || !session.node.quirks.exit0) throw error;
		session.warn(`${error.message}\n`);
		return error.upid;
	}
}
// src/simulator/pct/push.ts
/** `pct push` and `pct pull`: one file. When the copy fails, only stderr tells: the exit is 0 (PVE 9.2). */
/** Folders that every guest has, although nothing has been put there. */
const GUEST_FOLDERS = /* @__PURE__ */ new Set([
	"",
	"/bin",
	"/boot",
	"/dev",
	"/etc",
	"/home",
	"/lib",
	"/media",
	"/mnt",
	"/opt",
	"/proc",
	"/root",
	"/run",
	"/sbin",
	"/srv",
	"/sys",
	"/tmp",
	"/usr",
	"/usr/bin",
	"/usr/lib",
	"/usr/local",
	"/usr/local/bin",
	"/usr/sbin",
	"/var",
	"/var/lib",
	"/var/log",
	"/var/tmp",
	"/etc/systemd/system"
]);
/** Users and groups of a fresh Debian, which most guests are. */
const NAMES = /* @__PURE__ */ new Set([
	"root",
	"daemon",
	"bin",
	"sys",
	"sync",
	"games",
	"man",
	"lp",
	"mail",
	"news",
	"uucp",
	"proxy",
	"www-data",
	"backup",
	"list",
	"irc",
	"nobody",
	"nogroup",
	"adm",
	"tty",
	"disk",
	"sudo",
	"audio",
	"video",
	"render",
	"staff",
	"users"
]);
/** The same path whether or not it begins with `/`: commands in a guest start at its root. */
const clean = (path) => `/${path.split("/").filter((part) => part !== "" && part !== ".").join("/")}`;
function isFolder(host, vmid, path) {
	const folder = path === "/" ? "" : path;
	return GUEST_FOLDERS.has(folder) || host.list(`${guestRoot(vmid)}${folder}`).length > 0;
}
/** What makes Proxmox's `create_file` die before it has opened anything. */
function checkOwner(host, vmid, values) {
	const known = (file, name) => {
		const text = vmid === null ? null : host.read(`${guestRoot(vmid)}/etc/${file}`);
		return text === null ? NAMES.has(name) : text.split("\n").some((line) => line.startsWith(`${name}:`));
	};
	for (const [option, file, word] of [[
		"user",
		"passwd",
		"uid"
	], [
		"group",
		"group",
		"gid"
	]]) {
		const name = values.get(option);
		if (name !== void 0 && !/^\d+$/.test(name) && !known(file, name)) die(`failed to get ${word} for: ${name}`);
	}
	const perms = values.get("perms");
	if (perms === void 0) return;
	const mode = perms.startsWith("0") ? perms : `0${perms}`;
	if (!/^(?:0x[0-9a-f]+|0[0-7]*)$/i.test(mode)) die(`invalid mode: '${mode}'`);
}
/** A file of the machine on which the command runs; null for a folder or nothing. */
const localFile = (session, path) => session.host.read(path) ?? session.runtime?.readFile?.(path) ?? null;
function copyOf$1(vmid, hostPath, guestPath, values) {
	const asked = [
		"perms",
		"user",
		"group"
	].flatMap((name) => {
		const value = values.get(name);
		return value === void 0 ? [] : [[name, value]];
	});
	return {
		vmid,
		hostPath,
		guestPath,
		...Object.fromEntries(asked)
	};
}
function pushFile$1(session, vmid, values) {
	const { host } = session;
	const [file, destination] = [values.get("file") ?? "", values.get("destination") ?? ""];
	if (session.runtime?.push) return session.runtime.push(copyOf$1(vmid, file, destination, values));
	const text = localFile(session, file);
	const folder = text === null && (host.list(file).length > 0 || hostPathExists(session.node, file));
	if (text === null && !folder) die(`failed to open ${file} for reading`);
	checkOwner(host, vmid, values);
	const target = clean(destination);
	if (!isFolder(host, vmid, target.slice(0, target.lastIndexOf("/")) || "/")) die(`failed to create file: ${destination}: No such file or directory`);
	if (destination.endsWith("/") || isFolder(host, vmid, target)) die(`failed to create file: ${destination}: Is a directory`);
	host.write(`${guestRoot(vmid)}${target}`, text ?? "");
}
function pullFile$1(session, vmid, values) {
	const { host } = session;
	const [path, destination] = [values.get("path") ?? "", values.get("destination") ?? ""];
	if (session.runtime?.pull) return session.runtime.pull(copyOf$1(vmid, destination, path, values));
	checkOwner(host, null, values);
	const parent = destination.slice(0, destination.lastIndexOf("/")) || "/";
	const write = (text) => {
		if (host.list(parent).length > 0 || hostPathExists(session.node, parent)) {
			host.write(destination, text);
			return;
		}
		const problem = session.runtime?.writeFile ? session.runtime.writeFile(destination, text) : "No such file or directory";
		if (problem !== null) die(`failed to create file: ${destination}: ${problem}`);
	};
	write("");
	const source = clean(path);
	const text = host.read(`${guestRoot(vmid)}${source}`);
	if (text === null && !isFolder(host, vmid, source)) die(`failed to open ${path}: No such file or directory`);
	if (text !== null) write(text);
}
const pctPush = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	withGuestLock(session, vmid, () => {
		if (!isRunning(session.host, vmid)) die("can only push files to a running CT");
		forgiving(session, () => runTask(session, "push_file", String(vmid), () => pushFile$1(session, vmid, values)));
	});
};
const pctPull = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	withGuestLock(session, vmid, () => {
		if (!isRunning(session.host, vmid)) die("can only pull files from a running VM at /usr/share/perl5/PVE/CLI/pct.pm line 664.");
		forgiving(session, () => runTask(session, "pull_file", String(vmid), () => pullFile$1(session, vmid, values)));
	});
};
// src/simulator/pct/rescan.ts
/** `pct rescan`: volumes that no conf file names become `unusedN`; sizes in conf files follow the storages. */
/** Every volume of a guest on the storages of this node that take containers, by id. */
function volumesOfGuest(session, vmid) {
	const storages = [...readStorages(session.host).values()].filter((storage) => STORAGE_TYPES.has(storage.type) && !storage.disabled && isOnNode(storage, session.node.name) && storage.content.includes("rootdir"));
	return new Map(storages.flatMap((storage) => [...guestVolumes(session.host, storage, vmid)].map(([name, record]) => [`${storage.id}:${name}`, record])));
}
function adjust$1(session, vmid, draft) {
	const volumes = volumesOfGuest(session, vmid);
	let changed = false;
	for (const volid of volumes.keys()) {
		if (isVolumeInUse(draft, volid) || mountsOf(draft.options, true).some(({ volume }) => volume === volid)) continue;
		const before = new Set(draft.options.keys());
		addUnused(draft, volid);
		const key = [...draft.options.keys()].find((name) => !before.has(name)) ?? "";
		session.print(`CT ${vmid}: add unreferenced volume '${volid}' as '${key}' to config.\n`);
		changed = true;
	}
	for (const mount of mountsOf(draft.options)) {
		const size = volumes.get(mount.volume)?.size;
		if (size === void 0 || size === parseSize$1(mount.properties.get("size") ?? "")) continue;
		session.print(`CT ${vmid}: updated volume size of '${mount.volume}' in config.\n`);
		draft.options.set(mount.key, withVolume(mount, mount.volume, size));
		changed = true;
	}
	return changed;
}
const pctRescan = (session, { values }) => {
	const dryrun = values.get("dryrun") === "1";
	if (dryrun) session.print(`NOTE: running in dry-run mode, won't write changes out!\n`);
	session.print("rescan volumes...\n");
	const vmid = values.get("vmid");
	const vmids = vmid === void 0 ? guestsOf(session.host, session.node.name) : [Number(vmid)];
	for (const guest of vmids) withGuestLock(session, guest, () => {
		const draft = loadConf(session, guest);
		checkLock(draft);
		if (adjust$1(session, guest, draft) && !dryrun) writeConf(session, guest, draft);
	});
};
// src/simulator/pct/resize.ts
/** `pct resize`: volumes only grow. What fails inside the task is exit 0 (PVE 9.2). */
function check$1(session, values) {
	const vmid = Number(values.get("vmid"));
	const size = values.get("size") ?? "";
	const draft = loadConf(session, vmid);
	checkLock(draft);
	assertDigest(session, draft, values.get("digest"));
	const mount = mountAt(draft.options, values.get("disk") ?? "");
	const { id, name } = locateImage(session.host, mount.volume);
	if (name.vmid !== vmid) die(`can't resize mount point owned by another container (${name.vmid})`);
	const now = volumeRecord(session.host, id)?.size ?? die(`Could not determine current size of volume '${mount.volume}'`);
	const asked = parseSize$1(size.replace(/^\+/, "")) ?? die("invalid size string");
	const bytes = size.startsWith("+") ? now + asked : asked;
	if (bytes < now) die("unable to shrink disk size");
	if (bytes === now) die("disk is already at specified size");
	return {
		draft,
		mount,
		bytes
	};
}
/** What e2fsck and resize2fs say, or why the file system stays as small as it was. */
function growFileSystem(session, vmid, path, bytes) {
	const blocks = Math.floor(bytes / 4096);
	if (isRunning(session.host, vmid)) {
		session.print("resize2fs 1.47.0 (5-Feb-2023)\n");
		session.print(`The filesystem on ${path} is now ${blocks} (4k) blocks long.\n\n`);
		return;
	}
	session.print("e2fsck 1.47.0 (5-Feb-2023)\n");
	if (isMounted(session.host, vmid)) {
		session.print(`${path} is mounted.\ne2fsck: Cannot continue, aborting.\n\n\n`);
		session.warn(`Failed to update the container's filesystem: command 'e2fsck -f -y ${path}' failed: exit code 8\n\n`);
		return;
	}
	session.print(`Pass 1: Checking inodes, blocks, and sizes\nPass 5: Checking group summary information\n`);
	session.print(`resize2fs 1.47.0 (5-Feb-2023)\nResizing the filesystem on ${path} to ${blocks} (4k) blocks.\n`);
	session.print(`The filesystem on ${path} is now ${blocks} (4k) blocks long.\n\n`);
}
/** Grows a volume. A task that failed is exit 0; what is refused at once is not. */
const pctResize = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	check$1(session, values);
	forgiving(session, () => runTask(session, "resize", String(vmid), () => withGuestLock(session, vmid, () => {
		const { draft, mount, bytes } = check$1(session, values);
		resizeDisk(session, mount.volume, bytes);
		session.at("resize:grown");
		draft.options.set(mount.key, withVolume(mount, mount.volume, bytes));
		writeConf(session, vmid, draft);
		const { storage, type, name } = locateImage(session.host, mount.volume);
		if (name.format === "raw") growFileSystem(session, vmid, type.path(storage, name), bytes);
	})));
};
// src/simulator/backups.ts
/** Backup files of guests: the conf file that is in them, and the guest's files beside them. */
const treeOf = (volid) => `/.sim/backups/${encodeURIComponent(volid)}`;
const keepBackupFiles = (host, volid, vmid) => copyTree$1(host, guestRoot(vmid), treeOf(volid));
const restoreBackupFiles = (host, volid, vmid) => copyTree$1(host, treeOf(volid), guestRoot(vmid));
const removeBackup = (host, volid) => removeTree(host, treeOf(volid));
// src/simulator/pct/template.ts
/** `pct template`: makes bases of all volumes. What fails inside the task is exit 0 (PVE 9.2). */
/** Turns the volumes of a configuration into bases. @throws Failure when one of them cannot be */
function makeBases(session, draft) {
	const mounts = mountsOf(draft.options);
	for (const { volume } of mounts) if (!diskHas(session, "template", volume, null)) die(`Template feature is not available for '${volume}'`);
	for (const mount of mounts) {
		draft.options.set(mount.key, withVolume(mount, createBase(session, mount.volume)));
		session.at("template:base");
	}
}
const pctTemplate = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		checkLock(draft);
		if (draft.snapshots.size > 0) die("unable to create template, because CT contains snapshots");
		if (isTemplate(draft)) die(`you can't convert a template to a template`);
		if (isRunning(session.host, vmid)) die(`you can't convert a CT to template if the CT is running`);
		forgiving(session, () => runTask(session, "vztemplate", String(vmid), () => {
			makeBases(session, draft);
			draft.options.set("template", "1");
			writeConf(session, vmid, draft);
		}));
	});
};
// src/simulator/pct/restore.ts
/** `pct restore`: a guest from a backup of this simulator; volumes are new, the configuration is merged with what is given. */
/** Kept out of the merge: these are the new guest's own (PVE 9.2). */
const NOT_MERGED = /^(?:rootfs|mp\d+|unused\d+|unprivileged|parent|template|lock|snaptime)$/;
function readOrder$1(session, values) {
	const [vmid, archive] = [Number(values.get("vmid")), values.get("ostemplate") ?? ""];
	const replaces = values.get("force") === "1" && session.host.read(confPath(session.node.name, vmid)) !== null;
	if (replaces) {
		if (isRunning(session.host, vmid)) die(`can't overwrite running container`);
		if (loadConf(session, vmid).options.get("protection") === "1" && session.node.quirks.protection) die(`unable to restore CT ${vmid} - protection mode enabled`);
	} else assertUnused(session, vmid);
	const pool = values.get("pool");
	if (pool !== void 0) requirePool(session.host, pool);
	if (locate(session.host, archive).name.kind !== "backup") die(`unable to use volume ${archive} - content type needs to be 'backup'`);
	const options = new Map(values);
	for (const name of PARAMETERS$1) options.delete(name);
	const asBackedUp = volumeKeys(options).length === 0;
	const storage = values.get("storage") ?? "local";
	const mounts = takeMounts(session, options, storage);
	const given = emptyDraft();
	updateConf(session, vmid, given, false, {
		set: options,
		delete: [],
		revert: []
	});
	return {
		vmid,
		archive,
		mounts: asBackedUp ? null : mounts,
		storage,
		unprivileged: values.get("unprivileged"),
		unique: values.get("unique") === "1",
		given,
		replaces
	};
}
/** The backed-up volumes as new ones on one storage, and the bind mounts, which come back last. */
function mountsOfBackup(backup, storage) {
	const [volumes, binds] = [/* @__PURE__ */ new Map(), /* @__PURE__ */ new Map()];
	for (const mount of mountsOf(backup.options)) {
		if (mount.type !== "volume") {
			binds.set(mount.key, backup.options.get(mount.key) ?? "");
			continue;
		}
		const size = parseSize$1(mount.properties.get("size") ?? "") ?? die(`unable to detect disk size - please specify ${mount.key} (size)`);
		const properties = new Map(mount.properties);
		properties.delete("size");
		volumes.set(mount.key, withVolume({
			...mount,
			properties
		}, `${storage}:${size / 1024 ** 3}`));
	}
	if (!volumes.has("rootfs")) die("rootfs configuration could not be recovered, please check and specify manually!");
	return {
		volumes,
		binds
	};
}
function merge(session, draft, backup, unique) {
	for (const key of optionKeys(backup)) {
		if (NOT_MERGED.test(key)) continue;
		const value = getOption(backup, key) ?? "";
		if (unique && /^net\d+$/.test(key)) {
			const net = parsePropertyString(FAMILIES.net, value);
			net.delete("hwaddr");
			draft.options.set(key, formatNet(parseNet(session, formatNet(net))));
		} else if (getOption(draft, key) === void 0) setOption(draft, key, value);
	}
}
function unpack$1(session, { vmid, archive }, record, draft) {
	const { type, storage, name } = locate(session.host, archive);
	session.print(`restoring '${archive}' now..\n`);
	session.print(`extracting archive '${type.path(storage, name)}'\n`);
	session.at("restore:unpacking");
	const bytes = record.unpacked ?? record.size;
	const rootfs = volumeOf("rootfs", draft.options.get("rootfs")) ?? "";
	if (!fill(session, rootfs, bytes)) die(`command 'tar xpf - --totals --one-file-system -p --sparse' failed: exit code 2`);
	session.print(`Total bytes read: ${bytes} (${Math.round(bytes / 1024 ** 2)}MiB, 150MiB/s)\n`);
	removeGuestFiles(session.host, vmid);
	restoreBackupFiles(session.host, archive, vmid);
	const volumes = mountsOf(draft.options).filter(({ type }) => type === "volume");
	session.runtime?.volumes?.restore(archive, new Map(volumes.map(({ key, volume }) => [key, volume])));
}
function build$2(session, order, progress) {
	const { vmid, archive, given } = order;
	const old = loadConf(session, vmid);
	session.print(`recovering backed-up configuration from '${archive}'\n`);
	const { id } = locate(session.host, archive);
	const record = volumeRecord(session.host, id) ?? die(`volume '${archive}' does not exist`);
	const backup = draftOf(record.text ?? "", vmid);
	const draft = {
		...emptyDraft(),
		description: given.description,
		options: new Map(given.options),
		raw: [...backup.raw]
	};
	if ((order.unprivileged ?? backup.options.get("unprivileged")) === "1") draft.options.set("unprivileged", "1");
	const found = order.mounts === null ? mountsOfBackup(backup, order.storage) : {
		volumes: order.mounts,
		binds: /* @__PURE__ */ new Map()
	};
	progress.changed = true;
	makeMounts(session, vmid, draft, found.volumes, progress.made);
	if (old.options.size > 1) freeGuestVolumes(session, vmid, old);
	unpack$1(session, order, record, draft);
	session.print("merging backed-up and given configuration..\n");
	merge(session, draft, backup, order.unique);
	if (!draft.options.get("hostname")) draft.options.set("hostname", `CT${vmid}`);
	if (!Number(draft.options.get("memory"))) draft.options.set("memory", "512");
	if (!draft.options.has("swap")) draft.options.set("swap", "512");
	for (const [key, value] of found.binds) draft.options.set(key, value);
	if (isTemplate(backup)) {
		session.warn("Convert restored container to template...\n");
		makeBases(session, draft);
		draft.options.set("template", "1");
	}
	writeConf(session, vmid, draft);
}
function restore$2(session, order) {
	const { vmid } = order;
	const progress = {
		made: [],
		changed: false
	};
	try {
		build$2(session, order, progress);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		for (const volid of progress.made) freeDisk(session, volid);
		if (order.replaces && !progress.changed) removeLock(session, vmid, "create");
		else session.host.remove(confPath(session.node.name, vmid));
		die(`unable to restore CT ${vmid} - ${error.message}`);
	}
}
const pctRestore = (session, { values }) => {
	const order = readOrder$1(session, values);
	const { vmid } = order;
	try {
		createAndLock(session, vmid, order.replaces);
	} catch (error) {
		die(`unable to restore CT ${vmid} - ${messageOf(error)}`);
	}
	session.at("restore:locked");
	runTask(session, "vzrestore", String(vmid), (task) => {
		withGuestLock(session, vmid, () => restore$2(session, order));
		const pool = values.get("pool");
		if (pool !== void 0) addToPool(session.host, pool, vmid);
		if (values.get("start") === "1") withGuestLock(session, vmid, () => startGuest(session, vmid, task));
	});
};
// src/simulator/pct/snapshot.ts
/** `pct snapshot`: prepared, taken volume by volume, committed; `lock: snapshot` stands in between. */
/** What a snapshot keeps of a configuration, and what a rollback brings back. */
function copySection(source) {
	const left = /^(?:snapstate|snaptime|lock|unused\d+)$/;
	return {
		description: null,
		options: new Map([...source.options].filter(([key]) => !left.test(key))),
		raw: [...source.raw]
	};
}
function prepare$2(session, vmid, snapname, comment) {
	const draft = loadConf(session, vmid);
	if (isTemplate(draft)) die(`you can't take a snapshot if it's a template`);
	checkLock(draft);
	draft.options.set("lock", "snapshot");
	if (draft.snapshots.has(snapname)) die(`snapshot name '${snapname}' already used`);
	if (!mountsInSnapshot(draft.options, snapname).every(({ volume }) => diskHas(session, "snapshot", volume, null))) die("snapshot feature is not available");
	for (const [name, section] of draft.snapshots) {
		if (section.options.get("parent") !== snapname) continue;
		session.warn(`deleting parent '${snapname}' reference from '${name}' to avoid bogus snapshot cycle.\n`);
		section.options.delete("parent");
	}
	const section = copySection(draft);
	section.options.set("snapstate", "prepare");
	section.options.set("snaptime", String(Math.floor(session.host.now() / 1e3)));
	if (comment) section.description = `${comment.replace(/\n+$/, "")}\n`;
	draft.snapshots.set(snapname, section);
	writeConf(session, vmid, draft);
	return draft;
}
function commit$1(session, vmid, snapname) {
	const draft = loadConf(session, vmid);
	if (draft.options.get("lock") !== "snapshot") die("missing snapshot lock");
	const section = draft.snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`);
	if (section.options.get("snapstate") !== "prepare") die("wrong snapshot state");
	section.options.delete("snapstate");
	draft.options.delete("lock");
	draft.options.set("parent", snapname);
	writeConf(session, vmid, draft);
}
/** Takes a snapshot of a guest. @throws Failure */
function takeSnapshot(session, vmid, snapname, comment) {
	const draft = withGuestLock(session, vmid, () => prepare$2(session, vmid, snapname, comment));
	session.at("snapshot:prepared");
	const taken = [];
	try {
		for (const { key, volume } of mountsInSnapshot(draft.snapshots.get(snapname)?.options ?? /* @__PURE__ */ new Map(), snapname)) {
			snapshotDisk(session, volume, snapname);
			taken.push(key);
			session.at("snapshot:taken");
		}
		snapshotGuestFiles(session.host, vmid, snapname);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		session.warn("snapshot create failed: starting cleanup\n");
		removeSnapshot(session, vmid, snapname, {
			force: true,
			taken
		});
		throw error;
	}
	withGuestLock(session, vmid, () => commit$1(session, vmid, snapname));
}
const pctSnapshot = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const snapname = values.get("snapname") ?? "";
	if (snapname === "current" || snapname === "vzdump") die(`unable to use snapshot name '${snapname}' (reserved name)`, 2);
	runTask(session, "vzsnapshot", String(vmid), () => {
		takeSnapshot(session, vmid, snapname, values.get("description"));
	});
};
// src/simulator/pct/rollback.ts
/** `pct rollback`: stops the guest, rolls the volumes back, then the configuration; the description is kept. */
function sectionOf(draft, snapname) {
	if (isTemplate(draft)) die(`you can't rollback if vm is a template`);
	return draft.snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`);
}
const volumes = (mounts) => mounts.filter(({ type }) => type === "volume").map(({ volume }) => volume);
function prepare$1(session, vmid, snapname) {
	const draft = loadConf(session, vmid);
	const section = sectionOf(draft, snapname);
	const mounts = mountsOf(section.options);
	for (const { volume } of mounts) assertRollback(session, volume, snapname);
	const state = section.options.get("snapstate");
	if (state) die(`unable to rollback to incomplete snapshot (snapstate = ${state})`);
	checkLock(draft);
	if (isRunning(session.host, vmid)) stopGuest(session, vmid);
	draft.options.set("lock", "rollback");
	writeConf(session, vmid, draft);
	return mounts;
}
function restore$1(session, vmid, snapname) {
	const draft = loadConf(session, vmid);
	const section = sectionOf(draft, snapname);
	if (draft.options.get("lock") !== "rollback") die("got wrong lock");
	const unused = new Map([...draft.options].filter(([key]) => /^unused\d+$/.test(key)));
	const kept = {
		...draft,
		options: unused
	};
	const inSnapshot = volumes(mountsOf(section.options));
	for (const volid of volumes(mountsOf(draft.options))) if (!inSnapshot.includes(volid)) addUnused(kept, volid);
	const restored = copySection(section);
	writeConf(session, vmid, {
		...restored,
		options: new Map([
			...kept.options,
			...restored.options,
			["parent", snapname]
		]),
		description: draft.description,
		pending: {
			description: null,
			options: /* @__PURE__ */ new Map(),
			raw: [],
			delete: []
		},
		snapshots: draft.snapshots,
		digest: draft.digest
	});
}
/** Rolls a guest back. @throws Failure */
function rollBack$1(session, vmid, snapname) {
	const mounts = withGuestLock(session, vmid, () => prepare$1(session, vmid, snapname));
	session.at("rollback:prepared");
	for (const { volume } of mounts) {
		rollbackDisk(session, volume, snapname);
		session.at("rollback:volume");
	}
	rollbackGuestFiles(session.host, vmid, snapname);
	withGuestLock(session, vmid, () => restore$1(session, vmid, snapname));
}
const pctRollback = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	runTask(session, "vzrollback", String(vmid), (task) => {
		rollBack$1(session, vmid, values.get("snapname") ?? "");
		if (values.get("start") === "1") startGuest(session, vmid, task);
	});
};
// src/simulator/guest-status.ts
/** What Proxmox tells of a container beside its configuration: `pct status --verbose`, `/nodes/N/lxc`, resources. */
const MIB$1 = 1048576;
const DEFAULT_DISK = 4 * 1024 ** 3;
/** Bytes that an idle guest takes. */
const IDLE_MEMORY = 12 * MIB$1;
function diskOf$1(session, draft, running) {
	const rootfs = mountsOf(draft.options).find(({ key }) => key === "rootfs");
	if (running && rootfs) try {
		const { used, total } = fileSystemOf(session, rootfs.volume);
		return {
			disk: used,
			maxdisk: total
		};
	} catch (error) {
		messageOf(error);
	}
	return {
		disk: 0,
		maxdisk: parseSize$1(rootfs?.properties.get("size") ?? "") || DEFAULT_DISK
	};
}
function guestStatus(session, vmid, draft) {
	const { options } = draft;
	const state = runningState(session.host, vmid);
	const isOn = (key) => (options.get(key) ?? "0") !== "0";
	const cores = isOn("cores") ? Number(options.get("cores")) : isOn("cpulimit") ? options.get("cpulimit") ?? "" : null;
	const [tags, lock] = [options.get("tags"), options.get("lock")];
	const unmeasured = [
		"cpufull",
		"cpusome",
		"iofull",
		"iosome",
		"memoryfull",
		"memorysome"
	];
	const since = state?.since;
	return {
		type: "lxc",
		vmid,
		status: state ? "running" : "stopped",
		name: (options.get("hostname") || `CT${vmid}`).replace(/\s/g, ""),
		cpus: cores ?? session.node.cores,
		...tags === void 0 ? {} : { tags },
		...diskOf$1(session, draft, state !== null),
		mem: state ? IDLE_MEMORY : 0,
		swap: 0,
		maxmem: (Number(options.get("memory")) || 512) * MIB$1,
		maxswap: Number(options.get("swap") ?? 0) * MIB$1,
		uptime: since === void 0 ? 0 : Math.max(0, Math.floor((session.host.now() - since) / 1e3)),
		cpu: 0,
		netin: 0,
		netout: 0,
		diskread: 0,
		diskwrite: 0,
		...options.get("template") === "1" ? { template: 1 } : {},
		...lock ? { lock } : {},
		...state?.pid === void 0 ? {} : { pid: state.pid },
		...state ? Object.fromEntries(unmeasured.map((name) => [`pressure${name}`, null])) : {}
	};
}
// src/simulator/pct/status.ts
/** `pct status`: whether a guest runs, and with `--verbose` what else Proxmox knows of it. */
const pctStatus = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const status = guestStatus(session, vmid, loadConf(session, vmid));
	if (values.get("verbose") !== "1") return session.print(`status: ${status["status"] ?? "unknown"}\n`);
	for (const key of Object.keys(status).sort()) {
		const value = status[key];
		if (value !== null && value !== void 0 && key !== "cpu") session.print(`${key}: ${value}\n`);
	}
};
// src/simulator/pct/suspend.ts
/** `pct suspend` and `resume`: checkpoints of LXC, which fail on every node without CRIU, as on the recorded one. */
const pctSuspend = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	if (!isRunning(session.host, vmid)) die(`CT ${vmid} not running`);
	runTask(session, "vzsuspend", String(vmid), () => withGuestLock(session, vmid, () => {
		checkLock(loadConf(session, vmid));
		die(`command 'lxc-checkpoint -n ${vmid} -s -D /var/lib/vz/dump' failed: exit code 1`);
	}));
};
const pctResume = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	if (isRunning(session.host, vmid)) die(`CT ${vmid} already running`);
	runTask(session, "vzresume", String(vmid), () => {
		session.print(`lxc-checkpoint: ${vmid}: ../src/lxc/tools/lxc_checkpoint.c: main: 298 ${vmid} is not defined\n`);
		die(`command 'lxc-checkpoint -n ${vmid} -r --foreground -D /var/lib/vz/dump' failed: exit code 1`);
	});
};
// src/simulator/pct/unlock.ts
/** `pct unlock`: takes the lock out of the conf file, whoever set it; nothing else is cleaned up. */
const pctUnlock = (session, { values }) => removeLock(session, Number(values.get("vmid")));
// src/simulator/pvesm/list.ts
/** `pvesm list`: volumes of guests, backups, templates, snippets of one storage. */
/** How a file's format is named: `tzst` of a template, `tar.zst` of a backup. */
function fileFormat(kind, name) {
	if (kind === "snippets") return "snippet";
	const compressed = /\.tar\.(\w+)$/.exec(name)?.[1];
	if (kind === "backup") return /\.((?:tar|vma|tgz)(?:\.\w+)?)$/.exec(name)?.[1] ?? "tar";
	if (kind === "vztmpl") return compressed === void 0 ? "tar" : `t${compressed}`;
	return /\.(\w+)$/.exec(name)?.[1] ?? "raw";
}
/** Volumes of a local storage are on the node of their guest; of a guest that is gone, on every node. */
function ownersHere(session, storage) {
	const { host, node } = session;
	const owners = volumeOwners(host, storage);
	if (storage.shared) return owners;
	const elsewhere = new Set(host.list("/etc/pve/nodes").flatMap((other) => other === node.name ? [] : [...guestsOf(host, other), ...machinesOf(host, other)]));
	return owners.filter((owner) => !elsewhere.has(owner));
}
function listContent(session, storage, content, vmid) {
	const type = typeOf(storage);
	const volumes = ownersHere(session, storage).filter((owner) => vmid === null || owner === vmid).flatMap((owner) => [...guestVolumes(session.host, storage, owner)].map(([name, record]) => ({
		volid: `${storage.id}:${name}`,
		format: record.format,
		content: ownerOf$1(session.host, owner)?.type === "qemu" ? "images" : "rootdir",
		size: record.size,
		vmid: owner,
		ctime: record.ctime ?? null,
		parent: record.base ?? null
	})));
	const files = [...contentOf(session.host, storage, session.node.name)].flatMap(([name, record]) => {
		const parsed = type.parse(name);
		if (!parsed || parsed.kind === "images") return [];
		const owner = parsed.kind === "backup" ? parsed.vmid : null;
		if (vmid !== null && parsed.kind !== "snippets" && owner !== vmid) return [];
		const ctime = parsed.kind === "snippets" ? null : record.ctime ?? null;
		const format = fileFormat(parsed.kind, parsed.name);
		return [{
			volid: `${storage.id}:${name}`,
			format,
			content: parsed.kind,
			size: record.size,
			vmid: owner,
			ctime,
			parent: null
		}];
	});
	const wanted = (entry) => storage.content.includes(entry.content) && (content === null || entry.content === content);
	return [...volumes, ...files].filter(wanted).sort((a, b) => a.volid < b.volid ? -1 : 1);
}
const pvesmList = (session, { values }) => {
	const storage = availableStorage(session, values.get("storage") ?? "");
	const vmid = values.get("vmid");
	const entries = listContent(session, storage, values.get("content") ?? null, vmid === void 0 ? null : Number(vmid));
	const nameWidth = Math.max(0, ...entries.map(({ volid }) => volid.length));
	const sizeWidth = String(Math.max(0, ...entries.map(({ size }) => size))).length;
	const row = (volid, format, content, size) => `${volid.padEnd(nameWidth)} ${format.padEnd(7)} ${content.padEnd(9)} ${size.padStart(sizeWidth)}`;
	session.print(`${row("Volid", "Format", "Type", "Size")} VMID\n`);
	for (const { volid, format, content, size, vmid: owner } of entries) if (owner !== null) session.print(`${row(volid, format, content, String(size))} ${owner}\n`);
	for (const { volid, format, content, size, vmid: owner } of entries) if (owner === null) session.print(`${row(volid, format, content, String(size))}\n`);
};
// src/simulator/pveam.ts
/** `pveam`: template archives. The node has no catalogue, as the recorded one had none: only what lies there is known. */
const CATALOGUES = ["download.proxmox.com", "releases.turnkeylinux.org"];
function warnOfCatalogues(session) {
	for (const name of CATALOGUES) session.warn(`unable to open file '/var/lib/pve-manager/apl-info/${name}' - No such file or directory\n`);
}
const pveamList = (session, { values }) => {
	const storage = availableStorage(session, values.get("storage") ?? "");
	session.print(`${"NAME".padEnd(60)} ${"SIZE".padEnd(6)}\n`);
	for (const { volid, size } of listContent(session, storage, "vztmpl", null)) session.print(`${volid.padEnd(60)} ${(size / 1024 ** 2).toFixed(2)}MB\n`);
};
const pveamAvailable = (session) => warnOfCatalogues(session);
const pveamDownload = (session) => {
	warnOfCatalogues(session);
	badParameter("template", "no such template");
};
const pveamRemove = (session, { values }) => {
	const volid = values.get("template_path") ?? "";
	const { id, name } = locate(session.host, volid);
	if (name.kind !== "vztmpl") die(`unable to use volume ${volid} - content type needs to be 'vztmpl'`);
	if (!volumeRecord(session.host, id)) die(`volume '${volid}' does not exist`, 2);
	freeVolume(session.host, id);
};
// src/simulator/qm/show.ts
/** `qm config`, `pending`, `list`, `status`, `listsnapshot`: what Proxmox tells of machines (qemu-server 9.2). */
const HIDDEN = "**********";
/** What the conf file says, what waits taken in unless `current`; passwords are hidden. */
function shownConfig(draft, current) {
	const shown = new Map(draft.options);
	if (!current) {
		for (const key of waiting(draft)) shown.set(key, draft.pending.get(key) ?? "");
		for (const key of deletionsOf(draft).keys()) shown.delete(key);
	}
	if (shown.has("cipassword")) shown.set("cipassword", HIDDEN);
	return shown;
}
/** @throws Failure when there is no such snapshot */
function snapshotOf(draft, name) {
	return draft.snapshots.get(name) ?? die(`snapshot '${name}' does not exist`);
}
const qmConfig = (session, { values }) => {
	const snapshot = values.get("snapshot");
	const current = values.get("current") === "1";
	if (snapshot !== void 0 && current) {
		const reason = "cannot use 'snapshot' parameter with 'current'";
		throw new ParameterFailure(new Map(["snapshot", "current"].map((name) => [name, reason])));
	}
	const draft = loadVm(session, Number(values.get("vmid")));
	const shown = snapshot === void 0 ? shownConfig(draft, current) : snapshotOf(draft, snapshot);
	for (const key of [...shown.keys()].sort()) {
		const value = shown.get(key) ?? "";
		session.print(`${key}: ${key === "description" ? encodeText(value) : value}\n`);
	}
};
function pendingEntries(draft) {
	const deletions = deletionsOf(draft);
	return [.../* @__PURE__ */ new Set([...draft.options.keys(), ...waiting(draft)])].sort().map((key) => {
		const hide = (value) => key === "cipassword" ? HIDDEN : value;
		const [value, pending, gone] = [
			draft.options.get(key),
			draft.pending.get(key),
			deletions.get(key)
		];
		return {
			key,
			...value === void 0 ? {} : { value: hide(value) },
			...pending === void 0 ? {} : { pending: hide(pending) },
			...gone === void 0 ? {} : { delete: gone.force ? 2 : 1 }
		};
	});
}
/** As `pct pending` prints: what is, what will be, what goes. */
function printPending(session, entries) {
	for (const { key, value, pending, delete: gone } of entries) {
		const shown = (text) => key === "description" ? encodeText(text) : text;
		if (value !== void 0) session.print(`${gone ? "del" : "cur"} ${key}: ${shown(value)}\n`);
		else if (gone) session.print(`del ${key}\n`);
		if (pending !== void 0 && !gone) session.print(`new ${key}: ${shown(pending)}\n`);
	}
}
const qmPending = (session, { values }) => printPending(session, pendingEntries(loadVm(session, Number(values.get("vmid")))));
function bootDisk({ options }) {
	const order = /order=([^,]*)/.exec(options.get("boot") ?? "")?.[1]?.split(";") ?? [];
	const drives = driveKeys(options).filter((key) => !/^(?:efidisk|tpmstate)/.test(key));
	const first = [...order, ...drives].find((key) => {
		const value = drives.includes(key) ? options.get(key) : void 0;
		return value !== void 0 && !isCdrom(parseDrive(key, value));
	});
	if (first === void 0) return 0;
	return parseSize$1(parseDrive(first, options.get(first) ?? "").get("size") ?? "") ?? 0;
}
/** What is measured of a machine, and what its conf file gives it. */
function vmStatus(session, vmid, draft) {
	const { options } = draft;
	const state = machineState(session.host, vmid);
	const cores = Number(options.get("sockets") ?? 1) * Number(options.get("cores") ?? 1);
	const [lock, tags, vcpus] = [
		options.get("lock"),
		options.get("tags"),
		options.get("vcpus")
	];
	const status = state ? "running" : "stopped";
	return {
		vmid,
		name: options.get("name") ?? `VM ${vmid}`,
		status,
		qmpstatus: state?.paused ? "paused" : status,
		cpus: Number(vcpus ?? Math.min(cores, session.node.cores)),
		maxmem: memoryBytes(draft),
		maxdisk: bootDisk(draft),
		disk: 0,
		mem: state ? Math.floor(memoryBytes(draft) / 4) : 0,
		cpu: 0,
		diskread: 0,
		diskwrite: 0,
		netin: 0,
		netout: 0,
		uptime: state ? Math.max(0, Math.floor((session.host.now() - state.since) / 1e3)) : 0,
		...state ? { pid: state.pid } : {},
		...options.get("template") === "1" ? { template: 1 } : {},
		...lock ? { lock } : {},
		...tags === void 0 ? {} : { tags }
	};
}
/** Every machine of the node, by VMID. */
function vmStatuses(session) {
	const { host, node } = session;
	return machinesOf(host, node.name).map((vmid) => vmStatus(session, vmid, vmOf(host.read(vmConfPath(node.name, vmid)) ?? "", vmid)));
}
/** `%10s %-20s %-10s %-10s %12s %-10s`; nothing at all without machines. */
const qmList = (session) => {
	const machines = vmStatuses(session);
	if (machines.length === 0) return;
	const row = (vmid, name, status, mem, disk, pid) => session.print(`${vmid.padStart(10)} ${name.padEnd(20)} ${status.padEnd(10)} ${mem.padEnd(10)} ${disk.padStart(12)} ${pid.padEnd(10)}\n`);
	row("VMID", "NAME", "STATUS", "MEM(MB)", "BOOTDISK(GB)", "PID");
	for (const { vmid, name, qmpstatus, maxmem, maxdisk, pid } of machines) row(String(vmid), String(name), String(qmpstatus), String(Number(maxmem) / 1024 ** 2), (Number(maxdisk) / 1024 ** 3).toFixed(2), String(pid ?? 0));
};
const qmStatus = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const status = vmStatus(session, vmid, loadVm(session, vmid));
	if (values.get("verbose") !== "1") return session.print(`status: ${status["qmpstatus"] ?? "unknown"}\n`);
	for (const key of Object.keys(status).sort()) if (key !== "cpu") session.print(`${key}: ${status[key] ?? ""}\n`);
};
function vmSnapshots(draft) {
	const snapshots = [...draft.snapshots].map(([name, section]) => ({
		name,
		parent: section.get("parent") ?? null,
		snaptime: Number(section.get("snaptime") ?? 0),
		description: section.get("description") ?? ""
	}));
	snapshots.sort((a, b) => a.snaptime - b.snaptime);
	const parent = draft.options.get("parent") ?? null;
	return [...snapshots, {
		name: "current",
		parent,
		snaptime: null,
		description: "You are here!"
	}];
}
const qmListsnapshot = (session, { values }) => printSnapshotTree(session, vmSnapshots(loadVm(session, Number(values.get("vmid")))));
// src/simulator/pvesm/status.ts
/** `pvesm status`: which storages the node has, and how full they are. */
function storageStatuses(session, values) {
	const storages = readStorages(session.host);
	const [only, content] = [values.get("storage"), values.get("content")];
	if (only !== void 0 && !storages.has(only)) badParameter("storage", "No such storage.");
	const wanted = (content ?? "").split(/[\s,;]+/).filter((word) => word !== "");
	return [...storages.values()].filter((storage) => only === void 0 || storage.id === only).filter((storage) => wanted.length === 0 || wanted.some((kind) => storage.content.includes(kind))).filter((storage) => isOnNode(storage, session.node.name)).filter((storage) => values.get("enabled") !== "1" || !storage.disabled).map((storage) => {
		const active = !storage.disabled && STORAGE_TYPES.has(storage.type);
		return {
			storage,
			active,
			...active ? usageOf(session.host, storage) : {
				total: 0,
				used: 0,
				avail: 0
			}
		};
	});
}
const kib = (bytes) => String(Math.floor(bytes / 1024)).padStart(15);
const pvesmStatus = (session, { values }) => {
	const statuses = storageStatuses(session, values);
	const width = Math.max(0, ...statuses.map(({ storage }) => storage.id.length)) + 1;
	const heading = [
		"Total (KiB)",
		"Used (KiB)",
		"Available (KiB)"
	].map((word) => word.padStart(15)).join(" ");
	session.print(`${"Name".padEnd(width)} ${"Type".padStart(10)} ${"Status".padStart(10)} ${heading} ${"%".padStart(8)}\n`);
	for (const { storage, active, total, used, avail } of statuses.sort((a, b) => a.storage.id < b.storage.id ? -1 : 1)) {
		const state = storage.disabled ? "disabled" : active ? "active" : "inactive";
		const share = storage.disabled ? "N/A".padStart(8) : `${(total > 0 ? used * 100 / total : 0).toFixed(2).padStart(7)}%`;
		session.print(`${storage.id.padEnd(width)} ${storage.type.padStart(10)} ${state.padStart(10)} ${kib(total)} ${kib(used)} ${kib(avail)} ${share}\n`);
	}
};
// src/simulator/pvesh/route.ts
/** A method whose parameters schema/api.json does not have. */
const route = (method, path, declared, run) => ({
	method,
	path,
	properties: () => joined(declared),
	run
});
const METHODS = {
	GET: "get",
	POST: "create",
	PUT: "set",
	DELETE: "delete"
};
/**
* A method as Proxmox's schema declares it, on releases that have it: `api('POST /cluster/sdn/zones', createZone)`.
* @throws Error when the schema has no such method, which is a mistake in the simulator
*/
function api(call, run) {
	const [verb = "", path = ""] = call.split(" ");
	const method = METHODS[verb];
	if (!method || !apiProperties(call)) throw new Error(`schema/api.json has no method ${call}`);
	return {
		method,
		path,
		properties: (pve) => apiProperties(call, pve),
		run
	};
}
const text$1 = {
	type: "string",
	optional: true
};
const flag = {
	type: "boolean",
	optional: true
};
const count = {
	type: "integer",
	optional: true,
	minimum: 0
};
/** A method that a subcommand of `pct` or `pvesm` calls too: it takes the same parameters. */
function commandRoute(method, path, name, command, fixed = {}) {
	const inPath = [...path.matchAll(/\{([\w-]+)\}/g)].map(([, parameter = ""]) => parameter);
	return {
		method,
		path,
		properties: (pve) => joined({}, commandSchema(name, pve)?.properties ?? null, inPath),
		run: ({ session, values }) => {
			const inner = sessionWith(session, { command: name });
			const all = new Map([...values, ...Object.entries(fixed)]);
			all.delete("node");
			const upid = forgiving(inner, () => {
				command(inner, {
					values: all,
					extra: []
				});
				return lastTask(inner) ?? "";
			});
			return upid === "" ? void 0 : upid;
		}
	};
}
// src/simulator/pvesh/cluster.ts
const RELEASES = {
	"9.2": {
		version: "9.2.11",
		repoid: "14a22df3"
	},
	"8.4": {
		version: "8.4.14",
		repoid: "b502d23c"
	}
};
function version({ session }) {
	const release = session.node.pve;
	return {
		release,
		...RELEASES[release] ?? {
			version: `${release}.0`,
			repoid: "00000000"
		}
	};
}
const nodeEntry = (name) => ({
	id: `node/${name}`,
	node: name,
	ssl_fingerprint: null,
	status: "online",
	type: "node"
});
/** What `/cluster/resources` takes of a guest's status. */
const KEPT = [
	"disk",
	"diskread",
	"diskwrite",
	"maxdisk",
	"maxmem",
	"mem",
	"name",
	"netin",
	"netout",
	"status",
	"uptime",
	"vmid",
	"cpu",
	"tags",
	"lock"
];
function guestResource(session, type, status, isTemplate) {
	const vmid = Number(status["vmid"]);
	const pool = poolOf$1(session.host, vmid);
	return {
		...Object.fromEntries(KEPT.flatMap((key) => status[key] === void 0 ? [] : [[key, status[key]]])),
		type,
		id: `${type}/${vmid}`,
		node: session.node.name,
		maxcpu: Number(status["cpus"]),
		memhost: 0,
		template: isTemplate ? 1 : 0,
		...pool === null ? {} : { pool }
	};
}
/** All guests, seen from pvestatd. */
function guestResources(session) {
	return nodeNames(session.host).flatMap((name) => {
		const there = sessionWith(session, { node: readFacts(session.host, name) });
		const containers = guestsOf(session.host, name).map((vmid) => {
			const draft = draftOf(session.host.read(confPath(name, vmid)) ?? "", vmid);
			const isTemplate = draft.options.get("template") === "1";
			return guestResource(there, "lxc", guestStatus(there, vmid, draft), isTemplate);
		});
		const machines = vmStatuses(there).map((status) => guestResource(there, "qemu", status, status["template"] === 1));
		return [...containers, ...machines];
	});
}
function storageResources(session) {
	return nodeNames(session.host).flatMap((name) => storageStatuses(sessionWith(session, { node: readFacts(session.host, name) }), /* @__PURE__ */ new Map()).map(({ storage, active, total, used }) => ({
		id: `storage/${name}/${storage.id}`,
		node: name,
		storage: storage.id,
		type: "storage",
		plugintype: storage.type,
		content: storage.content.join(","),
		shared: storage.shared ? 1 : 0,
		status: active ? "available" : "unknown",
		disk: used,
		maxdisk: total
	})));
}
function resources({ session, values }) {
	const type = values.get("type");
	const nodes = nodeNames(session.host).map((name) => ({
		id: `node/${name}`,
		node: name,
		status: "online",
		type: "node"
	}));
	return [
		...type === void 0 || type === "vm" ? guestResources(session) : [],
		...type === void 0 || type === "node" ? nodes : [],
		...type === void 0 || type === "storage" ? storageResources(session) : []
	];
}
/** The lowest free VMID, or the given one when it is free; nothing is reserved. */
function nextid({ session, values }) {
	const asked = values.get("vmid");
	const used = (vmid) => ownerOf$1(session.host, vmid) !== null;
	if (asked !== void 0) {
		if (used(Number(asked))) badParameter("vmid", `VM ${asked} already exists`);
		return asked;
	}
	const range = /^next-id:\s*(.*)$/m.exec(session.host.read("/etc/pve/datacenter.cfg") ?? "")?.[1] ?? "";
	const lower = Number(/lower=(\d+)/.exec(range)?.[1] ?? 100);
	const upper = Number(/upper=(\d+)/.exec(range)?.[1] ?? 1e6);
	for (let vmid = lower; vmid < upper; vmid += 1) if (!used(vmid)) return String(vmid);
	return die(`unable to get any free VMID in range [${lower}, ${upper - 1}]`);
}
/** Members of the cluster, with the addresses that documentation uses. */
function clusterStatus({ session }) {
	return nodeNames(session.host).map((name, index) => ({
		id: `node/${name}`,
		ip: `192.0.2.${index + 2}`,
		level: "",
		local: name === session.node.name ? 1 : 0,
		name,
		nodeid: index,
		online: 1,
		type: "node"
	}));
}
function haResources({ session }) {
	const sum = digest(resourcesText(session.host));
	return [...readResources(session.host)].map(([sid, properties]) => ({
		...Object.fromEntries(properties),
		sid,
		type: sid.split(":")[0] ?? "",
		digest: sum
	}));
}
function addHaResource({ session, values }) {
	const sid = values.get("sid") ?? "";
	const properties = [...values].filter(([key]) => key !== "sid");
	changeResources(session.host, (all) => {
		if (all.has(sid)) die(`create HA resource failed: resource ID '${sid}' already defined`);
		all.set(sid, new Map([["state", "started"], ...properties]));
	});
}
function removeHaResource({ session, values }) {
	const sid = values.get("sid") ?? "";
	changeResources(session.host, (all) => {
		if (!all.delete(sid)) die(`delete resource failed: no such resource '${sid}'`);
	});
}
/** Bridges as their addresses in the node's facts: the file /etc/network/interfaces is not modelled. */
function network({ session, values }) {
	const type = values.get("type");
	if (type !== void 0 && !/^(?:any_)?(?:local_)?bridge$/.test(type)) return [];
	return Object.keys(session.node.bridges).map((iface) => ({
		active: 1,
		autostart: 1,
		iface,
		method: "manual",
		method6: "manual",
		type: "bridge"
	}));
}
const clusterRoutes = [
	route("get", "/version", {}, version),
	route("get", "/nodes", {}, ({ session }) => nodeNames(session.host).map(nodeEntry)),
	route("get", "/nodes/{node}/version", {}, version),
	route("get", "/nodes/{node}/network", { type: text$1 }, network),
	route("get", "/cluster/resources", { type: {
		...text$1,
		enum: [
			"vm",
			"storage",
			"node",
			"sdn"
		]
	} }, resources),
	route("get", "/cluster/nextid", { vmid: {
		...count,
		minimum: 100
	} }, nextid),
	route("get", "/cluster/status", {}, clusterStatus),
	api("GET /cluster/ha/resources", haResources),
	api("POST /cluster/ha/resources", addHaResource),
	api("DELETE /cluster/ha/resources/{sid}", removeHaResource)
];
// src/simulator/pvesh/config-json.ts
function jsonOf$1(key, value) {
	const type = confSchema().get(key)?.type;
	return (type === "integer" || type === "boolean") && /^\d+$/.test(value) ? Number(value) : value;
}
/** `withRaw`: the raw `lxc.*` lines as pairs, which a snapshot's configuration leaves out. */
function sectionJson$1(section, withRaw) {
	const options = optionKeys(section).map((key) => [key, jsonOf$1(key, getOption(section, key) ?? "")]);
	const raw = section.raw.map(({ key, value }) => [key, value]);
	return {
		...Object.fromEntries(options),
		...withRaw && raw.length > 0 ? { lxc: raw } : {}
	};
}
/** The current configuration, or with what is pending taken in; with the file's digest. */
function configJson(draft, current) {
	const shown = {
		...draft,
		options: new Map(draft.options)
	};
	if (!current) {
		for (const key of optionKeys(draft.pending)) if (key === "description") shown.description = draft.pending.description;
		else shown.options.set(key, draft.pending.options.get(key) ?? "");
		for (const key of pendingDeletions(draft)) shown.options.delete(key);
	}
	return {
		...sectionJson$1(shown, true),
		digest: draft.digest ?? ""
	};
}
/** One entry a key: what it is, what it will be, and whether it goes. */
function pendingJson(draft) {
	const deletions = new Set(pendingDeletions(draft));
	return [...[.../* @__PURE__ */ new Set([...optionKeys(draft), ...optionKeys(draft.pending)])].sort().map((key) => {
		const [value, pending] = [getOption(draft, key), getOption(draft.pending, key)];
		return {
			key,
			...value === void 0 ? {} : { value: jsonOf$1(key, value) },
			...pending === void 0 ? {} : { pending: jsonOf$1(key, pending) },
			...deletions.has(key) ? { delete: 1 } : {}
		};
	}), {
		key: "digest",
		value: draft.digest ?? ""
	}];
}
// src/simulator/pvesh/guests.ts
/** `/nodes/N/lxc`: containers. What `pct` does too is `pct`'s code. */
const LXC = "/nodes/{node}/lxc";
const GUEST$1 = `${LXC}/{vmid}`;
const vmidOf$1 = ({ values }) => Number(values.get("vmid"));
const draftFor$1 = (call) => loadConf(call.session, vmidOf$1(call));
function listGuests(session) {
	return guestsOf(session.host, session.node.name).map((vmid) => {
		return guestStatus(session, vmid, draftOf(session.host.read(confPath(session.node.name, vmid)) ?? "", vmid));
	});
}
function config$1(call) {
	const draft = draftFor$1(call);
	const snapshot = call.values.get("snapshot");
	if (snapshot === void 0) return configJson(draft, call.values.get("current") === "1");
	return {
		...sectionJson$1(draft.snapshots.get(snapshot) ?? die(`snapshot '${snapshot}' does not exist`), true),
		digest: draft.digest ?? ""
	};
}
function listSnapshots(call) {
	const draft = draftFor$1(call);
	return snapshotEntries(draft).map(({ name, parent, snaptime, description }) => ({
		name,
		description,
		...parent === null ? {} : { parent },
		...snaptime === null ? {
			digest: draft.digest ?? "",
			running: isRunning(call.session.host, vmidOf$1(call)) ? 1 : 0
		} : { snaptime }
	}));
}
function describeSnapshot$1(call) {
	const { session, values } = call;
	const [vmid, snapname, description] = [
		vmidOf$1(call),
		values.get("snapname") ?? "",
		values.get("description")
	];
	if (description === void 0) return;
	withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		checkLock(draft);
		const section = draft.snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`);
		section.description = description === "" ? null : `${description.replace(/\n+$/, "")}\n`;
		writeConf(session, vmid, draft);
	});
}
const snapshotConfig = (call) => {
	const snapname = call.values.get("snapname") ?? "";
	return sectionJson$1(draftFor$1(call).snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`), false);
};
/** The link-local address that a network address makes. */
function linkLocal(mac) {
	const bytes = mac.split(":").map((part) => Number.parseInt(part, 16));
	bytes[0] = (bytes[0] ?? 0) ^ 2;
	const all = [
		...bytes.slice(0, 3),
		255,
		254,
		...bytes.slice(3)
	];
	return `fe80::${[
		0,
		2,
		4,
		6
	].map((at) => ((all[at] ?? 0) << 8 | (all[at + 1] ?? 0)).toString(16)).join(":")}`;
}
function interfaceJson(name, mac, addresses) {
	const list = addresses.map((address) => {
		const [ip = "", prefix = ""] = address.split("/");
		return {
			"ip-address": ip,
			"ip-address-type": ip.includes(":") ? "inet6" : "inet",
			prefix
		};
	});
	const first = (v6) => addresses.find((address) => address.includes(":") === v6);
	const [inet, inet6] = [first(false), first(true)];
	return {
		name,
		hwaddr: mac,
		"hardware-address": mac,
		"ip-addresses": list,
		...inet === void 0 ? {} : { inet },
		...inet6 === void 0 ? {} : { inet6 }
	};
}
function interfaces$1(call) {
	const { options } = draftFor$1(call);
	if (!isRunning(call.session.host, vmidOf$1(call))) return null;
	const nets = [...options].filter(([key]) => /^net\d+$/.test(key)).sort(([a], [b]) => a < b ? -1 : 1);
	return [interfaceJson("lo", "00:00:00:00:00:00", ["127.0.0.1/8", "::1/128"]), ...nets.map(([, value]) => {
		const net = parsePropertyString(FAMILIES.net, value);
		const mac = (net.get("hwaddr") ?? "").toLowerCase();
		const given = [net.get("ip"), net.get("ip6")].filter((address) => address?.includes("/") === true);
		return interfaceJson(net.get("name") ?? "", mac, [...given, `${linkLocal(mac)}/64`]);
	})];
}
function hasFeature(call) {
	const [feature = "", snapname = null] = [call.values.get("feature"), call.values.get("snapname")];
	const draft = draftFor$1(call);
	const section = snapname === null ? draft : draft.snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`);
	return { hasFeature: mountsOf(section.options).every(({ volume, type }) => {
		if (feature === "copy") return type === "volume";
		return diskHas(call.session, feature === "clone" ? "clone" : "snapshot", volume, snapname);
	}) ? 1 : 0 };
}
function currentStatus(call) {
	const vmid = vmidOf$1(call);
	const managed = isHaResource(call.session.host, vmid) ? 1 : 0;
	return {
		...guestStatus(call.session, vmid, draftFor$1(call)),
		ha: { managed }
	};
}
const guestRoutes = [
	route("get", LXC, {}, ({ session }) => listGuests(session)),
	commandRoute("create", LXC, "pct create", pctCreate),
	commandRoute("delete", GUEST$1, "pct destroy", pctDestroy),
	route("get", `${GUEST$1}/config`, {
		current: flag,
		snapshot: text$1
	}, config$1),
	commandRoute("set", `${GUEST$1}/config`, "pct set", pctSet),
	route("get", `${GUEST$1}/pending`, {}, (call) => pendingJson(draftFor$1(call))),
	route("get", `${GUEST$1}/status/current`, {}, currentStatus),
	commandRoute("create", `${GUEST$1}/status/start`, "pct start", pctStart),
	commandRoute("create", `${GUEST$1}/status/stop`, "pct stop", pctStop),
	commandRoute("create", `${GUEST$1}/status/shutdown`, "pct shutdown", pctShutdown),
	commandRoute("create", `${GUEST$1}/status/reboot`, "pct reboot", pctReboot),
	commandRoute("create", `${GUEST$1}/status/suspend`, "pct suspend", pctSuspend),
	commandRoute("create", `${GUEST$1}/status/resume`, "pct resume", pctResume),
	route("get", `${GUEST$1}/snapshot`, {}, listSnapshots),
	commandRoute("create", `${GUEST$1}/snapshot`, "pct snapshot", pctSnapshot),
	route("get", `${GUEST$1}/snapshot/{snapname}/config`, {}, snapshotConfig),
	route("set", `${GUEST$1}/snapshot/{snapname}/config`, { description: text$1 }, describeSnapshot$1),
	commandRoute("delete", `${GUEST$1}/snapshot/{snapname}`, "pct delsnapshot", pctDelsnapshot),
	commandRoute("create", `${GUEST$1}/snapshot/{snapname}/rollback`, "pct rollback", pctRollback),
	commandRoute("create", `${GUEST$1}/clone`, "pct clone", pctClone),
	commandRoute("create", `${GUEST$1}/template`, "pct template", pctTemplate),
	commandRoute("set", `${GUEST$1}/resize`, "pct resize", pctResize),
	commandRoute("create", `${GUEST$1}/move_volume`, "pct move-volume", pctMoveVolume),
	commandRoute("create", `${GUEST$1}/migrate`, "pct migrate", pctMigrate),
	route("get", `${GUEST$1}/feature`, {
		feature: {
			type: "string",
			enum: [
				"snapshot",
				"clone",
				"copy"
			]
		},
		snapname: text$1
	}, hasFeature),
	route("get", `${GUEST$1}/interfaces`, {}, interfaces$1)
];
// src/simulator/pvesh/render.ts
/** How `pvesh` prints a value: tables, JSON as Perl's canonical encoder writes it, YAML. */
const isArray = (value) => Array.isArray(value);
const sortedKeys = (value) => Object.keys(value).sort();
/** Three blanks a level, and blanks around the colon. */
function prettyJson(value, indent = "") {
	const inner = `${indent}   `;
	if (isArray(value)) {
		if (value.length === 0) return "[]";
		return `[\n${value.map((item) => inner + prettyJson(item, inner)).join(",\n")}\n${indent}]`;
	}
	if (isObject(value)) {
		const keys = sortedKeys(value);
		if (keys.length === 0) return "{}";
		return `{\n${keys.map((key) => `${inner}${JSON.stringify(key)} : ${prettyJson(value[key] ?? null, inner)}`).join(",\n")}\n${indent}}`;
	}
	return JSON.stringify(value);
}
function yamlScalar(value) {
	if (value === null) return "~";
	if (typeof value !== "string") return JSON.stringify(value);
	if (value !== "" && !/^[\s\-?:,[\]{}#&*!|>'"%@`~\d.]|: |\s#|\s$|\n|^(?:true|false|null|yes|no|on|off)$/i.test(value)) return value;
	return value.includes("\n") ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}
function yaml(value, indent) {
	const line = (prefix, item, depth) => (isArray(item) || isObject(item)) && Object.keys(item).length > 0 ? `${prefix}\n${yaml(item, depth)}` : `${prefix} ${isArray(item) ? "[]" : isObject(item) ? "{}" : yamlScalar(item)}\n`;
	if (isArray(value)) return value.map((item) => line(`${indent}-`, item, `${indent}  `)).join("");
	if (isObject(value)) return sortedKeys(value).map((key) => line(`${indent}${key}:`, value[key] ?? null, `${indent}  `)).join("");
	return `${yamlScalar(value)}\n`;
}
const cellText = (value) => value === void 0 || value === null ? "" : typeof value === "string" ? value : canonical(value);
/** A table with lines around its cells; numbers stand at the right. */
function table$1(rows, names, header) {
	const columns = names.map((name) => {
		const values = rows.map((row) => row[name]);
		const widths = values.flatMap((value) => cellText(value).split("\n").map((line) => line.length));
		const right = values.every((value) => value === void 0 || typeof value === "number");
		return {
			name,
			width: Math.max(header ? name.length : 0, ...widths),
			right
		};
	});
	const rule = (left, line, cross, end) => `${left}${columns.map(({ width }) => line.repeat(width + 2)).join(cross)}${end}\n`;
	const cells = (texts) => {
		return `│ ${columns.map(({ width, right }, at) => right ? (texts[at] ?? "").padStart(width) : (texts[at] ?? "").padEnd(width)).join(" │ ")} │\n`;
	};
	const body = rows.map((row) => {
		const lines = names.map((name) => cellText(row[name]).replace(/\n+$/, "").split("\n"));
		const height = Math.max(1, ...lines.map((cell) => cell.length));
		return Array.from({ length: height }, (_, at) => cells(lines.map((cell) => cell[at] ?? ""))).join("");
	});
	const head = header ? cells(names) + rule("╞", "═", "╪", "╡") : "";
	return rule("┌", "─", "┬", "┐") + head + body.join(rule("├", "─", "┼", "┤")) + rule("└", "─", "┴", "┘");
}
function asText(value) {
	if (isArray(value)) {
		if (value.length === 0) return "";
		const rows = value.filter(isObject);
		if (rows.length === value.length) return table$1(rows, [...new Set(rows.flatMap((row) => Object.keys(row)))].sort(), true);
		return table$1(value.map((item) => ({ value: item })), ["value"], false);
	}
	if (isObject(value)) return table$1(sortedKeys(value).flatMap((key) => value[key] === null ? [] : [{
		key,
		value: cellText(value[key])
	}]), ["key", "value"], true);
	return `${cellText(value)}\n`;
}
function render(value, format) {
	switch (format) {
		case "json": return `${canonical(value)}\n`;
		case "json-pretty": return `${prettyJson(value)}\n`;
		case "yaml": return isArray(value) || isObject(value) ? `---\n${yaml(value, "")}` : `--- ${yamlScalar(value)}\n`;
		default: return asText(value);
	}
}
// src/simulator/qm/agent.ts
/**
* The guest agent of a machine, by `qm guest exec`, `qm guest cmd` and the API below `/agent` (PVE::QemuServer::Agent,
* API2/Qemu/Agent.pm, CLI/qm.pm, 9.2). Processes are run by the session's runtime, as those of containers are.
*/
/** QEMU's agent keeps so many bytes of each stream of a process, and drops the rest. */
const MOST_OUTPUT = 16 * 1024 ** 2;
/** What `qm guest exec --pass-stdin` takes. */
const MOST_STDIN = 1024 ** 2;
/** Proxmox waits so long for a ping, in milliseconds. */
const PING = 3e3;
/** What qemu-guest-agent's own processes have. */
const GUEST_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** @throws Failure unless the agent of the machine answers */
function assertAgent(session, vmid) {
	const draft = loadVm(session, vmid);
	if (!draft.options.has("agent")) die("No QEMU guest agent configured");
	const state = machineState(session.host, vmid) ?? die(`VM ${vmid} is not running`);
	const missing = !state.agent || !hasAgent(draft) || state.paused === true;
	const wait = untilAgent(session, vmid);
	if (!missing && wait === 0) return;
	session.host.wait(missing ? PING : Math.min(PING, wait));
	if (missing || untilAgent(session, vmid) > 0) die("QEMU guest agent is not running");
}
const folder$1 = (vmid) => `/.sim/agent/${vmid}`;
/** What Phoenix asks of cloud-init is answered from the guest's files: nothing of it really runs. */
function run$1(session, vmid, argv, stdin) {
	if (isCloudProgram(argv)) return {
		exit: 0,
		stdout: cloudAnswer(session, vmid),
		stderr: ""
	};
	return (session.runtime ?? die(`Agent error: Guest agent command failed, error was 'no process can be run in this simulated guest'`)).exec({
		vmid,
		argv,
		env: { PATH: GUEST_PATH },
		stdin,
		captured: true
	});
}
/** Starts a process, which has ended when this returns: a guest that is simulated has no time of its own. */
function agentExec(session, vmid, argv, stdin) {
	assertAgent(session, vmid);
	const [program] = argv;
	if (program === void 0) die("command or input-data (or both) required");
	const end = run$1(session, vmid, argv, stdin);
	if (end.failed !== void 0) {
		const reason = end.failed === "ENOENT" ? "No such file or directory" : "Permission denied";
		die(`Agent error: Guest agent command failed, error was 'Failed to execute child process “${program}” (${reason})'`);
	}
	const pid = 1e3 + Math.trunc(session.host.random() * 6e4);
	const { exit, stdout, stderr } = end;
	const ended = {
		exit,
		stdout,
		stderr
	};
	session.host.write(`${folder$1(vmid)}/${pid}`, JSON.stringify(ended));
	return pid;
}
function stream(name, text) {
	const bytes = Buffer.byteLength(text);
	if (bytes === 0) return {};
	if (bytes <= MOST_OUTPUT) return { [`${name}-data`]: text };
	const kept = Buffer.from(text).subarray(0, MOST_OUTPUT).toString("utf8");
	return {
		[`${name}-data`]: kept,
		[`${name}-truncated`]: 1
	};
}
/** How a process ended. The agent forgets it when it has told. @throws Failure for a pid that it does not know */
function agentStatus(session, vmid, pid) {
	assertAgent(session, vmid);
	const path = `${folder$1(vmid)}/${pid}`;
	const text = session.host.read(path);
	if (text === null) die(`Agent error: Invalid parameter 'pid'`);
	session.host.remove(path);
	const { exit, stdout, stderr } = JSON.parse(text);
	return {
		exited: 1,
		...exit < 0 ? { signal: -exit } : { exitcode: exit },
		...stream("out", stdout),
		...stream("err", stderr)
	};
}
function printResult(session, result) {
	if (result === void 0 || result === null) return;
	if (isObject(result) && Object.keys(result).length === 0) return;
	session.print(typeof result === "object" ? `${prettyJson(result)}\n` : `${String(result)}\n`);
}
const qmGuestExec = (session, { values, extra }) => {
	const vmid = Number(values.get("vmid"));
	const waits = values.get("synchronous") !== "0";
	if (values.has("timeout") && !waits) badParameter("synchronous", "needs to be set for 'timeout'");
	const stdin = values.get("pass-stdin") === "1" ? session.stdin : "";
	if (Buffer.byteLength(stdin, "latin1") > MOST_STDIN) die(`'input-data' (STDIN) is limited to 1 MiB, aborting`);
	const pid = agentExec(session, vmid, extra, stdin);
	printResult(session, waits ? agentStatus(session, vmid, pid) : { pid });
};
const qmGuestExecStatus = (session, { values }) => printResult(session, agentStatus(session, Number(values.get("vmid")), Number(values.get("pid"))));
/** Addresses that cloud-init gave the machine's nets, as `network-get-interfaces` lists them. */
function interfaces(session, vmid) {
	const { options } = loadVm(session, vmid);
	const fields = confSchema("9.2", "qemu").get("ipconfig0")?.fields ?? {};
	const address = (ip) => ({
		"ip-address": ip.replace(/\/.*$/, ""),
		"ip-address-type": ip.includes(":") ? "ipv6" : "ipv4",
		prefix: Number(ip.split("/")[1] ?? 24)
	});
	const nets = [...options].filter(([key]) => /^net\d+$/.test(key)).sort(([a], [b]) => a < b ? -1 : 1);
	return [{
		name: "lo",
		"hardware-address": "00:00:00:00:00:00",
		"ip-addresses": [address("127.0.0.1/8"), address("::1/128")]
	}, ...nets.map(([key, value]) => {
		const config = parsePropertyString(fields, options.get(`ipconfig${key.slice(3)}`) ?? "");
		const given = [config.get("ip"), config.get("ip6")].filter((ip) => ip?.includes("/") === true);
		return {
			name: `eth${key.slice(3)}`,
			"hardware-address": (parseVmNet(value).get("macaddr") ?? "").toLowerCase(),
			"ip-addresses": given.map((ip) => address(ip ?? ""))
		};
	})];
}
/** `ping` and the like. @throws Failure for a command that the simulator does not have */
function agentCommand(session, vmid, command) {
	assertAgent(session, vmid);
	switch (command) {
		case "ping": return {};
		case "get-host-name": return { "host-name": loadVm(session, vmid).options.get("name") ?? `VM${vmid}` };
		case "network-get-interfaces": return interfaces(session, vmid);
		case "fstrim": return { paths: [] };
		case "info": return {
			version: "7.2.9",
			supported_commands: []
		};
		case "get-osinfo": return {
			id: "debian",
			name: "Debian GNU/Linux",
			"version-id": "12"
		};
		case "shutdown":
			stopMachine(session, vmid, {
				within: 60,
				force: false
			});
			return {};
		case "fsfreeze-status": return "thawed";
		default: return die(`the simulator does not model the agent's command ${command}`);
	}
}
const qmGuestCmd = (session, { values }) => printResult(session, agentCommand(session, Number(values.get("vmid")), values.get("command") ?? ""));
/** A file of the guest, as text. @throws Failure when it is not there */
function agentReadFile(session, vmid, path) {
	assertAgent(session, vmid);
	const text = session.host.read(`${guestRoot(vmid)}${path}`);
	if (text === null) die(`Agent error: failed to open file '${path}': No such file or directory`);
	const whole = Buffer.from(text);
	const kept = whole.subarray(0, MOST_OUTPUT);
	return {
		content: kept.toString("utf8"),
		...kept.length < whole.length ? { truncated: 1 } : {}
	};
}
function agentWriteFile(session, vmid, path, content) {
	assertAgent(session, vmid);
	session.host.write(`${guestRoot(vmid)}${path}`, content);
}
// src/simulator/qm/clone.ts
/** `qm clone`: linked from a template unless `--full`; the new machine is `lock: clone` for the whole time (9.2). */
/** What no clone takes over. */
const LEFT$1 = /^(?:parent|snaptime|vmstate|snapstate|runningcpu|runningmachine|running-nets-host-mtu|unused\d+)$/;
function readRequest(session, values) {
	const text = (name) => values.get(name) ?? null;
	const full = values.get("full");
	const target = text("target");
	return {
		vmid: Number(values.get("vmid")),
		newid: Number(values.get("newid")),
		snapname: text("snapname"),
		storage: text("storage"),
		format: text("format"),
		full: full === void 0 ? null : full === "1",
		target: target === session.node.name || target === "localhost" ? null : target,
		pool: text("pool"),
		name: text("name"),
		description: text("description")
	};
}
function checkTarget(session, { storage, target, pool }) {
	if (pool !== null) requirePool(session.host, pool);
	if (target !== null && !nodeNames(session.host).includes(target)) die(`no such cluster node '${target}'`, 2);
	if (storage === null) return;
	const { shared } = availableStorage(session, storage);
	assertTakesImages(session, storage);
	if (target === null) return;
	availableStorage(session, storage, target);
	if (!shared) die(`can't clone to non-shared storage '${storage}'`);
}
/** Whether a drive is copied or linked. @throws Failure when its storage can do neither */
function planDrive(session, request, key, drive, full) {
	const volid = managedVolume(drive) ?? drive.get("file") ?? "";
	const { snapname } = request;
	const copied = full || isCloudinit(volid) || key === "tpmstate0";
	const subject = `${snapname === null ? "" : " a snapshot of"} '${volid}' (${key})`;
	if (!vmDiskHas(session, copied ? "copy" : "clone", volid, isCloudinit(volid) ? null : snapname)) die(`${copied ? "Full" : "Linked"} clone feature is not supported for${subject}`);
	return copied;
}
/** What the clone will be. Run twice: before the task begins, and when both are locked. @throws Failure */
function planOf(session, request) {
	const { vmid, newid, snapname, storage, format, target } = request;
	const { host } = session;
	checkTarget(session, request);
	const draft = loadVm(session, vmid);
	checkVmLock(draft);
	const source = snapname === null ? draft.options : draft.snapshots.get(snapname);
	if (!source) die(`snapshot '${snapname ?? ""}' does not exist`);
	const full = request.full ?? !isVmTemplate(draft);
	if (storage !== null && !full) die(`parameter 'storage' not allowed for linked clones`);
	if (format !== null && !full) die(`parameter 'format' not allowed for linked clones`);
	const running = isMachineRunning(host, vmid);
	const local = [...source].some(([key, value]) => {
		const volid = DRIVE_KEY.test(key) ? managedVolume(parseDrive(key, value)) : null;
		return volid !== null && !isCdrom(parseDrive(key, value)) && !locateImage(host, volid).storage.shared;
	});
	if (target !== null && local && storage === null) die(`can't clone VM to node '${target}' (VM uses local storage)`);
	if (host.read(vmConfPath(session.node.name, newid)) !== null) die(`unable to create VM ${newid}: config file already exists`);
	const options = /* @__PURE__ */ new Map([["lock", "clone"]]);
	const drives = [];
	for (const key of [...source.keys()].sort()) {
		const value = source.get(key) ?? "";
		if (LEFT$1.test(key)) continue;
		if (full && running && snapname === null && key === "tpmstate0") die("cannot clone TPM state while VM is running");
		const drive = DRIVE_KEY.test(key) ? parseDrive(key, value) : null;
		if (/^net\d+$/.test(key)) options.set(key, withNewMac(session, value));
		else if (drive && !(isCdrom(drive) && !isCloudinit(value))) drives.push({
			key,
			drive,
			full: planDrive(session, request, key, drive, full)
		});
		else options.set(key, value);
	}
	return {
		options,
		drives,
		source
	};
}
/** What makes it another machine. */
function rename$1(session, request, { options, source }) {
	options.set("smbios1", withNewUuid(session.host, options.get("smbios1")));
	if (options.get("vmgenid")) options.set("vmgenid", uuid(session.host));
	options.delete("template");
	options.set("name", request.name ?? `Copy-of-VM-${source.get("name") ?? request.vmid}`);
	if (request.description !== null && request.description !== "") options.set("description", request.description);
}
function cloneDrive(session, request, { key, drive, full }) {
	const volid = managedVolume(drive) ?? "";
	session.print(`create ${full ? "full" : "linked"} clone of drive ${key} (${volid})\n`);
	if (!full) return linkVmVolume(session, volid, request.newid);
	const seed = isCloudinit(volid);
	const fixed = seed ? CLOUDINIT_BYTES : key === "efidisk0" ? efiBytes(drive.get("efitype")) : key === "tpmstate0" ? TPM_BYTES : null;
	return copyVmVolume(session, {
		volid,
		vmid: request.newid,
		storage: request.storage ?? void 0,
		format: request.format ?? void 0,
		...fixed === null ? {} : { bytes: fixed },
		...seed ? {
			name: `vm-${request.newid}-cloudinit`,
			empty: true
		} : {}
	});
}
function cloneInto(session, request, plan) {
	const { host, node } = session;
	const { newid } = request;
	const path = vmConfPath(node.name, newid);
	const made = [];
	const draft = {
		...emptyVm(),
		options: plan.options
	};
	try {
		for (const each of plan.drives) {
			const volid = cloneDrive(session, request, each);
			made.push(volid);
			const drive = new Map([
				...each.drive,
				["file", volid],
				["size", String(sizeOf(session, volid))]
			]);
			drive.delete("format");
			plan.options.set(each.key, printDrive(each.key, drive));
			writeVm(session, newid, draft);
			session.at("clone:copied");
		}
		plan.options.delete("lock");
		writeVm(session, newid, draft);
		cardsMade(session, newid, draft);
		copyGuestFiles(host, request.vmid, newid, request.snapname);
		if (request.target !== null) {
			const text = host.read(path) ?? "";
			host.remove(path);
			host.write(vmConfPath(request.target, newid), text);
		}
		if (request.pool !== null) addToPool(host, request.pool, newid);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		for (const volid of made) freeDisk(session, volid);
		removeGuestFiles(host, newid);
		host.remove(path);
		die(`clone failed: ${messageOf(error)}`);
	}
}
const qmClone = (session, { values }) => {
	const request = readRequest(session, values);
	const { vmid, newid } = request;
	planOf(session, request);
	session.at("clone:planned");
	const work = () => {
		const plan = planOf(session, request);
		session.print(`creating a clone of VM ${vmid} with ID ${newid}\n`);
		assertUnused(session, newid);
		session.host.write(vmConfPath(session.node.name, newid), "# qmclone temporary file\nlock: clone\n");
		session.at("clone:target-locked");
		rename$1(session, request, plan);
		cloneInto(session, request, plan);
	};
	runTask(session, "qmclone", String(vmid), () => {
		const locked = () => withVmLock(session, newid, work, 1);
		if (isMachineRunning(session.host, vmid)) session.host.withLock(vmLockPath(vmid), 1, locked);
		else locked();
	});
};
// src/simulator/qm/cloudinit-commands.ts
/** `qm cloudinit dump`, `pending`, `update`: what cloud-init's drive has, and would have (qemu-server 9.2). */
const qmCloudinitDump = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	session.print(`${dumpSeed(loadVm(session, vmid).options, vmid, values.get("type") ?? "user")}\n`);
};
/** What differs between the drive and the conf file. */
function cloudinitEntries({ options, cloudinit }) {
	const hide = (key, value) => key === "cipassword" ? "**********" : value;
	const added = splitList(cloudinit.get("added") ?? "");
	const kept = [...options.keys()].filter((key) => isCloudinitOption(key) || CLOUDINIT_KEYS.includes(key)).filter((key) => !added.includes(key)).sort();
	const gone = [...cloudinit.keys()].filter((key) => key !== "added" && !options.has(key)).sort();
	return [
		...added.map((key) => ({
			key,
			pending: hide(key, options.get(key) ?? "")
		})),
		...kept.map((key) => {
			const [before, now] = [cloudinit.get(key), options.get(key) ?? ""];
			return before === void 0 ? {
				key,
				value: hide(key, now)
			} : {
				key,
				value: hide(key, before),
				pending: hide(key, now)
			};
		}),
		...gone.map((key) => ({
			key,
			delete: 1
		}))
	];
}
const qmCloudinitPending = (session, { values }) => printPending(session, cloudinitEntries(loadVm(session, Number(values.get("vmid")))));
/** Writes the drive anew, also while the machine runs: the guest reads it at its next start. */
const qmCloudinitUpdate = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	withVmLock(session, vmid, () => {
		const draft = loadVm(session, vmid);
		if (cloudinitKey(draft.options) === null) die(`no cloudinit configured`);
		writeSeed(session, vmid, draft);
		writeVm(session, vmid, draft);
	});
};
// src/simulator/qm/begin.ts
/** How a machine begins, made or restored: its parameters, a conf file that holds the VMID, a place in the HA manager. */
/** Parameters that are no options of the machine. */
const PARAMETERS = [
	"vmid",
	"node",
	"archive",
	"bwlimit",
	"force",
	"pool",
	"start",
	"ha-managed",
	"storage",
	"unique",
	"live-restore",
	"import-working-storage"
];
/** The options of the machine among the parameters; `cdrom` is another name of `ide2`. */
function splitParameters(values) {
	const options = new Map(values);
	for (const name of PARAMETERS) options.delete(name);
	const medium = options.get("cdrom");
	if (medium !== void 0) {
		options.set("ide2", medium.includes("media=") ? medium : `${medium},media=cdrom`);
		options.delete("cdrom");
	}
	return options;
}
/** A conf file with nothing but the lock. @throws Failure when the VMID is taken, by a guest of any kind anywhere */
function reserve(session, vmid, allowExisting = false) {
	withVmLock(session, vmid, () => {
		if (!allowExisting) assertUnused(session, vmid);
		const draft = allowExisting ? loadVm(session, vmid) : emptyVm();
		checkVmLock(draft);
		draft.options.set("lock", "create");
		writeVm(session, vmid, draft);
	}, 5);
}
function addVmToHa(session, vmid, started) {
	session.print("Add as HA resource\n");
	const state = started ? "started" : "stopped";
	changeResources(session.host, (all) => all.set(`vm:${vmid}`, /* @__PURE__ */ new Map([["state", state]])));
}
// src/simulator/qm/make-disks.ts
/** Drives as they are asked for: `STORE:GiB`, `import-from`, `STORE:cloudinit`, or a volume that is there (create_disks, 9.2). */
const GIB = 1024 ** 3;
const isNew = (drive) => NEW_DISK.exec(drive.get("file") ?? "");
/** `STORE:cloudinit`, or `cloudinit` on the default storage. */
const asksCloudinit = (drive) => /^(?:[^/:\s]+:)?cloudinit$/.test(drive.get("file") ?? "");
/** What is wrong with what was asked, before anything is made. @throws ParameterFailure */
function checkDrives(session, options, storage) {
	for (const key of [...options.keys()].filter((name) => DRIVE_KEY.test(name)).sort()) {
		const drive = parseDrive(key, options.get(key) ?? "");
		const fresh = isNew(drive);
		if (drive.has("import-from")) {
			if (!fresh || Number(fresh[2]) !== 0) badParameter(key, `'import-from' requires special syntax - use <storage ID>:0,import-from=<source>`);
			const missing = (key === "efidisk0" ? ["efitype", "pre-enrolled-keys"] : key === "tpmstate0" ? ["version"] : []).find((name) => !drive.has(name));
			if (missing !== void 0) badParameter(key, `need to specify '${missing}' when using 'import-from'`);
		}
		if (fresh && !isCdrom(drive)) assertTakesImages(session, fresh[1] ?? storage ?? die("no storage ID specified (and no default storage)"));
		else if (!asksCloudinit(drive) && parseVolumeId(drive.get("file") ?? "")) {
			const { name } = locate(session.host, drive.get("file") ?? "");
			if (name.kind === "iso" && !isCdrom(drive)) badParameter(key, `explicit 'media=cdrom' is required for iso images`);
			if (name.kind !== "iso" && name.kind !== "images") badParameter(key, `content type needs to be 'images' or 'iso'`);
		}
	}
}
function makeCloudinit({ session, vmid, conf, pending, storage, made, done }, key, drive) {
	const other = cloudinitKey(conf, key) ?? cloudinitKey(pending, key) ?? cloudinitKey(done, key);
	if (other !== null) die(`${key} - cloud-init drive is already attached at '${other}'`);
	const id = parseVolumeId(drive.get("file") ?? "")?.storage ?? storage;
	if (id === null) die("no storage ID specified (and no default storage)");
	const { hasFolders, type } = typeOf(storageById(session.host, id));
	const inFiles = hasFolders && type !== "btrfs";
	const format = drive.get("format") ?? (inFiles ? "qcow2" : "raw");
	const volid = allocateVmVolume(session, {
		storage: id,
		vmid,
		bytes: CLOUDINIT_BYTES,
		format,
		name: `vm-${vmid}-cloudinit`
	});
	made.push(volid);
	drive.delete("format");
	done.set(key, printDrive(key, new Map([
		...drive,
		["file", volid],
		["media", "cdrom"]
	])));
}
/** A copy of a volume, or of an image. @returns its id */
function importDisk(making, key, source, storage, drive) {
	const { session, vmid } = making;
	const format = drive.get("format");
	const bytes = imageBytes(session, source);
	if (!source.startsWith("/") && locate(session.host, source).name.kind === "images") {
		if (isCloudinit(source)) die("cannot import from cloudinit disk");
		session.print(`create full clone of drive (${source})\n`);
		const fixed = key === "efidisk0" ? { bytes: efiBytes(drive.get("efitype")) } : {};
		return copyVmVolume(session, {
			volid: source,
			vmid,
			storage,
			format,
			...fixed
		});
	}
	const volid = allocateVmVolume(session, {
		storage,
		vmid,
		bytes,
		format: formatFor(session, storage, format)
	});
	session.at("disk:importing");
	session.print(`transferred 0.0 B of ${(bytes / GIB).toFixed(1)} GiB (0.00%)\n`);
	session.print(`transferred ${(bytes / GIB).toFixed(1)} GiB of ${(bytes / GIB).toFixed(1)} GiB (100.00%)\n`);
	return volid;
}
function makeNew(making, key, drive, storage, gib) {
	const { session, vmid, conf, made, done } = making;
	const source = drive.get("import-from");
	drive.delete("import-from");
	let volid;
	if (source !== void 0) try {
		volid = importDisk(making, key, source, storage, drive);
	} catch (error) {
		die(`cannot import from '${source}' - ${messageOf(error)}`);
	}
	else {
		const bytes = key === "efidisk0" ? efiBytes(drive.get("efitype")) : key === "tpmstate0" ? TPM_BYTES : gib * GIB;
		volid = allocateVmVolume(session, {
			storage,
			vmid,
			bytes,
			format: drive.get("format")
		});
	}
	if (conf.get("template") === "1") volid = baseOf(session, volid);
	made.push(volid);
	drive.delete("format");
	const size = String(requireVolume(session, volid).size);
	done.set(key, printDrive(key, new Map([
		...drive,
		["file", volid],
		["size", size]
	])));
}
/** Hangs in what is there already. */
function takeVolume({ session, conf, pending, done }, key, drive) {
	const file = drive.get("file") ?? "";
	const id = parseVolumeId(file);
	if (!id) {
		done.set(key, printDrive(key, drive));
		return;
	}
	const { name } = locate(session.host, file);
	if (isCloudinit(file)) {
		const other = cloudinitKey(conf, key) ?? cloudinitKey(pending, key) ?? cloudinitKey(done, key);
		if (other !== null) die(`${key} - cloud-init drive is already attached at '${other}'`);
	}
	const format = drive.get("format");
	if (format !== void 0 && name.kind === "images" && format !== name.format) die(`drive '${key}' - volume '${file}' - 'format=${format}' option different from storage format '${name.format}'`);
	const record = volumeRecord(session.host, id);
	if (!record) die(`volume ${file} does not exist`);
	done.set(key, printDrive(key, new Map([...drive, ["size", String(record.size)]])));
}
/**
* Makes what the drives ask for.
* @returns the drives as they are kept, and the volumes that were made
* @throws Failure when one cannot be: what was made is freed
*/
function makeDisks$1(session, { vmid, conf, pending, storage }, asked) {
	const making = {
		session,
		vmid,
		conf,
		pending,
		storage,
		made: [],
		done: /* @__PURE__ */ new Map()
	};
	try {
		for (const key of [...asked.keys()].filter((name) => DRIVE_KEY.test(name)).sort()) {
			const drive = parseDrive(key, asked.get(key) ?? "");
			const file = drive.get("file") ?? "";
			const fresh = isNew(drive);
			if (file === "none" || file === "cdrom") {
				drive.delete("size");
				making.done.set(key, printDrive(key, drive));
			} else if (asksCloudinit(drive)) makeCloudinit(making, key, drive);
			else if (fresh) makeNew(making, key, drive, fresh[1] ?? storage ?? die("no storage ID specified (and no default storage)"), Number(fresh[2]));
			else {
				takeVolume(making, key, drive);
				continue;
			}
			if (asksCloudinit(drive) || fresh) session.print(`${key}: successfully created disk '${making.done.get(key) ?? ""}'\n`);
		}
	} catch (error) {
		if (error instanceof Failure) for (const volid of making.made) freeDisk(session, volid);
		throw error;
	}
	return {
		drives: making.done,
		made: making.made
	};
}
// src/simulator/qm/template.ts
/** `qm template`: makes bases of the disks, where their storages have such. What fails in the task is exit 0 (9.2). */
/** Turns the disks of a machine into bases, and writes the conf file after each. */
function makeVmBases(session, vmid, draft, only) {
	for (const { key, drive, volid } of diskDrives(draft.options)) {
		if (only !== void 0 && key !== only) continue;
		const base = baseOf(session, volid);
		if (base === volid) continue;
		draft.options.set(key, printDrive(key, new Map([...drive, ["file", base]])));
		writeVm(session, vmid, draft);
		session.at("template:base");
	}
}
const qmTemplate = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const disk = values.get("disk");
	const check = () => {
		const draft = loadVm(session, vmid);
		checkVmLock(draft);
		if (draft.snapshots.size > 0) die("unable to create template, because VM contains snapshots");
		if (isVmTemplate(draft) && disk === void 0) die(`you can't convert a template to a template`);
		if (isMachineRunning(session.host, vmid)) die(`you can't convert a VM to template if VM is running`);
		return draft;
	};
	check();
	forgiving(session, () => runTask(session, "qmtemplate", String(vmid), () => withVmLock(session, vmid, () => {
		const draft = check();
		draft.options.set("template", "1");
		writeVm(session, vmid, draft);
		makeVmBases(session, vmid, draft, disk);
	})));
};
// src/simulator/qm/restore.ts
/** `qmrestore`, and `qm create --archive`: a machine from a backup of this simulator, with new disks (create_vm, 9.2). */
function readOrder(session, values) {
	const [vmid, archive] = [Number(values.get("vmid")), values.get("archive") ?? ""];
	const given = splitParameters(values);
	for (const key of given.keys()) if (DRIVE_KEY.test(key)) badParameter(key, "option conflicts with option 'archive'");
	const pool = values.get("pool");
	if (pool !== void 0) requirePool(session.host, pool);
	if (locate(session.host, archive).name.kind !== "backup") die(`unable to use volume ${archive} - content type needs to be 'backup'`);
	const there = session.host.read(vmConfPath(session.node.name, vmid)) !== null;
	const replaces = values.get("force") === "1" && there;
	const problem = `unable to restore VM ${vmid} -`;
	if (!replaces) try {
		assertUnused(session, vmid);
	} catch (error) {
		die(`${problem} ${messageOf(error)}`);
	}
	else if (isMachineRunning(session.host, vmid)) die(`${problem} vm is running`);
	return {
		vmid,
		archive,
		storage: values.get("storage") ?? null,
		unique: values.get("unique") === "1",
		given,
		replaces
	};
}
/** New disks where the old ones were, or on the storage that was asked for. */
function makeDisks(session, order, draft, made) {
	const { vmid } = order;
	for (const key of driveKeys(draft.options)) {
		const value = draft.options.get(key) ?? "";
		const drive = parseDrive(key, value);
		const old = parseVolumeId(volumeOfDrive(value));
		if (drive.get("backup") === "0") {
			draft.options.delete(key);
			continue;
		}
		if (!old || isCdrom(drive) && !isCloudinit(value)) continue;
		const seed = isCloudinit(value);
		const bytes = seed ? CLOUDINIT_BYTES : parseSize$1(drive.get("size") ?? "") ?? 0;
		const ending = /\.(raw|qcow2|vmdk)$/.exec(old.name)?.[1];
		const volid = allocateVmVolume(session, {
			storage: order.storage ?? old.storage,
			vmid,
			bytes,
			format: order.storage === null || order.storage === old.storage ? ending : void 0,
			...seed ? { name: `vm-${vmid}-cloudinit` } : {}
		});
		made.push(volid);
		session.print(`new volume ID is '${volid}'\n`);
		const size = String(requireVolume(session, volid).size);
		const restored = new Map([
			...drive,
			["file", volid],
			...seed ? [] : [["size", size]]
		]);
		restored.delete("format");
		draft.options.set(key, printDrive(key, restored));
	}
}
function adopt(session, { unique, given }, { options }) {
	for (const key of [
		"lock",
		"parent",
		"vmstate",
		"runningmachine",
		"runningcpu"
	]) options.delete(key);
	for (const key of options.keys()) if (/^unused\d+$/.test(key)) options.delete(key);
	else if (unique && /^net\d+$/.test(key)) options.set(key, withNewMac(session, options.get(key) ?? ""));
	if (options.get("vmgenid") && options.get("vmgenid") !== "0") options.set("vmgenid", uuid(session.host));
	if (unique) options.set("smbios1", withNewUuid(session.host, options.get("smbios1")));
	for (const [key, value] of given) options.set(key, value);
}
function freeOld(session, vmid, draft) {
	for (const key of driveKeys(draft.options, true)) {
		const volid = volumeOfDrive(draft.options.get(key) ?? "");
		const id = parseVolumeId(volid);
		if (id && !id.name.startsWith("iso/") && volumeRecord(session.host, id)) freeDisk(session, volid);
	}
	removeGuestFiles(session.host, vmid);
}
function restore(session, order, before) {
	const { vmid, archive } = order;
	const { id, storage, type, name } = locate(session.host, archive);
	const record = volumeRecord(session.host, id) ?? die(`volume '${archive}' does not exist`);
	const text = record.text ?? die(`the simulator restores only backups that it has made: ${archive}`);
	const draft = vmOf(text.replace(/^#qmdump#.*\n/gm, ""), vmid);
	session.print(`restore vma archive: ${type.path(storage, name)}\n`);
	const made = [];
	try {
		if (before) freeOld(session, vmid, before);
		makeDisks(session, order, draft, made);
		session.at("restore:unpacking");
		const [first] = made;
		const target = first === void 0 ? null : locate(session.host, first).id;
		const volume = target && volumeRecord(session.host, target);
		if (target && volume) writeVolume(session.host, target, {
			...volume,
			used: record.unpacked ?? 0
		});
		adopt(session, order, draft);
		restoreBackupFiles(session.host, archive, vmid);
		writeVm(session, vmid, draft);
	} catch (error) {
		if (error instanceof Failure) for (const volid of made) freeDisk(session, volid);
		throw error;
	}
	if (isVmTemplate(draft)) {
		session.warn("Convert to template.\n");
		makeVmBases(session, vmid, draft);
	}
}
const restoreMachine = (session, { values }) => {
	const order = readOrder(session, values);
	const { vmid } = order;
	const before = order.replaces ? loadVm(session, vmid) : null;
	if (before) assertVmUnprotected(session, before, `unable to restore VM ${vmid} -`);
	try {
		reserve(session, vmid, order.replaces);
	} catch (error) {
		die(`unable to restore VM ${vmid} - ${messageOf(error)}`);
	}
	session.at("restore:locked");
	const start = values.get("start") === "1";
	runTask(session, "qmrestore", String(vmid), () => {
		try {
			withVmLock(session, vmid, () => restore(session, order, before));
		} catch (error) {
			const reason = messageOf(error);
			if (loadVm(session, vmid).options.get("lock") === "create") removeVmLock(session, vmid, "create");
			session.warn(`error before or during data restore, some or all disks were not completely restored. VM ${vmid} state is NOT cleaned up.\n`);
			die(reason);
		}
		if (order.unique) cardsMade(session, vmid, loadVm(session, vmid));
		const pool = values.get("pool");
		if (pool !== void 0) addToPool(session.host, pool, vmid);
		if (start) {
			session.print("Execute autostart\n");
			runTask(session, "qmstart", String(vmid), () => withVmLock(session, vmid, () => startChecked(session, vmid)));
		}
		if (values.get("ha-managed") === "1") addVmToHa(session, vmid, start);
	});
};
// src/simulator/qm/queue.ts
/** Changes of a machine's options as they come into `[PENDING]`, before anything is applied (update_vm_api, 9.2). */
/** Linux knows only the hash of a password. */
const hashed = (session, password) => /^\$(?:[156]|2[ay])(?:\$.+){2}/.test(password) ? password : `$5$${randomBase64(session.host, 8)}$${randomBase64(session.host, 43)}`;
const orderOf = (boot) => splitList(/(?:^|,)order=([^,]*)/.exec(boot ?? "")?.[1] ?? "");
const printOrder = (devices) => devices.length === 0 ? "" : `order=${devices.join(";")}`;
function queueDeletion({ session, vmid, draft, change, selection }, key) {
	const value = draft.options.get(key) ?? draft.pending.get(key);
	if (value === void 0) {
		session.warn(`cannot delete '${key}' - not set in current configuration!\n`);
		return;
	}
	selection.add(key);
	const waits = draft.pending.has(key);
	draft.pending.delete(key);
	const order = orderOf(draft.pending.get("boot") ?? draft.options.get("boot"));
	if (order.includes(key)) {
		draft.pending.set("boot", printOrder(order.filter((device) => device !== key)));
		selection.add("boot");
	}
	if (/^unused\d+$/.test(key)) {
		assertVmUnprotected(session, draft, `can't remove unused disk '${value}'`);
		if (deallocate(session, vmid, draft, key, value)) draft.options.delete(key);
	} else if (DRIVE_KEY.test(key)) {
		assertVmUnprotected(session, draft, `can't remove drive '${key}'`);
		if (waits) registerUnused(session, vmid, draft, key, value);
		queueVmDeletion(draft, key, change.force);
	} else if (key === "tags") draft.options.delete(key);
	else queueVmDeletion(draft, key, change.force);
}
function queueDrive({ session, vmid, draft, selection }, key, value) {
	const waiting = draft.pending.get(key);
	if (waiting !== void 0) registerUnused(session, vmid, draft, key, waiting);
	const { options: conf, pending } = draft;
	const { drives } = makeDisks$1(session, {
		vmid,
		conf,
		pending,
		storage: null
	}, /* @__PURE__ */ new Map([[key, value]]));
	for (const [name, made] of drives) draft.pending.set(name, made);
	const order = orderOf(draft.pending.get("boot") ?? draft.options.get("boot"));
	const medium = isCdrom(parseDrive(key, value)) && !/(?:^|:)cloudinit/.test(value);
	if (order.length > 0 && medium && !order.includes(key)) {
		draft.pending.set("boot", printOrder([...order, key]));
		selection.add("boot");
	}
}
function queueBoot({ draft, change }, value) {
	const fields = confSchema("9.2", "qemu").get("boot")?.fields ?? {};
	const devices = splitList(parsePropertyString(fields, value).get("order") ?? "");
	for (const device of devices) if (![
		draft.options,
		draft.pending,
		change.set
	].some((section) => section.has(device)) || change.delete.includes(device)) die(`invalid bootorder: device '${device}' does not exist'`);
	if (devices.length > 0) draft.pending.set("boot", printOrder(devices));
	if (devices.length > 0 && draft.options.has("bootdisk")) queueVmDeletion(draft, "bootdisk");
}
function queueChange(updating, key, value) {
	const { session, draft, selection } = updating;
	selection.add(key);
	if (draft.pending.get(key) === value) return;
	if (DRIVE_KEY.test(key)) queueDrive(updating, key, value);
	else if (key === "tags") draft.pending.set(key, normaliseTags(value));
	else if (key === "cipassword") {
		const windows = (draft.options.get("ostype") ?? "").startsWith("w");
		draft.options.set(key, windows ? value : hashed(session, value));
	} else {
		draft.pending.set(key, value);
		if (key === "boot") queueBoot(updating, value);
	}
	unqueueVmDeletion(draft, key);
}
// src/simulator/qm/set.ts
/** `qm set`: changes the options of a machine (update_vm_api, qemu-server 9.2). On the command line it waits for its end. */
/** The program takes a file with keys, the API the keys themselves. @throws Failure for a file that is not there */
function readKeysFile(session, options) {
	const path = options.get("sshkeys");
	if (path === void 0 || !session.command.startsWith("qm ")) return;
	const text = (path === "/dev/stdin" ? session.stdin : session.host.read(path)) ?? session.runtime?.readFile?.(path) ?? null;
	if (text === null) die(`can't open '${path}' - No such file or directory`, 2);
	options.set("sshkeys", encodeURIComponent(text));
}
/** @throws ParameterFailure for a script that is no snippet, or not there */
function checkVmHook(session, volid) {
	const { id, storage, type, name } = locate(session.host, volid);
	if (name.kind !== "snippets") badParameter("hookscript", `'${volid}' is not in the snippets directory\n`);
	const path = type.path(storage, name);
	if (!volumeRecord(session.host, id) && session.host.read(path) === null) badParameter("hookscript", `script '${volid}' does not exist\n`);
}
/** @throws ParameterFailure for names that are no options, or stand twice */
function checkNames(session, change) {
	const schema = confSchema(session.node.pve, "qemu");
	for (const key of change.revert) {
		if (!schema.has(key)) badParameter("revert", `unknown option '${key}'`);
		if (change.set.has(key)) badParameter("delete", `you can't use '-${key}' and -revert ${key}' at the same time`);
	}
	for (const key of change.delete) {
		if (change.set.has(key)) badParameter("delete", `you can't use '-${key}' and -delete ${key}' at the same time`);
		if (change.revert.includes(key)) badParameter("revert", `you can't use '-delete ${key}' and -revert ${key}' at the same time`);
		if (!schema.has(key)) badParameter("delete", `unknown option '${key}'`);
	}
}
function readChange(session, given) {
	const list = (name) => splitList(given.get(name) ?? "").map((key) => key === "cdrom" ? "ide2" : key);
	const lists = {
		delete: list("delete"),
		revert: list("revert")
	};
	const force = given.get("force") === "1";
	for (const name of [
		"delete",
		"revert",
		"force",
		"skiplock"
	]) given.delete(name);
	const medium = given.get("cdrom");
	if (medium !== void 0) {
		if (given.has("ide2")) badParameter("cdrom", "conflicts with option ide2");
		given.set("ide2", medium.includes("media=") ? medium : `${medium},media=cdrom`);
		given.delete("cdrom");
	}
	if (given.size === 0 && lists.delete.length === 0 && lists.revert.length === 0) die("no options specified", 2);
	const change = {
		set: given,
		...lists,
		force
	};
	checkNames(session, change);
	return change;
}
/** What holds for the values by themselves; some get their final form. @throws Failure */
function checkValues(session, vmid, { set }) {
	readKeysFile(session, set);
	const units = set.get("cpuunits");
	if (units !== void 0) set.set("cpuunits", clampCpuUnits(session, units));
	checkDrives(session, set, null);
	const old = session.node.quirks.mac ? /* @__PURE__ */ new Map() : loadVm(session, vmid).options;
	for (const [key, value] of set) if (/^net\d+$/.test(key)) set.set(key, withMac(session, value, old.get(key)));
	else if (key === "vmgenid" && value === "1") set.set(key, uuid(session.host));
	else if (key === "hookscript") checkVmHook(session, value);
}
/** @throws Failure when more is given back than there is */
function checkBalloon({ options, pending }, set) {
	if (!set.get("memory") && !set.has("balloon")) return;
	const memory = Number(set.get("memory") ?? pending.get("memory") ?? options.get("memory") ?? 512);
	if (Number(set.get("balloon") ?? pending.get("balloon") ?? options.get("balloon") ?? 0) > memory) die("balloon value too large (must be smaller than assigned memory)");
}
/** Changes a machine whose lock the caller holds. @throws Failure, ParameterFailure */
function updateVm(session, vmid, draft, change) {
	const updating = {
		session,
		vmid,
		draft,
		change,
		selection: /* @__PURE__ */ new Set()
	};
	for (const key of change.delete) {
		queueDeletion(updating, key);
		writeVm(session, vmid, draft);
	}
	for (const key of [...change.set.keys()].sort()) {
		queueChange(updating, key, change.set.get(key) ?? "");
		writeVm(session, vmid, draft);
	}
	cleanupVmPending(draft);
	writeVm(session, vmid, draft);
	session.at("set:queued");
	if (draft.pending.size === 0) return;
	const failures = isMachineRunning(session.host, vmid) && session.node.quirks.pending ? hotplugVm(session, vmid, draft, updating.selection) : applyVmPending(session, vmid, draft);
	if (failures.size > 0) throw new ParameterFailure(failures);
}
/** What was current comes back for what waits; what only waits goes. */
function revertInto(draft, change) {
	for (const key of change.revert) {
		const current = draft.options.get(key);
		if (current !== void 0) change.set.set(key, current);
		else if (draft.pending.has(key)) change.delete.push(key);
	}
}
const qmSet = (session, { values }) => {
	const given = new Map(values);
	const vmid = Number(given.get("vmid"));
	const digest = given.get("digest");
	for (const name of [
		"vmid",
		"digest",
		"node",
		"background_delay",
		"import-working-storage"
	]) given.delete(name);
	const shown = [...given.keys()].sort().flatMap((key) => [`-${key}`, key === "cipassword" ? "<hidden>" : given.get(key) ?? ""]);
	const change = readChange(session, given);
	checkValues(session, vmid, change);
	const check = () => {
		const draft = loadVm(session, vmid);
		assertVmDigest(session, draft, digest);
		checkVmLock(draft);
		checkBalloon(draft, change.set);
		return draft;
	};
	check();
	session.at("set:checked");
	withVmLock(session, vmid, () => {
		const draft = check();
		session.print(`update VM ${vmid}: ${shown.join(" ")}\n`);
		revertInto(draft, change);
		updateVm(session, vmid, draft, change);
	});
	session.at("set:written");
};
// src/simulator/qm/create.ts
/** `qm create`: checks, a conf file with `lock: create`, the disks, and the conf file as a whole (create_vm, 9.2). */
/** The version of QEMU that comes with a release of Proxmox. */
const QEMU$1 = {
	"9.2": "11.0.2",
	"8.4": "9.2.0"
};
/** First a disk, then a medium, then a net: what boots where nothing is said. */
function bootOrder(options) {
	const drives = driveKeys(options).filter((key) => !/^(?:efidisk|tpmstate)/.test(key));
	const isMedium = (key) => isCdrom(parseDrive(key, options.get(key) ?? ""));
	const nets = [...options.keys()].filter((key) => /^net\d+$/.test(key)).sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)));
	const order = [
		drives.find((key) => !isMedium(key)),
		drives.find(isMedium),
		nets[0]
	].filter((device) => device !== void 0);
	return order.length === 0 ? "" : `order=${order.join(";")}`;
}
/** Windows keeps the machine that it was installed on. */
function pinned(session, options) {
	const machine = options.get("machine") ?? "pc";
	if (!/^w|^win/.test(options.get("ostype") ?? "") || !/^(?:pc|q35)$/.test(machine)) return null;
	const version = (QEMU$1[session.node.pve] ?? "10.0").replace(/\.\d+$/, "");
	const full = `pc-${machine === "q35" ? "q35" : "i440fx"}-${version}`;
	session.print(`pinning machine type to '${full}' for Windows guest OS\n`);
	return full;
}
function build$1(session, vmid, given, storage) {
	const { host } = session;
	const draft = emptyVm();
	const { options } = draft;
	for (const [key, value] of given) options.set(key, value);
	const version = QEMU$1[session.node.pve] ?? "10.0.2";
	options.set("meta", `creation-qemu=${version},ctime=${Math.floor(host.now() / 1e3)}`);
	const order = {
		vmid,
		conf: /* @__PURE__ */ new Map(),
		pending: /* @__PURE__ */ new Map(),
		storage
	};
	if (given.get("template") === "1") order.conf.set("template", "1");
	const { drives, made } = makeDisks$1(session, order, given);
	try {
		for (const [key, value] of drives) options.set(key, value);
		session.at("create:allocated");
		if (!options.get("boot")) options.set("boot", bootOrder(options));
		if (!options.get("smbios1")) options.set("smbios1", withNewUuid(host, void 0));
		if (!options.has("vmgenid") || options.get("vmgenid") === "1") options.set("vmgenid", uuid(host));
		const machine = pinned(session, options);
		if (machine !== null) options.set("machine", machine);
		const tags = options.get("tags");
		if (tags !== void 0) options.set("tags", normaliseTags(tags));
		writeVm(session, vmid, draft);
	} catch (error) {
		if (error instanceof Failure) for (const volid of made) freeDisk(session, volid);
		throw error;
	}
}
const qmCreate = (session, parameters) => {
	const { values } = parameters;
	if (values.has("archive")) return restoreMachine(session, parameters);
	const vmid = Number(values.get("vmid"));
	const options = splitParameters(values);
	readKeysFile(session, options);
	const [pool, storage] = [values.get("pool"), values.get("storage") ?? null];
	if (pool !== void 0) requirePool(session.host, pool);
	const units = options.get("cpuunits");
	if (units !== void 0) options.set("cpuunits", clampCpuUnits(session, units));
	checkDrives(session, options, storage);
	for (const [key, value] of options) if (/^net\d+$/.test(key)) options.set(key, withMac(session, value));
	else if (key === "hookscript") checkVmHook(session, value);
	try {
		reserve(session, vmid);
	} catch (error) {
		die(`unable to create VM ${vmid} - ${messageOf(error)}`);
	}
	session.at("create:locked");
	const start = values.get("start") === "1";
	runTask(session, "qmcreate", String(vmid), () => {
		try {
			withVmLock(session, vmid, () => build$1(session, vmid, options, storage));
		} catch (error) {
			const reason = messageOf(error);
			session.host.remove(vmConfPath(session.node.name, vmid));
			die(`unable to create VM ${vmid} - ${reason}`);
		}
		cardsMade(session, vmid, loadVm(session, vmid));
		session.at("create:written");
		if (pool !== void 0) addToPool(session.host, pool, vmid);
		if (values.get("ha-managed") === "1") addVmToHa(session, vmid, start);
		if (!start) return;
		session.print("Execute autostart\n");
		runTask(session, "qmstart", String(vmid), () => withVmLock(session, vmid, () => startChecked(session, vmid)));
	});
};
// src/simulator/qm/destroy.ts
/** `qm destroy`: checks, then a task that frees the disks; the conf file goes last (destroy_vm, 9.2). */
/** @returns whether the HA manager has it. @throws Failure when the machine may not be destroyed */
function assertDestroyable(session, vmid, purge) {
	assertVmUnprotected(session, loadVm(session, vmid), `can't remove VM ${vmid}`);
	const managed = readResources(session.host).has(`vm:${vmid}`);
	if (managed && !purge) die(`unable to remove VM ${vmid} - used in HA resources and purge parameter not set.`);
	if (isMachineRunning(session.host, vmid)) die(`VM ${vmid} is running - destroy failed`);
	return managed;
}
/** Every volume of its own that a conf file names, in any section. */
function ownVolumes(session, vmid, draft) {
	const sections = [draft.options, draft.pending];
	const states = [draft.options, ...draft.snapshots.values()].flatMap((section) => section.get("vmstate") ?? []);
	const drives = sections.flatMap((section) => driveKeys(section, true).flatMap((key) => {
		const value = section.get(key) ?? "";
		return /media=cdrom/.test(value) && !isCloudinit(value) ? [] : [volumeOfDrive(value)];
	}));
	return new Set([...drives, ...states].filter((volid) => {
		if (!parseVolumeId(volid) || volid.startsWith("/")) return false;
		return readStorages(session.host).has(parseVolumeId(volid)?.storage ?? "") && locateImage(session.host, volid).name.vmid === vmid;
	}));
}
function freeAll(session, volids) {
	for (const volid of volids) {
		try {
			freeDisk(session, volid);
		} catch (error) {
			session.warn(`WARN: Could not remove disk '${volid}', check manually: ${messageOf(error)}\n`);
		}
		session.at("destroy:freed");
	}
}
function unreferenced(session, vmid) {
	return [...readStorages(session.host).values()].filter((storage) => STORAGE_TYPES.has(storage.type) && !storage.disabled && isOnNode(storage, session.node.name) && storage.content.includes("images")).flatMap(({ id }) => volumesOf(session.host, id, vmid).map((name) => `${id}:${name}`));
}
const qmDestroy = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const { host, node } = session;
	const purge = values.get("purge") === "1";
	assertDestroyable(session, vmid, purge);
	const destroy = () => {
		const managed = assertDestroyable(session, vmid, purge);
		const draft = loadVm(session, vmid);
		const suspended = draft.options.get("lock") === "suspended";
		if (values.get("skiplock") !== "1" && !suspended) checkVmLock(draft);
		const volids = ownVolumes(session, vmid, draft);
		for (const volid of isVmTemplate(draft) ? volids : []) if (isBaseUsed(session, volid)) die(`base volume '${volid}' is still in use by linked cloned`);
		freeAll(session, volids);
		if (values.get("destroy-unreferenced-disks") === "1") freeAll(session, unreferenced(session, vmid));
		writeVm(session, vmid, {
			...emptyVm(),
			options: /* @__PURE__ */ new Map([["lock", "destroyed"]])
		});
		cardsGone(session, draft);
		session.at("destroy:emptied");
		removeGuestFiles(host, vmid);
		dropFromPools(host, vmid);
		host.remove(`/etc/pve/firewall/${vmid}.fw`);
		if (purge) {
			session.print(`purging VM ${vmid} from related configurations..\n`);
			if (managed) {
				changeResources(host, (all) => all.delete(`vm:${vmid}`));
				session.print(`NOTE: removed VM ${vmid} from HA resource configuration.\n`);
			}
		}
		host.remove(vmConfPath(node.name, vmid));
	};
	runTask(session, "qmdestroy", String(vmid), () => withVmLock(session, vmid, destroy));
};
// src/simulator/qm/disk.ts
/** `qm disk resize`, `import`, `move`, `unlink`, `rescan`: single disks of a machine (qemu-server 9.2). */
/** Grows a disk. All of it is done in a task, so that whatever fails is exit 0 (PVE 9.2). */
const qmResize = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const [key, size] = [values.get("disk") ?? "", values.get("size") ?? ""];
	const resize = () => {
		const draft = loadVm(session, vmid);
		assertVmDigest(session, draft, values.get("digest"));
		if (values.get("skiplock") !== "1") checkVmLock(draft);
		const value = draft.options.get(key) ?? die(`disk '${key}' does not exist`);
		const drive = parseDrive(key, value);
		const volid = managedVolume(drive) ?? die(`disk '${key}' has no associated volume`);
		if (isCdrom(drive)) die("you can't resize a cdrom");
		const now = requireVolume(session, volid).size;
		const asked = parseSize$1(size.replace(/^\+/, "")) ?? die("internal error");
		const bytes = size.startsWith("+") ? now + asked : asked;
		if (bytes < now) die("shrinking disks is not supported");
		if (bytes === now) return;
		const grown = resizeDisk(session, volid, bytes);
		session.at("resize:grown");
		draft.options.set(key, printDrive(key, new Map([...drive, ["size", String(grown)]])));
		writeVm(session, vmid, draft);
	};
	forgiving(session, () => runTask(session, "resize", String(vmid), () => withVmLock(session, vmid, resize)));
};
/** Hangs an imported disk in, or keeps it as unused. @returns its key */
function attach$1(session, vmid, volid, key) {
	return withVmLock(session, vmid, () => {
		const draft = loadVm(session, vmid);
		checkVmLock(draft);
		if (key === null) {
			const unused = addUnusedVm(draft, volid) ?? "";
			writeVm(session, vmid, draft);
			return unused;
		}
		if (draft.options.has(key)) die(`cowardly refusing to overwrite existing entry: ${key}`);
		draft.pending.set(key, volid);
		if (isMachineRunning(session.host, vmid)) hotplugVm(session, vmid, draft, /* @__PURE__ */ new Set([key]));
		else applyVmPending(session, vmid, draft);
		if (isVmTemplate(draft)) makeVmBases(session, vmid, draft, key);
		return key;
	});
}
/** A file becomes a disk. No task is begun: it ends as it ends. */
const qmImport = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const [source, storage] = [values.get("source") ?? "", values.get("storage") ?? ""];
	const target = values.get("target-disk");
	checkVmLock(loadVm(session, vmid));
	if (!source.startsWith("/")) die(`${source}: non-existent or non-regular file`);
	const bytes = imageBytes(session, source);
	availableStorage(session, storage);
	assertTakesImages(session, storage);
	session.print(`importing disk '${source}' to VM ${vmid} ...\n`);
	const format = formatFor(session, storage, values.get("format"));
	const volid = allocateVmVolume(session, {
		storage,
		vmid,
		bytes,
		format
	});
	try {
		session.at("disk:importing");
		const key = attach$1(session, vmid, volid, target !== void 0 && DRIVE_KEY.test(target) ? target : null);
		const shown = loadVm(session, vmid).options.get(key) ?? volid;
		session.print(`${key}: successfully imported disk '${shown}'\n`);
	} catch (error) {
		if (error instanceof Failure) freeDisk(session, volid);
		throw error;
	}
};
/** `qm set --delete` by another name. */
const qmUnlink = (session, { values, extra }) => {
	const { idlist = "", ...rest } = Object.fromEntries(values);
	qmSet(session, {
		values: new Map([...Object.entries(rest), ["delete", idlist]]),
		extra
	});
};
// src/simulator/qm/move-disk.ts
/** `qm disk move`: a disk comes onto another storage, or to another machine (move_vm_disk, 9.2). */
function checkMove(session, { vmid, key, storage, format, deletes, digest }) {
	const draft = loadVm(session, vmid);
	checkVmLock(draft);
	assertVmDigest(session, draft, digest);
	const value = draft.options.get(key) ?? die(`disk '${key}' does not exist`);
	const drive = parseDrive(key, value);
	const volid = managedVolume(drive) ?? die(`disk '${key}' has no associated volume`);
	if (isCdrom(drive) && !isCloudinit(value)) die("you can't move a cdrom");
	const { name, id } = locateImage(session.host, volid);
	if (id.storage === storage && (format === void 0 || name.format === format)) die(`you can't move to the same storage with same format`);
	availableStorage(session, storage);
	assertTakesImages(session, storage);
	const snapshotted = isVmVolumeInUse(draft, volid, key);
	if (snapshotted && deletes) die("you can't move a disk with snapshots and delete the source");
	return {
		draft,
		drive,
		volid,
		snapshotted
	};
}
function moveToStorage(session, move) {
	const { vmid, key, storage, format, deletes } = move;
	const { draft, drive, volid, snapshotted } = checkMove(session, move);
	const from = parseVolumeId(volid)?.storage ?? "";
	session.print(`copying volume '${volid}' from current storage '${from}' to target storage '${storage}'\n`);
	if (isMachineRunning(session.host, vmid) && key === "tpmstate0") die("storage migration failed: cannot move TPM state while VM is running");
	if (snapshotted) session.warn("moving disk with snapshots, snapshots will not be moved!\n");
	session.print(`create full clone of drive ${key} (${volid})\n`);
	let copy;
	try {
		const seed = isCloudinit(volid);
		copy = copyVmVolume(session, {
			volid,
			vmid,
			storage,
			format,
			...seed ? {
				name: `vm-${vmid}-cloudinit`,
				empty: true
			} : {}
		});
	} catch (error) {
		die(`storage migration failed: ${messageOf(error)}`);
	}
	const volume = isVmTemplate(draft) ? baseOf(session, copy) : copy;
	const moved = new Map([
		...drive,
		["file", volume],
		["size", String(requireVolume(session, volume).size)]
	]);
	moved.delete("format");
	draft.options.set(key, printDrive(key, moved));
	if (!deletes) {
		const unused = addUnusedVm(draft, volid) ?? "";
		session.print(`adding source volume '${volid}' as '${unused}' to config\n`);
	}
	session.at("move:copied");
	writeVm(session, vmid, draft);
	if (!deletes) return;
	session.print(`removing source volume '${volid}' after successful copy\n`);
	freeDisk(session, volid);
}
/** A disk changes its machine, without being copied. */
function reassign(session, vmid, key, other, otherKey) {
	const [source, target] = [loadVm(session, vmid), loadVm(session, other)];
	for (const draft of [source, target]) checkVmLock(draft);
	if (isVmTemplate(source) || isVmTemplate(target)) die("Can't move disks from or to template VMs");
	const value = source.options.get(key) ?? die(`Disk '${key}' for VM '${vmid}' does not exist`);
	if (target.options.has(otherKey)) die(`Target disk key '${otherKey}' is already in use for VM '${other}'`);
	const volid = volumeOfDrive(value);
	if (DRIVE_KEY.test(key) && isCdrom(parseDrive(key, value))) die("CD drive contents can't be moved to another VM");
	if (isVmVolumeInUse(source, volid, key)) die("Can't move disk used by a snapshot to another VM");
	if (!vmDiskHas(session, "rename", volid, null)) die("Storage does not support moving of this disk to another VM");
	if (isMachineRunning(session.host, vmid) && !/^unused\d+$/.test(key)) die("Cannot move disk to another VM while the source VM is running - detach first");
	const renamed = reassignDisk(session, volid, other);
	source.options.delete(key);
	writeVm(session, vmid, source);
	const moved = /^unused\d+$/.test(otherKey) ? renamed : value.replace(volid, renamed);
	target.options.set(otherKey, moved);
	writeVm(session, other, target);
	session.print(`removed disk '${key}' from VM '${vmid}'\n`);
}
const qmMoveDisk = (session, { values }) => {
	const [vmid, key] = [Number(values.get("vmid")), values.get("disk") ?? ""];
	const other = values.get("target-vmid");
	const storage = values.get("storage");
	if (other !== void 0 && storage !== void 0) die("either set storage or target-vmid, but not both");
	if (other !== void 0) {
		if (Number(other) === vmid) die("must be different than source VMID to move disk to another VM");
		const work = () => reassign(session, vmid, key, Number(other), values.get("target-disk") ?? key);
		runTask(session, "qmmove", `${vmid}-${key}>${other}`, () => withVmLock(session, vmid, () => session.host.withLock(vmLockPath(Number(other)), 10, work)));
		return;
	}
	if (storage === void 0) die("both, storage and target-vmid, are missing - set one of them");
	const move = {
		vmid,
		key,
		storage,
		format: values.get("format"),
		deletes: values.get("delete") === "1",
		digest: values.get("digest")
	};
	checkMove(session, move);
	runTask(session, "qmmove", String(vmid), () => withVmLock(session, vmid, () => moveToStorage(session, move)));
};
// src/simulator/qm/snapshot.ts
/** `qm snapshot`, `delsnapshot`, `rollback`: prepared, done disk by disk, committed, with a lock in between (9.2). */
/** What a snapshot does not keep. */
const LEFT = /^(?:snapstate|snaptime|lock|unused\d+|vmstate|runningcpu|runningmachine|description)$/;
const copyOf = (section) => new Map([...section].filter(([key]) => !LEFT.test(key)));
function saveState(session, vmid, snapname, section) {
	const memory = machineState(session.host, vmid)?.memory ?? 0;
	const storage = section.get("vmstatestorage") ?? diskDrives(section)[0]?.volid.split(":")[0] ?? "local";
	const name = `vm-${vmid}-state-${snapname}`;
	const bytes = memory * 2 + 500 * 1024 ** 2;
	section.set("vmstate", allocateVmVolume(session, {
		storage,
		vmid,
		bytes,
		format: "raw",
		name
	}));
	section.set("runningmachine", "pc-i440fx-10.0+pve0");
	section.set("runningcpu", "kvm64,enforce,+kvm_pv_eoi,+kvm_pv_unhalt,+lahf_lm,+sep");
}
function prepare(session, vmid, values) {
	const snapname = values.get("snapname") ?? "";
	const draft = loadVm(session, vmid);
	if (isVmTemplate(draft)) die(`you can't take a snapshot if it's a template`);
	checkVmLock(draft);
	draft.options.set("lock", "snapshot");
	if (draft.snapshots.has(snapname)) die(`snapshot name '${snapname}' already used`);
	if (!diskDrives(draft.options).every(({ volid }) => vmDiskHas(session, "snapshot", volid, null))) die("snapshot feature is not available");
	for (const section of draft.snapshots.values()) if (section.get("parent") === snapname) section.delete("parent");
	const section = copyOf(draft.options);
	if (values.get("vmstate") === "1" && isMachineRunning(session.host, vmid)) saveState(session, vmid, snapname, section);
	section.set("snapstate", "prepare");
	section.set("snaptime", String(Math.floor(session.host.now() / 1e3)));
	const comment = values.get("description");
	if (comment) section.set("description", comment);
	draft.snapshots.set(snapname, section);
	writeVm(session, vmid, draft);
	return draft;
}
/** Every disk of a snapshot, also those that have gone since. */
const disksIn = (draft, snapname) => diskDrives(snapshotOf(draft, snapname));
function take(session, vmid, values) {
	const snapname = values.get("snapname") ?? "";
	const draft = withVmLock(session, vmid, () => prepare(session, vmid, values));
	session.at("snapshot:prepared");
	const taken = [];
	try {
		for (const { key, volid } of disksIn(draft, snapname)) {
			session.print(`snapshotting '${key}' (${volid})\n`);
			snapshotDisk(session, volid, snapname);
			taken.push(volid);
			session.at("snapshot:taken");
		}
		snapshotGuestFiles(session.host, vmid, snapname);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		session.warn("snapshot create failed: starting cleanup\n");
		remove$1(session, vmid, snapname, {
			force: true,
			taken
		});
		throw error;
	}
	withVmLock(session, vmid, () => {
		const now = loadVm(session, vmid);
		if (now.options.get("lock") !== "snapshot") die("missing snapshot lock");
		const section = snapshotOf(now, snapname);
		if (section.get("snapstate") !== "prepare") die("wrong snapshot state");
		section.delete("snapstate");
		now.options.delete("lock");
		now.options.set("parent", snapname);
		writeVm(session, vmid, now);
	});
}
const qmSnapshot = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const snapname = values.get("snapname") ?? "";
	if (/^(?:current|pending)$/i.test(snapname)) die(`unable to use snapshot name '${snapname}' (reserved name)`, 2);
	loadVm(session, vmid);
	runTask(session, "qmsnapshot", String(vmid), () => take(session, vmid, values));
};
function unlink(draft, snapname) {
	const parent = draft.snapshots.get(snapname)?.get("parent");
	for (const section of [draft.options, ...draft.snapshots.values()]) {
		if (section.get("parent") !== snapname) continue;
		if (parent) section.set("parent", parent);
		else section.delete("parent");
	}
	draft.snapshots.delete(snapname);
}
function remove$1(session, vmid, snapname, { force, taken }) {
	const lock = taken ? "snapshot" : "snapshot-delete";
	const edit = (body) => withVmLock(session, vmid, () => {
		const draft = loadVm(session, vmid);
		if (draft.options.get("lock") !== lock) die(`encountered invalid lock, expected '${lock}'`);
		body(draft);
		writeVm(session, vmid, draft);
	});
	snapshotOf(loadVm(session, vmid), snapname);
	if (!taken) withVmLock(session, vmid, () => {
		const draft = loadVm(session, vmid);
		checkVmLock(draft);
		draft.options.set("lock", lock);
		writeVm(session, vmid, draft);
	});
	edit((draft) => {
		if (isVmTemplate(draft)) die(`you can't delete a snapshot if vm is a template`);
		snapshotOf(draft, snapname).set("snapstate", "delete");
	});
	const draft = loadVm(session, vmid);
	const state = snapshotOf(draft, snapname).get("vmstate");
	if (state !== void 0) {
		freeDisk(session, state);
		edit((now) => snapshotOf(now, snapname).delete("vmstate"));
	}
	const freed = [];
	for (const { key, volid } of disksIn(draft, snapname)) {
		if (taken && !taken.includes(volid)) continue;
		session.at("delsnapshot:volume");
		try {
			deleteDiskSnapshot(session, volid, snapname);
			freed.push(volid);
		} catch (error) {
			const reason = messageOf(error);
			if (!force) throw error;
			session.warn(`${reason}\n`);
		}
		if (!force) edit((now) => snapshotOf(now, snapname).delete(key));
	}
	deleteGuestSnapshot(session.host, vmid, snapname);
	edit((now) => {
		unlink(now, snapname);
		now.options.delete("lock");
		const kept = [now.options, ...now.snapshots.values()].flatMap(diskDrives).map(({ volid }) => volid);
		for (const volid of freed) if (!kept.includes(volid)) addUnusedVm(now, volid);
	});
}
const qmDelsnapshot = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const snapname = values.get("snapname") ?? "";
	loadVm(session, vmid);
	runTask(session, "qmdelsnapshot", String(vmid), () => remove$1(session, vmid, snapname, { force: values.get("force") === "1" }));
};
/** The conf file of the snapshot, with what is kept: description no, unused disks, snapshots (AbstractConfig). */
function restored(draft, snapname) {
	const section = snapshotOf(draft, snapname);
	const options = copyOf(section);
	const description = draft.options.get("description");
	if (description !== void 0) options.set("description", description);
	const unused = [...draft.options].filter(([key]) => /^unused\d+$/.test(key));
	for (const [key, value] of unused) options.set(key, value);
	options.set("parent", snapname);
	const result = {
		...draft,
		options,
		pending: /* @__PURE__ */ new Map(),
		cloudinit: /* @__PURE__ */ new Map()
	};
	const kept = diskDrives(options).map(({ volid }) => volid);
	for (const { volid } of diskDrives(draft.options)) if (!kept.includes(volid)) addUnusedVm(result, volid);
	return result;
}
function rollBack(session, vmid, snapname) {
	const disks = withVmLock(session, vmid, () => {
		const draft = loadVm(session, vmid);
		if (isVmTemplate(draft)) die(`you can't rollback if vm is a template`);
		const section = snapshotOf(draft, snapname);
		const found = diskDrives(section);
		for (const { volid } of found) assertRollback(session, volid, snapname);
		const state = section.get("snapstate");
		if (state) die(`unable to rollback to incomplete snapshot (snapstate = ${state})`);
		checkVmLock(draft);
		stopMachine(session, vmid, {
			within: null,
			force: true
		});
		draft.options.set("lock", "rollback");
		writeVm(session, vmid, draft);
		return found;
	});
	session.at("rollback:prepared");
	for (const { volid } of disks) {
		rollbackDisk(session, volid, snapname);
		session.at("rollback:volume");
	}
	rollbackGuestFiles(session.host, vmid, snapname);
	return withVmLock(session, vmid, () => {
		const draft = loadVm(session, vmid);
		if (draft.options.get("lock") !== "rollback") die("got wrong lock");
		const withState = snapshotOf(draft, snapname).has("vmstate");
		const back = restored(draft, snapname);
		if (back.options.get("vmgenid")) back.options.set("vmgenid", uuid(session.host));
		writeVm(session, vmid, back);
		return withState;
	});
}
/** A snapshot with memory goes on where it was; another starts when it is asked to. */
const qmRollback = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	loadVm(session, vmid);
	runTask(session, "qmrollback", String(vmid), () => {
		if (rollBack(session, vmid, values.get("snapname") ?? "") || values.get("start") === "1") withVmLock(session, vmid, () => startMachine(session, vmid));
	});
};
// src/simulator/pvesh/machines.ts
const QEMU = "/nodes/{node}/qemu";
const GUEST = `${QEMU}/{vmid}`;
const vmidOf = ({ values }) => Number(values.get("vmid"));
const draftFor = (call) => loadVm(call.session, vmidOf(call));
function jsonOf(key, value) {
	const type = confSchema("9.2", "qemu").get(key)?.type;
	return (type === "integer" || type === "boolean") && /^\d+$/.test(value) ? Number(value) : value;
}
const sectionJson = (section) => Object.fromEntries([...section.keys()].sort().map((key) => [key, jsonOf(key, section.get(key) ?? "")]));
function config(call) {
	const draft = draftFor(call);
	const snapshot = call.values.get("snapshot");
	const shown = snapshot === void 0 ? shownConfig(draft, call.values.get("current") === "1") : snapshotOf(draft, snapshot);
	return {
		...sectionJson(shown),
		digest: draft.digest ?? ""
	};
}
function pending(call) {
	const draft = draftFor(call);
	return [...pendingEntries(draft).map((entry) => ({ ...entry })), {
		key: "digest",
		value: draft.digest ?? ""
	}];
}
function status$3(call) {
	const vmid = vmidOf(call);
	const draft = draftFor(call);
	const managed = readResources(call.session.host).has(`vm:${vmid}`) ? 1 : 0;
	const agent = draft.options.has("agent") ? { agent: 1 } : {};
	return {
		...vmStatus(call.session, vmid, draft),
		...agent,
		ha: { managed }
	};
}
function snapshots(call) {
	const draft = draftFor(call);
	const running = isMachineRunning(call.session.host, vmidOf(call)) ? 1 : 0;
	return vmSnapshots(draft).map(({ name, parent, snaptime, description }) => ({
		name,
		description,
		...parent === null ? {} : { parent },
		...snaptime === null ? {
			digest: draft.digest ?? "",
			running
		} : {
			snaptime,
			vmstate: draft.snapshots.get(name)?.has("vmstate") ? 1 : 0
		}
	}));
}
function describeSnapshot(call) {
	const { session, values } = call;
	const description = values.get("description");
	if (description === void 0) return;
	withVmLock(session, vmidOf(call), () => {
		const draft = draftFor(call);
		checkVmLock(draft);
		snapshotOf(draft, values.get("snapname") ?? "").set("description", description);
		writeVm(session, vmidOf(call), draft);
	});
}
function feature(call) {
	const [wanted = "", snapname = null] = [call.values.get("feature"), call.values.get("snapname")];
	const draft = draftFor(call);
	const section = snapname === null ? draft.options : snapshotOf(draft, snapname);
	const name = wanted === "clone" || wanted === "copy" ? wanted : "snapshot";
	return {
		hasFeature: diskDrives(section).every(({ volid }) => vmDiskHas(call.session, name, volid, snapname)) ? 1 : 0,
		nodes: [call.session.node.name]
	};
}
/** The method that changes options as a task; the one without waits for its end. */
function configTask({ session, values }) {
	const inner = sessionWith(session, { command: "pvesh create config" });
	const all = new Map(values);
	all.delete("node");
	forgiving(inner, () => runTask(inner, "qmconfig", values.get("vmid") ?? "", () => qmSet(inner, {
		values: all,
		extra: []
	})));
	return lastTask(inner) ?? void 0;
}
function configNow({ session, values }) {
	const all = new Map(values);
	all.delete("node");
	qmSet(sessionWith(session, { command: "pvesh set config" }), {
		values: all,
		extra: []
	});
}
const agentRoutes = [
	api(`POST ${GUEST}/agent/exec`, ({ session, values }) => ({ pid: agentExec(session, Number(values.get("vmid")), (values.get("command") ?? "").split("\0"), values.get("input-data") ?? "") })),
	api(`GET ${GUEST}/agent/exec-status`, ({ session, values }) => agentStatus(session, Number(values.get("vmid")), Number(values.get("pid")))),
	api(`GET ${GUEST}/agent/file-read`, ({ session, values }) => agentReadFile(session, Number(values.get("vmid")), values.get("file") ?? "")),
	api(`POST ${GUEST}/agent/file-write`, ({ session, values }) => {
		const content = values.get("content") ?? "";
		const text = values.get("encode") === "0" ? Buffer.from(content, "base64").toString("utf8") : content;
		agentWriteFile(session, Number(values.get("vmid")), values.get("file") ?? "", text);
	}),
	api(`POST ${GUEST}/agent`, ({ session, values }) => ({ result: agentCommand(session, Number(values.get("vmid")), values.get("command") ?? "") })),
	...[
		"ping",
		"fstrim",
		"shutdown",
		"fsfreeze-status"
	].map((command) => api(`POST ${GUEST}/agent/${command}`, ({ session, values }) => ({ result: agentCommand(session, Number(values.get("vmid")), command) }))),
	...[
		"get-host-name",
		"get-osinfo",
		"info",
		"network-get-interfaces"
	].map((command) => api(`GET ${GUEST}/agent/${command}`, ({ session, values }) => ({ result: agentCommand(session, Number(values.get("vmid")), command) })))
];
const machineRoutes = [
	api(`GET ${QEMU}`, ({ session }) => vmStatuses(session).map((each) => ({ ...each }))),
	commandRoute("create", QEMU, "qm create", qmCreate),
	commandRoute("delete", GUEST, "qm destroy", qmDestroy),
	api(`GET ${GUEST}/config`, config),
	api(`PUT ${GUEST}/config`, configNow),
	api(`POST ${GUEST}/config`, configTask),
	api(`GET ${GUEST}/pending`, pending),
	api(`GET ${GUEST}/status/current`, status$3),
	commandRoute("create", `${GUEST}/status/start`, "qm start", qmStart),
	commandRoute("create", `${GUEST}/status/stop`, "qm stop", qmStop),
	commandRoute("create", `${GUEST}/status/shutdown`, "qm shutdown", qmShutdown),
	commandRoute("create", `${GUEST}/status/reboot`, "qm reboot", qmReboot),
	commandRoute("create", `${GUEST}/status/reset`, "qm reset", qmReset),
	commandRoute("create", `${GUEST}/status/suspend`, "qm suspend", qmSuspend),
	commandRoute("create", `${GUEST}/status/resume`, "qm resume", qmResume),
	api(`GET ${GUEST}/snapshot`, snapshots),
	commandRoute("create", `${GUEST}/snapshot`, "qm snapshot", qmSnapshot),
	api(`GET ${GUEST}/snapshot/{snapname}/config`, (call) => sectionJson(snapshotOf(draftFor(call), call.values.get("snapname") ?? ""))),
	api(`PUT ${GUEST}/snapshot/{snapname}/config`, describeSnapshot),
	commandRoute("delete", `${GUEST}/snapshot/{snapname}`, "qm delsnapshot", qmDelsnapshot),
	commandRoute("create", `${GUEST}/snapshot/{snapname}/rollback`, "qm rollback", qmRollback),
	commandRoute("create", `${GUEST}/clone`, "qm clone", qmClone),
	commandRoute("create", `${GUEST}/template`, "qm template", qmTemplate),
	commandRoute("set", `${GUEST}/resize`, "qm resize", qmResize),
	commandRoute("create", `${GUEST}/move_disk`, "qm disk move", qmMoveDisk),
	commandRoute("set", `${GUEST}/unlink`, "qm disk unlink", qmUnlink),
	commandRoute("create", `${GUEST}/migrate`, "qm migrate", qmMigrate),
	api(`GET ${GUEST}/feature`, feature),
	api(`GET ${GUEST}/cloudinit`, (call) => cloudinitEntries(draftFor(call)).map((each) => ({ ...each }))),
	api(`PUT ${GUEST}/cloudinit`, ({ session, values }) => {
		qmCloudinitUpdate(session, {
			values,
			extra: []
		});
	}),
	api(`GET ${GUEST}/cloudinit/dump`, (call) => {
		const type = call.values.get("type") ?? die("type is missing");
		return dumpSeed(draftFor(call).options, vmidOf(call), type);
	}),
	...agentRoutes
];
// src/simulator/pvesh/pools.ts
/** `/pools`: made, filled, emptied and removed. */
const idOf$1 = ({ values }) => values.get("poolid") ?? "";
const required = (call) => readPools(call.session.host).get(idOf$1(call)) ?? die(`pool '${idOf$1(call)}' does not exist`);
const comment = (pool) => pool.comment === "" ? {} : { comment: pool.comment };
/** Guests as `/cluster/resources` shows them, and storages. */
function members(call, pool) {
	const all = clusterRoutes.find(({ path }) => path === "/cluster/resources")?.run({
		session: call.session,
		values: /* @__PURE__ */ new Map([["type", "vm"]])
	});
	const guests = (Array.isArray(all) ? all : []).flatMap((guest) => {
		if (!isObject(guest) || !pool.guests.includes(Number(guest["vmid"]))) return [];
		const { pool: _, ...rest } = guest;
		return [rest];
	});
	const storages = pool.storages.map((storage) => ({
		id: `storage/${call.session.node.name}/${storage}`,
		storage,
		type: "storage"
	}));
	return [...guests, ...storages];
}
function create$2(call) {
	const pools = readPools(call.session.host);
	if (pools.has(idOf$1(call))) die(`create pool failed: pool '${idOf$1(call)}' already exists`);
	const [, parent] = /^(.*)\/[^/]+$/.exec(idOf$1(call)) ?? [];
	if (parent !== void 0 && !pools.has(parent)) die(`create pool failed: parent '${parent}' of pool '${idOf$1(call)}' does not exist`);
	pools.set(idOf$1(call), {
		comment: call.values.get("comment") ?? "",
		guests: [],
		storages: []
	});
	writePools(call.session.host, pools);
}
function remove(call) {
	const { host } = call.session;
	const pools = readPools(host);
	const pool = pools.get(idOf$1(call)) ?? die(`delete pool failed: pool '${idOf$1(call)}' does not exist`);
	const inside = [...pools.keys()].find((id) => id.startsWith(`${idOf$1(call)}/`));
	if (inside !== void 0) die(`delete pool failed: pool '${idOf$1(call)}' is not empty (contains pool '${inside}')`);
	const [guest] = pool.guests;
	if (guest !== void 0) die(`delete pool failed: pool '${idOf$1(call)}' is not empty (contains VM ${guest})`);
	const [storage] = pool.storages;
	if (storage !== void 0) die(`delete pool failed: pool '${idOf$1(call)}' is not empty (contains storage ${storage})`);
	pools.delete(idOf$1(call));
	writePools(host, pools);
}
function changeGuests(call, pool, vmids, remove) {
	const { host } = call.session;
	for (const vmid of vmids) {
		const isMember = pool.guests.includes(vmid);
		if (remove && !isMember) die(`update pools failed: VM ${vmid} is not a pool member`);
		if (remove) continue;
		if (isMember) die(`update pools failed: VM ${vmid} is already a pool member`);
		if (!ownerOf$1(host, vmid)) die(`update pools failed: VM ${vmid} does not exist`);
		const other = poolOf$1(host, vmid);
		if (other !== null && call.values.get("allow-move") !== "1") die(`update pools failed: VM ${vmid} belongs already to pool '${other}' and 'allow-move' is not set`);
		dropFromPools(host, vmid);
	}
	return remove ? pool.guests.filter((guest) => !vmids.includes(guest)) : [...pool.guests, ...vmids];
}
function changeStorages(call, pool, ids, remove) {
	for (const id of ids) {
		const isMember = pool.storages.includes(id);
		if (remove && !isMember) die(`update pools failed: Storage '${id}' is not a pool member`);
		if (!remove && isMember) die(`update pools failed: Storage '${id}' is already a pool member`);
		if (!remove && !readStorages(call.session.host).has(id)) die(`update pools failed: storage '${id}' does not exist`);
	}
	return remove ? pool.storages.filter((storage) => !ids.includes(storage)) : [...pool.storages, ...ids];
}
function update(call) {
	const { session, values } = call;
	const pool = readPools(session.host).get(idOf$1(call)) ?? die(`update pools failed: pool '${idOf$1(call)}' does not exist`);
	const removal = values.get("delete") === "1";
	const guests = changeGuests(call, pool, splitList(values.get("vms") ?? "").map(Number), removal);
	const storages = changeStorages(call, pool, splitList(values.get("storage") ?? ""), removal);
	const changed = {
		comment: values.get("comment") ?? pool.comment,
		guests,
		storages
	};
	writePools(session.host, new Map([...readPools(session.host), [idOf$1(call), changed]]));
}
const list$3 = (call) => {
	const wanted = call.values.get("poolid");
	return [...readPools(call.session.host)].filter(([id]) => wanted === void 0 || id === wanted).map(([poolid, pool]) => ({
		poolid,
		...comment(pool),
		...wanted === void 0 ? {} : { members: members(call, pool) }
	}));
};
const read = (call) => ({
	poolid: idOf$1(call),
	...comment(required(call)),
	members: members(call, required(call))
});
/** Reads, changes and writes the file as one. */
const edit$1 = (change) => (call) => held(call.session.host, "pools", () => change(call));
const poolRoutes = [
	api("GET /pools", list$3),
	api("POST /pools", edit$1(create$2)),
	api("PUT /pools", edit$1(update)),
	api("DELETE /pools", edit$1(remove)),
	api("GET /pools/{poolid}", read),
	api("PUT /pools/{poolid}", edit$1(update)),
	api("DELETE /pools/{poolid}", edit$1(remove))
];
// src/simulator/sdn/lock.ts
/** The lock of SDN (PVE 9): whoever has no token, or another one, is refused. */
const PATH$1 = "/etc/pve/sdn/.lock";
const lockToken = (host) => host.read(PATH$1);
/** @param what `create sdn zone object failed`: how Proxmox begins its refusal */
function assertToken({ host }, what, token) {
	const held = lockToken(host);
	if (held !== null && held !== token) die(`${what}: invalid lock token provided!`);
}
const hex = (session, digits) => Array.from({ length: digits }, () => Math.floor(session.host.random() * 16).toString(16)).join("");
/** A UUID of version 7. */
function takeLock(session) {
	const time = Math.trunc(session.host.now()).toString(16).padStart(12, "0");
	const token = `${time.slice(0, 8)}-${time.slice(8)}-7${hex(session, 3)}-a${hex(session, 3)}-${hex(session, 12)}`;
	session.host.write(PATH$1, token);
	return token;
}
const freeLock = (host) => host.remove(PATH$1);
// src/simulator/sdn/commit.ts
/**
* A commit of SDN: what was edited runs, and every node reloads its network. A node that fails is warned of, and the task
* ends well all the same (PVE 9.2), which is what `sdn:reload:NODE` is a fault's point for.
*/
/** What a node makes of what runs, as by `pvesh set /nodes/N/network`. */
function reloadNode(session, node) {
	const there = sessionWith(session, { node: readFacts(session.host, node) });
	runTask(there, "srvreload", "networking", () => {
		session.at(`sdn:reload:${node}`);
		const running = readRunning(session.host);
		writeInterfaces(session.host, node, running);
		writeDnsmasq(session.host, node, running);
	});
}
function commit(session, token, release) {
	held(session.host, "sdn", () => {
		assertToken(session, "could not commit SDN config", token);
		commitGroups(session.host);
	});
	session.at("sdn:committed");
	if (token !== void 0 && release) freeLock(session.host);
	runTask(session, "reloadnetworkall", "", () => {
		for (const node of nodeNames(session.host)) {
			session.print(`${node}: reloading network config\n`);
			try {
				reloadNode(session, node);
			} catch (error) {
				session.warn(`${messageOf(error)}\n`);
			}
		}
	});
}
// src/simulator/sdn/edits.ts
/** Edits of zones, vnets and subnets, with what Proxmox checks of each (PVE 9.2: PVE::API2::Network::SDN). */
const WHAT = {
	zones: "zone",
	vnets: "vnet",
	subnets: "subnet"
};
const NOT_KEPT = /* @__PURE__ */ new Set([
	"lock-token",
	"digest",
	"delete",
	"zone",
	"subnet",
	"vnet"
]);
/** Options that each type of zone takes beside those of all (PVE::Network::SDN::Zones::*Plugin). */
const COMMON$1 = [
	"type",
	"nodes",
	"mtu",
	"dns",
	"reversedns",
	"dnszone",
	"ipam"
];
const OWN = {
	simple: ["dhcp"],
	vlan: ["bridge", "bridge-disable-mac-learning"],
	qinq: [
		"bridge",
		"bridge-disable-mac-learning",
		"tag",
		"vlan-protocol"
	],
	vxlan: [
		"peers",
		"vxlan-port",
		"fabric"
	],
	evpn: [
		"vrf-vxlan",
		"controller",
		"mac",
		"exitnodes",
		"exitnodes-local-routing",
		"exitnodes-primary",
		"advertise-subnets",
		"disable-arp-nd-suppression",
		"bridge-disable-mac-learning",
		"rt-import",
		"vxlan-port"
	]
};
const NEEDED$1 = {
	vlan: ["bridge"],
	qinq: ["bridge", "tag"],
	evpn: ["controller", "vrf-vxlan"]
};
function checkZone(fields) {
	const type = String(fields["type"]);
	for (const key of Object.keys(fields)) if (![...COMMON$1, ...OWN[type] ?? []].includes(key)) badParameter(key, `unexpected property '${key}'`);
	for (const key of NEEDED$1[type] ?? []) if (!fields[key]) die(`missing value for required option '${key}'`, 2);
	if (fields["ipam"] !== void 0 && fields["ipam"] !== "pve") badParameter("ipam", `${String(fields["ipam"])} not existing`);
}
function checkVnet(session, id, fields) {
	const zone = readGroup(session.host, "zones").get(String(fields["zone"])) ?? die(`sdn zone '${String(fields["zone"])}' does not exist`);
	const tag = fields["tag"];
	if (zone["type"] === "simple" && tag !== void 0) badParameter("tag", "vlan tag is not allowed on simple zone");
	if (zone["type"] !== "simple" && tag === void 0) badParameter("tag", "missing vlan tag");
	if (zone["type"] === "vlan" && Number(tag) > 4096) badParameter("tag", "vlan tag max value is 4096");
	for (const [other, vnet] of readGroup(session.host, "vnets")) if (other !== id && tag !== void 0 && vnet["zone"] === fields["zone"] && vnet["tag"] === tag) badParameter("tag", `tag ${String(tag)} already exist in vnet ${other}`);
	if (fields["vlanaware"] === "1" && subnetsOf(session, id).length > 0) badParameter("vlanaware", "vlanaware vnet is not compatible with subnets");
}
const subnetsOf = ({ host }, vnet) => [...readGroup(host, "subnets")].flatMap(([id, fields]) => fields["vnet"] === vnet ? [id] : []);
function checkSubnet(session, id, fields) {
	const cidr = cidrOf(id);
	const vnet = readGroup(session.host, "vnets").get(String(fields["vnet"]));
	if (!vnet) badParameter("vnet", `${String(fields["vnet"])} don't exist`);
	if (vnet["vlanaware"] === "1") badParameter("vnet", "you can't add a subnet on a vlanaware vnet");
	const range = parseSubnet$1(cidr) ?? die(`${cidr} is no network`);
	const gateway = fields["gateway"] === void 0 ? null : parseAddress$1(String(fields["gateway"]));
	if (gateway && !isInRange(gateway, range) && !cidr.endsWith("/32")) badParameter("gateway", `${String(fields["gateway"])} is not in subnet ${cidr}`);
	for (const text of [fields["dhcp-range"] ?? []].flat()) {
		const [, first = "", last = ""] = /start-address=([^,]+),end-address=([^,]+)/.exec(text) ?? [];
		const own = parseRange(`${first}-${last}`);
		if (!own || own.first < range.first || own.last > range.last) badParameter("dhcp-range", `start-address ${first} is not in subnet ${cidr}`);
	}
}
/** IPAM keeps the gateway of a subnet, from its edit on. */
function trackSubnet(session, id, before, after) {
	const [zone = ""] = id.split("-");
	if (!readGroup(session.host, "zones").get(zone)?.["ipam"]) return;
	addSubnet(session.host, zone, id);
	const [old, now] = [before?.["gateway"], after["gateway"]];
	if (cidrOf(id).endsWith("/32") || old === now) return;
	if (typeof now === "string") addEntry(session.host, zone, id, now, { gateway: 1 });
	if (typeof old === "string") removeEntry(session.host, zone, id, old, null);
}
function fieldsIn(group, values) {
	const kept = [...values].filter(([key]) => {
		if (key === "type") return group === "zones";
		return !NOT_KEPT.has(key) || group === "vnets" && key === "zone" || group === "subnets" && key === "vnet";
	});
	return Object.fromEntries(kept.map(([key, value]) => [key, key === "dhcp-range" ? value.split("\0") : value]));
}
function check(session, group, id, fields) {
	if (group === "zones") checkZone(fields);
	else if (group === "vnets") checkVnet(session, id, fields);
	else checkSubnet(session, id, fields);
}
/** A vnet's and a subnet's section has a type that the JSON tells too. */
const typed = (group, fields) => group === "zones" ? fields : {
	type: WHAT[group],
	...fields
};
function createObject(session, group, id, values) {
	assertToken(session, `create sdn ${WHAT[group]} object failed`, values.get("lock-token"));
	const objects = readGroup(session.host, group);
	if (objects.has(id)) die(`create sdn ${WHAT[group]} object failed: sdn ${WHAT[group]} object ID '${id}' already defined`);
	const fields = fieldsIn(group, values);
	check(session, group, id, fields);
	if (group === "subnets") trackSubnet(session, id, null, fields);
	writeGroup(session.host, group, new Map([...objects, [id, typed(group, fields)]]));
}
function updateObject(session, group, id, values) {
	const what = `update sdn ${WHAT[group]} object failed`;
	assertToken(session, what, values.get("lock-token"));
	const objects = readGroup(session.host, group);
	const before = objects.get(id) ?? die(`${what}: sdn ${WHAT[group]} '${id}' does not exist`);
	const gone = (values.get("delete") ?? "").split(/[\s,;]+/);
	const { type, ...fields } = {
		...Object.fromEntries(Object.entries(before).filter(([key]) => !gone.includes(key))),
		...fieldsIn(group, values)
	};
	const all = group === "zones" && type !== void 0 ? {
		type,
		...fields
	} : fields;
	if (group === "zones" && all["ipam"] !== before["ipam"] && subnetsInZone(session, id)) badParameter("ipam", "can't change ipam if a subnet is already defined in this zone");
	if (group === "vnets" && all["zone"] !== before["zone"] && subnetsOf(session, id).length > 0) badParameter("zone", "can't change zone if subnets exist");
	check(session, group, id, all);
	if (group === "subnets") trackSubnet(session, id, before, all);
	writeGroup(session.host, group, new Map([...objects, [id, typed(group, all)]]));
}
const subnetsInZone = ({ host }, zone) => [...readGroup(host, "subnets").keys()].some((id) => id.startsWith(`${zone}-`));
function deleteObject(session, group, id, values) {
	const what = `delete sdn ${WHAT[group]} object failed`;
	assertToken(session, what, values.get("lock-token"));
	const { host } = session;
	const objects = readGroup(host, group);
	if (!objects.has(id)) die(`${what}: sdn ${WHAT[group]} '${id}' does not exist`);
	if (group === "zones") {
		const user = [...readGroup(host, "vnets")].find(([, fields]) => fields["zone"] === id);
		if (user) die(`${what}: zone ${id} is used by vnet ${user[0]}`);
	}
	if (group === "vnets" && subnetsOf(session, id).length > 0) badParameter("vnet", "Can't delete vnet if subnets exists");
	if (group === "subnets") {
		const [zone = ""] = id.split("-");
		if (readGroup(host, "zones").get(zone)?.["ipam"]) removeSubnet(host, zone, id);
	}
	objects.delete(id);
	writeGroup(host, group, objects);
}
// src/simulator/pvesh/sdn.ts
const text = ({ values }, name) => values.get(name) ?? "";
function subnetId(call) {
	const zone = readGroup(call.session.host, "vnets").get(text(call, "vnet"))?.["zone"];
	return `${String(zone ?? "")}-${text(call, "subnet").replace("/", "-")}`;
}
/** Subnets are named by their CIDR when they are made, and by their id afterwards. */
const idOf = (call, group) => group === "subnets" ? text(call, "subnet") : text(call, group === "zones" ? "zone" : "vnet");
/** The path names a vnet also where no field of a subnet does. */
const edit = (group, work, id = (call) => idOf(call, group)) => (call) => {
	held(call.session.host, "sdn", () => work(call.session, group, id(call), call.values));
};
const shown$1 = (name, id, { type, ...fields }) => ({
	[name]: id,
	type: type ?? "vnet",
	...fields
});
const list$2 = (group, name) => ({ session }) => [...readGroup(session.host, group)].map(([id, fields]) => shown$1(name, id, fields));
const one = (group, name) => (call) => {
	const id = idOf(call, group);
	const fields = readGroup(call.session.host, group).get(id) ?? die(`sdn ${name} '${id}' does not exist`, 2);
	return shown$1(name, id, fields);
};
function lock({ session, values }) {
	return held(session.host, "sdn", () => {
		assertToken(session, "could not acquire lock for SDN config", void 0);
		if (values.get("allow-pending") !== "1" && hasPending(session.host)) die("could not acquire lock for SDN config: configuration has pending changes");
		return takeLock(session);
	});
}
function unlock$1({ session, values }) {
	if (values.get("force") !== "1") assertToken(session, "could not release lock", values.get("lock-token"));
	freeLock(session.host);
}
function rollback({ session, values }) {
	const token = values.get("lock-token");
	assertToken(session, "could not rollback SDN configuration", token);
	held(session.host, "sdn", () => rollbackGroups(session.host));
	if (token !== void 0 && values.get("release-lock") !== "0") freeLock(session.host);
}
function apply({ session, values }) {
	return forgiving(session, () => {
		commit(session, values.get("lock-token"), values.get("release-lock") !== "0");
		return lastTask(session) ?? "";
	});
}
/** Lines of one text that the other has not, as `diff -u` marks them. */
function difference(before, after) {
	const [old, now] = [before.split("\n"), after.split("\n")];
	const gone = old.filter((line) => !now.includes(line)).map((line) => `-${line}`);
	const come = now.filter((line) => !old.includes(line)).map((line) => `+${line}`);
	return gone.length + come.length === 0 ? void 0 : `${[...gone, ...come].join("\n")}\n`;
}
function dryRun({ session }) {
	const { host, node } = session;
	const running = readRunning(host);
	const groups = {
		zones: readGroup(host, "zones"),
		vnets: readGroup(host, "vnets"),
		subnets: readGroup(host, "subnets")
	};
	const after = interfacesText$1(node.name, {
		version: running.version,
		groups
	});
	const diff = difference(readInterfaces(host, node.name), after);
	return diff === void 0 ? {} : { "interfaces-diff": diff };
}
function subnetWith(call, ip) {
	const address = parseAddress$1(ip);
	const vnet = text(call, "vnet");
	const { host } = call.session;
	const id = [...readRunning(host).groups.subnets].find(([id, fields]) => {
		const range = parseSubnet$1(cidrOf(id));
		return fields["vnet"] === vnet && address !== null && range !== null && isInRange(address, range);
	})?.[0] ?? die(`can't find any subnet for ip ${ip}`);
	return {
		zone: id.split("-")[0] ?? "",
		id
	};
}
function addIp(call, vmid) {
	const ip = text(call, "ip");
	const { zone, id } = subnetWith(call, ip);
	addEntry(call.session.host, zone, id, ip, {
		mac: text(call, "mac"),
		...vmid !== void 0 && { vmid }
	});
}
function deleteIp(call) {
	const ip = text(call, "ip");
	const { zone, id } = subnetWith(call, ip);
	removeEntry(call.session.host, zone, id, ip, text(call, "mac"));
}
/** The card's old address is freed first, and comes back where the new one cannot be had. */
function moveIp(call) {
	const [ip, mac] = [text(call, "ip"), text(call, "mac")];
	const { zone } = subnetWith(call, ip);
	const { ip4, ip6 } = addressesOf(call.session.host, zone, mac);
	const old = ip.includes(":") ? ip6 : ip4;
	if (old !== void 0) removeEntry(call.session.host, zone, subnetWith(call, old).id, old, mac);
	const vmid = call.values.get("vmid");
	try {
		addIp(call, vmid);
	} catch (error) {
		if (old !== void 0) {
			const entry = {
				mac,
				...vmid !== void 0 && { vmid }
			};
			addEntry(call.session.host, zone, subnetWith(call, old).id, old, entry);
		}
		throw error;
	}
}
function status$2({ session }) {
	const { groups } = readRunning(session.host);
	return Object.entries(readDb(session.host).zones).flatMap(([zone, { subnets }]) => {
		if (!groups.zones.get(zone)?.["dhcp"]) return [];
		return Object.entries(subnets).flatMap(([subnet, { ips }]) => {
			const vnet = [...groups.subnets].find(([id]) => id.startsWith(`${zone}-`) && cidrOf(id) === subnet)?.[1]["vnet"];
			if (vnet === void 0) return [];
			return Object.entries(ips).map(([ip, entry]) => {
				const vmid = entry.vmid === void 0 ? {} : { vmid: Number(entry.vmid) };
				return {
					...entry,
					...vmid,
					zone,
					subnet,
					ip,
					vnet: String(vnet)
				};
			});
		});
	});
}
const sdnRoutes = [
	api("GET /cluster/sdn/zones", list$2("zones", "zone")),
	api("POST /cluster/sdn/zones", edit("zones", createObject)),
	api("GET /cluster/sdn/zones/{zone}", one("zones", "zone")),
	api("PUT /cluster/sdn/zones/{zone}", edit("zones", updateObject)),
	api("DELETE /cluster/sdn/zones/{zone}", edit("zones", deleteObject)),
	api("GET /cluster/sdn/vnets", list$2("vnets", "vnet")),
	api("POST /cluster/sdn/vnets", edit("vnets", createObject)),
	api("GET /cluster/sdn/vnets/{vnet}", one("vnets", "vnet")),
	api("PUT /cluster/sdn/vnets/{vnet}", edit("vnets", updateObject)),
	api("DELETE /cluster/sdn/vnets/{vnet}", edit("vnets", deleteObject)),
	api("POST /cluster/sdn/vnets/{vnet}/subnets", edit("subnets", createObject, subnetId)),
	api("PUT /cluster/sdn/vnets/{vnet}/subnets/{subnet}", edit("subnets", updateObject)),
	api("DELETE /cluster/sdn/vnets/{vnet}/subnets/{subnet}", edit("subnets", deleteObject)),
	api("POST /cluster/sdn/vnets/{vnet}/ips", (call) => {
		addIp(call);
	}),
	api("PUT /cluster/sdn/vnets/{vnet}/ips", moveIp),
	api("DELETE /cluster/sdn/vnets/{vnet}/ips", deleteIp),
	api("GET /cluster/sdn/ipams/{ipam}/status", status$2),
	api("POST /cluster/sdn/lock", lock),
	api("DELETE /cluster/sdn/lock", unlock$1),
	api("POST /cluster/sdn/rollback", rollback),
	api("GET /cluster/sdn/dry-run", dryRun),
	api("PUT /cluster/sdn", apply),
	api("PUT /nodes/{node}/network", ({ session }) => {
		reloadNode(session, session.node.name);
		return lastTask(session) ?? void 0;
	})
];
// src/simulator/storage/type-options.ts
const COMMON = [
	"nodes",
	"disable",
	"content"
];
const BACKUPS = ["prune-backups", "max-protected-backups"];
const FILES = [
	...BACKUPS,
	"content-dirs",
	"format",
	"mkdir",
	"create-base-path",
	"create-subdirs",
	"bwlimit",
	"preallocation"
];
const CHAIN = ["snapshot-as-volume-chain"];
const TYPE_OPTIONS = {
	dir: {
		fixed: ["path"],
		optional: [
			...COMMON,
			...FILES,
			"shared",
			"is_mountpoint"
		],
		lasting: CHAIN
	},
	btrfs: {
		fixed: ["path"],
		optional: [
			...COMMON,
			...BACKUPS,
			"format",
			"mkdir",
			"create-base-path",
			"create-subdirs",
			"preallocation",
			"shared",
			"is_mountpoint",
			"nocow"
		]
	},
	zfspool: {
		fixed: ["pool"],
		optional: [
			...COMMON,
			"blocksize",
			"sparse",
			"bwlimit",
			"mountpoint"
		]
	},
	lvmthin: {
		fixed: ["vgname", "thinpool"],
		optional: [...COMMON, "bwlimit"]
	},
	lvm: {
		fixed: ["vgname"],
		optional: [
			...COMMON,
			"shared",
			"saferemove",
			"saferemove_throughput",
			"bwlimit",
			"tagged_only"
		],
		lasting: [...CHAIN, "base"]
	},
	nfs: {
		fixed: ["server", "export"],
		optional: [
			...COMMON,
			...FILES,
			"options"
		],
		lasting: [...CHAIN, "path"]
	},
	cifs: {
		fixed: ["server", "share"],
		optional: [
			...COMMON,
			...FILES,
			"subdir",
			"username",
			"password",
			"domain",
			"smbversion",
			"options"
		],
		lasting: [...CHAIN, "path"]
	},
	pbs: {
		fixed: ["server", "datastore"],
		optional: [
			...COMMON,
			...BACKUPS,
			"namespace",
			"port",
			"username",
			"password",
			"encryption-key",
			"master-pubkey",
			"fingerprint"
		]
	},
	rbd: {
		fixed: [],
		optional: [
			...COMMON,
			"monhost",
			"pool",
			"data-pool",
			"namespace",
			"username",
			"krbd",
			"keyring",
			"bwlimit"
		]
	}
};
// src/simulator/zfs/properties.ts
const words = (fallback, ...all) => ({
	default: fallback,
	form: {
		is: "words",
		words: all
	},
	inherits: true
});
const onOff = (fallback) => words(fallback, "on", "off");
const limit = {
	default: "0",
	form: { is: "size" },
	inherits: false
};
const levels = (name, from, to) => Array.from({ length: to - from + 1 }, (_, at) => `${name}-${from + at}`);
/** That can be set. */
const SETTABLE$1 = {
	quota: limit,
	refquota: limit,
	reservation: limit,
	refreservation: limit,
	recordsize: {
		default: "131072",
		form: {
			is: "size",
			power: true
		},
		inherits: true
	},
	special_small_blocks: {
		default: "0",
		form: { is: "size" },
		inherits: true
	},
	mountpoint: {
		default: "",
		form: { is: "mountpoint" },
		inherits: true
	},
	canmount: {
		...words("on", "on", "off", "noauto"),
		inherits: false
	},
	compression: {
		default: "on",
		inherits: true,
		form: {
			is: "words",
			words: [
				"on",
				"off",
				"lzjb",
				"gzip",
				...levels("gzip", 1, 9),
				"zle",
				"lz4",
				"zstd",
				"zstd-fast",
				...levels("zstd", 1, 19),
				...levels("zstd-fast", 1, 10)
			],
			same: { "gzip-6": "gzip" }
		}
	},
	acltype: {
		default: "off",
		inherits: true,
		form: {
			is: "words",
			words: [
				"off",
				"posix",
				"nfsv4"
			],
			same: {
				posixacl: "posix",
				noacl: "off"
			}
		}
	},
	xattr: words("on", "on", "off", "sa", "dir"),
	atime: onOff("on"),
	relatime: onOff("on"),
	readonly: onOff("off"),
	exec: onOff("on"),
	setuid: onOff("on"),
	devices: onOff("on"),
	sync: words("standard", "standard", "always", "disabled"),
	logbias: words("latency", "latency", "throughput"),
	primarycache: words("all", "all", "metadata", "none"),
	secondarycache: words("all", "all", "metadata", "none"),
	snapdir: words("hidden", "hidden", "visible", "disabled"),
	dnodesize: words("legacy", "legacy", "auto", "1k", "2k", "4k", "8k", "16k"),
	copies: words("1", "1", "2", "3"),
	checksum: words("on", "on", "off", "fletcher2", "fletcher4", "sha256", "sha512", "skein", "edonr", "blake3"),
	dedup: words("off", "on", "off", "verify", "sha256"),
	redundant_metadata: words("all", "all", "most", "some", "none"),
	keylocation: {
		default: "none",
		form: { is: "mountpoint" },
		inherits: false
	}
};
/** That only creation can say, and what is so without. */
const FIXED = {
	encryption: "off",
	keyformat: "none"
};
/** That nobody can set. */
const COUNTED = [
	"type",
	"creation",
	"used",
	"available",
	"referenced",
	"usedbydataset",
	"usedbysnapshots",
	"usedbychildren",
	"origin",
	"mounted",
	"keystatus",
	"volsize"
];
const isUserProperty = (name) => name.includes(":");
const UNITS$1 = "KMGTPE";
/** Bytes; a reason in the words of ZFS when it is no size. */
function parseSize(text) {
	if (text === "none") return 0;
	const match = /^(\d+(?:\.\d+)?)([KMGTPE]?)(?:i?B)?$/i.exec(text);
	if (!match) {
		const suffix = /^\d+(?:\.\d+)?(.+)$/.exec(text)?.[1];
		return { reason: suffix === void 0 ? `bad numeric value '${text}'` : `invalid numeric suffix '${suffix}'` };
	}
	const unit = match[2] === "" ? 0 : UNITS$1.indexOf((match[2] ?? "").toUpperCase()) + 1;
	return Math.floor(Number(match[1]) * 1024 ** unit);
}
/** What is kept of a value that was given; a reason when ZFS refuses it. */
function parseValue(name, text) {
	if (isUserProperty(name)) return text;
	const property = SETTABLE$1[name];
	if (!property) return { reason: COUNTED.includes(name) || name in FIXED ? `'${name}' is readonly` : `invalid property '${name}'` };
	const { form } = property;
	switch (form.is) {
		case "size": {
			const bytes = parseSize(text);
			if (typeof bytes !== "number") return bytes;
			const isPower = Number.isInteger(Math.log2(bytes)) && bytes >= 512 && bytes <= 16 * 1024 ** 2;
			return form.power && !isPower ? { reason: `'${name}' must be power of 2 from 512B to 16M` } : String(bytes);
		}
		case "words": {
			const plain = form.same?.[text] ?? text;
			return form.words.includes(plain) ? plain : { reason: `'${name}' must be one of '${form.words.join(" | ")}'` };
		}
		case "mountpoint": return name !== "mountpoint" || text === "none" || text === "legacy" || text.startsWith("/") ? text : { reason: `'${name}' must be an absolute path, 'none', or 'legacy'` };
	}
}
// src/simulator/zfs/tree.ts
/** What a property of a simulated dataset is, and where it comes from; and how much is used. Pure. */
const parentOf = (name) => name.includes("/") ? name.slice(0, name.lastIndexOf("/")) : null;
const poolOf = (name) => name.replace(/[/@].*$/, "");
/** The names of datasets below one, itself left out, sorted. */
function below(state, name) {
	return Object.keys(state.datasets).filter((other) => other.startsWith(`${name}/`)).sort();
}
/** Bytes of a dataset with its snapshots and children. */
function usedOf(state, name) {
	return [name, ...below(state, name)].reduce((sum, one) => {
		const dataset = state.datasets[one];
		const kept = Number(dataset?.local["refreservation"] ?? "0");
		return sum + Math.max(dataset?.own ?? 0, kept);
	}, 0);
}
/** Clones of its snapshots. */
function clonesOf(state, name) {
	return Object.entries(state.datasets).filter(([, { origin }]) => origin?.startsWith(`${name}@`) === true).map(([clone]) => clone).sort();
}
/** Where a value stands, from the dataset upwards; null: nowhere. */
function stands(state, name, property, inherits) {
	for (let at = name; at !== null; at = inherits ? parentOf(at) : null) {
		const dataset = state.datasets[at];
		const local = dataset?.local[property];
		if (local !== void 0) return {
			at,
			value: local,
			is: "local"
		};
		const received = dataset?.received?.[property];
		if (received !== void 0) return {
			at,
			value: received,
			is: "received"
		};
	}
	return null;
}
function mountpointOf(state, name) {
	const found = stands(state, name, "mountpoint", true);
	if (!found) return {
		value: `/${name}`,
		source: "default"
	};
	if (found.at === name) return {
		value: found.value,
		source: found.is
	};
	return {
		value: found.value.startsWith("/") ? `${found.value === "/" ? "" : found.value}${name.slice(found.at.length)}` : found.value,
		source: `inherited from ${found.at}`
	};
}
function counted(state, name, dataset, property) {
	switch (property) {
		case "type": return dataset.type;
		case "creation": return String(dataset.created);
		case "used": return String(usedOf(state, name));
		case "available": return String(1024 ** 4);
		case "referenced":
		case "usedbydataset": return String(dataset.own);
		case "usedbysnapshots": return "0";
		case "usedbychildren": return String(usedOf(state, name) - Math.max(dataset.own, Number(dataset.local["refreservation"] ?? "0")));
		case "origin": return dataset.origin ?? "-";
		case "mounted": return dataset.type === "volume" ? "-" : dataset.mounted ? "yes" : "no";
		case "keystatus": return dataset.fixed?.["encryption"] === void 0 ? "-" : "available";
		default: return "-";
	}
}
/** Null: there is no such property. */
function tell(state, name, property) {
	const dataset = state.datasets[name];
	if (!dataset) return null;
	if (property === "volsize") return {
		value: dataset.local["volsize"] ?? "-",
		source: dataset.type === "volume" ? "local" : "-"
	};
	if (COUNTED.includes(property)) return {
		value: counted(state, name, dataset, property),
		source: "-"
	};
	const fixed = FIXED[property];
	if (fixed !== void 0) return {
		value: dataset.fixed?.[property] ?? fixed,
		source: dataset.fixed?.[property] === void 0 ? "default" : "-"
	};
	if (property === "mountpoint") return mountpointOf(state, name);
	const row = SETTABLE$1[property];
	if (!row && !isUserProperty(property)) return null;
	const found = stands(state, name, property, row?.inherits ?? true);
	if (!found) return row ? {
		value: row.default,
		source: "default"
	} : {
		value: "-",
		source: "-"
	};
	return {
		value: found.value,
		source: found.at === name ? found.is : `inherited from ${found.at}`
	};
}
/** Of a snapshot, which has hardly any. */
function tellOfSnapshot(state, name, property) {
	const [dataset = "", snapshot] = name.split("@");
	const found = state.datasets[dataset]?.snapshots.find((one) => one.name === snapshot);
	if (!found) return null;
	switch (property) {
		case "type": return {
			value: "snapshot",
			source: "-"
		};
		case "creation": return {
			value: String(found.created),
			source: "-"
		};
		case "used": return {
			value: "0",
			source: "-"
		};
		case "referenced": return {
			value: String(state.datasets[dataset]?.own ?? 98304),
			source: "-"
		};
		default:
			if (isUserProperty(property)) return tell(state, dataset, property);
			return {
				value: "-",
				source: "-"
			};
	}
}
// src/simulator/pvesm/config.ts
/** `pvesm add`, `set` and `remove`: entries of storage.cfg, by the options of their type, and their files of passwords. */
/** Parameters of the call that are not properties of the entry. */
const OTHERS = /* @__PURE__ */ new Set([
	"type",
	"storage",
	"delete",
	"digest",
	"password"
]);
/** Property strings of several options, in which a list would be no list. */
const TEXTS = /* @__PURE__ */ new Set(["options", "comment"]);
const propertiesOf = (values) => [...values].filter(([key]) => !OTHERS.has(key)).map(([key, value]) => [key, TEXTS.has(key) ? value : value.replace(/[;\s]+/g, ",")]);
/** @throws ParameterFailure for an option that the type does not have (PVE::SectionConfig::check_config). */
function checkOptions(type, given, isNew) {
	const known = TYPE_OPTIONS[type];
	if (!known) return;
	const { fixed, optional, lasting = [] } = known;
	for (const key of given) {
		if (!fixed.includes(key) && !optional.includes(key) && !lasting.includes(key)) throw new ParameterFailure(/* @__PURE__ */ new Map([[key, `unexpected property '${key}'`]]));
		if (!isNew && (fixed.includes(key) || lasting.includes(key))) throw new ParameterFailure(/* @__PURE__ */ new Map([[key, `can't change value of fixed parameter '${key}'`]]));
	}
}
const passwordPath = (id) => `/etc/pve/priv/storage/${id}.pw`;
/** Proxmox writes it where one is given, and takes an old one away where none is. */
function writePassword({ host }, type, id, password) {
	if (type !== "cifs" && type !== "pbs") return;
	if (password === void 0) host.remove(passwordPath(id));
	else host.write(passwordPath(id), `${type === "cifs" ? "password=" : ""}${password}\n`);
}
/** It is tried once where it is switched on, so that a slip shows at once. @throws Failure */
function activate(session, storage) {
	const { host, node } = session;
	if (storage.disabled || !isOnNode(storage, node.name)) return;
	if (storage.type === "cifs" && storage.options.has("username") && host.read(passwordPath(storage.id)) === null) die(`create storage failed: mount error: exit code 32`);
	if (storage.type !== "zfspool") return;
	const state = readState(host, node.name);
	const pool = storage.options.get("pool") ?? "";
	if (Object.keys(state.pools).length === 0 || Object.hasOwn(state.datasets, pool)) return;
	die(`create storage failed: could not activate storage '${storage.id}', zfs error: cannot open '${pool}': dataset does not exist`);
}
/** `mountpoint` of a pool is written down where nobody says it. */
function withMountpoint({ host, node }, type, options) {
	if (type !== "zfspool" || options.has("mountpoint")) return options;
	const found = tell(readState(host, node.name), options.get("pool") ?? "", "mountpoint")?.value;
	return found === void 0 || !/^\/[-/a-zA-Z0-9_.@]+$/.test(found) ? options : new Map([...options, ["mountpoint", found]]);
}
const pvesmAdd = (session, { values }) => {
	const [type, id] = [values.get("type") ?? "", values.get("storage") ?? ""];
	const properties = propertiesOf(values);
	checkOptions(type, properties.map(([key]) => key), true);
	const storages = new Map(readStorages(session.host));
	if (storages.has(id)) die(`create storage failed: storage ID '${id}' already defined`);
	const missing = (TYPE_OPTIONS[type]?.fixed ?? []).find((name) => !values.has(name));
	if (missing !== void 0) die(`create storage failed: missing value for required option '${missing}'`);
	const storage = storageOf(type, id, withMountpoint(session, type, new Map(properties)));
	writePassword(session, type, id, values.get("password"));
	activate(session, storage);
	storages.set(id, storage);
	writeStorages(session.host, storages);
};
const pvesmSet = (session, { values }) => {
	const id = values.get("storage") ?? "";
	const storages = new Map(readStorages(session.host));
	const old = storages.get(id) ?? die(`update storage failed: storage '${id}' does not exist`);
	const properties = propertiesOf(values);
	checkOptions(old.type, properties.map(([key]) => key), false);
	const options = new Map([...old.options, ...properties]);
	const { fixed = [], optional = [], lasting = [] } = TYPE_OPTIONS[old.type] ?? {};
	for (const key of splitList(values.get("delete") ?? "")) {
		if (fixed.includes(key)) die(`update storage failed: unable to delete required option '${key}'`);
		if (lasting.includes(key)) die(`update storage failed: unable to delete fixed option '${key}'`);
		if (!optional.includes(key)) die(`update storage failed: no such option '${key}'`);
		if (values.has(key)) die(`update storage failed: cannot set and delete property '${key}' at the same time!`);
		options.delete(key);
	}
	if (values.has("password")) writePassword(session, old.type, id, values.get("password"));
	storages.set(id, storageOf(old.type, id, options));
	writeStorages(session.host, storages);
};
const pvesmRemove = (session, { values }) => {
	const id = values.get("storage") ?? "";
	const storages = new Map(readStorages(session.host));
	writePassword(session, (storages.get(id) ?? die(`delete storage failed: storage '${id}' does not exist`)).type, id, void 0);
	storages.delete(id);
	writeStorages(session.host, storages);
};
// src/simulator/pvesm/volume.ts
/** `pvesm alloc`, `free`, `path` and `extractconfig`: single volumes. */
const UNITS = {
	"": 1024,
	K: 1024,
	M: 1024 ** 2,
	G: 1024 ** 3,
	T: 1024 ** 4
};
const pvesmAlloc = (session, { values }) => {
	const storage = availableStorage(session, values.get("storage") ?? "");
	const vmid = Number(values.get("vmid"));
	const filename = values.get("filename") ?? "";
	const [, amount = "0", unit = ""] = /^(\d+)([KMGT]?)$/i.exec(values.get("size") ?? "") ?? [];
	const bytes = Number(amount) * (UNITS[unit.toUpperCase()] ?? 1024);
	const ending = /\.(raw|qcow2|vmdk|subvol)$/.exec(filename)?.[1];
	const named = values.get("format") ?? ending ?? (filename.startsWith("subvol-") ? "subvol" : "raw");
	const format = named === "subvol" ? "subvol" : named === "qcow2" ? "qcow2" : named === "vmdk" ? "vmdk" : "raw";
	if (typeOf(storage).hasFolders && format === "subvol" && bytes > 0) die("storage does not support subvol quotas");
	const volid = filename === "" ? allocateVolume(session.host, storage, vmid, format, bytes) : allocateNamed(session, storage.id, vmid, filename, format, bytes);
	session.print(`successfully created '${volid}'\n`);
};
/** Removes any volume: a guest's, a backup, a template. @throws Failure */
function removeVolume(session, volid) {
	const { id, name, storage, type } = locate(session.host, volid);
	if (name.kind === "images") freeDisk(session, volid);
	else if (!freeVolume(session.host, id)) die(`unlink '${type.path(storage, name)}' failed - No such file or directory`);
	else if (name.kind === "backup") {
		session.runtime?.volumes?.freeBackup(volid);
		removeBackup(session.host, volid);
	}
	session.print(`Removed volume '${volid}'\n`);
}
const pvesmFree = (session, { values }) => {
	const given = values.get("volume") ?? "";
	const storage = values.get("storage");
	const volid = parseVolumeId(given) === null && storage !== void 0 ? `${storage}:${given}` : given;
	const { id, name } = locate(session.host, volid);
	const owner = "vmid" in name && name.vmid !== null ? `${name.vmid}@` : "";
	forgiving(session, () => runTask(session, "imgdel", `${owner}${id.storage}`, () => removeVolume(session, volid)));
};
/** The path is told whether or not there is such a volume (observed). */
const pvesmPath = (session, { values }) => {
	const { type, storage, name } = locate(session.host, values.get("volume") ?? "");
	session.print(`${type.path(storage, name)}\n`);
};
const pvesmExtractconfig = (session, { values }) => {
	const volid = values.get("volume") ?? "";
	const { id, name } = locate(session.host, volid);
	if (name.kind !== "backup") die(`unable to use volume ${volid} - content type needs to be 'backup'`);
	const record = volumeRecord(session.host, id) ?? die(`volume '${volid}' does not exist`);
	session.print(`${record.text ?? ""}\n`);
};
// src/simulator/pvesh/download.ts
const DOWNLOADS = "/.sim/downloads.json";
/** Bytes of a file of which nobody says anything. */
const UNSAID_BYTES = 400 * 1024 ** 2;
const ENDINGS$1 = {
	iso: /[^/]+\.(?:iso|img)$/i,
	vztmpl: /[^/]+\.tar\.(?:gz|xz|zst|bz2)$/i,
	import: /^[a-zA-Z0-9\-.+=_]+\.(?:ova|qcow2|raw|vmdk)$/
};
const isHere = ({ node }, session, shared) => shared || node === void 0 || node === session.node.name;
function download(session, id, shared, { values }) {
	const { host } = session;
	const url = values.get("url") ?? "";
	const algorithm = values.get("checksum-algorithm");
	const sum = algorithm === void 0 ? void 0 : `${algorithm}:${(values.get("checksum") ?? "").toLowerCase()}`;
	session.print(`downloading ${url} to ${id.name}\n`);
	const known = volumeRecord(host, id);
	const there = known && isHere(known, session, shared) ? known : null;
	const hex = (text) => text.replace(/^.*:/, "");
	if (there && sum === void 0) die(`refusing to override existing file '${id.name}'`);
	if (there && sum !== void 0) {
		session.print("calculating checksum of existing file...");
		if (there.sum === sum) return session.print("OK, got correct file already, no need to download\n");
		session.print("\n");
		die(`checksum mismatch: got '${hex(there.sum ?? "none")}' != expect '${hex(sum)}', aborting`);
	}
	const behind = readJson(host, DOWNLOADS)?.[url];
	if (behind?.gone) die(`download failed: command 'wget ${url}' failed: exit code 8`);
	if (sum !== void 0) {
		const got = behind?.sum ?? sum;
		session.print("calculating checksum...");
		if (got !== sum) {
			session.print("\n");
			die(`checksum mismatch: got '${hex(got)}' != expect '${hex(sum)}'`);
		}
		session.print("OK, checksum verified\n");
	}
	const format = id.name.replace(/^.*\./, "");
	const size = behind?.size ?? UNSAID_BYTES;
	const node = known || shared ? {} : { node: session.node.name };
	const ctime = Math.trunc(host.now() / 1e3);
	writeVolume(host, id, {
		format,
		size,
		used: size,
		ctime,
		...sum !== void 0 && { sum },
		...node
	});
	session.print(`download of '${url}' to '${id.name}' finished\n`);
}
function downloadUrl(call) {
	const { session, values } = call;
	const storage = availableStorage(session, values.get("storage") ?? "");
	const content = values.get("content") ?? "";
	if (!storage.options.has("path")) die(`can't upload to storage type '${storage.type}', not a file based storage!`);
	if (!storage.content.includes(content)) die(`storage '${storage.id}' is not configured for content-type '${content}'`);
	const filename = values.get("filename") ?? "";
	if (!ENDINGS$1[content]?.test(filename) || typeOf(storage).parse(`${content}/${filename}`) === null) die(`400 Parameter verification failed.\nfilename: invalid filename or wrong extension`, 2);
	const id = {
		storage: storage.id,
		name: `${content}/${filename}`
	};
	return forgiving(session, () => runTask(session, "download", filename, () => download(session, id, storage.shared, call)));
}
// src/simulator/pvesh/storages.ts
function entryJson({ session }, storage) {
	return {
		...Object.fromEntries(storage.options),
		content: storage.content.join(","),
		storage: storage.id,
		type: storage.type,
		digest: digest(session.host.read("/etc/pve/storage.cfg") ?? ""),
		...storage.shared ? { shared: 1 } : {},
		...storage.disabled ? { disable: 1 } : {}
	};
}
const statusJson = ({ storage, active, total, used, avail }) => ({
	active: active ? 1 : 0,
	avail,
	content: storage.content.join(","),
	enabled: storage.disabled ? 0 : 1,
	shared: storage.shared ? 1 : 0,
	storage: storage.id,
	total,
	type: storage.type,
	used,
	...total > 0 ? { used_fraction: used / total } : {}
});
function content({ session, values }) {
	const storage = availableStorage(session, values.get("storage") ?? "");
	const vmid = values.get("vmid");
	return listContent(session, storage, values.get("content") ?? null, vmid === void 0 ? null : Number(vmid)).map(({ volid, format, content: kind, size, vmid: owner, ctime, parent }) => ({
		volid,
		format,
		content: kind,
		size,
		...owner === null ? {} : { vmid: owner },
		...ctime === null ? {} : { ctime },
		...parent === null ? {} : { parent },
		...kind === "backup" ? { subtype: volid.includes("/vzdump-qemu-") ? "qemu" : "lxc" } : {}
	}));
}
const STORAGE = "/nodes/{node}/storage/{storage}";
const storageRoutes = [
	route("get", "/storage", { type: text$1 }, (call) => [...readStorages(call.session.host).values()].map((storage) => entryJson(call, storage))),
	route("get", "/storage/{storage}", {}, (call) => entryJson(call, storageById(call.session.host, call.values.get("storage") ?? ""))),
	commandRoute("create", "/storage", "pvesm add", pvesmAdd),
	commandRoute("set", "/storage/{storage}", "pvesm set", pvesmSet),
	commandRoute("delete", "/storage/{storage}", "pvesm remove", pvesmRemove),
	route("get", "/nodes/{node}/storage", {
		content: text$1,
		storage: text$1,
		enabled: flag,
		format: flag,
		target: text$1
	}, ({ session, values }) => storageStatuses(session, values).map(statusJson)),
	route("get", `${STORAGE}/status`, {}, ({ session, values }) => statusJson(storageStatuses(session, values)[0] ?? {
		storage: availableStorage(session, values.get("storage") ?? ""),
		active: false,
		total: 0,
		used: 0,
		avail: 0
	})),
	route("get", `${STORAGE}/content`, {
		content: text$1,
		vmid: count
	}, content),
	commandRoute("delete", `${STORAGE}/content/{volume}`, "pvesm free", pvesmFree),
	api(`POST ${STORAGE}/download-url`, downloadUrl)
];
// src/simulator/pvesh/tasks.ts
function taskOf({ values }) {
	return parseUpid(values.get("upid") ?? "") ?? badParameter("upid", "unable to parse worker upid");
}
function list$1({ session, values }) {
	const [vmid, type] = [values.get("vmid"), values.get("typefilter")];
	const limit = Number(values.get("limit") ?? 50);
	return endedTasks(session.host).filter(({ node }) => node === session.node.name).filter(({ id }) => vmid === void 0 || id === vmid).filter((task) => type === void 0 || task.type === type).filter(({ status }) => values.get("errors") !== "1" || !/^(?:OK|WARNINGS: \d+)$/.test(status)).slice(Number(values.get("start") ?? 0)).slice(0, limit).map((task) => ({ ...task }));
}
function status$1(call) {
	const task = taskOf(call);
	const state = taskStatus(call.session.host, task.upid) ?? die("no such task");
	return state === "running" ? {
		...task,
		status: "running"
	} : {
		...task,
		status: "stopped",
		exitstatus: state
	};
}
function log(call) {
	const lines = taskLog(call.session.host, taskOf(call).upid) ?? die("no such task");
	const start = Number(call.values.get("start") ?? 0);
	const limit = Number(call.values.get("limit") ?? 50);
	return lines.slice(start, start + limit).map((line, index) => ({
		n: start + index + 1,
		t: line
	}));
}
const TASKS = "/nodes/{node}/tasks";
const taskRoutes = [
	route("get", TASKS, {
		limit: count,
		start: count,
		vmid: count,
		errors: flag,
		typefilter: text$1,
		source: text$1,
		since: count,
		until: count,
		statusfilter: text$1,
		userfilter: text$1
	}, list$1),
	route("get", `${TASKS}/{upid}/status`, {}, status$1),
	route("get", `${TASKS}/{upid}/log`, {
		limit: count,
		start: count
	}, log)
];
// src/simulator/pvesh/pvesh.ts
/** `pvesh`: Proxmox's API on the command line. A path is looked up, its parameters are checked, its value is printed. */
const ROUTES = [
	...clusterRoutes,
	...guestRoutes,
	...machineRoutes,
	...poolRoutes,
	...sdnRoutes,
	...storageRoutes,
	...taskRoutes
];
/** `pvesh`'s own options. */
const FORMAT = {
	"output-format": {
		type: "string",
		optional: true,
		enum: [
			"text",
			"json",
			"json-pretty",
			"yaml"
		]
	},
	quiet: flag,
	noproxy: flag,
	"human-readable": flag,
	noborder: flag,
	noheader: flag
};
const split = (path) => path.split("/").filter((part) => part !== "");
/** Volume ids have slashes: the last parameter of a path takes what is left. */
function matchPath(pattern, path) {
	const [wanted, given] = [split(pattern), split(path)];
	if ((wanted.at(-1) ?? "") === "{volume}" && given.length > wanted.length) given.splice(wanted.length - 1, given.length, given.slice(wanted.length - 1).join("/"));
	if (wanted.length !== given.length) return null;
	const found = /* @__PURE__ */ new Map();
	for (const [index, part] of wanted.entries()) {
		const value = given[index] ?? "";
		const name = /^\{(.+)\}$/.exec(part)?.[1];
		if (name !== void 0) found.set(name, value);
		else if (part !== value) return null;
	}
	return found;
}
function findRoute(session, method, path) {
	for (const route of ROUTES) {
		const found = route.method === method ? matchPath(route.path, path) : null;
		if (found && route.properties(session.node.pve)) return {
			route,
			path: found
		};
	}
	return die(`No '${method}' handler defined for '${path}'`, 1);
}
/** The session on the node that the path names; another node is reached as by ssh. */
function onNode(session, name) {
	if (name === void 0 || name === "localhost" || name === session.node.name) return session;
	if (!nodeNames(session.host).includes(name)) die(`hostname lookup '${name}' failed - failed to get address info for: ${name}: Name or service not known`, 2);
	return sessionWith(session, { node: readFacts(session.host, name) });
}
const usage$1 = (verb, properties) => {
	return `pvesh ${verb} <api_path> ${properties.required.map((name) => `--${name} <${properties.get(name)?.type ?? "string"}> `).toSorted().join("")}[OPTIONS] [FORMAT_OPTIONS]\n`;
};
function call(session, method, path, words) {
	const { route, path: named } = findRoute(session, method, path);
	const declared = joined(FORMAT, route.properties(session.node.pve));
	const properties = joined({}, declared, [...named.keys()]);
	try {
		const { values } = parseArguments({
			positional: [],
			properties
		}, words, (text) => session.warn(text));
		const inPath = [...named].filter(([name]) => declared.has(name));
		const reasons = validateAll(declared, new Map([...inPath, ...values]));
		if (reasons.size > 0) throw new ParameterFailure(reasons, 2);
		const own = new Map([...values].filter(([name]) => !Object.hasOwn(FORMAT, name)));
		const result = route.run({
			session: onNode(session, named.get("node")),
			values: new Map([...own, ...named])
		});
		if (result !== void 0 && values.get("quiet") !== "1") session.print(render(result, values.get("output-format") ?? "text"));
	} catch (error) {
		if (error instanceof UsageFailure) die(`${error.message}\n${usage$1(method, properties)}`);
		if (!(error instanceof ParameterFailure)) throw error;
		const reasons = [...error.reasons].map(([name, reason]) => `${name}: ${reason}\n`).join("");
		die(`${error.message}\n${reasons}${usage$1(method, properties)}`, 2);
	}
}
/** What is below a path: as far as it is known, guests of a node. */
function list(session, path) {
	const { route, path: named } = findRoute(session, "get", path);
	const result = route.run({
		session: onNode(session, named.get("node")),
		values: named
	});
	const names = (Array.isArray(result) ? result : []).flatMap((entry) => {
		if (typeof entry !== "object" || entry === null) return [];
		const { vmid, node, storage, poolid, id } = entry;
		const name = vmid ?? storage ?? poolid ?? node ?? id;
		return typeof name === "string" || typeof name === "number" ? [String(name)] : [];
	});
	for (const name of names.sort()) session.print(`Dr--d        ${name}\n`);
}
const pvesh = (session, { extra }) => {
	const [verb = "", path, ...words] = extra;
	if (path === void 0) die(`ERROR: no command specified\nUSAGE: pvesh <COMMAND> [ARGS] [OPTIONS]`);
	switch (verb) {
		case "get":
		case "create":
		case "set":
		case "delete": return call(session, verb, path, words);
		case "ls": return list(session, path);
		default: return die(`ERROR: unknown command 'pvesh ${verb}'`);
	}
};
// src/simulator/qm/rescan.ts
/** `qm disk rescan`: volumes that no drive names become `unusedN`; sizes follow the storages (9.2). */
function adjust(session, vmid, draft) {
	const { host, node } = session;
	const storages = [...readStorages(host).values()].filter((storage) => STORAGE_TYPES.has(storage.type) && !storage.disabled && isOnNode(storage, node.name) && storage.content.includes("images"));
	const volumes = new Map(storages.flatMap((storage) => [...guestVolumes(host, storage, vmid)].map(([name, { size }]) => [`${storage.id}:${name}`, size])));
	let changed = false;
	for (const { key, drive, volid } of diskDrives(draft.options)) {
		const size = volumes.get(volid);
		const said = drive.get("size") ?? "";
		if (size === void 0 || size === parseSize$1(said)) continue;
		session.print(`VM ${vmid} (${key}): size of disk '${volid}' updated from ${said === "" ? "0T" : said} to ${formatSize(size)}\n`);
		draft.options.set(key, printDrive(key, new Map([...drive, ["size", String(size)]])));
		changed = true;
	}
	const named = new Set(driveKeys(draft.options, true).map((key) => volumeOfDrive(draft.options.get(key) ?? "")));
	for (const volid of [...volumes.keys()].sort()) {
		if (named.has(volid) || volid.includes(`vm-${vmid}-state-`) || isCloudinit(volid)) continue;
		const key = addUnusedVm(draft, volid) ?? "";
		session.print(`VM ${vmid} add unreferenced volume '${volid}' as '${key}' to config\n`);
		changed = true;
	}
	return changed;
}
const qmRescan = (session, { values }) => {
	const dryrun = values.get("dryrun") === "1";
	if (dryrun) session.print(`NOTE: running in dry-run mode, won't write changes out!\n`);
	session.print("rescan volumes...\n");
	const vmid = values.get("vmid");
	const vmids = vmid === void 0 ? machinesOf(session.host, session.node.name) : [Number(vmid)];
	for (const machine of vmids) withVmLock(session, machine, () => {
		const draft = loadVm(session, machine);
		checkVmLock(draft);
		if (adjust(session, machine, draft) && !dryrun) writeVm(session, machine, draft);
	});
};
// src/simulator/qm/unlock.ts
const qmUnlock = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	withVmLock(session, vmid, () => {
		const draft = loadVm(session, vmid);
		draft.options.delete("lock");
		writeVm(session, vmid, draft);
	});
};
// src/simulator/qm/program.ts
const qm = {
	agent: qmGuestCmd,
	clone: qmClone,
	"cloudinit dump": qmCloudinitDump,
	"cloudinit pending": qmCloudinitPending,
	"cloudinit update": qmCloudinitUpdate,
	config: qmConfig,
	create: qmCreate,
	delsnapshot: qmDelsnapshot,
	destroy: qmDestroy,
	"disk import": qmImport,
	"disk move": qmMoveDisk,
	"disk rescan": qmRescan,
	"disk resize": qmResize,
	"disk unlink": qmUnlink,
	"guest cmd": qmGuestCmd,
	"guest exec": qmGuestExec,
	"guest exec-status": qmGuestExecStatus,
	importdisk: qmImport,
	list: qmList,
	listsnapshot: qmListsnapshot,
	migrate: qmMigrate,
	"move-disk": qmMoveDisk,
	move_disk: qmMoveDisk,
	pending: qmPending,
	reboot: qmReboot,
	rescan: qmRescan,
	reset: qmReset,
	resize: qmResize,
	resume: qmResume,
	rollback: qmRollback,
	set: qmSet,
	shutdown: qmShutdown,
	snapshot: qmSnapshot,
	start: qmStart,
	status: qmStatus,
	stop: qmStop,
	suspend: qmSuspend,
	template: qmTemplate,
	unlink: qmUnlink,
	unlock: qmUnlock
};
// src/simulator/qm/backup.ts
/** `vzdump` of a machine: running ones go on while QEMU copies their disks (PVE::VZDump::QemuServer, 9.2). */
const info$1 = (session, text) => session.print(`INFO: ${text}\n`);
const RATIO$1 = .5;
/** Lines that tell a restore which file of the archive is which disk. */
const mapLines = (draft) => included$1(draft).map(({ key, volid }) => `#qmdump#map:${key}:drive-${key}:${volid.split(":")[0] ?? ""}:raw:\n`).join("");
/** All disks but those with `backup=0`. */
const included$1 = (draft) => diskDrives(draft.options).filter(({ drive }) => drive.get("backup") !== "0");
function writeArchive$1(session, vmid, job) {
	const { host, node } = session;
	const draft = loadVm(session, vmid);
	draft.options.delete("lock");
	const [date = "", time = ""] = localTime(host.now() / 1e3).split(" ");
	const ending = job.ending.replace(/^tar/, "vma");
	const name = `vzdump-qemu-${vmid}-${date.replaceAll("-", "_")}-${time.replaceAll(":", "_")}.${ending}`;
	const path = typeOf(job.storage).path(job.storage, {
		kind: "backup",
		name,
		vmid
	});
	info$1(session, `creating vzdump archive '${path}'`);
	for (const { key, volid } of included$1(draft)) info$1(session, `include disk '${key}' '${volid}' ${Math.round(requireVolume(session, volid).size / 1024 ** 3)}G`);
	session.at("vzdump:archiving");
	const bytes = included$1(draft).reduce((sum, { volid }) => sum + (requireVolume(session, volid).used ?? 0), 8e6);
	if (!fits(host, job.storage, bytes)) die("job failed with err -28 - No space left on device");
	const kept = {
		...draft,
		pending: /* @__PURE__ */ new Map(),
		cloudinit: /* @__PURE__ */ new Map(),
		snapshots: /* @__PURE__ */ new Map()
	};
	writeVolume(host, {
		storage: job.storage.id,
		name: `backup/${name}`
	}, {
		format: ending,
		size: Math.floor(bytes * RATIO$1),
		unpacked: bytes,
		text: vmText(kept) + mapLines(draft),
		ctime: Math.floor(host.now() / 1e3),
		...job.storage.shared ? {} : { node: node.name },
		...job.protect ? { protected: true } : {}
	});
	keepBackupFiles(host, `${job.storage.id}:backup/${name}`, vmid);
	info$1(session, `transferred ${bytes} bytes`);
}
function setLock(session, vmid, lock) {
	withVmLock(session, vmid, () => {
		const draft = loadVm(session, vmid);
		if (lock !== null) checkVmLock(draft);
		if (lock === null) draft.options.delete("lock");
		else draft.options.set("lock", lock);
		writeVm(session, vmid, draft);
	});
}
/** One machine of a job, which runs as a task. @throws Failure */
function backUpMachine(session, vmid, job) {
	const { host } = session;
	info$1(session, `Starting Backup of VM ${vmid} (qemu)`);
	info$1(session, `Backup started at ${localTime(host.now() / 1e3)}`);
	const running = isMachineRunning(host, vmid);
	info$1(session, `status = ${running ? "running" : "stopped"}`);
	setLock(session, vmid, "backup");
	session.at("vzdump:locked");
	const mode = running ? job.mode : "stop";
	info$1(session, `backup mode: ${mode}`);
	const restarts = running && mode === "stop";
	try {
		if (restarts) {
			info$1(session, "stopping vm");
			withVmLock(session, vmid, () => stopMachine(session, vmid, {
				within: 600,
				force: false,
				skiplock: true
			}));
		}
		writeArchive$1(session, vmid, job);
	} catch (error) {
		if (error instanceof Failure) setLock(session, vmid, null);
		die(messageOf(error));
	}
	setLock(session, vmid, null);
	if (restarts) {
		info$1(session, "restarting vm");
		withVmLock(session, vmid, () => startMachine(session, vmid));
	}
	info$1(session, `Finished Backup of VM ${vmid} (00:00:05)`);
	info$1(session, `Backup finished at ${localTime(host.now() / 1e3)}`);
}
// src/simulator/vzdump.ts
/** `vzdump`: backups of guests; of containers by snapshot, suspended or stopped; they hold the conf file and the guest's files. */
const ENDINGS = {
	"0": "tar",
	"1": "tar.lzo",
	lzo: "tar.lzo",
	gzip: "tar.gz",
	zstd: "tar.zst"
};
/** zstd leaves about a third; the others are near enough. */
const RATIO = {
	tar: 1,
	"tar.lzo": .5,
	"tar.gz": .4,
	"tar.zst": .34
};
/** The messages name both steps, because both fail on a storage that is not there (observed). */
function backupStorage(session, id) {
	let storage;
	try {
		storage = availableStorage(session, id);
	} catch (error) {
		const reason = messageOf(error);
		return die(`could not activate storage '${id}': ${reason} could not get storage information for '${id}': ${reason}`);
	}
	if (!storage.content.includes("backup")) die(`could not get storage information for '${id}': can't use storage '${id}' for backups - wrong content type`);
	return storage;
}
function readJob(session, values) {
	const mode = values.get("mode") ?? "snapshot";
	return {
		storage: backupStorage(session, values.get("storage") ?? "local"),
		mode: mode === "suspend" || mode === "stop" ? mode : "snapshot",
		ending: ENDINGS[values.get("compress") ?? "0"] ?? "tar",
		protect: values.get("protected") === "1"
	};
}
const info = (session, text) => session.print(`INFO: ${text}\n`);
/** Rootfs, and volumes with `backup=1`; the rest is said and left out. */
function included(session, draft) {
	const name = draft.options.get("hostname");
	if (name !== void 0) info(session, `CT Name: ${name}`);
	return mountsOf(draft.options).filter(({ key, type, properties }) => {
		const path = key === "rootfs" ? "/" : properties.get("mp") ?? "";
		const reason = type !== "volume" ? "not a volume" : key === "rootfs" || properties.get("backup") === "1" ? null : "disabled";
		if (reason === null) info(session, `including mount point ${key} ('${path}') in backup`);
		else info(session, `excluding ${type} mount point ${key} ('${path}') from backup (${reason})`);
		return reason === null;
	});
}
function archiveName(session, vmid) {
	const [date = "", time = ""] = localTime(session.host.now() / 1e3).split(" ");
	return `vzdump-lxc-${vmid}-${date.replaceAll("-", "_")}-${time.replaceAll(":", "_")}`;
}
/** Writes the archive: the conf file without lock, snapshots and pending changes. */
function writeArchive(session, vmid, job, name, mounts) {
	const { host } = session;
	const draft = loadConf(session, vmid);
	for (const key of ["lock", "parent"]) draft.options.delete(key);
	const kept = {
		...draft,
		snapshots: /* @__PURE__ */ new Map(),
		pending: {
			description: null,
			options: /* @__PURE__ */ new Map(),
			raw: [],
			delete: []
		}
	};
	const bytes = 128e5 + mounts.reduce((sum, { volume }) => sum + (requireVolume(session, volume).used ?? 0), 0);
	const size = Math.floor(bytes * (RATIO[job.ending] ?? 1));
	const id = {
		storage: job.storage.id,
		name: `backup/${name}.${job.ending}`
	};
	const path = typeOf(job.storage).path(job.storage, {
		kind: "backup",
		name: `${name}.${job.ending}`,
		vmid
	});
	info(session, `creating vzdump archive '${path}'`);
	session.at("vzdump:archiving");
	if (!fits(host, job.storage, size)) die(`command 'tar cpf -' failed: exit code 1`);
	info(session, `Total bytes written: ${bytes} (${Math.round(bytes / 1024 ** 2)}MiB, 140MiB/s)`);
	info(session, `archive file size: ${Math.floor(size / 1024 ** 2)}MB`);
	writeVolume(host, id, {
		format: job.ending,
		size,
		unpacked: bytes,
		text: textOf$1(kept),
		ctime: Math.floor(host.now() / 1e3),
		...job.storage.shared ? {} : { node: session.node.name },
		...job.protect ? { protected: true } : {}
	});
	const volid = `${id.storage}:${id.name}`;
	session.runtime?.volumes?.backUp(volid, new Map(mounts.map(({ key, volume }) => [key, volume])));
	keepBackupFiles(host, volid, vmid);
}
function unlock(session, vmid) {
	if (loadConf(session, vmid).options.get("lock") === "backup") removeLock(session, vmid, "backup");
}
function backUp(session, vmid, job, task) {
	const { host } = session;
	const owner = ownerOf$1(host, vmid);
	if (!owner || owner.node !== session.node.name) die(`unable to find VM '${vmid}'`);
	if (owner.type === "qemu") return backUpMachine(session, vmid, job);
	info(session, `Starting Backup of VM ${vmid} (lxc)`);
	info(session, `Backup started at ${localTime(host.now() / 1e3)}`);
	const running = isRunning(host, vmid);
	info(session, `status = ${running ? "running" : "stopped"}`);
	let mode = running ? job.mode : "stop";
	const draft = setLock$1(session, vmid, "backup");
	session.at("vzdump:locked");
	try {
		if (mode === "snapshot") {
			if (!included(session, draft).every(({ volume }) => diskHas(session, "snapshot", volume, null))) {
				info(session, "mode failure - some volumes do not support snapshots");
				info(session, `trying 'suspend' mode instead`);
				mode = "suspend";
			}
		}
		info(session, `backup mode: ${mode}`);
		info(session, "ionice priority: 7");
		const mounts = included(session, draft);
		const name = archiveName(session, vmid);
		if (mode === "snapshot") {
			info(session, `create storage snapshot 'vzdump'`);
			removeLock(session, vmid, "backup");
			takeSnapshot(session, vmid, "vzdump", "vzdump backup snapshot");
			setLock$1(session, vmid, "backup");
		} else if (mode === "suspend") {
			info(session, `starting first sync to ${name}.tmp`);
			info(session, "suspending guest");
			info(session, "resuming guest");
		} else if (running) {
			info(session, "stopping vm");
			stopGuest(session, vmid);
		}
		writeArchive(session, vmid, job, name, mounts);
	} catch (error) {
		if (error instanceof Failure) unlock(session, vmid);
		throw error;
	}
	unlock(session, vmid);
	if (mode === "snapshot") {
		info(session, `cleanup temporary 'vzdump' snapshot`);
		removeSnapshot(session, vmid, "vzdump", { force: false });
	} else if (mode === "stop" && running) {
		info(session, "restarting vm");
		withGuestLock(session, vmid, () => startGuest(session, vmid, task));
	}
	info(session, `Finished Backup of VM ${vmid} (00:00:05)`);
	info(session, `Backup finished at ${localTime(host.now() / 1e3)}`);
}
/** The line that begins a job: its options as Proxmox prints them, storage last where the mode was given first. */
const jobLine = (argv) => `starting new backup job: ${argv.join(" ")}`;
const vzdump = (session, { values }) => {
	const job = readJob(session, values);
	const vmids = (values.get("vmid") ?? "").split(/[\s,;]+/).filter((word) => word !== "");
	runTask(session, "vzdump", vmids.length === 1 ? vmids[0] ?? "" : "", (task) => {
		info(session, jobLine(session.argv));
		let failed = false;
		for (const vmid of vmids) try {
			backUp(session, Number(vmid), job, task);
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			session.print(`ERROR: Backup of VM ${vmid} failed - ${error.message}\n`);
			info(session, `Failed at ${localTime(session.host.now() / 1e3)}`);
			failed = true;
		}
		info(session, `Backup job finished ${failed ? "with errors" : "successfully"}`);
		if (failed) die("job errors");
	});
};
// src/simulator/system-programs.ts
/**
* Programs of every Linux that Phoenix starts on a node: `stat`, `chown`, `chmod`, `sh` for its own constant questions,
* `exportfs`. Only what Phoenix asks of them; their names never stand in the folder that a lab offers on PATH.
*/
const foldersPath = ({ node }) => `/.sim/folders/${node.name}.json`;
function isThere(session, path) {
	const { host, node } = session;
	const state = readState(host, node.name);
	return Object.entries(state.datasets).some(([name, { mounted: is }]) => is && tell(state, name, "mountpoint")?.value === path) || node.paths.includes(path);
}
function folders(session) {
	return readJson(session.host, foldersPath(session)) ?? {};
}
function folderAt(session, path) {
	if (!isThere(session, path)) die(`${session.argv[0]}: cannot access '${path}': No such file or directory`, 1);
	return folders(session)[path] ?? {
		uid: 0,
		gid: 0,
		mode: "755"
	};
}
function change(session, path, edit) {
	const all = {
		...folders(session),
		[path]: {
			...folderAt(session, path),
			...edit
		}
	};
	session.host.write(foldersPath(session), `${JSON.stringify(all)}\n`);
}
/** `chown -- UID[:GID] PATH` */
const chown = (session) => {
	const [who = "", path = ""] = session.argv.slice(1).filter((word) => word !== "--");
	const [, uid, gid] = /^(\d*)(?::(\d+))?$/.exec(who) ?? die(`chown: invalid user: '${who}'`, 1);
	change(session, path, {
		...uid ? { uid: Number(uid) } : {},
		...gid === void 0 ? {} : { gid: Number(gid) }
	});
};
/** `chmod -- MODE PATH` */
const chmod = (session) => {
	const [mode = "", path = ""] = session.argv.slice(1).filter((word) => word !== "--");
	if (!/^[0-7]{3,4}$/.test(mode)) die(`chmod: invalid mode: '${mode}'`, 1);
	change(session, path, { mode: mode.replace(/^0/, "") });
};
/** `stat -c %u:%g:%a -- PATH` */
const stat = (session) => {
	const { uid, gid, mode } = folderAt(session, session.argv.at(-1) ?? "");
	session.print(`${uid}:${gid}:${mode}\n`);
};
/** `sh -c 'zpool status; zfs get …'`: commands of the node, one after the other; the last one's end is its own. */
const sh = (session) => {
	const [, flag, script = ""] = session.argv;
	if (flag !== "-c" || /[$`|&<>(){}'"\\]/.test(script)) die("sh: only plain commands are simulated", 2);
	let exit = 0;
	for (const command of script.split("; ")) {
		const argv = command.split(" ").filter((word) => word !== "");
		if (argv[0] === "echo") {
			session.print(`${argv.slice(1).join(" ")}\n`);
			exit = 0;
			continue;
		}
		const result = session.call(argv);
		session.print(result.stdout);
		session.warn(result.stderr);
		exit = result.exit;
	}
	if (exit !== 0) die("", exit);
};
const EXPORTS = ["/etc/exports", "/etc/exports.d"];
/** The lines of an exports file, each client by itself. @throws Failure */
function* exported(text, file) {
	for (const line of text.split("\n")) {
		if (/^\s*(?:#|$)/.test(line)) continue;
		const [, quoted, plain, clients = ""] = /^(?:"([^"]+)"|(\S+))\s+(.*)$/.exec(line) ?? [];
		const path = quoted ?? plain ?? "";
		if (!path.startsWith("/")) die(`exportfs: ${file}:1: unknown keyword "${line}"`, 1);
		for (const [, client, options = ""] of clients.matchAll(/([^\s(]+)\(([^)]*)\)/g)) yield `${path.replaceAll(" ", String.raw`\040`)}\t${client}(${options})\n`;
	}
}
/** `exportfs -ra`: what the files say is what the server is told. */
const exportfs = (session) => {
	if (session.argv.slice(1).join(" ") !== "-ra") die("usage: exportfs [-adfhioruvs] [host:/path]", 1);
	const { host, node } = session;
	const own = (path) => ownPath(node.name, path);
	const folder = own(EXPORTS[1]);
	const files = host.list(folder).filter((name) => name.endsWith(".exports") && !name.startsWith("."));
	const texts = [[EXPORTS[0], host.read(own(EXPORTS[0])) ?? ""], ...files.map((name) => [`${EXPORTS[1]}/${name}`, host.read(`${folder}/${name}`) ?? ""])];
	host.write(own("/var/lib/nfs/etab"), texts.flatMap(([file, text]) => [...exported(text, file)]).join(""));
};
// src/simulator/zfs/disks.ts
const disksPath = (node) => `/.sim/disks/${node}.json`;
function diskOf({ host, node }, path) {
	const own = (readJson(host, disksPath(node.name)) ?? {})[path] ?? {};
	const { pools } = ownState(host, node.name);
	return Object.values(pools).some(({ vdevs }) => vdevs.some((one) => one.disks.includes(path))) ? {
		...own,
		partitions: 2,
		signature: "zfs_member"
	} : own;
}
/** Why `zpool create` refuses a disk without -f. */
function blankProblem(session, path) {
	const { missing, mountpoint, signature } = diskOf(session, path);
	if (missing) return `cannot open '${path}': no such device in /dev\nmust be a full path or shorthand device name`;
	if (mountpoint !== void 0) return `invalid vdev specification\n${path} is in use and contains a ${signature ?? "unknown"} filesystem.`;
	if (signature !== void 0) return `invalid vdev specification\nuse '-f' to override the following errors:\n${path} contains a filesystem of type '${signature}'`;
	return null;
}
const argumentsOf = (argv) => argv.slice(1).filter((word) => word.startsWith("/dev/"));
/** `lsblk --json --paths --bytes --output … DISK …` */
const lsblk = (session) => {
	const blockdevices = argumentsOf(session.argv).map((path) => {
		const { missing, signature, partitions = 0, mountpoint } = diskOf(session, path);
		if (missing) die(`lsblk: ${path}: not a block device`, 32);
		const children = Array.from({ length: partitions }, (_, at) => ({
			path: `${path}-part${at + 1}`,
			type: "part",
			fstype: at === 0 ? signature ?? null : null,
			pttype: "gpt",
			mountpoints: [mountpoint ?? null]
		}));
		return {
			path,
			type: "disk",
			fstype: partitions > 0 ? null : signature ?? null,
			pttype: partitions > 0 ? "gpt" : null,
			mountpoints: [partitions > 0 ? null : mountpoint ?? null],
			...children.length > 0 ? { children } : {}
		};
	});
	session.print(`${JSON.stringify({ blockdevices }, null, 3)}\n`);
};
/** `wipefs --no-act --json DISK …` */
const wipefs = (session) => {
	const signatures = argumentsOf(session.argv).flatMap((path) => {
		const { missing, signature, partitions = 0 } = diskOf(session, path);
		if (missing) die(`wipefs: error: ${path}: probing initialization failed: No such file or directory`, 1);
		return [...partitions > 0 ? [{
			device: path,
			offset: "0x200",
			type: "gpt",
			uuid: null,
			label: null
		}] : [], ...signature === void 0 || partitions > 0 ? [] : [{
			device: path,
			offset: "0x438",
			type: signature,
			uuid: null,
			label: null
		}]];
	});
	session.print(`${JSON.stringify({ signatures }, null, 3)}\n`);
};
// src/simulator/zfs/options.ts
/** Options of `zfs` and `zpool` as getopt(3) reads them: letters, values apart or joined, then arguments. */
/** A wrong command line: exit 2, with the usage that the real one prints. @throws Failure */
function usage(message) {
	throw new Failure(`${message}\nusage:`, 2);
}
/** @param spec letters, each followed by `:` where it takes a value: `rHpo:` */
function readOptions(words, spec) {
	const flags = /* @__PURE__ */ new Set();
	const values = /* @__PURE__ */ new Map();
	const rest = [...words];
	while (rest[0]?.startsWith("-") && rest[0] !== "-") {
		const word = rest.shift() ?? "";
		if (word === "--") break;
		for (let at = 1; at < word.length; at += 1) {
			const letter = word[at] ?? "";
			const known = spec.indexOf(letter);
			if (letter === ":" || known < 0) usage(`invalid option '${letter}'`);
			if (spec[known + 1] !== ":") {
				flags.add(letter);
				continue;
			}
			const joined = word.slice(at + 1);
			const value = joined === "" ? rest.shift() : joined;
			if (value === void 0) usage(`missing argument for '${letter}' option`);
			values.set(letter, [...values.get(letter) ?? [], value]);
			break;
		}
	}
	return {
		flags,
		values,
		rest
	};
}
/** `property=value`. */
function assignmentOf(text) {
	const at = text.indexOf("=");
	if (at < 0) usage(`missing '=' for property=value argument`);
	return [text.slice(0, at), text.slice(at + 1)];
}
/** Exit 1, as everything that was understood and cannot be done. @throws Failure */
const fail = (message) => die(message, 1);
// src/simulator/zfs/ask.ts
const isKnown = (name) => name === "name" || Object.hasOwn(SETTABLE$1, name) || Object.hasOwn(FIXED, name) || COUNTED.includes(name) || isUserProperty(name);
/** Sizes for people, as `zfs list` prints them: `96K`. */
function forPeople(bytes) {
	let value = bytes;
	for (const unit of [
		"B",
		"K",
		"M",
		"G",
		"T"
	]) {
		if (value < 1024) return unit === "B" ? `${value}B` : `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(2)}${unit}`;
		value /= 1024;
	}
	return `${value}P`;
}
const SIZES = /* @__PURE__ */ new Set([
	"used",
	"available",
	"referenced",
	"usedbydataset",
	"usedbysnapshots",
	"usedbychildren",
	"recordsize",
	"special_small_blocks",
	"volsize"
]);
const LIMITS = /* @__PURE__ */ new Set([
	"quota",
	"refquota",
	"reservation",
	"refreservation"
]);
function shown(property, { value }, exact) {
	if (exact || value === "-") return value;
	if (LIMITS.has(property)) return value === "0" ? "none" : forPeople(Number(value));
	return SIZES.has(property) ? forPeople(Number(value)) : value;
}
function typesOf(text, fallback) {
	if (text === void 0) return new Set(fallback);
	const found = text.split(",").flatMap((word) => {
		if (word === "all") return [
			"filesystem",
			"volume",
			"snapshot"
		];
		return word === "filesystem" || word === "fs" ? ["filesystem"] : word === "volume" || word === "vol" ? ["volume"] : word === "snapshot" || word === "snap" ? ["snapshot"] : usage(`invalid type '${word}'`);
	});
	return new Set(found);
}
/** Datasets and snapshots that are asked for, parents before children. @throws Failure for one that is not there */
function chosen(state, { names, types, depth, isAll }) {
	const found = /* @__PURE__ */ new Set();
	const add = (name, rest) => {
		const dataset = state.datasets[name];
		if (!dataset) return;
		if (types.has(dataset.type)) found.add(name);
		if (!types.has("snapshot") || rest === 0) return;
		for (const one of dataset.snapshots) found.add(`${name}@${one.name}`);
	};
	const roots = isAll ? Object.keys(state.datasets).filter((name) => !name.includes("/")) : names;
	let missing = null;
	for (const root of roots.toSorted()) {
		if (root.includes("@")) {
			if (tellOfSnapshot(state, root, "type")) found.add(root);
			else missing ??= root;
			continue;
		}
		if (!Object.hasOwn(state.datasets, root)) {
			missing ??= root;
			continue;
		}
		add(root, depth);
		for (const name of below(state, root)) {
			const deep = name.slice(root.length).split("/").length - 1;
			if (depth === null || deep <= depth) add(name, depth === null ? null : depth - deep);
		}
	}
	if (missing !== null) fail(`cannot open '${missing}': dataset does not exist`);
	return [...found];
}
const told = (state, name, property) => name.includes("@") ? tellOfSnapshot(state, name, property) : tell(state, name, property);
/** 0 unless -r or -d say more; everything where nothing is named. */
function depthOf(flags, depth, isAll) {
	if (depth !== void 0) return Number(depth);
	return flags.has("r") || isAll ? null : 0;
}
function propertyList(text) {
	const names = text === "all" ? [
		...COUNTED,
		...Object.keys(FIXED),
		...Object.keys(SETTABLE$1)
	] : text.split(",");
	const wrong = names.find((name) => !isKnown(name));
	if (wrong !== void 0) usage(`bad property list: invalid property '${wrong}'`);
	return names;
}
const table = (rows, scripted) => {
	if (scripted) return rows.map((row) => `${row.join("	")}\n`).join("");
	const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
	return rows.map((row) => `${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ").trimEnd()}\n`).join("");
};
function zfsGet(session, words) {
	const { flags, values, rest } = readOptions(words, "rHpd:o:s:t:");
	const [list, ...names] = rest;
	if (list === void 0) usage("missing property argument");
	const properties = propertyList(list);
	const fields = (values.get("o")?.at(-1) ?? "name,property,value,source").split(",");
	const sources = values.get("s")?.at(-1)?.split(",");
	const isAll = names.length === 0;
	const state = readState(session.host, session.node.name);
	const types = typesOf(values.get("t")?.at(-1), [
		"filesystem",
		"volume",
		"snapshot"
	]);
	const rows = [];
	for (const name of chosen(state, {
		names,
		types,
		isAll,
		depth: depthOf(flags, values.get("d")?.at(-1), isAll)
	})) for (const property of properties.toSorted((a, b) => Number(isUserProperty(a)) - Number(isUserProperty(b)))) {
		const found = told(state, name, property) ?? {
			value: "-",
			source: "-"
		};
		const kind = found.source.startsWith("inherited") ? "inherited" : found.source === "-" ? "none" : found.source;
		if (sources && !sources.includes(kind)) continue;
		const row = {
			name,
			property,
			value: shown(property, found, flags.has("p")),
			source: found.source
		};
		rows.push(fields.map((field) => row[field] ?? "-"));
	}
	const heading = flags.has("H") ? [] : [fields.map((field) => field.toUpperCase())];
	session.print(table([...heading, ...rows], flags.has("H")));
}
function zfsList(session, words) {
	const { flags, values, rest } = readOptions(words, "rHpd:o:s:S:t:");
	const columns = propertyList(values.get("o")?.at(-1) ?? "name,used,available,referenced,mountpoint");
	const isAll = rest.length === 0;
	const state = readState(session.host, session.node.name);
	const types = typesOf(values.get("t")?.at(-1), ["filesystem", "volume"]);
	const names = chosen(state, {
		names: rest,
		types,
		isAll,
		depth: depthOf(flags, values.get("d")?.at(-1), isAll || types.has("snapshot") && types.size === 1)
	});
	const by = values.get("s")?.at(-1);
	const sorted = by === "creation" ? names.toSorted((a, b) => Number(told(state, a, by)?.value) - Number(told(state, b, by)?.value)) : names;
	if (sorted.length === 0) return session.print(flags.has("H") ? "" : "no datasets available\n");
	const rows = sorted.map((name) => columns.map((column) => column === "name" ? name : shown(column, told(state, name, column) ?? {
		value: "-",
		source: "-"
	}, flags.has("p"))));
	session.print(table([...flags.has("H") ? [] : [columns.map((column) => column.toUpperCase())], ...rows], flags.has("H")));
}
// src/simulator/zfs/edit.ts
const NAME = /^[A-Za-z][\w.: -]*(?:\/[\w.: -]+)*$/;
const stateOf$1 = ({ host, node }) => readState(host, node.name);
const save = ({ host, node }, state) => writeState(host, node.name, state);
const withDataset = (state, name, dataset) => ({
	...state,
	datasets: {
		...state.datasets,
		[name]: dataset
	}
});
/** @throws Failure where it is not there */
function opened(state, name) {
	return state.datasets[name] ?? fail(`cannot open '${name}': dataset does not exist`);
}
/** @throws Failure for a name that cannot be made */
function checkNew(state, name, verb, from = name) {
	if (name.includes("@")) fail(`cannot create '${name}': snapshot delimiter '@' in filesystem name`);
	if (!NAME.test(name)) fail(`cannot create '${name}': invalid character in name`);
	if (!Object.hasOwn(state.pools, poolOf(name))) fail(`cannot create '${name}': no such pool '${poolOf(name)}'`);
	if (Object.hasOwn(state.datasets, name)) fail(`cannot ${verb} '${from}': dataset already exists`);
	const parent = parentOf(name);
	if (parent === null || !Object.hasOwn(state.datasets, parent)) fail(`cannot create '${name}': parent does not exist`);
}
function mountsItself(state, name) {
	const [canmount, mountpoint] = ["canmount", "mountpoint"].map((one) => tell(state, name, one)?.value);
	return canmount === "on" && mountpoint !== "none" && mountpoint !== "legacy";
}
// src/simulator/zfs/change.ts
/** `zfs set`, `zfs inherit` and `zfs rename`. */
/** A limit may not lie below what is used. */
function limitProblem(state, name, property, value) {
	const used = property === "quota" ? usedOf(state, name) : property === "refquota" ? state.datasets[name]?.own ?? 0 : 0;
	return (property === "quota" || property === "refquota") && value !== "0" && Number(value) < used ? "size is less than current used or reserved space" : null;
}
/** What is mounted elsewhere has to be unmounted first. @throws Failure while it is in use */
function remounted(state, name, properties) {
	if (!("mountpoint" in properties || properties["canmount"] === "off" || properties["canmount"] === "on")) return state;
	const affected = "mountpoint" in properties ? [name, ...below(state, name)] : [name];
	const datasets = { ...state.datasets };
	for (const one of affected) {
		const dataset = datasets[one];
		if (!dataset || dataset.type === "volume") continue;
		if (dataset.busy && dataset.mounted) fail(`cannot unmount '${tell(state, one, "mountpoint")?.value}': pool or dataset is busy`);
		const was = dataset.mounted || one === name;
		datasets[one] = {
			...dataset,
			mounted: was && mountsItself(state, one)
		};
	}
	return {
		...state,
		datasets
	};
}
const set$1 = (session, words) => {
	const given = readOptions(words, "u");
	const assignments = given.rest.filter((word) => word.includes("="));
	if (given.rest.length === 0) usage("missing property=value argument");
	if (assignments.length === 0) usage("missing value in property=value argument");
	const name = given.rest.find((word) => !word.includes("="));
	if (name === void 0) usage("missing dataset name(s)");
	let state = stateOf$1(session);
	const dataset = opened(state, name);
	const parsed = {};
	for (const text of assignments) {
		const [property, value] = assignmentOf(text);
		const kept = parseValue(property, value);
		if (typeof kept !== "string") return fail(`cannot set property for '${name}': ${kept.reason}`);
		const problem = limitProblem(state, name, property, kept);
		if (problem !== null) return fail(`cannot set property for '${name}': ${problem}`);
		parsed[property] = kept;
	}
	state = withDataset(state, name, {
		...dataset,
		local: {
			...dataset.local,
			...parsed
		}
	});
	save(session, remounted(state, name, parsed));
};
const inherit = (session, words) => {
	const given = readOptions(words, "rS");
	const [property, name] = given.rest;
	if (property === void 0) usage("missing property argument");
	if (name === void 0) usage("missing dataset argument");
	const row = SETTABLE$1[property];
	if (COUNTED.includes(property)) fail(`${property} property is read-only`);
	if (!row && !isUserProperty(property)) usage(`invalid property '${property}'`);
	const receives = given.flags.has("S");
	if (row && !row.inherits && !receives) {
		session.warn(`'${property}' property cannot be inherited\n`);
		const clears = [
			"quota",
			"refquota",
			"reservation",
			"refreservation"
		].includes(property);
		return fail(clears ? `use 'zfs set ${property}=none' to clear` : "");
	}
	const state = stateOf$1(session);
	const dataset = opened(state, name);
	const { [property]: _, ...local } = dataset.local;
	const { [property]: __, ...received } = dataset.received ?? {};
	const kept = receives ? dataset.received : received;
	const next = withDataset(state, name, {
		...dataset,
		local,
		...kept && Object.keys(kept).length > 0 ? { received: kept } : {}
	});
	save(session, remounted(next, name, property === "mountpoint" ? { mountpoint: "" } : {}));
};
const rename = (session, words) => {
	const { rest } = readOptions(words, "pruf");
	const [from, to] = rest;
	if (from === void 0 || to === void 0) usage("missing target dataset argument");
	const state = stateOf$1(session);
	const dataset = opened(state, from);
	if (from === to) return;
	checkNew(state, to, "rename", from);
	if (to.startsWith(`${from}/`)) return fail(`cannot rename to '${to}': New dataset name cannot be a descendant of current dataset name`);
	if (poolOf(from) !== poolOf(to)) return fail(`cannot rename to '${to}': datasets must be within same pool`);
	if (dataset.busy && dataset.mounted) return fail(`cannot unmount '${tell(state, from, "mountpoint")?.value}': pool or dataset is busy`);
	const moved = (name) => name === from || name.startsWith(`${from}/`) ? to + name.slice(from.length) : name;
	const entries = Object.entries(state.datasets).map(([name, one]) => {
		const [origin = "", tag = ""] = one.origin?.split("@") ?? [];
		return [moved(name), one.origin === void 0 ? one : {
			...one,
			origin: `${moved(origin)}@${tag}`
		}];
	});
	save(session, {
		...state,
		datasets: Object.fromEntries(entries)
	});
};
// src/simulator/zfs/destroy.ts
const snapshot = (session, words) => {
	const { rest } = readOptions(words, "ro:");
	if (rest.length === 0) usage("missing snapshot argument");
	let state = stateOf$1(session);
	for (const full of rest) {
		const [name = "", tag] = full.split("@");
		if (tag === void 0) usage(`invalid snapshot name '${full}'`);
		const dataset = opened(state, name);
		if (dataset.snapshots.some((one) => one.name === tag)) return fail(`cannot create snapshot '${full}': dataset already exists`);
		const created = Math.floor(session.host.now() / 1e3);
		state = withDataset(state, name, {
			...dataset,
			snapshots: [...dataset.snapshots, {
				name: tag,
				created
			}]
		});
	}
	save(session, state);
};
function destroySnapshot(session, state, full) {
	const [name = "", tag = ""] = full.split("@");
	const dataset = state.datasets[name];
	if (!dataset?.snapshots.some((one) => one.name === tag)) return fail(`could not find any snapshots to destroy; check snapshot names.`);
	const clones = clonesOf(state, name).filter((clone) => state.datasets[clone]?.origin === full);
	if (clones.length > 0) return fail(`cannot destroy '${full}': snapshot has dependent clones\nuse '-R' to destroy the following datasets:\n${clones.join("\n")}`);
	save(session, withDataset(state, name, {
		...dataset,
		snapshots: dataset.snapshots.filter((one) => one.name !== tag)
	}));
}
const destroy = (session, words) => {
	const { flags, rest } = readOptions(words, "rRfd");
	const [name] = rest;
	if (name === void 0) usage("missing dataset argument");
	const state = stateOf$1(session);
	if (name.includes("@")) return destroySnapshot(session, state, name);
	const dataset = opened(state, name);
	if (!name.includes("/")) return fail(`cannot destroy '${name}': operation does not apply to pools\nuse 'zfs destroy -r ${name}' to destroy all datasets in the pool\nuse 'zpool destroy ${name}' to destroy the pool itself`);
	const others = below(state, name);
	const inside = [...others, ...dataset.snapshots.map((one) => `${name}@${one.name}`)];
	if (inside.length > 0 && !flags.has("r") && !flags.has("R")) return fail(`cannot destroy '${name}': filesystem has children\nuse '-r' to destroy the following datasets:\n${inside.join("\n")}`);
	const going = [...others, name];
	const clones = going.flatMap((one) => clonesOf(state, one)).filter((clone) => !going.includes(clone));
	if (clones.length > 0) return fail(`cannot destroy '${name}': filesystem has dependent clones\nuse '-R' to destroy the following datasets:\n${clones.join("\n")}`);
	const busy = going.find((one) => state.datasets[one]?.busy && state.datasets[one]?.mounted);
	if (busy !== void 0) return fail(`cannot unmount '${tell(state, busy, "mountpoint")?.value}': pool or dataset is busy`);
	for (const one of going) freeGuestDataset(session.host, session.node.name, one);
	const datasets = Object.fromEntries(Object.entries(state.datasets).filter(([one]) => !going.includes(one)));
	save(session, {
		...state,
		datasets
	});
};
// src/simulator/zfs/make.ts
/** `zfs create` and `zfs clone`. */
/** `file:///etc/phoenix/keys/x`. */
const decodedPath = (location) => location.slice(7);
function parsedOptions(given, name) {
	const [local, fixed] = [{}, {}];
	for (const text of given.values.get("o") ?? []) {
		const [property, value] = assignmentOf(text);
		if (Object.hasOwn(FIXED, property)) {
			fixed[property] = value;
			continue;
		}
		const parsed = parseValue(property, value);
		if (typeof parsed !== "string") fail(`cannot create '${name}': ${parsed.reason}`);
		else local[property] = parsed;
	}
	return {
		local,
		fixed
	};
}
/** @throws Failure where the key is not to be had */
function checkKey(session, name, local, fixed) {
	if (fixed["encryption"] === void 0 || fixed["encryption"] === "off") return;
	if (fixed["keyformat"] === void 0) fail(`cannot create '${name}': Keyformat required for new encryption root.`);
	const at = local["keylocation"] ?? "prompt";
	const key = at.startsWith("file://") ? session.host.read(ownPath(session.node.name, decodedPath(at))) : session.stdin;
	if (!key) fail(`cannot create '${name}': Failed to open key material file: No such file or directory`);
	const text = (key ?? "").replace(/\n$/, "");
	if (fixed["keyformat"] === "passphrase" && text.length < 8) fail(`cannot create '${name}': Passphrase too short (min 8).`);
	if (fixed["keyformat"] === "hex" && !/^[0-9a-f]{64}$/i.test(text)) fail(`cannot create '${name}': Raw key too short (expected 64).`);
}
const create$1 = (session, words) => {
	const given = readOptions(words, "psuo:V:b:");
	const [name] = given.rest;
	if (name === void 0) usage("missing filesystem argument");
	if (given.rest.length > 1) usage("too many arguments");
	const state = stateOf$1(session);
	checkNew(state, name, "create");
	const { local, fixed } = parsedOptions(given, name);
	checkKey(session, name, local, fixed);
	const quota = Number(local["quota"] ?? "0");
	if (quota > 0 && quota < 98304) fail(`cannot create '${name}': out of space`);
	const volume = given.values.get("V")?.[0];
	const made = {
		type: volume === void 0 ? "filesystem" : "volume",
		created: Math.floor(session.host.now() / 1e3),
		local: volume === void 0 ? local : {
			...local,
			volsize: volume
		},
		...Object.keys(fixed).length > 0 ? { fixed } : {},
		snapshots: [],
		mounted: false,
		own: EMPTY
	};
	const next = withDataset(state, name, made);
	save(session, withDataset(next, name, {
		...made,
		mounted: volume === void 0 && mountsItself(next, name)
	}));
};
const clone = (session, words) => {
	const given = readOptions(words, "po:");
	const [from = "", to] = given.rest;
	if (to === void 0) usage("missing target dataset argument");
	const state = stateOf$1(session);
	const [name = "", tag] = from.split("@");
	const source = state.datasets[name];
	if (!source?.snapshots.some((one) => one.name === tag)) return fail(`cannot open '${from}': dataset does not exist`);
	checkNew(state, to, "create");
	const { local } = parsedOptions(given, to);
	const created = Math.floor(session.host.now() / 1e3);
	const made = {
		type: source.type,
		created,
		local,
		snapshots: [],
		origin: from,
		mounted: false,
		own: source.own
	};
	const next = withDataset(state, to, made);
	save(session, withDataset(next, to, {
		...made,
		mounted: mountsItself(next, to)
	}));
};
// src/simulator/zfs/mount.ts
/** `zfs mount` and `zfs unmount`. */
const mount = (session, words) => {
	const [name] = readOptions(words, "vOlao:").rest;
	if (name === void 0) usage("missing dataset argument");
	const state = stateOf$1(session);
	const dataset = opened(state, name);
	const value = (property) => tell(state, name, property)?.value;
	if (dataset.mounted) return fail(`cannot mount '${name}': filesystem already mounted`);
	if (value("canmount") === "off") return fail(`cannot mount '${name}': 'canmount' property is set to 'off'`);
	if (value("mountpoint") === "none") return fail(`cannot mount '${name}': no mountpoint set`);
	if (value("mountpoint") === "legacy") return fail(`cannot mount '${name}': legacy mountpoint`);
	save(session, withDataset(state, name, {
		...dataset,
		mounted: true
	}));
};
const unmount = (session, words) => {
	const { flags, rest } = readOptions(words, "fau");
	const [name] = rest;
	if (name === void 0) usage("missing filesystem argument");
	const state = stateOf$1(session);
	if (!opened(state, name).mounted) return fail(`cannot unmount '${name}': not currently mounted`);
	const going = [name, ...below(state, name)].filter((one) => state.datasets[one]?.mounted);
	const busy = going.find((one) => state.datasets[one]?.busy);
	if (busy !== void 0 && !flags.has("f")) return fail(`cannot unmount '${tell(state, busy, "mountpoint")?.value}': pool or dataset is busy`);
	const away = going.map((one) => [one, {
		...state.datasets[one],
		mounted: false
	}]);
	save(session, {
		...state,
		datasets: {
			...state.datasets,
			...Object.fromEntries(away)
		}
	});
};
// src/simulator/zfs/zfs.ts
const VERBS$1 = {
	clone,
	create: create$1,
	destroy,
	get: zfsGet,
	inherit,
	list: zfsList,
	mount,
	rename,
	set: set$1,
	snapshot,
	umount: unmount,
	unmount
};
const zfs = (session) => {
	const [, name, ...words] = session.argv;
	if (name === void 0) usage("missing command");
	const verb = Object.hasOwn(VERBS$1, name) ? VERBS$1[name] : void 0;
	if (!verb) usage(`unrecognized command '${name}'`);
	if (verb === zfsGet || verb === zfsList) return verb(session, words);
	held(session.host, "zfs", () => verb(session, words));
};
// src/simulator/zfs/zpool.ts
const SETTABLE = {
	autotrim: /^(?:on|off)$/,
	autoexpand: /^(?:on|off)$/,
	autoreplace: /^(?:on|off)$/,
	delegation: /^(?:on|off)$/,
	listsnapshots: /^(?:on|off)$/,
	failmode: /^(?:wait|continue|panic)$/,
	comment: /^[\x20-\x7e]{0,32}$/
};
const DEFAULTS = {
	ashift: "0",
	autotrim: "off",
	autoexpand: "off",
	autoreplace: "off",
	delegation: "on",
	listsnapshots: "off",
	failmode: "wait",
	comment: "-"
};
function parseProperty(name, text, isNew) {
	if (name === "ashift" && isNew) return /^(?:0|9|1[0-6])$/.test(text) ? text : fail(`invalid value '${text}' for 'ashift' property: must be 0 or 9-16`);
	const pattern = SETTABLE[name];
	if (!pattern) return fail(`invalid property '${name}'`);
	return pattern.test(text) ? text : fail(`'${name}' must be one of '${pattern.source.replaceAll(/[\^$()?:]/g, "")}'`);
}
/** `mirror A B mirror C D`: groups of disks. */
function vdevsIn(words) {
	const vdevs = [];
	for (const word of words) if (/^(?:mirror|raidz[123]?)$/.test(word)) vdevs.push({
		type: word === "raidz" ? "raidz1" : word,
		disks: []
	});
	else if (vdevs.at(-1) && vdevs.at(-1)?.type !== "disk") vdevs.at(-1)?.disks.push(word);
	else vdevs.push({
		type: "disk",
		disks: [word]
	});
	return vdevs;
}
const LEAST = {
	mirror: 2,
	raidz1: 2,
	raidz2: 3,
	raidz3: 4
};
const create = (session, words) => {
	const { flags, values, rest } = readOptions(words, "fndo:O:m:R:t:");
	const [name, ...layout] = rest;
	if (name === void 0) usage("missing pool name argument");
	if (layout.length === 0) usage("missing vdev specification");
	const state = ownState(session.host, session.node.name);
	const vdevs = vdevsIn(layout);
	for (const { type, disks } of vdevs) {
		const least = LEAST[type];
		if (least !== void 0 && disks.length < least) return fail(`invalid vdev specification: ${type.replace(/\d/, "")} requires at least ${least} devices`);
		for (const disk of disks) {
			const used = Object.entries(state.pools).find(([, pool]) => pool.vdevs.some((one) => one.disks.includes(disk)));
			if (used) return fail(`invalid vdev specification\nuse '-f' to override the following errors:\n${disk} is part of active pool '${used[0]}'`);
			const problem = blankProblem(session, disk);
			if (problem !== null && !flags.has("f")) return fail(problem);
		}
	}
	if (Object.hasOwn(state.pools, name)) return fail(`cannot create '${name}': pool already exists`);
	if (!/^[a-z][\w.:-]*$/i.test(name) || /^(?:mirror|raidz|draid|spare|log)/.test(name)) return fail(`cannot create '${name}': name is reserved`);
	const given = (values.get("o") ?? []).map(assignmentOf);
	const pool = {
		vdevs,
		state: "ONLINE",
		properties: {
			ashift: "12",
			...Object.fromEntries(given.map(([key, text]) => [key, parseProperty(key, text, true)]))
		}
	};
	const root = {
		type: "filesystem",
		created: Math.floor(session.host.now() / 1e3),
		local: {},
		snapshots: [],
		mounted: true,
		own: EMPTY
	};
	writeState(session.host, session.node.name, {
		pools: {
			...state.pools,
			[name]: pool
		},
		datasets: {
			...state.datasets,
			[name]: root
		}
	});
};
const set = (session, words) => {
	const [assignment, name] = words;
	if (assignment === void 0) usage("missing property=value argument");
	if (name === void 0) usage("missing pool name");
	const [key, text] = assignmentOf(assignment);
	const state = ownState(session.host, session.node.name);
	const pool = state.pools[name] ?? fail(`cannot open '${name}': no such pool`);
	const value = parseProperty(key, text, false);
	const changed = {
		...pool,
		properties: {
			...pool.properties,
			[key]: value
		}
	};
	writeState(session.host, session.node.name, {
		...state,
		pools: {
			...state.pools,
			[name]: changed
		}
	});
};
const get = (session, words) => {
	const { rest } = readOptions(words, "Hpo:");
	const [list = usage("missing property argument"), ...names] = rest;
	const { pools } = ownState(session.host, session.node.name);
	const keys = list === "all" ? Object.keys(DEFAULTS) : list.split(",");
	const wrong = keys.find((key) => !Object.hasOwn(DEFAULTS, key));
	if (wrong !== void 0) usage(`bad property list: invalid property '${wrong}'`);
	for (const name of names.length > 0 ? names : Object.keys(pools).sort()) {
		const pool = pools[name] ?? fail(`cannot open '${name}': no such pool`);
		for (const key of keys) {
			const own = pool.properties[key];
			session.print(`${name}\t${key}\t${own ?? DEFAULTS[key]}\t${own === void 0 ? "default" : "local"}\n`);
		}
	}
};
function drawn(name, pool) {
	const state = pool.state === "SUSPENDED" ? "UNAVAIL" : pool.state;
	const rows = [[0, name]];
	for (const [at, { type, disks }] of pool.vdevs.entries()) if (type === "disk") rows.push(...disks.map((disk) => [1, `${disk}-part1`]));
	else rows.push([1, `${type}-${at}`], ...disks.map((disk) => [2, `${disk}-part1`]));
	const width = Math.max(4, ...rows.map(([depth, text]) => depth * 2 + text.length));
	const line = (depth, text, word) => `\t${`${"  ".repeat(depth)}${text}`.padEnd(width)}  ${word.padEnd(8)}     0     0     0\n`;
	return [
		`  pool: ${name}\n state: ${pool.state}\n  scan: none requested\nconfig:\n\n`,
		`\t${"NAME".padEnd(width)}  STATE     READ WRITE CKSUM\n`,
		...rows.map(([depth, text]) => line(depth, text, depth === 0 ? state : "ONLINE")),
		"\nerrors: No known data errors\n"
	].join("");
}
const status = (session, words) => {
	const { rest } = readOptions(words, "PpLvx");
	const { pools } = ownState(session.host, session.node.name);
	const names = rest.length > 0 ? rest : Object.keys(pools).sort();
	if (names.length === 0) return session.print("no pools available\n");
	for (const [at, name] of names.entries()) {
		const pool = pools[name] ?? fail(`cannot open '${name}': no such pool`);
		session.print(`${at === 0 ? "" : "\n"}${drawn(name, pool)}`);
	}
};
const VERBS = {
	create,
	get,
	set,
	status
};
const zpool = (session) => {
	const [, name, ...words] = session.argv;
	if (name === void 0) usage("missing command");
	const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : void 0;
	if (!verb) usage(`unrecognized command '${name}'`);
	if (verb === get || verb === status) return verb(session, words);
	held(session.host, "zfs", () => verb(session, words));
};
// src/simulator/programs.ts
/** Every program of the simulated node and its subcommands: one line each. Options are checked before they run. */
const PROGRAMS = {
	"apt-get": whole("packages", aptGet),
	"lxc-attach": lxcAttach,
	"lxc-ls": lxcLs,
	modprobe,
	nsenter,
	pct: {
		clone: pctClone,
		config: pctConfig,
		console: pctConsole,
		cpusets: pctCpusets,
		create: pctCreate,
		delsnapshot: pctDelsnapshot,
		destroy: pctDestroy,
		df: pctDf,
		enter: pctEnter,
		exec: pctExec,
		fsck: pctFsck,
		fstrim: pctFstrim,
		list: pctList,
		listsnapshot: pctListsnapshot,
		migrate: pctMigrate,
		mount: pctMount,
		"move-volume": pctMoveVolume,
		pending: pctPending,
		pull: pctPull,
		push: pctPush,
		reboot: pctReboot,
		rescan: pctRescan,
		resize: pctResize,
		restore: pctRestore,
		resume: pctResume,
		rollback: pctRollback,
		set: pctSet,
		shutdown: pctShutdown,
		snapshot: pctSnapshot,
		start: pctStart,
		status: pctStatus,
		stop: pctStop,
		suspend: pctSuspend,
		template: pctTemplate,
		unlock: pctUnlock,
		unmount: pctUnmount
	},
	exportfs: whole("exports", exportfs),
	"ha-manager": {
		add: whole("ha", haAdd),
		"crm-command migrate": haMigrate,
		groupadd: whole("ha", groupAdd),
		groupremove: whole("ha", groupRemove),
		groupset: whole("ha", groupSet),
		remove: whole("ha", haRemove),
		"rules add": whole("ha", ruleAdd),
		"rules remove": whole("ha", ruleRemove),
		"rules set": whole("ha", ruleSet),
		set: whole("ha", haSet),
		status: haStatus
	},
	pveam: {
		available: pveamAvailable,
		download: pveamDownload,
		list: pveamList,
		remove: pveamRemove
	},
	pvesh,
	pvesm: {
		add: whole("storages", pvesmAdd),
		alloc: pvesmAlloc,
		extractconfig: pvesmExtractconfig,
		free: pvesmFree,
		list: pvesmList,
		path: pvesmPath,
		remove: whole("storages", pvesmRemove),
		set: whole("storages", pvesmSet),
		status: pvesmStatus
	},
	qm,
	qmrestore: restoreMachine,
	"pve-firewall": {
		compile: firewallCompile,
		localnet: firewallLocalnet,
		status: firewallStatus
	},
	sysctl,
	systemctl,
	"systemd-run": systemdRun,
	vzdump,
	zfs,
	zpool
};
const SYSTEM = {
	chmod: whole("folders", chmod),
	chown: whole("folders", chown),
	lsblk,
	sh,
	stat,
	wipefs
};
const programs = {
	...PROGRAMS,
	...SYSTEM
};
// src/simulator/usage.ts
/** The usage line that Proxmox's tools add to a complaint about their arguments. */
/** `pct create <vmid> <ostemplate> [OPTIONS]` */
function usageLine(command) {
	const schema = commandSchema(command, "9.2");
	if (!schema) return `${command} [OPTIONS]`;
	const positional = schema.positional.map((name) => {
		if (name === "extra-args") return "[<extra-args>]";
		return schema.properties.get(name)?.optional ? `[<${name}>]` : `<${name}>`;
	});
	const others = schema.properties.names().some((name) => !schema.positional.includes(name));
	return [
		command,
		...positional,
		...others ? ["[OPTIONS]"] : []
	].join(" ");
}
// src/simulator/simulate.ts
/** The simulated node's one entry: `(machine, argv, stdin) → result`. It finds the command, checks its options, runs it. */
/** In the C locale Perl reads each byte that is not ASCII as U+FFFD. */
function inLocale(locale, argument) {
	if (locale === "UTF-8") return argument;
	return Buffer.from(argument, "utf8").toString("latin1").replace(/[\u0080-\u00ff]/g, "�");
}
/** Finds the subcommand: two words (`pvesm scan zfs`) before one; a unique beginning is enough. */
function find(argv, pve) {
	const [program = "", ...words] = argv;
	const table = programs[program];
	if (!table) return { message: `${program}: command not found\n` };
	if (typeof table === "function") return {
		command: program,
		run: table,
		rest: words
	};
	const names = Object.keys(table).filter((name) => pve !== "8.4" || isIn8(`${program} ${name}`));
	for (const count of [2, 1]) {
		const name = words.slice(0, count).join(" ");
		const hits = names.filter((candidate) => candidate.startsWith(name));
		const exact = names.includes(name) ? name : hits.length === 1 && name !== "" ? hits[0] : void 0;
		const run = exact === void 0 ? void 0 : table[exact];
		if (words.length >= count && exact !== void 0 && run) return {
			command: `${program} ${exact}`,
			run,
			rest: words.slice(count)
		};
	}
	const given = words[0];
	const usage = [.../* @__PURE__ */ new Set([...names, ...commandsOf(program, pve)])].sort();
	return { message: `ERROR: ${given === void 0 ? "no command specified" : `unknown command '${program} ${given}'`}\nUSAGE: ${program} <COMMAND> [ARGS] [OPTIONS]\n\n${usage.map((name) => `       ${usageLine(`${program} ${name}`)}\n`).join("")}` };
}
function readParameters(session, rest) {
	const schema = commandSchema(session.command, session.node.pve);
	if (!schema) return {
		values: /* @__PURE__ */ new Map(),
		extra: rest
	};
	const parameters = parseArguments(schema, rest, (text) => session.warn(text));
	const reasons = validateAll(schema.properties, parameters.values);
	reasons.delete("extra-args");
	if (reasons.size > 0) throw new ParameterFailure(reasons);
	return parameters;
}
/** What a failure says on stderr, and the exit status. */
function reportFailure(session, error) {
	if (error instanceof Failure) {
		session.warn(error.message.endsWith("\n") || error.message === "" ? error.message : `${error.message}\n`);
		return error.exit;
	}
	if (error instanceof LockTimeout) {
		session.warn(`${error.message}\n`);
		return 4;
	}
	if (error instanceof ParameterFailure) {
		const reasons = [...error.reasons].map(([name, reason]) => `${name}: ${reason}\n`).join("");
		session.warn(`${error.message}\n${reasons}${usageLine(session.command)}\n`);
		return error.exit;
	}
	if (error instanceof UsageFailure) {
		session.warn(`${error.message}\n${usageLine(session.command)}\n`);
		return 255;
	}
	if (error instanceof Killed) return -9;
	throw error;
}
/**
* Runs one command on a simulated node and gives what it printed; files, running guests and clock are in the host.
* @throws PhoenixError `NODE_UNREACHABLE` for a node that the cluster does not have, or that is down.
* @throws CallerKilled in the place of the death of the caller, which a fault asked for.
*/
function simulate(call) {
	const node = readFacts(call.host, call.node);
	assertUp(call.host, node.name);
	const host = quorate(call.host);
	fireTimers(call.host);
	if (host === call.host) tendHa(host, call.runtime ?? null);
	const locale = node.locale ?? call.locale ?? "UTF-8";
	const argv = call.argv.map((argument) => inLocale(locale, argument));
	const found = find(argv, node.pve);
	const out = [];
	const err = [];
	const command = "message" in found ? argv[0] ?? "" : found.command;
	let stdin = null;
	const pace = paceOf(call.host, {
		node: node.name,
		command,
		argv
	}, node.latency);
	let callerKilled = false;
	const killCaller = () => {
		callerKilled = true;
		call.killCaller?.();
	};
	const session = {
		host,
		node,
		command,
		argv,
		get stdin() {
			stdin ??= typeof call.stdin === "function" ? call.stdin() : call.stdin ?? "";
			return stdin;
		},
		env: call.env ?? {},
		runtime: call.runtime ?? null,
		print: (text) => {
			out.push(text);
			call.onOutput?.(1, text);
		},
		warn: (text) => {
			err.push(text);
			call.onOutput?.(2, text);
		},
		call: (argv) => {
			const { host, node, runtime = null } = call;
			return simulate({
				host,
				node,
				argv,
				runtime
			});
		},
		at: (point) => {
			pace.reach(point);
			strike(session, point, killCaller);
		}
	};
	let exit = 0;
	if ("message" in found) {
		session.warn(found.message);
		exit = programs[argv[0] ?? ""] ? 255 : 127;
	} else try {
		session.at("begin");
		found.run(session, readParameters(session, found.rest));
		session.at("end");
	} catch (error) {
		if (error instanceof Hung) return {
			exit: -15,
			stdout: out.join(""),
			stderr: err.join(""),
			ms: 1e400
		};
		exit = reportFailure(session, error);
	}
	if (exit >= 0) pace.finish();
	if (callerKilled && !call.killCaller) throw new CallerKilled(argv.join(" "));
	return {
		exit,
		stdout: out.join(""),
		stderr: err.join(""),
		ms: pace.ms
	};
}
// src/simulator/edge/guest-runtime.ts
/**
* Guests of a lab as real processes. Where the machine has user namespaces, the folders that a guest writes to are the
* guest's own, so that `/root/x` in a guest is no file of this machine; elsewhere a process only starts in that folder.
*/
/** Says on descriptor 3 that the guest is entered, and why a program could not be started. */
const START = `
  echo entered >&3
  if [ -d "$1" ]; then echo EACCES >&3; exit 126; fi
  if ! command -v -- "$1" >/dev/null 2>&1; then
    if [ -e "$1" ]; then echo EACCES >&3; exit 126; fi
    echo ENOENT >&3; exit 127
  fi
  exec "$@" 3>&-
`;
/** The guest's folders over the machine's; /tmp last, because a lab may be below it. */
const ENTER = `
  root=$1; shift
  mount --bind /etc /etc && mount -o remount,ro,bind /etc || exit 1
  # Root of such a guest is root of the machine's devices: a guest could take /dev/null away.
  mount --rbind /dev /dev && mount -o remount,ro,bind /dev || :
  for file in hostname os-release; do
    [ ! -f "$root/etc/$file" ] || [ ! -f "/etc/$file" ] || mount --bind "$root/etc/$file" "/etc/$file"
  done
  for folder in root home run srv opt mnt var tmp; do
    mkdir -p "$root/$folder" && mount --bind "$root/$folder" "/$folder" || exit 1
  done
  cd / || exit 1
  ${START}
`;
function endOf({ status, signal, stdout, stderr, output }) {
	const said = output?.[3] ?? "";
	const exit = status ?? -(signal ? constants$1.signals[signal] : 1);
	const failed = said.includes("ENOENT") ? "ENOENT" : said.includes("EACCES") ? "EACCES" : void 0;
	return {
		exit,
		stdout: stdout ?? "",
		stderr: stderr ?? "",
		...failed === void 0 ? {} : { failed }
	};
}
function errnoText(error) {
	const { code = "" } = error;
	return {
		ENOENT: "No such file or directory",
		EACCES: "Permission denied",
		EISDIR: "Is a directory",
		ENOTDIR: "Not a directory"
	}[code] ?? String(error);
}
/** Bytes that came as a text are its characters. */
function bundleOf(asked, streams) {
	return streams === "caller" ? readFileSync(0) : Buffer.from(asked.stdin, "latin1");
}
function refused(passes) {
	if (passes) writeSync(1, REFUSAL);
	return {
		exit: 21,
		stdout: passes ? "" : REFUSAL,
		stderr: ""
	};
}
/** A request to the guest agent's program: what it starts gets stand-ins for the scripts of features. */
function agentRequest(stdin, root) {
	const start = startRequest(stdin);
	if (!start) return stdin;
	const folder = join(root, "run/phoenix-agent", start.id);
	let pieces;
	try {
		pieces = readdirSync(folder).filter((name) => name.startsWith("piece.")).sort();
	} catch {
		return stdin;
	}
	const whole = Buffer.concat(pieces.map((name) => readFileSync(join(folder, name))));
	const made = start.withPieces(whole);
	if (!made) return stdin;
	for (const name of pieces) rmSync(join(folder, name));
	writeFileSync(join(folder, "piece.000000000"), made.packed);
	return made.request;
}
/** @param real gives the place on this machine of a path of the simulated one */
function guestRuntime(real, caller) {
	const exec = (asked) => {
		const streams = asked.captured ? "captured" : caller;
		const root = real(guestRoot(asked.vmid));
		mkdirSync(root, { recursive: true });
		const bundle = isBootstrap(asked.argv) ? withStandIns(bundleOf(asked, streams)) : null;
		const passes = streams === "caller";
		const stdio = passes ? [
			bundle ? "pipe" : "inherit",
			"inherit",
			"inherit",
			"pipe"
		] : [
			"pipe",
			"pipe",
			"pipe",
			"pipe"
		];
		const agent = isAgentProgram(asked.argv);
		const given = () => Buffer.from(asked.stdin, "latin1");
		const whole = agent ? agentRequest(given(), root) : bundle;
		const input = whole ? { input: whole } : passes ? {} : { input: given() };
		const options = {
			encoding: "utf8",
			env: {
				...asked.env,
				PHX_RECORDED_GUEST: "1"
			},
			stdio,
			maxBuffer: 1024 ** 3,
			...input
		};
		const enclosed = spawnSync("/usr/bin/unshare", [
			"--user",
			"--map-root-user",
			"--mount",
			"--",
			"/bin/sh",
			"-c",
			ENTER,
			"sh",
			root,
			...asked.argv
		], options);
		if (enclosed.output?.[3]?.includes("entered")) return endOf(enclosed);
		if (bundle) return refused(passes);
		if (agent) return {
			exit: 0,
			stdout: AGENT_REFUSAL,
			stderr: ""
		};
		return endOf(spawnSync("/bin/sh", [
			"-c",
			START,
			"sh",
			...asked.argv
		], {
			...options,
			cwd: root
		}));
	};
	return {
		exec,
		readFile: (path) => {
			try {
				return readFileSync(path, "utf8");
			} catch {
				return null;
			}
		},
		writeFile: (path, text) => {
			try {
				writeFileSync(path, text);
				return null;
			} catch (error) {
				return errnoText(error);
			}
		}
	};
}
// src/simulator/edge/lxc/machine.ts
/** Programs of this machine that a lab of real containers runs, and what it needs to be there at all. */
/** A caller's PATH may hold the lab's own `pct`, or lack the folders of root's programs. */
const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** The whole path of a program; null when it is not installed. */
function programPath(name) {
	const place = PATH.split(":").find((folder) => {
		try {
			accessSync(`${folder}/${name}`, constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
	return place === void 0 ? null : `${place}/${name}`;
}
/** Runs a program to its end, whatever that is; one that ends by a signal has an exit above 128. */
function run(argv, options = {}) {
	const [program = "", ...args] = argv;
	const path = program.startsWith("/") ? program : programPath(program);
	if (path === null) return {
		exit: 127,
		stdout: "",
		stderr: `${program}: not installed\n`
	};
	const { status, signal, error, stdout, stderr } = spawnSync(path, args, {
		encoding: "utf8",
		maxBuffer: 1024 ** 3,
		cwd: options.cwd ?? "/",
		env: {
			PATH,
			LC_ALL: "C",
			...options.env
		},
		...options.input === void 0 ? {} : { input: options.input },
		...options.stdio === void 0 ? {} : { stdio: options.stdio }
	});
	if (error) return {
		exit: 126,
		stdout: "",
		stderr: `${program}: ${error.message}\n`
	};
	return {
		exit: status ?? (signal ? 137 : 1),
		stdout: stdout ?? "",
		stderr: stderr ?? ""
	};
}
/** A full disk says the same of each of a thousand files. */
const MOST_LINES = 3;
function firstLines(text) {
	const lines = text.trim().split("\n");
	const more = lines.length - MOST_LINES;
	return more > 0 ? `${lines.slice(0, MOST_LINES).join("\n")}\n… and ${more} more lines` : lines.join("\n");
}
/** Runs a program that must succeed, and gives what it printed. @throws Failure in Proxmox's words */
function must(argv, options = {}) {
	const { exit, stdout, stderr } = run(argv, options);
	if (exit !== 0) die(`command '${argv.join(" ")}' failed: exit code ${exit}: ${firstLines(stderr)}`);
	return stdout;
}
const NEEDED = [
	["lxc-start", "lxc"],
	["lxc-attach", "lxc"],
	["debootstrap", "debootstrap"],
	["nft", "nftables"],
	["ip", "iproute2"],
	["nsenter", "util-linux"],
	["setpriv", "util-linux"],
	["getcap", "libcap2-bin"]
];
/** What is missing for real containers, as one sentence and what to do; null when they can be run. */
function missingForContainers() {
	if (process.platform !== "linux") return {
		what: "real containers need Linux",
		hint: "use a simulated lab: phoenix lab DIR -- pct list"
	};
	const missing = NEEDED.filter(([program]) => programPath(program) === null);
	if (missing.length > 0) {
		const packages = [...new Set(missing.map(([, name]) => name))].join(" ");
		return {
			what: `${missing.map(([program]) => program).join(", ")} ${missing.length === 1 ? "is" : "are"} not installed`,
			hint: `apt-get install ${packages}`
		};
	}
	if (process.getuid?.() !== 0) return {
		what: "real containers are for root alone",
		hint: "run it with sudo"
	};
	if (!existsSync("/sys/fs/cgroup")) return {
		what: "there are no cgroups",
		hint: "mount them at /sys/fs/cgroup"
	};
	return null;
}
/** @throws PhoenixError `USAGE` when this machine cannot run containers */
function requireContainers() {
	const missing = missingForContainers();
	if (missing) throw new PhoenixError("USAGE", `this machine cannot run a lab of real containers: ${missing.what}`, { hint: missing.hint });
}
/** 2 where all controllers are in one tree, 1 where each has its own (and for both together). */
const cgroupVersion = () => existsSync("/sys/fs/cgroup/cgroup.controllers") ? 2 : 1;
// src/simulator/edge/lxc/addresses.ts
/** IPv4 networks of a lab: which a guest's address stands in, which are free, and the addresses of `ip=dhcp`. Pure. */
/** Null for what is no IPv4 address. */
function parseAddress(text) {
	const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
	if (!parts || parts.some((part) => part > 255)) return null;
	return parts.reduce((value, part) => value * 256 + part, 0);
}
const formatAddress = (value) => [
	24,
	16,
	8,
	0
].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
/** `192.168.1.101/24` → the network 192.168.1.0/24; null for what is none. */
function parseSubnet(text) {
	const [address = "", mask = "32"] = text.split("/");
	const value = parseAddress(address);
	const bits = Number(mask);
	if (value === null || !/^\d{1,2}$/.test(mask) || bits > 32) return null;
	const size = 2 ** (32 - bits);
	return {
		base: Math.floor(value / size) * size,
		bits
	};
}
const formatSubnet = ({ base, bits }) => `${formatAddress(base)}/${bits}`;
const end = ({ base, bits }) => base + 2 ** (32 - bits);
const overlaps = (a, b) => a.base < end(b) && b.base < end(a);
const holds = (subnet, address) => address >= subnet.base && address < end(subnet);
/** Networks that nobody is likely to have: the 16 of 10.240.0.0/12, each with 256 of 256 addresses. */
function candidate(id, salt, index) {
	return 183500800 + (createHash("sha256").update(`${id}\0${salt}`).digest().readUInt16BE(0) + index) % 3840 * 256;
}
/** The first network for `salt` of this lab that overlaps none of the taken ones. */
function freeSubnet(id, salt, taken) {
	for (let index = 0; index < 3840; index += 1) {
		const subnet = {
			base: candidate(id, salt, index),
			bits: 24
		};
		if (!taken.some((other) => overlaps(other, subnet))) return subnet;
	}
	throw new Error("every network below 10.240.0.0/12 is taken");
}
/** @returns the leases with one for `key` in the network, the same ones when there was one */
function lease(leases, key, subnet) {
	const known = parseAddress(leases[key] ?? "");
	if (known !== null && holds(subnet, known)) return leases;
	const used = new Set(Object.values(leases));
	for (let host = 2; host < 2 ** (32 - subnet.bits) - 1; host += 1) {
		const address = formatAddress(subnet.base + host);
		if (!used.has(address)) return {
			...leases,
			[key]: address
		};
	}
	throw new Error(`no address is left in ${formatSubnet(subnet)}`);
}
const withoutLeases = (leases, vmid) => Object.fromEntries(Object.entries(leases).filter(([key]) => !key.startsWith(`${vmid}/`)));
/** The resolvers of a resolv.conf that a guest can reach: those of this machine's own loopback are not. */
function reachableResolvers(resolvConf) {
	return resolvConf.split("\n").flatMap((line) => {
		const address = /^\s*nameserver\s+(\S+)/.exec(line)?.[1];
		const value = parseAddress(address ?? "");
		return address === void 0 || value === null || Math.floor(value / 2 ** 24) === 127 ? [] : [address];
	});
}
// src/simulator/edge/lxc/host-network.ts
/** What a lab needs of this machine's own network: packets of its cable are forwarded, and leave with this machine's address. */
const FORWARD = "/proc/sys/net/ipv4/ip_forward";
/** There while a lab has set `ip_forward`, with what it was before. */
const BEFORE = `${LABS}/ip_forward`;
/** Docker refuses to forward what is not its own; its chain for others' rules is asked first. */
function filterRules(names) {
	return [[
		"-i",
		names.cable,
		"-m",
		"comment",
		"--comment",
		names.namespace,
		"-j",
		"ACCEPT"
	], [
		"-o",
		names.cable,
		"-m",
		"comment",
		"--comment",
		names.namespace,
		"-j",
		"ACCEPT"
	]];
}
function forwardIsClosed() {
	return programPath("iptables") !== null && /^-P FORWARD DROP/m.test(run([
		"iptables",
		"-S",
		"FORWARD"
	]).stdout);
}
const natRules = (names, subnet) => `table ip ${names.table}\ndelete table ip ${names.table}\ntable ip ${names.table} {\n  chain post {\n    type nat hook postrouting priority 100;\n    ip saddr ${subnet} oifname != "${names.cable}" masquerade\n  }\n}\n`;
/** @param subnet of the lab's cable */
function allowForwarding(names, subnet) {
	const now = readFileSync(FORWARD, "utf8").trim();
	if (now === "0") {
		writeWhole(BEFORE, now);
		writeFileSync(FORWARD, "1");
	}
	must([
		"nft",
		"-f",
		"-"
	], { input: natRules(names, subnet) });
	if (!forwardIsClosed()) return;
	for (const rule of filterRules(names)) if (run([
		"iptables",
		"-C",
		"FORWARD",
		...rule
	]).exit !== 0) must([
		"iptables",
		"-I",
		"FORWARD",
		...rule
	]);
}
/** Takes back what `allowForwarding` did. @param last whether no other lab is left on this machine */
function forbidForwarding(names, last) {
	run([
		"nft",
		"delete",
		"table",
		"ip",
		names.table
	]);
	if (programPath("iptables") !== null) for (const rule of filterRules(names)) while (run([
		"iptables",
		"-D",
		"FORWARD",
		...rule
	]).exit === 0);
	if (!last || !existsSync(BEFORE)) return;
	writeFileSync(FORWARD, readFileSync(BEFORE, "utf8"));
	rmSync(BEFORE, { force: true });
}
// src/simulator/edge/lxc/network.ts
/**
* A lab's network: a namespace of its own with the node's bridges by their own names, a cable to this machine, and NAT.
* So labs with the same addresses do not meet, and an estate's subnet may be this machine's own.
*/
const LOCK_SECONDS = 60;
/** One lab's changes of the network at a time, and one look at what this machine has. */
function withNetworkLock(body) {
	const path = `${LABS}/network.lock`;
	const release = lockFile(path, LOCK_SECONDS, () => {});
	if (!release) throw new LockTimeout(path);
	try {
		return body();
	} finally {
		release();
	}
}
/** A command within the lab's network: sockets of LXC are there too. */
const inNamespace = (names, argv) => [
	"nsenter",
	`--net=/run/netns/${names.namespace}`,
	...argv
];
const inside = (names, ...argv) => must([
	"ip",
	"-n",
	names.namespace,
	...argv
]);
function routes() {
	return JSON.parse(run([
		"ip",
		"-4",
		"-j",
		"route",
		"show",
		"table",
		"main"
	]).stdout || "[]").flatMap(({ dst = "", dev = "" }) => {
		const subnet = dst === "default" ? null : parseSubnet(dst);
		return subnet ? [{
			subnet,
			dev
		}] : [];
	});
}
/** The largest packet that leaves this machine whole; a bridge with more would send what is lost. */
function uplinkMtu() {
	const dev = JSON.parse(run([
		"ip",
		"-4",
		"-j",
		"route",
		"show",
		"default"
	]).stdout || "[]")[0]?.dev ?? "";
	const path = `/sys/class/net/${dev}/mtu`;
	const mtu = dev !== "" && existsSync(path) ? Number(readFileSync(path, "utf8")) : 1500;
	return Math.min(1500, mtu || 1500);
}
/** Resolvers of this machine; systemd's own list where /etc/resolv.conf names only the loopback. */
function hostResolvers() {
	for (const path of ["/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"]) {
		const found = existsSync(path) ? reachableResolvers(readFileSync(path, "utf8")) : [];
		if (found.length > 0) return found;
	}
	return ["1.1.1.1"];
}
/** Both ends of the cable: this machine's is the first address, the lab's the second. */
function cableOf(names) {
	const path = `${names.run}/cable`;
	if (!existsSync(path)) {
		const taken = routes().map(({ subnet }) => subnet);
		writeWhole(path, formatSubnet({
			...freeSubnet(names.id, "cable", taken),
			bits: 30
		}));
	}
	const subnet = parseSubnet(readFileSync(path, "utf8").trim());
	if (!subnet) throw new Error(`${path} holds no network`);
	return {
		subnet,
		outer: formatAddress(subnet.base + 1),
		inner: formatAddress(subnet.base + 2)
	};
}
/** This machine's own address as the lab's guests reach it. */
const machineAddress = (names) => cableOf(names).outer;
/** NAT of the lab, whole: questions for names that leave it, or are put to its gateways, go to this machine's resolver. */
function labRules(gateways, subnets, resolver) {
	const set = (values) => values.length > 0 ? `elements = { ${values.join(", ")} };` : "";
	const ask = (match) => ["udp", "tcp"].map((kind) => `    iifname != "uplink" ${match} ${kind} dport 53 dnat to ${resolver}\n`).join("");
	return [
		"table ip lab\ndelete table ip lab\ntable ip lab {\n",
		`  set gateways { type ipv4_addr; ${set(gateways)} }\n`,
		`  set subnets { type ipv4_addr; flags interval; auto-merge; ${set(subnets)} }\n`,
		"  chain pre {\n    type nat hook prerouting priority -100;\n",
		ask("ip daddr @gateways"),
		ask("ip daddr != @subnets"),
		"  }\n  chain post {\n    type nat hook postrouting priority 100;\n    oifname \"uplink\" masquerade\n  }\n}\n"
	].join("");
}
function makeNamespace(names) {
	const { subnet, outer, inner } = cableOf(names);
	if (!existsSync(`/run/netns/${names.namespace}`)) must([
		"ip",
		"netns",
		"add",
		names.namespace
	]);
	if (!existsSync(`/sys/class/net/${names.cable}`)) {
		const mtu = String(uplinkMtu());
		must([
			"ip",
			"link",
			"add",
			names.cable,
			"mtu",
			mtu,
			"type",
			"veth",
			"peer",
			"name",
			"uplink",
			"mtu",
			mtu,
			"netns",
			names.namespace
		]);
	}
	must([
		"ip",
		"addr",
		"replace",
		`${outer}/30`,
		"dev",
		names.cable
	]);
	must([
		"ip",
		"link",
		"set",
		names.cable,
		"up"
	]);
	inside(names, "addr", "replace", `${inner}/30`, "dev", "uplink");
	for (const device of ["lo", "uplink"]) inside(names, "link", "set", device, "up");
	inside(names, "route", "replace", "default", "via", outer);
	must(inNamespace(names, [
		"sh",
		"-c",
		"echo 1 > /proc/sys/net/ipv4/ip_forward"
	]));
	allowForwarding(names, formatSubnet(subnet));
}
/** What the lab's bridges have now, by name. */
function bridges(names) {
	const links = JSON.parse(inside(names, "-j", "-d", "addr"));
	return new Map(links.filter(({ linkinfo }) => linkinfo?.info_kind === "bridge").map(({ ifname, addr_info = [] }) => [ifname, { addresses: addr_info.filter(({ family }) => family === "inet").map((a) => `${a.local}/${a.prefixlen}`) }]));
}
/** A way from this machine to the guests, where no other way to that network would be lost. */
function routeTo(names, subnet, inner) {
	if (routes().filter(({ subnet: other }) => overlaps(subnet, other)).length === 0) must([
		"ip",
		"route",
		"add",
		formatSubnet(subnet),
		"via",
		inner,
		"dev",
		names.cable
	]);
}
/** A bridge without one takes that of a guest's cable, another one when that guest stops: the others lose their gateway. */
function hardwareAddress({ id }, bridge) {
	const digest = createHash("sha256").update(`${id}\0${bridge}`).digest();
	return ["02", ...Array.from(digest.subarray(0, 5), (byte) => byte.toString(16).padStart(2, "0"))].join(":");
}
/**
* Makes what is missing of the lab's network, so that a guest can be plugged in.
* @throws Failure when this machine does not let it
*/
function ensureNetwork(names, needs) {
	makeNamespace(names);
	const { inner } = cableOf(names);
	const before = bridges(names);
	for (const { bridge, gateways } of needs) {
		if (!before.has(bridge)) {
			const mtu = String(uplinkMtu());
			inside(names, "link", "add", bridge, "address", hardwareAddress(names, bridge), "mtu", mtu, "type", "bridge");
			inside(names, "link", "set", bridge, "up");
		}
		for (const gateway of gateways) {
			if (before.get(bridge)?.addresses.includes(gateway)) continue;
			inside(names, "addr", "replace", gateway, "dev", bridge);
			const subnet = parseSubnet(gateway);
			if (subnet) routeTo(names, subnet, inner);
		}
	}
	const addresses = [...bridges(names).values()].flatMap((made) => made.addresses);
	const rules = labRules([...new Set(addresses.map((address) => address.split("/")[0] ?? ""))], [...new Set(addresses.flatMap((address) => parseSubnet(address) ?? []).map(formatSubnet))], hostResolvers()[0] ?? "1.1.1.1");
	must(inNamespace(names, [
		"nft",
		"-f",
		"-"
	]), { input: rules });
}
/** Bridges with their addresses, and whether this machine has a way there; empty when there is no network. */
function networkOf(names) {
	if (!existsSync(`/run/netns/${names.namespace}`)) return [];
	const own = routes().filter(({ dev }) => dev === names.cable).map(({ subnet }) => formatSubnet(subnet));
	return [...bridges(names)].flatMap(([bridge, { addresses }]) => addresses.map((address) => {
		const subnet = parseSubnet(address);
		return {
			bridge,
			address,
			routed: subnet !== null && own.includes(formatSubnet(subnet))
		};
	}));
}
/** Networks that `ip=dhcp` must not take: this machine's, and those of the lab's bridges. */
function takenSubnets(names) {
	const own = [...bridges(names).values()].flatMap(({ addresses }) => addresses.flatMap((a) => parseSubnet(a) ?? []));
	return [...routes().map(({ subnet }) => subnet), ...own];
}
// src/simulator/edge/lxc/containers.ts
/** LXC's programs for one lab's containers, called within its network namespace: there their sockets are. */
/** `lxc-info -P … -n …`, with what else it takes. */
const lxc = (names, vmid, program, ...args) => inNamespace(names, [
	program,
	"-P",
	names.lxc,
	"-n",
	containerName(names.id, vmid),
	...args
]);
/** The process that watches over a container; null when it is not there any more. */
function monitorOf(names, vmid) {
	const path = pidFile(names, vmid);
	if (!existsSync(path)) return null;
	const pid = Number(readFileSync(path, "utf8").trim());
	return isMonitor(pid, names, vmid) ? pid : null;
}
/** Pids are used again: the process says of itself whose it is. */
function isMonitor(pid, names, vmid) {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim() === `[lxc monitor] ${names.lxc} ${containerName(names.id, vmid)}`;
	} catch {
		return false;
	}
}
const isUp = (names, vmid) => monitorOf(names, vmid) !== null;
/** The first process of a guest, as this machine counts; null when it does not run. */
function initOf(names, vmid) {
	const pid = Number(run(lxc(names, vmid, "lxc-info", "-p", "-H")).stdout.trim());
	return pid > 0 ? pid : null;
}
// src/simulator/edge/lxc/container-config.ts
/**
* The LXC configuration of a guest, as text, from its conf file. It says what Proxmox's own would (pve-container's
* update_lxc_config, PVE 9.2) as far as a machine without Proxmox, and perhaps without AppArmor, can. Pure.
*/
const MIB = 1048576;
const isUnprivileged = (options) => options.get("unprivileged") === "1";
/** Limits as `[file of the cgroup, value]`: of the configuration, and for a guest that runs. */
function limits({ vmid, options }, { cgroup, countsSwap, processors }) {
	const number = (key) => Number(options.get(key) ?? 0);
	const memory = (number("memory") || 512) * MIB;
	const swap = options.has("swap") ? number("swap") * MIB : 512 * MIB;
	const cpulimit = number("cpulimit");
	const units = number("cpuunits");
	const cores = number("cores");
	const found = cgroup === 1 ? [
		["memory.limit_in_bytes", String(memory)],
		...countsSwap ? [["memory.memsw.limit_in_bytes", String(memory + swap)]] : [],
		["cpu.cfs_period_us", "100000"],
		["cpu.cfs_quota_us", cpulimit > 0 ? String(Math.trunc(cpulimit * 1e5)) : "-1"],
		["cpu.shares", String(units || 1024)]
	] : [
		["memory.max", String(memory)],
		["memory.swap.max", String(swap)],
		["cpu.max", `${cpulimit > 0 ? Math.trunc(cpulimit * 1e5) : "max"} 100000`],
		["cpu.weight", String(units || 100)]
	];
	return cores > 0 && cores < processors ? [...found, ["cpuset.cpus", cpus(vmid, cores, processors)]] : found;
}
/** Guests with few cores begin at different ones. */
const cpus = (vmid, cores, processors) => Array.from({ length: cores }, (_, index) => (vmid + index) % processors).sort((a, b) => a - b).join(",");
function netLines(net, index, plug) {
	const key = `lxc.net.${index}`;
	const line = (name, value) => value ? [`${key}.${name} = ${value}`] : [];
	return [
		`${key}.type = veth`,
		`${key}.veth.pair = ${net.veth}`,
		...line("name", net.name),
		...line("hwaddr", net.hwaddr),
		...line("mtu", net.mtu),
		...line("flags", net.down ? void 0 : "up"),
		...line("ipv4.address", net.address),
		...line("ipv4.gateway", net.down ? void 0 : net.gateway),
		...line("ipv6.address", net.address6),
		...line("ipv6.gateway", net.down ? void 0 : net.gateway6),
		...net.down ? [] : [`${key}.script.up = ${plug} ${net.bridge}`]
	];
}
/** What a privileged guest may open: LXC's own list, which Proxmox uses too. */
const DEVICES = [
	"c *:* m",
	"b *:* m",
	"c 1:3 rwm",
	"c 1:5 rwm",
	"c 1:7 rwm",
	"c 1:8 rwm",
	"c 1:9 rwm"
].concat([
	"c 5:0 rwm",
	"c 5:1 rwm",
	"c 5:2 rwm",
	"c 136:* rwm",
	"c 10:229 rwm"
]);
/** runc lets its containers use /dev/net/tun, and cgroup v1 takes no rule that the guest itself has not. */
const NESTED = ["c 10:200 rwm"];
function privilegeLines(options, around) {
	if (isUnprivileged(options)) return [
		"lxc.mount.auto = sys:rw",
		"lxc.idmap = u 0 100000 65536",
		"lxc.idmap = g 0 100000 65536"
	];
	const key = around.cgroup === 1 ? "lxc.cgroup.devices" : "lxc.cgroup2.devices";
	const own = around.devices.map(({ major, minor }) => `c ${major}:${minor} rwm`);
	const nested = around.cgroup === 1 && hasNesting(options) ? NESTED : [];
	return [
		"lxc.cap.drop = mac_admin mac_override sys_time sys_module sys_rawio",
		`${key}.deny = a`,
		...[
			...DEVICES,
			...nested,
			...own
		].map((rule) => `${key}.allow = ${rule}`)
	];
}
const featuresOf = (options) => parsePropertyString(FAMILIES.features, options.get("features") ?? "");
const hasNesting = (options) => featuresOf(options).get("nesting") === "1";
function featureLines(options) {
	const features = featuresOf(options);
	const nesting = hasNesting(options) && ["lxc.mount.entry = proc dev/.lxc/proc proc create=dir,optional 0 0", "lxc.mount.entry = sys dev/.lxc/sys sysfs create=dir,optional 0 0"];
	const fuse = features.get("fuse") === "1" && ["lxc.mount.entry = /dev/fuse dev/fuse none bind,create=file,optional 0 0"];
	return [...nesting || [], ...fuse || []];
}
/** The whole file. Lines of the conf's own (`lxc.*`) come last: they change what stands above, as on Proxmox. */
function containerConfig(guest, around) {
	const { vmid, options, raw } = guest;
	const prefix = around.cgroup === 1 ? "lxc.cgroup" : "lxc.cgroup2";
	return `${[
		`lxc.uts.name = ${options.get("hostname") ?? `CT${vmid}`}`,
		`lxc.arch = ${options.get("arch") ?? "amd64"}`,
		`lxc.rootfs.path = dir:${around.rootfs}`,
		"lxc.tty.max = 2",
		"lxc.pty.max = 1024",
		"lxc.mount.auto = cgroup:mixed proc:mixed sys:mixed",
		"lxc.mount.entry = mqueue dev/mqueue mqueue rw,relatime,create=dir,optional 0 0",
		"lxc.apparmor.profile = unconfined",
		...around.seccomp === null ? [] : [`lxc.seccomp.profile = ${around.seccomp}`],
		`lxc.hook.post-stop = ${around.ended}`,
		...privilegeLines(options, around),
		...featureLines(options),
		...around.devices.map(({ source, target }) => `lxc.mount.entry = ${source} ${target} none bind,create=file 0 0`),
		...limits(guest, around).map(([file, value]) => `${prefix}.${file} = ${value}`),
		...around.nets.flatMap((net, index) => netLines(net, index, around.plug)),
		...raw.map(({ key, value }) => `${key} = ${value}`)
	].join("\n")}\n`;
}
// src/simulator/edge/lxc/guest-nets.ts
/** A guest's `netN` as the lab plugs them in: static addresses as given, and one of the lab's own for `ip=dhcp`. Pure. */
/** @param dhcp the address for a `netN` with `ip=dhcp`, and the network that it stands in */
function guestNets(vmid, options, dhcp) {
	const keys = [...options.keys()].filter((key) => /^net\d+$/.test(key));
	keys.sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)));
	return keys.map((key) => {
		const net = parsePropertyString(FAMILIES.net, options.get(key) ?? "");
		const bridge = bridgeName(net.get("bridge") ?? "vmbr0", net.get("tag"));
		const base = {
			key,
			name: net.get("name") ?? `eth${key.slice(3)}`,
			veth: `veth${vmid}i${key.slice(3)}`,
			bridge
		};
		const optional = (name, value) => value ? { [name]: value } : {};
		const ip = net.get("ip") ?? "";
		const given = ip === "dhcp" ? leased(dhcp(key, bridge)) : ip.includes("/") ? {
			address: ip,
			...optional("gateway", net.get("gw"))
		} : {};
		const ip6 = net.get("ip6") ?? "";
		const given6 = ip6.includes("/") ? {
			address6: ip6,
			...optional("gateway6", net.get("gw6"))
		} : {};
		return {
			...base,
			...optional("hwaddr", net.get("hwaddr")),
			...optional("mtu", net.get("mtu")),
			...given,
			...given6,
			down: net.get("link_down") === "1"
		};
	});
}
function leased({ address, subnet }) {
	return {
		address: `${address}/${subnet.bits}`,
		gateway: formatAddress(subnet.base + 1)
	};
}
/** The gateway that the lab's bridge must be for this interface, with mask; null when it needs none. */
function gatewayOf(net) {
	const subnet = parseSubnet(net.address ?? "");
	return subnet === null || net.gateway === void 0 ? null : `${net.gateway}/${subnet.bits}`;
}
// src/simulator/edge/lxc/lab-addresses.ts
/** Static addresses of all guests of a lab, read from their conf files. */
function addressesOfLab(dir) {
	const nodes = join(dir, "etc/pve/nodes");
	const found = /* @__PURE__ */ new Set();
	if (!existsSync(nodes)) return found;
	for (const node of readdirSync(nodes)) {
		const folder = join(nodes, node, "lxc");
		const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".conf")) : [];
		for (const file of files) {
			const text = readFileSync(join(folder, file), "utf8");
			for (const [, address = ""] of text.matchAll(/^net\d+:.*?\bip=([\d.]+)\//gm)) found.add(address);
		}
	}
	return found;
}
// src/simulator/edge/lxc/leases.ts
/** The addresses of `ip=dhcp` in a lab, kept in its folder: the lab gives them itself, and guests know them from LXC. */
const path = (dir) => join(dir, LXC_FOLDER, "leases.json");
const readBook = (dir) => existsSync(path(dir)) ? JSON.parse(readFileSync(path(dir), "utf8")) : {
	bridges: {},
	leases: {}
};
const writeBook = (dir, book) => writeWhole(path(dir), `${JSON.stringify(book, null, 2)}\n`);
/** The lease of an interface, the same one every time. The caller holds the network's lock. */
function takeLease({ dir, id, taken }, key, bridge) {
	const book = readBook(dir);
	const known = parseSubnet(book.bridges[bridge] ?? "");
	const others = Object.values(book.bridges).flatMap((text) => parseSubnet(text) ?? []);
	const subnet = known ?? freeSubnet(id, `dhcp ${bridge}`, [...taken(), ...others]);
	const leases = lease(book.leases, key, subnet);
	const fresh = {
		bridges: {
			...book.bridges,
			[bridge]: formatSubnet(subnet)
		},
		leases
	};
	if (!known || leases !== book.leases) writeBook(dir, fresh);
	return {
		address: leases[key] ?? "",
		subnet
	};
}
function dropLeases(dir, vmid) {
	if (!existsSync(path(dir))) return;
	const book = readBook(dir);
	writeBook(dir, {
		...book,
		leases: withoutLeases(book.leases, vmid)
	});
}
// src/simulator/edge/lxc/processes.ts
/** Processes of a lab's guests on this machine, and those that watch over them: found by what the kernel says of each. */
/** `4:memory:/lxc.payload.phx-abc234-101/system.slice` names the groups of a process, one tree a line. */
function isIn(groups, id, vmid) {
	return groups.split(/[/\n]/).some((name) => isCgroupOf(name, id, vmid));
}
function processesOf({ id, lxc }, vmid) {
	const watching = `[lxc monitor] ${lxc} ${vmid === null ? `phx-${id}-` : containerName(id, vmid)}`;
	return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).filter((pid) => {
		try {
			const title = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
			if (vmid === null ? title.startsWith(watching) : title === watching) return true;
			return isIn(readFileSync(`/proc/${pid}/cgroup`, "utf8"), id, vmid);
		} catch {
			return false;
		}
	}).map(Number);
}
/** Kills what runs of a lab's guests. @param vmid of one of them only */
function endProcesses(names, vmid = null) {
	for (let round = 0; round < 100; round += 1) {
		const pids = processesOf(names, vmid);
		if (pids.length === 0) return;
		for (const pid of pids) try {
			process.kill(pid, "SIGKILL");
		} catch {}
		sleepSync(50);
	}
}
// src/simulator/edge/lxc/raw-lines.ts
/**
* Raw `lxc.*` lines of a conf file, as far as they may reach this machine. They were written for the node: its programs
* and its files are not those of whoever runs a lab. Pure.
*/
/** Keys that run a program of the node, or read or write one of its files. */
const OF_THE_NODE = /^lxc\.(?:hook\.(?!version$)|include$|mount\.fstab$|rootfs\.|log\.file$|console\.|environment\.hooks$|seccomp\.(?:profile$|notify\.)|net\.\d+\.script\.)/;
/** Guests of a lab are not confined by AppArmor, whose profiles are files of the node too. */
const NEVER_DONE = /^lxc\.(?:apparmor|selinux)\./;
/** File systems that the kernel makes, and device nodes: what a guest may do with them is limited elsewhere. */
const OF_THE_KERNEL = /^\/(?:dev|proc|sys)(?:\/|$)/;
/** @param real the place on this machine of a path of the node */
function labLines(raw, real) {
	const lines = [];
	const left = [];
	for (const line of raw) {
		if (NEVER_DONE.test(line.key)) continue;
		if (OF_THE_NODE.test(line.key)) left.push(`${line.key}: it is for the node: left out`);
		else if (line.key === "lxc.mount.entry") lines.push(mountEntry(line, real));
		else lines.push(line);
	}
	return {
		lines,
		left
	};
}
/** `/srv/data srv/data none bind,create=dir 0 0`: the first word is a path of the node. */
function mountEntry({ key, value }, real) {
	const [, word, rest = ""] = /^\s*(\/\S*)(.*)$/s.exec(value) ?? [];
	if (word === void 0) return {
		key,
		value
	};
	const source = posix.normalize(word);
	return {
		key,
		value: `${OF_THE_KERNEL.test(source) ? source : real(source)}${rest}`
	};
}
// src/simulator/edge/lxc/shift.ts
/** Shifts the owners of a tree as Proxmox does for unprivileged guests: root becomes 100000. */
/** The first id of unprivileged guests (Proxmox's default /etc/subuid); they have 65,536. */
const FIRST_ID = 1e5;
/** @param seen inodes with several names: each is shifted once */
function walk(path, by, seen) {
	const stat = lstatSync(path);
	if (!stat.isDirectory() && stat.nlink > 1) {
		const inode = `${stat.dev}:${stat.ino}`;
		if (seen.has(inode)) return;
		seen.add(inode);
	}
	lchownSync(path, stat.uid + by, stat.gid + by);
	if (!stat.isSymbolicLink() && (stat.mode & 3072) !== 0) chmodSync(path, stat.mode & 4095);
	if (stat.isDirectory()) for (const name of readdirSync(path)) walk(join(path, name), by, seen);
}
/** Files with capabilities of their own, which a chown takes away as well: `/x/usr/bin/ping cap_net_raw=ep`. */
function capabilities(root) {
	const { stdout } = run([
		"getcap",
		"-r",
		root
	]);
	return stdout.split("\n").flatMap((line) => {
		const [, path, caps] = /^(.+?) (?:= )?([a-z_,]+[=+][eip]+)$/.exec(line) ?? [];
		return path !== void 0 && caps !== void 0 ? [[path, caps]] : [];
	});
}
/** Owners 0…65535 become 100000…165535; capabilities are then those of the guest's own root. */
function shiftTree(root) {
	const kept = capabilities(root);
	walk(root, FIRST_ID, /* @__PURE__ */ new Set());
	for (const [path, caps] of kept) must([
		"setcap",
		"-n",
		String(FIRST_ID),
		caps,
		path
	]);
}
// src/simulator/edge/lxc/distributions.ts
/** Which systems a lab can build, told by the name of the archive that an estate asks for. Pure: archive.ts builds. */
/** Raised when the steps after debootstrap change, so that what is cached is built anew. */
const STEPS = 3;
const DEBIAN = {
	"11": "bullseye",
	"12": "bookworm",
	"13": "trixie"
};
const UBUNTU = {
	"20.04": "focal",
	"22.04": "jammy",
	"24.04": "noble"
};
/** A small system that boots, has a network and can install packages; Proxmox's own archives have more. */
const INCLUDE = [
	"systemd-sysv",
	"dbus",
	"iproute2",
	"ca-certificates",
	"netbase",
	"procps",
	"iputils-ping",
	"tzdata",
	"wget",
	"xz-utils"
];
const KNOWN = [...Object.keys(DEBIAN).map((version) => `debian-${version}`), ...Object.keys(UBUNTU).map((version) => `ubuntu-${version}`)];
function debian(version, suite, mirror) {
	const security = mirror.replace(/\/debian\/?$/, "/debian-security");
	return {
		name: `debian-${version}`,
		suite,
		mirror,
		components: "main",
		keyring: "debian-archive-keyring.gpg",
		script: "sid",
		include: INCLUDE,
		sources: [
			`deb ${mirror} ${suite} main`,
			`deb ${mirror} ${suite}-updates main`,
			`deb ${security} ${suite}-security main`
		]
	};
}
function ubuntu(version, suite, mirror) {
	return {
		name: `ubuntu-${version}`,
		suite,
		mirror,
		components: "main,universe",
		keyring: "ubuntu-archive-keyring.gpg",
		script: "gutsy",
		include: INCLUDE,
		sources: [
			"",
			"-updates",
			"-security"
		].map((part) => `deb ${mirror} ${suite}${part} main universe`)
	};
}
/** @param archive a file or volume name such as `debian-12-standard_12.12-1_amd64.tar.zst`; null when none can be built */
function recipeOf(archive, mirrors = {}) {
	const file = archive.split("/").at(-1) ?? "";
	const [, id = "", version = ""] = /^(debian|ubuntu)-(\d+(?:\.\d+)?)-/.exec(file) ?? [];
	if (id === "debian") {
		const suite = DEBIAN[version];
		return suite === void 0 ? null : debian(version, suite, mirrors.debian ?? "http://deb.debian.org/debian");
	}
	const suite = UBUNTU[version];
	return id === "" || suite === void 0 ? null : ubuntu(version, suite, mirrors.ubuntu ?? "http://archive.ubuntu.com/ubuntu");
}
/** Where the built system stands in the cache: another recipe is another name. */
function recipeKey(recipe) {
	const hash = createHash("sha256").update(JSON.stringify([STEPS, recipe])).digest("hex");
	return `${recipe.name}-${hash.slice(0, 12)}`;
}
// src/simulator/edge/lxc/archive.ts
/**
* Root file systems for new guests: what an estate calls an OS template is built by debootstrap when first needed, and
* kept unpacked in a cache folder, once as it is and once with the owners of unprivileged guests.
*/
/** Seconds to wait for another process that builds the same system. */
const PATIENCE = 2700;
const KEYRINGS = "/usr/share/keyrings";
const KEYRING_FROM = {
	"debian-archive-keyring.gpg": "apt-get install debian-archive-keyring",
	"ubuntu-archive-keyring.gpg": "on Ubuntu: apt-get install ubuntu-keyring; elsewhere take it from that package of Ubuntu's, after a look at the keys"
};
const SCRIPTS = "/usr/share/debootstrap/scripts";
/** Where so many bytes of memory are free, a system is built in there: on a disk dpkg waits for it at every package. */
const IN_MEMORY = 3 * 1024 ** 3;
/**
* All that debootstrap starts ends with this process, and its mounts with it: they are in namespaces of their own.
* One line is printed for every fiftieth package, since it says several for each.
*/
const BUILD = `
  root=$1; place=$2; shift 2
  [ "$place" = "$root" ] || mount -t tmpfs -o mode=755 phoenix "$place" || exit 1
  {
    debootstrap "$@" || echo "E: debootstrap exit $?"
    [ "$place" = "$root" ] || cp -a "$place/." "$root" || echo "E: it could not be copied"
  } 2>&1 | awk '
    /^E:|^W: Failure/ { print; fflush(); failed = 1; next }
    /^I: (Retrieving|Extracting|Unpacking|Configuring) / {
      if (count[$2]++ % 50 == 0) { print "debootstrap: " tolower($2) " " $3 " ..."; fflush() }
    }
    END { exit failed }'
`;
function debootstrap(recipe, target, options) {
	const keyring = `${KEYRINGS}/${recipe.keyring}`;
	if (!existsSync(keyring)) die(`${recipe.name} cannot be built: ${keyring} is not there (${KEYRING_FROM[recipe.keyring] ?? "install its package"})`);
	const known = existsSync(`${SCRIPTS}/${recipe.suite}`);
	const place = freemem() > IN_MEMORY ? `${target}.memory` : target;
	mkdirSync(place, { recursive: true });
	const args = [
		"--variant=minbase",
		`--keyring=${keyring}`,
		`--components=${recipe.components}`,
		`--include=${recipe.include.join(",")}`,
		recipe.suite,
		place,
		recipe.mirror,
		...known ? [] : [`${SCRIPTS}/${recipe.script}`]
	];
	const inherited = Object.entries(process.env).filter(([name]) => /^(?:https?|ftp|no)_proxy$/i.test(name));
	const { exit, stdout } = run([
		"setpriv",
		"--pdeathsig",
		"KILL",
		"unshare",
		"--mount",
		"--pid",
		"--fork",
		"--kill-child",
		"--",
		"sh",
		"-c",
		BUILD,
		"sh",
		target,
		place,
		...args
	], {
		stdio: [
			"ignore",
			options.progress ?? "pipe",
			options.progress ?? "pipe"
		],
		env: Object.fromEntries(inherited.map(([name, value]) => [name, value ?? ""]))
	});
	if (place !== target) rmSync(place, {
		recursive: true,
		force: true
	});
	if (exit === 0) return;
	const log = `${target}/debootstrap/debootstrap.log`;
	const last = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").slice(-3).join("\n") : "";
	die(`${recipe.name} could not be built from ${recipe.mirror}: ${[stdout.trim(), last].filter(Boolean).join("\n")}`);
}
/** What the new system has too much or too little of for a container; nothing of this machine goes in but proxies. */
function finish(recipe, root) {
	const write = (path, text) => writeFileSync(join(root, path), text);
	write("etc/apt/sources.list", `${recipe.sources.join("\n")}\n`);
	write("etc/machine-id", "");
	write("etc/hostname", "localhost\n");
	rmSync(join(root, "var/lib/dbus/machine-id"), { force: true });
	rmSync(join(root, "var/cache/apt/archives"), {
		recursive: true,
		force: true
	});
	mkdirSync(join(root, "var/cache/apt/archives/partial"), { recursive: true });
	write("etc/apt/apt.conf.d/90lab", "Acquire::Languages \"none\";\n");
	write("etc/dpkg/dpkg.cfg.d/lab", "force-unsafe-io\n");
	const proxy = process.env["http_proxy"] ?? "";
	if (/^http:\/\/[^\s"';]+$/.test(proxy)) write("etc/apt/apt.conf.d/90proxy", `Acquire::http::Proxy "${proxy}";\n`);
	for (const unit of [
		"debug.mount",
		"tracing.mount",
		"config.mount"
	].map((name) => `sys-kernel-${name}`)) symlinkSync("/dev/null", join(root, "etc/systemd/system", unit));
	symlinkSync("/dev/null", join(root, "etc/systemd/system/systemd-modules-load.service"));
}
/** Builds beside its place and moves it there as a whole: what has the name is whole. */
function inPlace(target, build) {
	const fresh = `${target}.new`;
	rmSync(fresh, {
		recursive: true,
		force: true
	});
	try {
		build(fresh);
		renameSync(fresh, target);
	} catch (error) {
		rmSync(fresh, {
			recursive: true,
			force: true
		});
		throw error;
	}
}
/** A packed copy beside the folder: CI keeps that, which keeps owners for those that are not root. */
function pack(root, packed) {
	if (programPath("zstd") === null) return;
	const fresh = `${packed}.new`;
	must([
		"tar",
		"--zstd",
		"--numeric-owner",
		"--xattrs",
		"--xattrs-include=*",
		"-cpf",
		fresh,
		"-C",
		root,
		"."
	]);
	renameSync(fresh, packed);
}
function unpack(packed, root) {
	mkdirSync(root);
	must([
		"tar",
		"--zstd",
		"--numeric-owner",
		"--xattrs",
		"--xattrs-include=*",
		"-xpf",
		packed,
		"-C",
		root
	]);
}
function build(recipe, root, packed, options) {
	if (existsSync(packed)) return unpack(packed, root);
	options.say(`building ${recipe.name} (${recipe.suite}) from ${recipe.mirror}: once, some minutes\n`);
	mkdirSync(root);
	debootstrap(recipe, root, options);
	finish(recipe, root);
	chmodSync(root, 493);
}
/** @throws Failure when no system of that name can be built */
function recipeFor(archive, mirrors) {
	return recipeOf(archive, mirrors) ?? die(`no system can be built for '${archive}' in a lab of real containers: it can build ${KNOWN.join(", ")}`);
}
/**
* The folder with the root file system of an archive, built when it is not there yet.
* @throws Failure when it cannot be
*/
function archiveFolder(archive, unprivileged, options) {
	const recipe = recipeFor(archive, options.mirrors);
	const plain = join(options.cache, recipeKey(recipe));
	const shifted = `${plain}.unprivileged`;
	const wanted = unprivileged ? shifted : plain;
	if (existsSync(wanted)) return wanted;
	mkdirSync(options.cache, { recursive: true });
	const release = lockFile(`${plain}.lock`, PATIENCE, () => options.say(`waiting for ${recipe.name}: another process builds it\n`));
	if (!release) die(`${recipe.name} is being built by another process, which does not come to an end`);
	try {
		const packed = `${plain}.tar.zst`;
		if (!existsSync(plain)) inPlace(plain, (fresh) => build(recipe, fresh, packed, options));
		if (!existsSync(packed)) pack(plain, packed);
		if (unprivileged && !existsSync(shifted)) inPlace(shifted, (fresh) => {
			must([
				"cp",
				"-a",
				"--reflink=auto",
				plain,
				fresh
			]);
			shiftTree(fresh);
		});
	} finally {
		release?.();
	}
	return wanted;
}
// src/simulator/edge/lxc/volumes.ts
/** Volumes of real guests: a folder each below the lab's, with the files as they are and as they were at snapshots. */
/** Where a volume's files are. */
const volumeData = (dir, volid) => join(dir, volumeFolder(volid), "data");
const snapshotData = (dir, volid, snapname) => join(dir, volumeFolder(volid), "snapshots", snapname);
/** What vzdump calls its own (PVE 9.2). */
const BACKUP_SNAPSHOT = "vzdump";
const backupData = (dir, archive, key = "") => join(dir, LXC_FOLDER, "backups", encodeURIComponent(archive), key);
/**
* A guest that runs stands still while it is copied; this ends as a whole, even when Phoenix is killed meanwhile, or
* somebody at the terminal ends what runs there: the copy dies of it, and the guest goes on.
*/
const COPY_FROZEN = `
  from=$1; to=$2; shift 2
  trap : INT TERM HUP QUIT
  "$@" || exit 1
  cp -a --reflink=auto "$from" "$to"
  exit=$?
  for word; do shift; [ "$word" = lxc-freeze ] && word=lxc-unfreeze; set -- "$@" "$word"; done
  "$@"
  exit $exit
`;
/**
* A copy beside its place, moved there when it is whole; a killed one leaves no half of it under the name. What was there
* is only moved aside until then: to remove it takes long, and nothing would stand under the name.
* @param frozen how `lxc-freeze` is called, for the files of a guest that runs
*/
function copyTree(from, to, frozen = null) {
	mkdirSync(dirname(to), { recursive: true });
	const [fresh, old] = [`${to}.new`, `${to}.old`];
	for (const left of [fresh, old]) rmSync(left, {
		recursive: true,
		force: true
	});
	if (frozen) must([
		"sh",
		"-c",
		COPY_FROZEN,
		"sh",
		from,
		fresh,
		...frozen
	]);
	else must([
		"setpriv",
		"--pdeathsig",
		"KILL",
		"--",
		"cp",
		"-a",
		"--reflink=auto",
		from,
		fresh
	]);
	if (existsSync(to)) renameSync(to, old);
	renameSync(fresh, to);
	rmSync(old, {
		recursive: true,
		force: true
	});
}
/** The folder of a volume that may be new: then it is empty, and the guest's root owns it. */
function ensureVolume(dir, volid, unprivileged) {
	const data = volumeData(dir, volid);
	if (existsSync(data)) return data;
	mkdirSync(data, {
		recursive: true,
		mode: 493
	});
	const owner = unprivileged ? FIRST_ID : 0;
	chownSync(data, owner, owner);
	return data;
}
/** The guest that a volume belongs to, by its name. */
const ownerOf = (volid) => Number(/-(\d+)-disk-[^/]*$/.exec(volid)?.[1] ?? 0);
function labVolumes(dir, record, { frozen, progress }) {
	const data = (volid) => volumeData(dir, volid);
	const copyOrEmpty = (from, to, freeze = null) => {
		if (existsSync(from)) copyTree(from, to, freeze);
		else rmSync(to, {
			recursive: true,
			force: true
		});
	};
	return {
		unpack: (volid, archive, unprivileged, say) => {
			copyTree(archiveFolder(archive, unprivileged, {
				cache: record.cache,
				say,
				...record.mirrors === void 0 ? {} : { mirrors: record.mirrors },
				...progress === void 0 ? {} : { progress }
			}), data(volid));
		},
		copy: (from, to, snapname) => copyOrEmpty(snapname === null ? data(from) : snapshotData(dir, from, snapname), data(to)),
		rename: (from, to) => {
			const [old, fresh] = [join(dir, volumeFolder(from)), join(dir, volumeFolder(to))];
			if (!existsSync(old)) return;
			mkdirSync(dirname(fresh), { recursive: true });
			renameSync(old, fresh);
		},
		snapshot: (volid, snapname) => copyOrEmpty(data(volid), snapshotData(dir, volid, snapname), frozen(ownerOf(volid))),
		rollback: (volid, snapname) => copyOrEmpty(snapshotData(dir, volid, snapname), data(volid)),
		deleteSnapshot: (volid, snapname) => rmSync(snapshotData(dir, volid, snapname), {
			recursive: true,
			force: true
		}),
		backUp: (archive, volumes) => {
			for (const [key, volid] of volumes) {
				const taken = snapshotData(dir, volid, BACKUP_SNAPSHOT);
				if (existsSync(taken)) copyTree(taken, backupData(dir, archive, key));
				else copyOrEmpty(data(volid), backupData(dir, archive, key), frozen(ownerOf(volid)));
			}
		},
		restore: (archive, volumes) => {
			for (const [key, volid] of volumes) copyOrEmpty(backupData(dir, archive, key), data(volid));
		},
		freeBackup: (archive) => rmSync(backupData(dir, archive), {
			recursive: true,
			force: true
		}),
		free: (volid) => rmSync(join(dir, volumeFolder(volid)), {
			recursive: true,
			force: true
		})
	};
}
// src/simulator/edge/lxc/within.ts
/**
* Folders and files in a guest's file system, reached from this machine. A guest may have put links anywhere, also ones
* that lead out, and one that runs may do so at any moment: no link is ever followed, and each folder on the way is held
* open while the next is looked up in it.
*/
const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY;
const NO_LINK = FOLDER | constants.O_NOFOLLOW;
const parts = (path) => path.split("/").filter((part) => part !== "" && part !== ".");
/** The last part of a path. */
const lastOf = (path) => parts(path).at(-1) ?? "";
/** What stands in a folder that is held open, by a path that nobody can lead elsewhere. */
const inHeld = (folder, name) => `/proc/self/fd/${folder}/${name}`;
function statOrNull(path) {
	try {
		return lstatSync(path);
	} catch (error) {
		if (error.code === "ENOENT") return null;
		throw error;
	}
}
/** @param shown the folder, for messages */
function enter(folder, name, owner, shown) {
	const place = inHeld(folder, name);
	const stat = statOrNull(place);
	if (stat?.isSymbolicLink()) die(`symlink encountered at: ${shown}`);
	if (stat && !stat.isDirectory()) die(`not a directory: ${shown}`);
	if (!stat && owner !== null) {
		mkdirSync(place, { mode: 493 });
		lchownSync(place, owner, owner);
	}
	try {
		return openSync(place, NO_LINK);
	} catch (error) {
		return die(`${shown} cannot be entered: ${error.message}`);
	}
}
/**
* Does something with a folder of a guest that is held open meanwhile.
* @param owner of the folders that are made where they are not there; null: none is made
* @throws Failure on a link
*/
function withFolder(root, path, owner, use) {
	let shown = root;
	let folder = openSync(root, FOLDER);
	try {
		for (const part of parts(path)) {
			if (part === "..") die(`invalid path '${path}'`);
			shown = join(shown, part);
			const next = enter(folder, part, owner, shown);
			closeSync(folder);
			folder = next;
		}
		return use(folder);
	} finally {
		closeSync(folder);
	}
}
/** Replaces a file of a guest as a whole: a link in its place goes, and what it leads to is left alone. */
function writeWithin(root, path, text, owner) {
	withFolder(root, dirname(path), owner, (folder) => {
		const file = inHeld(folder, lastOf(path));
		if (statOrNull(file)?.isDirectory()) die(`is a directory: ${join(root, path)}`);
		const fresh = `${file}.phoenix-new`;
		rmSync(fresh, {
			force: true,
			recursive: true
		});
		writeFileSync(fresh, text, {
			flag: "wx",
			mode: 420
		});
		lchownSync(fresh, owner, owner);
		renameSync(fresh, file);
	});
}
// src/simulator/edge/lxc/stage.ts
/**
* A guest's volumes, mounted in one place below /run while it runs: the mounts are shared, so that a volume that is
* added later appears in the guest. Guests without privileges could not walk to the lab's folder, which is often private.
*/
const unescape = (text) => text.replace(/\\([0-7]{3})/g, (_, code) => String.fromCharCode(parseInt(code, 8)));
/** Folders of this machine on which something is mounted, below a folder or it itself; the deepest first. */
function mountsBelow(folder) {
	const real = existsSync(folder) ? realpathSync(folder) : folder;
	return readFileSync("/proc/self/mountinfo", "utf8").split("\n").map((line) => unescape(line.split(" ")[4] ?? "")).filter((path) => path === real || path.startsWith(`${real}/`)).map((path) => folder + path.slice(real.length)).toReversed();
}
function unmountBelow(folder) {
	for (const path of mountsBelow(folder)) run([
		"umount",
		"--lazy",
		"--",
		path
	]);
}
/** Removes a folder, and never what is mounted in it. @throws PhoenixError `UNWRITABLE` while something is */
function removeUnmounted(folder) {
	const [left] = mountsBelow(folder);
	if (left !== void 0) throw new PhoenixError("UNWRITABLE", `${folder} is not removed: ${left} is still mounted`, { hint: `umount ${left}, and run it again` });
	rmSync(folder, {
		recursive: true,
		force: true
	});
}
/** Does something with what the mount names, held open: a volume's files, or a folder of the lab for one of the node. */
function withSource(mount, places, unprivileged, use) {
	switch (mount.type) {
		case "volume":
			withFolder(ensureVolume(places.dir, mount.volume, unprivileged), "", null, use);
			return true;
		case "bind":
			if (/^\/+\.sim(?:\/|$)/.test(mount.volume)) die(`${mount.volume} is what the lab itself is made of`);
			withFolder(places.real("/"), mount.volume, 0, use);
			return true;
		case "device": return false;
	}
}
/**
* Binds a folder over another one. Both are handed to `mount` as they are held: on the way to a path a guest that runs
* could put a link.
* @param parent of the folder that is covered, which is looked up once more when it is
*/
function mountOne(source, parent, name, readOnly) {
	const mount = (fds, ...args) => must([
		"mount",
		"--no-canonicalize",
		...args
	], { stdio: [
		"ignore",
		"pipe",
		"pipe",
		...fds
	] });
	const [first, second] = ["/proc/self/fd/3", "/proc/self/fd/4"];
	withFolder(inHeld(parent, ""), name, null, (under) => mount([source, under], "--bind", "--", first, second));
	withFolder(inHeld(parent, ""), name, null, (top) => {
		mount([top], "--make-private", first);
		mount([top], "--make-shared", first);
		if (readOnly) mount([top], "-o", "remount,bind,ro", first);
	});
}
const isReadOnly = (mount) => mount.properties.get("ro") === "1";
/** Mounts a guest's volumes below `root`; those that are there already stay. */
function mountVolumes(guest, root, places, warn) {
	const unprivileged = isUnprivileged(guest.options);
	const mounted = new Set(mountsBelow(root));
	for (const mount of mountsOf(guest.options)) {
		const path = mount.key === "rootfs" ? "" : mount.properties.get("mp") ?? "";
		if (mounted.has(join(root, path).replace(/\/$/, ""))) continue;
		if (!withSource(mount, places, unprivileged, (source) => {
			if (mount.key === "rootfs") mkdirSync(root, {
				recursive: true,
				mode: 493
			});
			const [above, below] = mount.key === "rootfs" ? [dirname(root), basename(root)] : [root, path];
			withFolder(above, below, unprivileged ? 1e5 : 0, () => {});
			withFolder(above, dirname(below), null, (parent) => mountOne(source, parent, lastOf(below), isReadOnly(mount)));
		})) warn(`${mount.key}: ${mount.volume} is a device of the node, which a lab does not have: left out`);
	}
}
/** Device nodes with the guest's own owners, as Proxmox makes them; /run itself allows none. */
function makeDevices(guest, { names }, warn) {
	const { vmid, options } = guest;
	const folder = join(stageFolder(names, vmid), "devices");
	const shift = isUnprivileged(options) ? FIRST_ID : 0;
	const made = [];
	for (const [key, value] of options) {
		if (!/^dev\d+$/.test(key)) continue;
		const device = parsePropertyString(FAMILIES.dev, value);
		const path = device.get("path") ?? "";
		const stat = existsSync(path) ? statSync(path) : null;
		if (!stat?.isCharacterDevice()) {
			warn(`${key}: ${path} is ${stat?.isBlockDevice() ? "a disk of this machine" : "not on this machine"}: left out`);
			continue;
		}
		if (made.length === 0) {
			mkdirSync(folder, {
				recursive: true,
				mode: 493
			});
			must([
				"mount",
				"-t",
				"tmpfs",
				"-o",
				"mode=755,size=64k",
				"tmpfs",
				folder
			]);
		}
		const [major, minor] = [Math.floor(stat.rdev / 256) & 4095, stat.rdev & 255 | Math.floor(stat.rdev / 4096) & 1048320];
		const source = join(folder, `${key}-${basename(path)}`);
		must([
			"mknod",
			"-m",
			device.get("mode") ?? "0660",
			source,
			"c",
			String(major),
			String(minor)
		]);
		chownSync(source, shift + Number(device.get("uid") ?? 0), shift + Number(device.get("gid") ?? 0));
		made.push({
			target: path.replace(/^\/+/, ""),
			source,
			major,
			minor
		});
	}
	return made;
}
/** Everything that was mounted for a guest's run goes. */
const unstage = (names, vmid) => unmountBelow(stageFolder(names, vmid));
/** Mounts a guest's volumes for its start, and gives the root file system's place. @throws Failure */
function stage(guest, places, warn) {
	unstage(places.names, guest.vmid);
	const root = rootfsFolder(places.names, guest.vmid);
	if (!guest.options.has("rootfs")) die(`missing 'rootfs' configuration`);
	mountVolumes(guest, root, places, warn);
	return root;
}
// src/simulator/edge/lxc/system-files.ts
/** Files that Proxmox writes into a guest before each start: its name, its resolver, its interfaces. */
/** The text of /etc/hosts: the guest's own name is its first address. */
function hostsText(name, domain, nets) {
	return `127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n${nets.find((net) => net.address !== void 0)?.address?.split("/")[0] ?? "127.0.1.1"} ${domain === void 0 ? name : `${name}.${domain} ${name}`}\n`;
}
/** LXC itself gives the addresses: to ifupdown, if it is there, the interfaces are `manual`. */
const interfacesText = (nets) => ["auto lo\niface lo inet loopback\n", ...nets.map(({ name }) => `auto ${name}\niface ${name} inet manual\n`)].join("\n");
function resolvText(options, resolvers) {
	const search = options.get("searchdomain");
	const servers = options.get("nameserver")?.split(/[\s,;]+/).filter(Boolean) ?? resolvers;
	return [...search === void 0 ? [] : [`search ${search}`], ...servers.map((server) => `nameserver ${server}`)].map((line) => `${line}\n`).join("");
}
/**
* @param root the guest's root file system on this machine
* @param owner the guest's root here: 0, or 100000 for one without privileges
*/
function writeSystemFiles(root, guest, nets, owner) {
	const { vmid, options } = guest;
	if (options.get("ostype") === "unmanaged") return;
	const [name = "", ...rest] = (options.get("hostname") ?? `CT${vmid}`).split(".");
	const domain = rest.length > 0 ? rest.join(".") : options.get("searchdomain")?.split(/[\s,;]+/)[0];
	writeWithin(root, "etc/hostname", `${name}\n`, owner);
	writeWithin(root, "etc/hosts", hostsText(name, domain, nets), owner);
	writeWithin(root, "etc/resolv.conf", resolvText(options, hostResolvers()), owner);
	writeWithin(root, "etc/network/interfaces", interfacesText(nets), owner);
}
// src/simulator/edge/lxc/lifecycle.ts
/** Starting and ending real guests. The simulator has checked and locked all before; here the machine does it. */
const SECCOMP = "/usr/share/lxc/config/common.seccomp";
const quote = (word) => `'${word.replaceAll("'", `'\\''`)}'`;
const machine = () => ({
	cgroup: cgroupVersion(),
	countsSwap: existsSync("/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes"),
	processors: availableParallelism()
});
/** Several guests start at once, and one of them may just be calling it: it is whole at any moment. */
function writeProgram(path, text) {
	if (existsSync(path) && readFileSync(path, "utf8") === text) return;
	const fresh = `${path}.${process.pid}`;
	writeFileSync(fresh, text, { mode: 493 });
	renameSync(fresh, path);
}
/** Two small programs that LXC calls: one plugs a cable in, one tells that a guest has ended by itself. */
function writeHooks({ dir, names }, vmid) {
	const plug = join(names.run, "plug");
	const ended = join(names.run, `ended-${vmid}`);
	writeProgram(plug, "#!/bin/sh\nexec /sbin/ip link set \"$6\" master \"$1\" up\n");
	writeProgram(ended, `#!/bin/sh\n[ "$LXC_TARGET" = reboot ] || /bin/rm -f ${quote(join(dir, runningPath(vmid)))}\n`);
	return {
		plug,
		ended
	};
}
/** Interfaces of a guest, and the bridges for them. The caller holds the network's lock. */
function plugIn(guest, { dir, names }) {
	ensureNetwork(names, []);
	const taken = () => takenSubnets(names);
	const nets = guestNets(guest.vmid, guest.options, (key, bridge) => takeLease({
		dir,
		id: names.id,
		taken
	}, `${guest.vmid}/${key}`, bridge)).map((net) => ({
		...net,
		mtu: net.mtu ?? String(uplinkMtu())
	}));
	const own = addressesOfLab(dir);
	ensureNetwork(names, nets.map((net) => {
		const gateway = gatewayOf(net);
		const isGuest = gateway !== null && own.has(gateway.split("/")[0] ?? "");
		return {
			bridge: net.bridge,
			gateways: gateway === null || isGuest ? [] : [gateway]
		};
	}));
	return nets;
}
function reasonIn(log) {
	return (existsSync(log) ? readFileSync(log, "utf8").split("\n") : []).filter((line) => line.includes(" ERROR ")).map((line) => line.replace(/^.*? ERROR\s+/, "")).slice(0, 6).join("\n");
}
/** @throws Failure when it does not come up, with what LXC said */
function startContainer(guest, places, warn) {
	const { names } = places;
	const { vmid } = guest;
	const name = containerName(names.id, vmid);
	if (isUp(names, vmid)) die(`container ${name} runs already, although CT ${vmid} does not`);
	const nets = withNetworkLock(() => plugIn(guest, places));
	const rootfs = stage(guest, places, warn);
	try {
		writeSystemFiles(rootfs, guest, nets, isUnprivileged(guest.options) ? FIRST_ID : 0);
		const devices = makeDevices(guest, places, warn);
		const seccomp = existsSync(SECCOMP) ? SECCOMP : null;
		const hooks = writeHooks(places, vmid);
		const around = {
			...machine(),
			...hooks,
			container: name,
			rootfs,
			nets,
			devices,
			seccomp
		};
		const folder = join(names.lxc, name);
		mkdirSync(folder, { recursive: true });
		const { lines, left } = labLines(guest.raw, places.real);
		for (const text of left) warn(text);
		writeFileSync(join(folder, "config"), containerConfig({
			...guest,
			raw: lines
		}, around));
		writeWhole(join(names.run, `nets-${vmid}.json`), JSON.stringify(nets));
		rmSync(logFile(names, vmid), { force: true });
		const argv = lxc(names, vmid, "lxc-start", "-d", "-p", pidFile(names, vmid), "-o", logFile(names, vmid), "-l", "INFO");
		const path = join(names.run, "bin");
		const absolute = argv.map((word) => word === "lxc-start" ? "/usr/bin/lxc-start" : word);
		const { exit, stderr } = run([
			"env",
			`PATH=${path}`,
			"/usr/bin/nsenter",
			...absolute.slice(1)
		], { stdio: [
			"ignore",
			"ignore",
			"pipe"
		] });
		if (exit !== 0) die(`startup for container '${vmid}' failed\n${reasonIn(logFile(names, vmid)) || stderr.trim()}`);
	} catch (error) {
		run(lxc(names, vmid, "lxc-stop", "--kill"));
		unstage(names, vmid);
		throw error;
	}
}
/** Waits until the watching process is gone too: only then nothing of the guest is in use any more. */
function awaitEnd(names, vmid, seconds) {
	for (let waited = 0; waited < seconds * 20; waited += 1) {
		if (monitorOf(names, vmid) === null) return true;
		sleepSync(50);
	}
	return monitorOf(names, vmid) === null;
}
/** A system that is still booting may not hear the first request, so it is made again. */
function shutDown(names, vmid, seconds) {
	const until = Date.now() + seconds * 1e3;
	do {
		const left = Math.max(1, Math.ceil((until - Date.now()) / 1e3));
		run(lxc(names, vmid, "lxc-stop", "--nokill", "--timeout", String(Math.min(5, left))));
		if (awaitEnd(names, vmid, .5)) return true;
	} while (Date.now() < until);
	return false;
}
/** What is left of a guest that ended, or whose watching process was killed: then its own would go on unseen. */
function cleanUp(names, vmid) {
	endProcesses(names, vmid);
	unstage(names, vmid);
	rmSync(pidFile(names, vmid), { force: true });
}
/** @throws Failure when it does not end in time and is not to be forced */
function stopContainer(vmid, order, names) {
	if (!(!isUp(names, vmid) || order.how === "shutdown" && shutDown(names, vmid, order.seconds))) {
		if (order.how === "shutdown" && !order.force) die(`command 'lxc-stop -n ${vmid} --nokill --timeout ${order.seconds}' failed: exit code 1`);
		run(lxc(names, vmid, "lxc-stop", "--kill"));
		if (!awaitEnd(names, vmid, 30)) die(`container ${containerName(names.id, vmid)} does not end`);
	}
	cleanUp(names, vmid);
}
/** Limits of a guest that runs become those of its conf file. */
function applyLimits(guest, names, warn) {
	const wanted = limits(guest, machine());
	for (const order of [wanted, wanted.toReversed()]) {
		const failed = order.filter(([file, value]) => run(lxc(names, guest.vmid, "lxc-cgroup", "--", file, value)).exit !== 0);
		if (failed.length === 0) return;
		if (order !== wanted) warn(`limits that could not be set: ${failed.map(([file]) => file).join(", ")}\n`);
	}
}
/** Runs a program where a guest's interfaces are. */
function inGuestNetwork(names, vmid, argv) {
	const init = initOf(names, vmid) ?? die(`CT ${vmid} does not run`);
	return must([
		"nsenter",
		"-t",
		String(init),
		"-n",
		...argv
	]);
}
// src/simulator/edge/lxc/reconcile.ts
/**
* A guest may end by itself, and a killed command may have left one that runs without a mark. Before each command the
* marks of the simulator become what the machine says.
*/
/** Does nothing while another process has the guest's lock: that one knows. */
function whenFree(host, vmid, body) {
	try {
		host.withLock(lockPath(vmid), 0, body);
	} catch (error) {
		if (!(error instanceof LockTimeout)) throw error;
	}
}
function reconcile(host, names) {
	const folder = `${names.run}/pid`;
	const known = existsSync(folder) ? readdirSync(folder).map(Number) : [];
	for (const vmid of /* @__PURE__ */ new Set([...known, ...runningGuests(host)])) {
		const [marked, up] = [isRunning(host, vmid), isUp(names, vmid)];
		if (marked === up && (up || !known.includes(vmid))) continue;
		whenFree(host, vmid, () => {
			if (isUp(names, vmid)) {
				const node = ownerOf$1(host, vmid)?.node;
				setRunning(host, vmid, {
					since: host.now(),
					...node === void 0 ? {} : { node }
				});
			} else {
				setRunning(host, vmid, null);
				cleanUp(names, vmid);
			}
		});
	}
}
// src/simulator/edge/lxc/record.ts
/**
* What is kept of a lab of real containers: in its folder who it is, and below /run that it has something on this
* machine. The second is written before anything is made and removed last, so that a crash in between is found.
*/
/** Folders and names on this machine are made of it, and removed by it: nothing else passes. */
const id = string().refine(isLabId, "must be the id of a lab");
const folder = string().refine(isAbsolute, "must be a whole path");
const mirror = string().regex(/^https?:\/\/[^\s]+$/, "must be the address of a mirror");
const recordSchema = object({
	v: literal(1),
	id,
	/** The folder of built systems. */
	cache: folder,
	mirrors: object({
		debian: mirror.exactOptional(),
		ubuntu: mirror.exactOptional()
	}).exactOptional()
});
const registeredSchema = object({
	v: literal(1),
	id,
	dir: folder
});
const recordPath = (dir) => join(dir, LXC_FOLDER, "lab.json");
const registryPath = (lab) => `${LABS}/${lab}/lab.json`;
function textOf(path) {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes(error.code ?? "")) return null;
		throw error;
	}
}
/** Whole or not at all, wherever Phoenix is killed. */
const writeJson = (path, value) => writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
/**
* Null when the lab's guests are simulated. The folder may come from anywhere, and with it the file.
* @throws PhoenixError `UNREADABLE` for what Phoenix has not written
*/
function readRecord(dir) {
	const path = recordPath(dir);
	try {
		const text = textOf(path);
		return text === null ? null : recordSchema.parse(JSON.parse(text));
	} catch (cause) {
		throw new PhoenixError("UNREADABLE", `${path} is not as Phoenix writes it`, {
			hint: `phoenix lab status shows what is on this machine; remove ${path}, and make the lab again`,
			cause
		});
	}
}
/** Where built systems are kept unless someone says otherwise. */
function defaultCache(env = process.env) {
	const base = env["XDG_CACHE_HOME"];
	return join(base !== void 0 && base.startsWith("/") ? base : "/var/cache", "phoenix", "guests");
}
/** Makes a lab's guests real ones from now on. A folder that was copied from another lab's gets an id of its own. */
function writeRecord(dir, options) {
	let salt = 0;
	const isTaken = (lab) => {
		const other = readRegistered(lab);
		return other !== null && other.dir !== dir;
	};
	while (isTaken(labId(dir, String(salt)))) salt += 1;
	const record = {
		v: 1,
		id: labId(dir, String(salt)),
		cache: options.cache ?? defaultCache(),
		...options.mirrors === void 0 ? {} : { mirrors: options.mirrors }
	};
	mkdirSync(join(dir, LXC_FOLDER), { recursive: true });
	writeJson(recordPath(dir), record);
	return record;
}
/** Null for one that is not there, and for one that cannot be read: its lab is known by its folder alone. */
function readRegistered(lab) {
	try {
		const found = registeredSchema.parse(JSON.parse(textOf(registryPath(lab)) ?? "null"));
		return found.id === lab ? found : null;
	} catch {
		return null;
	}
}
/** Every lab that has, or may have, something on this machine. */
function registeredLabs() {
	if (!existsSync("/run/phoenix-labs")) return [];
	return readdirSync(LABS).filter(isLabId).sort().map((lab) => readRegistered(lab) ?? {
		v: 1,
		id: lab,
		dir: ""
	});
}
/** Makes the lab's folder below /run. @throws PhoenixError `USAGE` when another folder has the same lab */
function register(dir, lab) {
	const names = labNames(lab);
	const known = readRegistered(lab);
	if (known && known.dir !== dir) throw new PhoenixError("USAGE", `${dir} is a copy of the lab ${known.dir}, which has containers on this machine`, { hint: `phoenix lab down ${known.dir}, or remove ${recordPath(dir)} and run phoenix lab up ${dir}` });
	for (const part of [
		"",
		"lxc",
		"stage",
		"pid",
		"log",
		"bin"
	]) mkdirSync(join(names.run, part), {
		recursive: true,
		mode: 493
	});
	if (!known) writeJson(registryPath(lab), {
		v: 1,
		id: lab,
		dir
	});
	return names;
}
// src/simulator/edge/lxc/attach.ts
/** Processes in real guests: lxc-attach with the caller's own streams, or with what a test gave and wants to read. */
/**
* On a node `pct exec` becomes lxc-attach; here it stays beside it, so that one ends with the other.
* The environment is not in the arguments, where every process of the machine could read it.
*/
function attach(names, asked, streams) {
	const argv = lxc(names, asked.vmid, "lxc-attach", "--keep-env");
	const { status, signal, error, stdout, stderr } = spawnSync("/usr/bin/setpriv", [
		"--pdeathsig",
		"TERM",
		"--",
		...argv.map((word) => word === "nsenter" ? "/usr/bin/nsenter" : word === "lxc-attach" ? "/usr/bin/lxc-attach" : word),
		"--",
		...asked.argv
	], {
		encoding: "utf8",
		env: { ...asked.env },
		maxBuffer: 1024 ** 3,
		...streams === "caller" ? { stdio: "inherit" } : { input: asked.stdin }
	});
	if (error) return {
		exit: 126,
		stdout: "",
		stderr: `lxc-attach: ${error.message}\n`
	};
	return {
		exit: status ?? -(signal ? constants$1.signals[signal] : 1),
		stdout: stdout ?? "",
		stderr: stderr ?? ""
	};
}
// src/simulator/edge/lxc/files.ts
/** `pct push` and `pull` with real guests: one file byte for byte, opened within the guest, where its own links hold. */
const WRITE = `
  umask 077
  cat > "$1" || exit 1
  chmod "$2" "$1" || exit 1
  [ -z "$3" ] || chown "$3" "$1"
`;
/** The simulated machine's file, or this one's where that has none. */
function placeOf(path, { real }) {
	const place = real(path);
	return existsSync(place) ? place : path;
}
function inGuest({ names }, vmid, argv, stdio) {
	return run([
		...lxc(names, vmid, "lxc-attach", "--clear-env"),
		"--",
		...argv
	], { stdio });
}
/** What the shell in the guest says, in the words of errno where it has its own. */
const said = ({ stderr }) => {
	const [line = ""] = stderr.trim().split("\n");
	if (/nonexistent|No such file/i.test(line)) return "No such file or directory";
	return /is a directory/i.test(line) ? "Is a directory" : line.replace(/^(?:sh|cat|chmod|chown): (?:\d+: )?/, "");
};
function pushFile({ vmid, hostPath, guestPath, perms, user, group }, places) {
	const path = placeOf(hostPath, places);
	if (!existsSync(path) || !statSync(path).isFile()) die(`failed to open ${hostPath} for reading`);
	const mode = perms ?? "0644";
	if (!/^[0-7]{1,5}$/.test(mode)) die(`invalid mode: '${mode}'`);
	const [input, target] = [openSync(path, "r"), guestPath.startsWith("/") ? guestPath : `/${guestPath}`];
	try {
		const owner = (user ?? "") + (group === void 0 ? "" : `:${group}`);
		const end = inGuest(places, vmid, [
			"sh",
			"-c",
			WRITE,
			"sh",
			target,
			mode,
			owner
		], [
			input,
			"pipe",
			"pipe"
		]);
		if (end.exit !== 0) die(`failed to create file: ${guestPath}: ${said(end)}`);
	} finally {
		closeSync(input);
	}
}
function pullFile({ vmid, hostPath, guestPath, perms }, places) {
	const folder = hostPath.slice(0, hostPath.lastIndexOf("/")) || "/";
	const place = existsSync(places.real(folder)) ? places.real(hostPath) : hostPath;
	const source = guestPath.startsWith("/") ? guestPath : `/${guestPath}`;
	const readable = inGuest(places, vmid, [
		"sh",
		"-c",
		": < \"$1\"",
		"sh",
		source
	], [
		"ignore",
		"pipe",
		"pipe"
	]);
	if (readable.exit !== 0) die(`failed to open ${guestPath}: ${said(readable)}`);
	let output;
	try {
		output = openSync(place, "w", perms === void 0 ? 420 : Number.parseInt(perms, 8));
	} catch (error) {
		return die(`failed to create file: ${hostPath}: ${error.message}`);
	}
	try {
		const end = inGuest(places, vmid, [
			"cat",
			"--",
			source
		], [
			"ignore",
			output,
			"pipe"
		]);
		if (end.exit !== 0) die(`failed to read ${guestPath}: ${said(end)}`);
	} finally {
		closeSync(output);
	}
}
// src/simulator/edge/lxc/live-nets.ts
/** Interfaces of a guest that runs, changed as its conf file was: replaced where they are others, readdressed otherwise. */
const planPath = (names, vmid) => join(names.run, `nets-${vmid}.json`);
const isSame = (a, b) => [
	"name",
	"bridge",
	"hwaddr",
	"mtu",
	"down"
].every((key) => a[key] === b[key]);
function setAddresses(names, vmid, net) {
	const ip = (...argv) => inGuestNetwork(names, vmid, ["ip", ...argv]);
	ip("-4", "addr", "flush", "dev", net.name);
	if (net.address !== void 0) ip("addr", "add", net.address, "dev", net.name);
	if (net.address6 !== void 0) ip("-6", "addr", "replace", net.address6, "dev", net.name);
	if (net.gateway !== void 0) ip("route", "replace", "default", "via", net.gateway, "dev", net.name);
	if (net.gateway6 !== void 0) ip("-6", "route", "replace", "default", "via", net.gateway6, "dev", net.name);
}
function plug(names, vmid, net) {
	const ip = (...argv) => must([
		"ip",
		"-n",
		names.namespace,
		...argv
	]);
	const peer = `${net.veth}p`;
	const init = initOf(names, vmid);
	run([
		"ip",
		"-n",
		names.namespace,
		"link",
		"del",
		net.veth
	]);
	ip("link", "add", net.veth, ...net.mtu === void 0 ? [] : ["mtu", net.mtu], "type", "veth", "peer", "name", peer);
	if (net.hwaddr !== void 0) ip("link", "set", peer, "address", net.hwaddr);
	ip("link", "set", peer, "netns", String(init), "name", net.name);
	if (net.down) return;
	ip("link", "set", net.veth, "master", net.bridge, "up");
	inGuestNetwork(names, vmid, [
		"ip",
		"link",
		"set",
		net.name,
		"up"
	]);
	setAddresses(names, vmid, net);
}
/** Brings the interfaces of a running guest to what its conf file says. @throws Failure */
function applyNets(guest, places) {
	const { names } = places;
	const path = planPath(names, guest.vmid);
	const before = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : [];
	withNetworkLock(() => {
		const now = plugIn(guest, places);
		if (JSON.stringify(now) === JSON.stringify(before)) return;
		for (const old of before) {
			const kept = now.find(({ key }) => key === old.key);
			if (!kept || !isSame(old, kept)) run([
				"ip",
				"-n",
				names.namespace,
				"link",
				"del",
				old.veth
			]);
		}
		for (const net of now) {
			const old = before.find(({ key }) => key === net.key);
			if (!old || !isSame(old, net)) plug(names, guest.vmid, net);
			else if (JSON.stringify(old) !== JSON.stringify(net) && !net.down) setAddresses(names, guest.vmid, net);
		}
		writeWhole(path, JSON.stringify(now));
	});
}
// src/simulator/edge/lxc/runtime.ts
/** Guests of a lab as real containers: what the simulator's commands do with them, put together. */
/** Where `pct mount` says that it has mounted a guest. */
const mountFolder = (vmid) => `/var/lib/lxc/${vmid}/rootfs`;
/** @throws PhoenixError `USAGE` at the first method that needs what this machine lacks */
function lxcRuntime({ dir, record, real, streams }) {
	const names = labNames(record.id);
	const places = {
		dir,
		names,
		real
	};
	/** Before anything is made: whoever finds it later knows whose it is. */
	const prepare = () => {
		requireContainers();
		register(dir, record.id);
	};
	const volumes = labVolumes(dir, record, {
		frozen: (vmid) => isUp(names, vmid) ? lxc(names, vmid, "lxc-freeze") : null,
		...streams === "caller" ? { progress: 1 } : {}
	});
	return {
		exec: (process) => attach(names, process, streams),
		network: ({ vmid, argv, stdin }) => {
			const { exit, stdout, stderr } = run(vmid === null ? inNamespace(names, argv) : lxc(names, vmid, "lxc-attach", "-s", "NETWORK", "--", ...argv), { input: stdin });
			return {
				exit,
				stdout,
				stderr
			};
		},
		start: (guest, warn) => {
			prepare();
			startContainer(guest, places, warn);
		},
		stop: (vmid, order) => stopContainer(vmid, order, names),
		changed: (guest, warn) => {
			applyLimits(guest, names, warn);
			mountVolumes(guest, rootfsFolder(names, guest.vmid), places, warn);
			applyNets(guest, places);
		},
		cloned: (guest) => forgetMachineId(dir, guest),
		removed: (vmid) => {
			withNetworkLock(() => dropLeases(dir, vmid));
			forgetContainer(names, vmid);
		},
		mount: (guest) => {
			prepare();
			mountVolumes(guest, real(mountFolder(guest.vmid)), places, () => {});
		},
		unmount: (vmid) => unmountBelow(real(mountFolder(vmid))),
		push: (copy) => pushFile(copy, places),
		pull: (copy) => pullFile(copy, places),
		volumes: {
			...volumes,
			unpack: (...args) => {
				prepare();
				volumes.unpack(...args);
			}
		}
	};
}
/** What is kept below /run of a guest that is no more. */
function forgetContainer(names, vmid) {
	const files = [
		join(names.lxc, containerName(names.id, vmid)),
		stageFolder(names, vmid),
		logFile(names, vmid)
	];
	const mounted = mountsBelow(stageFolder(names, vmid));
	for (const path of [
		...files,
		join(names.run, `ended-${vmid}`),
		join(names.run, `nets-${vmid}.json`)
	]) if (mounted.length === 0) rmSync(path, {
		recursive: true,
		force: true
	});
}
/** Proxmox empties it in a clone: systemd then makes a new one at the first boot. */
function forgetMachineId(dir, { options }) {
	if (options.get("ostype") === "unmanaged") return;
	writeWithin(volumeData(dir, mountAt(options, "rootfs").volume), join("etc", "machine-id"), "", isUnprivileged(options) ? FIRST_ID : 0);
}
// src/simulator/edge/replaced-confs.ts
/**
* Conf files that someone put in place between two commands: in a lab of bare conf files, each is a new beginning.
* What the simulator remembers of the guest from before is then forgotten: volumes, files, that it ran.
*/
const seenPath = (vmid) => `/.sim/seen/${vmid}`;
const guestsNamed = (argv) => argv.filter((word) => /^[1-9]\d{2,8}$/.test(word)).map(Number);
function removeBelow(host, folder) {
	for (const name of host.list(folder)) if (!host.remove(`${folder}/${name}`)) removeBelow(host, `${folder}/${name}`);
}
function stateOf(host, node, vmid) {
	const text = host.read(confPath(node, vmid));
	return text === null ? "none" : digest(text);
}
/** Call before a command: forgets guests that it names and whose conf files are not as the last command left them. */
function forgetReplaced(host, node, argv) {
	for (const vmid of guestsNamed(argv)) {
		const seen = host.read(seenPath(vmid));
		if (seen === null || seen === stateOf(host, node, vmid)) continue;
		for (const storage of host.list("/.sim/volumes")) removeBelow(host, `/.sim/volumes/${storage}/${vmid}`);
		removeBelow(host, `/.sim/guests/${vmid}`);
		if (host.read(runningPath(vmid)) !== "") setRunning(host, vmid, null);
	}
}
/** Call after a command: keeps how it left the conf files. */
function rememberConfs(host, node, argv) {
	for (const vmid of guestsNamed(argv)) host.write(seenPath(vmid), stateOf(host, node, vmid));
}
// src/simulator/edge/lab.ts
/**
* Labs: folders that hold a simulated cluster. An empty folder becomes a fresh node; a folder of conf files becomes
* the recorded node with these guests, in place; commands run in it by function or through its programs.
*/
const namesIn = (folder) => existsSync(folder) ? readdirSync(folder) : [];
const isConf = (name) => /^[1-9]\d*\.conf$/.test(name);
const hasConfs = (folder) => namesIn(folder).some(isConf);
/** Where the conf files of a folder that is no lab stand; null when there are none. */
function findGuests(dir) {
	const node = "vm";
	const owner = namesIn(join(dir, "etc/pve/nodes")).find((name) => hasConfs(join(dir, "etc/pve/nodes", name, "lxc")));
	if (owner !== void 0) return {
		node: owner,
		root: "",
		guests: null,
		recorded: true
	};
	if (hasConfs(join(dir, "etc/pve/lxc"))) return {
		node,
		root: "",
		guests: "etc/pve/lxc",
		recorded: true
	};
	if (hasConfs(join(dir, "lxc"))) return {
		node,
		root: ".sim/root",
		guests: "lxc",
		recorded: true
	};
	return hasConfs(dir) ? {
		node,
		root: ".sim/root",
		guests: "",
		recorded: true
	} : null;
}
function saveLayout(dir, layout) {
	mkdirSync(dirname(layoutPath(dir)), { recursive: true });
	writeFileSync(layoutPath(dir), `${JSON.stringify(layout, null, 2)}\n`);
}
/** `/etc/pve/lxc` is a link to the node's own folder, as on a real node. */
function linkOwnFolder(dir, node) {
	const folder = join(dir, "etc/pve/nodes", node, "lxc");
	mkdirSync(folder, { recursive: true });
	const link = join(dir, "etc/pve/lxc");
	if (!existsSync(link)) symlinkSync(join("nodes", node, "lxc"), link);
}
function found(dir, options) {
	const guests = findGuests(dir);
	if (guests) {
		makeFolder(join(dir, ".sim"));
		prepareRecordedNode(diskHost(dir, guests), guests.node);
		return guests;
	}
	const strangers = namesIn(dir).filter((name) => name !== ".sim");
	if (strangers.length > 0) throw new PhoenixError("USAGE", `${dir} is neither a lab, nor empty, nor a folder of conf files`, { hint: `it holds ${strangers.slice(0, 3).join(", ")}: name another folder` });
	makeFolder(join(dir, ".sim"));
	const node = options.nodes?.[0]?.name ?? "pve1";
	const layout = {
		node,
		root: "",
		guests: null
	};
	prepareFreshNode(diskHost(dir, layout), options);
	for (const { name } of options.nodes ?? [{ name: node }]) mkdirSync(join(dir, "etc/pve/nodes", name, "lxc"), { recursive: true });
	linkOwnFolder(dir, node);
	return layout;
}
function layoutOf(dir, options) {
	const known = readLayout(dir);
	if (known) return known;
	makeFolder(dir);
	const layout = found(dir, options);
	saveLayout(dir, layout);
	for (const node of nodeNames(diskHost(dir, layout))) writeShims(dir, node, simulatorCommand());
	return layout;
}
/**
* Opens a lab, and makes one of an empty folder or of a folder of conf files.
* @throws PhoenixError `USAGE` for a folder that holds something else.
*/
function openLab(folder, options = {}) {
	const dir = resolve(folder);
	return labWith(dir, layoutOf(dir, options));
}
function declareRunning(host, node, running) {
	for (const name of host.list("/.sim/running")) if (!running.includes(Number(name))) setRunning(host, Number(name), null);
	for (const vmid of running) setRunning(host, vmid, { node });
}
/** Real containers where the lab was made for them, and processes of this machine otherwise. */
function runtimeOf(dir, layout, host, streams) {
	const real = pathMapper(dir, layout);
	const record = readRecord(dir);
	if (!record) return guestRuntime(real, streams);
	if (!missingForContainers()) reconcile(host, labNames(record.id));
	const containers = lxcRuntime({
		dir,
		record,
		real,
		streams
	});
	const recorded = guestRuntime(real, streams);
	return {
		...containers,
		exec: (process) => (process.captured ? recorded : containers).exec(process)
	};
}
/** Runs one command of the simulated node in a lab: `runInLab(dir, ['pct', 'list'])`. */
function runInLab(folder, argv, stdin = "", { node, running, runtime, streams = "captured", ...options } = {}) {
	const dir = resolve(folder);
	const layout = layoutOf(dir, {});
	const host = diskHost(dir, layout);
	const where = node ?? layout.node;
	if (layout.recorded) forgetReplaced(host, where, argv);
	if (running) declareRunning(host, where, running);
	const result = simulate({
		host,
		node: where,
		argv,
		stdin,
		runtime: runtime === void 0 ? runtimeOf(dir, layout, host, streams) : runtime,
		...options
	});
	if (layout.recorded) rememberConfs(host, where, argv);
	return result;
}
export { missingForContainers as C, cgroupVersion as S, run as T, inNamespace as _, register as a, withNetworkLock as b, mountsBelow as c, archiveFolder as d, KNOWN as f, ensureNetwork as g, isUp as h, readRegistered as i, removeUnmounted as l, endProcesses as m, runInLab as n, registeredLabs as o, recipeOf as p, readRecord as r, writeRecord as s, openLab as t, unmountBelow as u, machineAddress as v, requireContainers as w, forbidForwarding as x, networkOf as y };
