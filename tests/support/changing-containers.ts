/** Two estates of containers: what is there, and what shall be of it; nearly every command of `pct` leads from one to the other. */
import type { Estate } from '../../src/config/model.ts';
import { estateOf } from './in-process-apply.ts';

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const net0 = { bridge: 'vmbr0', ip: 'dhcp' };
const fresh = (vmid: number, more: object = {}) => ({
  vmid,
  ostemplate: ARCHIVE,
  rootfs: { storage: 'tank', size: '4G' },
  net0,
  ...more,
});

function estate(guests: Readonly<Record<string, object>>): Estate {
  const node = { storages: { tank: { type: 'zfspool' } } };
  const files = new Map([['phoenix.json', JSON.stringify({ name: 'lab', nodes: { vm: node } })]]);
  for (const [name, guest] of Object.entries(guests)) files.set(`lxc/${name}.json`, JSON.stringify(guest));
  return estateOf(files);
}

/** What is there. */
export const FIRST = estate({
  tpl: fresh(100, { template: true }),
  web: fresh(101, { state: 'running', memory: 512 }),
  db: fresh(102, { state: 'running', mounts: { '/data': { storage: 'tank', size: '2G' } } }),
  old: fresh(103, { state: 'running' }),
});

/** Guests that grow, restart, go, come, and are cloned. */
export const SECOND = estate({
  tpl: fresh(100, { template: true }),
  web: fresh(101, {
    state: 'running',
    memory: 1024,
    nesting: true,
    tags: ['prod'],
    raw: { 'lxc.apparmor.profile': 'unconfined' },
  }),
  db: fresh(102, {
    state: 'running',
    rootfs: { storage: 'tank', size: '6G' },
    mounts: { '/data': { storage: 'tank', size: '2G' }, '/more': { storage: 'tank', size: '1G' } },
    protection: true,
  }),
  new: fresh(104, { state: 'running', mounts: { '/srv': { storage: 'tank', size: '1G' } } }),
  copy: { vmid: 105, clone: 'lxc/tpl', net0, state: 'running', memory: 256, dependsOn: ['lxc/new'] },
});
