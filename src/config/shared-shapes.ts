/** A JSON Schema in which a shape that stands at several places is written once: 32 network cards are alike. */
import type { JsonSchema } from './schema-at.ts';

/** Characters of a shape that is worth a name. */
const LARGE = 300;

/** The same schema, with `$defs`. */
export function shareShapes(schema: JsonSchema): JsonSchema {
  const counts = new Map<string, number>();
  visit(schema, (inner) => {
    const text = JSON.stringify(inner);
    if (text.length > LARGE) counts.set(text, (counts.get(text) ?? 0) + 1);
  });
  const names = new Map<string, string>();
  const $defs: Record<string, JsonSchema> = { ...schema.$defs };
  const named = (inner: JsonSchema, key: string): JsonSchema => {
    const text = JSON.stringify(inner);
    if ((counts.get(text) ?? 0) < 2) return replaced(inner, named);
    let name = names.get(text);
    if (name === undefined) {
      const stem = key.replace(/\d+$/, '');
      name = stem in $defs ? `${stem}-${names.size}` : stem;
      names.set(text, name);
      // Kept before it is looked into, so that the names are those of the outer shapes.
      $defs[name] = {};
      $defs[name] = replaced(inner, named);
    }
    const { description } = inner;
    return { ...(description !== undefined && { description }), $ref: `#/$defs/${name}` };
  };
  const shared = replaced(schema, named);
  return Object.keys($defs).length === 0 ? shared : { ...shared, $defs };
}

function visit(schema: JsonSchema, look: (inner: JsonSchema) => void): void {
  replaced(schema, (inner) => {
    look(inner);
    visit(inner, look);
    return inner;
  });
}

/** @param change of each schema right below, with the key that it is found at */
function replaced(schema: JsonSchema, change: (inner: JsonSchema, key: string) => JsonSchema): JsonSchema {
  const { properties, additionalProperties, items, anyOf } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, inner]) => [key, change(inner, key)]),
      ),
    }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: change(additionalProperties, 'value'),
    }),
    ...(typeof items === 'object' && { items: change(items, 'entry') }),
    ...(anyOf && { anyOf: anyOf.map((inner) => change(inner, 'shape')) }),
  };
}
