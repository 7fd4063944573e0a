/**
 * Secrets in a real container: only the scripts of the feature that declares one get at it, and nothing of this machine
 * shows one, neither while an apply runs nor after it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { readRecord } from '../../src/simulator/edge/lxc/record.ts';
import { labNames } from '../../src/simulator/edge/lxc/names.ts';
import { nasty, nastyLines } from '../support/canaries.ts';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers } from '../support/containers.ts';
import { leaksIn, missingIn, type Place } from '../support/leak-scan.ts';

const SUBNET = '10.199.93';
const CANARIES = [
  { name: 'password', value: nasty() },
  { name: 'lines', value: nastyLines() },
] as const;
const [PASSWORD, LINES] = CANARIES;

/** What a feature without secrets can find in its guest, as root: written where the test reads it. */
const NOSY = `#!/bin/sh
{
  env
  find /run/phoenix /dev/shm /tmp /var/tmp -type f -exec cat {} +
  for process in /proc/[0-9]*; do
    cat "$process/environ" "$process/cmdline"
    for fd in "$process"/fd/*; do
      ! [ -f "$fd" ] || head -c 20000000 "$fd"
    done
  done
} >"/root/seen-$PHX_FEATURE" 2>/dev/null
exit 0
`;

/** It keeps one of its secrets, where it wants to. Its program goes on while the test looks at this machine. */
const APP = `#!/bin/sh
set -eu
install -m 600 "$PASSWORD_FILE" /root/password
ls -l "$PASSWORD_FILE" "$LINES_FILE"
env
cat "$LINES_FILE"; base64 "$PASSWORD_FILE"
(set -x; : "$(cat "$PASSWORD_FILE")")
touch /root/began
until [ -f /root/go ]; do sleep 0.1; done
[ "$MODE" = fine ] || { echo "failing with $(cat "$PASSWORD_FILE")"; exit 3; }
`;

let estate: ContainerEstate;

const feature = (id: string, more: object) => ({ id, version: '1.0.0', name: id, network: false, ...more });
const SECRET = { type: 'string', secret: true };

function commit(mode: 'fine' | 'failing'): void {
  const net0 = { bridge: 'vmbr0', ip: `${SUBNET}.5/24`, gw: `${SUBNET}.1` };
  const rootfs = { storage: 'local-zfs', size: '4G' };
  const app = { password: '${secret:env:APP_PASSWORD}', lines: '${secret:env:APP_LINES}', mode };
  estate.write('lxc/web.json', {
    vmid: 905,
    ostemplate: DEBIAN,
    memory: '512M',
    rootfs,
    net0,
    features: { before: {}, app, after: {} },
  });
  estate.commit(mode);
}

function filesBelow(top: string, leaveOut: (path: string) => boolean = () => false): Place[] {
  if (!existsSync(top)) return [];
  return readdirSync(top, { withFileTypes: true }).flatMap((entry) => {
    const path = join(top, entry.name);
    if (leaveOut(path)) return [];
    if (entry.isDirectory()) return filesBelow(path, leaveOut);
    return entry.isFile() ? [{ name: path, bytes: readFileSync(path) }] : [];
  });
}

/** Arguments of all processes of this machine, those in guests too, and the environments of those that run in this lab. */
function processesNow(): Place[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .flatMap((pid) => {
      const read = (file: string): Place[] => {
        try {
          return [{ name: `/proc/${pid}/${file}`, bytes: readFileSync(`/proc/${pid}/${file}`) }];
        } catch {
          return [];
        }
      };
      const line = read('cmdline');
      const isPhoenix = line.some(({ bytes }) => Buffer.from(bytes).includes('dist/cli.js'));
      return isPhoenix ? line : [...line, ...read('environ')];
    });
}

/** The lab with all its files but the roots of guests, and where this machine keeps what is temporary. */
function machineNow(): Place[] {
  const id = readRecord(estate.lab)?.id ?? assert.unreachable('no lab');
  const isRoot = (path: string) => /\/rootfs$/.test(path);
  return [
    ...filesBelow(estate.lab, isRoot),
    ...filesBelow(labNames(String(id)).run, isRoot),
    ...filesBelow('/run/phoenix'),
    ...filesBelow('/dev/shm', (path) => !path.includes('.phoenix-')),
    ...processesNow(),
  ];
}

const inGuest = (script: string) => estate.inGuest(905, script);

/** Applies, looks at this machine while the feature runs, lets it go on, and gives what was printed. */
async function applied(): Promise<{ readonly exit: number | null; readonly text: string }> {
  const child = estate.start('apply', '--yes');
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (one: string) => (text += one));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const began = () => spawnSync('grep', ['-q', 'until', '/dev/null']).status !== null && hasBegun();
  for (let tries = 0; tries < 1200 && child.exitCode === null && !began(); tries += 1) await sleep(100);
  assert.ok(hasBegun(), text);
  const found = leaksIn(machineNow(), CANARIES);
  inGuest('rm /root/began; touch /root/go');
  const exit = await ended;
  inGuest('rm /root/go');
  assert.equal(found, []);
  return { exit, text };
}
