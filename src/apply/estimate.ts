/**
 * How long a step will take, as far as anybody can tell beforehand: for the order in which ready steps start, nothing
 * else. From the recorded latencies (latency.json: medians in milliseconds, PVE 9.2, two cores, btrfs and dir storage).
 */
import type { Step } from '../kinds/step.ts';
import latency from './latency.json' with { type: 'json' };

const MEDIANS: Readonly<Record<string, number>> = latency;

/** A command that nobody measured: mostly Perl's start. */
const TYPICAL = 1000;
/** Software takes its time. */
const SOFTWARE = 30_000;
/** Rewriting a file under a lock. */
const RAW = 50;
/** A new connection by ssh. */
const REACH = 1000;
/** A server counts its memory first. */
const RESTART = 180_000;
/** A guest that is well at its first answer. */
const HEALTH = 200;

/** Milliseconds. */
export function estimate(step: Step): number {
  switch (step.do.verb) {
    case 'run': {
      const words = step.do.argv.filter((word) => typeof word === 'string');
      const command = words.slice(0, 2).join(' ');
      const full = words.includes('--full') && command === 'pct clone' ? 'pct clone --full' : command;
      return MEDIANS[full] ?? TYPICAL;
    }
    case 'raw':
    case 'write':
      return RAW;
    case 'reach':
      return REACH;
    case 'restart':
      return RESTART;
    case 'guest':
      return SOFTWARE;
    case 'health':
      return HEALTH;
    case 'wait':
      return Math.min(step.do.within, 5000);
  }
}
