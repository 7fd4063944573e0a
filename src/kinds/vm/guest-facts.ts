/** What features may require of a guest, as the files of a virtual machine say. */
import type { GuestFacts } from '../../features/requirements.ts';
import { sizeInKiB } from '../../config/units.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { ResolveInput } from '../kind.ts';
import { systemSlot } from './spec.ts';

/** The file itself and those along its chain of clones. */
function chainOf({ merged, mergedOf }: ResolveInput): JsonObject[] {
  const chain: JsonObject[] = [];
  for (let at: JsonObject | null = merged; at && chain.length < 50;) {
    chain.push(at);
    const clone: Json | undefined = at['clone'];
    const from: Json | undefined = isObject(clone) ? clone['from'] : clone;
    at = typeof from === 'string' ? mergedOf(from) : null;
  }
  return chain;
}

function diskSize(merged: JsonObject): number | null {
  const { disks } = merged;
  if (!isObject(disks)) return null;
  const disk = disks[systemSlot(undefined, Object.keys(disks)) ?? ''];
  const size = isObject(disk) ? disk['size'] : undefined;
  return typeof size === 'number' || typeof size === 'string' ? sizeInKiB(size, 'G') : null;
}

/** A machine has a kernel of its own: what containers must be allowed is nothing that it lacks. */
export function guestFacts(resolve: ResolveInput): GuestFacts {
  const chain = chainOf(resolve);
  const memory = chain.map(({ memory: own }) => own).find((own) => own !== undefined) ?? 512;
  return {
    nesting: true,
    keyctl: true,
    fuse: true,
    privileged: true,
    memory: typeof memory === 'number' || typeof memory === 'string' ? sizeInKiB(memory, 'M') : null,
    disk: chain.map(diskSize).find((size) => size !== null) ?? null,
    devices: ['/dev/net/tun', '/dev/fuse', '/dev/kvm'],
    // An image tells nothing of its system but by its name.
    os: null,
  };
}
