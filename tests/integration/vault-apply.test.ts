/**
 * What a change of the vault does to an estate whose guests are recorded, by the command line: an entry that is written
 * anew plans on those that use it, and only a value that really differs runs anything. Needs namespaces of the user.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { type NewKey, newKey } from '../../src/secrets/vault/new-key.ts';
import { describe } from '../support/describe.ts';
import { vaultOf, written } from '../support/vault.ts';
import { SOURCE_CLI } from '../support/source-program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const namespaces =
  spawnSync('/usr/bin/unshare', ['--user', '--map-root-user', '--mount', '--', '/bin/true']).status === 0;

let folder = '';
let ann: NewKey;
let bob: NewKey;
const at = (path: string) => join(folder, path);

function write(path: string, value: object | string | Uint8Array): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  const isData = typeof value === 'string' || value instanceof Uint8Array;
  writeFileSync(at(path), isData ? value : JSON.stringify(value, null, 2));
}

/** Values that were in the vault at some time. */
const values = new Set<string>();

const remember = (text: string) => {
  for (const line of text.trim().split('\n')) values.add(line.replace(/^\w+: /, ''));
};

const recipients = (people: readonly NewKey[]) =>
  vaultOf({
    '.gpg-id': people.map(({ fingerprint }) => `${fingerprint}\n`).join(''),
    ...Object.fromEntries(people.map((one) => [`.public-keys/${one.fingerprint}`, one.publicKey])),
  });

/** The vault as these people and entries make it. */
async function vault(people: readonly NewKey[], entries: Readonly<Record<string, string>>): Promise<void> {
  rmSync(at('repo/configs/vault'), { recursive: true, force: true });
  const files = recipients(people);
  for (const [path, bytes] of files) write(`repo/configs/vault/${path}`, bytes);
  for (const [name, text] of Object.entries(entries)) {
    remember(text);
    write(`repo/configs/vault/${name}.gpg`, await written(files, name, text));
  }
}

/** Replaces one entry and leaves the others as they are, to the byte. */
async function entry(name: string, text: string, people: readonly NewKey[]): Promise<void> {
  remember(text);
  const files = recipients(people);
  write(`repo/configs/vault/${name}.gpg`, await written(files, name, text));
}

function git(...args: readonly string[]): void {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid'];
  const { status, stderr } = spawnSync('git', ['-C', at('repo'), ...who, ...args], { encoding: 'utf8' });
  assert.is(status, 0, stderr);
}

function commit(message: string): void {
  git('add', '-A');
  git('commit', '-qm', message);
}

const mayShow = (text: string) => {
  for (const value of values) assert.not.ok(text.includes(value), `shows a secret: ${text}`);
};

/** @param key null: nobody may open the vault */
function phoenix(args: readonly string[], key: NewKey | null = null) {
  const argv = [...SOURCE_CLI, ...args];
  const { PHOENIX_VAULT_KEY: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...env, HOME: folder, ...(key && { PHOENIX_VAULT_KEY: key.privateKey }) },
  });
  mayShow(stdout + stderr);
  return { exit: status, text: stdout + stderr };
}

const CONFIGS = () => ['--configs', at('repo/configs')];
const apply = (key: NewKey | null = ann) =>
  phoenix(['apply', ...CONFIGS(), '--node', `sim:${at('lab')}`, '--yes'], key);
const livePlan = () =>
  phoenix(['plan', '--live', ...CONFIGS(), '--node', `sim:${at('lab')}`, '--detailed-exitcode']);
const comment = () => phoenix(['plan', ...CONFIGS(), '--base', 'HEAD~1', '--format', 'markdown']).text;

interface Line {
  readonly event: string;
  readonly argv?: readonly string[];
}

