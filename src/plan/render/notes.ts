/** What a plan and its findings have to say about lines of files, one note for each thing. Plain text, no Markdown. */
import { isRemoval } from '../../kinds/change.ts';
import type { Finding, Position } from '../../errors.ts';
import type { PlanItem, PlannedChange } from '../plan.ts';
import { type Category, categoryOf, downtimeNow, isAside, rankOf } from './category.ts';
import { type JudgedChange, judged, wholeNote } from './changes.ts';
import { clip } from './escape.ts';
import { fullPath } from './links.ts';
import { EFFECT_WORDS, downtimeText, labelOf, valueText } from './words.ts';

export type Level = 'failure' | 'warning' | 'notice';

/** One thing to say about one line. */
export interface Note {
  readonly file: string;
  readonly line: number;
  readonly level: Level;
  /** Lower is more severe: orders the notes and names the title of a line with several. */
  readonly rank: number;
  readonly title: string;
  readonly text: string;
  /** Guests that the same text is about: a line of a profile changes many. */
  readonly about: string | null;
}

function levelOf(category: Category): Level {
  switch (category) {
    case 'destroy':
    case 'delete':
    case 'retire':
    case 'replace':
    case 'impossible':
      return 'failure';
    case 'offline':
    case 'restart':
    case 'migrate':
    case 'remove':
    case 'held':
    case 'drift':
    case 'note':
      return 'warning';
    case 'create':
    case 'adopt':
    case 'rename':
    case 'live':
    case 'config':
    case 'aside':
      return 'notice';
  }
}

/** What one change does by itself: a guest that restarts for one line may have others that are live. */
function categoryOfChange(item: PlanItem, { change, cover }: JudgedChange): Category {
  if (categoryOf(item) === 'note') return 'note';
  if (cover.is !== 'covered' && change.effect !== 'impossible') return cover.is;
  return categoryOf({ ...item, changes: [change], effect: change.effect, cover: [{ is: 'covered' }] });
}

function changeText(change: PlannedChange): string {
  const { before, after, note } = change;
  const values =
    after === null
      ? `${valueText(before)} removed`
      : before === null
        ? valueText(after)
        : `${valueText(before)} → ${valueText(after)}`;
  return `${labelOf(change)}: ${clip(values, 300)}${note ? ` (${clip(note, 300)})` : ''}`;
}

function changeNote(item: PlanItem, one: JudgedChange): Note[] {
  const { change, cover } = one;
  if (!change.at) return [];
  const category = categoryOfChange(item, one);
  const { file, line } = change.at;
  const title = category === 'live' || category === 'config' ? EFFECT_WORDS[change.effect] : TITLES[category];
  return [
    {
      file,
      line,
      level: levelOf(category),
      rank: rankOf(category),
      title,
      text: `${changeText(change)}${cover.is === 'covered' ? '' : `; ${clip(cover.why, 300)}`}`,
      about: item.address,
    },
  ];
}

const TITLES: Readonly<Record<Category, string>> = {
  destroy: 'destroy',
  delete: 'deletes data',
  retire: 'retire',
  replace: 'replace',
  impossible: 'impossible',
  offline: 'stopped',
  restart: 'restart',
  migrate: 'migrate',
  remove: 'remove',
  held: 'on hold',
  drift: 'drift',
  note: 'not touched',
  create: 'create',
  adopt: 'adopt',
  rename: 'rename',
  live: 'live',
  config: 'unnoticed',
  aside: 'no effect',
};

/** One note for the whole item, on the first line of its file: for what has no line of its own. */
function itemNote(item: PlanItem): Note {
  const category = categoryOf(item);
  const downtime = downtimeNow(item);
  const down = downtime === 0 ? '' : `; down ${downtimeText(downtime)}`;
  const whole = wholeNote(item);
  const notes = [...(whole === null ? [] : [whole]), ...item.notes]
    .map((note) => `\n${clip(note, 400)}`)
    .join('');
  const what = item.summary === '' ? item.action : `${item.action}: ${clip(item.summary, 300)}`;
  return {
    file: item.file,
    line: 1,
    level: levelOf(category),
    rank: rankOf(category),
    title: TITLES[category],
    text: `${what}${down}${notes}`,
    about: item.address,
  };
}

/** Everything that an item has to say. */
export function notesOf(item: PlanItem): Note[] {
  if (isAside(item)) return [];
  const lines = item.action === 'create' ? [] : judged(item).flatMap((one) => changeNote(item, one));
  const grave = isRemoval(item.action) || item.action === 'replace';
  return lines.length === 0 || grave ? [itemNote(item), ...lines] : lines;
}

const FINDING_LEVEL = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

/** The finding on its line, and a word on the line of its other party; `root` is the configs folder in the repository. */
export function findingNotes({ id, severity, message, hint, at, also }: Finding, root: string): Note[] {
  const { file, line } = at ?? { file: 'phoenix.json', line: 1 };
  const place = (one: Position) => clip(`${fullPath(root, one.file)}:${one.line}`, 300);
  const own: Note = {
    file,
    line,
    level: FINDING_LEVEL[severity],
    rank: -1,
    title: id,
    text: [
      clip(message, 1500),
      ...(also ? [`See also ${place(also)}`] : []),
      ...(hint ? [clip(hint, 1500)] : []),
    ].join('\n'),
    about: null,
  };
  if (!at || !also || (also.file === file && also.line === line)) return [own];
  const other: Note = {
    ...own,
    file: also.file,
    line: also.line,
    level: 'notice',
    text: `${clip(message, 1500)}\nFound at ${place(at)}`,
  };
  return [own, other];
}
