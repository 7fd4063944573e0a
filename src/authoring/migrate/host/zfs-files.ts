/** Pools, datasets and storages of the old tool, each as a file of its own. Pure. */
import { isObject, type Json, type JsonObject } from '../../../json.ts';
import { PROPERTIES, wordOfProperty } from '../../../kinds/dataset/properties.ts';
import { datasetSchema } from '../../../kinds/dataset/schema.ts';
import { storageSchema } from '../../../kinds/storage/schema.ts';
import { zpoolSchema } from '../../../kinds/zpool/schema.ts';
import { below, type Fate, type Found, membersOf, textIn } from '../source.ts';
import { hostAt } from './read.ts';
import type { Input } from './say.ts';
import { disksOn, storagesOf } from './storages.ts';

type Claim = (
  from: Found | null,
  address: string,
  path: readonly string[],
  why?: string,
  fate?: Fate,
) => void;

const claimIn =
  ({ findings }: Input): Claim =>
  (from, address, path, why, fate = 'mapped') => {
    if (!from) return;
    const target = fate === 'mapped' ? { target: { address, path } } : {};
    findings.claims.push({ role: from.role, pointer: from.pointer, fate, ...target, ...(why && { why }) });
  };

const LAYOUTS: Readonly<Record<string, string>> = {
  single: 'stripe',
  stripe: 'stripe',
  mirror: 'mirror',
  raidz: 'raidz1',
  raidz1: 'raidz1',
  raidz2: 'raidz2',
  raidz3: 'raidz3',
};

const isUsable = (name: string): boolean => /^[A-Za-z][\w.-]{0,60}[A-Za-z0-9]$/.test(name);

/** Only one whose disks can be told apart: a serial number that was left out makes two look alike. */
function poolsOf({ source }: Input, claim: Claim, files: Map<string, JsonObject>): void {
  for (const one of membersOf(hostAt(source, 'zfs', 'pools'))) {
    const [name, level] = ['name', 'raid_level'].map((key) => textIn(below(one, key)?.value));
    const disks = membersOf(below(one, 'disks')).map(({ value }) => textIn(value));
    const value = { disks, layout: LAYOUTS[level ?? ''] ?? '' };
    const isOne = new Set(disks).size === disks.length && (value.layout === 'stripe' || disks.length > 1);
    if (!name || !isUsable(name) || !isOne || !zpoolSchema.safeParse(value).success) {
      claim(
        one,
        '',
        [],
        'its disks cannot be told: write zpool/NAME.json by their names in /dev/disk/by-id',
        'dropped',
      );
      continue;
    }
    const address = `zpool/${name}`;
    files.set(`${address}.json`, value);
    claim(below(one, 'name'), address, []);
    claim(below(one, 'raid_level'), address, ['layout']);
    claim(below(one, 'disks'), address, ['disks']);
  }
}

/** `recordsize=16K,compression=lz4`, or an object: what ZFS takes of it. */
function propertiesIn(value: Json | undefined): Record<string, Json> {
  const pairs = isObject(value)
    ? Object.entries(value).map(([key, one]) => [key, textIn(one)])
    : textIn(value)
        .split(',')
        .map((pair) => pair.trim().split('='));
  return Object.fromEntries(
    pairs.flatMap(([key = '', value = '']): [string, Json][] =>
      Object.hasOwn(PROPERTIES, key) && wordOfProperty(key, value) !== null ? [[key, value]] : [],
    ),
  );
}

function storageOf(type: string, path: string, content: readonly string[]): JsonObject | null {
  const value: JsonObject =
    type === 'zfspool'
      ? { type, pool: path.slice(1), content: [...content] }
      : { type, path, content: [...content], is_mountpoint: true };
  return (type === 'zfspool' || type === 'dir') && storageSchema.safeParse(value).success ? value : null;
}

/** Datasets that no storage of Proxmox is made of. */
function plainDatasets({ source }: Input, claim: Claim, files: Map<string, JsonObject>): void {
  for (const one of membersOf(hostAt(source, 'zfs', 'datasets'))) {
    if (below(one, 'proxmox_storage_type')) continue;
    const [name, pool, mountpoint] = ['name', 'pool', 'mountpoint'].map((key) =>
      textIn(below(one, key)?.value),
    );
    const address = `dataset/${pool}-${name}`;
    const value = {
      name: `${pool}/${name}`,
      ...propertiesIn(below(one, 'properties')?.value),
      ...(mountpoint ? { mountpoint } : {}),
    };
    if (!name || !pool || !isUsable(`${pool}-${name}`) || !datasetSchema.safeParse(value).success) {
      claim(one, '', [], 'it cannot be a dataset: write dataset/NAME.json', 'dropped');
      continue;
    }
    files.set(`${address}.json`, value);
    claim(below(one, 'name'), address, ['name']);
    claim(below(one, 'pool'), address, ['name']);
    claim(below(one, 'properties'), address, []);
    claim(below(one, 'mountpoint'), address, ['mountpoint']);
  }
}

/** Texts by path below the configs folder. */
export function zfsFilesOf(input: Input): ReadonlyMap<string, JsonObject> {
  const claim = claimIn(input);
  const files = new Map<string, JsonObject>();
  poolsOf(input, claim, files);
  const used = disksOn(input.values);
  for (const [name, { type, content, from }] of storagesOf(input.source)) {
    const [own, pool] = ['name', 'pool'].map((key) => textIn(below(from, key)?.value));
    const properties = below(from, 'properties')?.value;
    claim(below(from, 'storage_class'), '', [], 'the type of the storage says it', 'dropped');
    const path = `/${pool}/${own}`;
    const missing = [...(used.get(name) ?? [])].filter((one) => !content.includes(one));
    const storage = isUsable(name) ? storageOf(type, path, [...content, ...missing]) : null;
    if (!storage || !/^[\w.:-]+$/.test(own ?? '')) continue;
    files.set(`storage/${name}.json`, storage);
    files.set(`dataset/${name}.json`, {
      name: path.slice(1),
      ...propertiesIn(properties),
      ...(type === 'dir' ? { mountpoint: path } : {}),
    });
    claim(below(from, 'name'), `dataset/${name}`, ['name']);
    claim(below(from, 'pool'), `dataset/${name}`, ['name']);
    claim(below(from, 'properties'), `dataset/${name}`, []);
    claim(below(from, 'proxmox_storage_type'), `storage/${name}`, ['type']);
    claim(below(from, 'proxmox_content_type'), `storage/${name}`, ['content']);
  }
  plainDatasets(input, claim, files);
  return files;
}
