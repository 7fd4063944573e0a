/**
 * Pending changes of a running machine (vmconfig_hotplug_pending, qemu-server 9.2): what only the conf file has is
 * changed at once, nets and disks are plugged where `hotplug` allows it, the rest waits for the next start.
 */
import { parsePropertyString, parseSize } from '../../node/property-string.ts';
import { bridgeMtu } from '../config/net.ts';
import { die, Failure, messageOf } from '../failure.ts';
import { splitList } from '../formats.ts';
import { confSchema } from '../schema.ts';
import { cardChanged, cardGone, cardStarts } from '../sdn/cards.ts';
import type { Session } from '../session.ts';
import { cardOwner } from './cards.ts';
import { requireVolume } from '../storage/disks.ts';
import { isCloudinitOption, recordChange, writeSeed } from './cloudinit.ts';
import { isCloudinit, type VmDraft } from './conf.ts';
import { detachDrive, registerUnused } from './detach.ts';
import { type Drive, DRIVE_KEY, isCdrom, managedVolume, parseDrive } from './drives.ts';
import { parseVmNet } from './identity.ts';
import { writeVm } from './machines.ts';
import { deletionsOf, unqueueVmDeletion, waiting } from './pending.ts';
import type { VmFailures } from './apply.ts';

/** Only the conf file has them: they change at once, selected or not. */
const CONFIG_ONLY: ReadonlySet<string> = new Set([
  'description',
  'hookscript',
  'lock',
  'migrate_downtime',
  'migrate_speed',
  'name',
  'onboot',
  'protection',
  'shares',
  'startup',
  'tags',
  'vmstatestorage',
]);

const isFast = (key: string) => CONFIG_ONLY.has(key) || isCloudinitOption(key);

type Feature = 'network' | 'disk' | 'cpu' | 'memory' | 'usb' | 'cloudinit';

function featuresOf({ options }: VmDraft): ReadonlySet<Feature> {
  const value = options.get('hotplug') ?? '1';
  const words = value === '0' ? [] : splitList(value === '1' ? 'network,disk,usb' : value);
  return new Set(words as Feature[]);
}

/** It waits for the next start. */
class Skip extends Error {}
const skip = (): never => {
  throw new Skip();
};

interface Plugging {
  readonly session: Session;
  readonly vmid: number;
  readonly draft: VmDraft;
  readonly features: ReadonlySet<Feature>;
}

const isPlain = (key: string) => key === 'cpuunits' || key === 'cpulimit';

/** Linux and Windows after 7 take USB devices while they run. */
const takesUsb = ({ draft, features }: Plugging) =>
  features.has('usb') && /^(?:l26|win(?:8|10|11))$/.test(draft.options.get('ostype') ?? '');

const memoryOf = (draft: VmDraft) => Number(draft.options.get('memory') ?? 512);

function unplug(plugging: Plugging, key: string, force: boolean): void {
  const { session, vmid, draft, features } = plugging;
  if (key === 'hotplug') {
    if (/cpu|memory/.test(draft.options.get('hotplug') ?? '')) skip();
  } else if (key === 'tablet') {
    if (!features.has('usb')) skip();
  } else if (/^usb\d+$/.test(key)) {
    if (!takesUsb(plugging)) skip();
  } else if (key === 'vcpus') {
    if (!features.has('cpu')) skip();
  } else if (key === 'balloon') {
    if (draft.options.get('balloon') === '0') skip();
  } else if (/^net\d+$/.test(key)) {
    if (!features.has('network')) skip();
    cardGone(session, draft.options.get(key));
  } else if (DRIVE_KEY.test(key)) {
    if (!features.has('disk') || /^(?:efidisk|ide|sata|tpmstate)\d+$/.test(key)) skip();
    detachDrive(session, vmid, draft, key, force);
  } else if (key === 'memory') {
    if (!features.has('memory')) skip();
  } else if (!isFast(key) && !isPlain(key)) skip();
}

const differ = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>, keys: readonly string[]) =>
  keys.some((key) => a.get(key) !== b.get(key));

function plugNet({ session, vmid, draft, features }: Plugging, key: string, value: string): void {
  const net = parseVmNet(value);
  const before = draft.options.get(key);
  const old = before === undefined ? null : parseVmNet(before);
  const another =
    old === null ||
    differ(old, net, ['model', 'macaddr', 'queues', 'mtu']) ||
    !net.has('bridge') ||
    !old.has('bridge');
  // Bridge, tag, firewall, rate and link change without a new device.
  if (another && !features.has('network')) skip();
  if (net.has('bridge')) bridgeMtu(session, net.get('bridge'));
  const owner = cardOwner(vmid, draft);
  cardChanged(session, owner, before, value);
  if (another) cardStarts(session, owner, value);
}

/** Properties of a drive that only a new start brings to QEMU. */
const COLD = ['aio', 'discard', 'iothread', 'queues', 'product', 'cache', 'ssd', 'vendor', 'ro'];

