/**
 * What a file `lxc/NAME.json` may hold, in Proxmox's words: strict, so that a typo is an error. What needs other files
 * or the settings (names of binds, cards and bridges, defaults) is checked in resolve.ts.
 */
import { z } from 'zod';
import { sizeInKiB } from '../../config/units.ts';
import * as is from './formats.ts';
import { rawKeyProblem } from './raw-keys.ts';
import { REFUSED, type RefusedKey } from './refused.ts';
import { isTimezone } from './timezones.ts';

const NETS = [
  'net0',
  'net1',
  'net2',
  'net3',
  'net4',
  'net5',
  'net6',
  'net7',
  'net8',
  'net9',
  'net10',
  'net11',
  'net12',
  'net13',
  'net14',
  'net15',
  'net16',
  'net17',
  'net18',
  'net19',
  'net20',
  'net21',
  'net22',
  'net23',
  'net24',
  'net25',
  'net26',
  'net27',
  'net28',
  'net29',
  'net30',
  'net31',
] as const;
export type NetKey = (typeof NETS)[number];
export const NET_KEYS: readonly NetKey[] = NETS;

/** Room for the marker below the user's text: Proxmox takes 8192 characters in all (PVE 9.2). */
export const DESCRIPTION_LIMIT = 6144;

const line = z.string().refine(is.isPlain, 'must not contain control characters');
const flag = z.boolean();

const size = (unit: 'M' | 'G', what: string) =>
  z
    .union([z.number().nonnegative(), z.string()])
    .refine((value) => sizeInKiB(value, unit) !== null, `must be a size such as ${what}`);

const mebibytes = (least: number) =>
  size('M', '"2G", or a number of MiB')
    .refine((value) => (sizeInKiB(value, 'M') ?? 0) % 1024 === 0, 'must be whole MiB')
    .refine(
      (value) => (sizeInKiB(value, 'M') ?? least * 1024) >= least * 1024,
      `must be at least ${least} MiB`,
    );

const diskSize = size('G', '"32G", or a number of GiB').refine(
  (value) => (sizeInKiB(value, 'G') ?? 1024) >= 1024,
  'must be at least 1 MiB',
);

/** Proxmox separates such lists by `;`; a JSON array is as good. */
const list = (item: RegExp, what: string) =>
  z.union([
    z
      .string()
      .regex(new RegExp(`^(?:${item.source})(?:;(?:${item.source}))*$`), `must be ${what}, separated by ";"`),
    z.array(z.string().regex(new RegExp(`^(?:${item.source})$`), `must be ${what}`)).min(1),
  ]);

const mountOptions = list(
  /discard|lazytime|noatime|nodev|noexec|nosuid/,
  'discard, lazytime, noatime, nodev, noexec or nosuid',
);
const idmap = z.union([
  z.literal('passthrough'),
  list(/[ug]:\d+:\d+:[1-9]\d*/, '"passthrough", or entries such as "u:1000:1000:1"'),
]);

const storageId = z.string().refine(is.isStorageId, 'must be the name of a storage');

const volume = {
  storage: storageId.optional().describe('The storage that holds the volume.'),
  size: diskSize
    .optional()
    .describe('"32G", or a number of GiB. It can grow while the guest runs, and never shrinks.'),
  acl: flag.optional().describe('Support access control lists; absent: as the storage does.'),
  mountoptions: mountOptions.optional().describe('discard, lazytime, noatime, nodev, noexec, nosuid.'),
  quota: flag.optional().describe('Quotas for users inside the guest.'),
  replicate: flag.optional().describe('Part of replication jobs; true unless said otherwise.'),
  ro: flag.optional().describe('Read only.'),
  shared: flag.optional().describe('The same on every node: lets a guest with a bind migrate.'),
  idmap: idmap.optional().describe('Maps users of the guest to users of the disk (PVE 9.2).'),
};

