/**
 * What a resource waits for: what its kind knows, every resource that one of its values refers to, and what of its node's
 * own file it uses.
 */
import type { Resource } from '../config/model.ts';
import { hostUseOf } from './host-use.ts';
import type { Edge, Kind } from './kind.ts';

export function edgesOf(kind: Kind, resource: Resource): readonly Edge[] {
  const referred = (resource.refersTo ?? []).map((to): Edge => ({ to, when: 'exists' }));
  const host = hostUseOf(resource);
  return [
    ...kind.edges(resource),
    ...referred,
    ...(host ? [{ to: host.address, when: 'exists' as const }] : []),
  ];
}
