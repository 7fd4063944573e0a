/** The engine against the simulator in this process: faults, contention, edits by others, undo, order, reports. */
import * as assert from 'uvu/assert';
import type { ApplyEntry, ApplyInput } from '../../src/apply/apply.ts';
import type { ApplyEvent } from '../../src/apply/progress.ts';
import type { ApplyReport, StepOutcome } from '../../src/apply/report.ts';
import { apply } from '../../src/apply/run.ts';
import type { Step } from '../../src/kinds/step.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { JOURNAL_PATTERN } from '../../src/node/journal.ts';
import { setFaults } from '../../src/simulator/faults.ts';
import { type MemoryHost, memoryHost } from '../../src/simulator/memory-host.ts';
import { prepareRecordedNode } from '../../src/simulator/recorded-node.ts';
import { describe } from '../support/describe.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { cond, toy, toyInput, toyStep } from '../unit/apply/toy.ts';

const conf = (vmid: number) => `/etc/pve/nodes/vm/lxc/${vmid}.conf`;
const GUEST = `arch: amd64\nhostname: g\nmemory: 512\nnet0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,ip=dhcp,type=veth\nostype: debian\nrootfs: btr:NUMBER/vm-NUMBER-disk-0.raw,size=1G\nswap: 512\nunprivileged: 1\n`;

/** A node with stopped guests of these ids; the running ones run. */
function machine(vmids: readonly number[], running: readonly number[] = []): MemoryHost {
  const host = memoryHost();
  for (const vmid of vmids) host.write(conf(vmid), GUEST.replaceAll('NUMBER', String(vmid)));
  for (const vmid of running) host.write(`/.sim/running/${vmid}`, 'vm\n');
  prepareRecordedNode(host);
  return host;
}

interface Ran {
  readonly report: ApplyReport;
  readonly events: readonly ApplyEvent[];
  readonly calls: readonly string[];
}

async function run(
  host: MemoryHost,
  entries: readonly ApplyEntry[],
  over: Partial<ApplyInput> = {},
): Promise<Ran> {
  const calls: string[] = [];
  const events: ApplyEvent[] = [];
  const onRun = (_: string, argv: readonly string[]) => {
    if (argv[0] !== 'lxc-ls') calls.push(argv.join(' '));
  };
  const cluster = inProcessCluster(host, { onRun });
  const input = await toyInput(cluster, entries, {
    clock: virtualClock(),
    onEvent: (event) => events.push(event),
    ...over,
  });
  return { report: await apply(input), events, calls };
}

const outcomes = ({ report }: Ran): Record<string, StepOutcome['is']> =>
  Object.fromEntries(report.resources.flatMap((r) => r.steps.map((s) => [s.id, s.outcome.is])));

