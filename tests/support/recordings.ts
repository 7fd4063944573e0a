/** Rows recorded from the real `pct` (PVE 9.2), kept gzipped in tests/data/pve; README.md there says what they are. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface SetRow {
  readonly running: boolean;
  readonly argv: readonly string[];
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly before: string;
  readonly after: string;
}

export interface LifecycleRow {
  readonly running: readonly number[];
  readonly argv: readonly string[];
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  readonly running_after: readonly number[];
}

/** The JSON objects of tests/data/pve/NAME.jsonl.gz, one a line. */
export function readRecording<Row>(name: string): Row[] {
  const file = new URL(`../data/pve/${name}.jsonl.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Row);
}

export const setRows = (): SetRow[] => readRecording<SetRow>('set-transitions');
export const lifecycleRows = (): LifecycleRow[] => readRecording<LifecycleRow>('lifecycle-transitions');

/** What chance and the clock decided, and volumes that were not there before, are called the same in both. */
export function comparable(after: string, before: string): string {
  return after
    .replaceAll(/BC:24:11(?::[0-9A-F]{2}){3}/g, (mac) => (before.includes(mac) ? mac : 'NEW-MAC'))
    .replaceAll(/^snaptime: \d+$/gm, (line) => (before.includes(line) ? line : 'snaptime: NOW'))
    .replaceAll(/(\w+:\d+\/)(vm|subvol|base)-\d+-disk-\d+/g, (name, folder: string, kind: string) =>
      before.includes(name) ? name : `${folder}NEW-${kind}`,
    );
}
