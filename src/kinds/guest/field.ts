/**
 * The common language of spec, conf file and diff: a guest as a flat list of fields. What makes fields stands in
 * fields.ts (from a spec) and live.ts (from a conf file); what they cost stands in options.ts.
 */
import { type Pointer, pointer } from '../../json.ts';

/**
 * Where a field lives; the fields of one slot are changed together.
 *
 * - a scalar option of Proxmox by its own name: `memory`, `hostname`, `tags`, `description`, `onboot` …; key null
 * - `features`, `startup`, `rootfs`, `net0` … `net31`: property strings; key is the sub-property in Proxmox's words.
 *   `rootfs` has `storage` and `size` besides (not `volume`: Proxmox names volumes)
 * - `mount:/data`: one `mpN`, found by its path in the guest. Keys: `bind` (a path of the node) or `storage` and
 *   `size`, and Proxmox's flags; never `mp` nor `volume`
 * - `device:/dev/x`: one `devN`. Keys: `path` (always, the device itself), `mode`, `uid`, `gid`, `deny-write`
 * - `env`: key is the variable's name
 * - `raw:lxc.x`: key null; the values of all lines of that key, in order, joined by newlines
 * - `feature:ID`: key null; the version and the hash of software in the guest, which its marker tells
 * - `health:NAME`: key null; the check in one line. Changes only: no conf file tells, and git alone is compared
 * - `snapshot:NAME`: key null with value `1`, and key `description`
 * - `pool`: key null
 * - `state`: key null, `running` or `stopped`; `node`: key null
 * - what only creation can say: `ostemplate`, `clone` (keys `from`, `full`, `snapshot`, `storage`), `ssh-public-keys`,
 *   `arch`, `ostype`, `unprivileged`, `generation`
 * - `template`: key null
 *
 * Changes of the diff also use the slots `guest` (path ``: the guest as a whole, when it retires) and `marker`
 * (path `/adopt`: description and tag are written, nothing else).
 */
export type Slot = string;

/** One value of a guest. Paths are unique within a list of fields. */
export interface Field {
  /** Where it stands, or would stand, in the user's file: `/net0/ip`, `/mounts/~1data/size`. */
  readonly path: Pointer;
  readonly slot: Slot;
  /** The sub-property within the slot; null where the slot is one value. */
  readonly key: string | null;
  /** In Proxmox's words: booleans are `0` and `1`, memory is MiB, disk sizes are as Proxmox prints them. */
  readonly value: string;
}

export const mountSlot = (path: string): Slot => `mount:${path}`;
export const deviceSlot = (path: string): Slot => `device:${path}`;
export const rawSlot = (key: string): Slot => `raw:${key}`;
export const featureSlot = (id: string): Slot => `feature:${id}`;
export const healthSlot = (name: string): Slot => `health:${name}`;
export const snapshotSlot = (name: string): Slot => `snapshot:${name}`;

/** `net0` … `net31`. */
export function isNetSlot(slot: Slot): boolean {
  return slot.startsWith('net') && /^net\d+$/.test(slot);
}

/** Disks that a storage holds, of containers and of virtual machines. */
export function isVolumeSlot(slot: Slot): boolean {
  return (
    slot === 'rootfs' ||
    slot.startsWith('mount:') ||
    /^(?:(?:scsi|virtio|sata|ide)\d+|efidisk0|tpmstate0)$/.test(slot)
  );
}

/** The part of a slot after its family: `/data` of `mount:/data`; null when the slot is of another family. */
export function slotArgument(
  slot: Slot,
  family: 'mount' | 'device' | 'raw' | 'snapshot' | 'feature',
): string | null {
  return slot.startsWith(`${family}:`) ? slot.slice(family.length + 1) : null;
}

/** Where the maps of the file stand that slots are named after. */
const MAPS: Readonly<Record<string, string>> = {
  mount: 'mounts',
  device: 'devices',
  raw: 'raw',
  snapshot: 'snapshots',
  feature: 'features',
};

/** One segment of a pointer; most need no escape, and there are many. */
function step(segment: string): Pointer {
  return segment.includes('/') || segment.includes('~') ? pointer(segment) : `/${segment}`;
}

/** The pointer into the user's file of a slot's sub-property. */
function fieldPath(slot: Slot, key: string | null): Pointer {
  const tail = key === null ? '' : step(key);
  const colon = slot.indexOf(':');
  if (colon > 0) {
    const map = slot.slice(0, colon);
    return `/${MAPS[map] ?? map}${step(slot.slice(colon + 1))}${tail}`;
  }
  // The flags of `features` stand at the top of the file; its file systems are called `mountfs` there.
  if (slot === 'features') return key === 'mount' ? '/mountfs' : tail;
  return `/${slot}${tail}`;
}

export function field(slot: Slot, key: string | null, value: string): Field {
  return { path: fieldPath(slot, key), slot, key, value };
}

/** Whether a flag stands there and is on. */
export function isOn(fields: readonly Field[], slot: Slot): boolean {
  return fields.some((one) => one.slot === slot && one.value === '1');
}

/** Fields by their paths. */
export function byPath(fields: readonly Field[]): Map<Pointer, Field> {
  return new Map(fields.map((one) => [one.path, one]));
}
