/** Bounds on a whole tree: a small git object can stand for more files than any machine can hold. */
import { PhoenixError } from '../errors.ts';

const MAX_ENTRIES = 200_000;
const MAX_BYTES = 256 * 1024 * 1024;

export interface Budget {
  readonly folder: string;
  entries: number;
  bytes: number;
}

export function newBudget(folder: string): Budget {
  return { folder, entries: MAX_ENTRIES, bytes: MAX_BYTES };
}

/** @throws PhoenixError `UNREADABLE` when the tree is larger than Phoenix reads. */
export function spend(budget: Budget, entries: number, bytes: number): void {
  budget.entries -= entries;
  budget.bytes -= bytes;
  if (budget.entries >= 0 && budget.bytes >= 0) return;
  const limit = budget.entries < 0 ? '200,000 entries' : '256 MiB';
  throw new PhoenixError('UNREADABLE', `the folder ${budget.folder} holds more than ${limit}`, {
    hint: 'Keep only config in it.',
  });
}
