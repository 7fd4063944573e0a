/**
 * Which files `phoenix node` reads and writes for a Phoenix elsewhere: those that kinds declare, and those of the node that
 * every reading takes. All else is refused, with the reason. Pure.
 */
import { contentRefused } from './contents.ts';
import { withRawLines } from '../raw.ts';
import { matches } from '../match.ts';

export interface PathRules {
  readonly reads: readonly string[];
  /** Replaced as a whole, or removed. */
  readonly writes: readonly string[];
  /** Raw lines with commands, which run as root on the node. */
  readonly hooks: boolean;
}

/** Guests, locks, journals, tasks, marks: what Phoenix reads whatever kinds there are. */
const OWN_READS: readonly string[] = [
  '/etc/pve/.version',
  '/etc/pve/.members',
  '/etc/pve/nodes/*/lxc/*.conf',
  '/etc/pve/nodes/*/qemu-server/*.conf',
  '/etc/pve/storage.cfg',
  '/etc/pve/user.cfg',
  '/etc/pve/priv/lock/phoenix-*/owner-*',
  '/etc/pve/priv/lock/phoenix-*/waits-*',
  '/etc/pve/phoenix/*/*.json',
  '/proc/*/stat',
  '/run/qemu-server/*.pid',
  '/var/lib/phoenix/journal/*.jsonl*',
  '/var/lib/dpkg/status',
  '/var/log/pve/tasks/active',
];

/** What Phoenix writes whatever kinds there are. */
const OWN_WRITES: readonly string[] = [
  '/etc/pve/priv/lock/phoenix-*/owner-*',
  '/etc/pve/priv/lock/phoenix-*/waits-*',
  '/etc/pve/phoenix/*/*.json',
];

const JOURNAL = '/var/lib/phoenix/journal/*.jsonl';
const ESTATE_LOCK = '/etc/pve/priv/lock/phoenix-*';
/** Proxmox's own locks of files in /etc/pve: folders that pmxcfs makes for one holder. */
const FILE_LOCKS = '/etc/pve/priv/lock/file-*';
const CONF = '/etc/pve/nodes/*/lxc/*.conf';
const GUEST_LOCK = /^\/run\/lock\/lxc\/pve-config-([1-9]\d*)\.lock$/;

/** Characters of a path. */
const LONGEST = 4096;

/** One that is what it says: nothing climbs out of it, nothing ends it early, and it is compared in a moment. */
const isPlain = (path: string) =>
  path.startsWith('/') &&
  path.length <= LONGEST &&
  !/[\0\r\n]/.test(path) &&
  !/(?:^|\/)\.{1,2}(?:\/|$)|\/\/|\/$|(?:\*[^/]*){5}/.test(path);

function within(path: string, patterns: readonly string[]): boolean {
  return isPlain(path) && patterns.some((pattern) => matches(path, pattern));
}

/** A pattern is one of those that are allowed, or narrower: a `*` in it stands where one is allowed. */
export function readRefused(pattern: string, { reads }: PathRules): string | null {
  if (within(pattern, [...OWN_READS, ...reads])) return null;
  return `phoenix node does not read ${pattern}`;
}

/** @param text what it will hold; null: it is removed */
export function writeRefused(path: string, text: string | null, { writes }: PathRules): string | null {
  if (!within(path, [...OWN_WRITES, ...writes])) return `phoenix node does not write ${path}`;
  return text === null ? null : contentRefused(path, text);
}

export function appendRefused(path: string, text: string): string | null {
  if (!within(path, [JOURNAL])) return `phoenix node appends to journals alone, not to ${path}`;
  return text.endsWith('\n') && text.indexOf('\n') === text.length - 1
    ? null
    : 'a journal is written line by line';
}

export function folderRefused(path: string): string | null {
  return within(path, [ESTATE_LOCK, FILE_LOCKS])
    ? null
    : `phoenix node makes folders for locks alone, not ${path}`;
}

export function removeRefused(path: string, rules: PathRules): string | null {
  return folderRefused(path) === null ? null : writeRefused(path, null, rules);
}

/** Commands of the host, files that bring more of them, and files that the guest's output is written to. */
const HOOK =
  /^lxc\.(?:hook|mount\.(?:hook|fstab)|init\.|execute\.|include|log\.file|console\.|net\.\d+\.script|seccomp\.notify)/;

/** Raw lines of a container, under Proxmox's own lock: nothing but them may differ, and none of them is a command. */
function rawRefused(
  path: string,
  lock: string,
  before: string,
  after: string,
  hooks: boolean,
): string | null {
  const vmid = /\/([1-9]\d*)\.conf$/.exec(path)?.[1];
  if (GUEST_LOCK.exec(lock)?.[1] !== vmid) return `${lock} is not the lock of ${path}`;
  // Environment is kept where none is given: an empty line of it takes it out on both sides.
  const none = [{ key: 'lxc.environment.runtime', value: '' }];
  const bare = (text: string) => withRawLines(text, none);
  if (bare(before) !== bare(after)) return `more than raw lines of ${path} would change`;
  const lines = after.split('\n').filter((line) => HOOK.test(line) && !before.split('\n').includes(line));
  if (lines.length === 0 || hooks) return null;
  return `${lines[0] ?? ''}: phoenix node writes no commands of hooks (--allow hooks)`;
}

interface Replacing {
  readonly path: string;
  readonly lock: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Locks that files of the node are replaced under. */
const FILE_LOCK = /^\/(?:run|var)\/lock\/[\w./-]+$/;

export function replaceRefused({ path, lock, before, after }: Replacing, rules: PathRules): string | null {
  if (!isPlain(lock) || !FILE_LOCK.test(lock)) return `${lock} is no lock`;
  if (!within(path, [CONF])) return writeRefused(path, after, rules);
  if (before === null || after === null) return `phoenix node neither makes nor removes ${path}`;
  return rawRefused(path, lock, before, after, rules.hooks);
}
