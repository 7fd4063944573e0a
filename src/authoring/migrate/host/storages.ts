/** The storages of the node: as the host's file declares them, and as containers use them. Pure. */
import { isObject, type Json, type JsonObject } from '../../../json.ts';
import { below, type Found, membersOf, type Source, textIn } from '../source.ts';
import { hostAt } from './read.ts';
import type { Input, Say } from './say.ts';

const CONTENTS: ReadonlySet<string> = new Set([
  'rootdir',
  'images',
  'vztmpl',
  'iso',
  'backup',
  'snippets',
  'import',
]);

interface Storage {
  readonly type: string;
  readonly content: readonly string[];
  readonly from: Found;
}

/** Storages as the old tool made them: `pool-dataset`. */
export function storagesOf(source: Source): ReadonlyMap<string, Storage> {
  const storages = new Map<string, Storage>();
  for (const from of membersOf(hostAt(source, 'zfs', 'datasets'))) {
    const [name, pool, type, content] = ['name', 'pool', 'proxmox_storage_type', 'proxmox_content_type'].map(
      (key) => textIn(below(from, key)?.value),
    );
    if (
      !name ||
      !pool ||
      !type ||
      !['dir', 'zfspool', 'nfs', 'cifs', 'btrfs', 'lvm', 'lvmthin'].includes(type)
    )
      continue;
    const allowed = (content ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => CONTENTS.has(one));
    storages.set(`${pool}-${name}`, { type, content: allowed, from });
  }
  return storages;
}

const STORAGE_NAME = /^[A-Za-z][\w.-]*[A-Za-z0-9]$/;

/** What resources have on storages, by storage. */
export function disksOn(values: readonly JsonObject[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  const use = (name: string, content: string): void => {
    used.set(name, (used.get(name) ?? new Set()).add(content));
  };
  for (const value of values) {
    for (const name of disksOf(value)) use(name, 'rootdir');
    const archive = value['ostemplate'];
    if (typeof archive === 'string') use(archive.slice(0, archive.indexOf(':')), 'vztmpl');
  }
  return used;
}

/** Those that no file of their own declares. */
export function storages(
  input: Input,
  say: Say,
  node: readonly string[],
  managed: ReadonlySet<string>,
): JsonObject {
  const said = storagesOf(input.source);
  const used = disksOn(input.values);
  const all: Record<string, Json> = { local: { type: 'dir' } };
  for (const [name, { type, content, from }] of said) {
    const path = [...node, 'storages', name];
    const missing = [...(used.get(name) ?? [])].filter((one) => !content.includes(one));
    const kinds = below(from, 'proxmox_content_type');
    if (!managed.has(name)) {
      all[name] = { type, content: [...content, ...missing] };
      for (const key of ['name', 'pool', 'proxmox_storage_type']) say(below(from, key), path);
      if (kinds) say(kinds, [...path, 'content']);
    }
    for (const one of missing) {
      const text = `containers have ${one === 'rootdir' ? 'disks' : 'their archive'} on ${name}, which may hold ${content.join(', ') || 'nothing'} only; "${one}" is added here`;
      input.findings.mistakes.push({ role: 'host', pointer: (kinds ?? from).pointer, text });
    }
  }
  for (const [name, content] of used) {
    if (said.has(name) || name === 'local' || !STORAGE_NAME.test(name)) continue;
    // The old tool made disks of containers in pools of ZFS alone.
    const type = content.has('vztmpl') ? 'dir' : 'zfspool';
    all[name] = { type, content: [...content].toSorted() };
    input.findings.assumed.push(
      `The storage ${name} is in no dataset of the host: ${type} is written under "storages" of the node.`,
    );
  }
  return all;
}

/** Storages that a resource has disks on. */
function disksOf(value: JsonObject): string[] {
  const mounts = isObject(value['mounts']) ? Object.values(value['mounts']) : [];
  return [value['rootfs'], ...mounts].flatMap((disk) =>
    isObject(disk) && typeof disk['storage'] === 'string' ? [disk['storage']] : [],
  );
}
