/** A small estate that has one setting or more of every kind, and files that use them. */
import type { Json } from '../../../src/json.ts';
import type { Files } from './files.ts';

/** One setting or more of every kind that phoenix.json has, and files that use them. */
const RICH: Readonly<Record<string, Json>> = {
  'phoenix.json': {
    name: 'lab',
    id: '7d0e5f0c-5b1e-4c7e-9a52-2f7c64a1d9b3',
    nodes: {
      pve1: {
        pve: '9.2',
        address: '10.0.0.2',
        capacity: { cores: 8, memory: '16G' },
        bridges: ['vmbr0', 'vmbr1'],
        storages: {
          local: { type: 'dir', content: ['vztmpl', 'snippets', 'backup'], size: '100G' },
          big: { type: 'zfspool', content: ['rootdir'], size: '1T', shared: false },
        },
        templates: ['local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst'],
        facts: { 'nvidia.driver': '580.1' },
        subids: [[100_000, 65_536]],
        gpus: { gpu0: { pci: '0000:01:00.0', driver: 'nvidia', vram: '16G', exclusive: true } },
      },
      pve2: { pve: '8.4', bridges: ['vmbr0'], storages: { big: { type: 'zfspool' } } },
    },
    networks: {
      lan: {
        bridge: 'vmbr0',
        subnet: '10.0.0.0/24',
        gateway: '10.0.0.1',
        dhcp: ['10.0.0.100-10.0.0.150'],
        reserved: ['10.0.0.2'],
        mtu: 1500,
      },
      six: { bridge: 'vmbr1', tag: 7, nodes: ['pve1'], subnet: 'fd00::/64', gateway: 'fd00::1' },
    },
    pools: ['web'],
    binds: { models: { path: '/tank/models', owner: 1000 } },
    vmids: [100, 999],
    layers: { vmids: [900, 920] },
    runner: 'lxc/runner',
    proof: { placeholders: { 'env:TOKEN': true, 'db/app': 'x' } },
    secrets: { vault: { requireBound: true }, aws: { region: 'eu-central-1' } },
    policies: {
      retire: '7d',
      restarts: { max: 3, share: 0.5 },
      backup: { storage: 'local' },
      overcommit: { memory: 2 },
      bindRoots: ['/tank'],
    },
    rules: { PHX511: 'error' },
  },
  'base/lxc.json': {
    net0: { bridge: 'vmbr0' },
    rootfs: { storage: 'big', size: '8G' },
    node: 'pve1',
  },
  'profiles/p.json': { extends: ['q'], tags: ['p', 'q'], nesting: true },
  'profiles/q.jsonc': { dependsOn: ['lxc/db'], onboot: true, startup: { order: 2, up: 5 } },
  'layer/base.json': {
    ostemplate: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
    features: { two: {} },
    rootfs: { storage: 'big', size: '4G' },
    net0: { bridge: 'vmbr0', ip: 'dhcp' },
  },
  'lxc/db.json': {
    vmid: 101,
    clone: 'layer/base',
    net0: { ip: '10.0.0.11/24', hwaddr: 'BC:24:11:00:00:01' },
    startup: { order: 1 },
    features: { two: { token: '${secret:env:TOKEN}' } },
    mounts: { '/data': { storage: 'big', size: '10G' } },
  },
  'lxc/web.json': {
    vmid: 102,
    extends: ['p'],
    clone: 'layer/base',
    pool: 'web',
    cores: 2,
    memory: '2G',
    net0: { ip: '10.0.0.12/24', tag: 7, mtu: 1400 },
    net1: { bridge: 'vmbr1', ip6: 'fd00::5/64', gw6: 'fd00::1' },
    mounts: { '/models': 'bind:models', '/data': { storage: 'big', size: '1G', backup: true } },
    gpus: { gpu0: { vram: '4G' } },
    devices: { '/dev/net/tun': { mode: '0666' } },
    features: { app: { port: 8080, db: '${lxc/db.net0.address}' } },
    health: { web: { http: ':8080/', from: 'lxc/db', status: 200 }, up: { exec: ['true'] } },
    env: { A: '${self.net0.address}' },
    raw: { 'lxc.apparmor.profile': 'unconfined', 'lxc.idmap': ['u 0 100000 65536', 'g 0 100000 65536'] },
    suppress: { PHX519: 'the VLANs come later' },
  },
  'lxc/runner.jsonc': {
    vmid: 103,
    ostemplate: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
    net0: { ip: 'dhcp' },
    unprivileged: false,
    snapshots: { before: {} },
  },
  'environments/prod/lxc/web.json': { memory: '4G', tags: ['!p', 'prod'], net0: { ip: '10.0.0.22/24' } },
  'features/app/feature.json': {
    id: 'app',
    version: '1.0.0',
    name: 'App',
    options: {
      port: { type: 'integer', default: 80 },
      db: { type: 'string', pattern: '^[a-z0-9.]*$' },
      token: { type: 'string', secret: true },
    },
    dependsOn: { two: {} },
    requires: { host: { 'nvidia.driver': true }, guest: { nesting: true, memory: '512M' } },
    os: ['debian:12', 'debian:13'],
  },
  'features/two/feature.json': {
    id: 'two',
    version: '1.0.0',
    name: 'Two',
    options: { token: { type: 'string', secret: true } },
  },
  'phoenix.lock': {
    v: 1,
    phoenix: '0.1.0',
    features: { base: { version: '1.0.0', hash: `sha256:${'0'.repeat(64)}` } },
  },
};

function richFiles(): Files {
  const script = '#!/bin/sh\nset -eu\n. "$PHOENIX_LIB"\n';
  return new Map([
    ...Object.entries(RICH).map(([path, value]) => [path, JSON.stringify(value, null, 2)] as const),
    ['features/app/install.sh', script],
    ['features/two/install.sh', script],
  ]);
}

export const RICH_FILES: Files = richFiles();
