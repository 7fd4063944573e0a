/** What files stand for: most for one resource each, some for several, such as a layer for each node that uses it. Pure. */
import type { Finding } from '../errors.ts';
import type { Kind } from '../kinds/kind.ts';
import { placeOfField } from './field-place.ts';
import type { Address, Resource, Tree } from './model.ts';
import { settle } from './resolved.ts';
import type { Settings } from './settings.ts';

export interface ExpandContext {
  readonly tree: Tree;
  readonly settings: Settings;
  readonly kinds: ReadonlyMap<string, Kind>;
  /** As their files say. */
  readonly resources: ReadonlyMap<Address, Resource>;
  readonly findings: Finding[];
}

/** The resources of the estate, in the order of their files; the same map where every file stands for itself. */
export function expandAll(context: ExpandContext): ReadonlyMap<Address, Resource> {
  const { tree, settings, kinds, resources, findings } = context;
  const expanded = new Map<Address, Resource>();
  let same = true;
  for (const resource of resources.values()) {
    const kind = kinds.get(resource.kind);
    const result = kind?.expand?.({ resource, resources, settings });
    if (!result) {
      expanded.set(resource.address, resource);
      continue;
    }
    for (const one of result.resources) {
      if (one !== resource) settle(one, resource);
      same &&= one === resource;
      expanded.set(one.address, one);
    }
    same &&= result.resources.length === 1;
    for (const { path, ...found } of result.findings) {
      findings.push({ ...found, at: placeOfField(tree, resource, new Set(kind?.sets ?? []), path, 'value') });
    }
  }
  return same ? resources : expanded;
}
