/** What the programs of the simulated node are called: to write their scripts, none of their code is needed. */
export const PROGRAM_NAMES = [
  'apt-get',
  'lxc-attach',
  'lxc-ls',
  'modprobe',
  'nsenter',
  'pct',
  'ha-manager',
  'pveam',
  'pvesh',
  'pvesm',
  'qm',
  'sysctl',
  'systemd-run',
  'vzdump',
] as const;

export type ProgramName = (typeof PROGRAM_NAMES)[number];
