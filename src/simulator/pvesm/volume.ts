/** `pvesm alloc`, `free`, `path` and `extractconfig`: single volumes. */
import { die } from '../failure.ts';
import { forgiving } from '../pct/forgiving.ts';
import { removeBackup } from '../backups.ts';
import type { Command, Session } from '../session.ts';
import { allocateNamed, freeDisk } from '../storage/disks.ts';
import { allocateVolume } from '../storage/allocate.ts';
import { availableStorage, typeOf } from '../storage/storages.ts';
import type { Format } from '../storage/type.ts';
import { freeVolume, locate, parseVolumeId, volumeRecord } from '../storage/volumes.ts';
import { runTask } from '../tasks.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1024,
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
  T: 1024 ** 4,
};

export const pvesmAlloc: Command = (session, { values }) => {
  const storage = availableStorage(session, values.get('storage') ?? '');
  const vmid = Number(values.get('vmid'));
  const filename = values.get('filename') ?? '';
  const [, amount = '0', unit = ''] = /^(\d+)([KMGT]?)$/i.exec(values.get('size') ?? '') ?? [];
  const bytes = Number(amount) * (UNITS[unit.toUpperCase()] ?? 1024);
  const ending = /\.(raw|qcow2|vmdk|subvol)$/.exec(filename)?.[1];
  const named = values.get('format') ?? ending ?? (filename.startsWith('subvol-') ? 'subvol' : 'raw');
  const format: Format =
    named === 'subvol' ? 'subvol' : named === 'qcow2' ? 'qcow2' : named === 'vmdk' ? 'vmdk' : 'raw';
  if (typeOf(storage).hasFolders && format === 'subvol' && bytes > 0)
    die('storage does not support subvol quotas');
  const volid =
    filename === ''
      ? allocateVolume(session.host, storage, vmid, format, bytes)
      : allocateNamed(session, storage.id, vmid, filename, format, bytes);
  session.print(`successfully created '${volid}'\n`);
};

/** Removes any volume: a guest's, a backup, a template. @throws Failure */
function removeVolume(session: Session, volid: string): void {
  const { id, name, storage, type } = locate(session.host, volid);
  if (name.kind === 'images') freeDisk(session, volid);
  else if (!freeVolume(session.host, id))
    die(`unlink '${type.path(storage, name)}' failed - No such file or directory`);
  else if (name.kind === 'backup') {
    session.runtime?.volumes?.freeBackup(volid);
    removeBackup(session.host, volid);
  }
  session.print(`Removed volume '${volid}'\n`);
}

export const pvesmFree: Command = (session, { values }) => {
  const given = values.get('volume') ?? '';
  const storage = values.get('storage');
  const volid = parseVolumeId(given) === null && storage !== undefined ? `${storage}:${given}` : given;
  const { id, name } = locate(session.host, volid);
  const owner = 'vmid' in name && name.vmid !== null ? `${name.vmid}@` : '';
  forgiving(session, () =>
    runTask(session, 'imgdel', `${owner}${id.storage}`, () => removeVolume(session, volid)),
  );
};

/** The path is told whether or not there is such a volume (observed). */
export const pvesmPath: Command = (session, { values }) => {
  const { type, storage, name } = locate(session.host, values.get('volume') ?? '');
  session.print(`${type.path(storage, name)}\n`);
};

export const pvesmExtractconfig: Command = (session, { values }) => {
  const volid = values.get('volume') ?? '';
  const { id, name } = locate(session.host, volid);
  if (name.kind !== 'backup') die(`unable to use volume ${volid} - content type needs to be 'backup'`);
  const record = volumeRecord(session.host, id) ?? die(`volume '${volid}' does not exist`);
  session.print(`${record.text ?? ''}\n`);
};
