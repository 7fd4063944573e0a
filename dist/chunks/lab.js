import { A as parsePropertyString, D as formatPropertyString, F as formatConf, H as PhoenixError, I as parseConf, N as digest, O as formatSize, P as encodeText, T as PropertyStringError, j as parseSize, k as parseBoolean, m as BOOTSTRAP, v as canonical, w as FAMILIES, y as isObject, z as sha256 } from "./base.js";
import { i as writeWhole, t as makeFolder } from "./write2.js";
import { A as badParameter, B as readFacts, D as Killed, E as Failure, F as LockTimeout, H as readJson, L as hostPathExists, M as messageOf, N as lockFile, O as ParameterFailure, P as sleepSync, R as nodeFacts, S as readLayout, V as writeFacts, _ as volumeFolder, a as LXC_FOLDER, b as layoutPath, c as isCgroupOf, d as labNames, f as logFile, h as stageFolder, i as LABS, j as die, k as UsageFailure, l as isLabId, m as rootfsFolder, n as labWith, o as bridgeName, p as pidFile, r as writeShims, s as containerName, u as labId, v as simulatorCommand, x as pathMapper, y as diskHost, z as nodeNames } from "./lab-files.js";
import { t as tar } from "./guest-scripts.js";
import { O as string, T as object, x as literal } from "./zod.js";
import process from "node:process";
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { basename, dirname, isAbsolute, join, posix, resolve as resolve$1 } from "node:path";
import { accessSync, chmodSync, chownSync, closeSync, constants, existsSync, lchownSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { availableParallelism, constants as constants$1, freemem } from "node:os";
// src/simulator/guests.ts
const NODES = "/etc/pve/nodes";
const guestFolder = (node) => `${NODES}/${node}/lxc`;
const confPath = (node, vmid) => `${guestFolder(node)}/${vmid}.conf`;
/** As messages name it. */
const shortConfPath = (node, vmid) => `nodes/${node}/lxc/${vmid}.conf`;
/** Proxmox's flock of a guest; each node has its own, so the simulator's file name carries the node. */
const lockPath = (vmid) => `/run/lock/lxc/pve-config-${vmid}.lock`;
/** VMIDs of the containers whose conf files stand in the node's folder, ascending. */
function guestsOf(host, node) {
	return host.list(guestFolder(node)).flatMap((name) => /^([1-9]\d*)\.conf$/.exec(name)?.[1] ?? []).map(Number).sort((a, b) => a - b);
}
/** The node that owns a VMID, container or virtual machine, anywhere in the cluster. */
function ownerOf$1(host, vmid) {
	for (const node of host.list(NODES)) {
		if (host.read(confPath(node, vmid)) !== null) return {
			node,
			type: "lxc"
		};
		if (host.read(`${NODES}/${node}/qemu-server/${vmid}.conf`) !== null) return {
			node,
			type: "qemu"
		};
	}
	return null;
}
const runningPath = (vmid) => `/.sim/running/${vmid}`;
/** Null when the guest is stopped. The first line of the file is the node, for `lxc-ls`, the second JSON. */
function runningState(host, vmid) {
	const text = host.read(runningPath(vmid));
	if (text === null) return null;
	const [node = "", json = ""] = text.split("\n");
	return {
		...json ? JSON.parse(json) : {},
		...node ? { node } : {}
	};
}
const isRunning = (host, vmid) => host.read(runningPath(vmid)) !== null;
/** VMIDs of all guests that run in the cluster, ascending. */
function runningGuests(host) {
	return host.list("/.sim/running").map(Number).sort((a, b) => a - b);
}
function setRunning(host, vmid, state) {
	if (state) host.write(runningPath(vmid), `${state.node ?? ""}\n${JSON.stringify(state)}\n`);
	else host.remove(runningPath(vmid));
}
// src/simulator/volume-keys.ts
/** Which keys of a conf file name volumes, and which volume each names. */
/** A path is bound, a device node is mounted, all else is a volume of a storage. */
function mountType(volume) {
	if (volume.startsWith("/dev/")) return "device";
	return volume.startsWith("/") ? "bind" : "volume";
}
/** `rootfs` and `mp0` to `mp255` as far as they are set, in Proxmox's order; with `unusedN` when asked. */
function volumeKeys(options, withUnused = false) {
	const index = (key) => Number(/\d+$/.exec(key)?.[0] ?? -1);
	const keysOf = (pattern) => [...options.keys()].filter((key) => pattern.test(key)).sort((a, b) => index(a) - index(b));
	return [
		...keysOf(/^rootfs$/),
		...keysOf(/^mp\d+$/),
		...withUnused ? keysOf(/^unused\d+$/) : []
	];
}
/** The properties of a rootfs, mount or unused value; null when it cannot be read. */
function mountProperties(key, value) {
	const fields = key === "rootfs" ? FAMILIES.rootfs : key.startsWith("mp") ? FAMILIES.mp : FAMILIES.unused;
	try {
		return parsePropertyString(fields, value);
	} catch (error) {
		if (error instanceof PropertyStringError) return null;
		throw error;
	}
}
/** The volume id that a value names; null for bind mounts and devices. */
function volumeOf(key, value) {
	const volume = value === void 0 ? void 0 : mountProperties(key, value)?.get("volume");
	return volume !== void 0 && mountType(volume) === "volume" ? volume : null;
}
// src/simulator/storage/type.ts
/** The lowest number that no volume of this guest has on the storage, whatever its format (PVE 9.2). */
function freeDiskNumber(vmid, taken, prefixes) {
	const pattern = new RegExp(`(?:${prefixes})-${vmid}-disk-(\\d+)`);
	const used = new Set(taken.map((name) => Number(pattern.exec(name)?.[1] ?? -1)));
	let number = 0;
	while (used.has(number)) number += 1;
	return number;
}
// src/simulator/storage/directory.ts
/** Storage type `dir`: image files in folders, and the naming that NFS, CIFS and btrfs share with it. Recorded. */
const FILE_CONTENT = [
	"images",
	"rootdir",
	"vztmpl",
	"iso",
	"backup",
	"snippets",
	"none",
	"import"
];
const SUBFOLDERS = {
	images: "images",
	iso: "template/iso",
	vztmpl: "template/cache",
	backup: "dump",
	snippets: "snippets",
	import: "import"
};
function imageFile(name) {
	const match = /^(base-)?[^/\s]+\.(raw|qcow2|vmdk|subvol)$/.exec(name);
	if (!match || /^snap-.*\.qcow2$/.test(name)) return null;
	return {
		format: match[2],
		isBase: match[1] !== void 0
	};
}
/** Takes a volume name of a folder-like storage apart. */
function parseFileVolname(volname) {
	const image = /^(?:(\d+\/\S+)\/)?(\d+)\/([^/\s]+)$/.exec(volname);
	if (image) {
		const file = imageFile(image[3] ?? "");
		if (!file) return null;
		return {
			kind: "images",
			name: image[3] ?? "",
			vmid: Number(image[2]),
			base: image[1] ?? null,
			...file
		};
	}
	const other = /^(iso|vztmpl|backup|snippets|import)\/([^/]+)$/.exec(volname);
	const [kind, name] = [other?.[1], other?.[2] ?? ""];
	if (kind === "iso" && /\.(?:iso|img)$/i.test(name)) return {
		kind,
		name
	};
	if (kind === "vztmpl" && /\.tar(?:\.(?:gz|xz|zst|bz2))?$/i.test(name)) return {
		kind,
		name
	};
	if (kind === "snippets") return {
		kind,
		name
	};
	if (kind === "import" && /\.(?:ova|ovf|qcow2|raw|vmdk)$/.test(name)) return {
		kind,
		name
	};
	if (kind === "backup" && /\.(?:tgz|(?:tar|vma)(?:\.(?:gz|lzo|zst|bz2))?)$/.test(name)) {
		const vmid = /^vzdump-(?:openvz|lxc|qemu)-(\d+)-/.exec(name)?.[1];
		return {
			kind,
			name,
			vmid: vmid === void 0 ? null : Number(vmid)
		};
	}
	return null;
}
/** The folder on the node that holds what `kind` is. */
function folderOf(storage, kind) {
	return `${storage.options.get("path") ?? `/mnt/pve/${storage.id}`}/${SUBFOLDERS[kind]}`;
}
function freshFileName(vmid, format, taken) {
	const number = freeDiskNumber(vmid, taken, "vm|base|subvol|basevol");
	return `${vmid}/${format === "subvol" ? "subvol" : "vm"}-${vmid}-disk-${number}.${format}`;
}
/** A subvol keeps its name: it only becomes read-only (observed on btrfs and dir). */
function fileBaseName(volname, volume) {
	return volname.replace(/[^/]+$/, volume.name.replace(/^vm-/, "base-"));
}
const IMAGE_FORMATS = [
	"raw",
	"qcow2",
	"vmdk"
];
function folderType(type, alwaysShared, recorded) {
	return {
		type,
		recorded,
		alwaysShared,
		defaultContent: ["images", "rootdir"],
		allowedContent: FILE_CONTENT,
		hasFolders: true,
		clonesForContainers: false,
		parse: parseFileVolname,
		unparsable: (volname) => `unable to parse directory volume name '${volname}'`,
		containerFormat: (sizeKib) => sizeKib > 0 ? "raw" : "subvol",
		has(feature, { format, isBase }, snapname) {
			switch (feature) {
				case "snapshot": return format === "qcow2" && !(isBase && snapname === null);
				case "clone": return snapname === null && isBase && IMAGE_FORMATS.includes(format);
				case "template": return snapname === null && !isBase;
				case "copy": return snapname === null ? IMAGE_FORMATS.includes(format) : format === "qcow2";
				case "rename": return snapname === null && !isBase && IMAGE_FORMATS.includes(format);
				case "replicate": return false;
			}
		},
		freshName: freshFileName,
		baseName: fileBaseName,
		cloneName: (base, vmid, taken) => `${base.vmid}/${base.name}/${freshFileName(vmid, "qcow2", taken)}`,
		rollbackBlockers: () => [],
		resizeRefusal: (format) => format === "subvol" ? `can't resize this image format` : null,
		resizedTo: (_, bytes) => bytes,
		path: (storage, volume) => `${folderOf(storage, volume.kind)}${volume.kind === "images" ? `/${volume.vmid}` : ""}/${volume.name}`
	};
}
const directory = folderType("dir", false, true);
/** Network shares hold the same files, seen by all nodes. Modelled, not recorded. */
const nfs = folderType("nfs", true, false);
const cifs = folderType("cifs", true, false);
// src/simulator/storage/btrfs.ts
/** Storage type `btrfs`: every volume is a subvolume, so that snapshots and clones are cheap. Recorded. */
const btrfs = {
	...directory,
	type: "btrfs",
	clonesForContainers: true,
	parse: parseFileVolname,
	has(feature, { format, isBase }, snapname) {
		switch (feature) {
			case "snapshot": return format !== "vmdk" && !(isBase && snapname === null);
			case "clone": return format === "raw" || isBase && snapname === null;
			case "template": return snapname === null && !isBase;
			case "copy": return snapname === null || format !== "vmdk";
			case "rename": return snapname === null && !isBase && format !== "subvol";
			case "replicate": return false;
		}
	},
	baseName: fileBaseName,
	cloneName: (base, vmid, taken) => freshFileName(vmid, base.format, taken),
	resizeRefusal: (format) => format === "subvol" ? "cannot resize subvolume - btrfs quotas are currently not supported" : null,
	path(storage, volume) {
		if (volume.kind === "images" && volume.format === "raw") return `${folderOf(storage, "images")}/${volume.vmid}/${volume.name.replace(/\.raw$/, "")}/disk.raw`;
		return directory.path(storage, volume);
	}
};
// src/simulator/storage/lvmthin.ts
/**
* Storage type `lvmthin`. Modelled, not recorded: from PROXMOX.md and pve-storage 9.1.7. Container volumes are thin
* logical volumes with ext4; a linked clone does not name its base, which may be freed while clones live.
*/
/** An extent of a default volume group, to which sizes are rounded up. */
const EXTENT = 4194304;
function parse$1(volname) {
	const match = /^((vm|base)-(\d+)-\S+)$/.exec(volname);
	if (!match || !/^[a-z0-9][a-z0-9\-_.]*[a-z0-9]$/i.test(volname)) return null;
	return {
		kind: "images",
		name: match[1] ?? "",
		vmid: Number(match[3]),
		base: null,
		isBase: match[2] === "base",
		format: "raw"
	};
}
const freshName$1 = (vmid, taken) => `vm-${vmid}-disk-${freeDiskNumber(vmid, taken, "vm|base")}`;
const lvmthin = {
	type: "lvmthin",
	recorded: false,
	alwaysShared: false,
	defaultContent: ["images", "rootdir"],
	allowedContent: ["images", "rootdir"],
	hasFolders: false,
	clonesForContainers: true,
	parse: parse$1,
	unparsable: (volname) => /^[a-z0-9][a-z0-9\-_.]*[a-z0-9]$/i.test(volname) ? `unable to parse lvm volume name '${volname}'` : `lvm name '${volname}' contains illegal characters`,
	containerFormat: () => "raw",
	has(feature, { isBase }, snapname) {
		const where = snapname !== null ? "snap" : isBase ? "base" : "current";
		switch (feature) {
			case "snapshot":
			case "template":
			case "rename": return where === "current";
			case "clone": return where !== "current";
			case "copy": return true;
			case "replicate": return false;
		}
	},
	freshName: (vmid, _, taken) => freshName$1(vmid, taken),
	baseName: (volname) => volname.replace(/^vm-/, "base-"),
	cloneName: (_, vmid, taken) => freshName$1(vmid, taken),
	rollbackBlockers: () => [],
	resizeRefusal: () => null,
	resizedTo: (_, bytes) => Math.ceil(bytes / EXTENT) * EXTENT,
	path: (storage, volume) => `/dev/${storage.options.get("vgname") ?? "pve"}/${volume.name}`
};
// src/simulator/storage/zfspool.ts
/**
* Storage type `zfspool`. Modelled, not recorded: from PROXMOX.md and pve-storage 9.1.7. Container volumes are
* datasets with a refquota; a linked clone names its base and keeps it from being freed.
*/
const MIB$2 = 1048576;
function parse(volname) {
	const match = /^(?:((?:base|basevol)-\d+-\S+)\/)?((base|basevol|vm|subvol)-(\d+)-[^/\s]+)$/.exec(volname);
	if (!match) return null;
	const prefix = match[3] ?? "";
	return {
		kind: "images",
		name: match[2] ?? "",
		vmid: Number(match[4]),
		base: match[1] ?? null,
		isBase: prefix === "base" || prefix === "basevol",
		format: prefix === "subvol" || prefix === "basevol" ? "subvol" : "raw"
	};
}
const freshName = (vmid, format, taken) => `${format === "subvol" ? "subvol" : "vm"}-${vmid}-disk-${freeDiskNumber(vmid, taken, "vm|base|subvol|basevol")}`;
// src/simulator/storage/types.ts
/** The storage types that the simulator knows, by the name that storage.cfg uses. One line adds one. */
const STORAGE_TYPES = new Map([
	directory,
	nfs,
	cifs,
	btrfs,
	{
		type: "zfspool",
		recorded: false,
		alwaysShared: false,
		defaultContent: ["images", "rootdir"],
		allowedContent: ["images", "rootdir"],
		hasFolders: false,
		clonesForContainers: true,
		parse,
		unparsable: (volname) => `unable to parse zfs volume name '${volname}'`,
		containerFormat: () => "subvol",
		has(feature, { isBase }, snapname) {
			const where = snapname !== null ? "snap" : isBase ? "base" : "current";
			switch (feature) {
				case "snapshot": return where !== "base";
				case "clone": return where === "base";
				case "template":
				case "rename": return where === "current";
				case "copy":
				case "replicate": return where !== "snap";
			}
		},
		freshName,
		baseName: (volname) => volname.replace(/([^/]+)$/, (name) => name.replace(/^subvol-/, "basevol-").replace(/^vm-/, "base-")),
		cloneName: (base, vmid, taken) => `${base.name}/${freshName(vmid, base.format, taken)}`,
		rollbackBlockers: (snapshots, snapname) => snapshots.slice(snapshots.indexOf(snapname) + 1),
		resizeRefusal: () => null,
		resizedTo: (format, bytes) => format === "raw" ? Math.ceil(bytes / MIB$2) * MIB$2 : Math.floor(bytes / 1024) * 1024,
		path(storage, volume) {
			const pool = storage.options.get("pool") ?? storage.id;
			if (volume.kind === "images" && volume.format === "raw") return `/dev/zvol/${pool}/${volume.name}`;
			return `${storage.options.get("mountpoint") ?? `/${pool}`}/${volume.name}`;
		}
	},
	lvmthin
].map((type) => [type.type, type]));
// src/simulator/storage/storages.ts
/** The storages of a simulated cluster: /etc/pve/storage.cfg read and written, and Proxmox's refusals. */
const PATH$4 = "/etc/pve/storage.cfg";
const listOf = (text) => (text ?? "").split(/[\s,;]+/).filter((word) => word !== "");
const isOn$1 = (value) => value !== void 0 && value !== "0";
/** An entry of storage.cfg from its properties as written. */
function storageOf(type, id, options) {
	const known = STORAGE_TYPES.get(type);
	const content = options.get("content");
	return {
		id,
		type,
		content: content === void 0 ? known?.defaultContent ?? ["images"] : listOf(content),
		nodes: listOf(options.get("nodes")),
		shared: known?.alwaysShared === true || isOn$1(options.get("shared")),
		disabled: isOn$1(options.get("disable")),
		options
	};
}
/** Proxmox adds `local` where the file does not have it (PVE 9.2). */
const LOCAL = storageOf("dir", "local", /* @__PURE__ */ new Map([["path", "/var/lib/vz"], ["content", "images,rootdir,vztmpl,iso,backup,snippets"]]));
/** Every storage of the cluster, by id, in the file's order. */
function parseStorages(text) {
	const storages = /* @__PURE__ */ new Map();
	let open = null;
	for (const line of text.split("\n")) {
		const heading = /^([a-z]+):\s*(\S+)\s*$/.exec(line);
		const option = /^\s+(\S+)(?:\s+(.*?))?\s*$/.exec(line);
		if (heading) {
			open = {
				type: heading[1] ?? "",
				id: heading[2] ?? "",
				options: /* @__PURE__ */ new Map()
			};
			storages.set(open.id, storageOf(open.type, open.id, open.options));
		} else if (open && option) {
			open.options.set(option[1] ?? "", option[2] ?? "1");
			storages.set(open.id, storageOf(open.type, open.id, open.options));
		}
	}
	if (!storages.has("local")) storages.set("local", LOCAL);
	return storages;
}
/** The text of storage.cfg; a flag that is off is not written. */
function formatStorages(storages) {
	const block = ({ type, id, options }) => {
		return `${type}: ${id}\n${[...options].flatMap(([key, value]) => {
			if (key === "disable") return isOn$1(value) ? ["	disable\n"] : [];
			return [`\t${key} ${value}\n`];
		}).join("")}`;
	};
	return [...storages].map(block).join("\n");
}
const readStorages = (host) => parseStorages(host.read(PATH$4) ?? "");
function writeStorages(host, storages) {
	host.write(PATH$4, formatStorages(storages.values()));
}
/** @throws Failure for a storage that the cluster does not have. */
function storageById(host, id) {
	return readStorages(host).get(id) ?? die(`storage '${id}' does not exist`);
}
/** Has the node this storage? */
const isOnNode = (storage, node) => storage.nodes.length === 0 || storage.nodes.includes(node);
/** @throws Failure for a storage that is unknown, disabled, or not of this node (of the session's unless given). */
function availableStorage(session, id, node = session.node.name) {
	const storage = storageById(session.host, id);
	if (storage.disabled) die(`storage '${id}' is disabled`);
	if (!isOnNode(storage, node)) die(`storage '${id}' is not available on node '${node}'`);
	return storage;
}
/** @throws Failure for a type that the simulator does not model. */
function typeOf(storage) {
	return STORAGE_TYPES.get(storage.type) ?? die(`storage '${storage.id}': the simulator does not model storage type '${storage.type}'`);
}
// src/simulator/storage/volumes.ts
/**
* Volumes of the simulated storages: one small record each, /.sim/volumes/STORAGE/OWNER/NAME.json. A local storage's
* volumes are where their guest is. In a lab made from bare conf files, a volume that its owner's conf names exists
* without a record.
*/
/** Null when the text is no volume id. */
function parseVolumeId(text) {
	const [, storage, name] = /^([a-z][a-z0-9\-_.]*[a-z0-9]):(.+)$/is.exec(text) ?? [];
	return storage !== void 0 && name !== void 0 ? {
		storage,
		name
	} : null;
}
/** @throws Failure when the id, the storage or the name is not valid, in that order. */
function locate(host, volid) {
	const id = parseVolumeId(volid) ?? die(`unable to parse volume ID '${volid}'`);
	const storage = storageById(host, id.storage);
	const type = typeOf(storage);
	return {
		id,
		storage,
		type,
		name: type.parse(id.name) ?? die(type.unparsable(id.name))
	};
}
/** @throws Failure as `locate`, or when it is not a guest's volume. */
function locateImage(host, volid) {
	const found = locate(host, volid);
	if (found.name.kind !== "images") die(`volume '${volid}' is not a guest's volume`);
	return {
		...found,
		name: found.name
	};
}
/** The guest that a volume belongs to, by its name; null for archives, images and names of other forms. */
function volumeOwner(name) {
	const last = name.split("/").at(-1) ?? "";
	const owner = /^(?:vm|base|subvol|basevol)-(\d+)-/.exec(last)?.[1];
	return owner === void 0 ? null : Number(owner);
}
const root = (storage, owner) => `/.sim/volumes/${storage}/${owner ?? "content"}`;
/** A linked clone is called by its base too, but is one volume. */
const fileOf$1 = ({ storage, name }) => {
	const owner = volumeOwner(name);
	const file = owner === null ? name : name.split("/").at(-1) ?? "";
	return `${root(storage, owner)}/${encodeURIComponent(file)}.json`;
};
const LAB = "/.sim/lab.json";
const isImplicit = (host) => host.read(LAB)?.includes("\"implicitVolumes\": true") === true;
/** Marks a lab whose volumes are those that its conf files name. */
function declareImplicitVolumes(host) {
	host.write(LAB, `${JSON.stringify({ implicitVolumes: true }, null, 2)}\n`);
}
/** What a volume has whose size its conf file does not tell, as for `unusedN`. */
const UNSAID_BYTES = 1024 ** 3;
const formatOf = (name) => /subvol|basevol/.test(name) ? "subvol" : "raw";
function nameVolumes(section, snapshot, named) {
	for (const [key, value] of section.options) {
		if (!/^(?:rootfs|(?:mp|unused)\d+)$/.test(key)) continue;
		const properties = mountProperties(key, value);
		const volid = properties?.get("volume") ?? "";
		const id = parseVolumeId(volid);
		if (!id || /^\d+(?:\.\d+)?$/.test(id.name)) continue;
		const known = named.get(volid);
		const unsaid = formatOf(id.name) === "raw" ? UNSAID_BYTES : 0;
		const size = parseSize(properties?.get("size") ?? "") ?? known?.size ?? unsaid;
		const snapshots = known?.snapshots ?? [];
		named.set(volid, {
			format: formatOf(id.name),
			size,
			snapshots: snapshot === null || key.startsWith("unused") ? snapshots : [...snapshots, snapshot]
		});
	}
}
/** Volumes that a guest's conf file names, in any section, with the sizes it tells. */
function namedVolumes(host, owner) {
	const named = /* @__PURE__ */ new Map();
	for (const node of host.list("/etc/pve/nodes")) {
		const text = host.read(`${guestFolder(node)}/${owner}.conf`);
		if (text === null) continue;
		const conf = parseConf(text);
		nameVolumes(conf, null, named);
		if (conf.pending) nameVolumes(conf.pending, null, named);
		const age = (section) => Number(section.options.get("snaptime") ?? 0);
		const snapshots = [...conf.snapshots].sort(([, a], [, b]) => age(a) - age(b));
		for (const [name, section] of snapshots) nameVolumes(section, name, named);
	}
	return named;
}
/** What is known of a volume; null when it does not exist. */
function volumeRecord(host, id) {
	const text = host.read(fileOf$1(id));
	if (text !== null) {
		const record = JSON.parse(text);
		return record.freed ? null : record;
	}
	const owner = volumeOwner(id.name);
	if (owner === null || !isImplicit(host)) return null;
	return namedVolumes(host, owner).get(`${id.storage}:${id.name}`) ?? null;
}
function writeVolume(host, id, record) {
	host.write(fileOf$1(id), `${JSON.stringify(record)}\n`);
}
/** Ends a volume, whatever depends on it; false when there was none. */
function freeVolume(host, id) {
	if (volumeRecord(host, id) === null) return false;
	const owner = volumeOwner(id.name);
	if (owner !== null && isImplicit(host) && namedVolumes(host, owner).has(`${id.storage}:${id.name}`)) writeVolume(host, id, {
		format: "raw",
		size: 0,
		freed: true
	});
	else host.remove(fileOf$1(id));
	return true;
}
/** The full volume name of a file of an owner's folder. */
function fullName(storage, owner, file, record) {
	if (typeOf(storage).hasFolders) return `${owner}/${file}`;
	return record.base === void 0 ? file : `${record.base}/${file}`;
}
/** A guest's volumes on a storage: names without the storage, sorted. */
function guestVolumes(host, storage, owner) {
	const volumes = /* @__PURE__ */ new Map();
	if (isImplicit(host)) for (const [volid, record] of namedVolumes(host, owner)) {
		const id = parseVolumeId(volid);
		if (id?.storage === storage.id && volumeOwner(id.name) === owner) volumes.set(id.name, record);
	}
	const folder = root(storage.id, owner);
	for (const file of host.list(folder)) {
		const record = JSON.parse(host.read(`${folder}/${file}`) ?? "{}");
		const name = fullName(storage, owner, decodeURIComponent(file.replace(/\.json$/, "")), record);
		if (record.freed) volumes.delete(name);
		else volumes.set(name, record);
	}
	return new Map([...volumes].sort(([a], [b]) => a < b ? -1 : 1));
}
/** Names (without the storage) of a guest's volumes on a storage, sorted. */
const volumesOf = (host, storage, owner) => [...guestVolumes(host, storageById(host, storage), owner).keys()];
/** Every guest that has, or by its conf file may have, volumes on a storage. */
function volumeOwners(host, storage) {
	const owners = host.list(`/.sim/volumes/${storage.id}`).filter((name) => /^\d+$/.test(name));
	const guests = isImplicit(host) ? host.list("/etc/pve/nodes").flatMap((node) => host.list(guestFolder(node))) : [];
	const numbers = [...owners, ...guests.map((name) => name.replace(/\.conf$/, ""))].map(Number);
	return [...new Set(numbers)].sort((a, b) => a - b);
}
/** Templates, backups, snippets of a storage that a node has, by name without the storage. */
function contentOf(host, storage, node) {
	const folder = root(storage.id, null);
	const content = /* @__PURE__ */ new Map();
	for (const file of host.list(folder)) {
		const record = JSON.parse(host.read(`${folder}/${file}`) ?? "{}");
		if ((storage.shared || record.node === void 0 || record.node === node) && !record.freed) content.set(decodeURIComponent(file.replace(/\.json$/, "")), record);
	}
	return content;
}
/** The name that Proxmox gives a guest's next disk on a storage: `101/vm-101-disk-0.raw`, `subvol-101-disk-0`. */
const nextVolumeName = (host, storage, vmid, format) => typeOf(storage).freshName(vmid, format, volumesOf(host, storage.id, vmid));
/** Makes a volume and gives its id. @throws Failure when the storage takes no containers. */
function allocateVolume(host, storage, vmid, format, size) {
	if (!storage.content.includes("rootdir")) die(`content type 'rootdir' is not available or configured on storage '${storage.id}'`);
	const name = nextVolumeName(host, storage, vmid, format);
	const bytes = format === "subvol" ? size : typeOf(storage).resizedTo(format, size);
	const ctime = Math.floor(host.now() / 1e3);
	writeVolume(host, {
		storage: storage.id,
		name
	}, {
		format,
		size: bytes,
		used: 0,
		ctime
	});
	return `${storage.id}:${name}`;
}
// src/simulator/fresh-node.ts
/** A node as the installer leaves it, with what a lab needs to begin: storages and a few templates. */
const STORAGES = `dir: local
	path /var/lib/vz
	content iso,vztmpl,backup,snippets,rootdir,images

lvmthin: local-lvm
	thinpool data
	vgname pve
	content rootdir,images

zfspool: local-zfs
	pool rpool/data
	sparse 1
	content rootdir,images
`;
const TEMPLATES = [
	"local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst",
	"local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
	"local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst",
	"local:vztmpl/alpine-3.22-default_20250617_amd64.tar.xz"
];
/** Bytes of a template's archive. */
const TEMPLATE_SIZE = 123456789;
/** Makes an empty host a cluster. Storages that its `storage.cfg` names already are left. */
function prepareFreshNode(host, options = {}) {
	for (const { name, ...facts } of options.nodes ?? [{ name: "pve1" }]) writeFacts(host, nodeFacts(name, facts));
	if (host.read("/etc/pve/storage.cfg") === null) host.write("/etc/pve/storage.cfg", options.storages ?? STORAGES);
	for (const template of options.templates ?? TEMPLATES) {
		const [storage = "", name = ""] = template.split(/:(.*)/s);
		writeVolume(host, {
			storage,
			name
		}, {
			format: name.replace(/^.*?\.(?=tar)/, ""),
			size: TEMPLATE_SIZE
		});
	}
}
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
// src/simulator/arguments.ts
/**
* Reads a command line as Proxmox's tools do, which is as Perl's Getopt::Long does: case does not matter, unique
* beginnings are enough, options and arguments mix, `-x` is `--x`.
*/
/** Takes the arguments that are left over; it is no option. */
const POSITIONAL_REST = "extra-args";
const isList = (property) => property?.format?.endsWith("-list") === true;
/** The option that a name means; a reason when it means none or several. */
function resolve(name, properties) {
	const lower = name.toLowerCase();
	if (properties.has(lower) && lower !== POSITIONAL_REST) return { option: lower };
	const hits = properties.names().filter((candidate) => candidate.toLowerCase().startsWith(lower) && candidate !== POSITIONAL_REST);
	const [only, second] = hits;
	if (only !== void 0 && second === void 0) return { option: only };
	if (hits.length > 1) return { reason: `Option ${lower} is ambiguous (${hits.sort().join(", ")})` };
	return { reason: `Unknown option: ${lower}` };
}
function scan(schema, argv) {
	const scanned = {
		options: /* @__PURE__ */ new Map(),
		positional: [],
		reasons: []
	};
	const rest = [...argv];
	for (let word = rest.shift(); word !== void 0; word = rest.shift()) {
		if (word === "--") break;
		const option = /^(?:--|-)(.+)$/s.exec(word);
		if (!option) {
			scanned.positional.push(word);
			continue;
		}
		const [, name = "", attached] = /^(.[^=]*)(?:=(.*))?$/s.exec(option[1] ?? "") ?? [];
		const found = resolve(name, schema.properties);
		if ("reason" in found) {
			scanned.reasons.push(found.reason);
			continue;
		}
		const value = schema.properties.get(found.option)?.type === "boolean" ? flagValue(attached, rest) : attached === void 0 ? rest.shift() : attached || void 0;
		if (value === void 0) scanned.reasons.push(`Option ${name.toLowerCase()} requires an argument`);
		else scanned.options.set(found.option, [...scanned.options.get(found.option) ?? [], value]);
	}
	scanned.positional.push(...rest);
	return scanned;
}
/** A boolean's value is optional: the next word is taken unless it looks like an option. */
function flagValue(attached, rest) {
	if (attached !== void 0) return attached;
	const next = rest[0];
	if (next === void 0 || /^-./s.test(next)) return "";
	rest.shift();
	return next;
}
function assignPositional(schema, scanned) {
	const words = scanned.positional;
	let extra = [];
	for (const name of schema.positional) {
		if (name === POSITIONAL_REST) {
			extra = words.splice(0);
			continue;
		}
		const word = words.shift();
		if (word !== void 0) scanned.options.set(name, [word]);
		else if (!schema.properties.get(name)?.optional) throw new UsageFailure("400 not enough arguments");
	}
	if (words.length > 0) throw new UsageFailure("400 too many arguments");
	return { extra };
}
/**
* @param warn takes one line for each option that cannot be read
* @throws UsageFailure
*/
function parseArguments(schema, argv, warn) {
	const scanned = scan(schema, argv);
	for (const reason of scanned.reasons) warn(`${reason}\n`);
	if (scanned.reasons.length > 0) throw new UsageFailure("400 unable to parse option");
	const { extra } = assignPositional(schema, scanned);
	const values = /* @__PURE__ */ new Map();
	for (const [name, given] of scanned.options) {
		const property = schema.properties.get(name);
		const last = given.at(-1) ?? "";
		if (property?.type === "boolean") {
			const value = last === "" ? "1" : parseBoolean(last);
			if (value === void 0) throw new UsageFailure("400 unable to parse boolean option");
			values.set(name, value);
		} else values.set(name, isList(property) || property?.type === "array" ? given.join(",") : last);
	}
	return {
		values,
		extra
	};
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
	for (const node of host.list("/etc/pve/nodes")) {
		const path = confPath(node, vmid);
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
* storage; migrate is assumed), and at which moments of a command that time passes.
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
	if (command !== "pct clone") return command;
	return /^template: 1$/m.test(host.read(confPath(node, vmid)) ?? "") && !argv.includes("--full") ? command : "pct clone --full";
}
/** Milliseconds of the real command. */
function latencyOf(host, call) {
	const { command, argv } = call;
	const program = command.split(" ")[0] ?? "";
	const start = argv.includes("--start") && /^pct (?:create|restore|rollback)$/.test(command);
	return (MEDIANS[variantOf(host, call)] ?? MEDIANS[command] ?? MEDIANS[program] ?? TYPICAL_MS) + (start ? MEDIANS["pct start"] ?? 0 : 0);
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
// src/simulator/ha.ts
const PATH$2 = "/etc/pve/ha/resources.cfg";
/** By service id, `ct:101`. */
function readResources(host) {
	const resources = /* @__PURE__ */ new Map();
	let open = /* @__PURE__ */ new Map();
	for (const line of (host.read(PATH$2) ?? "").split("\n")) {
		const heading = /^(ct|vm):\s*(\d+)\s*$/.exec(line);
		const property = /^\s+(\S+)\s+(.*?)\s*$/.exec(line);
		if (heading) {
			open = /* @__PURE__ */ new Map();
			resources.set(`${heading[1] ?? ""}:${heading[2] ?? ""}`, open);
		} else if (property) open.set(property[1] ?? "", property[2] ?? "");
	}
	return resources;
}
function writeResources(host, resources) {
	const blocks = [...resources].map(([sid, properties]) => {
		const lines = [...properties].map(([key, value]) => `\t${key} ${value}\n`).join("");
		return `${sid.replace(":", ": ")}\n${lines}`;
	});
	host.write(PATH$2, blocks.join("\n"));
}
const resourcesText = (host) => host.read(PATH$2) ?? "";
/** Does the HA manager have this container, so that start and stop are only requests? */
const isManaged = (host, vmid) => readResources(host).has(`ct:${vmid}`) && readResources(host).get(`ct:${vmid}`)?.get("state") !== "ignored";
/** Is it configured at all? Then destroy needs `--purge`. */
const isHaResource = (host, vmid) => readResources(host).has(`ct:${vmid}`);
// src/simulator/ha-manager.ts
/** `ha-manager`: which guests are managed. Nobody acts on requests: no manager runs, as on the recorded node. */
/** `ct:101 --state started`; a bare VMID is a container or a machine, as it is. */
function readWords({ extra }, typeOf) {
	const options = /* @__PURE__ */ new Map();
	const words = [];
	for (let at = 0; at < extra.length; at += 1) {
		const word = extra[at] ?? "";
		if (/^--?\w/.test(word)) {
			options.set(word.replace(/^--?/, ""), extra[at + 1] ?? "");
			at += 1;
		} else words.push(word);
	}
	const [given = ""] = words;
	if (given === "") throw new UsageFailure("400 not enough arguments");
	return {
		sid: /^\d+$/.test(given) ? `${typeOf(Number(given))}:${given}` : given,
		options
	};
}
const typeIn = (session) => (vmid) => ownerOf$1(session.host, vmid)?.type === "qemu" ? "vm" : "ct";
const haAdd = (session, parameters) => {
	const { sid, options } = readWords(parameters, typeIn(session));
	const resources = readResources(session.host);
	const vmid = Number(/^(?:ct|vm):(\d+)$/.exec(sid)?.[1] ?? die(`unable to parse ha resource id '${sid}'`));
	if (!ownerOf$1(session.host, vmid)) die(`create HA resource failed: guest '${vmid}' does not exist`);
	if (resources.has(sid)) die(`create HA resource failed: resource ID '${sid}' already defined`);
	resources.set(sid, new Map([["state", "started"], ...options]));
	writeResources(session.host, resources);
};
const haRemove = (session, parameters) => {
	const { sid } = readWords(parameters, typeIn(session));
	const resources = readResources(session.host);
	if (!resources.delete(sid)) die(`delete resource failed: no such resource '${sid}'`);
	writeResources(session.host, resources);
};
const haSet = (session, parameters) => {
	const { sid, options } = readWords(parameters, typeIn(session));
	const resources = readResources(session.host);
	const old = resources.get(sid) ?? die(`update resource failed: no such resource '${sid}'`);
	resources.set(sid, new Map([...old, ...options]));
	writeResources(session.host, resources);
};
const haStatus = (session) => {
	session.print("quorum OK\nfencing standby (CRM watchdog standby)\n");
	for (const sid of readResources(session.host).keys()) {
		const owner = ownerOf$1(session.host, Number(sid.split(":")[1]));
		session.print(`service ${sid} (${owner?.node ?? session.node.name}, queued)\n`);
	}
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
// src/simulator/raw-keys.ts
/** Which raw `lxc.*` keys Proxmox keeps in a conf file; the others it complains of, and drops when it next writes. */
/** Of pve-container 6.1.10; families of keys end with a dot. */
const KEPT = new Set(`apparmor.profile apparmor.allow_incomplete apparmor.allow_nesting apparmor.raw selinux.context include arch uts.name
  signal.halt signal.reboot signal.stop init.cmd init.cwd init.uid init.gid init.groups pty.max console.logfile
  console.path tty.max devtty.dir hook.autodev autodev kmsg mount.fstab mount.entry mount.auto rootfs.mount cap.drop
  cap.keep seccomp.profile seccomp.notify.proxy seccomp.notify.cookie idmap hook.pre-start hook.pre-mount hook.mount
  hook.start hook.stop hook.post-stop hook.clone hook.destroy hook.version log.level log.file start.auto start.delay
  start.order group environment environment.runtime environment.hooks sysctl.fs.mqueue sysctl.kernel.msgmax
  sysctl.kernel.msgmnb sysctl.kernel.msgmni sysctl.kernel.sem sysctl.kernel.shmall sysctl.kernel.shmmax
  sysctl.kernel.shmmni sysctl.kernel.shm_rmid_forced`.split(/\s+/).map((key) => `lxc.${key}`));
const KEPT_FAMILIES = [
	"lxc.cgroup2.",
	"lxc.prlimit.",
	"lxc.net."
];
/** Names of LXC before 3.0, kept with a complaint. */
const RENAMED = {
	"lxc.aa_profile": "lxc.apparmor.profile",
	"lxc.aa_allow_incomplete": "lxc.apparmor.allow_incomplete",
	"lxc.console": "lxc.console.path",
	"lxc.devttydir": "lxc.tty.dir",
	"lxc.haltsignal": "lxc.signal.halt",
	"lxc.rebootsignal": "lxc.signal.reboot",
	"lxc.stopsignal": "lxc.signal.stop",
	"lxc.id_map": "lxc.idmap",
	"lxc.init_cmd": "lxc.init.cmd",
	"lxc.loglevel": "lxc.log.level",
	"lxc.logfile": "lxc.log.file",
	"lxc.mount": "lxc.mount.fstab",
	"lxc.network.type": "lxc.net.INDEX.type",
	"lxc.network.flags": "lxc.net.INDEX.flags",
	"lxc.network.link": "lxc.net.INDEX.link",
	"lxc.network.mtu": "lxc.net.INDEX.mtu",
	"lxc.network.name": "lxc.net.INDEX.name",
	"lxc.network.hwaddr": "lxc.net.INDEX.hwaddr",
	"lxc.network.ipv4": "lxc.net.INDEX.ipv4.address",
	"lxc.network.ipv4.gateway": "lxc.net.INDEX.ipv4.gateway",
	"lxc.network.ipv6": "lxc.net.INDEX.ipv6.address",
	"lxc.network.ipv6.gateway": "lxc.net.INDEX.ipv6.gateway",
	"lxc.network.script.up": "lxc.net.INDEX.script.up",
	"lxc.network.script.down": "lxc.net.INDEX.script.down",
	"lxc.pts": "lxc.pty.max",
	"lxc.se_context": "lxc.selinux.context",
	"lxc.seccomp": "lxc.seccomp.profile",
	"lxc.tty": "lxc.tty.max",
	"lxc.utsname": "lxc.uts.name"
};
const REFUSED = {
	"lxc.rootfs.path": "lxc.rootfs.path is auto generated from rootfs",
	"lxc.rootfs.options": "lxc.rootfs.options is not supported, please use mount point options in the \"rootfs\" key"
};
const own = (table, key) => Object.hasOwn(table, key) ? table[key] : void 0;
/** Is the key kept, and what does Proxmox say of it (without the guest, which it names before)? */
function judgeRawKey(key, line) {
	if (key.startsWith("lxc.limit.")) return {
		kept: true,
		complaint: `${key}: lxc.limit.* was renamed to lxc.prlimit.*`
	};
	const renamed = own(RENAMED, key);
	if (renamed !== void 0) return {
		kept: true,
		complaint: `${key} is deprecated and was renamed to ${renamed}`
	};
	const refused = own(REFUSED, key);
	if (refused !== void 0) return {
		kept: false,
		complaint: `${key}: ${refused}`
	};
	if (KEPT.has(key) || KEPT_FAMILIES.some((family) => key.startsWith(family))) return { kept: true };
	if (key.startsWith("lxc.cgroup.")) return {
		kept: true,
		complaint: `${key} is deprecated, this will be a hard error in the future!`
	};
	return {
		kept: false,
		complaint: `unable to parse config: ${line}`
	};
}
// src/simulator/schema.ts
const { config: config$1, commands } = {
	source: "pct, pvesm, pveam and vzdump of PVE 9.2 (pve-container 6.1.10, libpve-storage-perl 9.1.7, pve-manager 9.2.11), as they declare their options; descriptions left out. A property with `indexes` is a family: net0 to net31.",
	config: {
		"arch": {
			"default": "amd64",
			"enum": [
				"amd64",
				"i386",
				"arm64",
				"armhf",
				"riscv32",
				"riscv64"
			],
			"optional": true,
			"type": "string"
		},
		"cmode": {
			"default": "tty",
			"enum": [
				"shell",
				"console",
				"tty"
			],
			"optional": true,
			"type": "string"
		},
		"console": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"cores": {
			"maximum": 8192,
			"minimum": 1,
			"optional": true,
			"type": "integer"
		},
		"cpulimit": {
			"default": 0,
			"maximum": 8192,
			"minimum": 0,
			"optional": true,
			"type": "number"
		},
		"cpuunits": {
			"default": "cgroup v1: 1024, cgroup v2: 100",
			"maximum": 5e5,
			"minimum": 0,
			"optional": true,
			"type": "integer"
		},
		"debug": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"description": {
			"maxLength": 8192,
			"optional": true,
			"type": "string"
		},
		"dev": {
			"optional": true,
			"type": "string",
			"fields": {
				"deny-write": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"gid": {
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"mode": {
					"optional": true,
					"pattern": "0[0-7]{3}",
					"type": "string"
				},
				"path": {
					"defaultKey": true,
					"format": "pve-lxc-dev-string",
					"optional": true,
					"type": "string"
				},
				"uid": {
					"minimum": 0,
					"optional": true,
					"type": "integer"
				}
			},
			"indexes": [0, 255]
		},
		"entrypoint": {
			"default": "/sbin/init",
			"optional": true,
			"pattern": "(?:[^\\x00-\\x08\\x0a-\\x1F\\x7F]+)",
			"type": "string"
		},
		"env": {
			"optional": true,
			"pattern": "(?:(?:\\w+=[^\\x00-\\x08\\x0a-\\x1F\\x7F]*)(?:\\0\\w+=[^\\x00-\\x08\\x0a-\\x1F\\x7F]*)*)",
			"type": "string"
		},
		"features": {
			"optional": true,
			"type": "string",
			"fields": {
				"force_rw_sys": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"fuse": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"keyctl": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"mknod": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"mount": {
					"optional": true,
					"pattern": "(?:[a-zA-Z0-9_; ]+)",
					"type": "string"
				},
				"nesting": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				}
			}
		},
		"hookscript": {
			"format": "pve-volume-id",
			"optional": true,
			"type": "string"
		},
		"hostname": {
			"format": "dns-name",
			"maxLength": 255,
			"optional": true,
			"type": "string"
		},
		"lock": {
			"enum": [
				"backup",
				"create",
				"destroyed",
				"disk",
				"fstrim",
				"migrate",
				"mounted",
				"rollback",
				"snapshot",
				"snapshot-delete"
			],
			"optional": true,
			"type": "string"
		},
		"memory": {
			"default": 512,
			"minimum": 16,
			"optional": true,
			"type": "integer"
		},
		"mp": {
			"optional": true,
			"type": "string",
			"fields": {
				"acl": {
					"optional": true,
					"type": "boolean"
				},
				"backup": {
					"optional": true,
					"type": "boolean"
				},
				"idmap": {
					"optional": true,
					"pattern": "(?:^(?:passthrough|[ug]:[0-9]+:[0-9]+:[1-9][0-9]*(?:;[ug]:[0-9]+:[0-9]+:[1-9][0-9]*)*)$)",
					"type": "string"
				},
				"keepattrs": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"mountoptions": {
					"optional": true,
					"pattern": "(?:(?:(discard|lazytime|noatime|nodev|noexec|nosuid))(;(?:(discard|lazytime|noatime|nodev|noexec|nosuid)))*)",
					"type": "string"
				},
				"mp": {
					"format": "pve-lxc-mp-string",
					"type": "string"
				},
				"quota": {
					"optional": true,
					"type": "boolean"
				},
				"replicate": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"ro": {
					"optional": true,
					"type": "boolean"
				},
				"shared": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"size": {
					"format": "disk-size",
					"optional": true,
					"type": "string"
				},
				"volume": {
					"defaultKey": true,
					"format": "pve-lxc-mp-string",
					"type": "string"
				}
			},
			"indexes": [0, 255]
		},
		"nameserver": {
			"format": "lxc-ip-with-ll-iface-list",
			"optional": true,
			"type": "string"
		},
		"net": {
			"optional": true,
			"type": "string",
			"fields": {
				"bridge": {
					"optional": true,
					"pattern": "[-_.\\w\\d]+",
					"type": "string"
				},
				"firewall": {
					"optional": true,
					"type": "boolean"
				},
				"gw": {
					"format": "ipv4",
					"optional": true,
					"type": "string"
				},
				"gw6": {
					"format": "ipv6",
					"optional": true,
					"type": "string"
				},
				"host-managed": {
					"optional": true,
					"type": "boolean"
				},
				"hwaddr": {
					"format": "mac-addr",
					"optional": true,
					"type": "string"
				},
				"ip": {
					"format": "pve-ipv4-config",
					"optional": true,
					"type": "string"
				},
				"ip6": {
					"format": "pve-ipv6-config",
					"optional": true,
					"type": "string"
				},
				"link_down": {
					"optional": true,
					"type": "boolean"
				},
				"mtu": {
					"maximum": 65535,
					"minimum": 64,
					"optional": true,
					"type": "integer"
				},
				"name": {
					"pattern": "[-_.\\w\\d]+",
					"type": "string"
				},
				"rate": {
					"optional": true,
					"type": "number"
				},
				"tag": {
					"maximum": 4094,
					"minimum": 1,
					"optional": true,
					"type": "integer"
				},
				"trunks": {
					"optional": true,
					"pattern": "(?:\\d+(?:;\\d+)*)",
					"type": "string"
				},
				"type": {
					"enum": ["veth"],
					"optional": true,
					"type": "string"
				}
			},
			"indexes": [0, 31]
		},
		"onboot": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"ostype": {
			"enum": [
				"debian",
				"devuan",
				"ubuntu",
				"centos",
				"fedora",
				"opensuse",
				"archlinux",
				"alpine",
				"gentoo",
				"nixos",
				"unmanaged"
			],
			"optional": true,
			"type": "string"
		},
		"protection": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"rootfs": {
			"optional": true,
			"type": "string",
			"fields": {
				"acl": {
					"optional": true,
					"type": "boolean"
				},
				"idmap": {
					"optional": true,
					"pattern": "(?:^(?:passthrough|[ug]:[0-9]+:[0-9]+:[1-9][0-9]*(?:;[ug]:[0-9]+:[0-9]+:[1-9][0-9]*)*)$)",
					"type": "string"
				},
				"mountoptions": {
					"optional": true,
					"pattern": "(?:(?:(discard|lazytime|noatime|nodev|noexec|nosuid))(;(?:(discard|lazytime|noatime|nodev|noexec|nosuid)))*)",
					"type": "string"
				},
				"quota": {
					"optional": true,
					"type": "boolean"
				},
				"replicate": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"ro": {
					"optional": true,
					"type": "boolean"
				},
				"shared": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"size": {
					"format": "disk-size",
					"optional": true,
					"type": "string"
				},
				"volume": {
					"defaultKey": true,
					"format": "pve-lxc-mp-string",
					"type": "string"
				}
			}
		},
		"searchdomain": {
			"format": "dns-name-list",
			"optional": true,
			"type": "string"
		},
		"startup": {
			"format": "pve-startup-order",
			"optional": true,
			"type": "string"
		},
		"swap": {
			"default": 512,
			"minimum": 0,
			"optional": true,
			"type": "integer"
		},
		"tags": {
			"format": "pve-tag-list",
			"optional": true,
			"type": "string"
		},
		"template": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"timezone": {
			"format": "pve-ct-timezone",
			"optional": true,
			"type": "string"
		},
		"tty": {
			"default": 2,
			"maximum": 6,
			"minimum": 0,
			"optional": true,
			"type": "integer"
		},
		"unprivileged": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"unused": {
			"optional": true,
			"type": "string",
			"fields": { "volume": {
				"defaultKey": true,
				"format": "pve-volume-id",
				"type": "string"
			} },
			"indexes": [0, 255]
		}
	},
	commands: {
		"pct clone": {
			"positional": ["vmid", "newid"],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "clone limit from datacenter or storage config",
					"minimum": 0,
					"optional": true,
					"type": "number"
				},
				"description": {
					"optional": true,
					"type": "string"
				},
				"full": {
					"optional": true,
					"type": "boolean"
				},
				"hostname": {
					"format": "dns-name",
					"optional": true,
					"type": "string"
				},
				"newid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"pool": {
					"format": "pve-poolid",
					"optional": true,
					"type": "string"
				},
				"snapname": {
					"format": "pve-configid",
					"maxLength": 40,
					"optional": true,
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"optional": true,
					"type": "string"
				},
				"target": {
					"format": "pve-node",
					"optional": true,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct config": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"current": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapshot": {
					"format": "pve-configid",
					"maxLength": 40,
					"optional": true,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct console": {
			"positional": ["vmid"],
			"properties": {
				"escape": {
					"default": "^a",
					"optional": true,
					"pattern": "\\^?[a-z]",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct cpusets": {
			"positional": [],
			"properties": {}
		},
		"pct create": {
			"positional": ["vmid", "ostemplate"],
			"fixed": ["node"],
			"config": true,
			"properties": {
				"bwlimit": {
					"default": "restore limit from datacenter or storage config",
					"minimum": 0,
					"optional": true,
					"type": "number"
				},
				"force": {
					"optional": true,
					"type": "boolean"
				},
				"ha-managed": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"ignore-unpack-errors": {
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"ostemplate": {
					"maxLength": 255,
					"type": "string"
				},
				"password": {
					"minLength": 5,
					"optional": true,
					"type": "string"
				},
				"pool": {
					"format": "pve-poolid",
					"optional": true,
					"type": "string"
				},
				"restore": {
					"optional": true,
					"type": "boolean"
				},
				"ssh-public-keys": {
					"optional": true,
					"type": "string"
				},
				"start": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"default": "local",
					"format": "pve-storage-id",
					"optional": true,
					"type": "string"
				},
				"unique": {
					"optional": true,
					"requires": "restore",
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct delsnapshot": {
			"positional": ["vmid", "snapname"],
			"fixed": ["node"],
			"properties": {
				"force": {
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapname": {
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct destroy": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"destroy-unreferenced-disks": {
					"optional": true,
					"type": "boolean"
				},
				"force": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"purge": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct df": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"pct enter": {
			"positional": ["vmid"],
			"properties": {
				"keep-env": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct exec": {
			"positional": ["vmid", "extra-args"],
			"properties": {
				"extra-args": {
					"items": { "type": "string" },
					"optional": true,
					"type": "array"
				},
				"keep-env": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct fsck": {
			"positional": ["vmid"],
			"properties": {
				"device": {
					"enum": [
						"rootfs",
						"mp0",
						"mp1",
						"mp2",
						"mp3",
						"mp4",
						"mp5",
						"mp6",
						"mp7",
						"mp8",
						"mp9",
						"mp10",
						"mp11",
						"mp12",
						"mp13",
						"mp14",
						"mp15",
						"mp16",
						"mp17",
						"mp18",
						"mp19",
						"mp20",
						"mp21",
						"mp22",
						"mp23",
						"mp24",
						"mp25",
						"mp26",
						"mp27",
						"mp28",
						"mp29",
						"mp30",
						"mp31",
						"mp32",
						"mp33",
						"mp34",
						"mp35",
						"mp36",
						"mp37",
						"mp38",
						"mp39",
						"mp40",
						"mp41",
						"mp42",
						"mp43",
						"mp44",
						"mp45",
						"mp46",
						"mp47",
						"mp48",
						"mp49",
						"mp50",
						"mp51",
						"mp52",
						"mp53",
						"mp54",
						"mp55",
						"mp56",
						"mp57",
						"mp58",
						"mp59",
						"mp60",
						"mp61",
						"mp62",
						"mp63",
						"mp64",
						"mp65",
						"mp66",
						"mp67",
						"mp68",
						"mp69",
						"mp70",
						"mp71",
						"mp72",
						"mp73",
						"mp74",
						"mp75",
						"mp76",
						"mp77",
						"mp78",
						"mp79",
						"mp80",
						"mp81",
						"mp82",
						"mp83",
						"mp84",
						"mp85",
						"mp86",
						"mp87",
						"mp88",
						"mp89",
						"mp90",
						"mp91",
						"mp92",
						"mp93",
						"mp94",
						"mp95",
						"mp96",
						"mp97",
						"mp98",
						"mp99",
						"mp100",
						"mp101",
						"mp102",
						"mp103",
						"mp104",
						"mp105",
						"mp106",
						"mp107",
						"mp108",
						"mp109",
						"mp110",
						"mp111",
						"mp112",
						"mp113",
						"mp114",
						"mp115",
						"mp116",
						"mp117",
						"mp118",
						"mp119",
						"mp120",
						"mp121",
						"mp122",
						"mp123",
						"mp124",
						"mp125",
						"mp126",
						"mp127",
						"mp128",
						"mp129",
						"mp130",
						"mp131",
						"mp132",
						"mp133",
						"mp134",
						"mp135",
						"mp136",
						"mp137",
						"mp138",
						"mp139",
						"mp140",
						"mp141",
						"mp142",
						"mp143",
						"mp144",
						"mp145",
						"mp146",
						"mp147",
						"mp148",
						"mp149",
						"mp150",
						"mp151",
						"mp152",
						"mp153",
						"mp154",
						"mp155",
						"mp156",
						"mp157",
						"mp158",
						"mp159",
						"mp160",
						"mp161",
						"mp162",
						"mp163",
						"mp164",
						"mp165",
						"mp166",
						"mp167",
						"mp168",
						"mp169",
						"mp170",
						"mp171",
						"mp172",
						"mp173",
						"mp174",
						"mp175",
						"mp176",
						"mp177",
						"mp178",
						"mp179",
						"mp180",
						"mp181",
						"mp182",
						"mp183",
						"mp184",
						"mp185",
						"mp186",
						"mp187",
						"mp188",
						"mp189",
						"mp190",
						"mp191",
						"mp192",
						"mp193",
						"mp194",
						"mp195",
						"mp196",
						"mp197",
						"mp198",
						"mp199",
						"mp200",
						"mp201",
						"mp202",
						"mp203",
						"mp204",
						"mp205",
						"mp206",
						"mp207",
						"mp208",
						"mp209",
						"mp210",
						"mp211",
						"mp212",
						"mp213",
						"mp214",
						"mp215",
						"mp216",
						"mp217",
						"mp218",
						"mp219",
						"mp220",
						"mp221",
						"mp222",
						"mp223",
						"mp224",
						"mp225",
						"mp226",
						"mp227",
						"mp228",
						"mp229",
						"mp230",
						"mp231",
						"mp232",
						"mp233",
						"mp234",
						"mp235",
						"mp236",
						"mp237",
						"mp238",
						"mp239",
						"mp240",
						"mp241",
						"mp242",
						"mp243",
						"mp244",
						"mp245",
						"mp246",
						"mp247",
						"mp248",
						"mp249",
						"mp250",
						"mp251",
						"mp252",
						"mp253",
						"mp254",
						"mp255"
					],
					"optional": true,
					"type": "string"
				},
				"force": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct fstrim": {
			"positional": ["vmid"],
			"properties": {
				"ignore-mountpoints": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct list": {
			"positional": [],
			"fixed": ["node"],
			"properties": { "node": {
				"format": "pve-node",
				"type": "string"
			} }
		},
		"pct listsnapshot": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct migrate": {
			"positional": ["vmid", "target"],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "migrate limit from datacenter or storage config",
					"minimum": 0,
					"optional": true,
					"type": "number"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"online": {
					"optional": true,
					"type": "boolean"
				},
				"restart": {
					"optional": true,
					"type": "boolean"
				},
				"target": {
					"format": "pve-node",
					"type": "string"
				},
				"target-storage": {
					"format": "storage-pair-list",
					"optional": true,
					"type": "string"
				},
				"timeout": {
					"default": 180,
					"optional": true,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct mount": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"pct move-volume": {
			"positional": [
				"vmid",
				"volume",
				"storage",
				"target-vmid",
				"target-volume"
			],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "clone limit from datacenter or storage config",
					"minimum": 0,
					"optional": true,
					"type": "number"
				},
				"delete": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"digest": {
					"maxLength": 40,
					"optional": true,
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"optional": true,
					"type": "string"
				},
				"target-digest": {
					"maxLength": 40,
					"optional": true,
					"type": "string"
				},
				"target-vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"optional": true,
					"type": "integer"
				},
				"target-volume": {
					"enum": [
						"rootfs",
						"mp0",
						"mp1",
						"mp2",
						"mp3",
						"mp4",
						"mp5",
						"mp6",
						"mp7",
						"mp8",
						"mp9",
						"mp10",
						"mp11",
						"mp12",
						"mp13",
						"mp14",
						"mp15",
						"mp16",
						"mp17",
						"mp18",
						"mp19",
						"mp20",
						"mp21",
						"mp22",
						"mp23",
						"mp24",
						"mp25",
						"mp26",
						"mp27",
						"mp28",
						"mp29",
						"mp30",
						"mp31",
						"mp32",
						"mp33",
						"mp34",
						"mp35",
						"mp36",
						"mp37",
						"mp38",
						"mp39",
						"mp40",
						"mp41",
						"mp42",
						"mp43",
						"mp44",
						"mp45",
						"mp46",
						"mp47",
						"mp48",
						"mp49",
						"mp50",
						"mp51",
						"mp52",
						"mp53",
						"mp54",
						"mp55",
						"mp56",
						"mp57",
						"mp58",
						"mp59",
						"mp60",
						"mp61",
						"mp62",
						"mp63",
						"mp64",
						"mp65",
						"mp66",
						"mp67",
						"mp68",
						"mp69",
						"mp70",
						"mp71",
						"mp72",
						"mp73",
						"mp74",
						"mp75",
						"mp76",
						"mp77",
						"mp78",
						"mp79",
						"mp80",
						"mp81",
						"mp82",
						"mp83",
						"mp84",
						"mp85",
						"mp86",
						"mp87",
						"mp88",
						"mp89",
						"mp90",
						"mp91",
						"mp92",
						"mp93",
						"mp94",
						"mp95",
						"mp96",
						"mp97",
						"mp98",
						"mp99",
						"mp100",
						"mp101",
						"mp102",
						"mp103",
						"mp104",
						"mp105",
						"mp106",
						"mp107",
						"mp108",
						"mp109",
						"mp110",
						"mp111",
						"mp112",
						"mp113",
						"mp114",
						"mp115",
						"mp116",
						"mp117",
						"mp118",
						"mp119",
						"mp120",
						"mp121",
						"mp122",
						"mp123",
						"mp124",
						"mp125",
						"mp126",
						"mp127",
						"mp128",
						"mp129",
						"mp130",
						"mp131",
						"mp132",
						"mp133",
						"mp134",
						"mp135",
						"mp136",
						"mp137",
						"mp138",
						"mp139",
						"mp140",
						"mp141",
						"mp142",
						"mp143",
						"mp144",
						"mp145",
						"mp146",
						"mp147",
						"mp148",
						"mp149",
						"mp150",
						"mp151",
						"mp152",
						"mp153",
						"mp154",
						"mp155",
						"mp156",
						"mp157",
						"mp158",
						"mp159",
						"mp160",
						"mp161",
						"mp162",
						"mp163",
						"mp164",
						"mp165",
						"mp166",
						"mp167",
						"mp168",
						"mp169",
						"mp170",
						"mp171",
						"mp172",
						"mp173",
						"mp174",
						"mp175",
						"mp176",
						"mp177",
						"mp178",
						"mp179",
						"mp180",
						"mp181",
						"mp182",
						"mp183",
						"mp184",
						"mp185",
						"mp186",
						"mp187",
						"mp188",
						"mp189",
						"mp190",
						"mp191",
						"mp192",
						"mp193",
						"mp194",
						"mp195",
						"mp196",
						"mp197",
						"mp198",
						"mp199",
						"mp200",
						"mp201",
						"mp202",
						"mp203",
						"mp204",
						"mp205",
						"mp206",
						"mp207",
						"mp208",
						"mp209",
						"mp210",
						"mp211",
						"mp212",
						"mp213",
						"mp214",
						"mp215",
						"mp216",
						"mp217",
						"mp218",
						"mp219",
						"mp220",
						"mp221",
						"mp222",
						"mp223",
						"mp224",
						"mp225",
						"mp226",
						"mp227",
						"mp228",
						"mp229",
						"mp230",
						"mp231",
						"mp232",
						"mp233",
						"mp234",
						"mp235",
						"mp236",
						"mp237",
						"mp238",
						"mp239",
						"mp240",
						"mp241",
						"mp242",
						"mp243",
						"mp244",
						"mp245",
						"mp246",
						"mp247",
						"mp248",
						"mp249",
						"mp250",
						"mp251",
						"mp252",
						"mp253",
						"mp254",
						"mp255",
						"unused0",
						"unused1",
						"unused2",
						"unused3",
						"unused4",
						"unused5",
						"unused6",
						"unused7",
						"unused8",
						"unused9",
						"unused10",
						"unused11",
						"unused12",
						"unused13",
						"unused14",
						"unused15",
						"unused16",
						"unused17",
						"unused18",
						"unused19",
						"unused20",
						"unused21",
						"unused22",
						"unused23",
						"unused24",
						"unused25",
						"unused26",
						"unused27",
						"unused28",
						"unused29",
						"unused30",
						"unused31",
						"unused32",
						"unused33",
						"unused34",
						"unused35",
						"unused36",
						"unused37",
						"unused38",
						"unused39",
						"unused40",
						"unused41",
						"unused42",
						"unused43",
						"unused44",
						"unused45",
						"unused46",
						"unused47",
						"unused48",
						"unused49",
						"unused50",
						"unused51",
						"unused52",
						"unused53",
						"unused54",
						"unused55",
						"unused56",
						"unused57",
						"unused58",
						"unused59",
						"unused60",
						"unused61",
						"unused62",
						"unused63",
						"unused64",
						"unused65",
						"unused66",
						"unused67",
						"unused68",
						"unused69",
						"unused70",
						"unused71",
						"unused72",
						"unused73",
						"unused74",
						"unused75",
						"unused76",
						"unused77",
						"unused78",
						"unused79",
						"unused80",
						"unused81",
						"unused82",
						"unused83",
						"unused84",
						"unused85",
						"unused86",
						"unused87",
						"unused88",
						"unused89",
						"unused90",
						"unused91",
						"unused92",
						"unused93",
						"unused94",
						"unused95",
						"unused96",
						"unused97",
						"unused98",
						"unused99",
						"unused100",
						"unused101",
						"unused102",
						"unused103",
						"unused104",
						"unused105",
						"unused106",
						"unused107",
						"unused108",
						"unused109",
						"unused110",
						"unused111",
						"unused112",
						"unused113",
						"unused114",
						"unused115",
						"unused116",
						"unused117",
						"unused118",
						"unused119",
						"unused120",
						"unused121",
						"unused122",
						"unused123",
						"unused124",
						"unused125",
						"unused126",
						"unused127",
						"unused128",
						"unused129",
						"unused130",
						"unused131",
						"unused132",
						"unused133",
						"unused134",
						"unused135",
						"unused136",
						"unused137",
						"unused138",
						"unused139",
						"unused140",
						"unused141",
						"unused142",
						"unused143",
						"unused144",
						"unused145",
						"unused146",
						"unused147",
						"unused148",
						"unused149",
						"unused150",
						"unused151",
						"unused152",
						"unused153",
						"unused154",
						"unused155",
						"unused156",
						"unused157",
						"unused158",
						"unused159",
						"unused160",
						"unused161",
						"unused162",
						"unused163",
						"unused164",
						"unused165",
						"unused166",
						"unused167",
						"unused168",
						"unused169",
						"unused170",
						"unused171",
						"unused172",
						"unused173",
						"unused174",
						"unused175",
						"unused176",
						"unused177",
						"unused178",
						"unused179",
						"unused180",
						"unused181",
						"unused182",
						"unused183",
						"unused184",
						"unused185",
						"unused186",
						"unused187",
						"unused188",
						"unused189",
						"unused190",
						"unused191",
						"unused192",
						"unused193",
						"unused194",
						"unused195",
						"unused196",
						"unused197",
						"unused198",
						"unused199",
						"unused200",
						"unused201",
						"unused202",
						"unused203",
						"unused204",
						"unused205",
						"unused206",
						"unused207",
						"unused208",
						"unused209",
						"unused210",
						"unused211",
						"unused212",
						"unused213",
						"unused214",
						"unused215",
						"unused216",
						"unused217",
						"unused218",
						"unused219",
						"unused220",
						"unused221",
						"unused222",
						"unused223",
						"unused224",
						"unused225",
						"unused226",
						"unused227",
						"unused228",
						"unused229",
						"unused230",
						"unused231",
						"unused232",
						"unused233",
						"unused234",
						"unused235",
						"unused236",
						"unused237",
						"unused238",
						"unused239",
						"unused240",
						"unused241",
						"unused242",
						"unused243",
						"unused244",
						"unused245",
						"unused246",
						"unused247",
						"unused248",
						"unused249",
						"unused250",
						"unused251",
						"unused252",
						"unused253",
						"unused254",
						"unused255"
					],
					"optional": true,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"volume": {
					"enum": [
						"rootfs",
						"mp0",
						"mp1",
						"mp2",
						"mp3",
						"mp4",
						"mp5",
						"mp6",
						"mp7",
						"mp8",
						"mp9",
						"mp10",
						"mp11",
						"mp12",
						"mp13",
						"mp14",
						"mp15",
						"mp16",
						"mp17",
						"mp18",
						"mp19",
						"mp20",
						"mp21",
						"mp22",
						"mp23",
						"mp24",
						"mp25",
						"mp26",
						"mp27",
						"mp28",
						"mp29",
						"mp30",
						"mp31",
						"mp32",
						"mp33",
						"mp34",
						"mp35",
						"mp36",
						"mp37",
						"mp38",
						"mp39",
						"mp40",
						"mp41",
						"mp42",
						"mp43",
						"mp44",
						"mp45",
						"mp46",
						"mp47",
						"mp48",
						"mp49",
						"mp50",
						"mp51",
						"mp52",
						"mp53",
						"mp54",
						"mp55",
						"mp56",
						"mp57",
						"mp58",
						"mp59",
						"mp60",
						"mp61",
						"mp62",
						"mp63",
						"mp64",
						"mp65",
						"mp66",
						"mp67",
						"mp68",
						"mp69",
						"mp70",
						"mp71",
						"mp72",
						"mp73",
						"mp74",
						"mp75",
						"mp76",
						"mp77",
						"mp78",
						"mp79",
						"mp80",
						"mp81",
						"mp82",
						"mp83",
						"mp84",
						"mp85",
						"mp86",
						"mp87",
						"mp88",
						"mp89",
						"mp90",
						"mp91",
						"mp92",
						"mp93",
						"mp94",
						"mp95",
						"mp96",
						"mp97",
						"mp98",
						"mp99",
						"mp100",
						"mp101",
						"mp102",
						"mp103",
						"mp104",
						"mp105",
						"mp106",
						"mp107",
						"mp108",
						"mp109",
						"mp110",
						"mp111",
						"mp112",
						"mp113",
						"mp114",
						"mp115",
						"mp116",
						"mp117",
						"mp118",
						"mp119",
						"mp120",
						"mp121",
						"mp122",
						"mp123",
						"mp124",
						"mp125",
						"mp126",
						"mp127",
						"mp128",
						"mp129",
						"mp130",
						"mp131",
						"mp132",
						"mp133",
						"mp134",
						"mp135",
						"mp136",
						"mp137",
						"mp138",
						"mp139",
						"mp140",
						"mp141",
						"mp142",
						"mp143",
						"mp144",
						"mp145",
						"mp146",
						"mp147",
						"mp148",
						"mp149",
						"mp150",
						"mp151",
						"mp152",
						"mp153",
						"mp154",
						"mp155",
						"mp156",
						"mp157",
						"mp158",
						"mp159",
						"mp160",
						"mp161",
						"mp162",
						"mp163",
						"mp164",
						"mp165",
						"mp166",
						"mp167",
						"mp168",
						"mp169",
						"mp170",
						"mp171",
						"mp172",
						"mp173",
						"mp174",
						"mp175",
						"mp176",
						"mp177",
						"mp178",
						"mp179",
						"mp180",
						"mp181",
						"mp182",
						"mp183",
						"mp184",
						"mp185",
						"mp186",
						"mp187",
						"mp188",
						"mp189",
						"mp190",
						"mp191",
						"mp192",
						"mp193",
						"mp194",
						"mp195",
						"mp196",
						"mp197",
						"mp198",
						"mp199",
						"mp200",
						"mp201",
						"mp202",
						"mp203",
						"mp204",
						"mp205",
						"mp206",
						"mp207",
						"mp208",
						"mp209",
						"mp210",
						"mp211",
						"mp212",
						"mp213",
						"mp214",
						"mp215",
						"mp216",
						"mp217",
						"mp218",
						"mp219",
						"mp220",
						"mp221",
						"mp222",
						"mp223",
						"mp224",
						"mp225",
						"mp226",
						"mp227",
						"mp228",
						"mp229",
						"mp230",
						"mp231",
						"mp232",
						"mp233",
						"mp234",
						"mp235",
						"mp236",
						"mp237",
						"mp238",
						"mp239",
						"mp240",
						"mp241",
						"mp242",
						"mp243",
						"mp244",
						"mp245",
						"mp246",
						"mp247",
						"mp248",
						"mp249",
						"mp250",
						"mp251",
						"mp252",
						"mp253",
						"mp254",
						"mp255",
						"unused0",
						"unused1",
						"unused2",
						"unused3",
						"unused4",
						"unused5",
						"unused6",
						"unused7",
						"unused8",
						"unused9",
						"unused10",
						"unused11",
						"unused12",
						"unused13",
						"unused14",
						"unused15",
						"unused16",
						"unused17",
						"unused18",
						"unused19",
						"unused20",
						"unused21",
						"unused22",
						"unused23",
						"unused24",
						"unused25",
						"unused26",
						"unused27",
						"unused28",
						"unused29",
						"unused30",
						"unused31",
						"unused32",
						"unused33",
						"unused34",
						"unused35",
						"unused36",
						"unused37",
						"unused38",
						"unused39",
						"unused40",
						"unused41",
						"unused42",
						"unused43",
						"unused44",
						"unused45",
						"unused46",
						"unused47",
						"unused48",
						"unused49",
						"unused50",
						"unused51",
						"unused52",
						"unused53",
						"unused54",
						"unused55",
						"unused56",
						"unused57",
						"unused58",
						"unused59",
						"unused60",
						"unused61",
						"unused62",
						"unused63",
						"unused64",
						"unused65",
						"unused66",
						"unused67",
						"unused68",
						"unused69",
						"unused70",
						"unused71",
						"unused72",
						"unused73",
						"unused74",
						"unused75",
						"unused76",
						"unused77",
						"unused78",
						"unused79",
						"unused80",
						"unused81",
						"unused82",
						"unused83",
						"unused84",
						"unused85",
						"unused86",
						"unused87",
						"unused88",
						"unused89",
						"unused90",
						"unused91",
						"unused92",
						"unused93",
						"unused94",
						"unused95",
						"unused96",
						"unused97",
						"unused98",
						"unused99",
						"unused100",
						"unused101",
						"unused102",
						"unused103",
						"unused104",
						"unused105",
						"unused106",
						"unused107",
						"unused108",
						"unused109",
						"unused110",
						"unused111",
						"unused112",
						"unused113",
						"unused114",
						"unused115",
						"unused116",
						"unused117",
						"unused118",
						"unused119",
						"unused120",
						"unused121",
						"unused122",
						"unused123",
						"unused124",
						"unused125",
						"unused126",
						"unused127",
						"unused128",
						"unused129",
						"unused130",
						"unused131",
						"unused132",
						"unused133",
						"unused134",
						"unused135",
						"unused136",
						"unused137",
						"unused138",
						"unused139",
						"unused140",
						"unused141",
						"unused142",
						"unused143",
						"unused144",
						"unused145",
						"unused146",
						"unused147",
						"unused148",
						"unused149",
						"unused150",
						"unused151",
						"unused152",
						"unused153",
						"unused154",
						"unused155",
						"unused156",
						"unused157",
						"unused158",
						"unused159",
						"unused160",
						"unused161",
						"unused162",
						"unused163",
						"unused164",
						"unused165",
						"unused166",
						"unused167",
						"unused168",
						"unused169",
						"unused170",
						"unused171",
						"unused172",
						"unused173",
						"unused174",
						"unused175",
						"unused176",
						"unused177",
						"unused178",
						"unused179",
						"unused180",
						"unused181",
						"unused182",
						"unused183",
						"unused184",
						"unused185",
						"unused186",
						"unused187",
						"unused188",
						"unused189",
						"unused190",
						"unused191",
						"unused192",
						"unused193",
						"unused194",
						"unused195",
						"unused196",
						"unused197",
						"unused198",
						"unused199",
						"unused200",
						"unused201",
						"unused202",
						"unused203",
						"unused204",
						"unused205",
						"unused206",
						"unused207",
						"unused208",
						"unused209",
						"unused210",
						"unused211",
						"unused212",
						"unused213",
						"unused214",
						"unused215",
						"unused216",
						"unused217",
						"unused218",
						"unused219",
						"unused220",
						"unused221",
						"unused222",
						"unused223",
						"unused224",
						"unused225",
						"unused226",
						"unused227",
						"unused228",
						"unused229",
						"unused230",
						"unused231",
						"unused232",
						"unused233",
						"unused234",
						"unused235",
						"unused236",
						"unused237",
						"unused238",
						"unused239",
						"unused240",
						"unused241",
						"unused242",
						"unused243",
						"unused244",
						"unused245",
						"unused246",
						"unused247",
						"unused248",
						"unused249",
						"unused250",
						"unused251",
						"unused252",
						"unused253",
						"unused254",
						"unused255"
					],
					"type": "string"
				}
			}
		},
		"pct move_volume": { "alias": "pct move-volume" },
		"pct pending": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct pull": {
			"positional": [
				"vmid",
				"path",
				"destination"
			],
			"properties": {
				"destination": { "type": "string" },
				"group": {
					"optional": true,
					"type": "string"
				},
				"path": { "type": "string" },
				"perms": {
					"optional": true,
					"type": "string"
				},
				"user": {
					"optional": true,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct push": {
			"positional": [
				"vmid",
				"file",
				"destination"
			],
			"properties": {
				"destination": { "type": "string" },
				"file": { "type": "string" },
				"group": {
					"optional": true,
					"type": "string"
				},
				"perms": {
					"optional": true,
					"type": "string"
				},
				"user": {
					"optional": true,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct reboot": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"timeout": {
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct remote-migrate": {
			"positional": [
				"vmid",
				"target-vmid",
				"target-endpoint"
			],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "migrate limit from datacenter or storage config",
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"delete": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"online": {
					"optional": true,
					"type": "boolean"
				},
				"restart": {
					"optional": true,
					"type": "boolean"
				},
				"target-bridge": {
					"format": "bridge-pair-list",
					"type": "string"
				},
				"target-endpoint": {
					"format": "proxmox-remote",
					"type": "string",
					"fields": {
						"apitoken": { "type": "string" },
						"fingerprint": {
							"optional": true,
							"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
							"type": "string"
						},
						"host": { "type": "string" },
						"port": {
							"optional": true,
							"type": "integer"
						}
					}
				},
				"target-storage": {
					"format": "storage-pair-list",
					"type": "string"
				},
				"target-vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"optional": true,
					"type": "integer"
				},
				"timeout": {
					"default": 180,
					"optional": true,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct rescan": {
			"positional": [],
			"properties": {
				"dryrun": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"optional": true,
					"type": "integer"
				}
			}
		},
		"pct resize": {
			"positional": [
				"vmid",
				"disk",
				"size"
			],
			"fixed": ["node"],
			"properties": {
				"digest": {
					"maxLength": 40,
					"optional": true,
					"type": "string"
				},
				"disk": {
					"enum": [
						"rootfs",
						"mp0",
						"mp1",
						"mp2",
						"mp3",
						"mp4",
						"mp5",
						"mp6",
						"mp7",
						"mp8",
						"mp9",
						"mp10",
						"mp11",
						"mp12",
						"mp13",
						"mp14",
						"mp15",
						"mp16",
						"mp17",
						"mp18",
						"mp19",
						"mp20",
						"mp21",
						"mp22",
						"mp23",
						"mp24",
						"mp25",
						"mp26",
						"mp27",
						"mp28",
						"mp29",
						"mp30",
						"mp31",
						"mp32",
						"mp33",
						"mp34",
						"mp35",
						"mp36",
						"mp37",
						"mp38",
						"mp39",
						"mp40",
						"mp41",
						"mp42",
						"mp43",
						"mp44",
						"mp45",
						"mp46",
						"mp47",
						"mp48",
						"mp49",
						"mp50",
						"mp51",
						"mp52",
						"mp53",
						"mp54",
						"mp55",
						"mp56",
						"mp57",
						"mp58",
						"mp59",
						"mp60",
						"mp61",
						"mp62",
						"mp63",
						"mp64",
						"mp65",
						"mp66",
						"mp67",
						"mp68",
						"mp69",
						"mp70",
						"mp71",
						"mp72",
						"mp73",
						"mp74",
						"mp75",
						"mp76",
						"mp77",
						"mp78",
						"mp79",
						"mp80",
						"mp81",
						"mp82",
						"mp83",
						"mp84",
						"mp85",
						"mp86",
						"mp87",
						"mp88",
						"mp89",
						"mp90",
						"mp91",
						"mp92",
						"mp93",
						"mp94",
						"mp95",
						"mp96",
						"mp97",
						"mp98",
						"mp99",
						"mp100",
						"mp101",
						"mp102",
						"mp103",
						"mp104",
						"mp105",
						"mp106",
						"mp107",
						"mp108",
						"mp109",
						"mp110",
						"mp111",
						"mp112",
						"mp113",
						"mp114",
						"mp115",
						"mp116",
						"mp117",
						"mp118",
						"mp119",
						"mp120",
						"mp121",
						"mp122",
						"mp123",
						"mp124",
						"mp125",
						"mp126",
						"mp127",
						"mp128",
						"mp129",
						"mp130",
						"mp131",
						"mp132",
						"mp133",
						"mp134",
						"mp135",
						"mp136",
						"mp137",
						"mp138",
						"mp139",
						"mp140",
						"mp141",
						"mp142",
						"mp143",
						"mp144",
						"mp145",
						"mp146",
						"mp147",
						"mp148",
						"mp149",
						"mp150",
						"mp151",
						"mp152",
						"mp153",
						"mp154",
						"mp155",
						"mp156",
						"mp157",
						"mp158",
						"mp159",
						"mp160",
						"mp161",
						"mp162",
						"mp163",
						"mp164",
						"mp165",
						"mp166",
						"mp167",
						"mp168",
						"mp169",
						"mp170",
						"mp171",
						"mp172",
						"mp173",
						"mp174",
						"mp175",
						"mp176",
						"mp177",
						"mp178",
						"mp179",
						"mp180",
						"mp181",
						"mp182",
						"mp183",
						"mp184",
						"mp185",
						"mp186",
						"mp187",
						"mp188",
						"mp189",
						"mp190",
						"mp191",
						"mp192",
						"mp193",
						"mp194",
						"mp195",
						"mp196",
						"mp197",
						"mp198",
						"mp199",
						"mp200",
						"mp201",
						"mp202",
						"mp203",
						"mp204",
						"mp205",
						"mp206",
						"mp207",
						"mp208",
						"mp209",
						"mp210",
						"mp211",
						"mp212",
						"mp213",
						"mp214",
						"mp215",
						"mp216",
						"mp217",
						"mp218",
						"mp219",
						"mp220",
						"mp221",
						"mp222",
						"mp223",
						"mp224",
						"mp225",
						"mp226",
						"mp227",
						"mp228",
						"mp229",
						"mp230",
						"mp231",
						"mp232",
						"mp233",
						"mp234",
						"mp235",
						"mp236",
						"mp237",
						"mp238",
						"mp239",
						"mp240",
						"mp241",
						"mp242",
						"mp243",
						"mp244",
						"mp245",
						"mp246",
						"mp247",
						"mp248",
						"mp249",
						"mp250",
						"mp251",
						"mp252",
						"mp253",
						"mp254",
						"mp255"
					],
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"size": {
					"pattern": "\\+?\\d+(\\.\\d+)?[KMGT]?",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct restore": {
			"positional": ["vmid", "ostemplate"],
			"fixed": ["node", "restore"],
			"config": true,
			"properties": {
				"bwlimit": {
					"default": "restore limit from datacenter or storage config",
					"minimum": 0,
					"optional": true,
					"type": "number"
				},
				"force": {
					"optional": true,
					"type": "boolean"
				},
				"ha-managed": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"ignore-unpack-errors": {
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"ostemplate": {
					"maxLength": 255,
					"type": "string"
				},
				"password": {
					"minLength": 5,
					"optional": true,
					"type": "string"
				},
				"pool": {
					"format": "pve-poolid",
					"optional": true,
					"type": "string"
				},
				"restore": {
					"optional": true,
					"type": "boolean"
				},
				"ssh-public-keys": {
					"optional": true,
					"type": "string"
				},
				"start": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"default": "local",
					"format": "pve-storage-id",
					"optional": true,
					"type": "string"
				},
				"unique": {
					"optional": true,
					"requires": "restore",
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct resume": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct rollback": {
			"positional": ["vmid", "snapname"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapname": {
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"start": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct set": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"config": true,
			"properties": {
				"delete": {
					"format": "pve-configid-list",
					"optional": true,
					"type": "string"
				},
				"digest": {
					"maxLength": 40,
					"optional": true,
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"revert": {
					"format": "pve-configid-list",
					"optional": true,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct shutdown": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"forceStop": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"timeout": {
					"default": 60,
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct snapshot": {
			"positional": ["vmid", "snapname"],
			"fixed": ["node"],
			"properties": {
				"description": {
					"optional": true,
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapname": {
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct start": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"debug": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct status": {
			"positional": ["vmid"],
			"properties": {
				"verbose": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct stop": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"overrule-shutdown": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct suspend": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct template": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct unlock": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"pct unmount": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"pvesm add": {
			"positional": ["type", "storage"],
			"properties": {
				"authsupported": {
					"optional": true,
					"type": "string"
				},
				"base": {
					"format": "pve-volume-id",
					"optional": true,
					"type": "string"
				},
				"blocksize": {
					"format": "pve-storage-zfs-blocksize",
					"optional": true,
					"type": "string"
				},
				"bwlimit": {
					"optional": true,
					"type": "string",
					"fields": {
						"clone": {
							"minimum": 0,
							"optional": true,
							"type": "number"
						},
						"default": {
							"minimum": 0,
							"optional": true,
							"type": "number"
						},
						"migration": {
							"minimum": 0,
							"optional": true,
							"type": "number"
						},
						"move": {
							"minimum": 0,
							"optional": true,
							"type": "number"
						},
						"restore": {
							"minimum": 0,
							"optional": true,
							"type": "number"
						}
					}
				},
				"comstar_hg": {
					"optional": true,
					"type": "string"
				},
				"comstar_tg": {
					"optional": true,
					"type": "string"
				},
				"content": {
					"format": "pve-storage-content-list",
					"optional": true,
					"type": "string"
				},
				"content-dirs": {
					"format": "pve-dir-override-list",
					"optional": true,
					"type": "string"
				},
				"create-base-path": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"create-subdirs": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"data-pool": {
					"optional": true,
					"type": "string"
				},
				"datastore": {
					"optional": true,
					"type": "string"
				},
				"disable": {
					"optional": true,
					"type": "boolean"
				},
				"domain": {
					"maxLength": 256,
					"optional": true,
					"type": "string"
				},
				"encryption-key": {
					"optional": true,
					"type": "string"
				},
				"export": {
					"format": "pve-storage-path",
					"optional": true,
					"type": "string"
				},
				"fingerprint": {
					"optional": true,
					"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
					"type": "string"
				},
				"format": {
					"enum": [
						"raw",
						"qcow2",
						"subvol",
						"vmdk"
					],
					"optional": true,
					"type": "string"
				},
				"fs-name": {
					"format": "pve-configid",
					"optional": true,
					"type": "string"
				},
				"fuse": {
					"optional": true,
					"type": "boolean"
				},
				"is_mountpoint": {
					"default": "no",
					"optional": true,
					"type": "string"
				},
				"iscsiprovider": {
					"optional": true,
					"type": "string"
				},
				"keyring": {
					"optional": true,
					"type": "string"
				},
				"krbd": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"lio_tpg": {
					"optional": true,
					"type": "string"
				},
				"master-pubkey": {
					"optional": true,
					"type": "string"
				},
				"max-protected-backups": {
					"default": "Unlimited for users with Datastore.Allocate privilege, 5 for other users",
					"minimum": -1,
					"optional": true,
					"type": "integer"
				},
				"mkdir": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"monhost": {
					"format": "pve-storage-portal-dns-list",
					"optional": true,
					"type": "string"
				},
				"mountpoint": {
					"format": "pve-storage-path",
					"optional": true,
					"type": "string"
				},
				"namespace": {
					"optional": true,
					"type": "string"
				},
				"nocow": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"nodes": {
					"format": "pve-node-list",
					"optional": true,
					"type": "string"
				},
				"nowritecache": {
					"optional": true,
					"type": "boolean"
				},
				"options": {
					"format": "pve-storage-options",
					"optional": true,
					"type": "string"
				},
				"password": {
					"maxLength": 256,
					"optional": true,
					"type": "string"
				},
				"path": {
					"format": "pve-storage-path",
					"optional": true,
					"type": "string"
				},
				"pool": {
					"optional": true,
					"type": "string"
				},
				"port": {
					"maximum": 65535,
					"minimum": 1,
					"optional": true,
					"type": "integer"
				},
				"portal": {
					"format": "pve-storage-portal-dns",
					"optional": true,
					"type": "string"
				},
				"preallocation": {
					"default": "metadata",
					"enum": [
						"off",
						"metadata",
						"falloc",
						"full"
					],
					"optional": true,
					"type": "string"
				},
				"prune-backups": {
					"format": "prune-backups",
					"optional": true,
					"type": "string",
					"fields": {
						"keep-all": {
							"optional": true,
							"type": "boolean"
						},
						"keep-daily": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-hourly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-last": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-monthly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-weekly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-yearly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						}
					}
				},
				"saferemove": {
					"optional": true,
					"type": "boolean"
				},
				"saferemove-stepsize": {
					"default": 32,
					"enum": [
						"1",
						"2",
						"4",
						"8",
						"16",
						"32"
					],
					"optional": true,
					"type": "integer"
				},
				"saferemove_throughput": {
					"optional": true,
					"type": "string"
				},
				"server": {
					"format": "pve-storage-server",
					"optional": true,
					"type": "string"
				},
				"share": {
					"optional": true,
					"type": "string"
				},
				"shared": {
					"optional": true,
					"type": "boolean"
				},
				"skip-cert-verification": {
					"default": "false",
					"optional": true,
					"type": "boolean"
				},
				"smbversion": {
					"default": "default",
					"enum": [
						"default",
						"2.0",
						"2.1",
						"3",
						"3.0",
						"3.11"
					],
					"optional": true,
					"type": "string"
				},
				"snapshot-as-volume-chain": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"sparse": {
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"subdir": {
					"format": "pve-storage-path",
					"optional": true,
					"type": "string"
				},
				"tagged_only": {
					"optional": true,
					"type": "boolean"
				},
				"target": {
					"optional": true,
					"type": "string"
				},
				"thinpool": {
					"format": "pve-storage-vgname",
					"optional": true,
					"type": "string"
				},
				"type": {
					"enum": [
						"btrfs",
						"cephfs",
						"cifs",
						"dir",
						"esxi",
						"iscsi",
						"iscsidirect",
						"lvm",
						"lvmthin",
						"nfs",
						"pbs",
						"rbd",
						"zfs",
						"zfspool"
					],
					"type": "string"
				},
				"username": {
					"optional": true,
					"type": "string"
				},
				"vgname": {
					"format": "pve-storage-vgname",
					"optional": true,
					"type": "string"
				},
				"zfs-base-path": {
					"format": "pve-storage-path",
					"optional": true,
					"type": "string"
				}
			}
		},
		"pvesm alloc": {
			"positional": [
				"storage",
				"vmid",
				"filename",
				"size"
			],
			"fixed": ["node"],
			"properties": {
				"filename": { "type": "string" },
				"format": {
					"enum": [
						"raw",
						"qcow2",
						"subvol",
						"vmdk"
					],
					"optional": true,
					"requires": "size",
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"size": {
					"pattern": "\\d+[MG]?",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pvesm apiinfo": {
			"positional": [],
			"properties": {}
		},
		"pvesm cifsscan": { "alias": "pvesm scan cifs" },
		"pvesm export": {
			"positional": [
				"volume",
				"format",
				"filename"
			],
			"properties": {
				"base": {
					"maxLength": 40,
					"optional": true,
					"pattern": "(?^i:[a-z0-9_\\-]{1,40})",
					"type": "string"
				},
				"filename": { "type": "string" },
				"format": {
					"enum": [
						"raw+size",
						"tar+size",
						"qcow2+size",
						"vmdk+size",
						"zfs",
						"btrfs"
					],
					"type": "string"
				},
				"snapshot": {
					"maxLength": 40,
					"optional": true,
					"pattern": "(?^i:[a-z0-9_\\-]{1,40})",
					"type": "string"
				},
				"snapshot-list": {
					"format": "string-list",
					"optional": true,
					"type": "string"
				},
				"volume": { "type": "string" },
				"with-snapshots": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				}
			}
		},
		"pvesm extractconfig": {
			"positional": ["volume"],
			"properties": { "volume": { "type": "string" } }
		},
		"pvesm free": {
			"positional": ["volume"],
			"fixed": ["node"],
			"properties": {
				"delay": {
					"maximum": 30,
					"minimum": 1,
					"optional": true,
					"type": "integer"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"optional": true,
					"type": "string"
				},
				"volume": { "type": "string" }
			}
		},
		"pvesm import": {
			"positional": [
				"volume",
				"format",
				"filename"
			],
			"properties": {
				"allow-rename": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"base": {
					"maxLength": 40,
					"optional": true,
					"pattern": "(?^i:[a-z0-9_\\-]{1,40})",
					"type": "string"
				},
				"delete-snapshot": {
					"maxLength": 80,
					"optional": true,
					"pattern": "(?^i:[a-z0-9_\\-]{1,80})",
					"type": "string"
				},
				"filename": { "type": "string" },
				"format": {
					"enum": [
						"raw+size",
						"tar+size",
						"qcow2+size",
						"vmdk+size",
						"zfs",
						"btrfs"
					],
					"type": "string"
				},
				"snapshot": {
					"maxLength": 40,
					"optional": true,
					"pattern": "(?^i:[a-z0-9_\\-]{1,40})",
					"type": "string"
				},
				"volume": { "type": "string" },
				"with-snapshots": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				}
			}
		},
		"pvesm iscsiscan": { "alias": "pvesm scan iscsi" },
		"pvesm list": {
			"positional": ["storage"],
			"fixed": ["node"],
			"properties": {
				"content": {
					"format": "pve-storage-content",
					"optional": true,
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"optional": true,
					"type": "integer"
				}
			}
		},
		"pvesm lvmscan": { "alias": "pvesm scan lvm" },
		"pvesm lvmthinscan": { "alias": "pvesm scan lvmthin" },
		"pvesm nfsscan": { "alias": "pvesm scan nfs" },
		"pvesm path": {
			"positional": ["volume"],
			"properties": { "volume": {
				"format": "pve-volume-id",
				"type": "string"
			} }
		},
		"pvesm prune-backups": {
			"positional": ["storage"],
			"fixed": ["node"],
			"properties": {
				"dry-run": {
					"optional": true,
					"type": "boolean"
				},
				"keep-all": {
					"optional": true,
					"type": "boolean"
				},
				"keep-daily": {
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"keep-hourly": {
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"keep-last": {
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"keep-monthly": {
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"keep-weekly": {
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"keep-yearly": {
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"type": {
					"enum": ["qemu", "lxc"],
					"optional": true,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"optional": true,
					"type": "integer"
				}
			}
		},
		"pvesm remove": {
			"positional": ["storage"],
			"properties": { "storage": {
				"format": "pve-storage-id",
				"type": "string"
			} }
		},
		"pvesm scan cifs": {
			"positional": ["server"],
			"fixed": ["node"],
			"properties": {
				"domain": {
					"optional": true,
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"password": {
					"optional": true,
					"type": "string"
				},
				"server": {
					"format": "pve-storage-server",
					"type": "string"
				},
				"username": {
					"optional": true,
					"type": "string"
				}
			}
		},
		"pvesm scan iscsi": {
			"positional": ["portal"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"portal": {
					"format": "pve-storage-portal-dns",
					"type": "string"
				}
			}
		},
		"pvesm scan lvm": {
			"positional": [],
			"fixed": ["node"],
			"properties": { "node": {
				"format": "pve-node",
				"type": "string"
			} }
		},
		"pvesm scan lvmthin": {
			"positional": ["vg"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vg": {
					"maxLength": 100,
					"pattern": "[a-zA-Z0-9\\.\\+\\_][a-zA-Z0-9\\.\\+\\_\\-]+",
					"type": "string"
				}
			}
		},
		"pvesm scan nfs": {
			"positional": ["server"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"server": {
					"format": "pve-storage-server",
					"type": "string"
				}
			}
		},
		"pvesm scan pbs": {
			"positional": ["server", "username"],
			"fixed": ["node"],
			"properties": {
				"fingerprint": {
					"optional": true,
					"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"password": { "type": "string" },
				"port": {
					"default": 8007,
					"maximum": 65535,
					"minimum": 1,
					"optional": true,
					"type": "integer"
				},
				"server": {
					"format": "pve-storage-server",
					"type": "string"
				},
				"username": { "type": "string" }
			}
		},
		"pvesm scan zfs": {
			"positional": [],
			"fixed": ["node"],
			"properties": { "node": {
				"format": "pve-node",
				"type": "string"
			} }
		},
		"pvesm set": {
			"positional": ["storage"],
			"properties": {
				"blocksize": {
					"format": "pve-storage-zfs-blocksize",
					"optional": true,
					"type": "string"
				},
				"bwlimit": {
					"optional": true,
					"type": "string",
					"fields": {
						"clone": {
							"minimum": 0,
							"optional": true,
							"type": "number"
						},
						"default": {
							"minimum": 0,
							"optional": true,
							"type": "number"
						},
						"migration": {
							"minimum": 0,
							"optional": true,
							"type": "number"
						},
						"move": {
							"minimum": 0,
							"optional": true,
							"type": "number"
						},
						"restore": {
							"minimum": 0,
							"optional": true,
							"type": "number"
						}
					}
				},
				"comstar_hg": {
					"optional": true,
					"type": "string"
				},
				"comstar_tg": {
					"optional": true,
					"type": "string"
				},
				"content": {
					"format": "pve-storage-content-list",
					"optional": true,
					"type": "string"
				},
				"content-dirs": {
					"format": "pve-dir-override-list",
					"optional": true,
					"type": "string"
				},
				"create-base-path": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"create-subdirs": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"data-pool": {
					"optional": true,
					"type": "string"
				},
				"delete": {
					"format": "pve-configid-list",
					"maxLength": 4096,
					"optional": true,
					"type": "string"
				},
				"digest": {
					"maxLength": 64,
					"optional": true,
					"type": "string"
				},
				"disable": {
					"optional": true,
					"type": "boolean"
				},
				"domain": {
					"maxLength": 256,
					"optional": true,
					"type": "string"
				},
				"encryption-key": {
					"optional": true,
					"type": "string"
				},
				"fingerprint": {
					"optional": true,
					"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
					"type": "string"
				},
				"format": {
					"enum": [
						"raw",
						"qcow2",
						"subvol",
						"vmdk"
					],
					"optional": true,
					"type": "string"
				},
				"fs-name": {
					"format": "pve-configid",
					"optional": true,
					"type": "string"
				},
				"fuse": {
					"optional": true,
					"type": "boolean"
				},
				"is_mountpoint": {
					"default": "no",
					"optional": true,
					"type": "string"
				},
				"keyring": {
					"optional": true,
					"type": "string"
				},
				"krbd": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"lio_tpg": {
					"optional": true,
					"type": "string"
				},
				"master-pubkey": {
					"optional": true,
					"type": "string"
				},
				"max-protected-backups": {
					"default": "Unlimited for users with Datastore.Allocate privilege, 5 for other users",
					"minimum": -1,
					"optional": true,
					"type": "integer"
				},
				"mkdir": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"monhost": {
					"format": "pve-storage-portal-dns-list",
					"optional": true,
					"type": "string"
				},
				"mountpoint": {
					"format": "pve-storage-path",
					"optional": true,
					"type": "string"
				},
				"namespace": {
					"optional": true,
					"type": "string"
				},
				"nocow": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"nodes": {
					"format": "pve-node-list",
					"optional": true,
					"type": "string"
				},
				"nowritecache": {
					"optional": true,
					"type": "boolean"
				},
				"options": {
					"format": "pve-storage-options",
					"optional": true,
					"type": "string"
				},
				"password": {
					"maxLength": 256,
					"optional": true,
					"type": "string"
				},
				"pool": {
					"optional": true,
					"type": "string"
				},
				"port": {
					"maximum": 65535,
					"minimum": 1,
					"optional": true,
					"type": "integer"
				},
				"preallocation": {
					"default": "metadata",
					"enum": [
						"off",
						"metadata",
						"falloc",
						"full"
					],
					"optional": true,
					"type": "string"
				},
				"prune-backups": {
					"format": "prune-backups",
					"optional": true,
					"type": "string",
					"fields": {
						"keep-all": {
							"optional": true,
							"type": "boolean"
						},
						"keep-daily": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-hourly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-last": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-monthly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-weekly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-yearly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						}
					}
				},
				"saferemove": {
					"optional": true,
					"type": "boolean"
				},
				"saferemove-stepsize": {
					"default": 32,
					"enum": [
						"1",
						"2",
						"4",
						"8",
						"16",
						"32"
					],
					"optional": true,
					"type": "integer"
				},
				"saferemove_throughput": {
					"optional": true,
					"type": "string"
				},
				"server": {
					"format": "pve-storage-server",
					"optional": true,
					"type": "string"
				},
				"shared": {
					"optional": true,
					"type": "boolean"
				},
				"skip-cert-verification": {
					"default": "false",
					"optional": true,
					"type": "boolean"
				},
				"smbversion": {
					"default": "default",
					"enum": [
						"default",
						"2.0",
						"2.1",
						"3",
						"3.0",
						"3.11"
					],
					"optional": true,
					"type": "string"
				},
				"snapshot-as-volume-chain": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"sparse": {
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"subdir": {
					"format": "pve-storage-path",
					"optional": true,
					"type": "string"
				},
				"tagged_only": {
					"optional": true,
					"type": "boolean"
				},
				"username": {
					"optional": true,
					"type": "string"
				},
				"zfs-base-path": {
					"format": "pve-storage-path",
					"optional": true,
					"type": "string"
				}
			}
		},
		"pvesm status": {
			"positional": [],
			"fixed": ["node"],
			"properties": {
				"content": {
					"format": "pve-storage-content-list",
					"optional": true,
					"type": "string"
				},
				"enabled": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"format": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"optional": true,
					"type": "string"
				},
				"target": {
					"format": "pve-node",
					"optional": true,
					"type": "string"
				}
			}
		},
		"pvesm zfsscan": { "alias": "pvesm scan zfs" },
		"pveam available": {
			"positional": [],
			"properties": { "section": {
				"enum": [
					"system",
					"mail",
					"turnkeylinux"
				],
				"optional": true,
				"type": "string"
			} }
		},
		"pveam download": {
			"positional": ["storage", "template"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"template": {
					"maxLength": 255,
					"type": "string"
				}
			}
		},
		"pveam list": {
			"positional": ["storage"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				}
			}
		},
		"pveam remove": {
			"positional": ["template_path"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"template_path": {
					"maxLength": 255,
					"type": "string"
				}
			}
		},
		"pveam update": {
			"positional": [],
			"properties": {}
		},
		"vzdump": {
			"positional": ["vmid"],
			"properties": {
				"all": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"bwlimit": {
					"default": 0,
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"compress": {
					"default": "0",
					"enum": [
						"0",
						"1",
						"gzip",
						"lzo",
						"zstd"
					],
					"optional": true,
					"type": "string"
				},
				"dumpdir": {
					"optional": true,
					"type": "string"
				},
				"exclude": {
					"format": "pve-vmid-list",
					"optional": true,
					"type": "string"
				},
				"exclude-path": {
					"items": { "type": "string" },
					"optional": true,
					"type": "array"
				},
				"fleecing": {
					"format": "backup-fleecing",
					"optional": true,
					"type": "string",
					"fields": {
						"enabled": {
							"default": 0,
							"defaultKey": true,
							"optional": true,
							"type": "boolean"
						},
						"storage": {
							"format": "pve-storage-id",
							"optional": true,
							"type": "string"
						}
					}
				},
				"ionice": {
					"default": 7,
					"maximum": 8,
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"job-id": {
					"maxLength": 50,
					"optional": true,
					"pattern": "\\S+",
					"type": "string"
				},
				"lockwait": {
					"default": 180,
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"mailnotification": {
					"default": "always",
					"enum": ["always", "failure"],
					"optional": true,
					"type": "string"
				},
				"mailto": {
					"format": "email-or-username-list",
					"optional": true,
					"type": "string"
				},
				"mode": {
					"default": "snapshot",
					"enum": [
						"snapshot",
						"suspend",
						"stop"
					],
					"optional": true,
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"optional": true,
					"type": "string"
				},
				"notes-template": {
					"maxLength": 1024,
					"optional": true,
					"requires": "storage",
					"type": "string"
				},
				"notification-mode": {
					"default": "auto",
					"enum": [
						"auto",
						"legacy-sendmail",
						"notification-system"
					],
					"optional": true,
					"type": "string"
				},
				"pbs-change-detection-mode": {
					"enum": [
						"legacy",
						"data",
						"metadata"
					],
					"optional": true,
					"type": "string"
				},
				"performance": {
					"format": "backup-performance",
					"optional": true,
					"type": "string",
					"fields": {
						"max-workers": {
							"default": 16,
							"maximum": 256,
							"minimum": 1,
							"optional": true,
							"type": "integer"
						},
						"pbs-entries-max": {
							"default": 1048576,
							"minimum": 1,
							"optional": true,
							"type": "integer"
						}
					}
				},
				"pigz": {
					"default": 0,
					"optional": true,
					"type": "integer"
				},
				"pool": {
					"optional": true,
					"type": "string"
				},
				"protected": {
					"optional": true,
					"requires": "storage",
					"type": "boolean"
				},
				"prune-backups": {
					"default": "keep-all=1",
					"format": "prune-backups",
					"optional": true,
					"type": "string",
					"fields": {
						"keep-all": {
							"optional": true,
							"type": "boolean"
						},
						"keep-daily": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-hourly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-last": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-monthly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-weekly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						},
						"keep-yearly": {
							"minimum": 0,
							"optional": true,
							"type": "integer"
						}
					}
				},
				"quiet": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"remove": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"script": {
					"optional": true,
					"type": "string"
				},
				"stdexcludes": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"stdout": {
					"optional": true,
					"type": "boolean"
				},
				"stop": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"stopwait": {
					"default": 10,
					"minimum": 0,
					"optional": true,
					"type": "integer"
				},
				"storage": {
					"format": "pve-storage-id",
					"optional": true,
					"type": "string"
				},
				"tmpdir": {
					"optional": true,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid-list",
					"optional": true,
					"type": "string"
				},
				"zstd": {
					"default": 1,
					"optional": true,
					"type": "integer"
				}
			}
		}
	}
};
function* unfolded(declared) {
	for (const [name, { indexes }] of Object.entries(declared)) {
		const [first, last] = indexes ?? [];
		if (first === void 0 || last === void 0) yield name;
		else for (let index = first; index <= last; index += 1) yield `${name}${index}`;
	}
}
/** What each table declares, the first that knows a name; `hidden` names do not exist. */
function propertiesOf$1(tables, hidden = []) {
	const get = (name) => {
		if (hidden.includes(name)) return void 0;
		const [, family = name, digits] = /^(.*?[^\d])(0|[1-9]\d*)$/.exec(name) ?? [];
		for (const table of tables) {
			const single = Object.hasOwn(table, name) ? table[name] : void 0;
			if (single && !single.indexes) return single;
			const member = digits !== void 0 && Object.hasOwn(table, family) ? table[family] : void 0;
			const [first, last] = member?.indexes ?? [];
			if (member && Number(digits) >= Number(first) && Number(digits) <= Number(last)) return member;
		}
	};
	return {
		get,
		has: (name) => get(name) !== void 0,
		names: () => tables.flatMap((table) => [...unfolded(table)]).filter((name) => !hidden.includes(name)),
		required: tables.flatMap((table) => Object.entries(table)).filter(([name, { optional, indexes }]) => !optional && !indexes && !hidden.includes(name)).map(([name]) => name)
	};
}
/** What came after PVE 8.4 (pve-container 5.2): options of containers, and keys of property strings. */
const AFTER_8 = {
	options: [
		"env",
		"entrypoint",
		"ha-managed"
	],
	net: ["host-managed"],
	rootfs: ["idmap"],
	mp: ["idmap", "keepattrs"]
};
const without = (record, names = []) => Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
/** A table as PVE 8.4 declares it. */
function declaredBy8(table) {
	const properties = Object.entries(without(table, AFTER_8["options"])).map(([name, property]) => {
		const fields = property.fields && without(property.fields, AFTER_8[name]);
		return [name, fields ? {
			...property,
			fields
		} : property];
	});
	return Object.fromEntries(properties);
}
/** Proxmox keeps these two in conf files, and no command sets them. */
const INTERNAL = {
	parent: {
		type: "string",
		format: "pve-configid",
		maxLength: 40,
		optional: true
	},
	snaptime: {
		type: "integer",
		minimum: 0,
		optional: true
	}
};
const confProperties = /* @__PURE__ */ new Map();
/** Every key of a container's conf file. */
function confSchema(pve = "9.2") {
	const known = confProperties.get(pve);
	if (known) return known;
	const properties = propertiesOf$1([pve === "8.4" ? declaredBy8(config$1) : config$1, INTERNAL]);
	confProperties.set(pve, properties);
	return properties;
}
const cache = /* @__PURE__ */ new Map();
/** The schema of `pct set` and its like, without the parameters that the command line fixes; null when unknown. */
function commandSchema(command, pve = "9.2") {
	const cacheKey = `${pve} ${command}`;
	const known = cache.get(cacheKey);
	if (known !== void 0) return known;
	const entry = Object.hasOwn(commands, command) ? commands[command] : void 0;
	const schema = entry?.alias ? commandSchema(entry.alias, pve) : entry ? build$3(entry, pve) : null;
	cache.set(cacheKey, schema);
	return schema;
}
function build$3(entry, pve) {
	const declared = [entry.properties ?? {}, ...entry.config ? [config$1] : []];
	const tables = pve === "8.4" ? declared.map(declaredBy8) : declared;
	return {
		positional: entry.positional ?? [],
		properties: propertiesOf$1(tables, entry.fixed)
	};
}
/** All commands of a program, such as `pct`, by name. */
function commandsOf(program) {
	return Object.keys(commands).flatMap((name) => name.startsWith(`${program} `) ? [name.slice(program.length + 1)] : []);
}
// src/simulator/schema/time-zones.json
var zones = [
	"Africa/Abidjan",
	"Africa/Accra",
	"Africa/Addis_Ababa",
	"Africa/Algiers",
	"Africa/Asmara",
	"Africa/Bamako",
	"Africa/Bangui",
	"Africa/Banjul",
	"Africa/Bissau",
	"Africa/Blantyre",
	"Africa/Brazzaville",
	"Africa/Bujumbura",
	"Africa/Cairo",
	"Africa/Casablanca",
	"Africa/Ceuta",
	"Africa/Conakry",
	"Africa/Dakar",
	"Africa/Dar_es_Salaam",
	"Africa/Djibouti",
	"Africa/Douala",
	"Africa/El_Aaiun",
	"Africa/Freetown",
	"Africa/Gaborone",
	"Africa/Harare",
	"Africa/Johannesburg",
	"Africa/Juba",
	"Africa/Kampala",
	"Africa/Khartoum",
	"Africa/Kigali",
	"Africa/Kinshasa",
	"Africa/Lagos",
	"Africa/Libreville",
	"Africa/Lome",
	"Africa/Luanda",
	"Africa/Lubumbashi",
	"Africa/Lusaka",
	"Africa/Malabo",
	"Africa/Maputo",
	"Africa/Maseru",
	"Africa/Mbabane",
	"Africa/Mogadishu",
	"Africa/Monrovia",
	"Africa/Nairobi",
	"Africa/Ndjamena",
	"Africa/Niamey",
	"Africa/Nouakchott",
	"Africa/Ouagadougou",
	"Africa/Porto-Novo",
	"Africa/Sao_Tome",
	"Africa/Tripoli",
	"Africa/Tunis",
	"Africa/Windhoek",
	"America/Adak",
	"America/Anchorage",
	"America/Anguilla",
	"America/Antigua",
	"America/Araguaina",
	"America/Argentina/Buenos_Aires",
	"America/Argentina/Catamarca",
	"America/Argentina/Cordoba",
	"America/Argentina/Jujuy",
	"America/Argentina/La_Rioja",
	"America/Argentina/Mendoza",
	"America/Argentina/Rio_Gallegos",
	"America/Argentina/Salta",
	"America/Argentina/San_Juan",
	"America/Argentina/San_Luis",
	"America/Argentina/Tucuman",
	"America/Argentina/Ushuaia",
	"America/Aruba",
	"America/Asuncion",
	"America/Atikokan",
	"America/Bahia",
	"America/Bahia_Banderas",
	"America/Barbados",
	"America/Belem",
	"America/Belize",
	"America/Blanc-Sablon",
	"America/Boa_Vista",
	"America/Bogota",
	"America/Boise",
	"America/Cambridge_Bay",
	"America/Campo_Grande",
	"America/Cancun",
	"America/Caracas",
	"America/Cayenne",
	"America/Cayman",
	"America/Chicago",
	"America/Chihuahua",
	"America/Ciudad_Juarez",
	"America/Costa_Rica",
	"America/Coyhaique",
	"America/Creston",
	"America/Cuiaba",
	"America/Curacao",
	"America/Danmarkshavn",
	"America/Dawson",
	"America/Dawson_Creek",
	"America/Denver",
	"America/Detroit",
	"America/Dominica",
	"America/Edmonton",
	"America/Eirunepe",
	"America/El_Salvador",
	"America/Fort_Nelson",
	"America/Fortaleza",
	"America/Glace_Bay",
	"America/Goose_Bay",
	"America/Grand_Turk",
	"America/Grenada",
	"America/Guadeloupe",
	"America/Guatemala",
	"America/Guayaquil",
	"America/Guyana",
	"America/Halifax",
	"America/Havana",
	"America/Hermosillo",
	"America/Indiana/Indianapolis",
	"America/Indiana/Knox",
	"America/Indiana/Marengo",
	"America/Indiana/Petersburg",
	"America/Indiana/Tell_City",
	"America/Indiana/Vevay",
	"America/Indiana/Vincennes",
	"America/Indiana/Winamac",
	"America/Inuvik",
	"America/Iqaluit",
	"America/Jamaica",
	"America/Juneau",
	"America/Kentucky/Louisville",
	"America/Kentucky/Monticello",
	"America/Kralendijk",
	"America/La_Paz",
	"America/Lima",
	"America/Los_Angeles",
	"America/Lower_Princes",
	"America/Maceio",
	"America/Managua",
	"America/Manaus",
	"America/Marigot",
	"America/Martinique",
	"America/Matamoros",
	"America/Mazatlan",
	"America/Menominee",
	"America/Merida",
	"America/Metlakatla",
	"America/Mexico_City",
	"America/Miquelon",
	"America/Moncton",
	"America/Monterrey",
	"America/Montevideo",
	"America/Montserrat",
	"America/Nassau",
	"America/New_York",
	"America/Nome",
	"America/Noronha",
	"America/North_Dakota/Beulah",
	"America/North_Dakota/Center",
	"America/North_Dakota/New_Salem",
	"America/Nuuk",
	"America/Ojinaga",
	"America/Panama",
	"America/Paramaribo",
	"America/Phoenix",
	"America/Port-au-Prince",
	"America/Port_of_Spain",
	"America/Porto_Velho",
	"America/Puerto_Rico",
	"America/Punta_Arenas",
	"America/Rankin_Inlet",
	"America/Recife",
	"America/Regina",
	"America/Resolute",
	"America/Rio_Branco",
	"America/Santarem",
	"America/Santiago",
	"America/Santo_Domingo",
	"America/Sao_Paulo",
	"America/Scoresbysund",
	"America/Sitka",
	"America/St_Barthelemy",
	"America/St_Johns",
	"America/St_Kitts",
	"America/St_Lucia",
	"America/St_Thomas",
	"America/St_Vincent",
	"America/Swift_Current",
	"America/Tegucigalpa",
	"America/Thule",
	"America/Tijuana",
	"America/Toronto",
	"America/Tortola",
	"America/Vancouver",
	"America/Whitehorse",
	"America/Winnipeg",
	"America/Yakutat",
	"Antarctica/Casey",
	"Antarctica/Davis",
	"Antarctica/DumontDUrville",
	"Antarctica/Macquarie",
	"Antarctica/Mawson",
	"Antarctica/McMurdo",
	"Antarctica/Palmer",
	"Antarctica/Rothera",
	"Antarctica/Syowa",
	"Antarctica/Troll",
	"Antarctica/Vostok",
	"Arctic/Longyearbyen",
	"Asia/Aden",
	"Asia/Almaty",
	"Asia/Amman",
	"Asia/Anadyr",
	"Asia/Aqtau",
	"Asia/Aqtobe",
	"Asia/Ashgabat",
	"Asia/Atyrau",
	"Asia/Baghdad",
	"Asia/Bahrain",
	"Asia/Baku",
	"Asia/Bangkok",
	"Asia/Barnaul",
	"Asia/Beirut",
	"Asia/Bishkek",
	"Asia/Brunei",
	"Asia/Chita",
	"Asia/Colombo",
	"Asia/Damascus",
	"Asia/Dhaka",
	"Asia/Dili",
	"Asia/Dubai",
	"Asia/Dushanbe",
	"Asia/Famagusta",
	"Asia/Gaza",
	"Asia/Hebron",
	"Asia/Ho_Chi_Minh",
	"Asia/Hong_Kong",
	"Asia/Hovd",
	"Asia/Irkutsk",
	"Asia/Jakarta",
	"Asia/Jayapura",
	"Asia/Jerusalem",
	"Asia/Kabul",
	"Asia/Kamchatka",
	"Asia/Karachi",
	"Asia/Kathmandu",
	"Asia/Khandyga",
	"Asia/Kolkata",
	"Asia/Krasnoyarsk",
	"Asia/Kuala_Lumpur",
	"Asia/Kuching",
	"Asia/Kuwait",
	"Asia/Macau",
	"Asia/Magadan",
	"Asia/Makassar",
	"Asia/Manila",
	"Asia/Muscat",
	"Asia/Nicosia",
	"Asia/Novokuznetsk",
	"Asia/Novosibirsk",
	"Asia/Omsk",
	"Asia/Oral",
	"Asia/Phnom_Penh",
	"Asia/Pontianak",
	"Asia/Pyongyang",
	"Asia/Qatar",
	"Asia/Qostanay",
	"Asia/Qyzylorda",
	"Asia/Riyadh",
	"Asia/Sakhalin",
	"Asia/Samarkand",
	"Asia/Seoul",
	"Asia/Shanghai",
	"Asia/Singapore",
	"Asia/Srednekolymsk",
	"Asia/Taipei",
	"Asia/Tashkent",
	"Asia/Tbilisi",
	"Asia/Tehran",
	"Asia/Thimphu",
	"Asia/Tokyo",
	"Asia/Tomsk",
	"Asia/Ulaanbaatar",
	"Asia/Urumqi",
	"Asia/Ust-Nera",
	"Asia/Vientiane",
	"Asia/Vladivostok",
	"Asia/Yakutsk",
	"Asia/Yangon",
	"Asia/Yekaterinburg",
	"Asia/Yerevan",
	"Atlantic/Azores",
	"Atlantic/Bermuda",
	"Atlantic/Canary",
	"Atlantic/Cape_Verde",
	"Atlantic/Faroe",
	"Atlantic/Madeira",
	"Atlantic/Reykjavik",
	"Atlantic/South_Georgia",
	"Atlantic/St_Helena",
	"Atlantic/Stanley",
	"Australia/Adelaide",
	"Australia/Brisbane",
	"Australia/Broken_Hill",
	"Australia/Darwin",
	"Australia/Eucla",
	"Australia/Hobart",
	"Australia/Lindeman",
	"Australia/Lord_Howe",
	"Australia/Melbourne",
	"Australia/Perth",
	"Australia/Sydney",
	"Europe/Amsterdam",
	"Europe/Andorra",
	"Europe/Astrakhan",
	"Europe/Athens",
	"Europe/Belgrade",
	"Europe/Berlin",
	"Europe/Bratislava",
	"Europe/Brussels",
	"Europe/Bucharest",
	"Europe/Budapest",
	"Europe/Busingen",
	"Europe/Chisinau",
	"Europe/Copenhagen",
	"Europe/Dublin",
	"Europe/Gibraltar",
	"Europe/Guernsey",
	"Europe/Helsinki",
	"Europe/Isle_of_Man",
	"Europe/Istanbul",
	"Europe/Jersey",
	"Europe/Kaliningrad",
	"Europe/Kirov",
	"Europe/Kyiv",
	"Europe/Lisbon",
	"Europe/Ljubljana",
	"Europe/London",
	"Europe/Luxembourg",
	"Europe/Madrid",
	"Europe/Malta",
	"Europe/Mariehamn",
	"Europe/Minsk",
	"Europe/Monaco",
	"Europe/Moscow",
	"Europe/Oslo",
	"Europe/Paris",
	"Europe/Podgorica",
	"Europe/Prague",
	"Europe/Riga",
	"Europe/Rome",
	"Europe/Samara",
	"Europe/San_Marino",
	"Europe/Sarajevo",
	"Europe/Saratov",
	"Europe/Simferopol",
	"Europe/Skopje",
	"Europe/Sofia",
	"Europe/Stockholm",
	"Europe/Tallinn",
	"Europe/Tirane",
	"Europe/Ulyanovsk",
	"Europe/Vaduz",
	"Europe/Vatican",
	"Europe/Vienna",
	"Europe/Vilnius",
	"Europe/Volgograd",
	"Europe/Warsaw",
	"Europe/Zagreb",
	"Europe/Zurich",
	"Indian/Antananarivo",
	"Indian/Chagos",
	"Indian/Christmas",
	"Indian/Cocos",
	"Indian/Comoro",
	"Indian/Kerguelen",
	"Indian/Mahe",
	"Indian/Maldives",
	"Indian/Mauritius",
	"Indian/Mayotte",
	"Indian/Reunion",
	"Pacific/Apia",
	"Pacific/Auckland",
	"Pacific/Bougainville",
	"Pacific/Chatham",
	"Pacific/Chuuk",
	"Pacific/Easter",
	"Pacific/Efate",
	"Pacific/Fakaofo",
	"Pacific/Fiji",
	"Pacific/Funafuti",
	"Pacific/Galapagos",
	"Pacific/Gambier",
	"Pacific/Guadalcanal",
	"Pacific/Guam",
	"Pacific/Honolulu",
	"Pacific/Kanton",
	"Pacific/Kiritimati",
	"Pacific/Kosrae",
	"Pacific/Kwajalein",
	"Pacific/Majuro",
	"Pacific/Marquesas",
	"Pacific/Midway",
	"Pacific/Nauru",
	"Pacific/Niue",
	"Pacific/Norfolk",
	"Pacific/Noumea",
	"Pacific/Pago_Pago",
	"Pacific/Palau",
	"Pacific/Pitcairn",
	"Pacific/Pohnpei",
	"Pacific/Port_Moresby",
	"Pacific/Rarotonga",
	"Pacific/Saipan",
	"Pacific/Tahiti",
	"Pacific/Tarawa",
	"Pacific/Tongatapu",
	"Pacific/Wake",
	"Pacific/Wallis"
];
// src/simulator/formats.ts
/** Proxmox's named formats of option values: each gives the reason why a value is not of it, or null. */
const matches = (pattern, reason) => (value) => pattern.test(value) ? null : reason(value);
const OCTET = "(?:25[0-5]|(?:2[0-4]|1[0-9]|[1-9])?[0-9])";
const IPV4 = `(?:${OCTET}\\.){3}${OCTET}`;
const H16 = "[0-9a-fA-F]{1,4}";
const LS32 = `(?:${IPV4}|${H16}:${H16})`;
const IPV6 = [
	`(?:${H16}:){6}${LS32}`,
	`::(?:${H16}:){5}${LS32}`,
	`(?:${H16})?::(?:${H16}:){4}${LS32}`,
	...[
		1,
		2,
		3
	].map((n) => `(?:(?:${H16}:){0,${n}}${H16})?::(?:${H16}:){${4 - n}}${LS32}`),
	`(?:(?:${H16}:){0,4}${H16})?::${LS32}`,
	`(?:(?:${H16}:){0,5}${H16})?::${H16}`,
	`(?:(?:${H16}:){0,6}${H16})?::`
].join("|");
const isIpv4 = (text) => new RegExp(`^(?:${IPV4})$`).test(text);
const isIpv6 = (text) => new RegExp(`^(?:${IPV6})$`).test(text);
const isIp = (text) => isIpv4(text) || isIpv6(text);
function isCidr(text, isAddress, longest) {
	const [, address = "", bits = ""] = /^(.*)\/(\d+)$/.exec(text) ?? [];
	return isAddress(address) && Number(bits) > 7 && Number(bits) <= longest;
}
const isCidr4 = (text) => isCidr(text, isIpv4, 32);
const isCidr6 = (text) => isCidr(text, isIpv6, 128);
const INTERFACE = /^[a-z][a-z0-9_]{1,20}(?:[:.]\d+)?$/i;
/** A link-local address may name its interface. */
function isIpWithInterface(text) {
	const [, address, iface] = /^(fe80:[^%]+)%(.*)$/.exec(text) ?? [];
	if (address !== void 0 && iface !== void 0 && isIp(address) && INTERFACE.test(iface)) return true;
	return isIp(text);
}
const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
function isStartupOrder(text) {
	if (text === "" || text === "0") return false;
	return text.split(",").filter((part) => !/^\s*$/.test(part)).every((part) => /^(?:(?:order=)?\d+|up=\d+|down=\d+)$/.test(part));
}
const STORE = /^[a-z][a-z0-9\-_.]*[a-z0-9]$/i;
function storageId(value) {
	if (value.length < 2) return `storage ID '${value}' cannot be shorter than 2 characters`;
	return STORE.test(value) ? null : `storage ID '${value}' contains illegal characters`;
}
const looksLike = (ok, what) => {
	return (value) => ok(value) ? null : `value does not look like a valid ${what}`;
};
const CHECKS = {
	string: () => null,
	"pve-configid": matches(/^[a-z][a-z0-9_-]+$/i, (value) => `invalid configuration ID '${value}'`),
	"pve-storage-id": storageId,
	"pve-vmid": looksLike((value) => /^[1-9][0-9]{2,8}$/.test(value), "VM ID"),
	"pve-node": looksLike((value) => new RegExp(`^${LABEL}$`).test(value), "node name"),
	"pve-poolid": matches(/^[A-Za-z0-9.\-_]+(?:\/[A-Za-z0-9.\-_]+){0,2}$/, (value) => `pool name '${value}' contains invalid characters`),
	"mac-addr": looksLike((value) => /^[a-f0-9][02468ace](?::[a-f0-9]{2}){5}$/i.test(value), "unicast MAC address"),
	ip: looksLike(isIp, "IP address"),
	ipv4: looksLike(isIpv4, "IPv4 address"),
	ipv6: looksLike(isIpv6, "IPv6 address"),
	CIDR: looksLike((value) => isCidr4(value) || isCidr6(value), "CIDR network"),
	"pve-ipv4-config": looksLike((value) => /^(?:dhcp|manual)$/.test(value) || isCidr4(value), "ipv4 network configuration"),
	"pve-ipv6-config": looksLike((value) => /^(?:auto|dhcp|manual)$/.test(value) || isCidr6(value), "ipv6 network configuration"),
	"lxc-ip-with-ll-iface": looksLike(isIpWithInterface, "IP address"),
	"dns-name": looksLike((value) => new RegExp(`^(?:${LABEL}\\.)*${LABEL}$`).test(value), "DNS name"),
	"pve-ct-timezone": (value) => value === "host" || value === "UTC" || zones.includes(value) ? null : `invalid time zone '${value}'`,
	"disk-size": (value) => parseSize(value) === null ? `value does not look like a valid disk size: ${value}` : null,
	"pve-startup-order": (value) => isStartupOrder(value) ? null : "unable to parse startup options",
	"pve-tag": matches(/^[a-z0-9_][a-z0-9_\-+.]*$/i, () => "invalid characters in tag"),
	"pve-volume-id": (value) => {
		const [, store] = /^([a-z][a-z0-9\-_.]*[a-z0-9]):(.+)$/i.exec(value) ?? [];
		return store === void 0 ? `unable to parse volume ID '${value}'` : null;
	},
	"pve-lxc-mp-string": matches(/^(?!\.\.\/)(?!.*\/\.\.?(?:\/|$))/s, (value) => `${value} contains illegal character sequences`),
	"pve-lxc-dev-string": matches(/^(?!.*\/\.\.?(?:\/|$))\/dev\//s, (value) => `${value} is not a valid device path`),
	"pve-storage-path": matches(/^\/[^;()]+/, () => "value does not look like a valid absolute path")
};
/** Proxmox's lists: separated by commas, semicolons, blanks, or NUL alone. */
function splitList(text) {
	if (text.includes("\0")) return text.split("\0");
	return text.split(/[\s,;]+/).filter((entry) => entry !== "");
}
/** The reason why `value` is not of the named format, or null. A format that is not modelled takes all values. */
function formatReason(format, value) {
	if (format.endsWith("-list")) {
		const single = format.slice(0, -5);
		for (const entry of splitList(value)) {
			const reason = formatReason(single, entry);
			if (reason !== null) return reason;
		}
		return null;
	}
	return CHECKS[format]?.(value) ?? null;
}
// src/simulator/validate.ts
/** Checks values against a declared schema in Proxmox's order and words (PVE::JSONSchema, PVE 9.2). */
const NUMBER = /^[+-]?(?:\d+\.\d+|\d+\.|\.\d+|\d+)(?:[eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;
function isOfType(type, value) {
	switch (type) {
		case "boolean": return value === "0" || value === "1";
		case "integer": return INTEGER.test(value);
		case "number": return NUMBER.test(value);
		case "array":
		case "string":
		case void 0: return true;
	}
}
/** The text of a format error as it is nested into the reason of the option. */
function nested(reasons) {
	return `format error\n${[...reasons].map(([path, reason]) => `${path}: ${reason}\n`).join("")}`;
}
const fieldsOf = (fields) => ({
	get: (name) => Object.hasOwn(fields, name) ? fields[name] : void 0,
	required: Object.keys(fields).filter((name) => !fields[name]?.optional)
});
function fieldsReason(fields, value, path) {
	let properties;
	try {
		properties = parsePropertyString(fields, value);
	} catch (error) {
		if (error instanceof PropertyStringError) return `${error.message}\n`;
		throw error;
	}
	const reasons = validateAll(fieldsOf(fields), properties, path);
	return reasons.size > 0 ? nested(reasons) : null;
}
function limitReason(property, value) {
	const { maxLength, minLength, maximum, minimum } = property;
	const length = value.match(/./gsu)?.length ?? 0;
	if (property.pattern !== void 0 && !new RegExp(`^(?:${property.pattern})\\n?$`, "u").test(value)) return "value does not match the regex pattern";
	if (maxLength !== void 0 && length > maxLength) return `value may only be ${maxLength} characters long`;
	if (minLength !== void 0 && length < minLength) return `value must be at least ${minLength} characters long`;
	if (NUMBER.test(value.trimEnd())) {
		if (maximum !== void 0 && Number(value) > maximum) return `value must have a maximum value of ${maximum}`;
		if (minimum !== void 0 && Number(value) < minimum) return `value must have a minimum value of ${minimum}`;
	}
	if (property.enum && !property.enum.includes(value)) return `value '${value}' does not have a value in the enumeration '${property.enum.join(", ")}'`;
	return null;
}
/** The reason why a value is not of the property's format, or null. */
function checkFormat(property, value, path) {
	if (property.fields) return fieldsReason(property.fields, value, path);
	return property.format === void 0 ? null : formatReason(property.format, value);
}
function reasonFor(property, given, path) {
	const value = given.replace(/\n$/, "");
	if (!isOfType(property.type, value)) return `type check ('${property.type}') failed - got '${given}'`;
	const format = checkFormat(property, value, path);
	if (format !== null) return `invalid format - ${format.replace(/\n?$/, "\n")}`;
	return limitReason(property, given);
}
/** A reason per bad, missing or unknown value, by its path (`net0.ip`); empty when all is well. */
function validateAll(schema, values, path = "") {
	const reasons = /* @__PURE__ */ new Map();
	const at = (name) => path ? `${path}.${name}` : name;
	for (const name of schema.required) if (!values.has(name)) reasons.set(at(name), "property is missing and it is not optional");
	for (const [name, value] of values) {
		const property = schema.get(name);
		const reason = property ? reasonFor(property, value, at(name)) : null;
		if (reason !== null) reasons.set(at(name), reason);
		if (!property) reasons.set(at(name), "property is not defined in schema and the schema does not allow additional properties");
		else if (property.requires !== void 0 && !values.has(property.requires)) {
			if (!schema.get(property.requires)) continue;
			reasons.set(at(property.requires), `missing property required by '${at(name)}'`);
		}
	}
	return reasons;
}
// src/simulator/conf-store.ts
/**
* Loads and writes the conf files of simulated guests as Proxmox does: values checked and brought into its form on
* reading, `unusedN` of volumes that are in use dropped on writing. Changes are made on a draft.
*/
/** The value of a key, the description among them; undefined when it is not set. */
function getOption(section, key) {
	return key === "description" ? section.description ?? void 0 : section.options.get(key);
}
function setOption(section, key, value) {
	if (key === "description") section.description = value;
	else section.options.set(key, value);
}
function unsetOption(section, key) {
	if (key === "description") section.description = null;
	else section.options.delete(key);
}
/** Every key that is set, sorted, the description among them. */
function optionKeys(section) {
	const keys = [...section.options.keys()];
	return (section.description === null ? keys : [...keys, "description"]).sort();
}
const emptySection = () => ({
	description: null,
	options: /* @__PURE__ */ new Map(),
	raw: []
});
const emptyDraft = () => ({
	...emptySection(),
	pending: {
		...emptySection(),
		delete: []
	},
	snapshots: /* @__PURE__ */ new Map(),
	digest: null
});
/** Property strings that were found fine: conf files are read over and over, and change little in between. */
const FINE = /* @__PURE__ */ new WeakMap();
const FINE_LIMIT = 5e3;
function formatProblem(property, value) {
	const fine = FINE.get(property) ?? /* @__PURE__ */ new Set();
	if (fine.has(value)) return null;
	const reason = checkFormat(property, value, "");
	if (reason === null && property.fields) {
		if (fine.size >= FINE_LIMIT) fine.clear();
		FINE.set(property, fine.add(value));
	}
	return reason;
}
/** Proxmox's form of a value when it reads one (`yes` becomes 1, 007 becomes 7), or why it is none. */
function normalise(key, property, value) {
	if (!property) return { reason: `unknown setting '${key}'` };
	const refused = (type) => ({ reason: `type check ('${type}') failed - got '${value}'` });
	if (property.type === "boolean") {
		const flag = parseBoolean(value);
		return flag === void 0 ? refused("boolean") : { value: flag };
	}
	if (property.type === "integer") return /^\d+$/.test(value) ? { value: value.replace(/^0+(?=\d)/, "") } : refused("integer");
	if (property.type === "number") return /^\d+(?:\.\d+)?$/.test(value) ? { value } : refused("number");
	const reason = formatProblem(property, value);
	return reason === null ? { value } : { reason };
}
function draftSection(section, pve, complain) {
	const options = /* @__PURE__ */ new Map();
	for (const [key, value] of section.options) {
		if (key === "env" || key === "snapstate") {
			options.set(key, value);
			continue;
		}
		const normal = normalise(key, confSchema(pve).get(key), value || " ");
		if ("reason" in normal) complain(`unable to parse value of '${key}' - ${normal.reason}\n`);
		options.set(key, "reason" in normal ? value || " " : normal.value);
	}
	const raw = section.raw.filter(({ key, value }) => {
		const { kept, complaint } = judgeRawKey(key, `${key}: ${value}`);
		if (complaint !== void 0) complain(`${complaint}\n`);
		return kept;
	});
	return {
		description: section.description,
		options,
		raw
	};
}
const invalidLine = (line) => line.startsWith("delete:") ? "property 'delete' is only allowed in [pve:pending]\n" : `unable to parse config: ${line}\n`;
/** The draft of a conf file's text; `warn` takes what Proxmox says about lines it does not like. */
function draftOf(text, vmid, warn = () => {}, pve = "9.2") {
	const complain = (message) => warn(`vm ${vmid} - ${message}`);
	const conf = parseConf(text, (line) => complain(invalidLine(line)));
	return {
		...draftSection(conf, pve, complain),
		pending: conf.pending ? {
			...draftSection(conf.pending, pve, complain),
			delete: [...conf.pending.delete]
		} : {
			...emptySection(),
			delete: []
		},
		snapshots: new Map([...conf.snapshots].map(([name, section]) => [name, draftSection(section, pve, complain)])),
		get digest() {
			return digest(text);
		}
	};
}
/** @throws Failure when the node has no such guest. */
function loadConf(session, vmid, node = session.node.name) {
	const text = session.host.read(confPath(node, vmid));
	if (text === null) die(`Configuration file '${shortConfPath(node, vmid)}' does not exist`, 2);
	return draftOf(text, vmid, (warning) => session.warn(warning), session.node.pve);
}
/** The text that Proxmox writes for a draft. @throws Failure when a value has a line break. */
function textOf$1(draft) {
	const used = new Set(volumeKeys(draft.options).flatMap((key) => volumeOf(key, draft.options.get(key)) ?? []));
	for (const [key, value] of draft.options) {
		if (value.includes("\n") && key !== "env") die(`detected invalid newline inside property '${key}'`);
		if (key.startsWith("unused") && used.has(value)) draft.options.delete(key);
	}
	draft.options.delete("snapstate");
	return formatConf(draft);
}
function writeConf(session, vmid, draft) {
	session.host.write(confPath(session.node.name, vmid), textOf$1(draft));
}
/** Holds Proxmox's flock of the guest: another command waits for up to `seconds` (10; create waits 5). */
function withGuestLock(session, vmid, body, seconds = 10) {
	return session.host.withLock(lockPath(vmid), seconds, body, (event) => session.warn(event === "waiting" ? "trying to acquire lock...\n" : " OK\n"));
}
/** @throws Failure when the conf file says that a long operation is under way. */
function checkLock(draft) {
	const lock = draft.options.get("lock");
	if (lock) die(`CT is locked (${lock})`);
}
// src/simulator/guest-files.ts
const guestRoot = (vmid) => `/.sim/guests/${vmid}/rootfs`;
const snapshotRoot = (vmid, snapname) => `/.sim/guests/${vmid}/snapshots/${snapname}`;
/** Copies a folder with all that is in it; one that is not there is empty. */
function copyTree$1(host, from, to) {
	if (host.copyTree) return host.copyTree(from, to);
	for (const name of host.list(from)) {
		const text = host.read(`${from}/${name}`);
		if (text === null) copyTree$1(host, `${from}/${name}`, `${to}/${name}`);
		else host.write(`${to}/${name}`, text);
	}
}
function removeTree(host, folder) {
	if (host.removeTree) return host.removeTree(folder);
	for (const name of host.list(folder)) if (!host.remove(`${folder}/${name}`)) removeTree(host, `${folder}/${name}`);
}
/** The files of one guest become those of another: of its running state, or of a snapshot. */
function copyGuestFiles(host, from, to, snapname) {
	copyTree$1(host, snapname === null ? guestRoot(from) : snapshotRoot(from, snapname), guestRoot(to));
}
function snapshotGuestFiles(host, vmid, snapname) {
	copyTree$1(host, guestRoot(vmid), snapshotRoot(vmid, snapname));
}
function rollbackGuestFiles(host, vmid, snapname) {
	removeTree(host, guestRoot(vmid));
	copyTree$1(host, snapshotRoot(vmid, snapname), guestRoot(vmid));
}
const deleteGuestSnapshot = (host, vmid, snapname) => removeTree(host, snapshotRoot(vmid, snapname));
const removeGuestFiles = (host, vmid) => removeTree(host, `/.sim/guests/${vmid}`);
// src/simulator/config/guest-os.ts
/** Which system is in a guest's root file system, as its /etc/os-release says: the conf file may be wrong. */
const releasePath = (vmid) => `${guestRoot(vmid)}/etc/os-release`;
/** Names of /etc/os-release that Proxmox has another word for (PVE 9.2). */
const ALIASES = {
	"opensuse-leap": "opensuse",
	"opensuse-tumbleweed": "opensuse",
	arch: "archlinux",
	sles: "opensuse",
	rocky: "centos",
	almalinux: "centos",
	rockylinux: "centos"
};
/** systemd of each release from 242 on: Proxmox then asks for nesting. Systems without systemd are not here. */
const SYSTEMD = {
	"debian 11": 247,
	"debian 12": 252,
	"debian 13": 257,
	"ubuntu 20.04": 245,
	"ubuntu 22.04": 249,
	"ubuntu 24.04": 255,
	"ubuntu 25.04": 257,
	"centos 9": 252,
	"fedora 41": 256,
	"fedora 42": 257,
	"archlinux ": 258,
	"opensuse 15": 254
};
/** The system that an archive's name tells: `debian-12-standard_12.0-1_amd64.tar.zst`. Null when it tells none. */
function osOfArchive(name) {
	const file = name.split("/").at(-1) ?? "";
	const [, id = "", version = ""] = /^([a-z]+)(?:-linux)?-(\d+(?:\.\d+)?)?/.exec(file) ?? [];
	const ostype = ALIASES[id] ?? id;
	return [
		"debian",
		"devuan",
		"ubuntu",
		"centos",
		"fedora",
		"opensuse",
		"archlinux",
		"alpine",
		"gentoo",
		"nixos"
	].includes(ostype) ? {
		ostype,
		version
	} : null;
}
function writeGuestOs(session, vmid, os) {
	session.host.write(releasePath(vmid), `ID=${os.ostype}\nVERSION_ID="${os.version}"\n`);
}
function readGuestOs(session, vmid, draft) {
	const text = session.host.read(releasePath(vmid));
	if (text === null) return {
		ostype: session.node.guestOs ?? draft.options.get("ostype") ?? "debian",
		version: "12"
	};
	const id = /^ID="?([^"\n]*)"?$/m.exec(text)?.[1] ?? "";
	const version = /^VERSION_ID="?([^"\n]*)"?$/m.exec(text)?.[1] ?? "";
	return {
		ostype: ALIASES[id] ?? id,
		version
	};
}
/** The system that Proxmox finds in the guest. */
const detectedOs = (session, vmid, draft) => readGuestOs(session, vmid, draft).ostype;
/** What Proxmox warns of at create, clone and start of a guest with systemd and without nesting; null for no more. */
function nestingWarning(session, vmid, draft) {
	if (draft.options.get("ostype") === "unmanaged") return null;
	if (parsePropertyString(FAMILIES.features, draft.options.get("features") ?? "").get("nesting") === "1") return null;
	const { ostype, version } = readGuestOs(session, vmid, draft);
	const systemd = SYSTEMD[`${ostype} ${version}`] ?? SYSTEMD[`${ostype} ${version.split(".")[0] ?? ""}`];
	return systemd === void 0 ? null : `Systemd ${systemd} detected. You may need to enable nesting.`;
}
// src/simulator/config/net.ts
/** Network interfaces of a guest: their properties, random addresses, and what changing one does while it runs. */
/** Proxmox's registered prefix, the default of datacenter.cfg's `mac_prefix` (PVE 8.1 and later). */
const MAC_PREFIX = "BC:24:11";
function macPrefix(session) {
	const text = session.host.read("/etc/pve/datacenter.cfg") ?? "";
	return (/^mac_prefix:\s*(\S+)\s*$/m.exec(text)?.[1] ?? MAC_PREFIX).toUpperCase();
}
function randomMac(session) {
	const bytes = Array.from({ length: 6 }, () => Math.floor(session.host.random() * 256));
	bytes[0] = (bytes[0] ?? 0) & 254 | 2;
	const mac = bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(":");
	const prefix = macPrefix(session);
	return prefix + mac.slice(prefix.length);
}
/** The properties of a net with Proxmox's additions: `type`, and an address where none is given. */
function parseNet(session, value) {
	const net = parsePropertyString(FAMILIES.net, value);
	net.set("type", "veth");
	if (!net.get("hwaddr")) net.set("hwaddr", randomMac(session));
	return net;
}
const formatNet = (net) => formatPropertyString(FAMILIES.net, net);
/** With the quirk `mac` off, a net that is set without an address keeps the one it has. */
function parseNewNet(session, value, old) {
	const kept = old === void 0 ? void 0 : parsePropertyString(FAMILIES.net, old).get("hwaddr");
	const net = parsePropertyString(FAMILIES.net, value);
	if (!session.node.quirks.mac && kept !== void 0 && !net.get("hwaddr")) net.set("hwaddr", kept);
	return parseNet(session, formatNet(net));
}
/** @throws Failure when the node has no such bridge. */
function bridgeMtu(session, bridge) {
	const name = bridge ?? "";
	return (Object.hasOwn(session.node.bridges, name) ? session.node.bridges[name] : void 0)?.mtu ?? die(`bridge '${name}' does not exist`, 2);
}
const isOn = (net, key) => (net.get(key) ?? "0") !== "0";
/** Connects the host's end to its bridge. */
function plug$2(session, veth, net) {
	if (isOn(net, "link_down")) return;
	const bridge = net.get("bridge") ?? "";
	if (!Object.hasOwn(session.node.bridges, bridge)) die(`bridge '${bridge}' is neither a linux nor an OVS bridge!`);
	if (net.has("trunks")) die("vlan aware feature need to be enabled to use trunks");
	limitRate(session, veth, net.get("rate"));
}
function limitRate(session, veth, rate) {
	if (rate === void 0 || Number(rate) === 0 || session.node.policing) return;
	const bytes = Math.trunc(Number(rate) * 1024 * 1024);
	session.warn("Error: TC classifier not found.\nWe have an error talking to the kernel\n");
	die(`command '/sbin/tc filter add dev ${veth} parent ffff: prio 50 basic police rate ${bytes}bps burst 1048576b mtu 64kb drop' failed: exit code 2`);
}
const pick = (net, keys) => keys.flatMap((key) => isOn(net, key) ? [[key, net.get(key) ?? ""]] : []);
/** Makes a new interface in a running guest, and writes what exists then: the addresses come later. */
function hotplug(session, vmid, draft, key, net) {
	const veth = `veth${vmid}i${key.slice(3)}`;
	const name = net.get("name") ?? "";
	if (!net.get("bridge")) die("unable to get bridge setting");
	bridgeMtu(session, net.get("bridge"));
	plug$2(session, veth, net);
	if ([...draft.options].filter(([other]) => /^net\d+$/.test(other) && other !== key).some(([, value]) => parsePropertyString(FAMILIES.net, value).get("name") === name)) {
		session.warn("RTNETLINK answers: File exists\n");
		die(`command 'lxc-device -n ${vmid} add ${veth}p ${name}' failed: exit code 2`);
	}
	const done = pick(net, [
		"bridge",
		"tag",
		"firewall",
		"hwaddr",
		"name",
		"link_down"
	]);
	draft.options.set(key, formatNet(new Map([["type", "veth"], ...done])));
	writeConf(session, vmid, draft);
}
/** Moves a running interface to another bridge, tag or rate. */
function replug(session, vmid, key, old, net) {
	const veth = `veth${vmid}i${key.slice(3)}`;
	const differs = (property) => old.get(property) !== net.get(property);
	if (differs("bridge") || differs("tag") || differs("firewall") || isOn(old, "link_down") !== isOn(net, "link_down")) {
		try {
			plug$2(session, veth, net);
		} catch (error) {
			if (error instanceof Failure) die(`${error.message}\n`);
			throw error;
		}
		for (const [property, value] of pick(net, [
			"bridge",
			"tag",
			"firewall",
			"rate",
			"link_down"
		])) old.set(property, value);
	} else if (differs("rate")) {
		limitRate(session, veth, net.get("rate"));
		const rate = net.get("rate");
		if (rate === void 0) old.delete("rate");
		else old.set("rate", rate);
	}
}
/** Sets the addresses in the guest. On the way Proxmox looks which system it really is, and keeps that. */
function updateAddresses(session, vmid, draft, key, net) {
	const expected = draft.options.get("ostype");
	if (expected !== "unmanaged") {
		const found = detectedOs(session, vmid, draft);
		if (expected !== void 0 && found !== expected) session.warn(`got unexpected ostype (${found} != ${expected})\n`);
		draft.options.set("ostype", found);
	}
	const now = parseNet(session, draft.options.get(key) ?? "");
	for (const suffix of ["", "6"]) {
		const [ip, gw] = [`ip${suffix}`, `gw${suffix}`];
		if (now.get(ip) === net.get(ip) && now.get(gw) === net.get(gw)) continue;
		if (net.get(gw) !== void 0 && !net.get(ip)?.includes("/")) {
			session.warn("RTNETLINK answers: Network is unreachable\n");
			session.warn(`command 'lxc-attach -n ${vmid} -s NETWORK -- /sbin/ip ${suffix ? "-6" : "-4"} route replace default via ${net.get(gw)}' failed: exit code 2\n`);
			continue;
		}
		for (const property of [ip, gw]) {
			const value = net.get(property);
			if (value) now.set(property, value);
			else now.delete(property);
		}
		draft.options.set(key, formatNet(now));
		writeConf(session, vmid, draft);
	}
}
/**
* Changes an interface of a running guest. It writes the conf file on its way (PVE 9.2), so that a later failure of
* the same call leaves this interface changed and everything else pending.
*/
function updateNet(session, vmid, draft, key, net) {
	const current = draft.options.get(key);
	if (current === void 0) hotplug(session, vmid, draft, key, net);
	else {
		const old = parseNet(session, current);
		if (old.get("hwaddr") !== net.get("hwaddr") || old.get("name") !== net.get("name")) {
			draft.options.delete(key);
			writeConf(session, vmid, draft);
			hotplug(session, vmid, draft, key, net);
		} else {
			replug(session, vmid, key, old, net);
			draft.options.set(key, formatNet(old));
			writeConf(session, vmid, draft);
		}
	}
	updateAddresses(session, vmid, draft, key, net);
}
// src/simulator/locks.ts
/** Locks that stand in a conf file (`lock: disk`) for as long as a long operation lasts, and the digest's guard. */
/** @returns the guest's configuration with the lock in it. @throws Failure when it is locked already */
function setLock(session, vmid, lock) {
	return withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		checkLock(draft);
		draft.options.set("lock", lock);
		writeConf(session, vmid, draft);
		return draft;
	});
}
/** Takes a lock off; any lock when none is named. @throws Failure when there is none, or another */
function removeLock(session, vmid, lock) {
	withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		const found = draft.options.get("lock");
		if (!found) die(`no lock found trying to remove ${lock === void 0 ? "any" : `'${lock}' `} lock`);
		if (lock !== void 0 && found !== lock) die(`found lock '${found}' trying to remove '${lock}' lock`);
		draft.options.delete("lock");
		writeConf(session, vmid, draft);
	});
}
/** @throws Failure when a guest of any kind, on any node, has this VMID */
function assertUnused(session, vmid, exit) {
	const owner = ownerOf$1(session.host, vmid);
	if (owner) die(`${owner.type === "lxc" ? "CT" : "VM"} ${vmid} already exists on node '${owner.node}'`, exit);
}
/** Begins a guest: a conf file with nothing but `lock: create`. @throws Failure when the VMID is taken */
function createAndLock(session, vmid, allowExisting = false) {
	const begin = () => {
		if (!allowExisting) assertUnused(session, vmid);
		const text = session.host.read(confPath(session.node.name, vmid));
		const draft = text === null ? emptyDraft() : draftOf(text, vmid);
		checkLock(draft);
		draft.options.set("lock", "create");
		writeConf(session, vmid, draft);
	};
	withGuestLock(session, vmid, begin, 5);
}
/** Changes a guest that this command holds by its own lock. @throws Failure when the lock was lost */
function underLock(session, vmid, lock, edit) {
	withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		if (draft.options.get("lock") !== lock) die(`Lost '${lock}' config lock, aborting.`);
		edit(draft);
		writeConf(session, vmid, draft);
	});
}
/** @throws Failure when the file is not the one that the caller has read */
function assertDigest(session, draft, given) {
	if (given !== void 0 && session.node.quirks.digest && draft.digest !== given) die("detected modified configuration - file changed by other user? Try again.");
}
// src/simulator/pools.ts
/** Pools of guests and storages, as /etc/pve/user.cfg has them. */
const PATH$1 = "/etc/pve/user.cfg";
const PREFIX = "pool:";
const words = (text) => (text ?? "").split(",").filter((word) => word !== "");
/** Every pool by its id, in the file's order. */
function readPools(host) {
	const lines = (host.read(PATH$1) ?? "").split("\n").filter((line) => line.startsWith(PREFIX));
	return new Map(lines.map((line) => {
		const [, id = "", comment = "", guests, storages] = line.split(":");
		return [id, {
			comment: decodeURIComponent(comment),
			guests: words(guests).map(Number),
			storages: words(storages)
		}];
	}));
}
/** Writes the pools; lines of users, roles and permissions stay. */
function writePools(host, pools) {
	const others = (host.read(PATH$1) ?? "user:root@pam:1:0::::::\n").split("\n").filter((line) => line !== "" && !line.startsWith(PREFIX));
	const lines = [...pools].map(([id, { comment, guests, storages }]) => {
		const vmids = [...guests].sort((a, b) => a - b).join(",");
		return `${PREFIX}${id}:${encodeURIComponent(comment)}:${vmids}:${[...storages].sort().join(",")}:`;
	});
	host.write(PATH$1, [...others, ...lines].map((line) => `${line}\n`).join(""));
}
/** @throws Failure with the words that `pct create --pool nope` has */
function requirePool(host, id) {
	return readPools(host).get(id) ?? die(`403 Permission check failed (pool '${id}' does not exist)`, 2);
}
/** A guest is in one pool at most. */
function poolOf(host, vmid) {
	for (const [id, pool] of readPools(host)) if (pool.guests.includes(vmid)) return id;
	return null;
}
function addToPool(host, id, vmid) {
	const pool = requirePool(host, id);
	dropFromPools(host, vmid);
	writePools(host, new Map([...readPools(host), [id, {
		...pool,
		guests: [...pool.guests, vmid]
	}]]));
}
function dropFromPools(host, vmid) {
	const pools = readPools(host);
	for (const [id, pool] of pools) {
		if (!pool.guests.includes(vmid)) continue;
		pools.set(id, {
			...pool,
			guests: pool.guests.filter((guest) => guest !== vmid)
		});
		writePools(host, pools);
	}
}
// src/simulator/chance.ts
/** So many hexadecimal digits, lower case. */
function randomHex(host, digits) {
	let text = "";
	while (text.length < digits) text += Math.floor(host.random() * 16).toString(16);
	return text;
}
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** So many characters of base 64, as a key's fingerprint has them. */
function randomBase64(host, length) {
	return Array.from({ length }, () => BASE64[Math.floor(host.random() * 64)] ?? "A").join("");
}
// src/simulator/storage/format-output.ts
/** What mkfs, qemu-img, rsync and tar print while a volume is filled, as far as Proxmox shows it. */
/** mke2fs keeps its superblock backups in groups 1 and the powers of 3, 5 and 7. */
function backups(groups) {
	const kept = /* @__PURE__ */ new Set([1]);
	for (const base of [
		3,
		5,
		7
	]) for (let group = base; group < groups; group *= base) kept.add(group);
	return [...kept].filter((group) => group < groups).sort((a, b) => a - b);
}
/** `mkfs.ext4`, of which Proxmox shows three lines. */
function mkfsOutput(host, bytes) {
	const [block, ratio, first] = bytes < 536870912 ? [
		1024,
		4096,
		1
	] : [
		4096,
		16384,
		0
	];
	const blocks = Math.floor(bytes / block);
	const perGroup = block * 8;
	const groups = Math.ceil((blocks - first) / perGroup);
	const perGroupInodes = Math.floor(Math.ceil(bytes / ratio / groups) / 8) * 8;
	const places = backups(groups).map((group) => group * perGroup + first);
	const uuid = [
		8,
		4,
		4,
		4,
		12
	].map((length) => randomHex(host, length)).join("-");
	return [
		`Creating filesystem with ${blocks} ${block / 1024}k blocks and ${perGroupInodes * groups} inodes\n`,
		`Filesystem UUID: ${uuid}\n`,
		`Superblock backups stored on blocks: \n`,
		places.length > 0 ? `\t${places.join(", ")}\n` : ""
	].join("");
}
const qemuImgOutput = (path, bytes) => `Formatting '${path}', fmt=raw size=${bytes} preallocation=off\n`;
const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");
/** rsync's summary of a full copy. */
function rsyncOutput(bytes) {
	const files = bytes === 0 ? 2 : 10500;
	return [
		`\nNumber of files: ${grouped(files)}\n`,
		`Total file size: ${grouped(bytes)} bytes\n`,
		`Total transferred file size: ${grouped(bytes)} bytes\n`,
		`\nsent ${grouped(bytes)} bytes  received ${grouped(files * 15)} bytes\n`
	].join("");
}
// src/simulator/storage/space.ts
const capacityPath = (id) => `/.sim/capacity/${id}.json`;
/** What a storage without a declared size shows; it never fills. */
const SHOWN = {
	total: 1024 ** 4,
	used: 0
};
function capacityOf(host, id) {
	return readJson(host, capacityPath(id));
}
/** What `pvesm status` tells, in bytes. */
function usageOf(host, storage) {
	const { total, used } = capacityOf(host, storage.id) ?? SHOWN;
	let taken = used;
	for (const owner of volumeOwners(host, storage)) for (const volume of guestVolumes(host, storage, owner).values()) taken += volume.used ?? 0;
	return {
		total,
		used: taken,
		avail: Math.max(0, total - taken)
	};
}
/** Whether so many more bytes fit. */
const fits = (host, storage, bytes) => capacityOf(host, storage.id) === null || usageOf(host, storage).avail >= bytes;
// src/simulator/storage/disks.ts
/** What guests do with volumes: allocate, free, grow, snapshot, roll back, clone, copy. Messages are Proxmox's. */
/** Bytes that an empty ext4 takes. */
const EMPTY_EXT4 = 28672;
/** The largest file of an ext4 with 4 KiB blocks, below the folder of a `dir` storage. */
const LARGEST_FILE = 16 * 1024 ** 4 - 4096;
/** A volume that must be there. @throws Failure */
function requireVolume(session, volid) {
	const { id } = locateImage(session.host, volid);
	return volumeRecord(session.host, id) ?? die(`volume '${volid}' does not exist`);
}
function change(session, volid, edit) {
	const { id } = locateImage(session.host, volid);
	writeVolume(session.host, id, edit(requireVolume(session, volid)));
}
/**
* Makes a container volume with its file system, as `STORE:GiB` asks for it.
* @param sizeKib 0 is a folder without a limit, where the storage has such
* @returns its id
* @throws Failure when the storage does not take containers
*/
function allocateDisk(session, storageId, vmid, sizeKib) {
	const { host } = session;
	const storage = storageById(host, storageId);
	const type = typeOf(storage);
	const format = type.containerFormat(sizeKib);
	const volid = allocateVolume(host, storage, vmid, format, sizeKib * 1024);
	if (type.type === "dir" && format === "raw") {
		const path = type.path(storage, locateImage(host, volid).name);
		session.print(qemuImgOutput(path, sizeKib * 1024));
		if (sizeKib * 1024 > LARGEST_FILE) {
			freeDisk(session, volid);
			die(`unable to create image: qemu-img: ${path}: The image size is too large for file format 'raw'`);
		}
	}
	try {
		session.at("disk:allocated");
	} catch (error) {
		if (error instanceof Failure) freeDisk(session, volid);
		throw error;
	}
	if (format === "raw") {
		session.print(mkfsOutput(host, sizeKib * 1024));
		change(session, volid, (volume) => ({
			...volume,
			used: EMPTY_EXT4
		}));
	}
	return volid;
}
/** Writes data into a volume. @returns false when there is no room for it */
function fill(session, volid, bytes) {
	const { storage, name } = locateImage(session.host, volid);
	const volume = requireVolume(session, volid);
	const used = volume.used ?? 0;
	const room = name.format === "raw" ? Math.floor(volume.size * .93) : volume.size || Number.POSITIVE_INFINITY;
	if (used + bytes > room || !fits(session.host, storage, bytes)) return false;
	change(session, volid, (old) => ({
		...old,
		used: used + bytes
	}));
	return true;
}
/** Does a linked clone name this base? */
function isBaseInUse(session, { storage, type, id, name }) {
	return name.isBase && volumeOwners(session.host, storage).some((owner) => [...guestVolumes(session.host, storage, owner).keys()].some((other) => {
		const clone = type.parse(other);
		return clone?.kind === "images" && clone.base !== null && [id.name, name.name].includes(clone.base);
	}));
}
/** Frees a volume and its snapshots. @throws Failure while linked clones name it as their base */
function freeDisk(session, volid) {
	const found = locateImage(session.host, volid);
	const { storage, type, id, name } = found;
	if (isBaseInUse(session, found)) die(`base volume '${id.name}' is still in use by linked clones`);
	const path = type.path(storage, name);
	if (volumeRecord(session.host, id)?.immutable && name.format === "subvol") {
		session.warn(`cannot remove directory for ${path}: Operation not permitted\n`);
		return;
	}
	session.runtime?.volumes?.free(volid);
	if (freeVolume(session.host, id)) return;
	if (type.type === "btrfs") {
		const folder = path.replace(/\/disk\.raw$/, "");
		die(`command 'btrfs subvolume delete -- ${folder}' failed: ERROR: Could not statfs: No such file or directory`);
	}
	if (type.hasFolders && name.format !== "subvol") session.warn(`disk image '${path}' does not exist\n`);
}
/** @returns bytes that it has now. @throws Failure when it cannot grow */
function resizeDisk(session, volid, bytes) {
	const { storage, type, name } = locateImage(session.host, volid);
	const refusal = type.resizeRefusal(name.format);
	if (refusal !== null) die(refusal);
	const padded = Math.ceil(bytes / 1024) * 1024;
	const path = type.path(storage, name);
	const command = `command '/usr/bin/qemu-img resize '--preallocation=off' -f raw ${path} ${padded}'`;
	if (name.isBase && type.hasFolders) {
		const problem = type.type === "btrfs" ? "Read-only file system" : "Operation not permitted";
		session.print(`qemu-img: Could not open '${path}': Could not open '${path}': ${problem}\n`);
		die(`${command} failed: exit code 1`);
	}
	if (type.type === "dir" && padded > LARGEST_FILE) {
		session.print(`qemu-img: The image size is too large for file format 'raw'\n`);
		die(`${command} failed: exit code 1`);
	}
	const size = type.resizedTo(name.format, padded);
	change(session, volid, (old) => ({
		...old,
		size
	}));
	if (type.type === "dir") session.print("Image resized.\n");
	return size;
}
function snapshotDisk(session, volid, snapname) {
	change(session, volid, (old) => ({
		...old,
		snapshots: [...old.snapshots ?? [], snapname],
		sizes: {
			...old.sizes,
			[snapname]: old.size
		}
	}));
	session.runtime?.volumes?.snapshot(volid, snapname);
}
function deleteDiskSnapshot(session, volid, snapname) {
	requireVolume(session, volid);
	session.runtime?.volumes?.deleteSnapshot(volid, snapname);
	change(session, volid, (old) => ({
		...old,
		snapshots: (old.snapshots ?? []).filter((name) => name !== snapname)
	}));
}
/** @throws Failure when the storage can only roll back to its newest snapshot (ZFS) */
function assertRollback(session, volid, snapname) {
	const { type } = locateImage(session.host, volid);
	const names = requireVolume(session, volid).snapshots ?? [];
	if (type.type === "zfspool" && !names.includes(snapname)) die(`can't rollback, snapshot '${snapname}' does not exist on '${volid}'`);
	if (type.rollbackBlockers(names, snapname).length > 0) die(`can't rollback, '${snapname}' is not most recent snapshot on '${volid}'`);
}
function rollbackDisk(session, volid, snapname) {
	requireVolume(session, volid);
	session.runtime?.volumes?.rollback(volid, snapname);
	change(session, volid, (old) => ({
		...old,
		size: old.sizes?.[snapname] ?? old.size
	}));
}
function rename(session, from, to, edit) {
	const { host } = session;
	const volume = requireVolume(session, from);
	const [old, renamed] = [locateImage(host, from), locateImage(host, to)];
	if (to !== from) {
		if (volumeRecord(host, renamed.id)) die(`target volume '${renamed.name.name}' already exists`);
		session.runtime?.volumes?.rename(from, to);
		freeVolume(host, old.id);
	}
	const base = renamed.name.base;
	writeVolume(host, renamed.id, edit(base === null ? volume : {
		...volume,
		base
	}));
}
/** Makes a base of a volume: `pct template`. @returns its new id */
function createBase(session, volid) {
	const { storage, type, id, name } = locateImage(session.host, volid);
	if (name.isBase) die("create_base not possible with base image");
	if (type.type === "lvmthin" && (requireVolume(session, volid).snapshots ?? []).length > 0) die(`unable to create base volume - found snaphost 'snap_${id.name}'`);
	const base = `${storage.id}:${type.baseName(id.name, name)}`;
	const immutable = type.type === "dir";
	rename(session, volid, base, (volume) => immutable ? {
		...volume,
		immutable
	} : volume);
	return base;
}
/** Makes a linked clone of a base volume. @returns its id */
function linkDisk(session, volid, vmid) {
	const { host } = session;
	const { storage, type, name } = locateImage(host, volid);
	const { format, size } = requireVolume(session, volid);
	const clone = type.cloneName(name, vmid, volumesOf(host, storage.id, vmid));
	const id = {
		storage: storage.id,
		name: clone
	};
	const base = locateImage(host, `${storage.id}:${clone}`).name.base;
	writeVolume(host, id, {
		format,
		size,
		used: 0,
		ctime: Math.floor(host.now() / 1e3),
		...base === null ? {} : { base }
	});
	const volume = `${storage.id}:${clone}`;
	try {
		session.runtime?.volumes?.copy(volid, volume, null);
	} catch (error) {
		if (error instanceof Failure) freeDisk(session, volume);
		throw error;
	}
	return volume;
}
/** Copies a volume into a new one, file by file. @returns the new id. @throws Failure for a snapshot of a folder */
function copyDisk(session, volid, vmid, target, snapname) {
	const { storage, name } = locateImage(session.host, volid);
	const { size, used = 0 } = requireVolume(session, volid);
	const copy = allocateDisk(session, target, vmid, size / 1024);
	try {
		if (snapname !== null && name.format === "subvol" && storage.type !== "zfspool") die(`cannot mount subvol snapshots for storage type '${storage.type}'`);
		session.at("disk:copying");
		if (!fill(session, copy, Math.max(0, used - EMPTY_EXT4))) die(`command 'rsync --stats -X -A --numeric-ids -aH --whole-file' failed: exit code 11`);
		session.runtime?.volumes?.copy(volid, copy, snapname);
		session.print(rsyncOutput(used));
	} catch (error) {
		if (error instanceof Failure) freeDisk(session, copy);
		throw error;
	}
	return copy;
}
/** Gives a volume to another guest. @returns its new id */
function reassignDisk(session, volid, vmid) {
	const { storage, type, name } = locateImage(session.host, volid);
	const base = name.base === null ? "" : `${name.base}/`;
	const fresh = type.freshName(vmid, name.format, volumesOf(session.host, storage.id, vmid));
	const renamed = `${storage.id}:${base}${fresh}`;
	rename(session, volid, renamed, (volume) => volume);
	return renamed;
}
/** A free volume name for `pvesm alloc`, which takes one from its caller. @throws Failure when it is taken or wrong */
function allocateNamed(session, storageId, vmid, filename, format, bytes) {
	const storage = storageById(session.host, storageId);
	const type = typeOf(storage);
	const volname = type.hasFolders ? `${vmid}/${filename}` : filename;
	const volid = `${storage.id}:${volname}`;
	const { id, name } = locateImage(session.host, volid);
	if (name.format !== format) die(`illegal name '${filename}' - wrong extension for format ('${name.format} != '${format}')`);
	if (volumeRecord(session.host, id)) die(`disk image '${type.path(storage, name)}' already exists`);
	const size = format === "subvol" ? bytes : type.resizedTo(format, bytes);
	writeVolume(session.host, id, {
		format,
		size,
		used: 0,
		ctime: Math.floor(session.host.now() / 1e3)
	});
	return volid;
}
/** The snapshot, clone, template … ability of a volume; false for what is no volume of a storage. */
function diskHas(session, feature, volid, snapname) {
	if (parseVolumeId(volid) === null) return false;
	const { type, name } = locateImage(session.host, volid);
	if (feature === "clone" && !type.clonesForContainers) return false;
	return type.has(feature, name, snapname);
}
// src/simulator/tasks.ts
/**
* Proxmox's tasks: an id (UPID), a log file, a line in the index. On the command line they run in the foreground; what
* they print or warn goes to stdout, their last error to stderr, and failing is exit 255 whatever errno was left over.
*/
const FOLDER$1 = "/var/log/pve/tasks";
const ACTIVE = `${FOLDER$1}/active`;
const INDEX = `${FOLDER$1}/index`;
const hex = (value, digits = 8) => Math.trunc(value).toString(16).toUpperCase().padStart(digits, "0");
/** The worker failed; the UPID leads to its log. */
var TaskFailure = class extends Failure {
	upid;
	constructor(upid, message) {
		super(message, 255);
		this.upid = upid;
	}
};
const UPID = /^UPID:([a-z0-9](?:[a-z0-9-]*[a-z0-9])?):([0-9a-f]{8}):([0-9a-f]{8,9}):([0-9a-f]{8}):([^:\s/]+):([^:\s/]*):([^:\s/]+):$/i;
/** Null when the text is no UPID. */
function parseUpid(upid) {
	const [, node = "", pid = "", pstart = "", start = "", type = "", id = "", user = ""] = UPID.exec(upid) ?? [];
	if (node === "") return null;
	const [pidNumber = 0, pstartNumber = 0, starttime = 0] = [
		pid,
		pstart,
		start
	].map((text) => Number.parseInt(text, 16));
	return {
		upid,
		node,
		pid: pidNumber,
		pstart: pstartNumber,
		starttime,
		type,
		id,
		user
	};
}
/** Where a task's log stands: by the last digit of its start time. */
function taskLogPath(upid) {
	const start = upid.split(":")[4] ?? "0";
	return `${FOLDER$1}/${start.at(-1) ?? "0"}/${upid}`;
}
const activeLines = (host) => (host.read(ACTIVE) ?? "").split("\n").filter((line) => line !== "");
function setActive(host, upid, active) {
	const others = activeLines(host).filter((line) => !line.startsWith(`${upid} `));
	const lines = active ? [...others, `${upid} 0`] : others;
	host.write(ACTIVE, lines.map((line) => `${line}\n`).join(""));
}
/** The lines of a task's log; null when there is no such task. */
function taskLog(host, upid) {
	const text = host.read(taskLogPath(upid));
	return text === null ? null : text.replace(/\n$/, "").split("\n");
}
/** `running`, or the status that the task ended with; null when there is no such task. */
function taskStatus(host, upid) {
	const lines = taskLog(host, upid);
	if (!lines) return null;
	if (activeLines(host).some((line) => line.startsWith(`${upid} `))) return "running";
	const last = lines.at(-1) ?? "";
	const [, ended, error] = /^TASK (?:(OK|WARNINGS: \d+)|ERROR: (.+))$/.exec(last) ?? [];
	return ended ?? error ?? "unexpected status";
}
/** Ended tasks of all nodes, the latest first. */
function endedTasks(host) {
	return (host.read(INDEX) ?? "").split("\n").flatMap((line) => {
		const [upid = "", endtime = "", ...status] = line.split(" ");
		const task = parseUpid(upid);
		return task ? [{
			...task,
			endtime: Number.parseInt(endtime, 16),
			status: status.join(" ")
		}] : [];
	}).toReversed();
}
const latest = /* @__PURE__ */ new WeakMap();
/** The UPID of the last task that this session began; null when there was none. */
const lastTask = (session) => latest.get(session) ?? null;
/** The worker's process: the command's own, or one that is made up for a host without processes. */
function beginProcess({ host }) {
	const own = host.process?.() ?? null;
	if (own) return own;
	const made = {
		pid: 1e3 + Math.trunc(host.random() * 4e6),
		start: Math.trunc(host.now() / 10) % 2 ** 32
	};
	host.write(`/proc/${made.pid}/stat`, `${made.pid} (task) S ${"0 ".repeat(18)}${made.start} 0\n`);
	return made;
}
/** A task within a task has the same process, which goes with the outer one. */
function endProcess({ host }, { pid }) {
	if (activeLines(host).some((line) => parseUpid(line.split(" ")[0] ?? "")?.pid === pid)) return;
	if (!host.remove(`/proc/${pid}/stat`)) host.remove(`/proc/${pid}`);
}
function newUpid({ host, node }, { pid, start }, type, id) {
	return `UPID:${node.name}:${hex(pid)}:${hex(start)}:${hex(host.now() / 1e3)}:${type}:${id}:root@pam:`;
}
/** Proxmox writes a status other than OK after an empty line, so that it stands apart from cut output. */
function finish$1(host, upid, status) {
	const line = /^(?:OK|WARNINGS: \d+)$/.test(status) ? status : `ERROR: ${status}`;
	host.append(taskLogPath(upid), `${line === "OK" ? "" : "\n"}TASK ${line}\n`);
	host.append(INDEX, `${upid} ${hex(host.now() / 1e3)} ${status}\n`);
	setActive(host, upid, false);
}
/** What a failed worker says, in one line. */
function lastWords(error) {
	if (error instanceof ParameterFailure) {
		const reasons = [...error.reasons].map(([name, reason]) => `${name}: ${reason}`);
		return [error.message, ...reasons].join(" ");
	}
	if (error instanceof Failure || error instanceof LockTimeout) return error.message.trim().replaceAll("\n", " ");
	return null;
}
/**
* Runs `body` as a task. What it prints goes to stdout and into the log.
* @returns the UPID
* @throws TaskFailure when it fails
*/
function runTask(session, type, id, body) {
	const { host } = session;
	const [print, warn] = [session.print.bind(session), session.warn.bind(session)];
	const worker = beginProcess(session);
	const upid = newUpid(session, worker, type, id);
	latest.set(session, upid);
	let warnings = 0;
	const write = (text) => {
		print(text);
		host.append(taskLogPath(upid), text);
	};
	host.write(taskLogPath(upid), "");
	setActive(host, upid, true);
	session.print = write;
	session.warn = write;
	try {
		body({
			upid,
			warn: (message) => {
				warnings += 1;
				write(`WARN: ${message}\n`);
			}
		});
	} catch (error) {
		if (error instanceof Killed) setActive(host, upid, false);
		const words = lastWords(error);
		if (words === null) throw error;
		finish$1(host, upid, words);
		throw new TaskFailure(upid, words);
	} finally {
		endProcess(session, worker);
		session.print = print;
		session.warn = warn;
	}
	finish$1(host, upid, warnings > 0 ? `WARNINGS: ${warnings}` : "OK");
	if (warnings > 0) session.warn(`Task finished with ${warnings} warning(s)!\n`);
	return upid;
}
// src/simulator/pct/mount-list.ts
/** The rootfs and mounts of a configuration as commands walk through them: key, properties, what kind it is. */
/** Rootfs first, then by index; values that cannot be read are left out, as Proxmox does when it walks. */
function mountsOf(options, withUnused = false) {
	return volumeKeys(options, withUnused).flatMap((key) => {
		const properties = mountProperties(key, options.get(key) ?? "");
		const volume = properties?.get("volume");
		if (!properties || volume === void 0 || key.startsWith("mp") && !properties.has("mp")) return [];
		return [{
			key,
			type: mountType(volume),
			volume,
			properties
		}];
	});
}
/** @throws Failure in Proxmox's words when the key is not set or its value cannot be read */
function mountAt(options, key) {
	const found = mountsOf(options, true).find((mount) => mount.key === key);
	if (found) return found;
	const properties = mountProperties(key, options.get(key) ?? "") ?? /* @__PURE__ */ new Map();
	const missing = ["volume", ...key.startsWith("mp") ? ["mp"] : []].filter((name) => !properties.has(name));
	return die(`format error\n${missing.map((name) => `${name}: property is missing and it is not optional\n`).join("")}`);
}
/** The value with another volume, and with another size where one is given (bytes). */
function withVolume(mount, volume, bytes = null) {
	const properties = new Map(mount.properties).set("volume", volume);
	if (bytes !== null) properties.set("size", formatSize(bytes));
	const family = mount.key === "rootfs" ? FAMILIES.rootfs : mount.key.startsWith("mp") ? FAMILIES.mp : FAMILIES.unused;
	return formatPropertyString(family, properties);
}
/** The mounts that a snapshot of that name covers: vzdump's own leaves out what no backup has (PVE 9.2). */
function mountsInSnapshot(options, snapname) {
	const mounts = mountsOf(options);
	if (snapname !== "vzdump") return mounts;
	return mounts.filter(({ key, type, properties }) => key === "rootfs" || type === "volume" && properties.get("backup") === "1");
}
// src/simulator/config/mounts.ts
/** Mount points of a guest as options: allocated, plugged in, and turned into `unusedN` when replaced or deleted. */
/** `STORE:8` asks for a new volume of 8 GiB. */
const NEW_VOLUME = /^([^:\s]+):(\d+(?:\.\d+)?)$/;
/** @throws Failure when the value cannot be read; the schema was checked before. */
function parseMount(key, value) {
	const properties = mountProperties(key, value) ?? die(`unable to parse ${key} '${value}'`);
	const volume = properties.get("volume") ?? die(`${key}: format error`);
	const size = properties.get("size");
	if (size !== void 0) properties.set("size", String(parseSize(size) ?? die("invalid size: ")));
	return {
		properties,
		volume,
		type: mountType(volume)
	};
}
/** The value in Proxmox's order; `rootfs` has no `mp`. */
function formatMount(key, mount) {
	const properties = new Map(mount.properties);
	const size = properties.get("size");
	if (size !== void 0) properties.set("size", formatSize(Number(size)));
	return formatPropertyString(key === "rootfs" ? FAMILIES.rootfs : FAMILIES.mp, properties);
}
/** Keeps a volume as the first free `unusedN`, once. */
function addUnused(draft, volume) {
	let free = null;
	for (let index = 255; index >= 0; index -= 1) {
		const key = `unused${index}`;
		const value = draft.options.get(key);
		if (value === void 0) free = key;
		else if (value === volume) return;
	}
	draft.options.set(free ?? die("Too many unused volumes - please delete them first."), volume);
}
const names = (options, volume) => volumeKeys(options).some((key) => volumeOf(key, options.get(key)) === volume);
/** Is the volume mounted in any section? */
function isVolumeInUse(draft, volume) {
	return [
		draft,
		draft.pending,
		...draft.snapshots.values()
	].some((section) => names(section.options, volume));
}
/** Frees the volume of an `unusedN` that is deleted. @throws Failure when its id is no good. */
function freeUnused(session, vmid, draft, volume) {
	if (isVolumeInUse(draft, volume) || mountType(volume) !== "volume") return;
	if (locateImage(session.host, volume).name.vmid === vmid) freeDisk(session, volume);
	else session.warn(`ignore deletion of '${volume}', CT ${vmid} isn't the owner!\n`);
}
/** The size that the storage knows goes into the value; a volume that is not there loses its size. */
function rescan(session, mount) {
	try {
		const { id, storage, type, name } = locate(session.host, mount.volume);
		const size = volumeRecord(session.host, id)?.size;
		if (size !== void 0) {
			mount.properties.set("size", String(size));
			return;
		}
		session.warn(`failed to stat '${type.path(storage, name)}'\n`);
		mount.properties.delete("size");
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		session.warn(`Could not rescan volume size - ${error.message}\n\n`);
	}
}
/** Mounts into a running guest. @throws Failure when there is nothing to mount. */
function plugMount(session, mount) {
	if (mount.type === "bind" && !hostPathExists(session.node, mount.volume)) die(`directory '${mount.volume}' does not exist`);
	if (mount.type === "device" && !session.node.devices.includes(mount.volume)) die(`command 'mount ${mount.volume} /var/lib/lxc/.pve-staged-mounts' failed: exit code 32`);
	if (mount.type === "volume") {
		const { id } = locate(session.host, mount.volume);
		if (!volumeRecord(session.host, id)) die(`volume '${mount.volume}' does not exist`);
	}
}
/** Allocates what `STORE:GiB` asks for, and gives the mount with the new volume. */
function allocateMount(session, vmid, mount) {
	const [, storage = "", gib = "0"] = NEW_VOLUME.exec(mount.volume) ?? [];
	const kib = Math.trunc(Number(gib) * 1024) * 1024;
	const volume = allocateDisk(session, storage, vmid, kib);
	const properties = new Map(mount.properties).set("volume", volume).set("size", String(kib * 1024));
	return {
		...mount,
		volume,
		properties
	};
}
/** Applies the pending value of an `mpN`: the new value stands in the pending section, the old volume is kept. */
function applyMount(session, vmid, draft, key, running) {
	const old = draft.options.get(key);
	let mount = parseMount(key, draft.pending.options.get(key) ?? "");
	if (mount.type === "volume" && NEW_VOLUME.test(mount.volume)) {
		mount = allocateMount(session, vmid, mount);
		session.at("set:allocated");
		if (running) plugMount(session, mount);
	} else {
		if (mount.type === "volume") rescan(session, mount);
		if (running) plugMount(session, mount);
	}
	draft.pending.options.set(key, formatMount(key, mount));
	if (old !== void 0) {
		const replaced = parseMount(key, old);
		if (replaced.type === "volume") addUnused(draft, replaced.volume);
	}
}
// src/simulator/config/pending.ts
/** The queue of deletions in `[pve:pending]`, and what leaves `[pve:pending]` because it changes nothing. */
/** `!key` asks for a forced deletion; containers know no difference (PVE 9.2). */
const nameOf = (entry) => entry.replace(/^!/, "");
const sorted = (entries) => {
	const byName = new Map(entries.map((entry) => [nameOf(entry), entry]));
	return [...byName.keys()].sort().map((name) => byName.get(name) ?? name);
};
/** Keys that wait to be deleted, sorted. */
const pendingDeletions = (draft) => sorted(draft.pending.delete).map(nameOf);
function queueDeletion(draft, key) {
	draft.pending.delete = sorted([...draft.pending.delete.filter((entry) => nameOf(entry) !== key), key]);
}
function unqueueDeletion(draft, key) {
	if (!draft.pending.delete.some((entry) => nameOf(entry) === key)) return;
	draft.pending.delete = sorted(draft.pending.delete.filter((entry) => nameOf(entry) !== key));
}
/** Drops pending values that are current already, and deletions of what is not set. */
function cleanupPending(draft) {
	for (const key of optionKeys(draft.pending)) if (getOption(draft.pending, key) === getOption(draft, key)) unsetOption(draft.pending, key);
	draft.pending.delete = sorted(draft.pending.delete.filter((entry) => getOption(draft, nameOf(entry)) !== void 0));
}
// src/simulator/config/apply.ts
/** Applies pending changes to a guest that does not run: on `pct set`, and when it starts or has stopped. */
function deleteOption(session, vmid, draft, key) {
	const value = getOption(draft, key) ?? "";
	if (/^mp\d+$/.test(key)) {
		const mount = parseMount(key, value);
		if (mount.type === "volume") addUnused(draft, mount.volume);
	} else if (/^unused\d+$/.test(key)) freeUnused(session, vmid, draft, value);
}
function applyOption(session, vmid, draft, key) {
	if (/^mp\d+$/.test(key)) applyMount(session, vmid, draft, key, false);
	else if (/^net\d+$/.test(key)) {
		const net = parseNewNet(session, getOption(draft.pending, key) ?? "", getOption(draft, key));
		draft.pending.options.set(key, formatNet(net));
	}
}
/**
* @param selection only these keys; all when null
* @returns what could not be applied, which stays pending
*/
function applyPending(session, vmid, draft, selection) {
	const failures = /* @__PURE__ */ new Map();
	const attempt = (key, body) => {
		try {
			body();
			return true;
		} catch (error) {
			const message = `unable to apply pending change ${key} : ${messageOf(error)}\n`;
			failures.set(key, message);
			session.warn(message);
			return false;
		}
	};
	const chosen = (key) => selection?.has(key) ?? true;
	for (const key of pendingDeletions(draft).filter(chosen)) {
		if (!attempt(key, () => deleteOption(session, vmid, draft, key))) continue;
		unsetOption(draft, key);
		unqueueDeletion(draft, key);
	}
	cleanupPending(draft);
	for (const key of optionKeys(draft.pending).filter(chosen)) {
		if (!attempt(key, () => applyOption(session, vmid, draft, key))) continue;
		setOption(draft, key, getOption(draft.pending, key) ?? "");
		unsetOption(draft.pending, key);
	}
	return failures;
}
// src/simulator/config/lxc-config.ts
/** What Proxmox asks of a conf file before it writes the guest's own LXC configuration: devices, bridges, MTU. */
/** @throws Failure when the node has no such device. */
function assertDevice(node, path) {
	if (path === void 0) die("Path has to be defined");
	if (!node.devices.includes(path)) die(`Device ${path} does not exist`, 2);
}
/**
* The checks of `update_lxc_config` (PVE 9.2). It runs after every `pct set`, when the conf file is written already:
* a guest with an unknown bridge fails each one.
* @throws Failure
*/
function checkLxcConfig(session, draft) {
	const { options } = draft;
	if ((options.get("template") ?? "0") !== "0") return;
	for (const key of ["arch", "ostype"]) if (!options.get(key)) die(`missing '${key}' - internal error`);
	for (const [key, value] of options) {
		if (!/^dev\d+$/.test(key)) continue;
		assertDevice(session.node, parsePropertyString(FAMILIES.dev, value).get("path"));
	}
	if (!options.has("rootfs")) die(`missing 'rootfs' configuration`);
	for (const key of [...options.keys()].filter((name) => /^net\d+$/.test(name)).sort()) {
		const net = parsePropertyString(FAMILIES.net, options.get(key) ?? "");
		const most = bridgeMtu(session, net.get("bridge"));
		const mtu = Number(net.get("mtu") ?? most);
		if (mtu > most) die(`${key}: MTU size '${mtu}' is bigger than bridge MTU '${most}'`);
		if (net.get("link_down") !== "1" && net.get("host-managed") === "1" && net.get("ip6") === "auto") die(`${key}: SLAAC is not supported for host-managed network configuration`);
	}
}
// src/simulator/pct/hooks.ts
/** @throws Failure when the script fails before the start; later failures are only told */
function runHook(session, vmid, draft, phase) {
	const volid = draft.options.get("hookscript");
	if (!volid || !session.runtime?.hook) return;
	const { id, storage, type, name } = locate(session.host, volid);
	const path = type.path(storage, name);
	const end = session.runtime.hook({
		path,
		text: volumeRecord(session.host, id)?.text ?? "",
		vmid,
		phase
	});
	session.print(end.stdout);
	session.warn(end.stderr);
	if (end.exit === 0) return;
	const reason = `hookscript error for ${vmid} on ${phase}: command '${path} ${vmid} ${phase}' failed: exit code ${end.exit} `;
	if (phase === "pre-start") die(reason);
	session.warn(`${reason}\n`);
}
// src/simulator/pct/power.ts
/** Starting and stopping a guest: what each asks of its conf file, and the pending changes that each applies. */
const isSet = (draft, key) => (draft.options.get(key) ?? "0") !== "0";
const hasPending = ({ pending }) => pending.options.size > 0 || pending.delete.length > 0 || pending.description !== null;
/** @throws Failure when a volume cannot be used. */
function activateVolumes(session, draft) {
	for (const key of volumeKeys(draft.options)) {
		const mount = parseMount(key, draft.options.get(key) ?? "");
		if (mount.type !== "volume") continue;
		const { id } = locate(session.host, mount.volume);
		availableStorage(session, id.storage);
		if (!volumeRecord(session.host, id)) die(`volume '${mount.volume}' does not exist`);
	}
}
/** What a runtime of real guests is told of one. */
const guestOptions = (vmid, { options, raw }) => ({
	vmid,
	options,
	raw
});
/** Does LXC get the guest up? Mounts must be there, interfaces need names of their own, the CPU must run the system. */
function boots(session, draft) {
	const { options } = draft;
	for (const key of volumeKeys(options)) {
		const mount = parseMount(key, options.get(key) ?? "");
		if (mount.type === "bind" && !hostPathExists(session.node, mount.volume)) return false;
		if (mount.type === "device" && !session.node.devices.includes(mount.volume)) return false;
	}
	const plugged = [...options].filter(([key]) => /^net\d+$/.test(key)).map(([, value]) => parsePropertyString(FAMILIES.net, value));
	if (new Set(plugged.map((net) => net.get("name"))).size < plugged.length) return false;
	if (plugged.some((net) => Number(net.get("rate") ?? 0) > 0 && net.get("link_down") !== "1") && !session.node.policing) return false;
	return ["amd64", "i386"].includes(options.get("arch") ?? "amd64");
}
/**
* Starts a guest whose lock the caller holds and has checked.
* @throws Failure when it does not come up
*/
function startGuest(session, vmid, task) {
	let draft = loadConf(session, vmid);
	if (hasPending(draft)) {
		applyPending(session, vmid, draft, null);
		writeConf(session, vmid, draft);
		draft = loadConf(session, vmid);
	}
	checkLxcConfig(session, draft);
	activateVolumes(session, draft);
	session.at("start:activated");
	runHook(session, vmid, draft, "pre-start");
	if (!boots(session, draft)) die(`startup for container '${vmid}' failed`);
	const warning = nestingWarning(session, vmid, draft);
	if (warning !== null) task.warn(warning);
	const pid = 1e3 + Math.trunc(session.host.random() * 4e6);
	session.runtime?.start?.(guestOptions(vmid, draft), (text) => task.warn(text));
	session.at("start:up");
	setRunning(session.host, vmid, {
		node: session.node.name,
		since: session.host.now(),
		pid
	});
	runHook(session, vmid, draft, "post-start");
	session.at("start:running");
}
/** @throws Failure when quotas are asked of an unprivileged guest. */
function checkQuotas(draft) {
	if (!isSet(draft, "unprivileged")) return;
	if (volumeKeys(draft.options).some((key) => {
		return parseMount(key, draft.options.get(key) ?? "").properties.get("quota") === "1";
	})) die("Quotas are not supported by unprivileged containers.");
}
const isTemplate = (draft) => draft.options.get("template") === "1";
/** Proxmox's hooks are processes of their own: what they say is in the system's log, not in the command's output. */
function unheard(session, body) {
	const { print, warn } = session;
	Object.assign(session, {
		print: () => {},
		warn: () => {}
	});
	try {
		body();
	} finally {
		Object.assign(session, {
			print,
			warn
		});
	}
}
/**
* Stops a guest; Proxmox's hook then applies what is pending, and writes the conf file in any case (PVE 9.2).
* Does nothing when the guest does not run.
* @throws Failure when it does not end by itself in time, and is not to be forced
*/
function stopGuest(session, vmid, order = { how: "stop" }) {
	if (!runningState(session.host, vmid)) return;
	runHook(session, vmid, loadConf(session, vmid), "pre-stop");
	session.at("stop:signalled");
	session.runtime?.stop?.(vmid, order);
	setRunning(session.host, vmid, null);
	unheard(session, () => {
		const draft = loadConf(session, vmid);
		applyPending(session, vmid, draft, null);
		writeConf(session, vmid, draft);
	});
	session.at("stop:stopped");
}
// src/simulator/pct/clone.ts
/** `pct clone`: the source is locked with `disk` for the whole time, the target with `create`. */
/** What is refused before anything is locked. */
function readRequest(session, values) {
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
function clone(session, request, plan, task) {
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
	session.runtime?.cloned?.(guestOptions(newid, loadConf(session, newid)));
	removeLock(session, newid, "create");
	if (target !== null) {
		const text = host.read(confPath(node.name, newid)) ?? "";
		host.remove(confPath(node.name, newid));
		host.write(confPath(target, newid), text);
	}
}
const pctClone = (session, { values }) => {
	const request = readRequest(session, values);
	const { vmid, newid } = request;
	const { host, node } = session;
	const source = node.quirks.cloneLock ? setLock(session, vmid, "disk") : loadConf(session, vmid);
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
	runTask(session, "vzclone", String(vmid), (task) => clone(session, request, plan, task));
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
const text$1 = ({ type, container, host, count }) => `${type} ${container} ${host} ${count}`;
function checkSide(entries, side) {
	const sorted = [...entries].sort((a, b) => a[side] - b[side]);
	for (const [index, current] of sorted.entries()) {
		const previous = sorted[index - 1];
		if (!previous || previous[side] + previous.count <= current[side]) continue;
		die(`invalid map entry '${text$1(current)}': ${side} ${current.type}id ${current[side]} is also mapped by entry '${text$1(previous)}'`);
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
		queueDeletion(draft, key);
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
const BLOCK$1 = 10240;
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
	const blocks = Math.ceil(bytes / BLOCK$1) * BLOCK$1;
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
function checkNames(session, { set, delete: deletions, revert }) {
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
		checkNames(session, change);
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
const PARAMETERS = [
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
function build$2(session, order, task, made) {
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
		build$2(session, order, task, made);
	} catch (error) {
		if (!(error instanceof Failure || error instanceof LockTimeout)) throw error;
		undo(session, order, made);
		die(`unable to create CT ${order.vmid} - ${error.message}`);
	}
}
function addToHa(session, vmid, started) {
	session.print("Add as HA resource\n");
	const properties = /* @__PURE__ */ new Map([["state", started ? "started" : "stopped"]]);
	writeResources(session.host, new Map([...readResources(session.host), [`ct:${vmid}`, properties]]));
}
/** Reads and checks everything before the VMID is taken. @throws Failure */
function readOrder$1(session, values) {
	const vmid = Number(values.get("vmid"));
	const archive = values.get("ostemplate") ?? "";
	assertUnused(session, vmid, 2);
	checkPublicKeys(session, values.get("ssh-public-keys"));
	const pool = values.get("pool");
	if (pool !== void 0) requirePool(session.host, pool);
	checkArchive(session, archive);
	const options = new Map(values);
	for (const name of PARAMETERS) options.delete(name);
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
	const order = readOrder$1(session, values);
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
function unlink(draft, snapname) {
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
	if (!taken) setLock(session, vmid, lock);
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
		unlink(draft, snapname);
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
function assertDestroyable(session, vmid, draft, purge) {
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
	const resources = readResources(session.host);
	resources.delete(`ct:${vmid}`);
	writeResources(session.host, resources);
	session.print(`NOTE: removed CT ${vmid} from HA resource configuration.\n`);
}
const pctDestroy = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const { host, node } = session;
	const [force, purge] = [values.get("force") === "1", values.get("purge") === "1"];
	const refuseRunning = () => die(`unable to destroy CT ${vmid} - container is running`);
	assertDestroyable(session, vmid, loadConf(session, vmid), purge);
	if (!force && isRunning(host, vmid)) refuseRunning();
	const destroy = () => {
		const draft = loadConf(session, vmid);
		const managed = assertDestroyable(session, vmid, draft, purge);
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
	const draft = setLock(session, vmid, "mounted");
	mountAll(session, vmid, draft.options);
	printTable(session, draft.options);
	unmountAll(session, vmid);
	removeLock(session, vmid, "mounted");
};
const pctFstrim = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	const draft = setLock(session, vmid, "fstrim");
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
const GUEST_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** `A=1` pairs of the `env` option, joined by NUL in the draft. */
function declaredEnv(env) {
	const pairs = (env ?? "").split("\0").filter((pair) => pair !== "");
	return Object.fromEntries(pairs.map((pair) => {
		const at = pair.indexOf("=");
		return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
	}));
}
/** Runs a program in the guest, and ends with its exit status (128 + signal, 127 not found, 126 not executable). */
function attach$1(session, { values }, argv) {
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
			PATH: GUEST_PATH,
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
const pctExec = (session, parameters) => attach$1(session, parameters, parameters.extra);
/** Without a terminal a shell reads stdin. */
const pctEnter = (session, parameters) => attach$1(session, parameters, ["/bin/sh"]);
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
// src/simulator/pct/listsnapshot.ts
/** `pct listsnapshot`: the tree of snapshots with the running state as its leaf. */
function snapshotEntries(draft) {
	const snapshots = [...draft.snapshots].map(([name, { options, description }]) => ({
		name,
		parent: options.get("parent") ?? null,
		snaptime: Number(options.get("snaptime") ?? 0),
		description: description ?? ""
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
const two = (value) => String(value).padStart(2, "0");
/** Local time, as Perl's strftime does. */
function localTime(seconds) {
	const at = /* @__PURE__ */ new Date(seconds * 1e3);
	return `${`${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
const pctListsnapshot = (session, { values }) => {
	const entries = snapshotEntries(loadConf(session, Number(values.get("vmid"))));
	const names = new Set(entries.map(({ name }) => name));
	const age = ({ snaptime }) => snaptime ?? Number.POSITIVE_INFINITY;
	const show = (prefix, parent) => {
		const children = entries.filter((entry) => parent === null ? entry.parent === null || !names.has(entry.parent) : entry.parent === parent);
		for (const entry of children.sort((a, b) => age(a) - age(b))) {
			const time = entry.snaptime === null ? "" : localTime(entry.snaptime);
			const note = (entry.description || "no-description").split("\n", 1)[0] ?? "";
			const name = entry.name.padEnd(Math.max(0, 30 - prefix.length));
			session.print(`${prefix} ${name} ${time.padEnd(23)} ${note}\n`);
			show(` ${prefix}`, entry.name);
		}
	};
	show("`->", null);
};
// src/simulator/session.ts
/** The same call with some things changed. Not by spreading: that would read the caller's stdin, and wait for it. */
function sessionWith(session, changes) {
	return Object.assign(Object.create(session), changes);
}
// src/simulator/pct/start.ts
/** `pct start`, `stop`, `shutdown`, `reboot`: tasks that hold the guest's lock; requests only, for guests of HA. */
/** A guest that is mounted by `pct mount` may be started and stopped. */
function checkLockButMounted(draft, skip) {
	if (!skip && draft.options.get("lock") !== "mounted") checkLock(draft);
}
function requestHa(session, vmid, verb) {
	runTask(session, `ha${verb}`, String(vmid), () => {
		session.print(`Requesting HA ${verb} for CT ${vmid}\n`);
	});
}
function runLocked(session, type, vmid, body) {
	runTask(session, type, String(vmid), (task) => withGuestLock(session, vmid, () => body(task)));
}
const pctStart = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	if (isRunning(session.host, vmid)) die(`CT ${vmid} already running`);
	if (isManaged(session.host, vmid)) return requestHa(session, vmid, "start");
	return runLocked(session, "vzstart", vmid, (task) => {
		const draft = loadConf(session, vmid);
		if (isTemplate(draft)) die("you can't start a CT if it's a template");
		checkLockButMounted(draft, values.get("skiplock") === "1");
		checkQuotas(draft);
		startGuest(session, vmid, task);
	});
};
const pctStop = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	if (!isRunning(session.host, vmid)) die(`CT ${vmid} not running`);
	if (isManaged(session.host, vmid)) return requestHa(session, vmid, "stop");
	return runLocked(session, "vzstop", vmid, () => {
		checkLockButMounted(loadConf(session, vmid), values.get("skiplock") === "1");
		stopGuest(session, vmid);
	});
};
/** Proxmox waits a minute when it is not told (PVE 9.2). */
const shutdownOrder = (values, force) => ({
	how: "shutdown",
	seconds: Number(values.get("timeout") ?? 60),
	force
});
const pctShutdown = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	if (!isRunning(session.host, vmid)) die(`CT ${vmid} not running`);
	if (isManaged(session.host, vmid)) return requestHa(session, vmid, "stop");
	return runLocked(session, "vzshutdown", vmid, () => {
		checkLock(loadConf(session, vmid));
		stopGuest(session, vmid, shutdownOrder(values, values.get("forceStop") === "1"));
	});
};
/** Proxmox says `VM` here, and asks neither for locks nor for HA (PVE 9.2). */
const pctReboot = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	if (!isRunning(session.host, vmid)) die(`VM ${vmid} not running`);
	return runLocked(session, "vzreboot", vmid, (task) => {
		stopGuest(session, vmid, shutdownOrder(values, false));
		startGuest(session, vmid, task);
	});
};
// src/simulator/pct/migrate.ts
/** `pct migrate` between nodes of one simulated cluster: stopped, or `--restart`. Modelled, not recorded (one node was). */
function parseStorageMap(text) {
	const entries = /* @__PURE__ */ new Map();
	let fallback = null;
	for (const part of (text ?? "").split(/[\s,;]+/).filter((word) => word !== "" && word !== "1")) {
		const [from = "", to] = part.split(":");
		if (to === void 0) fallback = from;
		else entries.set(from, to);
	}
	return (storage) => entries.get(storage) ?? fallback ?? storage;
}
const log$1 = (session, text) => session.print(`${localTime(session.host.now() / 1e3)} ${text}\n`);
/** @throws Failure for mounts that cannot come along, and for storages that the target lacks */
function checkVolumes(session, { target, map }, draft) {
	for (const { key, type, volume, properties } of mountsOf(draft.options, true)) {
		if (type !== "volume") {
			if (properties.get("shared") === "1") continue;
			die(`cannot migrate local ${type} mount point '${key}'`);
		}
		const { storage } = locateImage(session.host, volume);
		availableStorage(session, storage.id);
		if (!storage.content.includes("rootdir")) die(`content type 'rootdir' is not available on storage '${storage.id}'`);
		const other = availableStorage(session, storage.shared ? storage.id : map(storage.id), target);
		if (!other.content.includes("rootdir")) die(`${volume}: content type 'rootdir' is not available on storage '${other.id}'`);
	}
}
/** What cannot be moved is only found when the guest is locked. */
function problemOf(session, volid) {
	const { storage, name } = locateImage(session.host, volid);
	const { snapshots = [] } = requireVolume(session, volid);
	if (snapshots.length > 0 && !["zfspool", "btrfs"].includes(storage.type)) return "non-migratable snapshot exists";
	return name.base === null ? null : `clone of '${name.base}'`;
}
/** Copies the local volumes to the target, where they may get another storage and so another name. */
function copyVolumes(session, { vmid, map }, draft) {
	const { host } = session;
	const local = mountsOf(draft.options, true).filter(({ type, volume }) => type === "volume" && !locateImage(host, volume).storage.shared);
	const problems = local.flatMap(({ volume }) => {
		const problem = problemOf(session, volume);
		return problem === null ? [] : [`can't migrate local volume '${volume}': ${problem}`];
	});
	for (const problem of problems) log$1(session, `WARN: ${problem}`);
	if (problems.length > 0) die(`can't migrate CT - check log`);
	for (const mount of local) {
		log$1(session, `found local volume '${mount.volume}' (in current VM config)`);
		const { storage, id, name } = locateImage(host, mount.volume);
		const target = map(storage.id);
		session.at("migrate:copying");
		if (target === storage.id) continue;
		const other = availableStorage(session, target);
		const record = requireVolume(session, mount.volume);
		const volname = other.type === storage.type ? id.name : typeOf(other).freshName(vmid, name.format, volumesOf(host, target, vmid));
		writeVolume(host, {
			storage: target,
			name: volname
		}, record);
		session.runtime?.volumes?.rename(mount.volume, `${target}:${volname}`);
		freeDisk(session, mount.volume);
		draft.options.set(mount.key, withVolume(mount, `${target}:${volname}`));
		log$1(session, `volume '${mount.volume}' is '${target}:${volname}' on the target`);
	}
}
function migrate(session, migration) {
	const { vmid, target, restart } = migration;
	const { host, node } = session;
	const there = sessionWith(session, { node: readFacts(host, target) });
	const start = (where) => pctStart(where, {
		values: /* @__PURE__ */ new Map([["vmid", String(vmid)]]),
		extra: []
	});
	const draft = loadConf(session, vmid);
	checkLock(draft);
	const running = isRunning(host, vmid);
	if (running && !restart) die("running container can only be migrated in restart mode");
	checkVolumes(session, migration, draft);
	if (running) {
		log$1(session, `shutdown CT ${vmid}`);
		stopGuest(session, vmid);
	}
	const moved = loadConf(session, vmid);
	try {
		log$1(session, `starting migration of CT ${vmid} to node '${target}'`);
		moved.options.set("lock", "migrate");
		writeConf(session, vmid, moved);
		session.at("migrate:locked");
		copyVolumes(session, migration, moved);
		const text = textOf$1(moved);
		host.remove(confPath(node.name, vmid));
		host.write(confPath(target, vmid), text);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		log$1(session, `ERROR: ${error.message}`);
		log$1(session, "aborting phase 1 - cleanup resources");
		removeLock(session, vmid, "migrate");
		if (running) start(session);
		throw error;
	}
	session.at("migrate:moved");
	log$1(session, "start final cleanup");
	removeLock(there, vmid, "migrate");
	if (!running) return;
	log$1(session, "start container on target node");
	start(there);
}
const pctMigrate = (session, { values }) => {
	const { host, node } = session;
	const [vmid, target] = [Number(values.get("vmid")), values.get("target") ?? ""];
	if (target === node.name) badParameter("target", "target is local node.");
	if (!nodeNames(host).includes(target)) die(`no such cluster node '${target}'`, 2);
	loadConf(session, vmid);
	const restart = values.get("restart") === "1";
	if (isRunning(host, vmid) && !restart && values.get("online") !== "1") die(`can't migrate running container without --online or --restart`);
	if (isManaged(host, vmid)) {
		runTask(session, "hamigrate", String(vmid), () => session.print(`Requesting HA migration for CT ${vmid} to node ${target}\n`));
		return;
	}
	const migration = {
		vmid,
		target,
		restart,
		map: parseStorageMap(values.get("target-storage"))
	};
	runTask(session, "vzmigrate", String(vmid), () => {
		try {
			if (isRunning(host, vmid) && values.get("online") === "1") die("lxc live migration is currently not implemented");
			migrate(session, migration);
		} catch (error) {
			log$1(session, `ERROR: migration aborted (duration 00:00:00): ${messageOf(error)}`);
			die("migration aborted");
		}
		log$1(session, "migration finished successfully (duration 00:00:00)");
	});
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
function moveToStorage(session, values, storage) {
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
	if (storage) return moveToStorage(session, values, storage);
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
function copyOf(vmid, hostPath, guestPath, values) {
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
	if (session.runtime?.push) return session.runtime.push(copyOf(vmid, file, destination, values));
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
	if (session.runtime?.pull) return session.runtime.pull(copyOf(vmid, destination, path, values));
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
function adjust(session, vmid, draft) {
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
		if (size === void 0 || size === parseSize(mount.properties.get("size") ?? "")) continue;
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
		if (adjust(session, guest, draft) && !dryrun) writeConf(session, guest, draft);
	});
};
// src/simulator/pct/resize.ts
/** `pct resize`: volumes only grow. What fails inside the task is exit 0 (PVE 9.2). */
function check(session, values) {
	const vmid = Number(values.get("vmid"));
	const size = values.get("size") ?? "";
	const draft = loadConf(session, vmid);
	checkLock(draft);
	assertDigest(session, draft, values.get("digest"));
	const mount = mountAt(draft.options, values.get("disk") ?? "");
	const { id, name } = locateImage(session.host, mount.volume);
	if (name.vmid !== vmid) die(`can't resize mount point owned by another container (${name.vmid})`);
	const now = volumeRecord(session.host, id)?.size ?? die(`Could not determine current size of volume '${mount.volume}'`);
	const asked = parseSize(size.replace(/^\+/, "")) ?? die("invalid size string");
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
	check(session, values);
	forgiving(session, () => runTask(session, "resize", String(vmid), () => withGuestLock(session, vmid, () => {
		const { draft, mount, bytes } = check(session, values);
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
function readOrder(session, values) {
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
	for (const name of PARAMETERS) options.delete(name);
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
		const size = parseSize(mount.properties.get("size") ?? "") ?? die(`unable to detect disk size - please specify ${mount.key} (size)`);
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
	if (!fill(session, volumeOf("rootfs", draft.options.get("rootfs")) ?? "", bytes)) die(`command 'tar xpf - --totals --one-file-system -p --sparse' failed: exit code 2`);
	session.print(`Total bytes read: ${bytes} (${Math.round(bytes / 1024 ** 2)}MiB, 150MiB/s)\n`);
	removeGuestFiles(session.host, vmid);
	restoreBackupFiles(session.host, archive, vmid);
	const volumes = mountsOf(draft.options).filter(({ type }) => type === "volume");
	session.runtime?.volumes?.restore(archive, new Map(volumes.map(({ key, volume }) => [key, volume])));
}
function build$1(session, order, progress) {
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
function restore$1(session, order) {
	const { vmid } = order;
	const progress = {
		made: [],
		changed: false
	};
	try {
		build$1(session, order, progress);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		for (const volid of progress.made) freeDisk(session, volid);
		if (order.replaces && !progress.changed) removeLock(session, vmid, "create");
		else session.host.remove(confPath(session.node.name, vmid));
		die(`unable to restore CT ${vmid} - ${error.message}`);
	}
}
const pctRestore = (session, { values }) => {
	const order = readOrder(session, values);
	const { vmid } = order;
	try {
		createAndLock(session, vmid, order.replaces);
	} catch (error) {
		die(`unable to restore CT ${vmid} - ${messageOf(error)}`);
	}
	session.at("restore:locked");
	runTask(session, "vzrestore", String(vmid), (task) => {
		withGuestLock(session, vmid, () => restore$1(session, order));
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
function prepare$1(session, vmid, snapname, comment) {
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
function commit(session, vmid, snapname) {
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
	const draft = withGuestLock(session, vmid, () => prepare$1(session, vmid, snapname, comment));
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
	withGuestLock(session, vmid, () => commit(session, vmid, snapname));
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
function prepare(session, vmid, snapname) {
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
function restore(session, vmid, snapname) {
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
function rollBack(session, vmid, snapname) {
	const mounts = withGuestLock(session, vmid, () => prepare(session, vmid, snapname));
	session.at("rollback:prepared");
	for (const { volume } of mounts) {
		rollbackDisk(session, volume, snapname);
		session.at("rollback:volume");
	}
	rollbackGuestFiles(session.host, vmid, snapname);
	withGuestLock(session, vmid, () => restore(session, vmid, snapname));
}
const pctRollback = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	runTask(session, "vzrollback", String(vmid), (task) => {
		rollBack(session, vmid, values.get("snapname") ?? "");
		if (values.get("start") === "1") startGuest(session, vmid, task);
	});
};
// src/simulator/guest-status.ts
/** What Proxmox tells of a container beside its configuration: `pct status --verbose`, `/nodes/N/lxc`, resources. */
const MIB$1 = 1048576;
const DEFAULT_DISK = 4 * 1024 ** 3;
/** Bytes that an idle guest takes. */
const IDLE_MEMORY = 12 * MIB$1;
function diskOf(session, draft, running) {
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
		maxdisk: parseSize(rootfs?.properties.get("size") ?? "") || DEFAULT_DISK
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
		...diskOf(session, draft, state !== null),
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
	const elsewhere = new Set(host.list("/etc/pve/nodes").flatMap((other) => other === node.name ? [] : guestsOf(host, other)));
	return owners.filter((owner) => !elsewhere.has(owner));
}
function listContent(session, storage, content, vmid) {
	const type = typeOf(storage);
	const volumes = ownersHere(session, storage).filter((owner) => vmid === null || owner === vmid).flatMap((owner) => [...guestVolumes(session.host, storage, owner)].map(([name, record]) => ({
		volid: `${storage.id}:${name}`,
		format: record.format,
		content: "rootdir",
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
/** Declared properties and those of others; `hidden` names do not exist. */
function joined(declared, others = null, hidden = []) {
	const get = (name) => {
		if (hidden.includes(name)) return void 0;
		return Object.hasOwn(declared, name) ? declared[name] : others?.get(name);
	};
	const needed = Object.keys(declared).filter((name) => !declared[name]?.optional);
	const shown = (names) => names.filter((name) => !hidden.includes(name));
	return {
		get,
		has: (name) => get(name) !== void 0,
		names: () => shown([...Object.keys(declared), ...others?.names() ?? []]),
		required: shown([...needed, ...others?.required ?? []])
	};
}
/** A method of its own. */
const route = (method, path, declared, run) => ({
	method,
	path,
	properties: () => joined(declared),
	run
});
const text = {
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
/** All guests, seen from pvestatd. */
function guestResources(session) {
	return nodeNames(session.host).flatMap((name) => {
		const there = sessionWith(session, { node: readFacts(session.host, name) });
		return guestsOf(session.host, name).map((vmid) => {
			const draft = draftOf(session.host.read(confPath(name, vmid)) ?? "", vmid);
			const status = guestStatus(there, vmid, draft);
			const pool = poolOf(session.host, vmid);
			return {
				...Object.fromEntries([
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
					"type",
					"uptime",
					"vmid",
					"cpu",
					"tags",
					"lock"
				].flatMap((key) => status[key] === void 0 ? [] : [[key, status[key]]])),
				id: `lxc/${vmid}`,
				node: name,
				maxcpu: Number(status["cpus"]),
				memhost: 0,
				template: draft.options.get("template") === "1" ? 1 : 0,
				...pool === null ? {} : { pool }
			};
		});
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
	const all = readResources(session.host);
	const sid = values.get("sid") ?? "";
	if (all.has(sid)) die(`create HA resource failed: resource ID '${sid}' already defined`);
	const properties = [...values].filter(([key]) => key !== "sid");
	writeResources(session.host, new Map([...all, [sid, new Map([["state", "started"], ...properties])]]));
}
function removeHaResource({ session, values }) {
	const all = readResources(session.host);
	const sid = values.get("sid") ?? "";
	if (!all.delete(sid)) die(`delete resource failed: no such resource '${sid}'`);
	writeResources(session.host, all);
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
	route("get", "/nodes/{node}/network", { type: text }, network),
	route("get", "/cluster/resources", { type: {
		...text,
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
	route("get", "/cluster/ha/resources", { type: text }, haResources),
	route("create", "/cluster/ha/resources", {
		sid: { type: "string" },
		state: text,
		group: text,
		comment: text
	}, addHaResource),
	route("delete", "/cluster/ha/resources/{sid}", {}, removeHaResource)
];
// src/simulator/pvesh/config-json.ts
function jsonOf(key, value) {
	const type = confSchema().get(key)?.type;
	return (type === "integer" || type === "boolean") && /^\d+$/.test(value) ? Number(value) : value;
}
/** `withRaw`: the raw `lxc.*` lines as pairs, which a snapshot's configuration leaves out. */
function sectionJson(section, withRaw) {
	const options = optionKeys(section).map((key) => [key, jsonOf(key, getOption(section, key) ?? "")]);
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
		...sectionJson(shown, true),
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
			...value === void 0 ? {} : { value: jsonOf(key, value) },
			...pending === void 0 ? {} : { pending: jsonOf(key, pending) },
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
const GUEST = `${LXC}/{vmid}`;
const vmidOf = ({ values }) => Number(values.get("vmid"));
const draftFor = (call) => loadConf(call.session, vmidOf(call));
function listGuests(session) {
	return guestsOf(session.host, session.node.name).map((vmid) => {
		return guestStatus(session, vmid, draftOf(session.host.read(confPath(session.node.name, vmid)) ?? "", vmid));
	});
}
function config(call) {
	const draft = draftFor(call);
	const snapshot = call.values.get("snapshot");
	if (snapshot === void 0) return configJson(draft, call.values.get("current") === "1");
	return {
		...sectionJson(draft.snapshots.get(snapshot) ?? die(`snapshot '${snapshot}' does not exist`), true),
		digest: draft.digest ?? ""
	};
}
function listSnapshots(call) {
	const draft = draftFor(call);
	return snapshotEntries(draft).map(({ name, parent, snaptime, description }) => ({
		name,
		description,
		...parent === null ? {} : { parent },
		...snaptime === null ? {
			digest: draft.digest ?? "",
			running: isRunning(call.session.host, vmidOf(call)) ? 1 : 0
		} : { snaptime }
	}));
}
function describeSnapshot(call) {
	const { session, values } = call;
	const [vmid, snapname, description] = [
		vmidOf(call),
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
	return sectionJson(draftFor(call).snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`), false);
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
function interfaces(call) {
	const { options } = draftFor(call);
	if (!isRunning(call.session.host, vmidOf(call))) return null;
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
	const draft = draftFor(call);
	return { hasFeature: mountsOf((snapname === null ? draft : draft.snapshots.get(snapname) ?? die(`snapshot '${snapname}' does not exist`)).options).every(({ volume, type }) => {
		if (feature === "copy") return type === "volume";
		return diskHas(call.session, feature === "clone" ? "clone" : "snapshot", volume, snapname);
	}) ? 1 : 0 };
}
function currentStatus(call) {
	const vmid = vmidOf(call);
	const managed = isHaResource(call.session.host, vmid) ? 1 : 0;
	return {
		...guestStatus(call.session, vmid, draftFor(call)),
		ha: { managed }
	};
}
const guestRoutes = [
	route("get", LXC, {}, ({ session }) => listGuests(session)),
	commandRoute("create", LXC, "pct create", pctCreate),
	commandRoute("delete", GUEST, "pct destroy", pctDestroy),
	route("get", `${GUEST}/config`, {
		current: flag,
		snapshot: text
	}, config),
	commandRoute("set", `${GUEST}/config`, "pct set", pctSet),
	route("get", `${GUEST}/pending`, {}, (call) => pendingJson(draftFor(call))),
	route("get", `${GUEST}/status/current`, {}, currentStatus),
	commandRoute("create", `${GUEST}/status/start`, "pct start", pctStart),
	commandRoute("create", `${GUEST}/status/stop`, "pct stop", pctStop),
	commandRoute("create", `${GUEST}/status/shutdown`, "pct shutdown", pctShutdown),
	commandRoute("create", `${GUEST}/status/reboot`, "pct reboot", pctReboot),
	commandRoute("create", `${GUEST}/status/suspend`, "pct suspend", pctSuspend),
	commandRoute("create", `${GUEST}/status/resume`, "pct resume", pctResume),
	route("get", `${GUEST}/snapshot`, {}, listSnapshots),
	commandRoute("create", `${GUEST}/snapshot`, "pct snapshot", pctSnapshot),
	route("get", `${GUEST}/snapshot/{snapname}/config`, {}, snapshotConfig),
	route("set", `${GUEST}/snapshot/{snapname}/config`, { description: text }, describeSnapshot),
	commandRoute("delete", `${GUEST}/snapshot/{snapname}`, "pct delsnapshot", pctDelsnapshot),
	commandRoute("create", `${GUEST}/snapshot/{snapname}/rollback`, "pct rollback", pctRollback),
	commandRoute("create", `${GUEST}/clone`, "pct clone", pctClone),
	commandRoute("create", `${GUEST}/template`, "pct template", pctTemplate),
	commandRoute("set", `${GUEST}/resize`, "pct resize", pctResize),
	commandRoute("create", `${GUEST}/move_volume`, "pct move-volume", pctMoveVolume),
	commandRoute("create", `${GUEST}/migrate`, "pct migrate", pctMigrate),
	route("get", `${GUEST}/feature`, {
		feature: {
			type: "string",
			enum: [
				"snapshot",
				"clone",
				"copy"
			]
		},
		snapname: text
	}, hasFeature),
	route("get", `${GUEST}/interfaces`, {}, interfaces)
];
// src/simulator/pvesh/pools.ts
/** `/pools`: made, filled, emptied and removed. */
const idOf = ({ values }) => values.get("poolid") ?? "";
const required = (call) => readPools(call.session.host).get(idOf(call)) ?? die(`pool '${idOf(call)}' does not exist`);
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
function create(call) {
	const pools = readPools(call.session.host);
	if (pools.has(idOf(call))) die(`create pool failed: pool '${idOf(call)}' already exists`);
	pools.set(idOf(call), {
		comment: call.values.get("comment") ?? "",
		guests: [],
		storages: []
	});
	writePools(call.session.host, pools);
}
function remove(call) {
	const { host } = call.session;
	const pools = readPools(host);
	const pool = pools.get(idOf(call)) ?? die(`delete pool failed: pool '${idOf(call)}' does not exist`);
	const [guest] = pool.guests;
	if (guest !== void 0) die(`delete pool failed: pool '${idOf(call)}' is not empty (contains VM ${guest})`);
	const [storage] = pool.storages;
	if (storage !== void 0) die(`delete pool failed: pool '${idOf(call)}' is not empty (contains storage ${storage})`);
	pools.delete(idOf(call));
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
		const other = poolOf(host, vmid);
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
	const pool = readPools(session.host).get(idOf(call)) ?? die(`update pools failed: pool '${idOf(call)}' does not exist`);
	const removal = values.get("delete") === "1";
	const guests = changeGuests(call, pool, splitList(values.get("vms") ?? "").map(Number), removal);
	const storages = changeStorages(call, pool, splitList(values.get("storage") ?? ""), removal);
	const changed = {
		comment: values.get("comment") ?? pool.comment,
		guests,
		storages
	};
	writePools(session.host, new Map([...readPools(session.host), [idOf(call), changed]]));
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
	poolid: idOf(call),
	...comment(required(call)),
	members: members(call, required(call))
});
const CHANGES = {
	comment: text,
	vms: text,
	storage: text,
	delete: flag,
	"allow-move": flag
};
const poolRoutes = [
	route("get", "/pools", {
		poolid: text,
		type: text
	}, list$3),
	route("create", "/pools", {
		poolid: {
			type: "string",
			format: "pve-poolid"
		},
		comment: text
	}, create),
	route("set", "/pools", {
		poolid: { type: "string" },
		...CHANGES
	}, update),
	route("delete", "/pools", { poolid: { type: "string" } }, remove),
	route("get", "/pools/{poolid}", { type: text }, read),
	route("set", "/pools/{poolid}", CHANGES, update),
	route("delete", "/pools/{poolid}", {}, remove)
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
function table(rows, names, header) {
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
		if (rows.length === value.length) return table(rows, [...new Set(rows.flatMap((row) => Object.keys(row)))].sort(), true);
		return table(value.map((item) => ({ value: item })), ["value"], false);
	}
	if (isObject(value)) return table(sortedKeys(value).flatMap((key) => value[key] === null ? [] : [{
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
// src/simulator/pvesm/config.ts
/** `pvesm add`, `set` and `remove`: entries of storage.cfg. */
/** What an entry of a type cannot do without. */
const REQUIRED = {
	dir: ["path"],
	btrfs: ["path"],
	zfspool: ["pool"],
	lvmthin: ["vgname", "thinpool"],
	lvm: ["vgname"],
	nfs: ["server", "export"],
	cifs: ["server", "share"]
};
/** Parameters of the call that are not properties of the entry. */
const OTHERS = /* @__PURE__ */ new Set([
	"type",
	"storage",
	"delete",
	"digest",
	"password"
]);
const propertiesOf = (values) => [...values].filter(([key]) => !OTHERS.has(key)).map(([key, value]) => [key, value.replace(/[;\s]+/g, ",")]);
const pvesmAdd = (session, { values }) => {
	const [type, id] = [values.get("type") ?? "", values.get("storage") ?? ""];
	const storages = new Map(readStorages(session.host));
	if (storages.has(id)) die(`create storage failed: storage ID '${id}' already defined`);
	const missing = (REQUIRED[type] ?? []).filter((name) => !values.has(name));
	if (missing.length > 0) die(`create storage failed: missing value for required option '${missing[0] ?? ""}'`);
	storages.set(id, storageOf(type, id, new Map(propertiesOf(values))));
	writeStorages(session.host, storages);
};
const pvesmSet = (session, { values }) => {
	const id = values.get("storage") ?? "";
	const storages = new Map(readStorages(session.host));
	const old = storages.get(id) ?? die(`update storage failed: storage '${id}' does not exist`);
	const options = new Map([...old.options, ...propertiesOf(values)]);
	for (const key of splitList(values.get("delete") ?? "")) {
		if ((REQUIRED[old.type] ?? []).includes(key)) throw new ParameterFailure(/* @__PURE__ */ new Map([["delete", `unable to delete required option '${key}'`]]));
		options.delete(key);
	}
	storages.set(id, storageOf(old.type, id, options));
	writeStorages(session.host, storages);
};
const pvesmRemove = (session, { values }) => {
	const id = values.get("storage") ?? "";
	const storages = new Map(readStorages(session.host));
	if (!storages.delete(id)) die(`delete storage failed: storage '${id}' does not exist`);
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
		...kind === "backup" ? { subtype: "lxc" } : {}
	}));
}
const STORAGE = "/nodes/{node}/storage/{storage}";
const storageRoutes = [
	route("get", "/storage", { type: text }, (call) => [...readStorages(call.session.host).values()].map((storage) => entryJson(call, storage))),
	route("get", "/storage/{storage}", {}, (call) => entryJson(call, storageById(call.session.host, call.values.get("storage") ?? ""))),
	commandRoute("create", "/storage", "pvesm add", pvesmAdd),
	commandRoute("set", "/storage/{storage}", "pvesm set", pvesmSet),
	commandRoute("delete", "/storage/{storage}", "pvesm remove", pvesmRemove),
	route("get", "/nodes/{node}/storage", {
		content: text,
		storage: text,
		enabled: flag,
		format: flag,
		target: text
	}, ({ session, values }) => storageStatuses(session, values).map(statusJson)),
	route("get", `${STORAGE}/status`, {}, ({ session, values }) => statusJson(storageStatuses(session, values)[0] ?? {
		storage: availableStorage(session, values.get("storage") ?? ""),
		active: false,
		total: 0,
		used: 0,
		avail: 0
	})),
	route("get", `${STORAGE}/content`, {
		content: text,
		vmid: count
	}, content),
	commandRoute("delete", `${STORAGE}/content/{volume}`, "pvesm free", pvesmFree)
];
// src/simulator/pvesh/tasks.ts
function taskOf({ values }) {
	return parseUpid(values.get("upid") ?? "") ?? badParameter("upid", "unable to parse worker upid");
}
function list$2({ session, values }) {
	const [vmid, type] = [values.get("vmid"), values.get("typefilter")];
	const limit = Number(values.get("limit") ?? 50);
	return endedTasks(session.host).filter(({ node }) => node === session.node.name).filter(({ id }) => vmid === void 0 || id === vmid).filter((task) => type === void 0 || task.type === type).filter(({ status }) => values.get("errors") !== "1" || !/^(?:OK|WARNINGS: \d+)$/.test(status)).slice(Number(values.get("start") ?? 0)).slice(0, limit).map((task) => ({ ...task }));
}
function status(call) {
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
		typefilter: text,
		source: text,
		since: count,
		until: count,
		statusfilter: text,
		userfilter: text
	}, list$2),
	route("get", `${TASKS}/{upid}/status`, {}, status),
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
	...poolRoutes,
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
function findRoute(method, path) {
	for (const route of ROUTES) {
		const found = route.method === method ? matchPath(route.path, path) : null;
		if (found) return {
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
const usage = (verb, properties) => {
	return `pvesh ${verb} <api_path> ${properties.required.map((name) => `--${name} <${properties.get(name)?.type ?? "string"}> `).toSorted().join("")}[OPTIONS] [FORMAT_OPTIONS]\n`;
};
function call(session, method, path, words) {
	const { route, path: named } = findRoute(method, path);
	const properties = joined(FORMAT, route.properties(session.node.pve));
	try {
		const { values } = parseArguments({
			positional: [],
			properties
		}, words, (text) => session.warn(text));
		const reasons = validateAll(properties, values);
		if (reasons.size > 0) throw new ParameterFailure(reasons, 2);
		const own = new Map([...values].filter(([name]) => !Object.hasOwn(FORMAT, name)));
		const result = route.run({
			session: onNode(session, named.get("node")),
			values: new Map([...own, ...named])
		});
		if (result !== void 0 && values.get("quiet") !== "1") session.print(render(result, values.get("output-format") ?? "text"));
	} catch (error) {
		if (error instanceof UsageFailure) die(`${error.message}\n${usage(method, properties)}`);
		if (!(error instanceof ParameterFailure)) throw error;
		const reasons = [...error.reasons].map(([name, reason]) => `${name}: ${reason}\n`).join("");
		die(`${error.message}\n${reasons}${usage(method, properties)}`, 2);
	}
}
/** What is below a path: as far as it is known, guests of a node. */
function list$1(session, path) {
	const { route, path: named } = findRoute("get", path);
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
		case "ls": return list$1(session, path);
		default: return die(`ERROR: unknown command 'pvesh ${verb}'`);
	}
};
// src/simulator/qm.ts
/** `qm` as far as a node without virtual machines answers it. Machines themselves are not simulated. */
const folder$1 = (node) => `/etc/pve/nodes/${node}/qemu-server`;
const machines = (host, node) => host.list(folder$1(node)).filter((name) => name.endsWith(".conf"));
/** @throws Failure in Proxmox's words for a VMID without a machine, in its own for a machine */
function refuse(session, words, exit) {
	const vmid = words.find((word) => /^\d+$/.test(word)) ?? "";
	if (machines(session.host, session.node.name).includes(`${vmid}.conf`)) die(`the simulator does not model virtual machines: ${session.command} ${vmid}`, 1);
	return die(`Configuration file 'nodes/${session.node.name}/qemu-server/${vmid}.conf' does not exist`, exit);
}
const missing = (exit) => (session, { extra }) => refuse(session, extra, exit);
/** Nothing at all is printed where there is no machine, not even a heading. */
const list = (session) => {
	if (machines(session.host, session.node.name).length > 0) refuse(session, ["list"], 1);
};
/** A resize that fails exits 0, as `pct resize` does. */
const resize = (session, { extra }) => {
	session.warn(`Configuration file 'nodes/${session.node.name}/qemu-server/${extra[0] ?? ""}.conf' does not exist\n`);
};
const qm = {
	list,
	resize,
	start: missing(255),
	...Object.fromEntries([
		"config",
		"destroy",
		"listsnapshot",
		"pending",
		"set",
		"showcmd",
		"shutdown",
		"snapshot",
		"status",
		"stop",
		"template"
	].map((name) => [name, missing(2)]))
};
// src/simulator/vzdump.ts
/** `vzdump`: backups of containers, by snapshot, suspended or stopped; they hold the conf file and the guest's files. */
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
	if (owner?.type !== "lxc" || owner.node !== session.node.name) die(`unable to find VM '${vmid}'`);
	info(session, `Starting Backup of VM ${vmid} (lxc)`);
	info(session, `Backup started at ${localTime(host.now() / 1e3)}`);
	const running = isRunning(host, vmid);
	info(session, `status = ${running ? "running" : "stopped"}`);
	let mode = running ? job.mode : "stop";
	const draft = setLock(session, vmid, "backup");
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
			setLock(session, vmid, "backup");
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
const programs = {
	"lxc-attach": lxcAttach,
	"lxc-ls": lxcLs,
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
	"ha-manager": {
		add: haAdd,
		remove: haRemove,
		set: haSet,
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
		add: pvesmAdd,
		alloc: pvesmAlloc,
		extractconfig: pvesmExtractconfig,
		free: pvesmFree,
		list: pvesmList,
		path: pvesmPath,
		remove: pvesmRemove,
		set: pvesmSet,
		status: pvesmStatus
	},
	qm,
	vzdump
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
function find(argv) {
	const [program = "", ...words] = argv;
	const table = programs[program];
	if (!table) return { message: `${program}: command not found\n` };
	if (typeof table === "function") return {
		command: program,
		run: table,
		rest: words
	};
	const names = Object.keys(table);
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
	const usage = [.../* @__PURE__ */ new Set([...names, ...commandsOf(program)])].sort();
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
* @throws PhoenixError `NODE_UNREACHABLE` for a node that the cluster does not have.
* @throws CallerKilled in the place of the death of the caller, which a fault asked for.
*/
function simulate(call) {
	const node = readFacts(call.host, call.node);
	const locale = node.locale ?? call.locale ?? "UTF-8";
	const argv = call.argv.map((argument) => inLocale(locale, argument));
	const found = find(argv);
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
		host: call.host,
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
// src/simulator/stand-ins.ts
/**
* Bundles for guests that are only recorded: everything of Phoenix in them runs, and the scripts of features are replaced
* by stand-ins. A guest's own answer to a script is the file /srv/recorded/FEATURE/SCRIPT.sh in it.
*/
/** Whether a process in a guest is the one that Phoenix brings features by. */
function isBootstrap(argv) {
	return argv.length === 3 && argv[0] === "sh" && argv[1] === "-c" && argv[2] === BOOTSTRAP;
}
const BLOCK = 512;
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
	for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0;) {
		const block = archive.subarray(at, at + BLOCK);
		const size = Number.parseInt(text(block, 124, 12), 8);
		const prefix = text(block, 345, 155);
		const name = text(block, 0, 100);
		const path = prefix === "" ? name : `${prefix}/${name}`;
		if (text(block, 156, 1) === "0") {
			const mode = Number.parseInt(text(block, 100, 8), 8);
			files.push({
				path,
				mode,
				bytes: archive.subarray(at + BLOCK, at + BLOCK + size)
			});
		}
		at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
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
/** What the bootstrap says where it cannot run. */
const REFUSAL = "{\"phx\":1,\"event\":\"refused\",\"why\":\"this machine lets nobody make namespaces, which recorded guests need\"}\n";
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
/** @param real gives the place on this machine of a path of the simulated one */
function guestRuntime(real, streams) {
	const exec = (asked) => {
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
		const input = bundle ? { input: bundle } : passes ? {} : { input: asked.stdin };
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
	const dir = resolve$1(folder);
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
	return lxcRuntime({
		dir,
		record,
		real,
		streams
	});
}
/** Runs one command of the simulated node in a lab: `runInLab(dir, ['pct', 'list'])`. */
function runInLab(folder, argv, stdin = "", { node, running, runtime, streams = "captured", ...options } = {}) {
	const dir = resolve$1(folder);
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
export { missingForContainers as C, guestsOf as E, cgroupVersion as S, run as T, inNamespace as _, register as a, withNetworkLock as b, mountsBelow as c, archiveFolder as d, KNOWN as f, ensureNetwork as g, isUp as h, readRegistered as i, removeUnmounted as l, endProcesses as m, runInLab as n, registeredLabs as o, recipeOf as p, readRecord as r, writeRecord as s, openLab as t, unmountBelow as u, machineAddress as v, requireContainers as w, forbidForwarding as x, networkOf as y };
