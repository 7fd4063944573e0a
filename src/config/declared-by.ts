/** What files of resources say of the nodes, added to what phoenix.json says: a storage that is managed is a declared one. Pure. */
import type { Kind } from '../kinds/kind.ts';
import type { Draft } from './drafts.ts';
import type { Address } from './model.ts';
import type { Settings } from './settings.ts';

/** By the settings of phoenix.json alone: equal ones are identical, so that resources may be used again. */
const known = new WeakMap<Settings, Map<string, Settings>>();

export function declaredBy(
  settings: Settings,
  kinds: ReadonlyMap<string, Kind>,
  drafts: ReadonlyMap<Address, Draft>,
): Settings {
  let told = settings;
  for (const kind of kinds.values()) {
    if (!kind.declares) continue;
    const own = [...drafts.values()].filter((draft) => draft.kind === kind && draft.complete);
    told = kind.declares(own, told);
  }
  if (told === settings) return settings;
  const all = known.get(settings) ?? new Map<string, Settings>();
  known.set(settings, all);
  const key = JSON.stringify(told);
  const same = all.get(key) ?? told;
  all.set(key, same);
  return same;
}
