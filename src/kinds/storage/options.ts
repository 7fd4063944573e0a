/** Options of storages by type (pve-storage 9.1.7): what each takes, what it cannot do without, what stays as it was made. */
import { z } from 'zod';

type Form = 'text' | 'flag' | 'list' | 'number' | 'pairs';

interface OptionRow {
  readonly form: Form;
  readonly about: string;
  readonly schema: z.ZodType;
  /** It stays as it was when the entry was made. */
  readonly fixed?: true;
  /** What Proxmox takes where nothing stands. */
  readonly default?: string;
}

const text = (about: string, pattern: RegExp, like: string, more: Partial<OptionRow> = {}): OptionRow => ({
  form: 'text',
  about,
  schema: z.string().max(1024).regex(pattern, `must be ${like}`),
  ...more,
});
const flag = (about: string, more: Partial<OptionRow> = {}): OptionRow => ({
  form: 'flag',
  about,
  schema: z.boolean(),
  default: '0',
  ...more,
});
const fixed = { fixed: true } as const;

const PATH = /^\/[-/a-zA-Z0-9_.@]+$/;
const HOST = /^[\dA-Za-z][\w.:-]*$/;
const WORD = /^[\w.-]+$/;

const CONTENT = ['rootdir', 'images', 'vztmpl', 'iso', 'backup', 'snippets', 'import'] as const;
const keep = (what: string) => z.int().nonnegative().optional().describe(what);

/** In the order of a file. */
export const OPTIONS = {
  path: text('The folder on the node.', PATH, 'a path of letters, digits and "-_.@"', fixed),
  pool: text(
    'The dataset of ZFS, or the pool of Ceph.',
    /^[\w][\w./:-]*$/,
    'the name of a pool or dataset',
    fixed,
  ),
  vgname: text('The volume group.', WORD, 'the name of a volume group', fixed),
  thinpool: text('The thin pool in it.', WORD, 'the name of a thin pool', fixed),
  server: text('The server, by name or address.', HOST, 'the name or address of a server', fixed),
  export: text('What the server exports.', /^\/[^\s,;]*$/, 'a path', fixed),
  share: text('What the server shares.', /^[^\s,;/\\]+$/, 'the name of a share', fixed),
  datastore: text('The datastore of the backup server.', WORD, 'the name of a datastore', fixed),
  namespace: text('The namespace in it.', /^[\w.-]+(?:\/[\w.-]+)*$/, 'a namespace'),
  fingerprint: text(
    'Of the certificate of the server.',
    /^(?:[\dA-Fa-f]{2}:){31}[\dA-Fa-f]{2}$/,
    '32 bytes in hexadecimal, with ":" between',
  ),
  port: { form: 'number', about: 'The port of the server.', schema: z.int().min(1).max(65_535) },
  username: text('Who signs in.', /^[\w.@!+-]+$/, 'the name of a user'),
  domain: text('The domain of the user.', /^[\w.-]+$/, 'a domain'),
  smbversion: {
    form: 'text',
    about: 'The version of SMB.',
    schema: z.enum(['default', '2.0', '2.1', '3', '3.0', '3.11']),
  },
  subdir: text('A folder of the share.', /^\/[-/\w.@]+$/, 'a path'),
  options: text('How it is mounted.', /^[\w=.,:/-]+$/, 'mount options such as "vers=4.2,soft"'),
  monhost: {
    form: 'list',
    about: 'The monitors of a Ceph of somebody else.',
    schema: z.array(z.string().regex(HOST, 'must be the name or address of a monitor')).min(1),
  },
  'data-pool': text('The pool for data, where another one has the names.', WORD, 'the name of a pool'),
  krbd: flag('Whether the kernel opens its images.'),
  mountpoint: text('Where its dataset is mounted.', /^(?:none|legacy|\/[-/\w.@]*)$/, 'a path'),
  sparse: flag('Whether volumes of virtual machines take room only as they are filled.'),
  blocksize: text('The block size of volumes of virtual machines.', /^\d+k?$/, 'a size such as "16k"'),
  content: {
    form: 'list',
    about: 'What it may hold.',
    schema: z.array(z.enum(CONTENT)),
  },
  nodes: {
    form: 'list',
    about: 'The nodes that have it; all without it.',
    schema: z.array(z.string().regex(/^[A-Za-z\d-]+$/)).min(1),
  },
  shared: flag('Whether every node sees the same contents in its folder.'),
  disable: flag('Whether it is switched off.'),
  is_mountpoint: flag('Whether its folder has to be mounted: else files would fill the disk of the node.', {
    form: 'flag',
  }),
  'create-base-path': flag('Whether its folder is made.', { default: '1' }),
  'create-subdirs': flag('Whether the folders for its contents are made.', { default: '1' }),
  preallocation: {
    form: 'text',
    about: 'How files of disks are made.',
    schema: z.enum(['off', 'metadata', 'falloc', 'full']),
  },
  format: {
    form: 'text',
    about: 'The usual format of disks.',
    schema: z.enum(['raw', 'qcow2', 'subvol', 'vmdk']),
  },
  nocow: flag('Whether files are written in place, without checksums.'),
  'snapshot-as-volume-chain': flag('Whether snapshots are files on top of each other (PVE 9).', fixed),
  'prune-backups': {
    form: 'pairs',
    about: 'Which backups are kept.',
    schema: z.strictObject({
      'keep-all': z.boolean().optional().describe('Every one.'),
      'keep-last': keep('So many of the newest.'),
      'keep-hourly': keep('The newest of each of so many hours.'),
      'keep-daily': keep('The newest of each of so many days.'),
      'keep-weekly': keep('The newest of each of so many weeks.'),
      'keep-monthly': keep('The newest of each of so many months.'),
      'keep-yearly': keep('The newest of each of so many years.'),
    }),
  },
  'max-protected-backups': {
    form: 'number',
    about: 'How many protected backups a guest may have; -1 for any number.',
    schema: z.int().min(-1),
  },
  bwlimit: text('How fast data may be copied, in KiB/s.', /^[\w=.,]+$/, 'such as "migration=100000"'),
} as const satisfies Readonly<Record<string, OptionRow>>;

