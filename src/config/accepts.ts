/** Whether a schema takes a value, asked for thousands of files: only keys that are there are looked at. */
import { z } from 'zod';
import type { JsonObject } from '../json.ts';

interface Sparse {
  readonly shape: Readonly<Record<string, z.core.$ZodType>>;
  /** Keys that must be there. */
  readonly required: readonly string[];
}

const known = new WeakMap<z.ZodType, Sparse | null>();

/**
 * Exactly `schema.safeParse(value).success`. zod asks the schema of every key, there or not, and a container has a
 * hundred keys of which a file names ten; so a strict object without checks of its own is asked key by key.
 */
export function accepts(schema: z.ZodType, value: JsonObject): boolean {
  let sparse = known.get(schema);
  if (sparse === undefined) {
    sparse = sparseOf(schema);
    known.set(schema, sparse);
  }
  if (!sparse) return schema.safeParse(value).success;
  for (const key of sparse.required) if (value[key] === undefined) return false;
  for (const key of Object.keys(value)) {
    const inner = Object.hasOwn(sparse.shape, key) ? sparse.shape[key] : undefined;
    if (!inner || !z.core.safeParse(inner, value[key]).success) return false;
  }
  return true;
}

function sparseOf(schema: z.ZodType): Sparse | null {
  if (!(schema instanceof z.ZodObject)) return null;
  const { catchall, checks, shape } = schema.def;
  const isStrict = catchall instanceof z.ZodNever;
  if (!isStrict || (checks && checks.length > 0)) return null;
  const required = Object.keys(shape).filter(
    (key) => !z.core.safeParse(shape[key] as z.core.$ZodType, undefined).success,
  );
  return { shape, required };
}
