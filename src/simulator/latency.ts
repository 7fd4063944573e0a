/** How long the real commands took: medians in milliseconds on two idle cores, PVE 9.2, btrfs and dir storage. */

const MEDIANS: Readonly<Record<string, number>> = {
  'pct list': 1035,
  'pct config': 1141,
  'pct status': 901,
  'pct listsnapshot': 1106,
  'pct pending': 1179,
  'pct exec': 1170,
  'pct push': 1033,
  'pct pull': 986,
  'pct set': 1026,
  'pct create': 4088,
  'pct snapshot': 975,
  'pct rollback': 1009,
  'pct start': 1856,
  'pct stop': 2347,
  'pct reboot': 3404,
  'pct shutdown': 2730,
  'pct resize': 23128,
  'pct clone': 1403,
  'pct delsnapshot': 1002,
  'pct template': 1016,
  'pct destroy': 1062,
  'pvesm status': 712,
  'pvesm list': 1090,
  'pveam list': 1089,
  'qm list': 877,
  'pvesh get': 1440,
  'pvesh create': 1440,
  'pvesh set': 1440,
  'pvesh delete': 1440,
};

/** A command that was not measured takes as long as most do: Perl's start. */
const TYPICAL_MS = 1000;

const FAST = new Set(['lxc-ls', 'lxc-info', 'zfs', 'zpool', 'pveversion']);

export function latencyOf(command: string): number {
  if (FAST.has(command.split(' ')[0] ?? '')) return 3;
  return MEDIANS[command] ?? TYPICAL_MS;
}
