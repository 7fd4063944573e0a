/** `phoenix feature test`: the scenarios of a feature in real containers; where there can be none, the recorded run. */
import { randomBytes } from 'node:crypto';
import { release } from 'node:os';
import { durationText, sizeInKiB } from '../config/units.ts';
import { quote } from '../config/quote.ts';
import { didYouMean } from '../config/suggest.ts';
import { PhoenixError } from '../errors.ts';
import { type Feature, readLibrary } from '../features/library.ts';
import { formatRecorded, recordedRun, type RecordedRun } from '../features/recorded.ts';
import { RECORDED_FILE, type NamedScenario, readScenarios } from '../features/scenario-file.ts';
import { type Phase, runScenario } from '../features/scenario-run.ts';
import { stagesOf } from '../features/scenario-stages.ts';
import {
  KNOWN_SYSTEMS,
  missingForScenarios,
  openTestLab,
  type TestLab,
} from '../simulator/edge/scenario/test-lab.ts';
import { openMirror, standIns } from '../simulator/edge/scenario/mirror.ts';
import { earlierFolders, readFeatureFolder } from '../sources/feature-folders.ts';
import { plural } from '../plan/render/words.ts';
import { writeWhole } from '../sources/write.ts';
import { VERSION } from '../version.ts';
import type { Console } from './console.ts';
import { type FeatureFolder, folderOf, openShelf, type Shelf, soundFeature } from './feature-library.ts';
import { phaseText, recordedText, runTitle } from './feature-test-text.ts';
import { stopOnSignal } from './stop.ts';

export interface FeatureTestOptions {
  readonly ids: readonly string[];
  readonly configs: string;
  /** Instead of the scenarios' own: `debian-12`. */
  readonly os?: string;
  readonly scenario?: string;
  /** A folder with the version to upgrade from; otherwise git is asked for it. */
  readonly previous?: string;
  readonly keep?: boolean;
  /** Writes what was seen to test/recorded.json. */
  readonly record?: boolean;
  readonly json?: boolean;
}

/** Exit code when nothing could run: neither success nor failure of a feature. */
const NOTHING_RAN = 3;
/** Commits of a feature that are searched for its previous version. */
const MOST_COMMITS = 100;
const FIRST_VMID = 9001;

interface Job {
  readonly folder: FeatureFolder;
  readonly feature: Feature;
  readonly scenario: NamedScenario;
  readonly way: RecordedRun['way'];
  readonly previous: Feature | null;
  readonly vmid: number;
  readonly system: string;
}

interface Ran {
  readonly job: Job;
  readonly phases: readonly Phase[];
  readonly run: RecordedRun;
}

/** Exit code 0 when every scenario holds, 1 when one does not, 3 when nothing could run. */
export async function featureTest(options: FeatureTestOptions, io: Console): Promise<number> {
  const shelf = openShelf(options.configs);
  const jobs = (await Promise.all(options.ids.map((id) => jobsOf(id, shelf, options)))).flat();
  const numbered = jobs.map((job, at) => ({ ...job, vmid: FIRST_VMID + at }));
  const missing = missingForScenarios();
  if (missing) {
    io.err(`Scenarios run in real containers, which this machine cannot have: ${missing.what}.`);
    io.err(`  do: ${missing.hint}`);
    for (const id of options.ids)
      io.out(recordedText(shelf.features.get(id) as Feature, folderOf(shelf, id)));
    return NOTHING_RAN;
  }
  const ran = await runAll(numbered, shelf, options, io);
  if (options.record) record(ran, io);
  if (options.json) io.out(JSON.stringify({ v: 1, runs: ran.map(jsonOf) }, null, 2));
  const failed = ran.filter(({ run }) => !run.ok).length;
  if (ran.length < numbered.length) {
    io.err(`Stopped: ${numbered.length - ran.length} of ${plural(numbered.length, 'run')} did not end.`);
  } else if (!options.json) {
    const total = durationText(ran.reduce((sum, { run }) => sum + run.ms, 0));
    const what = failed === 0 ? 'all hold' : `${failed} failed`;
    io.out(`${plural(ran.length, 'run')} in ${total}: ${what}`);
  }
  return failed === 0 && ran.length === numbered.length ? 0 : 1;
}

