/**
 * Small estates for applies by real processes: what is there, and the commit whose apply is disturbed. Each is about one
 * kind of work, so that a run of three applies costs about a second.
 */

import type { Files } from './process-world.ts';

export interface Story {
  readonly name: string;
  /** Processes run in its guests: this machine must let that be. */
  readonly entersGuests?: true;
  /** Applied once, undisturbed. */
  readonly before: Files;
  /** What the next commit writes. */
  readonly change: Files;
}

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const SETTINGS = { name: 'lab', nodes: { pve1: {} } };
const rootfs = { storage: 'local-zfs', size: '4G' };
const net0 = { bridge: 'vmbr0', ip: 'dhcp' };
const made = { ostemplate: ARCHIVE, rootfs, net0, nesting: true };

const feature = (id: string, more: object = {}): Files => ({
  [`features/${id}/feature.json`]: { id, version: '1.0.0', name: id, ...more },
  [`features/${id}/install.sh`]: '#!/bin/sh\nexit 0\n',
});

const WEB = { vmid: 101, ...made, memory: 512 };

const containers: Story = {
  name: 'containers',
  before: {
    'phoenix.json': { ...SETTINGS, layers: { vmids: [900, 919] } },
    'layer/base.json': { ostemplate: ARCHIVE, rootfs },
    'lxc/web.json': WEB,
    'lxc/first.json': { vmid: 103, clone: 'layer/base', net0, state: 'stopped' },
  },
  change: {
    'lxc/web.json': {
      ...WEB,
      memory: 1024,
      keyctl: true,
      mounts: { '/srv/data': { storage: 'local-zfs', size: '2G' } },
    },
    'lxc/api.json': {
      vmid: 102,
      clone: 'layer/base',
      net0,
      memory: 256,
      raw: { 'lxc.apparmor.profile': 'unconfined' },
    },
  },
};

const guests: Story = {
  name: 'guests',
  before: {
    'phoenix.json': SETTINGS,
    'lxc/old.json': { vmid: 101, ...made, onboot: true },
    'lxc/db.json': { vmid: 102, ...made, protection: true },
  },
  change: {
    'lxc/old.json': null,
    'lxc/db.json': {
      vmid: 102,
      ...made,
      protection: true,
      rootfs: { ...rootfs, size: '6G' },
      snapshots: { known: {} },
    },
    'lxc/new.json': { vmid: 103, ...made, mounts: { '/srv': { storage: 'local-zfs', size: '1G' } } },
  },
};

const software: Story = {
  name: 'software',
  entersGuests: true,
  before: {
    'phoenix.json': SETTINGS,
    ...feature('app', { options: { port: { type: 'integer', default: 80 } } }),
    ...feature('later', { installsAfter: ['app'], timeout: '2s' }),
    'lxc/web.json': { ...WEB, features: { app: {} } },
  },
  change: {
    'lxc/web.json': { ...WEB, memory: 768, features: { app: { port: 8080 }, later: {} } },
    'lxc/two.json': { vmid: 102, ...made, features: { app: {} } },
  },
};

const BASE = {
  vmid: 8000,
  template: true,
  cores: 2,
  memory: '2G',
  scsihw: 'virtio-scsi-single',
  disks: { scsi0: { storage: 'local-zfs', size: '8G' } },
  net0: { bridge: 'vmbr0' },
};
const MACHINE = {
  vmid: 201,
  clone: 'vm/base',
  cores: 2,
  memory: '2G',
  disks: { scsi0: { size: '16G' } },
  net0: { bridge: 'vmbr0' },
};

const machines: Story = {
  name: 'machines',
  before: { 'phoenix.json': SETTINGS, 'vm/base.json': BASE, 'vm/web.json': MACHINE },
  change: {
    'vm/web.json': {
      ...MACHINE,
      cores: 4,
      disks: { scsi0: { size: '20G' }, scsi1: { storage: 'local-zfs', size: '4G' } },
    },
    'vm/two.json': { ...MACHINE, vmid: 202 },
  },
};

const DISKS = ['/dev/disk/by-id/nvme-A', '/dev/disk/by-id/nvme-B'];

const storage: Story = {
  name: 'storage',
  before: {
    'phoenix.json': SETTINGS,
    'zpool/tank.json': { disks: DISKS, layout: 'mirror', create: true },
    'dataset/media.json': { name: 'tank/media', mountpoint: '/srv/media', quota: '100G', owner: 1000 },
  },
  change: {
    'zpool/tank.json': { disks: DISKS, layout: 'mirror', create: true, autotrim: true },
    'dataset/media.json': {
      name: 'tank/media',
      mountpoint: '/srv/films',
      quota: '200G',
      owner: 1000,
      nfs: { '10.0.0.0/24': 'rw' },
    },
    'dataset/disks.json': { name: 'tank/disks' },
    'storage/disks.json': { type: 'zfspool', pool: 'tank/disks', content: ['rootdir', 'images'] },
  },
};

const network: Story = {
  name: 'network',
  before: {
    'phoenix.json': SETTINGS,
    'zone/lab.json': { type: 'simple', dhcp: 'dnsmasq' },
    'vnet/web.json': { zone: 'lab' },
    'lxc/web.json': { ...WEB, net0: { bridge: 'web', ip: 'manual', firewall: true } },
  },
  change: {
    'vnet/web.json': {
      zone: 'lab',
      alias: 'Web',
      subnets: { '10.9.0.0/24': { gateway: '10.9.0.1', snat: true } },
    },
    'vnet/new.json': { zone: 'lab' },
    'lxc/web.json': { ...WEB, net0: { bridge: 'new', ip: 'manual', firewall: true } },
    'firewall/web.json': {
      of: 'lxc/web',
      options: { enable: true },
      rules: [{ type: 'in', action: 'ACCEPT', macro: 'Ping' }],
    },
  },
};

export const STORIES: readonly Story[] = [containers, guests, software, machines, storage, network];
