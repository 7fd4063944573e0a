/** The vault by the command line as a user meets it: real keys, stdin, an editor, a terminal, and a kill in the middle. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { type CommandLine, withCommandLine } from '../support/command-line.ts';
import { describe } from '../support/describe.ts';
import { isForPeople } from '../support/for-people.ts';
import { gnupg, hasProgram } from '../support/gnupg.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { CLI, type Ran } from '../support/world.ts';

const PASSPHRASE = 'correct horse: "battery" 東京';

const ESTATE = {
  'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
  'lxc/db.json': {
    vmid: 101,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local-zfs', size: '4G' },
    net0: { bridge: 'vmbr0', ip: 'dhcp' },
    memory: '1G',
    features: { postgres: { databases: ['a'], password: '${secret:db/app}' } },
  },
};

interface Typed {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

interface Operator extends CommandLine {
  readonly home: string;
  /** Starts the command line with a key and its passphrase in the operator's home. */
  readonly start: (args: readonly string[], typed?: Typed) => ChildProcess;
  readonly vault: (args: string, typed?: Typed) => Promise<Ran>;
  readonly entry: (name: string) => string;
}

function ended(child: ChildProcess): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (exit) => resolve({ exit, stdout, stderr }));
  });
}

/** Home has a blank in it. */
const wordsOf = (args: string, home: string) => args.split(' ').map((word) => word.replace('~', home));

