/** A second, slow look at one file: every syntax error, double key and hidden character, each with its position. */
import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Finding, Position } from '../errors.ts';
import type { Json } from '../json.ts';
import { finding } from './finding-ids.ts';
import { FORBIDDEN_KEYS, MAX_LEVELS } from './limits.ts';
import type { SourceFile } from './model.ts';
import { placeAt } from './place.ts';
import { quote } from './quote.ts';

export interface Examined {
  readonly value: Json | undefined;
  readonly findings: readonly Finding[];
  /** False when no value may be taken from the file, not even to look for further findings. */
  readonly usable: boolean;
}

/** Control characters but tab and newline, marks of text direction, and halves of characters. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;
const HIDDEN_IN_KEY = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** Of one file, the first are enough to act on. */
const MOST_FINDINGS = 50;

interface Work {
  readonly at: (offset: number) => Position;
  readonly findings: Finding[];
  usable: boolean;
}

/** `.jsonc`, and the manifest of a devcontainer Feature: that format's own reader lets comments pass. */
export function mayHoldComments(path: string): boolean {
  return path.endsWith('.jsonc') || path.endsWith('/devcontainer-feature.json');
}

/** Reads a file with a parser that goes on after errors. */
export function examine(file: SourceFile): Examined {
  const at = (offset: number) => placeAt(file.path, file.text, offset);
  const findings: Finding[] = [];
  const text = withoutMark(file.text, at, findings);
  const tooDeep = offsetOfLevel(text, MAX_LEVELS + 1);
  if (tooDeep !== null) {
    findings.push(
      finding('PHX105', `values are nested more than ${MAX_LEVELS} levels deep`, {
        hint: 'No setting of Phoenix is nested deeper than a few levels; remove the inner part.',
        at: at(tooDeep),
      }),
    );
    return { value: undefined, findings, usable: false };
  }
  const errors: ParseError[] = [];
  const comments = mayHoldComments(file.path);
  const tree = parseTree(text, errors, { disallowComments: !comments, allowTrailingComma: comments });
  const first = errors[0];
  if (first || !tree) {
    findings.push(syntaxFinding(text, first, comments, at));
    return { value: undefined, findings, usable: false };
  }
  if (tree.type !== 'object') {
    findings.push(
      finding(
        'PHX107',
        `the file holds ${tree.type === 'array' ? 'a list' : 'a single value'} instead of an object`,
        {
          hint: 'Write { "key": value } at the top.',
          at: at(tree.offset),
        },
      ),
    );
    return { value: undefined, findings, usable: false };
  }
  const work: Work = { at, findings, usable: true };
  const value = valueOf(tree, work);
  return { value, findings, usable: work.usable };
}

function withoutMark(text: string, at: (offset: number) => Position, findings: Finding[]): string {
  if (!text.startsWith('\ufeff')) return text;
  findings.push(
    finding('PHX106', 'the file starts with a byte order mark', {
      hint: 'Save it as UTF-8 without BOM.',
      at: at(0),
    }),
  );
  // A blank of the same length keeps every offset.
  return ` ${text.slice(1)}`;
}

/** The parser calls itself for each level, so a deep file is found out by the scanner, which does not. */
function offsetOfLevel(text: string, level: number): number | null {
  const scanner = createScanner(text, true);
  let open = 0;
  // The end has a token too; behind a text that is not closed its length is not 0.
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const token = text.slice(offset, offset + scanner.getTokenLength());
    if (token === '{' || token === '[') open += 1;
    else if (token === '}' || token === ']') open -= 1;
    if (open >= level) return offset;
  }
  return null;
}

function valueOf(node: Node, work: Work): Json {
  switch (node.type) {
    case 'object':
      return objectOf(node, work);
    case 'array':
      return (node.children ?? []).map((child) => valueOf(child, work));
    case 'string':
      checkText(node, String(node.value), 'text', work);
      return String(node.value);
    case 'number':
    case 'boolean':
    case 'null':
    case 'property':
      return node.value as Json;
  }
}

