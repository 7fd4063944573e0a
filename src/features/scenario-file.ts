/** Reads the scenarios of a feature from its folder. What is wrong with one is a finding with its place. Pure. */
import { parseFile } from '../config/parse.ts';
import { wholeFile } from '../config/place.ts';
import { quote } from '../config/quote.ts';
import type { Finding } from '../errors.ts';
import { findingAt } from './finding-ids.ts';
import { explained } from './library.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

export interface NamedScenario {
  /** Its file's name without `.json`. */
  readonly name: string;
  readonly scenario: Scenario;
}

/** The outcome of the last real run, which stands beside the scenarios. */
export const RECORDED_FILE = 'test/recorded.json';

const FILE = /^test\/([a-z0-9][a-z0-9-]*)\.json$/;

/** @param folder all files of the feature's folder, by path in it */
export function readScenarios(
  id: string,
  folder: ReadonlyMap<string, Uint8Array>,
): { readonly scenarios: readonly NamedScenario[]; readonly findings: readonly Finding[] } {
  const scenarios: NamedScenario[] = [];
  const findings: Finding[] = [];
  for (const [path, bytes] of [...folder].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!/^test\/[^/]*\.json$/.test(path) || path === RECORDED_FILE) continue;
    const source = { path: `features/${id}/${path}`, text: new TextDecoder().decode(bytes) };
    const name = FILE.exec(path)?.[1];
    if (name === undefined) {
      const hint = 'Call it by lower-case letters, digits and "-": test/basic.json.';
      findings.push(findingAt('PHX745', 'a scenario cannot be called so', hint, wholeFile(source.path)));
      continue;
    }
    const { value, findings: wrong } = parseFile(source);
    findings.push(...wrong);
    if (!value) continue;
    const { data, error } = scenarioSchema.safeParse(value);
    if (!data) {
      findings.push(...explained(error, value, source, scenarioSchema));
      continue;
    }
    scenarios.push({ name, scenario: data });
    findings.push(...missingStandIns(data, folder, source.path));
  }
  return { scenarios, findings };
}

function missingStandIns(
  { standIns }: Scenario,
  folder: ReadonlyMap<string, Uint8Array>,
  file: string,
): Finding[] {
  const isThere = (path: string) =>
    folder.has(path) || [...folder.keys()].some((one) => one.startsWith(`${path.replace(/\/$/, '')}/`));
  return Object.entries(standIns)
    .filter(([, path]) => !isThere(path))
    .map(([name, path]) => {
      const message = `the stand-in ${quote(path)} of the download ${quote(name)} is not in the feature's folder`;
      const hint = 'Add the file, or a folder that is packed as .tar.gz.';
      return findingAt('PHX745', message, hint, wholeFile(file));
    });
}
