/**
 * Several runs of the built programs at once, and signals to them at several moments: while they wait for others, for an
 * answer, or for a command of Proxmox. Never two of them change the estate; who is told to stop says what became of it.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { directMachine } from '../../src/node/direct.ts';
import { takeLock } from '../../src/node/lock.ts';
import type { EstateLock } from '../../src/node/port.ts';
import { openLab } from '../../src/simulator/edge/lab.ts';
import { setFaults } from '../../src/simulator/faults.ts';
import { type CommandLine, withCommandLine } from '../support/command-line.ts';
import { describe } from '../support/describe.ts';
import { CLI, withWorld } from '../support/world.ts';

const fresh = (vmid: number, more: object = {}) => ({
  vmid,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: 'dhcp' },
  ...more,
});

const LOCKS = 'etc/pve/priv/lock';

interface Going {
  readonly child: ChildProcess;
  /** Both streams by now. */
  readonly said: () => string;
  readonly end: Promise<number | NodeJS.Signals>;
}

function going(argv: readonly string[], cwd: string, terminal = false): Going {
  const [program = '', ...args] = argv;
  const env = { PATH: process.env['PATH'] ?? '', HOME: cwd, LANG: 'C.UTF-8' };
  const child = spawn(program, args, { cwd, env, stdio: [terminal ? 'pipe' : 'ignore', 'pipe', 'pipe'] });
  let text = '';
  const take = (more: string) => void (text += more);
  child.stdout?.setEncoding('utf8').on('data', take);
  child.stderr?.setEncoding('utf8').on('data', take);
  const end = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code ?? -1)),
  );
  return { child, said: () => text, end };
}

