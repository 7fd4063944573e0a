/** A line of the bench's result: a ratio (a size, a count), what it was made of, and the bound that we mean to keep. */

export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: '×' | 'MiB' | 'calls' | 's';
  readonly bound: number;
  /** For a ratio: its two sides in milliseconds, of this machine at this time. */
  readonly of?: readonly [ms: number, ms: number];
}

export function timesRow(what: string, ms: number, floor: number, bound: number): Row {
  return { what, value: ms / floor, unit: '×', bound, of: [ms, floor] };
}

export function memoryRow(what: string, mib: number, bound: number): Row {
  return { what, value: mib, unit: 'MiB', bound };
}

/** For what has no other side to stand beside; it means something on a machine like that of the bound only. */
export function secondsRow(what: string, ms: number, bound: number): Row {
  return { what, value: ms / 1000, unit: 's', bound };
}

export function callsRow(what: string, count: number, bound: number): Row {
  return { what, value: count, unit: 'calls', bound };
}

const MINUTE = 60_000;

function duration(ms: number): string {
  if (ms >= 10 * MINUTE) return `${(ms / MINUTE).toFixed(1)} min`;
  return ms >= 10 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(2)} ms`;
}

/** What is measured, value, bound, the two sides, verdict. */
function cells({ what, value, unit, bound, of }: Row): readonly string[] {
  const digits = unit === '×' || unit === 's' ? (value < 0.1 ? 4 : 2) : 0;
  const shown = `${value.toFixed(digits)} ${unit}`;
  const sides = of ? of.map(duration).join(' / ') : '';
  return [what, shown, `${bound} ${unit}`, sides, value <= bound ? 'ok' : 'over'];
}

const HEADS = ['measured', 'value', 'at most', 'sides', ''];

/** Columns for a terminal. */
export function textTable(rows: readonly Row[]): string {
  const lines = [HEADS, ...rows.map(cells)];
  const widths = HEADS.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The same for a page. */
export function markdownTable(rows: readonly Row[]): string {
  const lines = [HEADS, HEADS.map(() => '---'), ...rows.map(cells)];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}
