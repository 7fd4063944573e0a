/** An estate with firewalls of the cluster, a node and a guest, and pools; whatever differs is given by file. */
import type { Estate } from '../../src/config/model.ts';
import { estateOf } from './in-process-apply.ts';

export type Files = Readonly<Record<string, unknown>>;

/** Of the simulated nodes: 192.0.2.1 is the first one's. */
export const OFFICE = '10.0.0.0/24';

const SETTINGS = {
  name: 'lab',
  nodes: { pve1: {}, pve2: {} },
  policies: { management: [OFFICE] },
};

export const WEB = {
  vmid: 101,
  node: 'pve1',
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-lvm', size: '4G' },
  net0: { bridge: 'vmbr0', ip: '10.0.0.5/24', firewall: true },
};

export const IN_FROM_OFFICE = [
  { type: 'in', action: 'ACCEPT', macro: 'SSH', source: 'office' },
  { type: 'in', action: 'ACCEPT', proto: 'tcp', dport: 8006, source: OFFICE, comment: 'the web interface' },
];

export const OF_CLUSTER = {
  of: 'cluster',
  options: { enable: true, policy_in: 'DROP' },
  aliases: { office: OFFICE },
  ipsets: { admins: { entries: { '10.0.0.7': 'the laptop', 'lxc/web': true } } },
  groups: { web: { rules: [{ type: 'in', action: 'ACCEPT', macro: 'HTTPS', comment: 'the world' }] } },
  rules: IN_FROM_OFFICE,
};

export const OF_WEB = {
  of: 'lxc/web',
  options: { enable: true },
  rules: [
    { type: 'group', action: 'web' },
    { type: 'in', action: 'ACCEPT', macro: 'Ping', source: '+admins' },
  ],
};

export const WHOLE: Files = {
  'lxc/web.json': WEB,
  'firewall/cluster.json': OF_CLUSTER,
  'firewall/web.json': OF_WEB,
};

export function firewallEstate(files: Files, settings: object = {}, revision: string | null = null): Estate {
  const all = Object.entries({ 'phoenix.json': { ...SETTINGS, ...settings }, ...files });
  return estateOf(new Map(all.map(([path, value]) => [path, JSON.stringify(value)])), { revision });
}
