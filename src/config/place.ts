/** Paths and places as messages show them: below the configs folder as the user calls it. */
import type { Position } from '../errors.ts';

/** A path of the tree with the name of the configs folder before it. */
export function shownPath(root: string, path: string): string {
  if (root === '' || root === '.') return path;
  return path === '' ? root : `${root}/${path}`;
}

/** The place of a whole file. */
export function wholeFile(root: string, path: string): Position {
  return { file: shownPath(root, path), line: 1, column: 1 };
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
