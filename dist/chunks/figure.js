// src/telemetry/metrics/figure.ts
function figure(metric, labels, value) {
	return {
		metric,
		labels,
		value
	};
}
const whose = (estate) => ({
	estate: estate.settings.name,
	env: estate.env ?? ""
});
/** ISO time, in seconds since 1970. */
const secondsOf = (iso) => Date.parse(iso) / 1e3;
export { secondsOf as n, whose as r, figure as t };
