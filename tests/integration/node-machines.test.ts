/** What a machine must do, the same for this host directly and for one behind an agent: real files, real processes. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { agentMachine } from '../../src/node/agent.ts';
import { AGENT_COMMAND } from '../../src/node/agent-program.ts';
import { directMachine } from '../../src/node/direct.ts';
import type { Machine } from '../../src/node/machine.ts';
import { describe } from '../support/describe.ts';
import { LOADER } from '../support/source-program.ts';

const PATH = process.env['PATH'] ?? '';
/** It is on every Debian, as on every Proxmox host. */
const PERL = 'perl';

/** As sshd does it: the command is one string for the login shell. */
const agent = (root: string) =>
  agentMachine({ argv: ['sh', '-c', AGENT_COMMAND], env: { PATH }, title: 'the agent', root, grace: 200 });
const direct = async (root: string) =>
  directMachine({ name: 'here', real: (path) => `${root}${path}`, grace: 200 });

/** Prints into the void before it leaves its mark: with a broken pipe it would not come so far. */
const DOOMED = `$| = 1; open F, ">", "$ARGV[0].begun"; close F; sleep 1; print "a\n"; print "b\n"; open G, ">", $ARGV[0]`;

const kinds: readonly [string, (root: string) => Promise<Machine>][] = [
  ['this host', direct],
  ['behind an agent', agent],
];

/** What a promise fails with, in words. */
const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => `${String(error)} ${(error as { code?: string }).code}`,
  );

