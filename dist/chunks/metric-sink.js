import { _ as ValueType, c as AggregationTemporality, d as millisToHrTime, l as ExportResultCode, n as OTLPMetricExporter, o as DataPointType, s as InstrumentType } from "./opentelemetry.js";
import { i as measuredInto, n as labelsIn, o as definitionOf } from "./read-exposition.js";
import { Ct as realClock } from "./base.js";
import { a as createQueue, i as ownResource, n as otlpSettings, o as failureText, r as SCOPE, t as LONGEST_END } from "./settings.js";
// src/telemetry/otlp/metric-data.ts
/** Series to metrics of OpenTelemetry, under the same names and with the same buckets. Pure. */
/**
* A number of things has none here: collectors that write for Prometheus make `_ratio` of the unit `1`, and rules and
* dashboards would not find the metric by its name.
*/
const unitOf = ({ unit }) => unit === "1" ? "" : unit;
/** Ours count all values up to their bound, theirs those of one bucket. */
function histogramOf(value, { buckets = [] }) {
	const upTo = [...value.buckets, value.count];
	const counts = upTo.map((count, i) => count - (upTo[i - 1] ?? 0));
	return {
		buckets: {
			boundaries: [...buckets],
			counts
		},
		sum: value.sum,
		count: value.count
	};
}
function metricOf(name, family, definition, { startTime, endTime, temporalityOf }) {
	const { help, type } = definition;
	const descriptor = {
		name,
		description: help,
		unit: unitOf(definition),
		valueType: ValueType.DOUBLE
	};
	const points = (of) => [...family].flatMap(([labels, value]) => of(value).map((one) => ({
		startTime,
		endTime,
		attributes: Object.fromEntries(labelsIn(labels) ?? []),
		value: one
	})));
	const numbers = () => points((value) => value.is === "number" ? [value.value] : []);
	switch (type) {
		case "counter": return {
			descriptor,
			dataPointType: DataPointType.SUM,
			isMonotonic: true,
			aggregationTemporality: temporalityOf(InstrumentType.COUNTER),
			dataPoints: numbers()
		};
		case "gauge": return {
			descriptor,
			dataPointType: DataPointType.GAUGE,
			aggregationTemporality: AggregationTemporality.CUMULATIVE,
			dataPoints: numbers()
		};
		case "histogram": return {
			descriptor,
			dataPointType: DataPointType.HISTOGRAM,
			aggregationTemporality: temporalityOf(InstrumentType.HISTOGRAM),
			dataPoints: points((value) => value.is === "histogram" ? [histogramOf(value, definition)] : [])
		};
	}
}
function metricData(series, options) {
	return [...series].flatMap(([name, family]) => {
		const definition = definitionOf(name);
		return definition && family.size > 0 ? [metricOf(name, family, definition, options)] : [];
	});
}
// src/telemetry/otlp/metric-sink.ts
/** Metrics by OTLP over HTTP: what a run has measured, sent once when it ends. Loaded when asked for. */
/** @throws Error for what the environment says and nobody can understand */
function openMetrics({ env, tell }) {
	const { server, timeout, agent, onUnreached } = otlpSettings(env, "METRICS");
	const startTime = millisToHrTime(realClock.now());
	const batches = [];
	const exporter = new OTLPMetricExporter({
		timeoutMillis: Math.min(timeout, LONGEST_END),
		httpAgentOptions: () => agent
	});
	const send = (metrics) => new Promise((resolve) => {
		exporter.export(metrics, ({ code, error }) => resolve(code === ExportResultCode.SUCCESS ? null : failureText(error)));
	});
	return {
		take: (signal) => {
			if (signal.is === "measured") batches.push(signal.figures);
		},
		close: async () => {
			const metrics = metricData(measuredInto(/* @__PURE__ */ new Map(), batches), {
				startTime,
				endTime: millisToHrTime(realClock.now()),
				temporalityOf: (instrument) => exporter.selectAggregationTemporality(instrument)
			});
			if (metrics.length === 0) return;
			const queue = createQueue({
				send: async ([all]) => all ? send(all) : null,
				timeout,
				longest: LONGEST_END
			});
			onUnreached(queue.unreached);
			queue.add({
				resource: ownResource(),
				scopeMetrics: [{
					scope: SCOPE,
					metrics
				}]
			});
			const { lost, why } = await queue.close();
			agent.destroy();
			if (lost > 0) tell(`the metrics of this run could not be sent to ${server}: ${why ?? "unknown"}`);
		}
	};
}
export { openMetrics };
