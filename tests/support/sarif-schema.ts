/** The official schema of SARIF 2.1.0 as a judge of what Phoenix writes. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { default as addFormats } from 'ajv-formats';

const FILE = new URL('../data/sarif/sarif-schema-2.1.0.json', import.meta.url);

function compile(): ValidateFunction {
  // It is of draft 4, whose `id` is called `$id` since; it uses nothing else that has changed.
  const { id: _, $schema: __, ...schema } = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true });
  // The package is CommonJS: Node hands over its exports, TypeScript its default.
  (addFormats as unknown as (target: Ajv) => void)(ajv);
  return ajv.compile(schema);
}

let validate: ValidateFunction | null = null;

/** What is wrong with it, one line each. */
export function sarifProblems(log: unknown): string[] {
  validate ??= compile();
  return validate(log) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}

interface Location {
  readonly id?: number;
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endColumn?: number;
    };
  };
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [Location];
  readonly relatedLocations?: readonly Location[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
}

export interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly rules: readonly {
        readonly id: string;
        readonly name: string;
        readonly shortDescription: { readonly text: string };
        readonly fullDescription: { readonly text: string };
        readonly help: { readonly text: string; readonly markdown: string };
        readonly defaultConfiguration: { readonly level: string };
      }[];
    };
  };
  readonly automationDetails: { readonly id: string };
  readonly columnKind: string;
  readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly unknown[] }];
  readonly results: readonly SarifResult[];
}

/** The run in a log; it is refused when it does not fit the schema. */
export function runOf(text: string): SarifRun {
  const log = JSON.parse(text) as { readonly runs: readonly [SarifRun] };
  const problems = sarifProblems(log);
  if (problems.length > 0) throw new Error(problems.slice(0, 5).join('\n'));
  return log.runs[0];
}
