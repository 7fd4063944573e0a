/** What stands in an entry, as users of `pass` write it: the value on the first line, then lines `key: value`. Pure. */
import type { Secret } from '../provider.ts';

export interface Entry {
  /** The first line. */
  readonly value: string;
  /** By what stands before the first `: ` or `:`, exactly; of two lines of one name the first counts. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Names the whole entry, with all its lines and as they are: `${secret:tls/key#*}`. */
export const WHOLE = '*';

const FIELD = /^([^:]+):(.*)$/;

/** Lines may end as on Windows. */
export function parseEntry(text: string): Entry {
  const [value = '', ...lines] = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const fields = new Map<string, string>();
  for (const line of lines) {
    const [, key = '', found = ''] = FIELD.exec(line) ?? [];
    if (key !== '' && !fields.has(key)) fields.set(key, found.trim());
  }
  return { value, fields };
}

/** An entry as features see it. */
export function entrySecret(text: string): Secret {
  const { value, fields } = parseEntry(text);
  return { value, field: (name) => (name === WHOLE ? text : (fields.get(name) ?? null)) };
}
