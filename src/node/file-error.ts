/** What the file system of a node refuses, told so that somebody can act: a full disk, one that is read-only, no quorum. */
import { PhoenixError } from '../errors.ts';

const FULL = 'the disk is full';

/** By the code of the system call; what is none of these is a bug. */
const WHY: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: FULL,
  EIO: 'input/output error',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENODEV: 'its file system is away',
  ENOMEM: 'there is no memory left',
  ENOSPC: FULL,
  ENOTCONN: 'its file system is away',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ESTALE: 'its file system is away',
};

/** Also below the folder of a simulated node. */
const isCluster = (path: string) => /\/etc\/pve(?:\/|$)/.test(path);

/**
 * What to do about it. Without quorum pmxcfs denies every writing, also to root; a full root disk makes its database fail
 * with an input/output error; where its process has died, its mount point stays and answers to nobody (PVE 9.2).
 */
export function fileHint(path: string, why: string): string | undefined {
  if (isCluster(path)) {
    return /file system is away|not connected/.test(why)
      ? 'is pve-cluster at work there? "systemctl status pve-cluster" tells; then apply again'
      : 'has the cluster lost its quorum ("pvecm status"), or is the root disk full ("df /var")? Then apply again';
  }
  // As Phoenix says it, and as the system does where an agent tells.
  if (/disk is full|No space left|quota exceeded/i.test(why))
    return 'make room there ("df" tells where), then apply again';
  if (/read-only file system|is read-only/i.test(why))
    return 'see why ("dmesg", "mount"), mend it, then apply again';
  return undefined;
}

/** The error as one that is told; a bug stays what it is. */
export function writeError(node: string, path: string, error: unknown): unknown {
  if (error instanceof PhoenixError) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  const why = WHY[code];
  if (why === undefined) return error;
  const hint = fileHint(path, why);
  return new PhoenixError('UNWRITABLE', `${path} cannot be written on ${node}: ${why}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** As {@link writeError}, for a reading: what cannot be read is not absent. */
export function readError(node: string, path: string, error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  const why = WHY[code];
  if (error instanceof PhoenixError || why === undefined) return error;
  const hint = isCluster(path) ? fileHint(path, 'its file system is away') : undefined;
  return new PhoenixError('UNREADABLE', `${path} cannot be read on ${node}: ${why} (${code})`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}
