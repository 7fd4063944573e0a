/** What a file `vnet/NAME.json` may hold: a vnet of SDN, which is a bridge of that name on every node of its zone. */
import { z } from 'zod';
import { isAddressRange, isSubnet } from '../../config/address-range.ts';
import type { SchemaWords } from '../../config/schema-words.ts';

const address = z.union([z.ipv4(), z.ipv6()]);

const subnet = z.strictObject({
  gateway: address.optional().describe('The address of the nodes in it, which guests leave by.'),
  snat: z.boolean().optional().describe('Guests reach the world with the address of their node.'),
  dhcp: z
    .array(
      z
        .string()
        .refine(
          (text) => isAddressRange(text) && text.includes('-'),
          'must be a range such as "10.9.0.50-10.9.0.99"',
        ),
    )
    .min(1)
    .optional()
    .describe('Ranges that guests with "ip": "dhcp" get their addresses from, in this order.'),
  dns: address.optional().describe('The DNS server that guests are told; the node itself without it.'),
  dnszoneprefix: z
    .string()
    .regex(/^[\w.-]+$/, 'must be a DNS name')
    .optional()
    .describe('Put before the domain of its zone.'),
});

export const vnetSchema = z.strictObject({
  $schema: z.string().optional(),
  zone: z.string().describe('The zone that it is in, by its name.'),
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  adopt: z.boolean().optional().describe('Take over a vnet that exists.'),
  alias: z
    .string()
    .regex(/^[()\-_.\w ]{0,256}$/, 'must be letters, digits, blanks, "_", "-", "." and brackets')
    .optional()
    .describe('What it is for.'),
  tag: z.int().min(1).max(16_777_215).optional().describe('The VLAN, or the number of the tunnel.'),
  vlanaware: z.boolean().optional().describe('VLANs of guests pass through it; then it has no subnets.'),
  'isolate-ports': z.boolean().optional().describe('Guests on it do not see each other.'),
  leaks: z
    .literal('clean')
    .optional()
    .describe('Addresses that IPAM keeps for cards that no guest has are freed; told otherwise.'),
  subnets: z
    .record(z.string().refine(isSubnet, 'must be a network such as "10.9.0.0/24"'), subnet)
    .optional()
    .describe('Its networks by their CIDR.'),
});

export type VnetInput = z.infer<typeof vnetSchema>;
export type SubnetInput = z.infer<typeof subnet>;

export const VNET_WORDS: SchemaWords = {
  zone: { examples: ['lab'] },
  extends: { examples: [['internal']] },
  alias: { examples: ['Lab (everything that may break)'] },
  tag: { examples: [20] },
  subnets: {
    examples: [{ '10.9.0.0/24': { gateway: '10.9.0.1', snat: true, dhcp: ['10.9.0.50-10.9.0.99'] } }],
  },
  'subnets/*/gateway': { examples: ['10.9.0.1'] },
  'subnets/*/dhcp': { examples: [['10.9.0.50-10.9.0.99']] },
  'subnets/*/dns': { examples: ['10.9.0.1'] },
  'subnets/*/dnszoneprefix': { examples: ['adm'] },
};
