/**
 * Whatever kinds send to Proxmox's own programs, on both releases: an estate with something of everything is made, changed and
 * taken away, and no option of any call is one that Proxmox's schema does not have.
 */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { describe } from '../support/describe.ts';
import { applyOn, estateOf, hostFor } from '../support/in-process-apply.ts';
import { commitOf, historyOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

type Pve = '8.4' | '9.2';
type Files = Readonly<Record<string, object>>;

const STORAGES = `dir: local
	path /var/lib/vz
	content iso,vztmpl,backup,snippets,import

zfspool: local-zfs
	pool rpool/data
	content rootdir,images

dir: shared
	path /mnt/shared
	content rootdir,images
	shared 1
`;

const CARD = { bridge: 'web', ip: 'dhcp', hwaddr: '02:00:5E:10:00:01', pin: '10.9.0.20', firewall: true };

const guest = (vmid: number, more: object) => ({
  vmid,
  node: 'pve1',
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'shared', size: '4G' },
  ...more,
});

const FIRST: Files = {
  'zpool/tank': {
    node: 'pve1',
    disks: ['/dev/disk/by-id/a', '/dev/disk/by-id/b'],
    layout: 'mirror',
    create: true,
  },
  'dataset/data': {
    node: 'pve1',
    name: 'tank/data',
    quota: '100G',
    mountpoint: '/srv/data',
    snapshots: { keep: { daily: 2, change: 1 } },
    nfs: { '10.0.0.0/24': 'rw,sync,no_subtree_check' },
  },
  'storage/tank-data': {
    type: 'zfspool',
    pool: 'tank/data',
    content: ['rootdir', 'images'],
    sparse: true,
    nodes: ['pve1'],
  },
  'storage/nas': {
    type: 'nfs',
    server: '10.0.0.9',
    export: '/backups',
    content: ['backup'],
    options: 'vers=4.2,soft',
    'prune-backups': { 'keep-last': 3 },
  },
  'zone/lab': { type: 'simple', dhcp: 'dnsmasq' },
  'zone/wire': { type: 'vlan', bridge: 'vmbr0', mtu: 1400 },
  'vnet/web': {
    zone: 'lab',
    subnets: { '10.9.0.0/24': { gateway: '10.9.0.1', snat: true, dhcp: ['10.9.0.50-10.9.0.99'] } },
  },
  'vnet/wired': { zone: 'wire', tag: 20, vlanaware: true },
  'hosts/lab': { zone: 'lab', domain: 'lab.internal' },
  'pool/lab': { comment: 'The lab', storages: ['nas'] },
  'pool/web': { id: 'lab/web' },
  'image/debian': {
    url: 'https://cloud.example/debian.qcow2',
    checksum: `sha256:${'a'.repeat(64)}`,
    storage: 'local',
  },
  'vm/base': {
    vmid: 8000,
    node: 'pve1',
    template: true,
    ostype: 'l26',
    machine: 'q35',
    bios: 'ovmf',
    scsihw: 'virtio-scsi-single',
    agent: true,
    serial0: 'socket',
    vga: 'serial0',
    memory: '2G',
    efidisk0: { storage: 'shared', efitype: '4m', 'pre-enrolled-keys': true },
    tpmstate0: { storage: 'shared', version: 'v2.0' },
    disks: { scsi0: { storage: 'shared', size: '8G', import: 'image/debian', discard: 'on', ssd: true } },
    net0: { bridge: 'vmbr0' },
    cloudInit: { storage: 'shared' },
  },
  'vm/box': {
    vmid: 200,
    node: 'pve1',
    clone: { from: 'vm/base', full: true, storage: 'local-zfs' },
    pool: 'lab/web',
    cores: 2,
    memory: '4G',
    numa: true,
    hotplug: ['network', 'disk', 'cpu', 'memory', 'usb'],
    vcpus: 1,
    cpu: { cputype: 'host', flags: '+aes' },
    balloon: '2G',
    onboot: true,
    startup: { order: 2, up: 10 },
    tags: ['box'],
    description: 'A box.',
    disks: { scsi0: { size: '16G' }, scsi1: { storage: 'local-zfs', size: '4G', iothread: true } },
    net0: { bridge: 'vmbr0', ip: '10.0.0.7/24', gw: '10.0.0.1', firewall: true, tag: 5 },
    cloudInit: { user: 'ops', nameserver: '10.0.0.1', searchdomain: 'lab.internal', upgrade: false },
    usb0: { mapping: 'stick', usb3: true },
    rng0: { source: '/dev/urandom' },
  },
  'lxc/web': guest(101, {
    pool: 'lab',
    net0: CARD,
    onboot: true,
    mounts: { '/data': { storage: 'local-zfs', size: '2G', backup: true } },
  }),
  'lxc/db': guest(102, { net0: { bridge: 'vmbr0', ip: '10.0.0.6/24', gw: '10.0.0.1' } }),
  'ha/db': { guest: 'lxc/db', max_restart: 2, max_relocate: 1, comment: 'Called at night' },
  'ha-rule/home': { type: 'node-affinity', resources: ['ha/db'], nodes: { pve1: 2, pve2: 1 }, strict: true },
  'firewall/cluster': {
    of: 'cluster',
    options: { enable: true, policy_in: 'DROP' },
    rules: [{ type: 'in', action: 'ACCEPT', proto: 'tcp', dport: '22,8006', source: '10.0.0.0/24' }],
  },
  'firewall/web': {
    of: 'lxc/web',
    options: { enable: true },
    rules: [{ type: 'in', action: 'ACCEPT', macro: 'HTTPS' }],
  },
};

