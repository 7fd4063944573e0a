/**
 * Faults injected into commands of a simulated node: /.sim/faults.json, a list that is used up from the front of
 * what matches. A fault strikes at a named point of a command: `begin`, `end` (done, but the reply is lost), or inside.
 */
import { die, Killed } from './failure.ts';
import type { Host } from './host.ts';
import type { Session } from './session.ts';

export interface Fault {
  /** Program and subcommand, such as `pct create`; `*` is any. */
  readonly command: string;
  /** Only for calls with this word among their arguments, such as a VMID. */
  readonly with?: string;
  /** The point at which it strikes, such as `begin`, `end`, `create:allocated`. */
  readonly at: string;
  /** How often; once unless given. */
  readonly times?: number;
  /** How many matches are let through first. */
  readonly after?: number;
  readonly do:
    /** SIGKILL: nothing is cleaned up. */
    | { readonly kind: 'kill' }
    /** `die` with this message and status. */
    | { readonly kind: 'fail'; readonly message: string; readonly exit?: number }
    /** The command says nothing and fails, although all was done. */
    | { readonly kind: 'silence'; readonly exit?: number }
    /** Time passes, in milliseconds; only a host that can wait does so. */
    | { readonly kind: 'delay'; readonly ms: number };
}

const PATH = '/.sim/faults.json';

export function setFaults(host: Host, faults: readonly Fault[]): void {
  if (faults.length === 0) host.remove(PATH);
  else host.write(PATH, `${JSON.stringify(faults, null, 2)}\n`);
}

export function readFaults(host: Host): Fault[] {
  const text = host.read(PATH);
  return text === null ? [] : (JSON.parse(text) as Fault[]);
}

/** Takes one use of the first fault that is due here, and lets it strike. */
export function strike(session: Session, point: string): void {
  // Most nodes have no faults: they pay for no lock.
  if (session.host.read(PATH) === null) return;
  const fault = session.host.withLock('/.sim/faults.lock', 10, () => takeFault(session, point));
  switch (fault?.kind) {
    case 'kill':
      throw new Killed();
    case 'fail':
      return die(fault.message, fault.exit);
    case 'silence':
      return die('', fault.exit);
    case 'delay':
      return session.host.wait(fault.ms);
    case undefined:
  }
}

function takeFault({ host, command, argv }: Session, point: string): Fault['do'] | null {
  const faults = readFaults(host);
  const index = faults.findIndex(
    (fault) =>
      fault.at === point &&
      (fault.command === '*' || fault.command === command) &&
      (fault.with === undefined || argv.includes(fault.with)),
  );
  const fault = faults[index];
  if (!fault) return null;
  if ((fault.after ?? 0) > 0) {
    faults[index] = { ...fault, after: (fault.after ?? 0) - 1 };
    setFaults(host, faults);
    return null;
  }
  if ((fault.times ?? 1) > 1) faults[index] = { ...fault, times: (fault.times ?? 1) - 1 };
  else faults.splice(index, 1);
  setFaults(host, faults);
  return fault.do;
}
