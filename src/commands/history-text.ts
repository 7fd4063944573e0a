/** `phoenix history` for people: a paragraph for each commit, where the nodes are, and how far back it goes. */
import type { Address } from '../config/model.ts';
import type { Json } from '../json.ts';
import { type Colors, colorsOf, paint } from '../plan/render/colors.ts';
import { plain } from '../plan/render/escape.ts';
import { fullPath } from '../plan/render/links.ts';
import { EFFECT_WORDS, listed, longest, plural, valueText, withoutHash } from '../plan/render/words.ts';
import type { Applied, AppliedRun } from './applied-runs.ts';
import type { HistoryEnd, HistoryEntry, HistoryField } from './walk-history.ts';

export interface ToldEntry extends HistoryEntry {
  /** Who wrote it. */
  readonly authors: readonly string[];
  /** Whether the commit in the marker has it; null: nobody asked, or nobody knows. */
  readonly applied: boolean | null;
}

export interface ToldHistory {
  readonly address: Address;
  readonly entries: readonly ToldEntry[];
  readonly end: HistoryEnd;
  readonly applied: Applied | null;
}

export interface HistoryView {
  readonly color: boolean;
  readonly columns: number;
  /** The configs folder as the user calls it. */
  readonly root: string;
}

const short = (sha: string) => sha.slice(0, 7);

/** `2026-11-20 08:00`, in UTC. */
const timeText = (at: string) => plain(at.slice(0, 16).replace('T', ' '), 20);

function valuesText({ before, after }: HistoryField, most: number): string {
  const text = (value: Json) => plain(valueText(withoutHash(value), '""'), most);
  if (before === null) return `+ ${text(after)}`;
  return after === null ? `- ${text(before)}` : `${text(before)} → ${text(after)}`;
}

function fieldLines(
  fields: readonly HistoryField[],
  { columns, root }: HistoryView,
  colors: Colors,
): string[] {
  const width = Math.min(32, longest(fields.map(({ field }) => plain(field, 80))));
  return fields.map((one) => {
    const { field, effect, at } = one;
    const tint = paint(colors, effect === 'none' ? 'aside' : effect === 'destroy' ? 'delete' : effect);
    const where = at ? colors.dim(`  ${plain(fullPath(root, at.file), 200)}:${at.line}`) : '';
    const values = valuesText(one, Math.max(60, columns));
    return `    ${plain(field, 80).padEnd(width)}  ${values}  ${tint(EFFECT_WORDS[effect])}${where}`;
  });
}

const AUTHORS = 3;

function headLine({ commit, authors }: ToldEntry, colors: Colors): string {
  const { sha, at, title, pull } = commit;
  const number = pull === null ? '' : `${colors.cyan(`#${pull}`)} `;
  const who = listed(authors, AUTHORS, (name) => plain(name, 60));
  return `${timeText(at)}  ${colors.yellow(short(sha))}  ${number}${colors.bold(plain(title, 120))}, by ${who}`;
}

function whatLines(entry: ToldEntry, view: HistoryView, colors: Colors): string[] {
  const { is, address, was, summary, at, effect } = entry;
  const file = colors.dim(`  ${plain(fullPath(view.root, at.file), 200)}`);
  const of = summary === '' ? '' : `  ${plain(summary, 200)}`;
  switch (is) {
    case 'added':
      return [`    ${colors.green('+ added')}${of}${file}`];
    case 'removed':
      return [`    ${colors.red('- removed')}: ${EFFECT_WORDS[effect]}${of}${file}`];
    case 'renamed':
      return [
        `    ${colors.cyan('~ renamed')}, was ${plain(was ?? '', 80)}; now ${plain(address, 80)}${file}`,
      ];
    case 'changed':
      return [];
  }
}

function unreadLine({ unread }: ToldEntry, colors: Colors): string[] {
  if (unread.length === 0) return [];
  const which = listed(unread, AUTHORS, short);
  const text = `${plural(unread.length, 'commit')} before it cannot be read (${which}): what changed there is in here too`;
  return [`    ${colors.yellow('!')} ${text}`];
}

function entryLines(entry: ToldEntry, view: HistoryView, colors: Colors): string[] {
  return [
    headLine(entry, colors),
    ...whatLines(entry, view, colors),
    ...fieldLines(entry.fields, view, colors),
    ...unreadLine(entry, colors),
  ];
}

function endText(end: HistoryEnd): string {
  switch (end.is) {
    case 'whole':
      return 'There is nothing before that.';
    case 'limit':
      return 'There may be more before that: --limit shows it.';
    case 'since':
      return 'Older commits were not asked for (--since).';
    case 'shallow':
      return `The clone ends at ${short(end.commit)}: git fetch --unshallow brings what was before.`;
    case 'unreadable':
      return `The files of ${short(end.commit)} and before cannot be read by this version of Phoenix.`;
  }
}

/** The line between what the nodes have and what they do not. */
function appliedLine({ applied, entries }: ToldHistory, colors: Colors): string | null {
  if (!applied || entries.length === 0) return null;
  const { state, silent } = applied;
  const mark = (text: string) => colors.dim(`── ${text} ──`);
  if (!state) {
    const why =
      silent.length > 0 ? `: ${listed(silent, AUTHORS, (one) => plain(one, 60))} did not answer` : '';
    return mark(`not on the nodes${why}`);
  }
  const { node, commit, retired } = state;
  const since = retired === null ? '' : `, retired since ${timeText(retired)}`;
  if (commit === null) return mark(`on ${plain(node, 60)} from files that were not committed${since}`);
  const known = entries.some((one) => one.applied !== null) ? '' : ', which this clone does not know';
  return mark(`applied on ${plain(node, 60)} up to here, by ${short(commit)}${known}${since}`);
}

function runLine({ run, node, from, steps, outcome, step, message }: AppliedRun, colors: Colors): string {
  const what = outcome === 'done' ? colors.green('done') : colors.red(outcome);
  const where = step === null ? '' : ` at ${plain(step, 80)}`;
  const why = message === null ? '' : `: ${plain(message, 200)}`;
  return `    ${timeText(from)}  ${plain(node, 60)}  ${plain(run, 60)}  ${plural(steps, 'step')}, ${what}${where}${why}`;
}

const RUNS = 10;

function runLines(applied: Applied | null, colors: Colors): string[] {
  if (!applied) return [];
  const { runs } = applied;
  if (runs.length === 0) return ['', 'The journals of the nodes have no run of it.'];
  const more = runs.length > RUNS ? [`    and ${runs.length - RUNS} more`] : [];
  return ['', colors.bold('Runs'), ...runs.slice(0, RUNS).map((run) => runLine(run, colors)), ...more];
}

/** Without a newline at the end. */
export function historyText(told: ToldHistory, view: HistoryView): string {
  const colors = colorsOf(view.color);
  const { entries, end, applied } = told;
  const line = appliedLine(told, colors);
  // The first one that the nodes have: above it stands what they do not.
  const here = line === null ? -1 : entries.findIndex((one) => one.applied !== false);
  const lines = entries.flatMap((entry, at) => [
    ...(at === here && line !== null ? [line] : []),
    ...entryLines(entry, view, colors),
  ]);
  if (line !== null && here < 0) lines.push(line);
  const none = end.is === 'since' ? [`No commit changed ${plain(told.address, 80)} since then.`] : [];
  return [
    ...(entries.length === 0 ? none : lines),
    colors.dim(endText(end)),
    ...runLines(applied, colors),
  ].join('\n');
}
