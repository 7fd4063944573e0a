/** JSON Schemas for editors, from the same zod schemas that check the files. They work offline; see docs/config.md. */
import { z } from 'zod';
import type { Kind } from '../kinds/kind.ts';
import type { JsonSchema } from './schema-at.ts';
import { settingsSchema } from './settings.ts';

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
    const own = generate(kind.schema);
    const properties = { $schema: SCHEMA_KEY, extends: EXTENDS_KEY, ...own.properties };
    schema = { ...own, properties };
    byKind.set(kind, schema);
  }
  return schema;
}

const SCHEMA_KEY: JsonSchema = { type: 'string' };
const EXTENDS_KEY: JsonSchema = {
  type: 'array',
  items: { type: 'string' },
  description: 'Profiles, weakest first.',
};

function generate(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

/** The texts of all schemas by file name: `phoenix.json`, and for each kind one for its files, base and overlays. */
export function schemaFiles(kinds: readonly Kind[]): ReadonlyMap<string, string> {
  const schemas = new Map([['phoenix.json', titled(schemaOfSettings(), 'phoenix.json')]]);
  // A file may leave to its profiles what the kind requires, and take away by null what they give.
  for (const kind of kinds) {
    schemas.set(`${kind.kind}.json`, titled(part(schemaOfKind(kind)), `${kind.kind}/NAME.json`));
  }
  return new Map([...schemas].map(([name, schema]) => [name, `${JSON.stringify(schema, null, 2)}\n`]));
}

function titled(schema: JsonSchema, title: string): JsonSchema {
  const { $schema, ...rest } = schema;
  return { $schema, title, ...rest };
}

/** The same, with nothing required and null allowed for every key. */
function part(schema: JsonSchema): JsonSchema {
  const { required: _, ...rest } = schema;
  return rest.properties ? { ...rest, properties: nullable(rest.properties) } : rest;
}

function nullable(properties: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, schema]) => {
      if (key === '$schema' || schema.not) return [key, schema];
      const { description, ...inner } = part(schema);
      return [key, { ...(description !== undefined && { description }), anyOf: [inner, { type: 'null' }] }];
    }),
  );
}
