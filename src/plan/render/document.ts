/** A Markdown document out of a fixed head and foot and blocks between them, at most so many bytes long. */
import { type Block, type Section, fit, framesOf, sectionText, sizeOf } from './fit.ts';
import { type Where, everything } from './links.ts';

export interface Draft<Slot extends string, What> {
  /** Paragraphs that are always shown; each must be of bounded length. */
  readonly head: readonly string[];
  readonly blocks: readonly Block<Slot, What>[];
  readonly sections: readonly Section<Slot>[];
  readonly foot: readonly string[];
  /** What is said of blocks that had no room; never longer for fewer blocks. */
  readonly count: (dropped: readonly Block<Slot, What>[]) => string;
}

/** Says what is missing, so that a short document is never taken for a whole one. */
function missing(count: string, shortened: number, where: Where): string[] {
  const page = everything(where, 'job summary');
  if (count !== '') return [`**Not shown here:** ${count}. The ${page} has more.`];
  return shortened > 0 ? [`Some of it is shortened; the ${page} has more.`] : [];
}

/** The document. It ends with a newline and is never longer than `limit` bytes of UTF-8. */
export function compose<Slot extends string, What>(
  draft: Draft<Slot, What>,
  where: Where,
  limit: number,
): string {
  const { head, blocks, sections, foot, count } = draft;
  const fixed = [...head, ...foot, ...missing(count(blocks) || '-', 0, where)];
  const spent = fixed.reduce((sum, text) => sum + sizeOf(text) + 2, 0) + framesOf(sections);
  const { shown, dropped, shortened } = fit(blocks, sections, limit - spent);
  const parts = sections.map((section) => sectionText(section, shown)).filter((text) => text !== null);
  return `${[...head, ...missing(count(dropped), shortened, where), ...parts, ...foot].join('\n\n')}\n`;
}
