/** `pct push` and `pull` with real guests: one file byte for byte, opened within the guest, where its own links hold. */
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { die } from '../../failure.ts';
import type { FileCopy } from '../../session.ts';
import { lxc } from './containers.ts';
import { type ProgramEnd, run } from './machine.ts';
import type { Places } from './stage.ts';

const WRITE = `
  umask 077
  cat > "$1" || exit 1
  chmod "$2" "$1" || exit 1
  [ -z "$3" ] || chown "$3" "$1"
`;

/** The simulated machine's file, or this one's where that has none. */
function placeOf(path: string, { real }: Places): string {
  const place = real(path);
  return existsSync(place) ? place : path;
}

function inGuest(
  { names }: Places,
  vmid: number,
  argv: readonly string[],
  stdio: [number | 'ignore', number | 'pipe', 'pipe'],
): ProgramEnd {
  return run([...lxc(names, vmid, 'lxc-attach', '--clear-env'), '--', ...argv], { stdio });
}

/** What the shell in the guest says, in the words of errno where it has its own. */
const said = ({ stderr }: ProgramEnd): string => {
  const [line = ''] = stderr.trim().split('\n');
  if (/nonexistent|No such file/i.test(line)) return 'No such file or directory';
  return /is a directory/i.test(line)
    ? 'Is a directory'
    : line.replace(/^(?:sh|cat|chmod|chown): (?:\d+: )?/, '');
};

export function pushFile({ vmid, hostPath, guestPath, perms, user, group }: FileCopy, places: Places): void {
  const path = placeOf(hostPath, places);
  if (!existsSync(path) || !statSync(path).isFile()) die(`failed to open ${hostPath} for reading`);
  const mode = perms ?? '0644';
  if (!/^[0-7]{1,5}$/.test(mode)) die(`invalid mode: '${mode}'`);
  const [input, target] = [openSync(path, 'r'), guestPath.startsWith('/') ? guestPath : `/${guestPath}`];
  try {
    const owner = (user ?? '') + (group === undefined ? '' : `:${group}`);
    const end = inGuest(
      places,
      vmid,
      ['sh', '-c', WRITE, 'sh', target, mode, owner],
      [input, 'pipe', 'pipe'],
    );
    if (end.exit !== 0) die(`failed to create file: ${guestPath}: ${said(end)}`);
  } finally {
    closeSync(input);
  }
}

export function pullFile({ vmid, hostPath, guestPath, perms }: FileCopy, places: Places): void {
  const folder = hostPath.slice(0, hostPath.lastIndexOf('/')) || '/';
  const place = existsSync(places.real(folder)) ? places.real(hostPath) : hostPath;
  const source = guestPath.startsWith('/') ? guestPath : `/${guestPath}`;
  const readable = inGuest(places, vmid, ['sh', '-c', ': < "$1"', 'sh', source], ['ignore', 'pipe', 'pipe']);
  if (readable.exit !== 0) die(`failed to open ${guestPath}: ${said(readable)}`);
  let output: number;
  try {
    output = openSync(place, 'w', perms === undefined ? 0o644 : Number.parseInt(perms, 8));
  } catch (error) {
    return die(`failed to create file: ${hostPath}: ${(error as Error).message}`);
  }
  try {
    const end = inGuest(places, vmid, ['cat', '--', source], ['ignore', output, 'pipe']);
    if (end.exit !== 0) die(`failed to read ${guestPath}: ${said(end)}`);
  } finally {
    closeSync(output);
  }
}
