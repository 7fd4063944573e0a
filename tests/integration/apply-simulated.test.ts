/**
 * The engine against `sim:DIR`: the programs of a simulated node as real processes, started by zx as on a host. Run with
 * `child DIR`, this file is the apply that the tests send signals to.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import type { ApplyInput } from '../../src/apply/apply.ts';
import { apply } from '../../src/apply/run.ts';
import { settingsSchema } from '../../src/config/settings.ts';
import type { Step } from '../../src/kinds/step.ts';
import { connect } from '../../src/node/connect.ts';
import type { Cluster, Intent } from '../../src/node/port.ts';
import { openLab } from '../../src/simulator/edge/lab.ts';
import { type Fault, setFaults } from '../../src/simulator/faults.ts';
import { setRunning } from '../../src/simulator/guests.ts';
import { describe } from '../support/describe.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { cond, toy, toyInput, toyStep } from '../unit/apply/toy.ts';
import { LOADER } from '../support/source-program.ts';

const settings = settingsSchema.parse({ name: 'lab', nodes: { vm: {}, other: {} } });
const CONF =
  'arch: amd64\nhostname: g\nmemory: 512\nostype: debian\nrootfs: local-zfs:subvol-101-disk-0,size=1G\nswap: 512\nunprivileged: 1\n';

/** It is on every Debian, as on every Proxmox host. */
const PERL = 'perl';

const confPath = (dir: string, vmid: number, node = 'vm') =>
  join(dir, `etc/pve/nodes/${node}/lxc/${vmid}.conf`);

/** A lab with stopped guests 101 and 102 on its first node. */
async function lab(): Promise<{ dir: string; cluster: Cluster; faults: (list: readonly Fault[]) => void }> {
  const dir = scratchFolder('phoenix sim');
  const cluster = await connect(`sim:${dir}`, settings);
  for (const vmid of [101, 102]) writeFileSync(confPath(dir, vmid), CONF);
  return { dir, cluster, faults: (list) => setFaults(openLab(dir).host, list) };
}

function setMemory(name: string, vmid: number, memory: number, over: Partial<Step> = {}): Step {
  return toyStep(name, 'set', vmid, [], {
    guard: [cond(vmid, 'digest')],
    verify: [cond(vmid, 'option', 'memory', String(memory))],
    do: {
      verb: 'run',
      argv: [
        'pct',
        'set',
        String(vmid),
        '--memory',
        String(memory),
        '--digest',
        { ref: 'digest', scope: `guest:${vmid}` },
      ],
    },
    ...over,
  });
}

function twoInARow(): ApplyInput['entries'] {
  const edges = [{ to: 'toy/a', when: 'ready' }] as const;
  return [toy('a', 101, [setMemory('a', 101, 1024)]), toy('b', 102, [setMemory('b', 102, 1024)], { edges })];
}

async function intents(cluster: Cluster): Promise<readonly Intent[]> {
  const facts = (await cluster.snapshot()).nodes.get('vm');
  return facts?.reachable ? facts.intents : [];
}

const memoryOf = (dir: string, vmid: number) =>
  /^memory: (\d+)$/m.exec(readFileSync(confPath(dir, vmid), 'utf8'))?.[1];

