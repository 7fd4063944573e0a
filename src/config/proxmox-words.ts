/** What a resource tells Proxmox, by the places of its file: units and defaults in Proxmox's words. */
import type { Json, Pointer } from '../json.ts';
import type { Resource } from './model.ts';
import { homeOf } from './resolved.ts';
import type { Settings } from './settings.ts';

/** The kind tells its words by the plan of a create: every field with its value. */
export function proxmoxWords(resource: Resource, settings: Settings): ReadonlyMap<Pointer, Json> {
  const diff = homeOf(resource)?.kind.diff({
    want: resource,
    base: null,
    seen: null,
    settings,
    snapshot: null,
  });
  return new Map(diff?.changes.map((change) => [change.path, change.after]));
}

/** What Proxmox is not told of: software and health checks. */
export const isInside = (path: Pointer): boolean => /^\/(?:features|health)(?:\/|$)/.test(path);
