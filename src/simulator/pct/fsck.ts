/** `pct fsck`: checks the file system of one volume of a stopped guest. */
import { loadConf, withGuestLock } from '../conf-store.ts';
import { die } from '../failure.ts';
import { isRunning } from '../guests.ts';
import type { Command } from '../session.ts';
import { requireVolume } from '../storage/disks.ts';
import { locateImage, parseVolumeId } from '../storage/volumes.ts';
import { isMounted } from './mount.ts';
import { mountAt } from './mount-list.ts';

export const pctFsck: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const key = values.get('device') ?? 'rootfs';
  withGuestLock(session, vmid, () => {
    const { options } = loadConf(session, vmid);
    if (!options.has(key)) die(`cannot run command on non-existing mount point ${key}`);
    const { volume } = mountAt(options, key);
    if (isRunning(session.host, vmid)) die('cannot run fsck when container is running');
    if (!parseVolumeId(volume)) die(`path '${volume}' does not point to a block device`);
    const { storage, type, name } = locateImage(session.host, volume);
    if (name.format !== 'raw') die(`unable to run fsck for '${volume}' (format == ${name.format})`);
    const { size } = requireVolume(session, volume);
    const path = type.path(storage, name);
    session.print('fsck from util-linux 2.38.1\n');
    if (isMounted(session.host, vmid)) {
      session.print(`${path} is mounted.\n`);
      die(`command 'fsck -a -l ${path}' failed: exit code 8`);
    }
    session.print(
      `${path}: clean, 10501/${Math.floor(size / 16384)} files, 65339/${Math.floor(size / 4096)} blocks\n`,
    );
  });
};
