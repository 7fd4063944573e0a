/** A node that an apply restarts for a feature: who is stopped, what is waited for, and what goes on after a cut. */
import * as assert from 'uvu/assert';
import type { Clock } from '../../src/apply/clock.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { isRunning } from '../../src/simulator/guests.ts';
import { failingPath } from '../../src/simulator/failing.ts';
import type { Host } from '../../src/simulator/host.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { ownPath } from '../../src/simulator/own-files.ts';
import { failNode, recoverNode, restartNode } from '../../src/simulator/power.ts';
import { cutBefore } from '../support/cut-cluster.ts';
import { describe } from '../support/describe.ts';
import { type HostEstate, hostEstate } from '../support/host-estate.ts';
import { applyOn, applyTo, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const NODES = { nodes: ['pve2'] } as const;
const NEXT = { driver: '590.2', reboot: 'apply', ...NODES } as const;

const driverOf = (host: Host) => host.read(ownPath('pve1', '/sys/module/nvidia/version'));
const bootOf = (host: Host) => host.read(ownPath('pve1', '/proc/sys/kernel/random/boot_id'));
const allRun = (host: Host) => [101, 102, 103].every((vmid) => isRunning(host, vmid));

/** Whoever waits lets time pass on the simulated cluster too. */
function clockOf(host: Host): Clock {
  const clock = virtualClock();
  return {
    ...clock,
    sleep: (ms, signal) => {
      host.wait(ms);
      return clock.sleep(ms, signal);
    },
  };
}

/** The driver is there, and the next one wants the node restarted. */
async function wanting(more: HostEstate = NODES): Promise<MemoryHost> {
  const host = hostFor(hostEstate(more));
  const { report } = await applyTo(host, hostEstate({ driver: '580.1', ...more }), { clock: clockOf(host) });
  assert.ok(report.ok, JSON.stringify(report.resources));
  host.write(failingPath('pve1', 'restart driver'), '');
  return host;
}

const words = (argv: readonly string[]) =>
  argv[0] === 'pct'
    ? [argv.slice(0, 3).join(' ')]
    : argv.includes('reboot')
      ? ['reboot']
      : argv[0] === 'systemd-run'
        ? ['feature']
        : [];

describe('a node that an apply restarts', (test) => {
  test('consumers stop, then the others; it restarts, goes on, and all of them start', async () => {
    const host = await wanting();
    const calls: string[] = [];
    const { report, live } = await applyTo(host, hostEstate(NEXT), {
      clock: clockOf(host),
      onRun: (_, argv) => calls.push(...words(argv)),
    });
    assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
    const node = live.plan.items.find(({ address }) => address === 'node/pve1');
    assert.equal(
      node?.changes.map(({ path, effect, stops }) => ({ path, effect, stops })),
      [{ path: '/features/driver', effect: 'offline', stops: ['lxc/a', 'lxc/b', 'lxc/c'] }],
    );
    assert.equal(calls.slice(0, 2).toSorted(), ['pct shutdown 101', 'pct shutdown 102']);
    assert.equal(calls.slice(2, 6), ['feature', 'pct shutdown 103', 'reboot', 'feature']);
    assert.equal(calls.slice(6, 9), ['pct start 101', 'pct start 102', 'pct start 103']);
    assert.is(bootOf(host), 'boot-pve1-1\n');
    assert.is(driverOf(host), '590.2\n');
    assert.ok(allRun(host));
    assert.equal((await livePlanOf(hostEstate(NEXT), inProcessCluster(host))).plan.items, []);
  });

  test('where nothing asks for it, neither the node nor the other guests notice', async () => {
    const host = await wanting();
    host.remove(failingPath('pve1', 'restart driver'));
    const calls: string[] = [];
    const { report } = await applyTo(host, hostEstate(NEXT), {
      clock: clockOf(host),
      onRun: (_, argv) => calls.push(...words(argv)),
    });
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.is(bootOf(host), null);
    assert.not(calls.includes('pct shutdown 103'));
    assert.is(driverOf(host), '590.2\n');
    assert.ok(allRun(host));
  });

  test('cut off before any of its changes, and applied again: the same end', async () => {
    const start = await wanting();
    let cuts = 0;
    for (let n = 1; ; n += 1) {
      const host = start.fork();
      const { cluster, wasCut } = cutBefore(inProcessCluster(host), n);
      await applyOn(cluster, hostEstate(NEXT), { clock: clockOf(host) });
      if (!wasCut()) break;
      cuts += 1;
      // A restart that was asked for comes about, whoever asked.
      host.wait(60_000);
      for (let again = 0; again < 2; again += 1) {
        const { report } = await applyTo(host, hostEstate(NEXT), { clock: clockOf(host) });
        if (again > 0) assert.ok(report.ok, `cut before ${n}: ${JSON.stringify(report.resources)}`);
      }
      assert.ok(allRun(host), `cut before ${n}: a guest is down`);
      assert.is(driverOf(host), '590.2\n', `cut before ${n}`);
      assert.equal((await livePlanOf(hostEstate(NEXT), inProcessCluster(host))).plan.items, [], `cut ${n}`);
    }
    assert.ok(cuts > 12, `${cuts} places`);
  });

  test('a node that does not come back is told, and its guests start with the next apply', async () => {
    const host = await wanting();
    const { report } = await applyTo(host, hostEstate(NEXT), {
      clock: clockOf(host),
      onRun: (_, argv) => {
        if (!argv.includes('reboot')) return;
        host.remove('/.sim/timers/pve1/phoenix-restart.timer');
        failNode(host, 'pve1');
      },
    });
    assert.not(report.ok);
    assert.match(JSON.stringify(report.resources), /pve1 was restarted and is not back/);
    // Somebody presses the button.
    recoverNode(host, 'pve1');
    restartNode(host, 'pve1');
    host.wait(60_000);
    await applyTo(host, hostEstate(NEXT), { clock: clockOf(host) });
    const last = await applyTo(host, hostEstate(NEXT), { clock: clockOf(host) });
    assert.ok(last.report.ok, JSON.stringify(last.report.resources));
    assert.ok(allRun(host));
  });

  const obstacles: readonly [name: string, estate: HostEstate, spoil: (host: Host) => void, why: RegExp][] = [
    ['no other node', { nodes: [] }, () => {}, /no other node answers/],
    ['the runner is there', { runner: 'lxc/c' }, () => {}, /lxc\/c runs the jobs there/],
    [
      'a guest of somebody else runs there',
      {},
      (host) => {
        host.write('/etc/pve/nodes/pve1/lxc/999.conf', 'hostname: foreign\n');
        host.write('/.sim/running/999', 'pve1\n{"node":"pve1"}\n');
      },
      /guests that are not this estate's run on it: 999/,
    ],
    [
      'a guest is under high availability',
      {},
      (host) => host.write('/etc/pve/ha/resources.cfg', 'ct: 103\n\tstate started\n\n'),
      /lxc\/c is under high availability/,
    ],
    [
      'the others have no quorum without it',
      {},
      (host) =>
        host.write(
          '/etc/pve/corosync.conf',
          'nodelist {\n node {\n  quorum_votes: 1\n }\n node {\n  quorum_votes: 1\n }\n}\n',
        ),
      /no quorum meanwhile/,
    ],
  ];
  for (const [name, estate, spoil, why] of obstacles) {
    test(`it waits for somebody: ${name}`, async () => {
      const host = await wanting({ ...NODES, ...estate });
      spoil(host);
      const { report, live } = await applyTo(host, hostEstate({ ...NEXT, ...estate }), {
        clock: clockOf(host),
      });
      const change = live.plan.items.find(({ address }) => address === 'node/pve1')?.changes[0];
      assert.match(change?.note ?? '', why);
      assert.equal(change?.stops, ['lxc/a', 'lxc/b']);
      assert.match(JSON.stringify(report.resources), /waits for a restart of the node/);
      assert.is(bootOf(host), null);
      assert.ok(allRun(host));
    });
  }

  test('more guests than may be restarted: nothing is begun', async () => {
    const host = await wanting();
    const next = hostEstate({ ...NEXT, policies: { restarts: { max: 2 } } });
    const { live } = await applyTo(host, next, { clock: clockOf(host) });
    const cover = live.plan.items.find(({ address }) => address === 'node/pve1')?.cover;
    assert.match(JSON.stringify(cover), /restart 3 of at most 2/);
    assert.is(driverOf(host), '580.1\n');
  });
});
