/** What a file `storage/NAME.json` may hold: the name of the file is the id, and the keys are Proxmox's. */
import { z } from 'zod';
import type { SchemaWords } from '../../config/schema-words.ts';
import { OPTIONS, type StorageType, TYPES } from './options.ts';

const shape = Object.fromEntries(
  Object.entries(OPTIONS).map(([name, { schema, about }]) => [name, schema.optional().describe(about)]),
);

export const storageSchema = z.strictObject({
  $schema: z.string().optional(),
  type: z
    .enum(Object.keys(TYPES) as [StorageType, ...StorageType[]])
    .describe('As /etc/pve/storage.cfg has it; it stays.'),
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  adopt: z
    .boolean()
    .optional()
    .describe('Take over an entry that exists: marks it and changes what differs.'),
  ...shape,
  password: z
    .string()
    .regex(/^\$\{secret:[^}]+\}$/, 'must be a secret, such as "${secret:nas/backup}"')
    .optional()
    .describe(
      'A reference: the value is written to the file of Proxmox that holds it, and never on a command line.',
    ),
  size: z
    .union([z.int().positive(), z.string()])
    .optional()
    .describe('How much it holds, for "policies.overcommit.disk"; Proxmox is not told.'),
});

export const STORAGE_WORDS: SchemaWords = {
  type: { examples: ['zfspool', 'dir', 'nfs'] },
  path: { examples: ['/srv/iso'] },
  pool: { examples: ['rpool/data'] },
  server: { examples: ['10.0.0.5', 'nas.lan'] },
  export: { examples: ['/export/backup'] },
  content: { examples: [['rootdir', 'images'], ['backup']] },
  nodes: { examples: [['pve1']] },
  vgname: { examples: ['pve'] },
  thinpool: { examples: ['data'] },
  share: { examples: ['backup'] },
  datastore: { examples: ['main'] },
  namespace: { examples: ['home/cluster'] },
  fingerprint: { examples: [Array.from({ length: 32 }, () => '0a').join(':')] },
  port: { examples: [8007] },
  username: { examples: ['backup@pbs', 'media'] },
  domain: { examples: ['WORKGROUP'] },
  subdir: { examples: ['/media'] },
  options: { examples: ['vers=4.2,soft'] },
  monhost: { examples: [['10.0.0.11', '10.0.0.12', '10.0.0.13']] },
  'data-pool': { examples: ['ec-data'] },
  mountpoint: { examples: ['/rpool/data'] },
  blocksize: { examples: ['16k'] },
  'max-protected-backups': { examples: [5, -1] },
  bwlimit: { examples: ['migration=100000'] },
  password: { examples: ['${secret:nas/backup}'] },
  ...Object.fromEntries(
    ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'].map((period) => [
      `prune-backups/keep-${period}`,
      { examples: [3] },
    ]),
  ),
  'prune-backups': { examples: [{ 'keep-last': 3, 'keep-weekly': 4 }] },
  size: { examples: ['2T'] },
};