const withOperator = (use: (operator: Operator) => Promise<void>): Promise<void> =>
  withCommandLine(ESTATE, async (line) => {
    const home = scratchFolder('phoenix operator');
    mkdirSync(join(home, '.config/phoenix'), { recursive: true });
    writeFileSync(join(home, '.config/phoenix/vault.passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 });
    const start = (args: readonly string[], { stdin, env }: Typed = {}) => {
      const child = spawn(process.execPath, [CLI, ...args], {
        cwd: line.top,
        env: { PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8', ...env },
      });
      child.stdin.on('error', () => undefined);
      child.stdin.end(stdin);
      return child;
    };
    await use({
      ...line,
      home,
      start,
      vault: (args, typed) => ended(start(['vault', ...wordsOf(args, home)], typed)),
      entry: (name) => join(line.top, 'configs/vault', `${name}.gpg`),
    });
  });

async function ok(ran: Promise<Ran>): Promise<string> {
  const { exit, stdout, stderr } = await ran;
  assert.is(exit, 0, stdout + stderr);
  isForPeople(stdout + stderr);
  return stdout;
}

async function refused(ran: Promise<Ran>, said: RegExp): Promise<void> {
  const { exit, stdout, stderr } = await ran;
  assert.is(exit, 1, stdout + stderr);
  assert.match(stderr, said);
  isForPeople(stdout + stderr);
}

const BEGIN = 'init --new-key ~/.config/phoenix/vault.key';

/** A program for EDITOR: the file to edit is `$1`. */
function editor(folder: string, script: string): string {
  const file = join(folder, 'my editor.sh');
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return `"${file}"`;
}

const commit = ({ git }: CommandLine) => {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message=change');
};

describe('the story of a vault', (test) => {
  test('from its beginning to the day somebody leaves', () =>
    withOperator(async (operator) => {
      const { vault, home, entry, top } = operator;
      const key = join(home, '.config/phoenix/vault.key');
      assert.match(await ok(vault(BEGIN)), /Next:\n {2}1\. the runner needs the key/);
      assert.match(readFileSync(key, 'utf8'), /BEGIN PGP PRIVATE KEY/);
      assert.is(statSync(key).mode & 0o777, 0o600);

      await ok(vault('set db/app', { stdin: "s3cret 'one' $(id) 東京\n" }));
      assert.is(await ok(vault('get db/app')), "s3cret 'one' $(id) 東京\n");
      await ok(vault('set db/app --field user', { stdin: 'anna\n' }));
      assert.is(await ok(vault('get db/app#user')), 'anna\n');
      await ok(vault('set tls/key --multiline', { stdin: '-----BEGIN KEY-----\nabc\n-----END KEY-----\n' }));
      assert.is(await ok(vault('get tls/key --all')), '-----BEGIN KEY-----\nabc\n-----END KEY-----\n');
      commit(operator);

      const edit = editor(home, 'sed -i s/one/two/ "$1"');
      const inEditor = (script: string) => ({ env: { EDITOR: script } });
      await ok(vault('edit db/app --insecure-temp', inEditor(edit)));
      assert.is(await ok(vault('get db/app --all')), "s3cret 'two' $(id) 東京\nuser: anna\n");
      const before = readFileSync(entry('db/app'));
      await ok(vault('edit db/app --insecure-temp', inEditor('true')));
      assert.equal(readFileSync(entry('db/app')), before, 'what is not changed is not written');
      const both = editor(home, `echo more >> "$1"; cp '${entry('tls/key')}' '${entry('db/app')}'`);
      await refused(
        vault('edit db/app --insecure-temp', inEditor(both)),
        /changed on disk while you edited it/,
      );
      writeFileSync(entry('db/app'), before);
      commit(operator);

      const ben = scratchFolder('phoenix-ben');
      const made = `init --new-key ${ben}/ben.key --name Ben --email ben@example.org --no-passphrase --configs ${ben}/configs`;
      await ok(vault(made));
      const [published = ''] = readFileSync(join(ben, 'configs/vault/.gpg-id'), 'utf8').split('\n');
      const asBen = { env: { PHOENIX_VAULT_KEY_FILE: join(ben, 'ben.key') } };
      await refused(vault('get db/app', asBen), /is encrypted for others/);
      await ok(vault(`recipients add ${ben}/configs/vault/.public-keys/${published}`));
      assert.match(await ok(vault('recipients list')), /\n {2}[0-9A-F]{40} {2}Ben <ben@example\.org>/);
      assert.is(await ok(vault('get tls/key', asBen)), '-----BEGIN KEY-----\n');
      await ok(vault('check --values'));
      commit(operator);

      await refused(vault('recipients remove nobody'), /nobody is known to the vault as "nobody"/);
      const left = await vault('rotate ben@example.org');
      assert.is(left.exit, 1, left.stderr);
      assert.match(
        left.stdout,
        /2 entries to change.*\n {2}db\/app: known to Ben .*; used by lxc\/db\n {2}tls\/key/,
      );
      await refused(vault('get db/app', asBen), /is encrypted for others/);
      commit(operator);
      await ok(vault('set db/app --generate 32 --keep'));
      await refused(vault('rm db/app'), /the entry db\/app is used by lxc\/db/);
      await ok(vault('rm tls/key'));
      assert.not(existsSync(dirname(entry('tls/key'))));
      assert.match(await ok(vault('rotate')), /Nothing is left to change/);
      assert.match(await ok(vault('list')), /^db\/app {2}1 recipient {2}used by lxc\/db\n$/);
      await ok(vault('check'));
      await ok(ended(operator.start(['feature', 'update'])));
      await ok(ended(operator.start(['validate'])));
      assert.not.match(readFileSync(join(top, 'configs/vault/.gitattributes'), 'utf8'), /text/);
    }));

  test('never takes a value as an argument, nor an empty or a short one', () =>
    withOperator(async ({ vault, entry }) => {
      await ok(vault(BEGIN));
      const given = await vault('set db/app hunter22');
      assert.is(given.exit, 1);
      assert.match(given.stderr, /a value is never an argument/);
      assert.not.match(given.stdout + given.stderr, /hunter22/);
      for (const stdin of ['', '\n', 'abc\n', 'abc\nlonger\n'])
        await refused(vault('set db/app', { stdin }), /is empty|fewer than 4 characters/);
      await refused(
        vault('set db/app', { stdin: Uint8Array.of(0xff, 0xfe, 0x41, 0x41, 0x41) }),
        /no UTF-8 text/,
      );
      await refused(vault('set db/app', { stdin: 'abc\0def' }), /holds a NUL character; nothing was written/);
      await refused(vault('set db/app', { stdin: 'x'.repeat(2_000_000) }), /more than \d+ bytes/);
      assert.not(existsSync(entry('db/app')));
      await refused(vault(BEGIN), /stands there already/);
    }));
});

describe('a vault that is killed', (test) => {
  test('in the middle of rekey loses nothing, and rekey ends it', () =>
    withOperator(async ({ vault, start, entry, top }) => {
      await ok(vault(`${BEGIN} --no-passphrase`));
      const names = ['db/app', ...Array.from({ length: 24 }, (_, at) => `many/entry-${at}`)];
      await ok(vault('set db/app', { stdin: 'value one\n' }));
      for (const name of names.slice(1)) await ok(vault(`set ${name} --generate 20`));
      const values = await Promise.all(names.slice(0, 3).map((name) => ok(vault(`get ${name}`))));
      const other = scratchFolder('phoenix-other');
      await ok(vault(`init --new-key ${other}/other.key --no-passphrase --configs ${other}/configs`));
      const id = readFileSync(join(other, 'configs/vault/.gpg-id'), 'utf8').trim();
      const publicKey = readFileSync(join(other, 'configs/vault/.public-keys', id));
      writeFileSync(join(top, 'configs/vault/.public-keys', id), publicKey);
      const gpgId = join(top, 'configs/vault/.gpg-id');
      writeFileSync(gpgId, `${readFileSync(gpgId, 'utf8')}${id}\n`);

      const before = names.map((name) => readFileSync(entry(name)));
      const isWritten = (at: number) =>
        Buffer.compare(readFileSync(entry(names[at] as string)), before[at] as Buffer) !== 0;
      const child = start(['vault', 'rekey']);
      const gone = ended(child);
      const watch = setInterval(() => {
        if (names.some((_, at) => isWritten(at))) child.kill('SIGKILL');
      }, 1);
      await gone;
      clearInterval(watch);
      assert.ok(
        names.some((_, at) => isWritten(at)),
        'it had begun to write',
      );
      for (const [at, value] of values.entries()) assert.is(await ok(vault(`get ${names[at]}`)), value);

      await ok(vault('rekey'));
      await ok(vault('check --values'));
      for (const [at, value] of values.entries()) assert.is(await ok(vault(`get ${names[at]}`)), value);
      assert.match((await vault('rekey')).stderr, /Nothing to do: 25 entries/);
    }));

  test('in the middle of an edit leaves no plain text', () =>
    withOperator(async ({ vault, start, entry, home }) => {
      await ok(vault(`${BEGIN} --no-passphrase`));
      await ok(vault('set db/app', { stdin: 'value one\n' }));
      const before = readFileSync(entry('db/app'));
      for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
        const seen = join(home, signal);
        const script = editor(
          home,
          `echo changed > "$1"; echo "$1" > '${seen}.new'; mv '${seen}.new' '${seen}'; exec sleep 60`,
        );
        const child = start(['vault', 'edit', 'db/app', '--insecure-temp'], { env: { EDITOR: script } });
        const gone = ended(child);
        while (!existsSync(seen) && child.exitCode === null)
          await new Promise((next) => setTimeout(next, 20));
        const file = readFileSync(seen, 'utf8').trim();
        assert.ok(existsSync(file));
        child.kill(signal);
        const { exit, stderr } = await gone;
        assert.is(exit, 1);
        assert.match(stderr, /nothing was written/);
        assert.not(existsSync(dirname(file)));
        assert.equal(readFileSync(entry('db/app')), before);
      }
    }));
});

/** In this order they make a story. */
const COMMANDS = ['', 'init', 'set', 'get', 'edit', 'list', 'check', 'rekey', 'recipients', 'rotate', 'rm'];
const RECIPIENTS = ['list', 'add', 'remove', 'rekey'].map((name) => `recipients ${name}`);

/** Examples that end otherwise here, and why. */
const OTHERWISE: Readonly<Record<string, readonly [number, RegExp]>> = {
  'init --recipient anna.asc --recipient ben.asc': [1, /stands there already/],
  init: [1, /stands there already/],
  'set db/app': [1, /is empty; nothing was written/],
  'recipients remove 0F1E2D3C4B5A6978 --path team': [1, /nobody is known/],
  'rotate ben@example.org': [1, /Change each where it is used/],
  rotate: [1, /Change each where it is used/],
  'rm db/old': [1, /there is no entry "db\/old"/],
};

describe('the examples of phoenix vault --help', (test) => {
  test('run, and end as they should', () =>
    withOperator(async (operator) => {
      const { vault, top, home } = operator;
      for (const name of ['anna', 'ben']) {
        const options = `--no-passphrase --name ${name} --email ${name}@example.org`;
        await ok(vault(`init --new-key ~/${name}.key ${options} --configs ~/${name}`));
        const id = readFileSync(join(home, name, 'vault/.gpg-id'), 'utf8').trim();
        writeFileSync(join(top, `${name}.asc`), readFileSync(join(home, name, 'vault/.public-keys', id)));
      }
      writeFileSync(join(top, 'password.txt'), 'value one\n');
      writeFileSync(join(top, 'user.txt'), 'anna\n');
      writeFileSync(join(top, 'key.pem'), '-----BEGIN KEY-----\nabc\n');

      const done = new Set<string>();
      for (const command of [...COMMANDS, ...RECIPIENTS].toSorted((a, b) => placeOf(a) - placeOf(b))) {
        const help = await ok(vault(`${command} --help`.trim()));
        for (const [, example = ''] of help.matchAll(/^ {2}phoenix vault (.*?)(?: {2,}.*)?$/gm)) {
          // The group's own examples are those of its commands.
          if (command === '' || done.has(example)) continue;
          done.add(example);
          const [args = '', file] = example.split(' < ');
          const stdin = file === undefined ? '' : readFileSync(join(top, file), 'utf8');
          const { exit, stdout, stderr } = await vault(args, { stdin, env: { EDITOR: 'true' } });
          const [want, said] = OTHERWISE[example] ?? [0, /^/];
          assert.is(exit, want, `${example}\n${stdout}${stderr}`);
          assert.match(stderr, said, `${example}\n${stdout}${stderr}`);
          isForPeople(stdout + stderr);
          if (example.startsWith('init --path team')) {
            await ok(vault('recipients add ben.asc'));
            await ok(vault('recipients add ben.asc --path team'));
          }
          commit(operator);
        }
      }
      assert.ok(done.size > 20, [...done].join('\n'));
    }));
});

/** Those below a command come with it. */
function placeOf(command: string): number {
  return COMMANDS.indexOf(command.split(' ')[0] ?? '') + RECIPIENTS.indexOf(command) / 100;
}

/** A terminal in which each prompt is answered as it comes. */
function onTerminal(operator: Operator, args: string, answers: readonly string[]): Promise<Ran> {
  const words = [process.execPath, CLI, 'vault', ...args.split(' ')].map((word) => `'${word}'`);
  const child = spawn('script', ['-qec', words.join(' '), '/dev/null'], {
    cwd: operator.top,
    env: { PATH: process.env['PATH'] ?? '', HOME: operator.home, LANG: 'C.UTF-8', NO_COLOR: '1' },
  });
  let seen = '';
  let given = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    seen += chunk.toString();
    const asked = seen.split(/: (?:\r\n|$)/).length - 1;
    // Who is asked types, which is later than the terminal stops to show what is typed.
    if (asked > given && given < answers.length) {
      given = asked;
      setTimeout(() => child.stdin.write(`${answers[asked - 1]}\r`), 200);
    }
  });
  return ended(child);
}

