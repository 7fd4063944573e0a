/** A job as a runner runs it: clean environment, inputs, event, checkout, and the files through which a step answers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import * as assert from 'uvu/assert';
import {
  pullRequestEvent,
  pushEvent,
  startedEvent,
  type WorkflowEvent,
} from '../../src/github/loopback/events.ts';
import { mergePull } from '../../src/github/loopback/merge.ts';
import { parseFileCommands } from '../../src/github/loopback/runner.ts';
import { describe } from '../support/describe.ts';
import { ANN } from '../support/github/fake.ts';
import { inWorld, opened, type World } from '../support/github/world.ts';
import { runAction, type RunOptions } from '../support/run-action.ts';

const root = new URL('../../', import.meta.url);

/** Runs a script as if it were `dist/action.js`. */
async function runScript(script: string, options: Omit<RunOptions, 'main'>, ending = 'mjs') {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-main-'));
  try {
    const main = join(folder, `main.${ending}`);
    writeFileSync(main, script);
    return await runAction({ ...options, main });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openedEvent(world: World): Promise<WorkflowEvent> {
  const event = await pullRequestEvent(world.github.state, await opened(world), 'opened');
  if (!event) throw new Error('a conflict');
  return event;
}

/** Tells what it sees, and asks GitHub for its own repository with its token. */
const REPORT = `
import { appendFileSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
const env = process.env;
const payload = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
const answer = await fetch(env.GITHUB_API_URL + '/repos/' + env.GITHUB_REPOSITORY, {
  headers: { authorization: 'token ' + env.INPUT_TOKEN },
});
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
appendFileSync(env.GITHUB_OUTPUT, 'seen<<END\\n' + JSON.stringify({
  action: payload.action, event: env.GITHUB_EVENT_NAME, ref: env.GITHUB_REF, base: env.GITHUB_BASE_REF,
  configs: env['INPUT_CONFIGS-FOLDER'], attempt: env.GITHUB_RUN_ATTEMPT, hosted: env.RUNNER_ENVIRONMENT,
  outside: env.PHOENIX_OUTSIDE ?? null, private: (await answer.json()).private,
  head: git('rev-parse', 'HEAD') === env.GITHUB_SHA, depth: git('rev-list', '--count', 'HEAD'),
  here: process.cwd() === env.GITHUB_WORKSPACE, shallow: git('rev-parse', '--is-shallow-repository'),
}) + '\\nEND\\nplain=a=b\\n');
appendFileSync(env.GITHUB_STEP_SUMMARY, '# Summary\\n');
console.log('to stdout'); console.error('to stderr');
process.exitCode = 3;
`;

describe('runner', (test) => {
  test('gives the job its event, inputs and checkout, and nothing of ours', () =>
    inWorld(async (world) => {
      process.env['PHOENIX_OUTSIDE'] = 'ours';
      const event = await openedEvent(world);
      const result = await runScript(REPORT, {
        github: world.github,
        event,
        inputs: { 'configs-folder': 'configs' },
        attempt: 2,
        hosted: 'github-hosted',
      });
      delete process.env['PHOENIX_OUTSIDE'];
      assert.equal([result.exitCode, result.stdout, result.stderr], [3, 'to stdout\n', 'to stderr\n']);
      assert.is(result.summary, '# Summary\n');
      assert.is(result.outputs['plain'], 'a=b');
      assert.equal(JSON.parse(result.outputs['seen'] ?? ''), {
        action: 'opened',
        event: 'pull_request',
        ref: 'refs/pull/1/merge',
        base: 'main',
        configs: 'configs',
        attempt: '2',
        hosted: 'github-hosted',
        outside: null,
        private: true,
        head: true,
        depth: '1',
        here: true,
        shallow: 'true',
      });
    }));

  test('checks a push out as deep as asked, and can fetch what a shallow clone lacks', () =>
    inWorld(async (world) => {
      const { github } = world;
      const pull = await opened(world);
      const merged = await mergePull(github.state, pull, 'merge', ANN);
      const event = await pushEvent(github.state, { branch: 'main', ...merged }, ANN);
      const script = `
        import { execFileSync } from 'node:child_process';
        const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
        console.log(git('rev-list', '--count', 'HEAD'));
        git('fetch', '--quiet', '--depth=1', 'origin', '${merged.before}');
        console.log(git('show', '${merged.before}:README.md'));
      `;
      assert.is((await runScript(script, { github, event })).stdout, '1\nhello\n');
      assert.is((await runScript(script, { github, event, depth: 0 })).stdout, '3\nhello\n');
    }));

  test('a later run has a higher id, and a cancelled one ends by a signal', () =>
    inWorld(async (world) => {
      const event = await startedEvent(world.github.state, 'schedule');
      const cancel = new AbortController();
      const { github } = world;
      const first = await runScript('console.log("started"); setInterval(() => {}, 1000);', {
        github,
        event,
        kill: cancel.signal,
        onOutput: () => cancel.abort(),
      });
      assert.equal([first.exitCode, first.stdout], [null, 'started\n']);
      const second = await runScript('', { github, event });
      assert.is(second.exitCode, 0);
      assert.ok(second.runId > first.runId);
    }));

  test('reads the files through which a step answers', () => {
    assert.equal(parseFileCommands('a=1\nb<<E_1\nx\n\ny=2\nE_1\nc=\n'), { a: '1', b: 'x\n\ny=2', c: '' });
    assert.throws(() => parseFileCommands('b<<E_1\nx\n'), 'no end');
  });
});

/** Phoenix's own answers, through the real toolkit. */
const ANSWERS = `
import { annotate, logLine, setOutputs } from '${new URL('src/github/outputs.ts', root).href}';
const finding = (severity, i) => ({
  id: 'PHX001', severity, message: severity + ' ' + i + ': 100%, \\n::error::forged', hint: 'do that',
  at: { file: 'lxc/a,b:c.json', line: i, column: 2 },
});
setOutputs({ changed: true, count: 3, text: 'a\\nghadelimiter_x\\nb=c', nodes: ['pve1', 'pve2'], nothing: null });
annotate(['notice', 'error'].flatMap((s) => Array.from({ length: 12 }, (_, i) => finding(s, i + 1))), 'configs');
logLine('lxc/web\\n::stop-commands::x\\n  ::set-env name=PATH::/tmp\\nsee ##[add-path]/tmp');
`;

describe('outputs', (test) => {
  test('pass through the runner whole, and no text becomes a command', () =>
    inWorld(async ({ github }) => {
      const loader = pathToFileURL(join(root.pathname, 'node_modules/tsx/dist/loader.mjs')).href;
      const event = await startedEvent(github.state, 'schedule');
      const env = { NODE_OPTIONS: `--import ${loader}` };
      const result = await runScript(ANSWERS, { github, event, env }, 'mts');
      assert.is(result.stderr, '');
      assert.equal(result.outputs, {
        changed: 'true',
        count: '3',
        text: 'a\nghadelimiter_x\nb=c',
        nodes: '["pve1","pve2"]',
        nothing: '',
      });
      const commands = result.stdout.split('\n').filter((line) => /^\s*::|##\[/.test(line));
      assert.is(commands.length, 20, 'ten a level, and nothing that was not ours');
      assert.is(
        commands[0],
        '::error title=PHX001,file=configs/lxc/a%2Cb%3Ac.json,line=1,col=2::error 1: 100%25, \\n::error::forged%0Ado that',
      );
      assert.match(commands[10] ?? '', '::notice ');
    }));
});
