/** What tables have said already of secrets in plain text (PHX715), so that no rule says it again. */
import type { Estate } from '../../config/model.ts';
import { placeAt } from '../../config/place.ts';

/** Whether an offset of a file lies in a text that is told already. */
export function toldSecrets({ findings, tree }: Estate): (file: string, offset: number) => boolean {
  const told = new Map<string, Set<string>>();
  for (const { id, at } of findings) {
    if (id !== 'PHX715' || !at) continue;
    const places = told.get(at.file) ?? new Set();
    told.set(at.file, places.add(`${at.line}:${at.column}`));
  }
  return (file, offset) => {
    const places = told.get(file);
    const text = tree.files.get(file)?.text;
    if (!places || text === undefined) return false;
    // The text begins at the nearest quote before that no backslash takes away.
    let start = text.lastIndexOf('"', offset);
    while (start > 0 && text[start - 1] === '\\') start = text.lastIndexOf('"', start - 1);
    if (start < 0) return false;
    const { line, column } = placeAt(file, text, start);
    return places.has(`${line}:${column}`);
  };
}
