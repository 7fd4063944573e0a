/** The options that each type of storage has, as pve-storage 9.1.7 declares them: what must be, what stays, what is known. */

interface TypeOptions {
  /** Needed, and never changed. */
  readonly fixed: readonly string[];
  readonly optional: readonly string[];
  /** Optional, and never changed once it is made. */
  readonly lasting?: readonly string[];
}

const COMMON = ['nodes', 'disable', 'content'];
const BACKUPS = ['prune-backups', 'max-protected-backups'];
const FILES = [
  ...BACKUPS,
  'content-dirs',
  'format',
  'mkdir',
  'create-base-path',
  'create-subdirs',
  'bwlimit',
  'preallocation',
];
const CHAIN = ['snapshot-as-volume-chain'];

export const TYPE_OPTIONS: Readonly<Record<string, TypeOptions>> = {
  dir: { fixed: ['path'], optional: [...COMMON, ...FILES, 'shared', 'is_mountpoint'], lasting: CHAIN },
  btrfs: {
    fixed: ['path'],
    optional: [
      ...COMMON,
      ...BACKUPS,
      'format',
      'mkdir',
      'create-base-path',
      'create-subdirs',
      'preallocation',
      'shared',
      'is_mountpoint',
      'nocow',
    ],
  },
  zfspool: { fixed: ['pool'], optional: [...COMMON, 'blocksize', 'sparse', 'bwlimit', 'mountpoint'] },
  lvmthin: { fixed: ['vgname', 'thinpool'], optional: [...COMMON, 'bwlimit'] },
  lvm: {
    fixed: ['vgname'],
    optional: [...COMMON, 'shared', 'saferemove', 'saferemove_throughput', 'bwlimit', 'tagged_only'],
    lasting: [...CHAIN, 'base'],
  },
  nfs: {
    fixed: ['server', 'export'],
    optional: [...COMMON, ...FILES, 'options'],
    lasting: [...CHAIN, 'path'],
  },
  cifs: {
    fixed: ['server', 'share'],
    optional: [...COMMON, ...FILES, 'subdir', 'username', 'password', 'domain', 'smbversion', 'options'],
    lasting: [...CHAIN, 'path'],
  },
  pbs: {
    fixed: ['server', 'datastore'],
    optional: [
      ...COMMON,
      ...BACKUPS,
      'namespace',
      'port',
      'username',
      'password',
      'encryption-key',
      'master-pubkey',
      'fingerprint',
    ],
  },
  rbd: {
    fixed: [],
    optional: [
      ...COMMON,
      'monhost',
      'pool',
      'data-pool',
      'namespace',
      'username',
      'krbd',
      'keyring',
      'bwlimit',
    ],
  },
};
