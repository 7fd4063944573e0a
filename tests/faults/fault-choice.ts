/** Which faults an operation can have: a file knows no time limit, and what changes nothing has no "after". */
import type { FaultKind } from './fault.ts';
import type { Operation } from './operation.ts';

export function faultsOf({ isCommand, row }: Operation, changes: boolean): readonly FaultKind[] {
  if (row === 'reading files') return ['refuses', 'cut before'];
  if (isCommand && !changes) return ['refuses', 'lies', 'hangs', 'babbles', 'cut before'];
  if (isCommand) {
    return [
      'refuses',
      'complains',
      'lies',
      'hangs',
      'hangs done',
      'babbles',
      'cut before',
      'cut after',
      'killed before',
      'killed after',
    ];
  }
  return changes
    ? ['refuses', 'complains', 'lies', 'cut before', 'cut after', 'killed before', 'killed after']
    : ['refuses', 'cut before', 'killed after'];
}
