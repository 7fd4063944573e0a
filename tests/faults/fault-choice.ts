/** Which faults are tried of which operation: all that it can have, or as many as a run of the tests has time for. */
import type { FaultKind } from './fault.ts';
import type { Operation } from './operation.ts';

const ALWAYS: readonly FaultKind[] = [
  'refuses',
  'complains',
  'lies',
  'hangs',
  'babbles',
  'killed before',
  'killed after',
];

/** Hardly another thing than one of those: one of them for each command, in turn. */
const IN_TURN: readonly FaultKind[] = ['hangs done', 'cut before', 'cut after'];

const ASKING: readonly FaultKind[] = ['refuses', 'lies', 'hangs', 'babbles', 'cut before'];

const HALF: readonly FaultKind[] = ['half'];
const isSoftware = (row: string) => row.endsWith(' (features)');

/** All that it can have: a file knows no time limit, and what changes nothing has no "after". */
export function faultsOf({ isCommand, row }: Operation, changes: boolean): readonly FaultKind[] {
  if (row === 'reading files') return ['refuses', 'cut before'];
  if (isCommand) return changes ? [...ALWAYS, ...(isSoftware(row) ? HALF : []), ...IN_TURN] : ASKING;
  return changes
    ? ['refuses', 'complains', 'lies', 'cut before', 'cut after', 'killed before', 'killed after']
    : ['refuses', 'cut before', 'killed after'];
}

/** Which faults of which operations are tried. */
export type Choice = (operation: Operation, fault: FaultKind, at: number, changes: boolean) => boolean;

/** What there is so much of that a part has to do: one of so many. */
const ONE_OF: Readonly<Record<string, number>> = {
  'lxc-ls --active': 4,
  'journal: append': 7,
  'reading files': 12,
};

/** Every command that changes something, in every way; of what only asks or tells, one fault each, in turn. */
export const mostly: Choice = (operation, fault, at, changes) => {
  const { row, isCommand } = operation;
  const one = ONE_OF[row] ?? 1;
  if (at % one !== 0) return false;
  const faults = faultsOf(operation, changes);
  if (!isCommand || !changes) {
    // Of a file that is written, two.
    const turns = changes && row !== 'journal: append' ? [0, 3] : [0];
    return turns.some((turn) => faults[(Math.floor(at / one) + turn) % faults.length] === fault);
  }
  return ALWAYS.includes(fault) || fault === 'half' || IN_TURN[at % IN_TURN.length] === fault;
};
