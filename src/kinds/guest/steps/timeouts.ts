/**
 * How long a command may take before it is ended, in milliseconds. Medians of the real ones (PVE 9.2, two cores) with
 * wide head-room: a slow disk is no error, and a command that is killed half-way leaves work behind.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Seconds that a guest gets to shut down before it is stopped hard: Proxmox's own default. */
export const SHUTDOWN_SECONDS = 60;

export const TIMEOUTS = {
  /** 1.0 s; ten seconds of waiting for Proxmox's lock file are part of it. */
  set: MINUTE,
  /** Bringing the bundle in, and waiting for an earlier run to end and for the guest to have started. */
  exec: 5 * MINUTE,
  clean: 5 * MINUTE,
  /** A set that makes a volume formats it, too: a large one on a slow storage takes its time. */
  allocate: 15 * MINUTE,
  raw: MINUTE,
  unlock: MINUTE,
  pool: MINUTE,
  unmount: 2 * MINUTE,
  rescan: 10 * MINUTE,
  /** 4.1 s with an archive of 190 MB. */
  create: 30 * MINUTE,
  /** 4.6 s for 190 MB; a full copy of a large disk runs for hours. */
  clone: 6 * HOUR,
  /** 23 s for a stopped guest: the file system is checked first. */
  resize: 30 * MINUTE,
  /** 1.9 s; 92 s after a rollback of a running guest (ext4 waits for its multi-mount protection). */
  start: 5 * MINUTE,
  /** 2.7 s for a guest that obeys. */
  shutdown: SHUTDOWN_SECONDS * SECOND + 2 * MINUTE,
  /** 3.4 s for a guest that obeys. */
  reboot: SHUTDOWN_SECONDS * SECOND + 6 * MINUTE,
  /** On top of what the check itself may take: starts of `pct`, and a node that is busy. */
  health: MINUTE,
  snapshot: 10 * MINUTE,
  delsnapshot: HOUR,
  /** 1.0 s; storages that copy take longer. */
  rollback: HOUR,
  template: HOUR,
  destroy: HOUR,
  migrate: 6 * HOUR,
  /** 6.7 s for 190 MB. */
  backup: 12 * HOUR,
} as const;
