import type { Breach, Rule } from './rule.ts';
import { hasAddress, spotOf, staticAddresses } from './facts/static-addresses.ts';

export const addressOutside: Rule = {
  id: 'PHX515',
  severity: 'error',
  title: 'A static address is reserved, or outside of the network that its card is in',
  why: 'Outside of the subnet nobody there answers the guest, and a reserved address belongs to somebody else, such as a NAS. Proxmox takes any address on any bridge; subnets and reserved addresses stand under "networks" in phoenix.json.',
  example: {
    wrong: '"subnet": "10.0.0.0/24" of the network, and "ip": "10.0.1.5/24" of a guest on its bridge',
    right: '"ip": "10.0.0.5/24"',
  },
  *check(input): Iterable<Breach> {
    for (const one of staticAddresses(input)) {
      if (one.fault?.is === 'outside') {
        const { name } = one.fault.network;
        const subnet = input.estate.settings.networks[name]?.subnet;
        yield {
          message: `${hasAddress(one)}, which is outside of the network "${name}", ${subnet}`,
          hint: 'Correct the address, the bridge or the VLAN; a second network on this bridge is declared under "networks" too.',
          at: spotOf(one),
          also: input.inSettings('networks', name, 'subnet'),
        };
      } else if (one.fault?.is === 'reserved') {
        const { network, index } = one.fault;
        yield {
          message: `${hasAddress(one)}, which is reserved in the network "${network.name}"`,
          hint: 'Give the guest another address, or take this one out of "reserved" in phoenix.json.',
          at: spotOf(one),
          also: input.inSettings('networks', network.name, 'reserved', index),
        };
      }
    }
  },
};