const flags = {
  ro: volume.ro,
  shared: volume.shared,
  replicate: volume.replicate,
  acl: volume.acl,
  mountoptions: volume.mountoptions,
  quota: volume.quota,
  backup: flag.optional().describe('Part of backups; false unless said otherwise.'),
  idmap: volume.idmap,
  keepattrs: flag.optional().describe('Take owner and mode of the folder that is mounted over (PVE 9.2).'),
};

const bindName = z.string().regex(/^[A-Za-z][\w-]*$/, 'must be the name of a bind in phoenix.json');

const mount = z.union([
  z.string().regex(/^bind:[A-Za-z][\w-]*$/, 'must be "bind:NAME", a bind of phoenix.json'),
  z.strictObject({
    bind: bindName.optional().describe('A bind of phoenix.json; instead of storage and size.'),
    storage: volume.storage,
    size: volume.size,
    ...flags,
  }),
]);

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
  hwaddr: z
    .string()
    .refine(is.isMac, 'must be a unicast MAC address such as "BC:24:11:00:00:01"')
    .optional()
    .describe('Left to Proxmox, which makes one and keeps it, unless it stands here.'),
  ip: z
    .string()
    .refine(
      (text) => text === 'dhcp' || text === 'manual' || is.isCidr4(text),
      'must be "dhcp", "manual" or an address with its prefix length, such as "10.0.0.5/24"',
    )
    .optional(),
  gw: z.string().refine(is.isIpv4, 'must be an IPv4 address').optional(),
  ip6: z
    .string()
    .refine(
      (text) => ['auto', 'dhcp', 'manual'].includes(text) || is.isCidr6(text),
      'must be "auto", "dhcp", "manual" or an address with its prefix length, such as "fd00::5/64"',
    )
    .optional(),
  gw6: z.string().refine(is.isIpv6, 'must be an IPv6 address').optional(),
  tag: z.int().min(1).max(4094).optional().describe('VLAN tag.'),
  trunks: z
    .union([list(/[1-9]\d{0,3}/, 'VLAN ids'), z.array(z.int().min(1).max(4094)).min(1)])
    .optional()
    .describe('VLAN ids that pass through.'),
  mtu: z.int().min(64).max(65_535).optional(),
  rate: z
    .number()
    .nonnegative()
    .refine((value) => /^\d+(?:\.\d+)?$/.test(String(value)), 'must be a plain decimal number')
    .optional()
    .describe('Limit in megabytes a second.'),
  firewall: flag.optional().describe("Proxmox's firewall filters this card."),
  link_down: flag.optional().describe('As if the cable were pulled.'),
  'host-managed': flag
    .optional()
    .describe('The node configures the card, for guests without an init (PVE 9.1).'),
});

const device = z.strictObject({
  mode: z
    .string()
    .regex(/^0[0-7]{3}$/, 'must be octal, such as "0660"')
    .optional(),
  uid: z.int().nonnegative().optional(),
  gid: z.int().nonnegative().optional(),
  'deny-write': flag.optional().describe('The guest may only read (PVE 8.3).'),
});

const address = z.string().regex(/^[a-z]+\/[^/\s]+$/, 'must be an address such as "lxc/base"');
const noLayer = (value: string) => !value.startsWith('layer/');
const NO_LAYER = 'layers are not in this version: clone a container that is a template, such as "lxc/base"';
const cloneFrom = address.refine(noLayer, NO_LAYER);

const clone = z.union([
  cloneFrom,
  z.strictObject({
    from: z
      .union([cloneFrom, z.int().min(100).max(999_999_999)])
      .describe('"lxc/base", or the VMID of a guest.'),
    full: flag.optional().describe('A copy of its own; absent: linked where the source is a template.'),
    snapshot: z.string().refine(is.isSnapshotName, 'must be the name of a snapshot').optional(),
    storage: storageId
      .optional()
      .describe('Where a full clone goes; where the source is, unless said otherwise.'),
  }),
]);

const refused = Object.fromEntries(
  Object.entries(REFUSED).map(([key, message]) => [key, z.never({ error: message }).optional()]),
) as Record<RefusedKey, z.ZodOptional<z.ZodNever>>;

