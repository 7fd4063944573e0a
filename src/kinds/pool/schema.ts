/** What a file `pool/NAME.json` may hold. Guests say themselves which pool they are in. */
import { z } from 'zod';
import type { SchemaWords } from '../../config/schema-words.ts';

const LEAF = '[A-Za-z][A-Za-z0-9._-]*';

export const poolSchema = z.strictObject({
  $schema: z.string().optional(),
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  id: z
    .string()
    .regex(
      new RegExp(`^${LEAF}(?:/${LEAF}){0,2}$`),
      'must be letters, digits, ".", "_" and "-", starting with a letter; at most three of them with "/"',
    )
    .optional()
    .describe('The name of the file, unless said otherwise; "lab/web" is a pool in another one.'),
  adopt: z.boolean().optional().describe('Take over a pool that exists.'),
  comment: z
    .string()
    .regex(/^[^\n\r]*$/, 'must be one line')
    .optional(),
  storages: z.array(z.string()).optional().describe('Storages that belong to it; others in it stay.'),
});

export type PoolInput = z.infer<typeof poolSchema>;

export const POOL_WORDS: SchemaWords = {
  id: { examples: ['lab', 'lab/web'] },
  comment: { about: 'Shown beside it in Proxmox.', examples: ['Everything of the AI lab'] },
  storages: { examples: [['local-zfs']] },
};
