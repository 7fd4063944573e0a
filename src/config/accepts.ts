/** Whether a schema takes a value, asked for thousands of files: only what is there is looked at, and the same value once. */
import { z } from 'zod';
import { isObject, type Json, type JsonObject } from '../json.ts';

type Verdict = (value: Json) => boolean;

const known = new WeakMap<z.ZodType, Verdict>();

/**
 * Exactly `schema.safeParse(value).success`. zod asks the schema of every key, there or not, and a container has a
 * hundred keys of which a file names ten; so objects, records and unions are asked part by part, and zod itself only
 * about what is left, and about whatever is not taken at once.
 */
export function accepts(schema: z.ZodType, value: JsonObject): boolean {
  let verdict = known.get(schema);
  if (!verdict) {
    verdict = verdictOf(schema);
    known.set(schema, verdict);
  }
  return verdict(value);
}

function verdictOf(schema: z.core.$ZodType): Verdict {
  const whole: Verdict = (value) => z.core.safeParse(schema, value).success;
  const parts = byParts(schema instanceof z.ZodOptional ? schema.def.innerType : schema);
  return parts ? (value) => parts(value) || whole(value) : remembering(whole);
}

/** Says yes only where zod does; null for a schema that has to be asked as a whole. */
function byParts(schema: z.core.$ZodType): Verdict | null {
  if (!(schema instanceof z.ZodType) || (schema.def.checks && schema.def.checks.length > 0)) return null;
  if (schema instanceof z.ZodObject) {
    return schema.def.catchall instanceof z.ZodNever ? strictObject(schema) : null;
  }
  // Other keys than texts may be a list of what must be there.
  if (schema instanceof z.ZodRecord) return schema.keyType instanceof z.ZodString ? record(schema) : null;
  if (!(schema instanceof z.ZodUnion) || schema instanceof z.ZodXor) return null;
  const options = schema.options.map(verdictOf);
  return (value) => options.some((option) => option(value));
}

function strictObject({ def: { shape } }: z.ZodObject): Verdict {
  const entries = Object.entries(shape);
  // Whether another one may be left out, zod decides.
  const required = entries.filter(([, one]) => !(one instanceof z.ZodOptional)).map(([key]) => key);
  const keys = new Map(entries.map(([key, one]) => [key, lazily(one)]));
  return (value) => {
    if (!isObject(value)) return false;
    for (const key of required) if (value[key] === undefined) return false;
    for (const key of Object.keys(value)) if (!keys.get(key)?.(value[key] as Json)) return false;
    return true;
  };
}

function record({ keyType, valueType }: z.ZodRecord): Verdict {
  const [takesKey, takesValue] = [verdictOf(keyType), verdictOf(valueType)];
  return (value) => {
    if (!isObject(value)) return false;
    return Object.keys(value).every((key) => takesKey(key) && takesValue(value[key] as Json));
  };
}

/** Most of a hundred keys are never asked for. */
function lazily(schema: z.core.$ZodType): Verdict {
  let verdict: Verdict | undefined;
  return (value) => (verdict ??= verdictOf(schema))(value);
}

/** Values of one key that are kept in mind: bridges, sizes and tags repeat; numbers of guests and addresses do not. */
const MOST_VALUES = 64;

function remembering(verdict: Verdict): Verdict {
  const answers = new Map<Json, boolean>();
  const ofTexts = new Map<string, boolean>();
  const remembered = <T>(known: Map<T, boolean>, key: T, value: Json): boolean => {
    let answer = known.get(key);
    if (answer === undefined) {
      answer = verdict(value);
      if (known.size < MOST_VALUES) known.set(key, answer);
    }
    return answer;
  };
  return (value) =>
    typeof value === 'object' && value !== null
      ? remembered(ofTexts, JSON.stringify(value), value)
      : remembered(answers, value, value);
}
