/** Sizes, times and names as `phoenix.json` takes them. */
import { z } from 'zod';
import { durationInMs, sizeInKiB } from './units.ts';

export const sizeOfMemory = z
  .union([z.int().positive(), z.string()])
  .refine((v) => sizeInKiB(v, 'M') !== null, 'must be a size such as "24G", or a number of MiB');

export const sizeOfDisk = z
  .union([z.int().positive(), z.string()])
  .refine((v) => sizeInKiB(v, 'G') !== null, 'must be a size such as "500G", or a number of GiB');

export const duration = z
  .union([z.int().nonnegative(), z.string()])
  .refine(
    (v) => durationInMs(v) !== null,
    'must be a duration such as "7d", "24h" or "10m", or a number of seconds',
  );
