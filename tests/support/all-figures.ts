/** A figure of every metric, so that whoever asks for one of them gets an answer. */
import type { Definition } from '../../src/telemetry/metrics/definition.ts';
import { METRICS } from '../../src/telemetry/metrics/definitions.ts';
import type { Figure } from '../../src/telemetry/signal.ts';

/** What rules and panels ask for by value; of any other label, its own name. */
const VALUES: Readonly<Record<string, string>> = {
  phoenix_steps_total: 'failed',
  phoenix_guests: 'running',
  phoenix_health_checks: 'unhealthy',
  phoenix_failures_total: 'BUG',
};

/** What is bad as it is. */
const FIXED: Readonly<Record<string, number>> = {
  phoenix_last_apply_success: 0,
  phoenix_node_reachable: 0,
  phoenix_guest_down: 1,
};

/** @param value of all others */
export function allFigures(value: number): readonly Figure[] {
  return Object.entries<Definition>(METRICS).map(([metric, { labels }]) => ({
    metric,
    labels: Object.fromEntries(
      labels.map((name) => {
        const special = ['outcome', 'state', 'code'].includes(name) ? VALUES[metric] : undefined;
        return [name, special ?? name];
      }),
    ),
    value: FIXED[metric] ?? value,
  }));
}
