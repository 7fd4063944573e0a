/** Types of zones, and the options that Proxmox lets each have (PVE 9.2: PVE::Network::SDN::Zones). */
export const ZONE_TYPES = ['simple', 'vlan', 'qinq', 'vxlan', 'evpn'] as const;

export type ZoneType = (typeof ZONE_TYPES)[number];

interface TypeOptions {
  readonly needs: readonly string[];
  readonly may: readonly string[];
}

const COMMON = ['nodes', 'mtu', 'dns', 'reversedns', 'dnszone', 'ipam'];

export const OPTIONS: Readonly<Record<ZoneType, TypeOptions>> = {
  simple: { needs: [], may: [...COMMON, 'dhcp'] },
  vlan: { needs: ['bridge'], may: [...COMMON, 'bridge-disable-mac-learning'] },
  qinq: { needs: ['bridge', 'tag'], may: [...COMMON, 'bridge-disable-mac-learning', 'vlan-protocol'] },
  vxlan: { needs: [], may: [...COMMON, 'peers', 'vxlan-port', 'fabric'] },
  evpn: {
    needs: ['controller', 'vrf-vxlan'],
    may: [
      ...COMMON,
      'mac',
      'exitnodes',
      'exitnodes-local-routing',
      'exitnodes-primary',
      'advertise-subnets',
      'disable-arp-nd-suppression',
      'bridge-disable-mac-learning',
      'rt-import',
      'vxlan-port',
    ],
  },
};

/** Whether vnets of it need a tag. */
export const isTagged = (type: string): boolean => type !== 'simple';
