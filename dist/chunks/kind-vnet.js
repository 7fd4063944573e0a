import { a as ownedBy, c as lookAtSdn, i as observeSdn, l as sdnHolds, n as sdnSteps, o as importSdn, r as SDN_READS, s as diffSdn, t as sdnTransaction, u as cidrOf } from "./kind-sdn.js";
import { A as union, D as strictObject, E as record, O as string, _ as int, h as boolean, p as array, v as ipv4, x as literal, y as ipv6 } from "./zod.js";
import { ca as finding, co as anyNode, la as nameFindings, sa as SDN_FINDINGS } from "./engine.js";
import { S as parseAddress, T as parseSubnet, _ as isAddressRange, f as isObject, p as pointer, v as isInRange, w as parseRange, x as overlaps, y as isSubnet } from "./base.js";
// src/kinds/vnet/carries.ts
function guestsOnVnets(input) {
	const { resources } = input;
	const vnets = /* @__PURE__ */ new Map();
	for (const { kind, name, address } of resources.values()) if (kind === "vnet") vnets.set(name, address);
	const found = /* @__PURE__ */ new Map();
	if (vnets.size === 0) return found;
	for (const resource of resources.values()) {
		const needs = input.guestOf(resource)?.cards.flatMap(({ bridge }) => vnets.get(bridge ?? "") ?? []) ?? [];
		if (needs.length > 0) found.set(resource.address, needs);
	}
	return found;
}
// src/kinds/vnet/schema.ts
/** What a file `vnet/NAME.json` may hold: a vnet of SDN, which is a bridge of that name on every node of its zone. */
const address = union([ipv4(), ipv6()]);
const subnet = strictObject({
	gateway: address.optional().describe("The address of the nodes in it, which guests leave by."),
	snat: boolean().optional().describe("Guests reach the world with the address of their node."),
	dhcp: array(string().refine((text) => isAddressRange(text) && text.includes("-"), "must be a range such as \"10.9.0.50-10.9.0.99\"")).min(1).optional().describe("Ranges that guests with \"ip\": \"dhcp\" get their addresses from, in this order."),
	dns: address.optional().describe("The DNS server that guests are told; the node itself without it."),
	dnszoneprefix: string().regex(/^[\w.-]+$/, "must be a DNS name").optional().describe("Put before the domain of its zone.")
});
const vnetSchema = strictObject({
	$schema: string().optional(),
	zone: string().describe("The zone that it is in, by its name."),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	adopt: boolean().optional().describe("Take over a vnet that exists."),
	alias: string().regex(/^[()\-_.\w ]{0,256}$/, "must be letters, digits, blanks, \"_\", \"-\", \".\" and brackets").optional().describe("What it is for."),
	tag: int().min(1).max(16777215).optional().describe("The VLAN, or the number of the tunnel."),
	vlanaware: boolean().optional().describe("VLANs of guests pass through it; then it has no subnets."),
	"isolate-ports": boolean().optional().describe("Guests on it do not see each other."),
	leaks: literal("clean").optional().describe("Addresses that IPAM keeps for cards that no guest has are freed; told otherwise."),
	subnets: record(string().refine(isSubnet, "must be a network such as \"10.9.0.0/24\""), subnet).optional().describe("Its networks by their CIDR.")
});
const VNET_WORDS = {
	zone: { examples: ["lab"] },
	extends: { examples: [["internal"]] },
	alias: { examples: ["Lab (everything that may break)"] },
	tag: { examples: [20] },
	subnets: { examples: [{ "10.9.0.0/24": {
		gateway: "10.9.0.1",
		snat: true,
		dhcp: ["10.9.0.50-10.9.0.99"]
	} }] },
	"subnets/*/gateway": { examples: ["10.9.0.1"] },
	"subnets/*/dhcp": { examples: [["10.9.0.50-10.9.0.99"]] },
	"subnets/*/dns": { examples: ["10.9.0.1"] },
	"subnets/*/dnszoneprefix": { examples: ["adm"] }
};
// src/kinds/vnet/declares.ts
/** `vnet web 10.9.0.0/24`: no network of phoenix.json can be called so. */
function networksOf(name, { subnets = {} }) {
	const all = Object.entries(subnets).map(([subnet, { gateway, dhcp }]) => [`vnet ${name} ${subnet}`, {
		bridge: name,
		subnet,
		...gateway !== void 0 && { gateway },
		...dhcp && { dhcp }
	}]);
	return all.length > 0 ? all : [[`vnet ${name}`, { bridge: name }]];
}
const inputOf = (merged) => vnetSchema.safeParse(merged).data ?? null;
function declareVnets(files, settings) {
	const vnets = files.flatMap(({ name, merged }) => {
		const input = isObject(merged) ? inputOf(merged) : null;
		return input ? [{
			name,
			input
		}] : [];
	});
	if (vnets.length === 0) return settings;
	const names = vnets.map(({ name }) => name);
	const nodes = Object.entries(settings.nodes).map(([node, declared]) => [node, declared.bridges ? {
		...declared,
		bridges: [.../* @__PURE__ */ new Set([...declared.bridges, ...names])]
	} : declared]);
	return {
		...settings,
		nodes: Object.fromEntries(nodes),
		networks: {
			...settings.networks,
			...Object.fromEntries(vnets.flatMap(({ name, input }) => networksOf(name, input)))
		}
	};
}
// src/kinds/zone/types.ts
/** Types of zones, and the options that Proxmox lets each have (PVE 9.2: PVE::Network::SDN::Zones). */
const ZONE_TYPES = [
	"simple",
	"vlan",
	"qinq",
	"vxlan",
	"evpn"
];
const COMMON = [
	"nodes",
	"mtu",
	"dns",
	"reversedns",
	"dnszone",
	"ipam"
];
const OPTIONS = {
	simple: {
		needs: [],
		may: [...COMMON, "dhcp"]
	},
	vlan: {
		needs: ["bridge"],
		may: [...COMMON, "bridge-disable-mac-learning"]
	},
	qinq: {
		needs: ["bridge", "tag"],
		may: [
			...COMMON,
			"bridge-disable-mac-learning",
			"vlan-protocol"
		]
	},
	vxlan: {
		needs: [],
		may: [
			...COMMON,
			"peers",
			"vxlan-port",
			"fabric"
		]
	},
	evpn: {
		needs: ["controller", "vrf-vxlan"],
		may: [
			...COMMON,
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
	}
};
/** Whether vnets of it need a tag. */
const isTagged = (type) => type !== "simple";
// src/kinds/vnet/subnet-findings.ts
/** What Proxmox refuses of a subnet. Pure. */
function rangeFindings(cidr, ranges, subnet) {
	const findings = [];
	const before = [];
	for (const [index, text] of ranges.entries()) {
		const range = parseRange(text);
		const path = pointer("subnets", cidr, "dhcp", index);
		if (!range || range.family !== subnet.family || range.first < subnet.first || range.last > subnet.last) findings.push(finding("PHX843", path, `the range ${text} is not in ${cidr}`, "correct one of them"));
		else if (before.some((other) => overlaps(other, range))) findings.push(finding("PHX843", path, `the range ${text} overlaps another one`, "make one range of them"));
		else before.push(range);
	}
	return findings;
}
/** @param dhcp whether the zone gives addresses */
function subnetFindings(cidr, input, dhcp) {
	const subnet = parseSubnet(cidr);
	if (!subnet) return [];
	const findings = [];
	const at = (key) => pointer("subnets", cidr, key);
	const gateway = input.gateway === void 0 ? null : parseAddress(input.gateway);
	if (gateway && !isInRange(gateway, subnet) && !cidr.endsWith("/32")) findings.push(finding("PHX843", at("gateway"), `the gateway ${input.gateway} is not in ${cidr}`, "correct one of them"));
	if (input.dhcp && !dhcp) findings.push(finding("PHX843", at("dhcp"), "its zone gives no addresses", "write \"dhcp\": \"dnsmasq\" in the zone, or remove it"));
	if (input.dhcp && !gateway) findings.push(finding("PHX843", at("dhcp"), `a subnet with DHCP needs a gateway`, "write \"gateway\": the node answers from that address"));
	return [...findings, ...rangeFindings(cidr, input.dhcp ?? [], subnet)];
}
// src/kinds/vnet/resolve.ts
const flag = (value) => value ? "1" : "0";
/** `start-address=10.9.0.50,end-address=10.9.0.99`, one a line. */
function rangesOf(ranges) {
	return ranges.map((range) => {
		const [first = "", last = ""] = range.split("-").map((end) => end.trim());
		return `start-address=${first},end-address=${last}`;
	}).join("\n");
}
function subnetObject(zone, vnet, cidr, input) {
	const fields = {
		vnet,
		...input.gateway !== void 0 && { gateway: input.gateway },
		...input.snat !== void 0 && { snat: flag(input.snat) },
		...input.dhcp !== void 0 && { "dhcp-range": rangesOf(input.dhcp) },
		...input.dns !== void 0 && { "dhcp-dns-server": input.dns },
		...input.dnszoneprefix !== void 0 && { dnszoneprefix: input.dnszoneprefix }
	};
	return {
		key: `subnet:${zone}-${cidr.replace("/", "-")}`,
		path: pointer("subnets", cidr),
		fields
	};
}
function zoneOf({ mergedOf }, name) {
	const zone = mergedOf(`zone/${name}`);
	if (!zone) return null;
	const { type, dhcp } = zone;
	return {
		type: typeof type === "string" ? type : "",
		dhcp: dhcp !== void 0
	};
}
function fitFindings(input, zone) {
	if (!zone) return [finding("PHX842", "/zone", `there is no zone "${input.zone}"`, `make a file zone/${input.zone}.json`)];
	const findings = [];
	if (isTagged(zone.type) && input.tag === void 0) findings.push(finding("PHX842", "", `a vnet in a zone of the type ${zone.type} needs a tag`, "write \"tag\""));
	if (!isTagged(zone.type) && input.tag !== void 0) findings.push(finding("PHX842", "/tag", "a vnet in a simple zone has no tag", "remove it"));
	if (zone.type === "vlan" && input.tag !== void 0 && input.tag > 4094) findings.push(finding("PHX842", "/tag", `there is no VLAN ${input.tag}`, "write a tag from 1 to 4094"));
	if (input.vlanaware === true && Object.keys(input.subnets ?? {}).length > 0) findings.push(finding("PHX842", "/vlanaware", "a vnet that passes VLANs through has no subnets", "remove one of the two"));
	return findings;
}
function resolveVnet(resolve) {
	const { name, merged, isAccepted, settings } = resolve;
	if (!isAccepted && !vnetSchema.safeParse(merged).success) return {
		spec: null,
		findings: []
	};
	const input = merged;
	const zone = zoneOf(resolve, input.zone);
	const { alias, tag, vlanaware, subnets = {} } = input;
	const isolated = input["isolate-ports"];
	const own = {
		key: `vnet:${name}`,
		path: "",
		fields: {
			zone: input.zone,
			...alias !== void 0 && { alias },
			...tag !== void 0 && { tag: String(tag) },
			...vlanaware !== void 0 && { vlanaware: flag(vlanaware) },
			...isolated !== void 0 && { "isolate-ports": flag(isolated) }
		}
	};
	const others = Object.entries(subnets).map(([cidr, subnet]) => subnetObject(input.zone, name, cidr, subnet));
	const findings = [
		...nameFindings("vnet", name),
		...fitFindings(input, zone),
		...Object.entries(subnets).flatMap(([cidr, subnet]) => subnetFindings(cidr, subnet, zone?.dhcp ?? true))
	];
	return {
		spec: {
			name,
			node: anyNode(settings),
			adopt: input.adopt ?? false,
			...input.leaks === "clean" && { cleans: true },
			objects: [own, ...others]
		},
		findings
	};
}
// src/kinds/vnet/rules/facts/subnets.ts
/** Vnets as their files say, and the cards of guests that are on them, for rules. */
/** In the order of the files. */
function subnetsIn({ estate }) {
	return [...estate.resources.values()].flatMap((vnet) => {
		if (vnet.kind !== "vnet") return [];
		const { zone, subnets = {} } = vnet.merged;
		return Object.entries(subnets).flatMap(([cidr, { gateway = null, dhcp = [] }]) => {
			const range = parseSubnet(cidr);
			const ranges = dhcp.flatMap((text) => parseRange(text) ?? []);
			return range ? [{
				vnet,
				zone,
				cidr,
				range,
				gateway,
				dhcp: ranges
			}] : [];
		});
	});
}
/** By the name of the vnet. */
function cardsOnVnets(input) {
	const cards = /* @__PURE__ */ new Map();
	for (const guest of input.guests) for (const card of guest.view.cards) {
		const vnet = card.bridge ?? "";
		if (!input.estate.resources.has(`vnet/${vnet}`)) continue;
		const fact = {
			guest,
			card,
			pin: guest.resource.merged[card.slot]?.pin ?? null
		};
		const known = cards.get(vnet);
		if (known) known.push(fact);
		else cards.set(vnet, [fact]);
	}
	return cards;
}
/** The same address, however it is written. */
const keyOf = (text) => {
	const address = parseAddress(text);
	return address ? `${address.family} ${address.value}` : text;
};
// src/kinds/vnet/rules/dhcp-of-nobody.ts
const dhcpOfNobody = {
	id: "PHX846",
	severity: "error",
	title: "A card asks for DHCP on a vnet that gives no addresses",
	why: "The guest starts without an address and waits for one: nobody on the vnet answers, unless a DHCP server of your own is there, for which this rule can be turned off.",
	example: {
		wrong: "\"net0\": { \"bridge\": \"web\", \"ip\": \"dhcp\" }, where no subnet of vnet/web has \"dhcp\"",
		right: "\"subnets\": { \"10.9.0.0/24\": { \"gateway\": \"10.9.0.1\", \"dhcp\": [\"10.9.0.50-10.9.0.99\"] } }"
	},
	*check(input) {
		const giving = new Set(subnetsIn(input).flatMap(({ vnet, dhcp }) => dhcp.length > 0 ? [vnet.name] : []));
		for (const [vnet, cards] of cardsOnVnets(input)) {
			if (giving.has(vnet)) continue;
			for (const { guest, card } of cards) {
				if (!card.isDhcp) continue;
				yield {
					message: `${guest.resource.address} asks for DHCP on the vnet "${vnet}", which gives no addresses`,
					hint: `Write "dhcp" in a subnet of vnet/${vnet}, or a fixed address here.`,
					at: {
						resource: guest.resource,
						path: `/${card.slot}`
					}
				};
			}
		}
	}
};
// src/kinds/vnet/rules/gateway-in-range.ts
const gatewayInRange = {
	id: "PHX851",
	severity: "warning",
	title: "A gateway lies in the range that a vnet gives away",
	why: "Proxmox keeps the gateway out of what it gives, so that the range is one address shorter than it looks; any other IPAM gives the address to a guest.",
	example: {
		wrong: "\"gateway\": \"10.9.0.50\", \"dhcp\": [\"10.9.0.50-10.9.0.99\"]",
		right: "\"gateway\": \"10.9.0.1\""
	},
	*check(input) {
		for (const { vnet, cidr, gateway, dhcp } of subnetsIn(input)) {
			const address = gateway === null ? null : parseAddress(gateway);
			if (!address || !dhcp.some((range) => isInRange(address, range))) continue;
			yield {
				message: `the gateway ${gateway} of ${cidr} lies in a range that is given away`,
				hint: "Begin the range behind it, or take a gateway outside of it.",
				at: {
					resource: vnet,
					path: pointer("subnets", cidr, "gateway")
				}
			};
		}
	}
};
// src/kinds/vnet/rules/misplaced-pin.ts
/** What is wrong with a pin by itself; null: nothing. */
function faultOf(pin, subnets) {
	const address = parseAddress(pin);
	const subnet = address && subnets.find(({ range }) => isInRange(address, range));
	if (!subnet) return {
		what: "which is in no subnet of the vnet",
		hint: "Take an address of one of its subnets."
	};
	if (subnet.gateway !== null && keyOf(subnet.gateway) === keyOf(pin)) return {
		what: "which is the gateway",
		hint: "Take another address."
	};
	return null;
}
const said = ({ guest }, pin) => `${guest.resource.address} pins ${pin}`;
const misplacedPin = {
	id: "PHX848",
	severity: "error",
	title: "A card pins an address that it cannot have",
	why: "Proxmox refuses an address outside of the subnets of the vnet, the gateway, and one that another card has: the guest would be made and never started.",
	example: {
		wrong: "\"pin\": \"10.8.0.20\" on a vnet with the subnet 10.9.0.0/24",
		right: "\"pin\": \"10.9.0.20\""
	},
	*check(input) {
		const subnets = subnetsIn(input);
		for (const [vnet, cards] of cardsOnVnets(input)) {
			if (cards.every(({ pin }) => pin === null)) continue;
			const taken = /* @__PURE__ */ new Map();
			for (const one of cards) {
				const fixed = one.card.ip?.replace(/\/.*$/, "");
				if (fixed !== void 0) taken.set(keyOf(fixed), one);
			}
			for (const one of cards) {
				const { pin, guest, card } = one;
				if (pin === null) continue;
				const at = {
					resource: guest.resource,
					path: `/${card.slot}/pin`
				};
				const fault = faultOf(pin, subnets.filter((subnet) => subnet.vnet.name === vnet));
				const other = taken.get(keyOf(pin));
				if (fault) yield {
					message: `${said(one, pin)}, ${fault.what}`,
					hint: fault.hint,
					at
				};
				else if (other) yield {
					message: `${said(one, pin)}, which ${other.guest.resource.address} has`,
					hint: "Give each its own.",
					at,
					also: {
						resource: other.guest.resource,
						path: `/${other.card.slot}`
					}
				};
				taken.set(keyOf(pin), one);
			}
		}
	}
};
// src/kinds/vnet/rules/overlapping-subnets.ts
const byStart = (a, b) => a.range.first < b.range.first ? -1 : 1;
// src/kinds/vnet/rules/registry.ts
const vnetRules = [
	dhcpOfNobody,
	{
		id: "PHX847",
		severity: "error",
		title: "A vnet has fewer addresses to give than guests that need one",
		why: "Proxmox takes an address of the range for every card on the vnet, also for those with a fixed one. When none is left, it makes the guest without the card, and the apply fails.",
		example: {
			wrong: "\"dhcp\": [\"10.9.0.50-10.9.0.51\"] with three guests on the vnet",
			right: "\"dhcp\": [\"10.9.0.50-10.9.0.99\"]"
		},
		*check(input) {
			const cards = cardsOnVnets(input);
			const subnets = subnetsIn(input).filter(({ dhcp, range }) => dhcp.length > 0 && range.family === 4);
			for (const vnet of new Set(subnets.map((subnet) => subnet.vnet))) {
				const own = subnets.filter((subnet) => subnet.vnet === vnet);
				const room = own.flatMap(({ dhcp }) => dhcp).reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
				const needed = cards.get(vnet.name)?.length ?? 0;
				if (room >= BigInt(needed)) continue;
				yield {
					message: `${vnet.address} has ${room} ${room === 1n ? "address" : "addresses"} to give, and ${needed} cards are on it`,
					hint: "Widen the range, or add one.",
					at: {
						resource: vnet,
						path: pointer("subnets", own[0]?.cidr ?? "", "dhcp")
					}
				};
			}
		}
	},
	misplacedPin,
	{
		id: "PHX849",
		severity: "error",
		title: "Two subnets have addresses in common",
		why: "A node has a route to each of its subnets, and of two for the same address it takes one: guests of the other are not reached from there, and SNAT answers the wrong ones.",
		example: {
			wrong: "\"10.9.0.0/16\" of one vnet and \"10.9.1.0/24\" of another",
			right: "\"10.9.0.0/24\" and \"10.9.1.0/24\""
		},
		*check(input) {
			const sorted = subnetsIn(input).toSorted(byStart);
			for (const family of [4, 6]) {
				let widest = null;
				for (const subnet of sorted.filter(({ range }) => range.family === family)) {
					if (widest && overlaps(widest.range, subnet.range)) yield {
						message: `${subnet.cidr} of ${subnet.vnet.address} overlaps ${widest.cidr} of ${widest.vnet.address}`,
						hint: "Give each network addresses of its own.",
						at: {
							resource: subnet.vnet,
							path: pointer("subnets", subnet.cidr),
							what: "key"
						},
						also: {
							resource: widest.vnet,
							path: pointer("subnets", widest.cidr),
							what: "key"
						}
					};
					if (!widest || subnet.range.last > widest.range.last) widest = subnet;
				}
			}
		}
	},
	{
		id: "PHX850",
		severity: "error",
		title: "Two vnets of a zone have the same tag",
		why: "They would be one network with two names: Proxmox refuses the second one, and with it all changes of SDN of the same apply.",
		example: {
			wrong: "\"tag\": 20 in two vnets of the zone \"office\"",
			right: "\"tag\": 20 and \"tag\": 30"
		},
		*check({ estate }) {
			const known = /* @__PURE__ */ new Map();
			for (const vnet of estate.resources.values()) {
				if (vnet.kind !== "vnet") continue;
				const { zone, tag } = vnet.merged;
				if (tag === void 0) continue;
				const other = known.get(`${zone} ${tag}`);
				if (other) yield {
					message: `${vnet.address} has the tag ${tag}, as ${other.address} in the same zone`,
					hint: "Give each its own.",
					at: {
						resource: vnet,
						path: "/tag"
					},
					also: {
						resource: other,
						path: "/tag"
					}
				};
				else known.set(`${zone} ${tag}`, vnet);
			}
		}
	},
	gatewayInRange
];
// src/kinds/vnet/kind.ts
const summaryOf = ({ objects: [own, ...subnets] }) => [`in ${own.fields["zone"] ?? ""}`, ...subnets.map(({ key }) => cidrOf(key))].join(", ");
const vnetKind = {
	kind: "vnet",
	schema: vnetSchema,
	words: VNET_WORDS,
	sets: [],
	resolve: resolveVnet,
	declares: declareVnets,
	carries: guestsOnVnets,
	id: ({ objects }) => objects[0].key,
	node: ({ node }) => node,
	scope: () => "sdn",
	reads: SDN_READS,
	look: lookAtSdn,
	transaction: sdnTransaction,
	edges: ({ spec: { objects } }) => [{
		to: `zone/${objects[0].fields["zone"] ?? ""}`,
		when: "exists"
	}],
	outputs: () => ({}),
	observe: observeSdn,
	owned: ownedBy("vnet:"),
	diff: diffSdn,
	steps: sdnSteps,
	holds: sdnHolds,
	demand: () => null,
	imports: importSdn("vnet"),
	tools: ["pvesh"],
	findings: SDN_FINDINGS.vnet,
	rules: vnetRules,
	summary: summaryOf
};
export { OPTIONS as n, ZONE_TYPES as r, vnetKind as t };
