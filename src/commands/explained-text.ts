/** `phoenix explain --changes` for people. */
import { type Colors, MARKS, colorsOf, paint } from '../plan/render/colors.ts';
import { idText } from '../plan/render/comment/names.ts';
import { plain } from '../plan/render/escape.ts';
import { fullPath } from '../plan/render/links.ts';
import { downtimeText, EFFECT_WORDS, listed, valueText } from '../plan/render/words.ts';
import type { Author } from '../sources/blame.ts';
import { type ExplainedChange, type ExplainedItem, isWhole, type Neighbour } from './explained-item.ts';

export interface TextView {
  readonly color: boolean;
  readonly columns: number;
  /** The configs folder as the user calls it. */
  readonly root: string;
  /** Whether the files are those of a commit. */
  readonly isCommitted: boolean;
}

/** `restart`, `create`, `on hold`: what an apply does of it. */
function doneText({ action, effect }: Pick<ExplainedItem, 'action' | 'effect'>): string {
  if (action === 'no-op') return 'not touched';
  if (action === 'update') return effect === 'none' ? 'on hold' : EFFECT_WORDS[effect];
  return effect === 'restart' || effect === 'offline' ? `${action}, ${EFFECT_WORDS[effect]}` : action;
}

function headText(item: ExplainedItem): string {
  const { action, effect, downtime, was, node, id, summary, changes } = item;
  const isPart = effect !== 'none' && changes.some(({ is }) => is !== 'covered');
  const stays = downtime === null && action === 'update' ? ', and stays down' : '';
  const down = downtime === 0 || downtime === null ? stays : `, down ${downtimeText(downtime)}`;
  const name = was === null ? '' : `, was ${plain(was, 80)}`;
  const of = action === 'create' && summary !== '' ? ` (${plain(summary, 200)})` : '';
  const rest = isPart ? ', the rest waits' : '';
  return `${idText(id)} on ${plain(node, 60)}: ${doneText(item)}${rest}${down}${name}${of}`;
}

function values({ before, after }: ExplainedChange, most: number): string {
  const text = (value: ExplainedChange['after']) => plain(valueText(value), most);
  if (before === null) return `+ ${text(after)}`;
  return after === null ? `- ${text(before)}` : `${text(before)} → ${text(after)}`;
}

function authorText({ sha, author, at, title }: Author): string {
  return `${sha.slice(0, 7)} of ${at.slice(0, 10)} by ${plain(author, 60)}: ${plain(title, 120)}`;
}

function changeLines(
  change: ExplainedChange,
  { columns, root, isCommitted }: TextView,
  colors: Colors,
): string[] {
  const { field, after, effect, why, at, by, is, waits } = change;
  const line = (word: string, text: string) => `      ${colors.dim(word.padEnd(7))} ${text}`;
  const who = by
    ? [line('commit', authorText(by))]
    : isCommitted || is === 'drift'
      ? []
      : [line('commit', 'none yet: the files on disk')];
  // Of what no file names any more, there is only the top of one.
  const isGone = after === null && at?.line === 1 && at.column === 1;
  const tint = paint(colors, effect === 'none' ? 'config' : effect === 'destroy' ? 'delete' : effect);
  return [
    `    ${colors.bold(plain(field, 80))}  ${values(change, Math.max(60, columns))}`,
    line('effect', `${tint(EFFECT_WORDS[effect])}: ${plain(why, 600)}`),
    ...(at === null || isGone ? [] : [line('place', `${plain(fullPath(root, at.file), 200)}:${at.line}`)]),
    ...who,
    ...(waits === null ? [] : [line('waits', colors.yellow(plain(waits, 300)))]),
  ];
}

const neighbourText = (one: Neighbour): string => `${plain(one.address, 80)} (${doneText(one)})`;

const MANY = 8;

/** A guest that comes has every field of its file; `explain` without `--changes` tells where each comes from. */
function wholeLines({ by, changes }: ExplainedItem, colors: Colors): string[] {
  const waits = changes.flatMap((change) => change.waits ?? []).slice(0, 1);
  return [
    ...(by ? [`    ${colors.dim('commit')} ${authorText(by)}`] : []),
    ...waits.map((why) => `    ${colors.yellow('!')} waits: ${plain(why, 300)}`),
  ];
}

function itemLines(item: ExplainedItem, view: TextView, colors: Colors): string[] {
  const { address, effect, action, changes, notes, needs, neededBy, instead } = item;
  const mark =
    action === 'create'
      ? MARKS.create
      : MARKS[effect === 'none' ? 'held' : effect === 'destroy' ? 'delete' : effect];
  return [
    `${mark} ${colors.bold(plain(address, 80))}  ${headText(item)}`,
    ...notes.map((note) => `    ${colors.yellow('!')} ${plain(note, 600)}`),
    ...(isWhole(item)
      ? wholeLines(item, colors)
      : changes.flatMap((change) => changeLines(change, view, colors))),
    ...(needs.length > 0 ? [`    It needs ${listed(needs, MANY, neighbourText)}: done before it.`] : []),
    ...(neededBy.length > 0
      ? [`    Needed by ${listed(neededBy, MANY, neighbourText)}: done after it.`]
      : []),
    ...(instead.length > 0
      ? ['    To have it run on:', ...instead.map((one) => `      - ${plain(one, 300)}`)]
      : []),
  ];
}

/** Without a newline at the end. */
export function explainedText(items: readonly ExplainedItem[], view: TextView): string {
  const colors = colorsOf(view.color);
  return items.flatMap((item) => itemLines(item, view, colors)).join('\n');
}
