import { Ct as realClock, Et as durationText } from "./base.js";
// src/commands/pulse.ts
/**
* Lets no log fall silent: while a command works, a line comes at least every 10 s, one for all that is at work, whatever
* that is: steps, the nodes that are read, a lock that others have, GitHub.
*/
/** Milliseconds of silence: so many less than 10 s that a busy processor makes it no more. */
const SILENCE = 9e3;
const soFar = (what, ms) => `Still ${what}, ${durationText(Math.round(ms / 1e3) * 1e3)} so far`;
function pulse(say, { clock = realClock, usual } = {}) {
	const stop = new AbortController();
	const began = clock.now();
	const open = /* @__PURE__ */ new Map();
	const tellers = /* @__PURE__ */ new Set();
	let last = began;
	const lineAt = (now) => {
		for (const teller of tellers) {
			const line = teller(now);
			if (line !== null) return line;
		}
		const newest = [...open.values()].at(-1);
		if (newest) return soFar(newest.what, now - newest.since);
		return usual === void 0 ? null : soFar(usual, now - began);
	};
	const beat = async () => {
		while (!stop.signal.aborted) {
			const now = clock.now();
			const rest = last + SILENCE - now;
			if (rest > 0) {
				await clock.sleep(rest, stop.signal);
				continue;
			}
			const line = lineAt(now);
			last = now;
			if (line !== null) say(line);
		}
	};
	beat();
	return {
		say: (...told) => {
			last = clock.now();
			say(...told);
		},
		during: async (what, work) => {
			const key = Symbol(what);
			open.set(key, {
				what,
				since: clock.now()
			});
			try {
				return await work();
			} finally {
				open.delete(key);
			}
		},
		tellOf: (line) => {
			tellers.add(line);
			return () => tellers.delete(line);
		},
		stop: () => stop.abort()
	};
}
export { pulse as t };