const nets = Object.fromEntries(NETS.map((key) => [key, net.optional()])) as Record<
  NetKey,
  z.ZodOptional<typeof net>
>;

export const lxcSchema = z.strictObject({
  $schema: z.string().optional(),
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  vmid: z.int().min(100).max(999_999_999).describe("The guest's identity, unique in the cluster."),
  node: z.string().optional().describe('The node it lives on; needless where there is one.'),
  generation: z.int().positive().optional().describe('Raise it to have the guest made anew.'),
  adopt: flag.optional().describe('Take over a guest that exists: writes the marker, changes nothing else.'),
  state: z.enum(['running', 'stopped']).optional().describe('"running" unless it is a template.'),
  template: flag.optional().describe('Turned into a template once made; there is no way back.'),
  ostemplate: z
    .string()
    .max(255)
    .refine(is.isVolumeId, 'must be a volume such as "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"')
    .optional()
    .describe('The archive that the guest is made from.'),
  clone: clone.optional().describe('The guest that this one is cloned from, instead of an archive.'),
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
  'ssh-public-keys': z
    .array(
      line.regex(
        /^(?:ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/]+=*(?: .*)?$/,
        'must be an OpenSSH public key in one line',
      ),
    )
    .min(1)
    .optional()
    .describe('Keys of root, written when the guest is made from an archive.'),
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
  dependsOn: z
    .array(address)
    .optional()
    .describe('Resources that are ready before this one is made or restarted.'),
  cores: z.int().min(1).max(8192).optional(),
  cpulimit: z
    .number()
    .min(0)
    .max(8192)
    .refine((value) => /^\d+(?:\.\d+)?$/.test(String(value)), 'must be a plain decimal number')
    .optional()
    .describe('In cores; 0: no limit.'),
  cpuunits: z.int().min(0).max(500_000).optional().describe('Weight against other guests.'),
  memory: mebibytes(16).optional().describe('"2G", or a number of MiB.'),
  swap: mebibytes(0).optional().describe('"512M", or a number of MiB.'),
  rootfs: z.strictObject(volume).optional().describe('The root disk.'),
  ...nets,
  mounts: z
    .record(
      z.string().refine(is.isPath, 'must be an absolute path without comma, "." or ".." segment'),
      mount,
    )
    .optional()
    .describe('Volumes and folders of the node by their paths in the guest.'),
  devices: z
    .record(z.string().refine(is.isDevicePath, 'must be a path below /dev'), device)
    .optional()
    .describe('Devices of the node by their paths.'),
  gpus: z
    .record(
      z.string(),
      z.strictObject({
        vram: size('M', '"14G", or a number of MiB')
          .optional()
          .describe('How much of the card the guest is expected to take.'),
      }),
    )
    .optional()
    .describe('Cards of phoenix.json; their device nodes are derived.'),
  nesting: flag.optional().describe('Containers inside; systemd needs it too.'),
  keyctl: flag.optional().describe('The keyctl system call in an unprivileged guest; Docker needs it.'),
  fuse: flag.optional(),
  mknod: flag.optional(),
  force_rw_sys: flag.optional(),
  mountfs: list(/[a-zA-Z0-9_]+/, 'file systems such as nfs')
    .optional()
    .describe('File systems that the guest may mount ("mount" of Proxmox\'s features).'),
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
  cmode: z.enum(['shell', 'console', 'tty']).optional(),
  console: flag.optional(),
  tty: z.int().min(0).max(6).optional(),
  debug: flag.optional(),
  entrypoint: line.min(1).optional().describe('The command that runs as init (PVE 9.1).'),
  env: z
    .record(z.string().regex(/^\w+$/, 'must be letters, digits and "_"'), line)
    .optional()
    .describe('Environment of the init (PVE 9.1). Not for secrets: it stands in the conf file.'),
  raw: z
    .record(z.string(), z.union([line, z.array(line).min(1)]))
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
