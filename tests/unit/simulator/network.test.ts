/** A program of the node with the network of a guest: only what health checks type, and only where a network is. */
import * as assert from 'uvu/assert';
import { RECORDED_GUEST } from '../../../src/node/recorded-guest.ts';
import { memoryHost } from '../../../src/simulator/memory-host.ts';
import { nodeFacts, writeFacts } from '../../../src/simulator/facts.ts';
import { setRunning } from '../../../src/simulator/guests.ts';
import type { GuestRuntime } from '../../../src/simulator/session.ts';
import { simulate } from '../../../src/simulator/simulate.ts';
import { describe } from '../../support/describe.ts';

function node(runtime: GuestRuntime | null) {
  const host = memoryHost();
  writeFacts(host, nodeFacts('pve1', {}));
  setRunning(host, 101, { node: 'pve1' });
  return (...argv: string[]) => simulate({ host, node: 'pve1', argv, runtime });
}

const seen: string[] = [];
const real: GuestRuntime = {
  exec: () => ({ exit: 0, stdout: '', stderr: '' }),
  network: ({ vmid, argv }) => {
    seen.push([vmid ?? 'node', ...argv].join(' '));
    return { exit: argv.includes('fail') ? 3 : argv.includes('kill') ? -14 : 0, stdout: 'out\n', stderr: '' };
  },
};

describe('lxc-attach and nsenter', (test) => {
  test('run a program with the network of the guest or of the node', () => {
    const run = node(real);
    const { exit, stdout } = run(
      'lxc-attach',
      '-n',
      '101',
      '-s',
      'NETWORK',
      '--',
      'perl',
      '-e',
      '1',
      '--',
      'x',
    );
    assert.equal([exit, stdout], [0, 'out\n']);
    assert.is(run('nsenter', '--net=/proc/1/ns/net', '--', 'true').exit, 0);
    assert.equal(seen, ['101 perl -e 1 -- x', 'node true']);
  });

  test('end as the program did', () => {
    const run = node(real);
    assert.is(run('nsenter', '--net=/proc/1/ns/net', '--', 'fail').exit, 3);
    assert.is(run('lxc-attach', '-n', '101', '-s', 'NETWORK', '--', 'kill').exit, 142);
  });

  test('fail where no guest runs, and say so where guests are recorded', () => {
    const stopped = node(real)('lxc-attach', '-n', '102', '-s', 'NETWORK', '--', 'true');
    assert.is(stopped.exit, 1);
    assert.match(stopped.stderr, 'Failed to get init pid');
    for (const argv of [
      ['lxc-attach', '-n', '101', '-s', 'NETWORK', '--', 'true'],
      ['nsenter', '--net=/proc/1/ns/net', '--', 'true'],
    ]) {
      const recorded = node(null)(...argv);
      assert.is(recorded.exit, 1);
      assert.match(recorded.stderr, RECORDED_GUEST);
    }
  });

  test('know no other way in', () => {
    const run = node(real);
    for (const argv of [
      ['lxc-attach', '-n', '101', '--', 'true'],
      ['lxc-attach', '101', '-s', 'NETWORK', '--', 'true'],
      ['nsenter', '-t', '1', '-n', '--', 'true'],
      ['nsenter', '--net=/proc/1/ns/net', 'true'],
    ]) {
      const { exit, stderr } = run(...argv);
      assert.is(exit, 1, argv.join(' '));
      assert.match(stderr, 'is simulated');
    }
  });
});
