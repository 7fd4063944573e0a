/**
 * What an adapter gives: one machine's files and processes, by their real paths. Nothing of Proxmox is known here;
 * node.ts and cluster.ts make the port to Proxmox of it.
 */
import type { RunOptions, RunResult } from './port.ts';

export interface Machine {
  /** The node's name in the cluster. */
  readonly name: string;
  run(argv: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** The texts of all files that match; `*` stands for any name within one folder. What is not there is left out. */
  read(patterns: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Adds to a file and syncs it to disk; a file larger than `rotateAt` bytes first becomes `PATH.1`. */
  append(path: string, text: string, rotateAt: number): Promise<void>;
  /** Makes a folder, and the ones above it. False: it was there. */
  makeFolder(path: string): Promise<boolean>;
  /** Replaces a file as a whole: nobody ever reads half of it. Its mode is 0600 unless given. */
  write(path: string, text: string, mode?: number): Promise<void>;
  /** Removes a file or an empty folder. False: there was none, or the folder is not empty. */
  remove(path: string): Promise<boolean>;
  /**
   * Replaces or removes a file while holding flock(2) on another one, if the file still holds `before`.
   * @throws PhoenixError `STALE` when it does not, `STEP_FAILED` when the lock was not to be had in 10 s.
   */
  replaceLocked(request: ReplaceLocked): Promise<void>;
  /** Whether its connection was cut: a new one has to be made. Absent: there is none to cut. */
  isLost?(): boolean;
  /** Processes started on this machine so far. */
  spawns(): number;
  close(): Promise<void>;
}

export interface ReplaceLocked {
  readonly path: string;
  readonly lock: string;
  /** Null: there is no such file. */
  readonly before: string | null;
  /** Null: the file is removed. */
  readonly after: string | null;
  /** Of a new file: 0600 unless given. */
  readonly mode?: number;
}

/** The whole environment of a command on a node: nothing of the caller's (a job's tokens) ever gets there. */
export const COMMAND_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
} as const;

/** A command without a time limit of its own ends after this, in milliseconds. */
export const DEFAULT_TIMEOUT = 10 * 60_000;

/** Between asking a process group to end and killing it, in milliseconds: a `pct create` cleans up in between. */
export const GRACE = 10_000;

/** Between what was waited for and the end of a command that should end by itself, in milliseconds. */
export const LINGER = 5000;
