import { pointer } from '../json.ts';
import type { Breach, Guest, Rule } from './rule.ts';

/** Two cards of different guests; of one guest it is never allowed (PHX609). */
export const sameMac: Rule = {
  id: 'PHX511',
  severity: 'error',
  title: 'Two guests have the same MAC address',
  why: 'A switch sends what is for one of them to whoever spoke last, so both lose packets at random, and DHCP gives both the same address. It happens when a file is copied with its "hwaddr".',
  example: {
    wrong: '"net0": { "bridge": "vmbr0", "hwaddr": "BC:24:11:00:00:01" }   in two files',
    right: '"net0": { "bridge": "vmbr0" }   Proxmox makes up an address',
  },
  *check({ guests }): Iterable<Breach> {
    const owners = new Map<string, { readonly guest: Guest; readonly slot: string }>();
    for (const guest of guests) {
      for (const { slot, hwaddr } of guest.view.cards) {
        if (hwaddr === null) continue;
        const owner = owners.get(hwaddr);
        if (!owner) owners.set(hwaddr, { guest, slot });
        else if (owner.guest !== guest) {
          yield {
            message: `${guest.resource.address} and ${owner.guest.resource.address} have the same MAC, ${hwaddr.toUpperCase()}`,
            hint: 'Leave "hwaddr" out of one of them; Proxmox makes up another one.',
            at: { resource: guest.resource, path: pointer(slot, 'hwaddr') },
            also: { resource: owner.guest.resource, path: pointer(owner.slot, 'hwaddr') },
          };
        }
      }
    }
  },
};
