/**
 * What somebody knows who could open entries once: told from the versions of files that named a key of theirs. What was
 * read stays read, so a value is known until it is another one. Pure.
 */
import { parseEntry, WHOLE } from './entry.ts';

/** A file of an entry, as it is or as it was. */
export interface Version {
  readonly entry: string;
  /** For whom it is encrypted; see `inspectMessage`. */
  readonly keyIds: readonly string[];
  /** Null: no key that is here opens it. */
  readonly text: string | null;
}

export interface CurrentEntry {
  readonly entry: string;
  readonly text: string | null;
  /** Key ids of all whose entry it is now. */
  readonly readers: ReadonlySet<string>;
  /** The lines that references name; `*` is the whole entry. */
  readonly fields: readonly string[];
}

export interface Exposure {
  readonly entry: string;
  /** Key ids. */
  readonly knownTo: readonly string[];
  /** `maybe`: it cannot be compared here. `no`: the value itself is another one, only lines are as they were. */
  readonly value: 'yes' | 'maybe' | 'no';
  /** Lines that are used and as they were. */
  readonly fields: readonly string[];
}

/** Lines that pass users keep beside a password, and that are no secret. */
const PUBLIC_FIELDS: ReadonlySet<string> = new Set([
  'user',
  'username',
  'login',
  'email',
  'url',
  'host',
  'port',
]);

/**
 * @param versions of all entries, those of now too
 * @param whose key ids to ask for; null: of all who have no business with the entry now
 */
export function exposures(
  current: readonly CurrentEntry[],
  versions: readonly Version[],
  whose: ReadonlySet<string> | null,
): Exposure[] {
  const parsed = versions.map((version) => ({ ...version, values: valuesIn(version.text) }));
  return current.flatMap((one) => {
    const outsiders = ({ keyIds }: Version) =>
      keyIds.filter((id) => (whose ? whose.has(id) : !one.readers.has(id)));
    const seen = parsed.filter((version) => outsiders(version).length > 0);
    const unclear = seen.filter(
      ({ entry, text }) => entry === one.entry && (text === null || one.text === null),
    );
    const knowing = (part: string | null): Version[] => {
      const text = partOf(one.text, part);
      if (text === '') return [];
      return seen.filter((version) => (part === WHOLE ? version.text === text : version.values.has(text)));
    };
    const byValue = knowing(null);
    const fields = one.fields.filter(
      (field) => !PUBLIC_FIELDS.has(field.toLowerCase()) && knowing(field).length > 0,
    );
    const value = byValue.length > 0 ? 'yes' : unclear.length > 0 ? 'maybe' : 'no';
    if (value === 'no' && fields.length === 0) return [];
    const known = [...byValue, ...unclear, ...fields.flatMap(knowing)].flatMap(outsiders);
    return [{ entry: one.entry, knownTo: [...new Set(known)].sort(), value, fields }];
  });
}

/** Empty where there is none, or none can be read. */
function partOf(text: string | null, part: string | null): string {
  if (text === null) return '';
  if (part === WHOLE) return text;
  const { value, fields } = parseEntry(text);
  return part === null ? value : (fields.get(part) ?? '');
}

function valuesIn(text: string | null): ReadonlySet<string> {
  if (text === null) return new Set();
  const { value, fields } = parseEntry(text);
  return new Set([value, ...fields.values()]);
}
