// src/telemetry/metrics/applies.ts
/** Of work that takes from a second to hours. */
const LONG = [
	1,
	5,
	15,
	60,
	300,
	900,
	1800,
	3600,
	7200
];
const ESTATE$1 = ["estate", "env"];
const APPLIES = {
	phoenix_applies_total: {
		type: "counter",
		help: "Applies that have ended: done, unchanged (nothing was to do), held (something waits for somebody), failed, stopped, refused (it did not begin), error (it broke off).",
		unit: "1",
		labels: [
			...ESTATE$1,
			"command",
			"outcome"
		]
	},
	phoenix_apply_duration_seconds: {
		type: "histogram",
		help: "Time of applies that did something, from the first step to the report.",
		unit: "s",
		labels: [...ESTATE$1, "command"],
		buckets: LONG
	},
	phoenix_last_apply_timestamp_seconds: {
		type: "gauge",
		help: "When the last apply ended, in seconds since 1970.",
		unit: "s",
		labels: ESTATE$1
	},
	phoenix_last_apply_success: {
		type: "gauge",
		help: "Whether the last apply ended without a failure: 1 or 0.",
		unit: "1",
		labels: ESTATE$1
	},
	phoenix_last_successful_apply_timestamp_seconds: {
		type: "gauge",
		help: "When the last apply ended that did not fail, in seconds since 1970.",
		unit: "s",
		labels: ESTATE$1
	},
	phoenix_last_apply_resources: {
		type: "gauge",
		help: "What became of the resources of the last apply: applied, failed, skipped, held, drift, unchanged.",
		unit: "1",
		labels: [...ESTATE$1, "outcome"]
	},
	phoenix_changes_total: {
		type: "counter",
		help: "Resources that applies have changed.",
		unit: "1",
		labels: [
			...ESTATE$1,
			"kind",
			"action",
			"effect"
		]
	},
	phoenix_steps_total: {
		type: "counter",
		help: "Steps of applies that have ended: done, failed, skipped.",
		unit: "1",
		labels: [
			...ESTATE$1,
			"kind",
			"outcome"
		]
	},
	phoenix_step_duration_seconds: {
		type: "histogram",
		help: "Time of steps that ran.",
		unit: "s",
		labels: [
			...ESTATE$1,
			"kind",
			"verb"
		],
		buckets: [
			.1,
			.5,
			1,
			5,
			15,
			60,
			300,
			900,
			1800
		]
	},
	phoenix_step_retries_total: {
		type: "counter",
		help: "Steps that were tried again, since somebody else had a lock.",
		unit: "1",
		labels: [...ESTATE$1, "kind"]
	},
	phoenix_rollbacks_total: {
		type: "counter",
		help: "Resources that were to be taken back after a failure: done, failed.",
		unit: "1",
		labels: [...ESTATE$1, "outcome"]
	},
	phoenix_guest_downtime_seconds_total: {
		type: "counter",
		help: "Time that applies have kept guests down which run again.",
		unit: "s",
		labels: ESTATE$1
	},
	phoenix_feature_runs_total: {
		type: "counter",
		help: "Features that applies were at in guests: installed, unchanged, drift (put right), removed, failed, other.",
		unit: "1",
		labels: [
			...ESTATE$1,
			"feature",
			"outcome"
		]
	},
	phoenix_lock_wait_seconds: {
		type: "histogram",
		help: "Time until the estate's lock was had (taken), or given up (refused).",
		unit: "s",
		labels: [...ESTATE$1, "outcome"],
		buckets: [
			.1,
			1,
			10,
			60,
			300,
			900,
			3600
		]
	},
	phoenix_backups_total: {
		type: "counter",
		help: "Backups that were asked for by command: done, failed.",
		unit: "1",
		labels: [...ESTATE$1, "outcome"]
	},
	phoenix_backup_duration_seconds: {
		type: "histogram",
		help: "Time of backups that were done.",
		unit: "s",
		labels: ESTATE$1,
		buckets: LONG
	},
	phoenix_last_backup_timestamp_seconds: {
		type: "gauge",
		help: "When the last backup by command was done, in seconds since 1970.",
		unit: "s",
		labels: ESTATE$1
	}
};
// src/telemetry/metrics/readings.ts
const ESTATE = ["estate", "env"];
const READINGS = {
	phoenix_nodes_read_timestamp_seconds: {
		type: "gauge",
		help: "When the nodes were read last, in seconds since 1970; the metrics of nodes, guests, layers and features are of then.",
		unit: "s",
		labels: ESTATE,
		group: "nodes"
	},
	phoenix_node_reachable: {
		type: "gauge",
		help: "Whether a node answered: 1 or 0.",
		unit: "1",
		labels: [...ESTATE, "node"],
		group: "nodes"
	},
	phoenix_node_info: {
		type: "gauge",
		help: "A node that answered, with its version of Proxmox VE; always 1.",
		unit: "1",
		labels: [
			...ESTATE,
			"node",
			"pve"
		],
		group: "nodes"
	},
	phoenix_declared_guests: {
		type: "gauge",
		help: "Guests that git has, by the node that they shall be on.",
		unit: "1",
		labels: [...ESTATE, "node"],
		group: "nodes"
	},
	phoenix_guests: {
		type: "gauge",
		help: "Guests by what was seen: running, stopped, retired, absent, foreign, copy, debris, adoptable, unknown (the node is down).",
		unit: "1",
		labels: [
			...ESTATE,
			"node",
			"state"
		],
		group: "nodes"
	},
	phoenix_down_guests: {
		type: "gauge",
		help: "Guests that shall run, are there, and do not run.",
		unit: "1",
		labels: [...ESTATE, "node"],
		group: "nodes"
	},
	phoenix_guest_down: {
		type: "gauge",
		help: "A guest that shall run, is there, and does not run; always 1, and at most 50 of them are named.",
		unit: "1",
		labels: [
			...ESTATE,
			"node",
			"address"
		],
		group: "nodes"
	},
	phoenix_restart_pending_guests: {
		type: "gauge",
		help: "Guests with work that an apply has left, such as a change that waits for a restart.",
		unit: "1",
		labels: ESTATE,
		group: "nodes"
	},
	phoenix_retired_due_guests: {
		type: "gauge",
		help: "Retired guests that are kept no longer and wait for phoenix purge.",
		unit: "1",
		labels: ESTATE,
		group: "nodes"
	},
	phoenix_layer_built_timestamp_seconds: {
		type: "gauge",
		help: "When the newest complete instance of a layer was built, in seconds since 1970.",
		unit: "s",
		labels: [
			...ESTATE,
			"layer",
			"node"
		],
		group: "nodes"
	},
	phoenix_layer_instances: {
		type: "gauge",
		help: "Instances of layers: current, old, unfinished.",
		unit: "1",
		labels: [
			...ESTATE,
			"layer",
			"node",
			"state"
		],
		group: "nodes"
	},
	phoenix_layer_behind_guests: {
		type: "gauge",
		help: "Guests that were made from an older content of their layer.",
		unit: "1",
		labels: [...ESTATE, "layer"],
		group: "nodes"
	},
	phoenix_feature_guests: {
		type: "gauge",
		help: "Guests that have a feature, by its version.",
		unit: "1",
		labels: [
			...ESTATE,
			"feature",
			"version"
		],
		group: "nodes"
	},
	phoenix_last_comparison_timestamp_seconds: {
		type: "gauge",
		help: "When the nodes were compared with git last, in seconds since 1970.",
		unit: "s",
		labels: [...ESTATE, "checks"]
	},
	phoenix_plan_duration_seconds: {
		type: "histogram",
		help: "Time to read the nodes and compare them with git.",
		unit: "s",
		labels: ESTATE,
		buckets: [
			.1,
			.25,
			.5,
			1,
			2.5,
			5,
			15,
			60
		]
	},
	phoenix_resources: {
		type: "gauge",
		help: "Resources that git has.",
		unit: "1",
		labels: [...ESTATE, "kind"],
		group: "plan"
	},
	phoenix_pending_resources: {
		type: "gauge",
		help: "Resources that the next apply would change.",
		unit: "1",
		labels: [...ESTATE, "kind"],
		group: "plan"
	},
	phoenix_held_resources: {
		type: "gauge",
		help: "Resources with a change that waits for a policy, or for somebody.",
		unit: "1",
		labels: [...ESTATE, "kind"],
		group: "plan"
	},
	phoenix_drift_resources: {
		type: "gauge",
		help: "Resources that differ from git though no commit asks for it.",
		unit: "1",
		labels: [...ESTATE, "kind"],
		group: "plan"
	},
	phoenix_findings: {
		type: "gauge",
		help: "Findings in the files of the estate.",
		unit: "1",
		labels: [...ESTATE, "severity"],
		group: "plan"
	},
	phoenix_software_drift_guests: {
		type: "gauge",
		help: "Guests in which a check script found a difference, when they were asked last.",
		unit: "1",
		labels: ESTATE
	},
	phoenix_health_checks: {
		type: "gauge",
		help: "Health checks as phoenix status found them last: healthy, unhealthy, unchecked.",
		unit: "1",
		labels: [...ESTATE, "state"],
		group: "health"
	},
	phoenix_health_read_timestamp_seconds: {
		type: "gauge",
		help: "When phoenix status has asked the health checks last, in seconds since 1970.",
		unit: "s",
		labels: ESTATE,
		group: "health"
	}
};
// src/telemetry/metrics/runs.ts
const RUNS = {
	phoenix_build_info: {
		type: "gauge",
		help: "The version of Phoenix that ran last here; always 1.",
		unit: "1",
		labels: ["version"],
		group: "build"
	},
	phoenix_runs_total: {
		type: "counter",
		help: "Commands that have ended: ok, attention (somebody must act), error (it broke off).",
		unit: "1",
		labels: ["command", "outcome"]
	},
	phoenix_run_duration_seconds: {
		type: "histogram",
		help: "Time of commands, from their start to their end.",
		unit: "s",
		labels: ["command"],
		buckets: [
			.5,
			1,
			5,
			15,
			60,
			300,
			900,
			1800,
			3600,
			7200
		]
	},
	phoenix_failures_total: {
		type: "counter",
		help: "Commands that broke off, by the code of the error.",
		unit: "1",
		labels: ["command", "code"]
	},
	phoenix_finding_failures_total: {
		type: "counter",
		help: "Commands that broke off at an error in the files, by the finding.",
		unit: "1",
		labels: ["command", "finding"]
	},
	phoenix_node_commands_total: {
		type: "counter",
		help: "Commands that Phoenix has started on nodes: ok, failed, timeout, lost (no answer).",
		unit: "1",
		labels: [
			"estate",
			"env",
			"node",
			"program",
			"outcome"
		]
	},
	phoenix_node_command_duration_seconds: {
		type: "histogram",
		help: "Time of commands on nodes.",
		unit: "s",
		labels: [
			"estate",
			"env",
			"node",
			"program"
		],
		buckets: [
			.05,
			.25,
			1,
			2.5,
			10,
			60,
			600
		]
	}
};
// src/telemetry/metrics/definitions.ts
/** Every metric of Phoenix, by name. */
const METRICS = {
	...APPLIES,
	...READINGS,
	...RUNS
};
/** Null: Phoenix has no such metric, or had it in another version. */
function definitionOf(name) {
	return Object.hasOwn(METRICS, name) ? METRICS[name] : null;
}
// src/telemetry/metrics/series.ts
const ESCAPES = {
	"\\": "\\\\",
	"\"": "\\\"",
	"\n": "\\n"
};
/** `estate="lab",node="pve1"`, in the order of the definition; an empty label is as good as none (Prometheus). */
function labelText({ labels }, values) {
	return labels.flatMap((name) => {
		const value = values[name] ?? "";
		return value === "" ? [] : [`${name}="${value.replace(/[\\"\n]/g, (one) => ESCAPES[one] ?? one)}"`];
	}).join(",");
}
/** Whose figure it is: figures of a group take the place of those of the same estate and environment alone. */
function ownerText(definition, values) {
	const labels = definition.labels.filter((name) => name === "estate" || name === "env");
	return labelText({
		...definition,
		labels
	}, values);
}
function grown(old, { type, buckets = [] }, value) {
	switch (type) {
		case "gauge": return {
			is: "number",
			value
		};
		case "counter": return {
			is: "number",
			value: value + (old?.is === "number" ? old.value : 0)
		};
		case "histogram": {
			const before = old?.is === "histogram" ? old : {
				buckets: buckets.map(() => 0),
				sum: 0,
				count: 0
			};
			return {
				is: "histogram",
				buckets: buckets.map((bound, i) => (before.buckets[i] ?? 0) + (value <= bound ? 1 : 0)),
				sum: before.sum + value,
				count: before.count + 1
			};
		}
	}
}
/** A counter never falls, and nothing is infinite. */
function known(figure) {
	const definition = definitionOf(figure.metric);
	const fits = definition?.type === "gauge" || figure.value >= 0;
	return definition && fits && Number.isFinite(figure.value) ? [{
		figure,
		definition
	}] : [];
}
/** `nodes estate="lab"`: the groups that figures tell of, and whose. */
function groupsIn(all) {
	return new Set(all.flatMap(({ figure, definition }) => definition.group ? [groupText(definition.group, ownerText(definition, figure.labels))] : []));
}
const groupText = (group, owner) => `${group} ${owner}`;
/** Of `estate="lab",node="pve1"`, what says whose it is. */
const ownerIn = (labels) => /^(?:estate="(?:[^"\\]|\\.)*")?(?:,?env="(?:[^"\\]|\\.)*")?/.exec(labels)?.[0] ?? "";
function forget(draft, told) {
	for (const [metric, family] of draft) {
		const group = definitionOf(metric)?.group;
		if (!group) continue;
		for (const labels of family.keys()) if (told.has(groupText(group, ownerIn(labels)))) family.delete(labels);
	}
}
/**
* What figures make of series, batch after batch of those that were measured together: counters and histograms grow,
* gauges take the new value, and of a group that is told of, nothing else is left.
*/
function measuredInto(series, batches) {
	const draft = new Map([...series].map(([metric, family]) => [metric, new Map(family)]));
	for (const figures of batches) {
		const all = figures.flatMap(known);
		const told = groupsIn(all);
		if (told.size > 0) forget(draft, told);
		for (const { figure, definition } of all) {
			const family = draft.get(figure.metric) ?? /* @__PURE__ */ new Map();
			const labels = labelText(definition, figure.labels);
			family.set(labels, grown(family.get(labels), definition, figure.value));
			draft.set(figure.metric, family);
		}
	}
	return draft;
}
// src/telemetry/metrics/read-exposition.ts
/** With `s`: labels may hold what ends a line elsewhere, such as U+2028. */
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$/s;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\[\\"n])*)"(?:,|$)/y;
const COMMENT = /^# (?:HELP [a-zA-Z_:][\w:]* .*|TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram))$/;
/** Not as Phoenix writes it: the number of the line, and what is wrong. */
var BrokenExposition = class extends Error {
	constructor(line, why) {
		super(`line ${line}: ${why}`);
		this.name = "BrokenExposition";
	}
};
/** What `labelText` has written; null: something else has. */
function labelsIn(text) {
	const labels = /* @__PURE__ */ new Map();
	LABEL.lastIndex = 0;
	for (let at = 0; at < text.length; at = LABEL.lastIndex) {
		const found = LABEL.exec(text);
		const [, name = "", value = ""] = found ?? [];
		if (!found || labels.has(name)) return null;
		labels.set(name, value.replace(/\\([\\"n])/g, (_, one) => one === "n" ? "\n" : one));
	}
	return labels;
}
function lineIn(text) {
	const found = SAMPLE.exec(text);
	if (!found) return null;
	const [, name = "", inner = "", number = ""] = found;
	const labels = labelsIn(inner);
	const value = Number(number);
	return labels && Number.isFinite(value) ? {
		name,
		labels,
		value
	} : null;
}
/** `phoenix_lock_wait_seconds` and `_bucket` of `phoenix_lock_wait_seconds_bucket`. */
function split(name) {
	const part = /_(?:bucket|sum|count)$/.exec(name)?.[0] ?? "";
	const metric = name.slice(0, name.length - part.length);
	return definitionOf(metric)?.type === "histogram" ? {
		metric,
		part
	} : {
		metric: name,
		part: ""
	};
}
function valueOf({ definition, parts }) {
	if (definition.type !== "histogram") {
		const value = parts.get("");
		return value !== void 0 && (definition.type === "gauge" || value >= 0) && parts.size === 1 ? {
			is: "number",
			value
		} : null;
	}
	const bounds = definition.buckets ?? [];
	const buckets = bounds.map((bound) => parts.get(`_bucket ${bound}`) ?? -1);
	const [count = -1, all = -1, sum = -1] = [
		"_count",
		"_bucket +Inf",
		"_sum"
	].map((part) => parts.get(part));
	const isRising = [...buckets, count].every((one, i, list) => one >= (i === 0 ? 0 : list[i - 1] ?? 0));
	const isWhole = parts.size === bounds.length + 3 && count === all && sum >= 0;
	return isRising && isWhole && Number.isInteger(count) ? {
		is: "histogram",
		buckets,
		sum,
		count
	} : null;
}
/** Buckets of another version: the histogram begins anew. */
function hasOtherBuckets({ definition, parts }) {
	return [...parts.keys()].flatMap((part) => /^_bucket (?!\+Inf)(.*)$/.exec(part)?.[1] ?? []).join(" ") !== (definition.buckets ?? []).join(" ");
}
/** The lines of each series, of metrics that this version has. */
function draftsIn(lines) {
	const drafts = /* @__PURE__ */ new Map();
	/** In another version, it was of another type. */
	const others = /* @__PURE__ */ new Set();
	for (const [i, text] of lines.entries()) {
		if (text.startsWith("#")) {
			const [is, typed = "", type] = COMMENT.exec(text) ?? [];
			if (is === void 0) throw new BrokenExposition(i + 1, "no comment of ours");
			if (typed !== "" && definitionOf(typed)?.type !== type) others.add(typed);
			continue;
		}
		const line = lineIn(text);
		if (!line) throw new BrokenExposition(i + 1, "no sample");
		const { metric, part } = split(line.name);
		const definition = definitionOf(metric);
		if (!definition || others.has(metric)) continue;
		const { le, ...values } = Object.fromEntries(line.labels);
		if (Object.keys(values).some((name) => !definition.labels.some((one) => one === name))) continue;
		const labels = labelText(definition, values);
		const key = `${metric} ${labels}`;
		const draft = drafts.get(key) ?? {
			definition,
			metric,
			labels,
			parts: /* @__PURE__ */ new Map()
		};
		const which = le === void 0 ? part : `${part} ${le}`;
		if (draft.parts.has(which)) throw new BrokenExposition(i + 1, "it stands there twice");
		draft.parts.set(which, line.value);
		drafts.set(key, draft);
	}
	return drafts.values();
}
/** @throws BrokenExposition */
function readExposition(text) {
	const lines = text.split("\n");
	if (lines.pop() !== "") throw new BrokenExposition(lines.length + 1, "it breaks off");
	const series = /* @__PURE__ */ new Map();
	for (const draft of draftsIn(lines)) {
		const { metric, labels, definition } = draft;
		if (definition.type === "histogram" && hasOtherBuckets(draft)) continue;
		const value = valueOf(draft);
		if (!value) throw new BrokenExposition(lines.length, `${metric}{${labels}} does not add up`);
		const family = series.get(metric) ?? /* @__PURE__ */ new Map();
		series.set(metric, family.set(labels, value));
	}
	return series;
}
export { METRICS as a, measuredInto as i, labelsIn as n, definitionOf as o, readExposition as r, BrokenExposition as t };
