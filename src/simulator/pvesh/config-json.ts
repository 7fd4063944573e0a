/** Configurations of containers in JSON: declared integers and booleans are numbers, everything else is text. */
import type { Json, JsonObject } from '../../json.ts';
import { type Draft, type DraftSection, getOption, optionKeys } from '../conf-store.ts';
import { pendingDeletions } from '../config/pending.ts';
import { confSchema } from '../schema.ts';

function jsonOf(key: string, value: string): Json {
  const type = confSchema().get(key)?.type;
  return (type === 'integer' || type === 'boolean') && /^\d+$/.test(value) ? Number(value) : value;
}

/** `withRaw`: the raw `lxc.*` lines as pairs, which a snapshot's configuration leaves out. */
export function sectionJson(section: DraftSection, withRaw: boolean): JsonObject {
  const options = optionKeys(section).map((key): [string, Json] => [
    key,
    jsonOf(key, getOption(section, key) ?? ''),
  ]);
  const raw = section.raw.map(({ key, value }): Json => [key, value]);
  return { ...Object.fromEntries(options), ...(withRaw && raw.length > 0 ? { lxc: raw } : {}) };
}

/** The current configuration, or with what is pending taken in; with the file's digest. */
export function configJson(draft: Draft, current: boolean): JsonObject {
  const shown: DraftSection = { ...draft, options: new Map(draft.options) };
  if (!current) {
    for (const key of optionKeys(draft.pending)) {
      if (key === 'description') shown.description = draft.pending.description;
      else shown.options.set(key, draft.pending.options.get(key) ?? '');
    }
    for (const key of pendingDeletions(draft)) shown.options.delete(key);
  }
  return { ...sectionJson(shown, true), digest: draft.digest ?? '' };
}

/** One entry a key: what it is, what it will be, and whether it goes. */
export function pendingJson(draft: Draft): Json[] {
  const deletions = new Set(pendingDeletions(draft));
  const keys = [...new Set([...optionKeys(draft), ...optionKeys(draft.pending)])].sort();
  const entries = keys.map((key): Json => {
    const [value, pending] = [getOption(draft, key), getOption(draft.pending, key)];
    return {
      key,
      ...(value === undefined ? {} : { value: jsonOf(key, value) }),
      ...(pending === undefined ? {} : { pending: jsonOf(key, pending) }),
      ...(deletions.has(key) ? { delete: 1 } : {}),
    };
  });
  return [...entries, { key: 'digest', value: draft.digest ?? '' }];
}
