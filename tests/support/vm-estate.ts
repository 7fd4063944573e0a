/** A small estate of virtual machines: an image, a template made from it, and what is cloned from that. */
import type { Estate } from '../../src/config/model.ts';
import { estateOf } from './in-process-apply.ts';
import { commitOf } from './law-estate.ts';

export const VM_STORAGES = `dir: local
	path /var/lib/vz
	content iso,vztmpl,backup,snippets,import

zfspool: local-zfs
	pool rpool/data
	sparse 1
	content rootdir,images

lvmthin: local-lvm
	thinpool data
	vgname pve
	content rootdir,images
`;

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExamp me@home';

const IMAGE = {
  url: 'https://cloud.example/debian-13-genericcloud-amd64.qcow2',
  storage: 'local',
  checksum: `sha256:${'a'.repeat(64)}`,
};

const BASE = {
  vmid: 8000,
  template: true,
  ostype: 'l26',
  cores: 2,
  memory: '2G',
  scsihw: 'virtio-scsi-single',
  agent: true,
  serial0: 'socket',
  vga: 'serial0',
  disks: { scsi0: { storage: 'local-zfs', size: '8G', import: 'image/debian-13', discard: 'on', ssd: true } },
  net0: { bridge: 'vmbr0' },
  cloudInit: { storage: 'local-zfs' },
};

export const WEB = {
  vmid: 101,
  clone: 'vm/base',
  cores: 4,
  memory: '4G',
  description: 'Serves pages.',
  tags: ['web'],
  onboot: true,
  startup: { order: 2, up: 30 },
  disks: { scsi0: { size: '32G' }, scsi1: { storage: 'local-lvm', size: '10G', iothread: true } },
  net0: { bridge: 'vmbr0', ip: '10.0.0.5/24', gw: '10.0.0.1' },
  cloudInit: { user: 'admin', sshKeys: [KEY], nameserver: '10.0.0.1' },
};

/** Files by their addresses. */
export type Files = Readonly<Record<string, object>>;

interface Options {
  readonly pve?: string;
  readonly nodes?: readonly string[];
  /** Of its commit; it is not in git without. */
  readonly commit?: number;
  readonly policies?: object;
}

export function vmEstate(files: Files, more: Options = {}): Estate {
  const { pve = '9.2', nodes = ['pve1'], commit, policies = {} } = more;
  const settings = { name: 'lab', nodes: Object.fromEntries(nodes.map((name) => [name, { pve }])), policies };
  const all = [
    ['phoenix.json', settings],
    ...Object.entries(files).map(([address, file]) => [`${address}.json`, file]),
  ];
  return estateOf(new Map(all.map(([path, value]) => [path as string, JSON.stringify(value)])), {
    revision: commit === undefined ? null : commitOf(String(commit)),
  });
}

/** Commit after commit; null takes a file away. */
export function whole(commit: number, more: Readonly<Record<string, object | null>> = {}): Estate {
  const all: Readonly<Record<string, object | null>> = {
    'image/debian-13': IMAGE,
    'vm/base': BASE,
    'vm/web': WEB,
    ...more,
  };
  const there = Object.entries(all).filter((entry): entry is [string, object] => entry[1] !== null);
  return vmEstate(Object.fromEntries(there), { commit });
}
