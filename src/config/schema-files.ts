/**
 * The JSON Schemas that editors read, a file each: with descriptions and examples, without any address to fetch. They take all
 * that Phoenix takes, and refuse what one file alone shows to be wrong; see docs/config.md.
 */
import type { z } from 'zod';
import type { Json } from '../json.ts';
import type { Kind } from '../kinds/kind.ts';
import { generate, schemaOfKind, schemaOfSettings } from './json-schema.ts';
import type { JsonSchema } from './schema-at.ts';
import { type SchemaWords, withWords } from './schema-words.ts';
import { SETTINGS_WORDS } from './settings-words.ts';
import { shareShapes } from './shared-shapes.ts';

/** A file that is no kind's, such as `feature.json`. */
export interface OtherFile {
  readonly schema: z.ZodType;
  readonly words: SchemaWords;
  /** What it is a schema of. */
  readonly title: string;
}

const CORE_WORDS: SchemaWords = {
  $schema: {
    about: 'The JSON Schema of this file, for editors: Phoenix does not read it.',
    examples: ['../schemas/lxc.json'],
  },
  extends: { examples: [['docker-host', 'gpu']] },
  suppress: { examples: [{ PHX523: 'the two never run at the same time' }] },
};

/**
 * The texts by file name: `phoenix.json`, `lxc.json` for the files of a kind, `base-lxc.json` for its base and what
 * environments change, `profile.json`, and the others.
 */
export function schemaFiles(
  kinds: readonly Kind[],
  others: Readonly<Record<string, OtherFile>> = {},
): ReadonlyMap<string, string> {
  const own = kinds.map(partOf);
  const schemas: [string, JsonSchema, string][] = [
    ['phoenix', told(schemaOfSettings(), SETTINGS_WORDS), 'phoenix.json'],
    ...kinds.flatMap(({ kind }, at): [string, JsonSchema, string][] => {
      const schema = own[at] ?? {};
      const under = `base/${kind}.json and environments/NAME/${kind}/NAME.json`;
      return [
        [kind, schema, `${kind}/NAME.json`],
        [`base-${kind}`, without(schema, 'extends'), under],
      ];
    }),
    ['profile', ofSeveral(own), 'profiles/NAME.json'],
    ...Object.entries(others).map(([name, { schema, words, title }]): [string, JsonSchema, string] => [
      name,
      told(generate(schema), words),
      title,
    ]),
  ];
  return new Map(schemas.map(([name, schema, title]) => [`${name}.json`, textOf(name, schema, title)]));
}

function textOf(name: string, schema: JsonSchema, title: string): string {
  const { $schema, ...rest } = schema;
  // Editors warn of a comma before a bracket, which .jsonc may have: VS Code knows the word.
  const commas = title.includes('NAME.json') ? { allowTrailingCommas: true } : {};
  const whole = { $schema, $id: `urn:phoenix:schema:${name}`, title, ...commas, ...shareShapes(rest) };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

const told = (schema: JsonSchema, words: SchemaWords) => withWords(withWords(schema, CORE_WORDS), words);

/** What one of several files that become one may hold. */
const partOf = (kind: Kind): JsonSchema => relaxed(told(schemaOfKind(kind), kind.words ?? {}));

function without(schema: JsonSchema, key: string): JsonSchema {
  const { [key]: _, ...properties } = schema.properties ?? {};
  return { ...schema, properties };
}

/** A profile may serve several kinds: what one of them takes may stand there. */
function ofSeveral(schemas: readonly JsonSchema[]): JsonSchema {
  const [first = {}, ...rest] = schemas;
  const shapes = new Map<string, JsonSchema[]>();
  for (const { properties = {} } of [first, ...rest]) {
    for (const [key, shape] of Object.entries(properties)) {
      const known = shapes.get(key) ?? [];
      const isKnown = known.some((one) => JSON.stringify(one) === JSON.stringify(shape));
      shapes.set(key, isKnown ? known : [...known, shape]);
    }
  }
  const properties = Object.fromEntries([...shapes].map(([key, all]) => [key, anyOf(all)]));
  return { ...first, properties };
}

function anyOf(all: readonly JsonSchema[]): JsonSchema {
  const usable = all.filter(({ not }) => !not);
  const [first, ...rest] = usable;
  if (!first) return all[0] ?? {};
  if (rest.length === 0) return first;
  const examples = [
    ...new Set(usable.flatMap((one) => one.examples ?? []).map((one) => JSON.stringify(one))),
  ];
  return {
    ...(first.description !== undefined && { description: first.description }),
    ...(examples.length > 0 && { examples: examples.map((one) => JSON.parse(one) as Json) }),
    anyOf: usable,
  };
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
  };
}

/** Keys that Phoenix itself reads are no part of what is merged. */
const CORE: ReadonlySet<string> = new Set(['$schema', 'extends', 'suppress']);

function nullable(schema: JsonSchema): JsonSchema {
  // `not` stands for a key that is always refused.
  if (schema.not) return schema;
  const { description, examples, anyOf, ...inner } = relaxed(schema);
  const shapes = anyOf && Object.keys(inner).length === 0 ? anyOf : [anyOf ? { anyOf, ...inner } : inner];
  return {
    ...(description !== undefined && { description }),
    ...(examples !== undefined && { examples }),
    anyOf: [...shapes, NULL],
  };
}

function mapped(
  schemas: Readonly<Record<string, JsonSchema>>,
  change: (schema: JsonSchema) => JsonSchema,
): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [key, CORE.has(key) ? schema : change(schema)]),
  );
}
