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
