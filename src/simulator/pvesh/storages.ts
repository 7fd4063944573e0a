/** `/storage` and `/nodes/N/storage`: the entries, how full they are, and what is on them. */
import type { Json } from '../../json.ts';
import { digest } from '../../node/conf.ts';
import { pvesmAdd, pvesmRemove, pvesmSet } from '../pvesm/config.ts';
import { listContent } from '../pvesm/list.ts';
import { type StorageStatus, storageStatuses } from '../pvesm/status.ts';
import { pvesmFree } from '../pvesm/volume.ts';
import { availableStorage, readStorages, storageById } from '../storage/storages.ts';
import type { Storage } from '../storage/type.ts';
import { downloadUrl } from './download.ts';
import { api, type ApiCall, commandRoute, count, flag, type Route, route, text } from './route.ts';

function entryJson({ session }: ApiCall, storage: Storage): Json {
  return {
    ...Object.fromEntries(storage.options),
    content: storage.content.join(','),
    storage: storage.id,
    type: storage.type,
    digest: digest(session.host.read('/etc/pve/storage.cfg') ?? ''),
    ...(storage.shared ? { shared: 1 } : {}),
    ...(storage.disabled ? { disable: 1 } : {}),
  };
}

const statusJson = ({ storage, active, total, used, avail }: StorageStatus): Json => ({
  active: active ? 1 : 0,
  avail,
  content: storage.content.join(','),
  enabled: storage.disabled ? 0 : 1,
  shared: storage.shared ? 1 : 0,
  storage: storage.id,
  total,
  type: storage.type,
  used,
  ...(total > 0 ? { used_fraction: used / total } : {}),
});

function content({ session, values }: ApiCall): Json {
  const storage = availableStorage(session, values.get('storage') ?? '');
  const vmid = values.get('vmid');
  return listContent(
    session,
    storage,
    values.get('content') ?? null,
    vmid === undefined ? null : Number(vmid),
  ).map(({ volid, format, content: kind, size, vmid: owner, ctime, parent }): Json => ({
    volid,
    format,
    content: kind,
    size,
    ...(owner === null ? {} : { vmid: owner }),
    ...(ctime === null ? {} : { ctime }),
    ...(parent === null ? {} : { parent }),
    ...(kind === 'backup' ? { subtype: volid.includes('/vzdump-qemu-') ? 'qemu' : 'lxc' } : {}),
  }));
}

const STORAGE = '/nodes/{node}/storage/{storage}';

export const storageRoutes: readonly Route[] = [
  route('get', '/storage', { type: text }, (call) =>
    [...readStorages(call.session.host).values()].map((storage) => entryJson(call, storage)),
  ),
  route('get', '/storage/{storage}', {}, (call) =>
    entryJson(call, storageById(call.session.host, call.values.get('storage') ?? '')),
  ),
  commandRoute('create', '/storage', 'pvesm add', pvesmAdd),
  commandRoute('set', '/storage/{storage}', 'pvesm set', pvesmSet),
  commandRoute('delete', '/storage/{storage}', 'pvesm remove', pvesmRemove),
  route(
    'get',
    '/nodes/{node}/storage',
    { content: text, storage: text, enabled: flag, format: flag, target: text },
    ({ session, values }) => storageStatuses(session, values).map(statusJson),
  ),
  route('get', `${STORAGE}/status`, {}, ({ session, values }) =>
    statusJson(
      storageStatuses(session, values)[0] ?? {
        storage: availableStorage(session, values.get('storage') ?? ''),
        active: false,
        total: 0,
        used: 0,
        avail: 0,
      },
    ),
  ),
  route('get', `${STORAGE}/content`, { content: text, vmid: count }, content),
  commandRoute('delete', `${STORAGE}/content/{volume}`, 'pvesm free', pvesmFree),
  api(`POST ${STORAGE}/download-url`, downloadUrl),
];
