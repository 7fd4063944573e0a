/** Places in files of a tree. Paths are those of the tree; whoever shows them puts the name of the configs folder before. */
import type { Position } from '../errors.ts';

/** The place of a whole file. */
export function wholeFile(file: string): Position {
  return { file, line: 1, column: 1 };
}

/** Where the lines of a text begin: of the last one that was asked for, since findings come file by file. */
let last: { readonly text: string; readonly starts: readonly number[] } | null = null;

function startsOf(text: string): readonly number[] {
  if (last?.text === text) return last.starts;
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  last = { text, starts };
  return starts;
}

/** The place of an offset; lines end with `\n`, columns count UTF-16 units as editors do. */
export function placeAt(file: string, text: string, offset: number): Position {
  const starts = startsOf(text);
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: offset - (starts[low] as number) + 1 };
}
