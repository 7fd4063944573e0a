import { At as hide, Ct as realClock, Dt as momentText, Et as durationText, N as sha1, Pt as masksOf, Tt as durationInMs, bt as PhoenixError, ct as inSpan, dt as log, jt as masked, ot as beginSpan } from "./base.js";
import { $n as nodeAddress, Br as filled, Ei as PROVIDERS, Hr as learnedOf, No as withoutHash, Qn as hostUseOf, Qt as isRemoval, Vo as plain, Wr as mayBeSame, Ya as once, _a as nodeIn, g as readsOf, k as edgesOf, ko as pathText, pa as atMost, wi as parseReference, x as secretOrder, xi as filled$1, zr as allLateValues } from "./engine.js";
import { D as REBOOT_LIMIT, I as kinds, M as optionValue, N as estateId, j as rebootCommand } from "./live.js";
import { t as askHealth } from "./ask.js";
import { a as BOOT_PATH } from "./kind-node.js";
import { a as whoseOf } from "./compose.js";
import { s as visible } from "./kind-vm.js";
import { l as featureSpans, r as composeGuests, u as enterGuest } from "./guest-bundles.js";
import { t as attended } from "./attend.js";
import { t as connectEstate } from "./connect-estate.js";
import { c as waitingForLock, o as measureReport, s as measureStep } from "./measured.js";
import { t as pulse } from "./pulse.js";
import { t as stopOnSignal } from "./stop.js";
// src/secrets/reader.ts
/**
* Reads values of secrets, each secret once in a run, from the provider that its reference names; those that are asked
* for together are read together. Only an apply calls it.
*/
function secretReader(context, providers = PROVIDERS) {
	const sources = /* @__PURE__ */ new Map();
	const known = /* @__PURE__ */ new Map();
	const read = async (reference) => {
		const parsed = parseReference(reference, providers);
		if (!parsed) throw new PhoenixError("REFUSED", `this version cannot read the secret ${reference}`);
		const { provider, secret } = parsed;
		const one = sources.get(provider.scheme) ?? oneByOne(provider, context);
		sources.set(provider.scheme, one);
		return partOf$1(await one(secret), parsed, reference);
	};
	return (reference) => {
		const value = known.get(reference) ?? read(reference);
		known.set(reference, value);
		return value;
	};
}
/** What is asked for in one turn of the loop, and while the provider opens, goes to it together. */
function oneByOne(provider, context) {
	const known = /* @__PURE__ */ new Map();
	const opened = once(() => provider.open(context));
	let waiting;
	const ask = (secret) => {
		if (!waiting) {
			const names = [];
			waiting = {
				names,
				answer: Promise.resolve().then(async () => {
					const about = { provider: provider.scheme };
					return inSpan("request", `read secrets: ${provider.scheme}`, about, async (span) => {
						const answer = await (await opened().finally(() => waiting = void 0))(names);
						span.end(true, { count: names.length });
						return answer;
					});
				})
			};
		}
		waiting.names.push(secret);
		return waiting.answer;
	};
	const one = async (secret) => {
		const found = (await ask(secret)).get(secret) ?? null;
		if (found instanceof PhoenixError) throw found;
		if (found) return found;
		const hint = provider.missing(secret);
		throw new PhoenixError("REFUSED", `the secret ${nameOf(provider, secret)} is not there`, { hint });
	};
	return (secret) => {
		const answer = known.get(secret) ?? one(secret);
		known.set(secret, answer);
		return answer;
	};
}
const nameOf = ({ scheme }, secret) => scheme === "vault" ? `\${secret:${secret}}` : `\${secret:${scheme}:${secret}}`;
function partOf$1(found, { field }, reference) {
	const value = field === null ? found.value : found.field(field);
	if (value === null) throw new PhoenixError("REFUSED", `the secret ${reference} has no "${field}"`, { hint: "Add it to the secret, or name a part that it has." });
	hide(value);
	if (value.includes("\0")) throw new PhoenixError("REFUSED", `the secret ${reference} holds a NUL character, which guests cannot be given`, { hint: "Encode it as text first, such as with base64." });
	if (value.length >= 4) return value;
	throw new PhoenixError("REFUSED", `the secret ${reference} ${value === "" ? "is empty" : `has fewer than 4 characters: it could not be hidden in what is printed`}`, { hint: "Give it a longer value." });
}
// src/commands/estate-secrets.ts
const NO_FILES = /* @__PURE__ */ new Map();
function estateSecrets({ settings, tree }, say, vaultKeys) {
	const kept = tree.kept ?? NO_FILES;
	return secretReader({
		settings: settings.secrets,
		kept,
		say,
		...vaultKeys && { vaultKeys }
	});
}
// src/apply/still-standing.ts
/** Steps that must not begin, by id, and why. */
function stillStanding(parts, edgesIn) {
	const found = /* @__PURE__ */ new Map();
	for (const { entry, steps } of parts.values()) {
		const { hold, item, base, want } = entry;
		if (!hold || steps.length > 0) continue;
		const stays = new Set(edgesIn(want).map(({ to }) => to));
		for (const { to, when } of edgesIn(base)) {
			const other = parts.get(to);
			if (when === "gone" || stays.has(to) || !other || !isRemoval(other.entry.item.action)) continue;
			const why = `${item.address} still stands on it: ${hold.why}`;
			for (const step of other.inside?.own ?? other.steps) if (!step.rescue) found.set(step.id, why);
		}
	}
	return found;
}
// src/apply/transactions.ts
/**
* Edits of many resources that a node changes as one: between an opening and a commit, and at most twice in an apply.
* What grows comes before all that needs it, what shrinks goes after all that leaves it.
*/
const phaseOf = ({ entry }, step) => step.phase ?? (isRemoval(entry.item.action) ? "shrink" : "grow");
/** Ids of steps that no other one of these comes after, but for ways back. */
function lastOf(steps) {
	const work = steps.filter(({ rescue }) => !rescue);
	const followed = new Set(work.flatMap(({ after }) => after));
	return work.filter(({ id }) => !followed.has(id)).map(({ id }) => id);
}
const later = (step, ids) => ({
	...step,
	after: [.../* @__PURE__ */ new Set([...step.after, ...ids])]
});
function roundOf(transaction, phase, enlisted, input, now) {
	const active = enlisted.map((one) => ({
		address: one.entry.item.address,
		edits: one.steps.filter((step) => !step.remark && phaseOf(one, step) === phase)
	})).filter(({ edits }) => edits.length > 0);
	const addresses = active.map(({ address }) => address).toSorted();
	const [first, ...others] = addresses;
	if (first === void 0) return null;
	const edits = active.flatMap((one) => one.edits);
	const { snapshot, settings } = input;
	const enclosed = transaction.enclose({
		phase,
		addresses,
		edits,
		snapshot,
		settings,
		now
	});
	const { open, close } = enclosed;
	const shared = (step) => ({
		...step,
		address: first,
		with: others
	});
	const begun = lastOf(open);
	const edited = (enclosed.edits ?? edits).map((step) => later(step, begun));
	const done = lastOf(edited);
	const own = new Set(close.map(({ id }) => id));
	const isFirst = (step) => !step.rescue && !step.after.some((id) => own.has(id));
	return {
		open: open.map(shared),
		edits: edited,
		close: close.map((step) => shared(isFirst(step) ? later(step, done) : step))
	};
}
/** What a killed apply has left, for all that are changed without an edit. */
function restOf(transaction, enlisted, { snapshot, settings }, now) {
	const addresses = enlisted.map(({ entry }) => entry.item.address).toSorted();
	const [first = "", ...others] = addresses;
	return (transaction.rest?.({
		addresses,
		snapshot,
		settings,
		now
	}) ?? []).map((step) => ({
		...step,
		address: first,
		with: others
	}));
}
function joinOne(transaction, enlisted, input, now) {
	const grow = roundOf(transaction, "grow", enlisted, input, now);
	const alone = roundOf(transaction, "shrink", enlisted, input, now);
	const grown = grow ? lastOf([
		...grow.open,
		...grow.edits,
		...grow.close
	]) : [];
	const shrink = alone && {
		...alone,
		open: alone.open.map((step) => later(step, grown))
	};
	const parts = [];
	const leavings = [];
	const rest = grow || alone ? [] : restOf(transaction, enlisted, input, now);
	for (const { entry, steps } of enlisted) {
		const { address } = entry.item;
		const mine = (round) => round?.edits.filter((step) => step.address === address) ?? [];
		const [growing, shrinking] = [mine(grow), mine(shrink)];
		const last = shrinking.length > 0 ? shrink : growing.length > 0 ? grow : null;
		const marks = steps.filter(({ remark }) => remark);
		const before = last ? [
			...last.open,
			...last.edits,
			...last.close
		] : rest;
		const marked = before.length > 0 ? marks.map((step) => later(step, lastOf(before))) : marks;
		const partOf = (round, own, phase) => ({
			entry,
			steps: round ? [
				...round.open,
				...own,
				...round.close,
				...round === last ? marked : []
			] : marked,
			inside: {
				transaction: `${transaction.name} ${phase}`,
				own
			}
		});
		const unedited = {
			entry,
			steps: [...rest, ...marked],
			...rest.length > 0 && { inside: {
				transaction: `${transaction.name} rest`,
				own: marked
			} }
		};
		if (growing.length === 0 && shrinking.length > 0) {
			const part = partOf(shrink, shrinking, "shrink");
			if (isRemoval(entry.item.action)) parts.push(part);
			else {
				parts.push({
					entry,
					steps: []
				});
				leavings.push(part);
			}
			continue;
		}
		parts.push(growing.length > 0 ? partOf(grow, growing, "grow") : unedited);
		if (shrinking.length > 0) leavings.push(partOf(shrink, shrinking, "shrink"));
	}
	return {
		parts,
		leavings
	};
}
/** Joins the edits of each transaction; `enlisted` in any order. */
function joinTransactions(enlisted, input, now) {
	const joined = [...new Set(enlisted.map(({ transaction }) => transaction.name))].flatMap((name) => {
		const of = enlisted.filter(({ transaction }) => transaction.name === name).toSorted((a, b) => a.entry.item.address < b.entry.item.address ? -1 : 1);
		const [first] = of;
		return first ? [joinOne(first.transaction, of, input, now)] : [];
	});
	return {
		parts: joined.flatMap((one) => one.parts),
		leavings: joined.flatMap((one) => one.leavings)
	};
}
// src/apply/priority.ts
/** Steps in an order in which each comes after what it waits for. Steps of a loop are left out. */
function inOrder(steps) {
	const open = new Map(steps.map((step) => [step.id, new Set(step.after).size]));
	const followers = /* @__PURE__ */ new Map();
	for (const step of steps) for (const before of new Set(step.after)) {
		const known = followers.get(before);
		if (known) known.push(step);
		else followers.set(before, [step]);
	}
	const ordered = steps.filter((step) => step.after.length === 0);
	for (let at = 0; at < ordered.length; at++) for (const follower of followers.get(ordered[at]?.id ?? "") ?? []) {
		const left = (open.get(follower.id) ?? 0) - 1;
		open.set(follower.id, left);
		if (left === 0) ordered.push(follower);
	}
	return ordered;
}
/** The critical path from each step to the end in milliseconds, its own time included: what waits longest goes first. */
function priorities(steps, estimate) {
	const rank = /* @__PURE__ */ new Map();
	const tail = /* @__PURE__ */ new Map();
	for (const step of inOrder(steps).toReversed()) {
		const path = estimate(step) + (tail.get(step.id) ?? 0);
		rank.set(step.id, path);
		for (const before of step.after) tail.set(before, Math.max(tail.get(before) ?? 0, path));
	}
	return rank;
}
// src/apply/assemble.ts
/** From the covered items of a plan to one graph of steps: each resource's own, joined along the edges between resources. */
function kindOf(input, entry) {
	const kind = input.kinds.get(entry.item.kind);
	if (!kind) throw new Error(`there is no kind ${entry.item.kind}`);
	return kind;
}
function wantedIn({ entries, resources }) {
	const changed = new Map(entries.map((entry) => [entry.item.address, entry.want]));
	return (address) => {
		const want = changed.get(address);
		return want === void 0 ? resources?.get(address) ?? null : want;
	};
}
function placedIn(input) {
	const { entries, resources, snapshot, settings, estate, plan } = input;
	const all = new Map(resources);
	for (const { want } of entries) if (want) all.set(want.address, want);
	const wanted = [...all.values()];
	const places = [...input.kinds.values()].flatMap((kind) => [...kind.place?.({
		resources: wanted,
		snapshot,
		settings,
		estate,
		env: plan.env
	}) ?? []]);
	const known = new Map(places);
	return (address) => known.get(address) ?? null;
}
function partOf(input, entry, { wanted, placed }, now) {
	if (entry.hold) return {
		entry,
		steps: []
	};
	return {
		entry,
		steps: kindOf(input, entry).steps({
			want: entry.want,
			base: entry.base,
			seen: entry.seen,
			settings: input.settings,
			snapshot: input.snapshot,
			wanted,
			placed,
			action: entry.item.action,
			changes: entry.changes,
			waits: entry.waits ?? false,
			...entry.item.rollback ? { rollback: entry.item.rollback } : {},
			...input.resources ? { estate: input.resources } : {},
			mark: entry.mark,
			now
		})
	};
}
/** Steps that come after no other one of these, but for its way back. */
function firstOf(all) {
	const steps = all.filter((step) => !step.rescue);
	const own = new Set(steps.map((step) => step.id));
	return steps.filter((step) => !step.after.some((id) => own.has(id)));
}
/** The steps after which a resource is there for others; whatever needs it running and healthy waits for all of them. */
function made({ steps }) {
	const work = steps.filter((step) => !step.remark && !step.rescue && step.do.verb !== "health");
	return work.length === 0 ? steps : work;
}
function edgesIn(input, resource) {
	const kind = resource ? input.kinds.get(resource.kind) : void 0;
	return resource && kind ? edgesOf(kind, resource) : [];
}
const whole = (part) => ({
	part,
	steps: part.steps
});
/** What a resource needs: the parts with steps, also behind others that have none to do. */
function needs(input, parts, wanted, resource) {
	const found = /* @__PURE__ */ new Map();
	const seen = /* @__PURE__ */ new Set();
	const queue = edgesIn(input, resource).filter(({ when }) => when !== "gone");
	for (let edge = queue.pop(); edge; edge = queue.pop()) {
		if (seen.has(`${edge.when} ${edge.to}`)) continue;
		seen.add(`${edge.when} ${edge.to}`);
		const part = parts.get(edge.to);
		if (part && (part.steps.length > 0 || missing(part, input) !== null)) {
			const enough = edge.when === "exists" && !found.has(edge.to);
			found.set(edge.to, enough ? {
				part,
				steps: made(part)
			} : whole(part));
		} else queue.push(...edgesIn(input, wanted(edge.to)).filter(({ when }) => when !== "gone"));
	}
	return [...found.values()];
}
/** Which resource's steps come after which other's. */
function precedence(input, { parts, leavings }, wanted) {
	const asked = askedPrecedence(input, {
		parts,
		leavings
	}, wanted);
	const after = /* @__PURE__ */ new Map();
	for (const [{ part }, { entry }] of asked) {
		const { address } = entry.item;
		after.set(address, [...after.get(address) ?? [], part.entry.item.address]);
	}
	const changing = [...parts.values()].filter(({ steps }) => steps.length > 0).map(({ entry }) => ({
		...entry,
		kind: kindOf(input, entry)
	}));
	const bySecrets = secretOrder(changing, after).flatMap(([earlier, later]) => {
		const [first, second] = [parts.get(earlier), parts.get(later)];
		return first && second ? [[whole(first), second]] : [];
	});
	return [...asked, ...bySecrets];
}
/** By the edges between resources. */
function askedPrecedence(input, { parts, leavings }, wanted) {
	const pairs = [];
	for (const part of parts.values()) {
		if (part.steps.length === 0) continue;
		const { want, base } = part.entry;
		for (const other of needs(input, parts, wanted, want)) if (other.part !== part && !isRemoval(other.part.entry.item.action)) pairs.push([other, part]);
		for (const { to, when } of edgesIn(input, want)) {
			const other = parts.get(to);
			if (when === "gone" && other && other !== part && isRemoval(other.entry.item.action)) pairs.push([whole(other), part]);
		}
		for (const { to, when } of edgesIn(input, base)) {
			const other = parts.get(to);
			if (when === "gone" || other === part) continue;
			if (other && isRemoval(other.entry.item.action)) pairs.push([whole(part), other]);
			const leaving = leavings.get(to);
			if (leaving) pairs.push([whole(part), leaving]);
		}
	}
	return pairs;
}
/** Why what needs this resource cannot be done; null when it can. */
function missing({ entry }, { snapshot }) {
	const { hold, item, seen, want } = entry;
	const vmid = /^vmid:(\d+)$/.exec(item.id)?.[1];
	const isGuest = vmid !== void 0 && want !== null;
	if (seen.is === "unknown" && isGuest && !snapshot.guests.has(Number(vmid))) return `${item.address} is not made yet: ${seen.why}`;
	const isNowhere = seen.is === "absent" || seen.is === "debris";
	const isUnmade = item.action === "create" ? seen.is !== "ours" : item.action === "adopt" && isNowhere;
	if (!hold || !isUnmade) return null;
	return `${item.address} is not made: ${hold.why}`;
}
/** Where one part follows another; within one transaction only what is each one's own. */
function between(earlier, later) {
	const together = earlier.part.inside;
	const isOne = together !== void 0 && together.transaction === later.inside?.transaction;
	return {
		first: firstOf(isOne ? later.inside?.own ?? [] : later.steps),
		last: lastOf(isOne ? together.own : earlier.steps)
	};
}
function joinsOf(input, known, now) {
	const made = input.entries.map((entry) => partOf(input, entry, known, now));
	const joined = joinTransactions(made.flatMap((part) => {
		const { transaction } = kindOf(input, part.entry);
		return transaction && part.steps.length > 0 ? [{
			...part,
			transaction
		}] : [];
	}), input, now);
	const byAddress = (parts) => new Map(parts.map((part) => [part.entry.item.address, part]));
	return {
		parts: byAddress([...made, ...joined.parts]),
		leavings: byAddress(joined.leavings)
	};
}
/**
* The graph of steps.
* @throws PhoenixError `REFUSED` when resources wait for each other, which the rules of the configuration refuse before
*/
function assemble(input, now) {
	const wanted = wantedIn(input);
	const { parts, leavings } = joinsOf(input, {
		wanted,
		placed: placedIn(input)
	}, now);
	const before = /* @__PURE__ */ new Map();
	const hopeless = new Map(stillStanding(parts, (resource) => edgesIn(input, resource)));
	for (const [earlier, later] of precedence(input, {
		parts,
		leavings
	}, wanted)) {
		const { first, last } = between(earlier, later);
		const why = missing(earlier.part, input);
		for (const step of first) {
			const known = before.get(step.id) ?? /* @__PURE__ */ new Set();
			for (const id of last) known.add(id);
			before.set(step.id, known);
			if (why !== null) hopeless.set(step.id, why);
		}
	}
	const all = /* @__PURE__ */ new Map();
	for (const part of [...parts.values(), ...leavings.values()]) for (const step of part.steps) all.set(step.id, step);
	const steps = [...all.values()].map((step) => ({
		...step,
		after: [.../* @__PURE__ */ new Set([...step.after, ...before.get(step.id) ?? []])]
	}));
	const ordered = inOrder(steps);
	if (ordered.length < steps.length) {
		const known = new Set(ordered);
		const stuck = new Set(steps.filter((step) => !known.has(step)).map((step) => step.address));
		throw new PhoenixError("REFUSED", `these wait for each other: ${[...stuck].join(", ")}`, { hint: "apply them one by one: phoenix apply ADDRESS" });
	}
	return {
		steps,
		hopeless
	};
}
// src/apply/downtime.ts
function downtime() {
	const sums = /* @__PURE__ */ new Map();
	const since = /* @__PURE__ */ new Map();
	const add = (address, ms) => sums.set(address, (sums.get(address) ?? 0) + ms);
	return {
		step: (address, { start, end }, { before, after }, reboots) => {
			if (before && after && reboots) add(address, end - start);
			else if (before && !after) since.set(address, since.get(address) ?? start);
			else if (after) {
				const from = since.get(address);
				if (from !== void 0) add(address, end - from);
				since.delete(address);
			}
		},
		total: (address, now) => {
			const from = since.get(address);
			return Math.round((sums.get(address) ?? 0) + (from === void 0 ? 0 : now - from));
		}
	};
}
// src/apply/estimate.ts
const MEDIANS = {
	"pct clone": 1403,
	"pct clone --full": 4637,
	"pct create": 4088,
	"pct delsnapshot": 1002,
	"pct destroy": 1062,
	"pct exec": 1170,
	"pct migrate": 1e4,
	"pct reboot": 3404,
	"pct resize": 23128,
	"pct rollback": 1009,
	"pct set": 1026,
	"pct shutdown": 2730,
	"pct snapshot": 975,
	"pct start": 1856,
	"pct stop": 2347,
	"pct template": 1016,
	"pct unlock": 900,
	"pvesh create": 1440,
	"pvesh get": 1440,
	"pvesh set": 1440,
	vzdump: 6e4
};
/** A command that nobody measured: mostly Perl's start. */
const TYPICAL = 1e3;
/** Software takes its time. */
const SOFTWARE = 3e4;
/** Rewriting a file under a lock. */
const RAW = 50;
/** A new connection by ssh. */
const REACH = 1e3;
/** A server counts its memory first. */
const RESTART = 18e4;
/** A guest that is well at its first answer. */
const HEALTH = 200;
/** Milliseconds. */
function estimate(step) {
	switch (step.do.verb) {
		case "run": {
			const words = step.do.argv.filter((word) => typeof word === "string");
			const command = words.slice(0, 2).join(" ");
			const full = words.includes("--full") && command === "pct clone" ? "pct clone --full" : command;
			return MEDIANS[full] ?? TYPICAL;
		}
		case "raw":
		case "write": return RAW;
		case "reach": return REACH;
		case "restart": return RESTART;
		case "guest": return SOFTWARE;
		case "health": return HEALTH;
		case "wait": return Math.min(step.do.within, 5e3);
	}
}
// src/apply/locks.ts
/**
* The lock of everything that takes a guest down. It is held by the resource, from its first step that names it until
* its last: a guest that is down between its shutdown and its start counts all the time.
*/
const RESTARTS = "restarts";
const holderOf = (lock, step) => lock.name === "restarts" ? step.address : step.id;
function admits(held, lock, holder) {
	if (!held || held.names.size === 0) return true;
	if (held.names.has(holder)) return held.names.size === 1 || held.mode === lock.mode;
	if (lock.mode === "exclusive" || held.mode === "exclusive") return false;
	return lock.limit === void 0 || held.names.size < lock.limit;
}
function lockTable() {
	const table = /* @__PURE__ */ new Map();
	return {
		blocked: (step) => step.locks.find((lock) => !admits(table.get(lock.name), lock, holderOf(lock, step)))?.name ?? null,
		has: (step, lock) => table.get(lock.name)?.names.has(holderOf(lock, step)) ?? false,
		take: (step) => {
			for (const lock of step.locks) {
				const held = table.get(lock.name);
				const names = new Set(held?.names).add(holderOf(lock, step));
				const mode = held && held.names.size > 0 && held.mode === "exclusive" ? "exclusive" : lock.mode;
				table.set(lock.name, {
					mode,
					names
				});
			}
		},
		release: (step, more) => {
			for (const lock of step.locks) {
				if (lock.name === "restarts" && more) continue;
				table.get(lock.name)?.names.delete(holderOf(lock, step));
			}
		}
	};
}
// src/apply/schedule.ts
function statesOf(steps) {
	const states = /* @__PURE__ */ new Map();
	for (const step of steps) {
		if (states.has(step.id)) throw new Error(`two steps are called ${step.id}`);
		states.set(step.id, {
			step,
			followers: [],
			ending: "waiting",
			open: new Set(step.after).size,
			needed: false
		});
	}
	for (const step of steps) for (const before of new Set(step.after)) {
		const state = states.get(before);
		if (!state) throw new Error(`${step.id} comes after ${before}, which is no step of this apply`);
		state.followers.push(step);
	}
	return states;
}
/** @throws Error when steps have the same id, or come after steps that are not there */
function schedule(steps, options) {
	const states = statesOf(steps);
	const stateOf = (id) => {
		const state = states.get(id);
		if (!state) throw new Error(`there is no step ${id}`);
		return state;
	};
	const rank = priorities(steps, options.estimate);
	const byRank = (a, b) => (rank.get(b.id) ?? 0) - (rank.get(a.id) ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
	const ways = steps.filter(({ rescue }) => rescue === true);
	const locks = lockTable();
	let ready = steps.filter((step) => stateOf(step.id).open === 0).sort(byRank);
	const running = /* @__PURE__ */ new Map();
	const lost = [];
	const restarting = /* @__PURE__ */ new Map();
	for (const step of steps) if (step.locks.some((lock) => lock.name === "restarts")) restarting.set(step.address, (restarting.get(step.address) ?? 0) + 1);
	/** A step that may run anyway does so only after an earlier step of its own resource was begun. */
	const runsAnyway = (step) => step.anyway === true && step.after.some((id) => {
		const { step: before, ending } = stateOf(id);
		return before.address === step.address && (ending === "done" || ending === "failed");
	});
	/** The first step of a way back is needed, and so are those that come after it. */
	const need = (state) => {
		state.needed = true;
		for (const { id } of state.followers) need(stateOf(id));
	};
	/** What it comes after has ended: it runs, is lost, or is not heard of. */
	const proceed = (step, because, ending) => {
		const state = stateOf(step.id);
		if (state.ending !== "waiting" || state.open > 0) return;
		if (state.needed && (!because.rescue || ending === "done")) {
			ready.push(step);
			return;
		}
		if (state.needed) lost.push({
			step,
			because
		});
		settle(state, "skipped");
	};
	const settle = (state, ending) => {
		state.ending = ending;
		const { step } = state;
		let more = false;
		if (step.locks.some((lock) => lock.name === "restarts")) {
			const left = (restarting.get(step.address) ?? 1) - 1;
			restarting.set(step.address, left);
			more = left > 0;
		}
		locks.release(step, more);
		for (const follower of state.followers) {
			const next = stateOf(follower.id);
			next.open -= 1;
			if (follower.rescue) {
				if (ending === "failed" && !step.rescue) need(next);
				proceed(follower, step, ending);
				continue;
			}
			if (next.ending !== "waiting") continue;
			if (ending !== "done" && !follower.anyway) {
				lost.push({
					step: follower,
					because: step
				});
				settle(next, "skipped");
			} else if (next.open === 0) {
				const failed = follower.after.map((id) => stateOf(id)).find((before) => before.ending !== "done");
				if (failed && !runsAnyway(follower)) {
					lost.push({
						step: follower,
						because: failed.step
					});
					settle(next, "skipped");
				} else ready.push(follower);
			}
		}
		ready.sort(byRank);
	};
	return {
		next: () => {
			const started = [];
			/** Locks that a more urgent step waits for to have alone: nobody less urgent may come in shared meanwhile. */
			const claimed = /* @__PURE__ */ new Set();
			for (const step of ready) {
				if (running.size >= options.parallel) break;
				const blocked = locks.blocked(step);
				const kept = step.locks.some((lock) => claimed.has(lock.name) && !locks.has(step, lock));
				if (blocked !== null || kept) {
					const wish = step.locks.find((lock) => lock.name === blocked);
					if (wish?.mode === "exclusive") claimed.add(wish.name);
					continue;
				}
				locks.take(step);
				stateOf(step.id).ending = "running";
				running.set(step.id, step);
				started.push(step);
			}
			if (started.length > 0) ready = ready.filter((step) => !running.has(step.id));
			return started;
		},
		end: (id, ending) => {
			running.delete(id);
			settle(stateOf(id), ending);
		},
		skip: (id) => {
			const state = stateOf(id);
			if (state.ending !== "waiting") return;
			ready = ready.filter((step) => step.id !== id);
			settle(state, "skipped");
		},
		rescues: ({ id }) => stateOf(id).needed,
		spare: () => ways.filter(({ id }) => !stateOf(id).needed).length,
		lost: () => lost.splice(0),
		running: () => [...running.values()],
		waiting: () => steps.filter((step) => stateOf(step.id).ending === "waiting")
	};
}
// src/apply/execute.ts
/** A step as events tell of it. */
const eventStep = ({ id, address, node, title, do: { verb } }) => ({
	id,
	address,
	node,
	title,
	verb
});
const namesRestarts = (step) => step.locks.some((lock) => lock.name === RESTARTS);
const stopReason = ({ reason }) => typeof reason === "string" ? reason : "the apply was stopped; the next one goes on";
/** Runs everything that can be run; every step has an end in the result, in the order of their ends. */
async function execute(input) {
	const { steps, parallel, clock, signal, lost, onEvent } = input;
	const plan = schedule(steps, {
		parallel,
		estimate
	});
	const ended = [];
	const why = /* @__PURE__ */ new Map();
	/** Steps whose reason is the title of an earlier one. */
	const titled = /* @__PURE__ */ new Set();
	const running = /* @__PURE__ */ new Map();
	const restarting = /* @__PURE__ */ new Set();
	const stop = AbortSignal.any([signal, lost].filter((one) => one !== void 0));
	const stopped = new Promise((resolve) => {
		if (stop.aborted) resolve();
		else stop.addEventListener("abort", () => resolve(), { once: true });
	});
	const bugs = [];
	const count = () => ({
		ended: ended.length,
		total: steps.length - plan.spare()
	});
	const finish = (step, outcome, start) => {
		const { id, address, title } = step;
		ended.push({
			step,
			report: {
				id,
				address,
				title,
				outcome
			},
			start,
			end: clock.now()
		});
		onEvent({
			is: "ended",
			step: eventStep(step),
			outcome,
			count: count()
		});
	};
	const giveUp = (step, reason) => {
		why.set(step.id, reason);
		plan.skip(step.id);
		if (step.rescue && !plan.rescues(step)) return passOn();
		finish(step, {
			is: "skipped",
			why: reason
		}, clock.now());
		passOn();
	};
	/** What fell with a step that failed or was skipped. */
	const passOn = () => {
		for (const { step, because } of plan.lost()) {
			const isOwn = because.address === step.address;
			const known = isOwn || !titled.has(because.id) ? why.get(because.id) : void 0;
			const reason = known ?? (isOwn ? `"${because.title}" did not succeed` : `${because.address} did not succeed`);
			why.set(step.id, reason);
			if (isOwn && (known === void 0 || titled.has(because.id))) titled.add(step.id);
			finish(step, {
				is: "skipped",
				why: reason
			}, clock.now());
		}
	};
	const giveUpWhere = (hit, reason) => {
		for (const step of plan.waiting()) if (hit(step) && !why.has(step.id)) giveUp(step, reason);
	};
	/** A bug must not tear the running steps away from their ends: it is thrown after them. */
	const broken = (error) => {
		bugs.push(error);
		return {
			is: "failed",
			ms: 0,
			why: input.redact(`Phoenix failed: ${String(error)}`)
		};
	};
	const begin = (step) => {
		const start = clock.now();
		if (namesRestarts(step)) restarting.add(step.address);
		onEvent({
			is: "started",
			step: eventStep(step),
			count: count()
		});
		const end = async () => {
			const outcome = await input.run(step, stop).catch(broken);
			finish(step, outcome, start);
			plan.end(step.id, outcome.is === "done" ? "done" : "failed");
			passOn();
			if (outcome.is !== "done" && namesRestarts(step)) giveUpWhere((other) => namesRestarts(other) && !restarting.has(other.address) && !other.rescue, `restarts stopped: ${step.address} did not come through its own`);
		};
		running.set(step.id, end().finally(() => running.delete(step.id)));
	};
	onEvent({
		is: "planned",
		steps,
		parallel
	});
	for (const [id, reason] of input.hopeless) {
		const step = plan.waiting().find((waiting) => waiting.id === id);
		if (step) giveUp(step, reason);
	}
	for (const step of plan.waiting()) {
		const lack = input.lacking?.get(step.address);
		if (!lack || why.has(step.id)) continue;
		plan.skip(step.id);
		finish(step, {
			is: "failed",
			ms: 0,
			...lack
		}, clock.now());
		passOn();
	}
	let told = false;
	for (;;) {
		if (bugs.length > 0) giveUpWhere(() => true, "the apply broke off");
		if (stop.aborted) {
			if (!told && running.size > 0) onEvent({
				is: "stopping",
				running: running.size
			});
			told = true;
			if (lost?.aborted) giveUpWhere(() => true, "the lock of the estate was lost");
			else giveUpWhere((step) => !step.anyway && !plan.rescues(step), stopReason(stop));
		}
		for (const step of plan.next()) begin(step);
		if (stop.aborted && !told) continue;
		if (running.size === 0) break;
		await Promise.race([...running.values(), ...stop.aborted ? [] : [stopped]]);
	}
	if (bugs.length > 0) throw bugs[0];
	giveUpWhere(() => true, "it waits for a lock that nobody gives back");
	return ended;
}
// src/apply/missing-facts.ts
/**
* @param install ids of what is brought in now
* @param changing resources that this very apply changes: a fact that one of them makes true is not true yet
*/
function missingFacts(want, install, snapshot, settings, changing) {
	const { node = "", software = [] } = want.spec;
	const facts = snapshot.nodes.get(node);
	const has = facts?.reachable ? facts.facts : void 0;
	const declared = nodeIn(settings, node)?.facts ?? {};
	if (!has) return null;
	const made = changing.has(nodeAddress(node)) ? hostUseOf(want)?.facts ?? [] : [];
	const fact = software.filter(({ id }) => install.includes(id)).flatMap(({ facts: required = [] }) => required).filter((required) => !made.includes(required)).filter((required) => Object.hasOwn(declared, required) && Object.hasOwn(has, required)).find((required) => String(declared[required]) !== has[required]);
	if (fact === void 0) return null;
	return {
		why: `${node} has ${fact} ${has[fact]}, and phoenix.json declares ${String(declared[fact])}`,
		hint: `bring the node to what is declared, or declare what it has: "facts": { "${fact}": "${has[fact]}" }`
	};
}
// src/apply/late-step.ts
/** A step about software, health or a file with the values in it that only the nodes know, read when it runs. */
/** @throws PhoenixError `REFUSED` for a value that never came, `NODE_UNREACHABLE` when no node answers */
async function withLate(input, step, want) {
	if (!(step.do.verb === "guest" || step.do.verb === "health" || step.do.verb === "write") || !want?.late) return {
		step,
		want
	};
	const kinds = [...input.kinds.values()];
	const resources = input.resources ?? /* @__PURE__ */ new Map([[want.address, want]]);
	const snapshot = await input.cluster.snapshot({ reads: readsOf(kinds, resources.values()) });
	const values = allLateValues(want, {
		resources,
		kinds,
		snapshot
	});
	return {
		step: filled(step, values),
		want: {
			...want,
			spec: filled(want.spec, values)
		}
	};
}
/** What the nodes tell now of resources that were made: `net0.address 10.9.0.50`, by address. Nothing is read where nothing is to be told. */
async function learnedBy(input, made) {
	const resources = input.resources ?? new Map(made.map((one) => [one.address, one]));
	const asked = made.flatMap((resource) => {
		const fields = input.kinds.get(resource.kind)?.learns?.(resource.spec, resources) ?? [];
		return fields.length > 0 ? [{
			address: resource.address,
			fields
		}] : [];
	});
	if (asked.length === 0) return /* @__PURE__ */ new Map();
	const kinds = [...input.kinds.values()];
	const snapshot = await input.cluster.snapshot({ reads: readsOf(kinds, resources.values()) });
	return new Map(asked.flatMap(({ address, fields }) => {
		const known = learnedOf(address, {
			resources,
			kinds,
			snapshot
		});
		const words = fields.flatMap((field) => known[field] === void 0 ? [] : [`${field} ${known[field]}`]);
		return words.length > 0 ? [[address, words.join(", ")]] : [];
	}));
}
// src/apply/contention.ts
/** Telling "somebody else is at it, try again" from every other failure, by what Proxmox prints (PVE 8 and 9). */
/** Milliseconds before each further try: about a minute in all, beside the 10 s that each `pct` waits by itself. */
const BACK_OFF = [
	1e3,
	2e3,
	4e3,
	8e3,
	15e3,
	3e4
];
const CONTENTION = [
	/can't lock file '[^']*' - got timeout/,
	/\b(?:CT|VM) is locked \([\w-]+\)/,
	/\bgot lock (?:request )?timeout\b/,
	/\bcfs-lock '[^']*' error: got lock request timeout/,
	/\berror with cfs lock '[^']*': got lock request timeout/
];
/** What the lock is called, when the output says that a lock was in the way; else null. */
function contentionIn(output) {
	for (const pattern of CONTENTION) {
		const found = pattern.exec(output)?.[0];
		if (found !== void 0) return found;
	}
	return null;
}
const LOCK = /^lock: (.*)\n/m;
/** The current section of a conf file: what stands before the pending one and the snapshots. */
const current = (text) => text.split(/^\[/m)[0] ?? "";
/** Proxmox's lock in a conf file, such as `backup`; null when there is none. */
function heldLock(text) {
	return LOCK.exec(current(text))?.[1]?.trim() ?? null;
}
/** True when two texts of a conf file differ by nothing but Proxmox's lock. */
function sameButLock(a, b) {
	if (a === b) return true;
	if (heldLock(a) === heldLock(b)) return false;
	const without = (text) => current(text).replace(LOCK, "") + text.slice(current(text).length);
	return without(a) === without(b);
}
// src/apply/memory.ts
/**
* What this apply knows of each scope: fresh readings on demand, and the digest as it last saw or wrote it. Conditions
* are decided by the kind, always from a fresh reading.
*/
/** The guest that was read; null: the scope is none. */
function guestIn(state) {
	return state && "vmid" in state ? state : null;
}
/** What changes whenever the scope is written. */
function digestIn(state) {
	if (!state) return null;
	return "vmid" in state ? state.file?.digest ?? null : state.digest;
}
/** `guest:950` is 950; null for a scope that is no guest. */
function vmidOf(scope) {
	const vmid = /^guest:([1-9]\d*)$/.exec(scope)?.[1];
	return vmid === void 0 ? null : Number(vmid);
}
const FILE = "file:";
/** The scope of one file, which needs no kind to be read. */
function fileScope(path) {
	return `${FILE}${path}`;
}
/** Every scope that a step's conditions speak of, the one that it changes first. */
function scopesOf(step) {
	const waited = step.do.verb === "wait" ? [step.do.cond.scope] : [];
	const raw = step.do.verb === "raw" || step.do.verb === "health" ? [`guest:${step.do.vmid}`] : [];
	const written = step.do.verb === "write" ? [fileScope(step.do.path)] : [];
	const conds = [
		...step.verify,
		...step.guard,
		...step.onlyIf ? [step.onlyIf] : []
	].map((cond) => cond.scope);
	return [.../* @__PURE__ */ new Set([
		...raw,
		...written,
		...conds,
		...waited
	])];
}
/** The guest that a step is about, for journals; null when it names none. */
function subjectOf(step) {
	return [...scopesOf(step), ...step.locks.map((lock) => lock.name)].map(vmidOf).find((vmid) => vmid !== null) ?? null;
}
async function readGuest(cluster, vmid, node) {
	const state = await cluster.node(node).guest(vmid);
	const home = state.file?.node;
	return home === void 0 || home === node ? state : cluster.node(home).guest(vmid);
}
function memory(cluster, snapshot) {
	const files = /* @__PURE__ */ new Map();
	for (const [vmid, file] of snapshot.guests) files.set(`guest:${vmid}`, file);
	/** Digests of scopes that are no guests, as this apply last saw or wrote them. */
	const digests = /* @__PURE__ */ new Map();
	const heard = /* @__PURE__ */ new Map();
	/** Of a file that the plan was made from, nobody need count one before it is asked for. */
	const planned = (scope) => snapshot.files?.get(scope.slice(5));
	const known = (scope) => {
		const text = digests.has(scope) || !scope.startsWith(FILE) ? void 0 : planned(scope);
		return text === void 0 ? digests.get(scope) : sha1(text);
	};
	const digest = (scope) => files.get(scope)?.digest ?? known(scope) ?? null;
	const look = async (scope, node, kind) => {
		const how = scope.startsWith(FILE) ? { files: [scope.slice(5)] } : kind.look?.(scope);
		if (!how) throw new Error(`there is no way to read the scope ${scope}`);
		const found = await cluster.node(how.node ?? node).look(how);
		if (known(scope) === void 0) digests.set(scope, found.digest);
		return found;
	};
	const readOne = async (scope, node, kind) => {
		const vmid = vmidOf(scope);
		if (vmid === null) return look(scope, node, kind);
		const state = await readGuest(cluster, vmid, node);
		const before = files.get(scope);
		if (before && state.file && sameButLock(before.text, state.file.text)) files.set(scope, state.file);
		return state;
	};
	return {
		read: async (scopes, node, kind) => {
			const read = [...new Set(scopes)].map(async (scope) => [scope, await readOne(scope, node, kind)]);
			return new Map(await Promise.all(read));
		},
		broken: (conds, readings, kind) => conds.flatMap(({ scope, check }) => {
			const state = readings.get(scope);
			if (!state) return [`${scope} was not read`];
			const verdict = kind.holds(check, state, digest(scope));
			return verdict === true ? [] : [`${"vmid" in state ? state.vmid : scope}: ${verdict}`];
		}),
		digest,
		learn: (readings) => {
			for (const [scope, state] of readings) if ("vmid" in state) files.set(scope, state.file);
			else digests.set(scope, state.digest);
		},
		hear: (step, stdout) => heard.set(step, stdout),
		said: (step) => {
			const line = heard.get(step)?.trim().split("\n").at(-1) ?? "";
			if (line === "") throw new PhoenixError("STALE", `${step} has not said what this step needs`);
			return line.replace(/^"(.*)"$/, "$1");
		}
	};
}
// src/apply/report.ts
/** Milliseconds in which a guest was restarted for its features; 0: it was not. */
function rebootMsOf(outcome) {
	return outcome.is === "skipped" ? 0 : outcome.rebootMs ?? 0;
}
// src/apply/attempt.ts
/** One try of a verb on a node: what came out, whatever it was. Whether it worked is decided by reading back, not here. */
/** @throws PhoenixError `STALE` when a value is not known, because the guest is not there any more. */
function resolver(memory, readings) {
	return (ref) => {
		if (ref.ref === "said") return memory.said(ref.step);
		const state = guestIn(readings.get(ref.scope));
		if (ref.ref === "option" && state?.file) return optionValue(state.file.text, ref.option, ref.with);
		const digest = ref.ref === "digest" ? memory.digest(ref.scope) : null;
		if (digest !== null) return digest;
		throw new PhoenixError("STALE", `${ref.scope} is not there any more`, { hint: "plan again: someone else changed this guest" });
	};
}
/** Scopes whose reading a verb's Refs need. */
function scopesInVerb(verb) {
	if (verb.verb !== "run") return [];
	return verb.argv.flatMap((word) => typeof word !== "string" && word.ref === "option" ? [word.scope] : []);
}
/** The argument vector with its Refs replaced; for `raw`, words that say the same in a journal. */
function argvOf(verb, resolve) {
	switch (verb.verb) {
		case "run": return verb.argv.map((word) => typeof word === "string" ? word : resolve(word));
		case "raw": return [
			"raw",
			String(verb.vmid),
			...verb.lines.map(({ key, value }) => `${key}: ${value}`)
		];
		case "guest": return [
			"features",
			String(verb.vmid),
			...verb.remove,
			...verb.install
		];
		case "health": return [
			"health",
			String(verb.vmid),
			verb.check.ask.is
		];
		case "write": return [verb.content === null ? "remove" : "write", verb.path];
		case "reach": return ["reach", verb.node];
		case "restart": return [...verb.argv];
		case "wait": return [
			"wait",
			verb.cond.scope,
			verb.cond.check.is
		];
	}
}
/** Somebody else's change, as most commands say it, and as `qm set` and `qm resize` do, which may end with 0 (PVE 9.2). */
const MODIFIED = /detected modified configuration|checksum mismatch \(file change by other user/;
function fromResult(what, result) {
	const { exit, stdout, stderr } = result;
	const refused = MODIFIED.test(stderr);
	return {
		what,
		exit,
		stdout,
		stderr,
		timedOut: result.timedOut === true,
		refused
	};
}
function fromError(what, error) {
	if (!(error instanceof PhoenixError)) throw error;
	const exit = error.code === "NODE_UNREACHABLE" ? null : 1;
	const refused = error.code === "STALE";
	return {
		what,
		exit,
		stdout: "",
		stderr: error.message,
		timedOut: false,
		refused
	};
}
const isRef = (value) => typeof value === "object" && value !== null;
/** The text of a file with its secrets in it. */
async function contentOf(content, secret) {
	if (content === null || typeof content === "string") return content;
	const parts = content.map(async (part) => {
		if (typeof part === "string") return part;
		if (secret) return part.as === "json" ? JSON.stringify(await secret(part.secret)) : secret(part.secret);
		throw new PhoenixError("REFUSED", `the secret ${part.secret} cannot be read here`);
	});
	return (await Promise.all(parts)).join("");
}
/** Runs the verb once. Only bugs are thrown. */
async function attempt(input) {
	const { node, verb, argv, resolve, timeout, onLine, secret } = input;
	switch (verb.verb) {
		case "run": {
			const what = argv.slice(0, 2).join(" ");
			const stdin = verb.stdin === void 0 ? {} : { stdin: verb.stdin };
			try {
				return fromResult(what, await node.run(argv, {
					timeout,
					onLine,
					...stdin
				}));
			} catch (error) {
				return fromError(what, error);
			}
		}
		case "write": {
			const { path, before, mode, lock } = verb;
			const what = verb.content === null ? `removing ${path}` : `writing ${path}`;
			try {
				const content = await contentOf(verb.content, secret);
				const was = isRef(before) ? resolve(before) : before;
				await node.writeFile({
					path,
					content,
					...was !== void 0 && { before: was },
					...mode !== void 0 && { mode },
					...lock && { lock }
				});
				return {
					what,
					exit: 0,
					stdout: "",
					stderr: "",
					timedOut: false,
					refused: false
				};
			} catch (error) {
				return fromError(what, error);
			}
		}
		case "raw": {
			const what = "writing the raw lines";
			try {
				await node.writeRaw(verb.vmid, verb.lines, resolve(verb.digest));
				return {
					what,
					exit: 0,
					stdout: "",
					stderr: "",
					timedOut: false,
					refused: false
				};
			} catch (error) {
				return fromError(what, error);
			}
		}
	}
}
// src/apply/recorded.ts
/** A try with its lines in the node's journal: one synced to disk before it starts, one after its effect was read back. */
function isRunning(verb) {
	return verb.verb === "run" || verb.verb === "raw" || verb.verb === "write";
}
/** Writes lines about a step into the journal of its node. */
function journalOf(step, id, { cluster, clock, journal }) {
	const node = cluster.node(step.node);
	return (event, more) => node.journal({
		at: new Date(clock.now()).toISOString(),
		...journal,
		event,
		stepId: id,
		address: step.address,
		vmid: subjectOf(step),
		...more
	});
}
/** What is only to be told later: where the node is gone by now, or its disk is full, what was done is done all the same. */
async function noted(line) {
	await line.catch((error) => {
		if (!(error instanceof PhoenixError)) throw error;
	});
}
/** Tells the journal, then runs. */
async function recorded(step, { id, verb, timeout }, readings, context) {
	const { redact, memory } = context;
	const node = context.cluster.node(step.node);
	const resolve = resolver(memory, readings);
	const argv = argvOf(verb, resolve);
	const write = journalOf(step, id, context);
	await write("begin", { argv: argv.map(redact) });
	const onLine = (line) => context.onLine(redact(line));
	const { secret } = context;
	const result = await attempt({
		node,
		verb,
		argv,
		resolve,
		timeout,
		onLine,
		secret
	});
	memory.hear(id, result.stdout);
	return {
		result,
		close: async (clean) => {
			const exit = result.exit === null ? {} : { exit: result.exit };
			const message = result.exit === 0 ? {} : { message: redact(result.stderr.trim()) };
			const ended = clean && result.exit !== null && result.exit >= 0 && !result.timedOut;
			await noted(write(ended ? "end" : "note", {
				...exit,
				...message
			}));
		}
	};
}
// src/apply/check-health.ts
/** A check of a guest's health within an apply: asked until the guest is well, or the check's patience is over. */
/** Runs the step to its end; nobody changes anything by it, so that no journal has to know. */
async function checkHealth(step, { vmid, transport, check }, context, ms) {
	const { cluster, clock, memory, redact, signal, secret, onProgress } = context;
	const { within, interval } = check;
	const scope = `guest:${vmid}`;
	const failed = (why) => ({
		is: "failed",
		ms: ms(),
		why: redact(why),
		hint: `phoenix status ${step.address} asks again, phoenix apply goes on from here`
	});
	let last = "";
	for (let tries = 1;; tries += 1) {
		const readings = await memory.read([scope], step.node, {});
		context.onReading(readings);
		const { is, text } = guestIn(readings.get(scope))?.running === true ? await askHealth(check, {
			vmid,
			node: step.node,
			...transport && { transport }
		}, cluster, secret, redact) : {
			is: "unhealthy",
			text: "the guest does not run"
		};
		if (is === "healthy") return {
			is: "done",
			ms: ms()
		};
		if (is === "unchecked") return {
			is: "done",
			ms: ms(),
			note: redact(text)
		};
		if (signal.aborted) return failed(`stopped while it was not healthy: ${text}`);
		const left = within - ms();
		if (left <= 0) return failed(`not healthy: ${text}${tries === 1 ? "" : ` (${tries} tries in ${durationText(ms())})`}`);
		if (text !== last) onProgress(redact(text));
		last = text;
		await clock.sleep(Math.min(interval, left), signal);
	}
}
// src/apply/restart-node.ts
/** A node that is restarted by an apply that runs elsewhere: asked to, and waited for until its kernel is another one. */
/** Milliseconds between two tries; one try may wait for a connection as long. */
const POLL$1 = 5e3;
const ASK = 6e4;
/** The boot id, or why nobody tells. A connection of before the restart proves nothing, and may hang. */
async function bootOf(node) {
	try {
		const answer = await node.reach(POLL$1);
		if (answer !== true) return { why: answer };
		const boot = (await node.look({ files: [BOOT_PATH] })).files.get(BOOT_PATH)?.trim();
		return boot ? { boot } : { why: `${BOOT_PATH} cannot be read` };
	} catch (error) {
		if (!(error instanceof PhoenixError)) throw error;
		return { why: error.message };
	}
}
/** Journal lines stand before and after it, on the node itself. */
async function restartNode(step, { argv, boot, within }, context, ms) {
	const { clock, redact, signal } = context;
	const node = context.cluster.node(step.node);
	const now = await bootOf(node);
	if ("boot" in now && now.boot !== boot) return {
		is: "done",
		ms: ms(),
		note: "it was restarted meanwhile"
	};
	const write = journalOf(step, step.id, context);
	await write("begin", { argv: [...argv] });
	const { exit, stderr } = await node.run(argv, { timeout: ASK });
	if (exit !== 0) {
		await noted(write("end", { exit }));
		return {
			is: "failed",
			ms: ms(),
			why: redact(`${argv[0]} failed: ${stderr.trim() || `exit ${exit}`}`)
		};
	}
	context.onProgress(`waiting for ${step.node} to come back`);
	const until = clock.now() + within;
	for (;;) {
		await clock.sleep(POLL$1);
		const found = await bootOf(node);
		if ("boot" in found && found.boot !== boot) {
			await noted(write("end", { exit: 0 }));
			return {
				is: "done",
				ms: ms()
			};
		}
		if (clock.now() < until && !signal.aborted) continue;
		const why = "why" in found ? found.why : "it runs on as before";
		return {
			is: "failed",
			ms: ms(),
			why: redact(`${step.node} was restarted and is not back: ${why}`),
			hint: "see to the node; the next apply goes on, and starts its guests"
		};
	}
}
// src/apply/reboot-guest.ts
/** Milliseconds after a reboot in which a virtual machine is started again: the node does it after `qm reboot` (PVE 9.2). */
const COMES_BACK = 12e4;
/** What is wrong; null when it is up again. */
async function rebootGuest(step, { vmid, transport: by }, context) {
	const { clock, redact } = context;
	const transport = by === "agent" ? by : void 0;
	const write = journalOf(step, `${step.id}:reboot`, context);
	const argv = rebootCommand(vmid, transport);
	await write("begin", { argv });
	const { exit, stderr, timedOut } = await context.cluster.node(step.node).run(argv, { timeout: REBOOT_LIMIT });
	const runs = async () => [...(await context.look(step)).values()].map(guestIn).some((one) => one?.vmid === vmid && one.running);
	const until = clock.now() + (transport && exit === 0 ? COMES_BACK : 0);
	let running = await runs();
	while (!running && clock.now() < until) {
		await clock.sleep(1e3);
		running = await runs();
	}
	await write("end", {
		exit,
		...exit === 0 ? {} : { message: redact(stderr.trim()) }
	});
	if (running && !timedOut) return null;
	return redact(`restarting the guest failed: ${stderr.trim().split("\n")[0] || `exit ${exit}`}`);
}
// src/apply/run-guest.ts
/**
* Features in a guest: composes what is brought in, sends it through one exec, follows what the run tells, and restarts
* the guest where an install asks for it. What the events mean stands in src/features/outcome.ts.
*/
/** Restarts of one guest for its features in one apply. */
const MOST_RESTARTS = 3;
async function runGuest(step, verb, context, ms) {
	const seen = /* @__PURE__ */ new Map();
	let rebootMs = 0;
	const down = () => rebootMs > 0 ? { rebootMs } : {};
	for (let restarts = 0;; restarts += 1) {
		const ended = await runOnce(step, verb, context);
		for (const one of ended.outcome.features) remember(one, seen);
		const features = [...seen.values()];
		await context.look(step);
		if (ended.outcome.run.is !== "restart") return {
			...outcomeIn(ended, features, ms(), context.redact),
			...down()
		};
		const who = features.find(({ is }) => is === "restart")?.id ?? "a feature";
		if (verb.transport === "host") return nodeWants(who, verb, features, ms());
		if (!verb.restart || restarts === MOST_RESTARTS) {
			const why = verb.restart ? `${who} asked for a restart again, after ${MOST_RESTARTS} of them` : `${who} wants the guest restarted, and nobody restarts it in this apply`;
			return {
				is: "failed",
				ms: ms(),
				why,
				hint: "restart the guest and apply again",
				features,
				...down()
			};
		}
		context.onProgress(`${who} wants the guest restarted`);
		const began = ms();
		const why = await rebootGuest(step, verb, context);
		rebootMs += Math.max(1, ms() - began);
		context.memory.learn(await context.look(step));
		if (why !== null) return {
			is: "failed",
			ms: ms(),
			why,
			features,
			...down()
		};
	}
}
/** No apply restarts a node. What was installed stays where that may wait for somebody, and is no success where not. */
function nodeWants(who, { restart }, features, ms) {
	const why = `${who} wants the node restarted`;
	if (restart) return {
		is: "done",
		ms,
		note: why,
		features
	};
	return {
		is: "failed",
		ms,
		why: `${why}, and its file says "reboot": "never"`,
		features
	};
}
const asked = ({ install, remove }) => [...remove.map((id) => ({
	do: "remove",
	id
})), ...install.map((id) => ({
	do: "install",
	id
}))];
async function runOnce(step, verb, context) {
	const bundle = await context.compose(verb);
	const write = journalOf(step, step.id, context);
	const node = context.cluster.node(step.node);
	const words = asked(verb).map((one) => `${one.do} ${one.id}`);
	await write("begin", { argv: [
		"features",
		String(verb.vmid),
		...words
	] });
	const { outcome, result } = await enterGuest({
		node,
		vmid: verb.vmid,
		...verb.transport && { transport: verb.transport },
		bundle,
		asked: asked(verb),
		timeout: step.timeout,
		onEvent: (event) => tell(event, context),
		clock: context.clock
	});
	for (const { id, verdict } of outcome.features) {
		const lines = "lines" in verdict ? verdict.lines : [];
		const message = [`${id}: ${textOf$1(verdict)}`, ...lines].join("\n");
		await noted(write("note", { message: context.redact(message) }));
	}
	const { is } = outcome.run;
	await noted(write(is === "lost" ? "note" : "end", {
		exit: result.exit,
		message: `features: ${is}`
	}));
	return {
		outcome,
		result,
		masks: masksOf(bundle.secrets)
	};
}
function tell(event, { onLine, onProgress, onFeature, redact }) {
	onFeature(event);
	switch (event.event) {
		case "begin":
			if (event.script !== null && event.script !== "check") onProgress(`${whoseOf(event.feature)}: ${event.script}`);
			return;
		case "progress": return onProgress(redact(`${whoseOf(event.feature)}: ${event.text}`));
		case "line": return onLine(redact(`${whoseOf(event.feature)} ${event.script}: ${event.text}`));
		case "noise": return onLine(redact(event.text));
	}
}
/** In a later round, what an earlier one has installed is unchanged. */
function remember(one, seen) {
	const before = seen.get(one.id);
	const stays = before !== void 0 && before.is !== "restart" && one.verdict.is === "unchanged";
	const ms = (before?.ms ?? 0) + one.ms;
	seen.set(one.id, stays ? {
		...before,
		ms
	} : {
		id: one.id,
		is: one.verdict.is,
		text: textOf$1(one.verdict),
		ms
	});
}
function textOf$1(verdict) {
	switch (verdict.is) {
		case "installed": return "installed";
		case "unchanged": return "as it shall be";
		case "drift": return verdict.corrected ? "had drifted, and was put right" : "has drifted";
		case "differs": return "another version or other options are installed";
		case "removed": return verdict.undone ? "removed" : "forgotten: nothing was kept that could undo it, so that only a guest made anew is without it";
		case "restart": return "wants the guest restarted";
		case "failed": return verdict.what;
		case "not-run": return "not run";
		case "unknown": return "was under way when the run was lost";
	}
}
/** The last lines that say why. */
function linesOf({ outcome }) {
	return outcome.features.flatMap(({ verdict }) => "lines" in verdict ? verdict.lines : []);
}
/** What a run that went well says of each feature: a guest that leaves one out has not done what it was asked. */
const WELL = [
	"installed",
	"unchanged",
	"drift",
	"removed"
];
/** @param redact for secrets that this guest was not given, and may have all the same */
function outcomeIn(ended, features, ms, redact) {
	const { outcome, result, masks } = ended;
	const { run } = outcome;
	const unwell = features.find(({ is }) => !WELL.includes(is));
	if (run.is === "ended" && !unwell) {
		const note = features.filter(({ is, text }) => is === "drift" || is === "removed" && text !== "removed").map(({ id, text }) => `${id} ${text}`).join("; ");
		return {
			is: "done",
			ms,
			features,
			...note !== "" && { note }
		};
	}
	const failed = features.find(({ is }) => is === "failed") ?? features.find(({ is }) => is === "unknown") ?? (run.is === "ended" ? unwell : void 0);
	const why = run.is === "refused" || run.is === "lost" || !failed ? whyOf(run, result) : `${failed.id}: ${failed.text}`;
	const said = result.stderr.trim().split("\n").filter((line) => line !== "").slice(-10).map((line) => visible(line, masks));
	const lines = [...linesOf(ended), ...said];
	const hint = "what was done stays; apply again when the cause is mended";
	const output = lines.length > 0 && { output: redact(lines.join("\n")) };
	return {
		is: "failed",
		ms,
		why: redact(why),
		hint,
		features,
		...output
	};
}
function whyOf(run, { timedOut, ms }) {
	if (timedOut) return `the features did not end within ${durationText(ms)} and were stopped`;
	return "why" in run ? run.why : "the features did not come to an end";
}
// src/apply/wording.ts
/** What a failed step says to people: why in one line, what to do, and the last lines of what the command printed. */
const MAX_OUTPUT = 4e3;
/** Lines that stand before the reason or after it, but are never the reason. */
const NOISE = /^(?:400 Parameter verification failed\.|400 unable to parse option|trying to acquire lock\.\.\.|USAGE|pct \w+ <|Use of uninitialized|command '.*' failed: exit code)/;
/** The line of an error output that says why. */
function reasonIn(stderr) {
	const lines = stderr.split("\n").map((line) => line.trim());
	return lines.find((line) => line !== "" && !NOISE.test(line)) ?? lines.find((line) => line !== "") ?? null;
}
/** The end of what was printed, both streams, so that the error is in it. */
function outputOf({ stdout, stderr }, redact) {
	const all = redact([stdout.trimEnd(), stderr.trimEnd()].filter((text) => text !== "").join("\n"));
	if (all === "") return void 0;
	return all.length > MAX_OUTPUT ? `…${all.slice(-4e3)}` : all;
}
/** What Proxmox's tools say, and what pmxcfs lets them say, where /etc/pve cannot be written (PVE 9.2). */
const NO_QUORUM = /\bno quorum\b|\/etc\/pve\/\S* cannot be written(?: on [\w-]+)?: .*permission denied|'\/etc\/pve\/[^']*' - permission denied/i;
/** Whether a step failed since the cluster lets nobody change anything. */
function lacksQuorum(outcome) {
	return outcome.is === "failed" && NO_QUORUM.test(`${outcome.why}\n${outcome.output ?? ""}`);
}
function hintOf(attempt) {
	const { exit } = attempt;
	const said = `${attempt.stderr}\n${attempt.stdout}`;
	if (NO_QUORUM.test(said)) return "the cluster has lost its quorum (\"pvecm status\"): bring its nodes back, then apply again";
	if (/No space left on device|the disk is full/.test(said)) return "a disk of the node is full: make room, then apply again";
	if (exit === -9 || exit === 137) return "somebody killed it, or the kernel did for lack of memory (\"journalctl -k -g oom\" tells): then apply again";
	if (/can't find any free ip in /.test(said)) return "its subnet has no free address left: widen \"dhcp\" of the vnet, or free what no guest has with \"leaks\": \"clean\"; then apply again";
	const lock = contentionIn(said);
	if (lock?.includes("is locked (")) return "wait until the task that holds it is done; if none runs any more, \"pct unlock\" clears it; then apply again";
	if (lock !== null) return "another command works on the same guest or storage: apply again when it is done";
	if (attempt.refused) return "someone else changed the guest in between: apply again";
}
function verdictOf(attempt, broken, step) {
	const { what, exit, timedOut, stderr } = attempt;
	if (exit === null) return `the connection was lost while ${what} ran: ${stderr}`;
	if (timedOut) return `${what} did not end within ${durationText(step.timeout)} and was stopped`;
	if (exit < 0) return `${what} was killed by signal ${-exit}`;
	const reason = reasonIn(stderr);
	if (attempt.refused && exit === 0) return `${what} did nothing: someone else had changed the guest`;
	if (exit !== 0) return `${what} failed: ${reason ?? `exit ${exit}`}`;
	return `${what} said that it worked, but ${broken[0] ?? "nothing changed"}${reason === null ? "" : ` (${reason})`}`;
}
/** A failed step, for the report. */
function failure(input) {
	const { step, ms, attempt, broken, notes, redact } = input;
	const output = outputOf(attempt, redact);
	const hint = hintOf(attempt);
	return {
		is: "failed",
		ms,
		why: redact([verdictOf(attempt, broken, step), ...notes].join("; ")),
		...hint === void 0 ? {} : { hint },
		...output === void 0 ? {} : { output }
	};
}
/** What a command complained of although its effect is there. */
function complaint(attempt) {
	if (attempt.exit === 0) return void 0;
	if (attempt.exit === null) return `the connection was lost while ${attempt.what} ran, but it has its effect`;
	return `${attempt.what} ended with ${attempt.exit} (${reasonIn(attempt.stderr) ?? "no message"}), but it has its effect`;
}
// src/apply/run-step.ts
/**
* One step from guard to read-back: nothing is started before the journal has it, nothing is believed before it is read
* back, and a failure leaves nothing poisoned behind where the step knows how to take it back.
*/
/** Milliseconds between read-backs of a command that says it worked: some effects show a moment later. */
const SETTLE = [250, 750];
const POLL = 1e3;
const UNDO_TIMEOUT = 6e4;
function changed$1(before, after) {
	return [...after].some(([scope, state]) => {
		const old = before.get(scope);
		return digestIn(old) !== digestIn(state) || guestIn(old)?.running !== guestIn(state)?.running;
	});
}
const isLocked = (readings) => [...readings.values()].some((state) => {
	const text = guestIn(state)?.file?.text;
	return text !== void 0 && heldLock(text) !== null;
});
/** Runs a step to its end. Only bugs are thrown. */
async function runStep(step, context) {
	const began = context.clock.now();
	const ms = () => Math.round(context.clock.now() - began);
	const { redact } = context;
	try {
		if (step.onlyIf && await isIdle(step, step.onlyIf, context)) return {
			is: "done",
			ms: ms(),
			note: "nothing to do"
		};
		switch (step.do.verb) {
			case "wait": return await waitFor(step, step.do, context, ms);
			case "guest": {
				const start = await guarded(step, context, ms);
				if ("outcome" in start) return start.outcome;
				return await runGuest(step, step.do, {
					...context,
					look: (one) => look(one, context)
				}, ms);
			}
			case "health": return await checkHealth(step, step.do, context, ms);
			case "reach": return await reachNode(step.do, context, ms);
			case "restart": {
				const start = await guarded(step, context, ms);
				return "outcome" in start ? start.outcome : await restartNode(step, step.do, context, ms);
			}
			case "run":
			case "raw":
			case "write": return await runVerb(step, step.do, context, ms);
		}
	} catch (error) {
		if (!(error instanceof PhoenixError)) throw error;
		const hint = error.hint === void 0 ? {} : { hint: redact(error.hint) };
		return {
			is: "failed",
			ms: ms(),
			why: redact(error.message),
			...hint
		};
	}
}
async function look(step, context) {
	const scopes = [...scopesOf(step), ...scopesInVerb(step.do)];
	const readings = await context.memory.read(scopes, step.node, context.kind);
	context.onReading(readings);
	return readings;
}
async function isIdle(step, cond, context) {
	const { memory, kind } = context;
	return memory.broken([cond], await look(step, context), kind).length > 0;
}
function stale(broken, ms, redact) {
	return {
		is: "failed",
		ms,
		why: redact(`not as it was planned: ${broken.join("; ")}`),
		hint: "apply again: the plan is then made from what is there now"
	};
}
/** The reading from which the step starts, or its outcome when it does not start at all. */
async function guarded(step, context, ms) {
	const { memory, kind, clock, signal, redact } = context;
	for (let tries = 0;; tries++) {
		const readings = await look(step, context);
		const broken = memory.broken(step.guard, readings, kind);
		if (broken.length === 0) return { readings };
		const edited = memory.broken(step.guard.filter(({ check }) => check.is === "digest"), readings, kind);
		if (step.verify.length > 0 && memory.broken(step.verify, readings, kind).length === 0 && edited.length === 0) return { outcome: {
			is: "done",
			ms: ms(),
			note: "it was so already"
		} };
		const pause = BACK_OFF[tries];
		if (!(step.retry === "contention" && edited.length === 0 && isLocked(readings)) || pause === void 0 || signal.aborted) return { outcome: stale(broken, ms(), redact) };
		context.onRetry(redact(broken.join("; ")), pause);
		await clock.sleep(pause, signal);
	}
}
/** Reads back until the effect shows, or does not. */
async function readBack(step, exit, context) {
	const { memory, kind, clock, signal } = context;
	const until = clock.now() + (step.patience ?? 0);
	for (let tries = 0;; tries++) {
		const readings = await look(step, context);
		const broken = memory.broken(step.verify, readings, kind);
		const pause = SETTLE[tries] ?? (clock.now() < until && !signal.aborted ? POLL : void 0);
		if (broken.length === 0 || exit !== 0 || pause === void 0) return {
			readings,
			broken
		};
		await clock.sleep(pause, tries < SETTLE.length ? void 0 : signal);
	}
}
/** Takes back what a failed step left; what became of that, in words. */
async function undo(step, after, context) {
	const verb = step.undo;
	if (!verb || !isRunning(verb)) return [];
	const request = {
		id: `${step.id}:undo`,
		verb,
		timeout: UNDO_TIMEOUT
	};
	try {
		const { result, close } = await recorded(step, request, after, context);
		context.memory.learn(await look(step, context));
		await close(result.exit === 0);
		if (result.exit === 0) return ["what it had left behind was taken back"];
		return [`taking back what it had left behind failed too: ${(result.stderr.trim().split("\n")[0] ?? "") || `exit ${result.exit}`}`];
	} catch (error) {
		if (!(error instanceof PhoenixError)) throw error;
		return [`taking back what it had left behind failed too: ${error.message}`];
	}
}
/**
* A command that was killed has not done all that it does, even where everything that is looked for is there: a `pct
* create` writes the conf file before the keys of the guest are made (PVE 9.2).
*/
function cameToAnEnd({ exit, timedOut }) {
	return exit !== null && exit >= 0 && !timedOut;
}
/** The lock that was in the way of a command, when the step may try again after that. */
function contention(step, result) {
	if (result.exit === 0 || step.retry !== "contention") return null;
	return contentionIn(`${result.stderr}\n${result.stdout}`);
}
async function runVerb(step, verb, context, ms) {
	const { clock, memory, signal, redact } = context;
	for (let tries = 0;; tries++) {
		const start = await guarded(step, context, ms);
		if ("outcome" in start) return start.outcome;
		const { result, close } = await recorded(step, {
			id: step.id,
			verb,
			timeout: step.timeout
		}, start.readings, context);
		let back;
		try {
			back = await readBack(step, result.exit, context);
		} catch (error) {
			if (!(error instanceof PhoenixError)) throw error;
			await close(false);
			const broken = [`it cannot be read back: ${error.message}`];
			return failure({
				step,
				ms: ms(),
				attempt: result,
				broken,
				notes: [],
				redact
			});
		}
		const { readings, broken } = back;
		const proven = cameToAnEnd(result) && (step.verify.length > 0 ? broken.length === 0 : result.exit === 0);
		const left = changed$1(start.readings, readings) || step.unseen === true && !result.refused;
		await close(proven || !left);
		const lock = proven ? null : contention(step, result);
		const pause = BACK_OFF[tries];
		if (lock !== null && pause !== void 0 && !signal.aborted) {
			context.onRetry(redact(lock), pause);
			await clock.sleep(pause, signal);
			continue;
		}
		if (lock === null && !result.refused) memory.learn(readings);
		if (proven) {
			const note = complaint(result);
			return {
				is: "done",
				ms: ms(),
				...note === void 0 ? {} : { note: redact(note) }
			};
		}
		const reached = step.verify.length > 0 && broken.length === 0;
		const notes = result.refused || reached ? [] : await undo(step, readings, context);
		return failure({
			step,
			ms: ms(),
			attempt: result,
			broken,
			notes,
			redact
		});
	}
}
async function waitFor(step, { cond, within }, context, ms) {
	const { memory, kind, clock, signal, redact } = context;
	for (;;) {
		const readings = await look(step, context);
		const broken = memory.broken([cond, ...step.verify], readings, kind);
		if (broken.length === 0) return {
			is: "done",
			ms: ms()
		};
		if (signal.aborted) return {
			is: "failed",
			ms: ms(),
			why: redact(`stopped while waiting: ${broken[0]}`)
		};
		if (ms() >= within) return {
			is: "failed",
			ms: ms(),
			why: redact(broken.join("; "))
		};
		await clock.sleep(Math.min(POLL, within), signal);
	}
}
/** Tries until a fresh connection comes about, or the patience is over. Nothing is changed by it. */
async function reachNode({ node, within, settle = 0 }, { cluster, clock, signal, redact }, ms) {
	if (settle > 0) await clock.sleep(settle, signal);
	const start = ms();
	for (;;) {
		const left = within - (ms() - start);
		const answer = await cluster.node(node).reach(Math.max(left, POLL));
		if (answer === true) return {
			is: "done",
			ms: ms()
		};
		if (signal.aborted || within - (ms() - start) <= POLL) return {
			is: "failed",
			ms: ms(),
			why: redact(`${node} cannot be reached: ${answer}`)
		};
		await clock.sleep(POLL, signal);
	}
}
// src/apply/rolled-back.ts
/** `nginx 1.0.0`, `without redis`: the software as it was, and is. */
function softwareOf({ item }) {
	return item.changes.flatMap(({ slot, before }) => {
		if (!slot.startsWith("feature:")) return [];
		const id = slot.slice(8);
		return typeof before === "string" ? `${id} ${before.split(" ")[0]}` : `without ${id}`;
	});
}
/** Null: nothing of it ran, because nothing failed or there is no way back. */
function rollbackIn(entry, ended, running) {
	const way = ended.filter(({ step }) => step.rescue);
	if (way.length === 0) return null;
	const state = running === null ? [] : [running ? "running" : "stopped"];
	const unwell = way.find(({ report }) => report.outcome.is !== "done");
	if (!unwell) return {
		is: "done",
		now: [...softwareOf(entry), ...state].join(", ")
	};
	const { title, outcome } = unwell.report;
	return {
		is: "failed",
		why: `${title}: ${"why" in outcome ? outcome.why : ""}`
	};
}
/** For people, after what failed. */
function rollbackText(rollback) {
	if (!rollback) return "";
	return rollback.is === "done" ? `; rolled back: ${["as before", rollback.now].filter((text) => text !== "").join(", ")}` : `; it could not be rolled back: ${rollback.why}`;
}
/** Nothing of what was done is left: what a step advises for the other case is wrong then. */
function advised({ outcome, ...step }, rollback) {
	if (outcome.is !== "failed" || rollback?.is !== "done") return {
		...step,
		outcome
	};
	return {
		...step,
		outcome: {
			...outcome,
			hint: "mend the cause, and apply again: all of it is done anew"
		}
	};
}
// src/apply/summarize.ts
/** What an apply did to each resource, in words and numbers, from the outcomes of its steps. Pure. */
const did = (ended) => ended.filter(({ report }) => report.outcome.is === "done");
/** Titles of what was done, once each, as many as one reads. Looking at a guest's health does nothing to it. */
function titles(ended) {
	const work = did(ended).filter(({ step }) => step.do.verb !== "health");
	const all = [...new Set(work.map(({ step }) => step.title))];
	const shown = all.slice(0, 4).join(", ");
	return all.length > 4 ? `${shown} and ${all.length - 4} more` : shown;
}
/** Whether a change is only written, and waits for a restart. */
function isLate({ item }) {
	const late = item.changes.filter((change, i) => {
		const cover = item.cover?.[i];
		return cover?.is === "held" && (cover.written === true || change.waits === true);
	});
	const paths = new Set(late.map(({ path }) => path));
	return ({ path }) => paths.has(path);
}
/** `memory 2048`, `nesting 1 from its next restart on`: what has changed, and what nobody has restarted the guest for. */
function told(entry) {
	const late = isLate(entry);
	const now = changed(entry.changes.filter((change) => !late(change)));
	const later = changed(entry.changes.filter(late));
	return [...now === "" ? [] : [now], ...later === "" ? [] : [`${later} from its next restart on`]];
}
/** `memory 2048, rootfs.size 192G`: what changed, as many as one reads. */
function changed(changes) {
	const isField = ({ path, slot }) => path !== "" && slot !== "marker";
	const notes = changes.filter((change) => !isField(change)).flatMap(({ note }) => note ?? []);
	const fields = changes.filter(isField).map(({ path, slot, after: given, followed, note }) => {
		if (followed && note !== void 0) return `${pathText(path)}: ${note}`;
		const name = pathText(path);
		const after = slot.startsWith("feature:") ? withoutHash(given) : given;
		if (after === null) return `${name} removed`;
		return typeof after === "object" || String(after).length > 40 ? name : `${name} ${String(after)}`;
	});
	const all = [...new Set(notes), ...fields];
	const shown = all.slice(0, 4).join(", ");
	return all.length > 4 ? `${shown} and ${all.length - 4} more` : shown;
}
const state = (running) => running === null ? "" : running ? ", running" : ", stopped";
function applied({ item, entry, ended, facts }) {
	const { settings, now, running } = facts;
	switch (item.action) {
		case "create": return `created${state(running)}`;
		case "replace": return `made anew${state(running)}`;
		case "retire": {
			const keep = durationInMs(settings.policies.retire) ?? 0;
			const since = Date.parse(entry.mark.retired ?? now);
			const backedUp = did(ended).some(({ step }) => isBackup(step));
			return `retired until ${momentText(since + keep)}${backedUp ? "; backup taken" : ""}`;
		}
		case "destroy": return "destroyed";
		case "remove": return "removed";
		case "adopt": return ["adopted", ...told(entry)].join("; ") + state(running);
		case "rename": return `renamed from ${item.was ?? "its earlier name"}`;
		case "migrate": return `on ${item.node} now${state(running)}`;
		case "update":
		case "no-op": {
			const restarted = did(ended).some(wasDown);
			const what = told(entry).join("; ") || titles(ended) || "nothing to do";
			return restarted && running ? `restarted; ${what}` : what;
		}
	}
}
/** Features of which some may restart the guest need not have done so. */
const wasDown = ({ step, report }) => step.do.verb === "guest" ? rebootMsOf(report.outcome) > 0 : !atMost(step.effect, "live");
function isBackup({ do: verb }) {
	return verb.verb === "run" && verb.argv[0] === "vzdump";
}
function textOf(input, outcome) {
	const { ended } = input;
	const failed = ended.find(({ report }) => report.outcome.is === "failed")?.report;
	if (outcome === "failed" && failed?.outcome.is === "failed") {
		const before = input.rollback?.is === "done" ? "" : titles(ended);
		const done = before === "" ? "" : ` (done: ${before})`;
		return `${failed.title}: ${failed.outcome.why}${done}${rollbackText(input.rollback)}`;
	}
	const skipped = ended.find(({ report }) => report.outcome.is === "skipped")?.report.outcome;
	if (outcome === "skipped" && skipped?.is === "skipped") {
		const before = titles(ended);
		return `${skipped.why}${before === "" ? "" : ` (done: ${before})`}`;
	}
	const { unknown = "" } = input.entry;
	return [
		applied(input),
		...left(ended),
		...idle(input),
		...unseen(ended),
		unknown
	].filter((text) => text !== "").join("; ");
}
/** Features that are named no more and could not be undone: that they are removed is half of the truth. */
function left(ended) {
	return did(ended).flatMap(({ report: { outcome } }) => outcome.is === "done" ? (outcome.features ?? []).flatMap(({ id, is, text }) => is === "removed" && text !== "removed" ? [`${id} ${text}`] : []) : []);
}
/** Features whose secrets might have been others, and were not. */
function idle({ entry, ended }) {
	const asked = new Set(entry.changes.filter(({ before, after }) => mayBeSame(before, after)).map(({ slot }) => slot));
	const ids = did(ended).flatMap(({ report: { outcome } }) => outcome.is === "done" ? (outcome.features ?? []).flatMap(({ id, is }) => is === "unchanged" && asked.has(`feature:${id}`) ? [id] : []) : []);
	return ids.length === 0 ? [] : [`${ids.join(", ")} did not run: the secrets are the same`];
}
/** Checks that nobody could answer, those for one reason together: no health is claimed. */
function unseen(ended) {
	const names = /* @__PURE__ */ new Map();
	for (const { step, report } of did(ended)) {
		const { outcome } = report;
		if (step.do.verb !== "health" || outcome.is !== "done" || outcome.note === void 0) continue;
		const name = step.id.slice(step.address.length + 8);
		names.set(outcome.note, [...names.get(outcome.note) ?? [], name]);
	}
	return [...names].map(([note, all]) => `health ${all.sort().join(", ")} ${note}`);
}
function outcomeOf(ended) {
	const all = ended.map(({ report }) => report.outcome.is);
	if (all.includes("failed")) return "failed";
	if (all.includes("skipped")) return "skipped";
	return all.length > 0 ? "applied" : "unchanged";
}
/** For good, or for the first time: then there is no time that the guest was missed. */
const countsDowntime = ({ action }) => action !== "create" && !isRemoval(action);
/** The report of one resource; `ended` in the order in which the steps ended. */
function summarize(entry, ended, facts) {
	const { item, hold } = entry;
	if (hold) return {
		address: item.address,
		outcome: hold.is,
		text: hold.why,
		ms: 0,
		downMs: 0,
		steps: []
	};
	const outcome = outcomeOf(ended);
	const ran = ended.filter(({ report }) => report.outcome.is !== "skipped");
	const span = ran.length === 0 ? 0 : Math.max(...ran.map((e) => e.end)) - Math.min(...ran.map((e) => e.start));
	const rollback = rollbackIn(entry, ended, facts.running);
	return {
		address: item.address,
		outcome,
		text: textOf({
			entry,
			item,
			ended,
			facts,
			rollback
		}, outcome),
		ms: Math.round(span),
		downMs: countsDowntime(item) ? facts.downMs : null,
		...rollback ? { rollback } : {},
		steps: ended.map(({ report }) => advised(report, rollback))
	};
}
// src/apply/run.ts
const PARALLEL = 4;
/** The scope of a resource, whose reading says whether it runs. */
function ownScope(input, entry) {
	const subject = entry.want ?? entry.base;
	return subject ? kindOf(input, entry).scope(subject.spec) : null;
}
/**
* Resources whose software cannot be brought in, or whose health cannot be asked for: their steps fail before one of them has done anything. All are asked
* about together, so that what they lack is looked for in one go.
*/
async function lackingIn({ lacks, entries, snapshot, settings }, steps) {
	const wants = new Map(entries.map(({ item, want }) => [item.address, want]));
	const changing = new Set(steps.map(({ address }) => address));
	const found = await Promise.all(steps.map(async ({ address, do: verb }) => {
		const want = wants.get(address);
		const asks = verb.verb === "guest" || verb.verb === "health";
		const lack = (verb.verb === "guest" && verb.transport !== "host" && want ? missingFacts(want, verb.install, snapshot, settings, changing) : null) ?? (asks && want ? await lacks?.(want, verb) : null);
		return lack ? [{
			address,
			lack
		}] : [];
	}));
	const lacking = /* @__PURE__ */ new Map();
	for (const { address, lack } of found.flat()) if (!lacking.has(address)) lacking.set(address, lack);
	return lacking;
}
async function runSteps(input, now, lost) {
	const { cluster, snapshot, clock = realClock, redact = (text) => text } = input;
	const onEvent = input.onEvent ?? (() => {});
	const { steps, hopeless } = assemble(input, now);
	const entries = new Map(input.entries.map((entry) => [entry.item.address, entry]));
	const known = memory(cluster, snapshot);
	const down = downtime();
	const states = /* @__PURE__ */ new Map();
	const entryOf = (step) => {
		const entry = entries.get(step.address);
		if (!entry) throw new Error(`${step.id} belongs to no item of the plan`);
		return entry;
	};
	const runOne = async (step, stop) => {
		const entry = entryOf(step);
		const scope = ownScope(input, entry);
		const { address } = step;
		const about = eventStep(step);
		const start = clock.now();
		let before = null;
		let after = null;
		const onReading = (readings) => {
			const state = scope === null ? null : guestIn(readings.get(scope));
			if (!state) return;
			after = state.running;
			before ??= state.running;
		};
		let ready;
		try {
			ready = await withLate(input, step, entry.want);
		} catch (error) {
			if (!(error instanceof PhoenixError)) throw error;
			const hint = error.hint === void 0 ? {} : { hint: redact(error.hint) };
			return {
				is: "failed",
				ms: Math.round(clock.now() - start),
				why: redact(error.message),
				...hint
			};
		}
		const outcome = await runStep(ready.step, {
			cluster,
			kind: kindOf(input, entry),
			memory: known,
			clock,
			signal: stop,
			journal: {
				run: input.run,
				estate: input.estate
			},
			redact,
			onLine: (line) => onEvent({
				is: "line",
				step: about,
				line
			}),
			compose: async (verb) => {
				const subject = verb.before ? entry.base : ready.want ?? entry.base;
				const knows = subject !== null || verb.install.length === 0;
				if (input.compose && knows) return input.compose(subject, verb);
				throw new PhoenixError("REFUSED", `software of ${address} cannot be installed here`);
			},
			secret: input.secret ?? null,
			onProgress: (text) => onEvent({
				is: "progress",
				step: about,
				text
			}),
			onFeature: (event) => onEvent({
				is: "feature",
				step: about,
				event
			}),
			onRetry: (why, inMs) => onEvent({
				is: "retry",
				step: about,
				why,
				inMs
			}),
			onReading
		});
		if (before !== null && after !== null) {
			const end = clock.now();
			const span = {
				start: step.do.verb === "guest" ? end - rebootMsOf(outcome) : start,
				end
			};
			down.step(address, span, {
				before,
				after
			}, step.effect === "restart" && scopesOf(step).length > 0);
			states.set(address, after);
		}
		return outcome;
	};
	const halt = new AbortController();
	return {
		ended: await execute({
			steps,
			hopeless,
			lacking: await lackingIn(input, steps),
			parallel: input.parallel ?? PARALLEL,
			clock,
			signal: AbortSignal.any([input.signal, halt.signal].filter((one) => one !== void 0)),
			lost,
			onEvent,
			redact,
			run: async (step, stop) => {
				const { around = (_about, work) => work() } = input;
				const outcome = await around(eventStep(step), () => runOne(step, stop));
				if (lacksQuorum(outcome)) halt.abort("the cluster has lost its quorum; the next apply goes on");
				return outcome;
			}
		}),
		downMs: (address) => down.total(address, clock.now()),
		running: (address) => states.get(address) ?? null
	};
}
function intentsIn(snapshot) {
	return [...snapshot.nodes].flatMap(([node, facts]) => facts.reachable ? facts.intents.map((intent) => ({
		node,
		intent
	})) : []);
}
/**
* Ends the open intents of earlier runs on resources that this run has brought to where they shall be: they must not
* vouch for some later left-over that is not ours.
*/
async function closeIntents(input, settled) {
	const { cluster, estate, run, snapshot, clock = realClock } = input;
	for (const { node, intent } of intentsIn(snapshot)) {
		const { stepId, address, vmid } = intent;
		if (intent.estate !== estate || !settled.has(address)) continue;
		const entry = {
			at: new Date(clock.now()).toISOString(),
			run,
			estate,
			event: "end",
			stepId,
			address,
			vmid,
			message: "nothing of it is left"
		};
		await noted(cluster.node(node).journal(entry));
	}
}
/** With what only the nodes knew of those that were made. A node that does not answer any more tells nothing. */
async function withLearned(input, resources) {
	const told = await learnedBy(input, input.entries.flatMap(({ item, want }) => {
		const report = resources.find(({ address }) => address === item.address);
		return want && item.action !== "no-op" && report?.outcome === "applied" ? [want] : [];
	})).catch((error) => {
		if (error instanceof PhoenixError) return /* @__PURE__ */ new Map();
		throw error;
	});
	return resources.map((one) => {
		const words = told.get(one.address);
		return words === void 0 ? one : {
			...one,
			text: `${one.text} (${words})`
		};
	});
}
/**
* Applies what the entries of a plan say, and reports what came of it. Failures of steps are in the report.
* @throws PhoenixError `ESTATE_LOCKED` when another apply is at work; `NODE_UNREACHABLE` when no node answers.
*/
const apply = async (input) => {
	const { cluster, entries, clock = realClock } = input;
	const began = clock.now();
	const now = input.now ?? new Date(began).toISOString();
	const work = entries.some((entry) => !entry.hold);
	const own = input.lock || !work ? null : await cluster.lock(input.settings.name, input.owner);
	try {
		const run = await runSteps(input, now, (input.lock ?? own)?.lost);
		const resources = await withLearned(input, entries.map((entry) => {
			const { address } = entry.item;
			return summarize(entry, run.ended.filter(({ step }) => step.address === address || step.with?.includes(address) === true), {
				settings: input.settings,
				now,
				downMs: run.downMs(address),
				running: run.running(address)
			});
		}));
		const unwell = resources.filter(({ outcome }) => outcome === "failed" || outcome === "skipped");
		const settled = resources.filter(({ outcome }) => outcome === "applied" || outcome === "unchanged");
		const dark = new Set(entries.filter(({ seen }) => seen.is === "unknown").map(({ item }) => item.address));
		const bright = settled.map(({ address }) => address).filter((address) => !dark.has(address));
		await closeIntents(input, new Set(bright));
		return {
			estate: input.settings.name,
			run: input.run,
			commit: input.commit,
			plan: input.plan,
			resources,
			ms: Math.round(clock.now() - began),
			ok: unwell.length === 0
		};
	} finally {
		if (own) await noted(own.release());
	}
};
// src/telemetry/apply-spans.ts
/** The spans of an apply: a resource from its first step to its last, its steps beneath it, and what steps do beneath them. */
function endOf(outcome) {
	switch (outcome.is) {
		case "done": return {
			ok: true,
			fields: {
				outcome: "done",
				...outcome.note === void 0 ? {} : { note: outcome.note }
			}
		};
		case "failed": return {
			ok: false,
			fields: { outcome: "failed" },
			why: outcome.why
		};
		case "skipped": return {
			ok: true,
			fields: {
				outcome: "skipped",
				why: outcome.why
			}
		};
	}
}
function applySpans() {
	const resources = /* @__PURE__ */ new Map();
	const steps = /* @__PURE__ */ new Map();
	const resourceOf = (address) => {
		const known = resources.get(address) ?? {
			span: beginSpan("resource", address, { address }),
			until: void 0
		};
		resources.set(address, known);
		return known.span;
	};
	const begin = ({ id, address, node, title }) => {
		const begun = {
			span: resourceOf(address).begin("step", title, {
				step: id,
				address,
				node
			}),
			features: null
		};
		steps.set(id, begun);
		return begun;
	};
	const ended = (about, outcome) => {
		const { id, address, node, title } = about;
		if (outcome.is === "skipped" && !steps.has(id)) {
			log("info", `${title}: skipped: ${outcome.why}`, {
				step: id,
				address,
				node
			}, true);
			return;
		}
		const step = steps.get(id) ?? begin(about);
		step.features?.done();
		const { ok, fields, why } = endOf(outcome);
		step.span.end(ok, fields, why);
		const resource = resources.get(address);
		if (resource) resource.until = realClock.now();
	};
	const take = (event) => {
		switch (event.is) {
			case "started":
				begin(event.step);
				return;
			case "retry":
				steps.get(event.step.id)?.span.note("retry", {
					why: event.why,
					ms: event.inMs
				});
				return;
			case "feature": {
				const step = steps.get(event.step.id);
				if (!step) return;
				step.features ??= featureSpans(step.span);
				step.features.take(event.event);
				return;
			}
			case "progress": {
				const step = steps.get(event.step.id);
				if (!step?.features) step?.span.note("progress", { text: event.text });
				return;
			}
			case "ended": return ended(event.step, event.outcome);
			case "line": {
				const step = steps.get(event.step.id);
				if (!step?.features) step?.span.note("line", { text: event.line });
				return;
			}
		}
	};
	return {
		onEvent: take,
		around: (step, work) => steps.get(step.id)?.span.within(work) ?? work(),
		done: (report) => {
			for (const [address, { span, until }] of resources) {
				const one = report?.resources.find((resource) => resource.address === address);
				const ok = one !== void 0 && one.outcome !== "failed";
				const why = ok ? void 0 : one?.text ?? "the apply broke off";
				span.end(ok, one ? { outcome: one.outcome } : {}, why, report ? until : void 0);
			}
		}
	};
}
// src/commands/missing-secrets.ts
async function refusalOf(read) {
	try {
		await read;
		return null;
	} catch (error) {
		if (error instanceof PhoenixError) return error;
		throw error;
	}
}
/** All that a step is going to read. A header of a health check may be unable to hold what is read. */
function readings(want, verb, secret) {
	if (verb.verb === "health") {
		const { ask } = verb.check;
		return ask.is === "http" && ask.headers ? [filled$1(ask.headers, secret)] : [];
	}
	const { software = [] } = want.spec;
	const used = software.filter(({ id }) => verb.install.includes(id));
	return [...new Set(used.flatMap(({ secrets }) => Object.values(secrets)))].map((reference) => secret(reference));
}
/** Says of a guest all secrets at once that are not there. */
function missingSecrets(secret) {
	return async (want, verb) => {
		const refusals = (await Promise.all(readings(want, verb, secret).map(refusalOf))).filter((refusal) => refusal !== null);
		if (refusals.length === 0) return null;
		return {
			why: eachOnce(refusals.map(({ message }) => message)).join("; "),
			hint: together(eachOnce(refusals.flatMap(({ hint }) => hint ?? [])))
		};
	};
}
/** What keeps a provider from reading anything is the refusal of each of its secrets. */
const eachOnce = (texts) => [...new Set(texts)];
/** On one line: what is printed of a step shows a line break as what it is. */
const together = (hints) => hints.length === 1 ? hints.join() : hints.map((hint) => hint.replace(/\.$/, "")).join("; ");
// src/apply/time-left.ts
/** Milliseconds of estimates that count as kept before anything has ended: one odd step says little. */
const TRUST = 1e4;
const SLOWEST = 10;
const FASTEST = .2;
/** @param steps all that are to run; ways back are not among them until one is needed */
function timeLeft(steps, parallel) {
	const due = steps.filter(({ rescue }) => rescue !== true);
	const open = new Map(due.map((step) => [step.id, {
		step,
		ms: estimate(step),
		began: null
	}]));
	const rank = priorities(due, estimate);
	const byRank = due.toSorted((a, b) => (rank.get(b.id) ?? 0) - (rank.get(a.id) ?? 0)).map(({ id }) => id);
	let first = 0;
	let guessed = TRUST;
	let took = TRUST;
	const restOf = ({ ms, began }, now) => began === null ? ms : Math.max(0, ms - (now - began));
	/** The longest path of what has not ended. */
	const path = (now) => {
		while (first < byRank.length && !open.has(byRank[first] ?? "")) first += 1;
		const id = byRank[first] ?? "";
		const top = open.get(id);
		return top ? (rank.get(id) ?? 0) - top.ms + restOf(top, now) : 0;
	};
	return {
		started: (id, now) => {
			const one = open.get(id);
			if (one) one.began = now;
		},
		ended: (id, now) => {
			const one = open.get(id);
			open.delete(id);
			if (!one || one.began === null) return;
			guessed += one.ms;
			took += now - one.began;
		},
		left: (now) => {
			const locks = /* @__PURE__ */ new Map();
			let work = 0;
			for (const one of open.values()) {
				const rest = restOf(one, now);
				work += rest;
				for (const { name, mode } of one.step.locks) if (mode === "exclusive") locks.set(name, (locks.get(name) ?? 0) + rest);
			}
			return Math.max(path(now), work / parallel, ...locks.values()) * Math.min(SLOWEST, Math.max(FASTEST, took / guessed));
		}
	};
}
// src/commands/at-work.ts
/** So many are shown with what they are at; more are named only. */
const WITH_WORK = 4;
const NAMED = 20;
const LONGEST_WORK = 60;
/** Milliseconds that are over before anybody has read of them. */
const SOON = 15e3;
/** As exact as it is known. */
function leftText(ms) {
	if (ms < SOON) return "";
	if (ms < 9e4) return `about ${Math.round(ms / 1e4) * 10} s left`;
	const minutes = Math.round(ms / 6e4);
	const step = minutes < 20 ? 1 : minutes < 90 ? 5 : 15;
	return `about ${durationText(Math.round(minutes / step) * step * 6e4)} left`;
}
function atWork() {
	const shares = /* @__PURE__ */ new Map();
	const busy = /* @__PURE__ */ new Map();
	let time = null;
	let whole = {
		ended: 0,
		total: 0
	};
	const shareOf = (address) => {
		const known = shares.get(address) ?? {
			ended: 0,
			total: 0
		};
		shares.set(address, known);
		return known;
	};
	const left = (now) => time ? leftText(time.left(now)) : "";
	const share = (address) => {
		const { ended, total } = shareOf(address);
		return total > 1 ? `${Math.min(ended, total)}/${total}` : "";
	};
	return {
		share,
		left,
		take: (event, now) => {
			switch (event.is) {
				case "planned":
					time = timeLeft(event.steps, event.parallel);
					for (const { address, rescue } of event.steps) if (!rescue) shareOf(address).total += 1;
					return;
				case "started": {
					const { id, address, title } = event.step;
					whole = event.count;
					time?.started(id, now);
					busy.set(id, {
						address,
						began: now,
						what: title
					});
					return;
				}
				case "progress": {
					const one = busy.get(event.step.id);
					if (one) one.what = event.text;
					return;
				}
				case "ended":
					whole = event.count;
					time?.ended(event.step.id, now);
					busy.delete(event.step.id);
					shareOf(event.step.address).ended += 1;
					return;
			}
		},
		line: (now) => {
			if (busy.size === 0) return null;
			const all = [...busy.values()].toSorted((a, b) => a.began - b.began);
			const names = all.slice(0, NAMED).map(({ address, began, what }) => {
				const took = durationText(Math.round((now - began) / 1e3) * 1e3);
				if (all.length > WITH_WORK) return `${address} ${took}`;
				return `${[
					address,
					share(address),
					plain(what, LONGEST_WORK)
				].filter((word) => word !== "").join(" ")} (${took})`;
			});
			const more = all.length > NAMED ? ` and ${all.length - NAMED} more` : "";
			const until = left(now);
			return `${whole.ended}/${whole.total} steps${until === "" ? "" : `, ${until}`}; at work: ${names.join(", ")}${more}`;
		}
	};
}
// src/commands/progress.ts
/** Milliseconds between two words on what is left: a guess that changes with every line helps nobody. */
const GUESS_EVERY = 1e4;
const counted = ({ ended, total }) => `[${String(ended).padStart(String(total).length)}/${total}]`;
/** Masked before it is cut: nobody knows the half of a secret again. */
const shown = (text) => plain(masked(text));
function outcomeText(outcome) {
	switch (outcome.is) {
		case "done": return `done in ${durationText(outcome.ms)}${outcome.note === void 0 ? "" : `, ${shown(outcome.note)}`}`;
		case "failed": return `FAILED after ${durationText(outcome.ms)}: ${shown(outcome.why)}`;
		case "skipped": return `skipped: ${shown(outcome.why)}`;
	}
}
/** A step that never began is worth no line of its own: the report says why its resource was not done. */
function lineOf(event, work) {
	const whose = (step) => `${[step.address, work.share(step.address)].filter((word) => word !== "").join(" ")}: ${plain(step.title)}`;
	switch (event.is) {
		case "started": return `${counted(event.count)} ${whose(event.step)} …`;
		case "planned":
		case "line":
		case "feature": return null;
		case "progress": return `        ${event.step.address}: ${shown(event.text)}`;
		case "retry": return `        ${event.step.address}: ${shown(event.why)}; again in ${durationText(event.inMs)}`;
		case "ended":
			if (event.outcome.is === "skipped") return null;
			return `${counted(event.count)} ${whose(event.step)}: ${outcomeText(event.outcome)}`;
		case "stopping": return `Stopping: ${event.running} still running, nothing new begins`;
	}
}
/** Says one line for each event that is worth one. */
function progressLines({ say, clock }) {
	const work = atWork();
	let guessed = clock.now();
	const guess = () => {
		const now = clock.now();
		if (now - guessed < GUESS_EVERY) return "";
		const left = work.left(now);
		if (left !== "") guessed = now;
		return left === "" ? "" : `; ${left}`;
	};
	return {
		line: (now) => work.line(now),
		onEvent: (event) => {
			work.take(event, clock.now());
			const line = lineOf(event, work);
			const tone = event.is === "stopping" ? "warn" : "progress";
			if (line !== null) say(event.is === "ended" ? `${line}${guess()}` : line, tone);
		}
	};
}
// src/commands/run-apply.ts
/** What is done is done: who cannot give the lock back says so, and loses no report for it. */
async function giveBack(lock, say) {
	try {
		await lock.release();
	} catch (error) {
		if (!(error instanceof PhoenixError)) throw error;
		say(`The lock of the estate could not be given back (${error.message}): the next run takes it over.`);
	}
}
/** Does some work while this process alone may change the estate; everything is let go afterwards, come what may. */
async function withSession(options, work) {
	const { head, node, clock = realClock } = options;
	const pulse$1 = options.pulse ?? pulse(options.say, { clock });
	try {
		const cluster = await pulse$1.during("connecting to the nodes", () => connectEstate(node, head, pulse$1.say));
		try {
			return await inSession(attended(cluster, pulse$1), pulse$1, options, work);
		} finally {
			await cluster.close();
		}
	} finally {
		if (!options.pulse) pulse$1.stop();
	}
}
/** The same on nodes that are connected. */
async function inSession(cluster, pulse, options, work) {
	const { head, owner, patience, byRunner = false } = options;
	const { say } = pulse;
	const stop = options.stop ?? stopOnSignal((signal) => say(`${signal}: what runs is finished, nothing more begins; once more stops at once`), { byRunner });
	try {
		const onWait = (who) => say(`Waiting: ${who}`);
		const lock = await waitingForLock(head, () => cluster.lock(estateId(head), owner, patience, {
			signal: stop.signal,
			onWait
		}));
		try {
			return await work({
				cluster,
				lock,
				signal: stop.signal,
				pulse
			});
		} finally {
			await giveBack(lock, say);
		}
	} finally {
		stop.done();
	}
}
/** Runs the entries of a live plan in an open session. */
async function runApply(session, { plan, entries, snapshot, settings }, options) {
	const { head, owner, run, parallel, onEvent, measured, clock = realClock } = options;
	const pulse$2 = session.pulse ?? pulse(options.say, { clock });
	const { say } = pulse$2;
	const { secret = estateSecrets(head, say) } = options;
	return inSpan("phase", "apply", {}, async () => {
		const spans = applySpans();
		const shown = progressLines({
			say,
			clock
		});
		const untold = pulse$2.tellOf(shown.line);
		let report = null;
		try {
			report = await apply({
				plan,
				entries,
				kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
				settings,
				resources: head.resources,
				cluster: session.cluster,
				snapshot,
				estate: estateId(head),
				run,
				owner,
				commit: head.tree.revision,
				...parallel === void 0 ? {} : { parallel },
				signal: session.signal,
				clock,
				onEvent: (event) => {
					shown.onEvent(event);
					spans.onEvent(event);
					if (measured) measureStep(head, event);
					onEvent?.(event);
				},
				around: (step, work) => spans.around(step, work),
				compose: composeGuests(head, secret),
				redact: masked,
				secret,
				lacks: missingSecrets(secret),
				lock: session.lock
			});
			if (measured) await measureReport(session, head, report, measured);
			return report;
		} finally {
			untold();
			if (!session.pulse) pulse$2.stop();
			spans.done(report);
		}
	});
}
export { estateSecrets as i, withSession as n, noted as r, runApply as t };
