/** Which lines differ between two texts, as `diff -u` shows it. */
import { type MergedLine, mergedLines } from '../../line-merge.ts';

/** Equal lines around each difference. */
const AROUND = 3;

/** Lines from `--- NAME` on; empty where the texts are equal. */
export function lineDiff(name: string, before: string, after: string): readonly string[] {
  if (before === after) return [];
  const lines = mergedLines(linesOf(before), linesOf(after));
  return [`--- ${name}`, `+++ ${name} (formatted)`, ...hunks(lines)];
}

/** What ends a line is part of it where it is not a mere line feed: so that it shows. */
function linesOf(text: string): string[] {
  const lines = text.replaceAll('\r', '\\r').split('\n');
  const last = lines.pop() ?? '';
  return last === '' ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}

function hunks(lines: readonly MergedLine[]): string[] {
  const found: string[] = [];
  let [old, now] = [1, 1];
  let hunk: { head: readonly [number, number]; lines: MergedLine[]; equal: number } | null = null;
  const close = () => {
    if (!hunk) return;
    const own = hunk.lines.slice(0, hunk.lines.length - Math.max(0, hunk.equal - AROUND));
    const count = (mark: MergedLine['mark']) => own.filter((line) => line.mark !== mark).length;
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
