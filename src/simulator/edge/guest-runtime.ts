/**
 * Guests of a lab as real processes. Where the machine has user namespaces, the folders that a guest writes to are the
 * guest's own, so that `/root/x` in a guest is no file of this machine; elsewhere a process only starts in that folder.
 */
import { spawnSync, type SpawnSyncReturns, type StdioOptions } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { guestRoot } from '../guest-files.ts';
import type { GuestEnd, GuestProcess, GuestRuntime } from '../session.ts';
import {
  AGENT_REFUSAL,
  isAgentProgram,
  isBootstrap,
  REFUSAL,
  startRequest,
  withStandIns,
} from '../stand-ins.ts';

/** Says on descriptor 3 that the guest is entered, and why a program could not be started. */
const START = `
  echo entered >&3
  if [ -d "$1" ]; then echo EACCES >&3; exit 126; fi
  if ! command -v -- "$1" >/dev/null 2>&1; then
    if [ -e "$1" ]; then echo EACCES >&3; exit 126; fi
    echo ENOENT >&3; exit 127
  fi
  exec "$@" 3>&-
`;

/** The guest's folders over the machine's; /tmp last, because a lab may be below it. */
const ENTER = `
  root=$1; shift
  mount --bind /etc /etc && mount -o remount,ro,bind /etc || exit 1
  # Root of such a guest is root of the machine's devices: a guest could take /dev/null away.
  mount --rbind /dev /dev && mount -o remount,ro,bind /dev || :
  for file in hostname os-release; do
    [ ! -f "$root/etc/$file" ] || [ ! -f "/etc/$file" ] || mount --bind "$root/etc/$file" "/etc/$file"
  done
  for folder in root home run srv opt mnt var tmp; do
    mkdir -p "$root/$folder" && mount --bind "$root/$folder" "/$folder" || exit 1
  done
  cd / || exit 1
  ${START}
`;

/** `caller`: the process has the streams of whoever typed the command. */
export type Streams = 'caller' | 'captured';

function endOf({ status, signal, stdout, stderr, output }: SpawnSyncReturns<string>): GuestEnd {
  const said = output?.[3] ?? '';
  const exit = status ?? -(signal ? constants.signals[signal] : 1);
  const failed = said.includes('ENOENT') ? 'ENOENT' : said.includes('EACCES') ? 'EACCES' : undefined;
  return { exit, stdout: stdout ?? '', stderr: stderr ?? '', ...(failed === undefined ? {} : { failed }) };
}

function errnoText(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  const texts: Readonly<Record<string, string>> = {
    ENOENT: 'No such file or directory',
    EACCES: 'Permission denied',
    EISDIR: 'Is a directory',
    ENOTDIR: 'Not a directory',
  };
  return texts[code] ?? String(error);
}

/** Bytes that came as a text are its characters. */
function bundleOf(asked: GuestProcess, streams: Streams): Buffer {
  return streams === 'caller' ? readFileSync(0) : Buffer.from(asked.stdin, 'latin1');
}

function refused(passes: boolean): GuestEnd {
  if (passes) writeSync(1, REFUSAL);
  return { exit: 21, stdout: passes ? '' : REFUSAL, stderr: '' };
}

/** A request to the guest agent's program: what it starts gets stand-ins for the scripts of features. */
function agentRequest(stdin: Buffer, root: string): Buffer {
  const start = startRequest(stdin);
  if (!start) return stdin;
  const folder = join(root, 'run/phoenix-agent', start.id);
  let pieces: string[];
  try {
    pieces = readdirSync(folder)
      .filter((name) => name.startsWith('piece.'))
      .sort();
  } catch {
    return stdin;
  }
  const whole = Buffer.concat(pieces.map((name) => readFileSync(join(folder, name))));
  const made = start.withPieces(whole);
  if (!made) return stdin;
  for (const name of pieces) rmSync(join(folder, name));
  writeFileSync(join(folder, 'piece.000000000'), made.packed);
  return made.request;
}

/** @param real gives the place on this machine of a path of the simulated one */
export function guestRuntime(real: (path: string) => string, caller: Streams): GuestRuntime {
  const exec = (asked: GuestProcess): GuestEnd => {
    const streams = asked.captured ? 'captured' : caller;
    const root = real(guestRoot(asked.vmid));
    mkdirSync(root, { recursive: true });
    const bundle = isBootstrap(asked.argv) ? withStandIns(bundleOf(asked, streams)) : null;
    const passes = streams === 'caller';
    const stdio: StdioOptions = passes
      ? [bundle ? 'pipe' : 'inherit', 'inherit', 'inherit', 'pipe']
      : ['pipe', 'pipe', 'pipe', 'pipe'];
    const agent = isAgentProgram(asked.argv);
    const given = () => Buffer.from(asked.stdin, 'latin1');
    const whole = agent ? agentRequest(given(), root) : bundle;
    const input = whole ? { input: whole } : passes ? {} : { input: given() };
    const options = {
      encoding: 'utf8',
      // A health check then knows that nothing real has answered.
      env: { ...asked.env, PHX_RECORDED_GUEST: '1' },
      stdio,
      maxBuffer: 1024 ** 3,
      ...input,
    } as const;
    const enclosed = spawnSync(
      '/usr/bin/unshare',
      ['--user', '--map-root-user', '--mount', '--', '/bin/sh', '-c', ENTER, 'sh', root, ...asked.argv],
      options,
    );
    if (enclosed.output?.[3]?.includes('entered')) return endOf(enclosed);
    // It writes to fixed places, which would be this machine's own.
    if (bundle) return refused(passes);
    if (agent) return { exit: 0, stdout: AGENT_REFUSAL, stderr: '' };
    return endOf(spawnSync('/bin/sh', ['-c', START, 'sh', ...asked.argv], { ...options, cwd: root }));
  };
  return {
    exec,
    readFile: (path) => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (path, text) => {
      try {
        writeFileSync(path, text);
        return null;
      } catch (error) {
        return errnoText(error);
      }
    },
  };
}