const changed = (files: Files, changes: Readonly<Record<string, object>>): Files =>
  Object.fromEntries(Object.entries(files).map(([name, file]) => [name, { ...file, ...changes[name] }]));

const SECOND = changed(FIRST, {
  'dataset/data': { quota: '200G', nfs: {} },
  'storage/nas': { content: ['backup', 'iso'], disable: true },
  'zone/wire': { mtu: 1450 },
  'vnet/web': {
    alias: 'pages',
    subnets: {
      '10.9.0.0/24': {
        gateway: '10.9.0.1',
        snat: false,
        dhcp: ['10.9.0.50-10.9.0.99', '10.9.0.120-10.9.0.130'],
      },
    },
  },
  'pool/lab': { comment: 'The laboratory', storages: [] },
  'vm/box': {
    vcpus: 2,
    pool: 'lab',
    memory: '5G',
    tags: ['box', 'grown'],
    disks: { scsi0: { size: '20G' }, scsi1: { storage: 'local-zfs', size: '6G', iothread: true } },
    net0: { bridge: 'vmbr0', ip: '10.0.0.8/24', gw: '10.0.0.1', rate: 10 },
    snapshots: { calm: { description: 'as it was' } },
    startup: { order: 3 },
  },
  'lxc/web': { net0: { ...CARD, pin: '10.9.0.21' }, memory: '1G', node: 'pve1' },
  'ha/db': { max_restart: 3, comment: 'Called at day' },
  'ha-rule/home': { nodes: { pve1: 1, pve2: 2 } },
});

const GOES = /^(?:ha|ha-rule|firewall)\/|^(?:storage\/nas|vnet\/wired|zone\/wire|vm\/box|lxc\/db|pool\/web)$/;

const THIRD: Files = Object.fromEntries(Object.entries(SECOND).filter(([name]) => !GOES.test(name)));

