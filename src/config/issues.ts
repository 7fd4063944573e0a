/** What zod says about a value, said for people: which field, what it must be, what stands there, what to do. */
import type { z } from 'zod';
import { isObject, pointer, valueAt, type Json, type JsonObject, type Pointer } from '../json.ts';
import { fieldName } from './field-name.ts';
import type { FindingId } from './finding-ids.ts';
import { quote } from './quote.ts';
import { properName } from './other-words.ts';
import type { JsonSchema } from './schema-at.ts';
import { keysAt, schemaAt } from './schema-at.ts';
import { didYouMean, nearest } from './suggest.ts';

/** A finding that knows its pointer, not yet its place. */
export interface Issue {
  readonly id: FindingId;
  readonly message: string;
  readonly hint: string;
  readonly path: Pointer;
  /** Whether the key is wrong, or the value. */
  readonly what: 'key' | 'value';
}

type ZodIssue = z.core.$ZodIssue;

/**
 * @param document what was parsed
 * @param schema made only when something is wrong: it knows which keys there are and what they mean
 */
export function issuesOf(error: z.ZodError, document: JsonObject, schema: () => JsonSchema): Issue[] {
  return error.issues.flatMap((issue) => explained(issue, [], document, schema));
}

function explained(
  issue: ZodIssue,
  above: readonly PropertyKey[],
  document: JsonObject,
  schema: () => JsonSchema,
): Issue[] {
  const segments = [...above, ...issue.path].map(String);
  const path = pointer(...segments);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...segments, key], schema));
    case 'invalid_key':
      return [unusableKey(segments, issue.issues[0]?.message)];
    case 'invalid_union':
      return fromUnion(issue, segments, document, schema);
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_format':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'too_big':
    case 'too_small':
    case 'custom':
      return [wrongValue(issue, path, valueAt(document, path), schema)];
  }
}

function unknownKey(segments: readonly string[], schema: () => JsonSchema): Issue {
  const [key = '', parent] = [segments.at(-1), segments.slice(0, -1)];
  const where = parent.length === 0 ? '' : ` in ${fieldName(pointer(...parent))}`;
  const known = keysAt(schema(), parent);
  const proper = properName(key, known);
  return {
    id: 'PHX301',
    message: `unknown key ${quote(key)}${where}`,
    hint: proper === null ? didYouMean(key, known, 'Remove it.') : `It is called ${quote(proper)} here.`,
    path: pointer(...segments),
    what: 'key',
  };
}

function unusableKey(segments: readonly string[], why: string | undefined): Issue {
  const [key = '', parent] = [segments.at(-1), segments.slice(0, -1)];
  const own = why !== undefined && !isDefault(why) ? `: it ${why}` : '';
  return {
    id: 'PHX303',
    message: `${quote(key)} cannot be a key of ${fieldName(pointer(...parent))}${own}`,
    hint: 'Correct the key.',
    path: pointer(...segments),
    what: 'key',
  };
}

/** Of several shapes, the one that the value comes nearest to is explained. */
function fromUnion(
  issue: Extract<ZodIssue, { code: 'invalid_union' }>,
  segments: readonly string[],
  document: JsonObject,
  schema: () => JsonSchema,
): Issue[] {
  const value = valueAt(document, pointer(...segments));
  const meant = issue.errors.filter(
    (errors) => !errors.some((one) => one.path.length === 0 && one.code === 'invalid_type'),
  );
  const best = meant.sort((a, b) => a.length - b.length)[0];
  if (best) return best.flatMap((one) => explained(one, segments, document, schema));
  const types = issue.errors.flatMap((errors) =>
    errors.flatMap((one) => (one.code === 'invalid_type' ? [one.expected] : [])),
  );
  const path = pointer(...segments);
  const expected = types.length > 0 ? [...new Set(types.map(typeName))].join(' or ') : 'something else';
  return [wrongType(path, value, expected, schema)];
}

