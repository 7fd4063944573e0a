/** Storages of a cluster that can become files: their entries, without passwords, which stay in Proxmox's own files. */
import { type Json, pointer } from '../../json.ts';
import { sections } from '../../node/storage-cfg.ts';
import type { Draft, Importable, Importing, Left, Unfit } from '../importable.ts';
import { idOfStorage, STORAGE_CFG } from './live.ts';
import {
  canonicalOption,
  OPTIONS,
  optionRow,
  optionWord,
  type StorageType,
  takes,
  TYPES,
  typeRow,
} from './options.ts';

const words = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');

const scalar = (text: string): Json => (/^-?\d+$/.test(text) ? Number(text) : text);

/** A value of storage.cfg as a file says it; undefined: a file cannot say it. */
function jsonOf(name: string, text: string): Json | undefined {
  const flag = canonicalOption(name, text);
  const found = ((): Json => {
    switch (optionRow(name)?.form) {
      case 'flag':
        return flag === '1' ? true : flag === '0' ? false : text;
      case 'list':
        return name === 'content' && text === 'none' ? [] : words(text);
      case 'number':
        return scalar(text);
      case 'pairs':
        return Object.fromEntries(
          words(text).map((pair) => {
            const [key = '', value = ''] = pair.split('=');
            return [key, key === 'keep-all' ? value === '1' : scalar(value)];
          }),
        );
      case 'text':
      case undefined:
        return text.replaceAll('${', () => '$${');
    }
  })();
  const isSame = canonicalOption(name, optionWord(name, found)) === canonicalOption(name, text);
  return isSame && optionRow(name)?.schema.safeParse(found).success ? found : undefined;
}

const isType = (type: string): type is StorageType => Object.hasOwn(TYPES, type);

function draftOf(id: string, type: StorageType, options: Readonly<Record<string, string>>): Draft {
  const value: Record<string, Json> = { type, adopt: true };
  const left: Left[] = [];
  const isUsualPath = (name: string, text: string) =>
    name === 'path' && (type === 'nfs' || type === 'cifs') && text === `/mnt/pve/${id}`;
  const known = new Set([...Object.keys(OPTIONS), ...Object.keys(options)]);
  for (const name of known) {
    const text = options[name];
    if (text === undefined || isUsualPath(name, text)) continue;
    const json = takes(type, name) ? jsonOf(name, text) : undefined;
    if (json === undefined) left.push({ path: pointer(name), why: 'Phoenix does not know it' });
    else value[name] = json;
  }
  if (typeRow(type).hasPassword) left.push({ path: '/password', why: 'it stays where Proxmox keeps it' });
  return { value, left };
}

export const importStorages: Importable = {
  find: ({ snapshot, vmids, storages, ownerOf }) => {
    const found: Importing[] = [];
    const unfit: Unfit[] = [];
    if (vmids !== null || !storages) return { found, unfit };
    for (const { type, id, options } of sections(snapshot.files?.get(STORAGE_CFG) ?? '')) {
      const at = idOfStorage(id);
      if (ownerOf(at) !== undefined) continue;
      if (!isType(type)) {
        unfit.push({ id: at, node: null, vmid: null, why: `Phoenix does not know storages of type ${type}` });
        continue;
      }
      found.push({
        id: at,
        node: null,
        vmid: null,
        names: [id],
        // The name of its file is its id.
        draft: ({ name }) =>
          name === id
            ? draftOf(id, type, options)
            : `its file would have to be called ${id}, and one is already`,
        whyChanged: () => 'Phoenix would write it otherwise',
      });
    }
    return { found, unfit };
  },
  essential: ['type', 'adopt', ...new Set(Object.values(TYPES).flatMap(({ needs }) => [...needs])), 'nodes'],
  apart: true,
};
