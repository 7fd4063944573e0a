/**
 * Takes the values of secrets out of text: of a whole one, and of a stream, however it is cut into pieces. A program that
 * turns its secret into something that mask-forms.ts does not know cannot be guarded against.
 */
import { formsOf, SHORTEST } from './mask-forms.ts';

const MASK = '***';

/** What is masked, so that it is found in one pass over a text, however many they are. */
export interface Masks {
  /** By how they begin, the longest first. */
  readonly byStart: ReadonlyMap<string, readonly string[]>;
  /** What begins one, and is shorter than any. */
  readonly openings: ReadonlySet<string>;
  /** Of each pair of characters, whether one may begin so: most of a text needs no closer look. */
  readonly pairs: Uint8Array;
}

export interface Redactor {
  /** What can be shown already: the end is held back while it may be the beginning of a secret. */
  add(text: string): string;
  /** The rest. What may be the beginning of a secret is masked, since the stream may have been cut there. */
  end(): string;
}

const PAIRS = 1 << 16;
const pairAt = (text: string, at: number) =>
  (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) & (PAIRS - 1);

/** All forms of these values. */
export function masksOf(secrets: readonly string[]): Masks {
  const byStart = new Map<string, string[]>();
  const openings = new Set<string>();
  const pairs = new Uint8Array(PAIRS);
  for (const form of formsOf(secrets)) {
    const start = form.slice(0, SHORTEST);
    const alike = byStart.get(start);
    if (alike) alike.push(form);
    else {
      byStart.set(start, [form]);
      pairs[pairAt(form, 0)] = 1;
      for (let length = 1; length < SHORTEST; length += 1) openings.add(form.slice(0, length));
    }
  }
  for (const alike of byStart.values()) alike.sort((a, b) => b.length - a.length);
  return { byStart, openings, pairs };
}

export const NO_MASKS: Masks = masksOf([]);

const NONE: readonly string[] = [];

/** Those that may begin there: the first characters are theirs. */
function beginningAt({ byStart, pairs }: Masks, text: string, at: number): readonly string[] {
  if (pairs[pairAt(text, at)] === 0) return NONE;
  return byStart.get(text.slice(at, at + SHORTEST)) ?? NONE;
}

/** The length of the longest that stands there; 0: none does. */
function lengthAt(masks: Masks, text: string, at: number): number {
  return beginningAt(masks, text, at).find((form) => text.startsWith(form, at))?.length ?? 0;
}

/** The length of the longest that begins there and of which the text holds only the beginning; 0: none. */
function openAt(masks: Masks, text: string, at: number): number {
  const rest = text.length - at;
  if (rest < SHORTEST) return masks.openings.has(text.slice(at)) ? Infinity : 0;
  const alike = beginningAt(masks, text, at);
  if (alike.length === 0) return 0;
  const end = text.slice(at);
  return alike.find((form) => form.length > rest && form.startsWith(end))?.length ?? 0;
}

/** Masks a whole text. Secrets that overlap are masked together. */
export function mask(text: string, masks: Masks): string {
  if (masks.byStart.size === 0) return text;
  let shown = '';
  let until = 0;
  for (let at = 0; at <= text.length - SHORTEST; at += 1) {
    const length = lengthAt(masks, text, at);
    if (length === 0) continue;
    if (at >= until) shown += `${text.slice(until, at)}${MASK}`;
    until = Math.max(until, at + length);
  }
  return until === 0 ? text : shown + text.slice(until);
}

export function redactor(masks: Masks): Redactor {
  let held = '';
  /** So much of what is held, from its beginning, stands behind a mask that was shown. */
  let covered = 0;
  const take = (last: boolean): string => {
    let shown = '';
    let until = covered;
    let at = 0;
    for (; at < held.length; at += 1) {
      const whole = lengthAt(masks, held, at);
      const open = openAt(masks, held, at);
      // A longer one may still be completed by what comes next.
      if (!last && open > whole) break;
      const rest = held.length - at;
      const length = open > whole && rest >= SHORTEST ? rest : whole;
      if (length === 0) continue;
      if (at >= until) shown += `${held.slice(until, at)}${MASK}`;
      until = Math.max(until, at + length);
    }
    shown += held.slice(until, at);
    covered = Math.max(0, until - at);
    held = held.slice(at);
    return shown;
  };
  return {
    add: (text) => {
      held += text;
      return take(false);
    },
    end: () => take(true),
  };
}
