/** Disks of a virtual machine in a file, by the slots that Proxmox gives them: `scsi0`, `virtio1`, `efidisk0`. */
import { z } from 'zod';
import * as is from '../guest/formats.ts';
import { decimal, diskSize, flag, storageId, trimmed } from '../guest/schema-values.ts';

/** How many of each bus a machine can have (PVE 9.2: PVE::QemuServer::Drive). */
const SLOTS = /^(?:ide[0-3]|sata[0-5]|scsi(?:[0-9]|[12][0-9]|30)|virtio(?:[0-9]|1[0-5]))$/;

const image = z
  .string()
  .refine(
    (text) => /^image\/[^/\s]+$/.test(text) || (is.isVolumeId(text) && text.includes(':import/')),
    'must be an image of this repository such as "image/debian-13", or a volume such as "local:import/debian.qcow2"',
  );

const disk = z.strictObject({
  storage: storageId.optional().describe('The storage that holds the disk.'),
  size: diskSize
    .optional()
    .describe('"32G", or a number of GiB. It grows while the machine runs, and never shrinks.'),
  import: image
    .optional()
    .describe('The image that the disk begins with, "image/debian-13": read when it is made, and only then.'),
  iso: z
    .union([z.literal('none'), z.string().refine(is.isVolumeId, 'must be a volume, or "none"')])
    .optional()
    .describe('A disc in a drive, instead of a disk: "local:iso/debian.iso", or "none".'),
  aio: z.enum(['native', 'threads', 'io_uring']).optional(),
  backup: flag.optional().describe('Part of backups; true unless said otherwise.'),
  cache: z.enum(['none', 'writethrough', 'writeback', 'unsafe', 'directsync']).optional(),
  discard: z.enum(['ignore', 'on']).optional().describe('Whether freed blocks are given back.'),
  iothread: flag.optional().describe('A thread of its own; scsi needs "virtio-scsi-single".'),
  replicate: flag.optional().describe('Part of replication jobs; true unless said otherwise.'),
  ro: flag.optional().describe('Read only.'),
  serial: trimmed.max(20).optional().describe('The serial number that the guest sees.'),
  shared: flag.optional().describe('The same on every node.'),
  ssd: flag.optional().describe('The guest sees a solid state disk.'),
  mbps_rd: decimal.optional().describe('Limit of reading in megabytes a second.'),
  mbps_wr: decimal.optional().describe('Limit of writing in megabytes a second.'),
  iops_rd: z.int().nonnegative().optional().describe('Limit of reads a second.'),
  iops_wr: z.int().nonnegative().optional().describe('Limit of writes a second.'),
});

export const disks = z
  .record(z.string().regex(SLOTS, 'must be a slot such as "scsi0", "virtio0", "sata0" or "ide2"'), disk)
  .optional()
  .describe('Disks and drives by their slots.');

export const efidisk0 = z
  .strictObject({
    storage: storageId.optional(),
    efitype: z.enum(['2m', '4m']).optional().describe('"4m" unless said otherwise.'),
    'pre-enrolled-keys': flag.optional().describe('Secure boot with the keys of distributions.'),
  })
  .optional()
  .describe('Where UEFI keeps its variables; "bios": "ovmf" needs it.');

export const tpmstate0 = z
  .strictObject({
    storage: storageId.optional(),
    version: z.enum(['v1.2', 'v2.0']).optional().describe('"v2.0" unless said otherwise.'),
  })
  .optional()
  .describe('The state of a TPM.');
