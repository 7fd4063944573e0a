/** Proxmox's section files (PVE 8 and 9): sections `TYPE: ID` with indented properties; and what storage.cfg says by them. */
import type { StorageEntry } from './port.ts';

/** Types that are on every node by nature; others say so with `shared 1`. */
const SHARED = new Set([
  'nfs',
  'cifs',
  'cephfs',
  'rbd',
  'iscsi',
  'iscsidirect',
  'glusterfs',
  'pbs',
  'zfs',
  'esxi',
]);

const listOf = (text: string | undefined) => (text ?? '').split(/[\s,;]+/).filter((word) => word !== '');

interface Section {
  readonly type: string;
  readonly id: string;
  /** What stands several times, such as the ranges of a subnet, is one text of several lines. */
  readonly options: Record<string, string>;
}

/** The sections of such a file, in its order. */
export function sections(text: string): Section[] {
  const found: Section[] = [];
  let open: Section | null = null;
  for (const line of text.split('\n')) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const heading = /^([\w-]+):\s*(\S+)\s*$/.exec(line);
    if (heading) {
      open = { type: heading[1] ?? '', id: heading[2] ?? '', options: {} };
      found.push(open);
      continue;
    }
    // A property without a value is a switch: `sparse`, `disable`.
    const property = /^\s+(\S+)(?:\s+(.*?))?\s*$/.exec(line);
    if (!open || !property) continue;
    const [, key = '', value = '1'] = property;
    const before = Object.hasOwn(open.options, key) ? open.options[key] : undefined;
    open.options[key] = before === undefined ? value : `${before}\n${value}`;
  }
  return found;
}

/** Every enabled storage by its id. Proxmox adds `local` when the file does not name it. */
export function parseStorageCfg(text: string): Map<string, StorageEntry> {
  const storages = new Map<string, StorageEntry>();
  for (const { type, id, options } of sections(text)) {
    if (options['disable'] === '1') continue;
    storages.set(id, {
      id,
      type,
      nodes: listOf(options['nodes']),
      content: options['content'] === undefined ? ['images', 'rootdir'] : listOf(options['content']),
      shared: options['shared'] === '1' || (SHARED.has(type) && options['shared'] !== '0'),
      options,
    });
  }
  if (!sections(text).some((section) => section.id === 'local')) {
    storages.set('local', {
      id: 'local',
      type: 'dir',
      nodes: [],
      content: ['images', 'rootdir', 'vztmpl', 'iso', 'backup', 'snippets'],
      shared: false,
      options: { path: '/var/lib/vz', content: 'images,rootdir,vztmpl,iso,backup,snippets' },
    });
  }
  return storages;
}