function objectOf(node: Node, work: Work): Json {
  const object: Record<string, Json> = {};
  const keys = new Map<string, Node>();
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (!keyNode || !valueNode) continue;
    const key = String(keyNode.value);
    checkText(keyNode, key, 'key', work);
    const before = keys.get(key);
    if (before && work.findings.length < MOST_FINDINGS) {
      work.findings.push(
        finding('PHX102', `the key ${quote(key)} stands twice in one object`, {
          hint: 'Keep one of them: Phoenix does not choose.',
          at: work.at(keyNode.offset),
          also: work.at(before.offset),
        }),
      );
    }
    keys.set(key, keyNode);
    const value = valueOf(valueNode, work);
    if (FORBIDDEN_KEYS.has(key)) {
      work.usable = false;
      work.findings.push(
        finding('PHX103', `the key ${quote(key)} is not allowed`, {
          hint: 'Remove it: the name has a meaning of its own in JavaScript.',
          at: work.at(keyNode.offset),
        }),
      );
    } else object[key] = value;
  }
  return object;
}

function checkText(node: Node, text: string, what: 'key' | 'text', work: Work): void {
  const hidden = (what === 'key' ? HIDDEN_IN_KEY : HIDDEN).test(text);
  if ((!hidden && text.isWellFormed()) || work.findings.length >= MOST_FINDINGS) return;
  work.findings.push(
    finding('PHX104', `the ${what} ${quote(text)} holds characters that cannot be seen`, {
      hint: 'Remove control characters, NUL and marks of text direction.',
      at: work.at(node.offset),
    }),
  );
}

const SYNTAX: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  InvalidSymbol: [
    'this is no JSON value',
    'Put texts in double quotes; the only bare words are true, false and null.',
  ],
  InvalidNumberFormat: [
    'this is no JSON number',
    'Write it in decimal, without leading zeros: 0.5, 16, 1e3.',
  ],
  PropertyNameExpected: ['a key is expected', 'Write "key": value, with double quotes around the key.'],
  ValueExpected: ['a value is expected', 'Add the value, or remove the comma or key before it.'],
  ColonExpected: ['":" is expected after the key', 'Write "key": value.'],
  CommaExpected: ['"," is expected', 'Put a comma between the two entries.'],
  CloseBraceExpected: ['the object is not closed', 'Add the missing "}".'],
  CloseBracketExpected: ['the list is not closed', 'Add the missing "]".'],
  EndOfFileExpected: ['something follows after the end of the object', 'Remove it: a file holds one object.'],
  InvalidCommentToken: [
    'comments are not allowed in .json',
    'Remove the comment; config of an estate may also be called .jsonc.',
  ],
  UnexpectedEndOfComment: ['the comment is not closed', 'Add the missing "*/".'],
  UnexpectedEndOfString: [
    'the text is not closed',
    'Add the missing double quote; write a line break as \\n.',
  ],
  UnexpectedEndOfNumber: ['the number is not complete', 'Add the missing digits.'],
  InvalidUnicode: ['this is no Unicode escape', 'Write \\u and four hexadecimal digits.'],
  InvalidEscapeCharacter: ['this escape does not exist in JSON', 'Write a backslash itself as \\\\.'],
  InvalidCharacter: ['a control character stands here', 'Remove it, or write it as an escape.'],
};

function syntaxFinding(
  text: string,
  error: ParseError | undefined,
  comments: boolean,
  at: (offset: number) => Position,
): Finding {
  if (!error || text.trim() === '') {
    const hint = 'Write an object, such as {}.';
    return finding('PHX101', 'the file is empty', { hint, at: at(0) });
  }
  const trailing = /,\s*$/.exec(text.slice(0, error.offset));
  if (trailing && /^[}\]]/.test(text.slice(error.offset)) && !comments) {
    const hint = 'Remove the comma; config of an estate may also be called .jsonc, where it is allowed.';
    return finding('PHX101', 'a comma stands before the closing bracket', { hint, at: at(trailing.index) });
  }
  const name = printParseErrorCode(error.error);
  const [message, hint] = SYNTAX[name] ?? ['this is not valid JSON', 'Correct it.'];
  return finding('PHX101', `not valid JSON: ${message}`, { hint, at: at(error.offset) });
}
