/** What software that comes, changes or goes does to its guest. */
import type { Effect } from '../effect.ts';
import type { Circumstances, Cost } from './cost.ts';

const cost = (effect: Effect, note?: string): Cost => ({ effect, ...(note !== undefined && { note }) });

/** Software comes and goes while the guest runs; nothing starts a guest that shall be stopped for it. */
export function softwareCost(
  id: string,
  { template, becomes, stays, running, restarting }: Circumstances,
): Cost {
  if (template)
    return cost('impossible', 'a template stays as it is; raise "generation" to have it made anew');
  if (becomes) return cost('offline', 'while it runs, before it becomes a template');
  if (stays) return cost('config', 'waits until the guest runs');
  if (!running) return cost('config');
  return cost(restarting.has(id) ? 'restart' : 'live');
}
