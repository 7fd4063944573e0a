/** `pct rescan`: volumes that no conf file names become `unusedN`; sizes in conf files follow the storages. */
import { checkLock, type Draft, loadConf, withGuestLock, writeConf } from '../conf-store.ts';
import { addUnused, isVolumeInUse } from '../config/mounts.ts';
import { guestsOf } from '../guests.ts';
import type { Command, Session } from '../session.ts';
import { isOnNode, readStorages } from '../storage/storages.ts';
import { STORAGE_TYPES } from '../storage/types.ts';
import { guestVolumes, type VolumeRecord } from '../storage/volumes.ts';
import { parseSize } from '../../node/property-string.ts';
import { mountsOf, withVolume } from './mount-list.ts';

/** Every volume of a guest on the storages of this node that take containers, by id. */
function volumesOfGuest(session: Session, vmid: number): Map<string, VolumeRecord> {
  const storages = [...readStorages(session.host).values()].filter(
    (storage) =>
      STORAGE_TYPES.has(storage.type) &&
      !storage.disabled &&
      isOnNode(storage, session.node.name) &&
      storage.content.includes('rootdir'),
  );
  return new Map(
    storages.flatMap((storage) =>
      [...guestVolumes(session.host, storage, vmid)].map(([name, record]): [string, VolumeRecord] => [
        `${storage.id}:${name}`,
        record,
      ]),
    ),
  );
}

function adjust(session: Session, vmid: number, draft: Draft): boolean {
  const volumes = volumesOfGuest(session, vmid);
  let changed = false;
  for (const volid of volumes.keys()) {
    const known =
      isVolumeInUse(draft, volid) || mountsOf(draft.options, true).some(({ volume }) => volume === volid);
    if (known) continue;
    const before = new Set(draft.options.keys());
    addUnused(draft, volid);
    const key = [...draft.options.keys()].find((name) => !before.has(name)) ?? '';
    session.print(`CT ${vmid}: add unreferenced volume '${volid}' as '${key}' to config.\n`);
    changed = true;
  }
  for (const mount of mountsOf(draft.options)) {
    const size = volumes.get(mount.volume)?.size;
    if (size === undefined || size === parseSize(mount.properties.get('size') ?? '')) continue;
    session.print(`CT ${vmid}: updated volume size of '${mount.volume}' in config.\n`);
    draft.options.set(mount.key, withVolume(mount, mount.volume, size));
    changed = true;
  }
  return changed;
}

export const pctRescan: Command = (session, { values }) => {
  const dryrun = values.get('dryrun') === '1';
  if (dryrun) session.print(`NOTE: running in dry-run mode, won't write changes out!\n`);
  session.print('rescan volumes...\n');
  const vmid = values.get('vmid');
  const vmids = vmid === undefined ? guestsOf(session.host, session.node.name) : [Number(vmid)];
  for (const guest of vmids) {
    withGuestLock(session, guest, () => {
      const draft = loadConf(session, guest);
      checkLock(draft);
      if (adjust(session, guest, draft) && !dryrun) writeConf(session, guest, draft);
    });
  }
};
