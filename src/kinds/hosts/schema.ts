/** What a file `hosts/NAME.json` may hold: names of guests that the dnsmasq of a zone answers for. */
import { z } from 'zod';
import type { SchemaWords } from '../../config/schema-words.ts';

const dnsName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/,
    'must be a DNS name',
  );

export const hostsSchema = z.strictObject({
  $schema: z.string().optional(),
  zone: z.string().describe('The zone whose dnsmasq answers; it has "dhcp".'),
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  domain: dnsName
    .optional()
    .describe('Guests are found by this domain, too, and nobody else is asked for it.'),
  others: z
    .record(dnsName, z.union([z.ipv4(), z.ipv6()]))
    .optional()
    .describe('Names of what is no guest, by name.'),
});

export type HostsInput = z.infer<typeof hostsSchema>;

export const HOSTS_WORDS: SchemaWords = {
  zone: { examples: ['lab'] },
  extends: { examples: [['internal']] },
  domain: { examples: ['lab.internal'] },
  others: { examples: [{ nas: '10.0.0.5' }] },
};
