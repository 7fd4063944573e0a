/** What of a recorded output is state, and so has to be the same in a simulation: not times, loads and sizes in use. */
import { canonical, isObject, type Json } from '../../src/json.ts';
import type { TranscriptRow } from './recorded-history.ts';

/** Measured on the recorded machine: they differ from run to run. */
const MEASURED =
  /^(?:disk|mem|netin|netout|pid|pstart|uptime|cpu|pressure.*|digest|snaptime|starttime|endtime|ctime|avail|total|used|used_fraction|upid|ssl_fingerprint|repoid|ip)$/;

function settled(value: Json): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(settled);
    return items.sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
  }
  if (!isObject(value)) return value;
  // A running guest's disk is what its file system says; a backup is as large as its content.
  const loose = value['status'] === 'running' ? 'maxdisk' : value['content'] === 'backup' ? 'size' : '';
  const kept = Object.entries(value).filter(([key]) => !MEASURED.test(key) && key !== loose);
  return Object.fromEntries(
    kept.map(([key, member]) => [
      key,
      key === 'content' && typeof member === 'string' ? member.split(',').sort().join() : settled(member),
    ]),
  );
}

const withoutTimes = (text: string) =>
  text.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME').replaceAll(/snaptime: \d+/g, 'snaptime: TIME');

const lines = (text: string, keep: (line: string) => string | null) =>
  text
    .split('\n')
    .flatMap((line) => keep(line) ?? [])
    .sort()
    .join('\n');

const columns =
  (...wanted: readonly number[]) =>
  (line: string) => {
    const words = line.split(/\s+/);
    return wanted.map((at) => words.at(at) ?? '').join(' ');
  };

function pctState(verb: string, verbose: boolean, stdout: string): string | null {
  switch (verb) {
    case 'status':
      return verbose
        ? lines(stdout, (line) => (/^(?:maxdisk|disk|mem|netin|netout|pid|uptime):/.test(line) ? null : line))
        : stdout;
    case 'df':
      return lines(stdout, columns(0, 1, -1));
    case 'config':
    case 'pending':
    case 'list':
    case 'listsnapshot':
      return withoutTimes(stdout);
    default:
      return null;
  }
}

/** The state in what a command printed; null when it prints progress, or nothing that would be compared. */
export function stateIn({ argv }: TranscriptRow, stdout: string): string | null {
  const [program = '', verb = '', path = '', ...words] = argv;
  switch (program) {
    case 'cat':
    case 'sha1sum':
    case 'pveam':
      return withoutTimes(stdout);
    case 'ha-manager':
      return verb === 'status' ? stdout : null;
    case 'pct':
      return pctState(verb, words.includes('--verbose'), stdout);
    case 'pvesm':
      if (verb === 'status') return lines(stdout, columns(0, 1, 2));
      if (verb !== 'list') return stdout;
      return lines(stdout, (line) =>
        line.includes(':backup/') ? columns(0, 1, 2, 4)(line) : line.replaceAll(/ +/g, ' '),
      );
    case 'pvesh':
      if (verb !== 'get' || /\/(?:tasks|log|interfaces)$|^\/(?:nodes|cluster\/status)$/.test(path))
        return null;
      if (!words.includes('json')) return stdout;
      return canonical(settled(JSON.parse(stdout) as Json));
    default:
      return null;
  }
}
