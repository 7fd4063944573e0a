/** Simulated time: how long commands take, and that it passes while they work, not after. */
import * as assert from 'uvu/assert';
import { setFaults } from '../../../src/simulator/faults.ts';
import { writeFacts, nodeFacts } from '../../../src/simulator/facts.ts';
import { latencyOf } from '../../../src/simulator/latency.ts';
import { describe } from '../../support/describe.ts';
import { simulatedCluster, TEMPLATE } from '../../support/simulated-cluster.ts';

describe('latency', (test) => {
  test('is off by default', () => {
    const { host, run } = simulatedCluster();
    const before = host.now();
    assert.is(run('pct', 'list').ms, 0);
    assert.is(host.now() - before, 1000, 'only the test let time pass');
  });

  test('scales the recorded medians, and adds up on the clock of a host in memory', () => {
    const { host, run } = simulatedCluster({ facts: { latency: 0.5 } });
    const before = host.now();
    assert.is(run('pct', 'create', '101', TEMPLATE, '--rootfs', 'btr:1').ms, 2044);
    assert.is(host.now() - before, 3044);
  });

  /** What is done before, the call, milliseconds. */
  const calls: readonly (readonly [string, readonly (readonly string[])[], readonly string[], number])[] = [
    ['a copy', [], ['pct', 'clone', '101', '102'], 4637],
    ['a linked clone', [['pct', 'template', '101']], ['pct', 'clone', '101', '102'], 1403],
    [
      'a copy of a template',
      [['pct', 'template', '101']],
      ['pct', 'clone', '101', '102', '--full', '1'],
      4637,
    ],
    ['growing a stopped guest', [], ['pct', 'resize', '101', 'rootfs', '+1G'], 23128],
    ['growing a running guest', [['pct', 'start', '101']], ['pct', 'resize', '101', 'rootfs', '+1G'], 2000],
    ['create and start', [], ['pct', 'create', '103', TEMPLATE, '--start', '1'], 5944],
    ['what nobody measured', [], ['pct', 'cpusets'], 1000],
  ];
  for (const [what, before, argv, ms] of calls) {
    test(`of ${what}`, () => {
      const { host, create, ok } = simulatedCluster();
      create(101, 'btr:1');
      for (const words of before) ok(...words);
      assert.is(latencyOf(host, { node: 'one', command: argv.slice(0, 2).join(' '), argv }), ms);
    });
  }

  test('passes while the command works: a kill comes in the middle', () => {
    const { host, create, run } = simulatedCluster();
    create(101, 'btr:1');
    for (const node of ['one', 'two']) writeFacts(host, nodeFacts(node, { latency: 1 }));
    const ended = ['clone:target-locked', 'clone:copied'].map((at) => {
      setFaults(host, [{ command: 'pct clone', at, do: { kind: 'kill' } }]);
      const before = host.now();
      run('pct', 'clone', '101', '102');
      setFaults(host, []);
      run('pct', 'unlock', '101');
      run('pct', 'destroy', '102', '--destroy-unreferenced-disks', '1');
      run('pct', 'unlock', '102');
      return host.now() - before;
    });
    assert.ok((ended[0] ?? 0) < (ended[1] ?? 0), ended.join(' < '));
  });
});
