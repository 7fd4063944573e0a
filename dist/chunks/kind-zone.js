import { a as ownedBy, c as lookAtSdn, d as plainField, i as observeSdn, l as sdnHolds, n as sdnSteps, o as importSdn, r as SDN_READS, s as diffSdn, t as sdnTransaction } from "./kind-sdn.js";
import { A as union, D as strictObject, O as string, _ as int, f as _enum, h as boolean, p as array, v as ipv4, x as literal, y as ipv6 } from "./zod.js";
import { ca as finding, co as anyNode, la as nameFindings, sa as SDN_FINDINGS } from "./engine.js";
import { p as pointer } from "./base.js";
import { n as OPTIONS, r as ZONE_TYPES } from "./kind-vnet.js";
// src/kinds/zone/schema.ts
/** What a file `zone/NAME.json` may hold: a zone of SDN in Proxmox's words. Which options a type has stands in types.ts. */
const name = string().regex(/^[\w.-]+$/, "must be a name");
const names = array(name).min(1);
const vni = int().min(1).max(16777215);
const zoneSchema = strictObject({
	$schema: string().optional(),
	type: _enum(ZONE_TYPES).describe("What carries its traffic: nothing but the node, VLANs of a bridge, or tunnels."),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	adopt: boolean().optional().describe("Take over a zone that exists."),
	nodes: names.optional().describe("Nodes that have it; all without it."),
	dhcp: literal("dnsmasq").optional().describe("Guests on its vnets get addresses from their subnets: every node needs the package dnsmasq."),
	ipam: name.optional().describe("Who keeps track of addresses; \"pve\", Proxmox itself, where there is DHCP."),
	mtu: int().min(576).max(65535).optional().describe("The largest packet on its vnets."),
	dns: name.optional().describe("A DNS server of SDN that gets a record for each guest."),
	reversedns: name.optional(),
	dnszone: string().regex(/^[\w.-]+$/, "must be a DNS name").optional(),
	bridge: string().regex(/^[-_.\w]+$/, "must be a bridge of the nodes").optional(),
	"bridge-disable-mac-learning": boolean().optional(),
	tag: int().min(1).max(4094).optional().describe("The outer VLAN of a qinq zone."),
	"vlan-protocol": _enum(["802.1q", "802.1ad"]).optional(),
	peers: array(union([ipv4(), ipv6()])).min(1).optional().describe("The nodes of a vxlan zone, by address."),
	"vxlan-port": int().min(1).max(65535).optional(),
	fabric: name.optional().describe("The fabric that carries a vxlan zone, in place of peers (PVE 9)."),
	controller: name.optional().describe("The controller of an evpn zone; it is made in Proxmox."),
	"vrf-vxlan": vni.optional(),
	mac: string().regex(/^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/, "must be a MAC address").optional(),
	exitnodes: names.optional(),
	"exitnodes-local-routing": boolean().optional(),
	"exitnodes-primary": name.optional(),
	"advertise-subnets": boolean().optional(),
	"disable-arp-nd-suppression": boolean().optional(),
	"rt-import": string().regex(/^\d+:\d+(?:,\d+:\d+)*$/, "must be route targets such as \"65000:1\"").optional()
});
const ZONE_WORDS = {
	type: { examples: ["simple", "vlan"] },
	extends: { examples: [["internal"]] },
	nodes: { examples: [["pve1", "pve2"]] },
	ipam: { examples: ["pve"] },
	mtu: { examples: [1450] },
	dns: { examples: ["powerdns"] },
	reversedns: {
		about: "The same for reverse records.",
		examples: ["powerdns"]
	},
	dnszone: {
		about: "The domain of these records.",
		examples: ["lab.example.org"]
	},
	bridge: {
		about: "The bridge that its VLANs are on.",
		examples: ["vmbr0"]
	},
	"bridge-disable-mac-learning": { about: "Guests cannot take the address of another one." },
	tag: { examples: [20] },
	"vlan-protocol": { about: "How the outer VLAN is written; 802.1q unless given." },
	peers: { examples: [["10.0.0.11", "10.0.0.12"]] },
	"vxlan-port": {
		about: "The UDP port of the tunnels; 4789 unless given.",
		examples: [4789]
	},
	fabric: { examples: ["backbone"] },
	controller: { examples: ["evpnctl"] },
	"vrf-vxlan": {
		about: "The number of the virtual router.",
		examples: [1e4]
	},
	mac: {
		about: "The address of the gateways on all nodes.",
		examples: ["BC:24:11:00:00:01"]
	},
	exitnodes: {
		about: "Nodes that lead out of an evpn zone.",
		examples: [["pve1"]]
	},
	"exitnodes-local-routing": { about: "These nodes can reach the guests themselves." },
	"exitnodes-primary": {
		about: "The exit that is taken first.",
		examples: ["pve1"]
	},
	"advertise-subnets": { about: "Whole subnets are announced, in place of single guests." },
	"disable-arp-nd-suppression": { about: "Questions for addresses are passed on to all nodes." },
	"rt-import": {
		about: "Routes of others that are taken in.",
		examples: ["65000:65000"]
	}
};
// src/kinds/zone/resolve.ts
const OWN = /* @__PURE__ */ new Set([
	"$schema",
	"type",
	"extends",
	"adopt"
]);
function wordOf(key, value) {
	if (typeof value === "boolean") return value ? "1" : "0";
	return plainField(key, typeof value === "object" ? value.join(",") : String(value));
}
function optionsIn(input) {
	return Object.entries(input).flatMap(([key, value]) => OWN.has(key) || value === void 0 ? [] : [[key, wordOf(key, value)]]);
}
function optionFindings(input) {
	const { needs, may } = OPTIONS[input.type];
	const given = optionsIn(input).map(([key]) => key);
	const strange = given.filter((key) => !needs.includes(key) && !may.includes(key)).map((key) => finding("PHX841", pointer(key), `a zone of the type ${input.type} has no "${key}"`, "remove it"));
	const missing = needs.filter((key) => !given.includes(key)).map((key) => finding("PHX841", "", `a zone of the type ${input.type} needs "${key}"`, `write "${key}"`));
	const peers = input.type === "vxlan" && input.peers === void 0 && input.fabric === void 0 ? [finding("PHX841", "", "a zone of the type vxlan needs \"peers\" or \"fabric\"", "write \"peers\": the addresses of the nodes")] : [];
	const tracked = input.dhcp !== void 0 && input.ipam !== void 0 && input.ipam !== "pve" ? [finding("PHX841", "/ipam", "DHCP needs the IPAM of Proxmox itself", "write \"ipam\": \"pve\", or leave it out")] : [];
	return [
		...strange,
		...missing,
		...peers,
		...tracked
	];
}
function nodeFindings({ nodes = [] }, settings) {
	return nodes.filter((node) => !Object.hasOwn(settings.nodes, node)).map((node) => finding("PHX841", pointer("nodes"), `there is no node "${node}"`, "name nodes of phoenix.json"));
}
function resolveZone({ name, merged, isAccepted, settings }) {
	if (!isAccepted && !zoneSchema.safeParse(merged).success) return {
		spec: null,
		findings: []
	};
	const input = merged;
	const ipam = input.dhcp !== void 0 && input.ipam === void 0 ? { ipam: "pve" } : {};
	const fields = {
		type: input.type,
		...Object.fromEntries(optionsIn(input)),
		...ipam
	};
	return {
		spec: {
			name,
			node: anyNode(settings),
			adopt: input.adopt ?? false,
			objects: [{
				key: `zone:${name}`,
				path: "",
				fields
			}]
		},
		findings: [
			...nameFindings("zone", name),
			...optionFindings(input),
			...nodeFindings(input, settings)
		]
	};
}
// src/kinds/zone/kind.ts
const zoneKind = {
	kind: "zone",
	schema: zoneSchema,
	words: ZONE_WORDS,
	sets: [],
	resolve: resolveZone,
	id: ({ objects }) => objects[0].key,
	node: ({ node }) => node,
	scope: () => "sdn",
	reads: SDN_READS,
	look: lookAtSdn,
	transaction: sdnTransaction,
	edges: () => [],
	outputs: () => ({}),
	observe: observeSdn,
	owned: ownedBy("zone:"),
	diff: diffSdn,
	steps: sdnSteps,
	holds: sdnHolds,
	demand: () => null,
	imports: importSdn("zone"),
	tools: ["pvesh"],
	findings: SDN_FINDINGS.zone,
	summary: ({ objects: [{ fields }] }) => [`${fields["type"] ?? ""} zone`, ...fields["dhcp"] === void 0 ? [] : ["DHCP"]].join(", ")
};
export { zoneKind as t };
