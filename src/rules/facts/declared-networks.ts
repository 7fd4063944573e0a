/** The networks of `phoenix.json`, their addresses as numbers, and which of them a card is in. */
import {
  type Address,
  type AddressRange,
  isInRange,
  parseAddress,
  parseRange,
  parseSubnet,
} from '../../config/address-range.ts';
import type { Settings } from '../../config/settings.ts';
import { grouped } from '../../grouped.ts';
import type { NodeName } from '../../kinds/step.ts';

export interface DeclaredNetwork {
  readonly name: string;
  readonly bridge: string;
  readonly tag: number | null;
  /** Null: every node. */
  readonly nodes: ReadonlySet<NodeName> | null;
  readonly subnet: AddressRange | null;
  readonly gateway: Address | null;
  /** In the order of the file. */
  readonly dhcp: readonly AddressRange[];
  readonly reserved: readonly AddressRange[];
  readonly mtu: number | null;
}

interface Declared {
  readonly all: readonly DeclaredNetwork[];
  readonly byBridge: ReadonlyMap<string, readonly DeclaredNetwork[]>;
  /** By bridge and VLAN. */
  readonly byWire: ReadonlyMap<string, readonly DeclaredNetwork[]>;
}

const KNOWN = new WeakMap<Settings, Declared>();

/** A bridge and a VLAN of it. */
export const wireOf = (bridge: string, tag: number | null): string => `${bridge} ${tag ?? '-'}`;

/** `VLAN 30 of vmbr0`. */
export const wireText = (bridge: string, tag: number | null): string =>
  tag === null ? `${bridge} without a VLAN` : `VLAN ${tag} of ${bridge}`;

function declaredIn(settings: Settings): Declared {
  const known = KNOWN.get(settings);
  if (known) return known;
  const all = Object.entries(settings.networks).map(([name, network]): DeclaredNetwork => {
    const { bridge, tag = null, nodes, subnet, gateway, dhcp = [], reserved = [], mtu = null } = network;
    return {
      name,
      bridge,
      tag,
      nodes: nodes ? new Set(nodes) : null,
      subnet: subnet === undefined ? null : parseSubnet(subnet),
      gateway: gateway === undefined ? null : parseAddress(gateway),
      dhcp: dhcp.flatMap((text) => parseRange(text) ?? []),
      reserved: reserved.flatMap((text) => parseRange(text) ?? []),
      mtu,
    };
  });
  const byBridge = grouped(all, ({ bridge }) => bridge);
  const byWire = grouped(all, ({ bridge, tag }) => wireOf(bridge, tag));
  const declared = { all, byBridge, byWire };
  KNOWN.set(settings, declared);
  return declared;
}

/** A subnet of a vnet that a file of its own declares: no network of phoenix.json has a blank in its name. */
export const isManaged = (name: string): boolean => name.includes(' ');

export const networksOf = (settings: Settings): readonly DeclaredNetwork[] => declaredIn(settings).all;

/** Those that are reached by a bridge, in whatever VLAN, on whatever node. */
export const networksOfBridge = (settings: Settings, bridge: string): readonly DeclaredNetwork[] =>
  declaredIn(settings).byBridge.get(bridge) ?? [];

export const isOn = ({ nodes }: DeclaredNetwork, node: NodeName): boolean => nodes?.has(node) ?? true;

/** Those that a card is in: one wire may carry several. */
export function networksAt(
  settings: Settings,
  node: NodeName,
  { bridge, tag }: { readonly bridge: string | null; readonly tag: number | null },
): readonly DeclaredNetwork[] {
  if (bridge === null) return [];
  const found = declaredIn(settings).byWire.get(wireOf(bridge, tag)) ?? [];
  return found.every((network) => isOn(network, node))
    ? found
    : found.filter((network) => isOn(network, node));
}

/** Of those of one wire, the one that an address belongs to, or should; null: nothing is declared for it. */
export function networkFor(networks: readonly DeclaredNetwork[], address: Address): DeclaredNetwork | null {
  let next: DeclaredNetwork | null = null;
  for (const network of networks) {
    const { subnet } = network;
    if (subnet && isInRange(address, subnet)) return network;
    // One whose addresses nobody knows is nearer than one that has others.
    if (!subnet || (subnet.family === address.family && !next)) next = network;
  }
  return next;
}
