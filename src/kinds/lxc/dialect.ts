/** What is a container's own in the life of a guest; all else is in ../guest/. */
import type { Dialect } from '../guest/dialect.ts';
import type { GuestLive } from '../guest/live.ts';
import { costOf } from './effects.ts';
import { fieldsOf } from './fields.ts';
import { slotArgument } from '../guest/field.ts';
import { LXC_GRAMMAR } from './grammar.ts';
import { noMoveReason } from './movable.ts';
import { isSettled } from './settled.ts';
import { noSnapshotReason } from './snapshots.ts';
import { isVolume, type LxcSpec } from './spec.ts';
import { debrisWork } from './steps/debris.ts';
import { editsOf } from './steps/edits.ts';
import { makeWork } from './steps/make.ts';
import { moveWork } from './steps/migrate.ts';

function namedOptions(spec: LxcSpec, live: GuestLive): string[] {
  const devices = Object.keys(spec.devices).map((path) => live.keys.get(`device:${path}`));
  return [
    ...Object.keys(spec.options),
    ...Object.keys(spec.nets),
    ...devices.filter((option) => option !== undefined),
    ...(Object.keys(spec.features).length > 0 ? ['features'] : []),
    ...(Object.keys(spec.startup).length > 0 ? ['startup'] : []),
    ...(Object.keys(spec.env).length > 0 ? ['env'] : []),
  ];
}

export const LXC: Dialect<LxcSpec> = {
  ...LXC_GRAMMAR,
  fieldsOf,
  costOf,
  noSnapshotReason,
  noMoveReason,
  moving: (running) => ({
    effect: running ? 'offline' : 'config',
    note: 'down for as long as its volumes are copied, unless their storage is shared',
  }),
  isSettled,
  systemDisk: () => 'rootfs',
  namesDisk: ({ mounts }, slot) => {
    const path = slotArgument(slot, 'mount');
    const mount = path === null ? undefined : mounts[path];
    return mount !== undefined && isVolume(mount);
  },
  editsOf,
  namedOptions,
  makeWork,
  moveWork,
  debrisWork,
};
