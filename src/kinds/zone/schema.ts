/** What a file `zone/NAME.json` may hold: a zone of SDN in Proxmox's words. Which options a type has stands in types.ts. */
import { z } from 'zod';
import type { SchemaWords } from '../../config/schema-words.ts';
import { ZONE_TYPES } from './types.ts';

const name = z.string().regex(/^[\w.-]+$/, 'must be a name');
const names = z.array(name).min(1);
const vni = z.int().min(1).max(16_777_215);

export const zoneSchema = z.strictObject({
  $schema: z.string().optional(),
  type: z
    .enum(ZONE_TYPES)
    .describe('What carries its traffic: nothing but the node, VLANs of a bridge, or tunnels.'),
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  adopt: z.boolean().optional().describe('Take over a zone that exists.'),
  nodes: names.optional().describe('Nodes that have it; all without it.'),
  dhcp: z
    .literal('dnsmasq')
    .optional()
    .describe('Guests on its vnets get addresses from their subnets: every node needs the package dnsmasq.'),
  ipam: name.optional().describe('Who keeps track of addresses; "pve", Proxmox itself, where there is DHCP.'),
  mtu: z.int().min(576).max(65_535).optional().describe('The largest packet on its vnets.'),
  dns: name.optional().describe('A DNS server of SDN that gets a record for each guest.'),
  reversedns: name.optional(),
  dnszone: z
    .string()
    .regex(/^[\w.-]+$/, 'must be a DNS name')
    .optional(),
  bridge: z
    .string()
    .regex(/^[-_.\w]+$/, 'must be a bridge of the nodes')
    .optional(),
  'bridge-disable-mac-learning': z.boolean().optional(),
  tag: z.int().min(1).max(4094).optional().describe('The outer VLAN of a qinq zone.'),
  'vlan-protocol': z.enum(['802.1q', '802.1ad']).optional(),
  peers: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .min(1)
    .optional()
    .describe('The nodes of a vxlan zone, by address.'),
  'vxlan-port': z.int().min(1).max(65_535).optional(),
  fabric: name.optional().describe('The fabric that carries a vxlan zone, in place of peers (PVE 9).'),
  controller: name.optional().describe('The controller of an evpn zone; it is made in Proxmox.'),
  'vrf-vxlan': vni.optional(),
  mac: z
    .string()
    .regex(/^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/, 'must be a MAC address')
    .optional(),
  exitnodes: names.optional(),
  'exitnodes-local-routing': z.boolean().optional(),
  'exitnodes-primary': name.optional(),
  'advertise-subnets': z.boolean().optional(),
  'disable-arp-nd-suppression': z.boolean().optional(),
  'rt-import': z
    .string()
    .regex(/^\d+:\d+(?:,\d+:\d+)*$/, 'must be route targets such as "65000:1"')
    .optional(),
});

export type ZoneInput = z.infer<typeof zoneSchema>;

export const ZONE_WORDS: SchemaWords = {
  type: { examples: ['simple', 'vlan'] },
  extends: { examples: [['internal']] },
  nodes: { examples: [['pve1', 'pve2']] },
  ipam: { examples: ['pve'] },
  mtu: { examples: [1450] },
  dns: { examples: ['powerdns'] },
  reversedns: { about: 'The same for reverse records.', examples: ['powerdns'] },
  dnszone: { about: 'The domain of these records.', examples: ['lab.example.org'] },
  bridge: { about: 'The bridge that its VLANs are on.', examples: ['vmbr0'] },
  'bridge-disable-mac-learning': { about: 'Guests cannot take the address of another one.' },
  tag: { examples: [20] },
  'vlan-protocol': { about: 'How the outer VLAN is written; 802.1q unless given.' },
  peers: { examples: [['10.0.0.11', '10.0.0.12']] },
  'vxlan-port': { about: 'The UDP port of the tunnels; 4789 unless given.', examples: [4789] },
  fabric: { examples: ['backbone'] },
  controller: { examples: ['evpnctl'] },
  'vrf-vxlan': { about: 'The number of the virtual router.', examples: [10_000] },
  mac: { about: 'The address of the gateways on all nodes.', examples: ['BC:24:11:00:00:01'] },
  exitnodes: { about: 'Nodes that lead out of an evpn zone.', examples: [['pve1']] },
  'exitnodes-local-routing': { about: 'These nodes can reach the guests themselves.' },
  'exitnodes-primary': { about: 'The exit that is taken first.', examples: ['pve1'] },
  'advertise-subnets': { about: 'Whole subnets are announced, in place of single guests.' },
  'disable-arp-nd-suppression': { about: 'Questions for addresses are passed on to all nodes.' },
  'rt-import': { about: 'Routes of others that are taken in.', examples: ['65000:65000'] },
};
