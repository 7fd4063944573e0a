/** From a merged file to an entry in Proxmox's words, and to what the file declares of the nodes. Pure. */
import { managed } from '../../config/declared-node.ts';
import type { Settings } from '../../config/settings.ts';
import type { PointedFinding } from '../../errors.ts';
import { type JsonObject, pointer } from '../../json.ts';
import type { Declaring, Resolved, ResolveInput } from '../kind.ts';
import { finding } from './finding-ids.ts';
import { OPTIONS, optionWord, type StorageType, takes, typeRow } from './options.ts';
import { storageSchema } from './schema.ts';
import type { StorageSpec } from './spec.ts';

const STORAGE_ID = /^[a-z][\w.-]*[a-z0-9]$/i;

function* wrong(name: string, type: StorageType, merged: JsonObject): Generator<PointedFinding> {
  if (!STORAGE_ID.test(name))
    yield finding('PHX827', '', `"${name}" cannot be the id of a storage`, 'rename the file');
  for (const key of Object.keys(OPTIONS)) {
    if (merged[key] === undefined || takes(type, key)) continue;
    yield finding(
      'PHX825',
      pointer(key),
      `a storage of type ${type} has no "${key}"`,
      'remove it, or correct "type"',
    );
  }
  for (const key of typeRow(type).needs) {
    if (merged[key] !== undefined) continue;
    yield finding('PHX826', '', `a storage of type ${type} needs "${key}"`, `write "${key}"`);
  }
  if (merged['password'] !== undefined && !typeRow(type).hasPassword) {
    yield finding(
      'PHX825',
      '/password',
      `a storage of type ${type} has no password`,
      'remove it, or correct "type"',
    );
  }
}

function nodesOf(merged: JsonObject, settings: Settings): readonly string[] {
  const named = merged['nodes'];
  return Array.isArray(named) ? named.map(String) : Object.keys(settings.nodes);
}

function optionsOf(type: StorageType, name: string, merged: JsonObject): Record<string, string> {
  const options: Record<string, string> = {};
  for (const key of Object.keys(OPTIONS)) {
    const value = merged[key];
    if (value === undefined) continue;
    // Proxmox keeps a word here, since a path could stand in its place.
    options[key] = key === 'is_mountpoint' ? (value === true ? 'yes' : 'no') : optionWord(key, value);
  }
  // Proxmox gives them this place, and its call cannot do without one (PVE 9.2).
  if ((type === 'nfs' || type === 'cifs') && options['path'] === undefined)
    options['path'] = `/mnt/pve/${name}`;
  return options;
}

export function resolveStorage({ merged, name, isAccepted, settings }: ResolveInput): Resolved<StorageSpec> {
  if (!isAccepted && !storageSchema.safeParse(merged).success) return { spec: null, findings: [] };
  const type = merged['type'] as StorageType;
  const findings = [...wrong(name, type, merged)];
  const nodes = nodesOf(merged, settings);
  const password = merged['password'];
  const spec: StorageSpec = {
    id: name,
    type,
    adopt: merged['adopt'] === true,
    node: nodes[0] ?? '',
    nodes,
    options: optionsOf(type, name, merged),
    ...(typeof password === 'string' ? { password } : {}),
  };
  return { spec: findings.length > 0 ? null : spec, findings };
}

/** As an entry under "storages" of each node that has it, in the place of one that phoenix.json may have. */
export function declareStorages(files: readonly Declaring[], settings: Settings): Settings {
  const nodes = { ...settings.nodes };
  let isSame = true;
  for (const { name, merged } of files) {
    if (!storageSchema.safeParse(merged).success) continue;
    const { type, content, shared, size } = merged as unknown as {
      type: StorageType;
      content?: Settings['nodes'][string]['storages'][string]['content'];
      shared?: boolean;
      size?: string | number;
    };
    const entry = managed({
      type,
      shared: shared ?? ['nfs', 'cifs', 'pbs', 'rbd'].includes(type),
      ...(content === undefined ? {} : { content }),
      ...(size === undefined ? {} : { size }),
    });
    for (const node of nodesOf(merged, settings)) {
      const own = nodes[node];
      if (!own) continue;
      isSame = false;
      nodes[node] = { ...own, storages: { ...own.storages, [name]: entry } };
    }
  }
  return isSame ? settings : { ...settings, nodes };
}
