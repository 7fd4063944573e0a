import * as assert from 'uvu/assert';
import { estimate } from '../../../src/apply/estimate.ts';
import { schedule } from '../../../src/apply/schedule.ts';
import type { Step } from '../../../src/kinds/step.ts';
import { describe } from '../../support/describe.ts';
import { randomFrom } from '../../support/random.ts';
import { exclusive, layeredEstate, shared, step } from './estates.ts';
import { lowerBound, simulateSchedule, type Timed } from './virtual-time.ts';

const one = () => 1;
const ids = (steps: readonly Step[]) => steps.map(({ id }) => id);
const plan = (steps: readonly Step[], parallel = 4) => schedule(steps, { parallel, estimate: one });

describe('which steps start', (test) => {
  test('only what waits for nothing', () => {
    const run = plan([step('a'), step('b', { after: ['a'] })]);
    assert.equal(ids(run.next()), ['a']);
    assert.equal(ids(run.next()), []);
    run.end('a', 'done');
    assert.equal(ids(run.next()), ['b']);
  });

  test('never more than the limit', () => {
    const run = plan(
      Array.from({ length: 9 }, (_, n) => step(`s${n}`)),
      4,
    );
    assert.is(run.next().length, 4);
    assert.is(run.next().length, 0);
    run.end('s0', 'done');
    assert.is(run.next().length, 1);
  });

  test('what most of the work waits for comes first, then by id', () => {
    const run = plan([step('a'), step('b'), step('z'), step('zz', { after: ['z'] })], 1);
    assert.equal(ids(run.next()), ['z']);
    run.end('z', 'done');
    assert.equal(ids(run.next()), ['a']);
  });

  test('the order of the input does not matter', () => {
    const steps = layeredEstate(20, 3, randomFrom(7));
    const order = (input: readonly Step[]) =>
      simulateSchedule(input, 4, estimate).map(({ step, start }) => `${start} ${step.id}`);
    assert.equal(order(steps.toReversed()), order(steps));
  });

  test('an exclusive lock is one holder', () => {
    const locks = [exclusive('guest:1')];
    const run = plan([step('a', { locks }), step('b', { locks }), step('c')]);
    assert.equal(ids(run.next()), ['a', 'c']);
    run.end('a', 'failed');
    assert.equal(ids(run.next()), ['b']);
  });

  test('a shared lock admits up to its limit, and nobody exclusive', () => {
    const steps = [
      step('a', { locks: [shared('storage', 2)] }),
      step('b', { locks: [shared('storage', 2)] }),
      step('c', { locks: [shared('storage', 2)] }),
      step('d', { locks: [exclusive('storage')] }),
    ];
    const run = plan(steps);
    assert.equal(ids(run.next()), ['a', 'b']);
    run.end('a', 'done');
    assert.equal(ids(run.next()), ['c']);
  });

  test('whoever waits to be alone is not kept out by a stream of others', () => {
    const s = [shared('source')];
    const urgent = [step('x', { locks: [exclusive('source')] }), step('x2', { after: ['x'] })];
    const run = plan(
      [step('a', { locks: s }), step('a2', { after: ['a'] }), step('b', { locks: s }), ...urgent],
      2,
    );
    assert.equal(ids(run.next()), ['a']);
    run.end('a', 'done');
    assert.equal(ids(run.next()), ['x', 'a2']);
  });

  test('restarts are held by a guest from its first such step to its last', () => {
    const down = (name: string) => [
      step(`${name}:stop`, { address: name, locks: [exclusive('restarts')] }),
      step(`${name}:set`, { address: name, after: [`${name}:stop`] }),
      step(`${name}:start`, { address: name, after: [`${name}:set`], locks: [exclusive('restarts')] }),
    ];
    const run = plan([...down('lxc/a'), ...down('lxc/b')]);
    for (const name of ['lxc/a', 'lxc/b']) {
      for (const verb of ['stop', 'set', 'start']) {
        assert.equal(ids(run.next()), [`${name}:${verb}`]);
        run.end(`${name}:${verb}`, 'done');
      }
    }
    assert.equal(ids(run.next()), []);
  });

  test('as many guests restart at the same time as the lock admits', () => {
    const down = (name: string) => [
      step(`${name}:stop`, { address: name, locks: [shared('restarts', 2)] }),
      step(`${name}:start`, { address: name, after: [`${name}:stop`], locks: [shared('restarts', 2)] }),
    ];
    const run = plan([...down('a'), ...down('b'), ...down('c')]);
    assert.equal(ids(run.next()), ['a:stop', 'b:stop']);
    run.end('a:stop', 'done');
    assert.equal(ids(run.next()), ['a:start']);
    run.end('a:start', 'done');
    assert.equal(ids(run.next()), ['c:stop']);
  });
});

