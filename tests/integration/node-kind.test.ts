import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { isRunning } from '../../src/simulator/guests.ts';
import { ownPath } from '../../src/simulator/own-files.ts';
import { describe } from '../support/describe.ts';
import { hostEstate } from '../support/host-estate.ts';
import { applyTo, hostFor, livePlanOf } from '../support/in-process-apply.ts';
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
