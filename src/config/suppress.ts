/** `"suppress": { "PHX512": "the two are never on at the same time" }`: what one file says shall not be found in it, and why. */
import { z } from 'zod';

export const FINDING_ID = /^PHX\d{3}$/;

export const suppressSchema = z
  .record(
    z.string().regex(FINDING_ID, 'must be the id of a finding, such as "PHX511"'),
    z.string().trim().min(3, 'must say why').max(500),
  )
  .describe('Findings that are not to be reported of this file, each with the reason.');
