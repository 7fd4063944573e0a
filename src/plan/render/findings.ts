/** Findings for a terminal: what is wrong, the lines it is about with a caret under the place, and what to do. */
import type { Finding, Position, Severity } from '../../errors.ts';
import type { FeatureFindingId } from '../../features/finding-ids.ts';
import { type Colors, colorsOf } from './colors.ts';
import { plain } from './escape.ts';
import { fullPath } from './links.ts';
import { plural } from './words.ts';

export interface FindingsView {
  readonly color: boolean;
  readonly root: string;
  /** The text of a file of the tree, or null. */
  readonly textOf: (file: string) => string | null;
}

const ORDER: readonly Severity[] = ['error', 'warning', 'notice'];

/** A line of a text, counted from 1, without splitting a file of 50 MB. */
function lineOf(text: string, line: number): string | null {
  let start = 0;
  for (let i = 1; i < line; i += 1) {
    const end = text.indexOf('\n', start);
    if (end === -1) return null;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
}

/** How long the thing at a column is: a string with its quotes, a word, a bracket. */
function lengthAt(line: string, column: number): number {
  const rest = line.slice(column - 1);
  const match = /^"(?:[^"\\]|\\.)*"?|^[\w.+-]+/.exec(rest);
  return Math.max(1, match?.[0].length ?? 1);
}

/** Characters before and after the place that are shown of a long line. */
const AROUND = 60;

interface Excerpt {
  readonly shown: string;
  readonly caret: string;
}

/** The part of a line around the place, with tabs as blanks so that the caret stands under it. */
function excerptOf(line: string, column: number): Excerpt {
  const start = Math.max(0, column - 1 - AROUND);
  const before = plain(line.slice(start, column - 1).replaceAll('\t', '  '), 4 * AROUND);
  const length = Math.min(AROUND, lengthAt(line, column));
  const thing = plain(line.slice(column - 1, column - 1 + length).replaceAll('\t', '  '), 8 * AROUND);
  const after = plain(
    line.slice(column - 1 + length, column - 1 + AROUND).replaceAll('\t', '  '),
    4 * AROUND,
  );
  const lead = start > 0 ? '…' : '';
  return {
    shown: `${lead}${before}${thing}${after}`,
    caret: `${' '.repeat(lead.length + before.length)}${'^'.repeat(Math.max(1, thing.length))}`,
  };
}

/** About values that may be secrets in plain text: those are not repeated. */
const OF_SECRETS: ReadonlySet<string> = new Set(['PHX715'] satisfies FeatureFindingId[]);
const REFERENCE = /^"\$\{secret:[^"{}]*\}"/;

function sourceLines(at: Position, { textOf }: FindingsView, colors: Colors, id = ''): string[] {
  const text = textOf(at.file);
  const line = text === null ? null : lineOf(text, at.line);
  if (line === null || line.trim() === '') return [];
  if (OF_SECRETS.has(id) && !REFERENCE.test(line.slice(at.column - 1))) return [];
  const { shown, caret } = excerptOf(line, at.column);
  const gutter = String(at.line);
  return [
    `${colors.dim(`  ${gutter} |`)} ${shown}`,
    `${colors.dim(`  ${' '.repeat(gutter.length)} |`)} ${colors.red(caret)}`,
  ];
}

function placeText(at: Position, root: string): string {
  return `${plain(fullPath(root, at.file))}:${at.line}:${at.column}`;
}

function findingLines(finding: Finding, view: FindingsView, colors: Colors): string[] {
  const { id, severity, message, hint, at, also } = finding;
  const tint = { error: colors.red, warning: colors.yellow, notice: colors.cyan }[severity];
  const place = at ? `${placeText(at, view.root)} ` : '';
  const other = also
    ? [`  ${colors.dim('also')} ${placeText(also, view.root)}`, ...sourceLines(also, view, colors)]
    : [];
  return [
    `${place}${tint(severity)} ${colors.bold(plain(id))}: ${plain(message, 2000)}`,
    ...(at ? sourceLines(at, view, colors, id) : []),
    ...other,
    ...(hint === undefined ? [] : [`  ${colors.dim('do:')} ${plain(hint, 2000)}`]),
  ];
}

/** All findings, errors first, and how many there are; without a newline at the end. */
export function renderFindings(findings: readonly Finding[], view: FindingsView): string {
  const colors = colorsOf(view.color);
  const sorted = findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const counts = ORDER.flatMap((severity) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return n > 0 ? [plural(n, severity)] : [];
  });
  const blocks = sorted.map((finding) => findingLines(finding, view, colors).join('\n'));
  return [...blocks, counts.join(', ')].join('\n\n');
}
