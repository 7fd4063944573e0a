import { isOn, networksOfBridge, wireOf, wireText } from './declared-networks.ts';
import { nodeIn } from '../config/declared-node.ts';
import type { Breach, Rule } from './rule.ts';

export const undeclaredVlan: Rule = {
  id: 'PHX519',
  severity: 'warning',
  title: 'A card is in a VLAN that no declared network has',
  why: 'Proxmox takes any VLAN, and where the switch knows nothing of it the guest is alone in it. Only asked where phoenix.json declares networks of this bridge.',
  example: {
    wrong:
      '"networks": { "iot": { "bridge": "vmbr0", "tag": 20 } }, and "net0": { "bridge": "vmbr0", "tag": 30 } of a guest',
    right: '"net0": { "bridge": "vmbr0", "tag": 20 }',
  },
  *check({ guests, estate: { settings } }): Iterable<Breach> {
    for (const { resource, view } of guests) {
      for (const { slot, bridge, tag, isTrunk } of view.cards) {
        // That the node has no such bridge is PHX603.
        if (bridge === null || isTrunk || nodeIn(settings, view.node)?.bridges?.includes(bridge) === false)
          continue;
        const declared = networksOfBridge(settings, bridge);
        const here = declared.filter((network) => isOn(network, view.node));
        if (declared.length === 0 || here.some((network) => network.tag === tag)) continue;
        const wires = new Map(
          here.map((one) => [
            wireOf(one.bridge, one.tag),
            `"${one.name}" (${wireText(one.bridge, one.tag)})`,
          ]),
        );
        const known = [...wires.values()].slice(0, 8).join(', ');
        yield {
          message:
            here.length === 0
              ? `${slot} of ${resource.address} is on ${bridge}, and no network of it is declared for ${view.node}`
              : `${slot} of ${resource.address} is on ${wireText(bridge, tag)}, and no such network is declared`,
          hint: known
            ? `Known here: ${known}. Declare another one under "networks" in phoenix.json.`
            : `Add ${view.node} to "nodes" of the network in phoenix.json, or take another bridge.`,
          at: { resource, path: `/${slot}/${here.length === 0 || tag === null ? 'bridge' : 'tag'}` },
        };
      }
    }
  },
};
