// src/config/units.ts
/** Sizes and durations as people write them, and as Proxmox counts them. */
const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT])?i?B?$/i;
const KIB_PER = {
	K: 1,
	M: 1024,
	G: 1024 ** 2,
	T: 1024 ** 3
};
/** A size in KiB: `"24G"`, `"512M"`, or a bare number counted in `unit`; null when it is no size. */
function sizeInKiB(value, unit) {
	const match = SIZE.exec(String(value).trim());
	if (!match) return null;
	const factor = KIB_PER[(match[2] ?? unit).toUpperCase()];
	return factor === void 0 ? null : Math.round(Number(match[1]) * factor);
}
/** KiB as Proxmox prints a disk size: the largest unit that leaves no fraction, such as `128G` or `1536M`. */
function diskSize(kib) {
	for (const unit of [
		"T",
		"G",
		"M"
	]) {
		const factor = KIB_PER[unit];
		if (kib >= factor && kib % factor === 0) return `${kib / factor}${unit}`;
	}
	return `${kib}K`;
}
const DURATION = /^(\d+)\s*(ms|s|m|h|d)?$/;
const MS_PER = {
	ms: 1,
	s: 1e3,
	m: 6e4,
	h: 36e5,
	d: 864e5
};
/** A duration in milliseconds: `"10m"`, `"7d"`, or a bare number of seconds; null when it is none. */
function durationInMs(value) {
	const match = DURATION.exec(String(value).trim());
	if (!match) return null;
	const factor = MS_PER[match[2] ?? "s"];
	return factor === void 0 ? null : Number(match[1]) * factor;
}
/** Milliseconds for people: `0.4 s`, `25 s`, `12 min 31 s`, `2 h 5 min`, `7 d`. */
function durationText(ms) {
	if (ms < 9950 && ms % 1e3 !== 0) return `${(ms / 1e3).toFixed(1)} s`;
	const seconds = Math.round(ms / 1e3);
	const shown = [
		[Math.floor(seconds / 86400), "d"],
		[Math.floor(seconds % 86400 / 3600), "h"],
		[Math.floor(seconds % 3600 / 60), "min"],
		[seconds % 60, "s"]
	].filter(([n]) => n > 0).slice(0, 2);
	return shown.length === 0 ? "0 s" : shown.map(([n, unit]) => `${n} ${unit}`).join(" ");
}
export { sizeInKiB as i, durationInMs as n, durationText as r, diskSize as t };