function outcome({ report }: Ran, id: string): StepOutcome {
  const found = report.resources.flatMap((r) => r.steps).find((step) => step.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found.outcome;
}

const why = (ran: Ran, id: string): string => {
  const is = outcome(ran, id);
  return is.is === 'done' ? 'done' : is.why;
};

const setMemory = (name: string, vmid: number, memory: number, over: Partial<Step> = {}) =>
  toyStep(
    name,
    'set',
    vmid,
    ['pct', 'set', String(vmid), '--memory', String(memory), '--digest'],
    withDigest(vmid, { verify: [cond(vmid, 'option', 'memory', String(memory))], ...over }),
  );

/** Adds the digest as the last word, and as a guard. */
function withDigest(vmid: number, over: Partial<Step>): Partial<Step> {
  return { guard: [cond(vmid, 'digest')], ...over };
}

function digested(step: Step, vmid: number): Step {
  if (step.do.verb !== 'run') return step;
  return {
    ...step,
    do: { verb: 'run', argv: [...step.do.argv, { ref: 'digest', scope: `guest:${vmid}` }] },
  };
}

describe('a step', (test) => {
  test('is done when its effect is read back', async () => {
    const host = machine([101]);
    const ran = await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])]);
    assert.is(outcome(ran, 'toy/a:set').is, 'done');
    assert.match(host.read(conf(101)) ?? '', /^memory: 1024$/m);
    assert.ok(ran.report.ok);
    assert.is(ran.report.resources[0]?.outcome, 'applied');
  });

  test('with the digest of its own last write goes on after it', async () => {
    const host = machine([101]);
    const first = digested(setMemory('a', 101, 1024), 101);
    const second = digested({ ...setMemory('a', 101, 2048), id: 'toy/a:again', after: ['toy/a:set'] }, 101);
    const ran = await run(host, [toy('a', 101, [first, second])]);
    assert.equal(outcomes(ran), { 'toy/a:set': 'done', 'toy/a:again': 'done' });
    assert.match(host.read(conf(101)) ?? '', /^memory: 2048$/m);
  });

  test('is refused when someone else edited the guest since the plan, and nothing is sent', async () => {
    const host = machine([101]);
    const cluster = inProcessCluster(host);
    const input = await toyInput(cluster, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])]);
    host.write(conf(101), `#by hand\n${host.read(conf(101))}`);
    const calls: string[] = [];
    const watching = inProcessCluster(host, { onRun: (_, argv) => calls.push(argv[0] ?? '') });
    const report = await apply({ ...input, cluster: watching });
    assert.match(report.resources[0]?.text ?? '', /not as it was planned: 101: someone else changed it/);
    assert.not(calls.includes('pct'));
  });

  test('is done already when its guard fails but its effect is there', async () => {
    const host = machine([101], [101]);
    const start = toyStep('a', 'start', 101, ['pct', 'start', '101'], {
      guard: [cond(101, 'digest'), cond(101, 'stopped')],
      verify: [cond(101, 'running')],
    });
    const ran = await run(host, [toy('a', 101, [start])]);
    assert.equal(ran.calls, []);
    assert.equal(outcome(ran, 'toy/a:start'), { is: 'done', ms: 0, note: 'it was so already' });
  });

  test('is refused when someone edited the guest, even if its effect is there', async () => {
    const host = machine([101]);
    const start = toyStep('a', 'start', 101, ['pct', 'start', '101'], {
      guard: [cond(101, 'digest'), cond(101, 'stopped')],
      verify: [cond(101, 'running')],
    });
    const input = await toyInput(inProcessCluster(host), [toy('a', 101, [start])]);
    host.write(conf(101), `#by hand\n${host.read(conf(101))}`);
    host.write('/.sim/running/101', 'vm\n');
    const report = await apply(input);
    assert.match(report.resources[0]?.text ?? '', /someone else changed it/);
  });

  test('fails when the command says yes and nothing changed', async () => {
    const host = machine([101]);
    // `--delete` of an option that is not set exits 0 with an error on stderr (PVE 9.2).
    const step = toyStep('a', 'set', 101, ['pct', 'set', '101', '--delete', 'onboot'], {
      verify: [cond(101, 'option', 'memory', '1024')],
    });
    const ran = await run(host, [toy('a', 101, [step])]);
    assert.match(why(ran, 'toy/a:set'), /said that it worked, but 101: memory is 512 instead of 1024/);
    assert.not(ran.report.ok);
  });

  test('is done, with a word, when the command says no but its effect is there', async () => {
    const host = machine([101]);
    setFaults(host, [{ command: 'pct set', at: 'end', do: { kind: 'silence' } }]);
    const ran = await run(host, [
      toy(
        'a',
        101,
        [setMemory('a', 101, 1024)].map((s) => digested(s, 101)),
      ),
    ]);
    const done = outcome(ran, 'toy/a:set');
    assert.ok(done.is === 'done' && /ended with 255/.test(done.note ?? ''), JSON.stringify(done));
  });

  test('that is killed fails, and its intent stays open in the journal', async () => {
    const host = machine([101]);
    setFaults(host, [{ command: 'pct set', at: 'begin', do: { kind: 'kill' } }]);
    const ran = await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])]);
    assert.match(why(ran, 'toy/a:set'), /pct set was killed by signal 9/);
    const { nodes } = await inProcessCluster(host).snapshot();
    const facts = nodes.get('vm');
    assert.equal(facts?.reachable ? facts.intents.map(({ stepId, vmid }) => `${stepId} ${vmid}`) : [], [
      'toy/a:set 101',
    ]);
  });

  test('that ends well closes the intent that an earlier run left', async () => {
    const host = machine([101]);
    setFaults(host, [{ command: 'pct set', at: 'begin', do: { kind: 'kill' } }]);
    const entry = toy('a', 101, [digested(setMemory('a', 101, 1024), 101)]);
    await run(host, [entry]);
    await run(host, [entry], { run: 'run-2' });
    const facts = (await inProcessCluster(host).snapshot()).nodes.get('vm');
    assert.equal(facts?.reachable ? facts.intents : null, []);
  });

  test('that outlasts its time is stopped and fails', async () => {
    const host = machine([101]);
    const step = toyStep('a', 'set', 101, ['pct', 'set', '101', '--memory', '1'], {
      timeout: 10,
      verify: [cond(101, 'option', 'memory', '1')],
    });
    const facts = JSON.parse(host.read('/.sim/nodes/vm.json') ?? '{}') as object;
    host.write('/.sim/nodes/vm.json', JSON.stringify({ ...facts, latency: 1 }));
    setFaults(host, [{ command: 'pct set', at: 'begin', do: { kind: 'fail', message: 'Terminated' } }]);
    const ran = await run(host, [toy('a', 101, [step])]);
    assert.match(why(ran, 'toy/a:set'), /did not end within .* and was stopped/);
  });

  test('writes raw lines and sees its own digest afterwards', async () => {
    const host = machine([101]);
    const raw = toyStep('a', 'raw', 101, [], {
      do: {
        verb: 'raw',
        vmid: 101,
        lines: [{ key: 'lxc.apparmor.profile', value: 'unconfined' }],
        digest: { ref: 'digest', scope: 'guest:101' },
      },
      verify: [cond(101, 'exists')],
    });
    const after = digested({ ...setMemory('a', 101, 700), after: ['toy/a:raw'] }, 101);
    const ran = await run(host, [toy('a', 101, [raw, after])]);
    assert.equal(outcomes(ran), { 'toy/a:raw': 'done', 'toy/a:set': 'done' });
    assert.match(host.read(conf(101)) ?? '', /^lxc.apparmor.profile: unconfined$/m);
  });

  test('that waits polls until the condition holds, or its time is over', async () => {
    const host = machine([101]);
    const clock = virtualClock();
    const wait = (within: number) =>
      toyStep('a', 'wait', 101, [], { do: { verb: 'wait', cond: cond(101, 'running'), within } });
    const late = await run(host, [toy('a', 101, [wait(5000)])], { clock: virtualClock() });
    assert.equal(outcome(late, 'toy/a:wait'), { is: 'failed', ms: 5000, why: '101: it does not run' });
    const begun = clock.now();
    void clock.sleep(3500).then(() => host.write('/.sim/running/101', 'vm\n'));
    const ran = await run(host, [toy('a', 101, [wait(60_000)])], { clock });
    assert.equal(outcome(ran, 'toy/a:wait'), { is: 'done', ms: 4000 });
    assert.is(clock.now() - begun, 4000);
  });
});

