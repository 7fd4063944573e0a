/** What waits in `[PENDING]` (PVE::AbstractConfig, 9.2): `delete` is a list, in which `!key` frees the volume too. */
import type { VmDraft } from './conf.ts';

/** Keys that wait to go, sorted, with whether their volumes go too. */
export function deletionsOf({ pending }: VmDraft): Map<string, { readonly force: boolean }> {
  const entries = (pending.get('delete') ?? '').split(/[\s,;]+/).filter((entry) => entry !== '');
  const keys = entries.map((entry) => [entry.replace(/^!/, ''), { force: entry.startsWith('!') }] as const);
  return new Map(keys.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function setDeletions(draft: VmDraft, deletions: ReadonlyMap<string, { readonly force: boolean }>): void {
  const entries = [...deletions.keys()].sort().map((key) => `${deletions.get(key)?.force ? '!' : ''}${key}`);
  if (entries.length > 0) draft.pending.set('delete', entries.join(','));
  else draft.pending.delete('delete');
}

export function queueVmDeletion(draft: VmDraft, key: string, force = false): void {
  setDeletions(draft, new Map([...deletionsOf(draft), [key, { force }]]));
}

export function unqueueVmDeletion(draft: VmDraft, key: string): void {
  const deletions = deletionsOf(draft);
  if (deletions.delete(key)) setDeletions(draft, deletions);
}

/** New and changed values that wait, by key. */
export const waiting = ({ pending }: VmDraft): string[] =>
  [...pending.keys()].filter((key) => key !== 'delete');

/** Drops what is so already, and deletions of what is not set. */
export function cleanupVmPending(draft: VmDraft): void {
  for (const key of waiting(draft)) {
    if (draft.pending.get(key) === draft.options.get(key)) draft.pending.delete(key);
  }
  setDeletions(draft, new Map([...deletionsOf(draft)].filter(([key]) => draft.options.has(key))));
}
