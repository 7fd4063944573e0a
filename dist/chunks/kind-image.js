import { D as strictObject, O as string, f as _enum, p as array } from "./zod.js";
import { do as markOfId, fo as markStep, lo as MARK_FILES, po as marksIn } from "./engine.js";
import { D as notice, E as error } from "./sources.js";
// src/kinds/image/spec.ts
/** `local:import/debian-13-0a1b2c3d.qcow2`. */
const volumeOf = ({ storage, content, filename }) => `${storage}:${content}/${filename}`;
/** By what lies there: another checksum is another file, and another image. */
const imageId = (spec) => `image:${spec.node}:${volumeOf(spec)}`;
/** The volume of an id, and its node. */
function placeIn(id) {
	const [, node = "", ...rest] = id.split(":");
	return {
		node,
		volume: rest.join(":")
	};
}
/** Of a file `image/debian-13.json`, what one node has. */
const imageOn = (image, node) => `${image}@${node}`;
// src/kinds/image/diff.ts
const NOTHING = {
	action: "no-op",
	changes: [],
	notes: [],
	downtime: 0
};
const whole = (before, after, note) => ({
	path: "",
	slot: "image",
	before,
	after,
	effect: "config",
	...note === void 0 ? {} : { note }
});
const named = (before, after) => ({
	...whole(before, after),
	slot: "marker"
});
function create(spec) {
	const from = {
		...whole(null, spec.url),
		path: "/url",
		slot: "image"
	};
	const sum = {
		...whole(null, `${spec.algorithm}:${spec.checksum}`),
		path: "/checksum",
		slot: "image"
	};
	return {
		...NOTHING,
		action: "create",
		changes: [
			whole(null, volumeOf(spec)),
			from,
			sum
		]
	};
}
function removal(volume) {
	const note = "what was made from it stays as it is";
	return {
		...NOTHING,
		action: "remove",
		changes: [whole(volume, null, note)]
	};
}
const renamed = (before, after) => before === after ? NOTHING : {
	...NOTHING,
	action: "rename",
	changes: [named(before, after)]
};
function diffImage({ want, base, seen }) {
	if (seen === null) {
		if (!want) return base ? removal(volumeOf(base.spec)) : NOTHING;
		return base ? renamed(base.address, want.address) : create(want.spec);
	}
	switch (seen.is) {
		case "unknown":
		case "foreign":
		case "copy": return {
			...NOTHING,
			notes: [seen.why]
		};
		case "absent":
		case "debris":
		case "adoptable": return want ? create(want.spec) : NOTHING;
		case "ours":
			if (!want) return removal(placeIn(seen.mark?.id ?? "").volume);
			return renamed(seen.mark?.address ?? want.address, want.address);
	}
}
// src/kinds/image/finding-ids.ts
/** What can be wrong with the files of images beyond their form. */
const IMAGE_FINDINGS = {
	PHX680: error("An image has a format that Proxmox does not download", "Proxmox takes disks as qcow2, raw or vmdk, and ISO files; it unpacks no archives. Name another file of the same release, or write \"filename\" with the right ending where the URL has none."),
	PHX681: notice("No virtual machine is made from an image", "It is downloaded to the nodes whose virtual machines use it, and so to none. Write \"import\" in a disk of one, name \"nodes\", or remove the file.")
};
/** A finding at a pointer of the merged file. */
function finding(id, path, message, hint) {
	return {
		id,
		severity: IMAGE_FINDINGS[id].severity,
		message,
		path,
		hint
	};
}
// src/kinds/image/expand.ts
const KNOWN = /* @__PURE__ */ new WeakMap();
/** Nodes by the image that something on them is made from. */
function usesOf(resources) {
	const known = KNOWN.get(resources);
	if (known) return known;
	const uses = /* @__PURE__ */ new Map();
	for (const { spec } of resources.values()) {
		const { images = [], node } = spec;
		for (const image of images) uses.set(image, (uses.get(image) ?? /* @__PURE__ */ new Set()).add(node));
	}
	KNOWN.set(resources, uses);
	return uses;
}
function expandImage({ resource, resources, settings }) {
	const { address, spec } = resource;
	const used = usesOf(resources).get(address) ?? /* @__PURE__ */ new Set();
	const nodes = [.../* @__PURE__ */ new Set([...spec.nodes ?? [], ...used])].filter((node) => Object.hasOwn(settings.nodes, node)).toSorted();
	const findings = nodes.length > 0 ? [] : [finding("PHX681", "", "no virtual machine is made from this image, so that no node downloads it", `Write "import": "${address}" in a disk of one, name "nodes", or remove the file.`)];
	return {
		resources: nodes.map((node) => ({
			...resource,
			address: imageOn(address, node),
			spec: {
				...spec,
				node
			}
		})),
		findings
	};
}
/** What is made from images, with those of its own node. */
function onNode({ resource }) {
	const { images = [], node } = resource.spec;
	if (images.length === 0) return {
		resources: [resource],
		findings: []
	};
	const spec = {
		...resource.spec,
		images: images.map((image) => imageOn(image, node))
	};
	return {
		resources: [{
			...resource,
			spec
		}],
		findings: []
	};
}
// src/kinds/image/observe.ts
function observeImage({ snapshot, id, estate, env }) {
	const { node } = placeIn(id);
	const facts = snapshot.nodes.get(node);
	if (facts && !facts.reachable) return {
		is: "unknown",
		why: `${node} does not answer: ${facts.why}`
	};
	const mark = markOfId(snapshot, estate, id)?.mark ?? null;
	if (!mark) return { is: "absent" };
	if (mark.env !== env) return {
		is: "foreign",
		why: `${id} belongs to the environment "${mark.env ?? ""}" of this estate`
	};
	return {
		is: "ours",
		live: {},
		mark
	};
}
// src/kinds/image/schema.ts
/** What a file `image/NAME.json` may hold: a cloud image, or an ISO, that nodes download. */
/** Hex digits of what Proxmox compares. */
const DIGITS = {
	sha256: 64,
	sha384: 96,
	sha512: 128
};
const checksum = string().refine((text) => {
	const [algorithm = "", hex = ""] = text.split(":");
	return DIGITS[algorithm] === hex.length && /^[0-9a-f]+$/.test(hex);
}, "must be \"sha256:…\" or \"sha512:…\" with all hex digits, in lower case");
const imageSchema = strictObject({
	$schema: string().optional(),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	url: string().max(2048).regex(/^https?:\/\/[!-~]+$/, "must be an http or https URL").describe("Where nodes download it from. Name one build, not \"latest\": that is another file tomorrow."),
	checksum: checksum.describe("Of the file, as its makers publish it: what is downloaded is compared with it."),
	storage: string().describe("A storage with folders, whose content includes \"import\" (or \"iso\")."),
	content: _enum(["import", "iso"]).optional().describe("\"import\": a disk that virtual machines are made from, unless it says \"iso\"."),
	filename: string().max(200).regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.(?:qcow2|raw|vmdk|iso|img)$/, "must be a file name with its ending").optional().describe("On the storage; of its name and its checksum unless given, so that another image is another file."),
	nodes: array(string()).min(1).optional().describe("Nodes that have it; those whose virtual machines are made from it unless given.")
});
const IMAGE_WORDS = {
	extends: { examples: [["debian"]] },
	url: { examples: ["https://cloud.debian.org/images/cloud/trixie/20260112-2355/debian-13-genericcloud-amd64-20260112-2355.qcow2"] },
	checksum: { examples: [`sha512:${"0".repeat(128)}`] },
	storage: { examples: ["local"] },
	filename: { examples: ["debian-13.qcow2"] },
	nodes: { examples: [["pve1", "pve2"]] }
};
// src/kinds/image/resolve.ts
/** What Proxmox takes, by what it is for (pve-storage 9.1: `.img` is a name for ISO files only). */
const ENDINGS = {
	import: [
		"qcow2",
		"raw",
		"vmdk"
	],
	iso: ["iso", "img"]
};
/** The ending that it gets; null where none is known. Ubuntu calls qcow2 files `.img`. */
function endingOf(name, content) {
	const ending = /\.([a-z0-9]+)$/.exec(name.toLowerCase())?.[1] ?? "";
	if (content === "import" && ending === "img") return "qcow2";
	return ENDINGS[content].includes(ending) ? ending : null;
}
function resolveImage({ name, merged, settings }) {
	const parsed = imageSchema.safeParse(merged);
	if (!parsed.success) return {
		spec: null,
		findings: []
	};
	const { url, checksum, storage, content = "import", filename, nodes } = parsed.data;
	const [algorithm = "", hex = ""] = checksum.split(":");
	const ending = endingOf(filename ?? new URL(url).pathname, content);
	if (ending === null || filename !== void 0 && !filename.endsWith(`.${ending}`)) {
		const message = `${filename ?? url} is no file that Proxmox downloads as "${content}"`;
		const hint = `Write "filename" with one of the endings ${ENDINGS[content].join(", ")}, if that is what it is.`;
		return {
			spec: null,
			findings: [finding("PHX680", filename === void 0 ? "/url" : "/filename", message, hint)]
		};
	}
	return {
		spec: {
			url,
			algorithm,
			checksum: hex,
			storage,
			content,
			filename: filename ?? `${name}-${hex.slice(0, 8)}.${ending}`,
			node: nodes?.[0] ?? Object.keys(settings.nodes)[0] ?? "",
			...nodes && { nodes }
		},
		findings: []
	};
}
// src/kinds/image/steps.ts
/** Milliseconds: a slow line and a large image. */
const DOWNLOAD = 36e5;
const MINUTE = 6e4;
/** Options that PVE 8.4 and 9 have both. */
function downloadCommand(spec) {
	const { node, storage, url, filename, content, algorithm, checksum } = spec;
	return [
		"pvesh",
		"create",
		`/nodes/${node}/storage/${storage}/download-url`,
		...[
			"--content",
			content,
			"--filename",
			filename,
			"--url",
			url
		],
		"--checksum",
		checksum,
		"--checksum-algorithm",
		algorithm
	];
}
const cond = (id, is) => ({
	scope: id,
	check: {
		is,
		volume: placeIn(id).volume
	}
});
function draftOf({ action, want, mark }) {
	const { address, id } = mark;
	if (action === "create" && want) return {
		id: `${address}:download`,
		title: `download ${volumeOf(want.spec)}`,
		do: {
			verb: "run",
			argv: downloadCommand(want.spec)
		},
		verify: [cond(imageId(want.spec), "there")],
		timeout: DOWNLOAD
	};
	if (action !== "remove") return null;
	const { volume } = placeIn(id);
	return {
		id: `${address}:free:${volume}`,
		title: `remove ${volume}`,
		do: {
			verb: "run",
			argv: [
				"pvesm",
				"free",
				volume
			]
		},
		verify: [cond(id, "gone")],
		timeout: 5 * MINUTE
	};
}
function imageSteps(input) {
	const { mark, action, changes } = input;
	if (changes.length === 0) return [];
	const { address, estate, id } = mark;
	const { node } = placeIn(id);
	const draft = draftOf(input);
	const own = draft ? [{
		...draft,
		address,
		node,
		effect: "config",
		after: [],
		locks: [{
			name: `download:${node}`,
			mode: "shared",
			limit: 2
		}],
		guard: [],
		retry: "contention"
	}] : [];
	const marked = markStep({
		mark: action === "remove" ? null : mark,
		id,
		estate,
		address,
		node,
		after: own.map((step) => step.id)
	});
	return [...own, action === "remove" ? {
		...marked,
		id: `${address}:forget:${placeIn(id).volume}`
	} : marked];
}
function lookAtImage(scope) {
	if (!scope.startsWith("image:")) return null;
	const { node, volume } = placeIn(scope);
	const [storage = "", name = ""] = volume.split(":");
	return {
		ask: [
			"pvesm",
			"list",
			storage,
			"--content",
			name.split("/")[0] ?? ""
		],
		node
	};
}
function holdsImage(check, state) {
	const { is, volume } = check;
	if (is !== "there" && is !== "gone" || typeof volume !== "string" || !("said" in state)) return `this version knows no condition ${is}`;
	const { said } = state;
	if (!said || said.exit !== 0) return `nobody can tell what is on the storage of ${volume}`;
	const isThere = said.stdout.split("\n").some((line) => line.split(/\s/)[0] === volume);
	if (is === "gone") return !isThere || `${volume} is there still`;
	return isThere || `${volume} is not there`;
}
// src/kinds/image/kind.ts
const imageKind = {
	kind: "image",
	schema: imageSchema,
	words: IMAGE_WORDS,
	sets: ["nodes"],
	resolve: resolveImage,
	expand: expandImage,
	id: imageId,
	node: ({ node }) => node,
	scope: imageId,
	reads: { cluster: [MARK_FILES] },
	look: lookAtImage,
	edges: () => [],
	outputs: (spec) => ({ volume: volumeOf(spec) }),
	observe: observeImage,
	owned: (snapshot, estate, env) => marksIn(snapshot, estate, env, "image:"),
	diff: diffImage,
	steps: imageSteps,
	holds: holdsImage,
	demand: () => null,
	stored: (spec) => ({
		node: spec.node,
		disks: [],
		volumes: [{
			path: "/storage",
			volume: volumeOf(spec),
			content: spec.content
		}]
	}),
	tools: ["pvesh", "pvesm"],
	findings: IMAGE_FINDINGS,
	summary: (spec) => volumeOf(spec)
};
export { volumeOf as i, resolveImage as n, onNode as r, imageKind as t };