describe('contention', (test) => {
  const locked = { kind: 'fail', message: 'CT is locked (backup)' } as const;

  test('is tried again after a pause and a fresh look', async () => {
    const host = machine([101]);
    setFaults(host, [{ command: 'pct set', at: 'begin', times: 2, do: locked }]);
    const ran = await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])]);
    assert.is(outcome(ran, 'toy/a:set').is, 'done');
    const retries = ran.events.flatMap((e) => (e.is === 'retry' ? [[e.why, e.inMs]] : []));
    assert.equal(retries, [
      ['CT is locked (backup)', 1000],
      ['CT is locked (backup)', 2000],
    ]);
    assert.is(ran.calls.length, 3);
  });

  test('ends after a bounded number of tries, with a way out', async () => {
    const host = machine([101]);
    setFaults(host, [{ command: 'pct set', at: 'begin', times: 99, do: locked }]);
    const ran = await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])]);
    const failed = outcome(ran, 'toy/a:set');
    assert.ok(failed.is === 'failed' && /pct set failed: CT is locked \(backup\)/.test(failed.why));
    assert.ok(failed.is === 'failed' && /pct unlock/.test(failed.hint ?? ''));
    assert.is(ran.calls.length, 7);
  });

  test('is not tried again when the step says so, nor are other failures', async () => {
    const host = machine([101]);
    setFaults(host, [{ command: 'pct set', at: 'begin', times: 99, do: locked }]);
    const never = await run(host, [
      toy('a', 101, [digested(setMemory('a', 101, 1024, { retry: 'never' }), 101)]),
    ]);
    assert.is(never.calls.length, 1);
    setFaults(host, [
      { command: 'pct set', at: 'begin', times: 99, do: { ...locked, message: 'disk full' } },
    ]);
    const other = await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])]);
    assert.is(other.calls.length, 1);
  });

  test('a guest that Proxmox holds locked is waited for, though the lock changes its digest', async () => {
    const host = machine([101]);
    const clock = virtualClock();
    const text = host.read(conf(101)) ?? '';
    host.write(conf(101), text.replace('memory', 'lock: backup\nmemory'));
    void clock.sleep(2500).then(() => host.write(conf(101), text));
    const step = setMemory('a', 101, 1024, { guard: [cond(101, 'digest'), cond(101, 'unlocked')] });
    const ran = await run(host, [toy('a', 101, [digested(step, 101)])], { clock });
    assert.is(outcome(ran, 'toy/a:set').is, 'done', why(ran, 'toy/a:set'));
    assert.is(ran.calls.length, 1);
  });

  test('what was edited while it waited is not overwritten', async () => {
    const host = machine([101]);
    const clock = virtualClock();
    setFaults(host, [{ command: 'pct set', at: 'begin', do: locked }]);
    void clock.sleep(500).then(() => host.write(conf(101), `#by hand\n${host.read(conf(101))}`));
    const ran = await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])], { clock });
    assert.match(why(ran, 'toy/a:set'), /someone else changed it/);
    assert.not.match(host.read(conf(101)) ?? '', /memory: 1024/);
  });
});

