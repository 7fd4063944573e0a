import { Tt as durationInMs, bt as PhoenixError, ft as measure, xt as SEVERITIES } from "./base.js";
import { Bt as categoryOf, Ut as effectNow, bn as grouped, g as readsOf } from "./engine.js";
import { I as kinds, N as estateId } from "./live.js";
import { n as secondsOf, r as whose, t as figure } from "./figure.js";
import { t as layersIn } from "./layer-list.js";
// src/telemetry/metrics/of-apply.ts
const WELL = [
	"done",
	"unchanged",
	"held"
];
/** It said no before it did anything: nothing is known of the estate by that. */
const REFUSALS = [
	"ESTATE_LOCKED",
	"REFUSED",
	"USAGE"
];
const RESOURCE_OUTCOMES = [
	"applied",
	"failed",
	"skipped",
	"held",
	"drift",
	"unchanged"
];
/** @param stopped a signal has ended it */
function outcomeOf({ ok, resources }, stopped) {
	const has = (outcome) => resources.some((one) => one.outcome === outcome);
	if (has("failed")) return "failed";
	if (!ok || has("skipped")) return stopped ? "stopped" : "failed";
	if (has("held")) return "held";
	return has("applied") ? "done" : "unchanged";
}
/** Those that stay when the next one fails are told by themselves. */
function lastApply({ of, command, now }, outcome) {
	if (command !== "apply" || outcome === "refused") return [];
	const isWell = WELL.includes(outcome);
	return [
		figure("phoenix_last_apply_timestamp_seconds", of, now / 1e3),
		figure("phoenix_last_apply_success", of, isWell ? 1 : 0),
		...isWell ? [figure("phoenix_last_successful_apply_timestamp_seconds", of, now / 1e3)] : []
	];
}
function ended(end, outcome) {
	const { of, command } = end;
	return [figure("phoenix_applies_total", {
		...of,
		command,
		outcome
	}, 1), ...lastApply(end, outcome)];
}
function changes(of, { plan, resources }) {
	const applied = new Set(resources.flatMap(({ address, outcome }) => outcome === "applied" ? [address] : []));
	return plan.items.flatMap((item) => {
		const { kind, action, address } = item;
		if (action === "no-op" || !applied.has(address)) return [];
		return [figure("phoenix_changes_total", {
			...of,
			kind,
			action,
			effect: effectNow(item)
		}, 1)];
	});
}
function featureOutcome(is) {
	switch (is) {
		case "installed":
		case "unchanged":
		case "drift":
		case "removed":
		case "failed": return is;
		case "differs":
		case "restart":
		case "not-run":
		case "unknown": return "other";
	}
}
function featureRuns(of, { steps }) {
	return steps.flatMap(({ outcome }) => {
		return (outcome.is === "skipped" ? [] : outcome.features ?? []).map(({ id, is }) => figure("phoenix_feature_runs_total", {
			...of,
			feature: id,
			outcome: featureOutcome(is)
		}, 1));
	});
}
/** Of an apply that has a report. @param stopped a signal has ended it */
function applyFigures(end, report, stopped) {
	const { of, command } = end;
	const { resources, ms } = report;
	const outcome = outcomeOf(report, stopped);
	const didSomething = resources.some(({ steps }) => steps.some((one) => one.outcome.is !== "skipped"));
	const down = resources.reduce((sum, { downMs }) => sum + (downMs ?? 0), 0) / 1e3;
	const counts = RESOURCE_OUTCOMES.map((is) => figure("phoenix_last_apply_resources", {
		...of,
		outcome: is
	}, resources.filter((one) => one.outcome === is).length));
	return [
		...ended(end, outcome),
		...didSomething ? [figure("phoenix_apply_duration_seconds", {
			...of,
			command
		}, ms / 1e3)] : [],
		...command === "apply" ? counts : [],
		...changes(of, report),
		figure("phoenix_guest_downtime_seconds_total", of, down),
		...resources.flatMap((one) => featureRuns(of, one)),
		...resources.flatMap(({ rollback }) => rollback ? [figure("phoenix_rollbacks_total", {
			...of,
			outcome: rollback.is
		}, 1)] : [])
	];
}
/** Of an apply that broke off before it had a report. */
function brokenApplyFigures(end, error) {
	return ended(end, error instanceof PhoenixError && REFUSALS.includes(error.code) ? "refused" : "error");
}
// src/telemetry/metrics/of-nodes.ts
const STATES = [
	"running",
	"stopped",
	"retired",
	"absent",
	"foreign",
	"copy",
	"debris",
	"adoptable",
	"unknown"
];
/** How many guests that are down are named; more are only counted. */
const NAMED = 50;
const isDown = ({ state, shallRun }) => state === "stopped" && shallRun;
function nodeFigures(of, { nodes }) {
	return [...nodes].flatMap(([node, facts]) => [figure("phoenix_node_reachable", {
		...of,
		node
	}, facts.reachable ? 1 : 0), ...facts.reachable && facts.pve !== "" ? [figure("phoenix_node_info", {
		...of,
		node,
		pve: facts.pve
	}, 1)] : []]);
}
function guestFigures(of, guests, nodes) {
	const byNode = grouped(guests, ({ node }) => node);
	const down = guests.filter(isDown).toSorted((a, b) => a.address < b.address ? -1 : 1);
	return [...[.../* @__PURE__ */ new Set([...nodes, ...byNode.keys()])].flatMap((node) => {
		const own = byNode.get(node) ?? [];
		return [
			figure("phoenix_declared_guests", {
				...of,
				node
			}, own.filter(({ declared }) => declared).length),
			figure("phoenix_down_guests", {
				...of,
				node
			}, own.filter(isDown).length),
			...STATES.map((state) => figure("phoenix_guests", {
				...of,
				node,
				state
			}, own.filter((one) => one.state === state).length))
		];
	}), ...down.slice(0, NAMED).map(({ node, address }) => figure("phoenix_guest_down", {
		...of,
		node,
		address
	}, 1))];
}
/** Of each node, the newest instance that is whole tells the age; those of each state are counted. */
function layerFigures(of, { address: layer, instances, behind }) {
	return [figure("phoenix_layer_behind_guests", {
		...of,
		layer
	}, behind.length), ...[...grouped(instances, ({ node }) => node)].flatMap(([node, own]) => {
		const newest = own.flatMap(({ is, built }) => is === "unfinished" || built === null ? [] : [built]).toSorted().at(-1);
		return [...newest === void 0 ? [] : [figure("phoenix_layer_built_timestamp_seconds", {
			...of,
			layer,
			node
		}, secondsOf(newest))], ...[
			"current",
			"old",
			"unfinished"
		].map((state) => figure("phoenix_layer_instances", {
			...of,
			layer,
			node,
			state
		}, own.filter(({ is }) => is === state).length))];
	})];
}
/** `nginx 1.0.0` of every guest, counted. */
function featureFigures(of, guests) {
	const installed = guests.flatMap(({ mark }) => Object.entries(mark?.features ?? {}).map(([feature, stamp]) => ({
		feature,
		version: stamp.replace(/ .*$/s, "")
	})));
	return [...grouped(installed, ({ feature, version }) => `${feature} ${version}`).values()].flatMap((same) => same[0] ? [figure("phoenix_feature_guests", {
		...of,
		...same[0]
	}, same.length)] : []);
}
function isDue({ state, mark }, kept, now) {
	return state === "retired" && mark?.retired !== void 0 && Date.parse(mark.retired) + kept <= Date.parse(now);
}
/** All of the group `nodes`: what is not told here is gone. */
function nodesFigures({ of, snapshot, guests, layers, kept }) {
	const owing = guests.filter(({ state, mark }) => state !== "retired" && (mark?.owed ?? []).length > 0);
	const due = guests.filter((one) => isDue(one, kept, snapshot.at));
	return [
		figure("phoenix_nodes_read_timestamp_seconds", of, secondsOf(snapshot.at)),
		...nodeFigures(of, snapshot),
		...guestFigures(of, guests, snapshot.nodes.keys()),
		figure("phoenix_restart_pending_guests", of, owing.length),
		figure("phoenix_retired_due_guests", of, due.length),
		...layers.flatMap((layer) => layerFigures(of, layer)),
		...featureFigures(of, guests)
	];
}
// src/telemetry/metrics/of-plan.ts
/** Covers of what any plan sees: what a check in a guest found is known to those alone that ask the guests. */
function covers({ changes, cover = [] }) {
	return cover.flatMap(({ is }, i) => changes[i]?.inside ? [] : [is]);
}
/** What is only mentioned, or is not ours at all. */
function differs(item) {
	const category = categoryOf(item);
	return category !== "aside" && category !== "note";
}
/** The estate as a plan of all of it shows it. */
function planFigures({ of, plan, resources, settled }) {
	const items = plan.items.filter(differs);
	const isPending = ({ address }) => !settled?.has(address);
	const kinds = /* @__PURE__ */ new Set([...resources.keys(), ...items.map(({ kind }) => kind)]);
	const count = (kind, fits) => items.filter((item) => item.kind === kind && fits(item)).length;
	return [...[...kinds].flatMap((kind) => [
		figure("phoenix_resources", {
			...of,
			kind
		}, resources.get(kind) ?? 0),
		figure("phoenix_pending_resources", {
			...of,
			kind
		}, count(kind, (item) => isPending(item) && covers(item).includes("covered"))),
		figure("phoenix_held_resources", {
			...of,
			kind
		}, count(kind, (item) => covers(item).includes("held"))),
		figure("phoenix_drift_resources", {
			...of,
			kind
		}, count(kind, (item) => covers(item).includes("drift")))
	]), ...SEVERITIES.map((severity) => figure("phoenix_findings", {
		...of,
		severity
	}, plan.findings.filter((one) => one.severity === severity).length))];
}
/** That the nodes were compared with git. */
function comparedFigures({ of, plan, now, ms, checked }) {
	const inside = plan.items.filter(({ changes }) => changes.some((change) => change.inside)).length;
	return [
		figure("phoenix_last_comparison_timestamp_seconds", {
			...of,
			checks: String(checked)
		}, now / 1e3),
		figure("phoenix_plan_duration_seconds", of, ms / 1e3),
		...checked ? [figure("phoenix_software_drift_guests", of, inside)] : []
	];
}
// src/commands/seen-guests.ts
function stateOf(kind, seen, mark) {
	if (seen.is !== "ours") return seen.is;
	if (mark?.retired !== void 0) return "retired";
	return kind.runs?.(seen.live) ?? false ? "running" : "stopped";
}
function declared(kind, want, { estate, snapshot, nodes }) {
	const { address, spec } = want;
	const id = kind.id(spec);
	const ids = {
		id,
		estate: estateId(estate),
		env: estate.env
	};
	const seen = kind.observe({
		...ids,
		snapshot,
		want,
		base: want
	});
	const mark = seen.is === "ours" ? seen.mark : null;
	return {
		address,
		node: nodes.get(id) ?? kind.node(spec),
		state: stateOf(kind, seen, mark),
		shallRun: kind.demand(spec) !== null,
		declared: true,
		mark
	};
}
/** Those that git has, and those that it has no more. */
function seenGuests(estate, snapshot) {
	return kinds.filter((kind) => kind.runs !== void 0).flatMap((kind) => {
		const own = kind.owned(snapshot, estateId(estate), estate.env, estate.settings);
		const nodes = new Map(own.map(({ id, node }) => [id, node]));
		const wanted = [...estate.resources.values()].filter((one) => one.kind === kind.kind);
		const ids = new Set(wanted.map(({ spec }) => kind.id(spec)));
		return [...wanted.map((want) => declared(kind, want, {
			estate,
			snapshot,
			nodes
		})), ...own.flatMap(({ id, mark, node }) => {
			if (ids.has(id)) return [];
			const { address } = mark;
			return [{
				address,
				node,
				state: "retired",
				shallRun: false,
				declared: false,
				mark
			}];
		})];
	});
}
// src/commands/measure-estate.ts
function ofKinds({ resources }) {
	const counts = [...grouped(resources.values(), ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]);
	return new Map(counts);
}
/** How the nodes are. */
function measureNodes(estate, snapshot) {
	measure(nodesFigures({
		of: whose(estate),
		snapshot,
		guests: seenGuests(estate, snapshot),
		layers: layersIn(estate, snapshot),
		kept: durationInMs(estate.settings.policies.retire) ?? 0
	}));
}
/** How the nodes are, and how they differ from git. */
function measureComparison({ head, plan, snapshot, ms, whole, checked }) {
	const of = whose(head);
	measureNodes(head, snapshot);
	if (!whole) return;
	measure(comparedFigures({
		of,
		plan,
		now: Date.now(),
		ms,
		checked
	}));
	measure(planFigures({
		of,
		plan,
		resources: ofKinds(head)
	}));
}
const settledBy = ({ resources }) => new Set(resources.flatMap(({ address, outcome }) => outcome === "applied" ? [address] : []));
/** What an apply has done; and how the nodes are then, where it has done something: they are read once more. */
async function measureApplied(session, applied) {
	const { head, command, report, whole } = applied;
	const { cluster, signal } = session;
	const of = whose(head);
	measure(applyFigures({
		of,
		command,
		now: Date.now()
	}, report, signal.aborted));
	const { plan } = report;
	if (whole) measure(planFigures({
		of,
		plan,
		resources: ofKinds(head),
		settled: settledBy(report)
	}));
	if (report.resources.every(({ steps }) => steps.every(({ outcome }) => outcome.is === "skipped")) || signal.aborted) return;
	measureNodes(head, await cluster.snapshot({ reads: readsOf(kinds, head.resources.values()) }));
}
/** An apply that broke off before it had a report. */
function measureBroken(head, error) {
	measure(brokenApplyFigures({
		of: whose(head),
		command: "apply",
		now: Date.now()
	}, error));
}
export { measureApplied, measureBroken, measureComparison, measureNodes };
