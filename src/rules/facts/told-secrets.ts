/** What tables have said already of secrets in plain text (PHX715), so that no rule says it again. */
import type { Estate } from '../../config/model.ts';
import { placeAt } from '../../config/place.ts';
import type { Position } from '../../errors.ts';

const textOf = ({ file, line, column }: Position): string => `${file}:${line}:${column}`;

export interface ToldSecrets {
  /** Whether a text that begins here is told already. */
  readonly at: (place: Position) => boolean;
  /** Whether an offset of a file lies in a text that is told already. */
  readonly within: (file: string, offset: number) => boolean;
}

export function toldSecrets({ findings, tree }: Estate): ToldSecrets {
  const places = new Set<string>();
  const files = new Set<string>();
  for (const { id, at } of findings) {
    if (id !== 'PHX715' || !at) continue;
    places.add(textOf(at));
    files.add(at.file);
  }
  const within = (file: string, offset: number): boolean => {
    const text = files.has(file) ? tree.files.get(file)?.text : undefined;
    if (text === undefined) return false;
    // The text begins at the nearest quote before that no backslash takes away.
    let start = text.lastIndexOf('"', offset);
    while (start > 0 && text[start - 1] === '\\') start = text.lastIndexOf('"', start - 1);
    return start >= 0 && places.has(textOf(placeAt(file, text, start)));
  };
  return { at: (place) => places.has(textOf(place)), within };
}