describe('an edit by someone else', (test) => {
  test('at the very moment of a contended try is not overwritten by the next one', async () => {
    const host = machine([101]);
    setFaults(host, [
      { command: 'pct set', at: 'begin', do: { kind: 'fail', message: 'CT is locked (backup)' } },
    ]);
    const cluster = inProcessCluster(host, {
      onRun: (_, argv, { exit }) => {
        if (argv[0] === 'pct' && exit !== 0) host.write(conf(101), `#by hand\n${host.read(conf(101))}`);
      },
    });
    const ran = await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])], { cluster });
    assert.match(why(ran, 'toy/a:set'), /someone else changed it/);
    assert.not.match(host.read(conf(101)) ?? '', /memory: 1024/);
  });
});

describe('a failed change', (test) => {
  const plug = (over: Partial<Step> = {}) =>
    toyStep('a', 'set', 101, ['pct', 'set', '101', '--net1', 'name=eth1,bridge=nope,ip=dhcp'], {
      verify: [cond(101, 'option', 'net1', 'whatever')],
      undo: { verb: 'run', argv: ['pct', 'set', '101', '--revert', 'net1'] },
      ...over,
    });

  test('is taken back, so that nothing pending stops the next start', async () => {
    const host = machine([101], [101]);
    const before = host.read(conf(101));
    const ran = await run(host, [toy('a', 101, [plug()])]);
    assert.match(
      why(ran, 'toy/a:set'),
      /bridge 'nope' does not exist.*; what it had left behind was taken back/,
    );
    assert.equal(ran.calls.at(-1), 'pct set 101 --revert net1');
    assert.is(host.read(conf(101)), before);
  });

  test('says so when taking back fails too', async () => {
    const host = machine([101], [101]);
    const undo = { verb: 'run', argv: ['pct', 'set', '999', '--revert', 'net1'] } as const;
    const ran = await run(host, [toy('a', 101, [plug({ undo })])]);
    assert.match(why(ran, 'toy/a:set'), /taking back what it had left behind failed too: .*999/);
  });

  test('is not taken back when someone else had edited the guest: nothing was written', async () => {
    const host = machine([101]);
    const step = setMemory('a', 101, 1024, {
      guard: [],
      undo: { verb: 'run', argv: ['pct', 'set', '101', '--memory', '512'] },
    });
    const cluster = inProcessCluster(host);
    const input = await toyInput(cluster, [toy('a', 101, [digested(step, 101)])], { clock: virtualClock() });
    host.write(conf(101), (host.read(conf(101)) ?? '').replace('memory: 512', 'memory: 600'));
    const report = await apply(input);
    assert.match(report.resources[0]?.text ?? '', /detected modified configuration/);
    assert.match(host.read(conf(101)) ?? '', /^memory: 600$/m);
  });

  test('stops what comes after it, and nothing else', async () => {
    const host = machine([101, 102, 103]);
    setFaults(host, [{ command: 'pct set', with: '101', at: 'begin', do: { kind: 'fail', message: 'no' } }]);
    const ran = await run(host, [
      toy(
        'a',
        101,
        [setMemory('a', 101, 1024)].map((s) => digested(s, 101)),
      ),
      toy('b', 102, [digested(setMemory('b', 102, 1024), 102)], {
        edges: [{ to: 'toy/a', when: 'ready' }],
      }),
      toy('c', 103, [digested(setMemory('c', 103, 1024), 103)]),
    ]);
    assert.equal(outcomes(ran), { 'toy/a:set': 'failed', 'toy/b:set': 'skipped', 'toy/c:set': 'done' });
    assert.is(why(ran, 'toy/b:set'), 'toy/a did not succeed');
    assert.equal(
      ran.report.resources.map((r) => r.outcome),
      ['failed', 'skipped', 'applied'],
    );
    assert.not(ran.report.ok);
  });

  test('is told by its title to its own resource, and by its address to others', async () => {
    const host = machine([101, 102, 103]);
    setFaults(host, [{ command: 'pct set', with: '101', at: 'begin', do: { kind: 'fail', message: 'no' } }]);
    const second = { ...setMemory('a', 101, 2048), id: 'toy/a:again', after: ['toy/a:set'] };
    const ran = await run(host, [
      toy('a', 101, [digested(setMemory('a', 101, 1024), 101), digested(second, 101)]),
      toy('b', 102, [digested(setMemory('b', 102, 1024), 102)], {
        edges: [{ to: 'toy/a', when: 'ready' }],
      }),
      toy('c', 103, [digested(setMemory('c', 103, 1024), 103)], {
        edges: [{ to: 'toy/b', when: 'ready' }],
      }),
    ]);
    assert.is(why(ran, 'toy/a:again'), '"set" did not succeed');
    for (const id of ['toy/b:set', 'toy/c:set']) assert.is(why(ran, id), 'toy/a did not succeed');
  });
});

