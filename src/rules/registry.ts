/** Every rule that is not one kind's own: a new one is a file here and a line there. Rules of a kind stand with the kind. */
import { kinds } from '../kinds/registry.ts';
import { bootOrder } from './boot-order.ts';
import { bootWithout } from './boot-without.ts';
import { dependsOnStopped } from './depends-on-stopped.ts';
import { diskShrinks } from './disk-shrinks.ts';
import { healthTarget } from './health-target.ts';
import { impossibleChange } from './impossible-change.ts';
import { needsRetired } from './needs-retired.ts';
import { protectedGoes } from './protected-goes.ts';
import type { Rule } from './rule.ts';
import { sameMac } from './same-mac.ts';
import { samePort } from './same-port.ts';
import { takenOver } from './taken-over.ts';

const general: readonly Rule[] = [
  sameMac,
  bootOrder,
  bootWithout,
  dependsOnStopped,
  healthTarget,
  samePort,
  diskShrinks,
  impossibleChange,
  protectedGoes,
  needsRetired,
  takenOver,
];

/** All of them, in the order of their ids. */
export const rules: readonly Rule[] = [...general, ...kinds.flatMap((kind) => kind.rules ?? [])].toSorted(
  (a, b) => (a.id < b.id ? -1 : 1),
);
