/**
 * Features by the command line on a node whose guests are recorded: everything of Phoenix runs, in folders that stand for
 * guests, and only the features' own scripts are stand-ins. Without root; it needs namespaces of the user.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { SOURCE_CLI } from '../support/source-program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SECRET = 'correct-horse-battery';

const namespaces =
  spawnSync('/usr/bin/unshare', ['--user', '--map-root-user', '--mount', '--', '/bin/true']).status === 0;

let folder = '';
const at = (path: string) => join(folder, path);
const lab = () => at('lab');

function write(path: string, value: object | string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
}

const environment = () => ({ ...process.env, APP_PASSWORD: SECRET });
const argvOf = (args: readonly string[]) => [...SOURCE_CLI, ...args];

function phoenix(args: readonly string[], env: NodeJS.ProcessEnv = environment()) {
  const { status, stdout, stderr } = spawnSync(process.execPath, argvOf(args), {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  });
  return { exit: status, text: stdout + stderr };
}

const APPLY = () => ['apply', '--configs', at('repo/configs'), '--node', `sim:${lab()}`, '--yes'];
const apply = (env?: NodeJS.ProcessEnv) => phoenix(APPLY(), env);
const plan = () =>
  phoenix([
    'plan',
    '--live',
    '--configs',
    at('repo/configs'),
    '--node',
    `sim:${lab()}`,
    '--detailed-exitcode',
  ]);

function git(...args: readonly string[]): void {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid'];
  const { status, stderr } = spawnSync('git', ['-C', at('repo'), ...who, ...args], { encoding: 'utf8' });
  assert.is(status, 0, stderr);
}

function commit(message: string): void {
  git('add', '-A');
  git('commit', '-qm', message);
}

interface Line {
  readonly event: string;
  readonly stepId: string;
  readonly argv?: readonly string[];
  readonly message?: string;
}

const journal = (): Line[] =>
  readFileSync(at('lab/var/lib/phoenix/journal/small.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** Commands that were begun since then: `pct create`, `features 101 install app`. */
function begun(since: number): string[] {
  return journal()
    .slice(since)
    .filter(({ event }) => event === 'begin')
    .map(({ argv = [] }) => argv.slice(0, argv[0] === 'features' ? 9 : 2).join(' '));
}

/** Steps of a resource that were begun since then. */
const stepsOf = (address: string, since: number): string[] =>
  journal()
    .slice(since)
    .flatMap(({ event, stepId }) => (event === 'begin' && stepId.startsWith(`${address}:`) ? [stepId] : []));

const rootOf = (vmid: number) => `lab/.sim/guests/${vmid}/rootfs`;
const markerOf = (vmid: number, id: string) =>
  JSON.parse(readFileSync(at(`${rootOf(vmid)}/var/lib/phoenix/features/${id}.json`), 'utf8')) as {
    readonly hash: string;
    readonly secrets: Readonly<Record<string, string>>;
  };

/** How a recorded guest answers to a script. */
const answer = (vmid: number, script: string, text: string) =>
  write(`${rootOf(vmid)}/srv/recorded/${script}`, text);
const forget = (vmid: number) => rmSync(at(`${rootOf(vmid)}/srv/recorded`), { recursive: true, force: true });

function guest(name: string, vmid: number, more: object): void {
  write(`repo/configs/lxc/${name}.json`, {
    vmid,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local-zfs', size: '4G' },
    ...more,
  });
}

const PASSWORD = '${secret:env:APP_PASSWORD}';

/** Texts of all files below a folder. */
function textsBelow(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    return entry.isDirectory() ? textsBelow(inner) : entry.isFile() ? [readFileSync(inner, 'latin1')] : [];
  });
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (holds()) return;
    await sleep(100);
  }
  assert.unreachable(`it never came to be: ${what}`);
}

if (!namespaces) console.log('skipped: this machine lets nobody make namespaces');

