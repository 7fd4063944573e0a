/** `qm disk resize`, `import`, `move`, `unlink`, `rescan`: single disks of a machine (qemu-server 9.2). */
import { parseSize } from '../../node/property-string.ts';
import { die, Failure } from '../failure.ts';
import { forgiving } from '../pct/forgiving.ts';
import type { Command, Session } from '../session.ts';
import { freeDisk, requireVolume, resizeDisk } from '../storage/disks.ts';
import { availableStorage } from '../storage/storages.ts';
import { runTask } from '../tasks.ts';
import { applyVmPending } from './apply.ts';
import { addUnusedVm } from './detach.ts';
import { DRIVE_KEY, isCdrom, managedVolume, parseDrive, printDrive } from './drives.ts';
import { hotplugVm } from './hotplug.ts';
import {
  assertVmDigest,
  checkVmLock,
  isMachineRunning,
  isVmTemplate,
  loadVm,
  withVmLock,
  writeVm,
} from './machines.ts';
import { qmSet } from './set.ts';
import { makeVmBases } from './template.ts';
import { allocateVmVolume, assertTakesImages, formatFor, imageBytes } from './volumes.ts';

/** Grows a disk. All of it is done in a task, so that whatever fails is exit 0 (PVE 9.2). */
export const qmResize: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const [key, size] = [values.get('disk') ?? '', values.get('size') ?? ''];
  const resize = () => {
    const draft = loadVm(session, vmid);
    assertVmDigest(session, draft, values.get('digest'));
    if (values.get('skiplock') !== '1') checkVmLock(draft);
    const value = draft.options.get(key) ?? die(`disk '${key}' does not exist`);
    const drive = parseDrive(key, value);
    const volid = managedVolume(drive) ?? die(`disk '${key}' has no associated volume`);
    if (isCdrom(drive)) die("you can't resize a cdrom");
    const now = requireVolume(session, volid).size;
    const asked = parseSize(size.replace(/^\+/, '')) ?? die('internal error');
    const bytes = size.startsWith('+') ? now + asked : asked;
    if (bytes < now) die('shrinking disks is not supported');
    if (bytes === now) return;
    const grown = resizeDisk(session, volid, bytes);
    session.at('resize:grown');
    draft.options.set(key, printDrive(key, new Map([...drive, ['size', String(grown)]])));
    writeVm(session, vmid, draft);
  };
  forgiving(session, () => runTask(session, 'resize', String(vmid), () => withVmLock(session, vmid, resize)));
};

/** Hangs an imported disk in, or keeps it as unused. @returns its key */
function attach(session: Session, vmid: number, volid: string, key: string | null): string {
  return withVmLock(session, vmid, () => {
    const draft = loadVm(session, vmid);
    checkVmLock(draft);
    if (key === null) {
      const unused = addUnusedVm(draft, volid) ?? '';
      writeVm(session, vmid, draft);
      return unused;
    }
    if (draft.options.has(key)) die(`cowardly refusing to overwrite existing entry: ${key}`);
    draft.pending.set(key, volid);
    if (isMachineRunning(session.host, vmid)) hotplugVm(session, vmid, draft, new Set([key]));
    else applyVmPending(session, vmid, draft);
    if (isVmTemplate(draft)) makeVmBases(session, vmid, draft, key);
    return key;
  });
}

/** A file becomes a disk. No task is begun: it ends as it ends. */
export const qmImport: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const [source, storage] = [values.get('source') ?? '', values.get('storage') ?? ''];
  const target = values.get('target-disk');
  checkVmLock(loadVm(session, vmid));
  if (!source.startsWith('/')) die(`${source}: non-existent or non-regular file`);
  const bytes = imageBytes(session, source);
  availableStorage(session, storage);
  assertTakesImages(session, storage);
  session.print(`importing disk '${source}' to VM ${vmid} ...\n`);
  const format = formatFor(session, storage, values.get('format'));
  const volid = allocateVmVolume(session, { storage, vmid, bytes, format });
  try {
    session.at('disk:importing');
    const key = attach(session, vmid, volid, target !== undefined && DRIVE_KEY.test(target) ? target : null);
    const shown = loadVm(session, vmid).options.get(key) ?? volid;
    session.print(`${key}: successfully imported disk '${shown}'\n`);
  } catch (error) {
    if (error instanceof Failure) freeDisk(session, volid);
    throw error;
  }
};

/** `qm set --delete` by another name. */
export const qmUnlink: Command = (session, { values, extra }) => {
  const { idlist = '', ...rest } = Object.fromEntries(values);
  qmSet(session, { values: new Map([...Object.entries(rest), ['delete', idlist]]), extra });
};
