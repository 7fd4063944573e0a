import { Bn as plain, Gt as kinds, Rt as longest, _ as openWorkspace, r as unknownAddress, w as colorsOf, y as soundToLook } from "./engine.js";
import { H as PhoenixError, d as durationText, v as canonical } from "./base.js";
import { c as estateId, i as connect } from "./live.js";
import { t as askHealth } from "./ask.js";
import { t as inParallel } from "./in-parallel.js";
import { r as idText } from "./names.js";
// src/commands/estate-status.ts
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
const vmidOf = (id) => Number(id.replace(/^vmid:/, ""));
/** What the marker tells of its guest. */
function told(mark) {
	const stamps = Object.entries(mark?.features ?? {});
	const features = Object.fromEntries(stamps.map(([id, stamp]) => [id, stamp.split(" ")[0] ?? ""]));
	return {
		commit: mark?.commit ?? null,
		features,
		owed: mark?.owed ?? []
	};
}
function found(kind, resource, { estate, snapshot, owned }) {
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
	const about = {
		address,
		id,
		node: owned.find((one) => one.id === id)?.node ?? kind.node(spec),
		...told(mark)
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
	const checks = runs ? Object.entries(kind.health?.(spec) ?? {}) : [];
	return {
		status: {
			...about,
			state,
			why: seen.repair ?? null
		},
		shallRun,
		checks
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
function leftOver(estate, owned, known) {
	return owned.filter(({ id }) => !known.has(id)).map(({ id, mark, node }) => {
		return retired({
			address: mark.address,
			id,
			node,
			...told(mark)
		}, mark);
	});
}
/** Reads and asks. @throws PhoenixError `NODE_UNREACHABLE` when no node answers */
async function estateStatus(input) {
	const { estate, cluster, addresses, now = () => performance.now() } = input;
	const snapshot = await cluster.snapshot();
	const asked = kinds.filter((kind) => kind.place === void 0).flatMap((kind) => {
		const owned = kind.owned(snapshot, estateId(estate), estate.env);
		const there = [...estate.resources.values()].filter((one) => one.kind === kind.kind).map((resource) => found(kind, resource, {
			estate,
			snapshot,
			owned
		}));
		return [...there, ...leftOver(estate, owned, new Set(there.map(({ status }) => status.id)))];
	}).filter(({ status }) => addresses.length === 0 || addresses.includes(status.address));
	const answers = new Map(asked.map((one) => [one, /* @__PURE__ */ new Map()]));
	const work = asked.flatMap((one) => one.checks.map(([name, check]) => async () => {
		const began = now();
		const place = {
			vmid: vmidOf(one.status.id),
			node: one.status.node
		};
		const verdict = await askHealth(check, place, cluster, null).catch(unreachable);
		answers.get(one)?.set(name, {
			...verdict,
			ms: Math.round(now() - began)
		});
	}));
	await inParallel(work, PARALLEL);
	const guests = asked.map((one) => {
		const given = answers.get(one) ?? /* @__PURE__ */ new Map();
		const health = one.checks.flatMap(([name]) => {
			const answer = given.get(name);
			return answer ? [[name, answer]] : [];
		});
		return {
			...one.status,
			health: Object.fromEntries(health),
			well: isWell(one, health)
		};
	}).toSorted((a, b) => a.address < b.address ? -1 : a.address > b.address ? 1 : 0);
	const well = guests.every((one) => one.well);
	return {
		estate: estate.settings.name,
		at: snapshot.at,
		guests,
		well
	};
}
function isWell({ status, shallRun }, health) {
	if (status.state === "unknown") return false;
	if (status.state === "stopped" && shallRun) return false;
	return health.every(([, { is }]) => is !== "unhealthy");
}
// src/commands/status-text.ts
/** `phoenix status` for people: a line for each guest and one for each check, what is not well marked. */
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
function guestLines(guest, width, colors) {
	const { address, id, node, state, why, commit, features, owed, health, well } = guest;
	const mark = well ? state !== "running" && state !== "stopped" ? colors.dim("·") : colors.green("✓") : colors.red("✗");
	const words = [
		`${STATES[state]} on ${plain(node, 60)}`,
		...why === null ? [] : [plain(why)],
		...commit === null ? [] : [`at ${commit.slice(0, 7)}`],
		...owed.length === 0 ? [] : [owedText(guest)],
		...state === "stopped" && !well ? ["it shall run"] : []
	];
	const installed = Object.entries(features).map(([feature, version]) => `${plain(feature, 60)} ${plain(version, 64)}`).join(", ");
	return [
		`${mark} ${colors.bold(plain(address, 80).padEnd(width.address))}  ${idText(id).padStart(width.id)}  ${words.join("; ")}`,
		...installed === "" ? [] : [`      ${colors.dim(`has ${installed}`)}`],
		...Object.entries(health).map(([check, one]) => healthLine(check, one, colors))
	];
}
function summary({ estate, guests }, colors) {
	const unwell = guests.filter(({ well }) => !well).length;
	const unchecked = guests.flatMap(({ health }) => Object.values(health)).filter(({ is }) => is === "unchecked");
	const aside = unchecked.length === 0 ? "" : `; ${unchecked.length} not checked`;
	const name = plain(estate, 80);
	if (unwell === 0) return `${colors.green(`${guests.length} of ${name}: nothing is unwell`)}${aside}`;
	return `${colors.red(`${unwell} of ${guests.length} of ${name} unwell`)}${aside}`;
}
/** As lines of text, without a newline at the end. */
function statusText(status, color) {
	const colors = colorsOf(color);
	const width = {
		address: Math.min(40, longest(status.guests.map(({ address }) => plain(address, 80)))),
		id: longest(status.guests.map(({ id }) => idText(id)))
	};
	return [
		...status.guests.flatMap((guest) => guestLines(guest, width, colors)),
		...status.guests.length > 0 ? [""] : [],
		summary(status, colors)
	].join("\n");
}
// src/commands/status.ts
function notShown(address, estate) {
	if (!estate.resources.has(address)) return unknownAddress(address, estate);
	return new PhoenixError("USAGE", `${address} is a template, which runs nothing`, { hint: "phoenix layers tells of it" });
}
/** Exit code 0 when nothing is unwell, else 1. */
async function status(options, io) {
	const { addresses, node, json } = options;
	const workspace = openWorkspace(options);
	try {
		const estate = soundToLook(workspace.onDisk(), io);
		const cluster = await connect(node, estate.settings, io.err);
		try {
			const found = await estateStatus({
				estate,
				cluster,
				addresses
			});
			const missing = addresses.find((one) => found.guests.every(({ address }) => address !== one));
			if (missing !== void 0) throw notShown(missing, estate);
			io.out(json ? canonical({
				v: 1,
				...found
			}) : statusText(found, io.color));
			return found.well ? 0 : 1;
		} finally {
			await cluster.close();
		}
	} finally {
		workspace.close();
	}
}
export { status };
