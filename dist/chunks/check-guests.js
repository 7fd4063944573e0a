import { a as byReason, c as uncheckedGuest, i as hasFloating, l as featureSpans, n as composeCompare, o as checkOf, s as comparedOf, t as composeCheck, u as enterGuest } from "./guest-bundles.js";
import { Ar as changedSecrets, Br as filled, Ir as stampOf, Vo as plain, Vr as lateValues, jr as uncheckedNotes } from "./engine.js";
import { Et as durationText, bt as PhoenixError, ct as inSpan, p as pointer } from "./base.js";
import { I as kinds, N as estateId } from "./live.js";
import { t as inParallel } from "./in-parallel.js";
// src/commands/ask-guests.ts
/**
* One question to the running guests of an estate, whose answers change nothing: one process for each, several guests at a
* time. What is asked stands in check-guests.ts.
*/
/** Guests at the same time: each is a `pct exec` on its node, or several requests to a guest agent. */
const PARALLEL = 4;
function guestsOf(kind, { head, only = [] }, snapshot) {
	const ours = {
		estate: estateId(head),
		env: head.env
	};
	const owned = kind.owned(snapshot, ours.estate, ours.env, head.settings);
	const nodes = new Map(owned.map(({ id, node }) => [id, node]));
	return [...head.resources.values()].flatMap((want) => {
		if (want.kind !== kind.kind || only.length > 0 && !only.includes(want.address)) return [];
		const { software = [], template, node } = want.spec;
		if (software.length === 0 || template) return [];
		const id = kind.id(want.spec);
		const seen = kind.observe({
			snapshot,
			id,
			...ours,
			want,
			base: want
		});
		if (seen.is !== "ours" || seen.mark?.retired !== void 0) return [];
		const { features = {}, owed = [] } = seen.mark ?? {};
		const ids = software.filter((one) => features[one.id] === stampOf(one) && !owed.includes(pointer("features", one.id))).map((one) => one.id);
		if (ids.length === 0) return [];
		const running = kind.runs?.(seen.live) ?? false;
		const values = lateValues(want, {
			resources: head.resources,
			kinds,
			snapshot
		});
		const told = {
			...want,
			spec: filled(want.spec, values)
		};
		const { transport } = kind;
		return [{
			want: told,
			node: nodes.get(id) ?? node,
			running,
			ids,
			...transport && { transport }
		}];
	});
}
/** Of all that may run: a template runs nothing. */
const askableGuests = (options, snapshot) => kinds.filter((kind) => kind.place === void 0).flatMap((kind) => guestsOf(kind, options, snapshot));
const NOTHING = {
	left: /* @__PURE__ */ new Map(),
	unread: /* @__PURE__ */ new Map()
};
async function askGuest(guest, { cluster, signal }, { compose, understand }) {
	if (signal?.aborted) return understand(uncheckedGuest("stopped before", true), NOTHING);
	const { want, node, transport } = guest;
	try {
		const { vmid } = want.spec;
		return await inSpan("resource", want.address, {
			address: want.address,
			node,
			vmid
		}, async (span) => {
			const composed = await compose(guest);
			const { bundle, ids, left, timeout } = composed;
			const answer = (outcome) => understand(checkOf(outcome, left), composed);
			if (ids.length === 0) return answer({
				run: { is: "ended" },
				features: []
			});
			const spans = featureSpans(span);
			const { outcome } = await enterGuest({
				node: cluster.node(node),
				vmid,
				...transport && { transport },
				bundle,
				asked: ids.map((id) => ({
					do: "check",
					id
				})),
				timeout,
				onEvent: (event) => spans.take(event)
			}).finally(() => spans.done());
			return answer(outcome);
		});
	} catch (error) {
		if (error instanceof PhoenixError) return understand(uncheckedGuest(error.message, true), NOTHING);
		throw error;
	}
}
function wordOf(check, { software = [] }) {
	const found = [...check.drifted].map(([id, why]) => `${id} has drifted: ${why}`);
	const changed = software.flatMap((one) => {
		const what = changedSecrets(one, check);
		return what === null ? [] : [`${one.id}: ${what}`];
	});
	const all = [
		...found,
		...changed,
		...uncheckedNotes(check)
	];
	return all.length === 0 ? "as it shall be" : plain(all.join("; "));
}
/** What those that run say, by VMID. Failures of guests are in the result. */
async function askGuests(guests, options, question) {
	const running = guests.filter((one) => one.running);
	const found = /* @__PURE__ */ new Map();
	let ended = 0;
	const work = running.map((guest) => async () => {
		const began = performance.now();
		const { address, spec } = guest.want;
		const check = await askGuest(guest, options, question);
		found.set(spec.vmid, check);
		ended += 1;
		const count = `${String(ended).padStart(String(running.length).length)}/${running.length}`;
		const took = durationText(performance.now() - began);
		options.say(`[${count}] ${plain(address)}: ${question.done} in ${took}: ${wordOf(check, spec)}`);
	});
	await inParallel(work, PARALLEL);
	return found;
}
// src/commands/check-guests.ts
/**
* Asks the guests of an estate whether what is installed in them is still as it was installed: check scripts only; or only
* whether secrets that no commit tells of are still the same, and no script at all. Nothing is changed, neither in a guest
* nor in its marker.
*/
const softwareIn = ({ want, ids }) => (want.spec.software ?? []).filter(({ id }) => ids.includes(id));
/** So that a provider is asked for all of them at once; whoever needs one that is not there is told then. */
async function readTogether(guests, secret) {
	const software = guests.filter(({ running }) => running).flatMap(softwareIn);
	const references = new Set(software.flatMap(({ secrets }) => Object.values(secrets)));
	await Promise.allSettled([...references].map(secret));
}
/** What every guest says, those that do not run included. Failures of guests are in the result. */
async function checkGuests(options, snapshot) {
	const { head, secret, follow = false } = options;
	const guests = askableGuests(options, snapshot);
	if (secret) await readTogether(guests, secret);
	const found = await askGuests(guests, options, {
		compose: ({ want, ids }) => composeCheck(head, want, ids, secret),
		understand: (check, { left, unread }) => {
			if (!follow) return check;
			const untold = new Map([...unread].filter(([id]) => !left.has(id)));
			return {
				...check,
				uncompared: byReason(untold),
				failed: check.failed || unread.size > 0
			};
		},
		done: "checked"
	});
	for (const { want, running } of guests) if (!running) found.set(want.spec.vmid, uncheckedGuest("it does not run"));
	return found;
}
/** What running guests say of the secrets that `policies.secrets` follows. Of guests that do not run nothing is said. */
async function compareSecrets(options, snapshot) {
	const { head, secret } = options;
	const guests = askableGuests(options, snapshot).flatMap((guest) => {
		const ids = softwareIn(guest).filter(hasFloating).map(({ id }) => id);
		return ids.length > 0 ? [{
			...guest,
			ids
		}] : [];
	});
	await readTogether(guests, secret);
	return askGuests(guests, options, {
		compose: ({ want, ids }) => composeCompare(head, want, ids, secret),
		understand: comparedOf,
		done: "secrets compared"
	});
}
export { compareSecrets as n, checkGuests as t };
