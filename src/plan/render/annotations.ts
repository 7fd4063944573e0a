/** Annotations of a check run: a plan and its findings on the very JSON lines that ask for a change. */
import type { Finding } from '../../errors.ts';
import type { Plan } from '../plan.ts';
import { clip } from './escape.ts';
import { fullPath } from './links.ts';
import { type Level, type Note, findingNotes, notesOf } from './notes.ts';
import { listed, plural } from './words.ts';

export interface Annotation {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: Level;
  readonly title: string;
  readonly message: string;
}

const LEVELS: readonly Level[] = ['failure', 'warning', 'notice'];

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

/** The more severe level first; within a level what a plan shows first. */
function severityOf(notes: readonly Note[]): number {
  const each = notes.map(({ level, rank }) => LEVELS.indexOf(level) * 100 + rank);
  return each.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

/** GitHub takes 50 in a request, and a reader takes fewer: the rest is in the comment's count. */
const MOST = 500;

/**
 * One annotation for each line of the estate's files that a plan or a finding is about, the worst first. `root` is the
 * configs folder in the repository. Without a plan (its files have errors) the findings alone.
 */
export function annotationsOf(
  plan: Plan | null,
  findings: readonly Finding[],
  root: string,
  most: number = MOST,
): Annotation[] {
  const found = findings.flatMap((finding) => findingNotes(finding, root));
  const notes = [...found, ...(plan?.items ?? []).flatMap(notesOf)];
  const lines = new Map<string, Note[]>();
  for (const note of notes) {
    const key = `${note.line}:${note.file}`;
    const known = lines.get(key);
    if (known) known.push(note);
    else lines.set(key, [note]);
  }
  return [...lines.values()]
    .map((notes) => ({ notes, severity: severityOf(notes) }))
    .toSorted((a, b) => a.severity - b.severity)
    .slice(0, most)
    .flatMap(({ notes }) => annotationOf(notes, root) ?? []);
}