function plugDisk({ session, vmid, draft, features }: Plugging, key: string, drive: Drive): void {
  const before = draft.options.get(key);
  const old = before === undefined ? null : parseDrive(key, before);
  if (old && before !== undefined) {
    if (isCdrom(drive) !== isCdrom(old)) die('unable to change media type');
    if (isCdrom(old)) {
      if (drive.get('file') === 'none' && isCloudinit(before))
        registerUnused(session, vmid, draft, key, before);
      return;
    }
    if (drive.get('file') === old.get('file')) {
      if (differ(drive, old, COLD)) skip();
      return;
    }
    if (!features.has('disk')) skip();
    registerUnused(session, vmid, draft, key, before);
  }
  if (!features.has('disk') || /^(?:ide|sata)\d+$/.test(key)) skip();
  const volid = managedVolume(drive);
  if (volid !== null && !isCdrom(drive)) requireVolume(session, volid);
}

/** Memory grows by DIMMs, and only where NUMA is on; it shrinks when the guest gives it back. */
function plugMemory({ draft, features }: Plugging, value: string): void {
  if (!features.has('memory')) skip();
  if (draft.options.get('numa') !== '1') die('memory hotplug requires NUMA to be enabled');
  const step = 512;
  if ((Number(value) - memoryOf(draft)) % step !== 0) skip();
}

/** Everything but trimming after a copy is the device's. */
function plugAgent({ draft }: Plugging, value: string): void {
  const fields = confSchema('9.2', 'qemu').get('agent')?.fields ?? {};
  const before = draft.options.get('agent');
  if (before === undefined) skip();
  const [old, now] = [parsePropertyString(fields, before ?? ''), parsePropertyString(fields, value)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].filter((key) => key !== 'fstrim_cloned_disks');
  if (differ(old, now, keys)) skip();
}

function plug(plugging: Plugging, key: string, value: string): void {
  const { draft, features } = plugging;
  if (key === 'hotplug') {
    if (/memory|cpu/.test(`${value} ${draft.options.get('hotplug') ?? ''}`)) skip();
  } else if (key === 'tablet') {
    if (!features.has('usb')) skip();
  } else if (/^usb\d+$/.test(key)) {
    if (!takesUsb(plugging)) skip();
  } else if (key === 'vcpus') {
    if (!features.has('cpu')) skip();
  } else if (key === 'balloon') {
    if ((draft.options.get('balloon') !== '0') !== (value !== '0')) skip();
  } else if (/^net\d+$/.test(key)) plugNet(plugging, key, value);
  else if (DRIVE_KEY.test(key)) {
    if (key === 'efidisk0' || key === 'tpmstate0') skip();
    plugDisk(plugging, key, parseDrive(key, value));
  } else if (key === 'memory') plugMemory(plugging, value);
  else if (key === 'agent') plugAgent(plugging, value);
  else if (!isPlain(key)) skip();
}

/** @returns whether it was done; what failed stands in `failures` */
function attempt(failures: VmFailures, key: string, body: () => void): boolean {
  try {
    body();
    return true;
  } catch (error) {
    if (error instanceof Skip) return false;
    if (!(error instanceof Failure)) throw error;
    failures.set(key, `hotplug problem - ${messageOf(error)}`);
    return false;
  }
}

/**
 * @param selection the keys that this call changed; others wait on
 * @returns what could not be done, by key
 */
export function hotplugVm(
  session: Session,
  vmid: number,
  draft: VmDraft,
  selection: ReadonlySet<string>,
): VmFailures {
  const failures: VmFailures = new Map();
  for (const key of waiting(draft).filter(isFast)) {
    const value = draft.pending.get(key) ?? '';
    recordChange(draft, key, draft.options.get(key), value);
    draft.options.set(key, value);
    draft.pending.delete(key);
  }
  const plugging: Plugging = { session, vmid, draft, features: featuresOf(draft) };
  for (const [key, { force }] of deletionsOf(draft)) {
    if (!selection.has(key) || !attempt(failures, key, () => unplug(plugging, key, force))) continue;
    recordChange(draft, key, draft.options.get(key));
    draft.options.delete(key);
    unqueueVmDeletion(draft, key);
  }
  // The drive of cloud-init comes last, so that it holds the other changes.
  const keys = waiting(draft).filter((key) => selection.has(key));
  const isSeed = (key: string) => DRIVE_KEY.test(key) && isCloudinit(draft.pending.get(key) ?? '');
  for (const key of [...keys.filter((each) => !isSeed(each)), ...keys.filter(isSeed)]) {
    const value = draft.pending.get(key) ?? '';
    if (!attempt(failures, key, () => plug(plugging, key, value))) continue;
    recordChange(draft, key, draft.options.get(key), value);
    draft.options.set(key, value);
    draft.pending.delete(key);
    if (isCloudinit(value)) writeSeed(session, vmid, draft);
  }
  writeVm(session, vmid, draft);
  const stale = draft.cloudinit.size > 0 && plugging.features.has('cloudinit');
  if (stale && writeSeed(session, vmid, draft)) writeVm(session, vmid, draft);
  return failures;
}

/** Bytes of memory that a conf file gives. */
export const memoryBytes = (draft: VmDraft): number => parseSize(`${memoryOf(draft)}M`) ?? 0;
