/** What the programs of the simulated node are called: to write their scripts, none of their code is needed. */
export const PROGRAM_NAMES = [
  'apt-get',
  'exportfs',
  'lxc-attach',
  'lxc-ls',
  'modprobe',
  'nsenter',
  'pct',
  'pve-firewall',
  'ha-manager',
  'pveam',
  'pvesh',
  'pvesm',
  'qm',
  'qmrestore',
  'sysctl',
  'systemctl',
  'systemd-run',
  'vzdump',
  'zfs',
  'zpool',
] as const;

export type ProgramName = (typeof PROGRAM_NAMES)[number];

/**
 * Programs of every Linux. Phoenix finds the node's own, and nobody else does: who types commands in a lab, and guests
 * that are recorded, have those of this machine.
 */
export const SYSTEM_NAMES = ['chmod', 'chown', 'lsblk', 'stat', 'wipefs'] as const;

export type SystemName = (typeof SYSTEM_NAMES)[number];
