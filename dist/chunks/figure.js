// src/telemetry/metrics/figure.ts
function figure(metric, labels, value) {
	return {
		metric,
		labels,
		value
	};
}
/** Of an estate, or of a plan. */
const whose = (name, env) => ({
	estate: name,
	env: env ?? ""
});
/** ISO time, in seconds since 1970. */
const secondsOf = (iso) => Date.parse(iso) / 1e3;
export { secondsOf as n, whose as r, figure as t };
