/** GitHub's own description of its REST API, as a judge of requests and answers: tests/data/github/openapi-subset.json. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { default as addFormats } from 'ajv-formats';
import type { Incoming, Outgoing } from '../../../src/github/loopback/route.ts';

type Json = Record<string, unknown>;

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Json[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Record<string, { schema: Json }> };
  readonly responses: Record<string, Json>;
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type of its own, and refers within its own file. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = value as Json;
  const inner = Object.fromEntries(
    Object.entries(rest).map(([key, part]) =>
      key === '$ref' && typeof part === 'string'
        ? [key, part.replace(/^#/, 'github#')]
        : [key, asJsonSchema(part)],
    ),
  );
  return nullable === true ? { anyOf: [{ type: 'null' }, inner] } : inner;
}

const FILE = new URL('../../data/github/openapi-subset.json', import.meta.url);
const description = asJsonSchema(JSON.parse(readFileSync(FILE, 'utf8'))) as {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: Record<string, Record<string, Json>>;
};

const ajv = new Ajv({ strict: false, allErrors: true });
// The package is CommonJS: Node hands over its exports, TypeScript its default.
(addFormats as unknown as (target: Ajv) => void)(ajv);
ajv.addSchema(description, 'github');

const compiled = new Map<Json, ValidateFunction>();

function validator(schema: Json): ValidateFunction {
  const made = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, made);
  return made;
}

function resolved(part: Json): Json {
  const ref = part['$ref'];
  if (typeof ref !== 'string') return part;
  const [, , kind = '', name = ''] = ref.split('/');
  return description.components[kind]?.[name] ?? {};
}

function errorsOf(schema: Json, value: unknown, where: string): string[] {
  const validate = validator(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    (e) => `${where}${e.instancePath}: ${e.message} ${JSON.stringify(e.params)}`,
  );
}

function operationFor(
  request: Incoming,
): { readonly template: string; readonly operation: Operation } | null {
  const given = request.path.split('/');
  const matches = Object.entries(description.paths).flatMap(([template, operations]) => {
    const wanted = template.split('/');
    const operation = operations[request.method.toLowerCase()];
    const isMatch =
      wanted.length === given.length && wanted.every((part, i) => part.startsWith('{') || part === given[i]);
    return operation && isMatch ? [{ template, operation }] : [];
  });
  // The one with most fixed parts: `/commits/{ref}` also matches what another operation spells out.
  const fixed = (template: string) => template.split('/').filter((part) => !part.startsWith('{')).length;
  return matches.sort((a, b) => fixed(b.template) - fixed(a.template))[0] ?? null;
}

/** A query holds text: `100` stands for a number, `true` for a boolean. */
function typed(text: string, schema: Json): unknown {
  if (schema['type'] === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (schema['type'] === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

/** What is wrong with a request by GitHub's description; empty: nothing. */
export function requestProblems(request: Incoming): string[] {
  const found = operationFor(request);
  if (!found) return [`${request.method} ${request.path} is no operation of the description`];
  const parameters = (found.operation.parameters ?? []).map(resolved);
  const queries = new Map(parameters.filter((p) => p['in'] === 'query').map((p) => [String(p['name']), p]));
  const problems = [...request.query.entries()].flatMap(([name, text]) => {
    const schema = queries.get(name)?.['schema'] as Json | undefined;
    return schema ? errorsOf(schema, typed(text, schema), `?${name}`) : [`?${name}: not in the description`];
  });
  const { requestBody } = found.operation;
  const schema = requestBody?.content['application/json']?.schema;
  if (request.body === undefined)
    return requestBody?.required ? [...problems, 'the body is missing'] : problems;
  return schema
    ? [...problems, ...errorsOf(schema, request.body, 'body')]
    : [...problems, 'a body where none belongs'];
}

/** What is wrong with an answer to this request. */
export function responseProblems(request: Incoming, { status, body }: Outgoing): string[] {
  const found = operationFor(request);
  if (!found) return [];
  const declared = found.operation.responses[String(status)];
  // Not every operation lists the answers that all of them can give.
  if (!declared)
    return [401, 403, 404, 422, 429, 500, 502, 503].includes(status) ? [] : [`${status} is not declared`];
  const content = resolved(declared)['content'] as Record<string, { schema: Json }> | undefined;
  const schema = content?.['application/json']?.schema;
  if (!schema) return body === undefined ? [] : [`a body where ${status} has none`];
  return errorsOf(schema, body, `${found.operation.operationId} ${status}`);
}
