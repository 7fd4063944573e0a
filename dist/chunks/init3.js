import { i as SCHEMA_FOLDER, o as withSchemaLines, r as schemasBeside, t as schemaNote } from "./schema-set.js";
import { t as textsOf } from "./text.js";
import { J as quote, K as writeNew, bt as PhoenixError } from "./base.js";
import { J as packageFile, q as ownActionReference, qo as settingsSchema } from "./engine.js";
import { n as openSources } from "./sources.js";
import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
// src/commands/init.ts
/** `phoenix init`: the smallest estate that does something, and the three workflows. */
const WORKFLOWS = [
	"plan.yml",
	"apply.yml",
	"drift.yml"
];
/** Stands in the workflows where nothing better is known, and is pointed out. */
const UNKNOWN_ACTION = "OWNER/phoenix@FULL-COMMIT-SHA";
const BASE = {
	comment: ["What all containers share. A container's own file comes after it and wins."],
	value: {
		unprivileged: true,
		net0: {
			bridge: "vmbr0",
			ip: "dhcp"
		},
		onboot: true
	}
};
const HELLO = {
	comment: ["One container: the file's name is its host name, the VMID its identity."],
	value: {
		vmid: 900,
		description: "A first container",
		ostemplate: "local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst",
		cores: 1,
		memory: "512M",
		rootfs: {
			storage: "local-lvm",
			size: "4G"
		}
	}
};
/** All nodes of the cluster that a node is in, as they are. */
async function nodesFrom(where, io) {
	const [{ discover }, { nodeEntry }] = await Promise.all([import("./connect.js"), import("./node-entry.js")]);
	const { cluster, addresses } = await discover(where, settingsSchema.parse({
		name: "new",
		nodes: {}
	}), io.err);
	try {
		const snapshot = await cluster.snapshot();
		const entries = [...snapshot.nodes].map(([name, facts]) => {
			if (!facts.reachable) io.err(`${name} does not answer, so nothing is written of what it has: ${facts.why}`);
			return [name, nodeEntry({
				name,
				snapshot,
				address: addresses.get(name),
				hasStorages: true
			})];
		});
		return Object.fromEntries(entries.toSorted(([a], [b]) => a < b ? -1 : 1));
	} finally {
		await cluster.close();
	}
}
function settingsOf(name, nodes) {
	const node = Object.keys(nodes).join(", ");
	const settings = {
		name,
		id: randomUUID(),
		nodes,
		policies: { retire: "7d" }
	};
	const parsed = settingsSchema.safeParse(settings);
	if (!parsed.success) {
		const isName = parsed.error.issues[0]?.path[0] === "name";
		throw new PhoenixError("USAGE", isName ? `${quote(name)} cannot name an estate` : `${quote(node)} cannot name a node`, { hint: isName ? "--name takes lower-case letters, digits and \"-\", beginning with a letter" : "--node takes the host name of the Proxmox node, as `hostname` prints it there" });
	}
	return { value: settings };
}
/** Where there are several nodes, it says which it is on. */
const helloOn = ([first, ...others]) => others.length === 0 || first === void 0 ? HELLO : {
	...HELLO,
	value: {
		...HELLO.value,
		node: first
	}
};
function workflow(file, action) {
	return packageFile(`.github/workflows/${file}`).replaceAll("uses: ./", `uses: ${action}`);
}
/** Writes the files; exit code 0. */
async function init(options, io) {
	if (options.action !== void 0 && !/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/.test(options.action)) throw new PhoenixError("USAGE", `--action ${quote(options.action)} is not OWNER/REPO@SHA`, { hint: "pin the action to a full commit id (40 characters): a tag can be moved" });
	const action = options.action ?? ownActionReference() ?? UNKNOWN_ACTION;
	const named = typeof options.node === "string" ? [options.node] : options.node;
	const declared = Object.fromEntries(named.map((one) => [one, {}]));
	const nodes = options.from === void 0 ? declared : await nodesFrom(options.from, io);
	const config = /* @__PURE__ */ new Map([
		["phoenix.json", settingsOf(options.name, nodes)],
		["base/lxc.jsonc", BASE],
		["lxc/hello.jsonc", helloOn(Object.keys(nodes))]
	]);
	const schemas = schemasBeside();
	const files = new Map([
		...[...textsOf(withSchemaLines(config))].map(([path, text]) => [`configs/${path}`, text]),
		...[...schemas].map(([path, text]) => [`configs/${path}`, text]),
		...WORKFLOWS.map((file) => [`.github/workflows/phoenix-${file}`, workflow(file, action)])
	]);
	writeNew(options.dir, files);
	if (options.json) {
		io.out(JSON.stringify({
			v: 1,
			dir: options.dir,
			action,
			files: [...files.keys()]
		}, null, 2));
		return 0;
	}
	const shown = [...files.keys()].filter((file) => !file.startsWith(`configs/${SCHEMA_FOLDER}/`));
	const folder = `configs/${schemaNote(schemas.size)}`;
	io.out(`Wrote into ${options.dir}:\n${[...shown, folder].map((file) => `  ${file}`).join("\n")}`);
	if (action === UNKNOWN_ACTION) io.err(`\nReplace ${UNKNOWN_ACTION} in the workflows by where your runners find Phoenix: this copy does not know.`);
	io.out(`\nNext:\n${nextSteps(options, Object.keys(nodes)[0] ?? "")}`);
	return 0;
}
function nextSteps({ dir }, node) {
	const enter = [...resolve(dir) === resolve() ? [] : [`cd ${dir}`], ...openSources(dir).repository ? [] : ["git init -b main"]];
	return [
		...enter.length > 0 ? [enter.join(" && ")] : [],
		`Look at configs/lxc/hello.jsonc: storage, template and bridge must exist on ${node}.`,
		"phoenix validate && phoenix plan",
		"Register a self-hosted runner on the host and set the repository variable PHOENIX_RUNNER to its label.",
		"Commit, push, and open a pull request that changes something."
	].map((step, at) => `  ${at + 1}. ${step}`).join("\n");
}
export { init };
