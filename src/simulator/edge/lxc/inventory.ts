/** What a lab has on this machine now. */
import { existsSync, readdirSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { run } from './machine.ts';
import { isUp } from './containers.ts';
import { isCgroupOf, labNames, type LabNames, vmidOf } from './names.ts';
import { networkOf } from './network.ts';
import { type Registered } from './record.ts';
import { mountsBelow } from './stage.ts';

export interface Inventory {
  readonly lab: Registered;
  /** The lab's folder is not there any more. */
  readonly orphan: boolean;
  readonly guests: readonly { readonly vmid: number; readonly up: boolean; readonly memory: number | null }[];
  readonly network: ReturnType<typeof networkOf>;
  readonly namespace: boolean;
  readonly table: boolean;
  readonly mounts: number;
}

/** Guests that have, or had, a container in this lab. */
export function containersOf(names: LabNames): number[] {
  if (!existsSync(names.lxc)) return [];
  return readdirSync(names.lxc)
    .flatMap((name) => vmidOf(names.id, name) ?? [])
    .sort((a, b) => a - b);
}

const MEMORY_FILES = [
  ['/sys/fs/cgroup/memory', 'memory.usage_in_bytes'],
  ['/sys/fs/cgroup', 'memory.current'],
] as const;

/**
 * Bytes that a guest's processes have; null when this machine does not tell. The group of one that was killed may still be
 * there, with next to nothing in it, and then the one of now has a number behind its name.
 */
function memoryOf({ id }: LabNames, vmid: number): number | null {
  for (const [root, file] of MEMORY_FILES) {
    const groups = existsSync(root) ? readdirSync(root).filter((name) => isCgroupOf(name, id, vmid)) : [];
    const paths = groups.map((name) => `${root}/${name}/${file}`).filter((path) => existsSync(path));
    if (paths.length > 0) return Math.max(...paths.map((path) => Number(readFileSync(path, 'utf8'))));
  }
  return null;
}

export function inventoryOf(lab: Registered): Inventory {
  const names = labNames(lab.id);
  return {
    lab,
    orphan: lab.dir === '' || !existsSync(lab.dir),
    guests: containersOf(names).map((vmid) => ({
      vmid,
      up: isUp(names, vmid),
      memory: memoryOf(names, vmid),
    })),
    network: networkOf(names),
    namespace: existsSync(`/run/netns/${names.namespace}`),
    table: run(['nft', 'list', 'table', 'ip', names.table]).exit === 0,
    mounts: mountsBelow(names.run).length,
  };
}
