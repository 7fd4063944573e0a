/**
 * Takes away all that a lab has on this machine, whatever state it is in: found by names that carry its id, not by what
 * any process remembers. Its folder stays unless it is asked for.
 */
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { forbidForwarding } from './host-network.ts';
import { containersOf } from './inventory.ts';
import { run } from './machine.ts';
import { containerName, isCgroupOf, type LabNames, labNames, LABS } from './names.ts';
import { inNamespace, withNetworkLock } from './network.ts';
import { endProcesses } from './processes.ts';
import { registeredLabs } from './record.ts';
import { removeUnmounted, unmountBelow } from './stage.ts';

/** Cgroups that LXC could not remove, because it was killed. */
function removeCgroups({ id }: LabNames): void {
  const root = '/sys/fs/cgroup';
  const roots = [root, ...(existsSync(root) ? readdirSync(root).map((name) => join(root, name)) : [])];
  for (const folder of roots) {
    const names = existsSync(folder) ? safeList(folder) : [];
    for (const name of names) {
      if (isCgroupOf(name, id)) run(['find', join(folder, name), '-depth', '-type', 'd', '-delete']);
    }
  }
}

function safeList(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export interface Removed {
  readonly containers: number;
}

/** @param dir the lab's folder, if it is there: what is mounted in it goes too */
export function takeDown(id: string, dir: string | null): Removed {
  const names = labNames(id);
  const containers = containersOf(names);
  for (const vmid of containers) {
    if (existsSync(`/run/netns/${names.namespace}`)) {
      run(
        inNamespace(names, [
          'lxc-stop',
          '-P',
          names.lxc,
          '-n',
          containerName(id, vmid),
          '--kill',
          '--timeout',
          '10',
        ]),
      );
    }
  }
  endProcesses(names);
  unmountBelow(names.run);
  if (dir !== null) {
    unmountBelow(dir);
    rmSync(join(dir, '.sim/running'), { recursive: true, force: true });
    rmSync(join(dir, '.sim/mounted'), { recursive: true, force: true });
  }
  removeCgroups(names);
  withNetworkLock(() => {
    if (existsSync(`/run/netns/${names.namespace}`)) run(['ip', 'netns', 'delete', names.namespace]);
    run(['ip', 'link', 'delete', names.cable]);
    forbidForwarding(
      names,
      registeredLabs().every((lab) => lab.id === id),
    );
    // Last: until then the next `down` finds the lab again.
    removeUnmounted(names.run);
  });
  removeRegistry();
  return { containers: containers.length };
}

/** With the last lab, nothing of labs is left; a lab that another process begins meanwhile stays. */
function removeRegistry(): void {
  if (!existsSync(LABS) || safeList(LABS).some((name) => name !== 'network.lock')) return;
  try {
    rmSync(`${LABS}/network.lock`, { force: true });
    rmdirSync(LABS);
  } catch (error) {
    if (!['ENOTEMPTY', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
