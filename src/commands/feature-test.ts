/** `phoenix feature test`: the scenarios of a feature in real containers; where there can be none, the recorded run. */
import { randomBytes } from 'node:crypto';
import { release } from 'node:os';
import { durationText, sizeInKiB } from '../config/units.ts';
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';
import type { Feature } from '../features/library.ts';
import { formatRecorded, parseRecorded, recordedRun, type RecordedRun } from '../features/recorded.ts';
import { RECORDED_FILE } from '../features/scenario-file.ts';
import { type Phase, runScenario } from '../features/scenario-run.ts';
import { stagesOf } from '../features/scenario-stages.ts';
import { missingForScenarios, openTestLab, type TestLab } from '../simulator/edge/scenario/test-lab.ts';
import { openMirror, standIns } from '../simulator/edge/scenario/mirror.ts';
import { plural } from '../plan/render/words.ts';
import { writeWhole } from '../sources/write.ts';
import { VERSION } from '../version.ts';
import type { Console } from './console.ts';
import { folderOf, openShelf, type Shelf } from './feature-library.ts';
import { type Job, jobsOf } from './feature-test-jobs.ts';
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
const FIRST_VMID = 9001;

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
    const found = options.ids.map((id) => [shelf.features.get(id) as Feature, folderOf(shelf, id)] as const);
    if (options.json) {
      const recorded = found.map(([{ id }, { files }]) => ({
        id,
        recorded: parseRecorded(files.get(RECORDED_FILE)),
      }));
      io.out(JSON.stringify({ v: 1, ran: false, why: missing.what, features: recorded }, null, 2));
    } else for (const [feature, folder] of found) io.out(recordedText(feature, folder));
    return NOTHING_RAN;
  }
  const ran = await runAll(numbered, shelf, options, io);
  if (options.record && ran.length === numbered.length) record(ran, io);
  if (options.json) io.out(JSON.stringify({ v: 1, ran: true, runs: ran.map(jsonOf) }, null, 2));
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
      // Every stage of it may say the same.
      const said = new Set(findings.map(({ message, hint }) => `${message}. ${hint}`));
      throw new PhoenixError(
        'CONFIG_INVALID',
        `the scenario ${quote(scenario.name)} cannot be run: ${[...said].join(' ')}`,
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
