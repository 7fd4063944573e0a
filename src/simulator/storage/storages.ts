/** The storages of a simulated node, from /etc/pve/storage.cfg as it stands. */
import { die } from '../failure.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';

export interface Storage {
  readonly id: string;
  /** `dir`, `btrfs`, `zfspool`, `lvmthin`, `lvm`, `nfs`, … */
  readonly type: string;
  readonly content: readonly string[];
  /** Nodes that have it; all when empty. */
  readonly nodes: readonly string[];
  readonly disabled: boolean;
  readonly options: ReadonlyMap<string, string>;
}

const PATH = '/etc/pve/storage.cfg';

/** What a storage takes when its entry says nothing. */
const DEFAULT_CONTENT: Readonly<Record<string, string>> = {
  dir: 'images,rootdir,vztmpl,iso,backup,snippets,import',
  btrfs: 'images,rootdir',
  zfspool: 'images,rootdir',
  lvmthin: 'images,rootdir',
  lvm: 'images,rootdir',
};

function storageOf(type: string, id: string, options: ReadonlyMap<string, string>): Storage {
  const list = (text: string | undefined) =>
    text ? text.split(/[\s,;]+/).filter((word) => word !== '') : [];
  return {
    id,
    type,
    content: list(options.get('content') ?? DEFAULT_CONTENT[type] ?? 'images'),
    nodes: list(options.get('nodes')),
    disabled: options.has('disable') && options.get('disable') !== '0',
    options,
  };
}

/** Every storage of the cluster, by id, in the file's order. */
export function parseStorages(text: string): ReadonlyMap<string, Storage> {
  const storages = new Map<string, Storage>();
  let open: { type: string; id: string; options: Map<string, string> } | null = null;
  for (const line of text.split('\n')) {
    const heading = /^([a-z]+):\s*(\S+)\s*$/.exec(line);
    const option = /^\s+(\S+)(?:\s+(.*?))?\s*$/.exec(line);
    if (heading) {
      open = { type: heading[1] ?? '', id: heading[2] ?? '', options: new Map() };
      storages.set(open.id, storageOf(open.type, open.id, open.options));
    } else if (open && option) {
      open.options.set(option[1] ?? '', option[2] ?? '1');
      storages.set(open.id, storageOf(open.type, open.id, open.options));
    }
  }
  return storages;
}

export const readStorages = (host: Host) => parseStorages(host.read(PATH) ?? '');

/** @throws Failure for a storage that the cluster does not have. */
export function storageById(host: Host, id: string): Storage {
  return readStorages(host).get(id) ?? die(`storage '${id}' does not exist`);
}

/** @throws Failure for a storage that is unknown, disabled, or not of this node. */
export function availableStorage(session: Session, id: string): Storage {
  const storage = storageById(session.host, id);
  if (storage.disabled) die(`storage '${id}' is disabled`);
  if (storage.nodes.length > 0 && !storage.nodes.includes(session.node.name)) {
    die(`storage '${id}' is not available on node '${session.node.name}'`);
  }
  return storage;
}
