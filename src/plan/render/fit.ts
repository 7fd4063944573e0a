/**
 * Fits blocks into a limit without ever cutting one. A block has forms from rich to poor; the poorest of the most
 * severe blocks come first, then what room is left makes blocks richer, again the most severe first. What has no room
 * is handed back to be counted. Knows nothing of plans.
 */

/** One form of a block: a text for each section of the document in which it appears. */
export type Pieces<Slot extends string> = Readonly<Partial<Record<Slot, string>>>;

export interface Block<Slot extends string, What> {
  /** Lower is more severe. Nothing is dropped while a block of higher rank is shown. */
  readonly rank: number;
  /** What is counted when the block is dropped. */
  readonly what: What;
  /** From rich to poor, made on demand: of thousands of blocks most are never written. */
  readonly forms: readonly (() => Pieces<Slot>)[];
}

export interface Section<Slot extends string> {
  readonly slot: Slot;
  /** What stands before the first piece and after the last, when there is any. */
  readonly open: string;
  readonly between: string;
  readonly close: string;
}

export interface Fitted<Slot extends string, What> {
  /** Most severe first; blocks of one rank stay in their order. */
  readonly shown: readonly Pieces<Slot>[];
  readonly dropped: readonly Block<Slot, What>[];
  /** How many are shown, but not in their richest form. */
  readonly shortened: number;
}

/** UTF-8 bytes: never fewer than UTF-16 units, so that a text that fits by bytes fits by either count. */
export function sizeOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function costOf<Slot extends string>(
  pieces: Pieces<Slot>,
  sections: ReadonlyMap<Slot, Section<Slot>>,
): number {
  let cost = 0;
  for (const [slot, section] of sections) {
    const piece = pieces[slot];
    if (piece !== undefined) cost += sizeOf(piece) + sizeOf(section.between);
  }
  return cost;
}

/** Below this there is no sense in trying richer forms. */
const CRUMB = 64;

/** Chooses a form for each block so that all together take at most `room` bytes beside the frames of the sections. */
export function fit<Slot extends string, What>(
  blocks: readonly Block<Slot, What>[],
  sections: readonly Section<Slot>[],
  room: number,
): Fitted<Slot, What> {
  const bySlot = new Map(sections.map((section) => [section.slot, section]));
  const queue = blocks.toSorted((a, b) => a.rank - b.rank);
  let left = room;
  const shown: { pieces: Pieces<Slot>; cost: number; level: number }[] = [];
  for (const block of queue) {
    const pieces = block.forms.at(-1)?.() ?? ({} as Pieces<Slot>);
    const cost = costOf(pieces, bySlot);
    if (cost > left) break;
    left -= cost;
    shown.push({ pieces, cost, level: 0 });
  }
  const levels = Math.max(0, ...queue.map((block) => block.forms.length));
  for (let level = 1; level < levels && left > CRUMB; level += 1) {
    for (const [i, chosen] of shown.entries()) {
      const form = queue[i]?.forms.at(-1 - level);
      if (!form) continue;
      const pieces = form();
      const cost = costOf(pieces, bySlot);
      if (cost - chosen.cost > left) break;
      left -= cost - chosen.cost;
      shown[i] = { pieces, cost, level };
    }
  }
  const shortened = shown.filter(({ level }, i) => level + 1 < (queue[i]?.forms.length ?? 0)).length;
  return { shown: shown.map(({ pieces }) => pieces), dropped: queue.slice(shown.length), shortened };
}

/** The bytes that the frames of all sections take at most. */
export function framesOf<Slot extends string>(sections: readonly Section<Slot>[]): number {
  return sections.reduce((sum, { open, close }) => sum + sizeOf(open) + sizeOf(close) + 2, 0);
}

/** A section as text, or null when no block has a piece in it. */
export function sectionText<Slot extends string>(
  section: Section<Slot>,
  shown: readonly Pieces<Slot>[],
): string | null {
  const pieces = shown.map((one) => one[section.slot]).filter((piece) => piece !== undefined);
  return pieces.length === 0 ? null : `${section.open}${pieces.join(section.between)}${section.close}`;
}
