/** Places in files of a tree. Paths are those of the tree; whoever shows them puts the name of the configs folder before. */
import type { Position } from '../errors.ts';

/** The place of a whole file. */
export function wholeFile(file: string): Position {
  return { file, line: 1, column: 1 };
}

/** The place of an offset; lines end with `\n`, columns count UTF-16 units as editors do. */
export function placeAt(file: string, text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { file, line, column: offset - start + 1 };
}
