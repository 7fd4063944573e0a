/**
 * Proxmox's tasks: an id (UPID), a log file, a line in the index. On the command line they run in the foreground; what
 * they print or warn goes to stdout, their last error to stderr, and failing is exit 255 whatever errno was left over.
 */
import { Failure, Killed, ParameterFailure } from './failure.ts';
import type { Host } from './host.ts';
import { LockTimeout, type OwnProcess } from './host.ts';
import type { Session } from './session.ts';
import { held } from './shared-files.ts';

const FOLDER = '/var/log/pve/tasks';
const ACTIVE = `${FOLDER}/active`;
const INDEX = `${FOLDER}/index`;

const hex = (value: number, digits = 8) => Math.trunc(value).toString(16).toUpperCase().padStart(digits, '0');

export interface Task {
  readonly upid: string;
  /** A warning: shown, counted, and the task ends with `WARNINGS: n`. */
  warn(message: string): void;
}

/** The worker failed; the UPID leads to its log. */
export class TaskFailure extends Failure {
  readonly upid: string;

  constructor(upid: string, message: string) {
    super(message, 255);
    this.upid = upid;
  }
}

/** What a UPID tells. */
export interface TaskInfo {
  readonly upid: string;
  readonly node: string;
  readonly pid: number;
  readonly pstart: number;
  /** Seconds since 1970. */
  readonly starttime: number;
  readonly type: string;
  readonly id: string;
  readonly user: string;
}

const UPID =
  /^UPID:([a-z0-9](?:[a-z0-9-]*[a-z0-9])?):([0-9a-f]{8}):([0-9a-f]{8,9}):([0-9a-f]{8}):([^:\s/]+):([^:\s/]*):([^:\s/]+):$/i;

/** Null when the text is no UPID. */
export function parseUpid(upid: string): TaskInfo | null {
  const [, node = '', pid = '', pstart = '', start = '', type = '', id = '', user = ''] =
    UPID.exec(upid) ?? [];
  if (node === '') return null;
  const [pidNumber = 0, pstartNumber = 0, starttime = 0] = [pid, pstart, start].map((text) =>
    Number.parseInt(text, 16),
  );
  return { upid, node, pid: pidNumber, pstart: pstartNumber, starttime, type, id, user };
}

/** Where a task's log stands: by the last digit of its start time. */
function taskLogPath(upid: string): string {
  const start = upid.split(':')[4] ?? '0';
  return `${FOLDER}/${start.at(-1) ?? '0'}/${upid}`;
}

const activeLines = (host: Host) => (host.read(ACTIVE) ?? '').split('\n').filter((line) => line !== '');

function setActive(host: Host, upid: string, active: boolean): void {
  held(host, 'tasks', () => {
    const others = activeLines(host).filter((line) => !line.startsWith(`${upid} `));
    const lines = active ? [...others, `${upid} 0`] : others;
    host.write(ACTIVE, lines.map((line) => `${line}\n`).join(''));
  });
}

/** The lines of a task's log; null when there is no such task. */
export function taskLog(host: Host, upid: string): readonly string[] | null {
  const text = host.read(taskLogPath(upid));
  return text === null ? null : text.replace(/\n$/, '').split('\n');
}

/** `running`, or the status that the task ended with; null when there is no such task. */
export function taskStatus(host: Host, upid: string): string | null {
  const lines = taskLog(host, upid);
  if (!lines) return null;
  if (activeLines(host).some((line) => line.startsWith(`${upid} `))) return 'running';
  const last = lines.at(-1) ?? '';
  const [, ended, error] = /^TASK (?:(OK|WARNINGS: \d+)|ERROR: (.+))$/.exec(last) ?? [];
  return ended ?? error ?? 'unexpected status';
}

export interface EndedTask extends TaskInfo {
  readonly endtime: number;
  readonly status: string;
}

