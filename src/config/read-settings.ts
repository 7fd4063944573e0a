/** `phoenix.json`, read and checked. */
import type { Finding } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { finding } from './finding-ids.ts';
import { issuesOf, type Issue } from './issues.ts';
import { schemaOfSettings } from './json-schema.ts';
import type { SourceFile, Tree } from './model.ts';
import { parseFile } from './parse.ts';
import { wholeFile } from './place.ts';
import { nearestPositionOf } from './positions.ts';
import { settingsSchema, type Settings } from './settings.ts';

export interface ReadSettings {
  readonly settings: Settings;
  /** False when the file is missing or wrong; `settings` are then only a stand-in. */
  readonly valid: boolean;
  readonly findings: readonly Finding[];
}

/** What there is to go on with where phoenix.json is missing or wrong. */
const standIn = (): Settings => settingsSchema.parse({ name: 'unnamed', nodes: {} });

/** By parsed file: an unchanged file gives the same object, so that equal settings are identical. */
const known = new WeakMap<
  JsonObject,
  { readonly settings: Settings | null; readonly issues: readonly Issue[] }
>();

export function readSettings(
  tree: Tree,
  file: SourceFile | null,
  twin: SourceFile | undefined,
): ReadSettings {
  if (!file) {
    const missing = finding('PHX001', 'there is no phoenix.json', {
      hint: 'Write one, such as { "name": "lab", "nodes": { "pve1": {} } }, or run `phoenix init`.',
      at: wholeFile('phoenix.json'),
    });
    return { settings: standIn(), valid: false, findings: [missing] };
  }
  const { value, findings } = parseFile(file, twin);
  if (!value) return { settings: standIn(), valid: false, findings };
  const { settings, issues } = known.get(value) ?? check(value);
  const placed = issues.map((issue) =>
    finding(issue.id, issue.message, {
      hint: issue.hint,
      at: nearestPositionOf(tree, file.path, issue.path, issue.what),
    }),
  );
  return { settings: settings ?? standIn(), valid: settings !== null, findings: [...findings, ...placed] };
}

function check(value: JsonObject): { readonly settings: Settings | null; readonly issues: readonly Issue[] } {
  // To compile the schema pays for a value that is parsed many times; this one is parsed once.
  const parsed = settingsSchema.safeParse(value, { jitless: true });
  const checked = parsed.success
    ? { settings: parsed.data, issues: [] }
    : { settings: null, issues: issuesOf(parsed.error, value, schemaOfSettings) };
  known.set(value, checked);
  return checked;
}
