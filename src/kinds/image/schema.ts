/** What a file `image/NAME.json` may hold: a cloud image, or an ISO, that nodes download. */
import { z } from 'zod';
import type { SchemaWords } from '../../config/schema-words.ts';

/** Hex digits of what Proxmox compares. */
const DIGITS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

const checksum = z.string().refine((text) => {
  const [algorithm = '', hex = ''] = text.split(':');
  return DIGITS[algorithm] === hex.length && /^[0-9a-f]+$/.test(hex);
}, 'must be "sha256:…" or "sha512:…" with all hex digits, in lower case');

export const imageSchema = z.strictObject({
  $schema: z.string().optional(),
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  url: z
    .string()
    .max(2048)
    .regex(/^https?:\/\/[!-~]+$/, 'must be an http or https URL')
    .describe('Where nodes download it from. Name one build, not "latest": that is another file tomorrow.'),
  checksum: checksum.describe(
    'Of the file, as its makers publish it: what is downloaded is compared with it.',
  ),
  storage: z.string().describe('A storage with folders, whose content includes "import" (or "iso").'),
  content: z
    .enum(['import', 'iso'])
    .optional()
    .describe('"import": a disk that virtual machines are made from, unless it says "iso".'),
  filename: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.(?:qcow2|raw|vmdk|iso|img)$/, 'must be a file name with its ending')
    .optional()
    .describe(
      'On the storage; of its name and its checksum unless given, so that another image is another file.',
    ),
  nodes: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Nodes that have it; those whose virtual machines are made from it unless given.'),
});

export const IMAGE_WORDS: SchemaWords = {
  extends: { examples: [['debian']] },
  url: {
    examples: [
      'https://cloud.debian.org/images/cloud/trixie/20260112-2355/debian-13-genericcloud-amd64-20260112-2355.qcow2',
    ],
  },
  checksum: { examples: [`sha512:${'0'.repeat(128)}`] },
  storage: { examples: ['local'] },
  filename: { examples: ['debian-13.qcow2'] },
  nodes: { examples: [['pve1', 'pve2']] },
};
