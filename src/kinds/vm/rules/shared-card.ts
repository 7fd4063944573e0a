import { pointer } from '../../../json.ts';
import type { Resource } from '../../../config/model.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import type { VmSpec } from '../spec.ts';
import { machinesOf, passedTo } from './facts/machines.ts';

interface Holder {
  readonly resource: Resource<VmSpec>;
  readonly slot: string;
}

/** Where it stands in the file: a card of `gpus` has no slot there. */
const pathOf = ({ resource, slot }: Holder) =>
  resource.merged[slot] === undefined ? '/gpus' : pointer(slot);

export const sharedCard: Rule = {
  id: 'PHX684',
  severity: 'warning',
  title: 'Two machines that run want the same device',
  why: 'A device that is passed through belongs to one machine at a time: the second one does not start.',
  example: {
    wrong: '"hostpci0": { "mapping": "gpu0" }   in vm/a and in vm/b, both running on one node',
    right: 'another device for one of them, or "state": "stopped"',
  },
  *check({ estate }): Iterable<Breach> {
    const held = new Map<string, Holder>();
    for (const resource of machinesOf(estate)) {
      const { spec } = resource;
      if (spec.state !== 'running') continue;
      for (const slot of passedTo(spec)) {
        const { mapping, host, mdev } = spec.groups[slot] ?? {};
        // A mapping may name several devices, and each mediated device is another one.
        if (mdev !== undefined) continue;
        const key = `${spec.node} ${mapping ?? host ?? ''}`;
        const first = held.get(key);
        const holder = { resource, slot };
        if (!first) held.set(key, holder);
        else
          yield {
            message: `${resource.address} and ${first.resource.address} want ${mapping ?? host} of ${spec.node}`,
            hint: 'Give it to one of them, or name another device. A mapping of several devices: suppress this with that reason.',
            at: { resource, path: pathOf(holder) },
            also: { resource: first.resource, path: pathOf(first) },
          };
      }
    }
  },
};
