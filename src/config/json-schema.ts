/** What the zod schemas that check the files say as JSON Schema: for hints, and for editors (schema-files.ts). */
import { z } from 'zod';
import type { Kind } from '../kinds/kind.ts';
import { once } from '../once.ts';
import type { JsonSchema } from './schema-at.ts';
import { settingsSchema } from './settings.ts';
import { suppressSchema } from './suppress.ts';

const byKind = new WeakMap<Kind, JsonSchema>();

/** The schema of `phoenix.json`. */
export const schemaOfSettings = once(() => generate(settingsSchema));

/** The schema of a resource's own file. */
export function schemaOfKind(kind: Kind): JsonSchema {
  let schema = byKind.get(kind);
  if (!schema) {
    schema = withCoreKeys(generate(kind.schema));
    byKind.set(kind, schema);
  }
  return schema;
}

function withCoreKeys(schema: JsonSchema): JsonSchema {
  const { $schema: _, ...suppress } = generate(suppressSchema);
  // A key that the kind places itself stays there: the order is that of a file as a person writes it.
  const properties = Object.assign({ $schema: SCHEMA_KEY }, schema.properties, {
    $schema: SCHEMA_KEY,
    extends: EXTENDS_KEY,
    suppress,
  });
  return { ...schema, properties };
}

const SCHEMA_KEY: JsonSchema = { type: 'string' };
const EXTENDS_KEY: JsonSchema = {
  type: 'array',
  items: { type: 'string' },
  description: 'Profiles, weakest first.',
};

/** What zod can say of a schema in JSON Schema. Its word for a prefix is no format that others know; the pattern says it. */
export function generate(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'starts_with') delete jsonSchema.format;
    },
  }) as JsonSchema;
}
