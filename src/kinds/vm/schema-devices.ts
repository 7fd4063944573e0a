/** Cards and devices of a virtual machine in a file: network, USB, PCI, serial ports. */
import { z } from 'zod';
import * as is from '../guest/formats.ts';
import { decimal, flag, list, size, trimmed } from '../guest/schema-values.ts';

const mapping = z.string().regex(/^[A-Za-z][\w-]*$/, 'must be the name of a resource mapping of the cluster');

const net = z.strictObject({
  model: z
    .enum(['virtio', 'e1000', 'e1000e', 'rtl8139', 'vmxnet3'])
    .optional()
    .describe('"virtio" unless said otherwise.'),
  bridge: z
    .string()
    .regex(/^[-_.\w]+$/)
    .optional()
    .describe('A bridge or vnet of the node.'),
  ip: z
    .string()
    .refine(
      (text) => text === 'dhcp' || is.isCidr4(text),
      'must be "dhcp" or an address with its prefix length, such as "10.0.0.5/24"',
    )
    .optional()
    .describe('What cloud-init gives the card.'),
  pin: z
    .union([z.ipv4(), z.ipv6()])
    .optional()
    .describe('On a vnet with DHCP: the address that IPAM gives it, instead of the next free one.'),
  gw: z.string().refine(is.isIpv4, 'must be an IPv4 address').optional(),
  ip6: z
    .string()
    .refine(
      (text) => ['auto', 'dhcp'].includes(text) || is.isCidr6(text),
      'must be "auto", "dhcp" or an address with its prefix length, such as "fd00::5/64"',
    )
    .optional(),
  gw6: z.string().refine(is.isIpv6, 'must be an IPv6 address').optional(),
  hwaddr: z
    .string()
    .refine(is.isMac, 'must be a unicast MAC address such as "BC:24:11:00:00:01"')
    .optional()
    .describe('The same on every run unless it stands here.'),
  tag: z.int().min(1).max(4094).optional().describe('VLAN tag.'),
  trunks: z
    .union([
      list(/[1-9]\d{0,2}|[1-3]\d{3}|40[0-8]\d|409[0-4]/, 'VLAN ids'),
      z.array(z.int().min(1).max(4094)).min(1),
    ])
    .optional()
    .describe('VLAN ids that pass through.'),
  mtu: z.int().min(1).max(65_520).optional().describe('Of virtio cards; 1: that of the bridge.'),
  queues: z.int().min(0).max(64).optional().describe('Packet queues of a virtio card.'),
  rate: decimal.optional().describe('Limit in megabytes a second.'),
  firewall: flag.optional().describe("Proxmox's firewall filters this card."),
  link_down: flag.optional().describe('As if the cable were pulled.'),
});

export type NetInput = z.infer<typeof net>;

const usb = z
  .strictObject({
    host: z
      .string()
      .regex(
        /^(?:[0-9a-f]{4}:[0-9a-f]{4}|\d+-\d+(?:\.\d+)*|spice)$/i,
        'must be "1234:abcd", "1-2" or "spice"',
      )
      .optional()
      .describe('A device of the node by vendor and product, or by its port.'),
    mapping: mapping.optional().describe('A resource mapping of the cluster, instead of "host".'),
    usb3: flag.optional(),
  })
  .refine(
    ({ host, mapping: name }) => (host === undefined) !== (name === undefined),
    'must have "host" or "mapping"',
  );

const hostpci = z
  .strictObject({
    host: z
      .string()
      .regex(
        /^(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}(?:\.[0-7])?(?:;(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}(?:\.[0-7])?)*$/i,
        'must be an address such as "0000:01:00.0"',
      )
      .optional()
      .describe('A device of the node by its address.'),
    mapping: mapping.optional().describe('A resource mapping of the cluster, instead of "host".'),
    mdev: trimmed.optional().describe('The type of a mediated device.'),
    pcie: flag.optional().describe('As a PCI Express device; needs the machine "q35".'),
    'x-vga': flag.optional().describe('The primary graphics card of the guest.'),
    rombar: flag.optional(),
    romfile: z
      .string()
      .regex(/^[\w.-]+$/)
      .optional(),
  })
  .refine(
    ({ host, mapping: name }) => (host === undefined) !== (name === undefined),
    'must have "host" or "mapping"',
  );

export const gpu = z.strictObject({
  vram: size('M', '"14G", or a number of MiB')
    .optional()
    .describe('How much of the card the machine is expected to take; it gets all of it.'),
});

type Below<N extends number, Counted extends readonly unknown[] = []> = Counted['length'] extends N
  ? never
  : Counted['length'] | Below<N, [...Counted, unknown]>;

const numbered = <N extends string, C extends number, T extends z.ZodType>(name: N, count: C, schema: T) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${name}${index}`, schema.optional()]),
  ) as Record<`${N}${Below<C>}`, z.ZodOptional<T>>;

/** As many as Proxmox knows of each (PVE 9.2); of USB devices, machines before q35 have five. */
export const devices = {
  ...numbered('net', 32, net),
  ...numbered('usb', 14, usb),
  ...numbered('hostpci', 16, hostpci),
  ...numbered('serial', 4, z.union([z.literal('socket'), z.string().regex(/^\/dev\/[^,\s]+$/)])),
} as const;
