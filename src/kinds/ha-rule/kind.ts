/** HA rules: on which nodes HA runs guests, and which of them together. Their sections are changed as those of resources. */
import type { Kind } from '../kind.ts';
import { holdsHa, lookAtHa } from '../ha/conditions.ts';
import { diffHa } from '../ha/diff.ts';
import { HA_DEFAULTS, HA_FILES } from '../ha/files.ts';
import { observeHa, ownedHa } from '../ha/observe.ts';
import type { HaLive, HaSpec } from '../ha/spec.ts';
import { haSteps } from '../ha/steps.ts';
import { MARK_FILES } from '../mark-file.ts';
import { resolveHaRule } from './resolve.ts';
import { haRuleRules } from './rules/registry.ts';
import { haRuleSchema, HA_RULE_WORDS } from './schema.ts';

export const haRuleKind: Kind<HaSpec, HaLive> = {
  kind: 'ha-rule',
  schema: haRuleSchema,
  words: HA_RULE_WORDS,
  sets: ['resources'],
  resolve: resolveHaRule,
  defaultOf: (path) => HA_DEFAULTS.rules[path.slice(1)],
  id: ({ id }) => id,
  node: ({ node }) => node,
  scope: ({ id }) => id,
  reads: { cluster: [...Object.values(HA_FILES), MARK_FILES] },
  look: lookAtHa,
  edges: ({ spec }) => spec.needs.map((to) => ({ to, when: 'exists' })),
  outputs: () => ({}),
  observe: observeHa,
  owned: ownedHa('ha-rule:'),
  diff: diffHa,
  steps: haSteps,
  holds: holdsHa,
  demand: () => null,
  tools: ['ha-manager'],
  rules: haRuleRules,
  summary: ({ summary }) => summary,
};
