/** From a merged file to a spec: values in the words of ZFS, the node where there is one only. Pure. */
import { canonical, isObject, type JsonObject, pointer } from '../../json.ts';
import type { Settings } from '../../config/settings.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { type DatasetFindingId, finding } from './finding-ids.ts';
import { PROPERTIES, textOfProperty, wordOfProperty } from './properties.ts';
import { datasetSchema } from './schema.ts';
import type { DatasetSpec, EncryptionSpec, OwnerSpec } from './spec.ts';

/** The node that a file names, or the only one there is; null: nobody says. */
export function onlyNode(value: unknown, settings: Settings): string | null {
  if (typeof value === 'string') return value;
  const nodes = Object.keys(settings.nodes);
  return nodes.length === 1 ? (nodes[0] as string) : null;
}

export function noNode(settings: Settings): PointedFinding {
  const names = Object.keys(settings.nodes).toSorted().join(', ');
  return finding(
    'PHX820',
    '',
    'it names no node, and the estate has several',
    `write "node": one of ${names}`,
  );
}

function propertiesOf(merged: JsonObject): Record<string, string> {
  const words: Record<string, string> = {};
  for (const name of Object.keys(PROPERTIES)) {
    const word = merged[name] === undefined ? null : wordOfProperty(name, merged[name]);
    if (word !== null) words[name] = word;
  }
  return words;
}

function ownerOf(value: unknown): OwnerSpec | null {
  if (typeof value === 'number') return { uid: value };
  if (!isObject(value as JsonObject)) return null;
  const { guest, uid, gid } = value as { guest?: string; uid: number; gid?: number };
  if (guest === undefined) return { uid, ...(gid === undefined ? {} : { gid }) };
  // The map of the guest is asked when all resources are known.
  return { uid: null, guest, guestUid: uid, ...(gid === undefined ? {} : { gid: null, guestGid: gid }) };
}

function encryptionOf(value: unknown): EncryptionSpec | null {
  if (!isObject(value as JsonObject)) return null;
  const { key, cipher = 'aes-256-gcm', format = 'passphrase' } = value as Partial<EncryptionSpec>;
  return key === undefined ? null : { key, cipher, format };
}

const RECORDS = { least: 512, most: 16 * 1024 ** 2 };

function* sizesWrong({ properties }: DatasetSpec): Generator<PointedFinding> {
  const wrong = (id: DatasetFindingId, name: string, why: string, hint: string) =>
    finding(id, pointer(name), `${name} is ${textOfProperty(name, properties[name] ?? '')}: ${why}`, hint);
  for (const name of ['recordsize', 'special_small_blocks']) {
    const bytes = Number(properties[name] ?? '0');
    if (bytes === 0) continue;
    const isPower = Number.isInteger(Math.log2(bytes)) && bytes >= RECORDS.least && bytes <= RECORDS.most;
    if (!isPower)
      yield wrong('PHX822', name, 'it must be a power of two', 'write such as "16K", "128K" or "1M"');
  }
  for (const [kept, limit] of [
    ['reservation', 'quota'],
    ['refreservation', 'refquota'],
    ['refreservation', 'quota'],
  ] as const) {
    const [has, most] = [Number(properties[kept] ?? '0'), Number(properties[limit] ?? '0')];
    if (most > 0 && has > most)
      yield wrong('PHX822', kept, `more than its ${limit}`, `raise "${limit}", or keep less`);
  }
}

function* pathless(spec: DatasetSpec, merged: JsonObject): Generator<PointedFinding> {
  if (spec.properties['mountpoint']?.startsWith('/')) return;
  for (const key of ['owner', 'mode', 'nfs']) {
    if (merged[key] === undefined) continue;
    const hint = 'write "mountpoint", such as "/srv/media"';
    yield finding(
      'PHX821',
      pointer(key),
      `"${key}" is of the path that it is mounted on, and none is said`,
      hint,
    );
  }
}

export function resolveDataset({ merged, isAccepted, settings }: ResolveInput): Resolved<DatasetSpec> {
  if (!isAccepted && !datasetSchema.safeParse(merged).success) return { spec: null, findings: [] };
  const node = onlyNode(merged['node'], settings);
  if (node === null) return { spec: null, findings: [noNode(settings)] };
  const owner = ownerOf(merged['owner']);
  const encryption = encryptionOf(merged['encryption']);
  const keep = isObject(merged['snapshots']) ? merged['snapshots']['keep'] : undefined;
  const spec: DatasetSpec = {
    node,
    dataset: merged['name'] as string,
    adopt: merged['adopt'] === true,
    properties: propertiesOf(merged),
    ...(owner ? { owner } : {}),
    ...(typeof merged['mode'] === 'string' ? { mode: merged['mode'].padStart(4, '0') } : {}),
    ...(encryption ? { encryption } : {}),
    ...(isObject(keep) ? { keep: keep as Readonly<Record<string, number>> } : {}),
    ...(isObject(merged['nfs']) ? { nfs: merged['nfs'] as Readonly<Record<string, string>> } : {}),
  };
  return { spec, findings: [...sizesWrong(spec), ...pathless(spec, merged)] };
}

export const isSameSpec = (a: DatasetSpec, b: DatasetSpec): boolean =>
  a === b || canonical({ ...a } as unknown as JsonObject) === canonical({ ...b } as unknown as JsonObject);
