/** Findings for a terminal: what is wrong, the lines it is about with a caret under the place, and what to do. */
import type { Suppressed } from '../../config/model.ts';
import { type Finding, type Position, SEVERITIES } from '../../errors.ts';
import { type Colors, colorsOf } from './colors.ts';
import { plain } from './escape.ts';
import { fullPath } from './links.ts';
import { lengthAt, type LineOf, linesOf, type TextOf } from './source-text.ts';
import { listed, number, plural } from './words.ts';

export interface FindingsView {
  readonly color: boolean;
  readonly root: string;
  readonly textOf: TextOf;
  /** Found too, and not shown here: of a line with a secret nothing is repeated, whatever else is found in it. */
  readonly others?: readonly Finding[];
}

/** What it takes to show one, of however many. */
interface Look {
  readonly colors: Colors;
  readonly root: string;
  readonly lineOf: LineOf;
}

function lookOf({ color, root, textOf, others = [] }: FindingsView, findings: readonly Finding[]): Look {
  const lineOf = linesOf(textOf);
  const secret = secretLines([...findings, ...others], lineOf);
  return {
    colors: colorsOf(color),
    root,
    lineOf: (file, line) => (secret.has(`${line}:${file}`) ? null : lineOf(file, line)),
  };
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
export const OF_SECRETS: ReadonlySet<string> = new Set(['PHX715', 'PHX941', 'PHX942']);
const REFERENCE = /^"\$\{secret:[^"{}]*\}"/;

function secretLines(findings: readonly Finding[], lineOf: LineOf): ReadonlySet<string> {
  const about = findings.filter(({ id }) => OF_SECRETS.has(id));
  const places = about.flatMap(({ at, also }) => [at, also].filter((place) => place !== undefined));
  const secret = places.filter(
    ({ file, line, column }) => !REFERENCE.test((lineOf(file, line) ?? '').slice(column - 1)),
  );
  return new Set(secret.map(({ file, line }) => `${line}:${file}`));
}

function sourceLines(at: Position, { lineOf, colors }: Look): string[] {
  const line = lineOf(at.file, at.line);
  if (line === null || line.trim() === '') return [];
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

/** @param reason why nobody wants to hear of it, where a file says so */
function findingText(finding: Finding, look: Look, reason: string | null = null): string {
  const { id, severity, message, hint, at, also } = finding;
  const { colors, root } = look;
  const tint = { error: colors.red, warning: colors.yellow, notice: colors.cyan }[severity];
  const place = at ? `${placeText(at, root)} ` : '';
  const word = reason === null ? tint(severity) : colors.dim(`suppressed ${severity}`);
  const other = also ? [`  ${colors.dim('also')} ${placeText(also, root)}`, ...sourceLines(also, look)] : [];
  const rest = reason !== null ? `because: ${plain(reason, 500)}` : hint && `do: ${plain(hint, 2000)}`;
  return [
    `${place}${word} ${colors.bold(plain(id))}: ${plain(message, 2000)}`,
    ...(at ? sourceLines(at, look) : []),
    ...other,
    ...(rest ? [`  ${rest.replace(/^\w+:/, (label) => colors.dim(label))}`] : []),
  ].join('\n');
}

/** With more of them nobody counts by eye. */
const FEW = 20;

/** `12 errors, 3 warnings`, and of many how many of each id, most first: what to begin with. */
function countText(sorted: readonly (readonly Finding[])[]): string {
  const counts = sorted.flatMap((same) => (same[0] ? [plural(same.length, same[0].severity)] : []));
  const all = sorted.flat();
  if (all.length <= FEW) return counts.join(', ');
  const byId = new Map<string, number>();
  for (const { id } of all) byId.set(id, (byId.get(id) ?? 0) + 1);
  const ids = [...byId].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return `${counts.join(', ')}: ${listed(ids, 12, ([id, n]) => `${number(n)} × ${plain(id)}`)}`;
}

/** All findings, errors first, and how many there are; without a newline at the end. */
export function renderFindings(findings: readonly Finding[], view: FindingsView): string {
  const look = lookOf(view, findings);
  const sorted = SEVERITIES.map((severity) => findings.filter((finding) => finding.severity === severity));
  return [...sorted.flat().map((finding) => findingText(finding, look)), countText(sorted)].join('\n\n');
}

/** What files suppress, each with the reason. */
export function renderSuppressed(suppressed: readonly Suppressed[], view: FindingsView): string {
  const look = lookOf(
    view,
    suppressed.map(({ finding }) => finding),
  );
  return suppressed.map(({ finding, reason }) => findingText(finding, look, reason)).join('\n\n');
}