const withoutTerminal = hasProgram('script') ? '' : ' (skipped: the program script is not installed)';

describe(`a terminal${withoutTerminal}`, (test) => {
  const on = (name: string, tell: () => Promise<void>) =>
    withoutTerminal ? test.skip(name, tell) : test(name, tell);

  on('is asked for what nobody shall see, and does not show it', () =>
    withOperator(async (operator) => {
      const { vault, home } = operator;
      await ok(vault(BEGIN));
      const set = await onTerminal(operator, 'set db/app', ['hunter22', 'hunter22']);
      assert.is(set.exit, 0, set.stdout);
      assert.not.match(set.stdout, /hunter22/);
      assert.is(await ok(vault('get db/app')), 'hunter22\n');
      const differ = await onTerminal(operator, 'set db/app', ['hunter33', 'hunter34']);
      assert.is(differ.exit, 1);
      assert.match(differ.stdout, /the two differ; nothing was written/);

      writeFileSync(join(home, '.config/phoenix/vault.passphrase'), '');
      await refused(vault('get db/app'), /is locked, and there is no passphrase/);
      const got = await onTerminal(operator, 'get db/app', ['wrong one', PASSPHRASE]);
      assert.is(got.exit, 0, got.stdout);
      assert.match(got.stdout, /\r\nhunter22\r\n$/);
      assert.not.match(got.stdout, /battery/);
    }),
  );
});

