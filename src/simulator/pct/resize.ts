/** `pct resize`: volumes only grow. What fails inside the task is exit 0 (PVE 9.2). */
import { parseSize } from '../../node/property-string.ts';
import { checkLock, type Draft, loadConf, withGuestLock, writeConf } from '../conf-store.ts';
import { die } from '../failure.ts';
import { isRunning } from '../guests.ts';
import { assertDigest } from '../locks.ts';
import type { Command, Session } from '../session.ts';
import { resizeDisk } from '../storage/disks.ts';
import { locateImage, volumeRecord } from '../storage/volumes.ts';
import { runTask } from '../tasks.ts';
import { forgiving } from './forgiving.ts';
import { isMounted } from './mount.ts';
import { type Mount, mountAt, withVolume } from './mount-list.ts';

interface Checked {
  readonly draft: Draft;
  readonly mount: Mount;
  readonly bytes: number;
}

function check(session: Session, values: ReadonlyMap<string, string>): Checked {
  const vmid = Number(values.get('vmid'));
  const size = values.get('size') ?? '';
  const draft = loadConf(session, vmid);
  checkLock(draft);
  assertDigest(session, draft, values.get('digest'));
  const mount = mountAt(draft.options, values.get('disk') ?? '');
  const { id, name } = locateImage(session.host, mount.volume);
  if (name.vmid !== vmid) die(`can't resize mount point owned by another container (${name.vmid})`);
  const record = volumeRecord(session.host, id);
  const now = record?.size ?? die(`Could not determine current size of volume '${mount.volume}'`);
  const asked = parseSize(size.replace(/^\+/, '')) ?? die('invalid size string');
  const bytes = size.startsWith('+') ? now + asked : asked;
  if (bytes < now) die('unable to shrink disk size');
  if (bytes === now) die('disk is already at specified size');
  return { draft, mount, bytes };
}

/** What e2fsck and resize2fs say, or why the file system stays as small as it was. */
function growFileSystem(session: Session, vmid: number, path: string, bytes: number): void {
  const blocks = Math.floor(bytes / 4096);
  if (isRunning(session.host, vmid)) {
    session.print('resize2fs 1.47.0 (5-Feb-2023)\n');
    session.print(`The filesystem on ${path} is now ${blocks} (4k) blocks long.\n\n`);
    return;
  }
  session.print('e2fsck 1.47.0 (5-Feb-2023)\n');
  if (isMounted(session.host, vmid)) {
    session.print(`${path} is mounted.\ne2fsck: Cannot continue, aborting.\n\n\n`);
    session.warn(
      `Failed to update the container's filesystem: command 'e2fsck -f -y ${path}' failed: exit code 8\n\n`,
    );
    return;
  }
  session.print(`Pass 1: Checking inodes, blocks, and sizes\nPass 5: Checking group summary information\n`);
  session.print(
    `resize2fs 1.47.0 (5-Feb-2023)\nResizing the filesystem on ${path} to ${blocks} (4k) blocks.\n`,
  );
  session.print(`The filesystem on ${path} is now ${blocks} (4k) blocks long.\n\n`);
}

/** Grows a volume. A task that failed is exit 0; what is refused at once is not. */
export const pctResize: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  check(session, values);
  forgiving(session, () =>
    runTask(session, 'resize', String(vmid), () =>
      withGuestLock(session, vmid, () => {
        const { draft, mount, bytes } = check(session, values);
        resizeDisk(session, mount.volume, bytes);
        session.at('resize:grown');
        draft.options.set(mount.key, withVolume(mount, mount.volume, bytes));
        writeConf(session, vmid, draft);
        const { storage, type, name } = locateImage(session.host, mount.volume);
        if (name.format === 'raw') growFileSystem(session, vmid, type.path(storage, name), bytes);
      }),
    ),
  );
};
