/** Who stands on a dataset: those below it, storages made of it, and guests that mount a folder of it. Pure. */
import type { Address, Resource } from '../../config/model.ts';
import type { Settings } from '../../config/settings.ts';
import { isObject, type Json } from '../../json.ts';
import type { CarriesInput } from '../kind.ts';
import { isStorage, poolOfStorage, type StorageSpec } from '../storage/spec.ts';
import { type DatasetSpec, isDataset, parentsOf } from './spec.ts';

/** Types whose folder is one of the node itself. */
const LOCAL: ReadonlySet<string> = new Set(['dir', 'btrfs']);

/** Managed datasets, by node and name, and by node and where they are mounted. */
export class Datasets {
  readonly #byName = new Map<string, Resource<DatasetSpec>>();
  readonly #byPath = new Map<string, Resource<DatasetSpec>>();

  constructor(resources: Iterable<Resource>) {
    for (const resource of resources) {
      if (!isDataset(resource)) continue;
      const { node, dataset, properties } = resource.spec;
      this.#byName.set(`${node}:${dataset}`, resource);
      const path = mountpointOf(dataset, properties);
      if (path !== null) this.#byPath.set(`${node}:${path}`, resource);
    }
  }

  get isEmpty(): boolean {
    return this.#byName.size === 0;
  }

  /** The managed one of that name, or the nearest above it. */
  named(node: string, dataset: string): Resource<DatasetSpec> | null {
    for (const name of [dataset, ...parentsOf(dataset)]) {
      const found = this.#byName.get(`${node}:${name}`);
      if (found) return found;
    }
    return null;
  }

  above(node: string, dataset: string): Resource<DatasetSpec> | null {
    const [parent] = parentsOf(dataset);
    return parent === undefined ? null : this.named(node, parent);
  }

  /** The one that a storage is made of, or whose folder it is. */
  under(node: string, storage: StorageSpec): Resource<DatasetSpec> | null {
    const pool = poolOfStorage(storage);
    const { path } = storage.options;
    if (pool !== null) return this.named(node, pool);
    return LOCAL.has(storage.type) && path !== undefined ? this.holding(node, path) : null;
  }

  /** It as a dataset; undefined: it is none. */
  of(resource: Resource): DatasetSpec | undefined {
    return isDataset(resource) ? resource.spec : undefined;
  }

  /** Those whose limits hold for a dataset: the one of that name, and all above it. */
  limiting(node: string, dataset: string): readonly Resource<DatasetSpec>[] {
    return [dataset, ...parentsOf(dataset)].flatMap((name) => this.#byName.get(`${node}:${name}`) ?? []);
  }

  /** The one that a folder seems to be of by its name, or is of by its path, and that is not mounted there; null: none. */
  unmounted(
    node: string,
    folder: string,
  ): { readonly resource: Resource<DatasetSpec>; readonly why: string } | null {
    const there = this.holding(node, folder);
    if (there) {
      const { canmount } = there.spec.properties;
      return canmount === 'off' ? { resource: there, why: 'it is never mounted' } : null;
    }
    const named = folder.slice(1);
    for (const name of [named, ...parentsOf(named)]) {
      const resource = this.#byName.get(`${node}:${name}`);
      const mountpoint = resource?.spec.properties['mountpoint'];
      if (!resource || mountpoint === undefined) continue;
      return {
        resource,
        why: mountpoint.startsWith('/') ? `it is mounted on ${mountpoint}` : 'it has no path',
      };
    }
    return null;
  }

  /** The one that a folder of a node lies on, as far as files tell. */
  holding(node: string, path: string): Resource<DatasetSpec> | null {
    for (let at = path; at.length > 1; at = at.slice(0, at.lastIndexOf('/'))) {
      const found = this.#byPath.get(`${node}:${at}`);
      if (found) return found;
      if (!at.includes('/')) break;
    }
    return null;
  }
}

/** What a file says, or what ZFS takes where nobody says anything; null: it has no folder. */
function mountpointOf(dataset: string, { mountpoint }: DatasetSpec['properties']): string | null {
  if (mountpoint === undefined) return `/${dataset}`;
  return mountpoint.startsWith('/') ? mountpoint : null;
}

/** Names of binds that a guest mounts: guests of every kind call them mounts. */
export function bindsIn(mounts: Json | undefined): string[] {
  if (!isObject(mounts)) return [];
  return Object.values(mounts).flatMap((mount) => {
    const text = isObject(mount) ? mount['bind'] : mount;
    return typeof text === 'string' ? [text.replace(/^bind:/, '')] : [];
  });
}

/** Folders of a node that a guest mounts. */
function foldersOf({ merged }: Resource, settings: Settings): string[] {
  return bindsIn(merged['mounts']).flatMap((name) => settings.binds[name]?.path ?? []);
}

/** The node of any resource that has one. */
export function nodeOf({ spec }: Resource): string | null {
  const node = isObject(spec as Json) ? (spec as { node?: unknown }).node : undefined;
  return typeof node === 'string' ? node : null;
}

/** Those of these datasets that a resource stands on. */
function groundOf(resource: Resource, datasets: Datasets, settings: Settings): Resource<DatasetSpec>[] {
  const node = nodeOf(resource);
  if (node === null) return [];
  const found = isDataset(resource)
    ? [datasets.above(node, resource.spec.dataset)]
    : isStorage(resource)
      ? resource.spec.nodes.map((one) => datasets.under(one, resource.spec))
      : foldersOf(resource, settings).map((path) => datasets.holding(node, path));
  return found.flatMap((one) => one ?? []);
}

export function datasetCarries({
  resources,
  settings,
}: CarriesInput): ReadonlyMap<Address, readonly Address[]> {
  const datasets = new Datasets(resources.values());
  const needs = new Map<Address, Address[]>();
  if (datasets.isEmpty) return needs;
  for (const resource of resources.values()) {
    const addresses = groundOf(resource, datasets, settings).map(({ address }) => address);
    if (addresses.length > 0) needs.set(resource.address, addresses);
  }
  return needs;
}

/** Who would stand on a dataset that these files do not name any more, sorted. */
export function standingOn(
  dataset: Resource<DatasetSpec>,
  { resources, settings }: Pick<CarriesInput, 'resources' | 'settings'>,
): readonly Address[] {
  const datasets = new Datasets([dataset]);
  return [...resources.values()]
    .flatMap((one) => (groundOf(one, datasets, settings).length > 0 ? [one.address] : []))
    .toSorted();
}
