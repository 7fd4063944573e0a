/**
 * What a simulated node stands on: files by their real paths, a clock, chance, and locks. Everything is synchronous.
 * Two hosts exist: in memory (memory-host.ts, forkable) and a folder on disk (edge/disk-host.ts).
 */

export interface OwnProcess {
  readonly pid: number;
  /** Clock ticks since boot: field 22 of /proc/PID/stat. */
  readonly start: number;
}

export interface Host {
  /** Null when there is no such file. Paths are the real machine's: `/etc/pve/nodes/pve1/lxc/101.conf`. */
  read(path: string): string | null;
  /** Replaces the whole file at once; missing folders are made. */
  write(path: string, text: string): void;
  /** False when there was no such file. */
  remove(path: string): boolean;
  /** Names of the files and folders directly below a folder, sorted; empty when there is none. */
  list(folder: string): readonly string[];
  /** Adds at the end of a file, whole lines at a time. */
  append(path: string, text: string): void;
  /**
   * Holds an exclusive lock while `body` runs, as flock(2) on that path would.
   * @param wait is told when another holds it, and again when it was given up in time
   * @throws LockTimeout when another process holds it for more than `seconds`.
   */
  withLock<T>(path: string, seconds: number, body: () => T, wait?: (event: 'waiting' | 'taken') => void): T;
  /** Copies a folder byte for byte, with modes and links, where files are more than text; a folder that is not there is empty. */
  copyTree?(from: string, to: string): void;
  removeTree?(folder: string): void;
  /** The process that runs the command, where there is one: /proc/PID of the host is it while it lives. */
  process?(): OwnProcess | null;
  /** Milliseconds since 1970. */
  now(): number;
  /** Lets milliseconds pass; a host in memory only moves its clock. */
  wait(ms: number): void;
  /** Uniform in [0, 1). */
  random(): number;
}

/** Another process held the lock for the whole time. */
export class LockTimeout extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`can't lock file '${path}' - got timeout`);
    this.name = 'LockTimeout';
    this.path = path;
  }
}
