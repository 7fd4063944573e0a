/** Edits of SDN that somebody made and did not apply: a commit of ours would bring them in, so that nothing is committed. */
import { type SdnState, uncommitted } from './config.ts';
import type { Address } from '../../config/model.ts';
import { objectText, ownerOf } from './spec.ts';

/** What a transaction means an object to be: null: gone; a field that is null is not set. What it does not name stays. */
export type Meant = Readonly<Record<string, string | null>> | null;
export type MeantObjects = Readonly<Record<string, Meant>>;

/** Whether an object is as it was meant. */
export function isMeant(fields: Readonly<Record<string, string>> | undefined, meant: Meant): boolean {
  if (meant === null) return fields === undefined;
  if (!fields) return false;
  return Object.entries(meant).every(([key, value]) => (fields[key] ?? null) === value);
}

/**
 * Objects with edits that are neither of a killed apply nor what is meant, in words.
 * @param begun resources whose edits may be those of a killed apply
 */
export function foreignEdits(state: SdnState, begun: readonly Address[], meant: MeantObjects): string[] {
  return uncommitted(state).flatMap((key) => {
    const [now, before] = [state.pending.get(key), state.running.get(key)];
    if (begun.includes(ownerOf(key, now ?? before))) return [];
    const wanted = meant[key];
    if (wanted !== undefined && isWithin(now, before, wanted)) return [];
    return [`${objectText(key)} ${!before ? 'is new' : now ? 'was changed' : 'was removed'}`];
  });
}

/** Whatever differs from what runs is as it is meant. */
function isWithin(
  now: Readonly<Record<string, string>> | undefined,
  before: Readonly<Record<string, string>> | undefined,
  meant: Meant,
): boolean {
  if (meant === null || !now) return now === undefined && meant === null;
  const keys = new Set([...Object.keys(now), ...Object.keys(before ?? {})]);
  return [...keys].every((key) => now[key] === before?.[key] || (now[key] ?? null) === meant[key]);
}

/** What is not yet as meant, in words. */
export function unmet(objects: SdnState['pending'], meant: MeantObjects): string[] {
  return Object.entries(meant).flatMap(([key, one]) =>
    isMeant(objects.get(key), one) ? [] : [`${objectText(key)} is not as it was meant`],
  );
}
