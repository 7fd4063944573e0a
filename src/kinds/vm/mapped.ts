/**
 * Whether the cluster has the resource mappings that a machine names, and a device for its node in them. `qm set` takes any
 * name; the machine does not start then (PVE 8.4 and 9: /etc/pve/mapping).
 */
import type { Snapshot } from '../../node/port.ts';
import type { Field, Slot } from '../guest/field.ts';

const FILES = { hostpci: '/etc/pve/mapping/pci.cfg', usb: '/etc/pve/mapping/usb.cfg' } as const;

export const MAPPING_FILES: readonly string[] = Object.values(FILES);

/** Nodes that each mapping has a device of. A section is a name alone in its line; unlike others, it says no type. */
function mappingsIn(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  let nodes = new Set<string>();
  for (const line of text.split('\n')) {
    const name = /^([^\s#]\S*)\s*$/.exec(line)?.[1];
    if (name !== undefined) {
      nodes = new Set();
      found.set(name, nodes);
    }
    const node = /^\s+map\s+(?:\S*,)?node=([^,\s]+)/.exec(line)?.[1];
    if (node !== undefined) nodes.add(node);
  }
  return found;
}

/**
 * What a node cannot give to a slot, by slots.
 * @param snapshot null in a plan without a host, which knows of no mapping
 */
export function unmapped(
  fields: readonly Field[],
  node: string,
  snapshot: Snapshot | null,
): ReadonlyMap<Slot, string> {
  const reasons = new Map<Slot, string>();
  if (!snapshot?.files) return reasons;
  for (const { slot, key, value } of fields) {
    const family = /^(hostpci|usb)\d+$/.exec(slot)?.[1] as keyof typeof FILES | undefined;
    if (family === undefined || key !== 'mapping') continue;
    const nodes = mappingsIn(snapshot.files.get(FILES[family]) ?? '').get(value);
    const what = `resource mapping "${value}"`;
    if (!nodes) {
      reasons.set(slot, `the cluster has no ${what} in ${FILES[family]}: make it, or name another one`);
    } else if (!nodes.has(node)) {
      reasons.set(slot, `the ${what} has no device of ${node}: add it to the mapping, or name another one`);
    }
  }
  return reasons;
}
