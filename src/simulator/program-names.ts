/** What the programs of the simulated node are called: to write their scripts, none of their code is needed. */
export const PROGRAM_NAMES = [
  'lxc-attach',
  'lxc-ls',
  'nsenter',
  'pct',
  'ha-manager',
  'pveam',
  'pvesh',
  'pvesm',
  'qm',
  'vzdump',
] as const;

export type ProgramName = (typeof PROGRAM_NAMES)[number];
