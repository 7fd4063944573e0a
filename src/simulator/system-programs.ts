/**
 * Programs of every Linux that Phoenix starts on a node: `stat`, `chown`, `chmod`, `sh` for its own constant questions,
 * `exportfs`. Only what Phoenix asks of them; their names never stand in the folder that a lab offers on PATH.
 */
import { die } from './failure.ts';
import { ownPath } from './own-files.ts';
import { readJson } from './read-json.ts';
import type { Command, Session } from './session.ts';
import { readState } from './zfs/state.ts';
import { tell } from './zfs/tree.ts';

interface Folder {
  readonly uid: number;
  readonly gid: number;
  readonly mode: string;
}

const foldersPath = ({ node }: Session) => `/.sim/folders/${node.name}.json`;

function isThere(session: Session, path: string): boolean {
  const { host, node } = session;
  const state = readState(host, node.name);
  const mounted = Object.entries(state.datasets).some(
    ([name, { mounted: is }]) => is && tell(state, name, 'mountpoint')?.value === path,
  );
  return mounted || node.paths.includes(path);
}

function folders(session: Session): Readonly<Record<string, Folder>> {
  return (readJson(session.host, foldersPath(session)) as Readonly<Record<string, Folder>> | null) ?? {};
}

function folderAt(session: Session, path: string): Folder {
  if (!isThere(session, path))
    die(`${session.argv[0]}: cannot access '${path}': No such file or directory`, 1);
  return folders(session)[path] ?? { uid: 0, gid: 0, mode: '755' };
}

function change(session: Session, path: string, edit: Partial<Folder>): void {
  const all = { ...folders(session), [path]: { ...folderAt(session, path), ...edit } };
  session.host.write(foldersPath(session), `${JSON.stringify(all)}\n`);
}

/** `chown -- UID[:GID] PATH` */
export const chown: Command = (session) => {
  const [who = '', path = ''] = session.argv.slice(1).filter((word) => word !== '--');
  const [, uid, gid] = /^(\d*)(?::(\d+))?$/.exec(who) ?? die(`chown: invalid user: '${who}'`, 1);
  change(session, path, {
    ...(uid ? { uid: Number(uid) } : {}),
    ...(gid === undefined ? {} : { gid: Number(gid) }),
  });
};

/** `chmod -- MODE PATH` */
export const chmod: Command = (session) => {
  const [mode = '', path = ''] = session.argv.slice(1).filter((word) => word !== '--');
  if (!/^[0-7]{3,4}$/.test(mode)) die(`chmod: invalid mode: '${mode}'`, 1);
  change(session, path, { mode: mode.replace(/^0/, '') });
};

/** `stat -c %u:%g:%a -- PATH` */
export const stat: Command = (session) => {
  const { uid, gid, mode } = folderAt(session, session.argv.at(-1) ?? '');
  session.print(`${uid}:${gid}:${mode}\n`);
};

/** `sh -c 'zpool status; zfs get …'`: commands of the node, one after the other; the last one's end is its own. */
export const sh: Command = (session) => {
  const [, flag, script = ''] = session.argv;
  if (flag !== '-c' || /[$`|&<>(){}'"\\]/.test(script)) die('sh: only plain commands are simulated', 2);
  let exit = 0;
  for (const command of script.split('; ')) {
    const argv = command.split(' ').filter((word) => word !== '');
    if (argv[0] === 'echo') {
      session.print(`${argv.slice(1).join(' ')}\n`);
      exit = 0;
      continue;
    }
    const result = session.call(argv);
    session.print(result.stdout);
    session.warn(result.stderr);
    exit = result.exit;
  }
  if (exit !== 0) die('', exit);
};

const EXPORTS = ['/etc/exports', '/etc/exports.d'] as const;

/** The lines of an exports file, each client by itself. @throws Failure */
function* exported(text: string, file: string): Generator<string> {
  for (const line of text.split('\n')) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [, quoted, plain, clients = ''] = /^(?:"([^"]+)"|(\S+))\s+(.*)$/.exec(line) ?? [];
    const path = quoted ?? plain ?? '';
    if (!path.startsWith('/')) die(`exportfs: ${file}:1: unknown keyword "${line}"`, 1);
    for (const [, client, options = ''] of clients.matchAll(/([^\s(]+)\(([^)]*)\)/g)) {
      yield `${path.replaceAll(' ', String.raw`\040`)}\t${client}(${options})\n`;
    }
  }
}

/** `exportfs -ra`: what the files say is what the server is told. */
export const exportfs: Command = (session) => {
  if (session.argv.slice(1).join(' ') !== '-ra') die('usage: exportfs [-adfhioruvs] [host:/path]', 1);
  const { host, node } = session;
  const own = (path: string) => ownPath(node.name, path);
  const folder = own(EXPORTS[1]);
  const files = host.list(folder).filter((name) => name.endsWith('.exports') && !name.startsWith('.'));
  const texts = [
    [EXPORTS[0], host.read(own(EXPORTS[0])) ?? ''] as const,
    ...files.map((name) => [`${EXPORTS[1]}/${name}`, host.read(`${folder}/${name}`) ?? ''] as const),
  ];
  host.write(own('/var/lib/nfs/etab'), texts.flatMap(([file, text]) => [...exported(text, file)]).join(''));
};