describe('what a failure costs', (test) => {
  const chain = [
    step('a'),
    step('b', { after: ['a'] }),
    step('c', { after: ['b'] }),
    step('other'),
    step('more', { after: ['other'] }),
  ];

  test('only what comes after it', () => {
    const run = plan(chain);
    run.next();
    run.end('a', 'failed');
    const lost = run.lost().map(({ step, because }) => `${step.id} because of ${because.id}`);
    assert.equal(lost, ['b because of a', 'c because of b']);
    assert.equal(run.lost(), []);
    run.end('other', 'done');
    assert.equal(ids(run.next()), ['more']);
  });

  test('a step that is skipped takes its followers with it', () => {
    const run = plan(chain);
    run.skip('other');
    assert.equal(
      run.lost().map(({ step }) => step.id),
      ['more'],
    );
    assert.equal(ids(run.next()), ['a']);
  });

  const outage = [
    step('x:stop', { address: 'x' }),
    step('x:set', { address: 'x', after: ['x:stop'] }),
    step('x:start', { address: 'x', after: ['x:set'], anyway: true }),
  ];

  test('what runs anyway runs after a failure of its own resource', () => {
    const run = plan(outage);
    run.next();
    run.end('x:stop', 'done');
    run.next();
    run.end('x:set', 'failed');
    assert.equal(run.lost(), []);
    assert.equal(ids(run.next()), ['x:start']);
  });

  test('it runs after what was begun only: a guest that was never stopped is not started', () => {
    const run = plan([step('need'), ...outage.map((s, i) => (i === 0 ? { ...s, after: ['need'] } : s))]);
    run.next();
    run.end('need', 'failed');
    assert.equal(
      run.lost().map(({ step }) => step.id),
      ['x:stop', 'x:set', 'x:start'],
    );
    assert.equal(ids(run.next()), []);
  });

  test('a graph that names a step that is not there, or one twice, is refused', () => {
    assert.throws(() => plan([step('a', { after: ['nope'] })]), /a comes after nope/);
    assert.throws(() => plan([step('a'), step('a')]), /two steps are called a/);
  });
});

