import type { Breach, Rule } from '../../../rules/rule.ts';
import type { Resource } from '../../../config/model.ts';
import type { VnetInput } from '../schema.ts';

export const sameTag: Rule = {
  id: 'PHX850',
  severity: 'error',
  title: 'Two vnets of a zone have the same tag',
  why: 'They would be one network with two names: Proxmox refuses the second one, and with it all changes of SDN of the same apply.',
  example: { wrong: '"tag": 20 in two vnets of the zone "office"', right: '"tag": 20 and "tag": 30' },
  *check({ estate }): Iterable<Breach> {
    const known = new Map<string, Resource>();
    for (const vnet of estate.resources.values()) {
      if (vnet.kind !== 'vnet') continue;
      const { zone, tag } = vnet.merged as unknown as VnetInput;
      if (tag === undefined) continue;
      const other = known.get(`${zone} ${tag}`);
      if (other) {
        yield {
          message: `${vnet.address} has the tag ${tag}, as ${other.address} in the same zone`,
          hint: 'Give each its own.',
          at: { resource: vnet, path: '/tag' },
          also: { resource: other, path: '/tag' },
        };
      } else known.set(`${zone} ${tag}`, vnet);
    }
  },
};
