/** Which process this is, so that another one on the same machine can tell whether it still lives. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import { startTicks } from './task-list.ts';

export interface ProcessIdentity {
  readonly host: string;
  /** One boot of one machine, and one namespace of process ids: elsewhere, a process id says nothing. */
  readonly where: string;
  readonly pid: number;
  /** Clock ticks since boot; tells a process from a later one of the same number. */
  readonly start: number;
}

function ticksOf(pid: number | 'self'): number | null {
  try {
    return startTicks(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return null;
  }
}

function place(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // No Linux: nobody will find this place again, and the lock is only ever given up by its age.
    return '';
  }
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { host: hostname(), where: place(), pid: process.pid, start: ticksOf('self') ?? 0 };
}

/** True when it is certain that the process has ended; false when it lives or cannot be seen from here. */
export function isDead(other: ProcessIdentity): boolean {
  if (other.where === '' || other.where !== place()) return false;
  const ticks = ticksOf(other.pid);
  // Where /proc hides the processes of other users (hidepid), the first one is not to be seen either.
  return ticks === null ? ticksOf(1) !== null : ticks !== other.start;
}
