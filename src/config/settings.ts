/** `phoenix.json`: the estate's name, its nodes as declared, shared binds, and the policies that guard it. */
import { z } from 'zod';
import { isAddressRange, isSubnet } from './address-range.ts';
import { FINDING_ID, suppressSchema } from './suppress.ts';
import { durationInMs, sizeInKiB } from './units.ts';

const sizeOfMemory = z
  .union([z.int().positive(), z.string()])
  .refine((v) => sizeInKiB(v, 'M') !== null, 'must be a size such as "24G", or a number of MiB');

const sizeOfDisk = z
  .union([z.int().positive(), z.string()])
  .refine((v) => sizeInKiB(v, 'G') !== null, 'must be a size such as "500G", or a number of GiB');

const duration = z
  .union([z.int().nonnegative(), z.string()])
  .refine(
    (v) => durationInMs(v) !== null,
    'must be a duration such as "7d", "24h" or "10m", or a number of seconds',
  );

const limit = z.strictObject({
  max: z.int().nonnegative().optional().describe('At most so many guests in one apply.'),
  share: z.number().min(0).max(1).optional().describe('At most this share of the estate in one apply.'),
});

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

const network = z.strictObject({
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

const node = z.strictObject({
  pve: z
    .string()
    .regex(/^[89]\.\d+$/, 'must be 8 or 9 with a minor version, such as "9.2"')
    .default('9.2')
    .describe('The Proxmox VE version that a plan without a host assumes.'),
  address: z
    .string()
    .optional()
    .describe('Host name or address for ssh from elsewhere; the node name otherwise.'),
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
    .default([[100_000, 65_536]])
    .describe('What root may map, from /etc/subuid and /etc/subgid: first id and how many.'),
  gpus: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and "-"'), gpu)
    .default({}),
});

const bind = z.strictObject({
  path: z.string().startsWith('/').describe('The folder on the node.'),
  owner: z.int().nonnegative().optional().describe('The user id inside the guest that owns the files.'),
});

const overcommit = z.strictObject({
  memory: z
    .number()
    .positive()
    .default(1)
    .describe('Of guests that run, as a multiple of what the node has.'),
  cores: z.number().positive().default(4).describe('Of guests that run, as a multiple of what the node has.'),
  disk: z.number().positive().default(1).describe('Of all disks on a storage, as a multiple of its size.'),
});

const policies = z.strictObject({
  drift: z
    .enum(['report', 'live'])
    .default('report')
    .describe(
      'What to do with differences that no pull request showed: tell, or correct those without a restart.',
    ),
  secrets: z
    .enum(['pinned', 'follow'])
    .default('pinned')
    .describe(
      'What an apply does about values that change outside git: it meets them when their feature runs next, or it compares them each time.',
    ),
  retire: duration
    .default('7d')
    .describe('How long a removed guest is kept before `phoenix purge` may destroy it.'),
  restarts: z
    .strictObject({
      when: z.enum(['apply', 'manual']).default('apply'),
      ...limit.shape,
      maxParallel: z.int().positive().default(1),
    })
    .prefault({}),
  retires: limit.prefault({}),
  rollback: z
    .enum(['off', 'snapshot'])
    .default('off')
    .describe(
      'Whether a guest whose software fails is rolled back to a snapshot that was taken before the change.',
    ),
  backup: z
    .strictObject({
      storage: z.string().describe('A storage with content "backup".'),
      maxAge: duration
        .default('24h')
        .describe('A backup older than this is not fresh: another one is taken before a retire.'),
      mode: z.enum(['snapshot', 'suspend', 'stop']).default('snapshot'),
    })
    .optional()
    .describe('Without it, a retire takes no backup, and the plan says so.'),
  overcommit: overcommit
    .prefault({})
    .describe('How much may be promised of what is declared; more is a finding.'),
  bindRoots: z
    .array(z.string().startsWith('/'))
    .optional()
    .describe('Folders of the nodes below which binds may lie; any but those of the system without it.'),
  allow: z
    .strictObject({ publicRepository: z.boolean().default(false), forks: z.boolean().default(false) })
    .prefault({})
    .describe('Self-hosted runners refuse public repositories and forks unless allowed here.'),
});

const secrets = z.strictObject({
  vault: z
    .strictObject({
      requireBound: z
        .boolean()
        .default(false)
        .describe('Refuse entries that do not hold their own name, such as those that `pass` wrote.'),
    })
    .prefault({}),
  aws: z
    .strictObject({
      region: z
        .string()
        .regex(/^[a-z]{2}(?:-[a-z]+)+-\d+$/, 'must be a region such as "eu-central-1"')
        .optional()
        .describe('Otherwise AWS_REGION of the runner.'),
      endpoint: z
        .url({ protocol: /^https?$/ })
        .optional()
        .describe('Such as a VPC endpoint.'),
      role: z
        .string()
        .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'must be the ARN of a role')
        .optional()
        .describe(
          "A role that the workflow's OIDC token may take; otherwise the runner's credentials are used.",
        ),
    })
    .prefault({})
    .describe('AWS Secrets Manager; needed only where references name it.'),
});

export const settingsSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and "-", starting with a letter')
    .describe('The estate: it stands in every comment and marker.'),
  id: z
    .uuid()
    .optional()
    .describe('Tells this estate from others on the same node; `phoenix init` makes one.'),
  nodes: z.record(
    z.string().regex(/^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/, 'must be the host name of a node'),
    node,
  ),
  networks: z
    .record(
      z.string().regex(/^[A-Za-z][\w-]*$/, 'must be letters, digits, "_" and "-", starting with a letter'),
      network,
    )
    .default({})
    .describe('Networks as they are, so that addresses can be checked before anything is made.'),
  pools: z.array(z.string()).optional().describe('Pools that exist; a guest in another one is an error.'),
  binds: z
    .record(
      z.string().regex(/^[A-Za-z][\w-]*$/, 'must be letters, digits, "_" and "-", starting with a letter'),
      bind,
    )
    .default({}),
  vmids: z
    .tuple([z.int().min(100).max(999_999_999), z.int().min(100).max(999_999_999)])
    .optional()
    .describe('The range of this estate; a VMID outside is an error.'),
  layers: z
    .strictObject({
      vmids: z
        .tuple([z.int().min(100).max(999_999_999), z.int().min(100).max(999_999_999)])
        .refine(([from, to]) => from <= to, 'must be the lowest and the highest VMID, in this order')
        .describe('VMIDs that layers take; no other guest may have one of them.'),
    })
    .optional()
    .describe('What layers need; an estate without layers leaves it out.'),
  runner: z
    .string()
    .optional()
    .describe('The guest that runs the jobs, such as "lxc/runner": it is never restarted by them.'),
  proof: z
    .strictObject({
      placeholders: z
        .record(
          z
            .string()
            .regex(/^[^${}]+$/, 'must name a secret as references do, such as "db/app" or "env:PG_PASSWORD"'),
          z.union([z.literal(true), z.string().min(1).max(4096)]),
        )
        .default({})
        .describe('What stands for a secret: true makes up a value, a text is the value. Never a real one.'),
    })
    .optional()
    .describe('What `phoenix proof` needs: it builds guests without their secrets.'),
  secrets: secrets.prefault({}),
  policies: policies.prefault({}),
  rules: z
    .record(
      z.string().regex(FINDING_ID, 'must be the id of a finding, such as "PHX511"'),
      z.enum(['off', 'notice', 'warning', 'error']),
    )
    .default({})
    .describe('How bad a finding is in this estate, where that is not how bad it usually is.'),
  suppress: suppressSchema.optional(),
});

/** The settings with every default filled in. */
export type Settings = z.infer<typeof settingsSchema>;
export type NodeSettings = Settings['nodes'][string];
export type Policies = Settings['policies'];
