/** Every static address of every guest, read once for all rules about addresses, with what is wrong with it by itself. */
import {
  type Address,
  addressKey,
  type AddressRange,
  parseAddress,
  parseInSubnet,
} from '../../config/address-range.ts';
import { type AddressFault, faultOf } from './address-fault.ts';
import { type DeclaredNetwork, networkFor, networksAt, wireOf } from './declared-networks.ts';
import type { Guest, RuleInput, Spot } from '../rule.ts';

export interface StaticAddress {
  readonly guest: Guest;
  readonly slot: string;
  readonly key: 'ip' | 'ip6';
  /** `10.0.0.5`. */
  readonly text: string;
  readonly address: Address;
  readonly prefix: number;
  /** The network that its prefix makes. */
  readonly subnet: AddressRange;
  /** Of the same card. */
  readonly gateway: Address | null;
  readonly gatewayText: string | null;
  /** Bridge and VLAN; null: no file tells, as with a clone. */
  readonly wire: { readonly bridge: string; readonly tag: number | null } | null;
  /** Null: none is declared for it. */
  readonly network: DeclaredNetwork | null;
  readonly fault: AddressFault | null;
}

const KNOWN = new WeakMap<RuleInput, readonly StaticAddress[]>();

/** In the order of guests and their cards. */
export function staticAddresses(input: RuleInput): readonly StaticAddress[] {
  const known = KNOWN.get(input);
  if (known) return known;
  const nodes = nodeAddresses(input);
  const all: StaticAddress[] = [];
  for (const guest of input.guests) {
    for (const card of guest.view.cards) {
      const { slot, bridge, tag } = card;
      const networks = networksAt(input.estate.settings, guest.view.node, card);
      for (const key of ['ip', 'ip6'] as const) {
        const written = card[key];
        const parsed = written === null ? null : parseInSubnet(written);
        if (written === null || !parsed) continue;
        const { address, prefix, subnet } = parsed;
        const gatewayText = key === 'ip' ? card.gw : card.gw6;
        const gateway = gatewayText === null ? null : parseAddress(gatewayText);
        const network = networkFor(networks, address);
        all.push({
          guest,
          slot,
          key,
          text: written.slice(0, written.indexOf('/')),
          address,
          prefix,
          subnet,
          gateway,
          gatewayText,
          wire: bridge === null ? null : { bridge, tag },
          network,
          fault: faultOf({ address, subnet, gateway, network }, nodes),
        });
      }
    }
  }
  KNOWN.set(input, all);
  return all;
}

/** The nodes whose `address` is one, by that address. */
function nodeAddresses({ estate }: RuleInput): ReadonlyMap<string, string> {
  const nodes = new Map<string, string>();
  for (const [name, { address }] of Object.entries(estate.settings.nodes)) {
    const parsed = address === undefined ? null : parseAddress(address);
    if (parsed) nodes.set(addressKey(parsed), name);
  }
  return nodes;
}

/** The network that it is in, or its wire; null: no file tells, and it may be anywhere. */
export function placeOf({ network, wire }: Pick<StaticAddress, 'network' | 'wire'>): string | null {
  if (network) return network.name;
  return wire && wireOf(wire.bridge, wire.tag);
}

export const spotOf = ({ guest, slot, key }: StaticAddress): Spot => ({
  resource: guest.resource,
  path: `/${slot}/${key}`,
});

/** `lxc/web has the address 10.0.0.5`. */
export const hasAddress = ({ guest, text }: StaticAddress): string =>
  `${guest.resource.address} has the address ${text}`;
