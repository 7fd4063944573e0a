/** Reads /var/log/pve/tasks/active: which of Proxmox's tasks run now. The file also lists ended ones, and dead ones. */

export const ACTIVE_TASKS_PATH = '/var/log/pve/tasks/active';

/** A task without an end in the list; it runs only if its process still does. */
export interface ListedTask {
  readonly upid: string;
  readonly pid: number;
  /** Start of the process in clock ticks since boot: field 22 of /proc/PID/stat. */
  readonly start: number;
}

/** Lines are `UPID SAVED [ENDTIME STATUS]` (PVE 9.2). */
export function openTasks(text: string): ListedTask[] {
  return text.split('\n').flatMap((line) => {
    const [upid, , end] = line.trim().split(/\s+/);
    const parts = upid?.split(':');
    if (!upid || end !== undefined || parts?.[0] !== 'UPID') return [];
    const [pid, start] = [Number.parseInt(parts[2] ?? '', 16), Number.parseInt(parts[3] ?? '', 16)];
    return Number.isNaN(pid) || Number.isNaN(start) ? [] : [{ upid, pid, start }];
  });
}

export const statPath = (task: ListedTask) => `/proc/${task.pid}/stat`;

/**
 * Start ticks in the text of /proc/PID/stat; the process name in it may hold blanks and brackets. NaN for a process that
 * has ended and whose exit code nobody has asked for yet: in containers that may stay so for ever.
 */
export function startTicks(stat: string): number {
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (afterName[0] === 'Z' || afterName[0] === 'X') return Number.NaN;
  return Number(afterName[19] ?? Number.NaN);
}

/** The tasks whose very process is alive: a new process with an old number does not count. */
export function liveTasks(tasks: readonly ListedTask[], files: ReadonlyMap<string, string>): string[] {
  return tasks
    .filter((task) => {
      const stat = files.get(statPath(task));
      return stat !== undefined && startTicks(stat) === task.start;
    })
    .map((task) => task.upid);
}
