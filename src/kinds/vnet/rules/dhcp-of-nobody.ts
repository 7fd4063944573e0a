import type { Breach, Rule } from '../../../rules/rule.ts';
import { cardsOnVnets, subnetsIn } from './facts/subnets.ts';

export const dhcpOfNobody: Rule = {
  id: 'PHX846',
  severity: 'error',
  title: 'A card asks for DHCP on a vnet that gives no addresses',
  why: 'The guest starts without an address and waits for one: nobody on the vnet answers, unless a DHCP server of your own is there, for which this rule can be turned off.',
  example: {
    wrong: '"net0": { "bridge": "web", "ip": "dhcp" }, where no subnet of vnet/web has "dhcp"',
    right: '"subnets": { "10.9.0.0/24": { "gateway": "10.9.0.1", "dhcp": ["10.9.0.50-10.9.0.99"] } }',
  },
  *check(input): Iterable<Breach> {
    const giving = new Set(
      subnetsIn(input).flatMap(({ vnet, dhcp }) => (dhcp.length > 0 ? [vnet.name] : [])),
    );
    for (const [vnet, cards] of cardsOnVnets(input)) {
      if (giving.has(vnet)) continue;
      for (const { guest, card } of cards) {
        if (!card.isDhcp) continue;
        yield {
          message: `${guest.resource.address} asks for DHCP on the vnet "${vnet}", which gives no addresses`,
          hint: `Write "dhcp" in a subnet of vnet/${vnet}, or a fixed address here.`,
          at: { resource: guest.resource, path: `/${card.slot}` },
        };
      }
    }
  },
};
