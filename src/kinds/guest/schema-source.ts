/** What a container is made from, in a file: addresses and clones. */
import { z } from 'zod';
import * as is from './formats.ts';
import { flag, storageId } from './schema-values.ts';

export const address = z.string().regex(/^[a-z]+\/[^/\s]+$/, 'must be an address such as "lxc/base"');

export const clone = z.union([
  address,
  z.strictObject({
    from: z
      .union([address, z.int().min(100).max(999_999_999)])
      .describe('"layer/base", "lxc/base", or the VMID of a guest.'),
    full: flag.optional().describe('A copy of its own; absent: linked where the source is a template.'),
    snapshot: z.string().refine(is.isSnapshotName, 'must be the name of a snapshot').optional(),
    storage: storageId
      .optional()
      .describe('Where a full clone goes; where the source is, unless said otherwise.'),
  }),
]);
