/** Whether a value fits an option, and what to say when it does not. Pure. */
import { quote } from '../config/quote.ts';
import { nearest } from '../config/suggest.ts';
import type { Json } from '../json.ts';
import type { Option, OptionType } from './manifest.ts';
import { matches } from './pattern.ts';

export interface Problem {
  /** `must be true or false`. */
  readonly must: string;
  readonly hint: string;
}

/** Texts of an option end up in one variable. */
const MOST_CHARACTERS = 64 * 1024;

const TYPES: Readonly<
  Record<OptionType, { readonly is: (value: Json) => boolean; readonly name: string; readonly hint: string }>
> = {
  string: { is: (value) => typeof value === 'string', name: 'a text', hint: 'Put it in double quotes.' },
  boolean: {
    is: (value) => typeof value === 'boolean',
    name: 'true or false',
    hint: 'Write true or false, without quotes.',
  },
  integer: {
    is: Number.isSafeInteger,
    name: 'a whole number',
    hint: 'Write a whole number, without quotes.',
  },
  list: {
    is: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
    name: 'a list of texts',
    hint: 'Write ["…", "…"].',
  },
};

/** Null when the value fits. */
export function problemOf(value: Json | undefined, option: Option): Problem | null {
  const type = TYPES[option.type];
  if (value === undefined || !type.is(value)) return { must: `must be ${type.name}`, hint: type.hint };
  const texts = Array.isArray(value)
    ? (value as readonly string[])
    : typeof value === 'string'
      ? [value]
      : [];
  for (const text of texts) {
    const problem = problemOfText(text, option);
    if (problem) return problem;
  }
  return null;
}

function problemOfText(text: string, { type, enum: choice, pattern }: Option): Problem | null {
  if (text.length > MOST_CHARACTERS || text.includes('\u0000')) {
    return {
      must: 'must be a text of at most 64 KiB, without NUL',
      hint: 'Put a large text into a file of the guest.',
    };
  }
  if (type === 'list' && /[\r\n]/.test(text)) {
    return { must: 'must be a list of lines', hint: 'Make each line an entry of the list.' };
  }
  if (choice && !choice.includes(text)) {
    const near = nearest(text, choice);
    const all = choice.map((one) => quote(one)).join(', ');
    return {
      must: `must be one of ${all}`,
      hint: near === null ? 'Choose one of these.' : `Did you mean ${quote(near)}?`,
    };
  }
  if (pattern === undefined) return null;
  const fits = matches(pattern, text);
  if (fits === true) return null;
  if (fits === false) return { must: `must match ${quote(pattern, 200)}`, hint: 'Correct it.' };
  return {
    must: `cannot be held against ${quote(pattern, 200)} in time`,
    hint: 'Simplify the pattern of the option: one repetition within another, as in (a+)+, may take for ever.',
  };
}
