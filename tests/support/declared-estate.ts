/** An estate of any size that declares all there is to declare, so that rules have something to hold guests against. */

const NODES = 4;

const address = (i: number) =>
  `10.${100 + Math.floor(i / 62_500)}.${Math.floor(i / 250) % 250}.${1 + (i % 250)}`;
const mac = (i: number) =>
  `BC:24:11:${i
    .toString(16)
    .toUpperCase()
    .padStart(6, '0')
    .replace(/(..)(..)(..)/, '$1:$2:$3')}`;
const node = (i: number) => `pve${1 + (i % NODES)}`;

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';

const SETTINGS = {
  name: 'bench',
  vmids: [1000, 999_999],
  pools: ['web', 'workers'],
  networks: {
    lan: {
      bridge: 'vmbr0',
      subnet: '10.0.0.0/8',
      gateway: '10.0.0.254',
      dhcp: ['10.99.0.1-10.99.255.254'],
      reserved: ['10.0.0.1-10.0.0.20'],
      mtu: 1500,
    },
    storage: { bridge: 'vmbr1', tag: 20, mtu: 9000 },
  },
  nodes: Object.fromEntries(
    Array.from({ length: NODES }, (_, i) => [
      node(i),
      {
        pve: '9.2',
        capacity: { cores: 16_384, memory: '16384G' },
        bridges: ['vmbr0', 'vmbr1'],
        templates: [ARCHIVE],
        storages: {
          local: { type: 'dir', content: ['vztmpl', 'snippets', 'backup'], size: '2048G' },
          'local-zfs': { type: 'zfspool', content: ['rootdir', 'images'], size: '262144G' },
        },
      },
    ]),
  ),
  binds: { models: { path: '/srv/models', owner: 1000 } },
  policies: { overcommit: { memory: 1.5, cores: 8, disk: 1 }, bindRoots: ['/srv'] },
};

function guest(i: number): object {
  const isWeb = i % 3 === 0;
  return {
    vmid: 1000 + i,
    node: node(i),
    description: `Guest number ${i}`,
    extends: [isWeb ? 'web' : 'worker'],
    ostemplate: ARCHIVE,
    cores: 1 + (i % 8),
    memory: `${512 * (1 + (i % 8))}M`,
    rootfs: { storage: 'local-zfs', size: `${4 + (i % 16)}G` },
    net0: { bridge: 'vmbr0', ip: `${address(i)}/8`, gw: '10.0.0.254', hwaddr: mac(i) },
    tags: [`team-${i % 7}`],
    // Each tenth is what the nine after it need.
    startup: { order: i % 10 === 0 ? 1 : 2 + (i % 7) },
    ...(i % 10 === 0 ? {} : { dependsOn: [`lxc/${nameOf(i - (i % 10))}`] }),
    mounts: { '/data': { storage: 'local-zfs', size: `${1 + (i % 4)}G` }, '/models': 'bind:models' },
    health: isWeb ? { web: { http: ':80/' }, unit: { exec: ['systemctl', 'is-active', 'cron'] } } : {},
    ...(isWeb ? { features: { nginx: {} } } : {}),
  };
}

const nameOf = (i: number) => `guest-${String(i).padStart(5, '0')}`;

/** The files of it, by their path below the configs folder. */
export function declaredEstate(guests: number): Map<string, string> {
  const files: [string, object][] = [
    ['phoenix.json', SETTINGS],
    ['base/lxc.json', { onboot: true, nesting: true, nameserver: '10.0.0.1' }],
    ['profiles/web.json', { tags: ['web'], swap: 0, pool: 'web' }],
    ['profiles/worker.json', { tags: ['worker'], keyctl: true, pool: 'workers' }],
    ...Array.from({ length: guests }, (_, i): [string, object] => [`lxc/${nameOf(i)}.json`, guest(i)]),
  ];
  return new Map(files.map(([path, value]) => [path, `${JSON.stringify(value, null, 2)}\n`]));
}
