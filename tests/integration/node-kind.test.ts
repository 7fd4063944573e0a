import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { isRunning } from '../../src/simulator/guests.ts';
import type { Host } from '../../src/simulator/host.ts';
import { failingPath } from '../../src/simulator/failing.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { ownPath } from '../../src/simulator/own-files.ts';
import { cutBefore } from '../support/cut-cluster.ts';
import { describe } from '../support/describe.ts';
import { type HostEstate, hostEstate } from '../support/host-estate.ts';
import { applyOn, applyTo, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { virtualClock } from '../support/virtual-clock.ts';

describe('a file of a node', (test) => {
  test('settings, modules, packages and features: once, and then nothing is left to do', async () => {
    const estate = hostEstate({
      driver: '580.1',
      node: {
        sysctl: { 'vm.swappiness': 10, 'net.ipv4.ip_forward': 1 },
        modules: { 'vfio-pci': true, zfs: 'zfs_arc_max=1' },
        packages: { 'nfs-kernel-server': 'present', htop: '3.4.1-5', nano: 'absent' },
        features: { driver: { version: '580.1' }, clock: { zone: 'Europe/Berlin' } },
      },
    });
    assert.equal(
      estate.findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    const host = hostFor(estate);
    const { report } = await applyTo(host, estate, { clock: virtualClock() });
    assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
    const text = (path: string) => host.read(ownPath('pve1', path)) ?? '';
    assert.match(text('/etc/sysctl.d/90-phoenix.conf'), 'vm.swappiness = 10');
    assert.is(text('/proc/sys/net/ipv4/ip_forward'), '1\n');
    assert.match(text('/etc/modprobe.d/phoenix.conf'), 'options zfs zfs_arc_max=1');
    assert.match(text('/var/lib/dpkg/status'), 'Package: nfs-kernel-server');
    assert.is(text('/sys/module/nvidia/version'), '580.1\n');
    const again = await livePlanOf(estate, inProcessCluster(host));
    assert.equal(again.plan.items, []);
  });

  test('a driver changes: the guests on it stop, it is installed, they start, the others run on', async () => {
    const host = hostFor(hostEstate());
    const clock = virtualClock();
    await applyTo(host, hostEstate({ driver: '580.1' }), { clock });
    const calls: string[] = [];
    const next = hostEstate({ driver: '590.2' });
    const { report, live } = await applyTo(host, next, {
      clock,
      onRun: (_, argv) => calls.push(argv.slice(0, argv[0] === 'pct' ? 3 : 1).join(' ')),
    });
    assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
    const node = live.plan.items.find(({ address }) => address === 'node/pve1');
    assert.equal(
      node?.changes.map(({ path, effect, stops }) => ({ path, effect, stops })),
      [{ path: '/features/driver', effect: 'offline', stops: ['lxc/a', 'lxc/b'] }],
    );
    for (const vmid of [101, 102, 103]) assert.ok(isRunning(host, vmid));
    assert.equal((await livePlanOf(next, inProcessCluster(host))).plan.items, []);
  });
});

const allRun = (host: Host) => [101, 102, 103].every((vmid) => isRunning(host, vmid));
const driverOf = (host: Host) => host.read(ownPath('pve1', '/sys/module/nvidia/version'));

async function withDriver(): Promise<MemoryHost> {
  const host = hostFor(hostEstate());
  const { report } = await applyTo(host, hostEstate({ driver: '580.1' }), { clock: virtualClock() });
  assert.ok(report.ok);
  return host;
}

describe('a group of a node and its guests', (test) => {
  test('cut off before any of its changes and applied again, it comes to the same end', async () => {
    const next = hostEstate({ driver: '590.2' });
    const start = await withDriver();
    let cuts = 0;
    for (let n = 1; ; n += 1) {
      const host = start.fork();
      const { cluster, wasCut } = cutBefore(inProcessCluster(host), n);
      await applyOn(cluster, next, { clock: virtualClock() });
      if (!wasCut()) break;
      cuts += 1;
      for (let again = 0; again < 2; again += 1) {
        const { report } = await applyTo(host, next, { clock: virtualClock() });
        if (again > 0) assert.ok(report.ok, `cut before ${n}: ${JSON.stringify(report.resources)}`);
      }
      assert.ok(allRun(host), `cut before ${n}: a guest is down`);
      assert.is(driverOf(host), '590.2\n');
      assert.equal((await livePlanOf(next, inProcessCluster(host))).plan.items, [], `cut before ${n}`);
    }
    assert.ok(cuts > 8, `${cuts} places`);
  });

  test('what fails goes back to the version before, and the guests start all the same', async () => {
    const host = await withDriver();
    host.write(failingPath('pve1', 'feature driver'), '');
    const next = hostEstate({ driver: '590.2' });
    const { report } = await applyTo(host, next, {
      clock: virtualClock(),
      // Mended as soon as it has failed once: the old version can be installed.
      onRun: (_, [program]) =>
        program === 'systemd-run' && host.remove(failingPath('pve1', 'feature driver')),
    });
    assert.not(report.ok);
    assert.is(driverOf(host), '580.1\n');
    assert.ok(allRun(host));
    const of = (address: string) => report.resources.find((one) => one.address === address)?.outcome;
    assert.is(of('node/pve1'), 'failed');
    // Their software is made for the driver that is not there.
    assert.is(of('lxc/a'), 'skipped');
    const later = await applyTo(host, next, { clock: virtualClock() });
    assert.ok(later.report.ok, JSON.stringify(later.report.resources));
    assert.is(driverOf(host), '590.2\n');
  });

  test('a feature that wants the node restarted waits for that, and its guests run meanwhile', async () => {
    const host = await withDriver();
    host.write(failingPath('pve1', 'restart driver'), '');
    const next = hostEstate({ driver: '590.2' });
    const { report } = await applyTo(host, next, { clock: virtualClock() });
    const node = report.resources.find(({ address }) => address === 'node/pve1');
    assert.is(node?.outcome, 'failed');
    assert.match(JSON.stringify(node), 'driver waits for a restart of the node');
    assert.ok(allRun(host));
    assert.is(driverOf(host), '580.1\n');
    host.remove(failingPath('pve1', 'restart driver'));
    const { report: after } = await applyTo(host, next, { clock: virtualClock() });
    assert.ok(after.ok);
    assert.equal((await livePlanOf(next, inProcessCluster(host))).plan.items, []);
  });

  test('where nobody may restart the node, what wants it is taken back', async () => {
    const host = await withDriver();
    host.write(failingPath('pve1', 'restart driver'), '');
    const { report } = await applyTo(host, hostEstate({ driver: '590.2', reboot: 'never' }), {
      clock: virtualClock(),
      onRun: (_, [program]) =>
        program === 'systemd-run' && host.remove(failingPath('pve1', 'restart driver')),
    });
    assert.not(report.ok);
    assert.match(JSON.stringify(report.resources), /and its file says/);
    assert.is(driverOf(host), '580.1\n');
    assert.ok(allRun(host));
  });

  const held: readonly [name: string, estate: HostEstate, why: RegExp][] = [
    ['more guests than may be restarted', { policies: { restarts: { max: 1 } } }, /restart 2 of at most 1/],
    ['restarts by hand', { policies: { restarts: { when: 'manual' } } }, /restarts are manual/],
    ['the guest that runs the jobs', { runner: 'lxc/b' }, /lxc\/b runs this job/],
  ];
  for (const [name, estate, why] of held) {
    test(`it is held: ${name}`, async () => {
      const host = await withDriver();
      const next = hostEstate({ driver: '590.2', ...estate });
      const { report, live } = await applyTo(host, next, { clock: virtualClock() });
      const cover = live.plan.items.find(({ address }) => address === 'node/pve1')?.cover;
      assert.match(JSON.stringify(cover), why);
      assert.is(driverOf(host), '580.1\n');
      assert.ok(allRun(host));
      void report;
    });
  }

  test('a file that is removed takes its features away, and leaves the node as it is otherwise', async () => {
    const host = await withDriver();
    const { report } = await applyTo(host, hostEstate({ node: null }), { clock: virtualClock() });
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.is(host.read(ownPath('pve1', '/var/lib/phoenix/features/driver.json')), null);
    assert.equal((await livePlanOf(hostEstate({ node: null }), inProcessCluster(host))).plan.items, []);
  });
});

describe('facts of a node', (test) => {
  test('software that is made for another driver than the node has is not brought in', async () => {
    const files = hostEstate({ driver: '580.1', node: null });
    const host = hostFor(files);
    host.write(ownPath('pve1', '/sys/module/nvidia/version'), '570.3\n');
    const { report, live } = await applyTo(host, files, { clock: virtualClock() });
    const told = 'pve1 has nvidia.driver 570.3, and phoenix.json declares 580.1';
    assert.ok(live.plan.policies.some(({ policy, ok, text }) => policy === 'facts' && !ok && text === told));
    const guest = report.resources.find(({ address }) => address === 'lxc/a');
    assert.is(guest?.outcome, 'failed');
    assert.match(guest?.text ?? '', told);
    assert.not(isRunning(host, 101), 'it was not even made');
    assert.ok(isRunning(host, 103));
    host.write(ownPath('pve1', '/sys/module/nvidia/version'), '580.1\n');
    assert.ok((await applyTo(host, files, { clock: virtualClock() })).report.ok);
  });
});
