/** One Proxmox node over a machine: commands, one guest's fresh state, raw lines, the journal. */
import { PhoenixError } from '../errors.ts';
import { JOURNAL_ROTATE_AT, journalLine, journalPath } from './journal.ts';
import type { Machine } from './machine.ts';
import type { Found, GuestState, Look, NodePort } from './port.ts';
import { withRawLines } from './raw.ts';
import { foundOf } from './found.ts';
import { writeFile } from './write-file.ts';
import { activeContainers, guestFile } from './snapshot.ts';
import { parsePools } from './user-cfg.ts';

const ACTIVE_COMMAND = ['lxc-ls', '--active'] as const;

/**
 * What runs on this machine: the output of `lxc-ls --active`, which costs 2 ms (a `pct list` costs a second).
 * @throws PhoenixError `NODE_UNREACHABLE` when it fails: to take "cannot tell" for "stopped" would be wrong.
 */
export async function readActive(machine: Machine): Promise<string> {
  const result = await machine.run(ACTIVE_COMMAND, { timeout: 30_000 });
  if (result.exit === 0) return result.stdout;
  throw new PhoenixError(
    'NODE_UNREACHABLE',
    `lxc-ls --active failed on ${machine.name}: ${result.stderr.trim() || `exit ${result.exit}`}`,
  );
}

/** It is there whenever pmxcfs is (PVE 9.2). */
const PMXCFS = '/etc/pve/.version';

/** @throws PhoenixError `NODE_UNREACHABLE` where /etc/pve is away: no guest is gone for that */
async function readGuest(machine: Machine, vmid: number, needsCluster: boolean): Promise<GuestState> {
  const pid = `/run/qemu-server/${vmid}.pid`;
  const [files, active] = await Promise.all([
    machine.read([
      `/etc/pve/nodes/*/lxc/${vmid}.conf`,
      `/etc/pve/nodes/*/qemu-server/${vmid}.conf`,
      '/etc/pve/user.cfg',
      pid,
      PMXCFS,
    ]),
    readActive(machine),
  ]);
  if (needsCluster && !files.has(PMXCFS)) throw noCluster(machine.name);
  const file = [...files].map(([path, text]) => guestFile(path, text)).find((found) => found !== null);
  const pools = parsePools(files.get('/etc/pve/user.cfg') ?? '');
  const pool = [...pools].find(([, members]) => members.includes(vmid))?.[0];
  return {
    vmid,
    file: file ?? null,
    running: activeContainers(active).includes(vmid) || files.has(pid),
    pool: pool ?? null,
  };
}

/** Proxmox's own lock file of a guest's configuration, held by every `pct` that changes it. */
const guestLock = (vmid: number) => `/run/lock/lxc/pve-config-${vmid}.lock`;

async function writeRaw(
  machine: Machine,
  ...[vmid, lines, digest]: Parameters<NodePort['writeRaw']>
): Promise<void> {
  const stale = (what: string) =>
    new PhoenixError('STALE', `the configuration of ${vmid} ${what}`, {
      hint: 'plan again: someone else changes this guest',
    });
  const read = async () => {
    const files = await machine.read([`/etc/pve/nodes/*/lxc/${vmid}.conf`]);
    return [...files].map(([path, text]) => ({ path, text, file: guestFile(path, text) }))[0];
  };
  const found = await read();
  if (!found) throw stale('is gone');
  if (found.file?.digest !== digest) throw stale('was changed by someone else');
  const after = withRawLines(found.text, lines);
  const lock = guestLock(vmid);
  await machine.replaceLocked({ path: found.path, lock, before: found.text, after });
  if ((await read())?.text !== after) throw stale('does not read back as it was written');
}

/** pmxcfs is down, or this user may not read it: then nothing is known of any guest. */
export function noCluster(name: string): PhoenixError {
  return new PhoenixError('NODE_UNREACHABLE', `/etc/pve is empty on ${name}`, {
    hint: 'the service pve-cluster does not run there, or this user may not read it',
  });
}

async function readScope(machine: Machine, { files = [], ask }: Look): Promise<Found> {
  const [texts, said] = await Promise.all([
    files.length > 0 ? machine.read(files) : new Map<string, string>(),
    ask ? machine.run(ask, { timeout: 60_000 }) : null,
  ]);
  return foundOf(texts, said);
}

export interface PortOptions {
  /** The node is a real one, where an empty /etc/pve says nothing. */
  readonly needsCluster: boolean;
  readonly reach: NodePort['reach'];
}

/** The port to a node; its machine is connected when it is first used. */
export function nodePort(
  name: string,
  machine: () => Promise<Machine>,
  { needsCluster, reach }: PortOptions,
): NodePort {
  return {
    name,
    run: async (argv, options) => (await machine()).run(argv, options),
    guest: async (vmid) => readGuest(await machine(), vmid, needsCluster),
    writeRaw: async (...request) => writeRaw(await machine(), ...request),
    look: async (look) => readScope(await machine(), look),
    writeFile: async (write) => writeFile(await machine(), write),
    reach,
    journal: async (entry) =>
      (await machine()).append(journalPath(entry.estate), journalLine(entry), JOURNAL_ROTATE_AT),
  };
}
