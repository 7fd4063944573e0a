/**
 * Looks for secrets in bytes that left a process. It knows nothing of how Phoenix masks: it undoes what programs do to a
 * text, one thing after the other, and looks for pieces of the secrets in what comes out.
 */
import { inflateSync } from 'node:zlib';

export interface Canary {
  readonly name: string;
  readonly value: string;
  /** What of it anybody may see: of a private key, what stands in the public one too. */
  readonly known?: string;
}

export interface Place {
  readonly name: string;
  readonly bytes: Uint8Array | string;
}

/** Characters of a line of a secret that may not stand together anywhere. */
const PIECE = 8;
/** A shorter line is looked for as a whole. */
const SHORTEST_LINE = 6;

/** Stands in secrets of tests, and a part of it in programs. */
const COMMON = '::set-output name=';

/** Pieces of each secret by their text. */
function piecesOf(canaries: readonly Canary[]): ReadonlyMap<string, string> {
  const pieces = new Map<string, string>();
  for (const { name, value, known = '' } of canaries) {
    const seen = known + known.replaceAll('\n', '') + COMMON;
    for (const line of value.split('\n').map((one) => one.trim())) {
      if (line.length < SHORTEST_LINE || line.startsWith('-----')) continue;
      for (let at = 0; at === 0 || at + PIECE <= line.length; at += 1) {
        const piece = line.slice(at, at + PIECE);
        if (!seen.includes(piece)) pieces.set(piece, name);
      }
    }
  }
  return pieces;
}

const bytesOf = (escapes: string, radix: number, step: number): string => {
  const numbers = escapes.match(new RegExp(`[0-9a-f]{${step}}`, 'gi')) ?? [];
  return Buffer.from(numbers.map((one) => Number.parseInt(one, radix) & 255)).toString();
};

const LETTERS: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\u000b',
};
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const letters = (text: string) => text.replace(/\\(.)/gs, (_all, char: string) => LETTERS[char] ?? char);

const unicode = (text: string) =>
  text.replace(/\\u([0-9a-f]{4})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Each run of base64 read from each of its first four characters. */
function base64(text: string): string {
  const runs =
    text
      .replace(/-/g, '+')
      .replace(/_/g, '/')
      .match(/[A-Za-z0-9+/]{8,}/g) ?? [];
  return runs
    .flatMap((run) => [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), 'base64').toString()))
    .join('\n');
}

/** What was done to a text, undone. */
const UNDO: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in lines': (text) => text.replace(/\r?\n/g, ''),
  'as base64': base64,
  'as base64 in lines': (text) => base64(text.replace(/\s+/g, '')),
  'as hex': (text) =>
    (text.match(/(?:[0-9a-f]{2}){6,}/gi) ?? []).map((run) => Buffer.from(run, 'hex').toString()).join('\n'),
  'as hex with blanks': (text) =>
    (text.match(/(?:[0-9a-f]{2}\s+){6,}/gi) ?? []).map((run) => bytesOf(run, 16, 2)).join('\n'),
  'in an address': (text) => text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => bytesOf(run, 16, 2)),
  'in a form': (text) =>
    text.replace(/\+/g, ' ').replace(/(?:%[0-9a-f]{2})+/gi, (run) => bytesOf(run, 16, 2)),
  'in JSON': (text) => letters(unicode(text)),
  'in JSON in JSON': (text) => letters(unicode(letters(unicode(text)))),
  'with backslashes': (text) => text.replace(/\\(.)/gs, '$1'),
  'in single quotes': (text) =>
    text.replace(/'\\''|'("'+")'?/g, (_all, quotes?: string) => quotes?.slice(1, -1) ?? "'"),
  'as octal numbers': (text) => letters(text.replace(/(?:\\[0-7]{3})+/g, (run) => bytesOf(run, 8, 3))),
  'as hex escapes': (text) => letters(text.replace(/(?:\\x[0-9a-f]{2})+/gi, (run) => bytesOf(run, 16, 2))),
  'in HTML': (text) =>
    text
      .replace(/&#x([0-9a-f]+);/gi, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
      .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
      .replace(/&(amp|lt|gt|quot|apos);/g, (all, name: string) => ENTITIES[name] ?? all),
  'without what is not seen': (text) => text.replace(/[\u200b-\u200f\u2060]|\u001b\[[0-9;]*m/g, ''),
};

/** Objects of git are compressed. */
function textsOf(bytes: Uint8Array | string): string[] {
  const buffer = Buffer.from(bytes);
  try {
    return [inflateSync(buffer).toString()];
  } catch {
    return [buffer.toString()];
  }
}

/** Where pieces of secrets stand, one sentence each: `stdout: token in JSON: …`. */
export function leaksIn(places: readonly Place[], canaries: readonly Canary[]): string[] {
  const pieces = piecesOf(canaries);
  const lengths = [...new Set([...pieces.keys()].map(({ length }) => length))];
  const found = new Map<string, string>();
  for (const { name, bytes } of places) {
    for (const text of textsOf(bytes)) {
      for (const [how, undo] of Object.entries(UNDO)) {
        const plain = undo(text);
        if (how !== 'as it is' && plain === text) continue;
        for (const length of lengths) {
          for (let at = 0; at + length <= plain.length; at += 1) {
            const canary = pieces.get(plain.slice(at, at + length));
            if (canary !== undefined) {
              const near = JSON.stringify(plain.slice(Math.max(0, at - 30), at + 60));
              const what = `${name}: ${canary} ${how}`;
              if (!found.has(what)) found.set(what, `${what}: ${near}`);
            }
          }
        }
      }
    }
  }
  return [...found.values()];
}

/** Of each of these secrets, whether it stands there as it is. */
export const missingIn = (bytes: Uint8Array | string, canaries: readonly Canary[]): string[] =>
  canaries.filter(({ value }) => !Buffer.from(bytes).includes(value)).map(({ name }) => name);
