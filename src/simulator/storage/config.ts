/** /etc/pve/storage.cfg: which storages there are. Reading, writing, and Proxmox's refusals. */
import { die } from '../failure.ts';
import type { Host } from '../host.ts';
import { STORAGE_TYPES } from './types.ts';
import type { StorageConfig, StorageType } from './type.ts';

export const STORAGE_CFG = '/etc/pve/storage.cfg';

/** Proxmox adds it when the file lacks it (PVE 9.2). */
const LOCAL: StorageConfig = {
  id: 'local',
  type: 'dir',
  content: ['iso', 'vztmpl', 'backup', 'snippets', 'rootdir', 'images'],
  nodes: [],
  shared: false,
  disable: false,
  options: { path: '/var/lib/vz' },
};

const listOf = (text: string | undefined) => (text ?? '').split(/[\s,;]+/).filter((word) => word !== '');

function entry(id: string, type: string, properties: Readonly<Record<string, string>>): StorageConfig {
  const { content, nodes, shared, disable, ...options } = properties;
  const known = STORAGE_TYPES.get(type);
  return {
    id,
    type,
    content: content === undefined ? (known?.defaultContent ?? []) : listOf(content),
    nodes: listOf(nodes),
    shared: known?.alwaysShared === true || (shared !== undefined && shared !== '0'),
    disable: disable !== undefined && disable !== '0',
    options,
  };
}

/** Reads the text of storage.cfg; entries keep their order. */
export function parseStorageConfig(text: string): Map<string, StorageConfig> {
  const storages = new Map<string, StorageConfig>();
  for (const block of text.split(/\n(?=\S)/)) {
    const [heading = '', ...lines] = block.split('\n');
    const match = /^([a-z]+):\s*([a-z][a-z0-9\-_.]*[a-z0-9])\s*$/i.exec(heading);
    if (!match) continue;
    const properties = lines.flatMap((line) => {
      const pair = /^\s+(\S+)(?:\s+(.*?))?\s*$/.exec(line);
      return pair ? [[pair[1] ?? '', pair[2] ?? '1'] as const] : [];
    });
    storages.set(match[2] ?? '', entry(match[2] ?? '', match[1] ?? '', Object.fromEntries(properties)));
  }
  if (!storages.has('local')) storages.set('local', LOCAL);
  return storages;
}

export function formatStorageConfig(storages: Iterable<StorageConfig>): string {
  const blocks = [...storages].map((storage) => {
    const known = STORAGE_TYPES.get(storage.type);
    const lines = Object.entries(storage.options).map(([key, value]) => `\t${key} ${value}`);
    lines.push(`\tcontent ${storage.content.join(',')}`);
    if (storage.nodes.length > 0) lines.push(`\tnodes ${storage.nodes.join(',')}`);
    if (storage.shared && known?.alwaysShared !== true) lines.push('\tshared 1');
    if (storage.disable) lines.push('\tdisable');
    return `${storage.type}: ${storage.id}\n${lines.join('\n')}\n`;
  });
  return blocks.join('\n');
}

export const readStorages = (host: Host): Map<string, StorageConfig> =>
  parseStorageConfig(host.read(STORAGE_CFG) ?? '');

export function writeStorages(host: Host, storages: ReadonlyMap<string, StorageConfig>): void {
  host.write(STORAGE_CFG, formatStorageConfig(storages.values()));
}

/** @throws Failure `storage 'x' does not exist` */
export function requireStorage(host: Host, id: string): StorageConfig {
  return readStorages(host).get(id) ?? die(`storage '${id}' does not exist`);
}

/** @throws Failure also when it is disabled, or not there on this node */
export function requireEnabled(host: Host, id: string, node: string): StorageConfig {
  const storage = requireStorage(host, id);
  if (storage.disable) die(`storage '${id}' is disabled`);
  if (storage.nodes.length > 0 && !storage.nodes.includes(node)) {
    die(`storage '${id}' is not available on node '${node}'`);
  }
  return storage;
}

/** @throws Failure for a type that is not modelled */
export function typeOf(storage: StorageConfig): StorageType {
  return (
    STORAGE_TYPES.get(storage.type) ??
    die(`storage '${storage.id}': the simulator does not model storage type '${storage.type}'`)
  );
}
