/**
 * The LXC configuration of a guest, as text, from its conf file. It says what Proxmox's own would (pve-container's
 * update_lxc_config, PVE 9.2) as far as a machine without Proxmox, and perhaps without AppArmor, can. Pure.
 */
import { FAMILIES, parsePropertyString } from '../../../node/property-string.ts';
import type { GuestOptions } from '../../session.ts';
import type { GuestNet } from './guest-nets.ts';

/** What the text depends on beside the conf file. */
export interface Surroundings {
  readonly container: string;
  readonly rootfs: string;
  readonly nets: readonly GuestNet[];
  readonly devices: readonly Device[];
  readonly cgroup: 1 | 2;
  /** Swap is counted (cgroup v1 with `memsw`). */
  readonly countsSwap: boolean;
  /** Processors of this machine. */
  readonly processors: number;
  readonly seccomp: string | null;
  /** Puts the machine's end of a cable on its bridge. */
  readonly plug: string;
  /** Runs when the container has ended. */
  readonly ended: string;
}

/** A device node, of characters, that was made for the guest. */
export interface Device {
  /** In the guest, without the first slash: `dev/net/tun`. */
  readonly target: string;
  /** On this machine. */
  readonly source: string;
  readonly major: number;
  readonly minor: number;
}

const MIB = 1024 * 1024;

export const isUnprivileged = (options: ReadonlyMap<string, string>): boolean =>
  options.get('unprivileged') === '1';

/** Limits as `[file of the cgroup, value]`: of the configuration, and for a guest that runs. */
export function limits(
  { vmid, options }: GuestOptions,
  { cgroup, countsSwap, processors }: Pick<Surroundings, 'cgroup' | 'countsSwap' | 'processors'>,
): (readonly [string, string])[] {
  const number = (key: string) => Number(options.get(key) ?? 0);
  const memory = (number('memory') || 512) * MIB;
  const swap = options.has('swap') ? number('swap') * MIB : 512 * MIB;
  const cpulimit = number('cpulimit');
  const units = number('cpuunits');
  const cores = number('cores');
  const found: (readonly [string, string])[] =
    cgroup === 1
      ? [
          ['memory.limit_in_bytes', String(memory)],
          ...(countsSwap ? [['memory.memsw.limit_in_bytes', String(memory + swap)] as const] : []),
          ['cpu.cfs_period_us', '100000'],
          ['cpu.cfs_quota_us', cpulimit > 0 ? String(Math.trunc(cpulimit * 100_000)) : '-1'],
          ['cpu.shares', String(units || 1024)],
        ]
      : [
          ['memory.max', String(memory)],
          ['memory.swap.max', String(swap)],
          ['cpu.max', `${cpulimit > 0 ? Math.trunc(cpulimit * 100_000) : 'max'} 100000`],
          ['cpu.weight', String(units || 100)],
        ];
  return cores > 0 && cores < processors ? [...found, ['cpuset.cpus', cpus(vmid, cores, processors)]] : found;
}

/** Guests with few cores begin at different ones. */
const cpus = (vmid: number, cores: number, processors: number): string =>
  Array.from({ length: cores }, (_, index) => (vmid + index) % processors)
    .sort((a, b) => a - b)
    .join(',');

function netLines(net: GuestNet, index: number, plug: string): string[] {
  const key = `lxc.net.${index}`;
  const line = (name: string, value: string | undefined) => (value ? [`${key}.${name} = ${value}`] : []);
  return [
    `${key}.type = veth`,
    `${key}.veth.pair = ${net.veth}`,
    ...line('name', net.name),
    ...line('hwaddr', net.hwaddr),
    ...line('mtu', net.mtu),
    ...line('flags', net.down ? undefined : 'up'),
    ...line('ipv4.address', net.address),
    ...line('ipv4.gateway', net.down ? undefined : net.gateway),
    ...line('ipv6.address', net.address6),
    ...line('ipv6.gateway', net.down ? undefined : net.gateway6),
    // Not `link`: LXC looks for the bridge where this machine's own interfaces are.
    ...(net.down ? [] : [`${key}.script.up = ${plug} ${net.bridge}`]),
  ];
}

