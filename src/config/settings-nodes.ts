/** What `phoenix.json` declares of the real world: networks, nodes with their cards and storages, folders that guests share. */
import { z } from 'zod';
import { isAddressRange, isSubnet } from './address-range.ts';
import { sizeOfDisk, sizeOfMemory } from './settings-units.ts';

const gpu = z.strictObject({
  pci: z
    .string()
    .regex(/^([0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/i, 'must be a PCI address such as "0000:01:00.0"')
    .describe('The PCI address, as lspci prints it: "0000:01:00.0".'),
  driver: z.enum(['nvidia', 'amdgpu', 'i915', 'xe']).describe('The driver that runs the card on the node.'),
  minor: z
    .int()
    .nonnegative()
    .default(0)
    .describe('The card number of the driver: N of /dev/nvidiaN, or of /dev/dri/cardN.'),
  vram: sizeOfMemory.optional().describe('Memory of the card.'),
  mapping: z
    .string()
    .regex(/^[A-Za-z][\w-]*$/, 'must be the name of a resource mapping')
    .optional()
    .describe('The resource mapping of the cluster that passes the card to a virtual machine.'),
  exclusive: z.boolean().default(false).describe('Whether one guest at most may have the card.'),
});

const storage = z.strictObject({
  type: z.enum(['dir', 'btrfs', 'zfspool', 'lvmthin', 'lvm', 'nfs', 'cifs', 'rbd', 'cephfs', 'pbs']),
  shared: z.boolean().default(false),
  content: z
    .array(z.enum(['rootdir', 'images', 'vztmpl', 'iso', 'backup', 'snippets', 'import']))
    .optional()
    .describe('What Proxmox lets it hold; a guest that needs another content is an error.'),
  size: sizeOfDisk.optional().describe('How much it holds, for "policies.overcommit.disk".'),
});

const range = z
  .string()
  .refine(isAddressRange, 'must be an address, or a range such as "10.0.0.100-10.0.0.150"');

export const network = z.strictObject({
  bridge: z.string().describe('The bridge that it is reached by.'),
  tag: z.int().min(1).max(4094).optional().describe('The VLAN; none: untagged.'),
  nodes: z.array(z.string()).optional().describe('Nodes whose bridge it is; all without it.'),
  subnet: z
    .string()
    .refine(isSubnet, 'must be a network such as "10.0.0.0/24"')
    .optional()
    .describe('Addresses of guests must be in it.'),
  gateway: z.union([z.ipv4(), z.ipv6()]).optional().describe('No guest may have this address.'),
  dhcp: z
    .array(range)
    .optional()
    .describe('What a DHCP server gives away; no guest may have one of these by itself.'),
  reserved: z
    .array(range)
    .optional()
    .describe('Addresses of others, such as the router, a NAS or the nodes.'),
  mtu: z.int().min(576).max(65_535).optional().describe('The largest packet; cards may not have more.'),
});

export const node = z.strictObject({
  pve: z
    .string()
    .regex(/^[89]\.\d+$/, 'must be 8 or 9 with a minor version, such as "9.2"')
    .default('9.2')
    .describe('The Proxmox VE version that a plan without a host assumes.'),
  address: z
    .string()
    .optional()
    .describe('Host name or address for ssh from elsewhere; the node name otherwise.'),
  connect: z
    .enum(['ssh', 'phoenix'])
    .optional()
    .describe('What answers to ssh there: a shell of root, or "phoenix node" as a forced command.'),
  capacity: z
    .strictObject({ cores: z.int().positive().optional(), memory: sizeOfMemory.optional() })
    .optional()
    .describe('What the node has, for the capacity lines of a plan.'),
  bridges: z
    .array(z.string())
    .optional()
    .describe('The bridges of the node; a guest on another one is an error.'),
  storages: z
    .record(z.string(), storage)
    .default({})
    .describe('Storages as declared: a plan without a host needs their types.'),
  templates: z
    .array(z.string())
    .optional()
    .describe('Archives that are on the node, as volumes; a guest made from another one is an error.'),
  facts: z
    .record(
      z.string().regex(/^[a-z][a-z0-9._-]*$/, 'must be lower-case letters, digits, ".", "_" and "-"'),
      z.union([z.string(), z.number(), z.boolean()]),
    )
    .optional()
    .describe('What is so on the node and features may require, such as "nvidia.driver": "580.76.05".'),
  subids: z
    .array(z.tuple([z.int().nonnegative(), z.int().positive()]))
    .optional()
    .describe('What root may map, from /etc/subuid and /etc/subgid: first id and how many.'),
  gpus: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and "-"'), gpu)
    .default({}),
});

export const bind = z.strictObject({
  path: z.string().startsWith('/').describe('The folder on the node.'),
  owner: z.int().nonnegative().optional().describe('The user id inside the guest that owns the files.'),
});
