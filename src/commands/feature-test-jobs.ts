/** What `phoenix feature test` has to run: the scenarios of each feature, and an upgrade where there is a version before. */
import { quote } from '../config/quote.ts';
import { didYouMean } from '../config/suggest.ts';
import { PhoenixError } from '../errors.ts';
import { type Feature, readLibrary } from '../features/library.ts';
import type { RecordedRun } from '../features/recorded.ts';
import { type NamedScenario, readScenarios } from '../features/scenario-file.ts';
import { KNOWN_SYSTEMS } from '../simulator/edge/scenario/test-lab.ts';
import { earlierFolders, readFeatureFolder } from '../sources/feature-folders.ts';
import { type FeatureFolder, folderOf, type Shelf, soundFeature } from './feature-library.ts';

/** Commits of a feature that are searched for its previous version. */
const MOST_COMMITS = 100;

interface JobOptions {
  readonly os?: string;
  readonly scenario?: string;
  readonly previous?: string;
}

export interface Job {
  readonly folder: FeatureFolder;
  readonly feature: Feature;
  readonly scenario: NamedScenario;
  readonly way: RecordedRun['way'];
  readonly previous: Feature | null;
  readonly vmid: number;
  readonly system: string;
}

/** @throws PhoenixError `USAGE` or `CONFIG_INVALID` when there is nothing that can be run */
export async function jobsOf(id: string, shelf: Shelf, options: JobOptions): Promise<Omit<Job, 'vmid'>[]> {
  const folder = folderOf(shelf, id);
  const { scenarios, findings } = readScenarios(id, folder.files);
  const feature = soundFeature(shelf, id, findings);
  const chosen = scenarios.filter(({ name }) => options.scenario === undefined || options.scenario === name);
  if (chosen.length === 0) {
    const names = scenarios.map(({ name }) => name);
    throw new PhoenixError(
      'USAGE',
      options.scenario === undefined
        ? `the feature ${quote(id)} has no scenario`
        : `the feature ${quote(id)} has no scenario ${quote(options.scenario)}`,
      {
        hint:
          options.scenario === undefined
            ? `write ${folder.path}/test/basic.json; docs/recipes/add-a-feature.md shows one`
            : didYouMean(options.scenario, names, `there are: ${names.join(', ')}`),
      },
    );
  }
  const previous = await previousOf(folder, feature, options.previous);
  return chosen.flatMap((scenario, at) => {
    const system = systemOf(options.os ?? scenario.scenario.os.replace(':', '-'));
    const job = { folder, feature, scenario, system, way: 'fresh' as const, previous: null };
    // Once for a feature: what an upgrade does is the script's, and rarely the options'.
    return previous && at === 0 ? [job, { ...job, way: 'upgrade' as const, previous }] : [job];
  });
}

function systemOf(system: string): string {
  if (KNOWN_SYSTEMS.includes(system)) return system;
  throw new PhoenixError('USAGE', `no lab can build the system ${quote(system)}`, {
    hint: didYouMean(system, KNOWN_SYSTEMS, `there are: ${KNOWN_SYSTEMS.join(', ')}`),
  });
}

async function previousOf(
  { id, path }: FeatureFolder,
  { manifest }: Feature,
  given: string | undefined,
): Promise<Feature | null> {
  if (given !== undefined) return asFeature(id, readFeatureFolder(given), given);
  for (const earlier of await earlierFolders(path, MOST_COMMITS)) {
    const text = (await earlier.file('feature.json')) ?? (await earlier.file('devcontainer-feature.json'));
    const version = /"version"\s*:\s*"([^"]+)"/.exec(text ?? '')?.[1];
    if (version !== undefined && version !== manifest.version)
      return asFeature(id, await earlier.read(), `version ${version} of git`);
  }
  return null;
}

function asFeature(id: string, files: ReadonlyMap<string, Uint8Array>, what: string): Feature {
  const own = new Map([...files].map(([path, bytes]) => [`${id}/${path}`, bytes] as const));
  const feature = readLibrary({ own, shipped: new Map() }).features.get(id);
  if (feature) return feature;
  throw new PhoenixError('USAGE', `${what} is no sound feature ${quote(id)}`, {
    hint: 'name the folder of its previous version with --previous',
  });
}
