/** What a file `zpool/NAME.json` may hold: the disks of a pool by their lasting names, their layout, and what the pool is told. */
import { z } from 'zod';
import type { SchemaWords } from '../../config/schema-words.ts';

const flag = (about: string) => z.boolean().optional().describe(about);

/** What may be set at any time, in the order of a file (OpenZFS 2.2). */
export const POOL_SHAPE = {
  autotrim: flag('Whether freed blocks are told to disks.'),
  autoexpand: flag('Whether the pool grows when its disks do.'),
  autoreplace: flag('Whether a new disk in the place of an old one is taken at once.'),
  failmode: z
    .enum(['wait', 'continue', 'panic'])
    .optional()
    .describe('What happens when too many disks are gone.'),
  listsnapshots: flag('Whether `zfs list` shows snapshots.'),
  comment: z
    .string()
    .max(32)
    .regex(/^[\x20-\x7e]+$/, 'must be up to 32 printable characters')
    .optional()
    .describe('A few words, shown by zpool.'),
} as const;

export const zpoolSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z
    .string()
    .regex(
      /^(?!(?:mirror|raidz|draid|spare|log)(?![a-z]))[a-zA-Z][\w.:-]*$/,
      'must be the name of a pool: letters, digits, "_", "-", "." and ":", starting with a letter',
    )
    .optional()
    .describe('The pool as ZFS calls it; the name of the file without it.'),
  node: z.string().optional().describe('The node that has its disks; needless where there is one.'),
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  create: z
    .boolean()
    .optional()
    .describe(
      'Make it where it is not there. Each disk is proven to be empty first; without this, a pool is only checked.',
    ),
  layout: z
    .enum(['stripe', 'mirror', 'raidz1', 'raidz2', 'raidz3'])
    .optional()
    .describe('How the disks of a group share the data; "stripe" has no copy of anything.'),
  width: z
    .int()
    .min(2)
    .optional()
    .describe('How many disks a group has: 2 makes pairs of mirrors. All in one group without it.'),
  disks: z
    .array(
      z
        .string()
        .regex(
          /^\/dev\/disk\/by-id\/[\w.:+=@-]+$/,
          'must be a disk by its lasting name, such as "/dev/disk/by-id/nvme-…"; ls /dev/disk/by-id shows them',
        ),
    )
    .min(1)
    .describe(
      'The disks, by /dev/disk/by-id: names such as /dev/sda may be those of other disks after a start.',
    ),
  ashift: z
    .int()
    .min(9)
    .max(16)
    .optional()
    .describe('The size of a sector, as a power of two: 12 is 4 KiB. Only when it is made.'),
  ...POOL_SHAPE,
});

export const ZPOOL_WORDS: SchemaWords = {
  name: { examples: ['tank'] },
  node: { examples: ['pve1'] },
  layout: { examples: ['mirror', 'raidz1'] },
  width: { examples: [2] },
  disks: { examples: [['/dev/disk/by-id/nvme-EXAMPLE_SERIAL1', '/dev/disk/by-id/nvme-EXAMPLE_SERIAL2']] },
  ashift: { examples: [12] },
  comment: { examples: ['two fast disks'] },
};
