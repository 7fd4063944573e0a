/**
 * The table: every option of a virtual machine, where it stands in the file, what changing it does to one that runs, and
 * what taking it out of the file means. Source: qemu-server 9.2 (vmconfig_hotplug_pending, vmconfig_update_net,
 * vmconfig_update_disk). What depends on the option `hotplug` of the machine stands in effects.ts.
 */
import { type OptionRow, type Rest, row } from '../guest/option-row.ts';
import type { Effect } from '../effect.ts';

const creation = (field: string, type: string, rest: Rest = {}) =>
  row(field, type, 'impossible', {
    option: null,
    removal: 'never',
    note: 'only creation can set it; raise "generation" to have the machine made anew',
    ...rest,
  });

const NEXT_START = 'written at once; the guest reads it at its next start';

const SCALARS: readonly OptionRow[] = [
  row('name', 'DNS name', 'config', { removal: 'never' }),
  row('description', 'text', 'config'),
  row('tags', 'set of tags', 'config', { default: '' }),
  row('onboot', 'boolean', 'config', { default: '0' }),
  row('protection', 'boolean', 'config', { default: '0' }),
  row('hookscript', 'volume id', 'config'),
  row('pool', 'pool', 'config'),
  row('shares', 'weight', 'config', { default: '1000' }),
  row('ostype', 'operating system', 'restart', { default: 'other' }),
  row('cores', '1 to 1024', 'restart', { default: '1', note: 'Proxmox plugs in "vcpus", not cores' }),
  row('sockets', '1 to 4', 'restart', { default: '1' }),
  row('vcpus', 'number', 'restart'),
  row('cpulimit', 'cores', 'live', { default: '0' }),
  row('cpuunits', 'weight', 'live'),
  row('affinity', 'cores of the node', 'restart'),
  row('numa', 'boolean', 'restart', { default: '0' }),
  row('memory', 'MiB', 'restart', { default: '512', removal: 'default' }),
  row('balloon', 'MiB', 'restart'),
  row('machine', 'machine', 'restart'),
  row('bios', 'seabios, ovmf', 'restart', { default: 'seabios' }),
  row('scsihw', 'controller', 'restart', { default: 'lsi' }),
  row('boot', 'order', 'restart'),
  row('hotplug', 'list', 'config', { default: 'disk,network,usb' }),
  row('tablet', 'boolean', 'restart', { default: '1' }),
  row('acpi', 'boolean', 'restart', { default: '1' }),
  row('kvm', 'boolean', 'restart', { default: '1' }),
  row('localtime', 'boolean', 'restart'),
  row('serial', 'socket or device', 'restart', { option: 'serial[n]', file: 'serial0' }),
  row('template', 'boolean', 'offline', {
    option: null,
    default: '0',
    removal: 'never',
    note: 'qm template: there is no way back',
  }),
  row('feature', 'options of a feature', 'live', {
    option: null,
    file: 'features.ID',
    note: 'runs in the guest',
  }),
];

const group = (slot: string, names: string, set: Effect, rest: Rest = {}) =>
  names
    .split(' ')
    .map((key) => row(`${slot}.${key}`, 'text', set, { option: slot, file: `${slot}.${key}`, ...rest }));

const GROUPS: readonly OptionRow[] = [
  ...group('startup', 'order up down', 'config'),
  ...group('cpu', 'cputype flags hidden', 'restart'),
  ...group('agent', 'enabled type freeze-fs-on-backup', 'restart'),
  ...group('agent', 'fstrim_cloned_disks', 'config', { default: '0' }),
  ...group('vga', 'type memory', 'restart'),
  ...group('rng0', 'source max_bytes period', 'restart'),
  ...group('usb', 'host mapping usb3', 'restart', { option: 'usb[n]', file: 'usb0' }),
  ...group('hostpci', 'host mapping mdev pcie x-vga rombar romfile', 'restart', {
    option: 'hostpci[n]',
    file: 'hostpci0',
  }),
];

const net = (names: string, rest: Rest = {}) =>
  names
    .split(' ')
    .map((key) => row(`net.${key}`, 'text', 'live', { option: 'net[n]', file: `net0.${key}`, ...rest }));

