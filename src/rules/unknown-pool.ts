import { quote } from '../config/quote.ts';
import { didYouMean } from '../config/suggest.ts';
import type { Breach, Rule } from './rule.ts';

export const unknownPool: Rule = {
  id: 'PHX522',
  severity: 'error',
  title: 'A pool does not exist',
  why: 'Proxmox makes no guest in a pool that is not there, and Phoenix makes no pools. Those that exist stand under "pools" in phoenix.json; without it nothing is checked.',
  example: { wrong: '"pools": ["lab"], and "pool": "labs" of a guest', right: '"pool": "lab"' },
  *check(input): Iterable<Breach> {
    const { pools } = input.estate.settings;
    if (!pools) return;
    const known = new Set(pools);
    for (const { resource, view } of input.guests) {
      if (view.pool === null || known.has(view.pool)) continue;
      yield {
        message: `there is no pool ${quote(view.pool)}`,
        hint: didYouMean(view.pool, pools, 'Leave "pool" out, or add it to "pools" in phoenix.json.'),
        at: { resource, path: '/pool' },
        also: input.inSettings('pools'),
      };
    }
  },
};
