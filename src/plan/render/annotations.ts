/** A plan and its findings as notes on lines of files: on the JSON line that asks for a change. Plain text, no Markdown. */
import type { Finding } from '../../errors.ts';
import type { Plan, PlanItem, PlannedChange } from '../plan.ts';
import { type Category, type JudgedChange, categoryOf, downtimeNow, judged, rankOf } from './category.ts';
import { clip } from './escape.ts';
import { fullPath } from './links.ts';
import { EFFECT_WORDS, downtimeText, listed, pathText, plural, valueText } from './words.ts';

export type Level = 'failure' | 'warning' | 'notice';

export interface Annotation {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: Level;
  readonly title: string;
  readonly message: string;
}

interface Note {
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

const LEVELS: readonly Level[] = ['failure', 'warning', 'notice'];

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
    case 'held':
    case 'drift':
    case 'note':
      return 'warning';
    case 'create':
    case 'adopt':
    case 'rename':
    case 'live':
    case 'config':
      return 'notice';
  }
}

/** What one change does by itself: a guest that restarts for one line may have others that are live. */
function categoryOfChange(item: PlanItem, { change, cover }: JudgedChange): Category {
  if (categoryOf(item) === 'note') return 'note';
  if (cover.is !== 'covered' && change.effect !== 'impossible') return cover.is;
  return categoryOf({ ...item, changes: [change], effect: change.effect, cover: [{ is: 'covered' }] });
}

function changeText({ path, before, after, note }: PlannedChange): string {
  const values =
    after === null
      ? `${valueText(before)} removed`
      : before === null
        ? valueText(after)
        : `${valueText(before)} → ${valueText(after)}`;
  return `${pathText(path)}: ${clip(values, 300)}${note ? ` (${clip(note, 300)})` : ''}`;
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
  offline: 'stopped meanwhile',
  restart: 'restart',
  migrate: 'migrate',
  held: 'on hold',
  drift: 'drift',
  note: 'not touched',
  create: 'create',
  adopt: 'adopt',
  rename: 'rename',
  live: 'live',
  config: 'unnoticed',
};

/** One note for the whole item, on the first line of its file: for what has no line of its own. */
function itemNote(item: PlanItem): Note {
  const category = categoryOf(item);
  const downtime = downtimeNow(item);
  const down = downtime === 0 ? '' : `; down ${downtimeText(downtime)}`;
  const notes = item.notes.map((note) => `\n${clip(note, 400)}`).join('');
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

function notesOf(item: PlanItem): Note[] {
  const lines = item.action === 'create' ? [] : judged(item).flatMap((one) => changeNote(item, one));
  const grave = item.action === 'retire' || item.action === 'destroy' || item.action === 'replace';
  return lines.length === 0 || grave ? [itemNote(item), ...lines] : lines;
}

const FINDING_LEVEL = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

function findingNote({ id, severity, message, hint, at }: Finding): Note {
  return {
    file: at?.file ?? 'phoenix.json',
    line: at?.line ?? 1,
    level: FINDING_LEVEL[severity],
    rank: -1,
    title: id,
    text: `${clip(message, 1500)}${hint ? `\n${clip(hint, 1500)}` : ''}`,
    about: null,
  };
}

/** GitHub takes 64 KB; nobody reads that on a line. */
const LONGEST = 3500;

function messageOf(notes: readonly Note[]): string {
  const about = new Map<string, string[]>();
  for (const { text, about: address } of notes) {
    const known = about.get(text) ?? [];
    if (address !== null && !known.includes(address)) known.push(address);
    about.set(text, known);
  }
  const texts = [...about].map(([text, addresses]) =>
    addresses.length === 0 ? text : `${listed(addresses, 8, (address) => clip(address, 80))}: ${text}`,
  );
  let kept = texts;
  while (kept.length > 1 && kept.join('\n').length > LONGEST)
    kept = kept.slice(0, Math.ceil(kept.length / 2));
  const rest = texts.length - kept.length;
  return [...kept, ...(rest > 0 ? [`… and ${plural(rest, 'more change')}`] : [])].join('\n');
}

/** All notes of one line as one annotation, under the title of the worst. */
function annotationOf(notes: readonly Note[], root: string): Annotation | null {
  const sorted = notes.toSorted(
    (a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.rank - b.rank,
  );
  const [worst] = sorted;
  if (!worst) return null;
  const { file, line, level } = worst;
  const titles = [...new Set(sorted.map((note) => note.title))];
  return {
    path: fullPath(root, file),
    startLine: line,
    endLine: line,
    level,
    title: clip(
      listed(titles, 3, (title) => title),
      200,
    ),
    message: messageOf(sorted),
  };
}

/**
 * One annotation for each line of the estate's files that a plan or a finding is about, the worst first. `root` is the
 * configs folder in the repository. Without a plan (its files have errors) the findings alone.
 */
export function annotationsOf(plan: Plan | null, findings: readonly Finding[], root: string): Annotation[] {
  const notes = [...findings.map(findingNote), ...(plan?.items ?? []).flatMap(notesOf)];
  const lines = new Map<string, Note[]>();
  for (const note of notes) {
    const key = `${note.line}:${note.file}`;
    const known = lines.get(key);
    if (known) known.push(note);
    else lines.set(key, [note]);
  }
  const ranked = [...lines.values()].map((notes) => ({
    annotation: annotationOf(notes, root),
    rank: Math.min(...notes.map((note) => LEVELS.indexOf(note.level) * 100 + note.rank)),
  }));
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .flatMap(({ annotation }) => (annotation ? [annotation] : []));
}
