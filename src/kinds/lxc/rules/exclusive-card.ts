import { nodeIn } from '../../../config/declared-node.ts';
import type { Resource } from '../../../config/model.ts';
import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import type { LxcSpec } from '../spec.ts';
import { containersOf } from './facts/containers.ts';

export const exclusiveCard: Rule = {
  id: 'PHX632',
  severity: 'error',
  title: 'Several running guests have a GPU that is for one',
  why: 'The file phoenix.json says "exclusive" of the card: whoever has it expects all of its memory and its time. A second guest takes memory of it that the first one fails without.',
  example: {
    wrong: '"gpus": { "gpu0": {} }   in two guests that run',
    right: '"state": "stopped"   in one of them, or "exclusive": false',
  },
  *check({ estate }): Iterable<Breach> {
    const owners = new Map<string, Resource<LxcSpec>>();
    for (const resource of containersOf(estate)) {
      const { spec, address } = resource;
      if (spec.state !== 'running') continue;
      const cards = nodeIn(estate.settings, spec.node)?.gpus ?? {};
      for (const name of Object.keys(spec.gpus)) {
        if (!cards[name]?.exclusive) continue;
        const owner = owners.get(`${spec.node} ${name}`);
        if (!owner) owners.set(`${spec.node} ${name}`, resource);
        else {
          yield {
            message: `${address} and ${owner.address} both run with ${name} of ${spec.node}, which is for one guest`,
            hint: 'Give one of them another card, or let it be stopped.',
            at: { resource, path: pointer('gpus', name), what: 'key' },
            also: { resource: owner, path: pointer('gpus', name), what: 'key' },
          };
        }
      }
    }
  },
};
