import { n as secondsOf, t as figure } from "./figure.js";
// src/telemetry/metrics/of-health.ts
const STATES = [
	"healthy",
	"unhealthy",
	"unchecked"
];
/** @param at ISO time */
function healthFigures(of, found, at) {
	return [figure("phoenix_health_read_timestamp_seconds", of, secondsOf(at)), ...STATES.map((state) => figure("phoenix_health_checks", {
		...of,
		state
	}, found.filter((is) => is === state).length))];
}
export { healthFigures };
