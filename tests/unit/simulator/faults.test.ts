/** Injected faults: which call they strike, when, and what becomes of it. */
import * as assert from 'uvu/assert';
import { CallerKilled, type Fault, readFaults, setFaults } from '../../../src/simulator/faults.ts';
import { describe } from '../../support/describe.ts';
import { simulatedCluster } from '../../support/simulated-cluster.ts';

function struck(...faults: readonly Fault[]) {
  const cluster = simulatedCluster();
  cluster.create(101, 'btr:1', '--memory', '64');
  setFaults(cluster.host, faults);
  return cluster;
}

const SET = ['pct', 'set', '101', '--memory', '128'] as const;

/** What strikes, exit, stderr, the memory that the guest then has. */
const kinds: readonly (readonly [string, Fault['at'], Fault['do'], number, string, string])[] = [
  ['fails before', 'begin', { kind: 'fail', message: 'no quorum', exit: 5 }, 5, 'no quorum\n', '64'],
  ['fails after', 'end', { kind: 'fail', message: 'lost' }, 255, 'lost\n', '128'],
  ['exits 0 without effect', 'begin', { kind: 'fail', message: '', exit: 0 }, 0, '', '64'],
  ['loses its answer', 'end', { kind: 'silence' }, 255, '', '128'],
  ['is killed before', 'begin', { kind: 'kill' }, -9, '', '64'],
  ['is killed after', 'end', { kind: 'kill' }, -9, '', '128'],
  ['is interrupted', 'begin', { kind: 'interrupt' }, 255, 'received interrupt\n', '64'],
  [
    'says something else',
    'begin',
    { kind: 'garbage', stderr: 'perl: warning\n' },
    0,
    'perl: warning\n',
    '128',
  ],
];

describe('a command that', (test) => {
  for (const [what, at, kind, exit, stderr, memory] of kinds) {
    test(what, () => {
      const { run, option } = struck({ command: 'pct set', at, do: kind });
      const result = run(...SET);
      assert.equal([result.exit, result.stderr, option(101, 'memory')], [exit, stderr, memory]);
      assert.is(run(...SET).exit, 0, 'and the next call is well');
    });
  }

  test('hangs takes for ever, and is not to be told from one that was ended', () => {
    const { run } = struck({ command: 'pct set', at: 'begin', do: { kind: 'hang' } });
    const { exit, ms } = run(...SET);
    assert.equal([exit, ms], [-15, Infinity]);
  });

  test('loses its lock goes on where it does not look again', () => {
    const { run, option } = struck({
      command: 'pct clone',
      at: 'clone:planned',
      do: { kind: 'lose-lock', vmid: 101 },
    });
    assert.match(run('pct', 'clone', '101', '102').stdout, 'create full clone');
    assert.is(option(101, 'lock'), undefined);
  });

  test('is called by a process that is killed goes on to its end', () => {
    const { run, option } = struck({ command: 'pct set', at: 'begin', do: { kind: 'kill-caller' } });
    assert.throws(
      () => run(...SET),
      (error: unknown) => error instanceof CallerKilled,
    );
    assert.is(option(101, 'memory'), '128');
  });
});

describe('a fault', (test) => {
  const fail = { kind: 'fail', message: 'x' } as const;

  test('strikes the call that it names, and is then used up', () => {
    const { run, host } = struck(
      { command: 'pct set', with: '102', at: 'begin', do: fail },
      { command: 'pct set', argv: '--memory 1\\d\\d$', at: 'begin', do: fail },
      { command: '*', at: 'begin', after: 2, times: 2, do: fail },
    );
    assert.is(run('pct', 'set', '101', '--memory', '99').exit, 0);
    assert.is(run(...SET).exit, 255, 'by its argv');
    const exits = Array.from({ length: 4 }, () => run('pct', 'list').exit);
    assert.equal(exits, [0, 255, 255, 0], 'the third and fourth that match the last one');
    assert.equal(
      readFaults(host).map(({ with: word }) => word),
      ['102'],
      'one is still there',
    );
  });
});