async function until(holds: () => boolean, what: () => string): Promise<void> {
  for (let tries = 0; tries < 1200 && !holds(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.ok(holds(), `it never came: ${what()}`);
}

const says = ({ said }: Going, pattern: RegExp) => until(() => pattern.test(said()), said);

interface Story {
  readonly line: CommandLine;
  readonly start: (...words: readonly string[]) => Going;
  /** Writes a memory into the file of a guest. */
  readonly want: (memory: number) => void;
  readonly memoryOf: (vmid: number) => string | undefined;
  /** The next change of the guest 101 takes as long. */
  readonly slow: (ms: number) => void;
}

/** Two guests, applied; the second one waits for the first one. */
const story = (tell: (story: Story) => Promise<void>): Promise<void> =>
  withCommandLine(
    {
      'phoenix.json': { name: 'lab', nodes: { pve1: {} }, policies: { backup: { storage: 'local' } } },
      'lxc/web.json': fresh(101, { memory: 512 }),
      'lxc/app.json': fresh(102, { memory: 512, dependsOn: ['lxc/web'] }),
    },
    async (line) => {
      const where = ['--node', `sim:${line.node}`];
      const made = await line.phoenix('apply', '--yes', ...where);
      assert.is(made.exit, 0, made.stderr);
      const put = (name: string, file: object) =>
        writeFileSync(join(line.top, `configs/lxc/${name}.json`), JSON.stringify(file));
      await tell({
        line,
        start: (...words) => going([process.execPath, CLI, ...words, ...where], line.top),
        want: (memory) => {
          put('web', fresh(101, { memory }));
          put('app', fresh(102, { memory, dependsOn: ['lxc/web'] }));
        },
        memoryOf: (vmid) =>
          /^memory: (\d+)$/m.exec(
            readFileSync(join(line.node, `etc/pve/nodes/pve1/lxc/${vmid}.conf`), 'utf8'),
          )?.[1],
        slow: (ms) => {
          const fault = { command: 'pct set', with: '101', at: 'begin', do: { kind: 'delay', ms } } as const;
          setFaults(openLab(line.node).host, [fault]);
        },
      });
    },
  );

/** A fault is used up when it strikes: then the command is under way. */
const underWay = ({ line }: Story, one: Going) =>
  until(() => !existsSync(join(line.node, '.sim/faults.json')), one.said);

const locks = ({ line }: Story): string[] =>
  existsSync(join(line.node, LOCKS)) ? readdirSync(join(line.node, LOCKS)) : [];

/** The lock of the estate, held by this process. */
const held = ({ line }: Story): Promise<EstateLock> =>
  takeLock(directMachine({ name: 'pve1', real: (path) => `${line.node}${path}` }), 'lab', 'the test');

describe('commands that change an estate while another one does', (test) => {
  test('refuse and say who it is, or wait for their turn until they are told to stop; looking is free', () =>
    story(async (here) => {
      here.want(768);
      const lock = await held(here);
      const waiting = here.start('apply', '--yes', '--wait', '10m');
      await says(waiting, /Waiting: the estate lab is locked by the test on .* since /);
      const stopped = here.start('apply', '--yes', '--wait', '10m');
      await says(stopped, /Waiting: /);
      const refused = [
        ['apply', '--yes'],
        ['purge'],
        ['backup', 'lxc/web'],
        ['restore', 'lxc/web', '--yes'],
        ['layers', 'prune'],
      ].map((words) => here.start(...words));
      const looking = [here.start('plan', '--live'), here.start('status')];
      for (const one of refused) {
        assert.is(await one.end, 1, one.said());
        assert.match(one.said(), /error ESTATE_LOCKED: the estate lab is (?:locked|awaited) by /, one.said());
      }
      for (const one of looking) assert.is(await one.end, 0, one.said());
      stopped.child.kill('SIGTERM');
      assert.is(await stopped.end, 1, stopped.said());
      assert.match(stopped.said(), /stopped while it waited for the lock/);
      assert.equal([here.memoryOf(101), here.memoryOf(102)], ['512', '512']);
      await lock.release();
      assert.is(await waiting.end, 0, waiting.said());
      assert.equal([here.memoryOf(101), here.memoryOf(102)], ['768', '768']);
      assert.equal(locks(here), []);
    }));
});

describe('an apply that is sent a signal', (test) => {
  test('finishes the command that runs, and reports; a second one ends it at once; the next apply goes on', () =>
    story(async (here) => {
      here.want(768);
      here.slow(3000);
      const first = here.start('apply', '--yes');
      await underWay(here, first);
      first.child.kill('SIGINT');
      assert.is(await first.end, 1, first.said());
      assert.match(
        first.said(),
        /SIGINT: what runs is finished, nothing more begins; once more stops at once/,
      );
      assert.match(first.said(), /the apply was stopped; the next one goes on/);
      assert.equal([here.memoryOf(101), here.memoryOf(102)], ['768', '512']);
      assert.equal(locks(here), []);

      here.want(1024);
      here.slow(5000);
      const second = here.start('apply', '--yes');
      await underWay(here, second);
      second.child.kill('SIGINT');
      await says(second, /SIGINT: what runs/);
      second.child.kill('SIGTERM');
      assert.is(await second.end, 'SIGTERM', second.said());
      assert.is(here.memoryOf(101), '768', 'it waited for its command');
      await until(() => here.memoryOf(101) === '1024', second.said);
      const next = here.start('apply', '--yes');
      assert.is(await next.end, 0, next.said());
      assert.equal([here.memoryOf(101), here.memoryOf(102)], ['1024', '1024']);
      assert.equal(locks(here), []);
    }));

  const hasTerminals = spawnSync('script', ['--version']).status === 0;
  const how = hasTerminals ? '' : ' (skipped: the program script is not installed)';
  test(`while it asks whether to begin applies nothing, and gives the lock back${how}`, () =>
    story(async (here) => {
      if (!hasTerminals) return;
      here.want(768);
      const ways: readonly ((one: Going, pid: number) => void)[] = [
        // Ctrl-C, the end of the input, and a signal.
        ({ child }) => void child.stdin?.write('\u0003'),
        ({ child }) => void child.stdin?.write('\u0004'),
        (_, pid) => void process.kill(pid, 'SIGTERM'),
      ];
      for (const stop of ways) {
        const words = [process.execPath, CLI, 'apply', '--node', `sim:${here.line.node}`];
        const asking = going(['script', '-qec', words.join(' '), '/dev/null'], here.line.top, true);
        await says(asking, /Apply this plan to lab\? \[y\/N\]/);
        const [folder = ''] = locks(here);
        const [owner = ''] = readdirSync(join(here.line.node, LOCKS, folder));
        const text = readFileSync(join(here.line.node, LOCKS, folder, owner), 'utf8');
        stop(asking, (JSON.parse(text) as { pid: number }).pid);
        assert.is(await asking.end, 1, asking.said());
        assert.match(asking.said(), /Nothing was applied/);
        assert.equal(locks(here), []);
        assert.is(here.memoryOf(101), '512');
      }
    }));
});

describe('the action', (test) => {
  test('that is cancelled in the middle says so in comment and summary, while the command line is refused', () =>
    withWorld(async (world) => {
      const pull = await world.propose('more', { 'lxc/db.json': DB, 'lxc/web.json': WEB });
      await world.plan(pull);
      const push = await world.merge(pull);
      const fault = {
        command: 'pct set',
        with: '101',
        at: 'begin',
        do: { kind: 'delay', ms: 8000 },
      } as const;
      setFaults(openLab(world.node).host, [fault]);
      let send: (signal: 'SIGINT' | 'SIGTERM') => void = () => {};
      const cancelled = world.push(push, { onStart: (give) => (send = give) });
      await until(
        () => !existsSync(join(world.node, '.sim/faults.json')),
        () => 'the command of the action',
      );
      const beside = await world.cli(['apply', '--yes', '--node', `sim:${world.node}`]);
      assert.is(beside.exit, 1, beside.stdout);
      assert.match(beside.stderr, /ESTATE_LOCKED: the estate lab is locked by run \d+ of push [0-9a-f]{7}/);
      // The runner sends both, one after the other; neither is a wish to end before the report.
      send('SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 100));
      send('SIGTERM');
      const { exitCode, summary, stdout } = await cancelled;
      assert.is(exitCode, 1, stdout);
      assert.match(summary, /the apply was stopped; the next one goes on/);
      const [comment = ''] = world.comments(pull);
      assert.match(comment, /the apply was stopped; the next one goes on/);
      assert.match(world.conf(101) ?? '', /^memory: 3072$/m);
      const again = await world.push(push);
      assert.is(again.exitCode, 0, again.stdout);
      assert.match(world.conf(102) ?? '', /^memory: 640$/m);
    }));

  test('without room for its outputs begins nothing; without room for its summary it is done all the same', () =>
    withWorld(async (world) => {
      const pull = await world.propose('more', { 'lxc/db.json': DB });
      await world.plan(pull);
      const push = await world.merge(pull);
      const noOutputs = await world.push(push, { env: { GITHUB_OUTPUT: '/dev/full' } });
      assert.is(noOutputs.exitCode, 1, noOutputs.stdout);
      assert.match(
        noOutputs.stdout,
        /UNWRITABLE: the outputs of this step \(GITHUB_OUTPUT\) cannot be written: ENOSPC/,
      );
      assert.match(world.conf(101) ?? '', /^memory: 2048$/m);
      const noSummary = await world.push(push, { env: { GITHUB_STEP_SUMMARY: '/dev/full' } });
      assert.is(noSummary.exitCode, 0, noSummary.stdout);
      assert.match(noSummary.stdout, /No summary: .*ENOSPC/);
      assert.match(world.conf(101) ?? '', /^memory: 3072$/m);
      assert.match(world.comments(pull)[0] ?? '', /applied/i);
    }));
});

const net0 = (vmid: number) => ({ bridge: 'vmbr0', ip: `10.0.0.${vmid}/24`, gw: '10.0.0.1' });
/** As in the small estate, with more memory. */
const DB = { vmid: 101, description: 'Größe: 100 % – 東京', extends: ['big'], memory: '3G', net0: net0(101) };
const WEB = { vmid: 102, memory: 640, dependsOn: ['lxc/db'], net0: net0(102) };
