/** The ports of a guest: what its features listen on, and those of the layers that it is made from. */
import type { Address, Resource } from '../../config/model.ts';
import { isStale } from '../../features/estate-features.ts';
import { portsOf } from '../../features/ports.ts';
import { pointer } from '../../json.ts';
import type { Around, PortView } from '../guest-view.ts';
import type { Software } from './software.ts';
import type { GuestSource, GuestSpec } from './spec.ts';

interface GuestPorts {
  readonly ports: readonly PortView[];
  readonly isAll: boolean;
}

export function portsIn(spec: GuestSpec, { features, resources }: Around): GuestPorts {
  const { software, isAll: isAllSoftware } = softwareIn(spec, resources);
  const ports: PortView[] = [];
  let isAll = isAllSoftware && software.size > 0;
  for (const [{ id, values }, where] of software) {
    const manifest = features && !isStale(features, id) ? features.features.get(id)?.manifest : undefined;
    const found = portsOf({ ports: manifest?.ports ?? null }, values);
    isAll &&= found.isAll;
    for (const { port, protocol, option } of found.ports) {
      const by = where === null ? `the feature ${id}` : `the feature ${id} of ${where}`;
      const path = where === null ? pointer('features', id, ...(option === null ? [] : [option])) : '/clone';
      ports.push({ port, protocol, by, path });
    }
  }
  return { ports, isAll };
}

interface AllSoftware {
  /** To the layer that brings it; null: the guest itself. */
  readonly software: ReadonlyMap<Software, Address | null>;
  readonly isAll: boolean;
}

/** A guest that names a feature of its layer has it once, with its own options. */
function softwareIn(spec: GuestSpec, resources: ReadonlyMap<Address, Resource>): AllSoftware {
  const byId = new Map<string, readonly [Software, Address | null]>();
  const seen = new Set<Address>();
  let where: Address | null = null;
  for (let at: GuestSpec | null = spec; at;) {
    for (const one of at.software ?? []) if (!byId.has(one.id)) byId.set(one.id, [one, where]);
    const { source }: { readonly source: GuestSource | null } = at;
    if (source?.is === 'ostemplate') return { software: new Map(byId.values()), isAll: true };
    if (source?.is !== 'clone') break;
    const layer: Resource | undefined =
      source.layer === undefined || source.address === null ? undefined : resources.get(source.address);
    if (!layer || seen.has(layer.address)) break;
    seen.add(layer.address);
    where = layer.address.replace(/@.*$/, '');
    at = layer.spec as GuestSpec;
  }
  // What an adopted guest holds, or one that another is copied from, no file tells.
  return { software: new Map(byId.values()), isAll: false };
}
