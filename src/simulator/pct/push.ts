/** `pct push` and `pct pull`: one file. When the copy fails, only stderr tells: the exit is 0 (PVE 9.2). */
import { withGuestLock } from '../conf-store.ts';
import { hostPathExists } from '../facts.ts';
import { die } from '../failure.ts';
import { guestRoot } from '../guest-files.ts';
import { isRunning } from '../guests.ts';
import type { Host } from '../host.ts';
import type { Command, FileCopy, Session } from '../session.ts';
import { runTask } from '../tasks.ts';
import { forgiving } from './forgiving.ts';

/** Folders that every guest has, although nothing has been put there. */
const GUEST_FOLDERS = new Set([
  '',
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/home',
  '/lib',
  '/media',
  '/mnt',
  '/opt',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/srv',
  '/sys',
  '/tmp',
  '/usr',
  '/usr/bin',
  '/usr/lib',
  '/usr/local',
  '/usr/local/bin',
  '/usr/sbin',
  '/var',
  '/var/lib',
  '/var/log',
  '/var/tmp',
  '/etc/systemd/system',
]);

/** Users and groups of a fresh Debian, which most guests are. */
const NAMES = new Set([
  'root',
  'daemon',
  'bin',
  'sys',
  'sync',
  'games',
  'man',
  'lp',
  'mail',
  'news',
  'uucp',
  'proxy',
  'www-data',
  'backup',
  'list',
  'irc',
  'nobody',
  'nogroup',
  'adm',
  'tty',
  'disk',
  'sudo',
  'audio',
  'video',
  'render',
  'staff',
  'users',
]);

/** The same path whether or not it begins with `/`: commands in a guest start at its root. */
const clean = (path: string) =>
  `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;

function isFolder(host: Host, vmid: number, path: string): boolean {
  const folder = path === '/' ? '' : path;
  return GUEST_FOLDERS.has(folder) || host.list(`${guestRoot(vmid)}${folder}`).length > 0;
}

/** What makes Proxmox's `create_file` die before it has opened anything. */
function checkOwner(host: Host, vmid: number | null, values: ReadonlyMap<string, string>): void {
  const known = (file: string, name: string) => {
    const text = vmid === null ? null : host.read(`${guestRoot(vmid)}/etc/${file}`);
    return text === null ? NAMES.has(name) : text.split('\n').some((line) => line.startsWith(`${name}:`));
  };
  for (const [option, file, word] of [
    ['user', 'passwd', 'uid'],
    ['group', 'group', 'gid'],
  ] as const) {
    const name = values.get(option);
    if (name !== undefined && !/^\d+$/.test(name) && !known(file, name))
      die(`failed to get ${word} for: ${name}`);
  }
  const perms = values.get('perms');
  if (perms === undefined) return;
  const mode = perms.startsWith('0') ? perms : `0${perms}`;
  if (!/^(?:0x[0-9a-f]+|0[0-7]*)$/i.test(mode)) die(`invalid mode: '${mode}'`);
}

/** A file of the machine on which the command runs; null for a folder or nothing. */
const localFile = (session: Session, path: string) =>
  session.host.read(path) ?? session.runtime?.readFile?.(path) ?? null;

function copyOf(
  vmid: number,
  hostPath: string,
  guestPath: string,
  values: ReadonlyMap<string, string>,
): FileCopy {
  const asked = ['perms', 'user', 'group'].flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { vmid, hostPath, guestPath, ...Object.fromEntries(asked) };
}

function pushFile(session: Session, vmid: number, values: ReadonlyMap<string, string>): void {
  const { host } = session;
  const [file, destination] = [values.get('file') ?? '', values.get('destination') ?? ''];
  if (session.runtime?.push) return session.runtime.push(copyOf(vmid, file, destination, values));
  const text = localFile(session, file);
  const folder = text === null && (host.list(file).length > 0 || hostPathExists(session.node, file));
  if (text === null && !folder) die(`failed to open ${file} for reading`);
  checkOwner(host, vmid, values);
  const target = clean(destination);
  const parent = target.slice(0, target.lastIndexOf('/'));
  if (!isFolder(host, vmid, parent || '/'))
    die(`failed to create file: ${destination}: No such file or directory`);
  if (destination.endsWith('/') || isFolder(host, vmid, target)) {
    die(`failed to create file: ${destination}: Is a directory`);
  }
  // A folder can be opened, but gives nothing to copy: an empty file is what comes of it (observed).
  host.write(`${guestRoot(vmid)}${target}`, text ?? '');
}

function pullFile(session: Session, vmid: number, values: ReadonlyMap<string, string>): void {
  const { host } = session;
  const [path, destination] = [values.get('path') ?? '', values.get('destination') ?? ''];
  if (session.runtime?.pull) return session.runtime.pull(copyOf(vmid, destination, path, values));
  checkOwner(host, null, values);
  const parent = destination.slice(0, destination.lastIndexOf('/')) || '/';
  const write = (text: string) => {
    if (host.list(parent).length > 0 || hostPathExists(session.node, parent)) {
      host.write(destination, text);
      return;
    }
    const problem = session.runtime?.writeFile
      ? session.runtime.writeFile(destination, text)
      : 'No such file or directory';
    if (problem !== null) die(`failed to create file: ${destination}: ${problem}`);
  };
  write('');
  const source = clean(path);
  const text = host.read(`${guestRoot(vmid)}${source}`);
  if (text === null && !isFolder(host, vmid, source))
    die(`failed to open ${path}: No such file or directory`);
  if (text !== null) write(text);
}

export const pctPush: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  withGuestLock(session, vmid, () => {
    if (!isRunning(session.host, vmid)) die('can only push files to a running CT');
    forgiving(session, () =>
      runTask(session, 'push_file', String(vmid), () => pushFile(session, vmid, values)),
    );
  });
};

export const pctPull: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  withGuestLock(session, vmid, () => {
    if (!isRunning(session.host, vmid)) {
      die('can only pull files from a running VM at /usr/share/perl5/PVE/CLI/pct.pm line 664.');
    }
    forgiving(session, () =>
      runTask(session, 'pull_file', String(vmid), () => pullFile(session, vmid, values)),
    );
  });
};
