/** Questions to a JSON Schema, for hints: which keys stand at a place, and what they mean. Pure. */
import { pointerSegments, type Pointer } from '../json.ts';

/** The part of JSON Schema (2020-12) that zod writes. */
export interface JsonSchema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema | boolean;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly required?: readonly string[];
  readonly not?: JsonSchema;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly $ref?: string;
  readonly examples?: readonly unknown[];
  readonly [other: string]: unknown;
}

/** All keys that may stand in the object at a path, those that are always refused left out. */
export function keysAt(schema: JsonSchema, segments: readonly string[]): string[] {
  const keys = new Set<string>();
  for (const place of placesAt(schema, segments)) {
    for (const [key, inner] of Object.entries(place.properties ?? {})) if (!inner.not) keys.add(key);
  }
  keys.delete('$schema');
  return [...keys];
}

/** The schema of the value at a pointer: the first that fits. */
export function schemaAt(schema: JsonSchema, path: Pointer): JsonSchema | undefined {
  const places = placesAt(schema, pointerSegments(path));
  return places.find((place) => place.description !== undefined) ?? places[0];
}

/** Whether a value may stand there, refused keys aside. */
export function hasPlace(schema: JsonSchema, path: Pointer): boolean {
  return placesAt(schema, pointerSegments(path)).some((place) => !place.not);
}

function placesAt(schema: JsonSchema, segments: readonly string[]): readonly JsonSchema[] {
  let places = alternatives(schema);
  for (const segment of segments)
    places = places.flatMap((place) => inner(place, segment)).flatMap(alternatives);
  return places;
}

/** A schema, and all that it may be instead. */
export function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...parts.flatMap(alternatives)];
}

function inner(schema: JsonSchema, segment: string): readonly JsonSchema[] {
  const own =
    schema.properties && Object.hasOwn(schema.properties, segment) ? schema.properties[segment] : undefined;
  if (own) return [own];
  const index = Number(segment);
  const found = [schema.prefixItems?.[index], schema.items, schema.additionalProperties];
  return found.filter((one): one is JsonSchema => typeof one === 'object');
}
