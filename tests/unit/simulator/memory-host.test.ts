import * as assert from 'uvu/assert';
import { LockTimeout } from '../../../src/simulator/host.ts';
import { memoryHost } from '../../../src/simulator/memory-host.ts';
import { describe } from '../../support/describe.ts';

describe('host in memory', (test) => {
  test('folders are there as long as something is in them', () => {
    const host = memoryHost({ '/a/b/c': '1', '/a/d': '2' });
    assert.equal(host.list('/a'), ['b', 'd']);
    assert.equal(host.list('/a/b'), ['c']);
    assert.is(host.read('/a/b'), null);
    assert.is(host.remove('/a/b/c'), true);
    assert.is(host.remove('/a/b/c'), false);
    assert.equal(host.list('/a'), ['d']);
  });

  test('a fork and its origin do not see what the other writes', () => {
    const origin = memoryHost({ '/a/b': '1', '/c/d': '1' });
    const fork = origin.fork();
    const again = fork.fork();
    fork.write('/a/b', '2');
    origin.write('/c/d', '3');
    origin.append('/a/b', '+');
    fork.remove('/c/d');
    assert.equal(
      [...origin.files()],
      [
        ['/a/b', '1+'],
        ['/c/d', '3'],
      ],
    );
    assert.equal([...fork.files()], [['/a/b', '2']]);
    assert.equal(
      [...again.files()],
      [
        ['/a/b', '1'],
        ['/c/d', '1'],
      ],
    );
  });

  test('a seed repeats chance, and a fork goes on from there', () => {
    const draw = (seed: number) => {
      const host = memoryHost({}, seed);
      return [host.random(), host.fork().random(), host.random()];
    };
    assert.equal(draw(7), draw(7));
    assert.not.equal(draw(7), draw(8));
    const [first, forked, second] = draw(7);
    assert.is(forked, second);
    assert.is.not(first, second);
  });

  test('a lock that another holds is waited for, one of our own is not', () => {
    const host = memoryHost();
    const release = host.hold('/lock');
    const before = host.now();
    assert.throws(
      () => host.withLock('/lock', 10, () => 0),
      (error: unknown) => error instanceof LockTimeout,
    );
    assert.is(host.now() - before, 10_000);
    release();
    assert.is(
      host.withLock('/lock', 10, () => host.withLock('/lock', 10, () => 5)),
      5,
    );
    assert.is(
      host.withLock('/lock', 10, () => 6),
      6,
    );
  });
});