/** This file as a process of its own, applying `twoInARow`; resolves when its first command runs into its fault. */
async function begunChild(dir: string): Promise<{ child: ChildProcess; output: () => string }> {
  const argv = [...LOADER, fileURLToPath(import.meta.url), 'child', dir];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // A fault is used up when it strikes: then the command is there.
  await until(() => !existsSync(join(dir, '.sim/faults.json')));
  return { child, output: () => output };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1200 && !holds(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.ok(holds(), 'it never came');
}

const ended = (child: ChildProcess) =>
  new Promise<string>((resolve) => child.once('exit', (code, by) => resolve(by ?? String(code))));

/** The part of `phoenix apply` that matters here: a signal stops, the report decides the exit code. */
async function childApply(dir: string): Promise<void> {
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  const cluster = await connect(`sim:${dir}`, settings);
  const report = await apply(await toyInput(cluster, twoInARow(), { signal: stop.signal }));
  process.stdout.write(JSON.stringify(report.resources.map(({ outcome, text }) => [outcome, text])));
  process.exitCode = report.ok ? 0 : 1;
}

function defineTests(): void {
  describe('an apply by processes', (test) => {
    test('changes the guests, and counts every process that it starts', async () => {
      const { dir, cluster } = await lab();
      const report = await apply(await toyInput(cluster, twoInARow()));
      assert.ok(report.ok, JSON.stringify(report.resources));
      assert.equal([memoryOf(dir, 101), memoryOf(dir, 102)], ['1024', '1024']);
      // lxc-ls for the snapshot, and for each step: lxc-ls before, pct, lxc-ls after.
      assert.equal(
        [...cluster.spawns()],
        [
          ['other', 1],
          ['vm', 7],
        ],
      );
      assert.not(existsSync(join(dir, 'etc/pve/priv/lock/phoenix-lab')));
      assert.equal(await intents(cluster), []);
    });

    test('that has nothing to do starts one process on each node, however many guests there are', async () => {
      const { dir, cluster } = await lab();
      for (let vmid = 1000; vmid < 2000; vmid++) writeFileSync(confPath(dir, vmid), CONF);
      setRunning(openLab(dir).host, 1001, { node: 'vm' });
      setRunning(openLab(dir).host, 1002, { node: 'other' });
      const input = await toyInput(cluster, [toy('a', 101, [], { hold: { is: 'unchanged', why: '' } })]);
      assert.is(input.snapshot.guests.size, 1002);
      const running = [...input.snapshot.nodes].map(([name, facts]) => [
        name,
        facts.reachable ? [...facts.running] : null,
      ]);
      assert.equal(running, [
        ['other', [1002]],
        ['vm', [1001]],
      ]);
      assert.ok((await apply(input)).ok);
      assert.equal(
        [...cluster.spawns()],
        [
          ['other', 1],
          ['vm', 1],
        ],
      );
    });

    test('waits for whoever holds the lock file of a guest', async () => {
      const { dir, cluster } = await lab();
      const script =
        'use Fcntl ":flock"; open F, ">>", shift; flock F, LOCK_EX; $| = 1; print "held\n"; sleep 2';
      const folder = join(dir, 'run/lock/lxc');
      mkdirSync(folder, { recursive: true });
      const holder = spawn(PERL, ['-e', script, join(folder, 'pve-config-101.lock')]);
      await new Promise((resolve) => holder.stdout.once('data', resolve));
      let free = false;
      holder.once('exit', () => (free = true));
      const raw = toyStep('a', 'raw', 101, [], {
        do: {
          verb: 'raw',
          vmid: 101,
          lines: [{ key: 'lxc.apparmor.profile', value: 'unconfined' }],
          digest: { ref: 'digest', scope: 'guest:101' },
        },
        verify: [cond(101, 'exists')],
      });
      const set = setMemory('a', 101, 1024, { after: [raw.id] });
      const report = await apply(await toyInput(cluster, [toy('a', 101, [raw, set])]));
      assert.ok(report.ok, JSON.stringify(report.resources));
      assert.ok(free, 'it did not wait');
      const text = readFileSync(confPath(dir, 101), 'utf8');
      assert.match(text, /^memory: 1024$/m);
      assert.match(text, /^lxc.apparmor.profile: unconfined$/m);
    });

    test('ends a command that hangs, and goes on with the others', async () => {
      const { dir, cluster, faults } = await lab();
      faults([{ command: 'pct set', with: '101', at: 'begin', do: { kind: 'delay', ms: 60_000 } }]);
      const entries = [
        toy('a', 101, [setMemory('a', 101, 1024, { timeout: 3000 })]),
        toy('b', 102, [setMemory('b', 102, 1024)]),
      ];
      const report = await apply(await toyInput(cluster, entries));
      assert.equal(
        report.resources.map(({ outcome }) => outcome),
        ['failed', 'applied'],
      );
      assert.match(report.resources[0]?.text ?? '', /pct set did not end within 3 s and was stopped/);
      assert.equal([memoryOf(dir, 101), memoryOf(dir, 102)], ['512', '1024']);
      assert.equal(
        (await intents(cluster)).map(({ stepId }) => stepId),
        ['toy/a:set'],
      );
    });
  });

  describe('an apply that is sent a signal', (test) => {
    const slow: readonly Fault[] = [
      { command: 'pct set', with: '101', at: 'begin', do: { kind: 'delay', ms: 1500 } },
    ];

    test('SIGTERM: finishes the command that runs, begins no other, reports, gives the lock back', async () => {
      const { dir, cluster, faults } = await lab();
      faults(slow);
      const { child, output } = await begunChild(dir);
      const exit = ended(child);
      child.kill('SIGTERM');
      assert.is(await exit, '1');
      assert.equal(JSON.parse(output()), [
        ['applied', 'set'],
        ['skipped', 'the apply was stopped; the next one goes on'],
      ]);
      assert.equal([memoryOf(dir, 101), memoryOf(dir, 102)], ['1024', '512']);
      assert.not(existsSync(join(dir, 'etc/pve/priv/lock/phoenix-lab')));
      assert.equal(await intents(cluster), []);
    });

    test('SIGKILL: the journal shows what was begun, the command goes on, the next run finishes', async () => {
      const { dir, cluster, faults } = await lab();
      faults(slow);
      const { child } = await begunChild(dir);
      const exit = ended(child);
      child.kill('SIGKILL');
      assert.is(await exit, 'SIGKILL');
      const [intent, ...more] = await intents(cluster);
      assert.equal(more, []);
      assert.equal(
        [intent?.stepId, intent?.address, intent?.vmid, intent?.argv.slice(0, 3)],
        ['toy/a:set', 'toy/a', 101, ['pct', 'set', '101']],
      );
      // Proxmox's command has a session of its own: it outlives Phoenix and ends as if nothing had been.
      await until(() => memoryOf(dir, 101) === '1024');
      // The lock of the dead run is taken over at once.
      const report = await apply(await toyInput(cluster, twoInARow(), { run: 'run-2' }));
      assert.ok(report.ok, JSON.stringify(report.resources));
      assert.is(memoryOf(dir, 102), '1024');
      assert.equal(await intents(cluster), []);
      assert.not(existsSync(join(dir, 'etc/pve/priv/lock/phoenix-lab')));
    });
  });
}

if (process.argv[2] === 'child') await childApply(process.argv[3] ?? '');
else defineTests();
