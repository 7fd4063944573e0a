/** Every conf file that Proxmox wrote while it was recorded (tests/data/pve), each once. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const FILES = ['set-transitions', 'lifecycle-transitions'];

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

export function recordedConfs(): readonly string[] {
  const lines = FILES.flatMap((name) =>
    gunzipSync(readFileSync(`tests/data/pve/${name}.jsonl.gz`))
      .toString('utf8')
      .split('\n')
      .filter(Boolean),
  );
  const rows = lines.map(
    (line) => JSON.parse(line) as { readonly before?: unknown; readonly after?: unknown },
  );
  return [...new Set(rows.flatMap(({ before, after }) => [...textsIn(before), ...textsIn(after)]))];
}
