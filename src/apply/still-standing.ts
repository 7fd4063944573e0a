/** What may not go yet: something that stands on it was to leave it, and is held back. Pure. */
import type { Address, Resource } from '../config/model.ts';
import { isRemoval } from '../kinds/change.ts';
import type { Edge } from '../kinds/kind.ts';
import type { Part } from './transactions.ts';

/** Steps that must not begin, by id, and why. */
export function stillStanding(
  parts: ReadonlyMap<Address, Part>,
  edgesIn: (resource: Resource | null) => readonly Edge[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { entry, steps } of parts.values()) {
    const { hold, item, base, want } = entry;
    if (!hold || steps.length > 0) continue;
    const stays = new Set(edgesIn(want).map(({ to }) => to));
    for (const { to, when } of edgesIn(base)) {
      const other = parts.get(to);
      if (when === 'gone' || stays.has(to) || !other || !isRemoval(other.entry.item.action)) continue;
      const why = `${item.address} still stands on it: ${hold.why}`;
      for (const step of other.inside?.own ?? other.steps) if (!step.rescue) found.set(step.id, why);
    }
  }
  return found;
}