describe('restarts', (test) => {
  const restarting = (name: string, vmid: number): Step[] => {
    const locks: Step['locks'] = [
      { name: `guest:${vmid}`, mode: 'exclusive' },
      { name: 'restarts', mode: 'shared', limit: 1 },
    ];
    const base = { locks, effect: 'restart' as const };
    return [
      toyStep(name, 'stop', vmid, ['pct', 'shutdown', String(vmid)], {
        ...base,
        verify: [cond(vmid, 'stopped')],
      }),
      toyStep(name, 'set', vmid, ['pct', 'set', String(vmid), '--cores', '2'], {
        after: [`toy/${name}:stop`],
        verify: [cond(vmid, 'option', 'cores', '2')],
      }),
      toyStep(name, 'start', vmid, ['pct', 'start', String(vmid)], {
        ...base,
        after: [`toy/${name}:stop`, `toy/${name}:set`],
        verify: [cond(vmid, 'running')],
        anyway: true,
      }),
    ];
  };

  test('take one guest down at a time', async () => {
    const host = machine([101, 102], [101, 102]);
    const ran = await run(host, [toy('a', 101, restarting('a', 101)), toy('b', 102, restarting('b', 102))]);
    assert.ok(ran.report.ok);
    const words = ran.calls.map((call) => call.split(' ').slice(1, 3).join(' '));
    assert.equal(words, ['shutdown 101', 'set 101', 'start 101', 'shutdown 102', 'set 102', 'start 102']);
  });

  test('stop at the first guest that does not come back', async () => {
    const host = machine([101, 102], [101, 102]);
    setFaults(host, [{ command: 'pct start', at: 'begin', do: { kind: 'fail', message: 'no' } }]);
    const ran = await run(host, [toy('a', 101, restarting('a', 101)), toy('b', 102, restarting('b', 102))]);
    assert.is(outcome(ran, 'toy/a:start').is, 'failed');
    assert.is(why(ran, 'toy/b:stop'), 'restarts stopped: toy/a did not come through its own');
    assert.not(ran.calls.some((call) => call.includes('102')));
    assert.ok(host.read('/.sim/running/102') !== null, '102 was never touched');
  });

  test('a guest that was stopped for a change that failed is started again', async () => {
    const host = machine([101], [101]);
    setFaults(host, [{ command: 'pct set', at: 'begin', do: { kind: 'fail', message: 'no' } }]);
    const ran = await run(host, [toy('a', 101, restarting('a', 101))]);
    assert.equal(outcomes(ran), { 'toy/a:stop': 'done', 'toy/a:set': 'failed', 'toy/a:start': 'done' });
    assert.ok(host.read('/.sim/running/101') !== null);
  });

  test('the time that a guest was down is counted', async () => {
    const host = machine([101], [101]);
    const facts = JSON.parse(host.read('/.sim/nodes/vm.json') ?? '{}') as object;
    host.write('/.sim/nodes/vm.json', JSON.stringify({ ...facts, latency: 1 }));
    const clock = virtualClock();
    const cluster = inProcessCluster(host, { sleep: (ms) => clock.sleep(ms) });
    const ran = await run(host, [toy('a', 101, restarting('a', 101))], { clock, cluster });
    const [resource] = ran.report.resources;
    assert.ok(
      resource && resource.downMs !== null && resource.downMs > 2730 + 1026 && resource.downMs <= resource.ms,
    );
    assert.match(resource?.text ?? '', /^restarted; stop, set, start$/);
  });
});

