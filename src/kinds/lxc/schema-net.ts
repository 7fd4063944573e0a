/** Network cards in a file. */
import { z } from 'zod';
import * as is from '../guest/formats.ts';
import { decimal, flag, list } from '../guest/schema-values.ts';

const net = z.strictObject({
  name: z
    .string()
    .regex(/^[-_.\w]{1,15}$/)
    .optional()
    .describe('The card inside the guest; "eth0" for net0 unless said otherwise.'),
  bridge: z
    .string()
    .regex(/^[-_.\w]+$/)
    .optional()
    .describe('A bridge or vnet of the node.'),
  ip: z
    .string()
    .refine(
      (text) => text === 'dhcp' || text === 'manual' || is.isCidr4(text),
      'must be "dhcp", "manual" or an address with its prefix length, such as "10.0.0.5/24"',
    )
    .optional(),
  pin: z
    .union([z.ipv4(), z.ipv6()])
    .optional()
    .describe('On a vnet with DHCP: the address that IPAM gives it, instead of the next free one.'),
  gw: z.string().refine(is.isIpv4, 'must be an IPv4 address').optional(),
  ip6: z
    .string()
    .refine(
      (text) => ['auto', 'dhcp', 'manual'].includes(text) || is.isCidr6(text),
      'must be "auto", "dhcp", "manual" or an address with its prefix length, such as "fd00::5/64"',
    )
    .optional(),
  gw6: z.string().refine(is.isIpv6, 'must be an IPv6 address').optional(),
  hwaddr: z
    .string()
    .refine(is.isMac, 'must be a unicast MAC address such as "BC:24:11:00:00:01"')
    .optional()
    .describe('Left to Proxmox, which makes one and keeps it, unless it stands here.'),
  tag: z.int().min(1).max(4094).optional().describe('VLAN tag.'),
  trunks: z
    .union([
      list(/[1-9]\d{0,2}|[1-3]\d{3}|40[0-8]\d|409[0-4]/, 'VLAN ids'),
      z.array(z.int().min(1).max(4094)).min(1),
    ])
    .optional()
    .describe('VLAN ids that pass through.'),
  mtu: z.int().min(64).max(65_535).optional(),
  rate: decimal.optional().describe('Limit in megabytes a second.'),
  firewall: flag.optional().describe("Proxmox's firewall filters this card."),
  link_down: flag.optional().describe('As if the cable were pulled.'),
  'host-managed': flag
    .optional()
    .describe('The node configures the card, for guests without an init (PVE 9.1).'),
});

type Below<N extends number, Counted extends readonly unknown[] = []> = Counted['length'] extends N
  ? never
  : Counted['length'] | Below<N, [...Counted, unknown]>;

/** `net0` … `net31` (PVE 9.2). */
export type NetKey = `net${Below<32>}`;
export const NET_KEYS: readonly NetKey[] = Array.from({ length: 32 }, (_, index) => `net${index}` as NetKey);

export const nets = Object.fromEntries(NET_KEYS.map((key) => [key, net.optional()])) as Record<
  NetKey,
  z.ZodOptional<typeof net>
>;
