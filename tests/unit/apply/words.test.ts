/** What people read of an apply: why a step failed, what is true of a resource now, how long it was down. */
import * as assert from 'uvu/assert';
import type { Attempt } from '../../../src/apply/attempt.ts';
import { contentionIn, heldLock, sameButLock } from '../../../src/apply/contention.ts';
import { downtime } from '../../../src/apply/downtime.ts';
import { estimate } from '../../../src/apply/estimate.ts';
import type { StepOutcome } from '../../../src/apply/report.ts';
import { type Ended, summarize } from '../../../src/apply/summarize.ts';
import { complaint, failure } from '../../../src/apply/wording.ts';
import { settingsSchema } from '../../../src/config/settings.ts';
import type { Change } from '../../../src/kinds/change.ts';
import type { Step } from '../../../src/kinds/step.ts';
import { describe } from '../../support/describe.ts';
import { step } from './estates.ts';
import { toy, type ToyOptions } from './toy.ts';

const tried = (over: Partial<Attempt>): Attempt => ({
  what: 'pct set',
  exit: 255,
  stdout: '',
  stderr: '',
  timedOut: false,
  refused: false,
  ...over,
});

describe('contention', (test) => {
  const cases: readonly [string, string | null][] = [
    [
      "trying to acquire lock...\ncan't lock file '/run/lock/lxc/pve-config-101.lock' - got timeout\n",
      "can't lock file '/run/lock/lxc/pve-config-101.lock' - got timeout",
    ],
    ['CT is locked (backup)\n', 'CT is locked (backup)'],
    ['VM is locked (snapshot-delete)\n', 'VM is locked (snapshot-delete)'],
    ["cfs-lock 'storage-tank' error: got lock request timeout\n", 'got lock request timeout'],
    ["bridge 'nope' does not exist\n", null],
    ['detected modified configuration - file changed by other user? Try again.\n', null],
    ['', null],
  ];
  for (const [output, want] of cases) {
    test(JSON.stringify(output), () => assert.is(contentionIn(output), want));
  }

  test("Proxmox's lock is read in the current section only", () => {
    assert.is(heldLock('arch: amd64\nlock: backup\n\n[s1]\n'), 'backup');
    assert.is(heldLock('arch: amd64\n\n[s1]\nlock: backup\n'), null);
  });

  const pairs: readonly [string, string, string, boolean][] = [
    ['a lock that came', 'a: 1\nb: 2\n', 'a: 1\nlock: backup\nb: 2\n', true],
    ['a lock that went', 'a: 1\nlock: disk\n\n[s]\nx: 1\n', 'a: 1\n\n[s]\nx: 1\n', true],
    ['a lock and an edit', 'a: 1\nlock: disk\n', 'a: 2\n', false],
    ['an edit', 'a: 1\n', 'a: 2\n', false],
    ['nothing', 'a: 1\n', 'a: 1\n', true],
    ['a lock in a snapshot', 'a: 1\n\n[s]\n', 'a: 1\n\n[s]\nlock: x\n', false],
  ];
  for (const [name, a, b, want] of pairs)
    test(`the same but for the lock: ${name}`, () => assert.is(sameButLock(a, b), want));
});

