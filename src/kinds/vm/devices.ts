/** Cards and devices of a file: network cards, the addresses that cloud-init gives them, USB, PCI and GPUs. */
import type { NodeSettings } from '../../config/settings.ts';
import type { PointedFinding } from '../../errors.ts';
import { pointer } from '../../json.ts';
import type { Values } from '../guest/spec.ts';
import { finding } from './finding-ids.ts';
import type { VmInput } from './schema.ts';
import type { NetInput } from './schema-devices.ts';
import { type Word, wordsOf } from './words.ts';

interface Devices {
  readonly groups: Readonly<Record<string, Values>>;
  readonly nets: Readonly<Record<string, Values>>;
  readonly findings: readonly PointedFinding[];
}

const ADDRESS = ['ip', 'gw', 'ip6', 'gw6'] as const;

function netOf(slot: string, net: NetInput): { readonly card: Values; readonly address: Values } {
  // What it pins is no property of the card: IPAM keeps it.
  const { ip, gw, ip6, gw6, pin: _, ...card } = net;
  const address = Object.fromEntries(
    ADDRESS.flatMap((key) => {
      const value = { ip, gw, ip6, gw6 }[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
  return { card: wordsOf(slot, { model: 'virtio', ...card }), address };
}

/** The next `hostpciN` that the file leaves free. */
function freeSlot(taken: ReadonlySet<string>): string {
  let index = 0;
  while (taken.has(`hostpci${index}`)) index += 1;
  return `hostpci${index}`;
}

export function devicesOf(input: VmInput, node: NodeSettings | undefined, name: string): Devices {
  const groups: Record<string, Values> = {};
  const nets: Record<string, Values> = {};
  const findings: PointedFinding[] = [];
  for (const [slot, value] of Object.entries(input)) {
    if (value === undefined || typeof value !== 'object') continue;
    if (/^net\d+$/.test(slot)) {
      const { card, address } = netOf(slot, value as NetInput);
      nets[slot] = card;
      if (Object.keys(address).length > 0) groups[`ipconfig${slot.slice(3)}`] = address;
    } else if (/^(?:usb|hostpci)\d+$/.test(slot)) {
      groups[slot] = wordsOf(slot, value as Readonly<Record<string, Word | undefined>>);
    }
  }
  const taken = new Set(Object.keys(groups));
  for (const gpu of Object.keys(input.gpus ?? {}).toSorted()) {
    const mapping = node?.gpus[gpu]?.mapping;
    if (mapping === undefined) {
      const known =
        node?.gpus[gpu] === undefined
          ? `${name} has no card "${gpu}"`
          : `the card "${gpu}" names no "mapping"`;
      const hint =
        'declare it under "gpus" of the node in phoenix.json, with "mapping": the name of its resource mapping';
      findings.push(finding('PHX667', pointer('gpus', gpu), known, hint));
      continue;
    }
    const slot = freeSlot(taken);
    taken.add(slot);
    groups[slot] = { mapping, ...(input.machine?.includes('q35') ? { pcie: '1' } : {}) };
  }
  return { groups, nets, findings };
}
