import { dt as log, ft as measure, lt as isMeasured, yt as errorText } from "./base.js";
import { r as whose, t as figure } from "./figure.js";
// src/telemetry/metrics/of-backup.ts
/** @param now milliseconds since 1970 */
function backupFigures(of, results, now) {
	return [...results.flatMap((one) => [figure("phoenix_backups_total", {
		...of,
		outcome: one.ok ? "done" : "failed"
	}, 1), ...one.ok ? [figure("phoenix_backup_duration_seconds", of, one.ms / 1e3)] : []]), ...results.some(({ ok }) => ok) ? [figure("phoenix_last_backup_timestamp_seconds", of, now / 1e3)] : []];
}
// src/telemetry/metrics/of-steps.ts
const kindOf = (address) => address.replace(/\/.*$/s, "");
/** Of one event of an apply; most come to nothing. */
function stepFigures(of, event) {
	if (event.is === "retry") return [figure("phoenix_step_retries_total", {
		...of,
		kind: kindOf(event.step.address)
	}, 1)];
	if (event.is !== "ended") return [];
	const { step, outcome } = event;
	const kind = kindOf(step.address);
	const counted = figure("phoenix_steps_total", {
		...of,
		kind,
		outcome: outcome.is
	}, 1);
	if (outcome.is === "skipped") return [counted];
	const { verb } = step;
	return [counted, figure("phoenix_step_duration_seconds", {
		...of,
		kind,
		verb
	}, outcome.ms / 1e3)];
}
// src/commands/measured.ts
const measures = () => import("./measure-estate.js");
/** Figures are worth no failure. */
async function told(tell) {
	try {
		await tell();
	} catch (error) {
		log("warn", `What this run did could not be measured: ${errorText(error)}`);
	}
}
const secondsSince = (began) => (performance.now() - began) / 1e3;
/** A comparison of the nodes with git. */
async function comparing(head, compared, work) {
	if (!isMeasured()) return work();
	const began = performance.now();
	const live = await work();
	const ms = performance.now() - began;
	const { plan, snapshot } = live;
	await told(async () => (await measures()).measureComparison({
		head,
		plan,
		snapshot,
		ms,
		...compared
	}));
	return live;
}
/** All of an apply, so that one that breaks off is counted too. */
async function applying(head, work) {
	if (!isMeasured()) return work();
	try {
		return await work();
	} catch (error) {
		await told(async () => (await measures()).measureBroken(head, error));
		throw error;
	}
}
/** A moment of it. */
function measureStep(head, event) {
	if (isMeasured()) measure(stepFigures(whose(head), event));
}
/** What has become of it. */
async function measureReport(session, head, report, { command, whole }) {
	if (!isMeasured()) return;
	await told(async () => (await measures()).measureApplied(session, {
		head,
		report,
		command,
		whole
	}));
}
/** The time until a lock is had, or given up. */
async function waitingForLock(head, work) {
	if (!isMeasured()) return work();
	const began = performance.now();
	const tell = (outcome) => {
		const labels = {
			...whose(head),
			outcome
		};
		measure([figure("phoenix_lock_wait_seconds", labels, secondsSince(began))]);
	};
	try {
		const lock = await work();
		tell("taken");
		return lock;
	} catch (error) {
		tell("refused");
		throw error;
	}
}
/** How the nodes are. */
async function measureReading(head, snapshot) {
	if (isMeasured()) await told(async () => (await measures()).measureNodes(head, snapshot));
}
/** What health checks have said. */
async function measureHealth(head, { guests, at }) {
	if (!isMeasured()) return;
	const found = guests.flatMap(({ health }) => Object.values(health).map(({ is }) => is));
	await told(async () => {
		const { healthFigures } = await import("./of-health.js");
		measure(healthFigures(whose(head), found, at));
	});
}
/** Backups that were asked for, and took so many milliseconds. */
function measureBackups(head, results) {
	if (isMeasured()) measure(backupFigures(whose(head), results, Date.now()));
}
export { measureReading as a, waitingForLock as c, measureHealth as i, comparing as n, measureReport as o, measureBackups as r, measureStep as s, applying as t };
