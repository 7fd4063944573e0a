/** What is wrong with one static address, whatever others have: the first thing only, so that nothing is said twice. */
import { type Address, addressKey, type AddressRange, isInRange } from '../../config/address-range.ts';
import type { DeclaredNetwork } from './declared-networks.ts';

export type AddressFault =
  /** The first or the last address of its network, which stand for the network itself. */
  | { readonly is: 'network' | 'broadcast' }
  /** The gateway that the card itself names, or that of the declared network. */
  | { readonly is: 'own-gateway' }
  | { readonly is: 'gateway'; readonly network: DeclaredNetwork }
  | { readonly is: 'node'; readonly node: string }
  | { readonly is: 'outside'; readonly network: DeclaredNetwork }
  /** `index` of the list in `phoenix.json`. */
  | { readonly is: 'reserved' | 'dhcp'; readonly network: DeclaredNetwork; readonly index: number };

interface Placed {
  readonly address: Address;
  readonly subnet: AddressRange;
  readonly gateway: Address | null;
  readonly network: DeclaredNetwork | null;
}

const isSame = (a: Address, b: Address | null): boolean => a.family === b?.family && a.value === b.value;

/** @param nodes names of nodes by their addresses */
export function faultOf(placed: Placed, nodes: ReadonlyMap<string, string>): AddressFault | null {
  const { address, subnet, gateway, network } = placed;
  const end = endOf(address, subnet);
  if (end) return { is: end };
  if (isSame(address, gateway)) return { is: 'own-gateway' };
  if (network && isSame(address, network.gateway)) return { is: 'gateway', network };
  const node = nodes.size === 0 ? undefined : nodes.get(addressKey(address));
  if (node !== undefined) return { is: 'node', node };
  if (!network) return null;
  if (network.subnet) {
    if (!isInRange(address, network.subnet)) return { is: 'outside', network };
    const there = endOf(address, network.subnet);
    if (there) return { is: there };
  }
  for (const is of ['reserved', 'dhcp'] as const) {
    const index = network[is].findIndex((range) => isInRange(address, range));
    if (index !== -1) return { is, network, index };
  }
  return null;
}

/** A network of two addresses or one has neither end (RFC 3021, RFC 6164), and IPv6 has no broadcast. */
function endOf({ family, value }: Address, { first, last }: AddressRange): 'network' | 'broadcast' | null {
  if (last - first < 2n) return null;
  if (value === first) return 'network';
  return family === 4 && value === last ? 'broadcast' : null;
}
