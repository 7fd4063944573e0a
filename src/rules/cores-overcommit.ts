import { plural } from '../plan/render/words.ts';
import { nodeIn } from './declared-node.ts';
import { addShare, overcommitted, type Share } from './promised.ts';
import type { Breach, Rule } from './rule.ts';

export const coresOvercommit: Rule = {
  id: 'PHX524',
  severity: 'warning',
  title: 'Guests are promised many times the cores of their node',
  why: 'Cores are shared, so that promising each of them several times is usual; with too many at work at once everything on the node becomes slow, Proxmox included. A guest with more cores than its node has gains nothing, and a virtual machine does not start. "capacity" and "policies.overcommit" in phoenix.json say what there is, and how often it may be promised: 4 times, unless they do.',
  example: {
    wrong: '"capacity": { "cores": 4 } of the node, and "cores": 8 of a guest',
    right: '"cores": 4',
  },
  *check(input): Iterable<Breach> {
    const { settings } = input.estate;
    const pots = new Map<string, Share[]>();
    const text = (cores: number) => plural(cores, 'core');
    for (const { resource, view } of input.guests) {
      const has = nodeIn(settings, view.node)?.capacity?.cores;
      if (has === undefined) continue;
      const at = { resource, path: '/cores' };
      if (view.cores > has) {
        yield {
          message: `${resource.address} has ${text(view.cores)}, and ${view.node} has ${text(has)}`,
          hint: `Write at most ${has}.`,
          at,
          also: input.inSettings('nodes', view.node, 'capacity', 'cores'),
        };
      } else if (view.runs) addShare(pots, view.node, { who: resource.address, amount: view.cores, at });
    }
    for (const [node, shares] of pots) {
      const has = nodeIn(settings, node)?.capacity?.cores ?? 0;
      const at = input.inSettings('nodes', node, 'capacity', 'cores');
      const pot = {
        takers: `the guests of ${node} that run`,
        owner: `of ${node}`,
        has,
        times: settings.policies.overcommit.cores,
      };
      const found = overcommitted({ ...pot, policy: 'cores', at, text }, shares);
      if (found) yield found;
    }
  },
};
