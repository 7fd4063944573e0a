/**
 * Files that several programs of a simulated cluster read, change and write back: each has a lock, as Proxmox has for the
 * real ones, so that programs at work at the same time do not lose each other's changes.
 */
import type { Host } from './host.ts';
import type { Command } from './session.ts';

/** What is shared; `node/NAME` stands behind it where every node has its own. Taken in this order, where two are. */
type Shared =
  | 'sdn'
  | 'ipam'
  | 'dnsmasq'
  | 'ha'
  | 'pools'
  | 'storages'
  | 'zfs'
  | 'folders'
  | 'exports'
  | 'packages'
  | 'tasks'
  | 'timers';

/** Seconds: what is done under such a lock is short, and there may be many that wait. */
const PATIENCE = 60;

/** @throws LockTimeout */
export const held = <T>(host: Host, what: Shared, body: () => T): T =>
  host.withLock(`/.sim/locks/${what}`, PATIENCE, body);

/** A command that changes what is shared from its beginning to its end. */
export const whole =
  (what: Shared, command: Command): Command =>
  (session, parameters) =>
    held(session.host, what, () => command(session, parameters));
