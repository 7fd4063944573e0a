import { H as PhoenixError, V as shortened, o as enterCommand } from "./base.js";
import { Sn as floats, Wn as variableOf } from "./engine.js";
import { d as estateId } from "./live.js";
import { i as eventReader, n as frame, r as outcomeOf, t as compose } from "./compose.js";
import { randomBytes } from "node:crypto";
// src/apply/enter-guest.ts
async function enterGuest({ node, vmid, bundle, asked, timeout, onEvent }) {
	const events = [];
	const enough = new AbortController();
	const reader = eventReader({
		nonce: bundle.nonce,
		secrets: bundle.secrets,
		onEvent: (event) => {
			events.push(event);
			onEvent?.(event);
		}
	});
	const result = await node.run(enterCommand(vmid), {
		stdin: bundle.stdin,
		timeout,
		enough: enough.signal,
		onBytes: (chunk) => {
			reader.add(chunk);
			if (reader.done) enough.abort();
		}
	});
	reader.end();
	return {
		outcome: outcomeOf(asked, events, result.timedOut ? null : result.exit),
		result
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
function framed(head, vmid, tasks, values) {
	const nonce = randomBytes(16).toString("hex");
	const secretKey = `${estateId(head)} vmid:${vmid}`;
	return {
		stdin: frame({
			tasks,
			nonce,
			secretKey
		}),
		nonce,
		secrets: [...values.values()]
	};
}
function composeGuests(head, secret) {
	return async (want, { install, remove, vmid }) => {
		const { spec } = want;
		const used = (spec.software ?? []).filter(({ id }) => install.includes(id));
		const references = [...new Set(used.flatMap(({ secrets }) => Object.values(secrets)))];
		const values = /* @__PURE__ */ new Map();
		for (const reference of references) values.set(reference, await secret(reference));
		return framed(head, vmid, [...remove.map((id) => ({
			do: "remove",
			id
		})), ...bundled(head, spec, values).flatMap((feature) => install.includes(feature.id) ? [{
			do: "install",
			feature
		}] : [])], values);
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
		bundle: framed(head, spec.vmid, tasks, all),
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
		bundle: framed(head, spec.vmid, tasks, all),
		ids: features.map(({ id }) => id),
		left,
		unread,
		timeout: features.reduce((sum, { timeout }) => sum + timeout * 1e3, AROUND)
	};
}
export { byReason as a, uncheckedGuest as c, hasFloating as i, enterGuest as l, composeCompare as n, checkOf as o, composeGuests as r, comparedOf as s, composeCheck as t };
