/** All that is on the nodes after an apply, without what chance and time decide; and the locks that are left. */
import { canonical } from '../../src/json.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';

/**
 * Files about the past or about processes, which no apply makes the same twice; when the firewall's service looked last; and
 * what lies in a guest's /run: the next run takes it away when it is old, or the next start does.
 */
const PAST =
  /^\/(?:proc|var\/log\/pve\/tasks|var\/lib\/phoenix\/journal|\.sim\/firewall|\.sim\/guests\/\d+\/rootfs\/run)\//;
/** What runs counts, and not since when. */
const RUNNING = /^\/\.sim\/(?:own\/[^/]+\/run\/qemu-server|running|machines)\//;

const MAC = /\b[0-9A-F]{2}(?::[0-9A-F]{2}){5}\b/gi;

/** Whether something that counts is written there. */
export const counts = (path: string): boolean => !PAST.test(path);

function plainText(path: string, text: string): string | null {
  if (PAST.test(path)) return null;
  if (RUNNING.test(path)) return 'runs';
  if (path === '/etc/pve/storage.cfg')
    return text
      .split(/\n(?=\S)/)
      .toSorted()
      .join('\n');
  if (/^\/\.sim\/(?:zfs|folders)\//.test(path))
    return canonical(JSON.parse(text)).replaceAll(/"created":\d+/g, '"created":T');
  // What SDN was changed for last, and when: whether that came to its end.
  if (/\/sdn-(?:grow|shrink)\.json$/.test(path)) return (JSON.parse(text) as { state: string }).state;
  return text
    .replaceAll(/"(built|retired)"(:|%3A)"[^"]*"/g, '"$1"$2"T"')
    .replaceAll(MAC, 'MAC')
    .replaceAll(/^(vmgenid: |smbios1: uuid=).*$/gm, '$1R')
    .replaceAll(/^(meta: .*ctime=)\d+/gm, '$1T')
    .replaceAll(/^(snaptime: )\d+/gm, '$1T')
    .replaceAll(/"(ctime|created|since|pid)":\d+/g, '"$1":T');
}

/** What is there, by path. */
export type State = ReadonlyMap<string, string>;

/** What is other than it was meant to be, in words. @param excuse what may differ all the same */
export function differences(
  found: State,
  wanted: State,
  excuse: (path: string, text: string) => string | null = (_, text) => text,
): string[] {
  const plain = (path: string, text: string | undefined): string | null => {
    const one = text === undefined ? null : plainText(path, text);
    return one === null ? null : excuse(path, one);
  };
  const paths = [...new Set([...found.keys(), ...wanted.keys()])];
  return paths.flatMap((path) => {
    if (found.get(path) === wanted.get(path)) return [];
    const [is, shall] = [plain(path, found.get(path)), plain(path, wanted.get(path))];
    if (is === shall) return [];
    if (is === null) return [`${path} is not there`];
    if (shall === null) return [`${path} is there: ${is.slice(0, 200)}`];
    return [`${path}:${firstDifference(is, shall)}`];
  });
}

function firstDifference(is: string, shall: string): string {
  const [a, b] = [is.split('\n'), shall.split('\n')];
  const found = a.findIndex((line, index) => line !== b[index]);
  const at = found < 0 ? a.length : found;
  const line = (lines: readonly string[]) => (lines[at] ?? 'nothing').slice(0, 400);
  return `${at + 1}: ${line(a)} instead of ${line(b)}`;
}

const LOCK_LINE = /^lock: \S+$/m;

export function locksLeft(host: MemoryHost): string[] {
  return [...host.files()].flatMap(([path, text]) => {
    if (path.startsWith('/etc/pve/priv/lock/')) return [path];
    const isGuest = /^\/etc\/pve\/nodes\/[^/]+\/(?:lxc|qemu-server)\/\d+\.conf$/.test(path);
    return isGuest && LOCK_LINE.test(text) ? [`${path} ${LOCK_LINE.exec(text)?.[0]}`] : [];
  });
}
