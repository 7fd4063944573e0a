/** Logs of the built command line: files, JSON lines on stderr, the journal; and that nothing of it is loaded unasked. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { CLI } from '../support/world.ts';

const FILES = {
  'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
  'lxc/web.json': {
    vmid: 101,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local', size: '4G' },
  },
};

const top = mkdtempSync(join(tmpdir(), 'phoenix-logs-'));
mkdirSync(join(top, 'configs/lxc'), { recursive: true });
for (const [path, content] of Object.entries(FILES))
  writeFileSync(join(top, 'configs', path), JSON.stringify(content));

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function phoenix(args: readonly string[], env: Readonly<Record<string, string>> = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: top,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: top, ...env },
  });
  return { status, stdout, stderr };
}

type Told = Readonly<Record<'level' | 'message' | 'run', string>> & Readonly<Record<string, unknown>>;

/** @throws where a line is no JSON */
const records = (text: string): readonly Told[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);

describe('phoenix --log-file', (test) => {
  test('keeps an apply under the name that its report and the journal have', () => {
    const node = join(top, 'node-a');
    const logged = ['--log-file', 'run.jsonl', '--log-format', 'json', '--log-level', 'debug'];
    const { status, stdout, stderr } = phoenix([
      'apply',
      '--yes',
      '--json',
      '--node',
      `sim:${node}`,
      ...logged,
    ]);
    assert.is(status, 0, stderr);
    const report = JSON.parse(stdout) as { readonly run: string; readonly ok: boolean };
    const kept = records(readFileSync(join(top, 'run.jsonl'), 'utf8'));
    assert.ok(report.ok);
    assert.equal([...new Set(kept.map(({ run }) => run))], [report.run]);
    const journals = join(node, 'var/lib/phoenix/journal');
    for (const name of readdirSync(journals))
      assert.match(readFileSync(join(journals, name), 'utf8'), report.run);
    assert.is(statSync(join(top, 'run.jsonl')).mode & 0o777, 0o600);
    const created = kept.find(({ message }) => message === 'pct create: done');
    assert.equal([created?.['address'], created?.['exit']], ['lxc/web', 0]);
    // The same is on stderr, and nothing else.
    const shown = records(stderr).map(({ message }) => message);
    assert.ok(shown.includes('pct create: done'));
    assert.ok(shown.includes('read guest: done'));
  });

  test('that cannot be opened is an error, and nothing is done', () => {
    const { status, stderr } = phoenix([
      'apply',
      '--yes',
      '--node',
      `sim:${join(top, 'node-b')}`,
      '--log-file',
      'nowhere/x',
    ]);
    assert.is(status, 1);
    assert.match(stderr, /^error USAGE: the log file nowhere\/x cannot be opened/);
    assert.not.ok(readdirSync(top).includes('node-b'));
  });
});

describe('stderr', (test) => {
  test('as JSON is JSON whatever is wrong: options, files, what is asked for', () => {
    writeFileSync(join(top, 'configs/lxc/bad.json'), '{ "vmid": "x" }');
    try {
      for (const args of [['plan', '--nope'], ['validate'], ['plan'], ['explain', 'lxc/none'], ['apply']]) {
        const { status, stderr } = phoenix(args, { PHOENIX_LOG_FORMAT: 'json' });
        assert.is(status, 1, args.join(' '));
        assert.ok(
          records(stderr).some(({ level }) => level === 'error'),
          stderr,
        );
      }
    } finally {
      rmSync(join(top, 'configs/lxc/bad.json'));
    }
  });

  test('with --log-level warn shows no progress, and refuses what is no level', () => {
    const node = `sim:${join(top, 'node-c')}`;
    const quiet = phoenix(['apply', '--yes', '--node', node, '--log-level', 'warn']);
    assert.equal([quiet.status, quiet.stderr], [0, '']);
    const wrong = phoenix(['plan', '--log-level', 'loud']);
    assert.is(wrong.status, 1);
    assert.match(wrong.stderr, 'it is one of debug, info, warn, error');
  });

  test('that nobody can write to any more stops no apply', () => {
    const node = `sim:${join(top, 'node-f')}`;
    const script = 'exec "$@" 2> /dev/full';
    const argv = ['-c', script, 'sh', process.execPath, CLI, 'apply', '--yes', '--node', node];
    const env = { PATH: process.env['PATH'], HOME: top };
    const { status, stdout } = spawnSync('/bin/sh', argv, { cwd: top, env, encoding: 'utf8' });
    assert.is(status, 0);
    assert.match(stdout, 'lxc/web');
    const kept = phoenix(['plan', '--live', '--detailed-exitcode', '--node', node]);
    assert.is(kept.status, 0, kept.stdout);
  });

  test('of the journal has priorities and one line for each record', () => {
    // What systemd does for a service: stderr is a stream, and a variable says which.
    const path = join(top, 'stream');
    writeFileSync(path, '');
    const { dev, ino } = statSync(path);
    const script = 'export JOURNAL_STREAM="$1"; shift; exec "$@" 2>> stream';
    const argv = ['-c', script, 'sh', `${dev}:${ino}`, process.execPath, CLI];
    const env = { PATH: process.env['PATH'], HOME: top };
    const run = (...args: readonly string[]) => spawnSync('/bin/sh', [...argv, ...args], { cwd: top, env });
    assert.is(run('apply', '--yes', '--node', `sim:${join(top, 'node-d')}`).status, 0);
    assert.is(run('plan', '--nope').status, 1);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    assert.ok(lines.length > 3);
    for (const line of lines) assert.match(line, /^<[3467]>\S/);
    assert.match(lines.at(-2) ?? '', /^<3>error: unknown option '--nope'/);
    // The variable is inherited by programs whose stderr goes somewhere else.
    const elsewhere = phoenix(['plan', '--nope'], { JOURNAL_STREAM: '1:1' });
    assert.match(elsewhere.stderr, /^error: unknown option/);
  });
});

/** V8 notes every script that a process has loaded. */
function loaded(args: readonly string[]): string[] {
  const folder = mkdtempSync(join(top, 'seen-'));
  const { status, stderr } = phoenix(args, { NODE_V8_COVERAGE: folder });
  assert.is(status, 0, stderr);
  return readdirSync(folder).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: { url: string }[] };
    return result.map(({ url }) => url);
  });
}

describe('what is kept of a run', (test) => {
  const TELEMETRY =
    /\/chunks\/(?:start|record|record-text|log-file|stderr-screen|trace-sink|metric|textfile)[^/]*\.js$/;

  test('is loaded where it is asked for, and only then', () => {
    const asked = loaded(['validate', '--log-file', 'asked.jsonl']);
    assert.ok(asked.some((url) => url.endsWith('/chunks/log-file.js')));
    assert.ok(asked.some((url) => url.endsWith('/chunks/start.js')));
    for (const args of [['validate'], ['plan'], ['apply', '--yes', '--node', `sim:${join(top, 'node-e')}`]])
      assert.equal(
        loaded(args).filter((url) => TELEMETRY.test(url)),
        [],
        args.join(' '),
      );
  });

  test.after(() => rmSync(top, { recursive: true, force: true }));
});
