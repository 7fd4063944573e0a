/** Datasets that can become files: those that storages are made of, and those whose folders storages or guests use. */
import type { Json } from '../../json.ts';
import type { Snapshot } from '../../node/port.ts';
import { sections } from '../../node/storage-cfg.ts';
import type { Draft, Importable, Importing, Left, Unfit } from '../importable.ts';
import { STORAGE_CFG } from '../storage/live.ts';
import type { NodeName } from '../step.ts';
import { idOfDataset, markIn } from './mark.ts';
import { PROPERTIES, textOfProperty, wordOfProperty } from './properties.ts';
import { type Properties, zfsOn } from './zfs-reading.ts';

/** Names of datasets, and folders of the node, that are in use. */
interface InUse {
  readonly names: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** Folders that a container mounts: `mp0: /srv/media,mp=/media`. */
const mountedIn = (text: string): string[] =>
  [...text.matchAll(/^mp\d+: (\/[^,\n]+)/gm)].map(([, path = '']) => path);

function inUseOn(snapshot: Snapshot, node: NodeName): InUse {
  const entries = sections(snapshot.files?.get(STORAGE_CFG) ?? '').filter(({ options }) => {
    const nodes = (options['nodes'] ?? '').split(/[\s,;]+/).filter((one) => one !== '');
    return nodes.length === 0 || nodes.includes(node);
  });
  const guests = [...snapshot.guests.values()].filter((guest) => guest.node === node);
  return {
    names: new Set(
      entries.flatMap(({ type, options }) => (type === 'zfspool' ? (options['pool'] ?? []) : [])),
    ),
    folders: new Set([
      ...entries.flatMap(({ type, options }) => (type === 'dir' ? (options['path'] ?? []) : [])),
      ...guests.flatMap(({ text }) => mountedIn(text)),
    ]),
  };
}

/** What was set on the dataset itself; what it inherits is its parent's. */
function draftOf(dataset: string, node: NodeName | null, properties: Properties): Draft {
  const value: Record<string, Json> = { name: dataset, ...(node === null ? {} : { node }), adopt: true };
  const left: Left[] = [];
  for (const name of Object.keys(PROPERTIES)) {
    const has = properties.get(name);
    if (has?.source !== 'local') continue;
    const text = textOfProperty(name, has.value);
    if (wordOfProperty(name, text) === has.value) value[name] = text.replaceAll('${', () => '$${');
    else left.push({ path: `/${name}`, why: 'Phoenix does not know its value' });
  }
  return { value, left };
}

/** `tank/media/films` may be `films`, `media-films`, `tank-media-films`. */
function namesFor(dataset: string): [string, ...string[]] {
  const plain = dataset.split('/').map((part) => part.replaceAll(/[^\w.-]/g, '-'));
  const [last = 'dataset', ...more] = plain.map((_, at) => plain.slice(plain.length - 1 - at).join('-'));
  return [last, ...more];
}

export const importDatasets: Importable = {
  find: ({ snapshot, vmids, storages, ownerOf, estate }) => {
    const found: Importing[] = [];
    const unfit: Unfit[] = [];
    if (vmids !== null || !storages) return { found, unfit };
    for (const node of [...snapshot.nodes.keys()].toSorted()) {
      const { names, folders } = inUseOn(snapshot, node);
      for (const [dataset, properties] of zfsOn(snapshot, node)?.datasets ?? []) {
        const path = properties.get('mountpoint')?.value ?? '';
        const id = idOfDataset(node, dataset);
        if (!(names.has(dataset) || folders.has(path)) || ownerOf(id) !== undefined) continue;
        const mark = markIn(properties);
        if (mark) {
          const isOurs = mark.estate === estate;
          const why = `it belongs to the estate "${mark.estate}" as ${mark.address}`;
          unfit.push({ id, node, vmid: null, why, ...(isOurs ? { ours: true } : {}) });
          continue;
        }
        found.push({
          id,
          node,
          vmid: null,
          names: namesFor(dataset),
          draft: ({ hasSeveralNodes }) => draftOf(dataset, hasSeveralNodes ? node : null, properties),
          whyChanged: () => 'Phoenix would set it otherwise',
        });
      }
    }
    return { found, unfit };
  },
  essential: ['name', 'node', 'adopt'],
  apart: true,
};
