/** What two lists of lines have in common and what each has alone, in order: for diffs that people read, and for merging. */

/** Above so many comparisons, what lies between the first and the last difference counts as one. */
const MOST_CELLS = 4_000_000;

export interface MergedLine {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** What goes stands before what comes. */
export function mergedLines(before: readonly string[], after: readonly string[]): MergedLine[] {
  const same = (text: string): MergedLine => ({ mark: ' ', text });
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  return [
    ...before.slice(0, start).map(same),
    ...between(old, now),
    ...before.slice(before.length - end).map(same),
  ];
}

function between(before: readonly string[], after: readonly string[]): MergedLine[] {
  const columns = after.length + 1;
  if (before.length * columns > MOST_CELLS) return [...marked('-', before), ...marked('+', after)];
  // Length of the longest common part of what follows, by both places.
  const common = new Uint32Array((before.length + 1) * columns);
  const at = (row: number, column: number) => common[row * columns + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      common[row * columns + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: MergedLine[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old, now] = [before[row], after[column]];
    if (old !== undefined && old === now) {
      lines.push({ mark: ' ', text: old });
      row += 1;
      column += 1;
    } else if (old !== undefined && (now === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ mark: '-', text: old });
      row += 1;
    } else {
      lines.push({ mark: '+', text: now ?? '' });
      column += 1;
    }
  }
  return lines;
}

const marked = (mark: MergedLine['mark'], texts: readonly string[]) =>
  texts.map((text): MergedLine => ({ mark, text }));
