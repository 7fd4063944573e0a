/** `pveam`: template archives. The node has no catalogue, as the recorded one had none: only what lies there is known. */
import { badParameter, die } from './failure.ts';
import type { Command, Session } from './session.ts';
import { availableStorage } from './storage/storages.ts';
import { freeVolume, locate, volumeRecord } from './storage/volumes.ts';
import { listContent } from './pvesm/list.ts';

const CATALOGUES = ['download.proxmox.com', 'releases.turnkeylinux.org'];

function warnOfCatalogues(session: Session): void {
  for (const name of CATALOGUES) {
    session.warn(`unable to open file '/var/lib/pve-manager/apl-info/${name}' - No such file or directory\n`);
  }
}

export const pveamList: Command = (session, { values }) => {
  const storage = availableStorage(session, values.get('storage') ?? '');
  session.print(`${'NAME'.padEnd(60)} ${'SIZE'.padEnd(6)}\n`);
  for (const { volid, size } of listContent(session, storage, 'vztmpl', null)) {
    session.print(`${volid.padEnd(60)} ${(size / 1024 ** 2).toFixed(2)}MB\n`);
  }
};

export const pveamAvailable: Command = (session) => warnOfCatalogues(session);

export const pveamDownload: Command = (session) => {
  warnOfCatalogues(session);
  badParameter('template', 'no such template');
};

export const pveamRemove: Command = (session, { values }) => {
  const volid = values.get('template_path') ?? '';
  const { id, name } = locate(session.host, volid);
  if (name.kind !== 'vztmpl') die(`unable to use volume ${volid} - content type needs to be 'vztmpl'`);
  if (!volumeRecord(session.host, id)) die(`volume '${volid}' does not exist`, 2);
  freeVolume(session.host, id);
};
