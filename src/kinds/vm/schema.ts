/**
 * What a file `vm/NAME.json` may hold, in Proxmox's words: strict, so that a typo is an error. What needs other files or
 * the settings is checked in resolve.ts.
 */
import { z } from 'zod';
import { healthSchema } from '../../health/schema.ts';
import * as is from '../guest/formats.ts';
import { DESCRIPTION_LIMIT } from '../guest/marker.ts';
import { features } from '../guest/schema-features.ts';
import { address } from '../guest/schema-source.ts';
import { decimal, flag, mebibytes, storageId, trimmed } from '../guest/schema-values.ts';
import { REFUSED, type RefusedKey } from './refused.ts';
import { cloudInit } from './schema-cloud-init.ts';
import { devices, gpu } from './schema-devices.ts';
import { disks, efidisk0, tpmstate0 } from './schema-disks.ts';

const refused = Object.fromEntries(
  Object.entries(REFUSED).map(([key, message]) => [key, z.never({ error: message }).optional()]),
) as Record<RefusedKey, z.ZodOptional<z.ZodNever>>;

const clone = z.union([
  address,
  z.strictObject({
    from: z
      .union([address, z.int().min(100).max(999_999_999)])
      .describe('"vm/base", or the VMID of a machine.'),
    full: flag.optional().describe('A copy of its own; absent: linked where the source is a template.'),
    snapshot: z.string().refine(is.isSnapshotName, 'must be the name of a snapshot').optional(),
    storage: storageId
      .optional()
      .describe('Where a full clone goes; where the source is, unless said otherwise.'),
  }),
]);

const slotList = z
  .array(z.string().regex(/^(?:ide|sata|scsi|virtio|net|usb|hostpci)\d+$/, 'must be a slot such as "scsi0"'))
  .min(1);

