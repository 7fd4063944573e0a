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
  const guestOf = (one: Resource) => kinds.get(one.kind)?.guest?.(one.spec) ?? null;
  for (const resource of resources.values()) {
    const kind = kinds.get(resource.kind);
    const result = kind?.expand?.({ resource, resources, settings, guestOf });
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
  return carried(context, same ? resources : expanded);
}

/** A resource with others that it stands on: the same one again where both are, so that identity goes on meaning equality. */
const standing = new WeakMap<Resource, { readonly key: string; readonly resource: Resource }>();

function onTop(resource: Resource, needs: readonly Address[]): Resource {
  const refersTo = [...new Set([...(resource.refersTo ?? []), ...needs])].toSorted();
  const key = refersTo.join(' ');
  const known = standing.get(resource);
  if (known?.key === key) return known.resource;
  const made: Resource = { ...resource, refersTo };
  settle(made, resource);
  standing.set(resource, { key, resource: made });
  return made;
}

/** With what each stands on, as the kinds of those tell. */
function carried(
  { kinds, settings }: ExpandContext,
  resources: ReadonlyMap<Address, Resource>,
): ReadonlyMap<Address, Resource> {
  const needs = new Map<Address, Address[]>();
  for (const kind of kinds.values()) {
    const found = kind.carries?.({
      resources,
      settings,
      storedOf: (one) => kinds.get(one.kind)?.stored?.(one.spec) ?? null,
      guestOf: (one) => kinds.get(one.kind)?.guest?.(one.spec) ?? null,
    });
    for (const [address, others] of found ?? []) {
      const own = others.filter((other) => other !== address);
      if (own.length > 0) needs.set(address, [...(needs.get(address) ?? []), ...own]);
    }
  }
  if (needs.size === 0) return resources;
  const entries = [...resources].map(([address, resource]): [Address, Resource] => {
    const own = needs.get(address);
    return [address, own ? onTop(resource, own) : resource];
  });
  return new Map(entries);
}
