/** What a file `ha/NAME.json` may hold: a guest that the HA manager runs, in Proxmox's words. */
import { z } from 'zod';
import type { SchemaWords } from '../../config/schema-words.ts';

export const comment = z
  .string()
  .max(4096)
  .regex(/^[^\r\n]*$/, 'must be one line')
  .optional()
  .describe('Shown beside it.');

export const haSchema = z.strictObject({
  $schema: z.string().optional(),
  guest: z.string().describe('The guest, by its address; the other settings of it stay in its own file.'),
  state: z
    .enum(['started', 'stopped', 'disabled', 'ignored'])
    .optional()
    .describe('What HA sees to; as "state" of the guest unless given. "ignored": HA does nothing.'),
  max_restart: z
    .int()
    .nonnegative()
    .max(1000)
    .optional()
    .describe('Starts that are tried again on one node, when one has failed.'),
  max_relocate: z.int().nonnegative().max(1000).optional().describe('Nodes that are tried after that.'),
  failback: z
    .boolean()
    .optional()
    .describe('Back to the node that its rule prefers, when that one comes back (PVE 9).'),
  comment,
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  adopt: z.boolean().optional().describe('Take over an HA resource that exists.'),
});

export const HA_WORDS: SchemaWords = {
  guest: { examples: ['lxc/db', 'vm/db'] },
  max_restart: { examples: [1, 3] },
  max_relocate: { examples: [1, 2] },
  comment: { examples: ['The database: somebody is called when it is down.'] },
  extends: { examples: [['critical']] },
};
