import { ca as finding, co as anyNode, da as IPAM_FILES, do as markOfId, fo as markStep, ia as learnedOf, lo as MARK_FILES, po as marksIn, sa as SDN_FINDINGS } from "./engine.js";
import { A as union, D as strictObject, E as record, O as string, p as array, v as ipv4, y as ipv6 } from "./zod.js";
import { p as pointer } from "./base.js";
// src/kinds/hosts/spec.ts
const HEADER = "# Written by Phoenix from git: edits are overwritten.";
/** Proxmox rewrites 00- and 10- files of the folder, and leaves others (PVE 9.2). */
const confPath = (zone) => `/etc/dnsmasq.d/${zone}/20-phoenix.conf`;
const recordsPath = (zone) => `/etc/dnsmasq.d/${zone}/phoenix.hosts`;
const HOSTS_FILES = [confPath("*"), recordsPath("*")];
function confText({ zone, domain }) {
	return `${[
		HEADER,
		`addn-hosts=${recordsPath(zone)}`,
		...domain === null ? [] : [
			`domain=${domain}`,
			"expand-hosts",
			`local=/${domain}/`
		]
	].join("\n")}\n`;
}
function recordsText({ records }) {
	return `${[HEADER, ...records.map(({ ip, name }) => `${ip} ${name}`)].join("\n")}\n`;
}
/** Whether Phoenix wrote it; what is not there is nobody's. */
const isOurs = (text) => text === void 0 || text.startsWith(HEADER);
/** By name. */
function recordsIn(text) {
	const lines = (text ?? "").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
	return new Map(lines.map((line) => {
		const [ip = "", name = ""] = line.split(/\s+/);
		return [name, ip];
	}));
}
// src/kinds/hosts/live.ts
/** What nodes have of host records, and what they shall have, with the addresses that IPAM has told. Pure. */
function liveOf(snapshot, zone, nodes) {
	const found = [...snapshot.nodes].flatMap(([node, facts]) => {
		if (!facts.reachable || !(nodes?.includes(node) ?? true)) return [];
		const files = facts.files ?? /* @__PURE__ */ new Map();
		return [[node, {
			conf: files.get(confPath(zone)),
			records: files.get(recordsPath(zone))
		}]];
	});
	return { nodes: new Map(found) };
}
/** With the addresses that are known; the others stand there as references. */
function known(spec, snapshot, estate) {
	const records = spec.records.map((record) => {
		const guest = record.late && estate?.get(record.late.to);
		const ip = guest && record.late ? learnedOf(guest.spec, snapshot)[record.late.field] : void 0;
		return ip === void 0 ? record : {
			...record,
			ip
		};
	});
	return {
		...spec,
		records
	};
}
/** Nodes whose files are not so. */
function differing(spec, { nodes }) {
	const [conf, records] = [confText(spec), recordsText(spec)];
	return [...nodes].flatMap(([node, has]) => has.conf === conf && has.records === records ? [] : [node]);
}
// src/kinds/hosts/diff.ts
const NOTHING = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
const LATER = "known after apply";
const shown = ({ ip }) => ip.startsWith("$") ? LATER : ip;
function changeOf(name, before, record) {
	return {
		path: pointer("records", name),
		before,
		after: record && shown(record),
		effect: "config",
		slot: "records",
		...record?.late && { followed: true }
	};
}
function between(want, now) {
	const changed = want.flatMap((record) => {
		const before = now.get(record.name) ?? null;
		return before === shown(record) ? [] : [changeOf(record.name, before, record)];
	});
	const names = new Set(want.map(({ name }) => name));
	const gone = [...now].filter(([name]) => !names.has(name)).map(([name, ip]) => changeOf(name, ip, null));
	return [...changed, ...gone];
}
const asMap = (spec) => new Map(spec.records.map((record) => [record.name, shown(record)]));
function domainChange(want, base) {
	const before = base?.domain ?? null;
	if (before === want.domain) return [];
	return [{
		path: "/domain",
		before,
		after: want.domain,
		effect: "config",
		slot: "domain"
	}];
}
const lag = (nodes) => ({
	path: "/commit",
	before: `${nodes.join(", ")} ${nodes.length === 1 ? "has" : "have"} not what it says`,
	after: "as it shall be",
	effect: "config",
	slot: "marker"
});
const diffOf = (action, changes) => changes.length === 0 ? NOTHING : {
	action,
	changes,
	notes: [],
	downtime: 0
};
function diffHosts(input) {
	const { want, base, seen, snapshot, estate } = input;
	if (!want) return (seen ? seen.is === "ours" : base !== null) ? diffOf("remove", [{
		path: "",
		before: "there",
		after: null,
		effect: "config",
		slot: "records"
	}]) : NOTHING;
	if (seen === null || !snapshot) {
		const changes = [...domainChange(want.spec, base?.spec ?? null), ...between(want.spec.records, base ? asMap(base.spec) : /* @__PURE__ */ new Map())];
		return diffOf(base ? "update" : "create", changes);
	}
	const told = known(want.spec, snapshot, estate);
	switch (seen.is) {
		case "absent": {
			const all = [...domainChange(want.spec, null), ...between(told.records, /* @__PURE__ */ new Map())];
			return diffOf("create", all.length > 0 ? all : [lag(["every node"])]);
		}
		case "ours": {
			const nodes = differing(told, seen.live);
			const [first] = nodes;
			if (first === void 0) return NOTHING;
			const now = recordsIn(seen.live.nodes.get(first)?.records);
			const changes = [...domainChange(want.spec, base?.spec ?? null), ...between(told.records, now)];
			return diffOf("update", changes.length > 0 ? changes : [lag(nodes)]);
		}
		case "unknown":
		case "foreign":
		case "copy": return {
			...NOTHING,
			notes: [seen.why]
		};
		case "debris":
		case "adoptable": return NOTHING;
	}
}
// src/kinds/hosts/expand.ts
const plain = (address) => address.replace(/\/.*$/, "");
/** The first address of a card, or what will be known of it; null: nobody tells. */
function recordOf(guest, name, card, { resources }) {
	const fixed = card.ip ?? card.pin ?? card.ip6;
	if (fixed !== null) return {
		name,
		ip: plain(fixed)
	};
	if (!card.isDhcp || !resources.has(`vnet/${card.bridge ?? ""}`)) return null;
	const field = `${card.slot}.address`;
	return {
		name,
		ip: `\${${guest.address}.${field}}`,
		late: {
			to: guest.address,
			field
		}
	};
}
function recordsOf(input) {
	return [...input.resources.values()].flatMap((resource) => {
		const guest = input.guestOf(resource);
		if (!guest) return [];
		for (const card of guest.cards) {
			const record = recordOf(resource, guest.hostname, card, input);
			if (record) return [record];
		}
		return [];
	});
}
function expandHosts(input) {
	const { resource, resources } = input;
	const known = [...resource.spec.records, ...recordsOf(input)].toSorted((a, b) => a.name < b.name ? -1 : 1);
	const records = [...new Map(known.toReversed().map((one) => [one.name, one])).values()].toReversed();
	const late = records.flatMap(({ ip, late: of }) => of ? [{
		text: ip,
		...of
	}] : []);
	const nodes = zoneNodes(resources, resource.spec.zone);
	const spec = {
		...resource.spec,
		nodes,
		records
	};
	const refersTo = [...new Set(late.map(({ to }) => to))].toSorted();
	return {
		resources: [{
			...resource,
			spec,
			...late.length > 0 && {
				late,
				refersTo
			}
		}],
		findings: []
	};
}
function zoneNodes(resources, zone) {
	const nodes = resources.get(`zone/${zone}`)?.merged["nodes"];
	return Array.isArray(nodes) ? nodes.filter((node) => typeof node === "string") : null;
}
// src/kinds/hosts/observe.ts
function observeHosts({ snapshot, id, estate, env, want, base }) {
	if (![...snapshot.nodes.values()].some(({ reachable }) => reachable)) return {
		is: "unknown",
		why: "no node of the cluster can be reached"
	};
	const zone = id.slice(6);
	const live = liveOf(snapshot, zone, (want ?? base)?.spec.nodes ?? null);
	const owned = markOfId(snapshot, estate, id);
	const strange = [...live.nodes].find(([, { conf, records }]) => !isOurs(conf) || !isOurs(records));
	if (strange) return {
		is: "foreign",
		why: `on ${strange[0]} somebody else has written the records of ${zone}`
	};
	if (owned && owned.mark.env !== env) return {
		is: "foreign",
		why: `the records of ${zone} belong to the environment ${owned.mark.env ?? "without a name"}`
	};
	return owned ? {
		is: "ours",
		live,
		mark: owned.mark
	} : { is: "absent" };
}
// src/kinds/hosts/schema.ts
/** What a file `hosts/NAME.json` may hold: names of guests that the dnsmasq of a zone answers for. */
const dnsName = string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/, "must be a DNS name");
const hostsSchema = strictObject({
	$schema: string().optional(),
	zone: string().describe("The zone whose dnsmasq answers; it has \"dhcp\"."),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	domain: dnsName.optional().describe("Guests are found by this domain, too, and nobody else is asked for it."),
	others: record(dnsName, union([ipv4(), ipv6()])).optional().describe("Names of what is no guest, by name.")
});
const HOSTS_WORDS = {
	zone: { examples: ["lab"] },
	extends: { examples: [["internal"]] },
	domain: { examples: ["lab.internal"] },
	others: { examples: [{ nas: "10.0.0.5" }] }
};
// src/kinds/hosts/resolve.ts
/** From a merged file to host records: those that it names itself. Those of guests are added by expand.ts. Pure. */
function resolveHosts({ name, merged, isAccepted, settings, mergedOf }) {
	if (!isAccepted && !hostsSchema.safeParse(merged).success) return {
		spec: null,
		findings: []
	};
	const { zone, domain, others = {} } = merged;
	const found = mergedOf(`zone/${zone}`);
	const findings = found?.["dhcp"] === void 0 ? [finding("PHX845", "/zone", found ? `the zone "${zone}" has no dnsmasq` : `there is no zone "${zone}"`, found ? "write \"dhcp\": \"dnsmasq\" in the zone" : `make a file zone/${zone}.json`)] : [];
	const records = Object.entries(others).map(([other, ip]) => ({
		name: other,
		ip
	})).toSorted((a, b) => a.name < b.name ? -1 : 1);
	return {
		spec: {
			name,
			node: anyNode(settings),
			zone,
			domain: domain ?? null,
			nodes: null,
			records
		},
		findings
	};
}
// src/kinds/hosts/steps.ts
/** dnsmasq runs as a user of its own. */
const READABLE = 420;
function write(path, content) {
	return {
		verb: "write",
		path,
		content,
		mode: READABLE
	};
}
function stepOf(input, node, what, given) {
	return {
		id: `${input.mark.address}:${what}:${node}`,
		address: input.mark.address,
		node,
		effect: "config",
		locks: [{
			name: `dnsmasq:${node}`,
			mode: "exclusive"
		}],
		guard: [],
		verify: [],
		retry: "never",
		timeout: 6e4,
		...given
	};
}
function onNode(input, node, zone, texts) {
	const verb = liveOf(input.snapshot, zone, [node]).nodes.get(node)?.conf === texts.conf ? "reload" : "restart";
	const records = stepOf(input, node, "records", {
		title: `${texts.records === null ? "remove" : "write"} the records on ${node}`,
		after: [],
		do: write(recordsPath(zone), texts.records)
	});
	const conf = stepOf(input, node, "conf", {
		title: `tell dnsmasq of ${node} where they are`,
		after: [records.id],
		do: write(confPath(zone), texts.conf)
	});
	return [
		records,
		conf,
		stepOf(input, node, "read", {
			title: `have dnsmasq of ${node} read them`,
			after: [conf.id],
			do: {
				verb: "run",
				argv: [
					"systemctl",
					verb,
					`dnsmasq@${zone}`
				]
			}
		})
	];
}
function hostsSteps(input) {
	const { want, base, seen, snapshot, settings, mark, action, estate } = input;
	if (action === "no-op") return [];
	const spec = want?.spec ?? null;
	const zone = spec?.zone ?? mark.id.slice(6);
	const live = seen.is === "ours" ? seen.live : liveOf(snapshot, zone, (spec ?? base?.spec)?.nodes ?? null);
	const told = spec && known(spec, snapshot, estate);
	const nodes = told ? differing(told, live) : [...live.nodes.keys()];
	const texts = {
		conf: spec && confText(spec),
		records: spec && recordsText(spec)
	};
	const work = nodes.flatMap((node) => onNode(input, node, zone, texts));
	const written = action === "remove" ? null : mark;
	const node = anyNode(settings, snapshot);
	const after = work.filter(({ id }) => id.includes(":read:")).map(({ id }) => id);
	return [...work, markStep({
		mark: written,
		id: `hosts:${zone}`,
		estate: mark.estate,
		address: mark.address,
		node,
		after
	})];
}
// src/kinds/hosts/kind.ts
const hostsKind = {
	kind: "hosts",
	schema: hostsSchema,
	words: HOSTS_WORDS,
	sets: [],
	resolve: resolveHosts,
	expand: expandHosts,
	id: ({ zone }) => `hosts:${zone}`,
	node: ({ node }) => node,
	scope: ({ zone }) => `hosts:${zone}`,
	reads: {
		cluster: [...IPAM_FILES, MARK_FILES],
		node: HOSTS_FILES
	},
	edges: ({ spec: { zone } }) => [{
		to: `zone/${zone}`,
		when: "exists"
	}],
	outputs: () => ({}),
	observe: observeHosts,
	owned: (snapshot, estate, env) => marksIn(snapshot, estate, env, "hosts:"),
	diff: diffHosts,
	steps: hostsSteps,
	holds: (check) => `this version knows no condition ${check.is}`,
	demand: () => null,
	writes: { files: ["/etc/dnsmasq.d/*/20-phoenix.conf", "/etc/dnsmasq.d/*/phoenix.hosts"] },
	tools: ["systemctl"],
	findings: SDN_FINDINGS.hosts,
	summary: ({ records }) => `${records.length} ${records.length === 1 ? "name" : "names"}`
};
export { hostsKind as t };
