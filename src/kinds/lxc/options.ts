/**
 * The table: every option of a container, where it stands in the file, what changing it does to a running guest, and
 * what taking it out of the file means. Sources: pve-container 6.1.10 (PVE 9.2) run for real (set-transitions), and its
 * history for older versions. How effects of single changes follow from the rows stands in effects.ts.
 */
import type { Effect } from '../effect.ts';
import { type OptionRow, type Rest, row } from '../guest/option-row.ts';

const onlyAtCreation = (field: string, type: string, rest: Rest = {}) =>
  row(field, type, 'impossible', {
    removal: 'never',
    note: 'only creation can set it; raise "generation" to have the guest made anew',
    ...rest,
  });

const SCALARS: readonly OptionRow[] = [
  row('hostname', 'DNS name', 'restart', {
    removal: 'never',
    late: true,
    note: 'written at once; the guest takes it at its next start',
  }),
  row('description', 'text', 'config'),
  row('tags', 'set of tags', 'config', { default: '' }),
  row('onboot', 'boolean', 'config', { default: '0' }),
  row('protection', 'boolean', 'config', { default: '0' }),
  row('hookscript', 'volume id', 'config'),
  row('cores', '1 to 8192', 'live', { note: 'pvestatd moves the guest to its cores within 10 s' }),
  row('cpulimit', 'cores', 'live', { default: '0' }),
  row('cpuunits', 'weight', 'live'),
  row('memory', 'MiB', 'live', { default: '512', removal: 'default' }),
  // Deleting swap sets a limit of 0 until the next start, and 512 from then on (PVE 9.2).
  row('swap', 'MiB', 'live', { default: '512', removal: 'default' }),
  row('nameserver', 'addresses', 'restart'),
  row('searchdomain', 'DNS names', 'restart'),
  row('timezone', 'time zone', 'restart'),
  row('cmode', 'shell, console, tty', 'restart', { default: 'tty' }),
  row('console', 'boolean', 'restart', { default: '1' }),
  row('tty', '0 to 6', 'restart', { default: '2' }),
  row('debug', 'boolean', 'restart', { default: '0' }),
  row('entrypoint', 'command', 'restart', { default: '/sbin/init', since: '9.1' }),
  row('env', 'variables', 'restart', { file: 'env.NAME', since: '9.1' }),
  onlyAtCreation('arch', 'architecture'),
  onlyAtCreation('ostype', 'distribution'),
  onlyAtCreation('unprivileged', 'boolean'),
  onlyAtCreation('ssh-public-keys', 'OpenSSH keys'),
  onlyAtCreation('ostemplate', 'volume id'),
  row('template', 'boolean', 'offline', {
    default: '0',
    removal: 'never',
    note: 'pct template: there is no way back',
  }),
  row('pool', 'pool', 'config'),
  row('feature', 'options of a feature', 'live', {
    option: null,
    file: 'features.ID',
    note: 'runs in the guest',
  }),
];

const STARTUP: readonly OptionRow[] = ['order', 'up', 'down'].map((key) =>
  row(`startup.${key}`, key === 'order' ? 'number' : 'seconds', 'config', {
    option: 'startup',
    file: `startup.${key}`,
  }),
);

const FEATURES: readonly OptionRow[] = [
  ...['nesting', 'keyctl', 'fuse', 'mknod', 'force_rw_sys'].map((key) =>
    row(`features.${key}`, 'boolean', 'restart', { option: 'features', file: key, default: '0' }),
  ),
  row('features.mount', 'file systems', 'restart', { option: 'features', file: 'mountfs', default: '' }),
];

const LATE_ON_NET = 'written at once; the card takes it at the next start of the guest';

function net(key: string, type: string, rest: Rest = {}): OptionRow {
  return row(`net.${key}`, type, 'live', { option: 'net[n]', file: `net0.${key}`, ...rest });
}

/** Proxmox compares name, MAC, bridge, VLAN, firewall, link and rate of a plugged card, and applies nothing else. */
function lateNet(key: string, type: string, rest: Rest = {}): OptionRow {
  return {
    ...net(key, type, { add: 'live', remove: 'restart', late: true, note: LATE_ON_NET, ...rest }),
    set: 'restart',
  };
}

const NET: readonly OptionRow[] = [
  net('name', 'name of the card', { removal: 'never', note: 'the card is plugged anew' }),
  net('bridge', 'bridge or vnet'),
  net('hwaddr', 'MAC address', { note: 'the card is plugged anew' }),
  net('ip', 'CIDR, dhcp, manual'),
  net('gw', 'address'),
  net('ip6', 'CIDR, auto, dhcp, manual'),
  net('gw6', 'address'),
  net('tag', 'VLAN id'),
  lateNet('trunks', 'VLAN ids'),
  lateNet('mtu', '64 to 65535'),
  net('rate', 'MB/s'),
  net('firewall', 'boolean', { default: '0' }),
  net('link_down', 'boolean', { default: '0' }),
  lateNet('host-managed', 'boolean', { default: '0', since: '9.1' }),
];

