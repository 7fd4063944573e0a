import { quote } from '../config/quote.ts';
import { sizeInKiB } from '../config/units.ts';
import { pointer } from '../json.ts';
import { capacityText } from '../plan/render/words.ts';
import { storageIn } from '../config/declared-node.ts';
import { overcommitted, type Share } from './facts/promised.ts';
import type { Breach, Rule, RuleInput } from './rule.ts';

export const diskOvercommit: Rule = {
  id: 'PHX525',
  severity: 'warning',
  title: 'Disks are promised more than their storage holds',
  why: 'A thin storage, such as zfspool or lvmthin, takes them all, and when it is full every guest on it stops writing at once, with damage. Counted are the disks whose size stands in a file, of guests, templates and layers, whether they run or not; a shared storage counts once. "size" of a storage and "policies.overcommit" in phoenix.json say what it holds, and how often that may be promised.',
  example: {
    wrong:
      '"local-zfs": { "type": "zfspool", "size": "100G" }, and two guests with "rootfs": { "size": "64G" }',
    right: '"rootfs": { "size": "48G" } in both, or "overcommit": { "disk": 1.5 }',
  },
  *check(input): Iterable<Breach> {
    const times = input.estate.settings.policies.overcommit.disk;
    const text = (kib: number) => capacityText('memory', kib);
    for (const { storage, node, isShared, has, shares } of potsOf(input)) {
      const takers = `the disks on ${quote(storage)}${isShared ? '' : ` of ${node}`}`;
      const at = input.inSettings('nodes', node, 'storages', storage, 'size');
      const pot = { takers, owner: 'that it holds', has, times, policy: 'disk', at, text } as const;
      const found = overcommitted(pot, shares);
      if (found) yield found;
    }
  },
};

/** Proxmox knows these as shared, whatever is written. */
const ALWAYS_SHARED: readonly string[] = ['nfs', 'cifs', 'rbd', 'cephfs', 'pbs'];

interface DiskPot {
  readonly storage: string;
  /** The one whose declaration counts. */
  readonly node: string;
  readonly isShared: boolean;
  /** KiB. */
  readonly has: number;
  readonly shares: Share[];
}

/** The storages whose size is declared. */
function potsOf({ estate: { settings }, stored }: RuleInput): Iterable<DiskPot> {
  const pots = new Map<string, DiskPot>();
  const keyOf = (node: string, storage: string): string => {
    const declared = storageIn(settings, node, storage);
    const isShared = declared && (declared.shared || ALWAYS_SHARED.includes(declared.type));
    return isShared ? pointer(storage) : pointer(storage, node);
  };
  for (const [node, { storages }] of Object.entries(settings.nodes)) {
    for (const [storage, { size }] of Object.entries(storages)) {
      const key = keyOf(node, storage);
      const has = size === undefined ? null : sizeInKiB(size, 'G');
      if (has === null || pots.has(key)) continue;
      pots.set(key, { storage, node, isShared: key === pointer(storage), has, shares: [] });
    }
  }
  if (pots.size === 0) return [];
  for (const { resource, view } of stored) {
    for (const { path, storage, size } of view.disks) {
      if (storage === null || size === null) continue;
      const at = { resource, path: `${path}/size` };
      pots.get(keyOf(view.node, storage))?.shares.push({ who: resource.address, amount: size, at });
    }
  }
  return pots.values();
}
