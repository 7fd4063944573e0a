/** What editors show of a key beside its type: a description where the schema has none, and examples. Pure. */
import type { Json } from '../json.ts';
import type { JsonSchema } from './schema-at.ts';

interface Word {
  /** Instead of the schema's own description. */
  readonly about?: string;
  /** Values that may stand there. */
  readonly examples?: readonly Json[];
  /** What every text that Phoenix takes is like, where only a function knows all of it: never stricter. */
  readonly pattern?: string;
}

/** By place: `net#/ip` is of every card, `mounts/*\/size` of every name of a map, `ports/[]/port` of every entry of a list. */
export type SchemaWords = Readonly<Record<string, Word>>;

/** The schema with the words in it; what stands at no place of it is left out. */
export function withWords(schema: JsonSchema, words: SchemaWords): JsonSchema {
  let told = schema;
  for (const [place, word] of Object.entries(words)) told = at(told, place.split('/'), word);
  return told;
}

function at(schema: JsonSchema, path: readonly string[], word: Word): JsonSchema {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (schema.not) return schema;
    const { description: _, examples: __, ...own } = schema;
    const { about = schema.description, examples, pattern } = word;
    return {
      ...(about !== undefined && { description: about }),
      ...(examples && { examples }),
      ...own,
      ...(pattern !== undefined && { pattern }),
    };
  }
  const below = (inner: JsonSchema) => at(inner, rest, word);
  return {
    ...schema,
    ...(schema.anyOf && { anyOf: schema.anyOf.map((one) => at(one, path, word)) }),
    ...(schema.properties && { properties: mappedAt(schema.properties, step, below) }),
    ...(step === '*' &&
      typeof schema.additionalProperties === 'object' && {
        additionalProperties: below(schema.additionalProperties),
      }),
    ...(step === '[]' && typeof schema.items === 'object' && { items: below(schema.items) }),
  };
}

function mappedAt(
  properties: NonNullable<JsonSchema['properties']>,
  step: string,
  change: (schema: JsonSchema) => JsonSchema,
): NonNullable<JsonSchema['properties']> {
  const numbered = step.endsWith('#') ? step.slice(0, -1) : null;
  const isMeant = (key: string) =>
    numbered === null ? key === step : key.startsWith(numbered) && /^\d+$/.test(key.slice(numbered.length));
  return Object.fromEntries(
    Object.entries(properties).map(([key, inner]) => [key, isMeant(key) ? change(inner) : inner]),
  );
}
