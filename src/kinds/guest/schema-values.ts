/** Shapes of single values that files of containers are made of. */
import { z } from 'zod';
import { sizeInKiB } from '../../config/units.ts';
import { isStorageId } from './formats.ts';

/** Proxmox encodes the description only: all else in a conf file is kept to printable ASCII. */
const ASCII = /^[\x20-\x7e]*$/;
export const line = z
  .string()
  .regex(ASCII, 'must be printable ASCII in one line')
  .refine((value) => value.trimEnd() === value, 'must not end with a blank, which Proxmox does not keep');
export const trimmed = line.refine((value) => value.trimStart() === value, 'must not start with a blank');

export const flag = z.boolean();

export const storageId = z.string().refine(isStorageId, 'must be the name of a storage');

export const size = (unit: 'M' | 'G', what: string) =>
  z
    .union([z.number().nonnegative(), z.string()])
    .refine((value) => sizeInKiB(value, unit) !== null, `must be a size such as ${what}`);

export const mebibytes = (least: number) =>
  size('M', '"2G", or a number of MiB')
    .refine((value) => (sizeInKiB(value, 'M') ?? 0) % 1024 === 0, 'must be whole MiB')
    .refine(
      (value) => (sizeInKiB(value, 'M') ?? least * 1024) >= least * 1024,
      `must be at least ${least} MiB`,
    );

/** KiB that LVM allocates at a time: a size that is not a multiple of it would grow by itself on some storages. */
const EXTENT = 4096;

export const diskSize = size('G', '"32G", or a number of GiB')
  .refine((value) => (sizeInKiB(value, 'G') ?? EXTENT) >= EXTENT, 'must be at least 4 MiB')
  .refine((value) => (sizeInKiB(value, 'G') ?? 0) % EXTENT === 0, 'must be a multiple of 4 MiB');

/** Numbers that JavaScript would print with an exponent are no numbers to Proxmox. */
export const decimal = z
  .number()
  .nonnegative()
  .refine((value) => /^\d+(?:\.\d+)?$/.test(String(value)), 'must be a plain decimal number');

/** Proxmox separates such lists by `;`; a JSON array is as good. */
export const list = (item: RegExp, what: string) =>
  z.union([
    z
      .string()
      .regex(new RegExp(`^(?:${item.source})(?:;(?:${item.source}))*$`), `must be ${what}, separated by ";"`),
    z.array(z.string().regex(new RegExp(`^(?:${item.source})$`), `must be ${what}`)).min(1),
  ]);

export const mountOptions = list(
  /discard|lazytime|noatime|nodev|noexec|nosuid/,
  'discard, lazytime, noatime, nodev, noexec or nosuid',
);
export const idmap = z.union([
  z.literal('passthrough'),
  list(/[ug]:\d+:\d+:[1-9]\d*/, '"passthrough", or entries such as "u:1000:1000:1"'),
]);
