import { X as obstacleAt } from "./base.js";
import { D as strictObject, O as string, w as number } from "./zod.js";
import { a as METRICS, i as measuredInto, r as readExposition, t as BrokenExposition } from "./read-exposition.js";
import { C as ownIdentity, S as isDead } from "./live.js";
import process from "node:process";
import { basename, dirname, join, resolve } from "node:path";
import { chmodSync, closeSync, fsyncSync, linkSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from "node:fs";
// src/telemetry/metrics/exposition.ts
const withLabels = (name, labels, more = "") => {
	const all = [labels, more].filter((one) => one !== "").join(",");
	return all === "" ? name : `${name}{${all}}`;
};
function samples(name, { buckets = [] }, labels, value) {
	if (value.is === "number") return [`${withLabels(name, labels)} ${value.value}`];
	return [
		...buckets.map((bound, i) => `${withLabels(`${name}_bucket`, labels, `le="${bound}"`)} ${value.buckets[i] ?? 0}`),
		`${withLabels(`${name}_bucket`, labels, "le=\"+Inf\"")} ${value.count}`,
		`${withLabels(`${name}_sum`, labels)} ${value.sum}`,
		`${withLabels(`${name}_count`, labels)} ${value.count}`
	];
}
/** In the order of the tables, the series of each metric by their labels. */
function exposition(series) {
	return Object.entries(METRICS).flatMap(([name, definition]) => {
		const family = [...series.get(name) ?? []].toSorted(([a], [b]) => a < b ? -1 : 1);
		if (family.length === 0) return [];
		const { help, type } = definition;
		return [
			`# HELP ${name} ${help.replaceAll("\\", "\\\\")}`,
			`# TYPE ${name} ${type}`,
			...family.flatMap(([labels, value]) => samples(name, definition, labels, value))
		];
	}).map((line) => `${line}\n`).join("");
}
// src/telemetry/metrics/lock-file.ts
/**
* A file that stands while one process changes another file: held for milliseconds. What a process has left that was
* killed is taken away: the file names its owner.
*/
const ownerSchema = strictObject({
	host: string(),
	where: string(),
	pid: number(),
	start: number()
});
/** Milliseconds between two tries. */
const AGAIN = 20;
/** Milliseconds after which a lock is left over whose owner cannot be seen from here: in another container, say. */
const OLD = 6e4;
/** Milliseconds after which whoever took a lock away, which is done at once, was killed at it. */
const BREAKING = 5e3;
const codeOf = (error) => error.code;
/** With its owner in it from its first moment; false: somebody has it. */
function taken(path) {
	const draft = `${path}.${process.pid}`;
	rmSync(draft, { force: true });
	try {
		writeFileSync(draft, JSON.stringify(ownIdentity()), {
			flag: "wx",
			mode: 384
		});
		linkSync(draft, path);
		return true;
	} catch (error) {
		if (codeOf(error) === "EEXIST") return false;
		throw error;
	} finally {
		rmSync(draft, { force: true });
	}
}
/** A clock that was set back makes nothing young. */
function olderThan(path, ms) {
	const stat = statSync(path, { throwIfNoEntry: false });
	return stat !== void 0 && Math.abs(Date.now() - stat.mtimeMs) > ms;
}
function isLeftOver(path) {
	let text;
	try {
		text = readFileSync(path, "utf8");
	} catch {
		return false;
	}
	let owner;
	try {
		owner = JSON.parse(text);
	} catch {
		owner = null;
	}
	const { data } = ownerSchema.safeParse(owner);
	if (data && isDead(data)) return true;
	return (data?.where !== ownIdentity().where || data.where === "") && olderThan(path, OLD);
}
/** One at a time, so that nobody takes away the lock of whoever was faster. */
function takeAway(path) {
	const breaking = `${path}.break`;
	if (olderThan(breaking, BREAKING)) rmSync(breaking, { force: true });
	if (!taken(breaking)) return;
	try {
		if (isLeftOver(path)) unlinkSync(path);
	} finally {
		rmSync(breaking, { force: true });
	}
}
/**
* @param patience milliseconds
* @returns what lets go of it; null: another process has had it all the time
*/
async function lockFile(path, patience) {
	const until = performance.now() + patience;
	for (;;) {
		if (taken(path)) return () => rmSync(path, { force: true });
		if (isLeftOver(path)) takeAway(path);
		else if (performance.now() > until) return null;
		await new Promise((resolve) => setTimeout(resolve, AGAIN));
	}
}
// src/telemetry/metrics/textfile.ts
/**
* The sink that keeps figures in a file for node_exporter's textfile collector: counters go on from what earlier runs
* have left there, and gauges of other commands stay. Readers see the old file or the new one.
*/
/** Milliseconds to wait for others who write the same file. */
const PATIENCE = 1e4;
/** Bytes; a file of ours has some hundred kilobytes at most. */
const LIMIT = 32 << 20;
const WHY = {
	EACCES: "this user may not write there",
	ENOENT: "its folder is not there",
	ENOSPC: "the disk is full",
	ENOTDIR: "a part of its path is a file, not a folder",
	EPERM: "this user may not write there",
	EROFS: "the file system is read-only"
};
function whyOf(error) {
	const { code, message } = error;
	return (code === void 0 ? void 0 : WHY[code]) ?? message;
}
/** What stands there; what is broken is told, and counts for nothing. */
function former(path, tell) {
	const size = statSync(path, { throwIfNoEntry: false })?.size;
	if (size === void 0) return /* @__PURE__ */ new Map();
	try {
		if (size > LIMIT) throw new BrokenExposition(1, `${size} bytes are too many`);
		return readExposition(readFileSync(path, "utf8"));
	} catch (error) {
		if (!(error instanceof BrokenExposition)) throw error;
		tell(`The metrics in ${path} are not as Phoenix wrote them (${error.message}): all begin anew.`);
		return /* @__PURE__ */ new Map();
	}
}
/** The name ends otherwise, so that node_exporter never reads a part of it. */
function replaceWhole(path, text) {
	const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
	try {
		rmSync(draft, { force: true });
		const handle = openSync(draft, "wx", 420);
		try {
			writeFileSync(handle, text);
			fsyncSync(handle);
		} finally {
			closeSync(handle);
		}
		chmodSync(draft, 420);
		renameSync(draft, path);
	} catch (error) {
		rmSync(draft, { force: true });
		throw error;
	}
}
/** Where the text is to stand: a link stays a link. */
function placeOf(path) {
	try {
		return realpathSync(path);
	} catch {
		return resolve(path);
	}
}
async function keep(path, batches, tell) {
	const place = placeOf(path);
	const obstacle = obstacleAt(place);
	if (obstacle !== null) throw new Error(`${obstacle} of that name stands there`);
	const release = await lockFile(`${place}.lock`, PATIENCE);
	if (release === null) throw new Error(`another process holds ${place}.lock`);
	try {
		replaceWhole(place, exposition(measuredInto(former(place, tell), batches)));
	} finally {
		release();
	}
}
/** @param tell what cannot be kept is told there, once */
function textfileSink(path, tell) {
	const batches = [];
	return {
		take: (signal) => {
			if (signal.is === "measured" && signal.figures.length > 0) batches.push(signal.figures);
		},
		close: async () => {
			if (batches.length === 0) return;
			try {
				await keep(path, batches, tell);
			} catch (error) {
				tell(`The metrics cannot be kept in ${path}: ${whyOf(error)}`);
			}
		}
	};
}
export { textfileSink };
