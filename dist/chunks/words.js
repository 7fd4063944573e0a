import { l as pointerSegments, o as canonical, r as durationText, t as diskSize } from "./base.js";
// src/plan/render/words.ts
/** How Phoenix speaks of effects, downtimes and numbers: one wording for comment, terminal and annotations. */
/** `3 guests`, `1 guest`, `1,200 guests`. */
function plural(n, one, many = `${one}s`) {
	return `${number(n)} ${n === 1 ? one : many}`;
}
/** `2,700`. */
function number(n) {
	return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
/** At most `most` of the things, and how many are missing: `a, b and 5 more`. One more is named rather than counted. */
function listed(things, most, show) {
	const rest = things.length - most;
	if (rest <= 1) return things.map(show).join(", ");
	return `${things.slice(0, most).map(show).join(", ")} and ${number(rest)} more`;
}
/** The length of the longest text; 0 of none. */
function longest(texts) {
	return texts.reduce((most, text) => Math.max(most, text.length), 0);
}
/** What an effect means to the guest, in a few words. */
const EFFECT_WORDS = {
	none: "no effect",
	config: "unnoticed",
	live: "live",
	restart: "restart",
	offline: "stopped",
	replace: "replace",
	retire: "retire",
	destroy: "destroy",
	impossible: "impossible"
};
/** `≈ 25 s`, `none`; null is `for good`. */
function downtimeText(seconds) {
	if (seconds === null) return "for good";
	return seconds > 0 ? `≈ ${durationText(seconds * 1e3)}` : "none";
}
/** The span of several downtimes in seconds: `25 s`, `20 to 25 s`, `20 s to 2 min`. */
function spanText(seconds) {
	const least = seconds.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
	const most = seconds.reduce((a, b) => Math.max(a, b), 0);
	const text = (s) => durationText(s * 1e3);
	if (text(least) === text(most)) return text(most);
	const [, n, unit] = /^([\d.]+) (\w+)$/.exec(text(least)) ?? [];
	const [, , other] = /^([\d.]+) (\w+)$/.exec(text(most)) ?? [];
	return `${n !== void 0 && unit === other ? n : text(least)} to ${text(most)}`;
}
/** A value as Proxmox would show it; null is what `nothing` says. */
function valueText(value, nothing = "(none)") {
	if (value === null || value === "") return nothing;
	return typeof value === "string" ? value : canonical(value);
}
/** What a change is called: by its place in the file, or by its slot where it is about the whole guest. */
function labelOf({ path, slot }) {
	return path === "" ? slot : pathText(path);
}
/** A pointer as people write it: `/mounts/~1data/size` is `mounts[/data].size`. */
function pathText(path) {
	return pointerSegments(path).map((segment, i) => {
		if (!/^[\w-]+$/.test(segment)) return `[${segment}]`;
		return i === 0 ? segment : `.${segment}`;
	}).join("");
}
/** Capacity for people: memory comes in KiB. */
function capacityText(what, n) {
	if (what === "cores" || n === 0) return number(n);
	const gib = n / 1024 ** 2;
	if (gib < 1) return diskSize(n).replace(/([KMGT])$/, " $1iB");
	return `${gib >= 10 ? Math.round(gib) : Math.round(gib * 10) / 10} GiB`;
}
export { listed as a, pathText as c, valueText as d, labelOf as i, plural as l, capacityText as n, longest as o, downtimeText as r, number as s, EFFECT_WORDS as t, spanText as u };
