/** How long a guest is expected to be down: the one place with the figures. */
import { atMost, type Effect, worst } from '../effect.ts';
import type { Change } from '../change.ts';

/**
 * Seconds, from medians of the real commands on two cores with a container of 190 MB (PVE 9.2): `pct reboot` 3.4,
 * `pct shutdown` 2.7, `pct start` 1.9, `pct snapshot` 1.0, `pct create` 4.1, `pct destroy` 1.1. What runs inside starts later than Proxmox
 * says.
 */
const SECONDS = { reboot: 3.4, shutdown: 2.7, start: 1.9, snapshot: 1, create: 4.1, destroy: 1.1 } as const;

const up = Math.ceil;

/** Seconds for the changes of a guest that runs and shall run afterwards. */
function secondsOf(effect: Effect, snapshot: boolean): number {
  if (atMost(effect, 'live') || effect === 'impossible') return 0;
  // It is taken while the guest is down anyway.
  if (snapshot && atMost(effect, 'offline')) return up(SECONDS.shutdown + SECONDS.snapshot + SECONDS.start);
  if (effect === 'restart') return up(SECONDS.reboot);
  if (effect === 'offline') return up(SECONDS.shutdown + SECONDS.start);
  return up(SECONDS.shutdown + SECONDS.destroy + SECONDS.create + SECONDS.start);
}

/**
 * Null: it stays down. 0: it runs on, or does not run anyway.
 * @param snapshot one is taken before the change
 */
export function downtimeOf(
  changes: readonly Change[],
  running: boolean,
  runsAfterwards: boolean,
  snapshot = false,
): number | null {
  if (!running) return 0;
  if (!runsAfterwards) return null;
  const possible = changes.filter((change) => change.effect !== 'impossible');
  return secondsOf(worst(possible.map((change) => change.effect)), snapshot);
}