describe('order between resources', (test) => {
  const set = (name: string, vmid: number) => [digested(setMemory(name, vmid, 1024), vmid)];
  const order = ({ calls }: Ran) => calls.map((call) => Number(call.split(' ')[2]));

  test('what is needed comes first', async () => {
    const ran = await run(machine([101, 102, 103]), [
      toy('a', 101, set('a', 101), { edges: [{ to: 'toy/b', when: 'ready' }] }),
      toy('b', 102, set('b', 102), { edges: [{ to: 'toy/c', when: 'exists' }] }),
      toy('c', 103, set('c', 103)),
    ]);
    assert.equal(order(ran), [103, 102, 101]);
  });

  test('also through a resource that has nothing to do', async () => {
    const middle = toy('b', 102, [], { edges: [{ to: 'toy/c', when: 'ready' }] });
    const resources = new Map(
      [['toy/b', middle.want]].flatMap(([k, v]) => (v ? [[k as string, v as never]] : [])),
    );
    const ran = await run(
      machine([101, 103]),
      [
        toy('a', 101, set('a', 101), { edges: [{ to: 'toy/b', when: 'ready' }] }),
        toy('c', 103, set('c', 103)),
      ],
      { resources },
    );
    assert.equal(order(ran), [103, 101]);
  });

  test('what goes away goes after what stood on it', async () => {
    const ran = await run(machine([101, 102]), [
      toy('a', 101, set('a', 101), { action: 'retire' }),
      toy('b', 102, set('b', 102), { action: 'retire', edges: [{ to: 'toy/a', when: 'ready' }] }),
    ]);
    assert.equal(order(ran), [102, 101]);
  });

  test('nothing is made on what is not made', async () => {
    const hold = { is: 'held', why: 'no plan was shown for #12' } as const;
    const ran = await run(machine([102]), [
      toy('a', 101, set('a', 101), { action: 'create', hold, seen: { is: 'absent' } }),
      toy('b', 102, set('b', 102), { edges: [{ to: 'toy/a', when: 'exists' }] }),
    ]);
    assert.is(why(ran, 'toy/b:set'), 'toy/a is not made: no plan was shown for #12');
    assert.equal(ran.calls, []);
    assert.equal(
      ran.report.resources.map(({ outcome, text }) => [outcome, text.slice(0, 20)]),
      [
        ['held', 'no plan was shown fo'],
        ['skipped', 'toy/a is not made: n'],
      ],
    );
  });

  test('resources that wait for each other are refused before anything runs', async () => {
    const host = machine([101, 102]);
    const entries = [
      toy('a', 101, set('a', 101), { edges: [{ to: 'toy/b', when: 'ready' }] }),
      toy('b', 102, set('b', 102), { edges: [{ to: 'toy/a', when: 'ready' }] }),
    ];
    try {
      await run(host, entries);
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), /these wait for each other: toy\/a, toy\/b/);
    }
    assert.is(host.read('/var/lib/phoenix/journal/lab.jsonl'), null);
  });
});

