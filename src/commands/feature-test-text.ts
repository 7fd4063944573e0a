/** The words of `phoenix feature test`: phases as they end, and what was recorded when they could not be run. */
import picocolors from 'picocolors';
import { durationText } from '../config/units.ts';
import type { Feature } from '../features/library.ts';
import { parseRecorded, type RecordedRun } from '../features/recorded.ts';
import { RECORDED_FILE, type NamedScenario } from '../features/scenario-file.ts';
import type { Phase, PhaseName } from '../features/scenario-run.ts';
import { plain } from '../plan/render/escape.ts';
import type { FeatureFolder } from './feature-library.ts';

const WORDS: Readonly<Record<PhaseName, string>> = {
  before: 'the guest is prepared',
  depends: 'what it depends on is installed',
  prepared: 'what it needs is made',
  install: 'it is installed and verified',
  expect: 'what is expected holds',
  unchanged: 'the same again: nothing runs but its check',
  again: 'its install runs again: no file, service or download changes',
  change: 'other options: it is installed and verified',
  changed: 'what is expected then holds',
  previous: 'the previous version is installed',
  upgrade: 'it is upgraded and verified',
  remove: 'it is removed',
  removed: 'what is expected then holds',
  units: 'no unit of the system has failed',
};

const wordsOf = (name: string): string => (Object.hasOwn(WORDS, name) ? WORDS[name as PhaseName] : name);

export function runTitle(
  id: string,
  { name, scenario }: NamedScenario,
  system: string,
  way: RecordedRun['way'],
  from: string | null,
): string {
  const upgrade = way === 'upgrade' ? `, upgraded from ${from ?? ''}` : '';
  return `${id} · ${name} · ${system}${upgrade}: ${plain(scenario.title)}`;
}

export function phaseText({ name, ok, ms, why }: Phase, color: boolean): string {
  const { green, red } = picocolors.createColors(color);
  const mark = ok ? green('✓') : red('✗');
  const lines = why.map((line) => `       ${plain(line, 2000)}`);
  return [`  ${mark}  ${wordsOf(name)} (${durationText(ms)})`, ...lines].join('\n');
}

/** The last real run of a feature's scenarios, marked as such. */
export function recordedText({ id, content, manifest }: Feature, { files, path }: FeatureFolder): string {
  const recorded = parseRecorded(files.get(RECORDED_FILE));
  if (!recorded) return `${id}: no run was recorded in ${path}/${RECORDED_FILE}.`;
  const same =
    recorded.content === content
      ? 'of these very files'
      : `of version ${recorded.version}; it was changed since, to ${manifest.version}`;
  const head = `${id}: RECORDED on ${recorded.date}, not run now, ${same} (Phoenix ${recorded.phoenix}, Linux ${plain(recorded.kernel)}):`;
  const runs = recorded.runs.flatMap((run) => {
    const way = run.way === 'upgrade' ? ', upgrade' : '';
    const verdict = run.ok ? 'held' : 'FAILED';
    return [
      `  ${plain(run.scenario)} · ${plain(run.os)}${way}: ${verdict} after ${durationText(run.ms)}`,
      ...run.phases.flatMap(({ name, ok, ms, why = [] }) => [
        `    ${ok ? '✓' : '✗'}  ${plain(wordsOf(name))} (${durationText(ms)})`,
        ...why.map((line) => `         ${plain(line, 2000)}`),
      ]),
    ];
  });
  return [head, ...runs].join('\n');
}