const jsonOf = ({ job, phases, run }: Ran) => ({ feature: job.feature.id, ...run, phases });

async function jobsOf(id: string, shelf: Shelf, options: FeatureTestOptions): Promise<Omit<Job, 'vmid'>[]> {
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

async function runAll(
  jobs: readonly Job[],
  shelf: Shelf,
  { keep }: FeatureTestOptions,
  io: Console,
): Promise<Ran[]> {
  const lab = openTestLab();
  const stop = stopOnSignal((signal) => {
    io.err(`\n${signal}: stopping; the containers are removed`);
    lab.stop();
  });
  const ran: Ran[] = [];
  try {
    for (const job of jobs) {
      if (stop.signal.aborted) break;
      ran.push(await runJob(job, shelf, lab, keep === true, io));
    }
  } catch (error) {
    // What fails because it was ended is no news.
    if (!stop.signal.aborted) throw error;
  } finally {
    stop.done();
    if (keep && !stop.signal.aborted) {
      io.err(`kept: phoenix lab ${lab.dir} -- pct list`);
      io.err(`away: phoenix lab down ${lab.dir} --remove`);
    } else lab.end();
  }
  return ran;
}

async function runJob(job: Job, shelf: Shelf, lab: TestLab, keep: boolean, io: Console): Promise<Ran> {
  const { feature, folder, scenario, system, way, vmid, previous } = job;
  io.err(runTitle(feature.id, scenario, system, way, previous?.manifest.version ?? null));
  const files = standIns(scenario.scenario.standIns, folder.files);
  const there = [...files].flatMap(([name, bytes]) => (bytes ? [[name, bytes] as const] : []));
  const mirror = await openMirror(lab.address, new Map(there));
  const began = performance.now();
  const phases: Phase[] = [];
  try {
    const { stages, findings } = stagesOf({
      id: feature.id,
      scenario: scenario.scenario,
      features: shelf.features,
      os: system.replace('-', ':'),
      served: mirror.served,
      previous,
    });
    if (!stages) {
      const said = findings.map(({ message, hint }) => `${message}. ${hint}`);
      throw new PhoenixError(
        'CONFIG_INVALID',
        `the scenario ${quote(scenario.name)} cannot be run: ${said.join(' ')}`,
      );
    }
    const wanted = scenario.scenario.guest.memory;
    const memory = wanted === undefined ? Math.max(stages.memory, 1024 ** 2) : (sizeInKiB(wanted, 'M') ?? 0);
    const guest = await lab.make({
      vmid,
      hostname: `${feature.id}-${scenario.name}`.slice(0, 63).replace(/-+$/, ''),
      system,
      guest: scenario.scenario.guest,
      memory: Math.ceil(memory / 1024),
    });
    io.err(`  ·  a container runs after ${durationText(performance.now() - began)}`);
    await runScenario(
      {
        id: feature.id,
        scenario: scenario.scenario,
        stages,
        guest,
        fetched: mirror.requests,
        now: () => performance.now(),
        nonce: () => randomBytes(16).toString('hex'),
        onPhase: (phase) => {
          phases.push(phase);
          io.err(phaseText(phase, io.color));
        },
        onProgress: (text) => io.err(`       ${text}`),
      },
      way,
    );
    if (!keep) await lab.destroy(vmid);
  } finally {
    await mirror.close();
  }
  const run = recordedRun(scenario.name, way, system, phases, performance.now() - began);
  io.err(`  ${run.ok ? 'holds' : 'FAILED'} after ${durationText(run.ms)}`);
  return { job, phases, run };
}

/** One file for each feature; runs of other systems and scenarios that were recorded are replaced. */
function record(ran: readonly Ran[], io: Console): void {
  for (const { folder, feature } of new Map(ran.map(({ job }) => [job.feature.id, job])).values()) {
    const runs = ran.filter(({ job }) => job.feature.id === feature.id).map(({ run }) => run);
    const recorded = {
      v: 1 as const,
      date: new Date().toISOString().slice(0, 10),
      phoenix: VERSION,
      version: feature.manifest.version,
      content: feature.content,
      kernel: release().split('-')[0] ?? '',
      runs,
    };
    const path = `${folder.path}/${RECORDED_FILE}`;
    writeWhole(path, formatRecorded(recorded));
    io.err(`Wrote ${path}`);
  }
}
