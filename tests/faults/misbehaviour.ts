/** What may be wrong with one call of a node's program, and what is told of it: between a test and faulty-simulator.ts. */

/** What is wrong with a call. Phoenix is the process that made it, with its whole process group. */
export const MISBEHAVIOURS = {
  refuses: 'it fails, and nothing was done',
  complains: 'it fails, and all was done',
  lies: 'it exits 0, and nothing was done',
  babbles: 'it does all, and prints garbage before and after',
  hangs: 'it does nothing and does not end, until it gets SIGTERM',
  'hangs on': 'the same, and Phoenix gets SIGTERM, twice',
  dies: 'SIGKILL ends it in the middle of its work',
  'killed before': 'SIGKILL ends Phoenix and its process group, and nothing was done',
  'killed after': 'SIGKILL ends them when all was done',
  'goes on alone': 'SIGKILL ends them, and the command goes on to its end',
  'meets the next': 'the same, and it is in the middle of its work when the next apply begins',
  'killed within': 'SIGKILL ends them, and the command in the middle of its work',
} as const;

export type Misbehaviour = keyof typeof MISBEHAVIOURS;

export interface ProcessFault {
  /** The number of the call, from 1. */
  readonly at: number;
  readonly does: Misbehaviour;
}

/** Of the call that misbehaved. */
export interface Struck {
  readonly pid: number;
  readonly command: readonly string[];
}

/** Points of the simulator at which a command has done one half of its work. */
const MIDDLES: Readonly<Record<string, string>> = {
  'pct create': 'create:allocated',
  'pct clone': 'clone:target-locked',
  'pct set': 'set:written',
  'pct start': 'start:activated',
  'pct shutdown': 'stop:signalled',
  'pct reboot': 'stop:stopped',
  'pct resize': 'resize:grown',
  'pct snapshot': 'snapshot:prepared',
  'qm clone': 'clone:copied',
  'qm resize': 'resize:grown',
  'qm start': 'start:activated',
  'qm reboot': 'stop:stopped',
  'pvesh set /cluster/sdn': 'sdn:committed',
};

/** Null: it does all at once. */
export function middleOf(command: readonly string[]): string | null {
  const [program, verb, path] = command;
  return MIDDLES[program === 'pvesh' ? `pvesh ${verb} ${path}` : `${program} ${verb}`] ?? null;
}

/** Misbehaviours that need such a point. */
export const IN_THE_MIDDLE: readonly Misbehaviour[] = ['dies', 'meets the next', 'killed within'];
