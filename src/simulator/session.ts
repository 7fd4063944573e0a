/** One call of one command on a simulated node: what it may touch, where its output goes, and where it may be struck. */
import type { NodeFacts } from './facts.ts';
import type { Host } from './host.ts';
import type { Running } from './guests.ts';

/** The options and arguments of a call, checked against the command's schema; booleans are `0` or `1`. */
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
}

/** How a process in a guest ended; a negative exit is the signal that ended it. */
export interface GuestEnd {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The program could not be started: it is not there, or it is not executable. */
  readonly failed?: 'ENOENT' | 'EACCES';
}

/** What the simulated machine can do in a guest: really run the process, or answer from a recording. */
export interface GuestRuntime {
  exec(process: GuestProcess): GuestEnd;
  started?(vmid: number, state: Running): void;
  stopped?(vmid: number): void;
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
