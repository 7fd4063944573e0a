/** Volumes, folders of the host and maps of users: what a container mounts. Pure. */
import { type JsonObject, isObject } from '../../json.ts';
import { type Handler, refuse } from './handler.ts';
import type { Draft, World } from './draft.ts';
import { below, type Found, membersOf, numberIn, textIn } from './source.ts';

const mountsOf = (draft: Draft): JsonObject => (isObject(draft.value['mounts']) ? draft.value['mounts'] : {});

const volumes: Handler = (draft, found) => {
  const all = Array.isArray(found.value) ? membersOf(found) : [];
  if (!Array.isArray(found.value)) refuse(draft, found, 'a list of volumes');
  else if (all.length === 0) draft.drop(found, 'empty');
  for (const one of all) volume(draft, one);
};

function volume(draft: Draft, one: Found): void {
  const [path, pool, size] = ['mount_point', 'pool', 'size_gb'].map((key) => below(one, key));
  const where = textIn(path?.value);
  if (draft.guest.isLayer) draft.drop(one, 'a layer is its root disk');
  else if (!path || !pool || !size || numberIn(size.value) === null || !where.startsWith('/')) {
    refuse(draft, one, 'a volume with pool, size_gb and mount_point');
  } else if (Object.hasOwn(mountsOf(draft), where)) {
    draft.drop(one, `something else is mounted at ${where}`);
    draft.mistake(one, `${where} is mounted twice; here it is ${JSON.stringify(mountsOf(draft)[where])}`);
  } else {
    draft.put(['mounts', where], { storage: textIn(pool.value), size: `${numberIn(size.value)}G` }, path);
    draft.same(['mounts', where, 'storage'], pool);
    draft.same(['mounts', where, 'size'], size);
    const name = below(one, 'name');
    if (name) draft.drop(name, 'a volume is known by the path that it is mounted at');
  }
}

/** Folders of the host that containers share, as `shared_volumes` of the host's file lists them. */
export function sharedMounts(draft: Draft): void {
  const shared: Found = {
    role: 'host',
    pointer: '/shared_volumes',
    value: draft.world.source.host['shared_volumes'] ?? {},
  };
  for (const one of membersOf(shared)) {
    const folder = textIn(below(one, 'host_path')?.value);
    const mounts = below(one, 'mounts');
    const path = mounts && below(mounts, draft.guest.vmid);
    if (!path || !folder.startsWith('/')) continue;
    if (draft.guest.isLayer) {
      draft.drop(path, 'a layer is its root disk');
      continue;
    }
    draft.put(['mounts', textIn(path.value)], `bind:${bindOf(draft.world, folder, one.key).name}`, path);
  }
}

const mountPoints: Handler = (draft, found) => {
  for (const one of membersOf(found)) {
    const [folder, path] = [below(one, 'host_path'), below(one, 'container_path')];
    const where = textIn(path?.value);
    if (draft.guest.isLayer) draft.drop(one, 'a layer is its root disk');
    else if (!folder || !path || !textIn(folder.value).startsWith('/') || !where.startsWith('/')) {
      refuse(draft, one, 'a mount with host_path and container_path');
    } else if (Object.hasOwn(mountsOf(draft), where)) {
      draft.drop(one, `something else is mounted at ${where}`);
      draft.mistake(one, `${where} is mounted twice; here it is ${JSON.stringify(mountsOf(draft)[where])}`);
    } else {
      const bind = bindOf(draft.world, textIn(folder.value));
      draft.put(['mounts', where], `bind:${bind.name}`, path);
      draft.same(['mounts', where], folder);
      const [user, group] = [below(one, 'owner_uid'), below(one, 'owner_gid')];
      const owner = numberIn(user?.value);
      if (user && owner !== null) {
        if (bind.owner !== undefined && bind.owner !== owner) {
          draft.mistake(user, `${textIn(folder.value)} belongs to ${bind.owner} as well as to ${owner}`);
          draft.drop(user, `it belongs to ${bind.owner} already`);
        } else {
          bind.owner = owner;
          claimBind(draft, user, bind.name);
        }
      }
      if (group) draft.drop(group, 'Phoenix tells the owner of a bind, and no group');
    }
  }
};

function claimBind({ world }: Draft, { role, pointer }: Found, name: string): void {
  const target = { address: 'phoenix.json', path: ['binds', name, 'owner'] };
  world.findings.claims.push({ role, pointer, fate: 'mapped', target });
}

/** The bind of a folder; a new one has a name that no other one has. */
export function bindOf({ binds }: World, folder: string, wanted = folder.split('/').at(-1) ?? '') {
  const there = binds.get(folder);
  if (there) return there;
  const clean = wanted.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z]+/, '') || 'folder';
  const taken = new Set([...binds.values()].map(({ name }) => name));
  let name = clean;
  for (let n = 2; taken.has(name); n += 1) name = `${clean}-${n}`;
  const bind: { name: string; owner?: number } = { name };
  binds.set(folder, bind);
  return bind;
}

const idMaps: Handler = (draft, found) => {
  const lines: string[] = [];
  for (const one of membersOf(found)) {
    const type = textIn(below(one, 'type')?.value);
    const numbers = ['container_id', 'host_id', 'size'].map((key) => numberIn(below(one, key)?.value));
    if (!['uid', 'gid'].includes(type) || numbers.includes(null))
      refuse(draft, one, 'an entry with type, host_id, container_id and size');
    else if (numbers.join() === '0,100000,65536')
      draft.drop(one, 'every unprivileged container has this map');
    else {
      lines.push(`${type[0]} ${numbers.join(' ')}`);
      draft.put(['raw', 'lxc.idmap'], lines.length === 1 ? (lines[0] as string) : [...lines], one);
    }
  }
};

export const STORAGE: Readonly<Record<string, Handler>> = {
  mount_points: mountPoints,
  volumes,
  zfs_volumes: volumes,
  id_maps: idMaps,
};