/** A killed process whose parent is gone may stay a zombie for a moment; where nobody collects it, for good. */
async function lives(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 40; tries++) {
    if (!existsSync(`/proc/${pid}/stat`)) return false;
    if (/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 800 && !holds(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.ok(holds(), 'it never came');
}

// This file as the process that is killed below.
if (process.argv[2] === 'child') {
  await directMachine({ name: 'here' }).run(['perl', '-e', DOOMED, process.argv[3] ?? '']);
  process.exit(0);
}

for (const [kind, open] of kinds) {
  describe(`a machine: ${kind}`, (test) => {
    // A blank in it: paths are never words of a command line.
    const root = mkdtempSync(join(tmpdir(), 'phoenix machine-'));
    let machine: Machine;
    test.before(async () => {
      machine = await open(root);
    });
    test.after(async () => {
      await machine.close();
      rmSync(root, { recursive: true });
    });

    test('passes arguments on as they are', async () => {
      const hostile = ["it's", '$(id)', '`id`', '"', '\\', ';', '*', '-n', '', 'ünï\tcode', '\n'];
      const { exit, stdout } = await machine.run(['printf', '[%s]', ...hostile]);
      assert.is(exit, 0);
      assert.is(stdout, hostile.map((word) => `[${word}]`).join(''));
    });

    test('gives a command four variables and nothing of the caller', async () => {
      process.env['GITHUB_TOKEN'] = 'secret';
      const { stdout } = await machine.run(['env']);
      delete process.env['GITHUB_TOKEN'];
      const names = stdout
        .trim()
        .split('\n')
        .map((line) => line.split('=')[0] ?? '');
      assert.equal(names.toSorted(), ['HOME', 'LANG', 'LC_ALL', 'PATH']);
    });

    test('tells exit codes, signals, and the two streams apart', async () => {
      const failed = await machine.run(['sh', '-c', 'echo out; echo err >&2; exit 7']);
      assert.equal([failed.exit, failed.stdout, failed.stderr], [7, 'out\n', 'err\n']);
      assert.is((await machine.run(['sh', '-c', 'kill -9 $$'])).exit, -9);
    });

    test('names the command that is not there', async () => {
      assert.match(await failure(machine.run(['no-such-command'])), /no command no-such-command/);
    });

    test('feeds stdin, of any size, also to those who open /dev/stdin', async () => {
      const big = 'ä0123456789\n'.repeat(200_000);
      assert.is((await machine.run(['cat'], { stdin: big })).stdout, big);
      assert.is((await machine.run(['cat', '/dev/stdin'], { stdin: 'key\n' })).stdout, 'key\n');
      assert.is((await machine.run(['cat'])).stdout, '');
      assert.is((await machine.run(['true'], { stdin: big })).exit, 0);
    });

    test('gives lines as they come', async () => {
      const lines: string[] = [];
      await machine.run(['printf', 'one\ntwo\nthree'], { onLine: (line) => lines.push(line) });
      assert.equal(lines, ['one', 'two', 'three']);
    });

    test('ends the whole session of a command that outlasts its time', async () => {
      // As PVE's foreground tasks: a process group of its own within the session.
      const task = `perl -e 'setpgrp(0,0); $SIG{TERM} = "IGNORE"; sleep 60'`;
      const script = `trap "" TERM; ${task} & echo $!; wait`;
      const result = await machine.run(['sh', '-c', script], { timeout: 300 });
      assert.ok(result.timedOut);
      assert.is(result.exit, -9);
      assert.not(await lives(Number(result.stdout)));
    });

    test('is not held up by a child that keeps the pipes open', async () => {
      const result = await machine.run(['sh', '-c', 'sleep 20 & echo done']);
      assert.equal([result.exit, result.stdout], [0, 'done\n']);
      assert.ok(result.ms < 15_000, String(result.ms));
    });

    test('keeps no more of what is printed than it must, and hands all of it on', async () => {
      const mib = 1024 * 1024;
      let seen = 0;
      const onBytes = (chunk: Uint8Array) => (seen += chunk.length);
      const { exit, stdout } = await machine.run(['head', '-c', String(66 * mib), '/dev/zero'], { onBytes });
      assert.equal([exit, seen, stdout.length], [0, 66 * mib, 64 * mib]);
    });

    test('runs commands side by side', async () => {
      const results = await Promise.all(
        ['c', 'b', 'a'].map((word, i) => machine.run(['sh', '-c', `sleep 0.${3 - i}; echo ${word}`])),
      );
      assert.equal(
        results.map(({ stdout }) => stdout.trim()),
        ['c', 'b', 'a'],
      );
    });

    test('reads what matches and leaves out what is not there', async () => {
      mkdirSync(join(root, 'a/b'), { recursive: true });
      writeFileSync(join(root, 'a/1.conf'), 'ü');
      writeFileSync(join(root, 'a/2.conf'), '');
      writeFileSync(join(root, 'a/2.conf.tmp'), 'x');
      writeFileSync(join(root, 'a/.hidden.conf'), 'x');
      const files = await machine.read(['/a/*.conf', '/a/*/none', '/nope/*', '/a', '/a/1.conf']);
      assert.equal(
        [...files],
        [
          ['/a/1.conf', 'ü'],
          ['/a/2.conf', ''],
        ],
      );
    });

    test('appends, makes folders on the way, and rotates', async () => {
      await machine.append('/j/x.jsonl', 'one\n', 5);
      await machine.append('/j/x.jsonl', 'two\n', 5);
      await machine.append('/j/x.jsonl', 'three\n', 5);
      const files = await machine.read(['/j/*']);
      assert.is(files.get('/j/x.jsonl'), 'three\n');
      assert.is(files.get('/j/x.jsonl.1'), 'one\ntwo\n');
    });

    test('makes a folder once, and removes files and empty folders', async () => {
      assert.ok(await machine.makeFolder('/l/lock'));
      assert.not(await machine.makeFolder('/l/lock'));
      await machine.write('/l/lock/owner', 'me');
      assert.equal(readdirSync(join(root, 'l/lock')), ['owner']);
      assert.not(await machine.remove('/l/lock'));
      assert.ok(await machine.remove('/l/lock/owner'));
      assert.not(await machine.remove('/l/lock/owner'));
      assert.ok(await machine.remove('/l/lock'));
    });

    test('replaces a file under a lock, if it is still the same', async () => {
      writeFileSync(join(root, '7.conf'), 'äold\n');
      const request = { path: '/7.conf', lock: '/run/lock/7.lock', before: 'äold\n', after: 'änew\n' };
      mkdirSync(join(root, 'run'));
      await machine.replaceLocked(request);
      assert.is(readFileSync(join(root, '7.conf'), 'utf8'), 'änew\n');
      assert.match(await failure(machine.replaceLocked(request)), /changed by someone else STALE$/);
      assert.not(readdirSync(root).some((name) => name.includes('.tmp.')));
    });

    test('waits for that lock', async () => {
      const lock = join(root, 'held.lock');
      writeFileSync(join(root, '8.conf'), 'old\n');
      const holder = spawn(PERL, [
        '-e',
        'use Fcntl ":flock"; open F, ">>", shift; flock F, LOCK_EX; $| = 1; print "held\n"; <STDIN>',
        lock,
      ]);
      await new Promise((resolve) => holder.stdout.once('data', resolve));
      let isReplaced = false;
      const request = { path: '/8.conf', lock: '/held.lock', before: 'old\n', after: 'new\n' };
      const replacing = machine.replaceLocked(request).then(() => (isReplaced = true));
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.not(isReplaced, 'it did not wait');
      holder.stdin.end();
      await replacing;
      assert.is(readFileSync(join(root, '8.conf'), 'utf8'), 'new\n');
    });
  });
}

describe('a command on this host', (test) => {
  test('outlives the process that started it, although nobody reads what it prints', async () => {
    const root = mkdtempSync(join(tmpdir(), 'phoenix-orphan-'));
    const mark = join(root, 'mark');
    const child = spawn(process.execPath, [...LOADER, fileURLToPath(import.meta.url), 'child', mark]);
    await until(() => existsSync(`${mark}.begun`));
    child.kill('SIGKILL');
    await until(() => existsSync(mark));
    rmSync(root, { recursive: true });
  });
});

describe('a command of this host that enters a guest', (test) => {
  const root = mkdtempSync(join(tmpdir(), 'phoenix-enters-'));
  writeFileSync(join(root, 'pct'), '#!/bin/sh\n[ "$1" = exec ] && shift 2\nexec "$@"\n', { mode: 0o755 });
  const machine = directMachine({ name: 'here', env: { PATH: `${root}:${PATH}` }, grace: 200 });
  test.after(() => rmSync(root, { recursive: true }));

  test('gives it no file of this host to write to', async () => {
    const places = ['readlink', '/proc/self/fd/1', '/proc/self/fd/2'];
    assert.match((await machine.run(places)).stdout, /^(?:\/\S+ \(deleted\)\n){2}$/);
    assert.match(
      (await machine.run(['pct', 'exec', '101', ...places])).stdout,
      /^(?:(?:socket|pipe):\S+\n){2}$/,
    );
  });

  test('gives all that it printed, its lines as they come, and how it ended', async () => {
    const lines: string[] = [];
    const argv = ['pct', 'exec', '101', 'sh', '-c', 'cat; echo err >&2; exit 7'];
    const big = 'ä0123456789\n'.repeat(200_000);
    const ended = await machine.run(argv, { stdin: big, onLine: (line) => lines.push(line) });
    assert.equal([ended.exit, ended.stdout === big, ended.stderr], [7, true, 'err\n']);
    assert.is(lines.length, 200_001);
  });

  test('is not held up by what it leaves behind in the guest', async () => {
    const ended = await machine.run(['pct', 'exec', '101', 'sh', '-c', 'sleep 20 & echo done']);
    assert.equal([ended.exit, ended.stdout], [0, 'done\n']);
    assert.ok(ended.ms < 15_000, String(ended.ms));
  });
});

describe('an agent', (test) => {
  test('that cannot be started, or is no agent, says so with what was printed', async () => {
    const cases: readonly [readonly string[], RegExp][] = [
      [['no-such-ssh'], /ssh to x cannot be started/],
      [['sh', '-c', 'echo Permission denied >&2; exit 255'], /ssh to x ended: Permission denied/],
      [['echo', 'Welcome'], /ssh to x answered what is no answer: Error: not a frame: "Welcome"/],
    ];
    for (const [argv, message] of cases) {
      const said = await failure(agentMachine({ argv, env: { PATH }, title: 'ssh to x' }));
      assert.match(said, message);
      assert.match(said, / NODE_UNREACHABLE$/);
    }
  });

  test('that does not answer is given up', async () => {
    const silent = agentMachine({ argv: ['sleep', '60'], env: { PATH }, title: 'ssh to x', patience: 100 });
    assert.match(await failure(silent), /ssh to x does not answer/);
  });

  test('that dies fails what runs through it, and everything after', async () => {
    const machine = await agent('');
    const { stdout } = await machine.run(['sh', '-c', 'echo $PPID']);
    const running = failure(machine.run(['sleep', '20']));
    process.kill(Number(stdout), 'SIGKILL');
    assert.match(await running, /the agent ended/);
    assert.match(await failure(machine.read(['/etc/hostname'])), /the agent ended/);
    await machine.close();
  });

  test('that is left lets a running command finish', async () => {
    const root = mkdtempSync(join(tmpdir(), 'phoenix-agent-'));
    const machine = await agent(root);
    void machine.run(['sh', '-c', 'sleep 0.5; echo done > "$0"', join(root, 'mark')]).catch(() => {});
    await machine.close();
    assert.is(readFileSync(join(root, 'mark'), 'utf8'), 'done\n');
    rmSync(root, { recursive: true });
  });
});
