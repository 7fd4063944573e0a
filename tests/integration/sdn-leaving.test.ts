/** Zones, vnets and subnets that go: in which order, and what keeps them. */
import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { dhcpGuest, SUBNET, type SdnFiles, sdnEstate, ZONE } from '../support/sdn-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const NETS: SdnFiles = {
  'zone/lab.json': ZONE,
  'zone/zz.json': { type: 'vlan', bridge: 'vmbr0' },
  'vnet/web.json': {
    zone: 'lab',
    subnets: { '10.9.0.0/24': SUBNET, '10.9.1.0/24': { gateway: '10.9.1.1' } },
  },
  'vnet/back.json': { zone: 'zz', tag: 30 },
};

/** Files of no commit. */
function loose(pve: string, files: SdnFiles) {
  const settings = { name: 'lab', nodes: { pve1: { pve }, pve2: { pve } } };
  const all = Object.entries({ 'phoenix.json': settings, ...files });
  return estateOf(new Map(all.map(([path, value]) => [path, JSON.stringify(value)])));
}

describe('networks that go', (test) => {
  for (const pve of ['8.4', '9.2'] as const) {
    test(`go from the subnets up where no commit tells what they were, on ${pve}`, async () => {
      const full = loose(pve, NETS);
      const bare = loose(pve, {});
      const host = hostFor(full);
      assert.ok((await applyTo(host, full, { clock: virtualClock() })).report.ok);
      const said: string[] = [];
      const onRun = (_: string, argv: readonly string[]) => {
        if (argv[1] === 'delete' && !argv.includes('/cluster/sdn/lock')) said.push(argv[2] ?? '');
      };
      const { report } = await applyTo(host, bare, { clock: virtualClock(), onRun });
      assert.ok(report.ok, JSON.stringify(report.resources));
      const rank = (path: string) =>
        ['subnets', 'vnets', 'zones'].findIndex((one) => path.split('/').at(-2) === one);
      assert.is(said.length, 6, said.join('\n'));
      const subnets = said.flatMap((path, at) => (rank(path) === 0 ? [at] : []));
      const at = (path: string) => said.findIndex((one) => one.endsWith(path));
      assert.ok(
        subnets.every((one) => one < at('/vnets/web')),
        said.join('\n'),
      );
      assert.ok(at('/vnets/web') < at('/zones/lab') && at('/vnets/back') < at('/zones/zz'), said.join('\n'));
      assert.equal((await livePlanOf(bare, inProcessCluster(host))).plan.items, []);
    });

    test(`stay while a retired guest has an address there, and the plan says so, on ${pve}`, async () => {
      const policies = { policies: { retire: '7d', retires: { max: 10 } } };
      const first = sdnEstate(pve, 'a', { ...NETS, 'lxc/a.json': dhcpGuest(101) }, policies);
      const second = sdnEstate(pve, 'b', {}, policies);
      const history = historyOf(first, second);
      const host = hostFor(first);
      const push = (estate: typeof first) => applyTo(host, estate, { history, clock: virtualClock() });
      assert.ok((await push(first)).report.ok);
      const { live, report } = await push(second);
      assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
      for (const one of ['vnet/web', 'zone/lab']) {
        const item = live.plan.items.find(({ address }) => address === one);
        assert.match(
          item?.notes.join() ?? '',
          /the guest 101, which no file names, has 10\.9\.0\.50 of it still/,
          one,
        );
      }
      const running = host.read('/etc/pve/sdn/.running-config') ?? '';
      assert.match(running, /"web"/);
      assert.not.match(running, /"back"/);
    });
  }

  test('a subnet of a vnet that is there stays for it alone', async () => {
    const policies = { policies: { retire: '7d', retires: { max: 10 } } };
    const less: SdnFiles = {
      ...NETS,
      'vnet/web.json': { zone: 'lab', subnets: { '10.9.1.0/24': { gateway: '10.9.1.1' } } },
    };
    const first = sdnEstate('9.2', 'a', { ...NETS, 'lxc/a.json': dhcpGuest(101) }, policies);
    const second = sdnEstate('9.2', 'b', less, policies);
    const history = historyOf(first, second);
    const host = hostFor(first);
    const push = (estate: typeof first) => applyTo(host, estate, { history, clock: virtualClock() });
    assert.ok((await push(first)).report.ok);
    const { live, report } = await push(second);
    assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
    const item = live.plan.items.find(({ address }) => address === 'vnet/web');
    assert.match(item?.notes.join() ?? '', /the subnet 10\.9\.0\.0\/24 stays: the guest 101/);
    const { plan } = await livePlanOf(second, inProcessCluster(host), { history });
    const again = plan.items.find(({ address }) => address === 'vnet/web');
    assert.is(again?.action, 'no-op');
    assert.match(again?.notes.join() ?? '', /the subnet 10\.9\.0\.0\/24 stays: the guest 101/);
  });

  const OLD = { '10.9.0.0/24': SUBNET };
  const NEW = { '10.9.2.0/24': { gateway: '10.9.2.1', dhcp: ['10.9.2.50-10.9.2.59'] } };
  const PLAIN = dhcpGuest(102, { net0: { bridge: 'vmbr0', ip: 'dhcp' } });
  const subnetsOf = (subnets: object): SdnFiles => ({
    'zone/lab.json': ZONE,
    'vnet/web.json': { zone: 'lab', subnets },
  });
  const ipam = (files: ReadonlyMap<string, string>) =>
    [...(files.get('/etc/pve/sdn/pve-ipam-state.json') ?? '').matchAll(/"(10\.9[\d.]+)":\{[^}]*"vmid"/g)].map(
      ([, ip]) => ip,
    );

  test('a subnet that nobody is in goes before a guest joins its vnet', async () => {
    const first = sdnEstate('9.2', 'a', { ...subnetsOf(OLD), 'lxc/b.json': PLAIN });
    const second = sdnEstate('9.2', 'b', { ...subnetsOf(NEW), 'lxc/b.json': dhcpGuest(102) });
    const history = historyOf(first, second);
    const host = hostFor(first);
    const push = (estate: typeof first) => applyTo(host, estate, { history, clock: virtualClock() });
    assert.ok((await push(first)).report.ok);
    const { report } = await push(second);
    assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
    assert.equal(ipam(new Map(host.files())), ['10.9.2.50']);
    assert.not.match(host.read('/etc/pve/sdn/.running-config') ?? '', /10\.9\.0\.0/);
  });

  const away = dhcpGuest(101, { net0: { bridge: 'vmbr0', ip: 'dhcp' } });
  const held: readonly [string, SdnFiles, RegExp][] = [
    [
      'whose card stays on the vnet',
      { 'lxc/a.json': dhcpGuest(101), 'lxc/b.json': PLAIN },
      /stays: net0 of lxc\/a stays on the vnet and has 10\.9\.0\.50 of it/,
    ],
    [
      'who leaves as another joins',
      { 'lxc/a.json': away, 'lxc/b.json': dhcpGuest(102) },
      /stays: 10\.9\.0\.50 of it is given back in the same apply in which net0 of lxc\/b joins/,
    ],
  ];
  for (const [name, guests, why] of held) {
    test(`a subnet stays for a guest ${name}, and goes when it can`, async () => {
      const before = { 'lxc/a.json': dhcpGuest(101), 'lxc/b.json': PLAIN };
      const first = sdnEstate('9.2', 'a', { ...subnetsOf(OLD), ...before });
      const second = sdnEstate('9.2', 'b', { ...subnetsOf(NEW), ...guests });
      const third = sdnEstate('9.2', 'c', { ...subnetsOf(NEW), 'lxc/a.json': away, 'lxc/b.json': PLAIN });
      const history = historyOf(first, second, third);
      const host = hostFor(first);
      const push = (estate: typeof first) => applyTo(host, estate, { history, clock: virtualClock() });
      assert.ok((await push(first)).report.ok);
      const { live, report } = await push(second);
      assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
      const notes = live.plan.items.find(({ address }) => address === 'vnet/web')?.notes.join() ?? '';
      assert.match(notes, why);
      assert.match(host.read('/etc/pve/sdn/.running-config') ?? '', /10\.9\.0\.0/);
      const last = (await push(third)).report;
      assert.ok(last.ok, JSON.stringify(last.resources, null, 1));
      assert.not.match(host.read('/etc/pve/sdn/.running-config') ?? '', /10\.9\.0\.0/);
    });
  }
});
