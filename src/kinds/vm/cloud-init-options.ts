/** `cloudInit` of a file as Proxmox's options, and the drive that the guest reads them from. */
import type { Values } from '../guest/spec.ts';
import { DISK } from './field.ts';
import type { VmInput } from './schema.ts';
import { systemSlot } from './spec.ts';
import { wordOf } from './words.ts';

interface CloudInit {
  readonly options: Values;
  /** The drive, by its slot; none where nothing is told. */
  readonly drive: Readonly<Record<string, Values>>;
}

const DRIVE = 'ide2';

/** Where the first disk lies. */
function storageOf({ disks = {}, clone, boot }: VmInput): string | undefined {
  const slots = Object.keys(disks).filter((slot) => DISK.test(slot) && disks[slot]?.iso === undefined);
  const system = systemSlot(boot && `order=${boot.join(';')}`, slots);
  const own = system === null ? undefined : disks[system]?.storage;
  return own ?? (typeof clone === 'object' ? clone.storage : undefined);
}

/** @param groups with the addresses of cards, `ipconfig0` */
export function cloudInitOf(input: VmInput, groups: Readonly<Record<string, Values>>): CloudInit {
  const { cloudInit } = input;
  const hasAddress = Object.keys(groups).some((slot) => slot.startsWith('ipconfig'));
  if (!cloudInit && (!hasAddress || input.adopt === true)) return { options: {}, drive: {} };
  const { user, sshKeys, upgrade, nameserver, searchdomain } = cloudInit ?? {};
  const options: Record<string, string> = {};
  if (user !== undefined) options['ciuser'] = user;
  if (sshKeys !== undefined) options['sshkeys'] = sshKeys.join('\n');
  if (upgrade !== undefined) options['ciupgrade'] = wordOf('ciupgrade', upgrade);
  if (nameserver !== undefined) options['nameserver'] = wordOf('nameserver', nameserver);
  if (searchdomain !== undefined) options['searchdomain'] = wordOf('searchdomain', searchdomain);
  const storage = cloudInit?.storage ?? storageOf(input);
  // A clone has the drive of its source, and a new one of its own on the same storage.
  const inherits = input.clone !== undefined && cloudInit?.storage === undefined;
  if (storage === undefined || inherits) return { options, drive: {} };
  return { options, drive: { [cloudInit?.drive ?? DRIVE]: { cloudinit: storage } } };
}
