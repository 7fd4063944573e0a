/** LXC's programs for one lab's containers, called within its network namespace: there their sockets are. */
import { existsSync, readFileSync } from 'node:fs';
import { run } from './machine.ts';
import { containerName, type LabNames, pidFile } from './names.ts';
import { inNamespace } from './network.ts';

/** `lxc-info -P … -n …`, with what else it takes. */
export const lxc = (names: LabNames, vmid: number, program: string, ...args: readonly string[]): string[] =>
  inNamespace(names, [program, '-P', names.lxc, '-n', containerName(names.id, vmid), ...args]);

/** The process that watches over a container; null when it is not there any more. */
export function monitorOf(names: LabNames, vmid: number): number | null {
  const path = pidFile(names, vmid);
  if (!existsSync(path)) return null;
  const pid = Number(readFileSync(path, 'utf8').trim());
  return isMonitor(pid, names, vmid) ? pid : null;
}

/** Pids are used again: the process says of itself whose it is. */
function isMonitor(pid: number, names: LabNames, vmid: number): boolean {
  try {
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return title === `[lxc monitor] ${names.lxc} ${containerName(names.id, vmid)}`;
  } catch {
    return false;
  }
}

export const isUp = (names: LabNames, vmid: number): boolean => monitorOf(names, vmid) !== null;

/** The first process of a guest, as this machine counts; null when it does not run. */
export function initOf(names: LabNames, vmid: number): number | null {
  const pid = Number(run(lxc(names, vmid, 'lxc-info', '-p', '-H')).stdout.trim());
  return pid > 0 ? pid : null;
}
