/** What a resource waits for: what its kind knows, and every resource that one of its values refers to. */
import type { Resource } from '../config/model.ts';
import type { Edge, Kind } from './kind.ts';

export function edgesOf(kind: Kind, resource: Resource): readonly Edge[] {
  const referred = (resource.refersTo ?? []).map((to): Edge => ({ to, when: 'exists' }));
  return [...kind.edges(resource), ...referred];
}
