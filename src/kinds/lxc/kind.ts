/** Containers: the parts of this folder as one kind. */
import type { Kind } from '../kind.ts';
import { holds } from './conditions.ts';
import { defaultAt } from './default-at.ts';
import { demandOf, edgesOf, outputsOf, summaryOf } from './describe.ts';
import { diffLxc } from './diff.ts';
import { importLxc } from './import/find.ts';
import { LXC_FINDINGS } from './finding-ids.ts';
import { guestOf, storedOf } from './guest-view.ts';
import { expandGuest } from '../guest/layered.ts';
import type { GuestLive } from '../guest/live.ts';
import { learnedOf, learnsOf } from '../guest/learned.ts';
import { idOf } from '../guest/observe.ts';
import { observeLxc, ownedLxc } from './observe.ts';
import { reasonOf } from './reasons.ts';
import { resolveLxc } from './resolve.ts';
import { lxcRules } from './rules/registry.ts';
import { lxcSchema } from './schema.ts';
import { LXC_WORDS } from './schema-words.ts';
import { secretsOf } from '../guest/secrets.ts';
import type { LxcSpec } from './spec.ts';
import { steps } from './steps/steps.ts';

export const lxcKind: Kind<LxcSpec, GuestLive> = {
  kind: 'lxc',
  schema: lxcSchema,
  words: LXC_WORDS,
  sets: ['tags', 'dependsOn'],
  resolve: resolveLxc,
  expand: expandGuest,
  defaultOf: defaultAt,
  id: (spec) => idOf(spec.vmid),
  node: (spec) => spec.node,
  scope: (spec) => `guest:${spec.vmid}`,
  edges: edgesOf,
  strangers: ({ source }) =>
    source?.is === 'clone' && source.address === null ? [{ id: idOf(source.vmid), path: '/clone/from' }] : [],
  outputs: outputsOf,
  learns: learnsOf,
  learned: learnedOf,
  observe: observeLxc,
  owned: ownedLxc,
  diff: diffLxc,
  reasonOf,
  steps,
  holds,
  demand: demandOf,
  features: ({ software = [] }) => software.map(({ id }) => id),
  secrets: secretsOf,
  guest: guestOf,
  stored: storedOf,
  findings: LXC_FINDINGS,
  rules: lxcRules,
  runs: ({ running }) => running,
  health: ({ health = {} }) => health,
  imports: importLxc,
  summary: summaryOf,
};
