/** All that is on the nodes after an apply, without what chance and time decide; and the locks that are left. */
import { canonical } from '../../src/json.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';

/** Files about the past or about processes, which no apply makes the same twice; and when the firewall's service looked last. */
const PAST = /^\/(?:proc|var\/log\/pve\/tasks|var\/lib\/phoenix\/journal|\.sim\/firewall)\//;
/** What runs counts, and not since when. */
const RUNNING = /^\/\.sim\/(?:own\/[^/]+\/run\/qemu-server|running|machines)\//;

const MAC = /\b[0-9A-F]{2}(?::[0-9A-F]{2}){5}\b/gi;

/** Whether something that counts is written there. */
export const counts = (path: string): boolean => !PAST.test(path);

export function plainText(path: string, text: string): string | null {
  if (PAST.test(path)) return null;
  if (RUNNING.test(path)) return 'runs';
  if (path === '/etc/pve/storage.cfg')
    return text
      .split(/\n(?=\S)/)
      .toSorted()
      .join('\n');
  if (path.startsWith('/.sim/zfs/'))
    return canonical(JSON.parse(text)).replaceAll(/"created":\d+/g, '"created":T');
  return text
    .replaceAll(/"built"(:|%3A)"[^"]*"/g, '"built"$1"T"')
    .replaceAll(MAC, 'MAC')
    .replaceAll(/^(vmgenid: |smbios1: uuid=).*$/gm, '$1R')
    .replaceAll(/^(meta: .*ctime=)\d+/gm, '$1T')
    .replaceAll(/"(ctime|created|since|pid)":\d+/g, '"$1":T');
}

/** Texts by path. */
export function stateOf(host: MemoryHost): ReadonlyMap<string, string> {
  const state = new Map<string, string>();
  for (const [path, text] of host.files()) {
    const plain = plainText(path, text);
    if (plain !== null) state.set(path, plain);
  }
  return state;
}

/** What is other than it was meant to be, by path. */
export function differences(
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): string[] {
  const paths = [...new Set([...found.keys(), ...wanted.keys()])];
  return paths.flatMap((path) => {
    const [is, shall] = [found.get(path), wanted.get(path)];
    if (is === shall) return [];
    if (is === undefined) return [`${path} is not there`];
    if (shall === undefined) return [`${path} is there: ${is.slice(0, 200)}`];
    const [a, b] = [is.split('\n'), shall.split('\n')];
    const at = a.findIndex((line, index) => line !== b[index]);
    const line = at < 0 ? a.length : at;
    return [
      `${path}:${line + 1}: ${(a[line] ?? 'nothing').slice(0, 400)} instead of ${(b[line] ?? 'nothing').slice(0, 400)}`,
    ];
  });
}

const LOCK_LINE = /^lock: \S+$/m;

export function locksLeft(host: MemoryHost): string[] {
  return [...host.files()].flatMap(([path, text]) => {
    if (path.startsWith('/etc/pve/priv/lock/')) return [path];
    const isGuest = /^\/etc\/pve\/nodes\/[^/]+\/(?:lxc|qemu-server)\/\d+\.conf$/.test(path);
    return isGuest && LOCK_LINE.test(text) ? [`${path} ${LOCK_LINE.exec(text)?.[0]}`] : [];
  });
}
