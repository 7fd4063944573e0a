/** Disks and mounts in a file: the root disk, volumes, folders of the node. */
import { z } from 'zod';
import { diskSize, flag, idmap, mountOptions, storageId } from '../guest/schema-values.ts';

export const volume = {
  storage: storageId.optional().describe('The storage that holds the volume.'),
  size: diskSize
    .optional()
    .describe('"32G", or a number of GiB. It can grow while the guest runs, and never shrinks.'),
  acl: flag.optional().describe('Support access control lists; absent: as the storage does.'),
  mountoptions: mountOptions.optional().describe('discard, lazytime, noatime, nodev, noexec, nosuid.'),
  quota: flag.optional().describe('Quotas for users inside the guest.'),
  replicate: flag.optional().describe('Part of replication jobs; true unless said otherwise.'),
  ro: flag.optional().describe('Read only.'),
  shared: flag.optional().describe('The same on every node: lets a guest with a bind migrate.'),
  idmap: idmap.optional().describe('Maps users of the guest to users of the disk (PVE 9.2).'),
};

const flags = {
  ro: volume.ro,
  shared: volume.shared,
  replicate: volume.replicate,
  acl: volume.acl,
  mountoptions: volume.mountoptions,
  quota: volume.quota,
  backup: flag.optional().describe('Part of backups; false unless said otherwise.'),
  idmap: volume.idmap,
  keepattrs: flag.optional().describe('Take owner and mode of the folder that is mounted over (PVE 9.2).'),
};

const bindName = z.string().regex(/^[A-Za-z][\w-]*$/, 'must be the name of a bind in phoenix.json');

export const mount = z.union([
  z.string().regex(/^bind:[A-Za-z][\w-]*$/, 'must be "bind:NAME", a bind of phoenix.json'),
  z.strictObject({
    bind: bindName.optional().describe('A bind of phoenix.json; instead of storage and size.'),
    storage: volume.storage,
    size: volume.size,
    ...flags,
  }),
]);
