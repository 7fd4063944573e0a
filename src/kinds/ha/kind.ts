/** HA resources: guests that Proxmox's HA manager starts, watches and moves. */
import type { Kind } from '../kind.ts';
import { holdsHa, lookAtHa } from './conditions.ts';
import { diffHa } from './diff.ts';
import { HA_DEFAULTS, HA_FILES } from './files.ts';
import { HA_FINDINGS } from './finding-ids.ts';
import { observeHa, ownedHa } from './observe.ts';
import { MARK_FILES } from '../mark-file.ts';
import { resolveHa } from './resolve.ts';
import { haRules } from './rules/registry.ts';
import { haSchema, HA_WORDS } from './schema.ts';
import type { HaLive, HaSpec } from './spec.ts';
import { haSteps } from './steps.ts';

export const haKind: Kind<HaSpec, HaLive> = {
  kind: 'ha',
  schema: haSchema,
  words: HA_WORDS,
  sets: [],
  resolve: resolveHa,
  defaultOf: (path) => HA_DEFAULTS.resources[path.slice(1)],
  id: ({ id }) => id,
  node: ({ node }) => node,
  scope: ({ id }) => id,
  reads: { cluster: [...Object.values(HA_FILES), MARK_FILES] },
  look: lookAtHa,
  edges: ({ spec }) => spec.needs.map((to) => ({ to, when: 'exists' })),
  outputs: () => ({}),
  observe: observeHa,
  owned: ownedHa('ha:'),
  diff: diffHa,
  steps: haSteps,
  holds: holdsHa,
  demand: () => null,
  tools: ['ha-manager'],
  findings: HA_FINDINGS,
  rules: haRules,
  summary: ({ summary }) => summary,
};
