/** A guest's `netN` as the lab plugs them in: static addresses as given, and one of the lab's own for `ip=dhcp`. Pure. */
import { FAMILIES, parsePropertyString } from '../../../node/property-string.ts';
import { formatAddress, parseSubnet, type Subnet } from './addresses.ts';
import { bridgeName } from './names.ts';

export interface GuestNet {
  /** `net0` */
  readonly key: string;
  /** In the guest, such as `eth0`. */
  readonly name: string;
  /** In the lab's namespace; as Proxmox calls it on the node. */
  readonly veth: string;
  readonly bridge: string;
  readonly hwaddr?: string;
  /** With mask; without one the interface is only up. */
  readonly address?: string;
  readonly gateway?: string;
  readonly address6?: string;
  readonly gateway6?: string;
  readonly mtu?: string;
  readonly down: boolean;
}

/** @param dhcp the address for a `netN` with `ip=dhcp`, and the network that it stands in */
export function guestNets(
  vmid: number,
  options: ReadonlyMap<string, string>,
  dhcp: (key: string, bridge: string) => { readonly address: string; readonly subnet: Subnet },
): GuestNet[] {
  const keys = [...options.keys()].filter((key) => /^net\d+$/.test(key));
  keys.sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)));
  return keys.map((key) => {
    const net = parsePropertyString(FAMILIES.net, options.get(key) ?? '');
    const bridge = bridgeName(net.get('bridge') ?? 'vmbr0', net.get('tag'));
    const base = {
      key,
      name: net.get('name') ?? `eth${key.slice(3)}`,
      veth: `veth${vmid}i${key.slice(3)}`,
      bridge,
    };
    const optional = (name: string, value: string | undefined) => (value ? { [name]: value } : {});
    const ip = net.get('ip') ?? '';
    const given =
      ip === 'dhcp'
        ? leased(dhcp(key, bridge))
        : ip.includes('/')
          ? { address: ip, ...optional('gateway', net.get('gw')) }
          : {};
    const ip6 = net.get('ip6') ?? '';
    const given6 = ip6.includes('/') ? { address6: ip6, ...optional('gateway6', net.get('gw6')) } : {};
    return {
      ...base,
      ...optional('hwaddr', net.get('hwaddr')),
      ...optional('mtu', net.get('mtu')),
      ...given,
      ...given6,
      down: net.get('link_down') === '1',
    };
  });
}

function leased({ address, subnet }: { readonly address: string; readonly subnet: Subnet }) {
  return { address: `${address}/${subnet.bits}`, gateway: formatAddress(subnet.base + 1) };
}

/** The gateway that the lab's bridge must be for this interface, with mask; null when it needs none. */
export function gatewayOf(net: GuestNet): string | null {
  const subnet = parseSubnet(net.address ?? '');
  return subnet === null || net.gateway === undefined ? null : `${net.gateway}/${subnet.bits}`;
}
