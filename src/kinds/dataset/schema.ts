/** What a file `dataset/NAME.json` may hold: the dataset by its name in ZFS, its properties in the words of ZFS, and what stands on it. */
import { z } from 'zod';
import type { SchemaWords } from '../../config/schema-words.ts';
import { propertyShape, wordExamples } from './properties.ts';

/** As ZFS takes it, without spaces; every part begins with a letter or a digit. */
const DATASET_NAME = /^[A-Za-z][\w.:-]*(?:\/[A-Za-z0-9][\w.:-]*)*$/;

const id = z.int().min(0).max(4_294_967_294);

const owner = z.union([
  id,
  z.strictObject({
    guest: z
      .string()
      .regex(/^lxc\/[A-Za-z0-9][\w.-]*$/, 'must be a container of this estate, such as "lxc/db"')
      .optional()
      .describe('The container whose user it is; without it, the ids are those of the node.'),
    uid: id.describe('The user, as the guest has it.'),
    gid: id.optional().describe('The group, as the guest has it; left as it is without it.'),
  }),
]);

const count = z.int().min(1).max(10_000);

const snapshots = z.strictObject({
  keep: z
    .strictObject({
      change: count.optional().describe('Those that an apply takes before it changes the dataset.'),
      hourly: count.optional().describe('The newest of each of so many hours.'),
      daily: count.optional().describe('The newest of each of so many days.'),
      weekly: count.optional().describe('The newest of each of so many weeks.'),
      monthly: count.optional().describe('The newest of each of so many months.'),
    })
    .describe('How many are kept of each; older ones that Phoenix took are removed.'),
});

const encryption = z.strictObject({
  key: z
    .string()
    .regex(/^\$\{secret:[^}]+\}$/, 'must be a secret, such as "${secret:zfs/private}"')
    .describe(
      'A reference: the key is read when the dataset is made, and kept on its node in a file of root.',
    ),
  cipher: z
    .enum(['aes-256-gcm', 'aes-192-gcm', 'aes-128-gcm'])
    .optional()
    .describe('aes-256-gcm without it.'),
  format: z
    .enum(['passphrase', 'hex'])
    .optional()
    .describe('A passphrase of at least 8 characters, or 64 hexadecimal digits.'),
});

/** `10.0.0.0/24`, `nas.lan`, `*.lan`, `@group`: what exports(5) takes, without spaces and quotes; what begins with `-` is options for all that follow. */
const CLIENT = /^(?:\*|@[\w.-]+|\*?[\w.][\w.-]*|[\da-fA-F:.]+(?:\/[\d.]{1,15})?)$/;
const EXPORT_OPTIONS = /^[a-z_0-9]+(?:=[\w@:./-]+)?(?:,[a-z_0-9]+(?:=[\w@:./-]+)?)*$/;

const nfs = z.record(
  z.string().regex(CLIENT, 'must be a network such as "10.0.0.0/24", an address, or the name of a host'),
  z.string().regex(EXPORT_OPTIONS, 'must be options of exports(5), such as "rw,sync,no_subtree_check"'),
);

export const datasetSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z
    .string()
    .max(200)
    .regex(DATASET_NAME, 'must be the name of a dataset, such as "rpool/data/media"')
    .describe('The dataset as ZFS calls it, with its pool.'),
  node: z.string().optional().describe('The node that has its pool; needless where there is one.'),
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  adopt: z
    .boolean()
    .optional()
    .describe('Take over a dataset that exists: marks it and changes what differs.'),
  ...propertyShape,
  owner: owner
    .optional()
    .describe(
      'Who owns the mountpoint: a user of the node, or a user of a guest. What is in it is left alone.',
    ),
  mode: z
    .string()
    .regex(/^[0-7]{3,4}$/, 'must be octal, such as "0750"')
    .optional()
    .describe('The mode of the mountpoint.'),
  encryption: encryption.optional().describe('How it is encrypted; only when it is made.'),
  snapshots: snapshots.optional().describe('Which snapshots are taken and kept.'),
  nfs: nfs.optional().describe('Who may mount it by NFS: options of exports(5) for each client.'),
});

const SIZES = ['500G', '2T', 'none'];

export const DATASET_WORDS: SchemaWords = {
  name: { examples: ['rpool/data/media'] },
  node: { examples: ['pve1'] },
  quota: { examples: SIZES },
  refquota: { examples: SIZES },
  reservation: { examples: SIZES },
  refreservation: { examples: SIZES },
  recordsize: { examples: ['16K', '1M'] },
  compression: { examples: ['lz4', 'zstd'] },
  mountpoint: { examples: ['/srv/media', 'none'] },
  ...Object.fromEntries(wordExamples.map(([name, examples]) => [name, { examples }])),
  checksum: { examples: ['sha256', 'blake3'] },
  special_small_blocks: { examples: ['32K', 0] },
  'owner/guest': { examples: ['lxc/db'] },
  'owner/uid': { examples: [999] },
  'owner/gid': { examples: [999] },
  'encryption/key': { examples: ['${secret:zfs/private}'] },
  'snapshots/keep/change': { examples: [5] },
  'snapshots/keep/hourly': { examples: [24] },
  'snapshots/keep/daily': { examples: [7] },
  'snapshots/keep/weekly': { examples: [4] },
  'snapshots/keep/monthly': { examples: [12] },
  owner: { examples: [{ guest: 'lxc/db', uid: 999 }, 101_000] },
  mode: { examples: ['0750'] },
  'snapshots/keep': { examples: [{ hourly: 24, daily: 7, weekly: 4 }] },
  nfs: { examples: [{ '10.0.0.0/24': 'rw,sync,no_subtree_check' }] },
};