function wrongValue(
  issue: ZodIssue,
  path: Pointer,
  value: Json | undefined,
  schema: () => JsonSchema,
): Issue {
  const own = isDefault(issue.message) ? null : issue.message;
  const about = schemaAt(schema(), path)?.description;
  if (value === undefined && issue.code === 'invalid_type') {
    const hint = sentences('Add it to the file, its profiles or its base', about);
    return { id: 'PHX304', message: `${fieldName(path)} is missing`, hint, path, what: 'value' };
  }
  if (issue.code === 'invalid_type' && own === null) {
    return wrongType(path, value, typeName(issue.expected), schema);
  }
  // A message of the schema that is a sentence of its own stands alone; with `never`, whatever the value is.
  if (own !== null && !/^(must|may|is|has|needs) /.test(own)) {
    const refused = issue.code === 'invalid_type';
    const message = `${fieldName(path)}: ${own}`;
    return {
      id: refused ? 'PHX301' : 'PHX303',
      message,
      hint: 'Change or remove it.',
      path,
      what: refused ? 'key' : 'value',
    };
  }
  const expected = own ?? expectation(issue);
  const advice =
    issue.code === 'invalid_value' ? choice(issue.values.map(String), value) : instruction(expected);
  const message = `${fieldName(path)} ${expected}, not ${shown(path, value)}`;
  return { id: 'PHX303', message, hint: sentences(advice, about), path, what: 'value' };
}

function wrongType(
  path: Pointer,
  value: Json | undefined,
  expected: string,
  schema: () => JsonSchema,
): Issue {
  return {
    id: 'PHX302',
    message: `${fieldName(path)} must be ${expected}, not ${shown(path, value)}`,
    hint: sentences(typeHint(expected, value), schemaAt(schema(), path)?.description),
    path,
    what: 'value',
  };
}

function choice(options: readonly string[], value: Json | undefined): string {
  const near = typeof value === 'string' ? nearest(value, options) : null;
  return near === null ? 'Choose one of these' : `Did you mean ${quote(near)}?`;
}

/** `must be a DNS name` → `Write a DNS name`. */
function instruction(expected: string): string {
  return expected.startsWith('must be ') ? `Write ${expected.slice('must be '.length)}` : 'Correct it';
}

/** What to do, and then what the field is. */
function sentences(advice: string, about: string | undefined): string {
  const end = /[.?!]$/.test(advice) ? '' : '.';
  const isSaid = about === undefined || advice.includes(about.replace(/\.$/, ''));
  return isSaid ? `${advice}${end}` : `${advice}${end} ${about}`;
}

function typeHint(expected: string, value: Json | undefined): string {
  if (typeof value === 'string' && /number/.test(expected)) return 'Write it without quotes';
  if (typeof value === 'string' && /true or false/.test(expected))
    return 'Write true or false, without quotes';
  if (expected === 'a text') return 'Put it in double quotes';
  if (expected === 'a list') return 'Put it in square brackets';
  return `Write ${expected}`;
}

function expectation(issue: ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return `must be ${counted(issue.origin, `at least ${issue.minimum}`)}`;
    case 'too_big':
      return `must be ${counted(issue.origin, `at most ${issue.maximum}`)}`;
    case 'invalid_value': {
      const all = issue.values.map((one) => (typeof one === 'string' ? quote(one) : String(one)));
      return `must be ${all.length > 2 ? `one of ${all.join(', ')}` : all.join(' or ')}`;
    }
    case 'invalid_format':
      return issue.format === 'regex' ? `must match ${issue.pattern}` : `must be a valid ${issue.format}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_type':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return 'must be something else';
  }
}

function counted(origin: string, limit: string): string {
  if (origin === 'string') return `${limit} characters long`;
  return origin === 'array' || origin === 'set' ? `a list of ${limit}` : limit;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  never: 'absent',
};

function typeName(expected: string): string {
  return TYPES[expected] ?? expected;
}

/** The value as it stands, short; what may be a secret by its name is not repeated. */
function shown(path: Pointer, value: Json | undefined): string {
  if (value === undefined) return 'absent';
  if (/pass|secret|token|key/i.test(path)) return 'what stands there';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return typeof value === 'string' ? quote(value, 60) : JSON.stringify(value);
}

/** zod's own messages, which are replaced; those of our schemas are kept. */
function isDefault(message: string): boolean {
  return /^(Invalid |Too (small|big)|Unrecognized key|Expected )/.test(message);
}
