/** The queue of deletions in `[pve:pending]`, and what leaves `[pve:pending]` because it changes nothing. */
import { type Draft, getOption, optionKeys, unsetOption } from '../conf-store.ts';

/** `!key` asks for a forced deletion; containers know no difference (PVE 9.2). */
const nameOf = (entry: string) => entry.replace(/^!/, '');

const sorted = (entries: readonly string[]) => {
  const byName = new Map(entries.map((entry) => [nameOf(entry), entry]));
  return [...byName.keys()].sort().map((name) => byName.get(name) ?? name);
};

/** Keys that wait to be deleted, sorted. */
export const pendingDeletions = (draft: Draft): string[] => sorted(draft.pending.delete).map(nameOf);

export function queueDeletion(draft: Draft, key: string): void {
  draft.pending.delete = sorted([...draft.pending.delete.filter((entry) => nameOf(entry) !== key), key]);
}

export function unqueueDeletion(draft: Draft, key: string): void {
  if (!draft.pending.delete.some((entry) => nameOf(entry) === key)) return;
  draft.pending.delete = sorted(draft.pending.delete.filter((entry) => nameOf(entry) !== key));
}

/** Drops pending values that are current already, and deletions of what is not set. */
export function cleanupPending(draft: Draft): void {
  for (const key of optionKeys(draft.pending)) {
    if (getOption(draft.pending, key) === getOption(draft, key)) unsetOption(draft.pending, key);
  }
  draft.pending.delete = sorted(
    draft.pending.delete.filter((entry) => getOption(draft, nameOf(entry)) !== undefined),
  );
}
