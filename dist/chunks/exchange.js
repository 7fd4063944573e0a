import { Y as shortened } from "./base.js";
import { D as strictObject, O as string, _ as int, f as _enum, h as boolean, p as array, w as number, x as literal } from "./zod.js";
// src/proof/exchange.ts
/**
* A proof on its way from one job to another: written within a bound, and read as what it is, the words of a job in
* which unreviewed code ran as root. Nothing of it is believed but what it says of itself.
*/
/** Bytes. An input reaches an action as a variable, and Linux takes none above 128 KiB. */
const LIMIT = 6e4;
const GUESTS = 200;
const LINE = 200;
const TEXT = 500;
const text = (most) => string().max(most);
const sha = string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/).nullable();
const verdict = _enum([
	"proved",
	"failed",
	"unproved"
]);
const ms = number().min(0).max(6048e5);
const schema = strictObject({
	v: literal(1),
	phoenix: text(50),
	estate: text(100),
	env: text(100).nullable(),
	base: sha,
	head: sha,
	ok: boolean(),
	ms,
	guests: array(strictObject({
		address: text(200),
		is: verdict,
		ways: array(strictObject({
			way: _enum(["new", "upgrade"]),
			is: verdict,
			ms,
			why: text(TEXT).optional(),
			lines: array(text(LINE)).max(20).optional()
		})).max(2),
		why: text(TEXT).optional(),
		needs: array(text(200)).max(50),
		notes: array(text(TEXT)).max(10)
	})).max(GUESTS),
	left: int().min(0).optional()
});
function readProof(handed) {
	const refused = (why) => ({
		is: "refused",
		why
	});
	if (handed.length > LIMIT * 2) return refused("it is too long");
	let value;
	try {
		value = JSON.parse(handed);
	} catch {
		return refused("it is no JSON");
	}
	const parsed = schema.safeParse(value);
	if (!parsed.success) return refused("it is not what a proof looks like");
	return {
		is: "proof",
		proof: parsed.data
	};
}
/** Whether a proof is of the plan that is shown; else why not. */
function boundTo(proof, plan) {
	if (proof.estate !== plan.estate || proof.env !== plan.env) return "it is of another estate";
	return proof.head === plan.head && proof.base === plan.base ? null : "it is of other commits";
}
/** @param keeps lines of output of each failure */
function cutGuest(guest, keeps) {
	return {
		...guest,
		address: shortened(guest.address, 200),
		...guest.why !== void 0 && { why: shortened(guest.why, TEXT) },
		needs: guest.needs.slice(0, 50),
		notes: guest.notes.slice(0, 10).map((note) => shortened(note, TEXT)),
		ways: guest.ways.map(({ lines = [], why, ...way }) => {
			const last = keeps === 0 ? [] : lines.slice(-keeps).map((line) => shortened(line, LINE));
			return {
				...way,
				...why !== void 0 && { why: shortened(why, TEXT) },
				...last.length > 0 && { lines: last }
			};
		})
	};
}
/** The worst first: what has no room is counted. */
const RANK = [
	"failed",
	"unproved",
	"proved"
];
/** The same proof, short enough to be handed over: fewer lines of output first, then fewer guests. */
function bounded(proof, limit = LIMIT) {
	const sorted = proof.guests.toSorted((a, b) => RANK.indexOf(a.is) - RANK.indexOf(b.is)).slice(0, GUESTS);
	const fits = (one) => Buffer.byteLength(JSON.stringify(one)) <= limit;
	const guests = (of, lines) => of.map((one) => cutGuest(one, lines));
	for (const lines of [
		12,
		4,
		0
	]) {
		const shorter = withLeft(proof, guests(sorted, lines));
		if (fits(shorter)) return shorter;
	}
	for (let most = sorted.length; most > 0; most = Math.floor(most / 2)) {
		const fewer = withLeft(proof, guests(sorted.slice(0, most), 0));
		if (fits(fewer)) return fewer;
	}
	return withLeft(proof, []);
}
function withLeft(proof, guests) {
	const left = proof.guests.length - guests.length;
	return {
		...proof,
		guests,
		...left > 0 && { left }
	};
}
export { bounded as n, readProof as r, boundTo as t };