const NO_MOVE = 'this version moves no volumes; do it with pct move-volume, then write the new storage here';
export const NO_SHRINK = 'Proxmox grows volumes and never shrinks them';

const VOLUME_FLAGS: readonly (readonly [string, string, Rest])[] = [
  ['acl', 'boolean', {}],
  ['mountoptions', 'mount options', { default: '' }],
  ['quota', 'boolean', { default: '0' }],
  ['replicate', 'boolean', { default: '1' }],
  ['ro', 'boolean', { default: '0' }],
  ['shared', 'boolean', { default: '0' }],
  ['idmap', 'id mappings', { since: '9.2' }],
];

const ROOTFS: readonly OptionRow[] = [
  row('rootfs.storage', 'storage', 'impossible', {
    option: 'rootfs',
    file: 'rootfs.storage',
    removal: 'never',
    note: NO_MOVE,
  }),
  row('rootfs.size', 'GiB', 'live', {
    option: 'rootfs',
    file: 'rootfs.size',
    removal: 'never',
    note: 'cannot shrink back',
  }),
  ...VOLUME_FLAGS.map(([key, type, rest]) =>
    row(`rootfs.${key}`, type, 'restart', { option: 'rootfs', file: `rootfs.${key}`, ...rest }),
  ),
];

function mount(key: string, type: string, set: Effect, rest: Rest = {}): OptionRow {
  return row(`mount.${key}`, type, set, {
    option: 'mp[n]',
    file: `mounts.PATH.${key}`,
    add: 'live',
    remove: 'restart',
    ...rest,
  });
}

const MOUNT: readonly OptionRow[] = [
  mount('bind', 'bind of phoenix.json', 'restart'),
  mount('storage', 'storage', 'impossible', { note: NO_MOVE }),
  mount('size', 'GiB', 'live', { note: 'cannot shrink back' }),
  ...VOLUME_FLAGS.map(([key, type, rest]) => mount(key, type, 'restart', rest)),
  mount('backup', 'boolean', 'restart', { default: '0' }),
  mount('keepattrs', 'boolean', 'restart', { default: '0', since: '9.2' }),
];

function device(key: string, type: string, rest: Rest = {}): OptionRow {
  return row(`device.${key}`, type, 'restart', {
    option: 'dev[n]',
    file: `devices.PATH.${key}`,
    since: '8.1',
    add: 'live',
    addBefore: { pve: '9.0', effect: 'restart' },
    ...rest,
  });
}

const DEVICE: readonly OptionRow[] = [
  device('path', 'device', { file: 'devices.PATH' }),
  device('mode', 'octal'),
  device('uid', 'number', { default: '0' }),
  device('gid', 'number', { default: '0' }),
  device('deny-write', 'boolean', { since: '8.3', default: '0' }),
];

/** What is no option of `pct create` or `pct set`. */
const OTHERS: readonly OptionRow[] = [
  onlyAtCreation('generation', 'number', { option: null }),
  ...['from', 'full', 'snapshot', 'storage'].map((key) =>
    onlyAtCreation(`clone.${key}`, key === 'full' ? 'boolean' : key, { option: null, file: `clone.${key}` }),
  ),
  row('node', 'node', 'offline', { option: null, removal: 'never', note: 'containers migrate stopped' }),
  row('state', 'running, stopped', 'offline', { option: null, removal: 'never' }),
  row('health', 'check', 'config', { option: null, file: 'health.NAME', note: 'asked at once' }),
  row('rollback', 'off, snapshot, lose-data', 'config', {
    option: null,
    note: 'as policies.rollback says, unless said otherwise',
  }),
  row('raw', 'lxc.* lines', 'restart', {
    option: null,
    file: 'raw."lxc.KEY"',
    late: true,
    note: 'written at once; the guest takes it at its next start',
  }),
  row('snapshot', 'snapshot', 'live', {
    option: null,
    file: 'snapshots.NAME',
    note: 'removing it frees its data',
  }),
  row('snapshot.description', 'text', 'impossible', {
    option: null,
    file: 'snapshots.NAME.description',
    add: 'live',
    remove: 'impossible',
    note: 'this version does not rewrite a snapshot; take another one under a new name',
  }),
];

export const OPTIONS: readonly OptionRow[] = [
  ...SCALARS,
  ...STARTUP,
  ...FEATURES,
  ...ROOTFS,
  ...NET,
  ...MOUNT,
  ...DEVICE,
  ...OTHERS,
];

const ROWS: ReadonlyMap<string, OptionRow> = new Map(OPTIONS.map((one) => [one.field, one]));

/** The row of a field by its name. @throws for a name that no field has: that is a bug. */
export function optionRow(name: string): OptionRow {
  const found = ROWS.get(name.startsWith('env.') ? 'env' : name);
  if (!found) throw new Error(`no option is called ${name}`);
  return found;
}