/** Ended tasks of all nodes, the latest first. */
export function endedTasks(host: Host): EndedTask[] {
  const lines = (host.read(INDEX) ?? '').split('\n');
  const tasks = lines.flatMap((line) => {
    const [upid = '', endtime = '', ...status] = line.split(' ');
    const task = parseUpid(upid);
    return task ? [{ ...task, endtime: Number.parseInt(endtime, 16), status: status.join(' ') }] : [];
  });
  return tasks.toReversed();
}

const latest = new WeakMap<Session, string>();

/** The UPID of the last task that this session began; null when there was none. */
export const lastTask = (session: Session): string | null => latest.get(session) ?? null;

/** The worker's process: the command's own, or one that is made up for a host without processes. */
function beginProcess({ host }: Session): OwnProcess {
  const own = host.process?.() ?? null;
  if (own) return own;
  // Hundredths of a second since some boot: it only has to rise.
  const made = {
    pid: 1000 + Math.trunc(host.random() * 4_000_000),
    start: Math.trunc(host.now() / 10) % 2 ** 32,
  };
  host.write(`/proc/${made.pid}/stat`, `${made.pid} (task) S ${'0 '.repeat(18)}${made.start} 0\n`);
  return made;
}

/** A task within a task has the same process, which goes with the outer one. */
function endProcess({ host }: Session, { pid }: OwnProcess): void {
  if (activeLines(host).some((line) => parseUpid(line.split(' ')[0] ?? '')?.pid === pid)) return;
  if (!host.remove(`/proc/${pid}/stat`)) host.remove(`/proc/${pid}`);
}

function newUpid({ host, node }: Session, { pid, start }: OwnProcess, type: string, id: string): string {
  return `UPID:${node.name}:${hex(pid)}:${hex(start)}:${hex(host.now() / 1000)}:${type}:${id}:root@pam:`;
}

/** Proxmox writes a status other than OK after an empty line, so that it stands apart from cut output. */
function finish(host: Host, upid: string, status: string): void {
  const line = /^(?:OK|WARNINGS: \d+)$/.test(status) ? status : `ERROR: ${status}`;
  host.append(taskLogPath(upid), `${line === 'OK' ? '' : '\n'}TASK ${line}\n`);
  host.append(INDEX, `${upid} ${hex(host.now() / 1000)} ${status}\n`);
  setActive(host, upid, false);
}

/** What a failed worker says, in one line. */
function lastWords(error: unknown): string | null {
  if (error instanceof ParameterFailure) {
    const reasons = [...error.reasons].map(([name, reason]) => `${name}: ${reason}`);
    return [error.message, ...reasons].join(' ');
  }
  if (error instanceof Failure || error instanceof LockTimeout)
    return error.message.trim().replaceAll('\n', ' ');
  return null;
}

/**
 * Runs `body` as a task. What it prints goes to stdout and into the log.
 * @returns the UPID
 * @throws TaskFailure when it fails
 */
export function runTask(session: Session, type: string, id: string, body: (task: Task) => void): string {
  const { host } = session;
  const [print, warn] = [session.print.bind(session), session.warn.bind(session)];
  const worker = beginProcess(session);
  const upid = newUpid(session, worker, type, id);
  latest.set(session, upid);
  let warnings = 0;
  const write = (text: string) => {
    print(text);
    host.append(taskLogPath(upid), text);
  };
  host.write(taskLogPath(upid), '');
  setActive(host, upid, true);
  session.print = write;
  session.warn = write;
  try {
    body({
      upid,
      warn: (message) => {
        warnings += 1;
        write(`WARN: ${message}\n`);
      },
    });
  } catch (error) {
    // A killed worker leaves its log without an end; its process is gone, so it is no longer active.
    if (error instanceof Killed) setActive(host, upid, false);
    const words = lastWords(error);
    if (words === null) throw error;
    finish(host, upid, words);
    throw new TaskFailure(upid, words);
  } finally {
    endProcess(session, worker);
    session.print = print;
    session.warn = warn;
  }
  finish(host, upid, warnings > 0 ? `WARNINGS: ${warnings}` : 'OK');
  if (warnings > 0) session.warn(`Task finished with ${warnings} warning(s)!\n`);
  return upid;
}
