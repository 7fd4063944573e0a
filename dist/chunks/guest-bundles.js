import { Ct as realClock, P as sha256, Pt as masksOf, Y as shortened, bt as PhoenixError, i as BOOTSTRAP, mt as traceContext, r as AGENT } from "./base.js";
import { Mr as floats, ri as variableOf } from "./engine.js";
import { o as askAgent, s as visible } from "./kind-vm.js";
import { A as hostCommand, N as estateId, O as enterCommand } from "./live.js";
import { a as whoseOf, i as eventReader, n as frame, r as outcomeOf, t as compose } from "./compose.js";
import { gzipSync } from "node:zlib";
import { randomBytes } from "node:crypto";
// src/apply/enter-by-agent.ts
/**
* A bundle brought into a virtual machine by its guest agent, whose messages are bounded and which answers only when a command
* has ended: the bundle goes in pieces, runs by itself, and its events are asked for until the last has come. Each
* request may be sent again, so that one that got lost does no harm. guest/agent.sh is the other end.
*/
/**
* Bytes of one piece. QEMU's agent takes more, but Proxmox's API stops at 64 KiB (qemu-server 9.0), and what is larger blocks
* the guest's serial line for others.
*/
const PIECE = 49152;
/** Seconds for one request: the longest waits in the guest for something to tell. */
const SECONDS = 40;
/** Milliseconds that the agent may be silent: a guest that has just been started, or packages that restart the agent. */
const SILENCE = 3e5;
const PAUSE = 3e3;
/** How often all pieces are sent again, when they do not fit together in the guest. */
const MOST_SENDINGS = 3;
/** Milliseconds to end a run, and forget it. */
const LAST_WORDS = 6e4;
function parsed(stdout) {
	const [head = "", ...lines] = stdout.split("\n");
	const [mark, word = "", ...rest] = head.split(" ");
	if (mark !== "phx-agent" || word === "") return null;
	const part = (name) => {
		const line = lines.find((one) => one.startsWith(`${name} `));
		return Buffer.from(line?.slice(name.length + 1) ?? "", "base64");
	};
	return {
		word,
		rest,
		out: part("out"),
		err: part("err").toString("utf8")
	};
}
function replyOf(answer) {
	if (answer.is === "refused") return {
		stop: "refused",
		why: answer.why
	};
	if (answer.is === "silent") return { silent: answer.why };
	const reply = parsed(answer.stdout);
	if (!reply) return { silent: answer.stderr.trim() || `its shell ended with exit code ${answer.exit}` };
	return reply.word === "refused" ? {
		stop: "refused",
		why: reply.rest.join(" ")
	} : reply;
}
/** Sends a request until it is answered. */
async function request(talk, line, bytes = /* @__PURE__ */ new Uint8Array()) {
	const { node, vmid, clock, end, onProgress } = talk;
	const stdin = Buffer.concat([Buffer.from(`${line}\n`), bytes]);
	const since = clock.now();
	let said = "";
	for (;;) {
		const reply = replyOf(await askAgent(node, vmid, [
			"sh",
			"-c",
			AGENT
		], {
			seconds: SECONDS,
			stdin
		}));
		if (!("silent" in reply)) return reply;
		const now = clock.now();
		if (now >= end) return {
			stop: "late",
			why: reply.silent
		};
		if (now - since >= SILENCE) return {
			stop: "lost",
			why: reply.silent
		};
		if (reply.silent !== said) onProgress(`waiting for the guest agent: ${reply.silent}`);
		said = reply.silent;
		await clock.sleep(PAUSE);
	}
}
async function send(talk, packed) {
	const count = Math.ceil(packed.length / PIECE);
	for (let number = 0; number < count; number += 1) {
		const offset = number * PIECE;
		const piece = packed.subarray(offset, offset + PIECE);
		const line = `put ${talk.id} ${offset} ${piece.length} ${sha256(piece)}`;
		if (count > 2) talk.onProgress(`bringing in piece ${number + 1} of ${count}`);
		let reply;
		let tries = 0;
		do {
			reply = await request(talk, line, piece);
			if ("stop" in reply) return reply;
			tries += 1;
		} while (reply.word === "torn" && tries < MOST_SENDINGS);
		if (reply.word !== "kept") return {
			stop: "refused",
			why: "pieces of the bundle do not arrive as they were sent"
		};
	}
	return null;
}
/** Pieces, and then the start: what does not fit together is brought in anew. */
async function begin(talk) {
	const packed = gzipSync(talk.bundle, { level: 9 });
	const line = `start ${talk.id} ${packed.length} ${sha256(packed)}`;
	for (let sendings = 0; sendings < MOST_SENDINGS; sendings += 1) {
		const stopped = await send(talk, packed);
		if (stopped) return stopped;
		const reply = await request(talk, line, Buffer.from(BOOTSTRAP));
		if ("stop" in reply) return reply;
		if (reply.word === "started") return null;
	}
	return {
		stop: "refused",
		why: "the pieces of the bundle do not fit together in the guest"
	};
}
/** Hands on what the run tells, until it has ended or told its last event. */
async function follow(talk) {
	const { id, reader, clock, end } = talk;
	for (let offset = 0;;) {
		const reply = await request(talk, `poll ${id} ${offset}`);
		if ("stop" in reply) {
			const late = reply.stop === "late" && { late: true };
			return {
				exit: null,
				stderr: `${reply.why}\n`,
				farewell: [],
				...late
			};
		}
		if (reply.word !== "at") return {
			exit: null,
			stderr: "the guest was restarted while the run was under way\n",
			farewell: []
		};
		const [size, state, code] = reply.rest;
		reader.add(reply.out);
		offset += reply.out.length;
		const all = offset >= Number(size) || reply.out.length === 0;
		if (state === "exit" && all) return {
			exit: Number(code),
			stderr: reply.err,
			farewell: ["drop"]
		};
		if (state === "lost" && all) return {
			exit: null,
			stderr: reply.err,
			farewell: ["drop"]
		};
		if (reader.done) return {
			exit: 0,
			stderr: reply.err,
			farewell: ["stop", "drop"]
		};
		if (clock.now() >= end) return {
			exit: null,
			stderr: "",
			late: true,
			farewell: ["stop", "drop"]
		};
		if (reply.out.length === 0) await clock.sleep(1e3);
	}
}
/** What is left in the guest's memory goes now, if it can: the next run takes it away otherwise. */
async function forget(talk, verbs) {
	const brief = {
		...talk,
		end: talk.clock.now() + LAST_WORDS,
		onProgress: () => {}
	};
	for (const verb of verbs) await request(brief, `${verb} ${talk.id}`);
}
/** Brings the bundle in, and follows it to its end. @throws PhoenixError `NODE_UNREACHABLE` */
async function enterByAgent({ clock = realClock, ...entry }) {
	const began = clock.now();
	const talk = {
		...entry,
		clock,
		end: began + entry.timeout
	};
	const ms = () => Math.round(clock.now() - began);
	const stopped = await begin(talk);
	if (stopped) {
		const { stop, why } = stopped;
		if (stop === "late") return {
			exit: -1,
			stdout: "",
			stderr: `${why}\n`,
			ms: ms(),
			timedOut: true
		};
		return {
			exit: -1,
			stdout: "",
			stderr: "",
			ms: ms(),
			refused: why
		};
	}
	const { exit, stderr, late, farewell } = await follow(talk);
	await forget(talk, farewell);
	return {
		exit: exit ?? -1,
		stdout: "",
		stderr,
		ms: ms(),
		...late && { timedOut: true }
	};
}
// src/apply/enter-guest.ts
/** One process: its end is the run's end. */
async function byExec({ node, vmid, transport, bundle, timeout }, reader) {
	const enough = new AbortController();
	return node.run(transport === "host" ? hostCommand() : enterCommand(vmid), {
		stdin: bundle.stdin,
		timeout,
		enough: enough.signal,
		onBytes: (chunk) => {
			reader.add(chunk);
			if (reader.done) enough.abort();
		}
	});
}
async function byAgent(entry, reader, take) {
	const { node, vmid, bundle, timeout, clock } = entry;
	const masks = masksOf(bundle.secrets);
	const { refused, ...result } = await enterByAgent({
		node,
		vmid,
		bundle: bundle.stdin,
		id: sha256(`folder ${bundle.nonce}`).slice(0, 16),
		timeout,
		reader,
		onProgress: (text) => take({
			event: "progress",
			feature: "-",
			text: visible(text, masks)
		}),
		...clock && { clock }
	});
	if (refused !== void 0) take({
		event: "refused",
		why: visible(refused, masks)
	});
	return result;
}
async function enterGuest(entry) {
	const { bundle, asked, transport, onEvent } = entry;
	const events = [];
	const take = (event) => {
		events.push(event);
		onEvent?.(event);
	};
	const reader = eventReader({
		nonce: bundle.nonce,
		secrets: bundle.secrets,
		onEvent: take
	});
	const result = await (transport === "agent" ? byAgent(entry, reader, take) : byExec(entry, reader));
	reader.end();
	const isLost = result.timedOut || transport === "agent" && result.exit < 0;
	return {
		outcome: outcomeOf(asked, events, isLost ? null : result.exit),
		result
	};
}
// src/telemetry/feature-spans.ts
/** The spans of a run of features in a guest, beneath its step: each feature, and each of its scripts with what it tells. */
/** Why a feature is as it ended, where it did not fail: of the others it names the script that did. */
const WELL = [
	"installed",
	"unchanged",
	"drift",
	"differs"
];
const SCRIPTLESS = ["wait", "recover"];
function featureSpans(step) {
	const features = /* @__PURE__ */ new Map();
	const scripts = /* @__PURE__ */ new Map();
	/** Ids that scripts were given: a guest that names one twice gets another. */
	const known = /* @__PURE__ */ new Set();
	/** `-` is the run itself: what it does belongs to the step. */
	const featureOf = (id) => {
		if (id === "-") return step;
		const span = features.get(id) ?? step.begin("feature", id, { feature: id });
		features.set(id, span);
		return span;
	};
	const keyOf = (feature, script) => `${feature} ${script}`;
	const spanOf = (feature, script) => script === null ? features.get(feature) : scripts.get(keyOf(feature, script));
	/** Scripts of a feature run one after the other. */
	const busyOf = (feature) => [...scripts].find(([key]) => key.startsWith(`${feature} `))?.[1] ?? features.get(feature) ?? step;
	const begin = ({ feature, script, span }) => {
		const above = featureOf(feature);
		if (script === null) return;
		const own = span !== void 0 && !known.has(span) ? span : void 0;
		if (own !== void 0) known.add(own);
		const name = SCRIPTLESS.includes(script) ? script : `${feature} ${script}`;
		const key = keyOf(feature, script);
		scripts.get(key)?.end(false, {}, "it was begun again");
		scripts.set(key, above.begin("script", name, {
			feature: whoseOf(feature),
			script
		}, own));
	};
	const end = ({ feature, script, exit, ms, why }) => {
		const span = spanOf(feature, script);
		if (script !== null) {
			scripts.delete(keyOf(feature, script));
			const ok = exit === 0 || script === "check" && exit === 10 || script === "install" && exit === 12;
			const reason = why === null ? `exit code ${exit}` : `exit code ${exit}: ${why}`;
			span?.end(ok, {
				exit,
				ms,
				...why !== null && { why }
			}, ok ? void 0 : reason);
			return;
		}
		features.delete(feature);
		const ok = exit === 0 && (why === null || WELL.includes(why));
		span?.end(ok, {
			ms,
			...why !== null && { outcome: why }
		}, ok ? void 0 : why ?? "it failed");
	};
	return {
		take: (event) => {
			switch (event.event) {
				case "begin": return begin(event);
				case "line": return (spanOf(event.feature, event.script) ?? step).note("line", { text: event.text });
				case "progress": return busyOf(event.feature).note("progress", { text: event.text });
				case "fact": return busyOf(event.feature).note("fact", {
					key: event.key,
					value: event.value
				});
				case "end": return end(event);
				case "restart":
					features.get(event.feature)?.note("restart");
					features.get(event.feature)?.end(true, { outcome: "restart" });
					features.delete(event.feature);
					return;
				case "removed":
					featureOf(event.feature).end(true, {
						outcome: "removed",
						...event.why !== null && { why: event.why }
					});
					features.delete(event.feature);
					return;
				case "refused": return step.note("refused", { why: event.why });
				case "noise": return step.note("line", { text: event.text });
			}
		},
		done: () => {
			for (const span of [...scripts.values(), ...features.values()]) span.end(false, {}, "the run in the guest was lost");
		}
	};
}
// src/features/guest-check.ts
/** What the check scripts of a guest's features say, and which of them cannot be asked without secrets. Pure. */
/** Of a reason, as many characters as a line of a plan bears. */
const MOST = 240;
const uncheckedGuest = (why, failed = false) => ({
	drifted: /* @__PURE__ */ new Map(),
	changed: /* @__PURE__ */ new Map(),
	unchecked: [why],
	uncompared: [],
	failed
});
/** @param left features that were not asked, and why, by id */
function checkOf(outcome, left = /* @__PURE__ */ new Map()) {
	const { run, features } = outcome;
	const drifted = /* @__PURE__ */ new Map();
	const changed = /* @__PURE__ */ new Map();
	const broken = [];
	for (const { id, verdict } of features) {
		const secrets = verdict.is === "differs" ? verdict.secrets ?? [] : [];
		const reason = driftIn(verdict);
		if (secrets.length > 0) changed.set(id, secrets);
		else if (reason !== null) drifted.set(id, reason);
		if (verdict.is === "failed") broken.push(`${id}: ${bounded([verdict.what, ...verdict.lines.slice(-1)])}`);
	}
	if ("why" in run) broken.push(bounded([run.why]));
	return {
		drifted,
		changed,
		unchecked: [...broken, ...byReason(left)],
		uncompared: [],
		failed: broken.length > 0
	};
}
/** `redis, app: …`: features by id that are left out for the same reason. */
function byReason(left) {
	const ids = /* @__PURE__ */ new Map();
	for (const [id, why] of left) ids.set(why, [...ids.get(why) ?? [], id]);
	return [...ids].map(([why, all]) => `${all.join(", ")}: ${why}`);
}
/** Of a run that only compared secrets: what nobody knows is somebody's business, since he counts on it. */
const comparedOf = ({ unchecked, ...check }) => ({
	...check,
	unchecked: [],
	uncompared: unchecked,
	failed: unchecked.length > 0
});
/** Null: it has not drifted, as far as its check knows. */
function driftIn(verdict) {
	if (verdict.is === "differs") return "the guest has another version of it, other options, or none of it";
	if (verdict.is !== "drift") return null;
	return verdict.lines.length === 0 ? "its check does not say why" : bounded(verdict.lines.slice(-3));
}
const bounded = (lines) => shortened(lines.join("; "), MOST);
/** What is brought into a guest and read by no check. */
const OTHERS = [
	"feature.json",
	"install.sh",
	"verify.sh",
	"remove.sh"
];
/**
* Whether its check may read a secret, told by what stands in its files: without the value it could only compare with
* nothing, and tell of a drift that is none.
*/
function checkReadsSecrets({ feature, options }) {
	const names = Object.keys(options.secrets);
	if (names.length === 0 || !feature.files.has("check.sh")) return false;
	const words = ["phx_secret", ...names.map((name) => `${variableOf(name)}_FILE`)];
	return [...feature.files].some(([path, bytes]) => !OTHERS.includes(path) && words.some((word) => Buffer.from(bytes).includes(word)));
}
// src/commands/guest-bundles.ts
/**
* What Phoenix brings into guests: the features of the estate. For an apply with the secrets that they use, read only
* now; for a check of what is installed with as few of them as can be, for a comparison with their hashes alone.
*/
function featureOf({ features }, { id, version, hash, values, secrets, dependsOn }) {
	const feature = features?.features.get(id);
	if (!feature) throw new PhoenixError("REFUSED", `the feature "${id}" is not there any more`);
	return {
		feature,
		version,
		hash,
		options: {
			values,
			secrets
		},
		dependsOn,
		broughtBy: []
	};
}
/** @param values of the references that are known: of the other features nothing is used but their variables */
function bundled(head, { software = [], node }, values) {
	return compose({
		features: software.map((one) => featureOf(head, one)),
		host: head.settings.nodes[node]?.facts ?? {},
		secret: (reference) => values.get(reference) ?? ""
	});
}
function framed(head, who, tasks, values) {
	const nonce = randomBytes(16).toString("hex");
	const secretKey = `${estateId(head)} ${who}`;
	const trace = traceContext();
	return {
		stdin: frame({
			tasks,
			nonce,
			secretKey,
			...trace && { trace }
		}),
		nonce,
		secrets: [...values.values()]
	};
}
function composeGuests(head, secret) {
	return async (want, { install, remove, vmid, transport, before }) => {
		const { spec } = want ?? { spec: { node: "" } };
		const software = (spec.software ?? []).filter(({ id }) => !before || install.includes(id));
		const used = software.filter(({ id }) => install.includes(id));
		const references = [...new Set(used.flatMap(({ secrets }) => Object.values(secrets)))];
		const values = /* @__PURE__ */ new Map();
		for (const reference of references) values.set(reference, await secret(reference));
		const tasks = [...remove.map((id) => ({
			do: "remove",
			id
		})), ...bundled(head, {
			...spec,
			software
		}, values).flatMap((feature) => install.includes(feature.id) ? [{
			do: "install",
			feature
		}] : [])];
		return framed(head, transport === "host" ? `node:${spec.node}` : `vmid:${vmid}`, tasks, values);
	};
}
/** Seconds that a check may take where its manifest lets scripts run longer: it looks, and does nothing. */
const MOST_SECONDS = 120;
/** Milliseconds for all around the scripts. */
const AROUND = 6e4;
const WITHHELD = "its check reads secrets, and nobody but \"phoenix apply --check\" brings them";
/** Whether one of its secrets can get another value without a commit. */
const hasFloating = ({ secrets }) => Object.values(secrets).some(floats);
/** The values of a feature's secrets; why there are none, where there are none. */
async function secretsOf({ secrets }, secret) {
	const values = /* @__PURE__ */ new Map();
	if (!secret) return {
		values,
		why: WITHHELD
	};
	try {
		for (const reference of Object.values(secrets)) values.set(reference, await secret(reference));
		return {
			values,
			why: null
		};
	} catch (error) {
		if (error instanceof PhoenixError) return {
			values: /* @__PURE__ */ new Map(),
			why: error.message
		};
		throw error;
	}
}
/**
* For a run that only compares hashes of secrets.
* @param ids of what is to be compared
*/
async function composeCompare(head, { spec }, ids, secret) {
	const left = /* @__PURE__ */ new Map();
	const all = /* @__PURE__ */ new Map();
	for (const one of (spec.software ?? []).filter(({ id }) => ids.includes(id))) {
		const { values, why } = await secretsOf(one, secret);
		for (const [reference, value] of values) all.set(reference, value);
		if (why !== null) left.set(one.id, why);
	}
	const features = bundled(head, spec, all).filter(({ id }) => ids.includes(id) && !left.has(id));
	const tasks = features.map((feature) => ({
		do: "check",
		feature,
		bare: true
	}));
	return {
		bundle: framed(head, `vmid:${spec.vmid}`, tasks, all),
		ids: features.map(({ id }) => id),
		left,
		unread: left,
		timeout: AROUND
	};
}
/**
* For a run that installs nothing.
* @param ids of what is to be checked
* @param secret null: nobody may read any
*/
async function composeCheck(head, { spec }, ids, secret) {
	const left = /* @__PURE__ */ new Map();
	const unread = /* @__PURE__ */ new Map();
	const blind = /* @__PURE__ */ new Set();
	const all = /* @__PURE__ */ new Map();
	const asked = (spec.software ?? []).filter(({ id }) => ids.includes(id));
	for (const one of asked.filter(({ secrets }) => Object.keys(secrets).length > 0)) {
		const { values, why } = await secretsOf(one, secret);
		for (const [reference, value] of values) all.set(reference, value);
		if (why === null) continue;
		if (secret && hasFloating(one)) unread.set(one.id, why);
		if (checkReadsSecrets(featureOf(head, one))) left.set(one.id, why);
		else blind.add(one.id);
	}
	const features = bundled(head, spec, all).filter(({ id }) => ids.includes(id) && !left.has(id)).map((one) => ({
		...one,
		timeout: Math.min(one.timeout, MOST_SECONDS)
	}));
	const tasks = features.map((feature) => ({
		do: "check",
		feature,
		...blind.has(feature.id) ? { blind: true } : {}
	}));
	return {
		bundle: framed(head, `vmid:${spec.vmid}`, tasks, all),
		ids: features.map(({ id }) => id),
		left,
		unread,
		timeout: features.reduce((sum, { timeout }) => sum + timeout * 1e3, AROUND)
	};
}
export { byReason as a, uncheckedGuest as c, hasFloating as i, featureSpans as l, composeCompare as n, checkOf as o, composeGuests as r, comparedOf as s, composeCheck as t, enterGuest as u };