describe('the makespan', (test) => {
  const makespan = (timed: readonly Timed[]) => Math.max(...timed.map(({ end }) => end));

  test('of 60 containers in 4 layers is at most 1.1 times what no order can beat', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const steps = layeredEstate(60, 4, randomFrom(seed));
      const timed = simulateSchedule(steps, 4, estimate);
      assert.is(timed.length, steps.length);
      const ratio = makespan(timed) / lowerBound(steps, 4, estimate);
      assert.ok(ratio <= 1.1, `estate ${seed}: ${ratio.toFixed(3)}`);
    }
  });

  test('stays so when the guesses are wrong by up to a half', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = randomFrom(seed);
      const steps = layeredEstate(60, 4, random);
      const real = new Map(steps.map((s) => [s.id, estimate(s) * (0.5 + random())]));
      const duration = (s: Step) => real.get(s.id) ?? 0;
      const ratio = makespan(simulateSchedule(steps, 4, duration, estimate)) / lowerBound(steps, 4, duration);
      assert.ok(ratio <= 1.15, `estate ${seed}: ${ratio.toFixed(3)}`);
    }
  });

  test('of any graph is within the bound of list scheduling, and every rule holds at every moment', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = randomFrom(seed);
      const count = 5 + Math.floor(random() * 40);
      const steps = Array.from({ length: count }, (_, n) => {
        const before = Array.from({ length: n }, (_, i) => `s${i}`).filter(() => random() < 2 / count);
        const locks = random() < 0.5 ? [exclusive(`lock${Math.floor(random() * 4)}`)] : [];
        return step(`s${n}`, { after: before, locks });
      });
      const lengths = new Map(steps.map((s) => [s.id, 1 + Math.floor(random() * 20)]));
      const duration = (s: Step) => lengths.get(s.id) ?? 0;
      const timed = simulateSchedule(steps, 3, duration);
      const at = new Map(timed.map((t) => [t.step.id, t]));
      assert.is(timed.length, count);
      for (const t of timed) {
        for (const id of t.step.after) assert.ok((at.get(id)?.end ?? Infinity) <= t.start, 'order');
        const beside = timed.filter((o) => o.start <= t.start && t.start < o.end);
        assert.ok(beside.length <= 3, 'parallel');
        const names = beside.flatMap((o) => o.step.locks.map((lock) => lock.name));
        assert.is(new Set(names).size, names.length, 'locks');
      }
      const work = steps.reduce((sum, s) => sum + duration(s), 0);
      assert.ok(makespan(timed) <= work, 'never idle');
    }
  });
});

describe('a way back', (test) => {
  /** Two steps that may fail, one that follows, and the way back: two steps. */
  const row = [
    step('a:1'),
    step('a:2', { after: ['a:1'] }),
    step('a:3', { after: ['a:2'] }),
    step('a:back', { after: ['a:1', 'a:2'], rescue: true }),
    step('a:up', { after: ['a:back'], rescue: true }),
  ];

  test('is not heard of where nothing failed', () => {
    const run = plan(row);
    for (const id of ['a:1', 'a:2', 'a:3']) {
      assert.equal(ids(run.next()), [id]);
      run.end(id, 'done');
    }
    assert.equal(ids(run.next()), []);
    assert.equal(run.lost(), []);
    assert.equal(run.waiting(), []);
    assert.is(run.spare(), 2);
  });

  for (const [failed, begun] of [
    ['a:1', []],
    ['a:2', ['a:1']],
  ] as const) {
    test(`is gone step by step where ${failed} failed`, () => {
      const run = plan(row);
      for (const id of begun) {
        run.next();
        run.end(id, 'done');
      }
      assert.equal(ids(run.next()), [failed]);
      run.end(failed, 'failed');
      assert.is(run.spare(), 0);
      assert.ok(run.lost().every(({ step: { rescue } }) => !rescue));
      assert.equal(ids(run.next()), ['a:back']);
      run.end('a:back', 'done');
      assert.equal(ids(run.next()), ['a:up']);
    });
  }

  test('ends where a step of it fails', () => {
    const run = plan(row);
    run.next();
    run.end('a:1', 'failed');
    run.lost();
    run.next();
    run.end('a:back', 'failed');
    assert.equal(ids(run.next()), []);
    assert.equal(
      run.lost().map(({ step: { id } }) => id),
      ['a:up'],
    );
  });

  test('is not needed where a step that it comes after was never begun', () => {
    const run = plan(row);
    run.next();
    run.end('a:1', 'done');
    run.skip('a:2');
    assert.equal(ids(run.next()), []);
    assert.equal(run.waiting(), []);
    assert.equal(
      run.lost().map(({ step: { id } }) => id),
      ['a:3'],
    );
  });

  test('waits until all has ended that it comes after', () => {
    const run = plan([step('a:1'), step('a:2'), step('a:back', { after: ['a:1', 'a:2'], rescue: true })]);
    run.next();
    run.end('a:1', 'failed');
    assert.equal(ids(run.next()), []);
    assert.ok(run.rescues(step('a:back')));
    run.end('a:2', 'done');
    assert.equal(ids(run.next()), ['a:back']);
  });
});
