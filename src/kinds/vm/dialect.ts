/** What is a virtual machine's own in the life of a guest; all else is in ../guest/. */
import type { Dialect } from '../guest/dialect.ts';
import { type Field, isVolumeSlot, type Slot } from '../guest/field.ts';
import { leftoverWork } from '../guest/steps/debris.ts';
import { costOf } from './effects.ts';
import { fieldsOf } from './fields.ts';
import { VM_GRAMMAR } from './grammar.ts';
import { unmapped } from './mapped.ts';
import { noMoveReason } from './movable.ts';
import { isSettled } from './settled.ts';
import { noSnapshotReason } from './snapshots.ts';
import { systemSlot, type VmSpec } from './spec.ts';
import { editsOf } from './steps/edits.ts';
import { makeWork } from './steps/make.ts';
import { moveWork } from './steps/migrate.ts';

function systemDisk(fields: readonly Field[]): Slot | null {
  const boot = fields.find(({ slot, key }) => slot === 'boot' && key === null)?.value;
  const held = fields.filter(({ slot, key }) => key === 'storage' && isVolumeSlot(slot));
  return systemSlot(boot, [...new Set(held.map(({ slot }) => slot))]);
}

const namedOptions = (spec: VmSpec): string[] => [
  ...Object.keys(spec.options),
  ...Object.keys(spec.groups),
  ...Object.keys(spec.nets),
  ...Object.keys(spec.cloudInit),
  ...(Object.keys(spec.startup).length > 0 ? ['startup'] : []),
];

export const VM: Dialect<VmSpec> = {
  ...VM_GRAMMAR,
  fieldsOf,
  costOf,
  noSnapshotReason,
  lackingAt: unmapped,
  noMoveReason,
  moving: (running) =>
    running
      ? { effect: 'live', note: 'moves while it runs; disks that are not shared are copied' }
      : { effect: 'config', note: 'disks that are not shared are copied' },
  isSettled,
  systemDisk,
  namesDisk: ({ disks }, slot) => disks[slot] !== undefined,
  editsOf,
  namedOptions,
  makeWork,
  moveWork,
  debrisWork: (subject) => leftoverWork(subject, []),
};