describe('why a step failed', (test) => {
  const told = (
    attempt: Partial<Attempt>,
    broken: readonly string[] = ['101: memory is 1'],
    notes: string[] = [],
  ) => {
    const is = failure({
      step: step('a', { timeout: 600_000 }),
      ms: 5,
      attempt: tried(attempt),
      broken,
      notes,
      redact: (text) => text.replaceAll('hunter2', '***'),
    });
    if (is.is !== 'failed') throw new Error('it did not fail');
    return is;
  };
  const cases: readonly [string, Partial<Attempt>, RegExp][] = [
    [
      'the reason of a parameter error',
      { stderr: '400 Parameter verification failed.\nmemory: type check failed\npct set <vmid> [OPTIONS]\n' },
      /^pct set failed: memory: type check failed$/,
    ],
    [
      'the reason behind the wait for a lock',
      { stderr: "trying to acquire lock...\ncan't lock file 'x' - got timeout\n" },
      /^pct set failed: can't lock file 'x' - got timeout$/,
    ],
    ['no reason at all', {}, /^pct set failed: exit 255$/],
    ['a signal', { exit: -9 }, /^pct set was killed by signal 9$/],
    ['the time limit', { exit: -15, timedOut: true }, /^pct set did not end within 10 min and was stopped$/],
    [
      'a lost connection',
      { exit: null, stderr: 'ssh to pve1 ended' },
      /^the connection was lost while pct set ran: ssh to pve1 ended$/,
    ],
    [
      'nothing changed',
      { exit: 0, stderr: 'WARN: x\n' },
      /^pct set said that it worked, but 101: memory is 1 \(WARN: x\)$/,
    ],
    ['a secret', { stderr: 'bad password hunter2' }, /^pct set failed: bad password \*\*\*$/],
  ];
  for (const [name, attempt, why] of cases) test(name, () => assert.match(told(attempt).why, why));

  test('what was done about it comes after', () => {
    assert.match(
      told({ stderr: 'no' }, [], ['it was taken back']).why,
      /^pct set failed: no; it was taken back$/,
    );
  });

  test('what to do about it', () => {
    assert.match(told({ stderr: 'CT is locked (backup)' }).hint ?? '', /pct unlock/);
    assert.match(told({ refused: true }).hint ?? '', /someone else changed the guest/);
    assert.is(told({ stderr: 'no' }).hint, undefined);
    assert.match(told({ stderr: 'cluster not ready - no quorum?' }).hint ?? '', /pvecm status/);
    assert.match(told({ stderr: 'tar: Cannot mkdir: No space left on device' }).hint ?? '', /make room/);
    assert.match(told({ exit: -9 }).hint ?? '', /lack of memory \("journalctl -k -g oom" tells\)/);
    const other = 'checksum mismatch (file change by other user?)';
    assert.match(
      told({ exit: 0, refused: true, stderr: other }).why,
      /did nothing: someone else had changed/,
    );
  });

  test('the end of a long output is kept, without secrets', () => {
    const { output = '' } = told({ stdout: 'x'.repeat(9000), stderr: 'hunter2 is the reason' });
    assert.ok(output.length < 4100 && output.endsWith('*** is the reason'));
  });

  test('a command that complains although it worked', () => {
    assert.is(complaint(tried({ exit: 0 })), undefined);
    assert.match(
      complaint(tried({ stderr: "bridge 'x' does not exist" })) ?? '',
      /ended with 255 \(bridge 'x'/,
    );
    assert.match(complaint(tried({ exit: null })) ?? '', /connection was lost .*, but it has its effect/);
  });
});

describe('the time that a guest was down', (test) => {
  type Row = readonly [start: number, end: number, before: boolean, after: boolean, reboots: boolean];
  const cases: readonly [string, readonly Row[], number][] = [
    ['never', [[0, 10, true, true, false]], 0],
    ['a restart in one step', [[0, 10, true, true, true]], 10],
    [
      'from shutdown to start',
      [
        [0, 10, true, false, true],
        [10, 30, false, false, false],
        [30, 40, false, true, true],
      ],
      40,
    ],
    ['a first start', [[0, 10, false, true, false]], 0],
    ['still down', [[0, 10, true, false, false]], 100],
    [
      'twice',
      [
        [0, 10, true, false, false],
        [10, 20, false, true, false],
        [50, 55, true, true, true],
      ],
      25,
    ],
  ];
  for (const [name, rows, want] of cases) {
    test(name, () => {
      const down = downtime();
      for (const [start, end, before, after, reboots] of rows) {
        down.step('lxc/a', { start, end }, { before, after }, reboots);
      }
      assert.is(down.total('lxc/a', 100), want);
      assert.is(down.total('lxc/b', 100), 0);
    });
  }
});

describe('what is true of a resource now', (test) => {
  const settings = settingsSchema.parse({ name: 'lab', nodes: { vm: {} }, policies: { retire: '7d' } });
  const now = '2026-11-23T22:00:00.000Z';
  const done: StepOutcome = { is: 'done', ms: 1 };
  const failed: StepOutcome = { is: 'failed', ms: 1, why: 'no space' };
  const skipped: StepOutcome = { is: 'skipped', why: 'it was stopped' };
  const ended = (title: string, outcome: StepOutcome, over: Partial<Step> = {}, start = 0): Ended => ({
    step: step(title, { title, address: 'toy/a', ...over }),
    report: { id: title, address: 'toy/a', title, outcome },
    start,
    end: start + 10,
  });
  const change = (path: string, after: Change['after']): Change => ({
    path,
    before: null,
    after,
    effect: 'live',
    slot: path,
  });
  const of = (
    options: ToyOptions,
    list: readonly Ended[],
    running: boolean | null = true,
    changes: readonly Change[] = [],
  ) => {
    const entry = { ...toy('a', 101, [], options), changes };
    return summarize(entry, list, { settings, now, downMs: 7, running });
  };

  const cases: readonly [string, ReturnType<typeof of>, string, string][] = [
    ['created', of({ action: 'create' }, [ended('create', done)]), 'applied', 'created, running'],
    [
      'created, not started',
      of({ action: 'create' }, [ended('create', done)], false),
      'applied',
      'created, stopped',
    ],
    [
      'retired',
      of({ action: 'retire' }, [ended('shut down', done)], false),
      'applied',
      'retired until 30 Nov 22:00 UTC',
    ],
    [
      'retired after a backup',
      of(
        { action: 'retire' },
        [ended('back up', done, { do: { verb: 'run', argv: ['vzdump', '101'] } })],
        false,
      ),
      'applied',
      'retired until 30 Nov 22:00 UTC; backup taken',
    ],
    ['destroyed', of({ action: 'destroy' }, [ended('destroy', done)], null), 'applied', 'destroyed'],
    [
      'changed',
      of({}, [ended('set', done)], true, [
        change('/memory', 2048),
        change('/rootfs/size', '192G'),
        change('/tags', null),
      ]),
      'applied',
      'memory 2048, rootfs.size 192G, tags removed',
    ],
    [
      'back from its retirement, and finished',
      of({}, [ended('set', done)], true, [
        { ...change('', 'wanted'), slot: 'guest', note: 'comes back as it was' },
        { ...change('/cores', 'finished'), slot: 'marker', note: 'finishes what an earlier apply began' },
        change('/state', 'running'),
      ]),
      'applied',
      'comes back as it was, finishes what an earlier apply began, state running',
    ],
    [
      'changed with a restart',
      of({}, [ended('restart', done, { effect: 'restart' })], true, [change('/cores', 2)]),
      'applied',
      'restarted; cores 2',
    ],
    [
      'failed half-way',
      of({}, [ended('set memory', done), ended('grow rootfs', failed), ended('start', skipped)]),
      'failed',
      'grow rootfs: no space (done: set memory)',
    ],
    ['stopped before', of({}, [ended('set memory', skipped)]), 'skipped', 'it was stopped'],
    ['held', of({ hold: { is: 'held', why: 'restarts are manual' } }, []), 'held', 'restarts are manual'],
    ['nothing to do', of({}, []), 'unchanged', 'nothing to do'],
  ];
  for (const [name, report, outcome, text] of cases) {
    test(name, () => assert.equal([report.outcome, report.text], [outcome, text]));
  }

  test('its time is that from the first step to the last, and only an old guest can be missed', () => {
    const list = [ended('a', done, {}, 100), ended('b', done, {}, 300), ended('c', skipped, {}, 900)];
    assert.is(of({}, list).ms, 210);
    assert.is(of({}, list).downMs, 7);
    assert.is(of({ action: 'create' }, list).downMs, null);
    assert.is(of({ action: 'retire' }, list).downMs, null);
  });
});

describe('estimates', (test) => {
  const run = (...argv: string[]) => estimate(step('a', { do: { verb: 'run', argv } }));
  test('come from the recordings; what nobody measured takes a second', () => {
    assert.is(run('pct', 'create', '101'), 4088);
    assert.ok(run('pct', 'clone', '1', '2', '--full', '1') > run('pct', 'clone', '1', '2'));
    assert.is(run('pct', 'frobnicate'), 1000);
    assert.ok(
      estimate(
        step('a', { do: { verb: 'raw', vmid: 1, lines: [], digest: { ref: 'digest', scope: 'guest:1' } } }),
      ) < 1000,
    );
  });
});