const journal = (): Line[] =>
  readFileSync(at('lab/var/lib/phoenix/journal/small.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** Guests that were entered since then, each as often as it was. */
const entered = (since: number): string[] =>
  journal()
    .slice(since)
    .flatMap(({ event, argv = [] }) =>
      event === 'begin' && argv[0] === 'features' ? [argv.slice(1).join(' ')] : [],
    )
    .sort();

const GUESTS = { db: 101, web: 102, other: 103 } as const;
const recorded = (vmid: number) => `lab/.sim/guests/${vmid}/rootfs/srv/recorded`;

/** From now on guests count installs. */
function count(): void {
  for (const vmid of Object.values(GUESTS)) {
    rmSync(at(recorded(vmid)), { recursive: true, force: true });
    write(`${recorded(vmid)}/app/install.sh`, 'echo ran >>/srv/recorded/ran\n');
  }
}

/** Names of guests in which an install ran since. */
function ran(): string[] {
  return Object.entries(GUESTS).flatMap(([name, vmid]) =>
    readdirSync(at(recorded(vmid))).includes('ran') ? [name] : [],
  );
}

function guest(name: keyof typeof GUESTS, options: object): void {
  write(`repo/configs/lxc/${name}.json`, {
    vmid: GUESTS[name],
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local-zfs', size: '4G' },
    features: { app: options },
  });
}

const textsBelow = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((one) => {
    const inner = join(path, one.name);
    return one.isDirectory() ? textsBelow(inner) : one.isFile() ? [readFileSync(inner, 'latin1')] : [];
  });

const ENTRIES = {
  'db/app': 'correct-horse-battery\nuser: shop-of-ann\n',
  'hf/token': 'hf_0123456789abcdef\n',
  'web/key': 'a-key-for-the-web\n',
};

if (!namespaces) console.log('skipped: this machine lets nobody make namespaces');

describe(namespaces ? 'a vault in an apply' : 'a vault in an apply (skipped)', (test) => {
  if (!namespaces) return;

  test.before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'phoenix-vault-'));
    mkdirSync(at('repo'));
    git('init', '-q', '-b', 'main');
    [ann, bob] = [await newKey('Ann', null, null), await newKey('Bob', null, null)];
    write('repo/configs/phoenix.json', {
      name: 'small',
      nodes: { pve1: { storages: { local: { type: 'dir' }, 'local-zfs': { type: 'zfspool' } } } },
    });
    const secret = { type: 'string', secret: true };
    write('repo/configs/features/app/feature.json', {
      id: 'app',
      version: '1.0.0',
      name: 'App',
      options: { password: secret, user: secret, key: secret },
    });
    write('repo/configs/features/app/install.sh', '#!/bin/sh\nexit 0\n');
    guest('db', { password: '${secret:db/app}', user: '${secret:db/app#user}' });
    guest('web', { password: '${secret:db/app}', key: '${secret:web/key}' });
    guest('other', { key: '${secret:hf/token}' });
    await vault([ann], ENTRIES);
    commit('Three guests');
  });
  test.after(() => rmSync(folder, { recursive: true, force: true }));

  test('guests are made with its values, and the next plan is empty', () => {
    const { exit, text } = apply();
    assert.is(exit, 0, text);
    assert.is(livePlan().exit, 0, livePlan().text);
    for (const text of textsBelow(at('lab'))) mayShow(text);
    count();
  });

  test('another recipient: those that use an entry may have changed, are asked once, and run nothing', async () => {
    await vault([ann, bob], ENTRIES);
    commit('Add Bob');
    const told = comment();
    for (const name of Object.keys(GUESTS)) assert.match(told, `lxc/${name}`);
    assert.match(told, 'secret db/app may have changed');
    assert.match(told, '1.0.0 → **1.0.0 perhaps again**');
    assert.match(told, 'secrets db/app, web/key may have changed');
    const before = journal().length;
    const { exit, text } = apply();
    assert.is(exit, 0, text);
    assert.equal(entered(before), ['101 install app', '102 install app', '103 install app']);
    assert.equal(ran(), []);
    assert.is(text.match(/app did not run: the secrets are the same/g)?.length, 3);
    assert.is(livePlan().exit, 0, livePlan().text);
  });

  test('one entry written anew with the same value: exactly its users, and they run nothing', async () => {
    await entry('db/app', ENTRIES['db/app'], [ann]);
    commit('Write it again');
    const told = comment();
    assert.match(told, 'lxc/db');
    assert.match(told, 'lxc/web');
    assert.not.match(told, 'lxc/other');
    const before = journal().length;
    assert.is(apply().exit, 0);
    assert.equal(entered(before), ['101 install app', '102 install app']);
    assert.equal(ran(), []);
    assert.is(livePlan().exit, 0, livePlan().text);
  });

  test('another value runs exactly those that use it', async () => {
    await entry('db/app', 'another-horse-battery\nuser: shop-of-ann\n', [ann]);
    commit('Another password');
    const before = journal().length;
    const { exit, text } = apply();
    assert.is(exit, 0, text);
    assert.equal(entered(before), ['101 install app', '102 install app']);
    assert.equal(ran(), ['db', 'web']);
    assert.not.match(text, 'did not run');
    assert.is(livePlan().exit, 0, livePlan().text);
    count();
  });

  test('another line of an entry runs those that use that line', async () => {
    await entry('db/app', 'another-horse-battery\nuser: shop-of-bob\n', [ann]);
    commit('Another user');
    assert.is(apply().exit, 0);
    assert.equal(ran(), ['db']);
    assert.is(livePlan().exit, 0, livePlan().text);
    count();
  });

  test('an entry of another name with the same value runs nothing', async () => {
    await entry('db/main', 'another-horse-battery\nuser: shop-of-bob\n', [ann]);
    rmSync(at('repo/configs/vault/db/app.gpg'));
    guest('db', { password: '${secret:db/main}', user: '${secret:db/main#user}' });
    guest('web', { password: '${secret:db/main}', key: '${secret:web/key}' });
    commit('Rename it');
    const told = comment();
    assert.match(told, 'password ${secret:db/app} → ${secret:db/main}');
    assert.not.match(told, 'may have changed');
    const before = journal().length;
    const { exit, text } = apply();
    assert.is(exit, 0, text);
    assert.equal(entered(before), ['101 install app', '102 install app']);
    assert.equal(ran(), []);
    assert.is(livePlan().exit, 0, livePlan().text);
  });

  test('a plan needs no key; an apply without one touches no guest', async () => {
    await entry('hf/token', 'hf_another_token', [ann]);
    commit('Another token');
    assert.is(livePlan().exit, 2);
    const before = journal().length;
    const { exit, text } = apply(null);
    assert.is(exit, 1, text);
    assert.equal(entered(before), []);
    assert.equal(apply(bob).exit, 1, 'nor does a key that opens none of it');
    assert.equal(entered(before), []);
    assert.is(apply().exit, 0);
    assert.equal(ran(), ['other']);
  });

  test('an entry that is gone from the vault is an error of every plan', () => {
    rmSync(at('repo/configs/vault/web/key.gpg'));
    const { exit, text } = phoenix(['validate', ...CONFIGS()]);
    assert.is(exit, 1);
    assert.match(text, /lxc\/web\.json:11:14.*PHX921|PHX921.*\n.*lxc\/web\.json:11:14/);
    assert.match(text, 'the vault has no entry "web/key"');
  });
});
