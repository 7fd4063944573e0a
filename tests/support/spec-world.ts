/** The small world in which arbitrary files of containers are valid: its other files, and what its node must have. */

/** The estate around the guest: its files but the guest's own. */
export const WORLD_FILES = {
  'phoenix.json': {
    name: 'world',
    nodes: {
      pve1: {
        pve: '9.2',
        storages: {
          local: { type: 'dir' },
          'local-lvm': { type: 'lvmthin' },
          'local-zfs': { type: 'zfspool' },
        },
        bridges: ['vmbr0', 'vmbr1'],
        gpus: {
          gpu0: { pci: '0000:01:00.0', driver: 'nvidia', minor: 0, vram: '16G' },
          igpu: { pci: '0000:00:02.0', driver: 'i915', minor: 1 },
        },
      },
    },
    binds: { models: { path: '/mnt/models' }, media: { path: '/srv/media', owner: 1000 } },
  },
  'profiles/common.json': {},
  'lxc/base.json': {
    vmid: 900,
    template: true,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local-zfs', size: '4G' },
    nesting: true,
  },
  'lxc/peer.json': {
    vmid: 901,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local-zfs', size: '4G' },
    net0: { bridge: 'vmbr0', ip: '10.0.0.9/24', gw: '10.0.0.1' },
    nesting: true,
    snapshots: { golden: {} },
  },
} as const;

/** What the node must have besides: a pool, a hook script, device nodes. */
export const WORLD_NEEDS = {
  pools: ['lab'],
  snippets: ['local:snippets/hook.sh'],
  devices: ['/dev/null', '/dev/zero', '/dev/full', '/dev/net/tun'],
} as const;

/** A template on the node that no file speaks of. */
export const STRANGER = 899;

/** The guest that files are made for. */
export const SUBJECT = { address: 'lxc/subject', name: 'subject', vmid: 950 } as const;
