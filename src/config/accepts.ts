/** Whether a schema takes a value, asked for thousands of files: only what is there is looked at, and the same value once. */
import { z } from 'zod';
import { isObject, type Json, type JsonObject } from '../json.ts';

type Verdict = (value: Json) => boolean;

interface Sparse {
  readonly keys: ReadonlyMap<string, Verdict>;
  /** Keys that must be there. */
  readonly required: readonly string[];
}

const known = new WeakMap<z.ZodType, Verdict>();

/**
 * Exactly `schema.safeParse(value).success`. zod asks the schema of every key, there or not, and a container has a
 * hundred keys of which a file names ten; so a strict object without checks of its own is asked key by key.
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
  const inner = schema instanceof z.ZodOptional ? schema.def.innerType : schema;
  const sparse = inner instanceof z.ZodObject ? sparseOf(inner) : null;
  const whole: Verdict = (value) => z.core.safeParse(schema, value).success;
  if (!sparse) return remembering(whole);
  return (value) => (isObject(value) ? acceptsKeys(sparse, value) : whole(value));
}

function sparseOf(schema: z.ZodObject): Sparse | null {
  const { catchall, checks, shape } = schema.def;
  if (!(catchall instanceof z.ZodNever) || (checks && checks.length > 0)) return null;
  const entries = Object.entries(shape);
  const required = entries.filter(([, one]) => !z.core.safeParse(one, undefined).success).map(([key]) => key);
  return { keys: new Map(entries.map(([key, one]) => [key, lazily(one)])), required };
}

/** Most of a hundred keys are never asked for. */
function lazily(schema: z.core.$ZodType): Verdict {
  let verdict: Verdict | undefined;
  return (value) => (verdict ??= verdictOf(schema))(value);
}

function acceptsKeys({ keys, required }: Sparse, value: JsonObject): boolean {
  for (const key of required) if (value[key] === undefined) return false;
  for (const key of Object.keys(value)) {
    const verdict = keys.get(key);
    if (!verdict || !verdict(value[key] as Json)) return false;
  }
  return true;
}

/** Values of one key that are kept in mind: bridges and sizes repeat; numbers of guests and addresses do not. */
const MOST_VALUES = 64;

function remembering(verdict: Verdict): Verdict {
  const answers = new Map<Json, boolean>();
  return (value) => {
    if (typeof value === 'object') return verdict(value);
    let answer = answers.get(value);
    if (answer === undefined) {
      answer = verdict(value);
      if (answers.size < MOST_VALUES) answers.set(value, answer);
    }
    return answer;
  };
}