describe(namespaces ? 'features in recorded guests' : 'features in recorded guests (skipped)', (test) => {
  if (!namespaces) return;

  test.before(() => {
    folder = mkdtempSync(join(tmpdir(), 'phoenix-features-'));
    mkdirSync(at('repo'));
    git('init', '-q', '-b', 'main');
    write('repo/configs/phoenix.json', {
      name: 'small',
      nodes: { pve1: { storages: { local: { type: 'dir' }, 'local-zfs': { type: 'zfspool' } } } },
    });
    const app = {
      id: 'app',
      version: '1.0.0',
      name: 'App',
      restarts: true,
      dependsOn: { base: {} },
      options: { port: { type: 'integer', default: 80 }, password: { type: 'string', secret: true } },
    };
    write('repo/configs/features/app/feature.json', app);
    write('repo/configs/features/app/install.sh', '#!/bin/sh\nexit 0\n');
    write('repo/configs/features/app/remove.sh', '#!/bin/sh\nexit 0\n');
    write('repo/configs/features/app/data.bin', '\u0000\u00ff');
    guest('web', 101, { features: { app: { password: PASSWORD } } });
  });
  test.after(() => rmSync(folder, { recursive: true, force: true }));

  test('a feature of the library that is not pinned is an error that says what to do', () => {
    const { exit, text } = phoenix(['validate', '--configs', at('repo/configs')]);
    assert.is(exit, 1, text);
    assert.match(text, /PHX733.*"base" is used and not pinned/);
    assert.match(text, /phoenix feature update base/);
    assert.is(phoenix(['feature', 'update', '--configs', at('repo/configs')]).exit, 0);
    commit('One guest with software');
  });

  test('a guest is made with them in four calls, and the next plan is empty', () => {
    const { exit, text } = apply();
    assert.is(exit, 0, text);
    assert.equal(begun(0), ['pct create', 'pct start', 'features 101 install base install app', 'pct set']);
    assert.is(plan().exit, 0, plan().text);
  });

  test('the secret stands nowhere on the node, and in no output', () => {
    assert.equal(
      textsBelow(lab()).filter((text) => text.includes(SECRET)),
      [],
    );
    assert.match(markerOf(101, 'app').secrets['PASSWORD'] ?? '', /^[0-9a-f]{32}$/);
  });

  test('a changed option runs its feature and nothing else', () => {
    guest('web', 101, { features: { app: { password: PASSWORD, port: 81 } } });
    commit('Another port');
    const [before, base] = [journal().length, markerOf(101, 'base')];
    const hash = markerOf(101, 'app').hash;
    const { exit, text } = apply();
    assert.is(exit, 0, text);
    assert.match(text, /features\.app.*port 80 → 81/);
    assert.equal(begun(before), ['pct set', 'features 101 install app', 'pct set']);
    assert.equal(markerOf(101, 'base'), base);
    assert.is.not(markerOf(101, 'app').hash, hash);
  });

  test('a failure keeps back who depends on it and nobody else, and shows no secret', () => {
    answer(101, 'app/install.sh', 'cat "$PASSWORD_FILE"; echo; echo "it went wrong"; exit 3\n');
    guest('web', 101, { features: { app: { password: PASSWORD, port: 82 } } });
    guest('other', 102, { features: { base: {} } });
    guest('behind', 103, { dependsOn: ['lxc/web'] });
    commit('Two more');
    const { exit, text } = apply();
    assert.is(exit, 1, text);
    assert.match(text, /app: install ended with exit code 3/);
    assert.match(text, /it went wrong/);
    assert.match(text, /\*\*\*/);
    assert.not.match(text, SECRET);
    assert.match(text, /✓ lxc\/other/);
    assert.is(existsSync(at('lab/etc/pve/lxc/103.conf')), false);
    assert.not.match(readFileSync(at('lab/var/lib/phoenix/journal/small.jsonl'), 'utf8'), SECRET);
    assert.ok(journal().some(({ message }) => message?.startsWith('app: install ended with exit code 3')));
  });

  test('what it owes is finished by the next apply', () => {
    const { exit, text } = plan();
    assert.is(exit, 2, text);
    forget(101);
    assert.is(apply().exit, 0);
    assert.is(plan().exit, 0, plan().text);
    assert.is(existsSync(at('lab/etc/pve/lxc/103.conf')), true);
  });

  test('an install may ask for a restart, and runs again after it', () => {
    answer(
      101,
      'app/install.sh',
      '[ ! -f /srv/recorded/again ] || exit 0\ntouch /srv/recorded/again\nexit 12\n',
    );
    guest('web', 101, { features: { app: { password: PASSWORD, port: 83 } } });
    commit('A restart');
    const before = journal().length;
    const { exit, text } = apply();
    assert.is(exit, 0, text);
    const commands = begun(before);
    assert.equal(commands, [
      'pct set',
      'features 101 install app',
      'pct reboot',
      'features 101 install app',
      'pct set',
    ]);
    forget(101);
  });

  test('one that never stops asking is given up', () => {
    answer(101, 'app/install.sh', 'exit 12\n');
    guest('web', 101, { features: { app: { password: PASSWORD, port: 84 } } });
    commit('Restarts without end');
    const before = journal().length;
    const { exit, text } = apply();
    assert.is(exit, 1, text);
    assert.match(text, /app asked for a restart again, after 3 of them/);
    assert.is(begun(before).filter((command) => command === 'pct reboot').length, 3);
    forget(101);
    assert.is(apply().exit, 0);
  });

  test('a secret that is not there fails its guest before anything of it runs', () => {
    guest('web', 101, { features: { app: { password: PASSWORD, port: 85 } } });
    guest('other', 102, { features: { base: { journal: '100M' } } });
    commit('No secret');
    const { APP_PASSWORD: _, ...without } = environment();
    const before = journal().length;
    const { exit, text } = apply(without);
    assert.is(exit, 1, text);
    assert.match(text, /the secret \$\{secret:env:APP_PASSWORD\} is not there/);
    assert.match(text, /Set the variable APP_PASSWORD/);
    assert.match(text, /✓ lxc\/other/);
    assert.equal(stepsOf('lxc/web', before), []);
    assert.is(apply().exit, 0);
  });

  test('nor is a guest destroyed to be made anew without the secret that the new one needs', () => {
    guest('web', 101, { generation: 2, features: { app: { password: PASSWORD, port: 85 } } });
    commit('Another generation');
    const { APP_PASSWORD: _, ...without } = environment();
    const before = journal().length;
    assert.is(apply(without).exit, 1);
    assert.equal(stepsOf('lxc/web', before), []);
    assert.is(apply().exit, 0);
    assert.ok(begun(before).includes('pct destroy'));
  });

  test('Phoenix may be killed while a script runs; the next apply finishes', async () => {
    answer(
      101,
      'app/install.sh',
      'touch /srv/recorded/began\nuntil [ -f /srv/recorded/go ]; do sleep 0.1; done\n',
    );
    guest('web', 101, { features: { app: { password: PASSWORD, port: 86 } } });
    commit('Killed');
    const child = spawn(process.execPath, argvOf(APPLY()), {
      cwd: ROOT,
      env: environment(),
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await until(() => existsSync(at(`${rootOf(101)}/srv/recorded/began`)), 'the install began');
    child.kill('SIGKILL');
    await ended;
    write(`${rootOf(101)}/srv/recorded/go`, '');
    const { exit, text } = apply();
    assert.is(exit, 0, text);
    forget(101);
    assert.is(plan().exit, 0, plan().text);
  });

  test('a feature that no file names any more is removed', () => {
    guest('web', 101, { features: { base: {} } });
    commit('Without the app');
    const before = journal().length;
    const { exit, text } = apply();
    assert.is(exit, 0, text);
    assert.match(text, /features\.app removed/);
    assert.equal(begun(before), ['pct set', 'features 101 remove app', 'pct set']);
    assert.is(existsSync(at(`${rootOf(101)}/var/lib/phoenix/features/app.json`)), false);
    assert.is(plan().exit, 0, plan().text);
  });

  test('of one that nothing can undo, plan and report say that it stays', () => {
    write('repo/configs/features/stay/feature.json', { id: 'stay', version: '1.0.0', name: 'Stay' });
    write('repo/configs/features/stay/install.sh', '#!/bin/sh\nexit 0\n');
    guest('behind', 103, { dependsOn: ['lxc/web'], features: { stay: {} } });
    commit('What stays');
    assert.is(apply().exit, 0);
    guest('behind', 103, { dependsOn: ['lxc/web'] });
    commit('Without it');
    assert.match(plan().text, /it has no remove script: what it installed stays/);
    assert.match(apply().text, /✓ lxc\/behind +features\.stay removed; stay forgotten: nothing was kept/);
    assert.is(plan().exit, 0);
  });

  test('a stopped guest keeps its change until it runs', () => {
    guest('other', 102, { features: { base: { journal: '150M' } }, state: 'stopped' });
    commit('Stop it');
    assert.is(apply().exit, 0);
    guest('other', 102, { features: { base: { journal: '160M' } }, state: 'stopped' });
    commit('Change it while it is stopped');
    const before = journal().length;
    assert.is(apply().exit, 0);
    assert.equal(begun(before), ['pct set']);
    const waits = plan();
    assert.is(waits.exit, 0, waits.text);
    guest('other', 102, { features: { base: { journal: '160M' } } });
    commit('Start it');
    const then = journal().length;
    assert.is(apply().exit, 0);
    assert.equal(begun(then), ['pct set', 'pct start', 'features 102 install base', 'pct set']);
  });

  test('a library that is not what the lock pins is an error', () => {
    const path = 'repo/configs/phoenix.lock';
    const text = readFileSync(at(path), 'utf8');
    write(path, text.replace(/sha256:[0-9a-f]{4}/, 'sha256:0000'));
    const found = phoenix(['validate', '--configs', at('repo/configs')]);
    assert.is(found.exit, 1);
    assert.match(found.text, /PHX732/);
    assert.match(found.text, /phoenix feature update base/);
    write(path, text);
  });

  test('an older lock is a base to plan from: the library of now need not be the one of then', () => {
    const path = 'repo/configs/phoenix.lock';
    const text = readFileSync(at(path), 'utf8');
    write(path, text.replace('"1.0.0"', '"0.9.0"').replace(/sha256:[0-9a-f]{4}/, 'sha256:0000'));
    commit('As it was');
    write(path, text);
    commit('The update');
    const { exit, text: told } = phoenix(['plan', '--configs', at('repo/configs'), '--base', 'HEAD~1']);
    assert.is(exit, 0, told);
    for (const name of ['web', 'other']) assert.match(told, new RegExp(`lxc/${name}`));
    assert.match(told, /version 0\.9\.0 → 1\.0\.0/);
  });

  test('a template has its software before it becomes one, and its clones bring it along', () => {
    guest('golden', 110, { template: true, features: { base: {} } });
    write('repo/configs/lxc/copy.json', { vmid: 111, clone: 'lxc/golden', features: { base: {} } });
    commit('A template and its clone');
    const before = journal().length;
    const { exit, text } = apply();
    assert.is(exit, 0, text);
    const own = journal()
      .slice(before)
      .filter(({ event, argv }) => event === 'note' || argv?.[0] === 'features');
    assert.ok(
      own.some(({ stepId, message }) => stepId.startsWith('lxc/copy') && message === 'base: as it shall be'),
    );
    assert.is(plan().exit, 0, plan().text);
  });
});
