/** A life of guests in four commits, with everything that may become of one: what the crash laws are tried on. */
import type { Estate } from '../../src/config/model.ts';
import { commitOf, lawEstate } from './law-estate.ts';

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const rootfs = { storage: 'local-zfs', size: '4G' };
const net0 = { bridge: 'vmbr0', ip: 'dhcp' };
const made = { ostemplate: ARCHIVE, rootfs, net0, nesting: true };
const mounts = { '/data': { storage: 'local-zfs', size: '2G' } };

type Guests = Readonly<Record<string, object>>;

/** A base and what is cloned from it, a guest with data, one with everything raw, some that have no long life. */
const BORN: Guests = {
  tpl: { vmid: 200, ...made, template: true },
  app: {
    vmid: 201,
    clone: 'lxc/tpl',
    net0,
    memory: 1024,
    onboot: true,
    pool: 'lab',
    snapshots: { known: {} },
  },
  db: { vmid: 202, ...made, mounts, protection: true, snapshots: { fresh: { description: 'as made' } } },
  raw: { vmid: 203, ...made, raw: { 'lxc.apparmor.profile': 'unconfined' }, env: { A: '1', B: '2' } },
  gone: { vmid: 204, ...made, onboot: true },
  off: { vmid: 205, ...made, state: 'stopped' },
  old: { vmid: 206, ...made },
  far: { vmid: 207, ...made, mounts },
};

/** One guest goes, two come, and every other one changes: live, by restart, by stop, in the marker only. */
const GROWN: Guests = {
  tpl: { vmid: 200, ...made, template: true, description: 'the base of all' },
  app: {
    vmid: 201,
    clone: 'lxc/tpl',
    net0: { ...net0, tag: 7 },
    memory: 2048,
    hostname: 'app2',
    keyctl: true,
    snapshots: { known: {} },
  },
  db: {
    vmid: 202,
    ...made,
    rootfs: { ...rootfs, size: '6G' },
    mounts: { ...mounts, '/more': { storage: 'local-zfs', size: '1G' } },
    protection: true,
    nameserver: '1.1.1.1',
    snapshots: { second: {} },
  },
  raw: {
    vmid: 203,
    ...made,
    raw: { 'lxc.cap.drop': ['sys_time', 'sys_boot'] },
    env: { A: '2', B: '2', C: '3' },
  },
  off: { vmid: 205, ...made, state: 'running', cores: 2, mounts },
  renamed: { vmid: 206, ...made, hostname: 'old', tags: ['x'] },
  far: { vmid: 207, ...made, mounts, node: 'pve2', memory: 768 },
  copy: {
    vmid: 208,
    clone: { from: 'lxc/app', full: true, snapshot: 'known' },
    state: 'stopped',
    net0,
    protection: true,
  },
  bound: { vmid: 209, ...made, mounts: { '/models': 'bind:models' }, devices: { '/dev/net/tun': {} } },
};

/** The one that went comes back, one is made anew, one becomes a template and has a clone; mounts go. */
const TURNED: Guests = {
  ...GROWN,
  app: { vmid: 201, clone: 'lxc/tpl', net0, memory: 2048, generation: 2, snapshots: { known: {} } },
  db: { vmid: 202, ...made, rootfs: { ...rootfs, size: '6G' }, mounts, protection: false },
  raw: { vmid: 203, ...made },
  gone: { vmid: 204, ...made, onboot: true, memory: 700 },
  off: { vmid: 205, ...made, state: 'stopped', template: true, cores: 2, mounts },
  copy: { vmid: 208, clone: { from: 'lxc/app', full: true, snapshot: 'known' }, state: 'running', net0 },
  bound: { vmid: 209, ...made },
  child: { vmid: 210, clone: 'lxc/off', net0: { ...net0, ip: '10.0.0.77/24' }, mounts },
};

/** Most of it goes. */
const LEFT: Guests = { tpl: GROWN['tpl'] ?? {}, far: GROWN['far'] ?? {}, db: TURNED['db'] ?? {} };

/** The commits of that life, in order, and what each is about. */
export function lifeOf(policies: object = {}): readonly (readonly [what: string, estate: Estate])[] {
  const stages = { born: BORN, grown: GROWN, turned: TURNED, left: LEFT };
  return Object.entries(stages).map(([what, guests], at) => [
    what,
    lawEstate(commitOf(String(at + 1)), guests, { world: false, policies }),
  ]);
}
