/** JSON Schemas for editors, from the same zod schemas that check the files. They work offline; see docs/config.md. */
import { z } from 'zod';
import type { Kind } from '../kinds/kind.ts';
import type { JsonSchema } from './schema-at.ts';
import { settingsSchema } from './settings.ts';
import { suppressSchema } from './suppress.ts';

let settings: JsonSchema | undefined;
const byKind = new WeakMap<Kind, JsonSchema>();

/** The schema of `phoenix.json`. */
export function schemaOfSettings(): JsonSchema {
  settings ??= generate(settingsSchema);
  return settings;
}

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

function generate(schema: z.ZodType, reused: 'inline' | 'ref' = 'inline'): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused }) as JsonSchema;
}

/**
 * The texts of all schemas by file name: `phoenix.json`, and for each kind one for its files, base and overlays.
 * @param others schemas of other files by name, such as `feature.json`
 */
export function schemaFiles(
  kinds: readonly Kind[],
  others: Readonly<Record<string, z.ZodType>> = {},
): ReadonlyMap<string, string> {
  const schemas = new Map([['phoenix.json', titled(generate(settingsSchema, 'ref'), 'phoenix.json')]]);
  for (const kind of kinds) {
    const own = withCoreKeys(generate(kind.schema, 'ref'));
    schemas.set(`${kind.kind}.json`, titled(relaxed(own), `${kind.kind}/NAME.json`));
  }
  for (const [name, schema] of Object.entries(others)) {
    schemas.set(name, titled(generate(schema, 'ref'), name));
  }
  return new Map([...schemas].map(([name, schema]) => [name, `${JSON.stringify(schema, null, 2)}\n`]));
}

function titled(schema: JsonSchema, title: string): JsonSchema {
  const { $schema, ...rest } = schema;
  return { $schema, title, ...rest };
}

const NULL: JsonSchema = { type: 'null' };

/** A file may leave to its profiles what the kind requires, and take away by null what they give. */
function relaxed(schema: JsonSchema): JsonSchema {
  const { required: _, ...rest } = schema;
  const values = rest.additionalProperties;
  return {
    ...rest,
    ...(rest.properties && { properties: mapped(rest.properties, nullable) }),
    ...(typeof values === 'object' && { additionalProperties: nullable(values) }),
    ...(rest.anyOf && { anyOf: rest.anyOf.map(relaxed) }),
    ...(rest.oneOf && { oneOf: rest.oneOf.map(relaxed) }),
    ...(rest.$defs && { $defs: mapped(rest.$defs, relaxed) }),
  };
}

function nullable(schema: JsonSchema): JsonSchema {
  // `not` stands for a key that is always refused.
  if (schema.not || schema === SCHEMA_KEY) return schema;
  const { description, anyOf, ...inner } = relaxed(schema);
  const shapes = anyOf && Object.keys(inner).length === 0 ? anyOf : [anyOf ? { anyOf, ...inner } : inner];
  return { ...(description !== undefined && { description }), anyOf: [...shapes, NULL] };
}

function mapped(
  schemas: Readonly<Record<string, JsonSchema>>,
  change: (schema: JsonSchema) => JsonSchema,
): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, change(schema)]));
}
