/** Processes of a lab's guests on this machine, and those that watch over them: found by what the kernel says of each. */
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { sleepSync } from '../file-lock.ts';
import { containerName, isCgroupOf, type LabNames } from './names.ts';

/** `4:memory:/lxc.payload.phx-abc234-101/system.slice` names the groups of a process, one tree a line. */
function isIn(groups: string, id: string, vmid: number | null): boolean {
  return groups.split(/[/\n]/).some((name) => isCgroupOf(name, id, vmid));
}

function processesOf({ id, lxc }: LabNames, vmid: number | null): number[] {
  const watching = `[lxc monitor] ${lxc} ${vmid === null ? `phx-${id}-` : containerName(id, vmid)}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        if (vmid === null ? title.startsWith(watching) : title === watching) return true;
        return isIn(readFileSync(`/proc/${pid}/cgroup`, 'utf8'), id, vmid);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Kills what runs of a lab's guests. @param vmid of one of them only */
export function endProcesses(names: LabNames, vmid: number | null = null): void {
  for (let round = 0; round < 100; round += 1) {
    const pids = processesOf(names, vmid);
    if (pids.length === 0) return;
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
    sleepSync(50);
  }
}
