/** Exceptions that more than one world has. */
import type { Exception } from './fault-world.ts';

export const BELIEVED: Exception = {
  why: 'that a module is loaded cannot be seen of those that are built in: `modprobe` is believed',
  of: ({ row }, fault) => row === 'modprobe' && fault === 'lies',
  state: (path, text) => (path.includes('/sys/module/zfs/') ? null : text),
};