function estateAt(pve: Pve, commit: string, files: Files): Estate {
  const storages = {
    local: { type: 'dir' },
    'local-zfs': { type: 'zfspool' },
    shared: { type: 'dir', shared: true },
  };
  const settings = {
    name: 'lab',
    nodes: { pve1: { pve, storages }, pve2: { pve, storages } },
    policies: {
      retire: '7d',
      retires: { max: 100 },
      restarts: { max: 100 },
      management: ['10.0.0.0/24'],
      backup: { storage: 'local', maxAge: '24h' },
    },
  };
  const all = [
    ['phoenix.json', settings] as const,
    ...Object.entries(files).map(([name, file]) => [`${name}.json`, file] as const),
  ];
  const estate = estateOf(new Map(all.map(([path, file]) => [path, JSON.stringify(file)])), {
    revision: commitOf(commit),
  });
  assert.equal(
    estate.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ message, at }) => `${at?.file} ${message}`),
    [],
  );
  return estate;
}

const OWN = ['pct', 'qm', 'pvesh', 'pvesm', 'ha-manager', 'vzdump', 'pveum', 'pveam', 'qmrestore'];
const REFUSED =
  /not defined in schema|Unknown option|Parameter verification failed|unknown command|No .* handler/i;

/** What an apply of all kinds cannot do without. */
const USED = [
  'pct create',
  'pct set',
  'pct shutdown',
  'pvesh create /cluster/sdn/zones',
  'pvesh create /cluster/sdn/vnets/web/subnets',
  'pvesh set /cluster/sdn/vnets/web/ips',
  'pvesh delete /cluster/sdn/zones/wire',
  'pvesh set /cluster/sdn',
  'pvesh create /nodes/pve1/storage/local/download-url',
  'pvesh set /pools',
  'pvesm add',
  'pvesm set',
  'pvesm remove',
  'qm create',
  'qm clone',
  'qm set',
  'qm resize',
  'qm snapshot',
  'qm template',
  'qm shutdown',
  'ha-manager add',
  'ha-manager set',
  'ha-manager remove',
  'vzdump 200',
];
const USED_ON: Readonly<Record<Pve, readonly string[]>> = {
  '8.4': ['ha-manager groupadd', 'ha-manager groupset', 'ha-manager groupremove'],
  '9.2': ['ha-manager rules', 'pvesh create /cluster/sdn/lock'],
};

/** A call without what differs from run to run. */
const callOf = ([program = '', first = '', second = '']: readonly string[]) =>
  program === 'pvesh' ? `pvesh ${first} ${second.replace(/\/\d+(?=\/|$)/g, '/N')}` : `${program} ${first}`;

describe('what is sent to Proxmox', (test) => {
  for (const pve of ['8.4', '9.2'] as const) {
    test(`has options that PVE ${pve} declares`, async () => {
      const commits = [estateAt(pve, 'a', FIRST), estateAt(pve, 'b', SECOND), estateAt(pve, 'c', THIRD)];
      const host = hostFor(commits[0] as Estate, { storages: STORAGES });
      host.write('/etc/pve/mapping/usb.cfg', 'stick\n\tmap id=1234:abcd,node=pve1\n');
      const calls = new Set<string>();
      const refused: string[] = [];
      const bad: string[] = [];
      const cluster = inProcessCluster(host, {
        onRun: (_, argv, { exit, stdout, stderr }) => {
          const [program = ''] = argv;
          if (!OWN.includes(program)) return;
          calls.add(callOf(argv));
          if (exit !== 0 && REFUSED.test(stdout + stderr)) refused.push(`${argv.join(' ')}: ${stderr}`);
        },
      });
      for (const [index, estate] of commits.entries()) {
        const history = historyOf(...commits.slice(0, index + 1));
        const { report } = await applyOn(cluster, estate, { history, clock: virtualClock() });
        bad.push(
          ...report.resources
            .filter(({ outcome }) => outcome !== 'applied' && outcome !== 'unchanged')
            .map(({ address, outcome, text }) => `${index} ${address} ${outcome}: ${text}`),
        );
      }
      assert.equal(bad, []);
      assert.equal(
        [...USED, ...USED_ON[pve]].filter((call) => !calls.has(call)),
        [],
        'all of it was sent',
      );
      assert.equal(refused, []);
    });
  }
});