describe('stopping', (test) => {
  test('nothing begins after the signal, and the report says so', async () => {
    const host = machine([101, 102]);
    const stop = new AbortController();
    const entries = [
      toy('a', 101, [digested(setMemory('a', 101, 1024), 101)]),
      toy('b', 102, [digested(setMemory('b', 102, 1024), 102)], { edges: [{ to: 'toy/a', when: 'ready' }] }),
    ];
    const events: ApplyEvent[] = [];
    const ran = await run(host, entries, {
      signal: stop.signal,
      onEvent: (event) => {
        events.push(event);
        if (event.is === 'started') stop.abort();
      },
    });
    assert.equal(outcomes(ran), { 'toy/a:set': 'done', 'toy/b:set': 'skipped' });
    assert.is(why(ran, 'toy/b:set'), 'the apply was stopped; the next one goes on');
    assert.ok(events.some((event) => event.is === 'stopping'));
    assert.not(ran.report.ok);
  });

  test('a guest that is down for a change is brought up before the end', async () => {
    const host = machine([101], [101]);
    const stop = new AbortController();
    const steps = [
      toyStep('a', 'stop', 101, ['pct', 'shutdown', '101'], { verify: [cond(101, 'stopped')] }),
      toyStep('a', 'set', 101, ['pct', 'set', '101', '--cores', '2'], { after: ['toy/a:stop'] }),
      toyStep('a', 'start', 101, ['pct', 'start', '101'], {
        after: ['toy/a:stop', 'toy/a:set'],
        verify: [cond(101, 'running')],
        anyway: true,
      }),
    ];
    const ran = await run(host, [toy('a', 101, steps)], {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.is === 'ended' && event.step.id === 'toy/a:stop') stop.abort();
      },
    });
    assert.equal(outcomes(ran), { 'toy/a:stop': 'done', 'toy/a:set': 'skipped', 'toy/a:start': 'done' });
    assert.ok(host.read('/.sim/running/101') !== null);
  });

  test('a signal that came before the start lets nothing run', async () => {
    const host = machine([101]);
    const ran = await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])], {
      signal: AbortSignal.abort(),
    });
    assert.equal(ran.calls, []);
    assert.not(ran.report.ok);
  });

  test('a lost lock lets nothing begin, not even what would start a guest again', async () => {
    const host = machine([101], [101]);
    const lost = new AbortController();
    const steps = [
      toyStep('a', 'stop', 101, ['pct', 'shutdown', '101'], { verify: [cond(101, 'stopped')] }),
      toyStep('a', 'start', 101, ['pct', 'start', '101'], { after: ['toy/a:stop'], anyway: true }),
    ];
    const ran = await run(host, [toy('a', 101, steps)], {
      lock: { lost: lost.signal, release: async () => {} },
      onEvent: (event) => {
        if (event.is === 'ended') lost.abort();
      },
    });
    assert.is(why(ran, 'toy/a:start'), 'the lock of the estate was lost');
    assert.equal(ran.calls, ['pct shutdown 101']);
  });
});

describe('a way back', (test) => {
  /** A change that fails, a step that would follow, and two steps back. */
  const row = (fails: boolean): Step[] => [
    toyStep('a', 'set', 101, ['pct', 'set', '101', '--cores', fails ? 'no' : '2']),
    toyStep('a', 'mark', 101, ['pct', 'set', '101', '--tags', 'done'], { after: ['toy/a:set'] }),
    toyStep('a', 'back', 101, ['pct', 'set', '101', '--tags', 'back'], {
      after: ['toy/a:set'],
      rescue: true,
    }),
    toyStep('a', 'up', 101, ['pct', 'start', '101'], {
      after: ['toy/a:back'],
      verify: [cond(101, 'running')],
      rescue: true,
    }),
  ];
  const behind = toy('b', 102, [digested(setMemory('b', 102, 1024), 102)], {
    edges: [{ to: 'toy/a', when: 'ready' }],
  });

  test('is gone when a step fails; what depends on the guest is left out', async () => {
    const ran = await run(machine([101, 102]), [toy('a', 101, row(true)), behind]);
    assert.equal(outcomes(ran), {
      'toy/a:set': 'failed',
      'toy/a:mark': 'skipped',
      'toy/a:back': 'done',
      'toy/a:up': 'done',
      'toy/b:set': 'skipped',
    });
    const [a] = ran.report.resources;
    assert.equal(a?.rollback, { is: 'done', now: 'running' });
    assert.match(a?.text ?? '', /; rolled back: as before, running$/);
    assert.not(ran.report.ok);
  });

  test('is not heard of where all is well, and nothing waits for it', async () => {
    const ran = await run(machine([101, 102]), [toy('a', 101, row(false)), behind]);
    assert.equal(outcomes(ran), { 'toy/a:set': 'done', 'toy/a:mark': 'done', 'toy/b:set': 'done' });
    assert.ok(ran.report.ok);
    const totals = ran.events.flatMap((event) => (event.is === 'ended' ? event.count : []));
    assert.equal(totals.at(-1), { ended: 3, total: 3 });
  });

  test('that fails is told, and goes no further', async () => {
    const host = machine([101]);
    const broken = { kind: 'fail', message: 'the pool is suspended' } as const;
    setFaults(host, [{ command: 'pct set', argv: '--tags back', at: 'begin', do: broken }]);
    const ran = await run(host, [toy('a', 101, row(true))]);
    assert.is(outcomes(ran)['toy/a:up'], 'skipped');
    assert.match(
      ran.report.resources[0]?.text ?? '',
      /could not be rolled back: back: .*the pool is suspended/,
    );
  });

  test('does not begin after a signal: what is not finished is finished by the next apply', async () => {
    const stop = new AbortController();
    const ran = await run(machine([101]), [toy('a', 101, row(true))], {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.is === 'started') stop.abort();
      },
    });
    assert.equal(outcomes(ran), { 'toy/a:set': 'failed', 'toy/a:mark': 'skipped' });
  });

  test('is finished when it has begun, whatever signal comes', async () => {
    const stop = new AbortController();
    const ran = await run(machine([101]), [toy('a', 101, row(true))], {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.is === 'started' && event.step.id === 'toy/a:back') stop.abort();
      },
    });
    assert.is(outcomes(ran)['toy/a:up'], 'done');
  });
});

