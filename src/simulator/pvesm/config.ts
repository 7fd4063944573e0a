/** `pvesm add`, `set` and `remove`: entries of storage.cfg, by the options of their type, and their files of passwords. */
import { die, ParameterFailure } from '../failure.ts';
import { splitList } from '../formats.ts';
import type { Command, Session } from '../session.ts';
import { isOnNode, readStorages, storageOf, writeStorages } from '../storage/storages.ts';
import { TYPE_OPTIONS } from '../storage/type-options.ts';
import type { Storage } from '../storage/type.ts';
import { readState } from '../zfs/state.ts';
import { tell } from '../zfs/tree.ts';

/** Parameters of the call that are not properties of the entry. */
const OTHERS = new Set(['type', 'storage', 'delete', 'digest', 'password']);

/** Property strings of several options, in which a list would be no list. */
const TEXTS = new Set(['options', 'comment']);

const propertiesOf = (values: ReadonlyMap<string, string>) =>
  [...values]
    .filter(([key]) => !OTHERS.has(key))
    .map(([key, value]): [string, string] => [key, TEXTS.has(key) ? value : value.replace(/[;\s]+/g, ',')]);

/** @throws ParameterFailure for an option that the type does not have (PVE::SectionConfig::check_config). */
function checkOptions(type: string, given: readonly string[], isNew: boolean): void {
  const known = TYPE_OPTIONS[type];
  if (!known) return;
  const { fixed, optional, lasting = [] } = known;
  for (const key of given) {
    if (!fixed.includes(key) && !optional.includes(key) && !lasting.includes(key)) {
      throw new ParameterFailure(new Map([[key, `unexpected property '${key}'`]]));
    }
    if (!isNew && (fixed.includes(key) || lasting.includes(key))) {
      throw new ParameterFailure(new Map([[key, `can't change value of fixed parameter '${key}'`]]));
    }
  }
}

const passwordPath = (id: string): string => `/etc/pve/priv/storage/${id}.pw`;

/** Proxmox writes it where one is given, and takes an old one away where none is. */
function writePassword({ host }: Session, type: string, id: string, password: string | undefined): void {
  if (type !== 'cifs' && type !== 'pbs') return;
  if (password === undefined) host.remove(passwordPath(id));
  else host.write(passwordPath(id), `${type === 'cifs' ? 'password=' : ''}${password}\n`);
}

/** It is tried once where it is switched on, so that a slip shows at once. @throws Failure */
function activate(session: Session, storage: Storage): void {
  const { host, node } = session;
  if (storage.disabled || !isOnNode(storage, node.name)) return;
  if (
    storage.type === 'cifs' &&
    storage.options.has('username') &&
    host.read(passwordPath(storage.id)) === null
  ) {
    die(`create storage failed: mount error: exit code 32`);
  }
  if (storage.type !== 'zfspool') return;
  const state = readState(host, node.name);
  const pool = storage.options.get('pool') ?? '';
  // Where no pool was ever made, the node's pools are simulated by its storages alone.
  if (Object.keys(state.pools).length === 0 || Object.hasOwn(state.datasets, pool)) return;
  die(
    `create storage failed: could not activate storage '${storage.id}', zfs error: cannot open '${pool}': dataset does not exist`,
  );
}

/** `mountpoint` of a pool is written down where nobody says it. */
function withMountpoint(
  { host, node }: Session,
  type: string,
  options: Map<string, string>,
): Map<string, string> {
  if (type !== 'zfspool' || options.has('mountpoint')) return options;
  const found = tell(readState(host, node.name), options.get('pool') ?? '', 'mountpoint')?.value;
  return found === undefined || !/^\/[-/a-zA-Z0-9_.@]+$/.test(found)
    ? options
    : new Map([...options, ['mountpoint', found]]);
}

export const pvesmAdd: Command = (session, { values }) => {
  const [type, id] = [values.get('type') ?? '', values.get('storage') ?? ''];
  const properties = propertiesOf(values);
  checkOptions(
    type,
    properties.map(([key]) => key),
    true,
  );
  const storages = new Map(readStorages(session.host));
  if (storages.has(id)) die(`create storage failed: storage ID '${id}' already defined`);
  const missing = (TYPE_OPTIONS[type]?.fixed ?? []).find((name) => !values.has(name));
  if (missing !== undefined) die(`create storage failed: missing value for required option '${missing}'`);
  const storage = storageOf(type, id, withMountpoint(session, type, new Map(properties)));
  writePassword(session, type, id, values.get('password'));
  activate(session, storage);
  storages.set(id, storage);
  writeStorages(session.host, storages);
};

export const pvesmSet: Command = (session, { values }) => {
  const id = values.get('storage') ?? '';
  const storages = new Map(readStorages(session.host));
  const old = storages.get(id) ?? die(`update storage failed: storage '${id}' does not exist`);
  const properties = propertiesOf(values);
  checkOptions(
    old.type,
    properties.map(([key]) => key),
    false,
  );
  const options = new Map([...old.options, ...properties]);
  const { fixed = [], optional = [], lasting = [] } = TYPE_OPTIONS[old.type] ?? {};
  for (const key of splitList(values.get('delete') ?? '')) {
    if (fixed.includes(key)) die(`update storage failed: unable to delete required option '${key}'`);
    if (lasting.includes(key)) die(`update storage failed: unable to delete fixed option '${key}'`);
    if (!optional.includes(key)) die(`update storage failed: no such option '${key}'`);
    if (values.has(key))
      die(`update storage failed: cannot set and delete property '${key}' at the same time!`);
    options.delete(key);
  }
  if (values.has('password')) writePassword(session, old.type, id, values.get('password'));
  storages.set(id, storageOf(old.type, id, options));
  writeStorages(session.host, storages);
};

export const pvesmRemove: Command = (session, { values }) => {
  const id = values.get('storage') ?? '';
  const storages = new Map(readStorages(session.host));
  const old = storages.get(id) ?? die(`delete storage failed: storage '${id}' does not exist`);
  writePassword(session, old.type, id, undefined);
  storages.delete(id);
  writeStorages(session.host, storages);
};
