/**
 * Secrets in a real container: only the scripts of the feature that declares one get at it, and nothing of this machine
 * shows one, neither while an apply runs nor after it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { labNames } from '../../src/simulator/edge/lxc/names.ts';
import { readRecord } from '../../src/simulator/edge/lxc/record.ts';
import { nasty, nastyLines } from '../support/canaries.ts';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers } from '../support/containers.ts';
import { leaksIn, missingIn, type Place } from '../support/leak-scan.ts';

const SUBNET = '10.199.91';
const CANARIES = [
  { name: 'password', value: nasty() },
  { name: 'lines', value: nastyLines() },
] as const;
const [PASSWORD, LINES] = CANARIES;

/** What a feature without secrets can find in its guest, as root; and things of its own, so that it is known to look. */
const NOSY = `#!/bin/sh
echo control in a file >/tmp/control
exec 7<>/tmp/gone
echo control without a name >&7
rm /tmp/gone
look() {
  env
  find /run/phoenix /dev/shm /tmp /var/tmp -type f -exec cat {} +
  for process in /proc/[0-9]*; do
    cat "$process/environ" "$process/cmdline"
    for fd in "$process"/fd/*; do
      case $(readlink "$fd") in *seen-*) continue ;; esac
      ! [ -f "$fd" ] || cat "$fd"
    done
  done
}
look >"/root/seen-$PHX_FEATURE" 2>/dev/null
rm /tmp/control
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

/** Arguments of all processes of this machine, those in guests too, and the environment of those that are the lab's. */
function processesNow(): Place[] {
  const read = (pid: string, file: string): Place[] => {
    try {
      return [{ name: `/proc/${pid}/${file}`, bytes: readFileSync(`/proc/${pid}/${file}`) }];
    } catch {
      // It has ended.
      return [];
    }
  };
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      const line = read(pid, 'cmdline');
      const isOfLab = line.some(
        ({ bytes }) => String(bytes).includes('simulator.js') && String(bytes).includes(estate.lab),
      );
      return isOfLab ? [...line, ...read(pid, 'environ')] : line;
    });
}

/** The lab with all its files but the roots of guests, and where this machine keeps what is temporary. */
function machineNow(): Place[] {
  const id = readRecord(estate.lab)?.id ?? assert.unreachable('no lab');
  const isRoot = (path: string) => path.endsWith('/rootfs') || path.endsWith('/.sim/lxc/volumes');
  return [
    ...filesBelow(estate.lab, isRoot),
    ...filesBelow(labNames(String(id)).run, isRoot),
    ...filesBelow('/run/phoenix'),
    ...filesBelow('/dev/shm', (path) => !path.includes('.phoenix-')),
    ...processesNow(),
  ];
}

const inGuest = (script: string) => estate.inGuest(905, script);
const exec = (...argv: readonly string[]) =>
  runInLab(estate.lab, ['pct', 'exec', '905', '--keep-env', '0', '--', ...argv]);
const hasBegun = () => exec('test', '-f', '/root/began').exit === 0;

/** Applies, looks at this machine while the feature runs, and lets it go on. */
async function applied(): Promise<{ readonly exit: number | null; readonly text: string }> {
  const child = estate.start('apply', '--yes');
  let text = '';
  const take = (one: string) => (text += one);
  child.stdout?.setEncoding('utf8').on('data', take);
  child.stderr?.setEncoding('utf8').on('data', take);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  while (child.exitCode === null && !hasBegun()) await sleep(200);
  assert.ok(hasBegun(), text);
  const found = leaksIn(machineNow(), CANARIES);
  inGuest('rm /root/began; touch /root/go');
  const exit = await ended;
  inGuest('rm /root/go');
  assert.equal(found, []);
  return { exit, text };
}

/** Files of the guest in which a piece of a secret stands, of which nobody can tell it. */
function filesWith(value: string): string[] {
  const pieces = value.match(/[0-9a-f]{6}'[0-9a-f]{6}/g) ?? [];
  assert.ok(pieces.length > 0);
  const found = exec(
    'grep',
    '-rlsF',
    ...pieces.flatMap((one) => ['-e', one]),
    '/',
    '--exclude-dir=proc',
    '--exclude-dir=sys',
  );
  return found.stdout.split('\n').filter(Boolean);
}

describeContainers('secrets in a real container', (test) => {
  test.before(() => {
    const env = { APP_PASSWORD: PASSWORD.value, APP_LINES: LINES.value };
    estate = containerEstate('secrets', { env });
    const storages = { local: { type: 'dir' }, 'local-zfs': { type: 'zfspool' } };
    estate.write('phoenix.json', { name: 'lab', nodes: { pve1: { storages } } });
    const mode = { type: 'string', default: 'fine' };
    const app = feature('app', {
      installsAfter: ['before'],
      options: { password: SECRET, lines: SECRET, mode },
    });
    estate.write('features/app/feature.json', app);
    estate.write('features/app/install.sh', APP);
    estate.write('features/before/feature.json', feature('before', {}));
    estate.write('features/before/install.sh', NOSY);
    estate.write('features/after/feature.json', feature('after', { installsAfter: ['app'] }));
    estate.write('features/after/install.sh', NOSY);
    commit('fine');
    estate.up();
  });
  test.after(() => estate.end());

  test('reach the feature that declares them', async () => {
    const { exit, text } = await applied();
    assert.is(exit, 0, text);
    assert.equal(leaksIn([{ name: 'printed', bytes: text }], CANARIES), []);
    assert.is(inGuest('base64 -w 0 /root/password'), Buffer.from(PASSWORD.value).toString('base64'));
  });

  test('and no other one of the guest, before it and after it, though it may look everywhere', () => {
    for (const name of ['before', 'after']) {
      const seen = Buffer.from(inGuest(`base64 -w 0 /root/seen-${name}`), 'base64');
      assert.equal(leaksIn([{ name, bytes: seen }], CANARIES), []);
      for (const control of ['control in a file', 'control without a name', 'PHX_FEATURE'])
        assert.ok(seen.includes(control), control);
    }
  });

  test('and stay nowhere in the guest but where that feature has put them', () => {
    assert.equal(filesWith(PASSWORD.value), ['/root/password']);
    assert.equal(filesWith(LINES.value), []);
    assert.equal(leaksIn(machineNow(), CANARIES), []);
  });

  test('what was started on the node got them on stdin alone', () => {
    const started = estate.processes();
    const given = started.map(({ argv, env }) => ({
      name: argv.slice(0, 3).join(' '),
      bytes: JSON.stringify([argv, env]),
    }));
    assert.equal(leaksIn(given, CANARIES), []);
    assert.equal(missingIn(Buffer.concat(started.map(({ stdin }) => stdin)), CANARIES), []);
  });

  test('a failure prints none', async () => {
    commit('failing');
    const { exit, text } = await applied();
    assert.is(exit, 1, text);
    assert.match(text, 'failing with ***');
    assert.equal(leaksIn([{ name: 'printed', bytes: text }, ...machineNow()], CANARIES), []);
  });

  test('nothing is left behind', () => estate.down());
});