describe('what is told', (test) => {
  test('secrets are taken out of journal, events and report', async () => {
    const host = machine([101]);
    setFaults(host, [{ command: 'pct set', at: 'begin', do: { kind: 'fail', message: 'bad hunter2 here' } }]);
    const ran = await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])], {
      redact: (text) => text.replaceAll('hunter2', '***').replaceAll('1024', '####'),
    });
    const journal = host.read('/var/lib/phoenix/journal/lab.jsonl') ?? '';
    const told = JSON.stringify([ran.report.resources, ran.events, journal]);
    assert.match(told, /bad \*\*\* here/);
    assert.not.match(told, /hunter2/);
    assert.match(journal, /"--memory","####"/);
  });

  test('events count the steps up to the last', async () => {
    const host = machine([101, 102]);
    const ran = await run(host, [
      toy('a', 101, [digested(setMemory('a', 101, 1024), 101)]),
      toy('b', 102, [digested(setMemory('b', 102, 1024), 102)]),
    ]);
    const counts = ran.events.flatMap((e) => (e.is === 'ended' ? [`${e.count.ended}/${e.count.total}`] : []));
    assert.equal(counts, ['1/2', '2/2']);
  });

  test('every command has its begin in the journal before it, and its end after', async () => {
    const host = machine([101]);
    const seen: string[] = [];
    const cluster = inProcessCluster(host, {
      onRun: (_, argv) => {
        if (argv[0] === 'pct') seen.push(host.read('/var/lib/phoenix/journal/lab.jsonl') ?? '');
      },
    });
    await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])], { cluster });
    const events = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { event: string }).event);
    assert.equal(events(seen[0] ?? ''), ['begin']);
    assert.equal(events(host.read('/var/lib/phoenix/journal/lab.jsonl') ?? ''), ['begin', 'end']);
    assert.ok(JOURNAL_PATTERN.startsWith('/var/lib/phoenix/journal/'));
  });
});

describe('the lock of the estate', (test) => {
  test('is taken for the apply and given back, also when a step failed', async () => {
    const host = machine([101]);
    setFaults(host, [{ command: 'pct set', at: 'begin', do: { kind: 'fail', message: 'no' } }]);
    let held: readonly string[] = [];
    const ran = await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])], {
      onEvent: (event) => {
        if (event.is === 'started') held = host.list('/etc/pve/priv/lock/phoenix-lab');
      },
    });
    assert.is(held.length, 1);
    assert.equal(host.list('/etc/pve/priv/lock/phoenix-lab'), []);
    assert.not(ran.report.ok);
  });

  test('an apply beside another one is refused with the name of that one', async () => {
    const host = machine([101]);
    const cluster = inProcessCluster(host);
    const lock = await cluster.lock('lab', 'run 7 of push 1a2b3c4');
    try {
      await run(host, [toy('a', 101, [digested(setMemory('a', 101, 1024), 101)])]);
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), /the estate lab is locked by run 7 of push 1a2b3c4/);
    } finally {
      await lock.release();
    }
  });

  test('an apply with nothing to do takes no lock and runs nothing', async () => {
    const host = machine([101]);
    const lock = await inProcessCluster(host).lock('lab', 'someone');
    const hold = { is: 'unchanged', why: '' } as const;
    const ran = await run(host, [toy('a', 101, [], { hold })]);
    assert.ok(ran.report.ok);
    assert.equal(ran.calls, []);
    await lock.release();
  });
});
