/** Processes and files in guests: `pct exec`, `push`, `pull`, hook scripts; what each passes on and how each fails. */
import * as assert from 'uvu/assert';
import { guestRoot } from '../../../src/simulator/guest-files.ts';
import type { GuestEnd, GuestProcess } from '../../../src/simulator/session.ts';
import { simulate } from '../../../src/simulator/simulate.ts';
import { describe } from '../../support/describe.ts';
import { simulatedCluster } from '../../support/simulated-cluster.ts';

/** A running guest 101 whose processes end as told; `seen` are those that were started. */
function guestThat(end: Partial<GuestEnd> = {}, ...options: readonly string[]) {
  const seen: GuestProcess[] = [];
  const runtime = {
    exec: (process: GuestProcess) => {
      seen.push({ ...process });
      return { exit: 0, stdout: '', stderr: '', ...end };
    },
  };
  const cluster = simulatedCluster({ runtime: () => runtime });
  cluster.create(101, 'btr:1', '--start', '1', ...options);
  const type = (argv: readonly string[], stdin = '') =>
    simulate({
      host: cluster.host,
      node: 'one',
      argv,
      stdin,
      env: { TOKEN: 'secret', LANG: 'C.UTF-8' },
      runtime,
    });
  return { ...cluster, seen, type };
}

describe('pct exec', (test) => {
  /** How the process ends, the exit status of pct. */
  const ends: readonly (readonly [Partial<GuestEnd>, number])[] = [
    [{ exit: 0 }, 0],
    [{ exit: 7 }, 7],
    [{ exit: 255 }, 255],
    [{ exit: -9 }, 137],
    [{ exit: -15 }, 143],
    [{ failed: 'ENOENT' }, 127],
    [{ failed: 'EACCES' }, 126],
  ];
  for (const [end, exit] of ends) {
    test(`${JSON.stringify(end)} gives ${exit}`, () => {
      assert.is(guestThat(end).type(['pct', 'exec', '101', '--', 'x']).exit, exit);
    });
  }

  test('hands words and stdin on as they are', () => {
    const { type, seen } = guestThat();
    const argv = ['sh', '-c', 'a  b;$(c)', '--', '-x', ''];
    type(['pct', 'exec', '101', '--', ...argv], 'in\0put');
    assert.equal([seen[0]?.argv, seen[0]?.stdin], [argv, 'in\0put']);
  });

  test('keeps the caller’s environment unless told otherwise', () => {
    const { type, seen } = guestThat({}, '--env', 'A=1');
    type(['pct', 'exec', '101', '--', 'x']);
    type(['pct', 'exec', '101', '--keep-env', '0', '--', 'x']);
    assert.equal(
      seen.map(({ env }) => [env['TOKEN'], env['A'], env['container']]),
      [
        ['secret', '1', 'lxc'],
        [undefined, '1', 'lxc'],
      ],
    );
  });

  test('takes options before the command for its own', () => {
    const { exit, stderr } = guestThat().type(['pct', 'exec', '101', 'ls', '-la']);
    assert.is.not(exit, 0);
    assert.match(stderr, 'Unknown option: la');
  });

  test('fails without a command, in a stopped guest, and in none', () => {
    const { type, ok } = guestThat();
    assert.match(type(['pct', 'exec', '101', '--']).stderr, 'missing command');
    ok('pct', 'stop', '101');
    assert.is(type(['pct', 'exec', '101', '--', 'x']).stderr, "container '101' not running!\n");
    assert.is(type(['pct', 'exec', '102', '--', 'x']).exit, 2);
  });
});

describe('pct push and pull', (test) => {
  test('copy a file', () => {
    const { type, host } = guestThat();
    host.write('/tmp/a', 'text');
    assert.is(type(['pct', 'push', '101', '/tmp/a', '/root/b']).exit, 0);
    assert.is(host.read(`${guestRoot(101)}/root/b`), 'text');
    assert.is(type(['pct', 'pull', '101', '/root/b', '/tmp/c']).exit, 0);
    assert.is(host.read('/tmp/c'), 'text');
  });

  /** Words after the VMID, what stderr says; the exit is 0 by the quirk. */
  const failures = [
    ['push', ['/tmp/no', '/root/x'], 'failed to open /tmp/no for reading'],
    ['push', ['/tmp/a', '/no/such/x'], 'failed to create file: /no/such/x: No such file or directory'],
    ['push', ['/tmp/a', '/root/'], 'failed to create file: /root/: Is a directory'],
    ['push', ['/tmp/a', '/root/x', '--perms', '999'], "invalid mode: '0999'"],
    ['push', ['/tmp/a', '/root/x', '--user', 'nobodyhere'], 'failed to get uid for: nobodyhere'],
    ['pull', ['/no', '/tmp/x'], 'failed to open /no: No such file or directory'],
    ['pull', ['/root/b', '/no/such/x'], 'failed to create file: /no/such/x: No such file or directory'],
  ] as const;
  for (const exit0 of [true, false]) {
    for (const [verb, words, message] of failures) {
      test(`${verb} ${words.join(' ')} fails, and exits ${exit0 ? 0 : '255 without the quirk'}`, () => {
        const { host, create, run } = simulatedCluster({ facts: { quirks: { exit0 } } });
        create(101, 'btr:1', '--start', '1');
        host.write('/tmp/a', 'text');
        host.write(`${guestRoot(101)}/root/b`, 'x');
        const result = run('pct', verb, '101', ...words);
        assert.equal([result.exit, result.stderr], [exit0 ? 0 : 255, `${message}\n`]);
      });
    }
  }

  test('fail for a stopped guest', () => {
    const { create, run } = simulatedCluster();
    create(101, 'btr:1');
    assert.equal(
      [run('pct', 'push', '101', '/tmp/a', '/x').exit, run('pct', 'pull', '101', '/x', '/tmp/a').exit],
      [255, 255],
    );
  });
});