type OptionName = keyof typeof OPTIONS;

const rows: Readonly<Record<string, OptionRow>> = OPTIONS;
export const optionRow = (name: string): OptionRow | undefined =>
  Object.hasOwn(rows, name) ? rows[name] : undefined;

const ALWAYS: readonly OptionName[] = ['nodes', 'disable', 'content'];
const BACKUPS: readonly OptionName[] = ['prune-backups', 'max-protected-backups'];
const FILES: readonly OptionName[] = [
  ...BACKUPS,
  'format',
  'create-base-path',
  'create-subdirs',
  'preallocation',
];

interface TypeRow {
  readonly needs: readonly OptionName[];
  readonly takes: readonly OptionName[];
  /** With a password, by a file of root's. */
  readonly hasPassword?: true;
}

export const TYPES = {
  dir: {
    needs: ['path'],
    takes: [...FILES, 'shared', 'is_mountpoint', 'bwlimit', 'snapshot-as-volume-chain'],
  },
  zfspool: { needs: ['pool'], takes: ['sparse', 'blocksize', 'mountpoint', 'bwlimit'] },
  lvmthin: { needs: ['vgname', 'thinpool'], takes: ['bwlimit'] },
  nfs: {
    needs: ['server', 'export'],
    takes: [...FILES, 'path', 'options', 'bwlimit', 'snapshot-as-volume-chain'],
  },
  cifs: {
    needs: ['server', 'share'],
    takes: [
      ...FILES,
      'path',
      'username',
      'domain',
      'smbversion',
      'subdir',
      'options',
      'bwlimit',
      'snapshot-as-volume-chain',
    ],
    hasPassword: true,
  },
  pbs: {
    needs: ['server', 'datastore'],
    takes: [...BACKUPS, 'namespace', 'fingerprint', 'port', 'username'],
    hasPassword: true,
  },
  btrfs: { needs: ['path'], takes: [...FILES, 'shared', 'is_mountpoint', 'nocow'] },
  rbd: { needs: ['pool'], takes: ['monhost', 'data-pool', 'namespace', 'username', 'krbd', 'bwlimit'] },
} as const satisfies Readonly<Record<string, TypeRow>>;

export type StorageType = keyof typeof TYPES;

const types: Readonly<Record<string, TypeRow>> = TYPES;
export const typeRow = (type: StorageType): TypeRow => types[type] as TypeRow;

export function takes(type: StorageType, name: string): boolean {
  const { needs, takes: more } = typeRow(type);
  return [...ALWAYS, ...needs, ...more].some((one) => one === name);
}

/** Of Ceph, a pool can be changed (pve-storage 9.1.7). */
export const isFixed = (type: StorageType, name: string): boolean =>
  optionRow(name)?.fixed === true && !(type === 'rbd' && name === 'pool');

const listOf = (value: string): string =>
  value
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .toSorted()
    .join(',');

/** The same text for values that mean the same. */
export function canonicalOption(name: string, value: string): string {
  const row = optionRow(name);
  if (name === 'is_mountpoint')
    return /^(?:1|yes|on|true)$/i.test(value) ? '1' : /^(?:0|no|off|false)$/i.test(value) ? '0' : value;
  switch (row?.form) {
    case 'list':
    case 'pairs':
      return listOf(value);
    case 'flag':
      return /^(?:1|yes|on|true)$/i.test(value) ? '1' : '0';
    case 'text':
    case 'number':
    case undefined:
      return value;
  }
}

/** A value of the file in Proxmox's words. */
export function optionWord(name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (Array.isArray(value))
    return value.length === 0 && name === 'content' ? 'none' : value.map(String).toSorted().join(',');
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(
      ([key, one]) => `${key}=${typeof one === 'boolean' ? Number(one) : String(one)}`,
    );
    return pairs.toSorted().join(',');
  }
  return String(value);
}
