/** The table of `phoenix status`: which columns fit into a line, and how wide each is. Pure. */
import { longest } from '../plan/render/words.ts';

export interface Cell {
  readonly text: string;
  /** The colour of it. */
  readonly tint?: (text: string) => string;
}

export interface Column {
  readonly head: string;
  readonly cells: readonly Cell[];
  /** The first to be left out where there is no room is that of the highest number; 0: it stays. */
  readonly rank: number;
  readonly isRight?: true;
}

const GAP = 2;

/** Columns that say something, as many as there is room for. @param room characters of a line */
export function fitting(columns: readonly Column[], room: number): readonly Column[] {
  let kept = columns.filter(({ cells }) => cells.some(({ text }) => text !== ''));
  const width = () => kept.reduce((sum, column) => sum + widthOf(column) + GAP, -GAP);
  while (width() > room && kept.some(({ rank }) => rank > 0)) {
    const last = Math.max(...kept.map(({ rank }) => rank));
    kept = kept.filter(({ rank }) => rank !== last);
  }
  return kept;
}

function widthOf({ head, cells }: Column): number {
  return Math.max(head.length, longest(cells.map(({ text }) => text)));
}

/** The line of heads, and one for each row. */
export function tableLines(columns: readonly Column[]): readonly string[] {
  const rows = columns[0]?.cells.length ?? 0;
  const widths = columns.map(widthOf);
  const line = (cellAt: (column: Column) => Cell) =>
    columns
      .map((column, i) => {
        const { text, tint = (plain: string) => plain } = cellAt(column);
        const room = ' '.repeat((widths[i] ?? 0) - text.length);
        return column.isRight ? `${room}${tint(text)}` : `${tint(text)}${room}`;
      })
      .join(' '.repeat(GAP))
      .trimEnd();
  const body = Array.from({ length: rows }, (_, i) => line(({ cells }) => cells[i] ?? { text: '' }));
  return [line(({ head }) => ({ text: head })), ...body];
}
