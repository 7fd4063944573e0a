/** The text of a laid-out file: two blanks a level, and in one line what fits into it. */
import type { Container, Document, Lead, Member, Value } from './document.ts';

/** Columns of a line. */
const WIDTH = 110;

export interface PrintOptions {
  /** Whether a comma stands behind the last member of what takes several lines: so a new member changes one line. */
  readonly lastComma: boolean;
}

/** Ends with a newline. */
export function print({ above, isApart, root, behind, below }: Document, options: PrintOptions): string {
  const lines = leads(above, '', true);
  if (isApart && lines.length > 0) lines.push('');
  lines.push([valueText(root, '', 0, 0, options), ...behind].join(' '));
  lines.push(...leads(below, '', false));
  return `${lines.join('\n')}\n`;
}

/** @param isFirst at the start of something no line is left empty */
function leads(all: readonly Lead[], indent: string, isFirst: boolean): string[] {
  return all.flatMap(({ text, isApart }, at) => {
    const lines = commentLines(text, indent);
    return isApart && !(isFirst && at === 0) ? ['', ...lines] : lines;
  });
}

/** A block whose lines begin with stars goes with its indent; what is drawn in any other stays as it is drawn. */
function commentLines(text: string, indent: string): string[] {
  const [first = '', ...rest] = text.split('\n');
  const isStarred = rest.every((line) => line.trimStart().startsWith('*'));
  const others = isStarred ? rest.map((line) => `${indent} ${line.trimStart()}`) : rest;
  return [`${indent}${first}`, ...others];
}

/**
 * @param column where the value begins
 * @param after how many characters follow it in its line
 */
function valueText(
  value: Value,
  indent: string,
  column: number,
  after: number,
  options: PrintOptions,
): string {
  if (value.is === 'scalar') return value.text;
  const flat = flatText(value);
  if (flat !== null && column + flat.length + after <= WIDTH) return flat;
  return openText(value, indent, options);
}

/** All in one line; null where that cannot be. */
function flatText(value: Value): string | null {
  if (value.is === 'scalar') return value.text;
  const { is, isOpen, head, opening, members, closing } = value;
  if (isOpen && members.length > 0) return null;
  if (head.length + opening.length + closing.length > 0) return null;
  const texts: string[] = [];
  for (const { above, key, between, value: inner, behind } of members) {
    if (above.length + between.length + behind.length > 0) return null;
    const text = flatText(inner);
    if (text === null) return null;
    texts.push(key === null ? text : `${key}: ${text}`);
  }
  if (is === 'list') return `[${texts.join(', ')}]`;
  return texts.length === 0 ? '{}' : `{ ${texts.join(', ')} }`;
}

function openText(
  { is, head, opening, members, closing }: Container,
  indent: string,
  options: PrintOptions,
): string {
  const [start, end] = is === 'list' ? ['[', ']'] : ['{', '}'];
  const inner = `${indent}  `;
  const lines = [[start, ...head].join(' '), ...leads(opening, inner, true)];
  if (opening.length > 0 && members.length > 0) lines.push('');
  for (const [at, member] of members.entries()) {
    const isLast = at === members.length - 1;
    lines.push(...memberLines(member, inner, at === 0, isLast && !options.lastComma ? '' : ',', options));
  }
  lines.push(...leads(closing, inner, members.length + opening.length === 0), `${indent}${end}`);
  return lines.join('\n');
}

function memberLines(
  { above, isApart, key, between, value, behind }: Member,
  indent: string,
  isFirst: boolean,
  comma: string,
  options: PrintOptions,
): string[] {
  const lines = leads(above, indent, isFirst);
  if (isApart && (!isFirst || above.length > 0)) lines.push('');
  const start = [...(key === null ? [] : [`${key}:`]), ...between, ''].join(' ');
  const column = indent.length + start.length;
  const text = valueText(value, indent, column, comma.length, options);
  return [...lines, [`${indent}${start}${text}${comma}`, ...behind].join(' ')];
}
