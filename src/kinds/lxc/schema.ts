/**
 * What a file `lxc/NAME.json` may hold, in Proxmox's words: strict, so that a typo is an error. What needs other files
 * or the settings (names of binds, cards and bridges, defaults) is checked in resolve.ts.
 */
import { z } from 'zod';
import { healthSchema } from '../../health/schema.ts';
import * as is from '../guest/formats.ts';
import { rawKeyProblem } from './raw-keys.ts';
import { REFUSED, type RefusedKey } from './refused.ts';
import { device, gpu } from './schema-devices.ts';
import { DESCRIPTION_LIMIT } from '../guest/marker.ts';
import { features } from '../guest/schema-features.ts';
import { nets } from './schema-net.ts';
import { address, clone } from '../guest/schema-source.ts';
import { decimal, flag, line, list, mebibytes, trimmed } from '../guest/schema-values.ts';
import { mount, volume } from './schema-volumes.ts';
import { isTimezone } from './timezones.ts';

const refused = Object.fromEntries(
  Object.entries(REFUSED).map(([key, message]) => [key, z.never({ error: message }).optional()]),
) as Record<RefusedKey, z.ZodOptional<z.ZodNever>>;

export const lxcSchema = z.strictObject({
  $schema: z.string().optional(),
  vmid: z.int().min(100).max(999_999_999).describe("The guest's identity, unique in the cluster."),
  node: z.string().optional().describe('The node it lives on; needless where there is one.'),
  hostname: z
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
      'Take over a guest that exists: writes its marker, changes what differs, and restarts nothing.',
    ),
  generation: z.int().positive().optional().describe('Raise it to have the guest made anew.'),
  template: flag.optional().describe('Turned into a template once made; there is no way back.'),
  clone: clone.optional().describe('The guest that this one is cloned from, instead of an archive.'),
  ostemplate: z
    .string()
    .max(255)
    .refine(is.isVolumeId, 'must be a volume such as "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"')
    .optional()
    .describe('The archive that the guest is made from.'),
  'ssh-public-keys': z
    .array(
      trimmed.regex(
        /^(?:ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/]+=*(?: .*)?$/,
        'must be an OpenSSH public key in one line',
      ),
    )
    .min(1)
    .optional()
    .describe('Keys of root, written when the guest is made from an archive.'),
  unprivileged: flag
    .optional()
    .describe('True unless said otherwise, also on PVE 8. Only creation can set it.'),
  arch: z
    .enum(['amd64', 'i386', 'arm64', 'armhf', 'riscv32', 'riscv64'])
    .optional()
    .describe('Found out by Proxmox unless said otherwise.'),
  ostype: z
    .enum([
      'debian',
      'devuan',
      'ubuntu',
      'centos',
      'fedora',
      'opensuse',
      'archlinux',
      'alpine',
      'gentoo',
      'nixos',
      'unmanaged',
    ])
    .optional()
    .describe('Found out by Proxmox unless said otherwise.'),
  cores: z.int().min(1).max(8192).optional(),
  cpulimit: decimal
    .refine((value) => value <= 8192, 'must be at most 8192')
    .optional()
    .describe('In cores; 0: no limit.'),
  cpuunits: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('Weight against other guests, 100 unless said otherwise.'),
  memory: mebibytes(16).optional().describe('"2G", or a number of MiB.'),
  swap: mebibytes(0).optional().describe('"512M", or a number of MiB.'),
  rootfs: z.strictObject(volume).optional().describe('The root disk.'),
  nesting: flag.optional().describe('Containers inside; systemd needs it too.'),
  keyctl: flag.optional().describe('The keyctl system call in an unprivileged guest; Docker needs it.'),
  fuse: flag.optional(),
  mknod: flag.optional(),
  force_rw_sys: flag.optional(),
  mountfs: list(/[a-zA-Z0-9_]+/, 'file systems such as nfs')
    .optional()
    .describe('File systems that the guest may mount ("mount" of Proxmox\'s features).'),
  ...nets,
  nameserver: line
    .refine(
      (text) => text.trim() !== '' && text.split(/[\s,;]+/).every(is.isNameserver),
      'must be addresses, separated by blanks',
    )
    .optional()
    .describe('As on the node, unless said otherwise.'),
  searchdomain: line
    .refine(
      (text) => text.trim() !== '' && text.split(/[\s,;]+/).every(is.isDnsName),
      'must be DNS names, separated by blanks',
    )
    .optional()
    .describe('As on the node, unless said otherwise.'),
  timezone: z
    .string()
    .refine(isTimezone, 'must be "host", "UTC" or a name such as "Europe/Vienna"')
    .optional(),
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
  protection: flag.optional().describe('Proxmox refuses to destroy it or to change its disks.'),
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
  gpus: z
    .record(z.string(), gpu)
    .optional()
    .describe('Cards of phoenix.json; their device nodes are derived.'),
  devices: z
    .record(z.string().refine(is.isDevicePath, 'must be a path below /dev'), device)
    .optional()
    .describe('Devices of the node by their paths.'),
  mounts: z
    .record(
      z.string().refine(is.isPath, 'must be an absolute path without comma, "." or ".." segment'),
      mount,
    )
    .optional()
    .describe('Volumes and folders of the node by their paths in the guest.'),
  features,
  health: healthSchema
    .optional()
    .describe(
      'How the guest is known to be well, by name: asked after every change, and by `phoenix status`.',
    ),
  rollback: z
    .enum(['off', 'snapshot', 'lose-data'])
    .optional()
    .describe(
      'Whether the guest is rolled back when its software fails, instead of "policies.rollback"; "lose-data": also where what was written to its own volumes goes back, too.',
    ),
  entrypoint: trimmed
    .refine((text) => text !== '', 'must not be empty')
    .optional()
    .describe('The command that runs as init (PVE 9.1).'),
  env: z
    .record(z.string().regex(/^\w+$/, 'must be letters, digits and "_"'), line)
    .optional()
    .describe(
      'Environment of the init, in the conf file (PVE 9.1). A value "${secret:…}" is brought into the guest for its services.',
    ),
  cmode: z.enum(['shell', 'console', 'tty']).optional(),
  console: flag.optional(),
  tty: z.int().min(0).max(6).optional(),
  debug: flag.optional(),
  raw: z
    .record(z.string(), z.union([trimmed, z.array(trimmed).min(1)]))
    .superRefine((value, context) => {
      for (const key of Object.keys(value)) {
        const problem = rawKeyProblem(key);
        if (problem !== null) context.addIssue({ code: 'custom', path: [key], message: problem });
      }
    })
    .optional()
    .describe('Raw lxc.* lines, only those that Proxmox takes.'),
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

export type LxcInput = z.infer<typeof lxcSchema>;
export type MountInput = NonNullable<LxcInput['mounts']>[string];
export type NetInput = NonNullable<LxcInput['net0']>;

/** Every key that a file may really hold: those that are refused left out. */
export const LXC_KEYS: readonly string[] = Object.keys(lxcSchema.shape).filter(
  (key) => !Object.hasOwn(REFUSED, key),
);