const NET: readonly OptionRow[] = [
  ...net('bridge tag trunks rate'),
  ...net('firewall link_down', { default: '0' }),
  ...net('model hwaddr queues mtu', { note: 'the card is unplugged and another one is plugged in' }),
  ...'ip gw ip6 gw6'.split(' ').map((key) =>
    row(`ipconfig.${key}`, 'address', 'restart', {
      option: 'ipconfig[n]',
      file: `net0.${key}`,
      late: true,
      note: NEXT_START,
    }),
  ),
];

const CLOUD_INIT: readonly OptionRow[] = Object.entries({
  ciuser: 'user',
  sshkeys: 'sshKeys',
  ciupgrade: 'upgrade',
  nameserver: 'nameserver',
  searchdomain: 'searchdomain',
  cicustom: 'userData',
}).map(([option, key]) =>
  row(option, 'text', 'restart', {
    file: `cloudInit.${key}`,
    late: true,
    note: NEXT_START,
    ...(option === 'ciupgrade' ? { default: '1' } : {}),
  }),
);

const disk = (names: string, set: Effect, rest: Rest = {}) =>
  names
    .split(' ')
    .map((key) =>
      row(`disk.${key}`, 'text', set, { option: 'scsi[n]', file: `disks.SLOT.${key}`, add: 'live', ...rest }),
    );

export const NO_SHRINK = 'Proxmox grows disks and never shrinks them';

const DISKS: readonly OptionRow[] = [
  ...disk('storage', 'live', { note: 'the disk is copied to the other storage while the machine runs' }),
  ...disk('size', 'live', { removal: 'never', note: 'cannot shrink back' }),
  ...disk('iso', 'live', { removal: 'never' }),
  ...disk('cloudinit', 'restart', { file: 'cloudInit.storage' }),
  ...disk('backup replicate', 'live', { default: '1' }),
  ...disk('shared', 'live', { default: '0' }),
  ...disk('mbps_rd mbps_wr iops_rd iops_wr', 'live', { default: '0' }),
  ...disk('iothread ro ssd', 'restart', { default: '0' }),
  ...disk('discard', 'restart', { default: 'ignore' }),
  ...disk('aio cache serial', 'restart'),
  ...['efidisk0', 'tpmstate0'].flatMap((slot) =>
    ['storage', 'efitype', 'pre-enrolled-keys', 'version'].map((key) =>
      row(`${slot}.${key}`, 'text', 'impossible', {
        option: slot,
        file: `${slot}.${key}`,
        add: 'restart',
        removal: 'never',
        note: 'only a new one can have it; remove it, apply, and add it again',
      }),
    ),
  ),
];

const OTHERS: readonly OptionRow[] = [
  creation('generation', 'number'),
  creation('import', 'image', { file: 'disks.SLOT.import' }),
  ...['from', 'full', 'snapshot', 'storage'].map((key) =>
    creation(`clone.${key}`, key, { file: `clone.${key}` }),
  ),
  row('node', 'node', 'live', { option: null, removal: 'never' }),
  row('state', 'running, stopped', 'offline', { option: null, removal: 'never' }),
  row('health', 'check', 'config', { option: null, file: 'health.NAME', note: 'asked at once' }),
  row('rollback', 'off, snapshot, lose-data', 'config', { option: null }),
  row('snapshot', 'snapshot', 'live', {
    option: null,
    file: 'snapshots.NAME',
    note: 'removing it frees its data',
  }),
  row('snapshot.description', 'text', 'impossible', {
    option: null,
    file: 'snapshots.NAME.description',
    add: 'live',
    note: 'this version does not rewrite a snapshot; take another one under a new name',
  }),
];

export const OPTIONS: readonly OptionRow[] = [
  ...SCALARS,
  ...GROUPS,
  ...NET,
  ...CLOUD_INIT,
  ...DISKS,
  ...OTHERS,
];

const ROWS: ReadonlyMap<string, OptionRow> = new Map(OPTIONS.map((one) => [one.field, one]));

/** The row of a field by its name. Keys that a hand wrote and no file can name cost a restart. */
export function optionRow(name: string): OptionRow {
  const found = ROWS.get(name);
  if (found) return found;
  return row(name, 'text', 'restart', { option: null });
}