/** What a privileged guest may open: LXC's own list, which Proxmox uses too. */
const DEVICES = [
  'c *:* m',
  'b *:* m',
  'c 1:3 rwm',
  'c 1:5 rwm',
  'c 1:7 rwm',
  'c 1:8 rwm',
  'c 1:9 rwm',
].concat(['c 5:0 rwm', 'c 5:1 rwm', 'c 5:2 rwm', 'c 136:* rwm', 'c 10:229 rwm']);

/** runc lets its containers use /dev/net/tun, and cgroup v1 takes no rule that the guest itself has not. */
const NESTED = ['c 10:200 rwm'];

function privilegeLines(options: ReadonlyMap<string, string>, around: Surroundings): string[] {
  if (isUnprivileged(options)) {
    return ['lxc.mount.auto = sys:rw', 'lxc.idmap = u 0 100000 65536', 'lxc.idmap = g 0 100000 65536'];
  }
  const key = around.cgroup === 1 ? 'lxc.cgroup.devices' : 'lxc.cgroup2.devices';
  const own = around.devices.map(({ major, minor }) => `c ${major}:${minor} rwm`);
  const nested = around.cgroup === 1 && hasNesting(options) ? NESTED : [];
  return [
    'lxc.cap.drop = mac_admin mac_override sys_time sys_module sys_rawio',
    `${key}.deny = a`,
    ...[...DEVICES, ...nested, ...own].map((rule) => `${key}.allow = ${rule}`),
  ];
}

const featuresOf = (options: ReadonlyMap<string, string>) =>
  parsePropertyString(FAMILIES.features, options.get('features') ?? '');

const hasNesting = (options: ReadonlyMap<string, string>): boolean =>
  featuresOf(options).get('nesting') === '1';

function featureLines(options: ReadonlyMap<string, string>): string[] {
  const features = featuresOf(options);
  const nesting = hasNesting(options) && [
    'lxc.mount.entry = proc dev/.lxc/proc proc create=dir,optional 0 0',
    'lxc.mount.entry = sys dev/.lxc/sys sysfs create=dir,optional 0 0',
  ];
  const fuse = features.get('fuse') === '1' && [
    'lxc.mount.entry = /dev/fuse dev/fuse none bind,create=file,optional 0 0',
  ];
  return [...(nesting || []), ...(fuse || [])];
}

/** The whole file. Lines of the conf's own (`lxc.*`) come last: they change what stands above, as on Proxmox. */
export function containerConfig(guest: GuestOptions, around: Surroundings): string {
  const { vmid, options, raw } = guest;
  const prefix = around.cgroup === 1 ? 'lxc.cgroup' : 'lxc.cgroup2';
  const lines = [
    `lxc.uts.name = ${options.get('hostname') ?? `CT${vmid}`}`,
    `lxc.arch = ${options.get('arch') ?? 'amd64'}`,
    `lxc.rootfs.path = dir:${around.rootfs}`,
    'lxc.tty.max = 2',
    'lxc.pty.max = 1024',
    'lxc.mount.auto = cgroup:mixed proc:mixed sys:mixed',
    'lxc.mount.entry = mqueue dev/mqueue mqueue rw,relatime,create=dir,optional 0 0',
    'lxc.apparmor.profile = unconfined',
    ...(around.seccomp === null ? [] : [`lxc.seccomp.profile = ${around.seccomp}`]),
    `lxc.hook.post-stop = ${around.ended}`,
    ...privilegeLines(options, around),
    ...featureLines(options),
    ...around.devices.map(
      ({ source, target }) => `lxc.mount.entry = ${source} ${target} none bind,create=file 0 0`,
    ),
    ...limits(guest, around).map(([file, value]) => `${prefix}.${file} = ${value}`),
    ...around.nets.flatMap((net, index) => netLines(net, index, around.plug)),
    ...raw.map(({ key, value }) => `${key} = ${value}`),
  ];
  return `${lines.join('\n')}\n`;
}
