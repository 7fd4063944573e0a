/** Fields as people write them: `net0.ip`, `mounts["/data"].size`; and back. */
import { isObject, pointer, pointerSegments, type Json, type Pointer } from '../json.ts';

const PLAIN = /^[A-Za-z_][\w-]*$/;

/** A pointer as a field name; `the file` for the whole. */
export function fieldName(path: Pointer): string {
  const parts = pointerSegments(path).map((segment, index) => {
    if (PLAIN.test(segment)) return index === 0 ? segment : `.${segment}`;
    return /^\d+$/.test(segment) ? `[${segment}]` : `[${JSON.stringify(segment)}]`;
  });
  return parts.length === 0 ? 'the file' : parts.join('');
}

/**
 * The pointer that a user means by `net0.ip`, `/net0/ip`, `mounts./data.size` or `raw.lxc.apparmor.profile`. Keys may
 * hold dots, so the longest key that the documents have wins.
 */
export function pointerOf(field: string, documents: readonly Json[]): Pointer {
  const known = documents.some((document) => startsWithKey(document, field));
  if (field.startsWith('/') && !known) return field;
  const segments: string[] = [];
  let rest = field.replace(/\["?([^"\]]*)"?\]/g, '.$1').replace(/^\./, '');
  let level: readonly Json[] = documents;
  while (rest !== '') {
    const keys = level.flatMap((one) => (isObject(one) ? Object.keys(one) : []));
    const fitting = keys.filter((key) => rest === key || rest.startsWith(`${key}.`));
    const key = fitting.sort((a, b) => b.length - a.length)[0] ?? rest.split('.', 1)[0] ?? rest;
    segments.push(key);
    level = level.flatMap((one) =>
      isObject(one) ? [one[key] as Json] : Array.isArray(one) ? [one[Number(key)]] : [],
    );
    rest = rest.slice(key.length + 1);
  }
  return pointer(...segments);
}

function startsWithKey(document: Json, field: string): boolean {
  return (
    isObject(document) && Object.keys(document).some((key) => key.startsWith('/') && field.startsWith(key))
  );
}
