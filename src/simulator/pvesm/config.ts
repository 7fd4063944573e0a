/** `pvesm add`, `set` and `remove`: entries of storage.cfg. */
import { die, ParameterFailure } from '../failure.ts';
import { splitList } from '../formats.ts';
import type { Command } from '../session.ts';
import { readStorages, storageOf, writeStorages } from '../storage/storages.ts';

/** What an entry of a type cannot do without. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  dir: ['path'],
  btrfs: ['path'],
  zfspool: ['pool'],
  lvmthin: ['vgname', 'thinpool'],
  lvm: ['vgname'],
  nfs: ['server', 'export'],
  cifs: ['server', 'share'],
};

/** Parameters of the call that are not properties of the entry. */
const OTHERS = new Set(['type', 'storage', 'delete', 'digest', 'password']);

const propertiesOf = (values: ReadonlyMap<string, string>) =>
  [...values]
    .filter(([key]) => !OTHERS.has(key))
    .map(([key, value]): [string, string] => [key, value.replace(/[;\s]+/g, ',')]);

export const pvesmAdd: Command = (session, { values }) => {
  const [type, id] = [values.get('type') ?? '', values.get('storage') ?? ''];
  const storages = new Map(readStorages(session.host));
  if (storages.has(id)) die(`create storage failed: storage ID '${id}' already defined`);
  const missing = (REQUIRED[type] ?? []).filter((name) => !values.has(name));
  if (missing.length > 0)
    die(`create storage failed: missing value for required option '${missing[0] ?? ''}'`);
  storages.set(id, storageOf(type, id, new Map(propertiesOf(values))));
  writeStorages(session.host, storages);
};

export const pvesmSet: Command = (session, { values }) => {
  const id = values.get('storage') ?? '';
  const storages = new Map(readStorages(session.host));
  const old = storages.get(id) ?? die(`update storage failed: storage '${id}' does not exist`);
  const options = new Map([...old.options, ...propertiesOf(values)]);
  for (const key of splitList(values.get('delete') ?? '')) {
    if ((REQUIRED[old.type] ?? []).includes(key)) {
      throw new ParameterFailure(new Map([['delete', `unable to delete required option '${key}'`]]));
    }
    options.delete(key);
  }
  storages.set(id, storageOf(old.type, id, options));
  writeStorages(session.host, storages);
};

export const pvesmRemove: Command = (session, { values }) => {
  const id = values.get('storage') ?? '';
  const storages = new Map(readStorages(session.host));
  if (!storages.delete(id)) die(`delete storage failed: storage '${id}' does not exist`);
  writeStorages(session.host, storages);
};
