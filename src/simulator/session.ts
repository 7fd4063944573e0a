/** One call of one command on a simulated node: what it may touch, where its output goes, and where it may be struck. */
import type { NodeFacts } from './facts.ts';
import type { RawLine } from '../node/conf.ts';
import type { Host } from './host.ts';

/** The options and arguments of a call, checked against the command's schema; booleans are `0` or `1`, lists parted by NUL. */
export interface Parameters {
  readonly values: ReadonlyMap<string, string>;
  /** What follows the positional arguments (`extra-args`): the command of `pct exec`. */
  readonly extra: readonly string[];
}

/** A process to run in a guest: the edge runs it with the caller's own streams, tests give a function. */
export interface GuestProcess {
  readonly vmid: number;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  /** Its output is wanted as text: the agent of a virtual machine hands it on when the process has ended. */
  readonly captured?: true;
}

/** How a process in a guest ended; a negative exit is the signal that ended it. */
export interface GuestEnd {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The program could not be started: it is not there, or it is not executable. */
  readonly failed?: 'ENOENT' | 'EACCES';
}

/** A guest as its conf file has it, without what is pending. */
export interface GuestOptions {
  readonly vmid: number;
  readonly options: ReadonlyMap<string, string>;
  /** `lxc.*` lines. */
  readonly raw: readonly RawLine[];
}

/** How a guest is to end: at once, or by its own shutdown within seconds, and then by force or not at all. */
export type StopOrder =
  | { readonly how: 'stop' }
  | { readonly how: 'shutdown'; readonly seconds: number; readonly force: boolean };

/** A file that is copied between the machine and a guest, whatever is in it. */
export interface FileCopy {
  readonly vmid: number;
  /** As the command has it: a path of the simulated machine, or else of this one. */
  readonly hostPath: string;
  readonly guestPath: string;
  /** Of the new file; each as the command has it. */
  readonly perms?: string;
  readonly user?: string;
  readonly group?: string;
}

/** Real files behind the simulated volumes. Each method throws a Failure when it cannot; the records are the caller's. */
export interface VolumeRuntime {
  /** Fills a new volume with the system of an archive, a path on the simulated machine. */
  unpack(volid: string, archive: string, unprivileged: boolean, say: (text: string) => void): void;
  /** Fills a new volume with what is, or at that snapshot was, in another one. */
  copy(from: string, to: string, snapname: string | null): void;
  rename(from: string, to: string): void;
  snapshot(volid: string, snapname: string): void;
  rollback(volid: string, snapname: string): void;
  deleteSnapshot(volid: string, snapname: string): void;
  /** Also of one that has no files yet. */
  free(volid: string): void;
  /** Keeps what is in a guest's volumes, by their keys, under a backup's id. */
  backUp(archive: string, volumes: ReadonlyMap<string, string>): void;
  /** Fills new volumes with what a backup has under their keys. */
  restore(archive: string, volumes: ReadonlyMap<string, string>): void;
  freeBackup(archive: string): void;
}

/**
 * What the simulated machine can do in a guest: really run the process, or answer from a recording. What is optional
 * is for guests that are real containers: where it fails, it throws a Failure, and the command ends with it.
 */
export interface GuestRuntime {
  exec(process: GuestProcess): GuestEnd;
  /** Runs a program of the node with the network of a guest; null: with that of the node. Without, none answers. */
  network?(process: {
    readonly vmid: number | null;
    readonly argv: readonly string[];
    /** Read when it is asked for. */
    readonly stdin: string;
  }): GuestEnd;
  /** Brings a guest up; it counts as running when this has returned. */
  start?(guest: GuestOptions, warn: (text: string) => void): void;
  /** Ends a guest; it counts as stopped when this has returned. */
  stop?(vmid: number, order: StopOrder): void;
  /** The conf file of a guest that runs was written anew. */
  changed?(guest: GuestOptions, warn: (text: string) => void): void;
  /** The guest is another one's clone, with its volumes. */
  cloned?(guest: GuestOptions): void;
  removed?(vmid: number): void;
  mount?(guest: GuestOptions): void;
  unmount?(vmid: number): void;
  push?(copy: FileCopy): void;
  pull?(copy: FileCopy): void;
  readonly volumes?: VolumeRuntime;
  /** Runs a hook script of a guest on the node; without, scripts are only checked for being there. */
  hook?(script: {
    readonly path: string;
    readonly text: string;
    readonly vmid: number;
    readonly phase: string;
  }): GuestEnd;
  /** Files of the real machine that a command names and the simulated one does not have; null when there is none. */
  readFile?(path: string): string | null;
  /** @returns why it could not be written, as in errno's text; null when it was */
  writeFile?(path: string, text: string): string | null;
}

export interface Session {
  readonly host: Host;
  readonly node: NodeFacts;
  /** Program and subcommand, such as `pct set`. */
  readonly command: string;
  readonly argv: readonly string[];
  readonly stdin: string;
  /** The caller's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly runtime: GuestRuntime | null;
  /** Writes to stdout, as it stands. */
  print: (text: string) => void;
  /** Writes to stderr, as it stands. */
  warn: (text: string) => void;
  /** Runs another command of the same node, which says nothing by itself. */
  call: (argv: readonly string[]) => Result;
  /** A named moment, such as `create:allocated`, at which an injected fault may strike. */
  at: (point: string) => void;
}

/** The same call with some things changed. Not by spreading: that would read the caller's stdin, and wait for it. */
export function sessionWith(session: Session, changes: Partial<Session>): Session {
  return Object.assign(Object.create(session) as Session, changes);
}

/** The code of one subcommand. It prints, changes files, and throws a Failure to fail. */
export type Command = (session: Session, parameters: Parameters) => void;

/** The end of a call. */
export interface Result {
  /** Negative: ended by that signal. */
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** How long the real command takes, in milliseconds, times the node's latency. */
  readonly ms: number;
}
