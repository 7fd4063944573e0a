/**
 * A JSONC text as a document: which comment belongs to what. One in lines of its own belongs to the key below it, one behind
 * a value to that value, and one that an empty line parts from the first key to the object.
 */
import { type Token, tokensOf } from './tokens.ts';
import type { Container, Document, Lead, Member, Value } from './document.ts';

/** What is left to be read. */
interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

/** @param text of a file that can be parsed; lines end with `\n` */
export function readDocument(text: string): Document {
  const reader: Reader = { tokens: tokensOf(text), at: 0 };
  const above = leadsOf(comments(reader));
  const isApart = isApartAt(reader);
  const root = readValue(reader);
  const behind = commentsBehind(reader, []);
  return { above, isApart, root, behind, below: leadsOf(comments(reader)) };
}

const peek = ({ tokens, at }: Reader): Token | undefined => tokens[at];

function next(reader: Reader): Token {
  const token = reader.tokens[reader.at];
  if (!token) throw new Error('the text ends within a value');
  reader.at += 1;
  return token;
}

const isApartAt = (reader: Reader): boolean => (peek(reader)?.breaks ?? 0) > 1;

function comments(reader: Reader): Token[] {
  const found: Token[] = [];
  while (peek(reader)?.is === 'comment') found.push(next(reader));
  return found;
}

function leadsOf(tokens: readonly Token[]): Lead[] {
  return tokens.map(({ text, breaks }) => ({ text, isApart: breaks > 1 }));
}

const isLine = (comment: string): boolean => comment.startsWith('//');

/**
 * Comments in the rest of the line, but for `/* about b *\/ "b": 2`, which is about what follows. Behind one that takes all of
 * the line there is no room for another.
 */
function commentsBehind(reader: Reader, before: readonly string[]): string[] {
  const { tokens, at } = reader;
  if (before.some(isLine)) return [...before];
  let end = at;
  while (tokens[end]?.is === 'comment' && tokens[end]?.breaks === 0) end += 1;
  const follows = tokens[end];
  const isAboutNext = follows?.breaks === 0 && !['}', ']', ','].includes(follows.is);
  if (isAboutNext) return [...before];
  reader.at = end;
  return [...before, ...tokens.slice(at, end).map(({ text }) => text)];
}

function readValue(reader: Reader): Value {
  const { is, text } = next(reader);
  return is === '{' || is === '[' ? readContainer(reader, is) : { is: 'scalar', text };
}

function readContainer(reader: Reader, start: '{' | '['): Container {
  const head = commentsBehind(reader, []);
  const isOpen = start === '{' && (peek(reader)?.breaks ?? 0) > 0;
  const members: Member[] = [];
  let waiting = comments(reader);
  const opening = openingOf(waiting, isApartAt(reader), reader);
  waiting = waiting.slice(opening.length);
  while (peek(reader)?.is !== '}' && peek(reader)?.is !== ']') {
    const { member, left } = readMember(reader, start, waiting);
    members.push(members.length === 0 && opening.length > 0 ? together(member) : member);
    waiting = [...left, ...comments(reader)];
  }
  next(reader);
  return {
    is: start === '{' ? 'object' : 'list',
    isOpen,
    head,
    opening: leadsOf(opening),
    members,
    closing: leadsOf(waiting),
  };
}

/** Of the comments before the first member, those above the last empty line. */
function openingOf(waiting: readonly Token[], isMemberApart: boolean, reader: Reader): readonly Token[] {
  const token = peek(reader);
  if (token === undefined || token.is === '}' || token.is === ']') return [];
  if (isMemberApart) return waiting;
  const last = waiting.findLastIndex(({ breaks }) => breaks > 1);
  return last > 0 ? waiting.slice(0, last) : [];
}

/** The empty line above it belongs to the comment that it parts from the member, wherever that goes. */
function together(member: Member): Member {
  const [first, ...rest] = member.above;
  return first
    ? { ...member, above: [{ ...first, isApart: false }, ...rest] }
    : { ...member, isApart: false };
}

interface Read {
  readonly member: Member;
  /** Comments between the value and its comma that are about what follows. */
  readonly left: readonly Token[];
}

function readMember(reader: Reader, start: '{' | '[', above: readonly Token[]): Read {
  const isApart = isApartAt(reader);
  const key = start === '{' ? next(reader).text : null;
  const inside = comments(reader);
  if (key !== null) next(reader);
  inside.push(...comments(reader));
  const value = readValue(reader);
  let behind = commentsBehind(reader, []);
  const left = comments(reader);
  if (peek(reader)?.is === ',') {
    next(reader);
    if (left.length === 0) behind = commentsBehind(reader, behind);
  }
  // What takes the rest of its line cannot stand before the value.
  const [between, moved] = [
    inside.filter(({ text }) => !isLine(text)),
    inside.filter(({ text }) => isLine(text)),
  ];
  return {
    member: {
      above: [...leadsOf(above), ...moved.map(({ text }) => ({ text, isApart: false }))],
      isApart,
      key,
      between: between.map(({ text }) => text),
      value,
      behind,
    },
    left,
  };
}
