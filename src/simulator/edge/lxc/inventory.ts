/** What a lab has on this machine now. */
import { existsSync, readdirSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { run } from './machine.ts';
import { isUp } from './containers.ts';
import { labNames, type LabNames, vmidOf } from './names.ts';
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

/** Bytes that a guest's processes have; null when this machine does not tell. */
function memoryOf(names: LabNames, vmid: number): number | null {
  const group = `lxc.payload.phx-${names.id}-${vmid}`;
  for (const path of [
    `/sys/fs/cgroup/memory/${group}/memory.usage_in_bytes`,
    `/sys/fs/cgroup/${group}/memory.current`,
  ]) {
    if (existsSync(path)) return Number(readFileSync(path, 'utf8'));
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