export const vmSchema = z.strictObject({
  $schema: z.string().optional(),
  vmid: z.int().min(100).max(999_999_999).describe("The machine's identity, unique in the cluster."),
  node: z.string().optional().describe('The node it lives on; needless where there is one.'),
  name: z
    .string()
    .refine(is.isDnsName, 'must be a DNS name')
    .optional()
    .describe('The name of the file, unless said otherwise.'),
  description: z
    .string()
    .max(DESCRIPTION_LIMIT)
    .refine(is.isText, 'must not contain control characters')
    .optional()
    .describe('Shown as Notes.'),
  tags: z
    .array(
      z
        .string()
        .refine(
          is.isTag,
          'must be letters, digits, "_", "-", "+" and ".", starting with a letter, digit or "_"',
        ),
    )
    .optional(),
  pool: z
    .string()
    .refine(is.isPoolId, 'must be the name of a pool')
    .optional()
    .describe('A pool that exists.'),
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  adopt: flag
    .optional()
    .describe(
      'Take over a machine that exists: writes its marker, changes what differs, and restarts nothing.',
    ),
  generation: z.int().positive().optional().describe('Raise it to have the machine made anew.'),
  template: flag.optional().describe('Turned into a template once made; there is no way back.'),
  clone: clone.optional().describe('The machine that this one is cloned from.'),
  ostype: z
    .enum([
      'l26',
      'l24',
      'other',
      'solaris',
      'w2k',
      'w2k3',
      'w2k8',
      'win7',
      'win8',
      'win10',
      'win11',
      'wvista',
      'wxp',
    ])
    .optional()
    .describe('What runs in it; "l26" is any Linux of today.'),
  cores: z.int().min(1).max(1024).optional().describe('Cores of a socket.'),
  sockets: z.int().min(1).max(4).optional().describe('1 unless said otherwise.'),
  vcpus: z
    .int()
    .min(1)
    .max(4096)
    .optional()
    .describe('How many of the cores are plugged in; all of them without it.'),
  cpu: z
    .union([
      trimmed.regex(/^[\w.-]+$/, 'must be a type of processor such as "host"'),
      z.strictObject({
        cputype: trimmed
          .regex(/^[\w.-]+$/)
          .optional()
          .describe('"host", "x86-64-v2-AES" …'),
        flags: trimmed
          .regex(/^[+-][\w.-]+(?:;[+-][\w.-]+)*$/, 'must be flags such as "+aes;-pcid"')
          .optional(),
        hidden: flag.optional().describe('The guest is not told that it is virtual.'),
      }),
    ])
    .optional()
    .describe('The processor that the guest sees.'),
  cpulimit: decimal
    .refine((value) => value <= 128, 'must be at most 128')
    .optional()
    .describe('In cores; 0: no limit.'),
  cpuunits: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('Weight against other guests, 100 unless said otherwise.'),
  affinity: trimmed
    .regex(/^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/)
    .optional()
    .describe('Cores of the node that it runs on.'),
  numa: flag.optional().describe('Memory is plugged in while it runs only with this.'),
  memory: mebibytes(16).optional().describe('"2G", or a number of MiB; 512 unless said otherwise.'),
  balloon: z
    .union([z.literal(0), mebibytes(16)])
    .optional()
    .describe('The least that it keeps when the node is short of memory; 0: it never gives any back.'),
  shares: z
    .int()
    .min(0)
    .max(50_000)
    .optional()
    .describe('Weight of its memory against others when ballooning.'),
  machine: trimmed
    .regex(
      /^(?:pc|q35|pc(?:-i440fx)?-\d+(?:\.\d+)+(?:\+pve\d+)?|pc-q35-\d+(?:\.\d+)+(?:\+pve\d+)?|virt(?:-\d+(?:\.\d+)+)?)$/,
      'must be a machine such as "q35"',
    )
    .optional()
    .describe('"q35" has PCI Express; "pc" unless said otherwise.'),
  bios: z.enum(['seabios', 'ovmf']).optional().describe('"ovmf" is UEFI.'),
  scsihw: z
    .enum(['lsi', 'lsi53c810', 'megasas', 'pvscsi', 'virtio-scsi-pci', 'virtio-scsi-single'])
    .optional()
    .describe('The controller of scsi disks.'),
  boot: slotList
    .optional()
    .describe('What is booted from, in this order; the first disk unless said otherwise.'),
  disks,
  efidisk0,
  tpmstate0,
  ...devices,
  vga: z
    .union([
      z.enum([
        'cirrus',
        'none',
        'qxl',
        'qxl2',
        'qxl3',
        'qxl4',
        'serial0',
        'serial1',
        'serial2',
        'serial3',
        'std',
        'virtio',
        'virtio-gl',
        'vmware',
      ]),
      z.strictObject({
        type: z.enum(['cirrus', 'none', 'qxl', 'serial0', 'std', 'virtio', 'virtio-gl', 'vmware']).optional(),
        memory: z.int().min(4).max(512).optional().describe('MiB.'),
      }),
    ])
    .optional()
    .describe('The display; "serial0" for images that speak on a serial port.'),
  rng0: z
    .strictObject({
      source: z.enum(['/dev/urandom', '/dev/random', '/dev/hwrng']),
      max_bytes: z.int().nonnegative().optional(),
      period: z.int().nonnegative().optional(),
    })
    .optional()
    .describe('A source of randomness for the guest.'),
  gpus: z
    .record(z.string(), gpu)
    .optional()
    .describe('Cards of phoenix.json that name a "mapping": each becomes a hostpci of its own.'),
  agent: z
    .union([
      flag,
      z.strictObject({
        enabled: flag.optional(),
        fstrim_cloned_disks: flag.optional(),
        'freeze-fs-on-backup': flag.optional(),
        type: z.enum(['virtio', 'isa']).optional(),
      }),
    ])
    .optional()
    .describe('The guest agent: how Phoenix looks into the machine. Features and health need it.'),
  cloudInit,
  hotplug: z
    .union([flag, z.array(z.enum(['network', 'disk', 'cpu', 'memory', 'usb', 'cloudinit']))])
    .optional()
    .describe('What may change while it runs; network, disk and usb unless said otherwise.'),
  tablet: flag.optional(),
  acpi: flag.optional(),
  kvm: flag.optional().describe('Without it all is emulated, and slow.'),
  localtime: flag.optional().describe('Its clock has the local time, as Windows wants it.'),
  state: z.enum(['running', 'stopped']).optional().describe('"running" unless it is a template.'),
  onboot: flag.optional().describe('Started with the node.'),
  startup: z
    .strictObject({
      order: z.int().nonnegative().optional(),
      up: z.int().nonnegative().optional().describe('Seconds to wait after its start.'),
      down: z.int().nonnegative().optional().describe('Seconds to wait for its shutdown.'),
    })
    .refine((value) => Object.keys(value).length > 0, 'must have order, up or down')
    .optional(),
  protection: flag.optional().describe('Proxmox refuses to destroy it or to remove its disks.'),
  hookscript: z
    .string()
    .refine(
      (text) => is.isVolumeId(text) && text.includes(':snippets/'),
      'must be a snippet such as "local:snippets/hook.sh"',
    )
    .optional(),
  dependsOn: z
    .array(address)
    .optional()
    .describe('Resources that are ready before this one is made or restarted.'),
  features,
  env: z
    .record(z.string().regex(/^\w+$/, 'must be letters, digits and "_"'), z.string().startsWith('${secret:'))
    .optional()
    .describe('Variables that are secrets, brought into the guest for its services.'),
  health: healthSchema
    .optional()
    .describe(
      'How the machine is known to be well, by name: asked after every change, and by `phoenix status`.',
    ),
  rollback: z
    .enum(['off', 'snapshot', 'lose-data'])
    .optional()
    .describe('Whether the machine is rolled back when its software fails, instead of "policies.rollback".'),
  snapshots: z
    .record(
      z
        .string()
        .refine(is.isSnapshotName, 'must be a letter, then letters, digits, "_" and "-", 2 to 40 in all'),
      z.strictObject({
        description: z.string().max(4096).refine(is.isText, 'must not contain control characters').optional(),
      }),
    )
    .optional()
    .describe('Snapshots that shall exist; they are made when they first appear here.'),
  ...refused,
});

export type VmInput = z.infer<typeof vmSchema>;
