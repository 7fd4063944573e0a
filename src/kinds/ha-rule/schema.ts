/** What a file `ha-rule/NAME.json` may hold: where HA may run guests, and which of them together, in Proxmox's words. */
import { z } from 'zod';
import type { SchemaWords } from '../../config/schema-words.ts';
import { comment } from '../ha/schema.ts';

export const haRuleSchema = z.strictObject({
  $schema: z.string().optional(),
  type: z
    .enum(['node-affinity', 'resource-affinity'])
    .describe('Which nodes guests are on, or which guests are on one node (PVE 9).'),
  resources: z.array(z.string()).min(1).describe('Files of ha/, by their addresses. A set.'),
  nodes: z
    .record(z.string(), z.int().nonnegative().max(1000))
    .optional()
    .describe(
      'With node-affinity: nodes, and how much each is preferred; the highest that is there is taken.',
    ),
  strict: z
    .boolean()
    .optional()
    .describe('With node-affinity: guests stop rather than run on any other node.'),
  affinity: z
    .enum(['positive', 'negative'])
    .optional()
    .describe('With resource-affinity: kept on one node ("positive"), or each on another one ("negative").'),
  disable: z.boolean().optional().describe('It stays, and nobody obeys it (PVE 9).'),
  comment,
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  adopt: z.boolean().optional().describe('Take over a rule that exists.'),
});

export const HA_RULE_WORDS: SchemaWords = {
  resources: { examples: [['ha/db', 'ha/web']] },
  nodes: { examples: [{ pve1: 2, pve2: 1 }] },
  comment: { examples: ['Each half of the pair on a machine of its own.'] },
  extends: { examples: [['critical']] },
};
