/** Containers: the parts of this folder as one kind. */
import { PhoenixError } from '../../errors.ts';
import type { Kind } from '../kind.ts';
import { holds } from './conditions.ts';
import { demandOf, edgesOf, outputsOf, summaryOf } from './describe.ts';
import { diffLxc } from './diff.ts';
import type { LxcLive } from './live.ts';
import { idOf, observeLxc, ownedLxc } from './observe.ts';
import { resolveLxc } from './resolve.ts';
import { lxcSchema } from './schema.ts';
import type { LxcSpec } from './spec.ts';

export const lxcKind: Kind<LxcSpec, LxcLive> = {
  kind: 'lxc',
  schema: lxcSchema,
  sets: ['tags', 'dependsOn'],
  resolve: resolveLxc,
  id: (spec) => idOf(spec.vmid),
  node: (spec) => spec.node,
  scope: (spec) => `guest:${spec.vmid}`,
  edges: edgesOf,
  outputs: outputsOf,
  observe: observeLxc,
  owned: ownedLxc,
  diff: diffLxc,
  // Replaced by steps/steps.ts as soon as that stands.
  steps: () => {
    throw new PhoenixError('NOT_SIMULATED', 'no steps yet');
  },
  holds,
  demand: demandOf,
  summary: summaryOf,
};
