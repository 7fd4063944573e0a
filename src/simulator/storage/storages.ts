/** The storages of a simulated cluster: /etc/pve/storage.cfg read and written, and Proxmox's refusals. */
import { die } from '../failure.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';
import type { Storage, StorageType } from './type.ts';
import { STORAGE_TYPES } from './types.ts';

const PATH = '/etc/pve/storage.cfg';

const listOf = (text: string | undefined) => (text ?? '').split(/[\s,;]+/).filter((word) => word !== '');

const isOn = (value: string | undefined) => value !== undefined && value !== '0';

/** An entry of storage.cfg from its properties as written. */
export function storageOf(type: string, id: string, options: ReadonlyMap<string, string>): Storage {
  const known = STORAGE_TYPES.get(type);
  const content = options.get('content');
  return {
    id,
    type,
    content: content === undefined ? (known?.defaultContent ?? ['images']) : listOf(content),
    nodes: listOf(options.get('nodes')),
    shared: known?.alwaysShared === true || isOn(options.get('shared')),
    disabled: isOn(options.get('disable')),
    options,
  };
}

/** Proxmox adds `local` where the file does not have it (PVE 9.2). */
const LOCAL = storageOf(
  'dir',
  'local',
  new Map([
    ['path', '/var/lib/vz'],
    ['content', 'images,rootdir,vztmpl,iso,backup,snippets'],
  ]),
);

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
  if (!storages.has('local')) storages.set('local', LOCAL);
  return storages;
}

/** The text of storage.cfg; a flag that is off is not written. */
export function formatStorages(storages: Iterable<Storage>): string {
  const block = ({ type, id, options }: Storage) => {
    const lines = [...options].flatMap(([key, value]) => {
      if (key === 'disable') return isOn(value) ? ['\tdisable\n'] : [];
      return [`\t${key} ${value}\n`];
    });
    return `${type}: ${id}\n${lines.join('')}`;
  };
  return [...storages].map(block).join('\n');
}

export const readStorages = (host: Host) => parseStorages(host.read(PATH) ?? '');

export function writeStorages(host: Host, storages: ReadonlyMap<string, Storage>): void {
  host.write(PATH, formatStorages(storages.values()));
}

/** @throws Failure for a storage that the cluster does not have. */
export function storageById(host: Host, id: string): Storage {
  return readStorages(host).get(id) ?? die(`storage '${id}' does not exist`);
}

/** Has the node this storage? */
export const isOnNode = (storage: Storage, node: string) =>
  storage.nodes.length === 0 || storage.nodes.includes(node);

/** @throws Failure for a storage that is unknown, disabled, or not of this node (of the session's unless given). */
export function availableStorage(session: Session, id: string, node = session.node.name): Storage {
  const storage = storageById(session.host, id);
  if (storage.disabled) die(`storage '${id}' is disabled`);
  if (!isOnNode(storage, node)) die(`storage '${id}' is not available on node '${node}'`);
  return storage;
}

/** @throws Failure for a type that the simulator does not model. */
export function typeOf(storage: Storage): StorageType {
  return (
    STORAGE_TYPES.get(storage.type) ??
    die(`storage '${storage.id}': the simulator does not model storage type '${storage.type}'`)
  );
}
