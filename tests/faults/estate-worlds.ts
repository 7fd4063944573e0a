/** Worlds beside the main estate: what a second commit changes of machines, storage, networks, firewalls, and two nodes. */
import type { Estate } from '../../src/config/model.ts';
import type { FreshOptions } from '../../src/simulator/fresh-node.ts';
import { applyTo, estateOf, hostFor } from '../support/in-process-apply.ts';
import { IN_FROM_OFFICE, firewallEstate, OF_CLUSTER, OF_WEB, WHOLE } from '../support/firewall-estate.ts';
import { commitOf as fullCommit, historyOf } from '../support/law-estate.ts';
import { dhcpGuest, type SdnFiles, sdnEstate, SUBNET, ZONE } from '../support/sdn-estate.ts';
import { commitOf, guest } from '../support/three-nodes.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { VM_STORAGES, WEB, whole } from '../support/vm-estate.ts';
import type { Exception, FaultWorld } from './fault-world.ts';

interface TwoCommits {
  readonly name: string;
  readonly before: Estate;
  readonly after: Estate;
  readonly lab?: FreshOptions;
  readonly exceptions?: readonly Exception[];
}

/** The first commit is applied, and the apply of the second one is what is disturbed. */
async function betweenCommits({
  name,
  before,
  after,
  lab = {},
  exceptions,
}: TwoCommits): Promise<FaultWorld> {
  for (const { findings } of [before, after]) {
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ message }) => message).join('; ')}`);
  }
  const history = historyOf(before, after);
  const host = hostFor(before, lab);
  const { report } = await applyTo(host, before, { history, clock: virtualClock(host.now()) });
  if (!report.ok) throw new Error(`${name}: ${JSON.stringify(report.resources)}`);
  host.wait(60_000);
  return { name, host, estate: after, history, ...(exceptions && { exceptions }) };
}

export const machinesWorld = (): Promise<FaultWorld> =>
  betweenCommits({
    name: 'Virtual machines',
    before: whole(1),
    after: whole(2, {
      'vm/web': {
        ...WEB,
        cores: 6,
        protection: true,
        disks: { scsi0: { size: '40G' }, scsi1: { storage: 'local-zfs', size: '12G', iothread: true } },
        net1: { bridge: 'vmbr0' },
        snapshots: { before: {} },
      },
      'vm/two': { ...WEB, vmid: 102, net0: { bridge: 'vmbr0', ip: '10.0.0.6/24', gw: '10.0.0.1' } },
    }),
    lab: { storages: VM_STORAGES },
  });

const DISKS = ['/dev/disk/by-id/nvme-A', '/dev/disk/by-id/nvme-B'];
const POOL = { disks: DISKS, layout: 'mirror', create: true };
const MEDIA = {
  name: 'tank/media',
  mountpoint: '/srv/media',
  quota: '100G',
  owner: 1000,
  nfs: { '10.0.0.0/24': 'rw' },
};
const OLD = { name: 'tank/old', mountpoint: '/srv/old', nfs: { '10.0.0.0/24': 'rw' } };
const BULK = { type: 'dir', path: '/srv', content: ['iso'] };

function storageEstate(digit: string, files: Readonly<Record<string, object>>): Estate {
  const settings = { name: 'lab', nodes: { pve1: {} } };
  const all = { 'phoenix.json': settings, 'zpool/tank.json': POOL, ...files };
  const texts = Object.entries(all).map(([path, file]) => [path, JSON.stringify(file)] as const);
  return estateOf(new Map(texts), { revision: fullCommit(digit) });
}

export const storageWorld = (): Promise<FaultWorld> =>
  betweenCommits({
    name: 'Storage',
    before: storageEstate('1', {
      'dataset/media.json': MEDIA,
      'dataset/old.json': OLD,
      'storage/bulk.json': BULK,
    }),
    after: storageEstate('2', {
      'zpool/tank.json': { ...POOL, autotrim: true },
      'dataset/media.json': { ...MEDIA, mountpoint: '/srv/films', quota: '200G', owner: 2000, mode: '0750' },
      'dataset/new.json': { name: 'tank/new', owner: 33, mountpoint: '/srv/new', nfs: { '*': 'ro' } },
      'storage/bulk.json': { ...BULK, content: ['iso', 'backup'] },
      'storage/new.json': { type: 'zfspool', pool: 'tank/new', content: ['rootdir'] },
    }),
  });

const NETWORK: SdnFiles = {
  'zone/lab.json': ZONE,
  'zone/out.json': { type: 'vlan', bridge: 'vmbr0' },
  'vnet/web.json': { zone: 'lab', subnets: { '10.9.0.0/24': SUBNET } },
  'vnet/old.json': { zone: 'out', tag: 20 },
  'lxc/a.json': dhcpGuest(101),
  'lxc/b.json': dhcpGuest(102, { net0: { bridge: 'old', ip: 'manual' } }),
};

const SDN_EXCEPTIONS: readonly Exception[] = [
  {
    why: 'nobody knows whose the lock of SDN is when its answer was lost: people free it, as the apply says',
    of: ({ row }, fault) =>
      row === 'pvesh create /cluster/sdn/lock' && ['complains', 'hangs done', 'cut after'].includes(fault),
    tells: /somebody else holds the lock of SDN: wait for them, or free it with/,
  },
  {
    why: 'edits of SDN are taken back and made anew, all of them; they are committed once',
    of: ({ row }) => row.startsWith('pvesh ') || row === 'journal: append',
    repeats: /^pvesh (?:set|create|delete) \/cluster\/sdn\//,
  },
];

export const networkWorld = (): Promise<FaultWorld> =>
  betweenCommits({
    name: 'Networks',
    exceptions: SDN_EXCEPTIONS,
    before: sdnEstate('9.2', 'a', NETWORK),
    after: sdnEstate('9.2', 'b', {
      ...NETWORK,
      'zone/out.json': null,
      'vnet/old.json': null,
      'vnet/web.json': {
        zone: 'lab',
        alias: 'Web',
        subnets: { '10.9.0.0/24': { ...SUBNET, dns: '10.9.0.1' }, '10.9.1.0/24': { gateway: '10.9.1.1' } },
      },
      'vnet/new.json': { zone: 'lab' },
      'lxc/b.json': dhcpGuest(102, { net0: { bridge: 'new', ip: 'manual' } }),
    }),
  });

const TIMER_EXCEPTION: Exception = {
  why: 'systemd says that it stopped the timer, and did not: the file comes back, and the next plan shows it',
  of: ({ row }, fault) => row === 'systemctl stop' && fault === 'lies',
  state: (path, text) => (path.startsWith('/.sim/timers/') ? null : text),
};

export const firewallWorld = (): Promise<FaultWorld> =>
  betweenCommits({
    name: 'Firewalls',
    exceptions: [TIMER_EXCEPTION],
    before: firewallEstate(WHOLE, {}, fullCommit('1')),
    after: firewallEstate(
      {
        ...WHOLE,
        'firewall/cluster.json': {
          ...OF_CLUSTER,
          rules: [...IN_FROM_OFFICE, { type: 'in', action: 'ACCEPT', macro: 'Ping' }],
        },
        'firewall/node.json': { of: 'node/pve1', options: { enable: true }, rules: IN_FROM_OFFICE },
        'firewall/web.json': { ...OF_WEB, rules: [{ type: 'group', action: 'web' }] },
      },
      {},
      fullCommit('2'),
    ),
  });

export const twoNodesWorld = (): Promise<FaultWorld> => {
  const node = { storages: { nas: { type: 'nfs', shared: true }, 'local-zfs': { type: 'zfspool' } } };
  const settings = { name: 'lab', nodes: { pve1: node, pve2: node } };
  const local = { rootfs: { storage: 'local-zfs', size: '8G' } };
  return betweenCommits({
    name: 'Two nodes',
    before: commitOf(
      'a',
      {
        'lxc/web.json': guest(101, 'pve1'),
        'lxc/db.json': guest(102, 'pve1', local),
        'lxc/far.json': guest(103, 'pve2', { dependsOn: ['lxc/web'] }),
      },
      settings,
    ),
    after: commitOf(
      'b',
      {
        'lxc/web.json': guest(101, 'pve2', { memory: '1G' }),
        'lxc/db.json': guest(102, 'pve2', local),
        'lxc/far.json': guest(103, 'pve1', { dependsOn: ['lxc/web'] }),
        'lxc/new.json': guest(104, 'pve2', { dependsOn: ['lxc/far'] }),
      },
      settings,
    ),
  });
};
