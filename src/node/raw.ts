/**
 * The raw `lxc.*` lines of a container: no command of Proxmox sets them, so the conf file itself is edited, in its
 * current section only (before `[pve:pending]` and the snapshots). Every other byte of the file stays.
 */
import { PhoenixError } from '../errors.ts';
import type { RawLine } from './conf.ts';

/** The option `env` in the file. `pct set` writes one variable only (PVE 9.2); several come here as lines. */
const ENVIRONMENT = 'lxc.environment.runtime';

const keyOf = (line: string) => /^(lxc\.[a-z0-9_\-.]+)\s*[:=]/.exec(line)?.[1];

const KEY = /^lxc\.[a-z0-9_\-.]+$/;

function checked({ key, value }: RawLine): string {
  if (!KEY.test(key) || /[\r\n\0]/.test(value) || value.trim() !== value) {
    throw new PhoenixError('STEP_FAILED', `${JSON.stringify(`${key}: ${value}`)} is no raw line`);
  }
  return `${key}: ${value}`;
}

/**
 * The text of the conf file with these raw lines, in this order, at the end of its current section. The environment is
 * replaced only when there are lines of it among them.
 */
export function withRawLines(text: string, raw: readonly RawLine[]): string {
  const lines = text.split('\n');
  const heading = lines.findIndex((line) => /^\[.*\]\s*$/.test(line));
  const end = heading < 0 ? lines.length : heading;
  const replaces = (key: string) => key !== ENVIRONMENT || raw.some((line) => line.key === ENVIRONMENT);
  const kept = lines.slice(0, end).filter((line) => {
    const key = keyOf(line);
    return key === undefined || !replaces(key);
  });
  let last = kept.length;
  while (last > 0 && kept[last - 1]?.trim() === '') last -= 1;
  const blank = kept.slice(last);
  // A file that did not end with a newline gets one: the lines are lines.
  if (heading < 0 && blank.length === 0) blank.push('');
  return [...kept.slice(0, last), ...raw.map(checked), ...blank, ...lines.slice(end)].join('\n');
}
