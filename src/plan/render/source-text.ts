/** Lines of the files that findings are about, and how far the thing at a place goes: for excerpts, carets and regions. */

/** The text of a file of the tree, or null. */
export type TextOf = (file: string) => string | null;

/** A line counted from 1, without its end; null where there is none. */
export type LineOf = (file: string, line: number) => string | null;

/** Where each line of a text begins. */
function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

interface Opened {
  readonly text: string;
  readonly starts: readonly number[];
  readonly lines: Map<number, string>;
}

/** Thousands of findings may be about one large file: it is gone through once. */
export function linesOf(textOf: TextOf): LineOf {
  const known = new Map<string, Opened | null>();
  const open = (file: string) => {
    const text = textOf(file);
    const found = text === null ? null : { text, starts: startsOf(text), lines: new Map<number, string>() };
    known.set(file, found);
    return found;
  };
  return (file, line) => {
    const found = known.get(file) ?? (known.has(file) ? null : open(file));
    const start = found?.starts[line - 1];
    if (!found || start === undefined) return null;
    const own =
      found.lines.get(line) ?? found.text.slice(start, found.starts[line]).replace(/\r?\n$|\r$/, '');
    found.lines.set(line, own);
    return own;
  };
}

/** How long the thing at a column is: a string with its quotes, a word, a bracket. */
export function lengthAt(line: string, column: number): number {
  const rest = line.slice(column - 1);
  const match = /^"(?:[^"\\]|\\.)*"?|^[\w.+-]+/.exec(rest);
  return Math.max(1, match?.[0].length ?? 1);
}
