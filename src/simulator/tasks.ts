/** Proxmox's tasks: an id (UPID), a log file and a line in the index. On the command line they run in the foreground. */
import { Failure, Killed } from './failure.ts';
import type { Host } from './host.ts';
import { LockTimeout } from './host.ts';
import type { Session } from './session.ts';

const FOLDER = '/var/log/pve/tasks';
const hex = (value: number, digits: number) =>
  Math.trunc(value).toString(16).toUpperCase().padStart(digits, '0');

export interface Task {
  readonly upid: string;
  /** A warning: shown, counted, and the task ends with `WARNINGS: n`. */
  warn(message: string): void;
}

/** Where a task's log stands: by the last digit of its start time. */
export function taskLogPath(upid: string): string {
  const start = upid.split(':')[4] ?? '0';
  return `${FOLDER}/${start.at(-1) ?? '0'}/${upid}`;
}

function newUpid(session: Session, type: string, id: string): string {
  const { host, node } = session;
  const seconds = Math.trunc(host.now() / 1000);
  const pid = 1000 + Math.trunc(host.random() * 4_000_000);
  return `UPID:${node.name}:${hex(pid, 8)}:${hex(host.random() * 2 ** 32, 8)}:${hex(seconds, 8)}:${type}:${id}:root@pam:`;
}

function finish(host: Host, upid: string, log: string, status: string): void {
  host.write(taskLogPath(upid), `${log}TASK ${status}\n`);
  host.append(`${FOLDER}/index`, `${upid} ${hex(host.now() / 1000, 8)} ${status}\n`);
}

/**
 * Runs `body` as a task. What it prints goes to stdout and into the log; its failure is the command's.
 * @returns the UPID
 */
export function runTask(session: Session, type: string, id: string, body: (task: Task) => void): string {
  const upid = newUpid(session, type, id);
  let log = '';
  let warnings = 0;
  const print = session.print;
  session.print = (text) => {
    log += text;
    print(text);
  };
  try {
    body({
      upid,
      warn: (message) => {
        warnings += 1;
        session.print(`WARN: ${message}\n`);
      },
    });
  } catch (error) {
    if (error instanceof Killed) throw error;
    if (error instanceof Failure || error instanceof LockTimeout) {
      finish(session.host, upid, log, `ERROR: ${error.message.split('\n')[0] ?? ''}`);
    }
    throw error;
  } finally {
    session.print = print;
  }
  finish(session.host, upid, log, warnings > 0 ? `WARNINGS: ${warnings}` : 'OK');
  if (warnings > 0) session.warn(`Task finished with ${warnings} warning(s)!\n`);
  return upid;
}