const withoutPass = hasProgram('pass') && hasProgram('gpg') ? '' : ' (skipped: pass is not installed)';

describe(`beside pass${withoutPass}`, (test) => {
  const on = (name: string, tell: () => Promise<void>) =>
    withoutPass ? test.skip(name, tell) : test(name, tell);

  on('a store that it made is taken over, and goes on to be one', () =>
    withOperator(async ({ vault, home, top }) => {
      const gpg = gnupg();
      const fingerprint = gpg.makeKey('anna@example.org');
      const folder = join(top, 'configs/vault');
      const pass = (args: readonly string[], stdin = '') => {
        const child = spawn('pass', args, { env: { ...gpg.env, PASSWORD_STORE_DIR: folder } });
        child.stdin.end(stdin);
        return ended(child);
      };
      await ok(pass(['init', 'anna@example.org']));
      await ok(pass(['insert', '--multiline', 'db/app'], 'value of pass\nuser: anna\n'));
      writeFileSync(join(home, 'anna.asc'), gpg.run(['--armor', '--export', fingerprint]));
      const secret = gpg.run(['--armor', '--export-secret-keys', fingerprint]);
      writeFileSync(join(home, '.config/phoenix/vault.key'), secret, { mode: 0o600 });

      await refused(vault('init'), /phoenix vault recipients add FILE: that also gives a store of pass/);
      await ok(vault('recipients add ~/anna.asc'));
      assert.is(readFileSync(join(folder, '.gpg-id'), 'utf8'), 'anna@example.org\n');
      const { stdout, stderr } = await vault('get db/app#user');
      assert.is(stdout, 'anna\n');
      assert.match(stderr, /does not hold its own name/);
      await ok(vault('rekey'));
      assert.not.match((await vault('get db/app')).stderr, /its own name/);
      await ok(vault('set db/app --keep', { stdin: 'value of phoenix' }));
      assert.is(await ok(pass(['show', 'db/app'])), 'value of phoenix\nuser: anna\n');
      await ok(vault('check --values'));
    }),
  );
});
