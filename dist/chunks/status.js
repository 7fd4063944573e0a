import { $a as instanceAddress, Aa as readingOf, Ao as plural, Br as filled, Do as longest, H as colorsOf, Hr as learnedOf, Ia as splitTags, M as soundToLook, Po as clip, Qa as hashIn, So as capacityText, Vo as plain, Vr as lateValues, Xa as addressIn, _a as nodeIn, g as readsOf, it as homeOf, m as unknownAddress, so as isLayer, xo as EFFECT_WORDS } from "./engine.js";
import { Dt as momentText, Et as durationText, Tt as durationInMs, bt as PhoenixError, d as canonical } from "./base.js";
import { t as connectEstate } from "./connect-estate.js";
import { t as askHealth } from "./ask.js";
import { I as kinds, N as estateId, t as operatorPlan } from "./live.js";
import { t as inParallel } from "./in-parallel.js";
import { i as measureHealth, n as comparing } from "./measured.js";
import { r as idText } from "./names.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/guest-told.ts
const vmidOf = (id) => Number(id.replace(/^vmid:/, ""));
function layerStatus(stamp, { resources }, node) {
	if (stamp === void 0) return null;
	const [address, hash] = [addressIn(stamp), hashIn(stamp)];
	const now = resources.get(instanceAddress(address, node));
	const layer = now && isLayer(now) ? now.spec.layer : void 0;
	const wanted = layer === void 0 ? null : hashIn(layer);
	return {
		address,
		hash,
		wanted,
		behind: wanted !== null && wanted !== hash
	};
}
function keptUntil({ retired }, { settings }) {
	if (retired === void 0) return null;
	return new Date(Date.parse(retired) + (durationInMs(settings.policies.retire) ?? 0)).toISOString();
}
function lockOf(id, snapshot) {
	const file = snapshot.guests.get(vmidOf(id));
	return file?.text.includes("lock: ") ? readingOf(file).conf.options.get("lock") ?? null : null;
}
/** What the marker tells of its guest. */
function told(mark, id, node, { estate, snapshot }) {
	const stamps = Object.entries(mark?.features ?? {});
	const features = Object.fromEntries(stamps.map(([id, stamp]) => [id, stamp.split(" ")[0] ?? ""]));
	return {
		commit: mark?.commit ?? null,
		features,
		owed: mark?.owed ?? [],
		layer: layerStatus(mark?.layer, estate, node),
		keptUntil: mark ? keptUntil(mark, estate) : null,
		lock: lockOf(id, snapshot)
	};
}
/** Null: the plan has nothing to do or to say of it. */
function planStatus(item) {
	if (!item || item.action === "no-op") return null;
	const { action, effect, changes, cover = [] } = item;
	const count = (is) => cover.filter((one) => one.is === is).length;
	const features = changes.flatMap(({ slot }) => slot.startsWith("feature:") ? [slot.slice(8)] : []);
	return {
		action,
		effect,
		changes: changes.length,
		drift: count("drift"),
		held: count("held"),
		features
	};
}
// src/commands/node-status.ts
/** Of guests of the estate, as their files say. */
function demands({ resources }, snapshot) {
	const sums = /* @__PURE__ */ new Map();
	for (const resource of resources.values()) {
		const kind = homeOf(resource)?.kind;
		const demand = kind?.demand(resource.spec);
		const vmid = Number(kind?.id(resource.spec).replace(/^vmid:/, ""));
		const node = snapshot.guests.get(vmid)?.node;
		const facts = node === void 0 ? void 0 : snapshot.nodes.get(node);
		if (!demand || node === void 0 || !facts?.reachable || !facts.running.has(vmid)) continue;
		const sum = sums.get(node) ?? {
			cores: 0,
			memory: 0
		};
		sums.set(node, {
			cores: sum.cores + demand.cores,
			memory: sum.memory + demand.memory
		});
	}
	return sums;
}
/** @param facts as the node has them */
function factsOf({ settings }, node, facts) {
	const other = Object.entries(nodeIn(settings, node)?.facts ?? {}).map(([name, value]) => [name, String(value)]).filter(([name, value]) => Object.hasOwn(facts, name) && facts[name] !== value);
	return {
		facts,
		declared: Object.fromEntries(other)
	};
}
function nodesIn(estate, snapshot) {
	const sums = demands(estate, snapshot);
	return [...snapshot.nodes].map(([node, facts]) => {
		const { cores, memory } = sums.get(node) ?? {
			cores: 0,
			memory: 0
		};
		const has = facts.reachable ? facts : {
			cores: 0,
			memory: 0
		};
		return {
			node,
			reachable: facts.reachable,
			why: facts.reachable ? null : facts.why,
			pve: facts.reachable && facts.pve !== "" ? facts.pve : null,
			running: facts.reachable ? facts.running.size : 0,
			cores: {
				used: cores,
				of: has.cores || null
			},
			memory: {
				used: memory,
				of: has.memory || null
			},
			...factsOf(estate, node, facts.reachable ? facts.facts ?? {} : {})
		};
	}).toSorted((a, b) => a.node < b.node ? -1 : 1);
}
/**
* @param estate the estate's id in markers
* @param known VMIDs that are told of already
*/
function strangersIn(snapshot, estate, env, known) {
	const found = [];
	for (const file of snapshot.guests.values()) {
		if (known.has(file.vmid) || !file.text.includes("phoenix")) continue;
		const { mark, conf } = readingOf(file);
		if (mark?.estate === estate && mark.env === env && mark.id === `vmid:${file.vmid}` || !splitTags(conf.options.get("tags") ?? "").includes("phoenix")) continue;
		const whose = (address, of) => of === estate ? `a copy of ${address}, or of another environment` : `of the estate "${of}" as ${address}`;
		const why = mark ? whose(mark.address, mark.estate) : "it has no marker";
		found.push({
			vmid: file.vmid,
			node: file.node,
			why
		});
	}
	return found.toSorted((a, b) => a.vmid - b.vmid);
}
// src/commands/estate-status.ts
/**
* How an estate is, from one reading of the nodes, the plan that is made of the same reading, and one try of each health
* check. Nothing is changed.
*/
/** Checks that are asked at the same time: each is a process or two on its node. */
const PARALLEL = 8;
/** The node of whoever asks is down: the others are asked all the same. */
function unreachable(error) {
	if (error instanceof PhoenixError) return {
		is: "unhealthy",
		text: `it cannot be asked: ${error.message}`
	};
	throw error;
}
/** What its file says, and what IPAM gave it. */
function addressesOf(kind, { address, spec }, { estate, snapshot }) {
	const learned = learnedOf(address, {
		resources: estate.resources,
		kinds,
		snapshot
	});
	const known = Object.entries({
		...kind.outputs(spec),
		...learned
	});
	return Object.fromEntries(known.flatMap(([field, value]) => /\.address6?$/.test(field) && value !== null ? [[field, value]] : []));
}
function found(kind, resource, around) {
	const { estate, snapshot, owned } = around;
	const { address, spec } = resource;
	const id = kind.id(spec);
	const ids = {
		id,
		estate: estateId(estate),
		env: estate.env
	};
	const seen = kind.observe({
		...ids,
		snapshot,
		want: resource,
		base: resource
	});
	const mark = seen.is === "ours" ? seen.mark : null;
	const node = owned.find((one) => one.id === id)?.node ?? kind.node(spec);
	const about = {
		address,
		id,
		node,
		addresses: addressesOf(kind, resource, around),
		...told(mark, id, node, around)
	};
	const shallRun = kind.demand(spec) !== null;
	if (seen.is !== "ours") {
		const why = "why" in seen ? seen.why : null;
		return {
			status: {
				...about,
				state: seen.is,
				why
			},
			shallRun,
			checks: []
		};
	}
	if (mark?.retired !== void 0) return {
		...retired(about, mark),
		shallRun: false
	};
	const runs = kind.runs?.(seen.live) ?? false;
	const state = runs ? "running" : "stopped";
	const late = lateValues(resource, {
		resources: estate.resources,
		kinds,
		snapshot
	});
	const checks = runs ? Object.entries(filled(kind.health?.(spec) ?? {}, late)) : [];
	const { transport } = kind;
	return {
		status: {
			...about,
			state,
			why: seen.repair ?? null
		},
		shallRun,
		checks,
		...transport && { transport }
	};
}
function retired(about, mark) {
	const why = mark.retired === void 0 ? "no file of the estate names it" : `since ${mark.retired}`;
	return {
		status: {
			...about,
			state: "retired",
			why
		},
		shallRun: false,
		checks: []
	};
}
/** Guests of the estate whose file is gone. */
function leftOver(around, known) {
	return around.owned.filter(({ id }) => !known.has(id)).map(({ id, mark, node }) => retired({
		address: mark.address,
		id,
		node,
		addresses: {},
		...told(mark, id, node, around)
	}, mark));
}
/** Reads and asks. @throws PhoenixError `NODE_UNREACHABLE` when no node answers */
async function estateStatus(input) {
	const { estate, cluster, addresses, now = () => performance.now() } = input;
	const snapshot = await cluster.snapshot({ reads: readsOf(kinds, estate.resources.values()) });
	const all = kinds.filter((kind) => kind.runs !== void 0).flatMap((kind) => {
		const owned = kind.owned(snapshot, estateId(estate), estate.env);
		const own = [...estate.resources.values()].filter((one) => one.kind === kind.kind);
		const around = {
			estate,
			snapshot,
			owned
		};
		const there = own.map((resource) => found(kind, resource, around));
		return [...there, ...leftOver(around, new Set(there.map(({ status }) => status.id)))];
	});
	const asked = all.filter(({ status }) => addresses.length === 0 || addresses.includes(status.address));
	const answers = new Map(asked.map((one) => [one, /* @__PURE__ */ new Map()]));
	const work = asked.flatMap((one) => one.checks.map(([name, check]) => async () => {
		const began = now();
		const { status, transport } = one;
		const place = {
			vmid: vmidOf(status.id),
			node: status.node,
			...transport && { transport }
		};
		const verdict = await askHealth(check, place, cluster, null).catch(unreachable);
		answers.get(one)?.set(name, {
			...verdict,
			ms: Math.round(now() - began)
		});
	}));
	const [planned] = await Promise.all([input.plan?.(snapshot) ?? null, inParallel(work, PARALLEL)]);
	const items = new Map(planned?.items.map((item) => [item.id, item]));
	const guests = asked.map((one) => {
		const given = answers.get(one) ?? /* @__PURE__ */ new Map();
		const health = one.checks.flatMap(([name]) => {
			const answer = given.get(name);
			return answer ? [[name, answer]] : [];
		});
		const plan = planStatus(items.get(one.status.id));
		return {
			...one.status,
			plan,
			health: Object.fromEntries(health),
			well: isWell(one, health)
		};
	}).toSorted((a, b) => a.address < b.address ? -1 : a.address > b.address ? 1 : 0);
	const well = guests.every((one) => one.well);
	const known = new Set(all.map(({ status }) => vmidOf(status.id)));
	return {
		estate: estate.settings.name,
		at: snapshot.at,
		guests,
		nodes: nodesIn(estate, snapshot),
		strangers: strangersIn(snapshot, estateId(estate), estate.env, known),
		well
	};
}
function isWell({ status, shallRun }, health) {
	if (status.state === "unknown") return false;
	if (status.state === "stopped" && shallRun) return false;
	return health.every(([, { is }]) => is !== "unhealthy");
}
// src/commands/status-table.ts
/** The table of `phoenix status`: which columns fit into a line, and how wide each is. Pure. */
const GAP = 2;
/** Columns that say something, as many as there is room for. @param room characters of a line */
function fitting(columns, room) {
	let kept = columns.filter(({ cells }) => cells.some(({ text }) => text !== ""));
	const width = () => kept.reduce((sum, column) => sum + widthOf(column) + GAP, -2);
	while (width() > room && kept.some(({ rank }) => rank > 0)) {
		const last = Math.max(...kept.map(({ rank }) => rank));
		kept = kept.filter(({ rank }) => rank !== last);
	}
	return kept;
}
function widthOf({ head, cells }) {
	return Math.max(head.length, longest(cells.map(({ text }) => text)));
}
/** The line of heads, and one for each row. */
function tableLines(columns) {
	const rows = columns[0]?.cells.length ?? 0;
	const widths = columns.map(widthOf);
	const line = (cellAt) => columns.map((column, i) => {
		const { text, tint = (plain) => plain } = cellAt(column);
		const room = " ".repeat((widths[i] ?? 0) - text.length);
		return column.isRight ? `${room}${tint(text)}` : `${tint(text)}${room}`;
	}).join(" ".repeat(GAP)).trimEnd();
	const body = Array.from({ length: rows }, (_, i) => line(({ cells }) => cells[i] ?? { text: "" }));
	return [line(({ head }) => ({ text: head })), ...body];
}
// src/commands/status-text.ts
/** `phoenix status` for people: a row for each guest, below it what is not as it should be, then nodes, and the sum last. */
const STATES = {
	running: "running",
	stopped: "stopped",
	retired: "retired",
	absent: "not made yet",
	unknown: "unknown",
	foreign: "not ours",
	copy: "not ours",
	debris: "half made",
	adoptable: "not adopted yet"
};
function healthLine(name, { is, text, ms }, colors) {
	const [mark, tint] = is === "healthy" ? ["✓", colors.green] : is === "unhealthy" ? ["✗", colors.red] : ["?", colors.yellow];
	return `    ${tint(mark)} ${plain(name, 40)}: ${plain(text)}${colors.dim(`  (${durationText(ms)})`)}`;
}
/** Software of a guest that does not run waits for it: nobody has to do anything. */
function owedText({ state, owed }) {
	return state === "stopped" && owed.every((path) => path.startsWith("/features/")) ? "its features are installed once it runs" : "an apply has left work: apply again";
}
/** `2/3`: how many are well. */
function healthCell({ health }, colors) {
	const all = Object.values(health);
	if (all.length === 0) return { text: "" };
	const well = all.filter(({ is }) => is === "healthy").length;
	const tint = all.some(({ is }) => is === "unhealthy") ? colors.red : well === all.length ? colors.green : colors.yellow;
	return {
		text: `${well}/${all.length}`,
		tint
	};
}
function layerCell({ layer }, colors) {
	if (!layer) return { text: "" };
	const name = clip(layer.address, 30);
	return layer.behind ? {
		text: `${name} behind`,
		tint: colors.yellow
	} : { text: name };
}
function featureTexts({ features, plan }) {
	const others = new Set(plan?.action === "create" ? [] : plan?.features);
	const installed = Object.entries(features).map(([id, version]) => `${plain(id, 60)} ${plain(version, 64)}${others.has(id) ? "*" : ""}`);
	const missing = [...others].filter((id) => !Object.hasOwn(features, id)).map((id) => `${plain(id, 60)} *`);
	return [...installed, ...missing];
}
/** `2 restart`, `2 live, drift`: how many fields differ, and the worst of it. */
function planCell({ plan }, colors) {
	if (!plan) return { text: "" };
	const { action, effect, changes, drift, held } = plan;
	const what = action !== "update" && action !== "no-op" ? action : `${changes} ${EFFECT_WORDS[effect]}`;
	const why = drift > 0 ? ", drift" : held > 0 && held >= changes ? ", on hold" : "";
	const isHard = effect === "impossible" || effect === "destroy" || effect === "retire";
	return {
		text: `${what}${why}`,
		tint: isHard ? colors.red : colors.yellow
	};
}
function markCell({ state, well }, colors) {
	if (!well) return {
		text: "✗",
		tint: colors.red
	};
	return state !== "running" && state !== "stopped" ? {
		text: "·",
		tint: colors.dim
	} : {
		text: "✓",
		tint: colors.green
	};
}
const addressText = ({ addresses }) => Object.values(addresses).map((address) => plain(address, 45)).join(", ");
const shortCommit = ({ commit }) => commit?.slice(0, 7) ?? "";
function columnsOf({ guests, nodes }, colors) {
	const column = (head, rank, cellOf) => ({
		head,
		rank,
		cells: guests.map((guest) => {
			const cell = cellOf(guest);
			return typeof cell === "string" ? { text: cell } : cell;
		})
	});
	const isOne = nodes.length < 2;
	return [
		column("", 0, (guest) => markCell(guest, colors)),
		column("guest", 0, ({ address }) => ({
			text: plain(address, 40),
			tint: colors.bold
		})),
		{
			...column("id", 0, ({ id }) => idText(id)),
			isRight: true
		},
		column("state", 0, ({ state }) => STATES[state]),
		column("node", isOne ? 5 : 2, ({ node }) => plain(node, 30)),
		column("health", 0, (guest) => healthCell(guest, colors)),
		column("plan", 0, (guest) => planCell(guest, colors)),
		column("layer", 1, (guest) => layerCell(guest, colors)),
		column("address", 3, (guest) => clip(addressText(guest), 40)),
		column("features", 4, (guest) => clip(featureTexts(guest).join(", "), 60)),
		column("commit", 6, (guest) => ({
			text: shortCommit(guest),
			tint: colors.dim
		}))
	];
}
function stateWords(guest) {
	const { state, why, keptUntil, lock, owed, well } = guest;
	return [
		...why === null ? [] : [plain(why)],
		...keptUntil === null ? [] : [`kept until ${momentText(Date.parse(keptUntil))}`],
		...lock === null ? [] : [`locked by Proxmox: ${plain(lock, 40)}`],
		...owed.length === 0 ? [] : [owedText(guest)],
		...state === "stopped" && !well ? ["it shall run"] : []
	];
}
/** What has no room in the row, and what is not as it should be. */
function detailLines(guest, shown, { isNamed }, colors) {
	const words = stateWords(guest);
	const { layer, health } = guest;
	const features = featureTexts(guest).join(", ");
	const address = addressText(guest);
	const isAddressClipped = !shown.has("address") || address.length > 40;
	const isClipped = !shown.has("features") || features.length > 60 || isNamed;
	const checks = Object.entries(health).filter(([, { is }]) => isNamed || is !== "healthy");
	return [
		...words.length > 0 ? [`    ${words.join("; ")}`] : [],
		...layer?.behind && (isNamed || !shown.has("layer")) ? [`    behind: made from ${plain(layer.address, 80)} as of ${layer.hash}, which is ${layer.wanted ?? "gone"} now`] : [],
		...address !== "" && isAddressClipped ? [`    ${colors.dim(`at ${address}`)}`] : [],
		...features !== "" && isClipped ? [`    ${colors.dim(`has ${features}`)}`] : [],
		...checks.map(([check, one]) => healthLine(check, one, colors))
	];
}
function usedText(what, { used, of }) {
	const most = of === null ? "" : ` of ${capacityText(what, of)}`;
	return `${what} ${capacityText(what, used)}${most}`;
}
/** What does not stand in the line of the node, as far as its files tell. */
const TOLD = [
	"os",
	"kernel",
	"cpu.model",
	"nvidia.driver",
	"gpus",
	"zfs.version",
	"pools"
];
function factLines({ facts, declared }, colors) {
	const told = TOLD.filter((name) => Object.hasOwn(facts, name)).map((name) => `${name} ${plain(facts[name] ?? "", 80)}`);
	const other = Object.entries(declared).map(([name, value]) => `${plain(name, 60)} is ${plain(facts[name] ?? "", 80)}, and phoenix.json declares ${plain(value, 80)}`);
	return [...told.length > 0 ? [`    ${colors.dim(told.join(", "))}`] : [], ...other.map((text) => `    ${colors.yellow("!")} ${text}`)];
}
function nodeLine({ node, reachable, why, pve, running, memory, cores }, colors) {
	const name = `node ${colors.bold(plain(node, 60))}`;
	if (!reachable) return `${colors.red("✗")} ${name}  cannot be reached: ${plain(why ?? "")}`;
	const version = pve === null ? "" : `Proxmox VE ${plain(pve, 20)}, `;
	return `${colors.green("✓")} ${name}  ${version}${plural(running, "guest")} running; ours take ${usedText("memory", memory)}, ${usedText("cores", cores)}`;
}
/** `2 running, 1 retired; 1 behind its layer; 2 differ, 1 of them by drift`. */
function countsText({ guests }) {
	const states = /* @__PURE__ */ new Map();
	for (const { state } of guests) states.set(STATES[state], (states.get(STATES[state]) ?? 0) + 1);
	const behind = guests.filter(({ layer }) => layer?.behind).length;
	const differ = guests.filter(({ plan }) => plan !== null).length;
	const drifted = guests.filter(({ plan }) => (plan?.drift ?? 0) > 0).length;
	const unchecked = guests.flatMap(({ health }) => Object.values(health)).filter(({ is }) => is === "unchecked");
	return [
		[...states].map(([state, n]) => `${n} ${state}`).join(", "),
		...differ > 0 ? [`${differ} to change${drifted > 0 ? `, ${drifted} drifted` : ""}`] : [],
		...behind > 0 ? [`${behind} behind ${behind === 1 ? "its layer" : "their layers"}`] : [],
		...unchecked.length > 0 ? [`${unchecked.length} not checked`] : []
	].filter((part) => part !== "").join("; ");
}
function summary(status, colors) {
	const { estate, guests } = status;
	const unwell = guests.filter(({ well }) => !well).length;
	const name = plain(estate, 80);
	const counts = countsText(status);
	const aside = counts === "" ? "" : `; ${counts}`;
	if (unwell === 0) return `${colors.green(`${guests.length} of ${name}: nothing is unwell`)}${aside}`;
	return `${colors.red(`${unwell} of ${guests.length} of ${name} unwell`)}${aside}`;
}
/** As lines of text, without a newline at the end. */
function statusText(status, view) {
	const colors = colorsOf(view.color);
	const columns = fitting(columnsOf(status, colors), view.columns);
	const shown = new Set(columns.map(({ head }) => head));
	const [heads = "", ...rows] = tableLines(columns);
	const guests = status.guests.flatMap((guest, i) => [rows[i] ?? "", ...detailLines(guest, shown, view, colors)]);
	const strangers = status.strangers.map(({ vmid, node, why }) => `${colors.yellow("?")} ${vmid} on ${plain(node, 60)}  has the tag of Phoenix and is not ours: ${plain(why, 200)}`);
	const hasOther = guests.some((line) => line.includes("*")) && shown.has("features");
	return [
		...guests.length > 0 ? [
			colors.dim(heads),
			...guests,
			""
		] : [],
		...view.isNamed ? [] : [
			...strangers,
			...status.nodes.flatMap((node) => [nodeLine(node, colors), ...factLines(node, colors)]),
			""
		],
		...hasOther ? [colors.dim("* git wants it otherwise")] : [],
		summary(status, colors)
	].join("\n");
}
// src/commands/status.ts
/** Of guests that are asked for by name, everything is told. */
const viewOf = ({ addresses }, { color, columns }) => ({
	color,
	columns,
	isNamed: addresses.length > 0
});
function notShown(address, estate) {
	if (!estate.resources.has(address)) return unknownAddress(address, estate);
	return new PhoenixError("USAGE", `${address} is a template, which runs nothing`, { hint: "phoenix layers tells of it" });
}
/** The plan of what was read already; null where it cannot be made, which hides nothing else. */
async function planOf(workspace, estate, cluster, snapshot, io) {
	const read = {
		snapshot: async () => snapshot,
		node: (name) => cluster.node(name),
		lock: (id, owner) => cluster.lock(id, owner),
		spawns: () => cluster.spawns(),
		close: () => cluster.close()
	};
	try {
		return (await comparing(estate, {
			whole: true,
			checked: false
		}, () => operatorPlan(workspace, estate, read))).plan;
	} catch (error) {
		if (!(error instanceof PhoenixError)) throw error;
		io.err(`What differs from git is not known: ${error.message}`);
		return null;
	}
}
/** Exit code 0 when nothing is unwell, else 1. */
async function status(options, io) {
	const { addresses, node, json } = options;
	const workspace = openWorkspace(options);
	try {
		const estate = soundToLook(await workspace.toApply(), io);
		const cluster = await connectEstate(node, estate, io.err);
		try {
			const plan = (snapshot) => planOf(workspace, estate, cluster, snapshot, io);
			const found = await estateStatus({
				estate,
				cluster,
				addresses,
				plan
			});
			if (addresses.length === 0) await measureHealth(estate, found);
			const missing = addresses.find((one) => found.guests.every(({ address }) => address !== one));
			if (missing !== void 0) throw notShown(missing, estate);
			io.out(json ? canonical({
				v: 1,
				...found
			}) : statusText(found, viewOf(options, io)));
			return found.well ? 0 : 1;
		} finally {
			await cluster.close();
		}
	} finally {
		workspace.close();
	}
}
export { status };
