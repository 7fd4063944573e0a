/**
 * Faults injected into commands of a simulated node: /.sim/faults.json, a list that is used up from the front of
 * what matches. A fault strikes at a named point of a command: `begin`, `end` (done, but the reply is lost), or inside.
 */
import { die, Killed } from './failure.ts';
import { confPath } from './guests.ts';
import type { Host } from './host.ts';
import { vmConfPath } from './qm/machines.ts';
import { readJson } from './read-json.ts';
import type { Session } from './session.ts';

export interface Fault {
  /** Program and subcommand, such as `pct create`; `*` is any. */
  readonly command: string;
  /** Only for calls with this word among their arguments, such as a VMID. */
  readonly with?: string;
  /** Only for calls whose words, joined by blanks, match this pattern. */
  readonly argv?: string;
  /** The point at which it strikes, such as `begin`, `end`, `create:allocated`. */
  readonly at: string;
  /** How often; once unless given. */
  readonly times?: number;
  /** How many matches are let through first. */
  readonly after?: number;
  readonly do:
    /** SIGKILL: nothing is cleaned up. */
    | { readonly kind: 'kill' }
    /** SIGKILL of the process that called; the command itself goes on to its end. */
    | { readonly kind: 'kill-caller' }
    /** SIGTERM or SIGINT: what can be cleaned up is, and the exit is 255. */
    | { readonly kind: 'interrupt' }
    /** `die` with this message and status; status 0 at `begin` is a success that did nothing. */
    | { readonly kind: 'fail'; readonly message: string; readonly exit?: number }
    /** The command says nothing and fails, although all was done. */
    | { readonly kind: 'silence'; readonly exit?: number }
    /** Something else is printed among the output. */
    | { readonly kind: 'garbage'; readonly stdout?: string; readonly stderr?: string }
    /** The guest's `lock:` is gone, as after somebody's `pct unlock`. */
    | { readonly kind: 'lose-lock'; readonly vmid: number }
    /** The command never ends. */
    | { readonly kind: 'hang' }
    /** Time passes, in milliseconds; only a host that can wait does so. */
    | { readonly kind: 'delay'; readonly ms: number };
}

/** The command hangs; what it did so far stays. */
export class Hung extends Error {}

/** Thrown where a command was called, in the place of the caller's death. */
export class CallerKilled extends Error {}

const PATH = '/.sim/faults.json';

export function setFaults(host: Host, faults: readonly Fault[]): void {
  if (faults.length === 0) host.remove(PATH);
  else host.write(PATH, `${JSON.stringify(faults, null, 2)}\n`);
}

export function readFaults(host: Host): Fault[] {
  return (readJson(host, PATH) ?? []) as Fault[];
}

function loseLock({ host }: Session, vmid: number): void {
  for (const node of host.list('/etc/pve/nodes')) {
    for (const path of [confPath(node, vmid), vmConfPath(node, vmid)]) {
      const text = host.read(path);
      if (text !== null) host.write(path, text.replace(/^lock: .*\n/m, ''));
    }
  }
}

/**
 * Takes one use of the first fault that is due here, and lets it strike.
 * @param killCaller what ends the process that called the command
 */
export function strike(session: Session, point: string, killCaller: () => void): void {
  // Most nodes have no faults: they pay for no lock.
  if (session.host.read(PATH) === null) return;
  const fault = session.host.withLock('/.sim/faults.lock', 10, () => takeFault(session, point));
  switch (fault?.kind) {
    case 'kill':
      throw new Killed();
    case 'kill-caller':
      return killCaller();
    case 'interrupt':
      return die('received interrupt');
    case 'fail':
      return die(fault.message, fault.exit);
    case 'silence':
      return die('', fault.exit);
    case 'garbage':
      session.print(fault.stdout ?? '');
      return session.warn(fault.stderr ?? '');
    case 'lose-lock':
      return loseLock(session, fault.vmid);
    case 'hang':
      throw new Hung();
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
      (fault.with === undefined || argv.includes(fault.with)) &&
      (fault.argv === undefined || new RegExp(fault.argv, 'u').test(argv.join(' '))),
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
