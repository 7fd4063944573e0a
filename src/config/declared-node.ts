/** What `phoenix.json` says of a node or a storage that a file of a guest names: undefined where it says nothing. */
import type { NodeSettings, Settings } from './settings.ts';

export type StorageSettings = NodeSettings['storages'][string];

const MANAGED = new WeakSet<StorageSettings>();

/** Declared by a file of its own, which makes the entry true: not what somebody else sees to. */
export function managed(entry: StorageSettings): StorageSettings {
  MANAGED.add(entry);
  return entry;
}

export const isManaged = (entry: StorageSettings): boolean => MANAGED.has(entry);

export const nodeIn = ({ nodes }: Settings, name: string): NodeSettings | undefined =>
  Object.hasOwn(nodes, name) ? nodes[name] : undefined;

export function storageIn(settings: Settings, node: string, name: string): StorageSettings | undefined {
  const storages = nodeIn(settings, node)?.storages;
  return storages && Object.hasOwn(storages, name) ? storages[name] : undefined;
}
