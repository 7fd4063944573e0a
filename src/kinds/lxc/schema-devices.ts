/** Devices and GPUs in a file. */
import { z } from 'zod';
import { flag, size } from '../guest/schema-values.ts';

export const device = z.strictObject({
  mode: z
    .string()
    .regex(/^0[0-7]{3}$/, 'must be octal, such as "0660"')
    .optional(),
  uid: z.int().nonnegative().optional(),
  gid: z.int().nonnegative().optional(),
  'deny-write': flag.optional().describe('The guest may only read (PVE 8.3).'),
});

export const gpu = z.strictObject({
  vram: size('M', '"14G", or a number of MiB')
    .optional()
    .describe('How much of the card the guest is expected to take.'),
});
