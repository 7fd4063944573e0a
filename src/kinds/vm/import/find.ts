/** Virtual machines that can become files: every key of their conf files that Phoenix knows. */
import { isObject, type Json, type JsonObject, pointer, pointerSegments } from '../../../json.ts';
import { type Making, putAt } from '../../../put-at.ts';
import { type Field, isNetSlot } from '../../guest/field.ts';
import { fieldName } from '../../guest/field-name.ts';
import { findGuests } from '../../guest/import.ts';
import type { GuestLive } from '../../guest/live.ts';
import type { Draft, Importable, Left, Uses } from '../../importable.ts';
import { VM_GRAMMAR } from '../grammar.ts';
import { OPTIONS } from '../options.ts';
import { jsonOf } from './words.ts';

const KNOWN: ReadonlySet<string> = new Set(OPTIONS.map(({ field }) => field));

/** Decided by themselves. */
const APART = /^(?:node|state|template|snapshot:.*|feature:.*)$/s;

/** Slots that the schema has for the drive of cloud-init. */
const DRIVES: readonly string[] = ['ide0', 'ide2', 'sata0', 'sata5', 'scsi30'];

/** Why a field is not written; null: it is. */
function unwritten({ slot, key, value }: Field): string | null {
  const name = fieldName(slot, key);
  if (name === 'cicustom') return 'the snippets that it names stand in no file of this estate';
  if (name === 'boot' && !value.startsWith('order=')) return 'an order of boot as Proxmox wrote it long ago';
  if (key === 'cloudinit' && !DRIVES.includes(slot)) return 'the drive of cloud-init is in a slot of its own';
  return KNOWN.has(name) ? null : 'Phoenix does not know it';
}

function put(value: Making, field: Field): void {
  const { slot, key, path } = field;
  // What every card is unless its file says otherwise.
  if (isNetSlot(slot) && key === 'model' && field.value === 'virtio') return;
  if (key === 'cloudinit' && slot !== 'ide2') putAt(value, ['cloudInit', 'drive'], slot);
  putAt(value, pointerSegments(path), jsonOf(field));
}

/** What Proxmox makes for itself, and nobody changes. */
const NOTES = /^(?:meta|smbios1|vmgenid|parent|snaptime|digest|description|template)$/;

function unnamed({ conf, fields, next }: GuestLive, isManaged: boolean): Left[] {
  const known = new Set([...fields, ...next].map(({ slot }) => slot));
  const keys = [...conf.options.keys()].filter((key) => !known.has(key) && !NOTES.test(key));
  const left = keys.map((key): Left => {
    const why = /^unused\d+$/.test(key) ? 'a volume that nothing uses' : 'Phoenix does not know it';
    return { path: pointer(key), why };
  });
  const snapshots = [...conf.snapshots.keys()].map((name): Left => ({
    path: pointer('snapshots', name),
    why: 'a snapshot is not asked for by having it; name it under "snapshots" if it shall exist',
  }));
  const ha: Left[] = isManaged
    ? [{ path: '/ha', why: 'HA manages it: a file of the kind "ha" may say so' }]
    : [];
  return [...left, ...snapshots, ...ha];
}

function draftOf(live: GuestLive, isManaged: boolean): Draft {
  const value: Making = { vmid: live.vmid, adopt: true };
  const left: Left[] = unnamed(live, isManaged);
  if (live.conf.options.get('template') === '1') value['template'] = true;
  else if (!live.running) value['state'] = 'stopped';
  for (const field of live.fields) {
    if (APART.test(field.slot)) continue;
    const why = unwritten(field);
    if (why === null) put(value, field);
    else left.push({ path: field.path, why });
  }
  return { value, left };
}

const texts = (objects: readonly (Json | undefined)[], key: string): string[] =>
  objects.flatMap((one) => (isObject(one) && typeof one[key] === 'string' ? [one[key]] : []));

function usesOf(value: JsonObject): Uses {
  const disks = value['disks'];
  const held = [...(isObject(disks) ? Object.values(disks) : []), value['efidisk0'], value['tpmstate0']];
  const nets = Object.keys(value).filter((key) => /^net\d+$/.test(key));
  return {
    storages: [...new Set(texts([...held, value['cloudInit']], 'storage'))],
    bridges: texts(
      nets.map((key) => value[key]),
      'bridge',
    ),
    pools: texts([value], 'pool'),
  };
}

export const importVm: Importable = {
  find: (search) =>
    findGuests(
      {
        grammar: VM_GRAMMAR,
        trouble: () => null,
        draft: (live, _naming, isManaged) => draftOf(live, isManaged),
      },
      search,
    ),
  essential: ['vmid', 'adopt', 'name', 'node', 'state', 'template'],
  uses: usesOf,
};
