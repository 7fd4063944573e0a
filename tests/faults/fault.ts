/** What may go wrong with one thing that Phoenix asks of a node, in the words of docs/faults.md. */

export const FAULTS = [
  'refuses',
  'complains',
  'lies',
  'hangs',
  'hangs done',
  'babbles',
  'half',
  'cut before',
  'cut after',
  'killed before',
  'killed after',
] as const;

export type FaultKind = (typeof FAULTS)[number];

export const MEANING: Readonly<Record<FaultKind, string>> = {
  refuses: 'it fails, and nothing was done',
  complains: 'it fails, and all was done',
  lies: 'it exits 0 and says nothing, and nothing was done',
  hangs: 'it does nothing and does not end: the time limit of its step ends it',
  'hangs done': 'it has done all and does not end: the time limit of its step ends it',
  babbles: 'it does all, exits as it does, and prints garbage to stdout and stderr',
  half: 'software: the last of its features fails in its script, when the others are installed',
  'cut before': 'the connection is lost before it is sent, and is there again for what follows',
  'cut after': 'the connection is lost while it is at work: it does all, and nobody hears of it',
  'killed before': 'SIGKILL ends Phoenix before it is sent',
  'killed after': 'SIGKILL ends Phoenix when it has done all',
};

export interface Fault {
  /** The number of the operation, from 0. */
  readonly at: number;
  readonly is: FaultKind;
}

export const isKill = (fault: FaultKind): boolean => fault === 'killed before' || fault === 'killed after';
