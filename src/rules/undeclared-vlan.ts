import { nodeIn } from '../config/declared-node.ts';
import type { Settings } from '../config/settings.ts';
import type { CardView } from '../kinds/guest-view.ts';
import { isOn, networksAt, networksOfBridge, wireText } from './facts/declared-networks.ts';
import type { Breach, Guest, Rule } from './rule.ts';

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
  *check(input): Iterable<Breach> {
    const { settings } = input.estate;
    for (const guest of input.guests) {
      const { node } = guest.view;
      for (const card of guest.view.cards) {
        const { bridge, isTrunk } = card;
        // That the node has no such bridge is PHX603.
        if (bridge === null || isTrunk || nodeIn(settings, node)?.bridges?.includes(bridge) === false)
          continue;
        if (networksOfBridge(settings, bridge).length === 0 || networksAt(settings, node, card).length > 0)
          continue;
        yield breach(guest, { ...card, bridge }, settings);
      }
    }
  },
};

const SHOWN = 8;

interface CardOnBridge extends CardView {
  readonly bridge: string;
}

function breach({ resource, view }: Guest, { slot, bridge, tag }: CardOnBridge, settings: Settings): Breach {
  const here = networksOfBridge(settings, bridge).filter((network) => isOn(network, view.node));
  if (here.length === 0) {
    return {
      message: `${slot} of ${resource.address} is on ${bridge}, and no network of it is declared for ${view.node}`,
      hint: `Add ${view.node} to "nodes" of the network in phoenix.json, or take another bridge.`,
      at: { resource, path: `/${slot}/bridge` },
    };
  }
  const known = here.slice(0, SHOWN).map((one) => `"${one.name}" (${wireText(one.bridge, one.tag)})`);
  return {
    message: `${slot} of ${resource.address} is on ${wireText(bridge, tag)}, and no such network is declared`,
    hint: `Known here: ${known.join(', ')}. Take one of them, or declare another under "networks" in phoenix.json.`,
    at: { resource, path: `/${slot}/${tag === null ? 'bridge' : 'tag'}` },
  };
}
