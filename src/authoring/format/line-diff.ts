/** Which lines differ between two texts, as `diff -u` shows it. */

/** Equal lines around each difference. */
const AROUND = 3;
/** Above so many comparisons, what lies between the first and the last difference counts as one. */
const MOST_CELLS = 4_000_000;

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** Lines from `--- NAME` on; empty where the texts are equal. */
export function lineDiff(name: string, before: string, after: string): readonly string[] {
  if (before === after) return [];
  const lines = merged(linesOf(before), linesOf(after));
  return [`--- ${name}`, `+++ ${name} (formatted)`, ...hunks(lines)];
}

/** What ends a line is part of it where it is not a mere line feed: so that it shows. */
function linesOf(text: string): string[] {
  const lines = text.replaceAll('\r', '\\r').split('\n');
  const last = lines.pop() ?? '';
  return last === '' ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}

function merged(before: readonly string[], after: readonly string[]): Line[] {
  const same = (text: string): Line => ({ mark: ' ', text });
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

function between(before: readonly string[], after: readonly string[]): Line[] {
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
  const lines: Line[] = [];
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

const marked = (mark: Line['mark'], texts: readonly string[]) => texts.map((text): Line => ({ mark, text }));

function hunks(lines: readonly Line[]): string[] {
  const found: string[] = [];
  let [old, now] = [1, 1];
  let hunk: { head: readonly [number, number]; lines: Line[]; equal: number } | null = null;
  const close = () => {
    if (!hunk) return;
    const own = hunk.lines.slice(0, hunk.lines.length - Math.max(0, hunk.equal - AROUND));
    const count = (mark: Line['mark']) => own.filter((line) => line.mark !== mark).length;
    found.push(`@@ -${hunk.head[0]},${count('+')} +${hunk.head[1]},${count('-')} @@`);
    found.push(...own.map(({ mark, text }) => `${mark}${text}`));
    hunk = null;
  };
  for (const [at, line] of lines.entries()) {
    if (line.mark !== ' ' && !hunk) {
      const before = lines.slice(Math.max(0, at - AROUND), at);
      hunk = { head: [old - before.length, now - before.length], lines: [...before], equal: 0 };
    }
    if (hunk) {
      hunk.lines.push(line);
      hunk.equal = line.mark === ' ' ? hunk.equal + 1 : 0;
      if (hunk.equal > 2 * AROUND) close();
    }
    if (line.mark !== '+') old += 1;
    if (line.mark !== '-') now += 1;
  }
  close();
  return found;
}
