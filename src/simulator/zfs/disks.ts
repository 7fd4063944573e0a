/**
 * Disks of a simulated node, and what `lsblk` and `wipefs` say of them. A disk is there once a pool is made of it, or
 * where /.sim/disks/NODE.json describes it; one that nobody describes is blank.
 */
import type { Command, Session } from '../session.ts';
import { readJson } from '../read-json.ts';
import { die } from '../failure.ts';
import { ownState } from './state.ts';

interface SimDisk {
  /** `ext4`, `LVM2_member` … */
  readonly signature?: string;
  readonly partitions?: number;
  readonly mountpoint?: string;
  readonly missing?: boolean;
}

export const disksPath = (node: string) => `/.sim/disks/${node}.json`;

function diskOf({ host, node }: Session, path: string): SimDisk {
  const disks = (readJson(host, disksPath(node.name)) as Readonly<Record<string, SimDisk>> | null) ?? {};
  const own = disks[path] ?? {};
  const { pools } = ownState(host, node.name);
  const isUsed = Object.values(pools).some(({ vdevs }) => vdevs.some((one) => one.disks.includes(path)));
  return isUsed ? { ...own, partitions: 2, signature: 'zfs_member' } : own;
}

/** Why `zpool create` refuses a disk without -f. */
export function blankProblem(session: Session, path: string): string | null {
  const { missing, mountpoint, signature } = diskOf(session, path);
  if (missing)
    return `cannot open '${path}': no such device in /dev\nmust be a full path or shorthand device name`;
  if (mountpoint !== undefined)
    return `invalid vdev specification\n${path} is in use and contains a ${signature ?? 'unknown'} filesystem.`;
  if (signature !== undefined)
    return `invalid vdev specification\nuse '-f' to override the following errors:\n${path} contains a filesystem of type '${signature}'`;
  return null;
}

const argumentsOf = (argv: readonly string[]): string[] =>
  argv.slice(1).filter((word) => word.startsWith('/dev/'));

/** `lsblk --json --paths --bytes --output … DISK …` */
export const lsblk: Command = (session) => {
  const blockdevices = argumentsOf(session.argv).map((path) => {
    const { missing, signature, partitions = 0, mountpoint } = diskOf(session, path);
    if (missing) die(`lsblk: ${path}: not a block device`, 32);
    const children = Array.from({ length: partitions }, (_, at) => ({
      path: `${path}-part${at + 1}`,
      type: 'part',
      fstype: at === 0 ? (signature ?? null) : null,
      pttype: 'gpt',
      mountpoints: [mountpoint ?? null],
    }));
    return {
      path,
      type: 'disk',
      fstype: partitions > 0 ? null : (signature ?? null),
      pttype: partitions > 0 ? 'gpt' : null,
      mountpoints: [partitions > 0 ? null : (mountpoint ?? null)],
      ...(children.length > 0 ? { children } : {}),
    };
  });
  session.print(`${JSON.stringify({ blockdevices }, null, 3)}\n`);
};

/** `wipefs --no-act --json DISK …` */
export const wipefs: Command = (session) => {
  const signatures = argumentsOf(session.argv).flatMap((path) => {
    const { missing, signature, partitions = 0 } = diskOf(session, path);
    if (missing) die(`wipefs: error: ${path}: probing initialization failed: No such file or directory`, 1);
    return [
      ...(partitions > 0 ? [{ device: path, offset: '0x200', type: 'gpt', uuid: null, label: null }] : []),
      ...(signature === undefined || partitions > 0
        ? []
        : [{ device: path, offset: '0x438', type: signature, uuid: null, label: null }]),
    ];
  });
  session.print(`${JSON.stringify({ signatures }, null, 3)}\n`);
};
