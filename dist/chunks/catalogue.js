import { $ as staticAddresses, G as plainFolder, Gn as didYouMean, J as isKept, K as systemFolderAt, Kn as nearest, Mn as questionText, Q as spotOf$1, Un as nodeIn, W as isBelow, Wn as storageIn, X as hasAddress, Z as placeOf, Zn as once, an as travels, ar as warning, at as wireOf, d as kinds, en as fieldName, et as isManaged, ir as error, it as networksOfBridge, nn as FEATURE_FINDINGS, nt as networksAt, ot as wireText, q as changesIn, qt as nearestPositionOf, rt as networksOf, st as grouped, tt as isOn, vn as placeAt, xn as FINDINGS } from "./sources.js";
import { Et as sayingOf, Xt as capacityText, en as listed, in as plural, pt as VAULT_FINDINGS, wt as placeOfField } from "./engine.js";
import { $ as shortened, C as valueAt, E as isInRange, N as parseSubnet, O as isWithin, Q as quote, at as durationInMs, b as isObject, ct as sizeInKiB, k as overlaps, nt as errorsIn, w as addressKey, x as pointer } from "./base.js";
// src/rules/check/finding-ids.ts
/** What can be wrong with what a file says about rules: ids, severities, titles. */
const RULE_FINDINGS = {
	PHX951: error("A finding is named that does not exist, or that nobody can change", "A misspelt id changes nothing, and what Proxmox or Phoenix cannot do is not made possible by a word in a file. Correct the id, or remove the line; `phoenix validate --explain` lists all there are."),
	PHX952: warning("A suppression suppresses nothing", "What it suppressed is gone, and the line would hide the next one unseen. Remove it."),
	PHX953: warning("A change makes a rule milder", "What the rule found is found no more, or stops nothing, once the change is merged: of all that is in the files, not of this change alone. Whoever reviews it has to want that.")
};
// src/rules/address-in-dhcp.ts
const addressInDhcp = {
	id: "PHX513",
	severity: "error",
	title: "A static address is one that a DHCP server gives away",
	why: "The DHCP server does not know of it, and gives it to somebody else sooner or later: then two have the same address. Ranges of DHCP stand under \"networks\" in phoenix.json.",
	example: {
		wrong: "\"dhcp\": [\"10.0.0.100-10.0.0.199\"] of the network, and \"ip\": \"10.0.0.150/24\" of a guest",
		right: "\"ip\": \"10.0.0.50/24\""
	},
	*check(input) {
		for (const one of staticAddresses(input)) {
			if (one.fault?.is !== "dhcp") continue;
			const { network, index } = one.fault;
			yield {
				message: `${hasAddress(one)}, which DHCP gives away in the network "${network.name}"`,
				hint: `Take one outside of the DHCP range, or write "${one.key}": "dhcp".`,
				at: spotOf$1(one),
				also: input.inSettings("networks", network.name, "dhcp", index)
			};
		}
	}
};
// src/rules/address-of-network.ts
const addressOfNetwork = {
	id: "PHX514",
	severity: "error",
	title: "A static address is that of the gateway, or the first or last of its network",
	why: "The first address of a network stands for the network and the last one for everybody in it, so that no guest can be reached by them. A guest with the gateway's address takes the way out from all others. Proxmox checks none of this.",
	example: {
		wrong: "\"ip\": \"10.0.0.1/24\", \"gw\": \"10.0.0.1\"",
		right: "\"ip\": \"10.0.0.5/24\", \"gw\": \"10.0.0.1\""
	},
	*check(input) {
		for (const one of staticAddresses(input)) {
			const found = breachOf(one, input);
			if (found) yield {
				...found,
				at: spotOf$1(one)
			};
		}
	}
};
function breachOf(one, input) {
	const hint = "Give the guest another address of the network.";
	switch (one.fault?.is) {
		case "network": return {
			message: `${hasAddress(one)}, which stands for its whole network`,
			hint
		};
		case "broadcast": return {
			message: `${hasAddress(one)}, which is the broadcast address of its network`,
			hint
		};
		case "own-gateway": {
			const { guest, slot, key } = one;
			const gateway = key === "ip" ? "gw" : "gw6";
			return {
				message: `${hasAddress(one)}, and "${gateway}" names it as the gateway`,
				hint: `Correct "${key}" or "${gateway}"; a guest that is the gateway itself has none on this card.`,
				also: {
					resource: guest.resource,
					path: `/${slot}/${gateway}`
				}
			};
		}
		case "gateway": {
			const { name } = one.fault.network;
			return {
				message: `${hasAddress(one)}, which is the gateway of the network "${name}"`,
				hint: "Give the guest another address; where it is the gateway itself, suppress this with that reason.",
				also: input.inSettings("networks", name, "gateway")
			};
		}
		case "node":
		case "outside":
		case "reserved":
		case "dhcp":
		case void 0: return null;
	}
}
// src/rules/address-outside.ts
const addressOutside = {
	id: "PHX515",
	severity: "error",
	title: "A static address is reserved, or outside of the network that its card is in",
	why: "Outside of the subnet nobody there answers the guest, and a reserved address belongs to somebody else, such as a NAS. Proxmox takes any address on any bridge; subnets and reserved addresses stand under \"networks\" in phoenix.json.",
	example: {
		wrong: "\"subnet\": \"10.0.0.0/24\" of the network, and \"ip\": \"10.0.1.5/24\" of a guest on its bridge",
		right: "\"ip\": \"10.0.0.5/24\""
	},
	*check(input) {
		for (const one of staticAddresses(input)) if (one.fault?.is === "outside") {
			const { name } = one.fault.network;
			const subnet = input.estate.settings.networks[name]?.subnet;
			yield {
				message: `${hasAddress(one)}, which is outside of the network "${name}", ${subnet}`,
				hint: "Correct the address, the bridge or the VLAN; a second network on this bridge is declared under \"networks\" too.",
				at: spotOf$1(one),
				also: input.inSettings("networks", name, "subnet")
			};
		} else if (one.fault?.is === "reserved") {
			const { network, index } = one.fault;
			yield {
				message: `${hasAddress(one)}, which is reserved in the network "${network.name}"`,
				hint: "Give the guest another address, or take this one out of \"reserved\" in phoenix.json.",
				at: spotOf$1(one),
				also: input.inSettings("networks", network.name, "reserved", index)
			};
		}
	}
};
// src/rules/backup-on-one-node.ts
const backupOnOneNode = {
	id: "PHX885",
	severity: "warning",
	title: "Backups lie on the disk of the node that they are of",
	why: "In an estate of several nodes, a backup on a storage that each node has for itself is lost with its node, and cannot be restored on another one: just when it is needed. A storage that they share, such as NFS or a backup server, holds it for all.",
	example: {
		wrong: "\"backup\": { \"storage\": \"local\" }, and \"local\": { \"type\": \"dir\" } of two nodes",
		right: "\"backup\": { \"storage\": \"backups\" }, and \"backups\": { \"type\": \"nfs\", \"shared\": true } of both"
	},
	*check(input) {
		const { estate, guests } = input;
		const { nodes, policies } = estate.settings;
		const storage = policies.backup?.storage;
		if (storage === void 0 || Object.keys(nodes).length < 2) return;
		const used = new Set(guests.map(({ view }) => view.node));
		const [own] = Object.entries(nodes).flatMap(([node, { storages }]) => {
			const entry = Object.hasOwn(storages, storage) ? storages[storage] : void 0;
			return entry && !entry.shared && ["dir", "btrfs"].includes(entry.type) && used.has(node) ? [node] : [];
		});
		if (own === void 0) return;
		yield {
			message: `backups of guests on ${own} go to ${quote(storage)}, which is on ${own} itself`,
			hint: "Name a storage that the nodes share, and let it say \"shared\": true.",
			at: input.inSettings("policies", "backup", "storage"),
			also: input.inSettings("nodes", own, "storages", storage)
		};
	}
};
// src/rules/backup-storage.ts
/** What it holds where it is declared is PHX520. */
const backupStorage = {
	id: "PHX528",
	severity: "warning",
	title: "The storage for backups is not declared for a node with guests",
	why: "A guest that is removed is backed up to it first (\"policies.backup.storage\"): on a node without it the backup fails, and with it the removal. Only asked of nodes that declare their storages.",
	example: {
		wrong: "\"backup\": { \"storage\": \"backup\" }, and \"storages\": { \"backups\": { \"type\": \"dir\" } } of the node",
		right: "\"backup\": { \"storage\": \"backups\" }"
	},
	*check(input) {
		const { nodes, policies } = input.estate.settings;
		const storage = policies.backup?.storage;
		if (storage === void 0) return;
		const used = new Set(input.guests.map(({ view }) => view.node));
		for (const [node, { storages }] of Object.entries(nodes)) {
			const known = Object.keys(storages);
			if (known.length === 0 || known.includes(storage) || !used.has(node)) continue;
			yield {
				message: `${node} has no storage ${quote(storage)} for the backups of its guests`,
				hint: didYouMean(storage, known, "Declare it under \"storages\" of the node."),
				at: input.inSettings("policies", "backup", "storage"),
				also: input.inSettings("nodes", node, "storages")
			};
		}
	}
};
// src/rules/bind-roots.ts
const bindRoots = {
	id: "PHX526",
	severity: "error",
	title: "A bind gives guests a folder that is not for them",
	why: "What a guest writes to a bind is written to the node: with /etc, /root or a folder of programs it can make itself root there, and with those of Proxmox it can break all other guests. \"policies.bindRoots\" of phoenix.json names the folders below which binds may lie; without it any may be bound but those of the system, and those that hold them.",
	example: {
		wrong: "\"binds\": { \"certs\": { \"path\": \"/etc/ssl\" } }",
		right: "\"binds\": { \"certs\": { \"path\": \"/tank/certs\" } }, or \"bindRoots\": [\"/tank\", \"/etc/ssl\"]"
	},
	*check(input) {
		const { binds, policies } = input.estate.settings;
		const roots = policies.bindRoots?.map(plainFolder);
		for (const [name, { path }] of Object.entries(binds)) {
			if (/\/\.\.?(?:\/|$)/.test(path)) continue;
			const folder = plainFolder(path);
			const at = input.inSettings("binds", name, "path");
			if (roots) {
				if (roots.some((root) => isBelow(folder, root))) continue;
				yield {
					message: `the bind "${name}" lies outside of the folders that "bindRoots" allows`,
					hint: "Move the files below one of them, or add a folder to \"policies.bindRoots\".",
					at,
					also: input.inSettings("policies", "bindRoots")
				};
				continue;
			}
			const own = systemFolderAt(folder);
			if (own === void 0) continue;
			yield {
				message: `the bind "${name}" ${isBelow(folder, own) ? `lies in ${own}, which belongs to the node` : `holds ${own}, which belongs to the node`}`,
				hint: "Bind a folder that is made for guests; if this one has to be, name it in \"policies.bindRoots\", with the folders of all other binds.",
				at
			};
		}
	}
};
// src/rules/facts/guest-dependencies.ts
/** What is no guest, or is not there, is left out: a table says what is wrong with it. */
function* dependenciesIn({ guests }) {
	const byAddress = new Map(guests.map((guest) => [guest.resource.address, guest]));
	for (const from of guests) {
		const list = from.resource.merged["dependsOn"];
		if (!Array.isArray(list)) continue;
		for (const [index, address] of list.entries()) {
			const to = typeof address === "string" ? byAddress.get(address) : void 0;
			if (!to || to === from) continue;
			yield {
				from,
				to,
				at: {
					resource: from.resource,
					path: pointer("dependsOn", index)
				}
			};
		}
	}
}
// src/rules/boot-order.ts
/** What has no order starts after all that has one (PVE 9.2, PVE::API2::Nodes). */
const LAST = Number.POSITIVE_INFINITY;
const orderOf = ({ view }) => view.order ?? LAST;
/** A node starts its guests by order, and those of one order by VMID. */
function isBefore(one, other) {
	const [a, b] = [orderOf(one), orderOf(other)];
	return a === b ? one.view.vmid < other.view.vmid : a < b;
}
const wordsOf = ({ view }) => view.order === null ? `no order, VMID ${view.vmid}` : `order ${view.order}, VMID ${view.vmid}`;
/** Both start with their node, which is the same one: across nodes no order holds. */
const bootOrder = {
	id: "PHX531",
	severity: "warning",
	title: "A guest starts before one that it depends on",
	why: "After a power cut the node starts guests by \"startup.order\", lowest first, then those without one, and equal ones by VMID; it knows nothing of \"dependsOn\". A service that does not find its database then gives up, or comes up broken, and nobody is there to restart it.",
	example: {
		wrong: "\"dependsOn\": [\"lxc/db\"], \"startup\": { \"order\": 1 }   and lxc/db has order 2",
		right: "\"dependsOn\": [\"lxc/db\"], \"startup\": { \"order\": 3 }"
	},
	*check(input) {
		for (const { from, to, at } of dependenciesIn(input)) {
			if (!from.view.onboot || !to.view.onboot || from.view.node !== to.view.node) continue;
			if (!from.view.runs || !to.view.runs || !isBefore(from, to)) continue;
			const [one, other] = [from.resource, to.resource];
			const hint = from.view.order === null ? `Give ${other.address} a "startup": { "order": … }: what has one starts first.` : to.view.order === null ? `Give ${other.address} a "startup.order" below ${from.view.order}.` : `Give ${one.address} a "startup.order" above ${to.view.order}, or ${other.address} one below ${from.view.order}.`;
			yield {
				message: `${one.address} (${wordsOf(from)}) starts before ${other.address} (${wordsOf(to)}), which it depends on`,
				hint,
				at: from.view.order === null ? at : {
					resource: one,
					path: "/startup/order"
				},
				also: {
					resource: other,
					path: "/startup/order"
				}
			};
		}
	}
};
// src/rules/boot-without.ts
/** A dependency that shall not run at all is PHX533. */
const bootWithout = {
	id: "PHX532",
	severity: "warning",
	title: "A guest starts with its node, and one that it depends on does not",
	why: "After a restart of the node Proxmox starts what has \"onboot\" and nothing else. The guest comes up without what it needs, until somebody starts that by hand or the next apply does.",
	example: {
		wrong: "\"onboot\": true, \"dependsOn\": [\"lxc/db\"]   and lxc/db has no \"onboot\"",
		right: "\"onboot\": true   in both files"
	},
	*check(input) {
		for (const { from, to, at } of dependenciesIn(input)) {
			if (!from.view.onboot || to.view.onboot || !to.view.runs) continue;
			yield {
				message: `${from.resource.address} starts with its node, and ${to.resource.address}, which it depends on, does not`,
				hint: `Write "onboot": true for ${to.resource.address}, or take it away here.`,
				at,
				also: {
					resource: to.resource,
					path: "/onboot"
				}
			};
		}
	}
};
// src/rules/card-mtu.ts
/** Below this, Linux switches IPv6 off for a card (RFC 8200). */
const LEAST_OF_IPV6 = 1280;
const cardMtu = {
	id: "PHX518",
	severity: "error",
	title: "The MTU of a card does not fit its network",
	why: "Proxmox refuses to start a container whose card has a larger MTU than its bridge. Below 1280 a card has no IPv6 at all. The MTU of a network stands under \"networks\" in phoenix.json.",
	example: {
		wrong: "\"mtu\": 1500 of the network, and \"net0\": { \"mtu\": 9000 } of a guest",
		right: "\"net0\": { }   the card takes the MTU of its bridge"
	},
	*check(input) {
		for (const guest of input.guests) for (const card of guest.view.cards) {
			if (card.mtu === null) continue;
			const found = aboveNetwork(guest, card, card.mtu, input) ?? belowIpv6(guest, card, card.mtu);
			if (found) yield found;
		}
	}
};
const spotOf = ({ resource }, { slot }, key = "mtu") => ({
	resource,
	path: `/${slot}/${key}`
});
function aboveNetwork(guest, card, mtu, input) {
	const [widest] = networksAt(input.estate.settings, guest.view.node, card).filter(({ mtu: most }) => most !== null).toSorted((a, b) => Number(b.mtu) - Number(a.mtu));
	if (!widest || mtu <= Number(widest.mtu)) return null;
	return {
		message: `${card.slot} of ${guest.resource.address} has the MTU ${mtu}, and the network "${widest.name}" ${widest.mtu}`,
		hint: `Write at most ${widest.mtu}, or leave "mtu" out: then the card takes that of its bridge.`,
		at: spotOf(guest, card),
		also: input.inSettings("networks", widest.name, "mtu")
	};
}
function belowIpv6(guest, card, mtu) {
	if (card.ip6 === null || mtu >= LEAST_OF_IPV6) return null;
	return {
		message: `${card.slot} of ${guest.resource.address} has the MTU ${mtu}, and IPv6 needs ${LEAST_OF_IPV6}`,
		hint: `Write at least ${LEAST_OF_IPV6}, or leave "ip6" out.`,
		at: spotOf(guest, card),
		also: spotOf(guest, card, "ip6")
	};
}
// src/rules/facts/promised.ts
/** What guests or disks are promised of a node or a storage, and which of them take most of it. */
const SHOWN$1 = 3;
const WHAT = {
	memory: " of memory",
	cores: "",
	disk: ""
};
/** Null: there is enough. */
function overcommitted(pot, shares) {
	const sum = shares.reduce((all, { amount }) => all + amount, 0);
	if (sum <= pot.has * pot.times) return null;
	const { takers, owner, has, times, policy, at, text } = pot;
	const most = shares.toSorted((a, b) => b.amount - a.amount);
	const names = listed(most, SHOWN$1, (one) => `${one.who} (${text(one.amount)})`);
	const often = times === 1 ? "" : `${times} times `;
	return {
		message: `${takers} may take ${text(sum)}${WHAT[policy]}, ${text(Math.ceil(sum - has * times))} more than ${often}the ${text(has)} ${owner}`,
		hint: `Most of it: ${names}. Make them smaller, or raise "${policy}" in "policies.overcommit" of phoenix.json.`,
		at,
		...most[0] && { also: most[0].at }
	};
}
// src/rules/facts/promised-of-nodes.ts
/** A guest that is larger than its node is found by itself, and does not count again. */
function* promisedOfNodes(input, promised) {
	const { settings } = input.estate;
	const { key, text } = promised;
	const pots = /* @__PURE__ */ new Map();
	for (const [node, { capacity }] of Object.entries(settings.nodes)) {
		const has = capacity ? promised.has(capacity) : null;
		if (has !== null) pots.set(node, {
			has,
			shares: []
		});
	}
	for (const guest of input.guests) {
		const { resource, view } = guest;
		const pot = pots.get(view.node);
		if (!pot) continue;
		const [amount, at] = [promised.takes(view), {
			resource,
			path: `/${key}`
		}];
		if (amount > pot.has) {
			const also = input.inSettings("nodes", view.node, "capacity", key);
			yield {
				...promised.tooLarge(guest, pot.has),
				at,
				also
			};
		} else if (view.runs) pot.shares.push({
			who: resource.address,
			amount,
			at
		});
	}
	for (const [node, { has, shares }] of pots) {
		const takers = `the guests of ${node} that run`;
		const at = input.inSettings("nodes", node, "capacity", key);
		const times = settings.policies.overcommit[key];
		const found = overcommitted({
			takers,
			owner: `of ${node}`,
			has,
			times,
			policy: key,
			at,
			text
		}, shares);
		if (found) yield found;
	}
}
// src/rules/cores-overcommit.ts
const text$1 = (cores) => plural(cores, "core");
const coresOvercommit = {
	id: "PHX524",
	severity: "warning",
	title: "Guests are promised many times the cores of their node",
	why: "Cores are shared, so that promising each of them several times is usual; with too many at work at once everything on the node becomes slow, Proxmox included. A guest with more cores than its node has gains nothing, and a virtual machine does not start. \"capacity\" and \"policies.overcommit\" in phoenix.json say what there is, and how often it may be promised: 4 times, unless they do.",
	example: {
		wrong: "\"capacity\": { \"cores\": 4 } of the node, and \"cores\": 8 of a guest",
		right: "\"cores\": 4"
	},
	check: (input) => promisedOfNodes(input, {
		key: "cores",
		has: ({ cores }) => cores ?? null,
		takes: ({ cores }) => cores,
		text: text$1,
		tooLarge: ({ resource, view }, has) => ({
			message: `${resource.address} has ${text$1(view.cores)}, and ${view.node} has ${text$1(has)}`,
			hint: `Write at most ${has}.`
		})
	})
};
// src/rules/depends-on-stopped.ts
const dependsOnStopped = {
	id: "PHX533",
	severity: "warning",
	title: "A running guest depends on one that shall be stopped",
	why: "What is stopped is never ready: an apply makes it and goes on, and the guest that depends on it starts without it. Mostly one of two files was forgotten when something was switched off.",
	example: {
		wrong: "\"dependsOn\": [\"lxc/db\"]   and lxc/db has \"state\": \"stopped\"",
		right: "\"state\": \"stopped\" in both, or the dependency removed"
	},
	*check(input) {
		for (const { from, to, at } of dependenciesIn(input)) {
			if (!from.view.runs || to.view.runs) continue;
			yield {
				message: `${from.resource.address} runs and depends on ${to.resource.address}, which shall be stopped`,
				hint: `Remove the dependency, or let ${to.resource.address} run.`,
				at,
				also: {
					resource: to.resource,
					path: "/state"
				}
			};
		}
	}
};
// src/rules/disk-overcommit.ts
const diskOvercommit = {
	id: "PHX525",
	severity: "warning",
	title: "Disks are promised more than their storage holds",
	why: "A thin storage, such as zfspool or lvmthin, takes them all, and when it is full every guest on it stops writing at once, with damage. Counted are the disks whose size stands in a file, of guests, templates and layers, whether they run or not; a shared storage counts once. \"size\" of a storage and \"policies.overcommit\" in phoenix.json say what it holds, and how often that may be promised.",
	example: {
		wrong: "\"local-zfs\": { \"type\": \"zfspool\", \"size\": \"100G\" }, and two guests with \"rootfs\": { \"size\": \"64G\" }",
		right: "\"rootfs\": { \"size\": \"48G\" } in both, or \"overcommit\": { \"disk\": 1.5 }"
	},
	*check(input) {
		const times = input.estate.settings.policies.overcommit.disk;
		const text = (kib) => capacityText("memory", kib);
		for (const { storage, node, isShared, has, shares } of potsOf(input)) {
			const found = overcommitted({
				takers: `the disks on ${quote(storage)}${isShared ? "" : ` of ${node}`}`,
				owner: "that it holds",
				has,
				times,
				policy: "disk",
				at: input.inSettings("nodes", node, "storages", storage, "size"),
				text
			}, shares);
			if (found) yield found;
		}
	}
};
/** Proxmox knows these as shared, whatever is written. */
const ALWAYS_SHARED = [
	"nfs",
	"cifs",
	"rbd",
	"cephfs",
	"pbs"
];
/** The storages whose size is declared. */
function potsOf({ estate: { settings }, stored }) {
	const pots = /* @__PURE__ */ new Map();
	const keyOf = (node, storage) => {
		const declared = storageIn(settings, node, storage);
		return declared && (declared.shared || ALWAYS_SHARED.includes(declared.type)) ? pointer(storage) : pointer(storage, node);
	};
	for (const [node, { storages }] of Object.entries(settings.nodes)) for (const [storage, { size }] of Object.entries(storages)) {
		const key = keyOf(node, storage);
		const has = size === void 0 ? null : sizeInKiB(size, "G");
		if (has === null || pots.has(key)) continue;
		pots.set(key, {
			storage,
			node,
			isShared: key === pointer(storage),
			has,
			shares: []
		});
	}
	if (pots.size === 0) return [];
	for (const { resource, view } of stored) for (const { path, storage, size } of view.disks) {
		if (storage === null || size === null) continue;
		const at = {
			resource,
			path: `${path}/size`
		};
		pots.get(keyOf(view.node, storage))?.shares.push({
			who: resource.address,
			amount: size,
			at
		});
	}
	return pots.values();
}
// src/rules/facts/impossible.ts
/** Of what changes, that which cannot be made to a guest that is there. */
const textOf$2 = ({ file, line, column }) => `${file}:${line}:${column}`;
const places = /* @__PURE__ */ new WeakMap();
function errorPlaces({ findings }) {
	let found = places.get(findings);
	if (!found) {
		const errors = findings.flatMap(({ severity, at }) => severity === "error" && at ? [textOf$2(at)] : []);
		places.set(findings, found = new Set(errors));
	}
	return found;
}
/** Changes that cannot be made to what is there, but for those whose place already has an error. */
function impossibleIn({ want, kind, diff }, estate) {
	const found = diff.changes.filter(({ effect }) => effect === "impossible");
	if (found.length === 0) return found;
	const errors = errorPlaces(estate);
	const sets = new Set(kind.sets);
	const isSaid = (path) => {
		for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) if (errors.has(textOf$2(placeOfField(estate.tree, want, sets, at)))) return true;
		return false;
	};
	return errors.size === 0 ? found : found.filter(({ path }) => !isSaid(path));
}
/** A disk that becomes smaller: of all that is impossible, the one that people try most. */
function isShrinking(change) {
	const { path, before, after } = change;
	if (!path.endsWith("/size") || typeof before !== "string" || typeof after !== "string") return false;
	const [from, to] = [sizeInKiB(before, "G"), sizeInKiB(after, "G")];
	return from !== null && to !== null && to < from;
}
// src/rules/disk-shrinks.ts
const diskShrinks = {
	id: "PHX541",
	severity: "error",
	ofChanges: true,
	title: "A root disk or mount shrinks",
	why: "Proxmox grows volumes and never shrinks them, so that the guest would stay as it is and never be as its file says. A smaller disk means another disk, and files that somebody copies.",
	example: {
		wrong: "\"size\": \"16G\"   where it was \"32G\"",
		right: "\"size\": \"32G\"   or a new mount at another path"
	},
	*check(input) {
		for (const one of changesIn(input).changed) for (const { path, before, after } of impossibleIn(one, input.estate).filter(isShrinking)) yield {
			message: `${fieldName(path.slice(0, -5))} of ${one.want.address} shrinks from ${before} to ${after}`,
			hint: `Write at least "${before}": Proxmox never shrinks a volume. For a smaller one, add another mount and move the files.`,
			at: {
				resource: one.want,
				path
			}
		};
	}
};
// src/rules/health-target.ts
/** Templates of Debian come with ssh and, for the guest itself, postfix. */
const OF_TEMPLATES = /* @__PURE__ */ new Set([22, 25]);
const isLoopback = (host) => host.startsWith("127.") || host === "::1";
const without = (cidr) => cidr.replace(/\/.*$/, "").toLowerCase();
function knownIn(guests) {
	const byNumber = /* @__PURE__ */ new Map();
	for (const guest of guests) for (const { ip, ip6 } of guest.view.cards) for (const one of [ip, ip6]) if (one !== null) byNumber.set(without(one), guest);
	return {
		byAddress: new Map(guests.map((guest) => [guest.resource.address, guest])),
		byNumber
	};
}
/** The guest that is asked; null: the node, or somebody of whom git knows nothing. */
function askedBy({ ask, from }, guest, { byAddress, byNumber }) {
	if (ask.is === "exec") return from.is === "guest" ? byAddress.get(from.address) ?? null : guest;
	if (!isLoopback(ask.host)) return byNumber.get(ask.host.toLowerCase()) ?? null;
	if (from.is === "node") return null;
	return from.is === "guest" ? byAddress.get(from.address) ?? null : guest;
}
function foundIn(check, guest, known) {
	const { ask, from } = check;
	const asker = from.is === "guest" ? known.byAddress.get(from.address) : guest;
	if (from.is === "guest" && !asker?.view.runs) return {
		key: "from",
		message: `has no target: ${from.address}, which shall ask, never runs`,
		hint: "Let another guest ask, or leave \"from\" out."
	};
	if (ask.is === "exec") return null;
	const asked = askedBy(check, guest, known);
	if (!asked) return null;
	const { address } = asked.resource;
	const question = questionText({
		is: "tcp",
		host: ask.host,
		port: ask.port
	});
	if (!asked.view.runs) {
		const message = `has no target: ${question} is ${address}, which never runs`;
		return {
			key: ask.is,
			message,
			hint: "Remove the check, or let that guest run."
		};
	}
	const isOpen = asked.view.ports.some(({ port, protocol }) => protocol === "tcp" && port === ask.port);
	const ports = [...new Set(asked.view.ports.map(({ port }) => port))].filter((one) => !OF_TEMPLATES.has(one));
	if (asked.view.hasAllPorts && ports.length > 0 && !isOpen && !OF_TEMPLATES.has(ask.port)) {
		const message = `has no target: no feature of ${address} listens on port ${ask.port}`;
		const hint = `Ask on one of its ports (${ports.join(", ")}), or suppress this if something else listens there.`;
		return {
			key: ask.is,
			message,
			hint
		};
	}
	if (asked === guest || isLoopback(ask.host) || guest.resource.refersTo?.includes(address)) return null;
	const message = `asks ${address} by its number, ${ask.host}`;
	return {
		key: ask.is,
		message,
		hint: `Write "\${${address}.net0.address}" in place of the number.`
	};
}
/** What cannot be asked at all is PHX618. */
const healthTarget = {
	id: "PHX534",
	severity: "warning",
	title: "A health check has no target",
	why: "A check that can never succeed fails every apply of its guest after \"within\", and one that asks another guest by number tells of that guest, or of whoever has the address later. Ports are held against those of the features only where the files tell all that a guest has.",
	example: {
		wrong: "\"features\": { \"redis\": {} }, \"health\": { \"up\": { \"tcp\": \":6380\" } }",
		right: "\"features\": { \"redis\": {} }, \"health\": { \"up\": { \"tcp\": \":6379\" } }"
	},
	*check(input) {
		const { guests } = input;
		let known = null;
		for (const guest of guests) {
			const { resource, view } = guest;
			const health = view.runs ? input.kindOf(resource)?.health?.(resource.spec) : void 0;
			for (const name of Object.keys(health ?? {})) {
				known ??= knownIn(guests);
				const found = foundIn(health?.[name], guest, known);
				if (!found) continue;
				const { key, message, hint } = found;
				yield {
					message: `the check "${name}" of ${resource.address} ${message}`,
					hint,
					at: {
						resource,
						path: pointer("health", name, key)
					}
				};
			}
		}
	}
};
// src/rules/idle-null.ts
/** What Phoenix itself reads at the top of a file, and merges into nothing. */
const APART$1 = /* @__PURE__ */ new Set([
	"extends",
	"$schema",
	"suppress"
]);
/** Where a file removes something; lists hold no removals. */
function* nullsIn(value, path = []) {
	for (const [key, one] of Object.entries(value)) {
		if (path.length === 0 && APART$1.has(key)) continue;
		if (one === null) yield [...path, key];
		else if (isObject(one)) yield* nullsIn(one, [...path, key]);
	}
}
/** Whether anything stands at a place after these have been laid over each other. */
function isThere(below, path) {
	const whole = pointer(...path);
	let is = false;
	for (const { value } of below) {
		const said = sayingOf(value, path);
		if (said) is = said.pointer === whole && said.value !== null;
	}
	return is;
}
/** One of a profile is idle when it removes nothing from any of the resources that extend it. */
const idleNull = {
	id: "PHX551",
	severity: "warning",
	title: "A null removes nothing",
	why: "In a file, null takes out what a base, a profile or the file below an environment sets. Where none of them sets it, the line does nothing: its key may be mistyped, or what it took out has gone, and whoever reads it believes that something is switched off here.",
	example: {
		wrong: "\"features\": { \"ngnix\": null }   and a profile has \"nginx\"",
		right: "\"features\": { \"nginx\": null }"
	},
	*check({ estate }) {
		const files = [...estate.tree.files.values()].filter(({ text }) => text.includes("null"));
		if (files.length === 0) return;
		const paths = new Set(files.map(({ path }) => path));
		const found = /* @__PURE__ */ new Map();
		for (const resource of estate.resources.values()) resource.contributions.forEach(({ file, value }, index) => {
			if (!paths.has(file)) return;
			for (const path of nullsIn(value)) {
				const name = `${file} ${pointer(...path)}`;
				const known = found.get(name);
				if (known && !known.isIdle) continue;
				const isIdle = !isThere(resource.contributions.slice(0, index), path);
				found.set(name, {
					file,
					path,
					isIdle
				});
			}
		});
		for (const { file, path, isIdle } of found.values()) {
			if (!isIdle) continue;
			yield {
				message: `this removes nothing: no file below sets ${fieldName(pointer(...path))}`,
				hint: "Correct the key, or remove the line.",
				at: {
					file,
					path: pointer(...path),
					what: "key"
				}
			};
		}
	}
};
// src/rules/idle-overlay.ts
const OVERLAYS = "environments/";
const APART = /* @__PURE__ */ new Set([
	"extends",
	"$schema",
	"suppress"
]);
/** Values and lists of a file; sets are united, so that what they repeat is no override. */
function* leavesIn(value, sets, path = []) {
	for (const [key, one] of Object.entries(value)) {
		if (path.length === 0 && (APART.has(key) || sets.has(key))) continue;
		if (isObject(one)) yield* leavesIn(one, sets, [...path, key]);
		else if (one !== null) yield {
			path: [...path, key],
			value: one
		};
	}
}
const isSame = (one, other) => one === other || Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other);
/** The file that says the very same before; null: none, or another value came after it. */
function repeated(below, { path, value }) {
	for (const { file, value: all } of below.toReversed()) {
		const said = sayingOf(all, path);
		if (said) return said.pointer === pointer(...path) && isSame(said.value, value) ? file : null;
	}
	return null;
}
/**
* Of overlays alone: that a file repeats what its base says today may be on purpose, so that it stays when the base
* changes; an environment is there for what differs.
*/
const idleOverlay = {
	id: "PHX553",
	severity: "notice",
	title: "An environment sets what holds without it",
	why: "A file of an environment tells what is different there. A value that is the same anyway hides what differs, and stays behind when the value below it is changed for all environments.",
	example: {
		wrong: "environments/prod/lxc/web.json has \"cores\": 2, and lxc/web.json too",
		right: "environments/prod/lxc/web.json has only what is different in prod"
	},
	*check(input) {
		const { estate } = input;
		if (estate.env === null) return;
		for (const resource of estate.resources.values()) {
			const { contributions, file } = resource;
			const overlay = contributions.at(-1);
			if (!overlay?.file.startsWith(OVERLAYS) || file === overlay.file) continue;
			const below = contributions.slice(0, -1);
			const sets = new Set(input.kindOf(resource)?.sets);
			for (const leaf of leavesIn(overlay.value, sets)) {
				const other = repeated(below, leaf);
				if (other === null) continue;
				const path = pointer(...leaf.path);
				yield {
					message: `${fieldName(path)} is the same without the environment ${estate.env}`,
					hint: "Remove it here, or write what is different.",
					at: {
						file: overlay.file,
						path,
						what: "key"
					},
					also: {
						file: other,
						path,
						what: "key"
					}
				};
			}
		}
	}
};
// src/rules/impossible-change.ts
/** As a file has it, since Proxmox's words differ; undefined where it stands in none. */
function valueIn({ merged }, path) {
	const around = valueAt(merged, path.slice(0, path.lastIndexOf("/")));
	return valueAt(merged, path) ?? (typeof around === "string" ? around : void 0);
}
/** @param word what Proxmox calls it, where no file says it; @param other the other side */
function textOf$1(value, word, other) {
	if (value === void 0 && typeof other === "boolean") return word === "1" ? "true" : "false";
	if (value === void 0) return typeof word === "string" ? word : "nothing";
	return typeof value === "string" ? quote(value) : shortened(JSON.stringify(value), 80);
}
function hintOf({ path }, generation) {
	if (path === "/generation") return "Take the higher \"generation\" back, or do that first.";
	return `Take it back, or write "generation": ${generation + 1} to have the guest made anew, which loses what is inside.`;
}
/** What is refused of several members of one thing for one reason is said once, of the thing. */
function together(changes) {
	const first = /* @__PURE__ */ new Map();
	for (const change of changes) {
		const key = `${change.slot} ${change.note}`;
		const same = first.get(key);
		const path = change.path.slice(0, change.path.lastIndexOf("/"));
		first.set(key, same ? {
			...same,
			path,
			before: null,
			after: null
		} : change);
	}
	return [...first.values()];
}
const impossibleChange = {
	id: "PHX542",
	severity: "error",
	ofChanges: true,
	title: "A change cannot be made to the guest that is there",
	why: "Some things are set when a guest is made and never again: its archive, what it is cloned from, its architecture, whether it is privileged, the first SSH keys. Proxmox refuses such a change or, worse, writes it down and runs something else. A higher \"generation\" is the one way to ask for a new guest in place of the old one.",
	example: {
		wrong: "\"unprivileged\": false   where it was true",
		right: "\"unprivileged\": false, \"generation\": 2"
	},
	*check(input) {
		for (const one of changesIn(input).changed) {
			const { want, base, diff } = one;
			const found = impossibleIn(one, input.estate);
			const isReplaced = diff.action === "replace";
			const told = isReplaced ? found.filter(({ path }) => path === "/generation") : together(found);
			const generation = base.spec.generation ?? 1;
			for (const change of told) {
				if (isShrinking(change) || isReplaced && isKept(base)) continue;
				const { path, before, after, note = "" } = change;
				const [was, is] = [valueIn(base, path), valueIn(want, path)];
				const [from, to] = [textOf$1(was, before, is), textOf$1(is, after, was)];
				const why = note === "" ? "" : `: ${note.replace(/; .*$/s, "")}`;
				yield {
					message: `${fieldName(path)} of ${want.address} cannot change from ${from} to ${to}${why}`,
					hint: hintOf(change, generation),
					at: {
						resource: want,
						path
					}
				};
			}
		}
	}
};
// src/rules/impossible-creation.ts
const impossibleCreation = {
	id: "PHX547",
	severity: "error",
	ofChanges: true,
	title: "A new guest cannot be made as its file says",
	why: "Some ways to make a guest depend on others at that moment: Proxmox copies a guest that runs only as of a snapshot, for instance. For one that is there already it does not matter any more, so that only new ones are looked at.",
	example: {
		wrong: "\"clone\": \"lxc/gold\"   of a guest that runs",
		right: "\"clone\": { \"from\": \"lxc/gold\", \"snapshot\": \"golden\" }"
	},
	*check(input) {
		for (const { want, diff } of changesIn(input).made) {
			const refused = diff.changes.find(({ effect }) => effect === "impossible");
			if (!refused) continue;
			const path = refused.path === "" && want.merged["clone"] !== void 0 ? "/clone" : refused.path;
			yield {
				message: `${want.address} cannot be made: ${refused.note ?? "Proxmox refuses it"}`,
				hint: "Correct what it is made from, or let it be made in a later change.",
				at: {
					resource: want,
					path
				}
			};
		}
	}
};
// src/rules/memory-overcommit.ts
const text = (kib) => capacityText("memory", kib);
const memoryOvercommit = {
	id: "PHX523",
	severity: "warning",
	title: "Guests are promised more memory than their node has",
	why: "Proxmox starts them all the same, and when they take what they were promised, the kernel of the node kills processes of its own choice, in guests or of Proxmox itself. What a node has stands in its \"capacity\" in phoenix.json, how often it may be promised in \"policies.overcommit\".",
	example: {
		wrong: "\"capacity\": { \"memory\": \"16G\" } of the node, and three guests with \"memory\": \"8G\"",
		right: "\"memory\": \"4G\" in each of them, or \"overcommit\": { \"memory\": 1.5 }"
	},
	check: (input) => promisedOfNodes(input, {
		key: "memory",
		has: ({ memory }) => memory === void 0 ? null : sizeInKiB(memory, "M"),
		takes: ({ memory }) => memory,
		text,
		tooLarge: ({ resource, view }, has) => ({
			message: `${resource.address} may take ${text(view.memory - has)} more memory than ${view.node} has, ${text(has)}`,
			hint: "Give it less, or move it to a larger node."
		})
	})
};
// src/rules/needs-retired.ts
function fatesIn(input) {
	const { changed, gone } = changesIn(input);
	const fates = new Map(gone.map(({ address }) => [address, null]));
	for (const { want, base } of changed) fates.set(base.address, want.address);
	for (const address of fates.keys()) if (input.estate.resources.has(address)) fates.delete(address);
	return fates;
}
/** Whether an address at this place names a resource: elsewhere it is only a text. */
function isName([first, second, third, ...rest]) {
	if (first === "dependsOn") return third === void 0;
	if (first === "clone") return second === void 0 || second === "from";
	return first === "health" && third === "from" && rest.length === 0;
}
function* textsIn$1(value, path) {
	if (typeof value === "string") yield [value, path];
	else if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* textsIn$1(one, [...path, index]);
	else if (isObject(value)) for (const key of Object.keys(value)) yield* textsIn$1(value[key], [...path, key]);
}
function* needsOf({ merged }, fates) {
	for (const [text, path] of textsIn$1(merged, [])) {
		if (fates.has(text) && isName(path)) yield [text, path[0] === "clone" ? "/clone" : pointer(...path)];
		if (!text.includes("${")) continue;
		for (const [, to = ""] of text.matchAll(/\$\{([^{}.]+)\.[^{}]*\}/g)) if (fates.has(to)) yield [to, pointer(...path)];
	}
}
const needsRetired = {
	id: "PHX544",
	severity: "error",
	ofChanges: true,
	title: "A guest needs one that this change retires",
	why: "The retired guest is shut down when this is merged, and whoever is cloned from it, depends on it, is checked from it or has its address in a variable stands there without. Without a base to compare with, the same is found as a resource that does not exist.",
	example: {
		wrong: "lxc/db.json is deleted, and lxc/web.json says \"dependsOn\": [\"lxc/db\"]",
		right: "the dependency goes in the same change"
	},
	*check(input) {
		const fates = fatesIn(input);
		if (fates.size === 0) return;
		for (const resource of input.estate.resources.values()) for (const [to, path] of needsOf(resource, fates)) {
			const name = fates.get(to) ?? null;
			yield {
				message: name === null ? `${resource.address} needs ${to}, which this change retires` : `${resource.address} needs ${to}, which this change calls ${name}`,
				hint: name === null ? `Take it out here too, or keep ${to} until nothing needs it.` : `Write "${name}" here too.`,
				at: {
					resource,
					path
				},
				instead: [
					"PHX403",
					"PHX505",
					"PHX611",
					"PHX618"
				]
			};
		}
	}
};
// src/rules/network-disagreement.ts
const networkDisagreement = {
	id: "PHX517",
	severity: "warning",
	title: "Guests of one network disagree on its prefix or its gateway",
	why: "With a wrong prefix a guest looks for some of its neighbours at the gateway, or does not look there for strangers; with a wrong gateway it reaches nothing else. Where the network is declared in phoenix.json that counts; otherwise what most guests of this bridge and VLAN on the node say.",
	example: {
		wrong: "\"ip\": \"10.0.0.5/24\" in one file, \"ip\": \"10.0.0.6/16\" in another one on the same bridge",
		right: "\"ip\": \"10.0.0.5/24\" and \"ip\": \"10.0.0.6/24\""
	},
	*check(input) {
		const groups = /* @__PURE__ */ new Map();
		for (const one of staticAddresses(input)) {
			if (one.subnet.first === one.subnet.last || one.fault || !one.wire) continue;
			if (yield* againstDeclared(one, input)) continue;
			const { guest, wire, network, address } = one;
			if (network?.subnet && network.gateway?.family === address.family) continue;
			const key = `${network ? network.name : `${guest.view.node} ${wireOf(wire.bridge, wire.tag)}`} ${address.family}`;
			const group = groups.get(key);
			if (group) group.push(one);
			else groups.set(key, [one]);
		}
		for (const group of groups.values()) yield* amongThemselves(group);
	}
};
/** True: something was found. */
function* againstDeclared(one, input) {
	const { network, prefix, subnet, gateway, gatewayText, key } = one;
	if (!network) return false;
	const declared = input.estate.settings.networks[network.name];
	if (network.subnet && (network.subnet.first !== subnet.first || network.subnet.last !== subnet.last)) {
		yield {
			message: `${hasAddress(one)}/${prefix}, and the network "${network.name}" is ${declared?.subnet}`,
			hint: `Write the prefix of the network, or correct its "subnet" in phoenix.json.`,
			at: spotOf$1(one),
			also: input.inSettings("networks", network.name, "subnet")
		};
		return true;
	}
	if (!gateway || !network.gateway || gateway.family !== network.gateway.family) return false;
	if (gateway.value === network.gateway.value || gatewayText?.toLowerCase().startsWith("fe80:")) return false;
	if (declared?.gateway?.toLowerCase().startsWith("fe80:")) return false;
	yield {
		message: `${one.guest.resource.address} goes by ${gatewayText}, and the gateway of the network "${network.name}" is ${declared?.gateway}`,
		hint: `Leave "${key === "ip" ? "gw" : "gw6"}" to a base or profile that all share, or correct "gateway" in phoenix.json.`,
		at: gatewaySpot(one),
		also: input.inSettings("networks", network.name, "gateway")
	};
	return true;
}
const gatewaySpot = ({ guest, slot, key }) => ({
	resource: guest.resource,
	path: `/${slot}/${key === "ip" ? "gw" : "gw6"}`
});
function* amongThemselves(group) {
	const subnets = grouped(group, ({ subnet, prefix }) => `${subnet.first.toString(16)}/${prefix}`);
	const wrong = nested([...subnets.values()]);
	for (const members of subnets.values()) {
		const other = wrong.get(members);
		if (!other) {
			yield* gateways(members);
			continue;
		}
		for (const one of members) yield {
			message: `${hasAddress(one)}/${one.prefix}, and ${other.guest.resource.address} in the same network ${other.text}/${other.prefix}`,
			hint: "Write the same prefix in both; where these are two networks, declare both under \"networks\" in phoenix.json.",
			at: spotOf$1(one),
			also: spotOf$1(other)
		};
	}
}
/** Of two subnets, one within the other, the one with fewer guests: with one of those that have the other. */
function nested(subnets) {
	const wrong = /* @__PURE__ */ new Map();
	const open = [];
	const rangeOf = (members) => members[0].subnet;
	for (const inner of subnets.toSorted((a, b) => byStart(rangeOf(a), rangeOf(b)))) {
		while (open.length > 0 && rangeOf(open.at(-1)).last < rangeOf(inner).first) open.pop();
		const outer = open.at(-1);
		open.push(inner);
		if (!outer) continue;
		const [fewer, more] = inner.length <= outer.length ? [inner, outer] : [outer, inner];
		wrong.set(fewer, more[0]);
	}
	return wrong;
}
function byStart(a, b) {
	if (a.first !== b.first) return a.first < b.first ? -1 : 1;
	return a.last === b.last ? 0 : a.last > b.last ? -1 : 1;
}
/** Those that go by another gateway than most. */
function* gateways(members) {
	const by = grouped(members.filter(({ gateway }) => gateway !== null), ({ gateway }) => gateway ? addressKey(gateway) : "");
	if (by.size < 2) return;
	const [most] = [...by.values()].toSorted((a, b) => b.length - a.length);
	const other = most[0];
	for (const one of members) {
		if (!one.gateway || !other.gateway || one.gateway.value === other.gateway.value) continue;
		yield {
			message: `${one.guest.resource.address} goes by ${one.gatewayText}, and ${other.guest.resource.address} in the same network by ${other.gatewayText}`,
			hint: "Correct one of them; to say which is right, declare the network with its \"gateway\" in phoenix.json.",
			at: gatewaySpot(one),
			also: gatewaySpot(other)
		};
	}
}
// src/rules/network-of-nothing.ts
const networkOfNothing = {
	id: "PHX527",
	severity: "error",
	title: "A network is declared for a node or a bridge that does not exist",
	why: "No card of a guest is ever in such a network, so that nothing is checked against it: a slip of the finger would switch the checks off.",
	example: {
		wrong: "\"networks\": { \"lan\": { \"bridge\": \"vmbr0\", \"nodes\": [\"pve1\", \"pev2\"] } }",
		right: "\"nodes\": [\"pve1\", \"pve2\"]"
	},
	*check(input) {
		const { settings } = input.estate;
		const known = Object.keys(settings.nodes);
		for (const [name, { bridge, nodes }] of Object.entries(settings.networks)) {
			for (const [index, node] of (nodes ?? []).entries()) {
				if (Object.hasOwn(settings.nodes, node)) continue;
				yield {
					message: `the network "${name}" is declared for ${quote(node)}, and there is no such node`,
					hint: didYouMean(node, known, "Declare it under \"nodes\" in phoenix.json."),
					at: input.inSettings("networks", name, "nodes", index)
				};
			}
			const there = (nodes ?? known).flatMap((node) => nodeIn(settings, node) ?? []);
			const bridges = there.flatMap((node) => node.bridges ?? []);
			if (there.length === 0 || bridges.includes(bridge) || there.some((node) => !node.bridges)) continue;
			yield {
				message: `the network "${name}" is reached by ${quote(bridge)}, and none of its nodes has such a bridge`,
				hint: didYouMean(bridge, [...new Set(bridges)], "Add it to \"bridges\" of the node in phoenix.json."),
				at: input.inSettings("networks", name, "bridge")
			};
		}
	}
};
// src/rules/network-ranges.ts
const LINK_LOCAL = parseSubnet("fe80::/10");
const networkRanges = {
	id: "PHX516",
	severity: "error",
	title: "Declared networks overlap, or a gateway or range is outside of its network",
	why: "Where two networks hold the same addresses, a router sends to one of them only. A gateway, DHCP range or reserved range outside of its own subnet is a slip of the finger, and the checks of guests that rest on it say nothing, or the wrong thing.",
	example: {
		wrong: "\"subnet\": \"10.0.0.0/24\", \"gateway\": \"10.0.1.1\"",
		right: "\"subnet\": \"10.0.0.0/24\", \"gateway\": \"10.0.0.1\""
	},
	*check(input) {
		const all = networksOf(input.estate.settings);
		const networks = all.filter(({ name }) => !isManaged(name));
		const managed = all.filter(({ name }) => isManaged(name));
		for (const [index, network] of networks.entries()) {
			const other = [...networks.slice(0, index), ...managed].find((one) => collide(network, one));
			if (other) yield overlap(network, other, input);
			yield* strays(network, input);
		}
	}
};
/** Networks that no node has both of may well have the same addresses. */
function collide(a, b) {
	if (!a.subnet || !b.subnet || !overlaps(a.subnet, b.subnet)) return false;
	const { nodes } = b;
	return a.nodes === null || nodes === null || [...a.nodes].some((node) => nodes.has(node));
}
function overlap(network, other, input) {
	const { networks } = input.estate.settings;
	const [subnet, there] = [networks[network.name]?.subnet, networks[other.name]?.subnet];
	return {
		message: `the networks "${network.name}" and "${other.name}" overlap: ${subnet} and ${there}`,
		hint: "Correct one of them; where they are on different nodes, name these in \"nodes\" of both.",
		at: input.inSettings("networks", network.name, "subnet"),
		...isManaged(other.name) ? {} : { also: input.inSettings("networks", other.name, "subnet") }
	};
}
function* strays({ name, subnet, gateway, dhcp, reserved }, input) {
	if (!subnet) return;
	const hint = `Correct it, or the "subnet" of the network.`;
	const also = input.inSettings("networks", name, "subnet");
	if (gateway && !isInRange(gateway, subnet) && !(subnet.family === 6 && LINK_LOCAL && isInRange(gateway, LINK_LOCAL))) yield {
		message: `the gateway of the network "${name}" is outside of its subnet`,
		hint,
		at: input.inSettings("networks", name, "gateway"),
		also
	};
	for (const [key, ranges] of [["dhcp", dhcp], ["reserved", reserved]]) for (const [index, range] of ranges.entries()) {
		if (isWithin(range, subnet)) continue;
		yield {
			message: `${key === "dhcp" ? "a DHCP range" : "a reserved range"} of the network "${name}" is outside of its subnet`,
			hint,
			at: input.inSettings("networks", name, key, index),
			also
		};
	}
}
// src/rules/protected-goes.ts
const protectedGoes = {
	id: "PHX543",
	severity: "error",
	ofChanges: true,
	title: "A protected guest is removed or made anew",
	why: "Somebody wrote \"protection\": true so that this guest is not lost by mistake, and Proxmox refuses to destroy it. Taking the protection off is a change of its own, which its reviewer sees and which is applied first; the one after that may remove the guest.",
	example: {
		wrong: "the file of a guest with \"protection\": true is deleted",
		right: "\"protection\": false is merged first, the file deleted later"
	},
	*check(input) {
		const { changed, gone } = changesIn(input);
		const hint = "Take \"protection\" off in a change of its own and merge that first.";
		for (const base of gone) {
			if (!isKept(base)) continue;
			yield {
				message: `${base.address} is protected, and this change removes it`,
				hint,
				at: null
			};
		}
		for (const one of changed) {
			if (one.diff.action !== "replace" || !isKept(one.base)) continue;
			yield {
				message: `${one.want.address} is protected, and this change has it made anew`,
				hint,
				at: {
					resource: one.want,
					path: "/generation"
				}
			};
		}
	}
};
// src/rules/same-address.ts
/** Of one guest it is never allowed (PHX609). */
const sameAddress = {
	id: "PHX512",
	severity: "error",
	title: "Two guests, or a guest and a node, have the same IP address",
	why: "Proxmox starts both, and traffic goes to whoever answered last, so that both are reached now and then: hard to find. Bridges of the same name are taken for one network on whatever node, unless \"networks\" of phoenix.json tells them apart by \"nodes\".",
	example: {
		wrong: "\"net0\": { \"bridge\": \"vmbr0\", \"ip\": \"10.0.0.5/24\" }   in two files",
		right: "\"ip\": \"10.0.0.5/24\" in one, \"ip\": \"10.0.0.6/24\" in the other"
	},
	*check(input) {
		const first = /* @__PURE__ */ new Map();
		const owners = /* @__PURE__ */ new Map();
		for (const one of staticAddresses(input)) {
			if (one.fault?.is === "node") yield withNode(one, one.fault.node, input);
			const key = addressKey(one.address);
			const before = first.get(key);
			if (!before) {
				first.set(key, one);
				continue;
			}
			const places = owners.get(key) ?? /* @__PURE__ */ new Map([[placeOf(before), before]]);
			owners.set(key, places);
			const place = placeOf(one);
			const owner = place === null ? before : places.get(place) ?? places.get(null) ?? one;
			if (owner.guest !== one.guest) yield withGuest(one, owner);
			if (!places.has(place)) places.set(place, one);
		}
	}
};
function withGuest(one, owner) {
	return {
		message: `${one.guest.resource.address} and ${owner.guest.resource.address} have the same address, ${one.text}`,
		hint: "Give one of them another address; where these are two networks, declare both under \"networks\" in phoenix.json.",
		at: spotOf$1(one),
		also: spotOf$1(owner)
	};
}
function withNode(one, node, input) {
	return {
		message: `${one.guest.resource.address} has the address of the node ${node}, ${one.text}`,
		hint: "Give the guest another address.",
		at: spotOf$1(one),
		also: input.inSettings("nodes", node, "address")
	};
}
// src/rules/same-hostname.ts
const sameHostname = {
	id: "PHX504",
	severity: "warning",
	title: "Two guests have the same hostname",
	why: "Names in DNS and in the lists of Proxmox mean one or the other of them at random, and dashboards and backups mix them up.",
	example: {
		wrong: "\"hostname\": \"web\"   in two files",
		right: "\"hostname\": \"web\" and \"hostname\": \"web-2\""
	},
	*check(input) {
		const owners = /* @__PURE__ */ new Map();
		const named = /* @__PURE__ */ new Map();
		for (const resource of input.estate.resources.values()) {
			const kind = input.kindOf(resource);
			if (!kind) continue;
			let has = named.get(kind);
			if (has === void 0) named.set(kind, has = Object.hasOwn(kind.outputs(resource.spec), "hostname"));
			const { hostname = resource.name } = resource.merged;
			if (!has || typeof hostname !== "string") continue;
			const owner = owners.get(hostname.toLowerCase());
			if (!owner) {
				owners.set(hostname.toLowerCase(), resource);
				continue;
			}
			yield {
				message: `${resource.address} and ${owner.address} have the same hostname ${quote(hostname)}`,
				hint: "Give one of them another \"hostname\", or rename its file.",
				at: {
					resource,
					path: "/hostname"
				},
				also: {
					resource: owner,
					path: "/hostname"
				}
			};
		}
	}
};
// src/rules/same-mac.ts
/** Two cards of different guests; of one guest it is never allowed (PHX609). */
const sameMac = {
	id: "PHX511",
	severity: "error",
	title: "Two guests have the same MAC address",
	why: "A switch sends what is for one of them to whoever spoke last, so both lose packets at random, and DHCP gives both the same address. It happens when a file is copied with its \"hwaddr\".",
	example: {
		wrong: "\"net0\": { \"bridge\": \"vmbr0\", \"hwaddr\": \"BC:24:11:00:00:01\" }   in two files",
		right: "\"net0\": { \"bridge\": \"vmbr0\" }   Proxmox makes up an address"
	},
	*check({ guests }) {
		const owners = /* @__PURE__ */ new Map();
		for (const guest of guests) for (const { slot, hwaddr } of guest.view.cards) {
			if (hwaddr === null) continue;
			const owner = owners.get(hwaddr);
			if (!owner) owners.set(hwaddr, {
				guest,
				slot
			});
			else if (owner.guest !== guest) yield {
				message: `${guest.resource.address} and ${owner.guest.resource.address} have the same MAC, ${hwaddr.toUpperCase()}`,
				hint: "Leave \"hwaddr\" out of one of them; Proxmox makes up another one.",
				at: {
					resource: guest.resource,
					path: pointer(slot, "hwaddr")
				},
				also: {
					resource: owner.guest.resource,
					path: pointer(owner.slot, "hwaddr")
				}
			};
		}
	}
};
// src/rules/same-port.ts
const samePort = {
	id: "PHX751",
	severity: "error",
	title: "Two services of a guest listen on the same port",
	why: "Only one of them gets the port: the other fails with \"Address already in use\" while it is installed, or at the next start of the guest, when their order may be another one. Ports come from the \"ports\" of feature manifests and the options in your file.",
	example: {
		wrong: "\"features\": { \"nginx\": {}, \"grafana\": { \"port\": 80 } }",
		right: "\"features\": { \"nginx\": {}, \"grafana\": { \"port\": 3000 } }"
	},
	*check({ guests }) {
		for (const { resource, view } of guests) {
			const taken = /* @__PURE__ */ new Map();
			for (const one of view.ports) {
				const name = `${one.protocol} ${one.port}`;
				const other = taken.get(name);
				if (!other) {
					taken.set(name, one);
					continue;
				}
				yield {
					message: `${other.by} and ${one.by} both listen on ${one.protocol.toUpperCase()} port ${one.port} of ${resource.address}`,
					hint: "Give one of them another port, or put it into a guest of its own.",
					at: {
						resource,
						path: one.path
					},
					also: {
						resource,
						path: other.path
					}
				};
			}
		}
	}
};
// src/rules/facts/secret-formats.ts
/** Not in the middle of a longer word. */
const START = "(?<![A-Za-z0-9_])";
const format = (name, mark, pattern) => ({
	name,
	mark,
	pattern: new RegExp(pattern, "g")
});
const word = (name, mark, pattern) => format(name, mark, `${START}${pattern}`);
const CRYPT = "[./A-Za-z0-9]";
const SECRET_FORMATS = [
	word("a token of GitHub", "gh", "gh[pousr]_[A-Za-z0-9]{36,255}"),
	word("a token of GitHub", "github_pat_", "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
	word("a token of GitLab", "gl", "gl(?:pat|ptt|rt|dt|cbt|ft|imt|agent|oas|soat)-[A-Za-z0-9_-]{20,}"),
	word("an access key of AWS", "A", "(?:AKIA|ASIA)(?![A-Z2-7]{9}EXAMPLE)[A-Z2-7]{16}(?![A-Za-z0-9])"),
	word("a token of Slack", "x", "x(?:ox[abeoprs]|app)-[0-9A-Za-z]+-[0-9A-Za-z-]{10,}"),
	format("a webhook of Slack", "hooks.slack.com", "hooks\\.slack\\.com/services/T\\w{6,}/B\\w{6,}/\\w{16,}"),
	word("a token of Hugging Face", "hf_", "hf_[A-Za-z0-9]{34,}"),
	word("a key of Anthropic", "sk-ant-", "sk-ant-[a-z]+\\d*-[A-Za-z0-9_-]{32,}"),
	word("a key of OpenAI", "sk-", "sk-(?:(?:proj|svcacct|admin|or-v1)-[A-Za-z0-9_-]{32,}|[A-Za-z0-9]{32,})"),
	word("a key of Stripe", "k_", "[sr]k_(?:live|test)_[A-Za-z0-9]{16,}"),
	word("a secret of Stripe", "whsec_", "whsec_[A-Za-z0-9+/]{24,}"),
	word("a key of Google", "AIza", "AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
	word("a client secret of Google", "GOCSPX-", "GOCSPX-[A-Za-z0-9_-]{28}"),
	word("a token of npm", "npm_", "npm_[A-Za-z0-9]{36}"),
	word("a token of PyPI", "pypi-", "pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}"),
	word("a token of Docker Hub", "dckr_", "dckr_[op]at_[A-Za-z0-9_-]{27,}"),
	word("a key of Tailscale", "tskey-", "tskey-[a-z]+-[A-Za-z0-9]{6,}(?:-[A-Za-z0-9]{10,})?"),
	word("a key of SendGrid", "SG.", "SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"),
	word("a token of a Telegram bot", ":AA", "\\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])"),
	word("a token of DigitalOcean", "_v1_", "do[oprt]_v1_[a-f0-9]{64}"),
	word("a token of Grafana", "gls", "glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}"),
	word("a token of HashiCorp Vault", "hv", "hv[sbr]\\.[A-Za-z0-9_-]{24,}"),
	word("a key of Groq", "gsk_", "gsk_[A-Za-z0-9]{52}"),
	word("a key of NVIDIA", "nvapi-", "nvapi-[A-Za-z0-9_-]{60,}"),
	word("a token of Portainer", "ptr_", "ptr_[A-Za-z0-9+/]{43}="),
	word("a token of Proxmox", "PVEAPIToken=", "PVEAPIToken=[^\\s!\"]{1,80}![^\\s=\"]{1,80}=[0-9a-f]{8}-[0-9a-f-]{27}"),
	word("a token of a Cloudflare tunnel", "eyJhIjoi", "eyJhIjoi[A-Za-z0-9+/_-]{80,}"),
	word("a JSON Web Token", "eyJ", "eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,8000}\\.[A-Za-z0-9_-]{16,}"),
	format("a private key", "-----BEGIN", "-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
	word("a private key of age", "AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1[0-9A-Z]{58}"),
	format("the hash of a password", "$6$", `\\$6\\$(?:rounds=\\d+\\$)?${CRYPT}{1,16}\\$${CRYPT}{86}`),
	format("the hash of a password", "$5$", `\\$5\\$(?:rounds=\\d+\\$)?${CRYPT}{1,16}\\$${CRYPT}{43}`),
	format("the hash of a password", "$1$", `\\$1\\$${CRYPT}{1,8}\\$${CRYPT}{22}`),
	format("the hash of a password", "$apr1$", `\\$apr1\\$${CRYPT}{1,8}\\$${CRYPT}{22}`),
	format("the hash of a password", "$2", `\\$2[abxy]\\$\\d\\d\\$${CRYPT}{53}`),
	format("the hash of a password", "y$", `\\$g?y\\$${CRYPT}{3,}\\$${CRYPT}{1,86}\\$${CRYPT}{43}`),
	format("the hash of a password", "$argon2", "\\$argon2(?:id|i|d)\\$v=\\d+\\$[a-z0-9=,]+\\$[A-Za-z0-9+/]+\\$[A-Za-z0-9+/]{16,}"),
	format("an address with a password", "://", "[a-z][a-z0-9+.-]{1,20}://[^\\s/:@\"'<>]{0,80}:(?![$<{*]|(?:pass(?:word)?|PASS(?:WORD)?|secret|token|x+|\\.+)@)[^\\s/:@\"'<>]{3,200}@(?=[\\w[])")
];
/** All that say of themselves what they are, in the order in which they stand; of two in one place the longer. */
function secretsIn(text) {
	const found = [];
	for (const { name, mark, pattern } of SECRET_FORMATS) {
		if (!text.includes(mark)) continue;
		for (const match of text.matchAll(pattern)) found.push({
			name,
			start: match.index,
			end: match.index + match[0].length
		});
	}
	if (found.length < 2) return found;
	const kept = [];
	for (const one of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
		const last = kept.at(-1);
		if (!last || one.start >= last.end) kept.push(one);
	}
	return kept;
}
// src/rules/facts/secret-words.ts
const PASSWORD = /(?:password|passwd|passphrase|passcode)$/;
const SHORT_PASSWORD = /* @__PURE__ */ new Set([
	"pass",
	"pwd",
	"psk",
	"pw"
]);
const RANDOM = /(?:token|secret|credential|(?:api|access|secret|private|auth|encryption|signing|master|account|license|shared|preshared)key)s?$/;
/** By the end of the name: `PG_PASSWORD`, `apiKey`, `--hf-token`; not `tokenFile` or `max-tokens-of`. */
function soundOf(name) {
	const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z]+/).filter((word) => word !== "");
	const last = (words.at(-1) ?? "").replace(/(?<=password)s$/, "");
	if (SHORT_PASSWORD.has(last) || PASSWORD.test(last)) return "password";
	return RANDOM.test(words.join("")) ? "random" : null;
}
/** Stands for a value, names one, or says that there is none. */
const PLACEHOLDER = /\$\{|^\$\w+$|^\$\(|^\{\{|^%\(|^<.*>$|^[*x.…-]*$|^(?:none|null|nil|true|false|yes|no|unset|not[_ -]set|required|optional|prompt|ask|todo|tbd|redacted|[a-z]+:\/\/.*|(?:file|env|vault|op|pass|secret|aws):.*)$/i;
const PATH = /^(?:~|\.{1,2})?\/[\w.@-]+(?:\/[\w.@-]+)*\/?$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Digests name their method; a MAC has its colons. */
const DIGEST = /^(?:md5|sha\d*|sha3-\d+|blake\w*)[:-]|^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$|^ssh-|^ecdsa-/i;
/** Of a piece without `-`, `_`, `/` and the like: names of things are words with these between. */
const LEAST = 12;
/** Bits for each character: 16 different ones are 4, English words have about 3. */
const LEAST_ENTROPY = 3;
/** Shannon's, in bits for each character. */
function entropyOf(text) {
	const counts = /* @__PURE__ */ new Map();
	for (const one of text) counts.set(one, (counts.get(one) ?? 0) + 1);
	let bits = 0;
	for (const count of counts.values()) bits -= count / text.length * Math.log2(count / text.length);
	return bits;
}
const BASE64 = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/]{20,}={0,2}$/;
function looksRandom(text) {
	if (BASE64.test(text) && entropyOf(text.slice(0, 256)) > LEAST_ENTROPY) return true;
	return text.split(/[^A-Za-z0-9+=]+/).some((piece) => piece.length >= LEAST && /\d/.test(piece) && /[A-Za-z]/.test(piece) && entropyOf(piece.slice(0, 256)) >= LEAST_ENTROPY);
}
/** Whether a text under a key that sounds so is a secret in plain text. */
function couldBeSecret(text, sound) {
	if (PLACEHOLDER.test(text) || PATH.test(text) || DIGEST.test(text)) return false;
	if (sound === "password") return true;
	return !UUID.test(text) && !/\s/.test(text) && looksRandom(text);
}
// src/rules/facts/told-secrets.ts
const textOf = ({ file, line, column }) => `${file}:${line}:${column}`;
function toldSecrets({ findings, tree }) {
	const places = /* @__PURE__ */ new Set();
	const files = /* @__PURE__ */ new Set();
	for (const { id, at } of findings) {
		if (id !== "PHX715" || !at) continue;
		places.add(textOf(at));
		files.add(at.file);
	}
	const within = (file, offset) => {
		const text = files.has(file) ? tree.files.get(file)?.text : void 0;
		if (text === void 0) return false;
		let start = text.lastIndexOf("\"", offset);
		while (start > 0 && text[start - 1] === "\\") start = text.lastIndexOf("\"", start - 1);
		return start >= 0 && places.has(textOf(placeAt(file, text, start)));
	};
	return {
		at: (place) => places.has(textOf(place)),
		within
	};
}
// src/rules/secret-by-name.ts
/** A file without any of these words has no key that sounds like a secret: most are not walked. */
const WORDS$1 = /pass|pwd|psk|secret|token|credential|key|bearer|authorization|"pw"/i;
/** `PG_PASSWORD=…` in a text, `--api-key=…` on a command line, `Authorization: Bearer …` in a header. */
const ASSIGNED = /(?<![\w-])-{0,2}([A-Za-z_][\w.-]{1,80})=("[^"]{1,512}"|'[^']{1,512}'|[^\s"']{1,512})/g;
const BEARER = /\b(?:bearer|basic) ([\w+./~-]{8,512}=*)/i;
const EXEMPT = ["$schema", "suppress"];
/** All texts of a file under names that sound like secrets. */
function* plainIn(value, path, name) {
	if (typeof value === "string" || typeof value === "number") {
		const found = secretOf(value, name);
		if (found) yield {
			path,
			...found
		};
	} else if (isObject(value)) for (const key of Object.keys(value)) {
		if (path.length === 0 ? EXEMPT.includes(key) : path[0] === "proof" && key === "placeholders") continue;
		yield* plainIn(value[key], [...path, key], key);
	}
	else if (Array.isArray(value)) {
		const list = value;
		for (const [index, one] of list.entries()) {
			const before = list[index - 1];
			const isFlag = typeof before === "string" && /^--?[A-Za-z][\w-]*$/.test(before);
			yield* plainIn(one, [...path, index], isFlag ? before : name);
		}
	}
}
/** Null: it is no secret as far as anybody can see, or one of PHX941. */
function secretOf(value, name) {
	const sound = soundOf(name);
	if (typeof value === "number") return sound === "password" && /word$|phrase$/i.test(name) ? {
		name,
		secret: String(value)
	} : null;
	const found = sound !== null && couldBeSecret(value, sound) ? {
		name,
		secret: value
	} : assignedIn(value);
	return found && secretsIn(value).length === 0 ? found : null;
}
function assignedIn(text) {
	if (text.includes("=")) for (const [, name = "", given = ""] of text.matchAll(ASSIGNED)) {
		const sound = soundOf(name);
		const secret = given.replace(/^["']|["']$/g, "");
		if (sound !== null && couldBeSecret(secret, sound)) return {
			name,
			secret
		};
	}
	const secret = BEARER.exec(text)?.[1];
	return secret !== void 0 && couldBeSecret(secret, "random") ? {
		name: "Authorization",
		secret
	} : null;
}
/** What is found is never repeated, only the name that it stands under. */
const secretByName = {
	id: "PHX942",
	severity: "warning",
	title: "A password or token seems to stand in plain text",
	why: "What a key calls a password, or calls a token and looks random, is readable for everybody with the repository, in every plan that changes it, and in the history of git for ever. Nothing but its name tells, so this may be wrong: then suppress it with the reason.",
	example: {
		wrong: "\"env\": { \"PG_PASSWORD\": \"correct horse\" }",
		right: "\"env\": { \"PG_PASSWORD\": \"${secret:db/app}\" }"
	},
	*check(input) {
		const { estate } = input;
		const told = toldSecrets(estate);
		for (const { path: file, text } of estate.tree.files.values()) {
			if (!WORDS$1.test(text)) continue;
			for (const { path, name, secret } of plainIn(input.valueOf(file), [], "")) {
				const at = nearestPositionOf(estate.tree, file, pointer(...path), "value");
				if (told.at(at)) continue;
				yield {
					message: `${quote(name)} holds its secret in plain text`,
					hint: "Put it into the vault (`phoenix vault set NAME`) and write \"${secret:NAME}\"; change it, since git keeps the old one.",
					at,
					secret
				};
			}
		}
	}
};
// src/rules/secret-literal.ts
const decoder = new TextDecoder();
/** All config, and what own features bring into guests; their READMEs and tests are full of examples. */
function* textsIn({ files, kept = /* @__PURE__ */ new Map() }) {
	yield* files.values();
	for (const [path, bytes] of kept) {
		const [folder, , ...inside] = path.split("/");
		if (folder === "features" && travels(inside.join("/"))) yield {
			path,
			text: decoder.decode(bytes)
		};
	}
}
/** In keys, values and comments of every file, whether a resource uses it or not. What is found is never repeated. */
const secretLiteral = {
	id: "PHX941",
	severity: "error",
	title: "A secret stands in a file",
	why: "Everybody who can read the repository can use it, and git keeps it for ever: removing the line does not take it back. It is known by its form, as issuers of tokens give them, private keys, hashes of passwords and addresses with a password in them.",
	example: {
		wrong: "\"features\": { \"vllm\": { \"token\": \"hf_…\" } }",
		right: "\"features\": { \"vllm\": { \"token\": \"${secret:hf/token}\" } }"
	},
	*check({ estate }) {
		const told = toldSecrets(estate);
		for (const { path, text } of textsIn(estate.tree)) for (const { name, start, end } of secretsIn(text)) {
			if (told.within(path, start)) continue;
			yield {
				message: `what stands here looks like ${name}`,
				hint: "Revoke it and take it out. A new one goes into the vault (`phoenix vault set NAME`); \"env\", options of \"features\" and \"health\" read it from there as \"${secret:NAME}\".",
				at: placeAt(path, text, start),
				secret: text.slice(start, end)
			};
		}
	}
};
// src/rules/storage-content.ts
const DISKS = ["rootdir", "images"];
/** What storages of a type can hold at all (pve-storage 9.1.7); the others hold everything. */
const BY_TYPE = {
	zfspool: DISKS,
	lvm: DISKS,
	lvmthin: DISKS,
	rbd: DISKS,
	cephfs: [
		"vztmpl",
		"iso",
		"backup",
		"snippets",
		"import"
	],
	pbs: ["backup"]
};
const WORDS = {
	rootdir: "disks of containers",
	images: "disks of virtual machines",
	vztmpl: "archives of containers",
	iso: "ISO images",
	backup: "backups",
	snippets: "snippets, such as hook scripts",
	import: "images to import"
};
const storageContent = {
	id: "PHX520",
	severity: "error",
	title: "A storage does not hold what is to be put there",
	why: "Each storage of Proxmox has a list of contents, and anything else is refused while the guest is being made: a disk needs \"rootdir\", an archive \"vztmpl\", a hook script \"snippets\", a backup \"backup\". What a storage holds stands under \"storages\" of its node in phoenix.json; some types, such as zfspool, hold disks alone whatever is written.",
	example: {
		wrong: "\"storages\": { \"nas\": { \"type\": \"nfs\", \"content\": [\"backup\"] } }, and \"rootfs\": { \"storage\": \"nas\" } of a guest",
		right: "\"content\": [\"backup\", \"rootdir\"], there and in Proxmox: pvesm set nas --content backup,rootdir"
	},
	*check(input) {
		const { settings } = input.estate;
		for (const { resource, view } of input.stored) {
			const { node } = view;
			for (const { path, storage, content } of view.disks) {
				if (storage === null) continue;
				yield* lacking({
					node,
					storage,
					content
				}, {
					resource,
					path: `${path}/storage`
				}, input);
			}
			for (const { path, volume, content } of view.volumes) yield* lacking({
				node,
				storage: volume.slice(0, volume.indexOf(":")),
				content
			}, {
				resource,
				path
			}, input);
		}
		const storage = settings.policies.backup?.storage;
		if (storage === void 0) return;
		const at = input.inSettings("policies", "backup", "storage");
		for (const node of Object.keys(settings.nodes)) yield* lacking({
			node,
			storage,
			content: "backup"
		}, at, input);
	}
};
/** Nothing where no file tells. */
function* lacking({ node, storage, content }, at, input) {
	const declared = storageIn(input.estate.settings, node, storage);
	if (!declared) return;
	const can = BY_TYPE[declared.type]?.includes(content) ?? true;
	if (can && (declared.content?.includes(content) ?? true)) return;
	yield {
		message: `the storage ${quote(storage)} of ${node} holds no ${WORDS[content]}`,
		hint: can ? `Take another storage, or add "${content}" to its contents: in Proxmox, and under "content" in phoenix.json.` : `Take another storage: one of type ${declared.type} never does.`,
		at,
		also: input.inSettings("nodes", node, "storages", storage, can ? "content" : "type")
	};
}
// src/rules/taken-over.ts
/** `10.0.0.5/24`, without the prefix and as one text. */
const plain = (ip) => ip.replace(/\/.*$/, "").toLowerCase();
/** On another bridge, or in another VLAN, an address is another one. */
const onWire = (ip, { bridge, tag }) => `${plain(ip)} ${bridge} ${tag}`;
/** A file that gets the number of a guest which is retired by the same change: that guest would be renamed to it. */
function* numbers(changed, { base: before, estate }) {
	for (const { want, base } of changed) {
		const { address } = want;
		const was = before?.resources.get(address);
		if (address === base.address || !was || was === base || estate.resources.has(base.address)) continue;
		yield {
			message: `${address} takes the number of ${base.address}, which this change removes`,
			hint: `Take a VMID that nobody had: with this one, the guest of ${base.address} would be renamed to ${want.name}, and the one that ${address} was would retire.`,
			at: {
				resource: want,
				path: "/vmid"
			}
		};
	}
}
function addressesOf(gone, { guestsBefore }) {
	const retiring = new Set(gone);
	const taken = /* @__PURE__ */ new Map();
	for (const { resource, view } of guestsBefore) {
		if (!retiring.has(resource)) continue;
		for (const card of view.cards) for (const ip of [card.ip, card.ip6]) if (ip !== null) taken.set(onWire(ip, card), resource);
	}
	return taken;
}
const takenOver = {
	id: "PHX545",
	severity: "warning",
	ofChanges: true,
	title: "A guest takes over what one has that is retired in the same change",
	why: "A retired guest is only shut down: it keeps its VMID and its addresses until it is purged, so that a revert can bring it back. Another guest with its address stands in the way of that, and both are on when somebody starts the old one; another file with its VMID is that very guest under a new name.",
	example: {
		wrong: "lxc/db.json goes, lxc/cache.json comes with the same \"ip\"",
		right: "another address, or the removal first and a purge after it"
	},
	*check(input) {
		const { base, estate, guests } = input;
		const { changed, gone } = changesIn(input);
		yield* numbers(changed, input);
		if (gone.length === 0 || !base || durationInMs(estate.settings.policies.retire) === 0) return;
		const taken = addressesOf(gone, input);
		for (const { resource, view } of guests) {
			if (base.resources.get(resource.address) === resource) continue;
			for (const card of view.cards) for (const key of ["ip", "ip6"]) {
				const ip = card[key];
				const from = ip === null ? void 0 : taken.get(onWire(ip, card));
				if (ip === null || !from) continue;
				const whose = from.address === resource.address ? `the ${from.address} of before` : from.address;
				yield {
					message: `${resource.address} takes ${plain(ip)} over from ${whose}, which this change retires`,
					hint: `Give it another address, or wait until ${whose} is purged.`,
					at: {
						resource,
						path: pointer(card.slot, key)
					}
				};
			}
		}
	}
};
// src/rules/undeclared-vlan.ts
const undeclaredVlan = {
	id: "PHX519",
	severity: "warning",
	title: "A card is in a VLAN that no declared network has",
	why: "Proxmox takes any VLAN, and where the switch knows nothing of it the guest is alone in it. Only asked where phoenix.json declares networks of this bridge.",
	example: {
		wrong: "\"networks\": { \"iot\": { \"bridge\": \"vmbr0\", \"tag\": 20 } }, and \"net0\": { \"bridge\": \"vmbr0\", \"tag\": 30 } of a guest",
		right: "\"net0\": { \"bridge\": \"vmbr0\", \"tag\": 20 }"
	},
	*check(input) {
		const { settings } = input.estate;
		for (const guest of input.guests) {
			const { node } = guest.view;
			for (const card of guest.view.cards) {
				const { bridge, isTrunk } = card;
				if (bridge === null || isTrunk || nodeIn(settings, node)?.bridges?.includes(bridge) === false) continue;
				if (networksOfBridge(settings, bridge).length === 0 || networksAt(settings, node, card).length > 0) continue;
				yield breach(guest, {
					...card,
					bridge
				}, settings);
			}
		}
	}
};
const SHOWN = 8;
function breach({ resource, view }, { slot, bridge, tag }, settings) {
	const here = networksOfBridge(settings, bridge).filter((network) => isOn(network, view.node));
	if (here.length === 0) return {
		message: `${slot} of ${resource.address} is on ${bridge}, and no network of it is declared for ${view.node}`,
		hint: `Add ${view.node} to "nodes" of the network in phoenix.json, or take another bridge.`,
		at: {
			resource,
			path: `/${slot}/bridge`
		}
	};
	const known = here.slice(0, SHOWN).map((one) => `"${one.name}" (${wireText(one.bridge, one.tag)})`);
	return {
		message: `${slot} of ${resource.address} is on ${wireText(bridge, tag)}, and no such network is declared`,
		hint: `Known here: ${known.join(", ")}. Take one of them, or declare another under "networks" in phoenix.json.`,
		at: {
			resource,
			path: `/${slot}/${tag === null ? "bridge" : "tag"}`
		}
	};
}
// src/rules/unknown-archive.ts
const unknownArchive = {
	id: "PHX521",
	severity: "error",
	title: "An archive is not on the node",
	why: "A guest cannot be made from an archive that is not there, and Proxmox says so only then. The archives of a node stand under its \"templates\" in phoenix.json; `pveam list STORAGE` shows them on the node.",
	example: {
		wrong: "\"templates\": [\"local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst\"], and \"ostemplate\": \"local:vztmpl/debian-13-standard_13.1-1_amd64.tar.zst\"",
		right: "\"ostemplate\": \"local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst\""
	},
	*check(input) {
		const { nodes } = input.estate.settings;
		const sets = new Map(Object.entries(nodes).map(([node, { templates }]) => [node, templates && new Set(templates)]));
		for (const { resource, view } of input.stored) {
			const known = sets.get(view.node);
			if (!known) continue;
			for (const { path, volume, content } of view.volumes) {
				if (content !== "vztmpl" || known.has(volume)) continue;
				const meant = nearest(volume, [...known]);
				yield {
					message: `${view.node} has no archive ${quote(volume, 120)}`,
					hint: `${meant ? `Did you mean ${quote(meant, 120)}? Or fetch` : "Fetch"} it on the node with \`pveam download\`, and add it to its "templates" in phoenix.json.`,
					at: {
						resource,
						path
					},
					also: input.inSettings("nodes", view.node, "templates")
				};
			}
		}
	}
};
// src/rules/unknown-pool.ts
const unknownPool = {
	id: "PHX522",
	severity: "error",
	title: "A pool does not exist",
	why: "Proxmox makes no guest in a pool that is not there, and Phoenix makes no pools. Those that exist stand under \"pools\" in phoenix.json; without it nothing is checked.",
	example: {
		wrong: "\"pools\": [\"lab\"], and \"pool\": \"labs\" of a guest",
		right: "\"pool\": \"lab\""
	},
	*check(input) {
		const { pools } = input.estate.settings;
		if (!pools) return;
		const known = new Set(pools);
		for (const { resource, view } of input.guests) {
			if (view.pool === null || known.has(view.pool)) continue;
			yield {
				message: `there is no pool ${quote(view.pool)}`,
				hint: didYouMean(view.pool, pools, "Leave \"pool\" out, or add it to \"pools\" in phoenix.json."),
				at: {
					resource,
					path: "/pool"
				},
				also: input.inSettings("pools")
			};
		}
	}
};
// src/rules/unused-bind.ts
/** `bind:models`, or `{ "bind": "models" }`. */
function bindOf(mount) {
	const bind = isObject(mount) ? mount["bind"] : mount;
	return typeof bind === "string" ? bind.replace(/^bind:/, "") : null;
}
/** Of one resource or file: every kind of guest calls them mounts. */
function addBinds(value, binds) {
	const mounts = value?.["mounts"];
	for (const mount of isObject(mounts) ? Object.values(mounts) : []) {
		const bind = bindOf(mount);
		if (bind !== null) binds.add(bind);
	}
}
/** Those of other environments and of unused profiles count: they may be used tomorrow. */
function usedBinds(input) {
	const { estate } = input;
	const { layout } = estate;
	const binds = /* @__PURE__ */ new Set();
	for (const { merged } of estate.resources.values()) addBinds(merged, binds);
	const overlays = [...layout.overlays.values()].flatMap((files) => [...files.values()]);
	for (const { path } of [...overlays.map(({ file }) => file), ...layout.profiles.values()]) addBinds(input.valueOf(path), binds);
	return binds;
}
/** All of them, in the order of their ids. */
const rules = [...[
	addressInDhcp,
	addressOfNetwork,
	addressOutside,
	backupOnOneNode,
	backupStorage,
	bindRoots,
	bootOrder,
	bootWithout,
	cardMtu,
	coresOvercommit,
	dependsOnStopped,
	diskOvercommit,
	diskShrinks,
	healthTarget,
	impossibleChange,
	memoryOvercommit,
	needsRetired,
	networkDisagreement,
	networkOfNothing,
	networkRanges,
	protectedGoes,
	sameAddress,
	sameHostname,
	sameMac,
	samePort,
	storageContent,
	takenOver,
	undeclaredVlan,
	unknownArchive,
	unknownPool,
	{
		id: "PHX502",
		severity: "error",
		title: "A VMID is outside the range of the estate",
		why: "The range \"vmids\" in phoenix.json keeps the guests of this estate apart from others on the cluster; one outside of it may meet a guest that somebody else makes.",
		example: {
			wrong: "\"vmids\": [900, 999], and \"vmid\": 100 of a guest",
			right: "\"vmid\": 901"
		},
		*check(input) {
			const range = input.estate.settings.vmids;
			if (!range) return;
			for (const resource of input.estate.resources.values()) {
				const id = input.kindOf(resource)?.id(resource.spec) ?? "";
				const vmid = id.startsWith("vmid:") ? Number(id.slice(5)) : null;
				if (vmid === null || vmid >= range[0] && vmid <= range[1]) continue;
				yield {
					message: `the VMID ${vmid} is outside the range of this estate`,
					hint: `Take one from ${range[0]} to ${range[1]}, or widen "vmids" in phoenix.json.`,
					at: {
						resource,
						path: "/vmid"
					}
				};
			}
		}
	},
	secretByName,
	secretLiteral,
	idleNull,
	idleOverlay,
	{
		id: "PHX552",
		severity: "notice",
		title: "A bind is mounted by nothing",
		why: "A bind is a name for a folder of the node, made for guests to mount. One that nobody mounts is often what is left of a guest that was removed; the folder itself stays as it is either way.",
		example: {
			wrong: "\"binds\": { \"models\": { \"path\": \"/mnt/models\" } }   and no guest mounts it",
			right: "\"mounts\": { \"/models\": \"bind:models\" }   in a guest, or no such bind"
		},
		*check(input) {
			const names = Object.keys(input.estate.settings.binds);
			if (names.length === 0 || errorsIn(input.estate.findings).length > 0) return;
			const used = usedBinds(input);
			for (const name of names) {
				if (used.has(name)) continue;
				yield {
					message: `no guest mounts the bind ${quote(name)}`,
					hint: "Remove it, or mount it in a guest.",
					at: {
						...input.inSettings("binds", name),
						what: "key"
					}
				};
			}
		}
	},
	impossibleCreation
], ...kinds.flatMap((kind) => kind.rules ?? [])].toSorted((a, b) => a.id < b.id ? -1 : 1);
// src/rules/check/catalogue.ts
/** Everything that can be found in the files of an estate, by id: rules, and the tables of all rooms. */
const TABLES = [
	FINDINGS,
	...kinds.flatMap(({ findings }) => findings ? [findings] : []),
	FEATURE_FINDINGS,
	VAULT_FINDINGS,
	RULE_FINDINGS
];
/** By id, in the order of the ids. */
const catalogue = once(() => {
	const entries = TABLES.flatMap((table) => Object.entries(table).map(([id, { severity, title, why }]) => ({
		id,
		severity,
		title,
		why,
		isAdjustable: severity !== "error" && table !== RULE_FINDINGS
	})));
	for (const { id, severity, title, why, example, ofChanges } of rules) {
		const more = {
			...example && { example },
			...ofChanges && { ofChanges }
		};
		entries.push({
			id,
			severity,
			title,
			why,
			...more,
			isAdjustable: true
		});
	}
	const sorted = entries.toSorted((a, b) => a.id < b.id ? -1 : 1);
	const byId = new Map(sorted.map((entry) => [entry.id, entry]));
	if (byId.size < entries.length) throw new Error("two findings have the same id");
	return byId;
});
const isAdjustable = (id) => catalogue().get(id)?.isAdjustable ?? false;
export { RULE_FINDINGS as i, isAdjustable as n, rules as r, catalogue as t };
